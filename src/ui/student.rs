//! Whose picture it is: the id or the name typed, or picked from everyone there is.

use std::sync::Arc;

use eframe::egui::{Button, Id, Key, Label, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::everyone::Everyone;
use super::icons::Icon;
use super::language::{say, spoken};
use super::theme::{self, CONTROL_HEIGHT};
use super::widgets::{self, Tone};
use super::{Scene, names};
use crate::core::{IdRefusal, People, Roster, StudentId, Wanted};
use crate::station::View;

/// Suggestions shown at once under the field.
const SUGGESTIONS: usize = 4;
/// How wide one of them may be.
const SUGGESTION: f32 = 210.0;

/// The field and what is typed in it.
#[derive(Default)]
pub struct Field {
    text: String,
    wants_focus: bool,
    everyone: Everyone,
    meant: Meant,
    /// What `meant` was worked out from.
    looked_up: Option<(String, Arc<People>)>,
}

/// Who is meant by what is typed.
#[derive(Default, Clone, PartialEq, Eq)]
enum Meant {
    /// Whoever has this id, or is to have it.
    #[default]
    Id,
    /// It is the name of this student.
    Named(StudentId),
    /// It is the name of several: nobody, before one is picked.
    Several,
}

impl Field {
    /// Whose, once what is typed can be a student id. A space at either end is no one's intention.
    pub fn student(&self) -> Result<StudentId, IdRefusal> {
        match &self.meant {
            Meant::Id => StudentId::parse(self.text.trim_matches(' ')),
            Meant::Named(student) => Ok(student.clone()),
            Meant::Several => Err(IdRefusal::Empty),
        }
    }

    /// Nobody, again.
    pub fn clear(&mut self) {
        self.text.clear();
        self.meant = Meant::Id;
    }

    /// This student, who need not be typed.
    pub fn fill(&mut self, student: &StudentId) {
        student.as_str().clone_into(&mut self.text);
        self.meant = Meant::Id;
    }

    /// A name is whose it is, as long as it is nobody's id.
    fn look_up(&mut self, view: &View) {
        let people = &view.people;
        if self.looked_up.as_ref().is_some_and(|(text, now)| *text == self.text && Arc::ptr_eq(now, people)) {
            return;
        }
        self.looked_up = Some((self.text.clone(), people.clone()));
        let is_known = |id: &StudentId| people.get(id).is_some() || view.gallery.student(id).is_some();
        let typed = self.text.trim();
        self.meant = match (StudentId::parse(typed).is_ok_and(|id| is_known(&id)), &people.called(typed)[..]) {
            (true, _) | (false, []) => Meant::Id,
            (false, [only]) => Meant::Named((*only).clone()),
            (false, _) => Meant::Several,
        };
    }

    /// Puts the keyboard into the field, for the question that has come up.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// The field, what is to be said about it, and those whose name or id is like it. Always of the same height.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let (view, everyone) = (scene.view, self.everyone.of(scene.view));
        let label = ui.label(RichText::new(say!("student-label")).text_style(theme::strong_style()));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let width = ui.available_width() - CONTROL_HEIGHT - 6.0;
            let edit = TextEdit::singleline(&mut self.text)
                .id(Id::unique("student"))
                .hint_text(say!("student-hint"))
                .desired_width(width);
            let response = ui.add(edit.font(theme::regular(17.0))).labelled_by(label.id);
            if std::mem::take(&mut self.wants_focus) {
                response.request_focus();
            }
            self.pick_ui(ui, view, &everyone);
        });
        self.look_up(view);
        self.status_ui(ui, view);
        self.suggestions_ui(ui, view, &everyone);
    }

    fn pick_ui(&mut self, ui: &mut Ui, view: &View, everyone: &Roster) {
        let entries = everyone.entries();
        let button = widgets::icon_button(ui, Icon::ChevronsUpDown, &say!("student-pick"));
        let popup = Popup::menu(&button)
            .id(Id::unique("pick a student"))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(280.0);
        popup.show(|ui| {
            if entries.is_empty() {
                widgets::soft(ui, &say!("student-nobody"));
                return;
            }
            let row = CONTROL_HEIGHT;
            let height = (entries.len() as f32 * (row + 2.0)).min(320.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_height(height);
            ScrollArea::vertical().auto_shrink(false).show_rows(ui, row, entries.len(), |ui, range| {
                for entry in &entries[range] {
                    let chosen = entry.student.as_str() == self.text;
                    let words = names::with_id(&view.people, &entry.student);
                    let words = RichText::new(words).font(theme::regular(15.5));
                    let size = vec2(ui.available_width(), row);
                    if ui.add(Button::selectable(chosen, words).truncate().min_size(size)).clicked() {
                        self.fill(&entry.student);
                        ui.close();
                    }
                }
            });
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                ui.close();
            }
        });
    }

    fn status_ui(&self, ui: &mut Ui, view: &View) {
        match self.student() {
            _ if self.meant == Meant::Several => {
                widgets::status_line(ui, Icon::Users, &say!("student-several"), Tone::Warning);
            }
            Err(IdRefusal::Empty) => widgets::status_line(ui, Icon::Info, &say!("student-empty"), Tone::Calm),
            Err(refusal) => {
                let (color, _) = Tone::Bad.colors(theme::palette(ui));
                let text =
                    RichText::new(spoken(&refusal.text())).text_style(eframe::egui::TextStyle::Small).color(color);
                ui.add(Label::new(text).wrap());
            }
            Ok(student) => match view.gallery.student(&student) {
                enrolled if names::id(&view.people, &student).is_some() => {
                    let (count, icon) =
                        enrolled.map_or((0, Icon::UserRound), |it| (it.templates.len(), Icon::CircleCheck));
                    let label = names::with_id(&view.people, &student);
                    let tone = if count > 0 { Tone::Good } else { Tone::Calm };
                    widgets::status_line(ui, icon, &say!("student-named", student = label, count = count), tone);
                }
                Some(known) => {
                    widgets::status_line(
                        ui,
                        Icon::CircleCheck,
                        &say!("student-known", count = known.templates.len()),
                        Tone::Good,
                    );
                }
                None => widgets::status_line(ui, Icon::CirclePlus, &say!("student-new"), Tone::Calm),
            },
        }
    }

    fn suggestions_ui(&mut self, ui: &mut Ui, view: &View, everyone: &Roster) {
        let wanted = Wanted { text: self.text.clone(), ..Wanted::default() };
        let height = 34.0;
        ui.horizontal(|ui| {
            ui.set_height(height);
            ui.set_max_width(ui.available_width());
            ui.spacing_mut().item_spacing.x = 6.0;
            if wanted.text.trim().is_empty() {
                return;
            }
            let meant = self.student().ok();
            let alike = everyone.find(&wanted).filter(|entry| Some(&entry.student) != meant.as_ref());
            let mut chosen = None;
            for entry in alike.take(SUGGESTIONS) {
                let room = ui.available_width();
                if room < 130.0 {
                    break;
                }
                ui.scope(|ui| {
                    ui.set_max_width(room.min(SUGGESTION));
                    let label = names::with_id(&view.people, &entry.student);
                    if widgets::chip(ui, Icon::UserRound, &label, Tone::Calm).clicked() {
                        chosen = Some(entry.student.clone());
                    }
                });
            }
            if let Some(student) = chosen {
                self.fill(&student);
            }
        });
    }
}
