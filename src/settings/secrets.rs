//! Keys that nobody else may read: in the desktop's keyring, or, where there is none, in a file for this user alone.
//!
//! A key in the file is newer than one in the keyring, or was put there by a person: it goes before, and is moved into the
//! keyring as soon as there is one.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use crossbeam_channel::{Receiver, RecvTimeoutError};
use rustls::crypto::ring;
use zeroize::Zeroizing;

use super::load::read_dotenv;
use super::{Origin, Problem};
use crate::text;
use crate::words::{self, Text};

mod file;
mod keyring;
#[cfg(test)]
mod tests;

use self::keyring::{Keyring, Loaded, VaultError};

/// A key. It shows itself nowhere: its `Debug` is a row of dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a key as it was typed; spaces around it are not part of it. `None` when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// A key that nobody can guess: 32 random bytes, as letters, digits, `-` and `_`.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> io::Result<Self> {
        Ok(Self(Zeroizing::new(BASE64.encode(random_bytes::<32>()?))))
    }

    /// The key, for the one place that sends it or signs with it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\u{2022}\u{2022}\u{2022}")
    }
}

/// Random bytes of the system.
///
/// # Errors
/// When it gives none.
pub fn random_bytes<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    let filled = ring::default_provider().secure_random.fill(&mut bytes);
    filled.map_err(|_| io::Error::other(text!("values-no-random")))?;
    Ok(bytes)
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretName {
    /// What the main API knows this station by.
    ApiKey,
    /// What events are signed with.
    WebhookSecret,
    /// What other systems show to this station's server.
    ServerKey,
    /// What this station shows to the other Hadir that recognises for it.
    RemoteKey,
}

impl SecretName {
    const ALL: [Self; 4] = [Self::ApiKey, Self::WebhookSecret, Self::ServerKey, Self::RemoteKey];

    /// The environment variable that gives it.
    const fn variable(self) -> &'static str {
        match self {
            Self::ApiKey => "ATTENDANCE_API_KEY",
            Self::WebhookSecret => "ATTENDANCE_WEBHOOK_SECRET",
            Self::ServerKey => "HADIR_SERVER_KEY",
            Self::RemoteKey => "HADIR_REMOTE_KEY",
        }
    }

    /// What it is called in the file and in the keyring.
    const fn key(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::WebhookSecret => "webhook_secret",
            Self::ServerKey => "server_key",
            Self::RemoteKey => "remote_key",
        }
    }
}

impl SecretName {
    /// What it is called to a person.
    pub fn text(self) -> Text {
        match self {
            Self::ApiKey => text!("values-api-key"),
            Self::WebhookSecret => text!("values-webhook-secret"),
            Self::ServerKey => text!("values-server-key"),
            Self::RemoteKey => text!("values-remote-key"),
        }
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// Where a key is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptIn {
    /// The desktop's keyring.
    Keyring,
    /// A file that only this user can read.
    File(PathBuf),
    /// It was given from outside: the environment or `.env`.
    Given(Origin),
    /// Nowhere: it is gone when Hadir is closed.
    Memory,
}

/// Which keys there are, and where they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecretsKept {
    /// [`SecretName::ApiKey`]
    pub api_key: Option<KeptIn>,
    /// [`SecretName::WebhookSecret`]
    pub webhook_secret: Option<KeptIn>,
    /// [`SecretName::ServerKey`]
    pub server_key: Option<KeptIn>,
    /// [`SecretName::RemoteKey`]
    pub remote_key: Option<KeptIn>,
    /// There is no keyring here: keys are, or would be, kept in this file.
    pub no_keyring: Option<PathBuf>,
}

/// The keys, and where they are kept.
#[derive(Debug, Default)]
pub struct SecretStore {
    keys: HashMap<SecretName, (Secret, KeptIn)>,
    file: Option<PathBuf>,
    keyring: Option<Keyring>,
    /// The keyring did what was last asked of it.
    keyring_works: bool,
    /// What the keyring has yet to say, and of which keys it is still wanted.
    late: Option<(Receiver<Vec<Loaded>>, Vec<SecretName>)>,
    problems: Vec<Problem>,
}

/// Where keys come from.
pub struct SecretSources<'a> {
    /// The file for where there is no keyring; it need not exist.
    pub file: Option<PathBuf>,
    /// The `.env` file.
    pub dotenv: Option<PathBuf>,
    /// Looks up an environment variable. It also says whether there is a desktop whose keyring could be asked.
    pub environment: &'a dyn Fn(&str) -> Option<OsString>,
}

