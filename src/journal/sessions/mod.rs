//! Sessions: the timetable, what a person said of a student, and how each session ended.

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use super::events::new_event;
use super::{Journal, JournalError, Moment, outbox, rows};
use crate::core::session::{Arrival, Board, Closing, Counts, Ended, Mark, Occurrence, Said, Seat, SessionKey, Status};
use crate::core::{EventKind, StudentId};

mod forget;
mod read;
mod timetable;

pub(super) use forget::{forget, remove_forgotten};
pub(super) use read::{
    MARK, MarkColumns, RESULT, SESSION, closing, digest_of, digest_of_seat, read_mark, read_result, read_session,
    status_name,
};
pub(super) use timetable::{ENTRY, insert_entry, read_entry};

/// A session that was opened, or of whose students a person said something before that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its row.
    pub number: i64,
    /// What receivers know it by.
    pub id: String,
    /// Which it is.
    pub key: SessionKey,
    /// Since when. Where that is before the session opens, it was not opened yet.
    pub opened: Timestamp,
    /// How often it was ended.
    pub revision: u32,
    /// The event that told that it ended; `None` while it is on, or is on again.
    pub closing: Option<i64>,
}

/// A session that is to be ended.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// Which, as it is planned.
    pub session: &'a Occurrence,
    /// Who belongs to it.
    pub members: &'a [StudentId],
    /// When.
    pub at: Timestamp,
    /// By how much its clock differs from UTC.
    pub offset: Offset,
    /// What ends it.
    pub ended: Ended,
    /// The main API is to hear of it.
    pub deliver: bool,
}

