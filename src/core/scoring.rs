//! How much likelier a face is a student's than a stranger's: two-covariance PLDA over the embeddings.
//!
//! An embedding `x` of a person is modelled as `x = m + y + e`: what is the person's (`y`, with the covariance of people
//! among each other) and what is the picture's (`e`, with the covariance of one person's pictures). [`Scoring`] holds `m`
//! and a transform in which both covariances are diagonal, that of pictures being 1 and that of people `between`. There,
//! with `n` pictures of a student of mean `q`, and a probe `p` whose own noise is `v`, in each dimension
//!
//! - if they are the same person: `p ~ N(k q, b / (n b + 1) + v)` with `k = n b / (n b + 1)`;
//! - if not: `p ~ N(0, b + v)`;
//!
//! and the score is the logarithm of the ratio of these densities. More pictures make `k` larger and the first variance
//! smaller, so that they help; fewer make the score careful. That ratio holds for people who are as the model says. Of
//! real ones some look alike, and more photos tell them apart further: what somebody else scores as seldom with a student
//! of three photos is lower than with one of a single photo. [`Tail::photos`] evens that out, so that one threshold is as
//! safe for all students.
//!
//! Source: S. Ioffe, Probabilistic Linear Discriminant Analysis, ECCV 2006; S. Prince and J. Elder, Probabilistic Linear
//! Discriminant Analysis for Inferences About Identity, ICCV 2007; the two-covariance form: N. Brümmer and E. de
//! Villiers, The Speaker Partitioning Problem, Odyssey 2010.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::face::{EMBEDDING_LEN, Embedding};

/// The parameters Hadir comes with; `hadir calibrate` makes them.
const SHIPPED: &str = include_str!("../../assets/scoring.json");

/// The parameters of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parameters", into = "Parameters")]
pub struct Scoring {
    parameters: Parameters,
}

/// What is fitted, and kept in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// What it was fitted on, and how, for whoever opens the file.
    pub about: String,
    /// The mean of all embeddings: 128 numbers.
    pub mean: Vec<f32>,
    /// A row of 128 for each dimension that is kept.
    pub transform: Vec<Vec<f32>>,
    /// For each dimension, the variance of people, where that of one person's pictures is 1; above 0.
    pub between: Vec<f32>,
    /// The part of a picture's noise (1) that all pictures of one visit share: the same light, pose and look.
    pub shared: f32,
    /// How seldom somebody else scores so high.
    pub tail: Tail,
}

/// The tail of the scores of different people: of comparisons of a face with somebody else, `exp(level - slope s)` score
/// more than `s` (FMR). With `N` enrolled a stranger is compared with `N` people, so that as many times more get a name.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tail {
    /// Its height at a score of 0, as a logarithm.
    pub level: f64,
    /// How fast it falls; above 0.
    pub slope: f64,
    /// How much lower somebody else scores, as seldom, with a student of endlessly many photos than with one of a single
    /// photo; 0 or more. A student of `n` photos is given `1 - 1/n` of it on every score.
    pub photos: f64,
}

/// Why parameters cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the parameters of the score are not as they should be: {0}")]
pub struct ScoringError(&'static str);

/// A student, as they are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The mean of their pictures, transformed.
    mean: Vec<f32>,
    /// How many pictures.
    photos: f64,
}

/// A student's photo, as they are compared by it; each 128 numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Picture<'a> {
    /// The face as it is.
    pub plain: &'a [f64],
    /// The face as it looks in a mirror, where that was described: the mean of both says more of whose it is than either.
    pub mirrored: Option<&'a [f64]>,
}

/// These without those that are there already: a photo that was enrolled twice says nothing more.
pub fn different<'a, P: Into<Picture<'a>>>(pictures: impl IntoIterator<Item = P>) -> Vec<Picture<'a>> {
    let mut known: HashSet<Vec<u64>> = HashSet::new();
    let is_new = |picture: &Picture<'_>| known.insert(picture.plain.iter().map(|value| value.to_bits()).collect());
    pictures.into_iter().map(P::into).filter(is_new).collect()
}

