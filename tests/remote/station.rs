//! A station whose faces another Hadir names.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hadir::camera;
use hadir::core::{FaceBox, StudentId};
use hadir::engine::{EngineError, EngineFactory, scripted};
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::remote::{Following, Outcome};
use hadir::settings::{Change, Secret, SecretName, SecretStore, Settings, SettingsStore};
use hadir::station::view::{Asking, EngineState, RemoteTest, View};
use hadir::station::{Command, Over, Parts, Station};
use hadir::webhook;
use image::RgbImage;
use serde_json::json;

use crate::other::{LONG, Other, Reply, alip};

const FACE: FaceBox = FaceBox::new(20, 90, 80, 30);

struct Stage {
    _folder: tempfile::TempDir,
    journal: Journal,
    station: Station,
}

fn no_models() -> EngineFactory {
    Arc::new(|| Err(EngineError::Failed("the models are missing".to_owned())))
}

/// A station over stills with a painted face, without end unless `once`; the face is yoga's where this PC names it.
fn stage(recognise_at: Option<String>, size: (u32, u32), once: bool, engines: EngineFactory) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    stills(&folder.path().join("stills"), size);
    let gallery = Gallery::open(&folder.path().join("data")).unwrap();
    let embedding = scripted::embedding_of(10).unwrap();
    let template = NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
    gallery.add(&StudentId::parse("yoga").unwrap(), template).unwrap();
    let mut settings = Settings::default();
    settings.source.value = Some(folder.path().join("stills").to_string_lossy().into_owned());
    settings.rate.value = Some(20.0);
    settings.repeat.value = !once;
    settings.cooldown.value = Duration::ZERO;
    settings.recognise_at.value = recognise_at;
    let journal = Journal::open(&folder.path().join("data"));
    let station = Station::start(Parts {
        gallery,
        journal: journal.clone(),
        secrets: SecretStore::in_memory(),
        delivery: webhook::Timing::default(),
        settings: SettingsStore::in_memory(settings),
        engines,
        cameras: Arc::new(camera::open),
        recognitions: None,
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    })
    .unwrap();
    Stage { _folder: folder, journal, station }
}

fn stills(folder: &Path, (width, height): (u32, u32)) {
    std::fs::create_dir_all(folder).unwrap();
    let mut picture = RgbImage::from_pixel(width, height, image::Rgb([200, 200, 200]));
    scripted::paint(&mut picture, 10, FACE);
    for n in 0..8 {
        picture.save(folder.join(format!("{n}.png"))).unwrap();
    }
}

impl Stage {
    /// Waits until the view is as described.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let start = Instant::now();
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(start.elapsed() < LONG, "never came: {what}; {:?}, {:?}", view.engine, view.remote);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn recorded(&self) -> usize {
        self.journal.reader().page(&hadir::journal::Filter::default(), 0, 10).unwrap().total
    }
}

fn answers(view: &View) -> bool {
    view.remote.as_ref().is_some_and(|remote| matches!(remote.asking, Asking::Answering { .. }))
}

#[test]
fn what_another_hadir_answers_is_shown_and_nothing_is_recorded_here() {
    let other = Other::new(|_| Reply::Json(alip()));
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    let view = stage.until("alip", |view| view.remote.as_ref().is_some_and(|remote| !remote.heard.is_empty()));
    let remote = view.remote.unwrap();
    assert_eq!(remote.place, other.place());
    let alip = &remote.heard[0];
    assert_eq!((alip.label.as_str(), alip.distance), ("alip", Some(0.38)));
    assert_eq!(alip.fate.as_ref().unwrap().outcome, Outcome::Sent);
    assert!(alip.crop.as_ref().unwrap().width() > 30, "the face of this camera's picture");
    let view = stage.until("boxes", |view| view.overlay.is_some());
    let overlay = view.overlay.unwrap();
    assert_eq!((overlay.faces[0].face_box, overlay.told[0].label.as_str()), (FACE, "alip"));
    other.wait(|requests| requests.iter().filter(|request| request.is_picture()).count() >= 5);
    let view = stage.station.view();
    assert_eq!(view.engine, EngineState::Ready, "models are not missed");
    assert!(view.arrivals.is_empty() && view.notices.is_empty(), "{:?}", view.notices);
    assert_eq!(stage.recorded(), 0);
}

