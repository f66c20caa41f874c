//! Photos of a gallery that are perhaps of somebody else: [`core::check`](crate::core::check()) over what is enrolled.

use super::{Snapshot, TemplateKey};
use crate::core::{self, Pair, Scoring, StudentId, Why};
use crate::text;
use crate::words::Text;

/// What there is to say of a gallery.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// How many photos were looked at.
    pub photos: usize,
    /// Those that are perhaps of somebody else, the surest first.
    pub misplaced: Vec<Misplaced>,
    /// Students who are perhaps one, the most alike first.
    pub same: Vec<Pair>,
}

/// A photo that is perhaps of somebody else.
#[derive(Debug, Clone, PartialEq)]
pub struct Misplaced {
    /// For whom it is enrolled.
    pub student: StudentId,
    /// Which of their templates.
    pub key: TemplateKey,
    /// What speaks against it.
    pub why: Why,
    /// By how much more it speaks for somebody else than for the student, in the score: a natural logarithm.
    pub evidence: f64,
    /// Of photos that are right, hardly any have so much against them.
    pub is_nearly_certain: bool,
}

impl Misplaced {
    /// What is said of it, to stand behind a colon.
    pub fn text(&self) -> Text {
        let certain = u8::from(self.is_nearly_certain);
        match &self.why {
            Why::UnlikeOwn => text!("check-unlike", certain = certain),
            Why::Like(student) => text!("check-like", certain = certain, student = student.as_str()),
            Why::OneOfTwo => text!("check-one-of-two", certain = certain),
        }
    }
}

/// What is said of a student who is perhaps this one as well, to stand behind a colon.
pub fn same_as(student: &StudentId) -> Text {
    text!("check-same", student = student.as_str())
}

/// Checks the photos of those for whom `whom` is true. `go_on` is told how many were looked at, and of how many, and says
/// whether to; `None` where it did not.
pub fn check(
    snapshot: &Snapshot,
    whom: &dyn Fn(&StudentId) -> bool,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Findings> {
    let checked = core::check(Scoring::shipped(), snapshot.pictures(), whom, go_on)?;
    let misplaced = checked.misplaced.into_iter().filter_map(|found| {
        let key = snapshot.student(&found.student)?.templates.get(found.photo)?.key.clone();
        let core::Misplaced { student, why, evidence, is_nearly_certain, .. } = found;
        Some(Misplaced { student, key, why, evidence, is_nearly_certain })
    });
    Some(Findings { photos: checked.photos, misplaced: misplaced.collect(), same: checked.same })
}
