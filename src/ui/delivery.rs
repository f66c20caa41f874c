//! How arrivals get to the school's main API: what is on its way, what went wrong, and what can be done about it.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::icons::{self, Icon};
use super::log::rows::{self, Rows};
use super::table::Column;
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone, thousands};
use super::{Scene, Screen, dialog, sending, webhook_test};
use crate::journal::{DeliveryFilter, Filter};
use crate::station::Command;
use crate::webhook::{Deliveries, Pause};

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
    let tab = |name: &str, count: u64| match count {
        0 => name.to_owned(),
        count => format!("{name} ({})", thousands(count)),
    };
    let names = [
        (DeliveryFilter::Queued, tab(words::QUEUED, deliveries.queued)),
        (DeliveryFilter::Retrying, tab(words::RETRYING, deliveries.retrying)),
        (DeliveryFilter::GivenUp, tab(words::FAILED, deliveries.given_up)),
        (DeliveryFilter::Sent, words::SENT.to_owned()),
    ];
    let tabs = names.each_ref().map(|(tab, name)| (*tab, name.as_str()));
    if widgets::segmented(ui, &mut state.tab, &tabs) {
        state.rows.close();
    }
    ui.add_space(GAP / 2.0);
    let filter = Filter { delivery: Some(state.tab), ..Filter::default() };
    let (icon, title) = words::none(state.tab);
    let shown = rows::Shown { name: words::NAME, filter: &filter, columns: &COLUMNS };
    rows::rows_ui(ui, &mut state.rows, scene, &shown, |ui, _| widgets::placeholder(ui, icon, title, "", |_| {}));
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
                let said = words::last(&scene.dates.moment(*at, scene.now), &sending::answer(answer));
                let said = RichText::new(said).text_style(TextStyle::Small).color(palette.text_soft);
                ui.add(Label::new(said).wrap().selectable(true));
            }
        });
    });
    if !deliveries.enabled {
        if Action::primary(Icon::Settings, words::TO_SETTINGS).show(ui).clicked() {
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
            let (icon, name) = if by_person { (Icon::Play, words::CONTINUE) } else { (Icon::Pause, words::PAUSE) };
            if Action::plain(icon, name).show(ui).clicked() {
                scene.send(Command::PauseDelivery(!by_person));
            }
            let refusal = match deliveries {
                Deliveries { queued: 0, .. } => Some(words::NONE_QUEUED),
                Deliveries { paused: Some(Pause::ByPerson), .. } => Some(words::IS_PAUSED),
                _ => None,
            };
            if Action::plain(Icon::Send, words::TRY_ALL).refused(refusal).show(ui).clicked() {
                scene.send(Command::SendNow(None));
            }
            webhook_test::button_ui(ui, scene, words::TEST);
        }
        if deliveries.given_up > 0
            && Action::plain(Icon::RotateCcw, &words::send_all(deliveries.given_up)).show(ui).clicked()
        {
            state.asking = true;
        }
    });
}

/// How it goes: what it looks like, what is so, and what else is to be said.
fn summary(deliveries: &Deliveries, scene: &Scene<'_>) -> (Icon, Tone, String, String) {
    let moment = |at| scene.dates.moment(at, scene.now);
    let waiting = words::waiting(deliveries.queued);
    if !deliveries.enabled {
        return (Icon::CloudOff, Tone::Calm, words::OFF.to_owned(), words::OFF_TEXT.to_owned());
    }
    match &deliveries.paused {
        Some(Pause::ByPerson) => (Icon::Pause, Tone::Warning, words::PAUSED.to_owned(), waiting),
        Some(Pause::Refused { answer, since, next_probe }) => {
            let title = words::REFUSED.to_owned();
            let when = words::refused(&moment(*since), &moment(*next_probe));
            (Icon::OctagonAlert, Tone::Bad, title, format!("{}\n{waiting} {when}", sending::answer(answer)))
        }
        Some(Pause::Asked { until }) => (Icon::Hourglass, Tone::Warning, words::asked(&moment(*until)), waiting),
        None if deliveries.queued > 0 => {
            let next = deliveries.next_due.map(|due| words::next(&moment(due), due <= scene.now)).unwrap_or_default();
            let tone = if deliveries.retrying > 0 { Tone::Warning } else { Tone::Calm };
            (Icon::Clock, tone, waiting, next)
        }
        None if deliveries.given_up > 0 => {
            (Icon::CircleX, Tone::Bad, words::failed(deliveries.given_up), words::FAILED_TEXT.to_owned())
        }
        None => (Icon::CheckCheck, Tone::Good, words::ALL_SENT.to_owned(), String::new()),
    }
}

