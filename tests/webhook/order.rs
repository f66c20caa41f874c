//! In order for each student, side by side for different ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::place::{Place, endpoint, pace};
use crate::receiver::{Gate, Receiver, Reply, Request, ok, status};

#[test]
fn a_students_events_arrive_in_order_though_the_first_fails() {
    let place = Place::new();
    let receiver = Receiver::new(|_, before| if before < 2 { status(500) } else { ok() });
    let ids: Vec<_> = (0..4).map(|_| place.arrive("alip")).collect();
    let _dispatcher = place.start(Some(endpoint(receiver.url())), pace(0.001));
    for (number, _) in &ids {
        place.sent(*number);
    }
    let expected: Vec<_> = ids.iter().flat_map(|(_, id)| vec![id.clone(); 3]).collect();
    assert_eq!(receiver.requests().iter().map(Request::id).collect::<Vec<_>>(), expected);
}

#[test]
fn one_students_trouble_holds_up_nobody_else() {
    let place = Place::new();
    let gate = Gate::default();
    let receiver = Receiver::new({
        let gate = gate.clone();
        move |request, _| match request.student().as_str() {
            "alip" => Reply::Gate(gate.clone()),
            "budi" => status(500),
            _ => ok(),
        }
    });
    let (held, _) = place.arrive("alip");
    let (failing, _) = place.arrive("budi");
    let second: Vec<_> = ["alip", "budi"].map(|name| place.arrive(name).1).to_vec();
    let others: Vec<_> = (0..20).map(|n| place.arrive(&format!("s{n}")).0).collect();
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(100.0));
    for number in others {
        place.sent(number);
    }
    place.tried(failing, 1);
    place.barrier(&dispatcher);
    assert!(receiver.events().iter().all(|request| !second.contains(&request.id())), "those wait their turn");
    gate.open();
    place.sent(held);
    receiver.wait(|requests| requests.iter().any(|request| request.id() == second[0]));
}

#[test]
fn at_most_four_are_on_their_way_at_once() {
    let place = Place::new();
    let (gate, most) = (Gate::default(), Arc::new((AtomicUsize::new(0), AtomicUsize::new(0))));
    let receiver = Receiver::new({
        let gate = gate.clone();
        move |request, _| if request.is_test() { ok() } else { Reply::Gate(gate.clone()) }
    });
    let numbers: Vec<_> = (0..12).map(|n| place.arrive(&format!("s{n}")).0).collect();
    let dispatcher = place.start(Some(endpoint(receiver.url())), pace(1.0));
    receiver.wait(|requests| requests.len() == 4);
    for _ in 0..3 {
        dispatcher.poke();
        place.barrier(&dispatcher);
    }
    assert_eq!(receiver.events().len(), 4);
    // From here on, answers take a moment, and how many overlap is counted.
    receiver.answer({
        let most = most.clone();
        move |_, _| {
            let now = most.0.fetch_add(1, Ordering::SeqCst) + 1;
            most.1.fetch_max(now, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(20));
            most.0.fetch_sub(1, Ordering::SeqCst);
            ok()
        }
    });
    gate.open();
    for number in numbers {
        place.sent(number);
    }
    assert!((1..=4).contains(&most.1.load(Ordering::SeqCst)));
    place.nothing_is_queued();
}
