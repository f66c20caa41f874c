//! Following the faces at the door: they are found again near where they just were, picture by picture, and only who is
//! new or not sure yet is described; beside that, the whole picture is looked through at its own pace, so that nobody
//! small or new is missed.
//!
//! What follows is quick and done here; what takes long is done by two threads ([`hands`]), so that two processors are
//! busy when there is work, and none when there is not: a picture in which nothing has changed ([`scene`]) is not looked
//! at again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use image::RgbImage;
use jiff::Timestamp;

use super::everyone::Everyone;
use super::portrait::Portrait;
use super::strangers::Left;
use super::trouble::Trouble;
use super::view::NamedFace;
use crate::camera::Frame;
use crate::core::{
    Embedding, FaceBox, Flaw, Match, Meaning, Probe, Purpose, Quality, Scoring, Sight, Standing, StudentId, Track,
    Tracks, Visit, Visits, overlap,
};
use crate::engine::{Description, EngineError, EngineFactory, FaceFinder};
use crate::gallery::Gallery;
use crate::settings::Settings;

mod hands;
mod leaving;
mod next;
mod questions;
mod restless;
mod said;
mod scene;
mod seen;

use hands::{Described, Hand, Look, Looked, Scan, Scanned};
use next::LOST_SIGHT_AFTER;
use questions::Questions;
use restless::Restless;
use scene::Scene;
use seen::{Followed, Photo, Seen};

/// A face that was not found in more pictures than this is not shown, though it may come back.
const SHOWN_WHILE_MISSED: u32 = 6;

/// What faces are named by.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) gallery: &'a Gallery,
    pub(super) settings: &'a Settings,
    pub(super) everyone: &'a Everyone,
}

/// A face in view whose name is decided, to be recorded where it counts.
pub(super) struct Decided {
    pub(super) face: NamedFace,
    /// As it was seen last.
    pub(super) portrait: Portrait,
    /// The evidence of it.
    pub(super) probe: Probe,
}

/// A face that a person said is a student's: it becomes one more of their photos.
pub(super) struct Remembered {
    pub(super) student: StudentId,
    pub(super) embedding: Embedding,
    pub(super) crop: Arc<RgbImage>,
}

/// What a person said of a face cannot be done any more.
pub(super) struct TooLate;

/// Follows the faces at one camera.
pub(super) struct Door {
    finder: Box<dyn FaceFinder>,
    scanner: Hand<Scan, Scanned>,
    describer: Hand<Look, Looked>,
    tracks: Tracks,
    visits: Visits,
    /// What is remembered of each face.
    followed: BTreeMap<u64, Followed>,
    /// Who has gone and is to be told of.
    left: Vec<Decided>,
    questions: Questions,
    /// Who has gone and was nobody, where such are kept.
    strangers: Vec<Left>,
    /// From when moments count.
    begun: Instant,
    /// The same by the clock on the wall.
    begun_at: Timestamp,
    /// Which opening of the camera the faces are of.
    opening: Option<u64>,
    /// The picture that was looked at last.
    newest: Option<Arc<Frame>>,
    /// The picture that was scanned last.
    scanned_in: Option<Arc<Frame>>,
    scanned: Option<(Arc<Scene>, Duration)>,
    restless: Restless,
    scanning: Trouble,
    describing: Trouble,
}

impl Door {
    /// With a finder for this thread and one for the scanner. `first` is the number of the first face.
    pub(super) fn open(
        finder: Box<dyn FaceFinder>,
        other: Box<dyn FaceFinder>,
        engines: EngineFactory,
        first: u64,
    ) -> std::io::Result<Self> {
        Ok(Self {
            finder,
            scanner: hands::scanner(other)?,
            describer: hands::describer(engines)?,
            tracks: Tracks::beginning_with(first),
            visits: Visits::default(),
            followed: BTreeMap::new(),
            left: Vec::new(),
            questions: Questions::default(),
            strangers: Vec::new(),
            begun: Instant::now(),
            begun_at: Timestamp::now(),
            opening: None,
            newest: None,
            scanned_in: None,
            scanned: None,
            restless: Restless::default(),
            scanning: Trouble::default(),
            describing: Trouble::default(),
        })
    }

