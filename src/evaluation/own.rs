//! A school's own gallery: how alike its students are to themselves and to each other, and what a threshold means there.

use super::interval::quantile;
use super::rules::{Enrolled, Rule, Visit, likeness};
use crate::core::{Embedding, Scoring};

/// The most photos that are tried, so that it takes seconds with thousands of students, too.
pub const MOST_TRIES: usize = 2000;

/// What came of trying every photo of a gallery against the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// By Hadir's score; a name is given above the threshold.
    pub score: Tried,
    /// By the rule `nearest`: a distance, for which a name is given up to the threshold.
    pub distance: Tried,
    /// How many students there are.
    pub students: usize,
    /// How many photos there are; with more than [`MOST_TRIES`] not all were tried.
    pub photos: usize,
    /// How many photos were tried.
    pub tried: usize,
}

/// What tries came to under one rule; in order, the least first.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// A photo against its student's other photos: for each photo of those who have several.
    pub same: Vec<f64>,
    /// A photo against everybody else: for each photo, the likest of all the others, as of a stranger who looks so.
    pub other: Vec<f64>,
    rule: Rule,
}

/// What a threshold means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// Of strangers, how many would get a name.
    pub strangers_named: Part,
    /// Of students' tries, how many would give no name, so that the student has to look again.
    pub students_looking_again: Part,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many it happened to.
    pub happened: usize,
    /// Of how many.
    pub of: usize,
}

/// How often something happens, as well as can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rate {
    /// It happened: about once in so many.
    OneIn(f64),
    /// It did not happen in the tries there were: seldomer than once in so many (95 % sure; the rule of three).
    SeldomerThanOneIn(f64),
    /// Too few tries to say anything.
    Unknown,
}

impl Part {
    /// How often it happens. With none of `n` the rule of three: not more than 3 of `n`, with 95 % certainty.
    pub fn rate(self) -> Rate {
        match self {
            // Three of three is always: nothing is known.
            Self { happened: 0, of: 0..=3 } => Rate::Unknown,
            Self { happened: 0, of } => Rate::SeldomerThanOneIn(of as f64 / 3.0),
            Self { happened, of } => Rate::OneIn(of as f64 / happened as f64),
        }
    }
}

impl Tried {
    /// What this threshold means: a score above it, or a distance up to it, gives a name.
    pub fn meaning(&self, threshold: f64) -> Meaning {
        // Of those in order, how many get a name.
        let named = |values: &[f64]| match self.rule {
            Rule::Score => values.len() - values.partition_point(|value| *value <= threshold),
            Rule::Nearest | Rule::Mean => values.partition_point(|value| *value <= threshold),
        };
        Meaning {
            strangers_named: Part { happened: named(&self.other), of: self.other.len() },
            students_looking_again: Part { happened: self.same.len() - named(&self.same), of: self.same.len() },
        }
    }

    /// From where to where nearly all of both lie, for the axis of a picture; `None` when nothing was tried.
    pub fn range(&self) -> Option<(f64, f64)> {
        let end = |part: f64| {
            let ends = [&self.same, &self.other].into_iter().filter_map(move |values| quantile(values, part));
            ends.collect::<Vec<f64>>()
        };
        let (low, high) = (end(0.005), end(0.995));
        Some((low.into_iter().reduce(f64::min)?, high.into_iter().reduce(f64::max)?))
    }

    /// How many of `values` fall into each of so many equal bins of a range; those outside fall into the first and last.
    pub fn histogram(values: &[f64], (low, high): (f64, f64), bins: usize) -> Vec<usize> {
        let mut counts = vec![0; bins];
        for value in values {
            let at = ((value - low) / (high - low) * bins as f64).max(0.0) as usize;
            if let Some(count) = counts.get_mut(at.min(bins.saturating_sub(1))) {
                *count += 1;
            }
        }
        counts
    }
}

