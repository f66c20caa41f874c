//! `hadir watch`: the station without a screen. A line of JSON for each recognition that counts; how the camera is, in
//! words, on stderr.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, bail};
use crossbeam_channel::{Receiver, bounded};
use serde::Serialize;

use super::output::{tell, write_line};
use super::setup::{Setup, stop_when_asked};
use super::told::{Told, people_enrolled};
use super::{COULD_NOT_START, CameraArguments, DoorArguments};
use crate::camera;
use crate::core::{FaceBox, Recognition};
use crate::server::Server;
use crate::station::view::{CameraState, EngineState, JournalState};
use crate::station::{Over, Parts, Station};
use crate::text;

/// Lines that may wait for a slow reader before recording waits, too: more than a school's day.
const LINES: usize = 1 << 16;

/// What `hadir watch --help` says.
pub(super) const HELP: &str = r#"The station without a window: recognises whoever comes to the camera, and prints a
line of JSON for each arrival, such as

  {"student_id":"alip","distance":0.38,"box":[120,260,220,160],"t_s":12.5,"ts":1727580000}

box is top, right, bottom, left; t_s is in seconds of the source's own clock, ts in seconds since 1970. It ends with a
file's end, or with Ctrl-C; a camera that is pulled out is waited for. Faces that are nobody's are lines too, with
student_id Unknown. It recognises on this PC, whatever the settings say of another Hadir: see `hadir client`."#;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A file to add the lines to; - prints them
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub events: PathBuf,
    #[command(flatten)]
    pub camera: CameraArguments,
    #[command(flatten)]
    pub door: DoorArguments,
}

pub(super) fn run(setup: Setup, events: &Path) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let Some(source) = setup.settings.current().source.value.clone() else {
        bail!("{}", text!("cli-no-camera").say(setup.language()));
    };
    let is_local = camera::is_local(&source);
    let engines = setup.engines()?;
    let gallery = setup.gallery()?;
    let stop = stop_when_asked()?;
    let out = open_events(events).with_context(|| format!("Events cannot be written to {}", events.display()))?;
    let language = setup.language();
    tell(format_args!("{}", people_enrolled(&gallery).say(language)));

    let (journal, secrets) = (setup.journal(), setup.secrets());
    for problem in secrets.problems() {
        tell(format_args!("{}", problem.text.clone().then(problem.advice.clone()).say(language)));
    }
    let (hand_over, recognitions) = bounded(LINES);
    let stops = stop.clone();
    let writer =
        thread::Builder::new().name("events".to_owned()).spawn(move || write_events(&recognitions, out, &stops));
    let writer = writer.context("no thread could be started")?;
    let parts = Parts::new(gallery, journal, setup.settings, secrets, engines);
    let station = Station::start(Parts { recognitions: Some(hand_over), ..parts });
    let station = Arc::new(station.context("no thread could be started")?);
    let server = Server::start(station.clone()).context("no thread could be started")?;
    let told = RefCell::new(Told::default());
    let tell_news =
        || told.borrow_mut().news(&station.view()).iter().for_each(|line| tell(format_args!("{}", line.say(language))));
    // A camera is waited for; a file that is not there, or is damaged, will not come by itself.
    let is_lost = || is_local && matches!(station.view().camera, CameraState::Trouble { .. });
    let over = station.wait(|| {
        tell_news();
        stop.load(Ordering::Relaxed) || is_lost()
    });
    tell_news();
    let view = station.view();
    let is_amiss = view.journal != JournalState::Working || matches!(view.engine, EngineState::Failing { .. });
    let lost = is_lost().then(|| if told.borrow().has_watched { 1 } else { COULD_NOT_START });
    if lost.is_some() {
        tell(format_args!("hadir: {}", text!("cli-file-lost").say(language)));
    }
    // Whoever is being answered is answered by a station that runs.
    drop(server);
    // Ends its threads and, with them, the last handle to hand events over: the writer writes what there is, and ends.
    drop(station);
    match writer.join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Ok(unwritable(events, &error)),
        Err(_) => bail!("Writing events failed. Start Hadir again."),
    }
    match over {
        Over::Ended | Over::Asked if is_amiss => Ok(ExitCode::FAILURE),
        Over::Ended | Over::Asked => Ok(lost.map_or(ExitCode::SUCCESS, ExitCode::from)),
        Over::NoEngine { message, advice } => {
            tell(format_args!("hadir: {}", message.then(advice).say(language)));
            Ok(ExitCode::from(COULD_NOT_START))
        }
    }
}

