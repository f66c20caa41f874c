//! Removing a student from everywhere, with a receipt.

use jiff::Timestamp;

use super::board::Board;
use super::desk::Desk;
use super::strangers::{Ask, Keeper};
use super::view::Level;
use crate::core::{Embedding, StudentId};
use crate::gallery::{Gallery, GalleryError, TemplateKey};
use crate::journal::{Journal, RowsOf};
use crate::register::{Left, LogRows, Receipts, Register, Removed};
use crate::settings::Problem;
use crate::text;

/// What a removal changes.
pub(super) struct Removal<'a> {
    pub(super) board: &'a Board,
    pub(super) gallery: &'a Gallery,
    pub(super) journal: &'a Journal,
    pub(super) register: &'a Register,
    pub(super) receipts: &'a Receipts,
    /// Has those who are not enrolled.
    pub(super) keeper: Option<&'a Keeper>,
}

impl Removal<'_> {
    /// Removes a student, with every template and crop, and what is known of them; and leaves a receipt. Gives what could
    /// not be done, or is left to a person; who is not enrolled (any more) is no problem.
    pub(super) fn of(&self, student: &StudentId, rows: RowsOf) -> Vec<Problem> {
        let mut problems = Vec::new();
        // First: a removal that the power cuts off must not be one that nobody knows of.
        let number = match self.receipts.begin(student, Timestamp::now()) {
            Ok(number) => Some(number),
            Err(error) => {
                problems.push(Problem { text: error.text(), advice: text!("students-receipt-advice") });
                None
            }
        };
        let looks = self.looks_of(student);
        let removed = self.remove(student, rows, &mut problems);
        // Pictures from before they were enrolled, or of a day when the door missed them, are theirs, too.
        if !looks.is_empty() && self.keeper.is_some_and(|keeper| !keeper.ask(Ask::ForgetLike(looks))) {
            problems.push(Problem { text: text!("strangers-busy"), advice: text!("strangers-busy-advice") });
        }
        if let Some(number) = number
            && let Err(error) = self.receipts.end(number, Timestamp::now(), removed)
        {
            problems.push(Problem { text: error.text(), advice: text!("students-receipt-advice") });
        }
        self.board.wake();
        problems
    }

    /// What the student looks like, by their photos.
    fn looks_of(&self, student: &StudentId) -> Vec<Embedding> {
        let snapshot = self.gallery.snapshot();
        let photos = snapshot.templates.students().find(|(id, _)| *id == student);
        photos.into_iter().flat_map(|(_, photos)| photos).filter_map(|photo| Embedding::new(photo).ok()).collect()
    }

    fn remove(&self, student: &StudentId, rows: RowsOf, problems: &mut Vec<Problem>) -> Removed {
        let had = self.gallery.holdings(student);
        problems.extend(problem_of(student, self.gallery.remove_student(student)));
        let has = self.gallery.holdings(student);
        let mut removed = Removed {
            templates: had.templates.saturating_sub(has.templates),
            crops: had.crops.saturating_sub(has.crops),
            mirrored: had.mirrored.saturating_sub(has.mirrored),
            log: match rows {
                RowsOf::Keep => LogRows::Kept,
                RowsOf::Anonymise => LogRows::WithoutName,
                RowsOf::Remove => LogRows::Removed,
            },
            left: has.places.into_iter().map(Left::Faces).collect(),
            ..Removed::default()
        };
        match self.journal.forget(student, rows) {
            Ok(had) => (removed.log_rows, removed.log_pictures) = (had.rows, had.pictures),
            // Nothing was to be removed there; how many there are is not known.
            Err(_) if rows == RowsOf::Keep => {}
            Err(error) => {
                let text = text!("station-arrivals-left", student = student, reason = error.text());
                problems.push(Problem { text, advice: error.advice() });
                removed.log = LogRows::Kept;
                removed.left.push(Left::Log);
            }
        }
        match self.register.forget(student) {
            Ok(known) => {
                removed.register = known.is_some();
                removed.consent = known.is_some_and(|person| person.consent.is_some());
            }
            Err(error) => {
                problems.push(Problem { text: error.text(), advice: error.advice() });
                removed.left.push(Left::Register(self.register.file().to_owned()));
            }
        }
        removed.left.extend(self.register.set_asides().into_iter().map(Left::DamagedRegister));
        if rows == RowsOf::Keep {
            return removed;
        }
        self.board.forget_arrivals(student);
        for aside in self.journal.set_asides() {
            problems.push(Problem {
                text: text!("station-log-set-aside", student = student, file = &aside),
                advice: text!("station-log-set-aside-advice"),
            });
            removed.left.push(Left::DamagedLog(aside));
        }
        removed
    }
}

impl Desk {
    /// Removes one photo, and says so where it was the last. What is to be told besides is given.
    pub(super) fn remove_photo(&self, student: &StudentId, key: &TemplateKey) -> Option<Problem> {
        let was_enrolled = self.gallery.snapshot().student(student).is_some();
        let problem = problem_of(student, self.gallery.remove_template(student, key));
        if was_enrolled && self.gallery.snapshot().student(student).is_none() {
            let people = self.register.snapshot();
            let text = text!("station-last-photo", student = people.label(student));
            self.board.tell(Level::Warning, text, text!("station-last-photo-advice"));
        }
        problem
    }
}

/// What is to be told of a removal from the gallery.
fn problem_of(student: &StudentId, removed: Result<(), GalleryError>) -> Option<Problem> {
    match removed {
        // Someone pressed twice: it is gone, which is what they wanted.
        Ok(()) | Err(GalleryError::NotEnrolled(_)) => None,
        Err(error) => {
            let advice = text!("station-pictures-left", student = student);
            Some(Problem { text: error.text().sentence(), advice })
        }
    }
}
