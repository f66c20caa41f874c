//! Trying whether the school's main API takes events: the button, and what came of it.

use eframe::egui::{Frame, Label, Margin, RichText, TextStyle, Ui};

use super::icons::Icon;
use super::language::say;
use super::theme;
use super::widgets::{self, Action, Tone};
use super::{Scene, sending};
use crate::station::Command;
use crate::webhook::WebhookTest;

/// The button.
pub fn button_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let refusal = match &scene.view.deliveries {
        deliveries if !deliveries.enabled => Some(say!("sending-test-no-address")),
        deliveries if deliveries.test == WebhookTest::Sending => Some(say!("sending-test-sending")),
        _ => None,
    };
    let (name, hint) = (say!("sending-test"), say!("sending-test-hint"));
    if Action::plain(Icon::PlugZap, &name).refused(refusal.as_deref()).hint(&hint).show(ui).clicked() {
        scene.send(Command::TestWebhook);
    }
}

/// What came of it: nothing where none was sent.
pub fn result_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let (accepted, answer, at) = match &scene.view.deliveries.test {
        WebhookTest::None => return,
        WebhookTest::Sending => return widgets::waiting(ui, &say!("sending-test-sending")),
        WebhookTest::Done { accepted, answer, at } => (*accepted, answer, *at),
    };
    let moment = scene.dates.moment(at, scene.now);
    let (tone, icon, title) = match accepted {
        true => (Tone::Good, Icon::CircleCheck, say!("sending-test-accepted", moment = moment)),
        false => (Tone::Bad, Icon::CircleX, say!("sending-test-refused", moment = moment)),
    };
    let palette = theme::palette(ui);
    let (_, fill) = tone.colors(palette);
    Frame::new().fill(fill).corner_radius(10).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 20.0;
        widgets::status_line(ui, icon, &title, tone);
        let said = RichText::new(sending::answer(answer)).text_style(TextStyle::Small).color(palette.text);
        ui.add(Label::new(said).wrap().selectable(true));
    });
}