/// Tries every photo of every student (each a list of templates) against the student's other photos and against all other
/// students; where there are more than [`MOST_TRIES`] photos, as many of each student as there is room for.
///
/// The gallery keeps plain faces alone, so that these tries lack the mirrored face that the door adds: scores at the door
/// are a little surer than these. Photos enrolled on one day are more alike than a face at the door on another.
///
/// Takes about two seconds for 1,000 students with three photos: not for the thread that draws.
pub fn own(students: &[Vec<Embedding>], scoring: &Scoring) -> Own {
    let enrolled: Vec<Enrolled<'_>> =
        students.iter().map(|photos| Enrolled::new(scoring, photos.iter().collect())).collect();
    let most = students.iter().map(Vec::len).max().unwrap_or_default();
    // First one of everybody, then a second, and so on.
    let rounds = (0..most).flat_map(|photo| (0..students.len()).map(move |student| (student, photo)));
    let tries = rounds.filter(|(student, photo)| *photo < students[*student].len()).take(MOST_TRIES);

    let mut score = Tried { same: Vec::new(), other: Vec::new(), rule: Rule::Score };
    let mut distance = Tried { same: Vec::new(), other: Vec::new(), rule: Rule::Nearest };
    let mut tried = 0;
    for (student, photo) in tries {
        tried += 1;
        let face = &students[student][photo];
        let visit = Visit::plain(scoring, face);
        // A picture that is there twice is no other picture.
        let rest: Vec<&Embedding> = students[student].iter().filter(|other| *other != face).collect();
        let own = (!rest.is_empty()).then(|| Enrolled::new(scoring, rest));
        let others = || enrolled.iter().enumerate().filter(|(at, _)| *at != student && !students[*at].is_empty());
        for (found, rule, sign) in [(&mut score, Rule::Score, 1.0), (&mut distance, Rule::Nearest, -1.0)] {
            found.same.extend(own.as_ref().map(|own| sign * likeness(rule, scoring, &visit, own)));
            let likest = others().map(|(_, other)| likeness(rule, scoring, &visit, other)).reduce(f64::max);
            found.other.extend(likest.map(|likest| sign * likest));
        }
    }
    for found in [&mut score, &mut distance] {
        found.same.sort_by(f64::total_cmp);
        found.other.sort_by(f64::total_cmp);
    }
    Own { score, distance, students: students.len(), photos: students.iter().map(Vec::len).sum(), tried }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    fn gallery(photos: &[usize], apart: f64) -> Vec<Vec<Embedding>> {
        let people = people(photos, apart, 2);
        people.into_iter().map(|person| person.photos.into_iter().map(|photo| photo.plain).collect()).collect()
    }

    #[test]
    fn every_photo_is_tried_against_its_own_and_all_others() {
        let students = gallery(&[3, 2, 1, 0], 1.0);
        let own = own(&students, Scoring::shipped());
        assert_eq!((own.students, own.photos, own.tried), (4, 6, 6));
        for tried in [&own.score, &own.distance] {
            // Who has a single photo has no other photo to be tried against.
            assert_eq!((tried.same.len(), tried.other.len()), (5, 6));
            assert!(tried.same.is_sorted() && tried.other.is_sorted());
        }
        let nearest = |face: &Embedding, among: &[Embedding]| {
            among.iter().filter(|photo| *photo != face).map(|photo| photo.distance(face)).fold(f64::INFINITY, f64::min)
        };
        let mut same: Vec<f64> =
            students[..2].iter().flat_map(|all| all.iter().map(|face| nearest(face, all))).collect();
        same.sort_by(f64::total_cmp);
        assert!(own.distance.same.iter().zip(&same).all(|(found, expected)| (found - expected).abs() < 1e-12));
        let single = nearest(&students[2][0], &students[..2].concat());
        assert!(own.distance.other.iter().any(|found| (found - single).abs() < 1e-12));
    }

    #[test]
    fn a_threshold_means_what_was_counted() {
        let tried = |rule| Tried { same: vec![1.0, 2.0, 3.0, 4.0], other: vec![0.0, 1.0, 2.0], rule };
        let meaning = tried(Rule::Score).meaning(2.0);
        assert_eq!(meaning.strangers_named, Part { happened: 0, of: 3 }, "a score at the threshold is not above it");
        assert_eq!(meaning.students_looking_again, Part { happened: 2, of: 4 });
        let meaning = tried(Rule::Nearest).meaning(2.0);
        assert_eq!(meaning.strangers_named, Part { happened: 3, of: 3 }, "a distance at the tolerance is in it");
        assert_eq!(meaning.students_looking_again, Part { happened: 2, of: 4 });
    }

    #[test]
    fn small_numbers_are_told_as_such() {
        let rate = |happened, of| Part { happened, of }.rate();
        assert_eq!(rate(5, 100), Rate::OneIn(20.0));
        assert_eq!(rate(0, 300), Rate::SeldomerThanOneIn(100.0));
        assert_eq!(rate(0, 3), Rate::Unknown);
        assert_eq!(rate(0, 0), Rate::Unknown);
        assert_eq!(rate(2, 2), Rate::OneIn(1.0));
    }

    #[test]
    fn a_large_gallery_is_sampled_evenly() {
        let students = gallery(&[2; 1200], 1.0);
        // A score that is quickly made: what is looked at is who is tried.
        let mut parameters = Scoring::shipped().parameters().clone();
        (parameters.transform, parameters.between) = (Vec::new(), Vec::new());
        let own = own(&students[..1100], &Scoring::new(parameters).unwrap());
        assert_eq!((own.photos, own.tried), (2200, MOST_TRIES));
        assert_eq!(own.score.other.len(), MOST_TRIES);
    }

    #[test]
    fn nobody_enrolled_and_somebody_alone_mean_nothing() {
        let nobody = own(&[], Scoring::shipped());
        assert_eq!(nobody.score.range(), None);
        assert_eq!(nobody.score.meaning(0.0).strangers_named.rate(), Rate::Unknown);
        let alone = own(&gallery(&[2], 1.0), Scoring::shipped());
        assert_eq!((alone.score.same.len(), alone.score.other.len()), (2, 0));
        assert!(alone.score.range().is_some());
    }

    #[test]
    fn a_histogram_counts_everything_once() {
        assert_eq!(Tried::histogram(&[-9.0, 0.0, 0.5, 1.0, 1.9, 2.0, 70.0], (0.0, 2.0), 2), [3, 4]);
        assert_eq!(Tried::histogram(&[1.0], (0.0, 2.0), 0), [0; 0]);
    }
}
