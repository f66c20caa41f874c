//! Who is enrolled, who tries and who is a stranger, drawn at random from people with photos; and what comes of the tries.

use std::sync::atomic::{AtomicBool, Ordering};

use super::fit;
use super::people::{Person, Photo};
use super::rules::{Everyone, Rule, Visit, best};
use super::tail;
use crate::core::Scoring;

/// How often at most one person tries in a split, so that few people with many photos do not make the figure alone.
const TRIES: usize = 4;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// How many people are enrolled.
    pub enrolled: usize,
    /// With how many photos each.
    pub photos: usize,
    /// How many photos are tried together, as one visit.
    pub together: usize,
    /// How many photos more than those enrolled somebody must have to be drawn; none where only strangers matter.
    pub spare: usize,
}

impl Design {
    /// Photos tried one at a time.
    pub fn single(enrolled: usize, photos: usize) -> Self {
        Self { enrolled, photos, together: 1, spare: 1 }
    }
}

/// The parameters a score is tried with.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// These.
    Given(&'a Scoring),
    /// In every split, those fitted on the people who are not enrolled in it and have several photos. Strangers are then
    /// people with one photo alone: nobody is tried by parameters that saw them.
    Refit,
}

/// What one try came to, by each rule of [`Rule::ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Try {
    /// Who tried, by their place among the people.
    pub person: usize,
    /// How alike the best was.
    pub likeness: [f64; Rule::ALL.len()],
    /// Whether the best was this person; never for a stranger.
    pub right: [bool; Rule::ALL.len()],
}

/// What became of one random split.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Split {
    /// Tries of people enrolled in it.
    pub enrolled: Vec<Try>,
    /// Tries of people not enrolled in it, one each.
    pub strangers: Vec<Try>,
}

/// Why something was not tried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untried {
    /// Too few people have as many photos as it takes.
    #[error("too few people: {there} have the {photos} photos it takes")]
    People {
        /// How many have.
        there: usize,
        /// How many photos.
        photos: usize,
    },
    /// Nobody is left who is not enrolled.
    #[error("nobody is left to be a stranger")]
    Strangers,
    /// Too few people are left to fit the score on.
    #[error("too few people are left to fit the score on: it takes {} with several photos", fit::LEAST_PEOPLE)]
    Fit,
    /// It was stopped.
    #[error("stopped")]
    Stopped,
}

/// Tries a design in so many random splits by person.
pub fn run(
    people: &[Person],
    design: Design,
    source: Source<'_>,
    splits: usize,
    seed: u64,
    stop: &AtomicBool,
) -> Result<Vec<Split>, Untried> {
    let needed = (design.photos + design.spare).max(1);
    let able: Vec<usize> = (0..people.len()).filter(|&at| people[at].photos.len() >= needed).collect();
    if able.len() < design.enrolled || design.enrolled == 0 {
        return Err(Untried::People { there: able.len(), photos: needed });
    }
    let split = |number: usize| {
        if stop.load(Ordering::Relaxed) {
            return Err(Untried::Stopped);
        }
        // A split is the same whatever the others are.
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        one(people, &able, design, source, &mut random)
    };
    (0..splits).map(split).collect()
}

fn one(
    people: &[Person],
    able: &[usize],
    design: Design,
    source: Source<'_>,
    random: &mut fastrand::Rng,
) -> Result<Split, Untried> {
    let mut drawn = able.to_vec();
    random.shuffle(&mut drawn);
    drawn.truncate(design.enrolled);
    let shuffled: Vec<Vec<&Photo>> = people.iter().map(|person| in_any_order(person, random)).collect();
    let mut is_drawn = vec![false; people.len()];
    drawn.iter().for_each(|&at| is_drawn[at] = true);

    let fitted;
    let scoring = match source {
        Source::Given(scoring) => scoring,
        Source::Refit => {
            let rest: Vec<&Person> =
                people.iter().zip(&is_drawn).filter(|(_, drawn)| !**drawn).map(|(p, _)| p).collect();
            fitted = tail::scoring_of(&rest).ok_or(Untried::Fit)?;
            &fitted
        }
    };
    let is_stranger = |at: usize| {
        let photos = shuffled[at].len();
        !is_drawn[at] && if matches!(source, Source::Refit) { photos == 1 } else { photos > 0 }
    };
    let strangers: Vec<usize> = (0..people.len()).filter(|&at| is_stranger(at)).collect();
    if strangers.is_empty() {
        return Err(Untried::Strangers);
    }

    let photos = |at: &usize| shuffled[*at].iter().take(design.photos).copied().collect();
    let enrolled = Everyone::new(scoring, &drawn.iter().map(photos).collect::<Vec<_>>());
    let outcome = |person: usize, photos: &[&Photo]| {
        let visit = Visit::new(scoring, photos);
        let found = Rule::ALL.map(|rule| best(rule, scoring, &visit, &enrolled));
        Try {
            person,
            likeness: found.map(|found| found.map_or(f64::NEG_INFINITY, |(_, likeness)| likeness)),
            right: found.map(|found| found.is_some_and(|(at, _)| drawn[at] == person)),
        }
    };
    let mut split = Split::default();
    for &person in &drawn {
        let visits = shuffled[person][design.photos..].chunks_exact(design.together).take(TRIES);
        split.enrolled.extend(visits.map(|photos| outcome(person, photos)));
    }
    for person in strangers {
        let photos = &shuffled[person];
        split.strangers.push(outcome(person, &photos[..design.together.min(photos.len())]));
    }
    Ok(split)
}

