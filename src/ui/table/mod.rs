//! Rows of the log: any number of them, of which only those that are seen are drawn, asked for and paid for.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    Align2, EventFilter, Id, Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use self::asked::{Asked, Next};
use self::scroll::{BAR_ROOM, Extent, Scroll};
use super::icons::Icon;
use super::language::say;
use super::{Scene, theme, widgets};
use crate::journal::{Filter, Page, Row};
use crate::station::Command;

mod asked;
mod cells;
mod scroll;

pub use cells::{Column, who};

/// Height of a row: two lines, or a finger.
const ROW: f32 = 56.0;
const HEADER: f32 = 30.0;

/// Where the person is among the rows.
#[derive(Default)]
pub struct State {
    scroll: Scroll,
    asked: Asked,
    filter: Filter,
    /// How many rows there were; `None` until the station has said so.
    total: Option<usize>,
    /// The topmost row that is seen, by its number, and its place: when rows come above it, it stays where it is.
    anchor: Option<(i64, usize)>,
    /// The row the keyboard is at, by its number.
    cursor: Option<i64>,
    /// The place the keyboard has gone to where the row is not here yet.
    heading: Option<usize>,
}

/// A table of rows.
pub struct Table<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Which rows.
    pub filter: &'a Filter,
    /// What stands in them, where there is room.
    pub columns: &'a [Column],
    /// The row whose details are shown.
    pub open: Option<i64>,
    /// What can be done with a row at its right.
    pub act: fn(&Row) -> Option<Act>,
}

/// A button in a row.
pub struct Act {
    pub icon: Icon,
    /// What it does and with whom.
    pub name: String,
    pub command: Command,
}

/// How many rows pass a filter, as far as is known.
pub fn total(scene: &Scene<'_>, filter: &Filter) -> Option<usize> {
    page(scene, filter).map(|page| page.total)
}

/// A row by its number, if it is among those that are here.
pub fn find(scene: &Scene<'_>, number: i64) -> Option<Row> {
    let page = scene.view.log.as_ref()?;
    page.rows.iter().find(|row| row.event.number == number).cloned()
}

fn page(scene: &Scene<'_>, filter: &Filter) -> Option<Arc<Page>> {
    scene.view.log.clone().filter(|page| page.filter == *filter)
}

