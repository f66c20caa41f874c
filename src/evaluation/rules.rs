//! The rules that are compared: how alike a face and a student are, and who is the most alike.

use serde::Serialize;

use super::people::Photo;
use crate::core::face::squared_distance;
use crate::core::{Embedding, Probe, References, Scoring, StudentId};

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

/// An enrolled student, as the simple rules know them: by plain faces alone.
#[derive(Debug, Clone)]
struct Enrolled<'a> {
    photos: Vec<&'a Embedding>,
    mean: Vec<f64>,
}

/// Everyone enrolled, as each rule knows them.
#[derive(Debug, Clone)]
pub struct Everyone<'a> {
    students: Vec<Enrolled<'a>>,
    /// As the door knows them.
    references: References,
}

impl<'a> Everyone<'a> {
    /// Students of these photos, each of one at least.
    pub fn new(scoring: &Scoring, students: &[Vec<&'a Photo>]) -> Self {
        let ids: Vec<StudentId> = (0..students.len()).filter_map(|at| StudentId::parse(&at.to_string()).ok()).collect();
        let pictures = students.iter().map(|photos| photos.iter().map(|photo| photo.picture()));
        let references = References::new(scoring, ids.iter().zip(pictures));
        let plain = |photos: &Vec<&'a Photo>| photos.iter().map(|photo| &photo.plain).collect();
        let enrolled = |photos: Vec<&'a Embedding>| Enrolled { mean: mean(&photos), photos };
        let students = students.iter().map(plain).map(enrolled).collect();
        Self { students, references }
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
}

/// How alike a visit and each of the enrolled are, in their order: more is more alike. A distance is given as its negative.
pub fn likenesses(rule: Rule, scoring: &Scoring, visit: &Visit<'_>, enrolled: &Everyone<'_>) -> Vec<f64> {
    let students = enrolled.students.iter();
    match rule {
        Rule::Nearest => students
            .map(|student| {
                let pairs = visit.plain.iter().flat_map(|face| student.photos.iter().map(move |photo| (face, photo)));
                let squared = pairs.map(|(face, photo)| squared_distance(face.as_slice(), photo.as_slice()));
                -squared.fold(f64::INFINITY, f64::min).sqrt()
            })
            .collect(),
        Rule::Mean => students.map(|student| -squared_distance(&visit.mean, &student.mean).sqrt()).collect(),
        Rule::Score => enrolled.references.scores(scoring, &visit.probe).map(|(_, score)| score).collect(),
    }
}

/// Who is the most alike, by their place, and how alike; `None` with nobody enrolled.
pub fn best(rule: Rule, scoring: &Scoring, visit: &Visit<'_>, enrolled: &Everyone<'_>) -> Option<(usize, f64)> {
    let all = likenesses(rule, scoring, visit, enrolled).into_iter();
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
        let students = [vec![&photos[2]], photos[..2].iter().collect()];
        let everyone = Everyone::new(scoring, &students);
        let (face, other) = (at(0.5), at(0.1));
        let one = Visit::new(scoring, &[&face]);
        let two = Visit::new(scoring, &[&face, &other]);
        let close = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value} {expected}");
        let second = |rule, visit| likenesses(rule, scoring, visit, &everyone)[1];
        close(second(Rule::Nearest, &one), -0.1);
        close(second(Rule::Mean, &one), -0.3);
        close(second(Rule::Mean, &two), -0.1);

        let mut probe = scoring.probe(&face.plain);
        scoring.add(&mut probe, &face.mirrored, 1.0);
        let at_the_door: Vec<f64> = everyone.references.scores(scoring, &probe).map(|(_, score)| score).collect();
        assert_eq!(likenesses(Rule::Score, scoring, &one, &everyone), at_the_door);

        assert_eq!(best(Rule::Nearest, scoring, &one, &everyone).unwrap().0, 1);
        assert_eq!(best(Rule::Nearest, scoring, &one, &Everyone::new(scoring, &[])), None);
    }
}
