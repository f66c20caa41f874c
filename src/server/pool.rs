//! The engines that requests share: one a core, each on a thread of its own, and less urgent than the camera's.

use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use super::refusal::Refusal;
use crate::engine::{EngineError, EngineFactory, FaceEngine, Urgency, every_processor, give_way};
use crate::words::Text;

/// How long a picture waits for its turn; whoever sent it has something better to do then than to wait on.
pub(super) const WAIT: Duration = Duration::from_secs(30);
/// How long the end waits for work that has begun.
const END_WITHIN: Duration = Duration::from_secs(10);
/// How often it is looked whether that is done.
const LOOK: Duration = Duration::from_millis(20);

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// Threads with an engine each. Dropped, it waits for the work that has begun, but not for ever.
pub(super) struct Pool {
    /// As many as there are threads: who waits for one waits in line, and whoever hangs up meanwhile leaves it.
    turns: Arc<Semaphore>,
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

/// Why work was not done.
#[derive(Debug, thiserror::Error)]
pub(super) enum PoolError {
    /// Faces cannot be recognised.
    #[error(transparent)]
    NoEngine(#[from] EngineError),
    /// Too many pictures came before it.
    #[error("too many pictures wait to be looked at")]
    Busy,
    /// It went wrong in a way nobody foresaw, or the server ends.
    #[error("this picture could not be looked at")]
    Failed,
}

impl Pool {
    /// Starts the threads; each makes its engine when first asked.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub(super) fn start(engines: &EngineFactory) -> io::Result<Self> {
        let many = thread::available_parallelism().map_or(1, NonZero::get);
        let (jobs, todo) = bounded::<Job>(many);
        let threads = (0..many)
            .map(|n| {
                let (todo, worker) = (todo.clone(), Worker { engines: engines.clone(), engine: None });
                thread::Builder::new().name(format!("server-{n}")).spawn(move || worker.run(&todo))
            })
            .collect::<io::Result<_>>()?;
        Ok(Self { turns: Arc::new(Semaphore::new(many)), jobs: Some(jobs), threads })
    }

    /// Has work done by one of the engines. Work that has begun is done to its end, even where nobody waits for it any
    /// more; before that it is forgotten with whoever waited.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn FaceEngine) -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let turn = timeout(WAIT, self.turns.clone().acquire_owned()).await.map_err(|_| PoolError::Busy)?;
        let turn = turn.map_err(|_| PoolError::Failed)?;
        let (answer, answered) = oneshot::channel();
        let job = Box::new(move |worker: &mut Worker| {
            let _turn = turn;
            let done = worker.engine().map(work).map_err(PoolError::NoEngine);
            // They may have hung up.
            let _ = answer.send(done);
        });
        let jobs = self.jobs.as_ref().ok_or(PoolError::Failed)?;
        // There is a thread for each turn: this never waits.
        jobs.try_send(job).map_err(|_| PoolError::Failed)?;
        answered.await.map_err(|_| PoolError::Failed)?
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs = None;
        let end = Instant::now() + END_WITHIN;
        while Instant::now() < end && self.threads.iter().any(|thread| !thread.is_finished()) {
            thread::sleep(LOOK);
        }
        for thread in self.threads.drain(..) {
            // One that is at a picture still ends with the process: nobody waits for its answer any more.
            if thread.is_finished() && thread.join().is_err() {
                tracing::error!("a thread of the server panicked");
            }
        }
    }
}

struct Worker {
    engines: EngineFactory,
    engine: Option<Box<dyn FaceEngine>>,
}

impl Worker {
    fn run(mut self, todo: &Receiver<Job>) {
        give_way(Urgency::Soon);
        for job in todo {
            // A panic inside a library must cost one request, not the thread.
            if catch_unwind(AssertUnwindSafe(|| job(&mut self))).is_err() {
                tracing::error!("recognition for a request panicked; starting it again");
                self.engine = None;
            }
        }
    }

