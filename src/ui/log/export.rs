//! The log as a file: where it is to go, how far it is, how it went.

use std::path::{Path, PathBuf};

use eframe::egui::{Id, Label, ProgressBar, RichText, Role, TextEdit, Ui};

use super::super::files::{Choose, LogFormat};
use super::super::icons::Icon;
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, dialog, table};
use crate::journal::Filter;
use crate::station::Command;
use crate::station::view::ExportEnd;

/// An export that is being asked for.
#[derive(Default)]
pub struct State {
    asking: Option<Asking>,
}

struct Asking {
    /// What was seen when it was asked for.
    filter: Filter,
    path: String,
    format: LogFormat,
    /// There is a file of this name: it is replaced only when the person says so once more.
    replaces: Option<PathBuf>,
}

impl State {
    /// Asks where it is to go.
    pub fn begin(&mut self, scene: &Scene<'_>, filter: Filter) {
        let format = LogFormat::default();
        let name = format.file_name(scene.dates.date(scene.now));
        let path = std::env::home_dir().unwrap_or_default().join(name).display().to_string();
        self.asking = Some(Asking { filter, path, format, replaces: None });
    }

    /// The desktop's dialog has answered; whether to replace a file it has asked itself.
    pub fn take_chosen(&mut self, mut file: PathBuf, scene: &mut Scene<'_>) {
        let Some(asking) = self.asking.take() else { return };
        if LogFormat::of(&file).is_none() {
            file.set_extension(asking.format.extension());
        }
        scene.send(Command::ExportLog { filter: asking.filter, file });
    }

    /// Whether there is a file of the name typed is now known.
    pub fn take_looked_for(&mut self, file: PathBuf, there: bool, scene: &mut Scene<'_>) {
        match &mut self.asking {
            Some(asking) if there => asking.replaces = Some(file),
            Some(_) => self.take_chosen(file, scene),
            None => {}
        }
    }
}

/// Asks where the export is to go.
pub fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(asking) = &mut state.asking else { return };
    let count = table::total(scene, &asking.filter);
    let choosing = scene.files.is_choosing().then(|| say!("log-export-choosing"));
    let refusal = match LogFormat::of(Path::new(asking.path.trim())) {
        None => Some(say!("log-export-format")),
        Some(_) => choosing.clone(),
    };
    let confirm = match asking.replaces {
        Some(_) => say!("log-export-replace"),
        None => say!("log-export-confirm"),
    };
    let formats = [(LogFormat::Xlsx, say!("log-export-xlsx")), (LogFormat::Csv, say!("log-export-csv"))];
    let mut choose = false;
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::FileDown, &say!("log-export-title"));
        let what = match count {
            Some(count) => say!("log-export-count", count = count),
            None => say!("log-export-all"),
        };
        widgets::soft(ui, &what);
        let formats = formats.each_ref().map(|(format, name)| (*format, name.as_str()));
        if widgets::segmented(ui, &mut asking.format, &formats) {
            let path = Path::new(asking.path.trim()).with_extension(asking.format.extension());
            asking.path = path.display().to_string();
            asking.replaces = None;
        }
        let label = ui.label(RichText::new(say!("log-export-file")).text_style(theme::strong_style()));
        let edit = TextEdit::singleline(&mut asking.path).id(Id::unique("export path")).desired_width(f32::INFINITY);
        if ui.add(edit).labelled_by(label.id).changed() {
            asking.replaces = None;
        }
        let place = say!("log-export-choose");
        choose = Action::plain(Icon::FolderOpen, &place).refused(choosing.as_deref()).show(ui).clicked();
        if asking.replaces.is_some() {
            let (color, _) = Tone::Warning.colors(theme::palette(ui));
            ui.add(Label::new(RichText::new(say!("log-export-replaces")).color(color)).wrap());
        }
    };
    let yes = Action::primary(Icon::FileDown, &confirm).refused(refusal.as_deref());
    let said = dialog::ask(ui, "export", 480.0, question, yes, &say!("log-cancel"));
    if choose {
        let day = scene.dates.date(scene.now);
        scene.files.choose(Choose::LogFile { day, format: asking.format });
    }
    match (said, asking.replaces.clone()) {
        (dialog::Said::Nothing, _) => {}
        (dialog::Said::No, _) => state.asking = None,
        (dialog::Said::Yes, Some(file)) => state.take_chosen(file, scene),
        (dialog::Said::Yes, None) => scene.files.look_for(asking.path.trim().into()),
    }
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
