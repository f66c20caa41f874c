//! How far a face's embedding is off in a poor picture, by what `hadir::engine::quality` measures of it: what
//! `Quality::weight` was made from.
//!
//!     cargo bench --bench quality -- lfw
//!
//! One photo of each person in the folder is made smaller, darker or brighter, blurred by motion or focus, and noisy, at
//! random. How far its embedding moves is told in units of how far apart two photos of one person are: the mean square
//! over the dimensions of the score. To its logarithm, logarithms of width, contrast and sharpness are fitted.
//!
//! Then what poor photos do to whoever is enrolled with them, which the limits of `hadir::core::Flaw` were made from: a
//! photo of each person with four and more is spoilt in one way and enrolled, and three others of theirs try, as if 150
//! were enrolled and 0.3 % of strangers named. And how the others' tries go by how the face is turned.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use hadir::core::{Embedding, FaceBox, FrameSize, Pose, Quality, Scoring};
use hadir::engine::{Description, DlibEngine, FaceEngine, Models, quality};
use hadir::images;
use image::{RgbImage, imageops};
use nalgebra::{DMatrix, DVector};

const PEOPLE: usize = 300;
const PICTURES: usize = 7;

type Measure = (&'static str, fn(&Quality) -> f64, f64);

/// What is measured, and beyond what more is not better.
const MEASURES: [Measure; 3] = [
    ("width", |of| of.width, 100.0),
    ("contrast", |of| of.contrast, 40.0),
    ("sharpness / contrast^2", |of| of.sharpness / of.contrast.powi(2).max(1.0), 0.08),
];

fn main() -> Result<()> {
    // Cargo adds arguments of its own.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let Some(folder) = folder else {
        println!("No photos: cargo bench --bench quality -- FOLDER, with FOLDER/<person>/<photo>.jpg");
        return Ok(());
    };
    let models = Models::in_folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models"));
    let mut engine = DlibEngine::open(&models)?;
    let mut random = fastrand::Rng::with_seed(1);
    let mut photos = one_of_each(Path::new(&folder))?;
    random.shuffle(&mut photos);
    let mut seen: Vec<(Quality, f64)> = Vec::new();
    for photo in photos.iter().take(PEOPLE) {
        let picture = images::decode(&images::read(photo)?)?;
        let [face] = engine.find(&picture)?[..] else { continue };
        let good = describe(&mut engine, &picture, face)?;
        for _ in 0..PICTURES {
            let (poor, face) = spoilt(&picture, face, &mut random);
            let off = off(&describe(&mut engine, &poor, face)?, &good);
            seen.push((quality(&poor, face, Pose::default()), off));
        }
    }
    ensure!(seen.len() >= 100, "{} pictures are too few: it takes photos of some dozen people", seen.len());
    tell(&seen);
    enrolled(&mut engine, Path::new(&folder))
}

