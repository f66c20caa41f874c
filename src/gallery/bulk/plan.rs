//! Which photos are whose, before any of them is looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::core::{IdRefusal, SortKey, StudentId};
use crate::images;
use crate::text;
use crate::words::{self, Text};

/// What a person may take for a photo besides the kinds Hadir reads. Looked at, they are refused by name; passed over in
/// silence, they would be missed.
const OTHER_PICTURES: [&str; 8] = ["heic", "heif", "avif", "gif", "bmp", "tif", "tiff", "jfif"];

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
#[error("{}", self.text())]
pub enum FolderRefusal {
    /// Its name is no student id.
    Id(#[from] IdRefusal),
    /// Its name is not text.
    Name,
    /// It holds no photo.
    NoPhotos,
    /// Photos lie beside the students' folders, or a student's own folder was chosen.
    Loose(usize),
    /// Nobody has agreed yet that this student is enrolled.
    NoConsent,
    /// It cannot be read.
    Unreadable(Text),
}

impl FolderRefusal {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Id(refusal) => refusal.text(),
            Self::Name => text!("gallery-folder-name"),
            Self::NoPhotos => text!("gallery-no-photos"),
            Self::Loose(count) => text!("gallery-loose", count = *count),
            Self::NoConsent => text!("gallery-no-consent"),
            Self::Unreadable(reason) => text!("gallery-folder-unreadable", reason = reason),
        }
    }
}

impl Plan {
    /// The photos of `folder/<student_id>/*.{jpg,jpeg,png,webp}`, in any case; hidden ones are passed over.
    ///
    /// Students and photos are in the order a person would sort them, so that what is enrolled from scratch is the same
    /// each time.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let mut plan = Self::default();
        let mut loose = 0;
        for entry in visible(folder)? {
            // A link to a folder is followed, once: nothing here goes deeper.
            if !entry.is_dir() {
                loose += usize::from(is_photo(&entry));
                continue;
            }
            let name = name_of(&entry);
            match photos_of(&entry) {
                Ok((student, photos)) => plan.photos.extend(photos.into_iter().map(|photo| (student.clone(), photo))),
                Err(refusal) => plan.refused_folders.push((name, refusal)),
            }
        }
        // Two folders may be one student, their names written with other code points.
        plan.photos
            .sort_by_cached_key(|(student, photo)| (SortKey::of(student.as_str()), SortKey::of(&name_of(photo))));
        if loose > 0 {
            plan.refused_folders.push((name_of(folder), FolderRefusal::Loose(loose)));
        }
        Ok(plan)
    }

    /// These photos, all of one student.
    pub fn of_files(student: &StudentId, mut files: Vec<PathBuf>) -> Self {
        files.sort_by_cached_key(|file| (SortKey::of(&name_of(file)), file.clone()));
        let photos = files.into_iter().map(|file| (student.clone(), file)).collect();
        Self { photos, refused_folders: Vec::new() }
    }

    /// The same without the photos of students to whose enrolment nobody has agreed; each of those is refused as a whole.
    #[must_use]
    pub fn of_those_agreed(mut self, agreed: impl Fn(&StudentId) -> bool) -> Self {
        let mut lacking = BTreeSet::new();
        self.photos.retain(|(student, _)| {
            let keep = agreed(student);
            if !keep {
                lacking.insert(student.to_string());
            }
            keep
        });
        self.refused_folders.extend(lacking.into_iter().map(|name| (name, FolderRefusal::NoConsent)));
        self
    }

    /// Whose photos they are.
    pub fn students(&self) -> BTreeSet<&StudentId> {
        self.photos.iter().map(|(student, _)| student).collect()
    }
}

/// What a file or folder is called, for a person.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn photos_of(folder: &Path) -> Result<(StudentId, Vec<PathBuf>), FolderRefusal> {
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or(FolderRefusal::Name)?;
    let student = StudentId::parse(name)?;
    let mut photos = visible(folder).map_err(|error| FolderRefusal::Unreadable(words::io(&error)))?;
    photos.retain(|path| is_photo(path));
    if photos.is_empty() { Err(FolderRefusal::NoPhotos) } else { Ok((student, photos)) }
}

/// What lies in a folder and is not hidden, in the order a person would sort it.
fn visible(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.retain(|path| !name_of(path).starts_with('.'));
    entries.sort_by_cached_key(|path| SortKey::of(&name_of(path)));
    Ok(entries)
}

fn is_photo(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let other = OTHER_PICTURES.iter().any(|other| other.eq_ignore_ascii_case(extension));
    // A link that leads nowhere is a photo the person believes to be there: reading it says what is wrong.
    (other || images::is_photo_name(path)) && fs::metadata(path).map_or(true, |found| found.is_file())
}
