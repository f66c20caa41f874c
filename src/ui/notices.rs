//! What the person should know. Good news is a line in the header that fades; what went wrong is a bar that stays until
//! it is put away. Neither lies over anything, and neither takes the keyboard.

use std::collections::HashMap;

use eframe::egui::{
    Align2, Id, Rect, Role, Sense, Ui,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme;
use super::widgets::{self, Action, Tone};
use super::{Scene, Screen, sending};
use crate::gallery::SetAside;
use crate::station::Command;
use crate::station::view::{EngineState, JournalState, Level, Notice};
use crate::webhook::Pause;
use crate::words::Text;

/// Seconds good news stays.
const SHOWN: f64 = 6.0;
/// Seconds it takes to come and to go.
const FADE: f64 = 0.3;
/// Seen so long ago that the station has been told.
const PUT_AWAY: f64 = f64::NEG_INFINITY;
/// Bars shown at once; the rest wait.
const BARS: usize = 2;

/// Which notices have been seen, and since when.
#[derive(Default)]
pub struct Notices {
    since: HashMap<u64, f64>,
    read_set_aside: Vec<SetAside>,
    own: Vec<Own>,
}

/// Something the window itself has to say.
struct Own {
    text: Text,
    advice: Text,
}

impl Notices {
    /// Something could not be done in the window itself.
    pub fn warn(&mut self, text: Text, advice: Text) {
        if !self.own.iter().any(|own| own.text == text) {
            self.own.push(Own { text, advice });
        }
    }

    /// Whether there is good news on the screen.
    pub fn has_toast(scene: &Scene<'_>) -> bool {
        scene.view.notices.iter().any(|notice| notice.level == Level::Info)
    }

    /// The newest good news, in the room the header has for it. Old ones are put away.
    pub fn toast_ui(&mut self, ui: &mut Ui, room: Rect, scene: &mut Scene<'_>) {
        let now = ui.input(|input| input.time);
        let good = |notice: &&Notice| notice.level == Level::Info;
        self.since.retain(|number, _| scene.view.notices.iter().any(|notice| notice.number == *number));
        let mut newest = None;
        for notice in scene.view.notices.iter().filter(good) {
            let age = now - *self.since.entry(notice.number).or_insert(now);
            if age < SHOWN {
                newest = Some((notice, age));
            } else if age.is_finite() {
                scene.commands.push(Command::Dismiss(notice.number));
                self.since.insert(notice.number, PUT_AWAY);
            }
        }
        let Some((notice, age)) = newest else { return };
        ui.ctx().request_repaint_after_secs(match age {
            age if (FADE..SHOWN - FADE).contains(&age) => (SHOWN - FADE - age) as f32,
            _ => 1.0 / 30.0,
        });
        let opacity = (age / FADE).min((SHOWN - age) / FADE).clamp(0.05, 1.0);
        toast(ui, room, notice, opacity as f32);
    }

    /// The bars over every screen.
    pub fn bars_ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, screen: Screen) {
        journal_bar(ui, scene);
        engine_bar(ui, scene);
        refused_bar(ui, scene, screen);
        let mut left = BARS;
        let troubles: Vec<Notice> =
            scene.view.notices.iter().filter(|notice| notice.level != Level::Info).cloned().collect();
        for notice in troubles.iter().rev().take(left) {
            let (tone, icon) = match notice.level {
                Level::Error => (Tone::Bad, Icon::CircleAlert),
                Level::Warning | Level::Info => (Tone::Warning, Icon::TriangleAlert),
            };
            widgets::banner(ui, tone, icon, &spoken(&notice.text), &spoken(&notice.advice), |ui| {
                if put_away_ui(ui, &spoken(&notice.text)) {
                    scene.commands.push(Command::Dismiss(notice.number));
                }
            });
        }
        left = left.saturating_sub(troubles.len());

        let shown = self.own.len().min(left);
        let mut read = None;
        for (index, own) in self.own.iter().enumerate().take(shown) {
            widgets::banner(ui, Tone::Warning, Icon::TriangleAlert, &spoken(&own.text), &spoken(&own.advice), |ui| {
                if put_away_ui(ui, &spoken(&own.text)) {
                    read = Some(index);
                }
            });
        }
        if let Some(index) = read {
            self.own.remove(index);
        }

        // The screen of people lists them itself.
        let set_aside = &scene.view.gallery.set_aside;
        if !set_aside.is_empty() && screen != Screen::People && *set_aside != self.read_set_aside {
            let text = say!("notices-set-aside", count = set_aside.len());
            widgets::banner(ui, Tone::Warning, Icon::FileWarning, &text, &say!("notices-set-aside-advice"), |ui| {
                if put_away_ui(ui, &text) {
                    self.read_set_aside.clone_from(set_aside);
                }
                if Action::plain(Icon::Users, say!("notices-show")).show(ui).clicked() {
                    scene.go = Some(Screen::People);
                }
            });
        }
        let waiting = troubles.len().saturating_sub(BARS) + self.own.len().saturating_sub(shown);
        if waiting > 0 {
            widgets::caption(ui, &say!("notices-more", count = waiting));
        }
    }
}

