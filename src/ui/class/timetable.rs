//! The timetable: the week's sessions, a column for each day, and those of a single day.

use eframe::egui::{
    Align, Button, Layout, RichText, Role, ScrollArea, TextFormat, TextStyle, Ui, text::LayoutJob, vec2,
};
use jiff::civil::{Date, Weekday};

use super::super::Scene;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::{editor, words};
use crate::core::session::{Days, Entry};

/// Least width of a day's column; with less, the days stand below each other.
const COLUMN: f32 = 116.0;
/// Width of a line where the days stand below each other, and of those of a single day.
const LINE: f32 = 190.0;

/// What is being typed.
#[derive(Default)]
pub struct State {
    editing: Option<editor::State>,
}

impl State {
    /// A new line.
    pub fn add(&mut self, scene: &Scene<'_>, today: Date) {
        let class = scene.view.people.classes().next().map(str::to_owned);
        self.editing = Some(editor::State::new(scene, class, today));
    }
}

/// Whether there is any line for today or a later day.
pub fn has_lines(scene: &Scene<'_>, today: Date) -> bool {
    scene.view.sessions.timetable.iter().any(|(_, entry)| is_to_come(entry, today))
}

fn is_to_come(entry: &Entry, today: Date) -> bool {
    match entry.days {
        Days::Once(date) => date >= today,
        Days::Weekly { last, .. } => last.is_none_or(|last| last >= today),
    }
}

/// The page. Says whether the person is done with it.
pub fn timetable_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, today: Date) -> bool {
    let mut closed = false;
    ui.horizontal(|ui| {
        closed = widgets::icon_button(ui, Icon::ArrowLeft, &say!("class-back")).clicked();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Action::primary(Icon::CalendarPlus, say!("class-add-line")).show(ui).clicked() {
                state.add(scene, today);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(say!("class-timetable")).text_style(TextStyle::Heading);
                ui.add(eframe::egui::Label::new(title).truncate());
            });
        });
    });
    ui.add_space(GAP / 2.0);
    let timetable = scene.view.sessions.timetable.clone();
    let lines: Vec<&(i64, Entry)> = timetable.iter().filter(|(_, entry)| is_to_come(entry, today)).collect();
    if lines.is_empty() {
        let (title, text) = (say!("class-no-timetable"), say!("class-no-timetable-text"));
        widgets::placeholder(ui, Icon::CalendarDays, &title, &text, |_| {});
    } else {
        ScrollArea::vertical().auto_shrink(false).id_salt("timetable").show(ui, |ui| {
            week_ui(ui, state, scene, &lines);
            once_ui(ui, state, scene, &lines);
        });
    }
    editor::editor_ui(ui, &mut state.editing, scene, today);
    closed
}

/// The days of the week that are shown: those of school, and any other that has a session.
fn days(lines: &[&(i64, Entry)]) -> Vec<Weekday> {
    let is_used = |day: Weekday| lines.iter().any(|(_, entry)| is_on(entry, day));
    let week = Weekday::Monday.cycle_forward().take(7);
    week.filter(|day| !matches!(day, Weekday::Saturday | Weekday::Sunday) || is_used(*day)).collect()
}

fn is_on(entry: &Entry, day: Weekday) -> bool {
    matches!(entry.days, Days::Weekly { on, .. } if on.contains(day))
}

fn week_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, lines: &[&(i64, Entry)]) {
    if !lines.iter().any(|(_, entry)| matches!(entry.days, Days::Weekly { .. })) {
        return;
    }
    let days = days(lines);
    let of = |day: Weekday| {
        let mut of: Vec<_> = lines.iter().filter(|(_, entry)| is_on(entry, day)).collect();
        of.sort_by_key(|(number, entry)| (entry.from, *number));
        of
    };
    let room = ui.available_width() - 14.0;
    let width = (room - GAP * (days.len() as f32 - 1.0)) / days.len() as f32;
    if width >= COLUMN {
        ui.horizontal_top(|ui| {
            for day in days {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    let name = scene.dates.weekday(day, false);
                    widgets::strong(ui, &name);
                    for (number, entry) in of(day) {
                        line_ui(ui, state, scene, *number, entry, On::Weekday(&name), width);
                    }
                });
            }
        });
    } else {
        for day in days {
            let of = of(day);
            if of.is_empty() {
                continue;
            }
            let name = scene.dates.weekday(day, false);
            widgets::strong(ui, &name);
            ui.horizontal_wrapped(|ui| {
                for (number, entry) in of {
                    line_ui(ui, state, scene, *number, entry, On::Weekday(&name), LINE);
                }
            });
        }
    }
    ui.add_space(GAP);
}

fn once_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, lines: &[&(i64, Entry)]) {
    let once = |(number, entry): &&(i64, Entry)| match entry.days {
        Days::Once(date) => Some((date, *number, entry.clone())),
        Days::Weekly { .. } => None,
    };
    let mut once: Vec<(Date, i64, Entry)> = lines.iter().filter_map(once).collect();
    if once.is_empty() {
        return;
    }
    once.sort_by_key(|(date, number, entry)| (*date, entry.from, *number));
    widgets::strong(ui, &say!("class-once"));
    ui.horizontal_wrapped(|ui| {
        for (date, number, entry) in &once {
            let day = scene.dates.plain_date(*date);
            line_ui(ui, state, scene, *number, entry, On::Date(&day), LINE);
        }
    });
}

/// The day a line stands under.
#[derive(Clone, Copy)]
enum On<'a> {
    /// Its name stands above.
    Weekday(&'a str),
    /// It stands in the line itself.
    Date(&'a str),
}

/// A line; pressed, it is changed.
fn line_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, number: i64, entry: &Entry, on: On<'_>, width: f32) {
    let palette = theme::palette(ui);
    let class = words::class(entry.class.as_deref());
    let [from, late, until] = [entry.from, entry.late_from, entry.until].map(|time| scene.dates.clock_of(time));
    let times = say!("class-times", from = from, until = until);
    let late = say!("class-late-from", time = late);
    let mut text = LayoutJob::default();
    let mut line = |words: &str, font, color| text.append(words, 0.0, TextFormat::simple(font, color));
    line(&class, theme::bold(17.0), palette.text);
    let (day, shown) = match on {
        On::Weekday(day) => (day, None),
        On::Date(day) => (day, Some(day)),
    };
    for words in shown.into_iter().chain([times.as_str()]) {
        line("\n", theme::regular(14.0), palette.text);
        line(words, theme::regular(14.0), palette.text);
    }
    line("\n", theme::regular(13.0), palette.text_soft);
    line(&late, theme::regular(13.0), palette.text_soft);
    text.wrap.max_width = width - 20.0;
    let style = ui.style().clone();
    ui.spacing_mut().button_padding = vec2(10.0, 8.0);
    ui.visuals_mut().widgets.inactive.weak_bg_fill = palette.surface;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = palette.line;
    let button = ui
        .add(Button::new((text, widgets::grow())).min_size(vec2(width, 0.0)).corner_radius(theme::CARD_RADIUS).wrap());
    ui.set_style(style);
    let name = say!("class-line-name", day = day, class = class, times = times, late = late);
    widgets::named(&button, Role::Button, &name);
    if button.on_hover_text(say!("class-change-line")).clicked() {
        state.editing = Some(editor::State::of(scene, number, entry));
    }
}
