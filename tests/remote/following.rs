//! The WebSocket: what it says, and how it is taken up again.

use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};
use hadir::remote::{Following, Link, News, Target, Timing};

use crate::other::{LONG, Other, Reply, nobody};

const ALIP: &str = r#"{"type":"recognized","student_id":"alip","distance":0.38,"ts":1,"dispatch":{"status":"sent"}}"#;

fn follow(other: &Other, ping: Duration) -> (Link, Receiver<News>) {
    let (tell, news) = unbounded();
    let target = Target { url: other.url(), key: None };
    let timing = Timing { ping, pace: 0.02, ..Timing::default() };
    let link = Link::open(&target, timing, move |news| tell.send(news).unwrap_or_default()).unwrap();
    (link, news)
}

#[track_caller]
fn next(news: &Receiver<News>) -> News {
    news.recv_timeout(LONG).unwrap()
}

#[test]
fn what_it_says_is_told_and_it_is_taken_up_again_after_a_break() {
    let other = Other::new(|_| Reply::Close);
    let (_link, news) = follow(&other, LONG);
    for times in 1..=3 {
        other.wait_opened(times);
        assert_eq!(next(&news), News::Following(Following::Connected));
        for strange in ["ping", "{}", r#"{"type":"weather"}"#, ALIP] {
            other.say(strange);
        }
        let News::Recognized(told) = next(&news) else { panic!("alip was recognised") };
        assert_eq!(told.label, "alip");
        other.drop_followers();
        assert!(matches!(next(&news), News::Following(Following::Lost { .. })));
    }
}

#[test]
fn a_message_that_is_far_too_long_ends_the_connection_and_not_the_following() {
    let other = Other::new(|_| Reply::Close);
    let (_link, news) = follow(&other, LONG);
    other.wait_opened(1);
    assert_eq!(next(&news), News::Following(Following::Connected));
    other.say(&"x".repeat(1 << 20));
    assert!(matches!(next(&news), News::Following(Following::Lost { .. })));
    other.wait_opened(2);
}

#[test]
fn a_connection_on_which_nothing_is_heard_is_given_up() {
    let other = Other::new(|_| Reply::Close);
    // It answers no pings: nobody reads them.
    let (_link, news) = follow(&other, Duration::from_millis(50));
    assert_eq!(next(&news), News::Following(Following::Connected));
    let News::Following(Following::Lost { message, .. }) = next(&news) else { panic!("it was given up") };
    assert!(message.to_string().contains("Nothing is heard"), "{message}");
    other.wait_opened(2);
}

#[test]
fn a_server_without_one_is_told_from_one_in_trouble() {
    let other = Other::new(|_| Reply::Close).without_websocket();
    let (_link, news) = follow(&other, LONG);
    assert_eq!(next(&news), News::Following(Following::Absent));
    let gone = Target { url: format!("http://{}", nobody()), key: None };
    let (tell, news) = unbounded();
    let _link = Link::open(&gone, Timing::default(), move |news| tell.send(news).unwrap_or_default()).unwrap();
    let News::Following(Following::Lost { message, .. }) = next(&news) else { panic!("nobody listens") };
    assert!(message.to_string().contains("Nobody listens"), "{message}");
}
