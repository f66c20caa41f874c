//! A school's list on a sheet: what it would change, before anything does, and how it is read.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Align, Id, Label, Layout, RichText, ScrollArea, TextEdit, TextStyle, Ui, UiBuilder, vec2};

use self::rows::Kind;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use crate::register::list::{Effect, ImportPlan};
use crate::station::Command;
use crate::station::view::{Import, ImportState};
use crate::words::Text;

mod columns;
mod rows;

/// How the person looks at the list.
#[derive(Default)]
pub struct State {
    /// The plan that is looked at, and which of its rows.
    looked_at: Option<(Arc<ImportPlan>, Kind)>,
    /// The plan that is being taken over, and since when, in the window's seconds.
    applied: Option<(Arc<ImportPlan>, f64)>,
    /// The path that is typed, where no window for choosing opens.
    path: Option<String>,
}

impl State {
    /// Another list is looked at.
    pub fn begin(&mut self) {
        self.looked_at = None;
    }

    /// The list's path is to be typed.
    pub fn type_path(&mut self) {
        self.path.get_or_insert_default();
    }
}

const BUTTONS: f32 = 52.0;
/// Taking over a list takes at most so many seconds, where it can be done.
const TAKES: f64 = 3.0;

/// The sheet, in all the room there is. Says whether those without photos are to be seen next.
pub fn import_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, import: &Import) -> bool {
    let mut show_without_photos = false;
    let file = import.file.file_name().unwrap_or(import.file.as_os_str()).to_string_lossy();
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, Icon::X, &say!("import-close")).clicked() {
                    scene.send(Command::CloseImport);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let title = RichText::new(say!("import-title")).text_style(TextStyle::Heading);
                    ui.add(Label::new(title).truncate());
                    let name = RichText::new(file.as_ref()).text_style(TextStyle::Small);
                    let name = name.color(theme::palette(ui).text_soft);
                    ui.add(Label::new(name).truncate()).on_hover_text(import.file.display().to_string());
                });
            });
        });
        ui.add_space(GAP);
        match &import.state {
            ImportState::Reading => reading_ui(ui, scene),
            ImportState::Unreadable { text, advice, titles, options } => {
                unreadable_ui(ui, scene, text, advice, |ui, scene| {
                    columns::id_ui(ui, scene, &import.file, titles, options);
                });
            }
            ImportState::Planned(plan) => planned_ui(ui, state, scene, plan),
            ImportState::Done { plan, new, changed } => {
                show_without_photos = done_ui(ui, scene, plan, *new, *changed);
            }
        }
    });
    // Where nothing else is begun that Escape would leave.
    let escape = ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none())
        && !eframe::egui::Popup::is_any_open(ui.ctx())
        && ui.input(|input| input.key_pressed(eframe::egui::Key::Escape));
    if escape {
        scene.send(Command::CloseImport);
    }
    show_without_photos
}

fn reading_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    widgets::waiting(ui, &say!("import-reading"));
    ui.add_space(GAP);
    if Action::plain(Icon::X, say!("import-cancel")).show(ui).clicked() {
        scene.send(Command::CloseImport);
    }
}

fn unreadable_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    text: &Text,
    advice: &Text,
    columns: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    ScrollArea::vertical().auto_shrink(false).id_salt("unreadable").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        widgets::banner(ui, Tone::Warning, Icon::FileWarning, &spoken(text), &spoken(advice), |_| {});
        columns(ui, scene);
        widgets::caption(ui, &say!("import-nothing-changed"));
        another_ui(ui, scene);
    });
}

fn another_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let choosing = scene.files.is_choosing().then(|| say!("enrol-choosing"));
    if Action::plain(Icon::FolderOpen, say!("import-another")).refused(choosing).show(ui).clicked() {
        scene.files.choose(Choose::StudentsList);
    }
}

