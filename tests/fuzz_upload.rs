//! Fuzzing of what a stranger can send: pictures and forms, broken in every way there is, through the functions that an
//! upload goes through, and through the routes themselves. No panic, no answer of 500, no memory beyond the bounds.
//!
//! It begins with real files, made here of every kind that is read, and breaks them as fuzzers do. An input that brings out
//! an answer, or a decoder's complaint, that no other has is kept and broken further: that leads it on where a fuzzer that
//! needs a compiler of its own would count branches.
//!
//! `make test` runs it for a few seconds, always on the same inputs; `make fuzz MINUTES=5` on others each time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a helper that fails fails its test, and whoever waits for minutes is told how far it is"
)]

use std::collections::HashSet;
use std::fmt::Write;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use fastrand::Rng;
use hadir::engine::scripted;
use hadir::gallery::Gallery;
use hadir::journal::Journal;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Parts, Station};
use hadir::webhook::Timing;
use hadir::{camera, images, server};
use http_body_util::BodyExt;
use image::{DynamicImage, ImageFormat, RgbImage};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Rounds of `make test`: the same each time.
const ROUNDS: u64 = 3000;
/// Every so many-th input goes through the routes, which takes longer.
const THROUGH_ROUTES: u64 = 8;
/// Inputs that are kept to be broken further.
const KEPT: usize = 4000;
/// The largest input, in bytes.
const LARGEST: usize = 300_000;
/// What the process may need at its worst, in bytes: a picture of 64 megapixels, decoded twice over, and the program.
const MEMORY: u64 = 2 << 30;
/// What a server takes, in pixels; larger ones are measured and not decoded.
const SIDE: u32 = 4096;

const BOUNDARY: &str = "b0undary";

/// What the decoders say in the log of what is wrong, their numbers aside.
#[derive(Clone, Default)]
struct Complaints(Arc<Mutex<String>>);

impl<S: tracing::Subscriber> Layer<S> for Complaints {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        struct Words<'a>(&'a mut String);
        impl tracing::field::Visit for Words<'_> {
            fn record_debug(&mut self, _: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                let _ = write!(self.0, "{value:?}");
            }
        }
        if event.metadata().target().starts_with("hadir") {
            event.record(&mut Words(&mut self.0.lock().unwrap()));
        }
    }
}

impl Complaints {
    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// The shape of a text: letters alone, so that every size is not a finding of its own.
fn shape(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).take(200).collect()
}

