//! Makes a picture larger or smaller, a row at a time, to the very pixels that dlib would make.
//!
//! The interpolation is bilinear, in dlib's arithmetic: a position along a row is a sum of steps in single precision,
//! four columns apart, except in the last columns; what lies between two brightnesses is cut off, not rounded. The
//! detector's scores hang on such details.

use fearless_simd::{Level, dispatch};

use super::Size;

/// Columns that dlib works on at once.
const LANES: usize = 4;

/// Scales one picture: takes its rows from the top, and gives those of the other as soon as they can be known.
pub(crate) struct Scaler {
    from: Size,
    to: Size,
    x_scale: f64,
    y_scale: f64,
    /// For each column, the one at its left in the other picture.
    left: Vec<u32>,
    /// How far to the right of it, as dlib has it for most columns.
    along: Vec<f32>,
    taken: usize,
    given: usize,
    /// Where the row given last lies in the other picture.
    y: f64,
    /// The two rows taken last: for each column, the pixels at its left and at its right.
    neighbours: [Neighbours; 2],
    row: Vec<u32>,
}

struct Neighbours {
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Scaler {
    pub(crate) fn new(from: Size, to: Size) -> Self {
        let scale = |from: usize, to: usize| (from.max(1) - 1) as f64 / (to.max(2) - 1) as f64;
        let (x_scale, y_scale) = (scale(from.width, to.width), scale(from.height, to.height));
        let mut left = Vec::with_capacity(to.width);
        let mut along = Vec::with_capacity(to.width);
        let mut x: [f32; LANES] = std::array::from_fn(|lane| (-4.0 * x_scale + lane as f64 * x_scale) as f32);
        while left.len() + LANES <= to.width {
            x = x.map(|x| x + (4.0 * x_scale) as f32);
            if x[LANES - 1] as usize + 1 >= from.width {
                break;
            }
            left.extend(x.map(|x| x as u32));
            along.extend(x.map(|x| x - x.trunc()));
        }
        let mut x = -x_scale + left.len() as f64 * x_scale;
        while left.len() < to.width {
            x += x_scale;
            left.push(x as u32);
        }
        let neighbours = || Neighbours { left: vec![0; to.width], right: vec![0; to.width] };
        Self {
            from,
            to,
            x_scale,
            y_scale,
            left,
            along,
            taken: 0,
            given: 0,
            y: -y_scale,
            neighbours: [neighbours(), neighbours()],
            row: vec![0; to.width],
        }
    }

    /// Begins the next picture of the same size.
    pub(crate) fn restart(&mut self) {
        self.taken = 0;
        self.given = 0;
        self.y = -self.y_scale;
    }

    /// Takes the next row of pixels.
    pub(crate) fn take(&mut self, row: &[u32]) {
        let Neighbours { left, right } = &mut self.neighbours[self.taken % 2];
        for ((&x, left), right) in self.left.iter().zip(left).zip(right) {
            let x = x as usize;
            match row.get(x..x + 2) {
                Some(pair) => (*left, *right) = (pair[0], pair[1]),
                // The last pixel stands for the one after it.
                None => (*left, *right) = (row[x], row[x]),
            }
        }
        self.taken += 1;
    }

    /// The next row, once the rows it lies between were taken.
    pub(crate) fn next_row(&mut self, level: Level) -> Option<&[u32]> {
        let y = self.y + self.y_scale;
        let top = y as usize;
        let bottom = (top + 1).min(self.from.height - 1);
        if self.given == self.to.height || bottom >= self.taken {
            return None;
        }
        self.y = y;
        self.given += 1;
        let down = y - top as f64;
        let (top, bottom) = (&self.neighbours[top % 2], &self.neighbours[bottom % 2]);
        let around = [&top.left, &top.right, &bottom.left, &bottom.right].map(Vec::as_slice);
        let grouped = self.along.len();
        dispatch!(level, _ => interpolate(&self.along, down, around, &mut self.row[..grouped]));

        let mut x = -self.x_scale + grouped as f64 * self.x_scale;
        for column in grouped..self.to.width {
            x += self.x_scale;
            let along = x - x.floor();
            self.row[column] = each_colour(|shift| {
                let [tl, tr, bl, br] = around.map(|pixels| f64::from(pixels[column] >> shift & 0xff));
                let (above, below) = ((1.0 - along) * tl + along * tr, (1.0 - along) * bl + along * br);
                ((1.0 - down) * above + down * below) as u32
            });
        }
        Some(&self.row)
    }
}

/// A pixel of which each colour is made by itself, from those that lie so many bits into their pixels.
#[inline(always)]
fn each_colour(make: impl Fn(u32) -> u32) -> u32 {
    make(0) | make(8) << 8 | make(16) << 16
}

/// Each pixel from the four around it: top left, top right, bottom left, bottom right.
#[inline(always)]
fn interpolate(along: &[f32], down: f64, around: [&[u32]; 4], row: &mut [u32]) {
    let (up, down) = ((1.0 - down) as f32, down as f32);
    let length = row.len();
    let along = &along[..length];
    let [tl, tr, bl, br] = around.map(|pixels| &pixels[..length]);
    for i in 0..length {
        let (right, left) = (along[i], 1.0 - along[i]);
        let shares = [up * left, up * right, down * left, down * right];
        row[i] = each_colour(
            #[inline(always)]
            |shift| {
                // By way of a signed number, which vectors can convert.
                let part = |pixel: u32, share: f32| (pixel >> shift & 0xff) as i32 as f32 * share;
                let [a, b, c, d] = shares;
                cut_off(part(tl[i], a) + part(tr[i], b) + part(bl[i], c) + part(br[i], d))
            },
        );
    }
}

/// The whole part of a brightness; a cast, which minds every other number, would be made one by one.
#[inline(always)]
fn cut_off(brightness: f32) -> u32 {
    // From here on, there is no place for fractions.
    const WHOLE: f32 = (1 << 23) as f32;
    let raised = brightness + WHOLE;
    (raised.to_bits() & 0x1ff) - u32::from(raised - WHOLE > brightness)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaled(rows: &[Vec<u32>], to: Size) -> Vec<Vec<u32>> {
        let mut scaler = Scaler::new(Size { width: rows[0].len(), height: rows.len() }, to);
        let mut result = Vec::new();
        // The second time shows what the first left behind.
        for _ in 0..2 {
            result.clear();
            scaler.restart();
            for row in rows {
                scaler.take(row);
                while let Some(row) = scaler.next_row(Level::new()) {
                    result.push(row.to_vec());
                }
            }
        }
        result
    }

    #[test]
    fn a_picture_keeps_its_corners_and_each_colour_its_place() {
        let rows: Vec<Vec<u32>> = (0..30).map(|y| (0..40).map(|x| x | (2 * y) << 8 | 200 << 16).collect()).collect();
        for to in [Size { width: 82, height: 61 }, Size { width: 33, height: 25 }, Size { width: 40, height: 30 }] {
            let result = scaled(&rows, to);
            assert_eq!(result.len(), to.height);
            assert!(result.iter().all(|row| row.len() == to.width));
            for (y, row) in result.iter().enumerate() {
                for (x, &pixel) in row.iter().enumerate() {
                    let [red, green, blue, rest] = pixel.to_le_bytes().map(f64::from);
                    let across = x as f64 * 39.0 / (to.width - 1) as f64;
                    let down = y as f64 * 58.0 / (to.height - 1) as f64;
                    assert!(
                        (red - across).abs() < 1.01 && (green - down).abs() < 1.01,
                        "{x}, {y} of {to:?}: {pixel:x}"
                    );
                    assert!(blue >= 199.0 && rest == 0.0);
                }
            }
        }
    }

    #[test]
    fn one_pixel_becomes_many() {
        assert_eq!(scaled(&[vec![0x10_2030]], Size { width: 4, height: 3 }), vec![vec![0x10_2030; 4]; 3]);
    }

    #[test]
    fn fractions_are_cut_off() {
        for (brightness, whole) in
            [(0.0, 0), (0.5, 0), (0.999, 0), (1.0, 1), (1.5, 1), (2.5, 2), (254.99, 254), (255.0, 255)]
        {
            assert_eq!(cut_off(brightness), whole);
        }
    }
}
