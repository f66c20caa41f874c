//! One row of the log with everything about it, and what can be done with it.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, TextStyle, Ui, vec2};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::table::who;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::super::{Scene, sending};
use super::rows::{act, face_ui};
use crate::core::{DeliveryState, EventKind, People};
use crate::journal::Row;
use crate::text;

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
                if widgets::icon_button(ui, Icon::X, &say!("log-close")).clicked() {
                    said = Said::Close;
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| title_ui(ui, row, &scene.view.people));
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
            let (correct, refusal) = (say!("log-correct"), row.damaged.then(|| say!("log-damaged")));
            let button = Action::plain(Icon::PencilLine, &correct).refused(refusal.as_deref());
            if button.min_width(ui.available_width()).show(ui).clicked() {
                said = Said::Correct;
            }
        });
    });
    said
}

fn title_ui(ui: &mut Ui, row: &Row, people: &People) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let who = who(row, people);
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
            EventKind::Recognized => say!("log-seen"),
            EventKind::Corrected => say!("log-correction"),
            EventKind::Manual => say!("log-added"),
            EventKind::SessionClosed => say!("log-session-ended"),
        };
        let (time, day) = (scene.dates.time(event.at), scene.dates.short_day(event.at));
        fact_ui(ui, &say!("log-when"), &say!("log-moment", time = time, day = day));
        fact_ui(ui, &say!("log-how"), &kind);
        if let Some(camera) = &event.camera {
            fact_ui(ui, &say!("log-camera"), camera);
        }
        if let Some(sighting) = &event.sighting {
            fact_ui(ui, &say!("log-last-seen"), &scene.dates.moment(row.last_seen, scene.now));
            let distance = say!("log-distance-exactly", distance = sighting.distance);
            fact_ui(ui, &say!("log-distance"), &distance);
            let (width, height) = (sighting.frame_size.width, sighting.frame_size.height);
            fact_ui(ui, &say!("log-picture"), &format!("{width} × {height}"));
        }
        fact_ui(ui, &say!("log-number"), &event.number.to_string());
    });
}

fn delivery_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: &Row) {
    ui.label(RichText::new(say!("log-way")).text_style(theme::strong_style()));
    let (Some(delivery), Some(glance)) = (&row.delivery, sending::glance(row.delivery.as_ref(), scene)) else {
        widgets::caption(ui, &spoken(&text!("sending-not-to-be-sent").sentence()));
        return;
    };
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        widgets::status_line(ui, glance.icon, &glance.state(), glance.tone);
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
        DeliveryState::Queued { .. } => say!("log-try-now"),
        DeliveryState::GivenUp { .. } => say!("log-send-again"),
    };
    if let Some(act) = act(row)
        && Action::plain(act.icon, &text).show(ui).clicked()
    {
        scene.send(act.command);
    }
}
