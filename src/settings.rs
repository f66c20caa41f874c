//! Every setting, and which of file, environment, argument or default its value came from. placeholder

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::{FrameSize, Tolerance, Upsampling};

/// A setting's value and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub from: Origin,
}

/// Where a value came from. Later ones win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Nobody said anything.
    #[default]
    Default,
    /// The settings file, which the window writes.
    File,
    /// The file `.env`, by this variable's name.
    DotEnv(&'static str),
    /// The environment, by this variable's name.
    Environment(&'static str),
    /// An argument, by its name.
    Argument(&'static str),
}

/// All settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The camera, as [`crate::camera::open`] takes it; `None` until one is chosen.
    pub source: Value<Option<String>>,
    /// Size to ask the camera for.
    pub size: Value<Option<FrameSize>>,
    /// Pictures a second to ask the camera for.
    pub rate: Value<Option<f64>>,
    /// Files begin again at their end.
    pub repeat: Value<bool>,
    /// Show the feed as a mirror would.
    pub mirror: Value<bool>,
    /// The largest distance that still names a face.
    pub tolerance: Value<Tolerance>,
    /// How small a face is looked for.
    pub upsampling: Value<Upsampling>,
    /// At most one recognition per person in this time.
    pub cooldown: Value<Duration>,
    /// The data folder; takes effect at the next start.
    pub data: Value<PathBuf>,
    /// How dates are written.
    pub dates: Value<DateLanguage>,
    /// Light or dark.
    pub theme: Value<Theme>,
}

/// How dates and times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateLanguage {
    /// Sunday, 22 November 2026
    #[default]
    English,
    /// Minggu, 22 November 2026
    Indonesian,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the desktop is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// One setting, changed by the person.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// [`Settings::source`]
    Source(Option<String>),
    /// [`Settings::size`]
    Size(Option<FrameSize>),
    /// [`Settings::rate`]
    Rate(Option<f64>),
    /// [`Settings::repeat`]
    Repeat(bool),
    /// [`Settings::mirror`]
    Mirror(bool),
    /// [`Settings::tolerance`]
    Tolerance(Tolerance),
    /// [`Settings::upsampling`]
    Upsampling(Upsampling),
    /// [`Settings::cooldown`]
    Cooldown(Duration),
    /// [`Settings::data`]
    Data(PathBuf),
    /// [`Settings::dates`]
    Dates(DateLanguage),
    /// [`Settings::theme`]
    Theme(Theme),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: Value::default(),
            size: Value::default(),
            rate: Value::default(),
            repeat: Value::default(),
            mirror: Value { value: true, from: Origin::Default },
            tolerance: Value::default(),
            upsampling: Value::default(),
            cooldown: Value { value: Duration::from_secs(5), from: Origin::Default },
            data: Value { value: PathBuf::from("data"), from: Origin::Default },
            dates: Value::default(),
            theme: Value::default(),
        }
    }
}

/// The settings and the file they are kept in.
#[derive(Debug)]
pub struct SettingsStore {
    current: Settings,
    file: Option<PathBuf>,
}

impl SettingsStore {
    /// Settings that are kept nowhere, for tests and for commands that change none.
    pub fn in_memory(settings: Settings) -> Self {
        Self { current: settings, file: None }
    }

    /// The settings now.
    pub fn current(&self) -> &Settings {
        &self.current
    }

    /// The file they are kept in.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Takes a change: from now on, and, written to the file, at the next start.
    pub fn change(&mut self, _change: Change) -> Result<(), SettingsError> {
        Ok(())
    }
}

/// Why settings could not be kept. The change holds until Hadir is closed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file could not be written.
    #[error("the settings could not be saved in {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] std::io::Error),
}
