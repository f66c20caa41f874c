//! Each endpoint, field by field.

use std::time::Duration;

use hadir::core::Tolerance;
use serde_json::{Value, json};

use crate::stage::{FACE, File, OTHER_FACE, Part, Stage, Text, png, stage};

fn missing(name: &str) -> Value {
    json!({"type": "missing", "loc": ["body", name], "msg": "Field required", "input": null})
}

#[track_caller]
fn expect(stage: &Stage, path: &str, parts: &[Part], status: u16, body: Value) {
    let answer = stage.post(path, parts);
    assert_eq!((answer.status, answer.json()), (status, body), "{path}");
    assert!(answer.headers.to_ascii_lowercase().contains("content-type: application/json"), "{}", answer.headers);
}

#[test]
fn health_and_config_say_what_the_readme_says() {
    let stage = stage(&[("alip", 10), ("yoga", 110)], |settings, _| {
        settings.cooldown.value = Duration::from_secs(60);
        settings.webhook_url.value = Some("http://127.0.0.1:9/".to_owned());
    });
    assert_eq!(stage.get("/health").json(), json!({"ok": true, "encodings": 2, "labels": 2}));
    let config = stage.get("/config");
    assert_eq!(config.text(), r#"{"tolerance":0.45,"webhook_enabled":true,"cooldown_seconds":60}"#);
}

#[test]
fn a_cooldown_that_is_no_whole_number_is_given_as_it_is() {
    let stage = stage(&[], |settings, _| {
        settings.cooldown.value = Duration::from_millis(2500);
        settings.tolerance.value = Tolerance::new(0.5).unwrap();
    });
    assert_eq!(stage.get("/config").text(), r#"{"tolerance":0.5,"webhook_enabled":false,"cooldown_seconds":2.5}"#);
}

#[test]
fn enrolling_takes_exactly_one_face_and_each_picture_once() {
    let stage = stage(&[], |_, _| {});
    let enrolled = |ok: bool, faces: usize, saved: usize| json!({"ok": ok, "saved": saved, "msg": {"faces_found": faces, "saved": saved}});
    let (one, nobody) = (png(&[(10, FACE)]), png(&[]));
    let two = png(&[(10, FACE), (110, OTHER_FACE)]);
    let student = Text("student_id", "alip");
    let first = stage.post("/enroll", &[student, File("image", &one)]);
    assert_eq!((first.status, as_the_original_says(first.json())), (200, enrolled(true, 1, 1)));
    expect(&stage, "/enroll", &[Text("student_id", "alip"), File("image", &one)], 200, enrolled(true, 1, 0));
    expect(&stage, "/enroll", &[Text("student_id", "alip"), File("image", &nobody)], 200, enrolled(false, 0, 0));
    expect(&stage, "/enroll", &[Text("student_id", "alip"), File("image", &two)], 200, enrolled(false, 2, 0));
    assert_eq!(stage.get("/health").json(), json!({"ok": true, "encodings": 1, "labels": 1}));
    assert_eq!(stage.gallery.snapshot().students[0].templates[0].crop.as_ref().map(|crop| crop.exists()), Some(true));
    let found = stage.recognize(&png(&[(14, FACE)]));
    assert_eq!(found.json()["results"][0]["label"], "alip");
}

/// An answer to an enrolment, without what the original does not know of.
fn as_the_original_says(mut answer: Value) -> Value {
    answer.as_object_mut().unwrap().retain(|field, _| ["ok", "saved", "msg"].contains(&field.as_str()));
    answer
}

#[test]
fn a_picture_that_was_enrolled_is_measured_and_what_is_thought_of_it_is_said() {
    let stage = stage(&[("alip", 10), ("yoga", 110)], |_, _| {});
    let enrol = |student: &str, person: u8| {
        stage.post("/enroll", &[Text("student_id", student), File("image", &png(&[(person, FACE)]))]).json()
    };
    let dewi = enrol("dewi", 200);
    let quality = &dewi["quality"];
    assert_eq!(quality["face_width"], 60.0, "{dewi}");
    assert_eq!(quality["flaw"], "too_small");
    assert_eq!(quality["flaw_text"], "the face is 60 px wide; 100 are better");
    assert!(quality["light"].is_number() && quality["sharpness"].is_number() && quality["pose"]["turned"].is_number());
    assert_eq!(dewi["lookalikes"].as_array().unwrap().len(), 2, "those enrolled before: {dewi}");
    assert_eq!(dewi["doubt"], Value::Null);

    // Nothing is refused for what is thought of it, and a picture is not looked at twice.
    assert_eq!(as_the_original_says(dewi), json!({"ok": true, "saved": 1, "msg": {"faces_found": 1, "saved": 1}}));
    assert_eq!(enrol("dewi", 200), json!({"ok": true, "saved": 0, "msg": {"faces_found": 1, "saved": 0}}));
}

#[test]
fn recognizing_names_every_face_with_its_place() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    assert_eq!(
        stage.recognize(&png(&[(14, FACE), (200, OTHER_FACE)])).text(),
        r#"{"ok":true,"results":[{"box":[20,90,80,30],"label":"alip","distance":0.04},{"box":[20,190,80,130],"label":"Unknown","distance":1.9}]}"#
    );
    assert_eq!(stage.recognize(&png(&[])).json(), json!({"ok": true, "results": []}));
}

#[test]
fn with_nobody_enrolled_a_face_is_unknown_at_distance_one() {
    let stage = stage(&[], |_, _| {});
    assert_eq!(
        stage.recognize(&png(&[(14, FACE)])).json()["results"],
        json!([{"box": [20, 90, 80, 30], "label": "Unknown", "distance": 1.0}])
    );
}

#[test]
fn realtime_answers_with_reports_and_says_where_there_is_no_webhook() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let answer = stage.realtime("", &png(&[(14, FACE), (200, OTHER_FACE)]));
    assert_eq!(
        answer.text(),
        r#"{"ok":true,"results":[{"box":[20,90,80,30],"label":"alip","distance":0.04},{"box":[20,190,80,130],"label":"Unknown","distance":1.9}],"dispatch":[{"label":"alip","report":{"status":"failed","http_status":null,"message":"webhook_disabled","queued":false}}],"webhook_enabled":false}"#
    );
}

