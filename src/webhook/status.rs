//! How delivery goes, for the screen.

use jiff::Timestamp;

use crate::core::Answer;

/// How events get to the main API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// The webhook is set.
    pub enabled: bool,
    /// Nothing is sent for now, and why.
    pub paused: Option<Pause>,
    /// Events still to be sent.
    pub queued: u64,
    /// Of these, those that were tried at least once.
    pub retrying: u64,
    /// Events that are not tried any more.
    pub given_up: u64,
    /// When the next one is due; `None` when there is none, or none may go.
    pub next_due: Option<Timestamp>,
    /// What the main API answered last, and when.
    pub last: Option<(Timestamp, Answer)>,
    /// The test event.
    pub test: WebhookTest,
}

/// Why nothing is sent for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pause {
    /// A person wants it so.
    ByPerson,
    /// The main API refuses (401, 403, 404, 410); one event is tried now and then.
    Refused {
        /// What it said.
        answer: Answer,
        /// Since when.
        since: Timestamp,
        /// When one is tried next.
        next_probe: Timestamp,
    },
    /// The main API asked to be left alone until then (`Retry-After`).
    Asked {
        /// Until when.
        until: Timestamp,
    },
}

/// How the test event went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum WebhookTest {
    /// None was sent.
    #[default]
    None,
    /// It is on its way.
    Sending,
    /// This came of it.
    Done {
        /// The main API took it.
        accepted: bool,
        /// What it said, or what happened.
        answer: Answer,
        /// When.
        at: Timestamp,
    },
}
