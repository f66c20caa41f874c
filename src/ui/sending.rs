//! An arrival's way to the school's main API, in an icon and a few words.

use jiff::Timestamp;

use super::Scene;
use super::icons::Icon;
use super::widgets::Tone;
use crate::core::{Answer, Delivery, DeliveryState};

pub use words::{answer, tries};

/// How far an arrival is, at a glance.
pub struct Glance {
    pub icon: Icon,
    pub tone: Tone,
    /// What is so: more than the colour.
    pub word: &'static str,
    /// Since when, or when next; may be empty.
    pub when: String,
}

/// How far it is; `None` where it is not to be sent.
pub fn glance(delivery: Option<&Delivery>, scene: &Scene<'_>) -> Option<Glance> {
    let delivery = delivery?;
    let moment = |at: Timestamp| scene.dates.moment(at, scene.now);
    let paused = scene.view.deliveries.paused.is_some();
    let glance = |icon, tone, word, when| Glance { icon, tone, word, when };
    Some(match delivery.state {
        DeliveryState::Sent { at } => glance(Icon::CheckCheck, Tone::Good, words::SENT, moment(at)),
        DeliveryState::GivenUp { at } => glance(Icon::CircleX, Tone::Bad, words::FAILED, moment(at)),
        DeliveryState::Queued { due } => {
            let when = match () {
                () if paused => words::PAUSED.to_owned(),
                () if due <= scene.now => words::NOW.to_owned(),
                () => words::next(&moment(due)),
            };
            match delivery.tries {
                0 => glance(Icon::Clock, Tone::Calm, words::WAITING, when),
                _ => glance(Icon::RotateCw, Tone::Warning, words::RETRYING, when),
            }
        }
    })
}

/// Everything there is to say of it in one text, for where the pointer rests.
pub fn explained(delivery: Option<&Delivery>, scene: &Scene<'_>) -> String {
    let (Some(delivery), Some(glance)) = (delivery, glance(delivery, scene)) else { return words::NOT_SENT.to_owned() };
    let mut lines = vec![words::state(glance.word, &glance.when)];
    if delivery.tries > 0 {
        lines.push(tries(delivery.tries));
    }
    lines.extend(delivery.answer.as_ref().map(answer));
    lines.join("\n")
}

/// What the main API said, in a line.
pub fn in_short(answer: &Answer) -> String {
    const LETTERS: usize = 80;
    let said: String = answer.message.split_whitespace().collect::<Vec<_>>().join(" ");
    let status = answer.http_status.map(|status| status.to_string());
    let short: String = said.chars().take(LETTERS).collect();
    let short = if short.len() < said.len() { format!("{short}…") } else { short };
    status.into_iter().chain(Some(short).filter(|short| !short.is_empty())).collect::<Vec<_>>().join(" ")
}

mod words {
    use super::Answer;

    pub const SENT: &str = "Sent";
    pub const FAILED: &str = "Failed";
    pub const WAITING: &str = "Waiting";
    pub const RETRYING: &str = "Trying again";
    pub const PAUSED: &str = "paused";
    pub const NOW: &str = "now";
    pub const NOT_SENT: &str = "Not to be sent";

    pub fn next(moment: &str) -> String {
        format!("next {moment}")
    }

    pub fn state(word: &str, when: &str) -> String {
        if when.is_empty() { word.to_owned() } else { format!("{word}, {when}") }
    }

    pub fn tries(tries: u32) -> String {
        match tries {
            1 => "Tried once".to_owned(),
            tries => format!("Tried {tries} times"),
        }
    }

    /// What the main API said, in its own words.
    pub fn answer(answer: &Answer) -> String {
        match (answer.http_status, answer.message.trim()) {
            (Some(status), "") => format!("It answered {status}, and said nothing."),
            (Some(status), message) => format!("It answered {status}: {message}"),
            (None, message) => message.to_owned(),
        }
    }
}
