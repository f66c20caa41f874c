//! What the cards of the settings are made of.

use std::ops::RangeInclusive;

use eframe::egui::{Align, Color32, Key, Layout, RichText, Slider, Stroke, TextEdit, TextStyle, Ui, vec2};

use super::super::Scene;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use crate::settings::{Change, Origin};
use crate::words::Text;

/// One setting: its name and meaning on the left, its control on the right, and under it where the value came from.
pub fn setting(ui: &mut Ui, name: &str, meaning: &str, from: Origin, control: impl FnOnce(&mut Ui)) {
    setting_that(ui, name, meaning, from, wins_again(from), control);
}

/// The same, with what a change here comes to.
pub fn setting_that(
    ui: &mut Ui,
    name: &str,
    meaning: &str,
    from: Origin,
    comes_to: Option<String>,
    control: impl FnOnce(&mut Ui),
) {
    plain(ui, name, meaning, |ui| {
        control(ui);
        origin_ui(ui, from, comes_to);
    });
}

/// The same of what is kept elsewhere than in the settings, or is no setting.
pub fn plain(ui: &mut Ui, name: &str, meaning: &str, control: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    ui.add_space(6.0);
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, palette.line));
    ui.add_space(12.0);
    let name_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(RichText::new(name).text_style(theme::strong_style()));
        widgets::caption(ui, meaning);
    };
    let control_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.name_inputs(name, control);
    };
    if ui.available_width() < BOTH {
        // Large text on a small screen: one under the other.
        ui.scope(name_ui);
        ui.scope(control_ui);
        return;
    }
    let left = (ui.available_width() * 0.38).max(230.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(left);
            name_ui(ui);
        });
        ui.add_space(GAP);
        ui.vertical(control_ui);
    });
}

/// With less width than this, a setting's control stands under its name.
const BOTH: f32 = 560.0;

/// A setting that takes all the width: its name and meaning above its control, and under it where the value came from.
pub fn wide(ui: &mut Ui, name: &str, meaning: &str, from: Origin, control: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    ui.add_space(6.0);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, palette.line));
    ui.add_space(12.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(RichText::new(name).text_style(theme::strong_style()));
        widgets::caption(ui, meaning);
        ui.add_space(GAP);
        control(ui);
        origin_ui(ui, from, wins_again(from));
    });
}

fn origin_ui(ui: &mut Ui, from: Origin, comes_to: Option<String>) {
    widgets::caption(ui, &origin(from));
    if let Some(comes_to) = comes_to {
        widgets::remark(ui, &comes_to, Tone::Warning);
    }
}

/// A line to type, and what takes it over. Enter does too.
pub fn typed_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, button: &str) -> Option<String> {
    let mut taken = None;
    ui.horizontal(|ui| {
        // The button's words are longer in some languages.
        let words =
            ui.painter().layout_no_wrap(button.to_owned(), TextStyle::Button.resolve(ui.style()), Color32::WHITE);
        let width = (ui.available_width() - words.size().x - 66.0).max(80.0);
        let edit = TextEdit::singleline(text).hint_text(hint).desired_width(width);
        let response = ui.add(edit);
        widgets::named(&response, eframe::egui::Role::TextInput, name);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let empty = text.trim().is_empty().then(|| say!("settings-type-first"));
        let use_it = Action::plain(Icon::ArrowRight, button).refused(empty.as_deref()).show(ui);
        // There are several: it is read out with what it is for.
        widgets::named(&use_it, eframe::egui::Role::Button, &say!("settings-use-which", action = button, name = name));
        let pressed = use_it.clicked();
        if (enter || pressed) && empty.is_none() {
            taken = Some(text.trim().to_owned());
            text.clear();
        }
    });
    taken
}

/// How wide a line to type can be that has a button with these words beside it, which are longer in some languages.
pub fn width_beside(ui: &Ui, button: &str) -> f32 {
    let words = ui.painter().layout_no_wrap(button.to_owned(), TextStyle::Button.resolve(ui.style()), Color32::WHITE);
    (ui.available_width() - words.size().x - 66.0).max(80.0)
}

/// A setting that is typed; what cannot be used stays in the line, to be put right.
#[derive(Default)]
pub struct Line {
    text: String,
    /// What was typed and cannot be used, and why.
    refused: Option<(String, Text)>,
}

