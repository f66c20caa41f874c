//! The log as a file: where it is to go, how far it is, how it went.

use std::path::{Path, PathBuf};

use eframe::egui::{Id, Label, ProgressBar, RichText, Role, TextEdit, Ui};

use super::super::files::{Choose, LogFormat};
use super::super::icons::Icon;
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
    let choosing = scene.files.is_choosing().then_some(words::CHOOSING);
    let refusal = match LogFormat::of(Path::new(asking.path.trim())) {
        None => Some(words::FORMAT_UNKNOWN),
        Some(_) => choosing,
    };
    let confirm = if asking.replaces.is_some() { words::REPLACE } else { words::EXPORT };
    let mut choose = false;
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::FileDown, words::TITLE);
        widgets::soft(ui, &words::what(count));
        if widgets::segmented(ui, &mut asking.format, &words::FORMATS) {
            let path = Path::new(asking.path.trim()).with_extension(asking.format.extension());
            asking.path = path.display().to_string();
            asking.replaces = None;
        }
        let label = ui.label(RichText::new(words::FILE).text_style(theme::strong_style()));
        let edit = TextEdit::singleline(&mut asking.path).id(Id::unique("export path")).desired_width(f32::INFINITY);
        if ui.add(edit).labelled_by(label.id).changed() {
            asking.replaces = None;
        }
        choose = Action::plain(Icon::FolderOpen, words::CHOOSE).refused(choosing).show(ui).clicked();
        if asking.replaces.is_some() {
            let (color, _) = Tone::Warning.colors(theme::palette(ui));
            ui.add(Label::new(RichText::new(words::REPLACES).color(color)).wrap());
        }
    };
    let yes = Action::primary(Icon::FileDown, confirm).refused(refusal);
    let said = dialog::ask(ui, "export", 480.0, question, yes, words::CANCEL);
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
            let text = words::progress(export.written, export.total);
            (Tone::Calm, Icon::FileDown, words::EXPORTING.to_owned(), text)
        }
        Some(ExportEnd::Done) => (Tone::Good, Icon::CircleCheck, words::done(export.written), file.clone()),
        Some(ExportEnd::Cancelled) => {
            (Tone::Calm, Icon::CircleStop, words::CANCELLED.to_owned(), words::NO_FILE.to_owned())
        }
        Some(ExportEnd::Failed { message }) => {
            (Tone::Bad, Icon::CircleAlert, words::failed(message), words::FAILED_ADVICE.to_owned())
        }
    };
    widgets::banner(ui, tone, icon, &text, &advice, |ui| match &export.ended {
        None => {
            if Action::plain(Icon::X, words::CANCEL).show(ui).clicked() {
                scene.send(Command::CancelExport);
            }
            let share = export.written as f32 / export.total.max(1) as f32;
            let bar = ProgressBar::new(share).fill(theme::palette(ui).accent).desired_height(10.0).desired_width(140.0);
            widgets::named(&ui.add(bar), Role::ProgressIndicator, &advice);
        }
        Some(ended) => {
            if widgets::icon_button(ui, Icon::X, words::CLOSE).clicked() {
                scene.send(Command::CloseExport);
            }
            if *ended == ExportEnd::Done && Action::plain(Icon::Copy, words::COPY).show(ui).clicked() {
                ui.ctx().copy_text(file.clone());
            }
        }
    });
    ui.add_space(GAP / 2.0);
}

mod words {
    use super::super::super::widgets::thousands;
    use super::LogFormat;

    pub const TITLE: &str = "Export the log";
    pub const FORMATS: [(LogFormat, &str); 2] =
        [(LogFormat::Xlsx, "Excel, LibreOffice (.xlsx)"), (LogFormat::Csv, "Plain text (.csv)")];
    pub const FILE: &str = "File";
    pub const CHOOSE: &str = "Choose where…";
    pub const CHOOSING: &str = "The window for choosing is already open.";
    pub const FORMAT_UNKNOWN: &str = "The file's name must end in .xlsx or .csv.";
    pub const EXPORT: &str = "Export";
    pub const REPLACE: &str = "Replace the file";
    pub const REPLACES: &str = "There is a file of this name. It would be lost.";
    pub const CANCEL: &str = "Cancel";
    pub const CLOSE: &str = "Put this message away";
    pub const COPY: &str = "Copy the path";
    pub const EXPORTING: &str = "Exporting…";
    pub const CANCELLED: &str = "The export was stopped.";
    pub const NO_FILE: &str = "No file was left.";
    pub const FAILED_ADVICE: &str = "Nothing is lost: the log is as it was. Try another folder.";

    pub fn what(count: Option<usize>) -> String {
        let rows = match count {
            None => "All arrivals that are shown".to_owned(),
            Some(1) => "The one arrival that is shown".to_owned(),
            Some(count) => format!("The {} arrivals that are shown", thousands(count as u64)),
        };
        format!("{rows}, newest first: who, when, how near, and how far on their way. Pictures stay here.")
    }

    pub fn progress(written: usize, total: usize) -> String {
        format!("{} of {} arrivals", thousands(written as u64), thousands(total as u64))
    }

    pub fn done(count: usize) -> String {
        match count {
            1 => "1 arrival was exported.".to_owned(),
            count => format!("{} arrivals were exported.", thousands(count as u64)),
        }
    }

    pub fn failed(message: &str) -> String {
        format!("The log could not be exported. {message}")
    }
}
