//! The faces over the camera's picture: a box around each, and what they are called.

use std::borrow::Cow;
use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, Galley, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::feed::on_screen;
use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::motion::in_motion;
use super::theme::{self, over_feed};
use super::who::Question;
use super::widgets::named;
use super::{elsewhere, hints, names};
use crate::core::session::Limit;
use crate::core::{FaceBox, Flaw, People, Standing, UNKNOWN};
use crate::remote::Fate;
use crate::station::view::{NamedFace, Overlay};

/// Who looks at the faces.
#[derive(Clone, Copy)]
pub enum Eyes<'a> {
    /// Whoever works with Hadir. Of one of the faces they may be asked.
    OfStaff(Option<&'a Question>),
    /// Whoever comes by: they see that they are known, and by what name, and nothing else of anybody.
    OfAll,
}

/// What is known of those who are named.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What they are called.
    pub people: &'a People,
    /// Whom the door expects; whoever else is known is of another class.
    pub expected: Option<&'a Limit>,
}

/// Draws the faces of an overlay over the feed.
pub fn faces_ui(ui: &mut Ui, feed: Rect, overlay: &Overlay, known: Known<'_>, mirrored: bool, eyes: Eyes<'_>) {
    let name_size = (feed.height() / 19.0).clamp(19.0, 46.0);
    let faces = match eyes {
        Eyes::OfStaff(asked) => Shown::of(overlay, known, asked),
        Eyes::OfAll => Shown::of(overlay, known, None).into_iter().map(Shown::for_all).collect(),
    };
    let boxes: Vec<Rect> = in_motion(ui, faces.iter().map(|face| (face.track, face.face_box)))
        .into_iter()
        .map(|face_box| on_screen(face_box, overlay.frame_size, feed, mirrored))
        .collect();
    let thickness = (feed.height() / 190.0).clamp(2.5, 5.0);
    for (face, rect) in faces.iter().zip(&boxes) {
        paint_box(ui, *rect, face.look, thickness);
    }
    for (face, rect) in faces.iter().zip(&boxes).filter(|(face, _)| face.look == Look::Looking) {
        looking_ui(ui, face, *rect, thickness);
    }
    let has_label = |face: &Shown<'_>| !matches!(face.look, Look::Looking | Look::Quiet);
    let called: Vec<_> = faces.iter().zip(boxes).filter(|(face, _)| has_label(face)).collect();
    labels_ui(ui, feed, name_size, &called);
}

fn labels_ui(ui: &mut Ui, feed: Rect, name_size: f32, faces: &[(&Shown<'_>, Rect)]) {
    let labels: Vec<Label> = faces.iter().map(|(face, _)| Label::new(ui, face, name_size, feed.width())).collect();
    // Remembered by name: where a label was is where it is looked for.
    let id = Id::unique("labels below");
    let below: Vec<String> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let wanted = faces.iter().zip(&labels);
    let wanted = wanted.map(|((face, rect), label)| (*rect, label.size, below.iter().any(|name| *name == face.name)));
    let places = place_labels(feed.shrink(4.0), wanted);
    let below = faces.iter().zip(&places).filter(|((_, rect), place)| place.top() > rect.center().y);
    let below: Vec<String> = below.map(|((face, _), _)| face.name.clone().into_owned()).collect();
    ui.data_mut(|data| data.insert_temp(id, below));
    for (((face, _), label), place) in faces.iter().zip(labels).zip(places) {
        label.show(ui, face, place);
    }
}

/// What there is to say of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Known,
    /// Known, and of another class than the one that is expected.
    Elsewhere,
    Unknown,
    /// Of two who look alike; `asked`: a person can say which, now.
    Unsure {
        asked: bool,
    },
    /// Not known yet.
    Looking,
    /// It has no name, and whoever it is can do something about it.
    Hint,
    /// Nothing is said of it.
    Quiet,
}

/// A face as it is shown, whoever named it.
struct Shown<'a> {
    face_box: FaceBox,
    track: Option<u64>,
    look: Look,
    name: Cow<'a, str>,
    /// What else stands on the label.
    keys: String,
    distance: Option<f64>,
    fate: Option<&'a Fate>,
    /// Why it has no name.
    flaw: Option<Flaw>,
    /// What is meant is told when the pointer rests on it.
    explained: bool,
}

