//! Whose photos are all too poor: measured on the crops the gallery keeps, a few at a time, and each once.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::core::{FaceBox, Flaw, FrameSize, Pose, Purpose, StudentId};
use crate::engine::quality;
use crate::gallery::Snapshot;
use crate::images;

/// A crop has so much of the face's size around it, on each side.
const AROUND: f32 = 0.25;

/// What was found out about crops, by their files: those are never written over.
#[derive(Debug, Default)]
pub(super) struct Crops {
    is_poor: HashMap<PathBuf, bool>,
}

impl Crops {
    /// The students of whom no photo is of use by itself: too small, dark, pale or blurred for the door. `None` as long as
    /// not all were looked at; no longer than `within` is spent on it now.
    pub(super) fn poor(&mut self, snapshot: &Snapshot, within: Duration) -> Option<Vec<StudentId>> {
        let started = Instant::now();
        let mut poor = Vec::new();
        for student in snapshot.students.iter() {
            let mut all = true;
            for template in &student.templates {
                // What has no crop cannot be judged.
                let Some(crop) = &template.crop else {
                    all = false;
                    continue;
                };
                let known = self.is_poor.get(crop).copied();
                if known.is_none() && started.elapsed() > within {
                    return None;
                }
                all &= *self.is_poor.entry(crop.clone()).or_insert_with(|| known.unwrap_or_else(|| is_poor(crop)));
            }
            if all && !student.templates.is_empty() {
                poor.push(student.id.clone());
            }
        }
        self.forget_others(snapshot);
        Some(poor)
    }

    /// Of whom is enrolled no more nothing stays.
    fn forget_others(&mut self, snapshot: &Snapshot) {
        let crops =
            || snapshot.students.iter().flat_map(|student| &student.templates).filter_map(|one| one.crop.as_ref());
        if self.is_poor.len() > crops().count() {
            let mut kept = HashMap::new();
            kept.extend(crops().filter_map(|crop| self.is_poor.remove_entry(crop)));
            self.is_poor = kept;
        }
    }
}

/// Whether the face in a crop is of no use by itself; what cannot be read is for others to say.
fn is_poor(crop: &Path) -> bool {
    let Some(picture) = fs::read(crop).ok().and_then(|bytes| images::decode_jpeg(&bytes).ok()) else { return false };
    let (width, height) = picture.dimensions();
    let size = FrameSize { width, height };
    let share = AROUND / (1.0 + 2.0 * AROUND);
    let face = FaceBox::new(0, width as i32, height as i32, 0).grown(-share).clipped_to(size);
    // How the face is turned is not known of a crop.
    Flaw::of_face(&quality(&picture, face, Pose::default()), Purpose::Door).is_some()
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::core::{EMBEDDING_LEN, Embedding};
    use crate::gallery::{Gallery, NewTemplate};

    #[test]
    fn only_those_without_one_good_photo_are_told() {
        let data = tempfile::tempdir().unwrap();
        let gallery = Gallery::open(data.path()).unwrap();
        let id = |text: &str| StudentId::parse(text).unwrap();
        let sharp = |size: u32, light: u8| {
            RgbImage::from_fn(size, size, |x, y| Rgb([if (x / 4 + y / 4) % 2 == 0 { light } else { light / 3 }; 3]))
        };
        let (good, dark, small) = (sharp(200, 180), sharp(200, 12), sharp(60, 180));
        let enrolled = [("alip", vec![&good]), ("budi", vec![&dark, &small]), ("citra", vec![&dark, &good])];
        let mut number = 0.0;
        for (name, crops) in enrolled {
            for crop in crops {
                number += 0.01;
                let embedding = Embedding::new(&[number; EMBEDDING_LEN]).unwrap();
                gallery
                    .add(&id(name), NewTemplate { embedding, mirrored: None, crop: crop.clone(), photo: None })
                    .unwrap();
            }
        }
        let mut crops = Crops::default();
        let long = Duration::from_secs(60);
        assert_eq!(crops.poor(&gallery.snapshot(), long), Some(vec![id("budi")]));
        gallery.remove_student(&id("budi")).unwrap();
        assert_eq!(crops.poor(&gallery.snapshot(), Duration::ZERO), Some(Vec::new()));
        assert_eq!(crops.is_poor.len(), 3);
    }
}