impl State {
    /// The screen is left: the station need not keep the rows fresh.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        if self.asked.forget() {
            scene.send(Command::ShowLog(None));
        }
    }

    /// The row the keyboard is at, by its number.
    pub fn cursor(&self) -> Option<i64> {
        self.cursor
    }

    /// The table, in all the room there is; `empty` where nothing passes the filter. Gives the row that was pressed.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        table: &Table<'_>,
        empty: impl FnOnce(&mut Ui, &mut Scene<'_>),
    ) -> Option<i64> {
        let all = ui.available_rect_before_wrap();
        let page = page(scene, table.filter);
        if self.filter != *table.filter {
            let asked = std::mem::take(&mut self.asked);
            *self = Self { asked, filter: table.filter.clone(), ..Self::default() };
        }
        let list = Rect::from_min_max(pos2(all.left(), all.top() + HEADER), all.max);
        let unknown = (list.height() / ROW).ceil() as usize;
        let extent =
            |total: Option<usize>| Extent { total: total.unwrap_or(unknown), row: ROW, room: list.height().max(ROW) };
        if let Some(page) = &page {
            self.hold_still(page, extent(Some(page.total)));
            self.total = Some(page.total);
            if let Some(row) = self.heading.and_then(|place| row_at(page, place)) {
                self.cursor = Some(row.event.number);
                self.heading = None;
            }
        }
        let extent = extent(self.total);
        self.scroll.keep_inside(extent);

        if self.total == Some(0) {
            self.ask(ui, scene, 0..0, page.as_deref());
            empty(ui, scene);
            return None;
        }
        ui.advance_cursor_after_rect(all);
        let id = Id::unique(("rows", table.name));
        if self.total.is_some() {
            self.scroll.ui(ui, id, list, extent);
        }
        let columns = cells::arrange(table.columns, Rangef::new(all.left() + 4.0, all.right() - BAR_ROOM));
        header_ui(ui, &columns, all);
        let pressed = self.rows_ui(ui, scene, table, id, list, extent, &columns, page.as_deref());
        let seen = self.scroll.seen(extent);
        self.anchor = page.as_deref().and_then(|page| Some((row_at(page, seen.start)?.event.number, seen.start)));
        self.ask(ui, scene, seen, page.as_deref());
        pressed
    }

    /// Rows that came above what is read push nothing away; at the top, they are what is to be seen.
    fn hold_still(&mut self, page: &Page, extent: Extent) {
        if self.scroll.is_at_top() {
            return;
        }
        let before = self.total.unwrap_or(page.total);
        let moved = self.anchor.and_then(|(number, place)| Some(place_of(page, number)? as i64 - place as i64));
        // Where the row itself is not here to be seen: what is new is above.
        let moved = moved.unwrap_or_else(|| page.total.saturating_sub(before) as i64);
        if moved != 0 {
            self.scroll.by_rows(extent, moved);
        }
    }

    fn ask(&mut self, ui: &Ui, scene: &mut Scene<'_>, seen: Range<usize>, page: Option<&Page>) {
        let now = ui.input(|input| input.time);
        match self.asked.follow(&self.filter, seen, self.total, page, now) {
            Next::Nothing => {}
            Next::Ask(part) => scene.send(Command::ShowLog(Some(part))),
            Next::Later(wait) => ui.ctx().request_repaint_after_secs(wait as f32),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, and what it takes is worked out there")]
    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        table: &Table<'_>,
        id: Id,
        list: Rect,
        extent: Extent,
        columns: &[(Column, Rangef)],
        page: Option<&Page>,
    ) -> Option<i64> {
        let response = ui.interact(list, id, Sense::FOCUSABLE);
        let mut pressed = None;
        if response.has_focus() {
            pressed = self.keys(ui, id, extent, page);
        }
        let cursor = self.cursor.and_then(|number| page?.rows.iter().find(|row| row.event.number == number));
        let at = cursor.map(|row| cells::spoken(row, scene)).unwrap_or_default();
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(at.clone()),
            ..WidgetInfo::labeled(Role::List, true, table.name)
        });

        let palette = theme::palette(ui);
        let clip = list.intersect(ui.clip_rect());
        // A child that takes no room: the last row is seen in part, and reaches beyond.
        let ui = &mut ui.new_child(UiBuilder::new().scope_id(id.with("in")).max_rect(list));
        ui.set_clip_rect(clip);
        for place in self.scroll.seen(extent) {
            let top = list.top() + self.scroll.offset(extent, place);
            let rect = Rect::from_min_size(pos2(list.left(), top), vec2(list.width() - BAR_ROOM, ROW));
            let Some(row) = page.and_then(|page| row_at(page, place)) else {
                absent_ui(ui, columns, rect);
                continue;
            };
            let number = row.event.number;
            let marked = table.open == Some(number) || (response.has_focus() && self.cursor == Some(number));
            if row_ui(ui, scene, table, row, rect, clip, columns, marked) {
                self.cursor = Some(number);
                pressed = Some(number);
            }
        }
        if pressed.is_some() {
            response.request_focus();
        }
        if response.has_focus() {
            let ring = Stroke::new(2.0, palette.accent);
            ui.painter().rect_stroke(list.with_max_x(list.right() - BAR_ROOM), 6.0, ring, StrokeKind::Inside);
        }
        pressed
    }

    /// What the keyboard does with the rows. Gives the row that Enter is pressed on.
    fn keys(&mut self, ui: &Ui, id: Id, extent: Extent, page: Option<&Page>) -> Option<i64> {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let screenful = ((extent.room / extent.row) as i64 - 1).max(1);
        let all = extent.total as i64;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, screenful),
            (Key::PageUp, -screenful),
            (Key::Home, -all),
            (Key::End, all),
        ];
        let step: i64 = ui.input_mut(|input| {
            let times = |key| input.count_and_consume_key(Modifiers::NONE, key) as i64;
            steps.map(|(key, rows)| (key, rows)).into_iter().map(times_of(times)).sum()
        });
        let enter = ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Space)
        });
        let page = page?;
        if step != 0 {
            let from = self.heading.or_else(|| place_of(page, self.cursor?));
            let to = match (from, self.scroll.seen(extent).start) {
                (None, topmost) if step.abs() == 1 => topmost,
                (from, topmost) => (from.unwrap_or(topmost) as i64 + step).clamp(0, (all - 1).max(0)) as usize,
            };
            self.scroll.reveal(extent, to);
            self.cursor = row_at(page, to).map(|row| row.event.number);
            self.heading = self.cursor.is_none().then_some(to);
        }
        self.cursor.filter(|&number| enter && place_of(page, number).is_some())
    }
}

