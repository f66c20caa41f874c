//! A whole station behind a camera of 640 x 480 at 30 frames a second: what each frame costs of the processor, all threads
//! together, and how often the boxes on the screen are renewed. Beside Python's `face_recognition` for one frame of the
//! same pixels, in one run.
//!
//!     cargo bench --bench door -- plain=VENV/bin/python avx2=OTHER/bin/python
//!
//! Two scenes: a corridor with nobody in it, and somebody who is enrolled and known by then, and sways a little. Both have
//! a camera's noise.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hadir::camera::{CameraError, CameraSource, Picture, SourceOptions};
use hadir::core::StudentId;
use hadir::engine::{EngineFactory, dlib_factory};
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Parts, Station};
use image::{RgbImage, imageops};
use rustix::time::{ClockId, clock_gettime};

mod peer;
mod python;

use peer::{Contender, HEIGHT, HOW_TO_MAKE_A_PYTHON, Timing, WIDTH, frame_of, median};

const RATE: u32 = 30;
/// Until a face is known, and what a new picture needs was made.
const WARM_UP: Duration = Duration::from_secs(4);
const MEASURED: Duration = Duration::from_secs(15);
const PYTHON_FRAMES: u32 = 5;
const PYTHON_TURNS: u32 = 4;
const TARGET_NOTHING_NEW: f64 = 0.02;
const TARGET_KNOWN: f64 = 0.05;
const TARGET_OF_A_CORE: f64 = 0.25;

/// Plays frames again and again at their rate.
struct Loop {
    frames: Arc<Vec<RgbImage>>,
    given: u32,
    begun: Instant,
}

impl CameraSource for Loop {
    fn name(&self) -> &str {
        "loop"
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        let at = Duration::from_secs(1) * self.given / RATE;
        std::thread::sleep(at.saturating_sub(self.begun.elapsed()));
        let rgb = self.frames[self.given as usize % self.frames.len()].clone();
        self.given += 1;
        Ok(Some(Picture { rgb, source_time: at }))
    }
}

/// What a scene cost.
struct Cost {
    /// Of the processor, a frame, in seconds.
    frame: f64,
    /// Of one core.
    core: f64,
    /// Overlays a second.
    overlays: f64,
}

fn main() -> Result<()> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let engines = dlib_factory(assets.join("models"));
    let portrait = assets.join("sample/obama.jpg");
    let frame =
        frame_of(&portrait).context("the sample photograph cannot be read: run `make test`, which brings it")?;
    let mut pythons = peer::named(&frame)?;

    let corridor = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([96; 3]));
    let nobody = play(&engines, noisy(&[corridor]), None)?;
    let known = play(&engines, noisy(&swaying(&frame)), Some(&frame))?;

    println!("A camera of {WIDTH} x {HEIGHT} at {RATE} frames a second, {} s a scene.\n", MEASURED.as_secs());
    println!("{:32} {:>16} {:>16} {:>16}", "", "processor, ms", "of one core", "boxes a second");
    for (name, cost) in [("nobody, nothing moves", &nobody), ("one who is known, and moves", &known)] {
        println!("{name:32} {:16.2} {:16.3} {:16.1}", cost.frame * 1e3, cost.core, cost.overlays);
    }
    for (name, python) in &mut pythons {
        let turns: Result<Vec<Timing>> = (0..PYTHON_TURNS).map(|_| python.time(PYTHON_FRAMES)).collect();
        let theirs = median(&turns?, Timing::both);
        println!(
            "\n{name}: {:.0} ms a frame; a frame with nothing new is {:.4} of it, one with a known face {:.4}.",
            theirs * 1e3,
            nobody.frame / theirs,
            known.frame / theirs
        );
    }
    println!(
        "\nTargets: {TARGET_NOTHING_NEW} and {TARGET_KNOWN} of the plain Python's time; {TARGET_OF_A_CORE} of one core at {RATE} boxes a second."
    );
    if pythons.is_empty() {
        println!("\n{HOW_TO_MAKE_A_PYTHON}");
    }
    Ok(())
}

/// A second of the picture, moved a little from frame to frame.
fn swaying(frame: &RgbImage) -> Vec<RgbImage> {
    (0..RATE)
        .map(|n| {
            let x = (12.0 * (f64::from(n) / f64::from(RATE) * std::f64::consts::TAU).sin()).round() as i64;
            let mut moved = frame.clone();
            imageops::replace(&mut moved, frame, x, 0);
            moved
        })
        .collect()
}

/// Two seconds of these frames in turn, each with noise of its own.
fn noisy(frames: &[RgbImage]) -> Vec<RgbImage> {
    let mut random = fastrand::Rng::with_seed(1);
    (0..2 * RATE as usize)
        .map(|n| {
            let mut frame = frames[n % frames.len()].clone();
            for value in frame.iter_mut() {
                *value = value.saturating_add_signed(random.i8(-4..=4));
            }
            frame
        })
        .collect()
}

/// Has a station look at the frames, with the face of a picture enrolled.
fn play(engines: &EngineFactory, frames: Vec<RgbImage>, enrolled: Option<&RgbImage>) -> Result<Cost> {
    let folder = tempfile::tempdir()?;
    let gallery = Gallery::open(folder.path())?;
    if let Some(picture) = enrolled {
        let face = engines()?.faces(picture)?.pop().context("no face was found")?;
        let student = StudentId::parse("2026-014")?;
        gallery.add(
            &student,
            NewTemplate { embedding: face.embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None },
        )?;
    }
    let mut settings = Settings::default();
    settings.source.value = Some("loop".to_owned());
    settings.cooldown.value = Duration::from_secs(600);
    let frames = Arc::new(frames);
    let cameras = move |_: &str, _: &SourceOptions| {
        Ok(Box::new(Loop { frames: frames.clone(), given: 0, begun: Instant::now() }) as Box<dyn CameraSource>)
    };
    let (journal, settings) = (Journal::open(folder.path()), SettingsStore::in_memory(settings));
    let parts = Parts::new(gallery, journal, settings, SecretStore::in_memory(), engines.clone());
    let station = Station::start(Parts { cameras: Arc::new(cameras), ..parts })?;
    let seen = || station.view().overlay.map_or(0, |overlay| overlay.seq);
    let begun = Instant::now();
    while seen() == 0 {
        ensure!(begun.elapsed() < Duration::from_secs(30), "no frame was looked at");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(WARM_UP);
    let names = station.view().arrivals.iter().filter(|arrival| arrival.recognition.student.is_some()).count();
    ensure!(names == usize::from(enrolled.is_some()), "{names} were recognised");

    let (first, started, used) = (seen(), Instant::now(), processor_time());
    let (mut overlays, mut last) = (0.0, first);
    while started.elapsed() < MEASURED {
        std::thread::sleep(Duration::from_millis(4));
        let now = seen();
        overlays += f64::from(u8::from(now != last));
        last = now;
    }
    let (used, passed) = (processor_time() - used, started.elapsed().as_secs_f64());
    Ok(Cost { frame: used / (last - first) as f64, core: used / passed, overlays: overlays / passed })
}

/// Seconds of processor time that all threads of this program took.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
