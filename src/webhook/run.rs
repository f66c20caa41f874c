//! The dispatcher's own thread: looks up what is due, has it posted, and writes down what came of it.
//!
//! Posting happens on a runtime beside it, so that a slow disk makes no answer late; the journal is touched here only.

use std::collections::HashSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use jiff::Timestamp;
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::hold::{Hold, MaySend, after};
use super::post::{Poster, Reply};
use super::status::{Reporter, WebhookTest};
use super::{Endpoint, News, Timing, payload};
use crate::core::Delivery;
use crate::core::retry::{Meaning, Schedule, may_ask_for_rest, meaning};
use crate::journal::{Due, Journal, JournalError, Tried};
use crate::settings::random_bytes;
use crate::text;
use crate::words::Text;

/// How many events are on their way at once.
const AT_ONCE: usize = 4;
/// Looks again after this long, whatever was known: the clock may have been set.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// And not sooner than this.
const BREATH: Duration = Duration::from_millis(10);
/// The first and the longest wait after the journal said no.
const TROUBLE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));
/// What is kept back, and why, is noted in the journal under this name.
const NOTE: &str = "delivery";

/// What the thread is asked and told.
pub(super) enum Ask {
    Endpoint(Option<Endpoint>),
    Poke,
    Pause(bool),
    Test,
    /// This came of a try, to the endpoint of that generation.
    Came {
        due: Box<Due>,
        generation: u64,
        reply: Reply,
    },
    Tested(Reply),
    Stop,
}

/// What came of a try, and is not yet written down. Its lane stays busy until it is.
struct Unwritten {
    number: i64,
    lane: String,
    tried: Tried,
}

pub(super) struct Run {
    journal: Journal,
    answer_within: Duration,
    schedule: Schedule,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    asks: Sender<Ask>,
    inbox: Receiver<Ask>,
    runtime: Runtime,
    endpoint: Option<Endpoint>,
    /// Made when it is first needed.
    poster: Option<Arc<Poster>>,
    /// How often the endpoint was changed.
    generation: u64,
    hold: Hold,
    /// The note as the journal has it; `None` until it was read.
    noted: Option<Option<String>>,
    /// The lanes that have an event on its way.
    busy: HashSet<String>,
    /// The event that is a probe on its way.
    probe: Option<i64>,
    unwritten: Vec<Unwritten>,
    /// Everything queued is to be made due.
    make_due: bool,
    /// The journal said no: it is not asked before then, and after how long a wait.
    trouble: Option<(Instant, Duration)>,
    reporter: Reporter,
}

impl Run {
    pub(super) fn new(
        journal: Journal,
        endpoint: Option<Endpoint>,
        timing: Timing,
        tell: Arc<dyn Fn(News) + Send + Sync>,
        asks: Sender<Ask>,
        inbox: Receiver<Ask>,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("webhook-net")
            .enable_all()
            .build()?;
        Ok(Self {
            journal,
            answer_within: timing.answer_within,
            schedule: Schedule::new(timing.pace),
            tell,
            asks,
            inbox,
            runtime,
            endpoint,
            poster: None,
            generation: 0,
            hold: Hold::default(),
            noted: None,
            busy: HashSet::new(),
            probe: None,
            unwritten: Vec::new(),
            make_due: false,
            trouble: None,
            reporter: Reporter::default(),
        })
    }

