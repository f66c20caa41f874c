//! Who of a session is here, from what the log has and what a person said.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::occurrence::Occurrence;
use crate::core::student_id::StudentId;

/// Somebody came, as the log has it, with all that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The number of the event.
    pub event: i64,
    /// Who.
    pub student: StudentId,
    /// When.
    pub at: Timestamp,
    /// A person said so: that they came, or that it was they.
    pub by_hand: bool,
}

/// Why somebody is excused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Excuse {
    /// They are ill.
    Sick,
    /// They were given leave.
    Leave,
    /// Anything else.
    Other,
}

/// What a person can say of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// They are here, whatever the time was.
    Here {
        /// Since when.
        at: Timestamp,
        /// The event that was recorded for it. Where that is not (any more) theirs, nothing was said.
        event: Option<i64>,
    },
    /// They are here, and were late.
    Late {
        /// Since when.
        at: Timestamp,
        /// As for [`Self::Here`].
        event: Option<i64>,
    },
    /// They are not here.
    Absent,
    /// They are excused.
    Excused(Excuse),
}

/// What a person said of a student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What.
    pub said: Said,
    /// Why, in their words.
    pub reason: Option<String>,
    /// When they said it.
    pub at: Timestamp,
}

/// How a student stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Here, in time.
    Here {
        /// Since when.
        at: Timestamp,
    },
    /// Here, and late.
    Late {
        /// Since when.
        at: Timestamp,
    },
    /// Not here yet: the session is on, or has not begun.
    NotYet,
    /// Not here, and the session is over, or a person said so.
    Absent,
    /// Excused.
    Excused(Excuse),
}

/// Those who stand alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Here in time.
    Here,
    /// Here and late.
    Late,
    /// Excused, for whatever reason.
    Excused,
    /// Not here yet.
    NotYet,
    /// Not here.
    Absent,
}

/// A student on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub student: StudentId,
    /// How they stand.
    pub status: Status,
    /// A person said so.
    pub by_hand: bool,
    /// What the person said beside it.
    pub reason: Option<String>,
    /// The event of the log that they came with.
    pub event: Option<i64>,
}

/// How many stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Here in time.
    pub here: usize,
    /// Here and late.
    pub late: usize,
    /// Not here yet.
    pub not_yet: usize,
    /// Not here.
    pub absent: usize,
    /// Excused.
    pub excused: usize,
}

/// How everybody of a session stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    /// Each member, in the order they were given in.
    pub seats: Vec<Seat>,
    /// The first arrival of each student who came meanwhile and is no member, in the order in which they came.
    pub others: Vec<Arrival>,
    /// How many of the members stand how.
    pub counts: Counts,
}

impl Group {
    /// Each, in the order in which they are counted.
    pub const ALL: [Self; 5] = [Self::Here, Self::Late, Self::Excused, Self::NotYet, Self::Absent];

    /// By who has to be looked for: those who are not here first, those who are last.
    fn place(self) -> u8 {
        match self {
            Self::NotYet => 0,
            Self::Absent => 1,
            Self::Late => 2,
            Self::Excused => 3,
            Self::Here => 4,
        }
    }
}

impl Status {
    /// With whom they stand.
    pub fn group(self) -> Group {
        match self {
            Self::Here { .. } => Group::Here,
            Self::Late { .. } => Group::Late,
            Self::Excused(_) => Group::Excused,
            Self::NotYet => Group::NotYet,
            Self::Absent => Group::Absent,
        }
    }

    /// Whether they are here, in time or not.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Here { .. } | Self::Late { .. })
    }

    /// Since when they are here.
    pub fn at(self) -> Option<Timestamp> {
        match self {
            Self::Here { at } | Self::Late { at } => Some(at),
            Self::NotYet | Self::Absent | Self::Excused(_) => None,
        }
    }
}

impl Counts {
    /// Of these.
    pub fn of<'a>(statuses: impl IntoIterator<Item = &'a Status>) -> Self {
        let mut counts = Self::default();
        for status in statuses {
            *counts.count_of(*status) += 1;
        }
        counts
    }

    /// How many of them stand so.
    pub fn of_group(&self, group: Group) -> usize {
        match group {
            Group::Here => self.here,
            Group::Late => self.late,
            Group::Excused => self.excused,
            Group::NotYet => self.not_yet,
            Group::Absent => self.absent,
        }
    }

    /// How many there are in all.
    pub fn all(&self) -> usize {
        self.here + self.late + self.not_yet + self.absent + self.excused
    }

    /// One less of those who stand so.
    pub fn take_away(&mut self, status: Status) {
        let count = self.count_of(status);
        *count = count.saturating_sub(1);
    }

    fn count_of(&mut self, status: Status) -> &mut usize {
        match status {
            Status::Here { .. } => &mut self.here,
            Status::Late { .. } => &mut self.late,
            Status::NotYet => &mut self.not_yet,
            Status::Absent => &mut self.absent,
            Status::Excused(_) => &mut self.excused,
        }
    }
}

