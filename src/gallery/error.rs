//! What can go wrong with the data folder, in words for the person.

use std::io;
use std::path::PathBuf;

use crate::core::StudentId;
use crate::text;
use crate::words::{self, Text};

/// What went wrong with the data folder. Each says what happened, for a person.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum GalleryError {
    /// Another Hadir holds the folder.
    InUse(PathBuf),
    /// The folder cannot be made or read.
    Folder(PathBuf, #[source] io::Error),
    /// Something could not be written; what was there before is unchanged.
    Write(PathBuf, #[source] io::Error),
    /// A student could not be removed, and is still enrolled.
    Remove(PathBuf, #[source] io::Error),
    /// A student or template is removed, but a file of it is still there.
    Leftover(StudentId, PathBuf, #[source] io::Error),
    /// There is no such student or template.
    NotEnrolled(StudentId),
}

impl GalleryError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::InUse(folder) => text!("gallery-in-use", folder = folder),
            Self::Folder(folder, error) => text!("gallery-folder", folder = folder, reason = in_words(error)),
            Self::Write(file, error) => text!("gallery-write", file = file, reason = in_words(error)),
            Self::Remove(file, error) => text!("gallery-remove", file = file, reason = in_words(error)),
            Self::Leftover(student, file, error) => {
                text!("gallery-leftover", student = student, file = file, reason = in_words(error))
            }
            Self::NotEnrolled(student) => text!("gallery-not-enrolled", student = student),
        }
    }
}

fn in_words(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::QuotaExceeded => text!("gallery-quota"),
        io::ErrorKind::PermissionDenied => text!("gallery-permission"),
        _ => words::io(error),
    }
}
