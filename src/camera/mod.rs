//! Where pictures come from: webcams, whatever ffmpeg opens, folders of stills. placeholder

use std::time::{Duration, Instant};

use image::RgbImage;

use crate::core::FrameSize;

/// A picture of the camera, on its way through the station.
#[derive(Debug)]
pub struct Frame {
    /// Counts up from 0 over the station's life, whatever the camera.
    pub seq: u64,
    /// When it was taken in.
    pub captured_at: Instant,
    /// Its time on the source's own clock, from the source's first frame.
    pub source_time: Duration,
    /// The pixels.
    pub rgb: RgbImage,
}

/// A picture as a source gives it.
#[derive(Debug)]
pub struct Picture {
    /// The pixels.
    pub rgb: RgbImage,
    /// Its time on the source's own clock, from the source's first picture.
    pub source_time: Duration,
}

/// How to open a source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceOptions {
    /// The size to ask for; a camera gives the nearest it has. `None`: a webcam 640 x 480, a file its own.
    pub size: Option<FrameSize>,
    /// Pictures a second to ask for. `None`: a webcam up to 30, a file its own, stills 1.
    pub rate: Option<f64>,
    /// Files and stills begin again at their end.
    pub repeat: bool,
}

/// Something that gives one picture after another. Dropping it gives the device, or the child process, back.
pub trait CameraSource: Send {
    /// What the person calls it.
    fn name(&self) -> &str;

    /// Waits for the next picture; `None` when the source has ended. A webcam's may wait for ever after an unplug.
    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError>;

    /// Every picture matters (stills): the station is to take each before the next is asked for.
    fn is_lossless(&self) -> bool {
        false
    }
}

/// A camera that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraInfo {
    /// What to give [`open`], and to keep in the settings.
    pub source: String,
    /// What the person calls it.
    pub name: String,
}

/// The webcams that can be opened. May take a second: not from the window's thread.
pub fn list() -> Vec<CameraInfo> {
    Vec::new()
}

/// Opens a source by what a person wrote: `0`, `/dev/video2`, a webcam's name, a file, a folder of stills, a URL.
pub fn open(source: &str, _options: &SourceOptions) -> Result<Box<dyn CameraSource>, CameraError> {
    Err(CameraError::Missing(source.to_owned()))
}

/// What is wrong with a camera. Each says what happened, for a person; names carry no password.
#[derive(Debug, thiserror::Error)]
pub enum CameraError {
    /// There is no such camera, file or folder.
    #[error("{0} is not there")]
    Missing(String),
    /// Another program holds it.
    #[error("{0} is in use by another program")]
    Busy(String),
    /// This user may not use it.
    #[error("{0} may not be used by this user")]
    Denied(String),
    /// It gave pictures and then stopped.
    #[error("{0} stopped giving pictures")]
    Lost(String),
    /// It cannot be opened or gives what Hadir cannot read.
    #[error("{name} cannot be used: {reason}")]
    Unusable {
        /// The camera.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// The `ffmpeg` program is not installed.
    #[error("the program ffmpeg is not installed")]
    NoFfmpeg,
}

impl CameraError {
    /// What the person can do about it.
    pub fn advice(&self) -> String {
        String::new()
    }
}