impl SecretStore {
    /// Keys that are kept nowhere, for tests.
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// Reads the keys from everywhere. A keyring that takes its time, perhaps because it asks the person for a password,
    /// is not waited for longer than a few seconds; see [`Self::late`].
    pub fn load(sources: SecretSources<'_>) -> Self {
        let keyring = Keyring::of_desktop(sources.environment);
        Self::load_with(sources, keyring)
    }

    fn load_with(sources: SecretSources<'_>, keyring: Option<Keyring>) -> Self {
        let SecretSources { file, dotenv, environment } = sources;
        let mut store = Self { file, keyring, ..Self::default() };
        // What is wrong with the file itself, the settings tell.
        let from_dotenv =
            dotenv.map(|path| read_dotenv(&path, &SecretName::ALL.map(SecretName::variable), &mut vec![]));
        for name in SecretName::ALL {
            let variable = name.variable();
            let in_environment = environment(variable)
                .and_then(|text| Secret::new(&text.to_string_lossy()))
                .map(|secret| (secret, Origin::Environment(variable)));
            let in_dotenv = || {
                let mut lines = from_dotenv.iter().flatten().filter(|(other, _)| *other == variable);
                Some((Secret::new(&lines.next_back()?.1)?, Origin::DotEnv(variable)))
            };
            if let Some((secret, origin)) = in_environment.or_else(in_dotenv) {
                store.keys.insert(name, (secret, KeptIn::Given(origin)));
            }
        }
        if let Some(path) = store.file.clone() {
            for (name, secret) in file::read(&path, &mut store.problems) {
                store.keys.entry(name).or_insert((secret, KeptIn::File(path.clone())));
            }
        }
        store.ask_keyring();
        store
    }

    /// Asks the keyring for every key that was not given, and to take those of the file.
    fn ask_keyring(&mut self) {
        let wanted: Vec<(SecretName, Option<Secret>)> = SecretName::ALL
            .into_iter()
            .filter_map(|name| match self.keys.get(&name) {
                Some((_, KeptIn::Given(_))) => None,
                Some((secret, _)) => Some((name, Some(secret.clone()))),
                None => Some((name, None)),
            })
            .collect();
        let Some(keyring) = self.keyring.as_ref().filter(|_| !wanted.is_empty()) else { return };
        let names = wanted.iter().map(|(name, _)| *name).collect();
        let answer = keyring.load(wanted);
        match answer.recv_timeout(keyring.patience.at_start) {
            Ok(loaded) => self.take(loaded),
            Err(RecvTimeoutError::Disconnected) => self.keyring = None,
            Err(RecvTimeoutError::Timeout) => {
                self.late = Some((answer, names));
                self.problem(text!("values-keyring-late"), text!("values-keyring-late-advice"));
            }
        }
    }

    /// Takes in what the keyring has said since it was last asked, when it had taken its time: to be called now and then.
    /// Gives whether there are other keys now.
    pub fn late(&mut self) -> bool {
        let Some((answer, names)) = &self.late else { return false };
        let Ok(mut loaded) = answer.try_recv() else { return false };
        loaded.retain(|loaded| names.contains(&loaded.name));
        self.late = None;
        let before = self.keys.clone();
        self.take(loaded);
        before != self.keys
    }

    /// Whether the keyring has yet to say which keys it has.
    pub fn is_waiting(&self) -> bool {
        self.late.is_some()
    }

    fn take(&mut self, loaded: Vec<Loaded>) {
        let mut refused = None;
        for Loaded { name, secret, in_file } in loaded {
            match secret {
                Ok(secret) => {
                    self.keyring_works = true;
                    let Some(secret) = secret else { continue };
                    if let Some(path) = self.file.clone().filter(|_| in_file)
                        && let Err(error) = file::remove(&path, name, Some(&secret))
                    {
                        let (key, reason) = (name.text(), words::io(&error));
                        self.problem(
                            text!("values-key-in-both", key = key, file = path, reason = reason),
                            text!("values-delete-file"),
                        );
                    }
                    self.keys.insert(name, (secret, KeptIn::Keyring));
                }
                Err(VaultError::Absent) => {
                    self.keyring = None;
                    self.keyring_works = false;
                }
                Err(VaultError::Failed(reason)) => {
                    self.keyring_works = false;
                    // A key that the file has is known all the same.
                    if !in_file {
                        refused = Some(reason);
                    }
                }
            }
        }
        // Said once: nobody knows which of them it has.
        if let Some(reason) = refused {
            self.problem(text!("values-keyring-refuses", reason = reason), text!("values-keyring-refuses-advice"));
        }
    }

    /// A key, if there is one.
    pub fn get(&self, name: SecretName) -> Option<&Secret> {
        self.keys.get(&name).map(|(secret, _)| secret)
    }

