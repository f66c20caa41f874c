//! Before the camera: the picture with the outline for the face, what was taken, and below it what can be done.

use eframe::egui::{Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::super::Scene;
use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::GAP;
use super::super::widgets::{self, Action};
use super::super::{feed, live, shelf};
use super::outline::{self, Look};
use super::{State, shots, taken};
use crate::station::Command;
use crate::station::view::{CameraState, Capture, EngineState};

/// The camera, or what was taken. Where everything stands in one column, so high is the camera's picture; else it takes
/// the room there is.
pub fn booth_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, height: Option<f32>) {
    match scene.view.capture.clone() {
        Capture::Ready { shots, lookalikes } => {
            card_ui(
                ui,
                "ready",
                height.is_some(),
                &mut (state, scene),
                |ui, (state, scene)| taken::ready_ui(ui, state, scene, &shots, &lookalikes),
                |ui, (state, scene)| taken::ready_actions_ui(ui, state, scene, shots.len(), &lookalikes),
            );
        }
        Capture::Saved { student, crops } => {
            card_ui(
                ui,
                "saved",
                height.is_some(),
                &mut (state, scene),
                |ui, (_, scene)| taken::saved_ui(ui, scene, &student, &crops),
                |ui, (state, scene)| taken::saved_actions_ui(ui, state, scene),
            );
        }
        capture => {
            let room = ui.available_rect_before_wrap();
            let below = |ui: &mut Ui, scene: &mut Scene<'_>| below_ui(ui, scene, &capture);
            match height {
                Some(height) => {
                    let (rect, _) = ui.allocate_exact_size(vec2(room.width(), height), eframe::egui::Sense::hover());
                    picture_ui(ui, scene, rect, &capture);
                    below(ui, scene);
                }
                None => {
                    let (above, under) = shelf::split(ui, "booth", room);
                    picture_ui(ui, scene, above, &capture);
                    shelf::keep(ui, "booth", under, |ui| below(ui, scene));
                }
            }
        }
    }
}

/// A card with something that scrolls where there is no room for all of it, and below it what can be done.
fn card_ui<T>(
    ui: &mut Ui,
    salt: &str,
    one_column: bool,
    with: &mut T,
    contents: impl FnOnce(&mut Ui, &mut T),
    actions: impl FnOnce(&mut Ui, &mut T),
) {
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_width();
        if one_column {
            contents(ui, with);
            ui.add_space(GAP);
            actions(ui, with);
            return;
        }
        let room = ui.available_rect_before_wrap();
        let (above, under) = shelf::split(ui, salt, room);
        ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
            ScrollArea::vertical().auto_shrink(false).id_salt(salt).show(ui, |ui| contents(ui, with));
        });
        shelf::keep(ui, salt, under, |ui| actions(ui, with));
    });
}

/// The camera's picture, the outline and the one thing to say.
fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, capture: &Capture) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let (CameraState::Live { .. }, Some(frame)) = (&scene.view.camera, &scene.view.preview) else {
            live::picture_ui(ui, scene, None);
            return;
        };
        let feed = feed::picture_ui(ui, scene.view, frame, scene.pictures);
        let (look, sentence) = match capture {
            Capture::Following { advice, .. } => (Look::of(*advice), spoken(&advice.text())),
            Capture::Refused { reason } => (Look::Wanting, spoken(reason)),
            Capture::Saving => (Look::Waiting, say!("enrol-saving")),
            Capture::Idle | Capture::Ready { .. } | Capture::Saved { .. } => (Look::Inviting, say!("enrol-look-here")),
        };
        outline::outline_ui(ui, feed, look, &sentence);
    });
}

fn below_ui(ui: &mut Ui, scene: &mut Scene<'_>, capture: &Capture) {
    match capture {
        Capture::Following { shots, wanted, .. } => {
            let count = say!("enrol-count", taken = shots.len(), wanted = *wanted);
            widgets::strong(ui, &count);
            shots::shots_ui(ui, scene, shots, *wanted, shots::SMALL);
            widgets::buttons_row(ui, |ui| {
                let none = shots.is_empty().then(|| say!("enrol-none-yet"));
                if Action::plain(Icon::Check, say!("enrol-enough")).refused(none).show(ui).clicked() {
                    scene.send(Command::FinishCapture);
                }
                let anyway = Action::plain(Icon::Camera, say!("enrol-anyway")).hint(say!("enrol-anyway-hint"));
                if anyway.show(ui).clicked() {
                    scene.send(Command::CaptureAnyway);
                }
                if Action::quiet(Icon::X, say!("enrol-leave")).show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                }
            });
        }
        Capture::Refused { reason } => {
            if !matches!(scene.view.camera, CameraState::Live { .. }) {
                taken::line_ui(ui, &spoken(reason), true);
            }
            widgets::buttons_row(ui, |ui| {
                take_ui(ui, scene, Icon::RotateCcw, say!("enrol-try-again"));
                if Action::quiet(Icon::X, say!("enrol-leave")).bare().show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                }
            });
        }
        Capture::Saving => widgets::waiting(ui, &say!("enrol-saving")),
        Capture::Idle | Capture::Ready { .. } | Capture::Saved { .. } => {
            ui.horizontal(|ui| {
                take_ui(ui, scene, Icon::Camera, say!("enrol-take"));
                widgets::caption(ui, &say!("enrol-take-text"));
            });
        }
    }
}

/// Begins. Where it cannot it says why.
fn take_ui(ui: &mut Ui, scene: &mut Scene<'_>, icon: Icon, text: String) {
    let refusal = match (&scene.view.camera, &scene.view.engine) {
        (_, EngineState::Loading) => Some(say!("enrol-engine-loading")),
        (_, EngineState::Failed { .. } | EngineState::Failing { .. }) => Some(say!("enrol-engine-failed")),
        (CameraState::Live { .. }, EngineState::Ready) => None,
        (_, EngineState::Ready) => Some(say!("enrol-no-camera")),
    };
    if Action::primary(icon, text).large().refused(refusal).show(ui).clicked() {
        scene.send(Command::Capture);
    }
}