#[test]
fn min_conf_only_narrows_and_unknown_faces_are_reported_where_asked_for() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let near = png(&[(30, FACE)]);
    let far = png(&[(200, FACE)]);
    for (query, image, labels) in [
        ("", &near, vec!["alip"]),
        ("?min_conf=0", &near, vec!["alip"]),
        ("?min_conf=0.2", &near, vec!["alip"]),
        ("?min_conf=0.19", &near, vec![]),
        ("?min_conf=0.19&send_unknown=true", &near, vec![]),
        ("?min_conf=0.9", &near, vec!["alip"]),
        ("?min_conf=inf", &near, vec!["alip"]),
        ("?min_conf=nan", &near, vec![]),
        ("?min_conf=-1", &near, vec![]),
        ("?min_conf=0.9", &far, vec![]),
        ("?min_conf=9&send_unknown=off", &far, vec![]),
        ("?send_unknown=True", &far, vec!["Unknown"]),
        ("?send_unknown=1&min_conf=0.01", &far, vec!["Unknown"]),
    ] {
        let answer = stage.realtime(query, image).json();
        let reported: Vec<_> =
            answer["dispatch"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
        assert_eq!(reported, labels, "{query}");
        let label = if image == &near { "alip" } else { "Unknown" };
        assert_eq!(answer["results"][0]["label"], label, "what is found does not hang on what is reported: {query}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_said_in_fastapis_form() {
    let stage = stage(&[], |_, _| {});
    let picture = png(&[(10, FACE)]);
    let text = json!({"type": "value_error", "loc": ["body", "image"],
        "msg": "Value error, Expected UploadFile, received: <class 'str'>", "input": "text", "ctx": {"error": {}}});
    let detail = |wrong: &[Value]| json!({"detail": wrong});
    for path in ["/recognize", "/recognize/realtime"] {
        expect(&stage, path, &[], 422, detail(&[missing("image")]));
        expect(&stage, path, &[Text("image", "text")], 422, detail(std::slice::from_ref(&text)));
    }
    expect(&stage, "/enroll", &[], 422, detail(&[missing("student_id"), missing("image")]));
    expect(&stage, "/enroll", &[Text("student_id", "a")], 422, detail(&[missing("image")]));
    expect(&stage, "/enroll", &[File("image", &picture)], 422, detail(&[missing("student_id")]));
    let no_student = [Text("student_id", ""), File("image", &picture)];
    expect(&stage, "/enroll", &no_student, 422, detail(&[missing("student_id")]));
    let path_as_id = json!({"type": "value_error", "loc": ["body", "student_id"], "input": "../x", "ctx": {"error": {}},
        "msg": "Value error, A student id is a name, not a path: it cannot contain \u{201c}/\u{201d}."});
    expect(&stage, "/enroll", &[Text("student_id", "../x"), Text("image", "text")], 422, detail(&[path_as_id, text]));
    let query = |kind: &str, name: &str, msg: &str, input: &str| json!({"type": kind, "loc": ["query", name], "msg": msg, "input": input});
    let wrong = detail(&[
        query("float_parsing", "min_conf", "Input should be a valid number, unable to parse string as a number", "x"),
        query("bool_parsing", "send_unknown", "Input should be a valid boolean, unable to interpret input", "2"),
        missing("image"),
    ]);
    expect(&stage, "/recognize/realtime?send_unknown=2&min_conf=x", &[], 422, wrong);
    assert!(stage.gallery.snapshot().students.is_empty());
}

#[test]
fn what_is_no_picture_is_told_in_the_originals_words() {
    let stage = stage(&[], |_, _| {});
    for path in ["/recognize", "/recognize/realtime", "/enroll"] {
        for bytes in [&b""[..], b"not a picture", b"\xff\xd8\xff", b"GIF89a\x01\x00\x01\x00\x00\x00\x00"] {
            let answer = stage.post(path, &[Text("student_id", "a"), File("image", bytes)]);
            assert_eq!((answer.status, answer.text().as_str()), (400, r#"{"ok":false,"msg":"Gambar tidak valid"}"#));
        }
    }
}

#[test]
fn the_mock_webhook_gives_a_token_and_what_it_was_sent() {
    let stage = stage(&[], |_, _| {});
    let post = |body: &str| stage.ask("POST /mock/webhook", "Content-Type: application/json\r\n", body.as_bytes());
    let answer = post(r#"{"student_id":"alip","x":[1,2.5,null]}"#);
    let json = answer.json();
    assert_eq!((answer.status, &json["ok"]), (200, &json!(true)));
    assert_eq!(json["received"], json!({"student_id": "alip", "x": [1, 2.5, null]}));
    let token = json["token"].as_str().unwrap();
    let time = token.strip_prefix("ATT-").and_then(|rest| rest.strip_suffix("-alip")).unwrap();
    assert!(time.parse::<i64>().unwrap().abs_diff(jiff::Timestamp::now().as_second()) < 60);
    assert!(post("{}").json()["token"].as_str().unwrap().ends_with("-UNKNOWN"));
    for (body, kind) in [("", "missing"), ("[1]", "dict_type"), ("null", "dict_type"), ("{", "json_invalid")] {
        let answer = post(body);
        assert_eq!((answer.status, answer.json()["detail"][0]["type"].as_str().unwrap()), (422, kind), "{body}");
    }
    let plain = stage.ask("POST /mock/webhook", "", b"{}");
    assert_eq!(plain.json()["detail"][0]["input"], "{}");
    assert_eq!(post(&"[".repeat(60_000)).status, 422);
    assert_eq!(post(&"[".repeat(100_000)).status, 413, "no event is so large");
}
