//! The door: its screen, the PIN that leaving it asks for, the sound, and how long those who are not enrolled are kept.

use eframe::egui::{Button, ComboBox, Id, Label, RichText, Role, TextEdit, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts::{Line, setting};
use crate::settings::{self, Change, FEWEST_DIGITS, MOST_DIGITS, Secret, Settings, Sound};
use crate::station::Command;
use crate::text;
use crate::words::Text;

/// What is being typed, and asked.
#[derive(Default)]
pub struct State {
    name: Line,
    pin: Typed,
    /// Fewer days than now, or none: pictures would go. It is asked first.
    shortening: Option<Option<u32>>,
}

/// A PIN that is being typed, twice.
#[derive(Default)]
struct Typed {
    once: String,
    again: String,
    /// There is one, and it is to be another.
    replacing: bool,
}

impl State {
    /// The screen is left: a PIN that was begun is not there for the next who comes by.
    pub fn leave(&mut self) {
        self.pin = Typed::default();
    }
}

/// The card.
pub fn door_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::DoorOpen, &say!("door-card"));
    let settings = scene.view.settings.clone();
    let from = settings.door_name.from;
    setting(ui, &say!("door-name"), &say!("door-name-meaning"), from, |ui| {
        if let Some(name) = &settings.door_name.value {
            ui.add(Label::new(RichText::new(name).text_style(theme::strong_style())).truncate());
            if Action::quiet(Icon::X, say!("door-name-none")).show(ui).clicked() {
                scene.change(Change::DoorName(None));
            }
        }
        let read = |typed: &str| settings::parse("door_name", typed);
        let (name, hint) = (say!("door-name"), say!("door-name-hint"));
        if let Some(change) = state.name.ui(ui, &name, &hint, &say!("door-use"), read) {
            scene.change(change);
        }
    });
    let from = settings.door_screen.from;
    setting(ui, &say!("door-screen"), &say!("door-screen-meaning"), from, |ui| {
        let mut on = settings.door_screen.value;
        if widgets::switch(ui, &mut on, &say!("door-screen-begin")).changed() {
            scene.change(Change::DoorScreen(on));
        }
    });
    let from = settings.door_pin.from;
    setting(ui, &say!("door-pin"), &say!("door-pin-meaning"), from, |ui| pin_ui(ui, &mut state.pin, scene));
    let from = settings.sound.from;
    setting(ui, &say!("door-sound"), &say!("door-sound-meaning"), from, |ui| sound_ui(ui, scene, &settings));
    let from = settings.strangers_days.from;
    setting(ui, &say!("strangers-keep"), &say!("strangers-keep-meaning"), from, |ui| {
        strangers_ui(ui, state, scene, settings.strangers_days.value);
    });
    shorten_ui(ui, state, scene);
}

fn pin_ui(ui: &mut Ui, typed: &mut Typed, scene: &mut Scene<'_>) {
    let is_set = scene.view.settings.door_pin.value.is_some();
    let (text, tone) = if is_set { (say!("door-pin-set"), Tone::Good) } else { (say!("door-pin-none"), Tone::Calm) };
    widgets::status_line(ui, Icon::LockKeyhole, &text, tone);
    if is_set && !typed.replacing {
        ui.horizontal_wrapped(|ui| {
            if Action::plain(Icon::Pencil, say!("door-pin-replace")).show(ui).clicked() {
                typed.replacing = true;
            }
            if Action::quiet(Icon::Trash2, say!("door-pin-forget")).show(ui).clicked() {
                scene.send(Command::SetDoorPin(None));
            }
        });
        return;
    }
    let field = |ui: &mut Ui, text: &mut String, name: &str| {
        let edit = TextEdit::singleline(text).id(Id::unique(("door pin", name))).password(true).hint_text(name);
        let response = ui.add(edit.desired_width(260.0).char_limit(MOST_DIGITS));
        widgets::named(&response, Role::PasswordInput, name);
    };
    field(ui, &mut typed.once, &say!("door-pin-once"));
    field(ui, &mut typed.again, &say!("door-pin-again"));
    let refusal = refusal(typed);
    let shown = refusal.as_ref().filter(|_| !typed.again.is_empty());
    if let Some(refusal) = shown {
        widgets::remark(ui, &spoken(refusal), Tone::Bad);
    }
    ui.horizontal(|ui| {
        let keep = Action::plain(Icon::Check, say!("door-pin-keep")).refused(refusal.as_ref().map(spoken));
        if keep.show(ui).clicked() {
            scene.send(Command::SetDoorPin(Secret::new(&typed.once)));
            *typed = Typed::default();
        }
        if typed.replacing && Action::quiet(Icon::X, say!("door-leave-it")).bare().show(ui).clicked() {
            *typed = Typed::default();
        }
    });
}

