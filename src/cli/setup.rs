//! What every command begins with: the log, the settings, the places; and the parts made of them.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, anyhow};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

use super::output::{plain, tell};
use super::{PlaceArguments, Said};
use crate::engine::{EngineFactory, Models, dlib_factory, looking_for};
use crate::gallery::{Gallery, GalleryError};
use crate::journal::Journal;
use crate::settings::{Change, Places, Problem, SecretSources, SecretStore, SettingsStore, Sources};
use crate::text;
use crate::words::Language;

/// What the arguments, the environment and the settings come to.
pub(super) struct Setup {
    pub settings: SettingsStore,
    pub models: PathBuf,
    dotenv: Option<PathBuf>,
}

/// The log goes to stderr: what `HADIR_LOG` (else `RUST_LOG`) asks for, or else this level.
pub(super) fn start_logging(level: LevelFilter) {
    let asked = ["HADIR_LOG", "RUST_LOG"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let mut filter = EnvFilter::builder().with_default_directive(level.into()).parse_lossy(asked);
    // They print what they carry, byte by byte: students' ids.
    for library in ["tungstenite=warn", "tokio_tungstenite=warn"] {
        filter = match library.parse() {
            Ok(directive) => filter.add_directive(directive),
            Err(_) => filter,
        };
    }
    // Fails only where there is a log already, which is as good.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let _ = log.with_ansi(io::stderr().is_terminal()).try_init();
}

impl Setup {
    /// Reads the settings; what is wrong with them is told, and stops nothing.
    pub fn new(arguments: PlaceArguments, mut said: Said) -> anyhow::Result<Self> {
        let PlaceArguments { data, models, settings } = arguments;
        let places = Places::find();
        if let Some(data) = data {
            let data = std::path::absolute(&data)
                .with_context(|| format!("\u{201c}{}\u{201d} is no folder", data.display()))?;
            said.push((Change::Data(data), "--data"));
        }
        let settings = SettingsStore::load(Sources {
            data: places.data,
            file: settings.or(places.settings_file),
            dotenv: places.dotenv.clone(),
            environment: &|name| std::env::var_os(name),
            arguments: said,
        });
        Ok(Self { settings, models: models.unwrap_or(places.models), dotenv: places.dotenv })
    }

    /// Tells on stderr what is wrong with the settings; the window shows it instead.
    pub fn tell_problems(&self) {
        for problem in self.settings.problems() {
            tell(format_args!("{}", problem.text.clone().then(problem.advice.clone()).say(self.language())));
        }
    }

    /// What whoever reads the terminal is spoken to in.
    pub fn language(&self) -> Language {
        self.settings.current().language.value
    }

    /// Reads the keys for the main API: those in the keyring may take a moment.
    pub fn secrets(&self) -> SecretStore {
        SecretStore::load(SecretSources {
            file: self.settings.file().map(|settings| settings.with_file_name("secrets.toml")),
            dotenv: self.dotenv.clone(),
            environment: &|name| std::env::var_os(name),
        })
    }

    /// The attendance log of the data folder, which has to be held.
    pub fn journal(&self) -> Journal {
        Journal::open(&self.settings.current().data.value)
    }

    /// Takes the data folder, or says why not.
    pub fn open_gallery(&self) -> Result<Gallery, Problem> {
        Gallery::open(&self.settings.current().data.value).map_err(|error| {
            let advice = match &error {
                GalleryError::InUse(_) => text!("cli-close-other"),
                _ => text!("cli-let-write"),
            };
            Problem { text: error.text().sentence(), advice }
        })
    }

    /// Takes the data folder for a command; files in it that had to be set aside are told.
    pub fn gallery(&self) -> anyhow::Result<Gallery> {
        let gallery = self
            .open_gallery()
            .map_err(|problem| anyhow!("{}", problem.text.then(problem.advice).say(self.language())))?;
        for aside in &gallery.snapshot().set_aside {
            let (file, reason) = (&aside.file, &aside.reason);
            let text = match &aside.now {
                Some(now) => text!("cli-file-kept", file = file, reason = reason, now = now),
                None => text!("cli-file-passed-over", file = file, reason = reason),
            };
            tell(format_args!("{}", plain(&text.say(self.language()))));
        }
        Ok(gallery)
    }

    /// Makes engines, once the models have been looked at: a command without them should not begin.
    pub fn engines(&self) -> anyhow::Result<EngineFactory> {
        let models = Models::in_folder(&self.models);
        models
            .check()
            .map_err(|error| anyhow!("{}", error.text().sentence().then(error.advice()).say(self.language())))?;
        let upsampling = self.settings.current().upsampling.value;
        Ok(looking_for(upsampling, dlib_factory(self.models.clone())))
    }
}

/// A flag that Ctrl-C, or a polite request to end, sets. A second one ends Hadir on the spot.
pub(super) fn stop_when_asked() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("Ctrl-C cannot be listened for")?;
    Ok(stop)
}
