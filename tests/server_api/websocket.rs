//! What the WebSocket tells, to whom, and when it ends.

use std::path::Path;
use std::time::Duration;

use hadir::settings::Settings;
use hadir::station::Command;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::receiver::{Gate, Receiver, Reply, ok};
use crate::stage::{FACE, Stage, picture, png, stage, stills};

/// A camera that shows alip for ever; he counts again in each `cooldown`.
fn camera(cooldown: Duration, webhook: Option<String>) -> impl FnOnce(&mut Settings, &Path) {
    move |settings, folder| {
        stills(&folder.join("stills"), &[picture(&[(14, FACE)])]);
        settings.source.value = Some(folder.join("stills").to_string_lossy().into_owned());
        settings.repeat.value = true;
        settings.rate.value = Some(20.0);
        settings.cooldown.value = cooldown;
        settings.webhook_url.value = webhook;
    }
}

fn shown(stage: &Stage) {
    assert_eq!(stage.realtime("", &png(&[(10, FACE)])).status, 200);
}

#[test]
fn the_cameras_recognitions_are_told_too() {
    let stage = stage(&[("alip", 10)], camera(Duration::from_millis(200), None));
    let (mut one, mut other) = (stage.listen(), stage.listen());
    for listener in [&mut one, &mut other] {
        let told = listener.next();
        assert!(told["ts"].as_i64().unwrap().abs_diff(jiff::Timestamp::now().as_second()) < 60);
        let Value::Object(mut told) = told else { panic!() };
        told.remove("ts");
        assert_eq!(
            Value::Object(told),
            json!({"type": "recognized", "student_id": "alip", "distance": 0.04,
                "dispatch": {"status": "failed", "http_status": null, "message": "webhook_disabled", "queued": false}})
        );
    }
}

#[test]
fn a_recognition_of_the_camera_is_told_with_the_main_apis_answer() {
    let receiver = Receiver::new(|_, _| ok());
    let stage = stage(&[("alip", 10)], camera(Duration::from_millis(200), Some(receiver.url())));
    let mut listener = stage.listen();
    for _ in 0..5 {
        let told = listener.next();
        assert_eq!((&told["type"], &told["dispatch"]["status"]), (&json!("recognized"), &json!("sent")), "{told}");
    }
}

#[test]
fn an_answer_that_takes_long_is_told_when_it_comes() {
    let gate = Gate::default();
    let held = gate.clone();
    let receiver = Receiver::new(move |_, _| Reply::Gate(held.clone()));
    let stage = stage(&[("alip", 10)], camera(Duration::from_millis(1500), Some(receiver.url())));
    let mut listener = stage.listen();
    let told = listener.next();
    assert_eq!(told["dispatch"], json!({"status": "skipped", "reason": "queued"}));
    gate.open();
    let later = std::iter::repeat_with(|| listener.next()).find(|told| told["type"] == "dispatched").unwrap();
    assert_eq!((&later["student_id"], &later["dispatch"]["status"]), (&json!("alip"), &json!("sent")));
}

#[test]
fn while_sending_is_paused_nobody_is_kept_waiting() {
    let receiver = Receiver::new(|_, _| ok());
    let stage = stage(&[("alip", 10)], camera(Duration::from_secs(1), Some(receiver.url())));
    stage.station.send(Command::PauseDelivery(true));
    stage.until("the pause", |view| view.deliveries.paused.is_some());
    let mut listener = stage.listen();
    // The first may have been on its way.
    let queued = std::iter::repeat_with(|| listener.next()).nth(2).unwrap();
    assert_eq!(queued["dispatch"], json!({"status": "skipped", "reason": "queued"}));
    stage.station.send(Command::PauseDelivery(false));
    let later = std::iter::repeat_with(|| listener.next()).find(|told| told["type"] == "dispatched").unwrap();
    assert_eq!(later["dispatch"]["status"], "sent");
}

#[test]
fn a_client_that_never_reads_holds_up_nobody() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let _silent = stage.listen();
    let mut listener = stage.listen();
    for _ in 0..100 {
        shown(&stage);
        assert_eq!(listener.next()["student_id"], "alip");
    }
}

#[test]
fn what_a_client_says_is_ignored_unless_it_is_long() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let mut listener = stage.listen();
    for text in ["ping", "{}", "\0"] {
        listener.0.send(Message::text(text)).unwrap();
    }
    listener.0.send(Message::Ping("?".into())).unwrap();
    assert_eq!(listener.0.read().unwrap(), Message::Pong("?".into()));
    shown(&stage);
    assert_eq!(listener.next()["student_id"], "alip");
    listener.0.send(Message::text("x".repeat(5000))).unwrap();
    let ends = std::iter::repeat_with(|| listener.0.read()).find(|read| !matches!(read, Ok(Message::Text(_))));
    assert!(matches!(ends, Some(Err(_) | Ok(Message::Close(_)))), "{ends:?}");
    assert_eq!(stage.get("/health").status, 200);
}

#[test]
fn when_the_server_stops_each_client_is_told() {
    let mut stage = stage(&[], |_, _| {});
    let mut listeners = [stage.listen(), stage.listen()];
    let closes = std::thread::spawn(move || {
        for listener in &mut listeners {
            let Ok(Message::Close(Some(frame))) = listener.0.read() else { panic!("no close") };
            assert_eq!(frame.code, CloseCode::Away);
            assert!(matches!(listener.0.read(), Err(Error::ConnectionClosed)));
        }
    });
    stage.stop_server();
    closes.join().unwrap();
}

#[test]
fn a_request_that_is_no_websocket_is_told_so() {
    let stage = stage(&[], |_, _| {});
    let answer = stage.get("/ws/recognitions");
    assert_eq!((answer.status, answer.json()["ok"].as_bool()), (426, Some(false)));
    assert!(answer.headers.to_ascii_lowercase().contains("upgrade: websocket"), "{}", answer.headers);
}
