//! The gallery itself: what is enrolled, in memory and on disk, changed in step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, io};

use image::RgbImage;

use super::crops::{CropName, CropOf};
use super::folder::{self, Enrolled, Folders, ReadError, Row};
use super::lock::{Lock, LockError};
use super::{
    Added, GalleryError, Holdings, NewTemplate, PhotoDigest, SetAside, Snapshot, Student, Template, TemplateKey,
    mirrored, npy,
};
use crate::core::{Embedding, StudentId, Templates};
use crate::{files, images};

/// The enrolled students of one data folder. Cheap to clone; clones share everything.
///
/// Readers take a [`Snapshot`] and keep it as long as they like; writers are serialised.
#[derive(Clone)]
pub struct Gallery {
    shared: Arc<Shared>,
}

struct Shared {
    folders: Folders,
    /// Held by whoever writes, while the disk works: never by a reader.
    state: Mutex<State>,
    /// Held for a move and nothing else.
    published: Mutex<Arc<Snapshot>>,
}

struct State {
    /// `None` where the folder could not be written when it was opened; taken before the first write.
    lock: Option<Lock>,
    /// What is enrolled, as it is published after every change; everyone has a template.
    now: Snapshot,
    /// What else is known of everyone.
    filed: BTreeMap<StudentId, Filed>,
}

/// Where a student's templates lie on disk.
struct Filed {
    file: PathBuf,
    ambiguous: Vec<PathBuf>,
}

impl Gallery {
    /// Opens the data folder, making what is missing, and takes it for this process alone.
    ///
    /// Damaged files are set aside, and what a Hadir that was cut off left behind is cleaned up. A folder that can be
    /// read but not written is opened all the same: faces are recognised, and enrolling says what is wrong.
    pub fn open(data: &Path) -> Result<Self, GalleryError> {
        let unusable = |error| GalleryError::Folder(data.to_owned(), error);
        let folders = Folders::of(data);
        folders.make().map_err(unusable)?;
        let lock = match Lock::take(data) {
            Ok(lock) => Some(lock),
            Err(LockError::Held) => return Err(GalleryError::InUse(data.to_owned())),
            Err(LockError::Io(error)) => {
                tracing::warn!(data = %data.display(), %error, "the data folder cannot be written");
                None
            }
        };
        let may_change = lock.is_some();
        if may_change && let Err(error) = folders.clean() {
            tracing::warn!(data = %data.display(), %error, "left-overs in the data folder could not be removed");
        }
        let (students, set_aside) = folders.read(may_change).map_err(unusable)?;
        if may_change {
            // What stays of these pictures of nothing that is enrolled is tried again next time.
            for orphan in students.iter().flat_map(|student| &student.orphans) {
                let _ = fs::remove_file(orphan);
            }
            for student in students.iter().filter(|student| student.has_stray_mirrors) {
                let _ = mirrored::write(&folders.crops_of(&student.file), &student.rows);
            }
        }
        let state = State::new(lock, students, set_aside);
        let published = Mutex::new(Arc::new(state.now.clone()));
        Ok(Self { shared: Arc::new(Shared { folders, state: Mutex::new(state), published }) })
    }

