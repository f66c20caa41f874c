//! What a person says of the faces at the door, and of whom there is something to say.

use super::super::signals::Mistake;
use super::super::view::Gone;
use super::questions::Question;
use super::seen::Photo;
use super::{By, Door, Remembered, TooLate};
use crate::core::{Standing, StudentId, Track, Visit};

impl Door {
    /// A person said whose a face is, of those in view or that have gone. Gives what is to be remembered; `Err` where it is
    /// too late.
    pub(in crate::station) fn settle(
        &mut self,
        track: u64,
        student: Option<&StudentId>,
        by: By<'_>,
    ) -> Result<Option<Remembered>, TooLate> {
        if student.is_some_and(|student| by.gallery.snapshot().student(student).is_none()) {
            return Err(TooLate);
        }
        let photo = if let Some(Question { mut seen, probe, .. }) = self.questions.take(track) {
            seen.call(student, by.everyone.templates());
            self.left.push(seen.decided(track, student, &probe));
            if student.is_none() {
                self.keep_stranger(&seen, by);
            }
            seen.photo
        } else {
            self.visits.get(track).filter(|visit| visit.is_open()).ok_or(TooLate)?;
            let seen = self.followed.get_mut(&track).and_then(|face| face.seen.as_mut()).ok_or(TooLate)?;
            self.visits.settle(track, student.cloned());
            seen.call(student, by.everyone.templates());
            seen.photo.clone()
        };
        let remembered = student.cloned().zip(photo);
        Ok(remembered.map(|(student, Photo { embedding, crop, .. })| Remembered { student, embedding, crop }))
    }

    /// An arrival was another's than it was recorded for: whoever is in view since then, and has the wrong name, gets the
    /// right one, or none. That they came is recorded.
    pub(in crate::station) fn correct(&mut self, Mistake { wrong, right, at }: &Mistake, by: By<'_>) {
        let since = |track: &Track| self.begun_at.checked_add(self.visits.get(track.id)?.first_at()).ok();
        let is_it = |track: &&Track| {
            let name = self.visits.get(track.id).and_then(Visit::name);
            name == Some(wrong) && since(track).is_some_and(|since| since <= *at)
        };
        let mistaken: Vec<u64> = self.tracks.all().iter().filter(is_it).map(|track| track.id).collect();
        for track in mistaken {
            self.visits.settle(track, right.clone());
            if let Some(seen) = self.followed.get_mut(&track).and_then(|face| face.seen.as_mut()) {
                seen.call(right.as_ref(), by.everyone.templates());
                seen.tell_as(right.clone());
            }
        }
    }

    /// Of whom a person may say who it was, though they are not shown among [`Self::faces`].
    pub(in crate::station) fn gone(&self) -> Vec<Gone> {
        let shown: Vec<u64> = self.shown().map(|track| track.id).collect();
        let hidden = self.tracks.all().iter().filter(|track| !shown.contains(&track.id)).filter_map(|track| {
            let (Standing::Unsure(choices), seen) = (self.visits.get(track.id)?.standing(), self.seen(track.id)?)
            else {
                return None;
            };
            Some(Gone { track: track.id, choices, crop: seen.portrait.crop.clone() })
        });
        let gone = self.questions.iter().map(|Question { track, choices, seen, .. }| Gone {
            track: *track,
            choices: choices.clone(),
            crop: seen.portrait.crop.clone(),
        });
        gone.chain(hidden).collect()
    }
}