    /// Whether nothing is being looked at any more.
    pub(super) fn is_idle(&self) -> bool {
        self.scanner.is_free() && self.describer.is_free()
    }

    /// Whether there may be more to tell of: somebody is in view, or is being looked at, or a person may say who it was.
    pub(super) fn is_looking(&self) -> bool {
        !self.is_idle() || !self.tracks.all().is_empty() || !self.questions.is_empty()
    }

    /// Whether it cannot go on, and another one is to be opened.
    pub(super) fn has_ended(&self) -> bool {
        self.scanner.has_ended() || self.describer.has_ended()
    }

    /// Why nobody is recognised, where it is so.
    pub(super) fn trouble(&self) -> Option<&EngineError> {
        self.scanning.reason().or(self.describing.reason())
    }

    /// Looks at a picture: follows who is there, takes in what has been found out meanwhile, and has the next things
    /// looked at.
    pub(super) fn look_at(&mut self, frame: &Arc<Frame>, by: By<'_>) -> Vec<NamedFace> {
        if self.opening != Some(frame.opening) {
            // Another camera looks at other people; those of the one before were let go.
            (self.opening, self.scanned, self.restless) = (Some(frame.opening), None, Restless::default());
        }
        let scene = Arc::new(Scene::of(&frame.rgb));
        self.follow(frame, &scene);
        self.take_in(by);
        self.decide(by);
        let gone = self.tracks.take_gone(self.moment(frame));
        self.let_go(&gone, by);
        self.ask_scanner(frame, &scene, by.settings);
        self.newest = Some(frame.clone());
        self.ask_describer();
        self.faces()
    }

    /// Takes in what was found out since the last picture, where no other has come, and has the next face of it described.
    /// Says whether there may be anything new to show or to tell of.
    pub(super) fn catch_up(&mut self, by: By<'_>) -> bool {
        let took = self.take_in(by);
        if took {
            self.decide(by);
        } else {
            self.close_lapsed(by);
        }
        self.ask_describer();
        took || !self.left.is_empty()
    }

    /// Those in view whose name is decided, and who were described or got that name since this was asked last; and who
    /// has left meanwhile, and was not told of.
    pub(super) fn decided(&mut self) -> Vec<Decided> {
        let decided = self.tracks.all().iter().filter_map(|track| {
            let (seen, visit) = (self.seen(track.id)?, self.visits.get(track.id)?);
            if visit.standing() != Standing::Decided || seen.is_told_as(visit.name()) {
                return None;
            }
            Some((track.id, seen.decided(track.id, visit.name(), visit.probe())))
        });
        let decided: Vec<(u64, Decided)> = decided.collect();
        for (track, decided) in &decided {
            let name = &decided.face.found.student;
            if let Some(seen) = self.followed.get_mut(track).and_then(|face| face.seen.as_mut()) {
                seen.tell_as(name.clone());
            }
        }
        let left = std::mem::take(&mut self.left);
        decided.into_iter().map(|(_, decided)| decided).chain(left).collect()
    }

    fn seen(&self, track: u64) -> Option<&Seen> {
        self.followed.get(&track)?.seen.as_ref()
    }

    fn moment(&self, frame: &Frame) -> Duration {
        frame.captured_at.saturating_duration_since(self.begun)
    }

