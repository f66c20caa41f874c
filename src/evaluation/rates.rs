//! Rates of errors from tries.

use super::interval::{Measured, Resamples};
use super::protocol::Split;
use super::rules::Rule;

/// Where a name begins to be given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// Where at most this part of the strangers of a split get a name; taken in each split from its own strangers.
    AtFpir(f64),
    /// Above this likeness.
    Above(f64),
}

/// The tries under one rule, made ready to be counted under many thresholds.
#[derive(Debug, Clone)]
pub struct Tries {
    splits: Vec<Ready>,
}

#[derive(Debug, Clone)]
struct Ready {
    /// Person and likeness; the likest first.
    strangers: Vec<(usize, f64)>,
    /// Person, and the likeness at which they got their own name; none where another was likest.
    enrolled: Vec<(usize, Option<f64>)>,
}

/// What was counted; people may count several times, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Tries by enrolled people.
    pub tries: f64,
    /// Of these, those that gave no name, or another's.
    pub missed: f64,
    /// Tries by strangers.
    pub strangers: f64,
    /// Of these, those that gave a name.
    pub named: f64,
}

impl Counts {
    /// The part of enrolled people's tries that gave no name or another's.
    pub fn fnir(&self) -> Option<f64> {
        (self.tries > 0.0).then(|| self.missed / self.tries)
    }

    /// The part of strangers' tries that gave a name.
    pub fn fpir(&self) -> Option<f64> {
        (self.strangers > 0.0).then(|| self.named / self.strangers)
    }
}

impl Tries {
    /// Of these splits, under this rule.
    pub fn new(splits: &[Split], rule: Rule) -> Self {
        let at = rule as usize;
        let ready = |split: &Split| {
            let mut strangers: Vec<(usize, f64)> =
                split.strangers.iter().map(|tried| (tried.person, tried.likeness[at])).collect();
            strangers.sort_by(|(_, a), (_, b)| b.total_cmp(a));
            let own = split.enrolled.iter().map(|tried| (tried.person, tried.right[at].then_some(tried.likeness[at])));
            Ready { strangers, enrolled: own.collect() }
        };
        Self { splits: splits.iter().map(ready).collect() }
    }

    /// The fewest strangers of any split.
    pub fn strangers(&self) -> usize {
        self.splits.iter().map(|split| split.strangers.len()).min().unwrap_or_default()
    }

    /// How many people tried who were enrolled, and how many who were not, among these.
    pub fn persons(&self, among: &dyn Fn(usize) -> bool) -> (usize, usize) {
        let count = |people: Vec<usize>| {
            let mut people: Vec<usize> = people.into_iter().filter(|&person| among(person)).collect();
            people.sort_unstable();
            people.dedup();
            people.len()
        };
        let enrolled = self.splits.iter().flat_map(|split| &split.enrolled).map(|(person, _)| *person);
        let strangers = self.splits.iter().flat_map(|split| &split.strangers).map(|(person, _)| *person);
        (count(enrolled.collect()), count(strangers.collect()))
    }

    /// Counts those `among` under a threshold, each person as often as `counted` says. The threshold is everyone's.
    pub fn counts(
        &self,
        threshold: Threshold,
        counted: &dyn Fn(usize) -> f64,
        among: &dyn Fn(usize) -> bool,
    ) -> Counts {
        self.counts_above(&|split| split.above(threshold, counted), counted, among)
    }

    fn counts_above(
        &self,
        above: &dyn Fn(&Ready) -> f64,
        counted: &dyn Fn(usize) -> f64,
        among: &dyn Fn(usize) -> bool,
    ) -> Counts {
        let mut counts = Counts::default();
        for split in &self.splits {
            let above = above(split);
            for (person, likeness) in split.strangers.iter().filter(|(person, _)| among(*person)) {
                let weight = counted(*person);
                counts.strangers += weight;
                counts.named += if *likeness > above { weight } else { 0.0 };
            }
            for (person, own) in split.enrolled.iter().filter(|(person, _)| among(*person)) {
                let weight = counted(*person);
                counts.tries += weight;
                counts.missed += if own.is_some_and(|likeness| likeness > above) { 0.0 } else { weight };
            }
        }
        counts
    }

