//! Where the students' photos are.

use std::path::PathBuf;

use eframe::egui::{RichText, TextStyle, Ui};

use super::super::Scene;
use super::super::enrol::{self, report};
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::settings::parts::typed_ui;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use crate::station::Command;

pub(super) fn photos_ui(ui: &mut Ui, folder: &mut String, scene: &mut Scene<'_>) {
    example_ui(ui);
    ui.add_space(GAP);
    if let Some(enrolment) = scene.view.enrolment.clone() {
        widgets::card(ui, |ui| match &enrolment.report {
            None => report::progress_ui(ui, scene, &enrolment),
            Some(done) => {
                widgets::status_line(ui, Icon::CircleCheck, &spoken(&report::summary(done)), Tone::Good);
                let refused: usize = done.people.iter().map(|person| person.refused.len()).sum();
                if refused > 0 {
                    widgets::soft(ui, &say!("welcome-photos-refused", count = refused));
                }
                if Action::plain(Icon::FolderOpen, say!("welcome-photos-another")).show(ui).clicked() {
                    scene.send(Command::CloseEnrolment);
                }
            }
        });
        return;
    }
    let enrolled = scene.view.gallery.students.len();
    if enrolled > 0 {
        widgets::status_line(ui, Icon::CircleCheck, &say!("welcome-photos-enrolled", count = enrolled), Tone::Good);
        ui.add_space(GAP);
    }
    let text = say!("welcome-photos-choosing");
    let choosing = (scene.files.is_choosing() || enrol::is_running(scene.view)).then_some(text.as_str());
    let choose = say!("welcome-photos-choose");
    if Action::primary(Icon::FolderOpen, &choose).large().refused(choosing).show(ui).clicked() {
        scene.files.choose(Choose::ClassFolder);
    }
    ui.add_space(GAP);
    let (name, hint, take) = (say!("welcome-photos-path"), say!("welcome-photos-path-hint"), say!("welcome-use"));
    ui.scope(|ui| {
        ui.set_max_width(460.0);
        if let Some(path) = typed_ui(ui, folder, &name, &hint, &take) {
            scene.send(Command::EnrolFolder(PathBuf::from(path.trim_matches('"'))));
            // It may be mistyped by a letter.
            *folder = path;
        }
    });
    widgets::caption(ui, &say!("welcome-photos-stay"));
}

/// How a folder is to look: a tree of three lines says more than a paragraph.
fn example_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let frame = eframe::egui::Frame::new().fill(palette.sunken).corner_radius(10).inner_margin(12);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for line in [say!("welcome-photos-tree-1"), say!("welcome-photos-tree-2"), say!("welcome-photos-tree-3")] {
            ui.label(RichText::new(line).text_style(TextStyle::Monospace));
        }
    });
}
