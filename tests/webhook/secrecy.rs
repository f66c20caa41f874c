//! No key, and no address with a password in it, is in the log or in anything that is shown.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use hadir::webhook::Endpoint;

use crate::place::{Place, SECRET, endpoint, pace, secret};
use crate::receiver::{Receiver, Reply, ok};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn keys_are_in_no_log_line_and_no_answer() {
    let log = Log::default();
    let writer = log.clone();
    // All that this program and its libraries have to say.
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();

    let place = Place::new();
    // A receiver that says back what it was sent, as some do.
    let receiver = Receiver::new(|request, before| match before {
        0 => Reply::Answer(500, "", format!("{:?}", request.headers)),
        1 => Reply::CutOff,
        2 => Reply::Reset,
        3 => Reply::Answer(302, "Location: http://me:hunter-pw@127.0.0.1:1/?token=hunter-query\r\n", String::new()),
        _ => ok(),
    });
    let (number, _) = place.arrive("alip");
    let url = format!("http://me:hunter-pw@127.0.0.1:{}/x?token=hunter-query", receiver.port());
    let hidden = Endpoint { api_key: secret("hunter-key"), secret: secret(SECRET), ..endpoint(url) };
    let dispatcher = place.start(Some(hidden.clone()), pace(0.001));
    place.sent(number);
    dispatcher.set_endpoint(Some(Endpoint {
        url: "http://me:hunter-pw@127.0.0.1:1/?token=hunter-query".to_owned(),
        ..hidden
    }));
    place.barrier(&dispatcher);
    drop(dispatcher);

    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(log.contains("an event was tried"), "the log was listened to: {log}");
    let news = place.all_news();
    assert!(news.contains("webhook-id"), "the answer that says all back is shown: {news}");
    for hidden in ["hunter", SECRET, SECRET.strip_prefix("whsec_").unwrap()] {
        assert!(!news.contains(hidden), "{hidden} in {news}");
        for line in log.lines().filter(|line| line.contains(hidden)) {
            panic!("{hidden} in {line}");
        }
    }
}
