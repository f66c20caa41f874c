//! Choosing files and folders, away from the window's thread: a dialog may stay open for minutes, and a folder dropped
//! from a network drive may take seconds to answer what it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};
use eframe::egui::Context;
use jiff::civil::Date;

use super::language::{self, say, spoken};
use crate::text;
use crate::words::Text;

/// Opens the desktop's dialogs. [`DesktopDialogs`] does; tests answer for the person.
pub trait FileDialogs: Send + Sync {
    /// Lets the person choose, and returns when they have. Called on a thread where waiting is no harm.
    fn choose(&self, what: Choose) -> Chosen;
}

/// What is chosen, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choose {
    /// Photos of one student.
    Photos,
    /// A folder of students' folders.
    ClassFolder,
    /// A video, as a camera.
    CameraFile,
    /// A folder of stills, as a camera.
    CameraFolder,
    /// The data folder.
    DataFolder,
    /// The server's certificate.
    Certificate,
    /// Its private key.
    CertificateKey,
    /// A school's list of students.
    StudentsList,
    /// Where something is exported to.
    SaveFile {
        /// What it is.
        what: Saves,
        /// The day its name is to say.
        day: Date,
        /// What it is to be.
        format: LogFormat,
    },
}

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Saves {
    /// The log.
    Log,
    /// A session's list.
    Session,
    /// A class over a month.
    Month,
    /// The list of students.
    Students,
    /// The receipts of those who were removed.
    Receipts,
}

impl Saves {
    /// What a file is called that nobody has named.
    pub fn file_name(self, day: Date, format: LogFormat) -> String {
        let stem = match self {
            Self::Log => "hadir",
            Self::Session => "hadir-class",
            Self::Month => "hadir-month",
            Self::Students => "hadir-students",
            Self::Receipts => "hadir-removed",
        };
        format!("{stem}-{day}.{}", format.extension())
    }
}

/// Whether a file's name says that it is a list and not a photo.
pub(super) fn is_list(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    LISTS.iter().any(|list| list.eq_ignore_ascii_case(extension))
}

/// How the names of lists end; those that cannot be read are told so.
const LISTS: [&str; 5] = ["csv", "xlsx", "xls", "tsv", "ods"];

/// What a list is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LogFormat {
    /// A workbook.
    #[default]
    Xlsx,
    /// Text with commas.
    Csv,
}

impl LogFormat {
    /// What a file's name says it is.
    pub fn of(file: &Path) -> Option<Self> {
        let extension = file.extension()?.to_str()?;
        [Self::Xlsx, Self::Csv].into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// The end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// What the person answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// These, at least one.
    These(Vec<PathBuf>),
    /// Nothing.
    Nothing,
    /// The dialog could not be opened.
    NoDialog,
}

/// The dialogs of the person's desktop.
#[derive(Debug, Clone, Copy, Default)]
pub struct DesktopDialogs;

impl FileDialogs for DesktopDialogs {
    fn choose(&self, what: Choose) -> Chosen {
        let dialog = rfd::FileDialog::new().set_title(spoken(&title(what)));
        // The forms that take several tell a dialog that was closed (an empty list) from one that never opened.
        let answer = match what {
            Choose::Photos => dialog
                .add_filter(say!("files-kind-photos"), &["jpg", "jpeg", "png", "webp", "JPG", "JPEG", "PNG", "WEBP"])
                .pick_files(),
            Choose::CameraFile | Choose::Certificate | Choose::CertificateKey => dialog.pick_files(),
            Choose::ClassFolder | Choose::CameraFolder | Choose::DataFolder => dialog.pick_folders(),
            Choose::StudentsList => {
                dialog.add_filter(say!("files-kind-lists"), &["csv", "xlsx", "tsv", "CSV", "XLSX", "TSV"]).pick_files()
            }
            Choose::SaveFile { what, day, format } => {
                // A dialog that never opened looks here as one that was closed. Where the path can be typed, beside the
                // button that opens it, that is no harm.
                let file = dialog.add_filter(spoken(&kind(format)), &[format.extension()]);
                let file = file.set_file_name(what.file_name(day, format)).save_file();
                return file.map_or(Chosen::Nothing, |file| Chosen::These(vec![file]));
            }
        };
        match answer {
            Some(paths) if !paths.is_empty() => Chosen::These(paths),
            Some(_) => Chosen::Nothing,
            None if cfg!(target_os = "linux") => Chosen::NoDialog,
            None => Chosen::Nothing,
        }
    }
}

/// What came of something that was waited for.
#[derive(Debug)]
pub(super) enum Answer {
    /// A dialog was closed.
    Chosen(Choose, Chosen),
    /// What was dropped is now known.
    Dropped(Dropped),
    /// Whether there is a file of this name.
    LookedFor {
        /// The file.
        file: PathBuf,
        /// It is there.
        there: bool,
    },
}

/// What was dropped on the window.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    /// Folders.
    pub folders: Vec<PathBuf>,
    /// Anything else.
    pub files: Vec<PathBuf>,
    /// Not there, as when a path was typed wrongly.
    pub missing: Vec<PathBuf>,
}

