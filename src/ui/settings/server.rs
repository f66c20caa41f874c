//! The server for other systems: on or off, who may ask, and with which key and certificate.

use std::net::{IpAddr, Ipv4Addr};

use eframe::egui::{Label, OpenUrl, RichText, TextStyle, Ui};

use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts::{self, CHOOSING, Line, USE, setting};
use super::secrets::warning_ui;
use crate::core::sentence;
use crate::settings::{self, Change, KeptIn, NO_ORIGIN, Secret, SecretName};
use crate::station::Command;
use crate::station::view::ServerState;

/// What is being typed, and asked.
#[derive(Default)]
pub struct State {
    port: Line,
    origin: Line,
    /// The key is about to be another.
    replacing: bool,
    /// Why no key could be made.
    no_key: Option<String>,
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
    widgets::heading(ui, Icon::Server, words::SERVER);
    let settings = scene.view.settings.clone();
    setting(ui, words::ANSWER, words::ANSWER_MEANING, settings.serve.from, |ui| {
        let mut on = settings.serve.value;
        if widgets::switch(ui, &mut on, words::ANSWER_SWITCH).changed() {
            scene.change(Change::Serve(on));
        }
        state_ui(ui, &scene.view.server);
    });
    // Nothing of the rest matters to whoever has never switched it on.
    if !settings.serve.value {
        return;
    }
    setting(ui, words::WHO, words::WHO_MEANING, settings.host.from, |ui| who_ui(ui, scene, settings.host.value));
    setting(ui, words::PORT, words::PORT_MEANING, settings.port.from, |ui| {
        ui.label(RichText::new(settings.port.value.to_string()).text_style(TextStyle::Monospace));
        let read = |typed: &str| settings::parse("port", typed);
        if let Some(change) = state.port.ui(ui, words::PORT, words::PORT_HINT, USE, read) {
            scene.change(change);
        }
    });
    if !settings.host.value.is_loopback() {
        key_ui(ui, state, scene);
    }
    certificate_ui(ui, scene);
    setting(ui, words::ORIGINS, words::ORIGINS_MEANING, settings.origins.from, |ui| {
        origins_ui(ui, state, scene, &settings.origins.value);
    });
}

/// How the server is, and where to find it.
fn state_ui(ui: &mut Ui, state: &ServerState) {
    match state {
        ServerState::Off => {}
        ServerState::Starting => widgets::waiting(ui, words::STARTING),
        ServerState::Running { url, others, .. } => {
            widgets::status_line(ui, Icon::CircleCheckBig, words::RUNNING, Tone::Good);
            for place in std::iter::once(url).chain(others) {
                ui.horizontal(|ui| {
                    let text = RichText::new(place).text_style(TextStyle::Monospace);
                    ui.add(Label::new(text).wrap().selectable(true));
                    if widgets::icon_button(ui, Icon::Copy, &words::copy(place)).clicked() {
                        ui.ctx().copy_text(place.clone());
                    }
                });
            }
            if Action::plain(Icon::ExternalLink, words::OPEN).show(ui).clicked() {
                ui.ctx().open_url(OpenUrl::new_tab(url));
            }
        }
        ServerState::Failed { message, advice } => warning_ui(ui, &format!("{message} {advice}")),
    }
}

fn who_ui(ui: &mut Ui, scene: &mut Scene<'_>, host: IpAddr) {
    let everyone = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if widgets::choice(ui, host.is_loopback(), Icon::Monitor, words::HERE) && !host.is_loopback() {
        scene.change(Change::Host(here));
    }
    if widgets::choice(ui, host.is_unspecified(), Icon::Network, words::NETWORK) && !host.is_unspecified() {
        scene.change(Change::Host(everyone));
    }
    if !host.is_loopback() && !host.is_unspecified() {
        widgets::choice(ui, true, Icon::Network, &words::at(host));
    }
    if !host.is_loopback() && scene.view.settings.tls_certificate.value.is_none() {
        warning_ui(ui, words::READABLE);
    }
}

