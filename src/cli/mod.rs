//! The command line, one file a command. What a command prints for other programs goes to stdout, everything for the
//! person to stderr.
//!
//! Exit codes: 0 it went well, 1 some of it did not, [`COULD_NOT_START`] none of it could begin.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};
use tracing::level_filters::LevelFilter;

use crate::settings::{self, Change};

mod calibrate;
mod check;
mod client;
mod doctor;
mod enroll;
mod evaluate;
mod forget_pin;
mod manual;
mod misplaced;
mod output;
mod photos;
mod progress;
mod recognize;
mod serve;
mod sessions;
mod setup;
mod students;
mod timetable;
mod told;
mod watch;
mod window;

use setup::Setup;

/// The exit code when nothing could begin: wrong arguments, no models, no data folder.
pub const COULD_NOT_START: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  hadir                                    open the window
  hadir --source 1                         open it with the second webcam
  hadir watch --source rtsp://door/stream  recognise without a window, a JSON line for each arrival
  hadir serve --port 8000                  answer other systems over HTTP, without a window
  hadir client --url http://10.0.0.5:8000  have another Hadir recognise whom this camera sees
  hadir enroll known_faces                 enrol the photos in known_faces/<student id>/
  hadir students import class.csv          take over the school's list: names, classes
  hadir recognize class.jpg                say who is on a photo
  hadir doctor                             say what is in order and what is not
  hadir check                              look for photos enrolled for the wrong student
  hadir evaluate photos                    measure recognition on photos/<person>/

Settings are kept in the platform's configuration folder (see `hadir doctor`); FACE_TOLERANCE and
EVENT_COOLDOWN_SECONDS, in the environment or in a file .env, come before them, and arguments come before all.

Exit codes: 0 it went well, 1 some of it did not, 2 none of it could begin.";

#[derive(Debug, Parser)]
#[command(
    name = "hadir",
    version,
    about = "Attendance at the classroom door: recognises students by face, on this PC."
)]
#[command(
    long_about = "Attendance at the classroom door: a camera sees students arrive, and each face is recognised on \
    this PC. Without a command, the window opens."
)]
#[command(after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    camera: CameraArguments,
    #[command(flatten)]
    door: DoorArguments,
    #[command(flatten)]
    places: PlaceArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Recognise without a window: print a line of JSON for each arrival
    #[command(long_about = watch::HELP)]
    Watch(watch::Arguments),
    /// Answer other systems over HTTP, without a window
    #[command(long_about = serve::HELP)]
    Serve(serve::Arguments),
    /// Have another Hadir recognise whom this PC's camera sees
    #[command(long_about = client::HELP)]
    Client(client::Arguments),
    /// Enrol the photos of a folder with one folder a student
    #[command(long_about = enroll::HELP)]
    Enroll(enroll::Arguments),
    /// Names and classes: take over the school's list, or write it
    #[command(long_about = students::HELP)]
    Students(students::Arguments),
    /// Say who is on photos, a line of JSON for each
    #[command(long_about = recognize::HELP)]
    Recognize(recognize::Arguments),
    /// The timetable of classes, and how their sessions ended
    #[command(long_about = sessions::HELP)]
    Sessions(sessions::Arguments),
    /// Say what is in order and what is not, and what to do about it
    #[command(long_about = doctor::HELP)]
    Doctor(doctor::Arguments),
    /// Look for photos enrolled that are perhaps of somebody else, and people enrolled twice
    #[command(long_about = check::HELP)]
    Check(check::Arguments),
    /// Measure how often recognition misses students and names strangers, on photos of people
    #[command(long_about = evaluate::HELP)]
    Evaluate(evaluate::Arguments),
    /// Fit the parameters of the score on photos of people
    #[command(long_about = calibrate::HELP)]
    Calibrate(calibrate::Arguments),
    /// Take away the PIN of the door screen
    #[command(long_about = forget_pin::HELP)]
    ForgetPin,
    /// Write the manual's pages and what shells complete, for whoever makes a package
    #[command(hide = true)]
    Manual(manual::Arguments),
}

