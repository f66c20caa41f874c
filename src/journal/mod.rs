//! The attendance log and the outbox, in one SQLite file of the data folder: what is committed here has happened.
//!
//! - `events`: an event and, where it is to be sent, its place in the outbox, in one transaction
//! - `outbox`: what is due, and what came of trying
//! - [`Reader`]: questions of the screen and of exports, on a connection of their own
//! - `sessions`: the timetable, what a person said of a student, and how each session ended
//! - `cleaning`: what is not to be kept
//! - `file`, `schema`, `rows`, `salvage`: the file, its tables, how a row is believed, and what is kept of a damaged file

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::core::{Attendance, StudentId, counted_before_start};
use crate::words::Text;

mod cleaning;
mod clock;
mod digest;
mod events;
mod export;
mod file;
mod outbox;
mod query;
mod reader;
mod rows;
mod salvage;
mod schema;
mod sessions;
mod table;
mod terms;

pub use cleaning::{Removed, RowsOf, Traces};
pub use clock::{Boot, Moment};
pub use export::{Csv, ExportError, export};
pub use query::{Choices, DeliveryFilter, Filter, Page, Row, Who};
pub use reader::Reader;
pub use sessions::{Ending, SessionRow};
pub use table::{Cell, Column, write_table};
pub use terms::{Counts, Due, JournalError, Outcome, Seen, Tried};

/// The journal of one data folder. Cheap to clone; every clone is the same journal.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    boot: Boot,
    start: Moment,
    /// `None` until the file could be opened, and after its disk failed: opened again when it is used next.
    connection: Mutex<Option<Connection>>,
    attendance: Mutex<Attendance>,
    seen: Mutex<HashMap<Option<StudentId>, LastSeen>>,
    problems: Mutex<Vec<Text>>,
    versions: Versions,
    /// The file was found whole since this process began, and nothing has raised doubts since.
    checked: AtomicBool,
}

/// The event of a student's present visit, and when they were last seen in it.
struct LastSeen {
    number: i64,
    at: Timestamp,
    written: Timestamp,
}

/// How often the journal changed, and how: what was asked before may be answered anew.
#[derive(Default)]
struct Versions {
    changed: AtomicU64,
    removed: AtomicU64,
    forgotten: AtomicU64,
}

/// How seldom it is written down that somebody is still there.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(5);

impl Journal {
    /// The journal of a data folder, which a [`crate::gallery::Gallery`] holds already. The file is made where there is
    /// none, and set aside where it is damaged ([`Self::problems`]); where it cannot be opened, each use tries again, and
    /// says why not.
    pub fn open(data: &Path) -> Self {
        Self::open_at(data, Boot::current(), Moment::now())
    }

    /// Whether a data folder has a journal.
    pub fn exists(data: &Path) -> bool {
        data.join(file::NAME).exists()
    }

    /// The same as [`Self::open`] at a given moment of a given run of the machine.
    pub fn open_at(data: &Path, boot: Boot, now: Moment) -> Self {
        let journal = Self {
            inner: Arc::new(Inner {
                path: data.join(file::NAME),
                boot,
                start: now,
                connection: Mutex::default(),
                attendance: Mutex::default(),
                seen: Mutex::default(),
                problems: Mutex::default(),
                versions: Versions::default(),
                checked: AtomicBool::default(),
            }),
        };
        if let Err(error) = journal.with(|_| Ok(())) {
            tracing::error!(%error, "the attendance log cannot be used yet");
        }
        journal
    }

    /// What was wrong with the file since this was asked last, and what was done about it: sentences.
    pub fn problems(&self) -> Vec<Text> {
        std::mem::take(&mut *lock(&self.inner.problems))
    }

    /// Whether events can be written now.
    ///
    /// # Errors
    /// Why not.
    pub fn probe(&self) -> Result<(), JournalError> {
        self.change(|transaction| {
            let mut probe = transaction.prepare_cached("INSERT OR REPLACE INTO note VALUES ('probe', '')")?;
            probe.execute([]).map(drop)
        })?;
        // Whatever comes of it: what is owed stays owed, and attendance is recorded.
        if let Err(error) = self.overwrite(Duration::ZERO) {
            tracing::warn!(%error, "what was removed could not be overwritten yet");
        }
        Ok(())
    }

