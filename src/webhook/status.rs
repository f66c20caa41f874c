//! How delivery goes, for the screen.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::News;
use crate::core::Answer;
use crate::journal::{Counts, Journal, Moment};

/// The screen is told no more often than this.
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);
/// What is due passes without anything happening.
const REPORT_AGAIN: Duration = Duration::from_secs(30);

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
    /// What time it was there when it answered last, as far as it says.
    pub clock: Option<ApiClock>,
    /// The test event.
    pub test: WebhookTest,
}

/// What time the main API said it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiClock {
    /// The time there when this machine started: however its own clock is set, no more than that is needed.
    at_start: Timestamp,
}

impl ApiClock {
    /// It was `there` at the moment `here`; `None` where there was no such time.
    pub fn of(there: Timestamp, here: Moment) -> Option<Self> {
        there.checked_sub(here.since_start()).ok().map(|at_start| Self { at_start })
    }

    /// How far this PC's clock is ahead of the main API's at a moment, however it was set since.
    pub fn ahead(&self, now: Moment) -> SignedDuration {
        now.at.duration_since(self.at_start) - now.since_start()
    }
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

/// Tells how delivery goes, when it has changed.
#[derive(Default)]
pub(super) struct Reporter {
    /// The test event.
    pub(super) test: WebhookTest,
    last: Option<(Timestamp, Answer)>,
    clock: Option<ApiClock>,
    /// What was told last, and when.
    told: Option<(Deliveries, Instant)>,
    nothing_changed: bool,
}

impl Reporter {
    /// Something happened that may have to be told.
    pub(super) fn changed(&mut self) {
        self.nothing_changed = false;
    }

    /// The main API answered, or did not.
    pub(super) fn answered(&mut self, at: Timestamp, answer: &Answer) {
        self.last = Some((at, answer.clone()));
        self.changed();
    }

    /// What time the main API said it is, if it did.
    pub(super) fn dated(&mut self, there: Option<Timestamp>) {
        if let Some(there) = there {
            self.clock = ApiClock::of(there, Moment::now());
        }
    }

    /// Tells how delivery goes, if it is time to; says when it is time again.
    pub(super) fn report(
        &mut self,
        journal: &Journal,
        enabled: bool,
        paused: Option<Pause>,
        tell: &dyn Fn(News),
    ) -> Duration {
        let since = self.told.as_ref().map_or(Duration::MAX, |(_, at)| at.elapsed());
        if self.nothing_changed && since < REPORT_AGAIN {
            return REPORT_AGAIN;
        }
        if since < BETWEEN_REPORTS {
            return BETWEEN_REPORTS - since;
        }
        // A journal that cannot be read is told by those who write to it; the counts are the last that were known.
        let before = self.told.as_ref().map(|(told, _)| told);
        let counts = journal.counts().unwrap_or_else(|_| {
            before.map_or_else(Counts::default, |told| Counts {
                queued: told.queued,
                retrying: told.retrying,
                given_up: told.given_up,
            })
        });
        let may_go = enabled && paused.is_none();
        let next_due = may_go.then(|| journal.next_due(&HashSet::new()).ok().flatten()).flatten();
        let now = Deliveries {
            enabled,
            paused,
            queued: counts.queued,
            retrying: counts.retrying,
            given_up: counts.given_up,
            next_due,
            last: self.last.clone(),
            clock: self.clock,
            test: self.test.clone(),
        };
        self.nothing_changed = true;
        if before != Some(&now) {
            tell(News::Status(Box::new(now.clone())));
        }
        self.told = Some((now, Instant::now()));
        REPORT_AGAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_put_right_since_is_right() {
        let at = |second: i64, uptime: u64| Moment {
            at: Timestamp::from_second(second).unwrap(),
            uptime: Duration::from_secs(uptime),
        };
        let clock = ApiClock::of(Timestamp::from_second(1_000).unwrap(), at(1_600, 50)).unwrap();
        for (now, ahead) in [(at(1_600, 50), 600), (at(1_660, 110), 600), (at(1_060, 110), 0), (at(1_000, 110), -60)] {
            assert_eq!(clock.ahead(now), SignedDuration::from_secs(ahead));
        }
    }
}
