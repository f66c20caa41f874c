//! A folder of a whole class.

use std::path::PathBuf;

use eframe::egui::{Key, RichText, TextEdit, Ui};

use super::super::Scene;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::report;

/// What the person has begun here.
#[derive(Default)]
pub struct State {
    /// Paths are typed, because no dialog opens or because the person wants to.
    types_paths: bool,
    /// The keyboard is to go where the path is typed.
    wants_path: bool,
    path: String,
}

impl State {
    /// Offers to type a path.
    pub fn type_paths(&mut self) {
        self.types_paths = true;
        self.wants_path = true;
    }
}

/// The card.
pub fn class_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        widgets::heading(ui, Icon::FolderInput, &say!("enrol-class"));
        if let Some(enrolment) = scene.view.enrolment.clone() {
            report::progress_ui(ui, scene, &enrolment);
            return;
        }
        widgets::soft(ui, &say!("enrol-class-text"));
        if scene.view.settings.consent_text.value.is_some() {
            widgets::caption(ui, &say!("enrol-class-consent"));
        }
        let choosing = scene.files.is_choosing().then(|| say!("enrol-choosing"));
        let button = Action::plain(Icon::FolderOpen, say!("enrol-choose-folder")).refused(choosing);
        if button.min_width(ui.available_width()).show(ui).clicked() {
            scene.files.choose(Choose::ClassFolder);
        }
        if state.types_paths {
            path_ui(ui, state, scene);
        } else if Action::quiet(Icon::Keyboard, say!("enrol-type-path")).show(ui).clicked() {
            state.type_paths();
        }
    });
}

fn path_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let label = ui.label(RichText::new(say!("enrol-path")).text_style(theme::strong_style()));
    let edit = TextEdit::singleline(&mut state.path).hint_text(say!("enrol-path-hint")).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    if std::mem::take(&mut state.wants_path) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let typed = state.path.trim().trim_matches('"');
    let refusal = typed.is_empty().then(|| say!("enrol-no-path"));
    let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let pressed =
        Action::plain(Icon::ArrowRight, say!("enrol-use-path")).refused(refusal.as_deref()).show(ui).clicked();
    if (enter || pressed) && refusal.is_none() {
        // A folder or a photo: the same question a drop asks, answered the same way.
        scene.files.sort_out(vec![PathBuf::from(typed)]);
        state.path.clear();
    }
}
