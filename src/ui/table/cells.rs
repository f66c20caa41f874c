//! What stands in a row of the log, column by column.

use std::sync::Arc;

use eframe::egui::{Color32, FontId, Galley, Rangef, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, Palette};
use super::super::widgets::{self, Tone};
use super::super::{Scene, faces, names, sending};
use crate::core::{EventKind, People, StudentId};
use crate::journal::Row;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The face.
    Face,
    /// Who.
    Who,
    /// When.
    When,
    /// How near to the nearest picture.
    Distance,
    /// Which camera.
    Camera,
    /// When they were last seen before they would count again.
    LastSeen,
    /// How far it is on its way.
    Delivery,
    /// What the main API said.
    Answer,
    /// What can be done with it.
    Act,
}

impl Column {
    /// What stands over it.
    pub fn title(self) -> String {
        match self {
            Self::Face | Self::Act => String::new(),
            Self::Who => say!("table-who"),
            Self::When => say!("table-when"),
            Self::Distance => say!("table-distance"),
            Self::Camera => say!("table-camera"),
            Self::LastSeen => say!("table-last-seen"),
            Self::Delivery => say!("table-delivery"),
            Self::Answer => say!("table-answer"),
        }
    }

    /// Its width; those without one share what is left.
    fn width(self) -> Option<f32> {
        Some(match self {
            Self::Face => 66.0,
            Self::When => 132.0,
            Self::Distance => 82.0,
            Self::Camera => 132.0,
            Self::LastSeen => 90.0,
            Self::Delivery => 156.0,
            Self::Act => 52.0,
            Self::Who | Self::Answer => return None,
        })
    }

    /// Which go first where there is not room for all; those that never do are the least that says who and when.
    fn dispensable(self) -> u8 {
        match self {
            Self::LastSeen => 4,
            Self::Distance => 3,
            Self::Camera => 2,
            Self::Delivery => 1,
            Self::Face | Self::Who | Self::When | Self::Answer | Self::Act => 0,
        }
    }
}

/// Least width of a column that takes what is left.
const GROWING: f32 = 150.0;

/// Which of the columns there is room for, and where they stand.
pub fn arrange(columns: &[Column], room: Rangef) -> Vec<(Column, Rangef)> {
    let mut shown = columns.to_vec();
    let least = |shown: &[Column]| shown.iter().map(|column| column.width().unwrap_or(GROWING)).sum::<f32>();
    while least(&shown) > room.span() {
        let first_to_go = shown.iter().copied().max_by_key(|column| column.dispensable());
        match first_to_go.filter(|column| column.dispensable() > 0) {
            Some(column) => shown.retain(|other| *other != column),
            None => break,
        }
    }
    let exact: f32 = shown.iter().filter_map(|column| column.width()).sum();
    let growing = shown.iter().filter(|column| column.width().is_none()).count().max(1) as f32;
    let each = ((room.span() - exact) / growing).max(0.0);
    let mut at = room.min;
    shown
        .into_iter()
        .map(|column| {
            let begins = at;
            at += column.width().unwrap_or(each);
            (column, Rangef::new(begins, at))
        })
        .collect()
}

/// Who a row is about, and what else is to be said of that.
pub struct Said {
    pub icon: Icon,
    pub tone: Tone,
    /// The name, or that there is none.
    pub name: String,
    /// Beside the name: the id, corrected, by hand; may be empty.
    pub note: String,
}

