//! The rules that are compared: how alike a face and a student are, and who is the most alike.

use serde::Serialize;

use super::people::Photo;
use crate::core::face::squared_distance;
use crate::core::{Embedding, Probe, Reference, Scoring};

/// A rule by which a face is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// The nearest enrolled photo, of any of the visit's photos: the original service's rule.
    Nearest,
    /// The nearest mean of a student's photos, from the mean of the visit's.
    Mean,
    /// Hadir's: how much likelier the face is the student's than a stranger's.
    Score,
}

impl Rule {
    /// All, in the order they are told.
    pub const ALL: [Self; 3] = [Self::Nearest, Self::Mean, Self::Score];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Mean => "mean",
            Self::Score => "score",
        }
    }
}

/// An enrolled student, as each rule knows them: by plain faces alone, as the gallery keeps them.
#[derive(Debug, Clone)]
pub struct Enrolled<'a> {
    photos: Vec<&'a Embedding>,
    mean: Vec<f64>,
    reference: Option<Reference>,
}

impl<'a> Enrolled<'a> {
    /// A student of these photos.
    pub fn new(scoring: &Scoring, photos: Vec<&'a Embedding>) -> Self {
        let mean = mean(&photos);
        let reference = scoring.reference(photos.iter().map(|photo| photo.as_slice()));
        Self { photos, mean, reference }
    }
}

/// One visit to the door.
#[derive(Debug, Clone)]
pub struct Visit<'a> {
    plain: Vec<&'a Embedding>,
    mean: Vec<f64>,
    probe: Probe,
}

impl<'a> Visit<'a> {
    /// A visit seen on these photos. The score takes each as it is and mirrored, the other rules as it is.
    pub fn new(scoring: &Scoring, photos: &[&'a Photo]) -> Self {
        let mut probe = Probe::default();
        for photo in photos {
            scoring.add(&mut probe, &photo.plain, 1.0);
            scoring.add(&mut probe, &photo.mirrored, 1.0);
        }
        let plain: Vec<&Embedding> = photos.iter().map(|photo| &photo.plain).collect();
        Self { mean: mean(&plain), plain, probe }
    }

    /// A visit of which there is one plain face alone.
    pub fn plain(scoring: &Scoring, face: &'a Embedding) -> Self {
        Self { plain: vec![face], mean: face.as_slice().to_vec(), probe: scoring.probe(face) }
    }
}

/// How alike they are: more is more alike. A distance is given as its negative.
pub fn likeness(rule: Rule, scoring: &Scoring, visit: &Visit<'_>, student: &Enrolled<'_>) -> f64 {
    match rule {
        Rule::Nearest => {
            let pairs = visit.plain.iter().flat_map(|face| student.photos.iter().map(move |photo| (face, photo)));
            let squared = pairs.map(|(face, photo)| squared_distance(face.as_slice(), photo.as_slice()));
            -squared.fold(f64::INFINITY, f64::min).sqrt()
        }
        Rule::Mean => -squared_distance(&visit.mean, &student.mean).sqrt(),
        Rule::Score => {
            let score = |reference| scoring.score(&visit.probe, reference);
            student.reference.as_ref().map_or(f64::NEG_INFINITY, score)
        }
    }
}

/// Who is the most alike, by their place, and how alike; `None` with nobody enrolled.
pub fn best(rule: Rule, scoring: &Scoring, visit: &Visit<'_>, enrolled: &[Enrolled<'_>]) -> Option<(usize, f64)> {
    let all = enrolled.iter().map(|student| likeness(rule, scoring, visit, student));
    all.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn mean(faces: &[&Embedding]) -> Vec<f64> {
    let mut mean = vec![0.0; faces.first().map_or(0, |face| face.as_slice().len())];
    for face in faces {
        mean.iter_mut().zip(face.as_slice()).for_each(|(sum, value)| *sum += value / faces.len() as f64);
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::face::EMBEDDING_LEN;

    /// A photo of a point on the first axis.
    fn at(x: f64) -> Photo {
        let mut values = [0.0; EMBEDDING_LEN];
        values[0] = x;
        let plain = Embedding::new(&values).unwrap();
        Photo { mirrored: plain.clone(), plain }
    }

    #[test]
    fn each_rule_is_what_its_name_says() {
        let scoring = Scoring::shipped();
        let photos = [at(0.0), at(0.4), at(1.0)];
        let student = Enrolled::new(scoring, photos[..2].iter().map(|photo| &photo.plain).collect());
        let (face, other) = (at(0.5), at(0.1));
        let one = Visit::new(scoring, &[&face]);
        let two = Visit::new(scoring, &[&face, &other]);
        let close = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value} {expected}");
        close(likeness(Rule::Nearest, scoring, &one, &student), -0.1);
        close(likeness(Rule::Mean, scoring, &one, &student), -0.3);
        close(likeness(Rule::Mean, scoring, &two, &student), -0.1);

        let mut probe = scoring.probe(&face.plain);
        scoring.add(&mut probe, &face.mirrored, 1.0);
        let reference = scoring.reference(photos[..2].iter().map(|photo| photo.plain.as_slice())).unwrap();
        close(likeness(Rule::Score, scoring, &one, &student), scoring.score(&probe, &reference));

        let far = Enrolled::new(scoring, vec![&photos[2].plain]);
        assert_eq!(best(Rule::Nearest, scoring, &one, &[far, student]).unwrap().0, 1);
        assert_eq!(best(Rule::Nearest, scoring, &one, &[]), None);
    }
}
