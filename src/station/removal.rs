//! Removing a student: from the gallery, from the log as far as the person says, and from the screen.

use super::board::Board;
use crate::core::{StudentId, sentence};
use crate::gallery::{Gallery, GalleryError};
use crate::journal::{Journal, RowsOf};
use crate::settings::Problem;

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
        let text = format!("{student}'s arrivals are still in the log: {error}.");
        problems.push(Problem { text, advice: error.advice().to_owned() });
    }
    if rows == RowsOf::Keep {
        return problems;
    }
    board.forget_arrivals(student);
    problems.extend(journal.set_asides().into_iter().map(|aside| Problem {
        text: format!("A damaged log that was set aside may still name {student}: {}.", aside.display()),
        advice: "Delete that file when you no longer need it.".to_owned(),
    }));
    problems
}

/// What is to be told of a removal from the gallery.
pub(super) fn problem_of(student: &StudentId, removed: Result<(), GalleryError>) -> Option<Problem> {
    match removed {
        // Someone pressed twice: it is gone, which is what they wanted.
        Ok(()) | Err(GalleryError::NotEnrolled(_)) => None,
        Err(error) => {
            let advice =
                format!("Pictures of {student} may still be in the data folder. Mend the cause, then remove again.");
            Some(Problem { text: sentence(&error), advice })
        }
    }
}