    /// What is enrolled now. Never waits for a writer.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        locked(&self.shared.published).clone()
    }

    /// Every file of the folder that was set aside, when it was read now or earlier, and is still there.
    pub fn set_aside(&self) -> Vec<PathBuf> {
        self.shared.folders.set_aside()
    }

    /// Whether something could be added now: the folder is ours, and can be written.
    pub fn check_writable(&self) -> Result<(), GalleryError> {
        let mut state = locked(&self.shared.state);
        self.own(&mut state)?;
        let Folders { embeddings, faces, .. } = &self.shared.folders;
        [embeddings, faces]
            .into_iter()
            .try_for_each(|folder| files::probe(folder).map_err(|error| GalleryError::Write(folder.clone(), error)))
    }

    /// Adds a template, and returns once it would survive a power cut. Who is not enrolled is then.
    pub fn add(&self, student: &StudentId, template: NewTemplate) -> Result<Added, GalleryError> {
        self.put_in(student, template, true)
    }

    /// The same as [`Self::add`] for a student who is enrolled, and who is not enrolled anew where somebody removed them
    /// meanwhile: that is [`GalleryError::NotEnrolled`].
    pub fn add_to(&self, student: &StudentId, template: NewTemplate) -> Result<Added, GalleryError> {
        self.put_in(student, template, false)
    }

    fn put_in(&self, student: &StudentId, template: NewTemplate, anew: bool) -> Result<Added, GalleryError> {
        let mut state = locked(&self.shared.state);
        self.own(&mut state)?;
        let mut enrolled = self.as_on_disk(&mut state, student)?;
        if !anew && enrolled.rows.is_empty() {
            return Err(GalleryError::NotEnrolled(student.clone()));
        }
        let NewTemplate { embedding, mirrored, crop, photo } = template;
        if photo.is_some_and(|photo| enrolled.rows.iter().any(|row| row.template.is_of_photo(&photo))) {
            return Ok(Added::AlreadyEnrolled);
        }

        // The row comes last: cut off before it, there is a picture too many, which the next start removes.
        let key = TemplateKey::of(&embedding);
        let crop = self.write_crop(&enrolled, &key, photo.as_ref(), &crop)?;
        enrolled.rows.push(Row { embedding, template: Template { key, crop: Some(crop.clone()), mirrored } });
        let folder = self.shared.folders.crops_of(&enrolled.file);
        let written =
            mirrored::write(&folder, &enrolled.rows).map_err(|error| GalleryError::Write(folder.clone(), error));
        if let Err(error) = written.and_then(|()| write_rows(&enrolled)) {
            enrolled.rows.pop();
            let _ = mirrored::write(&folder, &enrolled.rows);
            let _ = fs::remove_file(&crop);
            // Only an empty folder goes.
            let _ = fs::remove_dir(&folder);
            return Err(error);
        }
        state.put(enrolled);
        self.publish(&state);
        Ok(Added::Saved)
    }

    /// Whether this photo is enrolled for this student.
    pub fn has_photo(&self, student: &StudentId, photo: &PhotoDigest) -> bool {
        let snapshot = self.snapshot();
        snapshot.student(student).is_some_and(|student| student.templates.iter().any(|t| t.is_of_photo(photo)))
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.shared.folders.data
    }

    /// What there is of a student, enrolled or not, counted on the disk.
    pub fn holdings(&self, student: &StudentId) -> Holdings {
        let state = locked(&self.shared.state);
        let folders = &self.shared.folders;
        let file = state.file_of(student, folders);
        let (crops, removing) = (folders.crops_of(&file), folders.removing(&file));
        let pictures = |folder: &Path| {
            let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
            names.filter(|name| images::is_photo_name(Path::new(name))).count()
        };
        let templates = state.now.student(student).map_or(&[][..], |student| &student.templates);
        let mut places = folder::set_asides_of(&file);
        let crop_count = pictures(&crops) + pictures(&removing);
        places.extend([file, crops, removing].into_iter().filter(|path| is_there(path)));
        Holdings {
            templates: templates.len(),
            crops: crop_count,
            mirrored: templates.iter().filter(|template| template.mirrored.is_some()).count(),
            places,
        }
    }

    /// Removes a student with every template and crop, and what was set aside of them; of one who was removed already,
    /// what could not be deleted then.
    pub fn remove_student(&self, student: &StudentId) -> Result<(), GalleryError> {
        let mut state = locked(&self.shared.state);
        self.own(&mut state)?;
        let file = state.file_of(student, &self.shared.folders);
        self.remove_all(&mut state, student, &file)
    }

    /// Removes one template and its crop; the last one removes the student. What could not be deleted of a template that
    /// was removed already goes before this is [`GalleryError::NotEnrolled`].
    pub fn remove_template(&self, student: &StudentId, key: &TemplateKey) -> Result<(), GalleryError> {
        let mut state = locked(&self.shared.state);
        self.own(&mut state)?;
        let mut enrolled = self.as_on_disk(&mut state, student)?;
        let row = enrolled.rows.iter().position(|row| row.template.key == *key);
        let Some(row) = row else { return self.remove_rest(&mut state, &enrolled) };
        if enrolled.rows.len() == 1 {
            return self.remove_all(&mut state, student, &enrolled.file);
        }
        let removed = enrolled.rows.remove(row);
        write_rows(&enrolled)?;
        let folder = self.shared.folders.crops_of(&enrolled.file);
        let mirrored = mirrored::write(&folder, &enrolled.rows).map_err(|error| (folder, error));
        let crop = match removed.template.crop {
            Some(crop) => remove_if_there(&crop).map_err(|error| (crop, error)),
            None => {
                // One of them may show the face that is gone. With a row less, their number could come to fit the rows.
                enrolled.ambiguous.drain(..).try_for_each(|crop| {
                    fs::rename(&crop, crop.with_extension("unknown.jpg")).map_err(|error| (crop, error))
                })
            }
        };
        state.put(enrolled);
        self.publish(&state);
        crop.and(mirrored).map_err(|(left, error)| GalleryError::Leftover(student.clone(), left, error))
    }

    /// The folder is held before anything in it is changed.
    fn own(&self, state: &mut State) -> Result<(), GalleryError> {
        if state.lock.is_none() {
            let data = &self.shared.folders.data;
            state.lock = Some(Lock::take(data).map_err(|error| match error {
                LockError::Held => GalleryError::InUse(data.clone()),
                LockError::Io(error) => GalleryError::Write(data.clone(), error),
            })?);
        }
        Ok(())
    }

    /// A student as the file has them now; the original may have written it since.
    fn as_on_disk(&self, state: &mut State, student: &StudentId) -> Result<Enrolled, GalleryError> {
        let folders = &self.shared.folders;
        let file = state.file_of(student, folders);
        match folders.read_student(student.clone(), &file) {
            Ok(enrolled) => Ok(enrolled),
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Enrolled::nobody(student.clone(), file))
            }
            Err(ReadError::Io(error)) => Err(GalleryError::Write(file, error)),
            Err(ReadError::Damaged(error)) => {
                // What was read when it was whole is still here, and is written anew.
                let known = state.enrolled(student).unwrap_or_else(|| Enrolled::nobody(student.clone(), file.clone()));
                state.now.set_aside.push(folder::set_aside_file(file, error.text()));
                self.publish(state);
                Ok(known)
            }
        }
    }

    fn write_crop(
        &self,
        enrolled: &Enrolled,
        key: &TemplateKey,
        photo: Option<&PhotoDigest>,
        crop: &RgbImage,
    ) -> Result<PathBuf, GalleryError> {
        let folder = self.shared.folders.crops_of(&enrolled.file);
        let failed = |error| GalleryError::Write(folder.clone(), error);
        let jpeg = images::encode_jpeg(crop).map_err(|error| failed(io::Error::other(error)))?;
        files::make_folder(&folder).map_err(failed)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        let of = CropOf { key: key.clone(), photo: photo.map(PhotoDigest::short) };
        let path = (now..)
            .map(|unix_ms| folder.join(CropName { unix_ms, of: Some(of.clone()) }.file_name()))
            .find(|path| !path.exists())
            .ok_or_else(|| failed(io::ErrorKind::AlreadyExists.into()))?;
        match files::write(&path, &jpeg) {
            Ok(()) => Ok(path),
            Err(error) => {
                let _ = fs::remove_dir(&folder);
                Err(GalleryError::Write(path, error))
            }
        }
    }

    fn remove_all(&self, state: &mut State, student: &StudentId, file: &Path) -> Result<(), GalleryError> {
        let folders = &self.shared.folders;
        let (crops, removing) = (folders.crops_of(file), folders.removing(file));
        let failed = |error| GalleryError::Remove(file.to_owned(), error);
        let has_crops = is_there(&crops);
        let is_enrolled = has_crops || is_there(file) || state.filed.contains_key(student);
        if !is_enrolled && !is_there(&removing) && folder::set_asides_of(file).is_empty() {
            return Err(GalleryError::NotEnrolled(student.clone()));
        }

        // The crops step out of sight and the file goes, or both stay: so neither a failure nor a power cut leaves a
        // student half removed.
        if has_crops {
            remove_tree_if_there(&removing)
                .and_then(|()| fs::rename(&crops, &removing))
                .and_then(|()| files::sync_folder(&folders.faces))
                .map_err(failed)?;
        }
        if let Err(error) = remove_if_there(file) {
            if has_crops {
                let _ = fs::rename(&removing, &crops);
            }
            return Err(failed(error));
        }
        state.take(student);
        let set_aside = folder::set_asides_of(file);
        state.now.set_aside.retain(|aside| !aside.now.as_ref().is_some_and(|now| set_aside.contains(now)));
        self.publish(state);

        set_aside
            .into_iter()
            .try_for_each(|path| remove_if_there(&path).map_err(|error| (path, error)))
            .and_then(|()| files::sync_folder(&folders.embeddings).map_err(|error| (folders.embeddings.clone(), error)))
            .and_then(|()| remove_tree_if_there(&removing).map_err(|error| (removing, error)))
            .map_err(|(path, error)| GalleryError::Leftover(student.clone(), path, error))
    }

    /// Removes what could not be deleted when a template of this student was removed, which is not theirs any more.
    fn remove_rest(&self, state: &mut State, enrolled: &Enrolled) -> Result<(), GalleryError> {
        let Enrolled { id, file, rows, orphans, has_stray_mirrors, .. } = enrolled;
        if !is_there(file) && is_there(&self.shared.folders.removing(file)) {
            // It was the last one.
            return self.remove_all(state, id, file);
        }
        let folder = self.shared.folders.crops_of(file);
        let mirrors = if *has_stray_mirrors { mirrored::write(&folder, rows) } else { Ok(()) };
        orphans
            .iter()
            .try_for_each(|crop| remove_if_there(crop).map_err(|error| (crop.clone(), error)))
            .and(mirrors.map_err(|error| (folder, error)))
            .map_err(|(left, error)| GalleryError::Leftover(id.clone(), left, error))?;
        Err(GalleryError::NotEnrolled(id.clone()))
    }

    fn publish(&self, state: &State) {
        let snapshot = Arc::new(state.now.clone());
        *locked(&self.shared.published) = snapshot;
    }
}

