//! What a student is called, the class and the note: typed, and kept when the field is left.

use eframe::egui::{Button, Id, Key, Popup, PopupCloseBehavior, Response, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::super::Scene;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, CONTROL_HEIGHT};
use super::super::widgets::{self, Action, Tone};
use crate::core::person::Part;
use crate::core::{Person, PersonRefusal, StudentId};
use crate::station::Command;
use crate::station::view::Details;

/// What is typed of whom.
#[derive(Default)]
pub struct State {
    draft: Option<Draft>,
}

struct Draft {
    student: StudentId,
    /// What was known when it was looked at last.
    known: Details,
    name: String,
    class: String,
    note: String,
    refused: Vec<PersonRefusal>,
    /// What was given to the station last, and when, in the window's seconds.
    sent: Option<(Details, f64)>,
}

/// So many seconds later what was to be kept is kept, or it could not be.
const KEPT_WITHIN: f64 = 3.0;

impl State {
    /// The student is left: what was typed is kept.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        if let Some(mut draft) = self.draft.take() {
            draft.keep(scene, 0.0);
        }
    }

    /// Nothing of it is to be kept.
    pub fn forget(&mut self) {
        self.draft = None;
    }

    fn draft(&mut self, scene: &mut Scene<'_>, student: &StudentId) -> &mut Draft {
        let known = known(scene, student);
        if self.draft.as_ref().is_some_and(|draft| draft.student != *student) {
            self.leave(scene);
        }
        let draft = self.draft.get_or_insert_with(|| Draft::new(student.clone(), &known));
        draft.follow(known);
        draft
    }
}

impl Draft {
    fn new(student: StudentId, known: &Details) -> Self {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (name, class, note) = (text(&known.name), text(&known.class), text(&known.note));
        Self { student, known: known.clone(), name, class, note, refused: Vec::new(), sent: None }
    }

    /// What has changed elsewhere is taken over where nothing else was typed.
    fn follow(&mut self, now: Details) {
        if now == self.known {
            return;
        }
        let before = std::mem::replace(&mut self.known, now);
        let take = |typed: &mut String, before: &Option<String>, now: &Option<String>| {
            let is_as_it_was = typed.trim() == before.as_deref().unwrap_or_default();
            let is_tidied = now.as_deref().unwrap_or_default().split_whitespace().eq(typed.split_whitespace());
            if before != now && (is_as_it_was || is_tidied) {
                now.as_deref().unwrap_or_default().clone_into(typed);
            }
        };
        take(&mut self.name, &before.name, &self.known.name);
        take(&mut self.class, &before.class, &self.known.class);
        take(&mut self.note, &before.note, &self.known.note);
    }

    /// What is typed, as it would be kept; of a part that cannot be, what is known.
    fn tidy(&mut self) -> Details {
        self.refused.clear();
        let mut tidy = |part: Part, typed: &str, known: &Option<String>| {
            part.tidy(typed).unwrap_or_else(|why| {
                self.refused.push(PersonRefusal { part, why });
                known.clone()
            })
        };
        Details {
            name: tidy(Part::Name, &self.name, &self.known.name),
            class: tidy(Part::Class, &self.class, &self.known.class),
            note: tidy(Part::Note, &self.note, &self.known.note),
        }
    }

    /// Has the station keep what is typed, where it is anything new.
    fn keep(&mut self, scene: &mut Scene<'_>, now: f64) {
        let details = self.tidy();
        let is_on_its_way = self.sent.as_ref().is_some_and(|(sent, at)| *sent == details && now - at < KEPT_WITHIN);
        if details != self.known && !is_on_its_way {
            scene.send(Command::SetDetails { student: self.student.clone(), details: details.clone() });
            self.sent = Some((details, now));
        }
    }

    /// As it was.
    fn take_back(&mut self) {
        *self = Self { sent: self.sent.take(), ..Self::new(self.student.clone(), &self.known) };
    }
}

fn known(scene: &Scene<'_>, student: &StudentId) -> Details {
    let Person { name, class, note, .. } = scene.view.people.get(student).cloned().unwrap_or_default();
    Details { name, class, note }
}

