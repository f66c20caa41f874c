//! The recogniser thread: takes the newest frame, finds and names its faces, and decides which of them count.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{SendTimeoutError, Sender};

use super::alone;
use super::board::Board;
use super::door::{By, Decided, Door, Remembered, TooLate};
use super::elsewhere::Elsewhere;
use super::everyone::Everyone;
use super::latest::{Latest, Taken};
use super::meters::{Meters, SeenBy};
use super::portrait::Portrait;
use super::recorder::Candidate;
use super::signals::Signals;
use super::sounds::Sounds;
use super::strangers::{Ask, Keeper};
use super::trouble::Trouble;
use super::view::{CameraState, EngineState, Gone, Level, NamedFace, Outcome, Overlay, Settled};
use super::way::{Able, PATIENCE, Way};
use crate::camera::Frame;
use crate::core::{Attendance, Decision, FrameSize, Recognition, Rule, Scoring, StudentId};
use crate::engine::{EngineError, EngineFactory};
use crate::gallery::{Gallery, NewTemplate};
use crate::images;
use crate::journal::{Journal, Moment, Seen};
use crate::text;

/// What the recogniser shares with the rest of the station.
pub(super) struct Recogniser {
    pub(super) board: Arc<Board>,
    pub(super) gallery: Gallery,
    pub(super) engines: EngineFactory,
    /// The frame to look at next.
    pub(super) work: Arc<Latest<Arc<Frame>>>,
    /// Knows who counts.
    pub(super) journal: Journal,
    /// Where recognitions that count go. Bounded.
    pub(super) recorder: Sender<Candidate>,
    /// Who was handed to the recorder, and may not be recorded yet: not every frame of a face is to go there.
    pub(super) handed: Attendance,
    /// How often the journal had forgotten that somebody counted, when that was looked at last.
    pub(super) forgotten: u64,
    /// Whom faces are compared with.
    pub(super) everyone: Everyone,
    /// How often faces began to be followed: their numbers are not given again.
    pub(super) doors: u64,
    pub(super) signals: Arc<Signals>,
    pub(super) meters: Meters,
    /// The camera of the picture that was looked at last: which opening, and what it is called.
    pub(super) camera: Option<(u64, Option<String>)>,
    /// How looking at pictures goes.
    pub(super) pictures: Trouble,
    /// Takes the faces that were nobody's.
    pub(super) keeper: Keeper,
    /// Heard when another Hadir recognises a student at this camera.
    pub(super) sounds: Sounds,
}

impl Recogniser {
    /// Runs until the station stops; `when_loaded` is called once, when the models were read, well or not, or are not
    /// needed.
    pub(super) fn run(mut self, when_loaded: impl FnOnce()) {
        let mut way = self.choose();
        when_loaded();
        while !self.signals.stopping() {
            if !way.is_right(self.board.target().as_ref()) {
                // The old way ends before the new one begins: its state must not be shown for the other's.
                self.leave(way);
                way = self.choose();
            }
            let retry = self.signals.retry_engine.swap(false, Ordering::Relaxed);
            let wait = match &mut way {
                Way::Here(engine) if retry => {
                    self.leave(Way::Here(engine.take()));
                    *engine = self.load();
                    continue;
                }
                Way::Here(_) => Duration::ZERO,
                Way::Elsewhere(elsewhere) => elsewhere.wait(),
            };
            if !wait.is_zero() {
                // And then the newest frame, not the one of before.
                std::thread::sleep(wait);
                continue;
            }
            let frame = match self.work.take(way.patience()) {
                Taken::Value(frame) => frame,
                Taken::TimedOut => {
                    if let Way::Here(engine) = &mut way {
                        self.catch_up_here(engine);
                    }
                    continue;
                }
            };
            match &mut way {
                Way::Here(engine) => self.look_here(&frame, engine),
                Way::Elsewhere(elsewhere) => self.look_elsewhere(&frame, elsewhere),
            }
            self.signals.looked_at.store(frame.seq + 1, Ordering::Release);
        }
        self.leave(way);
    }

    /// Faces are named in another way from now on, or not any more.
    fn leave(&mut self, way: Way) {
        if let Way::Here(able) = way {
            self.end(able);
        }
        self.pictures = Trouble::default();
    }

    /// Where faces are named, by the settings.
    fn choose(&self) -> Way {
        match self.board.target() {
            Some(target) => {
                // Its own engine is not needed, and not missed.
                self.board.set_engine(EngineState::Ready);
                Way::Elsewhere(Elsewhere::open(target, self.board.clone(), self.sounds.clone()))
            }
            None => {
                self.board.end_remote();
                Way::Here(self.load())
            }
        }
    }

