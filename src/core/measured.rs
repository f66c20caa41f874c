//! What was measured of a photo, each measure in a word or two.

use super::quality::{Flaw, Purpose, Quality};
use crate::text;
use crate::words::Text;

/// What was measured of a face in a photo, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How large the face is.
    pub size: Measure,
    /// The light on it.
    pub light: Measure,
    /// Where it looks.
    pub pose: Measure,
    /// Whether it is sharp.
    pub sharpness: Measure,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// In words, in the middle of a sentence.
    pub text: Text,
    /// Not as it should be.
    pub is_poor: bool,
}

impl Measured {
    /// Of a face that is to be one of the photos a student is known by.
    pub fn of(quality: &Quality) -> Self {
        let good = |text| Measure { text, is_poor: false };
        let width = text!("quality-size", width = quality.width.max(0.0) as u32);
        let mut measured = Self {
            size: good(width),
            light: good(text!("quality-light-good")),
            pose: good(text!("quality-pose-ahead")),
            sharpness: good(text!("quality-sharp")),
        };
        for flaw in Flaw::all_of_face(quality, Purpose::Enrolment) {
            let poor = |text| Measure { text, is_poor: true };
            match flaw {
                Flaw::TooSmall { .. } => measured.size.is_poor = true,
                Flaw::TooDark => measured.light = poor(text!("quality-light-dark")),
                Flaw::TooBright => measured.light = poor(text!("quality-light-bright")),
                Flaw::TurnedAway => measured.pose = poor(text!("quality-pose-turned")),
                Flaw::Tilted => measured.pose = poor(text!("quality-pose-tilted")),
                Flaw::Blurred => measured.sharpness = poor(text!("quality-soft")),
                Flaw::Nobody | Flaw::Several(_) => {}
            }
        }
        measured
    }

    /// All of them, in the order they are said in.
    pub fn all(&self) -> [&Measure; 4] {
        [&self.size, &self.light, &self.sharpness, &self.pose]
    }

    /// The photo in two or three words: what is wrong with it, or that it is good.
    pub fn verdict(&self) -> Measure {
        let poor: Vec<Text> = self.all().into_iter().filter(|one| one.is_poor).map(|one| one.text.clone()).collect();
        match poor.is_empty() {
            true => Measure { text: text!("quality-good"), is_poor: false },
            false => Measure { text: Text::list(poor), is_poor: true },
        }
    }

    /// All of it in a line, to be read out.
    pub fn line(&self) -> Text {
        Text::list(self.all().map(|one| one.text.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::quality::Pose;
    use super::*;

    const GOOD: Quality = Quality {
        width: 142.4,
        sharpness: 400.0,
        light: 120.0,
        contrast: 45.0,
        pose: Pose { turned: 0.0, nose: 0.55, tilted: 0.0 },
    };

    #[test]
    fn a_good_photo_is_good_and_all_of_it_can_be_read() {
        let measured = Measured::of(&GOOD);
        assert_eq!(measured.verdict(), Measure { text: text!("quality-good"), is_poor: false });
        assert_eq!(measured.line().to_string(), "142 px wide, good light, sharp, looks ahead");
    }

    #[test]
    fn of_a_poor_photo_each_thing_that_is_wrong_is_said() {
        let poor = Quality { width: 62.0, light: 20.0, pose: Pose { turned: 0.4, ..GOOD.pose }, ..GOOD };
        let measured = Measured::of(&poor);
        assert!(
            measured.size.is_poor && measured.light.is_poor && measured.pose.is_poor && !measured.sharpness.is_poor
        );
        assert_eq!(measured.verdict().text.to_string(), "62 px wide, too dark, turned away");
        let tilted = Quality { pose: Pose { tilted: 30.0, ..GOOD.pose }, sharpness: 1.0, light: 230.0, ..GOOD };
        assert_eq!(Measured::of(&tilted).verdict().text.to_string(), "too bright or pale, blurred, head tilted");
    }
}
