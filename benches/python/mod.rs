//! What benchmarks share that measure Hadir beside Python's `face_recognition`: the frame, and a Python to ask.

#![allow(dead_code, reason = "each benchmark is a program of its own and takes what it needs")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use hadir::images;
use image::RgbImage;
use image::imageops::{self, FilterType};

pub const WIDTH: u32 = 640;
pub const HEIGHT: u32 = 480;

pub const HOW_TO_MAKE_A_PYTHON: &str = "\
No Python to compare with: run `make bench`, which makes two, or give name=path for each. By hand:

    python3 -m venv VENV
    VENV/bin/pip install 'setuptools<81' wheel numpy pillow click
    VENV/bin/pip install --no-build-isolation --no-cache-dir dlib==20.0.1
    VENV/bin/pip install --no-deps face_recognition==1.3.0 face_recognition_models==0.3.0

That dlib is built for AVX without AVX2, as pip does everywhere, which halves its detector's speed. For the best that
Python can do, make a second one with CFLAGS=-mavx2 CXXFLAGS=-mavx2 before the line that installs dlib.";

/// Seconds for one frame.
#[derive(Clone, Copy)]
pub struct Timing {
    pub detection: f64,
    pub embedding: f64,
}

impl Timing {
    pub fn both(&self) -> f64 {
        self.detection + self.embedding
    }
}

/// Someone who can be asked to recognise the frame a number of times.
pub trait Contender {
    fn time(&mut self, frames: u32) -> Result<Timing>;
}

pub struct Python {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Python {
    /// Starts `benches/peer.py`; also gives what it says about itself.
    pub fn start(python: &str, raw_frame: &Path) -> Result<(Self, String)> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer.py");
        let mut child = Command::new(python)
            .arg(script)
            .arg(raw_frame)
            .args([WIDTH.to_string(), HEIGHT.to_string()])
            .envs([("OPENBLAS_NUM_THREADS", "1"), ("OMP_NUM_THREADS", "1")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{python} does not start"))?;
        let stdin = child.stdin.take().context("no standard input")?;
        let stdout = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut python = Self { child, stdin, stdout };
        let answer = python.read_line()?;
        let versions = answer.strip_prefix("ready ").context("face_recognition does not start in this Python")?;
        Ok((python, versions.to_owned()))
    }

    fn read_line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        ensure!(!line.is_empty(), "Python ended: {}", self.child.wait()?);
        Ok(line.trim_end().to_owned())
    }
}

impl Contender for Python {
    fn time(&mut self, frames: u32) -> Result<Timing> {
        writeln!(self.stdin, "{frames}")?;
        let line = self.read_line()?;
        let [detection, embedding, faces] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("Python says {line}")
        };
        ensure!(faces == "1", "Python found {faces} faces");
        Ok(Timing { detection: detection.parse()?, embedding: embedding.parse()? })
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It waits for the next line for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Pythons that were named to the benchmark, as `name=path` each, with what they say of themselves.
pub fn named(raw_frame: &Path) -> Result<Vec<(String, Python)>> {
    // Cargo adds --bench.
    let given = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    given
        .map(|given| {
            let (name, path) = given.split_once('=').context("a Python is given as name=path")?;
            let (python, versions) = Python::start(path, raw_frame)?;
            Ok((format!("{name} ({versions})"), python))
        })
        .collect()
}

/// A portrait fitted into a frame.
pub fn frame_of(portrait: &Path) -> Result<RgbImage> {
    let portrait = images::decode(&images::read(portrait)?)?;
    let width = portrait.width() * HEIGHT / portrait.height();
    let fitted = imageops::resize(&portrait, width, HEIGHT, FilterType::Triangle);
    let mut frame = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([96; 3]));
    imageops::replace(&mut frame, &fitted, i64::from((WIDTH - width) / 2), 0);
    Ok(frame)
}

/// The middle one of what turns took.
pub fn median(timings: &[Timing], part: fn(&Timing) -> f64) -> f64 {
    let mut values: Vec<f64> = timings.iter().map(part).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
