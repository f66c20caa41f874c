//! The recogniser's other way: another Hadir names the faces. It records them, too; nothing is recorded here.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::RecvTimeoutError;
use image::RgbImage;
use image::imageops::thumbnail;
use jiff::Timestamp;

use super::board::Board;
use super::portrait::list_crop;
use super::sounds::Sounds;
use super::told::Said;
use super::view::{Asking, FaceTold, NamedFace, Overlay};
use crate::camera::Frame;
use crate::core::{FaceBox, FrameSize, Match, StudentId};
use crate::images;
use crate::remote::{Answer, Link, News, Target, Timing, Trouble, wait_after};
use crate::text;

/// Pictures are no wider than this when they are sent: an old network must carry them.
const WIDEST: u32 = 1280;
/// The other one has more to do than answer us: pictures are sent no closer together than this.
const APART: Duration = Duration::from_millis(200);
/// The longest wait before one that failed is asked again.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// Longer than a question may take by its own limit.
const HANGS: Duration = Duration::from_secs(20);
/// How long a wait lasts before it is looked whether it has become needless.
const PATIENCE: Duration = Duration::from_millis(50);

/// The way to one other Hadir.
pub(super) struct Elsewhere {
    target: Target,
    board: Arc<Board>,
    sounds: Sounds,
    /// `None` when there can be none: the address or the key is none.
    link: Option<Link>,
    /// How often in a row it did not answer.
    failures: u32,
    /// It is not asked before this.
    next: Instant,
}

impl Elsewhere {
    /// Opens it; from now on the screen shows how it goes.
    pub(super) fn open(target: Target, board: Arc<Board>, sounds: Sounds) -> Self {
        board.begin_remote(target.place());
        let link = open_link(&target, &board);
        Self { target, board, sounds, link, failures: 0, next: Instant::now() }
    }

    /// Where it leads.
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    /// How long to wait before a picture may be sent.
    pub(super) fn wait(&self) -> Duration {
        match &self.link {
            Some(_) => self.next.saturating_duration_since(Instant::now()).min(PATIENCE),
            None => Duration::ZERO,
        }
    }

    /// Has a picture looked at. Gives how long the answer took; `None` when there is none, or `needless` says that
    /// nobody wants it any more.
    pub(super) fn look_at(&mut self, frame: &Frame, needless: impl Fn() -> bool) -> Option<Duration> {
        let link = self.link.as_ref()?;
        let picture = sendable(&frame.rgb);
        let jpeg = images::encode_jpeg(&picture).map_err(|error| Trouble {
            message: error.text().sentence(),
            advice: text!("station-other-size"),
            asked_wait: None,
        });
        let (asked, sent) = (Instant::now(), size_of(&picture));
        self.next = asked + APART;
        let answer = match jpeg {
            Ok(jpeg) => {
                let answer = link.ask(jpeg, sent);
                loop {
                    match answer.recv_timeout(PATIENCE) {
                        Ok(answer) => break answer,
                        Err(RecvTimeoutError::Timeout) if needless() => return None,
                        // Its own limit did not end it: what waits there is left behind, and begun anew.
                        Err(RecvTimeoutError::Timeout) if asked.elapsed() > HANGS => {
                            self.link = open_link(&self.target, &self.board);
                            break Err(Trouble {
                                message: text!("station-kept-waiting", place = self.target.place()),
                                advice: text!("station-kept-waiting-advice"),
                                asked_wait: None,
                            });
                        }
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => return None,
                    }
                }
            }
            Err(trouble) => Err(trouble),
        };
        if needless() {
            return None;
        }
        let round_trip = asked.elapsed();
        match answer {
            Ok(answer) => {
                self.failures = 0;
                self.show(frame, answer, sent, round_trip);
                Some(round_trip)
            }
            Err(trouble) => {
                self.failures += 1;
                self.next = Instant::now()
                    + wait_after(self.failures, LONGEST_WAIT).max(trouble.asked_wait.unwrap_or_default());
                tracing::debug!(message = %trouble.message, "another Hadir did not answer");
                self.board.change_remote(|remote| remote.asking = asking(&trouble));
                None
            }
        }
    }

