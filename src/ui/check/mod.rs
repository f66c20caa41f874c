//! The morning's glance: whether all is in order, and what to do where it is not.

use eframe::egui::{
    Align, CornerRadius, Label, Layout, Rect, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, pos2, vec2,
};
use eframe::egui::{ScrollArea, epaint};

use super::icons::{self, Icon};
use super::language::say;
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone};
use super::{Scene, pictures};
use crate::camera::Frame;
use crate::station::checkup::Checked;
use crate::station::{Command, View};

mod rows;

/// It is looked at again after so many seconds, as long as the person does.
const AGAIN: f64 = 3.0;
/// Wider than this nobody reads.
const WIDTH: f32 = 900.0;
/// With less width than this, the camera's picture stands under the sentence.
const BESIDE: f32 = 620.0;

/// When it was asked for.
#[derive(Default)]
pub struct State {
    asked_at: Option<f64>,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self) {
        self.asked_at = None;
    }

    /// Keeps what is shown fresh.
    fn follow(&mut self, ui: &Ui, scene: &mut Scene<'_>) {
        let now = ui.input(|input| input.time);
        if self.asked_at.is_none_or(|asked| now - asked >= AGAIN) {
            self.asked_at = Some(now);
            scene.send(Command::CheckUp);
        }
        ui.ctx().request_repaint_after_secs(AGAIN as f32);
    }
}

/// How many things are not in order.
pub fn wanting(view: &View) -> usize {
    view.checkup.last.as_ref().map_or(0, |checked| checked.wanting().len())
}

/// The screen.
pub fn check_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    state.follow(ui, scene);
    let checked = scene.view.checkup.last.clone();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width().min(WIDTH);
        let left = ui.cursor().min + vec2((ui.available_width() - width) / 2.0, 0.0);
        let rect = Rect::from_min_size(left, vec2(width - 8.0, f32::INFINITY));
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            widgets::card(ui, |ui| top_ui(ui, state, scene, checked.as_deref()));
            if let Some(checked) = &checked {
                rows::rows_ui(ui, scene, checked);
            }
            ui.add_space(GAP);
        });
    });
}

/// The one sentence, and what the camera sees.
fn top_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, checked: Option<&Checked>) {
    let room = ui.available_width();
    if room < BESIDE {
        sentence_ui(ui, state, scene, checked);
        ui.add_space(GAP);
        let (rect, _) = ui.allocate_exact_size(vec2(room.min(200.0), room.min(200.0) * 0.75), Sense::hover());
        picture_ui(ui, scene, rect);
        return;
    }
    let size = vec2(228.0, 171.0);
    let (rect, _) = ui.allocate_exact_size(vec2(room, size.y), Sense::hover());
    let at = Rect::from_min_size(pos2(rect.right() - size.x, rect.top()), size);
    picture_ui(ui, scene, at);
    let beside = Rect::from_min_max(rect.min, pos2(at.left() - 24.0, rect.bottom()));
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(beside).layout(layout), |ui| sentence_ui(ui, state, scene, checked));
}

fn sentence_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, checked: Option<&Checked>) {
    let Some(checked) = checked else {
        widgets::waiting(ui, &say!("morning-looking"));
        return;
    };
    let count = checked.wanting().len();
    let (icon, tone, said) = match count {
        0 => (Icon::CircleCheckBig, Tone::Good, say!("morning-in-order")),
        count => (Icon::BellRing, Tone::Warning, say!("morning-wanting", count = count)),
    };
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        let (color, soft) = tone.colors(palette);
        let (well, _) = ui.allocate_exact_size(Vec2::splat(56.0), Sense::hover());
        icons::paint_roundel(ui.painter(), icon, well.center(), 28.0, soft, color);
        ui.add_space(6.0);
        ui.vertical(|ui| {
            ui.add_space(2.0);
            ui.add(Label::new(RichText::new(said).text_style(theme::title_style())).wrap());
            let at = scene.dates.moment(checked.at, scene.now);
            let text = RichText::new(say!("morning-looked", at = at)).text_style(TextStyle::Small);
            ui.add(Label::new(text.color(palette.text_soft)).wrap());
        });
    });
    ui.add_space(GAP);
    if Action::plain(Icon::RefreshCw, say!("morning-again")).show(ui).clicked() {
        // With the next frame.
        state.asked_at = None;
        ui.ctx().request_repaint();
    }
}

/// What the camera sees now.
fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let palette = theme::palette(ui);
    let radius = CornerRadius::same(12);
    ui.painter().rect_filled(rect, radius, palette.sunken);
    let response = ui.interact(rect, ui.scope_id().with("camera now"), Sense::hover());
    let Some(frame) = scene.view.preview.clone() else {
        icons::paint(ui.painter(), Icon::VideoOff, rect.center(), 40.0, palette.text_soft);
        widgets::named(&response, Role::Image, &say!("morning-no-picture"));
        return;
    };
    widgets::named(&response, Role::Image, &say!("morning-picture"));
    let shape = epaint::RectShape::filled(rect, radius, eframe::egui::Color32::WHITE);
    let uv = part(&frame, rect, scene.view.settings.mirror.value);
    ui.painter().add(shape.with_texture(scene.pictures.preview(&frame).id(), uv));
}

/// The middle of the picture, as much of it as has the rectangle's shape.
fn part(frame: &Frame, rect: Rect, mirrored: bool) -> Rect {
    let size = pictures::size(frame);
    let scale = (rect.width() / size.x).max(rect.height() / size.y);
    let uv = Rect::from_center_size(pos2(0.5, 0.5), rect.size() / scale / size);
    if mirrored { Rect::from_min_max(pos2(uv.right(), uv.top()), pos2(uv.left(), uv.bottom())) } else { uv }
}
