//! The desk thread: does what the person asks, one command after another; what takes long it gives to others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use jiff::Timestamp;

use super::board::Board;
use super::capture::Capture;
use super::latest::Latest;
use super::log::{self, Exporting};
use super::measure;
use super::removal::Removal;
use super::sessions::SessionCommand;
use super::signals::{Mistake, Signals};
use super::sounds::Play;
use super::strangers::{Ask, Keeper};
use super::studio;
use super::view::{Export, Level, RemoteTest};
use super::{Command, LogPart, check, sessions};
use crate::camera::{self, SourceOptions};
use crate::core::Corrects;
use crate::engine::EngineFactory;
use crate::gallery::Gallery;
use crate::journal::{Filter, Journal, JournalError};
use crate::register::{Receipts, Register};
use crate::remote::{self, Trouble};
use crate::settings::{Change, Problem, SecretStore, Settings, SettingsStore, Sound};
use crate::text;
use crate::webhook::{Dispatcher, Pause};
use crate::words::{self, Text};

mod enrolment;
mod keys;

use self::enrolment::Enrolling;
pub(super) use self::keys::endpoint;

pub(super) struct Desk {
    pub(super) board: Arc<Board>,
    pub(super) gallery: Gallery,
    pub(super) register: Register,
    pub(super) receipts: Receipts,
    pub(super) journal: Journal,
    pub(super) settings: SettingsStore,
    /// Held while the desktop asks the person for its password, which may take a minute.
    pub(super) secrets: Arc<Mutex<SecretStore>>,
    pub(super) dispatcher: Arc<Dispatcher>,
    pub(super) log: Arc<Latest<Option<LogPart>>>,
    pub(super) exporting: Option<Exporting>,
    pub(super) measuring: Option<Running>,
    pub(super) checking: Option<Running>,
    pub(super) engines: EngineFactory,
    pub(super) capture: Arc<Capture>,
    pub(super) studio: Sender<studio::Ask>,
    pub(super) sessions: Sender<SessionCommand>,
    pub(super) checkup: Sender<()>,
    pub(super) signals: Arc<Signals>,
    pub(super) enrolling: Option<Enrolling>,
    /// How often a list of students was asked for, or put away.
    pub(super) imports: Arc<AtomicU64>,
    /// Webcams are being looked for.
    pub(super) listing: Arc<AtomicBool>,
    /// Those who came and are not enrolled.
    pub(super) keeper: Keeper,
    /// Plays sounds, one after another.
    pub(super) play: Play,
}