impl State {
    fn new(lock: Option<Lock>, students: Vec<Enrolled>, set_aside: Vec<SetAside>) -> Self {
        let (mut templates, mut filed) = (Templates::default(), BTreeMap::new());
        let students = students.into_iter().map(|enrolled| {
            let (student, embeddings, file) = enrolled.split();
            templates.push(&student.id, &embeddings);
            filed.insert(student.id.clone(), file);
            student
        });
        let students = students.collect();
        Self { lock, now: Snapshot { students, templates: templates.into(), set_aside }, filed }
    }

    fn file_of(&self, student: &StudentId, folders: &Folders) -> PathBuf {
        self.filed.get(student).map_or_else(|| folders.file_of(student), |filed| filed.file.clone())
    }

    /// A student as they were put here.
    fn enrolled(&self, student: &StudentId) -> Option<Enrolled> {
        let at = self.now.students.find(student).ok()?;
        let Filed { file, ambiguous } = self.filed.get(student)?;
        let templates = &self.now.students.get(at)?.templates;
        let rows = self.now.templates.of(at).zip(templates).filter_map(|(values, template)| {
            // They are of an embedding, and are one again.
            Some(Row { embedding: Embedding::new(values).ok()?, template: template.clone() })
        });
        let nobody = Enrolled::nobody(student.clone(), file.clone());
        Some(Enrolled { rows: rows.collect(), ambiguous: ambiguous.clone(), ..nobody })
    }

