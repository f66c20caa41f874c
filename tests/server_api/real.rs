//! Real photographs and the real engine: what the original's README shows, with the person in it.

use std::path::{Path, PathBuf};

use hadir::engine::dlib_factory;
use hadir::webhook::Timing;
use serde_json::{Value, json};

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
    let enrolled = enrolled.json();
    assert_eq!(
        (&enrolled["ok"], &enrolled["saved"], &enrolled["msg"]),
        (&json!(true), &json!(1), &json!({"faces_found": 1, "saved": 1}))
    );
    assert_eq!((&enrolled["quality"]["flaw"], &enrolled["doubt"]), (&Value::Null, &Value::Null), "{enrolled}");
    assert!(enrolled["quality"]["face_width"].as_f64().unwrap() > 100.0, "{enrolled}");
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
fn whom_a_picture_looks_like_and_what_speaks_against_it_is_said() {
    let stage = stage_with(&[], dlib_factory(assets().join("models")), Timing::default(), |_, _| {});
    let enrol = |student: &str, photo: &str| {
        stage.post("/enroll", &[Text("student_id", student), File("image", &sample(photo))]).json()
    };
    assert_eq!(enrol("barack", "obama.jpg")["lookalikes"], json!([]), "there is nobody else");
    assert_eq!(enrol("barack", "obama2.jpg")["doubt"], Value::Null);
    let joe = enrol("joe", "biden.jpg");
    assert_eq!((&joe["lookalikes"][0]["student_id"], &joe["lookalikes"][0]["same"]), (&json!("barack"), &json!(false)));
    // One person under two ids, and a photo that is somebody else's: both are said, and both are enrolled.
    let again = enrol("b. obama", "obama3.jpg");
    assert_eq!((&again["saved"], &again["lookalikes"][0]["same"]), (&json!(1), &json!(true)), "{again}");
    let wrong = enrol("joe", "obama_partial_face2.jpg");
    assert_eq!((&wrong["saved"], &wrong["doubt"]["nearly_certain"]), (&json!(1), &json!(true)), "{wrong}");
    assert!(wrong["doubt"]["like"].as_str().is_some_and(|like| like != "joe"), "{wrong}");
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
