//! How other threads and the recogniser tell each other things.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::core::StudentId;

/// What they tell each other.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// The station is stopping.
    pub(super) stop: AtomicBool,
    /// The models were mended: read them again.
    pub(super) retry_engine: AtomicBool,
    /// The number of the last frame looked at, plus one.
    pub(super) looked_at: AtomicU64,
    /// Candidates that the recorder has not dealt with.
    pub(super) candidates: AtomicU64,
    /// Faces of frames before are still being looked at.
    pub(super) is_looking: AtomicBool,
    /// Whose faces are, by what a person said, and nobody has heard yet.
    settled: Mutex<Vec<(u64, Option<StudentId>)>>,
    /// Arrivals that were corrected, and nobody has heard yet.
    mistakes: Mutex<Vec<Mistake>>,
}

/// An arrival was another's than it was recorded for.
#[derive(Debug, Clone)]
pub(super) struct Mistake {
    /// Whose it was not.
    pub(super) wrong: StudentId,
    /// Whose it was; nobody's who is enrolled.
    pub(super) right: Option<StudentId>,
    /// When they were seen.
    pub(super) at: Timestamp,
}

impl Signals {
    pub(super) fn stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The face that is followed under this number is this student's, or nobody's: a person said so.
    pub(super) fn settle(&self, track: u64, student: Option<StudentId>) {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner).push((track, student));
    }

    /// What a person said since the last time.
    pub(super) fn take_settled(&self) -> Vec<(u64, Option<StudentId>)> {
        std::mem::take(&mut *self.settled.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A person said that an arrival was another's.
    pub(super) fn mistaken(&self, mistake: Mistake) {
        self.mistakes.lock().unwrap_or_else(PoisonError::into_inner).push(mistake);
    }

    /// Whether this was said of the student, and nobody has heard yet.
    pub(super) fn is_mistaken(&self, student: Option<&StudentId>) -> bool {
        let mistakes = self.mistakes.lock().unwrap_or_else(PoisonError::into_inner);
        mistakes.iter().any(|mistake| Some(&mistake.wrong) == student)
    }

    /// What was corrected since the last time.
    pub(super) fn take_mistakes(&self) -> Vec<Mistake> {
        std::mem::take(&mut *self.mistakes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the frame of this number, and all before it, have been looked at and their events handed over.
    pub(super) fn has_looked_at(&self, seq: u64) -> bool {
        self.looked_at.load(Ordering::Acquire) > seq
            && !self.is_looking.load(Ordering::Acquire)
            && self.candidates.load(Ordering::Acquire) == 0
    }
}
