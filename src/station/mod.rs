//! The threads and what joins them.
//!
//! - *capture* (and its supervisor) puts each frame into two mailboxes of one: `preview` for whoever draws, `work` for
//!   the recogniser. Frames never queue.
//! - *recogniser* names the faces of the newest frame, decides which recognitions count, and hands those over; or has
//!   another Hadir do all that (`elsewhere`).
//! - *recorder* has them written into the journal, and tells of them once they are; *dispatcher* sends them on.
//! - *log* answers what the screen asks of the journal; *measure* tries the gallery's photos, when that is asked.
//! - *strangers* keeps the faces that were nobody's, where the school wants that; *sound* plays what is heard.
//! - *sessions* opens and ends the sessions of the timetable, and keeps the class list of those that are on.
//! - *checkup* looks at everything, again and again: what is in order, and what is not.
//! - *desk* does what the person asks; *studio* takes pictures for enrolment; an enrolment of files has its own thread.
//!
//! State travels as snapshots that overwrite each other: [`Station::view`]. Facts ([`Recognition`]) are queued, bounded,
//! and never dropped. Nobody who draws stands between recognition and the facts: a station without a window is the same.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Sender, TrySendError, bounded};
use tokio::sync::broadcast;

mod alone;
mod answers;
mod board;
pub mod capture;
pub mod check;
pub mod checkup;
pub mod command;
mod desk;
mod door;
mod elsewhere;
mod everyone;
pub mod guide;
pub mod latest;
mod log;
pub mod measure;
pub mod meters;
mod outside;
mod portrait;
mod recogniser;
mod recorder;
mod removal;
pub mod sessions;
mod signals;
mod sounds;
mod strangers;
mod students;
mod studio;
mod told;
mod trouble;
pub mod view;
mod way;

pub use board::Wake;
pub use command::{Command, LogPart};
pub use latest::{Latest, Taken};
pub use outside::Reporting;
pub use sounds::Play;
pub use told::Said;
pub use view::View;

use self::answers::Answers;
use self::board::Board;
use self::capture::{Capture, Outlets};
use self::checkup::LookAtServer;
use self::checkup::running::Looker;
use self::desk::{Desk, camera_choice, endpoint};
use self::everyone::Everyone;
use self::meters::{Meters, SeenBy};
use self::recogniser::Recogniser;
use self::recorder::{Candidate, Recorder};
use self::removal::Removal;
use self::signals::Signals;
use self::sounds::Sounds;
use self::strangers::{Keeper, Keeping};
use self::studio::Studio;
use self::trouble::Trouble;
use self::view::{CameraState, EngineState, Level, ServerState};
use crate::camera;
use crate::core::{Attendance, Delivery, Recognition, StudentId};
use crate::engine::EngineFactory;
use crate::gallery::Gallery;
use crate::journal::Journal;
pub use crate::journal::RowsOf;
use crate::register::{Receipts, Register};
use crate::settings::{KeptIn, Problem, Secret, SecretName, SecretStore, Settings, SettingsStore};
use crate::sound;
use crate::text;
use crate::webhook::{self, Dispatcher, News};
use crate::words::{self, Text};

/// More commands than a person can give before the first is done.
const COMMANDS: usize = 64;
/// Recognitions that may wait for the disk before recognition waits, too.
const CANDIDATES: usize = 256;
/// Pictures asked for before the first was looked at.
const ASKS: usize = 8;
/// Facts that a listener may be behind before it misses some.
const FACTS: usize = 1024;
/// How often [`Station::is_over`] is asked again while waiting.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What a station is made of.
pub struct Parts {
    /// Who is enrolled.
    pub gallery: Gallery,
    /// The attendance log of the same data folder.
    pub journal: Journal,
    /// The settings, and where changes are kept.
    pub settings: SettingsStore,
    /// The keys for the main API.
    pub secrets: SecretStore,
    /// How long the way to the main API takes; [`webhook::Timing::default`] outside tests.
    pub delivery: webhook::Timing,
    /// Makes the engines: one for recognition, one for pictures taken, more for an enrolment of files.
    pub engines: EngineFactory,
    /// Opens cameras; [`crate::camera::open`] outside tests.
    pub cameras: capture::Opener,
    /// Where recognitions that are recorded go, besides the screen. Bounded; a listener that is behind is waited for.
    pub recognitions: Option<Sender<Recognition>>,
    /// Plays sounds; [`sound::play`] outside tests.
    pub play: Play,
    /// Asks whoever draws to look again.
    pub wake: Wake,
}

