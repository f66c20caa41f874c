//! Where everything is kept, and how long.

use eframe::egui::{Button, ComboBox, Label, RichText, TextStyle, Ui};

use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::widgets::{self, Action};
use super::super::{Scene, dialog};
use super::parts::{self, CHOOSING, Line, USE, setting, setting_that, typed_ui};
use crate::settings::{self, Change};

/// What is being typed, and asked.
#[derive(Default)]
pub struct State {
    data: String,
    days: Line,
    /// Fewer days than now: arrivals would go. It is asked first.
    shortening: Option<u32>,
}

/// The card.
pub fn data_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Database, words::DATA);
    let settings = scene.view.settings.clone();
    let data = &settings.data;
    let comes_to = parts::decides_always(data.from);
    setting_that(ui, words::DATA_FOLDER, words::DATA_FOLDER_MEANING, data.from, comes_to, |ui| {
        let path = RichText::new(data.value.display().to_string()).text_style(TextStyle::Monospace);
        ui.add(Label::new(path).wrap().selectable(true));
        let choosing = scene.files.is_choosing().then_some(CHOOSING);
        if Action::plain(Icon::FolderOpen, words::CHOOSE_FOLDER).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::DataFolder);
        }
        if let Some(path) = typed_ui(ui, &mut state.data, words::DATA_PATH, words::DATA_PATH_HINT, USE) {
            scene.change(Change::Data(path.into()));
        }
    });
    let retention = settings.retention_days;
    setting(ui, words::RETENTION, words::RETENTION_MEANING, retention.from, |ui| {
        retention_ui(ui, state, scene, retention.value);
    });
    shorten_ui(ui, state, scene);
}

const OFFERED: [u32; 6] = [30, 90, 180, 365, 730, 1825];

fn retention_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, now: Option<u32>) {
    let mut chosen = None;
    ComboBox::from_id_salt("retention").selected_text(words::retention(now)).show_ui(ui, |ui| {
        for days in std::iter::once(None).chain(OFFERED.map(Some)) {
            if ui.add(Button::selectable(days == now, words::retention(days))).clicked() {
                chosen = Some(days);
            }
        }
    });
    let read = |typed: &str| settings::parse("retention_days", typed);
    if let Some(Change::RetentionDays(days)) = state.days.ui(ui, words::DAYS, words::DAYS_HINT, USE, read) {
        chosen = Some(days);
    }
    match chosen {
        Some(days) if days == now => {}
        Some(Some(days)) if now.is_none_or(|now| days < now) => state.shortening = Some(days),
        Some(days) => scene.change(Change::RetentionDays(days)),
        None => {}
    }
    if let Some(days) = now {
        widgets::caption(ui, &words::what_goes(days));
    }
}

/// Asks before arrivals are removed that would have stayed.
fn shorten_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(days) = state.shortening else { return };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &words::shorten_title(days));
        widgets::soft(ui, words::SHORTEN_TEXT);
    };
    let yes = Action::danger(Icon::Trash2, words::SHORTEN);
    let said = dialog::ask(ui, "retention", 440.0, question, yes, words::LEAVE);
    if said == dialog::Said::Yes {
        scene.change(Change::RetentionDays(Some(days)));
    }
    if said != dialog::Said::Nothing {
        state.shortening = None;
    }
}

mod words {
    pub const DATA: &str = "Data";
    pub const DATA_FOLDER: &str = "Data folder";
    pub const DATA_FOLDER_MEANING: &str = "Where the enrolled faces and the log are kept. A change takes effect when \
        Hadir is started again; nothing is moved.";
    pub const CHOOSE_FOLDER: &str = "Choose a folder…";
    pub const DATA_PATH: &str = "Path of the data folder";
    pub const DATA_PATH_HINT: &str = "or type its path";
    pub const RETENTION: &str = "Keep arrivals";
    pub const RETENTION_MEANING: &str =
        "How long the log keeps who came, with the picture. Those enrolled are not touched.";
    pub const DAYS: &str = "Days to keep arrivals";
    pub const DAYS_HINT: &str = "or type a number of days";
    pub const SHORTEN: &str = "Remove them";
    pub const SHORTEN_TEXT: &str = "Older arrivals and their pictures are deleted from this computer now, and from now \
        on as they grow older; those still to be sent stay until they are. This cannot be undone. Export the log first \
        to keep them elsewhere.";
    pub const LEAVE: &str = "Leave it";

    pub fn retention(days: Option<u32>) -> String {
        match days {
            None => "For ever".to_owned(),
            Some(1) => "For 1 day".to_owned(),
            Some(365) => "For 365 days (a year)".to_owned(),
            Some(days) => format!("For {days} days"),
        }
    }

    pub fn what_goes(days: u32) -> String {
        let days = if days == 1 { "a day".to_owned() } else { format!("{days} days") };
        format!("Arrivals older than {days} are deleted, with their pictures.")
    }

    pub fn shorten_title(days: u32) -> String {
        let days = if days == 1 { "a day".to_owned() } else { format!("{days} days") };
        format!("Remove arrivals older than {days}?")
    }
}
