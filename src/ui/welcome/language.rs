//! Which language: the first question, in both.

use eframe::egui::{Button, RichText, Ui, vec2};

use super::super::icons::{self, Icon};
use super::super::widgets::grow;
use super::super::{Scene, theme};
use crate::settings::Change;
use crate::words::Language;

pub(super) fn language_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let spoken = scene.view.settings.language.value;
    for language in Language::ALL {
        let selected = language == spoken;
        let mark = if selected { Icon::CircleCheckBig } else { Icon::Circle };
        let name = RichText::new(language.name()).font(theme::bold(19.0));
        let atoms = (icons::atom(Icon::Languages, 24.0), name, grow(), icons::atom(mark, 22.0));
        let size = vec2(ui.available_width().min(460.0), 60.0);
        if ui.add(Button::new(atoms).selected(selected).min_size(size)).clicked() && !selected {
            scene.change(Change::Language(language));
        }
    }
}
