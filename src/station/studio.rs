//! The studio thread: takes a picture from the live feed for enrolment, and saves it when the person says so.
//!
//! Its messages are done one after another, so that "discard" said while a picture is looked at discards that picture.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crossbeam_channel::Receiver;

use super::board::Board;
use super::view::{CameraState, Capture, Level};
use crate::camera::Frame;
use crate::core::StudentId;
use crate::engine::{EngineFactory, FaceEngine};
use crate::gallery::enrol_one::template_of;
use crate::gallery::{Gallery, NewTemplate};
use crate::text;
use crate::words::Text;

/// Something asked of the studio.
pub(super) enum Ask {
    Look,
    Discard,
    Save(StudentId),
}

pub(super) struct Studio {
    pub(super) board: Arc<Board>,
    pub(super) gallery: Gallery,
    pub(super) engines: EngineFactory,
}

impl Studio {
    /// Runs until nobody can ask any more.
    pub(super) fn run(self, asks: &Receiver<Ask>) {
        let mut engine = None;
        let mut taken: Option<NewTemplate> = None;
        for ask in asks {
            match ask {
                Ask::Look => {
                    self.board.set_capture(Capture::Looking);
                    // A panic inside a library must not leave the person looking at "looking".
                    let looked = catch_unwind(AssertUnwindSafe(|| self.look(&mut engine)));
                    let looked = looked.unwrap_or_else(|_| {
                        engine = None;
                        Err(text!("station-picture-failed"))
                    });
                    taken = match looked {
                        Ok(template) => {
                            self.board.set_capture(Capture::Ready { crop: Arc::new(template.crop.clone()) });
                            Some(template)
                        }
                        Err(reason) => {
                            self.board.set_capture(Capture::Refused { reason });
                            None
                        }
                    };
                }
                Ask::Discard => {
                    taken = None;
                    self.board.set_capture(Capture::Idle);
                }
                Ask::Save(student) => {
                    if let Some(template) = taken.take() {
                        taken = self.save(&student, template);
                    }
                }
            }
        }
    }

    fn look(&self, engine: &mut Option<Box<dyn FaceEngine>>) -> Result<NewTemplate, Text> {
        let frame = self.picture().ok_or_else(|| text!("station-no-picture"))?;
        if engine.is_none() {
            *engine = Some((self.engines)().map_err(|error| error.text().sentence().then(error.advice()))?);
        }
        let Some(able) = engine else { return Err(text!("station-no-recognition")) };
        able.set_upsampling(self.board.settings().upsampling.value);
        template_of(able.as_mut(), &frame.rgb, None).map_err(|refusal| refusal.text().sentence())
    }

    /// What the person sees: trouble with the camera clears it, but a file that has ended leaves its last picture.
    fn picture(&self) -> Option<Arc<Frame>> {
        self.board.preview.peek().filter(|_| matches!(self.board.camera(), CameraState::Live { .. }))
    }

    /// Gives the template back when it could not be saved, so that nothing is lost and it can be tried again.
    fn save(&self, student: &StudentId, template: NewTemplate) -> Option<NewTemplate> {
        let crop = Arc::new(template.crop.clone());
        self.board.set_capture(Capture::Saving);
        match self.gallery.add(student, template.clone()) {
            Ok(_) => {
                self.board.set_capture(Capture::Saved { student: student.clone(), crop });
                None
            }
            Err(error) => {
                self.board.set_capture(Capture::Ready { crop });
                self.board.tell(Level::Error, error.text().sentence(), text!("station-picture-kept"));
                Some(template)
            }
        }
    }
}
