//! Where pictures come from: webcams, whatever ffmpeg opens, folders of stills.
//!
//! [`open`] takes what a person wrote and gives a [`CameraSource`]. A source knows nothing of the station: it waits,
//! gives pictures and says what is wrong. Trying again is the station's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use image::RgbImage;
use jiff::Timestamp;

use crate::core::FrameSize;
use crate::text;
use crate::words::Text;

mod child;
mod ffmpeg;
mod pace;
mod place;
mod ppm;
mod stills;
mod webcam;

pub use place::{is_local, name_of, without_secrets};

use place::Place;

/// A picture of the camera, on its way through the station.
#[derive(Debug)]
pub struct Frame {
    /// Counts up from 0 over the station's life, whatever the camera.
    pub seq: u64,
    /// Which opening of a camera it is from; another one may look at another room.
    pub opening: u64,
    /// When it was taken in.
    pub captured_at: Instant,
    /// The same as a time of day, which a computer that sleeps does not stop.
    pub taken_at: Timestamp,
    /// Its time on the source's own clock, from the source's first frame.
    pub source_time: Duration,
    /// It stands alone: what is in the pictures before and after it says nothing of this one (stills).
    pub is_alone: bool,
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
    /// Pictures a second to ask for. `None`: a webcam up to 30, a file its own, a stream 15, stills 1.
    pub rate: Option<f64>,
    /// Files and stills begin again at their end.
    pub repeat: bool,
}

impl SourceOptions {
    /// The rate asked for, if it is one a source can keep.
    fn asked_rate(&self) -> Option<f64> {
        self.rate.filter(|rate| rate.is_finite() && *rate > 0.0).map(|rate| rate.clamp(0.1, 120.0))
    }
}

/// Ends a wait in [`CameraSource::next_picture`] from another thread; that wait then says `None`.
pub type Stopper = Arc<dyn Fn() + Send + Sync>;

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

    /// How long a picture, after the first, may be waited for before the source counts as lost.
    fn patience(&self) -> Duration {
        Duration::from_secs(5)
    }

    /// What ends a wait for a picture from another thread; `None` where nothing does.
    fn stopper(&self) -> Option<Stopper> {
        None
    }
}

/// A camera that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraInfo {
    /// What to give [`open`], and to keep in the settings. Its name where no other has the same: a name outlives
    /// another USB port, a number does not.
    pub source: String,
    /// What the person calls it.
    pub name: String,
}

/// The webcams that can be opened. May take a second: not from the window's thread.
pub fn list() -> Vec<CameraInfo> {
    webcam::list()
}

/// Opens a source by what a person wrote: `0`, `/dev/video2`, a webcam's name, a file, a folder of stills, a URL.
///
/// A webcam's name may be in any case, and need only begin as one webcam's does. Not from the window's thread: a
/// device, a disk or a network is waited for. That a stream cannot be reached is said by its first picture.
pub fn open(source: &str, options: &SourceOptions) -> Result<Box<dyn CameraSource>, CameraError> {
    Ok(match Place::of(source) {
        Place::Device(number) => Box::new(webcam::open(number, options)?),
        Place::Named(name) => Box::new(webcam::open_named(name, options)?),
        Place::Stream(url) => Box::new(ffmpeg::open_url(url, options)?),
        Place::File(path) => Box::new(ffmpeg::open_file(&path, options)?),
        Place::Stills(path) => Box::new(stills::open(path, options)?),
    })
}

/// What is wrong with a camera. Each says what happened, for a person; names carry no password.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum CameraError {
    /// There is no such camera, file or folder.
    Missing(String),
    /// Another program holds it.
    Busy(String),
    /// This user may not use it.
    Denied(String),
    /// It gave pictures and then stopped.
    Lost(String),
    /// It cannot be opened or gives what Hadir cannot read.
    Unusable {
        /// The camera.
        name: String,
        /// What is wrong.
        reason: Text,
    },
    /// The `ffmpeg` program is not installed.
    NoFfmpeg,
}

impl CameraError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing(name) => text!("camera-missing", name = name),
            Self::Busy(name) => text!("camera-busy", name = name),
            Self::Denied(name) => text!("camera-denied", name = name),
            Self::Lost(name) => text!("camera-lost", name = name),
            Self::Unusable { name, reason } => text!("camera-unusable", name = name, reason = reason),
            Self::NoFfmpeg => text!("camera-no-ffmpeg"),
        }
    }

    /// What the person can do about it. Hadir tries again by itself; a [`CameraError::Denied`] wants more than that.
    pub fn advice(&self) -> Text {
        match self {
            Self::Missing(_) => text!("camera-missing-advice"),
            Self::Busy(_) => text!("camera-busy-advice"),
            Self::Denied(_) if cfg!(target_os = "linux") => text!("camera-denied-linux-advice"),
            Self::Denied(_) => text!("camera-denied-advice"),
            Self::Lost(_) => text!("camera-lost-advice"),
            Self::Unusable { .. } => text!("camera-unusable-advice"),
            Self::NoFfmpeg if cfg!(target_os = "linux") => text!("camera-no-ffmpeg-linux-advice"),
            Self::NoFfmpeg => text!("camera-no-ffmpeg-advice"),
        }
    }
}
