//! A line of the timetable: typed, looked at while it is, kept or taken out.

use eframe::egui::{Align, Button, ComboBox, Id, Layout, RichText, TextEdit, Ui, vec2};
use jiff::civil::{Date, Weekday};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, CONTROL_HEIGHT, GAP, GUTTER};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::words;
use crate::core::session::{Days, Draft, Entry};
use crate::station::Command;
use crate::station::sessions::SessionCommand;

/// A line that is being typed.
pub struct State {
    draft: Draft,
    /// Of the one that is changed, its number.
    number: Option<i64>,
    /// It is about to be taken out, once the person says so.
    removing: bool,
}

impl State {
    /// A new one.
    pub fn new(scene: &Scene<'_>, class: Option<String>, today: Date) -> Self {
        let draft = Draft::new(class, today, |time| scene.dates.clock_of(time));
        Self { draft, number: None, removing: false }
    }

    /// One that there is.
    pub fn of(scene: &Scene<'_>, number: i64, entry: &Entry) -> Self {
        let draft = Draft::of(entry, |time| scene.dates.clock_of(time));
        Self { draft, number: Some(number), removing: false }
    }
}

/// The question, where a line is being typed.
pub fn editor_ui(ui: &Ui, editing: &mut Option<State>, scene: &mut Scene<'_>, today: Date) {
    let Some(state) = editing else { return };
    if let Some(number) = state.number.filter(|_| state.removing) {
        if let Some(removed) = remove_ui(ui, state) {
            *editing = None;
            if removed {
                scene.send(Command::Session(SessionCommand::RemoveEntry(number)));
            }
        }
        return;
    }
    let entry = state.draft.entry();
    let refusal = entry.as_ref().err().map(|refusal| spoken(&refusal.text()));
    let title = if state.number.is_some() { say!("class-change-line") } else { say!("class-add-line") };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::CalendarDays, &title);
        fields_ui(ui, &mut state.draft, scene);
        match (&refusal, &entry) {
            (Some(refusal), _) => widgets::status_line(ui, Icon::Info, refusal, Tone::Warning),
            (None, Ok(entry)) => {
                widgets::status_line(ui, Icon::CircleCheck, &in_words(entry, scene, today), Tone::Good);
            }
            (None, Err(_)) => {}
        }
        if state.number.is_some() && Action::quiet(Icon::Trash2, say!("class-remove-line")).show(ui).clicked() {
            state.removing = true;
        }
    };
    let yes = Action::primary(Icon::Check, say!("class-save")).refused(refusal.as_deref());
    let said = dialog::ask(ui, "line of the timetable", 500.0, question, yes, &say!("class-cancel"));
    match (said, entry) {
        (dialog::Said::Yes, Ok(entry)) => {
            let command = match state.number {
                Some(number) => SessionCommand::ChangeEntry { number, entry },
                None => SessionCommand::AddEntry(entry),
            };
            scene.send(Command::Session(command));
            *editing = None;
        }
        (dialog::Said::No, _) => *editing = None,
        (dialog::Said::Yes, Err(_)) | (dialog::Said::Nothing, _) => {}
    }
}

/// Asks before a line is taken out: `Some` once that is answered.
fn remove_ui(ui: &Ui, state: &State) -> Option<bool> {
    let class = words::class(state.draft.class.as_deref());
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &say!("class-remove-question", class = class));
        widgets::soft(ui, &say!("class-remove-text"));
    };
    let yes = Action::danger(Icon::Trash2, say!("class-remove-yes"));
    match dialog::ask(ui, "remove a line", 420.0, question, yes, &say!("class-keep-line")) {
        dialog::Said::Nothing => None,
        dialog::Said::Yes => Some(true),
        dialog::Said::No => Some(false),
    }
}

