//! The camera, and how its pictures are asked for.

use eframe::egui::{Button, ComboBox, Ui};

use super::super::Scene;
use super::super::files::Choose;
use super::super::icons::Icon;
use super::super::widgets::{self, Action};
use super::parts::{CHOOSING, USE, setting, typed_ui};
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
    widgets::heading(ui, Icon::Video, words::CAMERA);
    let settings = scene.view.settings.clone();
    setting(ui, words::SOURCE, words::SOURCE_MEANING, settings.source.from, |ui| source_ui(ui, state, scene));

    setting(ui, words::SIZE, words::SIZE_MEANING, settings.size.from, |ui| {
        let name = words::size(settings.size.value);
        ComboBox::from_id_salt("size").selected_text(name).show_ui(ui, |ui| {
            let sizes = [(640, 480), (800, 600), (1280, 720), (1920, 1080)];
            let sizes = sizes.map(|(width, height)| Some(FrameSize { width, height }));
            for size in std::iter::once(None).chain(sizes) {
                let selected = settings.size.value == size;
                if ui.add(Button::selectable(selected, words::size(size))).clicked() && !selected {
                    scene.change(Change::Size(size));
                }
            }
        });
    });

    setting(ui, words::RATE, words::RATE_MEANING, settings.rate.from, |ui| {
        ComboBox::from_id_salt("rate").selected_text(words::rate(settings.rate.value)).show_ui(ui, |ui| {
            for rate in [None, Some(5.0), Some(10.0), Some(15.0), Some(25.0), Some(30.0)] {
                let selected = settings.rate.value == rate;
                if ui.add(Button::selectable(selected, words::rate(rate))).clicked() && !selected {
                    scene.change(Change::Rate(rate));
                }
            }
        });
    });

    setting(ui, words::MIRROR, words::MIRROR_MEANING, settings.mirror.from, |ui| {
        let mut on = settings.mirror.value;
        if widgets::switch(ui, &mut on, words::MIRROR_SWITCH).changed() {
            scene.change(Change::Mirror(on));
        }
    });

    setting(ui, words::REPEAT, words::REPEAT_MEANING, settings.repeat.from, |ui| {
        let mut on = settings.repeat.value;
        if widgets::switch(ui, &mut on, words::REPEAT_SWITCH).changed() {
            scene.change(Change::Repeat(on));
        }
    });
}

fn source_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let chosen = scene.view.settings.source.value.clone();
    match scene.view.cameras.clone() {
        None => widgets::waiting(ui, words::LOOKING_FOR_CAMERAS),
        Some(cameras) => {
            if cameras.is_empty() {
                widgets::status_line(ui, Icon::VideoOff, words::NO_WEBCAM, widgets::Tone::Calm);
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
            if widgets::choice(ui, chosen.is_none(), Icon::VideoOff, words::NONE) && chosen.is_some() {
                scene.change(Change::Source(None));
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let looking = scene.view.cameras.is_none().then_some(words::LOOKING_FOR_CAMERAS);
        if Action::plain(Icon::RefreshCw, words::LOOK_AGAIN).refused(looking).show(ui).clicked() {
            scene.send(Command::ListCameras);
        }
        let choosing = scene.files.is_choosing().then_some(CHOOSING);
        if Action::plain(Icon::Film, words::VIDEO).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::CameraFile);
        }
        if Action::plain(Icon::Images, words::STILLS).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::CameraFolder);
        }
    });
    if let Some(source) = typed_ui(ui, &mut state.source, words::ADDRESS, words::ADDRESS_HINT, USE) {
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

mod words {
    use super::FrameSize;

    pub const CAMERA: &str = "Camera";
    pub const SOURCE: &str = "Which camera";
    pub const SOURCE_MEANING: &str =
        "A webcam, a video, a folder of pictures, or the address of a network camera (rtsp:// or http://).";
    pub const LOOKING_FOR_CAMERAS: &str = "Looking for webcams…";
    pub const NO_WEBCAM: &str = "No webcam was found.";
    pub const NONE: &str = "No camera";
    pub const LOOK_AGAIN: &str = "Look again";
    pub const VIDEO: &str = "A video…";
    pub const STILLS: &str = "A folder…";
    pub const ADDRESS: &str = "File, folder or address";
    pub const ADDRESS_HINT: &str = "rtsp://… or /home/…";
    pub const SIZE: &str = "Size of the picture";
    pub const SIZE_MEANING: &str = "The nearest the camera can give. Larger finds smaller faces and takes longer.";
    pub const RATE: &str = "Pictures a second";
    pub const RATE_MEANING: &str = "Fewer spare an old computer.";
    pub const MIRROR: &str = "Mirror";
    pub const MIRROR_MEANING: &str = "People find themselves more easily in a mirror.";
    pub const MIRROR_SWITCH: &str = "Show the picture as a mirror";
    pub const REPEAT: &str = "Videos and folders";
    pub const REPEAT_MEANING: &str = "What happens when the last picture was shown.";
    pub const REPEAT_SWITCH: &str = "Begin again at the end";

    pub fn size(size: Option<FrameSize>) -> String {
        match size {
            None => "Automatic".to_owned(),
            Some(FrameSize { width, height }) => format!("{width} × {height}"),
        }
    }

    pub fn rate(rate: Option<f64>) -> String {
        match rate {
            None => "Automatic".to_owned(),
            Some(rate) => format!("{rate}"),
        }
    }
}
