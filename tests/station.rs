//! The station end to end, without a window: from a folder of stills to the recognitions it hands over, and what a
//! person can ask meanwhile. The faces are painted (see `engine::scripted`); everything else is real.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use hadir::camera;
use hadir::core::{FaceBox, Flaw, Match, Recognition, Report, Rule, StudentId};
use hadir::engine::scripted::Manner;
use hadir::engine::{EngineError, EngineFactory, scripted};
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::{Filter, Journal, Moment};
use hadir::settings::{Change, Secret, SecretName, SecretStore, Settings, SettingsStore, Value};
use hadir::station::guide::Advice;
use hadir::station::meters::SeenBy;
use hadir::station::view::{CameraState, Capture, EngineState, ExportEnd, JournalState, NamedFace, View};
use hadir::station::{Command, Fact, LogPart, Over, Parts, RowsOf, Station};
use hadir::webhook::Timing;
use image::RgbImage;

const FACE: FaceBox = FaceBox::new(20, 90, 80, 30);
const OTHER_FACE: FaceBox = FaceBox::new(20, 190, 80, 130);

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn picture(faces: &[(u8, FaceBox)]) -> RgbImage {
    let mut picture = RgbImage::from_pixel(240, 120, image::Rgb([200, 200, 200]));
    for &(person, face) in faces {
        scripted::paint(&mut picture, person, face);
    }
    picture
}

/// A folder with one still a picture, in order.
fn stills(folder: &Path, pictures: &[RgbImage]) {
    std::fs::create_dir_all(folder).unwrap();
    for (n, picture) in pictures.iter().enumerate() {
        picture.save(folder.join(format!("{n:03}.png"))).unwrap();
    }
}

struct Stage {
    folder: tempfile::TempDir,
    gallery: Gallery,
    station: Station,
    recognitions: Receiver<Recognition>,
}

/// A station over a folder of stills, 20 a second, with `people` enrolled.
fn stage(pictures: &[RgbImage], people: &[(&str, u8)], change: impl FnOnce(&mut Settings)) -> Stage {
    stage_with(pictures, people, change, scripted::factory())
}

fn stage_with(
    pictures: &[RgbImage],
    people: &[(&str, u8)],
    change: impl FnOnce(&mut Settings),
    engines: EngineFactory,
) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    stills(&folder.path().join("stills"), pictures);
    let gallery = Gallery::open(&folder.path().join("data")).unwrap();
    for &(name, person) in people {
        let embedding = scripted::embedding_of(person).unwrap();
        gallery
            .add(&id(name), NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None })
            .unwrap();
    }
    let mut settings = Settings::default();
    settings.source.value = Some(folder.path().join("stills").to_string_lossy().into_owned());
    settings.rate = Value { value: Some(20.0), ..settings.rate };
    settings.cooldown.value = Duration::ZERO;
    // Painted faces differ in one number of 128, as no two people do.
    settings.rule.value = Rule::Nearest;
    change(&mut settings);
    let (send, recognitions) = bounded(1024);
    let station = Station::start(Parts {
        gallery: gallery.clone(),
        journal: Journal::open(&folder.path().join("data")),
        secrets: SecretStore::in_memory(),
        delivery: Timing::default(),
        settings: SettingsStore::in_memory(settings),
        engines,
        cameras: Arc::new(camera::open),
        recognitions: Some(send),
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    })
    .unwrap();
    Stage { folder, gallery, station, recognitions }
}

impl Stage {
    fn play(&self) -> Vec<Recognition> {
        let deadline = Instant::now() + Duration::from_secs(60);
        assert_eq!(self.station.wait(|| Instant::now() > deadline), Over::Ended);
        self.recognitions.try_iter().collect()
    }

