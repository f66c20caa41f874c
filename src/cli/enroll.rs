//! `hadir enroll DIR`: the photos of a folder with one folder a student.

use std::fmt::{Display, Write as _};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use jiff::Timestamp;

use super::COULD_NOT_START;
use super::output::{plain, tell, write_line, written};
use super::progress::ProgressLine;
use super::setup::{Setup, stop_when_asked};
use crate::core::{Consent, StudentId};
use crate::gallery::bulk::{self, Doubted, Person, Plan, Progress, Report};
use crate::gallery::check::same_as;
use crate::register::Register;
use crate::text;
use crate::words::{self, Language, Text};

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
    /// Who agreed to the enrolment of all of these students, where the school asks for that (consent_text)
    #[arg(long, value_name = "WHO")]
    agreed_by: Option<String>,
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let (folder, language) = (&arguments.folder, setup.language());
    let plan = Plan::of_folder(folder).map_err(|error| {
        let text = text!("cli-folder-unreadable", folder = folder, reason = words::io(&error));
        anyhow!("{}", text.say(language))
    })?;
    if plan.photos.is_empty() && plan.refused_folders.is_empty() {
        bail!("{}", text!("cli-nobody-to-enrol", folder = folder).say(language));
    }
    let engines = setup.engines()?;
    let gallery = setup.gallery()?;
    let plan = match setup.settings.current().consent_text.value.clone() {
        Some(text) => {
            of_those_agreed(plan, &Register::open(gallery.data()), &text, arguments.agreed_by.as_ref(), language)?
        }
        None => plan,
    };
    let cancel = stop_when_asked()?;
    let progress = ProgressLine::on_stderr(language);
    let report = bulk::enrol(plan, &gallery, &engines, &cancel, &|now| {
        progress.tell((now.done, now.total), so_far(now), now.left);
    });
    progress.end();
    if let Some(failed) = &report.failed {
        tell(format_args!("hadir: {}", failed.say(language)));
    }
    if report.cancelled {
        tell(format_args!("{}", text!("cli-enrol-stopped").say(language)));
    }
    if let Err(error) = written(write_line(&mut io::stdout(), &table(&report, language))) {
        let text = text!("cli-table-unwritable", reason = words::io(&error));
        tell(format_args!("hadir: {}", text.say(language)));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::from(code(&report)))
}