/// Small pictures of every kind that is read, with what lies around their pixels.
fn pictures() -> Vec<Vec<u8>> {
    let mut picture = RgbImage::from_fn(96, 80, |x, y| image::Rgb([x as u8 * 2, y as u8 * 3, (x * y) as u8]));
    scripted::paint(&mut picture, 10, hadir::core::FaceBox::new(20, 60, 60, 20));
    let written = |picture: DynamicImage, format| {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let colour = DynamicImage::ImageRgb8(picture.clone());
    let jpeg = images::encode_jpeg(&picture).unwrap();
    let mut found = vec![
        written(colour.clone(), ImageFormat::Png),
        written(DynamicImage::ImageRgba8(colour.to_rgba8()), ImageFormat::Png),
        written(DynamicImage::ImageRgb16(colour.to_rgb16()), ImageFormat::Png),
        written(DynamicImage::ImageLuma8(colour.to_luma8()), ImageFormat::Png),
        written(colour.clone(), ImageFormat::WebP),
        written(DynamicImage::ImageLuma8(colour.to_luma8()), ImageFormat::Jpeg),
        written(colour, ImageFormat::Jpeg),
        // An orientation, as phones write it, before the rest of a JPEG.
        [
            &jpeg[..2],
            b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
            &jpeg[2..],
        ]
        .concat(),
        jpeg,
        b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\x0f\0\xff\x0f\0".to_vec(),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
    ];
    // Photographs, where there are some.
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    for name in ["obama2.jpg", "32bit.png"] {
        found.extend(std::fs::read(sample.join(name)).ok().filter(|bytes| bytes.len() < LARGEST));
    }
    found
}

/// A request's body, with what its header says it is.
#[derive(Clone)]
struct Form {
    kind: String,
    body: Vec<u8>,
}

fn form(fields: &[(&str, Option<&str>, &[u8])]) -> Form {
    let mut body = Vec::new();
    for (name, file, bytes) in fields {
        let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: image/jpeg")).unwrap_or_default();
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    Form { kind: format!("multipart/form-data; boundary={BOUNDARY}"), body }
}

/// Bytes that mean something to decoders and to readers of forms.
const WORDS: [&[u8]; 30] = [
    b"\xff\xd8",
    b"\xff\xd9",
    b"\xff\xda",
    b"\xff\xc0",
    b"\xff\xc2",
    b"\xff\xc4",
    b"\xff\xdb",
    b"\xff\xdd\x00\x04\x00\x01",
    b"\xff\xe1",
    b"\xff\xfe\x00\x02",
    b"Exif\0\0II*\0\x08\0\0\0",
    b"\x89PNG\r\n\x1a\n",
    b"IHDR",
    b"IDAT",
    b"IEND",
    b"PLTE",
    b"iCCP",
    b"zTXt",
    b"acTL",
    b"eXIf",
    b"RIFF",
    b"WEBPVP8L",
    b"VP8 ",
    b"ALPH",
    b"ANMF",
    b"\r\n\r\n",
    b"\r\n--b0undary\r\n",
    b"; filename*=UTF-8''%ff",
    b"name=\"image\"",
    b"\xff\xff\xff\xff",
];

/// Breaks bytes in one to six places.
fn break_it(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..rng.usize(1..=6) {
        let at = rng.usize(0..=bytes.len());
        // Headers decide most: half of the changes are there.
        let at = if rng.bool() { at.min(rng.usize(0..=64)) } else { at };
        let end = bytes.len().min(at + 1 + rng.usize(0..64) * rng.usize(0..8));
        match rng.u8(0..10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(0..8),
            1 if at < bytes.len() => bytes[at] = rng.u8(..),
            2 => bytes.truncate(at.max(1)),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let word = WORDS[rng.usize(0..WORDS.len())];
                let over = if rng.bool() { bytes.len().min(at + word.len()) } else { at };
                bytes.splice(at..over, word.iter().copied());
            }
            6 if !other.is_empty() => {
                let from = rng.usize(0..other.len());
                let to = other.len().min(from + rng.usize(1..2000));
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            7 if at + 4 <= bytes.len() => {
                // A length or a size, as it stands in headers.
                let number: u32 = [0, 1, 0x7fff_ffff, u32::MAX, 4096, 65_535, 16_385, rng.u32(..)][rng.usize(0..8)];
                let number = if rng.bool() { number.to_be_bytes() } else { number.to_le_bytes() };
                bytes[at..at + 4].copy_from_slice(&number);
            }
            8 => bytes[at..end].fill(rng.u8(..)),
            _ => bytes.splice(at..at, (0..rng.usize(1..300)).map(|_| 0)).for_each(drop),
        }
    }
    mend_sums(rng, bytes);
    bytes.truncate(LARGEST);
}

/// Puts right the check sums of a PNG's chunks, mostly: or else nothing behind them would ever be looked at.
fn mend_sums(rng: &mut Rng, bytes: &mut [u8]) {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") || rng.u8(0..8) == 0 {
        return;
    }
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(end) = at.checked_add(length).and_then(|end| end.checked_add(8)).filter(|end| end + 4 <= bytes.len())
        else {
            return;
        };
        let sum = crc(&bytes[at + 4..end]);
        bytes[end..end + 4].copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

/// What an upload goes through before anything else: what came of it, in words.
fn look_at(bytes: &[u8]) -> String {
    let measured = images::measure(bytes);
    let mut told = match &measured {
        Ok(measure) => {
            assert!(measure.size.width > 0 && measure.size.height > 0, "a picture without pixels was measured");
            "measured ".to_owned()
        }
        Err(error) => format!("{error} "),
    };
    // As the server does: what is too large is not decoded.
    let small = |measure: &images::Measure| measure.size.width <= SIDE && measure.size.height <= SIDE;
    if measured.as_ref().is_ok_and(small) || measured.is_err() {
        told += &match (images::decode(bytes), measured) {
            (Ok(picture), Ok(measure)) => {
                let (width, height) = picture.dimensions();
                let size = (measure.size.width, measure.size.height);
                assert!(size == (width, height) || size == (height, width), "it was measured {size:?}, and is another");
                "decoded".to_owned()
            }
            (Ok(_), Err(error)) => panic!("it was decoded, and could not be measured: {error}"),
            (Err(error), _) => error.to_string(),
        };
    }
    let _ = images::decode_jpeg(bytes).map(|_| told += " frame");
    told
}

/// A server's routes, and everything behind them.
struct Routes {
    router: Router,
    runtime: Runtime,
    folder: tempfile::TempDir,
    _open: (Arc<Station>, tokio::sync::watch::Sender<bool>),
}

impl Routes {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let station = Station::start(Parts {
            gallery: Gallery::open(folder.path()).unwrap(),
            journal: Journal::open(folder.path()),
            secrets: SecretStore::in_memory(),
            delivery: Timing::default(),
            settings: SettingsStore::in_memory(Settings::default()),
            engines: scripted::factory(),
            cameras: Arc::new(camera::open),
            recognitions: None,
            play: Arc::new(|_| Ok(())),
            wake: Arc::new(|| {}),
        });
        let station = Arc::new(station.unwrap());
        let runtime = Runtime::new().unwrap();
        let (router, closing) = runtime.block_on(async { server::in_process(station.clone()).unwrap() });
        Self { router, runtime, folder, _open: (station, closing) }
    }

    /// Asks, and gives status and answer.
    fn ask(&self, path: &str, form: &Form) -> String {
        let request = Request::post(path).header("content-type", form.kind.as_str());
        // A header that cannot be sent is none.
        let Ok(request) = request.body(Body::from(form.body.clone())) else { return String::new() };
        self.runtime.block_on(async {
            let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let text = String::from_utf8(body.to_vec()).unwrap_or_else(|error| panic!("an answer is no text: {error}"));
            let told = serde_json::from_str::<serde_json::Value>(&text);
            assert!(told.is_ok(), "{path} answered what is no JSON: {text}");
            assert!(head.status.as_u16() < 500, "{path} answered {}: {text}", head.status);
            let what = if head.status == 200 { String::new() } else { shape(&text) };
            format!("{path} {} {what}", head.status)
        })
    }

    /// Nothing may be written beside the data folder's own.
    fn strays(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let known = ["embeddings", "faces", "attendance.db", "attendance.db-wal", "attendance.db-shm"];
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| !known.contains(&name.as_str()) && !name.starts_with('.')).collect()
    }
}

