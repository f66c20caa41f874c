//! A recognition that counts: what the screen lists, `hadir watch` prints and, later, the journal keeps.

use std::time::Duration;

use super::face::{FaceBox, FrameSize};
use super::student_id::StudentId;

/// What a face is called that matches nobody, in events and over HTTP.
pub const UNKNOWN: &str = "Unknown";

/// One student (or stranger) recognised at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognition {
    /// Who, or `None` for a face that is nobody's.
    pub student: Option<StudentId>,
    /// Distance to the nearest template, to 4 places.
    pub distance: f64,
    /// How much likelier the face is the student's than a stranger's, as [`Scoring::score`] has it; of a face that is
    /// nobody's, the likeliest student's. `None` where it was named by the distance alone.
    ///
    /// [`Scoring::score`]: super::scoring::Scoring::score
    pub score: Option<f64>,
    /// Where the face was.
    pub face_box: FaceBox,
    /// Size of the frame the box lies in.
    pub frame_size: FrameSize,
    /// The frame's time on its source's own clock, from the source's first frame.
    pub source_time: Duration,
    /// The frame's time of day, in seconds since 1970 (UTC).
    pub ts: i64,
}

impl Recognition {
    /// The student's id, or `Unknown`.
    pub fn label(&self) -> &str {
        self.student.as_ref().map_or(UNKNOWN, StudentId::as_str)
    }
}
