//! Finds faces: the detector of dlib, to the same boxes, by another way there that is several times as fast.
//!
//! A picture is made smaller by a sixth again and again, and in each size every window of 80 x 80 pixels is compared
//! with five templates of a face. What is compared are histograms of gradients (`features`, of what `gradients` counts),
//! by filters (`scoring`) that are taken out of dlib while this is built (`weights.cc`, `model`).
//!
//! Everything goes row by row, from the picture through all its sizes (`scaling`), and no more is kept than the next rows
//! need: a frame stays in the processor's caches, and a photograph of 64 megapixels takes 120 megabytes beside itself.
//!
//! Pixels and features are dlib's to the last bit, scores to about the sixth digit, which is where dlib's own builds part.

mod features;
mod gradients;
mod model;
mod scaling;
mod scoring;

use std::cmp::Ordering;

use fearless_simd::Level;
use image::RgbImage;

use features::Features;
use model::{MODEL, WINDOW};
use scaling::Scaler;
use scoring::{Fit, Scores};

/// Colours of a pixel, which is a number of 32 bits: red in the lowest eight, then green and blue.
const COLOURS: usize = 3;

/// Pixels a cell is wide and high.
const CELL: usize = 8;

/// A picture is made no smaller than this, in pixels.
const SMALLEST: f64 = 64.0;

/// How much smaller it is made.
const RATIO: (usize, usize) = (5, 6);

/// Of a picture, in pixels, or of what is made of one, in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// From left to right.
    pub width: usize,
    /// From top to bottom.
    pub height: usize,
}

/// A face that was found, in pixels; it may reach over the picture's edges.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Found {
    /// Its first column.
    pub left: i32,
    /// Its first row.
    pub top: i32,
    /// Its last column.
    pub right: i32,
    /// Its last row.
    pub bottom: i32,
    /// How much it looks like a face: 0 is just enough.
    pub confidence: f64,
}

/// Finds faces. Keeps what it needs for pictures of the size that it saw last.
pub struct FaceDetector {
    level: Level,
    pyramid: Option<Pyramid>,
}

impl Default for FaceDetector {
    fn default() -> Self {
        Self::new()
    }
}

impl FaceDetector {
    /// A detector of faces seen from the front, from either side, and leaning to either side.
    #[must_use]
    pub fn new() -> Self {
        Self { level: Level::new(), pyramid: None }
    }

    /// The faces in a picture that is first made as large as `sizes` say, one after the other; the surest first, in
    /// pixels of the last of these sizes.
    pub fn find(&mut self, picture: &RgbImage, sizes: &[Size]) -> Vec<Found> {
        self.search(picture, sizes, usize::MAX, 0.0)
    }

    /// As [`FaceDetector::find`], in no more than so many sizes from the last of `sizes` on, and of at least so much
    /// confidence, which may be less than 0.
    pub fn search(&mut self, picture: &RgbImage, sizes: &[Size], scales: usize, least: f64) -> Vec<Found> {
        if picture.is_empty() {
            return Vec::new();
        }
        let size = Size { width: picture.width() as usize, height: picture.height() as usize };
        let pyramid = match self.pyramid.take() {
            Some(pyramid) if pyramid.is_for(size, sizes, scales) => pyramid,
            _ => Pyramid::new(size, sizes, scales),
        };
        let pyramid = self.pyramid.insert(pyramid);
        suppress(pyramid.find(self.level, picture, least))
    }
}

/// The sizes of a picture: it, larger ones on the way to the largest, then smaller ones.
struct Pyramid {
    stages: Vec<Stage>,
    enlargements: usize,
    /// In how many sizes faces are looked for at most.
    scales: usize,
    row: Vec<u32>,
}

/// One of the sizes.
struct Stage {
    size: Size,
    /// None where no faces are looked for.
    scan: Option<Scan>,
    /// To the next size.
    scaler: Option<Scaler>,
}

/// Looks for faces in one size.
struct Scan {
    features: Features,
    scores: Scores,
    fits: Vec<Fit>,
}

impl Pyramid {
    fn new(size: Size, larger: &[Size], most_scales: usize) -> Self {
        let largest = larger.last().copied().unwrap_or(size);
        let smaller = std::iter::successors(Some(largest), |size| {
            let shrunk = |length: usize| length * RATIO.0 / RATIO.1;
            Some(Size { width: shrunk(size.width), height: shrunk(size.height) })
        });
        let enlargements = larger.len();
        let mut sizes = vec![size];
        sizes.extend(larger);
        sizes.extend(smaller.skip(1).take(scales(largest).min(most_scales) - 1));
        sizes.retain(|size| size.width > 0 && size.height > 0);
        let stages = sizes.iter().enumerate().map(|(index, &size)| Stage {
            size,
            scan: (index >= enlargements).then(|| Scan::new(size)).flatten(),
            scaler: sizes.get(index + 1).map(|&next| Scaler::new(size, next)),
        });
        Self { stages: stages.collect(), enlargements, scales: most_scales, row: vec![0; size.width] }
    }

