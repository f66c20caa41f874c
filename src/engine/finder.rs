//! Where the faces are: our own detector (the package in `hog`) on a whole picture, or near where they just were.

use std::num::NonZeroUsize;

use hadir_hog::{FaceDetector, Found, Size};
use image::RgbImage;

use super::{FaceFinder, FoundFace};
use crate::core::{FaceBox, FrameSize, Upsampling, overlap};

/// A picture is not doubled past this many pixels, which take some seconds to look through. A photo of 18 megapixels is
/// still doubled once, one of 4.5 twice. `face_recognition` has no such end; in a larger photo, the faces that only
/// doubling would find are too small beside it to be whom it was taken of.
const MAX_UPSAMPLED_PIXELS: u64 = 72_000_000;

/// How many pixels wide the box of a face is that fills the detector's window.
const IN_WINDOW: f64 = 72.0;

/// How many pixels large a face as it was is in the patch. The first of the sizes looked at finds a face that became a
/// sixth smaller, the second one that did not, the third one that became larger.
const IN_PATCH: f64 = IN_WINDOW * 6.0 / 5.0;

/// How far a face is looked for around where it was, as a share of its size: from the middle of its box to the edge of
/// the patch. Half its size, half for how far it may have moved, and what the detector needs around it. And so much
/// that, of the windows, which lie eight pixels apart, one gives the very box that it was in: a face that keeps still
/// keeps its box.
const REACH: f64 = 0.5 + 53.0 / IN_WINDOW;

/// Sizes a patch is looked at in.
const SCALES: usize = 3;

/// How much less sure than in a scan the detector may be of a face that it was sure of a moment ago.
const LENIENCE: f64 = 0.2;

/// A face does not move further than this between two pictures, as a share of its size.
const FURTHEST: f64 = 0.6;

/// Boxes that share more than this are of one face.
const SAME: f64 = 0.5;

/// Smaller than this, in pixels, no face is found by any upsampling.
const SMALLEST: i32 = 10;

/// Finds faces as dlib does.
#[derive(Default)]
pub struct HogFinder {
    /// For whole pictures.
    scanning: FaceDetector,
    /// For a face's neighbourhood.
    following: FaceDetector,
}

impl HogFinder {
    /// A finder; it needs no model files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Over how many threads to spread a scan: one, until this is called. What is found is the same.
    pub fn set_threads(&mut self, threads: NonZeroUsize) {
        self.scanning.set_threads(threads);
    }

    fn near(&mut self, picture: &RgbImage, face: FaceBox) -> Option<FoundFace> {
        let size = size_of(picture);
        let before = whole(face, size)?;
        let patch = before.patch(size);
        if is_empty(&patch) {
            return None;
        }
        let scale = IN_PATCH / before.size;
        let pixels = cropped(picture, &patch)?;
        let scaled = |length: i32| ((f64::from(length) * scale).round() as usize).max(1);
        let target = Size { width: scaled(patch.width()), height: scaled(patch.height()) };
        let found = self.following.search(&pixels, &halvings(&pixels, target), SCALES, -LENIENCE);
        // The outermost pixels lie on each other.
        let shrunk = |from: i32, to: usize| f64::from((from - 1).max(1)) / (to - 1).max(1) as f64;
        let (across, down) = (shrunk(patch.width(), target.width), shrunk(patch.height(), target.height));
        found
            .iter()
            .map(|found| {
                let along = |edge: i32, scale: f64, offset: i32| (f64::from(edge) * scale).round() as i32 + offset;
                let face_box = FaceBox::new(
                    along(found.top, down, patch.top),
                    along(found.right, across, patch.left),
                    along(found.bottom, down, patch.top),
                    along(found.left, across, patch.left),
                );
                FoundFace { face_box, confidence: found.confidence }
            })
            .filter(|found| before.is_near(&found.face_box))
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
            .map(|found| FoundFace { face_box: found.face_box.clipped_to(size), ..found })
            .filter(|found| !is_empty(&found.face_box))
    }
}

impl FaceFinder for HogFinder {
    fn scan(&mut self, picture: &RgbImage, upsampling: Upsampling) -> Vec<FoundFace> {
        let size = size_of(picture);
        let sizes = upsampled_sizes(size, upsampling);
        let enlarged = sizes.iter().map(|size| Size { width: size.width as usize, height: size.height as usize });
        self.scanning
            .find(picture, &enlarged.collect::<Vec<_>>())
            .iter()
            .map(|found| FoundFace {
                face_box: brought_down(found, sizes.len()).clipped_to(size),
                confidence: found.confidence,
            })
            .filter(|found| !is_empty(&found.face_box))
            .collect()
    }

