//! A face as it was seen in one picture: what is kept of that picture, which is large.

use std::sync::Arc;
use std::time::Duration;

use image::RgbImage;
use image::imageops::thumbnail;

use crate::camera::Frame;
use crate::core::{FaceBox, FrameSize};
use crate::images;
use crate::journal::Moment;

/// The face with some hair and chin, for the list.
const CROP_MARGIN: f32 = 0.3;
const CROP_WIDTH: u32 = 160;

/// A face as it was seen in one picture.
#[derive(Debug, Clone)]
pub(super) struct Portrait {
    /// Where it was in the picture.
    pub(super) face_box: FaceBox,
    /// How large the picture was.
    pub(super) frame_size: FrameSize,
    /// When it was taken.
    pub(super) moment: Moment,
    /// The same on the source's own clock.
    pub(super) source_time: Duration,
    /// The face with a little around it, as the list shows it.
    pub(super) crop: Arc<RgbImage>,
}

impl Portrait {
    pub(super) fn of(frame: &Frame, face_box: FaceBox) -> Self {
        Self {
            face_box,
            frame_size: FrameSize { width: frame.rgb.width(), height: frame.rgb.height() },
            moment: Moment::of(frame.captured_at, frame.taken_at),
            source_time: frame.source_time,
            crop: Arc::new(list_crop(&frame.rgb, face_box)),
        }
    }
}

/// The face with a little around it, as the list shows it.
pub(super) fn list_crop(picture: &RgbImage, face: FaceBox) -> RgbImage {
    let crop = images::crop(picture, face.grown(CROP_MARGIN)).unwrap_or_else(|| RgbImage::new(1, 1));
    if crop.width() <= CROP_WIDTH {
        return crop;
    }
    let height = (u64::from(crop.height()) * u64::from(CROP_WIDTH) / u64::from(crop.width())).max(1) as u32;
    thumbnail(&crop, CROP_WIDTH, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_shows_a_small_picture_of_the_face() {
        let crop = list_crop(&RgbImage::new(1000, 1000), FaceBox::new(200, 800, 800, 200));
        assert_eq!(crop.dimensions(), (160, 160));
    }
}
