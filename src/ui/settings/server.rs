//! The server for other systems: on or off, who may ask, and with which key and certificate.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use eframe::egui::{Label, OpenUrl, RichText, TextStyle, Ui};

use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts::{self, Line, setting};
use super::secrets::warning_ui;
use crate::settings::{self, Change, KeptIn, NO_ORIGIN, Secret, SecretName};
use crate::station::Command;
use crate::station::view::ServerState;
use crate::words::{Text, io};

/// What is being typed, and asked.
#[derive(Default)]
pub struct State {
    port: Line,
    origin: Line,
    /// The key is about to be another.
    replacing: bool,
    /// Why no key could be made.
    no_key: Option<Text>,
    shows_key: bool,
}

impl State {
    /// The screen is left: the key is not there for the next who comes by.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        if std::mem::take(&mut self.shows_key) {
            scene.send(Command::ShowServerKey(false));
        }
        self.replacing = false;
    }
}

/// The card.
pub fn server_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Server, &say!("settings-server"));
    let settings = scene.view.settings.clone();
    setting(ui, &say!("settings-serve"), &say!("settings-serve-meaning"), settings.serve.from, |ui| {
        let mut on = settings.serve.value;
        if widgets::switch(ui, &mut on, &say!("settings-serve-switch")).changed() {
            scene.change(Change::Serve(on));
        }
        state_ui(ui, &scene.view.server);
    });
    // Nothing of the rest matters to whoever has never switched it on.
    if !settings.serve.value {
        return;
    }
    setting(ui, &say!("settings-host"), &say!("settings-host-meaning"), settings.host.from, |ui| {
        who_ui(ui, scene, settings.host.value);
    });
    setting(ui, &say!("settings-port"), &say!("settings-port-meaning"), settings.port.from, |ui| {
        ui.label(RichText::new(settings.port.value.to_string()).text_style(TextStyle::Monospace));
        let read = |typed: &str| settings::parse("port", typed);
        let (name, hint) = (say!("settings-port"), say!("settings-port-hint"));
        if let Some(change) = state.port.ui(ui, &name, &hint, &say!("settings-use"), read) {
            scene.change(change);
        }
    });
    if !settings.host.value.is_loopback() {
        key_ui(ui, state, scene);
    }
    certificate_ui(ui, scene);
    setting(ui, &say!("settings-origins"), &say!("settings-origins-meaning"), settings.origins.from, |ui| {
        origins_ui(ui, state, scene, &settings.origins.value);
    });
}

/// How the server is, and where to find it.
fn state_ui(ui: &mut Ui, state: &ServerState) {
    match state {
        ServerState::Off => {}
        ServerState::Starting => widgets::waiting(ui, &say!("settings-server-starting")),
        ServerState::Running { url, others, .. } => {
            widgets::status_line(ui, Icon::CircleCheckBig, &say!("settings-server-running"), Tone::Good);
            for place in std::iter::once(url).chain(others) {
                ui.horizontal(|ui| {
                    let text = RichText::new(place).text_style(TextStyle::Monospace);
                    ui.add(Label::new(text).wrap().selectable(true));
                    if widgets::icon_button(ui, Icon::Copy, &say!("settings-server-copy-place", place = place))
                        .clicked()
                    {
                        ui.ctx().copy_text(place.clone());
                    }
                });
            }
            if Action::plain(Icon::ExternalLink, say!("settings-server-open")).show(ui).clicked() {
                ui.ctx().open_url(OpenUrl::new_tab(url));
            }
        }
        ServerState::Failed { message, advice } => warning_ui(ui, &spoken(&message.clone().then(advice.clone()))),
    }
}

fn who_ui(ui: &mut Ui, scene: &mut Scene<'_>, host: IpAddr) {
    let everyone = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if widgets::choice(ui, host.is_loopback(), Icon::Monitor, &say!("settings-host-here")) && !host.is_loopback() {
        scene.change(Change::Host(here));
    }
    if widgets::choice(ui, host.is_unspecified(), Icon::Network, &say!("settings-host-network"))
        && !host.is_unspecified()
    {
        scene.change(Change::Host(everyone));
    }
    if !host.is_loopback() && !host.is_unspecified() {
        widgets::choice(ui, true, Icon::Network, &say!("settings-host-at", host = host.to_string()));
    }
    if !host.is_loopback() && scene.view.settings.tls_certificate.value.is_none() {
        warning_ui(ui, &say!("settings-host-readable"));
    }
}

