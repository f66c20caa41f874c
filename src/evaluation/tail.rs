//! How seldom somebody else scores high: the tail of the scores of different people, from people the score did not see.
//!
//! In each of several splits the score is fitted on three quarters of the people with several photos; the others, and those
//! with a single photo, are compared with each other. What is fitted to the highest of these scores is `FMR(s) = exp(level -
//! slope s)`, and how much lower they lie with students of more photos.

use std::collections::{HashMap, HashSet};

use super::fit::{self, LEAST_PEOPLE};
use super::people::{Person, Photo};
use crate::core::{Parameters, Probe, Reference, Scoring, Tail};

/// In how many splits people are compared. Each fits a model, which takes long where nothing is optimised, as in tests.
const SPLITS: u64 = if cfg!(test) { 3 } else { 20 };
/// The part of the people with several photos that the score is not fitted on, and who are compared.
const COMPARED: f64 = 0.25;
/// Numbers of photos a student is compared with.
const PHOTOS: [usize; 3] = [1, 2, 3];
/// How many of a person's other photos are tried against their own.
const OWN_TRIES: usize = 4;

/// The tail is fitted where somebody else scores so seldom: with 30 to 1,000 enrolled and 1 to 0.1 % of strangers named,
/// a comparison may err in 3e-4 to 1e-6. The tail falls ever faster, so that the line fitted here is above it everywhere
/// else: on the safe side.
const FROM: f64 = 1e-4;
/// Beyond this only a handful of pairs of people say anything.
const TO: f64 = 1e-5;
/// Where scores with different numbers of photos are brought together.
const LEVELLED_AT: [f64; 2] = [1e-4, 3e-5];
/// With fewer people to compare there is no pair that errs so seldom.
const LEAST_COMPARED: usize = 120;

/// A tail that says nothing yet.
const NONE: Tail = Tail { level: 0.0, slope: 1.0, photos: 0.0 };

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The tail.
    pub tail: Tail,
    /// How many comparisons of different people it was fitted to.
    pub comparisons: usize,
    /// Pairs of people who look the same all the time, and so are taken for one person under two names.
    pub label_errors: usize,
}

/// Why no tail can be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TailError {
    /// Too few people with several photos.
    #[error(
        "too few people have several photos ({0}); with a quarter set aside it takes {LEAST_PEOPLE} to fit the score on"
    )]
    TooFewToFit(usize),
    /// Too few people to compare.
    #[error(
        "too few people are left to compare with each other ({0}: those with one photo, and a quarter of the others); it \
         takes {LEAST_COMPARED} to tell how seldom somebody else scores high"
    )]
    TooFewToCompare(usize),
}

/// The score fitted to people, without a tail; `None` when too few of them have several photos.
pub fn scoring_of(people: &[&Person]) -> Option<Scoring> {
    Scoring::new(parameters_of(people, String::new(), NONE)?).ok()
}

/// The parameters fitted to people, with this tail; `None` when too few of them have several photos.
pub fn parameters_of(people: &[&Person], about: String, tail: Tail) -> Option<Parameters> {
    if people.iter().filter(|person| person.photos.len() > 1).count() < LEAST_PEOPLE {
        return None;
    }
    let faces: Vec<Vec<Vec<f64>>> =
        people.iter().map(|person| person.photos.iter().map(Photo::mean).collect()).collect();
    let model = fit::model(&faces)?;
    let short = |values: &[f64]| values.iter().map(|value| *value as f32).collect::<Vec<f32>>();
    Some(Parameters {
        about,
        mean: short(&model.mean),
        transform: model.transform.iter().map(|row| short(row)).collect(),
        between: short(&model.between),
        shared: fit::shared(people) as f32,
        tail,
    })
}

/// Fits the tail to these people.
pub fn find(people: &[&Person], seed: u64) -> Result<Found, TailError> {
    let (several, single): (Vec<&Person>, Vec<&Person>) =
        people.iter().filter(|person| !person.photos.is_empty()).partition(|person| person.photos.len() > 1);
    let compared = (several.len() as f64 * COMPARED) as usize;
    let too_few = TailError::TooFewToFit(several.len());
    if several.len() - compared < LEAST_PEOPLE {
        return Err(too_few);
    }
    if compared + single.len() < LEAST_COMPARED {
        return Err(TailError::TooFewToCompare(compared + single.len()));
    }
    let mut scores: Vec<Scores> = PHOTOS.iter().map(|&photos| Scores::new(photos)).collect();
    for split in 0..SPLITS {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(split));
        let mut order: Vec<usize> = (0..several.len()).collect();
        random.shuffle(&mut order);
        let (tried, fitted) = order.split_at(compared);
        let fitted: Vec<&Person> = fitted.iter().map(|&at| several[at]).collect();
        let scoring = scoring_of(&fitted).ok_or(too_few)?;
        // Each by a number that is theirs in all splits.
        let singles = (several.len()..).zip(&single).map(|(number, person)| (number, *person));
        let all: Vec<(usize, &Person)> = tried.iter().map(|&at| (at, several[at])).chain(singles).collect();
        scores.iter_mut().for_each(|scores| scores.compare(&all, &scoring, &mut random));
    }
    let label_errors = label_errors(&scores);
    scores.iter_mut().for_each(|scores| scores.finish(&label_errors));
    Ok(Found {
        tail: tail_of(&scores),
        comparisons: scores.iter().map(|scores| scores.others.len()).sum(),
        label_errors: label_errors.len(),
    })
}

