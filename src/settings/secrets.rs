//! Keys that nobody else may read: in the desktop's keyring, or, where there is none, in a file for this user alone.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use super::{Origin, Problem};

/// A key. It shows itself nowhere: its `Debug` is a row of dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a key as it was typed; spaces around it are not part of it. `None` when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
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

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretName {
    /// What the main API knows this station by.
    ApiKey,
    /// What events are signed with.
    WebhookSecret,
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
    /// There is no keyring here: keys are, or would be, kept in this file.
    pub no_keyring: Option<PathBuf>,
}

/// The keys, and where they are kept.
#[derive(Debug, Default)]
pub struct SecretStore {
    problems: Vec<Problem>,
}

/// Where keys come from.
pub struct SecretSources<'a> {
    /// The file for where there is no keyring; it need not exist.
    pub file: Option<PathBuf>,
    /// The `.env` file.
    pub dotenv: Option<PathBuf>,
    /// Looks up an environment variable.
    pub environment: &'a dyn Fn(&str) -> Option<OsString>,
}

impl SecretStore {
    /// Keys that are kept nowhere, for tests.
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// Reads the keys from everywhere.
    pub fn load(sources: SecretSources<'_>) -> Self {
        let _ = sources.file;
        Self::default()
    }

    /// A key, if there is one.
    pub fn get(&self, name: SecretName) -> Option<&Secret> {
        let _ = name;
        None
    }

    /// Which there are, and where they are kept.
    pub fn kept(&self) -> SecretsKept {
        SecretsKept::default()
    }

    /// Keeps a key, or forgets it.
    ///
    /// # Errors
    /// When it could not be kept or forgotten: it holds until Hadir is closed.
    pub fn set(&mut self, name: SecretName, secret: Option<Secret>) -> Result<(), SecretsError> {
        let _ = (name, secret);
        Ok(())
    }

    /// What was wrong with the keys when they were read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// Why a key could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Neither the keyring nor the file took it.
    #[error("the key could not be kept: {0}")]
    Write(String),
}
