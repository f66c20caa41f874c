//! Looking through the whole gallery for photos that are perhaps of somebody else, when that is asked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::board::Board;
use crate::core::Templates;
use crate::gallery::Gallery;
use crate::gallery::check::{Findings, check};

/// How often progress is told.
const PROGRESS: Duration = Duration::from_millis(100);

/// What there is to see of it.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// How many photos were looked at, and of how many, while it runs.
    pub running: Option<(usize, usize)>,
    /// What it came to last; of an older gallery where [`CheckedGallery::is_of`] says so.
    pub result: Option<Arc<CheckedGallery>>,
}

/// What it came to.
#[derive(Debug, Clone, Default)]
pub struct CheckedGallery {
    /// The gallery. Of whom it was is not kept: they may be removed meanwhile.
    gallery: Weak<Templates>,
    /// What was found.
    pub findings: Findings,
}

impl CheckedGallery {
    /// Of this gallery.
    pub fn of(gallery: &Arc<Templates>, findings: Findings) -> Self {
        Self { gallery: Arc::downgrade(gallery), findings }
    }

    /// Whether it is this gallery that was checked. After a change what was found may hold no more.
    pub fn is_of(&self, gallery: &Arc<Templates>) -> bool {
        // As long as this is here, no other gallery can come to lie in the same place.
        self.gallery.as_ptr() == Arc::as_ptr(gallery)
    }
}

/// Checks the gallery and shows what was found. What was found before stays where it is stopped.
pub(super) fn run(board: &Board, gallery: &Gallery, stop: &AtomicBool) {
    let snapshot = gallery.snapshot();
    let mut told: Option<Instant> = None;
    let mut go_on = |looked, total| {
        if told.is_none_or(|told| told.elapsed() > PROGRESS) {
            told = Some(Instant::now());
            board.change_check(|check| check.running = Some((looked, total)));
        }
        !stop.load(Ordering::Relaxed)
    };
    let findings = check(&snapshot, &|_| true, &mut go_on);
    board.change_check(|check| {
        check.running = None;
        if let Some(findings) = findings {
            check.result = Some(Arc::new(CheckedGallery::of(&snapshot.templates, findings)));
        }
    });
}
