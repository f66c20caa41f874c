//! The attendance log and the outbox, in one SQLite file of the data folder: what is committed here has happened.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::core::{Answer, Delivery, Event, Recognition, StudentId};

mod query;

pub use query::{Choices, DeliveryFilter, Filter, Page, Row, Who};

/// The journal of one data folder. Cheap to clone; every clone is the same journal.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<()>,
}

/// A journal that was opened, and what the person should know of it.
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// What was wrong and what was done, sentences.
    pub problems: Vec<String>,
}

/// A moment, by the clock on the wall and by the one that only goes forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Time of day.
    pub at: Timestamp,
    /// Time since the machine started, sleep counted.
    pub uptime: Duration,
}

/// A recognition that may count.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Who, where, how near.
    pub recognition: Recognition,
    /// When.
    pub moment: Moment,
    /// What the camera is called.
    pub camera: Option<String>,
    /// The face as JPEG.
    pub crop: Option<Vec<u8>>,
}

/// What became of a recognition.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It counts and is committed; `queued`: it is to be sent.
    Recorded {
        /// As it was written.
        event: Event,
        /// Its way, where it is to be sent.
        delivery: Option<Delivery>,
    },
    /// The same student counted a moment ago.
    Cooldown {
        /// How long until they would count again.
        left: Duration,
    },
}

/// An event that is to be sent now.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The event.
    pub event: Event,
    /// Events of one lane go one after the other, in order.
    pub lane: String,
    /// How often it was tried.
    pub tries: u32,
}

/// What came of trying to send an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// The main API took it.
    Sent {
        /// When.
        at: Timestamp,
        /// What it said.
        answer: Answer,
    },
    /// It is tried again.
    Again {
        /// When.
        due: Timestamp,
        /// What came of this try.
        answer: Answer,
        /// Whether this try counts towards giving up.
        counts: bool,
    },
    /// It is not tried any more.
    GivenUp {
        /// When.
        at: Timestamp,
        /// What came of the last try.
        answer: Answer,
    },
}

/// How many events are where on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Still to be sent.
    pub queued: u64,
    /// Of these, tried at least once.
    pub retrying: u64,
    /// Not tried any more.
    pub given_up: u64,
}

/// Why the journal cannot do it. Nothing of it has happened then.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// SQLite, or the disk below it, says no.
    #[error("the attendance log cannot be written: {0}")]
    Database(#[from] rusqlite::Error),
}

impl Journal {
    /// Opens the journal of a data folder, which is held by a [`crate::gallery::Gallery`] already; makes it where there
    /// is none, and sets aside one that is damaged.
    ///
    /// # Errors
    /// When there can be none: the folder cannot be written.
    pub fn open(data: &Path) -> Result<Opened, JournalError> {
        let _ = data;
        todo!()
    }

    /// Records a recognition, if it counts: after `cooldown` for this student. `deliver`: it is to be sent.
    pub fn record(&self, seen: &Seen, cooldown: Duration, deliver: bool) -> Result<Outcome, JournalError> {
        let _ = (seen, cooldown, deliver, &self.inner);
        todo!()
    }

    /// Records that an event was about somebody else, or nobody.
    pub fn correct(
        &self,
        number: i64,
        student: Option<&StudentId>,
        at: Timestamp,
        deliver: bool,
    ) -> Result<Event, JournalError> {
        let _ = (number, student, at, deliver);
        todo!()
    }

    /// Records that a student came whom no camera saw.
    pub fn add_by_hand(&self, student: &StudentId, at: Timestamp, deliver: bool) -> Result<Event, JournalError> {
        let _ = (student, at, deliver);
        todo!()
    }

    /// At most `limit` events that are due at `now`: the oldest of each lane that is not in `busy`, the longest due first.
    pub fn due(&self, now: Timestamp, busy: &HashSet<String>, limit: usize) -> Result<Vec<Due>, JournalError> {
        let _ = (now, busy, limit);
        todo!()
    }

    /// When the next event of a lane that is not in `busy` is due; it may be in the past.
    pub fn next_due(&self, busy: &HashSet<String>) -> Result<Option<Timestamp>, JournalError> {
        let _ = busy;
        todo!()
    }

    /// The event of this number as [`Self::due`] would give it, due or not; `None` unless it is queued.
    pub fn queued(&self, number: i64) -> Result<Option<Due>, JournalError> {
        let _ = number;
        todo!()
    }

    /// Writes down what came of a try. `None`: there is no such event any more.
    pub fn tried(&self, number: i64, tried: &Tried) -> Result<Option<Delivery>, JournalError> {
        let _ = (number, tried);
        todo!()
    }

    /// Queues given-up events again, with all their tries before them: this one, or all of them.
    pub fn send_again(&self, number: Option<i64>, now: Timestamp) -> Result<(), JournalError> {
        let _ = (number, now);
        todo!()
    }

    /// Makes queued events due now: this one, or all of them.
    pub fn make_due(&self, number: Option<i64>, now: Timestamp) -> Result<(), JournalError> {
        let _ = (number, now);
        todo!()
    }

    /// How many events are where on their way.
    pub fn counts(&self) -> Result<Counts, JournalError> {
        todo!()
    }

    /// What was noted under a name; for what has to outlive the process and is no event.
    pub fn note(&self, name: &str) -> Result<Option<String>, JournalError> {
        let _ = name;
        todo!()
    }

    /// Notes something under a name, or forgets it.
    pub fn set_note(&self, name: &str, text: Option<&str>) -> Result<(), JournalError> {
        let _ = (name, text);
        todo!()
    }
}