/// Why what is typed cannot be a PIN yet.
fn refusal(Typed { once, again, .. }: &Typed) -> Option<Text> {
    let is_pin = once.bytes().all(|digit| digit.is_ascii_digit()) && once.len() >= FEWEST_DIGITS;
    if !is_pin {
        return Some(text!("door-pin-digits", fewest = FEWEST_DIGITS, most = MOST_DIGITS));
    }
    (once != again).then(|| text!("door-pin-differ"))
}

fn sound_ui(ui: &mut Ui, scene: &mut Scene<'_>, settings: &Settings) {
    let mut sound = settings.sound.value;
    let names = Sound::ALL.map(|sound| (sound, sound_name(sound)));
    let choices: Vec<(Sound, &str)> = names.iter().map(|(sound, name)| (*sound, name.as_str())).collect();
    if widgets::segmented(ui, &mut sound, &choices) {
        scene.change(Change::Sound(sound));
        scene.send(Command::TrySound(sound));
    }
    let silent = (sound == Sound::None).then(|| say!("door-sound-choose"));
    if Action::plain(Icon::Volume2, say!("door-sound-try")).refused(silent).show(ui).clicked() {
        scene.send(Command::TrySound(sound));
    }
}

fn sound_name(sound: Sound) -> String {
    match sound {
        Sound::None => say!("door-sound-none"),
        Sound::Chime => say!("door-sound-chime"),
        Sound::Bell => say!("door-sound-bell"),
        Sound::Wood => say!("door-sound-wood"),
    }
}

const OFFERED: [u32; 6] = [1, 2, 3, 7, 14, 30];

fn strangers_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, now: Option<u32>) {
    let name = |days: Option<u32>| match days {
        None => say!("strangers-keep-none"),
        Some(days) => say!("strangers-keep-days", days = i64::from(days)),
    };
    let mut chosen = None;
    ComboBox::from_id_salt("strangers").selected_text(name(now)).show_ui(ui, |ui| {
        for days in std::iter::once(None).chain(OFFERED.map(Some)) {
            if ui.add(Button::selectable(days == now, name(days))).clicked() && days != now {
                chosen = Some(days);
            }
        }
    });
    let Some(days) = chosen else { return };
    let keeps_less = now.is_some_and(|now| days.is_none_or(|days| days < now));
    if keeps_less && scene.view.strangers.count > 0 {
        state.shortening = Some(days);
    } else {
        scene.change(Change::StrangersDays(days));
    }
}

/// Asks before pictures are deleted that would have stayed.
fn shorten_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(days) = state.shortening else { return };
    let (title, text) = match days {
        None => (say!("strangers-off"), say!("strangers-off-text", count = scene.view.strangers.count)),
        Some(days) => (say!("strangers-shorten", days = i64::from(days)), say!("strangers-shorten-text")),
    };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &title);
        widgets::soft(ui, &text);
    };
    let yes = Action::danger(Icon::Trash2, say!("strangers-delete"));
    let said = dialog::ask(ui, "strangers", 440.0, question, yes, &say!("door-leave-it"));
    if said == dialog::Said::Yes {
        scene.change(Change::StrangersDays(days));
    }
    if said != dialog::Said::Nothing {
        state.shortening = None;
    }
}