impl Line {
    /// A line in which this stands already.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), refused: None }
    }

    /// The line. Gives the change once one was typed that `read` understands; else `read` says why not.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        hint: &str,
        button: &str,
        read: impl FnOnce(&str) -> Result<Change, Text>,
    ) -> Option<Change> {
        let mut change = None;
        if let Some(typed) = typed_ui(ui, &mut self.text, name, hint, button) {
            match read(&typed) {
                Ok(read) => (change, self.refused) = (Some(read), None),
                Err(why) => {
                    self.text.clone_from(&typed);
                    self.refused = Some((typed, why));
                }
            }
        }
        if let Some((_, why)) = self.refused.as_ref().filter(|(refused, _)| refused == self.text.trim()) {
            widgets::remark(ui, &spoken(why), Tone::Bad);
        }
        change
    }
}

/// Why nothing can be chosen in a window of its own, if nothing can: one is open.
pub fn choosing(scene: &Scene<'_>) -> Option<String> {
    scene.files.is_choosing().then(|| say!("settings-choosing"))
}

/// What the two ends of a slider mean, under it.
pub fn ends_ui(ui: &mut Ui, left: &str, right: &str) {
    let size = vec2(ui.spacing().slider_width, 18.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
        widgets::caption(ui, left);
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| widgets::caption(ui, right));
    });
}

/// A slider that tells its value when it is let go of, and by each step of a key. While it is held, the station knows
/// nothing of it; after that, what was chosen is shown until the station has taken it over.
pub fn on_release(
    ui: &mut Ui,
    held: &mut Option<Held>,
    value: f64,
    range: RangeInclusive<f64>,
    steps: impl for<'a> FnOnce(Slider<'a>) -> Slider<'a>,
) -> Option<f64> {
    let mut shown = self::held(*held, value).unwrap_or(value);
    let palette = theme::palette(ui);
    let response = ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = palette.accent;
        visuals.widgets.inactive.bg_fill = palette.sunken;
        for knob in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
            knob.fg_stroke = Stroke::new(2.0, palette.accent);
        }
        ui.add(steps(Slider::new(&mut shown, range)).update_while_editing(false))
    });
    let response = response.inner;
    Held::take(held, value, shown, response.dragged(), response.changed())
}

/// What is shown instead of a value, if anything is.
pub fn held(held: Option<Held>, value: f64) -> Option<f64> {
    held.filter(|held| held.instead_of == value).map(|held| held.shown)
}

/// What a slider shows although the station does not know it yet.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub shown: f64,
    instead_of: f64,
    dragged: bool,
}

impl Held {
    /// Takes in what a control over `value` shows now, and whether it is held and was changed. Gives what was chosen, once it
    /// is let go of.
    pub fn take(held: &mut Option<Self>, value: f64, shown: f64, dragged: bool, changed: bool) -> Option<f64> {
        let before = held.filter(|held| held.instead_of == value);
        let let_go = !dragged && (before.is_some_and(|held| held.dragged) || changed);
        *held = (dragged || let_go || before.is_some()).then_some(Self { shown, instead_of: value, dragged });
        (let_go && shown != value).then_some(shown)
    }
}

/// Where a value came from.
pub fn origin(from: Origin) -> String {
    match from {
        Origin::Default => say!("settings-from-default"),
        Origin::File => say!("settings-from-file"),
        Origin::DotEnv(variable) => say!("settings-from-dotenv", variable = variable),
        Origin::Environment(variable) => say!("settings-from-environment", variable = variable),
        Origin::Argument(name) => say!("settings-from-argument", argument = dashed(name)),
    }
}

/// What a change here comes to at the next start.
fn wins_again(from: Origin) -> Option<String> {
    Some(say!("settings-wins-again", who = stronger(from)?))
}

/// The same of what is read only at a start.
pub fn decides_always(from: Origin) -> Option<String> {
    Some(say!("settings-decides-always", who = stronger(from)?))
}

/// What is stronger than the settings file, if the value came from there.
fn stronger(from: Origin) -> Option<String> {
    match from {
        Origin::Default | Origin::File => None,
        Origin::DotEnv(variable) | Origin::Environment(variable) => Some(variable.to_owned()),
        Origin::Argument(name) => Some(dashed(name)),
    }
}

fn dashed(name: &str) -> String {
    format!("--{}", name.trim_start_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_value_came_from_is_said_in_words() {
        let cases = [
            (Origin::Default, "Default", false),
            (Origin::File, "From the settings file", false),
            (Origin::DotEnv("FACE_TOLERANCE"), "Set by FACE_TOLERANCE in the file .env", true),
            (Origin::Environment("FACE_TOLERANCE"), "Set by the environment variable FACE_TOLERANCE", true),
            (Origin::Argument("data"), "Given when Hadir was started (--data)", true),
            (Origin::Argument("--data"), "Given when Hadir was started (--data)", true),
        ];
        for (from, said, wins) in cases {
            assert_eq!(origin(from), said);
            assert_eq!(wins_again(from).is_some(), wins, "{said}");
        }
    }
}
