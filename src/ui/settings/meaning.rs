//! What a threshold means, in words: for strangers, for the school's students, and for the last day's arrivals.

use super::super::language::say;
use crate::core::{People, StudentId};
use crate::station::measure::{Day, Logged, Tries};

/// With fewer tries nothing is said about how many of them there are.
const FEW: usize = 20;
/// From so many on, how many strangers get a name can be told by those who were tried.
const ENOUGH: usize = 60;
/// So many ids are listed.
const LISTED: usize = 12;
/// So many pairs of them.
const PAIRS_LISTED: usize = 6;

/// What a threshold comes to in a gallery.
pub struct Meaning {
    /// Of the tries of a student's own photos, how many give no name; and how many tries.
    missed: (usize, usize),
    /// Of the tries against everybody else, how many give a name; and how many tries.
    wrong: (usize, usize),
    /// Who would be taken for each other then.
    taken: Vec<[StudentId; 2]>,
}

impl Meaning {
    /// By what gives a name.
    pub fn of(tries: &Tries, is_named: impl Fn(f64) -> bool) -> Self {
        let named = |values: &[f64]| values.iter().filter(|value| is_named(**value)).count();
        Self {
            missed: (tries.same.len() - named(&tries.same), tries.same.len()),
            wrong: (named(&tries.others), tries.others.len()),
            taken: tries.pairs.iter().filter(|pair| is_named(pair.alike)).map(|pair| pair.students.clone()).collect(),
        }
    }

    /// How many strangers get a name, as the gallery's photos say it.
    pub fn strangers(&self) -> String {
        match self.wrong {
            (_, tries) if tries < ENOUGH => say!("recognition-strangers-few-photos"),
            // The rule of three: more often than that, and it would have happened, 19 times of 20.
            (0, tries) => say!("recognition-strangers-fewer", number = counted(tries as f64 / 3.0)),
            (wrong, tries) => strangers(wrong as f64 / tries as f64),
        }
    }

    /// How many students have to look again.
    pub fn students(&self) -> String {
        match self.missed {
            (_, 0) => say!("recognition-students-single"),
            (_, tries) if tries < FEW => say!("recognition-students-few"),
            (0, tries) => say!("recognition-students-none", tries = tries),
            (missed, tries) if missed == tries => say!("recognition-students-all"),
            (missed, tries) => match Part::of(missed as f64 / tries as f64) {
                Part::NearlyAll => say!("recognition-students-nearly-all"),
                Part::InTen(students) => say!("recognition-students-in-ten", students = students),
                Part::OneIn(number) => say!("recognition-students-one-in", number = number),
            },
        }
    }

    /// What happened when students' photos were tried against everybody else.
    pub fn mixed_up(&self, people: &People) -> Option<String> {
        match self.wrong {
            (_, 0) => None,
            (0, tries) => Some(say!("recognition-none-mixed-up", tries = tries)),
            (wrong, tries) => {
                let pairs = self.taken_for_each_other(people);
                Some(say!("recognition-mixed-up", tries = tries, wrong = wrong, pairs = pairs))
            }
        }
    }

    /// Each two, the most alike first, as many as anybody reads.
    fn taken_for_each_other(&self, people: &People) -> String {
        let two = |pair: &[StudentId; 2]| {
            let [one, other] = pair.each_ref().map(|student| people.label(student));
            say!("recognition-pair", one = one, other = other)
        };
        let listed: Vec<String> = self.taken.iter().take(PAIRS_LISTED).map(two).collect();
        match self.taken.len() - listed.len() {
            0 => listed.join("; "),
            more => say!("recognition-pairs-more", pairs = listed.join("; "), more = more),
        }
    }
}

/// This part of strangers gets a name.
pub fn strangers(part: f64) -> String {
    match Part::of(part) {
        Part::NearlyAll => say!("recognition-strangers-nearly-all"),
        Part::InTen(strangers) => say!("recognition-strangers-in-ten", strangers = strangers),
        Part::OneIn(number) => say!("recognition-strangers-one-in", number = number),
    }
}

/// A part of many, as it is said.
enum Part {
    NearlyAll,
    InTen(u64),
    OneIn(u64),
}

