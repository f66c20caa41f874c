//! Which connections there are: as many as may be, and who is given up for another.

use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, Sleep, sleep};

/// How long a client may take none of what is written to it.
const WRITE_WITHIN: Duration = Duration::from_secs(30);
/// How long a client that was answered before it had sent everything is listened to, so that it reads the answer.
pub(super) const LINGER: Duration = Duration::from_secs(2);

/// Every connection there is.
#[derive(Debug)]
pub(super) struct Connections {
    most: usize,
    most_websockets: usize,
    open: Mutex<Open>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    all: BTreeMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    phase: Phase,
    /// Since when it is in this phase.
    since: Instant,
    /// Dropped, the connection is given up.
    _hold: oneshot::Sender<()>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Its headers have not all come, or it stands idle between two requests: given up when others come.
    Waiting,
    /// It is being answered.
    Busy,
    /// It is a WebSocket.
    WebSocket,
}

/// A connection's place among them, until it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    connections: Arc<Connections>,
    number: u64,
    /// A request was read.
    has_begun: AtomicBool,
    /// The client may be sending still what nobody reads.
    lingers: AtomicBool,
}

/// Resolves when the connection is given up.
pub(super) type GivenUp = oneshot::Receiver<()>;

impl Connections {
    pub(super) fn new(most: usize, most_websockets: usize) -> Arc<Self> {
        Arc::new(Self { most, most_websockets, open: Mutex::default(), freed: Notify::new() })
    }

    /// A place for another, for which the one that has waited longest is given up if need be; `None` when all are busy.
    pub(super) fn admit(self: &Arc<Self>) -> Option<(Arc<Slot>, GivenUp)> {
        let mut open = self.lock();
        if open.all.len() >= self.most {
            let waiting = open.all.iter().filter(|(_, entry)| entry.phase == Phase::Waiting);
            let oldest = waiting.min_by_key(|(_, entry)| entry.since).map(|(number, _)| *number)?;
            open.all.remove(&oldest);
        }
        let number = open.next;
        open.next += 1;
        let (hold, given_up) = oneshot::channel();
        open.all.insert(number, Entry { phase: Phase::Waiting, since: Instant::now(), _hold: hold });
        drop(open);
        let slot = Slot {
            connections: self.clone(),
            number,
            has_begun: AtomicBool::new(false),
            lingers: AtomicBool::new(false),
        };
        Some((Arc::new(slot), given_up))
    }

    /// Returns when there are none.
    pub(super) async fn none(&self) {
        loop {
            let freed = self.freed.notified();
            if self.lock().all.is_empty() {
                return;
            }
            freed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        // Every change is one assignment or one insertion.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    /// A request has come.
    pub(super) fn begin(&self) {
        self.has_begun.store(true, Ordering::Release);
        self.lingers.store(false, Ordering::Release);
        self.set(Phase::Busy);
    }

    /// It is answered.
    pub(super) fn rest(&self) {
        self.set(Phase::Waiting);
    }

    /// It asks to become a WebSocket; false when there are too many.
    pub(super) fn become_websocket(&self) -> bool {
        let mut open = self.connections.lock();
        let websockets = open.all.values().filter(|entry| entry.phase == Phase::WebSocket).count();
        if websockets >= self.connections.most_websockets {
            return false;
        }
        if let Some(entry) = open.all.get_mut(&self.number) {
            entry.phase = Phase::WebSocket;
        }
        true
    }

    /// Its client may be sending still: at its end it is listened to for a while, or else the client's own system would
    /// throw the answer away.
    pub(super) fn linger(&self) {
        self.lingers.store(true, Ordering::Release);
    }

    /// Whether a request was read yet.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::Acquire)
    }

    /// Whether nothing of it is being answered.
    pub(super) fn is_waiting(&self) -> bool {
        self.connections.lock().all.get(&self.number).is_none_or(|entry| entry.phase == Phase::Waiting)
    }

    fn set(&self, phase: Phase) {
        if let Some(entry) = self.connections.lock().all.get_mut(&self.number) {
            entry.phase = phase;
            entry.since = Instant::now();
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.connections.lock().all.remove(&self.number);
        self.connections.freed.notify_waiters();
    }
}

/// A client's connection, which ends when the client takes nothing, and not before it could read its answer.
pub(super) struct Wire {
    stream: TcpStream,
    slot: Option<Arc<Slot>>,
    stalled: Option<Pin<Box<Sleep>>>,
    lingering: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, slot: Arc<Slot>) -> Self {
        Self { stream, slot: Some(slot), stalled: None, lingering: None }
    }

    /// One that has no place, and is only told so.
    pub(super) fn refused(stream: TcpStream) -> Self {
        Self { stream, slot: None, stalled: None, lingering: None }
    }

    /// Gives up on a client that has taken nothing for long.
    fn within<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(WRITE_WITHIN)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Reads what nobody wants until the client is done, or long enough.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut scratch = [0; 16 * 1024];
        loop {
            let lingering = self.lingering.get_or_insert_with(|| Box::pin(sleep(LINGER)));
            if lingering.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut scratch);
            // The answer was written: whatever happens now is the client's end of it.
            if ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer)).is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.within(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.within(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let lingers = self.slot.as_ref().is_none_or(|slot| slot.lingers.load(Ordering::Acquire));
        if self.lingering.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
            if let Some(slot) = &self.slot
                && lingers
            {
                slot.rest();
            }
        }
        if lingers { self.poll_linger(cx) } else { Poll::Ready(Ok(())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_given_up(given_up: &mut GivenUp) -> bool {
        given_up.try_recv() == Err(oneshot::error::TryRecvError::Closed)
    }

    #[test]
    fn the_oldest_that_waits_is_given_up_for_another_and_a_busy_one_never() {
        let connections = Connections::new(3, 1);
        let (busy, mut busy_given_up) = connections.admit().unwrap();
        busy.begin();
        let (_old, mut old_given_up) = connections.admit().unwrap();
        let (_new, mut new_given_up) = connections.admit().unwrap();
        let (third, mut third_given_up) = connections.admit().unwrap();
        assert!(is_given_up(&mut old_given_up));
        assert!(!is_given_up(&mut busy_given_up) && !is_given_up(&mut new_given_up));
        // One that was answered and stands idle is younger than it was.
        third.begin();
        let (fourth, _fourth) = connections.admit().unwrap();
        assert!(is_given_up(&mut new_given_up) && !is_given_up(&mut third_given_up));
        fourth.begin();
        assert!(connections.admit().is_none(), "all are busy");
        third.rest();
        let (_fifth, _given_up) = connections.admit().unwrap();
        assert!(is_given_up(&mut third_given_up));
    }

    #[test]
    fn a_place_is_free_again_when_its_connection_has_ended() {
        let connections = Connections::new(1, 1);
        let (slot, _given_up) = connections.admit().unwrap();
        slot.begin();
        assert!(connections.admit().is_none());
        drop(slot);
        assert!(connections.admit().is_some());
    }

    #[test]
    fn only_so_many_become_websockets_and_none_is_given_up() {
        let connections = Connections::new(2, 1);
        let (one, _one) = connections.admit().unwrap();
        let (two, _two) = connections.admit().unwrap();
        assert!(one.become_websocket());
        assert!(!two.become_websocket());
        two.begin();
        assert!(connections.admit().is_none());
        drop(one);
        assert!(two.become_websocket());
    }
}
