//! Who agreed to a student's enrolment, where the school asks for that.

use eframe::egui::{Id, Label, RichText, TextEdit, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog};
use crate::core::person::Part;
use crate::core::{Consent, PersonRefusal, StudentId};
use crate::station::Command;

/// What was begun.
#[derive(Default)]
pub struct State {
    /// Whose consent it is about.
    student: Option<StudentId>,
    by: By,
    /// Whether the consent is about to be withdrawn.
    withdrawing: bool,
}

/// Who agreed, as it is typed.
#[derive(Default)]
pub struct By {
    text: String,
}

impl By {
    /// Who; or why that cannot be kept, a sentence.
    ///
    /// # Errors
    /// Nobody is typed, or what is typed is no name.
    pub fn read(&self) -> Result<String, String> {
        match Part::ConsentBy.tidy(&self.text) {
            Ok(Some(by)) => Ok(by),
            Ok(None) => Err(say!("consent-who-first")),
            Err(why) => Err(spoken(&PersonRefusal { part: Part::ConsentBy, why }.text().sentence())),
        }
    }

    /// Nobody, again.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The line, and what is agreed to.
    pub fn ui(&mut self, ui: &mut Ui, salt: &str, agreed_to: &str) {
        let label = ui.label(RichText::new(say!("consent-who")).text_style(theme::strong_style()));
        let edit = TextEdit::singleline(&mut self.text).id(Id::unique(("who agreed", salt)));
        ui.add(edit.hint_text(say!("consent-who-hint")).desired_width(f32::INFINITY)).labelled_by(label.id);
        widgets::caption(ui, &say!("consent-to", text = agreed_to));
    }
}

/// Whether it was agreed to, by whom, when and to what; nothing where the school does not ask and nobody did.
pub fn consent_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, student: &StudentId) {
    if state.student.as_ref() != Some(student) {
        *state = State { student: Some(student.clone()), ..State::default() };
    }
    let asked = scene.view.settings.consent_text.value.clone();
    let consent = scene.view.people.get(student).and_then(|person| person.consent.clone());
    if asked.is_none() && consent.is_none() {
        return;
    }
    ui.label(RichText::new(say!("consent-title")).text_style(theme::strong_style()));
    match (consent, asked) {
        (Some(consent), asked) => recorded_ui(ui, state, scene, &consent, asked.as_deref()),
        (None, Some(asked)) => {
            widgets::status_line(ui, Icon::CircleAlert, &say!("consent-none"), Tone::Warning);
            state.by.ui(ui, "person", &asked);
            let refusal = state.by.read().err();
            let pressed = Action::plain(Icon::Signature, say!("consent-record")).refused(refusal).show(ui).clicked();
            if let (true, Ok(by)) = (pressed, state.by.read()) {
                scene.send(Command::RecordConsent { students: vec![student.clone()], by: Some(by) });
                state.by.clear();
            }
        }
        (None, None) => {}
    }
    withdraw_ui(ui, state, scene, student);
}

fn recorded_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, consent: &Consent, asked: Option<&str>) {
    let day = scene.dates.long_date(scene.dates.date(consent.at));
    let text = match &consent.by {
        Some(by) => say!("consent-by", by = by, day = day),
        None => say!("consent-on", day = day),
    };
    widgets::status_line(ui, Icon::CircleCheck, &text, Tone::Good);
    if asked.is_some_and(|asked| *asked != *consent.text) {
        widgets::caption(ui, &say!("consent-other-text"));
    }
    let words = RichText::new(say!("consent-to", text = &*consent.text)).text_style(TextStyle::Small);
    ui.add(Label::new(words).wrap().selectable(true));
    if Action::quiet(Icon::Undo2, say!("consent-withdraw")).show(ui).clicked() {
        state.withdrawing = true;
    }
}

/// Asks before a consent is withdrawn.
fn withdraw_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, student: &StudentId) {
    if !state.withdrawing {
        return;
    }
    let question = |ui: &mut Ui| {
        let name = scene.view.people.label(student);
        widgets::heading(ui, Icon::Undo2, &say!("consent-withdraw-title", student = name));
        widgets::soft(ui, &say!("consent-withdraw-text"));
    };
    let yes = Action::danger(Icon::Undo2, say!("consent-withdraw-yes"));
    let said = dialog::ask(ui, "withdraw", 440.0, question, yes, &say!("consent-leave"));
    if said == dialog::Said::Yes {
        scene.send(Command::WithdrawConsent(student.clone()));
    }
    state.withdrawing = said == dialog::Said::Nothing;
}
