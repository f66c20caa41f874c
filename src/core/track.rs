//! Faces followed from picture to picture: which face of this picture is which of the one before.
//!
//! Where a face is going is guessed from where it was; a face that is not seen for a moment (a blink of the detector, a
//! head that turns) is still expected, and one that is not seen for longer has gone.

use std::collections::VecDeque;
use std::time::Duration;

use super::face::FaceBox;

/// A face that is not seen for so long has gone.
const GONE_AFTER: Duration = Duration::from_millis(1000);
/// Boxes overlapping so much (intersection over union) are of one face.
const SAME_FACE: f64 = 0.3;
/// How far back it is known where a face was: a full scan takes its time, and what it finds is as old as that.
const REMEMBERED: Duration = Duration::from_secs(4);

/// A face that is followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Its number, which no other has.
    pub id: u64,
    /// Where it was seen last.
    pub face_box: FaceBox,
    /// When, on the source's clock.
    pub seen_at: Duration,
    /// In how many pictures it was not found since.
    pub missed: u32,
    /// Where it was, oldest first.
    past: VecDeque<(Duration, FaceBox)>,
}

impl Track {
    /// Where it is expected at a moment: as far from where it was seen last as it went in the time before.
    pub fn expected_at(&self, at: Duration) -> FaceBox {
        let Some((then, was)) = self.past.iter().rev().find(|(then, _)| self.seen_at.saturating_sub(*then) > STEP)
        else {
            return self.face_box;
        };
        let (passed, ahead) = (self.seen_at.saturating_sub(*then), at.saturating_sub(self.seen_at).min(FORESIGHT));
        let share = ahead.as_secs_f64() / passed.as_secs_f64();
        let middle =
            |face: &FaceBox| (f64::from(face.left + face.right) / 2.0, f64::from(face.top + face.bottom) / 2.0);
        let ((x, y), (old_x, old_y)) = (middle(&self.face_box), middle(was));
        let (dx, dy) = (((x - old_x) * share).round() as i32, ((y - old_y) * share).round() as i32);
        let FaceBox { top, right, bottom, left } = self.face_box;
        FaceBox::new(top + dy, right + dx, bottom + dy, left + dx)
    }

    /// Where it was at a moment, as near as is known.
    fn was_at(&self, at: Duration) -> FaceBox {
        let nearest = self.past.iter().min_by_key(|(then, _)| then.abs_diff(at));
        nearest.map_or(self.face_box, |(_, face)| *face)
    }

    fn is_seen(&mut self, at: Duration, face_box: FaceBox) {
        (self.face_box, self.seen_at, self.missed) = (face_box, at, 0);
        self.past.push_back((at, face_box));
        while self.past.front().is_some_and(|(then, _)| at.saturating_sub(*then) > REMEMBERED) {
            self.past.pop_front();
        }
    }
}

/// The time over which it is looked how fast a face goes.
const STEP: Duration = Duration::from_millis(60);
/// Nobody goes straight on for longer.
const FORESIGHT: Duration = Duration::from_millis(300);

/// All faces that are followed.
#[derive(Debug, Default)]
pub struct Tracks {
    tracks: Vec<Track>,
    next: u64,
}

impl Tracks {
    /// Nobody, and the first who comes has this number.
    pub fn beginning_with(next: u64) -> Self {
        Self { tracks: Vec::new(), next }
    }

    /// Lets go of all. Their numbers are not given again.
    pub fn take_all(&mut self) -> Vec<Track> {
        std::mem::take(&mut self.tracks)
    }

    /// They, in the order they came.
    pub fn all(&self) -> &[Track] {
        &self.tracks
    }

