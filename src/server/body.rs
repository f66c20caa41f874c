//! What a client sends, within limits: how large, how slow, and how much of all clients is held at once.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::StatusCode;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::refusal::Refusal;
use crate::words::Text;

/// Why a body is not read to its end. It stands in the chain of sources of whatever error a reader makes of it.
///
/// A reader need not tell it apart: whatever is answered to a request whose body was refused, this is said instead, and
/// the connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum BodyRefusal {
    /// It is larger than a body may be.
    #[error("the body is larger than {} MB; send a smaller picture", .most / 1_000_000)]
    TooLarge {
        /// What it may have, in bytes.
        most: usize,
    },
    /// It comes too slowly, or stopped coming.
    #[error("the body did not come in time; send it again")]
    TooSlow,
    /// Other requests hold all the memory there is for bodies.
    #[error("too many requests are being read at once; send it again in a moment")]
    Busy,
}

impl BodyRefusal {
    fn status(self) -> StatusCode {
        match self {
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Busy => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

impl From<BodyRefusal> for Refusal {
    fn from(refusal: BodyRefusal) -> Self {
        Self::said(refusal.status(), Text::said(refusal).sentence().to_string())
    }
}

/// How large and how slow a body may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyLimits {
    /// Bytes of one body.
    pub(super) most: usize,
    /// How long nothing may come.
    pub(super) idle: Duration,
    /// How long all of it may take.
    pub(super) whole: Duration,
}

/// The memory that all bodies together may have.
#[derive(Debug)]
pub(super) struct Budget {
    left: AtomicUsize,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Arc<Self> {
        Arc::new(Self { left: AtomicUsize::new(bytes) })
    }

    fn take(&self, bytes: usize) -> bool {
        let less = |left: usize| left.checked_sub(bytes);
        self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, less).is_ok()
    }
}

/// What is known of one request's body, beside its reader; as long as it lives, so long the body's bytes count as held:
/// until the request is answered, since its reader keeps them.
#[derive(Debug)]
pub(super) struct Intake {
    budget: Arc<Budget>,
    held: AtomicUsize,
    is_whole: AtomicBool,
    refusal: Mutex<Option<BodyRefusal>>,
}

impl Intake {
    pub(super) fn new(budget: Arc<Budget>) -> Arc<Self> {
        Arc::new(Self {
            budget,
            held: AtomicUsize::new(0),
            is_whole: AtomicBool::new(false),
            refusal: Mutex::new(None),
        })
    }

    /// Why it was not read to its end, if it was refused.
    pub(super) fn refusal(&self) -> Option<BodyRefusal> {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses it.
    pub(super) fn refuse(&self, refusal: BodyRefusal) {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
    }

    /// Whether it came to its end: where not, the client may be sending still.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole.load(Ordering::Acquire)
    }

    fn hold(&self, bytes: usize, most: usize) -> Result<(), BodyRefusal> {
        if self.held.load(Ordering::Acquire) + bytes > most {
            return Err(BodyRefusal::TooLarge { most });
        }
        if !self.budget.take(bytes) {
            return Err(BodyRefusal::Busy);
        }
        self.held.fetch_add(bytes, Ordering::AcqRel);
        Ok(())
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.budget.left.fetch_add(self.held.load(Ordering::Acquire), Ordering::AcqRel);
    }
}

/// A body that is read within the limits.
pub(super) struct Bounded<B> {
    inner: B,
    limits: BodyLimits,
    intake: Arc<Intake>,
    /// When all of it has to be there; begins with the first read.
    end: Option<Instant>,
    /// Until when something has to come; only while nothing is there.
    patience: Option<Pin<Box<Sleep>>>,
}

impl<B: Body> Bounded<B> {
    pub(super) fn new(inner: B, limits: BodyLimits, intake: Arc<Intake>) -> Self {
        if inner.is_end_stream() {
            intake.is_whole.store(true, Ordering::Release);
        }
        Self { inner, limits, intake, end: None, patience: None }
    }
}

impl<B> Body for Bounded<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        if let Some(refusal) = this.intake.refusal() {
            return Poll::Ready(Some(Err(refusal.into())));
        }
        let refuse = |intake: &Intake, refusal: BodyRefusal| {
            intake.refuse(refusal);
            Poll::Ready(Some(Err(refusal.into())))
        };
        let end = *this.end.get_or_insert_with(|| Instant::now() + this.limits.whole);
        // What it says of its own length is enough to know that it is too large, before any of it has come.
        let most = this.limits.most;
        if this.inner.size_hint().lower() > most as u64 {
            return refuse(&this.intake, BodyRefusal::TooLarge { most });
        }
        match Pin::new(&mut this.inner).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                this.patience = None;
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                if let Err(refusal) = this.intake.hold(bytes, most) {
                    return refuse(&this.intake, refusal);
                }
                if Instant::now() > end {
                    return refuse(&this.intake, BodyRefusal::TooSlow);
                }
                if this.inner.is_end_stream() {
                    this.intake.is_whole.store(true, Ordering::Release);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => {
                this.intake.is_whole.store(true, Ordering::Release);
                Poll::Ready(None)
            }
            Poll::Pending => {
                let until = end.min(Instant::now() + this.limits.idle);
                let patience = this.patience.get_or_insert_with(|| Box::pin(sleep_until(until)));
                if patience.as_mut().poll(cx).is_ready() {
                    return refuse(&this.intake, BodyRefusal::TooSlow);
                }
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
