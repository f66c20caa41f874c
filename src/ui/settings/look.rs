//! Colours, and the language of dates.

use eframe::egui::Ui;

use super::super::Scene;
use super::super::icons::Icon;
use super::super::widgets;
use super::parts::setting;
use crate::settings::{Change, DateLanguage, Theme};

/// The card.
pub fn look_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Palette, words::LOOK);
    let settings = scene.view.settings.clone();
    setting(ui, words::THEME, words::THEME_MEANING, settings.theme.from, |ui| {
        let mut theme = settings.theme.value;
        let choices = [(Theme::System, words::SYSTEM), (Theme::Light, words::LIGHT), (Theme::Dark, words::DARK)];
        if widgets::segmented(ui, &mut theme, &choices) {
            scene.change(Change::Theme(theme));
        }
    });
    setting(ui, words::DATES, words::DATES_MEANING, settings.dates.from, |ui| {
        let mut dates = settings.dates.value;
        let choices = [(DateLanguage::English, words::ENGLISH), (DateLanguage::Indonesian, words::INDONESIAN)];
        if widgets::segmented(ui, &mut dates, &choices) {
            scene.change(Change::Dates(dates));
        }
        widgets::caption(ui, &scene.dates.day(scene.now));
    });
}

mod words {
    pub const LOOK: &str = "Look and language";
    pub const THEME: &str = "Theme";
    pub const THEME_MEANING: &str = "Light for a bright corridor, dark for a dim one.";
    pub const SYSTEM: &str = "As the desktop";
    pub const LIGHT: &str = "Light";
    pub const DARK: &str = "Dark";
    pub const DATES: &str = "Language of dates";
    pub const DATES_MEANING: &str = "How days and times are written.";
    pub const ENGLISH: &str = "English";
    pub const INDONESIAN: &str = "Bahasa Indonesia";
}
