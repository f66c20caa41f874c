//! Who a face is: the nearest enrolled template, if it is near enough.

use super::face::Embedding;
use super::student_id::StudentId;
use super::templates::Templates;

/// The largest distance at which a face still gets a name; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Tolerance(f64);

impl Tolerance {
    /// The original service's own.
    pub const DEFAULT: Self = Self(0.45);

    /// Takes a number from 0 to 1; `None` for any other, and for NaN.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Templates {
    /// Names a face as the original service does: the nearest template's student where `distance <= tolerance`.
    pub fn name(&self, probe: &Embedding, tolerance: Tolerance) -> Match {
        match self.nearest(probe) {
            None => Match { student: None, distance: 1.0 },
            Some((student, distance)) => {
                Match { student: (distance <= tolerance.get()).then(|| student.clone()), distance: round4(distance) }
            }
        }
    }
}

/// What a face was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The student, or `None` for a face that is nobody's.
    pub student: Option<StudentId>,
    /// Distance to the nearest template, to 4 places; 1.0 when nobody is enrolled.
    pub distance: f64,
}

fn round4(distance: f64) -> f64 {
    (distance * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::face::EMBEDDING_LEN;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    /// A point on the first axis.
    fn at(x: f64) -> Embedding {
        let mut values = [0.0; EMBEDDING_LEN];
        values[0] = x;
        Embedding::new(&values).unwrap()
    }

    fn two_students() -> Templates {
        let mut templates = Templates::default();
        templates.push(&id("alip"), &[at(0.0), at(0.1)]);
        templates.push(&id("yoga"), &[at(1.0)]);
        templates
    }

    #[test]
    fn the_nearest_template_names_the_face() {
        let templates = two_students();
        let cases =
            [(0.02, Some("alip"), 0.02), (0.8, Some("yoga"), 0.2), (0.54, Some("alip"), 0.44), (0.5401, None, 0.4401)];
        for (x, student, distance) in cases {
            let tolerance = if student.is_none() { Tolerance::new(0.4).unwrap() } else { Tolerance::DEFAULT };
            let found = templates.name(&at(x), tolerance);
            assert_eq!((found.student, found.distance), (student.map(id), distance), "{x}");
        }
    }

    #[test]
    fn a_distance_equal_to_the_tolerance_still_matches() {
        let mut templates = Templates::default();
        templates.push(&id("alip"), &[at(0.0)]);
        let half = Tolerance::new(0.5).unwrap();
        assert_eq!(templates.name(&at(0.5), half).student, Some(id("alip")));
        assert_eq!(templates.name(&at(0.5000001), half).student, None);
    }

    #[test]
    fn with_nobody_enrolled_the_distance_is_one() {
        assert_eq!(Templates::default().name(&at(0.3), Tolerance::DEFAULT), Match { student: None, distance: 1.0 });
    }

    #[test]
    fn distance_is_given_to_four_places() {
        assert_eq!(two_students().name(&at(0.123456), Tolerance::DEFAULT).distance, 0.0235);
    }

    #[test]
    fn a_tolerance_is_between_zero_and_one() {
        assert!(Tolerance::new(0.0).is_some() && Tolerance::new(1.0).is_some());
        assert!(Tolerance::new(-0.1).is_none() && Tolerance::new(1.1).is_none() && Tolerance::new(f64::NAN).is_none());
    }
}
