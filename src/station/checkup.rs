//! What is in order and what is not: a list of checks, for whoever shows it.

use std::fmt;
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
use crate::remote::{self, Health, Target, Timing};
use crate::settings::{Origin, Settings, SettingsStore};
use crate::web;

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
    pub name: &'static str,
    /// How it is.
    pub state: State,
    /// What was found.
    pub detail: String,
    /// What to do about it; empty when it is in order.
    pub advice: String,
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
    fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, state: State::Ok, detail: detail.into(), advice: String::new() }
    }

    fn warning(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, state: State::Warning, detail: detail.into(), advice: advice.into() }
    }

    fn problem(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, state: State::Problem, detail: detail.into(), advice: advice.into() }
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
    const NAME: &str = "Face models";
    match Models::in_folder(folder).check() {
        Ok(()) => Check::ok(NAME, format!("complete, in {}", folder.display())),
        Err(error) => Check::problem(NAME, error.to_string(), error.advice()),
    }
}

fn webcams(found: &[CameraInfo]) -> Check {
    const NAME: &str = "Webcams";
    if found.is_empty() {
        return Check::warning(
            NAME,
            "none was found",
            "Plug one in, if Hadir is to use one. Files, folders of photos and network cameras need none.",
        );
    }
    let list: Vec<_> = found
        .iter()
        .map(|camera| match camera.source.contains(' ') {
            true => format!("{0} (--source \"{1}\")", camera.name, camera.source),
            false => format!("{} (--source {})", camera.name, camera.source),
        })
        .collect();
    Check::ok(NAME, list.join(", "))
}

/// Takes a picture with the camera that is set; its address is not shown, as there may be a password in it.
fn chosen_camera(settings: &Settings, is_running: bool) -> Check {
    const NAME: &str = "Camera";
    let Some(source) = settings.source.value.clone() else {
        return Check::warning(
            NAME,
            "none is chosen yet",
            "Choose one in the window's settings, or name it with --source.",
        );
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
        return Check::problem(NAME, format!("could not be looked at: {error}"), "Close other programs and try again.");
    }
    match taken.recv_timeout(CAMERA_PATIENCE) {
        Ok(Ok((name, Some((width, height))))) => {
            Check::ok(NAME, format!("{name} gives pictures of {width} x {height}"))
        }
        Ok(Ok((name, None))) => {
            Check::problem(NAME, format!("{name} has no picture in it"), "Choose another in the settings.")
        }
        Ok(Err(CameraError::Busy(name))) if is_running => Check::ok(NAME, format!("{name} is in use; Hadir is open")),
        Ok(Err(error)) => Check::problem(NAME, error.to_string(), error.advice()),
        Err(_) => Check::problem(
            NAME,
            format!("it gave no picture in {} s", CAMERA_PATIENCE.as_secs()),
            "Pull out its cable, wait a moment and plug it in again. For a network camera, check the address.",
        ),
    }
}

fn data_folder(folder: &Path, gallery: &Result<Gallery, GalleryError>) -> Vec<Check> {
    const NAME: &str = "Data folder";
    let advice = "Let this user write there, or choose another folder in the settings or with --data.";
    let gallery = match gallery {
        Ok(gallery) => gallery,
        Err(GalleryError::InUse(_)) => {
            return vec![Check::ok(NAME, format!("{} is in use; Hadir is open", folder.display()))];
        }
        Err(error) => return vec![Check::problem(NAME, error.to_string(), advice)],
    };
    let snapshot = gallery.snapshot();
    let templates: usize = snapshot.students.iter().map(|student| student.templates.len()).sum();
    let holds =
        format!("{}, {}", counted(snapshot.students.len() as u64, "student"), counted(templates as u64, "template"));
    let mut checks = vec![match gallery.check_writable() {
        Ok(()) => Check::ok(NAME, format!("{}: {holds}", folder.display())),
        Err(error) => Check::problem(NAME, format!("{}: {holds}; {error}", folder.display()), advice),
    }];
    checks.extend(snapshot.set_aside.iter().map(|aside| {
        let now = aside.now.as_ref().map(|now| format!("; it is kept as {}", now.display())).unwrap_or_default();
        Check::warning(
            NAME,
            format!("{} cannot be used ({}){now}", aside.file.display(), aside.reason),
            "Put a good copy in its place, or enrol the student again.",
        )
    }));
    let told = |file| snapshot.set_aside.iter().any(|aside| aside.now.as_ref() == Some(file));
    checks.extend(gallery.set_aside().iter().filter(|file| !told(file)).map(|file| {
        Check::warning(
            NAME,
            format!("{} was damaged, and set aside earlier", file.display()),
            "Enrol the student again if they are not enrolled; then delete it.",
        )
    }));
    checks
}

