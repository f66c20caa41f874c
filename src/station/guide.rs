//! What to say to somebody who stands before the camera to be enrolled, and when to take a picture.
//!
//! It sees one look after another and does nothing itself.

use std::time::Duration;

use crate::core::{Embedding, FaceBox, Flaw, Pose, Purpose, Quality};
use crate::text;
use crate::words::Text;

/// So many pictures are taken. The first photos of a student help most: with 150 enrolled, of a hundred tries 28 fail with
/// one photo, about ten with three.
pub const WANTED: usize = 4;
/// A face that has moved by a larger part of its width since the look before is moving.
const MOVED: f64 = 0.12;
/// The same of its width.
const GREW: f64 = 0.12;
/// Looks further apart say nothing of whether it moves. A slow PC takes seconds for a look: there, too, a face that is where
/// it was stands still enough, and whether the picture is blurred is looked at besides.
const APART: Duration = Duration::from_millis(6000);
/// Between two pictures, at least.
const PAUSE: Duration = Duration::from_millis(350);
/// A picture is another one when the pose differs so much from those of all others ([`Pose::differs`]), ...
const OTHER_POSE: f64 = 0.45;
/// ... or the face as it is described, which between two pictures of one visit differs by 0.2 to 0.45, ...
const OTHER_LOOK: f64 = 0.25;
/// ... or after so long in any case: who stands as still as a statue is not kept waiting.
const LONG_ENOUGH: Duration = Duration::from_millis(1500);
/// A face so far from those of the pictures before is somebody else's.
const ANOTHERS: f64 = 0.6;

/// What to say to somebody before the camera, one thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Advice {
    /// Recognition is being started.
    #[default]
    Starting,
    /// The camera gives no picture.
    NoPicture,
    /// Something is wrong with the picture.
    Flaw(Flaw),
    /// The face moves.
    HoldStill,
    /// It is another face than in the pictures before.
    SomebodyElse,
    /// All is well, and the next picture has to be another one than those before.
    TurnALittle,
    /// A picture was taken.
    Taken,
}

impl Advice {
    /// In words, to whoever stands there.
    pub fn text(&self) -> Text {
        match self {
            Self::Starting => text!("quality-advice-starting"),
            Self::NoPicture => text!("quality-advice-no-picture"),
            Self::Flaw(flaw) => flaw.advice(),
            Self::HoldStill => text!("quality-advice-still"),
            Self::SomebodyElse => text!("quality-advice-somebody-else"),
            Self::TurnALittle => text!("quality-advice-turn-a-little"),
            Self::Taken => text!("quality-advice-taken"),
        }
    }
}

/// Follows one person until there are enough pictures.
#[derive(Debug, Default)]
pub(super) struct Guide {
    before: Option<(Duration, FaceBox)>,
    taken: Vec<Taken>,
    /// The next picture of one face is taken, whatever is wrong with it.
    insists: bool,
}

#[derive(Debug)]
struct Taken {
    at: Duration,
    pose: Pose,
    embedding: Embedding,
}

/// What to do by where the faces are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum First {
    /// Say this; nothing else need be known.
    Say(Advice),
    /// Describe the one face, and ask [`Guide::describe`].
    Describe(FaceBox),
}

/// What to do by how the face is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Then {
    /// Say this.
    Say(Advice),
    /// Take the picture.
    Take,
}

impl Guide {
    /// The next picture of one face is to be taken, whatever is wrong with it: in a dark room there may be none better.
    pub(super) fn insist(&mut self) {
        self.insists = true;
    }

    /// Looks at where the faces are in a picture taken then.
    pub(super) fn see(&mut self, at: Duration, faces: &[FaceBox]) -> First {
        let [face] = faces else {
            self.before = None;
            let flaw = if faces.is_empty() { Flaw::Nobody } else { Flaw::Several(faces.len()) };
            return First::Say(Advice::Flaw(flaw));
        };
        let before = self.before.replace((at, *face));
        if self.insists {
            return First::Describe(*face);
        }
        let needed = Purpose::Enrolment.needed_width();
        if f64::from(face.width()) < needed {
            let width = face.width().max(0) as u32;
            return First::Say(Advice::Flaw(Flaw::TooSmall { width, needed: needed as u32 }));
        }
        match before {
            Some((then, before)) if at.saturating_sub(then) <= APART => {
                if moves(&before, face) {
                    return First::Say(Advice::HoldStill);
                }
                First::Describe(*face)
            }
            // Whether it moves is known with the next look.
            _ => First::Say(Advice::HoldStill),
        }
    }

    /// Looks at how the face is in the same picture.
    pub(super) fn describe(&self, at: Duration, quality: &Quality, embedding: &Embedding) -> Then {
        if self.is_somebody_elses(embedding) {
            return Then::Say(Advice::SomebodyElse);
        }
        if self.insists {
            return Then::Take;
        }
        if let Some(flaw) = Flaw::of_face(quality, Purpose::Enrolment) {
            return Then::Say(Advice::Flaw(flaw));
        }
        let Some(last) = self.taken.iter().map(|taken| taken.at).max() else { return Then::Take };
        let waited = at.saturating_sub(last);
        let is_other = self.taken.iter().all(|taken| {
            taken.pose.differs(&quality.pose) >= OTHER_POSE || taken.embedding.distance(embedding) >= OTHER_LOOK
        });
        match waited {
            waited if waited < PAUSE => Then::Say(Advice::Taken),
            waited if is_other || waited >= LONG_ENOUGH => Then::Take,
            _ => Then::Say(Advice::TurnALittle),
        }
    }

