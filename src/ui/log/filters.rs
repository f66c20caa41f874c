//! Which rows of the log are meant: by name, day, camera, who, and how far on their way.

use std::sync::Arc;

use eframe::egui::{Button, ComboBox, Id, Key, Modifiers, Role, TextEdit, Ui};
use jiff::civil::Date;

use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme;
use super::super::widgets::{self, Action};
use super::super::{Scene, sending};
use crate::core::{People, StudentId};
use crate::journal::{DeliveryFilter, Filter, Who};
use crate::text;
use crate::words::Text;

/// Seconds after the last letter until it is searched for: a name is not searched for letter by letter.
const PAUSE: f64 = 0.25;

/// What is chosen.
#[derive(Default)]
pub struct State {
    typed: String,
    /// What is searched for: what was typed when the person paused.
    text: String,
    typed_at: f64,
    /// Those whose name or class has it, by what is known now.
    told_by: Option<(String, Arc<People>, Vec<StudentId>)>,
    day: Day,
    day_typed: String,
    camera: Option<String>,
    who: Who,
    delivery: Option<DeliveryFilter>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Day {
    #[default]
    Any,
    /// These two move on at midnight.
    Today,
    Yesterday,
    On(Date),
}

impl Day {
    fn date(self, today: Date) -> Option<Date> {
        match self {
            Self::Any => None,
            Self::Today => Some(today),
            Self::Yesterday => today.yesterday().ok(),
            Self::On(date) => Some(date),
        }
    }

    fn of(date: Date, today: Date) -> Self {
        match date {
            date if date == today => Self::Today,
            date if Some(date) == today.yesterday().ok() => Self::Yesterday,
            date => Self::On(date),
        }
    }
}

impl State {
    /// What is chosen, as the journal takes it.
    pub fn filter(&self, scene: &Scene<'_>) -> Filter {
        let date = self.day.date(scene.dates.date(scene.now));
        Filter {
            text: self.text.clone(),
            students: self.told_by.as_ref().map(|(_, _, students)| students.clone()).unwrap_or_default(),
            from: date.and_then(|date| scene.dates.begin(date)),
            until: date.and_then(|date| scene.dates.begin(date.tomorrow().ok()?)),
            camera: self.camera.clone(),
            who: self.who,
            delivery: self.delivery,
        }
    }

    /// Whether anything is left out.
    pub fn is_set(&self) -> bool {
        !self.typed.is_empty()
            || self.day != Day::Any
            || self.camera.is_some()
            || self.who != Who::Anyone
            || self.delivery.is_some()
    }

    /// Everything again.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Names are no part of the log: whose they are is looked up for it.
    fn look_up(&mut self, scene: &Scene<'_>) {
        let people = &scene.view.people;
        let same = |(text, now, _): &(String, Arc<People>, _)| *text == self.text && Arc::ptr_eq(now, people);
        if self.text.is_empty() {
            self.told_by = None;
        } else if !self.told_by.as_ref().is_some_and(same) {
            self.told_by = Some((self.text.clone(), people.clone(), people.told_by(&self.text)));
        }
    }

    fn set_day(&mut self, day: Day, today: Date) {
        self.day = day;
        self.day_typed = day.date(today).map(|date| date.to_string()).unwrap_or_default();
    }
}

/// The row of them; in two lines where the window is narrow.
pub fn filters_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, count: Option<usize>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = [6.0, 6.0].into();
        search_ui(ui, state);
        state.look_up(scene);
        day_ui(ui, state, scene);
        camera_ui(ui, state, scene);
        let who = [Who::Anyone, Who::Known, Who::Unknown, Who::Corrected, Who::ByHand];
        combo_ui(ui, &say!("log-who"), 118.0, &mut state.who, &who.map(|who| (who, spoken(&name(who)))));
        let stages = [DeliveryFilter::Queued, DeliveryFilter::Retrying, DeliveryFilter::Sent, DeliveryFilter::GivenUp];
        let stages = std::iter::once(None).chain(stages.map(Some));
        let any = || text!("log-any-delivery");
        let stages: Vec<_> = stages.map(|stage| (stage, spoken(&stage.map_or_else(any, sending::stage)))).collect();
        combo_ui(ui, &say!("log-delivery"), 126.0, &mut state.delivery, &stages);
        if state.is_set() && Action::quiet(Icon::FilterX, say!("log-clear")).show(ui).clicked() {
            state.clear();
        }
        let text = match count {
            Some(count) => say!("log-count", count = count),
            None => say!("log-counting"),
        };
        let text = eframe::egui::RichText::new(text).color(theme::palette(ui).text_soft);
        // Whole, on the next line where there is no room on this one.
        ui.add(eframe::egui::Label::new(text).extend());
    });
}