/// The button that puts a message away, read out with which. Says whether it was pressed.
fn put_away_ui(ui: &mut Ui, text: &str) -> bool {
    let name = say!("notices-put-away");
    let response = widgets::icon_button(ui, Icon::X, &name);
    widgets::named(&response, Role::Button, &say!("notices-put-away-which", action = &name, text = text));
    response.clicked()
}

/// Nobody is recorded: this stays on every screen for as long as it is so.
fn journal_bar(ui: &mut Ui, scene: &Scene<'_>) {
    if let JournalState::Failing { message, advice } = &scene.view.journal {
        let advice = spoken(&message.clone().then(advice.clone()));
        widgets::alarm(ui, Icon::OctagonAlert, &say!("notices-not-recorded"), &advice);
    }
}

/// The main API wants nothing of it. Nothing is lost: a quieter bar. The screen of deliveries says it itself.
fn refused_bar(ui: &mut Ui, scene: &mut Scene<'_>, screen: Screen) {
    let Some(Pause::Refused { answer, .. }) = &scene.view.deliveries.paused else { return };
    // The worse news first: there may be no room for both.
    let failing = scene.view.journal != JournalState::Working;
    if screen == Screen::Delivery || failing {
        return;
    }
    let text = say!("notices-refused", answer = sending::in_short(answer));
    widgets::banner(ui, Tone::Warning, Icon::Send, &text, &say!("notices-refused-advice"), |ui| {
        if Action::plain(Icon::ArrowRight, say!("notices-show")).show(ui).clicked() {
            scene.go = Some(Screen::Delivery);
        }
    });
}

fn engine_bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    if let EngineState::Failed { message, advice } | EngineState::Failing { message, advice } = &scene.view.engine {
        let mut again = false;
        widgets::banner(ui, Tone::Bad, Icon::ScanFace, &spoken(message), &spoken(advice), |ui| {
            again = Action::plain(Icon::RefreshCw, say!("notices-try-again")).show(ui).clicked();
        });
        if again {
            scene.send(Command::RetryEngine);
        }
    }
}

/// A pill beside the camera's, as wide as its words or as the room.
fn toast(ui: &mut Ui, room: Rect, notice: &Notice, opacity: f32) {
    let words = spoken(&notice.text.clone().then(notice.advice.clone()));
    let (color, fill) = Tone::Good.colors(theme::palette(ui));
    ui.scope(|ui| {
        ui.multiply_opacity(opacity);
        let mut job = LayoutJob::single_section(words.clone(), TextFormat::simple(theme::regular(14.0), color));
        let max_width = room.width() - 52.0;
        job.wrap = TextWrapping { max_width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
        let text = ui.painter().layout_job(job);
        let size = vec2(text.size().x + 52.0, 36.0);
        let pill = Align2::RIGHT_CENTER.align_size_within_rect(size, room);
        ui.painter().rect_filled(pill, 18.0, fill);
        icons::paint(ui.painter(), Icon::CircleCheck, pill.left_center() + vec2(20.0, 0.0), 17.0, color);
        ui.painter().galley(pill.left_center() + vec2(36.0, -text.size().y / 2.0), text, color);
        let response = ui.interact(pill, Id::unique("good news"), Sense::hover());
        widgets::named(&response, Role::Status, &words);
        response.on_hover_text(&words);
    });
}
