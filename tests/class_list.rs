//! The class list against the whole station, without a window: painted faces at the camera, a main API that listens, and a
//! teacher who marks, ends and exports.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use hadir::camera;
use hadir::core::session::{Counts, Days, Entry, Excuse, SessionKey, Status};
use hadir::core::{FaceBox, Person, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::{Filter, Journal};
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::sessions::{Say, SessionCommand, Stage};
use hadir::station::view::{ExportEnd, View};
use hadir::station::{Command, Parts, Station};
use hadir::webhook::Timing;
use image::RgbImage;
use jiff::Zoned;
use jiff::civil::time;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A main API: takes everything, and gives the bodies.
fn main_api() -> (String, Receiver<serde_json::Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/attendance", listener.local_addr().unwrap());
    let (send, bodies) = unbounded();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let send = send.clone();
            std::thread::spawn(move || answer(stream.unwrap(), &send));
        }
    });
    (url, bodies)
}

fn answer(mut stream: TcpStream, bodies: &Sender<serde_json::Value>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let (mut length, mut line) = (0, String::new());
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or_default() == 0 {
                return;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let _ = bodies.send(serde_json::from_slice(&body).unwrap());
        if stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").is_err() {
            return;
        }
    }
}

struct Stage7B {
    folder: tempfile::TempDir,
    station: Station,
    bodies: Receiver<serde_json::Value>,
    session: SessionKey,
}

/// Whom the camera sees, one a picture, again and again.
fn stills(folder: &Path, people: &[u8]) {
    std::fs::create_dir_all(folder).unwrap();
    for (n, person) in people.iter().enumerate() {
        let mut picture = RgbImage::from_pixel(240, 120, image::Rgb([200, 200, 200]));
        scripted::paint(&mut picture, *person, FaceBox::new(20, 90, 80, 30));
        picture.save(folder.join(format!("{n:03}.png"))).unwrap();
    }
}

/// A station whose class 7B is alip, budi, citra, dewi, eka and fajar, with a session of it all day long; gita is of 8A.
fn stage(seen: &[u8]) -> Stage7B {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    stills(&folder.path().join("stills"), seen);
    let gallery = Gallery::open(&data).unwrap();
    let people = ["alip", "budi", "citra", "dewi", "eka", "fajar", "gita"];
    for (name, person) in people.iter().zip((10..).step_by(30)) {
        let embedding = scripted::embedding_of(person).unwrap();
        let template = NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
        gallery.add(&id(name), template).unwrap();
    }
    let (url, bodies) = main_api();
    let mut settings = Settings::default();
    settings.source.value = Some(folder.path().join("stills").to_string_lossy().into_owned());
    settings.rate.value = Some(20.0);
    settings.cooldown.value = Duration::from_secs(3600);
    settings.rule.value = hadir::core::Rule::Nearest;
    settings.tolerance.value = hadir::core::Tolerance::new(0.1).unwrap();
    settings.webhook_url.value = Some(url);
    settings.send_sessions.value = true;
    let station = Station::start(Parts {
        delivery: Timing { pace: 0.01, ..Timing::default() },
        cameras: Arc::new(camera::open),
        ..Parts::new(
            gallery,
            Journal::open(&data),
            SettingsStore::in_memory(settings),
            SecretStore::in_memory(),
            scripted::factory(),
        )
    })
    .unwrap();
    let person = |student: &&str| Person {
        name: Some(student.to_uppercase()),
        class: Some(if *student == "gita" { "8A" } else { "7B" }.to_owned()),
        ..Person::default()
    };
    station.register().merge(people.iter().map(|student| (id(student), person(student)))).unwrap();
    let date = Zoned::now().date();
    let (from, until) = (time(0, 0, 0, 0), time(23, 59, 59, 0));
    let class = Some("7B".to_owned());
    let entry = Entry { class, days: Days::Once(date), from, late_from: until, until, opens_early: 0, limited: true };
    station.send(Command::Session(SessionCommand::AddEntry(entry)));
    Stage7B { folder, station, bodies, session: SessionKey { date, schedule: 1 } }
}