/// Who a row is about, in words and an icon.
pub fn who(row: &Row, people: &People) -> Said {
    let event = &row.event;
    let id = names::of_row(row).filter(|_| !row.damaged).and_then(|student| names::id(people, student));
    let said = |icon, tone, name, note: String| {
        let parts = [id.unwrap_or_default(), &note].into_iter().filter(|part| !part.is_empty());
        let note = parts.collect::<Vec<_>>().join(" · ");
        Said { icon, tone, name, note }
    };
    // Whom a person has named: nobody, then, is nobody who is enrolled.
    let named = |who: Option<&StudentId>| match who {
        None => say!("table-nobody"),
        who => names::label(people, who),
    };
    let seen = names::label(people, event.student.as_ref());
    if row.damaged {
        return said(Icon::FileWarning, Tone::Bad, say!("table-damaged"), say!("table-damaged-note"));
    }
    if let Some(who) = &row.corrected_to {
        return said(Icon::PencilLine, Tone::Warning, named(who.as_ref()), say!("table-was", name = seen));
    }
    match (event.kind, &event.student, &event.corrects) {
        (EventKind::Corrected, student, corrects) => {
            let was = corrects.as_ref().and_then(|corrects| corrects.student.as_ref());
            let note = say!("table-correction", name = names::label(people, was));
            said(Icon::PencilLine, Tone::Calm, named(student.as_ref()), note)
        }
        (EventKind::SessionClosed, _, _) => {
            said(Icon::ListChecks, Tone::Calm, say!("log-session-ended"), String::new())
        }
        (EventKind::Manual, _, _) => said(Icon::Hand, Tone::Calm, seen, say!("table-by-hand")),
        (EventKind::Recognized, None, _) => said(Icon::CircleQuestionMark, Tone::Warning, seen, String::new()),
        (EventKind::Recognized, Some(_), _) => said(Icon::CircleCheck, Tone::Good, seen, String::new()),
    }
}

/// A row in words, for who does not see it.
pub fn spoken(row: &Row, scene: &Scene<'_>) -> String {
    let Said { name, note, .. } = who(row, &scene.view.people);
    let mut parts = vec![name];
    parts.extend(Some(note).filter(|note| !note.is_empty()));
    parts.push(scene.dates.moment(row.event.at, scene.now));
    parts.extend(sending::glance(row.delivery.as_ref(), scene).map(|glance| glance.word));
    parts.join(", ")
}

/// Draws what stands in one column. Gives what is to be told where the pointer rests on it.
pub fn cell_ui(ui: &Ui, scene: &mut Scene<'_>, row: &Row, column: Column, cell: Rect) -> Option<String> {
    let palette = theme::palette(ui);
    let plain = |text: String| Line { text, color: palette.text, font: theme::regular(15.0) };
    let small = |text: String| Line { text, color: palette.text_soft, font: theme::regular(13.0) };
    let event = &row.event;
    match column {
        Column::Face => {
            face_ui(ui, scene, row, cell, palette);
            None
        }
        Column::Who => {
            let Said { tone, name, note, .. } = who(row, &scene.view.people);
            let color = if tone == Tone::Good { palette.text } else { tone.colors(palette).0 };
            let color = if tone == Tone::Calm { palette.text } else { color };
            let name = Line { text: name, color, font: theme::bold(16.0) };
            lines_ui(ui, cell, &name, &small(note))
        }
        Column::When => {
            let time = plain(scene.dates.time(event.at));
            lines_ui(ui, cell, &time, &small(scene.dates.short_day(event.at)))
        }
        Column::Distance => {
            let distance =
                event.sighting.map(|seen| say!("table-measured", distance = seen.distance)).unwrap_or_default();
            let cut = lines_ui(ui, cell, &plain(distance), &small(String::new()));
            cut.or_else(|| event.sighting.map(|_| faces::distance_explained()))
        }
        Column::Camera => lines_ui(ui, cell, &plain(event.camera.clone().unwrap_or_default()), &small(String::new())),
        Column::LastSeen => {
            let seen = event.sighting.map(|_| scene.dates.time(row.last_seen)).unwrap_or_default();
            lines_ui(ui, cell, &plain(seen), &small(String::new()))
        }
        Column::Delivery => {
            let explained = sending::explained(row.delivery.as_ref(), scene);
            match sending::glance(row.delivery.as_ref(), scene) {
                None => _ = lines_ui(ui, cell, &small("–".to_owned()), &small(String::new())),
                Some(sending::Glance { icon, tone, word, when }) => {
                    let (color, _) = tone.colors(palette);
                    let beside = cell.with_min_x(cell.left() + 24.0);
                    let up = if when.is_empty() { 0.0 } else { 9.5 };
                    icons::paint(ui.painter(), icon, pos2(cell.left() + 8.0, cell.center().y - up), 16.0, color);
                    lines_ui(ui, beside, &Line { color, ..plain(word) }, &small(when));
                }
            }
            Some(explained)
        }
        Column::Answer => {
            let answer = row.delivery.as_ref().and_then(|delivery| delivery.answer.as_ref());
            let said = answer.map(sending::answer)?;
            let text = widgets::lines(ui, &said, theme::regular(13.5), palette.text, cell.width(), 2);
            let at = pos2(cell.left(), cell.center().y - text.size().y / 2.0);
            let cut = text.elided;
            ui.painter().galley(at, text, palette.text);
            cut.then_some(said)
        }
        Column::Act => None,
    }
}

