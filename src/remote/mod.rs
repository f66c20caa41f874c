//! Another Hadir (or the original service) that names the faces instead of this PC: asked over HTTP, one picture at a
//! time; and its WebSocket, which tells whom it recognised, whoever showed them.
//!
//! Nothing here is kept: the other one records, and has its own way to the main API.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};
use tokio::runtime::{Builder, Runtime};

use crate::core::FrameSize;
use crate::settings::{Secret, random_bytes};
use crate::web;
use crate::words::Text;

mod answer;
mod client;
mod follow;
mod words;

pub use answer::{Answer, Fate, Named, News, Outcome, Told};
pub use client::{Health, Remote};
pub use follow::Following;

/// Which one is asked, and what proves that we may.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// Its address, as a person wrote it.
    pub url: String,
    /// Goes along as `Authorization: Bearer`.
    pub key: Option<Secret>,
}

impl Target {
    /// The computer it is on, with its port; all of its address that may be shown.
    pub fn place(&self) -> String {
        web::place_of(&self.url)
    }
}

/// Shows no more of an address than whose it is: the rest may hold a password.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("place", &self.place()).field("key", &self.key).finish()
    }
}

/// Why it did not answer, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, a sentence.
    pub message: Text,
    /// What to do.
    pub advice: Text,
    /// It asked not to be asked again before this has passed.
    pub asked_wait: Option<Duration>,
}

/// How long things take; [`Timing::default`] outside tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// How long an answer may take, from the first byte that is sent.
    pub answer_within: Duration,
    /// The WebSocket is pinged this often, and given up when nothing was heard for three times as long.
    pub ping: Duration,
    /// All waits before something is tried again are multiplied by this.
    pub pace: f64,
}

impl Default for Timing {
    fn default() -> Self {
        Self { answer_within: Duration::from_secs(15), ping: Duration::from_secs(15), pace: 1.0 }
    }
}

/// The wait after so many failures in a row (1: the first): half a second, then twice as long each time, up to `longest`;
/// some less or more, so that stations that failed together do not come back together.
pub fn wait_after(failures: u32, longest: Duration) -> Duration {
    const FIRST: Duration = Duration::from_millis(500);
    let wait = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(longest);
    let random = random_bytes::<1>().map_or(0.5, |[byte]| f64::from(byte) / 255.0);
    wait.mul_f64(0.8 + 0.4 * random)
}

/// The way to another Hadir: its WebSocket is followed from here on until this is dropped, which waits for nothing.
pub struct Link {
    remote: Arc<Remote>,
    runtime: Option<Runtime>,
}

impl Link {
    /// Opens it. `tell` is called from another thread, with what the WebSocket says and how it is; it must not block.
    ///
    /// # Errors
    /// Why there can be no way there: the address or the key is none.
    pub fn open(target: &Target, timing: Timing, tell: impl Fn(News) + Send + Sync + 'static) -> Result<Self, Trouble> {
        let remote = Arc::new(Remote::new(target, timing.answer_within)?);
        let runtime = runtime().map_err(|error| words::no_threads(&error))?;
        runtime.spawn(follow::follow(remote.clone(), timing, tell));
        Ok(Self { remote, runtime: Some(runtime) })
    }

    /// Asks who is on a picture of this size. The answer comes by itself, and nobody has to wait for it.
    pub fn ask(&self, jpeg: Vec<u8>, size: FrameSize) -> Receiver<Result<Answer, Trouble>> {
        let (came, answer) = bounded(1);
        let remote = self.remote.clone();
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                // Whoever asked may have gone meanwhile.
                let _ = came.send(remote.recognise(jpeg, size).await);
            });
        }
        answer
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Asks once how the other one is, and waits for the answer: not from a thread that must go on.
///
/// # Errors
/// Why it cannot be asked, or did not answer.
pub fn try_out(target: &Target, timing: Timing) -> Result<Health, Trouble> {
    let remote = Remote::new(target, timing.answer_within)?;
    runtime().map_err(|error| words::no_threads(&error))?.block_on(remote.health())
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(1).thread_name("remote").enable_all().build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest_there_is() {
        let longest = Duration::from_secs(15);
        for (failures, seconds) in [(0, 0.5), (1, 0.5), (2, 1.0), (3, 2.0), (5, 8.0), (6, 15.0), (60, 15.0)] {
            let wait = wait_after(failures, longest).as_secs_f64();
            assert!((seconds * 0.8 - 1e-6..=seconds * 1.2 + 1e-6).contains(&wait), "{failures}: {wait}");
        }
    }

    #[test]
    fn a_target_prints_none_of_its_secrets() {
        let target =
            Target { url: "https://me:hunter1@school.example/x?key=hunter2".to_owned(), key: Secret::new("hunter3") };
        let shown = format!("{target:?}");
        assert!(shown.contains("school.example:443") && !shown.contains("hunter"), "{shown}");
    }
}
