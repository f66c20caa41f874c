//! What is not to be kept of sessions: a student who was removed, and sessions that are old.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Transaction, params};

use super::{Status, digest_of, read};
use crate::core::StudentId;
use crate::journal::RowsOf;

/// Takes a student out of what people said and of how sessions ended. Where their rows are to go, they are counted there
/// no more; else only nobody knows who it was.
pub(in crate::journal) fn forget(
    transaction: &Transaction<'_>,
    student: &StudentId,
    what: RowsOf,
) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM session_mark WHERE student = ?")?.execute([student.as_str()])?;
    let condition = "WHERE c.event IN (SELECT closing FROM session_result WHERE student = ?)";
    for mut closing in read::select_closings(transaction, condition, &[&student.as_str()])? {
        // What the main API said of it may name them.
        transaction
            .prepare_cached("UPDATE outbox SET message = '' WHERE event = ? AND message IS NOT NULL")?
            .execute([closing.event])?;
        let stood: Vec<Status> =
            closing.seats.extract_if(.., |seat| seat.student == *student).map(|s| s.status).collect();
        if what == RowsOf::Remove {
            stood.into_iter().for_each(|status| closing.counts.take_away(status));
        }
        let counts = closing.counts;
        transaction
            .prepare_cached(
                "UPDATE session_closing SET here = ?2, late = ?3, absent = ?4, excused = ?5, digest = ?6 \
                 WHERE event = ?1",
            )?
            .execute(params![
                closing.event,
                counts.here as i64,
                counts.late as i64,
                counts.absent as i64,
                counts.excused as i64,
                digest_of(&closing),
            ])?;
    }
    transaction.prepare_cached("DELETE FROM session_result WHERE student = ?")?.execute([student.as_str()])?;
    Ok(())
}

/// Removes sessions of which nothing is told any more, because the events that told it were old, and those that were old
/// and never ended: whose arrivals are gone.
pub(in crate::journal) fn remove_forgotten(
    transaction: &Transaction<'_>,
    moment: Timestamp,
) -> rusqlite::Result<usize> {
    // Wherever the school is, its day has ended by then.
    let day = moment.checked_sub(SignedDuration::from_hours(48)).unwrap_or(Timestamp::MIN);
    transaction
        .prepare_cached(
            "DELETE FROM session WHERE NOT EXISTS (SELECT 1 FROM session_closing c WHERE c.session = session.id) \
             AND (revision > 0 OR date < ?1) AND opened_ms < (SELECT min(at_ms) FROM event)",
        )?
        .execute([jiff::tz::TimeZone::UTC.to_datetime(day).date().to_string()])
}
