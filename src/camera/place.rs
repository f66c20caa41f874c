//! What a person wrote for a camera: where it leads, and what it is called.

use std::path::{Path, PathBuf};

use super::webcam;

/// Where a source's text leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// The webcam of this number.
    Device(u32),
    /// An address.
    Stream(&'a str),
    /// A video file.
    File(PathBuf),
    /// A folder of pictures, or one picture.
    Stills(PathBuf),
    /// Nothing of these: a webcam's name, or nothing at all.
    Named(&'a str),
}

impl<'a> Place<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        let source = source.trim();
        if let Some(number) = device_number(source) {
            return Self::Device(number);
        }
        let local = source.strip_prefix("file://").unwrap_or(source);
        if local.contains("://") {
            return Self::Stream(source);
        }
        let path = PathBuf::from(local);
        match std::fs::metadata(&path) {
            Ok(there) if there.is_dir() => Self::Stills(path),
            Ok(there) if there.is_file() && is_picture(&path) => Self::Stills(path),
            Ok(there) if there.is_file() => Self::File(path),
            _ => Self::Named(source),
        }
    }
}

/// `2`, `/dev/video2`, or another path in `/dev` that leads to one (`/dev/v4l/by-id/...` outlive a change of port).
fn device_number(source: &str) -> Option<u32> {
    if !source.is_empty() && source.bytes().all(|byte| byte.is_ascii_digit()) {
        return source.parse().ok();
    }
    let number = |path: &str| path.strip_prefix("/dev/video")?.parse().ok();
    number(source).or_else(|| {
        source.strip_prefix("/dev/")?;
        number(Path::new(source).canonicalize().ok()?.to_str()?)
    })
}

/// Whether a file's name says it is a picture Hadir reads.
pub(super) fn is_picture(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["jpg", "jpeg", "png", "webp"].contains(&extension.as_str())
}

/// What the person calls a source, found without opening it. Of an address, no name, password or key of a user is left.
/// Looks at the disk: not from the window's thread.
pub fn name_of(source: &str) -> String {
    match Place::of(source) {
        Place::Device(number) => webcam::device_name(number).unwrap_or_else(|| format!("Camera {number}")),
        Place::Stream(url) => without_secrets(url),
        Place::File(path) | Place::Stills(path) => file_name(&path),
        Place::Named(name) if name.contains('@') => without_secrets(name),
        Place::Named(name) => file_name(Path::new(name)),
    }
}

fn file_name(path: &Path) -> String {
    path.canonicalize()
        .as_deref()
        .unwrap_or(path)
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// An address without the parts that can hold a secret: what is before an `@`, after a `?`, and in a `key=value`.
pub fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let (before, after) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    let shown = match before.rsplit_once('@') {
        Some((_, host)) => host,
        // Either the query holds an `@`, or a password holds a `?`: which, only its owner knows.
        None if after.contains('@') => "",
        None => before,
    };
    let shown: Vec<&str> = shown.split('/').take_while(|part| !part.contains('=')).collect();
    match (scheme, shown.join("/").as_str()) {
        ("", shown) => shown.to_owned(),
        (scheme, "") => format!("{scheme} address"),
        (scheme, shown) => format!("{scheme}://{shown}"),
    }
}

/// A program's text about an address, fit for a log.
pub(super) fn redact(text: &str, url: &str) -> String {
    let text = text.replace(url, &without_secrets(url));
    let words = text.split_inclusive(char::is_whitespace).map(|word| match word.contains("://") {
        true => without_secrets(word.trim_end()) + " ",
        false => word.to_owned(),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_leads_where_its_text_says() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, "x").unwrap();
            path
        };
        let (clip, photo) = (at("clip.mp4"), at("photo.JPG"));
        for (source, place) in [
            ("0", Place::Device(0)),
            (" 12 ", Place::Device(12)),
            ("/dev/video7", Place::Device(7)),
            ("rtsp://host/live", Place::Stream("rtsp://host/live")),
            (clip.to_str().unwrap(), Place::File(clip.clone())),
            (&format!("file://{}", clip.display()), Place::File(clip.clone())),
            (photo.to_str().unwrap(), Place::Stills(photo.clone())),
            (folder.path().to_str().unwrap(), Place::Stills(folder.path().to_owned())),
            ("HD Webcam", Place::Named("HD Webcam")),
            ("/nowhere/clip.mp4", Place::Named("/nowhere/clip.mp4")),
            ("99999999999999", Place::Named("99999999999999")),
            ("", Place::Named("")),
        ] {
            assert_eq!(Place::of(source), place, "{source}");
        }
    }

    #[test]
    fn a_name_never_shows_a_password() {
        for (source, name) in [
            ("rtsp://admin:secret@10.0.0.5:554/live", "rtsp://10.0.0.5:554/live"),
            ("rtsp://admin:se@cr@et@10.0.0.5/live", "rtsp://10.0.0.5/live"),
            ("rtsp://admin:sec/ret@10.0.0.5/live", "rtsp://10.0.0.5/live"),
            ("rtsp://admin:sec?ret@10.0.0.5/live", "rtsp address"),
            ("http://10.0.0.5/video?user=admin&pwd=secret", "http://10.0.0.5/video"),
            ("http://10.0.0.5/video?user=admin&pwd=sec@ret", "http address"),
            ("rtsp://10.0.0.5:554/user=admin&password=secret&channel=1.sdp", "rtsp://10.0.0.5:554"),
            ("http://10.0.0.5:8080/video#secret", "http://10.0.0.5:8080/video"),
            ("admin:secret@10.0.0.5/live", "10.0.0.5/live"),
        ] {
            assert_eq!(name_of(source), name);
        }
    }

    #[test]
    fn a_file_is_called_by_its_own_name() {
        assert_eq!(name_of("/nowhere/at/all/clip.mp4"), "clip.mp4");
        assert_eq!(name_of("HD Webcam"), "HD Webcam");
        assert_eq!(name_of("4000000000"), "Camera 4000000000");
    }

    #[test]
    fn a_log_shows_no_password() {
        let url = "rtsp://admin:secret@host/live";
        let said = "[rtsp @ 0x1] failed\nrtsp://admin:secret@host/live: 401 rtsp://admin:secret@host:554/x?y=secret z";
        let logged = redact(said, url);
        assert!(!logged.contains("secret"), "{logged}");
        assert!(logged.contains("401"), "{logged}");
    }
}
