//! The crops in `faces/<student_id>/`, and which template each was made from.
//!
//! A crop's name says so: `<unix ms>_<template key>_<photo>.jpg`, where the photo is the first 16 hex digits of its
//! SHA-256, or `camera`. So nothing has to be kept beside the templates, and the original may append rows of its own. Its
//! crops, `<unix ms>.jpg`, say nothing: they belong to the rows without a crop, in order, where there are as many.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::{fs, mem};

use super::{PhotoDigest, TemplateKey};

const CAMERA: &str = "camera";

/// What a crop's name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CropName {
    /// When it was taken, in milliseconds since 1970.
    pub unix_ms: u64,
    /// What of; `None` in the original's names.
    pub of: Option<CropOf>,
}

/// Which template a crop was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CropOf {
    pub key: TemplateKey,
    /// The beginning of the photo's digest; `None` from the camera.
    pub photo: Option<String>,
}

impl CropName {
    /// What this file name says; `None` where it is no crop's.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(".jpg")?.split('_');
        let unix_ms = parts.next().filter(|ms| ms.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
        let of = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => None,
            (Some(key), Some(photo), None) if is_hex16(key) && (photo == CAMERA || is_hex16(photo)) => {
                Some(CropOf { key: TemplateKey(key.to_owned()), photo: (photo != CAMERA).then(|| photo.to_owned()) })
            }
            _ => return None,
        };
        Some(Self { unix_ms, of })
    }

    /// The file's name.
    pub(super) fn file_name(&self) -> String {
        match &self.of {
            None => format!("{}.jpg", self.unix_ms),
            Some(CropOf { key, photo }) => {
                format!("{}_{}_{}.jpg", self.unix_ms, key.0, photo.as_deref().unwrap_or(CAMERA))
            }
        }
    }
}

/// Whether a crop was made from this photo, by its name.
pub(super) fn is_of_photo(crop: &Path, photo: &PhotoDigest) -> bool {
    let of = crop.file_name().and_then(|name| name.to_str()).and_then(CropName::parse).and_then(|name| name.of);
    of.and_then(|of| of.photo).is_some_and(|of| of == photo.short())
}

fn is_hex16(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The crops of a student's folder, oldest first. Whatever else lies there is passed over, and so is a link.
pub(super) fn list(folder: &Path) -> io::Result<Vec<(CropName, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries?,
    };
    let mut crops = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().and_then(CropName::parse)
            && entry.file_type()?.is_file()
        {
            crops.push((name, entry.path()));
        }
    }
    crops.sort_by(|(a, a_path), (b, b_path)| (a.unix_ms, a_path).cmp(&(b.unix_ms, b_path)));
    Ok(crops)
}

/// The crops of a student's templates.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Paired {
    /// For each template, its crop.
    pub of_rows: Vec<Option<PathBuf>>,
    /// Crops whose template is gone, or never came to be.
    pub orphans: Vec<PathBuf>,
    /// Crops of the original of which it cannot be said whose they are.
    pub ambiguous: Vec<PathBuf>,
}

/// Finds each template's crop. `crops` are oldest first.
pub(super) fn pair(rows: &[TemplateKey], crops: Vec<(CropName, PathBuf)>) -> Paired {
    let mut paired = Paired { of_rows: vec![None; rows.len()], ..Paired::default() };
    // Equal templates have equal keys: theirs are paired in order.
    let mut waiting: HashMap<&TemplateKey, Vec<usize>> = HashMap::new();
    for (row, key) in rows.iter().enumerate().rev() {
        waiting.entry(key).or_default().push(row);
    }
    for (name, path) in crops {
        match name.of {
            None => paired.ambiguous.push(path),
            Some(of) => match waiting.get_mut(&of.key).and_then(Vec::pop) {
                Some(row) => paired.of_rows[row] = Some(path),
                None => paired.orphans.push(path),
            },
        }
    }
    let without: Vec<usize> = (0..rows.len()).filter(|&row| paired.of_rows[row].is_none()).collect();
    if without.len() == paired.ambiguous.len() {
        for (row, path) in without.into_iter().zip(mem::take(&mut paired.ambiguous)) {
            paired.of_rows[row] = Some(path);
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(of: u8) -> TemplateKey {
        TemplateKey(format!("{of:016x}"))
    }

    fn own(unix_ms: u64, of: u8) -> (CropName, PathBuf) {
        crop(CropName { unix_ms, of: Some(CropOf { key: key(of), photo: None }) })
    }

    fn original(unix_ms: u64) -> (CropName, PathBuf) {
        crop(CropName { unix_ms, of: None })
    }

    fn crop(name: CropName) -> (CropName, PathBuf) {
        let path = name.file_name().into();
        (name, path)
    }

    #[test]
    fn a_name_says_which_template_and_which_photo() {
        let photo = PhotoDigest::of(b"a photo");
        let of = CropOf { key: key(7), photo: Some(photo.short()) };
        for of in [None, Some(of.clone()), Some(CropOf { photo: None, ..of })] {
            let name = CropName { unix_ms: 1_727_580_000_123, of };
            assert_eq!(CropName::parse(&name.file_name()), Some(name));
        }
        let path = Path::new("faces/alip").join(format!("1_{}_{}.jpg", key(7).0, photo.short()));
        assert!(is_of_photo(&path, &photo));
        assert!(!is_of_photo(&path, &PhotoDigest::of(b"another photo")));
    }

    #[test]
    fn other_names_are_no_crops() {
        for name in [
            "",
            ".jpg",
            "portrait.jpg",
            "1_2_3.jpg",
            "1727580000123.png",
            "1727580000123_unpaired.jpg",
            "99999999999999999999999.jpg",
            "-1.jpg",
            "1_0000000000000007_camera_x.jpg",
            "1_000000000000000G_camera.jpg",
        ] {
            assert_eq!(CropName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_template_has_the_crop_that_names_it() {
        let paired = pair(&[key(1), key(2)], vec![own(5, 2), own(6, 1), own(7, 3)]);
        assert_eq!(paired.of_rows, [Some(own(6, 1).1), Some(own(5, 2).1)]);
        assert_eq!(paired.orphans, [own(7, 3).1]);
    }

    #[test]
    fn equal_templates_have_their_crops_in_order() {
        let paired = pair(&[key(1), key(1)], vec![own(5, 1), own(6, 1), own(7, 1)]);
        assert_eq!(paired.of_rows, [Some(own(5, 1).1), Some(own(6, 1).1)]);
        assert_eq!(paired.orphans, [own(7, 1).1]);
    }

    #[test]
    fn the_originals_crops_belong_to_the_other_rows_where_there_are_as_many() {
        let rows = [key(1), key(2), key(3)];
        let paired = pair(&rows, vec![original(1), original(2), own(3, 2)]);
        assert_eq!(paired.of_rows, [Some(original(1).1), Some(own(3, 2).1), Some(original(2).1)]);
        assert_eq!(paired.ambiguous, Vec::<PathBuf>::new());

        let paired = pair(&rows, vec![original(1), own(3, 2)]);
        assert_eq!(paired.of_rows, [None, Some(own(3, 2).1), None]);
        assert_eq!(paired.ambiguous, [original(1).1]);
    }
}
