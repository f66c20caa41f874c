//! A station with its server, and a client that sends exactly what a test says.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hadir::engine::scripted;
use hadir::gallery::Gallery;
use hadir::journal::Journal;
use hadir::server::{Limits, Server};
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::view::{ServerState, View};
use hadir::station::{Parts, Station};

/// How long anything may take before a test has failed; nothing is measured by it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A PC with a station and its server.
pub struct Place {
    // Dropped in this order.
    pub server: Option<Server>,
    pub station: Arc<Station>,
    _folder: tempfile::TempDir,
}

impl Place {
    /// With the server on, at a port that is free.
    pub fn new(change: impl FnOnce(&mut Settings)) -> Self {
        Self::with(SecretStore::in_memory(), change)
    }

    pub fn with(secrets: SecretStore, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mut settings = Settings::default();
        settings.serve.value = true;
        settings.port.value = 0;
        change(&mut settings);
        let (gallery, journal) = (Gallery::open(&data).unwrap(), Journal::open(&data));
        let settings = SettingsStore::in_memory(settings);
        let parts = Parts::new(gallery, journal, settings, secrets, scripted::factory());
        let station = Arc::new(Station::start(parts).unwrap());
        let short = Duration::from_millis(300);
        let limits = Limits { try_again: short, settled: short, ..Limits::default() };
        let server = Some(Server::start_within(station.clone(), limits).unwrap());
        Self { server, station, _folder: folder }
    }

    /// Waits until the view is as described.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(Instant::now() < deadline, "never came: {what}; {:?}, {:?}", view.server, view.notices);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Where it answers on this PC, once it does.
    #[track_caller]
    pub fn url(&self) -> String {
        let view = self.until("an answer", |view| matches!(view.server, ServerState::Running { .. }));
        let ServerState::Running { url, .. } = view.server else { unreachable!() };
        url
    }

    #[track_caller]
    pub fn address(&self) -> SocketAddr {
        address_of(&self.url())
    }

    /// Why it does not answer.
    #[track_caller]
    pub fn failure(&self) -> (String, String) {
        let view = self.until("a failure", |view| matches!(view.server, ServerState::Failed { .. }));
        let ServerState::Failed { message, advice } = view.server else { unreachable!() };
        (message.to_string(), advice.to_string())
    }

    /// What is answered to a request with these headers; `Host` is as it should be if they say nothing of it.
    #[track_caller]
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        get(self.address(), path, headers)
    }
}

pub fn address_of(url: &str) -> SocketAddr {
    url.split_once("://").unwrap().1.parse().unwrap()
}

pub fn connect(address: SocketAddr) -> TcpStream {
    try_connect(address).unwrap()
}

fn try_connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// The same as [`get`] where there may be nobody: while the server changes, whoever comes in that moment is turned away.
pub fn try_get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    try_ask(&mut try_connect(address)?, "GET", path, headers)
}

#[track_caller]
pub fn get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(&mut connect(address), "GET", path, headers)
}

/// Asks over a connection that is there.
#[track_caller]
pub fn ask(stream: &mut (impl Read + Write), method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    try_ask(stream, method, path, headers).unwrap()
}

fn try_ask(stream: &mut (impl Read + Write), method: &str, path: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    let mut request = format!("{method} {path} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        request.push_str("host: localhost\r\n");
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes())?;
    Answer::read(stream)
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// A line each, their names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn read(stream: &mut impl Read) -> io::Result<Self> {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let status = lines[0].split(' ').nth(1).and_then(|status| status.parse().ok());
        let headers = lines[1..].iter().filter_map(|line| line.split_once(": "));
        let headers: Vec<_> = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let mut answer = Self { status: status.unwrap(), headers, body: String::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answer)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether whoever asked was let in, whatever there is at that address.
    pub fn is_let_in(&self) -> bool {
        ![400, 401, 403, 421, 429].contains(&self.status)
    }
}

/// The headers with which a browser asks for a WebSocket.
pub const UPGRADE: [(&str, &str); 4] = [
    ("connection", "Upgrade"),
    ("upgrade", "websocket"),
    ("sec-websocket-version", "13"),
    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
];
