//! Templates in a byte a number, to see at an eighth of the reading which of them a probe could be near.
//!
//! # Why no near template is ever passed over
//!
//! A row `x` of 128 numbers is kept as a scale `s` and whole numbers `c` of at most 127, so that `x = s c + e`. How
//! long `e` is, is worked out when the row is coded, and kept rounded up: `error >= |e|`. The probe `q = t d + f` is coded
//! likewise, with whole numbers `d` of at most 32767. By the triangle inequality
//!
//! ```text
//! |x - q| >= |s c - t d| - |e| - |f|        |s c - t d|^2 = s^2 |c|^2 + t^2 |d|^2 - 2 s t (c . d)
//! ```
//!
//! and `c . d`, which is what costs, is exact in 32-bit whole numbers: at most 128 * 127 * 32767 < 2^30.
//!
//! The rest is float64, whose results are off by at most `u = 2^-53` of themselves:
//!
//! - The three terms and their sum are off by less than `10 u (s^2 |c|^2 + t^2 |d|^2)` together: by Cauchy-Schwarz the
//!   third is at most the sum of the other two. What [`KEPT`] takes off is ninety times that.
//! - What the plain scan computes for a row is at least `|x - q|^2 (1 - 131 u) - TINY`: a difference, a square and 128
//!   sums round, and squares too small for a float64 become 0. So a row whose `|x - q|` is at least the [`reach`] of
//!   the smallest square so far has none that is smaller.
//! - Of `x - s c` each number is off by at most `2.1 u` of the row's largest, and the sum of their squares by `131 u`:
//!   [`LOST`] and [`GROWN`] are more. [`GROWN`] is also more than what roundings take from a reach and what is
//!   added to it.
//!
//! Rows are looked at in order, and one that is only as near as one before it does not count: of equals the first is
//! found, as by the plain scan.

use std::ops::Range;

use fearless_simd::{Level, dispatch};

use super::face::EMBEDDING_LEN;

/// Rows whose bounds are worked out at once; short enough to stay in the processor's nearest cache.
const BATCH: usize = 256;
const LARGEST_CODE: f64 = 127.0;
const LARGEST_PROBE_CODE: f64 = 32767.0;
/// More than roundings add to a length.
const GROWN: f64 = 1.0 + 1e-13;
/// What is sure of a sum of squares after rounding.
const KEPT: f64 = 1.0 - 1e-13;
/// More of the largest number than rounding takes from the length of 128 of them: sqrt(128) * 2.1 u < 3e-15.
const LOST: f64 = 1e-14;
/// More than 128 squares too small for a float64 are together.
const TINY: f64 = 1e-300;
/// A row without a larger number is coded as zeros: its scale would leave what an f32 holds.
const SMALLEST_CODED: f64 = 1e-30;

/// One row, without its bytes.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// `s^2 |c|^2`.
    square: f64,
    /// `s`.
    scale: f32,
    /// Not below `|e|`.
    error: f32,
}

/// The codes of some rows, each kind in one contiguous block.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    bytes: Vec<[i8; EMBEDDING_LEN]>,
    marks: Vec<Mark>,
}

/// A coded probe.
pub(super) struct Probe<'a> {
    values: &'a [f64],
    codes: [i16; EMBEDDING_LEN],
    square: f64,
    scale: f64,
    error: f64,
    level: Level,
}

/// The nearest row so far.
pub(super) struct Nearest {
    /// Infinite before the first row.
    squared: f64,
    /// A row this far cannot be nearer.
    reach: f64,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { squared: f64::INFINITY, reach: f64::INFINITY }
    }
}

impl Nearest {
    /// Takes a row's distance if it is smaller than all before; says whether it was.
    pub(super) fn improve(&mut self, squared: f64) -> bool {
        let better = squared < self.squared;
        if better {
            *self = Self { squared, reach: reach(squared) };
        }
        better
    }

    /// The square of its distance, as [`super::face::squared_distance`] gives it.
    pub(super) fn squared(&self) -> f64 {
        self.squared
    }
}

/// From which true distance on a row's computed square is not below `squared`.
fn reach(squared: f64) -> f64 {
    (squared + TINY).sqrt() * GROWN
}