impl Stage7B {
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(Instant::now() < deadline, "never came: {what}; {:?}; {:?}", view.sessions, view.notices);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn ask(&self, command: SessionCommand) {
        self.station.send(Command::Session(command));
    }

    fn mark(&self, student: &str, say: Say, reason: Option<&str>) {
        let (session, student) = (self.session, id(student));
        self.ask(SessionCommand::Mark { session, student, say, reason: reason.map(str::to_owned) });
    }

    /// What the main API hears of this kind next.
    #[track_caller]
    fn heard(&self, event: &str) -> serde_json::Value {
        loop {
            let body = self.bodies.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("{event}"));
            if body["event"] == event {
                return body;
            }
        }
    }
}

fn counts(view: &View) -> Option<Counts> {
    view.sessions.sessions.first()?.counts()
}

fn export(stage: &Stage7B, name: &str, command: impl FnOnce(std::path::PathBuf) -> SessionCommand) -> String {
    let file = stage.folder.path().join(name);
    stage.ask(command(file.clone()));
    let ended = |view: &View| view.export.as_ref().is_some_and(|export| export.file == file && export.ended.is_some());
    let export = stage.until("the export", ended).export.unwrap();
    assert_eq!(export.ended, Some(ExportEnd::Done));
    String::from_utf8(std::fs::read(file).unwrap()).unwrap_or_default()
}

#[test]
fn four_arrive_one_is_marked_by_hand_and_the_summary_says_so() {
    // Alip, budi, citra and dewi come, and gita of another class.
    let stage = stage(&[10, 40, 70, 100, 190]);
    let view = stage.until("four of them", |view| counts(view).is_some_and(|counts| counts.here == 4));
    let session = &view.sessions.sessions[0];
    assert_eq!((session.stage, session.plan.class.as_deref()), (Stage::On, Some("7B")));
    let expected = view.sessions.expected.clone().unwrap();
    assert!(expected.is_elsewhere(&id("gita")), "the door can say that she is of another class");
    let view = stage
        .until("gita", |view| view.sessions.sessions[0].board.as_ref().is_some_and(|board| board.others.len() == 1));
    let board = view.sessions.sessions[0].board.clone().unwrap();
    let names: Vec<&str> = board.seats.iter().map(|seat| seat.student.as_str()).collect();
    assert_eq!(names, ["alip", "budi", "citra", "dewi", "eka", "fajar"]);
    assert!(view.arrivals.iter().any(|arrival| arrival.recognition.label() == "gita"), "nothing is lost of her");

    stage.mark("eka", Say::Here(None), Some("looked away"));
    stage.mark("fajar", Say::Excused(Excuse::Sick), Some("flu"));
    let full = Counts { here: 5, excused: 1, ..Counts::default() };
    stage.until("all of them", |view| counts(view) == Some(full));
    assert_eq!(stage.heard("attendance.manual")["student_id"], "eka");

    stage.ask(SessionCommand::End(stage.session));
    let view = stage.until("the end", |view| view.sessions.sessions[0].stage == Stage::Ended);
    let closing = view.sessions.sessions[0].closing.clone().unwrap();
    assert_eq!((closing.counts, closing.revision), (full, 1));
    assert!(view.sessions.expected.is_none(), "anybody is expected again");
    let told = stage.heard("attendance.session_closed");
    assert_eq!(told["session"]["class"], "7B");
    assert_eq!(told["counts"], serde_json::json!({ "here": 5, "late": 0, "absent": 0, "excused": 1 }));
    let of = |student: &str| {
        let students = told["students"].as_array().unwrap();
        students.iter().find(|row| row["student_id"] == student).unwrap().clone()
    };
    assert_eq!((&of("alip")["status"], &of("alip")["by_hand"]), (&"here".into(), &false.into()));
    assert_eq!((&of("eka")["by_hand"], &of("eka")["reason"]), (&true.into(), &"looked away".into()));
    assert_eq!((&of("fajar")["status"], &of("fajar")["excuse"]), (&"excused".into(), &"sick".into()));

    let session = stage.session;
    let table = export(&stage, "board.csv", |file| SessionCommand::Export { session, file });
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 7, "{table}");
    assert!(rows[1].starts_with("1,alip,ALIP,7B,here,") && rows[1].ends_with(",,"), "{}", rows[1]);
    assert!(rows[5].starts_with("5,eka,EKA,7B,here,") && rows[5].ends_with(",looked away,yes"), "{}", rows[5]);
    assert_eq!(rows[6], "6,fajar,FAJAR,7B,sick,,flu,yes");
    let (first, last) = (session.date, session.date);
    let class = Some("7B".to_owned());
    let recap = export(&stage, "month.csv", |file| SessionCommand::ExportRecap { class, first, last, file });
    let rows: Vec<&str> = recap.lines().collect();
    assert_eq!(rows[0].trim_start_matches('\u{feff}'), format!("No.,Student id,Name,{first},H,L,S,E,A"));
    assert_eq!((rows[1], rows[6]), ("1,alip,ALIP,H,1,0,0,0,0", "6,fajar,FAJAR,S,0,0,1,0,0"));
    export(&stage, "board.xlsx", |file| SessionCommand::Export { session, file });
    assert!(std::fs::read(stage.folder.path().join("board.xlsx")).unwrap().starts_with(b"PK"));

    // The log has those who came, and not that it ended.
    let rows = stage.station.journal().reader().count(&Filter::default()).unwrap();
    assert_eq!(rows, 6);
}

