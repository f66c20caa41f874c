//! Histograms of oriented gradients: what a face is recognised by, for every cell of 8 x 8 pixels.
//!
//! The method is that of Felzenszwalb, Girshick, McAllester and Ramanan, "Object Detection with Discriminatively Trained
//! Part Based Models" (PAMI 2010), with dlib's constants and in its arithmetic.

use fearless_simd::{Level, dispatch};

use super::gradients::{DIRECTIONS, Votes};
use super::{CELL, COLOURS, Size};

/// Features of a cell: one for each direction, one for each that ignores its sign, and one for each of four blocks.
pub(crate) const FEATURES: usize = DIRECTIONS + DIRECTIONS / 2 + 4;

/// Describes one picture: takes its rows from the top, and gives rows of features as soon as they can be known.
///
/// There are features for all cells but those at the picture's edges.
pub(crate) struct Features {
    /// Of the picture, in pixels.
    size: Size,
    cells: Size,
    taken: usize,
    /// The three rows of pixels taken last: of each its red, its green and its blue, one after the other.
    rows: [Vec<u8>; 3],
    votes: Votes,
    /// Rows of cells that are complete, and how many of them were given to features.
    complete: usize,
    /// The two rows of cells completed last, by direction.
    histograms: [Vec<f32>; 2],
    /// What these cells have in all directions together.
    energies: [Vec<f32>; 2],
    /// Between these cells and those before.
    blocks: [Blocks; 2],
}

/// A row of the places where four cells meet.
struct Blocks {
    /// More than this, no direction counts for.
    limit: Vec<f32>,
    /// What counts, is made comparable by this.
    scale: Vec<f32>,
}

/// Cells that so many pixels are cut into; half a cell is one.
fn cells(pixels: usize) -> usize {
    (pixels + CELL / 2) / CELL
}

impl Features {
    /// `None` when the picture is too small to have any.
    pub(crate) fn new(size: Size) -> Option<Self> {
        let cells = Size { width: cells(size.width), height: cells(size.height) };
        if cells.width < 3 || cells.height < 3 {
            return None;
        }
        let blocks = || Blocks { limit: vec![0.0; cells.width - 1], scale: vec![0.0; cells.width - 1] };
        Some(Self {
            size,
            cells,
            taken: 0,
            rows: std::array::from_fn(|_| vec![0; COLOURS * size.width]),
            votes: Votes::new(cells.width),
            complete: 0,
            histograms: std::array::from_fn(|_| vec![0.0; DIRECTIONS * cells.width]),
            energies: std::array::from_fn(|_| vec![0.0; cells.width]),
            blocks: [blocks(), blocks()],
        })
    }

    /// Cells that have features.
    pub(crate) fn described(&self) -> Size {
        Size { width: self.cells.width - 2, height: self.cells.height - 2 }
    }

    /// Begins the next picture of the same size.
    pub(crate) fn restart(&mut self) {
        self.taken = 0;
        self.complete = 0;
        self.votes.clear();
    }

    /// Takes the picture's next row of pixels. `give` is handed each row of features that it completes, plane by plane:
    /// a cell's are as many places apart as there are cells in a row.
    pub(crate) fn take(&mut self, level: Level, row: &[u32], mut give: impl FnMut(&FeatureRow)) {
        dispatch!(level, _ => separate(row, &mut self.rows[self.taken % 3]));
        self.taken += 1;
        let end = self.size.height.min(self.cells.height * CELL) - 1;
        // The row that has now one above and one below.
        let Some(y) = self.taken.checked_sub(2) else { return };
        if (1..end).contains(&y) {
            while self.complete < (y + CELL / 2) / CELL {
                self.complete_row(level, &mut give);
            }
            let [above, row, below] = [y - 1, y, y + 1].map(|y| self.rows[y % 3].as_slice());
            self.votes.count(level, y, self.size.width.min(self.cells.width * CELL) - 1, [above, row, below]);
        }
        if self.taken == self.size.height {
            while self.complete <= self.cells.height {
                self.complete_row(level, &mut give);
            }
        }
    }

    /// The row of cells after the complete ones is complete. The first lies before the picture.
    fn complete_row(&mut self, level: Level, give: &mut impl FnMut(&FeatureRow)) {
        let index = self.complete;
        self.complete += 1;
        let [older, newer] = [index.wrapping_sub(1) % 2, index % 2];
        self.votes.take_row(index, &mut self.histograms[newer]);
        if index == 0 {
            return;
        }
        dispatch!(level, _ => add_energies(&self.histograms[newer], &mut self.energies[newer]));
        if index == 1 {
            return;
        }
        dispatch!(level, _ => self.blocks[newer].fill(&self.energies[older], &self.energies[newer]));
        if index == 2 {
            return;
        }
        give(&FeatureRow {
            histograms: &self.histograms[older],
            cells: self.cells.width,
            above: &self.blocks[older],
            below: &self.blocks[newer],
        });
    }
}