/// The most memory that the process ever had, in bytes.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

struct Fuzz {
    rng: Rng,
    routes: Routes,
    complaints: Complaints,
    seen: HashSet<String>,
    pictures: Vec<Vec<u8>>,
    forms: Vec<Form>,
}

const PATHS: [&str; 4] = ["/enroll", "/recognize", "/recognize/realtime?send_unknown=1", "/mock/webhook"];

impl Fuzz {
    /// Breaks one thing more and has it looked at.
    fn round(&mut self, number: u64) {
        let any = |rng: &mut Rng, from: &[Vec<u8>]| from[rng.usize(0..from.len())].clone();
        let other = any(&mut self.rng, &self.pictures);
        if !number.is_multiple_of(THROUGH_ROUTES) {
            let mut picture = any(&mut self.rng, &self.pictures);
            break_it(&mut self.rng, &mut picture, &other);
            let told = self.guarded("a picture", &picture, |_| look_at(&picture));
            if self.is_new(&told) && self.pictures.len() < KEPT {
                self.pictures.push(picture);
            }
            return;
        }
        let mut sent = self.forms[self.rng.usize(0..self.forms.len())].clone();
        match self.rng.u8(0..4) {
            // A whole form around something broken.
            0 => {
                let mut picture = any(&mut self.rng, &self.pictures);
                break_it(&mut self.rng, &mut picture, &other);
                let mut student = b"alip".to_vec();
                break_it(&mut self.rng, &mut student, b"../\\\0\xe2\x80\xae:");
                sent = form(&[("student_id", None, &student), ("image", Some("a.jpg"), &picture)]);
            }
            1 => {
                let mut kind = sent.kind.clone().into_bytes();
                break_it(&mut self.rng, &mut kind, b"application/x-www-form-urlencoded; charset=");
                sent.kind = String::from_utf8_lossy(&kind).replace(|c: char| !(' '..='~').contains(&c), "?");
            }
            _ => break_it(&mut self.rng, &mut sent.body, &other),
        }
        let path = PATHS[self.rng.usize(0..PATHS.len())];
        let told = self.guarded(path, &sent.body, |fuzz| fuzz.routes.ask(path, &sent));
        if self.is_new(&told) && self.forms.len() < KEPT {
            self.forms.push(sent);
        }
    }