/// Something long that can be stopped, and shows what it comes to by itself.
pub(super) struct Running {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Running {
    fn join(self) {
        let name = self.thread.thread().name().unwrap_or_default().to_owned();
        if self.thread.join().is_err() {
            tracing::error!(name, "a thread panicked");
        }
    }
}

/// What the settings say about the camera.
pub(super) fn camera_choice(settings: &Settings) -> Option<(String, SourceOptions)> {
    let source = settings.source.value.clone()?;
    let options = SourceOptions { size: settings.size.value, rate: settings.rate.value, repeat: settings.repeat.value };
    Some((source, options))
}

/// How often it is looked whether the keyring has answered at last.
const LATE_KEYS: Duration = Duration::from_secs(1);

impl Desk {
    /// Runs until nobody can ask any more; then an enrolment that runs is cancelled and waited for.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        loop {
            match commands.recv_timeout(LATE_KEYS) {
                Ok(command) => self.obey(command),
                Err(RecvTimeoutError::Timeout) => self.take_late_keys(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(exporting) = self.exporting.take() {
            exporting.stop.store(true, Ordering::Relaxed);
            if exporting.thread.join().is_err() {
                tracing::error!("the export panicked");
            }
        }
        for running in [self.measuring.take(), self.checking.take()].into_iter().flatten() {
            running.stop.store(true, Ordering::Relaxed);
            running.join();
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
            Command::Capture => self.ask_studio(studio::Ask::Follow),
            Command::CaptureAnyway => self.ask_studio(studio::Ask::Insist),
            Command::FinishCapture => self.ask_studio(studio::Ask::Finish),
            Command::ThrowShot(number) => self.ask_studio(studio::Ask::Throw(number)),
            Command::DiscardCapture => self.ask_studio(studio::Ask::Discard),
            Command::SaveCapture(student) => {
                if self.may_enrol(&student) {
                    self.ask_studio(studio::Ask::Save(student));
                }
            }
            Command::EnrolFiles { student, files } => self.enrol_files(&student, files),
            Command::EnrolFolder(folder) => self.enrol_folder(folder),
            Command::CancelEnrolment => self.cancel_enrolment(),
            Command::CloseEnrolment => {
                if self.board.enrolment().is_some_and(|enrolment| enrolment.report.is_some()) {
                    self.board.set_enrolment(None);
                }
            }
            Command::RemoveStudent { student, rows } => {
                let Self { board, gallery, journal, register, receipts, keeper, .. } = &self;
                let removal = Removal { board, gallery, journal, register, receipts, keeper: Some(keeper) };
                self.tell_problems(removal.of(&student, rows));
            }
            Command::SetDetails { student, details } => self.set_person(student, details),
            Command::RecordConsent { students, by } => self.agree(&students, by),
            Command::WithdrawConsent(student) => self.withdraw(student),
            Command::PlanImport { file, options } => self.plan_import(file, options),
            Command::ApplyImport => self.apply_import(),
            Command::CloseImport => self.close_import(),
            Command::ExportStudents(file) => self.export_students(file),
            Command::ExportReceipts(file) => self.export_receipts(file),
            Command::RemoveTemplate { student, key } => {
                self.tell_problems(self.remove_photo(&student, &key));
            }
            Command::Settle { track, student } => self.signals.settle(track, student),
            Command::ShowStrangers(shown) => self.ask_keeper(Ask::Show(shown)),
            Command::EnrolStranger { stranger, pictures, student } => {
                if self.may_enrol(&student) {
                    self.ask_keeper(Ask::Enrol { stranger, pictures, student });
                }
            }
            Command::DismissStrangers(numbers) => self.ask_keeper(Ask::Dismiss(numbers)),
            Command::SetDoorPin(digits) => self.set_door_pin(digits.as_ref()),
            Command::TrySound(sound) => self.try_sound(sound),
            Command::MeasureGallery => self.measure(),
            Command::CancelMeasure => {
                if let Some(measuring) = &self.measuring {
                    measuring.stop.store(true, Ordering::Relaxed);
                }
            }
            Command::CheckGallery => self.check(),
            Command::CancelCheck => {
                if let Some(checking) = &self.checking {
                    checking.stop.store(true, Ordering::Relaxed);
                }
            }
            Command::CheckUp => {
                // Where it was asked for already, that is answered for both.
                let _ = self.checkup.try_send(());
            }
            Command::RetryEngine => self.signals.retry_engine.store(true, Ordering::Relaxed),
            Command::Dismiss(number) => self.board.dismiss(number),
            Command::ShowLog(part) => self.log.put(part),
            Command::Correct { number, student } => {
                // The door hears of it before anybody may count again. Who is not listed any more has gone long ago.
                if let Some((Some(wrong), at)) = self.board.arrived(number)
                    && student.as_ref() != Some(&wrong)
                {
                    self.signals.mistaken(Mistake { wrong, right: student.clone(), at });
                }
                let corrected = self.journal.correct(number, student.as_ref(), Timestamp::now(), self.delivers());
                if let Ok(Corrects { number, .. }) =
                    corrected.as_ref().map_err(drop).and_then(|event| event.corrects.as_ref().ok_or(()))
                {
                    self.board.correct_arrival(*number, student);
                }
                self.report_entry(corrected.map(drop));
            }
            Command::AddByHand(student) => {
                let added = self.journal.add_by_hand(&student, Timestamp::now(), self.delivers());
                self.report_entry(added.map(drop));
            }
            Command::ExportLog { filter, file } => self.export(filter, file),
            Command::CancelExport => {
                if let Some(exporting) = &self.exporting {
                    exporting.stop.store(true, Ordering::Relaxed);
                }
            }
            Command::CloseExport => {
                if self.board.export().is_some_and(|export| export.ended.is_some()) {
                    self.board.set_export(None);
                }
            }
            Command::SendAgain(number) => self.report_entry(self.journal.send_again(number, Timestamp::now())),
            Command::SendNow(number) => {
                self.report_entry(self.journal.make_due(number, Timestamp::now()));
                // What the main API wanted is put aside when a person asks; what a person wanted is not.
                if matches!(self.board.paused(), Some(Pause::Refused { .. } | Pause::Asked { .. })) {
                    self.dispatcher.pause(false);
                }
            }
            Command::PauseDelivery(paused) => self.dispatcher.pause(paused),
            Command::TestWebhook => self.dispatcher.test(),
            Command::SetSecret { name, secret } => self.set_secret(name, secret),
            Command::TestRemote => self.test_remote(),
            Command::Session(command) => sessions::ask(&self.sessions, &self.board, command),
            Command::ShowServerKey(show) => self.board.show_server_key(show),
        }
    }

    fn change(&mut self, change: Change) {
        let change = match change {
            Change::Data(written) => match usable_folder(&written) {
                Ok(folder) => Change::Data(folder),
                Err(reason) => {
                    self.board.tell(Level::Error, reason, text!("station-folder-as-it-was"));
                    return;
                }
            },
            change => change,
        };
        let before = camera_choice(self.settings.current());
        let cleans = matches!(change, Change::StrangersDays(_));
        let chose_camera = matches!(change, Change::Source(_));
        let kept = self.settings.change(change);
        self.board.set_settings(self.settings.current().clone());
        if let Err(error) = kept {
            self.board.tell(Level::Warning, error.text().sentence(), text!("station-until-closed"));
        }
        if cleans {
            self.ask_keeper(Ask::Clean);
        }
        self.renew_endpoint();
        let after = camera_choice(self.settings.current());
        // Choosing the same camera again is how a person says "try again" or "play it again".
        if chose_camera || before != after {
            self.capture.choose(after);
        }
    }

    /// Asks another Hadir how it is, on a thread of its own; the answer is for the one that is meant then.
    fn test_remote(&self) {
        let Some(target) = self.board.target() else { return };
        self.board.change_remote(|remote| remote.test = RemoteTest::Asking);
        let board = self.board.clone();
        let spawned = self.spawn("remote test", move || {
            let test = match remote::try_out(&target, remote::Timing::default()) {
                Ok(health) => RemoteTest::Well(health),
                Err(Trouble { message, advice, .. }) => RemoteTest::Badly { message, advice },
            };
            if board.target().as_ref() == Some(&target) {
                board.change_remote(|remote| remote.test = test);
            }
        });
        if spawned.is_none() {
            self.board.change_remote(|remote| remote.test = RemoteTest::None);
        }
    }

    /// Whether what a person enters is to be sent.
    fn delivers(&self) -> bool {
        self.settings.current().webhook_url.value.is_some()
    }

    /// Tells what went wrong with something the person asked of the log; what was done may be due to be sent.
    fn report_entry(&self, done: Result<(), JournalError>) {
        match done {
            Ok(()) => self.dispatcher.poke(),
            Err(error) => self.board.tell(Level::Error, error.text().sentence(), error.advice()),
        }
    }

    fn export(&mut self, filter: Filter, file: PathBuf) {
        if self.exporting.as_ref().is_some_and(|running| !running.thread.is_finished()) {
            self.board.tell(Level::Warning, text!("station-exporting"), text!("station-wait-or-cancel"));
            return;
        }
        self.board.set_export(Some(Export { file: file.clone(), written: 0, total: 0, ended: None }));
        let stop = Arc::new(AtomicBool::new(false));
        let (board, journal, stopped) = (self.board.clone(), self.journal.clone(), stop.clone());
        let thread = self.spawn("export", move || log::export(&board, &journal, &filter, &file, &stopped));
        if thread.is_none() {
            self.board.set_export(None);
        }
        self.exporting = thread.map(|thread| Exporting { stop, thread });
    }

    /// Measures on a thread of its own. What is asked while it is done already is not begun again.
    fn measure(&mut self) {
        if self.board.measure().running.is_some() {
            return;
        }
        // It has shown what it came to, and ends now.
        self.measuring.take().into_iter().for_each(Running::join);
        self.board.change_measure(|measure| measure.running = Some((0, 0)));
        let stop = Arc::new(AtomicBool::new(false));
        let (board, gallery, journal) = (self.board.clone(), self.gallery.clone(), self.journal.clone());
        let stopped = stop.clone();
        let thread = self.spawn("measure", move || {
            let run = || measure::run(&board, &gallery, &journal, &stopped);
            if catch_unwind(AssertUnwindSafe(run)).is_err() {
                board.change_measure(|measure| measure.running = None);
            }
        });
        if thread.is_none() {
            self.board.change_measure(|measure| measure.running = None);
        }
        self.measuring = thread.map(|thread| Running { stop, thread });
    }

    /// The same of a check of the gallery.
    fn check(&mut self) {
        if self.board.check().running.is_some() {
            return;
        }
        self.checking.take().into_iter().for_each(Running::join);
        self.board.change_check(|check| check.running = Some((0, 0)));
        let stop = Arc::new(AtomicBool::new(false));
        let (board, gallery, stopped) = (self.board.clone(), self.gallery.clone(), stop.clone());
        let thread = self.spawn("check", move || {
            if catch_unwind(AssertUnwindSafe(|| check::run(&board, &gallery, &stopped))).is_err() {
                board.change_check(|check| check.running = None);
            }
        });
        if thread.is_none() {
            self.board.change_check(|check| check.running = None);
        }
        self.checking = thread.map(|thread| Running { stop, thread });
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

    fn ask_keeper(&self, ask: Ask) {
        if !self.keeper.ask(ask) {
            let (text, advice) = (text!("strangers-busy"), text!("strangers-busy-advice"));
            self.board.tell(Level::Warning, text, advice);
        }
    }

    /// Plays a sound on a thread of its own, and says why it cannot be heard.
    fn try_sound(&self, sound: Sound) {
        let (board, play) = (self.board.clone(), self.play.clone());
        self.spawn("sound", move || {
            if let Err(error) = play(sound) {
                board.tell(Level::Warning, error.text(), error.advice());
            }
        });
    }

    fn ask_studio(&self, ask: studio::Ask) {
        if self.studio.try_send(ask).is_err() {
            self.board.tell(Level::Warning, text!("station-still-looking"), text!("station-in-a-moment"));
        }
    }

    fn tell_problems(&self, problems: impl IntoIterator<Item = Problem>) {
        for Problem { text, advice } in problems {
            self.board.tell(Level::Error, text, advice);
        }
    }

    pub(super) fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
        match std::thread::Builder::new().name(name.to_owned()).spawn(work) {
            Ok(thread) => Some(thread),
            Err(error) => {
                self.board.tell(Level::Error, words::io(&error).sentence(), text!("station-close-programs"));
                None
            }
        }
    }
}

/// The folder in full, made where it is not there yet and tried: the next start stands or falls with it.
fn usable_folder(written: &Path) -> Result<PathBuf, Text> {
    let folder = match written.strip_prefix("~") {
        Ok(rest) => std::env::home_dir().unwrap_or_default().join(rest),
        Err(_) => written.to_owned(),
    };
    if !folder.is_absolute() {
        return Err(text!("station-folder-no-path", folder = &folder));
    }
    let tried = std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
    match tried {
        Ok(_) => Ok(folder),
        Err(error) => Err(text!("station-folder-unwritable", folder = folder, reason = words::io(&error))),
    }
}
