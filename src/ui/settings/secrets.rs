//! Keys: where each is kept, and never what it is.

use eframe::egui::{Id, Key, Label, RichText, Role, Sense, TextEdit, TextStyle, Ui, vec2};

use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts;
use crate::settings::{KeptIn, Origin, Secret, SecretName};
use crate::station::Command;
use crate::text;
use crate::webhook;
use crate::words::{Text, io};

/// What is being typed, and asked.
#[derive(Default)]
pub struct State {
    api_key: Typed,
    webhook_secret: Typed,
    /// Where a card shows one key alone.
    one: Typed,
    /// A key is about to be forgotten, once the person says so.
    forgetting: Option<SecretName>,
}

/// A key that is being typed.
#[derive(Default)]
struct Typed {
    text: String,
    /// There is one, and it is to be another.
    replacing: bool,
    /// What was typed and cannot be used, and why.
    refused: Option<(String, Text)>,
    /// Made just now, and not yet put away by the person.
    made: Option<Secret>,
}

/// Those for the main API.
pub fn secrets_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    secret_ui(ui, &mut state.api_key, &mut state.forgetting, scene, SecretName::ApiKey);
    secret_ui(ui, &mut state.webhook_secret, &mut state.forgetting, scene, SecretName::WebhookSecret);
    forget_ui(ui, &mut state.forgetting, scene);
}

/// One key alone.
pub fn one_secret_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, name: SecretName) {
    secret_ui(ui, &mut state.one, &mut state.forgetting, scene, name);
    forget_ui(ui, &mut state.forgetting, scene);
}

/// A key: where it is kept, and a line for another. Never what it is.
fn secret_ui(
    ui: &mut Ui,
    typed: &mut Typed,
    forgetting: &mut Option<SecretName>,
    scene: &mut Scene<'_>,
    name: SecretName,
) {
    let secrets = scene.view.secrets.clone();
    let kept = match name {
        SecretName::ApiKey => &secrets.api_key,
        SecretName::WebhookSecret => &secrets.webhook_secret,
        SecretName::ServerKey => &secrets.server_key,
        SecretName::RemoteKey => &secrets.remote_key,
    };
    let title = spoken(&title(name));
    parts::plain(ui, &title, &spoken(&meaning(name)), |ui| {
        match kept {
            None => widgets::status_line(ui, Icon::KeyRound, &say!("settings-key-none"), Tone::Calm),
            Some(KeptIn::Keyring) => {
                widgets::status_line(ui, Icon::KeyRound, &say!("settings-key-in-keyring"), Tone::Good);
            }
            Some(KeptIn::File(file)) => warning_ui(ui, &say!("settings-key-in-file", file = file)),
            Some(KeptIn::Memory) => warning_ui(ui, &say!("settings-key-in-memory")),
            Some(KeptIn::Given(from)) => {
                widgets::status_line(ui, Icon::KeyRound, &parts::origin(*from), Tone::Good);
                widgets::caption(ui, &spoken(&given(*from)));
                return;
            }
        }
        if let Some(made) = typed.made.clone() {
            made_ui(ui, typed, &made);
            return;
        }
        if kept.is_some() && !typed.replacing {
            ui.horizontal_wrapped(|ui| {
                if Action::plain(Icon::Pencil, say!("settings-key-replace", key = code(name))).show(ui).clicked() {
                    typed.replacing = true;
                }
                if Action::quiet(Icon::Trash2, say!("settings-key-forget", key = code(name))).show(ui).clicked() {
                    *forgetting = Some(name);
                }
            });
            return;
        }
        if let Some(secret) = password_ui(ui, &mut typed.text, name, &title) {
            match webhook::check_secret(name, &secret) {
                Ok(()) => {
                    scene.send(Command::SetSecret { name, secret: Some(secret) });
                    *typed = Typed::default();
                }
                Err(problem) => typed.refused = Some((typed.text.clone(), problem.text())),
            }
        }
        if let Some((_, why)) = typed.refused.as_ref().filter(|(text, _)| *text == typed.text) {
            widgets::remark(ui, &spoken(why), Tone::Bad);
        }
        if name == SecretName::WebhookSecret && Action::plain(Icon::Dices, say!("settings-key-make")).show(ui).clicked()
        {
            match webhook::new_webhook_secret() {
                Ok(secret) => {
                    scene.send(Command::SetSecret { name, secret: Some(secret.clone()) });
                    *typed = Typed { made: Some(secret), ..Typed::default() };
                }
                Err(error) => typed.refused = Some((typed.text.clone(), io(&error).sentence())),
            }
        }
        match (&secrets.no_keyring, kept) {
            (Some(file), None) => warning_ui(ui, &say!("settings-key-would-be-in-file", file = file)),
            _ => _ = widgets::caption(ui, &say!("settings-key-not-shown-again")),
        }
        if typed.replacing && Action::quiet(Icon::X, say!("settings-leave")).bare().show(ui).clicked() {
            *typed = Typed::default();
        }
    });
}