/// The photos of students to whose enrolment somebody has agreed, or agrees now.
fn of_those_agreed(
    plan: Plan,
    register: &Register,
    text: &Arc<str>,
    by: Option<&String>,
    language: Language,
) -> anyhow::Result<Plan> {
    if let Some(by) = by {
        let lacking = plan.students().into_iter().filter(|student| !register.may_enrol(student, Some(text)));
        let lacking: Vec<StudentId> = lacking.cloned().collect();
        let consent = Consent { at: Timestamp::now(), by: Some(by.clone()), text: text.clone() };
        register
            .agree(&lacking, &consent)
            .map_err(|error| anyhow!("{}", error.text().then(error.advice()).say(language)))?;
    }
    Ok(plan.of_those_agreed(|student| register.may_enrol(student, Some(text))))
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

fn so_far(progress: Progress) -> Text {
    let Progress { done, total, saved, refused, .. } = progress;
    text!("cli-enrol-progress", done = done, total = total, saved = saved, refused = refused)
}

/// Each person, then each refusal. Numbers come first: names may be of any script, and so of any width.
fn table(report: &Report, language: Language) -> String {
    let heads = [text!("cli-saved"), text!("cli-already"), text!("cli-refused")].map(|head| head.say(language));
    let widths = [0, 1, 2].map(|at| heads[at].chars().count().max(if at == 0 { 6 } else { 7 }));
    let mut table = String::new();
    let mut line = |cells: [&dyn Display; 3], name: &str| {
        let [(saved, a), (already, b), (refused, c)] = [0, 1, 2].map(|at| (cells[at], widths[at]));
        // Writing to a text cannot fail.
        let _ = writeln!(table, "{saved:>a$}  {already:>b$}  {refused:>c$}  {name}");
    };
    line([&heads[0], &heads[1], &heads[2]], &text!("cli-student").say(language));
    let mut row = |saved: usize, already: usize, refused: usize, name: &str| line([&saved, &already, &refused], name);
    let sum = |count: fn(&Person) -> usize| report.people.iter().map(count).sum();
    for person in &report.people {
        row(person.saved, person.already, person.refused.len(), &plain(&person.name));
    }
    row(
        sum(|person| person.saved),
        sum(|person| person.already),
        sum(|person| person.refused.len()),
        &text!("cli-in-all").say(language),
    );
    let refusals = report.people.iter().flat_map(|person| person.refused.iter().map(|refusal| (&person.name, refusal)));
    for (at, (name, (file, reason))) in refusals.enumerate() {
        if at == 0 {
            let _ = writeln!(table, "\n{}", text!("cli-refused-list").say(language));
        }
        // A whole folder is refused by its own name.
        let file = if file == name { plain(name) } else { format!("{}/{}", plain(name), plain(file)) };
        let _ = writeln!(table, "  {file}: {}", reason.clone().sentence().say(language));
    }
    list(&mut table, &text!("check-poor-list"), poor(report), language);
    list(&mut table, &text!("check-doubted-list"), doubted(report), language);
    table.truncate(table.trim_end().len());
    table
}

/// Lines under a heading; nothing where there are none.
fn list(table: &mut String, heading: &Text, lines: impl Iterator<Item = (String, Text)>, language: Language) {
    for (at, (what, text)) in lines.enumerate() {
        if at == 0 {
            let _ = writeln!(table, "\n{}", heading.say(language));
        }
        let _ = writeln!(table, "  {what}: {}", text.sentence().say(language));
    }
}

/// Photos that were saved and could be better.
fn poor(report: &Report) -> impl Iterator<Item = (String, Text)> {
    let photos = report.people.iter().flat_map(|person| person.photos.iter().map(|photo| (&person.name, photo)));
    photos.filter_map(|(name, photo)| Some((format!("{}/{}", plain(name), plain(&photo.file)), photo.flaw?.text())))
}

/// Photos that were saved and are perhaps of somebody else, and people who are perhaps there twice.
fn doubted(report: &Report) -> impl Iterator<Item = (String, Text)> {
    report.people.iter().flat_map(|person| {
        let name = plain(&person.name);
        let of = |doubted: &Doubted| (format!("{name}/{}", plain(&doubted.file)), doubted.found.text());
        let photos: Vec<_> = person.doubted.iter().map(of).collect();
        photos.into_iter().chain(person.same_as.iter().map(move |other| (name.clone(), same_as(other.as_str()))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Flaw, Quality, Why};
    use crate::gallery::TemplateKey;
    use crate::gallery::bulk::Photo;
    use crate::gallery::check::Misplaced;

    #[test]
    fn the_table_tells_each_person_and_each_refusal() {
        let report = Report {
            people: vec![
                Person { name: "alip".to_owned(), saved: 12, already: 1, ..Person::default() },
                Person {
                    name: "\u{738b}\u{5c0f}\u{660e}".to_owned(),
                    saved: 0,
                    already: 0,
                    refused: vec![("a.jpg".to_owned(), text!("gallery-no-face"))],
                    ..Person::default()
                },
                Person {
                    name: "..".to_owned(),
                    refused: vec![("..".to_owned(), text!("ids-leading-dot"))],
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
        assert_eq!(table(&report, Language::English).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_table_says_what_was_saved_and_is_poor_or_perhaps_wrong() {
        let id = |text| StudentId::parse(text).unwrap();
        let key = || TemplateKey("a".to_owned());
        let photo = |file: &str, flaw| Photo { file: file.to_owned(), key: key(), quality: Quality::default(), flaw };
        let found = Misplaced {
            student: id("alip"),
            photo: TemplateKey("0123456789abcdef".to_owned()),
            why: Why::Like(id("yoga")),
            evidence: 99.0,
            is_nearly_certain: true,
        };
        let alip = Person {
            name: "alip".to_owned(),
            saved: 2,
            photos: vec![photo("1.jpg", None), photo("2.jpg", Some(Flaw::TooSmall { width: 62, needed: 100 }))],
            doubted: vec![Doubted { file: "2.jpg".to_owned(), found }],
            same_as: vec![id("alif")],
            ..Person::default()
        };
        let table = table(&Report { people: vec![alip], ..Report::default() }, Language::English);
        let expected = [
            "Saved, and not as good as they could be:",
            "  alip/2.jpg: The face is 62 px wide; 100 are better.",
            "",
            "Saved, and perhaps wrong:",
            "  alip/2.jpg: This photo is almost certainly of yoga.",
            "  alip: Perhaps the same person as alif, or a twin.",
        ];
        assert_eq!(table.lines().skip(4).collect::<Vec<_>>(), expected, "{table}");
    }

    #[test]
    fn the_exit_code_tells_all_from_some_from_nothing() {
        let report = |saved, refused: usize, cancelled, failed: Option<&str>| Report {
            people: vec![Person {
                name: "alip".to_owned(),
                saved,
                already: 0,
                refused: vec![("a.jpg".to_owned(), text!("gallery-no-face")); refused],
                ..Person::default()
            }],
            cancelled,
            failed: failed.map(Text::said),
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