impl Part {
    fn of(part: f64) -> Self {
        match part {
            part if part > 0.95 => Self::NearlyAll,
            part if part > 0.4 => Self::InTen((part * 10.0).round_ties_even() as u64),
            part => Self::OneIn(counted(1.0 / part.max(1e-9))),
        }
    }
}

/// With as many digits as are meant.
fn counted(number: f64) -> u64 {
    let digit = 10_f64.powf(number.max(1.0).log10().floor() - 1.0).max(1.0);
    ((number / digit).round() * digit) as u64
}

/// What a day's arrivals would have been, a sentence each. `day`: what the day is called; `is_named`: whether an arrival has
/// a name with the threshold, where that can be told.
pub fn arrivals(day: &Day, called: &str, people: &People, is_named: impl Fn(&Logged) -> Option<bool>) -> Vec<String> {
    let named: Vec<(&Logged, &StudentId)> =
        day.arrivals.iter().filter_map(|logged| Some((logged, logged.student.as_ref()?))).collect();
    let judged = named.iter().filter_map(|(logged, student)| Some((*logged, *student, is_named(logged)?)));
    let (stand, fall): (Vec<_>, Vec<_>) = judged.partition(|(_, _, stands)| *stands);
    let of = stand.len() + fall.len();
    let mut said = Vec::new();
    let who = || listed(fall.iter().map(|(_, student, _)| people.label(student)));
    match (of, fall.len()) {
        (0, _) => {}
        (_, 0) => said.push(say!("recognition-day-stand", day = called, names = of)),
        (1, 1) => said.push(say!("recognition-day-one-falls", day = called, who = who())),
        (_, falls) => {
            let stand = stand.len();
            said.push(say!("recognition-day-fall", day = called, stand = stand, names = of, fall = falls, who = who()));
        }
    }
    let corrected =
        |rows: &[(&Logged, &StudentId, bool)]| rows.iter().filter(|(logged, _, _)| logged.is_corrected).count();
    match corrected(&fall) {
        0 => {}
        some => said.push(say!("recognition-day-corrected", count = some)),
    }
    let more = day.arrivals.iter().filter(|logged| logged.student.is_none() && is_named(logged) == Some(true)).count();
    match more {
        0 => {}
        more => said.push(say!("recognition-day-more", day = called, count = more)),
    }
    match named.len() - of {
        0 => {}
        unknown => said.push(say!("recognition-day-unknown", day = called, count = unknown, names = named.len())),
    }
    if said.is_empty() {
        said.push(say!("recognition-day-nobody", day = called));
    }
    said
}

