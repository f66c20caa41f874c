//! What the main API said, or what happened instead, made fit for a person to read.

use std::error::Error;
use std::io::ErrorKind;
use std::time::Duration;

use reqwest::{StatusCode, Url};

use super::endpoint::{Endpoint, place};

/// More of an answer than anybody reads, in bytes.
pub(super) const MAX_ANSWER_BYTES: usize = 64 << 10;
/// Stands where something is left out.
const ELLIPSIS: char = '\u{2026}';
const DOTS: &str = "\u{2022}\u{2022}\u{2022}";
/// A shorter key is part of ordinary words, and taking it out would hide nothing.
const LEAST_KEY: usize = 4;

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

fn harmless(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{feff}' => None,
        c if c.is_control() => Some(char::REPLACEMENT_CHARACTER),
        // They would have the rest of the line read backwards.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    }
}

/// A text without our keys: some servers say back what they were sent.
fn without_keys(mut text: String, endpoint: &Endpoint) -> String {
    let keys = [&endpoint.api_key, &endpoint.secret].into_iter().flatten().map(|key| key.expose().to_owned());
    let url = endpoint.address().ok();
    let password = url.as_ref().and_then(Url::password).map(str::to_owned);
    for key in keys.chain(password).filter(|key| key.len() >= LEAST_KEY) {
        if text.contains(&key) {
            text = text.replace(&key, DOTS);
        }
    }
    text
}

/// For an answer that is a status and no words.
pub(super) fn bare_status(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("The main API answered {} ({reason}).", status.as_u16()),
        None => format!("The main API answered {}.", status.as_u16()),
    }
}

/// For an answer that points elsewhere: where to, as far as a person may read it.
pub(super) fn redirect(status: StatusCode, location: Option<&str>, from: &Url) -> String {
    let code = status.as_u16();
    let to = location.and_then(|location| from.join(location).ok()).filter(Url::has_host).map(|mut to| {
        to.set_query(None);
        to.set_fragment(None);
        // They fail where there can be none.
        let _ = to.set_username("");
        let _ = to.set_password(None);
        to.as_str().chars().filter_map(harmless).take(300).collect::<String>()
    });
    match to {
        Some(to) => {
            format!("The main API answered {code} and pointed to {to}. Hadir does not follow: set that address.")
        }
        None => format!("The main API answered {code} and pointed elsewhere. Hadir does not follow."),
    }
}

/// For no answer in time.
pub(super) fn too_late(within: Duration) -> String {
    let seconds = within.as_secs_f64();
    let unit = if seconds == 1.0 { "second" } else { "seconds" };
    format!("The main API did not answer within {seconds} {unit}.")
}

/// For an answer that broke off.
pub(super) const CUT_OFF: &str = "The main API's answer was cut off.";

/// For no answer at all.
pub(super) fn failure(error: &reqwest::Error, url: &Url, endpoint: &Endpoint) -> String {
    let place = place(url);
    let host = url.host_str().unwrap_or_default();
    if error.is_dns() {
        return format!("There is no computer of the name {host}, or no network.");
    }
    if let Some(words) = chain(error).find_map(|cause| certificate(cause, host)) {
        return words;
    }
    let kind = chain(error).filter_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind).last();
    match kind {
        Some(ErrorKind::ConnectionRefused) => return format!("Nobody listens at {place}."),
        Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown) => {
            return format!("{host} cannot be reached: there is no network, or it is switched off.");
        }
        Some(ErrorKind::TimedOut) => return format!("{host} did not answer."),
        Some(
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof
            | ErrorKind::NotConnected,
        ) => return broke_off(),
        _ => {}
    }
    // hyper's own words for the same; its error type is not ours to name.
    let innermost = chain(error).last().map(ToString::to_string).unwrap_or_default();
    if innermost.contains("closed before message completed") || innermost.contains("incomplete message") {
        return broke_off();
    }
    let words: String = innermost.chars().filter_map(harmless).take(300).collect();
    without_keys(format!("The main API could not be asked: {words}."), endpoint)
}

fn broke_off() -> String {
    "The main API broke off the connection.".to_owned()
}

fn certificate(cause: &(dyn Error + 'static), host: &str) -> Option<String> {
    use rustls::CertificateError as Bad;
    let error = cause.downcast_ref::<rustls::Error>()?;
    let why = match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => "it has expired. Look at this PC's clock, too",
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => "it is not valid yet. Look at this PC's clock",
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => "it is for another name",
            Bad::UnknownIssuer => "nobody whom this PC trusts has signed it",
            Bad::Revoked => "it was revoked",
            _ => "it cannot be checked",
        },
        _ => return Some(format!("There is no secure connection (TLS) to {host}; is the address right?")),
    };
    Some(format!("The certificate of {host} is not accepted: {why}."))
}

/// An error and everything behind it, the innermost last.
fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&error| {
        // An input/output error passes over the error it is made of.
        match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inside) => Some(inside as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Secret;

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
            let text = redirect(StatusCode::MOVED_PERMANENTLY, location, &from);
            assert!(text.contains(words) && text.contains("301"), "{text}");
            assert!(!["pw", "token", "x=y", "hunter"].iter().any(|hidden| text.contains(hidden)), "{text}");
        }
    }

    #[test]
    fn a_limit_is_told_as_a_person_would() {
        for (within, words) in [(10.0, "10 seconds"), (1.0, "1 second"), (0.5, "0.5 seconds")] {
            assert_eq!(
                too_late(Duration::from_secs_f64(within)),
                format!("The main API did not answer within {words}.")
            );
        }
    }
}