/// How far all presses of a key go.
fn times_of(mut times: impl FnMut(Key) -> i64) -> impl FnMut((Key, i64)) -> i64 {
    move |(key, rows)| times(key) * rows
}

fn row_at(page: &Page, place: usize) -> Option<&Row> {
    page.rows.get(place.checked_sub(page.first)?)
}

fn place_of(page: &Page, number: i64) -> Option<usize> {
    page.rows.iter().position(|row| row.event.number == number).map(|at| page.first + at)
}

fn header_ui(ui: &Ui, columns: &[(Column, Rangef)], all: Rect) {
    let palette = theme::palette(ui);
    for (column, x) in columns {
        let at = pos2(x.min, all.top() + HEADER / 2.0);
        ui.painter().text(at, Align2::LEFT_CENTER, column.title(), theme::regular(13.5), palette.text_soft);
    }
    let line = Rangef::new(all.left(), all.right());
    ui.painter().hline(line, all.top() + HEADER - 0.5, Stroke::new(1.0, palette.line));
}

/// A row that is on its way.
fn absent_ui(ui: &Ui, columns: &[(Column, Rangef)], rect: Rect) {
    let palette = theme::palette(ui);
    for (column, x) in columns {
        let size = match column {
            Column::Face => vec2(46.0, 46.0),
            Column::Act => continue,
            _ => vec2((x.span() - 24.0).clamp(8.0, 110.0), 10.0),
        };
        let at = pos2(x.min + if *column == Column::Face { 7.0 } else { 0.0 }, rect.center().y - size.y / 2.0);
        ui.painter().rect_filled(Rect::from_min_size(at, size), 5.0, palette.sunken.gamma_multiply(0.7));
    }
}

/// A row; says whether it was pressed.
#[expect(clippy::too_many_arguments, reason = "one call, and what it takes is worked out there")]
fn row_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    table: &Table<'_>,
    row: &Row,
    rect: Rect,
    clip: Rect,
    columns: &[(Column, Rangef)],
    marked: bool,
) -> bool {
    let palette = theme::palette(ui);
    let id = Id::unique(("row", table.name, row.event.number));
    // By the pointer only: the keyboard is at the list, and walks it with the arrows.
    let response = ui.interact(rect.intersect(clip), id, Sense::CLICK);
    let fill = match (marked, response.hovered()) {
        (true, _) => palette.accent_soft,
        (false, true) => palette.control,
        (false, false) => palette.surface,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let spoken = cells::spoken(row, scene);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, marked, &spoken));
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| response.hovered());
    let mut told = None;
    for &(column, x) in columns {
        let cell = Rect::from_x_y_ranges(x, rect.y_range());
        let tell = cells::cell_ui(ui, scene, row, column, cell);
        if pointer.is_some_and(|pointer| x.contains(pointer.x)) {
            told = tell;
        }
        if column == Column::Act
            && let Some(act) = (table.act)(row)
        {
            let button = Align2::CENTER_CENTER.align_size_within_rect(vec2(theme::CONTROL_HEIGHT, 38.0), cell);
            let builder = UiBuilder::new().scope_id(id.with("act")).max_rect(button);
            let response = ui.scope_builder(builder, |ui| widgets::icon_button(ui, act.icon, &act.name)).inner;
            // There is one in each row: it is read out with what it is about.
            widgets::named(&response, Role::Button, &say!("table-act", act = &act.name, row = &spoken));
            if response.clicked() {
                scene.send(act.command);
            }
        }
    }
    let clicked = response.clicked();
    if let Some(told) = told {
        response.on_hover_text_at_pointer(told);
    }
    clicked
}