    fn put(&mut self, enrolled: Enrolled) {
        let (student, embeddings, filed) = enrolled.split();
        let id = student.id.clone();
        let templates = Arc::make_mut(&mut self.now.templates);
        match self.now.students.put(student) {
            Ok(at) => templates.replace(at, &embeddings),
            Err(at) => templates.insert(at, &id, &embeddings),
        }
        self.filed.insert(id, filed);
    }

    fn take(&mut self, student: &StudentId) {
        if let Some(at) = self.now.students.remove(student) {
            Arc::make_mut(&mut self.now.templates).remove(at);
            self.filed.remove(student);
        }
    }
}

impl Enrolled {
    /// What is told of a student, what they are recognised by, and what is kept here.
    fn split(self) -> (Student, Vec<Embedding>, Filed) {
        let (embeddings, templates) = self.rows.into_iter().map(|row| (row.embedding, row.template)).unzip();
        (Student { id: self.id, templates }, embeddings, Filed { file: self.file, ambiguous: self.ambiguous })
    }
}

fn write_rows(enrolled: &Enrolled) -> Result<(), GalleryError> {
    npy::write(enrolled.embeddings())
        .and_then(|bytes| files::write(&enrolled.file, &bytes))
        .map_err(|error| GalleryError::Write(enrolled.file.clone(), error))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_file(path))
}

fn remove_tree_if_there(path: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_dir_all(path))
}

fn absent_is_fine(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What it holds is changed by whole moves only: a panic elsewhere leaves it whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
