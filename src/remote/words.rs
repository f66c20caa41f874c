//! Why another Hadir does not answer, and what a teacher can do about it.

use std::time::Duration;

use reqwest::{StatusCode, Url};

use super::Trouble;
use crate::text;
use crate::web::{self, Failure};
use crate::words::{Text, io};

/// The longest that it can make us wait.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// Ten wrong ones in a minute, and another Hadir hears no more of them for a while; each is shown by two ways.
const WRONG_KEY_WAIT: Duration = Duration::from_secs(20);

fn trouble(message: Text, advice: Text) -> Trouble {
    Trouble { message, advice, asked_wait: None }
}

const CHECK_ADDRESS: Text = text!("remote-check-address");
const CHECK_NETWORK: Text = text!("remote-check-network");
const LOOK_THERE: Text = text!("remote-look-there");

pub(super) fn no_address() -> Trouble {
    trouble(text!("remote-no-address"), text!("remote-no-address-advice"))
}

pub(super) fn unsendable_key() -> Trouble {
    trouble(text!("remote-unsendable-key"), text!("remote-copy-key"))
}

pub(super) fn no_client() -> Trouble {
    trouble(text!("remote-no-client"), text!("remote-no-client-advice"))
}

pub(super) fn no_threads(error: &std::io::Error) -> Trouble {
    trouble(io(error).sentence(), text!("remote-no-threads-advice"))
}

pub(super) fn too_late(place: &str, within: Duration) -> Trouble {
    trouble(text!("remote-too-late", place = place, seconds = within.as_secs_f64()), CHECK_NETWORK)
}

pub(super) fn no_hadir(place: &str) -> Trouble {
    trouble(text!("remote-no-hadir", place = place), CHECK_ADDRESS)
}

pub(super) fn too_long(place: &str) -> Trouble {
    trouble(text!("remote-too-long", place = place), CHECK_ADDRESS)
}

pub(super) fn silent(place: &str) -> Trouble {
    trouble(text!("remote-silent", place = place), CHECK_NETWORK)
}

pub(super) fn closed(place: &str) -> Trouble {
    trouble(text!("remote-closed", place = place), CHECK_NETWORK)
}

/// For no answer at all.
pub(super) fn failed(failure: &Failure, place: &str) -> Trouble {
    let advice = match failure {
        Failure::NoSuchName(_) => text!("remote-no-such-name-advice"),
        Failure::Certificate { .. } => text!("remote-certificate-advice"),
        Failure::NoTls(_) => text!("remote-no-tls-advice"),
        Failure::Refused(_) => text!("remote-refused-advice"),
        Failure::Unreachable(_) | Failure::Silent(_) | Failure::BrokeOff => CHECK_NETWORK,
        Failure::Other(_) => CHECK_ADDRESS,
    };
    trouble(failure.sentence(Text::said(place)), advice)
}

/// For an answer that is no good one. `said` are its own words, harmless and perhaps none.
pub(super) fn refused(status: StatusCode, said: &str, place: &str, has_key: bool) -> Trouble {
    let code = status.as_u16().to_string();
    let (message, advice) = match status.as_u16() {
        401 if has_key => (text!("remote-wrong-key", place = place), text!("remote-wrong-key-advice")),
        401 => (text!("remote-wants-key", place = place), text!("remote-wants-key-advice")),
        403 => (with_own_words(text!("remote-forbidden", place = place), said), text!("remote-forbidden-advice")),
        421 => (text!("remote-other-address", place = place), text!("remote-other-address-advice")),
        404 | 405 | 410 | 501 => (text!("remote-knows-no-faces", place = place, code = code), CHECK_ADDRESS),
        413 => (text!("remote-too-large", place = place), text!("remote-too-large-advice")),
        429 => (with_own_words(text!("remote-too-much", place = place), said), text!("remote-too-much-advice")),
        400 | 422 => {
            let message = text!("remote-not-understood", place = place, code = code);
            (with_own_words(message, said), text!("remote-see-hadir"))
        }
        503 => (with_own_words(text!("remote-cannot-recognise", place = place), said), LOOK_THERE),
        500..=599 => (with_own_words(text!("remote-failed", place = place, code = code), said), LOOK_THERE),
        _ => (with_own_words(text!("remote-answered", place = place, code = code), said), CHECK_ADDRESS),
    };
    trouble(message, advice)
}

/// For a good status and a body that says otherwise.
pub(super) fn not_done(said: &str, place: &str) -> Trouble {
    trouble(with_own_words(text!("remote-not-done", place = place), said), LOOK_THERE)
}

fn with_own_words(sentence: Text, said: &str) -> Text {
    if said.is_empty() {
        return sentence;
    }
    text!("remote-it-says", sentence = sentence, said = Text::said(said).sentence())
}

/// For an answer that points elsewhere.
pub(super) fn redirect(status: StatusCode, location: Option<&str>, from: &Url, place: &str) -> Trouble {
    let code = status.as_u16().to_string();
    let message = match web::points_to(location, from) {
        Some(to) => text!("remote-points-to", place = place, to = to, code = code),
        None => text!("remote-points-elsewhere", place = place, code = code),
    };
    trouble(message, text!("remote-points-advice"))
}

/// When it wants to be asked again, as it said it in seconds; or, where it does not take the key, so late that we do not
/// look like somebody who guesses.
pub(super) fn asked_wait(status: StatusCode, retry_after: Option<&str>) -> Option<Duration> {
    if status == StatusCode::UNAUTHORIZED {
        return Some(WRONG_KEY_WAIT);
    }
    let seconds = retry_after?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).clamp(Duration::from_secs(1), LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_says_what_happened_and_what_to_do() {
        let table = [
            (401, "", true, "does not accept the key", "Copy the key again"),
            (401, "", false, "wants a key", "Settings show its key"),
            (403, "no", true, "It says: No.", "let it in"),
            (404, "", true, "is no Hadir", "http://10.0.0.5:8000"),
            (413, "", true, "too large", "smaller size"),
            (421, "", true, "this address", "in its Settings"),
            (429, "", true, "too much to do", "again by itself"),
            (503, "no models", true, "It says: No models.", "Look after it there"),
            (418, "", true, "answered 418", "its port"),
        ];
        for (status, said, has_key, message, advice) in table {
            let told = refused(StatusCode::from_u16(status).unwrap(), said, "10.0.0.5:8000", has_key);
            assert!(told.message.to_string().contains("10.0.0.5:8000"), "{told:?}");
            assert!(told.message.to_string().contains(message), "{told:?}");
            assert!(told.advice.to_string().contains(advice), "{told:?}");
        }
    }

    #[test]
    fn a_wait_that_is_asked_for_has_its_limits() {
        let secs = |seconds| Some(Duration::from_secs(seconds));
        let table =
            [(Some("5"), secs(5)), (Some("0"), secs(1)), (Some("86400"), secs(60)), (Some("soon"), None), (None, None)];
        for (header, expected) in table {
            assert_eq!(asked_wait(StatusCode::TOO_MANY_REQUESTS, header), expected);
        }
    }
}