/// Dialogs that are open and drops that are looked at.
pub(super) struct Files {
    ctx: Context,
    dialogs: Arc<dyn FileDialogs>,
    open: Option<Choose>,
    send: Sender<Answer>,
    answers: Receiver<Answer>,
}

impl Files {
    pub(super) fn new(ctx: &Context, dialogs: Arc<dyn FileDialogs>) -> Self {
        let (send, answers) = crossbeam_channel::bounded(16);
        Self { ctx: ctx.clone(), dialogs, open: None, send, answers }
    }

    /// Opens a dialog, unless one is open.
    pub(super) fn choose(&mut self, what: Choose) {
        if self.open.is_some() {
            return;
        }
        self.open = Some(what);
        let dialogs = self.dialogs.clone();
        if !self.spawn(move || Answer::Chosen(what, dialogs.choose(what))) {
            self.open = None;
        }
    }

    /// Whether a dialog is open.
    pub(super) fn is_choosing(&self) -> bool {
        self.open.is_some()
    }

    /// Finds out which of these are folders.
    pub(super) fn sort_out(&self, paths: Vec<PathBuf>) {
        self.spawn(move || {
            let in_full = paths.into_iter().map(in_full);
            let (there, missing): (Vec<_>, Vec<_>) = in_full.partition(|path| path.exists());
            let (folders, files) = there.into_iter().partition(|path| path.is_dir());
            Answer::Dropped(Dropped { folders, files, missing })
        });
    }

    /// Finds out whether there is such a file.
    pub(super) fn look_for(&self, file: PathBuf) {
        self.spawn(move || {
            let file = in_full(file);
            let there = file.exists();
            Answer::LookedFor { file, there }
        });
    }

    /// What is answered by now.
    pub(super) fn answers(&mut self) -> Vec<Answer> {
        let answers: Vec<Answer> = self.answers.try_iter().collect();
        if answers.iter().any(|answer| matches!(answer, Answer::Chosen(..))) {
            self.open = None;
        }
        answers
    }

    fn spawn(&self, work: impl FnOnce() -> Answer + Send + 'static) -> bool {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        let language = language::now();
        let thread = std::thread::Builder::new().name("files".to_owned()).spawn(move || {
            // What a dialog says is said here.
            language::speak(language);
            // Nobody is there to hear it when the window has closed meanwhile.
            if send.send(work()).is_ok() {
                ctx.request_repaint();
            }
        });
        if let Err(error) = &thread {
            tracing::error!(%error, "no thread for a file dialog");
        }
        thread.is_ok()
    }
}

/// A path as it may be typed: `~` is the home folder.
fn in_full(path: PathBuf) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => std::env::home_dir().unwrap_or_default().join(rest),
        Err(_) => path,
    }
}

/// What a dialog asks for.
fn title(what: Choose) -> Text {
    match what {
        Choose::Photos => text!("files-photos"),
        Choose::ClassFolder => text!("files-class-folder"),
        Choose::CameraFile => text!("files-camera-file"),
        Choose::CameraFolder => text!("files-camera-folder"),
        Choose::DataFolder => text!("files-data-folder"),
        Choose::Certificate => text!("files-certificate"),
        Choose::CertificateKey => text!("files-certificate-key"),
        Choose::StudentsList => text!("files-students-list"),
        Choose::SaveFile { what: Saves::Log, .. } => text!("files-log-file"),
        Choose::SaveFile { what: Saves::Session | Saves::Month, .. } => text!("files-class-file"),
        Choose::SaveFile { what: Saves::Students, .. } => text!("files-students-file"),
        Choose::SaveFile { what: Saves::Receipts, .. } => text!("files-receipts-file"),
    }
}

/// The kind of file a log is written as.
fn kind(format: LogFormat) -> Text {
    match format {
        LogFormat::Xlsx => text!("files-kind-xlsx"),
        LogFormat::Csv => text!("files-kind-csv"),
    }
}
