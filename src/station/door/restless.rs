//! Where something moves and nobody new is: a curtain, a crowd in the street, the coat of who stands there. There a whole
//! look costs much and finds nothing, and is taken ever less often, down to one a second; anywhere else at once.

use std::collections::BTreeMap;
use std::time::Duration;

/// After the first look that found nobody new there, ...
const AT_FIRST: Duration = Duration::from_millis(60);
/// ... doubled with each further one, up to this.
const AT_MOST: Duration = Duration::from_millis(1000);
/// Where nothing moved for so long, all begins anew.
const CALM_AFTER: Duration = Duration::from_millis(3000);

/// What is known of the cells of the picture, by their numbers ([`super::scene::Scene::changed_beside`]).
#[derive(Default)]
pub(super) struct Restless {
    /// When each changed last of those that were looked for in vain.
    last: BTreeMap<usize, Duration>,
    /// Those for which the picture is being looked through.
    looked_for: Vec<usize>,
    /// How often that was in vain since somebody came.
    in_vain: u32,
    /// Until when nobody is looked for where that was in vain.
    until: Duration,
}

impl Restless {
    /// Whether to look, as these cells have changed.
    pub(super) fn calls_for_look(&mut self, changed: &[usize], at: Duration) -> bool {
        self.last.retain(|_, last| at <= *last + CALM_AFTER);
        if self.last.is_empty() {
            self.in_vain = 0;
        }
        let mut is_new = false;
        for cell in changed {
            match self.last.get_mut(cell) {
                Some(last) => *last = at,
                None => is_new = true,
            }
        }
        is_new || (at >= self.until && !changed.is_empty())
    }

    /// The picture is being looked through, in which these cells have changed.
    pub(super) fn looked_for(&mut self, changed: Vec<usize>) {
        self.looked_for = changed;
    }

    /// Nobody was in it who was not known.
    pub(super) fn in_vain(&mut self, at: Duration) {
        self.until = at + AT_FIRST.saturating_mul(1 << self.in_vain.min(10)).min(AT_MOST);
        self.in_vain += 1;
        self.last.extend(self.looked_for.drain(..).map(|cell| (cell, at)));
    }

    /// Somebody was, and may not be the last.
    pub(super) fn somebody_came(&mut self) {
        (self.in_vain, self.until) = (0, Duration::ZERO);
        self.last.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// How often the picture is looked through in so many milliseconds, where a cell changes all the time.
    fn looks(restless: &mut Restless, cell: usize, from: u64, to: u64) -> usize {
        let looked = (from..to).step_by(33).filter(|&at| {
            let calls = restless.calls_for_look(&[cell], ms(at));
            if calls {
                restless.looked_for(vec![cell]);
                restless.in_vain(ms(at));
            }
            calls
        });
        looked.count()
    }

    #[test]
    fn where_something_always_moves_it_is_looked_ever_less_often_and_elsewhere_at_once() {
        let mut restless = Restless::default();
        assert!((4..=6).contains(&looks(&mut restless, 5, 0, 1000)));
        assert!((9..=11).contains(&looks(&mut restless, 5, 1000, 11_000)));
        assert!(restless.calls_for_look(&[5, 6], ms(11_000)), "6 is another place");
        assert!(!restless.calls_for_look(&[], ms(11_000)));
        restless.somebody_came();
        assert!(restless.calls_for_look(&[5], ms(11_000)));
    }

    #[test]
    fn a_look_counts_for_every_place_where_something_moves() {
        let mut restless = Restless::default();
        let looked = (0..10_000).step_by(33).filter(|&at| {
            let moving = at as usize / 33 % 20;
            let calls = restless.calls_for_look(&[moving], ms(at));
            if calls {
                restless.looked_for(vec![moving]);
                restless.in_vain(ms(at));
            }
            calls
        });
        let looked: Vec<u64> = looked.collect();
        let late = looked.iter().filter(|at| **at >= 9000).count();
        assert!(looked.len() < 40 && late <= 2, "{looked:?}");
    }

    #[test]
    fn what_was_calm_for_a_while_is_looked_at_as_at_first() {
        let mut restless = Restless::default();
        let often = looks(&mut restless, 0, 0, 1000);
        assert!(looks(&mut restless, 0, 1000, 3000) < often);
        assert_eq!(looks(&mut restless, 0, 8000, 9000), often);
    }
}