    /// Waits until the view is as described.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(
                Instant::now() < deadline,
                "never came: {what}; camera {:?}, notices {:?}",
                view.camera,
                view.notices
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn every_still_is_recognised_in_its_order() {
    let pictures: Vec<_> = (0..8).map(|n| picture(&[(if n % 2 == 0 { 10 } else { 110 }, FACE)])).collect();
    let stage = stage(&pictures, &[("alip", 10), ("yoga", 110)], |_| {});
    let labels: Vec<String> = stage.play().iter().map(|r| r.label().to_owned()).collect();
    assert_eq!(labels, ["alip", "yoga", "alip", "yoga", "alip", "yoga", "alip", "yoga"]);
}

#[test]
fn a_recognition_says_who_where_when_and_how_near() {
    let stage = stage(&[picture(&[]), picture(&[(14, FACE)])], &[("alip", 10)], |_| {});
    let recognitions = stage.play();
    let [only] = recognitions.as_slice() else { panic!("{recognitions:?}") };
    assert_eq!((only.student.clone(), only.distance, only.face_box), (Some(id("alip")), 0.04, FACE));
    assert_eq!((only.frame_size.width, only.frame_size.height), (240, 120));
    assert_eq!(only.source_time, Duration::from_millis(50), "the second of 20 a second");
    assert!((jiff::Timestamp::now().as_second() - only.ts).abs() < 60);
}

#[test]
fn a_student_in_view_counts_once_in_the_cooldown_and_strangers_share_one() {
    let pictures = vec![picture(&[(10, FACE), (200, OTHER_FACE)]); 6];
    let stage = stage(&pictures, &[("alip", 10)], |settings| settings.cooldown.value = Duration::from_secs(600));
    let mut labels: Vec<String> = stage.play().iter().map(|r| r.label().to_owned()).collect();
    labels.sort();
    assert_eq!(labels, ["Unknown", "alip"]);
    assert_eq!(stage.station.view().arrivals.len(), 2);
}

#[test]
fn the_screen_lists_arrivals_newest_first_with_their_faces() {
    let stage = stage(&[picture(&[(10, FACE)]), picture(&[(110, FACE)])], &[("alip", 10), ("yoga", 110)], |_| {});
    stage.play();
    let arrivals = stage.station.view().arrivals;
    let labels: Vec<_> = arrivals.iter().map(|a| a.recognition.label().to_owned()).collect();
    assert_eq!(labels, ["yoga", "alip"]);
    assert!(arrivals.iter().all(|a| a.crop.width() > 1));
}

#[test]
fn tolerance_changed_meanwhile_holds_from_the_next_frame() {
    let stage = stage(&vec![picture(&[(40, FACE)]); 2], &[("alip", 10)], |settings| settings.repeat.value = true);
    stage.until("alip by name", |view| view.arrivals.iter().any(|a| a.recognition.student.is_some()));
    stage.station.send(Command::Change(Change::Tolerance(hadir::core::Tolerance::new(0.1).unwrap())));
    stage.until("a stranger", |view| view.arrivals.first().is_some_and(|a| a.recognition.student.is_none()));
}

/// As large as a photo for enrolment has to be.
const LARGE: FaceBox = FaceBox::new(5, 115, 115, 5);

/// A picture of one large face.
fn portrait(person: u8, manner: Manner) -> RgbImage {
    let mut picture = picture(&[]);
    scripted::paint_as(&mut picture, person, LARGE, manner);
    picture
}

fn shots(view: &View) -> usize {
    match &view.capture {
        Capture::Following { shots, .. } | Capture::Ready { shots, .. } => shots.len(),
        _ => 0,
    }
}

#[test]
fn pictures_are_taken_by_themselves_shown_and_only_then_saved_while_recognition_goes_on() {
    // Of a person who looks here and there.
    let moving = [(10, Manner::Well), (10, Manner::Aside), (45, Manner::Well), (45, Manner::Aside)];
    let pictures: Vec<_> = moving.iter().map(|(person, manner)| portrait(*person, *manner)).collect();
    let stage = stage(&pictures, &[], |settings| settings.repeat.value = true);
    stage.until("a stranger", |view| view.arrivals.first().is_some_and(|a| a.recognition.student.is_none()));
    stage.station.send(Command::Capture);
    stage.until("some taken", |view| matches!(view.capture, Capture::Following { wanted: 4, .. }) && shots(view) > 0);
    stage.until("all taken", |view| matches!(view.capture, Capture::Ready { .. }) && shots(view) == 4);
    assert!(stage.gallery.snapshot().students.is_empty(), "shown, not saved");
    stage.station.send(Command::ThrowShot(1));
    stage.until("one thrown away", |view| matches!(view.capture, Capture::Ready { .. }) && shots(view) == 3);
    stage.station.send(Command::SaveCapture(id("alip")));
    let view =
        stage.until("saved", |view| matches!(&view.capture, Capture::Saved { student, .. } if *student == id("alip")));
    assert!(matches!(&view.capture, Capture::Saved { crops, .. } if crops.len() == 3));
    assert_eq!(stage.gallery.snapshot().students[0].templates.len(), 3);
    stage
        .until("alip by name", |view| view.arrivals.first().is_some_and(|a| a.recognition.student == Some(id("alip"))));
    stage.station.send(Command::RemoveStudent { student: id("alip"), rows: RowsOf::Keep });
    stage.until("a stranger again", |view| view.arrivals.first().is_some_and(|a| a.recognition.student.is_none()));
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_taken_until_it_is_right_or_somebody_insists() {
    let advice = |view: &View| match &view.capture {
        Capture::Following { advice, .. } => Some(*advice),
        _ => None,
    };
    let two = [(10, FACE), (110, OTHER_FACE)];
    for (picture, flaw, may_insist) in [
        (picture(&[]), Flaw::Nobody, false),
        (picture(&two), Flaw::Several(2), false),
        (picture(&[(10, FACE)]), Flaw::TooSmall { width: FACE.width() as u32, needed: 100 }, true),
        (portrait(10, Manner::Dark), Flaw::TooDark, true),
        (portrait(10, Manner::TurnedAway), Flaw::TurnedAway, true),
        (portrait(10, Manner::Blurred), Flaw::Blurred, true),
    ] {
        let stage = stage(&vec![picture; 2], &[], |settings| settings.repeat.value = true);
        stage.until("a picture", |view| view.preview.is_some() && matches!(view.camera, CameraState::Live { .. }));
        stage.station.send(Command::Capture);
        stage.until("the advice", |view| advice(view) == Some(Advice::Flaw(flaw)));
        stage.station.send(Command::FinishCapture);
        if may_insist {
            stage.station.send(Command::CaptureAnyway);
            stage.until("one taken", |view| advice(view).is_some() && shots(view) == 1);
            stage.station.send(Command::FinishCapture);
            let view = stage.until("shown", |view| matches!(view.capture, Capture::Ready { .. }));
            let Capture::Ready { shots, .. } = view.capture else { panic!() };
            assert_eq!(shots[0].flaw, Some(flaw), "and said of the picture");
            stage.station.send(Command::ThrowShot(shots[0].number));
        } else {
            stage.station.send(Command::DiscardCapture);
        }
        stage.until("nothing left", |view| matches!(view.capture, Capture::Idle));
        assert!(stage.gallery.snapshot().students.is_empty());
    }
}

#[test]
fn a_folder_is_enrolled_while_recognition_goes_on() {
    let stage = stage(&vec![picture(&[(10, FACE)]); 2], &[], |settings| settings.repeat.value = true);
    let photos = tempfile::tempdir().unwrap();
    stills(&photos.path().join("alip"), &[picture(&[(10, FACE)]), picture(&[(11, FACE)])]);
    stills(&photos.path().join("yoga"), &[picture(&[(110, FACE), (10, OTHER_FACE)])]);
    std::fs::write(photos.path().join("yoga/bad.jpg"), b"not a picture").unwrap();
    stage.station.send(Command::EnrolFolder(photos.path().to_owned()));
    let view = stage.until("the report", |view| view.enrolment.as_ref().is_some_and(|e| e.report.is_some()));
    let report = view.enrolment.unwrap().report.clone().unwrap();
    let table: Vec<_> = report.people.iter().map(|p| (p.name.as_str(), p.saved, p.refused.len())).collect();
    assert_eq!(table, [("alip", 2, 0), ("yoga", 0, 2)]);
    stage
        .until("alip by name", |view| view.arrivals.first().is_some_and(|a| a.recognition.student == Some(id("alip"))));
    stage.station.send(Command::CloseEnrolment);
    stage.until("closed", |view| view.enrolment.is_none());
}

#[test]
fn a_camera_that_is_not_there_is_told_and_another_can_be_chosen() {
    let stage = stage(&[picture(&[(10, FACE)])], &[("alip", 10)], |settings| {
        settings.source.value = Some("/nowhere/at/all.mp4".to_owned());
    });
    let view = stage.until("trouble", |view| matches!(view.camera, CameraState::Trouble { .. }));
    let CameraState::Trouble { message, advice, .. } = view.camera else { unreachable!() };
    assert!(message.to_string().contains("all.mp4") && !advice.to_string().is_empty(), "{message} {advice}");
    let stills = stage.folder.path().join("stills");
    stage.station.send(Command::Change(Change::Source(Some(stills.to_string_lossy().into_owned()))));
    stage.until("alip", |view| view.arrivals.first().is_some_and(|a| a.recognition.student.is_some()));
}

#[test]
fn models_mended_while_the_window_is_open_are_taken_up() {
    let broken = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let state = broken.clone();
    let engines: EngineFactory = Arc::new(move || {
        if state.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(EngineError::Failed("the model is missing".to_owned()));
        }
        scripted::factory()()
    });
    let stage = stage_with(&vec![picture(&[(10, FACE)]); 2], &[("alip", 10)], |s| s.repeat.value = true, engines);
    let view = stage.until("the failure", |view| matches!(view.engine, EngineState::Failed { .. }));
    assert!(
        matches!(&view.engine, EngineState::Failed { message, .. } if message.to_string().contains("the model is missing"))
    );
    stage.until("the live picture all the same", |view| view.preview.is_some());
    broken.store(false, std::sync::atomic::Ordering::SeqCst);
    stage.station.send(Command::RetryEngine);
    stage.until("alip", |view| view.arrivals.first().is_some_and(|a| a.recognition.student.is_some()));
}

#[test]
fn an_engine_that_panics_costs_a_frame_and_not_the_morning() {
    struct Fragile(scripted::ScriptedEngine);
    impl hadir::engine::FaceEngine for Fragile {
        fn set_upsampling(&mut self, _: hadir::core::Upsampling) {}
        fn finder(&self) -> Box<dyn hadir::engine::FaceFinder> {
            self.0.finder()
        }
        fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
            assert_ne!(picture.get_pixel(0, 0)[0], 1, "a picture that breaks the library");
            self.0.find(picture)
        }
        fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<hadir::core::Embedding>, EngineError> {
            self.0.embed(picture, boxes)
        }
    }
    let mut poison = picture(&[]);
    poison.put_pixel(0, 0, image::Rgb([1, 2, 3]));
    let engines: EngineFactory = Arc::new(|| Ok(Box::new(Fragile(scripted::ScriptedEngine)) as Box<_>));
    let stage = stage_with(&[poison, picture(&[(10, FACE)])], &[("alip", 10)], |_| {}, engines);
    let labels: Vec<String> = stage.play().iter().map(|r| r.label().to_owned()).collect();
    assert_eq!(labels, ["alip"]);
}