    /// Runs until it is asked to stop.
    pub(super) fn run(mut self) {
        loop {
            let wait = guarded(|| self.step()).unwrap_or(TROUBLE.0);
            let mut ask = match self.inbox.recv_timeout(wait) {
                Ok(ask) => Some(ask),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            while let Some(next) = ask {
                if matches!(next, Ask::Stop) {
                    // What was answered is written down; what is on its way is left: nobody waits for an answer to close
                    // a window.
                    if let Some(Err(error)) = guarded(|| self.write()) {
                        tracing::warn!(%error, "what was sent just now will be sent once more");
                    }
                    self.runtime.shutdown_background();
                    return;
                }
                guarded(|| self.take(next));
                ask = self.inbox.try_recv().ok();
            }
        }
    }

    fn take(&mut self, ask: Ask) {
        self.reporter.changed();
        let now = Timestamp::now();
        match ask {
            Ask::Poke | Ask::Stop => {}
            Ask::Endpoint(endpoint) if endpoint == self.endpoint => {}
            Ask::Endpoint(endpoint) => {
                self.make_due = endpoint.is_some();
                self.endpoint = endpoint;
                self.poster = None;
                self.generation += 1;
                self.hold.forget_endpoint();
            }
            Ask::Pause(paused) => {
                self.hold.by_person = paused;
                if !paused {
                    self.hold.probe_now(now);
                }
            }
            Ask::Test => self.test(),
            Ask::Tested(Reply { answer, date, .. }) => {
                let accepted = answer.http_status.is_some_and(|status| meaning(status) == Meaning::Taken);
                if accepted && self.hold.is_refused() {
                    self.hold.answered(true);
                }
                self.reporter.answered(now, &answer);
                self.reporter.dated(date);
                self.reporter.test = WebhookTest::Done { accepted, answer, at: now };
            }
            Ask::Came { due, generation, reply } => self.came(*due, generation, reply, now),
        }
    }

    /// Does what can be done now, and says how long there is nothing more to do unless something happens.
    fn step(&mut self) -> Duration {
        let waiting = self.trouble.map(|(until, _)| until.saturating_duration_since(Instant::now()));
        let next = match waiting.filter(|wait| !wait.is_zero()) {
            Some(wait) => wait,
            None => match self.work() {
                Ok(next) => {
                    self.trouble = None;
                    next
                }
                Err(error) => {
                    tracing::error!(%error, "delivery waits for the attendance log");
                    let wait = self.trouble.map_or(TROUBLE.0, |(_, wait)| (wait * 2).min(TROUBLE.1));
                    self.trouble = Some((Instant::now() + wait, wait));
                    wait
                }
            },
        };
        let pause = self.hold.pause(Timestamp::now(), &self.schedule);
        let report = self.reporter.report(&self.journal, self.endpoint.is_some(), pause, &*self.tell);
        next.min(report).clamp(BREATH, LOOK_AGAIN)
    }

    fn work(&mut self) -> Result<Duration, JournalError> {
        let now = Timestamp::now();
        self.read_note(now)?;
        self.write()?;
        if self.make_due {
            self.journal.make_due(None, now)?;
            self.make_due = false;
            self.reporter.changed();
        }
        let next = if self.endpoint.is_some() { self.send(now)? } else { LOOK_AGAIN };
        self.write_note()?;
        Ok(next)
    }

    /// Writes down what came of tries.
    fn write(&mut self) -> Result<(), JournalError> {
        while let Some(first) = self.unwritten.first() {
            let delivery = self.journal.tried(first.number, &first.tried)?;
            let Unwritten { number, lane, .. } = self.unwritten.remove(0);
            self.busy.remove(&lane);
            self.reporter.changed();
            self.told(number, delivery);
        }
        Ok(())
    }

    /// Sends what may be sent, and says when there may be more.
    fn send(&mut self, now: Timestamp) -> Result<Duration, JournalError> {
        match self.hold.may_send(now, &self.schedule) {
            MaySend::Nothing => Ok(LOOK_AGAIN),
            MaySend::Until(until) => Ok(between(now, until)),
            MaySend::Probe { .. } if self.probe.is_some() || self.busy.len() >= AT_ONCE => Ok(LOOK_AGAIN),
            MaySend::Probe { at, fresh } => self.probe(now, at, fresh),
            MaySend::Due => self.send_due(now),
        }
    }

    fn send_due(&mut self, now: Timestamp) -> Result<Duration, JournalError> {
        let free = AT_ONCE.saturating_sub(self.busy.len());
        if free == 0 {
            return Ok(LOOK_AGAIN);
        }
        let due = self.journal.due(now, &self.busy, free)?;
        let all = due.len() < free;
        for due in due {
            self.post(due);
        }
        if !all {
            return Ok(LOOK_AGAIN);
        }
        // Those written before the clock was set back; others may be due, and they would stand still beside them.
        if self.journal.hurry(after(now, self.schedule.longest()), now)? {
            return Ok(Duration::ZERO);
        }
        Ok(self.journal.next_due(&self.busy)?.map_or(LOOK_AGAIN, |next| between(now, next)))
    }

    /// Tries one event of an endpoint that refuses: one of a lane that was not refused yet, if there is one, since it may
    /// be the event and not the endpoint.
    fn probe(&mut self, now: Timestamp, at: Timestamp, fresh: Option<Timestamp>) -> Result<Duration, JournalError> {
        let mut not_these = self.busy.clone();
        not_these.extend(self.hold.refused_lanes().cloned());
        let other = self.journal.due(Timestamp::MAX, &not_these, 1)?.pop();
        let at = if other.is_some() { fresh.map_or(at, |fresh| fresh.min(at)) } else { at };
        if at > now {
            return Ok(between(now, at));
        }
        let oldest = match other {
            Some(other) => Some(other),
            None => self.journal.due(Timestamp::MAX, &self.busy, 1)?.pop(),
        };
        if let Some(oldest) = oldest {
            self.probe = Some(oldest.event.number);
            self.hold.probing(now, &self.schedule);
            self.reporter.changed();
            self.post(oldest);
        }
        Ok(LOOK_AGAIN)
    }

    fn post(&mut self, due: Due) {
        self.busy.insert(due.lane.clone());
        let (asks, generation) = (self.asks.clone(), self.generation);
        let answer = move |due, reply| {
            // Nobody listens any more once the thread has ended.
            let _ = asks.send(Ask::Came { due: Box::new(due), generation, reply });
        };
        let poster = match self.poster() {
            Ok(poster) => poster,
            Err(message) => return answer(due, Reply { unusable: true, ..Reply::none(message) }),
        };
        let body = match payload::of(&due) {
            Ok(body) => body,
            Err(error) => return answer(due, Reply::none(text!("webhook-no-json", reason = error.to_string()))),
        };
        let id = due.event.webhook_id.clone();
        self.runtime.spawn(async move {
            let posting = tokio::spawn(async move { poster.post(&id, body, Timestamp::now()).await });
            answer(due, posting.await.unwrap_or_else(|_| broken()));
        });
    }

    fn test(&mut self) {
        if self.reporter.test == WebhookTest::Sending {
            return;
        }
        self.reporter.test = WebhookTest::Sending;
        let asks = self.asks.clone();
        let answer = move |reply: Reply| {
            let _ = asks.send(Ask::Tested(reply));
        };
        if self.endpoint.is_none() {
            return answer(Reply::none(text!("webhook-none")));
        }
        let poster = match self.poster() {
            Ok(poster) => poster,
            Err(message) => return answer(Reply::none(message)),
        };
        let now = Timestamp::now();
        let body = match payload::of_test(now.as_second()) {
            Ok(body) => body,
            Err(error) => return answer(Reply::none(text!("webhook-no-json", reason = error.to_string()))),
        };
        let id = format!("test_{}", Uuid::now_v7().simple());
        self.runtime.spawn(async move {
            let posting = tokio::spawn(async move { poster.post(&id, body, now).await });
            answer(posting.await.unwrap_or_else(|_| broken()));
        });
    }

    fn poster(&mut self) -> Result<Arc<Poster>, Text> {
        if let Some(poster) = &self.poster {
            return Ok(poster.clone());
        }
        let Some(endpoint) = &self.endpoint else { return Err(text!("webhook-none")) };
        let poster = Poster::new(endpoint, self.answer_within)?;
        self.poster = Some(poster.clone());
        Ok(poster)
    }

    /// Decides what follows from what came of a try.
    fn came(&mut self, due: Due, generation: u64, reply: Reply, now: Timestamp) {
        let Due { event, lane, tries, closing: _ } = due;
        let number = event.number;
        let was_probe = self.probe.take_if(|probe| *probe == number).is_some();
        let current = generation == self.generation;
        let Reply { answer, retry_after, date, unusable } = reply;
        tracing::debug!(number, status = answer.http_status, tries, "an event was tried");
        if current {
            self.reporter.answered(now, &answer);
            self.reporter.dated(date);
        }
        // Not this event's fault: it stays due, and is kept back by the hold alone.
        let spared = |answer| Tried::Again { due: now, answer, counts: false };
        let what = if unusable { Some(Meaning::Refused) } else { answer.http_status.map(meaning) };
        let tried = match what {
            Some(Meaning::Taken) => {
                if current {
                    self.hold.answered(true);
                }
                self.hold.done(number);
                Tried::Sent { at: now, answer }
            }
            Some(Meaning::Refused) if !current => spared(answer),
            Some(Meaning::Refused) if self.hold.refused(number, &lane, &answer, now, &self.schedule) => spared(answer),
            None if was_probe && self.hold.is_refused() => {
                self.hold.unanswered(number, &lane);
                spared(answer)
            }
            // What another address said counts for nothing here.
            _ if !current => spared(answer),
            _ => {
                let asked = retry_after.and_then(|text| self.schedule.asked(&text, now));
                if let Some(status) = answer.http_status.filter(|_| current) {
                    self.hold.answered(false);
                    if let Some(asked) = asked.filter(|_| may_ask_for_rest(status)) {
                        self.hold.asked(after(now, asked));
                    }
                }
                match self.schedule.wait(tries + 1, random()) {
                    Some(wait) => {
                        let due = after(now, wait.max(asked.unwrap_or_default()));
                        Tried::Again { due, answer, counts: true }
                    }
                    None => {
                        self.hold.done(number);
                        Tried::GivenUp { at: now, answer }
                    }
                }
            }
        };
        self.unwritten.push(Unwritten { number, lane, tried });
    }

    fn told(&self, number: i64, delivery: Option<Delivery>) {
        if let Some(delivery) = delivery {
            (self.tell)(News::Delivery { number, delivery });
        }
    }

    fn read_note(&mut self, now: Timestamp) -> Result<(), JournalError> {
        if self.noted.is_none() {
            let note = self.journal.note(NOTE)?;
            if let Some(note) = &note {
                let by_person = self.hold.by_person;
                self.hold = Hold::from_note(note, now);
                self.hold.by_person |= by_person;
            }
            self.noted = Some(note);
        }
        Ok(())
    }

    fn write_note(&mut self) -> Result<(), JournalError> {
        let note = self.hold.to_note();
        if self.noted.as_ref() != Some(&note) {
            self.journal.set_note(NOTE, note.as_deref())?;
            self.noted = Some(note);
        }
        Ok(())
    }
}

/// Goes on after a panic, which is a fault of ours and in the log.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work))
        .inspect_err(|_| tracing::error!("delivery failed at something and goes on"))
        .ok()
}

fn broken() -> Reply {
    Reply::none(text!("webhook-broken"))
}

/// From now until then, and a moment more: waking early would be for nothing.
fn between(now: Timestamp, then: Timestamp) -> Duration {
    Duration::try_from(then.duration_since(now)).unwrap_or_default() + Duration::from_millis(1)
}

/// A number in `[0, 1)`.
fn random() -> f64 {
    random_bytes().map_or(0.5, |bytes| f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0))
}
