//! Choosing one of those enrolled, by typing a part of the name, the id or the class.

use eframe::egui::{Button, Id, Key, Modifiers, RichText, Role, ScrollArea, TextEdit, Ui, vec2};

use super::icons::{self, Icon};
use super::language::say;
use super::theme;
use super::{everyone::Everyone, names, widgets};
use crate::core::{Entry, People, StudentId, Wanted};
use crate::station::View;

/// Who is being chosen.
#[derive(Default)]
pub struct Picker {
    search: String,
    chosen: Option<Picked>,
    begun: bool,
    everyone: Everyone,
}

/// Who was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// This student.
    Student(StudentId),
    /// Nobody who is enrolled.
    Nobody,
}

const ROW: f32 = 36.0;

impl Picker {
    /// Who is chosen by now.
    pub fn picked(&self) -> Option<&Picked> {
        self.chosen.as_ref()
    }

    /// The field and the list; with the line for nobody where that can be meant.
    pub fn ui(&mut self, ui: &mut Ui, view: &View, or_nobody: bool) {
        let edit = TextEdit::singleline(&mut self.search)
            .id(Id::unique("pick: search"))
            .prefix(icons::atom(Icon::Search, 18.0))
            .hint_text(say!("pick-search"))
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        widgets::named(&response, Role::TextInput, &say!("pick-search"));
        if !std::mem::replace(&mut self.begun, true) {
            response.request_focus();
        }
        let (everyone, people) = (self.everyone.of(view), &view.people);
        let wanted = Wanted { text: self.search.clone(), ..Wanted::default() };
        let found: Vec<&Entry> = everyone.find(&wanted).filter(|entry| entry.photos > 0).collect();
        // The only one left needs no pointing at.
        if response.lost_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
            && let [only] = found[..]
        {
            self.chosen = Some(Picked::Student(only.student.clone()));
        }
        if or_nobody && self.line_ui(ui, people, &Picked::Nobody) {
            self.chosen = Some(Picked::Nobody);
        }
        if found.is_empty() {
            let text = if view.gallery.students.is_empty() { say!("pick-nobody-yet") } else { say!("pick-not-found") };
            widgets::caption(ui, &text);
        }
        let room = (ui.ctx().content_rect().height() - 400.0).clamp(2.2 * ROW, 5.5 * ROW);
        // By all of them, and not by those found: what is below must not jump as one types.
        let height = room.min(view.gallery.students.len() as f32 * (ROW + 2.0));
        ui.spacing_mut().item_spacing.y = 2.0;
        let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("pick").max_height(height);
        area.show_rows(ui, ROW, found.len(), |ui, range| {
            for entry in &found[range] {
                let picked = Picked::Student(entry.student.clone());
                if self.line_ui(ui, people, &picked) {
                    self.chosen = Some(picked);
                }
            }
        });
    }

    fn line_ui(&self, ui: &mut Ui, people: &People, picked: &Picked) -> bool {
        let selected = self.chosen.as_ref() == Some(picked);
        let (icon, name) = match picked {
            Picked::Student(student) => (Icon::UserRound, names::with_id(people, student)),
            Picked::Nobody => (Icon::UserRoundX, say!("pick-nobody")),
        };
        let mark = if selected { Icon::CircleCheckBig } else { Icon::Circle };
        let name = RichText::new(name).font(theme::regular(15.5));
        let atoms = (icons::atom(icon, 18.0), name, widgets::grow(), icons::atom(mark, 18.0));
        let size = vec2(ui.available_width(), ROW);
        ui.add(Button::selectable(selected, atoms).truncate().min_size(size)).clicked()
    }
}