// ----- Attendance

#[test]
fn an_arrival_is_shown_under_its_number_in_the_log() {
    let pictures = [picture(&[(10, FACE)]), picture(&[(10, FACE)]), picture(&[(200, OTHER_FACE)])];
    let stage = stage(&pictures, &[("alip", 10)], |settings| settings.cooldown.value = Duration::from_secs(60));
    assert_eq!(stage.play().len(), 2);
    let view = stage.station.view();
    let shown: Vec<_> = view.arrivals.iter().map(|arrival| (arrival.number, arrival.recognition.label())).collect();
    assert_eq!(shown, [(2, "Unknown"), (1, "alip")]);
    assert_eq!(view.journal, JournalState::Working);

    let part = LogPart { filter: Filter::default(), first: 0, rows: 10 };
    stage.station.send(Command::ShowLog(Some(part.clone())));
    let page = stage.until("the log", |view| view.log.is_some()).log.unwrap();
    assert_eq!(page.total, 2);
    let row = &page.rows[1];
    assert_eq!((row.event.number, row.event.label(), row.event.camera.as_deref()), (1, "alip", Some("stills")));
    assert!(row.last_seen >= row.event.at);
    let crop = row.crop.as_ref().unwrap();
    assert!(crop.width() <= 160 && crop.width() >= 60, "{}", crop.width());
    assert!(row.delivery.is_none(), "no main API is set");

    stage.station.send(Command::Correct { number: 1, student: Some(id("bayu")) });
    stage.station.send(Command::AddByHand(id("citra")));
    let page = stage.until("both", |view| view.log.as_ref().is_some_and(|page| page.total == 4)).log.unwrap();
    let labels: Vec<_> = page.rows.iter().map(|row| row.event.label()).collect();
    assert_eq!(labels, ["citra", "bayu", "Unknown", "alip"]);
    assert_eq!(page.rows[3].corrected_to, Some(Some(id("bayu"))));

    let file = stage.folder.path().join("log.csv");
    stage.station.send(Command::ExportLog { filter: Filter::default(), file: file.clone() });
    let ended = |view: &View| view.export.as_ref().is_some_and(|export| export.ended.is_some());
    let export = stage.until("the export", ended).export.unwrap();
    assert_eq!((export.written, export.ended), (4, Some(ExportEnd::Done)));
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 5);
    stage.station.send(Command::CloseExport);
    stage.station.send(Command::ShowLog(None));
    stage.until("nothing", |view| view.export.is_none() && view.log.is_none());
}

