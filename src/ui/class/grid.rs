//! Those in a session, a card each: the photo, the name, and how they stand by colour, icon and word.

use eframe::egui::{
    Align2, CornerRadius, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, CARD_RADIUS, CONTROL_RADIUS};
use super::super::{Scene, widgets};
use super::words;
use crate::core::StudentId;
use crate::core::session::{Excuse, Group, Seat};
use crate::station::sessions::Say;
use crate::text;

/// Least width of a card; they share what is left of a row.
const CARD_WIDTH: f32 = 138.0;
const NAME_HEIGHT: f32 = 46.0;
const BAND_HEIGHT: f32 = 30.0;
const CARD_GAP: f32 = 12.0;

/// Where the keyboard is among the cards.
#[derive(Default)]
pub struct State {
    /// The keyboard is to go to this student's card, once it is drawn.
    wanted: Option<StudentId>,
    /// So that it is drawn, the cards are scrolled to here.
    scroll: Option<f32>,
}

/// What the person did with a card.
pub enum Act {
    /// Say more of this student.
    Open(StudentId),
    /// Say this of them.
    Mark(StudentId, Say),
    /// Take back what was said of them.
    Unmark(StudentId),
}

impl State {
    /// The keyboard goes to this student's card.
    pub fn focus(&mut self, student: StudentId) {
        self.wanted = Some(student);
    }
}

/// The cards, only those in sight drawn.
pub fn grid_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, seats: &[&Seat]) -> Option<Act> {
    let room = ui.available_width() - 14.0;
    let columns = ((room + CARD_GAP) / (CARD_WIDTH + CARD_GAP)).floor().max(1.0);
    let width = (room - (columns - 1.0) * CARD_GAP) / columns;
    // On a low screen a card is whole all the same.
    let face = (ui.available_height() - NAME_HEIGHT - BAND_HEIGHT - 4.0).clamp(72.0, 170.0);
    let size = vec2(width, width.min(face) + NAME_HEIGHT + BAND_HEIGHT);
    let columns = columns as usize;
    ui.spacing_mut().item_spacing = Vec2::splat(CARD_GAP);
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("seats");
    if let Some(offset) = state.scroll.take() {
        area = area.vertical_scroll_offset(offset);
    }
    let (mut act, mut at) = (None, None);
    let shown = area.show_rows(ui, size.y, seats.len().div_ceil(columns), |ui, rows| {
        for row in rows {
            ui.horizontal(|ui| {
                for (place, seat) in seats.iter().enumerate().skip(row * columns).take(columns) {
                    let response = card_ui(ui, scene, seat, size);
                    if state.wanted.as_ref() == Some(&seat.student) {
                        state.wanted = None;
                        response.request_focus();
                        response.scroll_to_me(None);
                    }
                    if response.has_focus() {
                        at = Some(place);
                        let arrows =
                            EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
                        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
                    }
                    if response.clicked() {
                        act = Some(Act::Open(seat.student.clone()));
                    }
                }
            });
        }
    });
    if let Some(at) = at.filter(|_| act.is_none()) {
        if let Some(next) = moved(ui, at, columns, seats.len()) {
            state.wanted = Some(seats[next].student.clone());
            let top = (next / columns) as f32 * (size.y + CARD_GAP);
            let seen =
                shown.state.clamped_offset().y..shown.state.clamped_offset().y + shown.inner_rect.height() - size.y;
            if !seen.contains(&top) {
                state.scroll = Some(if top < seen.start { top } else { top - seen.end + seen.start });
            }
            ui.ctx().request_repaint();
        }
        act = mark_by_key(ui, seats[at]);
    }
    act
}

/// Where an arrow leads from a card.
fn moved(ui: &Ui, at: usize, columns: usize, len: usize) -> Option<usize> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowRight) {
        at + 1
    } else if pressed(Key::ArrowLeft) {
        at.checked_sub(1)?
    } else if pressed(Key::ArrowDown) {
        at + columns
    } else if pressed(Key::ArrowUp) {
        at.checked_sub(columns)?
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        len - 1
    } else {
        return None;
    };
    (next < len).then_some(next)
}

/// A letter marks whoever the keyboard is at, as it stands in a school's lists.
fn mark_by_key(ui: &Ui, seat: &Seat) -> Option<Act> {
    let letters = [
        (text!("session-letter-here"), Say::Here(None)),
        (text!("session-letter-late"), Say::Late(None)),
        (text!("session-letter-sick"), Say::Excused(Excuse::Sick)),
        (text!("session-letter-leave"), Say::Excused(Excuse::Leave)),
        (text!("session-letter-absent"), Say::Absent),
    ];
    let student = seat.student.clone();
    for (letter, say) in letters {
        let key = words::letter(&letter);
        if key.is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))) {
            return Some(Act::Mark(student, say));
        }
    }
    let takes_back = ui.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Delete) || input.consume_key(Modifiers::NONE, Key::Backspace)
    });
    (takes_back && seat.by_hand).then_some(Act::Unmark(student))
}

fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, seat: &Seat, size: Vec2) -> Response {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // Named by the student, so that the keyboard stays with them while others come.
    let response = ui.interact(rect, Id::unique(("seat", &seat.student)), Sense::click());
    let group = seat.status.group();
    let (color, fill) = words::colors(group, palette);
    let edge = match (response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(3.0, palette.accent),
        (false, true) => Stroke::new(1.5, palette.text_soft),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let radius = CornerRadius::same(CARD_RADIUS);
    ui.painter().rect_filled(rect, radius, palette.surface);
    let band = Rect::from_min_max(pos2(rect.left(), rect.bottom() - BAND_HEIGHT), rect.max);
    let below = CornerRadius { nw: 0, ne: 0, ..radius };
    ui.painter().rect_filled(band, below, fill);
    ui.painter().rect_stroke(rect, radius, edge, StrokeKind::Inside);

    let face = Rect::from_min_max(rect.min, pos2(rect.right(), band.top() - NAME_HEIGHT)).shrink(7.0);
    let is_enrolled = face_ui(ui, scene, &seat.student, face);
    let people = scene.view.people.clone();
    let name = people.name(&seat.student);
    let line = widgets::lines(ui, name, theme::bold(15.5), palette.text, rect.width() - 18.0, 2);
    ui.painter().galley(pos2(rect.left() + 10.0, band.top() - NAME_HEIGHT + 1.0), line, palette.text);

    let said = words::status(seat, scene.dates);
    let middle = band.center().y;
    icons::paint(ui.painter(), words::icon(group), pos2(band.left() + 18.0, middle), 17.0, color);
    let hand = if seat.by_hand { 24.0 } else { 0.0 };
    let word = widgets::lines(ui, &said, theme::bold(14.0), color, band.width() - 40.0 - hand, 1);
    ui.painter().galley(pos2(band.left() + 32.0, middle - word.size().y / 2.0), word, color);
    if seat.by_hand {
        icons::paint(ui.painter(), Icon::Hand, pos2(band.right() - 16.0, middle), 15.0, color);
    }
    let mut parts = vec![name.to_owned(), said.clone()];
    parts.extend(seat.by_hand.then(|| say!("class-by-hand")));
    parts.extend((!is_enrolled).then(|| say!("class-not-enrolled")));
    let label = parts.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let keys = match group {
        Group::NotYet | Group::Absent => say!("class-card-keys"),
        Group::Here | Group::Late | Group::Excused => String::new(),
    };
    response.on_hover_ui(|ui| {
        widgets::strong(ui, people.label(&seat.student));
        ui.label(&said);
        if !is_enrolled {
            widgets::soft(ui, &say!("class-not-enrolled-text"));
        }
        if !keys.is_empty() {
            widgets::caption(ui, &keys);
        }
    })
}

/// The face of a student, or the first letters of the name. Says whether they are enrolled.
pub fn face_ui(ui: &Ui, scene: &mut Scene<'_>, student: &StudentId, rect: Rect) -> bool {
    let palette = theme::palette(ui);
    let gallery = scene.view.gallery.clone();
    let enrolled = gallery.student(student);
    let shown = enrolled.and_then(|student| student.templates.iter().find(|template| template.crop.is_some()));
    let texture = shown.and_then(|template| scene.pictures.template(template));
    if texture.is_some() || shown.is_some() {
        widgets::paint_face(ui, rect, texture.as_ref(), CONTROL_RADIUS);
        return true;
    }
    ui.painter().rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), palette.sunken);
    let letters = initials(scene.view.people.name(student));
    let size = rect.width().min(rect.height()) * 0.34;
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, letters, theme::bold(size), palette.text_soft);
    if enrolled.is_none() {
        let corner = rect.right_bottom() - Vec2::splat((rect.width() * 0.13).clamp(10.0, 16.0));
        icons::paint(ui.painter(), Icon::CameraOff, corner, (rect.width() * 0.15).clamp(13.0, 18.0), palette.text_soft);
    }
    enrolled.is_some()
}

/// The first letters of the first name and the last.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let letters = first.into_iter().chain(words.next_back());
    letters.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_initials() {
        for (name, letters) in [
            ("Budi Santoso", "BS"),
            ("Ni Made Ayu Lestari", "NL"),
            ("budi", "B"),
            ("  (élan) ", "É"),
            ("7B/031", "7"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