    fn look_elsewhere(&self, frame: &Frame, elsewhere: &mut Elsewhere) {
        let leads_to = elsewhere.target().clone();
        let needless = || self.signals.stopping() || self.board.target().as_ref() != Some(&leads_to);
        match catch_unwind(AssertUnwindSafe(|| elsewhere.look_at(frame, needless))) {
            Ok(Some(round_trip)) => self.meters.looked(SeenBy::Camera, round_trip.as_secs_f64()),
            Ok(None) => {}
            Err(_) => tracing::error!("a frame could not be sent: a library panicked"),
        }
    }

    fn look_here(&mut self, frame: &Arc<Frame>, engine: &mut Option<Box<Able>>) {
        // What stands alone is looked at in any case: there is no other picture of it.
        if self.pictures.rests() && !frame.is_alone {
            return;
        }
        let Some(able) = engine else { return };
        // A panic inside a library must cost one frame, not the morning's attendance.
        let error = match catch_unwind(AssertUnwindSafe(|| self.look_at(frame, able))) {
            Ok(Ok(())) => return self.went_well(able),
            Ok(Err(error)) => error,
            Err(_) => self.start_again(engine),
        };
        if frame.is_alone {
            self.board.tell(Level::Error, error.text().sentence(), error.advice());
        }
        self.pictures.went_wrong(error);
        if engine.is_some() {
            self.tell_state(self.pictures.reason());
        }
    }

    fn catch_up_here(&mut self, engine: &mut Option<Box<Able>>) {
        let Some(able) = engine else { return };
        if catch_unwind(AssertUnwindSafe(|| self.catch_up(able))).is_err() {
            let error = self.start_again(engine);
            self.pictures.went_wrong(error);
            if engine.is_some() {
                self.tell_state(self.pictures.reason());
            }
        }
    }

    /// Recognition panicked. Gives that, for whoever tells of it.
    fn start_again(&mut self, engine: &mut Option<Box<Able>>) -> EngineError {
        tracing::error!("recognition panicked; starting it again");
        self.end(engine.take());
        *engine = self.load();
        EngineError::Failed("looking at a picture panicked".to_owned())
    }

    fn went_well(&mut self, able: &Able) {
        self.pictures.went_well();
        self.tell_state(able.door.as_ref().and_then(Door::trouble));
    }

    /// Whether faces are recognised, where the models could be read.
    fn tell_state(&self, trouble: Option<&EngineError>) {
        let state = match trouble {
            None => EngineState::Ready,
            Some(error) => {
                let advice = text!("station-tried-again", advice = error.advice());
                EngineState::Failing { message: error.text().sentence(), advice }
            }
        };
        if self.board.engine() != state {
            self.board.set_engine(state);
        }
    }

    /// Nobody is followed any more by this: whoever is in view has gone, as far as it knows.
    fn end(&mut self, able: Option<Box<Able>>) {
        let Some(mut door) = able.and_then(|able| able.door) else { return };
        // It may be for a panic that it ends.
        if catch_unwind(AssertUnwindSafe(|| self.let_all_go(&mut door))).is_err() {
            tracing::error!("those who were in view could not be recorded: a library panicked");
        }
    }

    fn let_all_go(&mut self, door: &mut Door) {
        let settings = self.board.settings();
        let by = By { gallery: &self.gallery, settings: &settings, everyone: &self.everyone };
        // What was said of them is heard first.
        let settled = self.settle(Some(&mut *door), by);
        settled.into_iter().for_each(|settled| self.board.set_settled(settled));
        door.let_all_go(by);
        door.decided().into_iter().for_each(|decided| self.decide(decided));
        self.keep_strangers(door);
        self.signals.is_looking.store(false, Ordering::Release);
    }

    /// Hands over those who left and were nobody. The settings decide whether they are kept.
    fn keep_strangers(&self, door: &mut Door) {
        for left in door.take_strangers() {
            if !self.keeper.ask(Ask::Keep(left)) {
                tracing::debug!("a stranger was not kept: the disk is slow");
            }
        }
    }

    fn load(&self) -> Option<Box<Able>> {
        if self.pictures.reason().is_none() {
            self.board.set_engine(EngineState::Loading);
        }
        match (self.engines)() {
            Ok(engine) => {
                self.tell_state(self.pictures.reason());
                Some(Box::new(Able { engine, door: None }))
            }
            Err(error) => {
                let (message, advice) = (error.text().sentence(), error.advice());
                self.board.set_engine(EngineState::Failed { message, advice });
                None
            }
        }
    }

