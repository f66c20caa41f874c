//! Following another Hadir's WebSocket, and taking it up again after a break.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use reqwest::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use reqwest::{StatusCode, Upgraded};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Message, Role, WebSocketConfig};

use super::{News, Remote, Timing, Trouble, answer, wait_after, words};
use crate::words::Text;

/// The longest wait before it is taken up again.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The wait before a server that has none is asked again: it may be another one by then.
const NONE_THERE_WAIT: Duration = Duration::from_secs(300);
/// A connection that lasted this long was a good one.
const GOOD: Duration = Duration::from_secs(10);
/// Longer than any message that makes sense, in bytes.
const MAX_MESSAGE_BYTES: usize = 64 << 10;

/// How following the WebSocket goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Following {
    /// It is being connected for the first time.
    #[default]
    Connecting,
    /// It is heard.
    Connected,
    /// It is not heard, and taken up again by itself.
    Lost {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
    /// The other one has none.
    Absent,
}

/// Why it is not heard.
enum Break {
    /// The server has no WebSocket.
    Absent,
    Trouble(Trouble),
}

/// Follows it for as long as this is polled.
pub(super) async fn follow(remote: Arc<Remote>, timing: Timing, tell: impl Fn(News)) {
    let mut failures = 0;
    loop {
        let mut connected = None;
        let broke = match connect(&remote, timing).await {
            Ok(mut socket) => {
                connected = Some(Instant::now());
                tell(News::Following(Following::Connected));
                Break::Trouble(listen(&remote, &mut socket, timing, &tell).await)
            }
            Err(broke) => broke,
        };
        failures = if connected.is_some_and(|since| since.elapsed() >= GOOD) { 1 } else { failures + 1 };
        let wait = match broke {
            Break::Absent => {
                tell(News::Following(Following::Absent));
                NONE_THERE_WAIT
            }
            Break::Trouble(Trouble { message, advice, asked_wait }) => {
                tracing::debug!(%message, "the other one's WebSocket is not heard");
                tell(News::Following(Following::Lost { message, advice }));
                wait_after(failures, LONGEST_WAIT).max(asked_wait.unwrap_or_default())
            }
        };
        tokio::time::sleep(wait.mul_f64(timing.pace)).await;
    }
}

async fn connect(remote: &Remote, timing: Timing) -> Result<WebSocketStream<Upgraded>, Break> {
    let socket = tokio::time::timeout(timing.answer_within, upgrade(remote)).await;
    socket.unwrap_or_else(|_| Err(Break::Trouble(words::too_late(remote.place(), timing.answer_within))))
}

/// The same client asks for it that asks for everything else: one way to check certificates, one proxy, one key.
async fn upgrade(remote: &Remote) -> Result<WebSocketStream<Upgraded>, Break> {
    let key = generate_key();
    let request = remote
        .websocket()
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_VERSION, "13")
        .header(SEC_WEBSOCKET_KEY, &key);
    let failed = |error: reqwest::Error| Break::Trouble(remote.failure(&error.without_url()));
    let response = request.send().await.map_err(failed)?;
    match response.status() {
        StatusCode::SWITCHING_PROTOCOLS => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::MISDIRECTED_REQUEST => {
            return Err(Break::Trouble(remote.refusal(response).await));
        }
        status if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED => {
            return Err(Break::Trouble(remote.refusal(response).await));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            return Err(Break::Trouble(remote.refusal(response).await));
        }
        _ => return Err(Break::Absent),
    }
    let accepted = response.headers().get(SEC_WEBSOCKET_ACCEPT).map(|accept| accept.as_bytes().to_owned());
    if accepted.as_deref() != Some(derive_accept_key(key.as_bytes()).as_bytes()) {
        return Err(Break::Absent);
    }
    let stream = response.upgrade().await.map_err(failed)?;
    let limits = WebSocketConfig::default()
        .read_buffer_size(8 << 10)
        .max_message_size(Some(MAX_MESSAGE_BYTES))
        .max_frame_size(Some(MAX_MESSAGE_BYTES));
    Ok(WebSocketStream::from_raw_socket(stream, Role::Client, Some(limits)).await)
}

/// Tells what it says, until it says nothing more; and why that is.
async fn listen(
    remote: &Remote,
    socket: &mut WebSocketStream<Upgraded>,
    timing: Timing,
    tell: &impl Fn(News),
) -> Trouble {
    let mut pings = tokio::time::interval_at(tokio::time::Instant::now() + timing.ping, timing.ping);
    let mut heard = Instant::now();
    loop {
        tokio::select! {
            message = socket.next() => {
                heard = Instant::now();
                match message {
                    Some(Ok(Message::Text(text))) => {
                        if let Some(news) = answer::news(&text) {
                            tell(news);
                        }
                    }
                    // Pings are answered by the library.
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return words::closed(remote.place()),
                }
            }
            _ = pings.tick() => {
                if heard.elapsed() > timing.ping * 3 || socket.send(Message::Ping("hadir".into())).await.is_err() {
                    return words::silent(remote.place());
                }
            }
        }
    }
}
