//! Finding faces in a picture and describing them: [`FaceEngine`]. Behind it, our own detector (the package in `hog`) finds
//! them, and dlib describes them; or, in tests, a script does both.
//!
//! An engine is `Send` and not `Sync`: each thread that recognises owns one, made by an [`EngineFactory`].

use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;

use crate::core::{Embedding, FaceBox, Upsampling};

mod dlib;
mod models;
pub mod scripted;

pub use dlib::DlibEngine;
pub use models::{Models, ModelsError};

/// A face in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Where, in pixels of the picture given.
    pub face_box: FaceBox,
    /// What it looks like.
    pub embedding: Embedding,
}

/// Finds and describes faces. Not shared between threads.
pub trait FaceEngine: Send {
    /// How small a face to look for, from the next picture on.
    fn set_upsampling(&mut self, upsampling: Upsampling);

    /// The faces in a picture, as boxes inside it. A picture too small to hold a face has none.
    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError>;

    /// Describes the faces in these boxes of the picture: one embedding a box, in their order.
    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError>;

    /// Finds and describes.
    fn faces(&mut self, picture: &RgbImage) -> Result<Vec<Face>, EngineError> {
        let boxes = self.find(picture)?;
        let embeddings = self.embed(picture, &boxes)?;
        Ok(boxes.into_iter().zip(embeddings).map(|(face_box, embedding)| Face { face_box, embedding }).collect())
    }
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
pub enum EngineError {
    /// The model files are missing or damaged.
    #[error(transparent)]
    Models(#[from] ModelsError),
    /// The engine answered with something impossible.
    #[error("face recognition failed: {0}")]
    Failed(String),
}

impl EngineError {
    /// What the person can do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Models(error) => error.advice(),
            Self::Failed(_) => "Start Hadir again. If it happens again, run `hadir doctor`.".to_owned(),
        }
    }
}
