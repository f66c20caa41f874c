//! Where pictures come from: webcams, whatever ffmpeg opens, folders of stills.
//!
//! [`open`] takes what a person wrote and gives a [`CameraSource`]. A source knows nothing of the station: it waits,
//! gives pictures and says what is wrong. Trying again is the station's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use image::RgbImage;
use jiff::Timestamp;

use crate::core::FrameSize;

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
    #[error("ffmpeg, the program that opens videos and network cameras, is not installed")]
    NoFfmpeg,
}

impl CameraError {
    /// What the person can do about it. Hadir tries again by itself; a [`CameraError::Denied`] wants more than that.
    pub fn advice(&self) -> String {
        match self {
            Self::Missing(_) => {
                "Plug it in, or see that its name is right, or choose another camera in Settings. Hadir keeps looking for \
                 it and goes on by itself."
            }
            Self::Busy(_) => {
                "Close the other program that shows this camera. Hadir tries again every few seconds and goes on by \
                 itself."
            }
            Self::Denied(_) if cfg!(target_os = "linux") => {
                "Add this user to the group \"video\" (sudo usermod -aG video NAME), then log out and in again. For a \
                 file, make it readable."
            }
            Self::Denied(_) => "Allow Hadir to use the camera in the system's privacy settings.",
            Self::Lost(_) => {
                "Check its cable: pull it out, wait a moment and plug it in again. Hadir goes on by itself as soon as \
                 it gives pictures."
            }
            Self::Unusable { .. } => {
                "See that it is switched on and that its address or file is right, or choose another camera in Settings. \
                 Hadir tries again every few seconds."
            }
            Self::NoFfmpeg if cfg!(target_os = "linux") => {
                "Install it (sudo apt install ffmpeg), or choose a webcam in Settings. Hadir goes on by itself then."
            }
            Self::NoFfmpeg => "Install ffmpeg, or choose a webcam in Settings. Hadir goes on by itself then.",
        }
        .to_owned()
    }
}
