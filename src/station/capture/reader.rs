//! The reader's side of capture: what it does with a camera, and what it shares with the supervisor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use jiff::Timestamp;

use super::{Choice, Opener, Order, Outlets, TICK};
use crate::camera::{self, CameraError, Frame, Picture, Stopper};
use crate::core::FrameSize;
use crate::text;

/// What a reader has to say.
pub(super) enum News {
    Opened { stopper: Option<Stopper>, patience: Duration },
    Size(FrameSize),
    Ended,
    Failed(CameraError),
}

/// Whose pictures count, and what came of them. Locked while a picture is put into the mailboxes, so that none is put
/// there after its reader was given up.
#[derive(Default)]
pub(super) struct Gate {
    pub(super) generation: u64,
    pub(super) next_seq: u64,
    /// Pictures of this generation.
    pub(super) pictures: u64,
    pub(super) last_picture: Option<Instant>,
    pub(super) size: Option<FrameSize>,
    /// The reader waits for its picture to be taken, not for its camera.
    pub(super) waits_for_work: bool,
}

/// What readers share with the supervisor.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) gate: Arc<Mutex<Gate>>,
    pub(super) outlets: Outlets,
    pub(super) news: Sender<Order>,
}

impl Desk {
    pub(super) fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_current(&self, generation: u64) -> bool {
        self.gate().generation == generation
    }

    fn tell(&self, generation: u64, news: News) {
        // Nobody listens any more: nobody needs to know.
        drop(self.news.send(Order::News(generation, news)));
    }

    /// What a reader's thread does.
    pub(super) fn read(&self, generation: u64, opener: &Opener, (source, options): &Choice) {
        let reading = catch_unwind(AssertUnwindSafe(|| {
            let mut camera = opener(source, options)?;
            self.tell(generation, News::Opened { stopper: camera.stopper(), patience: camera.patience() });
            while self.is_current(generation) {
                let Some(picture) = camera.next_picture()? else { break };
                self.put(generation, picture, camera.is_lossless());
            }
            // The camera is given back here, before anybody is told: it may be opened again at once.
            Ok(())
        }));
        let news = match reading {
            Ok(Ok(())) => News::Ended,
            Ok(Err(error)) => News::Failed(error),
            Err(_) => {
                let name = camera::name_of(source);
                News::Failed(CameraError::Unusable { name, reason: text!("station-camera-odd") })
            }
        };
        self.tell(generation, news);
    }

    fn put(&self, generation: u64, picture: Picture, lossless: bool) {
        let (captured_at, taken_at) = (Instant::now(), Timestamp::now());
        let size = FrameSize { width: picture.rgb.width(), height: picture.rgb.height() };
        let mut gate = self.gate();
        if gate.generation != generation {
            return;
        }
        let Picture { rgb, source_time } = picture;
        let frame = Arc::new(Frame {
            seq: gate.next_seq,
            opening: generation,
            captured_at,
            taken_at,
            source_time,
            is_alone: lossless,
            rgb,
        });
        self.outlets.preview.put(frame.clone());
        self.outlets.work.put(frame);
        gate.next_seq += 1;
        gate.pictures += 1;
        gate.last_picture = Some(captured_at);
        gate.waits_for_work = lossless;
        let resized = gate.size.replace(size) != Some(size);
        drop(gate);
        if resized {
            self.tell(generation, News::Size(size));
        }
        (self.outlets.wake)();
        if lossless {
            while self.is_current(generation) && !self.outlets.work.wait_until_taken(TICK) {}
            let mut gate = self.gate();
            if gate.generation == generation {
                gate.waits_for_work = false;
                gate.last_picture = Some(Instant::now());
            }
        }
    }
}
