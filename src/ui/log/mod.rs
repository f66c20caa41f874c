//! Every arrival there ever was, newest first: found, looked at, corrected, added, exported.

use eframe::egui::Ui;

use self::filters::filters_ui;
use self::rows::Rows;
use super::icons::Icon;
use super::language::say;
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
    let mut button = |icon, name: &str, refusal: Option<&str>| match wide {
        true => Action::plain(icon, name).refused(refusal).show(ui).clicked(),
        false => ui.add_enabled_ui(refusal.is_none(), |ui| widgets::icon_button(ui, icon, name).clicked()).inner,
    };
    let running = running.then(|| say!("log-export-running"));
    if button(Icon::FileDown, &say!("log-export"), running.as_deref()) {
        let filter = state.filters.filter(scene);
        state.export.begin(scene, filter);
    }
    if button(Icon::Hand, &say!("log-add"), None) {
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
    let name = say!("log-name");
    let shown = rows::Shown { name: &name, filter: &filter, columns: &COLUMNS };
    rows::rows_ui(ui, &mut state.rows, scene, &shown, |ui, _| match filtered {
        true => widgets::placeholder(ui, Icon::SearchX, &say!("log-no-match"), &say!("log-no-match-text"), |ui| {
            clear = Action::plain(Icon::FilterX, say!("log-show-all")).show(ui).clicked();
        }),
        false => widgets::placeholder(ui, Icon::ClipboardList, &say!("log-empty"), &say!("log-empty-text"), |_| {}),
    });
    if clear {
        state.filters.clear();
    }
    add_by_hand_ui(ui, &mut state.by_hand, scene);
    export::ask_ui(ui, &mut state.export, scene);
}

fn add_by_hand_ui(ui: &Ui, by_hand: &mut Option<pick::Picker>, scene: &mut Scene<'_>) {
    let Some(picker) = by_hand else { return };
    let text = match scene.view.deliveries.enabled {
        true => say!("log-add-sent"),
        false => say!("log-add-kept"),
    };
    let view = scene.view;
    let picked = picker.picked().cloned();
    let confirm = match &picked {
        Some(pick::Picked::Student(student)) => say!("log-add-confirm-whom", name = view.people.label(student)),
        Some(pick::Picked::Nobody) | None => say!("log-add-confirm"),
    };
    let refusal = picked.is_none().then(|| say!("log-who-first"));
    let yes = Action::primary(Icon::Check, &confirm).refused(refusal.as_deref()).truncate();
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Hand, &say!("log-add-title"));
        widgets::soft(ui, &text);
        picker.ui(ui, view, false);
    };
    let said = dialog::ask(ui, "add by hand", 440.0, question, yes, &say!("log-cancel"));
    if let (dialog::Said::Yes, Some(pick::Picked::Student(student))) = (said, picked) {
        scene.send(Command::AddByHand(student));
    }
    if said != dialog::Said::Nothing {
        *by_hand = None;
    }
}
