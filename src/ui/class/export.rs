//! A session, or its class over a month, as a file.

use std::path::PathBuf;

use eframe::egui::{Popup, Ui};

use super::super::Scene;
use super::super::files::{LogFormat, Saves};
use super::super::icons::Icon;
use super::super::language::say;
use super::super::save::{Said, Save};
use super::super::theme::GAP;
use super::super::widgets::{self, Action, Tone};
use crate::core::session::SessionKey;
use crate::station::Command;
use crate::station::sessions::{Session, SessionCommand};
use crate::station::view::ExportEnd;

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    key: SessionKey,
    class: Option<String>,
    /// The whole month, and not this session alone.
    is_month: bool,
}

/// An export that is being asked for.
#[derive(Default)]
pub struct State {
    asking: Option<(Wanted, Save)>,
    /// What was written last.
    file: Option<PathBuf>,
}

impl Wanted {
    /// What a file of it is called that nobody has named.
    fn file_name(&self, format: LogFormat) -> String {
        let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
        let class = self.class.iter().flat_map(|class| class.chars().map(letter).chain(['-']));
        let day = self.key.date.strftime(if self.is_month { "%Y-%m" } else { "%Y-%m-%d" });
        format!("hadir-{}{day}.{}", class.collect::<String>(), format.extension())
    }

    fn command(&self, file: PathBuf) -> SessionCommand {
        let date = self.key.date;
        match self.is_month {
            false => SessionCommand::Export { session: self.key, file },
            true => {
                let (first, last) = (date.first_of_month(), date.last_of_month());
                SessionCommand::ExportRecap { class: self.class.clone(), first, last, file }
            }
        }
    }
}

impl State {
    /// Asks where it is to go.
    pub fn begin(&mut self, wanted: Wanted) {
        let what = if wanted.is_month { Saves::Month } else { Saves::Session };
        let format = LogFormat::default();
        let save = Save::named(what, format, &wanted.file_name(format));
        self.asking = Some((wanted, save));
    }

    /// The place that is being asked for.
    pub fn place(&mut self) -> Option<&mut Save> {
        self.asking.as_mut().map(|(_, save)| save)
    }

    /// The screen is left: what went well has been read.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        let is_read =
            scene.view.export.as_ref().is_some_and(|export| {
                Some(&export.file) == self.file.as_ref() && export.ended == Some(ExportEnd::Done)
            });
        if is_read {
            scene.send(Command::CloseExport);
        }
        self.asking = None;
    }
}

/// The button, and which of two it is to be.
pub fn button_ui(ui: &mut Ui, scene: &Scene<'_>, session: &Session, is_wide: bool) -> Option<Wanted> {
    let is_running = scene.view.export.as_ref().is_some_and(|export| export.ended.is_none());
    let refusal = is_running.then(|| say!("log-export-running"));
    let name = say!("class-export");
    let button = match is_wide {
        true => Action::plain(Icon::FileDown, name).refused(refusal).show(ui),
        false => ui.add_enabled_ui(refusal.is_none(), |ui| widgets::icon_button(ui, Icon::FileDown, &name)).inner,
    };
    let mut wanted = None;
    Popup::menu(&button).width(230.0).show(|ui| {
        for (is_month, icon, name) in [
            (false, Icon::FileText, say!("class-export-session")),
            (true, Icon::CalendarDays, say!("class-export-month")),
        ] {
            let width = ui.available_width();
            if Action::quiet(icon, name).min_width(width).show(ui).clicked() {
                wanted = Some(Wanted { key: session.plan.key, class: session.plan.class.clone(), is_month });
                ui.close();
            }
        }
    });
    wanted
}

/// Asks where the export is to go.
pub fn ask_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some((wanted, save)) = &mut state.asking else { return };
    let text = match wanted.is_month {
        true => say!("class-export-month-text"),
        false => say!("class-export-session-text"),
    };
    match save.ui(ui, scene, &say!("class-export-title"), &text) {
        Said::Nothing => return,
        Said::Leave => {}
        Said::To(file) => {
            scene.send(Command::Session(wanted.command(file.clone())));
            state.file = Some(file);
        }
    }
    state.asking = None;
}

/// How the export went, over the board.
pub fn bar_ui(ui: &mut Ui, state: &State, scene: &mut Scene<'_>) {
    let Some(export) = scene.view.export.clone().filter(|export| Some(&export.file) == state.file.as_ref()) else {
        return;
    };
    let file = export.file.display().to_string();
    let (tone, icon, text, advice) = match &export.ended {
        None | Some(ExportEnd::Cancelled) => (Tone::Calm, Icon::FileDown, say!("log-exporting"), file.clone()),
        Some(ExportEnd::Done) => (Tone::Good, Icon::CircleCheck, say!("class-exported"), file.clone()),
        Some(ExportEnd::Failed { message }) => {
            let text = say!("class-export-failed", reason = message);
            (Tone::Bad, Icon::CircleAlert, text, say!("class-export-failed-advice"))
        }
    };
    widgets::banner(ui, tone, icon, &text, &advice, |ui| {
        if widgets::icon_button(ui, Icon::X, &say!("log-export-close")).clicked() {
            scene.send(Command::CloseExport);
        }
        if export.ended == Some(ExportEnd::Done)
            && Action::plain(Icon::Copy, say!("log-export-copy")).show(ui).clicked()
        {
            ui.ctx().copy_text(file.clone());
        }
    });
    ui.add_space(GAP / 2.0);
}
