use std::sync::Arc;

use eframe::egui::{Key, Shape};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::DeliveryState;
use hadir::journal::{DeliveryFilter, Filter, Row};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::webhook::{Deliveries, Pause, WebhookTest};
use jiff::{SignedDuration, Timestamp};

use crate::fake::{Fake, Window, answer, door, given_up, press, queued, row, window_of};

pub fn mixed(place: usize) -> Row {
    let mut row = row(9 - place as i64, Some(if place == 0 { "budi" } else { "Citra Lestari" }));
    row.delivery = Some(match place {
        0 => queued(2, Some((503, "come back later"))),
        _ => given_up(422, "student unknown"),
    });
    row
}

pub fn busy() -> Deliveries {
    Deliveries { enabled: true, queued: 12, retrying: 3, given_up: 4, ..Deliveries::default() }
}

fn open(deliveries: Deliveries) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of([1280.0, 800.0], View { deliveries, ..door() }, Chosen::Nothing);
    fake.answer_log(2, mixed);
    press(&mut window, Key::F6);
    window.run();
    fake.sent();
    (window, fake)
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
    window.run();
}

fn is_disabled(window: &Window, label: &str) -> bool {
    window.get_by_label(label).accesskit_node().is_disabled()
}

fn commands(fake: &Fake) -> Vec<Command> {
    fake.sent().into_iter().filter(|command| !matches!(command, Command::ShowLog(_))).collect()
}

#[test]
fn without_an_address_it_says_so_and_leads_to_the_settings() {
    let (mut window, _) = open(Deliveries::default());
    window.get_by_label("Nothing is sent");
    assert!(window.query_by_label("Send a test").is_none());
    click(&mut window, "Set the address");
    window.get_by_label("School's main API");
}

#[test]
fn how_it_goes_is_said_in_a_sentence() {
    let now = Timestamp::now();
    let soon = now + SignedDuration::from_mins(10);
    let refused = Pause::Refused { answer: answer((401, "who are you?")), since: now, next_probe: soon };
    let cases: [(Deliveries, &[&str]); 7] = [
        (Deliveries { enabled: true, ..Deliveries::default() }, &["Everything is sent"]),
        (
            Deliveries { next_due: Some(soon), ..busy() },
            &["12 arrivals are kept, to be sent.", "The next is tried at "],
        ),
        (Deliveries { next_due: Some(now), ..busy() }, &["Being sent now."]),
        (Deliveries { queued: 0, ..busy() }, &["4 arrivals could not be sent"]),
        (Deliveries { paused: Some(Pause::ByPerson), ..busy() }, &["Paused", "12 arrivals are kept, to be sent."]),
        (
            Deliveries { paused: Some(refused), ..busy() },
            &["The school's main API refuses arrivals", "It answered 401: who are you?", "It has refused since "],
        ),
        (
            Deliveries { paused: Some(Pause::Asked { until: soon }), ..busy() },
            &["The school's main API asked to wait until "],
        ),
    ];
    let (mut window, fake) = open(Deliveries::default());
    for (deliveries, said) in cases {
        fake.show(|view| view.deliveries = deliveries.clone());
        window.run();
        for text in said {
            assert!(window.query_all_by_label_contains(text).count() >= 1, "{text} of {deliveries:?}");
        }
    }
}

#[test]
fn the_last_answer_is_given_with_its_words() {
    let last = Some((Timestamp::now(), answer((201, "{\"token\":\"4711\"}"))));
    let (window, _) = open(Deliveries { last, ..busy() });
    window.get_by_label_contains("It answered 201: {\"token\":\"4711\"}");
}

#[test]
fn it_can_be_paused_and_go_on() {
    let (mut window, fake) = open(busy());
    click(&mut window, "Pause");
    assert_eq!(commands(&fake), [Command::PauseDelivery(true)]);
    fake.show(|view| view.deliveries.paused = Some(Pause::ByPerson));
    window.run();
    assert!(is_disabled(&window, "Try all now"));
    click(&mut window, "Continue");
    assert_eq!(commands(&fake), [Command::PauseDelivery(false)]);
}

