//! Bytes to pixels, safely: what a picture costs is known from its header before any pixel is made, and a damaged
//! picture is refused instead of being half decoded.
//!
//! JPEG is decoded by libjpeg-turbo, to the pixel as OpenCV does it: the network that describes faces is so sensitive
//! that another decoder moves a face by 0.04 and more.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, RgbImage};
use turbojpeg::{Compressor, PixelFormat, Subsamp};

use crate::core::{FaceBox, FrameSize};
use crate::text;
use crate::words::{self, Text};

mod exif;
mod jpeg;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 16_384;
/// The most pixels in a picture: 64 megapixels, as phones count them.
pub const MAX_PIXELS: u64 = 64 << 20;

const JPEG_QUALITY: i32 = 90;
/// What the names of files that [`decode`] takes end in.
const PHOTO_EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];

/// Why bytes are not a picture Hadir can use.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum PictureError {
    /// The file could not be read.
    Unreadable(#[from] std::io::Error),
    /// Nothing in it.
    Empty,
    /// Not JPEG, PNG or WebP.
    NotAPicture,
    /// A picture of a kind Hadir does not read.
    OtherFormat(&'static str),
    /// It begins as a picture, and then is not one.
    Damaged,
    /// More pixels than Hadir takes.
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// More bytes than Hadir takes.
    FileTooLarge {
        /// Size in bytes.
        bytes: u64,
    },
}

impl PictureError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable(error) => text!("images-unreadable", reason = words::io(error)),
            Self::Empty => text!("images-empty"),
            Self::NotAPicture => text!("images-not-a-picture"),
            Self::OtherFormat(format) => text!("images-other-format", format = *format),
            Self::Damaged => text!("images-damaged"),
            Self::TooLarge { width, height } => {
                text!("images-too-large", width = width.to_string(), height = height.to_string())
            }
            Self::FileTooLarge { bytes } => {
                text!("images-file-too-large", size = bytes >> 20, most = MAX_FILE_BYTES >> 20)
            }
        }
    }
}

/// Decodes a JPEG, PNG or WebP by its content (not by what it is called), turned as its EXIF orientation says.
///
/// Alpha is dropped and 16 bits become 8; of an animation it is the first picture. The result has at most [`MAX_SIDE`]
/// pixels a side and [`MAX_PIXELS`] in all.
pub fn decode(bytes: &[u8]) -> Result<RgbImage, PictureError> {
    check_file_size(bytes.len() as u64)?;
    match format_of(bytes)? {
        ImageFormat::Jpeg => Ok(exif::turned(jpeg::pixels(bytes, jpeg::harmless_in_photo)?, exif::in_jpeg(bytes))),
        ImageFormat::Png => {
            Ok(exif::turned(pixels(PngDecoder::with_limits(Cursor::new(bytes), png_limits()))?, exif::in_png(bytes)))
        }
        ImageFormat::WebP => Ok(exif::turned(pixels(WebPDecoder::new(Cursor::new(bytes)))?, exif::in_webp(bytes))),
        _ => Err(PictureError::NotAPicture),
    }
}

/// What a picture will take, by its header; nothing is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its size, before it is turned.
    pub size: FrameSize,
    /// Bytes of its pixels as they are decoded.
    pub bytes: u64,
}

/// Reads a picture's header: what [`decode`] would need for it.
///
/// # Errors
/// As [`decode`]; a picture that is damaged behind its header is not noticed.
pub fn measure(bytes: &[u8]) -> Result<Measure, PictureError> {
    check_file_size(bytes.len() as u64)?;
    let measure = match format_of(bytes)? {
        ImageFormat::Jpeg => jpeg::measure(bytes)?,
        ImageFormat::Png => measure_of(PngDecoder::with_limits(Cursor::new(bytes), png_limits()))?,
        ImageFormat::WebP => measure_of(WebPDecoder::new(Cursor::new(bytes)))?,
        _ => return Err(PictureError::NotAPicture),
    };
    check_dimensions(measure.size.width, measure.size.height)?;
    Ok(measure)
}

/// Whether a file's name says that it is a JPEG, PNG or WebP, in any case. What is in it, only [`decode`] knows.
pub fn is_photo_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    PHOTO_EXTENSIONS.iter().any(|photo| photo.eq_ignore_ascii_case(extension))
}

/// Reads a file of at most [`MAX_FILE_BYTES`]. A folder, pipe or device is refused without waiting for it.
pub fn read(path: &Path) -> Result<Vec<u8>, PictureError> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other(text!("images-no-file")).into());
    }
    check_file_size(metadata.len())?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // One byte more than allowed, so that a file that grows meanwhile is noticed.
    File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    check_file_size(bytes.len() as u64)?;
    Ok(bytes)
}

