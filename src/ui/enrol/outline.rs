//! Where the face shall be in the camera's picture, whether it is good so, and the one thing to say about it.

use eframe::egui::{
    Align, Color32, CornerRadius, FontId, Mesh, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::super::icons::{self, Icon};
use super::super::theme::{self, over_feed};
use super::super::widgets;
use crate::station::guide::Advice;

/// How it stands with the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It is good: a picture is, or will be, taken.
    Good,
    /// Nobody is followed yet.
    Inviting,
    /// Nothing is to be done but to stand there a moment.
    Waiting,
    /// Something is to be done first.
    Wanting,
}

impl Look {
    /// What an advice comes to.
    pub fn of(advice: Advice) -> Self {
        match advice {
            Advice::Taken | Advice::TurnALittle => Self::Good,
            Advice::Starting | Advice::HoldStill => Self::Waiting,
            Advice::NoPicture | Advice::Flaw(_) | Advice::SomebodyElse => Self::Wanting,
        }
    }

    /// The outline's edge. A picture that is good has the boldest, one that is not a broken one.
    fn edge(self) -> Stroke {
        match self {
            Self::Good => Stroke::new(7.0, over_feed::KNOWN_EDGE),
            Self::Inviting => Stroke::new(2.0, over_feed::LOOKING_EDGE),
            Self::Waiting => Stroke::new(3.0, over_feed::LOOKING_EDGE),
            Self::Wanting => Stroke::new(4.0, over_feed::UNKNOWN_EDGE),
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::CircleCheck,
            Self::Inviting => Icon::ScanFace,
            Self::Waiting => Icon::Hourglass,
            Self::Wanting => Icon::CircleAlert,
        }
    }

    /// The colours of the sentence: text and what lies behind it.
    fn colors(self) -> (Color32, Color32) {
        match self {
            Self::Good => (over_feed::ON_KNOWN, over_feed::KNOWN),
            Self::Inviting | Self::Waiting => (over_feed::ON_CHIP, over_feed::CHIP),
            Self::Wanting => (over_feed::ON_UNKNOWN, over_feed::UNKNOWN),
        }
    }
}

/// Points of the oval, and of what lies around it.
const POINTS: usize = 96;

/// Draws the outline into the camera's picture and the sentence below it.
pub fn outline_ui(ui: &mut Ui, feed: Rect, look: Look, sentence: &str) {
    let bar = sentence_ui(ui, feed, look, sentence);
    let room = Rect::from_min_max(feed.min, Pos2::new(feed.right(), bar.top())).shrink(10.0);
    // As tall as a head and shoulders leave it, and no wider than a face is.
    let height = (room.height() * 0.94).min(room.width() / 0.74);
    if height < 60.0 {
        return;
    }
    let radius = vec2(height * 0.37, height * 0.5);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(feed));
    paint_around(&painter, Rect::from_min_max(feed.min, Pos2::new(feed.right(), bar.top())), room.center(), radius);
    let edge = look.edge();
    let points: Vec<Pos2> = oval(room.center(), radius).collect();
    if look == Look::Wanting {
        painter.extend(Shape::dashed_line(&points, edge, 16.0, 10.0));
    } else {
        painter.add(Shape::closed_line(points, edge));
    }
    if look == Look::Good {
        let at = room.center() + vec2(0.0, radius.y);
        icons::paint_roundel(&painter, Icon::Check, at, 20.0, over_feed::KNOWN, over_feed::ON_KNOWN);
    }
}

/// The oval's points, the first once more at the end.
fn oval(center: Pos2, radius: Vec2) -> impl Iterator<Item = Pos2> {
    (0..=POINTS).map(move |point| {
        let angle = point as f32 / POINTS as f32 * std::f32::consts::TAU;
        center + Vec2::angled(angle) * radius
    })
}