/// A secret that was made just now: this once it is seen, for the main API must be given it, too.
fn made_ui(ui: &mut Ui, typed: &mut Typed, made: &Secret) {
    let text = RichText::new(made.expose()).text_style(TextStyle::Monospace);
    ui.add(Label::new(text).wrap().selectable(true));
    widgets::caption(ui, &say!("settings-key-made"));
    ui.horizontal_wrapped(|ui| {
        if Action::plain(Icon::Copy, say!("settings-key-copy")).show(ui).clicked() {
            ui.ctx().copy_text(made.expose().to_owned());
        }
        if Action::primary(Icon::Check, say!("settings-key-copied")).show(ui).clicked() {
            typed.made = None;
        }
    });
}

fn password_ui(ui: &mut Ui, text: &mut String, name: SecretName, title: &str) -> Option<Secret> {
    let mut taken = None;
    ui.horizontal(|ui| {
        let width = parts::width_beside(ui, &say!("settings-key-keep"));
        let id = Id::unique(("secret", name));
        let response = ui.add(TextEdit::singleline(text).id(id).password(true).desired_width(width));
        widgets::named(&response, Role::PasswordInput, title);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let secret = Secret::new(text);
        let refusal = secret.is_none().then(|| say!("settings-type-first"));
        let keep = Action::plain(Icon::Check, say!("settings-key-keep")).refused(refusal).show(ui).clicked();
        if enter || keep {
            taken = secret;
        }
    });
    taken
}

/// Something about a key that the person should know.
pub fn warning_ui(ui: &mut Ui, text: &str) {
    let (color, _) = Tone::Warning.colors(theme::palette(ui));
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        icons::paint(ui.painter(), Icon::TriangleAlert, rect.center(), 16.0, color);
        widgets::remark(ui, text, Tone::Warning);
    });
}

/// Asks before a key is forgotten: nobody can read it here to type it again.
fn forget_ui(ui: &Ui, forgetting: &mut Option<SecretName>, scene: &mut Scene<'_>) {
    let Some(name) = *forgetting else { return };
    let forget = say!("settings-key-forget", key = code(name));
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &say!("settings-key-forget-question", action = &forget));
        widgets::soft(ui, &say!("settings-key-forget-text"));
    };
    let said =
        dialog::ask(ui, "forget", 420.0, question, Action::danger(Icon::Trash2, &forget), &say!("settings-leave"));
    if said == dialog::Said::Yes {
        scene.send(Command::SetSecret { name, secret: None });
    }
    if said != dialog::Said::Nothing {
        *forgetting = None;
    }
}

fn title(name: SecretName) -> Text {
    match name {
        SecretName::ApiKey => text!("settings-key-api"),
        SecretName::WebhookSecret => text!("settings-key-signing"),
        SecretName::ServerKey => text!("settings-key-server"),
        SecretName::RemoteKey => text!("settings-key-remote"),
    }
}

fn meaning(name: SecretName) -> Text {
    match name {
        SecretName::ApiKey => text!("settings-key-api-meaning"),
        SecretName::WebhookSecret => text!("settings-key-signing-meaning"),
        SecretName::ServerKey => text!("settings-key-server-meaning"),
        SecretName::RemoteKey => text!("settings-key-remote-meaning"),
    }
}

/// By what the messages tell one from another.
fn code(name: SecretName) -> &'static str {
    match name {
        SecretName::ApiKey => "api",
        SecretName::WebhookSecret => "signing",
        SecretName::ServerKey => "server",
        SecretName::RemoteKey => "remote",
    }
}

/// How to use another in place of one that was given at the start.
fn given(from: Origin) -> Text {
    match from {
        Origin::DotEnv(_) | Origin::Environment(_) => text!("settings-key-change-there"),
        Origin::Default | Origin::File | Origin::Argument(_) => text!("settings-key-start-with"),
    }
}