    fn follow(&mut self, frame: &Frame, scene: &Arc<Scene>) {
        let at = self.moment(frame);
        if self.tracks.all().is_empty() {
            return;
        }
        // It is compared with how it looked when the face was found, not with the picture before: who moves as slowly as
        // a clock's hand moves nevertheless.
        let is_still = |track: &Track| {
            let there = self.followed.get(&track.id).and_then(|face| face.found_in.as_ref());
            track.missed == 0 && there.is_some_and(|there| !scene.differs_at(there, track.face_box))
        };
        let tracks = self.tracks.all().iter();
        let mut found: Vec<Option<FaceBox>> = tracks.map(|track| is_still(track).then_some(track.face_box)).collect();
        let moving: Vec<usize> = (0..found.len()).filter(|&index| found[index].is_none()).collect();
        let expected = self.tracks.expected_at(at);
        let boxes: Vec<FaceBox> = moving.iter().map(|&index| expected[index]).collect();
        let is_lost = |track: &&Track| track.missed > 0 || at.saturating_sub(track.seen_at) > LOST_SIGHT_AFTER;
        for track in self.tracks.all().iter().filter(is_lost) {
            self.followed.entry(track.id).or_default().was_lost = true;
        }
        for (&index, face) in moving.iter().zip(self.finder.again(&frame.rgb, &boxes)) {
            found[index] = face.map(|face| face.face_box);
        }
        self.tracks.follow(at, &found);
        for track in moving.into_iter().map(|index| &self.tracks.all()[index]).filter(|track| track.missed == 0) {
            self.followed.entry(track.id).or_default().found_in = Some(scene.clone());
        }
    }

    /// Takes in the faces of a whole picture.
    fn take_scan(&mut self, Scanned { frame, faces }: Scanned) {
        let faces = match faces {
            Ok(faces) => faces,
            Err(error) => {
                self.scanning.went_wrong(error);
                self.scanned = None;
                return;
            }
        };
        self.scanning.went_well();
        if Some(frame.opening) != self.opening {
            return;
        }
        let at = self.moment(&frame);
        let followed_there = |track: &Track| track.seen_at == at;
        let known: Vec<u64> = self.tracks.all().iter().filter(|t| followed_there(t)).map(|track| track.id).collect();
        self.tracks.found(at, &faces);
        let scene = self.scanned.as_ref().filter(|(_, then)| *then == at).map(|(scene, _)| scene);
        let new = self.tracks.all().iter().filter(|track| followed_there(track) && !known.contains(&track.id));
        let mut is_in_vain = true;
        for track in new {
            self.followed.entry(track.id).or_default().found_in = scene.cloned();
            is_in_vain = false;
        }
        if is_in_vain {
            self.restless.in_vain(self.begun.elapsed());
        } else {
            self.restless.somebody_came();
        }
        self.scanned_in = Some(frame);
    }

    /// Takes in what the other threads have done.
    fn take_in(&mut self, by: By<'_>) -> bool {
        let mut took = false;
        if let Some(scanned) = self.scanner.take() {
            took = true;
            self.take_scan(scanned);
        }
        if let Some(looked) = self.describer.take() {
            took = true;
            self.take_look(looked, by);
        }
        took
    }

    fn take_look(&mut self, Looked { look, described }: Looked, by: By<'_>) {
        let Described { description: Description { embedding, quality }, portrait } = match described {
            Ok(described) => described,
            Err(error) => {
                self.describing.went_wrong(error);
                return;
            }
        };
        self.describing.went_well();
        if self.tracks.get(look.track).is_none() || Some(look.frame.opening) != self.opening {
            return;
        }
        let at = self.moment(&look.frame);
        let sight = Sight {
            embedding: embedding.clone(),
            weight: quality.weight(),
            is_near: quality.width >= Purpose::Door.needed_width(),
            at,
        };
        let scoring = Scoring::shipped();
        let meaning = match self.visits.add(scoring, look.track, sight.clone()) {
            Meaning::Same if self.speaks_for_another(look.track, &embedding, by) => {
                self.visits.doubt(look.track, sight)
            }
            Meaning::Same => {
                self.visits.trust(look.track);
                Meaning::Same
            }
            other => other,
        };
        let track = match meaning {
            Meaning::Same => look.track,
            Meaning::Odd => return,
            Meaning::SomebodyElse => {
                let before = self.tracks.get(look.track).cloned();
                let Some(new) = self.tracks.renew(look.track) else { return };
                self.visits.begin_with_strays(scoring, look.track, new);
                let found_in = self.followed.get(&look.track).and_then(|face| face.found_in.clone());
                self.followed.insert(new, Followed::renewed(found_in, 2));
                // Whoever it was has gone from there.
                if let Some(before) = before {
                    self.let_go(&[before], by);
                }
                new
            }
        };
        let found = by.gallery.snapshot().templates.name(&embedding, by.settings.tolerance.value);
        let face = self.followed.entry(track).or_default();
        let before = face.seen.take().and_then(|before| before.photo);
        let photo = if look.mirrored {
            before
        } else {
            let now = Photo { embedding: embedding.clone(), crop: portrait.crop.clone(), weight: quality.weight() };
            Some(Photo::better(before, now))
        };
        face.seen = Some(Seen::new(Description { embedding, quality }, portrait, found, photo));
    }

