//! Bytes to pixels, safely. placeholder

use std::path::Path;

use image::RgbImage;

use crate::core::FaceBox;

/// Why bytes are not a picture Hadir can use.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file could not be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not JPEG, PNG or WebP.
    #[error("this is not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// It begins as a picture, and then is not one.
    #[error("the picture is damaged")]
    Damaged,
    /// More pixels, or bytes, than Hadir takes.
    #[error("the picture is too large ({width} x {height} pixels)")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}

/// Decodes a JPEG, PNG or WebP by its content (not by what it is called), turned as its EXIF orientation says.
pub fn decode(_bytes: &[u8]) -> Result<RgbImage, PictureError> {
    Err(PictureError::NotAPicture)
}

/// Reads a file of bounded size.
pub fn read(_path: &Path) -> Result<Vec<u8>, PictureError> {
    Err(PictureError::NotAPicture)
}

/// A JPEG of the picture, of quality 90.
pub fn encode_jpeg(_picture: &RgbImage) -> Result<Vec<u8>, PictureError> {
    Err(PictureError::Damaged)
}

/// Decodes a JPEG frame of a camera to pixels; no EXIF. Used for MJPEG.
pub fn decode_jpeg(_bytes: &[u8]) -> Result<RgbImage, PictureError> {
    Err(PictureError::Damaged)
}

/// The pixels of a box, as far as it lies in the picture; `None` when nothing of it does.
pub fn crop(_picture: &RgbImage, _face: FaceBox) -> Option<RgbImage> {
    None
}
