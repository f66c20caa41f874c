//! How sure a figure is: the bootstrap over people.
//!
//! Photos of one person are missed together, so that it is people who are drawn again, and not photos (R. Bolle, N. Ratha
//! and S. Pankanti, Error analysis of pattern recognition systems: the subsets bootstrap, CVIU 2004).

use serde::Serialize;

/// How often people are drawn again; seldomer in tests, where nothing is optimised.
const RESAMPLES: usize = if cfg!(test) { 200 } else { 1000 };
/// What is left out of an interval at each end: it covers 95 %.
const TAIL: f64 = 0.025;

/// A figure, and the interval that covers the true one with 95 % probability; parts of one, not percents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// As it was found.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// People drawn again and again, with replacement.
#[derive(Debug, Clone)]
pub struct Resamples {
    /// For each, how often each person was drawn.
    counts: Vec<Vec<u32>>,
}

impl Resamples {
    /// Draws so many people as there are, a thousand times.
    pub fn new(people: usize, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut draw = || {
            let mut counts = vec![0; people];
            (0..people).for_each(|_| counts[random.usize(..people)] += 1);
            counts
        };
        Self { counts: (0..RESAMPLES).map(|_| draw()).collect() }
    }

    /// What `figure` makes of everybody, with the interval from what it makes of those drawn again. `figure` is given how
    /// often a person counts, by their place; `None` where it cannot be made.
    ///
    /// Where nobody failed, or everybody, drawing again finds the same: the interval then goes as far as it does for
    /// `persons` independent tries (exactly, after Clopper and Pearson; the rule of three, all but).
    pub fn measure(&self, persons: usize, figure: impl Fn(&dyn Fn(usize) -> f64) -> Option<f64>) -> Option<Measured> {
        let value = figure(&|_| 1.0)?;
        let again = self.counts.iter().filter_map(|counts| figure(&|person| f64::from(counts[person])));
        let mut again: Vec<f64> = again.collect();
        again.sort_by(f64::total_cmp);
        let (mut low, mut high) = (value.min(quantile(&again, TAIL)?), value.max(quantile(&again, 1.0 - TAIL)?));
        let bound = 1.0 - TAIL.powf(1.0 / persons.max(1) as f64);
        if value == 0.0 {
            high = high.max(bound);
        }
        if value == 1.0 {
            low = low.min(1.0 - bound);
        }
        Some(Measured { value, low, high })
    }
}

/// The value below which this part lies, of values in order, between two of them where it falls there.
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let at = part * (sorted.len().checked_sub(1)?) as f64;
    let (below, above) = (sorted.get(at.floor() as usize)?, sorted.get(at.ceil() as usize)?);
    // Equal ones may be infinite.
    Some(if below == above { *below } else { below + (above - below) * at.fract() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of people below `failing` of `people`.
    fn failing(people: usize, failing: usize, seed: u64) -> Measured {
        let figure = |counted: &dyn Fn(usize) -> f64| {
            let all: f64 = (0..people).map(counted).sum();
            Some((0..failing).map(counted).sum::<f64>() / all)
        };
        Resamples::new(people, seed).measure(people, figure).unwrap()
    }

    #[test]
    fn an_interval_is_as_wide_as_the_binomial_says() {
        let found = failing(400, 40, 1);
        assert_eq!(found.value, 0.1);
        // 1.96 times the root of 0.1 x 0.9 / 400.
        assert!((found.low - 0.0706).abs() < 0.009 && (found.high - 0.1294).abs() < 0.009, "{found:?}");
        let fewer = failing(40, 4, 1);
        assert!(fewer.high - fewer.low > 2.0 * (found.high - found.low));
    }

    #[test]
    fn none_of_a_few_is_not_never() {
        let none = failing(100, 0, 1);
        assert_eq!((none.value, none.low), (0.0, 0.0));
        assert!((none.high - 0.0362).abs() < 0.0001, "Clopper and Pearson: {none:?}");
        let all = failing(100, 100, 1);
        assert!((all.low - 0.9638).abs() < 0.0001 && all.high == 1.0);
    }

    #[test]
    fn a_seed_repeats_an_interval() {
        assert_eq!(failing(50, 9, 3), failing(50, 9, 3));
        assert_ne!(failing(50, 9, 3), failing(50, 9, 4));
    }

    #[test]
    fn a_quantile_lies_between_values() {
        let table = [(0.0, 1.0), (0.25, 2.0), (0.625, 3.5), (1.0, 5.0)];
        for (part, expected) in table {
            assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], part), Some(expected));
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[f64::NEG_INFINITY; 2], 0.5), Some(f64::NEG_INFINITY));
    }
}
