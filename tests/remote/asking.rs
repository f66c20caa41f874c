//! One picture and its answer.

use std::time::Duration;

use hadir::core::FrameSize;
use hadir::images;
use hadir::remote::{Answer, Link, Target, Timing, Trouble, try_out};
use hadir::settings::Secret;
use image::RgbImage;
use serde_json::json;

use crate::other::{LONG, Other, Reply, alip, nobody};

const SIZE: FrameSize = FrameSize { width: 240, height: 120 };

fn ask(url: &str, key: Option<&str>, within: Duration) -> Result<Answer, Trouble> {
    let target = Target { url: url.to_owned(), key: key.and_then(Secret::new) };
    let timing = Timing { answer_within: within, ..Timing::default() };
    let link = Link::open(&target, timing, |_| {})?;
    let jpeg = images::encode_jpeg(&RgbImage::new(SIZE.width, SIZE.height)).unwrap();
    link.ask(jpeg, SIZE).recv_timeout(LONG).unwrap()
}

#[test]
fn a_picture_goes_as_the_contract_says_with_the_key_as_a_header() {
    let other = Other::new(|_| Reply::Json(alip()));
    let answer = ask(&other.url(), Some("0123456789"), LONG).unwrap();
    assert_eq!(answer.faces[0].label, "alip");
    let request = other.pictures().remove(0);
    assert_eq!(request.path, "/recognize/realtime");
    assert_eq!(request.headers["authorization"], "Bearer 0123456789");
    assert_eq!(request.picture().dimensions(), (SIZE.width, SIZE.height));
    assert!(!request.headers.contains_key("cookie") && !request.headers.contains_key("origin"));
    other.wait(|requests| requests.iter().any(|request| request.path == "/ws/recognitions"));
    let socket = other.requests().into_iter().find(|request| request.path == "/ws/recognitions").unwrap();
    assert_eq!(socket.headers["authorization"], "Bearer 0123456789", "the WebSocket shows it, too");
}

#[test]
fn the_originals_nested_answer_is_read_as_well() {
    let other = Other::new(|_| {
        let mut answer = alip();
        answer["results"] = json!({"results": answer["results"], "frame_info": {"w": 240, "h": 120}});
        Reply::Json(answer)
    });
    let answer = ask(&other.url(), None, LONG).unwrap();
    assert_eq!((answer.faces.len(), answer.told.len()), (1, 1));
    assert!(!other.pictures()[0].headers.contains_key("authorization"));
}

#[test]
fn every_failure_says_what_happened_and_what_to_do() {
    let status = |status, headers, text: &str| Reply::Status(status, headers, text.to_owned());
    let huge = " ".repeat(3 << 20);
    let table: Vec<(Reply, &str, &str)> = vec![
        (status(401, "", "{}"), "does not accept the key", "Copy the key again"),
        (status(403, "", "{}"), "does not let this PC in", "let it in"),
        (status(404, "", "gone"), "is no Hadir", "its port"),
        (status(413, "", "{}"), "too large", "smaller size"),
        (status(421, "", "{}"), "does not answer to this address", "Use the address"),
        (status(429, "Retry-After: 3\r\n", "{}"), "too much to do", "by itself"),
        (status(503, "", r#"{"ok":false,"msg":"A model is missing"}"#), "A model is missing", "Look after it"),
        (
            status(302, "Location: http://u:secret@elsewhere.example/x?t=secret\r\n", ""),
            "points to http://elsewhere.example/x",
            "set its address",
        ),
        (status(200, "", "<html>a printer</html>"), "is no Hadir", "its port"),
        (status(200, "", "{\"results\": 3}"), "is no Hadir", "its port"),
        (status(200, "", r#"{"ok":false,"msg":"Gambar tidak valid"}"#), "Gambar tidak valid", "Look after it"),
        (status(200, "", &huge), "far too long", "its port"),
        (Reply::Endless, "far too long", "its port"),
        (Reply::CutOff, "broke off", "switched on"),
        (Reply::Close, "broke off", "switched on"),
        (Reply::Never, "did not answer within", "switched on"),
    ];
    for (reply, message, advice) in table {
        let within = if matches!(reply, Reply::Never) { Duration::from_millis(300) } else { LONG };
        let replies = reply.clone();
        let other = Other::new(move |_| replies.clone());
        let trouble = ask(&other.url(), Some("0123456789"), within).unwrap_err();
        assert!(trouble.message.to_string().contains(message), "{reply:?}: {trouble:?}");
        assert!(trouble.advice.to_string().contains(advice), "{reply:?}: {trouble:?}");
        assert!(!format!("{trouble:?}").contains("secret"), "{trouble:?}");
        let waits = message.contains("too much") || message.contains("key");
        assert_eq!(trouble.asked_wait.is_some(), waits, "{trouble:?}");
    }
}

#[test]
fn a_redirect_is_not_followed_and_the_picture_goes_nowhere_else() {
    let elsewhere = Other::new(|_| Reply::Json(alip()));
    let location: &'static str = format!("Location: {}/recognize/realtime\r\n", elsewhere.url()).leak();
    let other = Other::new(move |_| Reply::Status(307, location, String::new()));
    ask(&other.url(), Some("0123456789"), LONG).unwrap_err();
    assert!(elsewhere.requests().is_empty());
}

#[test]
fn nobody_at_the_address_is_told_and_no_password_is() {
    let place = nobody();
    let trouble = ask(&format!("http://me:hunter22@{place}"), None, LONG).unwrap_err();
    assert_eq!(trouble.message.to_string(), format!("Nobody listens at {place}."));
    let trouble = ask("http://no-such-pc.invalid:8000", None, LONG).unwrap_err();
    assert!(trouble.message.to_string().contains("no-such-pc.invalid"), "{trouble:?}");
    let other = Other::new(|_| Reply::Status(503, "", r#"{"msg":"not you, hunter22"}"#.to_owned()));
    let trouble = ask(&format!("http://me:hunter22@{}", other.place()), None, LONG).unwrap_err();
    assert!(!trouble.message.to_string().contains("hunter22"), "{trouble:?}");
}

#[test]
fn trying_it_out_says_whom_it_knows_and_asks_the_original_otherwise() {
    let try_it = |other: &Other| try_out(&Target { url: other.url(), key: None }, Timing::default());
    let hadir = Other::new(|_| Reply::Json(json!({"ok": true, "encodings": 25, "labels": 2})));
    let health = try_it(&hadir).unwrap();
    assert_eq!((health.students, health.pictures), (Some(2), Some(25)));
    let original = Other::new(|request| match request.path.as_str() {
        "/config" => Reply::Json(json!({"tolerance": 0.45, "webhook_enabled": true})),
        _ => Reply::Status(500, "", "Internal Server Error".to_owned()),
    });
    assert_eq!(try_it(&original).unwrap().students, None);
    let printer = Other::new(|_| Reply::Json(json!({"ink": "low"})));
    assert!(try_it(&printer).unwrap_err().message.to_string().contains("is no Hadir"));
    let locked = Other::new(|_| Reply::Status(401, "", "{}".to_owned()));
    assert!(try_it(&locked).unwrap_err().message.to_string().contains("wants a key"));
}
