//! The camera's picture with what was recognised drawn over it.

use eframe::egui::{
    Align2, Color32, CornerRadius, Galley, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, epaint, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};
use std::sync::Arc;
use std::time::Duration;

use super::elsewhere;
use super::icons::{self, Icon};
use super::pictures::{self, Pictures};
use super::theme::{self, CARD_RADIUS, over_feed};
use super::widgets::named;
use crate::camera::Frame;
use crate::core::{FaceBox, FrameSize, StudentId, UNKNOWN};
use crate::remote::Fate;
use crate::station::view::{CameraState, NamedFace, Overlay, View};

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
pub fn feed_ui(ui: &mut Ui, view: &View, frame: &Frame, change: &CameraChange, pictures: &mut Pictures) -> Rect {
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

    if let Some(overlay) = &view.overlay {
        let strength = change.strength(overlay, frame);
        if strength > 0.0 {
            ui.scope(|ui| {
                ui.multiply_opacity(strength);
                ui.shrink_clip_rect(feed);
                faces_ui(ui, feed, overlay, mirrored);
            });
        }
    }
    feed
}

/// The largest rectangle of a picture's shape in the room, in its middle.
fn fit(picture: Vec2, room: Rect) -> Rect {
    let scale = (room.width() / picture.x).min(room.height() / picture.y).max(0.0);
    Align2::CENTER_CENTER.align_size_within_rect(picture * scale, room)
}

fn faces_ui(ui: &mut Ui, feed: Rect, overlay: &Overlay, mirrored: bool) {
    let name_size = (feed.height() / 19.0).clamp(19.0, 46.0);
    let faces = Shown::of(overlay);
    let labels: Vec<Label> = faces.iter().map(|face| Label::new(ui, face, name_size, feed.width())).collect();
    let boxes: Vec<Rect> =
        faces.iter().map(|face| on_screen(face.face_box, overlay.frame_size, feed, mirrored)).collect();
    // Remembered by name: where a label was is where it is looked for.
    let id = Id::unique("labels below");
    let below: Vec<String> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let was_below = |face: &Shown<'_>| below.iter().any(|name| name == face.name);
    let wanted = faces.iter().zip(&boxes).zip(&labels);
    let wanted = wanted.map(|((face, rect), label)| (*rect, label.size, was_below(face)));
    let places = place_labels(feed.shrink(4.0), wanted);
    let below = faces.iter().zip(&boxes).zip(&places);
    let below = below.filter(|((_, rect), place)| place.top() > rect.center().y);
    let below: Vec<String> = below.map(|((face, _), _)| face.name.to_owned()).collect();
    ui.data_mut(|data| data.insert_temp(id, below));

    let thickness = (feed.height() / 190.0).clamp(2.5, 5.0);
    for (face, rect) in faces.iter().zip(&boxes) {
        paint_box(ui, *rect, face.known, thickness);
    }
    for ((face, label), place) in faces.iter().zip(labels).zip(places) {
        label.show(ui, face, place);
    }
}

/// A face as it is shown, whoever named it.
struct Shown<'a> {
    face_box: FaceBox,
    name: &'a str,
    known: bool,
    distance: Option<f64>,
    fate: Option<&'a Fate>,
}

impl<'a> Shown<'a> {
    fn of(overlay: &'a Overlay) -> Vec<Self> {
        let faces = overlay.faces.iter().enumerate().map(|(at, NamedFace { face_box, found, .. })| {
            let told = overlay.told.get(at);
            let name = told.map(|told| told.label.as_str()).or(found.student.as_ref().map(StudentId::as_str));
            let name = name.unwrap_or(UNKNOWN);
            // Another Hadir need not say how near.
            let distance = Some(found.distance).filter(|distance| distance.is_finite());
            let fate = told.and_then(|told| told.fate.as_ref());
            Self { face_box: *face_box, name, known: name != UNKNOWN, distance, fate }
        });
        faces.collect()
    }

    fn fate_word(&self) -> Option<String> {
        elsewhere::glance(self.fate).map(|glance| glance.word.to_owned())
    }

