//! Whom the door expects, and what that asks of a face.

use std::sync::Arc;

use super::{References, Scoring, StrangersNamed};
use crate::core::session::Limit;
use crate::core::student_id::StudentId;

/// Some of the students, who are expected.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expected {
    limit: Arc<Limit>,
    /// How many of the references are theirs.
    len: usize,
}

/// The part of strangers who may get the name of somebody expected; the rest is for the others' names.
const FOR_EXPECTED: f64 = 0.5;

/// What a face has to score for a name.
pub(super) struct Needed<'a> {
    /// For that of somebody expected.
    expected: f64,
    /// For those of the others.
    others: Option<(&'a Limit, f64)>,
}

impl Needed<'_> {
    pub(super) fn of(&self, student: &StudentId) -> f64 {
        match self.others {
            Some((limit, others)) if limit.is_elsewhere(student) => others,
            _ => self.expected,
        }
    }

    pub(super) fn lowest(&self) -> f64 {
        self.others.map_or(self.expected, |(_, others)| others.min(self.expected))
    }
}

impl References {
    /// From now on these are expected ([`Self::name`]); `None`: everybody.
    pub fn expect(&mut self, limit: Option<Arc<Limit>>) {
        self.expected = limit.map(|limit| {
            let len = self.everyone.iter().filter(|(id, _)| !limit.is_elsewhere(id)).count();
            Expected { limit, len }
        });
    }

    /// What a face has to score for a name.
    pub(super) fn needed(&self, scoring: &Scoring, strangers: StrangersNamed) -> Needed<'_> {
        let (all, strangers) = (self.len(), strangers.get());
        let everybody = scoring.threshold(all, strangers);
        match &self.expected {
            // Of more than half of all it says too little to ask different things of them.
            Some(Expected { limit, len }) if *len > 0 && *len <= all / 2 => Needed {
                expected: scoring.threshold(*len, strangers * FOR_EXPECTED),
                others: Some((limit, scoring.threshold(all - len, strangers * (1.0 - FOR_EXPECTED)))),
            },
            _ => Needed { expected: everybody, others: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::scoring::toy::{people_and_pictures, toy};
    use super::super::tests::{School, id};
    use super::super::{Case, Finding};
    use super::*;

    fn expecting(school: &mut School, names: &[usize]) {
        let students = names.iter().map(|at| id(*at)).collect();
        school.references.expect(Some(Arc::new(Limit { classes: vec!["7B".to_owned()], students })));
    }

    #[test]
    fn who_is_expected_needs_less_and_who_is_not_is_found_out_all_the_same() {
        let people = people_and_pictures(200, 6);
        let photos: Vec<_> = people[..180].iter().map(|person| person[..4].to_vec()).collect();
        let mut school = School::of(&photos);
        let (class, strangers) = ((0..20).collect::<Vec<usize>>(), StrangersNamed::new(0.02).unwrap());
        let named = |school: &School, person: usize| {
            let mut probe = school.scoring.probe(&people[person][4]);
            school.scoring.add(&mut probe, &people[person][5], 1.0);
            let case = Case { probe: &probe, named: None, surer_by: 0.0 };
            school.references.name(&school.scoring, strangers, &[case]).remove(0)
        };
        let right = |school: &School, of: std::ops::Range<usize>| {
            of.filter(|&at| named(school, at) == Finding::Student(id(at))).count()
        };
        let (class_before, others_before) = (right(&school, 0..20), right(&school, 20..180));
        expecting(&mut school, &class);
        let (class_after, others_after) = (right(&school, 0..20), right(&school, 20..180));
        assert!(class_after >= 2 * class_before, "{class_before} {class_after}");
        assert!(2 * others_after >= others_before, "{others_before} {others_after}");
        // Of another class, and never called by a name of this one; and strangers are strangers.
        let is_of_class = |finding: &Finding| match finding {
            Finding::Student(student) => class.iter().any(|at| id(*at) == *student),
            Finding::Either(_) | Finding::Nobody => false,
        };
        assert!((20..180).all(|at| !is_of_class(&named(&school, at))));
        assert!((180..200).all(|at| named(&school, at) == Finding::Nobody));
    }

    #[test]
    fn no_more_strangers_get_a_name_than_are_set_whoever_is_expected() {
        let people = people_and_pictures(60, 2);
        let mut school = School::of(&people);
        let strangers = StrangersNamed::DEFAULT;
        let scoring = toy();
        let part_named = |needed: &Needed<'_>, class: usize| {
            let others = needed.others.map_or(needed.expected, |(_, others)| others);
            scoring.strangers_above(class, needed.expected) + scoring.strangers_above(60 - class, others)
        };
        for class in 0..=60 {
            expecting(&mut school, &(0..class).collect::<Vec<_>>());
            let needed = school.references.needed(&school.scoring, strangers);
            let part = part_named(&needed, class);
            assert!(part <= strangers.get() * 1.2, "{class}: {part}");
            let everybody = school.references.threshold(&school.scoring, strangers.get());
            assert!(needed.expected <= everybody + 1e-9, "{class}: it is never harder for who is expected");
        }
        school.references.expect(None);
        assert!(school.references.needed(&school.scoring, strangers).others.is_none());
    }
}
