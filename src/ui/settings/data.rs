//! Where everything is kept.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::Scene;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::widgets::{self, Action};
use super::parts::{self, CHOOSING, USE, setting_that, typed_ui};
use crate::settings::Change;

/// A path that is being typed.
#[derive(Default)]
pub struct State {
    data: String,
}

/// The card.
pub fn data_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Database, words::DATA);
    let data = scene.view.settings.data.clone();
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
}

mod words {
    pub const DATA: &str = "Data";
    pub const DATA_FOLDER: &str = "Data folder";
    pub const DATA_FOLDER_MEANING: &str =
        "Where the enrolled faces are kept. A change takes effect when Hadir is started again; nothing is moved.";
    pub const CHOOSE_FOLDER: &str = "Choose a folder…";
    pub const DATA_PATH: &str = "Path of the data folder";
    pub const DATA_PATH_HINT: &str = "or type its path";
}
