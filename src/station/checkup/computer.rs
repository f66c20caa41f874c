//! This computer: room on its disk, the programs and the screen that Hadir needs, and its settings.

use std::process::{Command, Stdio};

use super::{Action, Check, Section, Subject};
use crate::core::Rule;
use crate::settings::{Origin, Problem, SettingsStore};
use crate::text;
use crate::words::{self, Text};

/// Less free space than this, in bytes, is worth a warning: a school's photos for a year fit in it.
const LITTLE_SPACE: u64 = 1_000_000_000;
/// Less free space than this, in bytes, and something will soon not be saved.
const NO_SPACE: u64 = 100_000_000;

pub(super) fn disk(free: std::io::Result<u64>) -> Check {
    let mended = |check: Check| check.mended(Action::Settings(Section::Data));
    let advice = text!("checkup-disk-advice");
    match free {
        Ok(bytes) => {
            let detail = text!("checkup-disk-free", size = size(bytes));
            match bytes {
                ..NO_SPACE => mended(Check::problem(Subject::Disk, detail, advice)),
                NO_SPACE..LITTLE_SPACE => mended(Check::warning(Subject::Disk, detail, advice)),
                LITTLE_SPACE.. => Check::ok(Subject::Disk, detail),
            }
        }
        Err(error) => {
            let detail = text!("checkup-disk-unknown", reason = words::io(&error));
            Check::warning(Subject::Disk, detail, text!("checkup-disk-unknown-advice"))
        }
    }
}

fn size(bytes: u64) -> Text {
    match bytes {
        ..LITTLE_SPACE => text!("checkup-disk-mb", size = bytes / 1_000_000),
        LITTLE_SPACE.. => text!("checkup-disk-gb", size = bytes as f64 / 1e9),
    }
}

pub(super) fn ffmpeg(program: &str) -> Check {
    let answer = Command::new(program).arg("-version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    match answer {
        Ok(answer) if answer.status.success() => {
            let text = String::from_utf8_lossy(&answer.stdout);
            let version = text.split_whitespace().nth(2).map(Text::said);
            Check::ok(Subject::Ffmpeg, version.unwrap_or(text!("checkup-ffmpeg-no-version")))
        }
        _ => Check::warning(
            Subject::Ffmpeg,
            text!("checkup-ffmpeg-missing"),
            if cfg!(target_os = "linux") {
                text!("checkup-ffmpeg-linux-advice")
            } else {
                text!("checkup-ffmpeg-advice")
            },
        ),
    }
}

pub(super) fn settings_file(settings: &SettingsStore) -> Vec<Check> {
    let now = settings.current();
    let mut detail = match settings.file() {
        Some(file) if file.exists() => Text::said(file.display()),
        Some(file) => text!("checkup-settings-none", file = file),
        None => text!("checkup-settings-no-place"),
    };
    let rule = match now.rule.value {
        Rule::Sure => "sure",
        Rule::Nearest => "nearest",
    };
    let not_default = [
        (text!("checkup-settings-rule", value = rule), now.rule.from),
        (text!("checkup-settings-strangers", value = now.strangers_named.value.get()), now.strangers_named.from),
        (text!("checkup-settings-tolerance", value = now.tolerance.value.get()), now.tolerance.from),
        (text!("checkup-settings-upsampling", value = now.upsampling.value.times()), now.upsampling.from),
        (text!("checkup-settings-cooldown", value = now.cooldown.value.as_secs_f64()), now.cooldown.from),
    ];
    for (value, from) in not_default.into_iter().filter(|(_, from)| *from != Origin::Default) {
        detail = text!("checkup-settings-value", before = detail, value = value, origin = from.text());
    }
    let mut checks = vec![Check::ok(Subject::Settings, detail)];
    checks.extend(
        settings
            .problems()
            .iter()
            .cloned()
            .map(|Problem { text, advice }| Check::warning(Subject::Settings, text, advice)),
    );
    checks
}

/// Whether there is a screen for the window; `is_set` looks up an environment variable.
pub(super) fn display(is_set: impl Fn(&str) -> bool) -> Check {
    if !cfg!(target_os = "linux") || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY") {
        return Check::ok(Subject::Screen, text!("checkup-screen-there"));
    }
    Check::warning(Subject::Screen, text!("checkup-screen-none"), text!("checkup-screen-none-advice"))
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn free_space_is_judged_by_what_still_fits() {
        let table = [(0, State::Problem), (99_999_999, State::Problem), (500_000_000, State::Warning)];
        for (bytes, state) in table {
            let check = disk(Ok(bytes));
            assert_eq!((check.state, check.advice.is_nothing()), (state, false), "{bytes}");
            assert_eq!(check.action, Some(Action::Settings(Section::Data)));
        }
        let check = disk(Ok(12_340_000_000));
        assert_eq!((check.state, check.action), (State::Ok, None));
        assert_eq!(check.detail.to_string(), "12.3 GB free where the data folder is");
    }

    #[test]
    fn a_program_that_is_not_there_is_a_warning() {
        assert_eq!(ffmpeg("no-such-ffmpeg").state, State::Warning);
    }
}
