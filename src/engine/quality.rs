//! How good a picture of a face is to recognise it by, measured on its pixels in a fraction of a millisecond: [`Quality`].

use image::RgbImage;

use super::finder::{is_empty, size_of};
use crate::core::{FaceBox, Pose, Quality};

/// A face is measured on so many pixels a side, however large it is: what is sharp then is what the network, which looks
/// at 150, has something of.
const SIDE: usize = 64;

/// Measures the face in a box of the picture, of which it is known already how it is turned. All else is 0 where the box
/// has no pixel in it.
pub fn quality(picture: &RgbImage, face: FaceBox, pose: Pose) -> Quality {
    let face = face.clipped_to(size_of(picture));
    if is_empty(&face) {
        return Quality { pose, ..Quality::default() };
    }
    let grey = Grey::of(picture, face).resized(SIDE);
    let (light, variance) = mean_and_variance(grey.values.iter().copied());
    let (_, sharpness) = mean_and_variance(grey.laplacian());
    Quality { width: face.width().into(), sharpness, light, contrast: variance.sqrt(), pose }
}

/// A picture's brightness.
struct Grey {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl Grey {
    /// Of the part of a picture in a box inside it; of a large part, the means of whole blocks of pixels.
    fn of(picture: &RgbImage, face: FaceBox) -> Self {
        let (left, top) = (face.left as usize, face.top as usize);
        let (width, height) = (face.width() as usize, face.height() as usize);
        let block = (width.min(height) / SIDE).max(1);
        let stride = 3 * picture.width() as usize;
        let (width, height) = (width / block, height / block);
        let mut values = vec![0.0; width * height];
        for (y, row) in picture.as_raw().chunks_exact(stride).skip(top).take(height * block).enumerate() {
            let pixels = row[3 * left..][..3 * width * block].chunks_exact(3 * block);
            for (value, pixels) in values[y / block * width..][..width].iter_mut().zip(pixels) {
                *value += pixels.as_chunks().0.iter().map(luma).sum::<u32>() as f32;
            }
        }
        let scale = 1.0 / (WHOLE * block * block) as f32;
        values.iter_mut().for_each(|value| *value *= scale);
        Self { width, height, values }
    }

    /// Brought to a square, each value from the four nearest.
    fn resized(&self, side: usize) -> Self {
        let place = |at: usize, length: usize| {
            let place = ((at as f32 + 0.5) * length as f32 / side as f32 - 0.5).clamp(0.0, (length - 1) as f32);
            let before = place as usize;
            (before, (before + 1).min(length - 1), place - before as f32)
        };
        let columns: Vec<_> = (0..side).map(|x| place(x, self.width)).collect();
        let mut values = Vec::with_capacity(side * side);
        for y in 0..side {
            let (above, below, down) = place(y, self.height);
            let [above, below] = [above, below].map(|y| &self.values[y * self.width..][..self.width]);
            values.extend(columns.iter().map(|&(left, right, along)| {
                let between = |row: &[f32]| row[left] + along * (row[right] - row[left]);
                between(above) + down * (between(below) - between(above))
            }));
        }
        Self { width: side, height: side, values }
    }

    /// How much each value that has four neighbours differs from them.
    fn laplacian(&self) -> impl Iterator<Item = f32> + Clone {
        let width = self.width;
        let row = move |y: usize| &self.values[y * width..][..width];
        (1..self.height - 1).flat_map(move |y| {
            let [above, row, below] = [row(y - 1), row(y), row(y + 1)];
            (1..width - 1).map(move |x| above[x] + below[x] + row[x - 1] + row[x + 1] - 4.0 * row[x])
        })
    }
}

/// What the shares of the three colours in [`luma`] add up to.
const WHOLE: usize = 256;

/// Brightness of a pixel, as ITU-R BT.601 has it, times [`WHOLE`].
fn luma(&[red, green, blue]: &[u8; 3]) -> u32 {
    77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)
}

