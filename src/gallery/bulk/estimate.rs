//! How long an enrolment will still take.

use std::collections::VecDeque;
use std::time::Duration;

/// How many photos the estimate looks back on.
const WINDOW: usize = 30;
/// How many it must have seen to say anything.
const ENOUGH: usize = 4;

/// A moving average over the photos that were looked at. A photo that was enrolled before is passed over in no time, and
/// says nothing about those that are left.
#[derive(Debug)]
pub(super) struct Estimate {
    workers: u32,
    recent: VecDeque<Duration>,
}

impl Estimate {
    pub(super) fn new(workers: usize) -> Self {
        Self { workers: u32::try_from(workers).unwrap_or(u32::MAX).max(1), recent: VecDeque::new() }
    }

    /// A photo took a worker `looking`, and one after the other with all photos `saving`.
    pub(super) fn note(&mut self, looking: Duration, saving: Duration) {
        if self.recent.len() == WINDOW {
            self.recent.pop_front();
        }
        self.recent.push_back((looking / self.workers).max(saving));
    }

    /// About how long this many photos will take, if none of them was enrolled before; `None` until that can be said.
    pub(super) fn left(&self, photos: usize) -> Option<Duration> {
        let seen = u32::try_from(self.recent.len()).ok().filter(|&seen| seen as usize >= ENOUGH)?;
        let each = self.recent.iter().sum::<Duration>() / seen;
        Some(each.saturating_mul(u32::try_from(photos).unwrap_or(u32::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn nothing_is_said_before_a_few_photos() {
        let mut estimate = Estimate::new(2);
        for _ in 1..ENOUGH {
            estimate.note(ms(100), ms(1));
            assert_eq!(estimate.left(10), None);
        }
        estimate.note(ms(100), ms(1));
        assert_eq!(estimate.left(10), Some(ms(500)), "two workers share ten photos of 100 ms");
        assert_eq!(estimate.left(0), Some(ms(0)));
    }

    #[test]
    fn the_estimate_follows_the_latest_photos() {
        let mut estimate = Estimate::new(1);
        (0..100).for_each(|_| estimate.note(ms(1000), ms(1)));
        (0..WINDOW).for_each(|_| estimate.note(ms(10), ms(1)));
        assert_eq!(estimate.left(100), Some(ms(1000)));
    }

    #[test]
    fn a_slow_disk_counts() {
        let mut estimate = Estimate::new(4);
        (0..ENOUGH).for_each(|_| estimate.note(ms(100), ms(50)));
        assert_eq!(estimate.left(10), Some(ms(500)));
    }
}
