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
    widgets::heading(ui, Icon::Palette, &say!("look-title"));
    let settings = scene.view.settings.clone();
    setting(ui, &say!("look-theme"), &say!("look-theme-meaning"), settings.theme.from, |ui| {
        let mut theme = settings.theme.value;
        let choices = [
            (Theme::System, say!("look-theme-system")),
            (Theme::Light, say!("look-theme-light")),
            (Theme::Dark, say!("look-theme-dark")),
        ];
        if widgets::segmented(ui, &mut theme, &choices.each_ref().map(|(theme, name)| (*theme, name.as_str()))) {
            scene.change(Change::Theme(theme));
        }
    });
    setting(ui, &say!("look-language"), &say!("look-language-meaning"), settings.language.from, |ui| {
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
