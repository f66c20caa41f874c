//! The desktop's keyring, on a thread of its own: it may ask the person for a password, or hang, and nobody else waits
//! longer for it than they like.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use keyring::{Entry, Error};

use super::{Secret, SecretName};
use crate::text;
use crate::words::Text;

/// What our keys are filed under.
const SERVICE: &str = "hadir";
/// Outside tests.
const PATIENCE: Patience = Patience { at_start: Duration::from_secs(3), in_settings: Duration::from_secs(60) };

/// How long the keyring is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// When Hadir starts: the camera is worth more.
    pub(super) at_start: Duration,
    /// When a person changes a key: they may have to find a password first.
    pub(super) in_settings: Duration,
}

/// Why a keyring did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VaultError {
    /// There is none.
    Absent,
    /// There is one, and it said this.
    Failed(Text),
}

/// What keeps keys.
pub(super) trait Vault {
    /// A key, if it has it.
    fn get(&self, name: SecretName) -> Result<Option<Secret>, VaultError>;
    /// Keeps a key, or forgets it.
    fn put(&self, name: SecretName, secret: Option<&Secret>) -> Result<(), VaultError>;
}

/// What the keyring said of a key.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) name: SecretName,
    pub(super) secret: Result<Option<Secret>, VaultError>,
    /// It was in the file, and was to be moved.
    pub(super) in_file: bool,
}

type Job = Box<dyn FnOnce(&dyn Vault) + Send>;

/// A keyring and the thread that talks to it. The thread ends when this is dropped and the keyring has answered.
pub(super) struct Keyring {
    jobs: Sender<Job>,
    pub(super) patience: Patience,
}

impl Keyring {
    /// The desktop's own; `None` where there cannot be one.
    pub(super) fn of_desktop(environment: &dyn Fn(&str) -> Option<OsString>) -> Option<Self> {
        has_desktop(environment).then(|| Self::start(Desktop, PATIENCE))?
    }

    pub(super) fn start(vault: impl Vault + Send + 'static, patience: Patience) -> Option<Self> {
        let (jobs, inbox) = unbounded::<Job>();
        let run = move || inbox.into_iter().for_each(|job| job(&vault));
        match std::thread::Builder::new().name("keyring".to_owned()).spawn(run) {
            Ok(_) => Some(Self { jobs, patience }),
            Err(error) => {
                tracing::error!(%error, "the keyring is not used");
                None
            }
        }
    }

    /// Looks these keys up; those that come with a key are put in.
    pub(super) fn load(&self, wanted: Vec<(SecretName, Option<Secret>)>) -> Receiver<Vec<Loaded>> {
        self.ask(move |vault| {
            let load = |(name, in_file): (SecretName, Option<Secret>)| match in_file {
                Some(secret) => {
                    Loaded { name, secret: vault.put(name, Some(&secret)).map(|()| Some(secret)), in_file: true }
                }
                None => Loaded { name, secret: vault.get(name), in_file: false },
            };
            wanted.into_iter().map(load).collect()
        })
    }

    /// Keeps a key, or forgets it.
    pub(super) fn put(&self, name: SecretName, secret: Option<Secret>) -> Receiver<Result<(), VaultError>> {
        self.ask(move |vault| vault.put(name, secret.as_ref()))
    }

    /// The receiver hangs up when the keyring could not be asked.
    fn ask<T: Send + 'static>(&self, work: impl FnOnce(&dyn Vault) -> T + Send + 'static) -> Receiver<T> {
        let (answer, answers) = bounded(1);
        let job = Box::new(move |vault: &dyn Vault| {
            // Whoever asked may have given up.
            let _ = answer.send(work(vault));
        });
        let _ = self.jobs.send(job);
        answers
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(..)")
    }
}

/// Whether this is a session that could have a keyring. Without a session bus (ssh, a service, a container) asking for
/// one would at best fail.
fn has_desktop(environment: &dyn Fn(&str) -> Option<OsString>) -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    let set = |name| environment(name).filter(|value| !value.is_empty());
    set("DBUS_SESSION_BUS_ADDRESS").is_some()
        || set("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists())
}

/// The desktop's own keyring: the Secret Service, Keychain, or Credential Manager.
struct Desktop;

impl Desktop {
    fn entry(name: SecretName) -> Result<Entry, VaultError> {
        if let Err(error) = Entry::store_status() {
            tracing::info!("this desktop has no keyring: {error}");
            return Err(VaultError::Absent);
        }
        Entry::new(SERVICE, name.key()).map_err(|error| failed(&error))
    }
}

impl Vault for Desktop {
    fn get(&self, name: SecretName) -> Result<Option<Secret>, VaultError> {
        match Self::entry(name)?.get_password() {
            Ok(text) => Ok(Secret::new(&text)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    fn put(&self, name: SecretName, secret: Option<&Secret>) -> Result<(), VaultError> {
        let entry = Self::entry(name)?;
        let done = match secret {
            Some(secret) => entry.set_password(secret.expose()),
            None => entry.delete_credential(),
        };
        match done {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }
}

/// Never by `Debug`, which would show what the keyring holds.
fn failed(error: &Error) -> VaultError {
    VaultError::Failed(match error {
        Error::NoStorageAccess(_) => text!("values-keyring-locked"),
        Error::Ambiguous(_) => text!("values-keyring-ambiguous"),
        other => Text::said(other),
    })
}
