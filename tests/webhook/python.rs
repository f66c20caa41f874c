//! The receiver that docs/webhook.md shows, as it stands there.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use hadir::core::Answer;
use hadir::journal::Tried;
use hadir::webhook::{Endpoint, Pause, WebhookTest};
use hadir::words::Text;
use jiff::Timestamp;

use crate::place::{Place, SECRET, endpoint, pace, secret};

const PAGE: &str = include_str!("../../docs/webhook.md");

struct Python {
    child: Child,
    port: u16,
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the page's receiver in a folder; `None` where there is no Python.
fn start(folder: &std::path::Path) -> Option<Python> {
    let begin = PAGE.find("```python\n").unwrap() + "```python\n".len();
    let code = &PAGE[begin..begin + PAGE[begin..].find("```").unwrap()];
    let script = folder.join("receiver.py");
    std::fs::write(&script, code).unwrap();
    let child = Command::new("python3")
        .arg("-u")
        .arg(&script)
        .current_dir(folder)
        .env("WEBHOOK_SECRET", SECRET)
        .env("PORT", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut python = Python { child, port: 0 };
    let mut line = String::new();
    BufReader::new(python.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    python.port = line.rsplit(' ').next().unwrap().trim().parse().unwrap_or_else(|_| panic!("it says {line:?}"));
    Some(python)
}

#[test]
fn the_readmes_receiver_checks_the_signature_and_takes_each_event_once() {
    let place = Place::new();
    let folder = tempfile::tempdir().unwrap();
    let Some(python) = start(folder.path()) else { return };
    let url = format!("http://127.0.0.1:{}/attendance/events", python.port);

    let wrong = secret("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let dispatcher = place.start(Some(Endpoint { secret: wrong, ..endpoint(&url) }), pace(1.0));
    let (number, _) = place.arrive("alip");
    dispatcher.poke();
    let paused = place.status(|status| status.paused.is_some());
    let Some(Pause::Refused { answer, .. }) = paused.paused else { panic!() };
    assert_eq!(answer.http_status, Some(401), "{answer:?}");

    dispatcher.set_endpoint(Some(Endpoint { secret: secret(SECRET), ..endpoint(&url) }));
    let answer = place.sent(number).answer.unwrap();
    assert_eq!(answer.message.to_string(), r#"{"new": true}"#);

    // As if the answer had been lost on its way.
    let again = Answer { http_status: None, message: Text::NOTHING };
    place.journal.tried(number, &Tried::Again { due: Timestamp::now(), answer: again, counts: true }).unwrap();
    dispatcher.poke();
    place.delivery(number, |delivery| {
        delivery.answer.as_ref().is_some_and(|answer| answer.message.to_string() == r#"{"new": false}"#)
    });

    let WebhookTest::Done { accepted: true, .. } = place.barrier(&dispatcher) else { panic!() };
}
