//! What benchmarks share that measure Hadir beside Python's `face_recognition`: the frame, and whoever is asked about it.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use hadir::images;
use image::RgbImage;
use image::imageops::{self, FilterType};

use crate::python::{self, Python};

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

/// `face_recognition`.
pub struct Peer(Python);

impl Contender for Peer {
    fn time(&mut self, frames: u32) -> Result<Timing> {
        let line = self.0.ask(format!("{frames}\n").as_bytes())?;
        let [detection, embedding, faces] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("Python says {line}")
        };
        ensure!(faces == "1", "Python found {faces} faces");
        Ok(Timing { detection: detection.parse()?, embedding: embedding.parse()? })
    }
}

/// `face_recognition` in each Python that was named to the benchmark, with what it says of itself.
pub fn named(frame: &RgbImage) -> Result<Vec<(String, Peer)>> {
    let raw_frame = tempfile::NamedTempFile::new()?;
    std::fs::write(raw_frame.path(), frame.as_raw())?;
    let file = raw_frame.path().display().to_string();
    let arguments = [file, WIDTH.to_string(), HEIGHT.to_string()];
    python::named(|path| {
        let (python, versions) = Python::start(path, "peer.py", &arguments, |_| Ok(()))?;
        Ok((Peer(python), versions))
    })
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
    python::median(&timings.iter().map(part).collect::<Vec<_>>())
}
