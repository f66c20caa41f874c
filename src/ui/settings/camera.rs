//! The camera, and how its pictures are asked for.

use eframe::egui::{Button, ComboBox, Ui};

use super::super::Scene;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::language::say;
use super::super::widgets::{self, Action};
use super::parts::{choosing, setting, typed_ui};
use crate::camera;
use crate::core::FrameSize;
use crate::settings::Change;
use crate::station::Command;
use crate::station::view::CameraState;

/// An address that is being typed.
#[derive(Default)]
pub struct State {
    source: String,
}

/// The card.
pub fn camera_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Video, &say!("settings-camera"));
    let settings = scene.view.settings.clone();
    setting(ui, &say!("settings-source"), &say!("settings-source-meaning"), settings.source.from, |ui| {
        source_ui(ui, state, scene);
    });

    setting(ui, &say!("settings-size"), &say!("settings-size-meaning"), settings.size.from, |ui| {
        let name = size_name(settings.size.value);
        ComboBox::from_id_salt("size").selected_text(name).show_ui(ui, |ui| {
            let sizes = [(640, 480), (800, 600), (1280, 720), (1920, 1080)];
            let sizes = sizes.map(|(width, height)| Some(FrameSize { width, height }));
            for size in std::iter::once(None).chain(sizes) {
                let selected = settings.size.value == size;
                if ui.add(Button::selectable(selected, size_name(size))).clicked() && !selected {
                    scene.change(Change::Size(size));
                }
            }
        });
    });

    setting(ui, &say!("settings-rate"), &say!("settings-rate-meaning"), settings.rate.from, |ui| {
        ComboBox::from_id_salt("rate").selected_text(rate_name(settings.rate.value)).show_ui(ui, |ui| {
            for rate in [None, Some(5.0), Some(10.0), Some(15.0), Some(25.0), Some(30.0)] {
                let selected = settings.rate.value == rate;
                if ui.add(Button::selectable(selected, rate_name(rate))).clicked() && !selected {
                    scene.change(Change::Rate(rate));
                }
            }
        });
    });

    setting(ui, &say!("settings-mirror"), &say!("settings-mirror-meaning"), settings.mirror.from, |ui| {
        let mut on = settings.mirror.value;
        if widgets::switch(ui, &mut on, &say!("settings-mirror-switch")).changed() {
            scene.change(Change::Mirror(on));
        }
    });

    setting(ui, &say!("settings-repeat"), &say!("settings-repeat-meaning"), settings.repeat.from, |ui| {
        let mut on = settings.repeat.value;
        if widgets::switch(ui, &mut on, &say!("settings-repeat-switch")).changed() {
            scene.change(Change::Repeat(on));
        }
    });
}

fn source_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let chosen = scene.view.settings.source.value.clone();
    match scene.view.cameras.clone() {
        None => widgets::waiting(ui, &say!("settings-source-looking")),
        Some(cameras) => {
            if cameras.is_empty() {
                widgets::status_line(ui, Icon::VideoOff, &say!("settings-source-no-webcam"), widgets::Tone::Calm);
            }
            for camera in cameras.iter() {
                let selected = chosen.as_deref() == Some(camera.source.as_str());
                // Pressed though it is chosen: it is to be tried again.
                if widgets::choice(ui, selected, Icon::Webcam, &camera.name) {
                    scene.change(Change::Source(Some(camera.source.clone())));
                }
            }
            let listed = cameras.iter().any(|camera| chosen.as_deref() == Some(camera.source.as_str()));
            if let (Some(source), false) = (&chosen, listed) {
                // The same: a file that has ended is played again.
                if widgets::choice(ui, true, Icon::Film, &source_name(source, &scene.view.camera)) {
                    scene.change(Change::Source(Some(source.clone())));
                }
            }
            if widgets::choice(ui, chosen.is_none(), Icon::VideoOff, &say!("settings-source-none")) && chosen.is_some()
            {
                scene.change(Change::Source(None));
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let looking = scene.view.cameras.is_none().then(|| say!("settings-source-looking"));
        if Action::plain(Icon::RefreshCw, say!("settings-source-look-again")).refused(looking).show(ui).clicked() {
            scene.send(Command::ListCameras);
        }
        let choosing = choosing(scene);
        if Action::plain(Icon::Film, say!("settings-source-video")).refused(choosing.as_deref()).show(ui).clicked() {
            scene.files.choose(Choose::CameraFile);
        }
        if Action::plain(Icon::Images, say!("settings-source-stills")).refused(choosing.as_deref()).show(ui).clicked() {
            scene.files.choose(Choose::CameraFolder);
        }
    });
    let (name, hint) = (say!("settings-source-address"), say!("settings-source-hint"));
    if let Some(source) = typed_ui(ui, &mut state.source, &name, &hint, &say!("settings-use")) {
        scene.change(Change::Source(Some(source)));
    }
}

/// What a source that is no webcam is called: an address may hold a password, its name does not.
fn source_name(source: &str, camera: &CameraState) -> String {
    match camera {
        CameraState::Opening { name }
        | CameraState::Live { name, .. }
        | CameraState::Trouble { name, .. }
        | CameraState::Ended { name } => name.clone(),
        CameraState::None => camera::without_secrets(source),
    }
}

fn size_name(size: Option<FrameSize>) -> String {
    match size {
        None => say!("settings-automatic"),
        Some(FrameSize { width, height }) => format!("{width} × {height}"),
    }
}

fn rate_name(rate: Option<f64>) -> String {
    match rate {
        None => say!("settings-automatic"),
        Some(rate) => say!("settings-rate-number", rate = rate),
    }
}
