//! What is known of a student besides the face: name, class, note, and who agreed to their enrolment.
//!
//! All of it is in one file that a person can read, `students.json`, in the data folder beside the folders of the
//! original service, which knows nothing of it. The gallery and the register do not need each other: the school's list
//! comes before the photos, and photos may come without a list.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use crate::core::{Consent, People, Person, StudentId};
use crate::files;

mod error;
mod file;
pub mod list;
mod receipts;
mod sheet;
mod words;

pub use error::{RegisterError, RegisterProblem};
pub use receipts::{Left, LogRows, Receipt, ReceiptError, Receipts, Removed, export as export_receipts};
pub use sheet::SheetError;

use self::file::{Content, Digest};
use self::list::{Effect, ImportPlan};

/// What the file is called.
const NAME: &str = "students.json";
const SET_ASIDE: &str = ".set-aside";

/// What is known of the students of one data folder. Cheap to clone; clones share everything.
///
/// Readers take a snapshot and keep it as long as they like; writers are serialised. A change is on disk, whole, before
/// it is seen.
#[derive(Clone)]
pub struct Register {
    shared: Arc<Shared>,
}

struct Shared {
    file: PathBuf,
    /// Held by whoever writes, while the disk works: never by a reader.
    state: Mutex<State>,
    /// Held for a move and nothing else.
    published: Mutex<Arc<People>>,
}

struct State {
    now: Arc<People>,
    /// The file as it was read or written last; `None` where there was none.
    known: Option<Digest>,
    problems: Vec<RegisterProblem>,
}

impl Register {
    /// Opens the register of a data folder that this process holds ([`crate::gallery::Gallery::open`]).
    ///
    /// A file that is damaged is set aside, one that is a newer Hadir's or cannot be read is left alone; nobody is known
    /// then, and [`Register::problems`] says so.
    pub fn open(data: &Path) -> Self {
        let file = data.join(NAME);
        clean(data);
        let mut state = State { now: Arc::default(), known: None, problems: Vec::new() };
        // What is wrong is among the problems, and said again by whoever wants to write.
        let _ = state.read_again(&file);
        let published = Mutex::new(state.now.clone());
        Self { shared: Arc::new(Shared { file, state: Mutex::new(state), published }) }
    }

    /// Reads the register of a data folder that another process may hold; nothing is changed.
    ///
    /// # Errors
    /// Why it cannot be read, or not all of it.
    pub fn peek(data: &Path) -> Result<Arc<People>, RegisterProblem> {
        let path = data.join(NAME);
        match file::read(&path) {
            Content::Missing => Ok(Arc::default()),
            Content::Read { people, refused, .. } if refused.is_empty() => Ok(People::new(people).into()),
            Content::Read { refused, .. } => Err(RegisterProblem::Entries { file: path, refused, now: None }),
            Content::Damaged(reason) => Err(RegisterProblem::Damaged { file: path, reason, now: None }),
            Content::Newer(version) => Err(RegisterProblem::Newer { file: path, version }),
            Content::Unreadable(error) => Err(RegisterProblem::Unreadable { file: path, error: error.to_string() }),
        }
    }

    /// What is known now. Never waits for a writer.
    pub fn snapshot(&self) -> Arc<People> {
        locked(&self.shared.published).clone()
    }

    /// The file it is kept in.
    pub fn file(&self) -> &Path {
        &self.shared.file
    }

    /// Whether a student may be enrolled: where the school has a text that is to be agreed to, once that was.
    pub fn may_enrol(&self, student: &StudentId, consent_text: Option<&str>) -> bool {
        consent_text.is_none() || self.snapshot().get(student).is_some_and(|person| person.consent.is_some())
    }

    /// Records that it was agreed to the enrolment of these students.
    ///
    /// # Errors
    /// What cannot be kept, or the disk said; nothing is recorded then.
    pub fn agree(&self, students: &[StudentId], consent: &Consent) -> Result<(), RegisterError> {
        let Some(first) = students.first() else { return Ok(()) };
        let consent = consent.clone().checked().map_err(|refusal| RegisterError::Refused(first.clone(), refusal))?;
        self.change(|now| {
            let agreed = students.iter().map(|student| {
                let known = now.get(student).cloned().unwrap_or_default();
                (student.clone(), Person { consent: Some(consent.clone()), ..known })
            });
            Ok(with(now, agreed))
        })
    }

    /// What has been wrong with the file since it was opened.
    pub fn problems(&self) -> Vec<RegisterProblem> {
        locked(&self.shared.state).problems.clone()
    }

    /// Every damaged file that was set aside, now or earlier, and is still there.
    pub fn set_asides(&self) -> Vec<PathBuf> {
        files::set_asides_of(&self.shared.file, SET_ASIDE)
    }

    /// Sets what is known of a student, who need not be enrolled.
    ///
    /// # Errors
    /// What cannot be kept, or the disk said; what was known before is unchanged.
    pub fn set(&self, student: StudentId, person: Person) -> Result<(), RegisterError> {
        self.merge([(student, person)])
    }

    /// Sets what is known of several students, of all or of none. The others stay as they are.
    ///
    /// # Errors
    /// What cannot be kept, or the disk said; what was known before is unchanged.
    pub fn merge(&self, people: impl IntoIterator<Item = (StudentId, Person)>) -> Result<(), RegisterError> {
        let checked = people.into_iter().map(|(student, person)| match person.checked() {
            Ok(person) => Ok((student, person)),
            Err(refusal) => Err(RegisterError::Refused(student, refusal)),
        });
        let checked: Vec<_> = checked.collect::<Result<_, _>>()?;
        self.change(|now| Ok(with(now, checked)))
    }

