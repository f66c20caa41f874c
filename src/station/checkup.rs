//! What is in order and what is not: a list of checks, for whoever shows it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Serialize;

use crate::camera::{self, CameraError, CameraInfo, SourceOptions};
use crate::core::Rule;
use crate::engine::Models;
use crate::gallery::{Gallery, GalleryError};
use crate::journal::Journal;
use crate::register::Register;
use crate::remote::{self, Health, Target, Timing};
use crate::settings::{Origin, Problem, Settings, SettingsStore};
use crate::text;
use crate::web;
use crate::words::{self, Text};

/// How long a camera may take to give its first picture.
const CAMERA_PATIENCE: Duration = Duration::from_secs(10);
/// Less free space than this, in bytes, is worth a warning: a school's photos for a year fit in it.
const LITTLE_SPACE: u64 = 1_000_000_000;
/// Less free space than this, in bytes, and something will soon not be saved.
const NO_SPACE: u64 = 100_000_000;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What it is.
    pub name: Text,
    /// How it is.
    pub state: State,
    /// What was found.
    pub detail: Text,
    /// What to do about it; nothing when it is in order.
    pub advice: Text,
}

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// In order.
    Ok,
    /// Hadir works, but something is missing that a person may want.
    Warning,
    /// Hadir cannot do its work.
    Problem,
}

impl Check {
    fn ok(name: Text, detail: Text) -> Self {
        Self { name, state: State::Ok, detail, advice: Text::NOTHING }
    }

    fn warning(name: Text, detail: Text, advice: Text) -> Self {
        Self { name, state: State::Warning, detail, advice }
    }

    fn problem(name: Text, detail: Text, advice: Text) -> Self {
        Self { name, state: State::Problem, detail, advice }
    }
}

/// Looks at everything, which takes some seconds: a camera is opened.
pub fn checkup(settings: &SettingsStore, models: &Path) -> Vec<Check> {
    let now = settings.current();
    let data = &now.data.value;
    let gallery = Gallery::open(data);
    let is_running = matches!(gallery, Err(GalleryError::InUse(_)));
    let mut checks = vec![face_models(models)];
    checks.push(webcams(&camera::list()));
    checks.push(chosen_camera(now, is_running));
    checks.extend(data_folder(data, &gallery));
    checks.extend(list_of_students(data));
    // Whoever has the folder open looks after the log: here it would only be in the way.
    if gallery.is_ok() && Journal::exists(data) {
        checks.extend(attendance_log(&Journal::open(data), now.webhook_url.value.is_some()));
    }
    checks.push(main_api(now));
    checks.push(disk(fs4::available_space(data)));
    checks.push(ffmpeg("ffmpeg"));
    checks.extend(settings_file(settings));
    checks.push(display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())));
    checks
}

fn face_models(folder: &Path) -> Check {
    const NAME: Text = text!("checkup-models");
    match Models::in_folder(folder).check() {
        Ok(()) => Check::ok(NAME, text!("checkup-models-complete", folder = folder)),
        Err(error) => Check::problem(NAME, error.text(), error.advice()),
    }
}

fn webcams(found: &[CameraInfo]) -> Check {
    const NAME: Text = text!("checkup-webcams");
    if found.is_empty() {
        return Check::warning(NAME, text!("checkup-webcams-none"), text!("checkup-webcams-none-advice"));
    }
    let list: Vec<_> = found
        .iter()
        .map(|camera| match camera.source.contains(' ') {
            true => format!("{0} (--source \"{1}\")", camera.name, camera.source),
            false => format!("{} (--source {})", camera.name, camera.source),
        })
        .collect();
    Check::ok(NAME, Text::said(list.join(", ")))
}

