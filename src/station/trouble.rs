//! What goes wrong again and again: one failure costs one picture, several in a row mean that it does not work.

use std::time::{Duration, Instant};

use crate::engine::EngineError;

/// So many failures in a row, and it does not work.
const NOT_WORKING: u32 = 3;
/// What does not work is tried again after this.
const TRIED_AGAIN: Duration = Duration::from_secs(5);

/// How often something went wrong since it went well.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    failures: u32,
    last: Option<(EngineError, Instant)>,
}

impl Trouble {
    pub(super) fn went_well(&mut self) {
        *self = Self::default();
    }

    pub(super) fn went_wrong(&mut self, error: EngineError) {
        tracing::error!(%error, "a picture could not be looked at");
        self.failures = self.failures.saturating_add(1);
        self.last = Some((error, Instant::now()));
    }

    /// What is wrong, where it does not work.
    pub(super) fn reason(&self) -> Option<&EngineError> {
        let (error, _) = self.last.as_ref().filter(|_| self.failures >= NOT_WORKING)?;
        Some(error)
    }

    /// Whether it is left alone for now, as it does not work.
    pub(super) fn rests(&self) -> bool {
        let is_fresh = |(_, at): &(EngineError, Instant)| at.elapsed() < TRIED_AGAIN;
        self.failures >= NOT_WORKING && self.last.as_ref().is_some_and(is_fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_is_one_picture_and_three_in_a_row_are_trouble() {
        let mut trouble = Trouble::default();
        let fail = |trouble: &mut Trouble| trouble.went_wrong(EngineError::Failed("it panicked".to_owned()));
        for _ in 0..2 {
            fail(&mut trouble);
            fail(&mut trouble);
            assert!(trouble.reason().is_none() && !trouble.rests());
            trouble.went_well();
        }
        (0..3).for_each(|_| fail(&mut trouble));
        assert!(trouble.rests());
        assert_eq!(trouble.reason().map(ToString::to_string).as_deref(), Some("face recognition failed: it panicked"));
        trouble.went_well();
        assert!(trouble.reason().is_none() && !trouble.rests());
    }
}