    /// Does what an import's plan says, all of it or nothing.
    ///
    /// # Errors
    /// [`RegisterError::Changed`] where something of it is not any more as it was when the plan was made, or what the disk
    /// said; nothing has changed then.
    pub fn import(&self, plan: &ImportPlan) -> Result<(), RegisterError> {
        self.change(|now| {
            if let Some(row) = plan.rows.iter().find(|row| now.get(&row.student) != row.old.as_ref()) {
                return Err(RegisterError::Changed(row.student.clone()));
            }
            let changed = plan.rows.iter().filter(|row| row.effect() != Effect::Same);
            let changed = changed.map(|row| (row.student.clone(), row.new.clone()));
            Ok(with(now, changed))
        })
    }

    /// Forgets all that is known of a student, and gives what that was; `None` where nothing was.
    ///
    /// # Errors
    /// What the disk said; nothing is forgotten then.
    pub fn forget(&self, student: &StudentId) -> Result<Option<Person>, RegisterError> {
        let mut forgotten = None;
        self.change(|now| {
            forgotten = now.get(student).cloned();
            let others = now.iter().filter(|(other, _)| *other != student);
            Ok(People::new(others.map(|(student, person)| (student.clone(), person.clone()))))
        })?;
        Ok(forgotten)
    }

    /// Writes what `change` makes of what is known, which a person may have changed in the file meanwhile.
    fn change(&self, change: impl FnOnce(&People) -> Result<People, RegisterError>) -> Result<(), RegisterError> {
        let mut state = locked(&self.shared.state);
        state.read_again(&self.shared.file)?;
        let people = change(&state.now)?;
        if people != *state.now {
            let bytes = file::encode(&people);
            let file = &self.shared.file;
            let write = || files::make_folder(files::folder_of(file)).and_then(|()| files::write(file, &bytes));
            write().map_err(|error| RegisterError::Write(file.clone(), error))?;
            state.known = Some(Digest::of(&bytes));
            state.now = people.into();
        }
        *locked(&self.shared.published) = state.now.clone();
        Ok(())
    }
}

impl State {
    /// Takes in what a person wrote into the file. Afterwards it may be written.
    fn read_again(&mut self, path: &Path) -> Result<(), RegisterError> {
        let content = file::read(path);
        // What it says is told once, not at every change.
        if let Content::Read { digest, .. } = &content
            && self.known.as_ref() == Some(digest)
        {
            return Ok(());
        }
        match content {
            // Somebody deleted it: what was known is still here.
            Content::Missing => Ok(()),
            Content::Read { people, refused, bytes, digest } => {
                if !refused.is_empty() {
                    // The rest is of use; what is not must not be lost when it is written.
                    let now = keep_copy(path, &bytes).map_err(|error| RegisterError::Write(path.to_owned(), error));
                    let kept = now.as_ref().ok().cloned();
                    self.note(RegisterProblem::Entries { file: path.to_owned(), refused, now: kept });
                    now?;
                }
                self.now = People::new(people).into();
                self.known = Some(digest);
                Ok(())
            }
            Content::Damaged(reason) => {
                let now = files::set_aside(path, SET_ASIDE);
                let kept = now.as_ref().ok().cloned();
                self.note(RegisterProblem::Damaged { file: path.to_owned(), reason, now: kept });
                now.map(drop).map_err(|error| RegisterError::Write(path.to_owned(), error))
            }
            Content::Newer(version) => {
                self.note(RegisterProblem::Newer { file: path.to_owned(), version });
                Err(RegisterError::Newer(path.to_owned()))
            }
            Content::Unreadable(error) => {
                self.note(RegisterProblem::Unreadable { file: path.to_owned(), error: error.to_string() });
                Err(RegisterError::Read(path.to_owned(), error))
            }
        }
    }

    fn note(&mut self, problem: RegisterProblem) {
        if !self.problems.contains(&problem) {
            tracing::warn!(?problem, "the list of students");
            self.problems.push(problem);
        }
    }
}

/// Removes what a Hadir that was cut off was writing here.
fn clean(data: &Path) {
    for entry in fs::read_dir(data).into_iter().flatten().flatten() {
        if files::is_unfinished(&entry.file_name())
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Err(error) = fs::remove_file(entry.path())
        {
            tracing::warn!(%error, "a left-over in the data folder could not be removed");
        }
    }
}

/// What is known, with some of it anew.
fn with(now: &People, anew: impl IntoIterator<Item = (StudentId, Person)>) -> People {
    let everyone = now.iter().map(|(student, person)| (student.clone(), person.clone()));
    People::new(everyone.chain(anew))
}

fn keep_copy(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    // Once is enough: it is read again at every start until something is changed.
    let same = |aside: &PathBuf| fs::read(aside).is_ok_and(|aside| aside == bytes);
    if let Some(kept) = files::set_asides_of(path, SET_ASIDE).into_iter().find(same) {
        return Ok(kept);
    }
    let free = files::free_aside(path, SET_ASIDE)?;
    files::write(&free, bytes)?;
    Ok(free)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What it holds is changed by whole moves only: a panic elsewhere leaves it whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
