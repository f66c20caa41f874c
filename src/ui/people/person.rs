//! One student: what is known of them, every photo, and removing one or all of them, which asks first.

use eframe::egui::{Align, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, TextStyle, Ui, UiBuilder, vec2};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, CONTROL_RADIUS, GAP};
use super::super::widgets::{self, Action};
use super::super::{Scene, dialog, is_narrow};
use super::{cards, consent, details};
use crate::core::{Entry, StudentId};
use crate::gallery::{Student, Template};
use crate::station::{Command, RowsOf};

/// What was begun with whoever is chosen.
#[derive(Default)]
pub struct State {
    details: details::State,
    consent: consent::State,
    /// What is about to be removed, once the person says so.
    asking: Option<Command>,
    /// Who was removed just now, and what they were called.
    removed: Option<(StudentId, String)>,
}

impl State {
    /// Nobody is looked at any more: what was typed is kept.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.details.leave(scene);
        self.asking = None;
    }

    /// Who was removed just now, and what they were called: asked once.
    pub fn take_removed(&mut self) -> Option<(StudentId, String)> {
        self.removed.take()
    }
}

/// Smallest side of a picture, in a narrow window and in a wide one; they share what is left of a row.
const PICTURE: [f32; 2] = [76.0, 100.0];

/// The student, in a card. Says whether the person is done with them.
pub fn person_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, entry: &Entry) -> bool {
    let mut closed = false;
    let student = &entry.student;
    let enrolled = scene.view.gallery.clone();
    let enrolled = enrolled.student(student);
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closed = widgets::icon_button(ui, Icon::X, &say!("person-close")).clicked();
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let name = RichText::new(scene.view.people.name(student)).text_style(theme::title_style());
                    ui.add(Label::new(name).wrap());
                    let small = cards::small(scene, student);
                    if !small.is_empty() {
                        widgets::caption(ui, &small);
                    }
                });
            });
        });
        ui.add_space(GAP);
        let room = ui.available_rect_before_wrap();
        let (known, below) = room.split_top_bottom_at_y(room.bottom() - theme::CONTROL_HEIGHT - GAP);
        let known = ui.new_child(UiBuilder::new().max_rect(known));
        // Of this student alone: what is scrolled and typed goes with them.
        let area = ScrollArea::vertical().auto_shrink(false).id_salt(student);
        area.show(&mut { known }, |ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            ui.spacing_mut().item_spacing.y = GAP;
            pictures_ui(ui, state, scene, entry, enrolled);
            details::details_ui(ui, &mut state.details, scene, student);
            consent::consent_ui(ui, &mut state.consent, scene, student);
        });
        ui.scope_builder(UiBuilder::new().max_rect(below).layout(Layout::bottom_up(Align::Min)), |ui| {
            let text = say!("person-remove", student = scene.view.people.name(student));
            if Action::plain(Icon::Trash2, text).truncate().show(ui).clicked() {
                state.asking = Some(Command::RemoveStudent { student: student.clone(), rows: RowsOf::Keep });
            }
        });
    });
    ask_ui(ui, state, scene, student, enrolled);
    closed
}

fn pictures_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, entry: &Entry, enrolled: Option<&Student>) {
    if entry.photos == 0 {
        widgets::status_line(ui, Icon::CameraOff, &say!("person-no-photos"), widgets::Tone::Warning);
    } else {
        widgets::caption(ui, &spoken(&cards::photos(entry.photos)));
    }
    let templates = enrolled.map(|student| &student.templates[..]).unwrap_or_default();
    let room = ui.available_width();
    let [narrow, wide] = PICTURE;
    let least = if is_narrow(ui.ctx()) { narrow } else { wide };
    let columns = ((room + GAP) / (least + GAP)).floor().max(1.0) as usize;
    let side = (room - GAP * (columns as f32 - 1.0)) / columns as f32;
    for (row, templates) in templates.chunks(columns).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (column, template) in templates.iter().enumerate() {
                if picture_ui(ui, scene, template, row * columns + column, side) {
                    let (student, key) = (entry.student.clone(), template.key.clone());
                    state.asking = Some(Command::RemoveTemplate { student, key });
                }
            }
        });
    }
    if (1..3).contains(&entry.photos) {
        widgets::caption(ui, &say!("person-more-help"));
    }
    let (button, name) = match entry.photos {
        0 => (Action::primary(Icon::UserPlus, say!("person-enrol")), say!("person-enrol")),
        _ => (Action::plain(Icon::UserPlus, say!("person-more-photos")), say!("person-more-photos")),
    };
    let response = button.show(ui);
    widgets::named(&response, Role::Button, &name);
    if response.clicked() {
        scene.enrols = Some(entry.student.clone());
    }
}

