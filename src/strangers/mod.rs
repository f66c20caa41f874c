//! Faces of the door that were nobody's, kept for a few days where the school wants that: to be enrolled, or dismissed.
//!
//! They are in a file of their own, so that all of them can go at once: it is deleted when nothing is to be kept any more.
//! What is deleted of it is overwritten (`secure_delete`). A damaged file is not mended and not set aside, but deleted:
//! nobody counts on these pictures, and no child's face is to lie about in a file that nobody looks into.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, Transaction, params};

use crate::core::{EMBEDDING_LEN, Embedding, Tolerance};
use crate::text;
use crate::words::{self, Text};

/// The file in the data folder.
const NAME: &str = "strangers.db";
/// SQLite's files beside it, as endings of its name.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];
/// As many strangers as anybody looks through; who was seen least lately goes first.
pub const MOST: usize = 100;
/// As many pictures of each, the best.
pub const MOST_PICTURES: usize = 5;
/// A face no further than this from a picture of a stranger is the same stranger again. Two who are taken for one would be
/// enrolled as one, and one who is taken for two costs a glance: the strict side.
const SAME: f64 = Tolerance::DEFAULT.get();
/// How long another program that reads the file is waited for.
const BUSY: Duration = Duration::from_secs(1);
const VERSION: i64 = 1;

/// Times are in milliseconds since 1970 (UTC). `embedding` is 128 little-endian doubles.
const TABLES: &str = "
CREATE TABLE stranger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    visits INTEGER NOT NULL
);
CREATE TABLE picture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stranger INTEGER NOT NULL REFERENCES stranger (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    weight REAL NOT NULL,
    embedding BLOB NOT NULL,
    jpeg BLOB NOT NULL
);
CREATE INDEX picture_stranger ON picture (stranger);
PRAGMA user_version = 1;
";

/// A face that was nobody's, in one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighted {
    /// What it looks like.
    pub embedding: Embedding,
    /// The face with a little around it, JPEG.
    pub jpeg: Vec<u8>,
    /// How good a picture it is, 0 to 1.
    pub weight: f64,
    /// When.
    pub at: Timestamp,
}

/// Somebody who is not enrolled, and came once or several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Stranger {
    /// Nobody else has this number, nor ever gets it.
    pub number: i64,
    /// When they came first.
    pub first_at: Timestamp,
    /// When they came last.
    pub last_at: Timestamp,
    /// How often.
    pub visits: u32,
    /// The best pictures of them, the best first.
    pub pictures: Vec<Picture>,
}

/// A picture of a stranger.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// No other picture has this number.
    pub number: i64,
    /// The face.
    pub seen: Sighted,
}

/// The strangers of one data folder. For one thread.
#[derive(Debug)]
pub struct Strangers {
    path: PathBuf,
    /// Opened with the first use.
    connection: Option<Connection>,
}

impl Strangers {
    /// Those of a data folder. Nothing is opened or made before there is something to keep.
    pub fn of(data: &Path) -> Self {
        Self { path: data.join(NAME), connection: None }
    }