#[test]
fn who_is_taken_for_another_moves_when_that_is_corrected_also_after_the_end() {
    let stage = stage(&[10, 40]);
    let view = stage.until("both of them", |view| counts(view).is_some_and(|counts| counts.here == 2));
    let event = view.sessions.sessions[0].board.as_ref().unwrap().seat(&id("alip")).unwrap().event.unwrap();
    stage.ask(SessionCommand::Show(Some(stage.session)));
    stage.ask(SessionCommand::End(stage.session));
    stage.until("the end", |view| view.sessions.shown.as_ref().is_some_and(|shown| shown.closing.is_some()));
    stage.station.send(Command::Correct { number: event, student: Some(id("citra")) });
    let view =
        stage.until("that it is another", |view| view.sessions.shown.as_ref().is_some_and(|shown| shown.differs));
    let board = view.sessions.shown.as_ref().unwrap().board.clone().unwrap();
    assert_eq!(board.seat(&id("alip")).unwrap().status, Status::Absent);
    assert!(board.seat(&id("citra")).unwrap().status.is_here());
    stage.ask(SessionCommand::End(stage.session));
    let first = stage.heard("attendance.session_closed");
    let again = stage.heard("attendance.session_closed");
    assert_eq!(first["session"]["id"], again["session"]["id"]);
    assert_eq!((&first["session"]["revision"], &again["session"]["revision"]), (&1.into(), &2.into()));
    assert_eq!(again["students"][2]["status"], "here");
}

#[test]
fn a_student_who_is_removed_is_in_no_summary_any_more() {
    let stage = stage(&[10, 40]);
    stage.until("both of them", |view| counts(view).is_some_and(|counts| counts.here == 2));
    stage.ask(SessionCommand::End(stage.session));
    stage.until("the end", |view| view.sessions.sessions[0].stage == Stage::Ended);
    let rows = hadir::station::RowsOf::Remove;
    stage.station.send(Command::RemoveStudent { student: id("budi"), rows });
    let view = stage.until("that budi is gone", |view| {
        let closing = view.sessions.sessions[0].closing.as_ref();
        closing.is_some_and(|closing| closing.seats.iter().all(|seat| seat.student != id("budi")))
    });
    assert_eq!(view.sessions.sessions[0].closing.as_ref().unwrap().counts.here, 1);
}
