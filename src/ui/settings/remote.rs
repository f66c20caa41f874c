//! Where faces are recognised: on this PC, or by another Hadir.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, elsewhere};
use super::parts::{self, Line, USE, setting};
use super::secrets;
use crate::camera;
use crate::settings::{self, Change, SecretName};
use crate::station::Command;
use crate::station::view::RemoteTest;

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
    widgets::heading(ui, Icon::Server, words::REMOTE);
    let settings = scene.view.settings.clone();
    let url = settings.recognise_at.value.as_deref();
    let elsewhere = url.is_some() || state.wants_other;
    setting(ui, words::WHERE, words::WHERE_MEANING, settings.recognise_at.from, |ui| {
        if widgets::choice(ui, !elsewhere, Icon::Monitor, words::HERE) && elsewhere {
            state.wants_other = false;
            if let Some(url) = url {
                // To choose it again is then one press; not where it would show a password.
                state.url = Line::of(Some(url).filter(|url| camera::without_secrets(url) == *url).unwrap_or_default());
                scene.change(Change::RecogniseAt(None));
            }
        }
        if widgets::choice(ui, elsewhere, Icon::Server, words::ELSEWHERE) {
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
    parts::plain(ui, words::WORKS, words::WORKS_MEANING, |ui| {
        elsewhere::state_ui(ui, remote);
        let asking = (remote.test == RemoteTest::Asking).then_some(words::ASKING);
        test = Action::plain(Icon::PlugZap, words::TRY).refused(asking).show(ui).clicked();
        match &remote.test {
            RemoteTest::None => {}
            RemoteTest::Asking => widgets::waiting(ui, words::ASKING),
            RemoteTest::Well(health) => {
                let text = words::well(health.students, health.pictures);
                widgets::status_line(ui, Icon::CircleCheck, &text, Tone::Good);
            }
            RemoteTest::Badly { message, advice } => {
                widgets::remark(ui, message, Tone::Bad);
                widgets::caption(ui, advice);
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
        None => _ = widgets::caption(ui, words::NO_URL),
    }
    let read = |typed: &str| settings::parse("recognise_at", typed).map_err(|_| words::NOT_AN_ADDRESS.to_owned());
    if let Some(change) = state.url.ui(ui, words::URL, words::URL_HINT, USE, read) {
        scene.change(change);
    }
}

mod words {
    pub const REMOTE: &str = "Another Hadir";
    pub const WHERE: &str = "Faces are recognised";
    pub const WHERE_MEANING: &str = "A slow computer can leave it to a better one at school: the camera's pictures go \
        there, and it records who came.";
    pub const HERE: &str = "On this computer";
    pub const ELSEWHERE: &str = "By another Hadir";
    pub const URL: &str = "Address of the other Hadir";
    pub const URL_HINT: &str = "http://10.0.0.5:8000";
    pub const NO_URL: &str = "Its address stands in its own Settings. Until it is given, this computer recognises.";
    pub const NOT_AN_ADDRESS: &str =
        "This is no address. It must begin with http:// or https://, and there are no spaces in it.";
    pub const WORKS: &str = "Does it work?";
    pub const WORKS_MEANING: &str = "How it goes with the camera's pictures. Trying it out sends none.";
    pub const TRY: &str = "Try it";
    pub const ASKING: &str = "Asking the other Hadir…";

    pub fn well(students: Option<u64>, pictures: Option<u64>) -> String {
        let counted = |count: u64, one: &str, many: &str| match count {
            1 => format!("one {one}"),
            count => format!("{count} {many}"),
        };
        match (students, pictures) {
            (Some(0), _) | (None, Some(0)) => "It answers. Nobody is enrolled there yet.".to_owned(),
            (Some(students), Some(pictures)) => {
                let students = counted(students, "student", "students");
                format!("It answers, and knows {students} by {}.", counted(pictures, "picture", "pictures"))
            }
            (Some(students), None) => format!("It answers, and knows {}.", counted(students, "student", "students")),
            (None, _) => "It answers.".to_owned(),
        }
    }
}
