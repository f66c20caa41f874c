//! What is done with the pictures taken: saved once it is said whose they are, or not; and who comes next.

use std::sync::Arc;

use eframe::egui::{Label, RichText, Sense, TextStyle, Ui, Vec2};
use image::RgbImage;

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::{State, one, resemblance, shots};
use crate::core::{IdRefusal, Lookalikes, StudentId};
use crate::station::Command;
use crate::station::view::Shot;

/// The pictures before they are saved.
pub fn ready_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, shots: &[Shot], lookalikes: &Lookalikes) {
    let student = state.student.student().ok();
    if let Some(same) = state.resemblance.asked(lookalikes, student.as_ref()).cloned() {
        match resemblance::question_ui(ui, scene, shots, &same.student) {
            Some(resemblance::Answer::Same) => state.student.fill(&same.student),
            Some(resemblance::Answer::SomebodyElse) => state.resemblance.dismiss(same.student),
            None => {}
        }
        ui.add_space(GAP);
    }
    widgets::heading(ui, Icon::Images, &say!("enrol-taken", count = shots.len()));
    shots::shots_ui(ui, scene, shots, 0, shots::LARGE);
    resemblance::closest_ui(ui, scene, lookalikes, student.as_ref());
}

/// What can be done with them.
pub fn ready_actions_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, count: usize, lookalikes: &Lookalikes) {
    let student = state.student.student();
    match &student {
        Ok(student) => {
            let name = scene.view.people.label(student);
            line_ui(ui, &say!("enrol-save-question", count = count, student = name), false);
        }
        Err(IdRefusal::Empty) => line_ui(ui, &say!("enrol-whose", count = count), false),
        Err(refusal) => line_ui(ui, &spoken(&refusal.text()), true),
    }
    let asked = state.resemblance.asked(lookalikes, student.as_ref().ok()).is_some();
    let refusal = if asked { Some(say!("enrol-same-first")) } else { one::refusal(state, &student, scene.view) };
    widgets::buttons_row(ui, |ui| {
        let save = Action::primary(Icon::Check, say!("enrol-save")).large().refused(refusal).min_width(130.0);
        if save.show(ui).clicked()
            && let Ok(student) = student
        {
            state.consent.record(&student, scene);
            scene.send(Command::SaveCapture(student));
        }
        if Action::plain(Icon::RotateCcw, say!("enrol-again")).show(ui).clicked() {
            scene.send(Command::Capture);
        }
        if Action::quiet(Icon::Trash2, say!("enrol-discard")).show(ui).clicked() {
            scene.send(Command::DiscardCapture);
        }
    });
}

/// They are saved.
pub fn saved_ui(ui: &mut Ui, scene: &mut Scene<'_>, student: &StudentId, crops: &Arc<[Arc<RgbImage>]>) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(44.0), Sense::hover());
        icons::paint_roundel(ui.painter(), Icon::Check, rect.center(), 22.0, palette.accent, palette.on_accent);
        let said = say!("enrol-saved", count = crops.len(), student = scene.view.people.label(student));
        ui.add(Label::new(RichText::new(said).text_style(TextStyle::Heading)).wrap());
    });
    ui.add_space(GAP);
    shots::saved_ui(ui, scene, crops);
    let all = scene.view.gallery.student(student).map_or(0, |student| student.templates.len());
    match all {
        0..3 => widgets::soft(ui, &say!("enrol-more-help")),
        all => widgets::soft(ui, &say!("enrol-pictures-now", count = all)),
    };
}

/// Who comes next.
pub fn saved_actions_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::buttons_row(ui, |ui| {
        if Action::primary(Icon::UserPlus, say!("enrol-next")).large().show(ui).clicked() {
            scene.send(Command::DiscardCapture);
            // The next one in front of the camera is someone else.
            state.next_student();
        }
        if Action::plain(Icon::Camera, say!("enrol-more")).show(ui).clicked() {
            scene.send(Command::Capture);
        }
    });
}

/// What is asked or told about the pictures.
pub fn line_ui(ui: &mut Ui, text: &str, bad: bool) {
    let palette = theme::palette(ui);
    let color = if bad { palette.bad_text } else { palette.text };
    ui.add(Label::new(RichText::new(text).text_style(theme::strong_style()).color(color)).wrap());
}
