//! Attendance is never lost: a station is killed again and again while it records arrivals and sends them to a receiver
//! that fails three times in ten. Afterwards the receiver has every arrival that was ever recorded, once, in order, and
//! everything that was shown was recorded.
//!
//!     cargo test --test soak             a short form: 150 arrivals, three kills
//!     make soak                          10,000 arrivals, 30 kills
//!
//! Then it is killed at the n-th write of one of its threads, for one n after the other; and a disk is filled in the middle
//! of a morning, and emptied again.
//!
//! The station is a process of its own (this program, called with `station FOLDER ADDRESS ARRIVALS`), and is ended by
//! SIGKILL. The camera and the faces are painted; the journal, the dispatcher, the sockets and the disk are real.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test program says what it saw, and fails"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hadir::camera::{CameraError, CameraSource, Picture};
use hadir::core::{DeliveryState, FaceBox, Rule, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::{Filter, Journal};
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::view::{JournalState, View};
use hadir::station::{Parts, Station};
use hadir::webhook::Timing;
use image::RgbImage;

/// The longest an answer may take here; the receiver's late answers come after it.
const ANSWER_WITHIN: Duration = Duration::from_millis(400);
/// 5 s become 20 ms, an hour 14 s.
const PACE: f64 = 0.004;
/// Students, far enough apart that none is taken for another.
const STUDENTS: u8 = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [role, folder, address, arrivals] = &arguments[..]
        && role == "station"
    {
        station(Path::new(folder), address, arrivals.parse().unwrap());
        return;
    }
    if let [role, disk] = &arguments[..]
        && role == "full-disk"
    {
        morning_on_a_full_disk(Path::new(disk));
        return;
    }
    // As any test: left out when another one is asked for by name.
    let named: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    if arguments.iter().any(|argument| argument == "--list") || named.iter().any(|name| !"soak".contains(*name)) {
        return;
    }
    let whole = std::env::var_os("HADIR_SOAK").is_some();
    let (arrivals, kills) = if whole { (10_000, 30) } else { (150, 3) };
    println!("\nrunning 3 tests");
    soak(arrivals, kills);
    println!("test nothing_is_lost_or_doubled ... ok");
    let step = if whole { 1 } else { 9 };
    match killed_at_writes((1..=90).step_by(step)) {
        true => println!("test killed_at_each_write_nothing_is_lost ... ok"),
        false => println!("test killed_at_each_write_nothing_is_lost ... not possible here: strace cannot be used"),
    }
    match full_disk() {
        true => println!("test a_full_disk_loses_nobody ... ok\n"),
        false => println!("test a_full_disk_loses_nobody ... not possible here: no disk can be mounted\n"),
    }
}

// ----- The station that is killed

fn id(person: u8) -> StudentId {
    StudentId::parse(&format!("student-{person}")).unwrap()
}

/// Gives pictures of students, each another, until there are enough arrivals.
#[derive(Clone)]
struct Door {
    so_far: Arc<AtomicU64>,
    enough: u64,
    seed: u64,
}

impl CameraSource for Door {
    fn name(&self) -> &str {
        "Door"
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        std::thread::sleep(Duration::from_millis(4));
        let mut rgb = RgbImage::from_pixel(160, 40, image::Rgb([200, 200, 200]));
        if self.so_far.load(Ordering::Relaxed) < self.enough {
            for place in 0..4 {
                let person = (random(&mut self.seed) % u64::from(STUDENTS)) as u8 + 1;
                let left = place * 40 + 4;
                scripted::paint(&mut rgb, person * 60, FaceBox::new(4, left + 30, 34, left));
            }
        }
        Ok(Some(Picture { rgb, source_time: Duration::ZERO }))
    }
}