    /// How near, and what became of it: what stands behind the name.
    fn more(&self) -> String {
        let parts = self.distance.map(words::distance_short).into_iter().chain(self.fate_word());
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// All of it, for whoever does not see it.
    fn spoken(&self) -> String {
        let parts = self.distance.map(distance).into_iter().chain(self.fate_word());
        std::iter::once(self.name.to_owned()).chain(parts).collect::<Vec<_>>().join(", ")
    }
}

/// A box of the picture as it lies on the screen.
fn on_screen(face: FaceBox, size: FrameSize, feed: Rect, mirrored: bool) -> Rect {
    let scale = vec2(feed.width() / size.width as f32, feed.height() / size.height as f32);
    let (left, right) = match mirrored {
        true => (size.width as i32 - face.right, size.width as i32 - face.left),
        false => (face.left, face.right),
    };
    Rect::from_min_max(
        feed.min + vec2(left as f32, face.top as f32) * scale,
        feed.min + vec2(right as f32, face.bottom as f32) * scale,
    )
}

/// Known: a whole, rounded edge. Unknown: a dashed one. Told apart without colour.
fn paint_box(ui: &Ui, rect: Rect, known: bool, thickness: f32) {
    let painter = ui.painter();
    let halo = Stroke::new(thickness * 2.0, over_feed::SHADOW);
    if known {
        let radius = thickness * 3.5;
        icons::paint_outline(painter, rect, radius, halo);
        icons::paint_outline(painter, rect, radius, Stroke::new(thickness, over_feed::KNOWN_EDGE));
    } else {
        let dash = thickness * 4.5;
        icons::paint_dashed(painter, rect, halo, dash);
        icons::paint_dashed(painter, rect, Stroke::new(thickness, over_feed::UNKNOWN_EDGE), dash);
    }
}

/// A name and how near it is.
struct Label {
    name: Arc<Galley>,
    distance: Arc<Galley>,
    icon_size: f32,
    pad: Vec2,
    size: Vec2,
}

impl Label {
    /// Where there is no room for all of it, the name is what stays.
    fn new(ui: &Ui, face: &Shown<'_>, name_size: f32, feed_width: f32) -> Self {
        let whole = Self::with(ui, face, face.more(), name_size, feed_width);
        match face.fate {
            Some(_) if whole.name.elided => {
                let distance = face.distance.map(words::distance_short).unwrap_or_default();
                Self::with(ui, face, distance, name_size, feed_width)
            }
            _ => whole,
        }
    }

    fn with(ui: &Ui, face: &Shown<'_>, more: String, name_size: f32, feed_width: f32) -> Self {
        let color = if face.known { over_feed::ON_KNOWN } else { over_feed::ON_UNKNOWN };
        let icon_size = name_size * 0.95;
        let pad = vec2(name_size * 0.4, name_size * 0.14);
        let distance = ui.painter().layout_no_wrap(more, theme::regular((name_size * 0.62).max(15.0)), color);
        let mut job =
            LayoutJob::single_section(face.name.to_owned(), TextFormat::simple(theme::bold(name_size), color));
        let spare = feed_width * 0.7 - distance.size().x - icon_size - pad.x * 4.0;
        job.wrap = TextWrapping {
            max_width: spare.max(name_size * 3.0),
            max_rows: 1,
            break_anywhere: true,
            ..Default::default()
        };
        let name = ui.painter().layout_job(job);
        let size = vec2(
            icon_size + name.size().x + distance.size().x + pad.x * 3.6,
            name.size().y.max(icon_size) + pad.y * 2.0,
        );
        Self { name, distance, icon_size, pad, size }
    }

