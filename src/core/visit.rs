//! What is known of each face that is followed: the evidence of all its pictures added up, and the name it has by that.
//!
//! A name is given as soon as it is sure and kept from then on: later pictures do not take it back and give it again. A
//! face that turns out to be somebody else's (two people who crossed, a detector that jumped) is begun anew.

use std::collections::BTreeMap;
use std::time::Duration;

use super::face::Embedding;
use super::naming::{Case, Finding, References, Standing, StrangersNamed};
use super::scoring::{Probe, Scoring};
use super::student_id::StudentId;

/// Of no fewer pictures is a name given: one can be odd, and the second one is of the mirrored face.
const FEWEST: u32 = 2;
/// With its first pictures a name has to be so many times as sure, and less with each until so many there are: who is tried
/// again and again exceeds any threshold once by chance more often than who is tried once. Strict at first, and at last as
/// if there had been one try, is how trials are stopped early: O'Brien and Fleming, A Multiple Testing Procedure for
/// Clinical Trials, Biometrics 35 (1979).
const SURER_AT_FIRST: f64 = 10.0;
const SURER_UNTIL: u32 = 14;
/// A face that was seen well so often, over so long, without being sure is a stranger's.
const SEEN_WELL: u32 = 6;
const SEEN_FOR: Duration = Duration::from_millis(2000);
/// A picture so far from the others of the same face is of another one; within a visit 0.2 to 0.45 is usual.
const ANOTHERS: f64 = 0.6;
/// So many of them in a row, and it is not one bad picture.
const STRAYS: usize = 2;

/// A picture of a face that is followed.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What it looks like.
    pub embedding: Embedding,
    /// How good the picture is, 0 to 1.
    pub weight: f64,
    /// The face is near enough that by such pictures it would be named, were it a student's.
    pub is_near: bool,
    /// When it was taken, on the source's clock.
    pub at: Duration,
}

/// What a picture meant for the face it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is one more of the same face.
    Same,
    /// It is unlike the others and was left out.
    Odd,
    /// It is somebody else's face by now: the visit has ended, and another begins with the pictures left out.
    SomebodyElse,
}

/// What is known of a face that is followed.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    probe: Probe,
    looks: u32,
    /// How many of them showed it near enough.
    well: u32,
    first_at: Option<Duration>,
    last_at: Duration,
    /// The sum of the pictures that count.
    sum: Vec<f64>,
    strays: Vec<Sight>,
    doubts: Vec<Sight>,
    name: Option<StudentId>,
    standing: Option<Standing>,
    /// A person said whose it is.
    settled: bool,
}

impl Visit {
    /// How many pictures of it were looked at.
    pub fn looks(&self) -> u32 {
        self.looks
    }

    /// How many of them showed it near enough.
    pub fn seen_well(&self) -> u32 {
        self.well
    }

    /// When the first of them was taken.
    pub fn first_at(&self) -> Duration {
        self.first_at.unwrap_or_default()
    }

    /// When the last of them was taken.
    pub fn last_at(&self) -> Duration {
        self.last_at
    }

    /// The student, where it is decided that it is one.
    pub fn name(&self) -> Option<&StudentId> {
        self.name.as_ref()
    }

    /// Whether it is decided.
    pub fn standing(&self) -> Standing {
        self.standing.clone().unwrap_or(Standing::Looking)
    }

    /// Whether a person said whose it is.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// Whether the picture that was looked at last was unlike the others, or spoke for somebody else.
    pub fn is_doubted(&self) -> bool {
        !self.strays.is_empty() || !self.doubts.is_empty()
    }

    /// The evidence of it.
    pub fn probe(&self) -> &Probe {
        &self.probe
    }

    /// Whether it is in question by now: it has no name, and nobody said that it is to have none.
    pub fn is_open(&self) -> bool {
        self.name.is_none() && !self.settled
    }

    /// Whether it can be decided.
    fn is_ready(&self) -> bool {
        self.is_open() && self.looks >= FEWEST
    }

    fn add(&mut self, scoring: &Scoring, sight: Sight) -> Meaning {
        self.first_at.get_or_insert(sight.at);
        self.last_at = self.last_at.max(sight.at);
        let counted = f64::from(self.looks);
        let off = self.sum.iter().zip(sight.embedding.as_slice()).map(|(sum, x)| (sum / counted - x).powi(2));
        if self.looks > 0 && off.sum::<f64>().sqrt() > ANOTHERS {
            self.strays.push(sight);
            return if self.strays.len() >= STRAYS { Meaning::SomebodyElse } else { Meaning::Odd };
        }
        self.strays.clear();
        self.looks += 1;
        self.well += u32::from(sight.is_near);
        self.sum.resize(sight.embedding.as_slice().len(), 0.0);
        self.sum.iter_mut().zip(sight.embedding.as_slice()).for_each(|(sum, x)| *sum += x);
        scoring.add(&mut self.probe, &sight.embedding, sight.weight);
        Meaning::Same
    }
}

