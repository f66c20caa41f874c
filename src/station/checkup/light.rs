//! The light at the door, by the camera's last few pictures.

use std::collections::VecDeque;
use std::time::Duration;

use image::RgbImage;

use super::{Check, Subject};
use crate::camera::Frame;
use crate::core::{Brightness, FaceBox, FrameSize, Light, LightFlaw, Pose};
use crate::engine::quality;
use crate::station::view::Overlay;
use crate::text;

/// As many pictures are judged together: a hand before the camera is no darkness.
const PICTURES: usize = 5;
/// A face that was found in an older picture than this, beside the one that is measured, may be elsewhere by now.
const STILL_THERE: Duration = Duration::from_millis(700);
/// Narrower than this, in pixels, there is little face in the box, and much of what is behind it.
const WIDE_ENOUGH: i32 = 40;

/// The light of a picture with these faces.
pub(super) fn of(picture: &RgbImage, faces: &[FaceBox]) -> Light {
    let (width, height) = picture.dimensions();
    let all = FaceBox::new(0, width as i32, height as i32, 0);
    let measured = |part: FaceBox| Brightness::of(&quality(picture, part, Pose::default()));
    Light { picture: measured(all), faces: faces.iter().map(|face| measured(*face)).collect() }
}

/// What is to be said of the last few pictures.
pub(super) fn check(pictures: &[Light]) -> Check {
    const SUBJECT: Subject = Subject::Light;
    let flaw = match LightFlaw::of(pictures) {
        Some(flaw) => flaw,
        None if pictures.iter().any(|light| !light.faces.is_empty()) => {
            return Check::ok(SUBJECT, text!("checkup-light-good-faces"));
        }
        None => return Check::ok(SUBJECT, text!("checkup-light-good")),
    };
    let (detail, advice) = match flaw {
        LightFlaw::Dark => (text!("checkup-light-dark"), text!("checkup-light-dark-advice")),
        LightFlaw::Pale => (text!("checkup-light-pale"), text!("checkup-light-pale-advice")),
        LightFlaw::DarkFaces => (text!("checkup-light-dark-faces"), text!("checkup-light-dark-faces-advice")),
        LightFlaw::AgainstTheLight => (text!("checkup-light-against"), text!("checkup-light-against-advice")),
        LightFlaw::BrightFaces => (text!("checkup-light-bright-faces"), text!("checkup-light-bright-faces-advice")),
    };
    match flaw {
        // Nobody is recognised in such pictures.
        LightFlaw::Dark | LightFlaw::Pale => Check::problem(SUBJECT, detail, advice),
        LightFlaw::DarkFaces | LightFlaw::AgainstTheLight | LightFlaw::BrightFaces => {
            Check::warning(SUBJECT, detail, advice)
        }
    }
}

/// Keeps the light of the last few pictures of the camera that runs.
#[derive(Debug, Default)]
pub(super) struct Meter {
    opening: u64,
    /// The number of the picture that was measured last.
    seq: Option<u64>,
    pictures: VecDeque<Light>,
}

impl Meter {
    /// Measures the newest picture, if there is one, with the faces that were found in about that.
    pub(super) fn look(&mut self, frame: Option<&Frame>, overlay: Option<&Overlay>) {
        let Some(frame) = frame else {
            self.pictures.clear();
            return;
        };
        if self.opening != frame.opening {
            (self.opening, self.seq) = (frame.opening, None);
            self.pictures.clear();
        }
        // Another camera's pictures are numbered on.
        if self.seq.replace(frame.seq) == Some(frame.seq) {
            return;
        }
        let (width, height) = frame.rgb.dimensions();
        let is_of_it = |overlay: &&Overlay| {
            overlay.opening == frame.opening
                && overlay.frame_size == (FrameSize { width, height })
                && frame.captured_at.saturating_duration_since(overlay.captured_at) < STILL_THERE
        };
        let faces: Vec<FaceBox> = overlay
            .filter(is_of_it)
            .into_iter()
            .flat_map(|overlay| &overlay.faces)
            .map(|face| face.face_box)
            .filter(|face| face.width() >= WIDE_ENOUGH)
            .collect();
        self.pictures.push_back(of(&frame.rgb, &faces));
        while self.pictures.len() > PICTURES {
            self.pictures.pop_front();
        }
    }

    /// What was measured.
    pub(super) fn pictures(&mut self) -> &[Light] {
        self.pictures.make_contiguous()
    }
}
