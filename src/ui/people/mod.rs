//! The students: everyone who is enrolled with photos or stands in the school's list, found by typing and by class, and
//! beside them the one who is chosen. Behind tabs: those who came and are not enrolled, and who was removed.

use std::path::Path;

use eframe::egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, TextStyle, Ui};

use self::filters::Filters;
use super::everyone::Everyone;
use super::files::{Choose, Saves};
use super::icons::Icon;
use super::language::say;
use super::save::{Said, Save};
use super::theme::{self, GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, Screen, is_narrow, strangers};
use crate::core::{Entry, Roster, StudentId};
use crate::register::list::ImportOptions;
use crate::station::Command;

mod cards;
mod consent;
mod details;
mod filters;
mod import;
mod person;
mod receipts;

pub use consent::By;

/// Where the person is among the students.
#[derive(Default)]
pub struct State {
    everyone: Everyone,
    filters: Filters,
    /// They stand beside the buttons, where there is room.
    has_filters_above: bool,
    tab: Tab,
    chosen: Option<StudentId>,
    person: person::State,
    strangers: strangers::State,
    receipts: receipts::State,
    import: import::State,
    /// What is being written, and where it is to go.
    saving: Option<(Saves, Save)>,
}

/// Whom one looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Everyone,
    /// Those who came and are not enrolled.
    Strangers,
    /// The receipts of those who were removed.
    Removed,
}

impl State {
    /// This student is to be looked at.
    pub fn choose(&mut self, student: StudentId) {
        self.chosen = Some(student);
        self.filters = Filters::default();
        self.tab = Tab::Everyone;
    }

    /// The screen is left: what was typed is kept.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.tab = Tab::Everyone;
        self.strangers.leave(scene);
        self.person.leave(scene);
        self.receipts.leave();
    }

    /// A school's list was chosen, or came by itself: what it would change is worked out.
    pub fn import(&mut self, file: &Path, scene: &mut Scene<'_>) {
        self.person.leave(scene);
        self.import.begin();
        scene.send(Command::PlanImport { file: file.to_owned(), options: ImportOptions::default() });
        scene.go = Some(Screen::People);
    }

    /// There is no window for choosing: the list's path is typed.
    pub fn type_path(&mut self) {
        self.import.type_path();
    }

    /// The place that is being asked for.
    pub fn place(&mut self) -> Option<&mut Save> {
        self.saving.as_mut().map(|(_, save)| save)
    }
}

/// The screen.
pub fn people_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    set_aside_ui(ui, scene);
    import::type_path_ui(ui, &mut state.import, scene);
    if let Some(import) = scene.view.import.clone() {
        if import::import_ui(ui, &mut state.import, scene, &import) {
            (state.tab, state.chosen) = (Tab::Everyone, None);
            state.filters.only_without_photos();
        }
        return;
    }
    let everyone = state.everyone.of(scene.view);
    head_ui(ui, state, scene, &everyone);
    receipts::removed_ui(ui, &mut state.receipts, scene);
    match state.tab {
        Tab::Everyone => everyone_ui(ui, state, scene, &everyone),
        Tab::Strangers => strangers::strangers_ui(ui, &mut state.strangers, scene),
        Tab::Removed => receipts::receipts_ui(ui, &mut state.receipts, scene),
    }
    saving_ui(ui, state, scene, &everyone);
}

fn everyone_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, everyone: &Roster) {
    if everyone.entries().is_empty() {
        nobody_ui(ui, state, scene);
        return;
    }
    let chosen = state.chosen.as_ref().and_then(|id| everyone.entries().iter().find(|entry| entry.student == *id));
    match chosen {
        Some(entry) => {
            let width = if is_narrow(ui.ctx()) { 320.0 } else { 400.0 };
            let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
            let panel = Panel::right("person").exact_size(width).resizable(false).show_separator_line(false);
            let closed = panel.frame(frame).show(ui, |ui| person::person_ui(ui, &mut state.person, scene, entry)).inner;
            if let Some(asked) = state.person.take_removed() {
                state.receipts.expect(asked, scene);
            }
            if closed {
                state.person.leave(scene);
                state.chosen = None;
            }
        }
        None => {
            state.person.leave(scene);
            state.chosen = None;
        }
    }

    if !state.has_filters_above {
        state.filters.ui(ui, everyone);
        ui.add_space(GAP);
    }
    let found: Vec<&Entry> = everyone.find(state.filters.wanted()).collect();
    if found.is_empty() {
        let title = match state.filters.text() {
            "" => say!("people-none-so"),
            search => say!("people-not-found", search = search),
        };
        let mut clear = false;
        widgets::placeholder(ui, Icon::SearchX, &title, &say!("people-not-found-text"), |ui| {
            clear = Action::plain(Icon::FilterX, say!("people-show-all")).show(ui).clicked();
        });
        if clear {
            state.filters = Filters::default();
        }
        return;
    }
    cards::grid_ui(ui, &mut state.chosen, scene, &found);
}