    fn is_new(&mut self, told: &str) -> bool {
        let complaints = shape(&self.complaints.take());
        self.seen.insert(format!("{} {complaints}", shape(told)))
    }

    /// Does it; what it panics on is left in a file.
    fn guarded(&self, what: &str, bytes: &[u8], work: impl FnOnce(&Self) -> String) -> String {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|_| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
            std::fs::create_dir_all(&folder).unwrap();
            let file = folder.join(format!("{:08x}", crc(bytes)));
            std::fs::write(&file, bytes).unwrap();
            panic!("{what} brought this out; what was sent is in {}", file.display());
        })
    }
}

fn main() -> ExitCode {
    // As the test harness does: what a filter of names leaves out is not run.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let name = "uploads_that_are_broken_in_every_way";
    if std::env::args().any(|word| word == "--list") {
        if !std::env::args().any(|word| word == "--ignored") {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
        return ExitCode::SUCCESS;
    }
    let minutes: Option<f64> = std::env::var("HADIR_FUZZ_MINUTES")
        .ok()
        .map(|text| text.parse().unwrap_or_else(|_| panic!("{text} is no number of minutes")));
    let seed = if minutes.is_some() { Rng::new().u64(..) } else { 4 };
    let complaints = Complaints::default();
    let subscriber = tracing_subscriber::registry().with(complaints.clone());
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let pictures = pictures();
    let forms = pictures
        .iter()
        .map(|picture| form(&[("student_id", None, b"alip"), ("image", Some("a.jpg"), picture)]))
        .chain([
            form(&[("image", None, b"text")]),
            form(&[("image", Some(""), b"")]),
            Form { kind: "application/x-www-form-urlencoded".to_owned(), body: b"student_id=a&image=b".to_vec() },
            Form { kind: "application/json".to_owned(), body: br#"{"student_id": ["a", 1, null]}"#.to_vec() },
        ])
        .collect();
    let rng = Rng::with_seed(seed);
    let mut fuzz = Fuzz { rng, routes: Routes::new(), complaints, seen: HashSet::new(), pictures, forms };
    for picture in fuzz.pictures.clone() {
        assert!(!look_at(&picture).is_empty());
    }
    let (begun, mut told) = (Instant::now(), Instant::now());
    let mut rounds = 0;
    loop {
        match minutes {
            Some(minutes) if begun.elapsed().as_secs_f64() > minutes * 60.0 => break,
            None if rounds == ROUNDS => break,
            _ => {}
        }
        fuzz.round(rounds);
        rounds += 1;
        if minutes.is_some() && told.elapsed() > Duration::from_secs(10) {
            told = Instant::now();
            println!("{rounds} inputs, {} kinds of answers, {} s", fuzz.seen.len(), begun.elapsed().as_secs());
        }
    }
    assert_eq!(fuzz.routes.strays(), Vec::<String>::new(), "something was written where nothing should be");
    let memory = memory().unwrap_or_default();
    assert!(memory < MEMORY, "it needed {} MB", memory >> 20);
    let kinds = fuzz.seen.len();
    println!("{rounds} inputs (seed {seed}), {kinds} kinds of answers, at most {} MB of memory", memory >> 20);
    println!("test {name} ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
    ExitCode::SUCCESS
}
