//! Where something moves and nobody new is: a curtain, a crowd in the street, the coat of who stands there. There a whole
//! look costs much and finds nothing, and is taken ever less often, down to one a second; anywhere else at once.

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
    cells: Vec<Cell>,
    /// Those for which the picture is being looked through.
    looked_for: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    /// How often the picture was looked through for it in vain.
    in_vain: u32,
    /// Until when that is not done again.
    until: Duration,
}

impl Restless {
    /// Whether to look, as these cells have changed.
    pub(super) fn calls_for_look(&self, changed: &[usize], at: Duration) -> bool {
        changed.iter().any(|&cell| self.cells.get(cell).is_none_or(|cell| at >= cell.until))
    }

    /// The picture is being looked through, in which these cells have changed.
    pub(super) fn looked_for(&mut self, changed: Vec<usize>) {
        self.looked_for = changed;
    }

    /// Nobody was in it who was not known.
    pub(super) fn in_vain(&mut self, at: Duration) {
        for &cell in &self.looked_for {
            if self.cells.len() <= cell {
                self.cells.resize(cell + 1, Cell::default());
            }
            let known = &mut self.cells[cell];
            if at > known.until + CALM_AFTER {
                known.in_vain = 0;
            }
            known.until = at + AT_FIRST.saturating_mul(1 << known.in_vain.min(10)).min(AT_MOST);
            known.in_vain += 1;
        }
    }

    /// Somebody was, and may not be the last.
    pub(super) fn somebody_came(&mut self) {
        self.cells.clear();
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
    fn what_was_calm_for_a_while_is_looked_at_as_at_first() {
        let mut restless = Restless::default();
        let often = looks(&mut restless, 0, 0, 1000);
        assert!(looks(&mut restless, 0, 1000, 3000) < often);
        assert_eq!(looks(&mut restless, 0, 8000, 9000), often);
    }
}
