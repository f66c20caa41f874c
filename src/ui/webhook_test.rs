//! Trying whether the school's main API takes events: the button, and what came of it.

use eframe::egui::{Frame, Label, Margin, RichText, TextStyle, Ui};

use super::icons::Icon;
use super::theme;
use super::widgets::{self, Action, Tone};
use super::{Scene, sending};
use crate::station::Command;
use crate::webhook::WebhookTest;

/// The button.
pub fn button_ui(ui: &mut Ui, scene: &mut Scene<'_>, name: &str) {
    let refusal = match &scene.view.deliveries {
        deliveries if !deliveries.enabled => Some(words::NO_ADDRESS),
        deliveries if deliveries.test == WebhookTest::Sending => Some(words::SENDING),
        _ => None,
    };
    let test = Action::plain(Icon::PlugZap, name).refused(refusal).hint(words::HINT);
    if test.show(ui).clicked() {
        scene.send(Command::TestWebhook);
    }
}

/// What came of it: nothing where none was sent.
pub fn result_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let (accepted, answer, at) = match &scene.view.deliveries.test {
        WebhookTest::None => return,
        WebhookTest::Sending => return widgets::waiting(ui, words::SENDING),
        WebhookTest::Done { accepted, answer, at } => (*accepted, answer, *at),
    };
    let (tone, icon, title) = match accepted {
        true => (Tone::Good, Icon::CircleCheck, words::ACCEPTED),
        false => (Tone::Bad, Icon::CircleX, words::REFUSED),
    };
    let palette = theme::palette(ui);
    let (_, fill) = tone.colors(palette);
    Frame::new().fill(fill).corner_radius(10).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 20.0;
        widgets::status_line(ui, icon, &words::title(title, &scene.dates.moment(at, scene.now)), tone);
        let said = RichText::new(sending::answer(answer)).text_style(TextStyle::Small).color(palette.text);
        ui.add(Label::new(said).wrap().selectable(true));
    });
}

mod words {
    pub const NO_ADDRESS: &str = "Give the address of the main API first.";
    pub const SENDING: &str = "Sending a test…";
    pub const HINT: &str = "Sends an event that is about nobody, and shows what the main API says to it.";
    pub const ACCEPTED: &str = "The test was accepted";
    pub const REFUSED: &str = "The test did not get through";

    pub fn title(title: &str, moment: &str) -> String {
        format!("{title} ({moment})")
    }
}
