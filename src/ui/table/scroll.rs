//! A place in a list of any length, and the bar beside it.
//!
//! egui's own scroll area, and the table that is made of it, keep the place in 32 bits: in a million rows that is four
//! pixels coarse, and rows would jump and overlap. Here it is kept in 64, and only the distance from the top of what is
//! seen, which is small, ever becomes 32.

use std::ops::Range;

use eframe::egui::{Id, Rect, Role, Sense, Ui, pos2};

use super::super::language::say;
use super::super::{theme, widgets};

/// Width of the bar, and of the room it stands in.
const BAR: f32 = 10.0;
pub const BAR_ROOM: f32 = 14.0;
/// The handle is never shorter: it must be hit.
const HANDLE: f32 = 28.0;

/// How much there is, and how much of it is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Rows there are.
    pub total: usize,
    /// Height of each.
    pub row: f32,
    /// Height of the room they are seen in.
    pub room: f32,
}

impl Extent {
    /// The lowest place: there, the last row is at the bottom.
    fn end(self) -> f64 {
        (self.total as f64 * f64::from(self.row) - f64::from(self.room)).max(0.0)
    }

    /// Where the handle begins, and how long it is.
    fn handle(self, top: f64) -> (f32, f32) {
        let all = self.total as f64 * f64::from(self.row);
        let length = (f64::from(self.room) * f64::from(self.room) / all) as f32;
        let length = length.clamp(HANDLE.min(self.room), self.room);
        let share = if self.end() > 0.0 { (top / self.end()) as f32 } else { 0.0 };
        (share * (self.room - length), length)
    }

    /// The place at which the handle begins there.
    fn place_of_handle(self, begins: f32) -> f64 {
        let (_, length) = self.handle(0.0);
        let way = self.room - length;
        if way <= 0.0 { 0.0 } else { f64::from((begins / way).clamp(0.0, 1.0)) * self.end() }
    }
}

/// How far down the person is.
#[derive(Debug, Default)]
pub struct Scroll {
    /// Pixels of rows above what is seen.
    top: f64,
    /// Where on the handle the pointer holds it.
    held: Option<f32>,
}

impl Scroll {
    /// At the newest.
    pub fn is_at_top(&self) -> bool {
        self.top <= 0.0
    }

    /// The rows that are seen, in part at least.
    pub fn seen(&self, extent: Extent) -> Range<usize> {
        let row = f64::from(extent.row);
        let first = (self.top / row).floor() as usize;
        let last = ((self.top + f64::from(extent.room)) / row).ceil() as usize;
        first.min(extent.total)..last.min(extent.total)
    }

    /// How far below the top of the room a row begins; negative above it.
    pub fn offset(&self, extent: Extent, place: usize) -> f32 {
        (place as f64 * f64::from(extent.row) - self.top) as f32
    }

    /// Down by so many rows, up where negative.
    pub fn by_rows(&mut self, extent: Extent, rows: i64) {
        self.top += rows as f64 * f64::from(extent.row);
        self.keep_inside(extent);
    }

    /// As little as brings the whole row into sight.
    pub fn reveal(&mut self, extent: Extent, place: usize) {
        let begins = place as f64 * f64::from(extent.row);
        let lowest = begins + f64::from(extent.row) - f64::from(extent.room);
        self.top = self.top.max(lowest).min(begins);
        self.keep_inside(extent);
    }

    /// Not beyond the end, also when rows have gone.
    pub fn keep_inside(&mut self, extent: Extent) {
        self.top = self.top.clamp(0.0, extent.end());
    }

