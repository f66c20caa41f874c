//! What another Hadir says, read as leniently as may be: it may be older, newer, or the original service.

use serde_json::Value;

use super::follow::Following;
use crate::core::{FaceBox, FrameSize, UNKNOWN};
use crate::web::harmless;

/// More faces than there are in a doorway; what is beyond is passed over.
const MOST: usize = 100;
/// Longer than any name that can be enrolled.
const LABEL_CHARS: usize = 80;
/// As much of a main API's answer as anybody reads.
const MESSAGE_CHARS: usize = 1000;

/// What it says of one picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The faces that lie in the picture.
    pub faces: Vec<Named>,
    /// What became of those that it reported.
    pub told: Vec<Told>,
}

/// A face, and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Where, in pixels of the picture sent; inside it.
    pub face_box: FaceBox,
    /// Whose it is, or `Unknown`; it may be a text that could not be enrolled here.
    pub label: String,
    /// How near, if it says so.
    pub distance: Option<f64>,
}

/// What became of somebody it recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Who, or `Unknown`.
    pub label: String,
    /// How near, if it says so.
    pub distance: Option<f64>,
    /// Where the face is in the picture sent; `None` when another system showed it.
    pub face_box: Option<FaceBox>,
    /// When, in seconds since 1970 by the other's clock, if it says so.
    pub ts: Option<i64>,
    /// Its way to the main API, if it says so.
    pub fate: Option<Fate>,
}

/// How far a recognition is on its way to the main API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What became of it.
    pub outcome: Outcome,
    /// What the main API answered.
    pub http_status: Option<u16>,
    /// The main API's words, or why it was not asked; may be empty.
    pub message: String,
}

/// What became of a recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The main API has it.
    Sent,
    /// The main API does not have it.
    Failed {
        /// It is kept there, and tried again.
        queued: bool,
    },
    /// It was not to be sent.
    Skipped,
    /// It does not say, or in a word that is not known.
    Unsaid,
}

/// What the WebSocket has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// How following it goes.
    Following(Following),
    /// Somebody was recognised there.
    Recognized(Told),
    /// The main API has answered about somebody who was recognised before.
    Dispatched(Told),
    /// So many messages were missed: this PC or the network was too slow.
    Missed(u64),
}

impl Outcome {
    /// The word for it in the original's API.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Sent => Some("sent"),
            Self::Failed { .. } => Some("failed"),
            Self::Skipped => Some("skipped"),
            Self::Unsaid => None,
        }
    }
}

impl Fate {
    /// Why a recognition is skipped that counted a moment ago.
    pub fn is_cooldown(&self) -> bool {
        self.outcome == Outcome::Skipped && self.message.starts_with("cooldown")
    }

    /// Nobody is told, because no main API is set there. The original calls that a failure.
    pub fn is_not_to_be_sent(&self) -> bool {
        matches!(self.outcome, Outcome::Skipped | Outcome::Failed { .. }) && self.message == "webhook_disabled"
    }

    /// The main API's answer is still awaited.
    pub fn is_waiting(&self) -> bool {
        match self.outcome {
            Outcome::Failed { queued } => queued,
            Outcome::Skipped => self.message == "queued",
            Outcome::Sent | Outcome::Unsaid => false,
        }
    }

    fn of(report: &Value) -> Option<Self> {
        if !report.is_object() {
            return None;
        }
        let status = text(&report["status"], LABEL_CHARS);
        let message = ["message", "reason"].map(|key| text(&report[key], MESSAGE_CHARS));
        let message = message.into_iter().find(|message| !message.is_empty());
        let (outcome, message) = match status.as_str() {
            "sent" => (Outcome::Sent, message),
            "failed" => (Outcome::Failed { queued: report["queued"].as_bool().unwrap_or(false) }, message),
            "skipped" => (Outcome::Skipped, message),
            _ => (Outcome::Unsaid, message.or(Some(status))),
        };
        let http_status = report["http_status"].as_u64().and_then(|status| u16::try_from(status).ok());
        Some(Self { outcome, http_status, message: message.unwrap_or_default() })
    }
}

