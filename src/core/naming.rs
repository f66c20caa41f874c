//! Who the faces in view are, by the evidence there is of each: one student is one face, one face is one student, and who
//! is not sure has no name.

use std::collections::HashMap;

use super::scoring::{Picture, Probe, Reference, Scoring};
use super::student_id::StudentId;

mod expected;

use expected::{Expected, Needed};

/// By which rule faces at the door are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// When it is sure, by all that was seen of a face ([`Scoring`]).
    #[default]
    Sure,
    /// As the original service does: by the nearest photo within the tolerance, one picture at a time.
    Nearest,
}

/// The part of strangers who may get a name (FPIR, false positive identification rate): 0.0001 to 0.1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct StrangersNamed(f64);

impl StrangersNamed {
    /// One in 400.
    pub const DEFAULT: Self = Self(0.0025);

    /// Takes a number from 0.0001 to 0.1; `None` for any other, and for NaN.
    pub fn new(value: f64) -> Option<Self> {
        (1e-4..=0.1).contains(&value).then_some(Self(value))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for StrangersNamed {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How sure it is whose a face is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// It is: a student's, or nobody's.
    #[default]
    Decided,
    /// Not yet; it is being looked at.
    Looking,
    /// It is one of these two, the likelier first, and a person has to say which.
    Unsure([StudentId; 2]),
}

/// What the evidence says of one face.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// It is this student's.
    Student(StudentId),
    /// It is one of two who look alike, the likelier first.
    Either([StudentId; 2]),
    /// It is not sure whose it is, if anybody's.
    Nobody,
}

/// A face that is named together with others.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What is known of it.
    pub probe: &'a Probe,
    /// Whose it is known to be. They keep the name, and nobody else gets it.
    pub named: Option<&'a StudentId>,
    /// By how much it has to score above the threshold.
    pub surer_by: f64,
}

/// How much likelier the one has to be than the other of two students: 20 times, by the calibrated score.
const LIKELIER: f64 = 20.0;

/// So many students are worth as much as all people of the fit, where the middle of all faces is.
const WEIGHT_OF_THE_FIT: f64 = 20.0;
/// Fewer comparisons than this between students say nothing of strangers.
const FEWEST_COMPARISONS: usize = 500;
/// More of them say nothing new.
const MOST_COMPARISONS: usize = 300_000;
/// The tail of the students' own comparisons is laid through the score that so many of them exceed: few enough to be of
/// the tail, and enough not to be chance.
const EXCEEDING: usize = 20;
/// Scores are not lowered by more, whatever the comparisons say: a gallery full of mistakes must not keep everybody out.
const MOST_ALIKE: f64 = 30.0;

/// Everyone enrolled, as faces are compared with them.
///
/// The score was fitted on adults of all countries, and a school is not: where everybody is of one age and one people,
/// their faces lie closer together, and a threshold that is right for the world would name many strangers. Therefore a
/// school's faces are seen from their own middle, and what is known of strangers is taken from the students themselves:
/// each photo is compared with all other students, who are strangers to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct References {
    everyone: Vec<(StudentId, Reference)>,
    /// Where the middle of this school's faces is, transformed.
    middle: Vec<f64>,
    /// How much more alike these students are than the people of the fit: every score is lowered by it. Never below 0.
    alike: f64,
    /// Who is expected, where that is not everybody.
    expected: Option<Expected>,
}