    /// Which there are, and where they are kept.
    pub fn kept(&self) -> SecretsKept {
        let kept = |name| self.keys.get(&name).map(|(_, kept)| kept.clone());
        SecretsKept {
            api_key: kept(SecretName::ApiKey),
            webhook_secret: kept(SecretName::WebhookSecret),
            server_key: kept(SecretName::ServerKey),
            remote_key: kept(SecretName::RemoteKey),
            no_keyring: self.file.clone().filter(|_| !self.keyring_works),
        }
    }

    /// Keeps a key, or forgets it. One that was given from outside goes before it until Hadir is started without.
    ///
    /// Takes as long as the keyring does, which may ask the person for a password: up to a minute.
    ///
    /// # Errors
    /// When it could not be kept or forgotten: it holds until Hadir is closed.
    pub fn set(&mut self, name: SecretName, secret: Option<Secret>) -> Result<(), SecretsError> {
        self.late();
        if let Some((_, names)) = &mut self.late {
            // What the keyring still has to say of it is out of date.
            names.retain(|other| *other != name);
        }
        let kept = match &secret {
            Some(secret) => self.keep(name, secret),
            None => self.forget(name).map(|()| KeptIn::Memory),
        };
        let (kept_in, result) = match kept {
            Ok(kept_in) => (kept_in, Ok(())),
            Err(error) => (KeptIn::Memory, Err(error)),
        };
        if !matches!(self.keys.get(&name), Some((_, KeptIn::Given(_)))) {
            match secret {
                Some(secret) => self.keys.insert(name, (secret, kept_in)),
                None => self.keys.remove(&name),
            };
        }
        result
    }

    fn keep(&mut self, name: SecretName, secret: &Secret) -> Result<KeptIn, SecretsError> {
        let refused = match self.put_in_keyring(name, Some(secret.clone())) {
            Some(Ok(())) => {
                if let Some(path) = &self.file {
                    file::remove(path, name, None).map_err(|error| SecretsError::left_in_file(path, &error))?;
                }
                return Ok(KeptIn::Keyring);
            }
            refused => refused,
        };
        match (&self.file, refused) {
            (Some(path), _) => match file::put(path, name, secret) {
                Ok(()) => Ok(KeptIn::File(path.clone())),
                Err(error) => Err(SecretsError::Write(in_file(path, &error))),
            },
            (None, Some(Err(reason))) => Err(SecretsError::Write(reason)),
            (None, _) => Ok(KeptIn::Memory),
        }
    }

    fn forget(&mut self, name: SecretName) -> Result<(), SecretsError> {
        let was_in_keyring = matches!(self.keys.get(&name), Some((_, KeptIn::Keyring)));
        let refused = self.put_in_keyring(name, None);
        if let Some(path) = &self.file {
            file::remove(path, name, None).map_err(|error| SecretsError::left_in_file(path, &error))?;
        }
        match refused {
            Some(Err(reason)) if was_in_keyring => Err(SecretsError::Forget(reason)),
            _ => Ok(()),
        }
    }

    /// Has the keyring keep or forget a key; `None` when there is no keyring.
    fn put_in_keyring(&mut self, name: SecretName, secret: Option<Secret>) -> Option<Result<(), Text>> {
        let keyring = self.keyring.as_ref()?;
        let result = match keyring.put(name, secret).recv_timeout(keyring.patience.in_settings) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(VaultError::Absent)) => {
                self.keyring = None;
                self.keyring_works = false;
                return None;
            }
            Ok(Err(VaultError::Failed(reason))) => Err(text!("values-keyring-says", reason = reason)),
            Err(_) => Err(text!("values-keyring-silent")),
        };
        self.keyring_works = result.is_ok();
        if let Err(reason) = &result {
            tracing::warn!("the {name} is not in the keyring: {reason}");
        }
        Some(result)
    }

    fn problem(&mut self, text: Text, advice: Text) {
        self.problems.push(Problem { text, advice });
    }

    /// What was wrong with the keys when they were read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// Why a key could not be kept or forgotten.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Neither the keyring nor the file took it.
    #[error("{}", self.text())]
    Write(Text),
    /// It is kept, or forgotten, and is still in a place where it was before.
    #[error("{}", self.text())]
    Forget(Text),
}

impl SecretsError {
    fn left_in_file(path: &Path, error: &io::Error) -> Self {
        Self::Forget(in_file(path, error))
    }

    /// What happened, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Write(reason) => text!("values-key-not-kept", reason = reason),
            Self::Forget(reason) => text!("values-key-not-forgotten", reason = reason),
        }
    }
}

fn in_file(path: &Path, error: &io::Error) -> Text {
    text!("words-file-because", name = path, reason = words::io(error))
}
