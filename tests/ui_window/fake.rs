//! A station that shows what it is told to and writes down what it is asked for; and a window over it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::{self, Rect, Shape, epaint::ClippedShape};
use egui_kittest::Harness;
use hadir::camera::Frame;
use hadir::core::{
    Answer, Delivery, DeliveryState, Embedding, Event, EventKind, FaceBox, Flaw, FrameSize, Lookalikes, Match, Picture,
    Pose, Purpose, Quality, Recognition, References, Scoring, Sighting, StrangersNamed, StudentId,
};
use hadir::gallery::{Snapshot, Student, Template, TemplateKey};
use hadir::journal::{Page, Row};
use hadir::station::view::{Arrival, CameraState, Capture, EngineState, NamedFace, Overlay, Shot};
use hadir::station::{Command, LogPart, View};
use hadir::ui::files::{Choose, Chosen, FileDialogs};
use hadir::ui::{App, Backend};
use hadir::words::Text;
use image::RgbImage;
use jiff::SignedDuration;

pub const SIZE: FrameSize = FrameSize { width: 640, height: 480 };

/// The station.
#[derive(Default)]
pub struct Fake {
    view: Mutex<View>,
    sent: Mutex<Vec<Command>>,
    log: Mutex<Option<Log>>,
    /// The part of the log that is shown.
    asked: Mutex<Option<LogPart>>,
}

/// What a part of the log is answered from.
struct Log {
    total: usize,
    row: fn(usize) -> Row,
}

impl Backend for Fake {
    fn view(&self) -> View {
        self.view.lock().unwrap().clone()
    }

    fn send(&self, command: Command) {
        if let Command::ShowLog(part) = &command {
            self.asked.lock().unwrap().clone_from(part);
            self.show_log_again();
        }
        self.sent.lock().unwrap().push(command);
    }
}

impl Fake {
    /// Changes what there is to see.
    pub fn show(&self, change: impl FnOnce(&mut View)) {
        change(&mut self.view.lock().unwrap());
    }

    /// From now on, what is asked of the log is answered: of so many rows, each by its place from the newest.
    pub fn answer_log(&self, total: usize, row: fn(usize) -> Row) {
        *self.log.lock().unwrap() = Some(Log { total, row });
    }

    /// Answers once more what was asked of the log last, as when rows have come. Says whether anything was.
    pub fn show_log_again(&self) -> bool {
        let asked = self.asked.lock().unwrap().clone();
        let log = self.log.lock().unwrap();
        let (Some(part), Some(log)) = (asked, &*log) else { return false };
        self.show(|view| view.log = Some(Arc::new(log.page(&part))));
        true
    }

    /// The parts of the log that were asked for since anything was asked last.
    pub fn log_parts(&self) -> Vec<Option<LogPart>> {
        let part = |command| match command {
            Command::ShowLog(part) => Some(part),
            _ => None,
        };
        self.sent().into_iter().filter_map(part).collect()
    }

    /// What was asked for since it was asked last.
    pub fn sent(&self) -> Vec<Command> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }
}

impl Log {
    fn page(&self, part: &LogPart) -> Page {
        let places = part.first.min(self.total)..(part.first + part.rows).min(self.total);
        Page { filter: part.filter.clone(), total: self.total, first: part.first, rows: places.map(self.row).collect() }
    }
}

/// Answers every dialog the same way.
pub struct Answers(pub Chosen);

impl FileDialogs for Answers {
    fn choose(&self, _what: Choose) -> Chosen {
        self.0.clone()
    }
}

pub type Window = Harness<'static, App>;

pub fn window(view: View) -> (Window, Arc<Fake>) {
    window_of([1280.0, 800.0], view, Chosen::Nothing)
}

pub fn window_of(size: [f32; 2], view: View, answer: Chosen) -> (Window, Arc<Fake>) {
    let fake = Arc::new(Fake::default());
    fake.show(|now| *now = view);
    (window_over(size, fake.clone(), answer), fake)
}

