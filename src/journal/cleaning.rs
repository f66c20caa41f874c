//! What is not to be kept: events that are old, and those of a student who was removed.

use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::file;
use super::rows;
use super::sessions;
use super::{Journal, JournalError};
use crate::core::StudentId;

/// What becomes of a student's events when the student is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowsOf {
    /// They stay as they are.
    #[default]
    Keep,
    /// They stay, and no longer say who it was; their crops go.
    Anonymise,
    /// They go.
    Remove,
}

/// What one call of [`Journal::remove_before`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// So many events were removed.
    pub rows: usize,
    /// There is more to be done: call it again.
    pub more: bool,
}

/// What the log had of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traces {
    /// Events that named them.
    pub rows: usize,
    /// Pictures that lie with those.
    pub pictures: usize,
}

/// How far the overwriting of what was removed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overwriting {
    /// Nothing is left to overwrite.
    Done,
    /// There is more to be done at once.
    More,
    /// Somebody is reading: it can be done later.
    Busy,
}

/// As many events as are removed in one go; recording waits no longer than for these.
const AT_ONCE: usize = 200;
/// As many freed pages as are given back in one go.
const PAGES_AT_ONCE: u32 = 256;
/// No school is closed for so long. Where nothing was recorded for longer on both sides of the moment, a clock was wrong.
const NO_HOLIDAY: SignedDuration = SignedDuration::from_hours(24 * 180);
/// What was removed is still to be overwritten, as long as there is a note of this name.
const OWED: &str = "overwrite owed";
/// The webhook's note, which may have words of the main API about a student.
const SILENCE: &str =
    "UPDATE note SET text = json_replace(text, '$.refused.message', '') WHERE name = 'delivery' AND json_valid(text)";

impl Journal {
    /// Removes events from before a moment, with their crops, oldest row first: a few of them in each call, so that
    /// recording need not wait, and when no more are left, overwrites them. To be called until there is no more.
    ///
    /// Events still to be sent stay until they are, and so does what such an event corrects. Rows are removed only up to
    /// the first that is young enough, because times are those of a clock that may have been wrong: a log that has no
    /// younger event at all is kept until the next arrival, and where half a year without any event lies around the
    /// moment, nothing is removed until the moment has passed the first event after it.
    ///
    /// # Errors
    /// When they cannot be removed; nothing has changed then.
    pub fn remove_before(&self, moment: Timestamp) -> Result<Removed, JournalError> {
        let old = self.with(|connection| old_rows(connection, moment))?;
        if old.is_empty() {
            return Ok(Removed { rows: 0, more: self.overwrite(Duration::ZERO)? != Overwriting::Done });
        }
        let (rows, presences) = self.change(|transaction| {
            let mut delete = transaction.prepare_cached("DELETE FROM event WHERE id = ?")?;
            let mut gone = 0;
            for number in &old {
                gone += delete.execute([number])?;
            }
            let mut delete = transaction.prepare_cached("DELETE FROM presence WHERE at_ms < ?1")?;
            let presences = delete.execute([moment.as_millisecond()])?;
            sessions::remove_forgotten(transaction, moment)?;
            owe(transaction)?;
            Ok((gone, presences))
        })?;
        if presences > 0 {
            self.forgot();
        }
        self.removed();
        Ok(Removed { rows, more: true })
    }

    /// Removes a student's events, or what says that they are theirs. Those still to be sent are sent no more, but for
    /// corrections of others' events, which go on without the name. Where only the overwriting of what was removed cannot
    /// be done now, it is done later. Gives what the log had of them before.
    ///
    /// # Errors
    /// When they cannot be removed; nothing has changed then.
    pub fn forget(&self, student: &StudentId, what: RowsOf) -> Result<Traces, JournalError> {
        if what == RowsOf::Keep {
            return self.with(|connection| traces(connection, student));
        }
        let had = self.change(|transaction| {
            let had = traces(transaction, student)?;
            match what {
                RowsOf::Keep => {}
                RowsOf::Anonymise => anonymise(transaction, student)?,
                RowsOf::Remove => remove(transaction, student)?,
            }
            sessions::forget(transaction, student, what)?;
            transaction.prepare_cached("DELETE FROM presence WHERE student = ?")?.execute([student.as_str()])?;
            transaction.prepare_cached(SILENCE)?.execute([])?;
            owe(transaction)?;
            Ok(had)
        })?;
        self.lock_attendance().forget(student);
        self.forgot();
        self.removed();
        loop {
            match self.overwrite(file::BUSY) {
                Ok(Overwriting::More) => {}
                Ok(Overwriting::Done) => return Ok(had),
                Ok(Overwriting::Busy) => {
                    tracing::info!("the log is being read: what was removed is overwritten later");
                    return Ok(had);
                }
                Err(error) => {
                    tracing::warn!(%error, "what was removed could not be overwritten yet");
                    return Ok(had);
                }
            }
        }
    }

    /// Damaged files that were set aside, with what belongs to them; what is removed from the journal is still in them.
    pub fn set_asides(&self) -> Vec<PathBuf> {
        file::asides(self.path())
    }

