//! Events on their way to the school's main API: signed, posted, and tried again until they are there.
//!
//! What is due, and how often it was tried, is in the journal and nowhere else: this room remembers nothing that a
//! restart would lose.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Sender, unbounded};

use crate::core::Delivery;
use crate::journal::Journal;

mod endpoint;
mod hold;
mod payload;
mod post;
mod run;
mod status;
mod words;

pub use endpoint::{Endpoint, EndpointProblem, check_secret, new_webhook_secret};
pub use status::{ApiClock, Deliveries, Pause, WebhookTest};

use self::run::{Ask, Run};

/// How long things take; [`Timing::default`] outside tests.
#[derive(Debug, Clone, Copy, PartialEq)]
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
    Status(Box<Deliveries>),
    /// How one event's way goes now.
    Delivery {
        /// The event's number.
        number: i64,
        /// Its way.
        delivery: Delivery,
    },
}

/// The thread that sends what is due. Dropped, it stops at once: a try that is on its way is made again at the next start,
/// under the same id.
pub struct Dispatcher {
    asks: Sender<Ask>,
    thread: Option<JoinHandle<()>>,
}

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
        let (asks, inbox) = unbounded();
        let run = Run::new(journal, endpoint, timing, tell, asks.clone(), inbox)?;
        let thread = std::thread::Builder::new().name("webhook".to_owned()).spawn(move || run.run())?;
        Ok(Self { asks, thread: Some(thread) })
    }

    /// Another endpoint, or none. What stopped the last one from taking events is forgotten: it is tried at once.
    pub fn set_endpoint(&self, endpoint: Option<Endpoint>) {
        self.ask(Ask::Endpoint(endpoint));
    }

    /// Something was queued, or made due.
    pub fn poke(&self) {
        self.ask(Ask::Poke);
    }

    /// Sends nothing from now on, over restarts too, or sends again; then an endpoint that refused is tried at once.
    pub fn pause(&self, paused: bool) {
        self.ask(Ask::Pause(paused));
    }

    /// Sends a test event, whatever is queued or paused; the answer is news.
    pub fn test(&self) {
        self.ask(Ask::Test);
    }

    fn ask(&self, ask: Ask) {
        // The thread ends when this is dropped, and not before.
        let _ = self.asks.send(ask);
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        self.ask(Ask::Stop);
        if let Some(thread) = self.thread.take() {
            // It catches its own panics.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dispatcher(..)")
    }
}
