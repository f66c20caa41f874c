//! Pictures of the chosen camera, into the mailboxes, whatever the camera does.
//!
//! Two threads. A *reader* opens the camera and waits for its pictures; it may wait for ever, because drivers do. The
//! *supervisor* only ever waits for a while: it watches the reader from outside, gives it up when no picture comes,
//! tries a troubled camera again, and says how the camera is. A reader that was given up writes nothing any more.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::Latest;
use super::view::CameraState;
use crate::camera::{self, CameraError, CameraSource, Frame, SourceOptions, Stopper};
use crate::core::FrameSize;
use crate::text;
use crate::words;

mod reader;

use reader::{Desk, Gate, News};

/// Opens a camera: [`camera::open`], or a test's own.
pub type Opener = Arc<dyn Fn(&str, &SourceOptions) -> Result<Box<dyn CameraSource>, CameraError> + Send + Sync>;

/// A camera to be shown: what [`camera::open`] takes.
pub type Choice = (String, SourceOptions);

/// Where pictures and the camera's state go.
#[derive(Clone)]
pub struct Outlets {
    /// The newest picture, to be looked at and left where it is. Empty while the camera is in trouble or changes; at
    /// the end of a file its last picture stays.
    pub preview: Arc<Latest<Arc<Frame>>>,
    /// The newest picture, to be taken and recognised. Empty while the camera is in trouble or changes.
    ///
    /// Of stills each waits to be taken, and the end of a file is not told before its last picture was: who cannot
    /// recognise must take all the same.
    pub work: Arc<Latest<Arc<Frame>>>,
    /// How the camera is. [`CameraState::Ended`] comes once the last picture has been taken from `work`, which is before
    /// it has been recognised: who waits for that as well compares the picture's number with what the recogniser has
    /// looked at.
    pub state: Arc<Mutex<CameraState>>,
    /// Called after every picture and every change of state, from other threads; it must not wait.
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

/// How long what is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// For the first picture, from before the camera is opened.
    pub first_picture: Duration,
    /// Before a camera is tried again that is missing, busy or lost.
    pub retry: Duration,
    /// Before anything else is tried again. Longer, because it starts a program each time.
    pub retry_unusable: Duration,
    /// For readers to give their camera back, before the next is opened and at the end.
    pub farewell: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            first_picture: Duration::from_secs(10),
            retry: Duration::from_secs(2),
            retry_unusable: Duration::from_secs(4),
            farewell: Duration::from_millis(800),
        }
    }
}

/// Readers of one source that may hang at the same time. More would hang as well.
const MAX_HANGING: usize = 2;
/// How often a reader that gives pictures is looked after.
const TICK: Duration = Duration::from_millis(250);
/// How often it is looked whether the last picture was taken, or a camera given back.
const SHORT_TICK: Duration = Duration::from_millis(20);
/// How far back the rate of pictures is measured.
const RATE_WINDOW: Duration = Duration::from_secs(3);

/// The threads. Dropping it stops them, in less than a second; a reader that hangs is left to hang.
pub struct Capture {
    orders: Sender<Order>,
    supervisor: Option<JoinHandle<()>>,
}

enum Order {
    Choose(Option<Choice>),
    News(u64, News),
    Stop,
}

impl Capture {
    /// Starts with no camera chosen.
    pub fn start(opener: Opener, outlets: Outlets) -> std::io::Result<Self> {
        Self::start_with(opener, outlets, Timing::default())
    }

    /// The same, with other times to wait.
    pub fn start_with(opener: Opener, outlets: Outlets, timing: Timing) -> std::io::Result<Self> {
        let (orders, inbox) = bounded(16);
        let supervisor = Supervisor {
            desk: Desk { gate: Arc::default(), outlets, news: orders.clone() },
            opener,
            timing,
            choice: None,
            name: String::new(),
            phase: Phase::Idle,
            given_up: Vec::new(),
        };
        let thread = std::thread::Builder::new().name("capture".to_owned());
        Ok(Self { orders, supervisor: Some(thread.spawn(move || supervisor.run(&inbox))?) })
    }

    /// Shows this camera from now on, from its beginning; `None`: none.
    pub fn choose(&self, choice: Option<Choice>) {
        // The supervisor takes orders until it is told to stop, which only a drop does.
        drop(self.orders.send(Order::Choose(choice)));
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        drop(self.orders.send(Order::Stop));
        if let Some(supervisor) = self.supervisor.take() {
            drop(supervisor.join());
        }
    }
}