fn planned_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, plan: &Arc<ImportPlan>) {
    let kind = match &state.looked_at {
        // Read anew with other columns, it is still looked at in the same way.
        Some((_, kind)) if rows::count(plan, *kind) > 0 => *kind,
        _ => Kind::ALL.into_iter().find(|kind| rows::count(plan, *kind) > 0).unwrap_or(Kind::New),
    };
    let (_, kind) = state.looked_at.insert((plan.clone(), kind));
    let (sheet, buttons) = {
        let room = ui.available_rect_before_wrap();
        room.split_top_bottom_at_y(room.bottom() - BUTTONS)
    };
    ui.scope_builder(UiBuilder::new().max_rect(sheet), |ui| {
        ScrollArea::vertical().auto_shrink(false).id_salt("list").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            columns::columns_ui(ui, scene, plan);
            let names = Kind::ALL.map(|kind| (kind, rows::name(kind, rows::count(plan, kind))));
            let shown: Vec<(Kind, &str)> = names.iter().map(|(kind, name)| (*kind, name.as_str())).collect();
            ScrollArea::horizontal().id_salt("kinds").show(ui, |ui| widgets::segmented(ui, kind, &shown));
            let height = (sheet.bottom() - ui.cursor().top()).max(200.0);
            rows::rows_ui(ui, plan, *kind, vec2(ui.available_width(), height));
        });
    });
    ui.scope_builder(UiBuilder::new().max_rect(buttons).layout(Layout::right_to_left(Align::Center)), |ui| {
        let now = ui.input(|input| input.time);
        // What could not be done, and the station has told why, may be tried again.
        let is_now = |(applied, at): &(Arc<ImportPlan>, f64)| Arc::ptr_eq(applied, plan) && now - at < TAKES;
        let is_applied = state.applied.as_ref().is_some_and(is_now);
        if is_applied {
            ui.ctx().request_repaint_after_secs(TAKES as f32);
        }
        let refusal = match (plan.changes_something(), is_applied) {
            (false, _) => Some(say!("import-nothing")),
            (true, true) => Some(say!("import-applying")),
            (true, false) => None,
        };
        let count = plan.count(Effect::New) + plan.count(Effect::Changed);
        let apply = Action::primary(Icon::Check, say!("import-apply", count = count)).refused(refusal);
        if apply.show(ui).clicked() {
            state.applied = Some((plan.clone(), now));
            scene.send(Command::ApplyImport);
        }
        if Action::plain(Icon::X, say!("import-cancel")).bare().min_width(90.0).show(ui).clicked() {
            scene.send(Command::CloseImport);
        }
    });
}

/// What was done; says whether those without photos are to be seen.
fn done_ui(ui: &mut Ui, scene: &mut Scene<'_>, plan: &ImportPlan, new: usize, changed: usize) -> bool {
    let view = scene.view;
    let is_missing = |student: &crate::core::StudentId| view.gallery.student(student).is_none();
    let missing = view.people.iter().filter(|(student, _)| is_missing(student)).count();
    let done = say!("import-done-text", new = new, changed = changed);
    let text = match plan.refused.len() {
        0 => done,
        refused => format!("{done} {}", say!("import-done-refused", count = refused)),
    };
    let (mut close, mut show) = (false, false);
    widgets::placeholder(ui, Icon::CircleCheckBig, &say!("import-done"), &text, |ui| {
        let path = say!("import-done-file", file = plan.file.as_path());
        widgets::caption(ui, &path);
        ui.add_space(GAP);
        close = Action::primary(Icon::Check, say!("import-done-close")).min_width(120.0).show(ui).clicked();
        if missing > 0 {
            show = Action::plain(Icon::CameraOff, say!("import-without-photos", count = missing)).show(ui).clicked();
        }
    });
    if close || show {
        scene.send(Command::CloseImport);
    }
    show
}

/// Asks for the list's path, where no window for choosing opens.
pub fn type_path_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(path) = &mut state.path else { return };
    let mut enter = false;
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::FileInput, &say!("import-title"));
        let label = ui.label(RichText::new(say!("import-path")).text_style(theme::strong_style()));
        let edit = TextEdit::singleline(path).id(Id::unique("list path")).desired_width(f32::INFINITY);
        let response = ui.add(edit.hint_text(say!("import-path-hint"))).labelled_by(label.id);
        enter = response.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    };
    let go = say!("import-path-use");
    let said = dialog::ask(ui, "list path", 460.0, question, Action::primary(Icon::Check, &go), &say!("import-cancel"));
    let typed = path.trim().trim_matches('"').to_owned();
    if (enter || said == dialog::Said::Yes) && !typed.is_empty() {
        // The same question a drop asks, answered the same way.
        scene.files.sort_out(vec![PathBuf::from(typed)]);
        state.path = None;
    } else if said == dialog::Said::No {
        state.path = None;
    }
}
