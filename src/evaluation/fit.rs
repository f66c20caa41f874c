//! The score's model from people's faces: where faces lie, how people differ, and how the pictures of one differ.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::people::Person;

/// How far the covariance of one person's pictures is drawn towards a multiple of the identity: it has 8,256 numbers, and
/// a few hundred people do not tell them all.
const SHRINK: f64 = 0.5;
/// The part of the covariance of pictures that is taken off that of people: a mean of a few pictures is off itself.
const NOISE_IN_MEANS: f64 = 0.2;
/// Dimensions in which people differ less than this, where one person's pictures differ by 1, say nothing of who it is.
const LEAST_BETWEEN: f64 = 0.05;
/// The largest part of a picture's noise that may be taken for shared; with all of it more pictures would say nothing.
const LARGEST_SHARED: f64 = 0.95;
/// Fewer people with several photos than this are too few to fit on.
pub const LEAST_PEOPLE: usize = 50;

/// What was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The mean of all people.
    pub mean: Vec<f64>,
    /// A row for each dimension that is kept; in these, one person's pictures differ by 1, without correlation.
    pub transform: Vec<Vec<f64>>,
    /// By how much people differ in each, the most first.
    pub between: Vec<f64>,
}

/// Fits to people, each a list of faces; those with a single one say nothing here. `None` when there are fewer than two
/// people with two faces, or when all faces are the same.
pub fn model<F: AsRef<[f64]>>(people: &[Vec<F>]) -> Option<Model> {
    let people: Vec<&Vec<F>> = people.iter().filter(|faces| faces.len() > 1).collect();
    let dimensions = people.first()?.first()?.as_ref().len();
    let means: Vec<DVector<f64>> = people.iter().map(|faces| mean(faces, dimensions)).collect();
    let centre = means.iter().fold(DVector::zeros(dimensions), |sum, mean| sum + mean) / means.len() as f64;

    let mut within = Covariance::new(dimensions);
    let mut between = Covariance::new(dimensions);
    for (faces, mean) in people.iter().zip(&means) {
        faces.iter().for_each(|face| within.add(&(DVector::from_column_slice(face.as_ref()) - mean)));
        within.free += faces.len() - 1;
        between.add(&(mean - &centre));
    }
    between.free = means.len() - 1;
    if between.free == 0 {
        return None;
    }
    let within = within.matrix();
    let between = between.matrix() - &within * NOISE_IN_MEANS;
    let round = DMatrix::identity(dimensions, dimensions) * (within.trace() / dimensions as f64);
    let within = within * (1.0 - SHRINK) + round * SHRINK;

    // First to where one person's pictures differ by 1 in every direction; there, turned to where people are uncorrelated.
    let pictures = SymmetricEigen::new(within);
    if pictures.eigenvalues.iter().any(|variance| !variance.is_finite() || *variance <= 0.0) {
        return None;
    }
    let scale = DMatrix::from_diagonal(&pictures.eigenvalues.map(|variance| 1.0 / variance.sqrt()));
    let whiten = scale * pictures.eigenvectors.transpose();
    let persons = SymmetricEigen::new(&whiten * between * whiten.transpose());
    let turned = persons.eigenvectors.transpose() * whiten;
    let mut kept: Vec<usize> = (0..dimensions).filter(|&at| persons.eigenvalues[at] > LEAST_BETWEEN).collect();
    kept.sort_by(|&a, &b| persons.eigenvalues[b].total_cmp(&persons.eigenvalues[a]));
    let row = |&at: &usize| {
        let row: Vec<f64> = turned.row(at).iter().copied().collect();
        // Either direction is as good: the one whose largest number is positive, so that the file is the same each time.
        let largest = row.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or_default();
        row.iter().map(|value| value * largest.signum()).collect()
    };
    Some(Model {
        mean: centre.iter().copied().collect(),
        transform: kept.iter().map(row).collect(),
        between: kept.iter().map(|&at| persons.eigenvalues[at]).collect(),
    })
}

/// The part of a picture's noise that it shares with its mirror image, from how much less the mean of both differs from
/// the person's mean: with `v` its variance where a plain picture's is 1, `1 - 2 (1 - v)`, from 0 to 0.95.
///
/// What two pictures of one visit share is taken to be the same.
pub fn shared(people: &[&Person]) -> f64 {
    let spread = |of: &dyn Fn(&super::people::Photo, usize) -> f64| -> f64 {
        let several = people.iter().filter(|person| person.photos.len() > 1);
        let of_person = |person: &&Person| -> f64 {
            let dimensions = 0..person.photos.first().map_or(0, |photo| photo.plain.as_slice().len());
            let of_dimension = |at: usize| {
                let values: Vec<f64> = person.photos.iter().map(|photo| of(photo, at)).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
            };
            dimensions.map(of_dimension).sum()
        };
        several.map(of_person).sum()
    };
    let plain = spread(&|photo, at| photo.plain.as_slice()[at]);
    let both = spread(&|photo, at| (photo.plain.as_slice()[at] + photo.mirrored.as_slice()[at]) / 2.0);
    if plain > 0.0 { (1.0 - 2.0 * (1.0 - both / plain)).clamp(0.0, LARGEST_SHARED) } else { 0.0 }
}

