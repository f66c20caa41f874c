//! The pictures taken of somebody, with what is thought of each; every one can be thrown away.

use std::sync::Arc;

use eframe::egui::{
    Align2, CornerRadius, Id, Key, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, Ui, UiBuilder, Vec2, vec2,
};
use image::RgbImage;

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme::{self, CONTROL_RADIUS, GAP};
use super::super::widgets;
use crate::core::Measured;
use crate::station::Command;
use crate::station::view::Shot;

/// A picture's side while more are taken.
pub const SMALL: f32 = 104.0;
/// The same once they are looked at.
pub const LARGE: f32 = 152.0;
/// Room below it for what is thought of it.
const WORDS: f32 = 40.0;
/// By how much all of it is wider.
const BESIDE: f32 = 12.0;

/// The pictures taken so far, and room for those that are still to come.
pub fn shots_ui(ui: &mut Ui, scene: &mut Scene<'_>, shots: &[Shot], wanted: usize, side: f32) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        for (index, shot) in shots.iter().enumerate() {
            if shot_ui(ui, scene, index + 1, shot, side) {
                scene.send(Command::ThrowShot(shot.number));
            }
        }
        for _ in shots.len()..wanted {
            let (rect, _) = ui.allocate_exact_size(vec2(side + BESIDE, side + WORDS), Sense::hover());
            let empty = Align2::CENTER_TOP.align_size_within_rect(Vec2::splat(side), rect);
            let palette = theme::palette(ui);
            icons::paint_dashed(ui.painter(), empty.shrink(1.0), Stroke::new(1.5, palette.line_strong), 6.0);
            icons::paint(ui.painter(), Icon::UserRound, empty.center(), 34.0, palette.line_strong);
        }
    });
}

/// One of them, by its place from 1. Says whether it is to be thrown away.
fn shot_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: usize, shot: &Shot, side: f32) -> bool {
    let palette = theme::palette(ui);
    let measured = Measured::of(&shot.quality);
    let worst = measured.all().into_iter().find(|one| one.is_poor);
    let words = worst.map_or_else(|| say!("quality-good"), |worst| spoken(&worst.text));
    let texture = scene.pictures.capture(&shot.crop);
    let (rect, _) = ui.allocate_exact_size(vec2(side + BESIDE, side + WORDS), Sense::hover());
    let picture = Align2::CENTER_TOP.align_size_within_rect(Vec2::splat(side), rect);
    let response = ui.interact(picture, Id::unique(("shot", shot.number)), Sense::click());
    widgets::paint_face(ui, picture, Some(&texture), CONTROL_RADIUS);
    let edge = if response.has_focus() { Stroke::new(3.0, palette.accent) } else { Stroke::new(1.0, palette.line) };
    ui.painter().rect_stroke(picture, CornerRadius::same(CONTROL_RADIUS), edge, StrokeKind::Outside);
    widgets::named(&response, Role::Image, &say!("enrol-shot", place = place, measured = measured.line()));

    let (icon, color) = match worst.is_some() {
        true => (Icon::CircleAlert, palette.warn_text),
        false => (Icon::CircleCheck, palette.accent_text),
    };
    let galley = widgets::lines(ui, &words, theme::regular(13.5), color, side + BESIDE - 22.0, 2);
    let below = picture.bottom() + 4.0;
    let left = rect.center().x - (galley.size().x + 20.0) / 2.0;
    icons::paint(ui.painter(), icon, eframe::egui::pos2(left + 8.0, below + 9.0), 15.0, color);
    ui.painter().galley(eframe::egui::pos2(left + 20.0, below), galley, color);
    let response = response.on_hover_text(spoken(&measured.line().sentence()));

    let deleted =
        response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace));
    throw_button_ui(ui, picture, place) || deleted
}

fn throw_button_ui(ui: &mut Ui, picture: Rect, place: usize) -> bool {
    let palette = theme::palette(ui);
    let corner = Rect::from_min_size(picture.right_top() + vec2(-36.0, 2.0), Vec2::splat(34.0));
    // It lies over the picture, and takes no room beside it.
    let mut over = ui.new_child(UiBuilder::new().max_rect(corner));
    over.painter().circle_filled(corner.center(), 16.0, palette.surface.gamma_multiply(0.92));
    over.spacing_mut().interact_size.y = 34.0;
    widgets::icon_button(&mut over, Icon::Trash2, &say!("enrol-throw", place = place)).clicked()
}

/// Pictures that are saved, side by side, each with a tick.
pub fn saved_ui(ui: &mut Ui, scene: &mut Scene<'_>, crops: &[Arc<RgbImage>]) {
    let palette = theme::palette(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        for (index, crop) in crops.iter().enumerate() {
            let texture: TextureHandle = scene.pictures.capture(crop);
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(LARGE), Sense::hover());
            widgets::paint_face(ui, rect, Some(&texture), CONTROL_RADIUS);
            let badge = rect.right_bottom() - vec2(12.0, 12.0);
            icons::paint_roundel(ui.painter(), Icon::Check, badge, 13.0, palette.accent, palette.on_accent);
            widgets::named(&response, Role::Image, &say!("enrol-picture-saved", place = index + 1));
        }
    });
}
