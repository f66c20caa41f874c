//! `hadir enroll DIR`: the photos of a folder with one folder a student.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::COULD_NOT_START;
use super::output::{plain, tell, write_line, written};
use super::progress::ProgressLine;
use super::setup::{Setup, stop_when_asked};
use crate::core::sentence;
use crate::gallery::bulk::{self, Person, Plan, Progress, Report};

/// What `hadir enroll --help` says.
pub(super) const HELP: &str = "\
    Enrols the photos DIR/<student id>/*.jpg, .jpeg, .png and .webp. Each photo must show exactly one \
    face. A photo that is enrolled already is not enrolled again, so the command can be run again at any time; Ctrl-C \
    stops it, and what was saved stays. At the end, a table: each person, and each photo refused and why.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder, with a folder of photos for each student
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let folder = &arguments.folder;
    let plan =
        Plan::of_folder(folder).map_err(|error| anyhow!("The folder {} cannot be read: {error}.", folder.display()))?;
    if plan.photos.is_empty() && plan.refused_folders.is_empty() {
        bail!(
            "There is nobody to enrol in {}. It must hold a folder for each student, named as the student, with photos \
             inside.",
            folder.display()
        );
    }
    let engines = setup.engines()?;
    let gallery = setup.gallery()?;
    let cancel = stop_when_asked()?;
    let progress = ProgressLine::on_stderr();
    let report = bulk::enrol(plan, &gallery, &engines, &cancel, &|now| {
        progress.tell((now.done, now.total), &words(now), now.left);
    });
    progress.end();
    if let Some(failed) = &report.failed {
        tell(format_args!("hadir: {failed}"));
    }
    if report.cancelled {
        tell(format_args!("Stopped. What was saved stays enrolled; run the command again to go on."));
    }
    if let Err(error) = written(write_line(&mut io::stdout(), &table(&report))) {
        tell(format_args!("hadir: The table cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::from(code(&report)))
}

/// What the report comes to, as an exit code.
fn code(report: &Report) -> u8 {
    let is_enrolled = report.people.iter().any(|person| person.saved + person.already > 0);
    let all_well = !report.cancelled && report.people.iter().all(|person| person.refused.is_empty());
    match &report.failed {
        Some(_) if !is_enrolled => COULD_NOT_START,
        None if all_well => 0,
        _ => 1,
    }
}

fn words(progress: Progress) -> String {
    let Progress { done, total, saved, refused, .. } = progress;
    format!("{done} of {total} photos: {saved} saved, {refused} refused")
}

/// Each person, then each refusal. Numbers come first: names may be of any script, and so of any width.
fn table(report: &Report) -> String {
    let mut table = " saved  already  refused  student\n".to_owned();
    let mut row = |saved: usize, already: usize, refused: usize, name: &str| {
        // Writing to a text cannot fail.
        let _ = writeln!(table, "{saved:>6}  {already:>7}  {refused:>7}  {name}");
    };
    let sum = |count: fn(&Person) -> usize| report.people.iter().map(count).sum();
    for person in &report.people {
        row(person.saved, person.already, person.refused.len(), &plain(&person.name));
    }
    row(sum(|person| person.saved), sum(|person| person.already), sum(|person| person.refused.len()), "in all");
    let refusals = report.people.iter().flat_map(|person| person.refused.iter().map(|refusal| (&person.name, refusal)));
    for (at, (name, (file, reason))) in refusals.enumerate() {
        if at == 0 {
            table.push_str("\nRefused:\n");
        }
        // A whole folder is refused by its own name.
        let file = if file == name { plain(name) } else { format!("{}/{}", plain(name), plain(file)) };
        let _ = writeln!(table, "  {file}: {}", sentence(reason));
    }
    table.truncate(table.trim_end().len());
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_each_person_and_each_refusal() {
        let report = Report {
            people: vec![
                Person { name: "alip".to_owned(), saved: 12, already: 1, refused: Vec::new() },
                Person {
                    name: "\u{738b}\u{5c0f}\u{660e}".to_owned(),
                    saved: 0,
                    already: 0,
                    refused: vec![("a.jpg".to_owned(), "no face was found".to_owned())],
                },
                Person {
                    name: "..".to_owned(),
                    refused: vec![("..".to_owned(), "A student id cannot begin with a dot.".to_owned())],
                    ..Person::default()
                },
            ],
            ..Report::default()
        };
        let expected = [
            " saved  already  refused  student",
            "    12        1        0  alip",
            "     0        0        1  \u{738b}\u{5c0f}\u{660e}",
            "     0        0        1  ..",
            "    12        1        2  in all",
            "",
            "Refused:",
            "  \u{738b}\u{5c0f}\u{660e}/a.jpg: No face was found.",
            "  ..: A student id cannot begin with a dot.",
        ];
        assert_eq!(table(&report).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_exit_code_tells_all_from_some_from_nothing() {
        let report = |saved, refused: usize, cancelled, failed: Option<&str>| Report {
            people: vec![Person {
                name: "alip".to_owned(),
                saved,
                already: 0,
                refused: vec![("a.jpg".to_owned(), "no face was found".to_owned()); refused],
            }],
            cancelled,
            failed: failed.map(str::to_owned),
        };
        let full = Some("The disk is full.");
        let table = [
            (report(3, 0, false, None), 0),
            (report(0, 0, false, None), 0),
            (report(3, 1, false, None), 1),
            (report(0, 1, false, None), 1),
            (report(3, 0, true, None), 1),
            (report(3, 0, false, full), 1),
            (report(0, 0, false, full), COULD_NOT_START),
        ];
        for (report, expected) in table {
            assert_eq!(code(&report), expected, "{report:?}");
        }
    }
}
