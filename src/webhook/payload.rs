//! What is posted: the original service's JSON, field by field, so that a main API written for it needs no change.

use serde::Serialize;

use crate::core::{Event, Sighting, StudentId, UNKNOWN};
use crate::journal::Due;

mod session;

/// The name of a test event, and whom it is about.
const TEST: (&str, &str) = ("attendance.test", "hadir-test");

#[derive(Serialize)]
struct Payload<'a> {
    event: &'a str,
    student_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<f64>,
    ts: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    frame_info: Option<FrameInfo>,
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    face_box: Option<Edges>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<Corrected<'a>>,
}

#[derive(Default, Serialize)]
struct FrameInfo {
    w: u32,
    h: u32,
}

/// Elsewhere a box is an array; in the webhook the original names the edges.
#[derive(Default, Serialize)]
struct Edges {
    top: i32,
    right: i32,
    bottom: i32,
    left: i32,
}

#[derive(Serialize)]
struct Corrected<'a> {
    webhook_id: &'a str,
    student_id: &'a str,
}

/// The body for an event that is due, JSON.
///
/// # Errors
/// When it cannot be written as JSON, which no event is known to be.
pub(super) fn of(due: &Due) -> serde_json::Result<Vec<u8>> {
    match &due.closing {
        Some(closing) => session::of_closing(closing),
        None => of_event(&due.event),
    }
}

fn of_event(event: &Event) -> serde_json::Result<Vec<u8>> {
    let seen = event.sighting.as_ref();
    serde_json::to_vec(&Payload {
        event: event.kind.name(),
        student_id: event.label(),
        distance: seen.map(|seen| seen.distance),
        ts: event.at.as_second(),
        frame_info: seen.map(frame_info),
        face_box: seen.map(edges),
        corrects: event.corrects.as_ref().map(|wrong| Corrected {
            webhook_id: &wrong.webhook_id,
            student_id: wrong.student.as_ref().map_or(UNKNOWN, StudentId::as_str),
        }),
    })
}

/// The body of a test event, JSON.
///
/// # Errors
/// None is known.
pub(super) fn of_test(ts: i64) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Payload {
        event: TEST.0,
        student_id: TEST.1,
        distance: Some(0.0),
        ts,
        frame_info: Some(FrameInfo::default()),
        face_box: Some(Edges::default()),
        corrects: None,
    })
}

fn frame_info(seen: &Sighting) -> FrameInfo {
    FrameInfo { w: seen.frame_size.width, h: seen.frame_size.height }
}

fn edges(seen: &Sighting) -> Edges {
    let edges = seen.face_box;
    Edges { top: edges.top, right: edges.right, bottom: edges.bottom, left: edges.left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Corrects, EventKind, FaceBox, FrameSize};

    fn event(kind: EventKind) -> Event {
        Event {
            number: 7,
            webhook_id: "evt_7".to_owned(),
            kind,
            student: StudentId::parse("alip").ok(),
            at: "2024-09-29T05:40:00.999Z".parse().unwrap(),
            sighting: Some(Sighting {
                distance: 0.38,
                score: None,
                face_box: FaceBox::new(120, 260, 220, 160),
                frame_size: FrameSize { width: 640, height: 480 },
            }),
            camera: Some("Door".to_owned()),
            corrects: None,
        }
    }

    fn text(event: &Event) -> String {
        String::from_utf8(of_event(event).unwrap()).unwrap()
    }

    #[test]
    fn a_recognition_is_the_originals_payload() {
        assert_eq!(
            text(&event(EventKind::Recognized)),
            r#"{"event":"attendance.recognized","student_id":"alip","distance":0.38,"ts":1727588400,"frame_info":{"w":640,"h":480},"box":{"top":120,"right":260,"bottom":220,"left":160}}"#
        );
    }

    #[test]
    fn a_face_that_is_nobodys_is_unknown() {
        let event = Event { student: None, ..event(EventKind::Recognized) };
        assert!(text(&event).contains(r#""student_id":"Unknown""#));
    }

    #[test]
    fn a_correction_says_what_it_corrects() {
        let wrong = |student| Some(Corrects { number: 3, webhook_id: "evt_3".to_owned(), student });
        let seen = Event { corrects: wrong(StudentId::parse("budi").ok()), ..event(EventKind::Corrected) };
        assert_eq!(
            text(&seen),
            r#"{"event":"attendance.corrected","student_id":"alip","distance":0.38,"ts":1727588400,"frame_info":{"w":640,"h":480},"box":{"top":120,"right":260,"bottom":220,"left":160},"corrects":{"webhook_id":"evt_3","student_id":"budi"}}"#
        );
        let by_hand = Event { corrects: wrong(None), sighting: None, student: None, ..event(EventKind::Corrected) };
        assert_eq!(
            text(&by_hand),
            r#"{"event":"attendance.corrected","student_id":"Unknown","ts":1727588400,"corrects":{"webhook_id":"evt_3","student_id":"Unknown"}}"#
        );
    }

    #[test]
    fn an_arrival_by_hand_has_no_face() {
        let event = Event { sighting: None, camera: None, ..event(EventKind::Manual) };
        assert_eq!(text(&event), r#"{"event":"attendance.manual","student_id":"alip","ts":1727588400}"#);
    }

    #[test]
    fn a_test_event_has_every_key_and_says_nothing() {
        assert_eq!(
            String::from_utf8(of_test(5).unwrap()).unwrap(),
            r#"{"event":"attendance.test","student_id":"hadir-test","distance":0.0,"ts":5,"frame_info":{"w":0,"h":0},"box":{"top":0,"right":0,"bottom":0,"left":0}}"#
        );
    }
}