#[test]
fn a_test_shows_what_the_main_api_says_to_it() {
    let (mut window, fake) = open(busy());
    click(&mut window, "Send a test");
    assert_eq!(commands(&fake), [Command::TestWebhook]);
    fake.show(|view| view.deliveries.test = WebhookTest::Sending);
    window.run();
    window.get_by_label("Sending a test…");
    assert!(is_disabled(&window, "Send a test"));
    let done = |accepted, said| WebhookTest::Done { accepted, answer: answer(said), at: Timestamp::now() };
    for (test, title, said) in [
        (done(true, (200, "welcome")), "The test was accepted", "It answered 200: welcome"),
        (done(false, (404, "no such page")), "The test did not get through", "It answered 404: no such page"),
    ] {
        fake.show(|view| view.deliveries.test = test);
        window.run();
        window.get_by_label_contains(title);
        window.get_by_label(said);
    }
}

#[test]
fn all_that_waits_can_be_tried_now() {
    let (mut window, fake) = open(busy());
    click(&mut window, "Try all now");
    assert_eq!(commands(&fake), [Command::SendNow(None)]);
    fake.show(|view| view.deliveries.queued = 0);
    window.run();
    assert!(is_disabled(&window, "Try all now"), "nothing waits");
}

#[test]
fn before_all_that_failed_is_sent_again_it_is_asked() {
    let (mut window, fake) = open(busy());
    click(&mut window, "Send all 4 failed again");
    assert_eq!(commands(&fake), []);
    window.get_by_label("Send all 4 failed again?");
    press(&mut window, Key::Enter);
    window.run();
    assert!(window.query_by_label("Send all 4 failed again?").is_none(), "the keyboard begins at the harmless answer");
    assert_eq!(commands(&fake), []);
    click(&mut window, "Send all 4 failed again");
    window.query_all_by_label("Send all 4 failed again").last().unwrap().click();
    window.run();
    assert_eq!(commands(&fake), [Command::SendAgain(None)]);
}

#[test]
fn each_tab_asks_for_its_part() {
    let (mut window, fake) = open(busy());
    for (tab, stage) in [
        ("Trying again (3)", DeliveryFilter::Retrying),
        ("Failed (4)", DeliveryFilter::GivenUp),
        ("Sent", DeliveryFilter::Sent),
        ("Not yet sent (12)", DeliveryFilter::Queued),
    ] {
        click(&mut window, tab);
        let filter = Filter { delivery: Some(stage), ..Filter::default() };
        let parts = fake.log_parts();
        assert!(matches!(&parts[..], [Some(part)] if part.filter == filter), "{parts:?}");
    }
}

#[test]
fn each_row_says_why_and_can_be_tried() {
    assert!(matches!(mixed(1).delivery.unwrap().state, DeliveryState::GivenUp { .. }));
    let (mut window, fake) = open(busy());
    let texts = crate::fake::texts(&window);
    for said in ["It answered 503: come back later", "It answered 422: student unknown"] {
        assert!(texts.iter().any(|text| text == said), "{texts:?}");
    }
    for row in ["Try now: budi, ", "Send again: Citra Lestari, "] {
        window.get_by_label_contains(row).click();
        window.run();
    }
    assert_eq!(commands(&fake), [Command::SendNow(Some(9)), Command::SendAgain(Some(8))]);
}

#[test]
fn an_empty_tab_says_what_that_means() {
    let (mut window, fake) = open(busy());
    fake.answer_log(0, mixed);
    click(&mut window, "Failed (4)");
    window.run();
    let said = window.get_by_label("Nothing has failed").rect().center();
    assert!((said.x - 688.0).abs() < 20.0, "in the middle of the room there is: {said:?}");
    let tabs = window.get_by_label("Sent").rect();
    let edges = window.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::Rect(rect) => Some(rect.rect),
        _ => None,
    });
    let card = edges.filter(|rect| rect.top() > tabs.bottom() && rect.contains(said));
    let card = card.reduce(|one, other| if one.area() > other.area() { one } else { other });
    assert!(card.is_some_and(|card| card.width() > 1100.0), "the card is as wide as ever: {card:?}");
}