impl<'a> Shown<'a> {
    /// As everybody may see it.
    fn for_all(self) -> Self {
        let look = match self.look {
            Look::Known => Look::Known,
            Look::Elsewhere => Look::Elsewhere,
            Look::Looking => Look::Looking,
            Look::Hint => Look::Hint,
            Look::Unknown | Look::Unsure { .. } | Look::Quiet => Look::Quiet,
        };
        Self { look, keys: String::new(), distance: None, fate: None, explained: false, ..self }
    }

    fn of(overlay: &'a Overlay, Known { people, expected }: Known<'a>, asked: Option<&'a Question>) -> Vec<Self> {
        let face = |(at, face): (usize, &'a NamedFace)| {
            let NamedFace { face_box, found, standing, track, flaw, .. } = face;
            let shown = Self {
                face_box: *face_box,
                track: *track,
                look: Look::Looking,
                name: Cow::Borrowed(""),
                keys: String::new(),
                distance: None,
                fate: None,
                flaw: *flaw,
                explained: true,
            };
            let hint = flaw.filter(|_| found.student.is_none()).and_then(hints::hint);
            match (standing, hint) {
                (Standing::Looking | Standing::Decided, Some(hint)) => {
                    Self { look: Look::Hint, name: spoken(&hint).into(), ..shown }
                }
                (Standing::Looking, None) => shown,
                (Standing::Unsure(choices), _) => {
                    let asked = asked.filter(|question| Some(question.track) == *track);
                    let choices = asked.map_or(choices, |question| &question.choices);
                    let [a, b] = names::short(people, choices.each_ref());
                    let keys = asked.map(|_| say!("faces-keys", first = a, second = b)).unwrap_or_default();
                    let name = say!("faces-either", first = a, second = b);
                    Self { look: Look::Unsure { asked: asked.is_some() }, name: name.into(), keys, ..shown }
                }
                (Standing::Decided, None) => {
                    let told = overlay.told.get(at);
                    let (look, name) = match (told, &found.student) {
                        (Some(told), _) if told.label != UNKNOWN => {
                            (Look::Known, names::told(people, &told.label).into())
                        }
                        // Whom another Hadir does not know may be known here.
                        (Some(_), _) => (Look::Unknown, say!("words-unknown").into()),
                        (None, Some(student)) => (Look::Known, people.label(student).into()),
                        (None, None) => (Look::Unknown, say!("faces-not-enrolled").into()),
                    };
                    let is_elsewhere = |student| expected.is_some_and(|limit| limit.is_elsewhere(student));
                    let look = match look {
                        Look::Known if found.student.as_ref().is_some_and(is_elsewhere) => Look::Elsewhere,
                        look => look,
                    };
                    // Another Hadir need not say how near.
                    let distance = Some(found.distance).filter(|distance| distance.is_finite());
                    let fate = told.and_then(|told| told.fate.as_ref());
                    Self { look, name, distance, fate, ..shown }
                }
            }
        };
        overlay.faces.iter().enumerate().map(face).collect()
    }

    fn fate_word(&self) -> Option<String> {
        elsewhere::glance(self.fate).map(|glance| glance.word)
    }

    fn elsewhere(&self) -> Option<String> {
        (self.look == Look::Elsewhere).then(|| say!("faces-elsewhere"))
    }

