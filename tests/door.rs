//! Faces followed at the door, from a camera that goes on to the log: who is named, when, and how little is looked at.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a helper that fails fails its test")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use hadir::camera::{CameraError, CameraSource, Picture};
use hadir::core::{Embedding, FaceBox, Recognition, Scoring, Standing, StudentId, Upsampling};
use hadir::engine::{EngineError, EngineFactory, FaceEngine, FaceFinder, FoundFace, dlib_factory, scripted};
use hadir::gallery::{Gallery, NewTemplate};
use hadir::images;
use hadir::journal::{Filter, Journal};
use hadir::settings::{Change, SecretStore, Settings, SettingsStore};
use hadir::station::view::{EngineState, Outcome, Settled, View};
use hadir::station::{Command, LogPart, Parts, RowsOf, Station};
use image::{Rgb, RgbImage, imageops};

const PATIENCE: Duration = Duration::from_secs(60);

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// What the camera sees: the picture of this number, as long as there are any.
type Clip = Arc<dyn Fn(usize) -> Option<RgbImage> + Send + Sync>;

/// Plays a clip as a webcam does: who does not look misses it.
struct Webcam {
    clip: Clip,
    rate: f64,
    given: usize,
    begun: Instant,
}

impl CameraSource for Webcam {
    fn name(&self) -> &str {
        "webcam"
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        let at = Duration::from_secs_f64(self.given as f64 / self.rate);
        std::thread::sleep(at.saturating_sub(self.begun.elapsed()));
        let picture = (self.clip)(self.given);
        self.given += 1;
        Ok(picture.map(|rgb| Picture { rgb, source_time: at }))
    }
}

struct Stage {
    _folder: tempfile::TempDir,
    gallery: Gallery,
    station: Station,
    recorded: Receiver<Recognition>,
}

impl Stage {
    fn new(
        engines: EngineFactory,
        rate: f64,
        clip: impl Fn(usize) -> Option<RgbImage> + Send + Sync + 'static,
        enrol: impl FnOnce(&Gallery),
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let gallery = Gallery::open(&data).unwrap();
        enrol(&gallery);
        let mut settings = Settings::default();
        settings.source.value = Some("webcam".to_owned());
        settings.cooldown.value = Duration::from_secs(600);
        change(&mut settings);
        let clip: Clip = Arc::new(clip);
        let cameras = move |_: &str, _: &hadir::camera::SourceOptions| {
            let begun = Instant::now();
            Ok(Box::new(Webcam { clip: clip.clone(), rate, given: 0, begun }) as Box<dyn CameraSource>)
        };
        let (recognitions, recorded) = crossbeam_channel::unbounded();
        let parts = Parts {
            cameras: Arc::new(cameras),
            recognitions: Some(recognitions),
            ..Parts::new(
                gallery.clone(),
                Journal::open(&data),
                SettingsStore::in_memory(settings),
                SecretStore::in_memory(),
                engines,
            )
        };
        Self { _folder: folder, gallery, station: Station::start(parts).unwrap(), recorded }
    }

    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(
                Instant::now() < deadline,
                "never came: {what}; {:?}, {:?}, {:?}, {:?}",
                view.overlay,
                labels(&view),
                view.camera,
                view.notices
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Closes the station, and gives who was recorded by then, the first first.
    fn close(self) -> Vec<String> {
        drop(self.station);
        self.recorded.iter().map(|recognition| recognition.label().to_owned()).collect()
    }

    /// Who was recorded by the end of the clip, the first first.
    fn play(&self) -> Vec<String> {
        let deadline = Instant::now() + PATIENCE;
        self.station.wait(|| Instant::now() > deadline);
        assert!(Instant::now() < deadline, "the clip never ended");
        labels(&self.station.view())
    }
}

fn labels(view: &View) -> Vec<String> {
    view.arrivals.iter().rev().map(|arrival| arrival.recognition.label().to_owned()).collect()
}

/// The tracks in view, by what they are called.
fn in_view(view: &View) -> Vec<(Option<u64>, Option<String>)> {
    let faces = view.overlay.iter().flat_map(|overlay| overlay.faces.clone());
    faces.map(|face| (face.track, face.found.student.map(|student| student.to_string()))).collect()
}

// Painted people, who differ as people do.

/// How often what was done.
#[derive(Default)]
struct Counts {
    scans: AtomicUsize,
    again: AtomicUsize,
    looks: AtomicUsize,
    /// Which faces of which pictures.
    described: Mutex<Vec<(u64, FaceBox)>>,
    /// Looking for faces panics, describing them fails.
    scanner_is_broken: AtomicBool,
    describer_is_broken: AtomicBool,
    /// How long a scan takes, in milliseconds.
    scan_takes: AtomicU64,
    /// Nobody is described while this is so.
    held: AtomicBool,
    /// So many times somebody was to be.
    holding: AtomicUsize,
}

struct People {
    painted: scripted::ScriptedEngine,
    counts: Arc<Counts>,
}

/// A face that is like no other, but for those of two twins: 200 and 201.
fn embedding_of(person: u8) -> Embedding {
    let vector = |seed: u64, size: f64| -> Vec<f64> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..128).map(|_| size * (random.f64() + random.f64() + random.f64() - 1.5)).collect()
    };
    let own = vector(u64::from(if person == 201 { 200 } else { person }), 0.15);
    let twin = vector(1000 + u64::from(person), 0.004);
    let middle = &Scoring::shipped().parameters().mean;
    let values = own.iter().zip(&twin).zip(middle).map(|((own, twin), middle)| own + twin + f64::from(*middle));
    Embedding::new(&values.collect::<Vec<_>>()).unwrap()
}

