//! The desk thread: does what the person asks, one command after another; what takes long it gives to others.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender};

use super::Command;
use super::board::Board;
use super::capture::Capture;
use super::recogniser::Signals;
use super::studio::Ask;
use super::view::{Enrolment, Level};
use crate::camera::{self, SourceOptions};
use crate::core::{StudentId, sentence};
use crate::engine::EngineFactory;
use crate::gallery::bulk::{self, Plan};
use crate::gallery::{Gallery, GalleryError};
use crate::settings::{Change, Settings, SettingsStore};

pub(super) struct Desk {
    pub(super) board: Arc<Board>,
    pub(super) gallery: Gallery,
    pub(super) settings: SettingsStore,
    pub(super) engines: EngineFactory,
    pub(super) capture: Arc<Capture>,
    pub(super) studio: Sender<Ask>,
    pub(super) signals: Arc<Signals>,
    pub(super) enrolling: Option<Enrolling>,
}

/// The enrolment that runs.
pub(super) struct Enrolling {
    cancel: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// What the settings say about the camera.
pub(super) fn camera_choice(settings: &Settings) -> Option<(String, SourceOptions)> {
    let source = settings.source.value.clone()?;
    let options = SourceOptions { size: settings.size.value, rate: settings.rate.value, repeat: settings.repeat.value };
    Some((source, options))
}

impl Desk {
    /// Runs until nobody can ask any more; then an enrolment that runs is cancelled and waited for.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        for command in commands {
            self.obey(command);
        }
        if let Some(enrolling) = self.enrolling.take() {
            enrolling.cancel.store(true, Ordering::Relaxed);
            if enrolling.thread.join().is_err() {
                tracing::error!("the enrolment panicked");
            }
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Change(change) => self.change(change),
            Command::ListCameras => self.list_cameras(),
            Command::Capture => self.ask_studio(Ask::Look),
            Command::DiscardCapture => self.ask_studio(Ask::Discard),
            Command::SaveCapture(student) => self.ask_studio(Ask::Save(student)),
            Command::EnrolFiles { student, files } => self.enrol_files(&student, files),
            Command::EnrolFolder(folder) => self.enrol_folder(folder),
            Command::CancelEnrolment => self.cancel_enrolment(),
            Command::CloseEnrolment => {
                if self.board.enrolment().is_some_and(|enrolment| enrolment.report.is_some()) {
                    self.board.set_enrolment(None);
                }
            }
            Command::RemoveStudent(student) => self.report_removal(&student, self.gallery.remove_student(&student)),
            Command::RemoveTemplate { student, key } => {
                self.report_removal(&student, self.gallery.remove_template(&student, &key));
            }
            Command::RetryEngine => self.signals.retry_engine.store(true, Ordering::Relaxed),
            Command::Dismiss(number) => self.board.dismiss(number),
        }
    }

    fn change(&mut self, change: Change) {
        let before = camera_choice(self.settings.current());
        let chose_camera = matches!(change, Change::Source(_));
        let kept = self.settings.change(change);
        self.board.set_settings(self.settings.current().clone());
        if let Err(error) = kept {
            self.board.tell(Level::Warning, sentence(&error), "The change holds until Hadir is closed.");
        }
        let after = camera_choice(self.settings.current());
        // Choosing the same camera again is how a person says "try again" or "play it again".
        if chose_camera || before != after {
            self.capture.choose(after);
        }
    }

    fn list_cameras(&self) {
        let board = self.board.clone();
        self.spawn("cameras", move || board.set_cameras(camera::list()));
    }

    fn ask_studio(&self, ask: Ask) {
        if self.studio.try_send(ask).is_err() {
            self.board.tell(Level::Warning, "The last picture is still being looked at.", "Try again in a moment.");
        }
    }

    fn enrol_files(&mut self, student: &StudentId, files: Vec<PathBuf>) {
        let photos = if files.len() == 1 { "1 photo".to_owned() } else { format!("{} photos", files.len()) };
        let title = format!("{photos} of {student}");
        let student = student.clone();
        self.enrol(title, move || Ok(Plan::of_files(&student, files)));
    }

    fn enrol_folder(&mut self, folder: PathBuf) {
        let title = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        self.enrol(title, move || {
            Plan::of_folder(&folder).map_err(|error| format!("The folder {} cannot be read: {error}.", shown(&folder)))
        });
    }

    /// Enrols on a thread of its own; one enrolment at a time.
    fn enrol(&mut self, title: String, plan: impl FnOnce() -> Result<Plan, String> + Send + 'static) {
        if self.enrolling.as_ref().is_some_and(|running| !running.thread.is_finished()) {
            self.board.tell(Level::Warning, "Another enrolment is still running.", "Wait for its end, or cancel it.");
            return;
        }
        self.board.set_enrolment(Some(Enrolment {
            title,
            progress: bulk::Progress::default(),
            cancelling: false,
            report: None,
        }));
        let cancel = Arc::new(AtomicBool::new(false));
        let (board, gallery, engines, stop) =
            (self.board.clone(), self.gallery.clone(), self.engines.clone(), cancel.clone());
        let thread = self.spawn("enrolment", move || {
            let report = match plan() {
                Ok(plan) => bulk::enrol(plan, &gallery, &engines, &stop, &|progress| {
                    board.change_enrolment(|enrolment| enrolment.progress = progress);
                }),
                Err(reason) => {
                    board.tell(Level::Error, reason, "Choose another folder.");
                    board.set_enrolment(None);
                    return;
                }
            };
            board.change_enrolment(|enrolment| enrolment.report = Some(Arc::new(report)));
        });
        self.enrolling = thread.map(|thread| Enrolling { cancel, thread });
    }

    fn cancel_enrolment(&self) {
        if let Some(enrolling) = &self.enrolling {
            enrolling.cancel.store(true, Ordering::Relaxed);
            self.board.change_enrolment(|enrolment| enrolment.cancelling = true);
        }
    }

    fn report_removal(&self, student: &StudentId, removed: Result<(), GalleryError>) {
        match removed {
            Ok(()) => {}
            // Someone pressed twice: it is gone, which is what they wanted.
            Err(GalleryError::NotEnrolled(_)) => {}
            Err(error) => {
                let advice = format!(
                    "Pictures of {student} may still be in the data folder. Mend the cause, then remove again."
                );
                self.board.tell(Level::Error, sentence(&error), advice);
            }
        }
    }

    fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
        match std::thread::Builder::new().name(name.to_owned()).spawn(work) {
            Ok(thread) => Some(thread),
            Err(error) => {
                self.board.tell(Level::Error, sentence(&error), "Close other programs and try again.");
                None
            }
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