/// A way to spoil a photo, and its name.
type Spoilt = (&'static str, fn(&RgbImage, FaceBox) -> (RgbImage, FaceBox));

const WAYS: [Spoilt; 12] = [
    ("as it is", |picture, face| (picture.clone(), face)),
    ("45 px wide", |picture, face| resized(picture, face, 45.0)),
    ("27 px wide", |picture, face| resized(picture, face, 27.0)),
    ("20 px wide", |picture, face| resized(picture, face, 20.0)),
    ("light x 0.3", |picture, face| (lit(picture, 0.3, 0.0), face)),
    ("light x 0.12", |picture, face| (lit(picture, 0.12, 0.0), face)),
    ("light x 1.8", |picture, face| (lit(picture, 1.8, 0.0), face)),
    ("light x 2.4", |picture, face| (lit(picture, 2.4, 0.0), face)),
    ("haze, 0.4 left", |picture, face| (lit(picture, 0.4, 122.0), face)),
    ("moved 8 px", |picture, face| (smeared(picture, 8), face)),
    ("moved 12 px", |picture, face| (smeared(picture, 12), face)),
    ("out of focus", |picture, face| (imageops::blur(picture, 2.5), face)),
];

/// What is known of a person: the photo to spoil and its face, and the others as they are described.
struct Enrolled {
    picture: RgbImage,
    face: FaceBox,
    others: Vec<Description>,
}

fn enrolled(engine: &mut DlibEngine, folder: &Path) -> Result<()> {
    let mut people = Vec::new();
    for photos in photos_of_each(folder)?.into_iter().filter(|photos| photos.len() >= 4).take(PEOPLE / 2) {
        let mut found = Vec::new();
        for photo in photos.iter().take(4) {
            let picture = images::decode(&images::read(photo)?)?;
            if let [face] = engine.find(&picture)?[..] {
                found.push((picture, face));
            }
        }
        if found.len() == 4 {
            let mut others = Vec::new();
            for (picture, face) in found.drain(1..) {
                others.extend(engine.describe(&picture, &[face])?);
            }
            people.extend(found.pop().map(|(picture, face)| Enrolled { picture, face, others }));
        }
    }
    if people.is_empty() {
        return Ok(());
    }
    let scoring = Scoring::shipped();
    let threshold = scoring.threshold(150, 0.003);
    println!("\n{} people, enrolled with one photo that is spoilt; three others of each try", people.len());
    println!("{:>15}  {:>5}  {:>5}  {:>8}  {:>9}  missed", "", "width", "light", "contrast", "sharpness");
    let mut by_pose: Vec<(f64, bool)> = Vec::new();
    for (at, (name, spoil)) in WAYS.iter().enumerate() {
        let (mut sum, mut missed) = ([0.0; 4], 0);
        for Enrolled { picture, face, others } in &people {
            let (poor, face) = spoil(picture, *face);
            let Description { embedding, quality } = engine.describe(&poor, &[face])?.pop().context("no face")?;
            let figures = [quality.width, quality.light, quality.contrast, quality.relative_sharpness()];
            sum.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure / people.len() as f64);
            let reference = scoring.reference([embedding.as_slice()]).context("no reference")?;
            for other in others {
                let is_missed = scoring.score(&scoring.probe(&other.embedding), &reference) < threshold;
                missed += usize::from(is_missed);
                if at == 0 {
                    by_pose.push((other.quality.pose.differs(&quality.pose), is_missed));
                }
            }
        }
        let missed = 100.0 * missed as f64 / (3 * people.len()) as f64;
        println!("{name:>15}  {:5.0}  {:5.0}  {:8.0}  {:9.3}  {missed:.1} %", sum[0], sum[1], sum[2], sum[3]);
    }
    println!(
        "by how much the pose differs (Pose::differs) between the photo enrolled, not spoilt, and the one that tries"
    );
    for (from, to) in [(0.0, 0.25), (0.25, 0.5), (0.5, 1.0), (1.0, f64::INFINITY)] {
        let there: Vec<bool> =
            by_pose.iter().filter(|(differs, _)| (from..to).contains(differs)).map(|(_, missed)| *missed).collect();
        let missed = there.iter().filter(|missed| **missed).count();
        println!("{from:>15}  {missed} of {} missed", there.len());
    }
    Ok(())
}

/// Brought to a size in which the face is so wide.
fn resized(picture: &RgbImage, face: FaceBox, width: f64) -> (RgbImage, FaceBox) {
    let scale = width / f64::from(face.width().max(1));
    let scaled = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    let small =
        imageops::resize(picture, scaled(picture.width()), scaled(picture.height()), imageops::FilterType::Triangle);
    let moved = |edge: i32| (f64::from(edge) * scale).round() as i32;
    let face = FaceBox::new(moved(face.top), moved(face.right), moved(face.bottom), moved(face.left));
    let size = FrameSize { width: small.width(), height: small.height() };
    (small, face.clipped_to(size))
}

/// So many times as bright, and something added.
fn lit(picture: &RgbImage, times: f64, more: f64) -> RgbImage {
    let mut lit = picture.clone();
    lit.iter_mut().for_each(|value| *value = (f64::from(*value) * times + more).clamp(0.0, 255.0) as u8);
    lit
}

