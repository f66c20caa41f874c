//! Two clocks: the one on the wall, which people and networks set, and the one that only goes forward.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// A moment, by the clock on the wall and by the one that only goes forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Time of day.
    pub at: Timestamp,
    /// Time since the machine started, sleep counted.
    pub uptime: Duration,
}

impl Moment {
    /// Now.
    pub fn now() -> Self {
        Self { at: Timestamp::now(), uptime: uptime() }
    }

    /// [`Self::uptime`], to reckon with.
    pub fn since_start(&self) -> SignedDuration {
        SignedDuration::try_from(self.uptime).unwrap_or(SignedDuration::MAX)
    }

    /// The moment at which `taken` was now, with the time of day that was read then.
    pub fn of(taken: Instant, at: Timestamp) -> Self {
        Self { at, uptime: uptime().saturating_sub(taken.elapsed()) }
    }
}

/// One run of the machine, from start to power-off: uptimes of the same can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot(pub String);

impl Boot {
    /// This one. Empty where the system does not say; then no two are the same.
    pub fn current() -> Self {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Self(id.trim().to_owned())
    }

    pub(super) fn is_same_as(&self, other: &str) -> bool {
        !self.0.is_empty() && self.0 == other
    }
}

#[cfg(target_os = "linux")]
fn uptime() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// Elsewhere, since the first call: good for one run of Hadir, and [`Boot::current`] says that it is for no more.
#[cfg(not(target_os = "linux"))]
fn uptime() -> Duration {
    static FIRST: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed()
}
