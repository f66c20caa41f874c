//! The students in a grid: a face each, the name, the class and the id, and how many photos there are.

use eframe::egui::{
    Button, Color32, CornerRadius, Id, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme::{self, CARD_RADIUS, CONTROL_RADIUS};
use super::super::widgets;
use crate::core::{Entry, StudentId};
use crate::text;
use crate::words::Text;

/// Smallest width of a card; they share what is left of a row.
const CARD_WIDTH: f32 = 152.0;
/// Height of what stands under a face: name, class and id, photos.
const TEXT_HEIGHT: f32 = 102.0;
/// The same where nobody has a name.
const ID_HEIGHT: f32 = 56.0;
const CARD_GAP: f32 = 12.0;

/// The cards, only those on the screen drawn: hundreds cost what a dozen does.
pub fn grid_ui(ui: &mut Ui, chosen: &mut Option<StudentId>, scene: &mut Scene<'_>, found: &[&Entry]) {
    let room = ui.available_width() - 14.0;
    let columns = ((room + CARD_GAP) / (CARD_WIDTH + CARD_GAP)).floor().max(1.0);
    let width = (room - (columns - 1.0) * CARD_GAP) / columns;
    let text_height = if scene.view.people.is_empty() { ID_HEIGHT } else { TEXT_HEIGHT };
    let size = vec2(width, width.min(190.0) + text_height);
    let columns = columns as usize;
    ui.spacing_mut().item_spacing = vec2(CARD_GAP, CARD_GAP);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("people");
    area.show_rows(ui, size.y, found.len().div_ceil(columns), |ui, rows| {
        for row in rows {
            ui.horizontal(|ui| {
                for entry in found.iter().skip(row * columns).take(columns) {
                    let is_chosen = chosen.as_ref() == Some(&entry.student);
                    if card_ui(ui, scene, entry, size, is_chosen).clicked() {
                        *chosen = (!is_chosen).then(|| entry.student.clone());
                    }
                }
            });
        }
    });
}

/// How many photos there are.
pub fn photos(count: usize) -> Text {
    match count {
        0 => text!("people-no-photos"),
        count => text!("people-pictures", count = count),
    }
}

/// The class and the id under a name: "7B · 17". Whoever is called by the id has none here.
pub fn small(scene: &Scene<'_>, student: &StudentId) -> String {
    let class = scene.view.people.class(student);
    let id = super::super::names::id(&scene.view.people, student);
    [class, id].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, entry: &Entry, size: Vec2, chosen: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let student = &entry.student;
    // Named by the student, so that the keyboard stays with them while others come and go.
    let response = ui.interact(rect, Id::unique(("student", student)), Sense::click());
    let edge = match (chosen || response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(2.5, palette.accent),
        (false, true) => Stroke::new(1.0, palette.text_soft),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let fill = if chosen { palette.accent_soft } else { palette.surface };
    ui.painter().rect(rect, CornerRadius::same(CARD_RADIUS), fill, edge, StrokeKind::Inside);
    let count = spoken(&photos(entry.photos));
    let label = say!("people-card", student = scene.view.people.label(student), pictures = &count);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &label));

    let text_height = size.y - size.x.min(190.0);
    let face = Rect::from_min_max(rect.min, rect.max - vec2(0.0, text_height)).shrink(7.0);
    face_ui(ui, scene, entry, face);
    let (left, width) = (rect.left() + 12.0, rect.width() - 24.0);
    let line = |text: &str, font, color: Color32, rows| widgets::lines(ui, text, font, color, width, rows);
    let name = line(scene.view.people.name(student), theme::bold(15.5), palette.text, 2);
    let under = line(&small(scene, student), theme::regular(13.5), palette.text_soft, 1);
    let mut top = rect.bottom() - text_height;
    for galley in [name, under] {
        let height = if galley.text().is_empty() { 0.0 } else { galley.size().y };
        ui.painter().galley(pos2(left, top), galley, palette.text);
        top += height;
    }
    match entry.photos {
        0 => enrol_ui(ui, scene, student, rect),
        _ => {
            let below = widgets::lines(ui, &count, theme::regular(13.5), palette.text_soft, width, 1);
            ui.painter().galley(pos2(left, rect.bottom() - 9.0 - below.size().y), below, palette.text_soft);
        }
    }
    response
}

/// The face; where there is none, an empty place to be filled.
fn face_ui(ui: &mut Ui, scene: &mut Scene<'_>, entry: &Entry, face: Rect) {
    let palette = theme::palette(ui);
    if entry.photos > 0 {
        let enrolled = scene.view.gallery.student(&entry.student);
        let shown = enrolled.and_then(|student| student.templates.iter().find(|template| template.crop.is_some()));
        let texture = shown.and_then(|template| scene.pictures.template(template));
        widgets::paint_face(ui, face, texture.as_ref(), CONTROL_RADIUS);
        return;
    }
    icons::paint_dashed(ui.painter(), face.shrink(2.0), Stroke::new(1.5, palette.line_strong), 6.0);
    let at = face.center() - vec2(0.0, 14.0);
    icons::paint(ui.painter(), Icon::CameraOff, at, (face.height() * 0.26).min(40.0), palette.text_soft);
    let words = say!("people-no-photos-card");
    let words = widgets::lines(ui, &words, theme::bold(13.5), palette.warn_text, face.width() - 20.0, 2);
    let at = pos2(face.center().x - words.size().x / 2.0, face.center().y + face.height() * 0.12);
    ui.painter().galley(at, words, palette.warn_text);
}

/// What is to be done next with who has no photos, at the bottom of the card.
fn enrol_ui(ui: &mut Ui, scene: &mut Scene<'_>, student: &StudentId, card: Rect) {
    let place = Rect::from_min_max(pos2(card.left() + 8.0, card.bottom() - 39.0), card.max - vec2(8.0, 7.0));
    // A child that takes no room: the card has it already.
    let of_theirs = UiBuilder::new().scope_id(Id::unique(("enrol", student))).max_rect(place);
    let ui = &mut ui.new_child(of_theirs);
    (ui.spacing_mut().interact_size.y, ui.spacing_mut().button_padding.y) = (place.height(), 2.0);
    let words = RichText::new(say!("people-enrol-this")).text_style(TextStyle::Button);
    let button = Button::new((icons::atom(Icon::UserPlus, 16.0), words)).min_size(place.size()).truncate();
    let response = ui.add(button);
    let label = scene.view.people.label(student);
    widgets::named(&response, Role::Button, &say!("people-enrol-whom", student = label));
    if response.clicked() {
        scene.enrols = Some(student.clone());
    }
}
