//! The capture thread and its supervisor, with cameras that do what cameras do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hadir::camera::{CameraError, CameraSource, Frame, Picture, SourceOptions, Stopper};
use hadir::station::capture::{Capture, Opener, Outlets, Timing};
use hadir::station::view::CameraState;
use hadir::station::{Latest, Taken};
use image::RgbImage;

/// What a camera does when asked for its next picture.
enum Does {
    /// Gives a picture of this width.
    Give(u32),
    /// Gives pictures of this width for ever, quickly.
    GiveForEver(u32),
    /// Says nothing until the latch opens, and then goes on with what follows.
    Hang(Latch),
    Fail(CameraError),
    Panic,
}

/// A camera that does these things, and then ends.
struct Scripted {
    script: VecDeque<Does>,
    lossless: bool,
    patience: Duration,
    stopped: Latch,
    given: u32,
    dropped: Arc<AtomicUsize>,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl CameraSource for Scripted {
    fn name(&self) -> &str {
        "scripted"
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        self.given += 1;
        let picture = |width| {
            let source_time = Duration::from_secs(self.given.into());
            Ok(Some(Picture { rgb: RgbImage::new(width, 1), source_time }))
        };
        match self.script.pop_front() {
            Some(Does::Give(width)) => picture(width),
            Some(Does::GiveForEver(width)) => {
                std::thread::sleep(Duration::from_millis(5));
                self.script.push_front(Does::GiveForEver(width));
                picture(width)
            }
            Some(Does::Hang(latch)) => {
                latch.wait_or(&self.stopped);
                self.next_picture()
            }
            Some(Does::Fail(error)) => Err(error),
            Some(Does::Panic) => panic!("a driver that nobody expected"),
            None => Ok(None),
        }
    }

    fn is_lossless(&self) -> bool {
        self.lossless
    }

    fn patience(&self) -> Duration {
        self.patience
    }

    fn stopper(&self) -> Option<Stopper> {
        let stopped = self.stopped.clone();
        Some(Arc::new(move || stopped.open()))
    }
}

/// A door that is opened once, from another thread.
#[derive(Clone, Default)]
struct Latch(Arc<Door>);

#[derive(Default)]
struct Door {
    open: AtomicBool,
    reached: AtomicBool,
}

impl Latch {
    fn open(&self) {
        self.0.open.store(true, Ordering::SeqCst);
    }

    fn is_open(&self) -> bool {
        self.0.open.load(Ordering::SeqCst)
    }

    /// Whether somebody stands, or stood, before it.
    fn is_reached(&self) -> bool {
        self.0.reached.load(Ordering::SeqCst)
    }

