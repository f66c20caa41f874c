//! What is counted and timed, for whoever watches over many stations: Prometheus' own types, which anyone may read while
//! the threads count.

use std::fmt::{self, Write};

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;

use crate::core::{Delivery, DeliveryState, Recognition};

/// Upper bounds of the histogram's buckets, in seconds: an old PC takes a second, a good one a twentieth of it.
const BUCKETS: [f64; 10] = [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4];

/// Who showed a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeenBy {
    /// This station's camera.
    Camera,
    /// Another system, over HTTP.
    Http,
}

/// What became of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// It is a student's.
    Known,
    /// It is nobody's.
    Unknown,
}

/// What came of a try to send an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sending {
    /// The main API has it.
    Sent,
    /// It is tried again.
    Failed,
    /// It is not tried any more.
    GivenUp,
}

impl EncodeLabelValue for SeenBy {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(match self {
            Self::Camera => "camera",
            Self::Http => "http",
        })
    }
}

impl EncodeLabelValue for Named {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
        })
    }
}

impl EncodeLabelValue for Sending {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
        })
    }
}

/// Labels of [`Meters::recorded`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RecordedLabels {
    /// Who showed it.
    pub source: SeenBy,
    /// Whose it is.
    pub face: Named,
}

/// Labels of [`Meters::seconds`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct SourceLabels {
    /// Who showed the picture.
    pub source: SeenBy,
}

/// Labels of [`Meters::tries`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct TryLabels {
    /// What came of it.
    pub result: Sending,
}

/// Counts and times of one station since it was started. Cheap to clone; clones count together.
#[derive(Debug, Clone)]
pub struct Meters {
    /// Recognitions that counted and were recorded.
    pub recorded: Family<RecordedLabels, Counter>,
    /// Seconds from a picture to its names.
    pub seconds: Family<SourceLabels, Histogram, fn() -> Histogram>,
    /// Tries to send an event to the main API.
    pub tries: Family<TryLabels, Counter>,
}

impl Default for Meters {
    /// Everything is there from the start, as nothing: how fast something grows is not known of what appears.
    fn default() -> Self {
        let meters = Self {
            recorded: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            tries: Family::default(),
        };
        for source in [SeenBy::Camera, SeenBy::Http] {
            drop(meters.seconds.get_or_create(&SourceLabels { source }));
            for face in [Named::Known, Named::Unknown] {
                drop(meters.recorded.get_or_create(&RecordedLabels { source, face }));
            }
        }
        for result in [Sending::Sent, Sending::Failed, Sending::GivenUp] {
            drop(meters.tries.get_or_create(&TryLabels { result }));
        }
        meters
    }
}

impl Meters {
    /// A picture was looked at, in so many seconds.
    pub fn looked(&self, source: SeenBy, seconds: f64) {
        self.seconds.get_or_create(&SourceLabels { source }).observe(seconds);
    }

    pub(super) fn recorded(&self, source: SeenBy, recognition: &Recognition) {
        let face = if recognition.student.is_some() { Named::Known } else { Named::Unknown };
        self.recorded.get_or_create(&RecordedLabels { source, face }).inc();
    }

    pub(super) fn tried(&self, delivery: &Delivery) {
        let result = match delivery.state {
            DeliveryState::Sent { .. } => Sending::Sent,
            DeliveryState::Queued { .. } => Sending::Failed,
            DeliveryState::GivenUp { .. } => Sending::GivenUp,
        };
        self.tries.get_or_create(&TryLabels { result }).inc();
    }
}
