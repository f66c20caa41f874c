//! One finding: the photo large, beside the person's others and beside the one it is like; or two students side by side.

use eframe::egui::{Label, RichText, Role, Sense, TextureHandle, Ui, UiBuilder, Vec2, pos2};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, CARD_RADIUS, CONTROL_RADIUS, GAP, GUTTER};
use super::super::widgets::{self, Action};
use super::super::{Scene, removal};
use crate::core::{Pair, StudentId, Why};
use crate::gallery::check::{Misplaced, same_as};
use crate::gallery::{Template, TemplateKey};

/// The largest side of the photo that is doubted.
const LARGE: f32 = 300.0;
/// The largest side of the photos it is compared with: two stand side by side.
const SMALL: f32 = 150.0;
/// So many of them are shown.
const SHOWN: usize = 6;
/// Below this width, what is compared stands below each other.
const BESIDE: f32 = 620.0;

/// What the person says of a finding.
pub enum Answer {
    /// It is right as it is.
    InOrder,
    /// This photo is to be removed.
    Remove(removal::Photo),
    /// This student is to be looked at.
    Open(StudentId),
}

/// A photo that is perhaps of somebody else.
pub fn photo_ui(ui: &mut Ui, scene: &mut Scene<'_>, found: &Misplaced) {
    let people = scene.view.people.clone();
    let name = people.label(&found.student);
    let whose = say!("gallery-check-enrolled-as", student = name);
    title_ui(ui, &whose, &spoken(&found.text_naming(|other| people.label(other)).sentence()));
    let photo = texture_of(scene, &found.student, &found.photo);
    let like = like(found);
    let others = say!("gallery-check-others-of", student = name);
    let beside = ui.available_width() >= BESIDE;
    let columns = if like.is_some() { 3.0 } else { 2.0 };
    let room = ui.available_width() - 12.0;
    let share = ((room - GUTTER * (columns - 1.0)) / columns).max(100.0);
    let large = share.min(LARGE);
    // Large as the photo is, what it is compared with has to be in sight with it.
    let large = large.min((ui.ctx().content_rect().height() * 0.5).max(140.0));
    let side_by_side = |ui: &mut Ui, scene: &mut Scene<'_>| {
        column_ui(ui, if beside { share } else { room }, |ui| {
            strong(ui, &say!("gallery-check-this"));
            large_ui(ui, photo.as_ref(), large, &say!("gallery-check-this"));
        });
        column_ui(ui, if beside { share } else { room }, |ui| {
            strong(ui, &others);
            photos_ui(ui, scene, &found.student, Some(&found.photo));
        });
        if let Some(other) = like {
            column_ui(ui, if beside { share } else { room }, |ui| {
                strong(ui, &say!("gallery-check-photos-of", student = people.label(other)));
                photos_ui(ui, scene, other, None);
            });
        }
    };
    arranged(ui, beside, |ui| side_by_side(ui, scene));
}

/// What can be done about it.
pub fn photo_actions_ui(ui: &mut Ui, scene: &Scene<'_>, found: &Misplaced) -> Option<Answer> {
    let people = &scene.view.people;
    let like = like(found);
    widgets::buttons_row(ui, |ui| {
        let mut answer = None;
        if Action::danger(Icon::Trash2, say!("gallery-check-remove")).show(ui).clicked() {
            let photo = removal::Photo { student: found.student.clone(), key: found.photo.clone() };
            answer = Some(Answer::Remove(photo));
        }
        let right = Action::plain(Icon::Check, say!("gallery-check-right")).hint(say!("gallery-check-right-hint"));
        if right.show(ui).clicked() {
            answer = Some(Answer::InOrder);
        }
        for student in std::iter::once(&found.student).chain(like) {
            answer = open_ui(ui, people.label(student), student).or(answer);
        }
        answer
    })
}

/// Whom a photo is like.
fn like(found: &Misplaced) -> Option<&StudentId> {
    match &found.why {
        Why::Like(other) => Some(other),
        Why::UnlikeOwn | Why::OneOfTwo => None,
    }
}

