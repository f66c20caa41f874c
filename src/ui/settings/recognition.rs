//! What counts as the same face, and how often it counts.

use std::time::Duration;

use eframe::egui::Ui;

use super::super::Scene;
use super::super::icons::Icon;
use super::super::widgets;
use super::parts::{Held, ends_ui, on_release, setting};
use crate::core::{Tolerance, Upsampling};
use crate::settings::Change;

/// Sliders that are held.
#[derive(Default)]
pub struct State {
    tolerance: Option<Held>,
    cooldown: Option<Held>,
}

/// The card.
pub fn recognition_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::ScanFace, words::RECOGNITION);
    let settings = scene.view.settings.clone();
    setting(ui, words::TOLERANCE, words::TOLERANCE_MEANING, settings.tolerance.from, |ui| {
        let value = settings.tolerance.value.get();
        let shown = state.tolerance.map_or(value, |held| held.shown);
        let range = 0.30_f64.min(shown)..=0.60_f64.max(shown);
        let let_go =
            on_release(ui, &mut state.tolerance, value, range, |slider| slider.step_by(0.01).fixed_decimals(2));
        ends_ui(ui, words::STRICTER, words::LOOSER);
        if let Some(let_go) = let_go
            && let Some(tolerance) = Tolerance::new((let_go * 100.0).round() / 100.0)
        {
            scene.change(Change::Tolerance(tolerance));
        }
        widgets::caption(ui, words::tolerance(shown));
    });

    setting(ui, words::UPSAMPLING, words::UPSAMPLING_MEANING, settings.upsampling.from, |ui| {
        let chosen = settings.upsampling.value;
        for upsampling in Upsampling::ALL {
            let (name, _) = words::upsampling(upsampling.times());
            if widgets::choice(ui, chosen == upsampling, Icon::ScanFace, name) && chosen != upsampling {
                scene.change(Change::Upsampling(upsampling));
            }
        }
        widgets::caption(ui, words::upsampling(chosen.times()).1);
    });

    setting(ui, words::COOLDOWN, words::COOLDOWN_MEANING, settings.cooldown.from, |ui| {
        let value = settings.cooldown.value.as_secs_f64();
        let shown = state.cooldown.map_or(value, |held| held.shown);
        let range = 0.0..=600.0_f64.max(shown);
        let let_go = on_release(ui, &mut state.cooldown, value, range, |slider| {
            slider.logarithmic(true).smallest_positive(1.0).fixed_decimals(0).suffix(words::SECONDS)
        });
        if let Some(let_go) = let_go {
            scene.change(Change::Cooldown(Duration::from_secs(let_go.round() as u64)));
        }
    });
}

mod words {
    pub const RECOGNITION: &str = "Recognition";
    pub const TOLERANCE: &str = "How alike a face must be";
    pub const TOLERANCE_MEANING: &str = "Stricter gives fewer wrong names, and leaves more faces without one.";
    pub const STRICTER: &str = "Stricter";
    pub const LOOSER: &str = "Looser";
    pub const UPSAMPLING: &str = "How small a face may be";
    pub const UPSAMPLING_MEANING: &str = "Smaller faces are further from the door. Finding them takes longer.";
    pub const COOLDOWN: &str = "Listed again after";
    pub const COOLDOWN_MEANING: &str = "Whoever stays in view is listed once in this time.";
    pub const SECONDS: &str = " seconds";

    pub fn tolerance(value: f64) -> &'static str {
        match value {
            value if value < 0.40 => "Strict: hardly ever a wrong name. Some students may have to look twice.",
            value if value <= 0.50 => "Balanced: right for most schools.",
            _ => "Loose: names more faces, and more often wrongly.",
        }
    }

    pub fn upsampling(times: u8) -> (&'static str, &'static str) {
        match times {
            0 => ("Near: a few steps away", "Finds faces from about 80 pixels across. The quickest."),
            1 => ("Usual: across a doorway", "Finds faces from about 40 pixels across."),
            _ => ("Far: across a room", "Finds faces from about 20 pixels across. About four times slower."),
        }
    }
}
