//! The rows of a list, by what would come of them.

use eframe::egui::{Id, Rangef, Rect, Role, ScrollArea, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::super::super::icons::{self, Icon};
use super::super::super::language::{say, spoken};
use super::super::super::theme;
use super::super::super::widgets::{self, Tone};
use crate::register::list::{Effect, ImportPlan, PlannedRow, RefusedRow};

/// What would come of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    New,
    Changed,
    Same,
    Refused,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Refused, Self::Same];

    fn effect(self) -> Option<Effect> {
        match self {
            Self::New => Some(Effect::New),
            Self::Changed => Some(Effect::Changed),
            Self::Same => Some(Effect::Same),
            Self::Refused => None,
        }
    }
}

/// How many rows there are of a kind.
pub fn count(plan: &ImportPlan, kind: Kind) -> usize {
    match kind.effect() {
        Some(effect) => plan.count(effect) + if kind == Kind::Same { plan.repeated } else { 0 },
        None => plan.refused.len(),
    }
}

/// What they are called.
pub fn name(kind: Kind, count: usize) -> String {
    match kind {
        Kind::New => say!("import-new", count = count),
        Kind::Changed => say!("import-changed", count = count),
        Kind::Same => say!("import-same", count = count),
        Kind::Refused => say!("import-refused", count = count),
    }
}

const ROW: f32 = 46.0;
const HEADER: f32 = 28.0;

/// The table, only the rows that are seen drawn.
pub fn rows_ui(ui: &mut Ui, plan: &ImportPlan, kind: Kind, size: Vec2) {
    let palette = theme::palette(ui);
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let columns = Columns::of(all.x_range());
    let head = |x: Rangef, text: String| {
        let text = widgets::lines(ui, &text, theme::regular(13.5), palette.text_soft, x.span() - 8.0, 1);
        ui.painter().galley(pos2(x.min, all.top() + 4.0), text, palette.text_soft);
    };
    head(columns.line, say!("import-line"));
    head(columns.id, say!("import-column-id"));
    head(columns.name, say!("import-column-name"));
    let what = match kind {
        Kind::New | Kind::Same => say!("import-class-and-note"),
        Kind::Changed => say!("import-what"),
        Kind::Refused => say!("import-why"),
    };
    head(columns.what, what);
    ui.painter().hline(all.x_range(), all.top() + HEADER - 1.0, Stroke::new(1.0, palette.line));

    let planned: Vec<&PlannedRow> = plan.rows.iter().filter(|row| Some(row.effect()) == kind.effect()).collect();
    let refused = if kind == Kind::Refused { &plan.refused[..] } else { &[] };
    let list = Rect::from_min_max(pos2(all.left(), all.top() + HEADER), all.max);
    let ui = &mut ui.new_child(eframe::egui::UiBuilder::new().max_rect(list));
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().auto_shrink(false).id_salt(("rows of a list", kind as u8));
    area.show_rows(ui, ROW, planned.len() + refused.len(), |ui, range| {
        for row in planned.iter().skip(range.start).take(range.len()) {
            row_ui(ui, &columns, &Row::planned(row, kind));
        }
        for row in refused.iter().skip(range.start).take(range.len()) {
            row_ui(ui, &columns, &Row::refused(row));
        }
    });
}

/// Where the columns stand.
struct Columns {
    line: Rangef,
    id: Rangef,
    name: Rangef,
    what: Rangef,
}

impl Columns {
    fn of(room: Rangef) -> Self {
        let (line, id) = (52.0, (room.span() * 0.17).clamp(84.0, 160.0));
        let name = (room.span() * 0.28).clamp(110.0, 280.0);
        let at = room.min + 4.0;
        Self {
            line: Rangef::new(at, at + line),
            id: Rangef::new(at + line, at + line + id),
            name: Rangef::new(at + line + id, at + line + id + name),
            what: Rangef::new(at + line + id + name, room.max - 14.0),
        }
    }
}

struct Row<'a> {
    line: u64,
    id: &'a str,
    name: &'a str,
    icon: Icon,
    tone: Tone,
    what: String,
}

impl<'a> Row<'a> {
    fn planned(row: &'a PlannedRow, kind: Kind) -> Self {
        let (icon, tone) = match kind {
            Kind::New => (Icon::CirclePlus, Tone::Good),
            Kind::Changed => (Icon::PencilLine, Tone::Calm),
            Kind::Same | Kind::Refused => (Icon::Equal, Tone::Calm),
        };
        let new = &row.new;
        let what = match kind {
            // The name has a column of its own.
            Kind::New | Kind::Same => {
                [&new.class, &new.note].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
            }
            Kind::Changed | Kind::Refused => row.changes().iter().map(spoken).collect::<Vec<_>>().join(" · "),
        };
        let name = new.name.as_deref().unwrap_or_default();
        Self { line: row.line, id: row.student.as_str(), name, icon, tone, what }
    }

    fn refused(row: &'a RefusedRow) -> Self {
        let what = spoken(&row.why.text());
        Self { line: row.line, id: &row.id, name: &row.name, icon: Icon::CircleAlert, tone: Tone::Warning, what }
    }
}

fn row_ui(ui: &mut Ui, columns: &Columns, row: &Row<'_>) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("row of a list", row.line, row.id)), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let mut cut = false;
    let mut cell = |x: Rangef, text: &str, font, color, rows| {
        let text = widgets::lines(ui, text, font, color, x.span() - 10.0, rows);
        cut |= text.elided;
        ui.painter().galley(pos2(x.min, rect.center().y - text.size().y / 2.0), text, color);
    };
    cell(columns.line, &row.line.to_string(), theme::regular(13.5), palette.text_soft, 1);
    cell(columns.id, row.id, theme::regular(14.5), palette.text, 1);
    cell(columns.name, row.name, theme::bold(14.5), palette.text, 2);
    let (color, _) = row.tone.colors(palette);
    let what = Rangef::new(columns.what.min + 22.0, columns.what.max);
    cell(what, &row.what, theme::regular(13.5), palette.text, 2);
    icons::paint(ui.painter(), row.icon, pos2(columns.what.min + 8.0, rect.center().y), 16.0, color);
    let name = say!("import-row", line = row.line, id = row.id, name = row.name, what = &row.what);
    widgets::named(&response, Role::ListItem, &name);
    if cut {
        response.on_hover_text(&row.what);
    }
}