    /// Overwrites a portion of what was removed, where that is owed; readers are waited for so long.
    ///
    /// What was deleted is overwritten in the file already (`secure_delete`); SQLite's log of changes has it until it is
    /// emptied.
    pub(super) fn overwrite(&self, patience: Duration) -> Result<Overwriting, JournalError> {
        self.with(|connection| {
            let owed: Option<String> = connection
                .prepare_cached("SELECT text FROM note WHERE name = ?")?
                .query_row([OWED], |row| row.get(0))
                .optional()?;
            if owed.is_none() {
                return Ok(Overwriting::Done);
            }
            let before = free_pages(connection)?;
            if before > 0 {
                // Each step gives back one page.
                let mut vacuum = connection.prepare(&format!("PRAGMA incremental_vacuum({PAGES_AT_ONCE})"))?;
                let mut pages = vacuum.query([])?;
                while pages.next()?.is_some() {}
            }
            let after = free_pages(connection)?;
            if after > 0 && after < before {
                return Ok(Overwriting::More);
            }
            connection.busy_timeout(patience)?;
            let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            connection.busy_timeout(file::BUSY)?;
            if emptied? != 0 {
                return Ok(Overwriting::Busy);
            }
            connection.prepare_cached("DELETE FROM note WHERE name = ?")?.execute([OWED])?;
            Ok(Overwriting::Done)
        })
    }
}

fn traces(connection: &Connection, student: &StudentId) -> rusqlite::Result<Traces> {
    let mut select = connection.prepare_cached(
        "SELECT count(*), count(c.event) FROM event e LEFT JOIN crop c ON c.event = e.id WHERE e.student = ?",
    )?;
    select.query_row([student.as_str()], |row| {
        Ok(Traces { rows: row.get::<_, u32>(0)? as usize, pictures: row.get::<_, u32>(1)? as usize })
    })
}

/// At most [`AT_ONCE`] of the events that go.
fn old_rows(connection: &Connection, moment: Timestamp) -> rusqlite::Result<Vec<i64>> {
    let limit = moment.as_millisecond();
    let time = |sql: &str| connection.prepare_cached(sql)?.query_row([limit], |row| row.get::<_, i64>(0)).optional();
    let last_old = time("SELECT at_ms FROM event WHERE at_ms < ? ORDER BY at_ms DESC LIMIT 1")?;
    let first_young = time("SELECT at_ms FROM event WHERE at_ms >= ? ORDER BY at_ms LIMIT 1")?;
    let (Some(last_old), Some(first_young)) = (last_old, first_young) else { return Ok(Vec::new()) };
    if first_young.saturating_sub(last_old) > NO_HOLIDAY.as_millis() as i64 {
        return Ok(Vec::new());
    }
    let mut select = connection.prepare_cached(
        "SELECT e.id, e.at_ms, \
         EXISTS (SELECT 1 FROM outbox o WHERE o.event = e.id AND o.state = 0) OR \
         EXISTS (SELECT 1 FROM event k JOIN outbox o ON o.event = k.id WHERE k.corrects = e.id AND o.state = 0) \
         FROM event e NOT INDEXED ORDER BY e.id",
    )?;
    let mut found = select.query([])?;
    let mut old = Vec::new();
    while let Some(row) = found.next()? {
        if old.len() >= AT_ONCE || row.get::<_, i64>(1)? >= limit {
            break;
        }
        if !row.get::<_, bool>(2)? {
            old.push(row.get(0)?);
        }
    }
    Ok(old)
}

fn owe(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.prepare_cached("INSERT OR REPLACE INTO note (name, text) VALUES (?, '')")?.execute([OWED]).map(drop)
}

fn free_pages(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA freelist_count", [], |row| row.get(0))
}

/// The condition of corrections that say of somebody else's event that it was this student.
const CORRECTS_ANOTHER: &str =
    "e.student = ?1 AND EXISTS (SELECT 1 FROM event m WHERE m.id = e.corrects AND m.student IS NOT ?1)";

fn remove(transaction: &Transaction<'_>, student: &StudentId) -> rusqlite::Result<()> {
    // Without it, the mistake would stand again as if it had been right.
    take_name_away(transaction, student, CORRECTS_ANOTHER)?;
    transaction
        .prepare_cached(
            "UPDATE event SET corrected_by = NULL WHERE corrected_by IN (SELECT id FROM event WHERE student = ?)",
        )?
        .execute([student.as_str()])?;
    transaction.prepare_cached("DELETE FROM event WHERE student = ?")?.execute([student.as_str()])?;
    // Corrections of the student's events say in their lane whose those were.
    transaction.prepare_cached("DELETE FROM outbox WHERE lane = ?")?.execute([student.as_str()])?;
    Ok(())
}

fn anonymise(transaction: &Transaction<'_>, student: &StudentId) -> rusqlite::Result<()> {
    take_name_away(transaction, student, CORRECTS_ANOTHER)?;
    for sql in [
        "DELETE FROM outbox WHERE event IN (SELECT id FROM event WHERE student = ?)",
        "DELETE FROM outbox WHERE lane = ?",
    ] {
        transaction.prepare_cached(sql)?.execute([student.as_str()])?;
    }
    take_name_away(transaction, student, "e.student = ?1")
}

/// Of the student's events that meet the condition, nothing says any more whose they are. They are still sent if they were
/// to be; what the main API said of them goes.
fn take_name_away(transaction: &Transaction<'_>, student: &StudentId, condition: &str) -> rusqlite::Result<()> {
    for mut kept in rows::select(transaction, &format!("WHERE {condition}"), &[&student.as_str()])? {
        let number = kept.event.number;
        for sql in [
            "DELETE FROM crop WHERE event = ?",
            "DELETE FROM outbox WHERE event = ? AND state <> 0",
            "UPDATE outbox SET message = NULL, http_status = NULL WHERE event = ?",
            "UPDATE event SET student = NULL WHERE id = ?",
        ] {
            transaction.prepare_cached(sql)?.execute(params![number])?;
        }
        if kept.event_is_whole {
            kept.event.student = None;
            rows::renew_digest(transaction, &kept.event)?;
        }
    }
    Ok(())
}
