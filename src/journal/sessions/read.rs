//! What the journal has of sessions, as it is read and believed.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, ToSql, params};

use super::SessionRow;
use crate::core::session::{Arrival, Closing, Counts, Ended, Excuse, Mark, Occurrence, Said, Seat, SessionKey, Status};
use crate::core::{Delivery, EventKind, StudentId};
use crate::journal::digest::Digest;
use crate::journal::rows::{self, moment, read_way};
use crate::journal::{JournalError, Reader};

/// A session as [`read_session`] takes it.
pub(in crate::journal) const SESSION: &str = "id, uid, schedule, date, opened_ms, revision, closing, digest";
/// What a person said, as [`read_mark`] takes it.
pub(in crate::journal) const MARK: &str = "session, student, said, at_ms, event, reason, said_ms, digest";
/// How a student stood, as [`read_result`] takes it.
pub(in crate::journal) const RESULT: &str = "closing, place, student, status, at_ms, by_hand, reason, digest";
/// How a session ended, as [`read_closing`] takes it; of `session_closing c JOIN session s ... JOIN event e`.
const CLOSING: &str = "c.event, c.revision, c.class, c.opens_ms, c.from_ms, c.late_ms, c.until_ms, c.offset_s, \
     c.over_ms, c.ended, c.is_sent, c.here, c.late, c.absent, c.excused, c.digest, s.uid, s.schedule, s.date, e.at_ms";
const CLOSING_OF: &str = "session_closing c JOIN session s ON s.id = c.session JOIN event e ON e.id = c.event";

impl Reader {
    /// Who came between two moments, both included, by what was corrected since: in the order in which they came.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn arrivals(&mut self, from: Timestamp, until: Timestamp) -> Result<Vec<Arrival>, JournalError> {
        self.ask(|connection| arrivals(connection, from, until))
    }

    /// The session of a line of the timetable on a day, once it was opened.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn session(&mut self, key: SessionKey) -> Result<Option<SessionRow>, JournalError> {
        self.ask(|connection| session(connection, key))
    }

    /// What a person said of the students of a session.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn marks(&mut self, session: i64) -> Result<HashMap<StudentId, Mark>, JournalError> {
        self.ask(|connection| marks(connection, session))
    }

    /// How the event of this number told that a session ended.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn closing(&mut self, event: i64) -> Result<Option<Closing>, JournalError> {
        self.ask(|connection| closing(connection, event))
    }

    /// How far the event of this number is on its way to the main API; `None`: it is not to be sent.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn delivery(&mut self, event: i64) -> Result<Option<Delivery>, JournalError> {
        self.ask(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT state, tries, due_ms, state_ms, http_status, message FROM outbox WHERE event = ?",
            )?;
            select.query_row([event], |row| read_way(row, 0)).optional()
        })
    }

    /// How the sessions from one date to another ended, oldest first, of one that was ended more than once the last; of
    /// one class where that is given.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn closings(&mut self, first: Date, last: Date, class: Option<&str>) -> Result<Vec<Closing>, JournalError> {
        self.ask(|connection| {
            let condition = "WHERE s.date BETWEEN ?1 AND ?2 AND s.closing = c.event AND (?3 IS NULL OR c.class = ?3) \
                 ORDER BY s.date, c.from_ms, s.id";
            select_closings(connection, condition, &[&first.to_string(), &last.to_string(), &class])
        })
    }
}

pub(super) fn arrivals(connection: &Connection, from: Timestamp, until: Timestamp) -> rusqlite::Result<Vec<Arrival>> {
    let condition = "WHERE e.at_ms BETWEEN ? AND ? AND e.kind IN ('attendance.recognized', 'attendance.manual') \
         ORDER BY e.at_ms, e.id";
    let kept = rows::select(connection, condition, &[&from.as_millisecond(), &until.as_millisecond()])?;
    let arrivals = kept.into_iter().filter(|kept| !kept.damaged).filter_map(|kept| {
        let by_hand = kept.event.kind == EventKind::Manual || kept.corrected_to.is_some();
        let student = kept.corrected_to.unwrap_or(kept.event.student)?;
        Some(Arrival { event: kept.event.number, student, at: kept.event.at, by_hand })
    });
    Ok(arrivals.collect())
}

pub(super) fn session(connection: &Connection, key: SessionKey) -> rusqlite::Result<Option<SessionRow>> {
    let mut select =
        connection.prepare_cached(&format!("SELECT {SESSION} FROM session WHERE date = ? AND schedule = ?"))?;
    let found = select.query_row(params![key.date.to_string(), key.schedule], |row| Ok(read_session(row)));
    Ok(found.optional()?.flatten())
}

