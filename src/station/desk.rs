//! The desk thread: does what the person asks, one command after another; what takes long it gives to others.

use std::panic::{AssertUnwindSafe, catch_unwind};
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
use crate::engine::{EngineFactory, looking_for};
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
    /// Webcams are being looked for.
    pub(super) listing: Arc<AtomicBool>,
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
            Command::RemoveStudent { student, .. } => {
                self.report_removal(&student, self.gallery.remove_student(&student));
            }
            Command::RemoveTemplate { student, key } => {
                self.report_removal(&student, self.gallery.remove_template(&student, &key));
            }
            Command::RetryEngine => self.signals.retry_engine.store(true, Ordering::Relaxed),
            Command::Dismiss(number) => self.board.dismiss(number),
            _ => todo!(),
        }
    }

    fn change(&mut self, change: Change) {
        let change = match change {
            Change::Data(written) => match usable_folder(&written) {
                Ok(folder) => Change::Data(folder),
                Err(reason) => {
                    self.board.tell(Level::Error, reason, "The data folder stays as it was. Choose another.");
                    return;
                }
            },
            change => change,
        };
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
        if self.listing.swap(true, Ordering::Relaxed) {
            return;
        }
        self.board.set_cameras(None);
        let (board, listing) = (self.board.clone(), self.listing.clone());
        let spawned = self.spawn("cameras", move || {
            let found = catch_unwind(camera::list).unwrap_or_default();
            listing.store(false, Ordering::Relaxed);
            board.set_cameras(Some(found));
        });
        if spawned.is_none() {
            self.listing.store(false, Ordering::Relaxed);
            self.board.set_cameras(Some(Vec::new()));
        }
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
            Plan::of_folder(&folder)
                .map_err(|error| format!("The folder {} cannot be read: {error}.", folder.display()))
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
        let engines = looking_for(self.board.settings().upsampling.value, self.engines.clone());
        let (board, gallery, stop) = (self.board.clone(), self.gallery.clone(), cancel.clone());
        let thread = self.spawn("enrolment", move || {
            let plan = match plan() {
                Ok(plan) => plan,
                Err(reason) => {
                    board.tell(Level::Error, reason, "Choose another folder.");
                    board.set_enrolment(None);
                    return;
                }
            };
            let on_progress = |progress| board.change_enrolment(|enrolment| enrolment.progress = progress);
            // A panic inside a library must not leave a progress bar that never moves again.
            let enrol = || bulk::enrol(plan, &gallery, &engines, &stop, &on_progress);
            let report = catch_unwind(AssertUnwindSafe(enrol)).unwrap_or_else(|_| bulk::Report {
                failed: Some(
                    "The enrolment failed. What was saved stays enrolled; choose the photos again.".to_owned(),
                ),
                ..bulk::Report::default()
            });
            board.change_enrolment(|enrolment| enrolment.report = Some(Arc::new(report)));
        });
        if thread.is_none() {
            self.board.set_enrolment(None);
        }
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

/// The folder in full, made where it is not there yet and tried: the next start stands or falls with it.
fn usable_folder(written: &Path) -> Result<PathBuf, String> {
    let folder = match written.strip_prefix("~") {
        Ok(rest) => std::env::home_dir().unwrap_or_default().join(rest),
        Err(_) => written.to_owned(),
    };
    let name = folder.display();
    if !folder.is_absolute() {
        return Err(format!(
            "\u{201c}{name}\u{201d} does not say where the folder is: give the whole path, from / on."
        ));
    }
    let tried = std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
    match tried {
        Ok(_) => Ok(folder),
        Err(error) => Err(format!("The folder {name} cannot be written: {error}.")),
    }
}
