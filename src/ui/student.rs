//! Whose picture it is: typed, or picked from those enrolled.

use eframe::egui::{Button, Id, Key, Label, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::Scene;
use super::icons::Icon;
use super::language::{say, spoken};
use super::theme::{self, CONTROL_HEIGHT};
use super::widgets::{self, Tone};
use crate::core::{IdRefusal, StudentId};
use crate::gallery::Snapshot;

/// Suggestions shown at once under the field.
const SUGGESTIONS: usize = 4;

/// The field and what is typed in it.
#[derive(Default)]
pub struct Field {
    text: String,
    wants_focus: bool,
}

impl Field {
    /// Whose, once what is typed can be a student id. A space at either end is no one's intention.
    pub fn student(&self) -> Result<StudentId, IdRefusal> {
        StudentId::parse(self.text.trim_matches(' '))
    }

    /// Nobody, again.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// This student, who need not be typed.
    pub fn fill(&mut self, student: &StudentId) {
        student.as_str().clone_into(&mut self.text);
    }

    /// Puts the keyboard into the field, for the question that has come up.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// The field, what is to be said about it, and those enrolled whose id is like it. Always of the same height.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let gallery = &scene.view.gallery;
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
            self.pick_ui(ui, gallery);
        });
        self.status_ui(ui, gallery);
        self.suggestions_ui(ui, gallery);
    }

    fn pick_ui(&mut self, ui: &mut Ui, gallery: &Snapshot) {
        let button = widgets::icon_button(ui, Icon::ChevronsUpDown, &say!("student-pick"));
        let popup = Popup::menu(&button)
            .id(Id::unique("pick a student"))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(280.0);
        popup.show(|ui| {
            if gallery.students.is_empty() {
                widgets::soft(ui, &say!("student-nobody"));
                return;
            }
            let row = CONTROL_HEIGHT;
            let height = (gallery.students.len() as f32 * (row + 2.0)).min(320.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_height(height);
            ScrollArea::vertical().auto_shrink(false).show_rows(ui, row, gallery.students.len(), |ui, range| {
                for student in gallery.students.range(range) {
                    let chosen = student.id.as_str() == self.text;
                    let words = RichText::new(student.id.as_str()).font(theme::regular(15.5));
                    let size = vec2(ui.available_width(), row);
                    if ui.add(Button::selectable(chosen, words).truncate().min_size(size)).clicked() {
                        student.id.as_str().clone_into(&mut self.text);
                        ui.close();
                    }
                }
            });
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                ui.close();
            }
        });
    }

    fn status_ui(&self, ui: &mut Ui, gallery: &Snapshot) {
        match self.student() {
            Err(IdRefusal::Empty) => widgets::status_line(ui, Icon::Info, &say!("student-empty"), Tone::Calm),
            Err(refusal) => {
                let (color, _) = Tone::Bad.colors(theme::palette(ui));
                let text =
                    RichText::new(spoken(&refusal.text())).text_style(eframe::egui::TextStyle::Small).color(color);
                ui.add(Label::new(text).wrap());
            }
            Ok(student) => match gallery.students.iter().find(|known| known.id == student) {
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

    fn suggestions_ui(&mut self, ui: &mut Ui, gallery: &Snapshot) {
        let typed = self.text.trim().to_lowercase();
        let height = 34.0;
        ui.horizontal(|ui| {
            ui.set_height(height);
            ui.set_max_width(ui.available_width());
            ui.spacing_mut().item_spacing.x = 6.0;
            if typed.is_empty() {
                return;
            }
            let alike = gallery.students.iter().filter(|student| {
                student.id.as_str() != self.text && student.id.as_str().to_lowercase().contains(&typed)
            });
            let mut chosen = None;
            for student in alike.take(SUGGESTIONS) {
                let room = ui.available_width();
                if room < 60.0 {
                    break;
                }
                ui.scope(|ui| {
                    ui.set_max_width(room.min(150.0));
                    if widgets::chip(ui, Icon::UserRound, student.id.as_str(), Tone::Calm).clicked() {
                        chosen = Some(student.id.as_str().to_owned());
                    }
                });
            }
            if let Some(id) = chosen {
                self.text = id;
            }
        });
    }
}
