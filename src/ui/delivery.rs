//! How arrivals get to the school's main API: what is on its way, what went wrong, and what can be done about it.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::log::rows::{self, Rows};
use super::table::Column;
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone};
use super::{Scene, Screen, dialog, sending, webhook_test};
use crate::journal::{DeliveryFilter, Filter};
use crate::station::Command;
use crate::text;
use crate::webhook::{Deliveries, Pause};
use crate::words::Text;

/// Where the person is among the deliveries.
pub struct State {
    tab: DeliveryFilter,
    rows: Rows,
    /// Whether all that failed is to be sent again.
    asking: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { tab: DeliveryFilter::Queued, rows: Rows::default(), asking: false }
    }
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.rows.leave(scene);
        self.asking = false;
    }
}

const COLUMNS: [Column; 6] = [Column::Face, Column::Who, Column::When, Column::Delivery, Column::Answer, Column::Act];

/// The screen.
pub fn delivery_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::card(ui, |ui| summary_ui(ui, state, scene));
    ui.add_space(GAP);
    let deliveries = &scene.view.deliveries;
    let tabs = [
        (DeliveryFilter::Queued, deliveries.queued),
        (DeliveryFilter::Retrying, deliveries.retrying),
        (DeliveryFilter::GivenUp, deliveries.given_up),
        (DeliveryFilter::Sent, 0),
    ];
    let names = tabs.map(|(tab, count)| match (sending::stage(tab), count) {
        (stage, 0) => (tab, spoken(&stage)),
        (stage, count) => (tab, say!("delivery-tab", stage = stage, count = count)),
    });
    let tabs = names.each_ref().map(|(tab, name)| (*tab, name.as_str()));
    if widgets::segmented(ui, &mut state.tab, &tabs) {
        state.rows.close();
    }
    ui.add_space(GAP / 2.0);
    let filter = Filter { delivery: Some(state.tab), ..Filter::default() };
    let (icon, title) = none(state.tab);
    let name = say!("delivery-name");
    let shown = rows::Shown { name: &name, filter: &filter, columns: &COLUMNS };
    rows::rows_ui(ui, &mut state.rows, scene, &shown, |ui, _| {
        widgets::placeholder(ui, icon, &spoken(&title), "", |_| {});
    });
    ask_ui(ui, state, scene);
}

/// How it goes, in a sentence, and what can be done about all of it.
fn summary_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let deliveries = scene.view.deliveries.clone();
    let (icon, tone, title, text) = summary(&deliveries, scene);
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        let (color, soft) = tone.colors(palette);
        let (well, _) = ui.allocate_exact_size([46.0, 46.0].into(), eframe::egui::Sense::hover());
        icons::paint_roundel(ui.painter(), icon, well.center(), 23.0, soft, color);
        ui.add_space(4.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(RichText::new(title).text_style(TextStyle::Heading)).wrap());
            if !text.is_empty() {
                ui.add(Label::new(RichText::new(text).color(palette.text_soft)).wrap().selectable(true));
            }
            let refused = matches!(deliveries.paused, Some(Pause::Refused { .. }));
            if let Some((at, answer)) = &deliveries.last
                && deliveries.enabled
                && !refused
            {
                let moment = scene.dates.moment(*at, scene.now);
                let said = say!("delivery-last", moment = moment, answer = sending::answer(answer));
                let said = RichText::new(said).text_style(TextStyle::Small).color(palette.text_soft);
                ui.add(Label::new(said).wrap().selectable(true));
            }
        });
    });
    if !deliveries.enabled {
        if Action::primary(Icon::Settings, say!("delivery-to-settings")).show(ui).clicked() {
            scene.go = Some(Screen::Settings);
        }
        if deliveries.given_up == 0 {
            return;
        }
    }
    buttons_ui(ui, state, scene, &deliveries);
    webhook_test::result_ui(ui, scene);
}

