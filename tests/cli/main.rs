//! The program itself, as a person or another program runs it: what it prints, and the code it ends with.
//!
//! The groups that recognise need the face models and the sample photographs, which `make test` brings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

use hadir::gallery::Gallery;
use image::RgbImage;
use serde_json::Value;

use crate::pc::{Pc, code, enrolled, printed, said, sample};

mod faces;
mod measuring;
mod pc;
mod students;
mod timetable;
mod watching;

// ---- Arguments and settings: no models needed ----

#[test]
fn help_and_version_are_no_errors() {
    let pc = Pc::new();
    let table: [(&[&str], &str); 10] = [
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["--help"], "Examples:"),
        (&["watch", "--help"], "student_id"),
        (&["recognize", "--help"], "frame_info"),
        (&["enroll", "--help"], "<student id>"),
        (&["students", "--help"], "before the photos"),
        (&["doctor", "--help"], "--json"),
        (&["sessions", "--help"], "a column for each session"),
        (&["evaluate", "--help"], "as photos of them"),
        (&["calibrate", "--help"], "held out"),
    ];
    for (arguments, words) in table {
        let output = pc.bare().args(arguments).output().unwrap();
        assert_eq!(code(&output), 0, "{arguments:?}");
        // However wide the terminal is.
        let text = printed(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{arguments:?}: {text}");
        assert!(said(&output).is_empty());
    }
}