/// A JPEG of the picture, of quality 90, colours at full resolution.
pub fn encode_jpeg(picture: &RgbImage) -> Result<Vec<u8>, PictureError> {
    let (width, height) = picture.dimensions();
    check_dimensions(width, height)?;
    let encode = || {
        let mut compressor = Compressor::new()?;
        compressor.set_quality(JPEG_QUALITY);
        compressor.set_subsamp(Subsamp::None);
        compressor.compress_to_vec(turbojpeg::Image {
            pixels: picture.as_raw().as_slice(),
            width: width as usize,
            pitch: width as usize * 3,
            height: height as usize,
            format: PixelFormat::RGB,
        })
    };
    encode().map_err(damaged)
}

/// Decodes a JPEG frame of a camera to pixels; no EXIF. Used for MJPEG: frames may lack their Huffman tables, and stray
/// bytes that cameras leave between their markers are passed over. A frame cut short is an error.
pub fn decode_jpeg(bytes: &[u8]) -> Result<RgbImage, PictureError> {
    check_file_size(bytes.len() as u64)?;
    jpeg::pixels(bytes, jpeg::harmless_in_frame)
}

/// The pixels of a box, as far as it lies in the picture; `None` when nothing of it does.
pub fn crop(picture: &RgbImage, face: FaceBox) -> Option<RgbImage> {
    let (width, height) = picture.dimensions();
    let inside = face.clipped_to(FrameSize { width, height });
    let (width, height) = (inside.width() as u32, inside.height() as u32);
    (width > 0 && height > 0)
        .then(|| image::imageops::crop_imm(picture, inside.left as u32, inside.top as u32, width, height).to_image())
}

fn check_file_size(bytes: u64) -> Result<(), PictureError> {
    match bytes {
        0 => Err(PictureError::Empty),
        1..=MAX_FILE_BYTES => Ok(()),
        _ => Err(PictureError::FileTooLarge { bytes }),
    }
}

fn check_dimensions(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

/// JPEG, PNG or WebP.
fn format_of(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    // What iPhones save, and what is often sent under the name .jpg.
    if let Some(b"ftypheic" | b"ftypheix" | b"ftyphevc" | b"ftypmif1" | b"ftypmsf1") = bytes.get(4..12) {
        return Err(PictureError::OtherFormat("HEIC"));
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        Ok(ImageFormat::Avif) => Err(PictureError::OtherFormat("AVIF")),
        Ok(ImageFormat::Bmp) => Err(PictureError::OtherFormat("BMP")),
        Ok(ImageFormat::Gif) => Err(PictureError::OtherFormat("GIF")),
        Ok(ImageFormat::Tiff) => Err(PictureError::OtherFormat("TIFF")),
        _ => Err(PictureError::NotAPicture),
    }
}

/// What its compressed text and colour profile may unpack to.
fn png_limits() -> image::Limits {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(MAX_FILE_BYTES);
    limits
}

fn measure_of(decoder: image::ImageResult<impl ImageDecoder>) -> Result<Measure, PictureError> {
    let decoder = decoder.map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    Ok(Measure { size: FrameSize { width, height }, bytes: decoder.total_bytes() })
}

fn pixels(decoder: image::ImageResult<impl ImageDecoder>) -> Result<RgbImage, PictureError> {
    let decoder = decoder.map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_dimensions(width, height)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    // Of 16 bits the upper byte, as OpenCV: `into_rgb8` would round. Before anything else, while it is smallest.
    let upper = |deep: Vec<u16>| deep.into_iter().map(|value| (value >> 8) as u8).collect::<Vec<u8>>();
    let shallow = match picture {
        DynamicImage::ImageLuma16(deep) => {
            ImageBuffer::from_raw(width, height, upper(deep.into_raw())).map(DynamicImage::ImageLuma8)
        }
        DynamicImage::ImageLumaA16(deep) => {
            ImageBuffer::from_raw(width, height, upper(deep.into_raw())).map(DynamicImage::ImageLumaA8)
        }
        DynamicImage::ImageRgb16(deep) => {
            ImageBuffer::from_raw(width, height, upper(deep.into_raw())).map(DynamicImage::ImageRgb8)
        }
        DynamicImage::ImageRgba16(deep) => {
            ImageBuffer::from_raw(width, height, upper(deep.into_raw())).map(DynamicImage::ImageRgba8)
        }
        shallow => Some(shallow),
    };
    Ok(shallow.ok_or(PictureError::Damaged)?.into_rgb8())
}

fn damaged(error: impl std::fmt::Display) -> PictureError {
    tracing::debug!("a picture could not be decoded or encoded: {error}");
    PictureError::Damaged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_told_by_its_name_in_any_case() {
        for name in ["a.jpg", "a.JPG", "a.Jpeg", "a.b.png", "folder.d/a.WebP"] {
            assert!(is_photo_name(Path::new(name)), "{name}");
        }
        for name in ["a.heic", "a.jpg.txt", "jpg", ".jpg", "a.", "", "folder.jpg/a"] {
            assert!(!is_photo_name(Path::new(name)), "{name}");
        }
    }
}
