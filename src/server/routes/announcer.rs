//! What this station's camera sees, told on the WebSocket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::ws::Message;
use crate::core::{Recognition, Report};
use crate::server::app::App;
use crate::station::meters::SeenBy;
use crate::station::{Fact, Station};

/// How long the main API's first answer is waited for before a recognition is told of without it.
const PATIENCE: Duration = Duration::from_secs(1);
/// As many answers are remembered that came before what they are an answer to.
const EARLY: usize = 64;
/// As many recognitions are remembered that were told of without an answer.
const UNANSWERED: usize = 1024;

/// Tells of the camera's recognitions, from the first WebSocket on.
#[derive(Default)]
pub(in crate::server) struct Announcer(Mutex<Option<JoinHandle<()>>>);

impl Announcer {
    /// Has it run, if it does not. Called on a runtime.
    pub(super) fn start(&self, app: &App) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if running.as_ref().is_none_or(JoinHandle::is_finished) {
            // Before the first client is answered, so that it misses nothing.
            let facts = app.station.facts();
            let desk = Desk::new(app.messages.clone(), &app.station);
            *running = Some(tokio::spawn(desk.run(facts)));
        }
    }
}

/// A recognition whose event has no answer yet.
struct Waiting {
    number: i64,
    recognition: Recognition,
    until: Instant,
}

struct Desk {
    messages: broadcast::Sender<Utf8Bytes>,
    /// It is not kept from ending.
    station: Weak<Station>,
    /// Oldest first.
    waiting: VecDeque<Waiting>,
    early: VecDeque<(i64, Report)>,
    /// Number, student and time of those told of without an answer, oldest first.
    unanswered: VecDeque<(i64, String, i64)>,
}

impl Desk {
    fn new(messages: broadcast::Sender<Utf8Bytes>, station: &Arc<Station>) -> Self {
        let station = Arc::downgrade(station);
        let (waiting, early, unanswered) = Default::default();
        Self { messages, station, waiting, early, unanswered }
    }

    /// Runs until the station ends.
    async fn run(mut self, mut facts: broadcast::Receiver<Fact>) {
        loop {
            let until = self.waiting.front().map(|first| first.until);
            tokio::select! {
                fact = facts.recv() => match fact {
                    Ok(fact) => self.take(fact),
                    Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "recognitions were not told of"),
                    Err(RecvError::Closed) => return,
                },
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {
                    if let Some(first) = self.waiting.pop_front() {
                        self.tell_queued(first.number, &first.recognition);
                    }
                }
            }
        }
    }

    fn take(&mut self, fact: Fact) {
        match fact {
            Fact::Recorded { by: SeenBy::Http, .. } => {}
            Fact::Recorded { by: SeenBy::Camera, recognition, delivery: None, .. } => {
                let is_set =
                    self.station.upgrade().is_some_and(|station| station.settings().webhook_url.value.is_some());
                self.tell(&recognition, if is_set { Report::unknown() } else { Report::disabled() });
            }
            Fact::Recorded { by: SeenBy::Camera, number, recognition, delivery: Some(_) } => {
                if let Some(at) = self.early.iter().position(|(other, _)| *other == number) {
                    if let Some((_, report)) = self.early.remove(at) {
                        self.tell(&recognition, report);
                    }
                } else if self.is_paused() {
                    self.tell_queued(number, &recognition);
                } else {
                    self.waiting.push_back(Waiting { number, recognition, until: Instant::now() + PATIENCE });
                }
            }
            Fact::Tried { number, delivery } => {
                let Some(report) = delivery.report() else { return };
                self.answered(number, report);
            }
        }
    }

    fn answered(&mut self, number: i64, report: Report) {
        if let Some(at) = self.waiting.iter().position(|waiting| waiting.number == number) {
            if let Some(waiting) = self.waiting.remove(at) {
                self.tell(&waiting.recognition, report);
            }
        } else if let Some(at) = self.unanswered.iter().position(|(other, ..)| *other == number) {
            if let Some((_, student_id, ts)) = self.unanswered.remove(at) {
                Message::Dispatched { student_id, ts, dispatch: report }.send(&self.messages);
            }
        } else {
            self.early.push_front((number, report));
            self.early.truncate(EARLY);
        }
    }

    fn is_paused(&self) -> bool {
        self.station.upgrade().is_some_and(|station| station.view().deliveries.paused.is_some())
    }

    fn tell_queued(&mut self, number: i64, recognition: &Recognition) {
        self.tell(recognition, Report::Skipped { reason: "queued".to_owned() });
        if self.unanswered.len() >= UNANSWERED {
            self.unanswered.pop_front();
        }
        self.unanswered.push_back((number, recognition.label().to_owned(), recognition.ts));
    }

    fn tell(&self, recognition: &Recognition, dispatch: Report) {
        let student_id = recognition.label().to_owned();
        Message::Recognized { student_id, distance: recognition.distance, ts: recognition.ts, dispatch }
            .send(&self.messages);
    }
}
