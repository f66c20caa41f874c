//! Where faces are named: on this PC, or by another Hadir.

use std::time::Duration;

use super::door::Door;
use super::elsewhere::Elsewhere;
use crate::engine::FaceEngine;
use crate::remote::Target;

/// How long a wait lasts before the thread looks whether it is to stop.
pub(super) const PATIENCE: Duration = Duration::from_millis(100);
/// The same while faces are being looked at.
const HURRY: Duration = Duration::from_millis(5);

/// Where faces are named.
pub(super) enum Way {
    /// On this PC; `None` where its models cannot be read.
    Here(Option<Box<Able>>),
    /// By another Hadir.
    Elsewhere(Elsewhere),
}

/// What names faces on this PC.
pub(super) struct Able {
    /// For pictures that stand alone.
    pub(super) engine: Box<dyn FaceEngine>,
    /// For those that follow one another; opened with the first.
    pub(super) door: Option<Door>,
}

impl Way {
    /// Whether it is the way to where faces are to be named.
    pub(super) fn is_right(&self, target: Option<&Target>) -> bool {
        match self {
            Self::Here(_) => target.is_none(),
            Self::Elsewhere(elsewhere) => target == Some(elsewhere.target()),
        }
    }

    /// How long to wait for a picture before it is looked what else there is to do.
    pub(super) fn patience(&self) -> Duration {
        match self {
            Self::Here(Some(able)) if able.door.as_ref().is_some_and(|door| !door.is_idle()) => HURRY,
            Self::Here(_) | Self::Elsewhere(_) => PATIENCE,
        }
    }
}
