//! From default to argument: each layer gives changes, and those of a later layer go over those of an earlier one.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item};

use super::file::{self, Content};
use super::keys::{self, Misread};
use super::{Change, Origin, Problem, Settings, SettingsStore, Value};
use crate::text;
use crate::words::{self, Language, Text};

/// The original service's variables that are settings here, and the keys they set.
const VARIABLES: [(&str, &str); 3] = [
    ("FACE_TOLERANCE", "tolerance"),
    ("EVENT_COOLDOWN_SECONDS", "cooldown_seconds"),
    ("ATTENDANCE_WEBHOOK_URL", "webhook_url"),
];

/// More than a `.env` file has.
const MAX_DOTENV_BYTES: u64 = 1 << 20;

/// Where settings come from.
pub struct Sources<'a> {
    /// The data folder when nothing says otherwise.
    pub data: PathBuf,
    /// The settings file; it need not exist.
    pub file: Option<PathBuf>,
    /// The `.env` file.
    pub dotenv: Option<PathBuf>,
    /// Looks up an environment variable.
    pub environment: &'a dyn Fn(&str) -> Option<OsString>,
    /// What arguments say, and what each is called.
    pub arguments: Vec<(Change, &'static str)>,
}

/// What the system's messages are in, by POSIX' variables: the first of them that says anything decides.
fn system_language(environment: &dyn Fn(&str) -> Option<OsString>) -> Option<Language> {
    let mut said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment);
    Language::of(said.find(|text| !text.is_empty())?.to_str()?)
}

impl SettingsStore {
    /// Reads the settings from everywhere. What is wrong with any of them is in [`SettingsStore::problems`].
    pub fn load(sources: Sources<'_>) -> Self {
        let Sources { data, file, dotenv, environment, arguments } = sources;
        let language = Value { value: system_language(environment).unwrap_or_default(), from: Origin::Default };
        let data = Value { value: data, from: Origin::Default };
        let mut store = Self::in_memory(Settings { data, language, ..Settings::default() });
        store.file = file;
        store.load_file();
        if let Some(path) = dotenv {
            for (name, text) in read_dotenv(&path, &VARIABLES.map(|(variable, _)| variable), &mut store.problems) {
                store.load_variable(name, text.as_ref(), Origin::DotEnv(name));
            }
        }
        for (name, _) in VARIABLES {
            if let Some(text) = environment(name) {
                store.load_variable(name, &text, Origin::Environment(name));
            }
        }
        for (change, argument) in arguments {
            store.current.apply(change, Origin::Argument(argument));
        }
        store
    }

    fn load_file(&mut self) {
        let Some(path) = self.file.clone() else { return };
        match file::read(&path) {
            // Nobody has ever chosen anything: the window asks.
            Content::Missing => self.current.welcomed.value = false,
            Content::Document(document) => {
                self.load_document(&document, &path);
                self.document = document;
            }
            Content::Unreadable(error) => self.problem(
                text!("values-file-unreadable", file = &path, reason = words::io(&error)),
                text!("values-file-unreadable-advice"),
            ),
            Content::Broken(is) => match file::set_aside(&path) {
                Ok(aside) => self.problem(
                    text!("values-file-broken", file = &path, is = is, aside = &aside),
                    text!("values-file-broken-advice"),
                ),
                Err(error) => self.problem(
                    text!("values-file-stuck", file = &path, is = is, reason = words::io(&error)),
                    text!("values-file-stuck-advice"),
                ),
            },
        }
    }