fn looks_like(painted: &[Embedding]) -> Vec<Embedding> {
    painted.iter().map(|embedding| embedding_of((embedding.as_slice()[0] * 100.0).round() as u8)).collect()
}

impl FaceEngine for People {
    fn set_upsampling(&mut self, _: Upsampling) {}

    fn finder(&self) -> Box<dyn FaceFinder> {
        Box::new(Finder { painted: self.painted.finder(), counts: self.counts.clone() })
    }

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        self.painted.find(picture)
    }

    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        if self.counts.held.load(Ordering::SeqCst) {
            self.counts.holding.fetch_add(1, Ordering::SeqCst);
            let until = Instant::now() + PATIENCE;
            while self.counts.held.load(Ordering::SeqCst) && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        self.counts.looks.fetch_add(boxes.len(), Ordering::SeqCst);
        let mut hasher = DefaultHasher::new();
        picture.as_raw().hash(&mut hasher);
        self.counts.described.lock().unwrap().extend(boxes.iter().map(|face| (hasher.finish(), *face)));
        if self.counts.describer_is_broken.load(Ordering::SeqCst) {
            return Err(EngineError::Failed("out of memory".to_owned()));
        }
        self.painted.embed(picture, boxes).map(|painted| looks_like(&painted))
    }
}

struct Finder {
    painted: Box<dyn FaceFinder>,
    counts: Arc<Counts>,
}

impl FaceFinder for Finder {
    fn scan(&mut self, picture: &RgbImage, upsampling: Upsampling) -> Vec<FoundFace> {
        self.counts.scans.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(self.counts.scan_takes.load(Ordering::SeqCst)));
        assert!(!self.counts.scanner_is_broken.load(Ordering::SeqCst), "a library that panics");
        self.painted.scan(picture, upsampling)
    }

    fn again(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Vec<Option<FoundFace>> {
        self.counts.again.fetch_add(boxes.len(), Ordering::SeqCst);
        self.painted.again(picture, boxes)
    }
}

fn people(counts: &Arc<Counts>) -> EngineFactory {
    let counts = counts.clone();
    Arc::new(move || {
        let engine = People { painted: scripted::ScriptedEngine, counts: counts.clone() };
        Ok(Box::new(engine) as Box<dyn FaceEngine>)
    })
}

fn enrol(gallery: &Gallery, people: &[(&str, u8)]) {
    for &(name, person) in people {
        let template =
            NewTemplate { embedding: embedding_of(person), mirrored: None, crop: RgbImage::new(8, 8), photo: None };
        gallery.add(&id(name), template).unwrap();
    }
}

