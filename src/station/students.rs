//! The desk's work on what is known of students: names and classes, the school's list, consents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::board::Board;
use super::desk::Desk;
use super::view::Level;
use crate::core::{Consent, Person, StudentId};
use crate::gallery::Gallery;
use crate::register::list::{self, Effect, ImportOptions, ImportPlan, ListError};
use crate::register::{self, Receipts, Register, RegisterError, SheetError};
use crate::settings::{Problem, Settings};
use crate::text;
use crate::words::Text;

/// What a person can change of a student at once; the consent is asked for by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// What they are called.
    pub name: Option<String>,
    /// The class they are in.
    pub class: Option<String>,
    /// Whatever else is to be known.
    pub note: Option<String>,
}

/// A school's list that is being imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The list.
    pub file: PathBuf,
    /// How far it is.
    pub state: ImportState,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportState {
    /// The list is being read.
    Reading,
    /// It cannot be.
    Unreadable {
        /// What happened, a sentence.
        text: Text,
        /// What to do.
        advice: Text,
        /// The headings of its columns, where it has such: a person may say which of them has the ids.
        titles: Vec<String>,
        /// How it was meant to be read.
        options: ImportOptions,
    },
    /// This is what it would change; it waits for the person's consent ([`super::Command::ApplyImport`]).
    Planned(Arc<ImportPlan>),
    /// It is done.
    Done {
        /// The plan that was.
        plan: Arc<ImportPlan>,
        /// Students of whom nothing was known before.
        new: usize,
        /// Students of whom something has changed.
        changed: usize,
    },
}

impl Desk {
    pub(super) fn set_person(&self, student: StudentId, details: Details) {
        let Details { name, class, note } = details;
        let consent = self.register.snapshot().get(&student).and_then(|person| person.consent.clone());
        self.report_register(self.register.set(student, Person { name, class, note, consent }));
    }

    /// Reads a list on a thread of its own. Of several that are asked for, the last counts.
    pub(super) fn plan_import(&self, file: PathBuf, options: ImportOptions) {
        let turn = self.imports.fetch_add(1, Ordering::Relaxed) + 1;
        self.board.set_import(Some(Import { file: file.clone(), state: ImportState::Reading }));
        let (board, register, gallery, turns) =
            (self.board.clone(), self.register.clone(), self.gallery.clone(), self.imports.clone());
        let spawned = self.spawn("list of students", move || {
            let state = planned(&file, &options, &register, &gallery);
            show_import(&board, &turns, turn, Import { file, state });
        });
        if spawned.is_none() {
            self.board.set_import(None);
        }
    }

    pub(super) fn apply_import(&self) {
        let Some(Import { file, state: ImportState::Planned(plan) }) = self.board.import() else { return };
        match self.register.import(&plan) {
            Ok(()) => {
                let (new, changed) = (plan.count(Effect::New), plan.count(Effect::Changed));
                self.board.set_import(Some(Import { file, state: ImportState::Done { plan, new, changed } }));
            }
            Err(error) => {
                // The person must not agree to what is not so any more.
                if let RegisterError::Changed(_) = error {
                    self.plan_import(file, plan.options.clone());
                }
                self.report_register(Err(error));
            }
        }
    }

    pub(super) fn close_import(&self) {
        self.imports.fetch_add(1, Ordering::Relaxed);
        self.board.set_import(None);
    }

    /// Writes the list of everyone who is known or enrolled.
    pub(super) fn export_students(&self, file: PathBuf) {
        let (people, enrolled) = (self.register.snapshot(), enrolled(&self.gallery));
        let everyone: BTreeSet<StudentId> = people.iter().map(|(id, _)| id.clone()).chain(enrolled).collect();
        let (board, language, count) = (self.board.clone(), self.board.settings().language.value, everyone.len());
        self.spawn("list of students", move || {
            let written = list::export(everyone, &people, language, &TimeZone::system(), &file);
            tell_export(&board, &file, written, text!("students-exported", count = count, file = &file));
        });
    }

    /// Writes the receipts of those who were removed.
    pub(super) fn export_receipts(&self, file: PathBuf) {
        let (board, language, receipts) =
            (self.board.clone(), self.board.settings().language.value, self.receipts.all());
        self.spawn("receipts", move || {
            let written = register::export_receipts(&receipts, language, &TimeZone::system(), &file);
            tell_export(&board, &file, written, text!("students-receipts-exported", file = &file));
        });
    }

