//! Another Hadir names the faces instead of this PC: how that goes, and what became of whom it recognised, in words.

use std::time::Duration;

use eframe::egui::Ui;

use super::icons::Icon;
use super::language::{say, spoken};
use super::widgets::{self, Tone};
use super::{Scene, Screen, sending};
use crate::core::Answer;
use crate::remote::{Fate, Following, Outcome};
use crate::station::view::{Asking, Remote};
use crate::text;
use crate::words::Text;

/// What became of somebody at a glance.
pub struct Glance {
    pub icon: Icon,
    pub tone: Tone,
    /// What is so: more than the colour.
    pub word: String,
}

/// What became of somebody; `None` where it is not said.
pub fn glance(fate: Option<&Fate>) -> Option<Glance> {
    let fate = fate?;
    let glance = |icon, tone, word: Text| Some(Glance { icon, tone, word: spoken(&word) });
    match fate.outcome {
        _ if fate.is_not_to_be_sent() => glance(Icon::CloudOff, Tone::Calm, text!("sending-not-to-be-sent")),
        Outcome::Sent => glance(Icon::CheckCheck, Tone::Good, text!("sending-sent")),
        Outcome::Failed { queued: true } => glance(Icon::RotateCw, Tone::Warning, text!("sending-again")),
        Outcome::Failed { queued: false } => glance(Icon::CircleX, Tone::Bad, text!("sending-failed")),
        Outcome::Skipped if fate.is_waiting() => glance(Icon::Clock, Tone::Calm, text!("sending-waiting")),
        Outcome::Skipped if fate.is_cooldown() => glance(Icon::Repeat, Tone::Calm, text!("elsewhere-just-seen")),
        Outcome::Skipped => glance(Icon::CloudOff, Tone::Calm, text!("elsewhere-not-sent")),
        Outcome::Unsaid => None,
    }
}

/// Everything there is to say of it in one text, for where the pointer rests.
pub fn explained(fate: &Fate) -> String {
    let answer = Answer { http_status: fate.http_status, message: Text::said(&fate.message) };
    match fate.outcome {
        _ if fate.is_not_to_be_sent() => say!("elsewhere-not-to-be-sent-meaning"),
        Outcome::Sent => with(&say!("elsewhere-sent-meaning"), &sending::answer(&answer)),
        Outcome::Failed { queued: true } => with(&say!("elsewhere-again-meaning"), &sending::answer(&answer)),
        Outcome::Failed { queued: false } => with(&say!("elsewhere-failed-meaning"), &sending::answer(&answer)),
        Outcome::Skipped if fate.is_waiting() => say!("elsewhere-waiting-meaning"),
        Outcome::Skipped if fate.is_cooldown() => say!("elsewhere-just-seen-meaning"),
        Outcome::Skipped | Outcome::Unsaid => with(&say!("elsewhere-not-sent-meaning"), &fate.message),
    }
}

/// Over the picture: who recognises, and whether it does.
pub fn line_ui(ui: &mut Ui, remote: &Remote) {
    if let Asking::Trouble { message, advice } = &remote.asking {
        let advice = with(&spoken(advice), &say!("elsewhere-meanwhile"));
        widgets::banner(ui, Tone::Bad, Icon::ServerOff, &spoken(message), &advice, |_| {});
        return;
    }
    let (tone, text) = match &remote.asking {
        Asking::Answering { round_trip } => {
            (Tone::Good, say!("elsewhere-answering", place = &remote.place, time = time(*round_trip)))
        }
        Asking::Waiting | Asking::Trouble { .. } => (Tone::Calm, say!("elsewhere-recognised", place = &remote.place)),
    };
    ui.horizontal(|ui| {
        widgets::status_line(ui, Icon::Server, &text, tone);
        match &remote.following {
            Following::Connecting | Following::Connected => {}
            Following::Lost { .. } => {
                widgets::status_line(ui, Icon::Unplug, &say!("elsewhere-not-heard"), Tone::Warning);
            }
            Following::Absent => widgets::status_line(ui, Icon::Info, &say!("elsewhere-no-news"), Tone::Calm),
        }
    });
}

/// What the other screens show is of this PC, which only looks: said where it could be mistaken.
pub fn note_ui(ui: &mut Ui, scene: &Scene<'_>, screen: Screen) {
    let Some(remote) = &scene.view.remote else { return };
    let text = match screen {
        Screen::Live | Screen::Check | Screen::Settings => return,
        Screen::Class => say!("elsewhere-class", place = &remote.place),
        Screen::Enrol | Screen::People => say!("elsewhere-people", place = &remote.place),
        Screen::Log => say!("elsewhere-log", place = &remote.place),
        Screen::Delivery => say!("elsewhere-delivery", place = &remote.place),
    };
    widgets::caption(ui, &text);
}

/// How it goes, in a sentence or two, for the settings.
pub fn state_ui(ui: &mut Ui, remote: &Remote) {
    match &remote.asking {
        Asking::Waiting => widgets::status_line(ui, Icon::Server, &say!("elsewhere-not-asked-yet"), Tone::Calm),
        Asking::Answering { round_trip } => {
            let text = say!("elsewhere-answers", time = time(*round_trip));
            widgets::status_line(ui, Icon::CircleCheck, &text, Tone::Good);
        }
        Asking::Trouble { message, advice } => {
            widgets::remark(ui, &spoken(message), Tone::Bad);
            widgets::caption(ui, &spoken(advice));
        }
    }
    match &remote.following {
        Following::Connecting => {}
        Following::Connected => widgets::status_line(ui, Icon::CircleCheck, &say!("elsewhere-heard"), Tone::Good),
        Following::Absent => _ = widgets::caption(ui, &say!("elsewhere-no-news")),
        // It is the same trouble.
        Following::Lost { .. } if matches!(remote.asking, Asking::Trouble { .. }) => {}
        Following::Lost { message, advice } => {
            widgets::remark(ui, &spoken(message), Tone::Warning);
            widgets::caption(ui, &with(&spoken(advice), &say!("elsewhere-not-heard")));
        }
    }
}

/// How long it takes, in steps, so that it does not flicker.
fn time(round_trip: Duration) -> Text {
    match round_trip.as_millis() {
        0..100 => text!("elsewhere-at-once"),
        millis => text!("elsewhere-seconds", seconds = millis as f64 / 1000.0),
    }
}

/// A sentence and another, if there is one.
fn with(sentence: &str, more: &str) -> String {
    format!("{sentence} {more}").trim().to_owned()
}
