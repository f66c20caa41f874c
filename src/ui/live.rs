//! What the door sees: the camera as large as it goes, and who was recognised.

use eframe::egui::{Align2, Color32, CornerRadius, Frame, Margin, Panel, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use super::icons::{self, Icon};
use super::theme::{self, CARD_RADIUS, GUTTER, over_feed};
use super::who::Question;
use super::widgets::{self, Action};
use super::{Scene, Screen, arrivals, elsewhere, feed, who};
use crate::settings::Change;
use crate::station::view::{CameraState, EngineState};

/// What the person did with this screen.
#[derive(Default)]
pub struct State {
    /// Whether the list is shown; `None` until the person says: then where there is room.
    list: Option<bool>,
    arrivals: arrivals::State,
    who: who::State,
}

impl State {
    fn shows_list(&self, ui: &Ui) -> bool {
        self.list.unwrap_or(ui.ctx().content_rect().width() >= 900.0)
    }
}

/// The buttons of this screen in the header.
pub fn header_buttons_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let shown = state.shows_list(ui);
    let (icon, name) = match shown {
        true => (Icon::PanelRightClose, words::HIDE_LIST),
        false => (Icon::PanelRightOpen, words::SHOW_LIST),
    };
    if widgets::icon_button(ui, icon, name).clicked() {
        state.list = Some(!shown);
    }
    let mirrored = scene.view.settings.mirror.value;
    let name = if mirrored { words::NO_MIRROR } else { words::MIRROR };
    if widgets::icon_button(ui, Icon::FlipHorizontal2, name).clicked() {
        scene.change(Change::Mirror(!mirrored));
    }
}

/// The screen.
pub fn live_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if state.shows_list(ui) {
        let width = ui.ctx().content_rect().width();
        let list = if width < 1100.0 { 292.0 } else { (width * 0.24).clamp(320.0, 420.0) };
        let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
        Panel::right("arrivals")
            .exact_size(list)
            .resizable(false)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| arrivals::arrivals_ui(ui, &mut state.arrivals, scene));
    }
    if let Some(remote) = &scene.view.remote {
        elsewhere::line_ui(ui, remote);
    }
    let now = ui.input(|input| input.time);
    state.who.follow(scene.view, now);
    let room = ui.available_rect_before_wrap();
    if let Some(feed) = picture_ui(ui, scene, state.who.question()) {
        who::who_ui(ui, &mut state.who, scene, room, feed);
    }
}

/// The camera's picture, and where it is drawn; where there is none, what happened and what to do. Of one of the faces in it
/// a person may be `asked`.
pub fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, asked: Option<&Question>) -> Option<Rect> {
    let view = scene.view;
    if let (CameraState::Live { .. }, Some(frame)) = (&view.camera, &view.preview) {
        let feed = feed::feed_ui(ui, view, frame, scene.camera_change, scene.pictures, asked);
        if view.engine == EngineState::Loading {
            engine_chip(ui, feed);
        }
        return Some(feed);
    }

    let room = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(room);
    let palette = theme::palette(ui);
    let radius = CornerRadius::same(CARD_RADIUS);
    let edge = Stroke::new(1.0, palette.line);
    ui.painter().rect(room, radius, palette.surface, edge, eframe::egui::StrokeKind::Inside);
    ui.scope_builder(UiBuilder::new().max_rect(room.shrink(12.0)), |ui| no_picture_ui(ui, scene));
    None
}