    /// Records that it was agreed to the enrolment of these students, to the text that the settings have.
    pub(super) fn agree(&self, students: &[StudentId], by: Option<String>) {
        let Some(text) = self.board.settings().consent_text.value.clone() else {
            self.board.tell(Level::Error, text!("students-consent-off"), text!("students-consent-off-advice"));
            return;
        };
        self.report_register(self.register.agree(students, &Consent { at: Timestamp::now(), by, text }));
    }

    pub(super) fn withdraw(&self, student: StudentId) {
        if let Some(person) = self.register.snapshot().get(&student).cloned() {
            self.report_register(self.register.set(student, Person { consent: None, ..person }));
        }
    }

    /// Whether a student may be enrolled; where not, the person is told.
    pub(super) fn may_enrol(&self, student: &StudentId) -> bool {
        let may = self.board.may_enrol(student);
        if !may {
            let text = text!("students-no-consent", student = self.board.label(student));
            self.board.tell(Level::Warning, text, text!("students-no-consent-advice"));
        }
        may
    }

    fn report_register(&self, done: Result<(), RegisterError>) {
        match done {
            Ok(()) => self.board.wake(),
            Err(error) => self.board.tell(Level::Error, error.text(), error.advice()),
        }
    }
}

impl Board {
    /// Whether a student may be enrolled.
    pub(super) fn may_enrol(&self, student: &StudentId) -> bool {
        may_enrol(&self.register, &self.settings(), student)
    }

    /// What a student is told by to the person.
    pub(super) fn label(&self, student: &StudentId) -> String {
        self.register.snapshot().label(student).to_owned()
    }
}

/// Whether a student may be enrolled, by the settings.
pub(super) fn may_enrol(register: &Register, settings: &Settings, student: &StudentId) -> bool {
    register.may_enrol(student, settings.consent_text.value.as_deref())
}

/// What was wrong with the register, and which removals were cut off, when the data folder was opened.
pub(super) fn problems(register: &Register, receipts: &Receipts) -> Vec<Problem> {
    let problem = |text, advice| Problem { text, advice };
    let register = register.problems().into_iter().map(|wrong| problem(wrong.text(), wrong.advice()));
    let all = receipts.all();
    // Whoever was removed again since is removed.
    let is_last = |at: usize| all[at + 1..].iter().all(|later| later.student != all[at].student);
    let cut_off = all.iter().enumerate().filter(|(at, receipt)| receipt.ended.is_none() && is_last(*at));
    let cut_off = cut_off.map(|(_, receipt)| {
        let student = receipt.student.as_str();
        problem(text!("students-cut-off", student = student), text!("students-cut-off-advice", student = student))
    });
    register.chain(cut_off).collect()
}

fn planned(file: &Path, options: &ImportOptions, register: &Register, gallery: &Gallery) -> ImportState {
    let enrolled = enrolled(gallery).into_iter().collect();
    match ImportPlan::of_file(file, options, &register.snapshot(), &enrolled) {
        Ok(plan) => ImportState::Planned(Arc::new(plan)),
        Err(error) => {
            let (text, advice) = (error.text(), error.advice());
            let titles = if let ListError::NoIdColumn(titles) = error { titles } else { Vec::new() };
            ImportState::Unreadable { text, advice, titles, options: options.clone() }
        }
    }
}

fn enrolled(gallery: &Gallery) -> Vec<StudentId> {
    gallery.snapshot().students.iter().map(|student| student.id.clone()).collect()
}

/// Shows what came of reading a list, unless another is asked for by now, or none.
fn show_import(board: &Board, turns: &AtomicU64, turn: u64, import: Import) {
    if turns.load(Ordering::Relaxed) == turn {
        board.set_import(Some(import));
    }
}

fn tell_export(board: &Board, file: &Path, written: Result<(), SheetError>, done: Text) {
    match written {
        Ok(()) => board.tell(Level::Info, done, Text::NOTHING),
        Err(error) => {
            let text = text!("students-not-exported", file = file, reason = error.text());
            board.tell(Level::Error, text, text!("students-not-exported-advice"));
        }
    }
}