    /// Takes the wheel over the rows and the finger on them, and draws the bar at their right.
    pub fn ui(&mut self, ui: &mut Ui, id: Id, room: Rect, extent: Extent) {
        if ui.rect_contains_pointer(room) {
            let moved = ui.input_mut(|input| {
                let turned = std::mem::take(&mut input.smooth_scroll_delta.y);
                let pulled = input.any_touches() && input.pointer.primary_down();
                turned + if pulled { input.pointer.delta().y } else { 0.0 }
            });
            self.top -= f64::from(moved);
        }
        self.keep_inside(extent);
        if extent.end() <= 0.0 {
            self.held = None;
            return;
        }
        let track = Rect::from_min_max(pos2(room.right() - BAR, room.top()), room.max);
        let response = ui.interact(track, id.with("bar"), Sense::CLICK | Sense::DRAG);
        widgets::named(&response, Role::ScrollBar, &say!("table-scroll"));
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
            let (begins, length) = extent.handle(self.top);
            let at = pointer.y - track.top();
            let on_handle = (begins..begins + length).contains(&at);
            let held = *self.held.get_or_insert(if on_handle { at - begins } else { length / 2.0 });
            self.top = extent.place_of_handle(at - held);
        } else {
            self.held = None;
        }
        let palette = theme::palette(ui);
        let (begins, length) = extent.handle(self.top);
        let strong = response.hovered() || self.held.is_some();
        ui.painter().rect_filled(track, BAR / 2.0, palette.sunken);
        let handle = Rect::from_min_size(pos2(track.left() + 2.0, track.top() + begins), [BAR - 4.0, length].into());
        ui.painter().rect_filled(handle, BAR / 2.0, if strong { palette.text_soft } else { palette.line_strong });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: Extent = Extent { total: 1_000_000, row: 56.0, room: 500.0 };

    #[test]
    fn in_a_million_rows_each_row_is_where_the_one_before_it_ends() {
        let mut scroll = Scroll::default();
        for place in [0, 1, 299_593, 599_186, 999_990] {
            scroll.top = place as f64 * 56.0 + 13.25;
            scroll.keep_inside(MILLION);
            let seen = scroll.seen(MILLION);
            assert!(seen.contains(&place) && seen.len() <= 10, "{seen:?}");
            let offsets: Vec<f32> = seen.map(|place| scroll.offset(MILLION, place)).collect();
            assert!(offsets.windows(2).all(|pair| pair[1] - pair[0] == 56.0), "{offsets:?}");
            assert!(offsets[0] > -56.0 && offsets[0] <= 0.0);
        }
    }

    #[test]
    fn a_pixel_of_the_wheel_is_a_pixel_wherever_one_is() {
        let mut scroll = Scroll { top: 50_000_000.0, held: None };
        let before = scroll.offset(MILLION, 892_857);
        scroll.top += 1.0;
        assert_eq!(scroll.offset(MILLION, 892_857), before - 1.0);
    }

    #[test]
    fn a_row_is_brought_into_sight_by_as_little_as_does_it() {
        let mut scroll = Scroll::default();
        scroll.reveal(MILLION, 999_999);
        assert_eq!(scroll.seen(MILLION).end, 1_000_000);
        assert_eq!(scroll.offset(MILLION, 999_999), 500.0 - 56.0);
        let before = scroll.top;
        scroll.reveal(MILLION, 999_995);
        assert_eq!(scroll.top, before, "it was in sight");
        scroll.reveal(MILLION, 10);
        assert_eq!(scroll.offset(MILLION, 10), 0.0);
    }

    #[test]
    fn the_handle_leads_to_both_ends_and_back() {
        assert_eq!(MILLION.handle(0.0), (0.0, HANDLE));
        let (begins, length) = MILLION.handle(MILLION.end());
        assert_eq!(begins + length, 500.0);
        assert_eq!(MILLION.place_of_handle(begins), MILLION.end());
        assert_eq!(MILLION.place_of_handle(-20.0), 0.0);
    }

    #[test]
    fn when_rows_go_the_end_is_not_left_behind() {
        let mut scroll = Scroll { top: MILLION.end(), held: None };
        let few = Extent { total: 3, ..MILLION };
        scroll.keep_inside(few);
        assert!(scroll.is_at_top());
        assert_eq!(scroll.seen(few), 0..3);
        assert_eq!(scroll.seen(Extent { total: 0, ..MILLION }), 0..0);
    }
}
