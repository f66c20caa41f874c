//! One student: who it is, who agreed, and photos of them.

use eframe::egui::{Frame, RichText, Ui};

use super::super::Scene;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::{State, is_running};
use crate::core::{IdRefusal, StudentId};
use crate::station::View;

/// The card.
pub fn student_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        widgets::heading(ui, Icon::UserPlus, &say!("enrol-one-student"));
        state.student.ui(ui, scene);
        let student = state.student.student().ok();
        state.consent.consent_ui(ui, scene, student.as_ref());
        if state.waiting.is_empty() {
            photos_ui(ui, state, scene);
        } else {
            waiting_ui(ui, state, scene);
        }
    });
}

/// Why nothing can be enrolled for the student typed; `None` where it can.
pub fn refusal(state: &State, student: &Result<StudentId, IdRefusal>, view: &View) -> Option<String> {
    match student {
        Err(IdRefusal::Empty) => Some(say!("enrol-who-first")),
        Err(refusal) => Some(spoken(&refusal.text())),
        Ok(student) => state.consent.refusal(student, view),
    }
}

/// The same for files, of which one lot is enrolled at a time.
fn refusal_of_files(state: &State, student: &Result<StudentId, IdRefusal>, view: &View) -> Option<String> {
    if is_running(view) { Some(say!("enrol-running")) } else { refusal(state, student, view) }
}

fn photos_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let student = state.student.student();
    let refusal = refusal_of_files(state, &student, scene.view);
    let refusal = if scene.files.is_choosing() { Some(say!("enrol-choosing")) } else { refusal };
    let button = Action::plain(Icon::Images, say!("enrol-choose-photos"))
        .refused(refusal)
        .hint(say!("enrol-choose-photos-hint"));
    if button.min_width(ui.available_width()).show(ui).clicked() {
        state.choosing_for = student.ok();
        scene.files.choose(Choose::Photos);
    }
    widgets::caption(ui, &say!("enrol-photos-or-camera"));
}

/// Photos are here, and nobody has said whose they are.
fn waiting_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let palette = theme::palette(ui);
    let count = state.waiting.len();
    Frame::new().fill(palette.accent_soft).corner_radius(10).inner_margin(12).show(ui, |ui| {
        ui.take_available_width();
        ui.label(
            RichText::new(say!("enrol-waiting", count = count))
                .text_style(theme::strong_style())
                .color(palette.accent_text),
        );
        let student = state.student.student();
        let refusal = refusal_of_files(state, &student, scene.view);
        ui.vertical(|ui| {
            let text = match &student {
                Ok(student) => {
                    say!("enrol-photos-for", count = count, student = scene.view.people.label(student))
                }
                Err(_) => say!("enrol-photos", count = count),
            };
            let button = Action::primary(Icon::Check, &text).refused(refusal).hint(&text);
            let go = button.truncate().show(ui).clicked();
            if let (true, Ok(student)) = (go, student) {
                let files = std::mem::take(&mut state.waiting);
                state.enrol_files(student, files, scene);
            }
            if Action::quiet(Icon::X, say!("enrol-not-now")).bare().show(ui).clicked() {
                state.waiting.clear();
            }
        });
    });
}
