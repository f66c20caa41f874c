//! dlib's way of recognising behind [`FaceEngine`]: HOG finds faces, five landmarks turn them upright, a residual network
//! describes them. The first is our own, as it takes most of the time; see [`hadir_hog`].
//!
//! It answers as the Python package `face_recognition` does on the same pixels; `tests/engine.rs` holds it to that.

use dlib_face_recognition::{
    FaceEncoderNetwork, FaceEncoderTrait, ImageMatrix, LandmarkPredictor, LandmarkPredictorTrait, Rectangle,
};
use hadir_hog::{FaceDetector, Found, Size};
use image::RgbImage;
use image_for_dlib::{ImageBuffer, Rgb};

use super::{EngineError, Face, FaceEngine, Models, ModelsError};
use crate::core::{Embedding, FaceBox, FrameSize, Upsampling};

/// A picture is not doubled past this many pixels, which take some seconds to look through. A photo of 18 megapixels is
/// still doubled once, one of 4.5 twice. `face_recognition` has no such end; in a larger photo, the faces that only
/// doubling would find are too small beside it to be whom it was taken of.
const MAX_UPSAMPLED_PIXELS: u64 = 72_000_000;

/// Finds and describes faces as dlib does. Not shared between threads.
pub struct DlibEngine {
    detector: FaceDetector,
    landmarks: LandmarkPredictor,
    network: FaceEncoderNetwork,
    upsampling: Upsampling,
}

impl DlibEngine {
    /// Checks and loads the models; takes about a third of a second. Looks for faces at the default upsampling.
    pub fn open(models: &Models) -> Result<Self, EngineError> {
        // dlib trusts what it reads: a damaged file could end the process.
        models.check()?;
        for path in [models.landmarks(), models.network()] {
            if path.to_str().is_none() {
                let error = std::io::Error::new(std::io::ErrorKind::InvalidInput, "a name in its path is not UTF-8");
                return Err(ModelsError::Unreadable(path, error).into());
            }
        }
        Ok(Self {
            detector: FaceDetector::new(),
            landmarks: LandmarkPredictor::open(models.landmarks()).map_err(EngineError::Failed)?,
            network: FaceEncoderNetwork::open(models.network()).map_err(EngineError::Failed)?,
            upsampling: Upsampling::default(),
        })
    }

    fn find_in(&mut self, picture: &RgbImage) -> Vec<FaceBox> {
        let size = size_of(picture);
        let sizes = upsampled_sizes(size, self.upsampling);
        let enlarged = sizes.iter().map(|size| Size { width: size.width as usize, height: size.height as usize });
        self.detector
            .find(picture, &enlarged.collect::<Vec<_>>())
            .iter()
            .map(|found| brought_down(found, sizes.len()).clipped_to(size))
            .filter(|face| !is_empty(face))
            .collect()
    }

    /// Describes each face by itself: dlib shrinks the large faces of one call on a common grid, so that a face's pixels,
    /// and with them its embedding, would hang on who else is in the picture.
    fn embed_in(&self, matrix: &ImageMatrix, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        boxes
            .iter()
            .map(|face| {
                let landmarks = self.landmarks.face_landmarks(matrix, &rectangle(*face));
                let encodings = self.network.get_face_encodings(matrix, &[landmarks], 0);
                let values = encodings.first().map(AsRef::as_ref).unwrap_or_default();
                Embedding::new(values).map_err(|error| EngineError::Failed(error.to_string()))
            })
            .collect()
    }
}

impl FaceEngine for DlibEngine {
    fn set_upsampling(&mut self, upsampling: Upsampling) {
        self.upsampling = upsampling;
    }

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        Ok(self.find_in(picture))
    }

    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        let size = size_of(picture);
        if boxes.iter().any(|face| is_empty(face) || face.clipped_to(size) != *face) {
            return Err(EngineError::Failed("a face's box lies outside the picture".to_owned()));
        }
        let Some(matrix) = matrix_of(picture) else { return Ok(Vec::new()) };
        self.embed_in(&matrix, boxes)
    }

    fn faces(&mut self, picture: &RgbImage) -> Result<Vec<Face>, EngineError> {
        let boxes = self.find_in(picture);
        if boxes.is_empty() {
            return Ok(Vec::new());
        }
        let Some(matrix) = matrix_of(picture) else { return Ok(Vec::new()) };
        let embeddings = self.embed_in(&matrix, &boxes)?;
        Ok(boxes.into_iter().zip(embeddings).map(|(face_box, embedding)| Face { face_box, embedding }).collect())
    }
}