/// What is known of all faces that are followed, by their numbers.
#[derive(Debug, Default)]
pub struct Visits {
    visits: BTreeMap<u64, Visit>,
}

impl Visits {
    /// What is known of one.
    pub fn get(&self, track: u64) -> Option<&Visit> {
        self.visits.get(&track)
    }

    /// Adds a picture of the face followed under this number. Where it is somebody else's by now, what was known of it is
    /// given up, and [`Self::begin_with_strays`] says how to go on.
    pub fn add(&mut self, scoring: &Scoring, track: u64, sight: Sight) -> Meaning {
        self.visits.entry(track).or_default().add(scoring, sight)
    }

    /// A picture of a face that has a name speaks for somebody else. Two in a row, and it is somebody else's face by now.
    pub fn doubt(&mut self, track: u64, sight: Sight) -> Meaning {
        let Some(visit) = self.visits.get_mut(&track) else { return Meaning::Odd };
        visit.doubts.push(sight);
        if visit.doubts.len() < STRAYS {
            return Meaning::Odd;
        }
        visit.strays = std::mem::take(&mut visit.doubts);
        Meaning::SomebodyElse
    }

    /// What spoke for somebody else was nothing.
    pub fn trust(&mut self, track: u64) {
        if let Some(visit) = self.visits.get_mut(&track) {
            visit.doubts.clear();
        }
    }

    /// Takes back the names of students who are not enrolled any more; what is known of the faces stays.
    pub fn keep_names(&mut self, is_enrolled: impl Fn(&StudentId) -> bool) {
        for visit in self.visits.values_mut() {
            let is_asked = match &visit.standing {
                Some(Standing::Unsure(two)) => !two.iter().all(&is_enrolled),
                _ => false,
            };
            if is_asked || visit.name.as_ref().is_some_and(|name| !is_enrolled(name)) {
                (visit.name, visit.settled, visit.standing) = (None, false, Some(Standing::Looking));
            }
        }
    }

    /// Begins a visit under a new number with the pictures that did not belong to the old one, which is to be forgotten.
    pub fn begin_with_strays(&mut self, scoring: &Scoring, old: u64, new: u64) {
        let strays = self.visits.get_mut(&old).map(|visit| std::mem::take(&mut visit.strays)).unwrap_or_default();
        let mut visit = Visit::default();
        for sight in strays {
            visit.add(scoring, sight);
        }
        self.visits.insert(new, visit);
    }

    /// Forgets a face that has gone, and gives what was known of it.
    pub fn forget(&mut self, track: u64) -> Option<Visit> {
        self.visits.remove(&track)
    }

    /// A person said whose face it is; `None`: nobody's who is enrolled.
    pub fn settle(&mut self, track: u64, student: Option<StudentId>) {
        let visit = self.visits.entry(track).or_default();
        (visit.name, visit.settled, visit.standing) = (student, true, Some(Standing::Decided));
    }

    /// Decides whose the faces in view are, all together; of early pictures it asks for more.
    pub fn decide(&mut self, scoring: &Scoring, references: &References, strangers: StrangersNamed, in_view: &[u64]) {
        let cautious = |visit: &Visit| {
            let left = 1.0 - f64::from(visit.looks) / f64::from(SURER_UNTIL);
            SURER_AT_FIRST.ln() / scoring.parameters().tail.slope * left.max(0.0)
        };
        self.judge(scoring, references, strangers, in_view, |_, visit| visit.is_ready().then(|| cautious(visit)));
    }

    /// Decides whose a face was that has gone, by all there is of it. Those in view keep their names.
    pub fn conclude(
        &mut self,
        scoring: &Scoring,
        references: &References,
        strangers: StrangersNamed,
        gone: u64,
        in_view: &[u64],
    ) {
        let faces: Vec<u64> = in_view.iter().copied().filter(|track| *track != gone).chain([gone]).collect();
        self.judge(scoring, references, strangers, &faces, |track, visit| {
            (track == gone && visit.is_ready()).then_some(0.0)
        });
    }