impl Parts {
    /// Those of a real station: its cameras, and the webhook at its own pace. Nobody listens, and nobody draws.
    pub fn new(
        gallery: Gallery,
        journal: Journal,
        settings: SettingsStore,
        secrets: SecretStore,
        engines: EngineFactory,
    ) -> Self {
        Self {
            gallery,
            journal,
            settings,
            secrets,
            delivery: webhook::Timing::default(),
            engines,
            cameras: Arc::new(camera::open),
            recognitions: None,
            play: Arc::new(sound::play),
            wake: Arc::new(|| {}),
        }
    }
}

/// What happened, for whoever listens; state that can be asked for is in [`View`].
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A recognition counted and is recorded.
    Recorded {
        /// The event's number in the journal.
        number: i64,
        /// Who showed the face.
        by: SeenBy,
        /// Who, where, how near.
        recognition: Recognition,
        /// Its way to the main API; `None` where it is not to be sent.
        delivery: Option<Delivery>,
    },
    /// A try to send an event ended. It may be told before the event itself.
    Tried {
        /// The event's number.
        number: i64,
        /// Its way so far.
        delivery: Delivery,
    },
}

/// A running station.
pub struct Station {
    board: Arc<Board>,
    gallery: Gallery,
    register: Register,
    receipts: Receipts,
    journal: Journal,
    engines: EngineFactory,
    secrets: Arc<Mutex<SecretStore>>,
    facts: broadcast::Sender<Fact>,
    meters: Meters,
    /// For faces that other systems show.
    recorder: Option<Sender<Candidate>>,
    /// For removals that other systems ask for.
    keeper: Option<Keeper>,
    /// Dropped last, which gives the camera back.
    _capture: Arc<Capture>,
    commands: Option<Sender<Command>>,
    signals: Arc<Signals>,
    look_at_server: Arc<OnceLock<LookAtServer>>,
    threads: Vec<JoinHandle<()>>,
}

/// Why a station without a window has nothing more to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// The source came to its end, and all of it has been looked at.
    Ended,
    /// Faces cannot be recognised.
    NoEngine {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
    /// Somebody asked for it.
    Asked,
}

impl Station {
    /// Starts the threads. The camera opens once the models are read, so that a clip's first second is not lost.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start(parts: Parts) -> std::io::Result<Self> {
        let Parts { gallery, journal, settings, secrets, delivery, engines, cameras, recognitions, play, wake } = parts;
        // They lie in the folder that the gallery holds.
        let (register, receipts) = (Register::open(gallery.data()), Receipts::open(gallery.data()));
        let board =
            Board::new(gallery.clone(), register.clone(), receipts.clone(), settings.current().clone(), wake.clone());
        let board = Arc::new(board);
        for Problem { text, advice } in students::problems(&register, &receipts) {
            board.tell(Level::Warning, text, advice);
        }
        let work = Arc::new(Latest::default());
        let signals = Arc::new(Signals::default());
        let outlets = Outlets {
            preview: board.preview.clone(),
            work: work.clone(),
            state: board.camera.clone(),
            wake: wake.clone(),
        };
        let capture = Arc::new(Capture::start(cameras, outlets)?);
        let mut threads = Vec::new();
        let mut spawn = |name: &str, run: Box<dyn FnOnce() + Send>| -> std::io::Result<()> {
            threads.push(std::thread::Builder::new().name(name.to_owned()).spawn(run)?);
            Ok(())
        };

        // Before anything is asked of another Hadir that may want to see a key.
        board.set_secrets(&secrets);
        let target = endpoint(settings.current(), &secrets);
        let (answers, meters) = (Arc::new(Answers::default()), Meters::default());
        let facts = broadcast::Sender::new(FACTS);
        let take_news = {
            let (board, answers, facts, meters) = (board.clone(), answers.clone(), facts.clone(), meters.clone());
            move |news: News| {
                if let News::Delivery { number, delivery } = &news {
                    answers.came(*number, delivery);
                    meters.tried(delivery);
                    // Nobody may be listening.
                    let _ = facts.send(Fact::Tried { number: *number, delivery: delivery.clone() });
                }
                board.take_news(news);
            }
        };
        let dispatcher = Arc::new(Dispatcher::start(journal.clone(), target, delivery, Arc::new(take_news))?);
        let sounds = Sounds::start(play.clone());
        let (asks, asked) = bounded(strangers::ASKS);
        let keeper = Keeper::new(asks);
        let keeping = Keeping::new(board.clone(), gallery.clone(), gallery.data());
        spawn("strangers", Box::new(move || keeping.run(&asked)))?;
        let (recorder, candidates) = bounded(CANDIDATES);
        let recording = Recorder {
            board: board.clone(),
            journal: journal.clone(),
            dispatcher: dispatcher.clone(),
            recognitions,
            signals: signals.clone(),
            answers,
            facts: facts.clone(),
            meters: meters.clone(),
            sounds: sounds.clone(),
            keeper: keeper.clone(),
            waiting: VecDeque::new(),
            lost: 0,
        };
        spawn("recorder", Box::new(move || recording.run(&candidates)))?;

