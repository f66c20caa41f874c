//! Which camera, with its picture beside the question.

use eframe::egui::{Panel, ScrollArea, Ui};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::settings::parts::typed_ui;
use super::super::theme::GUTTER;
use super::super::widgets::{self, Action};
use super::super::{Scene, live};
use crate::settings::Change;
use crate::station::Command;

/// What is being typed, and what was done without being asked.
#[derive(Default)]
pub(super) struct State {
    asked: bool,
    chose: bool,
    types: bool,
    address: String,
}

pub(super) fn camera_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if scene.view.cameras.is_none() && !state.asked {
        state.asked = true;
        scene.send(Command::ListCameras);
    }
    if let (Some(cameras), None, false) = (&scene.view.cameras, &scene.view.settings.source.value, state.chose)
        && let [only] = cameras.as_slice()
    {
        // Who has one camera need not be asked which.
        state.chose = true;
        scene.change(Change::Source(Some(only.source.clone())));
    }
    let width = (ui.available_width() * 0.4).clamp(220.0, 360.0);
    let frame =
        eframe::egui::Frame::new().outer_margin(eframe::egui::Margin { left: GUTTER as i8, ..Default::default() });
    Panel::right("welcome cameras").exact_size(width).resizable(false).show_separator_line(false).frame(frame).show(
        ui,
        |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| choices_ui(ui, state, scene));
        },
    );
    live::picture_ui(ui, scene, None);
}

fn choices_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let chosen = scene.view.settings.source.value.clone();
    match scene.view.cameras.clone() {
        None => widgets::waiting(ui, &say!("welcome-camera-looking")),
        Some(cameras) => {
            if cameras.is_empty() && scene.view.preview.is_none() {
                widgets::soft(ui, &say!("welcome-camera-none"));
            }
            for camera in cameras.iter() {
                let selected = chosen.as_deref() == Some(camera.source.as_str());
                if widgets::choice(ui, selected, Icon::Webcam, &camera.name) {
                    state.chose = true;
                    scene.change(Change::Source(Some(camera.source.clone())));
                }
            }
        }
    }
    let looking = say!("welcome-camera-looking");
    let refused = scene.view.cameras.is_none().then_some(looking.as_str());
    if Action::plain(Icon::RefreshCw, say!("welcome-camera-look-again")).refused(refused).show(ui).clicked() {
        scene.send(Command::ListCameras);
    }
    if !state.types {
        state.types = Action::quiet(Icon::Keyboard, say!("welcome-camera-other")).show(ui).clicked();
        return;
    }
    widgets::caption(ui, &say!("welcome-camera-address-text"));
    let (name, hint, take) = (say!("welcome-camera-address"), say!("welcome-camera-address-hint"), say!("welcome-use"));
    if let Some(source) = typed_ui(ui, &mut state.address, &name, &hint, &take) {
        scene.change(Change::Source(Some(source)));
    }
}
