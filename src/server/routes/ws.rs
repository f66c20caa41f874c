//! The WebSocket: who is recognised, as it happens, whether the camera saw them or another system did.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{self, CloseFrame, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::core::Report;
use crate::server::app::App;
use crate::server::refusal::{Instead, Refusal, Said};

/// Clients have nothing to say; a message of theirs that is longer ends the connection.
const LONGEST: usize = 4096;
/// A client that takes nothing for so long is given up.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// How often a client is asked whether it is there.
const PING_EVERY: Duration = Duration::from_secs(30);
/// A client that was not heard of for so long is given up.
const HEARD_WITHIN: Duration = Duration::from_secs(90);
/// How long a client may take to say goodbye.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// Those who cannot send headers give the key as a second protocol; this is the one that is answered.
const PROTOCOL: &str = "hadir";

/// What is sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Message {
    /// A face was recognised.
    Recognized {
        /// Whose, or `Unknown`.
        student_id: String,
        /// Distance to the nearest template.
        distance: f64,
        /// When, in seconds since 1970 (UTC).
        ts: i64,
        /// What became of it.
        dispatch: Report,
    },
    /// What became of one that was still waiting when it was told of.
    Dispatched {
        /// Whose, or `Unknown`.
        student_id: String,
        /// When the face was recognised, in seconds since 1970 (UTC).
        ts: i64,
        /// What became of it.
        dispatch: Report,
    },
    /// The client was too slow.
    Lagged {
        /// So many messages before the next are lost to it.
        missed: u64,
    },
}

impl Message {
    fn text(&self) -> Option<Utf8Bytes> {
        let text = serde_json::to_string(self).map_err(|error| tracing::error!(%error, "a message has no JSON"));
        Some(text.ok()?.into())
    }

    /// Sends it to everyone who listens.
    pub(super) fn send(&self, messages: &broadcast::Sender<Utf8Bytes>) {
        // Nobody may be listening.
        let _ = self.text().map(|text| messages.send(text));
    }
}

pub(super) fn routes(closing: watch::Receiver<bool>) -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(recognitions)).layer(Extension(closing))
}

/// Tells of every recognition, as a WebSocket.
///
/// Each message is a JSON object; its `type` is `recognized`, `dispatched` (what became of one whose `dispatch` said
/// `queued`) or `lagged` (so many were `missed`). What a client sends is ignored.
#[utoipa::path(
    get, path = "/ws/recognitions", tag = "original",
    responses(
        Instead,
        (status = 101, description = "The messages follow."),
        (status = 426, description = "The request is not that of a WebSocket.", body = Said),
    ),
)]
async fn recognitions(
    State(app): State<Arc<App>>,
    Extension(closing): Extension<watch::Receiver<bool>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        let refusal = Refusal::said(StatusCode::UPGRADE_REQUIRED, "This address is for WebSockets alone.");
        return ([(header::UPGRADE, HeaderValue::from_static("websocket"))], refusal).into_response();
    };
    app.announcer.start(&app);
    // From now on, so that nothing is missed between the answer and the first message.
    let messages = app.messages.subscribe();
    let upgrade = upgrade.protocols([PROTOCOL]).max_message_size(LONGEST).max_frame_size(LONGEST);
    upgrade.on_upgrade(|socket| Client { socket, messages, closing, heard: Instant::now() }.run())
}

/// One client.
struct Client {
    socket: WebSocket,
    messages: broadcast::Receiver<Utf8Bytes>,
    closing: watch::Receiver<bool>,
    /// When something came from it last.
    heard: Instant,
}

impl Client {
    async fn run(mut self) {
        let mut pings = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut closing = self.closing.clone();
        loop {
            let step = tokio::select! {
                () = closed(&mut closing) => return self.say_goodbye().await,
                received = self.socket.recv() => self.hears(received.is_some_and(|received| received.is_ok())),
                message = self.messages.recv() => match message {
                    Ok(text) => self.send(ws::Message::Text(text)).await,
                    Err(RecvError::Lagged(missed)) => match (Message::Lagged { missed }).text() {
                        Some(text) => self.send(ws::Message::Text(text)).await,
                        None => ControlFlow::Continue(()),
                    },
                    Err(RecvError::Closed) => return self.say_goodbye().await,
                },
                _ = pings.tick() => match self.heard.elapsed() < HEARD_WITHIN {
                    true => self.send(ws::Message::Ping(Default::default())).await,
                    false => ControlFlow::Break(()),
                },
            };
            if step.is_break() {
                return;
            }
        }
    }

