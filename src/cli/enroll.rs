//! `hadir enroll DIR`: the photos of a folder with one folder a student.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail};

use super::COULD_NOT_START;
use super::output::{plain, tell, write_line, written};
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
    let progress = ProgressLine::new(io::stderr().is_terminal());
    let report = bulk::enrol(plan, &gallery, &engines, &cancel, &|now| {
        if let Some(text) = progress.after(now, Instant::now()) {
            // Progress that nobody can see is no reason to stop.
            let _ = io::stderr().write_all(text.as_bytes());
        }
    });
    let _ = io::stderr().write_all(progress.end().as_bytes());
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

/// One line that is written over on a terminal; elsewhere, as in a log, a line now and then.
struct ProgressLine {
    on_terminal: bool,
    /// When something was written last, and how many photos were done then.
    last: Mutex<Option<(Instant, usize)>>,
}

impl ProgressLine {
    fn new(on_terminal: bool) -> Self {
        Self { on_terminal, last: Mutex::new(None) }
    }

    /// What to write after this progress. It comes from several threads, and not always in order.
    fn after(&self, progress: Progress, now: Instant) -> Option<String> {
        let pause = if self.on_terminal { Duration::from_millis(100) } else { Duration::from_secs(10) };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_end = progress.done == progress.total;
        if let Some((at, done)) = *last
            && (progress.done <= done || (now.saturating_duration_since(at) < pause && !is_end))
        {
            return None;
        }
        *last = Some((now, progress.done));
        let line = words(progress);
        Some(if self.on_terminal { format!("\r{line}\u{1b}[K") } else { format!("{line}\n") })
    }

    /// What to write when no more progress comes.
    fn end(&self) -> &'static str {
        if self.on_terminal { "\n" } else { "" }
    }
}

fn words(progress: Progress) -> String {
    let Progress { done, total, saved, refused, left } = progress;
    let mut line = format!("{done} of {total} photos: {saved} saved, {refused} refused");
    if let Some(left) = left.filter(|_| done < total) {
        line.push_str(&time_left(left));
    }
    line
}

fn time_left(left: Duration) -> String {
    let minutes = left.as_secs().div_ceil(60);
    match left.as_secs() {
        0..60 => format!(", about {} s left", left.as_secs().max(1)),
        60..3600 => format!(", about {minutes} min left"),
        _ => format!(", about {} h {} min left", minutes / 60, minutes % 60),
    }
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

    fn progress(done: usize) -> Progress {
        Progress { done, total: 100, saved: done, refused: 0, left: Some(Duration::from_secs(90)) }
    }

    #[test]
    fn on_a_terminal_one_line_is_written_over() {
        let line = ProgressLine::new(true);
        let start = Instant::now();
        let text = "\r1 of 100 photos: 1 saved, 0 refused, about 2 min left\u{1b}[K";
        assert_eq!(line.after(progress(1), start).as_deref(), Some(text));
        assert_eq!(line.after(progress(2), start), None, "not so often that it flickers");
        assert!(line.after(progress(3), start + Duration::from_millis(100)).is_some());
        assert_eq!(line.after(progress(2), start + Duration::from_secs(1)), None, "it never counts back");
    }

    #[test]
    fn in_a_log_there_is_a_line_now_and_then_and_one_at_the_end() {
        let line = ProgressLine::new(false);
        let start = Instant::now();
        assert!(line.after(progress(1), start).is_some());
        assert_eq!(line.after(progress(2), start + Duration::from_secs(9)), None);
        assert!(line.after(progress(3), start + Duration::from_secs(10)).is_some());
        let end = line.after(progress(100), start + Duration::from_secs(11));
        assert_eq!(end.as_deref(), Some("100 of 100 photos: 100 saved, 0 refused\n"));
    }

    #[test]
    fn the_time_left_is_said_as_people_say_it() {
        let table = [(0, "1 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3599, "60 min"), (4000, "1 h 7 min")];
        for (seconds, text) in table {
            assert_eq!(time_left(Duration::from_secs(seconds)), format!(", about {text} left"));
        }
    }
}
