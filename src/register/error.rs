//! What can be wrong with the register: facts, which others put into words.

use std::io;
use std::path::PathBuf;

use crate::core::{PersonRefusal, StudentId};

/// Why something was not kept.
#[derive(Debug)]
pub enum RegisterError {
    /// This cannot be kept of this student.
    Refused(StudentId, PersonRefusal),
    /// What is known of this student has changed since the import was planned.
    Changed(StudentId),
    /// The file is a newer Hadir's, and is left alone.
    Newer(PathBuf),
    /// The file cannot be read, and so is not written.
    Read(PathBuf, io::Error),
    /// The file could not be written; what was there before is unchanged.
    Write(PathBuf, io::Error),
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterProblem {
    /// It is damaged as a whole: nobody is known by it.
    Damaged {
        /// The file as it was called.
        file: PathBuf,
        /// What is wrong with it, for whoever mends it.
        reason: String,
        /// What it is called now; `None` when it is still where it was.
        now: Option<PathBuf>,
    },
    /// Some students in it cannot be read; the others are known.
    Entries {
        /// The file.
        file: PathBuf,
        /// Their ids as they stand there, and what is wrong with them.
        refused: Vec<(String, String)>,
        /// A copy of it as it was; `None` when none could be made.
        now: Option<PathBuf>,
    },
    /// It is a newer Hadir's, and is left alone: nobody is known by it.
    Newer {
        /// The file.
        file: PathBuf,
        /// Its version.
        version: u64,
    },
    /// It may be whole, but cannot be read now.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the disk said.
        error: String,
    },
}
