//! Whether anything in the picture has changed: what has not need not be looked at again.

use image::RgbImage;

use crate::core::FaceBox;

/// Cells a picture is divided into, across and down.
const COLUMNS: u32 = 32;
const ROWS: u32 = 24;
/// Of a cell, so many pixels are read across and down: enough that a camera's noise averages out.
const SAMPLES: u32 = 8;
/// A cell whose brightness (0 to 255) differs by more has changed. The noise of a webcam in a dim corridor is about 4 a
/// pixel, half of one a cell.
const CHANGED: f32 = 4.0;
/// What is around a face moves with it: hair, shoulders, shadow.
const AROUND: f32 = 0.6;

/// How bright a picture is, cell by cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    width: u32,
    height: u32,
    cells: Vec<f32>,
}

impl Scene {
    pub(super) fn of(picture: &RgbImage) -> Self {
        let (width, height) = picture.dimensions();
        let pixels = picture.as_raw();
        let at = |cell: u32, sample: u32, cells: u32, length: u32| {
            (((cell * SAMPLES + sample) * 2 + 1) * length / (2 * cells * SAMPLES)).min(length - 1)
        };
        let brightness = |row: u32, column: u32| {
            let mut sum = 0;
            for dy in 0..SAMPLES {
                let y = at(row, dy, ROWS, height);
                for dx in 0..SAMPLES {
                    let first = 3 * (y as usize * width as usize + at(column, dx, COLUMNS, width) as usize);
                    let &[red, green, blue] = &pixels[first..first + 3] else { continue };
                    // Luma of ITU-R BT.601, in thousandths.
                    sum += 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
                }
            }
            sum as f32 / (1000.0 * (SAMPLES * SAMPLES) as f32)
        };
        let cells = if picture.is_empty() {
            Vec::new()
        } else {
            (0..ROWS)
                .flat_map(|row| (0..COLUMNS).map(move |column| (row, column)))
                .map(|(r, c)| brightness(r, c))
                .collect()
        };
        Self { width, height, cells }
    }

    /// Whether anything differs from the other, a picture of another size in everything.
    pub(super) fn differs(&self, other: &Self) -> bool {
        !self.is_as_large_as(other) || (0..self.cells.len()).any(|cell| self.has_changed(other, cell))
    }

    /// The cells that differ apart from these faces and what is around them, by their numbers; all, of a picture of another
    /// size.
    pub(super) fn changed_beside(&self, other: &Self, faces: &[FaceBox]) -> Vec<usize> {
        let cells = 0..self.cells.len();
        if !self.is_as_large_as(other) {
            return cells.collect();
        }
        let faces: Vec<FaceBox> = faces.iter().map(|face| face.grown(AROUND)).collect();
        let is_beside = |cell: usize| !faces.iter().any(|face| self.is_in(cell, face));
        cells.filter(|&cell| self.has_changed(other, cell) && is_beside(cell)).collect()
    }

    /// Whether anything differs where this face is, and around it. Of a face so small that no cell lies there nothing is
    /// known, and it may have.
    pub(super) fn differs_at(&self, other: &Self, face: FaceBox) -> bool {
        if !self.is_as_large_as(other) {
            return true;
        }
        let face = face.grown(AROUND);
        let mut cells = (0..self.cells.len()).filter(|&cell| self.is_in(cell, &face)).peekable();
        cells.peek().is_none() || cells.any(|cell| self.has_changed(other, cell))
    }

    fn is_as_large_as(&self, other: &Self) -> bool {
        (self.width, self.height) == (other.width, other.height)
    }

    fn has_changed(&self, other: &Self, cell: usize) -> bool {
        (self.cells[cell] - other.cells[cell]).abs() > CHANGED
    }

    /// Whether the middle of a cell is in a box.
    fn is_in(&self, cell: usize, face: &FaceBox) -> bool {
        let middle = |at: usize, cells: u32, length: u32| ((2 * at as u32 + 1) * length / (2 * cells)) as i32;
        let x = middle(cell % COLUMNS as usize, COLUMNS, self.width);
        let y = middle(cell / COLUMNS as usize, ROWS, self.height);
        (face.left..face.right).contains(&x) && (face.top..face.bottom).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, imageops};

    use super::*;

    fn noisy(seed: u64) -> RgbImage {
        let mut random = fastrand::Rng::with_seed(seed);
        RgbImage::from_fn(640, 480, |x, _| {
            let noise = (0..4).map(|_| random.f32() * 8.0 - 4.0).sum::<f32>();
            Rgb([(100.0 + (x / 10) as f32 + noise) as u8; 3])
        })
    }

    #[test]
    fn noise_is_no_change() {
        let first = Scene::of(&noisy(1));
        for seed in 2..30 {
            assert!(!Scene::of(&noisy(seed)).differs(&first), "{seed}");
        }
    }

    #[test]
    fn somebody_small_is_one() {
        let before = Scene::of(&noisy(1));
        let mut picture = noisy(2);
        imageops::overlay(&mut picture, &RgbImage::from_pixel(40, 50, Rgb([190, 150, 130])), 300, 200);
        let after = Scene::of(&picture);
        assert!(after.differs(&before) && !after.changed_beside(&before, &[]).is_empty());
        let face = FaceBox::new(200, 340, 250, 300);
        assert!(after.differs_at(&before, face) && after.changed_beside(&before, &[face]).is_empty());
        assert!(!after.differs_at(&before, FaceBox::new(300, 140, 350, 100)));
        assert!(after.differs_at(&before, FaceBox::new(300, 105, 305, 100)), "between the cells");
    }

    #[test]
    fn another_size_is_another_picture_and_none_is_too_small() {
        let sizes = [(1, 1), (3, 2), (31, 500), (640, 480), (0, 0)];
        let scenes = sizes.map(|(width, height)| Scene::of(&RgbImage::new(width, height)));
        for (at, scene) in scenes.iter().enumerate() {
            assert!(!scene.differs(scene));
            assert!(scenes.iter().skip(at + 1).all(|other| scene.differs(other)));
        }
    }
}