    fn is_for(&self, size: Size, larger: &[Size], scales: usize) -> bool {
        let mut sizes = self.stages.iter().map(|stage| stage.size);
        self.scales == scales
            && self.enlargements == larger.len()
            && sizes.next() == Some(size)
            && sizes.zip(larger).all(|(a, &b)| a == b)
    }

    /// All windows that a template fits in, as boxes in the largest size; the surest first.
    fn find(&mut self, level: Level, picture: &RgbImage, least: f64) -> Vec<Found> {
        for stage in &mut self.stages {
            stage.restart();
        }
        let width = picture.width() as usize;
        for pixels in picture.as_raw().chunks_exact(COLOURS * width) {
            for (pixel, packed) in pixels.as_chunks().0.iter().zip(&mut self.row) {
                let &[red, green, blue] = pixel;
                *packed = u32::from_le_bytes([red, green, blue, 0]);
            }
            push(level, &mut self.stages, &self.row, least);
        }
        let scans = self.stages[self.enlargements..].iter().enumerate();
        let mut fits: Vec<_> = scans
            .filter_map(|(scale, stage)| Some((scale, stage.scan.as_ref()?)))
            .flat_map(|(scale, scan)| scan.fits.iter().map(move |fit| (scale, *fit)))
            .collect();
        // Of equally sure ones, dlib has the first template's first, and the larger picture's.
        fits.sort_by(|(_, a), (_, b)| {
            b.confidence.partial_cmp(&a.confidence).unwrap_or(Ordering::Equal).then(a.template.cmp(&b.template))
        });
        fits.iter().map(|(scale, fit)| located(fit, *scale)).collect()
    }
}

impl Stage {
    fn restart(&mut self) {
        if let Some(scan) = &mut self.scan {
            scan.features.restart();
            scan.scores.restart();
            scan.fits.clear();
        }
        if let Some(scaler) = &mut self.scaler {
            scaler.restart();
        }
    }
}

impl Scan {
    fn new(size: Size) -> Option<Self> {
        let features = Features::new(size)?;
        let scores = Scores::new(features.described());
        Some(Self { features, scores, fits: Vec::new() })
    }
}

/// Hands a row of pixels to the first stage, and what comes of it to the next ones.
fn push(level: Level, stages: &mut [Stage], row: &[u32], least: f64) {
    let Some((stage, next)) = stages.split_first_mut() else { return };
    if let Some(Scan { features, scores, fits }) = &mut stage.scan {
        features.take(level, row, |features| scores.take(level, features, least, fits));
    }
    if let Some(scaler) = &mut stage.scaler {
        scaler.take(row);
        while let Some(row) = scaler.next_row(level) {
            push(level, next, row, least);
        }
    }
}

/// How many sizes a picture is looked at in.
fn scales(size: Size) -> usize {
    // A box around the picture is made smaller; its edges are rounded each time.
    let shrunk = |edge: f64| ((edge - 0.3) * RATIO.0 as f64 / RATIO.1 as f64 + 0.5).floor();
    let (mut left, mut right, mut bottom) = (0.0, size.width as f64 - 1.0, size.height as f64 - 1.0);
    let mut scales = 0;
    loop {
        (left, right, bottom) = (shrunk(left), shrunk(right), shrunk(bottom));
        scales += 1;
        if right - left + 1.0 < SMALLEST || bottom - left + 1.0 < SMALLEST {
            return scales;
        }
    }
}

/// The box of a window that lies in a picture shrunk so many times.
fn located(fit: &Fit, scale: usize) -> Found {
    let enlarged = |edge: f64| (0..scale).fold(edge, |edge, _| edge * (RATIO.1 as f64 / RATIO.0 as f64) + 0.3);
    let edge = |cell: usize| {
        // In the middle of a cell; the first one with features is the picture's second.
        let start = (cell as i32 + 1 - (WINDOW as i32 - 1) / 2) * CELL as i32 + 1;
        let middle = if start >= 0 { start + CELL as i32 / 2 } else { start - CELL as i32 / 2 };
        (enlarged(f64::from(middle)) + 0.5).floor() as i32
    };
    Found {
        left: edge(fit.column),
        top: edge(fit.row),
        right: edge(fit.column + WINDOW - 1),
        bottom: edge(fit.row + WINDOW - 1),
        confidence: fit.confidence,
    }
}

/// Of boxes that are of the same face, keeps the surest, which comes first.
fn suppress(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for face in found {
        if !kept.iter().any(|other| face.is_of_the_face_of(other)) {
            kept.push(face);
        }
    }
    kept
}

impl Found {
    fn is_of_the_face_of(&self, other: &Self) -> bool {
        let area = |left: i32, top: i32, right: i32, bottom: i32| {
            f64::from((right - left + 1).max(0)) * f64::from((bottom - top + 1).max(0))
        };
        let shared = area(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right.min(other.right),
            self.bottom.min(other.bottom),
        );
        let together = area(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right.max(other.right),
            self.bottom.max(other.bottom),
        );
        let own = |found: &Self| area(found.left, found.top, found.right, found.bottom);
        shared > 0.0
            && (shared / together > MODEL.most_shared
                || shared / own(self) > MODEL.most_covered
                || shared / own(other) > MODEL.most_covered)
    }
}
