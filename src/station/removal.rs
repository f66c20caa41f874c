//! Removing a student: from the gallery, from the log as far as the person says, and from the screen.

use super::board::Board;
use crate::core::StudentId;
use crate::gallery::{Gallery, GalleryError};
use crate::journal::{Journal, RowsOf};
use crate::settings::Problem;
use crate::text;

/// Removes a student, with every template and crop. Gives what could not be done, or is left to a person; who is not
/// enrolled (any more) is no problem.
pub(super) fn remove_student(
    board: &Board,
    gallery: &Gallery,
    journal: &Journal,
    student: &StudentId,
    rows: RowsOf,
) -> Vec<Problem> {
    let mut problems: Vec<Problem> = problem_of(student, gallery.remove_student(student)).into_iter().collect();
    if let Err(error) = journal.forget(student, rows) {
        let text = text!("station-arrivals-left", student = student, reason = error.text());
        problems.push(Problem { text, advice: error.advice() });
    }
    if rows == RowsOf::Keep {
        return problems;
    }
    board.forget_arrivals(student);
    problems.extend(journal.set_asides().into_iter().map(|aside| Problem {
        text: text!("station-log-set-aside", student = student, file = aside),
        advice: text!("station-log-set-aside-advice"),
    }));
    problems
}

/// What is to be told of a removal from the gallery.
pub(super) fn problem_of(student: &StudentId, removed: Result<(), GalleryError>) -> Option<Problem> {
    match removed {
        // Someone pressed twice: it is gone, which is what they wanted.
        Ok(()) | Err(GalleryError::NotEnrolled(_)) => None,
        Err(error) => {
            let advice = text!("station-pictures-left", student = student);
            Some(Problem { text: error.text().sentence(), advice })
        }
    }
}