impl Answer {
    /// Reads an answer about a picture of this size; `None` when it is none.
    pub(super) fn of(answer: &Value, size: FrameSize) -> Option<Self> {
        let results = &answer["results"];
        // The original wraps the list once more here and there.
        let results = results.as_array().or_else(|| results["results"].as_array())?;
        let faces: Vec<Named> = results.iter().take(MOST).filter_map(|face| Named::of(face, size)).collect();
        let dispatch = answer["dispatch"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut unmatched: Vec<&Named> = faces.iter().collect();
        let told = dispatch.iter().take(MOST).filter(|one| one.is_object()).map(|one| {
            let label = label(&one["label"]);
            // Two strangers have one name: each report takes the next of them.
            let face = unmatched.iter().position(|face| face.label == label).map(|at| unmatched.remove(at));
            Told {
                label,
                distance: face.and_then(|face| face.distance),
                face_box: face.map(|face| face.face_box),
                ts: None,
                fate: Fate::of(&one["report"]),
            }
        });
        let told = told.collect();
        Some(Self { faces, told })
    }
}

impl Named {
    fn of(face: &Value, size: FrameSize) -> Option<Self> {
        let place = &face["box"];
        let edges = match place.as_array() {
            Some(edges) => [edges.first()?, edges.get(1)?, edges.get(2)?, edges.get(3)?].map(Value::as_f64),
            None => ["top", "right", "bottom", "left"].map(|edge| place[edge].as_f64()),
        };
        let [top, right, bottom, left] = edges;
        // What is beyond any picture becomes its edge: a conversion from a float goes no further than the type.
        let face_box = FaceBox::new(top? as i32, right? as i32, bottom? as i32, left? as i32).clipped_to(size);
        (face_box.width() > 0 && face_box.height() > 0).then(|| Self {
            face_box,
            label: label(&face["label"]),
            distance: distance(&face["distance"]),
        })
    }
}

/// What a message of the WebSocket says; `None` when it is not for us.
pub(super) fn news(message: &str) -> Option<News> {
    let message: Value = serde_json::from_str(message).ok()?;
    let who = ["student_id", "label"].iter().map(|key| &message[key]).find(|who| !who.is_null());
    let told = || {
        Some(Told {
            label: label(who?),
            distance: distance(&message["distance"]),
            face_box: None,
            ts: message["ts"].as_i64(),
            fate: Fate::of(&message["dispatch"]),
        })
    };
    match message["type"].as_str()? {
        "recognized" => told().map(News::Recognized),
        "dispatched" => told().map(News::Dispatched),
        "lagged" => Some(News::Missed(message["missed"].as_u64().unwrap_or(1))),
        _ => None,
    }
}

/// What a server says of why it did not do it: our own words, or those of the framework that the original is made with.
pub(super) fn refusal(answer: &Value) -> String {
    let said = [&answer["msg"], &answer["detail"], &answer["message"]].into_iter().find(|said| said.is_string());
    said.map(|said| text(said, 200)).unwrap_or_default()
}

fn distance(value: &Value) -> Option<f64> {
    value.as_f64().filter(|distance| distance.is_finite())
}

fn label(value: &Value) -> String {
    let label = text(value, LABEL_CHARS);
    if label.trim().is_empty() { UNKNOWN.to_owned() } else { label }
}

/// A text that fits a line and harms nothing; what is no text, as it is written.
fn text(value: &Value, longest: usize) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let line = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    line.filter_map(harmless).take(longest).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SIZE: FrameSize = FrameSize { width: 640, height: 480 };

    fn answer(value: impl Into<Value>) -> Answer {
        Answer::of(&value.into(), SIZE).unwrap()
    }

    #[test]
    fn the_flat_list_and_the_nested_one_are_read_alike() {
        let list = json!([{"box": [120, 260, 220, 160], "label": "alip", "distance": 0.38, "new": true}]);
        let expected =
            Named { face_box: FaceBox::new(120, 260, 220, 160), label: "alip".to_owned(), distance: Some(0.38) };
        let nested = json!({"results": list, "frame_info": {"w": 640, "h": 480}});
        for results in [list, nested] {
            let faces = answer(json!({"ok": true, "results": results})).faces;
            assert_eq!(faces, std::slice::from_ref(&expected));
        }
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for value in
            [json!({}), json!([]), json!("x"), json!(null), json!({"results": 3}), json!({"results": {"a": 1}})]
        {
            assert_eq!(Answer::of(&value, SIZE), None, "{value}");
        }
    }

