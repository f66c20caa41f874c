//! Which server of the school is to hear of arrivals, if any.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::settings::parts::Line;
use super::super::theme::GAP;
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, webhook_test};
use crate::camera;
use crate::settings::{self, Change};
use crate::text;

pub(super) fn server_ui(ui: &mut Ui, line: &mut Line, scene: &mut Scene<'_>) {
    ui.set_max_width(560.0);
    match scene.view.settings.webhook_url.value.clone() {
        Some(url) => {
            let url = RichText::new(camera::without_secrets(&url)).text_style(TextStyle::Monospace);
            ui.add(Label::new(url).wrap().selectable(true));
            webhook_test::button_ui(ui, scene);
            webhook_test::result_ui(ui, scene);
            if Action::quiet(Icon::CloudOff, say!("welcome-server-none")).show(ui).clicked() {
                scene.change(Change::WebhookUrl(None));
            }
        }
        None => widgets::status_line(ui, Icon::CloudOff, &say!("welcome-server-stays"), Tone::Calm),
    }
    ui.add_space(GAP);
    let read = |typed: &str| settings::parse("webhook_url", typed).map_err(|_| text!("welcome-server-no-address"));
    let (name, hint, take) = (say!("welcome-server-address"), say!("welcome-server-hint"), say!("welcome-use"));
    if let Some(change) = line.ui(ui, &name, &hint, &take, read) {
        scene.change(change);
    }
    widgets::caption(ui, &say!("welcome-server-keys"));
}
