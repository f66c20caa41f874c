//! The camera's picture with what was recognised drawn over it.

use std::time::Duration;

use eframe::egui::{Align2, Color32, CornerRadius, Id, Rect, Role, Sense, Ui, Vec2, epaint, pos2, vec2};

use super::faces::{self, Eyes};
use super::language::say;
use super::pictures::{self, Pictures};
use super::theme::{self, CARD_RADIUS};
use super::widgets;
use crate::camera::Frame;
use crate::core::FrameSize;
use crate::station::view::{CameraState, Overlay, View};

/// Boxes this much older than the picture are still near the face, however quick recognition is.
const FRESH: Duration = Duration::from_millis(1000);
/// Boxes older than this are never drawn in full: whoever stood there may have gone.
const FRESH_AT_MOST: Duration = Duration::from_secs(4);
/// After that they fade, and are gone after this much more.
const FADE: Duration = Duration::from_millis(500);

/// Knows from which picture on the boxes belong to the camera that is on the screen.
#[derive(Debug, Default)]
pub struct CameraChange {
    name: Option<String>,
    /// Boxes of this picture or an earlier one are another camera's.
    last_foreign: Option<u64>,
}

impl CameraChange {
    /// Looks at every view, whatever screen is shown.
    pub fn observe(&mut self, view: &View) {
        let name = match &view.camera {
            CameraState::Live { name, .. } => Some(name),
            // What it gives next may be a picture of another place.
            CameraState::None
            | CameraState::Opening { .. }
            | CameraState::Trouble { .. }
            | CameraState::Ended { .. } => None,
        };
        if name != self.name.as_ref() {
            if self.name.is_some() {
                self.last_foreign = view.preview.as_ref().map(|frame| frame.seq);
            }
            self.name = name.cloned();
        }
    }

    /// How strongly to draw the boxes over this picture, 0 to 1.
    pub fn strength(&self, overlay: &Overlay, preview: &Frame) -> f32 {
        let (width, height) = preview.rgb.dimensions();
        let foreign = self.last_foreign.is_some_and(|seq| overlay.seq <= seq);
        if foreign || overlay.frame_size != (FrameSize { width, height }) {
            return 0.0;
        }
        let age = preview.captured_at.saturating_duration_since(overlay.captured_at);
        1.0 - (age.saturating_sub(fresh(overlay.spent)).as_secs_f32() / FADE.as_secs_f32()).min(1.0)
    }
}

/// How old boxes may get before they fade, where recognition takes `spent`: they are as old as that when they come, and
/// twice that when the next ones do. A slow computer must still show whom it names.
fn fresh(spent: Duration) -> Duration {
    spent.saturating_mul(2).saturating_add(Duration::from_millis(500)).clamp(FRESH, FRESH_AT_MOST)
}

/// Draws the picture as large as the room allows, and the boxes over it. The room is taken whole whatever the picture's
/// shape, so nothing beside it moves.
pub fn feed_ui(
    ui: &mut Ui,
    view: &View,
    frame: &Frame,
    change: &CameraChange,
    pictures: &mut Pictures,
    eyes: Eyes<'_>,
) -> Rect {
    let feed = picture_ui(ui, view, frame, pictures);
    let response = ui.interact(feed, Id::unique("feed"), Sense::hover());
    widgets::named(&response, Role::Image, &say!("live-picture"));
    let mirrored = view.settings.mirror.value;
    if let Some(overlay) = &view.overlay {
        let strength = change.strength(overlay, frame);
        if strength > 0.0 {
            ui.scope(|ui| {
                ui.multiply_opacity(strength);
                ui.shrink_clip_rect(feed);
                let known = faces::Known { people: &view.people, expected: view.sessions.expected.as_deref() };
                faces::faces_ui(ui, feed, overlay, known, mirrored, eyes);
            });
        }
    }
    feed
}

/// Draws the picture alone, as large as the room allows; where it is drawn.
pub fn picture_ui(ui: &mut Ui, view: &View, frame: &Frame, pictures: &mut Pictures) -> Rect {
    let room = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(room);
    let feed = fit(pictures::size(frame), room);
    let mirrored = view.settings.mirror.value;

    let palette = theme::palette(ui);
    let radius = CornerRadius::same(CARD_RADIUS);
    ui.painter().rect_filled(room, radius, palette.sunken);
    let uv = if mirrored {
        Rect::from_min_max(pos2(1.0, 0.0), pos2(0.0, 1.0))
    } else {
        Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0))
    };
    let picture = epaint::RectShape::filled(feed, radius, Color32::WHITE);
    ui.painter().add(picture.with_texture(pictures.preview(frame).id(), uv));
    feed
}

/// The largest rectangle of a picture's shape in the room, in its middle.
fn fit(picture: Vec2, room: Rect) -> Rect {
    let scale = (room.width() / picture.x).min(room.height() / picture.y).max(0.0);
    Align2::CENTER_CENTER.align_size_within_rect(picture * scale, room)
}

