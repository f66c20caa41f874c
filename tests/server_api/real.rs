//! Real photographs and the real engine: what the original's README shows, with the person in it.

use std::path::{Path, PathBuf};

use hadir::engine::dlib_factory;
use hadir::webhook::Timing;
use serde_json::json;

use crate::stage::{File, Text, stage_with};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(assets().join("sample").join(name)).unwrap()
}

#[test]
fn a_person_enrolled_over_http_is_recognised_and_told_of() {
    let stage = stage_with(&[], dlib_factory(assets().join("models")), Timing::default(), |_, _| {});
    let mut listener = stage.listen();
    let enrolled = stage.post("/enroll", &[Text("student_id", "obama"), File("image", &sample("obama.jpg"))]);
    assert_eq!(enrolled.json(), json!({"ok": true, "saved": 1, "msg": {"faces_found": 1, "saved": 1}}));
    let found = stage.realtime("?min_conf=0.45", &sample("obama2.jpg")).json();
    let result = &found["results"][0];
    assert_eq!(result["label"], "obama", "{found}");
    assert!((0.01..0.45).contains(&result["distance"].as_f64().unwrap()), "{found}");
    assert_eq!(found["dispatch"][0]["label"], "obama");
    let told = listener.next();
    assert_eq!((&told["student_id"], &told["distance"]), (&result["label"], &result["distance"]));
    let other = stage.recognize(&sample("biden.jpg")).json();
    assert_eq!(other["results"][0]["label"], "Unknown", "{other}");
}

#[test]
fn without_models_it_says_what_to_do() {
    let nowhere = tempfile::tempdir().unwrap();
    let stage = stage_with(&[], dlib_factory(nowhere.path().to_owned()), Timing::default(), |_, _| {});
    let answer = stage.recognize(&sample("obama.jpg"));
    assert_eq!(answer.status, 503);
    assert!(answer.json()["msg"].as_str().unwrap().contains("make"), "{}", answer.text());
    assert_eq!(stage.get("/health").status, 200);
}
