//! Every setting, and which of file, `.env`, environment, argument or default its value came from.
//!
//! [`SettingsStore::load`] reads them in that order, the later winning. A value that is wrong is a [`Problem`] to the
//! person, and the value below it holds; nothing here ever keeps Hadir from starting. [`SettingsStore::change`] writes
//! the one key that was changed, so that what came from elsewhere never ends up in the file.
//!
//! [`Places`] says where the data, the models and the settings file are.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::core::{FrameSize, Rule, StrangersNamed, Tolerance, Upsampling};
use crate::text;
use crate::words::{Language, Text};

mod file;
mod keys;
mod load;
mod pin;
mod places;
mod secrets;
mod store;

pub use keys::{MAX_DOOR_NAME, NO_ORIGIN, parse};
pub use load::Sources;
pub use pin::{FEWEST_DIGITS, MOST_DIGITS, Pin, PinRefusal};
pub use places::Places;
pub use secrets::{KeptIn, Secret, SecretName, SecretSources, SecretStore, SecretsError, SecretsKept, random_bytes};
pub use store::{SettingsError, SettingsStore};

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

impl Origin {
    /// What it is called.
    pub fn text(&self) -> Text {
        match self {
            Self::Default => text!("values-from-default"),
            Self::File => text!("values-from-file"),
            Self::DotEnv(variable) => text!("values-from-dotenv", variable = *variable),
            Self::Environment(variable) => text!("values-from-environment", variable = *variable),
            Self::Argument(argument) => Text::said(argument),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// Something about the settings that the person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What happened and what holds now, a sentence.
    pub text: Text,
    /// What to do, a sentence.
    pub advice: Text,
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
    /// By which rule faces at the door are named.
    pub rule: Value<Rule>,
    /// Under [`Rule::Sure`], the part of strangers who may get a name.
    pub strangers_named: Value<StrangersNamed>,
    /// The largest distance that still names a face, under [`Rule::Nearest`] and for other systems.
    pub tolerance: Value<Tolerance>,
    /// How small a face is looked for.
    pub upsampling: Value<Upsampling>,
    /// At most one recognition per person in this time.
    pub cooldown: Value<Duration>,
    /// The address of the school's main API; `None`: nothing is sent.
    pub webhook_url: Value<Option<String>>,
    /// Faces that are nobody's are sent, too.
    pub send_unknown: Value<bool>,
    /// How a session ended is sent, too.
    pub send_sessions: Value<bool>,
    /// Events older than this many days are removed; `None`: never.
    pub retention_days: Value<Option<u32>>,
    /// What has to be agreed to before a student is enrolled; `None`: nothing.
    pub consent_text: Value<Option<Arc<str>>>,
    /// Pictures of faces that are nobody's are kept for so many days, to be enrolled or dismissed; `None`: none is kept.
    pub strangers_days: Value<Option<u32>>,
    /// What is heard when somebody is recorded.
    pub sound: Value<Sound>,
    /// The window begins as the screen of an unattended door.
    pub door_screen: Value<bool>,
    /// What stands on that screen: the class or the room.
    pub door_name: Value<Option<String>>,
    /// What leaving that screen asks for; `None`: nothing.
    pub door_pin: Value<Option<Pin>>,
    /// Other systems may ask this station over HTTP.
    pub serve: Value<bool>,
    /// Where they may come from: this PC alone (a loopback address), or whoever reaches that address.
    pub host: Value<IpAddr>,
    /// The port they find it at; 0: any that is free.
    pub port: Value<u16>,
    /// The certificate (PEM, with those between it and its issuer) that makes it HTTPS; `None`: HTTP.
    pub tls_certificate: Value<Option<PathBuf>>,
    /// The certificate's private key (PEM).
    pub tls_key: Value<Option<PathBuf>>,
    /// Web pages of these origins (`https://intranet.school.example`) may ask it too; [`NO_ORIGIN`]: those opened from
    /// disk, and whatever else has none.
    pub origins: Value<Vec<String>>,
    /// The address of another Hadir (or of the original service) that names the faces instead of this PC; `None`: this PC.
    pub recognise_at: Value<Option<String>>,
    /// The data folder; takes effect at the next start.
    pub data: Value<PathBuf>,
    /// What language people are spoken to in. By default, that of the system, where Hadir has it.
    pub language: Value<Language>,
    /// Light or dark.
    pub theme: Value<Theme>,
    /// How large everything in the window is.
    pub text_size: Value<TextSize>,
    /// The first start's questions were answered or put off. Until then the window asks them.
    pub welcomed: Value<bool>,
}

/// How large everything in the window is beside its usual size, 1 to 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSize(f32);

impl TextSize {
    /// The sizes offered, the usual one first.
    pub const OFFERED: [Self; 5] = [Self(1.0), Self(1.25), Self(1.5), Self(1.75), Self(2.0)];

    /// From 1 to 2; `None` for anything else.
    pub fn new(factor: f32) -> Option<Self> {
        (1.0..=2.0).contains(&factor).then_some(Self(factor))
    }

    /// The factor.
    pub fn get(self) -> f32 {
        self.0
    }

    /// The next that is offered, larger or smaller; the same at the end.
    #[must_use]
    pub fn next(self, larger: bool) -> Self {
        let mut sizes = Self::OFFERED.into_iter();
        let next =
            if larger { sizes.find(|size| size.0 > self.0 + 0.01) } else { sizes.rfind(|size| size.0 < self.0 - 0.01) };
        next.unwrap_or(self)
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(1.0)
    }
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

/// What is heard when somebody is recorded.
///
/// None unless somebody chooses one: the PC of a classroom may hang on its loudspeakers, and lessons are held next door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sound {
    /// Nothing.
    #[default]
    None,
    /// Two soft notes, the second the higher.
    Chime,
    /// One small bell.
    Bell,
    /// Two short knocks of wood, as of a marimba.
    Wood,
}

impl Sound {
    /// Those that a person can choose.
    pub const ALL: [Self; 4] = [Self::None, Self::Chime, Self::Bell, Self::Wood];

    /// As the settings file calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Chime => "chime",
            Self::Bell => "bell",
            Self::Wood => "wood",
        }
    }
}

