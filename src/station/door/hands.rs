//! The threads that do what takes long: one looks through whole pictures, one describes faces. Each does one thing at a
//! time, the newest it is asked for, and whoever asks does not wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::super::portrait::Portrait;
use crate::camera::Frame;
use crate::core::{FaceBox, Upsampling};
use crate::engine::{Description, EngineError, EngineFactory, FaceEngine, FaceFinder};

/// A whole picture to look through.
pub(super) struct Scan {
    pub(super) frame: Arc<Frame>,
    pub(super) upsampling: Upsampling,
}

/// What is in a whole picture.
pub(super) struct Scanned {
    pub(super) frame: Arc<Frame>,
    pub(super) faces: Result<Vec<FaceBox>, EngineError>,
}

/// A face to describe.
pub(super) struct Look {
    pub(super) track: u64,
    pub(super) frame: Arc<Frame>,
    pub(super) face_box: FaceBox,
    /// As it looks in a mirror: it differs as another picture would, and costs no other.
    pub(super) mirrored: bool,
}

/// A face that was described.
pub(super) struct Looked {
    pub(super) look: Look,
    pub(super) described: Result<Described, EngineError>,
}

/// What there is to say of a face in one picture.
pub(super) struct Described {
    pub(super) description: Description,
    pub(super) portrait: Portrait,
}

/// A thread that does one thing at a time.
pub(super) struct Hand<Asked, Done> {
    ask: Option<Sender<Asked>>,
    done: Receiver<Done>,
    is_busy: bool,
    thread: Option<JoinHandle<()>>,
}

impl<Asked: Send + 'static, Done: Send + 'static> Hand<Asked, Done> {
    fn start(name: &str, mut work: impl FnMut(Asked) -> Done + Send + 'static) -> std::io::Result<Self> {
        let (ask, asked) = bounded::<Asked>(1);
        let (give, done) = bounded(1);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            for task in asked {
                if give.send(work(task)).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { ask: Some(ask), done, is_busy: false, thread: Some(thread) })
    }

    pub(super) fn is_free(&self) -> bool {
        !self.is_busy
    }

    /// Has something done, where it is free.
    pub(super) fn ask(&mut self, task: Asked) {
        if let Some(ask) = &self.ask
            && !self.is_busy
        {
            self.is_busy = ask.try_send(task).is_ok();
        }
    }

    /// What was done, if it is.
    pub(super) fn take(&mut self) -> Option<Done> {
        let done = self.done.try_recv().ok()?;
        self.is_busy = false;
        Some(done)
    }

    /// The same, and what it is busy with is waited for.
    pub(super) fn wait(&mut self) -> Option<Done> {
        let done = if self.is_busy { self.done.recv().ok() } else { None };
        self.is_busy = false;
        done
    }

    /// Whether its thread has ended, which it does by itself only when it cannot go on.
    pub(super) fn has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl<Asked, Done> Drop for Hand<Asked, Done> {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a thread of recognition panicked");
        }
    }
}

/// Looks through whole pictures.
pub(super) fn scanner(mut finder: Box<dyn FaceFinder>) -> std::io::Result<Hand<Scan, Scanned>> {
    Hand::start("scanner", move |Scan { frame, upsampling }| {
        // A panic inside a library must cost one picture, not the morning's attendance.
        let found = catch_unwind(AssertUnwindSafe(|| finder.scan(&frame.rgb, upsampling)));
        let found = found.map(|found| found.iter().map(|face| face.face_box).collect());
        Scanned { faces: found.map_err(|_| EngineError::Failed("looking for faces panicked".to_owned())), frame }
    })
}

/// Describes faces, by an engine of its own.
pub(super) fn describer(engines: EngineFactory) -> std::io::Result<Hand<Look, Looked>> {
    let mut engine: Option<Box<dyn FaceEngine>> = None;
    Hand::start("describer", move |look: Look| {
        let described = describe(&mut engine, &engines, &look);
        Looked { look, described }
    })
}

fn describe(
    engine: &mut Option<Box<dyn FaceEngine>>,
    engines: &EngineFactory,
    look: &Look,
) -> Result<Described, EngineError> {
    let taken = engine.take();
    let picture = &look.frame.rgb;
    let described = catch_unwind(AssertUnwindSafe(|| {
        let mut able = match taken {
            Some(able) => able,
            None => engines()?,
        };
        let descriptions = if look.mirrored {
            able.describe_mirrored(picture, &[look.face_box])
        } else {
            able.describe(picture, &[look.face_box])
        };
        Ok::<_, EngineError>((able, descriptions, Portrait::of(&look.frame, look.face_box)))
    }));
    // An engine that panicked is not used again.
    let (able, descriptions, portrait) =
        described.map_err(|_| EngineError::Failed("describing a face panicked".to_owned()))??;
    *engine = Some(able);
    let description = descriptions?.pop().ok_or_else(|| EngineError::Failed("there was no face".to_owned()))?;
    Ok(Described { description, portrait })
}