/// A veil over what lies around the oval.
fn paint_around(painter: &Painter, room: Rect, center: Pos2, radius: Vec2) {
    let veil = Color32::from_black_alpha(86);
    let mut mesh = Mesh::default();
    let mut angles: Vec<f32> = (0..POINTS).map(|point| point as f32 / POINTS as f32 * std::f32::consts::TAU).collect();
    // The corners exactly, so that nothing of them is left bare.
    let corners = [room.left_top(), room.right_top(), room.right_bottom(), room.left_bottom()];
    angles.extend(corners.map(|corner| (corner - center).angle().rem_euclid(std::f32::consts::TAU)));
    angles.sort_by(f32::total_cmp);
    for angle in &angles {
        let towards = Vec2::angled(*angle);
        let reach = |from: f32, low: f32, high: f32, part: f32| match part {
            part if part > 1e-6 => (high - from) / part,
            part if part < -1e-6 => (low - from) / part,
            _ => f32::INFINITY,
        };
        let far = reach(center.x, room.left(), room.right(), towards.x).min(reach(
            center.y,
            room.top(),
            room.bottom(),
            towards.y,
        ));
        // Of an ellipse, in this direction.
        let near = 1.0 / ((towards.x / radius.x).powi(2) + (towards.y / radius.y).powi(2)).sqrt();
        mesh.colored_vertex(center + towards * near.min(far), veil);
        mesh.colored_vertex(center + towards * far, veil);
    }
    let count = mesh.vertices.len() as u32;
    for at in (0..count).step_by(2) {
        let [inner, outer, next_inner, next_outer] = [at, at + 1, (at + 2) % count, (at + 3) % count];
        mesh.add_triangle(inner, outer, next_outer);
        mesh.add_triangle(inner, next_outer, next_inner);
    }
    painter.add(Shape::mesh(mesh));
}

/// The one thing to say, large, over the lower edge of the picture. Gives the room it takes.
fn sentence_ui(ui: &mut Ui, feed: Rect, look: Look, sentence: &str) -> Rect {
    const ICON: f32 = 30.0;
    let (color, fill) = look.colors();
    let font = sentence_font(feed.width());
    let mut job = LayoutJob::single_section(sentence.to_owned(), TextFormat::simple(font, color));
    job.wrap.max_width = (feed.width() - ICON - 52.0).max(80.0);
    job.halign = Align::LEFT;
    let galley = ui.painter().layout_job(job);
    let height = galley.size().y.max(ICON) + 24.0;
    let bar = Rect::from_min_max(Pos2::new(feed.left(), feed.bottom() - height), feed.max);
    let radius = CornerRadius { sw: theme::CARD_RADIUS, se: theme::CARD_RADIUS, ..CornerRadius::ZERO };
    ui.painter().rect_filled(bar, radius, fill);
    let left = bar.left() + (bar.width() - galley.size().x - ICON - 12.0) / 2.0;
    let at = Pos2::new(left + ICON / 2.0, bar.center().y);
    icons::paint(ui.painter(), look.icon(), at, ICON, color);
    let text = Pos2::new(left + ICON + 12.0, bar.center().y - galley.size().y / 2.0);
    ui.painter().galley(text, galley, color);
    let response = ui.interact(bar, ui.scope_id().with("sentence"), Sense::hover());
    widgets::named(&response, Role::Status, sentence);
    bar
}

/// To be read from where one stands before the camera.
fn sentence_font(width: f32) -> FontId {
    theme::bold(if width < 560.0 { 20.0 } else { 26.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Flaw;

    #[test]
    fn the_outline_says_by_more_than_its_colour_whether_the_picture_is_good() {
        assert_eq!(Look::of(Advice::TurnALittle), Look::Good);
        assert_eq!(Look::of(Advice::HoldStill), Look::Waiting);
        assert_eq!(Look::of(Advice::Flaw(Flaw::TooDark)), Look::Wanting);
        let looks = [Look::Good, Look::Inviting, Look::Waiting, Look::Wanting];
        for (at, one) in looks.iter().enumerate() {
            for other in &looks[at + 1..] {
                assert_ne!(one.edge().width, other.edge().width);
                assert_ne!(char::from(one.icon()), char::from(other.icon()));
            }
        }
    }
}