#[test]
fn nobody_is_shown_as_recorded_who_is_not_and_they_are_once_they_can_be() {
    let camera = |place: usize| picture(&[([10, 30, 50][place], FACE)]);
    let stage = stage(&[camera(0)], &[("alip", 10), ("bayu", 30), ("citra", 50)], |settings| {
        settings.cooldown.value = Duration::from_secs(3600);
    });
    assert_eq!(stage.play().len(), 1);
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(ABORT, 'no room'); END";
    let database = rusqlite::Connection::open(stage.folder.path().join("data/attendance.db")).unwrap();
    database.execute_batch(refuse).unwrap();
    stills(&stage.folder.path().join("more"), &[camera(1), camera(2), camera(1)]);
    let more = stage.folder.path().join("more").to_string_lossy().into_owned();
    stage.station.send(Command::Change(Change::Source(Some(more))));
    let view = stage.until(
        "the banner",
        |view| matches!(&view.journal, JournalState::Failing { advice, .. } if advice.to_string().contains("2 arrivals wait")),
    );
    assert_eq!(view.arrivals.len(), 1);
    assert_eq!(stage.recognitions.try_iter().count(), 0);

    database.execute_batch("DROP TRIGGER full").unwrap();
    let view = stage.until("all of them", |view| view.arrivals.len() == 3);
    assert_eq!(view.journal, JournalState::Working);
    let labels: Vec<_> = view.arrivals.iter().map(|arrival| arrival.recognition.label().to_owned()).collect();
    assert_eq!(labels, ["citra", "bayu", "alip"]);
    assert_eq!(stage.recognitions.try_iter().count(), 2);
}

