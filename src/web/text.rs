//! What another computer said, made fit for a person to read.

use reqwest::Url;

/// Stands for a key of ours that was said back.
const DOTS: &str = "\u{2022}\u{2022}\u{2022}";
/// A shorter key is part of ordinary words, and taking it out would hide nothing.
const LEAST_KEY: usize = 4;

/// A character that can move no cursor and turn no direction of writing; else what stands for it, or nothing.
pub fn harmless(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{feff}' => None,
        c if c.is_control() => Some(char::REPLACEMENT_CHARACTER),
        // They would have the rest of the line read backwards.
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    }
}

/// A text without our keys: some servers say back what they were sent.
pub fn without_keys<'a>(mut text: String, keys: impl IntoIterator<Item = &'a str>) -> String {
    for key in keys.into_iter().filter(|key| key.len() >= LEAST_KEY) {
        if text.contains(key) {
            text = text.replace(key, DOTS);
        }
    }
    text
}

/// Where an answer's `Location` points to that came from this address, as far as a person may read it.
pub fn points_to(location: Option<&str>, from: &Url) -> Option<String> {
    let mut to = from.join(location?).ok().filter(Url::has_host)?;
    to.set_query(None);
    to.set_fragment(None);
    // They fail where there can be none.
    let _ = to.set_username("");
    let _ = to.set_password(None);
    Some(to.as_str().chars().filter_map(harmless).take(300).collect())
}