fn is_unsure(view: &View) -> bool {
    view.overlay.as_ref().is_some_and(|o| o.faces.iter().any(|face| matches!(face.standing, Standing::Unsure(_))))
}

fn corridor(faces: &[(u8, i32)]) -> RgbImage {
    let mut picture = RgbImage::from_pixel(320, 120, Rgb([200, 200, 200]));
    for &(person, x) in faces {
        scripted::paint(&mut picture, person, FaceBox::new(20, x + 60, 80, x));
    }
    picture
}

#[test]
fn a_student_who_walks_by_is_one_face_from_the_first_to_the_last_picture_and_one_arrival() {
    let counts = Arc::default();
    let walk = |n: usize| (n < 60).then(|| corridor(&[(10, 10 + 3 * n as i32)]));
    let stage =
        Stage::new(people(&counts), 30.0, walk, |gallery| enrol(gallery, &[("alip", 10), ("yoga", 110)]), |_| {});
    let view =
        stage.until("alip by name", |view| in_view(view).iter().any(|(_, name)| name.as_deref() == Some("alip")));
    let number = in_view(&view)[0].0.unwrap();
    assert_eq!(stage.play(), ["alip"]);
    assert_eq!(in_view(&stage.station.view()), [(Some(number), Some("alip".to_owned()))]);
    let score = stage.station.view().arrivals[0].recognition.score;
    assert!(score.is_some_and(|score| score > 0.0), "how sure it was is written down: {score:?}");
    let looks = counts.looks.load(Ordering::SeqCst);
    assert!((2..20).contains(&looks), "a face that is known is not described in every picture: {looks} of 60");
}

#[test]
fn a_stranger_is_recorded_once_and_never_by_a_name() {
    let walk = |n: usize| (n < 90).then(|| corridor(&[(77, 10 + 2 * n as i32)]));
    let stage = Stage::new(people(&Arc::default()), 30.0, walk, |gallery| enrol(gallery, &[("alip", 10)]), |_| {});
    assert_eq!(stage.play(), ["Unknown"]);
    let score = stage.station.view().arrivals[0].recognition.score;
    assert!(score.is_some_and(|score| score < 0.0), "{score:?}");
}

#[test]
fn several_at_once_have_their_names_and_one_student_is_one_face() {
    // The second face of person 10 is a photo of them that somebody holds up.
    let clip = |n: usize| (n < 60).then(|| corridor(&[(10, 10 + n as i32), (110, 220), (10, 130)]));
    let enrolled = [("alip", 10), ("yoga", 110)];
    let stage = Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &enrolled), |_| {});
    let mut recorded = stage.play();
    recorded.sort();
    assert_eq!(recorded, ["Unknown", "alip", "yoga"]);
    let names: Vec<_> = in_view(&stage.station.view()).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names.iter().filter(|name| name.as_deref() == Some("alip")).count(), 1, "{names:?}");
}

#[test]
fn of_two_who_look_alike_a_person_says_who_it_is_and_it_is_remembered() {
    let clip = |n: usize| (n < 2000).then(|| corridor(&[(201, 100 + (n % 3) as i32)]));
    let enrolled = [("budi", 200), ("anto", 201)];
    let stage = Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &enrolled), |_| {});
    let view = stage.until("unsure", is_unsure);
    let face = view.overlay.unwrap().faces[0].clone();
    let Standing::Unsure(mut two) = face.standing else { panic!("{face:?}") };
    two.sort_by_key(ToString::to_string);
    assert_eq!(two.each_ref().map(StudentId::as_str), ["anto", "budi"]);
    assert_eq!(labels(&stage.station.view()), Vec::<String>::new(), "nobody is recorded while it is open");

    stage.station.send(Command::Settle { track: face.track.unwrap(), student: Some(id("anto")) });
    stage.until("anto recorded", |view| labels(view) == ["anto"]);
    let photos = || stage.gallery.snapshot().student(&id("anto")).unwrap().templates.len();
    let deadline = Instant::now() + PATIENCE;
    while photos() == 1 {
        assert!(Instant::now() < deadline, "the face was not remembered");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(in_view(&stage.station.view())[0].1.as_deref(), Some("anto"));
}

