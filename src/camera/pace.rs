//! Real time: when the next picture is due, and a stop that interrupts waiting for it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Asks for a stop from another thread.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    pub(super) fn ask(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    pub(super) fn is_asked(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `when`, or until a stop is asked for.
    fn wait_until(&self, when: Instant) {
        let asked = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = when.saturating_duration_since(Instant::now());
        drop(self.0.1.wait_timeout_while(asked, left, |asked| !*asked));
    }
}

/// Counts pictures of a steady rate, each due that much after the one before.
#[derive(Debug)]
pub(super) struct Pace {
    rate: f64,
    given: u64,
    start: Option<Instant>,
}

impl Pace {
    /// `rate`: pictures a second, above 0.
    pub(super) fn new(rate: f64) -> Self {
        Self { rate, given: 0, start: None }
    }

    /// The source's own time of the next picture, which has come.
    pub(super) fn next_time(&mut self) -> Duration {
        self.start.get_or_insert_with(Instant::now);
        let time = Duration::from_secs_f64(self.given as f64 / self.rate);
        self.given += 1;
        time
    }

    /// The same, once that much has passed since the first picture; earlier only when a stop is asked for.
    pub(super) fn wait_for_next(&mut self, stop: &Stop) -> Duration {
        let time = self.next_time();
        if let Some(start) = self.start {
            stop.wait_until(start + time);
        }
        time
    }

    /// How much more time the pictures given make up than has passed since the first.
    pub(super) fn ahead(&self) -> Duration {
        let given = Duration::from_secs_f64(self.given as f64 / self.rate);
        given.saturating_sub(self.start.map_or(Duration::ZERO, |start| start.elapsed()))
    }

    /// How long a picture may be waited for: the time it is due, and a few seconds.
    pub(super) fn patience(&self, spare: Duration) -> Duration {
        spare + Duration::from_secs_f64(1.0 / self.rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_the_rate_apart_whatever_the_count() {
        let mut pace = Pace::new(30000.0 / 1001.0);
        let times: Vec<_> = (0..=30000).map(|_| pace.next_time()).collect();
        assert_eq!(times[0], Duration::ZERO);
        assert_eq!(times[30000].as_millis(), 1_001_000);
    }

    #[test]
    fn a_picture_is_not_given_before_it_is_due() {
        let (mut pace, stop, start) = (Pace::new(100.0), Stop::default(), Instant::now());
        for _ in 0..6 {
            pace.wait_for_next(&stop);
        }
        assert!(start.elapsed() >= Duration::from_millis(50));
    }

    #[test]
    fn pictures_that_come_too_fast_are_ahead_of_time() {
        let mut pace = Pace::new(10.0);
        assert_eq!(pace.ahead(), Duration::ZERO);
        for _ in 0..20_000 {
            pace.next_time();
        }
        // 2,000 seconds' worth, in much less.
        assert!(pace.ahead() > Duration::from_secs(1000));
    }

    #[test]
    fn a_stop_ends_a_long_wait() {
        let (mut pace, stop) = (Pace::new(0.001), Stop::default());
        pace.wait_for_next(&stop);
        let asking = stop.clone();
        let other = std::thread::spawn(move || asking.ask());
        // Without the stop this would wait for a quarter of an hour.
        pace.wait_for_next(&stop);
        other.join().unwrap();
        assert!(stop.is_asked());
    }
}
