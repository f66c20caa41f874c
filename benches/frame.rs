//! One frame of 640 x 480 with one face: detection and embedding, by Hadir and by Python's `face_recognition`, in one
//! run, on the same pixels, taking turns. Hadir also spreads it over every processor, as it does for a single picture;
//! and finds the face again where it just was, and measures it, which is all that is done to one that it knows.
//!
//!     cargo bench --bench frame -- plain=VENV/bin/python avx2=OTHER/bin/python
//!
//! Otherwise both sides keep to one thread. Without a Python it times Hadir alone and says how to make one.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use hadir::core::{FaceBox, Pose, Upsampling};
use hadir::engine::{DlibEngine, FaceEngine, FaceFinder, Models, every_processor, quality};
use image::RgbImage;

mod peer;
mod python;

use peer::{Contender, HEIGHT, HOW_TO_MAKE_A_PYTHON, Timing, WIDTH, frame_of, median};

const TURNS: usize = 12;
const FRAMES_A_TURN: u32 = 5;
/// Of each Python's time: for a frame, and for one with a face that is known.
const TARGET: f64 = 0.5;
const TARGET_KNOWN: f64 = 0.05;

struct Hadir {
    engine: DlibEngine,
    frame: RgbImage,
}

impl Contender for Hadir {
    fn time(&mut self, frames: u32) -> Result<Timing> {
        let (mut detection, mut embedding) = (0.0, 0.0);
        for _ in 0..frames {
            let start = Instant::now();
            let boxes = self.engine.find(&self.frame)?;
            let found = Instant::now();
            let embeddings = self.engine.embed(&self.frame, &boxes)?;
            embedding += found.elapsed().as_secs_f64();
            detection += (found - start).as_secs_f64();
            ensure!(embeddings.len() == 1, "Hadir found {} faces", embeddings.len());
        }
        Ok(Timing { detection: detection / f64::from(frames), embedding: embedding / f64::from(frames) })
    }
}

/// Hadir where it knows the face.
struct Following {
    finder: Box<dyn FaceFinder>,
    frame: RgbImage,
    face: FaceBox,
}

impl Contender for Following {
    fn time(&mut self, frames: u32) -> Result<Timing> {
        let start = Instant::now();
        for _ in 0..frames {
            let found = self.finder.again(&self.frame, &[self.face]);
            let [Some(found)] = found[..] else { bail!("Hadir does not find the face again") };
            black_box(quality(&self.frame, found.face_box, Pose::default()));
        }
        Ok(Timing { detection: start.elapsed().as_secs_f64() / f64::from(frames), embedding: 0.0 })
    }
}

fn main() -> Result<()> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let models = Models::in_folder(assets.join("models"));
    let frame = frame_of(&assets.join("sample/obama.jpg"))
        .context("the sample photograph cannot be read: run `make test`, which brings it")?;

    let hadir = |threads| -> Result<Hadir> {
        let mut engine = DlibEngine::open(&models)?;
        engine.set_upsampling(Upsampling::DEFAULT);
        engine.set_threads(threads);
        Ok(Hadir { engine, frame: frame.clone() })
    };
    let mut alone = hadir(NonZeroUsize::MIN)?;
    let face = *alone.engine.find(&frame)?.first().context("Hadir finds no face")?;
    let following = Following { finder: alone.engine.finder(), frame: frame.clone(), face };
    let threads = every_processor();
    let mut contenders: Vec<(String, Box<dyn Contender>)> = vec![
        ("Hadir".to_owned(), Box::new(alone)),
        (format!("Hadir, threads: {threads}"), Box::new(hadir(threads)?)),
        ("Hadir, a face that it knows".to_owned(), Box::new(following)),
    ];
    let ours = contenders.len();
    for (name, python) in peer::named(&frame)? {
        contenders.push((name, Box::new(python)));
    }

    let measured = take_turns(&mut contenders)?;
    report(&contenders, &measured, ours);
    if contenders.len() == ours {
        println!("\n{HOW_TO_MAKE_A_PYTHON}");
    }
    Ok(())
}

/// Each contender's turns; one turn of all before it, not counted, warms the machine up.
fn take_turns(contenders: &mut [(String, Box<dyn Contender>)]) -> Result<Vec<Vec<Timing>>> {
    let mut measured = vec![Vec::new(); contenders.len()];
    for turn in 0..=TURNS {
        for ((_, contender), timings) in contenders.iter_mut().zip(&mut measured) {
            let timing = contender.time(FRAMES_A_TURN)?;
            if turn > 0 {
                timings.push(timing);
            }
        }
    }
    Ok(measured)
}

/// Says what was measured; the first `ours` are Hadir's.
fn report(contenders: &[(String, Box<dyn Contender>)], measured: &[Vec<Timing>], ours: usize) {
    println!("One frame of {WIDTH} x {HEIGHT} with one face, one upsampling; one thread where nothing else is said.");
    println!("Milliseconds, median of {TURNS} turns of {FRAMES_A_TURN} frames, best turn in brackets.\n");
    println!("{:48} {:>10} {:>10} {:>10}", "", "detection", "embedding", "both");
    for ((name, _), timings) in contenders.iter().zip(measured) {
        let (detection, embedding) =
            (median(timings, |timing| timing.detection), median(timings, |timing| timing.embedding));
        let both = median(timings, Timing::both);
        let best = timings.iter().map(Timing::both).fold(f64::INFINITY, f64::min);
        println!(
            "{name:48} {:10.1} {:10.1} {:10.1} {:>8}",
            detection * 1e3,
            embedding * 1e3,
            both * 1e3,
            format!("({:.1})", best * 1e3),
        );
    }
    let (ours, theirs) = measured.split_at(ours);
    for ((name, _), theirs) in contenders[ours.len()..].iter().zip(theirs) {
        println!("\nHadir's share of {name}");
        for ((name, _), ours) in contenders.iter().zip(ours) {
            println!("{name:48} {:10.3}", median(ours, Timing::both) / median(theirs, Timing::both));
        }
    }
    println!("\nTarget: at most {TARGET:.2} of face_recognition's time, {TARGET_KNOWN:.2} with a face that it knows.");
}