#[test]
fn a_still_scene_is_not_looked_at_again_and_who_comes_into_it_is_seen() {
    let counts: Arc<Counts> = Arc::default();
    let clip = |n: usize| (n < 120).then(|| if n < 80 { corridor(&[]) } else { corridor(&[(10, 100)]) });
    let stage = Stage::new(people(&counts), 30.0, clip, |gallery| enrol(gallery, &[("alip", 10)]), |_| {});
    stage.until("the picture", |view| view.overlay.is_some());
    stage.until("most of the still scene", |view| view.overlay.as_ref().is_some_and(|overlay| overlay.seq > 70));
    assert_eq!(counts.scans.load(Ordering::SeqCst), 1, "80 pictures in which nothing changes");
    assert_eq!(stage.play(), ["alip"]);
    let again = counts.again.load(Ordering::SeqCst);
    assert!(again < 10, "who stands still is not looked for again: {again}");
}

#[test]
fn a_face_too_far_away_to_be_told_apart_keeps_no_processor_busy() {
    let counts: Arc<Counts> = Arc::default();
    let poster = |n: usize| {
        let mut picture = corridor(&[]);
        let x = 100 + (n % 3) as i32;
        scripted::paint(&mut picture, 60, FaceBox::new(20, x + 40, 60, x));
        Some(picture)
    };
    let stage = Stage::new(people(&counts), 30.0, poster, |gallery| enrol(gallery, &[("alip", 10)]), |_| {});
    stage.until("6 seconds of it", |view| view.overlay.as_ref().is_some_and(|overlay| overlay.seq > 180));
    let looks = counts.looks.load(Ordering::SeqCst);
    assert!((12..60).contains(&looks), "{looks} looks");
}

#[test]
fn where_everything_moves_all_the_time_it_is_not_searched_all_the_time_and_who_comes_is_found() {
    let counts: Arc<Counts> = Arc::default();
    let clip = |n: usize| {
        let mut picture = RgbImage::from_fn(320, 120, |x, _| {
            Rgb([if (x as usize / 20 + n).is_multiple_of(2) { 200 } else { 180 }; 3])
        });
        scripted::paint(&mut picture, 10, FaceBox::new(20, 80, 80, 20));
        if n > 240 {
            scripted::paint(&mut picture, 110, FaceBox::new(20, 280, 80, 220));
        }
        (n < 320).then_some(picture)
    };
    let enrolled = [("alip", 10), ("yoga", 110)];
    let stage = Stage::new(people(&counts), 30.0, clip, |gallery| enrol(gallery, &enrolled), |_| {});
    let seq = |view: &View| view.overlay.as_ref().map_or(0, |overlay| overlay.seq);
    stage.until("2 seconds of it", |view| seq(view) > 60);
    let before = counts.scans.load(Ordering::SeqCst);
    stage.until("7 seconds of it", |view| seq(view) > 210);
    let scans = counts.scans.load(Ordering::SeqCst) - before;
    assert!((3..15).contains(&scans), "{scans} scans of 150 pictures");
    assert_eq!(stage.play(), ["alip", "yoga"]);
}

#[test]
fn who_takes_anothers_place_between_two_pictures_is_not_called_by_their_name() {
    // Who is known is looked at every two seconds; of one picture that is unlike the others the next tells at once.
    let clip = |n: usize| (n < 110).then(|| corridor(&[(if n < 40 { 10 } else { 110 }, 100 + (n % 3) as i32)]));
    let enrolled = [("alip", 10), ("yoga", 110)];
    let stage = Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &enrolled), |_| {});
    assert_eq!(stage.play(), ["alip", "yoga"]);
}