impl<'a> From<&'a [f64]> for Picture<'a> {
    fn from(plain: &'a [f64]) -> Self {
        Self { plain, mirrored: None }
    }
}

/// What is known of a face by one or several pictures of one visit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Probe {
    /// The sum of its pictures, transformed, each as often as it weighs.
    sum: Vec<f64>,
    weight: f64,
}

impl Reference {
    /// A student whose pictures these are; `None` without any.
    fn of(pictures: &Probe) -> Option<Self> {
        let mean = pictures.sum.iter().map(|sum| (sum / pictures.weight) as f32).collect();
        (pictures.weight > 0.0).then_some(Self { mean, photos: pictures.weight })
    }

    /// Their mean picture, transformed.
    pub(super) fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// The same, seen from another middle.
    pub(super) fn seen_from(mut self, middle: &[f64]) -> Self {
        self.mean.iter_mut().zip(middle).for_each(|(value, middle)| *value -= *middle as f32);
        self
    }
}

impl Probe {
    /// The same, seen from another middle.
    pub(super) fn seen_from(&self, middle: &[f64]) -> Self {
        let sum = self.sum.iter().zip(middle).map(|(sum, middle)| sum - self.weight * middle).collect();
        Self { sum, weight: self.weight }
    }

    /// How much it was seen: 1 for each good picture.
    pub fn weight(&self) -> f64 {
        self.weight
    }
}

