//! Who is enrolled, and removing somebody.

use hadir::core::Person;
use serde_json::json;

use crate::parts::{id, stage};

#[test]
fn students_are_listed_as_a_person_would_sort_them() {
    let stage = stage(&[("7B-10", 10), ("7B-9", 20), ("王小明", 30), ("7B-9", 21)]);
    let budi = Person { name: Some("Budi Santoso".into()), class: Some("7B".into()), ..Person::default() };
    // Who is known and not enrolled is not listed.
    stage.station.register().merge([(id("7B-9"), budi), (id("1"), Person::default())]).unwrap();
    let answer = stage.get("/api/v1/students");
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json(),
        json!({"total": 3, "students": [
            {"student_id": "7B-9", "name": "Budi Santoso", "class": "7B", "templates": 2},
            {"student_id": "7B-10", "name": null, "class": null, "templates": 1},
            {"student_id": "王小明", "name": null, "class": null, "templates": 1},
        ]})
    );
}

#[test]
fn a_student_is_removed_and_their_events_as_was_asked() {
    let people = [("keep me", 10), ("anonymise", 20), ("remove", 30), ("王小明", 40)];
    let stage = stage(&people);
    for (n, (name, _)) in people.into_iter().enumerate() {
        stage.seen(Some(name), n as i64, "door", false);
    }
    for path in ["keep%20me", "anonymise?log=anonymise", "remove?log=remove", "%E7%8E%8B%E5%B0%8F%E6%98%8E?log=keep"] {
        let answer = stage.delete(&format!("/api/v1/students/{path}"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!((&answer.json()["ok"], &answer.json()["problems"]), (&json!(true), &json!([])));
    }
    assert_eq!(stage.get("/api/v1/students").json()["total"], 0);
    assert!(!stage.folder.path().join("data/embeddings/remove.npy").exists());
    let events = stage.get("/api/v1/events").json()["events"].clone();
    let names: Vec<&str> = events.as_array().unwrap().iter().map(|e| e["student_id"].as_str().unwrap()).collect();
    assert_eq!(names, ["王小明", "Unknown", "keep me"]);
}

#[test]
fn somebody_who_is_enrolled_no_more_can_still_be_removed_from_the_log() {
    let stage = stage(&[]);
    stage.seen(Some("gone"), 1, "door", false);
    stage.seen(Some("gone too"), 2, "door", false);
    assert_eq!(stage.delete("/api/v1/students/gone").status, 404);
    assert_eq!(stage.delete("/api/v1/students/gon?log=remove").status, 404, "a part of an id is none");
    assert_eq!(stage.delete("/api/v1/students/gone?log=remove").status, 200);
    assert_eq!(stage.delete("/api/v1/students/gone?log=remove").status, 404);
    assert_eq!(stage.get("/api/v1/events").json()["total"], 1);
}

#[test]
fn what_is_no_student_is_refused() {
    let stage = stage(&[("alip", 10)]);
    let answer = stage.delete("/api/v1/students/nobody");
    assert_eq!((answer.status.as_u16(), answer.json()), (404, json!({"ok": false, "msg": "nobody is not enrolled."})));
    for path in ["..%2Fx", ".hidden", "a%00b", "%20", "unknown", "%FF", "a%E2%80%AEb", &"a".repeat(5000)] {
        let answer = stage.delete(&format!("/api/v1/students/{path}"));
        assert_eq!(answer.status, 422, "{path}");
        assert_eq!(answer.json()["detail"][0]["loc"], json!(["path", "student_id"]));
    }
    let answer = stage.delete("/api/v1/students/alip?log=burn");
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["detail"][0]["loc"], json!(["query", "log"]));
    assert!(stage.station.gallery().snapshot().student(&id("alip")).is_some());
}

#[test]
fn what_could_not_be_removed_is_told() {
    let stage = stage(&[("alip", 10)]);
    stage.seen(Some("alip"), 1, "door", false);
    let data = stage.folder.path().join("data");
    // A folder where the file is to be written that takes the old one's place.
    std::fs::remove_file(data.join("embeddings/alip.npy")).unwrap();
    std::fs::create_dir_all(data.join("embeddings/alip.npy/inside")).unwrap();
    let answer = stage.delete("/api/v1/students/alip");
    assert_eq!((answer.status.as_u16(), &answer.json()["ok"]), (503, &json!(false)), "{}", answer.text());
    assert!(answer.json()["problems"][0]["text"].is_string());
}