/// What may be said of the camera.
#[derive(Debug, Args)]
#[command(next_help_heading = "Camera")]
struct CameraArguments {
    /// A webcam (0, /dev/video2 or its name), a video file, an address (rtsp://, http://) or a folder of photos
    #[arg(long, value_name = "SOURCE", value_parser = |text: &str| settings::parse("source", text))]
    source: Option<Change>,
    /// Size of picture to ask the camera for, such as 640x480
    #[arg(long, value_name = "WxH", value_parser = |text: &str| settings::parse("size", text))]
    size: Option<Change>,
    /// Pictures a second to ask the camera for
    #[arg(long, value_name = "NUMBER", value_parser = |text: &str| settings::parse("rate", text))]
    rate: Option<Change>,
    /// Begin a file again at its end (--loop=false: do not, whatever the settings say)
    #[arg(long = "loop", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true",
          value_parser = |text: &str| settings::parse("repeat", text))]
    repeat: Option<Change>,
    /// Seconds in which one person counts once
    #[arg(long, value_name = "SECONDS", value_parser = |text: &str| settings::parse("cooldown_seconds", text))]
    cooldown: Option<Change>,
}

/// What may be said of recognition at a camera.
#[derive(Debug, Args)]
#[command(next_help_heading = "Recognition")]
struct DoorArguments {
    /// When a face gets a name: "sure", by all that is seen of it, or "nearest", by its nearest photo in one picture
    #[arg(long, value_name = "RULE", value_parser = |text: &str| settings::parse("rule", text))]
    rule: Option<Change>,
    /// With "sure": the part of strangers who may get a name, 0.0001 to 0.1 (0.0025: 1 in 400); smaller is stricter
    #[arg(long, value_name = "PART", value_parser = |text: &str| settings::parse("strangers_named", text))]
    strangers_named: Option<Change>,
    #[command(flatten)]
    faces: FaceArguments,
}

/// What may be said of recognition on a photo, too.
#[derive(Debug, Args)]
#[command(next_help_heading = "Recognition")]
struct FaceArguments {
    /// Largest distance at which the nearest photo gives its name, 0 to 1; smaller is stricter
    #[arg(long, value_name = "DISTANCE", value_parser = |text: &str| settings::parse("tolerance", text))]
    tolerance: Option<Change>,
    /// How small a face to look for: 0, 1 or 2 doublings of the picture; each takes about four times as long
    #[arg(long, value_name = "TIMES", value_parser = |text: &str| settings::parse("upsampling", text))]
    upsampling: Option<Change>,
}

/// Where things are; every command takes these.
#[derive(Debug, Args)]
#[command(next_help_heading = "Places")]
struct PlaceArguments {
    /// The data folder, with everyone enrolled
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// The folder of the face models
    #[arg(long, value_name = "DIR", global = true)]
    models: Option<PathBuf>,
    /// Another settings file (.toml), as for a second station on this PC
    #[arg(long, value_name = "FILE", global = true, value_parser = settings_file)]
    settings: Option<PathBuf>,
}

/// A broken settings file is renamed: what was named by mistake must not be.
fn settings_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension() {
        Some(extension) if extension == "toml" => Ok(path),
        _ => Err("A settings file's name ends in .toml.".to_owned()),
    }
}

