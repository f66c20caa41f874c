//! What is kept of a damaged file: all that can be read and believed, written into a new one.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, Transaction, params};

use super::{JournalError, file, rows};
use crate::core::{DeliveryState, UNKNOWN};
use crate::text;
use crate::words::Text;

mod sessions;

/// No event has a higher number. The number of the last one that was given is not believed when it is above.
pub(super) const HIGHEST: i64 = 1 << 48;
/// So many numbers are passed over in a new file: those of events that could not be read are not given again, for
/// answers to them may still be on their way.
const GAP: i64 = 10_000;
/// An event of which it is not known whether it was sent is sent if it is not older: for so long it would be tried.
const STILL_SENT: SignedDuration = SignedDuration::from_hours(72);
/// So many numbers are looked at where nothing says how many there are.
const MANY: i64 = 1 << 24;
/// So often a table is begun to be read anew, behind a place that cannot be read.
const ATTEMPTS: usize = 4000;

/// What was kept.
pub(super) struct Salvaged {
    events: i64,
    /// Of these, sent again because it is not known whether they were sent.
    again: usize,
    /// Of these, too old for that.
    unknown: usize,
}

impl Salvaged {
    /// What happened, sentences; `aside` is what the damaged file is called now.
    pub(super) fn text(&self, aside: &Path) -> Text {
        let mut text = text!("journal-replaced", aside = aside, count = self.events);
        if self.again > 0 {
            text = text.then(text!("journal-sent-again", count = self.again));
        }
        if self.unknown > 0 {
            text = text.then(text!("journal-not-sent-again", count = self.unknown));
        }
        text
    }
}

/// Takes over all that can be read and believed of a damaged file, in one transaction.
///
/// # Errors
/// When the new file cannot be written. That the old one cannot be read is none.
pub(super) fn salvage(damaged: &Path, into: &mut Connection) -> Result<Salvaged, JournalError> {
    let transaction = into.transaction()?;
    let mut salvaged = Salvaged { events: 0, again: 0, unknown: 0 };
    match file::open_to_read(damaged) {
        Ok(from) => {
            let top = events(&from, &transaction)?;
            sessions::salvage(&from, &transaction)?;
            (salvaged.again, salvaged.unknown) = ways(&from, &transaction, top)?;
            crops(&from, &transaction, top)?;
            small_tables(&from, &transaction)?;
            number_on(&transaction, last_number(&from))?;
        }
        Err(error) => {
            tracing::warn!(%error, "nothing of the damaged log can be read");
            number_on(&transaction, None)?;
        }
    }
    transaction.commit()?;
    salvaged.events =
        into.query_row("SELECT (SELECT count(*) FROM event) - (SELECT count(*) FROM session_closing)", [], |row| {
            row.get(0)
        })?;
    Ok(salvaged)
}

/// Gives the highest number that an event of the damaged file may have.
fn events(from: &Connection, into: &Transaction<'_>) -> rusqlite::Result<i64> {
    let highest: Option<i64> = from.query_row("SELECT max(id) FROM event", [], |row| row.get(0)).ok().flatten();
    let top = highest.max(last_number(from)).filter(|top| (0..=HIGHEST).contains(top)).unwrap_or(MANY);
    // A file can be found to be damaged before it was brought up to today's tables.
    let columns = match from.prepare("SELECT score FROM event") {
        Ok(_) => rows::ALONE.to_owned(),
        Err(_) => rows::alone_without_score(),
    };
    let sql = format!("SELECT {columns} FROM event e NOT INDEXED WHERE e.id BETWEEN ?1 AND ?2 ORDER BY e.id");
    each(from, &sql, top, |row| {
        let Some((event, seen)) = rows::read_alone(row) else { return Ok(()) };
        let is_there: bool = into
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE uid = ? OR id = ?)")?
            .query_row(params![event.webhook_id, event.number], |row| row.get(0))?;
        if is_there || !(1..=HIGHEST).contains(&event.number) {
            return Ok(());
        }
        let number = rows::insert(into, &event)?;
        into.prepare_cached("UPDATE event SET id = ?2, seen_ms = ?3 WHERE id = ?1")?.execute(params![
            number,
            event.number,
            seen.as_millisecond()
        ])?;
        Ok(())
    })?;
    into.execute(
        "UPDATE event SET corrected_by = (SELECT max(k.id) FROM event k WHERE k.corrects = event.id) \
         WHERE id IN (SELECT corrects FROM event WHERE corrects IS NOT NULL)",
        [],
    )?;
    Ok(top)
}