/// The same over any station.
pub fn window_over(size: [f32; 2], backend: Arc<dyn Backend>, answer: Chosen) -> Window {
    let build = |cc: &mut eframe::CreationContext<'static>| App::with_dialogs(cc, backend, Arc::new(Answers(answer)));
    let mut harness = Harness::builder().with_size(size).with_max_steps(12).build_eframe(build);
    harness.run();
    harness
}

/// Runs until something has come true that another thread has a part in.
pub fn run_until(window: &mut Window, mut condition: impl FnMut(&mut Window) -> bool) {
    let start = Instant::now();
    loop {
        window.run();
        if condition(window) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "it never came true: {window:#?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A door where the camera runs and faces are recognised.
pub fn door() -> View {
    let name = "Door camera".to_owned();
    View {
        camera: CameraState::Live { name, size: SIZE, rate: 29.8 },
        engine: EngineState::Ready,
        preview: Some(Arc::new(frame(1))),
        gallery: Arc::new(gallery(&[("budi", 3), ("Citra Lestari", 1)])),
        cameras: Some(Arc::default()),
        ..View::default()
    }
}

pub fn frame(seq: u64) -> Frame {
    let rgb = RgbImage::from_fn(SIZE.width, SIZE.height, |x, y| image::Rgb([(x / 4) as u8, (y / 2) as u8, 90]));
    Frame {
        seq,
        opening: 0,
        captured_at: Instant::now(),
        taken_at: jiff::Timestamp::now(),
        source_time: Duration::ZERO,
        is_alone: false,
        rgb,
    }
}

pub fn gallery(students: &[(&str, usize)]) -> Snapshot {
    let template = |name: &str, number: usize| Template {
        key: TemplateKey(format!("{name} {number}")),
        crop: Some(PathBuf::from(format!("no such folder/{name}/{number}.jpg"))),
        mirrored: None,
    };
    let students = students
        .iter()
        .map(|&(name, count)| Student { id: id(name), templates: (0..count).map(|n| template(name, n)).collect() })
        .collect();
    Snapshot { students, ..Snapshot::default() }
}

pub fn overlay(frame: &Frame, faces: &[(Option<&str>, f64, FaceBox)]) -> Overlay {
    let faces = faces
        .iter()
        .map(|&(name, distance, face_box)| NamedFace::alone(face_box, Match { student: name.map(id), distance }))
        .collect();
    Overlay {
        seq: frame.seq,
        opening: frame.opening,
        captured_at: frame.captured_at,
        frame_size: SIZE,
        faces,
        told: Vec::new(),
        gone: Vec::new(),
        spent: Duration::from_millis(90),
    }
}

pub fn arrival(number: i64, name: Option<&str>, distance: f64) -> Arrival {
    let at = jiff::Timestamp::now();
    Arrival {
        number,
        at,
        recognition: Recognition {
            student: name.map(id),
            distance,
            score: None,
            face_box: FaceBox::new(100, 200, 200, 100),
            frame_size: SIZE,
            source_time: Duration::ZERO,
            ts: at.as_second(),
        },
        crop: crop(),
        delivery: None,
    }
}

/// A row of the log: seen a minute before the one of the next number.
pub fn row(number: i64, name: Option<&str>) -> Row {
    let at = "2026-11-20T00:05:09Z".parse::<jiff::Timestamp>().unwrap() + SignedDuration::from_mins(number);
    let event = Event {
        number,
        webhook_id: format!("msg_{number}"),
        kind: EventKind::Recognized,
        student: name.map(id),
        at,
        sighting: Some(Sighting {
            distance: 0.3812,
            score: None,
            face_box: FaceBox::new(100, 200, 200, 100),
            frame_size: SIZE,
        }),
        camera: Some("Door camera".to_owned()),
        corrects: None,
    };
    let last_seen = at + SignedDuration::from_secs(12);
    Row { event, last_seen, corrected_to: None, delivery: None, crop: Some(crop()), damaged: false }
}

/// On its way, tried so often.
pub fn queued(tries: u32, said: Option<(u16, &str)>) -> Delivery {
    let due = jiff::Timestamp::now() + SignedDuration::from_mins(2);
    Delivery { state: DeliveryState::Queued { due }, tries, answer: said.map(answer) }
}

/// Sent at the second try.
pub fn sent(said: &str) -> Delivery {
    let at = jiff::Timestamp::now();
    Delivery { state: DeliveryState::Sent { at }, tries: 2, answer: Some(answer((201, said))) }
}

/// Not tried any more.
pub fn given_up(status: u16, said: &str) -> Delivery {
    let at = jiff::Timestamp::now();
    Delivery { state: DeliveryState::GivenUp { at }, tries: 9, answer: Some(answer((status, said))) }
}

pub fn answer((status, said): (u16, &str)) -> Answer {
    Answer { http_status: Some(status), message: Text::said(said) }
}

/// How good a picture is that is good.
pub fn good() -> Quality {
    Quality { width: 142.0, sharpness: 400.0, light: 120.0, contrast: 45.0, pose: Pose::default() }
}

/// Pictures taken for enrolment, the second of them too dark.
pub fn shots(count: usize) -> Arc<[Shot]> {
    let shot = |number| {
        let quality = if number == 1 { Quality { light: 20.0, ..good() } } else { good() };
        Shot { number, crop: crop(), quality, flaw: Flaw::of_face(&quality, Purpose::Enrolment) }
    };
    (0..count).map(shot).collect()
}

/// One picture taken, and like nobody enrolled.
pub fn taken() -> Capture {
    Capture::Ready { shots: shots(1), lookalikes: Arc::default() }
}

/// Whom of these a face looks like, that is the face of the first of them.
pub fn lookalikes(enrolled: &[&str]) -> Lookalikes {
    // As far from each other as faces of different people are.
    let face = |person: usize| {
        let mut dice = fastrand::Rng::with_seed(person as u64 + 1);
        let values: Vec<f64> = (0..128).map(|_| (dice.f64() - 0.5) * 0.36).collect();
        Embedding::new(&values).unwrap()
    };
    let faces: Vec<(StudentId, Embedding)> =
        enrolled.iter().enumerate().map(|(person, name)| (id(name), face(person))).collect();
    let scoring = Scoring::shipped();
    let everyone = References::new(scoring, faces.iter().map(|(id, face)| (id, [face.as_slice()])));
    let picture = Picture::from(faces[0].1.as_slice());
    Lookalikes::of(scoring, &everyone, StrangersNamed::DEFAULT, [picture])
}

/// The same, saved for a student.
pub fn saved(student: &str) -> Capture {
    Capture::Saved { student: id(student), crops: Arc::new([crop()]) }
}

pub fn crop() -> Arc<RgbImage> {
    Arc::new(RgbImage::from_pixel(120, 120, image::Rgb([180, 140, 120])))
}

/// Every text that does not fit where it is drawn: shortened, or reaching over an edge at its side.
pub fn cut_texts(window: &Window) -> Vec<String> {
    let mut cut = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &window.output().shapes {
        collect_cut(*clip_rect, shape, &mut cut);
    }
    cut
}

/// Every text that is drawn, also where it is nobody's name.
pub fn texts(window: &Window) -> Vec<String> {
    fn collect(shape: &Shape, texts: &mut Vec<String>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
            Shape::Text(text) => texts.push(text.galley.text().to_owned()),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    window.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut texts));
    texts
}

fn collect_cut(clip: Rect, shape: &Shape, cut: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_cut(clip, shape, cut)),
        Shape::Text(text) => {
            let rect = text.visual_bounding_rect();
            // What is scrolled out of sight at the bottom is only a turn of the wheel away.
            let beside = rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0;
            if text.galley.elided || (beside && clip.y_range().contains(rect.center().y)) {
                cut.push(format!("{:?} at {rect:?} in {clip:?}", text.galley.text()));
            }
        }
        _ => {}
    }
}

/// Presses a key once.
pub fn press(window: &mut Window, key: egui::Key) {
    window.key_press(key);
    window.run();
}
