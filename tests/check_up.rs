//! The morning check against the whole station: the camera is a folder of pictures, the disk and the clock are this
//! computer's own, and the main API is one that nobody listens at.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hadir::camera;
use hadir::core::{FaceBox, Person, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::server;
use hadir::settings::{Change, SecretStore, Settings, SettingsStore};
use hadir::station::checkup::{Action, Check, Section, State, Subject};
use hadir::station::view::View;
use hadir::station::{Command, Parts, Station};
use hadir::webhook::Timing;
use image::{Rgb, RgbImage};

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A room with a door in it, so bright, and perhaps one who stands there.
fn room(bright: u8, person: Option<u8>) -> RgbImage {
    let mut picture = RgbImage::from_fn(240, 120, |x, y| {
        let wall = u16::from(bright) * u16::try_from(60 + (x / 6 + y) % 160).unwrap() / 160;
        Rgb([u8::try_from(wall.min(255)).unwrap(); 3])
    });
    if let Some(person) = person {
        scripted::paint(&mut picture, person, FaceBox::new(20, 90, 80, 30));
    }
    picture
}

/// A good photo of somebody, as far as can be measured of its light and sharpness.
fn sharp() -> RgbImage {
    RgbImage::from_fn(200, 200, |x, y| Rgb([if (x / 4 + y / 4) % 2 == 0 { 180 } else { 60 }; 3]))
}

fn stills(folder: &Path, picture: &RgbImage) {
    std::fs::create_dir_all(folder).unwrap();
    (0..3).for_each(|n| picture.save(folder.join(format!("{n}.png"))).unwrap());
}

struct Morning {
    folder: tempfile::TempDir,
    station: Arc<Station>,
}

impl Morning {
    /// A station at a door that looks so, set up further by `change`.
    fn at(picture: &RgbImage, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        stills(&folder.path().join("door"), picture);
        let gallery = Gallery::open(&data).unwrap();
        let embedding = scripted::embedding_of(10).unwrap();
        gallery.add(&id("alip"), NewTemplate { embedding, mirrored: None, crop: sharp(), photo: None }).unwrap();
        let mut settings = Settings::default();
        settings.source.value = Some(folder.path().join("door").to_string_lossy().into_owned());
        (settings.rate.value, settings.repeat.value) = (Some(10.0), true);
        change(&mut settings);
        let parts = Parts::new(
            gallery,
            Journal::open(&data),
            SettingsStore::in_memory(settings),
            SecretStore::in_memory(),
            scripted::factory(),
        );
        let cameras: hadir::station::capture::Opener = Arc::new(camera::open);
        let delivery = Timing { pace: 0.01, ..Timing::default() };
        let station = Arc::new(Station::start(Parts { cameras, delivery, ..parts }).unwrap());
        Self { folder, station }
    }

    /// What the station says of something, once that is so, asked as the open screen asks.
    #[track_caller]
    fn says(&self, subject: Subject, so: impl Fn(&Check) -> bool) -> Check {
        let start = Instant::now();
        loop {
            self.station.send(Command::CheckUp);
            std::thread::sleep(Duration::from_millis(200));
            let view = self.station.view();
            let checks = view.checkup.last.iter().flat_map(|checked| &checked.checks);
            let found: Vec<_> = checks.filter(|check| check.subject == subject).cloned().collect();
            if let Some(check) = found.iter().find(|check| so(check)) {
                return check.clone();
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it was never so: {found:?}, {:?}", view.camera);
        }
    }

    fn view(&self) -> View {
        self.station.view()
    }
}

#[test]
fn the_camera_is_covered_it_says_so_and_uncovered_it_is_in_order() {
    let morning = Morning::at(&room(6, None), |_| {});
    let check = morning.says(Subject::Light, |check| check.state != State::Ok);
    assert_eq!(check.state, State::Problem);
    assert!(check.detail.to_string().contains("too dark"), "{}", check.detail);
    assert!(check.advice.to_string().contains("covers the camera"), "{}", check.advice);

    let light = morning.folder.path().join("light");
    stills(&light, &room(200, None));
    morning.station.send(Command::Change(Change::Source(Some(light.to_string_lossy().into_owned()))));
    morning.says(Subject::Light, |check| check.state == State::Ok);
    let camera = morning.says(Subject::Camera, |check| check.detail.to_string().contains("pictures a second"));
    assert!(camera.detail.to_string().contains("240 x 120"), "{}", camera.detail);
}

#[test]
fn it_looks_by_itself_after_the_start_and_says_what_all_is_in_order() {
    let morning = Morning::at(&room(200, Some(10)), |_| {});
    let start = Instant::now();
    while morning.view().checkup.last.is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never looked");
        std::thread::sleep(Duration::from_millis(50));
    }
    let checked = morning.view().checkup.last.unwrap();
    let of = |subject| checked.checks.iter().find(|check| check.subject == subject).unwrap();
    for subject in
        [Subject::Camera, Subject::Recognition, Subject::Photos, Subject::Log, Subject::MainApi, Subject::Disk]
    {
        assert_eq!(of(subject).state, State::Ok, "{subject:?}: {}", of(subject).detail);
    }
    assert_eq!(of(Subject::Photos).detail.to_string(), "1 student, 1 photo");
}

#[test]
fn nobody_listens_at_the_main_api_and_what_waits_is_told() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let morning = Morning::at(&room(200, None), |settings| {
        settings.webhook_url.value = Some(format!("http://{nobody}/attendance"));
    });
    morning.station.send(Command::AddByHand(id("alip")));
    let check = morning.says(Subject::MainApi, |check| check.detail.to_string().contains("1 arrival"));
    // It has waited for a moment only.
    assert_eq!(check.state, State::Ok, "{}", check.detail);
    morning.station.send(Command::PauseDelivery(true));
    let check = morning.says(Subject::MainApi, |check| check.state == State::Warning);
    assert_eq!(check.action, Some(Action::Delivery));
    assert!(check.detail.to_string().contains("switched off") && check.detail.to_string().contains("1 arrival waits"));
}

#[test]
fn those_of_the_class_without_a_photo_and_a_server_without_https_are_told() {
    let morning = Morning::at(&room(200, None), |settings| {
        settings.serve.value = true;
        (settings.host.value, settings.port.value) = ("0.0.0.0".parse().unwrap(), 0);
    });
    let person = Person { name: Some("Budi".to_owned()), class: Some("7B".to_owned()), ..Person::default() };
    morning.station.register().set(id("budi"), person).unwrap();
    let check = morning.says(Subject::Photos, |check| check.state == State::Warning);
    assert!(check.detail.to_string().contains("1 student of a class has no photo: Budi"), "{}", check.detail);
    assert_eq!(check.action, Some(Action::Enrol));

    morning.station.look_at_server(server::check);
    let check = morning.says(Subject::Server, |check| check.state == State::Warning);
    assert_eq!(check.action, Some(Action::Settings(Section::Server)));
    assert!(check.detail.to_string().contains("without HTTPS"), "{}", check.detail);
}
