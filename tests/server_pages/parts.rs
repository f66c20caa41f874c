//! A station with a journal and a gallery of its own, and requests to its server's routes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use hadir::core::{Event, FaceBox, FrameSize, Recognition, Rule, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::{Journal, Moment, Outcome, Seen};
use hadir::server;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Parts, Station};
use http_body_util::BodyExt;
use image::RgbImage;
use jiff::Timestamp;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tower::ServiceExt;

/// Where the painted faces are.
pub const FACE: FaceBox = FaceBox::new(20, 90, 80, 30);

pub fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A picture with the painted face of a person.
pub fn picture(person: u8) -> RgbImage {
    let mut picture = RgbImage::from_pixel(240, 120, image::Rgb([200, 200, 200]));
    scripted::paint(&mut picture, person, FACE);
    picture
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A station in a folder, with these people enrolled, as the person of that number is painted.
pub fn station(folder: &Path, people: &[(&str, u8)], change: impl FnOnce(&mut Settings)) -> Arc<Station> {
    let gallery = Gallery::open(&folder.join("data")).unwrap();
    for &(name, person) in people {
        let embedding = scripted::embedding_of(person).unwrap();
        gallery
            .add(&id(name), NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None })
            .unwrap();
    }
    let mut settings = Settings::default();
    settings.cooldown.value = Duration::ZERO;
    // Painted faces differ in one number of 128, as no two people do.
    settings.rule.value = Rule::Nearest;
    change(&mut settings);
    let (journal, settings) = (Journal::open(&folder.join("data")), SettingsStore::in_memory(settings));
    let parts = Parts::new(gallery, journal, settings, SecretStore::in_memory(), scripted::factory());
    Arc::new(Station::start(parts).unwrap())
}

/// The routes of a station's server.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub station: Arc<Station>,
    pub router: Router,
    pub runtime: Runtime,
    _closing: watch::Sender<bool>,
}

pub fn stage(people: &[(&str, u8)]) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let station = station(folder.path(), people, |_| {});
    let runtime = Runtime::new().unwrap();
    let (router, closing) = runtime.block_on(async { server::in_process(station.clone()).unwrap() });
    Stage { folder, station, router, runtime, _closing: closing }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: {}", self.status, self.text()))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Stage {
    pub fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.ask(Request::delete(path).body(Body::empty()).unwrap())
    }

    pub fn ask(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            Answer { status: head.status, headers: head.headers, body }
        })
    }

    pub fn journal(&self) -> &Journal {
        self.station.journal()
    }

    /// Writes into the log that somebody was seen so many seconds after some morning.
    pub fn seen(&self, student: Option<&str>, seconds: i64, camera: &str, deliver: bool) -> Event {
        let at = morning() + jiff::SignedDuration::from_secs(seconds);
        let recognition = Recognition {
            student: student.map(id),
            distance: 0.3125,
            score: None,
            face_box: FACE,
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::ZERO,
            ts: at.as_second(),
        };
        let moment = Moment { at, uptime: Duration::from_secs(seconds.unsigned_abs()) };
        let seen = Seen { recognition, moment, camera: Some(camera.to_owned()), crop: None };
        match self.journal().record(&seen, Duration::ZERO, deliver).unwrap() {
            Outcome::Recorded { event, .. } => *event,
            other => panic!("{other:?}"),
        }
    }
}

/// Some morning in July.
pub fn morning() -> Timestamp {
    "2026-07-20T00:00:00.250Z".parse().unwrap()
}
