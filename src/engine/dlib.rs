//! dlib's way of recognising behind [`FaceEngine`]: HOG finds faces, five landmarks turn them upright, a residual network
//! describes them. The first is our own, as it takes most of the time; see [`hadir_hog`].
//!
//! It answers as the Python package `face_recognition` does on the same pixels; `tests/engine.rs` holds it to that.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;

use dlib_face_recognition::{
    FaceEncoderNetwork, FaceEncoderTrait, FaceLandmarks, ImageMatrix, LandmarkPredictor, LandmarkPredictorTrait,
    Rectangle,
};
use image::RgbImage;
use image_for_dlib::{ImageBuffer, Rgb};

use super::finder::{HogFinder, is_empty, size_of};
use super::quality::quality;
use super::{Description, EngineError, Face, FaceEngine, FaceFinder, Models, ModelsError};
use crate::core::{Embedding, FaceBox, Landmarks, Pose, Upsampling};
use crate::text;

/// Finds and describes faces as dlib does. Not shared between threads.
pub struct DlibEngine {
    finder: HogFinder,
    landmarks: LandmarkPredictor,
    /// One for each thread that describes faces.
    networks: Vec<FaceEncoderNetwork>,
    threads: NonZeroUsize,
    upsampling: Upsampling,
}

impl DlibEngine {
    /// Checks and loads the models; takes about a third of a second. Looks for faces at the default upsampling.
    pub fn open(models: &Models) -> Result<Self, EngineError> {
        // dlib trusts what it reads: a damaged file could end the process.
        models.check()?;
        for path in [models.landmarks(), models.network()] {
            if path.to_str().is_none() {
                let error = std::io::Error::other(text!("engine-path"));
                return Err(ModelsError::Unreadable(path, error).into());
            }
        }
        Ok(Self {
            finder: HogFinder::new(),
            landmarks: LandmarkPredictor::open(models.landmarks()).map_err(EngineError::Failed)?,
            networks: vec![FaceEncoderNetwork::open(models.network()).map_err(EngineError::Failed)?],
            threads: NonZeroUsize::MIN,
            upsampling: Upsampling::default(),
        })
    }

    fn find_in(&mut self, picture: &RgbImage) -> Vec<FaceBox> {
        self.finder.scan(picture, self.upsampling).into_iter().map(|found| found.face_box).collect()
    }

    fn embed_in(&mut self, matrix: &ImageMatrix, boxes: &[FaceBox]) -> Result<Vec<Posed>, EngineError> {
        let parts = boxes.chunks(boxes.len().div_ceil(self.threads.get()).max(1));
        let missing = parts.len().saturating_sub(self.networks.len());
        self.networks.extend(self.networks.first().cloned().into_iter().cycle().take(missing));
        let landmarks = &self.landmarks;
        let mut parts = self.networks.iter_mut().zip(parts);
        let Some((network, first)) = parts.next() else { return Ok(Vec::new()) };
        std::thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|(network, boxes)| scope.spawn(move || describe(landmarks, network, matrix, boxes)))
                .collect();
            let mut embeddings = describe(landmarks, network, matrix, first)?;
            for thread in others {
                embeddings.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            }
            Ok(embeddings)
        })
    }
}

/// Describes each face by itself: dlib shrinks the large faces of one call on a common grid, so that a face's pixels, and
/// with them its embedding, would hang on who else is in the picture.
fn describe(
    landmarks: &LandmarkPredictor,
    network: &mut FaceEncoderNetwork,
    matrix: &ImageMatrix,
    boxes: &[FaceBox],
) -> Result<Vec<Posed>, EngineError> {
    boxes
        .iter()
        .map(|face| {
            let landmarks = landmarks.face_landmarks(matrix, &rectangle(*face));
            let pose = pose_of(&landmarks);
            let encodings = network.get_face_encodings(matrix, &[landmarks], 0);
            let values = encodings.first().map(AsRef::as_ref).unwrap_or_default();
            let embedding = Embedding::new(values).map_err(|error| EngineError::Failed(error.to_string()))?;
            Ok(Posed { embedding, pose })
        })
        .collect()
}

/// A face as it was turned.
struct Posed {
    embedding: Embedding,
    pose: Pose,
}

/// dlib's five landmarks: the outer and the inner corner of the eye on the right of the picture, of that on the left, and
/// the nose.
fn pose_of(landmarks: &FaceLandmarks) -> Pose {
    let [right, _, left, _, nose] = &landmarks[..] else { return Pose::default() };
    let [left, right, nose] = [left, right, nose].map(|point| (point.x() as f64, point.y() as f64));
    Pose::of(Landmarks { left, right, nose })
}

fn embeddings(faces: Vec<Posed>) -> Vec<Embedding> {
    faces.into_iter().map(|face| face.embedding).collect()
}

/// Whether these boxes can be described.
fn check(picture: &RgbImage, boxes: &[FaceBox]) -> Result<(), EngineError> {
    let size = size_of(picture);
    if boxes.iter().any(|face| is_empty(face) || face.clipped_to(size) != *face) {
        return Err(EngineError::Failed("a face's box lies outside the picture".to_owned()));
    }
    Ok(())
}

impl FaceEngine for DlibEngine {
    fn set_upsampling(&mut self, upsampling: Upsampling) {
        self.upsampling = upsampling;
    }

    fn set_threads(&mut self, threads: NonZeroUsize) {
        self.threads = threads;
        self.networks.truncate(1);
        self.finder.set_threads(threads);
    }

    fn finder(&self) -> Box<dyn FaceFinder> {
        Box::new(HogFinder::new())
    }

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        Ok(self.find_in(picture))
    }

    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        check(picture, boxes)?;
        let Some(matrix) = matrix_of(picture) else { return Ok(Vec::new()) };
        self.embed_in(&matrix, boxes).map(embeddings)
    }

    fn describe(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Description>, EngineError> {
        check(picture, boxes)?;
        let Some(matrix) = matrix_of(picture) else { return Ok(Vec::new()) };
        let describe = |(Posed { embedding, pose }, face): (Posed, &FaceBox)| {
            let quality = quality(picture, *face, pose);
            Description { embedding, quality }
        };
        Ok(self.embed_in(&matrix, boxes)?.into_iter().zip(boxes).map(describe).collect())
    }

    fn faces(&mut self, picture: &RgbImage) -> Result<Vec<Face>, EngineError> {
        let boxes = self.find_in(picture);
        if boxes.is_empty() {
            return Ok(Vec::new());
        }
        let Some(matrix) = matrix_of(picture) else { return Ok(Vec::new()) };
        let embeddings = embeddings(self.embed_in(&matrix, &boxes)?);
        Ok(boxes.into_iter().zip(embeddings).map(|(face_box, embedding)| Face { face_box, embedding }).collect())
    }
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

fn rectangle(face: FaceBox) -> Rectangle {
    Rectangle { left: face.left.into(), top: face.top.into(), right: face.right.into(), bottom: face.bottom.into() }
}
