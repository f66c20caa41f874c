//! Questions that are answered before anything else.

use eframe::egui::{Align, Frame, Id, Layout, Margin, Modal, ScrollArea, Ui, vec2};

use super::icons::Icon;
use super::widgets::Action;

/// What the person said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Nothing,
    /// Do it.
    Yes,
    /// Leave it.
    No,
}

/// Asks over everything else. The keyboard begins at the harmless answer, unless the question takes it: Enter must take
/// nothing away.
pub fn ask(ui: &Ui, name: &str, width: f32, question: impl FnOnce(&mut Ui), yes: Action<'_>, no: &str) -> Said {
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(22)).corner_radius(16);
    let modal = Modal::new(Id::unique(name)).frame(frame).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_width(width.min(screen.x - 80.0));
        // A small screen shows the answers all the same.
        let height = screen.y - 150.0;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.take_available_width();
            question(ui);
        });
        ui.add_space(14.0);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 40.0), Layout::right_to_left(Align::Center), |ui| {
            let yes = yes.show(ui);
            let no = Action::plain(Icon::X, no).bare().min_width(90.0).show(ui);
            if ui.memory(|memory| memory.focused().is_none()) {
                no.request_focus();
            }
            (yes.clicked(), no.clicked())
        })
        .inner
    });
    match modal.inner {
        (true, _) => Said::Yes,
        (_, true) => Said::No,
        _ if modal.should_close() => Said::No,
        _ => Said::Nothing,
    }
}
