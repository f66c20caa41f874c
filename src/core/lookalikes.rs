//! Whom of those enrolled a face looks like, before it is enrolled.

use super::naming::{References, StrangersNamed};
use super::scoring::{Picture, Probe, Scoring};
use super::student_id::StudentId;

/// Everyone enrolled by how much a face looks like theirs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lookalikes {
    /// The likeliest first.
    scores: Vec<Lookalike>,
    /// From which score on a face would get the name at the door.
    threshold: f64,
}

/// Somebody enrolled whom a face looks like, more or less.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookalike {
    /// Who.
    pub student: StudentId,
    /// How much likelier the face is theirs than a stranger's, as a natural logarithm.
    pub score: f64,
    /// The part of strangers (0 to 1) who look as much like somebody enrolled: the smaller, the surer it is theirs.
    pub strangers: f64,
}

impl Lookalikes {
    /// Of a face in these pictures.
    pub fn of<'a>(
        scoring: &Scoring,
        everyone: &References,
        strangers: StrangersNamed,
        pictures: impl IntoIterator<Item = Picture<'a>>,
    ) -> Self {
        let mut probe = Probe::default();
        pictures.into_iter().for_each(|picture| scoring.add_picture(&mut probe, picture));
        if probe.weight() <= 0.0 {
            return Self::default();
        }
        let enrolled = everyone.len();
        let mut scores: Vec<Lookalike> = everyone
            .scores(scoring, &probe)
            .map(|(student, score)| Lookalike {
                student: student.clone(),
                score,
                strangers: scoring.strangers_above(enrolled, score),
            })
            .collect();
        scores.sort_by(|a, b| b.score.total_cmp(&a.score));
        Self { scores, threshold: everyone.threshold(scoring, strangers.get()) }
    }

    /// Whose face it is by the score, if that is not who it is to be enrolled for: the same face under two ids.
    ///
    /// Who looks like both, as a twin does of whom there are photos already, is nobody else by that.
    pub fn somebody_elses(&self, student: Option<&StudentId>) -> Option<&Lookalike> {
        self.scores.first().filter(|first| first.score >= self.threshold && Some(&first.student) != student)
    }

    /// The likeliest of the others, at most so many, the likeliest first.
    pub fn closest(&self, student: Option<&StudentId>, most: usize) -> impl Iterator<Item = &Lookalike> {
        self.scores.iter().filter(move |lookalike| Some(&lookalike.student) != student).take(most)
    }

    /// How much it looks like this student; `None` where they are not enrolled.
    pub fn with(&self, student: &StudentId) -> Option<&Lookalike> {
        self.scores.iter().find(|lookalike| lookalike.student == *student)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scoring::toy::{people_and_pictures, toy};
    use super::*;

    fn id(number: usize) -> StudentId {
        StudentId::parse(&format!("s{number}")).unwrap()
    }

    #[test]
    fn a_face_that_is_somebody_elses_is_told_and_the_closest_are_listed() {
        let (scoring, people) = (toy(), people_and_pictures(40, 4));
        let ids: Vec<StudentId> = (0..30).map(id).collect();
        let students =
            ids.iter().zip(&people).map(|(id, photos)| (id, photos[..2].iter().map(crate::core::Embedding::as_slice)));
        let everyone = References::new(&scoring, students);
        let look = |who: usize| {
            let pictures = people[who][2..].iter().map(|photo| photo.as_slice().into());
            Lookalikes::of(&scoring, &everyone, StrangersNamed::new(0.1).unwrap(), pictures)
        };
        let known =
            (0..30).filter(|who| look(*who).somebody_elses(None).map(|l| &l.student) == Some(&id(*who))).count();
        assert!(known >= 28, "{known}");
        let own = look(3);
        assert_eq!(own.somebody_elses(Some(&id(3))), None, "their own");
        assert_eq!(own.somebody_elses(Some(&id(99))).map(|l| &l.student), Some(&id(3)), "a new id for the same face");
        assert!(own.with(&id(3)).unwrap().strangers < 0.1 && own.with(&id(99)).is_none());
        let closest: Vec<f64> = own.closest(Some(&id(3)), 5).map(|lookalike| lookalike.score).collect();
        assert!(closest.len() == 5 && closest.is_sorted_by(|a, b| a >= b));
        let new = (30..40).filter(|who| look(*who).somebody_elses(None).is_none()).count();
        assert!(new >= 8, "{new} of ten who are not enrolled, where a tenth may be named");
        let nothing = Lookalikes::of(&scoring, &everyone, StrangersNamed::DEFAULT, []);
        assert_eq!((nothing.somebody_elses(None), nothing.closest(None, 5).count()), (None, 0));
    }
}
