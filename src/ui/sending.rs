//! An arrival's way to the school's main API, in an icon and a few words.

use jiff::Timestamp;

use super::Scene;
use super::icons::Icon;
use super::language::{say, spoken};
use super::widgets::Tone;
use crate::core::{Answer, Delivery, DeliveryState};
use crate::journal::DeliveryFilter;
use crate::text;
use crate::words::Text;

/// How far an arrival is, at a glance.
pub struct Glance {
    pub icon: Icon,
    pub tone: Tone,
    /// What is so: more than the colour.
    pub word: String,
    /// Since when, or when next; may be empty.
    pub when: String,
}

impl Glance {
    /// What is so, and when.
    pub fn state(&self) -> String {
        match self.when.is_empty() {
            true => self.word.clone(),
            false => say!("sending-state", state = &self.word, when = &self.when),
        }
    }
}

/// How far it is; `None` where it is not to be sent.
pub fn glance(delivery: Option<&Delivery>, scene: &Scene<'_>) -> Option<Glance> {
    let delivery = delivery?;
    let moment = |at: Timestamp| scene.dates.moment(at, scene.now);
    let paused = scene.view.deliveries.paused.is_some();
    let glance = |icon, tone, word: Text, when| Glance { icon, tone, word: spoken(&word), when };
    Some(match delivery.state {
        DeliveryState::Sent { at } => glance(Icon::CheckCheck, Tone::Good, text!("sending-sent"), moment(at)),
        DeliveryState::GivenUp { at } => glance(Icon::CircleX, Tone::Bad, text!("sending-failed"), moment(at)),
        DeliveryState::Queued { due } => {
            let when = match () {
                () if paused => say!("sending-paused"),
                () if due <= scene.now => say!("sending-now"),
                () => say!("sending-next", moment = moment(due)),
            };
            match delivery.tries {
                0 => glance(Icon::Clock, Tone::Calm, text!("sending-waiting"), when),
                _ => glance(Icon::RotateCw, Tone::Warning, text!("sending-again"), when),
            }
        }
    })
}

/// Everything there is to say of it in one text, for where the pointer rests.
pub fn explained(delivery: Option<&Delivery>, scene: &Scene<'_>) -> String {
    let (Some(delivery), Some(glance)) = (delivery, glance(delivery, scene)) else {
        return say!("sending-not-to-be-sent");
    };
    let mut lines = vec![glance.state()];
    if delivery.tries > 0 {
        lines.push(tries(delivery.tries));
    }
    lines.extend(delivery.answer.as_ref().map(answer));
    lines.join("\n")
}

/// What the main API said, in a line.
pub fn in_short(answer: &Answer) -> String {
    const LETTERS: usize = 80;
    let said: String = spoken(&answer.message).split_whitespace().collect::<Vec<_>>().join(" ");
    let status = answer.http_status.map(|status| status.to_string());
    let short: String = said.chars().take(LETTERS).collect();
    let short = if short.len() < said.len() { format!("{short}…") } else { short };
    status.into_iter().chain(Some(short).filter(|short| !short.is_empty())).collect::<Vec<_>>().join(" ")
}

/// What arrivals of a kind are called.
pub fn stage(stage: DeliveryFilter) -> Text {
    match stage {
        DeliveryFilter::Queued => text!("sending-not-yet"),
        DeliveryFilter::Retrying => text!("sending-again"),
        DeliveryFilter::Sent => text!("sending-sent"),
        DeliveryFilter::GivenUp => text!("sending-failed"),
    }
}

/// How often it was tried.
pub fn tries(tries: u32) -> String {
    say!("sending-tries", tries = tries)
}

/// What the main API said, in its own words.
pub fn answer(answer: &Answer) -> String {
    let message = spoken(&answer.message);
    match (answer.http_status, message.trim()) {
        (Some(status), "") => say!("sending-answered-nothing", status = status.to_string()),
        (Some(status), message) => say!("sending-answered", status = status.to_string(), message = message),
        (None, message) => message.to_owned(),
    }
}
