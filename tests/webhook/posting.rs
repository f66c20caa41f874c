//! What arrives at the receiver, to the byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hadir::core::DeliveryState;
use hadir::journal::Moment;
use hadir::webhook::{Endpoint, WebhookTest};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::place::{Place, SECRET, endpoint, pace, secret};
use crate::receiver::{Receiver, ok, status};

/// HMAC-SHA256 by its definition (RFC 2104), of whatever the project uses for it.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let padded = |byte: u8| block.map(|b| b ^ byte).to_vec();
    let inner = Sha256::digest([padded(0x36), message.to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

#[test]
fn an_arrival_is_posted_as_the_original_posts_it() {
    let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
    let (number, id) = place.arrive("alip");
    let _dispatcher = place.start(Some(Endpoint { api_key: secret("k-123"), ..endpoint(receiver.url()) }), pace(1.0));

    let delivery = place.sent(number);
    assert_eq!(delivery.tries, 1);
    let answer = delivery.answer.unwrap();
    assert_eq!((answer.http_status, answer.message.to_string().as_str()), (Some(200), r#"{"token":"ATT-1"}"#));

    let [request] = &receiver.requests()[..] else { panic!() };
    assert_eq!(request.line, "POST /attendance/events?school=7 HTTP/1.1");
    let ts = request.json()["ts"].as_i64().unwrap();
    assert!(Timestamp::now().as_second() - ts < 3600, "{ts}");
    let expected = format!(
        r#"{{"event":"attendance.recognized","student_id":"alip","distance":0.38,"ts":{ts},"frame_info":{{"w":640,"h":480}},"box":{{"top":120,"right":260,"bottom":220,"left":160}}}}"#
    );
    assert_eq!(String::from_utf8_lossy(&request.body), expected);

    let header = |name: &str| request.headers.get(name).map(String::as_str);
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("authorization"), Some("Bearer k-123"));
    assert_eq!(header("user-agent"), Some(concat!("hadir/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(header("webhook-id"), Some(id.as_str()));
    assert!(header("webhook-timestamp").unwrap().parse::<i64>().unwrap() >= ts);
    assert_eq!(header("webhook-signature"), None);
    assert_eq!(header("cookie"), None);
}

#[test]
fn without_a_key_there_is_no_authorization() {
    let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
    let (number, _) = place.arrive("");
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.sent(number);
    let [request] = &receiver.requests()[..] else { panic!() };
    assert!(!request.headers.contains_key("authorization"));
    assert_eq!(request.student(), "Unknown");
}

#[test]
fn each_try_is_signed_anew_under_the_same_id() {
    let place = Place::new();
    let receiver = Receiver::new(|_, before| if before < 2 { status(500) } else { ok() });
    let (number, id) = place.arrive("alip");
    let _dispatcher = place.start(Some(Endpoint { secret: secret(SECRET), ..endpoint(receiver.url()) }), pace(0.001));
    assert_eq!(place.sent(number).tries, 3);
    let requests = receiver.requests();
    assert_eq!(requests.len(), 3);
    let key = BASE64.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    for request in &requests {
        assert_eq!(request.id(), id);
        let timestamp = &request.headers["webhook-timestamp"];
        let signed = [format!("{id}.{timestamp}.").as_bytes(), &request.body].concat();
        let expected = format!("v1,{}", BASE64.encode(hmac(&key, &signed)));
        assert_eq!(request.headers["webhook-signature"], expected);
    }
}

#[test]
fn corrections_and_arrivals_by_hand_go_the_same_way() {
    let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
    let (first, first_id) = place.arrive("budi");
    let bayu = hadir::core::StudentId::parse("bayu").unwrap();
    let corrected = place.journal.correct(first, Some(&bayu), Moment::now().at, true).unwrap();
    let by_hand = place.journal.add_by_hand(&bayu, Moment::now().at, true).unwrap();
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    for number in [first, corrected.number, by_hand.number] {
        place.sent(number);
    }
    let of =
        |kind: &str| receiver.requests().into_iter().find(|request| request.json()["event"] == kind).unwrap().json();
    let corrected = of("attendance.corrected");
    assert_eq!(corrected["student_id"], "bayu");
    assert_eq!(corrected["corrects"], serde_json::json!({"webhook_id": first_id, "student_id": "budi"}));
    assert_eq!(corrected["distance"], 0.38);
    let by_hand = of("attendance.manual");
    assert_eq!(by_hand.as_object().unwrap().keys().collect::<Vec<_>>(), ["event", "student_id", "ts"]);
}

#[test]
fn a_test_event_is_sent_whatever_is_paused_and_is_no_arrival() {
    let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    dispatcher.pause(true);
    place.status(|status| status.paused.is_some());
    let (number, _) = place.arrive("alip");
    dispatcher.poke();
    let WebhookTest::Done { accepted: true, answer, .. } = place.barrier(&dispatcher) else { panic!() };
    assert_eq!(answer.message.to_string(), r#"{"token":"ATT-1"}"#);
    let [request] = &receiver.requests()[..] else { panic!() };
    assert!(request.is_test() && request.student() == "hadir-test");
    assert!(request.id().starts_with("test_"));
    let delivery = place.journal.queued(number).unwrap();
    assert_eq!(delivery.unwrap().tries, 0, "the person paused");
    assert_eq!(place.status(|status| status.queued == 1).queued, 1, "the test event is nowhere in the journal");

    receiver.answer(|_, _| status(500));
    let WebhookTest::Done { accepted: false, answer, .. } = place.barrier(&dispatcher) else { panic!() };
    assert_eq!((answer.http_status, answer.message.to_string().as_str()), (Some(500), "said 500"));
}

#[test]
fn without_an_endpoint_nothing_is_sent_until_there_is_one() {
    let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
    let dispatcher = place.start(None, pace(1.0));
    let (number, _) = place.arrive("alip");
    dispatcher.poke();
    let WebhookTest::Done { accepted: false, answer, .. } = place.barrier(&dispatcher) else { panic!() };
    assert_eq!(answer.message.to_string(), "No webhook is set.");
    let status = place.status(|status| status.queued == 1);
    assert!(!status.enabled && status.next_due.is_none());
    dispatcher.set_endpoint(Some(endpoint(receiver.url())));
    let delivery = place.sent(number);
    assert!(matches!(delivery.state, DeliveryState::Sent { .. }));
    place.status(|status| status.enabled && status.queued == 0 && status.last.is_some());
}
