//! The recorder thread: has what counts written into the journal, and only then told to anyone.
//!
//! What cannot be written waits here, in memory, with its own time, and is tried again: the disk may have room, or be
//! there, a minute later. Until then nobody is shown as recorded.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, SendTimeoutError, Sender};
use image::RgbImage;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{broadcast, oneshot};

use super::Fact;
use super::answers::Answers;
use super::board::Board;
use super::meters::{Meters, SeenBy};
use super::signals::Signals;
use super::sounds::Sounds;
use super::strangers::{Ask, Keeper};
use super::view::{Arrival, JournalState, Level};
use crate::core::{Recognition, Report};
use crate::journal::{Journal, JournalError, Outcome, Removed, Seen};
use crate::text;
use crate::webhook::{Dispatcher, Pause};

/// How long the thread waits for somebody before it looks after what else there is.
const IDLE: Duration = Duration::from_secs(1);
/// How often it is tried to record what waits.
const RETRY: Duration = Duration::from_secs(1);
/// As many as wait for a disk; more than come through a door before somebody reads the banner.
const WAITING: usize = 5000;
/// Of these, as many keep their picture.
const PICTURES_WAITING: usize = 200;
/// How often it is tried whether the journal can be written when nobody comes: whether attendance is recorded is to be
/// known before the class arrives.
const PROBE: Duration = Duration::from_secs(60);
/// How long the thread waits while there are more old events to remove.
const BETWEEN_BATCHES: Duration = Duration::from_millis(20);
/// How often old events are looked for.
const CLEAN: Duration = Duration::from_secs(3600);
/// How long a listener that is behind is waited for before it is asked whether to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// A recognition that is to be recorded.
pub(super) struct Candidate {
    pub(super) seen: Seen,
    /// The face, for the list.
    pub(super) crop: Arc<RgbImage>,
    /// Who showed it.
    pub(super) by: SeenBy,
    /// Somebody asked for it to be sent, and waits to hear what became of it.
    pub(super) asked: Option<Asked>,
}

/// Somebody who waits to hear what became of a face.
pub(super) struct Asked(pub(super) oneshot::Sender<Report>);

impl Asked {
    fn answer(self, report: Report) {
        // They may have gone away meanwhile.
        let _ = self.0.send(report);
    }
}

pub(super) struct Recorder {
    pub(super) board: Arc<Board>,
    pub(super) journal: Journal,
    pub(super) dispatcher: Arc<Dispatcher>,
    /// Where recognitions that are recorded go, besides the screen.
    pub(super) recognitions: Option<Sender<Recognition>>,
    pub(super) signals: Arc<Signals>,
    /// Who waits for the main API's first answer.
    pub(super) answers: Arc<Answers>,
    /// Where facts go that nobody has to take.
    pub(super) facts: broadcast::Sender<Fact>,
    pub(super) meters: Meters,
    pub(super) sounds: Sounds,
    /// Removes what is too old of those who are not enrolled.
    pub(super) keeper: Keeper,
    pub(super) waiting: VecDeque<Candidate>,
    /// Arrivals for which there was no more room.
    pub(super) lost: usize,
}

