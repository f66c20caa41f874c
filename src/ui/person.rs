//! One enrolled student: every picture, and removing one or all of them, which asks first.

use eframe::egui::{Align, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, TextStyle, Ui, UiBuilder, vec2};

use super::icons::Icon;
use super::language::say;
use super::theme::{self, CONTROL_RADIUS, GAP};
use super::widgets::{self, Action};
use super::{Scene, dialog};
use crate::gallery::{Student, Template};
use crate::station::{Command, RowsOf};

/// What is about to be removed, once the person says so.
#[derive(Default)]
pub struct State {
    asking: Option<Command>,
}

/// Smallest side of a picture; they share what is left of a row.
const PICTURE: f32 = 124.0;

/// The student, in a card. Says whether the person is done with them.
pub fn person_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, student: &Student) -> bool {
    let mut closed = false;
    let count = student.templates.len();
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closed = widgets::icon_button(ui, Icon::X, &say!("person-close")).clicked();
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let name = RichText::new(student.id.as_str()).text_style(theme::title_style());
                    ui.add(Label::new(name).truncate());
                    widgets::caption(ui, &say!("people-pictures", count = count));
                });
            });
        });
        ui.add_space(GAP);
        let remove = vec2(ui.available_width(), theme::CONTROL_HEIGHT + GAP);
        let (pictures, below) = split_bottom(ui.available_rect_before_wrap(), remove.y);
        ui.scope_builder(UiBuilder::new().max_rect(pictures), |ui| pictures_ui(ui, state, scene, student));
        ui.scope_builder(UiBuilder::new().max_rect(below).layout(Layout::bottom_up(Align::Min)), |ui| {
            let text = say!("person-remove", student = student.id.as_str());
            if Action::plain(Icon::Trash2, text).show(ui).clicked() {
                state.asking = Some(Command::RemoveStudent { student: student.id.clone(), rows: RowsOf::Keep });
            }
        });
    });
    ask_ui(ui, state, scene, student);
    closed
}

fn split_bottom(rect: Rect, height: f32) -> (Rect, Rect) {
    rect.split_top_bottom_at_y(rect.bottom() - height)
}

fn pictures_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, student: &Student) {
    if student.templates.len() < 3 {
        widgets::caption(ui, &say!("person-more-help"));
    }
    let columns = (((ui.available_width() - 12.0) + GAP) / (PICTURE + GAP)).floor().max(1.0) as usize;
    let rows = student.templates.len().div_ceil(columns);
    let room = ui.available_width() - 12.0;
    let side = (room - GAP * (columns as f32 - 1.0)) / columns as f32;
    ScrollArea::vertical().auto_shrink(false).id_salt(&student.id).show_rows(ui, side, rows, |ui, range| {
        for row in range {
            ui.horizontal(|ui| {
                for (index, template) in student.templates.iter().enumerate().skip(row * columns).take(columns) {
                    if picture_ui(ui, scene, template, index, side) {
                        let (student, key) = (student.id.clone(), template.key.clone());
                        state.asking = Some(Command::RemoveTemplate { student, key });
                    }
                }
            });
        }
    });
}

/// A picture; says whether it is to be removed.
fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, template: &Template, index: usize, side: f32) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let texture = scene.pictures.template(template);
    widgets::paint_face(ui, rect, texture.as_ref(), CONTROL_RADIUS);
    widgets::named(&response, Role::Image, &say!("person-picture", number = index + 1));
    let corner = Rect::from_min_size(rect.right_top() + vec2(-40.0, 4.0), vec2(36.0, 36.0));
    ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
        let palette = theme::palette(ui);
        ui.painter().circle_filled(corner.center(), 17.0, palette.surface.gamma_multiply(0.92));
        ui.spacing_mut().interact_size.y = 34.0;
        widgets::icon_button(ui, Icon::Trash2, &say!("person-remove-this", number = index + 1)).clicked()
    })
    .inner
}

/// Asks before anything is removed: who, and how much.
fn ask_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, student: &Student) {
    let Some(mut command) = state.asking.clone() else { return };
    let name = student.id.as_str();
    let (title, text, confirm, shown) = match &command {
        Command::RemoveTemplate { student: owner, key } if *owner == student.id => {
            let Some(template) = student.templates.iter().find(|template| template.key == *key) else {
                state.asking = None;
                return;
            };
            let text = match student.templates.len() {
                1 => say!("person-last-picture-text", student = name),
                _ => say!("person-picture-text", student = name),
            };
            (say!("person-picture-title", student = name), text, say!("person-remove-picture"), Some(template))
        }
        Command::RemoveStudent { student: asked, .. } if *asked == student.id => {
            let shown = student.templates.iter().find(|template| template.crop.is_some());
            let text = say!("person-student-text", student = name, count = student.templates.len());
            (say!("person-student-title", student = name), text, say!("person-remove", student = name), shown)
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
        scene.send(command);
    }
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
