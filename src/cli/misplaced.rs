//! `hadir evaluate PHOTOS --misplaced NUMBER`: what `hadir check` finds.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use super::progress::ProgressLine;
use crate::core::Scoring;
use crate::evaluation::misplaced::{Counts, Design, Whose, run};
use crate::evaluation::people::Person;
use crate::words::{Language, Text};

/// How many photos everybody has, at most.
const PHOTOS: [usize; 3] = [2, 3, usize::MAX];

/// The figures; `None` when it was stopped.
pub(super) fn measured(
    people: &[Person],
    scoring: &Scoring,
    misplaced: usize,
    splits: usize,
    seed: u64,
    stop: &AtomicBool,
) -> Option<String> {
    let designs: Vec<Design> = [Whose::Students, Whose::Strangers]
        .into_iter()
        .flat_map(|whose| PHOTOS.map(|photos| Design { whose, misplaced, photos }))
        .collect();
    let progress = ProgressLine::on_stderr(Language::English);
    let mut table = format!(
        "{misplaced} photos in wrong folders of people with three photos and more, {splits} times over, seed {seed}\n\n\
         {:<10}  {:>7}  {:>6}  {:<14}  {:<14}  {:<10}  {}\n",
        "photos of", "photos", "people", "found", "whose is said", "one of two", "accused wrongly (nearly certain)"
    );
    for (done, design) in designs.iter().enumerate() {
        let words = Text::said(format!("{done} of {} designs tried", designs.len()));
        progress.tell((done, designs.len()), words, None);
        let counts = run(people, scoring, *design, splits, seed, stop);
        if stop.load(Ordering::Relaxed) {
            progress.end();
            return None;
        }
        row(&mut table, *design, counts);
    }
    progress.end();
    table.truncate(table.trim_end().len());
    Some(table)
}

fn row(table: &mut String, design: Design, counts: Option<Counts>) {
    let whose = match design.whose {
        Whose::Students => "students",
        Whose::Strangers => "strangers",
    };
    let photos = if design.photos == usize::MAX { "all".to_owned() } else { design.photos.to_string() };
    // Writing to a text cannot fail.
    let _ = match counts {
        None => writeln!(table, "{whose:<10}  {photos:>7}  there are too few people"),
        Some(Counts { people, misplaced, found, named, misnamed, one_of_two, right, accused, accused_as_certain }) => {
            let found = format!("{found} of {misplaced}");
            let named = if misnamed == 0 { named.to_string() } else { format!("{named}, {misnamed} wrong") };
            let accused = format!("{accused} of {right} ({accused_as_certain})");
            writeln!(
                table,
                "{whose:<10}  {photos:>7}  {people:>6}  {found:<14}  {named:<14}  {one_of_two:<10}  {accused}"
            )
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_was_found_and_who_was_accused() {
        let design = Design { whose: Whose::Students, misplaced: 20, photos: usize::MAX };
        let mut table = String::new();
        let counts = Counts {
            people: 150,
            misplaced: 40,
            found: 39,
            named: 38,
            misnamed: 1,
            one_of_two: 0,
            right: 900,
            accused: 2,
            accused_as_certain: 1,
        };
        row(&mut table, design, Some(counts));
        row(&mut table, Design { photos: 2, ..design }, None);
        assert!(table.contains("all     150  39 of 40        38, 1 wrong     0           2 of 900 (1)"), "{table}");
        assert!(table.contains("too few people"), "{table}");
    }
}