    /// Something came, or `false`: nothing will any more. Pings and goodbyes are answered beneath.
    fn hears(&mut self, something: bool) -> ControlFlow<()> {
        self.heard = Instant::now();
        if something { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Sends, unless the client takes nothing, or the server is to end meanwhile.
    async fn send(&mut self, message: ws::Message) -> ControlFlow<()> {
        let mut closing = self.closing.clone();
        tokio::select! {
            biased;
            sent = timeout(SEND_WITHIN, self.socket.send(message)) => match sent {
                Ok(Ok(())) => ControlFlow::Continue(()),
                Ok(Err(_)) | Err(_) => ControlFlow::Break(()),
            },
            // The rest of it may be said before the goodbye, if the client takes it now.
            () = closed(&mut closing) => ControlFlow::Continue(()),
        }
    }

    async fn say_goodbye(mut self) {
        let reason = Utf8Bytes::from_static("Hadir is being closed, or listens elsewhere now");
        let frame = CloseFrame { code: close_code::AWAY, reason };
        let goodbye = async {
            if self.socket.send(ws::Message::Close(Some(frame))).await.is_ok() {
                // What is not read of a connection makes it be reset when it is closed, and the goodbye with it.
                while let Some(Ok(_)) = self.socket.recv().await {}
            }
        };
        let _ = timeout(CLOSE_WITHIN, goodbye).await;
    }
}

/// Waits until the listener is to end, or is gone.
async fn closed(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpStream};
    use tokio_tungstenite::tungstenite::Message as Received;
    use tokio_tungstenite::{WebSocketStream, client_async};

    use super::*;
    use crate::engine::scripted;
    use crate::gallery::Gallery;
    use crate::journal::Journal;
    use crate::settings::{SecretStore, Settings, SettingsStore};
    use crate::station::{Parts, Station};

    fn app(folder: &std::path::Path) -> Arc<App> {
        let (gallery, journal) = (Gallery::open(folder).unwrap(), Journal::open(folder));
        let settings = SettingsStore::in_memory(Settings::default());
        let parts = Parts::new(gallery, journal, settings, SecretStore::in_memory(), scripted::factory());
        App::new(Arc::new(Station::start(parts).unwrap())).unwrap()
    }

    type Socket = WebSocketStream<TcpStream>;

    /// Reads until the last message: how many came, and how many it was told that it missed.
    async fn read_all(socket: &mut Socket, last: &str) -> (u64, u64) {
        use futures_util::StreamExt;
        let (mut came, mut missed) = (0, 0);
        loop {
            let Received::Text(text) = socket.next().await.unwrap().unwrap() else { continue };
            match text.strip_prefix(r#"{"type":"lagged","missed":"#) {
                Some(rest) => missed += rest.trim_end_matches('}').parse::<u64>().unwrap(),
                None => came += 1,
            }
            if text.as_str() == last {
                return (came, missed);
            }
        }
    }

    #[test]
    fn a_client_that_lagged_is_told_and_goes_on_and_nobody_waits_for_it() {
        const MANY: u64 = 5000;
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let app = app(folder.path());
            let (_open, closing) = watch::channel(false);
            let (router, _) = routes(closing).split_for_parts();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let at = listener.local_addr().unwrap();
            let served = app.clone();
            tokio::spawn(async move { axum::serve(listener, router.with_state(served)).await });
            let connect = || async {
                let stream = TcpStream::connect(at).await.unwrap();
                client_async(format!("ws://{at}/ws/recognitions"), stream).await.unwrap().0
            };
            let (mut slow, mut quick) = (connect().await, connect().await);
            while app.messages.receiver_count() < 2 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            // More than any socket holds.
            let text = Utf8Bytes::from("x".repeat(10_000));
            let last = Utf8Bytes::from_static("the last");
            let reads = tokio::spawn(async move { read_all(&mut quick, "the last").await });
            for n in 0..MANY {
                app.messages.send(text.clone()).unwrap();
                if n % 16 == 0 {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
            app.messages.send(last).unwrap();
            let (came, missed) = reads.await.unwrap();
            assert_eq!(came + missed, MANY + 1);
            let (came, missed) = read_all(&mut slow, "the last").await;
            assert_eq!(came + missed, MANY + 1);
            assert!(missed > 0, "{came} came");
        });
    }
}
