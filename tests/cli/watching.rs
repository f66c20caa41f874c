//! `hadir watch`: the station without a window.

use std::fs;
use std::process::{Child, Stdio};

use hadir::gallery::Gallery;
use serde_json::Value;

use crate::pc::{Pc, code, door, enrolled, interrupt, lines, printed, said};

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
fn the_rule_and_how_sure_it_must_be_can_be_given() {
    let pc = enrolled();
    let stills = door(&pc);
    // No photo is as near as that: by the nearest one alone, nobody has a name.
    for (rule, student) in [("sure", "obama"), ("nearest", "Unknown")] {
        let arguments =
            ["watch", "--rule", rule, "--strangers-named", "0.01", "--tolerance", "0.01", "--cooldown", "3600"];
        let output = pc.hadir(arguments).args(["--source", stills.to_str().unwrap()]).output().unwrap();
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert_eq!(lines(&output)[0]["student_id"], student, "{rule}");
    }
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
fn events_that_cannot_be_written_end_with_2_before_it_begins_and_1_after() {
    let pc = enrolled();
    let stills = door(&pc);
    let mut places = vec![("known", 2), ("no/such/folder/events.jsonl", 2)];
    if cfg!(target_os = "linux") {
        places.push(("/dev/full", 1));
    }
    for (events, expected) in places {
        let arguments = ["watch", "--source", stills.to_str().unwrap(), "--events", events];
        let output = pc.hadir(arguments).output().unwrap();
        assert_eq!(code(&output), expected, "{events}: {}", said(&output));
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
fn watching_ends_with_1_when_nobody_reads_any_more() {
    let pc = enrolled();
    let (child, reader) = watching(&pc);
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1, "arrivals would be told to nobody: {}", said(&output));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
}

#[test]
fn a_file_that_is_not_there_or_is_no_video_is_not_waited_for() {
    let pc = enrolled();
    fs::write(pc.path("broken.mp4"), b"not a video").unwrap();
    for source in ["no-such-clip.mp4", "broken.mp4"] {
        let output = pc.hadir(["watch", "--source", source]).output().unwrap();
        assert_eq!(code(&output), 2, "{source}: {}", said(&output));
        assert!(said(&output).contains(source), "{}", said(&output));
    }
}