#[test]
fn wrong_arguments_end_with_2_and_say_what_they_take() {
    let pc = Pc::new();
    let table: [(&[&str], &str); 12] = [
        (&["--tolerance", "7"], "a number from 0 to 1"),
        (&["--rule", "likest"], "\"sure\" or \"nearest\""),
        (&["watch", "--strangers-named", "0.5"], "0.0001 to 0.1"),
        (&["recognize", "x.jpg", "--rule", "nearest"], "--rule"),
        (&["watch", "--size", "large"], "640x480"),
        (&["watch", "--upsampling", "3"], "0, 1 or 2"),
        (&["watch", "--cooldown=-1"], "seconds"),
        (&["watch", "--loop=perhaps"], "true or false"),
        (&["recognize"], "<FILE>..."),
        (&["enroll"], "<DIR>"),
        (&["dance"], "dance"),
        (&["doctor", "--settings", "photo.jpg"], ".toml"),
    ];
    for (arguments, words) in table {
        let output = pc.bare().args(arguments).output().unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
        assert!(printed(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn watching_needs_a_camera() {
    let pc = Pc::new();
    let output = pc.hadir(["watch"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("No camera is chosen"), "{}", said(&output));
}

#[test]
fn bad_settings_are_told_and_stop_nothing() {
    let pc = Pc::new();
    fs::write(pc.path("mine.toml"), "upsampling = 9\n").unwrap();
    fs::write(pc.path(".env"), "EVENT_COOLDOWN_SECONDS=soon\n").unwrap();
    let mut command = pc.hadir(["watch", "--settings", "mine.toml"]);
    let told = said(&command.env("FACE_TOLERANCE", "abc").output().unwrap());
    for words in ["upsampling", "EVENT_COOLDOWN_SECONDS in .env", "FACE_TOLERANCE in the environment", "No camera"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_broken_settings_file_is_kept_aside() {
    let pc = Pc::new();
    fs::write(pc.path("mine.toml"), "tolerance =").unwrap();
    let output = pc.hadir(["watch", "--settings", "mine.toml"]).output().unwrap();
    assert!(said(&output).contains("mine.toml.broken-"), "{}", said(&output));
    assert!(said(&output).contains("No camera is chosen"), "the command went on");
    assert!(!pc.path("mine.toml").exists());
}

#[test]
fn there_is_nobody_to_enrol_in_a_folder_that_is_empty_or_not_there() {
    let pc = Pc::new();
    fs::create_dir(pc.path("empty")).unwrap();
    for (folder, words) in [("empty", "nobody to enrol"), ("nowhere", "cannot be read")] {
        let output = pc.hadir(["enroll", folder]).output().unwrap();
        assert_eq!(code(&output), 2, "{folder}");
        assert!(said(&output).contains(words), "{folder}: {}", said(&output));
    }
}

// ---- Models missing or damaged ----

#[test]
fn without_models_commands_end_with_2_and_say_what_to_do() {
    let pc = Pc::new();
    let photo = pc.picture("known/alip/a.png", &RgbImage::new(64, 64));
    for damaged in [false, true] {
        if damaged {
            fs::create_dir(pc.path("models")).unwrap();
            for name in ["dlib_face_recognition_resnet_model_v1.dat", "shape_predictor_5_face_landmarks.dat"] {
                fs::write(pc.path("models").join(name), "half of a download").unwrap();
            }
        }
        let stills = photo.parent().unwrap().to_str().unwrap();
        let table: [&[&str]; 3] =
            [&["recognize", "known/alip/a.png"], &["enroll", "known"], &["watch", "--source", stills]];
        for arguments in table {
            let output = pc.hadir(arguments).arg("--models").arg(pc.path("models")).output().unwrap();
            assert_eq!(code(&output), 2, "{arguments:?}");
            let words = if damaged { "is damaged" } else { "is missing" };
            assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
            assert!(said(&output).contains("make models"), "{arguments:?}: {}", said(&output));
            assert!(printed(&output).is_empty(), "{arguments:?}");
        }
    }
}

#[test]
fn the_doctor_finds_missing_models() {
    let pc = Pc::new();
    let output = pc.hadir(["doctor", "--json", "--models", "nowhere"]).output().unwrap();
    assert_eq!(code(&output), 1);
    let answer: Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(answer["in_order"], false);
    let models = answer["checks"].as_array().unwrap().iter().find(|check| check["name"] == "Face models").unwrap();
    assert_eq!(models["state"], "problem");
    assert!(!models["advice"].as_str().unwrap().is_empty());
}

// ---- The data folder ----

#[test]
fn a_data_folder_in_use_ends_commands_with_2() {
    let photo = sample("obama.jpg");
    let pc = Pc::new();
    let held = Gallery::open(&pc.path("data")).unwrap();
    let output = pc.hadir(["recognize".as_ref(), photo.as_os_str()]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("Another Hadir is using the data folder"), "{}", said(&output));

    let doctor = pc.hadir(["doctor"]).output().unwrap();
    assert!(printed(&doctor).contains("is in use; Hadir is open"), "{}", printed(&doctor));
    drop(held);
    assert_eq!(code(&pc.hadir(["recognize".as_ref(), photo.as_os_str()]).output().unwrap()), 0);
}

#[test]
fn a_data_folder_that_cannot_be_used_ends_commands_with_2() {
    let photo = sample("obama.jpg");
    let pc = Pc::new();
    fs::write(pc.path("file"), "").unwrap();
    let inside_a_file = pc.path("file").join("data");
    let hadir = |command: &str| {
        let mut hadir = pc.bare();
        hadir.arg(command).arg("--data").arg(&inside_a_file);
        hadir
    };
    let output = hadir("recognize").arg(&photo).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("cannot be used"), "{}", said(&output));
    assert!(said(&output).contains("--data"), "what to do: {}", said(&output));

    let doctor = hadir("doctor").output().unwrap();
    assert_eq!(code(&doctor), 1);
    assert!(printed(&doctor).contains("PROBLEM  Data folder"), "{}", printed(&doctor));
}

// ---- Output that cannot be written ----

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_ends_with_1() {
    let pc = enrolled();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [["recognize", "known/obama/a.JPG"], ["enroll", "known"], ["doctor", "--json"]] {
        let output = pc.hadir(arguments).stdout(full()).output().unwrap();
        assert_eq!(code(&output), 1, "{arguments:?}");
        assert!(said(&output).contains("cannot be written"), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let pc = enrolled();
    for arguments in [["recognize", "known/obama/a.JPG"], ["enroll", "known"]] {
        let mut child = pc.hadir(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
        assert!(!said(&output).contains("panicked"), "{}", said(&output));
    }
}

// ---- The doctor ----

#[test]
fn the_doctor_says_what_is_in_order() {
    let pc = enrolled();
    let output = pc.hadir(["doctor", "--source", "known/obama"]).output().unwrap();
    let text = printed(&output);
    for words in [
        "ok       Face models",
        "ok       Camera",
        "ok       Light",
        "2 students, 2 templates",
        "Disk:",
        "ffmpeg:",
        "Settings:",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(code(&output), 0, "{text}");
}

#[test]
fn the_doctor_tells_a_camera_that_is_not_there() {
    let pc = Pc::new();
    let output = pc.hadir(["doctor", "--source", "no-such-clip.mp4"]).output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(printed(&output).contains("PROBLEM  Camera"), "{}", printed(&output));
}

#[test]
fn the_doctor_asks_the_other_hadir_where_one_recognises() {
    let pc = Pc::new();
    let doctor = |url: &str| {
        fs::write(pc.path("mine.toml"), format!("recognise_at = \"{url}\"\nrule = \"nearest\"\n")).unwrap();
        printed(&pc.hadir(["doctor", "--settings", "mine.toml"]).output().unwrap())
    };
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let text = doctor(&format!("http://{nobody}"));
    assert!(text.contains("PROBLEM  Recognition: by another Hadir, and nobody is recognised: "), "{text}");
    assert!(text.contains("Start the other Hadir"), "what to do: {text}");
    assert!(text.contains("rule nearest from the settings file"), "{text}");

    let other = enrolled();
    let mut serving = other.hadir(["serve", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
    let told = BufReader::new(serving.stderr.take().unwrap()).lines();
    let url = told.map(Result::unwrap).find_map(|line| {
        let rest = line.strip_prefix("The server answers at ")?;
        Some(rest.split_whitespace().next()?.trim_end_matches('.').to_owned())
    });
    let text = url.as_deref().map(doctor);
    serving.kill().unwrap();
    serving.wait().unwrap();
    let place = url.as_deref().and_then(|url| url.strip_prefix("http://")).unwrap();
    let words = format!("ok       Recognition: by another Hadir: {place} answers: 2 students, 2 templates");
    assert!(text.as_ref().is_some_and(|text| text.contains(&words)), "{words}: {text:?}");

    let here = printed(&pc.hadir(["doctor"]).output().unwrap());
    assert!(here.contains("ok       Recognition: on this PC"), "{here}");
}

#[test]
fn sessions_that_have_ended_are_listed_and_written_to_a_file() {
    use hadir::core::session::{Days, Ended, Entry};
    use hadir::journal::{Ending, Journal, Moment};
    use jiff::tz::{Offset, TimeZone};

    let pc = Pc::new();
    let data = pc.path("data");
    fs::create_dir_all(&data).unwrap();
    let (day, offset) = (jiff::civil::date(2026, 11, 23), Offset::constant(7));
    let time = |hour| jiff::civil::time(hour, 0, 0, 0);
    let entry = Entry {
        class: Some("7B".to_owned()),
        days: Days::Once(day),
        from: time(7),
        late_from: time(7),
        until: time(8),
        opens_early: 30,
        limited: false,
    };
    let session = entry.on(1, day, &TimeZone::fixed(offset)).unwrap();
    let members = ["alip", "budi"].map(|student| hadir::core::StudentId::parse(student).unwrap());
    let journal = Journal::open(&data);
    journal.open_session(&session, &members, Moment { at: session.from, ..Moment::now() }).unwrap();
    journal.add_by_hand(&members[1], session.from, false).unwrap();
    let ended = Ended::InTime;
    let ending = Ending { session: &session, members: &members, at: session.until, offset, ended, deliver: false };
    let id = journal.end_session(&ending).unwrap().unwrap().id;
    drop(journal);

    let list = pc.hadir(["sessions", "list", "--from", "2026-11-01", "--until", "2026-11-30"]).output().unwrap();
    assert_eq!(code(&list), 0, "{}", said(&list));
    let text = printed(&list);
    let row: Vec<&str> = text.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!(row, ["2026-11-23", "07:00", "08:00", "0", "1", "1", "0", &id, "7B"]);

    let file = pc.path("one.csv");
    let path = file.to_str().unwrap();
    let until = ["--until", "2026-11-30"];
    let one = pc.hadir(["sessions", "export", path, "--session", &id]).args(until).output().unwrap();
    assert_eq!(code(&one), 0, "{}", said(&one));
    let rows = fs::read_to_string(&file).unwrap();
    assert!(rows.lines().nth(2).unwrap().starts_with("2,budi,,,late,07:00,,yes"), "{rows}");
    let month = ["sessions", "export", path, "--class", "7B", "--from", "2026-11-01"];
    assert_eq!(code(&pc.hadir(month).args(until).output().unwrap()), 0);
    let rows = fs::read_to_string(&file).unwrap();
    assert_eq!(rows.lines().nth(1).unwrap(), "1,alip,,A,0,0,0,0,1");
    let none = pc.hadir(["sessions", "export", path, "--session", "ses_0"]).output().unwrap();
    assert_eq!(code(&none), 2);
    assert!(said(&none).contains("ses_0"));
}
