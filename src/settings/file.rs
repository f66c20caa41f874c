//! The settings file itself: read without trust, set aside when broken, written so that it is whole at any moment.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use toml_edit::DocumentMut;

use crate::files;
use crate::text;
use crate::words::Text;

/// A settings file larger than this is something else.
const MAX_BYTES: u64 = 1 << 20;

/// What a settings file turned out to be.
pub(super) enum Content {
    /// There is none, which is no fault.
    Missing,
    /// Settings.
    Document(DocumentMut),
    /// Not settings; why, to go behind "it ".
    Broken(Text),
    /// It may be in order, but cannot be read.
    Unreadable(io::Error),
}

/// Reads a settings file.
pub(super) fn read(path: &Path) -> Content {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Content::Missing,
        Err(error) => return Content::Unreadable(error),
    };
    if metadata.is_dir() {
        return Content::Broken(text!("values-is-folder"));
    }
    if !metadata.is_file() {
        // A pipe or a device: reading could wait for ever, and it is not ours to rename.
        return Content::Unreadable(io::Error::other(text!("values-no-file")));
    }
    let mut bytes = Vec::new();
    if let Err(error) = fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)) {
        return Content::Unreadable(error);
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Content::Broken(text!("values-is-too-large"));
    }
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Content::Broken(text!("values-is-no-text"));
    };
    match text.parse::<DocumentMut>() {
        Ok(document) => Content::Document(document),
        Err(error) => {
            // Only the place and the rule: the line itself may hold a camera's password.
            let at = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let rule = error.message().lines().next().unwrap_or_default();
            Content::Broken(text!("values-is-no-toml", line = line, rule = rule))
        }
    }
}

/// Renames a broken file to a name that is free, beside it, and gives that name.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    files::set_aside(path, &Zoned::now().strftime(".broken-%Y%m%d-%H%M%S").to_string())
}

/// Writes the settings, whole at any moment, and makes the folder they belong in.
pub(super) fn write(path: &Path, content: &str) -> io::Result<()> {
    // A link stays a link: some people keep their settings elsewhere.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    files::make_folder(files::folder_of(&target))?;
    files::write(&target, content.as_bytes())
}
