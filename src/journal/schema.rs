//! The tables, and how those of an older Hadir become today's. Each migration is applied once, in one transaction, and
//! `user_version` says how many were.

use rusqlite::{Connection, Transaction};

/// From an empty file on. A migration that was ever released is never changed; the next one follows it.
const MIGRATIONS: [&str; 3] = [VERSION_1, VERSION_2, VERSION_3];

/// Times are in milliseconds since 1970 (UTC), `uptime_ms` since the machine's start.
///
/// - `event`: the attendance log. `student` is NULL for a face that is nobody's. `digest` is of everything that says who
///   was where when (see `rows.rs`): SQLite itself does not notice a flipped bit in a name.
/// - `crop`: the faces, apart, so that reading many events reads no pictures.
/// - `outbox`: events that are to be sent, were sent (1) or were given up (2); of a `lane`, one after the other.
/// - `presence`: when each student counted last, for the cooldown; '' is a face that is nobody's.
/// - `note`: what has to outlive the process and is no event.
const VERSION_1: &str = "
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    student TEXT,
    at_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    distance REAL,
    top INTEGER, right INTEGER, bottom INTEGER, left INTEGER,
    frame_w INTEGER, frame_h INTEGER,
    camera TEXT,
    corrects INTEGER,
    corrected_by INTEGER,
    digest INTEGER NOT NULL
);
CREATE INDEX event_at ON event (at_ms);
CREATE INDEX event_student ON event (student);
CREATE INDEX event_camera ON event (camera) WHERE camera IS NOT NULL;
CREATE INDEX event_corrected ON event (corrected_by) WHERE corrected_by IS NOT NULL;
CREATE INDEX event_corrects ON event (corrects) WHERE corrects IS NOT NULL;
CREATE TABLE crop (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
);
CREATE TABLE outbox (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    lane TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL,
    state_ms INTEGER NOT NULL,
    http_status INTEGER,
    message TEXT
);
CREATE INDEX outbox_lane ON outbox (lane, event) WHERE state = 0;
CREATE INDEX outbox_due ON outbox (due_ms) WHERE state = 0;
CREATE INDEX outbox_state ON outbox (state, event);
CREATE TABLE presence (
    student TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    uptime_ms INTEGER NOT NULL,
    boot TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
";

/// How sure a name was; NULL in rows of before, and where the distance alone decided.
const VERSION_2: &str = "ALTER TABLE event ADD COLUMN score REAL;";

/// Sessions. Every row has a digest of its own, as events do.
///
/// - `schedule`: the timetable. `days` has a bit for each weekday, Monday the lowest; 0: on the date `first` alone.
/// - `session`: what became of a line on a day, once it was opened. `closing` is the event of how it ended, if it has.
/// - `session_mark`: what a person said of a student; `event` was recorded for that.
/// - `session_closing`: how it ended, each time it was ended; `is_sent`: the main API was to hear of it.
/// - `session_result`: how each student stood then.
const VERSION_3: &str = "
CREATE TABLE schedule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    class TEXT,
    days INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT,
    begins TEXT NOT NULL,
    late TEXT NOT NULL,
    ends TEXT NOT NULL,
    opens_early INTEGER NOT NULL,
    limited INTEGER NOT NULL,
    digest INTEGER NOT NULL
);
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    schedule INTEGER NOT NULL,
    date TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    closing INTEGER,
    digest INTEGER NOT NULL,
    UNIQUE (date, schedule)
);
CREATE TABLE session_mark (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    student TEXT NOT NULL,
    said TEXT NOT NULL,
    at_ms INTEGER,
    event INTEGER,
    reason TEXT,
    said_ms INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (session, student)
) WITHOUT ROWID;
CREATE INDEX session_mark_student ON session_mark (student);
CREATE TABLE session_closing (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    class TEXT,
    opens_ms INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    late_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    offset_s INTEGER NOT NULL,
    over_ms INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    is_sent INTEGER NOT NULL,
    here INTEGER NOT NULL,
    late INTEGER NOT NULL,
    absent INTEGER NOT NULL,
    excused INTEGER NOT NULL,
    digest INTEGER NOT NULL
);
CREATE INDEX session_closing_session ON session_closing (session);
CREATE TABLE session_result (
    closing INTEGER NOT NULL REFERENCES session_closing (event) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    student TEXT NOT NULL,
    status TEXT NOT NULL,
    at_ms INTEGER,
    by_hand INTEGER NOT NULL,
    reason TEXT,
    digest INTEGER NOT NULL,
    PRIMARY KEY (closing, place)
) WITHOUT ROWID;
CREATE INDEX session_result_student ON session_result (student);
";

/// What Hadir's files are known by; the version stands behind it a second time, so that a flipped bit in one of the two is
/// not taken for the file of a newer Hadir.
const APPLICATION: i64 = 0x4861_0000;

/// Brings a file's tables up to today's.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<Migrated> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let is_empty: bool =
        connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?;
    let applied = match usize::try_from(version) {
        Ok(applied) if application == APPLICATION + version || is_empty => applied,
        _ => return Ok(Migrated::Damaged),
    };
    if applied > MIGRATIONS.len() {
        return Ok(Migrated::Newer);
    }
    for (number, migration) in MIGRATIONS.iter().enumerate().skip(applied) {
        let transaction: Transaction<'_> = connection.transaction()?;
        transaction.execute_batch(migration)?;
        let version = number as i64 + 1;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.pragma_update(None, "application_id", APPLICATION + version)?;
        transaction.commit()?;
    }
    Ok(Migrated::Current)
}

/// What a file's tables are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Migrated {
    /// Today's.
    Current,
    /// Of a later Hadir: they are left alone.
    Newer,
    /// Of nobody knows which.
    Damaged,
}
