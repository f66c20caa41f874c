//! How a change is written into the settings file.

use std::path::Path;

use toml_edit::{Array, Value};

use super::super::{Change, Theme};
use crate::core::Rule;
use crate::text;

impl Change {
    /// The key of the settings file that this changes.
    pub(in crate::settings) fn key(&self) -> &'static str {
        match self {
            Self::Source(_) => "source",
            Self::Size(_) => "size",
            Self::Rate(_) => "rate",
            Self::Repeat(_) => "repeat",
            Self::Mirror(_) => "mirror",
            Self::Rule(_) => "rule",
            Self::StrangersNamed(_) => "strangers_named",
            Self::Tolerance(_) => "tolerance",
            Self::Upsampling(_) => "upsampling",
            Self::Cooldown(_) => "cooldown_seconds",
            Self::WebhookUrl(_) => "webhook_url",
            Self::SendUnknown(_) => "send_unknown",
            Self::SendSessions(_) => "send_sessions",
            Self::RetentionDays(_) => "retention_days",
            Self::ConsentText(_) => "consent_text",
            Self::StrangersDays(_) => "strangers_days",
            Self::Sound(_) => "sound",
            Self::DoorScreen(_) => "door_screen",
            Self::DoorName(_) => "door_name",
            Self::DoorPin(_) => "door_pin",
            Self::Serve(_) => "serve",
            Self::Host(_) => "host",
            Self::Port(_) => "port",
            Self::TlsCertificate(_) => "tls_certificate",
            Self::TlsKey(_) => "tls_key",
            Self::Origins(_) => "origins",
            Self::RecogniseAt(_) => "recognise_at",
            Self::Data(_) => "data",
            Self::Language(_) => "language",
            Self::Theme(_) => "theme",
            Self::TextSize(_) => "text_size",
            Self::Welcomed(_) => "welcomed",
        }
    }

    /// What is to stand at the key; `None`: nothing, so that the default holds. `Err` for a path that is not Unicode,
    /// which TOML cannot say.
    pub(in crate::settings) fn to_toml(&self) -> Result<Option<Value>, std::io::Error> {
        Ok(match self {
            Self::Source(source) => source.as_deref().map(Value::from),
            Self::Size(size) => size.map(|size| Value::from(format!("{}x{}", size.width, size.height))),
            Self::Rate(rate) => rate.map(whole_where_it_is),
            Self::Repeat(yes)
            | Self::Mirror(yes)
            | Self::SendUnknown(yes)
            | Self::SendSessions(yes)
            | Self::Serve(yes)
            | Self::Welcomed(yes)
            | Self::DoorScreen(yes) => Some(Value::from(*yes)),
            Self::Rule(Rule::Sure) => Some(Value::from("sure")),
            Self::Rule(Rule::Nearest) => Some(Value::from("nearest")),
            Self::StrangersNamed(rate) => Some(Value::from(rate.get())),
            Self::Tolerance(tolerance) => Some(Value::from(tolerance.get())),
            Self::Upsampling(upsampling) => Some(Value::from(i64::from(upsampling.times()))),
            Self::Cooldown(cooldown) => Some(whole_where_it_is(cooldown.as_secs_f64())),
            Self::WebhookUrl(url) | Self::RecogniseAt(url) => url.as_deref().map(Value::from),
            Self::Host(host) => Some(Value::from(host.to_string())),
            Self::Port(port) => Some(Value::from(i64::from(*port))),
            Self::TlsCertificate(file) | Self::TlsKey(file) => {
                file.as_deref().map(|file| path_text(file).map(Value::from)).transpose()?
            }
            Self::Origins(origins) => (!origins.is_empty()).then(|| Value::Array(Array::from_iter(origins))),
            Self::ConsentText(text) => text.as_deref().map(Value::from),
            Self::RetentionDays(days) | Self::StrangersDays(days) => days.map(|days| Value::from(i64::from(days))),
            Self::Sound(sound) => Some(Value::from(sound.name())),
            Self::DoorName(name) => name.as_deref().map(Value::from),
            Self::DoorPin(pin) => pin.as_ref().map(|pin| Value::from(pin.kept())),
            Self::Data(path) => Some(Value::from(path_text(path)?)),
            Self::Language(language) => Some(Value::from(language.code())),
            Self::Theme(Theme::System) => Some(Value::from("system")),
            Self::Theme(Theme::Light) => Some(Value::from("light")),
            Self::Theme(Theme::Dark) => Some(Value::from("dark")),
            Self::TextSize(size) => Some(whole_where_it_is(size.get().into())),
        })
    }
}

fn path_text(path: &Path) -> Result<&str, std::io::Error> {
    path.to_str().ok_or_else(|| std::io::Error::other(text!("values-not-unicode")))
}

/// A person writes `5`, and not `5.0`.
fn whole_where_it_is(number: f64) -> Value {
    if number.fract() == 0.0 { Value::from(number as i64) } else { Value::from(number) }
}
