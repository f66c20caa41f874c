//! How a session ended: who was absent, excused, late and here, by name.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Button, CornerRadius, FontId, Frame, Layout, Margin, RichText, Role, ScrollArea, Stroke, Ui, vec2,
};

use super::super::icons;
use super::super::language::say;
use super::super::theme::{self, CARD_RADIUS, GAP};
use super::super::{Scene, widgets};
use super::words;
use crate::core::StudentId;
use crate::core::session::{Board, Group, Seat, Status};

/// Those who have to be thought of first.
const ORDER: [Group; 4] = [Group::Absent, Group::Excused, Group::Late, Group::Here];
/// Least width of a column.
const COLUMN: f32 = 200.0;
const ROW: f32 = 38.0;

/// A line of the list, where all stand below each other.
enum Line<'a> {
    Group(Group, usize),
    Seat(&'a Seat),
}

/// The summary; of one group, where that is chosen. Gives the student that was pressed.
pub fn summary_ui(ui: &mut Ui, scene: &Scene<'_>, board: &Board, only: Option<Group>) -> Option<StudentId> {
    let of = |group| board.seats_of(Some(group), false);
    let is_meant = |group: &Group| only.is_none_or(|only| only == *group);
    let groups: Vec<(Group, Vec<&Seat>)> = ORDER
        .into_iter()
        .filter(is_meant)
        .map(|group| (group, of(group)))
        .filter(|(_, seats)| only.is_some() || !seats.is_empty())
        .collect();
    let columns = groups.len().max(1) as f32;
    let width = (ui.available_width() - GAP * (columns - 1.0)) / columns;
    if width < COLUMN || ui.available_height() < 200.0 {
        return list_ui(ui, scene, &groups);
    }
    let (mut pressed, height) = (None, ui.available_height());
    ui.horizontal_top(|ui| {
        for (group, seats) in &groups {
            ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
                let palette = theme::palette(ui);
                let frame = Frame::new().fill(palette.surface).stroke(Stroke::new(1.0, palette.line));
                frame.corner_radius(CARD_RADIUS).inner_margin(Margin::same(10)).show(ui, |ui| {
                    ui.set_width(width - 20.0);
                    ui.take_available_space();
                    group_ui(ui, *group, seats.len());
                    let area = ScrollArea::vertical().auto_shrink(false).id_salt(("summary", *group));
                    ui.spacing_mut().item_spacing.y = 2.0;
                    area.show_rows(ui, ROW, seats.len(), |ui, range| {
                        for seat in &seats[range] {
                            if seat_ui(ui, scene, seat) {
                                pressed = Some(seat.student.clone());
                            }
                        }
                    });
                });
            });
        }
    });
    pressed
}

/// All of them below each other.
fn list_ui(ui: &mut Ui, scene: &Scene<'_>, groups: &[(Group, Vec<&Seat>)]) -> Option<StudentId> {
    let lines: Vec<Line<'_>> = groups
        .iter()
        .flat_map(|(group, seats)| {
            std::iter::once(Line::Group(*group, seats.len())).chain(seats.iter().map(|seat| Line::Seat(seat)))
        })
        .collect();
    let mut pressed = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().auto_shrink(false).id_salt("summary").show_rows(ui, ROW, lines.len(), |ui, range| {
        for line in &lines[range] {
            match line {
                Line::Group(group, count) => group_ui(ui, *group, *count),
                Line::Seat(seat) => {
                    if seat_ui(ui, scene, seat) {
                        pressed = Some(seat.student.clone());
                    }
                }
            }
        }
    });
    pressed
}

fn group_ui(ui: &mut Ui, group: Group, count: usize) {
    let palette = theme::palette(ui);
    let (color, fill) = words::colors(group, palette);
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(8), fill);
    icons::paint(ui.painter(), words::icon(group), rect.left_center() + vec2(20.0, 0.0), 18.0, color);
    let text = words::count(group, count);
    let line = widgets::lines(ui, &text, theme::bold(16.0), color, rect.width() - 46.0, 1);
    ui.painter().galley(rect.left_center() + vec2(36.0, -line.size().y / 2.0), line, color);
    widgets::named(&response, Role::Label, &text);
}

/// A name, and what is to be said of it. Says whether it was pressed.
fn seat_ui(ui: &mut Ui, scene: &Scene<'_>, seat: &Seat) -> bool {
    let palette = theme::palette(ui);
    let more = match (seat.status, &seat.reason) {
        (Status::Here { at } | Status::Late { at }, None) => scene.dates.clock(at),
        (Status::Here { at } | Status::Late { at }, Some(reason)) => {
            say!("class-with-reason", status = scene.dates.clock(at), reason = reason)
        }
        (Status::Excused(_), _) => words::status(seat, scene.dates),
        (Status::NotYet | Status::Absent, reason) => reason.clone().unwrap_or_default(),
    };
    let name = scene.view.people.name(&seat.student);
    let more = if seat.by_hand && more.is_empty() { say!("class-by-hand") } else { more };
    let size = vec2(ui.available_width(), ROW - 2.0);
    let (name_font, more_font) = (theme::regular(15.5), theme::regular(13.5));
    let width =
        |text: &str, font: &FontId| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), palette.text).size().x;
    let fits = width(name, &name_font) + width(&more, &more_font) + 28.0 <= size.x;
    let button = ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = 8.0;
        if fits {
            let name = RichText::new(name).font(name_font).color(palette.text);
            let more = RichText::new(&more).font(more_font).color(palette.text_soft);
            ui.add(Button::new((name, widgets::grow(), more)).frame_when_inactive(false).min_size(size))
        } else {
            // The name whole, and the rest under it.
            let mut both = LayoutJob::default();
            both.append(name, 0.0, TextFormat::simple(name_font, palette.text));
            both.append(&format!("\n{more}"), 0.0, TextFormat::simple(more_font, palette.text_soft));
            both.wrap.max_width = size.x - 16.0;
            ui.add(Button::new((both, widgets::grow())).frame_when_inactive(false).wrap().min_size(size))
        }
    });
    let button = button.inner;
    let said = format!("{name}, {}", words::status(seat, scene.dates));
    widgets::named(&button, Role::Button, &said);
    button.on_hover_text(said).clicked()
}
