//! Who was removed: a receipt for each, of what was removed and what could not be.

use eframe::egui::{
    Align, Frame, Label, Layout, Margin, Panel, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};

use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, GAP, GUTTER};
use super::super::widgets::{self, Tone};
use super::super::{Scene, is_narrow};
use crate::core::StudentId;
use crate::register::{Left, LogRows, Receipt, Removed};

/// Where the person is among the receipts.
#[derive(Default)]
pub struct State {
    /// The number of the receipt that is read.
    chosen: Option<u64>,
    /// Whoever was removed just now.
    expected: Option<Expected>,
}

/// Somebody whose receipt is waited for, and then shown.
struct Expected {
    student: StudentId,
    /// What they were called.
    label: String,
    /// Receipts up to this number are of before.
    after: u64,
}

const ROW: f32 = 58.0;

impl State {
    /// The screen is left: what was removed has been read.
    pub fn leave(&mut self) {
        *self = Self::default();
    }

    /// This student is being removed: the receipt is shown when it comes.
    pub fn expect(&mut self, (student, label): (StudentId, String), scene: &Scene<'_>) {
        let after = scene.view.receipts.last().map_or(0, |receipt| receipt.number);
        self.expected = Some(Expected { student, label, after });
    }
}

/// Who was removed just now, and what of them, until the person has read it.
pub fn removed_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(expected) = &state.expected else { return };
    let mut newest = scene.view.receipts.iter().rev();
    let found = newest.find(|receipt| receipt.number > expected.after && receipt.student == expected.student);
    let Some(Receipt { ended: Some((_, removed)), .. }) = found else { return };
    let all = removed.left.is_empty();
    let (tone, icon) = if all { (Tone::Good, Icon::CircleCheck) } else { (Tone::Warning, Icon::TriangleAlert) };
    let text = say!("receipts-removed", student = &expected.label);
    let advice = say!("receipts-kept", what = in_short(removed));
    let mut closed = false;
    widgets::banner(ui, tone, icon, &text, &advice, |ui| {
        closed = widgets::icon_button(ui, Icon::X, &say!("receipts-put-away")).clicked();
    });
    ui.add_space(GAP);
    if closed {
        state.expected = None;
    }
}

/// What was removed, in a few words.
fn in_short(removed: &Removed) -> String {
    let mut parts = vec![say!("receipts-photos", count = removed.templates)];
    if removed.register {
        parts.push(say!("receipts-register"));
    }
    if removed.consent {
        parts.push(say!("receipts-consent"));
    }
    parts.push(log_text(removed));
    let mut short = parts.join(", ");
    if !removed.left.is_empty() {
        short = format!("{short}; {}", say!("receipts-not-all"));
    }
    short
}

fn log_text(removed: &Removed) -> String {
    match removed.log {
        LogRows::Kept => say!("receipts-log-kept", count = removed.log_rows),
        LogRows::WithoutName => say!("receipts-log-without-name", count = removed.log_rows),
        LogRows::Removed => say!("receipts-log-removed", count = removed.log_rows),
    }
}

/// The list, newest first, and beside it the one that is read.
pub fn receipts_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let receipts = scene.view.receipts.clone();
    if let Some(receipt) = receipts.iter().find(|receipt| state.chosen == Some(receipt.number)) {
        let width = if is_narrow(ui.ctx()) { 300.0 } else { 400.0 };
        let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
        let panel = Panel::right("receipt").exact_size(width).resizable(false).show_separator_line(false);
        if panel.frame(frame).show(ui, |ui| receipt_ui(ui, scene, receipt)).inner {
            state.chosen = None;
        }
    }
    widgets::soft(ui, &say!("receipts-text"));
    ui.add_space(GAP);
    widgets::card_frame(ui).inner_margin(Margin::symmetric(6, 6)).show(ui, |ui| {
        ui.take_available_space();
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).id_salt("receipts").show_rows(
            ui,
            ROW,
            receipts.len(),
            |ui, range| {
                for receipt in receipts.iter().rev().skip(range.start).take(range.len()) {
                    let is_chosen = state.chosen == Some(receipt.number);
                    if row_ui(ui, scene, receipt, is_chosen) {
                        state.chosen = (!is_chosen).then_some(receipt.number);
                    }
                }
            },
        );
    });
}