impl References {
    /// Of students, each with the pictures there are of them.
    pub fn new<'a, P>(scoring: &Scoring, students: impl IntoIterator<Item = (&'a StudentId, P)>) -> Self
    where
        P: IntoIterator<Item: Into<Picture<'a>>>,
    {
        let students: Vec<(&StudentId, Vec<Picture<'_>>)> =
            students.into_iter().map(|(id, pictures)| (id, pictures.into_iter().map(Into::into).collect())).collect();
        let everyone = students.iter();
        let everyone =
            everyone.filter_map(|(id, pictures)| Some(((*id).clone(), scoring.reference(pictures.iter().copied())?)));
        let everyone: Vec<(StudentId, Reference)> = everyone.collect();
        if everyone.is_empty() {
            return Self::default();
        }
        let mut middle = vec![0.0; scoring.parameters().between.len()];
        let share = 1.0 / (everyone.len() as f64 + WEIGHT_OF_THE_FIT);
        for (_, reference) in &everyone {
            middle.iter_mut().zip(reference.mean()).for_each(|(sum, value)| *sum += share * f64::from(*value));
        }
        let everyone: Vec<_> = everyone.into_iter().map(|(id, reference)| (id, reference.seen_from(&middle))).collect();
        let alike = alike(scoring, &students, &everyone, &middle).unwrap_or(0.0).clamp(0.0, MOST_ALIKE);
        Self { everyone, middle, alike, expected: None }
    }

    /// How many are enrolled.
    pub fn len(&self) -> usize {
        self.everyone.len()
    }

    /// Whether nobody is.
    pub fn is_empty(&self) -> bool {
        self.everyone.is_empty()
    }

    /// How much more alike these students are than the people of the fit: by so much every score is lowered.
    pub(super) fn alike(&self) -> f64 {
        self.alike
    }

    /// The score from which on a face has a student's name, so that this part of strangers get one (FPIR).
    pub fn threshold(&self, scoring: &Scoring, strangers: f64) -> f64 {
        scoring.threshold(self.len(), strangers)
    }

    /// How a face scores with somebody of these photos, who need not be enrolled with them: what a student's photo comes
    /// to with the student's others.
    pub fn score_with<'a>(
        &self,
        scoring: &Scoring,
        probe: &Probe,
        photos: impl IntoIterator<Item: Into<Picture<'a>>>,
    ) -> Option<f64> {
        let reference = scoring.reference(photos)?.seen_from(&self.middle);
        Some(scoring.score(&probe.seen_from(&self.middle), &reference) - self.alike)
    }

    /// How a face scores with this student; without one, with the likeliest of all. `None` where there is nobody.
    pub fn score_of(&self, scoring: &Scoring, probe: &Probe, student: Option<&StudentId>) -> Option<f64> {
        let scores = self.scores(scoring, probe).filter(|(id, _)| student.is_none_or(|student| student == *id));
        scores.map(|(_, score)| score).max_by(f64::total_cmp)
    }

    /// How a face scores with each of them: the natural logarithm of how much likelier it is theirs than a stranger's, less
    /// what these students are alike.
    pub fn scores<'a>(&'a self, scoring: &'a Scoring, probe: &Probe) -> impl Iterator<Item = (&'a StudentId, f64)> {
        let probe = probe.seen_from(&self.middle);
        self.everyone.iter().map(move |(id, reference)| (id, scoring.score(&probe, reference) - self.alike))
    }

    /// Who the faces are, in their order.
    ///
    /// Names are given in the order of how sure they are, the surest first. A student who is somebody else's face is out
    /// of the question for the rest, so that whoever looks like their neighbour is not called by the neighbour's name.
    ///
    /// Where only some students are expected, a stranger can be taken for one of those few alone, and so they need not
    /// score as high; the others need a little more than else. Both together, no more strangers get a name than are set,
    /// and who is not expected is found out all the same: a neighbour from the next class is not called by the name of the
    /// one here who looks most like them.
    pub fn name(&self, scoring: &Scoring, strangers: StrangersNamed, faces: &[Case<'_>]) -> Vec<Finding> {
        let needed = self.needed(scoring, strangers);
        let margin = LIKELIER.ln() / scoring.parameters().tail.slope;
        let named = |case: &Case<'_>| case.named.cloned().map_or(Finding::Nobody, Finding::Student);
        let mut findings: Vec<Finding> = faces.iter().map(named).collect();
        // Of each face that has no name: who comes into question, the likeliest first.
        let mut open: HashMap<usize, Vec<(f64, &StudentId)>> = HashMap::new();
        for (at, case) in faces.iter().enumerate() {
            if case.named.is_none() && case.probe.weight() > 0.0 {
                open.insert(at, self.candidates(scoring, case, &needed, margin));
            }
        }
        let mut taken: Vec<StudentId> = faces.iter().filter_map(|case| case.named.cloned()).collect();
        loop {
            open.retain(|_, candidates| {
                // Whose face it is by far has that name elsewhere in view: nobody else may have it for that.
                let is_anothers = match candidates.as_slice() {
                    [(first, student), (second, _), ..] => taken.contains(student) && first - second >= margin,
                    _ => false,
                };
                candidates.retain(|(_, student)| !taken.contains(student));
                !is_anothers
            });
            let best = |candidates: &[(f64, &StudentId)]| candidates.first().map(|(score, _)| *score);
            let surest = open
                .iter()
                .filter_map(|(at, candidates)| Some((*at, best(candidates).filter(|score| *score >= 0.0)?)))
                .max_by(|(_, a), (_, b)| a.total_cmp(b));
            let Some((at, score)) = surest else { return findings };
            let Some(candidates) = open.remove(&at) else { return findings };
            let first = candidates[0].1.clone();
            findings[at] = match candidates.get(1) {
                Some((second, other)) if score - second < margin => Finding::Either([first, (*other).clone()]),
                _ => {
                    taken.push(first.clone());
                    Finding::Student(first)
                }
            };
        }
    }

    /// Who comes so near to what is needed, with how far they are above it, the likeliest first; as much as is asked for is
    /// taken off.
    fn candidates<'a>(
        &'a self,
        scoring: &'a Scoring,
        case: &Case<'_>,
        needed: &Needed<'_>,
        margin: f64,
    ) -> Vec<(f64, &'a StudentId)> {
        let lowest = needed.lowest() - margin;
        let scores = self.scores(scoring, case.probe).map(|(id, score)| (score - case.surer_by, id));
        let near = scores.filter(|(score, _)| *score >= lowest).map(|(score, id)| (score - needed.of(id), id));
        let mut candidates: Vec<_> = near.filter(|(above, _)| *above >= -margin).collect();
        candidates.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        candidates
    }
}