/// Where the events are on their way. Gives of how many that is not known: those that are sent again, and older ones.
fn ways(from: &Connection, into: &Transaction<'_>, top: i64) -> rusqlite::Result<(usize, usize)> {
    // The lane is that of whoever the event, or what it corrects, was about, or of the session; it is not believed as it
    // stands there.
    const SESSION: &str = "SELECT s.uid FROM session_closing l JOIN session s ON s.id = l.session WHERE l.event = e.id";
    let insert = format!(
        "INSERT OR IGNORE INTO outbox (event, lane, state, tries, due_ms, state_ms, http_status, message) \
         SELECT e.id, coalesce(CASE WHEN e.corrects IS NULL THEN e.student ELSE c.student END, ({SESSION}), \
         '{UNKNOWN}'), \
         ?2, ?6, ?3, ?3, ?4, ?5 FROM event e LEFT JOIN event c ON c.id = e.corrects WHERE e.id = ?1"
    );
    let sql = "SELECT event, state, tries, due_ms, state_ms, http_status, message FROM outbox NOT INDEXED \
         WHERE event BETWEEN ?1 AND ?2 ORDER BY event";
    let whole = each(from, sql, top, |row| {
        // One that cannot be read is as one that is not there.
        let (Ok(number), Ok(delivery)) = (row.get::<_, i64>(0), rows::read_way(row, 1)) else { return Ok(()) };
        let (state, at) = match delivery.state {
            DeliveryState::Queued { due } => (rows::QUEUED, due),
            DeliveryState::Sent { at } => (rows::SENT, at),
            DeliveryState::GivenUp { at } => (rows::GIVEN_UP, at),
        };
        let answer = delivery.answer.as_ref();
        into.prepare_cached(&insert)?.execute(params![
            number,
            state,
            at.as_millisecond(),
            answer.and_then(|answer| answer.http_status),
            answer.map(|answer| answer.message.to_kept()),
            delivery.tries,
        ])?;
        Ok(())
    })?;
    if whole {
        return Ok((0, 0));
    }
    let now = Timestamp::now();
    let young = now.checked_sub(STILL_SENT).unwrap_or(Timestamp::MIN).as_millisecond();
    // Of a session's end it is known whether it was to be sent.
    const NOT_THERE: &str = "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.event = event.id) AND \
         (kind <> 'attendance.session_closed' OR \
         EXISTS (SELECT 1 FROM session_closing l WHERE l.event = event.id AND l.is_sent))";
    let unknown: i64 =
        into.query_row(&format!("SELECT count(*) FROM event WHERE at_ms < ? AND {NOT_THERE}"), [young], |row| {
            row.get(0)
        })?;
    let numbers: Vec<i64> = into
        .prepare(&format!("SELECT id FROM event WHERE at_ms >= ? AND {NOT_THERE}"))?
        .query_map([young], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for number in &numbers {
        into.prepare_cached(&insert)?.execute(params![
            number,
            rows::QUEUED,
            now.as_millisecond(),
            None::<u16>,
            None::<String>,
            0
        ])?;
    }
    Ok((numbers.len(), usize::try_from(unknown).unwrap_or_default()))
}

fn crops(from: &Connection, into: &Transaction<'_>, top: i64) -> rusqlite::Result<()> {
    let sql = "SELECT event, jpeg FROM crop WHERE event BETWEEN ?1 AND ?2 ORDER BY event";
    each(from, sql, top, |row| {
        let (Ok(number), Ok(jpeg)) = (row.get::<_, i64>(0), row.get::<_, Vec<u8>>(1)) else { return Ok(()) };
        into.prepare_cached("INSERT OR IGNORE INTO crop (event, jpeg) SELECT id, ?2 FROM event WHERE id = ?1")?
            .execute(params![number, jpeg])
            .map(drop)
    })
    .map(drop)
}

fn small_tables(from: &Connection, into: &Transaction<'_>) -> rusqlite::Result<()> {
    read_on(from, "SELECT name, text FROM note", &[], |row| {
        let (Ok(name), Ok(text)) = (row.get::<_, String>(0), row.get::<_, String>(1)) else { return Ok(()) };
        into.execute("INSERT OR IGNORE INTO note (name, text) VALUES (?, ?)", [name, text]).map(drop)
    })?;
    read_on(from, "SELECT student, at_ms, uptime_ms, boot FROM presence", &[], |row| {
        let (Ok(student), Ok(at_ms)) = (row.get::<_, String>(0), row.get::<_, i64>(1)) else { return Ok(()) };
        let (Ok(uptime_ms), Ok(boot)) = (row.get::<_, i64>(2), row.get::<_, String>(3)) else { return Ok(()) };
        into.execute(
            "INSERT OR IGNORE INTO presence (student, at_ms, uptime_ms, boot) VALUES (?, ?, ?, ?)",
            params![student, at_ms, uptime_ms, boot],
        )
        .map(drop)
    })?;
    Ok(())
}

/// The number of the last event that was ever written, where that can be read and be.
fn last_number(from: &Connection) -> Option<i64> {
    let seq = from.query_row("SELECT seq FROM sqlite_sequence WHERE name = 'event'", [], |row| row.get(0));
    seq.optional().ok().flatten().filter(|seq| (0..=HIGHEST).contains(seq))
}

/// The next event gets a number that none had before.
fn number_on(into: &Transaction<'_>, last: Option<i64>) -> rusqlite::Result<()> {
    let highest: Option<i64> = into.query_row("SELECT max(id) FROM event", [], |row| row.get(0))?;
    let last = highest.max(last).unwrap_or_default().saturating_add(GAP);
    into.execute("DELETE FROM sqlite_sequence WHERE name = 'event'", [])?;
    into.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('event', ?)", [last])?;
    Ok(())
}

/// Reads rows by their numbers, from `?1` to `?2`: where one cannot be read, on behind it. Whether all could be.
fn each(
    from: &Connection,
    sql: &str,
    top: i64,
    mut take: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<bool> {
    let mut whole = true;
    let mut left = vec![(1, top)];
    let mut attempts = 0;
    while let Some((first, last)) = left.pop() {
        attempts += 1;
        if attempts > ATTEMPTS {
            break;
        }
        let mut reached = first - 1;
        let all = read_on(from, sql, &[first, last], |row| {
            reached = row.get(0).unwrap_or(reached);
            take(row)
        })?;
        if all {
            continue;
        }
        whole = false;
        // Behind what was read: in halves, until the rest is read around the damage.
        let next = reached.saturating_add(1);
        if next < last {
            let middle = next + (last - next) / 2;
            left.push((middle + 1, last));
            left.push((next, middle));
        }
    }
    Ok(whole)
}

/// Reads rows until there are no more, or one cannot be read. Whether all could be; an error is one of `take`.
fn read_on(
    from: &Connection,
    sql: &str,
    numbers: &[i64],
    mut take: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<bool> {
    let unreadable = |error: &rusqlite::Error| tracing::debug!(%error, sql, "a part of the damaged log cannot be read");
    let mut select = match from.prepare_cached(sql) {
        Ok(select) => select,
        Err(error) => {
            unreadable(&error);
            return Ok(false);
        }
    };
    let mut found = match select.query(rusqlite::params_from_iter(numbers)) {
        Ok(found) => found,
        Err(error) => {
            unreadable(&error);
            return Ok(false);
        }
    };
    loop {
        match found.next() {
            Ok(Some(row)) => take(row)?,
            Ok(None) => return Ok(true),
            Err(error) => {
                unreadable(&error);
                return Ok(false);
            }
        }
    }
}