impl Journal {
    /// Opens a session, unless it was opened before. Its members count again when they come, however long the cooldown:
    /// they are expected anew. Before its time it is only begun to be kept, for what a person may say of its students
    /// already; it is opened when this is asked once more then.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn open_session(
        &self,
        session: &Occurrence,
        members: &[StudentId],
        now: Moment,
    ) -> Result<SessionRow, JournalError> {
        let opens = now.at >= session.opens;
        let (row, is_new) = self.change(|transaction| {
            let before = read::session(transaction, session.key)?;
            if let Some(before) = before.clone().filter(|before| !opens || before.opened >= session.opens) {
                return Ok((before, false));
            }
            let mut row = before.unwrap_or_else(|| SessionRow {
                number: 0,
                id: format!("ses_{}", Uuid::now_v7().simple()),
                key: session.key,
                opened: Timestamp::UNIX_EPOCH,
                revision: 0,
                closing: None,
            });
            row.opened = rows::moment(now.at.as_millisecond());
            let (date, schedule) = (row.key.date.to_string(), row.key.schedule);
            if row.number == 0 {
                // One that is there, and is damaged, is begun anew.
                transaction
                    .prepare_cached("DELETE FROM session WHERE date = ? AND schedule = ?")?
                    .execute(params![date, schedule])?;
                row.number = transaction
                    .prepare_cached(
                        "INSERT INTO session (uid, schedule, date, opened_ms, digest) VALUES (?, ?, ?, ?, ?)",
                    )?
                    .insert(params![row.id, schedule, date, row.opened.as_millisecond(), row.digest()])?;
            } else {
                transaction
                    .prepare_cached("UPDATE session SET opened_ms = ?2, digest = ?3 WHERE id = ?1")?
                    .execute(params![row.number, row.opened.as_millisecond(), row.digest()])?;
            }
            if opens {
                let mut delete = transaction.prepare_cached("DELETE FROM presence WHERE student = ? AND at_ms < ?")?;
                for member in members {
                    delete.execute(params![member.as_str(), session.opens.as_millisecond()])?;
                }
            }
            Ok((row, opens))
        })?;
        if is_new {
            let opened = now.since_start().saturating_sub(now.at.duration_since(session.opens));
            let mut attendance = self.lock_attendance();
            members.iter().for_each(|member| attendance.forget_before(opened, member));
            drop(attendance);
            self.forgot();
        }
        Ok(row)
    }

    /// The sessions that were opened and have not ended, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn sessions_on(&self) -> Result<Vec<SessionRow>, JournalError> {
        self.with(|connection| {
            let mut select = connection
                .prepare_cached(&format!("SELECT {SESSION} FROM session WHERE closing IS NULL ORDER BY date, id"))?;
            let found = select.query_map([], |row| Ok(read_session(row)))?;
            Ok(found.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
    }

    /// Keeps what a person said of a student in a session, in the place of what they said before; `None`: nothing any
    /// more. `record`: it is an arrival by hand, too, recorded for the time that was said, and, where this is `Some(true)`,
    /// sent. What was recorded for what they said before is corrected to nobody.
    ///
    /// # Errors
    /// When it could not be written; nothing has changed then.
    pub fn set_mark(
        &self,
        session: i64,
        student: &StudentId,
        mark: Option<&Mark>,
        record: Option<bool>,
        now: Timestamp,
        deliver: bool,
    ) -> Result<(), JournalError> {
        let (taken_back, _) = self.change(|transaction| {
            let before = read::marks(transaction, session)?.remove(student);
            transaction
                .prepare_cached("DELETE FROM session_mark WHERE session = ? AND student = ?")?
                .execute(params![session, student.as_str()])?;
            let taken_back = match before.as_ref().map(|mark| mark.said) {
                Some(Said::Here { event: Some(event), .. } | Said::Late { event: Some(event), .. }) => {
                    self.take_back(transaction, event, student, now, deliver)?
                }
                _ => None,
            };
            let Some(mark) = mark else { return Ok((taken_back, None)) };
            let mut mark = mark.clone();
            if let (Said::Here { at, event } | Said::Late { at, event }, Some(deliver)) = (&mut mark.said, record) {
                let mut arrival = new_event(EventKind::Manual, Some(student.clone()), *at);
                arrival.number = rows::insert(transaction, &arrival)?;
                if deliver {
                    outbox::queue(transaction, &arrival, arrival.label(), now)?;
                }
                (*at, *event) = (arrival.at, Some(arrival.number));
            }
            insert_mark(transaction, session, student, &mark)?;
            Ok((taken_back, Some(mark)))
        })?;
        if let Some((event, was_here)) = taken_back {
            self.after_correction(&event, None, was_here);
        }
        Ok(())
    }

    /// Ends a session and tells of it: how everybody stood, the event and its place in the outbox, in one transaction. One
    /// that has ended already is told of once more, as it stands now, if that is another way; else nothing happens
    /// (`None`).
    ///
    /// # Errors
    /// When it could not be written, or when it was never opened; nothing has changed then.
    pub fn end_session(&self, ending: &Ending<'_>) -> Result<Option<Closing>, JournalError> {
        let Ending { session, members, at, offset, ended, deliver } = *ending;
        self.change(|transaction| {
            let Some(row) = read::session(transaction, session.key)? else { return Ok(Err(JournalError::Gone)) };
            let before = match row.closing {
                Some(event) => closing(transaction, event)?,
                None => None,
            };
            // As it was planned when it ended first.
            let session = before.as_ref().map_or(session, |before| &before.session);
            let over_at = before.as_ref().map_or(at, |before| before.over_at);
            let arrivals: Vec<Arrival> = read::arrivals(transaction, session.opens, session.until)?;
            let marks = read::marks(transaction, row.number)?;
            let board = Board::new(session, members, &arrivals, &marks, Some(over_at));
            if before.as_ref().is_some_and(|before| !before.differs(&board)) {
                return Ok(Ok(None));
            }
            let mut event = new_event(EventKind::SessionClosed, None, at);
            event.number = rows::insert(transaction, &event)?;
            let closing = Closing {
                event: event.number,
                id: row.id,
                revision: row.revision + 1,
                session: Occurrence { limited: false, ..session.clone() },
                offset,
                over_at: rows::moment(over_at.as_millisecond()),
                at: event.at,
                ended,
                counts: board.counts,
                is_sent: deliver,
                seats: board.seats.into_iter().map(|seat| Seat { event: None, ..seat }).collect(),
            };
            insert_closing(transaction, row.number, &closing)?;
            transaction
                .prepare_cached("UPDATE session SET closing = ?2, revision = ?3 WHERE id = ?1")?
                .execute(params![row.number, closing.event, closing.revision])?;
            if deliver {
                // One lane a session: what is told of it later arrives later.
                outbox::queue(transaction, &event, &closing.id, event.at)?;
            }
            Ok(Ok(Some(closing)))
        })?
    }

    /// A session was ended by mistake: it is on again.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn reopen_session(&self, key: SessionKey) -> Result<(), JournalError> {
        self.change(|transaction| {
            transaction
                .prepare_cached("UPDATE session SET closing = NULL WHERE date = ? AND schedule = ?")?
                .execute(params![key.date.to_string(), key.schedule])
                .map(drop)
        })
    }

    /// An event that was recorded because a person said so was nobody's after all; where it was corrected to somebody
    /// since, it is theirs.
    fn take_back(
        &self,
        transaction: &Transaction<'_>,
        event: i64,
        student: &StudentId,
        now: Timestamp,
        deliver: bool,
    ) -> rusqlite::Result<Option<(crate::core::Event, bool)>> {
        let Some(kept) = rows::select(transaction, "WHERE e.id = ?", &[&event])?.pop() else { return Ok(None) };
        let whose = kept.corrected_to.unwrap_or(kept.event.student);
        if kept.damaged || whose.as_ref() != Some(student) {
            return Ok(None);
        }
        // That it is gone or damaged was looked at.
        Ok(self.correct_in(transaction, event, None, now, deliver)?.ok())
    }
}