    /// Keeps a face: of a stranger who came before, where it is like one, or of a new one. Gives whose it is.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn keep(&mut self, seen: &Sighted) -> Result<i64, StrangersError> {
        self.with(true, |connection| {
            let transaction = connection.transaction()?;
            let stranger = match nearest(&transaction, &seen.embedding)? {
                Some(stranger) => stranger,
                None => {
                    let new = "INSERT INTO stranger (first_ms, last_ms, visits) VALUES (?1, ?1, 0)";
                    transaction.execute(new, [seen.at.as_millisecond()])?;
                    transaction.last_insert_rowid()
                }
            };
            transaction.execute(
                "UPDATE stranger SET visits = visits + 1, first_ms = min(first_ms, ?2), last_ms = max(last_ms, ?2) \
                 WHERE id = ?1",
                params![stranger, seen.at.as_millisecond()],
            )?;
            transaction.execute(
                "INSERT INTO picture (stranger, at_ms, weight, embedding, jpeg) VALUES (?, ?, ?, ?, ?)",
                params![stranger, seen.at.as_millisecond(), seen.weight, bytes_of(&seen.embedding), seen.jpeg],
            )?;
            transaction.execute(
                "DELETE FROM picture WHERE id IN (SELECT id FROM picture WHERE stranger = ? \
                 ORDER BY weight DESC, id DESC LIMIT -1 OFFSET ?)",
                params![stranger, MOST_PICTURES as i64],
            )?;
            transaction.execute(
                "DELETE FROM stranger WHERE id IN (SELECT id FROM stranger ORDER BY last_ms DESC, id DESC \
                 LIMIT -1 OFFSET ?)",
                [MOST as i64],
            )?;
            transaction.commit()?;
            Ok(stranger)
        })
        .map(Option::unwrap_or_default)
    }

    /// How many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn len(&mut self) -> Result<usize, StrangersError> {
        let count = |connection: &mut Connection| {
            connection.query_row("SELECT count(*) FROM stranger", [], |row| row.get::<_, i64>(0))
        };
        let count = self.with(false, count)?.unwrap_or_default();
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Whether there are none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_empty(&mut self) -> Result<bool, StrangersError> {
        self.len().map(|count| count == 0)
    }

    /// All of them, who came last first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn all(&mut self) -> Result<Vec<Stranger>, StrangersError> {
        let all = |connection: &mut Connection| {
            let mut strangers: Vec<Stranger> = connection
                .prepare_cached("SELECT id, first_ms, last_ms, visits FROM stranger ORDER BY last_ms DESC, id DESC")?
                .query_map([], |row| {
                    Ok(Stranger {
                        number: row.get(0)?,
                        first_at: moment(row.get(1)?),
                        last_at: moment(row.get(2)?),
                        visits: row.get(3)?,
                        pictures: Vec::new(),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            for stranger in &mut strangers {
                stranger.pictures = pictures(connection, stranger.number)?;
            }
            // One of whom no picture can be believed is nobody.
            strangers.retain(|stranger| !stranger.pictures.is_empty());
            Ok(strangers)
        };
        self.with(false, all).map(Option::unwrap_or_default)
    }

    /// One of them, if they are still there.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn get(&mut self, number: i64) -> Result<Option<Stranger>, StrangersError> {
        Ok(self.all()?.into_iter().find(|stranger| stranger.number == number))
    }

    /// Deletes these: they were enrolled, or dismissed.
    ///
    /// # Errors
    /// When they cannot be deleted; all are still there.
    pub fn forget(&mut self, numbers: &[i64]) -> Result<(), StrangersError> {
        self.with(false, |connection| {
            let transaction = connection.transaction()?;
            for number in numbers {
                transaction.execute("DELETE FROM stranger WHERE id = ?", [number])?;
            }
            transaction.commit()
        })
        .map(|_| ())
    }

    /// Deletes every picture that is as near to one of these faces as pictures of one stranger are, and strangers of whom
    /// there is no other. Gives whether any went.
    ///
    /// # Errors
    /// When they cannot be deleted; all are still there.
    pub fn forget_like(&mut self, faces: &[Embedding]) -> Result<bool, StrangersError> {
        let removed = self.with(false, |connection| {
            let transaction = connection.transaction()?;
            let mut alike: Vec<i64> = Vec::new();
            {
                let mut select = transaction.prepare("SELECT id, embedding FROM picture")?;
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    let other = embedding_of(row.get_ref(1)?.as_blob().unwrap_or_default());
                    if other.is_some_and(|other| faces.iter().any(|face| face.distance(&other) <= SAME)) {
                        alike.push(row.get(0)?);
                    }
                }
            }
            for picture in &alike {
                transaction.execute("DELETE FROM picture WHERE id = ?", [picture])?;
            }
            remove_unseen(&transaction)?;
            transaction.commit()?;
            Ok(!alike.is_empty())
        })?;
        Ok(removed.unwrap_or_default())
    }

    /// Deletes pictures from before a moment, and strangers of whom there is no other. Gives whether any went.
    ///
    /// # Errors
    /// When they cannot be deleted.
    pub fn remove_before(&mut self, moment: Timestamp) -> Result<bool, StrangersError> {
        let removed = self.with(false, |connection| {
            let transaction = connection.transaction()?;
            let gone = transaction.execute("DELETE FROM picture WHERE at_ms < ?", [moment.as_millisecond()])?
                + remove_unseen(&transaction)?;
            transaction.commit()?;
            Ok(gone > 0)
        })?;
        Ok(removed.unwrap_or_default())
    }

    /// Deletes all, with the file.
    ///
    /// # Errors
    /// When the file cannot be deleted.
    pub fn clear(&mut self) -> Result<(), StrangersError> {
        // Overwritten first, as far as that can be done: a deleted file's blocks are still on the disk.
        if self.path.exists()
            && let Err(error) = self.with(false, |connection| connection.execute("DELETE FROM stranger", []))
        {
            tracing::debug!(%error, "the strangers could not be overwritten before they were deleted");
        }
        self.delete()?;
        Ok(())
    }

    fn delete(&mut self) -> io::Result<()> {
        self.connection = None;
        let beside = BESIDE.map(|ending| {
            let mut name = self.path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        });
        for path in beside.into_iter().chain([self.path.clone()]) {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Does something with the file; `None` where there is none and none is to be made (`make`).
    fn with<T>(
        &mut self,
        make: bool,
        mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StrangersError> {
        for attempt in 0..2 {
            if self.connection.is_none() && !make && !self.path.exists() {
                return Ok(None);
            }
            let done = match self.connection.take().map_or_else(|| open(&self.path), Ok) {
                Ok(mut connection) => {
                    let done = work(&mut connection);
                    self.connection = Some(connection);
                    done
                }
                Err(StrangersError::File(error)) => return Err(error.into()),
                Err(StrangersError::Database(error)) => Err(error),
            };
            match done {
                Err(error) if is_damage(&error) && attempt == 0 => {
                    tracing::warn!(%error, "the pictures of strangers were damaged, and are deleted");
                    self.delete()?;
                }
                done => return Ok(Some(done?)),
            }
        }
        Ok(None)
    }
}

fn open(path: &Path) -> Result<Connection, StrangersError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "auto_vacuum", "FULL")?;
    // The journal of a change has what was there before: it is emptied with the change.
    connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
    if connection.query_row(is_empty, [], |row| row.get(0))? {
        connection.execute_batch(TABLES)?;
    } else if version != VERSION {
        return Err(corrupt("its version is another").into());
    }
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(corrupt(&check).into());
    }
    Ok(connection)
}