/// What there is besides everyone, or else which of them are looked at; and what can be done with the list as a whole.
fn head_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, everyone: &Roster) {
    ui.horizontal(|ui| {
        let has_tabs = tabs_ui(ui, state, scene, everyone);
        state.has_filters_above = !has_tabs && !is_narrow(ui.ctx()) && !everyone.entries().is_empty();
        if state.has_filters_above {
            state.filters.ui(ui, everyone);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools_ui(ui, state, scene, everyone));
    });
    ui.add_space(GAP);
}

/// The buttons for the list as a whole, from the right.
fn tools_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, everyone: &Roster) {
    let wide = ui.ctx().content_rect().width() >= 1000.0;
    let mut button = |icon, name: &str, refusal: Option<String>| match wide {
        true => Action::plain(icon, name).refused(refusal).show(ui).clicked(),
        false => ui.add_enabled_ui(refusal.is_none(), |ui| widgets::icon_button(ui, icon, name).clicked()).inner,
    };
    let choosing = scene.files.is_choosing().then(|| say!("enrol-choosing"));
    if button(Icon::FileInput, &say!("people-import"), choosing) {
        scene.files.choose(Choose::StudentsList);
    }
    let nobody = everyone.entries().is_empty().then(|| say!("people-nobody"));
    if button(Icon::FileDown, &say!("people-export"), nobody) {
        state.saving = Some((Saves::Students, Save::new(scene, Saves::Students)));
    }
    if state.tab == Tab::Removed && button(Icon::ReceiptText, &say!("receipts-export"), None) {
        state.saving = Some((Saves::Receipts, Save::new(scene, Saves::Receipts)));
    }
}

/// Only where there is somebody besides: those who are not enrolled, where they are kept or some are still there, and
/// those who were removed. Says whether there is.
fn tabs_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, everyone: &Roster) -> bool {
    let (strangers, removed) = (scene.view.strangers.count, scene.view.receipts.len());
    let kept = scene.view.settings.strangers_days.value.is_some() || strangers > 0;
    let name = [
        Some((Tab::Everyone, say!("people-tab-everyone", count = everyone.entries().len()))),
        kept.then(|| (Tab::Strangers, say!("strangers-tab", count = strangers))),
        (removed > 0).then(|| (Tab::Removed, say!("receipts-tab", count = removed))),
    ];
    let names: Vec<(Tab, String)> = name.into_iter().flatten().collect();
    let tabs: Vec<(Tab, &str)> = names.iter().map(|(tab, name)| (*tab, name.as_str())).collect();
    let before = state.tab;
    if !tabs.iter().any(|(tab, _)| *tab == before) {
        state.tab = Tab::Everyone;
    } else if tabs.len() > 1 {
        widgets::segmented(ui, &mut state.tab, &tabs);
    }
    match before {
        Tab::Everyone if state.tab != before => state.person.leave(scene),
        Tab::Strangers if state.tab != before => state.strangers.leave(scene),
        _ => {}
    }
    tabs.len() > 1
}

fn nobody_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    state.person.leave(scene);
    let (mut go, mut import) = (false, false);
    widgets::placeholder(ui, Icon::Users, &say!("people-nobody"), &say!("people-nobody-text"), |ui| {
        go = Action::primary(Icon::UserPlus, say!("people-enrol")).show(ui).clicked();
        import = Action::plain(Icon::FileInput, say!("people-import-list")).show(ui).clicked();
    });
    if go {
        scene.go = Some(Screen::Enrol);
    }
    if import {
        scene.files.choose(Choose::StudentsList);
    }
}

/// Asks where a list is to go.
fn saving_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, everyone: &Roster) {
    let Some((what, save)) = &mut state.saving else { return };
    let (title, text) = match what {
        Saves::Receipts => (say!("receipts-export-title"), say!("receipts-export-text")),
        _ => (say!("people-export-title"), say!("people-export-text", count = everyone.entries().len())),
    };
    match (save.ui(ui, scene, &title, &text), *what) {
        (Said::Nothing, _) => return,
        (Said::Leave, _) => {}
        (Said::To(file), Saves::Receipts) => scene.send(Command::ExportReceipts(file)),
        (Said::To(file), _) => scene.send(Command::ExportStudents(file)),
    }
    state.saving = None;
}

/// Files that were damaged, each with what is wrong with it and where it is now.
fn set_aside_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let set_aside = &scene.view.gallery.set_aside;
    if set_aside.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    Frame::new().fill(palette.warn_soft).corner_radius(10).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = RichText::new(say!("people-set-aside", count = set_aside.len())).text_style(theme::strong_style());
        ui.label(title.color(palette.warn_text));
        ScrollArea::vertical().id_salt("set aside").max_height(90.0).show(ui, |ui| {
            for file in set_aside {
                let name = file.file.file_name().unwrap_or(file.file.as_os_str()).to_string_lossy();
                let text = match &file.now {
                    Some(now) => say!("people-moved", file = name.as_ref(), reason = &file.reason, now = now),
                    None => say!("people-left", file = name.as_ref(), reason = &file.reason),
                };
                ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small)).wrap());
            }
        });
    });
    ui.add_space(GAP);
}
