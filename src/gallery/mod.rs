//! Who is enrolled: the data folder of the original service, read and written safely. placeholder
//!
//! `embeddings/<student_id>.npy` holds N x 128 float64; `faces/<student_id>/` the crops they were made from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::RgbImage;

use crate::core::{Embedding, StudentId, Templates};

pub mod bulk;

/// The enrolled students of one data folder. Cheap to clone; clones share everything.
///
/// Readers take a [`Snapshot`] and keep it as long as they like; writers are serialised.
#[derive(Clone)]
pub struct Gallery {}

/// What is enrolled at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Everyone enrolled, by id in the order a person would sort them.
    pub students: Vec<Student>,
    /// Their templates, for the matcher.
    pub templates: Arc<Templates>,
    /// Files that were set aside when the folder was read.
    pub set_aside: Vec<SetAside>,
}

/// One enrolled student.
#[derive(Debug, Clone, PartialEq)]
pub struct Student {
    /// Who.
    pub id: StudentId,
    /// Their templates, in the order of the file's rows.
    pub templates: Vec<Template>,
}

/// One row of a student's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Names this template whatever is added or removed beside it.
    pub key: TemplateKey,
    /// The crop it was made from, where one is kept.
    pub crop: Option<PathBuf>,
}

/// Names a template by its content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TemplateKey(pub String);

/// A face to enrol.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// What the face looks like.
    pub embedding: Embedding,
    /// The picture to keep of it.
    pub crop: RgbImage,
    /// The photo it is from, so that the same photo is not enrolled twice; `None` from the camera.
    pub photo: Option<PhotoDigest>,
}

/// A photo known by its content: SHA-256 of the file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhotoDigest([u8; 32]);

impl PhotoDigest {
    /// The digest of a file's bytes.
    pub fn of(_bytes: &[u8]) -> Self {
        Self([0; 32])
    }
}

/// What became of a template that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is enrolled, and on disk.
    Saved,
    /// This photo was enrolled for this student before.
    AlreadyEnrolled,
}

/// A file that could not be used.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The file as it was called.
    pub file: PathBuf,
    /// What it is called now; `None` when it could not be renamed and was passed over.
    pub now: Option<PathBuf>,
    /// What is wrong with it, for a person.
    pub reason: String,
}

impl Gallery {
    /// Opens the data folder, making what is missing, and takes it for this process alone.
    pub fn open(_data: &Path) -> Result<Self, GalleryError> {
        Ok(Self {})
    }

    /// What is enrolled now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::default()
    }

    /// Adds a template, and returns once it would survive a power cut.
    pub fn add(&self, _student: &StudentId, _template: NewTemplate) -> Result<Added, GalleryError> {
        Ok(Added::Saved)
    }

    /// Whether this photo is enrolled for this student.
    pub fn has_photo(&self, _student: &StudentId, _photo: &PhotoDigest) -> bool {
        false
    }

    /// Removes a student with every template and crop.
    pub fn remove_student(&self, _student: &StudentId) -> Result<(), GalleryError> {
        Ok(())
    }

    /// Removes one template and its crop; the last one removes the student.
    pub fn remove_template(&self, _student: &StudentId, _key: &TemplateKey) -> Result<(), GalleryError> {
        Ok(())
    }
}

/// What went wrong with the data folder. Each says what happened, for a person.
#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    /// Another Hadir holds the folder.
    #[error("another Hadir is using the data folder {}", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be made or read.
    #[error("the data folder {} cannot be used: {}", .0.display(), .1)]
    Folder(PathBuf, #[source] std::io::Error),
    /// Something could not be written; what was there before is unchanged.
    #[error("{} could not be saved: {}", .0.display(), .1)]
    Write(PathBuf, #[source] std::io::Error),
    /// There is no such student or template.
    #[error("{0} is not enrolled")]
    NotEnrolled(StudentId),
}