/// Runs a station until there are so many arrivals, and all of them are sent. Numbers of arrivals that the screen showed
/// are written to `shown`, each time it is looked at.
fn station(folder: &Path, address: &str, arrivals: u64) {
    let data = folder.join("data");
    let gallery = Gallery::open(&data).unwrap();
    // Perhaps it was killed while they were enrolled.
    for person in
        (1..=STUDENTS).filter(|&person| gallery.snapshot().students.iter().all(|known| known.id != id(person)))
    {
        let embedding = scripted::embedding_of(person * 60).unwrap();
        gallery
            .add(&id(person), NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None })
            .unwrap();
    }
    let journal = Journal::open(&data);
    for problem in journal.problems() {
        println!("{problem}");
    }
    let recorded = journal.reader().count(&Filter::default()).unwrap() as u64;
    let so_far = Arc::new(AtomicU64::new(recorded));
    let url = Some(format!("http://{address}/attendance"));
    let delivery = Timing { answer_within: ANSWER_WITHIN, pace: PACE };
    let door = Door { so_far: so_far.clone(), enough: arrivals, seed: std::process::id().into() };
    let station = open_at(gallery, &journal, url, delivery, door);
    let mut shown = fs::OpenOptions::new().create(true).append(true).open(folder.join("shown")).unwrap();
    loop {
        let view = station.view();
        let newest = view.arrivals.first().map(|arrival| arrival.number).unwrap_or_default();
        for arrival in view.arrivals.iter() {
            if let Some(delivery) = &arrival.delivery {
                let sent = matches!(delivery.state, DeliveryState::Sent { .. });
                writeln!(shown, "{} {}", arrival.number, i32::from(sent)).unwrap();
            }
        }
        so_far.store(recorded.max(newest as u64), Ordering::Relaxed);
        let counts = journal.counts().unwrap();
        assert_eq!(counts.given_up, 0, "nothing is given up here");
        if recorded.max(newest as u64) >= arrivals && counts.queued == 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A station at this door, with faces painted into its pictures. Everybody counts whenever they are seen.
fn open_at(gallery: Gallery, journal: &Journal, url: Option<String>, delivery: Timing, door: Door) -> Station {
    let mut settings = Settings::default();
    settings.source.value = Some("door".to_owned());
    settings.cooldown.value = Duration::ZERO;
    // Painted faces differ in one number of 128, as no two people do; and each picture of one is to count.
    settings.rule.value = Rule::Nearest;
    settings.webhook_url.value = url;
    let parts = Parts {
        gallery,
        journal: journal.clone(),
        settings: SettingsStore::in_memory(settings),
        secrets: SecretStore::in_memory(),
        delivery,
        engines: scripted::factory(),
        cameras: Arc::new(move |_: &str, _: &_| Ok(Box::new(door.clone()) as Box<dyn CameraSource>)),
        recognitions: None,
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    };
    Station::start(parts).unwrap()
}

// ----- The disk that is full

/// Room for a few hundred arrivals.
const DISK: &str = "size=3m";
const BALLAST: usize = 1_900_000;

/// Runs the morning on a small disk of its own, which any user may make for itself where the system lets them.
fn full_disk() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o {DISK} tmpfs \"$1\" || exit 77; exec \"$0\" full-disk \"$1\"");
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &mount]);
    let Ok(status) = command.arg(std::env::current_exe().unwrap()).arg(folder.path()).status() else { return false };
    match status.code() {
        Some(0) => true,
        // Not allowed to make a disk: by `unshare` itself (1), or by `mount`.
        Some(1 | 77) => false,
        _ => panic!("{status}"),
    }
}

fn morning_on_a_full_disk(disk: &Path) {
    let ended = std::panic::catch_unwind(|| {
        let ballast = disk.join("ballast");
        fs::write(&ballast, vec![1; BALLAST]).unwrap();
        let data = disk.join("data");
        let gallery = Gallery::open(&data).unwrap();
        let journal = Journal::open(&data);
        let so_far = Arc::new(AtomicU64::new(0));
        let door = Door { so_far: so_far.clone(), enough: 1, seed: 3 };
        let station = open_at(gallery, &journal, None, Timing::default(), door);
        let until = |what: &str, holds: &dyn Fn(&View) -> bool| {
            let deadline = Instant::now() + Duration::from_secs(120);
            loop {
                let view = station.view();
                if holds(&view) {
                    return view;
                }
                assert!(Instant::now() < deadline, "never came: {what}; {:?}", view.journal);
                std::thread::sleep(Duration::from_millis(10));
            }
        };
        let shown = |view: &View| view.arrivals.first().map_or(0, |arrival| arrival.number);
        let is_failing = |view: &View| matches!(&view.journal, JournalState::Failing { .. });
        let view = until("the banner", &is_failing);
        let before = shown(&view);
        assert!(before > 20, "{before} were recorded before");
        // A few come in meanwhile, and wait; then nobody more comes.
        until(
            "arrivals that wait",
            &|view| matches!(&view.journal, JournalState::Failing { advice, .. } if advice.to_string().contains("arrivals wait in memory")),
        );
        so_far.store(1, Ordering::Relaxed);
        assert_eq!(shown(&station.view()), before, "nobody is shown as recorded");
        fs::remove_file(&ballast).unwrap();
        let view = until("recording again", &|view| !is_failing(view) && shown(view) > before);
        let total = journal.reader().count(&Filter::default()).unwrap();
        assert!(total as i64 >= shown(&view));
        drop(station);
        integrity(disk);
    });
    std::process::exit(if ended.is_ok() { 0 } else { 2 });
}