fn tell(seen: &[(Quality, f64)]) {
    println!("{} pictures; how far off, in the variance of one person's photos, where a third each is", seen.len());
    for (name, measure, _) in MEASURES {
        let mut sorted: Vec<(f64, f64)> = seen.iter().map(|(of, off)| (measure(of), *off)).collect();
        sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let third = |part: &[(f64, f64)]| part.iter().map(|(_, off)| off).sum::<f64>() / part.len() as f64;
        let means: Vec<String> =
            sorted.chunks(seen.len().div_ceil(3)).map(|part| format!("{:.2}", third(part))).collect();
        println!("{name:>24}: least {}, most {}", means.first().map_or("", String::as_str), means.join(", "));
    }
    let logarithms = |of: &Quality| -> Vec<f64> {
        let of = MEASURES.iter().map(|(_, measure, full)| measure(of).clamp(1e-3, *full).ln());
        std::iter::once(1.0).chain(of).collect()
    };
    let rows: Vec<f64> = seen.iter().flat_map(|(of, _)| logarithms(of)).collect();
    let given = DMatrix::from_row_slice(seen.len(), 4, &rows);
    let sought = DVector::from_iterator(seen.len(), seen.iter().map(|(_, off)| (off + 0.01).ln()));
    let transposed = given.transpose();
    if let Some(powers) = (&transposed * &given).lu().solve(&(&transposed * &sought)) {
        println!(
            "off ~ width^{:.2} contrast^{:.2} sharpness^{:.2}, each up to where more is not better",
            powers[1], powers[2], powers[3]
        );
    }
}

/// The first photo of each person in the folder.
fn one_of_each(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(photos_of_each(folder)?.into_iter().filter_map(|photos| photos.into_iter().next()).collect())
}

/// The photos of each person in the folder.
fn photos_of_each(folder: &Path) -> Result<Vec<Vec<PathBuf>>> {
    let listed = |folder: &Path| -> Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    };
    let people = listed(folder)?.into_iter().filter(|path| path.is_dir());
    people.map(|person| listed(&person)).collect()
}

fn describe(engine: &mut DlibEngine, picture: &RgbImage, face: FaceBox) -> Result<Embedding> {
    engine.embed(picture, &[face])?.pop().context("there is no embedding")
}

/// The mean square over the dimensions of the score, in which one person's photos differ by 1.
fn off(poor: &Embedding, good: &Embedding) -> f64 {
    let rows = &Scoring::shipped().parameters().transform;
    let square = |row: &Vec<f32>| {
        let pairs = row.iter().zip(poor.as_slice().iter().zip(good.as_slice()));
        pairs.map(|(along, (a, b))| f64::from(*along) * (a - b)).sum::<f64>().powi(2)
    };
    rows.iter().map(square).sum::<f64>() / rows.len() as f64
}

/// A worse picture of the same, and where the face is in it.
fn spoilt(picture: &RgbImage, face: FaceBox, random: &mut fastrand::Rng) -> (RgbImage, FaceBox) {
    let scale = [1.0, 0.8, 0.6, 0.45, 0.33, 0.25][random.usize(..6)];
    let scaled = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    let (width, height) = (scaled(picture.width()), scaled(picture.height()));
    let mut poor = imageops::resize(picture, width, height, imageops::FilterType::Triangle);
    match random.u32(..5) {
        0 | 1 => poor = smeared(&poor, 1 + (random.f64() * 8.0 * scale) as u32),
        2 => poor = imageops::blur(&poor, 0.3 + random.f32() * 3.0 * scale as f32),
        _ => {}
    }
    let light = [0.15, 0.3, 0.5, 0.8, 1.0, 1.0, 1.3, 1.8][random.usize(..8)];
    let noise = [0.0, 0.0, 2.0, 4.0, 8.0, 14.0][random.usize(..6)];
    for value in poor.iter_mut() {
        // The sum of four is nearly normal, of variance 4/12.
        let chance = (0..4).map(|_| random.f64() - 0.5).sum::<f64>() * 3.0_f64.sqrt();
        *value = (f64::from(*value) * light + noise * chance).clamp(0.0, 255.0) as u8;
    }
    let moved = |edge: i32| (f64::from(edge) * scale).round() as i32;
    let face = FaceBox::new(moved(face.top), moved(face.right), moved(face.bottom), moved(face.left));
    (poor, face)
}

/// Blurred by moving so many pixels to the side.
fn smeared(picture: &RgbImage, by: u32) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let sum = (0..by).fold([0; 3], |sum: [u32; 3], at| {
            let pixel = picture.get_pixel((x + at).min(picture.width() - 1), y);
            std::array::from_fn(|channel| sum[channel] + u32::from(pixel[channel]))
        });
        image::Rgb(sum.map(|sum| (sum / by) as u8))
    })
}
