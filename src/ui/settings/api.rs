//! The school's main API: where arrivals are sent, with which keys, and a try whether it works.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, webhook_test};
use super::parts::{self, Line, setting};
use super::secrets;
use crate::camera;
use crate::settings::{self, Change};
use crate::text;

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
    widgets::heading(ui, Icon::School, &say!("settings-api"));
    let settings = scene.view.settings.clone();
    setting(ui, &say!("settings-api-url"), &say!("settings-api-url-meaning"), settings.webhook_url.from, |ui| {
        url_ui(ui, state, scene, settings.webhook_url.value.as_deref());
    });
    secrets::secrets_ui(ui, &mut state.secrets, scene);
    setting(ui, &say!("settings-unknown"), &say!("settings-unknown-meaning"), settings.send_unknown.from, |ui| {
        let mut on = settings.send_unknown.value;
        if widgets::switch(ui, &mut on, &say!("settings-unknown-switch")).changed() {
            scene.change(Change::SendUnknown(on));
        }
    });
    let (name, meaning) = (say!("settings-sessions"), say!("settings-sessions-meaning"));
    setting(ui, &name, &meaning, settings.send_sessions.from, |ui| {
        let mut on = settings.send_sessions.value;
        if widgets::switch(ui, &mut on, &say!("settings-sessions-switch")).changed() {
            scene.change(Change::SendSessions(on));
        }
    });
    parts::plain(ui, &say!("settings-api-works"), &say!("sending-test-hint"), |ui| {
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
        None => widgets::status_line(ui, Icon::CloudOff, &say!("settings-api-no-url"), Tone::Calm),
    }
    let read = |typed: &str| settings::parse("webhook_url", typed).map_err(|_| text!("settings-not-an-address"));
    let (name, hint) = (say!("settings-api-url"), say!("settings-api-hint"));
    if let Some(change) = state.url.ui(ui, &name, &hint, &say!("settings-use"), read) {
        scene.change(change);
    }
    if url.is_some() && Action::quiet(Icon::CloudOff, say!("settings-api-nothing")).show(ui).clicked() {
        scene.change(Change::WebhookUrl(None));
    }
}
