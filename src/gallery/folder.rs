//! The data folder as it lies on disk: whose file is whose, reading it whole, setting aside what is damaged.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::crops::{self, Paired};
use super::mirrored::{self, Mirrors};
use super::npy::{self, NpyError};
use super::{SetAside, Template, TemplateKey};
use crate::core::{Embedding, SortKey, StudentId};
use crate::files;
use crate::text;
use crate::words::{self, Text};

const EXTENSION: &str = ".npy";
const SET_ASIDE: &str = ".set-aside";
/// What a folder of crops is called from the moment its student is being removed until it is gone.
const REMOVING: &str = ".hadir-removing-";

/// Where everything lies.
#[derive(Debug)]
pub(super) struct Folders {
    pub data: PathBuf,
    pub embeddings: PathBuf,
    pub faces: PathBuf,
}

/// A student and their file.
#[derive(Debug, Clone)]
pub(super) struct Enrolled {
    pub id: StudentId,
    /// The file as it is called on disk: its name may be written with other code points than the id.
    pub file: PathBuf,
    pub rows: Vec<Row>,
    /// Crops whose row is gone, or never came to be.
    pub orphans: Vec<PathBuf>,
    /// Crops of the original of which it cannot be said whose they are.
    pub ambiguous: Vec<PathBuf>,
    /// There are mirrored faces whose row is gone, or never came to be.
    pub has_stray_mirrors: bool,
}

/// One row of a file.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub embedding: Embedding,
    pub template: Template,
}

/// Why a file gives no templates.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub(super) enum ReadError {
    /// It may be whole, but could not be read now.
    Io(#[from] io::Error),
    /// It is not what it should be.
    Damaged(#[from] NpyError),
}

impl ReadError {
    /// What is wrong, to stand behind a colon.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::Io(error) => text!("gallery-file-unreadable", reason = words::io(error)),
            Self::Damaged(error) => error.text(),
        }
    }
}

impl Folders {
    pub(super) fn of(data: &Path) -> Self {
        Self { data: data.to_owned(), embeddings: data.join("embeddings"), faces: data.join("faces") }
    }

    /// Makes what is missing.
    pub(super) fn make(&self) -> io::Result<()> {
        [&self.data, &self.embeddings, &self.faces].into_iter().try_for_each(|folder| files::make_folder(folder))
    }

    /// The file of a student who has none yet.
    pub(super) fn file_of(&self, student: &StudentId) -> PathBuf {
        self.embeddings.join(format!("{student}{EXTENSION}"))
    }

    /// The crops that belong to a file.
    pub(super) fn crops_of(&self, file: &Path) -> PathBuf {
        self.faces.join(file.file_stem().unwrap_or_default())
    }

    /// What the crops that belong to a file are called while they are being removed.
    pub(super) fn removing(&self, file: &Path) -> PathBuf {
        let mut name = OsString::from(REMOVING);
        name.push(file.file_stem().unwrap_or_default());
        self.faces.join(name)
    }

