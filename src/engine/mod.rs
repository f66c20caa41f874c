//! Finding faces in a picture and describing them: [`FaceEngine`]. Behind it, our own detector (the package in `hog`) finds
//! them, and dlib describes them; or, in tests, a script does both.
//!
//! An engine is `Send` and not `Sync`: each thread that recognises owns one, made by an [`EngineFactory`].

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;

use crate::core::{Embedding, FaceBox, Pose, Quality, Upsampling};
use crate::text;
use crate::words::Text;

mod dlib;
mod finder;
mod models;
mod quality;
pub mod scripted;

pub use dlib::DlibEngine;
pub use finder::HogFinder;
pub use models::{Models, ModelsError};
pub use quality::quality;

/// A face in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Where, in pixels of the picture given.
    pub face_box: FaceBox,
    /// What it looks like.
    pub embedding: Embedding,
}

/// A face as one picture shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// What it looks like.
    pub embedding: Embedding,
    /// How good a picture of it this is.
    pub quality: Quality,
}

/// Where a face is, and how sure that it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundFace {
    /// Where, in pixels of the picture given, and inside it.
    pub face_box: FaceBox,
    /// How much it looks like a face: 0 is just enough for a scan, 1 is plain, 3 is the most there is.
    pub confidence: f64,
}

/// Finds faces. Not shared between threads; cheap to make.
pub trait FaceFinder: Send {
    /// The faces in a picture, looked for everywhere and in all sizes down to what `upsampling` says; the surest first.
    fn scan(&mut self, picture: &RgbImage, upsampling: Upsampling) -> Vec<FoundFace>;

    /// For each box of a face seen a moment ago, in their order, the face that is there now: moved by up to about half
    /// its width, a little larger or smaller. `None` where there is none any more. Takes a few hundredths of a scan.
    fn again(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Vec<Option<FoundFace>>;
}

/// Finds and describes faces. Not shared between threads.
pub trait FaceEngine: Send {
    /// How small a face to look for, from the next picture on.
    fn set_upsampling(&mut self, upsampling: Upsampling);

    /// Over how many threads to spread a picture, from the next one on; the answer is the same. One, until this is
    /// called: right beside others who have work for every processor.
    fn set_threads(&mut self, _threads: NonZeroUsize) {}

    /// A finder as this engine's own, for another thread.
    fn finder(&self) -> Box<dyn FaceFinder>;

    /// The faces in a picture, as boxes inside it. A picture too small to hold a face has none.
    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError>;

    /// Describes the faces in these boxes of the picture: one embedding a box, in their order.
    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError>;

    /// The same, and how good a picture of each this is: that takes a fraction of a millisecond more.
    fn describe(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Description>, EngineError> {
        let embeddings = self.embed(picture, boxes)?;
        let describe = |(embedding, face): (Embedding, &FaceBox)| {
            let quality = quality(picture, *face, Pose::default());
            Description { embedding, quality }
        };
        Ok(embeddings.into_iter().zip(boxes).map(describe).collect())
    }

    /// The same of the faces as they look in a mirror.
    fn describe_mirrored(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Description>, EngineError> {
        let boxes: Vec<_> = boxes.iter().map(|face| flipped_box(*face, picture.width())).collect();
        self.describe(&flipped(picture), &boxes)
    }

    /// Describes the faces in these boxes as they look in a mirror: what [`FaceEngine::embed`] gives for them in the
    /// picture flipped left to right, with the boxes flipped likewise.
    fn embed_mirrored(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        let boxes: Vec<_> = boxes.iter().map(|face| flipped_box(*face, picture.width())).collect();
        self.embed(&flipped(picture), &boxes)
    }

    /// Finds and describes.
    fn faces(&mut self, picture: &RgbImage) -> Result<Vec<Face>, EngineError> {
        let boxes = self.find(picture)?;
        let embeddings = self.embed(picture, &boxes)?;
        Ok(boxes.into_iter().zip(embeddings).map(|(face_box, embedding)| Face { face_box, embedding }).collect())
    }
}

/// A picture, left to right. The image library's own way takes ten times as long, a third of a face's at 1920 x 1080.
fn flipped(picture: &RgbImage) -> RgbImage {
    let mut flipped = picture.clone();
    let row = 3 * picture.width() as usize;
    // A picture without pixels has no rows.
    for row in flipped.chunks_exact_mut(row.max(3)) {
        row.as_chunks_mut::<3>().0.reverse();
    }
    flipped
}

fn flipped_box(face: FaceBox, width: u32) -> FaceBox {
    let flipped = |edge: i32| (width as i32).saturating_sub(edge);
    FaceBox { left: flipped(face.right), right: flipped(face.left), ..face }
}

/// Makes an engine for the thread that asks. Slow (a quarter of a second): once a thread.
pub type EngineFactory = Arc<dyn Fn() -> Result<Box<dyn FaceEngine>, EngineError> + Send + Sync>;

/// The factory of engines over the model files in `models`, which are checked (size and SHA-256) when one is made.
pub fn dlib_factory(models: PathBuf) -> EngineFactory {
    let models = Models::in_folder(models);
    Arc::new(move || Ok(Box::new(DlibEngine::open(&models)?) as Box<dyn FaceEngine>))
}

/// The same engines, looking for faces as small as `upsampling` says.
pub fn looking_for(upsampling: Upsampling, engines: EngineFactory) -> EngineFactory {
    Arc::new(move || {
        let mut engine = engines()?;
        engine.set_upsampling(upsampling);
        Ok(engine)
    })
}

/// As many threads as the machine has processors for, for [`FaceEngine::set_threads`].
pub fn every_processor() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// How far a thread stands back behind the recognition at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits for it.
    Soon,
    /// Somebody comes back to it.
    Whenever,
}

/// Makes the calling thread less urgent: recognition at the door goes on meanwhile, and comes first.
pub fn give_way(urgency: Urgency) {
    // On Linux this is about the calling thread alone. Where it is refused, the work is done all the same.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(match urgency {
        Urgency::Soon => 5,
        Urgency::Whenever => 10,
    });
    #[cfg(not(target_os = "linux"))]
    let _ = urgency;
}

/// Why faces cannot be found or described.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum EngineError {
    /// The model files are missing or damaged.
    Models(#[from] ModelsError),
    /// The engine answered with something impossible.
    Failed(String),
}

impl EngineError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Models(error) => error.text(),
            Self::Failed(reason) => text!("engine-failed", reason = reason),
        }
    }

    /// What the person can do about it.
    pub fn advice(&self) -> Text {
        match self {
            Self::Models(error) => error.advice(),
            Self::Failed(_) => text!("engine-failed-advice"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, imageops};

    #[test]
    fn a_picture_and_its_boxes_are_flipped_alike() {
        for (width, height) in [(0, 0), (1, 1), (1, 5), (5, 1), (6, 4), (0, 3)] {
            let picture = RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, (x + y) as u8]));
            assert_eq!(flipped(&picture), imageops::flip_horizontal(&picture));
        }
        assert_eq!(flipped_box(FaceBox::new(1, 10, 5, 3), 10), FaceBox::new(1, 7, 5, 0));
    }
}