/// What is going on.
enum Phase {
    /// Nothing is chosen, or it has ended.
    Idle,
    /// A reader is at work.
    Reading(Reading),
    /// The reader came to the end; its last picture waits to be taken.
    Ending,
    /// A reader is to be started then; sooner, if none holds a camera any more and `trouble` is not the reason.
    Waiting { until: Instant, trouble: bool },
}

struct Reading {
    thread: JoinHandle<()>,
    started: Instant,
    patience: Duration,
    stopper: Option<Stopper>,
    /// When how many pictures had come, oldest first.
    samples: VecDeque<(Instant, u64)>,
}

struct Supervisor {
    desk: Desk,
    opener: Opener,
    timing: Timing,
    choice: Option<Choice>,
    /// What the person calls the choice.
    name: String,
    phase: Phase,
    /// Readers whose pictures count no more, and what they read.
    given_up: Vec<(String, JoinHandle<()>)>,
}

impl Supervisor {
    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let order = match self.next_look() {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(Order::Choose(choice)) => self.choose(choice),
                Ok(Order::News(generation, news)) if self.desk.is_current(generation) => self.hear(news),
                Ok(Order::News(_, News::Opened { stopper: Some(stop), .. })) => stop(),
                Ok(Order::News(..)) | Err(RecvTimeoutError::Timeout) => {}
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return self.stop(inbox),
            }
            self.look();
        }
    }

    /// How long until something is to be looked at; `None`: only when there is an order.
    fn next_look(&self) -> Option<Duration> {
        match &self.phase {
            Phase::Idle => None,
            Phase::Reading(_) => Some(TICK),
            Phase::Ending => Some(SHORT_TICK),
            Phase::Waiting { until, trouble: true } => Some(until.saturating_duration_since(Instant::now())),
            Phase::Waiting { trouble: false, .. } => Some(SHORT_TICK),
        }
    }

    fn choose(&mut self, choice: Option<Choice>) {
        self.give_up();
        self.name = choice.as_ref().map(|(source, _)| camera::name_of(source)).unwrap_or_default();
        self.choice = choice;
        if self.choice.is_some() {
            self.phase = Phase::Waiting { until: Instant::now() + self.timing.farewell, trouble: false };
            self.say(CameraState::Opening { name: self.name.clone() });
        } else {
            self.say(CameraState::None);
        }
    }

    fn hear(&mut self, news: News) {
        let Phase::Reading(reading) = &mut self.phase else { return };
        match news {
            News::Opened { stopper, patience } => {
                reading.stopper = stopper;
                reading.patience = patience;
            }
            News::Size(size) => self.say_live(size),
            News::Ended => self.phase = Phase::Ending,
            News::Failed(error) => self.trouble(&error),
        }
    }

    fn look(&mut self) {
        self.given_up.retain(|(_, reader)| !reader.is_finished());
        match &self.phase {
            Phase::Idle => {}
            Phase::Reading(_) => self.watch(),
            Phase::Ending => {
                if self.desk.outlets.work.wait_until_taken(Duration::ZERO) {
                    self.phase = Phase::Idle;
                    self.say(CameraState::Ended { name: self.name.clone() });
                }
            }
            Phase::Waiting { until, trouble } => {
                if Instant::now() >= *until || (!trouble && self.given_up.is_empty()) {
                    self.begin();
                }
            }
        }
    }

    /// Starts a reader, unless too many hang already.
    fn begin(&mut self) {
        let Some(choice) = self.choice.clone() else { return };
        if self.hanging() >= MAX_HANGING {
            let name = self.name.clone();
            let reason = text!("station-camera-silent");
            return self.trouble(&CameraError::Unusable { name, reason });
        }
        let (desk, opener) = (self.desk.clone(), self.opener.clone());
        let generation = desk.gate().generation;
        let reader = std::thread::Builder::new().name("camera".to_owned());
        match reader.spawn(move || desk.read(generation, &opener, &choice)) {
            Ok(thread) => {
                self.phase = Phase::Reading(Reading {
                    thread,
                    started: Instant::now(),
                    patience: self.timing.first_picture,
                    stopper: None,
                    samples: VecDeque::new(),
                });
            }
            Err(error) => {
                let reason = text!("station-too-much-to-do", reason = words::io(&error));
                self.trouble(&CameraError::Unusable { name: self.name.clone(), reason });
            }
        }
    }

    /// How many readers of the chosen source were given up and have not come to their end.
    fn hanging(&self) -> usize {
        let Some((chosen, _)) = &self.choice else { return 0 };
        self.given_up.iter().filter(|(source, reader)| source == chosen && !reader.is_finished()).count()
    }

    /// Looks whether pictures come, and how fast.
    fn watch(&mut self) {
        let Phase::Reading(reading) = &mut self.phase else { return };
        let gate = self.desk.gate();
        let now = Instant::now();
        let (silent_since, patience) = match gate.last_picture {
            Some(last) => (last, reading.patience),
            None => (reading.started, self.timing.first_picture),
        };
        let lost = !gate.waits_for_work && now.saturating_duration_since(silent_since) > patience;
        let (pictures, size) = (gate.pictures, gate.size);
        drop(gate);
        reading.samples.push_back((now, pictures));
        while reading.samples.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= RATE_WINDOW) {
            reading.samples.pop_front();
        }
        match (lost, size) {
            (false, Some(size)) => self.say_live(size),
            (false, None) => {}
            (true, Some(_)) => self.trouble(&CameraError::Lost(self.name.clone())),
            (true, None) => {
                let reason = text!("station-camera-no-pictures");
                self.trouble(&CameraError::Unusable { name: self.name.clone(), reason });
            }
        }
    }

    /// Says what is wrong and keeps saying it, until a picture comes.
    fn trouble(&mut self, error: &CameraError) {
        let error = match error {
            // It is in use by ourselves: by a reader that hangs.
            CameraError::Busy(name) if self.hanging() > 0 => &CameraError::Lost(name.clone()),
            error => error,
        };
        self.give_up();
        let wait = match error {
            CameraError::Unusable { .. } | CameraError::NoFfmpeg => self.timing.retry_unusable,
            _ => self.timing.retry,
        };
        self.phase = Phase::Waiting { until: Instant::now() + wait, trouble: true };
        let message = text!("words-full-stop", said = error.text());
        let advice = error.advice();
        self.say(CameraState::Trouble { name: self.name.clone(), message, advice });
    }

    /// From now on the reader's pictures count no more, and those that are there are thrown away.
    fn give_up(&mut self) {
        let mut gate = self.desk.gate();
        *gate = Gate { generation: gate.generation + 1, next_seq: gate.next_seq, ..Gate::default() };
        self.desk.outlets.preview.clear();
        self.desk.outlets.work.clear();
        drop(gate);
        let phase = std::mem::replace(&mut self.phase, Phase::Idle);
        if let (Phase::Reading(reading), Some((source, _))) = (phase, &self.choice) {
            if let Some(stop) = reading.stopper {
                stop();
            }
            self.given_up.push((source.clone(), reading.thread));
        }
    }

    fn stop(mut self, inbox: &Receiver<Order>) {
        self.give_up();
        let until = Instant::now() + self.timing.farewell;
        while Instant::now() < until && self.given_up.iter().any(|(_, reader)| !reader.is_finished()) {
            // Readers tell their end through here, and one that has just opened its camera is to be stopped.
            if let Ok(Order::News(_, News::Opened { stopper: Some(stop), .. })) = inbox.recv_timeout(SHORT_TICK) {
                stop();
            }
        }
    }

    fn say_live(&self, size: FrameSize) {
        let Phase::Reading(reading) = &self.phase else { return };
        let rate = match (reading.samples.front(), reading.samples.back()) {
            (Some((from, before)), Some((to, after))) if to > from => {
                (after - before) as f64 / to.duration_since(*from).as_secs_f64()
            }
            _ => 0.0,
        };
        // In tenths, so that it is not another state with every look.
        let rate = (rate * 10.0).round() / 10.0;
        self.say(CameraState::Live { name: self.name.clone(), size, rate });
    }

    fn say(&self, state: CameraState) {
        let mut said = self.desk.outlets.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *said != state {
            let now = state.clone();
            let before = std::mem::replace(&mut *said, state);
            // Whoever draws takes this lock, and a log may be slow.
            drop(said);
            match &now {
                CameraState::Live { .. } if matches!(before, CameraState::Live { .. }) => {}
                CameraState::Live { name, size, .. } => {
                    tracing::info!("{name} gives pictures of {} x {}", size.width, size.height);
                }
                CameraState::Trouble { message, .. } => tracing::warn!("camera: {message}"),
                CameraState::Ended { name } => tracing::info!("{name} has ended"),
                CameraState::None | CameraState::Opening { .. } => {}
            }
            (self.desk.outlets.wake)();
        }
    }
}
