//! The SQLite file: how it is opened, how damage is noticed, and how a damaged one is replaced.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, Migrated};
use super::{JournalError, rows, salvage};
use crate::files;
use crate::words::Text;

/// The journal's file in the data folder.
pub(super) const NAME: &str = "attendance.db";
/// What the names of damaged files end in.
const MARK: &str = ".damaged";
/// SQLite's files beside it, as endings of its name.
const BESIDE: [&str; 2] = ["-wal", "-shm"];
/// What the name of the file ends in that is to take a damaged one's place.
const NEW: &str = ".new";
/// Up to this size the whole file is checked before it is used, which takes a second or so; a larger one is found to be
/// damaged when the damage is met.
const CHECKED_WHOLE: u64 = 256 << 20;
/// How long another program, such as one that looks into the file, is waited for.
pub(super) const BUSY: Duration = Duration::from_secs(1);

/// Opens the file, makes it where there is none, sets it aside where it is damaged. What was done about it is added to
/// `problems`, sentences. `check`: it is not known to be whole.
pub(super) fn open(path: &Path, check: bool, problems: &mut Vec<Text>) -> Result<Connection, JournalError> {
    finish_replacing(path)?;
    match try_open(path, check) {
        // While it is opened, what SQLite cannot make sense of is the file's fault: a table that is not there, or twice.
        Err(JournalError::Database(error))
            if is_damage(&error) || error.sqlite_error_code() == Some(ErrorCode::Unknown) =>
        {
            replace(path, &error, problems)
        }
        opened => opened,
    }
}

/// Sets a damaged file aside for a new one with all that can be read of the old. The damaged one stays in its place until
/// the new one is complete and on the disk: whatever cuts this short, the next opening begins it again or finishes it.
pub(super) fn replace(
    path: &Path,
    error: &rusqlite::Error,
    problems: &mut Vec<Text>,
) -> Result<Connection, JournalError> {
    tracing::error!(%error, "the attendance log is damaged");
    let new = with_ending(path, NEW);
    let salvaged = begin(&new).and_then(|mut into| {
        let salvaged = salvage::salvage(path, &mut into)?;
        into.close().map_err(|(_, error)| error)?;
        Ok(salvaged)
    });
    let salvaged = match salvaged {
        Ok(salvaged) => salvaged,
        Err(error) => {
            let _ = remove_new(&new);
            return Err(error);
        }
    };
    let aside = set_aside(path)?;
    fs::rename(&new, path)?;
    let _ = files::sync_folder(files::folder_of(path));
    problems.push(salvaged.text(&aside));
    try_open(path, false)
}