/// When that is, in words.
fn in_words(entry: &Entry, scene: &Scene<'_>, today: Date) -> String {
    let [from, late, until] = [entry.from, entry.late_from, entry.until].map(|time| scene.dates.clock_of(time));
    let days = match entry.days {
        Days::Once(date) if date == today => say!("class-today"),
        Days::Once(date) => scene.dates.long_date(date),
        Days::Weekly { on, .. } => words::weekdays(on, scene.dates),
    };
    say!("class-line-words", days = days, from = from, until = until, late = late)
}

fn fields_ui(ui: &mut Ui, draft: &mut Draft, scene: &Scene<'_>) {
    ui.spacing_mut().item_spacing.y = GAP;
    class_ui(ui, draft, scene);
    let (weekly, once) = (say!("class-weekly"), say!("class-once"));
    widgets::segmented(ui, &mut draft.is_weekly, &[(true, &weekly), (false, &once)]);
    if draft.is_weekly {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for day in Weekday::Monday.cycle_forward().take(7) {
                let is_on = draft.on.contains(day);
                let name = RichText::new(scene.dates.weekday(day, true)).text_style(eframe::egui::TextStyle::Button);
                let size = vec2(52.0, CONTROL_HEIGHT);
                let button = ui.add(Button::selectable(is_on, name).frame_when_inactive(true).min_size(size));
                let name = scene.dates.weekday(day, false);
                button.widget_info(|| {
                    let role = eframe::egui::Role::CheckBox;
                    eframe::egui::WidgetInfo::selected(role, true, is_on, &name)
                });
                if button.on_hover_text(name).clicked() {
                    draft.on = draft.on.with(day, !is_on);
                }
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        field_ui(ui, "from", &say!("class-from"), &mut draft.from, 76.0);
        field_ui(ui, "late from", &say!("class-late-from-field"), &mut draft.late_from, 76.0);
        field_ui(ui, "until", &say!("class-until"), &mut draft.until, 76.0);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        let day = if draft.is_weekly { say!("class-first-day") } else { say!("class-day") };
        field_ui(ui, "date", &day, &mut draft.date, 112.0);
        if draft.is_weekly {
            field_ui(ui, "last", &say!("class-last-day"), &mut draft.last, 112.0);
        }
    });
    if draft.class.is_some() {
        widgets::switch(ui, &mut draft.limited, &say!("class-limited-new"));
        widgets::caption(ui, &say!("class-limited-text"));
    }
}

fn class_ui(ui: &mut Ui, draft: &mut Draft, scene: &Scene<'_>) {
    let mut classes: Vec<Option<String>> = scene.view.people.classes().map(|class| Some(class.to_owned())).collect();
    // One whose students have moved on can still be seen.
    if draft.class.is_some() && !classes.contains(&draft.class) {
        classes.push(draft.class.clone());
    }
    classes.push(None);
    let label = say!("class-class");
    ui.horizontal(|ui| {
        ui.label(RichText::new(&label).text_style(theme::strong_style()));
        let shown = words::class(draft.class.as_deref());
        ui.name_inputs(&label, |ui| {
            ComboBox::from_id_salt("class").width(180.0).selected_text(shown).truncate().show_ui(ui, |ui| {
                for class in classes {
                    let name = words::class(class.as_deref());
                    if ui.add(Button::selectable(class == draft.class, name)).clicked() {
                        draft.class = class;
                    }
                }
            });
        });
    });
}

/// A line to type in, under its name.
fn field_ui(ui: &mut Ui, id: &str, name: &str, value: &mut String, width: f32) {
    let label = RichText::new(name).text_style(theme::strong_style());
    let galley = eframe::egui::WidgetText::from(label.clone());
    let galley = galley.into_galley(ui, Some(eframe::egui::TextWrapMode::Extend), f32::INFINITY, theme::strong_style());
    let size = vec2(width.max(galley.size().x) + 1.0, CONTROL_HEIGHT + galley.size().y + 2.0);
    // Of a known size, so that it goes on in the next line where this one is full.
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let label = ui.label(label);
        let edit = TextEdit::singleline(value).id(Id::unique(("timetable", id))).desired_width(width);
        ui.add(edit).labelled_by(label.id);
    });
}