fn face_ui(ui: &Ui, scene: &mut Scene<'_>, row: &Row, cell: Rect, palette: &Palette) {
    let side = (cell.height() - 10.0).min(46.0);
    let face = Rect::from_center_size(cell.center() - vec2(3.0, 0.0), Vec2::splat(side));
    let texture = row.crop.as_ref().map(|crop| scene.pictures.arrival(row.event.number, crop));
    widgets::paint_face(ui, face, texture.as_ref(), 9);
    let Said { icon, tone, .. } = who(row, &scene.view.people);
    if tone == Tone::Warning {
        icons::paint_dashed(ui.painter(), face.expand(1.0), Stroke::new(1.5, palette.warn_text), 5.0);
    }
    let badge = face.right_bottom() - vec2(3.0, 3.0);
    ui.painter().circle_filled(badge, 9.5, palette.surface);
    icons::paint(ui.painter(), icon, badge, 15.0, tone.colors(palette).0);
}

struct Line {
    text: String,
    color: Color32,
    font: FontId,
}

/// One line in the middle of the cell, or two. What was cut is given back, to be told in full.
fn lines_ui(ui: &Ui, cell: Rect, upper: &Line, lower: &Line) -> Option<String> {
    let galley = |line: &Line| widgets::lines(ui, &line.text, line.font.clone(), line.color, cell.width() - 8.0, 1);
    let (above, below): (Arc<Galley>, Arc<Galley>) = (galley(upper), galley(lower));
    let below_height = if lower.text.is_empty() { 0.0 } else { below.size().y };
    let top = cell.center().y - (above.size().y + below_height) / 2.0;
    let between = top + above.size().y;
    let cut = above.elided || below.elided;
    ui.painter().galley(pos2(cell.left(), top), above, upper.color);
    if !lower.text.is_empty() {
        ui.painter().galley(pos2(cell.left(), between), below, lower.color);
    }
    cut.then(|| format!("{}\n{}", upper.text, lower.text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Column; 7] =
        [Column::Face, Column::Who, Column::When, Column::Distance, Column::Camera, Column::LastSeen, Column::Delivery];

    #[test]
    fn where_there_is_not_room_for_all_what_says_who_and_when_stays() {
        let shown = |width: f32| arrange(&ALL, Rangef::new(0.0, width)).into_iter().map(|(column, _)| column);
        assert_eq!(shown(900.0).collect::<Vec<_>>(), ALL);
        assert!(!shown(780.0).any(|column| column == Column::LastSeen));
        let least: Vec<Column> = shown(200.0).collect();
        assert_eq!(least, [Column::Face, Column::Who, Column::When]);
    }

    #[test]
    fn the_columns_fill_the_room_and_touch() {
        let placed = arrange(&ALL, Rangef::new(10.0, 1010.0));
        assert_eq!(placed[0].1.min, 10.0);
        assert_eq!(placed[6].1.max, 1010.0);
        assert!(placed.windows(2).all(|pair| pair[0].1.max == pair[1].1.min));
    }
}
