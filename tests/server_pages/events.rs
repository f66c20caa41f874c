//! The attendance log over HTTP: a part at a time, and as a table.

use axum::body::Body;
use axum::http::Request;
use hadir::core::Answer as Said;
use hadir::journal::{Filter, Tried, export};
use hadir::words::Text;
use http_body_util::BodyExt;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::parts::{Stage, id, morning, stage};

fn numbers(page: &Value) -> Vec<i64> {
    page["events"].as_array().unwrap().iter().map(|event| event["number"].as_i64().unwrap()).collect()
}

#[test]
fn an_event_has_every_field_that_there_is() {
    let stage = stage(&[]);
    let seen = stage.seen(Some("alip"), 1, "door", true);
    let answer = Said { http_status: Some(503), message: Text::said("x".repeat(700)) };
    let due = "2026-07-20T00:01:00Z".parse().unwrap();
    stage.journal().tried(seen.number, &Tried::Again { due, answer, counts: true }).unwrap();
    let corrected = stage.journal().correct(seen.number, Some(&id("budi")), morning(), false).unwrap();
    stage.journal().add_by_hand(&id("citra"), morning(), false).unwrap();
    let page = stage.get("/api/v1/events").json();
    let events = page["events"].as_array().unwrap();
    assert_eq!((&page["total"], &page["next"], events.len()), (&json!(3), &json!(null), 3));
    let webhook_id = &seen.webhook_id;
    assert_eq!(
        events[2],
        json!({
            "number": seen.number, "webhook_id": webhook_id, "event": "attendance.recognized", "student_id": "alip",
            "at": "2026-07-20T00:00:01.25Z", "ts": 1_784_505_601, "distance": 0.3125,
            "box": {"top": 20, "right": 90, "bottom": 80, "left": 30}, "frame": {"w": 640, "h": 480}, "camera": "door",
            "last_seen": "2026-07-20T00:00:01.25Z", "corrected_to": "budi", "corrects": null,
            "delivery": {"state": "queued", "tries": 1, "http_status": 503, "message": "x".repeat(500),
                "due": "2026-07-20T00:01:00Z", "since": null},
            "damaged": false,
        })
    );
    assert_eq!(events[1]["event"], "attendance.corrected");
    assert_eq!(events[1]["number"], corrected.number);
    assert_eq!(events[1]["corrects"], json!({"number": seen.number, "webhook_id": webhook_id, "student_id": "alip"}));
    let by_hand = &events[0];
    assert_eq!((&by_hand["event"], &by_hand["student_id"]), (&json!("attendance.manual"), &json!("citra")));
    for field in ["distance", "box", "frame", "camera", "delivery", "corrected_to"] {
        assert_eq!(by_hand[field], json!(null), "{field}");
    }
}