#[test]
fn whose_arrival_is_corrected_while_they_stand_there_is_called_rightly_and_the_other_counts_when_they_come() {
    let clip = |n: usize| {
        let is_there = n < 140 || (200..1000).contains(&n);
        Some(if is_there { corridor(&[(10, 100 + (n % 3) as i32)]) } else { corridor(&[]) })
    };
    let change = |settings: &mut Settings| settings.cooldown.value = Duration::from_secs(3600);
    let enrolled = [("alip", 10), ("yoga", 110)];
    let stage = Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &enrolled), change);
    let view = stage.until("alip recorded", |view| labels(view) == ["alip"]);
    let number = view.arrivals.first().unwrap().number;
    stage.station.send(Command::Correct { number, student: Some(id("yoga")) });
    stage.until("the right name", |view| in_view(view).iter().any(|(_, name)| name.as_deref() == Some("yoga")));
    let is_there = |view: &View| view.overlay.as_ref().is_some_and(|overlay| overlay.seq < 130);
    let view = stage.until("two looks later", |view| !is_there(view));
    assert_eq!(labels(&view), ["yoga"], "that they came is recorded");
    stage.until("alip", |view| labels(view) == ["yoga", "alip"]);
}

#[test]
fn who_is_removed_while_they_stand_there_loses_the_name_and_is_not_recorded_again() {
    let clip = |n: usize| (n < 2000).then(|| corridor(&[(10, 100 + (n % 3) as i32)]));
    let change = |settings: &mut Settings| settings.cooldown.value = Duration::from_millis(100);
    let stage = Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &[("alip", 10)]), change);
    stage.until("alip recorded", |view| labels(view) == ["alip"]);
    stage.station.send(Command::RemoveStudent { student: id("alip"), rows: RowsOf::Keep });
    stage.until("no name", |view| in_view(view).iter().all(|(_, name)| name.is_none()));
    let view = stage.until("a stranger", |view| labels(view).last().is_some_and(|label| label == "Unknown"));
    let after = labels(&view).iter().position(|label| label == "Unknown").unwrap();
    assert!(labels(&view)[after..].iter().all(|label| label == "Unknown"), "{:?}", labels(&view));
    assert!(stage.gallery.snapshot().students.is_empty());
}

#[test]
fn of_two_who_look_alike_and_leave_unasked_it_is_recorded_that_somebody_came() {
    let clip = |n: usize| (n < 120).then(|| corridor(if n < 60 { &[(201, 100)] } else { &[] }));
    let enrolled = [("budi", 200), ("anto", 201)];
    let stage = Stage::new(people(&Arc::default()), 30.0, clip, |gallery| enrol(gallery, &enrolled), |_| {});
    assert_eq!(stage.play(), ["Unknown"]);
}

#[test]
fn a_name_that_comes_without_another_look_is_told() {
    let counts: Arc<Counts> = Arc::default();
    let clip = |n: usize| (n < 4000).then(|| corridor(&[(10, 100 + (n % 3) as i32)]));
    let stage = Stage::new(people(&counts), 20.0, clip, |_| {}, |_| {});
    stage.until("a stranger", |view| labels(view) == ["Unknown"]);
    counts.held.store(true, Ordering::SeqCst);
    stage.until("nobody described", |_| counts.holding.load(Ordering::SeqCst) > 0);
    enrol(&stage.gallery, &[("alip", 10)]);
    stage.until("alip recorded", |view| labels(view) == ["Unknown", "alip"]);
    counts.held.store(false, Ordering::SeqCst);
}

#[test]
fn a_face_that_drifts_too_slowly_to_be_noticed_from_picture_to_picture_is_not_lost_sight_of() {
    // A wall about as bright as the face: a pixel further is less than the camera's noise.
    let clip = |n: usize| {
        (n < 150).then(|| {
            let mut picture = RgbImage::from_pixel(160, 320, Rgb([168; 3]));
            let y = 200 - n as i32;
            scripted::paint(&mut picture, 10, FaceBox::new(y, 110, y + 60, 50));
            picture
        })
    };
    let stage = Stage::new(people(&Arc::default()), 30.0, clip, |gallery| enrol(gallery, &[("alip", 10)]), |_| {});
    assert_eq!(stage.play(), ["alip"]);
    let overlay = stage.station.view().overlay.unwrap();
    let [face] = overlay.faces.as_slice() else { panic!("{:?}", overlay.faces) };
    assert!((face.face_box.top - 51).abs() < 20, "{face:?} in picture {}", overlay.seq);
}