/// Takes a picture with the camera that is set; its address is not shown, as there may be a password in it.
fn chosen_camera(settings: &Settings, is_running: bool) -> Check {
    const NAME: Text = text!("checkup-camera");
    let Some(source) = settings.source.value.clone() else {
        return Check::warning(NAME, text!("checkup-camera-none"), text!("checkup-camera-none-advice"));
    };
    let options = SourceOptions { size: settings.size.value, rate: settings.rate.value, repeat: settings.repeat.value };
    let (give, taken) = mpsc::channel();
    // A read can block for ever: a thread of its own, which is left behind then.
    let started = thread::Builder::new().name("camera check".to_owned()).spawn(move || {
        let first = camera::open(&source, &options).and_then(|mut camera| {
            let picture = camera.next_picture()?;
            Ok((camera.name().to_owned(), picture.map(|picture| picture.rgb.dimensions())))
        });
        // Nobody waits any more when it took too long.
        let _ = give.send(first);
    });
    if let Err(error) = started {
        let detail = text!("checkup-camera-no-thread", reason = words::io(&error));
        return Check::problem(NAME, detail, text!("station-close-programs"));
    }
    match taken.recv_timeout(CAMERA_PATIENCE) {
        Ok(Ok((name, Some((width, height))))) => {
            let (width, height) = (width.to_string(), height.to_string());
            Check::ok(NAME, text!("checkup-camera-gives", name = name, width = width, height = height))
        }
        Ok(Ok((name, None))) => {
            Check::problem(NAME, text!("checkup-camera-empty", name = name), text!("checkup-camera-empty-advice"))
        }
        Ok(Err(CameraError::Busy(name))) if is_running => Check::ok(NAME, text!("checkup-camera-open", name = name)),
        Ok(Err(error)) => Check::problem(NAME, error.text(), error.advice()),
        Err(_) => Check::problem(
            NAME,
            text!("checkup-camera-silent", seconds = CAMERA_PATIENCE.as_secs()),
            text!("checkup-camera-silent-advice"),
        ),
    }
}

fn data_folder(folder: &Path, gallery: &Result<Gallery, GalleryError>) -> Vec<Check> {
    const NAME: Text = text!("checkup-data");
    let advice = text!("checkup-data-advice");
    let gallery = match gallery {
        Ok(gallery) => gallery,
        Err(GalleryError::InUse(_)) => {
            return vec![Check::ok(NAME, text!("checkup-data-open", folder = folder))];
        }
        Err(error) => return vec![Check::problem(NAME, error.text(), advice)],
    };
    let snapshot = gallery.snapshot();
    let templates: usize = snapshot.students.iter().map(|student| student.templates.len()).sum();
    let students = text!("checkup-students", count = snapshot.students.len());
    let templates = text!("checkup-templates", count = templates);
    let mut checks = vec![match gallery.check_writable() {
        Ok(()) => {
            let holds = text!("checkup-data-holds", folder = folder, students = students, templates = templates);
            Check::ok(NAME, holds)
        }
        Err(error) => {
            let detail = text!(
                "checkup-data-unwritable",
                folder = folder,
                students = students,
                templates = templates,
                reason = error.text()
            );
            Check::problem(NAME, detail, advice)
        }
    }];
    checks.extend(snapshot.set_aside.iter().map(|aside| {
        let (file, reason) = (&aside.file, &aside.reason);
        let detail = match &aside.now {
            Some(now) => text!("checkup-file-kept", file = file, reason = reason, now = now),
            None => text!("checkup-file-unusable", file = file, reason = reason),
        };
        Check::warning(NAME, detail, text!("checkup-file-advice"))
    }));
    let told = |file| snapshot.set_aside.iter().any(|aside| aside.now.as_ref() == Some(file));
    checks.extend(gallery.set_aside().iter().filter(|file| !told(file)).map(|file| {
        Check::warning(NAME, text!("checkup-file-earlier", file = file), text!("checkup-file-earlier-advice"))
    }));
    checks
}

/// The school's list, where there is one; it is only read.
fn list_of_students(data: &Path) -> Option<Check> {
    const NAME: Text = text!("checkup-register");
    match Register::peek(data) {
        Ok(people) if people.is_empty() => None,
        Ok(people) => {
            let students = text!("checkup-students", count = people.len());
            let holds = text!("checkup-register-holds", students = students, classes = people.classes().len());
            Some(Check::ok(NAME, holds))
        }
        Err(problem) => Some(Check::warning(NAME, problem.text(), problem.advice())),
    }
}

