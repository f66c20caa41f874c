//! Making the parameters of the score, and trying them on people they were not fitted on.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::interval::{Measured, Resamples};
use super::people::Person;
use super::protocol::{self, Design, Source, Untried};
use super::rates::{Threshold, Tries};
use super::rules::Rule;
use super::tail::{self, TailError};
use crate::core::{Parameters, Scoring, ScoringError};

/// Parameters, and what they were made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The parameters, as [`text`] writes them: their numbers have five significant digits.
    pub scoring: Scoring,
    /// How many people they were fitted on.
    pub people: usize,
    /// How many photos of these.
    pub photos: usize,
    /// What was found of the tail.
    pub found: tail::Found,
}

/// Why no parameters were made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalibrationError {
    /// Too few people.
    #[error(transparent)]
    TooFew(#[from] TailError),
    /// What was fitted makes no score.
    #[error(transparent)]
    Scoring(#[from] ScoringError),
}

/// Fits the parameters on the people who are not held out. `of` says in words what the photos are.
pub fn calibrate(people: &[Person], of: &str, seed: u64) -> Result<Calibration, CalibrationError> {
    let fitted: Vec<&Person> = people.iter().filter(|p| !p.is_held_out() && !p.photos.is_empty()).collect();
    let found = tail::find(&fitted, seed)?;
    let photos = fitted.iter().map(|person| person.photos.len()).sum();
    let about = format!(
        "Two-covariance PLDA over the 128 numbers of dlib's network, fitted on {} people with {photos} photos: {of}. \
         People held out from this: see is_held_out in src/evaluation/people.rs. The tail: {} comparisons of different \
         people in cross-validation, {} pairs left out as one person under two names. Made by `hadir calibrate --seed \
         {seed}`, version {}.",
        fitted.len(),
        found.comparisons,
        found.label_errors,
        env!("CARGO_PKG_VERSION"),
    );
    let several = fitted.iter().filter(|person| person.photos.len() > 1).count();
    let parameters = tail::parameters_of(&fitted, about, found.tail).ok_or(TailError::TooFewToFit(several))?;
    let scoring = Scoring::new(shortened(parameters))?;
    Ok(Calibration { scoring, people: fitted.len(), photos, found })
}

/// The parameters as a file holds them: JSON, a row a line, so that two files can be compared.
pub fn text(parameters: &Parameters) -> String {
    let Parameters { about, mean, transform, between, shared, tail } = parameters;
    let row = |values: &[f32]| {
        let values: Vec<String> = values.iter().map(f32::to_string).collect();
        format!("[{}]", values.join(","))
    };
    let rows: Vec<String> = transform.iter().map(|values| row(values)).collect();
    let mut text = String::from("{\n");
    // Writing to a text cannot fail.
    let _ = writeln!(text, "\"about\": {},", serde_json::Value::from(about.as_str()));
    let _ = writeln!(text, "\"mean\": {},", row(mean));
    let _ = writeln!(text, "\"transform\": [\n{}\n],", rows.join(",\n"));
    let _ = writeln!(text, "\"between\": {},", row(between));
    let _ = writeln!(text, "\"shared\": {shared},");
    let (level, slope, photos) = (tail.level, tail.slope, tail.photos);
    let _ = writeln!(text, "\"tail\": {{\"level\": {level}, \"slope\": {slope}, \"photos\": {photos}}}\n}}");
    text
}

/// With five significant digits: far more than the score is sure of, and half of what a number would take.
fn shortened(mut parameters: Parameters) -> Parameters {
    let short = |value: &mut f32| *value = format!("{value:.4e}").parse().unwrap_or(*value);
    parameters.mean.iter_mut().for_each(short);
    parameters.transform.iter_mut().flatten().for_each(short);
    parameters.between.iter_mut().for_each(short);
    short(&mut parameters.shared);
    let short = |value: &mut f64| *value = format!("{value:.4e}").parse().unwrap_or(*value);
    let tail = &mut parameters.tail;
    [&mut tail.level, &mut tail.slope, &mut tail.photos].into_iter().for_each(short);
    parameters
}

/// How many strangers get a name at the score's own thresholds, with so many enrolled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// How many are enrolled.
    pub enrolled: usize,
    /// With how many photos each.
    pub photos: usize,
    /// For each nominal FPIR of [`NOMINAL`], the measured one and, where enrolled people had photos left to try, FNIR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rates: Option<Vec<Rates>>,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untried: Option<String>,
}

