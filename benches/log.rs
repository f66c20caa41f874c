//! The log with a million arrivals: opened, scrolled and searched in a window over a real station.
//!
//!     cargo bench --bench log [-- ARRIVALS]
//!
//! A frame is what the window's thread does before the graphics card is asked: laying out and tessellating. The journal is
//! written by the same code as at a door, in memory where the system has such a folder, since a million real commits are
//! not what is measured.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hadir::camera;
use hadir::core::{FaceBox, FrameSize, Recognition, StudentId};
use hadir::engine::scripted;
use hadir::gallery::Gallery;
use hadir::images;
use hadir::journal::{Filter, Journal, Moment, Outcome, Seen};
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Parts, Station};
use hadir::ui::App;
use hadir::webhook::Timing;
use image::{Rgb, RgbImage};
use jiff::{SignedDuration, Timestamp};

/// Over this, a person sees the window stutter.
const TARGET: Duration = Duration::from_millis(50);
const SEARCHED: &str = "student 417";
const STUDENTS: usize = 900;
const BETWEEN: i64 = 40;

fn main() -> Result<()> {
    let asked = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let arrivals: usize = asked.map_or(Ok(1_000_000), |text| text.parse()).context("how many arrivals?")?;
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
    let data = folder.path().join("data");
    let gallery = Gallery::open(&data)?;

    let started = Instant::now();
    let journal = Journal::open(&data);
    write(&journal, arrivals)?;
    println!("{arrivals} arrivals written in {:.0} s", started.elapsed().as_secs_f64());

    let mut reader = journal.reader();
    for (what, filter) in
        [("all of them", Filter::default()), ("a student's", Filter { text: SEARCHED.to_owned(), ..Filter::default() })]
    {
        let asked = Instant::now();
        let page = reader.page(&filter, 0, 60)?;
        println!("the first page of {what} ({}): {:.0} ms, beside the window", page.total, ms(asked.elapsed()));
    }

    let station = Station::start(Parts {
        gallery,
        journal,
        settings: SettingsStore::in_memory(Settings::default()),
        secrets: SecretStore::in_memory(),
        delivery: Timing::default(),
        engines: scripted::factory(),
        cameras: Arc::new(camera::open),
        recognitions: None,
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    })?;
    let station = Arc::new(station);
    let backend = station.clone();
    let mut window =
        Harness::builder().with_size([1280.0, 800.0]).with_max_steps(4).build_eframe(move |cc| App::new(cc, backend));
    window.run_ok();
    let total = || station.view().log.map_or(0, |page| page.total);

    let mut frames = Frames::default();
    window.key_press(Key::F4);
    let opened = Instant::now();
    while total() != arrivals {
        frames.draw(&mut window, "opening");
        ensure!(opened.elapsed() < Duration::from_secs(60), "the log never came");
    }
    println!("opened after {:.0} ms", ms(opened.elapsed()));

    window.event(Event::PointerMoved(pos2(700.0, 500.0)));
    for points in [-40.0, -400.0, -4_000.0, -400_000.0, 40_000.0] {
        for _ in 0..60 {
            window.event(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, points),
                phase: TouchPhase::Move,
                modifiers: Modifiers::NONE,
                source: MouseWheelSource::Wheel,
            });
            frames.draw(&mut window, "scrolling");
        }
    }

    let search = window.query_all_by_role(eframe::egui::Role::TextInput).next().context("no field to search in")?;
    search.focus();
    frames.draw(&mut window, "searching");
    let typed = Instant::now();
    for letter in SEARCHED.chars() {
        window.event(Event::Text(letter.to_string()));
        for _ in 0..4 {
            frames.draw(&mut window, "searching");
        }
    }
    let found = || station.view().log.is_some_and(|page| page.filter.text.trim() == SEARCHED);
    while !found() {
        frames.draw(&mut window, "searching");
        ensure!(typed.elapsed() < Duration::from_secs(60), "the search never ended");
    }
    println!("found {} of them {:.0} ms after the first letter\n", total(), ms(typed.elapsed()));
    frames.report();
    Ok(())
}

/// Arrivals of a school, one every 40 s, each with its picture.
fn write(journal: &Journal, arrivals: usize) -> Result<()> {
    let jpeg = images::encode_jpeg(&RgbImage::from_pixel(96, 96, Rgb([180, 140, 120])))?;
    let first = Timestamp::now() - SignedDuration::from_secs(BETWEEN * arrivals as i64);
    for number in 0..arrivals {
        let student = match number % 20 {
            0 => None,
            _ => Some(StudentId::parse(&format!("student {}", number * 7 % STUDENTS))?),
        };
        let seconds = BETWEEN * number as i64;
        let at = first + SignedDuration::from_secs(seconds);
        let recognition = Recognition {
            student,
            distance: 0.3812,
            score: None,
            face_box: FaceBox::new(120, 260, 220, 160),
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::ZERO,
            ts: at.as_second(),
        };
        let moment = Moment { at, uptime: Duration::from_secs(seconds.unsigned_abs()) };
        let camera = Some(["Door", "Gate"][number % 2].to_owned());
        let crop = number.is_multiple_of(10).then(|| jpeg.clone());
        let outcome = journal.record(&Seen { recognition, moment, camera, crop }, Duration::ZERO, false)?;
        ensure!(matches!(outcome, Outcome::Recorded { .. }), "arrival {number} did not count");
    }
    Ok(())
}

/// How long frames took.
#[derive(Default)]
struct Frames(Vec<(&'static str, Duration)>);

impl Frames {
    fn draw(&mut self, window: &mut Harness<'_, App>, doing: &'static str) {
        let started = Instant::now();
        window.step();
        let output = window.output();
        let drawn = window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        std::hint::black_box(drawn);
        self.0.push((doing, started.elapsed()));
    }

    fn report(&self) {
        println!("{:12} {:>8} {:>10} {:>10} {:>10}", "", "frames", "median", "99 %", "longest");
        for doing in ["opening", "scrolling", "searching"] {
            let mut took: Vec<Duration> = self.0.iter().filter(|frame| frame.0 == doing).map(|frame| frame.1).collect();
            took.sort();
            let at = |share: f64| {
                let place = ((took.len() as f64 * share) as usize).min(took.len().saturating_sub(1));
                format!("{:.1} ms", took.get(place).copied().map_or(f64::NAN, ms))
            };
            println!("{doing:12} {:>8} {:>10} {:>10} {:>10}", took.len(), at(0.5), at(0.99), at(1.0));
        }
        println!("\nTarget: no frame over {} ms.", TARGET.as_millis());
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