    /// Decides of these faces whose those are that `surer_by` tells for by how much they have to score above the threshold.
    fn judge(
        &mut self,
        scoring: &Scoring,
        references: &References,
        strangers: StrangersNamed,
        faces: &[u64],
        surer_by: impl Fn(u64, &Visit) -> Option<f64>,
    ) {
        let nothing = Probe::default();
        let (mut judged, mut cases): (Vec<Option<u64>>, Vec<Case<'_>>) = Default::default();
        for track in faces {
            let Some(visit) = self.visits.get(track) else { continue };
            let surer_by = surer_by(*track, visit);
            judged.push(surer_by.map(|_| *track));
            let probe = if surer_by.is_some() { &visit.probe } else { &nothing };
            cases.push(Case { probe, named: visit.name.as_ref(), surer_by: surer_by.unwrap_or_default() });
        }
        if judged.iter().all(Option::is_none) {
            return;
        }
        let findings = judged.into_iter().zip(references.name(scoring, strangers, &cases));
        let findings: Vec<(u64, Finding)> = findings.filter_map(|(track, finding)| Some((track?, finding))).collect();
        for (track, finding) in findings {
            let Some(visit) = self.visits.get_mut(&track) else { continue };
            let seen_for = visit.last_at.saturating_sub(visit.first_at.unwrap_or_default());
            let is_strangers = visit.well >= SEEN_WELL && seen_for >= SEEN_FOR;
            match finding {
                Finding::Student(student) => {
                    (visit.name, visit.standing) = (Some(student), Some(Standing::Decided));
                }
                Finding::Either(two) => visit.standing = Some(Standing::Unsure(two)),
                // A stranger stays one until it is sure that they are not.
                Finding::Nobody if is_strangers || visit.standing == Some(Standing::Decided) => {
                    visit.standing = Some(Standing::Decided);
                }
                Finding::Nobody => visit.standing = Some(Standing::Looking),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scoring::toy::{picture, toy};
    use super::*;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn face(x: f64, y: f64) -> Embedding {
        picture([x, y, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    }

    struct Door {
        scoring: Scoring,
        references: References,
        visits: Visits,
    }

    impl Door {
        fn new() -> Self {
            let scoring = toy();
            let (alip, yoga) = (face(8.0, 0.0), face(0.0, 8.0));
            let (alip_id, yoga_id) = (id("alip"), id("yoga"));
            let enrolled = [(&alip_id, [alip.as_slice()]), (&yoga_id, [yoga.as_slice()])];
            let references = References::new(&scoring, enrolled);
            Self { scoring, references, visits: Visits::default() }
        }

        fn see(&mut self, track: u64, at: u64, embedding: Embedding) -> Meaning {
            let meaning =
                self.visits.add(&self.scoring, track, Sight { embedding, weight: 1.0, is_near: true, at: ms(at) });
            let strangers = StrangersNamed::new(0.1).unwrap();
            self.visits.decide(&self.scoring, &self.references, strangers, &[track]);
            meaning
        }

        fn is(&self, track: u64) -> (Option<&str>, Standing) {
            let visit = self.visits.get(track).unwrap();
            (visit.name().map(StudentId::as_str), visit.standing())
        }
    }

    #[test]
    fn a_name_is_given_with_the_second_picture_and_kept() {
        let mut door = Door::new();
        door.see(1, 0, face(8.0, 0.0));
        assert_eq!(door.is(1), (None, Standing::Looking));
        door.see(1, 100, face(8.2, 0.5));
        assert_eq!(door.is(1), (Some("alip"), Standing::Decided));
        // Bad pictures of the same face do not take it back.
        for at in 2..20 {
            assert_eq!(door.see(1, 100 * at, face(4.0, 1.5)), Meaning::Same);
            assert_eq!(door.is(1), (Some("alip"), Standing::Decided), "{at}");
        }
    }

    #[test]
    fn early_names_have_to_be_surer_and_who_goes_is_judged_by_all_there_is() {
        let mut door = Door::new();
        let strangers = StrangersNamed::new(0.1).unwrap();
        let threshold = door.references.threshold(&door.scoring, strangers.get());
        let after = |door: &Door, face: &Embedding, looks: u32| {
            let mut probe = Probe::default();
            (0..looks).for_each(|_| door.scoring.add(&mut probe, face, 1.0));
            door.references.score_of(&door.scoring, &probe, None).unwrap() - threshold
        };
        let faces = (0..200).map(|x| face(f64::from(x) / 20.0, 0.0));
        let found =
            faces.into_iter().find(|face| (2..=14).all(|looks| (0.2..3.0).contains(&after(&door, face, looks))));
        let alike = found.unwrap();
        for look in 1..=14_u32 {
            door.see(1, 50 * u64::from(look), alike.clone());
            assert!(look > 2 || door.is(1).0.is_none(), "{look}");
            door.see(2, 50 * u64::from(look), face(-8.0, 0.0));
        }
        assert_eq!(door.is(1), (Some("alip"), Standing::Decided));

        door.see(3, 1000, alike.clone());
        door.see(3, 1050, alike);
        assert_eq!(door.is(3), (None, Standing::Looking));
        door.visits.conclude(&door.scoring, &door.references, strangers, 3, &[1, 2]);
        assert_eq!(door.is(3).0, None, "alip is in view already");
        door.visits.conclude(&door.scoring, &door.references, strangers, 3, &[2, 3]);
        assert_eq!((door.is(3).0, door.is(2).0), (Some("alip"), None));
    }

    #[test]
    fn a_stranger_is_one_only_after_being_seen_well_for_a_while() {
        let mut door = Door::new();
        let mut decided = None;
        for at in 0..60 {
            door.see(1, 50 * at, face(0.0, -2.0));
            if decided.is_none() && door.is(1).1 == Standing::Decided {
                decided = Some(50 * at);
            }
            assert_eq!(door.is(1).0, None);
        }
        assert_eq!(decided, Some(2000));
    }

    #[test]
    fn who_was_a_stranger_gets_a_name_once_it_is_sure() {
        let mut door = Door::new();
        for at in 0..8 {
            door.see(1, 300 * at, face(0.5, 0.0));
        }
        assert_eq!(door.is(1), (None, Standing::Decided));
        for at in 8..60 {
            door.see(1, 300 * at, face(6.0, 0.0));
        }
        assert_eq!(door.is(1), (Some("alip"), Standing::Decided));
    }

    #[test]
    fn a_face_that_becomes_somebody_elses_is_begun_anew() {
        let mut door = Door::new();
        door.see(1, 0, face(8.0, 0.0));
        door.see(1, 100, face(8.0, 0.0));
        assert_eq!(door.see(1, 200, face(0.0, 8.0)), Meaning::Odd);
        assert_eq!(door.is(1).0, Some("alip"), "one odd picture says nothing");
        assert_eq!(door.see(1, 300, face(0.0, 8.0)), Meaning::SomebodyElse);
        door.visits.begin_with_strays(&door.scoring, 1, 2);
        assert_eq!(door.visits.get(2).unwrap().looks(), 2);
        door.see(2, 400, face(0.0, 8.0));
        assert_eq!(door.is(2), (Some("yoga"), Standing::Decided));
    }

    #[test]
    fn what_a_person_said_holds() {
        let mut door = Door::new();
        door.see(1, 0, face(3.0, 3.0));
        door.visits.settle(1, Some(id("yoga")));
        door.see(1, 100, face(8.0, 0.0));
        assert_eq!(door.is(1), (Some("yoga"), Standing::Decided));
        door.visits.settle(1, None);
        door.see(1, 200, face(8.0, 0.0));
        assert_eq!(door.is(1), (None, Standing::Decided));
    }

    #[test]
    fn who_is_removed_loses_the_name_and_two_doubts_begin_anew() {
        let mut door = Door::new();
        door.see(1, 0, face(8.0, 0.0));
        door.see(1, 100, face(8.0, 0.0));
        door.visits.keep_names(|student| student.as_str() != "yoga");
        assert_eq!(door.is(1).0, Some("alip"));
        let doubtful = |at| Sight { embedding: face(4.0, 3.0), weight: 1.0, is_near: true, at: ms(at) };
        assert_eq!(door.visits.doubt(1, doubtful(200)), Meaning::Odd);
        door.visits.trust(1);
        assert_eq!(door.visits.doubt(1, doubtful(300)), Meaning::Odd);
        assert_eq!(door.visits.doubt(1, doubtful(400)), Meaning::SomebodyElse);
        door.visits.begin_with_strays(&door.scoring, 1, 2);
        assert_eq!((door.visits.get(2).unwrap().looks(), door.is(2).0), (2, None));

        door.visits.settle(2, Some(id("alip")));
        door.visits.keep_names(|_| false);
        assert_eq!(door.is(2), (None, Standing::Looking));
    }

    #[test]
    fn one_picture_decides_nothing_and_an_unknown_number_is_nobody() {
        let mut door = Door::new();
        let strangers = StrangersNamed::default();
        door.visits.decide(&door.scoring, &door.references, strangers, &[7]);
        assert!(door.visits.get(7).is_none());
        door.see(1, 0, face(8.0, 0.0));
        assert_eq!(door.is(1), (None, Standing::Looking));
        door.visits.forget(1);
        assert!(door.visits.get(1).is_none());
    }
}
