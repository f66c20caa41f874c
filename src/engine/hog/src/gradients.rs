//! Which way each pixel's brightness changes, and how much; counted for the cells around it.

use fearless_simd::{Level, dispatch};

use super::{CELL, COLOURS};

/// Directions that are told apart, of the whole circle.
pub(crate) const DIRECTIONS: usize = 18;

/// Pixels worked on at once: enough for any vector, and what is kept of them stays in the first cache.
const BATCH: usize = 64;

/// dlib works on eight pixels of a row at once, and on those left over at its end by other rules.
const LANES: usize = 8;

/// How steep a gradient is at the edge between each two of the five directions of a quarter circle, from the flattest.
///
/// dlib takes the direction whose unit vector, rounded to four places, has the largest product with the gradient. No
/// gradient of whole numbers up to 255 is as steep as an edge, so that each of these fractions, the next below it of
/// such numbers, parts the same gradients, in 16 bits.
const EDGES: [(u16, u16); 4] = [(43, 244), (138, 239), (230, 193), (250, 91)];

/// The votes of a picture's pixels in the two rows of cells that lie around the row of pixels.
///
/// A pixel votes for its direction, with its strength, in the four cells nearest to it, more for the nearer ones. One
/// row of cells lies before the picture's first, and one column; as many after the last: their votes count for nothing.
pub(crate) struct Votes {
    /// By direction, column of cells, and row of cells, odd or even: the four that a pixel votes in lie together.
    counts: Vec<f32>,
    columns: usize,
    batch: Box<Batch>,
}

/// What some pixels of a row vote.
struct Batch {
    /// Where in the votes the first of the four lies.
    at: [u32; BATCH],
    strength: [f32; BATCH],
}

impl Votes {
    /// For a picture so many cells wide.
    pub(crate) fn new(cells: usize) -> Self {
        let columns = cells + 2;
        let batch = Box::new(Batch { at: [0; BATCH], strength: [0.0; BATCH] });
        Self { counts: vec![0.0; DIRECTIONS * columns * 2], columns, batch }
    }

    pub(crate) fn clear(&mut self) {
        self.counts.fill(0.0);
    }

    /// Writes a row of cells, from its first column to its last, for each direction; and begins another in its place.
    pub(crate) fn take_row(&mut self, row: usize, cells: &mut [f32]) {
        let width = self.columns - 2;
        let directions = self.counts.chunks_exact_mut(self.columns * 2).zip(cells.chunks_exact_mut(width));
        for (counts, cells) in directions {
            for (pair, cell) in counts[2..].chunks_exact(2).zip(cells) {
                *cell = pair[row % 2];
            }
            for pair in counts.chunks_exact_mut(2) {
                pair[row % 2] = 0.0;
            }
        }
    }

    /// Counts the pixels of row `y`, from its second to the one before `end`; `rows` are the row above, `y`, and the row
    /// below.
    pub(crate) fn count(&mut self, level: Level, y: usize, end: usize, rows: [&[u8]; 3]) {
        let rows = rows.map(Planes::of);
        let (upper, lower) = shares(y);
        // By the row's place in the pairs.
        let even = ((y + CELL / 2) / CELL).is_multiple_of(2);
        let by_row = if even { [upper, lower] } else { [lower, upper] };
        let grouped = 1 + (end - 1) / LANES * LANES;
        for from in (1..grouped).step_by(BATCH) {
            let to = (from + BATCH).min(grouped);
            dispatch!(level, _ => self.count_batch(rows, from, to, by_row));
        }
        for x in grouped..end {
            self.count_single(rows, x, by_row);
        }
    }

    #[inline(always)]
    fn count_batch(&mut self, rows: [Planes; 3], from: usize, to: usize, by_row: [f32; 2]) {
        let Batch { at, strength } = self.batch.as_mut();
        let (at, strength) = (&mut at[..to - from], &mut strength[..to - from]);
        gradients(rows, from, self.columns as u32, at, strength);
        let across: [[f32; 4]; CELL] = std::array::from_fn(|x| {
            let (left, right) = shares(x);
            [left, left, right, right]
        });
        let [even, odd] = by_row;
        let down = [even, odd, even, odd];
        for (x, (&at, &strength)) in (from..to).zip(at.iter().zip(&*strength)) {
            let across = &across[x % CELL];
            let at = at as usize;
            if let Some(counts) = self.counts.get_mut(at..at + 4) {
                for i in 0..4 {
                    counts[i] += down[i] * (across[i] * strength);
                }
            }
        }
    }

    /// Counts one of the pixels at the end of a row, as dlib does these: of equally strong gradients the first colour's
    /// counts, and products are rounded once.
    fn count_single(&mut self, [above, row, below]: [Planes; 3], x: usize, [even, odd]: [f32; 2]) {
        let mut strongest = (0, 0, -1);
        for ((above, row), below) in above.0.iter().zip(row.0).zip(below.0) {
            let dx = i16::from(row[x + 1]) - i16::from(row[x - 1]);
            let dy = i16::from(below[x]) - i16::from(above[x]);
            let square = squared_length(dx, dy);
            if square > strongest.2 {
                strongest = (dx, dy, square);
            }
        }
        let (dx, dy, square) = strongest;
        let strength = (square as f32).sqrt();
        let (left, right) = shares(x);
        let at = 2 * (usize::from(direction(dx, dy)) * self.columns + (x + CELL / 2) / CELL);
        for (count, share) in self.counts[at..].iter_mut().zip([even * left, odd * left, even * right, odd * right]) {
            *count += share * strength;
        }
    }
}

/// A row's red, green and blue pixels.
#[derive(Clone, Copy)]
struct Planes<'a>([&'a [u8]; COLOURS]);