/// The log, and what waits in it to be sent.
fn attendance_log(journal: &Journal, is_sent: bool) -> Vec<Check> {
    const NAME: Text = text!("checkup-log");
    let mut checks =
        vec![match journal.probe().and_then(|()| Ok((journal.counts()?, journal.reader().count_all()?))) {
            Err(error) => Check::problem(NAME, error.text(), error.advice()),
            Ok((counts, total)) => {
                let arrivals = text!("checkup-arrivals", count = total);
                match (counts.queued, counts.given_up) {
                    (0, 0) => Check::ok(NAME, arrivals),
                    (0, failed) => Check::warning(
                        NAME,
                        text!("checkup-log-never-taken", arrivals = arrivals, count = failed),
                        text!("checkup-log-never-taken-advice"),
                    ),
                    (waiting, _) if is_sent => {
                        Check::ok(NAME, text!("checkup-log-waiting", arrivals = arrivals, count = waiting))
                    }
                    (waiting, _) => Check::warning(
                        NAME,
                        text!("checkup-log-no-api", arrivals = arrivals, count = waiting),
                        text!("checkup-log-no-api-advice"),
                    ),
                }
            }
        }];
    checks.extend(
        journal
            .problems()
            .into_iter()
            .map(|problem| Check::warning(NAME, problem, text!("checkup-log-compare-advice"))),
    );
    checks.extend(journal.set_asides().iter().map(|aside| {
        Check::warning(NAME, text!("checkup-log-aside", file = aside), text!("checkup-log-aside-advice"))
    }));
    checks
}

fn main_api(settings: &Settings) -> Check {
    const NAME: Text = text!("checkup-api");
    match &settings.webhook_url.value {
        None => Check::ok(NAME, text!("checkup-api-none")),
        Some(url) => Check::ok(NAME, text!("checkup-api-set", place = web::place_of(url))),
    }
}

/// Who recognises: this PC or, where that is set, another Hadir, which is asked how it is; no picture is sent to it.
pub fn recognition(elsewhere: Option<&Target>, timing: Timing) -> Check {
    const NAME: Text = text!("checkup-recognition");
    let Some(target) = elsewhere else { return Check::ok(NAME, text!("checkup-recognition-here")) };
    let place = target.place();
    match remote::try_out(target, timing) {
        Ok(Health { students: Some(0), .. } | Health { pictures: Some(0), .. }) => Check::warning(
            NAME,
            text!("checkup-recognition-nobody", place = place),
            text!("checkup-recognition-nobody-advice"),
        ),
        Ok(Health { students, pictures }) => {
            let students = students.map(|count| text!("checkup-students", count = count));
            let templates = pictures.map(|count| text!("checkup-templates", count = count));
            let knows = Text::list(students.into_iter().chain(templates));
            Check::ok(
                NAME,
                match knows.is_nothing() {
                    true => text!("checkup-recognition-answers", place = place),
                    false => text!("checkup-recognition-knows", place = place, knows = knows),
                },
            )
        }
        Err(trouble) => {
            let detail = text!("checkup-recognition-trouble", reason = trouble.message);
            Check::problem(NAME, detail, trouble.advice)
        }
    }
}

fn disk(free: std::io::Result<u64>) -> Check {
    const NAME: Text = text!("checkup-disk");
    let advice = text!("checkup-disk-advice");
    match free {
        Ok(bytes) => {
            let detail = text!("checkup-disk-free", size = size(bytes));
            match bytes {
                ..NO_SPACE => Check::problem(NAME, detail, advice),
                NO_SPACE..LITTLE_SPACE => Check::warning(NAME, detail, advice),
                LITTLE_SPACE.. => Check::ok(NAME, detail),
            }
        }
        Err(error) => {
            let detail = text!("checkup-disk-unknown", reason = words::io(&error));
            Check::warning(NAME, detail, text!("checkup-disk-unknown-advice"))
        }
    }
}

fn size(bytes: u64) -> Text {
    match bytes {
        ..LITTLE_SPACE => text!("checkup-disk-mb", size = bytes / 1_000_000),
        LITTLE_SPACE.. => text!("checkup-disk-gb", size = bytes as f64 / 1e9),
    }
}