impl Recorder {
    /// Runs until nobody can send candidates any more, and all of them are recorded or cannot be.
    pub(super) fn run(mut self, candidates: &Receiver<Candidate>) {
        self.probe();
        let (mut probed, mut tried, mut cleaned) = (Instant::now(), Instant::now(), None::<Instant>);
        loop {
            let idle = if cleaned.is_none() { BETWEEN_BATCHES } else { IDLE };
            match candidates.recv_timeout(idle) {
                Ok(candidate) => {
                    self.take(candidate);
                    self.signals.candidates.fetch_sub(1, Ordering::AcqRel);
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.board.journal_is_failing() || probed.elapsed() > PROBE {
                        self.probe();
                        probed = Instant::now();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // By the clock and not by the candidate: a disk that is slow to say no must not hold up who comes next.
            if tried.elapsed() > RETRY {
                self.retry();
                if let Err(error) = self.journal.write_seen(false) {
                    self.fail(&error);
                }
                tried = Instant::now();
            }
            // A little at a time, and only while nobody comes.
            if candidates.is_empty() && cleaned.is_none_or(|cleaned| cleaned.elapsed() > CLEAN) {
                cleaned = (!self.remove_old()).then(Instant::now);
            }
            self.tell_problems();
        }
        self.retry();
        if let Err(error) = self.journal.write_seen(true) {
            tracing::warn!(%error, "when somebody was last seen could not be written");
        }
        if !self.waiting.is_empty() {
            tracing::error!(lost = self.waiting.len(), "attendance could not be recorded before the end");
        }
    }

    fn take(&mut self, mut candidate: Candidate) {
        let mut reason = "arrivals before it are not recorded yet".to_owned();
        if self.waiting.is_empty() {
            match self.record(&mut candidate) {
                Ok(()) => return,
                Err(error) => {
                    self.fail(&error);
                    reason = error.to_string();
                }
            }
        }
        if let Some(asked) = candidate.asked.take() {
            let message = format!("not recorded yet: {reason}");
            asked.answer(Report::Failed { http_status: None, message, queued: true });
        }
        self.wait(candidate);
    }

    fn record(&self, candidate: &mut Candidate) -> Result<(), JournalError> {
        let settings = self.board.settings();
        let recognition = &candidate.seen.recognition;
        let is_sent = recognition.student.is_some() || settings.send_unknown.value || candidate.by == SeenBy::Http;
        let deliver = settings.webhook_url.value.is_some() && is_sent;
        let outcome = self.journal.record(&candidate.seen, settings.cooldown.value, deliver)?;
        self.board.set_journal(JournalState::Working);
        let asked = candidate.asked.take();
        let (event, delivery) = match outcome {
            Outcome::Recorded { event, delivery } => (event, delivery),
            Outcome::Cooldown { left } => {
                if let Some(asked) = asked {
                    asked.answer(Report::cooldown(left));
                }
                return Ok(());
            }
        };
        if let Some(asked) = asked {
            self.answer(asked, event.number, delivery.is_some());
        }
        if delivery.is_some() {
            self.dispatcher.poke();
        }
        self.meters.recorded(candidate.by, recognition);
        // Nothing is heard of a stranger.
        if recognition.student.is_some() && candidate.by == SeenBy::Camera {
            self.sounds.play(settings.sound.value);
        }
        // Nobody may be listening.
        let _ = self.facts.send(Fact::Recorded {
            number: event.number,
            by: candidate.by,
            recognition: recognition.clone(),
            delivery: delivery.clone(),
        });
        self.board.add_arrival(Arrival {
            number: event.number,
            at: event.at,
            recognition: recognition.clone(),
            crop: candidate.crop.clone(),
            delivery,
        });
        self.hand_over(recognition.clone());
        Ok(())
    }

    /// Says what becomes of an event, now or when the main API has answered.
    fn answer(&self, asked: Asked, number: i64, is_sent: bool) {
        if !is_sent {
            asked.answer(Report::disabled());
        } else if let Some(pause) = self.board.paused() {
            let message = match pause {
                Pause::ByPerson => "sending is paused".to_owned(),
                Pause::Refused { answer, .. } => format!("the main API refuses events: {}", answer.message),
                Pause::Asked { .. } => "the main API asked to be left alone for a while".to_owned(),
            };
            asked.answer(Report::Failed { http_status: None, message, queued: true });
        } else {
            self.answers.wait(number, asked.0);
        }
    }

    /// Keeps what could not be recorded; a student who stays in view waits once.
    fn wait(&mut self, mut candidate: Candidate) {
        let cooldown = self.board.settings().cooldown.value;
        let (student, uptime) = (&candidate.seen.recognition.student, candidate.seen.moment.uptime);
        let is_there = self.waiting.iter().any(|other| {
            other.seen.recognition.student == *student && uptime.abs_diff(other.seen.moment.uptime) < cooldown
        });
        if is_there {
            return;
        }
        if self.waiting.len() >= WAITING {
            self.lost += 1;
            tracing::error!(student = candidate.seen.recognition.label(), "no room for another arrival that waits");
            return;
        }
        if self.waiting.len() >= PICTURES_WAITING {
            candidate.seen.crop = None;
            candidate.crop = Arc::new(RgbImage::new(1, 1));
        }
        self.waiting.push_back(candidate);
    }

    /// Tries what waits, oldest first, until one cannot be recorded still.
    fn retry(&mut self) {
        while let Some(mut candidate) = self.waiting.pop_front() {
            if let Err(error) = self.record(&mut candidate) {
                self.waiting.push_front(candidate);
                self.fail(&error);
                return;
            }
        }
    }

    fn probe(&self) {
        match self.journal.probe() {
            Ok(()) => self.board.set_journal(JournalState::Working),
            Err(error) => self.fail(&error),
        }
        self.tell_problems();
    }

    fn fail(&self, error: &JournalError) {
        tracing::error!(%error, "attendance is not being recorded");
        let advice = match self.waiting.len() {
            0 => error.advice(),
            count => text!("station-waits-in-memory", advice = error.advice(), count = count),
        };
        let advice = match self.lost {
            0 => advice,
            lost => text!("station-no-room", advice = advice, count = lost),
        };
        self.board.set_journal(JournalState::Failing { message: error.text().sentence(), advice });
    }

    fn tell_problems(&self) {
        for problem in self.journal.problems() {
            self.board.tell(Level::Warning, problem, text!("station-log-mended"));
        }
    }

    /// Removes some of what is older than it may be. Says whether there is more.
    fn remove_old(&self) -> bool {
        // One that is left out for lack of room is asked for again in an hour.
        let _ = self.keeper.ask(Ask::Clean);
        let Some(days) = self.board.settings().retention_days.value else { return false };
        let Ok(before) = Timestamp::now().checked_sub(SignedDuration::from_hours(24 * i64::from(days))) else {
            return false;
        };
        match self.journal.remove_before(before) {
            Ok(Removed { rows, more }) => {
                if rows > 0 {
                    tracing::info!(rows, days, "old arrivals were removed");
                }
                more
            }
            Err(error) => {
                let text = text!("station-old-not-removed", reason = error.text());
                self.board.tell(Level::Warning, text, text!("station-old-not-removed-advice"));
                false
            }
        }
    }

    /// Waits for a listener that is behind: a recognition is a fact, and facts are not dropped.
    fn hand_over(&self, mut recognition: Recognition) {
        let Some(listener) = &self.recognitions else { return };
        loop {
            match listener.send_timeout(recognition, PATIENCE) {
                Ok(()) | Err(SendTimeoutError::Disconnected(_)) => return,
                Err(SendTimeoutError::Timeout(_)) if self.signals.stop.load(Ordering::Relaxed) => return,
                Err(SendTimeoutError::Timeout(unsent)) => recognition = unsent,
            }
        }
    }
}