/// Two students who are perhaps one.
pub fn pair_ui(ui: &mut Ui, scene: &mut Scene<'_>, pair: &Pair) {
    let people = scene.view.people.clone();
    let [one, other] = &pair.students;
    title_ui(ui, people.label(one), &spoken(&same_as(people.label(other)).sentence()));
    let beside = ui.available_width() >= BESIDE;
    let room = ui.available_width() - 12.0;
    let share = if beside { (room - GUTTER) / 2.0 } else { room };
    let large = share.min(280.0).min((ui.ctx().content_rect().height() * 0.38).max(120.0));
    arranged(ui, beside, |ui| {
        for student in &pair.students {
            column_ui(ui, share, |ui| {
                let name = people.label(student);
                strong(ui, name);
                let enrolled = scene.view.gallery.student(student);
                let texture = enrolled.and_then(|student| removal::first_picture(scene.pictures, student));
                large_ui(ui, texture.as_ref(), large, name);
                ui.add_space(GAP);
                let first = enrolled
                    .and_then(|student| student.templates.iter().find(|template| template.crop.is_some()))
                    .map(|template| template.key.clone());
                photos_ui(ui, scene, student, first.as_ref());
            });
        }
    });
}

/// What can be done about them.
pub fn pair_actions_ui(ui: &mut Ui, scene: &Scene<'_>, pair: &Pair) -> Option<Answer> {
    let people = &scene.view.people;
    widgets::soft(ui, &say!("gallery-check-pair-advice"));
    widgets::buttons_row(ui, |ui| {
        let mut answer = None;
        for student in &pair.students {
            answer = open_ui(ui, people.label(student), student).or(answer);
        }
        let two = Action::plain(Icon::Check, say!("gallery-check-two")).hint(say!("gallery-check-right-hint"));
        if two.show(ui).clicked() {
            answer = Some(Answer::InOrder);
        }
        answer
    })
}

fn open_ui(ui: &mut Ui, name: &str, student: &StudentId) -> Option<Answer> {
    let pressed = Action::plain(Icon::UserRound, say!("gallery-check-show", student = name)).show(ui).clicked();
    pressed.then(|| Answer::Open(student.clone()))
}

/// Whose it is, and, large, what is perhaps wrong.
fn title_ui(ui: &mut Ui, whose: &str, sentence: &str) {
    let palette = theme::palette(ui);
    let whose = RichText::new(whose).text_style(theme::strong_style()).color(palette.text_soft);
    ui.add(Label::new(whose).wrap());
    ui.add(Label::new(RichText::new(sentence).text_style(theme::title_style())).wrap());
    ui.add_space(GAP);
}

fn strong(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).text_style(theme::strong_style())).wrap());
}

/// Side by side where there is room, else below each other.
fn arranged(ui: &mut Ui, beside: bool, contents: impl FnOnce(&mut Ui)) {
    match beside {
        true => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GUTTER;
                contents(ui);
            });
        }
        false => {
            ui.vertical(contents);
        }
    }
}

fn column_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    let at = ui.available_rect_before_wrap().min;
    let rect = eframe::egui::Rect::from_min_max(at, pos2(at.x + width, ui.max_rect().bottom().max(at.y + 10.0)));
    let layout = eframe::egui::Layout::top_down(eframe::egui::Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        contents(ui);
    });
}

fn large_ui(ui: &mut Ui, texture: Option<&TextureHandle>, side: f32, name: &str) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    widgets::paint_face(ui, rect, texture, CARD_RADIUS);
    widgets::named(&response, Role::Image, name);
}

/// A student's photos, without one that is shown already.
fn photos_ui(ui: &mut Ui, scene: &mut Scene<'_>, student: &StudentId, without: Option<&TemplateKey>) {
    let view = scene.view;
    let Some(enrolled) = view.gallery.student(student) else { return };
    // A little less than half, lest rounding leave one alone in its row.
    let side = ((ui.available_width() - GAP) / 2.0 - 1.0).floor().clamp(72.0, SMALL);
    let shown = |template: &&Template| Some(&template.key) != without && template.crop.is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        for (index, template) in enrolled.templates.iter().filter(shown).take(SHOWN).enumerate() {
            let texture = scene.pictures.template(template);
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
            widgets::paint_face(ui, rect, texture.as_ref(), CONTROL_RADIUS);
            let name = say!("gallery-check-photo", student = view.people.label(student), number = index + 1);
            widgets::named(&response, Role::Image, &name);
        }
    });
    if !enrolled.templates.iter().any(|template| shown(&template)) {
        widgets::caption(ui, &say!("gallery-check-no-photos"));
    }
}

fn texture_of(scene: &mut Scene<'_>, student: &StudentId, photo: &TemplateKey) -> Option<TextureHandle> {
    let student = scene.view.gallery.student(student)?;
    scene.pictures.template(student.templates.iter().find(|template| template.key == *photo)?)
}
