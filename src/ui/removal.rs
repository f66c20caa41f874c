//! The question before one photo of a student is removed, wherever it is shown.

use eframe::egui::{Label, RichText, Sense, TextStyle, TextureHandle, Ui, vec2};

use super::icons::Icon;
use super::language::say;
use super::pictures::Pictures;
use super::theme::GAP;
use super::widgets::{self, Action};
use super::{Scene, dialog};
use crate::core::StudentId;
use crate::gallery::{Student, TemplateKey};
use crate::station::Command;

/// A photo of a student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Whose.
    pub student: StudentId,
    /// Which.
    pub key: TemplateKey,
}

/// Asks whether the photo is to be removed, and has it removed. Ends where it is not there any more.
pub fn ask_ui(ui: &Ui, asking: &mut Option<Photo>, scene: &mut Scene<'_>) {
    let Some(photo) = asking.clone() else { return };
    let student = scene.view.gallery.student(&photo.student);
    let template = student.and_then(|student| student.templates.iter().find(|template| template.key == photo.key));
    let (Some(student), Some(template)) = (student, template) else {
        *asking = None;
        return;
    };
    let name = scene.view.people.label(&photo.student);
    let text = match student.templates.len() {
        1 => say!("person-last-picture-text", student = name),
        _ => say!("person-picture-text", student = name),
    };
    let texture = scene.pictures.template(template);
    let question = |ui: &mut Ui| {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(84.0, 84.0), Sense::hover());
            widgets::paint_face(ui, rect, texture.as_ref(), 12);
            ui.add_space(GAP);
            ui.vertical(|ui| {
                let title = RichText::new(say!("person-picture-title", student = name));
                ui.add(Label::new(title.text_style(TextStyle::Heading)).wrap());
                ui.add(Label::new(RichText::new(&text)).wrap());
            });
        });
    };
    let yes = Action::danger(Icon::Trash2, say!("person-remove-picture"));
    match dialog::ask(ui, "remove photo", 440.0, question, yes, &say!("person-keep")) {
        dialog::Said::Nothing => {}
        dialog::Said::No => *asking = None,
        dialog::Said::Yes => {
            scene.send(Command::RemoveTemplate { student: photo.student, key: photo.key });
            *asking = None;
        }
    }
}

/// The first picture there is of a student.
pub fn first_picture(pictures: &mut Pictures, student: &Student) -> Option<TextureHandle> {
    pictures.template(student.templates.iter().find(|template| template.crop.is_some())?)
}
