//! Events on their way to the school's main API: signed, posted, and tried again until they are there.
//!
//! What is due, and how often it was tried, is in the journal and nowhere else: this room remembers nothing that a
//! restart would lose.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::core::Delivery;
use crate::journal::Journal;
use crate::settings::Secret;

mod status;

pub use status::{Deliveries, Pause, WebhookTest};

/// Where events go, and what proves that they are from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address.
    pub url: String,
    /// Goes along as `Authorization: Bearer`.
    pub api_key: Option<Secret>,
    /// Signs each event.
    pub secret: Option<Secret>,
}

/// How long things take; [`Timing::default`] outside tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// How long an answer may take.
    pub answer_within: Duration,
    /// All waits between tries are multiplied by this.
    pub pace: f64,
}

impl Default for Timing {
    fn default() -> Self {
        Self { answer_within: Duration::from_secs(10), pace: 1.0 }
    }
}

/// What the dispatcher has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// How delivery goes now.
    Status(Deliveries),
    /// How one event's way goes now.
    Delivery {
        /// The event's number.
        number: i64,
        /// Its way.
        delivery: Delivery,
    },
}

/// The thread that sends what is due.
pub struct Dispatcher {}

impl Dispatcher {
    /// Starts it. With no endpoint nothing is sent, and what is queued waits. `tell` is called from its thread and must
    /// not block.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start(
        journal: Journal,
        endpoint: Option<Endpoint>,
        timing: Timing,
        tell: Arc<dyn Fn(News) + Send + Sync>,
    ) -> io::Result<Self> {
        let _ = (journal, endpoint, timing, tell);
        todo!()
    }

    /// Another endpoint, or none. What stopped the last one from taking events is forgotten: it is tried at once.
    pub fn set_endpoint(&self, endpoint: Option<Endpoint>) {
        let _ = endpoint;
        todo!()
    }

    /// Something was queued, or made due.
    pub fn poke(&self) {
        todo!()
    }

    /// Sends nothing from now on, over restarts too, or sends again.
    pub fn pause(&self, paused: bool) {
        let _ = paused;
        todo!()
    }

    /// Sends a test event, whatever is queued or paused; the answer is news.
    pub fn test(&self) {
        todo!()
    }
}