/// What arguments say of settings, and what each is called.
type Said = Vec<(Change, &'static str)>;

impl CameraArguments {
    fn said(self) -> Said {
        let Self { source, size, rate, repeat, cooldown } = self;
        named([(source, "--source"), (size, "--size"), (rate, "--rate"), (repeat, "--loop"), (cooldown, "--cooldown")])
    }
}

impl DoorArguments {
    fn said(self) -> Said {
        let Self { rule, strangers_named, faces } = self;
        let mut said = named([(rule, "--rule"), (strangers_named, "--strangers-named")]);
        said.extend(faces.said());
        said
    }
}

impl FaceArguments {
    fn said(self) -> Said {
        named([(self.tolerance, "--tolerance"), (self.upsampling, "--upsampling")])
    }
}

fn named<const N: usize>(said: [(Option<Change>, &'static str); N]) -> Said {
    said.into_iter().filter_map(|(change, name)| Some((change?, name))).collect()
}

/// Does what the arguments ask.
///
/// # Errors
/// When nothing could begin: what happened and what to do, in the person's words. The exit code is then
/// [`COULD_NOT_START`].
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<ExitCode> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and the version are "errors" too. Whoever closed the pipe has read enough.
            let _ = answer.print();
            return Ok(ExitCode::from(if answer.use_stderr() { COULD_NOT_START } else { 0 }));
        }
    };
    let Arguments { command, camera, door, places } = arguments;
    // What is worth a warning, the commands tell in the person's words already.
    setup::start_logging(if command.is_none() { LevelFilter::WARN } else { LevelFilter::ERROR });
    // Options in front of a command hold for it, too; its own are later, and win.
    let mut said = camera.said();
    said.extend(door.said());
    match command {
        None => window::run(Setup::new(places, said)?),
        Some(Command::Watch(watch::Arguments { camera, door, events })) => {
            said.extend(camera.said());
            said.extend(door.said());
            // What is recognised elsewhere is not recorded here: there would be no lines.
            said.push((Change::RecogniseAt(None), "watch"));
            watch::run(Setup::new(places, said)?, &events)
        }
        Some(Command::Serve(serve::Arguments { show_key, server, camera, door })) => {
            said.extend(server.said());
            said.extend(camera.said());
            said.extend(door.said());
            // It recognises for others, and for its own camera too.
            said.push((Change::RecogniseAt(None), "serve"));
            let setup = Setup::new(places, said)?;
            if show_key { serve::show_key(&setup) } else { serve::run(setup) }
        }
        Some(Command::Client(client::Arguments { url, headless, camera })) => {
            said.extend(camera.said());
            said.extend(url.map(|url| (url, "--url")));
            client::run(Setup::new(places, said)?, headless)
        }
        Some(Command::Enroll(arguments)) => enroll::run(&Setup::new(places, said)?, &arguments),
        Some(Command::Students(arguments)) => students::run(&Setup::new(places, said)?, arguments),
        Some(Command::Recognize(recognize::Arguments { faces, files })) => {
            said.extend(faces.said());
            recognize::run(&Setup::new(places, said)?, &files)
        }
        Some(Command::Sessions(arguments)) => sessions::run(&Setup::new(places, said)?, &arguments),
        Some(Command::Doctor(doctor::Arguments { camera, json })) => {
            said.extend(camera.said());
            doctor::run(&Setup::new(places, said)?, json)
        }
        Some(Command::Check(arguments)) => check::run(&Setup::new(places, said)?, &arguments),
        Some(Command::Evaluate(arguments)) => evaluate::run(&Setup::new(places, said)?, &arguments),
        Some(Command::Calibrate(arguments)) => calibrate::run(&Setup::new(places, said)?, &arguments),
        Some(Command::ForgetPin) => forget_pin::run(Setup::new(places, said)?),
        Some(Command::Manual(manual::Arguments { dir })) => manual::write(Arguments::command(), &dir),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    fn said(line: &str) -> Said {
        let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
        let mut said = arguments.camera.said();
        said.extend(arguments.door.said());
        said
    }

    #[test]
    fn an_argument_is_a_setting_and_knows_its_name() {
        let parse = |key, text| settings::parse(key, text).unwrap();
        let table = [
            ("hadir --source 0", parse("source", "0"), "--source"),
            ("hadir --size 640x480", parse("size", "640x480"), "--size"),
            ("hadir --rate 15", parse("rate", "15"), "--rate"),
            ("hadir --loop", Change::Repeat(true), "--loop"),
            ("hadir --loop=false", Change::Repeat(false), "--loop"),
            ("hadir --cooldown 60", parse("cooldown_seconds", "60"), "--cooldown"),
            ("hadir --rule nearest", parse("rule", "nearest"), "--rule"),
            ("hadir --strangers-named 0.001", parse("strangers_named", "0.001"), "--strangers-named"),
            ("hadir --tolerance 0.5", parse("tolerance", "0.5"), "--tolerance"),
            ("hadir --upsampling 2", parse("upsampling", "2"), "--upsampling"),
        ];
        for (line, change, name) in table {
            assert_eq!(said(line), [(change, name)], "{line}");
        }
    }
}
