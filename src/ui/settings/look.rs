//! Colours, and the language.

use eframe::egui::Ui;

use super::super::Scene;
use super::super::icons::Icon;
use super::super::widgets;
use super::parts::setting;
use crate::settings::{Change, Theme};
use crate::words::Language;

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
    setting(ui, words::LANGUAGE, words::LANGUAGE_MEANING, settings.language.from, |ui| {
        let mut language = settings.language.value;
        if widgets::segmented(ui, &mut language, &Language::ALL.map(|language| (language, language.name()))) {
            scene.change(Change::Language(language));
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
    pub const LANGUAGE: &str = "Language";
    pub const LANGUAGE_MEANING: &str = "What Hadir speaks to you. Other systems are spoken to as before.";
}
