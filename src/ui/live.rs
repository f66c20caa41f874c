//! What the door sees: the camera as large as it goes, and who was recognised.

use eframe::egui::{Align2, Color32, CornerRadius, Frame, Margin, Panel, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use super::faces::Eyes;
use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, CARD_RADIUS, GUTTER, over_feed};
use super::who::Question;
use super::widgets::{self, Action};
use super::{Scene, Screen, arrivals, class, elsewhere, feed, greeting, who};
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
        true => (Icon::PanelRightClose, say!("live-hide-list")),
        false => (Icon::PanelRightOpen, say!("live-show-list")),
    };
    if widgets::icon_button(ui, icon, &name).clicked() {
        state.list = Some(!shown);
    }
    let mirrored = scene.view.settings.mirror.value;
    let name = if mirrored { say!("live-no-mirror") } else { say!("live-mirror") };
    if widgets::icon_button(ui, Icon::FlipHorizontal2, &name).clicked() {
        scene.change(Change::Mirror(!mirrored));
    }
}

/// The screen.
pub fn live_ui(ui: &mut Ui, state: &mut State, greetings: &greeting::State, scene: &mut Scene<'_>) {
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
    class::strip_ui(ui, scene);
    if let Some(remote) = &scene.view.remote {
        elsewhere::line_ui(ui, remote);
    }
    let now = ui.input(|input| input.time);
    state.who.follow(scene.view, now);
    let room = ui.available_rect_before_wrap();
    if let Some(feed) = picture_ui(ui, scene, state.who.question()) {
        let asked = who::who_ui(ui, &mut state.who, scene, room, feed);
        greeting::greeting_ui(ui, greetings, scene, feed, asked);
    }
}

/// The camera's picture, and where it is drawn; where there is none, what happened and what to do. Of one of the faces in it
/// a person may be `asked`.
pub fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, asked: Option<&Question>) -> Option<Rect> {
    let view = scene.view;
    if let (CameraState::Live { .. }, Some(frame)) = (&view.camera, &view.preview) {
        let feed = feed::feed_ui(ui, view, frame, scene.camera_change, scene.pictures, Eyes::OfStaff(asked));
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
        CameraState::None => (Icon::Webcam, say!("live-no-camera"), say!("live-no-camera-text")),
        CameraState::Opening { name } => {
            (Icon::Hourglass, say!("live-opening", name = name), say!("live-opening-text"))
        }
        CameraState::Live { name, .. } => {
            (Icon::Hourglass, say!("live-opening", name = name), say!("live-opening-text"))
        }
        CameraState::Trouble { message, advice, .. } => (Icon::VideoOff, spoken(message), spoken(advice)),
        CameraState::Ended { name } => (Icon::Film, say!("live-ended", name = name), say!("live-ended-text")),
    };
    let mut go = false;
    let trouble = matches!(scene.view.camera, CameraState::Trouble { .. });
    // Chosen once more, it begins again.
    let ended = match &scene.view.camera {
        CameraState::Ended { .. } => scene.view.settings.source.value.clone(),
        _ => None,
    };
    let button = match &scene.view.camera {
        CameraState::None => Some(say!("live-choose")),
        CameraState::Trouble { .. } | CameraState::Ended { .. } => Some(say!("live-choose-another")),
        CameraState::Opening { .. } | CameraState::Live { .. } => None,
    };
    let ends = ended.is_some();
    widgets::placeholder(ui, icon, &title, &text, |ui| {
        if trouble {
            widgets::caption(ui, &say!("live-keeps-trying"));
        }
        if let Some(source) = ended
            && Action::primary(Icon::RotateCcw, say!("live-play-again")).show(ui).clicked()
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
pub fn engine_chip(ui: &mut Ui, feed: Rect) {
    let font = theme::regular(15.0);
    let name = say!("live-engine-loading");
    let text = ui.painter().layout_no_wrap(name.clone(), font, over_feed::ON_CHIP);
    let size = vec2(text.size().x + 54.0, 38.0);
    let chip = Align2::CENTER_BOTTOM.align_size_within_rect(size, feed.shrink(14.0));
    ui.painter().rect_filled(chip, 19.0, over_feed::CHIP.gamma_multiply(0.9));
    let dots = Rect::from_center_size(chip.left_center() + vec2(22.0, 0.0), vec2(20.0, 20.0));
    widgets::paint_waiting(ui, dots, over_feed::ON_CHIP);
    let at = chip.left_center() + vec2(40.0, -text.size().y / 2.0);
    ui.painter().galley(at, text, Color32::PLACEHOLDER);
    let response = ui.interact(chip, ui.scope_id().with("engine"), Sense::hover());
    widgets::named(&response, eframe::egui::Role::Status, &name);
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