        let recogniser = Recogniser {
            board: board.clone(),
            gallery: gallery.clone(),
            engines: engines.clone(),
            work,
            journal: journal.clone(),
            recorder: recorder.clone(),
            handed: Attendance::default(),
            forgotten: 0,
            everyone: Everyone::default(),
            doors: 0,
            signals: signals.clone(),
            meters: meters.clone(),
            camera: None,
            pictures: Trouble::default(),
            keeper: keeper.clone(),
            sounds,
        };
        if let Some((source, _)) = camera_choice(settings.current()) {
            board.set_camera(CameraState::Opening { name: camera::name_of(&source) });
        }
        let (opens, seen) = (capture.clone(), board.clone());
        // The camera that is chosen by then: the person may have been quicker than the models.
        let open_camera = move || opens.choose(camera_choice(&seen.settings()));
        spawn("recogniser", Box::new(move || recogniser.run(open_camera)))?;

        let (ask, asks) = bounded(ASKS);
        let studio = Studio { board: board.clone(), gallery: gallery.clone(), engines: engines.clone() };
        spawn("studio", Box::new(move || studio.run(&asks)))?;

        let log = Arc::new(Latest::default());
        let (shows, reads, asks, stops) = (board.clone(), journal.clone(), log.clone(), signals.clone());
        spawn("log", Box::new(move || log::run(&shows, &reads, &asks, &stops.stop)))?;

        let classes = sessions::Keeper::new(&board, &journal, &register, &gallery, dispatcher.clone(), signals.clone());
        let (class_list, keep) = sessions::begin(classes);
        spawn("sessions", keep)?;

        let (checkup, asked) = bounded(1);
        let looks = Arc::new(OnceLock::new());
        let looker = Looker::new(board.clone(), journal.clone(), looks.clone());
        spawn("checkup", Box::new(move || looker.run(&asked)))?;