    /// The one of this number.
    pub fn get(&self, id: u64) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == id)
    }

    /// Where to look for each in a picture of this moment, in the order of [`Self::all`].
    pub fn expected_at(&self, at: Duration) -> Vec<FaceBox> {
        self.tracks.iter().map(|track| track.expected_at(at)).collect()
    }

    /// Takes in where each was found in a picture of this moment, in the order of [`Self::all`]. Of two that were found in
    /// one place, the one that is nearer to where it was expected stays there, and the other was not found.
    pub fn follow(&mut self, at: Duration, found: &[Option<FaceBox>]) {
        let expected = self.expected_at(at);
        for (index, track) in self.tracks.iter_mut().enumerate() {
            let here = found.get(index).copied().flatten();
            let is_anothers = here.is_some_and(|here| {
                let own = overlap(&here, &expected[index]);
                found.iter().enumerate().any(|(other, theirs)| {
                    let theirs = other != index && theirs.is_some_and(|theirs| overlap(&theirs, &here) > SAME_FACE);
                    // Of two as near, the one that was there first.
                    theirs && (overlap(&here, &expected[other]), index) > (own, other)
                })
            });
            match here.filter(|_| !is_anothers) {
                Some(here) => track.is_seen(at, here),
                None => track.missed += 1,
            }
        }
    }

    /// Takes in every face of a whole picture of this moment, which may be a while ago. Gives the numbers of those that
    /// are new.
    pub fn found(&mut self, at: Duration, faces: &[FaceBox]) -> Vec<u64> {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (index, track) in self.tracks.iter().enumerate() {
            let then = if at > track.seen_at { track.expected_at(at) } else { track.was_at(at) };
            pairs.extend(faces.iter().enumerate().filter_map(|(face, there)| {
                let shared = overlap(&then, there);
                (shared > SAME_FACE).then_some((shared, index, face))
            }));
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut known, mut seen) = (vec![false; faces.len()], vec![false; self.tracks.len()]);
        for (_, index, face) in pairs {
            if known[face] || seen[index] {
                // A second box over a face that is followed is no second face.
                known[face] = true;
                continue;
            }
            (known[face], seen[index]) = (true, true);
            let track = &mut self.tracks[index];
            if at > track.seen_at {
                track.is_seen(at, faces[face]);
            }
        }
        let mut new = Vec::new();
        for (face, _) in faces.iter().zip(known).filter(|(_, known)| !known) {
            let mut track = Track { id: self.next, face_box: *face, seen_at: at, missed: 0, past: VecDeque::new() };
            track.is_seen(at, *face);
            new.push(self.next);
            self.next += 1;
            self.tracks.push(track);
        }
        new
    }

    /// Begins to follow a face as somebody else's than it was taken for. Gives its new number.
    pub fn renew(&mut self, id: u64) -> Option<u64> {
        let track = self.tracks.iter_mut().find(|track| track.id == id)?;
        track.id = self.next;
        self.next += 1;
        Some(track.id)
    }

    /// Those that have gone by this moment; they are followed no longer.
    pub fn take_gone(&mut self, at: Duration) -> Vec<Track> {
        // One that was never looked for since it was found in a picture of a while ago may well be there.
        let is_gone = |track: &mut Track| track.missed > 0 && at.saturating_sub(track.seen_at) > GONE_AFTER;
        self.tracks.extract_if(.., is_gone).collect()
    }
}

