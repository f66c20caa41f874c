//! `hadir evaluate PHOTOS`: how often recognition misses students and names strangers.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::misplaced;
use super::output::{plain, tell, write_line, written};
use super::photos::{PhotoArguments, people};
use super::progress::ProgressLine;
use super::setup::{Setup, stop_when_asked};
use crate::core::Scoring;
use crate::evaluation::det;
use crate::evaluation::groups::Groups;
use crate::evaluation::interval::Measured;
use crate::evaluation::people::Person;
use crate::evaluation::protocol::Source;
use crate::evaluation::report::{Cell, FPIRS, Figures, Group, Plan, Report, evaluate};
use crate::evaluation::rules::Rule;
use crate::files;
use crate::words::{Language, Text};

/// What `hadir evaluate --help` says.
pub(super) const HELP: &str = "\
    Measures recognition on the photos PHOTOS/<person>/*.jpg, .jpeg, .png and .webp; nothing is enrolled. In several \
    random splits some people are enrolled with some of their photos, and try with up to four others, one at a time; \
    everybody else is a stranger and tries once. The table says how many students are missed (FNIR: no name, or \
    another's) where so many strangers get a name (FPIR), under three rules: the nearest photo, the mean of a student's \
    photos, and Hadir's score. In brackets: the interval of 95 %, by drawing the people again. Where there are too few \
    people for a figure it says so.\n\n\
    Of several faces in a photo the one nearest the middle is taken. A photo in which no face is found counts as a failure \
    to acquire (FTA), and in nothing else.\n\n\
    The parameters Hadir comes with were fitted on some hundred people. On photos of the same people the score's figures \
    are too good: give --held-out or --refit there.";

