//! JPEG by libjpeg-turbo, and the little of its structure that has to be known beside it.

use image::RgbImage;
use turbojpeg::{Colorspace, Decompressor, PixelFormat};

use super::{Measure, PictureError, check_dimensions, damaged};
use crate::core::FrameSize;

/// The segment that EXIF is in.
pub const APP1: u8 = 0xE1;
/// What goes before the pixels.
pub const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

/// Every scan of a progressive JPEG goes over the whole picture, and a few bytes make one. Cameras write about ten; more
/// than this is an attempt to keep the machine busy.
const MAX_SCANS: usize = 100;

/// Decodes by libjpeg-turbo, which tells of a broken stream by a warning, after filling the rest with gray.
pub fn pixels(bytes: &[u8], harmless: fn(&str) -> bool) -> Result<RgbImage, PictureError> {
    let mut decompressor = Decompressor::new().map_err(damaged)?;
    let header = decompressor.read_header(bytes).map_err(damaged)?;
    let (width, height) = (header.width, header.height);
    let (columns, rows) = (width.try_into().map_err(damaged)?, height.try_into().map_err(damaged)?);
    check_dimensions(columns, rows)?;
    if has_too_many_scans(bytes) {
        return Err(damaged("it has too many scans"));
    }

    let four_inks = matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK);
    let format = if four_inks { PixelFormat::CMYK } else { PixelFormat::RGB };
    let pitch = width * format.size();
    let mut pixels = vec![0; pitch * height];
    let output = turbojpeg::Image { pixels: pixels.as_mut_slice(), width, pitch, height, format };
    match decompressor.decompress(bytes, output) {
        Ok(()) => {}
        Err(turbojpeg::Error::TurboJpegError(message)) if harmless(&message) => {}
        Err(error) => return Err(damaged(error)),
    }
    if four_inks {
        pixels = pixels.as_chunks().0.iter().flat_map(rgb_of_inks).collect();
    }
    RgbImage::from_raw(columns, rows, pixels).ok_or(PictureError::Damaged)
}

/// What a JPEG will take.
pub fn measure(bytes: &[u8]) -> Result<Measure, PictureError> {
    let header = Decompressor::new().and_then(|mut jpeg| jpeg.read_header(bytes)).map_err(damaged)?;
    let four_inks = matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK);
    let (width, height) = (header.width.try_into().map_err(damaged)?, header.height.try_into().map_err(damaged)?);
    let bytes = u64::from(width) * u64::from(height) * if four_inks { 4 } else { 3 };
    Ok(Measure { size: FrameSize { width, height }, bytes })
}

/// Ink printed on white, as JPEGs of it store it: 255 is no ink.
fn rgb_of_inks(&[cyan, magenta, yellow, black]: &[u8; 4]) -> [u8; 3] {
    let black = i32::from(black);
    // To the pixel as OpenCV, whose shift rounds down.
    [cyan, magenta, yellow].map(|ink| (black - (((255 - i32::from(ink)) * black) >> 8)) as u8)
}

/// Padding before the end of the picture: everything before it was read.
pub fn harmless_in_photo(warning: &str) -> bool {
    warning.contains("extraneous bytes before marker 0xd9")
}

/// Padding between parts of the picture: cheap webcams leave it in every frame.
pub fn harmless_in_frame(warning: &str) -> bool {
    warning.contains("extraneous bytes before marker")
}

/// The marker segments of a JPEG and what is in them, over all scans, to the end of the picture.
pub fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        // What lies before the next marker is the data of a scan, where 0xFF is followed by zero or a restart marker. 0x01
        // has no length either: taken for a segment, it would hide what follows from us and not from the decoder.
        let at = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 1 | 0xD0..=0xD7 | 0xFF))?;
        let &[_, marker, high, low, ..] = rest.get(at..)? else { return None };
        // A length that does not even count itself is that of an empty segment to the decoder, which goes on behind it.
        let length = usize::from(u16::from_be_bytes([high, low])).max(2);
        let data = rest.get(at + 4..at + 2 + length)?;
        rest = rest.get(at + 2 + length..)?;
        (marker != END_OF_IMAGE).then_some((marker, data))
    })
}

fn has_too_many_scans(bytes: &[u8]) -> bool {
    segments(bytes).filter(|(marker, _)| *marker == START_OF_SCAN).nth(MAX_SCANS).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &[u8] = b"\xFF\xD8";
    const END: &[u8] = b"\xFF\xD9";
    /// Its data holds a stuffed byte, a restart marker and a fill byte.
    const SCAN: &[u8] = b"\xFF\xDA\0\x03sABC\xFF\0D\xFF\xD3E\xFF";

    #[test]
    fn segments_are_found_over_all_scans_to_the_end() {
        let bytes = [START, b"\xFF\xE1\0\x05exi", SCAN, b"\xFF\xFF\xC4\0\x02", SCAN, END, SCAN].concat();
        let found: Vec<_> = segments(&bytes).collect();
        assert_eq!(found, [(0xE1, b"exi".as_slice()), (0xDA, b"s"), (0xC4, b""), (0xDA, b"s")]);
    }

    #[test]
    fn a_segment_cut_short_is_the_last() {
        for bytes in [&b"\xFF\xD8\xFF\xE1\0\x09ex"[..], b"\xFF\xD8\xFF\xE1\0", b"\xFF\xD8\xFF", b"\xFF", b""] {
            assert_eq!(segments(bytes).count(), 0, "{bytes:?}");
        }
    }

    #[test]
    fn a_hundred_scans_are_allowed_and_no_more() {
        assert!(!has_too_many_scans(&[START, &SCAN.repeat(100), END].concat()));
        assert!(has_too_many_scans(&[START, &SCAN.repeat(101), END].concat()));
        assert!(
            has_too_many_scans(&[START, b"\xFF\x01", &SCAN.repeat(101), END].concat()),
            "behind a marker of no length"
        );
        for empty in [&b"\xFF\xFE\0\0"[..], b"\xFF\xFE\0\x01", b"\xFF\xEE\0\x02"] {
            let hidden = [START, empty, &SCAN.repeat(101), END].concat();
            assert!(has_too_many_scans(&hidden), "behind a segment that says it is shorter than its length: {empty:?}");
        }
        assert!(!has_too_many_scans(&[START, SCAN, END, &SCAN.repeat(101)].concat()), "behind the end");
    }
}
