//! A session that begins now: how long, late after how much, and of which class, which begins it.

use eframe::egui::{Button, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};
use jiff::{SignedDuration, Timestamp};

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets;
use super::words;
use crate::core::session::{Entry, SessionKey};

/// The least width and the height of a class.
const TILE: (f32, f32) = (150.0, 74.0);
const STEP: u16 = 5;
const MOST_LATE: u16 = 120;
const MOST: u16 = 600;

/// What the next session is to be like.
pub struct State {
    late_after: u16,
    minutes: u16,
    limited: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { late_after: 10, minutes: 90, limited: false }
    }
}

/// What the person said.
pub enum Said {
    Nothing,
    /// Not now.
    Back,
    /// It has begun already.
    Open(SessionKey),
    /// Begin this.
    Begin(Entry),
}

/// The page. `on`: the session of a class that is on.
pub fn begin_ui(
    ui: &mut Ui,
    state: &mut State,
    scene: &Scene<'_>,
    on: impl Fn(Option<&str>) -> Option<SessionKey>,
) -> Said {
    let mut said = Said::Nothing;
    if head_ui(ui, &say!("class-begin")) {
        said = Said::Back;
    }
    ScrollArea::vertical().auto_shrink(false).id_salt("begin").show(ui, |ui| {
        widgets::card(ui, |ui| {
            let until = scene.now + SignedDuration::from_mins(i64::from(state.minutes));
            let late = say!("class-minutes", minutes = state.late_after);
            stepper_ui(ui, &say!("class-late-after"), &late, &mut state.late_after, 0, MOST_LATE);
            let length = length(scene, until, state.minutes);
            stepper_ui(ui, &say!("class-until"), &length, &mut state.minutes, STEP, MOST);
            ui.add_space(GAP / 2.0);
            widgets::switch(ui, &mut state.limited, &say!("class-limited-new"));
            widgets::caption(ui, &say!("class-limited-text"));
        });
        ui.add_space(GAP);
        widgets::strong(ui, &say!("class-which"));
        let classes: Vec<Option<&str>> = scene.view.people.classes().map(Some).chain([None]).collect();
        let room = ui.available_width() - 14.0;
        let columns = ((room + GAP) / (TILE.0 + GAP)).floor().max(1.0);
        let width = (room - (columns - 1.0) * GAP) / columns;
        for row in classes.chunks(columns as usize) {
            ui.horizontal(|ui| {
                for class in row {
                    if !tile_ui(ui, scene, *class, width, on(*class).is_some()) {
                        continue;
                    }
                    said = match on(*class) {
                        Some(key) => Said::Open(key),
                        None => Said::Begin(entry(state, scene, *class)),
                    };
                }
            });
        }
    });
    said
}

/// The head of a page, with a way back. Says whether that was pressed.
pub fn head_ui(ui: &mut Ui, title: &str) -> bool {
    let mut closed = false;
    ui.horizontal(|ui| {
        closed = widgets::icon_button(ui, Icon::ArrowLeft, &say!("class-back")).clicked();
        ui.label(RichText::new(title).text_style(TextStyle::Heading));
    });
    ui.add_space(GAP / 2.0);
    closed
}

fn length(scene: &Scene<'_>, until: Timestamp, minutes: u16) -> String {
    say!("class-until-in", time = scene.dates.clock(until), minutes = minutes)
}

fn entry(state: &State, scene: &Scene<'_>, class: Option<&str>) -> Entry {
    let now = scene.now.to_zoned(scene.dates.zone.clone());
    let limited = state.limited && class.is_some();
    Entry::beginning_now(class.map(str::to_owned), &now, state.minutes, state.late_after, limited)
}

/// A number of minutes between two buttons.
fn stepper_ui(ui: &mut Ui, name: &str, shown: &str, value: &mut u16, least: u16, most: u16) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(132.0, theme::CONTROL_HEIGHT), Sense::hover());
        let words = widgets::lines(ui, name, theme::regular(15.5), theme::palette(ui).text, rect.width(), 1);
        let at = rect.left_center() - vec2(0.0, words.size().y / 2.0);
        ui.painter().galley(at, words, theme::palette(ui).text);
        if widgets::icon_button(ui, Icon::Minus, &say!("class-less", name = name)).clicked() {
            *value = value.saturating_sub(STEP).max(least);
        }
        ui.label(RichText::new(shown).text_style(theme::strong_style()));
        if widgets::icon_button(ui, Icon::Plus, &say!("class-more", name = name)).clicked() {
            *value = (*value + STEP).min(most);
        }
    });
}

/// A class, as large as a thumb likes it. Says whether it was pressed.
fn tile_ui(ui: &mut Ui, scene: &Scene<'_>, class: Option<&str>, width: f32, is_on: bool) -> bool {
    let palette = theme::palette(ui);
    let many = match class {
        _ if is_on => say!("class-is-on"),
        Some(class) => say!("class-students", count = scene.view.people.members(class).len()),
        None => say!("class-everyone-text"),
    };
    let name = words::class(class);
    let icon = if is_on { Icon::Timer } else { Icon::Play };
    let words = format!("{name}\n{many}");
    let mut text = eframe::egui::text::LayoutJob::default();
    let format = |font, color| eframe::egui::TextFormat::simple(font, color);
    text.append(&name, 0.0, format(theme::bold(20.0), palette.text));
    text.append("\n", 0.0, format(theme::bold(20.0), palette.text));
    text.append(&many, 0.0, format(theme::regular(13.5), palette.text_soft));
    let atoms = (icons::atom(icon, 22.0), text, widgets::grow());
    let button = ui.add(Button::new(atoms).min_size(vec2(width, TILE.1)).corner_radius(theme::CARD_RADIUS));
    widgets::named(&button, eframe::egui::Role::Button, &words.replace('\n', ", "));
    button.clicked()
}