    /// How near, and what became of it: what stands behind the name.
    fn more(&self) -> String {
        let parts = self.elsewhere().into_iter().chain(self.distance.map(distance_short)).chain(self.fate_word());
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// All of it, for whoever does not see it.
    fn spoken(&self) -> String {
        let keys = Some(self.keys.clone()).filter(|keys| !keys.is_empty());
        let parts = self.elsewhere().into_iter().chain(self.distance.map(distance)).chain(self.fate_word()).chain(keys);
        std::iter::once(self.name.to_string()).chain(parts).collect::<Vec<_>>().join(", ")
    }

    /// What its widget is known by: the same from picture to picture where the face is followed.
    fn id(&self, ui: &Ui) -> Id {
        match self.track {
            Some(track) => ui.scope_id().with(("track", track)),
            None => ui.scope_id().with(("face", self.face_box)),
        }
    }
}

/// Known: a whole, rounded edge; a pale one where they are of another class. Unknown: a dashed one. Unsure: two, one in the other. Told apart without colour.
fn paint_box(ui: &Ui, rect: Rect, look: Look, thickness: f32) {
    let painter = ui.painter();
    let halo = Stroke::new(thickness * 2.0, over_feed::SHADOW);
    let radius = thickness * 3.5;
    match look {
        Look::Known => {
            icons::paint_outline(painter, rect, radius, halo);
            icons::paint_outline(painter, rect, radius, Stroke::new(thickness, over_feed::KNOWN_EDGE));
        }
        Look::Elsewhere => {
            icons::paint_outline(painter, rect, radius, halo);
            icons::paint_outline(painter, rect, radius, Stroke::new(thickness, over_feed::LOOKING_EDGE));
        }
        Look::Unknown => {
            let dash = thickness * 4.5;
            icons::paint_dashed(painter, rect, halo, dash);
            icons::paint_dashed(painter, rect, Stroke::new(thickness, over_feed::UNKNOWN_EDGE), dash);
        }
        Look::Unsure { asked } => {
            let edge = Stroke::new(if asked { thickness * 1.3 } else { thickness * 0.8 }, over_feed::UNSURE);
            icons::paint_outline(painter, rect, radius, Stroke::new(thickness * 4.0, over_feed::SHADOW));
            icons::paint_outline(painter, rect.expand(thickness * 1.4), radius, edge);
            icons::paint_outline(painter, rect.shrink(thickness * 1.4), radius, edge);
        }
        Look::Looking | Look::Hint | Look::Quiet => {
            icons::paint_outline(painter, rect, radius, Stroke::new(thickness, over_feed::SHADOW));
            icons::paint_outline(painter, rect, radius, Stroke::new(thickness * 0.5, over_feed::LOOKING_EDGE));
        }
    }
}

/// Three quiet dots in the corner of the box: nothing that moves, nothing to read.
fn looking_ui(ui: &Ui, face: &Shown<'_>, rect: Rect, thickness: f32) {
    let dot = thickness * 0.8;
    let first = rect.left_bottom() + vec2(dot * 4.0, -dot * 4.0);
    for n in 0..3 {
        let at = first + vec2(n as f32 * dot * 3.2, 0.0);
        ui.painter().circle_filled(at, dot * 1.5, over_feed::SHADOW);
        ui.painter().circle_filled(at, dot, over_feed::LOOKING_EDGE);
    }
    named(&ui.interact(rect, face.id(ui), Sense::hover()), Role::Label, &say!("faces-looking"));
}

/// A name and how near it is.
struct Label {
    name: Arc<Galley>,
    more: Arc<Galley>,
    /// What is more stands under the name, and not beside it.
    under: bool,
    icon_size: f32,
    pad: Vec2,
    size: Vec2,
}

impl Label {
    /// Where there is no room for all of it, the name is what stays.
    fn new(ui: &Ui, face: &Shown<'_>, name_size: f32, feed_width: f32) -> Self {
        if !face.keys.is_empty() {
            return Self::stacked(ui, face, &face.keys, name_size, feed_width);
        }
        // What to do is read by whoever is near; names are read across the room.
        let name_size = if face.look == Look::Hint { (name_size * 0.72).max(17.0) } else { name_size };
        let whole = Self::beside(ui, face, face.more(), name_size, feed_width);
        match (face.fate, face.elsewhere()) {
            // Where they belong is what they have to know.
            (_, Some(elsewhere)) => Self::stacked(ui, face, &elsewhere, name_size, feed_width),
            (Some(_), None) if whole.name.elided => {
                let distance = face.distance.map(distance_short).unwrap_or_default();
                Self::beside(ui, face, distance, name_size, feed_width)
            }
            (None, None) if whole.name.elided => Self::beside(ui, face, String::new(), name_size, feed_width),
            _ => whole,
        }
    }

    fn beside(ui: &Ui, face: &Shown<'_>, more: String, name_size: f32, feed_width: f32) -> Self {
        let Style { color, .. } = Style::of(face.look);
        let icon_size = name_size * 0.95;
        let pad = vec2(name_size * 0.4, name_size * 0.14);
        let more = ui.painter().layout_no_wrap(more, theme::regular((name_size * 0.62).max(15.0)), color);
        let spare = feed_width * 0.7 - more.size().x - icon_size - pad.x * 4.0;
        let format = TextFormat::simple(theme::bold(name_size), color);
        let name = one_line(ui, &face.name, format, spare.max(name_size * 3.0));
        let size =
            vec2(icon_size + name.size().x + more.size().x + pad.x * 3.6, name.size().y.max(icon_size) + pad.y * 2.0);
        Self { name, more, under: false, icon_size, pad, size }
    }

