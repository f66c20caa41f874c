//! What was seen of a face that is followed.

use std::sync::Arc;

use image::RgbImage;

use super::super::portrait::Portrait;
use super::super::view::NamedFace;
use super::Decided;
use super::scene::Scene;
use crate::core::{Embedding, Match, Probe, Quality, Standing, StudentId, Templates, Tolerance};
use crate::engine::Description;

/// What is remembered of a face as long as it is followed.
#[derive(Default)]
pub(super) struct Followed {
    /// How everything looked when it was really found last. While it looks so, the face is where it was.
    pub(super) found_in: Option<Arc<Scene>>,
    /// It was not found for a while, and was not looked at since it is.
    pub(super) was_lost: bool,
    /// How often it was to be described, well or not.
    pub(super) asked: u32,
    /// The picture that it was last to be described in, and how often in that.
    asked_in: (u64, u32),
    /// As it was described last.
    pub(super) seen: Option<Seen>,
}

impl Followed {
    /// One that is so many looks ahead, by another number.
    pub(super) fn renewed(found_in: Option<Arc<Scene>>, asked: u32) -> Self {
        Self { found_in, asked, ..Self::default() }
    }

    /// How often it was to be described in this picture.
    pub(super) fn asked_in(&self, picture: u64) -> u32 {
        if self.asked_in.0 == picture { self.asked_in.1 } else { 0 }
    }

    /// It is to be described in this picture: says whether as a mirror shows it, which is so every other time.
    pub(super) fn ask_in(&mut self, picture: u64) -> bool {
        self.asked_in = (picture, self.asked_in(picture) + 1);
        self.asked = self.asked.saturating_add(1);
        self.was_lost = false;
        self.asked.is_multiple_of(2)
    }
}

/// A face as it was described last.
pub(super) struct Seen {
    embedding: Embedding,
    /// How good the picture was.
    pub(super) quality: Quality,
    pub(super) portrait: Portrait,
    /// The nearest photo.
    found: Match,
    /// Whose it is said to be, and how near their nearest photo is.
    called: Match,
    /// The best picture of it as the camera saw it, and not as a mirror would show it: what can become a photo.
    pub(super) photo: Option<Photo>,
    /// By what name whoever records has it; `None`: not yet.
    told: Option<Option<StudentId>>,
}

/// A picture of a face that can become a photo of a student.
#[derive(Clone)]
pub(super) struct Photo {
    pub(super) embedding: Embedding,
    pub(super) crop: Arc<RgbImage>,
    /// How good a picture it is, 0 to 1.
    pub(super) weight: f64,
}

impl Photo {
    /// The better of two, the newer of equal ones.
    pub(super) fn better(before: Option<Self>, now: Self) -> Self {
        before.filter(|before| before.weight > now.weight).unwrap_or(now)
    }
}

impl Seen {
    /// As it looks in one picture, by which `found` is the nearest photo. Nobody said yet whose it is.
    pub(super) fn new(described: Description, portrait: Portrait, found: Match, photo: Option<Photo>) -> Self {
        let called = Match { student: None, distance: found.distance };
        let Description { embedding, quality } = described;
        Self { embedding, quality, portrait, found, called, photo, told: None }
    }

    /// How far it is from the nearest photo of the student it is called; where it has no name, from the nearest of all.
    pub(super) fn distance(&self) -> f64 {
        self.called.distance
    }

    /// As whoever records is told of it.
    pub(super) fn decided(&self, track: u64, name: Option<&StudentId>, probe: &Probe) -> Decided {
        let face = NamedFace {
            face_box: self.portrait.face_box,
            found: Match { student: name.cloned(), distance: self.distance() },
            standing: Standing::Decided,
            score: None,
            track: Some(track),
            flaw: None,
        };
        Decided { face, portrait: self.portrait.clone(), probe: probe.clone() }
    }

    /// Whether whoever records has it by this name.
    pub(super) fn is_told_as(&self, name: Option<&StudentId>) -> bool {
        self.told.as_ref().is_some_and(|told| told.as_ref() == name)
    }

    /// Whoever records has it by this name from now on.
    pub(super) fn tell_as(&mut self, name: Option<StudentId>) {
        self.told = Some(name);
    }

    /// Takes the name that it has by now. The photos are gone through only where that is another one.
    pub(super) fn call(&mut self, name: Option<&StudentId>, templates: &Templates) {
        if self.called.student.as_ref() != name {
            let far = name.filter(|name| self.found.student.as_ref() != Some(*name));
            let far = far.and_then(|name| distance_to(templates, name, &self.embedding));
            self.called = Match { student: name.cloned(), distance: far.unwrap_or(self.found.distance) };
        }
    }
}

/// How far a face is from the nearest photo of a student, to four places as in every [`Match`].
fn distance_to(templates: &Templates, student: &StudentId, embedding: &Embedding) -> Option<f64> {
    let (_, mut photos) = templates.students().find(|(id, _)| *id == student)?;
    let mut only = Templates::default();
    only.push(student, photos.by_ref().filter_map(|photo| Embedding::new(photo).ok()).collect::<Vec<_>>().iter());
    only.nearest(embedding).map(|_| only.name(embedding, Tolerance::default()).distance)
}