fn search_ui(ui: &mut Ui, state: &mut State) {
    let edit = TextEdit::singleline(&mut state.typed)
        .id(Id::unique("search log"))
        .prefix(icons::atom(Icon::Search, 18.0))
        .hint_text(say!("log-search-hint"))
        .desired_width(200.0);
    let response = ui.add(edit);
    widgets::named(&response, Role::TextInput, &say!("log-search"));
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
        response.request_focus();
    }
    let now = ui.input(|input| input.time);
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.typed.clear();
        state.typed_at = now;
    }
    if response.changed() {
        state.typed_at = now;
    }
    let typed = state.typed.trim();
    if typed != state.text {
        let left = state.typed_at + PAUSE - now;
        if left <= 0.0 || typed.is_empty() || response.lost_focus() {
            typed.clone_into(&mut state.text);
        } else {
            ui.ctx().request_repaint_after_secs(left as f32);
        }
    }
}

/// A list that drops down. Wide enough for what is chosen most.
fn combo_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    chosen: &mut T,
    choices: &[(T, String)],
) -> bool {
    let shown = choices.iter().find(|(value, _)| value == chosen).map_or("", |(_, text)| text);
    let mut changed = false;
    ui.name_inputs(name, |ui| {
        ComboBox::from_id_salt(name).width(width).selected_text(shown).truncate().show_ui(ui, |ui| {
            for (value, text) in choices {
                let selected = value == chosen;
                if ui.add(Button::selectable(selected, text.as_str())).clicked() && !selected {
                    *chosen = value.clone();
                    changed = true;
                }
            }
        });
    });
    changed
}

fn camera_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let mut cameras = scene.view.log_choices.cameras.clone();
    // Chosen, and gone with its last row: it must be seen to be taken back.
    cameras.extend(state.camera.clone().filter(|camera| !cameras.contains(camera)));
    if cameras.is_empty() {
        return;
    }
    let choices: Vec<(Option<String>, String)> = std::iter::once((None, say!("log-any-camera")))
        .chain(cameras.into_iter().map(|camera| (Some(camera.clone()), camera)))
        .collect();
    combo_ui(ui, &say!("log-camera"), 126.0, &mut state.camera, &choices);
}

fn day_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let today = scene.dates.date(scene.now);
    let mut day = state.day;
    let another = match state.day {
        day @ Day::On(_) => day,
        // The day before yesterday is where a search for another begins.
        _ => Day::On(today.yesterday().and_then(Date::yesterday).unwrap_or(today)),
    };
    let choices = [
        (Day::Any, say!("log-any-day")),
        (Day::Today, say!("log-today")),
        (Day::Yesterday, say!("log-yesterday")),
        (another, say!("log-another-day")),
    ];
    if combo_ui(ui, &say!("log-day"), 104.0, &mut day, &choices) {
        state.set_day(day, today);
    }
    let Some(date) = state.day.date(today) else { return };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if widgets::icon_button(ui, Icon::ChevronLeft, &say!("log-day-before")).clicked()
            && let Ok(before) = date.yesterday()
        {
            state.set_day(Day::of(before, today), today);
        }
        let hint = say!("log-date-hint");
        let typed: Option<Date> = state.day_typed.trim().parse().ok();
        let bad = typed.is_none().then_some(theme::palette(ui).bad_text);
        let edit = TextEdit::singleline(&mut state.day_typed)
            .id(Id::unique("day of the log"))
            .hint_text(&hint)
            .text_color_opt(bad)
            .desired_width(84.0);
        let response = ui.add(edit).on_hover_text(&hint);
        widgets::named(&response, Role::TextInput, &say!("log-date"));
        if response.changed()
            && let Ok(date) = state.day_typed.trim().parse::<Date>()
        {
            state.day = Day::of(date, today);
        }
        let shown = state.day.date(today);
        if !response.has_focus() && typed != shown {
            // What was typed is no day; or it has become tomorrow.
            state.day_typed = shown.map(|date| date.to_string()).unwrap_or_default();
        }
        if widgets::icon_button(ui, Icon::ChevronRight, &say!("log-day-after")).clicked()
            && let Ok(after) = date.tomorrow()
        {
            state.set_day(Day::of(after, today), today);
        }
    });
}

fn name(who: Who) -> Text {
    match who {
        Who::Anyone => text!("log-who-anyone"),
        Who::Known => text!("log-who-known"),
        Who::Unknown => text!("log-who-unknown"),
        Who::Corrected => text!("log-who-corrected"),
        Who::ByHand => text!("log-who-by-hand"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_near_today_is_called_so() {
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(Day::of(today, today), Day::Today);
        assert_eq!(Day::of(jiff::civil::date(2026, 11, 21), today), Day::Yesterday);
        let other = jiff::civil::date(2026, 11, 20);
        assert_eq!(Day::of(other, today), Day::On(other));
        assert_eq!(Day::Yesterday.date(today), Some(jiff::civil::date(2026, 11, 21)));
    }
}
