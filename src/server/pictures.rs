//! Pictures that requests bring: how large they may be, and how many are in memory at once.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::StatusCode;
use image::RgbImage;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::pool::WAIT;
use super::refusal::Refusal;
use crate::images::{self, Measure, PictureError};

/// The longest side of a picture, in pixels.
const MAX_SIDE: u32 = 4096;
/// What a picture may decode to, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// What the pictures of all requests may take together, in bytes.
const ALL_BYTES: u32 = 128 << 20;
/// Pictures that are decoded at once.
const DECODING: usize = 2;
/// The original service's words.
const INVALID: &str = "Gambar tidak valid";

/// Lets pictures in, as many as there is room for.
pub(super) struct Pictures {
    decoding: Arc<Semaphore>,
    /// A permit a byte.
    room: Arc<Semaphore>,
}

/// A picture that may be decoded; there is room for it until this is dropped.
pub(super) struct Admitted {
    pub(super) bytes: Bytes,
    decoding: Option<OwnedSemaphorePermit>,
    _room: OwnedSemaphorePermit,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { decoding: Arc::new(Semaphore::new(DECODING)), room: Arc::new(Semaphore::new(ALL_BYTES as usize)) }
    }
}

impl Pictures {
    /// Waits until there is room for a picture.
    ///
    /// # Errors
    /// 400 where it is none, 413 where it is too large, 429 where there is no room for long.
    pub(super) async fn admit(&self, bytes: Bytes) -> Result<Admitted, Refusal> {
        let ends = |_| Refusal::said(StatusCode::SERVICE_UNAVAILABLE, "Hadir is being closed.");
        let busy = |_| Refusal::too_busy();
        let decoding = timeout(WAIT, self.decoding.clone().acquire_owned()).await.map_err(busy)?.map_err(ends)?;
        // A header may take its time: a colour profile is unpacked.
        let measuring = tokio::task::spawn_blocking(move || (images::measure(&bytes), bytes));
        let (measure, bytes) = measuring.await.map_err(|_| Refusal::said(StatusCode::BAD_REQUEST, INVALID))?;
        let room = room_for(&measure?)?;
        let room = timeout(WAIT, self.room.clone().acquire_many_owned(room)).await.map_err(busy)?.map_err(ends)?;
        Ok(Admitted { bytes, decoding: Some(decoding), _room: room })
    }
}

impl Admitted {
    /// The picture.
    pub(super) fn decode(&mut self) -> Result<RgbImage, PictureError> {
        let _decoding = self.decoding.take();
        images::decode(&self.bytes)
    }
}

/// What a picture takes while it is decoded: as it is stored, and as it is looked at.
fn room_for(measure: &Measure) -> Result<u32, Refusal> {
    let size = measure.size;
    if size.width > MAX_SIDE || size.height > MAX_SIDE {
        let (width, height) = (size.width, size.height);
        return Err(PictureError::TooLarge { width, height }.into());
    }
    if measure.bytes > MAX_BYTES {
        let text =
            format!("The picture takes more than {} MB when it is decoded; send a smaller one.", MAX_BYTES >> 20);
        return Err(Refusal::said(StatusCode::PAYLOAD_TOO_LARGE, text));
    }
    let pixels = u64::from(size.width) * u64::from(size.height);
    Ok(u32::try_from(measure.bytes + 3 * pixels).unwrap_or(ALL_BYTES).min(ALL_BYTES))
}

impl From<PictureError> for Refusal {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::TooLarge { width, height } => Self::said(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The picture is {width} x {height} pixels; send one of at most {MAX_SIDE} x {MAX_SIDE}."),
            ),
            PictureError::FileTooLarge { .. } => {
                Self::said(StatusCode::PAYLOAD_TOO_LARGE, "The picture's file is too large; send a smaller one.")
            }
            _ => Self::said(StatusCode::BAD_REQUEST, INVALID),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::FrameSize;

    fn room(width: u32, height: u32, bytes_a_pixel: u64) -> Result<u32, StatusCode> {
        let bytes = u64::from(width) * u64::from(height) * bytes_a_pixel;
        room_for(&Measure { size: FrameSize { width, height }, bytes }).map_err(|refusal| match refusal {
            Refusal::Said(status, _) => status,
            Refusal::Invalid(_) => panic!(),
        })
    }

    #[test]
    fn the_largest_picture_that_is_let_in_finds_room() {
        assert_eq!(room(640, 480, 3), Ok(640 * 480 * 6));
        assert_eq!(room(4096, 4096, 4), Ok(4096 * 4096 * 7));
        assert!(room(4096, 4096, 4).unwrap() <= ALL_BYTES);
        assert_eq!(room(4096, 4096, 5), Err(StatusCode::PAYLOAD_TOO_LARGE));
        assert_eq!(room(4097, 1, 3), Err(StatusCode::PAYLOAD_TOO_LARGE));
        assert_eq!(room(1, 4097, 3), Err(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[test]
    fn who_comes_when_it_is_full_waits_until_there_is_room() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let pictures = Arc::new(Pictures::default());
            let mut png = std::io::Cursor::new(Vec::new());
            image::RgbaImage::new(4096, 4096).write_to(&mut png, image::ImageFormat::Png).unwrap();
            let png = Bytes::from(png.into_inner());
            let mut first = pictures.admit(png.clone()).await.unwrap();
            assert_eq!(first.decode().unwrap().dimensions(), (4096, 4096));
            let (waits, bytes) = (pictures.clone(), png.clone());
            let second = tokio::spawn(async move { waits.admit(bytes).await.is_ok() });
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            assert!(!second.is_finished());
            drop(first);
            assert!(second.await.unwrap());
        });
    }
}