fn no_picture_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (icon, title, text) = match &scene.view.camera {
        CameraState::None => (Icon::Webcam, words::NO_CAMERA.to_owned(), words::NO_CAMERA_TEXT.to_owned()),
        CameraState::Opening { name } => (Icon::Hourglass, words::opening(name), words::OPENING_TEXT.to_owned()),
        CameraState::Live { name, .. } => (Icon::Hourglass, words::opening(name), words::OPENING_TEXT.to_owned()),
        CameraState::Trouble { message, advice, .. } => (Icon::VideoOff, message.clone(), advice.clone()),
        CameraState::Ended { name } => (Icon::Film, words::ended(name), words::ENDED_TEXT.to_owned()),
    };
    let mut go = false;
    let trouble = matches!(scene.view.camera, CameraState::Trouble { .. });
    // Chosen once more, it begins again.
    let ended = match &scene.view.camera {
        CameraState::Ended { .. } => scene.view.settings.source.value.clone(),
        _ => None,
    };
    let button = match &scene.view.camera {
        CameraState::None => Some(words::CHOOSE),
        CameraState::Trouble { .. } | CameraState::Ended { .. } => Some(words::CHOOSE_ANOTHER),
        CameraState::Opening { .. } | CameraState::Live { .. } => None,
    };
    let ends = ended.is_some();
    widgets::placeholder(ui, icon, &title, &text, |ui| {
        if trouble {
            widgets::caption(ui, words::KEEPS_TRYING);
        }
        if let Some(source) = ended
            && Action::primary(Icon::RotateCcw, words::PLAY_AGAIN).show(ui).clicked()
        {
            scene.change(Change::Source(Some(source)));
        }
        match button {
            Some(text) if ends => go = Action::plain(Icon::Video, text).show(ui).clicked(),
            Some(text) => go = Action::primary(Icon::Video, text).show(ui).clicked(),
            None => {
                let (rect, _) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::hover());
                widgets::paint_waiting(ui, rect, theme::palette(ui).accent_text);
            }
        }
    });
    if go {
        scene.go = Some(Screen::Settings);
    }
}

/// Faces are not named yet, and why. There are no labels it could cover.
fn engine_chip(ui: &mut Ui, feed: Rect) {
    let font = theme::regular(15.0);
    let text = ui.painter().layout_no_wrap(words::ENGINE_LOADING.to_owned(), font, over_feed::ON_CHIP);
    let size = vec2(text.size().x + 54.0, 38.0);
    let chip = Align2::CENTER_BOTTOM.align_size_within_rect(size, feed.shrink(14.0));
    ui.painter().rect_filled(chip, 19.0, over_feed::CHIP.gamma_multiply(0.9));
    let dots = Rect::from_center_size(chip.left_center() + vec2(22.0, 0.0), vec2(20.0, 20.0));
    widgets::paint_waiting(ui, dots, over_feed::ON_CHIP);
    let at = chip.left_center() + vec2(40.0, -text.size().y / 2.0);
    ui.painter().galley(at, text, Color32::PLACEHOLDER);
    let response = ui.interact(chip, ui.scope_id().with("engine"), Sense::hover());
    widgets::named(&response, eframe::egui::Role::Status, words::ENGINE_LOADING);
}

/// The icon of who was recognised, or not.
pub fn mark(known: bool) -> Icon {
    if known { Icon::CircleCheck } else { Icon::CircleQuestionMark }
}

/// Paints it with its colour.
pub fn paint_mark(ui: &Ui, known: bool, center: eframe::egui::Pos2, size: f32) {
    let palette = theme::palette(ui);
    let color = if known { palette.accent_text } else { palette.warn_text };
    icons::paint(ui.painter(), mark(known), center, size, color);
}

mod words {
    pub const HIDE_LIST: &str = "Hide the list of who was recognised";
    pub const SHOW_LIST: &str = "Show the list of who was recognised";
    pub const MIRROR: &str = "Show the picture as a mirror";
    pub const NO_MIRROR: &str = "Show the picture as the camera sees it";
    pub const NO_CAMERA: &str = "No camera is chosen";
    pub const NO_CAMERA_TEXT: &str = "Connect a webcam and choose it. A video, a folder of pictures or the address of a \
        network camera can be used as well.";
    pub const CHOOSE: &str = "Choose a camera";
    pub const CHOOSE_ANOTHER: &str = "Choose another camera";
    pub const PLAY_AGAIN: &str = "Play again";
    pub const OPENING_TEXT: &str = "The first picture will be here in a moment.";
    pub const KEEPS_TRYING: &str = "Hadir keeps trying by itself.";
    pub const ENDED_TEXT: &str = "There are no more pictures. In Settings it can be set to begin again at its end.";
    pub const ENGINE_LOADING: &str = "Getting ready to recognise faces…";

    pub fn opening(name: &str) -> String {
        format!("Opening {name}")
    }

    pub fn ended(name: &str) -> String {
        format!("{name} has come to its end")
    }
}