/// The key that others show: seen when the person asks for it, and replaced when somebody has it who should not.
fn key_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let kept = scene.view.secrets.server_key.clone();
    parts::plain(ui, &say!("settings-server-key"), &say!("settings-server-key-meaning"), |ui| {
        match &kept {
            None => widgets::status_line(ui, Icon::KeyRound, &say!("settings-server-no-key"), Tone::Calm),
            Some(KeptIn::Keyring) => {
                widgets::status_line(ui, Icon::KeyRound, &say!("settings-key-in-keyring"), Tone::Good);
            }
            Some(KeptIn::File(file)) => warning_ui(ui, &say!("settings-key-in-file", file = file)),
            Some(KeptIn::Memory) => warning_ui(ui, &say!("settings-key-in-memory")),
            Some(KeptIn::Given(from)) => {
                widgets::status_line(ui, Icon::KeyRound, &parts::origin(*from), Tone::Good);
            }
        }
        if let Some(key) = &scene.view.server_key {
            let text = RichText::new(key.expose()).text_style(TextStyle::Monospace);
            ui.add(Label::new(text).wrap().selectable(true));
        }
        ui.horizontal_wrapped(|ui| {
            match &scene.view.server_key {
                Some(key) => {
                    if Action::plain(Icon::Copy, say!("settings-key-copy")).show(ui).clicked() {
                        ui.ctx().copy_text(key.expose().to_owned());
                    }
                    if Action::quiet(Icon::EyeOff, say!("settings-server-key-hide")).show(ui).clicked() {
                        state.shows_key = false;
                        scene.send(Command::ShowServerKey(false));
                    }
                }
                None if kept.is_some()
                    && Action::plain(Icon::Eye, say!("settings-server-key-show")).show(ui).clicked() =>
                {
                    state.shows_key = true;
                    scene.send(Command::ShowServerKey(true));
                }
                None => {}
            }
            let is_ours = kept.as_ref().is_some_and(|kept| !matches!(kept, KeptIn::Given(_)));
            if is_ours && Action::quiet(Icon::RefreshCw, say!("settings-server-key-another")).show(ui).clicked() {
                state.replacing = true;
            }
        });
        if let Some(reason) = &state.no_key {
            widgets::remark(ui, &spoken(reason), Tone::Bad);
        }
    });
    replace_ui(ui, state, scene);
}

/// Asks before everybody who has the key is locked out.
fn replace_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !state.replacing {
        return;
    }
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::RefreshCw, &say!("settings-server-key-question"));
        widgets::soft(ui, &say!("settings-server-key-text"));
    };
    let yes = Action::danger(Icon::RefreshCw, say!("settings-server-key-another"));
    let said = dialog::ask(ui, "server key", 420.0, question, yes, &say!("settings-leave"));
    if said == dialog::Said::Yes {
        match Secret::random() {
            Ok(key) => {
                scene.send(Command::SetSecret { name: SecretName::ServerKey, secret: Some(key) });
                state.no_key = None;
            }
            Err(error) => state.no_key = Some(io(&error).sentence()),
        }
    }
    if said != dialog::Said::Nothing {
        state.replacing = false;
    }
}

/// The files that make it HTTPS.
fn certificate_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = scene.view.settings.clone();
    let (certificate, key) = (&settings.tls_certificate, &settings.tls_key);
    setting(ui, &say!("settings-tls"), &say!("settings-tls-meaning"), certificate.from, |ui| {
        let choosing = parts::choosing(scene);
        let file = |file: &Option<PathBuf>| match file {
            Some(file) => file.display().to_string(),
            None => say!("settings-tls-no-file"),
        };
        let rows = [
            (
                say!("settings-tls-certificate", file = file(&certificate.value)),
                (Icon::FileBadge, say!("settings-tls-choose-certificate"), Choose::Certificate),
            ),
            (
                say!("settings-tls-key", file = file(&key.value)),
                (Icon::FileKey, say!("settings-tls-choose-key"), Choose::CertificateKey),
            ),
        ];
        for (said, (icon, name, choose)) in rows {
            widgets::caption(ui, &said);
            if Action::plain(icon, name).refused(choosing.as_deref()).show(ui).clicked() {
                scene.files.choose(choose);
            }
        }
        let is_set = certificate.value.is_some() || key.value.is_some();
        if is_set && Action::quiet(Icon::X, say!("settings-tls-off")).show(ui).clicked() {
            scene.change(Change::TlsCertificate(None));
            scene.change(Change::TlsKey(None));
        }
    });
}

fn origins_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, origins: &[String]) {
    let mut from_disk = origins.iter().any(|origin| origin == NO_ORIGIN);
    if widgets::switch(ui, &mut from_disk, &say!("settings-origins-disk")).changed() {
        let others = origins.iter().filter(|origin| *origin != NO_ORIGIN).cloned();
        scene.change(Change::Origins(others.chain(from_disk.then(|| NO_ORIGIN.to_owned())).collect()));
    }
    widgets::caption(ui, &say!("settings-origins-disk-meaning"));
    for origin in origins.iter().filter(|origin| *origin != NO_ORIGIN) {
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new(origin).text_style(TextStyle::Monospace)).wrap());
            if widgets::icon_button(ui, Icon::X, &say!("settings-origin-remove", origin = origin)).clicked() {
                scene.change(Change::Origins(origins.iter().filter(|other| *other != origin).cloned().collect()));
            }
        });
    }
    let read = |typed: &str| {
        let all: Vec<&str> = origins.iter().map(String::as_str).chain([typed]).collect();
        settings::parse("origins", &all.join(","))
    };
    let (name, hint) = (say!("settings-origin"), say!("settings-origin-hint"));
    if let Some(change) = state.origin.ui(ui, &name, &hint, &say!("settings-origin-add"), read) {
        scene.change(change);
    }
}
