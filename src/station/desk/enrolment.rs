//! Enrolling photos from files: one enrolment at a time, on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::super::students;
use super::super::view::{Enrolment, Level};
use super::Desk;
use crate::core::StudentId;
use crate::engine::looking_for;
use crate::gallery::bulk::{self, Plan};
use crate::text;
use crate::words::{self, Text};

/// The enrolment that runs.
pub(in crate::station) struct Enrolling {
    pub(super) cancel: Arc<AtomicBool>,
    pub(super) thread: JoinHandle<()>,
}

impl Desk {
    pub(super) fn enrol_files(&mut self, student: &StudentId, files: Vec<PathBuf>) {
        let people = self.register.snapshot();
        let title = text!("station-photos-of", count = files.len(), student = people.label(student));
        let student = student.clone();
        self.enrol(title, move || Ok(Plan::of_files(&student, files)));
    }

    pub(super) fn enrol_folder(&mut self, folder: PathBuf) {
        let title = Text::said(folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy());
        self.enrol(title, move || {
            Plan::of_folder(&folder)
                .map_err(|error| text!("station-folder-unreadable", folder = &folder, reason = words::io(&error)))
        });
    }

    /// Enrols on a thread of its own; one enrolment at a time.
    pub(super) fn enrol(&mut self, title: Text, plan: impl FnOnce() -> Result<Plan, Text> + Send + 'static) {
        if self.enrolling.as_ref().is_some_and(|running| !running.thread.is_finished()) {
            self.board.tell(Level::Warning, text!("station-enrolling"), text!("station-wait-or-cancel"));
            return;
        }
        self.board.set_enrolment(Some(Enrolment {
            title,
            progress: bulk::Progress::default(),
            cancelling: false,
            report: None,
        }));
        let cancel = Arc::new(AtomicBool::new(false));
        let engines = looking_for(self.board.settings().upsampling.value, self.engines.clone());
        let (board, gallery, stop) = (self.board.clone(), self.gallery.clone(), cancel.clone());
        let register = self.register.clone();
        let thread = self.spawn("enrolment", move || {
            let settings = board.settings();
            let plan = match plan() {
                Ok(plan) => plan.of_those_agreed(|student| students::may_enrol(&register, &settings, student)),
                Err(reason) => {
                    board.tell(Level::Error, reason, text!("station-choose-folder"));
                    board.set_enrolment(None);
                    return;
                }
            };
            let on_progress = |progress| board.change_enrolment(|enrolment| enrolment.progress = progress);
            // A panic inside a library must not leave a progress bar that never moves again.
            let enrol = || bulk::enrol(plan, &gallery, &engines, &stop, &on_progress);
            let report = catch_unwind(AssertUnwindSafe(enrol)).unwrap_or_else(|_| bulk::Report {
                failed: Some(text!("station-enrolment-failed")),
                ..bulk::Report::default()
            });
            board.change_enrolment(|enrolment| enrolment.report = Some(Arc::new(report)));
        });
        if thread.is_none() {
            self.board.set_enrolment(None);
        }
        self.enrolling = thread.map(|thread| Enrolling { cancel, thread });
    }

    pub(super) fn cancel_enrolment(&self) {
        if let Some(enrolling) = &self.enrolling {
            enrolling.cancel.store(true, Ordering::Relaxed);
            self.board.change_enrolment(|enrolment| enrolment.cancelling = true);
        }
    }
}
