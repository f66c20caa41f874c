//! The file for keys where there is no keyring: for its owner alone, whoever could read it before.

use std::fs;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, value};

use super::{Secret, SecretName};
use crate::settings::Problem;
use crate::settings::file::{self, Content};
use crate::text;
use crate::words;

const HEADER: &str = "# Keys that Hadir keeps here because this desktop has no keyring. Show this file to nobody.\n\n";

/// The keys in the file. What is wrong with it is told; a damaged file is set aside.
pub(super) fn read(path: &Path, problems: &mut Vec<Problem>) -> Vec<(SecretName, Secret)> {
    let mut problem = |text, advice| problems.push(Problem { text, advice });
    // First of all: one that is set aside still has the keys in it.
    match tighten(path) {
        Ok(false) => {}
        Ok(true) => problem(text!("values-keys-were-open", file = path), text!("values-keys-were-open-advice")),
        Err(error) => problem(
            text!("values-keys-are-open", file = path, reason = words::io(&error)),
            text!("values-keys-are-open-advice"),
        ),
    }
    let document = match file::read(path) {
        Content::Missing => return Vec::new(),
        Content::Document(document) => document,
        Content::Unreadable(error) => {
            problem(
                text!("values-keys-unreadable", file = path, reason = words::io(&error)),
                text!("values-keys-unreadable-advice"),
            );
            return Vec::new();
        }
        Content::Broken(is) => {
            match file::set_aside(path) {
                Ok(aside) => problem(
                    text!("values-keys-broken", file = path, is = is, aside = &aside),
                    text!("values-keys-broken-advice"),
                ),
                Err(error) => problem(
                    text!("values-keys-stuck", file = path, is = is, reason = words::io(&error)),
                    text!("values-keys-stuck-advice"),
                ),
            }
            return Vec::new();
        }
    };
    let mut keys = Vec::new();
    for name in SecretName::ALL {
        match document.get(name.key()).map(Item::as_str) {
            None => {}
            Some(Some(text)) => keys.extend(Secret::new(text).map(|secret| (name, secret))),
            Some(None) => {
                problem(text!("values-key-wrong", key = name.text(), file = path), text!("values-key-wrong-advice"));
            }
        }
    }
    keys
}

/// Writes a key into the file, which is made where there is none.
pub(super) fn put(path: &Path, name: SecretName, secret: &Secret) -> io::Result<()> {
    let mut document = match file::read(path) {
        Content::Document(document) => document,
        Content::Missing => HEADER.parse().map_err(io::Error::other)?,
        Content::Unreadable(error) => return Err(error),
        Content::Broken(reason) => {
            tighten(path)?;
            let aside = file::set_aside(path)?;
            tracing::warn!("the file of keys {reason}; it is kept as {}", aside.display());
            HEADER.parse().map_err(io::Error::other)?
        }
    };
    if document.is_empty() {
        // Otherwise what is said at the top ends up below the key.
        let above = document.trailing().as_str().unwrap_or_default().to_owned();
        document = format!("{above}{} = \"\"\n", name.key()).parse().map_err(io::Error::other)?;
    }
    document[name.key()] = value(secret.expose());
    write(path, &document)
}

/// Takes a key out of the file, which goes with the last of them. With `only`, it is taken out if it is this one.
pub(super) fn remove(path: &Path, name: SecretName, only: Option<&Secret>) -> io::Result<()> {
    let mut document = match file::read(path) {
        Content::Document(document) => document,
        Content::Missing => return Ok(()),
        Content::Unreadable(error) => return Err(error),
        // It is set aside, and told, when it is next read.
        Content::Broken(_) => return Ok(()),
    };
    let there = document.get(name.key()).and_then(Item::as_str).and_then(Secret::new);
    if document.get(name.key()).is_none() || only.is_some_and(|only| there.as_ref() != Some(only)) {
        return Ok(());
    }
    document.remove(name.key());
    if document.is_empty() {
        return fs::remove_file(path);
    }
    write(path, &document)
}

fn write(path: &Path, document: &DocumentMut) -> io::Result<()> {
    // What replaces a file has its mode.
    tighten(path)?;
    file::write(path, &document.to_string())
}

/// Lets only its owner read a file; whether others could. One that is not there needs nothing.
fn tighten(path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 => {
                fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
                return Ok(true);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    // Elsewhere the user's own folders are closed to others.
    Ok(false)
}