fn in_any_order<'a>(person: &'a Person, random: &mut fastrand::Rng) -> Vec<&'a Photo> {
    let mut photos: Vec<&Photo> = person.photos.iter().collect();
    random.shuffle(&mut photos);
    photos
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    fn tried(people: &[Person], design: Design, seed: u64) -> Result<Vec<Split>, Untried> {
        run(people, design, Source::Given(Scoring::shipped()), 3, seed, &AtomicBool::new(false))
    }

    #[test]
    fn who_is_enrolled_tries_with_other_photos_and_all_others_are_strangers() {
        // Ten with six photos, two with two, five with one; one in whose photos no face was found.
        let photos = [vec![6; 10], vec![2; 2], vec![1; 5], vec![0]].concat();
        let people = people(&photos, 1.0, 1);
        let splits = tried(&people, Design::single(7, 3), 1).unwrap();
        assert_eq!(splits.len(), 3);
        for split in &splits {
            assert_eq!((split.enrolled.len(), split.strangers.len()), (7 * 3, 17 - 7));
            let enrolled: Vec<usize> = split.enrolled.iter().map(|tried| tried.person).collect();
            assert!(enrolled.iter().all(|&person| person < 10));
            assert!(split.strangers.iter().all(|tried| !enrolled.contains(&tried.person) && tried.right == [false; 3]));
            // These are far apart: by distance, all are found.
            assert!(split.enrolled.iter().all(|tried| tried.right[0] && tried.right[1] && tried.likeness[0] < 0.0));
        }
        assert_ne!(splits[0], splits[1]);
        let visits = tried(&people, Design { enrolled: 7, photos: 3, together: 3, spare: 3 }, 1).unwrap();
        assert_eq!((visits[0].enrolled.len(), visits[0].strangers.len()), (7, 10));
    }

    #[test]
    fn nobody_tries_too_often() {
        let splits = tried(&people(&[20, 20, 1], 1.0, 1), Design::single(2, 1), 1).unwrap();
        assert_eq!(splits[0].enrolled.len(), 2 * TRIES);
    }

    #[test]
    fn a_seed_repeats_everything_and_another_does_not() {
        let people = people(&[5; 12], 0.2, 1);
        let design = Design::single(6, 2);
        assert_eq!(tried(&people, design, 5), tried(&people, design, 5));
        assert_ne!(tried(&people, design, 5), tried(&people, design, 6));
    }

    #[test]
    fn too_few_people_are_told_in_words() {
        let people = people(&[4, 4, 2, 1], 1.0, 1);
        let untried = tried(&people, Design::single(3, 3), 1).unwrap_err();
        assert_eq!(untried, Untried::People { there: 2, photos: 4 });
        assert_eq!(untried.to_string(), "too few people: 2 have the 4 photos it takes");
        assert_eq!(tried(&people[..2], Design::single(2, 3), 1), Err(Untried::Strangers));
        let refit = run(&people, Design::single(1, 1), Source::Refit, 1, 1, &AtomicBool::new(false));
        assert_eq!(refit, Err(Untried::Fit));
        let stopped = run(&people, Design::single(1, 1), Source::Refit, 1, 1, &AtomicBool::new(true));
        assert_eq!(stopped, Err(Untried::Stopped));
    }

    #[test]
    fn fitted_anew_strangers_are_those_with_one_photo() {
        let photos = [vec![3; 70], vec![1; 8]].concat();
        let people = people(&photos, 0.5, 1);
        let splits = run(&people, Design::single(10, 2), Source::Refit, 1, 1, &AtomicBool::new(false)).unwrap();
        assert_eq!(splits[0].strangers.len(), 8);
        assert!(splits[0].strangers.iter().all(|tried| tried.person >= 70));
        assert!(splits[0].enrolled.iter().filter(|tried| tried.right[2]).count() >= 9);
    }
}