/// One setting with its new value, from whatever source.
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
    /// [`Settings::rule`]
    Rule(Rule),
    /// [`Settings::strangers_named`]
    StrangersNamed(StrangersNamed),
    /// [`Settings::tolerance`]
    Tolerance(Tolerance),
    /// [`Settings::upsampling`]
    Upsampling(Upsampling),
    /// [`Settings::cooldown`]
    Cooldown(Duration),
    /// [`Settings::webhook_url`]
    WebhookUrl(Option<String>),
    /// [`Settings::send_unknown`]
    SendUnknown(bool),
    /// [`Settings::send_sessions`]
    SendSessions(bool),
    /// [`Settings::retention_days`]
    RetentionDays(Option<u32>),
    /// [`Settings::consent_text`]
    ConsentText(Option<Arc<str>>),
    /// [`Settings::strangers_days`]
    StrangersDays(Option<u32>),
    /// [`Settings::sound`]
    Sound(Sound),
    /// [`Settings::door_screen`]
    DoorScreen(bool),
    /// [`Settings::door_name`]
    DoorName(Option<String>),
    /// [`Settings::door_pin`]
    DoorPin(Option<Pin>),
    /// [`Settings::serve`]
    Serve(bool),
    /// [`Settings::host`]
    Host(IpAddr),
    /// [`Settings::port`]
    Port(u16),
    /// [`Settings::tls_certificate`]
    TlsCertificate(Option<PathBuf>),
    /// [`Settings::tls_key`]
    TlsKey(Option<PathBuf>),
    /// [`Settings::origins`]
    Origins(Vec<String>),
    /// [`Settings::recognise_at`]
    RecogniseAt(Option<String>),
    /// [`Settings::data`]
    Data(PathBuf),
    /// [`Settings::language`]
    Language(Language),
    /// [`Settings::theme`]
    Theme(Theme),
    /// [`Settings::text_size`]
    TextSize(TextSize),
    /// [`Settings::welcomed`]
    Welcomed(bool),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: Value::default(),
            size: Value::default(),
            rate: Value::default(),
            repeat: Value::default(),
            mirror: Value { value: true, from: Origin::Default },
            rule: Value::default(),
            strangers_named: Value::default(),
            tolerance: Value::default(),
            upsampling: Value::default(),
            cooldown: Value { value: Duration::from_secs(5), from: Origin::Default },
            webhook_url: Value::default(),
            send_unknown: Value::default(),
            send_sessions: Value::default(),
            retention_days: Value::default(),
            consent_text: Value::default(),
            strangers_days: Value::default(),
            sound: Value::default(),
            door_screen: Value::default(),
            door_name: Value::default(),
            door_pin: Value::default(),
            serve: Value::default(),
            host: Value { value: IpAddr::V4(Ipv4Addr::LOCALHOST), from: Origin::Default },
            port: Value { value: 8000, from: Origin::Default },
            tls_certificate: Value::default(),
            tls_key: Value::default(),
            origins: Value::default(),
            recognise_at: Value::default(),
            data: Value { value: PathBuf::from("data"), from: Origin::Default },
            language: Value::default(),
            theme: Value::default(),
            text_size: Value::default(),
            welcomed: Value { value: true, from: Origin::Default },
        }
    }
}

