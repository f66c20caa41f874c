//! The log as a file: where it is to go, how far it is, how it went.

use eframe::egui::{ProgressBar, Role, Ui};

use super::super::files::Saves;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::save::{Said, Save};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, table};
use crate::journal::Filter;
use crate::station::Command;
use crate::station::view::ExportEnd;

/// An export that is being asked for.
#[derive(Default)]
pub struct State {
    /// What was seen when it was asked for, and where it is to go.
    asking: Option<(Filter, Save)>,
}

impl State {
    /// Asks where it is to go.
    pub fn begin(&mut self, scene: &Scene<'_>, filter: Filter) {
        self.asking = Some((filter, Save::new(scene, Saves::Log)));
    }

    /// The place that is being asked for.
    pub fn place(&mut self) -> Option<&mut Save> {
        self.asking.as_mut().map(|(_, save)| save)
    }
}

/// Asks where the export is to go.
pub fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some((filter, save)) = &mut state.asking else { return };
    let what = match table::total(scene, filter) {
        Some(count) => say!("log-export-count", count = count),
        None => say!("log-export-all"),
    };
    match save.ui(ui, scene, &say!("log-export-title"), &what) {
        Said::Nothing => return,
        Said::Leave => {}
        Said::To(file) => scene.send(Command::ExportLog { filter: filter.clone(), file }),
    }
    state.asking = None;
}

/// How far the export is, or how it went, over the log.
pub fn bar_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(export) = scene.view.export.clone() else { return };
    let file = export.file.display().to_string();
    let (tone, icon, text, advice) = match &export.ended {
        None => {
            let text = say!("log-export-progress", written = export.written, total = export.total);
            (Tone::Calm, Icon::FileDown, say!("log-exporting"), text)
        }
        Some(ExportEnd::Done) => {
            (Tone::Good, Icon::CircleCheck, say!("log-exported", count = export.written), file.clone())
        }
        Some(ExportEnd::Cancelled) => {
            (Tone::Calm, Icon::CircleStop, say!("log-export-cancelled"), say!("log-export-no-file"))
        }
        Some(ExportEnd::Failed { message }) => {
            let text = say!("log-export-failed", reason = message);
            (Tone::Bad, Icon::CircleAlert, text, say!("log-export-failed-advice"))
        }
    };
    widgets::banner(ui, tone, icon, &text, &advice, |ui| match &export.ended {
        None => {
            if Action::plain(Icon::X, say!("log-cancel")).show(ui).clicked() {
                scene.send(Command::CancelExport);
            }
            let share = export.written as f32 / export.total.max(1) as f32;
            let bar = ProgressBar::new(share).fill(theme::palette(ui).accent).desired_height(10.0).desired_width(140.0);
            widgets::named(&ui.add(bar), Role::ProgressIndicator, &advice);
        }
        Some(ended) => {
            if widgets::icon_button(ui, Icon::X, &say!("log-export-close")).clicked() {
                scene.send(Command::CloseExport);
            }
            if *ended == ExportEnd::Done && Action::plain(Icon::Copy, say!("log-export-copy")).show(ui).clicked() {
                ui.ctx().copy_text(file.clone());
            }
        }
    });
    ui.add_space(GAP / 2.0);
}