/// A receipt as a row; says whether it was pressed.
fn row_ui(ui: &mut Ui, scene: &Scene<'_>, receipt: &Receipt, is_chosen: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if is_chosen || response.hovered() {
        ui.painter().rect_filled(rect, 8.0, if is_chosen { palette.accent_soft } else { palette.control });
    }
    if response.has_focus() {
        icons::paint_outline(ui.painter(), rect.shrink(1.5), 8.0, Stroke::new(2.5, palette.accent));
    }
    ui.painter().hline(rect.x_range().shrink(10.0), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let (icon, tone, what) = match &receipt.ended {
        Some((_, removed)) if removed.left.is_empty() => (Icon::CircleCheck, Tone::Good, in_short(removed)),
        Some((_, removed)) => (Icon::TriangleAlert, Tone::Warning, in_short(removed)),
        None => (Icon::TriangleAlert, Tone::Warning, say!("receipts-cut-off")),
    };
    icons::paint(ui.painter(), icon, pos2(rect.left() + 22.0, rect.center().y), 20.0, tone.colors(palette).0);
    let (left, width) = (rect.left() + 46.0, rect.width() - 56.0);
    let who = widgets::lines(ui, receipt.student.as_str(), theme::bold(16.0), palette.text, width * 0.6, 1);
    let when = scene.dates.moment(receipt.began, scene.now);
    let when = widgets::lines(ui, &when, theme::regular(13.5), palette.text_soft, width * 0.4, 1);
    let right = rect.right() - 10.0 - when.size().x;
    ui.painter().galley(pos2(left, rect.top() + 9.0), who, palette.text);
    ui.painter().galley(pos2(right, rect.top() + 11.0), when.clone(), palette.text_soft);
    let below = widgets::lines(ui, &what, theme::regular(13.5), palette.text_soft, width, 1);
    ui.painter().galley(pos2(left, rect.top() + 31.0), below, palette.text_soft);
    let name = say!("receipts-row", student = receipt.student.as_str(), when = when.text(), what = what);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    response.clicked()
}

/// All that a receipt says; says whether the person is done with it.
fn receipt_ui(ui: &mut Ui, scene: &Scene<'_>, receipt: &Receipt) -> bool {
    let mut closed = false;
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closed = widgets::icon_button(ui, Icon::X, &say!("receipts-close")).clicked();
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let who = RichText::new(receipt.student.as_str()).text_style(theme::title_style());
                    ui.add(Label::new(who).wrap());
                    let (time, day) =
                        (scene.dates.time(receipt.began), scene.dates.long_date(scene.dates.date(receipt.began)));
                    widgets::caption(ui, &say!("receipts-when", day = day, time = time));
                });
            });
        });
        ScrollArea::vertical().auto_shrink(false).id_salt("receipt").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            match &receipt.ended {
                None => {
                    widgets::status_line(ui, Icon::TriangleAlert, &say!("receipts-cut-off"), Tone::Warning);
                    widgets::soft(ui, &say!("receipts-cut-off-text"));
                }
                Some((_, removed)) => removed_lines_ui(ui, removed),
            }
        });
    });
    closed
}

fn removed_lines_ui(ui: &mut Ui, removed: &Removed) {
    let line = |ui: &mut Ui, icon, text: String| widgets::status_line(ui, icon, &text, Tone::Calm);
    line(ui, Icon::Images, say!("receipts-photos", count = removed.templates));
    if removed.register {
        line(ui, Icon::ClipboardList, say!("receipts-register"));
    }
    if removed.consent {
        line(ui, Icon::Signature, say!("receipts-consent"));
    }
    line(ui, Icon::History, log_text(removed));
    if removed.log_pictures > 0 {
        line(ui, Icon::ImageOff, say!("receipts-log-pictures", count = removed.log_pictures));
    }
    if removed.left.is_empty() {
        widgets::status_line(ui, Icon::CircleCheck, &say!("receipts-all"), Tone::Good);
        return;
    }
    widgets::status_line(ui, Icon::TriangleAlert, &say!("receipts-left"), Tone::Warning);
    for left in &removed.left {
        let text = match left {
            Left::Log => say!("receipts-left-log"),
            Left::Faces(path) => say!("receipts-left-faces", file = path),
            Left::DamagedLog(path) => say!("receipts-left-damaged-log", file = path),
            Left::Register(path) => say!("receipts-left-register", file = path),
            Left::DamagedRegister(path) => say!("receipts-left-damaged-register", file = path),
        };
        ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small)).wrap().selectable(true));
    }
}