// ----- The receiver

/// What the receiver took, in the order in which it took it: by `webhook-id`, each once.
#[derive(Default)]
struct Taken {
    bodies: HashMap<String, String>,
    /// The ids of each student, in order.
    order: BTreeMap<String, Vec<String>>,
    tries: u64,
    again: u64,
    failed: u64,
}

fn random(seed: &mut u64) -> u64 {
    // SplitMix64 (Steele, Lea, Flood 2014).
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn receiver() -> (String, Arc<Mutex<Taken>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let taken = Arc::new(Mutex::new(Taken::default()));
    let (all, mut seed) = (taken.clone(), 7);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (taken, dice) = (all.clone(), random(&mut seed));
            std::thread::spawn(move || answer(stream, &taken, dice));
        }
    });
    (address, taken)
}

/// Three of ten requests fail, each in one of five ways.
fn answer(mut stream: TcpStream, taken: &Mutex<Taken>, dice: u64) {
    let Some((id, body)) = request(&stream) else { return };
    taken.lock().unwrap().tries += 1;
    let fails = dice % 10 < 3;
    let way = (dice / 10) % 5;
    if fails {
        taken.lock().unwrap().failed += 1;
    }
    match (fails, way) {
        (true, 0) => say(&mut stream, "HTTP/1.1 500 Internal Server Error", "no"),
        // Closed without a word: the peer is reset, or finds the end where an answer should be.
        (true, 1) => {}
        (true, 2) => std::thread::sleep(ANSWER_WITHIN * 2),
        (true, 3) => {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"token\":"));
        }
        (true, _) => {
            take(taken, id, body);
            std::thread::sleep(ANSWER_WITHIN * 2);
            say(&mut stream, "HTTP/1.1 200 OK", "late");
        }
        (false, _) => {
            take(taken, id, body);
            say(&mut stream, "HTTP/1.1 200 OK", "{\"token\":\"t\"}");
        }
    }
}

