//! What is put into the journal, what comes back, and what can be wrong with it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::ErrorCode;

use super::Moment;
use crate::core::session::Closing;
use crate::core::{Answer, Delivery, Event, Recognition};
use crate::text;
use crate::words::{self, Text};

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
    /// It counts and is committed.
    Recorded {
        /// As it was written.
        event: Box<Event>,
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
    /// What it tells, of a session that ended.
    pub closing: Option<Box<Closing>>,
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
#[error("{}", self.text())]
pub enum JournalError {
    /// SQLite, or the disk below it, says no.
    Database(#[from] rusqlite::Error),
    /// The disk says no.
    Io(#[from] io::Error),
    /// The file is of a later Hadir.
    Newer(PathBuf),
    /// There is no such event.
    Gone,
    /// Who the event was about is not known any more.
    Damaged,
}

impl JournalError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Database(error) => text!("journal-unwritable", reason = error.to_string()),
            Self::Io(error) => text!("journal-not-opened", reason = words::io(error)),
            Self::Newer(file) => text!("journal-newer", file = file),
            Self::Gone => text!("journal-gone"),
            Self::Damaged => text!("journal-damaged"),
        }
    }

    /// What the person can do about it; may be nothing.
    pub fn advice(&self) -> Text {
        match self {
            Self::Database(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                text!("journal-full-advice")
            }
            Self::Database(_) | Self::Io(_) => text!("journal-disk-advice"),
            Self::Newer(_) => text!("journal-newer-advice"),
            Self::Gone => Text::NOTHING,
            Self::Damaged => text!("journal-damaged-advice"),
        }
    }
}
