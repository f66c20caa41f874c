//! The window. It draws a [`View`] and sends [`Command`]s, and never waits: no I/O, no blocking call, no contended lock
//! inside a frame. What takes time (dialogs, files) has a thread of its own and answers in a later frame.
//!
//! - [`app`]: the window's frame: the header, notices, keys, what comes from outside (`answers`); `rail`: the screens by
//!   name
//! - `live`, `class`, `enrol`, `people` (and `strangers`, `gallery_check`), `log`, `delivery`, `check`, `settings`: the
//!   screens; `feed`, `faces` (with `hints`, `motion`), `who`, `arrivals`: their larger parts
//! - `greeting`: who was just recorded, large; `door`: the screen of an unattended door, and `pin`, which leaving it asks for;
//!   `awake` keeps it lit
//! - `elsewhere`: another Hadir names the faces: how that goes, in words
//! - `table`: rows of the log, any number of them; `sending`: an arrival's way to the main API, in words
//! - `theme`, `icons`, `widgets`, `dialog`, `pick`, `shelf`, `removal`: what they are made of; `language`: what they say it
//!   in; `names`, `everyone`: what students are called, and who there is
//! - `pictures`, [`files`], `save`: textures, dialogs, and where a list is to be written
//!
//! The words of each screen are in `assets/locales`, in a file of its name; a screen says them by `say!`.

use std::io;
use std::sync::Arc;

use eframe::egui::{self, ViewportBuilder};

use crate::core::StudentId;
use crate::core::session::SessionKey;
use crate::settings::Change;
use crate::station::checkup::Section;
use crate::station::{Command, Station, View, Wake};
use crate::text;
use crate::words::{Dates, Text};

mod answers;
pub mod app;
mod arrivals;
mod awake;
mod check;
mod class;
mod delivery;
mod dialog;
mod door;
mod elsewhere;
mod enrol;
mod everyone;
mod faces;
mod feed;
pub mod files;
mod gallery_check;
mod greeting;
mod hints;
mod icons;
mod language;
mod live;
mod log;
mod motion;
mod names;
mod notices;
mod people;
mod pick;
mod pictures;
mod pin;
mod problem;
mod rail;
mod removal;
mod save;
mod sending;
mod settings;
mod shelf;
mod strangers;
mod student;
mod table;
mod theme;
mod webhook_test;
mod welcome;
mod who;
mod widgets;

pub use app::App;
pub use problem::show_problem;

/// What the window talks to: the station, or, in tests, something that writes down what it is told.
pub trait Backend: Send + Sync {
    /// The station at this moment. Asked for once a frame: it must not wait.
    fn view(&self) -> View;

    /// Asks for something. It must not wait either: the answer is a later view.
    fn send(&self, command: Command);
}

impl Backend for Station {
    fn view(&self) -> View {
        self.view()
    }

    fn send(&self, command: Command) {
        self.send(command);
    }
}

/// Opens the window and returns when it is closed. `start` makes the station and is given what wakes the window.
pub fn run(start: impl FnOnce(Wake) -> io::Result<Arc<dyn Backend>>) -> Result<(), WindowError> {
    let options = eframe::NativeOptions {
        viewport: viewport().with_inner_size([1280.0, 800.0]).with_min_inner_size([800.0, 480.0]),
        ..eframe::NativeOptions::default()
    };
    let create = |cc: &eframe::CreationContext<'_>| {
        let ctx = cc.egui_ctx.clone();
        let backend = start(Arc::new(move || ctx.request_repaint()))?;
        Ok(Box::new(App::new(cc, backend)) as Box<dyn eframe::App>)
    };
    eframe::run_native(APP_ID, options, Box::new(create)).map_err(WindowError::from)
}

/// The window could not be opened. In words of our own: eframe's error speaks to whoever builds windows, and may not
/// leave its thread.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum WindowError {
    /// No screen answers.
    NoScreen,
    /// There is a screen, and it cannot be drawn on.
    NoGraphics,
    /// What the window was to show could not be started.
    Start(String),
}

impl WindowError {
    /// It as a sentence or two, with what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::NoScreen => text!("window-no-screen"),
            Self::NoGraphics => text!("window-no-graphics"),
            Self::Start(reason) => text!("window-not-started", reason = reason),
        }
    }
}

impl From<eframe::Error> for WindowError {
    fn from(error: eframe::Error) -> Self {
        tracing::debug!(%error, "no window");
        match error {
            eframe::Error::AppCreation(error) => Self::Start(error.to_string()),
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => Self::NoScreen,
            _ => Self::NoGraphics,
        }
    }
}

const TITLE: &str = "Hadir";
const APP_ID: &str = "hadir";

fn viewport() -> ViewportBuilder {
    ViewportBuilder::default().with_title(TITLE).with_app_id(APP_ID).with_icon(icons::window_icon())
}

/// The screens, in the order of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Live,
    Class,
    Enrol,
    People,
    Log,
    Delivery,
    Check,
    Settings,
}

/// What a screen is drawn from, and where it puts what the person asks for.
struct Scene<'a> {
    view: &'a View,
    pictures: &'a mut pictures::Pictures,
    files: &'a mut files::Files,
    camera_change: &'a feed::CameraChange,
    dates: &'a Dates,
    now: jiff::Timestamp,
    commands: Vec<Command>,
    go: Option<Screen>,
    /// The session that is to be shown there.
    opens: Option<SessionKey>,
    /// Who is to be enrolled next.
    enrols: Option<StudentId>,
    /// Whom the person wants to see among the students.
    opens_student: Option<StudentId>,
    /// The card of the settings to show, where those are gone to.
    section: Option<Section>,
}

impl Scene<'_> {
    fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Goes to a student.
    fn open(&mut self, student: &StudentId) {
        self.opens_student = Some(student.clone());
        self.go = Some(Screen::People);
    }

    /// Leads to a card of the settings.
    fn go_to_settings(&mut self, section: Section) {
        (self.go, self.section) = (Some(Screen::Settings), Some(section));
    }

    fn change(&mut self, change: Change) {
        self.send(Command::Change(change));
    }
}

/// Whether the window is too small for everything at once.
fn is_narrow(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() < 1100.0
}
