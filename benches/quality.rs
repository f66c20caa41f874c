//! How far a face's embedding is off in a poor picture, by what `hadir::engine::quality` measures of it: what
//! `Quality::weight` was made from.
//!
//!     cargo bench --bench quality -- lfw
//!
//! One photo of each person in the folder is made smaller, darker or brighter, blurred by motion or focus, and noisy, at
//! random. How far its embedding moves is told in units of how far apart two photos of one person are: the mean square
//! over the dimensions of the score. To its logarithm, logarithms of width, contrast and sharpness are fitted.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use hadir::core::{Embedding, FaceBox, Scoring};
use hadir::engine::{DlibEngine, FaceEngine, Models, Quality, quality};
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
            seen.push((quality(&poor, face), off));
        }
    }
    ensure!(seen.len() >= 100, "{} pictures are too few: it takes photos of some dozen people", seen.len());
    tell(&seen);
    Ok(())
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
    let listed = |folder: &Path| -> Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    };
    let people = listed(folder)?.into_iter().filter(|path| path.is_dir());
    people.filter_map(|person| listed(&person).map(|photos| photos.into_iter().next()).transpose()).collect()
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