impl Board {
    /// Of a session with these members: by the arrivals of the log in any order, of which only those count that lie
    /// between its opening and its end, and by what a person said. `ended`: it is over since then, be it early.
    ///
    /// What a person said holds over what a camera saw. But who was said to be absent or excused, and was seen after
    /// that, is here: the person could not know.
    pub fn new(
        session: &Occurrence,
        members: &[StudentId],
        arrivals: &[Arrival],
        marks: &HashMap<StudentId, Mark>,
        ended: Option<Timestamp>,
    ) -> Self {
        let end = ended.map_or(session.until, |ended| ended.min(session.until));
        let mut counting: Vec<&Arrival> =
            arrivals.iter().filter(|arrival| (session.opens..=end).contains(&arrival.at)).collect();
        counting.sort_by_key(|arrival| (arrival.at, arrival.event));
        let mut of_student: HashMap<&StudentId, Vec<&Arrival>> = HashMap::new();
        for arrival in &counting {
            of_student.entry(&arrival.student).or_default().push(arrival);
        }
        // Who is said to be here after an early end came then, as far as the log knows.
        let theirs: HashMap<i64, &StudentId> =
            arrivals.iter().map(|arrival| (arrival.event, &arrival.student)).collect();
        let seat = |student: &StudentId| {
            let came = of_student.get(student).map(Vec::as_slice).unwrap_or_default();
            let is_theirs = |event: i64| theirs.get(&event) == Some(&student);
            seat(session, student, came, marks.get(student), is_theirs, ended.is_some())
        };
        let seats: Vec<Seat> = members.iter().map(seat).collect();
        let mut known: HashSet<&StudentId> = members.iter().collect();
        let others = counting.into_iter().filter(|arrival| known.insert(&arrival.student)).cloned().collect();
        let counts = Counts::of(seats.iter().map(|seat| &seat.status));
        Self { seats, others, counts }
    }

    /// Those of a group, or everybody; in the order they were given in, or those who are missing first.
    pub fn seats_of(&self, group: Option<Group>, missing_first: bool) -> Vec<&Seat> {
        let is_meant = |seat: &&Seat| group.is_none_or(|group| seat.status.group() == group);
        let mut seats: Vec<&Seat> = self.seats.iter().filter(is_meant).collect();
        if missing_first {
            seats.sort_by_key(|seat| seat.status.group().place());
        }
        seats
    }

    /// How a student stands.
    pub fn seat(&self, student: &StudentId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.student == *student)
    }

    /// Whether anybody came, or a person said anything of anybody: where neither is so, it may never have been held.
    pub fn is_untouched(&self) -> bool {
        self.seats.iter().all(|seat| !seat.by_hand && !seat.status.is_here())
    }
}

/// `is_theirs`: whether an event of the log is an arrival of this student's.
fn seat(
    session: &Occurrence,
    student: &StudentId,
    came: &[&Arrival],
    mark: Option<&Mark>,
    is_theirs: impl Fn(i64) -> bool,
    is_over: bool,
) -> Seat {
    let seat = |status, by_hand, reason: Option<&String>, event| Seat {
        student: student.clone(),
        status,
        by_hand,
        reason: reason.cloned(),
        event,
    };
    let first = came.first();
    if let Some(Mark { said, reason, at: said_at }) = mark {
        // By the number and not by the time: what was corrected may lie anywhere.
        let is_theirs = |event: Option<i64>| event.is_none_or(&is_theirs);
        let reason = reason.as_ref();
        match *said {
            Said::Here { at, event } if is_theirs(event) => {
                return seat(Status::Here { at }, true, reason, event.or(first.map(|first| first.event)));
            }
            Said::Late { at, event } if is_theirs(event) => {
                return seat(Status::Late { at }, true, reason, event.or(first.map(|first| first.event)));
            }
            Said::Here { .. } | Said::Late { .. } => {}
            Said::Absent | Said::Excused(_) => match came.iter().find(|came| came.at > *said_at) {
                Some(came) => return by_clock(session, came, student, reason),
                None => {
                    let status = if let Said::Excused(why) = *said { Status::Excused(why) } else { Status::Absent };
                    return seat(status, true, reason, first.map(|first| first.event));
                }
            },
        }
    }
    match first {
        Some(first) => by_clock(session, first, student, None),
        None => seat(if is_over { Status::Absent } else { Status::NotYet }, false, None, None),
    }
}

fn by_clock(session: &Occurrence, came: &Arrival, student: &StudentId, reason: Option<&String>) -> Seat {
    let at = came.at;
    let status = if at < session.late_from { Status::Here { at } } else { Status::Late { at } };
    Seat { student: student.clone(), status, by_hand: came.by_hand, reason: reason.cloned(), event: Some(came.event) }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