    /// Whether a picture of a face that has a name speaks against it, and for another student.
    fn speaks_for_another(&self, track: u64, embedding: &Embedding, by: By<'_>) -> bool {
        // What a person said of this face is not taken back by what it looks like.
        let visit = self.visits.get(track).filter(|visit| !visit.is_settled());
        let Some(name) = visit.and_then(Visit::name) else { return false };
        let (scoring, references) = (Scoring::shipped(), by.everyone.references());
        let probe = scoring.probe(embedding);
        let own = references.score_of(scoring, &probe, Some(name)).unwrap_or(f64::NEG_INFINITY);
        let others = references.scores(scoring, &probe).filter(|(id, _)| *id != name).map(|(_, score)| score);
        own < 0.0 && others.max_by(f64::total_cmp).is_some_and(|other| other > own.max(0.0))
    }

    fn decide(&mut self, by: By<'_>) {
        let snapshot = by.gallery.snapshot();
        self.visits.keep_names(|student| snapshot.student(student).is_some());
        self.close_lapsed(by);
        let in_view: Vec<u64> = self.in_view().map(|track| track.id).collect();
        let (scoring, strangers) = (Scoring::shipped(), by.settings.strangers_named.value);
        self.visits.decide(scoring, by.everyone.references(), strangers, &in_view);
        for (track, face) in &mut self.followed {
            if let Some(seen) = &mut face.seen {
                seen.call(self.visits.get(*track).and_then(Visit::name), by.everyone.templates());
            }
        }
    }

    fn in_view(&self) -> impl Iterator<Item = &Track> {
        self.tracks.all().iter().filter(|track| track.missed <= SHOWN_WHILE_MISSED)
    }

    /// Everyone in view, as they are shown.
    pub(super) fn faces(&self) -> Vec<NamedFace> {
        self.shown().map(|track| self.named(track)).collect()
    }

    /// Those in view, but for whoever is not found for a moment where somebody is who is.
    fn shown(&self) -> impl Iterator<Item = &Track> {
        let found = |track: &&Track| track.missed == 0;
        let is_over = |track: &Track, other: &Track| overlap(&other.face_box, &track.face_box) > 0.0;
        self.in_view().filter(move |track| {
            track.missed == 0 || !self.tracks.all().iter().filter(found).any(|other| is_over(track, other))
        })
    }

    fn named(&self, track: &Track) -> NamedFace {
        let visit = self.visits.get(track.id);
        let student = visit.and_then(|visit| visit.name().cloned());
        let standing = visit.map_or(Standing::Looking, Visit::standing);
        let seen = self.seen(track.id);
        let distance = seen.map_or(1.0, Seen::distance);
        let flaw = if student.is_none() { flaw_of(track, seen) } else { None };
        NamedFace {
            face_box: track.face_box,
            found: Match { student, distance },
            standing,
            score: None,
            track: Some(track.id),
            flaw,
        }
    }
}

/// What is wrong with a face as it is now: as large as it is found, and for the rest as it was described last.
fn flaw_of(track: &Track, seen: Option<&Seen>) -> Option<Flaw> {
    let width = f64::from(track.face_box.width());
    match seen {
        Some(seen) => Flaw::of_face(&Quality { width, ..seen.quality }, Purpose::Door),
        None => {
            let needed = Purpose::Door.needed_width();
            (width < needed).then_some(Flaw::TooSmall { width: width as u32, needed: needed as u32 })
        }
    }
}
