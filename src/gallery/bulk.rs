//! Enrolling many photos at once. placeholder

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::Gallery;
use crate::core::{IdRefusal, StudentId};
use crate::engine::EngineFactory;
use crate::images::PictureError;

/// What is to be enrolled.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Every photo, with the student it is of.
    pub photos: Vec<(StudentId, PathBuf)>,
    /// Folders that are nobody's: their name is no student id, or they hold no photo.
    pub refused_folders: Vec<(String, FolderRefusal)>,
}

/// Why a folder is passed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderRefusal {
    /// Its name is no student id.
    #[error(transparent)]
    Id(#[from] IdRefusal),
    /// It holds no photo.
    #[error("there is no JPEG, PNG or WebP photo in this folder")]
    NoPhotos,
    /// It cannot be read.
    #[error("this folder cannot be read: {0}")]
    Unreadable(String),
}

impl Plan {
    /// The photos of `folder/<student_id>/*.{jpg,jpeg,png,webp}`, in any case.
    pub fn of_folder(_folder: &Path) -> std::io::Result<Self> {
        Ok(Self::default())
    }

    /// These photos, all of one student.
    pub fn of_files(_student: &StudentId, _files: Vec<PathBuf>) -> Self {
        Self::default()
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Photos looked at.
    pub done: usize,
    /// Photos there are.
    pub total: usize,
    /// Photos saved.
    pub saved: usize,
    /// Photos refused.
    pub refused: usize,
    /// About how long it will still take; `None` until that can be said.
    pub left: Option<Duration>,
}

/// What became of it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Each person (or folder), in order.
    pub people: Vec<Person>,
    /// It was stopped before the end.
    pub cancelled: bool,
}

/// What became of one person's photos.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The student's id, or the folder's name where that is no id.
    pub name: String,
    /// Photos saved.
    pub saved: usize,
    /// Photos that were enrolled before.
    pub already: usize,
    /// Photos refused, and why: the file's name and the reason for a person.
    pub refused: Vec<(String, String)>,
}

/// Why a photo is not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum PhotoRefusal {
    /// Not a picture Hadir can read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// There is no face in it.
    #[error("no face was found")]
    NoFace,
    /// There is more than one face in it.
    #[error("{0} faces were found; there must be exactly one")]
    SeveralFaces(usize),
    /// It could not be saved.
    #[error("{0}")]
    NotSaved(String),
}

/// Enrols the plan's photos on every core, telling `on_progress` after each, until done or `cancel` is set.
pub fn enrol(
    _plan: Plan,
    _gallery: &Gallery,
    _engines: &EngineFactory,
    _cancel: &AtomicBool,
    _on_progress: &(dyn Fn(Progress) + Sync),
) -> Report {
    Report::default()
}
