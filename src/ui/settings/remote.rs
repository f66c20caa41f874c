//! Where faces are recognised: on this PC, or by another Hadir.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, elsewhere};
use super::parts::{self, Line, setting};
use super::secrets;
use crate::camera;
use crate::settings::{self, Change, SecretName};
use crate::station::Command;
use crate::station::view::RemoteTest;
use crate::text;

/// What is being chosen and typed.
#[derive(Default)]
pub struct State {
    /// Another Hadir was chosen, and its address is not known yet.
    wants_other: bool,
    url: Line,
    secrets: secrets::State,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self) {
        self.wants_other = false;
        self.secrets = secrets::State::default();
    }
}

/// The card.
pub fn remote_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Server, &say!("settings-remote"));
    let settings = scene.view.settings.clone();
    let url = settings.recognise_at.value.as_deref();
    let elsewhere = url.is_some() || state.wants_other;
    setting(ui, &say!("settings-where"), &say!("settings-where-meaning"), settings.recognise_at.from, |ui| {
        if widgets::choice(ui, !elsewhere, Icon::Monitor, &say!("settings-where-here")) && elsewhere {
            state.wants_other = false;
            if let Some(url) = url {
                // To choose it again is then one press; not where it would show a password.
                state.url = Line::of(Some(url).filter(|url| camera::without_secrets(url) == *url).unwrap_or_default());
                scene.change(Change::RecogniseAt(None));
            }
        }
        if widgets::choice(ui, elsewhere, Icon::Server, &say!("settings-where-elsewhere")) {
            state.wants_other = true;
        }
        if elsewhere {
            url_ui(ui, state, scene, url);
        }
    });
    if !elsewhere {
        return;
    }
    secrets::one_secret_ui(ui, &mut state.secrets, scene, SecretName::RemoteKey);
    let Some(remote) = &scene.view.remote else { return };
    let mut test = false;
    parts::plain(ui, &say!("settings-remote-works"), &say!("settings-remote-works-meaning"), |ui| {
        elsewhere::state_ui(ui, remote);
        let asking = (remote.test == RemoteTest::Asking).then(|| say!("settings-remote-asking"));
        test = Action::plain(Icon::PlugZap, say!("settings-remote-try")).refused(asking).show(ui).clicked();
        match &remote.test {
            RemoteTest::None => {}
            RemoteTest::Asking => widgets::waiting(ui, &say!("settings-remote-asking")),
            RemoteTest::Well(health) => {
                let text = well(health.students, health.pictures);
                widgets::status_line(ui, Icon::CircleCheck, &text, Tone::Good);
            }
            RemoteTest::Badly { message, advice } => {
                widgets::remark(ui, &spoken(message), Tone::Bad);
                widgets::caption(ui, &spoken(advice));
            }
        }
    });
    if test {
        scene.send(Command::TestRemote);
    }
}

fn url_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, url: Option<&str>) {
    match url {
        Some(url) => {
            let url = RichText::new(camera::without_secrets(url)).text_style(TextStyle::Monospace);
            ui.add(Label::new(url).wrap().selectable(true));
        }
        None => _ = widgets::caption(ui, &say!("settings-remote-no-url")),
    }
    let read = |typed: &str| settings::parse("recognise_at", typed).map_err(|_| text!("settings-not-an-address"));
    let (name, hint) = (say!("settings-remote-url"), say!("settings-remote-hint"));
    if let Some(change) = state.url.ui(ui, &name, &hint, &say!("settings-use"), read) {
        scene.change(change);
    }
}

/// What an answer says of whom the other Hadir knows.
fn well(students: Option<u64>, pictures: Option<u64>) -> String {
    match (students, pictures) {
        (Some(0), _) | (None, Some(0)) => say!("settings-remote-nobody"),
        (Some(students), Some(pictures)) => {
            say!("settings-remote-pictures", students = students, pictures = pictures)
        }
        (Some(students), None) => say!("settings-remote-students", students = students),
        (None, _) => say!("settings-remote-answers"),
    }
}
