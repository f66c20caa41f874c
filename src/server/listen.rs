//! The listener: takes connections in, has each answered within its limits, and ends them cleanly.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use axum::response::IntoResponse;
use futures_util::FutureExt;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::Limits;
use super::body::{BodyLimits, Bounded, Budget, Intake};
use super::connections::{Connections, GivenUp, LINGER, Slot, Wire};
use super::guard::{Peer, is_websocket};
use super::refusal::Refusal;

#[cfg(test)]
mod tests;

/// How long nothing is taken in after the system could not give a connection.
const BREATH: Duration = Duration::from_millis(200);
/// How long one that has asked nothing is kept when the listener ends.
const LAST_WORD: Duration = Duration::from_secs(1);
/// As many are told at once that all connections are busy; others are dropped.
const REFUSALS: usize = 32;
/// What a connection may have read and not yet taken in, in bytes; more is no header that anybody sends.
const READ_AHEAD: usize = 64 * 1024;

/// What every answer says, if it does not say otherwise itself.
const HEADERS: [(HeaderName, &str); 5] = [
    // No page elsewhere may show a part of it as its own.
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

/// A listener that runs until it is told to end.
pub(super) struct Listener {
    address: SocketAddr,
    tls: Option<Tls>,
    closing: watch::Sender<bool>,
    taking: JoinHandle<()>,
    ending: JoinHandle<()>,
}

/// The certificate that is used now; it is renewed while the listener runs.
type Tls = Arc<Mutex<Arc<ServerConfig>>>;

/// What every connection is answered with.
struct Serving {
    router: Router,
    connections: Arc<Connections>,
    limits: Limits,
    budget: Arc<Budget>,
    refusals: Arc<Semaphore>,
    tls: Option<Tls>,
    closing: watch::Receiver<bool>,
}

impl Listener {
    /// Listens there; `closing` turns true when it is to end, and every WebSocket is to let go then.
    ///
    /// # Errors
    /// When nothing can be listened for there.
    pub(super) async fn start(
        address: SocketAddr,
        tls: Option<Arc<ServerConfig>>,
        limits: Limits,
        router: impl FnOnce(watch::Receiver<bool>) -> Router,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (closing, closes) = watch::channel(false);
        let tls = tls.map(|config| Arc::new(Mutex::new(config)));
        let serving = Arc::new(Serving {
            router: router(closes.clone()),
            connections: Connections::new(limits.connections, limits.websockets),
            limits,
            budget: Budget::new(limits.bodies),
            refusals: Arc::new(Semaphore::new(REFUSALS)),
            tls: tls.clone(),
            closing: closes.clone(),
        });
        let (give, all) = tokio::sync::oneshot::channel();
        let ended = serving.clone();
        let taking = tokio::spawn(async move {
            let mut tasks = JoinSet::new();
            take_in(&listener, &serving, closes, &mut tasks).await;
            // The port is free before the last answer is given: another listener may want it.
            drop(listener);
            let _ = give.send(tasks);
        });
        let ending = tokio::spawn(async move {
            let Ok(mut tasks) = all.await else { return };
            if timeout(limits.stop_within, ended.connections.none()).await.is_err() {
                tracing::warn!("connections were ended before they were done");
            }
            tasks.abort_all();
            while tasks.join_next().await.is_some() {}
        });
        Ok(Self { address, tls, closing, taking, ending })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether it has ended by itself, which it should not.
    pub(super) fn has_ended(&self) -> bool {
        self.taking.is_finished()
    }

    /// Uses another certificate for connections to come.
    pub(super) fn renew(&self, config: Arc<ServerConfig>) {
        if let Some(tls) = &self.tls {
            *tls.lock().unwrap_or_else(PoisonError::into_inner) = config;
        }
    }

    /// Takes nobody in any more. What is given ends when every connection has.
    pub(super) async fn close(self) -> JoinHandle<()> {
        let _ = self.closing.send(true);
        // It panics nowhere; if it did, it has ended.
        let _ = self.taking.await;
        self.ending
    }
}

/// Takes connections in until the listener is to end.
async fn take_in(
    listener: &TcpListener,
    serving: &Arc<Serving>,
    mut closing: watch::Receiver<bool>,
    tasks: &mut JoinSet<()>,
) {
    let mut is_told = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = closing.wait_for(|closing| *closing) => return,
        };
        while tasks.try_join_next().is_some() {}
        match accepted {
            Ok((stream, peer)) => {
                is_told = false;
                // Answers are small, and nobody should wait for more of one.
                let _ = stream.set_nodelay(true);
                match serving.connections.admit() {
                    Some((slot, given_up)) => {
                        tasks.spawn(serving.clone().connection(stream, peer.ip(), slot, given_up));
                    }
                    None => {
                        if let Ok(permit) = serving.refusals.clone().try_acquire_owned() {
                            let serving = serving.clone();
                            tasks.spawn(async move {
                                let _ = timeout(LINGER * 2, serving.refuse(stream)).await;
                                drop(permit);
                            });
                        }
                    }
                }
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if !is_told {
                    tracing::warn!(%error, "connections cannot be taken in; it is tried again and again");
                }
                is_told = true;
                sleep(BREATH).await;
            }
        }
    }
}

/// Whether it was the client that went away, and not this PC that has no room.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    )
}