fn size_of(picture: &RgbImage) -> FrameSize {
    FrameSize { width: picture.width(), height: picture.height() }
}

fn is_empty(face: &FaceBox) -> bool {
    face.left >= face.right || face.top >= face.bottom
}

/// The picture in dlib's own form; `None` when it has no pixels.
fn matrix_of(picture: &RgbImage) -> Option<ImageMatrix> {
    if picture.is_empty() {
        return None;
    }
    // A view: the only copy is dlib's.
    let view = ImageBuffer::<Rgb<u8>, _>::from_raw(picture.width(), picture.height(), picture.as_raw().as_slice())?;
    Some(ImageMatrix::from_image(&view))
}

/// The sizes a picture is doubled to, one after the other, as dlib's `pyramid_up` does; fewer for a large picture.
fn upsampled_sizes(size: FrameSize, upsampling: Upsampling) -> Vec<FrameSize> {
    let doubled = |size: &FrameSize| {
        let next = FrameSize { width: 2 * size.width + 2, height: 2 * size.height + 1 };
        (u64::from(next.width) * u64::from(next.height) <= MAX_UPSAMPLED_PIXELS).then_some(next)
    };
    std::iter::successors(doubled(&size), doubled).take(upsampling.times().into()).collect()
}

/// A rectangle found in a picture that was doubled, in pixels of the picture before; rounded once, at the end.
fn brought_down(found: &Found, doublings: usize) -> FaceBox {
    let down = |mut edge: f64, offset: f64| {
        for _ in 0..doublings {
            edge = edge / 2.0 - offset;
        }
        (edge + 0.5).floor() as i32
    };
    FaceBox::new(
        down(f64::from(found.top), 0.75),
        down(f64::from(found.right), 1.25),
        down(f64::from(found.bottom), 0.75),
        down(f64::from(found.left), 1.25),
    )
}

fn rectangle(face: FaceBox) -> Rectangle {
    Rectangle { left: face.left.into(), top: face.top.into(), right: face.right.into(), bottom: face.bottom.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(width: u32, height: u32, times: u8) -> Vec<(u32, u32)> {
        upsampled_sizes(FrameSize { width, height }, Upsampling::new(times).unwrap())
            .iter()
            .map(|size| (size.width, size.height))
            .collect()
    }

    #[test]
    fn a_picture_is_doubled_as_often_as_asked() {
        assert_eq!(sizes(640, 480, 0), []);
        assert_eq!(sizes(640, 480, 1), [(1282, 961)]);
        assert_eq!(sizes(640, 480, 2), [(1282, 961), (2566, 1923)]);
        assert_eq!(sizes(1, 1, 2), [(4, 3), (10, 7)]);
    }

    #[test]
    fn a_large_picture_is_doubled_less_often() {
        assert_eq!(sizes(4000, 3000, 2), [(8002, 6001)]);
        assert_eq!(sizes(5184, 3456, 1), [(10370, 6913)]);
        assert_eq!(sizes(6000, 4000, 2), []);
        assert_eq!(sizes(16_384, 4096, 2), []);
    }

    #[test]
    fn a_box_is_brought_down_through_every_doubling_and_rounded_once() {
        let found = Found { left: 101, top: 50, right: 420, bottom: 369, confidence: 1.0 };
        assert_eq!(brought_down(&found, 0), FaceBox::new(50, 420, 369, 101));
        assert_eq!(brought_down(&found, 1), FaceBox::new(24, 209, 184, 49));
        assert_eq!(brought_down(&found, 2), FaceBox::new(11, 103, 91, 23));
    }
}