/// A picture; says whether it is to be removed.
fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, template: &Template, index: usize, side: f32) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    if ui.is_rect_visible(rect) {
        let texture = scene.pictures.template(template);
        widgets::paint_face(ui, rect, texture.as_ref(), CONTROL_RADIUS);
    }
    widgets::named(&response, Role::Image, &say!("person-picture", number = index + 1));
    let corner = Rect::from_min_size(rect.right_top() + vec2(-35.0, 1.0), vec2(34.0, 34.0));
    ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
        let palette = theme::palette(ui);
        ui.painter().circle_filled(corner.center(), 14.0, palette.surface.gamma_multiply(0.92));
        ui.spacing_mut().interact_size.y = 34.0;
        widgets::icon_button(ui, Icon::Trash2, &say!("person-remove-this", number = index + 1)).clicked()
    })
    .inner
}

/// Asks before anything is removed: who, and how much.
fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, student: &StudentId, enrolled: Option<&Student>) {
    let Some(mut command) = state.asking.clone() else { return };
    let name = scene.view.people.name(student);
    let templates = enrolled.map(|student| &student.templates[..]).unwrap_or_default();
    let (title, text, confirm, shown) = match &command {
        Command::RemoveTemplate { student: owner, key } if owner == student => {
            let Some(template) = templates.iter().find(|template| template.key == *key) else {
                state.asking = None;
                return;
            };
            let text = match templates.len() {
                1 => say!("person-last-picture-text", student = name),
                _ => say!("person-picture-text", student = name),
            };
            (say!("person-picture-title", student = name), text, say!("person-remove-picture"), Some(template))
        }
        Command::RemoveStudent { student: asked, .. } if asked == student => {
            let shown = templates.iter().find(|template| template.crop.is_some());
            let title = say!("person-student-title", student = scene.view.people.label(student));
            let pictures = say!("person-student-text", student = name, count = templates.len());
            let text = match has_details(scene, student) {
                true => format!("{pictures} {}", say!("person-student-details")),
                false => pictures,
            };
            (title, text, say!("person-remove", student = name), shown)
        }
        // Another student was chosen meanwhile: the question is not about them.
        _ => {
            state.asking = None;
            return;
        }
    };

    let texture = shown.and_then(|template| scene.pictures.template(template));
    let question = |ui: &mut Ui| {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(84.0, 84.0), Sense::hover());
            widgets::paint_face(ui, rect, texture.as_ref(), 12);
            ui.add_space(GAP);
            ui.vertical(|ui| {
                ui.add(Label::new(RichText::new(&title).text_style(TextStyle::Heading)).wrap());
                ui.add(Label::new(RichText::new(&text)).wrap());
            });
        });
        if let Command::RemoveStudent { rows, .. } = &mut command {
            rows_ui(ui, rows, name);
        }
    };
    let said = dialog::ask(ui, "remove", 440.0, question, Action::danger(Icon::Trash2, &confirm), &say!("person-keep"));
    state.asking = (said == dialog::Said::Nothing).then(|| command.clone());
    if said == dialog::Said::Yes {
        if let Command::RemoveStudent { .. } = command {
            // What was typed last must not bring them back.
            state.details.forget();
            state.removed = Some((student.clone(), scene.view.people.label(student).to_owned()));
        }
        scene.send(command);
    }
}

/// Whether anything is known of a student that goes with them.
fn has_details(scene: &Scene<'_>, student: &StudentId) -> bool {
    scene.view.people.get(student).is_some_and(|person| !person.is_empty())
}

/// What becomes of the student's rows in the log.
fn rows_ui(ui: &mut Ui, rows: &mut RowsOf, name: &str) {
    ui.add_space(GAP);
    ui.label(RichText::new(say!("person-rows-title", student = name)).text_style(theme::strong_style()));
    for (choice, icon, text) in [
        (RowsOf::Keep, Icon::ClipboardList, say!("person-rows-keep")),
        (RowsOf::Anonymise, Icon::UserRoundX, say!("person-rows-anonymise")),
        (RowsOf::Remove, Icon::Trash2, say!("person-rows-remove")),
    ] {
        if widgets::choice(ui, *rows == choice, icon, &text) {
            *rows = choice;
        }
    }
    let meaning = match rows {
        RowsOf::Keep => say!("person-rows-keep-text"),
        RowsOf::Anonymise => say!("person-rows-anonymise-text"),
        RowsOf::Remove => say!("person-rows-remove-text"),
    };
    widgets::caption(ui, &meaning);
}
