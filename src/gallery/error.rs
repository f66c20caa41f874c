//! What can go wrong with the data folder, in words for the person.

use std::io;
use std::path::PathBuf;

use crate::core::StudentId;

/// What went wrong with the data folder. Each says what happened, for a person.
#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    /// Another Hadir holds the folder.
    #[error("another Hadir is using the data folder {}", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be made or read.
    #[error("the data folder {} cannot be used: {}", .0.display(), in_words(.1))]
    Folder(PathBuf, #[source] io::Error),
    /// Something could not be written; what was there before is unchanged.
    #[error("{} could not be written: {}", .0.display(), in_words(.1))]
    Write(PathBuf, #[source] io::Error),
    /// A student could not be removed, and is still enrolled.
    #[error("{} could not be removed: {}", .0.display(), in_words(.1))]
    Remove(PathBuf, #[source] io::Error),
    /// A student or template is removed, but a file of it is still there.
    #[error("{} was removed, but {} could not be deleted: {}", .0, .1.display(), in_words(.2))]
    Leftover(StudentId, PathBuf, #[source] io::Error),
    /// There is no such student or template.
    #[error("{0} is not enrolled")]
    NotEnrolled(StudentId),
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "there is no room left for this user on the disk".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::PermissionDenied => "this user has no permission to do that".to_owned(),
        _ => error.to_string(),
    }
}
