//! Colours, and the language.

use eframe::egui::Ui;

use super::super::Scene;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::widgets;
use super::parts::setting;
use crate::settings::{Change, TextSize, Theme};
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
    let (name, meaning) = (say!("look-text-size"), say!("look-text-size-meaning"));
    setting(ui, &name, &meaning, settings.text_size.from, |ui| {
        let mut size = settings.text_size.value;
        let percent = TextSize::OFFERED.map(|size| (size, say!("look-percent", percent = percent(size))));
        let choices: Vec<_> = percent.iter().map(|(size, name)| (*size, name.as_str())).collect();
        if widgets::segmented(ui, &mut size, &choices) {
            scene.change(Change::TextSize(size));
        }
    });
}

fn percent(size: TextSize) -> i64 {
    (size.get() * 100.0).round() as i64
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
