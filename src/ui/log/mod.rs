//! Every arrival there ever was, newest first: found, looked at, corrected, added, exported.

use eframe::egui::Ui;

use self::filters::filters_ui;
use self::rows::Rows;
use super::icons::Icon;
use super::table::{self, Column};
use super::theme::GAP;
use super::widgets::{self, Action};
use super::{Scene, dialog, pick};
use crate::station::Command;

mod detail;
mod export;
mod filters;
pub mod rows;

pub use export::State as Export;

/// Where the person is in the log.
#[derive(Default)]
pub struct State {
    filters: filters::State,
    rows: Rows,
    /// Somebody is being added by hand.
    by_hand: Option<pick::Picker>,
    export: export::State,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.rows.leave(scene);
    }

    /// Where the export is to go was answered.
    pub fn export(&mut self) -> &mut Export {
        &mut self.export
    }
}

const COLUMNS: [Column; 7] =
    [Column::Face, Column::Who, Column::When, Column::Distance, Column::Camera, Column::LastSeen, Column::Delivery];

/// The buttons of this screen in the header.
pub fn header_buttons_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let running = scene.view.export.as_ref().is_some_and(|export| export.ended.is_none());
    let wide = ui.ctx().content_rect().width() >= 1000.0;
    let mut button = |icon, name, refusal: Option<&str>| match wide {
        true => Action::plain(icon, name).refused(refusal).show(ui).clicked(),
        false => ui.add_enabled_ui(refusal.is_none(), |ui| widgets::icon_button(ui, icon, name).clicked()).inner,
    };
    if button(Icon::FileDown, words::EXPORT, running.then_some(words::EXPORTING)) {
        let filter = state.filters.filter(scene);
        state.export.begin(scene, filter);
    }
    if button(Icon::Hand, words::ADD, None) {
        state.by_hand = Some(pick::Picker::default());
    }
}

/// The screen.
pub fn log_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    export::bar_ui(ui, scene);
    let filter = state.filters.filter(scene);
    filters_ui(ui, &mut state.filters, scene, table::total(scene, &filter));
    ui.add_space(GAP / 2.0);
    // What was chosen just now is asked for in this frame.
    let filter = state.filters.filter(scene);
    let filtered = state.filters.is_set();
    let mut clear = false;
    let shown = rows::Shown { name: words::NAME, filter: &filter, columns: &COLUMNS };
    rows::rows_ui(ui, &mut state.rows, scene, &shown, |ui, _| match filtered {
        true => widgets::placeholder(ui, Icon::SearchX, words::NO_MATCH, words::NO_MATCH_TEXT, |ui| {
            clear = Action::plain(Icon::FilterX, words::SHOW_ALL).show(ui).clicked();
        }),
        false => widgets::placeholder(ui, Icon::ClipboardList, words::EMPTY, words::EMPTY_TEXT, |_| {}),
    });
    if clear {
        state.filters.clear();
    }
    add_by_hand_ui(ui, &mut state.by_hand, scene);
    export::ask_ui(ui, &mut state.export, scene);
}

fn add_by_hand_ui(ui: &Ui, by_hand: &mut Option<pick::Picker>, scene: &mut Scene<'_>) {
    let Some(picker) = by_hand else { return };
    let text = words::add_text(scene.view.deliveries.enabled);
    let gallery = scene.view.gallery.clone();
    let picked = picker.picked().cloned();
    let confirm = match &picked {
        Some(pick::Picked::Student(student)) => words::add_confirm(student.as_str()),
        Some(pick::Picked::Nobody) | None => words::ADD_CONFIRM.to_owned(),
    };
    let refusal = picked.is_none().then_some(words::WHO_FIRST);
    let yes = Action::primary(Icon::Check, &confirm).refused(refusal).truncate();
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Hand, words::ADD_TITLE);
        widgets::soft(ui, text);
        picker.ui(ui, &gallery, false);
    };
    let said = dialog::ask(ui, "add by hand", 440.0, question, yes, words::CANCEL);
    if let (dialog::Said::Yes, Some(pick::Picked::Student(student))) = (said, picked) {
        scene.send(Command::AddByHand(student));
    }
    if said != dialog::Said::Nothing {
        *by_hand = None;
    }
}

mod words {
    pub const NAME: &str = "Arrivals";
    pub const EXPORT: &str = "Export…";
    pub const EXPORTING: &str = "An export is running.";
    pub const ADD: &str = "Add by hand…";
    pub const ADD_TITLE: &str = "Who came?";
    pub const ADD_CONFIRM: &str = "Add";
    pub const WHO_FIRST: &str = "Choose who it is first.";
    pub const CANCEL: &str = "Cancel";
    pub const EMPTY: &str = "No arrivals yet";
    pub const EMPTY_TEXT: &str = "Everyone the camera recognises is recorded here.";
    pub const NO_MATCH: &str = "No arrivals like these";
    pub const NO_MATCH_TEXT: &str = "None passes all the filters above.";
    pub const SHOW_ALL: &str = "Show all arrivals";

    pub fn add_text(sends: bool) -> &'static str {
        match sends {
            true => {
                "For a student whom the camera did not see. It is recorded as added by hand, with the time it is now, \
                 and sent to the school's main API."
            }
            false => {
                "For a student whom the camera did not see. It is recorded as added by hand, with the time it is now."
            }
        }
    }

    pub fn add_confirm(name: &str) -> String {
        format!("Add {name}")
    }
}
