//! The server for other systems: the original service's API, a newer one beside it, and pages for people, over HTTP.
//!
//! - [`Server`]: its thread; listens while the settings say so, and elsewhere when they change (`follow`)
//! - `listen`: takes connections in and has each request answered; `connections`: how many, and who is given up
//! - `guard`: who is let in; `tls`: the person's certificate; `body`: what a client sends, within limits
//! - `app`: what every route works with: the station, the engines for requests, the messages of the WebSocket
//! - `routes`: what is answered, one file a subject
//! - `pictures`, `pool`: pictures that requests bring, and the engines that look at them
//! - `upload`, `query`: what a request holds, read as the original service's framework does
//! - `refusal`: what is said when it is not
//! - [`check`]: what `hadir doctor` and the morning's screen say of it

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use crate::station::Station;

mod addresses;
mod app;
mod body;
mod checkup;
mod connections;
mod follow;
mod guard;
mod listen;
mod pictures;
mod pool;
mod query;
mod refusal;
mod routes;
mod tls;
mod upload;

pub use checkup::{check, needs_key};

use self::follow::Follow;

/// Threads that read and write; what takes long has threads of its own.
const THREADS: usize = 2;

/// How much clients may ask for and how long things may take; [`Limits::default`] outside tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Of these, as many may be WebSockets.
    pub websockets: usize,
    /// How long a request's headers may take, the TLS handshake included; also how long a connection may stand idle.
    pub headers_within: Duration,
    /// Bytes of one body.
    pub body: usize,
    /// Bytes of all bodies together that are not answered yet.
    pub bodies: usize,
    /// How long nothing of a body may come.
    pub body_idle: Duration,
    /// How long all of a body may take.
    pub body_within: Duration,
    /// How long requests in flight may take when the server stops: longer than the main API may.
    pub stop_within: Duration,
    /// When it is tried again to listen where it could not be.
    pub try_again: Duration,
    /// How long a certificate's files stay as they are before they are read anew.
    pub settled: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 128,
            websockets: 64,
            headers_within: Duration::from_secs(10),
            body: 10_000_000,
            bodies: 128_000_000,
            body_idle: Duration::from_secs(10),
            body_within: Duration::from_secs(60),
            stop_within: Duration::from_secs(12),
            try_again: Duration::from_secs(3),
            settled: Duration::from_secs(2),
        }
    }
}

/// The thread that serves. Dropped, it stops cleanly: requests in flight finish, and WebSockets get a close.
pub struct Server {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Every route without a listener, and without its guard, limits and keys: for whoever asks from inside this process, as
/// tests and measurements do. What is held open ends when the sender is dropped or sends true.
///
/// # Errors
/// When the system gives no more threads.
pub fn in_process(station: Arc<Station>) -> io::Result<(axum::Router, tokio::sync::watch::Sender<bool>)> {
    let (closing, closes) = tokio::sync::watch::channel(false);
    let app = app::App::new(station)?;
    Ok((routes::router(&app, closes), closing))
}

impl Server {
    /// Starts it. It listens while [`crate::settings::Settings::serve`] says so; how that goes is in the station's view.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start(station: Arc<Station>) -> io::Result<Self> {
        Self::start_within(station, Limits::default())
    }

    /// The same, within other limits.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start_within(station: Arc<Station>, limits: Limits) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("server-net")
            .enable_all()
            .build()?;
        let app = {
            let _inside = runtime.enter();
            app::App::new(station.clone())?
        };
        station.look_at_server(check);
        let follow = Follow::new(station, app, runtime, limits);
        let (stop, stops) = bounded(0);
        let thread = std::thread::Builder::new().name("server".to_owned()).spawn(move || follow.run(&stops))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the server's thread panicked");
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server(..)")
    }
}