    fn load_document(&mut self, document: &DocumentMut, path: &Path) {
        let folder = path.parent().unwrap_or(Path::new(""));
        for (name, item) in document.iter() {
            let read = match item {
                Item::Value(value) => keys::read(name, value),
                // A [section]: whatever it is, it is no setting.
                _ => keys::read(name, &toml_edit::Value::InlineTable(toml_edit::InlineTable::new())),
            };
            match read {
                Ok(Change::Data(data)) => {
                    self.current.apply(Change::Data(in_full(&data, folder)), Origin::File);
                }
                Ok(Change::TlsCertificate(Some(path))) => {
                    self.current.apply(Change::TlsCertificate(Some(in_full(&path, folder))), Origin::File);
                }
                Ok(Change::TlsKey(Some(path))) => {
                    self.current.apply(Change::TlsKey(Some(in_full(&path, folder))), Origin::File);
                }
                Ok(change) => self.current.apply(change, Origin::File),
                Err(Misread::UnknownKey) => self.problem(
                    text!("values-unknown-key", name = name),
                    text!("values-unknown-key-advice", file = path, names = key_list()),
                ),
                Err(Misread::Takes(takes)) => self.problem(
                    text!("values-wrong", name = name),
                    text!("values-wrong-advice", file = path, takes = takes),
                ),
            }
        }
    }

    fn load_variable(&mut self, name: &'static str, text: &OsStr, from: Origin) {
        let Some((_, key)) = VARIABLES.into_iter().find(|(variable, _)| *variable == name) else { return };
        let text = text.to_string_lossy();
        // An empty address switches the webhook off, as it did the original's; other empty values say nothing.
        if text.trim().is_empty() && key != "webhook_url" {
            return;
        }
        match keys::parse(key, &text) {
            Ok(change) => self.current.apply(change, from),
            Err(advice) => {
                let (origin, holds) = (from.text(), self.holding(key));
                // An address may hold a key: it is not repeated.
                let said = if key == "webhook_url" {
                    text!("values-no-address", origin = origin, holds = holds)
                } else {
                    text!("values-cannot-be", origin = origin, value = text.into_owned(), holds = holds)
                };
                self.problem(said, advice);
            }
        }
    }

    /// What holds in place of a variable's value that was just refused.
    fn holding(&self, key: &str) -> Text {
        let Settings { tolerance, cooldown, webhook_url, .. } = &self.current;
        match key {
            "tolerance" => text!("values-holds", value = tolerance.value.get(), origin = tolerance.from.text()),
            "webhook_url" => match webhook_url.value {
                Some(_) => text!("values-holds-address", origin = webhook_url.from.text()),
                None => text!("values-holds-no-webhook"),
            },
            _ => {
                let (value, origin) = (cooldown.value.as_secs_f64(), cooldown.from.text());
                text!("values-holds-seconds", value = value, origin = origin)
            }
        }
    }

    fn problem(&mut self, text: Text, advice: Text) {
        self.problems.push(Problem { text, advice });
    }
}

/// These variables, as often as a `.env` file has them. The process's environment is not touched.
pub(super) fn read_dotenv(
    path: &Path,
    variables: &[&'static str],
    problems: &mut Vec<Problem>,
) -> Vec<(&'static str, String)> {
    let mut bytes = Vec::new();
    if let Err(error) = fs::File::open(path).and_then(|file| file.take(MAX_DOTENV_BYTES).read_to_end(&mut bytes)) {
        problems.push(Problem {
            text: text!("values-dotenv-unreadable", file = path, reason = words::io(&error)),
            advice: text!("values-dotenv-unreadable-advice"),
        });
        return Vec::new();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let (mut ours, mut misread) = (Vec::new(), 0);
    for line in dotenvy::from_read_iter(bytes) {
        match line {
            Ok((name, text)) => {
                // As in the original, the last of several lines holds.
                ours.extend(variables.iter().find(|variable| **variable == name).map(|variable| (*variable, text)));
            }
            // The line itself is not told: such files hold keys and passwords.
            Err(_) => misread += 1,
        }
    }
    if misread > 0 {
        problems.push(Problem {
            text: text!("values-dotenv-misread", count = misread, file = path),
            advice: text!("values-dotenv-misread-advice"),
        });
    }
    ours
}

/// A folder or file as it is written in the settings file: `~` is the user's own, and others begin where the file is.
fn in_full(written: &Path, folder: &Path) -> PathBuf {
    match written.strip_prefix("~") {
        Ok(rest) => std::env::home_dir().unwrap_or_default().join(rest),
        Err(_) => folder.join(written),
    }
}

fn key_list() -> String {
    keys::names().collect::<Vec<_>>().join(", ")
}