/// Each once, as many as anybody reads.
fn listed<'a>(students: impl Iterator<Item = &'a str>) -> String {
    let mut different: Vec<&str> = Vec::new();
    for student in students {
        if !different.contains(&student) {
            different.push(student);
        }
    }
    let more = different.len().saturating_sub(LISTED);
    different.truncate(LISTED);
    match more {
        0 => different.join(", "),
        more => say!("recognition-who-more", who = different.join(", "), more = more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Pair;

    fn meaning(missed: (usize, usize), wrong: (usize, usize)) -> Meaning {
        Meaning { missed, wrong, taken: Vec::new() }
    }

    #[test]
    fn parts_are_said_as_one_in_so_many() {
        for (part, said) in [
            (0.0025, "About 1 stranger in 400"),
            (0.0026, "About 1 stranger in 380"),
            (0.0008, "About 1 stranger in 1,300"),
            (0.0001, "About 1 stranger in 10,000"),
            (0.1, "About 1 stranger in 10"),
            (0.34, "About 1 stranger in 3"),
            (0.5, "About 5 strangers in 10"),
            (1.0, "Nearly every stranger"),
        ] {
            assert_eq!(strangers(part), format!("{said} would get a name."));
        }
    }

    #[test]
    fn what_a_gallery_is_too_small_for_is_not_said() {
        let said = |missed, wrong| (meaning(missed, wrong).students(), meaning(missed, wrong).strangers());
        assert!(said((0, 0), (0, 30)).0.contains("with one photo of each"));
        assert!(said((2, 19), (0, 30)).0.contains("too few students with several photos"));
        assert!(said((2, 19), (0, 59)).1.contains("too few photos"));
        assert_eq!(said((0, 480), (0, 90)).1, "Fewer than 1 stranger in 30 would get a name.");
        assert_eq!(said((40, 480), (0, 480)).0, "About 1 student in 12 would have to look again.");
        assert_eq!(said((0, 480), (0, 480)).0, "No student would have to look again (480 photos tried).");
        assert_eq!(said((480, 480), (0, 480)).0, "Every student would have to look again.");
        assert_eq!(said((0, 480), (0, 480)).1, "Fewer than 1 stranger in 160 would get a name.");
        assert_eq!(said((0, 480), (4, 480)).1, "About 1 stranger in 120 would get a name.");
        assert_eq!(meaning((0, 0), (0, 0)).mixed_up(&People::default()), None);
    }

    #[test]
    fn who_would_be_taken_for_each_other_is_named() {
        let pair = |one: &str, other: &str, alike| Pair {
            students: [one, other].map(|name| StudentId::parse(name).unwrap()),
            alike,
        };
        let mut tries = Tries { others: vec![1.0, 5.0, 6.0], ..Tries::default() };
        tries.pairs = vec![pair("anto", "budi", 6.0), pair("citra", "dewi", 1.0)];
        let said = |tries: &Tries| Meaning::of(tries, |score| score >= 2.0).mixed_up(&People::default()).unwrap();
        let two = said(&tries);
        assert!(two.contains("2 would get a wrong name: anto and budi. Look whether"), "{two}");
        tries.pairs = (0..8).map(|n| pair(&format!("a{n}"), &format!("b{n}"), 6.0)).collect();
        assert!(said(&tries).contains("a5 and b5; and 2 more. Look"), "{}", said(&tries));
    }

    #[test]
    fn tries_are_counted_on_both_sides_of_the_threshold() {
        let tries = Tries { same: vec![1.0, 5.0, 6.0], others: vec![-3.0, 2.0], ..Tries::default() };
        let Meaning { missed, wrong, .. } = Meaning::of(&tries, |score| score >= 2.0);
        assert_eq!((missed, wrong), ((1, 3), (1, 2)));
    }

    fn logged(student: &str, score: impl Into<Option<f64>>) -> Logged {
        let student = StudentId::parse(student).ok();
        Logged { student, score: score.into(), distance: 0.4, is_corrected: false }
    }

    fn day(arrivals: Vec<Logged>, threshold: f64) -> String {
        let day = Day { arrivals, ..Day::default() };
        super::arrivals(&day, "Yesterday", &People::default(), |logged| Some(logged.score? >= threshold)).join(" ")
    }

    #[test]
    fn a_days_names_stand_or_fall() {
        let arrivals = || vec![logged("budi", 9.0), logged("anto", 7.0), logged("budi", 7.5), logged("", 6.0)];
        assert_eq!(day(arrivals(), 6.5), "Yesterday: all 3 names would stand.");
        assert_eq!(
            day(arrivals(), 8.0),
            "Yesterday: 1 of 3 names would stand; 2 would have been \u{201c}look again\u{201d}: anto, budi."
        );
        let looser = day(arrivals(), 5.0);
        assert!(looser.ends_with("Yesterday: 1 face without a name would have got one."), "{looser}");
        let mut wrong = arrivals();
        wrong[1].is_corrected = true;
        assert!(day(wrong, 8.0).ends_with("1 of these was corrected by a person: it was a wrong name."));
        assert_eq!(day(vec![], 1.0), "Yesterday: no names were given.");
    }

    #[test]
    fn what_was_recorded_without_a_score_is_not_judged_by_it() {
        let arrivals = vec![logged("budi", 9.0), logged("anto", None)];
        assert_eq!(
            day(arrivals, 1.0),
            "Yesterday: the 1 name that was given would stand. Yesterday: 1 of 2 names were recorded without how sure they \
             were, and cannot be judged."
        );
    }

    #[test]
    fn many_ids_are_not_all_listed() {
        let many: Vec<Logged> = (0..15).map(|n| logged(&format!("s{n}"), 1.0)).collect();
        assert!(day(many, 2.0).ends_with("s10, s11 and 3 more."));
    }
}
