//! Why another Hadir does not answer, and what a teacher can do about it.

use std::time::Duration;

use reqwest::{StatusCode, Url};

use super::Trouble;
use crate::core::sentence;
use crate::web::{self, Failure};

/// The longest that it can make us wait.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// Ten wrong ones in a minute, and another Hadir hears no more of them for a while; each is shown by two ways.
const WRONG_KEY_WAIT: Duration = Duration::from_secs(20);

fn trouble(message: impl Into<String>, advice: &str) -> Trouble {
    Trouble { message: message.into(), advice: advice.to_owned(), asked_wait: None }
}

const CHECK_ADDRESS: &str =
    "See that the address is the other Hadir's, with its port, as its own Settings show it: http://10.0.0.5:8000.";
const CHECK_NETWORK: &str = "See that it is switched on, and that both are on the same network.";
const LOOK_THERE: &str = "Look after it there. It is asked again by itself.";

pub(super) fn no_address() -> Trouble {
    trouble("The address of the other Hadir is not one.", "It begins with http:// or https://, and a name follows.")
}

pub(super) fn unsendable_key() -> Trouble {
    trouble(
        "The key for the other Hadir has a character that cannot be sent.",
        "Copy it again from the other Hadir's Settings, and give it here in Settings.",
    )
}

pub(super) fn no_client() -> Trouble {
    trouble(
        "This PC cannot make secure connections: its certificates cannot be read.",
        "Have the system's certificates installed again.",
    )
}

pub(super) fn no_threads(error: &std::io::Error) -> Trouble {
    trouble(sentence(error), "Close other programs, and start Hadir again.")
}

pub(super) fn too_late(place: &str, within: Duration) -> Trouble {
    let seconds = within.as_secs_f64();
    trouble(format!("{place} did not answer within {seconds} seconds."), CHECK_NETWORK)
}

pub(super) fn no_hadir(place: &str) -> Trouble {
    trouble(format!("What answers at {place} is no Hadir."), CHECK_ADDRESS)
}

pub(super) fn too_long(place: &str) -> Trouble {
    trouble(format!("The answer of {place} is far too long: this is no Hadir."), CHECK_ADDRESS)
}

pub(super) fn silent(place: &str) -> Trouble {
    trouble(format!("Nothing is heard from {place} any more."), CHECK_NETWORK)
}

pub(super) fn closed(place: &str) -> Trouble {
    trouble(format!("{place} closed the connection."), CHECK_NETWORK)
}

/// For no answer at all.
pub(super) fn failed(failure: &Failure, place: &str) -> Trouble {
    let advice = match failure {
        Failure::NoSuchName(_) => "See that the address is right, and that this PC is on the network.",
        Failure::Certificate { .. } => {
            "Use the name that its certificate is for; one that the school made itself must be trusted on this PC."
        }
        Failure::NoTls(_) => "If the other Hadir has no certificate, its address begins with http://.",
        Failure::Refused(_) => {
            "Start the other Hadir and switch its server on in its Settings, or correct the address."
        }
        Failure::Unreachable(_) | Failure::Silent(_) | Failure::BrokeOff => CHECK_NETWORK,
        Failure::Other(_) => CHECK_ADDRESS,
    };
    trouble(failure.sentence(place), advice)
}

/// For an answer that is no good one. `said` are its own words, harmless and perhaps none.
pub(super) fn refused(status: StatusCode, said: &str, place: &str, has_key: bool) -> Trouble {
    let code = status.as_u16();
    let own_words = if said.is_empty() { String::new() } else { format!(" It says: {}", sentence(&said)) };
    let (message, advice) = match code {
        401 if has_key => (
            format!("{place} does not accept the key."),
            "Copy the key again from the other Hadir's Settings, and give it here in Settings.",
        ),
        401 => (
            format!("{place} wants a key, and there is none."),
            "The other Hadir's Settings show its key: give it here in Settings.",
        ),
        403 => (format!("{place} does not let this PC in (403).{own_words}"), "Whoever looks after it can let it in."),
        421 => (
            format!("{place} does not answer to this address (421)."),
            "Use the address that the other Hadir shows in its Settings.",
        ),
        404 | 405 | 410 | 501 => {
            (format!("What answers at {place} is no Hadir: it knows nothing of faces ({code})."), CHECK_ADDRESS)
        }
        413 => (
            format!("{place} finds the picture too large (413)."),
            "Choose a smaller size of the camera's picture in Settings.",
        ),
        429 => (
            format!("{place} has too much to do (429).{own_words}"),
            "Fewer stations should ask it. It is asked again by itself, a little later.",
        ),
        400 | 422 => {
            (format!("{place} cannot make anything of the picture ({code}).{own_words}"), "See that it is a Hadir.")
        }
        503 => (format!("{place} cannot recognise anybody at the moment (503).{own_words}"), LOOK_THERE),
        500..=599 => (format!("{place} failed ({code}).{own_words}"), LOOK_THERE),
        _ => (format!("{place} answered {code}.{own_words}"), CHECK_ADDRESS),
    };
    trouble(message, advice)
}

/// For a good status and a body that says otherwise.
pub(super) fn not_done(said: &str, place: &str) -> Trouble {
    let own_words = if said.is_empty() { String::new() } else { format!(" It says: {}", sentence(&said)) };
    trouble(format!("{place} could not look at the picture.{own_words}"), LOOK_THERE)
}

/// For an answer that points elsewhere.
pub(super) fn redirect(status: StatusCode, location: Option<&str>, from: &Url, place: &str) -> Trouble {
    let code = status.as_u16();
    let to = web::points_to(location, from).map_or_else(|| "elsewhere".to_owned(), |to| format!("to {to}"));
    trouble(
        format!("{place} points {to} ({code}). Pictures are not sent on to where nobody said."),
        "If that is the other Hadir, set its address in Settings.",
    )
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
            assert!(told.message.contains("10.0.0.5:8000") && told.message.contains(message), "{told:?}");
            assert!(told.advice.contains(advice), "{told:?}");
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