fn mean<F: AsRef<[f64]>>(faces: &[F], dimensions: usize) -> DVector<f64> {
    let sum =
        faces.iter().fold(DVector::zeros(dimensions), |sum, face| sum + DVector::from_column_slice(face.as_ref()));
    sum / faces.len() as f64
}

struct Covariance {
    sum: DMatrix<f64>,
    /// Degrees of freedom.
    free: usize,
}

impl Covariance {
    fn new(dimensions: usize) -> Self {
        Self { sum: DMatrix::zeros(dimensions, dimensions), free: 0 }
    }

    fn add(&mut self, off: &DVector<f64>) {
        self.sum.ger(1.0, off, off, 1.0);
    }

    fn matrix(self) -> DMatrix<f64> {
        self.sum / self.free as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::{gaussian, people};
    use super::*;

    /// People in three dimensions: they differ by variances of 4, 1 and 0, their pictures by 1, 1 and 1, then all is
    /// turned in the first two dimensions by `turn` and moved.
    fn faces(count: usize, pictures: usize, turn: f64) -> Vec<Vec<[f64; 3]>> {
        let mut random = fastrand::Rng::with_seed(3);
        let (sin, cos) = turn.sin_cos();
        (0..count)
            .map(|_| {
                let person = [2.0 * gaussian(&mut random), gaussian(&mut random), 0.0];
                (0..pictures)
                    .map(|_| {
                        let [x, y, z] = person.map(|value| value + gaussian(&mut random));
                        [cos * x - sin * y + 5.0, sin * x + cos * y, z]
                    })
                    .collect()
            })
            .collect()
    }

    fn fitted(faces: &[Vec<[f64; 3]>]) -> Model {
        model(faces).unwrap()
    }

    #[test]
    fn covariances_are_found_again() {
        for turn in [0.0_f64, 0.6] {
            let model = fitted(&faces(4000, 5, turn));
            assert!((model.mean[0] - 5.0).abs() < 0.15 && model.mean[2].abs() < 0.05, "{:?}", model.mean);
            // A fifth of the variance of five pictures is in their mean, and a fifth is taken off.
            assert_eq!(model.between.len(), 2, "{:?}", model.between);
            assert!(
                (model.between[0] - 4.0).abs() < 0.3 && (model.between[1] - 1.0).abs() < 0.1,
                "{:?}",
                model.between
            );
            let expected = [turn.cos(), turn.sin(), 0.0];
            for (value, expected) in model.transform[0].iter().zip(expected) {
                assert!((value - expected).abs() < 0.06, "{:?}", model.transform);
            }
        }
    }

    #[test]
    fn both_covariances_are_diagonal_after_the_transform() {
        let people = faces(300, 3, 0.6);
        let model = fitted(&people);
        let projected = |row: &[f64], face: &[f64; 3]| -> f64 { row.iter().zip(face).map(|(a, x)| a * x).sum() };
        let (mut squares, mut products, mut free) = (0.0, 0.0, 0);
        for person in &people {
            let mean: [f64; 3] = std::array::from_fn(|at| person.iter().map(|face| face[at]).sum::<f64>() / 3.0);
            for face in person {
                let off: [f64; 3] = std::array::from_fn(|at| face[at] - mean[at]);
                let (a, b) = (projected(&model.transform[0], &off), projected(&model.transform[1], &off));
                (squares, products) = (squares + a * a, products + a * b);
            }
            free += 2;
        }
        assert!((squares / free as f64 - 1.0).abs() < 0.1 && (products / free as f64).abs() < 0.1);
    }

    #[test]
    fn nothing_is_fitted_to_too_little() {
        let one = [1.0, 2.0, 3.0];
        let other = [1.5, 2.0, 3.0];
        assert_eq!(model::<[f64; 3]>(&[]), None);
        assert_eq!(model(&[vec![&one[..]], vec![&other[..]]]), None, "single pictures");
        assert_eq!(model(&[vec![&one[..], &other[..]]]), None, "a single person");
        assert_eq!(model(&[vec![&one[..], &one[..]], vec![&other[..], &other[..]]]), None, "no difference");
    }

    #[test]
    fn what_pictures_share_is_found_by_averaging() {
        // Plain and mirrored faces are independent here: the mean of both has half the variance.
        let independent = people(&[4; 200], 1.0, 5);
        let found = shared(&independent.iter().collect::<Vec<_>>());
        assert!(found < 0.1, "{found}");
        let mut same = independent;
        same.iter_mut().flat_map(|person| &mut person.photos).for_each(|photo| photo.mirrored = photo.plain.clone());
        assert_eq!(shared(&same.iter().collect::<Vec<_>>()), LARGEST_SHARED);
        assert_eq!(shared(&[]), 0.0);
    }
}
