//! An attendance event: what the journal keeps, the log shows and the webhook sends.

use jiff::Timestamp;

use super::face::{FaceBox, FrameSize};
use super::recognition::UNKNOWN;
use super::student_id::StudentId;

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The camera saw them.
    Recognized,
    /// A person said who an earlier event really was.
    Corrected,
    /// A person said that they came.
    Manual,
    /// A session ended ([`super::session::Closing`]); it is about nobody alone.
    SessionClosed,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Recognized, Self::Corrected, Self::Manual, Self::SessionClosed];

    /// Its name in the journal and over HTTP.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recognized => "attendance.recognized",
            Self::Corrected => "attendance.corrected",
            Self::Manual => "attendance.manual",
            Self::SessionClosed => "attendance.session_closed",
        }
    }

    /// The kind of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a face was decided to be somebody's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sighting {
    /// Distance to the nearest template, to 4 places.
    pub distance: f64,
    /// How sure it was ([`super::Recognition::score`]); `None` where it was named by the distance alone.
    pub score: Option<f64>,
    /// Where the face was.
    pub face_box: FaceBox,
    /// Size of the frame the box lies in.
    pub frame_size: FrameSize,
}

/// One event, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its row in the journal; later events have higher numbers, whatever the clock did.
    pub number: i64,
    /// What receivers know it by: the same at each try of sending it.
    pub webhook_id: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// Who, or `None`: nobody who is enrolled.
    pub student: Option<StudentId>,
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// Where and how near, of a face that was seen.
    pub sighting: Option<Sighting>,
    /// What the camera is called that saw it.
    pub camera: Option<String>,
    /// What was wrong, of a correction.
    pub corrects: Option<Corrects>,
}

/// The event that a correction is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrects {
    /// Its number.
    pub number: i64,
    /// Its webhook id.
    pub webhook_id: String,
    /// Who it said.
    pub student: Option<StudentId>,
}

impl Event {
    /// The student's id, or `Unknown`.
    pub fn label(&self) -> &str {
        self.student.as_ref().map_or(UNKNOWN, StudentId::as_str)
    }
}