    fn stacked(ui: &Ui, face: &Shown<'_>, below: &str, name_size: f32, feed_width: f32) -> Self {
        let Style { color, .. } = Style::of(face.look);
        let icon_size = name_size * 0.95;
        let pad = vec2(name_size * 0.4, name_size * 0.2);
        let spare = (feed_width * 0.9 - icon_size - pad.x * 3.6).max(name_size * 3.0);
        let name = one_line(ui, &face.name, TextFormat::simple(theme::bold(name_size), color), spare);
        let keys = theme::regular((name_size * 0.66).max(15.0));
        let more = one_line(ui, below, TextFormat::simple(keys, color), spare);
        let width = icon_size + name.size().x.max(more.size().x) + pad.x * 2.6;
        let size = vec2(width, name.size().y + more.size().y + pad.y * 2.0);
        Self { name, more, under: true, icon_size, pad, size }
    }

    fn show(self, ui: &Ui, face: &Shown<'_>, place: Rect) -> Response {
        let Style { fill, color, edge, icon } = Style::of(face.look);
        let radius = CornerRadius::same((self.name.size().y * 0.3) as u8);
        ui.painter().rect(place, radius, fill, Stroke::new(2.0, edge), StrokeKind::Inside);
        let middle = if self.under { place.top() + self.pad.y + self.name.size().y / 2.0 } else { place.center().y };
        let mut x = place.left() + self.pad.x + self.icon_size / 2.0;
        icons::paint(ui.painter(), icon, pos2(x, middle), self.icon_size, color);
        x += self.icon_size / 2.0 + self.pad.x * 0.6;
        let name_at = pos2(x, middle - self.name.size().y / 2.0);
        let more_at = match self.under {
            true => name_at + vec2(0.0, self.name.size().y),
            false => pos2(x + self.name.size().x + self.pad.x, middle - self.more.size().y / 2.0),
        };
        ui.painter().galley(name_at, self.name, color);
        ui.painter().galley(more_at, self.more, color);

        let response = ui.interact(place, face.id(ui), Sense::hover());
        named(&response, Role::Label, &face.spoken());
        match (face.fate, face.look) {
            _ if !face.explained => response,
            (_, Look::Hint) => match &face.flaw {
                Some(flaw) => response.on_hover_text(spoken(&flaw.advice())),
                None => response,
            },
            (Some(fate), _) => response.on_hover_text(elsewhere::explained(fate)),
            (None, Look::Unsure { .. }) => response.on_hover_text(say!("faces-unsure-explained")),
            (None, _) => response.on_hover_text(distance_explained()),
        }
    }
}

fn one_line(ui: &Ui, text: &str, format: TextFormat, max_width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping { max_width, max_rows: 1, break_anywhere: true, ..Default::default() };
    ui.painter().layout_job(job)
}

/// How a label looks.
struct Style {
    fill: Color32,
    color: Color32,
    edge: Color32,
    icon: Icon,
}

impl Style {
    fn of(look: Look) -> Self {
        let (fill, color, edge, icon) = match look {
            Look::Known => (over_feed::KNOWN, over_feed::ON_KNOWN, Color32::TRANSPARENT, Icon::CircleCheck),
            Look::Elsewhere => (over_feed::CHIP, over_feed::ON_CHIP, Color32::TRANSPARENT, Icon::ArrowRightLeft),
            Look::Hint => (over_feed::CHIP, over_feed::ON_CHIP, Color32::TRANSPARENT, Icon::ScanFace),
            Look::Unknown | Look::Looking | Look::Quiet => {
                (over_feed::UNKNOWN, over_feed::ON_UNKNOWN, over_feed::UNKNOWN_EDGE, Icon::CircleQuestionMark)
            }
            Look::Unsure { .. } => (over_feed::UNSURE, over_feed::ON_UNSURE, over_feed::ON_UNSURE, Icon::Users),
        };
        Self { fill, color, edge, icon }
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
pub fn distance_explained() -> String {
    say!("faces-distance-explained")
}

/// A distance as it is written everywhere.
pub fn distance(distance: f64) -> String {
    say!("faces-distance", distance = distance)
}

/// The same on a label, where it is known what it is.
fn distance_short(distance: f64) -> String {
    say!("faces-distance-short", distance = distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(left, top), vec2(width, height))
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
}
