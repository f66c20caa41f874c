//! Who is enrolled: the data folder of the original service, read and written safely.
//!
//! `embeddings/<student_id>.npy` holds N x 128 float64; `faces/<student_id>/` the crops they were made from, and the same
//! faces mirrored ([`mirrored`]). The files are the truth: nothing is kept beside them, and a student's file is read again
//! before it is written, since the original may have appended to it.

use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;
use sha2::{Digest, Sha256};

use crate::core::{Embedding, Picture, StudentId, Templates};
use crate::words::Text;

pub mod bulk;
pub mod check;
mod crops;
pub mod enrol_one;
mod error;
mod folder;
mod lock;
mod mirrored;
mod npy;
mod store;
mod students;

pub use error::GalleryError;
pub use store::Gallery;
pub use students::Students;

/// What is enrolled at one moment. Cheap to clone, and those that follow each other share nearly everything.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Everyone enrolled, by id in the order a person would sort them.
    pub students: Students,
    /// Their templates, for the matcher, the students in the same order. Another `Arc` whenever a template came or went,
    /// so that [`Arc::ptr_eq`] tells.
    pub templates: Arc<Templates>,
    /// Files that were set aside when the folder was read.
    pub set_aside: Vec<SetAside>,
}

impl Snapshot {
    /// Everyone's pictures, as the score compares them, in order.
    pub fn pictures(&self) -> impl Iterator<Item = (&StudentId, impl Iterator<Item = Picture<'_>>)> {
        self.students.iter().zip(self.templates.students()).map(|(student, (id, rows))| {
            let mirrored = student.templates.iter().map(|template| template.mirrored.as_ref().map(Embedding::as_slice));
            (id, rows.zip(mirrored).map(|(plain, mirrored)| Picture { plain, mirrored }))
        })
    }

    /// A student, if enrolled.
    pub fn student(&self, id: &StudentId) -> Option<&Student> {
        self.students.get(self.students.find(id).ok()?)
    }
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
    /// The face as it looks in a mirror, where that was described.
    pub mirrored: Option<Embedding>,
}

/// Names a template by its content: the first 16 hex digits of the SHA-256 of its 128 numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TemplateKey(pub String);

impl TemplateKey {
    /// The key of a row.
    pub fn of(embedding: &Embedding) -> Self {
        let mut digest = Sha256::new();
        embedding.as_slice().iter().for_each(|value| digest.update(value.to_le_bytes()));
        Self(hex16(&digest.finalize()))
    }
}

/// A face to enrol.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// What the face looks like.
    pub embedding: Embedding,
    /// What it looks like in a mirror, where that was described: the score knows a student by both.
    pub mirrored: Option<Embedding>,
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
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// As much of it as a crop's name holds.
    fn short(&self) -> String {
        hex16(&self.0)
    }
}

/// The first 8 bytes as hex digits.
fn hex16(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What there is of a student on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// Templates.
    pub templates: usize,
    /// Pictures of the face.
    pub crops: usize,
    /// Templates of which the mirrored face is described, too.
    pub mirrored: usize,
    /// The files and folders that hold something of them, set-aside ones too.
    pub places: Vec<PathBuf>,
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
    pub reason: Text,
}

impl Template {
    fn is_of_photo(&self, photo: &PhotoDigest) -> bool {
        self.crop.as_ref().is_some_and(|crop| crops::is_of_photo(crop, photo))
    }
}
