//! Who leaves, and what is told of them then.

use std::time::Instant;

use super::super::strangers::Left;
use super::questions::Question;
use super::seen::{Photo, Seen};
use super::{By, Door};
use crate::core::{Scoring, Standing, Track};

/// Who was seen well less often than this and has gone was nobody: a detector is wrong at times.
const SEEN_AT_ALL: u32 = 2;

impl Door {
    /// Of whom nobody said who it was: somebody came, and that is all there is to record.
    fn close(&mut self, Question { track, seen, probe, .. }: Question) {
        if !seen.is_told_as(None) {
            self.left.push(seen.decided(track, None, &probe));
        }
    }

    pub(super) fn close_lapsed(&mut self, by: By<'_>) {
        let snapshot = by.gallery.snapshot();
        for question in self.questions.take_lapsed(Instant::now(), |student| snapshot.student(student).is_some()) {
            self.close(question);
        }
    }

    /// Lets everybody go who is in view, as another camera, or nobody, looks from now on. [`Self::decided`] gives them.
    pub(in crate::station) fn let_all_go(&mut self, by: By<'_>) {
        // A moment, and it may be the look that says who it is.
        if let Some(looked) = self.describer.wait() {
            self.take_look(looked, by);
            self.decide(by);
        }
        let all = self.tracks.take_all();
        self.let_go(&all, by);
        for question in self.questions.take_all() {
            self.close(question);
        }
        (self.newest, self.scanned_in) = (None, None);
    }

    /// Somebody has gone. Who has a name that nobody heard of is told of now, of whom it is unsure a person may still say
    /// who it was, and who else was seen well enough was a stranger.
    pub(super) fn let_go(&mut self, gone: &[Track], by: By<'_>) {
        // Those who go together were in view together: nobody's name is another's by then.
        let together: Vec<u64> = self.in_view().chain(gone).map(|track| track.id).collect();
        let strangers = by.settings.strangers_named.value;
        for track in gone {
            self.visits.conclude(Scoring::shipped(), by.everyone.references(), strangers, track.id, &together);
        }
        gone.iter().for_each(|track| self.forget(track, by));
    }

    /// Somebody left, and was nobody: where the school keeps such, the best picture of them.
    pub(super) fn keep_stranger(&mut self, seen: &Seen, by: By<'_>) {
        if by.settings.strangers_days.value.is_none() {
            return;
        }
        let at = seen.portrait.moment.at;
        self.strangers.extend(seen.photo.clone().map(|Photo { embedding, crop, weight }| Left {
            embedding,
            crop,
            weight,
            at,
        }));
    }

    /// Those who left and were nobody since this was asked last.
    pub(in crate::station) fn take_strangers(&mut self) -> Vec<Left> {
        std::mem::take(&mut self.strangers)
    }

    fn forget(&mut self, gone: &Track, by: By<'_>) {
        let seen = self.followed.remove(&gone.id).and_then(|face| face.seen);
        let (Some(mut seen), Some(visit)) = (seen, self.visits.forget(gone.id)) else { return };
        seen.call(visit.name(), by.everyone.templates());
        match visit.standing() {
            Standing::Unsure(choices) => {
                let question = Question { track: gone.id, choices, seen, probe: visit.probe().clone() };
                self.questions.ask(question, Instant::now());
            }
            standing => {
                let counts = standing == Standing::Decided || visit.seen_well() >= SEEN_AT_ALL;
                if visit.name().is_none() && visit.seen_well() >= SEEN_AT_ALL {
                    self.keep_stranger(&seen, by);
                }
                if counts && !seen.is_told_as(visit.name()) {
                    self.left.push(seen.decided(gone.id, visit.name(), visit.probe()));
                }
            }
        }
    }
}