    fn look_at(&mut self, frame: &Arc<Frame>, able: &mut Able) -> Result<(), EngineError> {
        let started = Instant::now();
        let settings = self.board.settings();
        self.everyone.expect(self.board.sessions.expected());
        let follows = settings.rule.value == Rule::Sure && !frame.is_alone;
        if !follows && let Some(mut door) = able.door.take() {
            self.let_all_go(&mut door);
        }
        if self.camera.as_ref().is_none_or(|(opening, _)| *opening != frame.opening) {
            // Who was in view of the camera before is recorded as seen by that.
            if let Some(door) = &mut able.door {
                self.let_all_go(door);
            }
            self.camera = Some((frame.opening, self.camera_name()));
        }
        let settled;
        let faces = if follows {
            let door = self.door(able)?;
            self.everyone.take_in_soon(&self.gallery.snapshot());
            let by = By { gallery: &self.gallery, settings: &settings, everyone: &self.everyone };
            settled = self.settle(Some(&mut *door), by);
            door.look_at(frame, by)
        } else {
            let by = By { gallery: &self.gallery, settings: &settings, everyone: &self.everyone };
            settled = self.settle(None, by);
            let enrolled = self.gallery.snapshot();
            alone::name(able.engine.as_mut(), &frame.rgb, &enrolled, &mut self.everyone, &settings)?
        };
        let spent = started.elapsed();
        self.meters.looked(SeenBy::Camera, spent.as_secs_f64());
        let gone = able.door.as_ref().map(Door::gone).unwrap_or_default();
        self.show(frame, faces.clone(), gone, spent);
        settled.into_iter().for_each(|settled| self.board.set_settled(settled));
        match &mut able.door {
            Some(door) => {
                let (decided, is_looking) = (door.decided(), door.is_looking());
                decided.into_iter().for_each(|decided| self.decide(decided));
                self.keep_strangers(door);
                self.signals.is_looking.store(is_looking, Ordering::Release);
            }
            None => {
                self.signals.is_looking.store(false, Ordering::Release);
                let moment = Moment::of(frame.captured_at, frame.taken_at);
                for face in faces {
                    if self.counts(face.found.student.as_ref(), moment) {
                        let portrait = Portrait::of(frame, face.face_box);
                        self.record(face, portrait);
                    }
                }
            }
        }
        Ok(())
    }