/// A box of the picture, in its pixels, as it lies on the screen.
pub fn on_screen(face: Rect, size: FrameSize, feed: Rect, mirrored: bool) -> Rect {
    let width = size.width as f32;
    let scale = vec2(feed.width() / width, feed.height() / size.height as f32);
    let (left, right) = match mirrored {
        true => (width - face.right(), width - face.left()),
        false => (face.left(), face.right()),
    };
    Rect::from_min_max(feed.min + vec2(left, face.top()) * scale, feed.min + vec2(right, face.bottom()) * scale)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use super::*;

    fn rect(left: f32, top: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(left, top), vec2(width, height))
    }

    #[test]
    fn the_picture_fills_the_room_and_keeps_its_shape() {
        let room = rect(10.0, 20.0, 900.0, 480.0);
        assert_eq!(fit(vec2(640.0, 480.0), room), rect(140.0, 20.0, 640.0, 480.0));
        assert_eq!(fit(vec2(1920.0, 480.0), room).width(), 900.0);
    }

    #[test]
    fn a_mirrored_feed_mirrors_its_boxes() {
        let size = FrameSize { width: 100, height: 100 };
        let feed = rect(0.0, 0.0, 200.0, 200.0);
        let face = rect(20.0, 10.0, 20.0, 40.0);
        assert_eq!(on_screen(face, size, feed, false), rect(40.0, 20.0, 40.0, 80.0));
        assert_eq!(on_screen(face, size, feed, true), rect(120.0, 20.0, 40.0, 80.0));
    }

    fn frame(seq: u64, captured_at: Instant) -> Frame {
        Frame {
            seq,
            opening: 0,
            captured_at,
            taken_at: jiff::Timestamp::UNIX_EPOCH,
            source_time: Duration::ZERO,
            is_alone: false,
            rgb: image::RgbImage::new(64, 48),
        }
    }

    fn overlay(seq: u64, captured_at: Instant) -> Overlay {
        let frame_size = FrameSize { width: 64, height: 48 };
        Overlay {
            seq,
            opening: 0,
            captured_at,
            frame_size,
            faces: Vec::new(),
            told: Vec::new(),
            gone: Vec::new(),
            spent: Duration::ZERO,
        }
    }

    fn live(name: &str, frame: Frame) -> View {
        let size = FrameSize { width: 64, height: 48 };
        View {
            camera: CameraState::Live { name: name.to_owned(), size, rate: 30.0 },
            preview: Some(Arc::new(frame)),
            ..View::default()
        }
    }

    #[test]
    fn boxes_fade_when_recognition_falls_behind() {
        let change = CameraChange::default();
        let start = Instant::now();
        let strength = |millis| change.strength(&overlay(1, start), &frame(9, start + Duration::from_millis(millis)));
        assert_eq!(strength(0), 1.0);
        assert_eq!(strength(1000), 1.0);
        assert!((strength(1250) - 0.5).abs() < 1e-3);
        assert_eq!(strength(1500), 0.0);
        assert_eq!(strength(60_000), 0.0);
    }

    #[test]
    fn boxes_of_a_slow_computer_stay_until_the_next_ones_come() {
        let change = CameraChange::default();
        let start = Instant::now();
        let strength = |spent, millis| {
            let overlay = Overlay { spent: Duration::from_millis(spent), ..overlay(1, start) };
            change.strength(&overlay, &frame(9, start + Duration::from_millis(millis)))
        };
        assert_eq!(strength(1600, 1600), 1.0, "as they come");
        assert_eq!(strength(1600, 3200), 1.0, "as the next ones come");
        assert_eq!(strength(1600, 4200), 0.0);
        assert_eq!(strength(100, 1500), 0.0, "a quick computer's are gone as soon as ever");
        assert_eq!(strength(30_000, 4000), 1.0);
        assert_eq!(strength(30_000, 4500), 0.0, "there is an end to it");
    }

    #[test]
    fn boxes_of_another_camera_are_not_drawn() {
        let now = Instant::now();
        let mut change = CameraChange::default();
        change.observe(&live("door", frame(4, now)));
        assert_eq!(change.strength(&overlay(4, now), &frame(4, now)), 1.0);
        change.observe(&live("window", frame(7, now)));
        assert_eq!(change.strength(&overlay(6, now), &frame(8, now)), 0.0);
        assert_eq!(change.strength(&overlay(8, now), &frame(8, now)), 1.0);
    }

    #[test]
    fn boxes_of_a_picture_of_another_size_are_not_drawn() {
        let now = Instant::now();
        let mut other = overlay(1, now);
        other.frame_size = FrameSize { width: 640, height: 480 };
        assert_eq!(CameraChange::default().strength(&other, &frame(1, now)), 0.0);
    }
}
