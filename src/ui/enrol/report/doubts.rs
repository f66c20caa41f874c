//! What is perhaps wrong with the photos just enrolled: a photo that is unlike the student's others or like somebody
//! else's, and one person under two ids. Each with what to do about it.

use eframe::egui::{
    Align, Frame, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, TextStyle, TextureHandle, Ui, UiBuilder,
    Vec2, vec2,
};

use super::super::super::icons::{self, Icon};
use super::super::super::language::{say, spoken};
use super::super::super::theme::{self, CONTROL_RADIUS, GAP};
use super::super::super::widgets::{self, Action};
use super::super::super::{Scene, removal};
use crate::core::{StudentId, Why};
use crate::gallery::bulk::{Doubted, Report};
use crate::gallery::check::same_as;

const PICTURE: f32 = 128.0;

/// One thing that is perhaps wrong.
enum Doubt<'a> {
    Photo(&'a Doubted),
    Same(StudentId, &'a StudentId),
}

/// How many there are.
pub fn count(report: &Report) -> usize {
    doubts(report).len()
}

fn doubts(report: &Report) -> Vec<Doubt<'_>> {
    let mut found: Vec<Doubt<'_>> = Vec::new();
    for person in &report.people {
        found.extend(person.doubted.iter().map(Doubt::Photo));
    }
    found.sort_by(|a, b| match (a, b) {
        (Doubt::Photo(a), Doubt::Photo(b)) => b.found.evidence.total_cmp(&a.found.evidence),
        _ => std::cmp::Ordering::Equal,
    });
    for person in &report.people {
        let Ok(student) = StudentId::parse(&person.name) else { continue };
        for other in &person.same_as {
            // Both may be in the report: they are one finding.
            let known = |doubt: &Doubt<'_>| matches!(doubt, Doubt::Same(a, b) if *a == *other && **b == student);
            if !found.iter().any(known) {
                found.push(Doubt::Same(student.clone(), other));
            }
        }
    }
    found
}

/// All of them, in rows.
pub fn doubts_ui(ui: &mut Ui, removing: &mut Option<removal::Photo>, scene: &mut Scene<'_>, report: &Report) {
    let doubts = doubts(report);
    let wide = ui.available_width() >= 640.0;
    let height = if wide { PICTURE + 38.0 } else { PICTURE + 38.0 + 200.0 };
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("doubts");
    area.show_rows(ui, height, doubts.len(), |ui, rows| {
        for doubt in &doubts[rows] {
            let room = vec2(ui.available_width() - 12.0, height);
            let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
            row_ui(ui, removing, scene, doubt, rect, wide);
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    removing: &mut Option<removal::Photo>,
    scene: &mut Scene<'_>,
    doubt: &Doubt<'_>,
    rect: Rect,
    wide: bool,
) {
    let palette = theme::palette(ui);
    let fill = Frame::new().fill(palette.warn_soft).corner_radius(CONTROL_RADIUS);
    ui.painter().add(fill.paint(rect.shrink2(vec2(0.0, 3.0))));
    let inside = rect.shrink2(vec2(12.0, 12.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing.x = GAP + 4.0;
        let (student, other) = (student_of(doubt), other_of(doubt));
        let own = match doubt {
            Doubt::Photo(doubted) => picture_of(scene, doubted),
            Doubt::Same(..) => first_of(scene, student),
        };
        picture_ui(ui, scene, student, own.as_ref());
        if let Some(other) = other {
            let texture = first_of(scene, other);
            icons_between(ui);
            picture_ui(ui, scene, other, texture.as_ref());
        }
        if wide {
            ui.vertical(|ui| words_ui(ui, removing, scene, doubt));
        }
    });
    if !wide {
        let below = Rect::from_min_max(inside.min + vec2(0.0, PICTURE + GAP), inside.max);
        ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
            words_ui(ui, removing, scene, doubt);
        });
    }
}

fn student_of<'a>(doubt: &'a Doubt<'_>) -> &'a StudentId {
    match doubt {
        Doubt::Photo(doubted) => &doubted.found.student,
        Doubt::Same(student, _) => student,
    }
}

fn other_of<'a>(doubt: &'a Doubt<'_>) -> Option<&'a StudentId> {
    match doubt {
        Doubt::Photo(doubted) => match &doubted.found.why {
            Why::Like(other) => Some(other),
            Why::UnlikeOwn | Why::OneOfTwo => None,
        },
        Doubt::Same(_, other) => Some(other),
    }
}

fn words_ui(ui: &mut Ui, removing: &mut Option<removal::Photo>, scene: &mut Scene<'_>, doubt: &Doubt<'_>) {
    let (student, other) = (student_of(doubt), other_of(doubt));
    let people = scene.view.people.clone();
    let name = people.label(student);
    let (title, said) = match doubt {
        Doubt::Photo(doubted) => (
            say!("report-doubt-photo", student = name, file = &doubted.file),
            doubted.found.text_naming(|other| people.label(other)),
        ),
        Doubt::Same(_, other) => (name.to_owned(), same_as(people.label(other))),
    };
    ui.add(Label::new(RichText::new(title).text_style(theme::strong_style())).wrap());
    ui.add(Label::new(RichText::new(spoken(&said.sentence())).text_style(TextStyle::Body)).wrap());
    widgets::buttons_row(ui, |ui| {
        if let Doubt::Photo(doubted) = doubt {
            if is_there(scene, doubted) {
                if Action::plain(Icon::Trash2, say!("report-remove-photo")).show(ui).clicked() {
                    let found = &doubted.found;
                    *removing = Some(removal::Photo { student: found.student.clone(), key: found.photo.clone() });
                }
            } else {
                widgets::status_line(ui, Icon::Check, &say!("report-removed"), widgets::Tone::Good);
            }
        }
        let mut open = None;
        for student in [Some(student), other].into_iter().flatten() {
            let name = people.label(student);
            let button = Action::plain(Icon::UserRound, say!("report-open", student = name)).show(ui);
            // One student may be shown from several: it is read out with what it is about.
            if let Doubt::Photo(doubted) = doubt {
                let about = say!("report-open-of", student = name, file = &doubted.file);
                widgets::named(&button, Role::Button, &about);
            }
            if button.clicked() {
                open = Some(student.clone());
            }
        }
        if let Some(student) = open {
            scene.open(&student);
        }
    });
}

fn is_there(scene: &Scene<'_>, doubted: &Doubted) -> bool {
    let student = scene.view.gallery.student(&doubted.found.student);
    student.is_some_and(|student| student.templates.iter().any(|template| template.key == doubted.found.photo))
}

fn picture_of(scene: &mut Scene<'_>, doubted: &Doubted) -> Option<TextureHandle> {
    let student = scene.view.gallery.student(&doubted.found.student)?;
    let template = student.templates.iter().find(|template| template.key == doubted.found.photo)?;
    scene.pictures.template(template)
}

fn first_of(scene: &mut Scene<'_>, student: &StudentId) -> Option<TextureHandle> {
    let student = scene.view.gallery.student(student)?;
    removal::first_picture(scene.pictures, student)
}

fn picture_ui(ui: &mut Ui, scene: &Scene<'_>, student: &StudentId, texture: Option<&TextureHandle>) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(PICTURE), Sense::hover());
    widgets::paint_face(ui, rect, texture, CONTROL_RADIUS);
    widgets::named(&response, Role::Image, scene.view.people.label(student));
}

fn icons_between(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, PICTURE), Sense::hover());
    icons::paint(ui.painter(), Icon::ArrowLeftRight, rect.center(), 18.0, theme::palette(ui).warn_text);
}
