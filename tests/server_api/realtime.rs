//! Realtime recognition with a main API behind it: one that answers, one that is slow, one that is not there.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hadir::engine::scripted;
use hadir::settings::{Change, Settings};
use hadir::station::Command;
use hadir::webhook::Timing;
use serde_json::json;

use crate::receiver::{Gate, Receiver, Reply, ok, status};
use crate::stage::{FACE, OTHER_FACE, Stage, picture, png, stage, stage_with, stills};

fn with_webhook(url: &str) -> impl FnOnce(&mut Settings, &Path) {
    let url = url.to_owned();
    move |settings, _| settings.webhook_url.value = Some(url)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn the_main_apis_answer_comes_back_to_the_caller_and_on_the_websocket() {
    let receiver = Receiver::new(|_, _| ok());
    let stage = stage(&[("alip", 10), ("yoga", 110)], with_webhook(&receiver.url()));
    let mut listener = stage.listen();
    let answer = stage.realtime("", &png(&[(14, FACE), (110, OTHER_FACE)])).json();
    let report = json!({"status": "sent", "http_status": 200, "message": r#"{"token":"ATT-1"}"#});
    assert_eq!(answer["dispatch"], json!([{"label": "alip", "report": report}, {"label": "yoga", "report": report}]));
    assert_eq!(answer["webhook_enabled"], true);
    let requests = receiver.wait(|requests| requests.len() == 2);
    let body = requests.iter().map(crate::receiver::Request::json).find(|json| json["student_id"] == "alip").unwrap();
    assert_eq!(body["event"], "attendance.recognized");
    assert_eq!(body["frame_info"], json!({"w": 240, "h": 120}));
    assert_eq!(body["box"], json!({"top": 20, "right": 90, "bottom": 80, "left": 30}));
    let told = listener.next();
    assert_eq!(
        told,
        json!({"type": "recognized", "student_id": "alip", "distance": 0.04, "ts": body["ts"], "dispatch": report})
    );
    assert_eq!(listener.next()["student_id"], "yoga");
}

#[test]
fn a_main_api_that_refuses_or_is_not_there_is_a_report_and_the_event_is_kept() {
    let receiver = Receiver::new(|_, _| status(503));
    let stage = stage(&[("alip", 10)], with_webhook(&receiver.url()));
    let report = &stage.realtime("", &png(&[(10, FACE)])).json()["dispatch"][0]["report"];
    assert_eq!(*report, json!({"status": "failed", "http_status": 503, "message": "said 503", "queued": true}));

    stage.station.send(Command::Change(Change::WebhookUrl(Some(format!("http://127.0.0.1:{}/", free_port())))));
    stage.until("the new address", |view| {
        view.settings.webhook_url.value.as_ref().is_some_and(|url| !url.contains("attendance"))
    });
    let report = &stage.realtime("", &png(&[(10, FACE)])).json()["dispatch"][0]["report"];
    assert_eq!(
        (&report["status"], &report["http_status"], &report["queued"]),
        (&json!("failed"), &json!(null), &json!(true))
    );
}

#[test]
fn while_a_slow_main_api_is_waited_for_everything_else_is_served() {
    let gate = Gate::default();
    let held = gate.clone();
    let receiver = Receiver::new(move |_, _| Reply::Gate(held.clone()));
    let timing = Timing { answer_within: Duration::from_secs(1), ..Timing::default() };
    let stage = stage_with(&[("alip", 10)], scripted::factory(), timing, with_webhook(&receiver.url()));
    let waits = stage.begin_realtime();
    receiver.wait(|requests| !requests.is_empty());
    assert_eq!(stage.get("/health").status, 200);
    assert_eq!(stage.recognize(&png(&[(10, FACE)])).json()["results"][0]["label"], "alip");
    let report = &Stage::end(waits).json()["dispatch"][0]["report"];
    assert_eq!(
        (&report["status"], &report["http_status"], &report["queued"]),
        (&json!("failed"), &json!(null), &json!(true))
    );
    gate.open();
}

#[test]
fn a_webhook_that_points_at_this_server_works() {
    let port = free_port();
    let stage = stage(&[("alip", 10)], |settings, _| {
        settings.port.value = port;
        settings.webhook_url.value = Some(format!("http://127.0.0.1:{port}/mock/webhook"));
    });
    let report = stage.realtime("", &png(&[(10, FACE)])).json()["dispatch"][0]["report"].clone();
    assert_eq!((&report["status"], &report["http_status"]), (&json!("sent"), &json!(200)));
    let message: serde_json::Value = serde_json::from_str(report["message"].as_str().unwrap()).unwrap();
    assert_eq!((&message["ok"], &message["received"]["student_id"]), (&json!(true), &json!("alip")));
}

#[test]
fn who_hangs_up_during_the_webhook_loses_nothing() {
    let gate = Gate::default();
    let held = gate.clone();
    let receiver = Receiver::new(move |_, _| Reply::Gate(held.clone()));
    let stage = stage(&[("alip", 10)], with_webhook(&receiver.url()));
    let mut listener = stage.listen();
    let waits = stage.begin_realtime();
    receiver.wait(|requests| !requests.is_empty());
    drop(waits);
    // The server has noticed by the time it has answered others.
    assert_eq!(stage.get("/health").status, 200);
    gate.open();
    let told = listener.next();
    assert_eq!((&told["student_id"], &told["dispatch"]["http_status"]), (&json!("alip"), &json!(200)));
}

#[test]
fn the_camera_and_http_share_the_cooldown() {
    let stage = stage(&[("alip", 10), ("yoga", 110)], |settings, folder| {
        stills(&folder.join("stills"), &[picture(&[(10, FACE)])]);
        settings.source.value = Some(folder.join("stills").to_string_lossy().into_owned());
        settings.cooldown.value = Duration::from_secs(600);
    });
    stage.until("alip at the door", |view| !view.arrivals.is_empty());
    let answer = stage.realtime("", &png(&[(10, FACE), (110, OTHER_FACE)])).json();
    let (alip, yoga) = (&answer["dispatch"][0]["report"], &answer["dispatch"][1]["report"]);
    assert_eq!(alip["status"], "skipped");
    assert!(alip["reason"].as_str().unwrap().starts_with("cooldown_active ("), "{alip}");
    assert_eq!((&yoga["status"], &yoga["message"]), (&json!("failed"), &json!("webhook_disabled")), "as the original");
    let again = stage.realtime("", &png(&[(110, OTHER_FACE)])).json();
    assert!(again["dispatch"][0]["report"]["reason"].as_str().unwrap().starts_with("cooldown_active ("));
    stage.until("both in the list", |view| view.arrivals.len() == 2);
}

#[test]
fn many_clients_at_once_are_all_answered() {
    let stage = Arc::new(stage(&[("alip", 10)], |_, _| {}));
    let image = Arc::new(png(&[(10, FACE)]));
    let clients: Vec<_> = (0..16)
        .map(|_| {
            let (stage, image) = (stage.clone(), image.clone());
            std::thread::spawn(move || {
                for _ in 0..10 {
                    assert_eq!(stage.recognize(&image).json()["results"][0]["label"], "alip");
                }
            })
        })
        .collect();
    clients.into_iter().for_each(|client| client.join().unwrap());
}
