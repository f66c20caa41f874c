//! How well the templates fit each window of ten by ten cells.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, f32x8};

use super::Size;
use super::features::{FEATURES, FeatureRow};
use super::model::{Filter, MODEL, WINDOW};

/// Rows of windows scored together: for a frame, all; for a large photograph, what bounds the memory.
const MOST_ROWS: usize = 128;

/// Numbers in a vector, and those worked on at once.
const LANES: usize = 8;
const STEP: usize = 4 * LANES;

/// A window may reach so many cells over a picture's edge: before it, and after it. There is nothing in these cells.
const BEFORE: usize = (WINDOW - 1) / 2;
const AFTER: usize = WINDOW / 2;

/// Scores one picture: takes its rows of features from the top, and gives the windows in which a template fits.
pub(crate) struct Scores {
    /// Cells with features.
    cells: Size,
    /// Numbers from one row of a plane to the next, and from one plane to the next.
    stride: usize,
    pitch: usize,
    /// The planes of some rows, each row with the empty cells before it and after it.
    planes: Vec<f32>,
    /// Rows in the planes, and the picture's row of windows that the first of them begins.
    rows: usize,
    first: usize,
    /// One plane, filtered along its rows.
    filtered: Vec<f32>,
    scores: Vec<f32>,
}

/// A window that a template fits in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fit {
    pub(crate) template: usize,
    /// The first of the window's cells.
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// By how much its score is over the template's threshold.
    pub(crate) confidence: f64,
}

impl Scores {
    pub(crate) fn new(cells: Size) -> Self {
        let stride = (cells.width + WINDOW - 1).next_multiple_of(LANES);
        let rows = cells.height.min(MOST_ROWS) + WINDOW - 1 + AFTER;
        // A vector that begins in the last row may end after it.
        let pitch = (rows * stride).next_multiple_of(STEP) + STEP;
        Self {
            cells,
            stride,
            pitch,
            planes: vec![0.0; FEATURES * pitch],
            rows: BEFORE,
            first: 0,
            filtered: vec![0.0; pitch],
            scores: vec![0.0; pitch],
        }
    }

    /// Begins the next picture of the same size.
    pub(crate) fn restart(&mut self) {
        self.first = 0;
        self.rows = 0;
        self.add_empty_rows(BEFORE);
    }

    /// Takes the picture's next row, and adds the windows that it completes, of at least so much confidence.
    pub(crate) fn take(&mut self, level: Level, row: &FeatureRow, least: f64, fits: &mut Vec<Fit>) {
        row.write(level, &mut self.planes[self.rows * self.stride + BEFORE..], self.pitch);
        self.rows += 1;
        if self.first + self.rows == self.cells.height + BEFORE {
            self.add_empty_rows(AFTER);
        }
        let full = self.cells.height.min(MOST_ROWS) + WINDOW - 1;
        if self.rows >= full || self.first + self.rows == self.cells.height + WINDOW - 1 {
            self.score(level, least, fits);
            self.move_on();
        }
    }

    fn add_empty_rows(&mut self, rows: usize) {
        let empty = self.rows * self.stride..(self.rows + rows) * self.stride;
        for plane in self.planes.chunks_exact_mut(self.pitch) {
            plane[empty.clone()].fill(0.0);
        }
        self.rows += rows;
    }

    /// Keeps the rows that the next windows begin with.
    fn move_on(&mut self) {
        let done = self.rows - (WINDOW - 1);
        for plane in self.planes.chunks_exact_mut(self.pitch) {
            plane.copy_within(done * self.stride..self.rows * self.stride, 0);
        }
        self.first += done;
        self.rows = WINDOW - 1;
    }

    fn score(&mut self, level: Level, least: f64, fits: &mut Vec<Fit>) {
        let rows = self.rows - (WINDOW - 1);
        for (index, template) in MODEL.templates.iter().enumerate() {
            self.scores.fill(0.0);
            for filter in template.filters {
                dispatch!(level, simd => self.add(simd, filter, rows));
            }
            for (row, scores) in self.scores.chunks_exact(self.stride).take(rows).enumerate() {
                for (column, &score) in scores[..self.cells.width].iter().enumerate() {
                    let confidence = f64::from(score) - template.threshold;
                    if confidence >= least {
                        fits.push(Fit { template: index, row: self.first + row, column, confidence });
                    }
                }
            }
        }
    }

    /// Adds what a filter gives for each window of the first so many rows.
    #[inline(always)]
    fn add<S: Simd>(&mut self, simd: S, filter: &Filter, rows: usize) {
        let plane = &self.planes[filter.plane * self.pitch..][..self.pitch];
        along_rows(simd, &filter.row, &plane[..self.rows * self.stride + STEP], &mut self.filtered);
        let windows = (rows * self.stride).next_multiple_of(STEP);
        along_columns(simd, &filter.column, &self.filtered, self.stride, &mut self.scores[..windows]);
    }
}

/// Each number of a plane and the nine after it, weighed and added up.
///
/// The rows are taken for one: what is added up across the end of one goes where no window begins.
#[inline(always)]
fn along_rows<S: Simd>(simd: S, weights: &[f32; WINDOW], plane: &[f32], sums: &mut [f32]) {
    let mut start = 0;
    while let (Some(numbers), Some(sums)) = (
        plane.get(start..).and_then(<[f32]>::first_chunk::<{ STEP + WINDOW - 1 }>),
        sums.get_mut(start..).and_then(<[f32]>::first_chunk_mut::<STEP>),
    ) {
        let mut totals = [f32x8::splat(simd, 0.0); STEP / LANES];
        for (offset, &weight) in weights.iter().enumerate() {
            let weight = f32x8::splat(simd, weight);
            for (lane, total) in totals.iter_mut().enumerate() {
                let numbers = f32x8::from_slice(simd, &numbers[offset + lane * LANES..][..LANES]);
                *total = numbers.mul_add(weight, *total);
            }
        }
        for (total, sums) in totals.into_iter().zip(sums.chunks_exact_mut(LANES)) {
            total.store_slice(sums);
        }
        start += STEP;
    }
}

/// Each number of a plane and the nine below it, weighed and added to the sums.
#[inline(always)]
fn along_columns<S: Simd>(simd: S, weights: &[f32; WINDOW], plane: &[f32], stride: usize, sums: &mut [f32]) {
    let below: [&[f32]; WINDOW] = std::array::from_fn(|row| &plane[row * stride..][..sums.len()]);
    for (start, sums) in (0..).step_by(STEP).zip(sums.as_chunks_mut::<STEP>().0) {
        let mut totals: [f32x8<S>; STEP / LANES] =
            std::array::from_fn(|lane| f32x8::from_slice(simd, &sums[lane * LANES..][..LANES]));
        for (numbers, &weight) in below.iter().zip(weights) {
            let weight = f32x8::splat(simd, weight);
            let Some(numbers) = numbers[start..].first_chunk::<STEP>() else { return };
            for (lane, total) in totals.iter_mut().enumerate() {
                let numbers = f32x8::from_slice(simd, &numbers[lane * LANES..][..LANES]);
                *total = numbers.mul_add(weight, *total);
            }
        }
        for (total, sums) in totals.into_iter().zip(sums.chunks_exact_mut(LANES)) {
            total.store_slice(sums);
        }
    }
}
