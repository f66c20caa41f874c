//! `hadir serve`, as a person or a service manager runs it. It needs the face models, which `make test` brings.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use hadir::gallery::Gallery;

use crate::parts::{address_of, get};

struct Pc(tempfile::TempDir);

impl Pc {
    fn new() -> Self {
        let model =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/dlib_face_recognition_resnet_model_v1.dat");
        assert!(model.exists(), "run `make test`: {} is missing", model.display());
        let pc = Self(tempfile::tempdir().unwrap());
        fs::write(pc.path(".env"), "").unwrap();
        pc
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn serve(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hadir"));
        command.current_dir(self.0.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.arg("serve").args(arguments).arg("--data").arg(self.path("data"));
        command
    }
}

/// `hadir serve` while it runs, ended whatever the test finds.
struct Serving {
    child: Child,
    told: BufReader<ChildStderr>,
    lines: String,
}

impl Serving {
    fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let told = BufReader::new(child.stderr.take().unwrap());
        Self { child, told, lines: String::new() }
    }

    /// The next line that has these words.
    fn line(&mut self, words: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.told.read_line(&mut line).unwrap() > 0, "it ended without {words}: {}", self.lines);
            self.lines.push_str(&line);
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Where it says that it answers.
    fn url(&mut self) -> String {
        let line = self.line("The server answers at ");
        let url = line.split_whitespace().nth(4).unwrap();
        url.trim_end_matches('.').to_owned()
    }

    /// Asks it to end; its exit code and all that it told.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(format!("-{signal}")).arg(pid).status().unwrap().success());
        self.told.read_to_string(&mut self.lines).unwrap();
        (self.child.wait().unwrap().code(), std::mem::take(&mut self.lines))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn it_answers_without_a_window_or_a_camera_and_ends_when_it_is_asked_to() {
    for signal in ["TERM", "INT"] {
        let pc = Pc::new();
        let mut serving = Serving::start(pc.serve(&["--port", "0"]));
        let url = serving.url();
        assert!(serving.lines.contains("no key is needed"), "{}", serving.lines);
        assert_eq!(get(address_of(&url), "/health", &[]).status, 200);
        assert_eq!(get(address_of(&url), "/health", &[("host", "evil.example")]).status, 421);
        let (code, told) = serving.end(signal);
        assert_eq!(code, Some(0), "{signal}: {told}");
        Gallery::open(&pc.path("data")).unwrap();
    }
}

#[test]
fn on_the_network_the_key_is_made_told_only_when_asked_for_and_kept() {
    let pc = Pc::new();
    let none = pc.serve(&["--show-key"]).output().unwrap();
    assert_eq!((none.status.code(), none.stdout.len()), (Some(1), 0));
    assert!(said(&none).contains("no key yet"), "{}", said(&none));

    let network = ["--host", "0.0.0.0", "--port", "0"];
    let mut key = String::new();
    for _ in 0..2 {
        let mut serving = Serving::start(pc.serve(&network));
        let url = serving.url();
        assert!(serving.lines.contains("--show-key"), "{}", serving.lines);
        let shown = pc.serve(&["--show-key"]).output().unwrap();
        assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
        let shown = String::from_utf8(shown.stdout).unwrap().trim_end().to_owned();
        assert!(shown.len() >= 43 && (key.is_empty() || key == shown), "the same after a restart");
        key = shown;
        assert_eq!(get(address_of(&url), "/health", &[]).status, 401);
        assert_eq!(get(address_of(&url), "/health", &[("x-api-key", &key)]).status, 200);
        let (code, told) = serving.end("TERM");
        assert_eq!(code, Some(0), "{told}");
        assert!(!told.contains(&key), "{told}");
    }
    let given = pc.serve(&["--show-key"]).env("HADIR_SERVER_KEY", "of my own choosing").output().unwrap();
    assert_eq!(given.stdout, b"of my own choosing\n");
}

#[test]
fn a_port_that_is_taken_is_waited_for() {
    let pc = Pc::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut serving = Serving::start(pc.serve(&["--port", &port]));
    let line = serving.line("does not answer");
    assert!(line.contains(&format!("Port {port} is taken")) && line.contains("tried again"), "{line}");
    drop(taken);
    assert!(serving.url().ends_with(&port));
    assert_eq!(serving.end("TERM").0, Some(0));
}

#[test]
fn wrong_arguments_and_missing_models_end_it_with_2() {
    let pc = Pc::new();
    let table: [(&[&str], &str); 3] = [
        (&["--port", "seven"], "a number from 0 to 65535"),
        (&["--host", "school"], "an address of this PC"),
        (&["--models", "nowhere"], "is missing"),
    ];
    for (arguments, words) in table {
        let output = pc.serve(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
}
