//! The class list as it is shown.

use std::sync::{Arc, Mutex, PoisonError};

use super::Sessions;
use crate::core::session::Limit;

/// The newest [`Sessions`].
#[derive(Debug, Default)]
pub(in crate::station) struct Shown(Mutex<Arc<Sessions>>);

impl Shown {
    pub(in crate::station) fn get(&self) -> Arc<Sessions> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whom the door expects; `None`: anybody.
    pub(in crate::station) fn expected(&self) -> Option<Arc<Limit>> {
        self.get().expected.clone()
    }

    /// Shows these. Says whether anything has changed.
    pub(super) fn set(&self, sessions: Sessions) -> bool {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has_changed = **shown != sessions;
        if has_changed {
            // Whom the door expects is taken in anew only where that is somebody else.
            let expected = shown.expected.clone().filter(|before| Some(before) == sessions.expected.as_ref());
            *shown = Arc::new(Sessions { expected: expected.or(sessions.expected), ..sessions });
        }
        has_changed
    }
}
