//! Another Hadir names the faces instead of this PC: how that goes, and what became of whom it recognised, in words.

use eframe::egui::Ui;

use super::icons::Icon;
use super::widgets::{self, Tone};
use super::{Scene, Screen, sending};
use crate::core::Answer;
use crate::remote::{Fate, Following, Outcome};
use crate::station::view::{Asking, Remote};

/// What became of somebody at a glance.
pub struct Glance {
    pub icon: Icon,
    pub tone: Tone,
    /// What is so: more than the colour.
    pub word: &'static str,
}

/// What became of somebody; `None` where it is not said.
pub fn glance(fate: Option<&Fate>) -> Option<Glance> {
    let fate = fate?;
    let glance = |icon, tone, word| Some(Glance { icon, tone, word });
    match fate.outcome {
        _ if fate.is_not_to_be_sent() => glance(Icon::CloudOff, Tone::Calm, words::NOT_TO_BE_SENT),
        Outcome::Sent => glance(Icon::CheckCheck, Tone::Good, words::SENT),
        Outcome::Failed { queued: true } => glance(Icon::RotateCw, Tone::Warning, words::AGAIN),
        Outcome::Failed { queued: false } => glance(Icon::CircleX, Tone::Bad, words::FAILED),
        Outcome::Skipped if fate.is_waiting() => glance(Icon::Clock, Tone::Calm, words::WAITING),
        Outcome::Skipped if fate.is_cooldown() => glance(Icon::Repeat, Tone::Calm, words::JUST_SEEN),
        Outcome::Skipped => glance(Icon::CloudOff, Tone::Calm, words::SKIPPED),
        Outcome::Unsaid => None,
    }
}

/// Everything there is to say of it in one text, for where the pointer rests.
pub fn explained(fate: &Fate) -> String {
    let answer = Answer { http_status: fate.http_status, message: fate.message.clone() };
    match fate.outcome {
        _ if fate.is_not_to_be_sent() => words::NOT_TO_BE_SENT_MEANING.to_owned(),
        Outcome::Sent => words::with(words::SENT_MEANING, &sending::answer(&answer)),
        Outcome::Failed { queued: true } => words::with(words::AGAIN_MEANING, &sending::answer(&answer)),
        Outcome::Failed { queued: false } => words::with(words::FAILED_MEANING, &sending::answer(&answer)),
        Outcome::Skipped if fate.is_waiting() => words::WAITING_MEANING.to_owned(),
        Outcome::Skipped if fate.is_cooldown() => words::JUST_SEEN_MEANING.to_owned(),
        Outcome::Skipped | Outcome::Unsaid => words::with(words::SKIPPED_MEANING, &fate.message),
    }
}

/// Over the picture: who recognises, and whether it does.
pub fn line_ui(ui: &mut Ui, remote: &Remote) {
    if let Asking::Trouble { message, advice } = &remote.asking {
        widgets::banner(ui, Tone::Bad, Icon::ServerOff, message, &words::with(advice, words::MEANWHILE), |_| {});
        return;
    }
    let (tone, text) = match &remote.asking {
        Asking::Answering { round_trip } => (Tone::Good, words::answering(&remote.place, round_trip.as_millis())),
        Asking::Waiting | Asking::Trouble { .. } => (Tone::Calm, words::recognised_by(&remote.place)),
    };
    ui.horizontal(|ui| {
        widgets::status_line(ui, Icon::Server, &text, tone);
        match &remote.following {
            Following::Connecting | Following::Connected => {}
            Following::Lost { .. } => widgets::status_line(ui, Icon::Unplug, words::NOT_HEARD, Tone::Warning),
            Following::Absent => widgets::status_line(ui, Icon::Info, words::NO_NEWS, Tone::Calm),
        }
    });
}

/// What the other screens show is of this PC, which only looks: said where it could be mistaken.
pub fn note_ui(ui: &mut Ui, scene: &Scene<'_>, screen: Screen) {
    let Some(remote) = &scene.view.remote else { return };
    let text = match screen {
        Screen::Live | Screen::Settings => return,
        Screen::Enrol | Screen::People => words::people(&remote.place),
        Screen::Log => words::log(&remote.place),
        Screen::Delivery => words::delivery(&remote.place),
    };
    widgets::caption(ui, &text);
}