fn ffmpeg(program: &str) -> Check {
    const NAME: Text = text!("checkup-ffmpeg");
    let answer = Command::new(program).arg("-version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    match answer {
        Ok(answer) if answer.status.success() => {
            let text = String::from_utf8_lossy(&answer.stdout);
            let version = text.split_whitespace().nth(2).map(Text::said);
            Check::ok(NAME, version.unwrap_or(text!("checkup-ffmpeg-no-version")))
        }
        _ => Check::warning(
            NAME,
            text!("checkup-ffmpeg-missing"),
            if cfg!(target_os = "linux") {
                text!("checkup-ffmpeg-linux-advice")
            } else {
                text!("checkup-ffmpeg-advice")
            },
        ),
    }
}

fn settings_file(settings: &SettingsStore) -> Vec<Check> {
    const NAME: Text = text!("checkup-settings");
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
    let mut checks = vec![Check::ok(NAME, detail)];
    checks
        .extend(settings.problems().iter().cloned().map(|Problem { text, advice }| Check::warning(NAME, text, advice)));
    checks
}

/// Whether there is a screen for the window; `is_set` looks up an environment variable.
fn display(is_set: impl Fn(&str) -> bool) -> Check {
    const NAME: Text = text!("checkup-screen");
    if !cfg!(target_os = "linux") || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY") {
        return Check::ok(NAME, text!("checkup-screen-there"));
    }
    Check::warning(NAME, text!("checkup-screen-none"), text!("checkup-screen-none-advice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_judged_by_what_still_fits() {
        let table = [(0, State::Problem), (99_999_999, State::Problem), (500_000_000, State::Warning)];
        for (bytes, state) in table {
            let check = disk(Ok(bytes));
            assert_eq!((check.state, check.advice.is_nothing()), (state, false), "{bytes}");
        }
        let check = disk(Ok(12_340_000_000));
        assert_eq!(
            (check.state, check.detail.to_string().as_str()),
            (State::Ok, "12.3 GB free where the data folder is")
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_a_warning() {
        assert_eq!(ffmpeg("no-such-ffmpeg").state, State::Warning);
    }

    #[test]
    fn without_a_camera_chosen_there_is_one_to_choose() {
        let check = chosen_camera(&Settings::default(), false);
        assert_eq!((check.state, check.detail.to_string().as_str()), (State::Warning, "none is chosen yet"));
    }

    #[test]
    fn webcams_are_listed_with_what_to_call_them_by() {
        assert_eq!(webcams(&[]).state, State::Warning);
        let check = webcams(&[CameraInfo { source: "/dev/video0".to_owned(), name: "HD Webcam".to_owned() }]);
        assert_eq!(check.detail.to_string(), "HD Webcam (--source /dev/video0)");
    }

    #[test]
    fn the_data_folder_is_told_with_what_is_in_it_and_what_was_set_aside() {
        let data = tempfile::tempdir().unwrap();
        let look = || data_folder(data.path(), &Gallery::open(data.path()));
        let checks = look();
        assert_eq!((checks.len(), checks[0].state), (1, State::Ok));
        assert!(checks[0].detail.to_string().ends_with(": 0 students, 0 templates"), "{}", checks[0].detail);

        std::fs::write(data.path().join("embeddings/budi.npy"), "not numbers").unwrap();
        for words in ["it is kept as", "set aside earlier"] {
            let checks = look();
            assert_eq!((checks.len(), checks[1].state), (2, State::Warning));
            assert!(checks[1].detail.to_string().contains("budi.npy"), "{}", checks[1].detail);
            assert!(checks[1].detail.to_string().contains(words), "{}", checks[1].detail);
        }
    }

    #[test]
    fn a_data_folder_in_use_is_no_problem() {
        let data = tempfile::tempdir().unwrap();
        let held = Gallery::open(data.path()).unwrap();
        let checks = data_folder(data.path(), &Gallery::open(data.path()));
        assert_eq!((checks.len(), checks[0].state), (1, State::Ok));
        drop(held);
    }
}