    fn wait_or(&self, other: &Latch) {
        self.0.reached.store(true, Ordering::SeqCst);
        while !self.is_open() && !other.is_open() {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Capture, on cameras opened one after the other as the queue says; when it is empty, they are missing.
struct Stage {
    capture: Option<Capture>,
    outlets: Outlets,
    openings: Arc<Mutex<Vec<String>>>,
    dropped: Arc<AtomicUsize>,
    states: Arc<Mutex<Vec<CameraState>>>,
}

enum Opening {
    Works(Vec<Does>),
    Stills(Vec<Does>),
    /// A driver that cannot be interrupted.
    Deaf(Vec<Does>),
    Fails(CameraError),
    Hangs(Latch),
}

/// Nothing is waited for long, but for pictures: a busy machine's silence is not a camera's.
const QUICK: Timing = Timing {
    first_picture: PATIENT,
    retry: Duration::from_millis(30),
    retry_unusable: Duration::from_millis(30),
    farewell: PATIENT,
};
const PATIENT: Duration = Duration::from_secs(60);
/// For cameras that are to be given up.
const IMPATIENT: Duration = Duration::from_secs(1);

fn stage(openings: Vec<Opening>) -> Stage {
    stage_with(openings, QUICK, PATIENT)
}

fn impatient_stage(openings: Vec<Opening>) -> Stage {
    stage_with(openings, Timing { first_picture: IMPATIENT, ..QUICK }, IMPATIENT)
}

fn stage_with(openings: Vec<Opening>, timing: Timing, patience: Duration) -> Stage {
    let queue = Mutex::new(VecDeque::from(openings));
    let opened = Arc::new(Mutex::new(Vec::new()));
    let dropped = Arc::new(AtomicUsize::new(0));
    let opener: Opener = {
        let (opened, dropped) = (opened.clone(), dropped.clone());
        Arc::new(move |source: &str, _: &SourceOptions| {
            opened.lock().unwrap().push(source.to_owned());
            let next = queue.lock().unwrap().pop_front();
            let camera = |script: Vec<Does>, lossless, stopped| {
                let dropped = dropped.clone();
                let source = Scripted { script: script.into(), lossless, patience, stopped, given: 0, dropped };
                Ok(Box::new(source) as Box<dyn CameraSource>)
            };
            struct DeafCamera(Box<dyn CameraSource>);
            impl CameraSource for DeafCamera {
                fn name(&self) -> &str {
                    self.0.name()
                }
                fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
                    self.0.next_picture()
                }
                fn patience(&self) -> Duration {
                    self.0.patience()
                }
            }
            match next {
                Some(Opening::Works(script)) => camera(script, false, Latch::default()),
                Some(Opening::Stills(script)) => camera(script, true, Latch::default()),
                Some(Opening::Deaf(script)) => Ok(Box::new(DeafCamera(camera(script, false, Latch::default())?))),
                Some(Opening::Fails(error)) => Err(error),
                Some(Opening::Hangs(latch)) => {
                    latch.wait_or(&Latch::default());
                    Err(CameraError::Missing(source.to_owned()))
                }
                None => Err(CameraError::Missing(source.to_owned())),
            }
        })
    };
    let state = Arc::new(Mutex::new(CameraState::None));
    let states = Arc::new(Mutex::new(Vec::new()));
    let wake = {
        let (state, states) = (state.clone(), states.clone());
        Arc::new(move || {
            let now = state.lock().unwrap().clone();
            let mut states = states.lock().unwrap();
            if states.last() != Some(&now) {
                states.push(now);
            }
        })
    };
    let outlets = Outlets { preview: Arc::default(), work: Arc::default(), state, wake };
    let capture = Some(Capture::start_with(opener, outlets.clone(), timing).unwrap());
    Stage { capture, outlets, openings: opened, dropped, states }
}

impl Stage {
    fn choose(&self, source: &str) {
        self.capture.as_ref().unwrap().choose(Some((source.to_owned(), SourceOptions::default())));
    }

    fn state(&self) -> CameraState {
        self.outlets.state.lock().unwrap().clone()
    }

    /// Takes the next picture, as the recogniser does.
    fn take(&self) -> Arc<Frame> {
        match self.outlets.work.take(Duration::from_secs(20)) {
            Taken::Value(frame) => frame,
            nothing => panic!("no picture, {nothing:?}; {:?}", self.state()),
        }
    }

    fn wait_for_state(&self, what: &str, is: impl Fn(&CameraState) -> bool) {
        wait_for(what, || is(&self.state()));
    }

    /// The kinds of state there were, in order, the same ones in a row once.
    fn history(&self) -> Vec<&'static str> {
        let mut kinds: Vec<_> = self.states.lock().unwrap().iter().map(kind).collect();
        kinds.dedup();
        kinds
    }

    fn wait_for_message(&self, part: &str) {
        self.wait_for_state(
            part,
            |state| matches!(state, CameraState::Trouble { message, .. } if message.to_string().contains(part)),
        );
    }
}

fn kind(state: &CameraState) -> &'static str {
    match state {
        CameraState::None => "none",
        CameraState::Opening { .. } => "opening",
        CameraState::Live { .. } => "live",
        CameraState::Trouble { .. } => "trouble",
        CameraState::Ended { .. } => "ended",
    }
}

fn wait_for(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain for: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn is_live(state: &CameraState) -> bool {
    kind(state) == "live"
}

#[test]
fn a_camera_is_opened_and_lives() {
    let stage = stage(vec![Opening::Works(vec![Does::GiveForEver(6)])]);
    assert_eq!(stage.state(), CameraState::None);
    stage.choose("/nowhere/door.mp4");
    let (first, second) = (stage.take(), stage.take());
    assert!(second.seq > first.seq);
    assert!(second.source_time > first.source_time);
    stage.wait_for_state("a measured rate", |state| {
        matches!(state, CameraState::Live { name, size, rate } if name == "door.mp4" && size.width == 6 && *rate > 0.0)
    });
    wait_for("a preview that stays", || stage.outlets.preview.peek().is_some());
    assert_eq!(stage.history(), ["opening", "live"]);
}

#[test]
fn the_end_is_told_once_the_last_picture_was_taken() {
    let stage = stage(vec![Opening::Works(vec![Does::Give(1), Does::Give(2), Does::Give(3)])]);
    stage.choose("clip");
    wait_for("the camera to be given back", || stage.dropped.load(Ordering::SeqCst) == 1);
    wait_for("the last picture", || stage.outlets.work.peek().is_some_and(|frame| frame.rgb.width() == 3));
    std::thread::sleep(Duration::from_millis(100));
    assert_ne!(kind(&stage.state()), "ended");
    assert_eq!(stage.take().rgb.width(), 3);
    stage.wait_for_state("the end", |state| *state == CameraState::Ended { name: "clip".to_owned() });
    assert_eq!(stage.openings.lock().unwrap().len(), 1, "a file plays once");
}

#[test]
fn an_ended_file_can_be_chosen_again() {
    let stage = stage(vec![Opening::Works(vec![Does::Give(1)]), Opening::Works(vec![Does::Give(2)])]);
    stage.choose("clip");
    assert_eq!((stage.take().seq, 0), (0, 0));
    stage.wait_for_state("the end", |state| kind(state) == "ended");
    stage.choose("clip");
    let again = stage.take();
    assert_eq!((again.seq, again.rgb.width()), (1, 2), "frames are counted over the station's life");
}

#[test]
fn of_stills_each_waits_to_be_taken() {
    let stills = (1..=20).map(Does::Give).collect();
    let stage = impatient_stage(vec![Opening::Stills(stills)]);
    stage.choose("photos");
    // Longer than a camera's silence may be: it is the recogniser that is slow, not the camera.
    wait_for("the first", || stage.outlets.work.peek().is_some());
    std::thread::sleep(IMPATIENT + Duration::from_millis(500));
    let widths: Vec<u32> = (1..=20).map(|_| stage.take().rgb.width()).collect();
    assert_eq!(widths, (1..=20).collect::<Vec<_>>());
    stage.wait_for_state("the end", |state| kind(state) == "ended");
    assert_eq!(stage.history(), ["opening", "live", "ended"]);
}

#[test]
fn a_camera_in_trouble_says_so_without_flicker_and_comes_back_by_itself() {
    let name = || "door".to_owned();
    let stage = stage(vec![
        Opening::Fails(CameraError::Missing(name())),
        Opening::Fails(CameraError::Missing(name())),
        Opening::Fails(CameraError::Busy(name())),
        Opening::Works(vec![Does::Fail(CameraError::Busy(name()))]),
        Opening::Works(vec![Does::GiveForEver(3)]),
    ]);
    stage.choose("door");
    stage.wait_for_state("pictures", is_live);
    assert_eq!(stage.history(), ["opening", "trouble", "live"]);
    let told: Vec<String> = stage.states.lock().unwrap().iter().filter_map(message).collect();
    assert_eq!(told, ["door is not there.", "door is in use by another program."]);
}

fn message(state: &CameraState) -> Option<String> {
    match state {
        CameraState::Trouble { message, advice, .. } => {
            assert!(!advice.is_nothing());
            Some(message.to_string())
        }
        _ => None,
    }
}

#[test]
fn no_old_picture_is_left_when_a_camera_is_lost() {
    let lost = CameraError::Lost("door".to_owned());
    let stage = stage(vec![Opening::Works(vec![Does::Give(1), Does::Fail(lost)])]);
    stage.choose("door");
    stage.wait_for_message("door stopped giving pictures");
    assert!(stage.outlets.preview.peek().is_none());
    assert!(stage.outlets.work.peek().is_none());
    stage.wait_for_message("door is not there");
}

#[test]
fn a_camera_that_hangs_is_given_up_and_its_late_pictures_do_not_count() {
    let late = Latch::default();
    let stage = impatient_stage(vec![
        Opening::Deaf(vec![Does::Give(1), Does::Hang(late.clone()), Does::GiveForEver(2)]),
        Opening::Works(vec![Does::GiveForEver(3)]),
    ]);
    stage.choose("door");
    stage.wait_for_message("door stopped giving pictures");
    stage.wait_for_state("the new reader's pictures", is_live);
    late.open();
    wait_for("the old reader's end", || stage.dropped.load(Ordering::SeqCst) == 1);
    for _ in 0..5 {
        assert_eq!(stage.take().rgb.width(), 3);
    }
}

#[test]
fn readers_that_hang_stay_few() {
    let latch = Latch::default();
    let hangs = (0..10).map(|_| Opening::Hangs(latch.clone())).collect();
    let timing = Timing { first_picture: Duration::from_millis(100), ..QUICK };
    let stage = stage_with(hangs, timing, PATIENT);
    stage.choose("door");
    stage.wait_for_message("it gives no pictures");
    stage.wait_for_message("it does not answer");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(stage.openings.lock().unwrap().len(), 2);
    latch.open();
    wait_for("another try when they have ended", || stage.openings.lock().unwrap().len() > 2);
}

#[test]
fn what_is_in_use_by_a_reader_that_hangs_is_not_said_to_be_in_use_by_another_program() {
    let latch = Latch::default();
    let stage = impatient_stage(vec![
        Opening::Deaf(vec![Does::Give(1), Does::Hang(latch.clone())]),
        Opening::Fails(CameraError::Busy("door".to_owned())),
        Opening::Fails(CameraError::Busy("door".to_owned())),
        Opening::Works(vec![Does::GiveForEver(3)]),
    ]);
    stage.choose("door");
    wait_for("three tries", || stage.openings.lock().unwrap().len() > 3);
    let told: Vec<String> = stage.states.lock().unwrap().iter().filter_map(message).collect();
    assert_eq!(told, ["door stopped giving pictures."]);
    latch.open();
}

#[test]
fn another_choice_takes_over_at_once_and_leaves_no_old_picture() {
    let never = Latch::default();
    let hanging = vec![Does::Give(1), Does::Hang(never.clone())];
    let stage =
        stage(vec![Opening::Works(hanging), Opening::Works(vec![Does::GiveForEver(2)]), Opening::Hangs(never.clone())]);
    stage.choose("one");
    stage.wait_for_state("the first camera", is_live);
    stage.choose("two");
    stage.wait_for_state(
        "the second camera",
        |state| matches!(state, CameraState::Live { name, size, .. } if name == "two" && size.width == 2),
    );
    assert_eq!(stage.take().rgb.width(), 2);
    assert_eq!(stage.dropped.load(Ordering::SeqCst), 1, "the first camera was given back before");
    assert_eq!(*stage.openings.lock().unwrap(), ["one", "two"]);
    stage.choose("three");
    stage.wait_for_state("the third", |state| *state == CameraState::Opening { name: "three".to_owned() });
    assert!(stage.outlets.preview.peek().is_none());
    assert!(stage.outlets.work.peek().is_none());
    stage.capture.as_ref().unwrap().choose(None);
    stage.wait_for_state("none", |state| *state == CameraState::None);
    never.open();
}

#[test]
fn stopping_does_not_wait_for_a_reader_that_hangs() {
    let never = Latch::default();
    let timing = Timing { farewell: Duration::from_millis(100), ..QUICK };
    let deaf = Opening::Deaf(vec![Does::Give(1), Does::Hang(never.clone())]);
    let mut stage = stage_with(vec![deaf], timing, PATIENT);
    stage.choose("door");
    wait_for("a reader that hangs", || never.is_reached());
    stage.capture = None;
    assert_eq!(stage.dropped.load(Ordering::SeqCst), 0, "the reader still hangs");
    never.open();
}

#[test]
fn stopping_waits_until_the_camera_is_given_back() {
    let mut stage = stage(vec![Opening::Works(vec![Does::GiveForEver(1)])]);
    stage.choose("door");
    stage.take();
    stage.capture = None;
    assert_eq!(stage.dropped.load(Ordering::SeqCst), 1);
}

#[test]
fn a_driver_that_panics_is_a_camera_in_trouble() {
    let stage = stage(vec![Opening::Works(vec![Does::Panic]), Opening::Works(vec![Does::GiveForEver(1)])]);
    stage.choose("door");
    stage.wait_for_state("pictures", is_live);
    assert_eq!(stage.history(), ["opening", "trouble", "live"]);
}

#[test]
fn a_camera_that_changes_its_size_is_shown_with_the_new_one() {
    let stage = stage(vec![Opening::Works(vec![Does::Give(1), Does::GiveForEver(2)])]);
    stage.choose("door");
    stage.wait_for_state("the new size", |state| matches!(state, CameraState::Live { size, .. } if size.width == 2));
}

#[test]
fn the_window_is_woken_for_every_picture() {
    let (woken, seen) = (Arc::new(AtomicUsize::new(0)), Arc::new(Latest::<Arc<Frame>>::default()));
    let outlets = Outlets {
        preview: seen.clone(),
        work: Arc::default(),
        state: Arc::default(),
        wake: {
            let woken = woken.clone();
            Arc::new(move || {
                woken.fetch_add(1, Ordering::SeqCst);
            })
        },
    };
    let opener: Opener = Arc::new(|_: &str, _: &SourceOptions| {
        let script = (1..=5).map(Does::Give).collect();
        Ok(Box::new(Scripted {
            script,
            lossless: false,
            patience: Duration::from_secs(5),
            stopped: Latch::default(),
            given: 0,
            dropped: Arc::default(),
        }))
    });
    let capture = Capture::start(opener, outlets).unwrap();
    capture.choose(Some(("door".to_owned(), SourceOptions::default())));
    wait_for("the last picture", || seen.peek().is_some_and(|frame| frame.rgb.width() == 5));
    wait_for("to be woken by each", || woken.load(Ordering::SeqCst) >= 5);
}
