//! Which part of the log the station is asked for: what is seen and a little around it, again only once that runs out.

use std::ops::Range;

use crate::journal::{Filter, Page};
use crate::station::LogPart;

/// Rows asked for beyond what is seen, in each direction.
const AROUND: usize = 40;
/// When fewer than these are left, the next part is asked for.
const LEFT: usize = 10;
/// Seconds after which another part is asked for although the last one has not come. Whoever drags the bar passes parts
/// that need not be read.
const PATIENCE: f64 = 0.1;

/// What was asked for last.
#[derive(Debug, Default)]
pub struct Asked {
    part: Option<LogPart>,
    at: f64,
}

/// What is to be done about it.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// Nothing: it is there, or on its way.
    Nothing,
    /// Ask for this.
    Ask(LogPart),
    /// Ask, but not before so many seconds.
    Later(f64),
}

impl Asked {
    /// What is to be asked now, by what is seen and what is there.
    pub fn follow(
        &mut self,
        filter: &Filter,
        seen: Range<usize>,
        total: Option<usize>,
        page: Option<&Page>,
        now: f64,
    ) -> Next {
        if let Some(part) = self.part.as_ref().filter(|part| part.filter == *filter) {
            let end = seen.end + LEFT;
            let end = total.map_or(end, |total| end.min(total));
            if part.first <= seen.start.saturating_sub(LEFT) && part.first + part.rows >= end {
                return Next::Nothing;
            }
            let answered = page.is_some_and(|page| page.filter == part.filter && page.first == part.first);
            let waited = now - self.at;
            if !answered && waited < PATIENCE {
                return Next::Later(PATIENCE - waited);
            }
        }
        let wanted =
            LogPart { filter: filter.clone(), first: seen.start.saturating_sub(AROUND), rows: seen.len() + 2 * AROUND };
        self.part = Some(wanted.clone());
        self.at = now;
        Next::Ask(wanted)
    }

    /// Nothing is looked at any more. Says whether something was asked for.
    pub fn forget(&mut self) -> bool {
        self.part.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(part: &LogPart) -> Page {
        Page { filter: part.filter.clone(), total: 1000, first: part.first, rows: Vec::new() }
    }

    #[test]
    fn a_part_is_asked_for_once_and_again_when_it_runs_out() {
        let mut asked = Asked::default();
        let filter = Filter::default();
        let first = LogPart { filter: filter.clone(), first: 0, rows: 90 };
        assert_eq!(asked.follow(&filter, 0..10, None, None, 0.0), Next::Ask(first.clone()));
        let page = page(&first);
        for top in 0..=70 {
            assert_eq!(asked.follow(&filter, top..top + 10, Some(1000), Some(&page), 1.0), Next::Nothing, "{top}");
        }
        let next = LogPart { filter: filter.clone(), first: 31, rows: 90 };
        assert_eq!(asked.follow(&filter, 71..81, Some(1000), Some(&page), 1.0), Next::Ask(next));
    }

    #[test]
    fn at_the_end_nothing_more_is_asked_for() {
        let mut asked = Asked::default();
        let filter = Filter::default();
        asked.follow(&filter, 990..1000, Some(1000), None, 0.0);
        assert_eq!(asked.follow(&filter, 990..1000, Some(1000), None, 0.0), Next::Nothing);
    }

    #[test]
    fn while_a_part_is_on_its_way_others_wait_and_another_filter_does_not() {
        let mut asked = Asked::default();
        let filter = Filter::default();
        asked.follow(&filter, 0..10, Some(1000), None, 0.0);
        assert!(matches!(asked.follow(&filter, 500..510, Some(1000), None, 0.03), Next::Later(wait) if wait > 0.0));
        assert!(matches!(asked.follow(&filter, 500..510, Some(1000), None, 0.2), Next::Ask(_)));
        let other = Filter { text: "budi".to_owned(), ..Filter::default() };
        assert!(matches!(asked.follow(&other, 0..10, None, None, 0.2), Next::Ask(_)));
    }
}
