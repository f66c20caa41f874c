//! The keys of the settings file: what each is called, what may stand there, and how a change is written back.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use toml_edit::Value;

use super::{Change, Pin, Sound, TextSize, Theme};
use crate::core::person::Part;
use crate::core::{Rule, StrangersNamed, Tolerance, Upsampling};
use crate::text;
use crate::words::{Language, Text};

mod forms;
mod written;

use self::forms::{file, is_web_address, number, origin, size, text_or_number};

/// Most pictures a second that can be asked for.
const MAX_RATE: f64 = 120.0;
/// Longest cooldown, in seconds: a day.
const MAX_COOLDOWN: f64 = 86_400.0;
/// Longest that events can be asked to be kept, in days: a century.
const MAX_RETENTION: u32 = 36_500;

/// Longest that pictures of strangers can be asked to be kept, in days.
const MAX_STRANGERS: u32 = 30;
/// Longest name of a door, in characters: it is read from afar.
pub const MAX_DOOR_NAME: usize = 40;

/// What browsers say where a page has no origin of its own.
pub const NO_ORIGIN: &str = "null";

struct Key {
    name: &'static str,
    /// What may stand there, to go behind "It takes ".
    takes: Text,
    read: fn(&Value) -> Option<Change>,
}

static KEYS: &[Key] = &[
    Key {
        name: "source",
        takes: text!("values-takes-source"),
        read: |value| {
            text_or_number(value).map(|source| Change::Source(Some(source).filter(|source| !source.is_empty())))
        },
    },
    Key {
        name: "size",
        takes: text!("values-takes-size"),
        read: |value| Some(Change::Size(Some(size(value.as_str()?)?))),
    },
    Key {
        name: "rate",
        takes: text!("values-takes-rate"),
        read: |value| number(value).filter(|&rate| rate > 0.0 && rate <= MAX_RATE).map(|rate| Change::Rate(Some(rate))),
    },
    Key { name: "repeat", takes: text!("values-takes-yes-or-no"), read: |value| value.as_bool().map(Change::Repeat) },
    Key { name: "mirror", takes: text!("values-takes-yes-or-no"), read: |value| value.as_bool().map(Change::Mirror) },
    Key {
        name: "rule",
        takes: text!("values-takes-rule"),
        read: |value| match value.as_str()? {
            "sure" => Some(Change::Rule(Rule::Sure)),
            "nearest" => Some(Change::Rule(Rule::Nearest)),
            _ => None,
        },
    },
    Key {
        name: "strangers_named",
        takes: text!("values-takes-strangers"),
        read: |value| number(value).and_then(StrangersNamed::new).map(Change::StrangersNamed),
    },
    Key {
        name: "tolerance",
        takes: text!("values-takes-tolerance"),
        read: |value| number(value).and_then(Tolerance::new).map(Change::Tolerance),
    },
    Key {
        name: "upsampling",
        takes: text!("values-takes-upsampling"),
        read: |value| {
            let times = value.as_integer().and_then(|times| u8::try_from(times).ok())?;
            Upsampling::new(times).map(Change::Upsampling)
        },
    },
    Key {
        name: "cooldown_seconds",
        takes: text!("values-takes-cooldown"),
        read: |value| {
            let seconds = number(value).filter(|seconds| (0.0..=MAX_COOLDOWN).contains(seconds))?;
            Duration::try_from_secs_f64(seconds).ok().map(Change::Cooldown)
        },
    },
    Key {
        name: "webhook_url",
        takes: text!("values-takes-address"),
        read: |value| {
            let url = value.as_str()?.trim();
            (url.is_empty() || is_web_address(url))
                .then(|| Change::WebhookUrl(Some(url.to_owned()).filter(|url| !url.is_empty())))
        },
    },
    Key {
        name: "send_unknown",
        takes: text!("values-takes-yes-or-no"),
        read: |value| value.as_bool().map(Change::SendUnknown),
    },
    Key {
        name: "send_sessions",
        takes: text!("values-takes-yes-or-no"),
        read: |value| value.as_bool().map(Change::SendSessions),
    },
    Key {
        name: "retention_days",
        takes: text!("values-takes-days"),
        read: |value| {
            let days = value.as_integer().and_then(|days| u32::try_from(days).ok())?;
            (days <= MAX_RETENTION).then(|| Change::RetentionDays(Some(days).filter(|&days| days > 0)))
        },
    },
    Key {
        name: "consent_text",
        takes: text!("values-takes-consent-text"),
        read: |value| {
            let text = Part::ConsentText.tidy(value.as_str()?).ok()?;
            Some(Change::ConsentText(text.map(Arc::from)))
        },
    },
    Key {
        name: "strangers_days",
        takes: text!("values-takes-strangers-days"),
        read: |value| {
            let days = value.as_integer().and_then(|days| u32::try_from(days).ok())?;
            (days <= MAX_STRANGERS).then(|| Change::StrangersDays(Some(days).filter(|&days| days > 0)))
        },
    },
    Key {
        name: "sound",
        takes: text!("values-takes-sound"),
        read: |value| {
            let name = value.as_str()?;
            Sound::ALL.into_iter().find(|sound| sound.name() == name).map(Change::Sound)
        },
    },
    Key {
        name: "door_screen",
        takes: text!("values-takes-yes-or-no"),
        read: |value| value.as_bool().map(Change::DoorScreen),
    },
    Key {
        name: "door_name",
        takes: text!("values-takes-door-name"),
        read: |value| {
            let name = value.as_str()?.trim();
            (name.chars().count() <= MAX_DOOR_NAME && !name.contains(char::is_control))
                .then(|| Change::DoorName(Some(name.to_owned()).filter(|name| !name.is_empty())))
        },
    },
    Key {
        name: "door_pin",
        takes: text!("values-takes-door-pin"),
        read: |value| {
            let kept = value.as_str()?;
            if kept.is_empty() {
                return Some(Change::DoorPin(None));
            }
            Pin::of_kept(kept).map(|pin| Change::DoorPin(Some(pin)))
        },
    },
    Key { name: "serve", takes: text!("values-takes-yes-or-no"), read: |value| value.as_bool().map(Change::Serve) },
    Key {
        name: "host",
        takes: text!("values-takes-host"),
        read: |value| match value.as_str()?.trim() {
            "localhost" => Some(Change::Host(IpAddr::from([127, 0, 0, 1]))),
            address => address.parse().ok().map(Change::Host),
        },
    },
    Key {
        name: "port",
        takes: text!("values-takes-port"),
        read: |value| u16::try_from(value.as_integer()?).ok().map(Change::Port),
    },
    Key {
        name: "tls_certificate",
        takes: text!("values-takes-file"),
        read: |value| file(value).map(Change::TlsCertificate),
    },
    Key { name: "tls_key", takes: text!("values-takes-file"), read: |value| file(value).map(Change::TlsKey) },
    Key {
        name: "origins",
        takes: text!("values-takes-origins"),
        read: |value| {
            let texts: Vec<&str> = match value {
                Value::Array(array) => array.iter().map(Value::as_str).collect::<Option<_>>()?,
                // As an argument or a line says it.
                value => value.as_str()?.split(',').collect(),
            };
            let origins = texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(origin);
            origins.collect::<Option<_>>().map(Change::Origins)
        },
    },
    Key {
        name: "recognise_at",
        takes: text!("values-takes-address"),
        read: |value| {
            let url = value.as_str()?.trim().trim_end_matches('/');
            (url.is_empty() || is_web_address(url))
                .then(|| Change::RecogniseAt(Some(url.to_owned()).filter(|url| !url.is_empty())))
        },
    },
    Key {
        name: "data",
        takes: text!("values-takes-folder"),
        read: |value| value.as_str().filter(|path| !path.is_empty()).map(|path| Change::Data(PathBuf::from(path))),
    },
    Key {
        name: "language",
        takes: text!("values-takes-language"),
        read: |value| Language::of(value.as_str()?).map(Change::Language),
    },
    Key {
        name: "theme",
        takes: text!("values-takes-theme"),
        read: |value| match value.as_str()? {
            "system" => Some(Change::Theme(Theme::System)),
            "light" => Some(Change::Theme(Theme::Light)),
            "dark" => Some(Change::Theme(Theme::Dark)),
            _ => None,
        },
    },
    Key {
        name: "text_size",
        takes: text!("values-takes-text-size"),
        read: |value| TextSize::new(number(value)? as f32).map(Change::TextSize),
    },
    Key {
        name: "welcomed",
        takes: text!("values-takes-yes-or-no"),
        read: |value| value.as_bool().map(Change::Welcomed),
    },
];