/// The log, and what waits in it to be sent.
fn attendance_log(journal: &Journal, is_sent: bool) -> Vec<Check> {
    const NAME: &str = "Attendance log";
    let mut checks =
        vec![match journal.probe().and_then(|()| Ok((journal.counts()?, journal.reader().count_all()?))) {
            Err(error) => Check::problem(NAME, error.to_string(), error.advice()),
            Ok((counts, total)) => {
                let holds = counted(total as u64, "arrival");
                match (counts.queued, counts.given_up) {
                    (0, 0) => Check::ok(NAME, holds),
                    (0, failed) => Check::warning(
                        NAME,
                        format!("{holds}; the main API never took {failed} of them"),
                        "See why in the window, under Delivery, and send them again from there.",
                    ),
                    (waiting, _) if is_sent => {
                        Check::ok(NAME, format!("{holds}; {waiting} of them are still to be sent to the main API"))
                    }
                    (waiting, _) => Check::warning(
                        NAME,
                        format!("{holds}; {waiting} of them are still to be sent, and no main API is set"),
                        "Set its address in the window's settings.",
                    ),
                }
            }
        }];
    checks.extend(
        journal.problems().into_iter().map(|problem| Check::warning(NAME, problem, "Compare the days before with it.")),
    );
    checks.extend(journal.set_asides().iter().map(|aside| {
        Check::warning(
            NAME,
            format!("{} was damaged, and set aside", aside.display()),
            "Delete it when you have compared the days before with it.",
        )
    }));
    checks
}

fn main_api(settings: &Settings) -> Check {
    const NAME: &str = "Main API";
    match &settings.webhook_url.value {
        None => Check::ok(NAME, "none is set: arrivals stay on this PC"),
        Some(url) => Check::ok(NAME, format!("arrivals are sent to {}", web::place_of(url))),
    }
}

/// Who recognises: this PC or, where that is set, another Hadir, which is asked how it is; no picture is sent to it.
pub fn recognition(elsewhere: Option<&Target>, timing: Timing) -> Check {
    const NAME: &str = "Recognition";
    let Some(target) = elsewhere else { return Check::ok(NAME, "on this PC") };
    let place = target.place();
    match remote::try_out(target, timing) {
        Ok(Health { students: Some(0), .. } | Health { pictures: Some(0), .. }) => Check::warning(
            NAME,
            format!("by another Hadir: {place} answers, and nobody is enrolled there"),
            "Enrol the students there: until then everybody at this door is unknown.",
        ),
        Ok(Health { students, pictures }) => {
            let number = |number: Option<u64>, thing| number.map(|number| counted(number, thing));
            let knows: Vec<String> =
                [number(students, "student"), number(pictures, "template")].into_iter().flatten().collect();
            let knows = if knows.is_empty() { String::new() } else { format!(": {}", knows.join(", ")) };
            Check::ok(NAME, format!("by another Hadir: {place} answers{knows}"))
        }
        Err(trouble) => {
            let message = trouble.message.trim_end_matches('.');
            Check::problem(NAME, format!("by another Hadir, and nobody is recognised: {message}"), trouble.advice)
        }
    }
}

fn disk(free: std::io::Result<u64>) -> Check {
    const NAME: &str = "Disk";
    let advice = "Make room on the disk: when it is full, nothing more can be enrolled.";
    match free {
        Ok(bytes) => {
            let detail = format!("{} free where the data folder is", Bytes(bytes));
            match bytes {
                ..NO_SPACE => Check::problem(NAME, detail, advice),
                NO_SPACE..LITTLE_SPACE => Check::warning(NAME, detail, advice),
                LITTLE_SPACE.. => Check::ok(NAME, detail),
            }
        }
        Err(error) => {
            Check::warning(NAME, format!("the free space cannot be told: {error}"), "Look at the data folder above.")
        }
    }
}

struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < LITTLE_SPACE {
            write!(f, "{} MB", self.0 / 1_000_000)
        } else {
            write!(f, "{:.1} GB", self.0 as f64 / 1e9)
        }
    }
}