impl Scoring {
    /// The parameters Hadir comes with.
    pub fn shipped() -> &'static Self {
        static SCORING: OnceLock<Scoring> = OnceLock::new();
        // A test holds that the file can be read. Without it nobody would be named, rather than somebody wrongly.
        SCORING.get_or_init(|| serde_json::from_str(SHIPPED).unwrap_or_else(|_| Self::blind()))
    }

    fn blind() -> Self {
        let tail = Tail { level: 0.0, slope: 1.0, photos: 0.0 };
        let mean = vec![0.0; EMBEDDING_LEN];
        let (transform, between) = (Vec::new(), Vec::new());
        Self { parameters: Parameters { about: String::new(), mean, transform, between, shared: 0.0, tail } }
    }

    /// Takes parameters that fit together.
    pub fn new(parameters: Parameters) -> Result<Self, ScoringError> {
        let Parameters { mean, transform, between, shared, tail, .. } = &parameters;
        let finite = |row: &Vec<f32>| row.len() == EMBEDDING_LEN && row.iter().all(|value| value.is_finite());
        let rule = |holds: bool, what| if holds { Ok(()) } else { Err(ScoringError(what)) };
        rule(finite(mean), "the mean")?;
        rule(transform.iter().all(finite) && transform.len() == between.len(), "the transform")?;
        rule(between.iter().all(|value| value.is_finite() && *value > 0.0), "the variances")?;
        rule((0.0..1.0).contains(shared), "the shared part")?;
        let Tail { level, slope, photos } = tail;
        rule(level.is_finite() && slope.is_finite() && *slope > 0.0, "the tail")?;
        rule(photos.is_finite() && *photos >= 0.0, "the tail's part of the photos")?;
        Ok(Self { parameters })
    }

    /// What it is made of.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// A student of these pictures; `None` without any. A picture that is there twice counts once.
    pub fn reference<'a, P>(&self, pictures: impl IntoIterator<Item = P>) -> Option<Reference>
    where
        P: Into<Picture<'a>>,
    {
        let mut probe = Probe::default();
        for Picture { plain, mirrored } in different(pictures) {
            let share = if mirrored.is_some() { 0.5 } else { 1.0 };
            [Some(plain), mirrored].into_iter().flatten().for_each(|face| self.add_values(&mut probe, face, share));
        }
        Reference::of(&probe)
    }

    /// Adds a picture to what is known of a face; a good one weighs 1.
    pub fn add(&self, probe: &mut Probe, picture: &Embedding, weight: f64) {
        self.add_values(probe, picture.as_slice(), weight);
    }

    fn add_values(&self, probe: &mut Probe, picture: &[f64], weight: f64) {
        probe.sum.resize(self.parameters.between.len(), 0.0);
        probe.sum.iter_mut().zip(self.transformed(picture)).for_each(|(sum, value)| *sum += weight * value);
        probe.weight += weight;
    }

    /// Adds a picture as the gallery keeps it, looked at as it is at the door: plain and mirrored.
    pub fn add_picture(&self, probe: &mut Probe, Picture { plain, mirrored }: Picture<'_>) {
        [Some(plain), mirrored].into_iter().flatten().for_each(|face| self.add_values(probe, face, 1.0));
    }

    /// A face of which there is one such picture.
    pub fn probe_of(&self, picture: Picture<'_>) -> Probe {
        let mut probe = Probe::default();
        self.add_picture(&mut probe, picture);
        probe
    }

    /// A face of which there is one picture.
    pub fn probe(&self, picture: &Embedding) -> Probe {
        let mut probe = Probe::default();
        self.add(&mut probe, picture, 1.0);
        probe
    }

    /// The natural logarithm of how much likelier the face is the student's than a stranger's, and what the number of the
    /// student's photos adds ([`Tail::photos`]).
    pub fn score(&self, probe: &Probe, reference: &Reference) -> f64 {
        if probe.weight <= 0.0 {
            return 0.0;
        }
        let shared = f64::from(self.parameters.shared);
        let noise = shared + (1.0 - shared) / probe.weight;
        // One logarithm of the product instead of one a dimension: each factor is below `1 + between / noise`, far from
        // what a number cannot hold.
        let (mut squares, mut ratio) = (0.0, 1.0_f64);
        for ((between, mean), sum) in self.parameters.between.iter().zip(&reference.mean).zip(&probe.sum) {
            let (between, mean, value) = (f64::from(*between), f64::from(*mean), sum / probe.weight);
            let known = reference.photos * between + 1.0;
            let (same, other) = (between / known + noise, between + noise);
            let off = value - mean * (known - 1.0) / known;
            squares += value * value / other - off * off / same;
            ratio *= other / same;
        }
        (squares + ratio.ln()) / 2.0 + self.parameters.tail.photos * (1.0 - 1.0 / reference.photos)
    }

    /// The score that, with so many enrolled, only this part of strangers (FPIR, above 0 and below 1) exceed.
    pub fn threshold(&self, enrolled: usize, strangers: f64) -> f64 {
        let Tail { level, slope, .. } = self.parameters.tail;
        (level + (enrolled.max(1) as f64).ln() - strangers.ln()) / slope
    }

    /// The reverse of [`Self::threshold`]: the part of strangers (0 to 1) that exceed this score.
    pub fn strangers_above(&self, enrolled: usize, score: f64) -> f64 {
        let Tail { level, slope, .. } = self.parameters.tail;
        (level - slope * score + (enrolled.max(1) as f64).ln()).exp().min(1.0)
    }

    fn transformed<'a>(&'a self, values: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let mean = &self.parameters.mean;
        self.parameters.transform.iter().map(move |row| {
            row.iter().zip(values.iter().zip(mean)).map(|(a, (x, m))| f64::from(*a) * (x - f64::from(*m))).sum()
        })
    }
}

impl TryFrom<Parameters> for Scoring {
    type Error = ScoringError;

    fn try_from(parameters: Parameters) -> Result<Self, ScoringError> {
        Self::new(parameters)
    }
}

impl From<Scoring> for Parameters {
    fn from(scoring: Scoring) -> Self {
        scoring.parameters
    }
}

/// People who are as the model says, for tests.
#[cfg(test)]
pub(super) mod toy {
    use super::*;

