//! The studio thread: takes pictures from the live feed for enrolment, and saves them when the person says so.
//!
//! While it follows somebody it looks at the newest picture, says one thing at a time, and takes several good and different
//! pictures by itself ([`Guide`]). Whatever is asked of it is done between two looks: it can be stopped at any time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use image::RgbImage;

use super::board::Board;
use super::everyone::Everyone;
use super::guide::{Advice, First, Guide, Then, WANTED};
use super::view::{CameraState, Capture, Level, Shot};
use crate::camera::Frame;
use crate::core::{Embedding, Lookalikes, Picture, Scoring, StudentId};
use crate::engine::{EngineFactory, FaceEngine, Urgency, give_way};
use crate::gallery::enrol_one::{Looked, template_at};
use crate::gallery::{Added, Gallery};
use crate::text;
use crate::words::Text;

/// How long the next picture is waited for before it is looked whether something was asked.
const PATIENCE: Duration = Duration::from_millis(30);
/// Looks are no closer together: the door goes on meanwhile.
const EVERY: Duration = Duration::from_millis(120);

/// Something asked of the studio.
pub(super) enum Ask {
    /// Follow who stands before the camera, and take pictures of them.
    Follow,
    /// Take the next picture of one face, whatever is wrong with it.
    Insist,
    /// These are enough.
    Finish,
    /// Throw this one away, by its number.
    Throw(usize),
    /// Forget all of it.
    Discard,
    /// Save them for this student.
    Save(StudentId),
}

pub(super) struct Studio {
    pub(super) board: Arc<Board>,
    pub(super) gallery: Gallery,
    pub(super) engines: EngineFactory,
}

/// A picture that was taken, by its number.
struct Taken {
    number: usize,
    looked: Looked,
    crop: Arc<RgbImage>,
}

/// What is going on.
#[derive(Default)]
struct Session {
    /// Whom it follows; `None` while it does not.
    following: Option<Following>,
    taken: Vec<Taken>,
    advice: Advice,
}

/// Somebody is followed.
struct Following {
    guide: Guide,
    began: Instant,
    /// The picture that was looked at last: its opening and number.
    looked_at: Option<(u64, u64)>,
    next_look: Instant,
}