    /// The picture was taken.
    pub(super) fn took(&mut self, at: Duration, quality: &Quality, embedding: Embedding) {
        self.insists = false;
        self.taken.push(Taken { at, pose: quality.pose, embedding });
    }

    /// Whether there are enough.
    pub(super) fn has_all(&self) -> bool {
        self.taken.len() >= WANTED
    }

    fn is_somebody_elses(&self, embedding: &Embedding) -> bool {
        !self.taken.is_empty() && self.taken.iter().all(|taken| taken.embedding.distance(embedding) > ANOTHERS)
    }
}

fn moves(before: &FaceBox, now: &FaceBox) -> bool {
    let width = f64::from(before.width().max(1));
    let middle = |low: i32, high: i32| f64::from(low + high) / 2.0;
    let across = middle(now.left, now.right) - middle(before.left, before.right);
    let down = middle(now.top, now.bottom) - middle(before.top, before.bottom);
    across.hypot(down) > MOVED * width || (f64::from(now.width()) - width).abs() > GREW * width
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Quality = Quality {
        width: 120.0,
        sharpness: 400.0,
        light: 120.0,
        contrast: 45.0,
        pose: Pose { turned: 0.0, nose: 0.55, tilted: 0.0 },
    };

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn face(left: i32, width: i32) -> FaceBox {
        FaceBox::new(50, left + width, 50 + width, left)
    }

    fn look(x: f64) -> Embedding {
        let mut values = [0.0; 128];
        values[0] = x;
        Embedding::new(&values).unwrap()
    }

    /// A look at one face: what is said, or that a picture was taken.
    fn one(guide: &mut Guide, at: u64, face: FaceBox, quality: Quality, x: f64) -> Option<Advice> {
        match guide.see(ms(at), &[face]) {
            First::Say(advice) => Some(advice),
            First::Describe(_) => match guide.describe(ms(at), &quality, &look(x)) {
                Then::Say(advice) => Some(advice),
                Then::Take => {
                    guide.took(ms(at), &quality, look(x));
                    None
                }
            },
        }
    }

    #[test]
    fn one_thing_is_said_at_a_time_and_a_good_picture_taken() {
        let mut guide = Guide::default();
        assert_eq!(guide.see(ms(0), &[]), First::Say(Advice::Flaw(Flaw::Nobody)));
        assert_eq!(guide.see(ms(100), &[face(0, 120), face(200, 120)]), First::Say(Advice::Flaw(Flaw::Several(2))));
        let small = Flaw::TooSmall { width: 62, needed: 100 };
        assert_eq!(one(&mut guide, 200, face(0, 62), GOOD, 0.0), Some(Advice::Flaw(small)));
        assert_eq!(one(&mut guide, 300, face(0, 120), GOOD, 0.0), Some(Advice::HoldStill), "it came closer");
        assert_eq!(one(&mut guide, 400, face(30, 120), GOOD, 0.0), Some(Advice::HoldStill));
        let dark = Quality { light: 20.0, ..GOOD };
        assert_eq!(one(&mut guide, 500, face(32, 121), dark, 0.0), Some(Advice::Flaw(Flaw::TooDark)));
        assert_eq!(one(&mut guide, 600, face(33, 121), GOOD, 0.0), None);
        assert!(!guide.has_all());
    }

    #[test]
    fn pictures_differ_by_pose_or_look_or_time() {
        let mut guide = Guide::default();
        let still = face(0, 120);
        one(&mut guide, 0, still, GOOD, 0.0);
        assert_eq!(one(&mut guide, 100, still, GOOD, 0.0), None);
        assert_eq!(one(&mut guide, 200, still, GOOD, 0.3), Some(Advice::Taken), "a moment later");
        assert_eq!(one(&mut guide, 600, still, GOOD, 0.0), Some(Advice::TurnALittle));
        let turned = Quality { pose: Pose { turned: 0.15, ..GOOD.pose }, ..GOOD };
        assert_eq!(one(&mut guide, 700, still, turned, 0.0), None, "another pose");
        assert_eq!(one(&mut guide, 1200, still, GOOD, 0.4), None, "another look");
        assert_eq!(one(&mut guide, 2000, still, GOOD, 0.0), Some(Advice::TurnALittle));
        assert!(!guide.has_all());
        assert_eq!(one(&mut guide, 2800, still, GOOD, 0.0), None, "nobody is kept waiting");
        assert!(guide.has_all());
    }

    #[test]
    fn another_face_is_not_taken_for_the_same_person() {
        let mut guide = Guide::default();
        let still = face(0, 120);
        one(&mut guide, 0, still, GOOD, 0.0);
        assert_eq!(one(&mut guide, 100, still, GOOD, 0.0), None);
        assert_eq!(one(&mut guide, 7000, still, GOOD, 0.9), Some(Advice::HoldStill), "long ago");
        assert_eq!(one(&mut guide, 7100, still, GOOD, 0.9), Some(Advice::SomebodyElse));
        guide.insist();
        assert_eq!(one(&mut guide, 7200, still, GOOD, 0.9), Some(Advice::SomebodyElse), "whatever is asked");
    }

    #[test]
    fn a_picture_is_taken_whatever_is_wrong_with_it_when_the_person_insists() {
        let mut guide = Guide::default();
        guide.insist();
        assert_eq!(guide.see(ms(0), &[]), First::Say(Advice::Flaw(Flaw::Nobody)), "but of nobody");
        let dark = Quality { light: 20.0, width: 60.0, ..GOOD };
        assert_eq!(one(&mut guide, 100, face(0, 60), dark, 0.0), None);
        assert!(one(&mut guide, 200, face(0, 60), dark, 0.0).is_some(), "once");
    }
}
