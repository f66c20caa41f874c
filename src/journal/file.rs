//! The SQLite file: how it is opened, how damage is noticed, and what is saved from a damaged one.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::rows::{self, Kept};
use super::schema::{self, Migrated};
use super::{JournalError, outbox};
use crate::core::DeliveryState;
use crate::files;

/// The journal's file in the data folder.
pub(super) const NAME: &str = "attendance.db";
/// What the names of damaged files end in.
const MARK: &str = ".damaged";
/// SQLite's files beside it, as endings of its name.
const BESIDE: [&str; 2] = ["-wal", "-shm"];
/// Up to this size the whole file is checked before it is used, which takes a second or so; a larger one is found to be
/// damaged when the damage is met.
const CHECKED_WHOLE: u64 = 256 << 20;
/// How long another program, such as one that looks into the file, is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the file, makes it where there is none, sets it aside where it is damaged. What was done about it is added to
/// `problems`, sentences.
pub(super) fn open(path: &Path, problems: &mut Vec<String>) -> Result<Connection, JournalError> {
    match try_open(path) {
        // While it is opened, what SQLite cannot make sense of is the file's fault: a table that is not there, or twice.
        Err(JournalError::Database(error))
            if is_damage(&error) || error.sqlite_error_code() == Some(ErrorCode::Unknown) =>
        {
            replace(path, &error, problems)
        }
        opened => opened,
    }
}

/// Sets a damaged file aside, and begins a new one with all that can be read of the old.
pub(super) fn replace(
    path: &Path,
    error: &rusqlite::Error,
    problems: &mut Vec<String>,
) -> Result<Connection, JournalError> {
    tracing::error!(%error, "the attendance log is damaged");
    // The file itself last: should this be cut short, the next start finds it, and its log, again.
    let aside = set_aside(path)?;
    let connection = try_open(path)?;
    let saved = salvage(&aside, &connection);
    problems.push(format!(
        "The attendance log was damaged. It is kept as {}, and a new one was begun with the {saved} arrivals that could \
         still be read.",
        aside.display()
    ));
    Ok(connection)
}

fn try_open(path: &Path) -> Result<Connection, JournalError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    // For its owner alone, as what SQLite makes beside it then is, too.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    match fs::metadata(path)?.len() {
        // Only while a file is empty can it be told to give freed pages back.
        0 => connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?,
        1..=CHECKED_WHOLE => check(&connection)?,
        _ => {}
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // Each commit is on the disk before anyone is told.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten, and not only forgotten.
    connection.pragma_update(None, "secure_delete", true)?;
    match schema::migrate(&mut connection)? {
        Migrated::Current => {
            check_tables(&connection)?;
            Ok(connection)
        }
        Migrated::Damaged => Err(corrupt("its version is damaged".to_owned()).into()),
        Migrated::Newer => Err(JournalError::Newer(path.to_owned())),
    }
}

/// A connection that only reads, for questions that take long.
pub(super) fn open_to_read(path: &Path) -> rusqlite::Result<Connection> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    // Sorted names would otherwise be left in files of the system's folder for such.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// SQLite's own check of the file's structure.
fn check(connection: &Connection) -> rusqlite::Result<()> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        return Ok(());
    }
    Err(corrupt(said))
}

/// Whether the file is what is wrong, and not the disk or the moment.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// The tables are there, with their columns: a flipped bit in a name is no error to SQLite.
fn check_tables(connection: &Connection) -> rusqlite::Result<()> {
    let everything = format!("SELECT {} FROM {}", rows::COLUMNS, rows::TABLES);
    for sql in [
        everything.as_str(),
        "SELECT seen_ms, corrected_by FROM event INDEXED BY event_at",
        "SELECT lane FROM outbox INDEXED BY outbox_lane WHERE state = 0",
        "SELECT event, jpeg FROM crop",
        "SELECT student, at_ms, uptime_ms, boot FROM presence",
        "SELECT name, text FROM note",
    ] {
        if let Err(error) = connection.prepare(sql) {
            return Err(corrupt(error.to_string()));
        }
    }
    Ok(())
}