pub(super) fn insert_mark(
    transaction: &Transaction<'_>,
    session: i64,
    student: &StudentId,
    mark: &Mark,
) -> rusqlite::Result<()> {
    let columns = MarkColumns::of(mark);
    transaction
        .prepare_cached(&format!("INSERT OR REPLACE INTO session_mark ({MARK}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?
        .execute(params![
            session,
            student.as_str(),
            columns.said,
            columns.at_ms,
            columns.event,
            mark.reason,
            mark.at.as_millisecond(),
            columns.digest(session, student, mark),
        ])
        .map(drop)
}

/// Writes how a session ended, and how everybody stood.
pub(super) fn insert_closing(transaction: &Transaction<'_>, session: i64, closing: &Closing) -> rusqlite::Result<()> {
    let Closing { event, revision, session: planned, offset, over_at, ended, counts, is_sent, seats, .. } = closing;
    let Counts { here, late, not_yet: _, absent, excused } = counts;
    transaction
        .prepare_cached(
            "INSERT INTO session_closing (event, session, revision, class, opens_ms, from_ms, late_ms, until_ms, \
             offset_s, over_ms, ended, is_sent, here, late, absent, excused, digest) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            event,
            session,
            revision,
            planned.class,
            planned.opens.as_millisecond(),
            planned.from.as_millisecond(),
            planned.late_from.as_millisecond(),
            planned.until.as_millisecond(),
            offset.seconds(),
            over_at.as_millisecond(),
            *ended as i64,
            is_sent,
            *here as i64,
            *late as i64,
            *absent as i64,
            *excused as i64,
            digest_of(closing),
        ])?;
    for (place, seat) in (0..).zip(seats) {
        insert_result(transaction, *event, place, seat)?;
    }
    Ok(())
}

pub(super) fn insert_result(
    transaction: &Transaction<'_>,
    closing: i64,
    place: i64,
    seat: &Seat,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(&format!("INSERT OR IGNORE INTO session_result ({RESULT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?
        .execute(params![
            closing,
            place,
            seat.student.as_str(),
            status_name(seat.status),
            seat.status.at().map(Timestamp::as_millisecond),
            seat.by_hand,
            seat.reason,
            digest_of_seat(closing, seat),
        ])
        .map(drop)
}