    /// FNIR under a threshold, for those `among`.
    pub fn fnir(&self, threshold: Threshold, resamples: &Resamples, among: &dyn Fn(usize) -> bool) -> Option<Measured> {
        resamples.measure(self.persons(among).0, |counted| self.counts(threshold, counted, among).fnir())
    }

    /// FPIR under a threshold, for those `among`. Where the threshold is at an FPIR it stays that of everyone: drawing people
    /// again for it too would hold the figure to that rate.
    pub fn fpir(&self, threshold: Threshold, resamples: &Resamples, among: &dyn Fn(usize) -> bool) -> Option<Measured> {
        let above = |split: &Ready| split.above(threshold, &|_| 1.0);
        resamples.measure(self.persons(among).1, |counted| self.counts_above(&above, counted, among).fpir())
    }

    /// The part of enrolled people's tries in which they were the likest.
    pub fn rank1(&self, resamples: &Resamples) -> Option<Measured> {
        let figure = |counted: &dyn Fn(usize) -> f64| {
            let missed = self.counts(Threshold::Above(f64::NEG_INFINITY), counted, &|_| true);
            missed.fnir().map(|missed| 1.0 - missed)
        };
        resamples.measure(self.persons(&|_| true).0, figure)
    }

    /// FPIR and FNIR for every threshold there is, the strictest first; all splits under one threshold.
    pub fn trade(&self) -> Vec<(f64, f64)> {
        let strangers = self.splits.iter().flat_map(|split| &split.strangers);
        let mut strangers: Vec<f64> = strangers.map(|(_, likeness)| *likeness).collect();
        let enrolled = self.splits.iter().flat_map(|split| &split.enrolled);
        let mut own: Vec<f64> = enrolled.clone().filter_map(|(_, own)| *own).collect();
        let tries = enrolled.count() as f64;
        strangers.sort_by(|a, b| b.total_cmp(a));
        own.sort_by(|a, b| b.total_cmp(a));
        let all = strangers.len() as f64;
        let point = |(named, above): (usize, &f64)| {
            let found = own.partition_point(|likeness| likeness > above);
            (named as f64 / all, 1.0 - found as f64 / tries)
        };
        if tries == 0.0 { Vec::new() } else { strangers.iter().enumerate().map(point).collect() }
    }
}

impl Ready {
    /// The likeness above which there is a name.
    fn above(&self, threshold: Threshold, counted: &dyn Fn(usize) -> f64) -> f64 {
        match threshold {
            Threshold::Above(likeness) => likeness,
            Threshold::AtFpir(part) => self.threshold(part, counted),
        }
    }