/// Reads what stands at a key of the settings file; else what it takes, for the person.
pub(super) fn read(name: &str, value: &Value) -> Result<Change, Misread> {
    let key = KEYS.iter().find(|key| key.name == name).ok_or(Misread::UnknownKey)?;
    (key.read)(value).ok_or_else(|| Misread::Takes(key.takes.clone()))
}

/// Why what stands at a key is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misread {
    /// Hadir has no such setting.
    UnknownKey,
    /// This is what it takes.
    Takes(Text),
}

/// Every key there is, in the order of docs/settings.md.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}

/// Reads a setting from plain text, as in an argument or an environment variable.
///
/// # Errors
/// What the setting takes, a sentence for the person.
pub fn parse(name: &str, text: &str) -> Result<Change, Text> {
    let text = text.trim();
    let meant = [
        Some(Value::from(text)),
        text.parse::<bool>().ok().map(Value::from),
        text.parse::<i64>().ok().map(Value::from),
        text.parse::<f64>().ok().map(Value::from),
    ];
    let mut takes = Text::NOTHING;
    for value in meant.into_iter().flatten() {
        match read(name, &value) {
            Ok(change) => return Ok(change),
            Err(Misread::Takes(what)) => takes = what,
            Err(Misread::UnknownKey) => return Err(text!("values-no-setting", name = name)),
        }
    }
    Err(text!("values-takes", takes = takes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::FrameSize;

    #[test]
    fn every_key_reads_back_what_a_change_writes() {
        let changes = [
            Change::Source(Some("rtsp://door/1".to_owned())),
            Change::Size(Some(FrameSize { width: 1280, height: 720 })),
            Change::Rate(Some(12.5)),
            Change::Repeat(true),
            Change::Mirror(false),
            Change::Rule(Rule::Nearest),
            Change::StrangersNamed(StrangersNamed::new(0.01).unwrap()),
            Change::Tolerance(Tolerance::new(0.5).unwrap()),
            Change::Upsampling(Upsampling::new(2).unwrap()),
            Change::Cooldown(Duration::from_millis(2500)),
            Change::WebhookUrl(Some("https://school.example/attendance".to_owned())),
            Change::SendUnknown(true),
            Change::SendSessions(true),
            Change::RetentionDays(Some(365)),
            Change::ConsentText(Some("I agree.\nReally.".into())),
            Change::StrangersDays(Some(7)),
            Change::Sound(Sound::Wood),
            Change::DoorScreen(true),
            Change::DoorName(Some("Kelas 7B".to_owned())),
            Change::DoorPin(Some(Pin::new("2580").unwrap())),
            Change::Serve(true),
            Change::Host(IpAddr::from([0, 0, 0, 0])),
            Change::Port(8443),
            Change::TlsCertificate(Some(PathBuf::from("/etc/hadir.pem"))),
            Change::TlsKey(Some(PathBuf::from("/etc/hadir.key"))),
            Change::Origins(vec!["https://school.example".to_owned(), NO_ORIGIN.to_owned()]),
            Change::RecogniseAt(Some("http://10.0.0.5:8000".to_owned())),
            Change::Data(PathBuf::from("/srv/hadir data")),
            Change::Language(Language::Indonesian),
            Change::Theme(Theme::Dark),
            Change::TextSize(TextSize::new(1.5).unwrap()),
            Change::Welcomed(false),
        ];
        assert_eq!(changes.iter().map(Change::key).collect::<Vec<_>>(), names().collect::<Vec<_>>());
        for change in changes {
            let written = change.to_toml().unwrap().unwrap();
            assert_eq!(read(change.key(), &written), Ok(change.clone()), "{written}");
        }
    }

    #[test]
    fn a_whole_number_is_written_as_one() {
        let text = |change: Change| change.to_toml().unwrap().unwrap().to_string();
        assert_eq!(text(Change::Cooldown(Duration::from_secs(5))), "5");
        assert_eq!(text(Change::Cooldown(Duration::from_millis(500))), "0.5");
        assert_eq!(text(Change::Rate(Some(30.0))), "30");
    }

    #[test]
    fn what_a_key_does_not_take_is_refused() {
        let table: &[(&str, &[&str])] = &[
            ("size", &["640", "640x", "x480", "0x480", "-1x1", "9000x1", "640 by 480", ""]),
            ("rate", &["0", "-1", "241", "nan", "inf", "fast", ""]),
            ("repeat", &["1", "yes", ""]),
            ("mirror", &["0", "no"]),
            ("rule", &["closest", ""]),
            ("strangers_named", &["0", "1", "nan", "few", ""]),
            ("tolerance", &["7", "-0.1", "abc", "nan", "inf", "0,45", ""]),
            ("upsampling", &["3", "-1", "1.5", "one", "256"]),
            ("cooldown_seconds", &["-1", "86401", "nan", "soon", "1e300"]),
            ("strangers_days", &["-1", "31", "1.5", "all"]),
            ("sound", &["loud", ""]),
            ("door_screen", &["1", "yes"]),
            ("door_name", &["a name that is longer than anybody would read from afar"]),
            ("door_pin", &["2580", "$argon2id$v=19$m=1,t=1,p=1$"]),
            ("data", &[""]),
            ("language", &["french", ""]),
            ("theme", &["Dark", "blue"]),
            ("text_size", &["0.9", "2.1", "200", "large", ""]),
            ("welcomed", &["1", ""]),
        ];
        for (name, texts) in table {
            for text in *texts {
                let refusal = parse(name, text).unwrap_err().to_string();
                assert!(refusal.starts_with("It takes ") && refusal.ends_with('.'), "{name} = {text}: {refusal}");
            }
        }
        assert!(parse("tolerence", "0.4").unwrap_err().to_string().contains("tolerence"));
    }

    #[test]
    fn what_a_key_takes_is_read_however_it_is_written() {
        let size = Change::Size(Some(FrameSize { width: 640, height: 480 }));
        for text in ["640x480", "640X480", " 640 \u{d7} 480 "] {
            assert_eq!(parse("size", text), Ok(size.clone()), "{text}");
        }
        assert_eq!(parse("source", "0"), Ok(Change::Source(Some("0".to_owned()))));
        assert_eq!(read("source", &Value::from(2)), Ok(Change::Source(Some("2".to_owned()))));
        assert_eq!(parse("source", ""), Ok(Change::Source(None)));
        assert_eq!(parse("tolerance", "1"), Ok(Change::Tolerance(Tolerance::new(1.0).unwrap())));
        assert_eq!(parse("cooldown_seconds", "0.5"), Ok(Change::Cooldown(Duration::from_millis(500))));
    }
}