fn buttons_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, deliveries: &Deliveries) {
    ui.horizontal_wrapped(|ui| {
        if deliveries.enabled {
            let by_person = deliveries.paused == Some(Pause::ByPerson);
            let (icon, name) = match by_person {
                true => (Icon::Play, say!("delivery-continue")),
                false => (Icon::Pause, say!("delivery-pause")),
            };
            if Action::plain(icon, &name).show(ui).clicked() {
                scene.send(Command::PauseDelivery(!by_person));
            }
            let refusal = match deliveries {
                Deliveries { queued: 0, .. } => Some(say!("delivery-nothing-to-try")),
                Deliveries { paused: Some(Pause::ByPerson), .. } => Some(say!("delivery-is-paused")),
                _ => None,
            };
            let try_all = say!("delivery-try-all");
            if Action::plain(Icon::Send, &try_all).refused(refusal.as_deref()).show(ui).clicked() {
                scene.send(Command::SendNow(None));
            }
            webhook_test::button_ui(ui, scene);
        }
        if deliveries.given_up > 0
            && Action::plain(Icon::RotateCcw, say!("delivery-send-all", count = deliveries.given_up)).show(ui).clicked()
        {
            state.asking = true;
        }
    });
}

/// How it goes: what it looks like, what is so, and what else is to be said.
fn summary(deliveries: &Deliveries, scene: &Scene<'_>) -> (Icon, Tone, String, String) {
    let moment = |at| scene.dates.moment(at, scene.now);
    let waiting = say!("delivery-waiting", count = deliveries.queued);
    if !deliveries.enabled {
        return (Icon::CloudOff, Tone::Calm, say!("delivery-off"), say!("delivery-off-text"));
    }
    match &deliveries.paused {
        Some(Pause::ByPerson) => (Icon::Pause, Tone::Warning, say!("delivery-paused"), waiting),
        Some(Pause::Refused { answer, since, next_probe }) => {
            let when = say!("delivery-refused-text", since = moment(*since), next = moment(*next_probe));
            let title = say!("delivery-refused");
            (Icon::OctagonAlert, Tone::Bad, title, format!("{}\n{waiting} {when}", sending::answer(answer)))
        }
        Some(Pause::Asked { until }) => {
            (Icon::Hourglass, Tone::Warning, say!("delivery-asked", until = moment(*until)), waiting)
        }
        None if deliveries.queued > 0 => {
            let next = match deliveries.next_due {
                Some(due) if due <= scene.now => say!("delivery-being-sent"),
                Some(due) => say!("delivery-next", moment = moment(due)),
                None => String::new(),
            };
            let tone = if deliveries.retrying > 0 { Tone::Warning } else { Tone::Calm };
            (Icon::Clock, tone, waiting, next)
        }
        None if deliveries.given_up > 0 => {
            let title = say!("delivery-failed", count = deliveries.given_up);
            (Icon::CircleX, Tone::Bad, title, say!("delivery-failed-text"))
        }
        None => (Icon::CheckCheck, Tone::Good, say!("delivery-all-sent"), String::new()),
    }
}

/// Asks before everything that failed is sent once more.
fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !state.asking {
        return;
    }
    let text = say!("delivery-send-all", count = scene.view.deliveries.given_up);
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::RotateCcw, &say!("delivery-send-all-question", action = &text));
        widgets::soft(ui, &say!("delivery-send-all-text"));
    };
    let yes = Action::primary(Icon::RotateCcw, &text);
    let said = dialog::ask(ui, "send all again", 440.0, question, yes, &say!("delivery-leave"));
    if said == dialog::Said::Yes {
        scene.send(Command::SendAgain(None));
    }
    state.asking = said == dialog::Said::Nothing;
}

/// What is said where there is nothing of it.
fn none(tab: DeliveryFilter) -> (Icon, Text) {
    match tab {
        DeliveryFilter::Queued => (Icon::CheckCheck, text!("delivery-none-queued")),
        DeliveryFilter::Retrying => (Icon::CheckCheck, text!("delivery-none-retrying")),
        DeliveryFilter::GivenUp => (Icon::CircleCheck, text!("delivery-none-failed")),
        DeliveryFilter::Sent => (Icon::Inbox, text!("delivery-none-sent")),
    }
}
