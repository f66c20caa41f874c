//! An event as other systems are told of it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::core::{Delivery, DeliveryState, EventKind, StudentId, UNKNOWN};
use crate::journal::Row;

/// As much of an answer of the main API as is told, in characters.
const ANSWER_CHARS: usize = 500;

/// One event of the attendance log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Event {
    /// Its number: later events have higher ones.
    number: i64,
    /// What the main API knows it by: the same at each try of sending it.
    webhook_id: String,
    /// What kind of event it is.
    event: Kind,
    /// Who, or `Unknown`: nobody who is enrolled. Null only in an event that is damaged, and where a session ended.
    student_id: Option<String>,
    /// When it happened, RFC 3339 in UTC, to the millisecond.
    #[schema(format = DateTime)]
    at: String,
    /// The same in whole seconds since 1970.
    ts: i64,
    /// Distance to the nearest template; null where no face was seen.
    distance: Option<f64>,
    /// Where the face was, in pixels of the frame.
    #[serde(rename = "box")]
    face_box: Option<Edges>,
    /// The frame that the box lies in.
    frame: Option<Frame>,
    /// The camera that saw it; `HTTP` where another system showed the picture.
    camera: Option<String>,
    /// When they were last seen before they would count again, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    last_seen: String,
    /// Who it really was, when a person has corrected it: an id, or `Unknown`.
    corrected_to: Option<String>,
    /// What was wrong, of a correction.
    corrects: Option<Corrects>,
    /// Its way to the main API; null where it is not to be sent.
    delivery: Option<Way>,
    /// What stands in the log is not what was written.
    damaged: bool,
}

/// What kind of event it is.
#[derive(Debug, Serialize, ToSchema)]
enum Kind {
    /// A face was recognised, or was nobody's.
    #[serde(rename = "attendance.recognized")]
    Recognized,
    /// A person said who an earlier event really was.
    #[serde(rename = "attendance.corrected")]
    Corrected,
    /// A person said that they came.
    #[serde(rename = "attendance.manual")]
    Manual,
    /// A session ended. Told only where `delivery` is asked for: it is nobody's arrival.
    #[serde(rename = "attendance.session_closed")]
    SessionClosed,
}

/// The edges of a face, in pixels from the top left.
#[derive(Debug, Serialize, ToSchema)]
struct Edges {
    /// First row.
    top: i32,
    /// First column that is beyond it.
    right: i32,
    /// First row that is beyond it.
    bottom: i32,
    /// First column.
    left: i32,
}

/// Size of a frame in pixels.
#[derive(Debug, Serialize, ToSchema)]
struct Frame {
    /// Width.
    w: u32,
    /// Height.
    h: u32,
}

/// The event that a correction is about.
#[derive(Debug, Serialize, ToSchema)]
struct Corrects {
    /// Its number.
    number: i64,
    /// What the main API knows it by.
    webhook_id: String,
    /// Who it said: an id, or `Unknown`.
    student_id: String,
}

/// An event's way to the main API.
#[derive(Debug, Serialize, ToSchema)]
struct Way {
    /// How far it is.
    state: State,
    /// How often it was tried.
    tries: u32,
    /// The main API's status at the last try; null where it did not answer.
    http_status: Option<u16>,
    /// What it said at the last try, or what happened instead; the first 500 characters. Null before the first.
    message: Option<String>,
    /// When it is tried next, while it is queued; RFC 3339 in UTC.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Since when it is sent or given up; RFC 3339 in UTC.
    #[schema(format = DateTime)]
    since: Option<String>,
}

/// How far an event is on its way.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum State {
    /// It is sent, for the first time or again, when it is due.
    Queued,
    /// The main API has it.
    Sent,
    /// It is not tried any more, unless a person asks for it.
    GivenUp,
}

fn label(student: Option<&StudentId>) -> String {
    student.map_or(UNKNOWN, StudentId::as_str).to_owned()
}

impl From<Row> for Event {
    fn from(row: Row) -> Self {
        let Row { event, last_seen, corrected_to, delivery, crop: _, damaged } = row;
        let corrected = match event.kind {
            EventKind::Recognized | EventKind::Manual => corrected_to,
            EventKind::Corrected | EventKind::SessionClosed => None,
        };
        Self {
            number: event.number,
            event: match event.kind {
                EventKind::Recognized => Kind::Recognized,
                EventKind::Corrected => Kind::Corrected,
                EventKind::Manual => Kind::Manual,
                EventKind::SessionClosed => Kind::SessionClosed,
            },
            student_id: (!damaged && event.kind != EventKind::SessionClosed).then(|| label(event.student.as_ref())),
            at: event.at.to_string(),
            ts: event.at.as_second(),
            distance: event.sighting.map(|seen| seen.distance),
            face_box: event.sighting.map(|seen| {
                let edges = seen.face_box;
                Edges { top: edges.top, right: edges.right, bottom: edges.bottom, left: edges.left }
            }),
            frame: event.sighting.map(|seen| Frame { w: seen.frame_size.width, h: seen.frame_size.height }),
            camera: event.camera,
            last_seen: last_seen.to_string(),
            corrected_to: corrected.map(|student| label(student.as_ref())),
            corrects: event.corrects.map(|wrong| Corrects {
                number: wrong.number,
                webhook_id: wrong.webhook_id,
                student_id: label(wrong.student.as_ref()),
            }),
            delivery: delivery.map(Way::from),
            webhook_id: event.webhook_id,
            damaged,
        }
    }
}

impl From<Delivery> for Way {
    fn from(delivery: Delivery) -> Self {
        let Delivery { state, tries, answer } = delivery;
        let (state, due, since) = match state {
            DeliveryState::Queued { due } => (State::Queued, Some(due), None),
            DeliveryState::Sent { at } => (State::Sent, None, Some(at)),
            DeliveryState::GivenUp { at } => (State::GivenUp, None, Some(at)),
        };
        Self {
            state,
            tries,
            http_status: answer.as_ref().and_then(|answer| answer.http_status),
            message: answer.map(|answer| answer.message.to_string().chars().take(ANSWER_CHARS).collect()),
            due: due.map(|due| due.to_string()),
            since: since.map(|since| since.to_string()),
        }
    }
}
