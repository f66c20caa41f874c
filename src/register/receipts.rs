//! What was removed of whom: a receipt for each student who was removed, with nothing in it that shows a face.
//!
//! They are lines of JSON in `removals.jsonl`, in the data folder: a line when a removal begins, and one with all of it when
//! it has ended. So a removal that was cut off is known, too.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::sheet::{self, SheetError};
use crate::core::StudentId;
use crate::files;
use crate::words::Language;

const NAME: &str = "removals.jsonl";

/// Widths of an Excel file's columns, in characters.
const WIDTHS: [f64; 13] = [8.0, 18.0, 18.0, 16.0, 10.0, 8.0, 9.0, 8.0, 12.0, 12.0, 9.0, 18.0, 60.0];

const HEADINGS: [&str; 13] = [
    "removal",
    "began",
    "ended",
    "student_id",
    "templates",
    "crops",
    "mirrored",
    "log_rows",
    "log",
    "log_pictures",
    "register",
    "consent",
    "left",
];

/// That a student was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number: later ones have higher ones.
    pub number: u64,
    /// Who.
    pub student: StudentId,
    /// When the removal began.
    pub began: Timestamp,
    /// What came of it; `None` where it was cut off: part of it may have been removed, and they are to be removed again.
    pub ended: Option<(Timestamp, Removed)>,
}

/// What was removed of a student.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Templates: one for each photo.
    pub templates: usize,
    /// Pictures of the face that the templates were made from.
    pub crops: usize,
    /// Descriptions of the face as it looks in a mirror.
    pub mirrored: usize,
    /// Events in the attendance log that named them.
    pub log_rows: usize,
    /// What became of those.
    pub log: LogRows,
    /// Pictures that lay with those.
    pub log_pictures: usize,
    /// Something was known of them in the register.
    pub register: bool,
    /// Consent to their enrolment was recorded.
    pub consent: bool,
    /// What could not be removed.
    pub left: Vec<Left>,
}

/// What became of a student's events in the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogRows {
    /// They stay as they are.
    #[default]
    Kept,
    /// They stay, without saying who it was.
    WithoutName,
    /// They are removed.
    Removed,
}

/// Something of a student that could not be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// Templates or pictures, here.
    Faces(PathBuf),
    /// Events in the attendance log.
    Log,
    /// A damaged log that was set aside may have some, here.
    DamagedLog(PathBuf),
    /// What the register knows.
    Register(PathBuf),
    /// A damaged register that was set aside may name them, here.
    DamagedRegister(PathBuf),
}

/// Why there is no receipt.
#[derive(Debug)]
pub enum ReceiptError {
    /// The file cannot be written.
    Write(PathBuf, io::Error),
}

/// The receipts of one data folder. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct Receipts {
    shared: Arc<Shared>,
}

struct Shared {
    file: PathBuf,
    known: Mutex<Arc<Vec<Receipt>>>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    removal: u64,
    student: String,
    began: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    removed: Option<Removed>,
}

impl Receipts {
    /// Opens the receipts of a data folder. Lines that are damaged are passed over, and stay.
    pub fn open(data: &Path) -> Self {
        let file = data.join(NAME);
        let known = read(&file);
        Self { shared: Arc::new(Shared { file, known: Mutex::new(known.into()) }) }
    }

    /// Every receipt, oldest first.
    pub fn all(&self) -> Arc<Vec<Receipt>> {
        self.lock().clone()
    }

    /// The file they are kept in.
    pub fn file(&self) -> &Path {
        &self.shared.file
    }

    /// A removal begins. Gives its number, for [`Receipts::end`].
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn begin(&self, student: &StudentId, now: Timestamp) -> Result<u64, ReceiptError> {
        let mut known = self.lock();
        let number = known.last().map_or(1, |last| last.number + 1);
        let receipt = Receipt { number, student: student.clone(), began: now, ended: None };
        self.append(&receipt)?;
        Arc::make_mut(&mut known).push(receipt);
        Ok(number)
    }

    /// A removal has ended.
    ///
    /// # Errors
    /// When that cannot be written; it stands there as one that was cut off.
    pub fn end(&self, number: u64, now: Timestamp, removed: Removed) -> Result<(), ReceiptError> {
        let mut known = self.lock();
        let Some(at) = known.iter().position(|receipt| receipt.number == number) else { return Ok(()) };
        let receipt = Receipt { ended: Some((now, removed)), ..known[at].clone() };
        self.append(&receipt)?;
        Arc::make_mut(&mut known)[at] = receipt;
        Ok(())
    }