    /// The least likeness above which at most this part of the strangers lie.
    fn threshold(&self, part: f64, counted: &dyn Fn(usize) -> f64) -> f64 {
        let all: f64 = self.strangers.iter().map(|(person, _)| counted(*person)).sum();
        // 0.3 % of 1,000 are three, whatever the multiplication makes of it.
        let allowed = (part * all + 1e-9).floor();
        let mut named = 0.0;
        for (person, likeness) in &self.strangers {
            named += counted(*person);
            if named > allowed {
                return *likeness;
            }
        }
        f64::NEG_INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::super::protocol::Try;
    use super::*;

    fn tried(person: usize, likeness: f64, right: bool) -> Try {
        Try { person, likeness: [likeness; 3], right: [right; 3] }
    }

    /// Strangers 10 to 19 of likeness 0 to 9; enrolled people 0 to 3, of whom 0 is taken for another.
    fn split() -> Split {
        Split {
            strangers: (0..10).map(|at| tried(10 + at, at as f64, false)).collect(),
            enrolled: vec![tried(0, 20.0, false), tried(1, 9.5, true), tried(2, 8.5, true), tried(3, 6.5, true)],
        }
    }

    const ALL: &dyn Fn(usize) -> bool = &|_| true;
    const ONCE: &dyn Fn(usize) -> f64 = &|_| 1.0;

    #[test]
    fn rates_are_those_counted_by_hand() {
        let tries = Tries::new(&[split()], Rule::Score);
        // FPIR at most, strangers named, enrolled missed.
        let table = [(0.05, 0.0, 3.0), (0.1, 1.0, 2.0), (0.3, 3.0, 1.0), (0.35, 3.0, 1.0), (1.0, 10.0, 1.0)];
        for (part, named, missed) in table {
            let counts = tries.counts(Threshold::AtFpir(part), ONCE, ALL);
            let expected = Counts { tries: 4.0, missed, strangers: 10.0, named };
            assert_eq!(counts, expected, "{part}");
        }
        let counts = tries.counts(Threshold::Above(8.5), ONCE, ALL);
        assert_eq!((counts.named, counts.missed), (1.0, 3.0), "a name is given above the threshold");
        assert_eq!((counts.fpir(), counts.fnir()), (Some(0.1), Some(0.75)));
        assert_eq!((tries.strangers(), tries.persons(ALL)), (10, (4, 10)));
    }

    #[test]
    fn a_group_is_counted_under_the_threshold_of_all() {
        let tries = Tries::new(&[split(), split()], Rule::Nearest);
        let even = |person: usize| person.is_multiple_of(2);
        let counts = tries.counts(Threshold::AtFpir(0.2), ONCE, &even);
        // The threshold is 7: of the even strangers, 18 is above it; of the even enrolled, 0 is missed and 2 is not.
        assert_eq!(counts, Counts { tries: 4.0, missed: 2.0, strangers: 10.0, named: 2.0 });
        assert_eq!(tries.persons(&even), (2, 5));
        assert_eq!(tries.counts(Threshold::AtFpir(0.2), ONCE, &|_| false).fnir(), None);
    }

    #[test]
    fn who_counts_twice_counts_twice_for_the_threshold_too() {
        let tries = Tries::new(&[split()], Rule::Mean);
        let twice = |person: usize| if person == 19 { 2.0 } else { 1.0 };
        assert_eq!(tries.counts(Threshold::AtFpir(0.1), &twice, ALL).named, 0.0, "one of eleven may be named: not two");
        let never = |person: usize| if person == 19 { 0.0 } else { 1.0 };
        assert_eq!(tries.counts(Threshold::AtFpir(0.12), &never, ALL).missed, 2.0, "18 is named in their place");
    }

    #[test]
    fn the_interval_of_a_groups_fpir_is_not_held_to_the_rate_of_all() {
        let resamples = Resamples::new(20, 1);
        let tries = Tries::new(&[split()], Rule::Score);
        let found = tries.fpir(Threshold::AtFpir(0.2), &resamples, &|person| person.is_multiple_of(2)).unwrap();
        assert!(found.value == 0.2 && found.low == 0.0 && found.high > 0.4, "{found:?}");
    }

    #[test]
    fn rank_1_hangs_on_no_threshold() {
        let found = Tries::new(&[split()], Rule::Score).rank1(&Resamples::new(20, 1)).unwrap();
        assert_eq!(found.value, 0.75);
    }

    #[test]
    fn the_trade_between_errors_goes_through_every_threshold() {
        let trade = Tries::new(&[split()], Rule::Score).trade();
        assert_eq!(trade.len(), 10);
        assert_eq!(trade[..3], [(0.0, 0.75), (0.1, 0.5), (0.2, 0.5)]);
        assert_eq!(trade[9], (0.9, 0.25));
        assert!(Tries::new(&[Split::default()], Rule::Score).trade().is_empty());
    }
}