    /// Eight dimensions; people differ three times as much as pictures of one do.
    pub fn toy() -> Scoring {
        let axis = |at: usize| {
            let mut row = vec![0.0; EMBEDDING_LEN];
            row[at] = 10.0;
            row
        };
        Scoring::new(Parameters {
            about: "a toy".to_owned(),
            mean: vec![0.0; EMBEDDING_LEN],
            transform: (0..8).map(axis).collect(),
            between: vec![9.0; 8],
            shared: 0.5,
            tail: Tail { level: -3.0, slope: 0.5, photos: 0.0 },
        })
        .unwrap()
    }

    /// A picture whose transformed values are these.
    pub fn picture(values: [f64; 8]) -> Embedding {
        let mut all = [0.0; EMBEDDING_LEN];
        all.iter_mut().zip(values).for_each(|(place, value)| *place = value / 10.0);
        Embedding::new(&all).unwrap()
    }

    fn gaussian(random: &mut fastrand::Rng) -> f64 {
        (-2.0 * (1.0 - random.f64()).ln()).sqrt() * (std::f64::consts::TAU * random.f64()).cos()
    }

    pub fn people_and_pictures(people: usize, pictures: usize) -> Vec<Vec<Embedding>> {
        let mut random = fastrand::Rng::with_seed(7);
        (0..people)
            .map(|_| {
                let person: [f64; 8] = std::array::from_fn(|_| 3.0 * gaussian(&mut random));
                (0..pictures).map(|_| picture(person.map(|value| value + gaussian(&mut random)))).collect()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::toy::{people_and_pictures, picture, toy};
    use super::*;

    fn reference(scoring: &Scoring, pictures: &[Embedding]) -> Reference {
        scoring.reference(pictures.iter().map(Embedding::as_slice)).unwrap()
    }

    #[test]
    fn the_parameters_hadir_comes_with_can_be_read_and_are_not_blind() {
        let shipped: Scoring = serde_json::from_str(SHIPPED).unwrap();
        assert!(shipped.parameters().between.len() >= 16);
        assert_eq!(*Scoring::shipped(), shipped);
    }

    #[test]
    fn a_mirrored_face_makes_a_photo_better_known_and_not_two() {
        let scoring = toy();
        let (plain, mirrored) = (picture([2.0; 8]), picture([1.0; 8]));
        let photo = Picture { plain: plain.as_slice(), mirrored: Some(mirrored.as_slice()) };
        let both = scoring.reference([photo]).unwrap();
        assert_eq!(both, reference(&scoring, &[picture([1.5; 8])]));
        assert_eq!(scoring.reference([photo, plain.as_slice().into()]), Some(both));
        let mut probe = scoring.probe(&plain);
        scoring.add(&mut probe, &mirrored, 1.0);
        assert_eq!(scoring.probe_of(photo), probe);
    }

    #[test]
    fn the_score_is_the_logarithm_of_a_ratio_of_densities() {
        // One dimension of the eight, by hand: b = 9, n = 1, q = 2, p = 1, v = 1; the others are at 0.
        let normal = |x: f64, variance: f64| -0.5 * (x * x / variance + (std::f64::consts::TAU * variance).ln());
        let scoring = toy();
        let [mut q, mut p] = [[0.0; 8]; 2];
        (q[0], p[0]) = (2.0, 1.0);
        let one = |p: f64, q: f64| normal(p - 0.9 * q, 0.9 + 1.0) - normal(p, 10.0);
        let expected = one(1.0, 2.0) + 7.0 * one(0.0, 0.0);
        let score = scoring.score(&scoring.probe(&picture(p)), &reference(&scoring, &[picture(q)]));
        assert!((score - expected).abs() < 1e-5, "{score} {expected}");
    }

    #[test]
    fn a_score_is_calibrated_where_people_are_as_the_model_says() {
        // By definition of a likelihood ratio, somebody else scores above s in at most exp(-s) of comparisons.
        let scoring = toy();
        let people = people_and_pictures(400, 3);
        let references: Vec<Reference> = people.iter().map(|p| reference(&scoring, &p[..2])).collect();
        let (mut others, mut above, mut own) = (0, [0; 3], 0);
        for (at, person) in people.iter().enumerate() {
            let probe = scoring.probe(&person[2]);
            own += usize::from(scoring.score(&probe, &references[at]) > 3.0);
            for (_, other) in references.iter().enumerate().filter(|(other, _)| *other != at) {
                let score = scoring.score(&probe, other);
                others += 1;
                above.iter_mut().zip([1.0, 2.0, 4.0]).for_each(|(count, s)| *count += usize::from(score > s));
            }
        }
        assert!(own > 360, "{own} of 400");
        for (count, s) in above.into_iter().zip([1.0_f64, 2.0, 4.0]) {
            assert!((count as f64) < (-s).exp() * others as f64, "{count} of {others} above {s}");
        }
    }

    #[test]
    fn more_photos_of_a_student_and_more_pictures_of_a_face_make_it_surer() {
        let scoring = toy();
        let people = people_and_pictures(300, 8);
        let mean = |photos: usize, frames: usize| {
            let scores = people.iter().map(|person| {
                let mut probe = Probe::default();
                person[4..4 + frames].iter().for_each(|frame| scoring.add(&mut probe, frame, 1.0));
                scoring.score(&probe, &reference(&scoring, &person[..photos]))
            });
            scores.sum::<f64>() / people.len() as f64
        };
        assert!(mean(1, 1) < mean(2, 1) && mean(2, 1) < mean(4, 1));
        assert!(mean(2, 1) < mean(2, 4));
    }

    #[test]
    fn the_number_of_photos_evens_the_tail_out() {
        let (plain, mut parameters) = (toy(), toy().parameters().clone());
        parameters.tail.photos = 12.0;
        let even = Scoring::new(parameters).unwrap();
        let person = &people_and_pictures(1, 5)[0];
        for (photos, more) in [(1, 0.0), (2, 6.0), (4, 9.0)] {
            let score =
                |scoring: &Scoring| scoring.score(&scoring.probe(&person[4]), &reference(scoring, &person[..photos]));
            assert!((score(&even) - score(&plain) - more).abs() < 1e-9, "{photos}");
        }
    }

    #[test]
    fn the_same_photo_twice_is_one_photo() {
        let scoring = toy();
        let photo = picture([1.0; 8]);
        assert_eq!(reference(&scoring, &[photo.clone(), photo.clone()]), reference(&scoring, &[photo]));
        assert!(scoring.reference::<&[f64]>([]).is_none());
    }

    #[test]
    fn the_threshold_rises_with_the_number_enrolled_and_is_where_it_says() {
        let scoring = toy();
        assert!(scoring.threshold(1000, 0.01) > scoring.threshold(30, 0.01));
        assert!(scoring.threshold(30, 0.001) > scoring.threshold(30, 0.01));
        for (enrolled, strangers) in [(1, 0.5), (30, 0.01), (1000, 0.003)] {
            let there = scoring.strangers_above(enrolled, scoring.threshold(enrolled, strangers));
            assert!((there - strangers).abs() < 1e-9);
        }
    }

    #[test]
    fn parameters_that_do_not_fit_together_are_refused() {
        let change = |change: fn(&mut Parameters)| {
            let mut parameters = toy().parameters().clone();
            change(&mut parameters);
            Scoring::new(parameters)
        };
        assert!(change(|_| {}).is_ok());
        assert!(change(|p| p.mean.truncate(3)).is_err());
        assert!(change(|p| p.between.truncate(3)).is_err());
        assert!(change(|p| p.between[0] = 0.0).is_err());
        assert!(change(|p| p.transform[0][5] = f32::NAN).is_err());
        assert!(change(|p| p.tail.slope = 0.0).is_err());
        assert!(change(|p| p.tail.photos = -1.0).is_err());
        assert!(change(|p| p.shared = 1.0).is_err());
    }
}