#[test]
fn that_faces_cannot_be_found_or_described_is_said_and_tried_again() {
    let scanner = |counts: &Counts, broken| counts.scanner_is_broken.store(broken, Ordering::SeqCst);
    let describer = |counts: &Counts, broken| counts.describer_is_broken.store(broken, Ordering::SeqCst);
    type Break = fn(&Counts, bool);
    for (break_it, reason) in [(scanner as Break, "panicked"), (describer as Break, "out of memory")] {
        let counts: Arc<Counts> = Arc::default();
        break_it(&counts, true);
        let clip = |n: usize| (n < 4000).then(|| corridor(&[(10, 100 + (n % 3) as i32)]));
        let stage = Stage::new(people(&counts), 20.0, clip, |gallery| enrol(gallery, &[("alip", 10)]), |_| {});
        let is_said = |view: &View| matches!(&view.engine, EngineState::Failing { message, .. } if message.to_string().contains(reason));
        let view = stage.until("what is wrong", is_said);
        assert_eq!(labels(&view), Vec::<String>::new());
        break_it(&counts, false);
        let view = stage.until("alip recorded", |view| labels(view) == ["alip"]);
        assert_eq!(view.engine, EngineState::Ready, "{:?}", view.notices);
    }
}

/// Person 201, who may be one of two, stands there for so many pictures.
fn twin(pictures: usize) -> Stage {
    let clip = move |n: usize| {
        (n < 4000).then(|| if n < pictures { corridor(&[(201, 100 + (n % 3) as i32)]) } else { corridor(&[]) })
    };
    let enrolled = [("budi", 200), ("anto", 201)];
    Stage::new(people(&Arc::default()), 20.0, clip, |gallery| enrol(gallery, &enrolled), |_| {})
}

/// Nobody has said who it was, or recorded them.
fn until_unasked(stage: &Stage) {
    let view = stage.until("unsure", is_unsure);
    assert_eq!(labels(&view), Vec::<String>::new());
}

/// The face of the first 40 pictures that has gone for good, and is asked about.
fn until_gone(stage: &Stage) -> (u64, View) {
    let gone = |view: &View| {
        let overlay = view.overlay.clone().filter(|overlay| overlay.seq > 80)?;
        overlay.gone.first().filter(|_| overlay.faces.is_empty()).map(|gone| gone.track)
    };
    let view = stage.until("a question about somebody who has gone", |view| gone(view).is_some());
    (gone(&view).unwrap(), view)
}

#[test]
fn who_is_in_view_when_the_program_is_closed_is_recorded() {
    let stage = twin(4000);
    until_unasked(&stage);
    assert_eq!(stage.close(), ["Unknown"]);
}

#[test]
fn who_is_in_view_when_the_camera_is_switched_off_is_recorded() {
    let stage = twin(4000);
    until_unasked(&stage);
    stage.station.send(Command::Change(Change::Source(None)));
    stage.until("they are recorded", |view| labels(view) == ["Unknown"]);
    let part = LogPart { filter: Filter::default(), first: 0, rows: 10 };
    stage.station.send(Command::ShowLog(Some(part)));
    let page = stage.until("the log", |view| view.log.is_some()).log.unwrap();
    assert_eq!(page.rows[0].event.camera.as_deref(), Some("webcam"), "by the camera that saw them");
}

#[test]
fn of_two_who_look_alike_a_person_may_say_who_it_was_when_they_have_gone() {
    let stage = twin(40);
    let (track, view) = until_gone(&stage);
    assert_eq!(labels(&view), Vec::<String>::new(), "nobody is recorded while it is open");
    let picture = view.overlay.as_ref().unwrap().seq;
    stage.until("them to have been gone for long", |view| view.overlay.as_ref().is_some_and(|o| o.seq > picture + 40));
    let gone = &view.overlay.as_ref().unwrap().gone[0];
    assert!(gone.crop.pixels().any(|pixel| *pixel == Rgb([201, 54, 77])), "their face is shown");

    let student = Some(id("anto"));
    stage.station.send(Command::Settle { track, student: student.clone() });
    let view = stage.until("anto recorded", |view| labels(view) == ["anto"]);
    let seen_at = view.arrivals[0].recognition.source_time;
    assert!(seen_at <= Duration::from_secs(2), "as of when they were there: {seen_at:?}");
    let settled = |outcome| Some(Settled { track, student: student.clone(), outcome });
    stage.until("what came of it", |view| view.settled == settled(Outcome::Remembered));
    assert_eq!(stage.gallery.snapshot().student(&id("anto")).unwrap().templates.len(), 2);
    let view = stage.until("no question", |view| view.overlay.as_ref().is_some_and(|overlay| overlay.gone.is_empty()));
    assert_eq!(labels(&view), ["anto"]);

    stage.station.send(Command::Settle { track, student: student.clone() });
    stage.until("that it is too late", |view| view.settled == settled(Outcome::TooLate));
    assert_eq!(stage.close(), ["anto"]);
}