    #[test]
    fn boxes_are_clipped_to_the_picture_and_those_that_are_none_passed_over() {
        let table = [
            (json!([-20, 700, 900, -5]), Some(FaceBox::new(0, 640, 480, 0))),
            (json!([-1e300, 1e300, 1e300, -1e300]), Some(FaceBox::new(0, 640, 480, 0))),
            (json!([10.7, 50.2, 60.0, 20.0]), Some(FaceBox::new(10, 50, 60, 20))),
            (json!({"top": 1, "right": 9, "bottom": 8, "left": 2}), Some(FaceBox::new(1, 9, 8, 2))),
            (json!([500, 700, 600, 650]), None),
            (json!([50, 20, 10, 60]), None),
            (json!([1, 2, 3]), None),
            (json!([1, 2, 3, "x"]), None),
            (json!(null), None),
        ];
        for (place, expected) in table {
            let faces = answer(json!({"results": [{"box": place, "label": "a"}]})).faces;
            assert_eq!(faces.first().map(|face| face.face_box), expected, "{place}");
        }
    }

    #[test]
    fn a_label_that_could_not_be_enrolled_here_is_a_text_all_the_same() {
        let long = "x".repeat(5000);
        let table = [
            (json!("a/b: \u{202e}c\n"), "a/b: c"),
            (json!(7), "7"),
            (json!(null), "Unknown"),
            (json!("  "), "Unknown"),
            (json!(long), &long[..LABEL_CHARS]),
        ];
        for (value, expected) in table {
            let face = json!({"box": [1, 9, 8, 2], "label": value});
            assert_eq!(answer(json!({"results": [face]})).faces[0].label, expected);
        }
    }

    #[test]
    fn a_report_may_lack_anything() {
        let fate =
            |outcome, http_status, message: &str| Some(Fate { outcome, http_status, message: message.to_owned() });
        let table = [
            (json!({"status": "sent", "http_status": 200, "message": "ok"}), fate(Outcome::Sent, Some(200), "ok")),
            (json!({"status": "skipped", "reason": "x"}), fate(Outcome::Skipped, None, "x")),
            (
                json!({"status": "failed", "http_status": null, "message": "no", "queued": true}),
                fate(Outcome::Failed { queued: true }, None, "no"),
            ),
            (json!({"status": "failed", "http_status": 99999}), fate(Outcome::Failed { queued: false }, None, "")),
            (json!({"status": "eaten"}), fate(Outcome::Unsaid, None, "eaten")),
            (json!({}), fate(Outcome::Unsaid, None, "")),
            (json!({"status": "sent", "message": {"token": "T"}}), fate(Outcome::Sent, None, r#"{"token":"T"}"#)),
            (json!(null), None),
        ];
        for (report, expected) in table {
            let value = json!({"results": [], "dispatch": [{"label": "alip", "report": report}]});
            let told = answer(value).told;
            assert_eq!(told[0].fate, expected, "{report}");
            assert_eq!(told[0].label, "alip");
        }
    }

    #[test]
    fn each_report_is_of_a_face_of_its_own() {
        let face = |left: i32| json!({"box": [10, left + 20, 40, left], "label": "Unknown", "distance": left});
        let report = json!({"label": "Unknown", "report": {"status": "sent"}});
        let told = answer(json!({"results": [face(100), face(200)], "dispatch": [report, report, report]})).told;
        let distances: Vec<_> = told.iter().map(|told| told.distance).collect();
        assert_eq!(distances, [Some(100.0), Some(200.0), None]);
    }

    #[test]
    fn messages_of_the_websocket_are_read_and_strange_ones_passed_over() {
        let told = |fate| Told {
            label: "alip".to_owned(),
            distance: Some(0.38),
            face_box: None,
            ts: Some(1_727_580_000),
            fate,
        };
        let sent = Some(Fate { outcome: Outcome::Sent, http_status: None, message: String::new() });
        let table = [
            (
                r#"{"type":"recognized","student_id":"alip","distance":0.38,"ts":1727580000,"dispatch":{"status":"sent"}}"#,
                Some(News::Recognized(told(sent.clone()))),
            ),
            (
                r#"{"type":"dispatched","student_id":"alip","distance":0.38,"ts":1727580000,"dispatch":{"status":"sent"}}"#,
                Some(News::Dispatched(told(sent))),
            ),
            (
                r#"{"type":"recognized","student_id":"alip","distance":0.38,"ts":1727580000}"#,
                Some(News::Recognized(told(None))),
            ),
            (r#"{"type":"lagged","missed":7}"#, Some(News::Missed(7))),
            (r#"{"type":"recognized"}"#, None),
            (r#"{"type":"weather"}"#, None),
            ("ping", None),
            ("", None),
        ];
        for (message, expected) in table {
            assert_eq!(news(message), expected, "{message}");
        }
    }
}
