//! `hadir doctor`: what is in order and what is not.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::CameraArguments;
use super::output::{plain, tell, write_line, written};
use super::setup::Setup;
use crate::remote::{Target, Timing};
use crate::server;
use crate::settings::SecretName;
use crate::station::checkup::{Check, State, checkup, recognition};
use crate::text;
use crate::words::Language;

/// What `hadir doctor --help` says.
pub(super) const HELP: &str = "\
    Looks at everything Hadir needs (models, cameras, light, data folder, clock, disk, ffmpeg, settings, screen, another Hadir, server) and \
    says what is in order, what is not, and what to do. The exit code is 1 when Hadir cannot do its work.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print JSON, for other programs
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub camera: CameraArguments,
}

pub(super) fn run(setup: &Setup, as_json: bool) -> anyhow::Result<ExitCode> {
    let mut checks = checkup(&setup.settings, &setup.models);
    let settings = setup.settings.current();
    // A keyring may ask for a password: it is not asked for nothing.
    let secrets = (server::needs_key(settings) || settings.recognise_at.value.is_some()).then(|| setup.secrets());
    let key = |name| secrets.as_ref().and_then(|secrets| secrets.get(name));
    let elsewhere = settings.recognise_at.value.clone();
    let elsewhere = elsewhere.map(|url| Target { url, key: key(SecretName::RemoteKey).cloned() });
    checks.push(recognition(elsewhere.as_ref(), Timing::default()));
    checks.push(server::check(settings, key(SecretName::ServerKey).is_some()));
    let in_order = checks.iter().all(|check| check.state != State::Problem);
    let text = if as_json {
        serde_json::to_string_pretty(&json!({ "in_order": in_order, "checks": checks }))?
    } else {
        told(&checks, settings.language.value)
    };
    if let Err(error) = written(write_line(&mut io::stdout(), &text)) {
        tell(format_args!("hadir: This cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(checks: &[Check], language: Language) -> String {
    let mut text = String::new();
    let mark = |state| {
        let mark = match state {
            State::Ok => text!("cli-ok"),
            State::Warning => text!("cli-warning"),
            State::Problem => text!("cli-problem"),
        };
        mark.say(language)
    };
    let width = |state| mark(state).chars().count();
    let width = [State::Ok, State::Warning, State::Problem].map(width).into_iter().max().unwrap_or_default();
    for Check { subject, state, detail, advice, .. } in checks {
        let found = text!("cli-check", name = subject.name(), detail = detail).say(language);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{:width$}  {}", mark(*state), plain(&found));
        if !advice.is_nothing() {
            let _ = writeln!(text, "{:width$}  {}", "", plain(&advice.clone().sentence().say(language)));
        }
    }
    let problems = checks.iter().filter(|check| check.state == State::Problem).count();
    let sum = match problems {
        0 => text!("cli-can-work"),
        count => text!("cli-cannot-work", count = count),
    };
    let _ = write!(text, "\n{}", sum.say(language));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::checkup::Subject;
    use crate::words::Text;

    #[test]
    fn each_check_says_how_it_is_and_what_to_do() {
        let check = |subject, state, detail, advice| {
            let [detail, advice] = [detail, advice].map(Text::said);
            let advice = if advice == Text::said("") { Text::NOTHING } else { advice };
            Check { subject, state, detail, advice, action: None }
        };
        let checks = [
            check(Subject::Disk, State::Ok, "12.3 GB free", ""),
            check(Subject::Ffmpeg, State::Warning, "is not installed", "Install it."),
            check(Subject::Models, State::Problem, "one is missing", "Run `make models`."),
        ];
        let expected = [
            "ok       Disk: 12.3 GB free",
            "warning  ffmpeg: is not installed",
            "         Install it.",
            "PROBLEM  Face models: one is missing",
            "         Run `make models`.",
            "",
            "1 thing keeps Hadir from doing its work.",
        ];
        assert_eq!(told(&checks, Language::English).lines().collect::<Vec<_>>(), expected);
        let indonesian = told(&checks, Language::Indonesian);
        assert!(indonesian.starts_with("baik       Penyimpanan: 12.3 GB free\n"), "{indonesian}");
        assert!(indonesian.contains("\nMASALAH    Model wajah:"), "{indonesian}");
    }
}
