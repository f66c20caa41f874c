//! A mailbox of one: what is newer overwrites what nobody took.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Holds the newest value of something that is only worth having new. The lock is held for a move and nothing else.
#[derive(Debug)]
pub struct Latest<T> {
    slot: Mutex<Option<T>>,
    changed: Condvar,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { slot: Mutex::new(None), changed: Condvar::new() }
    }
}

/// What waiting for a value came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// Here it is.
    Value(T),
    /// None came in time.
    TimedOut,
}

impl<T> Latest<T> {
    /// Puts a value in, over one that was not taken.
    pub fn put(&self, value: T) {
        *self.lock() = Some(value);
        self.changed.notify_all();
    }

    /// Takes the value out, waiting for one up to `timeout`.
    pub fn take(&self, timeout: Duration) -> Taken<T> {
        let waiting = self.changed.wait_timeout_while(self.lock(), timeout, |slot| slot.is_none());
        let (mut slot, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        let taken = slot.take().map_or(Taken::TimedOut, Taken::Value);
        drop(slot);
        self.changed.notify_all();
        taken
    }

    /// Waits up to `timeout` until the value put last has been taken; says whether it has.
    pub fn wait_until_taken(&self, timeout: Duration) -> bool {
        let waiting = self.changed.wait_timeout_while(self.lock(), timeout, |slot| slot.is_some());
        waiting.unwrap_or_else(PoisonError::into_inner).0.is_none()
    }

    /// Throws away a value that was not taken.
    pub fn clear(&self) {
        *self.lock() = None;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        // Nothing can panic while the lock is held, and a value is whole or absent: poison says nothing here.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Latest<T> {
    /// The value, left where it is.
    pub fn peek(&self) -> Option<T> {
        self.lock().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    #[test]
    fn the_newest_value_is_the_one_taken() {
        let latest = Latest::default();
        latest.put(1);
        latest.put(2);
        assert_eq!(latest.take(SOON), Taken::Value(2));
        assert_eq!(latest.take(SOON), Taken::TimedOut);
    }

    #[test]
    fn a_waiting_thread_wakes_when_a_value_comes() {
        let latest = std::sync::Arc::new(Latest::default());
        let there = latest.clone();
        let thread = std::thread::spawn(move || there.take(Duration::from_secs(10)));
        latest.put(7);
        assert_eq!(thread.join().unwrap(), Taken::Value(7));
        assert!(latest.wait_until_taken(SOON));
    }

    #[test]
    fn an_untaken_value_is_waited_for() {
        let latest = Latest::default();
        latest.put(1);
        assert!(!latest.wait_until_taken(SOON));
        assert_eq!(latest.peek(), Some(1));
    }
}
