//! `hadir doctor`: what is in order and what is not.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::CameraArguments;
use super::output::{plain, tell, write_line, written};
use super::setup::Setup;
use crate::core::sentence;
use crate::remote::{Target, Timing};
use crate::server;
use crate::settings::SecretName;
use crate::station::checkup::{Check, State, checkup, recognition};

/// What `hadir doctor --help` says.
pub(super) const HELP: &str = "\
    Looks at everything Hadir needs (models, cameras, data folder, disk, ffmpeg, settings, screen, another Hadir, server) and \
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
        told(&checks)
    };
    if let Err(error) = written(write_line(&mut io::stdout(), &text)) {
        tell(format_args!("hadir: This cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(checks: &[Check]) -> String {
    let mut text = String::new();
    for Check { name, state, detail, advice } in checks {
        let mark = match state {
            State::Ok => "ok      ",
            State::Warning => "warning ",
            State::Problem => "PROBLEM ",
        };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{mark} {name}: {}", plain(detail));
        if !advice.is_empty() {
            let _ = writeln!(text, "         {}", plain(&sentence(advice)));
        }
    }
    let problems = checks.iter().filter(|check| check.state == State::Problem).count();
    text.push_str(&match problems {
        0 => "\nHadir can do its work.".to_owned(),
        1 => "\n1 thing keeps Hadir from doing its work.".to_owned(),
        many => format!("\n{many} things keep Hadir from doing its work."),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_says_how_it_is_and_what_to_do() {
        let check = |name, state, detail: &str, advice: &str| Check {
            name,
            state,
            detail: detail.to_owned(),
            advice: advice.to_owned(),
        };
        let text = told(&[
            check("Disk", State::Ok, "12.3 GB free", ""),
            check("ffmpeg", State::Warning, "is not installed", "Install it."),
            check("Face models", State::Problem, "one is missing", "Run `make models`."),
        ]);
        let expected = [
            "ok       Disk: 12.3 GB free",
            "warning  ffmpeg: is not installed",
            "         Install it.",
            "PROBLEM  Face models: one is missing",
            "         Run `make models`.",
            "",
            "1 thing keeps Hadir from doing its work.",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }
}