    /// When the event was that was written last; `None`: there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last_at(&self) -> Result<Option<Timestamp>, JournalError> {
        self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT at_ms FROM event ORDER BY id DESC LIMIT 1")?;
            let at: Option<i64> = select.query_row([], |row| row.get(0)).optional()?;
            Ok(at.map(rows::moment))
        })
    }

    /// What was noted under a name; for what has to outlive the process and is no event.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, JournalError> {
        self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT text FROM note WHERE name = ?")?;
            select.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Notes something under a name, or forgets it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_note(&self, name: &str, text: Option<&str>) -> Result<(), JournalError> {
        self.change(|transaction| {
            match text {
                Some(text) => transaction
                    .prepare_cached("INSERT OR REPLACE INTO note (name, text) VALUES (?, ?)")?
                    .execute([name, text])?,
                None => transaction.prepare_cached("DELETE FROM note WHERE name = ?")?.execute([name])?,
            };
            Ok(())
        })
    }

    /// Counts up whenever it was forgotten that somebody counted, by a correction, a removal or cleaning up: they may count
    /// again before a cooldown is over. Waits for nothing.
    pub fn forgotten(&self) -> u64 {
        self.inner.versions.forgotten.load(Ordering::Acquire)
    }

    /// A reader of this journal, for one thread.
    pub fn reader(&self) -> Reader {
        Reader::new(self.clone())
    }

    fn path(&self) -> &Path {
        &self.inner.path
    }

    fn changed(&self) {
        self.inner.versions.changed.fetch_add(1, Ordering::Release);
    }

    fn removed(&self) {
        self.inner.versions.removed.fetch_add(1, Ordering::Release);
    }

    fn forgot(&self) {
        self.inner.versions.forgotten.fetch_add(1, Ordering::Release);
    }

    fn lock_attendance(&self) -> MutexGuard<'_, Attendance> {
        lock(&self.inner.attendance)
    }

    fn note_seen(&self, student: Option<&StudentId>, at: Timestamp) {
        if let Some(visit) = lock(&self.inner.seen).get_mut(&student.cloned()) {
            visit.at = visit.at.max(at);
        }
    }

    /// The visits in which somebody was seen since that was last written: the event's number, and when.
    fn unwritten(&self, which: impl Fn(&LastSeen) -> bool) -> Vec<(i64, Timestamp)> {
        let seen = lock(&self.inner.seen);
        let moved = seen.values().filter(|visit| visit.at > visit.written && which(visit));
        moved.map(|visit| (visit.number, visit.at)).collect()
    }

    fn mark_written(&self, moved: &[(i64, Timestamp)]) {
        let moved: HashMap<i64, Timestamp> = moved.iter().copied().collect();
        for visit in lock(&self.inner.seen).values_mut() {
            if let Some(&at) = moved.get(&visit.number) {
                visit.written = visit.written.max(at);
            }
        }
    }

    /// Reads who counted, for the cooldown. After the disk failed, what was thought not to be written may be there: the
    /// later of both times stands, so that nobody counts twice for that (but with a cooldown of zero, when they may).
    ///
    /// Attendance can do without it: what cannot be read is left out.
    fn remember(&self, connection: &Connection) {
        let found = match self.presences(connection) {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "who counted before cannot be read: they may count again within the cooldown");
                if let Err(error) = connection.execute("DELETE FROM presence", []) {
                    tracing::warn!(%error, "nor can it be emptied");
                }
                return;
            }
        };
        let mut attendance = self.lock_attendance();
        for (student, counted) in found {
            attendance.remember(counted, student.as_ref());
        }
    }

    fn presences(&self, connection: &Connection) -> rusqlite::Result<Vec<(Option<StudentId>, SignedDuration)>> {
        let now = self.inner.start;
        let mut select = connection.prepare("SELECT student, at_ms, uptime_ms, boot FROM presence")?;
        let mut read = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = read.next()? {
            let student = match row.get_ref(0)?.as_str().map(StudentId::parse) {
                Ok(Ok(student)) => Some(student),
                _ if row.get_ref(0)?.as_str() == Ok("") => None,
                _ => continue,
            };
            let (Ok(at_ms), Ok(uptime_ms)) = (row.get(1), row.get(2)) else { continue };
            let same_boot = row.get_ref(3)?.as_str().is_ok_and(|boot| self.inner.boot.is_same_as(boot));
            let counted = if same_boot {
                Some(SignedDuration::from_millis(uptime_ms))
            } else {
                counted_before_start(now.at.duration_since(rows::moment(at_ms)), now.since_start())
            };
            found.extend(counted.map(|counted| (student, counted)));
        }
        Ok(found)
    }

    /// Does something with the file, opening it first where needed. Where it turns out to be damaged, it is set aside, and
    /// what was to be done is done with the new one.
    fn with<T>(&self, mut work: impl FnMut(&Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        self.with_mut(|connection| work(connection))
    }

    fn with_mut<T>(&self, mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        let mut held = lock(&self.inner.connection);
        let mut problems = Vec::new();
        let mut connection = match held.take() {
            Some(connection) => connection,
            None => {
                let whole = self.inner.checked.load(Ordering::Acquire);
                let opened = file::open(&self.inner.path, !whole, &mut problems);
                self.take_problems(&mut problems);
                let connection = opened?;
                self.inner.checked.store(true, Ordering::Release);
                self.remember(&connection);
                connection
            }
        };
        let mut result = work(&mut connection);
        if let Err(error) = &result
            && file::is_damage(error)
        {
            drop(connection);
            let replaced = file::replace(&self.inner.path, error, &mut problems);
            self.take_problems(&mut problems);
            connection = replaced?;
            result = work(&mut connection);
        }
        if result.as_ref().is_err_and(file::raises_doubts) {
            self.inner.checked.store(false, Ordering::Release);
            return Ok(result?);
        }
        match &result {
            // What the disk did to it is not known: it is opened anew.
            Err(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly)
                ) => {}
            _ => *held = Some(connection),
        }
        Ok(result?)
    }

    /// Keeps what is to be told. Another file stands in the place of the one that readers have open.
    fn take_problems(&self, problems: &mut Vec<Text>) {
        if !problems.is_empty() {
            self.removed();
            lock(&self.inner.problems).append(problems);
        }
    }

    /// Does something in one transaction: all of it is on the disk afterwards, or nothing.
    fn change<T>(&self, mut work: impl FnMut(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        let done = self.with_mut(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })?;
        self.changed();
        Ok(done)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let seen = self.seen.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(connection) = self.connection.get_mut().unwrap_or_else(PoisonError::into_inner) else { return };
        for visit in seen.values().filter(|visit| visit.at > visit.written) {
            let update = connection.execute(
                "UPDATE event SET seen_ms = ?2 WHERE id = ?1 AND seen_ms < ?2",
                params![visit.number, visit.at.as_millisecond()],
            );
            if let Err(error) = update {
                tracing::warn!(%error, "when somebody was last seen could not be written");
                return;
            }
        }
    }
}