#[test]
fn pictures_go_one_at_a_time_and_no_more_than_five_a_second() {
    let (asked_now, together) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counts, most) = (asked_now.clone(), together.clone());
    let other = Other::new(move |_| {
        most.fetch_max(counts.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(50));
        counts.fetch_sub(1, Ordering::SeqCst);
        Reply::Json(alip())
    });
    let start = Instant::now();
    let _stage = stage(Some(other.url()), (240, 120), false, no_models());
    other.wait(|requests| requests.iter().filter(|request| request.is_picture()).count() >= 6);
    assert!(start.elapsed() >= Duration::from_secs(1), "the sixth goes a second after the first");
    assert_eq!(together.load(Ordering::SeqCst), 1);
}

#[test]
fn a_wide_picture_is_sent_smaller_and_its_boxes_are_drawn_in_their_places() {
    let other = Other::new(|_| Reply::Json(json!({"results": [{"box": [100, 640, 360, 320], "label": "a/b"}]})));
    let stage = stage(Some(other.url()), (2560, 1440), false, no_models());
    let view = stage.until("boxes", |view| view.overlay.is_some());
    let overlay = view.overlay.unwrap();
    assert_eq!(overlay.faces[0].face_box, FaceBox::new(200, 1280, 720, 640));
    assert_eq!(overlay.told[0].label, "a/b", "no id that could be enrolled here, and shown all the same");
    assert_eq!(overlay.faces[0].found.student, None);
    assert_eq!(other.pictures()[0].picture().dimensions(), (1280, 720));
}

#[test]
fn where_faces_are_recognised_can_be_changed_both_ways_while_it_runs() {
    let other = Other::new(|_| Reply::Json(alip()));
    let stage = stage(None, (240, 120), false, scripted::factory());
    stage.until("yoga, named here", |view| !view.arrivals.is_empty() && view.remote.is_none());
    stage.station.send(Command::Change(Change::RecogniseAt(Some(other.url()))));
    stage.until("alip, named there", answers);
    let recorded = stage.recorded();
    other.wait(|requests| requests.iter().filter(|request| request.is_picture()).count() >= 3);
    assert_eq!(stage.recorded(), recorded, "nothing more is recorded here");
    let arrivals = stage.station.view().arrivals.len();
    stage.station.send(Command::Change(Change::RecogniseAt(None)));
    stage.until("yoga again", |view| view.remote.is_none() && view.arrivals.len() > arrivals);
    let asked = other.pictures().len();
    stage.until("more of yoga", |view| view.arrivals.len() > arrivals + 3);
    assert_eq!(other.pictures().len(), asked, "nothing is sent any more");
}

#[test]
fn models_that_are_missing_are_told_again_once_this_pc_is_to_recognise() {
    let other = Other::new(|_| Reply::Json(alip()));
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    stage.until("an answer", answers);
    stage.station.send(Command::Change(Change::RecogniseAt(None)));
    stage.until("the failure", |view| matches!(view.engine, EngineState::Failed { .. }));
    stage.station.send(Command::Change(Change::RecogniseAt(Some(other.url()))));
    stage.until("an answer again", |view| answers(view) && view.engine == EngineState::Ready);
}