    fn show(self, ui: &Ui, face: &Shown<'_>, place: Rect) -> Response {
        let (fill, color, edge, icon) = match face.known {
            true => (over_feed::KNOWN, over_feed::ON_KNOWN, Color32::TRANSPARENT, Icon::CircleCheck),
            false => (over_feed::UNKNOWN, over_feed::ON_UNKNOWN, over_feed::UNKNOWN_EDGE, Icon::CircleQuestionMark),
        };
        let radius = CornerRadius::same((place.height() * 0.26) as u8);
        ui.painter().rect(place, radius, fill, Stroke::new(2.0, edge), StrokeKind::Inside);
        let mut x = place.left() + self.pad.x + self.icon_size / 2.0;
        icons::paint(ui.painter(), icon, pos2(x, place.center().y), self.icon_size, color);
        x += self.icon_size / 2.0 + self.pad.x * 0.6;
        let name_at = pos2(x, place.center().y - self.name.size().y / 2.0);
        x += self.name.size().x + self.pad.x;
        let distance_at = pos2(x, place.center().y - self.distance.size().y / 2.0);
        ui.painter().galley(name_at, self.name, color);
        ui.painter().galley(distance_at, self.distance, color);

        let id = ui.scope_id().with(("face", face.face_box));
        let response = ui.interact(place, id, Sense::hover());
        named(&response, Role::Label, &face.spoken());
        match face.fate {
            Some(fate) => response.on_hover_text(elsewhere::explained(fate)),
            None => response.on_hover_text(DISTANCE_EXPLAINED),
        }
    }
}

/// Where each label goes: above its box, or below, or inside; always whole in the feed, and clear of the others where
/// there is room. Each face comes with its label's size and whether the label was below the last time: one that is
/// above stays there until it would cover the eyes, so that a nodding head does not make it jump.
fn place_labels(feed: Rect, faces: impl Iterator<Item = (Rect, Vec2, bool)>) -> Vec<Rect> {
    const APART: f32 = 6.0;
    let mut placed: Vec<Rect> = Vec::new();
    for (face, size, was_below) in faces {
        let size = size.min(feed.size());
        let at = |top: f32| {
            let left = face.left().clamp(feed.left(), feed.right() - size.x);
            let top = top.clamp(feed.top(), feed.bottom() - size.y);
            Rect::from_min_size(pos2(left, top), size)
        };
        let above = face.top() - size.y - APART;
        let below = face.bottom() + APART;
        let inside = face.bottom() - size.y - APART;
        let over_the_box = if was_below { 0.0 } else { size.y * 0.6 };
        let first = if above + over_the_box >= feed.top() { above } else { below };
        let choices = [first, below, above, inside, below + size.y + APART, above - size.y - APART];
        let clear = choices.iter().map(|&top| at(top)).find(|rect| placed.iter().all(|other| !other.intersects(*rect)));
        placed.push(clear.unwrap_or_else(|| at(first)));
    }
    placed
}

/// What a distance means, for whoever rests the pointer on one.
pub use words::DISTANCE_EXPLAINED;
/// A distance as it is written everywhere.
pub use words::distance;

mod words {
    pub const DISTANCE_EXPLAINED: &str = "How far this face is from the nearest enrolled picture: 0 is the very same \
        picture. Faces nearer than the limit in Settings get a name.";

    pub fn distance(distance: f64) -> String {
        format!("distance {distance:.2}")
    }

    pub fn distance_short(distance: f64) -> String {
        format!("{distance:.2}")
    }
}

#[cfg(test)]
mod tests {
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
        let face = FaceBox::new(10, 40, 50, 20);
        assert_eq!(on_screen(face, size, feed, false), rect(40.0, 20.0, 40.0, 80.0));
        assert_eq!(on_screen(face, size, feed, true), rect(120.0, 20.0, 40.0, 80.0));
    }

    #[test]
    fn labels_stay_whole_in_the_feed() {
        let feed = rect(0.0, 0.0, 640.0, 480.0);
        let label = vec2(200.0, 40.0);
        for face in [
            rect(-30.0, -20.0, 80.0, 80.0),
            rect(600.0, 5.0, 90.0, 90.0),
            rect(600.0, 440.0, 90.0, 90.0),
            rect(0.0, 0.0, 640.0, 480.0),
        ] {
            for place in place_labels(feed, [(face, label, false)].into_iter()) {
                assert!(feed.contains_rect(place), "{face:?} has its label at {place:?}");
            }
        }
        let huge = place_labels(feed, [(rect(0.0, 0.0, 10.0, 10.0), vec2(900.0, 40.0), false)].into_iter());
        assert!(feed.contains_rect(huge[0]), "a label wider than the feed");
    }

    #[test]
    fn labels_of_neighbours_do_not_cover_each_other() {
        let feed = rect(0.0, 0.0, 640.0, 480.0);
        let label = vec2(220.0, 40.0);
        let faces = [rect(200.0, 200.0, 90.0, 90.0), rect(300.0, 205.0, 90.0, 90.0), rect(250.0, 190.0, 90.0, 90.0)];
        let places = place_labels(feed, faces.iter().map(|&face| (face, label, false)));
        for (index, place) in places.iter().enumerate() {
            for other in &places[index + 1..] {
                assert!(!place.intersects(*other), "{place:?} and {other:?}");
            }
        }
    }

    #[test]
    fn a_label_does_not_jump_when_a_head_nods_near_the_top() {
        let feed = rect(0.0, 0.0, 640.0, 480.0);
        let size = vec2(200.0, 40.0);
        let mut below = false;
        let mut sides = Vec::new();
        for top in [60.0, 44.0, 48.0, 43.0, 49.0, 10.0, 20.0, 10.0, 60.0] {
            let face = rect(200.0, top, 90.0, 90.0);
            let place = place_labels(feed, [(face, size, below)].into_iter())[0];
            below = place.top() > face.center().y;
            sides.push(below);
        }
        assert_eq!(sides, [false, false, false, false, false, true, true, true, false]);
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
        Overlay { seq, opening: 0, captured_at, frame_size, faces: Vec::new(), told: Vec::new(), spent: Duration::ZERO }
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