impl<'a> Planes<'a> {
    fn of(row: &'a [u8]) -> Self {
        let width = row.len() / COLOURS;
        Self(std::array::from_fn(|plane| &row[plane * width..(plane + 1) * width]))
    }

    #[inline(always)]
    fn from(self, start: usize, length: usize) -> [&'a [u8]; COLOURS] {
        self.0.map(|plane| &plane[start..start + length])
    }
}

/// How much of a pixel's vote goes to the cell before it, and to the one after it.
#[inline(always)]
fn shares(place: usize) -> (f32, f32) {
    let after = (((place + CELL / 2) % CELL) as f32 + 0.5) / CELL as f32;
    (1.0 - after, after)
}

/// Of each pixel from `from` on, where its votes begin and how strong they are.
#[inline(always)]
fn gradients([above, row, below]: [Planes; 3], from: usize, columns: u32, at: &mut [u32], strength: &mut [f32]) {
    let length = at.len();
    let strength = &mut strength[..length];
    let [red_left, green_left, blue_left] = row.from(from - 1, length);
    let [red_right, green_right, blue_right] = row.from(from + 1, length);
    let [red_above, green_above, blue_above] = above.from(from, length);
    let [red_below, green_below, blue_below] = below.from(from, length);
    for i in 0..length {
        let difference = |to: &[u8], from: &[u8]| i16::from(to[i]) - i16::from(from[i]);
        let red = (difference(red_right, red_left), difference(red_below, red_above));
        let green = (difference(green_right, green_left), difference(green_below, green_above));
        let blue = (difference(blue_right, blue_left), difference(blue_below, blue_above));
        let [of_red, of_green, of_blue] = [red, green, blue].map(|(dx, dy)| squared_length(dx, dy));
        // Of equally strong ones, the last.
        let ((dx, dy), square) = if of_red > of_green { (red, of_red) } else { (green, of_green) };
        let ((dx, dy), square) = if square > of_blue { ((dx, dy), square) } else { (blue, of_blue) };
        let column = (from + i + CELL / 2) as u32 / CELL as u32;
        at[i] = 2 * (u32::from(direction(dx, dy)) * columns + column);
        strength[i] = (square as f32).sqrt();
    }
}

#[inline(always)]
fn squared_length(dx: i16, dy: i16) -> i32 {
    let square = |d: i16| i32::from(d.unsigned_abs().wrapping_mul(d.unsigned_abs()));
    square(dx) + square(dy)
}

/// The direction a gradient is nearest to; the first lies along the rows.
#[inline(always)]
fn direction(dx: i16, dy: i16) -> u16 {
    let (x, y) = (dx.unsigned_abs(), dy.unsigned_abs());
    let mut steps = 0;
    for (rise, run) in EDGES {
        steps += u16::from(y * run > x * rise);
    }
    const HALF: u16 = DIRECTIONS as u16 / 2;
    let mirrored = (dx < 0) != (dy < 0) && dx != 0;
    let turned = if mirrored { HALF - steps } else { steps };
    let whole = if dy < 0 { turned + HALF } else { turned };
    if whole == 2 * HALF { 0 } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The direction as dlib works it out: the unit vector with the largest product, the first of equals.
    fn nearest(dx: i16, dy: i16) -> u16 {
        const UNITS: [(f32, f32); 9] = [
            (1.0, 0.0),
            (0.9397, 0.3420),
            (0.7660, 0.6428),
            (0.5, 0.8660),
            (0.1736, 0.9848),
            (-0.1736, 0.9848),
            (-0.5, 0.8660),
            (-0.7660, 0.6428),
            (-0.9397, 0.3420),
        ];
        let (mut best, mut most) = (0, 0.0);
        for (direction, (x, y)) in (0..).zip(UNITS) {
            let product = f32::from(dx) * x + f32::from(dy) * y;
            if product > most {
                (best, most) = (direction, product);
            } else if -product > most {
                (best, most) = (direction + 9, -product);
            }
        }
        best
    }

    #[test]
    fn every_gradient_has_dlibs_direction() {
        for dx in -255..=255 {
            for dy in -255..=255 {
                if (dx, dy) != (0, 0) {
                    assert_eq!(direction(dx, dy), nearest(dx, dy), "{dx}, {dy}");
                }
            }
        }
    }

    #[test]
    fn a_pixel_votes_for_the_four_cells_around_it() {
        // One step of brightness, between the columns 10 and 11 of a picture 24 wide.
        let row: Vec<u8> = (0..COLOURS).flat_map(|_| (0..24).map(|x| if x > 10 { 100 } else { 0 })).collect();
        let mut votes = Votes::new(3);
        votes.count(Level::new(), 11, 23, [&row; 3]);
        let mut cells = vec![0.0; DIRECTIONS * 3];
        let mut rows = Vec::new();
        for row in [1, 2] {
            votes.take_row(row, &mut cells);
            rows.push(cells.clone());
        }
        // Both pixels at the step lie in the second cell, nearer to its middle than to the others' by 9 to 7 and more.
        let (before, after) = shares(11);
        for (row, share) in rows.iter().zip([before, after]) {
            assert_eq!(
                row[..3],
                [
                    share * (100.0 * shares(10).0 + 100.0 * shares(11).0),
                    share * (100.0 * shares(10).1 + 100.0 * shares(11).1),
                    0.0
                ]
            );
            assert!(row[3..].iter().all(|&votes| votes == 0.0));
        }
        votes.take_row(1, &mut cells);
        assert!(cells.iter().all(|&votes| votes == 0.0), "votes are counted once");
    }
}
