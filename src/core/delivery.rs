//! How an event's way to the main API goes: its words are the original service's.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::words::Text;

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status; `None` when there was no whole answer.
    pub http_status: Option<u16>,
    /// What the main API said, or what happened instead.
    pub message: Text,
}

/// Where an event is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is sent, for the first time or again, when it is due.
    Queued {
        /// When.
        due: Timestamp,
    },
    /// The main API has it.
    Sent {
        /// Since when.
        at: Timestamp,
    },
    /// It is not tried any more, unless a person asks for it.
    GivenUp {
        /// Since when.
        at: Timestamp,
    },
}

/// An event's way so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where it is.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// What came of the last try.
    pub answer: Option<Answer>,
}

impl Delivery {
    /// What the original service would say of it; `None` before the first try has ended.
    pub fn report(&self) -> Option<Report> {
        let Answer { http_status, message } = self.answer.as_ref()?;
        let (http_status, message) = (*http_status, message.to_string());
        Some(match self.state {
            DeliveryState::Sent { .. } => Report::Sent { http_status, message },
            DeliveryState::Queued { .. } => Report::Failed { http_status, message, queued: true },
            DeliveryState::GivenUp { .. } => Report::Failed { http_status, message, queued: false },
        })
    }
}

/// What became of a recognition, for whoever asked for it over HTTP; serialised as the original does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Report {
    /// The main API took it.
    Sent {
        /// Its status.
        http_status: Option<u16>,
        /// Its body.
        message: String,
    },
    /// It did not, or not yet.
    Failed {
        /// Its status, if it answered.
        http_status: Option<u16>,
        /// Its body, or what happened instead.
        message: String,
        /// It is kept and tried again.
        queued: bool,
    },
    /// It was not sent.
    Skipped {
        /// Why.
        reason: String,
    },
}

impl Report {
    /// The same student counted a moment ago.
    pub fn cooldown(left: Duration) -> Self {
        Self::Skipped { reason: format!("cooldown_active ({}s left)", left.as_secs()) }
    }

    /// No webhook is set. To the original that is a failure.
    pub fn disabled() -> Self {
        Self::Failed { http_status: None, message: "webhook_disabled".to_owned(), queued: false }
    }

    /// The face is nobody's, and such are not sent.
    pub fn unknown() -> Self {
        Self::Skipped { reason: "unknown_not_sent".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(state: DeliveryState, answer: Option<(Option<u16>, &str)>) -> Delivery {
        let answer = answer.map(|(http_status, message)| Answer { http_status, message: Text::said(message) });
        Delivery { state, tries: 1, answer }
    }

    #[test]
    fn a_report_has_the_words_of_the_original() {
        let at = Timestamp::UNIX_EPOCH;
        let json = |report: &Report| serde_json::to_string(report).unwrap();
        for (state, answer, expected) in [
            (DeliveryState::Queued { due: at }, None, None),
            (
                DeliveryState::Sent { at },
                Some((Some(200), "ATT-1")),
                Some(r#"{"status":"sent","http_status":200,"message":"ATT-1"}"#),
            ),
            (
                DeliveryState::Queued { due: at },
                Some((Some(503), "later")),
                Some(r#"{"status":"failed","http_status":503,"message":"later","queued":true}"#),
            ),
            (
                DeliveryState::GivenUp { at },
                Some((None, "nobody there")),
                Some(r#"{"status":"failed","http_status":null,"message":"nobody there","queued":false}"#),
            ),
        ] {
            assert_eq!(delivery(state, answer).report().as_ref().map(json).as_deref(), expected);
        }
        let left = Report::cooldown(Duration::from_millis(3900));
        assert_eq!(json(&left), r#"{"status":"skipped","reason":"cooldown_active (3s left)"}"#);
        assert_eq!(
            json(&Report::disabled()),
            r#"{"status":"failed","http_status":null,"message":"webhook_disabled","queued":false}"#
        );
    }
}
