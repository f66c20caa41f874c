//! Who agreed to the enrolment, where the school asks for that: to which text, and that it is recorded before anything is
//! saved.

use eframe::egui::{Frame, Ui};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::theme;
use super::super::widgets::{self, Tone};
use super::super::{Scene, people};
use crate::core::{Consent, StudentId};
use crate::station::{Command, View};

/// Who agreed, as it is typed.
#[derive(Default)]
pub struct State {
    by: people::By,
    /// For whom it is typed: for another student somebody else may have to agree.
    of: Option<StudentId>,
}

impl State {
    /// Why nothing may be saved of a student yet; `None` where it may.
    pub fn refusal(&self, student: &StudentId, view: &View) -> Option<String> {
        if !is_needed(student, view) {
            return None;
        }
        if self.of.as_ref() != Some(student) {
            return Some(say!("consent-who-first"));
        }
        self.by.read().err()
    }

    /// Has it recorded who agreed, where that is still to be done.
    pub fn record(&mut self, student: &StudentId, scene: &mut Scene<'_>) {
        if is_needed(student, scene.view)
            && self.of.as_ref() == Some(student)
            && let Ok(by) = self.by.read()
        {
            scene.send(Command::RecordConsent { students: vec![student.clone()], by: Some(by) });
        }
    }

    /// What was typed was about somebody else.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The text that is agreed to, and a line for who agrees; or who has agreed.
    pub fn consent_ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, student: Option<&StudentId>) {
        let (Some(text), Some(student)) = (&scene.view.settings.consent_text.value, student) else { return };
        if let Some(consent) = consent_of(student, scene.view) {
            let date = scene.dates.plain_date(scene.dates.date(consent.at));
            let said = match &consent.by {
                Some(by) => say!("enrol-consent-given-by", by = by, date = date),
                None => say!("enrol-consent-given", date = date),
            };
            widgets::status_line(ui, Icon::CircleCheck, &said, Tone::Good);
            return;
        }
        if self.of.as_ref() != Some(student) {
            *self = Self { by: people::By::default(), of: Some(student.clone()) };
        }
        let palette = theme::palette(ui);
        Frame::new().fill(palette.accent_soft).corner_radius(10).inner_margin(12).show(ui, |ui| {
            ui.take_available_width();
            let name = scene.view.people.label(student);
            widgets::strong(ui, &say!("enrol-consent-title", student = name));
            self.by.ui(ui, "enrol", text);
        });
    }
}

/// Whether somebody has to agree before anything of this student is saved.
fn is_needed(student: &StudentId, view: &View) -> bool {
    view.settings.consent_text.value.is_some() && consent_of(student, view).is_none()
}

fn consent_of<'a>(student: &StudentId, view: &'a View) -> Option<&'a Consent> {
    view.people.get(student)?.consent.as_ref()
}