fn say(stream: &mut TcpStream, status: &str, body: &str) {
    let head = format!("{status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    // The station may have been killed meanwhile.
    drop(stream.write_all(head.as_bytes()));
}

fn request(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let (mut id, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_lowercase().as_str() {
            "webhook-id" => id = Some(value.to_owned()),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((id?, String::from_utf8(body).ok()?))
}

fn take(taken: &Mutex<Taken>, id: String, body: String) {
    let mut taken = taken.lock().unwrap();
    if let Some(before) = taken.bodies.get(&id) {
        assert_eq!(*before, body, "one id, one event");
        taken.again += 1;
        return;
    }
    let event: serde_json::Value = serde_json::from_str(&body).unwrap();
    let student = event["student_id"].as_str().unwrap().to_owned();
    taken.order.entry(student).or_default().push(id.clone());
    taken.bodies.insert(id, body);
}

// ----- The test

fn start(folder: &Path, address: &str, arrivals: u64) -> Child {
    let program = std::env::current_exe().unwrap();
    Command::new(program).arg("station").arg(folder).arg(address).arg(arrivals.to_string()).spawn().unwrap()
}

fn integrity(folder: &Path) {
    let connection = rusqlite::Connection::open(folder.join("data/attendance.db")).unwrap();
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok");
}

fn soak(arrivals: u64, kills: u32) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (address, taken) = receiver();
    let started = Instant::now();
    let mut seed = 11;
    for kill in 1..=kills {
        let mut station = start(folder, &address, arrivals * u64::from(kill) / u64::from(kills + 1));
        std::thread::sleep(Duration::from_millis(300 + random(&mut seed) % 2500));
        let ended_by_itself = station.try_wait().unwrap();
        assert!(ended_by_itself.is_none_or(|status| status.success()), "{ended_by_itself:?}");
        station.kill().unwrap();
        station.wait().unwrap();
        if folder.join("data/attendance.db").exists() {
            integrity(folder);
        }
    }
    finish(folder, &address, arrivals, &taken);
    println!("{kills} kills; {:.0} s", started.elapsed().as_secs_f64());
}

/// Lets the station come to its end, and compares.
fn finish(folder: &Path, address: &str, arrivals: u64, taken: &Mutex<Taken>) {
    let started = Instant::now();
    let mut station = start(folder, address, arrivals);
    let patience = Duration::from_secs(if arrivals > 1000 { 3600 } else { 300 });
    let ended = loop {
        if let Some(status) = station.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > patience {
            station.kill().unwrap();
            panic!("not everything was sent in {patience:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(ended.success(), "{ended}");
    integrity(folder);
    compare(folder, &taken.lock().unwrap(), arrivals);
}

/// Runs the station again and again, killed before the n-th time that one of its threads writes to a file, makes sure that
/// something is on the disk, cuts a file, renames or deletes one. A few arrivals come in each run that gets that far.
fn killed_at_writes(writes: impl Iterator<Item = u32>) -> bool {
    const A_RUN: u64 = 6;
    let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        return false;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (address, taken) = receiver();
    let (mut arrivals, mut killed) = (0, 0);
    for write in writes {
        arrivals += A_RUN;
        let writing = "pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink";
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={writing}"));
        command.arg("-e").arg(format!("inject={writing}:signal=SIGKILL:when={write}"));
        command.arg(std::env::current_exe().unwrap()).arg("station").arg(folder).arg(&address);
        let status = command.arg(arrivals.to_string()).status().unwrap();
        killed += u32::from(!status.success());
        if folder.join("data/attendance.db").exists() {
            integrity(folder);
        }
    }
    assert!(killed > 5, "it was killed {killed} times");
    finish(folder, &address, arrivals, &taken);
    println!("killed at {killed} writes");
    true
}

fn compare(folder: &Path, taken: &Taken, arrivals: u64) {
    let journal = Journal::open(&folder.join("data"));
    let total = journal.reader().count(&Filter::default()).unwrap();
    let rows = journal.reader().page(&Filter::default(), 0, total).unwrap().rows;
    assert!(rows.len() as u64 >= arrivals, "{} of {arrivals}", rows.len());
    assert!(rows.iter().all(|row| !row.damaged));

    let recorded: HashSet<&str> = rows.iter().map(|row| row.event.webhook_id.as_str()).collect();
    assert_eq!(recorded.len(), rows.len(), "each event has an id of its own");
    let lost = recorded.iter().filter(|id| !taken.bodies.contains_key(**id)).count();
    assert_eq!(lost, 0, "arrivals that were recorded and that the receiver never took");
    let invented = taken.bodies.keys().filter(|id| !recorded.contains(id.as_str())).count();
    assert_eq!(invented, 0, "arrivals that the receiver took and that were never recorded");
    assert!(rows.iter().all(|row| {
        row.delivery.as_ref().is_some_and(|delivery| matches!(delivery.state, DeliveryState::Sent { .. }))
    }));

    let mut in_order: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().rev() {
        in_order.entry(row.event.label().to_owned()).or_default().push(&row.event.webhook_id);
    }
    assert_eq!(in_order.len(), usize::from(STUDENTS));
    for (student, ids) in &in_order {
        assert!(taken.order[student].iter().eq(ids.iter()), "{student}'s arrivals came in their order");
    }

    let numbers: HashSet<i64> = rows.iter().map(|row| row.event.number).collect();
    let shown = fs::read_to_string(folder.join("shown")).unwrap();
    let mut shown_numbers = HashSet::new();
    for line in shown.lines().filter(|line| line.split(' ').count() == 2) {
        let (number, _) = line.split_once(' ').unwrap();
        shown_numbers.insert(number.parse::<i64>().unwrap());
    }
    assert!(!shown_numbers.is_empty());
    assert!(shown_numbers.is_subset(&numbers), "what was shown as recorded is recorded");
    println!(
        "{} arrivals recorded and taken; {} requests, of which {} failed and {} came again under a known id",
        rows.len(),
        taken.tries,
        taken.failed,
        taken.again
    );
}
