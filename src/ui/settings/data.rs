//! Where everything is kept, and how long.

use eframe::egui::{Button, ComboBox, Label, RichText, TextStyle, Ui};

use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::widgets::{self, Action};
use super::super::{Scene, dialog};
use super::parts::{self, Line, setting, setting_that, typed_ui};
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
    widgets::heading(ui, Icon::Database, &say!("settings-data"));
    let settings = scene.view.settings.clone();
    let data = &settings.data;
    let comes_to = parts::decides_always(data.from);
    setting_that(ui, &say!("settings-folder"), &say!("settings-folder-meaning"), data.from, comes_to, |ui| {
        let path = RichText::new(data.value.display().to_string()).text_style(TextStyle::Monospace);
        ui.add(Label::new(path).wrap().selectable(true));
        let choosing = parts::choosing(scene);
        if Action::plain(Icon::FolderOpen, say!("settings-folder-choose")).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::DataFolder);
        }
        let (name, hint) = (say!("settings-folder-path"), say!("settings-folder-hint"));
        if let Some(path) = typed_ui(ui, &mut state.data, &name, &hint, &say!("settings-use")) {
            scene.change(Change::Data(path.into()));
        }
    });
    let retention = settings.retention_days;
    setting(ui, &say!("settings-retention"), &say!("settings-retention-meaning"), retention.from, |ui| {
        retention_ui(ui, state, scene, retention.value);
    });
    shorten_ui(ui, state, scene);
}

const OFFERED: [u32; 6] = [30, 90, 180, 365, 730, 1825];

fn retention_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, now: Option<u32>) {
    let mut chosen = None;
    ComboBox::from_id_salt("retention").selected_text(retention_name(now)).show_ui(ui, |ui| {
        for days in std::iter::once(None).chain(OFFERED.map(Some)) {
            if ui.add(Button::selectable(days == now, retention_name(days))).clicked() {
                chosen = Some(days);
            }
        }
    });
    let read = |typed: &str| settings::parse("retention_days", typed);
    let (name, hint) = (say!("settings-retention-typed"), say!("settings-retention-hint"));
    if let Some(Change::RetentionDays(days)) = state.days.ui(ui, &name, &hint, &say!("settings-use"), read) {
        chosen = Some(days);
    }
    match chosen {
        Some(days) if days == now => {}
        Some(Some(days)) if now.is_none_or(|now| days < now) => state.shortening = Some(days),
        Some(days) => scene.change(Change::RetentionDays(days)),
        None => {}
    }
    if let Some(days) = now {
        widgets::caption(ui, &say!("settings-retention-what-goes", days = days));
    }
}

/// Asks before arrivals are removed that would have stayed.
fn shorten_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(days) = state.shortening else { return };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &say!("settings-shorten-title", days = days));
        widgets::soft(ui, &say!("settings-shorten-text"));
    };
    let yes = Action::danger(Icon::Trash2, say!("settings-shorten"));
    let said = dialog::ask(ui, "retention", 440.0, question, yes, &say!("settings-leave"));
    if said == dialog::Said::Yes {
        scene.change(Change::RetentionDays(Some(days)));
    }
    if said != dialog::Said::Nothing {
        state.shortening = None;
    }
}

fn retention_name(days: Option<u32>) -> String {
    match days {
        None => say!("settings-retention-for-ever"),
        Some(days) => say!("settings-retention-days", days = days),
    }
}
