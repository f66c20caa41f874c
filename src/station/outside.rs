//! Faces that other systems show: recorded as those of the camera, by the same rules and the same recorder.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::SendTimeoutError;
use image::RgbImage;
use tokio::sync::oneshot;

use super::Station;
use super::meters::SeenBy;
use super::portrait::list_crop;
use super::recorder::{Asked, Candidate};
use super::view::NamedFace;
use crate::core::{FrameSize, Recognition, Report};
use crate::images;
use crate::journal::{Moment, Seen};

/// What stands in the log where else the camera does.
const PLACE: &str = "HTTP";
/// How long the main API's first answer is waited for.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// How long a full queue is waited for before it is looked whether the station ends.
const PATIENCE: Duration = Duration::from_millis(100);

/// A face on its way into the journal and to the main API.
#[derive(Debug)]
pub struct Reporting {
    answer: oneshot::Receiver<Report>,
    /// As long as that it is waited for.
    until: Instant,
}

impl Reporting {
    /// What became of it: as soon as the main API has answered for the first time, or will not be asked; after 10 seconds
    /// at the latest. It goes on, whether this is waited for or not.
    pub async fn report(self) -> Report {
        let late = |message: &str, queued| Report::Failed { http_status: None, message: message.to_owned(), queued };
        match tokio::time::timeout_at(self.until.into(), self.answer).await {
            Ok(Ok(report)) => report,
            Ok(Err(_)) => late("Hadir is being closed", false),
            Err(_) => late("the main API has not answered yet", true),
        }
    }
}

impl Station {
    /// Has a face recorded that another system showed in `picture`, if it counts; a face that is nobody's, too, and it is
    /// sent in any case: whoever calls was asked to.
    ///
    /// Waits while the recorder is behind: not for a thread that must go on.
    pub fn report(&self, picture: &RgbImage, face: &NamedFace, moment: Moment) -> Reporting {
        let (waiting, answer) = oneshot::channel();
        let reporting = Reporting { answer, until: Instant::now() + ANSWER_WITHIN };
        let recognition = Recognition {
            student: face.found.student.clone(),
            distance: face.found.distance,
            score: None,
            face_box: face.face_box,
            frame_size: FrameSize { width: picture.width(), height: picture.height() },
            source_time: Duration::ZERO,
            ts: moment.at.as_second(),
        };
        let crop = Arc::new(list_crop(picture, face.face_box));
        let jpeg = images::encode_jpeg(&crop).map_err(|error| tracing::error!(%error, "a face could not be kept")).ok();
        let seen = Seen { recognition, moment, camera: Some(PLACE.to_owned()), crop: jpeg };
        let mut candidate = Candidate { seen, crop, by: SeenBy::Http, asked: Some(Asked(waiting)) };
        let Some(recorder) = &self.recorder else { return reporting };
        self.signals.candidates.fetch_add(1, Ordering::AcqRel);
        loop {
            match recorder.send_timeout(candidate, PATIENCE) {
                Ok(()) | Err(SendTimeoutError::Disconnected(_)) => return reporting,
                Err(SendTimeoutError::Timeout(unsent)) => candidate = unsent,
            }
        }
    }
}
