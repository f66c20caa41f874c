//! A station's journal and dispatcher, without the rest of the station.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use hadir::core::{Delivery, DeliveryState, FaceBox, FrameSize, Recognition, StudentId};
use hadir::journal::{Journal, Moment, Outcome, Seen};
use hadir::settings::Secret;
use hadir::webhook::{Deliveries, Dispatcher, Endpoint, News, Timing, WebhookTest};

use crate::receiver::LONG;

pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

pub struct Place {
    _folder: tempfile::TempDir,
    pub journal: Journal,
    heard: Arc<(Mutex<Vec<News>>, Condvar)>,
}

/// A timing of this pace, patient with answers.
pub fn pace(pace: f64) -> Timing {
    Timing { answer_within: LONG, pace }
}

pub fn endpoint(url: impl Into<String>) -> Endpoint {
    Endpoint { url: url.into(), api_key: None, secret: None }
}

pub fn secret(text: &str) -> Option<Secret> {
    Secret::new(text)
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path());
        Self { _folder: folder, journal, heard: Arc::default() }
    }

    pub fn database(&self) -> std::path::PathBuf {
        self._folder.path().join("attendance.db")
    }

    pub fn start(&self, endpoint: Option<Endpoint>, timing: Timing) -> Dispatcher {
        let heard = self.heard.clone();
        let tell = move |news| {
            heard.0.lock().unwrap().push(news);
            heard.1.notify_all();
        };
        Dispatcher::start(self.journal.clone(), endpoint, timing, Arc::new(tell)).unwrap()
    }

    /// A student comes, or somebody unknown (""). Gives the event's number and id.
    pub fn arrive(&self, who: &str) -> (i64, String) {
        let recognition = Recognition {
            student: StudentId::parse(who).ok(),
            distance: 0.38,
            score: None,
            face_box: FaceBox::new(120, 260, 220, 160),
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::ZERO,
            ts: 0,
        };
        let seen = Seen { recognition, moment: Moment::now(), camera: None, crop: None };
        match self.journal.record(&seen, Duration::ZERO, true).unwrap() {
            Outcome::Recorded { event, .. } => (event.number, event.webhook_id),
            cooldown @ Outcome::Cooldown { .. } => panic!("{cooldown:?}"),
        }
    }

    /// Waits until this finds something in the news so far.
    pub fn wait<T>(&self, find: impl Fn(&[News]) -> Option<T>) -> T {
        let news = self.heard.0.lock().unwrap();
        let (news, late) = self.heard.1.wait_timeout_while(news, LONG, |news| find(news).is_none()).unwrap();
        assert!(!late.timed_out(), "it never came to that; last: {:?}", news.last());
        find(&news).unwrap()
    }

    /// Waits until the last status is such.
    pub fn status(&self, holds: impl Fn(&Deliveries) -> bool) -> Deliveries {
        self.wait(|news| last_status(news).filter(|status| holds(status)).cloned())
    }

    /// Waits until an event's last way is such.
    pub fn delivery(&self, number: i64, holds: impl Fn(&Delivery) -> bool) -> Delivery {
        self.wait(|news| {
            let last = news.iter().rev().find_map(|news| match news {
                News::Delivery { number: other, delivery } if *other == number => Some(delivery),
                _ => None,
            });
            last.filter(|delivery| holds(delivery)).cloned()
        })
    }

    pub fn sent(&self, number: i64) -> Delivery {
        self.delivery(number, |delivery| matches!(delivery.state, DeliveryState::Sent { .. }))
    }

    /// Waits until it was tried so often, and gives what came of that try, whatever came after.
    pub fn tried(&self, number: i64, tries: u32) -> Delivery {
        self.wait(|news| {
            news.iter().find_map(|news| match news {
                News::Delivery { number: other, delivery } if *other == number && delivery.tries == tries => {
                    Some(delivery.clone())
                }
                _ => None,
            })
        })
    }

    pub fn nothing_is_queued(&self) {
        self.status(|status| status.queued == 0);
    }

    /// Waits until the dispatcher has done all that it could do by now: a test event goes there and back.
    pub fn barrier(&self, dispatcher: &Dispatcher) -> WebhookTest {
        let before = self.tests();
        dispatcher.test();
        self.wait(|news| (tests(news).len() > before).then(|| tests(news).pop()).flatten())
    }

    fn tests(&self) -> usize {
        tests(&self.heard.0.lock().unwrap()).len()
    }

    /// Everything that was told, as text.
    pub fn all_news(&self) -> String {
        format!("{:?}", self.heard.0.lock().unwrap())
    }
}

fn last_status(news: &[News]) -> Option<&Deliveries> {
    news.iter().rev().find_map(|news| match news {
        News::Status(status) => Some(&**status),
        News::Delivery { .. } => None,
    })
}

/// The tests that are over, without repetition.
fn tests(news: &[News]) -> Vec<WebhookTest> {
    let mut tests: Vec<WebhookTest> = news
        .iter()
        .filter_map(|news| match news {
            News::Status(status) => Some(&status.test).filter(|test| matches!(test, WebhookTest::Done { .. })).cloned(),
            News::Delivery { .. } => None,
        })
        .collect();
    tests.dedup();
    tests
}