/// The fields, and whether what stands in them is kept.
pub fn details_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, student: &StudentId) {
    let now = ui.input(|input| input.time);
    let draft = state.draft(scene, student);
    let mut left = false;
    let label = ui.label(RichText::new(say!("person-name")).text_style(theme::strong_style()));
    let edit = TextEdit::singleline(&mut draft.name).id(Id::unique(("name of", student)));
    let response = ui.add(edit.hint_text(say!("person-name-hint")).desired_width(f32::INFINITY));
    left |= leaves(ui, &response.labelled_by(label.id), draft);
    refusal_ui(ui, draft, Part::Name);

    let label = ui.label(RichText::new(say!("person-class")).text_style(theme::strong_style()));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = ui.available_width() - CONTROL_HEIGHT - 6.0;
        let edit = TextEdit::singleline(&mut draft.class).id(Id::unique(("class of", student)));
        let response = ui.add(edit.hint_text(say!("person-class-hint")).desired_width(width));
        left |= leaves(ui, &response.labelled_by(label.id), draft);
        if let Some(class) = pick_class_ui(ui, scene, &draft.class) {
            draft.class = class;
            left = true;
        }
    });
    refusal_ui(ui, draft, Part::Class);

    let label = ui.label(RichText::new(say!("person-note")).text_style(theme::strong_style()));
    let edit = TextEdit::multiline(&mut draft.note).id(Id::unique(("note of", student)));
    let response = ui.add(edit.hint_text(say!("person-note-hint")).desired_rows(2).desired_width(f32::INFINITY));
    left |= leaves(ui, &response.labelled_by(label.id), draft);
    refusal_ui(ui, draft, Part::Note);

    if left {
        draft.keep(scene, now);
    }
    kept_ui(ui, draft, scene, now);
}

/// Whether a field was just left; with Escape it is as it was.
fn leaves(ui: &Ui, response: &Response, draft: &mut Draft) -> bool {
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        draft.take_back();
    }
    response.lost_focus() && !escaped
}

/// Why a part cannot be kept as it is typed.
fn refusal_ui(ui: &mut Ui, draft: &Draft, part: Part) {
    if let Some(refusal) = draft.refused.iter().find(|refusal| refusal.part == part) {
        widgets::status_line(ui, Icon::CircleAlert, &spoken(&refusal.text().sentence()), Tone::Bad);
    }
}

/// Whether what is typed is kept. Always of the same height.
fn kept_ui(ui: &mut Ui, draft: &mut Draft, scene: &mut Scene<'_>, now: f64) {
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        let Some((sent, at)) = &draft.sent else { return };
        if *sent == draft.known {
            widgets::status_line(ui, Icon::CircleCheck, &say!("person-saved"), Tone::Good);
        } else if now - at < KEPT_WITHIN {
            widgets::status_line(ui, Icon::Hourglass, &say!("person-saving"), Tone::Calm);
            ui.ctx().request_repaint_after_secs((at + KEPT_WITHIN - now) as f32);
        } else {
            widgets::status_line(ui, Icon::TriangleAlert, &say!("person-not-saved"), Tone::Warning);
            if Action::quiet(Icon::RotateCcw, say!("person-save-again")).show(ui).clicked() {
                draft.keep(scene, now);
            }
        }
    });
}

/// The classes there are, in a list that drops down.
fn pick_class_ui(ui: &mut Ui, scene: &Scene<'_>, now: &str) -> Option<String> {
    let people = scene.view.people.clone();
    let count = people.classes().len();
    let button =
        ui.add_enabled_ui(count > 0, |ui| widgets::icon_button(ui, Icon::ChevronsUpDown, &say!("person-pick-class")));
    let popup = Popup::menu(&button.inner)
        .id(Id::unique("pick a class"))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(180.0);
    let mut picked = None;
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.set_height((count as f32 * (CONTROL_HEIGHT + 2.0)).min(260.0));
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, CONTROL_HEIGHT, count, |ui, range| {
            for class in people.classes().skip(range.start).take(range.len()) {
                let words = RichText::new(class).font(theme::regular(15.5));
                let size = vec2(ui.available_width(), CONTROL_HEIGHT);
                if ui.add(Button::selectable(class == now, words).truncate().min_size(size)).clicked() {
                    picked = Some(class.to_owned());
                    ui.close();
                }
            }
        });
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.close();
        }
    });
    picked
}