fn unwritable(events: &Path, error: &io::Error) -> ExitCode {
    let place = if events == Path::new("-") { "the output".into() } else { events.to_string_lossy() };
    tell(format_args!("hadir: Events cannot be written to {place}: {error}."));
    ExitCode::FAILURE
}

/// A recognition as other programs read it.
#[derive(Serialize)]
struct Event<'a> {
    student_id: &'a str,
    distance: f64,
    #[serde(rename = "box")]
    face_box: FaceBox,
    t_s: f64,
    ts: i64,
}

impl<'a> From<&'a Recognition> for Event<'a> {
    fn from(recognition: &'a Recognition) -> Self {
        Self {
            student_id: recognition.label(),
            distance: recognition.distance,
            face_box: recognition.face_box,
            t_s: (recognition.source_time.as_secs_f64() * 1000.0).round() / 1000.0,
            ts: recognition.ts,
        }
    }
}

/// Writes each recognition until no more can come; asks for a stop when they cannot be written, or nobody reads them.
fn write_events(recognitions: &Receiver<Recognition>, mut out: impl Write, stop: &AtomicBool) -> io::Result<()> {
    for recognition in recognitions {
        let line = serde_json::to_string(&Event::from(&recognition))?;
        // A reader that is gone is an error here: from now on arrivals would be told to nobody.
        if let Err(error) = write_line(&mut out, &line) {
            stop.store(true, Ordering::Relaxed);
            return Err(error);
        }
    }
    Ok(())
}

fn open_events(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdout()));
    }
    if !std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(Box::new(OpenOptions::new().append(true).create(true).open(path)?));
    }
    let mut file = OpenOptions::new().read(true).append(true).open(path)?;
    if !ends_a_line(&mut file)? {
        // A line that a power cut tore must not swallow the next one.
        file.write_all(b"\n")?;
    }
    Ok(Box::new(file))
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::core::{FrameSize, StudentId};

    fn recognition(student: Option<&str>, millis: u64) -> Recognition {
        Recognition {
            student: student.map(|id| StudentId::parse(id).unwrap()),
            distance: 0.3812,
            score: None,
            face_box: FaceBox::new(120, 260, 220, 160),
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::from_micros(millis * 1000 + 400),
            ts: 1_727_580_000,
        }
    }

    fn sent(recognitions: &[Recognition]) -> Receiver<Recognition> {
        let (sender, receiver) = bounded(8);
        recognitions.iter().for_each(|recognition| sender.send(recognition.clone()).unwrap());
        receiver
    }

    #[test]
    fn an_event_is_a_line_with_the_keys_other_programs_read() {
        let mut out = Vec::new();
        let events = sent(&[recognition(Some("alip"), 12_500), recognition(None, 33)]);
        write_events(&events, &mut out, &AtomicBool::new(false)).unwrap();
        let lines = [
            r#"{"student_id":"alip","distance":0.3812,"box":[120,260,220,160],"t_s":12.5,"ts":1727580000}"#,
            r#"{"student_id":"Unknown","distance":0.3812,"box":[120,260,220,160],"t_s":0.033,"ts":1727580000}"#,
        ];
        assert_eq!(String::from_utf8(out).unwrap(), lines.join("\n") + "\n");
    }

    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn when_events_cannot_be_written_the_station_is_asked_to_stop() {
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull] {
            let stop = AtomicBool::new(false);
            let result = write_events(&sent(&[recognition(None, 0)]), Refusing(kind), &stop);
            assert_eq!(result.map_err(|error| error.kind()), Err(kind));
            assert!(stop.load(Ordering::Relaxed), "{kind}");
        }
    }

    #[test]
    fn events_are_added_to_a_file_on_lines_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        for (before, after) in [("", "new\n"), ("old\n", "old\nnew\n"), ("torn", "torn\nnew\n")] {
            std::fs::write(&path, before).unwrap();
            write_line(&mut open_events(&path).unwrap(), "new").unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), after);
        }
    }
}
