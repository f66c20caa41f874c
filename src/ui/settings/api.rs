//! The school's main API: where arrivals are sent, with which keys, and a try whether it works.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, webhook_test};
use super::parts::{self, Line, USE, setting};
use super::secrets;
use crate::camera;
use crate::settings::{self, Change};

/// What is being typed.
#[derive(Default)]
pub struct State {
    url: Line,
    secrets: secrets::State,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self) {
        self.secrets = secrets::State::default();
    }
}

/// The card.
pub fn api_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::School, words::API);
    let settings = scene.view.settings.clone();
    setting(ui, words::URL, words::URL_MEANING, settings.webhook_url.from, |ui| {
        url_ui(ui, state, scene, settings.webhook_url.value.as_deref());
    });
    secrets::secrets_ui(ui, &mut state.secrets, scene);
    setting(ui, words::UNKNOWN, words::UNKNOWN_MEANING, settings.send_unknown.from, |ui| {
        let mut on = settings.send_unknown.value;
        if widgets::switch(ui, &mut on, words::UNKNOWN_SWITCH).changed() {
            scene.change(Change::SendUnknown(on));
        }
    });
    parts::plain(ui, words::TEST, words::TEST_MEANING, |ui| {
        webhook_test::button_ui(ui, scene);
        webhook_test::result_ui(ui, scene);
    });
}

fn url_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, url: Option<&str>) {
    match url {
        Some(url) => {
            let url = RichText::new(camera::without_secrets(url)).text_style(TextStyle::Monospace);
            ui.add(Label::new(url).wrap().selectable(true));
        }
        None => widgets::status_line(ui, Icon::CloudOff, words::NO_URL, Tone::Calm),
    }
    let read = |typed: &str| settings::parse("webhook_url", typed).map_err(|_| words::NOT_AN_ADDRESS.to_owned());
    if let Some(change) = state.url.ui(ui, words::URL, words::URL_HINT, USE, read) {
        scene.change(change);
    }
    if url.is_some() && Action::quiet(Icon::CloudOff, words::SEND_NOTHING).show(ui).clicked() {
        scene.change(Change::WebhookUrl(None));
    }
}

mod words {
    pub const API: &str = "School's main API";
    pub const URL: &str = "Address";
    pub const URL_MEANING: &str =
        "Where each arrival is sent. What cannot be sent is kept and tried again. Without an address, nothing is sent.";
    pub const URL_HINT: &str = "https://…";
    pub const NO_URL: &str = "None: arrivals stay on this computer.";
    pub const NOT_AN_ADDRESS: &str =
        "This is no address. It must begin with http:// or https://, and there are no spaces in it.";
    pub const SEND_NOTHING: &str = "Send nothing";
    pub const UNKNOWN: &str = "Unknown faces";
    pub const UNKNOWN_MEANING: &str = "They are recorded in either case.";
    pub const UNKNOWN_SWITCH: &str = "Send them, too";
    pub const TEST: &str = "Does it work?";
    pub const TEST_MEANING: &str = "Sends an event that is about nobody, and shows what the main API says to it.";
}
