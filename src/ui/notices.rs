//! What the person should know. Good news is a line in the header that fades; what went wrong is a bar that stays until
//! it is put away. Neither lies over anything, and neither takes the keyboard.

use std::collections::HashMap;

use eframe::egui::{Frame, Label, Margin, Rect, RichText, Sense, TextStyle, Ui, UiBuilder, Vec2};

use super::icons::{self, Icon};
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone};
use super::{Scene, Screen};
use crate::gallery::SetAside;
use crate::station::Command;
use crate::station::view::{EngineState, Level, Notice};

/// Seconds good news stays.
const SHOWN: f64 = 6.0;
/// Seconds it takes to come and to go.
const FADE: f64 = 0.3;
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
    text: String,
    advice: String,
}

impl Notices {
    /// Something could not be done in the window itself.
    pub fn warn(&mut self, text: &str, advice: &str) {
        if !self.own.iter().any(|own| own.text == text) {
            self.own.push(Own { text: text.to_owned(), advice: advice.to_owned() });
        }
    }

    /// The newest good news, in the room the header has for it. Old ones are put away.
    pub fn toast_ui(&mut self, ui: &mut Ui, room: Rect, scene: &mut Scene<'_>) {
        let now = ui.input(|input| input.time);
        let good = |notice: &&Notice| notice.level == Level::Info;
        self.since.retain(|number, _| scene.view.notices.iter().any(|notice| notice.number == *number));
        let mut newest = None;
        for notice in scene.view.notices.iter().filter(good) {
            let since = *self.since.entry(notice.number).or_insert(now);
            if now - since >= SHOWN {
                scene.commands.push(Command::Dismiss(notice.number));
            } else {
                newest = Some((notice, now - since));
            }
        }
        let Some((notice, age)) = newest else { return };
        ui.ctx().request_repaint_after_secs(match age {
            age if age < FADE || age > SHOWN - FADE => 1.0 / 30.0,
            age => (SHOWN - FADE - age) as f32,
        });
        let opacity = (age / FADE).min((SHOWN - age) / FADE).clamp(0.05, 1.0);
        toast(ui, room, notice, opacity as f32);
    }

    /// The bars over every screen.
    pub fn bars_ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, screen: Screen) {
        engine_bar(ui, scene);
        let mut left = BARS;
        let troubles: Vec<Notice> =
            scene.view.notices.iter().filter(|notice| notice.level != Level::Info).cloned().collect();
        for notice in troubles.iter().rev().take(left) {
            let (tone, icon) = match notice.level {
                Level::Error => (Tone::Bad, Icon::CircleAlert),
                Level::Warning | Level::Info => (Tone::Warning, Icon::TriangleAlert),
            };
            widgets::banner(ui, tone, icon, &notice.text, &notice.advice, |ui| {
                if widgets::icon_button(ui, Icon::X, words::PUT_AWAY).clicked() {
                    scene.commands.push(Command::Dismiss(notice.number));
                }
            });
        }
        left = left.saturating_sub(troubles.len());

        let shown = self.own.len().min(left);
        let mut read = None;
        for (index, own) in self.own.iter().enumerate().take(shown) {
            widgets::banner(ui, Tone::Warning, Icon::TriangleAlert, &own.text, &own.advice, |ui| {
                if widgets::icon_button(ui, Icon::X, words::PUT_AWAY).clicked() {
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
            let text = words::set_aside(set_aside.len());
            widgets::banner(ui, Tone::Warning, Icon::FileWarning, &text, words::SET_ASIDE_ADVICE, |ui| {
                if widgets::icon_button(ui, Icon::X, words::PUT_AWAY).clicked() {
                    self.read_set_aside.clone_from(set_aside);
                }
                if Action::plain(Icon::Users, words::SHOW).show(ui).clicked() {
                    scene.go = Some(Screen::People);
                }
            });
        }
        let waiting = troubles.len().saturating_sub(BARS) + self.own.len().saturating_sub(shown);
        if waiting > 0 {
            widgets::caption(ui, &words::more(waiting));
        }
    }
}

fn engine_bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    if let EngineState::Failed { message, advice } = &scene.view.engine {
        let mut again = false;
        widgets::banner(ui, Tone::Bad, Icon::ScanFace, message, advice, |ui| {
            again = Action::plain(Icon::RefreshCw, words::TRY_AGAIN).show(ui).clicked();
        });
        if again {
            scene.send(Command::RetryEngine);
        }
    }
}

fn toast(ui: &mut Ui, room: Rect, notice: &Notice, opacity: f32) {
    let palette = theme::palette(ui);
    let mut words = notice.text.clone();
    if !notice.advice.is_empty() {
        words = format!("{words} {}", notice.advice);
    }
    let (color, fill) = Tone::Good.colors(palette);
    let layout = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
        ui.multiply_opacity(opacity);
        Frame::new().fill(fill).corner_radius(17).inner_margin(Margin::symmetric(12, 7)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let text = RichText::new(&words).text_style(TextStyle::Small).color(color);
            ui.set_max_width((room.width() - 24.0).max(40.0));
            ui.with_layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center), |ui| {
                let (icon, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
                icons::paint(ui.painter(), Icon::CircleCheck, icon.center(), 16.0, color);
                ui.add(Label::new(text).truncate());
            });
        });
    });
}

mod words {
    pub const PUT_AWAY: &str = "Put this message away";
    pub const TRY_AGAIN: &str = "Try again";
    pub const SHOW: &str = "Show";
    pub const SET_ASIDE_ADVICE: &str = "Nobody else is affected. The people in them may need to be enrolled again.";

    pub fn set_aside(count: usize) -> String {
        match count {
            1 => "One file of enrolled faces was damaged and has been set aside.".to_owned(),
            count => format!("{count} files of enrolled faces were damaged and have been set aside."),
        }
    }

    pub fn more(count: usize) -> String {
        match count {
            1 => "One more message is waiting.".to_owned(),
            count => format!("{count} more messages are waiting."),
        }
    }
}