/// The key that others show: seen when the person asks for it, and replaced when somebody has it who should not.
fn key_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let kept = scene.view.secrets.server_key.clone();
    parts::plain(ui, words::KEY, words::KEY_MEANING, |ui| {
        match &kept {
            None => widgets::status_line(ui, Icon::KeyRound, words::NO_KEY, Tone::Calm),
            Some(KeptIn::Keyring) => widgets::status_line(ui, Icon::KeyRound, words::IN_KEYRING, Tone::Good),
            Some(KeptIn::File(file)) => warning_ui(ui, &words::in_file(&file.display().to_string())),
            Some(KeptIn::Memory) => warning_ui(ui, words::IN_MEMORY),
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
                    if Action::plain(Icon::Copy, words::COPY_KEY).show(ui).clicked() {
                        ui.ctx().copy_text(key.expose().to_owned());
                    }
                    if Action::quiet(Icon::EyeOff, words::HIDE).show(ui).clicked() {
                        state.shows_key = false;
                        scene.send(Command::ShowServerKey(false));
                    }
                }
                None if kept.is_some() && Action::plain(Icon::Eye, words::SHOW).show(ui).clicked() => {
                    state.shows_key = true;
                    scene.send(Command::ShowServerKey(true));
                }
                None => {}
            }
            let is_ours = kept.as_ref().is_some_and(|kept| !matches!(kept, KeptIn::Given(_)));
            if is_ours && Action::quiet(Icon::RefreshCw, words::REPLACE).show(ui).clicked() {
                state.replacing = true;
            }
        });
        if let Some(reason) = &state.no_key {
            widgets::remark(ui, reason, Tone::Bad);
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
        widgets::heading(ui, Icon::RefreshCw, words::REPLACE_QUESTION);
        widgets::soft(ui, words::REPLACE_TEXT);
    };
    let yes = Action::danger(Icon::RefreshCw, words::REPLACE);
    let said = dialog::ask(ui, "server key", 420.0, question, yes, words::LEAVE);
    if said == dialog::Said::Yes {
        match Secret::random() {
            Ok(key) => {
                scene.send(Command::SetSecret { name: SecretName::ServerKey, secret: Some(key) });
                state.no_key = None;
            }
            Err(error) => state.no_key = Some(sentence(&error)),
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
    setting(ui, words::TLS, words::TLS_MEANING, certificate.from, |ui| {
        let choosing = scene.files.is_choosing().then_some(CHOOSING);
        let rows = [
            (Icon::FileBadge, words::CERTIFICATE, &certificate.value, Choose::Certificate),
            (Icon::FileKey, words::CERTIFICATE_KEY, &key.value, Choose::CertificateKey),
        ];
        for (icon, name, file, choose) in rows {
            let shown = file.as_ref().map_or_else(|| words::NO_FILE.to_owned(), |file| file.display().to_string());
            widgets::caption(ui, &format!("{name}: {shown}"));
            if Action::plain(icon, &words::choose(name)).refused(choosing).show(ui).clicked() {
                scene.files.choose(choose);
            }
        }
        let is_set = certificate.value.is_some() || key.value.is_some();
        if is_set && Action::quiet(Icon::X, words::NO_TLS).show(ui).clicked() {
            scene.change(Change::TlsCertificate(None));
            scene.change(Change::TlsKey(None));
        }
    });
}

fn origins_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, origins: &[String]) {
    let mut from_disk = origins.iter().any(|origin| origin == NO_ORIGIN);
    if widgets::switch(ui, &mut from_disk, words::FROM_DISK).changed() {
        let others = origins.iter().filter(|origin| *origin != NO_ORIGIN).cloned();
        scene.change(Change::Origins(others.chain(from_disk.then(|| NO_ORIGIN.to_owned())).collect()));
    }
    widgets::caption(ui, words::FROM_DISK_MEANING);
    for origin in origins.iter().filter(|origin| *origin != NO_ORIGIN) {
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new(origin).text_style(TextStyle::Monospace)).wrap());
            if widgets::icon_button(ui, Icon::X, &words::remove(origin)).clicked() {
                scene.change(Change::Origins(origins.iter().filter(|other| *other != origin).cloned().collect()));
            }
        });
    }
    let read = |typed: &str| {
        let all: Vec<&str> = origins.iter().map(String::as_str).chain([typed]).collect();
        settings::parse("origins", &all.join(","))
    };
    if let Some(change) = state.origin.ui(ui, words::ORIGIN, words::ORIGIN_HINT, words::ADD, read) {
        scene.change(change);
    }
}

