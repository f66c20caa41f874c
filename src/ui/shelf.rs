//! What can be done, always in sight below something that takes the rest of the room, and scrolls there if it has to.

use eframe::egui::{Id, Rect, Ui, UiBuilder, pos2};

use super::theme::GAP;

/// Divides the room: below is as much as was needed there in the frame before.
pub fn split(ui: &Ui, salt: &str, room: Rect) -> (Rect, Rect) {
    let height: f32 = ui.data(|data| data.get_temp(Id::unique(("below", salt)))).unwrap_or(100.0);
    let at = (room.bottom() - height - GAP).max(room.top() + 40.0);
    let above = Rect::from_min_max(room.min, pos2(room.right(), at));
    (above, Rect::from_min_max(pos2(room.left(), at + GAP), room.max))
}

/// Draws what is below, and keeps how high it is.
pub fn keep(ui: &mut Ui, salt: &str, under: Rect, contents: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("below", salt));
    let used = ui.scope_builder(UiBuilder::new().max_rect(under), contents).response.rect.height();
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    if known.is_none_or(|known| (known - used).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, used));
        ui.ctx().request_discard("what is below found its height");
    }
}