    /// Cleans up after a Hadir that was cut off: files it was writing, students it was removing, pictures of somebody who
    /// never came to be enrolled. Whatever a link leads to is left alone.
    pub(super) fn clean(&self) -> io::Result<()> {
        remove_unfinished(&self.embeddings)?;
        for entry in fs::read_dir(&self.faces)? {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                continue;
            }
            let (entry, name) = (entry.path(), entry.file_name());
            let Some(removing) = name.to_str().and_then(|name| name.strip_prefix(REMOVING)) else {
                remove_unfinished(&entry)?;
                // One that withstands keeps nothing else from being cleaned up.
                if name.to_str().is_some_and(|stem| self.is_of_nobody(stem))
                    && let Err(error) = remove_own(&entry)
                {
                    tracing::warn!(%error, "pictures of somebody who is not enrolled could not be removed");
                }
                continue;
            };
            // The student is removed once the file is: until then, nothing has happened.
            let crops = self.faces.join(removing);
            if self.embeddings.join(format!("{removing}{EXTENSION}")).exists() && !crops.exists() {
                fs::rename(&entry, crops)?;
            } else {
                fs::remove_dir_all(&entry)?;
            }
        }
        Ok(())
    }

    /// Whether a folder of crops has no file, nor one that was set aside and may be brought back.
    fn is_of_nobody(&self, stem: &str) -> bool {
        let file = self.embeddings.join(format!("{stem}{EXTENSION}"));
        // What only cannot be looked at is there.
        let is_absent = fs::symlink_metadata(&file).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        is_absent && set_asides_of(&file).is_empty()
    }

    /// Everyone enrolled, in order. Damaged files are renamed where `may_change`, and listed.
    pub(super) fn read(&self, may_change: bool) -> io::Result<(Vec<Enrolled>, Vec<SetAside>)> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.embeddings)? {
            let path = entry?.path();
            if path.as_os_str().as_encoded_bytes().ends_with(EXTENSION.as_bytes()) && !path.is_dir() {
                let id = id_of(&path);
                let exact = matches!(&id, Ok(id) if path == self.file_of(id));
                files.push((!exact, path, id));
            }
        }
        // Where two names are one id, the one written as the id is comes first and stays.
        files.sort_by(|(a, a_path, _), (b, b_path, _)| (a, a_path).cmp(&(b, b_path)));

        let (mut students, mut set_aside, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for (_, file, id) in files {
            // A whole file with an unlucky name stays where it is: the original may be using it.
            let student = id.map_err(Trouble::Unusable).and_then(|id| {
                if seen.contains(&id) {
                    return Err(Trouble::Unusable(text!("gallery-twice", student = &id)));
                }
                Ok(self.read_student(id, &file)?)
            });
            match student {
                Ok(student) => {
                    seen.insert(student.id.clone());
                    if !student.rows.is_empty() {
                        students.push(student);
                    }
                }
                Err(Trouble::Damaged(reason)) if may_change => set_aside.push(set_aside_file(file, reason)),
                Err(Trouble::Damaged(reason) | Trouble::Unusable(reason)) => {
                    set_aside.push(SetAside { file, now: None, reason });
                }
            }
        }
        students.sort_by_cached_key(|student| SortKey::of(student.id.as_str()));
        Ok((students, set_aside))
    }

    /// Every file that was set aside here, now or earlier, and is still there.
    pub(super) fn set_aside(&self) -> Vec<PathBuf> {
        let mark = format!("{EXTENSION}{SET_ASIDE}");
        let entries = fs::read_dir(&self.embeddings).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries
            .filter(|entry| entry.file_name().to_string_lossy().contains(&mark))
            .map(|entry| entry.path())
            .collect();
        files.sort();
        files
    }

    /// One student's file and crops.
    pub(super) fn read_student(&self, id: StudentId, file: &Path) -> Result<Enrolled, ReadError> {
        let embeddings = read_file(file)?;
        let keys: Vec<TemplateKey> = embeddings.iter().map(TemplateKey::of).collect();
        let folder = self.crops_of(file);
        // A picture is for the person to look at: without it the face is recognised all the same.
        let Paired { of_rows, orphans, ambiguous } = crops::pair(&keys, crops::list(&folder).unwrap_or_default());
        let mut mirrors = Mirrors::read(&folder);
        let mirrored: Vec<Option<Embedding>> = keys.iter().map(|key| mirrors.take(key)).collect();
        Ok(Enrolled {
            id,
            file: file.to_owned(),
            rows: embeddings
                .into_iter()
                .zip(keys)
                .zip(of_rows.into_iter().zip(mirrored))
                .map(|((embedding, key), (crop, mirrored))| Row {
                    embedding,
                    template: Template { key, crop, mirrored },
                })
                .collect(),
            orphans,
            ambiguous,
            has_stray_mirrors: !mirrors.is_empty(),
        })
    }
}

impl Enrolled {
    /// A student without a template yet.
    pub(super) fn nobody(id: StudentId, file: PathBuf) -> Self {
        Self { id, file, rows: Vec::new(), orphans: Vec::new(), ambiguous: Vec::new(), has_stray_mirrors: false }
    }

    pub(super) fn embeddings(&self) -> impl ExactSizeIterator<Item = &Embedding> {
        self.rows.iter().map(|row| &row.embedding)
    }
}

/// Why a file gives no student.
enum Trouble {
    /// What is in it: it is renamed.
    Damaged(Text),
    /// Its name, or the disk: it stays where it is.
    Unusable(Text),
}

impl From<ReadError> for Trouble {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged(error) => Self::Damaged(error.text()),
            ReadError::Io(_) => Self::Unusable(error.text()),
        }
    }
}

/// Whose templates a file holds, by its name; otherwise why they are nobody's.
fn id_of(file: &Path) -> Result<StudentId, Text> {
    let name = file.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(EXTENSION));
    let name = name.ok_or_else(|| text!("gallery-name-unreadable"))?;
    StudentId::parse(name).map_err(|refusal| text!("gallery-name-no-id", refusal = refusal.text()))
}

/// The templates of a file, in order.
pub(super) fn read_file(file: &Path) -> Result<Vec<Embedding>, ReadError> {
    let found = fs::symlink_metadata(file)?;
    if !found.is_file() {
        // A link may lead out of the folder, and reading a pipe would wait for ever.
        return Err(io::Error::other(text!("gallery-no-file-of-its-own")).into());
    }
    if found.len() > npy::MAX_BYTES {
        return Err(NpyError::TooLarge(found.len()).into());
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(npy::MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(npy::read(&bytes)?)
}

/// Renames a damaged file to a name that no gallery reads, never over an earlier one.
pub(super) fn set_aside_file(file: PathBuf, reason: Text) -> SetAside {
    let now = files::set_aside(&file, SET_ASIDE).ok();
    tracing::warn!(file = %file.display(), %reason, "a gallery file was set aside");
    SetAside { file, now, reason }
}

/// What was set aside of a student's file.
pub(super) fn set_asides_of(file: &Path) -> Vec<PathBuf> {
    files::set_asides_of(file, SET_ASIDE)
}

fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if files::is_unfinished(&entry.file_name()) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes what Hadir itself kept in a folder of crops, and the folder where that was all. The original's crops stay: it
/// may be about to write the file.
fn remove_own(folder: &Path) -> io::Result<()> {
    mirrored::write(folder, &[])?;
    for (_, crop) in crops::list(folder)?.into_iter().filter(|(name, _)| name.of.is_some()) {
        fs::remove_file(crop)?;
    }
    // Only an empty folder goes.
    let _ = fs::remove_dir(folder);
    Ok(())
}