fn ffmpeg(program: &str) -> Check {
    const NAME: &str = "ffmpeg";
    let answer = Command::new(program).arg("-version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    match answer {
        Ok(answer) if answer.status.success() => {
            let text = String::from_utf8_lossy(&answer.stdout);
            let version = text.split_whitespace().nth(2).unwrap_or("of an unknown version").to_owned();
            Check::ok(NAME, version)
        }
        _ => Check::warning(
            NAME,
            "is not installed, or does not start",
            if cfg!(target_os = "linux") {
                "Install it (sudo apt install ffmpeg) for video files and network cameras. Webcams need none."
            } else {
                "Install it for video files and network cameras. Webcams need none."
            },
        ),
    }
}

fn settings_file(settings: &SettingsStore) -> Vec<Check> {
    const NAME: &str = "Settings";
    let now = settings.current();
    let mut detail = match settings.file() {
        Some(file) if file.exists() => file.display().to_string(),
        Some(file) => format!("none are kept yet; they will be in {}", file.display()),
        None => "this system has no place to keep them".to_owned(),
    };
    let rule = match now.rule.value {
        Rule::Sure => "sure",
        Rule::Nearest => "nearest",
    };
    let not_default = [
        (format!("rule {rule}"), now.rule.from),
        (format!("strangers named {}", now.strangers_named.value.get()), now.strangers_named.from),
        (format!("tolerance {}", now.tolerance.value.get()), now.tolerance.from),
        (format!("upsampling {}", now.upsampling.value.times()), now.upsampling.from),
        (format!("cooldown {} s", now.cooldown.value.as_secs_f64()), now.cooldown.from),
    ];
    for (value, from) in not_default.iter().filter(|(_, from)| *from != Origin::Default) {
        detail.push_str(&format!("; {value} from {from}"));
    }
    let mut checks = vec![Check::ok(NAME, detail)];
    checks.extend(settings.problems().iter().map(|problem| Check::warning(NAME, &problem.text, &problem.advice)));
    checks
}

/// Whether there is a screen for the window; `is_set` looks up an environment variable.
fn display(is_set: impl Fn(&str) -> bool) -> Check {
    const NAME: &str = "Screen";
    if !cfg!(target_os = "linux") || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY") {
        return Check::ok(NAME, "there is one for the window");
    }
    Check::warning(NAME, "there is none for the window", "Start Hadir from the desktop; `hadir watch` works without.")
}

fn counted(number: u64, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_judged_by_what_still_fits() {
        let table = [(0, State::Problem), (99_999_999, State::Problem), (500_000_000, State::Warning)];
        for (bytes, state) in table {
            let check = disk(Ok(bytes));
            assert_eq!((check.state, check.advice.is_empty()), (state, false), "{bytes}");
        }
        let check = disk(Ok(12_340_000_000));
        assert_eq!((check.state, check.detail.as_str()), (State::Ok, "12.3 GB free where the data folder is"));
    }

    #[test]
    fn a_program_that_is_not_there_is_a_warning() {
        assert_eq!(ffmpeg("no-such-ffmpeg").state, State::Warning);
    }

    #[test]
    fn without_a_camera_chosen_there_is_one_to_choose() {
        let check = chosen_camera(&Settings::default(), false);
        assert_eq!((check.state, check.detail.as_str()), (State::Warning, "none is chosen yet"));
    }

    #[test]
    fn webcams_are_listed_with_what_to_call_them_by() {
        assert_eq!(webcams(&[]).state, State::Warning);
        let check = webcams(&[CameraInfo { source: "/dev/video0".to_owned(), name: "HD Webcam".to_owned() }]);
        assert_eq!(check.detail, "HD Webcam (--source /dev/video0)");
    }

    #[test]
    fn the_data_folder_is_told_with_what_is_in_it_and_what_was_set_aside() {
        let data = tempfile::tempdir().unwrap();
        let look = || data_folder(data.path(), &Gallery::open(data.path()));
        let checks = look();
        assert_eq!((checks.len(), checks[0].state), (1, State::Ok));
        assert!(checks[0].detail.ends_with(": 0 students, 0 templates"), "{}", checks[0].detail);

        std::fs::write(data.path().join("embeddings/budi.npy"), "not numbers").unwrap();
        for words in ["it is kept as", "set aside earlier"] {
            let checks = look();
            assert_eq!((checks.len(), checks[1].state), (2, State::Warning));
            assert!(checks[1].detail.contains("budi.npy") && checks[1].detail.contains(words), "{}", checks[1].detail);
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
