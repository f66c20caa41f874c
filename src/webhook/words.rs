//! What the main API said, or what happened instead, made fit for a person to read.

use std::time::Duration;

use reqwest::{StatusCode, Url};

use super::endpoint::Endpoint;
use crate::settings::Secret;
use crate::text;
use crate::web::{self, Failure, harmless};
use crate::words::Text;

/// More of an answer than anybody reads, in bytes.
pub(super) const MAX_ANSWER_BYTES: usize = 64 << 10;
/// Stands where something is left out.
const ELLIPSIS: char = '\u{2026}';

/// What an answer's body says: text, of which nothing can move the cursor, turn the direction of writing, or be one of our
/// own keys.
pub(super) fn body(bytes: &[u8], endpoint: &Endpoint) -> String {
    let cut = bytes.len() > MAX_ANSWER_BYTES;
    let bytes = &bytes[..bytes.len().min(MAX_ANSWER_BYTES)];
    let mut text: String = String::from_utf8_lossy(bytes).chars().filter_map(harmless).collect();
    if cut {
        // The cut may have gone through a character, whose beginning is now a replacement.
        text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        text.push(ELLIPSIS);
    }
    without_keys(text, endpoint)
}

/// A text without our keys.
fn without_keys(text: String, endpoint: &Endpoint) -> String {
    let url = endpoint.address().ok();
    let password = url.as_ref().and_then(Url::password);
    let keys = [&endpoint.api_key, &endpoint.secret].into_iter().flatten().map(Secret::expose);
    web::without_keys(text, keys.chain(password))
}

/// For an answer that is a status and no words.
pub(super) fn bare_status(status: StatusCode) -> Text {
    let code = status.as_u16().to_string();
    match status.canonical_reason() {
        Some(reason) => text!("webhook-status-reason", code = code, reason = reason),
        None => text!("webhook-status", code = code),
    }
}

/// For an answer that points elsewhere: where to, as far as a person may read it.
pub(super) fn redirect(status: StatusCode, location: Option<&str>, from: &Url) -> Text {
    let code = status.as_u16().to_string();
    match web::points_to(location, from) {
        Some(to) => text!("webhook-points-to", code = code, to = to),
        None => text!("webhook-points-elsewhere", code = code),
    }
}

/// For no answer in time.
pub(super) fn too_late(within: Duration) -> Text {
    text!("webhook-too-late", seconds = within.as_secs_f64())
}

/// For no answer at all.
pub(super) fn failure(error: &reqwest::Error, url: &Url, endpoint: &Endpoint) -> Text {
    let failure = Failure::of(error, url).hiding(|said| without_keys(said, endpoint));
    failure.sentence(text!("webhook-main-api"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> Endpoint {
        Endpoint {
            url: "https://me:hunter1@api.school.example/a?b=c".to_owned(),
            api_key: Secret::new("hunter2"),
            secret: Secret::new("whsec_hunter3"),
        }
    }

    #[test]
    fn a_body_is_made_harmless_and_says_none_of_our_keys() {
        let table: [(&[u8], &str); 7] = [
            (b"{\"token\": \"ATT-1\"}", "{\"token\": \"ATT-1\"}"),
            (b"a\r\nb\tc", "a\nb\tc"),
            (b"\x1b[2Jred\x00", "\u{fffd}[2Jred\u{fffd}"),
            ("a\u{202e}b\u{2066}c".as_bytes(), "abc"),
            (b"\xff\xfe", "\u{fffd}\u{fffd}"),
            (
                b"bad key hunter2, secret whsec_hunter3, hunter1",
                "bad key \u{2022}\u{2022}\u{2022}, secret \u{2022}\u{2022}\u{2022}, \u{2022}\u{2022}\u{2022}",
            ),
            (b"", ""),
        ];
        for (bytes, text) in table {
            assert_eq!(body(bytes, &endpoint()), text);
        }
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let long = "é".repeat(MAX_ANSWER_BYTES);
        // 1 byte in front puts the cut into a character.
        let text = body(format!("x{long}").as_bytes(), &endpoint());
        assert!(text.len() <= MAX_ANSWER_BYTES + ELLIPSIS.len_utf8());
        assert!(text.ends_with("é\u{2026}"), "{:?}", text.chars().rev().take(3).collect::<String>());
    }

    #[test]
    fn a_redirect_says_where_to_without_its_secrets() {
        let from = endpoint().address().unwrap();
        let table = [
            (Some("https://me:pw@new.example/x?token=t#f"), "pointed to https://new.example/x."),
            (Some("/b?x=y"), "pointed to https://api.school.example/b."),
            (Some("http://["), "pointed elsewhere."),
            (None, "pointed elsewhere."),
        ];
        for (location, words) in table {
            let text = redirect(StatusCode::MOVED_PERMANENTLY, location, &from).to_string();
            assert!(text.contains(words) && text.contains("301"), "{text}");
            assert!(!["pw", "token", "x=y", "hunter"].iter().any(|hidden| text.contains(hidden)), "{text}");
        }
    }

    #[test]
    fn a_limit_is_told_as_a_person_would() {
        for (within, words) in [(10.0, "10 seconds"), (1.0, "1 second"), (0.5, "0.5 seconds")] {
            assert_eq!(
                too_late(Duration::from_secs_f64(within)).to_string(),
                format!("The main API did not answer within {words}.")
            );
        }
    }
}
