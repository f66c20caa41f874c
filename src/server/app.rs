//! What every route works with.

use std::io;
use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::broadcast;

use crate::station::Station;

/// Messages that a WebSocket client may be behind before it misses some.
const MESSAGES: usize = 1024;

/// What every route works with. It outlives the listener, which goes and comes with the settings.
pub(super) struct App {
    pub(super) station: Arc<Station>,
    /// What goes to everyone who listens on the WebSocket, as JSON.
    pub(super) messages: broadcast::Sender<Utf8Bytes>,
}

impl App {
    /// # Errors
    /// When the system gives no more threads.
    pub(super) fn new(station: Arc<Station>) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self { station, messages: broadcast::Sender::new(MESSAGES) }))
    }
}
