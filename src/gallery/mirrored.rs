//! The faces of a student as they look in a mirror, for those templates of which that was described.
//!
//! They lie beside the crops, in `faces/<student_id>/mirrored.npy`, and are gone with them: two rows for each, the template
//! as it stands in the student's own file, and the same face mirrored. So it is known whose they are whatever the
//! original appends there. Without this file everybody is recognised all the same, if a little less surely.

use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

use super::folder::{ReadError, Row, read_file};
use super::{TemplateKey, npy};
use crate::core::Embedding;
use crate::files;

const FILE: &str = "mirrored.npy";

/// What was read, until it is taken.
#[derive(Debug)]
pub(super) struct Mirrors(HashMap<TemplateKey, Embedding>);

impl Mirrors {
    /// Those in a student's folder of crops; none where they cannot be read.
    pub(super) fn read(folder: &Path) -> Self {
        let rows = read_file(&folder.join(FILE)).unwrap_or_else(|error| {
            if !matches!(&error, ReadError::Io(error) if is_absent(error)) {
                tracing::warn!(%error, "mirrored faces cannot be read, and are done without");
            }
            Vec::new()
        });
        let pairs = rows.as_chunks::<2>().0.iter();
        Self(pairs.map(|[template, mirrored]| (TemplateKey::of(template), mirrored.clone())).collect())
    }

    /// The mirrored face of this template. Each is given once.
    pub(super) fn take(&mut self, template: &TemplateKey) -> Option<Embedding> {
        self.0.remove(template)
    }

    /// Whether there are none left.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes those of these templates into the folder, in the place of all that were there.
pub(super) fn write(folder: &Path, rows: &[Row]) -> io::Result<()> {
    let file = folder.join(FILE);
    let pairs = rows.iter().filter_map(|row| Some([&row.embedding, row.template.mirrored.as_ref()?]));
    let pairs: Vec<&Embedding> = pairs.flatten().collect();
    if pairs.is_empty() {
        return match fs::remove_file(file) {
            Err(error) if !is_absent(&error) => Err(error),
            _ => Ok(()),
        };
    }
    files::write(&file, &npy::write(pairs.into_iter())?)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