/// Two people, the lower number first.
type Pair = (usize, usize);

/// Scores with students of one number of photos.
#[derive(Debug)]
struct Scores {
    photos: usize,
    own: Vec<f64>,
    /// Of different people; the highest first once finished.
    others: Vec<(f64, Pair)>,
}

impl Scores {
    fn new(photos: usize) -> Self {
        Self { photos, own: Vec::new(), others: Vec::new() }
    }

    /// Compares everyone, by a photo drawn at random, with everyone who has so many photos.
    fn compare(&mut self, people: &[(usize, &Person)], scoring: &Scoring, random: &mut fastrand::Rng) {
        let probe = |photo: &Photo| {
            let mut probe = Probe::default();
            scoring.add(&mut probe, &photo.plain, 1.0);
            scoring.add(&mut probe, &photo.mirrored, 1.0);
            probe
        };
        let mut students: Vec<(usize, Reference)> = Vec::new();
        for (number, person) in people {
            let mut photos: Vec<&Photo> = person.photos.iter().collect();
            random.shuffle(&mut photos);
            let Some((enrolled, others)) = photos.split_at_checked(self.photos) else { continue };
            let Some(reference) = scoring.reference(enrolled.iter().map(|photo| photo.picture())) else {
                continue;
            };
            let own = others.iter().take(OWN_TRIES).map(|photo| scoring.score(&probe(photo), &reference));
            self.own.extend(own);
            students.push((*number, reference));
        }
        for (number, person) in people {
            let Some(photo) = random.choice(&person.photos) else { continue };
            let face = probe(photo);
            for (student, reference) in students.iter().filter(|(student, _)| student != number) {
                let pair = (*number.min(student), *number.max(student));
                self.others.push((scoring.score(&face, reference), pair));
            }
        }
    }

    fn median_of_own(&self) -> Option<f64> {
        let mut own = self.own.clone();
        own.sort_by(f64::total_cmp);
        super::interval::quantile(&own, 0.5)
    }

    fn finish(&mut self, label_errors: &HashSet<Pair>) {
        self.others.retain(|(_, pair)| !label_errors.contains(pair));
        self.others.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    }

    /// The score that this part of comparisons exceed.
    fn at(&self, rate: f64) -> Option<f64> {
        self.others.get((rate * self.others.len() as f64) as usize).map(|(score, _)| *score)
    }
}

/// Pairs of people whose scores with each other are, on average, above the median of what people score with themselves.
/// Nobody looks that much like somebody else all the time: such pairs are one person under two names.
fn label_errors(scores: &[Scores]) -> HashSet<Pair> {
    let mut above: HashMap<Pair, (f64, usize)> = HashMap::new();
    let medians: Vec<f64> = scores.iter().map(|scores| scores.median_of_own().unwrap_or(f64::INFINITY)).collect();
    for (scores, median) in scores.iter().zip(&medians) {
        let high = scores.others.iter().filter(|(score, _)| score > median);
        above.extend(high.map(|(_, pair)| (*pair, (0.0, 0))));
    }
    for (scores, median) in scores.iter().zip(&medians).filter(|(_, median)| median.is_finite()) {
        for (score, pair) in &scores.others {
            if let Some((sum, count)) = above.get_mut(pair) {
                (*sum, *count) = (*sum + score - median, *count + 1);
            }
        }
    }
    above.into_iter().filter(|(_, (sum, _))| *sum > 0.0).map(|(pair, _)| pair).collect()
}

