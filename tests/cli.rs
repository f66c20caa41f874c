//! The program itself, as a person or another program runs it: what it prints, and the code it ends with.
//!
//! The groups that recognise need the face models and the sample photographs, which `make test` brings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use hadir::gallery::Gallery;
use image::{GenericImage, RgbImage};
use serde_json::Value;
use tempfile::TempDir;

/// A PC of its own: a home, a data folder, nothing set.
struct Pc {
    folder: TempDir,
}

impl Pc {
    fn new() -> Self {
        let pc = Self { folder: tempfile::tempdir().unwrap() };
        // One in the checkout, the developer's own, must not speak here.
        fs::write(pc.path(".env"), "").unwrap();
        pc
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `hadir` with these arguments, this PC's data folder and, unless the test says otherwise, the real models.
    fn hadir<A: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.bare();
        command.args(arguments).arg("--data").arg(self.path("data"));
        command
    }

    fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hadir"));
        command.current_dir(self.folder.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home")).stdin(Stdio::null());
        command
    }

    fn picture(&self, name: &str, picture: &RgbImage) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        picture.save(&path).unwrap();
        path
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {}", said(output)))
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    printed(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One of the sample photographs; makes sure that the models are there, too.
fn sample(name: &str) -> PathBuf {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let photo = assets.join("sample").join(name);
    let model = assets.join("models").join("dlib_face_recognition_resnet_model_v1.dat");
    assert!(photo.exists() && model.exists(), "run `make test`: {} or {} is missing", photo.display(), model.display());
    photo
}

// ---- Arguments and settings: no models needed ----

#[test]
fn help_and_version_are_no_errors() {
    let pc = Pc::new();
    let table: [(&[&str], &str); 6] = [
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["--help"], "Examples:"),
        (&["watch", "--help"], "student_id"),
        (&["recognize", "--help"], "frame_info"),
        (&["enroll", "--help"], "<student id>"),
        (&["doctor", "--help"], "--json"),
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
    let table: [(&[&str], &str); 9] = [
        (&["--tolerance", "7"], "a number from 0 to 1"),
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

// ---- Recognising and enrolling real faces ----

/// A PC with Obama and Biden enrolled, with a photo each, from `known`.
fn enrolled() -> Pc {
    // Enrolled once and kept in memory: a folder kept for the next test would be left behind after the last.
    static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
        let pc = Pc::new();
        for name in ["obama", "biden"] {
            let photo = sample(&format!("{name}.jpg"));
            fs::create_dir_all(pc.path("known").join(name)).unwrap();
            fs::copy(photo, pc.path("known").join(name).join("a.JPG")).unwrap();
        }
        let output = pc.hadir(["enroll", "known"]).output().unwrap();
        assert_eq!(code(&output), 0, "{}{}", said(&output), printed(&output));
        files_under(pc.folder.path(), Path::new(""))
    });
    let pc = Pc::new();
    for (name, content) in FILES.iter() {
        let path = pc.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    pc
}

/// Every file under `root`/`folder`, by its path from `root`, with its content.
fn files_under(root: &Path, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| folder.join(entry.unwrap().file_name()));
    let files = entries.map(|path| match root.join(&path) {
        full if full.is_dir() => files_under(root, &path),
        full => vec![(path, fs::read(full).unwrap())],
    });
    files.flatten().collect()
}

/// Two photos side by side.
fn side_by_side(left: &Path, right: &Path) -> RgbImage {
    let open = |path| hadir::images::decode(&fs::read(path).unwrap()).unwrap();
    let (left, right) = (open(left), open(right));
    let mut both = RgbImage::new(left.width() + right.width(), left.height().max(right.height()));
    both.copy_from(&left, 0, 0).unwrap();
    both.copy_from(&right, left.width(), 0).unwrap();
    both
}

#[test]
fn enrolling_tells_each_person_and_adds_nothing_twice() {
    let pc = enrolled();
    fs::copy(sample("obama2.jpg"), pc.path("known/obama/b.jpg")).unwrap();
    let output = pc.hadir(["enroll", "known"]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let table = printed(&output);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["0", "1", "0", "biden"]), "{table}");
    assert!(rows.contains(&vec!["1", "1", "0", "obama"]), "{table}");
    assert!(rows.contains(&vec!["1", "2", "0", "in", "all"]), "{table}");
    assert!(said(&output).contains("3 of 3 photos"), "progress, for a log: {}", said(&output));
}

#[test]
fn refused_photos_are_told_with_their_reason_and_end_with_1() {
    let pc = enrolled();
    pc.picture("known/obama/nobody.png", &RgbImage::new(320, 240));
    pc.picture("known/obama/two.png", &side_by_side(&sample("obama.jpg"), &sample("biden.jpg")));
    fs::write(pc.path("known/biden/broken.jpg"), "not a picture").unwrap();
    fs::write(pc.path("known/biden/empty.png"), "").unwrap();
    fs::create_dir_all(pc.path("known/.hidden*")).unwrap();
    let output = pc.hadir(["enroll", "known"]).output().unwrap();
    assert_eq!(code(&output), 1, "{}", said(&output));
    let table = printed(&output);
    for words in [
        "obama/nobody.png: No face was found.",
        "obama/two.png: 2 faces were found",
        "biden/broken.jpg: This is not a JPEG, PNG or WebP picture.",
        "biden/empty.png: The file is empty.",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
}

#[cfg(unix)]
#[test]
fn enrolling_can_be_stopped_and_keeps_what_was_saved() {
    use std::io::{BufRead, BufReader, Read};
    let pc = Pc::new();
    fs::create_dir_all(pc.path("known/obama")).unwrap();
    let photo = fs::read(sample("obama.jpg")).unwrap();
    for number in 0..20u8 {
        // The same face in files that are not the same.
        fs::write(pc.path(&format!("known/obama/{number}.jpg")), [&photo[..], &[number]].concat()).unwrap();
    }
    let mut child = pc.hadir(["enroll", "known"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    assert!(line.starts_with("0 of 20 photos"), "{line}");
    interrupt(&child, "INT");
    told.read_to_string(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1, "{line}");
    assert!(line.contains("Stopped. What was saved stays enrolled"), "{line}");

    let table = printed(&output);
    let in_all = table.lines().find(|line| line.ends_with("in all")).unwrap();
    let saved: usize = in_all.split_whitespace().next().unwrap().parse().unwrap();
    assert!(saved < 20, "{table}");
    let snapshot = Gallery::open(&pc.path("data")).unwrap().snapshot();
    assert_eq!(snapshot.students.iter().map(|student| student.templates.len()).sum::<usize>(), saved);
}

#[test]
fn recognising_prints_a_line_for_each_file_and_goes_on_after_a_bad_one() {
    let pc = enrolled();
    let both = pc.picture("both.png", &side_by_side(&sample("obama3.jpg"), &sample("biden.jpg")));
    let blank = pc.picture("blank.png", &RgbImage::new(320, 240));
    fs::write(pc.path("bad.jpg"), "not a picture").unwrap();
    let files = [sample("obama2.jpg"), pc.path("bad.jpg"), pc.path("nowhere.jpg"), both, blank];
    let output = pc.hadir(["recognize"]).args(&files).output().unwrap();
    assert_eq!(code(&output), 1, "{}", said(&output));
    let lines = lines(&output);
    assert_eq!(lines.len(), files.len());
    for (line, file) in lines.iter().zip(&files) {
        assert_eq!(line["file"], file.to_str().unwrap());
    }
    let labels = |line: &Value| {
        let results = line["results"].as_array().unwrap();
        let mut labels: Vec<_> = results.iter().map(|face| face["label"].as_str().unwrap().to_owned()).collect();
        labels.sort();
        labels
    };
    assert_eq!((&lines[0]["ok"], labels(&lines[0])), (&Value::Bool(true), vec!["obama".to_owned()]));
    assert!(lines[0]["results"][0]["distance"].as_f64().unwrap() <= 0.45);
    assert_eq!(lines[0]["results"][0]["box"].as_array().unwrap().len(), 4);
    assert!(lines[0]["frame_info"]["w"].as_u64().unwrap() > 100);
    for bad in &lines[1..3] {
        assert_eq!(bad["ok"], false);
        assert!(!bad["msg"].as_str().unwrap().is_empty());
    }
    assert_eq!(labels(&lines[3]), ["biden", "obama"]);
    assert!(labels(&lines[4]).is_empty());
}

#[test]
fn a_stricter_tolerance_names_nobody() {
    let pc = enrolled();
    let label = |arguments: &[&str], environment: Option<&str>| {
        let mut command = pc.hadir(["recognize".as_ref(), sample("obama2.jpg").as_os_str()]);
        command.args(arguments).envs(environment.map(|tolerance| ("FACE_TOLERANCE", tolerance)));
        let output = command.output().unwrap();
        lines(&output)[0]["results"][0]["label"].as_str().unwrap().to_owned()
    };
    assert_eq!(label(&[], None), "obama");
    assert_eq!(label(&["--tolerance", "0.01"], None), "Unknown");
    assert_eq!(label(&[], Some("0.01")), "Unknown");
    assert_eq!(label(&["--tolerance", "0.45"], Some("0.01")), "obama", "an argument comes before the environment");
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

// ---- Watching ----

/// A folder of stills in which Obama comes, and then nobody.
fn door(pc: &Pc) -> PathBuf {
    let stills = pc.path("door");
    fs::create_dir(&stills).unwrap();
    for still in ["1.jpg", "2.jpg"] {
        fs::copy(sample("obama2.jpg"), stills.join(still)).unwrap();
    }
    pc.picture("door/3.png", &RgbImage::new(320, 240));
    stills
}

#[test]
fn watching_prints_a_line_for_each_arrival_and_ends_with_the_source() {
    let pc = enrolled();
    let stills = door(&pc);
    let output = pc.hadir(["watch", "--cooldown", "3600", "--source", stills.to_str().unwrap()]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let lines = lines(&output);
    let [event] = &lines[..] else { panic!("one arrival in the cooldown, not {lines:?}") };
    assert_eq!(event["student_id"], "obama");
    assert!(event["distance"].as_f64().unwrap() <= 0.45);
    assert_eq!(event["box"].as_array().unwrap().len(), 4);
    assert_eq!(event["t_s"], 0.0);
    assert!(event["ts"].as_i64().unwrap() > 1_700_000_000);
    let mut keys: Vec<_> = event.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["box", "distance", "student_id", "t_s", "ts"]);
    assert!(said(&output).contains("2 students are enrolled"), "{}", said(&output));
}

#[test]
fn events_go_to_a_file_behind_those_it_has() {
    let pc = enrolled();
    let stills = door(&pc);
    fs::write(pc.path("events.jsonl"), "{\"student_id\":\"yesterday\"}\n").unwrap();
    let arguments = ["watch", "--cooldown", "0", "--source", stills.to_str().unwrap(), "--events", "events.jsonl"];
    let output = pc.hadir(arguments).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(printed(&output).is_empty());
    let text = fs::read_to_string(pc.path("events.jsonl")).unwrap();
    let students: Vec<Value> =
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["student_id"].clone()).collect();
    assert_eq!(students, ["yesterday", "obama", "obama"]);
}

#[test]
fn events_that_cannot_be_written_end_with_1() {
    let pc = enrolled();
    let stills = door(&pc);
    let mut places = vec!["known", "no/such/folder/events.jsonl"];
    if cfg!(target_os = "linux") {
        places.push("/dev/full");
    }
    for events in places {
        let arguments = ["watch", "--source", stills.to_str().unwrap(), "--events", events];
        let output = pc.hadir(arguments).output().unwrap();
        assert_eq!(code(&output), 1, "{events}: {}", said(&output));
        assert!(said(&output).contains("Events cannot be written"), "{events}: {}", said(&output));
    }
}

/// `hadir watch` on stills without end; returns once it has seen somebody.
#[cfg(unix)]
fn watching(pc: &Pc) -> (Child, std::io::BufReader<std::process::ChildStdout>) {
    use std::io::{BufRead, BufReader};
    let stills = door(pc);
    let arguments = ["watch", "--loop", "--rate", "5", "--cooldown", "0", "--source", stills.to_str().unwrap()];
    let mut child = pc.hadir(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(line.contains("obama"), "{line}");
    (child, reader)
}

#[cfg(unix)]
fn interrupt(child: &Child, signal: &str) {
    let sent = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn a_polite_request_to_end_is_followed() {
    for signal in ["INT", "TERM"] {
        let pc = enrolled();
        let (child, reader) = watching(&pc);
        interrupt(&child, signal);
        let rest: Vec<Value> =
            std::io::BufRead::lines(reader).map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{signal}: {}", said(&output));
        assert!(rest.iter().all(|event| event["student_id"] == "obama"), "whole lines to the last");
        Gallery::open(&pc.path("data")).expect("the data folder is free again");
    }
}

#[cfg(unix)]
#[test]
fn watching_ends_when_nobody_reads_any_more() {
    let pc = enrolled();
    let (child, reader) = watching(&pc);
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
}

// ---- The doctor ----

#[test]
fn the_doctor_says_what_is_in_order() {
    let pc = enrolled();
    let stills = door(&pc);
    let output = pc.hadir(["doctor", "--source", stills.to_str().unwrap()]).output().unwrap();
    let text = printed(&output);
    for words in ["ok       Face models", "ok       Camera", "2 students, 2 templates", "Disk:", "ffmpeg:", "Settings:"]
    {
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
