//! The settings as they are now, and the file that changes are kept in.

use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, RawString};

use super::file::{self, Content};
use super::{Change, Origin, Problem, Settings};
use crate::text;
use crate::words::{self, Text};

/// Stands above the settings in a file that Hadir made.
const HEADER: &str =
    "# Hadir's settings. What is changed in the window is written here; docs/settings.md says what there is.\n\n";

/// The settings and the file they are kept in.
#[derive(Debug)]
pub struct SettingsStore {
    pub(super) current: Settings,
    pub(super) file: Option<PathBuf>,
    /// The file as it was read or written last.
    pub(super) document: DocumentMut,
    pub(super) problems: Vec<Problem>,
}

impl SettingsStore {
    /// Settings that are kept nowhere, for tests and for commands that change none.
    pub fn in_memory(settings: Settings) -> Self {
        Self { current: settings, file: None, document: DocumentMut::new(), problems: Vec::new() }
    }

    /// The settings now.
    pub fn current(&self) -> &Settings {
        &self.current
    }

    /// The file they are kept in.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// What was wrong with the settings when they were read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Takes a change: from now on, and, written to the file, at the next start.
    ///
    /// # Errors
    /// When it could not be written. It holds until Hadir is closed, and the file is as it was.
    pub fn change(&mut self, change: Change) -> Result<(), SettingsError> {
        let kept = match self.file.clone() {
            Some(file) => self.write(&file, &change).map_err(|error| SettingsError::Write(file, error)),
            None => Ok(()),
        };
        self.current.apply(change, Origin::File);
        kept
    }

    fn write(&mut self, file: &Path, change: &Change) -> io::Result<()> {
        let mut is_first = false;
        // Read again first: the person, or another Hadir, may have written to it since.
        let mut document = match file::read(file) {
            Content::Document(document) => document,
            Content::Missing => {
                is_first = true;
                HEADER.parse().map_err(io::Error::other)?
            }
            Content::Unreadable(error) => return Err(error),
            Content::Broken(reason) => {
                let aside = file::set_aside(file)?;
                tracing::warn!("the settings file {reason}; it is kept as {}", aside.display());
                self.document.clone()
            }
        };
        put(&mut document, change)?;
        if is_first && !self.current.welcomed.value && !matches!(change, Change::Welcomed(_)) {
            // Whoever stops in the middle of the first questions is asked again.
            put(&mut document, &Change::Welcomed(false))?;
            self.current.apply(Change::Welcomed(false), Origin::File);
        }
        file::write(file, &document.to_string())?;
        self.document = document;
        Ok(())
    }
}

/// Writes one key and leaves everything else, comments too, as it stands.
fn put(document: &mut DocumentMut, change: &Change) -> io::Result<()> {
    let key = change.key();
    let Some(mut value) = change.to_toml()? else {
        remove(document, key);
        return Ok(());
    };
    match document.get_mut(key) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        _ => {
            // What stands there, a table, is no setting.
            document.remove(key);
            let above = document.trailing().as_str().unwrap_or_default().to_owned();
            let alone = document.is_empty();
            document.insert(key, Item::Value(value));
            // In a file of comments alone they would otherwise end up below the first setting.
            if alone && let Some(mut key) = document.key_mut(key) {
                key.leaf_decor_mut().set_prefix(above);
                document.set_trailing("");
            }
        }
    }
    Ok(())
}

/// Takes a key out; the comments above it, perhaps the file's own heading, go to what stands below.
fn remove(document: &mut DocumentMut, name: &str) {
    let below = document.iter().map(|(name, _)| name.to_owned()).skip_while(|other| other != name).nth(1);
    let Some((removed, _)) = document.remove_entry(name) else { return };
    let comments = removed.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    if comments.trim().is_empty() {
        return;
    }
    let with =
        |below: Option<&RawString>| format!("{comments}{}", below.and_then(RawString::as_str).unwrap_or_default());
    if let Some(table) = below.as_deref().and_then(|below| document.get_mut(below)?.as_table_mut()) {
        let decor = table.decor_mut();
        decor.set_prefix(with(decor.prefix()));
    } else if let Some(mut key) = below.as_deref().and_then(|below| document.key_mut(below)) {
        let decor = key.leaf_decor_mut();
        decor.set_prefix(with(decor.prefix()));
    } else {
        document.set_trailing(with(Some(document.trailing())));
    }
}

/// Why settings could not be kept. The change holds until Hadir is closed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file could not be written.
    #[error("{}", self.text())]
    Write(PathBuf, #[source] io::Error),
}

impl SettingsError {
    /// What happened, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Write(file, error) => text!("values-not-saved", file = file, reason = words::io(error)),
        }
    }
}