fn write_last_seen(connection: &Connection, moved: &[(i64, Timestamp)]) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached("UPDATE event SET seen_ms = ?2 WHERE id = ?1 AND seen_ms < ?2")?;
    for (number, at) in moved {
        update.execute(params![number, at.as_millisecond()])?;
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each change is one assignment or insertion: a thread that panicked left whole values behind.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{FaceBox, FrameSize, Recognition};

    fn seen(seconds: u64) -> Seen {
        let recognition = Recognition {
            student: StudentId::parse("budi").ok(),
            distance: 0.3,
            score: None,
            face_box: FaceBox::new(1, 2, 3, 4),
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::ZERO,
            ts: 0,
        };
        let moment = Moment { at: Timestamp::UNIX_EPOCH, uptime: Duration::from_secs(seconds) };
        Seen { recognition, moment, camera: None, crop: None }
    }

    #[test]
    fn what_was_thought_not_to_be_written_and_is_there_does_not_count_twice() {
        const COOLDOWN: Duration = Duration::from_secs(60);
        let folder = tempfile::tempdir().unwrap();
        let start = Moment { at: Timestamp::UNIX_EPOCH, uptime: Duration::ZERO };
        let journal = Journal::open_at(folder.path(), Boot("one".to_owned()), start);
        journal.record(&seen(10), COOLDOWN, true).unwrap();
        // The disk said no, and had written it all the same.
        let late = "UPDATE presence SET uptime_ms = 100000";
        journal.with(|connection| connection.execute(late, [])).unwrap();
        *lock(&journal.inner.connection) = None;
        let outcome = journal.record(&seen(100), COOLDOWN, true).unwrap();
        assert_eq!(outcome, Outcome::Cooldown { left: COOLDOWN });
        assert!(matches!(journal.record(&seen(161), COOLDOWN, true).unwrap(), Outcome::Recorded { .. }));
    }

    #[test]
    fn what_is_decided_waits_for_no_disk() {
        let folder = tempfile::tempdir().unwrap();
        let start = Moment { at: Timestamp::UNIX_EPOCH, uptime: Duration::ZERO };
        let journal = Journal::open_at(folder.path(), Boot("one".to_owned()), start);
        journal.record(&seen(10), Duration::ZERO, true).unwrap();
        journal.decide(None, start, Duration::ZERO);
        let at = "1970-01-01T00:01:00Z".parse().unwrap();
        journal.note_seen(StudentId::parse("budi").ok().as_ref(), at);
        // While a row is written, whoever decides can look.
        let other = Arc::downgrade(&journal.inner);
        journal
            .with(|connection| {
                let other = other.clone();
                let looks = move |_: &rusqlite::functions::Context<'_>| {
                    Ok(other
                        .upgrade()
                        .is_some_and(|other| other.seen.try_lock().is_ok() && other.attendance.try_lock().is_ok()))
                };
                let flags = rusqlite::functions::FunctionFlags::SQLITE_UTF8;
                connection.create_scalar_function("looks", 0, flags, looks)?;
                connection.execute_batch(
                    "CREATE TEMP TABLE looked (free); CREATE TEMP TRIGGER look AFTER UPDATE ON main.event \
                     BEGIN INSERT INTO looked VALUES (looks()); END",
                )
            })
            .unwrap();
        journal.write_seen(true).unwrap();
        let looked: Vec<bool> = journal
            .with(|connection| {
                let mut select = connection.prepare("SELECT free FROM looked")?;
                select.query_map([], |row| row.get(0))?.collect()
            })
            .unwrap();
        assert_eq!(looked, [true]);
    }
}
