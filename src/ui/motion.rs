//! How the boxes of followed faces move.

use std::collections::HashMap;
use std::time::Duration;

use eframe::egui::{Id, Rect, Ui, pos2};

use crate::core::FaceBox;

/// The boxes of followed faces, each on its way from where it was drawn last to where it is: a detector's boxes hop by a
/// few pixels from picture to picture.
#[derive(Clone, Default)]
struct Motion {
    boxes: HashMap<u64, Rect>,
    at: f64,
}

/// In this time a box goes two thirds of its way, in seconds.
const GLIDE: f64 = 0.05;
/// Nearer than this, in pixels of the picture, a box is there.
const THERE: f32 = 0.5;

/// Where to draw the faces now, each given with the number it is followed under, in pixels of the picture.
pub fn in_motion(ui: &Ui, faces: impl Iterator<Item = (Option<u64>, FaceBox)>) -> Vec<Rect> {
    let id = Id::unique("faces in motion");
    let last: Motion = ui.data_mut(|data| data.remove_temp(id)).unwrap_or_default();
    let at = ui.input(|input| input.time);
    let share = (1.0 - (-(at - last.at).max(0.0) / GLIDE).exp()) as f32;
    let mut now = Motion { boxes: HashMap::new(), at };
    let mut on_the_way = false;
    let mut glide = |(track, FaceBox { top, right, bottom, left }): (Option<u64>, FaceBox)| {
        let there = Rect::from_min_max(pos2(left as f32, top as f32), pos2(right as f32, bottom as f32));
        let Some(track) = track else { return there };
        let from = last.boxes.get(&track).copied().unwrap_or(there);
        let reached = glided(from, there, share);
        on_the_way |= reached != there;
        now.boxes.insert(track, reached);
        reached
    };
    let boxes = faces.map(&mut glide).collect();
    if on_the_way {
        // The next picture of the camera is mostly sooner.
        ui.ctx().request_repaint_after(Duration::from_millis(40));
    }
    ui.data_mut(|data| data.insert_temp(id, now));
    boxes
}

/// A share of the way from one box to another. Who went further than half a face at once is not drawn on the way.
fn glided(from: Rect, to: Rect, share: f32) -> Rect {
    let far = (to.center() - from.center()).abs();
    if far.x > to.width() / 2.0 || far.y > to.height() / 2.0 {
        return to;
    }
    let reached = from.lerp_towards(&to, share);
    let left = (to.min - reached.min).abs().max(to.max - reached.max).abs();
    if left.x.max(left.y) < THERE { to } else { reached }
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::*;

    fn rect(left: f32, top: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(left, top), vec2(width, height))
    }

    #[test]
    fn a_box_moves_to_where_the_face_is_and_arrives() {
        let (from, to) = (rect(100.0, 100.0, 80.0, 80.0), rect(120.0, 96.0, 84.0, 84.0));
        let half = glided(from, to, 0.5);
        assert!(half.left() > from.left() && half.left() < to.left());
        let mut at = from;
        for _ in 0..12 {
            at = glided(at, to, 0.5);
        }
        assert_eq!(at, to);
        let far = rect(300.0, 96.0, 84.0, 84.0);
        assert_eq!(glided(from, far, 0.1), far, "nobody is drawn where they never were");
    }
}