#[test]
fn of_a_student_who_is_removed_the_log_keeps_what_was_asked() {
    for (rows, left) in [(RowsOf::Keep, vec!["alip"]), (RowsOf::Anonymise, vec!["Unknown"]), (RowsOf::Remove, vec![])] {
        let stage = stage(&[picture(&[(10, FACE)])], &[("alip", 10)], |_| {});
        assert_eq!(stage.play().len(), 1);
        stage.station.send(Command::RemoveStudent { student: id("alip"), rows });
        let part = LogPart { filter: Filter::default(), first: 0, rows: 10 };
        stage.station.send(Command::ShowLog(Some(part)));
        stage.until("the rows that are to be left", |view| {
            let listed = view.arrivals.iter().any(|arrival| arrival.recognition.label() == "alip");
            view.gallery.students.is_empty()
                && listed == (rows == RowsOf::Keep)
                && view.log.as_ref().is_some_and(|page| page.rows.iter().map(|row| row.event.label()).eq(left.clone()))
        });
    }
}

/// What becomes of a face that another system shows.
fn report(stage: &Stage, person: u8, student: Option<&str>) -> Report {
    let face = NamedFace::alone(FACE, Match { student: student.map(id), distance: 0.2 });
    let reporting = stage.station.report(&picture(&[(person, FACE)]), &face, Moment::now());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(reporting.report())
}

