//! What is known of each face that is followed: the evidence of all its pictures added up, and the name it has by that.
//!
//! A name is given as soon as it is sure and kept from then on: later pictures do not take it back and give it again. A
//! face that turns out to be somebody else's (two people who crossed, a detector that jumped) is begun anew.

use std::collections::BTreeMap;
use std::time::Duration;

use super::face::Embedding;
use super::naming::{Finding, References, Standing, StrangersNamed};
use super::scoring::{Probe, Scoring};
use super::student_id::StudentId;

/// Of no fewer pictures is a name given: one can be odd, and the second one is of the mirrored face.
const FEWEST: u32 = 2;
/// A face that was seen well so often, over so long, without being sure is a stranger's.
const SEEN_WELL: f64 = 6.0;
const SEEN_FOR: Duration = Duration::from_millis(1500);
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
    first_at: Option<Duration>,
    last_at: Duration,
    /// The sum of the pictures that count.
    sum: Vec<f64>,
    strays: Vec<Sight>,
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

    /// The evidence of it.
    pub fn probe(&self) -> &Probe {
        &self.probe
    }

    /// Whether it is in question by now: it has no name, and nobody said that it is to have none.
    fn is_open(&self) -> bool {
        self.name.is_none() && !self.settled
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

    /// Begins a visit under a new number with the pictures that did not belong to the old one.
    pub fn begin_with_strays(&mut self, scoring: &Scoring, old: u64, new: u64) {
        let strays = self.visits.remove(&old).map(|visit| visit.strays).unwrap_or_default();
        let mut visit = Visit::default();
        for sight in strays {
            visit.add(scoring, sight);
        }
        self.visits.insert(new, visit);
    }

    /// Forgets a face that has gone.
    pub fn forget(&mut self, track: u64) {
        self.visits.remove(&track);
    }

    /// A person said whose face it is; `None`: nobody's who is enrolled.
    pub fn settle(&mut self, track: u64, student: Option<StudentId>) {
        let visit = self.visits.entry(track).or_default();
        (visit.name, visit.settled, visit.standing) = (student, true, Some(Standing::Decided));
    }

    /// Decides whose the faces in view are, all together.
    pub fn decide(&mut self, scoring: &Scoring, references: &References, strangers: StrangersNamed, in_view: &[u64]) {
        let in_view: Vec<u64> = in_view.iter().copied().filter(|track| self.visits.contains_key(track)).collect();
        let is_ready = |visit: &Visit| visit.is_open() && visit.looks >= FEWEST;
        if !in_view.iter().any(|track| is_ready(&self.visits[track])) {
            return;
        }
        let probes: Vec<Probe> = in_view
            .iter()
            .map(
                |track| if is_ready(&self.visits[track]) { self.visits[track].probe.clone() } else { Probe::default() },
            )
            .collect();
        let named: Vec<Option<StudentId>> = in_view.iter().map(|track| self.visits[track].name.clone()).collect();
        let findings = references.name(scoring, strangers, &probes, &named);
        for (track, finding) in in_view.iter().zip(findings) {
            let Some(visit) = self.visits.get_mut(track).filter(|visit| is_ready(visit)) else { continue };
            let seen_for = visit.last_at.saturating_sub(visit.first_at.unwrap_or_default());
            let is_strangers = visit.probe.weight() >= SEEN_WELL && seen_for >= SEEN_FOR;
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