#[test]
fn whom_a_person_names_gets_no_photo_before_anybody_has_agreed_where_the_school_asks_for_that() {
    let stage = twin(40);
    stage.station.send(Command::Change(Change::ConsentText(Some("I agree.".into()))));
    let (track, _) = until_gone(&stage);
    let student = Some(id("anto"));
    stage.station.send(Command::Settle { track, student: student.clone() });
    stage.until("anto recorded", |view| labels(view) == ["anto"]);
    let settled = Some(Settled { track, student, outcome: Outcome::NoConsent });
    stage.until("what came of it", |view| view.settled == settled);
    assert_eq!(stage.gallery.snapshot().student(&id("anto")).unwrap().templates.len(), 1);
}

#[test]
fn who_has_gone_and_is_asked_about_is_not_lost_when_nobody_will_answer() {
    let closed = twin(40);
    until_gone(&closed);
    let switched_off = twin(40);
    until_gone(&switched_off);
    let removed = twin(40);
    until_gone(&removed);
    assert_eq!(closed.close(), ["Unknown"]);
    switched_off.station.send(Command::Change(Change::Source(None)));
    switched_off.until("they are recorded", |view| labels(view) == ["Unknown"]);
    removed.station.send(Command::RemoveStudent { student: id("budi"), rows: RowsOf::Keep });
    removed.until("they are recorded", |view| labels(view) == ["Unknown"]);
}

// Real faces.

fn photograph(name: &str) -> RgbImage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(name);
    assert!(path.exists(), "{} is missing: run `make test`, which brings it", path.display());
    images::decode(&images::read(&path).unwrap()).unwrap()
}

fn engines() -> EngineFactory {
    dlib_factory(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models"))
}

fn enrol_photograph(gallery: &Gallery, student: &str, name: &str) {
    let picture = photograph(name);
    let face = engines()().unwrap().faces(&picture).unwrap().remove(0);
    let template = NewTemplate { embedding: face.embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
    gallery.add(&id(student), template).unwrap();
}

/// Somebody who comes nearer and sways.
fn walking(name: &str) -> impl Fn(usize) -> Option<RgbImage> + Send + Sync + 'static {
    let portrait = photograph(name);
    let (width, height) = (portrait.width() * 460 / portrait.height(), 460);
    let portrait = imageops::resize(&portrait, width, height, imageops::FilterType::Triangle);
    move |n| {
        (n < 45).then(|| {
            let height = 220 + 5 * n as u32;
            let width = portrait.width() * height / portrait.height();
            let card = imageops::resize(&portrait, width, height, imageops::FilterType::Triangle);
            let mut frame = RgbImage::from_pixel(640, 480, Rgb([110; 3]));
            let x = 320 - i64::from(width / 2) + [0, 3, 5, 3, 0, -3][n % 6];
            imageops::replace(&mut frame, &card, x, 240 - i64::from(height / 2));
            frame
        })
    }
}

#[test]
fn a_real_face_that_comes_nearer_is_named_and_a_real_stranger_is_not() {
    let enrol = |gallery: &Gallery| {
        enrol_photograph(gallery, "2026-014", "obama.jpg");
        enrol_photograph(gallery, "2026-014", "obama2.jpg");
    };
    let stage = Stage::new(engines(), 10.0, walking("obama3.jpg"), enrol, |_| {});
    assert_eq!(stage.play(), ["2026-014"]);
    assert_eq!(in_view(&stage.station.view()).len(), 1);

    let stage = Stage::new(engines(), 10.0, walking("biden.jpg"), enrol, |_| {});
    assert_eq!(stage.play(), ["Unknown"]);
}