mod words {
    use std::net::IpAddr;

    pub const SERVER: &str = "Other systems";
    pub const ANSWER: &str = "Answer other systems";
    pub const ANSWER_MEANING: &str = "Programs of the school can then enrol, ask who is on a photo, and follow arrivals \
        as they happen. Leave it off when nobody needs it.";
    pub const ANSWER_SWITCH: &str = "Answer them";
    pub const STARTING: &str = "Starting…";
    pub const RUNNING: &str = "It answers at:";
    pub const OPEN: &str = "See it in the browser";
    pub const WHO: &str = "Who may ask";
    pub const WHO_MEANING: &str = "From the network, only who shows the key below is answered.";
    pub const HERE: &str = "Programs on this computer";
    pub const NETWORK: &str = "Every computer on the network";
    pub const READABLE: &str = "Without a certificate, others on the network can read along: names, pictures and the \
        key. Set one below before you use this.";
    pub const PORT: &str = "Port";
    pub const PORT_MEANING: &str = "Another, if another program has this one.";
    pub const PORT_HINT: &str = "8000";
    pub const KEY: &str = "Key";
    pub const KEY_MEANING: &str = "What others must show. Give it to those who run them, and to nobody else.";
    pub const NO_KEY: &str = "It is made when the server starts.";
    pub const IN_KEYRING: &str = "Kept in this computer's keyring.";
    pub const IN_MEMORY: &str = "It could not be kept: it is gone when Hadir is closed.";
    pub const SHOW: &str = "Show the key";
    pub const HIDE: &str = "Hide it";
    pub const COPY_KEY: &str = "Copy it";
    pub const REPLACE: &str = "Make another";
    pub const REPLACE_QUESTION: &str = "Make another key?";
    pub const REPLACE_TEXT: &str =
        "Whoever has the one of now is refused from then on, until they are given the new one.";
    pub const LEAVE: &str = "Leave it";
    pub const TLS: &str = "Certificate";
    pub const TLS_MEANING: &str = "With one, nobody on the network can read along. Whoever looks after the school's \
        computers can give you these two files.";
    pub const CERTIFICATE: &str = "Certificate";
    pub const CERTIFICATE_KEY: &str = "Its private key";
    pub const NO_FILE: &str = "none";
    pub const NO_TLS: &str = "Use no certificate";
    pub const ORIGINS: &str = "Web pages that may ask";
    pub const ORIGINS_MEANING: &str = "A browser asks for the pages of other sites too. Only those listed here are \
        answered, besides Hadir's own.";
    pub const FROM_DISK: &str = "Pages opened from this computer's disk";
    pub const FROM_DISK_MEANING: &str = "Most browsers do not say where such a page is from, and any web site can hide \
        it, too. Switch this off again when you do not need it.";
    pub const ORIGIN: &str = "Address of a site";
    pub const ORIGIN_HINT: &str = "https://…";
    pub const ADD: &str = "Add";

    pub fn copy(place: &str) -> String {
        format!("Copy {place}")
    }

    pub fn remove(origin: &str) -> String {
        format!("Remove {origin}")
    }

    pub fn choose(name: &str) -> String {
        format!("Choose: {}…", name.to_lowercase())
    }

    pub fn at(host: IpAddr) -> String {
        format!("Whoever reaches {host}")
    }

    pub fn in_file(file: &str) -> String {
        format!("Kept in {file}, which only you can read: this computer has no keyring.")
    }
}
