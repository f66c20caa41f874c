//! What is in order and what is not: a list of checks, for whoever shows it. `hadir doctor` prints what can be looked at
//! while nothing runs ([`checkup()`]); the morning's screen shows what the running station knows ([`Checked`]).
//!
//! - `camera`, `light`, `clock`, `computer`, `recognition`, `log`, `sending`, `students`: one file a subject
//! - `running`: the thread that looks at all of it, again and again

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::gallery::{Gallery, GalleryError};
use crate::journal::Journal;
use crate::register::Register;
use crate::settings::{Settings, SettingsStore};
use crate::text;
use crate::words::Text;

mod camera;
mod clock;
mod computer;
mod light;
mod log;
mod photos;
mod recognition;
pub(super) mod running;
mod sending;
mod students;

pub use recognition::recognition;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What it is.
    #[serde(rename = "name")]
    pub subject: Subject,
    /// How it is.
    pub state: State,
    /// What was found.
    pub detail: Text,
    /// What to do about it; nothing when it is in order.
    pub advice: Text,
    /// Where that is done.
    #[serde(skip)]
    pub action: Option<Action>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The camera that is chosen.
    Camera,
    /// The webcams there are.
    Webcams,
    /// The light at the door.
    Light,
    /// The computer's clock and time zone.
    Clock,
    /// Room on the disk.
    Disk,
    /// The model files.
    Models,
    /// Who recognises, and whether it goes.
    Recognition,
    /// The data folder.
    Data,
    /// The photos that students are known by.
    Photos,
    /// The school's list.
    Register,
    /// The attendance log.
    Log,
    /// The way to the main API.
    MainApi,
    /// The server for other systems.
    Server,
    /// The program that reads videos and network cameras.
    Ffmpeg,
    /// The settings.
    Settings,
    /// Whether there is a screen for the window.
    Screen,
}

impl Subject {
    /// What it is called.
    pub fn name(self) -> Text {
        match self {
            Self::Camera => text!("checkup-camera"),
            Self::Webcams => text!("checkup-webcams"),
            Self::Light => text!("checkup-light"),
            Self::Clock => text!("checkup-clock"),
            Self::Disk => text!("checkup-disk"),
            Self::Models => text!("checkup-models"),
            Self::Recognition => text!("checkup-recognition"),
            Self::Data => text!("checkup-data"),
            Self::Photos => text!("checkup-photos"),
            Self::Register => text!("checkup-register"),
            Self::Log => text!("checkup-log"),
            Self::MainApi => text!("checkup-api"),
            Self::Server => text!("checkup-server"),
            Self::Ffmpeg => text!("checkup-ffmpeg"),
            Self::Settings => text!("checkup-settings"),
            Self::Screen => text!("checkup-screen"),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name().serialize(serializer)
    }
}

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// In order.
    Ok,
    /// Hadir works, but something is missing that a person may want.
    Warning,
    /// Hadir cannot do its work.
    Problem,
}

/// Where a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// In the settings, at this card.
    Settings(Section),
    /// Where students are enrolled.
    Enrol,
    /// Where the students' photos are.
    Students,
    /// Where it is seen how arrivals get to the main API.
    Delivery,
    /// Wherever the person is: the models are read again.
    RetryEngine,
}

/// A card of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// The camera.
    Camera,
    /// Who recognises: this PC or another Hadir.
    OtherHadir,
    /// The school's main API.
    MainApi,
    /// The server for other systems.
    Server,
    /// Where data is kept, and how long.
    Data,
}

impl Check {
    /// It is in order.
    pub fn ok(subject: Subject, detail: Text) -> Self {
        Self { subject, state: State::Ok, detail, advice: Text::NOTHING, action: None }
    }

    /// Something is missing that a person may want.
    pub fn warning(subject: Subject, detail: Text, advice: Text) -> Self {
        Self { subject, state: State::Warning, detail, advice, action: None }
    }

    /// Hadir cannot do its work.
    pub fn problem(subject: Subject, detail: Text, advice: Text) -> Self {
        Self { state: State::Problem, ..Self::warning(subject, detail, advice) }
    }

    /// The same, with where something can be done about it. Where all is well, nothing has to be.
    #[must_use]
    pub fn mended(mut self, action: Action) -> Self {
        self.action = (self.state != State::Ok).then_some(action);
        self
    }
}

/// What looking at everything in the running station came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub at: Timestamp,
    /// What was looked at, in the order of a morning.
    pub checks: Vec<Check>,
}

impl Checked {
    /// Whether something else is or is not in order than before. What was measured may differ all the same: it is another
    /// time by the clock.
    pub fn differs(&self, before: &Self) -> bool {
        let told = |check: &Check| (check.subject, check.state, check.advice.clone());
        !self.checks.iter().map(told).eq(before.checks.iter().map(told))
    }

    /// What is not in order, the worst first.
    pub fn wanting(&self) -> Vec<&Check> {
        let mut wanting: Vec<&Check> = self.checks.iter().filter(|check| check.state != State::Ok).collect();
        wanting.sort_by_key(|check| std::cmp::Reverse(check.state));
        wanting
    }
}

/// What there is to see of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckUp {
    /// What it came to last.
    pub last: Option<Arc<Checked>>,
}

/// Says how the server for other systems is, by the settings, and by whether there is a key.
pub type LookAtServer = fn(&Settings, bool) -> Check;

/// Looks at everything that can be looked at while nothing runs, which takes some seconds: a camera is opened.
pub fn checkup(settings: &SettingsStore, models: &Path) -> Vec<Check> {
    let now = settings.current();
    let data = &now.data.value;
    let gallery = Gallery::open(data);
    let is_running = matches!(gallery, Err(GalleryError::InUse(_)));
    let mut checks = vec![recognition::face_models(models)];
    checks.push(camera::webcams(&crate::camera::list()));
    checks.extend(camera::chosen(now, is_running));
    checks.extend(students::data_folder(data, &gallery));
    checks.extend(students::list_of_students(data));
    if let (Ok(gallery), Ok(people)) = (&gallery, Register::peek(data)) {
        checks.extend(students::without_photo(&gallery.snapshot(), &people));
    }
    // Whoever has the folder open looks after the log: here it would only be in the way.
    let journal = (gallery.is_ok() && Journal::exists(data)).then(|| Journal::open(data));
    checks.extend(journal.iter().flat_map(|journal| log::attendance_log(journal, now.webhook_url.value.is_some())));
    checks.push(sending::main_api(now));
    let last = journal.and_then(|journal| journal.last_at().ok().flatten());
    checks.push(clock::clock(&clock::Witnesses { last, newest: clock::newest_file(data), ..clock::Witnesses::now() }));
    checks.push(computer::disk(fs4::available_space(data)));
    checks.push(computer::ffmpeg("ffmpeg"));
    checks.extend(computer::settings_file(settings));
    checks.push(computer::display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())));
    checks
}