/// What a nominal rate came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rates {
    /// The part of strangers who were to get a name.
    pub nominal: f64,
    /// The part of strangers who got one.
    pub fpir: Measured,
    /// The part of enrolled people's tries that gave no name, or another's.
    pub fnir: Option<Measured>,
}

/// The rates that thresholds are asked for.
pub const NOMINAL: [f64; 3] = [0.01, 0.003, 0.001];
/// Numbers enrolled, and their photos.
const CHECKED: [(usize, usize); 5] = [(30, 1), (150, 1), (300, 1), (30, 3), (150, 3)];

/// Tries a score's thresholds on people it was not fitted on.
pub fn check(
    people: &[Person],
    scoring: &Scoring,
    splits: usize,
    seed: u64,
    stop: &AtomicBool,
) -> Result<Vec<Check>, Untried> {
    let held_out: Vec<Person> = people.iter().filter(|person| person.is_held_out()).cloned().collect();
    let resamples = Resamples::new(held_out.len(), seed);
    let check = |(enrolled, photos): (usize, usize)| {
        let design = Design { enrolled, photos, together: 1, spare: 0 };
        let (rates, untried) = match protocol::run(&held_out, design, Source::Given(scoring), splits, seed, stop) {
            Err(Untried::Stopped) => return Err(Untried::Stopped),
            Err(untried) => (None, Some(untried.to_string())),
            Ok(splits) => (own_rates(&Tries::new(&splits, Rule::Score), scoring, enrolled, &resamples), None),
        };
        Ok(Check { enrolled, photos, rates, untried })
    };
    CHECKED.into_iter().map(check).collect()
}

/// What the score's own threshold for each rate of [`NOMINAL`] comes to; `None` without strangers.
pub fn own_rates(tries: &Tries, scoring: &Scoring, enrolled: usize, resamples: &Resamples) -> Option<Vec<Rates>> {
    let rates = |nominal: f64| {
        let threshold = Threshold::Above(scoring.threshold(enrolled, nominal));
        let fpir = tries.fpir(threshold, resamples, &|_| true)?;
        Some(Rates { nominal, fpir, fnir: tries.fnir(threshold, resamples, &|_| true) })
    };
    NOMINAL.into_iter().map(rates).collect()
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    /// People as the model has them: eight dimensions, seven times as far apart as their pictures.
    fn some_people() -> Vec<Person> {
        people(&[vec![5; 90], vec![2; 60], vec![1; 400]].concat(), 0.7, 1)
    }

    #[test]
    fn what_was_fitted_is_what_the_file_says() {
        let people = some_people();
        let made = calibrate(&people, "a \"toy\"", 4).unwrap();
        let text = text(made.scoring.parameters());
        let again: Scoring = serde_json::from_str(&text).unwrap();
        assert_eq!(again, made.scoring);
        assert!(again.parameters().about.contains("a \"toy\"") && again.parameters().about.contains("--seed 4"));
        assert!(again.parameters().between.len() >= 8, "{:?}", again.parameters().between);
        // A line for each row, and for each of the other fields.
        assert_eq!(text.lines().count(), again.parameters().transform.len() + 9);
        let mean = text.lines().find(|line| line.starts_with("\"mean\"")).unwrap();
        assert!(mean.len() < 128 * 14, "{mean}");
        assert_eq!(made, calibrate(&people, "a \"toy\"", 4).unwrap());
    }

    #[test]
    fn where_people_are_as_the_model_says_the_thresholds_keep_their_word() {
        let people = some_people();
        let made = calibrate(&people, "a toy", 1).unwrap();
        let checks = check(&people, &made.scoring, 2, 1, &AtomicBool::new(false)).unwrap();
        assert_eq!(checks.len(), CHECKED.len());
        for at in [0, 1, 3] {
            let rates = checks[at].rates.as_ref().unwrap();
            assert!(rates[0].fpir.low < 0.02 && rates[2].fpir.low < 0.005, "{:?}", checks[at]);
            assert!(rates[0].fnir.unwrap().value < 0.2, "{:?}", checks[at]);
        }
        // 150 with three photos each are more than are held out.
        assert!(checks[4].rates.is_none(), "{:?}", checks[4]);
        assert!(checks[4].untried.as_ref().unwrap().starts_with("too few people"), "{:?}", checks[4]);
    }
}