/// Whose picture is the nearest, where one is near enough.
fn nearest(transaction: &Transaction<'_>, face: &Embedding) -> rusqlite::Result<Option<i64>> {
    let mut select = transaction.prepare_cached("SELECT stranger, embedding FROM picture")?;
    let mut rows = select.query([])?;
    let mut nearest: Option<(f64, i64)> = None;
    while let Some(row) = rows.next()? {
        let Some(other) = embedding_of(row.get_ref(1)?.as_blob().unwrap_or_default()) else { continue };
        let distance = face.distance(&other);
        if distance <= SAME && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, row.get(0)?));
        }
    }
    Ok(nearest.map(|(_, stranger)| stranger))
}

/// Strangers without a picture are nobody any more. Gives how many they were.
fn remove_unseen(transaction: &Transaction<'_>) -> rusqlite::Result<usize> {
    transaction.execute("DELETE FROM stranger WHERE id NOT IN (SELECT stranger FROM picture)", [])
}

fn pictures(connection: &Connection, stranger: i64) -> rusqlite::Result<Vec<Picture>> {
    let sql = "SELECT id, at_ms, weight, embedding, jpeg FROM picture WHERE stranger = ? ORDER BY weight DESC, id DESC";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([stranger])?;
    let mut pictures = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(embedding) = embedding_of(row.get_ref(3)?.as_blob().unwrap_or_default()) else { continue };
        let seen = Sighted { embedding, jpeg: row.get(4)?, weight: row.get(2)?, at: moment(row.get(1)?) };
        pictures.push(Picture { number: row.get(0)?, seen });
    }
    Ok(pictures)
}

fn bytes_of(embedding: &Embedding) -> Vec<u8> {
    embedding.as_slice().iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn embedding_of(bytes: &[u8]) -> Option<Embedding> {
    let (values, rest) = bytes.as_chunks::<8>();
    let values: Vec<f64> = values.iter().map(|value| f64::from_le_bytes(*value)).collect();
    (values.len() == EMBEDDING_LEN && rest.is_empty()).then(|| Embedding::new(&values).ok())?
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

fn corrupt(said: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(code, Some(said.to_owned()))
}

/// What went wrong with the strangers' file.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum StrangersError {
    /// The file cannot be made or deleted.
    File(#[from] io::Error),
    /// It cannot be read or written.
    Database(#[from] rusqlite::Error),
}

impl StrangersError {
    /// What happened, worded to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::File(error) => words::io(error),
            Self::Database(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => text!("words-io-full"),
                Some(ErrorCode::ReadOnly) => text!("words-io-read-only"),
                Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => text!("words-permission"),
                _ => text!("words-as-it-says", said = error.to_string()),
            },
        }
    }
}

#[cfg(test)]
mod tests;
