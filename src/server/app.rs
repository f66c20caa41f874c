//! What every route works with.

use std::io;
use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::broadcast;

use super::pictures::Pictures;
use super::pool::Pool;
use super::routes::Announcer;
use crate::station::Station;

/// Messages that a WebSocket client may be behind before it misses some.
const MESSAGES: usize = 1024;

/// What every route works with. It outlives the listener, which goes and comes with the settings.
pub(super) struct App {
    pub(super) station: Arc<Station>,
    /// What goes to everyone who listens on the WebSocket, as JSON.
    pub(super) messages: broadcast::Sender<Utf8Bytes>,
    pub(super) announcer: Announcer,
    pub(super) pictures: Pictures,
    pub(super) pool: Pool,
}

impl App {
    /// # Errors
    /// When the system gives no more threads.
    pub(super) fn new(station: Arc<Station>) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            pool: Pool::start(station.engines())?,
            pictures: Pictures::default(),
            messages: broadcast::Sender::new(MESSAGES),
            announcer: Announcer::default(),
            station,
        }))
    }
}