        let secrets = Arc::new(Mutex::new(secrets));
        let (commands, orders) = bounded(COMMANDS);
        let desk = Desk {
            board: board.clone(),
            gallery: gallery.clone(),
            register: register.clone(),
            receipts: receipts.clone(),
            journal: journal.clone(),
            settings,
            secrets: secrets.clone(),
            dispatcher,
            log,
            exporting: None,
            measuring: None,
            checking: None,
            engines: engines.clone(),
            capture: capture.clone(),
            studio: ask,
            sessions: class_list,
            checkup,
            signals: signals.clone(),
            enrolling: None,
            imports: Arc::default(),
            listing: Arc::default(),
            keeper: keeper.clone(),
            play,
        };
        spawn("desk", Box::new(move || desk.run(&orders)))?;
        Ok(Self {
            board,
            gallery,
            register,
            receipts,
            journal,
            engines,
            secrets,
            facts,
            meters,
            recorder: Some(recorder),
            keeper: Some(keeper),
            _capture: capture,
            commands: Some(commands),
            signals,
            look_at_server: looks,
            threads,
        })
    }

    /// What there is to see now. Cheap, and never waits for anything that takes long.
    pub fn view(&self) -> View {
        self.board.view()
    }

    /// Asks for something; never waits. The answer is a later [`View`].
    pub fn send(&self, command: Command) {
        let Some(commands) = &self.commands else { return };
        match commands.try_send(command) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                self.board.tell(Level::Warning, text!("station-busy"), text!("station-busy-advice"));
            }
            Err(TrySendError::Disconnected(_)) => {
                self.board.tell(Level::Error, text!("station-gone"), text!("station-gone-advice"));
            }
        }
    }

    /// Who is enrolled.
    pub fn gallery(&self) -> &Gallery {
        &self.gallery
    }

    /// What is known of students besides their faces.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Somebody was enrolled by another way than a command: asks whoever draws to look again.
    pub fn has_enrolled(&self) {
        self.board.wake();
    }

    /// The attendance log.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Makes engines for other threads that recognise.
    pub fn engines(&self) -> &EngineFactory {
        &self.engines
    }

    /// The settings at this moment.
    pub fn settings(&self) -> Arc<Settings> {
        self.board.settings()
    }

    /// What is counted and timed.
    pub fn meters(&self) -> &Meters {
        &self.meters
    }

    /// What happens from now on. A listener that falls behind is told so by the channel, and holds up nobody.
    pub fn facts(&self) -> broadcast::Receiver<Fact> {
        self.facts.subscribe()
    }

    /// What another Hadir says from now on, where one names the faces. A listener that falls behind is told so by the
    /// channel.
    pub fn told(&self) -> broadcast::Receiver<Said> {
        self.board.said.subscribe()
    }

    /// The key that other systems show to this station's server, if there is one. Never waits.
    pub fn server_key(&self) -> Option<Secret> {
        self.board.server_key()
    }

    /// The same; where there is none, one is made and kept. Takes as long as the keyring does: up to a minute.
    ///
    /// # Errors
    /// Why there is none: what happened and what to do.
    pub fn make_server_key(&self) -> Result<Secret, Problem> {
        let problem = |text, advice| Problem { text, advice };
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        // What it says is taken in by the desk, which knows whom it concerns.
        if secrets.is_waiting() {
            return Err(problem(text!("station-keyring-waits"), text!("station-keyring-waits-advice")));
        }
        // One that could not be kept before is tried to be kept again.
        let is_kept = secrets.kept().server_key.is_some_and(|kept| kept != KeptIn::Memory);
        let known = secrets.get(SecretName::ServerKey).cloned();
        if let Some(Err(error)) = known.as_ref().map(|key| webhook::check_secret(SecretName::ServerKey, key)) {
            return Err(problem(error.text().sentence(), text!("station-key-from-outside")));
        }
        if let Some(key) = known.clone().filter(|_| is_kept) {
            return Ok(key);
        }
        let key = match known {
            Some(key) => key,
            None => {
                Secret::random().map_err(|error| problem(words::io(&error).sentence(), text!("station-start-again")))?
            }
        };
        let kept = secrets.set(SecretName::ServerKey, Some(key.clone()));
        self.board.set_secrets(&secrets);
        // One that is gone at the next start would lock out everybody it was given to.
        kept.map_err(|error| problem(error.text().sentence(), text!("station-unlock-keyring")))?;
        Ok(key)
    }

    /// How the server is, for the screen.
    pub fn set_server(&self, state: ServerState) {
        self.board.set_server(state);
    }

    /// From now on the server is looked at with everything else ([`view::View::checkup`]), in this way.
    pub fn look_at_server(&self, look: LookAtServer) {
        // There is one server, and one way to look at it.
        let _ = self.look_at_server.set(look);
    }

    /// Removes a student, with every template and crop, what is known of them, and what the log has of them as `rows` says;
    /// a receipt stays. Gives what could not be done or is left to a person.
    pub fn remove_student(&self, student: &StudentId, rows: RowsOf) -> Vec<Problem> {
        let Self { board, gallery, journal, register, receipts, keeper, .. } = self;
        Removal { board, gallery, journal, register, receipts, keeper: keeper.as_ref() }.of(student, rows)
    }

    /// Tells the person something that happened before the station was there, such as a broken settings file.
    pub fn tell(&self, level: Level, text: Text, advice: Text) {
        self.board.tell(level, text, advice);
    }

    /// Whether there is nothing more to come: the source has ended and all was looked at, or faces cannot be recognised.
    pub fn is_over(&self) -> Option<Over> {
        if let EngineState::Failed { message, advice } = self.board.engine() {
            return Some(Over::NoEngine { message, advice });
        }
        let ended = matches!(self.board.camera(), CameraState::Ended { .. });
        let looked =
            |station: &Self| station.board.preview.peek().is_none_or(|last| station.signals.has_looked_at(last.seq));
        (ended && looked(self)).then_some(Over::Ended)
    }

    /// Waits until it is over, or `asked` says to stop.
    pub fn wait(&self, asked: impl Fn() -> bool) -> Over {
        loop {
            if asked() {
                return Over::Asked;
            }
            if let Some(over) = self.is_over() {
                return over;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

impl Drop for Station {
    /// Stops the threads and waits for them; what was being written is written.
    fn drop(&mut self) {
        self.signals.stop.store(true, Ordering::Relaxed);
        self.commands = None;
        (self.recorder, self.keeper) = (None, None);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of the station panicked");
            }
        }
    }
}
