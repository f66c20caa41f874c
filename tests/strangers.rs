//! Those who come to the door and are not enrolled, from a camera that goes on to the file they are kept in; and what is
//! heard of who is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hadir::camera::{CameraError, CameraSource, Picture};
use hadir::core::{FaceBox, Rule, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::settings::{Change, SecretStore, Settings, SettingsStore, Sound};
use hadir::station::{Command, Parts, Station, View};
use hadir::strangers::Strangers;
use image::{Rgb, RgbImage};

/// Who walks by in which picture of the clip.
type Clip = Arc<dyn Fn(usize) -> Option<RgbImage> + Send + Sync>;

struct Webcam {
    clip: Clip,
    given: usize,
    begun: Instant,
}

impl CameraSource for Webcam {
    fn name(&self) -> &str {
        "webcam"
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        let at = Duration::from_millis(50) * self.given as u32;
        std::thread::sleep(at.saturating_sub(self.begun.elapsed()));
        let picture = (self.clip)(self.given);
        self.given += 1;
        Ok(picture.map(|rgb| Picture { rgb, source_time: at }))
    }
}

struct Stage {
    folder: tempfile::TempDir,
    gallery: Gallery,
    station: Station,
    heard: Arc<Mutex<Vec<Sound>>>,
}

impl Stage {
    fn new(
        clip: impl Fn(usize) -> Option<RgbImage> + Send + Sync + 'static,
        people: &[(&str, u8)],
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        Self::in_folder(tempfile::tempdir().unwrap(), clip, people, change)
    }

    fn in_folder(
        folder: tempfile::TempDir,
        clip: impl Fn(usize) -> Option<RgbImage> + Send + Sync + 'static,
        people: &[(&str, u8)],
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let data = folder.path().join("data");
        let gallery = Gallery::open(&data).unwrap();
        for &(name, person) in people {
            let embedding = scripted::embedding_of(person).unwrap();
            let template = NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
            gallery.add(&id(name), template).unwrap();
        }
        let mut settings = Settings::default();
        settings.source.value = Some("webcam".to_owned());
        settings.strangers_days.value = Some(3);
        change(&mut settings);
        let clip: Clip = Arc::new(clip);
        let cameras = move |_: &str, _: &hadir::camera::SourceOptions| {
            let camera = Webcam { clip: clip.clone(), given: 0, begun: Instant::now() };
            Ok(Box::new(camera) as Box<dyn CameraSource>)
        };
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hears = heard.clone();
        let parts = Parts {
            cameras: Arc::new(cameras),
            play: Arc::new(move |sound| {
                hears.lock().unwrap().push(sound);
                Ok(())
            }),
            ..Parts::new(
                gallery.clone(),
                Journal::open(&data),
                SettingsStore::in_memory(settings),
                SecretStore::in_memory(),
                scripted::factory(),
            )
        };
        Self { folder, gallery, station: Station::start(parts).unwrap(), heard }
    }

    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(Instant::now() < deadline, "never came: {what}; {:?}, {:?}", view.strangers, view.notices);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Plays the clip to its end, when everybody has left.
    fn play(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        self.station.wait(|| Instant::now() > deadline);
        assert!(Instant::now() < deadline, "the clip never ended");
    }

    /// Closes it, and gives back its folder.
    fn close(self) -> tempfile::TempDir {
        let Self { folder, gallery, station, .. } = self;
        drop((station, gallery));
        folder
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("data/strangers.db")
    }
}

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn corridor(person: Option<u8>, x: i32) -> RgbImage {
    let mut picture = RgbImage::from_pixel(320, 120, Rgb([200, 200, 200]));
    if let Some(person) = person {
        scripted::paint(&mut picture, person, FaceBox::new(20, x + 64, 84, x));
    }
    picture
}

/// Each comes, walks a little, and leaves again.
fn come_by(people: &'static [u8]) -> impl Fn(usize) -> Option<RgbImage> + Send + Sync + 'static {
    const EACH: usize = 100;
    move |n| {
        let person = *people.get(n / EACH)?;
        let within = n % EACH;
        Some(corridor((within < 30).then_some(person), 20 + within as i32))
    }
}

#[test]
fn strangers_are_kept_and_one_who_comes_again_is_the_same_and_is_enrolled_from_there() {
    let stage = Stage::new(come_by(&[10, 200, 10]), &[], |_| {});
    stage.until("the second", |view| view.strangers.count == 2);
    assert!(stage.station.view().strangers.listed.is_none(), "nobody looks");
    stage.play();
    stage.station.send(Command::ShowStrangers(true));
    let listed = |view: &View| view.strangers.listed.clone().unwrap_or_default();
    let view = stage.until("all three visits", |view| listed(view).iter().map(|one| one.visits).sum::<u32>() == 3);
    let all = listed(&view);
    assert_eq!(all.iter().map(|one| (one.visits, one.pictures.len())).collect::<Vec<_>>(), [(2, 2), (1, 1)]);
    assert!(all[0].pictures[0].crop.width() >= 64, "{:?}", all[0].pictures[0].crop.dimensions());

    let first = all[0].clone();
    let pictures = vec![first.pictures[1].number];
    stage.station.send(Command::EnrolStranger { stranger: first.number, pictures, student: id("eka") });
    let view = stage.until("only one left", |view| view.strangers.count == 1);
    assert_eq!(listed(&view)[0].number, all[1].number);
    let templates = |student: &str| stage.gallery.snapshot().student(&id(student)).map(|one| one.templates.len());
    assert_eq!(templates("eka"), Some(1), "only the picture that was chosen");
    assert!(view.notices.iter().any(|notice| notice.text.to_string().contains("eka")), "{:?}", view.notices);

    stage.station.send(Command::DismissStrangers(vec![all[1].number]));
    stage.until("nobody left", |view| view.strangers.count == 0);
    assert_eq!(stage.gallery.snapshot().students.len(), 1);
}

#[test]
fn where_it_is_off_no_picture_of_a_stranger_is_written_and_switching_it_off_deletes_the_file() {
    let off = Stage::new(come_by(&[10]), &[], |settings| settings.strangers_days.value = None);
    off.play();
    off.until("the stranger in the log", |view| !view.arrivals.is_empty());
    assert!(!off.file().exists() && off.station.view().strangers.count == 0);
    drop(off);

    let stage = Stage::new(come_by(&[10]), &[], |_| {});
    stage.until("one", |view| view.strangers.count == 1);
    assert!(stage.file().exists());
    stage.station.send(Command::Change(Change::StrangersDays(None)));
    stage.until("none", |view| view.strangers.count == 0);
    assert!(!stage.file().exists());
}

#[test]
fn they_are_there_after_a_restart_until_they_are_too_old_or_the_settings_keep_none() {
    let stage = Stage::new(come_by(&[10]), &[], |_| {});
    stage.until("one", |view| view.strangers.count == 1);
    let folder = stage.close();
    // Another, of four days ago, which would be gone today.
    let mut strangers = Strangers::of(&folder.path().join("data"));
    let mut old = strangers.all().unwrap()[0].pictures[0].seen.clone();
    old.at = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(4 * 24);
    old.embedding = scripted::embedding_of(200).unwrap();
    strangers.keep(&old).unwrap();
    assert_eq!(strangers.len().unwrap(), 2);
    drop(strangers);

    let nobody = |_: usize| -> Option<RgbImage> { None };
    let again = Stage::in_folder(folder, nobody, &[], |_| {});
    again.until("the young one", |view| view.strangers.count == 1);
    let folder = again.close();
    let off = Stage::in_folder(folder, nobody, &[], |settings| settings.strangers_days.value = None);
    let deadline = Instant::now() + Duration::from_secs(60);
    while off.file().exists() {
        assert!(Instant::now() < deadline, "the file is still there");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_sound_is_heard_of_a_student_and_none_of_a_stranger() {
    let nearest = |settings: &mut Settings| {
        settings.rule.value = Rule::Nearest;
        settings.cooldown.value = Duration::from_secs(600);
        settings.sound.value = Sound::Wood;
    };
    let stage = Stage::new(come_by(&[200, 10]), &[("alip", 10)], nearest);
    stage.play();
    stage.until("both in the log", |view| view.arrivals.len() == 2);
    let deadline = Instant::now() + Duration::from_secs(10);
    while stage.heard.lock().unwrap().is_empty() {
        assert!(Instant::now() < deadline, "nothing was heard");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(*stage.heard.lock().unwrap(), [Sound::Wood]);
    stage.station.send(Command::TrySound(Sound::Bell));
    while stage.heard.lock().unwrap().len() < 2 {
        assert!(Instant::now() < deadline, "the trial was not heard");
        std::thread::sleep(Duration::from_millis(5));
    }

    let silent = |settings: &mut Settings| settings.rule.value = Rule::Nearest;
    let stage = Stage::new(come_by(&[10]), &[("alip", 10)], silent);
    stage.play();
    stage.until("alip in the log", |view| !view.arrivals.is_empty());
    assert!(stage.heard.lock().unwrap().is_empty(), "nothing is heard unless somebody chose a sound");
}

#[test]
fn no_other_system_is_told_of_strangers_who_are_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ["server", "webhook", "remote"] {
        for file in rust_files(&root.join(room)) {
            let source = std::fs::read_to_string(&file).unwrap();
            assert!(!source.contains("strangers::") && !source.contains("view.strangers"), "{}", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] }).collect()
}