/// The pixels of a row by colour.
#[inline(always)]
fn separate(row: &[u32], colours: &mut [u8]) {
    for (colour, values) in colours.chunks_exact_mut(row.len()).enumerate() {
        for (pixel, value) in row.iter().zip(values) {
            *value = (pixel >> (8 * colour)) as u8;
        }
    }
}

/// Adds up the squares of a cell's votes for each direction, whatever its sign.
#[inline(always)]
fn add_energies(histograms: &[f32], energies: &mut [f32]) {
    let width = energies.len();
    let (forward, backward) = histograms.split_at(DIRECTIONS / 2 * width);
    energies.fill(0.0);
    for (forward, backward) in forward.chunks_exact(width).zip(backward.chunks_exact(width)) {
        for ((energy, a), b) in energies.iter_mut().zip(forward).zip(backward) {
            *energy += (a + b) * (a + b);
        }
    }
}

impl Blocks {
    #[inline(always)]
    fn fill(&mut self, above: &[f32], below: &[f32]) {
        let length = self.limit.len();
        let (limit, scale) = (&mut self.limit[..length], &mut self.scale[..length]);
        let (tl, tr, bl, br) = (&above[..length], &above[1..=length], &below[..length], &below[1..=length]);
        for i in 0..length {
            limit[i] = 0.2 * (tl[i] + tr[i] + bl[i] + br[i] + 0.0001).sqrt();
            scale[i] = 0.1 / limit[i];
        }
    }
}

/// A row of cells that have features, to be written where they are needed.
pub(crate) struct FeatureRow<'a> {
    histograms: &'a [f32],
    cells: usize,
    above: &'a Blocks,
    below: &'a Blocks,
}

impl FeatureRow<'_> {
    /// Writes the features of the row's cells, a plane each `pitch` numbers.
    pub(crate) fn write(&self, level: Level, planes: &mut [f32], pitch: usize) {
        dispatch!(level, _ => self.write_planes(planes, pitch));
    }

    #[inline(always)]
    fn write_planes(&self, planes: &mut [f32], pitch: usize) {
        let width = self.cells - 2;
        let histogram = |direction: usize| &self.histograms[direction * self.cells + 1..][..width];
        // In dlib's order.
        let corners = [(self.below, 1), (self.above, 1), (self.below, 0), (self.above, 0)].map(
            |(Blocks { limit, scale }, start)| Corner {
                limit: &limit[start..][..width],
                scale: &scale[start..][..width],
            },
        );
        let mut planes = planes.chunks_mut(pitch).map(|plane| &mut plane[..width]);

        for (direction, plane) in (0..DIRECTIONS).zip(&mut planes) {
            sum_corners(&corners, histogram(direction), None, plane);
        }
        for (direction, plane) in (0..DIRECTIONS / 2).zip(&mut planes) {
            sum_corners(&corners, histogram(direction), Some(histogram(direction + DIRECTIONS / 2)), plane);
        }
        for (corner, plane) in corners.iter().zip(&mut planes) {
            plane.fill(0.0);
            for direction in (0..DIRECTIONS).step_by(3) {
                sum_directions(corner, [0, 1, 2].map(|next| histogram(direction + next)), plane);
            }
            for texture in plane {
                *texture *= 2.0 * 0.2357;
            }
        }
    }
}

/// The blocks at one corner of each cell of a row.
#[derive(Clone, Copy)]
struct Corner<'a> {
    limit: &'a [f32],
    scale: &'a [f32],
}

impl Corner<'_> {
    /// So many votes, as this block sees them.
    #[inline(always)]
    fn normalised(&self, cell: usize, votes: f32) -> f32 {
        // A vector instruction; the standard `min` minds what is not a number.
        (if votes < self.limit[cell] { votes } else { self.limit[cell] }) * self.scale[cell]
    }
}

/// Adds up what the four blocks see of a direction, or of two taken for one.
#[inline(always)]
fn sum_corners(corners: &[Corner; 4], votes: &[f32], opposite: Option<&[f32]>, plane: &mut [f32]) {
    let length = plane.len();
    let [a, b, c, d] =
        corners.map(|Corner { limit, scale }| Corner { limit: &limit[..length], scale: &scale[..length] });
    let votes = &votes[..length];
    let opposite = opposite.map(|votes| &votes[..length]);
    for cell in 0..length {
        let votes = opposite.map_or(votes[cell], |opposite| votes[cell] + opposite[cell]);
        // Pairs first, as dlib adds vectors of four on any processor with SSE3.
        plane[cell] = (a.normalised(cell, votes) + b.normalised(cell, votes))
            + (c.normalised(cell, votes) + d.normalised(cell, votes));
    }
}

/// Adds what one block sees of three directions.
#[inline(always)]
fn sum_directions(corner: &Corner, votes: [&[f32]; 3], plane: &mut [f32]) {
    let length = plane.len();
    let corner = Corner { limit: &corner.limit[..length], scale: &corner.scale[..length] };
    let [a, b, c] = votes.map(|votes| &votes[..length]);
    for cell in 0..length {
        plane[cell] +=
            corner.normalised(cell, a[cell]) + corner.normalised(cell, b[cell]) + corner.normalised(cell, c[cell]);
    }
}