impl Serving {
    fn acceptor(&self) -> Option<TlsAcceptor> {
        let tls = self.tls.as_ref()?;
        Some(TlsAcceptor::from(tls.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }

    /// Answers what comes over a connection until it ends, is given up, or the listener is to end.
    async fn connection(self: Arc<Self>, stream: TcpStream, peer: IpAddr, slot: Arc<Slot>, given_up: GivenUp) {
        let first_headers = Instant::now() + self.limits.headers_within;
        let answering = async {
            let Some(acceptor) = self.acceptor() else {
                return self.answer_all(Wire::new(stream, slot.clone()), peer, slot, first_headers).await;
            };
            let accepting = async {
                let mut first = [0];
                if stream.peek(&mut first).await.is_ok() && first[0].is_ascii_uppercase() {
                    slot.linger();
                    say(Wire::new(stream, slot.clone()), &short(400, "This server speaks HTTPS alone: say https://."))
                        .await;
                    return None;
                }
                acceptor.accept(Wire::new(stream, slot.clone())).await.ok()
            };
            let mut closing = self.closing.clone();
            let accepted = tokio::select! {
                accepted = timeout_at(first_headers, accepting) => accepted,
                // It has asked nothing yet.
                _ = closing.wait_for(|closing| *closing) => return,
            };
            if let Ok(Some(stream)) = accepted {
                self.answer_all(stream, peer, slot.clone(), first_headers).await;
            }
        };
        tokio::select! {
            () = answering => {}
            _ = given_up => {}
        }
    }

    async fn answer_all<S>(self: &Arc<Self>, stream: S, peer: IpAddr, slot: Arc<Slot>, first_headers: Instant)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let service = hyper::service::service_fn(|request| {
            let (serving, slot) = (self.clone(), slot.clone());
            async move { Ok::<_, Infallible>(serving.answer(request, peer, slot).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.headers_within)
            .max_buf_size(READ_AHEAD)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut connection = pin!(connection);
        let mut closing = self.closing.clone();
        let mut too_late = pin!(sleep_until(first_headers));
        let mut is_first = true;
        loop {
            tokio::select! {
                // How a connection ends is its client's business.
                _ = &mut connection => return,
                () = &mut too_late, if is_first => {
                    is_first = false;
                    if !slot.has_begun() {
                        return;
                    }
                }
                _ = closing.wait_for(|closing| *closing) => break,
            }
        }
        connection.as_mut().graceful_shutdown();
        if timeout(LAST_WORD, &mut connection).await.is_err() && !slot.is_waiting() {
            let _ = connection.await;
        }
    }

    async fn answer(&self, request: Request<Incoming>, peer: IpAddr, slot: Arc<Slot>) -> Response<Body> {
        slot.begin();
        let is_websocket = is_websocket(request.headers());
        if is_websocket && !slot.become_websocket() {
            let msg = "Too many WebSockets are open; close one, or try again later.";
            return finished(Refusal::said(StatusCode::TOO_MANY_REQUESTS, msg).into_response(), slot);
        }
        let Limits { body, body_idle, body_within, .. } = self.limits;
        let limits = BodyLimits { most: body, idle: body_idle, whole: body_within };
        let intake = Intake::new(self.budget.clone());
        let mut request = request.map(|body| Body::new(Bounded::new(body, limits, intake.clone())));
        request.extensions_mut().insert(Peer(peer));
        // A mistake of ours costs this one answer, and not the connection.
        let answered = AssertUnwindSafe(self.router.clone().oneshot(request)).catch_unwind().await;
        let mut response = answered.map_or_else(|_| broken(), |Ok(response)| response);
        if let Some(refusal) = intake.refusal() {
            response = Refusal::from(refusal).into_response();
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            return response;
        }
        if *self.closing.borrow() {
            // Whoever is answered last is told so, also where the connection has not heard of it yet.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if is_websocket {
            slot.begin();
        }
        if !intake.is_whole() {
            slot.linger();
        }
        finished(response, slot)
    }

    /// Says that all connections are busy, without having read what is asked.
    async fn refuse(&self, stream: TcpStream) {
        let answer = short(429, "All connections are busy; try again in a moment.");
        let wire = Wire::refused(stream);
        match self.acceptor() {
            None => say(wire, &answer).await,
            Some(acceptor) => {
                if let Ok(stream) = acceptor.accept(wire).await {
                    say(stream, &answer).await;
                }
            }
        }
    }
}

/// An answer to a request that nobody has read, as it stands on the wire.
fn short(status: u16, msg: &str) -> String {
    let body = format!(r#"{{"ok":false,"msg":"{msg}"}}"#);
    let (reason, more) = if status == 429 { ("Too Many Requests", "retry-after: 1\r\n") } else { ("Bad Request", "") };
    let length = body.len();
    format!(
        "HTTP/1.1 {status} {reason}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n{more}\r\n{body}"
    )
}

async fn say(mut stream: impl AsyncWrite + Unpin, answer: &str) {
    if stream.write_all(answer.as_bytes()).await.is_ok() {
        let _ = stream.shutdown().await;
    }
}

fn broken() -> Response<Body> {
    let msg = "Hadir made a mistake while it answered this request; nothing else is affected.";
    Refusal::said(StatusCode::INTERNAL_SERVER_ERROR, msg).into_response()
}

/// The answer as it goes out; its connection is busy until all of it is written.
fn finished(mut response: Response<Body>, slot: Arc<Slot>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response.map(|inner| Body::new(Answer { inner, slot }))
}

/// An answer's body.
struct Answer {
    inner: Body,
    slot: Arc<Slot>,
}

impl hyper::body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.slot.rest();
    }
}
