//! Enrolling and recognising real faces.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use hadir::gallery::Gallery;
use image::{GenericImage, RgbImage};
use serde_json::Value;

use crate::pc::{Pc, code, enrolled, interrupt, lines, printed, said, sample};

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
