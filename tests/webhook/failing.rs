//! Ways of not taking an event, after each of which it is tried again.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use hadir::core::{DeliveryState, retry};
use hadir::webhook::Timing;
use hadir::words::Text;
use jiff::{SignedDuration, Timestamp};

use crate::place::{Place, endpoint, pace};
use crate::receiver::{Receiver, Reply, ok, status};

/// Fails in some way at first; gives what came of the first try.
fn first_answer(failure: Reply, timing: Timing) -> hadir::core::Answer {
    let place = Place::new();
    let receiver = Receiver::new(move |_, before| if before == 0 { failure.clone() } else { ok() });
    let (number, id) = place.arrive("alip");
    let _dispatcher = place.start(Some(endpoint(receiver.url())), timing);
    let first = place.tried(number, 1);
    let delivery = place.sent(number);
    assert_eq!(delivery.tries, 2);
    let requests = receiver.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.id() == id), "the same id at each try");
    assert_eq!(requests[0].body, requests[1].body, "and the same body");
    first.answer.unwrap()
}

#[test]
fn each_failure_is_told_in_words_and_tried_again() {
    let body = |text: &str| text.to_owned();
    let table = [
        (status(500), Some(500), "said 500"),
        (Reply::Answer(503, "", body("")), Some(503), "The main API answered 503 (Service Unavailable)."),
        (Reply::Answer(422, "", body("{\"detail\":\"no\"}")), Some(422), "{\"detail\":\"no\"}"),
        (Reply::Answer(429, "", body("slow down")), Some(429), "slow down"),
        (Reply::Reset, None, "The main API broke off the connection."),
        (Reply::Close, None, "The main API broke off the connection."),
        (Reply::CutOff, None, "The main API's answer was cut off."),
    ];
    for (failure, http_status, message) in table {
        let answer = first_answer(failure.clone(), pace(0.05));
        assert_eq!((answer.http_status, answer.message.to_string().as_str()), (http_status, message), "{failure:?}");
    }
}

#[test]
fn an_answer_after_the_limit_is_none() {
    let timing = Timing { answer_within: Duration::from_millis(500), pace: 0.05 };
    for failure in [Reply::Never, Reply::Late(Duration::from_secs(2))] {
        let answer = first_answer(failure, timing);
        assert_eq!(
            (answer.http_status, answer.message.to_string().as_str()),
            (None, "The main API did not answer within 0.5 seconds.")
        );
    }
}

#[test]
fn where_nobody_listens_the_place_is_told_and_it_goes_on_once_somebody_does() {
    let place = Place::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (number, _) = place.arrive("alip");
    let dispatcher =
        place.start(Some(endpoint(format!("http://me:hunter2@127.0.0.1:{port}/x?token=hunter3"))), pace(1.0));
    let delivery = place.tried(number, 1);
    assert_eq!(delivery.answer.unwrap().message.to_string(), format!("Nobody listens at 127.0.0.1:{port}."));
    let DeliveryState::Queued { due } = delivery.state else { panic!() };
    assert!(due > Timestamp::now() - SignedDuration::from_secs(10));
    let receiver = Receiver::new(|_, _| ok());
    dispatcher.set_endpoint(Some(endpoint(receiver.url())));
    place.sent(number);
}

#[test]
fn where_there_is_no_secure_connection_it_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let place = Place::new();
    let (number, _) = place.arrive("alip");
    let _dispatcher = place.start(Some(endpoint(format!("https://localhost:{port}/"))), pace(1.0));
    let message = place.tried(number, 1).answer.unwrap().message;
    assert_eq!(message.to_string(), "There is no secure connection (TLS) to localhost; is the address right?");
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    let place = Place::new();
    let elsewhere = Receiver::new(|_, _| ok());
    let to = elsewhere.port();
    let receiver = Receiver::new(move |_, before| match before {
        0 => Reply::Answer(301, "Location: http://127.0.0.1:1/new?token=t\r\n", String::new()),
        1 => Reply::Answer(
            307,
            Box::leak(format!("Location: http://127.0.0.1:{to}/\r\n").into_boxed_str()),
            String::new(),
        ),
        _ => ok(),
    });
    let (number, _) = place.arrive("alip");
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.05));
    let answer = place.tried(number, 1).answer.unwrap();
    assert_eq!(answer.http_status, Some(301));
    assert!(answer.message.to_string().contains("pointed to http://127.0.0.1:1/new."), "{}", answer.message);
    place.sent(number);
    assert_eq!(receiver.requests().len(), 3);
    assert_eq!(elsewhere.requests().len(), 0);
}

#[test]
fn a_long_answer_is_kept_in_part() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| Reply::Answer(201, "", "x".repeat(1 << 20)));
    let (number, _) = place.arrive("alip");
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    let message = place.sent(number).answer.unwrap().message;
    assert_eq!(message.to_string(), format!("{}\u{2026}", "x".repeat(64 << 10)));
}

#[test]
fn what_is_never_taken_is_given_up_and_can_be_sent_again() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(500));
    let (number, id) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1e-6));
    let delivery = place.delivery(number, |delivery| matches!(delivery.state, DeliveryState::GivenUp { .. }));
    assert_eq!(delivery.tries, retry::MAX_TRIES);
    assert_eq!(receiver.requests().len(), retry::MAX_TRIES as usize);
    place.status(|status| status.given_up == 1 && status.queued == 0);

    receiver.answer(|_, _| ok());
    dispatcher.poke();
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), retry::MAX_TRIES as usize, "not unless somebody asks for it");
    place.journal.send_again(Some(number), Timestamp::now()).unwrap();
    dispatcher.poke();
    place.sent(number);
    assert!(receiver.events().iter().all(|request| request.id() == id));
    place.status(|status| status.given_up == 0);
}

#[test]
fn what_is_due_in_a_time_that_a_wrong_clock_set_is_sent() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| ok());
    let (number, _) = place.arrive("alip");
    let answer = hadir::core::Answer { http_status: Some(500), message: Text::NOTHING };
    let due = Timestamp::now() + SignedDuration::from_hours(24);
    place.journal.tried(number, &hadir::journal::Tried::Again { due, answer, counts: true }).unwrap();
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.sent(number);
}

#[test]
fn what_cannot_be_written_down_waits_and_is_not_posted_twice() {
    let place = Place::new();
    let gate = crate::receiver::Gate::default();
    let receiver = Receiver::new({
        let gate = gate.clone();
        move |_, _| Reply::Gate(gate.clone())
    });
    let (number, _) = place.arrive("alip");
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    receiver.wait(|requests| requests.len() == 1);
    // Another program holds the file while the answer comes.
    let mut other = rusqlite::Connection::open(place.database()).unwrap();
    let held = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    gate.open();
    place.status(|status| status.last.is_some());
    assert_eq!(place.journal.counts().unwrap().queued, 1, "it is not written down");
    drop(held);
    place.sent(number);
    assert_eq!(receiver.requests().len(), 1);
}
