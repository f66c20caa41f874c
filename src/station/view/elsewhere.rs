//! What there is to see of another Hadir, which names the faces instead of this PC.

use std::sync::Arc;
use std::time::Duration;

use image::RgbImage;
use jiff::Timestamp;

use crate::remote::{Fate, Following, Health};
use crate::words::Text;

/// Another Hadir, which names the faces instead of this PC.
#[derive(Debug, Clone, Default)]
pub struct Remote {
    /// The computer it is on, with its port.
    pub place: String,
    /// How asking it goes.
    pub asking: Asking,
    /// How following its WebSocket goes.
    pub following: Following,
    /// Whom it recognised, newest first, as many as the screen may list: at this camera or elsewhere.
    pub heard: Arc<Vec<Heard>>,
    /// What came of trying it out.
    pub test: RemoteTest,
}

/// How asking another Hadir goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Asking {
    /// It has not answered yet.
    #[default]
    Waiting,
    /// It answers.
    Answering {
        /// How long the last answer took.
        round_trip: Duration,
    },
    /// It does not answer as it should; it is asked again by itself. Nobody at this camera is recognised meanwhile.
    Trouble {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
}

/// What came of trying another Hadir out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RemoteTest {
    /// It was not tried.
    #[default]
    None,
    /// It is being asked.
    Asking,
    /// It answered.
    Well(Health),
    /// It did not.
    Badly {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
}

/// Somebody whom another Hadir recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Its number, which no other has.
    pub number: u64,
    /// When, by this PC's clock.
    pub at: Timestamp,
    /// When they were told of last.
    pub last_at: Timestamp,
    /// Who, or `Unknown`; it may be a text that could not be enrolled here.
    pub label: String,
    /// How near, if it says so.
    pub distance: Option<f64>,
    /// Their way to the main API, if it says so.
    pub fate: Option<Fate>,
    /// The face, where this camera saw it.
    pub crop: Option<Arc<RgbImage>>,
    /// It said so in its answer to a picture of this camera.
    pub answered: bool,
    /// Its WebSocket said so.
    pub announced: bool,
}
