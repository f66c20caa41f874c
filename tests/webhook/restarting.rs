//! What is on its way when Hadir is closed is on its way when it is opened again.

use hadir::webhook::Pause;
use jiff::Timestamp;

use crate::place::{Place, endpoint, pace};
use crate::receiver::{Receiver, Reply, ok, status};

#[test]
fn a_restart_neither_forgets_nor_bursts() {
    let place = Place::new();
    let receiver = Receiver::new(|_, _| status(500));
    let ids: Vec<_> = (0..8).map(|n| place.arrive(&format!("s{n}"))).collect();
    // A wait is minutes at the least.
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(100.0));
    for (number, _) in &ids {
        place.tried(*number, 1);
    }
    drop(dispatcher);
    receiver.answer(|_, _| ok());

    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(100.0));
    place.status(|status| status.queued == 8 && status.retrying == 8 && status.next_due.is_some());
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), 8, "none is tried before it is due");

    place.journal.make_due(None, Timestamp::now()).unwrap();
    dispatcher.poke();
    for (number, id) in &ids {
        assert_eq!(place.sent(*number).tries, 2);
        assert_eq!(receiver.events().iter().filter(|request| request.id() == *id).count(), 2);
    }
}

#[test]
fn closing_does_not_wait_for_an_answer_and_the_try_is_made_again() {
    let place = Place::new();
    let receiver = Receiver::new(|_, before| if before == 0 { Reply::Never } else { ok() });
    let (number, id) = place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    receiver.wait(|requests| requests.len() == 1);
    // The answer never comes: if this waited for it, the test would find it late.
    drop(dispatcher);
    assert_eq!(place.journal.queued(number).unwrap().unwrap().tries, 0);
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.sent(number);
    assert!(receiver.requests().iter().all(|request| request.id() == id));
}

#[test]
fn an_endpoint_that_refused_is_probed_once_at_the_next_start() {
    let place = Place::new();
    let receiver = Receiver::new(|request, _| if request.is_test() { status(500) } else { status(401) });
    for n in 0..6 {
        place.arrive(&format!("s{n}"));
    }
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    let first = place.status(|status| matches!(status.paused, Some(Pause::Refused { .. })));
    // Those that went before the first refusal came.
    let before = receiver.wait(|requests| requests.len() == 4).len();
    drop(dispatcher);
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    receiver.wait(|requests| requests.iter().filter(|request| !request.is_test()).count() > before);
    place.barrier(&dispatcher);
    dispatcher.poke();
    place.barrier(&dispatcher);
    assert_eq!(receiver.events().len(), before + 1);
    let again = place.status(|status| matches!(status.paused, Some(Pause::Refused { .. })));
    let since = |paused| match paused {
        Some(Pause::Refused { since, .. }) => Timestamp::as_millisecond(since),
        _ => panic!(),
    };
    assert_eq!(since(again.paused), since(first.paused), "since when is remembered");
}

#[test]
fn the_time_that_was_asked_for_holds_over_a_restart() {
    let place = Place::new();
    let receiver =
        Receiver::new(
            |request, _| {
                if request.is_test() { ok() } else { Reply::Answer(503, "Retry-After: 600\r\n", String::new()) }
            },
        );
    place.arrive("alip");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.status(|status| matches!(status.paused, Some(Pause::Asked { .. })));
    drop(dispatcher);
    place.arrive("budi");
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    place.barrier(&dispatcher);
    place.status(|status| matches!(status.paused, Some(Pause::Asked { .. })) && status.queued == 2);
    assert_eq!(receiver.events().len(), 1);
}