impl<'a> Probe<'a> {
    /// Takes 128 numbers, none beyond a million.
    pub(super) fn new(values: &'a [f64]) -> Self {
        let largest = largest(values);
        let scale = if largest < SMALLEST_CODED { 0.0 } else { largest / LARGEST_PROBE_CODE };
        let mut codes = [0; EMBEDDING_LEN];
        for (code, value) in codes.iter_mut().zip(values) {
            *code = code_of(*value, scale, LARGEST_PROBE_CODE) as i16;
        }
        let numbers = codes.iter().copied().map(f64::from);
        let (square, error) = square_and_error(values, numbers, scale, largest);
        Self { values, codes, square, scale, error, level: Level::new() }
    }

    /// The numbers themselves.
    pub(super) fn values(&self) -> &'a [f64] {
        self.values
    }
}

impl Codes {
    /// Room for so many rows.
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self { bytes: Vec::with_capacity(rows), marks: Vec::with_capacity(rows) }
    }

    /// Adds a row of 128 numbers, none beyond a million.
    pub(super) fn push(&mut self, row: &[f64]) {
        let largest = largest(row);
        let scale = if largest < SMALLEST_CODED { 0.0 } else { (largest / LARGEST_CODE) as f32 };
        let exactly = f64::from(scale);
        let mut bytes = [0; EMBEDDING_LEN];
        for (byte, value) in bytes.iter_mut().zip(row) {
            *byte = code_of(*value, exactly, LARGEST_CODE) as i8;
        }
        let (square, error) = square_and_error(row, bytes.iter().copied().map(f64::from), exactly, largest);
        self.bytes.push(bytes);
        self.marks.push(Mark { square, scale, error: (error as f32).next_up() });
    }

    /// Adds rows of others.
    pub(super) fn append(&mut self, others: &Self, rows: Range<usize>) {
        self.bytes.extend_from_slice(&others.bytes[rows.clone()]);
        self.marks.extend_from_slice(&others.marks[rows]);
    }

    /// Calls `look` for every row that could be nearer than the nearest so far, in order, and for hardly any other. It
    /// may make that one nearer.
    pub(super) fn each_near(
        &self,
        probe: &Probe<'_>,
        nearest: &mut Nearest,
        mut look: impl FnMut(usize, &mut Nearest),
    ) {
        let mut over = [0.0; BATCH];
        for (batch, (bytes, marks)) in self.bytes.chunks(BATCH).zip(self.marks.chunks(BATCH)).enumerate() {
            // Not narrowed within a batch: then a row too many is looked at, never one too few.
            let reach = (nearest.reach + probe.error) * GROWN;
            let over = &mut over[..marks.len()];
            let any = dispatch!(probe.level, _ => bounds(bytes, marks, probe, reach, over));
            if any {
                let near = over.iter().enumerate().filter(|(_, over)| **over < 0.0);
                near.for_each(|(at, _)| look(batch * BATCH + at, nearest));
            }
        }
    }
}

/// By how much each row's squared distance is at least beyond the reach: below 0 it may be within. Says whether any is.
#[inline(always)]
fn bounds(bytes: &[[i8; EMBEDDING_LEN]], marks: &[Mark], probe: &Probe<'_>, reach: f64, over: &mut [f64]) -> bool {
    let mut any = false;
    for ((bytes, mark), over) in bytes.iter().zip(marks).zip(over) {
        let products = bytes.iter().zip(&probe.codes).map(|(c, d)| i32::from(*c) * i32::from(*d));
        let product = f64::from(products.sum::<i32>());
        let lowest = (mark.square + probe.square) * KEPT - 2.0 * probe.scale * f64::from(mark.scale) * product;
        let reach = reach + f64::from(mark.error);
        *over = lowest - reach * reach;
        any |= *over < 0.0;
    }
    any
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, value| value.abs().max(largest))
}

fn code_of(value: f64, scale: f64, largest: f64) -> f64 {
    if scale == 0.0 { 0.0 } else { (value / scale).round().clamp(-largest, largest) }
}

/// The squared length of what codes stand for, and a length not below that of what they leave out.
fn square_and_error(values: &[f64], codes: impl Iterator<Item = f64> + Clone, scale: f64, largest: f64) -> (f64, f64) {
    // Whole numbers below 2^53: exact.
    let codes_square: f64 = codes.clone().map(|code| code * code).sum();
    let left: f64 = values.iter().zip(codes).map(|(value, code)| (value - scale * code) * (value - scale * code)).sum();
    (scale * scale * codes_square, ((left + TINY).sqrt() + largest * LOST) * GROWN)
}