impl Studio {
    /// Runs until nobody can ask any more.
    pub(super) fn run(self, asks: &Receiver<Ask>) {
        give_way(Urgency::Soon);
        let mut engine = None;
        let mut everyone = Everyone::default();
        let mut session = Session::default();
        loop {
            let ask = match session.following {
                None => asks.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => asks.recv_timeout(PATIENCE),
            };
            match ask {
                Ok(ask) => self.obey(ask, &mut session, &mut everyone),
                Err(RecvTimeoutError::Timeout) => {
                    // A panic inside a library must not leave the person looking at "hold still".
                    let looked = catch_unwind(AssertUnwindSafe(|| self.look(&mut engine, &mut session)));
                    if let Err(reason) = looked.unwrap_or_else(|_| {
                        engine = None;
                        Err(text!("station-picture-failed"))
                    }) {
                        session = Session::default();
                        self.board.set_capture(Capture::Refused { reason });
                    } else if session.following.as_ref().is_some_and(|following| following.guide.has_all()) {
                        self.finish(&mut session, &mut everyone);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn obey(&self, ask: Ask, session: &mut Session, everyone: &mut Everyone) {
        match ask {
            Ask::Follow => {
                let now = Instant::now();
                let following = Following { guide: Guide::default(), began: now, looked_at: None, next_look: now };
                *session = Session { following: Some(following), ..Session::default() };
                self.show(session);
            }
            Ask::Insist => {
                if let Some(following) = &mut session.following {
                    following.guide.insist();
                }
            }
            Ask::Finish if session.following.is_some() && !session.taken.is_empty() => self.finish(session, everyone),
            Ask::Finish => {}
            Ask::Throw(number) => {
                session.taken.retain(|taken| taken.number != number);
                if session.following.is_none() {
                    self.finish(session, everyone);
                }
            }
            Ask::Discard => {
                *session = Session::default();
                self.board.set_capture(Capture::Idle);
            }
            Ask::Save(student) => {
                if session.following.is_none() && !session.taken.is_empty() {
                    self.save(&student, session, everyone);
                }
            }
        }
    }

    /// Shows what was taken, before it is saved.
    fn finish(&self, session: &mut Session, everyone: &mut Everyone) {
        session.following = None;
        if session.taken.is_empty() {
            self.board.set_capture(Capture::Idle);
            return;
        }
        everyone.take_in(&self.gallery.snapshot());
        let strangers = self.board.settings().strangers_named.value;
        let pictures = session.taken.iter().map(|taken| {
            let template = &taken.looked.template;
            let mirrored = template.mirrored.as_ref().map(Embedding::as_slice);
            Picture { plain: template.embedding.as_slice(), mirrored }
        });
        let lookalikes = Lookalikes::of(Scoring::shipped(), everyone.references(), strangers, pictures);
        self.board.set_capture(Capture::Ready { shots: shots(&session.taken), lookalikes: Arc::new(lookalikes) });
    }

    fn show(&self, session: &Session) {
        let (advice, shots) = (session.advice, shots(&session.taken));
        self.board.set_capture(Capture::Following { advice, shots, wanted: WANTED });
    }

    /// Looks at the newest picture, where there is one that was not looked at.
    fn look(&self, engine: &mut Option<Box<dyn FaceEngine>>, session: &mut Session) -> Result<(), Text> {
        let Some(following) = &mut session.following else { return Ok(()) };
        if Instant::now() < following.next_look {
            return Ok(());
        }
        let before = session.advice;
        if engine.is_none() {
            *engine = Some((self.engines)().map_err(|error| error.text().sentence().then(error.advice()))?);
        }
        let Some(able) = engine else { return Err(text!("station-no-recognition")) };
        let taken = match self.picture() {
            None => {
                session.advice = Advice::NoPicture;
                None
            }
            Some(frame) if following.looked_at == Some((frame.opening, frame.seq)) => return Ok(()),
            Some(frame) => {
                following.looked_at = Some((frame.opening, frame.seq));
                following.next_look = Instant::now() + EVERY;
                able.set_upsampling(self.board.settings().upsampling.value);
                look_at(able.as_mut(), &frame, following, &mut session.advice)
                    .map_err(|refusal| refusal.text().sentence())?
            }
        };
        let is_news = taken.is_some() || session.advice != before;
        if let Some(looked) = taken {
            let number = session.taken.iter().map(|taken| taken.number + 1).max().unwrap_or_default();
            let crop = Arc::new(looked.template.crop.clone());
            session.taken.push(Taken { number, looked, crop });
        }
        if is_news {
            self.show(session);
        }
        Ok(())
    }

    /// What the person sees: trouble with the camera clears it.
    fn picture(&self) -> Option<Arc<Frame>> {
        self.board.preview.peek().filter(|_| matches!(self.board.camera(), CameraState::Live { .. }))
    }

    /// Saves all of them. Those that could not be saved stay, so that nothing is lost and it can be tried again.
    fn save(&self, student: &StudentId, session: &mut Session, everyone: &mut Everyone) {
        self.board.set_capture(Capture::Saving);
        let crops: Vec<Arc<RgbImage>> = session.taken.iter().map(|taken| taken.crop.clone()).collect();
        while let Some(taken) = session.taken.first() {
            match self.gallery.add(student, taken.looked.template.clone()) {
                Ok(Added::Saved | Added::AlreadyEnrolled) => {
                    session.taken.remove(0);
                }
                Err(error) => {
                    let kept = text!("station-pictures-kept", count = session.taken.len());
                    self.board.tell(Level::Error, error.text().sentence(), kept);
                    self.finish(session, everyone);
                    return;
                }
            }
        }
        self.board.set_capture(Capture::Saved { student: student.clone(), crops: crops.into() });
    }
}

fn shots(taken: &[Taken]) -> Arc<[Shot]> {
    taken
        .iter()
        .map(|taken| Shot {
            number: taken.number,
            crop: taken.crop.clone(),
            quality: taken.looked.quality,
            flaw: taken.looked.flaw(),
        })
        .collect()
}

/// Looks at one picture, and gives it where it is to be taken.
fn look_at(
    engine: &mut dyn FaceEngine,
    frame: &Frame,
    following: &mut Following,
    advice: &mut Advice,
) -> Result<Option<Looked>, crate::gallery::bulk::PhotoRefusal> {
    let at = frame.captured_at.saturating_duration_since(following.began);
    let faces = engine.find(&frame.rgb)?;
    let face = match following.guide.see(at, &faces) {
        First::Say(say) => {
            *advice = say;
            return Ok(None);
        }
        First::Describe(face) => face,
    };
    let Some(described) = engine.describe(&frame.rgb, &[face])?.pop() else { return Ok(None) };
    match following.guide.describe(at, &described.quality, &described.embedding) {
        Then::Say(say) => {
            *advice = say;
            Ok(None)
        }
        Then::Take => {
            let looked = template_at(engine, &frame.rgb, face, None)?;
            following.guide.took(at, &looked.quality, looked.template.embedding.clone());
            *advice = Advice::Taken;
            Ok(Some(looked))
        }
    }
}
