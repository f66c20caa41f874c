//! The forms in which values stand in the settings file, and how each is read.

use std::path::PathBuf;

use toml_edit::Value;

use super::NO_ORIGIN;
use crate::core::FrameSize;

/// Widest and highest picture that can be asked for, in pixels.
const MAX_SIDE: u32 = 8192;

/// The path of a file, or nothing where the text is empty.
pub(super) fn file(value: &Value) -> Option<Option<PathBuf>> {
    Some(Some(value.as_str()?.trim()).filter(|path| !path.is_empty()).map(PathBuf::from))
}

/// A web address without a path, as browsers say it: in small letters and without the port that goes without saying.
/// `null` is what they say of a page opened from disk, and of much else.
pub(super) fn origin(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/').to_ascii_lowercase();
    if text == NO_ORIGIN {
        return Some(text);
    }
    let (default_port, rest) = match text.split_once("://")? {
        ("http", rest) => (":80", rest),
        ("https", rest) => (":443", rest),
        _ => return None,
    };
    let is_host = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    is_host.then(|| text.strip_suffix(default_port).unwrap_or(&text).to_owned())
}

/// Whether it can be posted to at all.
pub(super) fn is_web_address(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..])
    });
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

pub(super) fn number(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64))
}

/// A webcam is known by its number, and who writes `source = 0` means that one.
pub(super) fn text_or_number(value: &Value) -> Option<String> {
    value.as_str().map(|text| text.trim().to_owned()).or_else(|| value.as_integer().map(|number| number.to_string()))
}

pub(super) fn size(text: &str) -> Option<FrameSize> {
    let (width, height) = text.split_once(['x', 'X', '\u{d7}'])?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| (1..=MAX_SIDE).contains(side));
    Some(FrameSize { width: side(width)?, height: side(height)? })
}