/// Intersection over union of two boxes, 0 to 1.
pub fn overlap(a: &FaceBox, b: &FaceBox) -> f64 {
    let area = |face: &FaceBox| f64::from(face.width()) * f64::from(face.height());
    let shared = FaceBox::new(a.top.max(b.top), a.right.min(b.right), a.bottom.min(b.bottom), a.left.max(b.left));
    let shared = area(&shared);
    let together = area(a) + area(b) - shared;
    if together > 0.0 { shared / together } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A box of 100 pixels around a middle.
    fn around(x: i32, y: i32) -> FaceBox {
        FaceBox::new(y - 50, x + 50, y + 50, x - 50)
    }

    fn ids(tracks: &Tracks) -> Vec<u64> {
        tracks.all().iter().map(|track| track.id).collect()
    }

    #[test]
    fn a_face_that_moves_is_one_face() {
        let mut tracks = Tracks::default();
        assert_eq!(tracks.found(ms(0), &[around(100, 100)]), [0]);
        for step in 1..30 {
            let x = 100 + 8 * step;
            tracks.follow(ms(33 * step as u64), &[Some(around(x, 100))]);
            assert_eq!(tracks.found(ms(33 * step as u64), &[around(x + 3, 98)]), Vec::<u64>::new());
        }
        assert_eq!(ids(&tracks), [0]);
    }

    #[test]
    fn a_face_is_expected_where_it_was_going() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100)]);
        for step in 1..=6 {
            tracks.follow(ms(33 * step), &[Some(around(100 + 10 * step as i32, 100))]);
        }
        let expected = tracks.all()[0].expected_at(ms(33 * 7));
        assert!((expected.left - around(170, 100).left).abs() <= 2, "{expected:?}");
        let much_later = tracks.all()[0].expected_at(ms(5000));
        assert!(much_later.left < around(260, 100).left, "nobody goes straight on for ever");
    }

    #[test]
    fn what_a_scan_finds_is_matched_with_where_faces_were_then() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100)]);
        for step in 1..=10 {
            tracks.follow(ms(50 * step), &[Some(around(100 + 20 * step as i32, 100))]);
        }
        // A scan of the picture of 400 ms ago: the face was at 140 then, and is at 300 now.
        assert_eq!(tracks.found(ms(100), &[around(140, 100), around(300, 300)]), [1]);
        assert_eq!(tracks.get(0).unwrap().face_box, around(300, 100), "it is not taken back");
    }

    #[test]
    fn a_face_not_seen_for_a_moment_is_still_the_same() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100)]);
        tracks.follow(ms(300), &[None]);
        tracks.follow(ms(600), &[None]);
        assert_eq!(tracks.all()[0].missed, 2);
        assert!(tracks.take_gone(ms(900)).is_empty());
        assert_eq!(tracks.found(ms(900), &[around(110, 100)]), Vec::<u64>::new());
        assert_eq!(tracks.all()[0].missed, 0);
    }

    #[test]
    fn a_face_not_seen_for_long_has_gone_and_comes_back_as_another() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100)]);
        assert_eq!(tracks.take_gone(ms(1100)).len(), 0, "it was not looked for since it was found");
        tracks.follow(ms(1100), &[None]);
        assert_eq!(tracks.take_gone(ms(1100)).len(), 1);
        assert_eq!(tracks.found(ms(1200), &[around(100, 100)]), [1]);
    }

    #[test]
    fn two_that_meet_stay_two() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100), around(400, 100)]);
        // Both are found at the face of the first, who stands in front.
        tracks.follow(ms(33), &[Some(around(102, 100)), Some(around(104, 100))]);
        let [first, second] = tracks.all() else { panic!("two") };
        assert_eq!((first.missed, second.missed), (0, 1));
        assert_eq!(tracks.found(ms(66), &[around(103, 100), around(390, 100)]), Vec::<u64>::new());
    }

    #[test]
    fn a_second_box_over_one_face_is_no_second_face() {
        let mut tracks = Tracks::default();
        tracks.found(ms(0), &[around(100, 100)]);
        assert_eq!(tracks.found(ms(33), &[around(101, 100), around(120, 110)]), Vec::<u64>::new());
    }

    #[test]
    fn overlap_is_intersection_over_union() {
        assert_eq!(overlap(&around(0, 0), &around(0, 0)), 1.0);
        assert_eq!(overlap(&around(0, 0), &around(200, 0)), 0.0);
        assert!((overlap(&around(0, 0), &around(50, 0)) - 1.0 / 3.0).abs() < 1e-9);
        let empty = FaceBox::new(0, 0, 0, 0);
        assert_eq!(overlap(&empty, &empty), 0.0);
    }
}