fn is_cooldown(report: &Report) -> bool {
    matches!(report, Report::Skipped { reason } if reason.starts_with("cooldown_active"))
}

#[test]
fn a_face_that_another_system_shows_is_an_arrival_as_one_at_the_camera() {
    let stage = stage(&[picture(&[(10, FACE)])], &[("alip", 10), ("yoga", 110)], |settings| {
        settings.cooldown.value = Duration::from_secs(600);
    });
    stage.play();
    let mut facts = stage.station.facts();
    let report = |person, student| report(&stage, person, student);
    assert!(is_cooldown(&report(10, Some("alip"))), "the camera saw them a moment ago");
    assert_eq!(report(110, Some("yoga")), Report::disabled(), "it is recorded, and there is no webhook");
    assert!(is_cooldown(&report(110, Some("yoga"))));
    assert_eq!(report(200, None), Report::disabled(), "whoever asks for strangers gets them recorded");

    let view = stage.until("both in the list", |view| view.arrivals.len() == 3);
    let named: Vec<&str> = view.arrivals.iter().map(|arrival| arrival.recognition.label()).collect();
    assert_eq!(named, ["Unknown", "yoga", "alip"]);
    assert!(view.arrivals[1].crop.width() > 1, "its face is kept");
    let told: Vec<String> = std::iter::from_fn(|| facts.try_recv().ok())
        .map(|fact| match fact {
            Fact::Recorded { by: SeenBy::Http, recognition, delivery: None, .. } => recognition.label().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, ["yoga", "Unknown"]);
    let page = stage.station.journal().reader().page(&Filter::default(), 0, 9).unwrap();
    let places: Vec<_> = page.rows.iter().map(|row| row.event.camera.clone()).collect();
    assert_eq!(places[..2], [Some("HTTP".to_owned()), Some("HTTP".to_owned())]);
}

#[test]
fn whoever_shows_a_face_hears_at_once_that_sending_is_paused() {
    // Nobody listens there: without the pause it would be tried.
    let stage = stage(&[picture(&[])], &[("alip", 10)], |settings| {
        settings.webhook_url.value = Some("http://127.0.0.1:9/".to_owned());
    });
    stage.station.send(Command::PauseDelivery(true));
    stage.until("the pause", |view| view.deliveries.paused.is_some());
    let message = "sending is paused".to_owned();
    assert_eq!(report(&stage, 10, Some("alip")), Report::Failed { http_status: None, message, queued: true });
}

#[test]
fn whoever_shows_a_face_hears_what_came_of_sending_it() {
    let stage = stage(&[picture(&[])], &[("alip", 10)], |settings| {
        settings.webhook_url.value = Some("http://127.0.0.1:9/".to_owned());
    });
    let Report::Failed { http_status: None, message, queued: true } = report(&stage, 10, Some("alip")) else {
        panic!()
    };
    assert!(!message.contains("has not answered yet"), "the dispatcher's own words: {message}");
}

#[test]
fn the_servers_key_is_made_once_and_a_weak_one_from_outside_is_refused() {
    let stage = stage(&[picture(&[])], &[], |_| {});
    assert_eq!(stage.station.server_key(), None);
    let key = stage.station.make_server_key().unwrap();
    assert!(key.expose().len() >= 43, "256 bits");
    assert_eq!(stage.station.make_server_key().unwrap(), key);
    assert_eq!(stage.station.server_key(), Some(key.clone()));
    assert_eq!(stage.station.view().server_key, None, "it is not shown unasked");
    stage.station.send(Command::ShowServerKey(true));
    stage.until("the key", |view| view.server_key.as_ref() == Some(&key));

    stage.station.send(Command::SetSecret { name: SecretName::ServerKey, secret: Secret::new("4711") });
    stage.until("a word about it", |view| !view.notices.is_empty());
    assert_eq!(stage.station.make_server_key().unwrap(), key);
}
