//! Keys: where each is kept, and never what it is.

use eframe::egui::{Id, Key, Label, RichText, Role, Sense, TextEdit, TextStyle, Ui, vec2};

use super::super::icons::{self, Icon};
use super::super::theme;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts;
use crate::core::sentence;
use crate::settings::{KeptIn, Origin, Secret, SecretName};
use crate::station::Command;
use crate::webhook;

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
    refused: Option<(String, String)>,
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
    let (kept, title, meaning) = match name {
        SecretName::ApiKey => (&secrets.api_key, words::KEY, words::KEY_MEANING),
        SecretName::WebhookSecret => (&secrets.webhook_secret, words::SECRET, words::SECRET_MEANING),
        SecretName::ServerKey => (&secrets.server_key, words::SERVER_KEY, words::SERVER_KEY_MEANING),
        SecretName::RemoteKey => (&secrets.remote_key, words::REMOTE_KEY, words::REMOTE_KEY_MEANING),
    };
    parts::plain(ui, title, meaning, |ui| {
        match kept {
            None => widgets::status_line(ui, Icon::KeyRound, words::NONE, Tone::Calm),
            Some(KeptIn::Keyring) => widgets::status_line(ui, Icon::KeyRound, words::IN_KEYRING, Tone::Good),
            Some(KeptIn::File(file)) => warning_ui(ui, &words::in_file(&file.display().to_string())),
            Some(KeptIn::Memory) => warning_ui(ui, words::IN_MEMORY),
            Some(KeptIn::Given(from)) => {
                widgets::status_line(ui, Icon::KeyRound, &parts::origin(*from), Tone::Good);
                widgets::caption(ui, words::given(*from));
                return;
            }
        }
        if let Some(made) = typed.made.clone() {
            made_ui(ui, typed, &made);
            return;
        }
        if kept.is_some() && !typed.replacing {
            ui.horizontal_wrapped(|ui| {
                if Action::plain(Icon::Pencil, &words::replace(title)).show(ui).clicked() {
                    typed.replacing = true;
                }
                if Action::quiet(Icon::Trash2, &words::forget(title)).show(ui).clicked() {
                    *forgetting = Some(name);
                }
            });
            return;
        }
        if let Some(secret) = password_ui(ui, &mut typed.text, name, title) {
            match webhook::check_secret(name, &secret) {
                Ok(()) => {
                    scene.send(Command::SetSecret { name, secret: Some(secret) });
                    *typed = Typed::default();
                }
                Err(problem) => typed.refused = Some((typed.text.clone(), sentence(&problem))),
            }
        }
        if let Some((_, why)) = typed.refused.as_ref().filter(|(text, _)| *text == typed.text) {
            widgets::remark(ui, why, Tone::Bad);
        }
        if name == SecretName::WebhookSecret && Action::plain(Icon::Dices, words::MAKE).show(ui).clicked() {
            match webhook::new_webhook_secret() {
                Ok(secret) => {
                    scene.send(Command::SetSecret { name, secret: Some(secret.clone()) });
                    *typed = Typed { made: Some(secret), ..Typed::default() };
                }
                Err(error) => typed.refused = Some((typed.text.clone(), sentence(&error))),
            }
        }
        match (&secrets.no_keyring, kept) {
            (Some(file), None) => warning_ui(ui, &words::would_be_in_file(&file.display().to_string())),
            _ => _ = widgets::caption(ui, words::NOT_SHOWN_AGAIN),
        }
        if typed.replacing && Action::quiet(Icon::X, words::LEAVE).bare().show(ui).clicked() {
            *typed = Typed::default();
        }
    });
}

/// A secret that was made just now: this once it is seen, for the main API must be given it, too.
fn made_ui(ui: &mut Ui, typed: &mut Typed, made: &Secret) {
    let text = RichText::new(made.expose()).text_style(TextStyle::Monospace);
    ui.add(Label::new(text).wrap().selectable(true));
    widgets::caption(ui, words::MADE);
    ui.horizontal_wrapped(|ui| {
        if Action::plain(Icon::Copy, words::COPY).show(ui).clicked() {
            ui.ctx().copy_text(made.expose().to_owned());
        }
        if Action::primary(Icon::Check, words::COPIED).show(ui).clicked() {
            typed.made = None;
        }
    });
}