    fn show(&self, frame: &Frame, answer: Answer, sent: FrameSize, round_trip: Duration) {
        let size = size_of(&frame.rgb);
        let mut reports = answer.told.clone();
        let (faces, told) = answer
            .faces
            .into_iter()
            .map(|face| {
                let report = reports.iter().position(|told| told.face_box == Some(face.face_box));
                let fate = report.and_then(|at| reports.swap_remove(at).fate);
                let found =
                    Match { student: StudentId::parse(&face.label).ok(), distance: face.distance.unwrap_or(f64::NAN) };
                let face_box = scaled(face.face_box, sent, size);
                (NamedFace::alone(face_box, found), FaceTold { label: face.label, fate })
            })
            .unzip();
        self.board.overlay.put(Arc::new(Overlay {
            seq: frame.seq,
            opening: frame.opening,
            captured_at: frame.captured_at,
            frame_size: size,
            faces,
            told,
            gone: Vec::new(),
            spent: round_trip,
        }));
        self.board.change_remote(|remote| remote.asking = Asking::Answering { round_trip });
        for told in answer.told {
            let crop = told.face_box.map(|face| Arc::new(list_crop(&frame.rgb, scaled(face, sent, size))));
            if self.board.hear(&Said::Answered(told), crop, frame.taken_at) {
                self.sounds.play(self.board.settings().sound.value);
            }
        }
    }
}

/// Begins to follow it; what it says goes to the screen.
fn open_link(target: &Target, board: &Arc<Board>) -> Option<Link> {
    let tells = board.clone();
    let tell = move |news| {
        let said = match news {
            News::Following(following) => return tells.change_remote(|remote| remote.following = following),
            News::Recognized(told) => Said::Recognized(told),
            News::Dispatched(told) => Said::Dispatched(told),
            News::Missed(missed) => Said::Missed(missed),
        };
        tells.hear(&said, None, Timestamp::now());
    };
    let link = Link::open(target, Timing::default(), tell);
    link.map_err(|trouble| board.change_remote(|remote| remote.asking = asking(&trouble))).ok()
}

fn asking(trouble: &Trouble) -> Asking {
    Asking::Trouble { message: trouble.message.clone(), advice: trouble.advice.clone() }
}

fn size_of(picture: &RgbImage) -> FrameSize {
    FrameSize { width: picture.width(), height: picture.height() }
}

/// The picture, smaller where it is too wide to be sent.
fn sendable(picture: &RgbImage) -> Cow<'_, RgbImage> {
    let (width, height) = picture.dimensions();
    if width <= WIDEST {
        return Cow::Borrowed(picture);
    }
    let height = (u64::from(height) * u64::from(WIDEST) / u64::from(width)).max(1) as u32;
    Cow::Owned(thumbnail(picture, WIDEST, height))
}

/// A box of the picture that was sent, in the frame that it was made of.
fn scaled(face: FaceBox, sent: FrameSize, frame: FrameSize) -> FaceBox {
    let edge =
        |edge: i32, from: u32, to: u32| (f64::from(edge) * f64::from(to) / f64::from(from.max(1))).round() as i32;
    let (across, down) = (|at| edge(at, sent.width, frame.width), |at| edge(at, sent.height, frame.height));
    FaceBox::new(down(face.top), across(face.right), down(face.bottom), across(face.left)).clipped_to(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_picture_is_sent_smaller_and_its_boxes_come_back_to_their_places() {
        let small = RgbImage::new(1280, 720);
        assert!(matches!(sendable(&small), Cow::Borrowed(_)));
        let large = RgbImage::new(2560, 1440);
        let sent = sendable(&large);
        assert_eq!(sent.dimensions(), (1280, 720));
        let face = FaceBox::new(100, 300, 200, 200);
        assert_eq!(scaled(face, size_of(&sent), size_of(&large)), FaceBox::new(200, 600, 400, 400));
        assert_eq!(scaled(face, size_of(&small), size_of(&small)), face);
        assert_eq!(sendable(&RgbImage::new(9000, 2)).dimensions(), (1280, 1), "there is always a line");
    }
}
