//! What is asked of the journal for the screen and for an export: a filter, and a part of what passes it.

use std::sync::Arc;

use image::RgbImage;
use jiff::Timestamp;

use crate::core::{Delivery, Event, StudentId};

/// Which events are meant; the default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Part of the student's id, in any case; empty: anyone.
    pub text: String,
    /// Those whose id need not have it: their name does.
    pub students: Vec<StudentId>,
    /// At this moment or later.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Seen by the camera of this name.
    pub camera: Option<String>,
    /// Who it is.
    pub who: Who,
    /// How far it is on its way.
    pub delivery: Option<DeliveryFilter>,
}

/// Who an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// Anybody.
    #[default]
    Anyone,
    /// A student.
    Known,
    /// A face that is nobody's.
    Unknown,
    /// Events that a person corrected, and the corrections.
    Corrected,
    /// Events that a person added by hand.
    ByHand,
}

/// How far an event is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryFilter {
    /// Not yet sent, whether it was tried or not.
    Queued,
    /// Tried at least once, and to be tried again.
    Retrying,
    /// The main API has it.
    Sent,
    /// Not tried any more.
    GivenUp,
}

/// An event as the log shows it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The event. In a damaged row, who it was about is not believed: `None`.
    pub event: Event,
    /// When they were last seen before they would count again; not before the event.
    pub last_seen: Timestamp,
    /// Who it really was, when a person has said so: `Some(None)` is nobody who is enrolled.
    pub corrected_to: Option<Option<StudentId>>,
    /// Its way to the main API; `None` where it is not to be sent.
    pub delivery: Option<Delivery>,
    /// The face, at most 160 pixels wide.
    pub crop: Option<Arc<RgbImage>>,
    /// What stands in the file is not what was written.
    pub damaged: bool,
}

/// A part of the events that pass a filter, newest first.
#[derive(Debug, Clone)]
pub struct Page {
    /// The filter.
    pub filter: Filter,
    /// How many pass it.
    pub total: usize,
    /// The place of the first of `rows` among them; 0 is the newest.
    pub first: usize,
    /// These.
    pub rows: Vec<Row>,
}

/// What there is to choose from when filtering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The cameras that events are from.
    pub cameras: Vec<String>,
}