fn password_ui(ui: &mut Ui, text: &mut String, name: SecretName, title: &str) -> Option<Secret> {
    let mut taken = None;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 104.0).max(80.0);
        let id = Id::unique(("secret", name));
        let response = ui.add(TextEdit::singleline(text).id(id).password(true).desired_width(width));
        widgets::named(&response, Role::PasswordInput, title);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let secret = Secret::new(text);
        let refusal = secret.is_none().then_some(words::TYPE_FIRST);
        let keep = Action::plain(Icon::Check, words::KEEP).refused(refusal).show(ui).clicked();
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
    let title = match name {
        SecretName::ApiKey => words::KEY,
        SecretName::WebhookSecret => words::SECRET,
        SecretName::ServerKey => words::SERVER_KEY,
        SecretName::RemoteKey => words::REMOTE_KEY,
    };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &words::forget_question(title));
        widgets::soft(ui, words::FORGET_TEXT);
    };
    let confirm = words::forget(title);
    let said = dialog::ask(ui, "forget", 420.0, question, Action::danger(Icon::Trash2, &confirm), words::LEAVE);
    if said == dialog::Said::Yes {
        scene.send(Command::SetSecret { name, secret: None });
    }
    if said != dialog::Said::Nothing {
        *forgetting = None;
    }
}

mod words {
    use super::Origin;

    pub const KEY: &str = "API key";
    pub const KEY_MEANING: &str = "What the main API knows this station by, if it asks for one.";
    pub const SECRET: &str = "Signing secret";
    pub const SECRET_MEANING: &str =
        "With it the main API can tell that an arrival came from this station. Both must have the same one.";
    pub const SERVER_KEY: &str = "Key";
    pub const SERVER_KEY_MEANING: &str = "What other systems must show to be answered.";
    pub const REMOTE_KEY: &str = "Key of the other Hadir";
    pub const REMOTE_KEY_MEANING: &str = "What the other Hadir wants to see, if it asks for one.";
    pub const NONE: &str = "None.";
    pub const IN_KEYRING: &str = "Kept in this computer's keyring.";
    pub const IN_MEMORY: &str = "It could not be kept: it is gone when Hadir is closed.";
    pub const NOT_SHOWN_AGAIN: &str = "Once kept, it is not shown again.";
    pub const KEEP: &str = "Keep";
    pub const LEAVE: &str = "Leave it";
    pub const TYPE_FIRST: &str = "Type it first.";
    pub const MAKE: &str = "Make a new one";
    pub const MADE: &str =
        "It is in use from now on. Give it to the main API, too: it is shown here this once and never again.";
    pub const COPY: &str = "Copy it";
    pub const COPIED: &str = "I have it";
    pub const FORGET_TEXT: &str = "Hadir cannot show it: to use it again, it must be typed again.";

    pub fn in_file(file: &str) -> String {
        format!("Kept in {file}, which only you can read: this computer has no keyring.")
    }

    pub fn would_be_in_file(file: &str) -> String {
        format!("This computer has no keyring. It would be kept in {file}, which only you can read.")
    }

    pub fn given(from: Origin) -> &'static str {
        match from {
            Origin::DotEnv(_) | Origin::Environment(_) => "To use another, change it there and start Hadir again.",
            Origin::Default | Origin::File | Origin::Argument(_) => "To use another, start Hadir with another.",
        }
    }

    pub fn replace(title: &str) -> String {
        format!("Replace the {}", lower(title))
    }

    pub fn forget(title: &str) -> String {
        format!("Forget the {}", lower(title))
    }

    pub fn forget_question(title: &str) -> String {
        format!("Forget the {}?", lower(title))
    }

    fn lower(title: &str) -> String {
        let mut letters = title.chars();
        match letters.next() {
            Some(first) if title != KEY => first.to_lowercase().chain(letters).collect(),
            _ => title.to_owned(),
        }
    }
}