pub(super) fn marks(connection: &Connection, session: i64) -> rusqlite::Result<HashMap<StudentId, Mark>> {
    let mut select = connection.prepare_cached(&format!("SELECT {MARK} FROM session_mark WHERE session = ?"))?;
    let mut found = select.query([session])?;
    let mut marks = HashMap::new();
    while let Some(row) = found.next()? {
        match read_mark(row) {
            Some((_, student, mark)) => drop(marks.insert(student, mark)),
            None => tracing::warn!("what a person said of a student is damaged, and is left out"),
        }
    }
    Ok(marks)
}

/// How a session ended; `None` where nothing is kept of it, or not what was written.
pub(in crate::journal) fn closing(connection: &Connection, event: i64) -> rusqlite::Result<Option<Closing>> {
    Ok(select_closings(connection, "WHERE c.event = ?", &[&event])?.pop())
}

/// Those that meet a condition behind [`CLOSING_OF`]; damaged ones are left out.
pub(super) fn select_closings(
    connection: &Connection,
    condition: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Closing>> {
    let mut select = connection.prepare_cached(&format!("SELECT {CLOSING} FROM {CLOSING_OF} {condition}"))?;
    let mut seats =
        connection.prepare_cached(&format!("SELECT {RESULT} FROM session_result WHERE closing = ? ORDER BY place"))?;
    let mut found = select.query(values)?;
    let mut closings = Vec::new();
    while let Some(row) = found.next()? {
        let Some(mut closing) = read_closing(row) else {
            tracing::warn!("how a session ended is damaged, and is left out");
            continue;
        };
        let mut stood = seats.query([closing.event])?;
        while let Some(row) = stood.next()? {
            closing.seats.extend(read_result(row).map(|(_, _, seat)| seat));
        }
        // A summary with gaps would be wrong: that somebody is missing in it is in the digest, too.
        match row.get::<_, i64>(15)? == digest_of(&closing) {
            true => closings.push(closing),
            false => tracing::warn!("how a session ended is damaged, and is left out"),
        }
    }
    Ok(closings)
}

pub(in crate::journal) fn read_session(row: &SqlRow<'_>) -> Option<SessionRow> {
    let session = SessionRow {
        number: row.get(0).ok()?,
        id: row.get(1).ok()?,
        key: SessionKey { schedule: row.get(2).ok()?, date: row.get::<_, String>(3).ok()?.parse().ok()? },
        opened: Timestamp::from_millisecond(row.get(4).ok()?).ok()?,
        revision: row.get(5).ok()?,
        closing: row.get(6).ok()?,
    };
    (row.get::<_, i64>(7).ok()? == session.digest()).then_some(session)
}

impl SessionRow {
    /// Of what never changes.
    pub(in crate::journal) fn digest(&self) -> i64 {
        let mut digest = Digest::default();
        digest.text(Some(&self.id));
        digest.number(Some(self.key.schedule));
        digest.text(Some(&self.key.date.to_string()));
        digest.number(Some(self.opened.as_millisecond()));
        digest.end()
    }
}

/// The session's number, the student, and what was said of them.
pub(in crate::journal) fn read_mark(row: &SqlRow<'_>) -> Option<(i64, StudentId, Mark)> {
    let (session, student) = (row.get(0).ok()?, StudentId::parse(&row.get::<_, String>(1).ok()?).ok()?);
    let at = row.get::<_, Option<i64>>(3).ok()?.map(Timestamp::from_millisecond).transpose().ok()?;
    let event = row.get(4).ok()?;
    let said = match row.get_ref(2).ok()?.as_str().ok()? {
        "here" => Said::Here { at: at?, event },
        "late" => Said::Late { at: at?, event },
        "absent" => Said::Absent,
        other => Said::Excused(excuse_of(other)?),
    };
    let said_at = Timestamp::from_millisecond(row.get(6).ok()?).ok()?;
    let mark = Mark { said, reason: row.get(5).ok()?, at: said_at };
    let is_whole = row.get::<_, i64>(7).ok()? == MarkColumns::of(&mark).digest(session, &student, &mark);
    is_whole.then_some((session, student, mark))
}

/// What a person said, as its columns have it.
pub(in crate::journal) struct MarkColumns {
    pub(in crate::journal) said: &'static str,
    pub(in crate::journal) at_ms: Option<i64>,
    pub(in crate::journal) event: Option<i64>,
}

impl MarkColumns {
    pub(in crate::journal) fn of(mark: &Mark) -> Self {
        let (said, at, event) = match mark.said {
            Said::Here { at, event } => ("here", Some(at), event),
            Said::Late { at, event } => ("late", Some(at), event),
            Said::Absent => ("absent", None, None),
            Said::Excused(excuse) => (name_of(excuse), None, None),
        };
        Self { said, at_ms: at.map(Timestamp::as_millisecond), event }
    }

    pub(in crate::journal) fn digest(&self, session: i64, student: &StudentId, mark: &Mark) -> i64 {
        let mut digest = Digest::default();
        digest.number(Some(session));
        digest.text(Some(student.as_str()));
        digest.text(Some(self.said));
        digest.number(self.at_ms);
        digest.number(self.event);
        digest.text(mark.reason.as_deref());
        digest.number(Some(mark.at.as_millisecond()));
        digest.end()
    }
}

/// How it ended, not yet believed; nobody has a seat in it yet.
fn read_closing(row: &SqlRow<'_>) -> Option<Closing> {
    let time = |column| Timestamp::from_millisecond(row.get(column).ok()?).ok();
    let count = |column| usize::try_from(row.get::<_, i64>(column).ok()?).ok();
    let key = SessionKey { schedule: row.get(17).ok()?, date: row.get::<_, String>(18).ok()?.parse().ok()? };
    let session = Occurrence {
        key,
        class: row.get(2).ok()?,
        opens: time(3)?,
        from: time(4)?,
        late_from: time(5)?,
        until: time(6)?,
        limited: false,
    };
    Some(Closing {
        event: row.get(0).ok()?,
        id: row.get(16).ok()?,
        revision: row.get(1).ok()?,
        session,
        offset: Offset::from_seconds(row.get(7).ok()?).ok()?,
        over_at: time(8)?,
        at: moment(row.get(19).ok()?),
        ended: [Ended::InTime, Ended::ByHand, Ended::AtNextStart].get(row.get::<_, u8>(9).ok()? as usize).copied()?,
        is_sent: row.get(10).ok()?,
        counts: Counts { here: count(11)?, late: count(12)?, not_yet: 0, absent: count(13)?, excused: count(14)? },
        seats: Vec::new(),
    })
}

/// Of how it ended, and of how many it is known how they stood; each of those has a digest of its own.
pub(in crate::journal) fn digest_of(closing: &Closing) -> i64 {
    let Closing { event, revision, session, offset, over_at, ended, is_sent, counts, seats, .. } = closing;
    let mut digest = Digest::default();
    digest.number(Some(*event));
    digest.number(Some((*revision).into()));
    digest.text(session.class.as_deref());
    for at in [session.opens, session.from, session.late_from, session.until, *over_at] {
        digest.number(Some(at.as_millisecond()));
    }
    digest.number(Some(offset.seconds().into()));
    digest.number(Some(*ended as i64));
    digest.number(Some((*is_sent).into()));
    for count in [counts.here, counts.late, counts.absent, counts.excused] {
        digest.number(Some(count as i64));
    }
    digest.number(Some(seats.len() as i64));
    digest.end()
}

/// The number of the closing, the place, and how the student who has it stood.
pub(in crate::journal) fn read_result(row: &SqlRow<'_>) -> Option<(i64, i64, Seat)> {
    let (closing, place) = (row.get(0).ok()?, row.get(1).ok()?);
    let at = row.get::<_, Option<i64>>(4).ok()?.map(Timestamp::from_millisecond).transpose().ok()?;
    let status = match row.get_ref(3).ok()?.as_str().ok()? {
        "here" => Status::Here { at: at? },
        "late" => Status::Late { at: at? },
        "absent" => Status::Absent,
        other => Status::Excused(excuse_of(other)?),
    };
    let seat = Seat {
        student: StudentId::parse(&row.get::<_, String>(2).ok()?).ok()?,
        status,
        by_hand: row.get(5).ok()?,
        reason: row.get(6).ok()?,
        event: None,
    };
    (row.get::<_, i64>(7).ok()? == digest_of_seat(closing, &seat)).then_some((closing, place, seat))
}

/// How a student stood, in one word.
pub(in crate::journal) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Here { .. } => "here",
        Status::Late { .. } => "late",
        Status::NotYet | Status::Absent => "absent",
        Status::Excused(excuse) => name_of(excuse),
    }
}

pub(in crate::journal) fn digest_of_seat(closing: i64, seat: &Seat) -> i64 {
    let mut digest = Digest::default();
    digest.number(Some(closing));
    digest.text(Some(seat.student.as_str()));
    digest.text(Some(status_name(seat.status)));
    digest.number(seat.status.at().map(Timestamp::as_millisecond));
    digest.number(Some(seat.by_hand.into()));
    digest.text(seat.reason.as_deref());
    digest.end()
}

fn name_of(excuse: Excuse) -> &'static str {
    match excuse {
        Excuse::Sick => "sick",
        Excuse::Leave => "leave",
        Excuse::Other => "other",
    }
}

fn excuse_of(name: &str) -> Option<Excuse> {
    [Excuse::Sick, Excuse::Leave, Excuse::Other].into_iter().find(|excuse| name_of(*excuse) == name)
}