/// By how much the tail of comparisons of students' photos with other students lies above that of the fit, in units of the
/// score; `None` where they are too few.
fn alike(
    scoring: &Scoring,
    students: &[(&StudentId, Vec<Picture<'_>>)],
    everyone: &[(StudentId, Reference)],
    middle: &[f64],
) -> Option<f64> {
    let photos: Vec<(&StudentId, Picture<'_>)> =
        students.iter().flat_map(|(id, pictures)| pictures.iter().map(move |picture| (*id, *picture))).collect();
    let all = photos.len() * everyone.len().saturating_sub(1);
    if all < FEWEST_COMPARISONS {
        return None;
    }
    // Of many, every so many-th photo is taken, and is compared with every so many-th student.
    let every = (all as f64 / MOST_COMPARISONS as f64).sqrt().ceil().max(1.0) as usize;
    let places: HashMap<&StudentId, usize> = everyone.iter().enumerate().map(|(at, (id, _))| (id, at)).collect();
    // By the two students compared.
    let mut pairs: HashMap<(usize, usize), Vec<f64>> = HashMap::new();
    for (number, (id, picture)) in photos.iter().enumerate().step_by(every) {
        let Some(&own) = places.get(id) else { continue };
        let probe = scoring.probe_of(*picture).seen_from(middle);
        for (other, (_, reference)) in everyone.iter().enumerate().skip(number % every).step_by(every) {
            if other != own {
                pairs.entry((own.min(other), own.max(other))).or_default().push(scoring.score(&probe, reference));
            }
        }
    }
    // Two who look as much alike as most look like themselves are one person enrolled twice, or twins: they say nothing
    // of strangers.
    let mut themselves: Vec<f64> = students
        .iter()
        .filter_map(|(_, pictures)| {
            let (tried, others) = pictures.split_first().filter(|(_, others)| !others.is_empty())?;
            let reference = scoring.reference(others.iter().copied())?.seen_from(middle);
            Some(scoring.score(&scoring.probe_of(*tried).seen_from(middle), &reference))
        })
        .collect();
    let usual = match themselves.len() {
        0 => f64::INFINITY,
        several => *themselves.select_nth_unstable_by(several / 2, f64::total_cmp).1,
    };
    let are_two = |scores: &&Vec<f64>| scores.iter().sum::<f64>() < usual * scores.len() as f64;
    let mut scores: Vec<f64> = pairs.values().filter(are_two).flatten().copied().collect();
    let exceeding = EXCEEDING.min(scores.len() / 25);
    let part = exceeding as f64 / scores.len() as f64;
    if exceeding == 0 {
        return None;
    }
    let (_, score, _) = scores.select_nth_unstable_by(exceeding, |a, b| b.total_cmp(a));
    let tail = scoring.parameters().tail;
    Some((part.ln() - tail.level) / tail.slope + *score)
}

#[cfg(test)]
mod tests {
    use super::super::face::Embedding;
    use super::super::scoring::toy::{people_and_pictures, picture, toy};
    use super::*;

    pub(super) fn id(number: usize) -> StudentId {
        StudentId::parse(&format!("s{number}")).unwrap()
    }

    pub(super) struct School {
        pub(super) scoring: Scoring,
        pub(super) references: References,
    }

    impl School {
        pub(super) fn of(people: &[Vec<Embedding>]) -> Self {
            let scoring = toy();
            let ids: Vec<StudentId> = (0..people.len()).map(id).collect();
            let students = ids.iter().zip(people).map(|(id, photos)| (id, photos.iter().map(Embedding::as_slice)));
            let references = References::new(&scoring, students);
            Self { scoring, references }
        }

        fn name(&self, faces: &[&Embedding], named: &[Option<StudentId>]) -> Vec<Finding> {
            let probes: Vec<Probe> = faces.iter().map(|face| self.scoring.probe(face)).collect();
            let named = named.iter().map(Option::as_ref).chain(std::iter::repeat(None));
            let case = |(probe, named)| Case { probe, named, surer_by: 0.0 };
            let cases: Vec<Case<'_>> = probes.iter().zip(named).map(case).collect();
            self.references.name(&self.scoring, StrangersNamed::new(0.1).unwrap(), &cases)
        }
    }

    fn far(at: usize, by: f64) -> Embedding {
        let mut values = [0.0; 8];
        values[at] = by;
        picture(values)
    }

    #[test]
    fn a_face_gets_the_name_of_whose_it_is_and_a_stranger_none() {
        let people = people_and_pictures(40, 3);
        let photos: Vec<_> = people[..30].iter().map(|person| person[..2].to_vec()).collect();
        let school = School::of(&photos);
        let right = (0..30).filter(|&at| school.name(&[&people[at][2]], &[]) == [Finding::Student(id(at))]).count();
        assert!(right >= 20, "{right}");
        let wrong = (0..30).filter(
            |&at| matches!(&school.name(&[&people[at][2]], &[])[0], Finding::Student(student) if *student != id(at)),
        );
        assert_eq!(wrong.count(), 0);
        assert!((30..40).all(|at| school.name(&[&people[at][2]], &[]) == [Finding::Nobody]));
    }

    #[test]
    fn with_nobody_enrolled_everybody_is_a_stranger() {
        assert_eq!(School::of(&[]).name(&[&far(0, 3.0)], &[None]), [Finding::Nobody]);
    }

    #[test]
    fn between_two_who_look_alike_it_is_unsure() {
        let school = School::of(&[vec![far(0, 9.0)], vec![far(0, 9.1)], vec![far(1, 9.0)]]);
        let either = |first, second| [Finding::Either([id(first), id(second)])];
        assert_eq!(school.name(&[&far(0, 8.0)], &[]), either(0, 1));
        assert_eq!(school.name(&[&far(0, 9.2)], &[]), either(1, 0));
        assert_eq!(school.name(&[&far(1, 9.0)], &[]), [Finding::Student(id(2))]);
    }

    #[test]
    fn of_twins_the_second_is_clear_once_the_first_is_known() {
        let school = School::of(&[vec![far(0, 9.0)], vec![far(0, 9.1)]]);
        let named = [Some(id(0)), None];
        let findings = school.name(&[&far(0, 9.0), &far(0, 9.05)], &named);
        assert_eq!(findings, [Finding::Student(id(0)), Finding::Student(id(1))]);
    }

    #[test]
    fn two_faces_are_never_one_student_and_the_surer_has_the_name() {
        let school = School::of(&[vec![far(0, 9.0)], vec![far(1, 9.0)]]);
        let near = far(0, 7.5);
        let findings = school.name(&[&near, &far(0, 9.0)], &[None, None]);
        assert_eq!(findings, [Finding::Nobody, Finding::Student(id(0))]);
        // By itself it would have been taken for that student.
        assert_eq!(school.name(&[&near], &[]), [Finding::Student(id(0))]);
    }

    #[test]
    fn who_has_a_name_keeps_it() {
        let school = School::of(&[vec![far(0, 9.0)], vec![far(1, 9.0)]]);
        assert_eq!(school.name(&[&far(0, 9.0)], &[Some(id(1))]), [Finding::Student(id(1))]);
    }

    #[test]
    fn students_enrolled_twice_keep_nobody_out() {
        let people = people_and_pictures(60, 4);
        let mut photos: Vec<_> = people.iter().map(|person| person[..2].to_vec()).collect();
        let before = School::of(&photos).references.alike;
        photos.extend(people[..10].iter().map(|person| person[2..].to_vec()));
        let after = School::of(&photos).references.alike;
        assert!(after < before + 1.0, "{before} {after}");
    }

    #[test]
    fn who_is_somebody_else_in_view_by_far_is_not_given_to_the_next_best() {
        let school = School::of(&[vec![far(0, 9.0)], vec![far(0, 4.0)]]);
        let lone = school.name(&[&far(0, 9.3)], &[]);
        let beside = school.name(&[&far(0, 9.3), &far(0, 9.0)], &[None, Some(id(0))]);
        assert!(matches!(&lone[0], Finding::Student(student) if *student == id(0)), "{lone:?}");
        assert_eq!(beside[0], Finding::Nobody);
    }

    #[test]
    fn a_school_whose_faces_are_all_alike_asks_for_more() {
        let school = |off: [f64; 8], spread: f64| {
            let people: Vec<Vec<Embedding>> = people_and_pictures(60, 2)
                .iter()
                .map(|person| {
                    let moved = |face: &Embedding| {
                        let values: [f64; 8] = std::array::from_fn(|at| 10.0 * face.as_slice()[at] * spread + off[at]);
                        picture(values)
                    };
                    person.iter().map(moved).collect()
                })
                .collect();
            School::of(&people[..50]).references
        };
        let at_home = school([0.0; 8], 1.0);
        assert!(at_home.alike < 0.5, "people as the fit knows them: {}", at_home.alike);
        // All somewhere else, and closer together than people are.
        let elsewhere = school([6.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 0.4);
        assert!(elsewhere.alike > at_home.alike + 1.0, "{} {}", elsewhere.alike, at_home.alike);
    }

    #[test]
    fn the_part_of_strangers_is_between_a_ten_thousandth_and_a_tenth() {
        assert!(StrangersNamed::new(0.0001).is_some() && StrangersNamed::new(0.1).is_some());
        assert!([0.0, 0.2, -1.0, f64::NAN].iter().all(|&value| StrangersNamed::new(value).is_none()));
    }
}
