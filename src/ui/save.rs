//! Where a list is to be written: asked before, and once more where a file would be replaced.

use std::path::{Path, PathBuf};

use eframe::egui::{Id, Label, RichText, TextEdit, Ui};

use super::files::{Choose, LogFormat, Saves};
use super::icons::Icon;
use super::language::say;
use super::theme;
use super::widgets::{self, Action, Tone};
use super::{Scene, dialog};

/// A place that is being asked for.
pub struct Save {
    what: Saves,
    path: String,
    format: LogFormat,
    /// There is a file of this name: it is replaced only when the person says so once more.
    replaces: Option<PathBuf>,
    /// It is to be written here.
    goes: Option<PathBuf>,
    /// It is to be looked whether there is a file of this name.
    looks: bool,
}

/// What the person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Nothing,
    /// It is not to be written.
    Leave,
    /// It goes here.
    To(PathBuf),
}

impl Save {
    /// Asks where it is to go; the home folder is proposed.
    pub fn new(scene: &Scene<'_>, what: Saves) -> Self {
        let format = LogFormat::default();
        Self::named(what, format, &what.file_name(scene.dates.date(scene.now), format))
    }

    /// The same, with a name for the file.
    pub fn named(what: Saves, format: LogFormat, name: &str) -> Self {
        let path = std::env::home_dir().unwrap_or_default().join(name).display().to_string();
        Self { what, path, format, replaces: None, goes: None, looks: false }
    }

    /// What is to be written.
    pub fn what(&self) -> Saves {
        self.what
    }

    /// The desktop's dialog has answered; whether to replace a file it has asked itself, of the name as it was typed.
    pub fn take_chosen(&mut self, file: PathBuf) {
        if LogFormat::of(&file).is_some() {
            self.goes = Some(file);
            return;
        }
        let mut name = file.into_os_string();
        name.push(".");
        name.push(self.format.extension());
        self.path = PathBuf::from(name).display().to_string();
        (self.replaces, self.looks) = (None, true);
    }

    /// Whether there is a file of the name typed is now known. What was asked of another name is over.
    pub fn take_looked_for(&mut self, file: PathBuf, there: bool) {
        match there {
            _ if file != Path::new(self.path.trim()) => {}
            true => self.replaces = Some(file),
            false => self.goes = Some(file),
        }
    }

    /// Asks, under a title and what is written, a sentence.
    pub fn ui(&mut self, ui: &Ui, scene: &mut Scene<'_>, title: &str, what: &str) -> Said {
        if let Some(file) = self.goes.take() {
            return Said::To(file);
        }
        if std::mem::take(&mut self.looks) {
            scene.files.look_for(self.path.trim().into());
        }
        let choosing = scene.files.is_choosing().then(|| say!("log-export-choosing"));
        let refusal = match LogFormat::of(Path::new(self.path.trim())) {
            None => Some(say!("log-export-format")),
            Some(_) => choosing.clone(),
        };
        let confirm = match self.replaces {
            Some(_) => say!("log-export-replace"),
            None => say!("log-export-confirm"),
        };
        let mut choose = false;
        let question = |ui: &mut Ui| {
            widgets::heading(ui, Icon::FileDown, title);
            widgets::soft(ui, what);
            choose = self.question_ui(ui, choosing.as_deref());
        };
        let yes = Action::primary(Icon::FileDown, &confirm).refused(refusal.as_deref());
        let said = dialog::ask(ui, "export", 480.0, question, yes, &say!("log-cancel"));
        if choose {
            let day = scene.dates.date(scene.now);
            scene.files.choose(Choose::SaveFile { what: self.what, day, format: self.format });
        }
        match (said, self.replaces.clone()) {
            (dialog::Said::Nothing, _) => Said::Nothing,
            (dialog::Said::No, _) => Said::Leave,
            (dialog::Said::Yes, Some(file)) => Said::To(file),
            (dialog::Said::Yes, None) => {
                scene.files.look_for(self.path.trim().into());
                Said::Nothing
            }
        }
    }

    /// Says whether the desktop's dialog is to be opened.
    fn question_ui(&mut self, ui: &mut Ui, choosing: Option<&str>) -> bool {
        let formats = [(LogFormat::Xlsx, say!("log-export-xlsx")), (LogFormat::Csv, say!("log-export-csv"))];
        let formats = formats.each_ref().map(|(format, name)| (*format, name.as_str()));
        if widgets::segmented(ui, &mut self.format, &formats) {
            let path = Path::new(self.path.trim()).with_extension(self.format.extension());
            self.path = path.display().to_string();
            self.replaces = None;
        }
        let label = ui.label(RichText::new(say!("log-export-file")).text_style(theme::strong_style()));
        let edit = TextEdit::singleline(&mut self.path).id(Id::unique("export path")).desired_width(f32::INFINITY);
        if ui.add(edit).labelled_by(label.id).changed() {
            self.replaces = None;
        }
        let place = say!("log-export-choose");
        let choose = Action::plain(Icon::FolderOpen, &place).refused(choosing).show(ui).clicked();
        if self.replaces.is_some() {
            let (color, _) = Tone::Warning.colors(theme::palette(ui));
            ui.add(Label::new(RichText::new(say!("log-export-replaces")).color(color)).wrap());
        }
        choose
    }
}
