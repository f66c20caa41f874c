//! An engine for tests of everything but recognition itself: it reads faces that the test painted into the picture.
//!
//! A face is a filled rectangle of one colour `(person, 255 - person, 77)`; its embedding is `person / 100` on the first
//! axis, so that two people numbered ten apart are 0.1 apart. [`paint`] puts one into a picture, as good a picture as its
//! width allows; [`paint_as`] one that is good for less. JPEG would smear the colours: give such pictures as PNG.

use std::collections::HashMap;
use std::sync::Arc;

use image::{Rgb, RgbImage};

use super::{Description, EngineError, EngineFactory, FaceEngine, FaceFinder, FoundFace};
use crate::core::{Embedding, FaceBox, Pose, Quality, Upsampling};

/// Finds painted faces.
#[derive(Debug, Default)]
pub struct ScriptedEngine;

/// A factory of scripted engines.
pub fn factory() -> EngineFactory {
    Arc::new(|| Ok(Box::new(ScriptedEngine) as Box<dyn FaceEngine>))
}

/// How a face was painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As good as can be.
    Well,
    /// Looking to a side.
    TurnedAway,
    /// In the dark.
    Dark,
    /// Out of focus.
    Blurred,
    /// Well, and looking a little to a side.
    Aside,
}

impl Manner {
    const ALL: [Self; 5] = [Self::Well, Self::TurnedAway, Self::Dark, Self::Blurred, Self::Aside];

    fn quality(self, face: FaceBox) -> Quality {
        let well = Quality {
            width: face.width().into(),
            sharpness: 400.0,
            light: 120.0,
            contrast: 45.0,
            pose: Pose::default(),
        };
        let turned = |turned| Quality { pose: Pose { turned, ..well.pose }, ..well };
        match self {
            Self::Well => well,
            Self::TurnedAway => turned(0.5),
            Self::Dark => Quality { light: 10.0, contrast: 5.0, sharpness: 5.0, ..well },
            Self::Blurred => Quality { sharpness: 5.0, ..well },
            Self::Aside => turned(0.15),
        }
    }
}

/// Paints the face of a person (1 to 250) into a picture.
pub fn paint(picture: &mut RgbImage, person: u8, face: FaceBox) {
    paint_as(picture, person, face, Manner::Well);
}

/// The same, in another manner.
pub fn paint_as(picture: &mut RgbImage, person: u8, face: FaceBox, manner: Manner) {
    for y in face.top..face.bottom {
        for x in face.left..face.right {
            picture.put_pixel(x as u32, y as u32, colour(person, manner));
        }
    }
}

/// The embedding a painted person has.
pub fn embedding_of(person: u8) -> Result<Embedding, EngineError> {
    let mut values = [0.0; 128];
    values[0] = f64::from(person) / 100.0;
    Embedding::new(&values).map_err(|error| EngineError::Failed(error.to_string()))
}

fn colour(person: u8, manner: Manner) -> Rgb<u8> {
    Rgb([person, 255 - person, 77 + manner as u8])
}

fn person_at(picture: &RgbImage, x: u32, y: u32) -> Option<u8> {
    painted_at(picture, x, y).map(|(person, _)| person)
}

fn painted_at(picture: &RgbImage, x: u32, y: u32) -> Option<(u8, Manner)> {
    let pixel = picture.get_pixel(x, y);
    let person = pixel[0];
    Manner::ALL
        .into_iter()
        .find(|manner| person > 0 && *pixel == colour(person, *manner))
        .map(|manner| (person, manner))
}

/// Every painted face of a picture.
fn painted(picture: &RgbImage) -> Vec<(u8, FaceBox)> {
    let (width, height) = picture.dimensions();
    let mut faces: Vec<(u8, FaceBox)> = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let Some(person) = person_at(picture, x, y) else { continue };
            let (xi, yi) = (x as i32, y as i32);
            if faces.iter().any(|(_, b)| (b.left..b.right).contains(&xi) && (b.top..b.bottom).contains(&yi)) {
                continue;
            }
            let right = (x..width).find(|&x| person_at(picture, x, y) != Some(person)).unwrap_or(width);
            let bottom = (y..height).find(|&y| person_at(picture, x, y) != Some(person)).unwrap_or(height);
            faces.push((person, FaceBox::new(yi, right as i32, bottom as i32, xi)));
        }
    }
    faces
}

impl FaceEngine for ScriptedEngine {
    fn set_upsampling(&mut self, _: Upsampling) {}

    fn finder(&self) -> Box<dyn FaceFinder> {
        Box::new(ScriptedFinder::default())
    }

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        Ok(painted(picture).into_iter().map(|(_, face)| face).collect())
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

    fn describe(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Description>, EngineError> {
        let qualities = boxes.iter().map(|face| {
            let painted = painted_at(picture, face.left as u32, face.top as u32);
            painted.map_or(Manner::Well, |(_, manner)| manner).quality(*face)
        });
        let embeddings = self.embed(picture, boxes)?;
        Ok(embeddings
            .into_iter()
            .zip(qualities)
            .map(|(embedding, quality)| Description { embedding, quality })
            .collect())
    }
}

/// Finds painted faces again. Knows the boxes that it gave, and whose they were: another person's face in the same place
/// is not the face that was there.
#[derive(Debug, Default)]
pub struct ScriptedFinder {
    given: HashMap<FaceBox, u8>,
}

impl ScriptedFinder {
    fn give(&mut self, (person, face_box): (u8, FaceBox)) -> FoundFace {
        self.given.insert(face_box, person);
        FoundFace { face_box, confidence: 1.0 }
    }
}

impl FaceFinder for ScriptedFinder {
    fn scan(&mut self, picture: &RgbImage, _: Upsampling) -> Vec<FoundFace> {
        painted(picture).into_iter().map(|face| self.give(face)).collect()
    }

    fn again(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Vec<Option<FoundFace>> {
        let faces = painted(picture);
        boxes
            .iter()
            .map(|before| {
                let person = self.given.get(before).copied();
                let found = faces
                    .iter()
                    .filter(|(other, face)| {
                        person.is_none_or(|person| person == *other) && moved(before, face).is_some()
                    })
                    .min_by_key(|(_, face)| moved(before, face));
                found.map(|face| self.give(*face))
            })
            .collect()
    }
}

/// How far a face has come from one box to the other, doubled; `None` when it is further than about its width.
fn moved(before: &FaceBox, now: &FaceBox) -> Option<i32> {
    let across = (before.left + before.right - now.left - now.right).abs();
    let down = (before.top + before.bottom - now.top - now.bottom).abs();
    let most = before.width().max(now.width());
    (across <= 2 * most && down <= 2 * most).then_some(across + down)
}