/// The largest numbers taken; more would only take long.
const MOST_SPLITS: u64 = 1000;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    photos: PhotoArguments,
    /// Numbers of people enrolled
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', default_values_t = [30, 150, 300],
          value_parser = clap::value_parser!(u32).range(1..))]
    enrolled: Vec<u32>,
    /// Numbers of photos of each
    #[arg(long = "photos", value_name = "NUMBERS", value_delimiter = ',', default_values_t = [1, 3],
          value_parser = clap::value_parser!(u32).range(1..))]
    enrolled_photos: Vec<u32>,
    /// How many random splits
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=MOST_SPLITS))]
    splits: u64,
    /// Also try so many photos of a person together, as one visit
    #[arg(long, value_name = "PHOTOS", value_parser = clap::value_parser!(u32).range(2..))]
    track: Option<u32>,
    /// A CSV of lines "person,group": also figures for each group
    #[arg(long, value_name = "FILE.csv")]
    groups: Option<PathBuf>,
    /// Draw the trade between both errors (a DET plot)
    #[arg(long, value_name = "FILE.svg")]
    det: Option<PathBuf>,
    /// Write all figures, for programs
    #[arg(long, value_name = "FILE.json")]
    json: Option<PathBuf>,
    /// Other parameters than those Hadir comes with
    #[arg(long, value_name = "FILE.json")]
    parameters: Option<PathBuf>,
    /// Fit the score anew in each split, on people not enrolled in it
    #[arg(long, conflicts_with = "parameters")]
    refit: bool,
    /// Instead, put so many photos into wrong folders, in each split, and say what `hadir check` finds
    #[arg(long, value_name = "PHOTOS", conflicts_with_all = ["refit", "track", "groups", "det", "json"],
          value_parser = clap::value_parser!(u32).range(1..))]
    misplaced: Option<u32>,
    /// Only people that `hadir calibrate` does not fit on
    #[arg(long, conflicts_with = "refit")]
    held_out: bool,
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    // What is wrong with a file is told before anybody waits for minutes.
    let parameters = arguments.parameters.as_deref().map(parameters).transpose()?;
    let groups = arguments.groups.as_deref().map(read).transpose()?;
    for file in [&arguments.det, &arguments.json].into_iter().flatten() {
        files::probe(files::folder_of(file)).map_err(|error| cannot_be_written(file, &error))?;
    }
    let stop = stop_when_asked()?;
    let mut people = match people(setup, &arguments.photos, &stop)? {
        Ok(people) => people,
        Err(code) => return Ok(code),
    };
    if arguments.held_out {
        people.retain(Person::is_held_out);
    }
    if let Some(misplaced) = arguments.misplaced {
        let scoring = parameters.as_ref().unwrap_or_else(|| Scoring::shipped());
        let (splits, seed) = (arguments.splits as usize, arguments.photos.seed);
        let Some(table) = misplaced::measured(&people, scoring, misplaced as usize, splits, seed, &stop) else {
            tell(format_args!("Stopped."));
            return Ok(ExitCode::FAILURE);
        };
        return Ok(match written(write_line(&mut io::stdout(), &format!("{table}\n\n{}", basis(arguments)))) {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => {
                tell(format_args!("hadir: The table cannot be written: {error}."));
                ExitCode::FAILURE
            }
        });
    }
    let groups = match (&arguments.groups, groups) {
        (Some(file), Some(text)) => Some(
            Groups::read(&text, &people).map_err(|error| anyhow!("{} names no groups: {error}.", file.display()))?,
        ),
        _ => None,
    };
    let whole = |numbers: &[u32]| numbers.iter().map(|&number| number as usize).collect();
    let plan = Plan {
        enrolled: whole(&arguments.enrolled),
        photos: whole(&arguments.enrolled_photos),
        track: arguments.track.map(|photos| photos as usize),
        splits: arguments.splits as usize,
        seed: arguments.photos.seed,
        source: if arguments.refit {
            Source::Refit
        } else {
            Source::Given(parameters.as_ref().unwrap_or_else(|| Scoring::shipped()))
        },
        groups,
    };
    let progress = ProgressLine::on_stderr(Language::English);
    let report = evaluate(&people, &plan, &stop, &|done, of| {
        progress.tell((done, of), Text::said(format!("{done} of {of} designs tried")), None);
    });
    progress.end();
    let report = match report {
        Ok(report) => report,
        Err(error) => {
            tell(format_args!("{}", Text::said(&error).sentence()));
            return Ok(ExitCode::FAILURE);
        }
    };
    if let Err(error) = written(write_line(&mut io::stdout(), &table(&report, &basis(arguments)))) {
        tell(format_args!("hadir: The table cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&report)? + "\n";
        files::write(file, text.as_bytes()).map_err(|error| cannot_be_written(file, &error))?;
    }
    if let Some(file) = &arguments.det {
        match &report.det {
            None => tell(format_args!("There is nothing to draw: nothing could be tried.")),
            Some(found) => {
                let title = format!("{}, one photo a try", enrolled_with(found.enrolled, found.photos));
                files::write(file, det::svg(&title, &found.curves).as_bytes())
                    .map_err(|error| cannot_be_written(file, &error))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn cannot_be_written(file: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{} cannot be written: {error}.", file.display())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| anyhow!("{} cannot be read: {error}.", file.display()))
}

fn parameters(file: &Path) -> anyhow::Result<Scoring> {
    match serde_json::from_slice(&read(file)?) {
        Ok(scoring) => Ok(scoring),
        Err(error) => bail!("{} holds no parameters of the score: {error}.", file.display()),
    }
}

/// What the score's figures stand on.
fn basis(arguments: &Arguments) -> String {
    if arguments.refit {
        return "The score was fitted anew in each split, on people with several photos who were not enrolled in it; \
                strangers are people with one photo."
            .to_owned();
    }
    let whose = if arguments.parameters.is_some() { "the parameters given" } else { "the parameters Hadir comes with" };
    if arguments.held_out {
        format!("With {whose}, on people that `hadir calibrate` does not fit on.")
    } else {
        format!(
            "With {whose}. Where they were fitted on people in this folder, the score's figures are too good: give \
             --held-out or --refit."
        )
    }
}

fn table(report: &Report, basis: &str) -> String {
    let mut table = format!(
        "{} people, {} photos; {} random splits by person, seed {}. In brackets: the interval of 95 %.\n{basis}\n\n\
         No face was found (FTA) in {} of {} photos: {}\n\n\
         One photo a try: students' tries without their name (FNIR) where so many strangers get one (FPIR)\n\n",
        report.people,
        report.photos,
        report.splits,
        report.seed,
        report.without_face,
        report.photos,
        interval(report.fta),
    );
    cells(&mut table, &report.single, false);
    thresholds(&mut table, &report.single);
    if !report.tracks.is_empty() {
        let together = report.tracks.iter().map(|cell| cell.together).max().unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = write!(
            table,
            "\nOne photo a try, and {together} together as one visit: the same people, who have enough photos for both. \
             Strangers try with as many as they have, up to {together}.\n\n"
        );
        cells(&mut table, &report.tracks, true);
    }
    if !report.groups.is_empty() {
        groups(&mut table, &report.groups);
    }
    table.truncate(table.trim_end().len());
    table
}

fn enrolled_with(enrolled: usize, photos: usize) -> String {
    format!("{enrolled} enrolled with {photos} {}", if photos == 1 { "photo" } else { "photos" })
}

fn cells(table: &mut String, cells: &[Cell], with_together: bool) {
    let tries = |words: &str| if with_together { format!("{words:>5}  ") } else { String::new() };
    let [first, second, third] = FPIRS.map(|fpir| format!("FNIR at FPIR {} %", percent(fpir)));
    let _ = writeln!(
        table,
        "enrolled  photos  {}rule     likest is right (rank 1)  {first:<26}  {second:<26}  {third}",
        tries("a try")
    );
    let mut untold: Vec<String> = Vec::new();
    for Cell { enrolled, photos, together, figures, untried } in cells {
        let start = format!("{enrolled:>8}  {photos:>6}  {}", tries(&together.to_string()));
        if let Some(untried) = untried {
            let _ = writeln!(table, "{start}{untried}");
        }
        let Some(Figures { strangers, rules, .. }) = figures else { continue };
        for of_rule in rules {
            let mut row = format!("{start}{:<7}  {:<24}", of_rule.rule.name(), interval(of_rule.rank1));
            for at in &of_rule.at {
                let text = if at.untold.is_some() { "too few strangers".to_owned() } else { interval(at.fnir) };
                let _ = write!(row, "  {text:<26}");
                let enough = (1.0 / at.fpir).round();
                let words = format!("FPIR {} % takes {enough} strangers; here are {strangers}", percent(at.fpir));
                let words = format!("{} each: {words}.", enrolled_with(*enrolled, *photos));
                if at.untold.is_some() && !untold.contains(&words) {
                    untold.push(words);
                }
            }
            let _ = writeln!(table, "{}", row.trim_end());
        }
    }
    for words in untold {
        let _ = writeln!(table, "  {words}");
    }
}

/// What the score's own thresholds come to.
fn thresholds(table: &mut String, cells: &[Cell]) {
    let told =
        |cell: &Cell| cell.figures.as_ref()?.own_threshold.clone().map(|rates| (cell.enrolled, cell.photos, rates));
    for (at, (enrolled, photos, rates)) in cells.iter().filter_map(told).enumerate() {
        if at == 0 {
            table.push_str(
                "\nAt the score's own threshold for so many strangers\n\n\
                 enrolled  photos  asked for  strangers named (FPIR)    students missed (FNIR)\n",
            );
        }
        for rates in rates {
            let (nominal, named, missed) = (percent(rates.nominal), interval(Some(rates.fpir)), interval(rates.fnir));
            let _ = writeln!(table, "{enrolled:>8}  {photos:>6}  {nominal:>7} %  {named:<24}  {missed}");
        }
    }
}

/// Each group under the score.
fn groups(table: &mut String, groups: &[Group]) {
    table.push_str("\nGroups, by the score, at the threshold of all\n\n");
    table.push_str("people  photos  no face found (FTA)     group\n");
    for group in groups {
        let fta = interval(group.fta);
        let _ = writeln!(table, "{:>6}  {:>6}  {fta:<22}  {}", group.people, group.photos, plain(&group.name));
    }
    table.push_str("\nenrolled  photos  FPIR of all  missed (FNIR)           strangers named (FPIR)  group\n");
    let most = groups.iter().map(|group| group.cells.len()).max().unwrap_or_default();
    for at in 0..most {
        for group in groups {
            let Some(cell) = group.cells.get(at).filter(|cell| cell.rule == Rule::Score) else { continue };
            let (missed, named) = (interval(cell.fnir), interval(cell.fpir));
            let (enrolled, photos, of_all) = (cell.enrolled, cell.photos, percent(cell.at));
            let name = plain(&group.name);
            let _ = writeln!(table, "{enrolled:>8}  {photos:>6}  {of_all:>9} %  {missed:<22}  {named:<22}  {name}");
        }
    }
}

/// A figure in percent with its interval, as `9.3 (7.1 to 11.9) %`; a dash where there is none.
pub(super) fn interval(measured: Option<Measured>) -> String {
    let Some(Measured { value, low, high }) = measured else { return "-".to_owned() };
    format!("{} ({} to {}) %", rounded(value), rounded(low), rounded(high))
}

/// In percent: below 1 with two places, else with one.
fn rounded(part: f64) -> String {
    let percent = part * 100.0;
    match percent {
        0.0 => "0".to_owned(),
        100.0 => "100".to_owned(),
        percent if percent < 0.995 => format!("{percent:.2}"),
        percent => format!("{percent:.1}"),
    }
}

/// A round rate in percent, as `0.3`.
pub(super) fn percent(part: f64) -> String {
    ((part * 1e5).round() / 1e3).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::report::{AtFpir, RuleFigures};

    fn measured(value: f64) -> Option<Measured> {
        Some(Measured { value, low: value / 2.0, high: (value * 2.0).min(1.0) })
    }

    #[test]
    fn figures_are_said_in_percent_with_their_interval() {
        let table = [(0.0935, "9.3 (4.7 to 18.7) %"), (0.003, "0.30 (0.15 to 0.60) %"), (1.0, "100 (50.0 to 100) %")];
        for (value, text) in table {
            assert_eq!(interval(measured(value)), text);
        }
        assert_eq!(interval(Some(Measured { value: 0.0, low: 0.0, high: 0.0362 })), "0 (0 to 3.6) %");
        assert_eq!(interval(None), "-");
        assert_eq!(FPIRS.map(percent), ["1", "0.3", "0.1"]);
    }

    #[test]
    fn the_table_says_what_could_not_be_told() {
        let at = |fpir, value: Option<f64>| AtFpir {
            fpir,
            fnir: value.and_then(measured),
            untold: value.is_none().then(|| "needs more".to_owned()),
        };
        let rule = |rule| RuleFigures {
            rule,
            rank1: measured(0.98),
            at: vec![at(0.01, Some(0.05)), at(0.003, None), at(0.001, None)],
        };
        let figures = Figures { tried: 30, strangers: 200, rules: Rule::ALL.map(rule).into(), own_threshold: None };
        let cell = |enrolled, figures: Option<Figures>| Cell {
            enrolled,
            photos: 3,
            together: 1,
            untried: figures.is_none().then(|| "too few people: 9 have the 4 photos it takes".to_owned()),
            figures,
        };
        let mut text = String::new();
        cells(&mut text, &[cell(30, Some(figures)), cell(300, None)], false);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 3 + 1 + 2, "{text}");
        assert!(lines[0].contains("FNIR at FPIR 0.3 %"));
        assert!(lines[1].starts_with("      30       3  nearest  98.0 (49.0 to 100) %") && lines[1].contains("5.0 ("));
        assert_eq!(lines[1].matches("too few strangers").count(), 2);
        assert_eq!(lines[4], "     300       3  too few people: 9 have the 4 photos it takes");
        assert_eq!(lines[5], "  30 enrolled with 3 photos each: FPIR 0.3 % takes 333 strangers; here are 200.");
    }
}
