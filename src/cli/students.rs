//! `hadir students`: the school's list of students, read and written.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Subcommand;
use jiff::tz::TimeZone;

use super::output::{plain, tell, write_line, written};
use super::setup::Setup;
use crate::core::StudentId;
use crate::gallery::Gallery;
use crate::register::list::{self, Effect, ImportOptions, ImportPlan};
use crate::register::{self, Receipt, Receipts, Register, Removed, SheetError};
use crate::text;
use crate::words::{self, Language, Text};

/// What `hadir students --help` says.
pub(super) const HELP: &str = "\
    Names, classes and notes of students, as the school's list has them. The list may come before the photos, and photos \
    without a list.";

const IMPORT_HELP: &str = "\
    Reads a list: CSV as Excel writes it, with commas, semicolons or tabs, or the first sheet of an .xlsx file. The columns \
    are found by their headings, in English or Indonesian: id (NIS, NISN), name (nama), class (kelas), note (catatan). First \
    it says what would change, line by line; nothing is changed until you agree, and then all of it is or nothing. A cell \
    that is empty changes nothing. The exit code is 1 when a line cannot be used.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take over names, classes and notes from the school's list
    #[command(long_about = IMPORT_HELP)]
    Import {
        /// The list, CSV or .xlsx
        file: PathBuf,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The heading of the column with the ids, where it is not the likeliest one
        #[arg(long, value_name = "HEADING")]
        id_column: Option<String>,
        /// Take an id that lost its leading zeros, or differs by case or spaces, for the known one
        #[arg(long)]
        take_similar: bool,
    },
    /// Write the list of everyone who is known or enrolled, in the form that is read again
    Export {
        /// The file, .csv or .xlsx
        file: PathBuf,
    },
    /// Print who is known: id, class and name, separated by tabs
    List {
        /// Only those of this class
        #[arg(long)]
        class: Option<String>,
    },
    /// Print who was removed and what of them, or write it to a file
    Removed {
        /// The file, .csv or .xlsx
        file: Option<PathBuf>,
    },
}

pub(super) fn run(setup: &Setup, arguments: Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    match arguments.command {
        Command::Import { file, yes, id_column, take_similar } => {
            import(setup, &file, yes, &ImportOptions { id_column, take_similar, ..ImportOptions::default() })
        }
        Command::Export { file } => export(setup, &file),
        Command::List { class } => list(setup, class.as_deref()),
        Command::Removed { file } => removed(setup, file.as_deref()),
    }
}

/// The register of the data folder, which is held by the gallery until the command ends.
fn open(setup: &Setup) -> anyhow::Result<(Gallery, Register)> {
    let gallery = setup.gallery()?;
    let register = Register::open(gallery.data());
    for problem in register.problems() {
        tell(format_args!("{}", problem.text().then(problem.advice()).say(setup.language())));
    }
    Ok((gallery, register))
}

fn enrolled(gallery: &Gallery) -> BTreeSet<StudentId> {
    gallery.snapshot().students.iter().map(|student| student.id.clone()).collect()
}

fn import(setup: &Setup, file: &Path, yes: bool, options: &ImportOptions) -> anyhow::Result<ExitCode> {
    let language = setup.language();
    let said = |text: Text| text.say(language);
    let (gallery, register) = open(setup)?;
    let plan = ImportPlan::of_file(file, options, &register.snapshot(), &enrolled(&gallery))
        .map_err(|error| anyhow!("{}", said(error.text().then(error.advice()))))?;
    let code = if plan.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if let Some(failed) = unprinted(&told(&plan, language), language) {
        return Ok(failed);
    }
    if !plan.changes_something() {
        tell(format_args!("{}", said(text!("students-cli-nothing"))));
        return Ok(code);
    }
    if !yes && !is_agreed(language) {
        tell(format_args!("{}", said(text!("students-cli-not-agreed"))));
        return Ok(ExitCode::FAILURE);
    }
    register.import(&plan).map_err(|error| anyhow!("{}", said(error.text().then(error.advice()))))?;
    let (new, changed) = (plan.count(Effect::New), plan.count(Effect::Changed));
    tell(format_args!("{}", said(text!("students-cli-done", new = new, changed = changed))));
    Ok(code)
}

/// Asks; where nobody is there who could answer, that is no.
fn is_agreed(language: Language) -> bool {
    if !io::stdin().is_terminal() {
        return false;
    }
    let mut answer = String::new();
    let _ = write!(io::stderr(), "{} ", text!("students-cli-ask").say(language));
    let _ = io::stdin().lock().read_line(&mut answer);
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "ya")
}

