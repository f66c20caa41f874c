//! A folder of pictures, shown one after the other.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::pace::{Pace, Stop};
use super::place::name_of;
use super::{CameraError, CameraSource, Picture, SourceOptions, Stopper};
use crate::core::SortKey;
use crate::images;
use crate::text;
use crate::words;

/// Pictures a second, when nobody says.
const RATE: f64 = 1.0;

/// Pictures in a row, each shown for the same time.
#[derive(Debug)]
pub(super) struct Stills {
    name: String,
    files: Vec<PathBuf>,
    repeat: bool,
    /// The file to read next.
    at: usize,
    /// One could be read since the first file was last begun with.
    any: bool,
    pace: Pace,
    stop: Stop,
}

/// Opens a folder of JPEG, PNG and WebP files, taken in the order a person counts in; or one such file.
pub(super) fn open(path: PathBuf, options: &SourceOptions) -> Result<Stills, CameraError> {
    let name = name_of(&path.to_string_lossy());
    let files = if path.is_dir() { pictures_in(&path, &name)? } else { vec![path] };
    if files.is_empty() {
        return Err(CameraError::Unusable { name, reason: text!("camera-folder-empty") });
    }
    let pace = Pace::new(options.asked_rate().unwrap_or(RATE));
    Ok(Stills { name, files, repeat: options.repeat, at: 0, any: false, pace, stop: Stop::default() })
}

fn pictures_in(folder: &Path, name: &str) -> Result<Vec<PathBuf>, CameraError> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => CameraError::Missing(name.to_owned()),
        std::io::ErrorKind::PermissionDenied => CameraError::Denied(name.to_owned()),
        _ => {
            let reason = text!("camera-folder-unreadable", reason = words::io(&error));
            CameraError::Unusable { name: name.to_owned(), reason }
        }
    })?;
    let mut files: Vec<PathBuf> = entries
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| images::is_photo_name(path) && path.is_file())
        .collect();
    files.sort_by_cached_key(|file| (SortKey::of(&file.to_string_lossy()), file.clone()));
    Ok(files)
}

impl CameraSource for Stills {
    fn name(&self) -> &str {
        &self.name
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        while !self.stop.is_asked() {
            let Some(file) = self.files.get(self.at) else {
                if !self.any {
                    let reason = text!("camera-none-readable");
                    return Err(CameraError::Unusable { name: self.name.clone(), reason });
                }
                if !self.repeat {
                    return Ok(None);
                }
                (self.at, self.any) = (0, false);
                continue;
            };
            self.at += 1;
            match images::read(file).and_then(|bytes| images::decode(&bytes)) {
                Ok(rgb) => {
                    self.any = true;
                    let source_time = self.pace.wait_for_next(&self.stop);
                    return Ok(Some(Picture { rgb, source_time }));
                }
                Err(error) => tracing::warn!("{} is passed over: {error}", file.display()),
            }
        }
        Ok(None)
    }

    fn is_lossless(&self) -> bool {
        true
    }

    fn patience(&self) -> Duration {
        self.pace.patience(Duration::from_secs(5))
    }

    fn stopper(&self) -> Option<Stopper> {
        let stop = self.stop.clone();
        Some(std::sync::Arc::new(move || stop.ask()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_in_the_order_a_person_counts_in() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["2.jpg", "10.PNG", "a2b9.jpg", "a2b10.jpg", "a10.jpg", "B1.jpg", "c.webp"];
        for name in names.iter().rev().chain(&["0.txt", "0"]) {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let stills = open(folder.path().to_owned(), &SourceOptions::default()).unwrap();
        assert_eq!(stills.files, names.map(|name| folder.path().join(name)));
    }

    #[test]
    fn an_empty_folder_says_so() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
        let error = open(folder.path().to_owned(), &SourceOptions::default()).unwrap_err();
        assert!(error.to_string().ends_with("cannot be used: there is no JPEG, PNG or WebP picture in it"), "{error}");
    }
}