#[test]
fn a_wrong_key_is_told_and_the_right_one_is_used_at_once() {
    let other = Other::new(|request| match request.headers.get("authorization").map(String::as_str) {
        Some("Bearer right-key-0123") => Reply::Json(alip()),
        _ => Reply::Status(401, "", "{\"ok\":false}".to_owned()),
    });
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    let trouble = |words: &'static str| {
        move |view: &View| {
            let asking = view.remote.as_ref().map(|remote| &remote.asking);
            matches!(asking, Some(Asking::Trouble { message, .. }) if message.to_string().contains(words))
        }
    };
    stage.until("no key", trouble("wants a key"));
    let set = |key| Command::SetSecret { name: SecretName::RemoteKey, secret: Secret::new(key) };
    stage.station.send(set("wrong-key-0123"));
    stage.until("a wrong key", trouble("does not accept the key"));
    stage.station.send(set("right-key-0123"));
    stage.until("an answer", answers);
}

#[test]
fn one_that_fails_is_asked_again_and_a_slow_one_does_not_hold_up_the_end() {
    let other = Other::new(|_| Reply::Close);
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    stage.until("trouble", |view| {
        view.remote.as_ref().is_some_and(|remote| matches!(remote.asking, Asking::Trouble { .. }))
    });
    other.answer(|_| Reply::Json(alip()));
    stage.until("an answer", answers);
    other.answer(|_| Reply::Never);
    let asked = other.pictures().len();
    other.wait(|requests| requests.iter().filter(|request| request.is_picture()).count() > asked);
    // Its answer may take 15 seconds; whoever closes the window does not wait for them.
    let start = Instant::now();
    drop(stage);
    assert!(start.elapsed() < Duration::from_secs(10), "it ended without the answer");
}

#[test]
fn a_recognition_that_is_also_announced_is_listed_once_and_those_of_other_cameras_too() {
    let other = Other::new(|_| Reply::Json(json!({"results": []})));
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    stage.until("the WebSocket", |view| {
        view.remote.as_ref().is_some_and(|remote| remote.following == Following::Connected)
    });
    let say = |who: &str| {
        let message =
            json!({"type": "recognized", "student_id": who, "distance": 0.38, "ts": 1, "dispatch": {"status": "sent"}});
        other.say(&message.to_string());
    };
    say("alip");
    say("citra");
    let told = |view: &View, count| view.remote.as_ref().is_some_and(|remote| remote.heard.len() == count);
    stage.until("both", |view| told(view, 2));
    other.answer(|_| Reply::Json(alip()));
    stage.until("the answer", |view| {
        view.remote.as_ref().is_some_and(|remote| remote.heard.iter().any(|heard| heard.answered && heard.announced))
    });
    let remote = stage.station.view().remote.unwrap();
    let alip = remote.heard.iter().find(|heard| heard.announced && heard.label == "alip").unwrap();
    assert!(alip.answered && alip.crop.is_some(), "{alip:?}");
}

#[test]
fn without_a_websocket_faces_are_recognised_all_the_same() {
    let other = Other::new(|_| Reply::Json(alip())).without_websocket();
    let stage = stage(Some(other.url()), (240, 120), true, no_models());
    stage
        .until("no WebSocket", |view| view.remote.as_ref().is_some_and(|remote| remote.following == Following::Absent));
    let start = Instant::now();
    assert_eq!(stage.station.wait(|| start.elapsed() > LONG), Over::Ended);
    assert!(!stage.station.view().remote.unwrap().heard.is_empty());
}

#[test]
fn it_can_be_tried_out_without_a_picture() {
    let other = Other::new(|request| match request.path.as_str() {
        "/health" => Reply::Json(json!({"ok": true, "encodings": 25, "labels": 2})),
        _ => Reply::Json(alip()),
    });
    let stage = stage(Some(other.url()), (240, 120), false, no_models());
    stage.until("a way there", |view| view.remote.is_some());
    stage.station.send(Command::TestRemote);
    stage.until("the answer", |view| {
        let test = view.remote.as_ref().map(|remote| &remote.test);
        matches!(test, Some(RemoteTest::Well(health)) if health.students == Some(2))
    });
}
