//! `hadir client --headless`: the program itself.

use std::process::Output;

use image::RgbImage;
use serde_json::{Value, json};

use crate::other::{Other, Reply, alip, nobody};

/// Runs it on stills, in folders of its own, with no models.
fn client(arguments: &[&str], key: Option<&str>) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("stills")).unwrap();
    for n in 0..3 {
        RgbImage::from_pixel(240, 120, image::Rgb([90, 90, 90])).save(path(&format!("stills/{n}.png"))).unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hadir"));
    command.current_dir(folder.path()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder.path());
    command
        .args(["client", "--headless", "--settings", "mine.toml", "--models", "none", "--rate", "4"])
        .args(arguments);
    command.arg("--source").arg(path("stills"));
    if let Some(key) = key {
        command.env("HADIR_REMOTE_KEY", key);
    }
    let output = command.output().unwrap();
    assert!(!path("data").exists(), "nothing is kept here");
    output
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn each_report_is_a_line_and_it_ends_with_the_source() {
    let other = Other::new(|_| Reply::Json(alip()));
    let output = client(&["--url", &other.url()], Some("0123456789"));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let lines = lines(&output);
    let mut line = lines[0].clone();
    assert!(line["ts"].as_i64().unwrap() > 1_700_000_000);
    line["ts"] = json!(1);
    let expected = json!({
        "event": "dispatch", "student_id": "alip", "distance": 0.38, "ts": 1,
        "status": "sent", "http_status": 200, "message": "ok",
    });
    assert_eq!(line, expected);
    assert_eq!(lines.len(), other.pictures().len());
    assert_eq!(other.pictures()[0].headers["authorization"], "Bearer 0123456789");
    assert!(said(&output).contains(&format!("Faces are recognised by {}.", other.place())), "{}", said(&output));
}

#[test]
fn one_that_never_answers_ends_it_with_2_and_one_that_stops_with_1() {
    let gone = format!("http://{}", nobody());
    let output = client(&["--url", &gone], None);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("Nobody listens") && lines(&output).is_empty(), "{}", said(&output));

    let first = std::sync::atomic::AtomicBool::new(true);
    let other = Other::new(move |_| match first.swap(false, std::sync::atomic::Ordering::SeqCst) {
        true => Reply::Json(alip()),
        false => Reply::Status(503, "", "{}".to_owned()),
    });
    let output = client(&["--url", &other.url()], None);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert_eq!(lines(&output).len(), 1);
}

#[test]
fn an_address_is_needed_and_must_be_one() {
    for (arguments, words) in [(vec![], "No address of another Hadir"), (vec!["--url", "nonsense"], "http://")] {
        let output = client(&arguments, None);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}