/// An empty journal at `new`, which needs no file beside it once it is closed.
fn begin(new: &Path) -> Result<Connection, JournalError> {
    remove_new(new)?;
    make(new)?;
    let mut connection = connect(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

fn remove_new(new: &Path) -> io::Result<()> {
    for path in ["", "-journal", "-wal", "-shm"].map(|ending| with_ending(new, ending)) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Puts a new file in its place where that was cut short after the damaged one was set aside.
fn finish_replacing(path: &Path) -> io::Result<()> {
    let new = with_ending(path, NEW);
    if path.exists() || !new.exists() {
        return Ok(());
    }
    tracing::warn!("the attendance log was being replaced when Hadir was cut short");
    // What is still beside it is of the damaged file.
    let aside = match files::set_asides_of(path, MARK).pop() {
        Some(aside) => aside,
        None => files::free_aside(path, MARK)?,
    };
    move_beside(path, &aside)?;
    fs::rename(&new, path)?;
    let _ = files::sync_folder(files::folder_of(path));
    Ok(())
}

/// An empty file, where there is none: for its owner alone, as what SQLite makes beside it then is, too.
fn make(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

/// A file that was found to be open to others is so no more, nor what is beside it.
#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for path in ["", "-wal", "-shm"].map(|ending| with_ending(path, ending)) {
        if fs::metadata(&path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
            && let Err(error) = fs::set_permissions(&path, fs::Permissions::from_mode(0o600))
        {
            tracing::warn!(%error, "others can read the attendance log");
        }
    }
}

fn try_open(path: &Path, unchecked: bool) -> Result<Connection, JournalError> {
    make(path)?;
    #[cfg(unix)]
    close_to_others(path);
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    match fs::metadata(path)?.len() {
        // Only while a file is empty can it be told to give freed pages back.
        0 => connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?,
        1..=CHECKED_WHOLE if unchecked => check(&connection)?,
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
            check_numbers(&connection)?;
            if unchecked {
                queue_unsent(&connection)?;
            }
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

/// After an error of this kind the file may be another than it was.
pub(super) fn raises_doubts(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown | ErrorCode::ConstraintViolation
        )
    )
}

/// What says that it was sent, and cannot have been (see [`rows::read_way`]), is sent.
fn queue_unsent(connection: &Connection) -> rusqlite::Result<()> {
    const UNSENT: &str = "state NOT IN (0, 1, 2) OR \
         (state = 1 AND (tries = 0 OR http_status IS NULL OR http_status NOT BETWEEN 200 AND 299))";
    let queued = connection.execute(&format!("UPDATE outbox SET state = 0 WHERE {UNSENT}"), [])?;
    if queued > 0 {
        tracing::warn!(queued, "events were said to be sent and cannot have been: they are queued again");
    }
    Ok(())
}

/// The next event gets a number: the last one that was given is one that can be.
fn check_numbers(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'event' AND \
         (typeof(seq) <> 'integer' OR seq < 0 OR seq > ?))";
    match connection.query_row(sql, [salvage::HIGHEST], |row| row.get(0))? {
        true => Ok(()),
        false => Err(corrupt("the number of the last event cannot be".to_owned())),
    }
}

/// The tables are there, word for word as a new file has them: a flipped bit in a name or a condition is no error to
/// SQLite until something is written, or not even then.
fn check_tables(connection: &Connection) -> rusqlite::Result<()> {
    let mut new = Connection::open_in_memory()?;
    schema::migrate(&mut new)?;
    let objects = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL";
    let is_there = format!("SELECT EXISTS ({objects} AND type = ? AND name = ? AND tbl_name = ? AND sql = ?)");
    let mut expected = new.prepare(objects)?;
    let mut expected = expected.query([])?;
    while let Some(row) = expected.next()? {
        let [kind, name, table, sql]: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        if !connection
            .prepare_cached(&is_there)?
            .query_row([&kind, &name, &table, &sql], |row| row.get::<_, bool>(0))?
        {
            return Err(corrupt(format!("{kind} {name} is not what it was")));
        }
    }
    let everything = format!("SELECT {} FROM {}", rows::COLUMNS, rows::TABLES);
    connection.prepare(&everything).map(drop).map_err(|error| corrupt(error.to_string()))
}

fn corrupt(said: String) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(said))
}

/// The damaged files there are, oldest first, each with what SQLite had beside it.
pub(super) fn asides(path: &Path) -> Vec<PathBuf> {
    let with_beside = |aside: PathBuf| {
        let beside = BESIDE.map(|ending| with_ending(&aside, ending)).into_iter().filter(|path| path.exists());
        std::iter::once(aside.clone()).chain(beside).collect::<Vec<_>>()
    };
    files::set_asides_of(path, MARK).into_iter().flat_map(with_beside).collect()
}

fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = files::free_aside(path, MARK)?;
    fs::rename(path, &aside)?;
    move_beside(path, &aside)?;
    Ok(aside)
}

/// Gives what is beside a file the names that belong to where it went, so that SQLite finds what was not yet taken over;
/// where that is nothing, reading left it behind.
fn move_beside(path: &Path, aside: &Path) -> io::Result<()> {
    let is_empty = fs::metadata(with_ending(path, BESIDE[0])).map_or(true, |metadata| metadata.len() == 0);
    for ending in BESIDE {
        let from = with_ending(path, ending);
        let done = if is_empty { fs::remove_file(from) } else { fs::rename(from, with_ending(aside, ending)) };
        match done {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
