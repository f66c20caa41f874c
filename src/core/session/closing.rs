//! How a session ended, as it is kept and told.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::board::{Board, Counts, Seat, Status};
use super::occurrence::Occurrence;

/// What ended a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its time.
    InTime,
    /// A person, be it early, or once more after something had changed.
    ByHand,
    /// Its time, and Hadir was not running then: it was ended at the next start.
    AtNextStart,
}

/// A session that has ended, as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The number of its event.
    pub event: i64,
    /// What receivers know the session by: the same each time it is ended.
    pub id: String,
    /// How often it was ended before, plus one.
    pub revision: u32,
    /// Which, of whom, from when until when.
    pub session: Occurrence,
    /// By how much its clock differs from UTC.
    pub offset: Offset,
    /// Since when it was over: who came later was not there.
    pub over_at: Timestamp,
    /// When that was told.
    pub at: Timestamp,
    /// What ended it.
    pub ended: Ended,
    /// How many stood how. Students who were removed since may be counted still.
    pub counts: Counts,
    /// The main API was to hear of it.
    pub is_sent: bool,
    /// How each of them stood.
    pub seats: Vec<Seat>,
}

impl Closing {
    /// Whether a board of the same session says something else: somebody was marked or corrected since, came or left the
    /// class.
    pub fn differs(&self, board: &Board) -> bool {
        let said = |seat: &Seat| {
            let status = if seat.status == Status::NotYet { Status::Absent } else { seat.status };
            (seat.student.clone(), status, seat.by_hand, seat.reason.clone())
        };
        !self.seats.iter().map(said).eq(board.seats.iter().map(said))
    }
}