    fn append(&self, receipt: &Receipt) -> Result<(), ReceiptError> {
        let file = &self.shared.file;
        append(file, &Line::of(receipt)).map_err(|error| ReceiptError::Write(file.clone(), error))
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Vec<Receipt>>> {
        self.shared.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes receipts for other programs, with times of `zone`: `.csv` or `.xlsx`, by the file's name.
///
/// # Errors
/// When it was not written; [`SheetError`] says why.
pub fn export(receipts: &[Receipt], language: Language, zone: &TimeZone, file: &Path) -> Result<(), SheetError> {
    let moment = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let rows = receipts.iter().map(|receipt| {
        let Receipt { number, student, began, ended } = receipt;
        let (at, removed) = ended.as_ref().map_or((None, None), |(at, removed)| (Some(*at), Some(removed)));
        let count = |of: fn(&Removed) -> usize| removed.map_or_else(String::new, |removed| of(removed).to_string());
        let yes = |of: fn(&Removed) -> bool| removed.map_or("", |removed| if of(removed) { "removed" } else { "none" });
        [
            number.to_string(),
            moment(*began),
            at.map_or_else(|| "cut off".to_owned(), moment),
            student.to_string(),
            count(|removed| removed.templates),
            count(|removed| removed.crops),
            count(|removed| removed.mirrored),
            count(|removed| removed.log_rows),
            removed.map_or("", |removed| removed.log.name()).to_owned(),
            count(|removed| removed.log_pictures),
            yes(|removed| removed.register).to_owned(),
            yes(|removed| removed.consent).to_owned(),
            removed.map_or_else(String::new, |removed| {
                let left = removed.left.iter().map(Left::place);
                left.collect::<Vec<_>>().join("; ")
            }),
        ]
    });
    sheet::write(file, HEADINGS, WIDTHS, language, rows)
}

impl LogRows {
    fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::WithoutName => "without name",
            Self::Removed => "removed",
        }
    }
}

impl Left {
    /// Where it lies.
    fn place(&self) -> String {
        match self {
            Self::Log => "log".to_owned(),
            Self::Faces(path) | Self::DamagedLog(path) | Self::Register(path) | Self::DamagedRegister(path) => {
                path.display().to_string()
            }
        }
    }
}

impl Line {
    fn of(receipt: &Receipt) -> Self {
        let Receipt { number, student, began, ended } = receipt.clone();
        let (ended, removed) = ended.map_or((None, None), |(at, removed)| (Some(at.to_string()), Some(removed)));
        Self { removal: number, student: student.to_string(), began: began.to_string(), ended, removed }
    }

    fn receipt(self) -> Option<Receipt> {
        let Self { removal, student, began, ended, removed } = self;
        let ended = match (ended, removed) {
            (Some(at), Some(removed)) => Some((at.parse().ok()?, removed)),
            _ => None,
        };
        Some(Receipt { number: removal, student: StudentId::parse(&student).ok()?, began: began.parse().ok()?, ended })
    }
}

fn read(file: &Path) -> Vec<Receipt> {
    let text = match fs::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                tracing::warn!(%error, "the receipts of removals cannot be read");
            }
            return Vec::new();
        }
    };
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()?.receipt());
    // Of one removal, what was written last.
    let receipts: BTreeMap<u64, Receipt> = lines.map(|receipt| (receipt.number, receipt)).collect();
    receipts.into_values().collect()
}

fn append(path: &Path, line: &Line) -> io::Result<()> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.create(true).read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    // A line that was cut off must not spoil the next.
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        bytes.insert(0, b'\n');
    }
    file.write_all(&bytes)?;
    file.sync_all()?;
    if is_new { files::sync_folder(files::folder_of(path)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    #[test]
    fn receipts_outlive_hadir_and_one_that_was_cut_off_is_known() {
        let data = tempfile::tempdir().unwrap();
        let receipts = Receipts::open(data.path());
        let (first, later) = (Timestamp::UNIX_EPOCH, "2026-07-13T07:05:00Z".parse().unwrap());
        let removed = Removed {
            templates: 3,
            log: LogRows::WithoutName,
            left: vec![Left::Log, Left::Faces("/data/faces/alip".into())],
            ..Removed::default()
        };
        let one = receipts.begin(&id("alip"), first).unwrap();
        receipts.end(one, later, removed.clone()).unwrap();
        receipts.begin(&id("yoga"), later).unwrap();
        let expected = [
            Receipt { number: 1, student: id("alip"), began: first, ended: Some((later, removed)) },
            Receipt { number: 2, student: id("yoga"), began: later, ended: None },
        ];
        assert_eq!(receipts.all()[..], expected);
        assert_eq!(Receipts::open(data.path()).all()[..], expected);

        // The power fails in the middle of a line.
        let whole = fs::read(receipts.file()).unwrap();
        fs::write(receipts.file(), &whole[..whole.len() - 5]).unwrap();
        let again = Receipts::open(data.path());
        assert_eq!(again.all()[..], expected[..1]);
        again.begin(&id("zaki"), later).unwrap();
        let students: Vec<_> =
            Receipts::open(data.path()).all().iter().map(|receipt| receipt.student.clone()).collect();
        assert_eq!(students, [id("alip"), id("zaki")]);
    }

    #[test]
    fn receipts_are_written_for_other_programs() {
        let data = tempfile::tempdir().unwrap();
        let receipts = Receipts::open(data.path());
        let number = receipts.begin(&id("-alip"), Timestamp::UNIX_EPOCH).unwrap();
        receipts.end(number, Timestamp::UNIX_EPOCH, Removed { crops: 2, consent: true, ..Removed::default() }).unwrap();
        receipts.begin(&id("yoga"), Timestamp::UNIX_EPOCH).unwrap();
        let file = data.path().join("receipts.csv");
        export(&receipts.all(), Language::English, &TimeZone::UTC, &file).unwrap();
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<_> = text.lines().skip(1).collect();
        let when = "1970-01-01 00:00:00";
        assert_eq!(lines[0], format!("1,{when},{when},'-alip,0,2,0,0,kept,0,none,removed,"));
        assert_eq!(lines[1], format!("2,{when},cut off,yoga,,,,,,,,,"));
    }
}
