//! `hadir client`: the camera is here, and another Hadir names the faces. With a window, or as lines of JSON.

use std::cell::RefCell;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, bail};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::output::{Written, tell, write_line, written};
use super::setup::{Setup, stop_when_asked};
use super::told::Told as CameraTold;
use super::{COULD_NOT_START, CameraArguments, window};
use crate::camera;
use crate::engine::dlib_factory;
use crate::gallery::Gallery;
use crate::journal::Journal;
use crate::remote::{Following, Told};
use crate::settings::{self, Change};
use crate::station::view::{Asking, CameraState, View};
use crate::station::{Parts, Said, Station};
use crate::text;
use crate::words::Text;

/// What `hadir client --help` says.
pub(super) const HELP: &str = r#"The camera is on this PC, and another Hadir (or the original service) recognises:
pictures are sent to it, one at a time, and what it answers is shown over the camera's picture. It records the
arrivals and sends them on; nothing is recorded here. Its key, if it asks for one, is the one kept in Settings or
HADIR_REMOTE_KEY in the environment.

With --headless there is no window, and each thing it says is a line of JSON. What became of a face in a picture of
this camera, and what its WebSocket says of anybody recognised there:

  {"event":"dispatch","student_id":"alip","distance":0.38,"ts":1727580000,"status":"sent","http_status":200,"message":"ok"}
  {"event":"recognized","student_id":"alip","distance":0.38,"ts":1727580000,"status":"sent","http_status":200,"message":"ok"}
  {"event":"dispatched", …}   the main API answered about somebody told of before
  {"event":"lagged","missed":7}   so many messages were missed

status is sent, failed or skipped; whatever it does not say is null. It ends with a file's end, or with Ctrl-C; a
camera that is pulled out, and another Hadir that does not answer, are waited for, and told on stderr.

Exit codes: 0 it went well, 1 it ended while the other Hadir or the camera was in trouble, 2 it never answered."#;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Address of the other Hadir, such as http://10.0.0.5:8000; without it, the one in the settings
    #[arg(long, value_name = "URL", value_parser = |text: &str| settings::parse("recognise_at", text))]
    pub url: Option<Change>,
    /// Open no window: print a line of JSON for each thing it says
    #[arg(long)]
    pub headless: bool,
    #[command(flatten)]
    pub camera: CameraArguments,
}

pub(super) fn run(setup: Setup, headless: bool) -> anyhow::Result<ExitCode> {
    if setup.settings.current().recognise_at.value.is_none() {
        bail!("No address of another Hadir is given. Name it with --url, such as --url http://10.0.0.5:8000.");
    }
    if headless { print(setup) } else { window::run(setup) }
}

fn print(setup: Setup) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let Some(source) = setup.settings.current().source.value.clone() else {
        bail!("No camera is chosen. Name one with --source; `hadir doctor` lists the webcams.");
    };
    let is_local = camera::is_local(&source);
    let stop = stop_when_asked()?;
    let secrets = setup.secrets();
    for problem in secrets.problems() {
        tell(format_args!("{} {}", problem.text, problem.advice));
    }
    // Nothing is enrolled or recorded here: this PC's own data stay free for a Hadir that runs beside it.
    let nothing = tempfile::tempdir().context("no temporary folder can be made")?;
    let gallery = Gallery::open(nothing.path()).context("no temporary folder can be used")?;
    let language = setup.language();
    let (journal, engines) = (Journal::open(nothing.path()), dlib_factory(setup.models));
    let station = Station::start(Parts::new(gallery, journal, setup.settings, secrets, engines));
    let station = station.context("no thread could be started")?;
    let (said, stops) = (station.told(), stop.clone());
    let writer = thread::Builder::new().name("lines".to_owned()).spawn(move || write_lines(said, io::stdout(), &stops));
    let writer = writer.context("no thread could be started")?;

    let told = RefCell::new((CameraTold::default(), RemoteTold::default()));
    let tell_news = |view: &View| {
        let (camera, remote) = &mut *told.borrow_mut();
        camera
            .news(view)
            .iter()
            .chain(&remote.news(view))
            .for_each(|line| tell(format_args!("{}", line.say(language))));
    };
    let is_lost = |view: &View| is_local && matches!(view.camera, CameraState::Trouble { .. });
    station.wait(|| {
        let view = station.view();
        tell_news(&view);
        stop.load(Ordering::Relaxed) || is_lost(&view)
    });
    let view = station.view();
    tell_news(&view);
    let lost = is_lost(&view);
    if lost {
        tell(format_args!("hadir: {}", text!("cli-file-lost").say(language)));
    }
    // Ends its threads and, with them, whatever could still be said: the writer writes what there is, and ends.
    drop(station);
    match writer.join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tell(format_args!("hadir: The output cannot be written: {error}."));
            return Ok(ExitCode::FAILURE);
        }
        Err(_) => bail!("Writing failed. Start Hadir again."),
    }
    let (_, remote_told) = told.into_inner();
    Ok(match (lost || remote_told.in_trouble, remote_told.has_answered) {
        (false, _) => ExitCode::SUCCESS,
        (true, true) => ExitCode::FAILURE,
        (true, false) => ExitCode::from(COULD_NOT_START),
    })
}