fn told(plan: &ImportPlan, language: Language) -> String {
    let mut lines: Vec<String> = plan.how_it_was_read().iter().map(|text| plain(&text.say(language))).collect();
    lines.push(String::new());
    let mut line = |number: u64, effect: Text, who: &str, what: &str| {
        let place = text!("students-cli-line", line = number).say(language);
        lines.push(format!("{place}  {}  {}: {}", effect.say(language), plain(who), plain(what)));
    };
    for row in &plan.rows {
        let effect = match row.effect() {
            Effect::New => text!("students-effect-new"),
            Effect::Changed => text!("students-effect-changed"),
            Effect::Same => continue,
        };
        let changes: Vec<String> = row.changes().iter().map(|change| change.say(language)).collect();
        line(row.line, effect, row.student.as_str(), &changes.join(", "));
    }
    for row in &plan.refused {
        let who = [row.id.as_str(), row.name.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        line(row.line, text!("students-effect-refused"), &who.join(", "), &row.why.text().say(language));
    }
    lines.push(plan.counts().say(language));
    if let Some(similar) = plan.similar_text() {
        lines.push(similar.then(text!("students-cli-similar")).say(language));
    }
    lines.join("\n")
}

fn export(setup: &Setup, file: &Path) -> anyhow::Result<ExitCode> {
    let (gallery, register) = open(setup)?;
    let people = register.snapshot();
    let mut everyone = enrolled(&gallery);
    everyone.extend(people.iter().map(|(id, _)| id.clone()));
    let (count, language) = (everyone.len(), setup.language());
    let written = list::export(everyone, &people, language, &TimeZone::system(), file);
    finish(written, file, language)?;
    tell(format_args!("{}", text!("students-exported", count = count, file = file).say(language)));
    Ok(ExitCode::SUCCESS)
}

fn finish(written: Result<(), SheetError>, file: &Path, language: Language) -> anyhow::Result<()> {
    written.map_err(|error| {
        let text = text!("students-not-exported", file = file, reason = error.text());
        anyhow!("{}", text.then(text!("students-not-exported-advice")).say(language))
    })
}

fn list(setup: &Setup, class: Option<&str>) -> anyhow::Result<ExitCode> {
    let people = Register::peek(&setup.settings.current().data.value)
        .map_err(|problem| anyhow!("{}", problem.text().then(problem.advice()).say(setup.language())))?;
    let chosen = people.iter().filter(|(_, person)| class.is_none_or(|class| person.class.as_deref() == Some(class)));
    let text = |part: &Option<String>| part.as_deref().map(plain).unwrap_or_default();
    let lines = chosen.map(|(id, person)| format!("{id}\t{}\t{}", text(&person.class), text(&person.name)));
    Ok(print(lines, setup.language()))
}

fn removed(setup: &Setup, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let (receipts, language) = (Receipts::open(&setup.settings.current().data.value).all(), setup.language());
    let Some(file) = file else {
        return Ok(print(receipts.iter().map(|receipt| receipt_line(receipt, language)), language));
    };
    finish(register::export_receipts(&receipts, language, &TimeZone::system(), file), file, language)?;
    tell(format_args!("{}", text!("students-receipts-exported", file = file).say(language)));
    Ok(ExitCode::SUCCESS)
}

fn receipt_line(receipt: &Receipt, language: Language) -> String {
    let at = receipt.began.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
    let what = match &receipt.ended {
        None => text!("students-cli-cut-off"),
        Some((_, removed)) => {
            let Removed { templates, crops, log_rows, .. } = *removed;
            let what = text!("students-cli-removed", templates = templates, pictures = crops, rows = log_rows);
            if removed.left.is_empty() { what } else { text!("students-cli-removed-left", removed = what) }
        }
    };
    format!("{at}\t{}\t{}", receipt.student, what.say(language))
}

fn print(lines: impl Iterator<Item = String>, language: Language) -> ExitCode {
    lines.map(|line| unprinted(&line, language)).find_map(|failed| failed).unwrap_or(ExitCode::SUCCESS)
}

/// Prints lines; gives the exit code where that could not be done.
fn unprinted(lines: &str, language: Language) -> Option<ExitCode> {
    let error = written(write_line(&mut io::stdout(), lines)).err()?;
    let text = text!("students-cli-unprintable", reason = words::io(&error));
    tell(format_args!("hadir: {}", text.say(language)));
    Some(ExitCode::FAILURE)
}