impl Settings {
    /// Takes a value over the one there is.
    pub fn apply(&mut self, change: Change, from: Origin) {
        match change {
            Change::Source(value) => self.source = Value { value, from },
            Change::Size(value) => self.size = Value { value, from },
            Change::Rate(value) => self.rate = Value { value, from },
            Change::Repeat(value) => self.repeat = Value { value, from },
            Change::Mirror(value) => self.mirror = Value { value, from },
            Change::Rule(value) => self.rule = Value { value, from },
            Change::StrangersNamed(value) => self.strangers_named = Value { value, from },
            Change::Tolerance(value) => self.tolerance = Value { value, from },
            Change::Upsampling(value) => self.upsampling = Value { value, from },
            Change::Cooldown(value) => self.cooldown = Value { value, from },
            Change::WebhookUrl(value) => self.webhook_url = Value { value, from },
            Change::SendUnknown(value) => self.send_unknown = Value { value, from },
            Change::SendSessions(value) => self.send_sessions = Value { value, from },
            Change::RetentionDays(value) => self.retention_days = Value { value, from },
            Change::ConsentText(value) => self.consent_text = Value { value, from },
            Change::StrangersDays(value) => self.strangers_days = Value { value, from },
            Change::Sound(value) => self.sound = Value { value, from },
            Change::DoorScreen(value) => self.door_screen = Value { value, from },
            Change::DoorName(value) => self.door_name = Value { value, from },
            Change::DoorPin(value) => self.door_pin = Value { value, from },
            Change::Serve(value) => self.serve = Value { value, from },
            Change::Host(value) => self.host = Value { value, from },
            Change::Port(value) => self.port = Value { value, from },
            Change::TlsCertificate(value) => self.tls_certificate = Value { value, from },
            Change::TlsKey(value) => self.tls_key = Value { value, from },
            Change::Origins(value) => self.origins = Value { value, from },
            Change::RecogniseAt(value) => self.recognise_at = Value { value, from },
            Change::Data(value) => self.data = Value { value, from },
            Change::Language(value) => self.language = Value { value, from },
            Change::Theme(value) => self.theme = Value { value, from },
            Change::TextSize(value) => self.text_size = Value { value, from },
            Change::Welcomed(value) => self.welcomed = Value { value, from },
        }
    }
}
