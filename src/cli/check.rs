//! `hadir check`: photos that are perhaps of somebody else, and people who are perhaps enrolled twice.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use serde_json::json;

use super::output::{plain, tell, write_line, written};
use super::progress::ProgressLine;
use super::setup::{Setup, stop_when_asked};
use crate::core::{StudentId, Why};
use crate::gallery::Snapshot;
use crate::gallery::check::{Findings, Misplaced, check, same_as};
use crate::text;
use crate::words::{self, Language};

/// What `hadir check --help` says.
pub(super) const HELP: &str = "\
    Compares every photo enrolled with the student's others and with everybody else's, and lists those that are perhaps of \
    somebody else, and students who are perhaps one person under two ids. Nothing is changed: look at the pictures, and \
    remove what is wrong in the window. Of a student with a single photo nothing can be said but whom else it looks like; \
    of two photos that are unlike each other, not which of them is wrong. The exit code is 1 when something was found.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print JSON, for other programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let gallery = setup.gallery()?;
    let stop = stop_when_asked()?;
    let snapshot = gallery.snapshot();
    let language = setup.language();
    let progress = ProgressLine::on_stderr(language);
    let mut go_on = |looked, total| {
        progress.tell((looked, total), text!("check-progress", done = looked, total = total), None);
        !stop.load(Ordering::Relaxed)
    };
    let found = check(&snapshot, &|_| true, &mut go_on);
    progress.end();
    let Some(findings) = found else {
        tell(format_args!("{}", text!("check-stopped").say(language)));
        return Ok(ExitCode::FAILURE);
    };
    let text = if arguments.json { in_json(&snapshot, &findings)? } else { told(&snapshot, &findings, language) };
    if let Err(error) = written(write_line(&mut io::stdout(), &text)) {
        let text = text!("cli-table-unwritable", reason = words::io(&error));
        tell(format_args!("hadir: {}", text.say(language)));
        return Ok(ExitCode::FAILURE);
    }
    let in_order = findings.misplaced.is_empty() && findings.same.is_empty();
    Ok(if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where the picture of a template lies, if one is kept.
fn picture(snapshot: &Snapshot, found: &Misplaced) -> Option<String> {
    let student = snapshot.student(&found.student)?;
    let template = student.templates.iter().find(|template| template.key == found.photo)?;
    Some(template.crop.as_ref()?.display().to_string())
}

fn told(snapshot: &Snapshot, findings: &Findings, language: Language) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    for found in &findings.misplaced {
        let _ = writeln!(text, "{}: {}", plain(found.student.as_str()), found.text().sentence().say(language));
        if let Some(picture) = picture(snapshot, found) {
            let _ = writeln!(text, "    {}", plain(&picture));
        }
    }
    for pair in &findings.same {
        let [one, other] = &pair.students;
        let _ = writeln!(text, "{}: {}", plain(one.as_str()), same_as(other.as_str()).sentence().say(language));
    }
    let photos = text!("check-photos", count = findings.photos);
    let in_all = match findings.misplaced.len() + findings.same.len() {
        0 => text!("check-in-order", photos = photos),
        found => text!("check-found", photos = photos, count = found),
    };
    text + &in_all.say(language)
}

fn in_json(snapshot: &Snapshot, findings: &Findings) -> serde_json::Result<String> {
    let misplaced = findings.misplaced.iter().map(|found| {
        let (why, like) = match &found.why {
            Why::UnlikeOwn => ("unlike_own", None),
            Why::Like(student) => ("like", Some(student.as_str())),
            Why::OneOfTwo => ("one_of_two", None),
        };
        json!({
            "student_id": found.student.as_str(),
            "template": found.photo.0,
            "picture": picture(snapshot, found),
            "why": why,
            "like": like,
            "evidence": (found.evidence * 10.0).round() / 10.0,
            "nearly_certain": found.is_nearly_certain,
        })
    });
    let same = findings.same.iter().map(|pair| {
        let students = pair.students.each_ref().map(StudentId::as_str);
        json!({ "student_ids": students, "score": (pair.alike * 10.0).round() / 10.0 })
    });
    let (misplaced, same): (Vec<_>, Vec<_>) = (misplaced.collect(), same.collect());
    serde_json::to_string_pretty(&json!({ "photos": findings.photos, "misplaced": misplaced, "same": same }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Pair;
    use crate::gallery::TemplateKey;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn findings() -> Findings {
        let found = |student: &str, why, evidence: f64| Misplaced {
            student: id(student),
            photo: TemplateKey("0123456789abcdef".to_owned()),
            why,
            evidence,
            is_nearly_certain: evidence > 60.0,
        };
        Findings {
            photos: 9,
            misplaced: vec![
                found("alip", Why::Like(id("yoga")), 123.44),
                found("budi", Why::UnlikeOwn, 50.0),
                found("citra", Why::OneOfTwo, 45.0),
            ],
            same: vec![Pair { students: [id("dewi"), id("dewi 2")], alike: 30.0 }],
        }
    }

    #[test]
    fn what_was_found_is_told_to_a_person() {
        let expected = [
            "alip: This photo is almost certainly of yoga.",
            "budi: This photo is perhaps of somebody else: it is unlike the student's others.",
            "citra: This photo and the student's only other one are unlike each other: one of them is perhaps of somebody \
             else.",
            "dewi: Perhaps the same person as dewi 2, or a twin.",
            "9 photos were looked at; 4 findings. Look at the pictures, and remove what is wrong.",
        ];
        let told = |findings: &Findings| told(&Snapshot::default(), findings, Language::English);
        assert_eq!(told(&findings()).lines().collect::<Vec<_>>(), expected);
        let nothing = Findings { photos: 1, ..Findings::default() };
        assert_eq!(told(&nothing), "1 photo was looked at: nothing is wrong.");
    }

    #[test]
    fn and_to_programs() {
        let text = in_json(&Snapshot::default(), &findings()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["misplaced"][0]["like"], "yoga");
        assert_eq!(json["misplaced"][0]["evidence"], 123.4);
        assert_eq!(json["misplaced"][1]["why"], "unlike_own");
        assert_eq!(json["same"][0]["student_ids"][1], "dewi 2");
    }
}