    /// What follows the faces, opened with the first picture.
    fn door<'a>(&mut self, able: &'a mut Able) -> Result<&'a mut Door, EngineError> {
        if let Some(mut ended) = able.door.take_if(|door| door.has_ended()) {
            self.let_all_go(&mut ended);
        }
        match &mut able.door {
            Some(door) => Ok(door),
            none => {
                let (finder, other) = (able.engine.finder(), able.engine.finder());
                self.doors += 1;
                let door = Door::open(finder, other, self.engines.clone(), self.doors << 32);
                Ok(none.insert(door.map_err(|error| EngineError::Failed(error.to_string()))?))
            }
        }
    }

    /// Takes in what was found out about the faces while no other picture came. Where none will come, those in view are
    /// let go, and are told of.
    fn catch_up(&mut self, able: &mut Able) {
        let Some(door) = &mut able.door else { return };
        self.everyone.take_in_soon(&self.gallery.snapshot());
        let settings = self.board.settings();
        let by = By { gallery: &self.gallery, settings: &settings, everyone: &self.everyone };
        let settled = self.settle(Some(&mut *door), by);
        let took = door.catch_up(by) || !settled.is_empty();
        if took && let Some(shown) = self.board.overlay.peek() {
            self.board.overlay.put(Arc::new(Overlay { faces: door.faces(), gone: door.gone(), ..(*shown).clone() }));
            self.board.wake();
        }
        settled.into_iter().for_each(|settled| self.board.set_settled(settled));
        let is_over = door.is_idle() && self.no_picture_comes();
        if is_over {
            door.let_all_go(by);
        }
        if took || is_over {
            let (decided, is_looking) = (door.decided(), door.is_looking());
            decided.into_iter().for_each(|decided| self.decide(decided));
            self.keep_strangers(door);
            self.signals.is_looking.store(is_looking, Ordering::Release);
            self.tell_state(self.pictures.reason().or(able.door.as_ref().and_then(Door::trouble)));
        }
    }

    /// Whether none of the camera's pictures is still to come: it has ended, or is in trouble or changed, which takes its
    /// last picture away.
    fn no_picture_comes(&self) -> bool {
        matches!(self.board.camera(), CameraState::Ended { .. }) || self.board.preview.peek().is_none()
    }

    fn show(&self, frame: &Frame, faces: Vec<NamedFace>, gone: Vec<Gone>, spent: Duration) {
        self.board.overlay.put(Arc::new(Overlay {
            seq: frame.seq,
            opening: frame.opening,
            captured_at: frame.captured_at,
            frame_size: size_of(frame),
            faces,
            told: Vec::new(),
            gone,
            spent,
        }));
        self.board.wake();
    }

    /// Hands a face that was followed over to be recorded, if it counts.
    fn decide(&mut self, Decided { mut face, portrait, probe }: Decided) {
        let student = face.found.student.as_ref();
        if self.counts(student, portrait.moment) {
            face.score = self.everyone.references().score_of(Scoring::shipped(), &probe, student);
            self.record(face, portrait);
        }
    }

    /// Whether somebody who was seen at a moment counts. They are taken to be recorded then.
    fn counts(&mut self, student: Option<&StudentId>, moment: Moment) -> bool {
        let cooldown = self.board.settings().cooldown.value;
        if self.signals.is_mistaken(student) {
            return false;
        }
        let forgotten = self.journal.forgotten();
        if forgotten != self.forgotten {
            // The journal knows who counted; what waits for the recorder is asked for there once more.
            (self.handed, self.forgotten) = (Attendance::default(), forgotten);
        }
        if student.is_some_and(|student| self.gallery.snapshot().student(student).is_none()) {
            // They were removed while they stood there.
            return false;
        }
        let counts = self.journal.decide(student, moment, cooldown) == Decision::Count
            && self.handed.decide(moment.since_start(), student, cooldown) == Decision::Count;
        if counts {
            self.handed.count(moment.since_start(), student);
        }
        counts
    }

    /// Does what a person said of faces, and gives what came of it.
    fn settle(&self, mut door: Option<&mut Door>, by: By<'_>) -> Vec<Settled> {
        for mistake in self.signals.take_mistakes() {
            if let Some(door) = &mut door {
                door.correct(&mistake, by);
            }
        }
        let settle = |(track, student): (u64, Option<StudentId>)| {
            let done = door.as_mut().map_or(Err(TooLate), |door| door.settle(track, student.as_ref(), by));
            let outcome = match (done, &student) {
                (Err(TooLate), _) => Outcome::TooLate,
                (Ok(_), None) => Outcome::Nobody,
                (Ok(_), Some(student)) if !self.board.may_enrol(student) => Outcome::NoConsent,
                (Ok(remembered), Some(_)) => match remembered.is_some_and(|remembered| self.remember(remembered)) {
                    true => Outcome::Remembered,
                    false => Outcome::Named,
                },
            };
            Settled { track, student, outcome }
        };
        self.signals.take_settled().into_iter().map(settle).collect()
    }

    /// What a person said is remembered: the face becomes one more photo of the student. Says whether it did.
    fn remember(&self, Remembered { student, embedding, crop }: Remembered) -> bool {
        let template = NewTemplate { embedding, mirrored: None, crop: Arc::unwrap_or_clone(crop), photo: None };
        // Not to enrol them anew, who may be being removed.
        let added = self.gallery.add_to(&student, template);
        if let Err(error) = &added {
            self.board.tell(Level::Error, error.text().sentence(), text!("station-face-not-added"));
        }
        added.is_ok()
    }

    /// A recognition that counts goes to the recorder. It is waited for: a recognition is a fact, and facts are not
    /// dropped.
    fn record(&self, face: NamedFace, portrait: Portrait) {
        let Portrait { face_box, frame_size, moment, source_time, crop } = portrait;
        let recognition = Recognition {
            student: face.found.student,
            distance: face.found.distance,
            score: face.score,
            face_box,
            frame_size,
            source_time,
            ts: moment.at.as_second(),
        };
        let jpeg = images::encode_jpeg(&crop).map_err(|error| tracing::error!(%error, "a face could not be kept")).ok();
        let seen =
            Seen { recognition, moment, camera: self.camera.as_ref().and_then(|(_, name)| name.clone()), crop: jpeg };
        let mut candidate = Candidate { seen, crop, by: SeenBy::Camera, asked: None };
        self.signals.candidates.fetch_add(1, Ordering::AcqRel);
        loop {
            match self.recorder.send_timeout(candidate, PATIENCE) {
                Ok(()) | Err(SendTimeoutError::Disconnected(_)) => return,
                Err(SendTimeoutError::Timeout(unsent)) => candidate = unsent,
            }
        }
    }

    fn camera_name(&self) -> Option<String> {
        match self.board.camera() {
            CameraState::None => None,
            CameraState::Opening { name }
            | CameraState::Live { name, .. }
            | CameraState::Trouble { name, .. }
            | CameraState::Ended { name } => Some(name),
        }
    }
}

fn size_of(frame: &Frame) -> FrameSize {
    FrameSize { width: frame.rgb.width(), height: frame.rgb.height() }
}