#[test]
fn pages_follow_each_other_while_new_events_come() {
    let stage = stage(&[]);
    for n in 0..25 {
        stage.seen(Some("alip"), n, "door", false);
    }
    let mut all = Vec::new();
    let mut path = "/api/v1/events?limit=10".to_owned();
    let mut sizes = Vec::new();
    loop {
        let page = stage.get(&path).json();
        stage.seen(Some("late"), 100 + all.len() as i64, "door", false);
        sizes.push(page["events"].as_array().unwrap().len());
        all.extend(numbers(&page));
        let Some(next) = page["next"].as_i64() else { break };
        path = format!("/api/v1/events?limit=10&before={next}");
    }
    assert_eq!(sizes, [10, 10, 5]);
    assert!(all.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice: {all:?}");
    assert_eq!(all.len(), 25);
    let exact = stage.get("/api/v1/events?limit=14&student=LATE").json();
    assert_eq!((&exact["total"], &exact["next"]), (&json!(3), &json!(null)));
    assert_eq!(stage.get("/api/v1/events?limit=3&student=late").json()["next"], json!(null), "there are no more");
}

#[test]
fn filters_are_those_of_the_window() {
    let stage = stage(&[]);
    let first = stage.seen(Some("Budi Santoso"), 0, "door", true).number;
    let second = stage.seen(Some("王小明"), 60, "gate", true).number;
    let third = stage.seen(None, 120, "gate", false).number;
    let sent = Tried::Sent { at: morning(), answer: Said { http_status: Some(200), message: Text::NOTHING } };
    stage.journal().tried(first, &sent).unwrap();
    let minute = "2026-07-20T00:01:00Z";
    for (query, expected) in [
        ("", vec![third, second, first]),
        ("student=santo", vec![first]),
        ("student=%E5%B0%8F", vec![second]),
        ("student=%25", vec![]),
        ("camera=gate", vec![third, second]),
        ("camera=gat", vec![]),
        ("who=known", vec![second, first]),
        ("who=unknown", vec![third]),
        ("who=corrected", vec![]),
        ("who=by_hand", vec![]),
        ("delivery=sent", vec![first]),
        ("delivery=queued", vec![second]),
        ("delivery=retrying", vec![]),
        ("delivery=given_up", vec![]),
        (&format!("from={minute}"), vec![third, second]),
        (&format!("until={minute}"), vec![first]),
        (&format!("from={minute}&until=2026-07-20T07:02:00+07:00&delivery=queued"), vec![second]),
        (&format!("before={third}&who=known&camera=door"), vec![first]),
        ("nothing=else", vec![third, second, first]),
        ("limit=7&limit=1", vec![third]),
    ] {
        let page = stage.get(&format!("/api/v1/events?{query}")).json();
        assert_eq!(numbers(&page), expected, "{query}");
    }
}

#[test]
fn wrong_parameters_are_told_in_fastapis_form() {
    let stage = stage(&[]);
    for (query, kind, name) in [
        ("limit=0", "greater_than_equal", "limit"),
        ("limit=1001", "less_than_equal", "limit"),
        ("limit=ten", "int_parsing", "limit"),
        ("before=", "int_parsing", "before"),
        ("from=yesterday", "datetime_parsing", "from"),
        ("until=2026-07-20", "datetime_parsing", "until"),
        ("who=me", "enum", "who"),
        ("delivery=lost", "enum", "delivery"),
        ("format=xml", "enum", "format"),
    ] {
        let answer = stage.get(&format!("/api/v1/events?{query}"));
        assert_eq!(answer.status, 422, "{query}");
        let wrong = &answer.json()["detail"][0];
        assert_eq!((&wrong["type"], &wrong["loc"]), (&json!(kind), &json!(["query", name])));
        assert_eq!(wrong["input"], query.split_once('=').unwrap().1);
    }
}

/// What the window's export writes.
fn exported(stage: &Stage, filter: &Filter) -> String {
    let file = stage.folder.path().join("export.csv");
    export(&mut stage.journal().reader(), filter, &TimeZone::system(), &file, &mut |_, _| true).unwrap();
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn the_table_is_the_one_that_the_window_exports() {
    let stage = stage(&[]);
    // More than two parts of it.
    for n in 0..2100 {
        stage.seen((n % 3 > 0).then_some("-1"), n, "=HYPERLINK(\"x\");\u{7}", n % 2 == 0);
    }
    let answer = stage.get("/api/v1/events?format=csv");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"hadir-events.csv\"");
    assert_eq!(answer.text(), exported(&stage, &Filter::default()));
    assert!(answer.text().contains(",'-1,") && answer.text().contains("\"'=HYPERLINK"));
    let filter = Filter { text: "-1".to_owned(), ..Filter::default() };
    assert_eq!(stage.get("/api/v1/events?format=csv&student=-1").text(), exported(&stage, &filter));
    // A part of it; exactly as much as is read at once; none.
    for (query, lines) in [("limit=3", 3), ("limit=1000", 1000), ("before=1001", 1000), ("student=nobody", 0)] {
        let answer = stage.get(&format!("/api/v1/events?format=csv&{query}"));
        assert_eq!(answer.text().lines().count(), 1 + lines, "{query}");
    }
}

#[test]
fn a_table_is_given_to_whoever_accepts_no_json_before_it() {
    let stage = stage(&[]);
    for (accept, kind) in [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/html, text/csv;q=0.9, */*", "text/csv; charset=utf-8"),
        ("application/json, text/csv", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ] {
        let request = |path: &str| Request::get(path).header("accept", accept).body(Body::empty()).unwrap();
        assert_eq!(stage.ask(request("/api/v1/events")).header("content-type"), kind, "{accept}");
        assert_eq!(stage.ask(request("/api/v1/events?format=json")).header("content-type"), "application/json");
    }
}

#[test]
fn whoever_reads_a_table_slowly_holds_up_nobody() {
    let stage = stage(&[]);
    for n in 0..1500 {
        stage.seen(Some("alip"), n, "door", false);
    }
    // More of them than questions are answered at once, each read to its first part and then left.
    let mut slow: Vec<Body> = (0..20)
        .map(|_| {
            let request = Request::get("/api/v1/events?format=csv").body(Body::empty()).unwrap();
            stage.runtime.block_on(async {
                let mut body = stage.router.clone().oneshot(request).await.unwrap().into_body();
                assert!(body.frame().await.unwrap().unwrap().into_data().unwrap().starts_with(b"\xef\xbb\xbfnumber"));
                body
            })
        })
        .collect();
    stage.seen(Some("late"), 9000, "door", false);
    assert_eq!(stage.get("/api/v1/events?limit=1").json()["total"], 1501);
    // Removed meanwhile, and so overwritten in the file: the readers hold nothing of it.
    assert_eq!(stage.delete("/api/v1/students/late?log=remove").status, 200);
    let rest = stage.runtime.block_on(slow.pop().unwrap().collect()).unwrap().to_bytes();
    assert_eq!(String::from_utf8(rest.to_vec()).unwrap().lines().count(), 500);
}

#[test]
fn a_log_that_cannot_be_read_is_said_to_be() {
    let stage = stage(&[]);
    stage.seen(Some("alip"), 1, "door", false);
    let database = stage.folder.path().join("data/attendance.db");
    std::fs::remove_file(&database).unwrap();
    std::fs::create_dir(&database).unwrap();
    for path in ["/api/v1/events", "/api/v1/events?format=csv"] {
        let answer = stage.get(path);
        assert_eq!(answer.status, 503, "{path}: {}", answer.text());
        assert_eq!(answer.json()["ok"], false);
        assert!(!answer.json()["msg"].as_str().unwrap().is_empty());
    }
}
