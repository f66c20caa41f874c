//! An engine for tests of everything but recognition itself: it reads faces that the test painted into the picture.
//!
//! A face is a filled rectangle of one colour `(person, 255 - person, 77)`; its embedding is `person / 100` on the first
//! axis, so that two people numbered ten apart are 0.1 apart. [`paint`] puts one into a picture. JPEG would smear the
//! colours: give such pictures as PNG.

use std::sync::Arc;

use image::{Rgb, RgbImage};

use super::{EngineError, EngineFactory, FaceEngine};
use crate::core::{Embedding, FaceBox, Upsampling};

/// Finds painted faces.
#[derive(Debug, Default)]
pub struct ScriptedEngine;

/// A factory of scripted engines.
pub fn factory() -> EngineFactory {
    Arc::new(|| Ok(Box::new(ScriptedEngine) as Box<dyn FaceEngine>))
}

/// Paints the face of a person (1 to 250) into a picture.
pub fn paint(picture: &mut RgbImage, person: u8, face: FaceBox) {
    for y in face.top..face.bottom {
        for x in face.left..face.right {
            picture.put_pixel(x as u32, y as u32, colour(person));
        }
    }
}

/// The embedding a painted person has.
pub fn embedding_of(person: u8) -> Result<Embedding, EngineError> {
    let mut values = [0.0; 128];
    values[0] = f64::from(person) / 100.0;
    Embedding::new(&values).map_err(|error| EngineError::Failed(error.to_string()))
}

fn colour(person: u8) -> Rgb<u8> {
    Rgb([person, 255 - person, 77])
}

fn person_at(picture: &RgbImage, x: u32, y: u32) -> Option<u8> {
    let pixel = picture.get_pixel(x, y);
    (pixel[0] > 0 && *pixel == colour(pixel[0])).then_some(pixel[0])
}

impl FaceEngine for ScriptedEngine {
    fn set_upsampling(&mut self, _: Upsampling) {}

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        let (width, height) = picture.dimensions();
        let mut boxes: Vec<FaceBox> = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let Some(person) = person_at(picture, x, y) else { continue };
                let (xi, yi) = (x as i32, y as i32);
                if boxes.iter().any(|b| (b.left..b.right).contains(&xi) && (b.top..b.bottom).contains(&yi)) {
                    continue;
                }
                let right = (x..width).find(|&x| person_at(picture, x, y) != Some(person)).unwrap_or(width);
                let bottom = (y..height).find(|&y| person_at(picture, x, y) != Some(person)).unwrap_or(height);
                boxes.push(FaceBox::new(yi, right as i32, bottom as i32, xi));
            }
        }
        Ok(boxes)
    }

    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        boxes
            .iter()
            .map(|b| {
                let person = person_at(picture, b.left as u32, b.top as u32)
                    .ok_or_else(|| EngineError::Failed("no painted face in this box".to_owned()))?;
                embedding_of(person)
            })
            .collect()
    }
}
