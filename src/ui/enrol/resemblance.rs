//! Before a face is saved: whether it is that of somebody who is enrolled already, and who looks most like it.

use eframe::egui::{Frame, Label, RichText, Role, Sense, Ui, Vec2, vec2};

use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, CARD_RADIUS, GAP};
use super::super::widgets::{self, Action};
use super::super::{Scene, removal};
use crate::core::{Lookalike, Lookalikes, StudentId};
use crate::station::view::Shot;

/// So many of those who look most like the face are listed.
const LISTED: usize = 3;
/// The largest side of the two pictures that are compared.
const LARGE: f32 = 200.0;

/// Whom the person has said the face is not.
#[derive(Default)]
pub struct State {
    others: Vec<StudentId>,
}

/// What the person says of two pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They are of one person.
    Same,
    /// They are of two.
    SomebodyElse,
}

impl State {
    /// Other pictures are taken.
    pub fn forget(&mut self) {
        self.others.clear();
    }

    /// It is not them.
    pub fn dismiss(&mut self, student: StudentId) {
        self.others.push(student);
    }

    /// Who has to be looked at before it is saved for this student.
    pub fn asked<'a>(&self, lookalikes: &'a Lookalikes, student: Option<&StudentId>) -> Option<&'a Lookalike> {
        lookalikes.somebody_elses(student).filter(|same| !self.others.contains(&same.student))
    }
}

/// The pictures beside those of whoever it may be.
pub fn question_ui(ui: &mut Ui, scene: &mut Scene<'_>, shots: &[Shot], other: &StudentId) -> Option<Answer> {
    let palette = theme::palette(ui);
    let name = scene.view.people.label(other).to_owned();
    let frame = Frame::new().fill(palette.warn_soft).corner_radius(CARD_RADIUS).inner_margin(14);
    frame
        .show(ui, |ui| {
            ui.take_available_width();
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
                icons::paint(ui.painter(), Icon::Users, rect.center(), 22.0, palette.warn_text);
                let title = RichText::new(say!("enrol-same-title", student = &name));
                let title = title.text_style(eframe::egui::TextStyle::Heading).color(palette.warn_text);
                ui.add(Label::new(title).wrap());
            });
            let side = ((ui.available_width() - GAP) / 2.0).clamp(80.0, LARGE);
            ui.horizontal_top(|ui| {
                let taken = shots.first().map(|shot| scene.pictures.capture(&shot.crop));
                column_ui(ui, side, &say!("enrol-same-new"), taken.as_ref());
                let student = scene.view.gallery.student(other);
                let known = student.and_then(|student| removal::first_picture(scene.pictures, student));
                column_ui(ui, side, &name, known.as_ref());
            });
            widgets::strong(ui, &say!("enrol-same-question"));
            widgets::buttons_row(ui, |ui| {
                let same = Action::primary(Icon::UserRoundCheck, say!("enrol-same-yes", student = &name));
                let same = same.hint(say!("enrol-same-yes-hint")).show(ui).clicked();
                let other = Action::plain(Icon::UserRoundPlus, say!("enrol-same-no"));
                let other = other.hint(say!("enrol-same-no-hint")).show(ui).clicked();
                same.then_some(Answer::Same).or(other.then_some(Answer::SomebodyElse))
            })
        })
        .inner
}

fn column_ui(ui: &mut Ui, side: f32, name: &str, texture: Option<&eframe::egui::TextureHandle>) {
    ui.vertical(|ui| {
        ui.set_width(side);
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
        widgets::paint_face(ui, rect, texture, CARD_RADIUS);
        widgets::named(&response, Role::Image, name);
        ui.add(Label::new(RichText::new(name).text_style(theme::strong_style())).wrap());
    });
}

/// Those enrolled who look most like the face, small, and in words how much.
pub fn closest_ui(ui: &mut Ui, scene: &mut Scene<'_>, lookalikes: &Lookalikes, student: Option<&StudentId>) {
    let closest: Vec<&Lookalike> = lookalikes.closest(student, LISTED).collect();
    if closest.is_empty() {
        return;
    }
    ui.add_space(GAP);
    widgets::caption(ui, &say!("enrol-closest"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(18.0, GAP);
        for lookalike in closest {
            let name = scene.view.people.label(&lookalike.student).to_owned();
            let enrolled = scene.view.gallery.student(&lookalike.student);
            let texture = enrolled.and_then(|student| removal::first_picture(scene.pictures, student));
            ui.allocate_ui(vec2(220.0, 48.0), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    let (rect, _) = ui.allocate_exact_size(Vec2::splat(44.0), Sense::hover());
                    widgets::paint_face(ui, rect, texture.as_ref(), 8);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.add(Label::new(RichText::new(&name).text_style(theme::strong_style())).wrap());
                        widgets::caption(ui, &how_alike(lookalike));
                    });
                });
            });
        }
    });
}

/// In words how much they look alike.
fn how_alike(lookalike: &Lookalike) -> String {
    match lookalike.strangers {
        rare if rare < 0.003 => say!("enrol-alike-very"),
        rare if rare < 0.05 => say!("enrol-alike"),
        _ => say!("enrol-alike-little"),
    }
}