/// What another Hadir said, as other programs read it.
#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Told {
        event: &'static str,
        student_id: &'a str,
        distance: Option<f64>,
        ts: Option<i64>,
        status: Option<&'static str>,
        http_status: Option<u16>,
        message: Option<&'a str>,
    },
    Missed {
        event: &'static str,
        missed: u64,
    },
}

impl<'a> Line<'a> {
    fn of(said: &'a Said, now: Timestamp) -> Self {
        let line = |event, told: &'a Told, ts| {
            let fate = told.fate.as_ref();
            Self::Told {
                event,
                student_id: &told.label,
                distance: told.distance,
                ts,
                status: fate.and_then(|fate| fate.outcome.word()),
                http_status: fate.and_then(|fate| fate.http_status),
                message: fate.map(|fate| fate.message.as_str()).filter(|message| !message.is_empty()),
            }
        };
        match said {
            // An answer says no time: it is of now.
            Said::Answered(told) => line("dispatch", told, Some(told.ts.unwrap_or(now.as_second()))),
            Said::Recognized(told) => line("recognized", told, told.ts),
            Said::Dispatched(told) => line("dispatched", told, told.ts),
            Said::Missed(missed) => Self::missed(*missed),
        }
    }

    fn missed(missed: u64) -> Self {
        Self::Missed { event: "lagged", missed }
    }
}

/// Writes each thing said until no more can come; asks for a stop when they cannot be written, or nobody reads them.
fn write_lines(mut said: Receiver<Said>, mut out: impl Write, stop: &AtomicBool) -> io::Result<()> {
    loop {
        let line = match said.blocking_recv() {
            Ok(said) => serde_json::to_string(&Line::of(&said, Timestamp::now())),
            Err(RecvError::Lagged(missed)) => serde_json::to_string(&Line::missed(missed)),
            Err(RecvError::Closed) => return Ok(()),
        };
        match written(line.map_err(io::Error::from).and_then(|line| write_line(&mut out, &line))) {
            Ok(Written::Yes) => {}
            Ok(Written::ReaderGone) => {
                stop.store(true, Ordering::Relaxed);
                return Ok(());
            }
            Err(error) => {
                stop.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
    }
}

/// What the person was told of the other Hadir, so that nothing is told twice.
#[derive(Default)]
struct RemoteTold {
    asking: Option<Text>,
    following: Option<Text>,
    has_answered: bool,
    in_trouble: bool,
}

impl RemoteTold {
    fn news(&mut self, view: &View) -> Vec<Text> {
        let Some(remote) = &view.remote else { return Vec::new() };
        self.has_answered |= matches!(remote.asking, Asking::Answering { .. });
        self.in_trouble = matches!(remote.asking, Asking::Trouble { .. });
        let place = &remote.place;
        let asking = match &remote.asking {
            Asking::Waiting => None,
            Asking::Answering { .. } => Some(text!("cli-recognised-by", place = place)),
            Asking::Trouble { message, advice } => {
                Some(text!("cli-nobody-until-then", message = message, advice = advice))
            }
        };
        let following = match &remote.following {
            Following::Connecting => None,
            Following::Connected => Some(text!("cli-followed", place = place)),
            Following::Absent => Some(text!("cli-no-websocket", place = place)),
            Following::Lost { message, .. } => Some(text!("cli-websocket-lost", message = message)),
        };
        let mut lines = Vec::new();
        for (line, told) in [(asking, &mut self.asking), (following, &mut self.following)] {
            if line.is_some() && *told != line {
                told.clone_from(&line);
                lines.extend(line);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remote::{Fate, Outcome};
    use tokio::sync::broadcast;

    #[test]
    fn each_thing_said_is_a_line_with_the_keys_other_programs_read() {
        let fate = Fate { outcome: Outcome::Sent, http_status: Some(200), message: "ok".to_owned() };
        let told = |fate, ts| Told { label: "alip".to_owned(), distance: Some(0.38), face_box: None, ts, fate };
        let (says, said) = broadcast::channel(8);
        says.send(Said::Answered(told(Some(fate), Some(5)))).unwrap();
        says.send(Said::Recognized(told(None, None))).unwrap();
        says.send(Said::Missed(7)).unwrap();
        drop(says);
        let mut out = Vec::new();
        write_lines(said, &mut out, &AtomicBool::new(false)).unwrap();
        let lines = [
            r#"{"event":"dispatch","student_id":"alip","distance":0.38,"ts":5,"status":"sent","http_status":200,"message":"ok"}"#,
            r#"{"event":"recognized","student_id":"alip","distance":0.38,"ts":null,"status":null,"http_status":null,"message":null}"#,
            r#"{"event":"lagged","missed":7}"#,
        ];
        assert_eq!(String::from_utf8(out).unwrap(), lines.join("\n") + "\n");
    }
}
