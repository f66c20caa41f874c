//! Every setting, what it means, and where its value came from: a card for each file here.

use std::path::Path;

use eframe::egui::{Align, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::theme::GAP;
use super::{Scene, widgets};
use crate::settings::Change;
use crate::station::Command;
use crate::station::checkup::Section;

mod api;
mod camera;
mod consent;
mod data;
mod door;
mod look;
mod meaning;
pub(super) mod parts;
mod recognition;
mod remote;
mod secrets;
mod server;
mod threshold;

/// What is being changed and has not been let go of yet.
#[derive(Default)]
pub struct State {
    asked_for_cameras: bool,
    /// The card that the person was led to, and has not seen yet.
    shows: Option<Section>,
    camera: camera::State,
    recognition: recognition::State,
    remote: remote::State,
    api: api::State,
    server: server::State,
    consent: consent::State,
    data: data::State,
    door: door::State,
}

impl State {
    /// The screen is left: what was typed or made of keys is not there for the next who comes by.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.recognition.leave();
        self.api.leave();
        self.remote.leave();
        self.server.leave(scene);
        self.door.leave();
    }

    /// This card is looked at next.
    pub fn show(&mut self, section: Section) {
        self.shows = Some(section);
    }

    /// A file or folder was chosen as camera.
    pub fn take_camera(&mut self, path: &Path, scene: &mut Scene<'_>) {
        scene.change(Change::Source(Some(path.display().to_string())));
    }
}

const WIDTH: f32 = 860.0;

/// The screen.
pub fn settings_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if scene.view.cameras.is_none() && !state.asked_for_cameras {
        state.asked_for_cameras = true;
        scene.send(Command::ListCameras);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let room = ui.available_width();
        let width = room.min(WIDTH);
        let rect =
            Rect::from_min_size(ui.cursor().min + vec2((room - width) / 2.0, 0.0), vec2(width - 8.0, f32::INFINITY));
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            let mut shows = state.shows.take();
            let mut begin = |ui: &Ui, section| {
                if shows.take_if(|shows| *shows == section).is_some() {
                    ui.scroll_to_cursor(Some(Align::Min));
                }
            };
            begin(ui, Section::Camera);
            widgets::card(ui, |ui| camera::camera_ui(ui, &mut state.camera, scene));
            widgets::card(ui, |ui| recognition::recognition_ui(ui, &mut state.recognition, scene));
            begin(ui, Section::OtherHadir);
            widgets::card(ui, |ui| remote::remote_ui(ui, &mut state.remote, scene));
            begin(ui, Section::MainApi);
            widgets::card(ui, |ui| api::api_ui(ui, &mut state.api, scene));
            begin(ui, Section::Server);
            widgets::card(ui, |ui| server::server_ui(ui, &mut state.server, scene));
            widgets::card(ui, |ui| door::door_ui(ui, &mut state.door, scene));
            begin(ui, Section::Data);
            widgets::card(ui, |ui| {
                data::data_ui(ui, &mut state.data, scene);
                consent::consent_ui(ui, &mut state.consent, scene);
            });
            widgets::card(ui, |ui| look::look_ui(ui, scene));
            ui.add_space(GAP);
        });
    });
}