fn corrupt(said: String) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(said))
}

/// The damaged files there are, oldest first.
pub(super) fn asides(path: &Path) -> Vec<PathBuf> {
    files::set_asides_of(path, MARK)
}

fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let with = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let aside = files::free_aside(path, MARK)?;
    // Under names that belong together, so that SQLite finds what was not yet taken over into the file.
    for ending in BESIDE {
        match fs::rename(with(path, ending), with(&aside, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, &aside)?;
    let _ = files::sync_folder(files::folder_of(path));
    Ok(aside)
}

/// Takes over every event of a damaged file that can be read and believed, with where it is on its way. From both ends:
/// damage ends a reading where it is met. Gives how many.
fn salvage(damaged: &Path, into: &Connection) -> usize {
    let Ok(from) = open_to_read(damaged) else { return 0 };
    let mut saved = 0;
    for order in ["ASC", "DESC"] {
        let result = salvage_in(&from, order, into, &mut saved);
        if let Err(error) = result {
            tracing::warn!(%error, saved, "no more of the damaged log can be read from this end");
        }
    }
    saved
}

fn salvage_in(from: &Connection, order: &str, into: &Connection, saved: &mut usize) -> rusqlite::Result<()> {
    let sql = format!("SELECT {} FROM {} ORDER BY e.id {order}", rows::COLUMNS, rows::TABLES);
    let mut statement = from.prepare(&sql)?;
    let mut found = statement.query([])?;
    let transaction = into.unchecked_transaction()?;
    let mut broken = None;
    loop {
        match found.next() {
            Ok(Some(row)) => match rows::read(row) {
                Ok(kept) if !kept.damaged => *saved += usize::from(take_over(&transaction, kept)?),
                _ => {}
            },
            Ok(None) => break,
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    transaction.commit()?;
    broken.map_or(Ok(()), Err)
}

/// Writes an event of the damaged file into the new one, under its old number; not twice.
fn take_over(into: &Connection, kept: Kept) -> rusqlite::Result<bool> {
    let Kept { event, seen, delivery, .. } = kept;
    let is_there: bool = into
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE uid = ? OR id = ?)")?
        .query_row(params![event.webhook_id, event.number], |row| row.get(0))?;
    if is_there {
        return Ok(false);
    }
    let number = rows::insert(into, &event)?;
    into.prepare_cached("UPDATE event SET id = ?2, seen_ms = ?3 WHERE id = ?1")?.execute(params![
        number,
        event.number,
        seen.as_millisecond()
    ])?;
    if let Some(corrects) = &event.corrects {
        into.prepare_cached("UPDATE event SET corrected_by = ?2 WHERE id = ?1")?
            .execute(params![corrects.number, event.number])?;
    }
    if let Some(delivery) = delivery {
        let lane = event.corrects.as_ref().map_or(event.label(), |corrects| {
            corrects.student.as_ref().map_or(crate::core::UNKNOWN, crate::core::StudentId::as_str)
        });
        outbox::queue(into, &event, lane, event.at)?;
        let (state, at) = match delivery.state {
            DeliveryState::Queued { due } => (rows::QUEUED, due),
            DeliveryState::Sent { at } => (rows::SENT, at),
            DeliveryState::GivenUp { at } => (rows::GIVEN_UP, at),
        };
        let answer = delivery.answer.as_ref();
        into.prepare_cached(
            "UPDATE outbox SET state = ?2, due_ms = ?3, state_ms = ?3, tries = ?4, http_status = ?5, message = ?6 \
             WHERE event = ?1",
        )?
        .execute(params![
            event.number,
            state,
            at.as_millisecond(),
            delivery.tries,
            answer.and_then(|answer| answer.http_status),
            answer.map(|answer| &answer.message),
        ])?;
    }
    Ok(true)
}
