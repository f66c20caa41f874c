//! Which way up a photo is: phones save the sensor's picture and write beside it how it was held.
//!
//! In PNG and WebP the EXIF block may also stand behind the pixels. A broken one is passed over: the picture is good
//! without it.

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

use super::jpeg;

/// The picture turned and mirrored to how it was seen.
pub fn turned(picture: RgbImage, orientation: Orientation) -> RgbImage {
    if orientation == Orientation::NoTransforms {
        return picture;
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// The orientation written in a JPEG.
pub fn in_jpeg(bytes: &[u8]) -> Orientation {
    jpeg::segments(bytes)
        .take_while(|(marker, _)| *marker != jpeg::START_OF_SCAN)
        .find_map(|(marker, data)| (marker == jpeg::APP1 && data.starts_with(PREFIX)).then(|| read(data))?)
        .unwrap_or(Orientation::NoTransforms)
}

/// The orientation written in a PNG.
pub fn in_png(bytes: &[u8]) -> Orientation {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut chunks = std::iter::from_fn(|| {
        let (&length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(length) as usize;
        let data = after.get(..length)?;
        rest = after.get(length + 4..).unwrap_or_default();
        Some((name, data))
    });
    chunks.find_map(|(name, data)| (name == b"eXIf").then(|| read(data))?).unwrap_or(Orientation::NoTransforms)
}

/// The orientation written in a WebP.
pub fn in_webp(bytes: &[u8]) -> Orientation {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut chunks = std::iter::from_fn(|| {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (&length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(length) as usize;
        let data = after.get(..length)?;
        // Chunks begin at even places.
        rest = after.get(length + length % 2..).unwrap_or_default();
        Some((name, data))
    });
    chunks.find_map(|(name, data)| (name == b"EXIF").then(|| read(data))?).unwrap_or(Orientation::NoTransforms)
}

const PREFIX: &[u8] = b"Exif\0\0";

fn read(exif: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(exif.strip_prefix(PREFIX).unwrap_or(exif))
}
