//! Whether the school asks for consent to photos, and the text that is agreed to.

use eframe::egui::{Id, TextEdit, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use super::parts::setting;
use crate::core::PersonRefusal;
use crate::core::person::Part;
use crate::settings::Change;

/// What is being typed.
#[derive(Default)]
pub struct State {
    /// The text, and the one of the settings it was begun from.
    typed: Option<(String, Option<String>)>,
    /// The person wants to be asked: a text is being typed for the first time.
    begun: bool,
    /// Nobody is to be asked any more, once the person says so.
    ending: bool,
    /// The text there was before.
    kept: Option<String>,
}

/// The setting.
pub fn consent_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let settings = scene.view.settings.clone();
    let now = &settings.consent_text;
    setting(ui, &say!("consent-setting"), &say!("consent-setting-meaning"), now.from, |ui| {
        let mut is_on = now.value.is_some() || state.begun;
        let choices = [(false, say!("consent-off")), (true, say!("consent-on-setting"))];
        if widgets::segmented(ui, &mut is_on, &choices.each_ref().map(|(on, name)| (*on, name.as_str()))) {
            if !is_on && now.value.is_some() {
                state.ending = true;
            } else {
                (state.begun, state.typed) = (is_on, None);
            }
        }
        if is_on || state.ending {
            text_ui(ui, state, scene, now.value.as_deref());
        }
    });
    end_ui(ui, state, scene);
}

/// Asks before students are enrolled without it. The text stays here until the screen is left.
fn end_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !state.ending {
        return;
    }
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Signature, &say!("consent-off-title"));
        widgets::soft(ui, &say!("consent-off-text"));
    };
    let said = dialog::ask(
        ui,
        "consent",
        420.0,
        question,
        Action::danger(Icon::X, say!("consent-off-yes")),
        &say!("consent-leave"),
    );
    if said == dialog::Said::Yes {
        state.kept = scene.view.settings.consent_text.value.as_deref().map(str::to_owned);
        (state.begun, state.typed) = (false, None);
        scene.change(Change::ConsentText(None));
    }
    state.ending = said == dialog::Said::Nothing;
}

fn text_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, now: Option<&str>) {
    let now = now.map(str::to_owned);
    if state.typed.as_ref().is_none_or(|(_, from)| *from != now) {
        let begin = now.clone().or_else(|| state.kept.clone()).unwrap_or_else(|| say!("consent-default"));
        state.typed = Some((begin, now.clone()));
    }
    let Some((typed, _)) = &mut state.typed else { return };
    let edit = TextEdit::multiline(typed).id(Id::unique("consent text")).desired_rows(4);
    let response = ui.add(edit.hint_text(say!("consent-text-hint")).desired_width(f32::INFINITY));
    widgets::named(&response, eframe::egui::Role::MultilineTextInput, &say!("consent-text"));
    let tidy = Part::ConsentText.tidy(typed);
    match &tidy {
        Ok(tidy) if *tidy == now => {
            widgets::status_line(ui, Icon::CircleCheck, &say!("consent-saved"), Tone::Good);
        }
        Ok(Some(tidy)) => {
            if Action::primary(Icon::Check, say!("consent-save")).show(ui).clicked() {
                scene.change(Change::ConsentText(Some(tidy.as_str().into())));
                state.begun = false;
            }
        }
        Ok(None) => drop(widgets::caption(ui, &say!("consent-text-hint"))),
        Err(why) => {
            let refusal = PersonRefusal { part: Part::ConsentText, why: *why };
            widgets::status_line(ui, Icon::CircleAlert, &spoken(&refusal.text().sentence()), Tone::Bad);
        }
    }
}