    fn engine(&mut self) -> Result<&mut dyn FaceEngine, EngineError> {
        let engine = match self.engine.take() {
            Some(engine) => engine,
            None => {
                let mut engine = (self.engines)()?;
                // Most often one picture is here at a time, and somebody waits for it.
                engine.set_threads(every_processor());
                engine
            }
        };
        Ok(self.engine.insert(engine).as_mut())
    }
}

impl From<PoolError> for Refusal {
    fn from(error: PoolError) -> Self {
        if matches!(error, PoolError::Busy) {
            return Self::too_busy();
        }
        let advice = match &error {
            PoolError::NoEngine(error) => error.advice().to_string(),
            PoolError::Failed | PoolError::Busy => "Try another one.".to_owned(),
        };
        Self::said(StatusCode::SERVICE_UNAVAILABLE, format!("{} {advice}", Text::said(&error).sentence()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scripted;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn a_panic_costs_one_request_and_that_engine_is_made_anew() {
        let made = Arc::new(AtomicUsize::new(0));
        let (counts, scripted) = (made.clone(), scripted::factory());
        let engines: EngineFactory = Arc::new(move || {
            counts.fetch_add(1, Ordering::SeqCst);
            scripted()
        });
        let pool = Pool::start(&engines).unwrap();
        let threads = pool.threads.len();
        runtime().block_on(async {
            for _ in 0..3 * threads {
                let failed: Result<(), _> = pool.run(|_| panic!("a library panics")).await;
                assert!(matches!(failed, Err(PoolError::Failed)));
            }
            assert_eq!(pool.run(|_| 7).await.unwrap(), 7);
        });
        assert!(made.load(Ordering::SeqCst) > threads);
    }

    #[test]
    fn without_an_engine_its_advice_is_given_and_it_is_tried_again() {
        let broken = Arc::new(AtomicBool::new(true));
        let (is_broken, scripted) = (broken.clone(), scripted::factory());
        let engines: EngineFactory = Arc::new(move || match is_broken.load(Ordering::SeqCst) {
            true => Err(EngineError::Failed("no models".to_owned())),
            false => scripted(),
        });
        let pool = Pool::start(&engines).unwrap();
        runtime().block_on(async {
            let Err(Refusal::Said(status, said)) = pool.run(|_| ()).await.map_err(Refusal::from) else { panic!() };
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            assert!(said.starts_with("Face recognition failed: no models. Start Hadir again."), "{said}");
            broken.store(false, Ordering::SeqCst);
            assert_eq!(pool.run(|_| 7).await.unwrap(), 7);
        });
    }

    #[test]
    fn who_hangs_up_before_their_turn_is_forgotten_and_what_has_begun_is_done() {
        let pool = Arc::new(Pool::start(&scripted::factory()).unwrap());
        let (open, gate) = bounded::<()>(0);
        let begun = Arc::new(AtomicUsize::new(0));
        runtime().block_on(async {
            let ask = |gate: Receiver<()>| {
                let (pool, begun) = (pool.clone(), begun.clone());
                tokio::spawn(async move {
                    let work = move |_: &mut dyn FaceEngine| {
                        begun.fetch_add(1, Ordering::SeqCst);
                        let _ = gate.recv();
                    };
                    pool.run(work).await
                })
            };
            let threads = pool.threads.len();
            let busy: Vec<_> = (0..threads).map(|_| ask(gate.clone())).collect();
            while begun.load(Ordering::SeqCst) < threads {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let late = ask(gate.clone());
            tokio::task::yield_now().await;
            late.abort();
            busy.iter().for_each(tokio::task::JoinHandle::abort);
            drop(open);
            // All turns are given back.
            for _ in 0..2 * threads {
                pool.run(|_| ()).await.unwrap();
            }
            assert_eq!(begun.load(Ordering::SeqCst), threads);
        });
    }
}
