//! Which column of a list is what, and how else it is read; a person may correct it.

use std::path::Path;

use eframe::egui::{Align, Button, CollapsingHeader, ComboBox, Label, Layout, RichText, TextStyle, Ui, vec2};

use super::super::super::Scene;
use super::super::super::icons::Icon;
use super::super::super::language::{say, spoken};
use super::super::super::theme::{self, GAP};
use super::super::super::widgets::{self, Action, Tone};
use crate::core::person::Part;
use crate::register::list::{ImportOptions, ImportPlan};
use crate::station::Command;

/// Width of a column's picker.
const PICKER: f32 = 168.0;

/// The columns as they were taken, with what can be corrected.
pub fn columns_ui(ui: &mut Ui, scene: &mut Scene<'_>, plan: &ImportPlan) {
    widgets::strong(ui, &say!("import-columns"));
    let mut options = plan.options.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        if let Some(Some(id)) = picker_ui(ui, &say!("import-column-id"), Some(&plan.id_column), &plan.titles, false) {
            // What it was taken for before is free again.
            options.columns.retain(|_, title| title.as_ref() != Some(&id));
            options.id_column = Some(id);
        }
        for part in [Part::Name, Part::Class, Part::Note] {
            let now = plan.columns.iter().find(|(other, _)| *other == part).map(|(_, title)| title);
            if let Some(chosen) = picker_ui(ui, &part_name(part), now, &plan.titles, true) {
                options.columns.retain(|_, title| chosen.is_none() || *title != chosen);
                if chosen.is_some() && options.id_column == chosen {
                    options.id_column = None;
                }
                options.columns.insert(part, chosen);
            }
        }
    });
    remarks_ui(ui, plan);
    if plan.similar() > 0 || plan.options.take_similar {
        widgets::switch(ui, &mut options.take_similar, &say!("import-take-similar"));
        widgets::caption(ui, &say!("import-take-similar-text"));
    }
    if options != plan.options {
        scene.send(Command::PlanImport { file: plan.file.clone(), options });
    }
}

/// What there is to say of how the list was read; what a person has to look at is always to be seen.
fn remarks_ui(ui: &mut Ui, plan: &ImportPlan) {
    if let Some(respelled) = plan.respelled_text() {
        widgets::status_line(ui, Icon::Info, &spoken(&respelled), Tone::Calm);
    }
    if plan.is_encoding_guessed() {
        widgets::status_line(ui, Icon::TriangleAlert, &say!("students-read-guessed"), Tone::Warning);
    }
    let how = RichText::new(say!("import-how")).text_style(TextStyle::Small);
    CollapsingHeader::new(how).id_salt("how it was read").show(ui, |ui| {
        for said in plan.how_it_was_read() {
            let said = RichText::new(spoken(&said)).text_style(TextStyle::Small).color(theme::palette(ui).text_soft);
            ui.add(Label::new(said).wrap());
        }
    });
}

/// Asks which column has the ids, of a list where none is called so.
pub fn id_ui(ui: &mut Ui, scene: &mut Scene<'_>, file: &Path, titles: &[String], options: &ImportOptions) {
    if titles.is_empty() {
        return;
    }
    widgets::strong(ui, &say!("import-which-id"));
    for title in titles {
        if Action::plain(Icon::Hash, title.as_str()).truncate().show(ui).clicked() {
            let options = ImportOptions { id_column: Some(title.clone()), ..options.clone() };
            scene.send(Command::PlanImport { file: file.to_owned(), options });
        }
    }
}

fn part_name(part: Part) -> String {
    match part {
        Part::Class => say!("import-column-class"),
        Part::Note => say!("import-column-note"),
        _ => say!("import-column-name"),
    }
}

/// One column's name and the list of all headings. Gives another that was chosen: `Some(None)` is none.
fn picker_ui(
    ui: &mut Ui,
    name: &str,
    now: Option<&String>,
    titles: &[String],
    or_none: bool,
) -> Option<Option<String>> {
    let mut chosen = None;
    let size = vec2(PICKER, 58.0);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_width(PICKER);
        ui.spacing_mut().item_spacing.y = 2.0;
        widgets::caption(ui, name);
        let none = say!("import-no-column");
        let shown = now.map_or(none.as_str(), String::as_str);
        ui.name_inputs(name, |ui| {
            let combo = ComboBox::from_id_salt(("column", name)).width(PICKER).selected_text(shown).truncate();
            combo.show_ui(ui, |ui| {
                if or_none && ui.add(Button::selectable(now.is_none(), none.as_str())).clicked() && now.is_some() {
                    chosen = Some(None);
                }
                for title in titles {
                    let is_it = now == Some(title);
                    if ui.add(Button::selectable(is_it, title.as_str())).clicked() && !is_it {
                        chosen = Some(Some(title.clone()));
                    }
                }
            });
        });
    });
    chosen
}