/// How it goes, in a sentence or two, for the settings.
pub fn state_ui(ui: &mut Ui, remote: &Remote) {
    match &remote.asking {
        Asking::Waiting => widgets::status_line(ui, Icon::Server, words::NOT_ASKED_YET, Tone::Calm),
        Asking::Answering { round_trip } => {
            let text = words::answers_in(round_trip.as_millis());
            widgets::status_line(ui, Icon::CircleCheck, &text, Tone::Good);
        }
        Asking::Trouble { message, advice } => {
            widgets::remark(ui, message, Tone::Bad);
            widgets::caption(ui, advice);
        }
    }
    match &remote.following {
        Following::Connecting => {}
        Following::Connected => widgets::status_line(ui, Icon::CircleCheck, words::HEARD, Tone::Good),
        Following::Absent => _ = widgets::caption(ui, words::NO_NEWS),
        // It is the same trouble.
        Following::Lost { .. } if matches!(remote.asking, Asking::Trouble { .. }) => {}
        Following::Lost { message, advice } => {
            widgets::remark(ui, message, Tone::Warning);
            widgets::caption(ui, &words::with(advice, words::NOT_HEARD));
        }
    }
}

mod words {
    pub const SENT: &str = "Sent";
    pub const SENT_MEANING: &str = "The school's main API has it.";
    pub const AGAIN: &str = "Trying again";
    pub const AGAIN_MEANING: &str = "The school's main API does not have it yet. It is kept there, and tried again.";
    pub const FAILED: &str = "Failed";
    pub const FAILED_MEANING: &str = "The school's main API does not have it.";
    pub const WAITING: &str = "Waiting";
    pub const WAITING_MEANING: &str = "It is on its way to the school's main API.";
    pub const JUST_SEEN: &str = "Just seen";
    pub const JUST_SEEN_MEANING: &str = "They were recognised a moment ago: that one counts.";
    pub const NOT_TO_BE_SENT: &str = "Not to be sent";
    pub const NOT_TO_BE_SENT_MEANING: &str = "The other Hadir has no main API to send it to.";
    pub const SKIPPED: &str = "Not sent";
    pub const SKIPPED_MEANING: &str = "The other Hadir did not send it.";
    pub const MEANWHILE: &str = "Hadir keeps trying by itself. Until then, nobody at this camera is recognised.";
    pub const NOT_HEARD: &str = "What its other cameras see is not shown for now.";
    pub const NO_NEWS: &str = "It tells only whom this camera sees.";
    pub const HEARD: &str = "What its other cameras see is shown, too.";
    pub const NOT_ASKED_YET: &str = "It has not been asked yet: there was no picture.";

    pub fn recognised_by(place: &str) -> String {
        format!("Recognised by {place}")
    }

    pub fn answering(place: &str, millis: u128) -> String {
        format!("Recognised by {place}, in {}", seconds(millis))
    }

    pub fn answers_in(millis: u128) -> String {
        format!("It answers, in {}.", seconds(millis))
    }

    /// In steps, so that it does not flicker.
    fn seconds(millis: u128) -> String {
        match millis {
            0..100 => "less than 0.1 s".to_owned(),
            millis => format!("{:.1} s", millis as f64 / 1000.0),
        }
    }

    pub fn with(sentence: &str, more: &str) -> String {
        format!("{sentence} {more}").trim().to_owned()
    }

    pub fn people(place: &str) -> String {
        format!(
            "Faces are recognised by {place}, by whom it knows: those enrolled here, on this PC, do not count there."
        )
    }

    pub fn log(place: &str) -> String {
        format!("Faces are recognised by {place}, which records them in its own log. This is the log of this PC.")
    }

    pub fn delivery(place: &str) -> String {
        format!("Faces are recognised by {place}, which sends them on itself. This is what this PC has to send.")
    }
}