/// Asks before everything that failed is sent once more.
fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !state.asking {
        return;
    }
    let text = words::send_all(scene.view.deliveries.given_up);
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::RotateCcw, &words::send_all_question(&text));
        widgets::soft(ui, words::SEND_ALL_TEXT);
    };
    let yes = Action::primary(Icon::RotateCcw, &text);
    let said = dialog::ask(ui, "send all again", 440.0, question, yes, words::LEAVE);
    if said == dialog::Said::Yes {
        scene.send(Command::SendAgain(None));
    }
    state.asking = said == dialog::Said::Nothing;
}

mod words {
    use super::{DeliveryFilter, Icon, thousands};

    pub const NAME: &str = "Deliveries";
    pub const QUEUED: &str = "Not yet sent";
    pub const RETRYING: &str = "Trying again";
    pub const FAILED: &str = "Failed";
    pub const SENT: &str = "Sent";
    pub const OFF: &str = "Nothing is sent";
    pub const OFF_TEXT: &str =
        "Arrivals are recorded on this computer. To send them on, give the address of your school's main API.";
    pub const TO_SETTINGS: &str = "Set the address";
    pub const PAUSED: &str = "Paused";
    pub const REFUSED: &str = "The school's main API refuses arrivals";
    pub const ALL_SENT: &str = "Everything is sent";
    pub const FAILED_TEXT: &str = "They are not tried any more by themselves. See below what was said to each.";
    pub const PAUSE: &str = "Pause";
    pub const CONTINUE: &str = "Continue";
    pub const TRY_ALL: &str = "Try all now";
    pub const NONE_QUEUED: &str = "Nothing is waiting to be sent.";
    pub const IS_PAUSED: &str = "It is paused: press Continue first.";
    pub const TEST: &str = "Send a test";
    pub const SEND_ALL_TEXT: &str =
        "Each is tried as if it were new. The main API can tell that it is the same arrival, and not another.";
    pub const LEAVE: &str = "Leave them";

    pub fn none(tab: DeliveryFilter) -> (Icon, &'static str) {
        match tab {
            DeliveryFilter::Queued => (Icon::CheckCheck, "Nothing is waiting to be sent"),
            DeliveryFilter::Retrying => (Icon::CheckCheck, "Nothing has to be tried again"),
            DeliveryFilter::GivenUp => (Icon::CircleCheck, "Nothing has failed"),
            DeliveryFilter::Sent => (Icon::Inbox, "Nothing was sent yet"),
        }
    }

    fn arrivals(count: u64, one: &str, many: &str) -> String {
        match count {
            1 => format!("1 arrival {one}"),
            count => format!("{} arrivals {many}", thousands(count)),
        }
    }

    pub fn waiting(count: u64) -> String {
        match count {
            0 => "Nothing is waiting.".to_owned(),
            count => arrivals(count, "is kept, to be sent.", "are kept, to be sent."),
        }
    }

    pub fn failed(count: u64) -> String {
        arrivals(count, "could not be sent", "could not be sent")
    }

    pub fn send_all(count: u64) -> String {
        match count {
            1 => "Send the failed one again".to_owned(),
            count => format!("Send all {} failed again", thousands(count)),
        }
    }

    pub fn send_all_question(text: &str) -> String {
        format!("{text}?")
    }

    pub fn refused(since: &str, next: &str) -> String {
        format!("It has refused since {since}. One is tried at {next}.")
    }

    pub fn asked(until: &str) -> String {
        format!("The school's main API asked to wait until {until}")
    }

    pub fn next(moment: &str, now: bool) -> String {
        if now { "Being sent now.".to_owned() } else { format!("The next is tried at {moment}.") }
    }

    pub fn last(moment: &str, answer: &str) -> String {
        format!("Last answer, {moment}. {answer}")
    }
}
