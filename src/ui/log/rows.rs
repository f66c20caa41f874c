//! The table of rows with the one that is open beside it, as the log and the deliveries show it.

use eframe::egui::{Frame, Label, Margin, Panel, Rect, RichText, Sense, TextStyle, Ui, vec2};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::table::{self, Act, Column};
use super::super::theme::{GAP, GUTTER};
use super::super::widgets::{self, Action};
use super::super::{Scene, dialog, is_narrow, names, pick};
use super::detail;
use crate::core::DeliveryState;
use crate::journal::{Filter, Row};
use crate::station::Command;
use crate::text;

/// Where the person is among the rows.
#[derive(Default)]
pub struct Rows {
    table: table::State,
    /// The row whose details are shown: as it was last seen, where it is out of sight by now.
    open: Option<Row>,
    correcting: Option<Correcting>,
}

struct Correcting {
    row: Row,
    picker: pick::Picker,
}

/// Which rows, and what of them.
pub struct Shown<'a> {
    /// What the table is called.
    pub name: &'a str,
    pub filter: &'a Filter,
    pub columns: &'a [Column],
}

impl Rows {
    /// The screen is left.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.table.leave(scene);
        self.open = None;
    }

    /// The details are closed.
    pub fn close(&mut self) {
        self.open = None;
    }
}

/// The table, in a card, and beside it the row that is open.
pub fn rows_ui(
    ui: &mut Ui,
    rows: &mut Rows,
    scene: &mut Scene<'_>,
    shown: &Shown<'_>,
    empty: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    if let Some(open) = &mut rows.open
        && let Some(fresh) = table::find(scene, open.event.number)
    {
        *open = fresh;
    }
    if let Some(row) = rows.open.clone() {
        let width = if is_narrow(ui.ctx()) { 310.0 } else { 380.0 };
        let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
        let panel = Panel::right("row").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
        match panel.show(ui, |ui| detail::detail_ui(ui, scene, &row)).inner {
            detail::Said::Nothing => {}
            detail::Said::Close => rows.open = None,
            detail::Said::Correct => rows.correcting = Some(Correcting { row, picker: pick::Picker::default() }),
        }
    }
    let open = rows.open.as_ref().map(|row| row.event.number);
    let cursor = rows.table.cursor();
    let Shown { name, filter, columns } = *shown;
    let pressed = widgets::card_frame(ui).inner_margin(Margin::symmetric(6, 2)).show(ui, |ui| {
        ui.take_available_space();
        let table = table::Table { name, filter, columns, open, act };
        rows.table.ui(ui, scene, &table, empty)
    });
    if let Some(number) = pressed.inner {
        rows.open = if open == Some(number) { None } else { table::find(scene, number) };
    } else if let Some(number) = rows.table.cursor().filter(|_| open.is_some() && rows.table.cursor() != cursor) {
        // Who walks on with the arrows sees the details of each.
        rows.open = table::find(scene, number).or(rows.open.take());
    }
    correct_ui(ui, &mut rows.correcting, scene);
}

/// What can be done about a row's delivery.
pub fn act(row: &Row) -> Option<Act> {
    let number = row.event.number;
    Some(match row.delivery.as_ref()?.state {
        DeliveryState::Sent { .. } => return None,
        DeliveryState::Queued { .. } => {
            Act { icon: Icon::Send, name: say!("log-try-now"), command: Command::SendNow(Some(number)) }
        }
        DeliveryState::GivenUp { .. } => {
            Act { icon: Icon::RotateCcw, name: say!("log-send-again"), command: Command::SendAgain(Some(number)) }
        }
    })
}

/// Asks who it really was. A correction is about the row that the camera made, also where it is corrected once more.
fn correct_ui(ui: &Ui, correcting: &mut Option<Correcting>, scene: &mut Scene<'_>) {
    let Some(Correcting { row, picker }) = correcting else { return };
    let number = row.event.corrects.as_ref().map_or(row.event.number, |corrects| corrects.number);
    let now = match (&row.corrected_to, &row.event.student) {
        (Some(who), _) => who.clone(),
        (None, who) => who.clone(),
    };
    let picked = picker.picked().map(|picked| match picked {
        pick::Picked::Student(student) => Some(student.clone()),
        pick::Picked::Nobody => None,
    });
    let refusal = match &picked {
        None => Some(say!("log-who-was-first")),
        Some(who) if *who == now => Some(say!("log-the-same")),
        Some(_) => None,
    };
    let view = scene.view;
    let sends = scene.view.deliveries.enabled;
    let texture = row.crop.as_ref().map(|crop| scene.pictures.arrival(row.event.number, crop));
    let (time, day) = (scene.dates.time(row.event.at), scene.dates.short_day(row.event.at));
    let moment = text!("log-moment", time = time, day = day);
    let question = |ui: &mut Ui| {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(72.0, 72.0), Sense::hover());
            widgets::paint_face(ui, rect, texture.as_ref(), 12);
            ui.add_space(GAP);
            ui.vertical(|ui| {
                ui.add(Label::new(RichText::new(say!("log-correct-title")).text_style(TextStyle::Heading)).wrap());
                widgets::soft(
                    ui,
                    &say!("log-recorded", name = names::label(&view.people, now.as_ref()), moment = &moment),
                );
            });
        });
        picker.ui(ui, view, true);
        let what_happens = match sends {
            true => say!("log-correct-sent"),
            false => say!("log-correct-kept"),
        };
        widgets::caption(ui, &what_happens);
    };
    let record = say!("log-record");
    let yes = Action::primary(Icon::PencilLine, &record).refused(refusal.as_deref());
    let said = dialog::ask(ui, "correct", 460.0, question, yes, &say!("log-leave"));
    if let (dialog::Said::Yes, Some(student)) = (said, picked) {
        scene.send(Command::Correct { number, student });
    }
    if said != dialog::Said::Nothing {
        *correcting = None;
    }
}

/// A picture of a row, for its details.
pub fn face_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row, side: f32) -> Rect {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let texture = row.crop.as_ref().map(|crop| scene.pictures.arrival(row.event.number, crop));
    widgets::paint_face(ui, rect, texture.as_ref(), 12);
    let name = if row.crop.is_some() { say!("log-face") } else { say!("log-no-face") };
    widgets::named(&response, eframe::egui::Role::Image, &name);
    rect
}
