//! One row of the log with everything about it, and what can be done with it.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, TextStyle, Ui, vec2};

use super::super::icons::Icon;
use super::super::table::who;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::super::{Scene, sending};
use super::rows::{act, face_ui};
use crate::core::{DeliveryState, EventKind};
use crate::journal::Row;

/// What the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Nothing,
    /// No more of it.
    Close,
    /// It was somebody else.
    Correct,
}

/// The details, in a card.
pub fn detail_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row) -> Said {
    let mut said = Said::Nothing;
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, Icon::X, words::CLOSE).clicked() {
                    said = Said::Close;
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| title_ui(ui, row));
            });
        });
        ScrollArea::vertical().auto_shrink(false).id_salt("row").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            let small = ui.ctx().content_rect().height() < 600.0;
            face_ui(ui, scene, row, if small { 84.0 } else { 148.0 });
            facts_ui(ui, scene, row);
            ui.separator();
            delivery_ui(ui, scene, row);
            ui.separator();
            let refusal = row.damaged.then_some(words::DAMAGED);
            let button = Action::plain(Icon::PencilLine, words::CORRECT).refused(refusal);
            if button.min_width(ui.available_width()).show(ui).clicked() {
                said = Said::Correct;
            }
        });
    });
    said
}

fn title_ui(ui: &mut Ui, row: &Row) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let who = who(row);
    ui.add(Label::new(RichText::new(&who.name).text_style(TextStyle::Heading)).wrap());
    if !who.note.is_empty() {
        widgets::caption(ui, &who.note);
    }
}

/// Names and values, the values in a column and to be copied.
fn fact_ui(ui: &mut Ui, name: &str, value: &str) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(88.0, 18.0), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(88.0);
            ui.label(RichText::new(name).text_style(TextStyle::Small).color(palette.text_soft));
        });
        let value = RichText::new(value).text_style(TextStyle::Small);
        ui.add(Label::new(value).wrap().selectable(true));
    });
}

fn facts_ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row) {
    let event = &row.event;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let kind = match event.kind {
            EventKind::Recognized => words::SEEN,
            EventKind::Corrected => words::CORRECTION,
            EventKind::Manual => words::BY_HAND,
        };
        let (time, day) = (scene.dates.time(event.at), scene.dates.short_day(event.at));
        fact_ui(ui, words::WHEN, &format!("{time}, {day}"));
        fact_ui(ui, words::HOW, kind);
        if let Some(camera) = &event.camera {
            fact_ui(ui, words::CAMERA, camera);
        }
        if let Some(sighting) = &event.sighting {
            fact_ui(ui, words::LAST_SEEN, &scene.dates.moment(row.last_seen, scene.now));
            fact_ui(ui, words::DISTANCE, &format!("{:.4}", sighting.distance));
            let (width, height) = (sighting.frame_size.width, sighting.frame_size.height);
            fact_ui(ui, words::PICTURE, &format!("{width} × {height}"));
        }
        fact_ui(ui, words::NUMBER, &event.number.to_string());
    });
}

fn delivery_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row) {
    ui.label(RichText::new(words::DELIVERY).text_style(theme::strong_style()));
    let (Some(delivery), Some(glance)) = (&row.delivery, sending::glance(row.delivery.as_ref(), scene)) else {
        widgets::caption(ui, words::NOT_SENT);
        return;
    };
    let text =
        if glance.when.is_empty() { glance.word.to_owned() } else { format!("{}, {}", glance.word, glance.when) };
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        widgets::status_line(ui, glance.icon, &text, glance.tone);
    });
    if delivery.tries > 0 {
        widgets::caption(ui, &sending::tries(delivery.tries));
    }
    if let Some(answer) = &delivery.answer {
        let said = RichText::new(sending::answer(answer)).text_style(TextStyle::Small);
        ui.add(Label::new(said).wrap().selectable(true));
    }
    let text = match delivery.state {
        DeliveryState::Sent { .. } => return,
        DeliveryState::Queued { .. } => words::TRY_NOW,
        DeliveryState::GivenUp { .. } => words::SEND_AGAIN,
    };
    if let Some(act) = act(row)
        && Action::plain(act.icon, text).show(ui).clicked()
    {
        scene.send(act.command);
    }
}

mod words {
    pub const CLOSE: &str = "Close";
    pub const CORRECT: &str = "Not right? Correct…";
    pub const DAMAGED: &str = "What was recorded here is damaged: add the student by hand instead.";
    pub const WHEN: &str = "When";
    pub const HOW: &str = "How";
    pub const SEEN: &str = "Seen by the camera";
    pub const CORRECTION: &str = "A correction by a person";
    pub const BY_HAND: &str = "Added by hand";
    pub const CAMERA: &str = "Camera";
    pub const LAST_SEEN: &str = "Last seen";
    pub const DISTANCE: &str = "Distance";
    pub const PICTURE: &str = "Picture";
    pub const NUMBER: &str = "Row";
    pub const DELIVERY: &str = "Delivery to the main API";
    pub const NOT_SENT: &str = "Not to be sent.";
    pub const TRY_NOW: &str = "Try now";
    pub const SEND_AGAIN: &str = "Send again";
}