    fn again(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Vec<Option<FoundFace>> {
        let mut found: Vec<_> = boxes.iter().map(|face| self.near(picture, *face)).collect();
        // Two who stand close together may both be led to one of them: it is whose box it shares more with.
        for (first, second) in (1..boxes.len()).flat_map(|second| (0..second).map(move |first| (first, second))) {
            if let [Some(a), Some(b)] = [found[first], found[second]].map(|found| found.map(|found| found.face_box))
                && overlap(&a, &b) > SAME
            {
                let further = if overlap(&boxes[first], &a) < overlap(&boxes[second], &b) { first } else { second };
                found[further] = None;
            }
        }
        found
    }
}

/// A face's square, of which a box may be only the part inside the picture.
#[derive(Debug, Clone, Copy)]
struct Square {
    x: f64,
    y: f64,
    size: f64,
}

/// The square that a box inside a picture is, or is the part inside of; `None` when there is none to look for.
fn whole(face: FaceBox, picture: FrameSize) -> Option<Square> {
    let face = face.clipped_to(picture);
    let size = face.width().max(face.height());
    if size < SMALLEST {
        return None;
    }
    // Where the picture cut the box, the face goes on outside.
    let middle = |start: i32, end: i32, at_start: bool| {
        f64::from(if at_start && end - start < size { 2 * end - size } else { 2 * start + (end - start).max(size) })
            / 2.0
    };
    Some(Square {
        x: middle(face.left, face.right, face.left == 0),
        y: middle(face.top, face.bottom, face.top == 0),
        size: size.into(),
    })
}

impl Square {
    /// The part of the picture to look for the face in.
    fn patch(&self, picture: FrameSize) -> FaceBox {
        let reach = REACH * self.size;
        FaceBox::new(
            (self.y - reach).floor() as i32,
            (self.x + reach).ceil() as i32,
            (self.y + reach).ceil() as i32,
            (self.x - reach).floor() as i32,
        )
        .clipped_to(picture)
    }

    fn is_near(&self, face: &FaceBox) -> bool {
        let off = |start: i32, end: i32, middle: f64| (f64::from(start + end) / 2.0 - middle).abs();
        off(face.left, face.right, self.x).max(off(face.top, face.bottom, self.y)) <= FURTHEST * self.size
    }
}

/// The part of a picture in a box inside it.
fn cropped(picture: &RgbImage, part: &FaceBox) -> Option<RgbImage> {
    let (width, height) = (part.width() as usize, part.height() as usize);
    let rows = picture.as_raw().chunks_exact(3 * picture.width() as usize).skip(part.top as usize).take(height);
    let mut pixels = Vec::with_capacity(3 * width * height);
    rows.for_each(|row| pixels.extend_from_slice(&row[3 * part.left as usize..][..3 * width]));
    RgbImage::from_raw(width as u32, height as u32, pixels)
}

/// The sizes to bring a patch to, one after the other: interpolation between neighbours sees no more than half of the
/// pixels where a picture is made smaller than half at once.
fn halvings(patch: &RgbImage, target: Size) -> Vec<Size> {
    let mut size = Size { width: patch.width() as usize, height: patch.height() as usize };
    let mut sizes = Vec::new();
    while size.width > 2 * target.width && size.height > 2 * target.height {
        size = Size { width: size.width / 2, height: size.height / 2 };
        sizes.push(size);
    }
    sizes.push(target);
    sizes
}

/// The sizes a picture is doubled to, one after the other, as dlib's `pyramid_up` does; fewer for a large picture.
fn upsampled_sizes(size: FrameSize, upsampling: Upsampling) -> Vec<FrameSize> {
    let doubled = |size: &FrameSize| {
        let next = FrameSize { width: 2 * size.width + 2, height: 2 * size.height + 1 };
        (u64::from(next.width) * u64::from(next.height) <= MAX_UPSAMPLED_PIXELS).then_some(next)
    };
    std::iter::successors(doubled(&size), doubled).take(upsampling.times().into()).collect()
}

/// A rectangle found in a picture that was doubled, in pixels of the picture before; rounded once, at the end.
fn brought_down(found: &Found, doublings: usize) -> FaceBox {
    let down = |mut edge: f64, offset: f64| {
        for _ in 0..doublings {
            edge = edge / 2.0 - offset;
        }
        (edge + 0.5).floor() as i32
    };
    FaceBox::new(
        down(f64::from(found.top), 0.75),
        down(f64::from(found.right), 1.25),
        down(f64::from(found.bottom), 0.75),
        down(f64::from(found.left), 1.25),
    )
}

pub(super) fn size_of(picture: &RgbImage) -> FrameSize {
    FrameSize { width: picture.width(), height: picture.height() }
}

pub(super) fn is_empty(face: &FaceBox) -> bool {
    face.left >= face.right || face.top >= face.bottom
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(width: u32, height: u32, times: u8) -> Vec<(u32, u32)> {
        upsampled_sizes(FrameSize { width, height }, Upsampling::new(times).unwrap())
            .iter()
            .map(|size| (size.width, size.height))
            .collect()
    }

    #[test]
    fn a_picture_is_doubled_as_often_as_asked() {
        assert_eq!(sizes(640, 480, 0), []);
        assert_eq!(sizes(640, 480, 1), [(1282, 961)]);
        assert_eq!(sizes(640, 480, 2), [(1282, 961), (2566, 1923)]);
        assert_eq!(sizes(1, 1, 2), [(4, 3), (10, 7)]);
    }

    #[test]
    fn a_large_picture_is_doubled_less_often() {
        assert_eq!(sizes(4000, 3000, 2), [(8002, 6001)]);
        assert_eq!(sizes(5184, 3456, 1), [(10370, 6913)]);
        assert_eq!(sizes(6000, 4000, 2), []);
        assert_eq!(sizes(16_384, 4096, 2), []);
    }

    #[test]
    fn a_box_is_brought_down_through_every_doubling_and_rounded_once() {
        let found = Found { left: 101, top: 50, right: 420, bottom: 369, confidence: 1.0 };
        assert_eq!(brought_down(&found, 0), FaceBox::new(50, 420, 369, 101));
        assert_eq!(brought_down(&found, 1), FaceBox::new(24, 209, 184, 49));
        assert_eq!(brought_down(&found, 2), FaceBox::new(11, 103, 91, 23));
    }
}
