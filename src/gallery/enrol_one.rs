//! From a picture to a template: the one rule of what may be enrolled, whether it comes from a photo or the camera.

use image::RgbImage;
use image::imageops::{self, FilterType};

use super::{NewTemplate, PhotoDigest};
use crate::core::{FaceBox, Flaw, Purpose, Quality};
use crate::engine::{Description, EngineError, FaceEngine};
use crate::images::{self, PictureError};
use crate::text;
use crate::words::Text;

/// How much of the face's size is kept around it: a person is recognised by hair and chin too.
const MARGIN: f32 = 0.25;
/// The longer side of a crop, in pixels. It is for looking at; more of a child's face need not be kept.
const CROP_SIDE: u32 = 320;

/// Why a picture is not enrolled. Each says so to a person.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum PhotoRefusal {
    /// Not a picture Hadir can read.
    Picture(#[from] PictureError),
    /// There is no face in it.
    NoFace,
    /// There is more than one face in it: the others would be enrolled under the student's name.
    SeveralFaces(usize),
    /// The face could not be described.
    Engine(#[from] EngineError),
    /// Looking at it went wrong in a way nobody foresaw.
    Failed,
    /// It could not be saved.
    NotSaved(Text),
}

impl PhotoRefusal {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Picture(error) => error.text(),
            Self::NoFace => text!("gallery-no-face"),
            Self::SeveralFaces(count) => text!("gallery-several-faces", count = *count),
            Self::Engine(error) => error.text(),
            Self::Failed => text!("gallery-picture-failed"),
            Self::NotSaved(reason) => text!("gallery-not-saved", reason = reason),
        }
    }
}

/// A picture that can be enrolled.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What would be enrolled.
    pub template: NewTemplate,
    /// How good a picture it is.
    pub quality: Quality,
}

impl Looked {
    /// What is wrong with it for a photo. It can be enrolled all the same: beside better ones a poor photo does little harm,
    /// and one that is all there is, is better than none.
    pub fn flaw(&self) -> Option<Flaw> {
        Flaw::of_face(&self.quality, Purpose::Enrolment)
    }
}

/// The template of the one face in a picture, with the crop to keep, and how good the picture is; a refusal where there is
/// no face, or several.
///
/// `photo` is the digest of the file the picture was read from, `None` for a picture of the camera.
pub fn template_of(
    engine: &mut dyn FaceEngine,
    picture: &RgbImage,
    photo: Option<PhotoDigest>,
) -> Result<Looked, PhotoRefusal> {
    let boxes = engine.find(picture)?;
    match boxes[..] {
        [] => Err(PhotoRefusal::NoFace),
        [face] => template_at(engine, picture, face, photo),
        _ => Err(PhotoRefusal::SeveralFaces(boxes.len())),
    }
}

/// The same of the face in this box, which was found in the picture.
pub fn template_at(
    engine: &mut dyn FaceEngine,
    picture: &RgbImage,
    face: FaceBox,
    photo: Option<PhotoDigest>,
) -> Result<Looked, PhotoRefusal> {
    let described = engine.describe(picture, &[face])?.pop();
    let mirrored = engine.embed_mirrored(picture, &[face])?.pop();
    let (Some(Description { embedding, quality }), Some(crop)) = (described, crop_of(picture, face)) else {
        return Err(EngineError::Failed("a face was found that is not in the picture".to_owned()).into());
    };
    Ok(Looked { template: NewTemplate { embedding, mirrored, crop, photo }, quality })
}

/// The face with a little around it, scaled down where it is large.
fn crop_of(picture: &RgbImage, face: FaceBox) -> Option<RgbImage> {
    let crop = images::crop(picture, face.grown(MARGIN))?;
    let (width, height) = crop.dimensions();
    let longer = width.max(height);
    if longer <= CROP_SIDE {
        return Some(crop);
    }
    let scaled = |side: u32| (side * CROP_SIDE / longer).max(1);
    Some(imageops::resize(&crop, scaled(width), scaled(height), FilterType::Triangle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scripted::{self, ScriptedEngine};

    fn picture_of(faces: &[FaceBox]) -> RgbImage {
        let mut picture = RgbImage::new(1000, 800);
        for (person, &face) in (1..).zip(faces) {
            scripted::paint(&mut picture, person, face);
        }
        picture
    }

    #[test]
    fn exactly_one_face_is_enrolled() {
        let (one, other) = (FaceBox::new(10, 60, 60, 10), FaceBox::new(10, 160, 60, 110));
        let photo = PhotoDigest::of(b"a photo");
        let looked = template_of(&mut ScriptedEngine, &picture_of(&[one]), Some(photo)).unwrap();
        assert_eq!(looked.flaw(), Some(Flaw::TooSmall { width: 50, needed: 100 }), "said, and not refused");
        let template = looked.template;
        assert_eq!(template.embedding, scripted::embedding_of(1).unwrap());
        let mut mirror = ScriptedEngine;
        assert_eq!(template.mirrored, mirror.embed_mirrored(&picture_of(&[one]), &[one]).unwrap().pop());
        assert_eq!(template.photo, Some(photo));
        let refused = |faces: &[FaceBox]| template_of(&mut ScriptedEngine, &picture_of(faces), None).unwrap_err();
        assert!(matches!(refused(&[]), PhotoRefusal::NoFace));
        assert!(matches!(refused(&[one, other]), PhotoRefusal::SeveralFaces(2)));
    }

    #[test]
    fn the_crop_shows_a_little_around_the_face_and_is_no_larger_than_needed() {
        let cases = [
            ("with a margin", FaceBox::new(100, 200, 200, 100), (150, 150)),
            ("at the corner", FaceBox::new(0, 100, 100, 0), (125, 125)),
            ("large", FaceBox::new(100, 500, 500, 100), (320, 320)),
            ("large and at the edge", FaceBox::new(0, 600, 800, 200), (240, 320)),
        ];
        for (what, face, size) in cases {
            let looked = template_of(&mut ScriptedEngine, &picture_of(&[face]), None).unwrap();
            assert_eq!(looked.template.crop.dimensions(), size, "{what}");
        }
    }
}
