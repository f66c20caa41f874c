//! A main API that wants no events: none are sent but a probe now and then, and none are lost.

use hadir::core::DeliveryState;
use hadir::webhook::{Endpoint, Pause, WebhookTest};
use jiff::{SignedDuration, Timestamp};

use crate::place::{Place, endpoint, pace, secret};
use crate::receiver::{Receiver, Reply, Request, ok, status};

fn is_refused(paused: &Option<Pause>) -> bool {
    matches!(paused, Some(Pause::Refused { .. }))
}

#[test]
fn a_refusal_pauses_everything() {
    for code in [401, 403, 404, 410] {
        let place = Place::new();
        let receiver = Receiver::new(move |request, _| if request.is_test() { status(500) } else { status(code) });
        let (first, _) = place.arrive("alip");
        let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
        let paused = place.status(|status| is_refused(&status.paused));
        let Some(Pause::Refused { answer, since, next_probe }) = paused.paused else { panic!() };
        assert_eq!((answer.http_status, answer.message.to_string()), (Some(code), format!("said {code}")));
        assert_eq!(next_probe.duration_since(since), SignedDuration::from_secs(60));
        assert_eq!(paused.next_due, None);

        place.arrive("alip");
        place.arrive("budi");
        dispatcher.poke();
        place.barrier(&dispatcher);
        assert_eq!(receiver.events().len(), 1, "{code}");
        let queued = place.journal.queued(first).unwrap().unwrap();
        assert_eq!(queued.tries, 0, "a refusal does not count towards giving up");
        assert_eq!(place.journal.counts().unwrap().queued, 3);
    }
}

#[test]
fn a_probe_that_is_taken_ends_the_pause() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(401));
    let names = ["alip", "budi", "citra", "dewi", "eko", "fitri"];
    let numbers = names.map(|name| place.arrive(name).0);
    // A minute is 0.06 seconds.
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.001));
    // Four went before the first refusal came; then probes, of those not yet refused first.
    let requests = receiver.wait(|requests| requests.len() >= 6);
    let mut asked: Vec<_> = requests[..6].iter().map(Request::student).collect();
    asked.sort();
    assert_eq!(asked, names);
    receiver.answer(|_, _| ok());
    for number in numbers {
        place.sent(number);
    }
    place.status(|status| status.paused.is_none() && status.queued == 0);
}

#[test]
fn one_event_that_is_disliked_does_not_keep_the_others_back() {
    let place = Place::new();
    // As a main API does that does not know the student.
    let receiver = Receiver::new(|request, _| if request.student() == "alip" { status(404) } else { ok() });
    let (disliked, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.001));
    place.status(|status| is_refused(&status.paused));
    for name in ["budi", "citra", "dewi"] {
        let (number, _) = place.arrive(name);
        dispatcher.poke();
        place.sent(number);
    }
    // From here on it is an event like another that fails: with an end.
    place.delivery(disliked, |delivery| delivery.tries > 1);
    let (number, _) = place.arrive("eko");
    dispatcher.poke();
    place.sent(number);
}

#[test]
fn a_test_event_that_is_taken_ends_the_pause() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(403));
    let (number, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.status(|status| is_refused(&status.paused));
    receiver.answer(|_, _| ok());
    place.barrier(&dispatcher);
    place.sent(number);
}

#[test]
fn another_endpoint_is_tried_at_once() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(401));
    let (number, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.status(|status| is_refused(&status.paused));
    receiver.answer(|request, _| if request.headers.contains_key("authorization") { ok() } else { status(401) });
    dispatcher.set_endpoint(Some(endpoint(receiver.url())));
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), 1, "the same endpoint is not another");
    dispatcher.set_endpoint(Some(Endpoint { api_key: secret("k-123"), ..endpoint(receiver.url()) }));
    place.sent(number);
    place.status(|status| status.paused.is_none());
}

#[test]
fn who_says_go_on_has_a_refusing_endpoint_tried_at_once() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(410));
    let (number, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.status(|status| is_refused(&status.paused));
    receiver.answer(|_, _| ok());
    dispatcher.pause(false);
    place.sent(number);
}

#[test]
fn retry_after_holds_the_whole_endpoint() {
    let place = Place::new();
    let busy = || Reply::Answer(429, "Retry-After: 120\r\n", "slow down".to_owned());
    let receiver = Receiver::new(move |request, _| if request.is_test() { ok() } else { busy() });
    let (number, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    let before = Timestamp::now();
    let delivery = place.tried(number, 1);
    let DeliveryState::Queued { due } = delivery.state else { panic!() };
    assert!(due.duration_since(before) > SignedDuration::from_secs(110), "{due}");
    let paused = place.status(|status| matches!(status.paused, Some(Pause::Asked { .. })));
    let Some(Pause::Asked { until }) = paused.paused else { panic!() };
    assert!(until.duration_since(before) > SignedDuration::from_secs(110), "{until}");

    place.arrive("budi");
    dispatcher.poke();
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), 1);
    assert_eq!(place.journal.counts().unwrap().queued, 2);
}

#[test]
fn after_the_time_that_was_asked_for_everything_goes_on() {
    let place = Place::new();
    let receiver = Receiver::new(|request, before| match (request.student().as_str(), before) {
        ("alip", 0) => Reply::Answer(503, "Retry-After: 120\r\n", String::new()),
        _ => ok(),
    });
    let (first, _) = place.arrive("alip");
    // 120 seconds are 1.2.
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.01));
    place.tried(first, 1);
    let (second, _) = place.arrive("budi");
    dispatcher.poke();
    place.sent(first);
    place.sent(second);
    let requests = receiver.requests();
    for later in &requests[1..] {
        assert!(later.at.duration_since(requests[0].at) >= std::time::Duration::from_millis(1190));
    }
}

#[test]
fn what_a_person_paused_stays_paused_until_they_say_so() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| ok());
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.001));
    dispatcher.pause(true);
    place.status(|status| status.paused == Some(Pause::ByPerson));
    drop(dispatcher);
    let (number, _) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.001));
    place.barrier(&dispatcher);
    dispatcher.set_endpoint(Some(endpoint(format!("{}&b=c", receiver.url()))));
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), 0);
    place.status(|status| status.paused == Some(Pause::ByPerson) && status.queued == 1);
    dispatcher.pause(false);
    place.sent(number);
}

#[test]
fn an_endpoint_that_cannot_be_used_is_told_and_no_event_is_lost() {
    let table = [
        (Endpoint { api_key: secret("a\u{7}b"), ..endpoint("http://127.0.0.1:1/") }, "The key has a character"),
        (Endpoint { secret: secret("nonsense!"), ..endpoint("http://127.0.0.1:1/") }, "The secret is not valid"),
        (endpoint("ftp://127.0.0.1/"), "The webhook's address is not one"),
    ];
    for (bad, words) in table {
        let (place, receiver) = (Place::new(), Receiver::new(|_, _| ok()));
        let (number, _) = place.arrive("alip");
        let dispatcher = place.start(Some(bad), pace(1.0));
        let paused = place.status(|status| is_refused(&status.paused));
        let Some(Pause::Refused { answer, .. }) = paused.paused else { panic!() };
        assert!(answer.http_status.is_none() && answer.message.to_string().contains(words), "{answer:?}");
        let WebhookTest::Done { accepted: false, answer, .. } = place.barrier(&dispatcher) else { panic!() };
        assert!(answer.message.to_string().contains(words), "{answer:?}");
        dispatcher.set_endpoint(Some(endpoint(receiver.url())));
        assert_eq!(place.sent(number).tries, 1);
    }
}