fn mean_and_variance(values: impl Iterator<Item = f32> + Clone) -> (f64, f64) {
    let count = values.clone().count() as f64;
    let mean = values.clone().map(f64::from).sum::<f64>() / count;
    (mean, values.map(|value| (f64::from(value) - mean).powi(2)).sum::<f64>() / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn quality(picture: &RgbImage, face: FaceBox) -> Quality {
        super::quality(picture, face, Pose::default())
    }

    /// Stripes so many pixels wide, of 100 and 200.
    fn stripes(size: u32, width: u32) -> RgbImage {
        RgbImage::from_fn(size, size, |x, _| Rgb([if (x / width).is_multiple_of(2) { 100 } else { 200 }; 3]))
    }

    fn square(from: i32, to: i32) -> FaceBox {
        FaceBox::new(from, to, to, from)
    }

    #[test]
    fn an_even_face_has_light_and_nothing_else() {
        let picture = RgbImage::from_pixel(200, 200, Rgb([80; 3]));
        for side in [1, 2, 3, 40, 63, 64, 65, 128, 200] {
            let measured = quality(&picture, square(0, side));
            assert_eq!(measured.width, f64::from(side));
            assert!((measured.light - 80.0).abs() < 0.01, "{measured:?}");
            assert!(measured.contrast < 0.01 && measured.sharpness < 0.01, "{measured:?}");
        }
    }

    #[test]
    fn brightness_is_that_of_the_colours_together() {
        let light = |colour| quality(&RgbImage::from_pixel(64, 64, Rgb(colour)), square(0, 64)).light;
        assert!((light([255; 3]) - 255.0).abs() < 0.01);
        assert_eq!(light([0; 3]), 0.0);
        assert!(light([0, 200, 0]) > light([200, 0, 0]) && light([200, 0, 0]) > light([0, 0, 200]));
    }

    #[test]
    fn the_laplacian_is_that_of_the_pixels() {
        // Every second column differs from both of its neighbours by 100, up or down.
        let measured = quality(&stripes(64, 1), square(0, 64));
        assert_eq!((measured.light, measured.contrast, measured.sharpness), (150.0, 50.0, 40_000.0));
    }

    #[test]
    fn what_is_enlarged_or_blurred_is_less_sharp() {
        let fine = quality(&stripes(256, 12), square(0, 256));
        let blurred = quality(&image::imageops::blur(&stripes(256, 12), 6.0), square(0, 256));
        assert!(blurred.sharpness < fine.sharpness / 4.0, "{blurred:?}, {fine:?}");
        let enlarged = quality(&stripes(256, 12), square(0, 32));
        assert!(enlarged.sharpness < fine.sharpness / 4.0, "{enlarged:?}, {fine:?}");
    }

    #[test]
    fn a_face_is_as_sharp_however_large_it_is() {
        let small = quality(&stripes(64, 4), square(0, 64));
        let large = quality(&stripes(256, 16), square(0, 256));
        assert!((small.sharpness - large.sharpness).abs() < 1.0, "{small:?}, {large:?}");
    }

    #[test]
    fn a_box_of_any_kind_is_measured_without_harm() {
        let picture = stripes(100, 3);
        let edges = [i32::MIN, -50, -1, 0, 1, 2, 50, 99, 100, 101, i32::MAX];
        for top in edges {
            for bottom in edges {
                for (left, right) in [(0, 100), (-20, 1), (99, 300), (10, 10), (60, 20), (i32::MIN, i32::MAX)] {
                    let measured = quality(&picture, FaceBox { top, right, bottom, left });
                    let numbers = [measured.width, measured.sharpness, measured.light, measured.contrast];
                    assert!(numbers.iter().all(|number| number.is_finite()), "{measured:?}");
                }
            }
        }
        assert_eq!(quality(&RgbImage::new(0, 0), square(0, 10)), Quality::default());
        assert_eq!(quality(&picture, square(200, 300)), Quality::default());
    }
}
