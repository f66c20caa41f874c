//! `hadir calibrate PHOTOS --output FILE`: the parameters of the score, fitted on people.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;

use super::evaluate::{interval, percent};
use super::output::{tell, write_line, written};
use super::photos::{PhotoArguments, people};
use super::setup::{Setup, stop_when_asked};
use crate::evaluation::calibration::{self, Calibration, Check};
use crate::files;
use crate::words::Text;

/// What `hadir calibrate --help` says.
pub(super) const HELP: &str = "\
    Fits the parameters of the score on the photos PHOTOS/<person>/*.jpg, .jpeg, .png and .webp, and writes them into a \
    file, as the one that Hadir comes with. It takes some hundred people: parameters fitted on one school's students are \
    worse than those.\n\n\
    About two thirds of the people with one photo, and of those with four and more, are held out from fitting, by their \
    names: the same people each time. On them it is tried whether the score's thresholds keep what they promise; the \
    table says so.\n\n\
    Of several faces in a photo the one nearest the middle is taken.";

/// In how many random splits the thresholds are tried.
const SPLITS: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    photos: PhotoArguments,
    /// The file to write
    #[arg(long, value_name = "FILE.json")]
    output: PathBuf,
    /// What the photos are, in words, for whoever opens the file
    #[arg(long, value_name = "WORDS", default_value = "a folder of photos")]
    of: String,
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let stop = stop_when_asked()?;
    let people = match people(setup, &arguments.photos, &stop)? {
        Ok(people) => people,
        Err(code) => return Ok(code),
    };
    let (of, seed) = (&arguments.of, arguments.photos.seed);
    tell(format_args!("Fitting ..."));
    let made = calibration::calibrate(&people, of, seed)
        .map_err(|error| anyhow!("Nothing can be fitted on these photos: {error}."))?;
    let text = calibration::text(made.scoring.parameters());
    files::write(&arguments.output, text.as_bytes())
        .map_err(|error| anyhow!("{} cannot be written: {error}.", arguments.output.display()))?;
    tell(format_args!("Trying the thresholds on the people held out ..."));
    let checks = match calibration::check(&people, &made.scoring, SPLITS, seed, &stop) {
        Ok(checks) => checks,
        Err(error) => {
            tell(format_args!("{} The parameters are written.", Text::said(&error).sentence()));
            return Ok(ExitCode::FAILURE);
        }
    };
    if let Err(error) = written(write_line(&mut io::stdout(), &table(&made, &checks))) {
        tell(format_args!("hadir: The table cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn table(made: &Calibration, checks: &[Check]) -> String {
    let parameters = made.scoring.parameters();
    let mut table = format!(
        "Fitted on {} people with {} photos: {} dimensions, {:.2} of a picture's noise shared by a visit's pictures.\n\
         Tail: exp({:.2} - {:.3} s), {:.1} more for students of many photos; {} comparisons, {} pairs of people left out \
         as one person under two names.\n\n\
         On people held out, {SPLITS} random splits: strangers who get a name at the threshold for so many, and students' \
         tries without their name there; in brackets the interval of 95 %.\n\n\
         enrolled  photos  asked for  strangers named          students missed\n",
        made.people,
        made.photos,
        parameters.between.len(),
        parameters.shared,
        parameters.tail.level,
        parameters.tail.slope,
        parameters.tail.photos,
        made.found.comparisons,
        made.found.label_errors,
    );
    for Check { enrolled, photos, rates, untried } in checks {
        // Writing to a text cannot fail.
        for rates in rates.iter().flatten() {
            let (nominal, named) = (percent(rates.nominal), interval(Some(rates.fpir)));
            let missed = interval(rates.fnir);
            let _ = writeln!(table, "{enrolled:>8}  {photos:>6}  {nominal:>7} %  {named:<23}  {missed}");
        }
        if let Some(untried) = untried {
            let _ = writeln!(table, "{enrolled:>8}  {photos:>6}  {untried}");
        }
    }
    table.truncate(table.trim_end().len());
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Scoring;
    use crate::evaluation::calibration::Rates;
    use crate::evaluation::interval::Measured;
    use crate::evaluation::tail::Found;

    #[test]
    fn the_table_tells_what_was_promised_and_what_came_of_it() {
        let scoring = Scoring::shipped().clone();
        let found = Found { tail: scoring.parameters().tail, comparisons: 12, label_errors: 2 };
        let made = Calibration { scoring, people: 473, photos: 1234, found };
        let fpir = Measured { value: 0.0042, low: 0.001, high: 0.0123 };
        let rates = vec![Rates { nominal: 0.003, fpir, fnir: None }];
        let checks = [
            Check { enrolled: 30, photos: 1, rates: Some(rates), untried: None },
            Check { enrolled: 300, photos: 1, rates: None, untried: Some("too few people".to_owned()) },
        ];
        let table = table(&made, &checks);
        assert!(table.starts_with("Fitted on 473 people with 1234 photos:"), "{table}");
        assert!(table.contains("\n      30       1      0.3 %  0.42 (0.10 to 1.2) %     -\n"), "{table}");
        assert!(table.ends_with("\n     300       1  too few people"), "{table}");
    }
}
