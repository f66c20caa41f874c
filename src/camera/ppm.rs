//! Pictures as ffmpeg puts them on a pipe: binary PPM, one after the other, each with its own size.

use std::io::{BufRead, ErrorKind, Read};

use image::RgbImage;

use crate::text;
use crate::words::Text;

/// The most pixels a picture may have: 4096 x 4096, 50 MB.
pub(super) const MAX_PIXELS: u64 = 1 << 24;

/// The longest header that can say anything sensible.
const MAX_HEADER: usize = 32;

/// Why no picture could be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub(super) enum PpmError {
    BrokenOff(#[from] std::io::Error),
    NotPpm,
    TooLarge { width: u32, height: u32 },
}

impl PpmError {
    /// What is wrong, to stand behind a colon.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::BrokenOff(_) => text!("camera-broke-off"),
            Self::NotPpm => text!("camera-not-ppm"),
            Self::TooLarge { width, height } => {
                text!("camera-pictures-too-large", width = width.to_string(), height = height.to_string())
            }
        }
    }
}

/// Reads the next picture; `None` at the end.
pub(super) fn read(from: &mut impl BufRead) -> Result<Option<RgbImage>, PpmError> {
    loop {
        match from.fill_buf() {
            Ok([]) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let (width, height) = read_header(from)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PpmError::TooLarge { width, height });
    }
    let mut pixels = vec![0; width as usize * height as usize * 3];
    from.read_exact(&mut pixels)?;
    RgbImage::from_raw(width, height, pixels).ok_or(PpmError::NotPpm).map(Some)
}

/// `P6`, width, height and 255, each ended by one white space.
fn read_header(from: &mut impl BufRead) -> Result<(u32, u32), PpmError> {
    let mut header = Vec::with_capacity(MAX_HEADER);
    for byte in from.take(MAX_HEADER as u64).bytes() {
        header.push(byte?);
        if header.iter().filter(|byte| byte.is_ascii_whitespace()).count() == 4 {
            break;
        }
    }
    let text = std::str::from_utf8(&header).map_err(|_| PpmError::NotPpm)?;
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let ["P6", width, height, "255"] = words[..] else { return Err(PpmError::NotPpm) };
    let side = |text: &str| text.parse().ok().filter(|side: &u32| *side > 0).ok_or(PpmError::NotPpm);
    Ok((side(width)?, side(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = Vec<Result<(u32, u32), String>>;

    fn read_all(mut bytes: &[u8]) -> Found {
        let mut found = Vec::new();
        loop {
            match read(&mut bytes) {
                Ok(Some(picture)) => found.push(Ok(picture.dimensions())),
                Ok(None) => return found,
                Err(error) => {
                    found.push(Err(error.to_string()));
                    return found;
                }
            }
        }
    }

    #[test]
    fn pictures_of_several_sizes_follow_each_other() {
        assert_eq!(read_all(b"P6\n2 1\n255\nabcdefP6\n1 1\n255\nghi"), [Ok((2, 1)), Ok((1, 1))]);
    }

    #[test]
    fn pixels_that_look_like_white_space_are_pixels() {
        let picture = read(&mut &b"P6\n1 1\n255\n\n\n\n"[..]).unwrap().unwrap();
        assert_eq!(picture.into_raw(), b"\n\n\n");
    }

    #[test]
    fn what_is_no_picture_is_said_so_and_nothing_is_allocated_for_it() {
        let not_ppm = || vec![Err(PpmError::NotPpm.to_string())];
        let all: [(&[u8], Found); 7] = [
            (b"", vec![]),
            (b"GIF89a  a  b", not_ppm()),
            (b"P6\n0 4\n255\n", not_ppm()),
            (b"P6\n-1 4\n255\n", not_ppm()),
            (b"P6 11111111111111111111111111111111111111111111", not_ppm()),
            (b"P6\n50000 50000\n255\n", vec![Err("its pictures are too large (50000 x 50000 pixels)".to_owned())]),
            (b"P6\n2 1\n255\nabc", vec![Err("the pictures broke off".to_owned())]),
        ];
        for (bytes, expected) in all {
            assert_eq!(read_all(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