fn tail_of(scores: &[Scores]) -> Tail {
    let photos = levelled(scores);
    let raised = |scores: &Scores| photos * (1.0 - 1.0 / scores.photos as f64);
    // Each number of photos weighs the same, however many people have it.
    let weighted = scores.iter().filter(|scores| !scores.others.is_empty()).flat_map(|scores| {
        let (raised, weight) = (raised(scores), 1.0 / scores.others.len() as f64);
        scores.others.iter().map(move |(score, _)| (score + raised, weight))
    });
    let mut weighted: Vec<(f64, f64)> = weighted.collect();
    weighted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let (level, slope) = exponential(&weighted, FROM, TO);
    Tail { level, slope, photos }
}

/// How much lower others score with students of endlessly many photos than with those of one, by least squares over what
/// is lost with `n` of them, which is `1 - 1/n` of it.
fn levelled(scores: &[Scores]) -> f64 {
    let Some(single) = scores.iter().find(|scores| scores.photos == 1) else { return 0.0 };
    let (mut products, mut squares) = (0.0, 0.0);
    for scores in scores {
        let part = 1.0 - 1.0 / scores.photos as f64;
        for rate in LEVELLED_AT {
            if let (Some(single), Some(several)) = (single.at(rate), scores.at(rate)) {
                (products, squares) = (products + part * (single - several), squares + part * part);
            }
        }
    }
    if squares > 0.0 { (products / squares).max(0.0) } else { 0.0 }
}

/// `level` and `slope` of `exp(level - slope s)`, by maximum likelihood of the scores that a part between `from` and `to`
/// of all exceed; of those beyond `to` it counts that they are, and not where. Scores come with weights, the highest first.
fn exponential(weighted: &[(f64, f64)], from: f64, to: f64) -> (f64, f64) {
    let all: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let at = |rate: f64| {
        let mut sum = 0.0;
        let beyond = |(_, weight): &&(f64, f64)| {
            sum += weight;
            sum > rate * all
        };
        weighted.iter().find(beyond).map_or(0.0, |(score, _)| *score)
    };
    let (low, high) = (at(from), at(to));
    let (mut inside, mut excess) = (0.0, 0.0);
    for (score, weight) in weighted.iter().take_while(|(score, _)| *score > low) {
        inside += if *score < high { *weight } else { 0.0 };
        excess += weight * (score.min(high) - low);
    }
    let slope = if excess > 0.0 && inside > 0.0 { inside / excess } else { 1.0 };
    (from.ln() + slope * low, slope)
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    #[test]
    fn an_exponential_tail_is_found_again() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut weighted: Vec<(f64, f64)> =
            (0..400_000).map(|_| (5.0 - (1.0 - random.f64()).ln() / 0.4, 2.0)).collect();
        weighted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let (level, slope) = exponential(&weighted, 1e-2, 1e-4);
        assert!((slope - 0.4).abs() < 0.02 && (level - 2.0).abs() < 0.25, "{level} {slope}");
        // What lies far out, as a label error, changes nothing: only that it is out there is counted.
        weighted.iter_mut().take(20).for_each(|(score, _)| *score += 500.0);
        assert_eq!(exponential(&weighted, 1e-2, 1e-4), (level, slope));
    }

    /// Scores of different people: exponential, of which those with more photos lie lower.
    fn scores(photos: usize, lower: f64) -> Scores {
        let mut random = fastrand::Rng::with_seed(photos as u64);
        let other = |at: usize| (-lower - (1.0 - random.f64()).ln() / 0.5, (at, at + 1));
        Scores { photos, own: vec![20.0, 30.0, 40.0], others: (0..300_000).map(other).collect() }
    }

    #[test]
    fn scores_are_brought_together_whatever_the_number_of_photos() {
        let mut all = [scores(1, 0.0), scores(2, 6.0), scores(3, 8.0)];
        all.iter_mut().for_each(|scores| scores.finish(&HashSet::new()));
        let tail = tail_of(&all);
        assert!((tail.photos - 12.0).abs() < 2.5, "{tail:?}");
        assert!((tail.slope - 0.5).abs() < 0.15 && (tail.level).abs() < 2.0, "{tail:?}");
    }

    #[test]
    fn one_person_under_two_names_is_left_out_and_a_chance_likeness_is_not() {
        let mut all = [scores(1, 0.0)];
        all[0].others.extend([(45.0, (1, 9)), (35.0, (1, 9)), (31.0, (2, 8)), (2.0, (2, 8))]);
        assert_eq!(label_errors(&all), HashSet::from([(1, 9)]));
    }

    #[test]
    fn too_few_people_are_told_in_words() {
        let find = |photos: &[usize]| {
            let people = people(photos, 0.3, 1);
            find(&people.iter().collect::<Vec<_>>(), 1).unwrap_err()
        };
        assert_eq!(find(&[2; 60]), TailError::TooFewToFit(60));
        assert_eq!(find(&[2; 100]), TailError::TooFewToCompare(25));
    }
}
