//! What is not to be kept: events that are old, and those of a student who was removed.

use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};

use super::file;
use super::rows;
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

/// As many events as are removed in one go; recording waits no longer than for these.
const AT_ONCE: i64 = 500;

impl Journal {
    /// Removes events from before a moment, with their crops; those still to be sent stay until they are. Gives how many.
    ///
    /// # Errors
    /// When they cannot be removed; some may be gone.
    pub fn remove_before(&self, moment: Timestamp) -> Result<usize, JournalError> {
        let mut removed = 0;
        loop {
            let gone = self.change(|transaction| {
                let mut delete = transaction.prepare_cached(
                    "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at_ms < ?1 AND NOT EXISTS \
                     (SELECT 1 FROM outbox o WHERE o.event = event.id AND o.state = 0) LIMIT ?2)",
                )?;
                let gone = delete.execute(params![moment.as_millisecond(), AT_ONCE])?;
                transaction
                    .prepare_cached("DELETE FROM presence WHERE at_ms < ?1")?
                    .execute([moment.as_millisecond()])?;
                Ok(gone)
            })?;
            removed += gone;
            if gone == 0 {
                break;
            }
        }
        if removed > 0 {
            self.removed();
            self.with(overwrite)?;
        }
        Ok(removed)
    }

    /// Removes a student's events, or what says that they are theirs. Those still to be sent are sent no more.
    ///
    /// # Errors
    /// When they cannot be removed; nothing has changed then.
    pub fn forget(&self, student: &StudentId, what: RowsOf) -> Result<(), JournalError> {
        if what == RowsOf::Keep {
            return Ok(());
        }
        self.change(|transaction| {
            match what {
                RowsOf::Keep => {}
                RowsOf::Anonymise => anonymise(transaction, student)?,
                RowsOf::Remove => remove(transaction, student)?,
            }
            transaction.prepare_cached("DELETE FROM presence WHERE student = ?")?.execute([student.as_str()])?;
            Ok(())
        })?;
        self.lock_attendance().forget(student);
        self.removed();
        self.with(overwrite)
    }

    /// Damaged files that were set aside; what is removed from the journal is still in them.
    pub fn set_asides(&self) -> Vec<PathBuf> {
        file::asides(self.path())
    }
}

fn remove(transaction: &Transaction<'_>, student: &StudentId) -> rusqlite::Result<()> {
    // Who was taken for somebody else keeps their own correction, which then stands for itself.
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
    for sql in [
        "DELETE FROM crop WHERE event IN (SELECT id FROM event WHERE student = ?)",
        "DELETE FROM outbox WHERE event IN (SELECT id FROM event WHERE student = ?)",
        "DELETE FROM outbox WHERE lane = ?",
    ] {
        transaction.prepare_cached(sql)?.execute([student.as_str()])?;
    }
    for mut kept in rows::select(transaction, "WHERE e.student = ?", &[&student.as_str()])? {
        transaction.prepare_cached("UPDATE event SET student = NULL WHERE id = ?")?.execute([kept.event.number])?;
        if !kept.damaged {
            kept.event.student = None;
            rows::renew_digest(transaction, &kept.event)?;
        }
    }
    Ok(())
}

/// What was deleted is overwritten in the file already (`secure_delete`); its log still has it until it is emptied.
fn overwrite(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA incremental_vacuum")?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
