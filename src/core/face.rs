//! Where a face is in a picture, and the numbers that describe it.

use serde::ser::{Serialize, SerializeTuple, Serializer};

use crate::text;
use crate::words::Text;

/// Width and height of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A face's rectangle in pixels of the picture it was found in, edges as `face_recognition` gives them.
///
/// Serialised as the original service does: `[top, right, bottom, left]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FaceBox {
    /// Upper edge, from the picture's top.
    pub top: i32,
    /// Right edge, from the picture's left.
    pub right: i32,
    /// Lower edge, from the picture's top.
    pub bottom: i32,
    /// Left edge, from the picture's left.
    pub left: i32,
}

impl FaceBox {
    /// A box from its edges, in the order of the original's arrays.
    pub const fn new(top: i32, right: i32, bottom: i32, left: i32) -> Self {
        Self { top, right, bottom, left }
    }

    /// Width in pixels; never negative.
    pub fn width(&self) -> i32 {
        (self.right - self.left).max(0)
    }

    /// Height in pixels; never negative.
    pub fn height(&self) -> i32 {
        (self.bottom - self.top).max(0)
    }

    /// The part of the box inside a picture of `size`; empty where it lies outside.
    pub fn clipped_to(&self, size: FrameSize) -> Self {
        let (width, height) = (size.width as i32, size.height as i32);
        Self {
            top: self.top.clamp(0, height),
            right: self.right.clamp(0, width),
            bottom: self.bottom.clamp(0, height),
            left: self.left.clamp(0, width),
        }
    }

    /// The box grown on every side by `share` of its own size, for a crop that shows hair and chin.
    pub fn grown(&self, share: f32) -> Self {
        let dx = (self.width() as f32 * share).round() as i32;
        let dy = (self.height() as f32 * share).round() as i32;
        Self { top: self.top - dy, right: self.right + dx, bottom: self.bottom + dy, left: self.left - dx }
    }
}

impl Serialize for FaceBox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(4)?;
        for edge in [self.top, self.right, self.bottom, self.left] {
            tuple.serialize_element(&edge)?;
        }
        tuple.end()
    }
}

/// How many numbers describe a face.
pub const EMBEDDING_LEN: usize = 128;

/// A face as dlib's residual network describes it: 128 finite numbers; faces of one person lie close together.
#[derive(Clone, PartialEq)]
pub struct Embedding(Box<[f64; EMBEDDING_LEN]>);

/// Why numbers are not an embedding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum EmbeddingError {
    /// Not 128 of them.
    Length(usize),
    /// One is infinite or not a number.
    NotFinite(usize),
    /// One is beyond anything the network gives, and its distances would be beyond what a number holds.
    TooLarge(usize),
}

impl EmbeddingError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Length(there) => text!("gallery-numbers", needed = EMBEDDING_LEN, there = *there),
            Self::NotFinite(place) => text!("gallery-not-finite", place = *place),
            Self::TooLarge(place) => text!("gallery-number-too-large", place = *place),
        }
    }
}

/// The network's numbers are below 1; a hundred of this size still have finite distances.
const LARGEST: f64 = 1e6;

impl Embedding {
    /// Takes 128 finite numbers.
    pub fn new(values: &[f64]) -> Result<Self, EmbeddingError> {
        let values: [f64; EMBEDDING_LEN] = values.try_into().map_err(|_| EmbeddingError::Length(values.len()))?;
        if let Some(at) = values.iter().position(|v| !v.is_finite()) {
            return Err(EmbeddingError::NotFinite(at));
        }
        match values.iter().position(|v| v.abs() > LARGEST) {
            Some(at) => Err(EmbeddingError::TooLarge(at)),
            None => Ok(Self(Box::new(values))),
        }
    }

    /// The 128 numbers.
    pub fn as_slice(&self) -> &[f64] {
        self.0.as_slice()
    }

    /// Euclidean distance to another face; about 0.6 and more between different people.
    pub fn distance(&self, other: &Self) -> f64 {
        squared_distance(self.as_slice(), other.as_slice()).sqrt()
    }
}

// An embedding is a child's face in numbers: it must not end up in a log by `{:?}`.
impl std::fmt::Debug for Embedding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedding(..)")
    }
}

pub(crate) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_serialised_as_top_right_bottom_left() {
        assert_eq!(serde_json::to_string(&FaceBox::new(1, 4, 3, 2)).unwrap(), "[1,4,3,2]");
    }

    #[test]
    fn a_box_is_clipped_to_its_picture() {
        let size = FrameSize { width: 100, height: 50 };
        assert_eq!(FaceBox::new(-5, 120, 60, -1).clipped_to(size), FaceBox::new(0, 100, 50, 0));
        assert_eq!(FaceBox::new(60, 220, 90, 200).clipped_to(size).width(), 0);
    }

    #[test]
    fn an_embedding_is_128_finite_numbers() {
        assert_eq!(Embedding::new(&[0.0; 127]).unwrap_err(), EmbeddingError::Length(127));
        let mut values = [0.0; 128];
        values[7] = f64::NAN;
        assert_eq!(Embedding::new(&values).unwrap_err(), EmbeddingError::NotFinite(7));
        values[7] = 1e200;
        assert_eq!(Embedding::new(&values).unwrap_err(), EmbeddingError::TooLarge(7));
    }

    #[test]
    fn distance_is_euclidean() {
        let zero = Embedding::new(&[0.0; 128]).unwrap();
        let one = Embedding::new(&[1.0; 128]).unwrap();
        assert!((zero.distance(&one) - 128f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn an_embedding_does_not_print_its_numbers() {
        assert_eq!(format!("{:?}", Embedding::new(&[0.25; 128]).unwrap()), "Embedding(..)");
    }
}
