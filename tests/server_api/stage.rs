//! A station with its server, and clients that speak HTTP and WebSocket by hand.

use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hadir::camera;
use hadir::core::{FaceBox, StudentId};
use hadir::engine::{EngineFactory, scripted};
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::server::Server;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::view::{ServerState, View};
use hadir::station::{Parts, Station};
use hadir::webhook::Timing;
use image::{ImageFormat, RgbImage};
use serde_json::Value;
use tempfile::TempDir;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

/// Longer than anything takes that happens at all.
pub const LONG: Duration = Duration::from_secs(60);
pub const FACE: FaceBox = FaceBox::new(20, 90, 80, 30);
pub const OTHER_FACE: FaceBox = FaceBox::new(20, 190, 80, 130);

pub fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

pub fn picture(faces: &[(u8, FaceBox)]) -> RgbImage {
    let mut picture = RgbImage::from_pixel(240, 120, image::Rgb([200, 200, 200]));
    for &(person, face) in faces {
        scripted::paint(&mut picture, person, face);
    }
    picture
}

pub fn file(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG with these faces.
pub fn png(faces: &[(u8, FaceBox)]) -> Vec<u8> {
    file(&picture(faces), ImageFormat::Png)
}

/// A folder with one still a picture, in order.
pub fn stills(folder: &Path, pictures: &[RgbImage]) {
    std::fs::create_dir_all(folder).unwrap();
    for (n, picture) in pictures.iter().enumerate() {
        picture.save(folder.join(format!("{n:03}.png"))).unwrap();
    }
}

pub struct Stage {
    pub gallery: Gallery,
    pub station: Arc<Station>,
    pub at: SocketAddr,
    server: Option<Server>,
    _folder: TempDir,
}

/// A station and its server, with `people` enrolled and no cooldown.
pub fn stage(people: &[(&str, u8)], change: impl FnOnce(&mut Settings, &Path)) -> Stage {
    stage_with(people, scripted::factory(), Timing::default(), change)
}

pub fn stage_with(
    people: &[(&str, u8)],
    engines: EngineFactory,
    delivery: Timing,
    change: impl FnOnce(&mut Settings, &Path),
) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let gallery = Gallery::open(&folder.path().join("data")).unwrap();
    for &(name, person) in people {
        let embedding = scripted::embedding_of(person).unwrap();
        gallery
            .add(&id(name), NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None })
            .unwrap();
    }
    let mut settings = Settings::default();
    settings.cooldown.value = Duration::ZERO;
    settings.serve.value = true;
    settings.port.value = 0;
    change(&mut settings, folder.path());
    let parts = Parts {
        gallery: gallery.clone(),
        journal: Journal::open(&folder.path().join("data")),
        secrets: SecretStore::in_memory(),
        delivery,
        settings: SettingsStore::in_memory(settings),
        engines,
        cameras: Arc::new(camera::open),
        recognitions: None,
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    };
    let station = Arc::new(Station::start(parts).unwrap());
    let server = Server::start(station.clone()).unwrap();
    let view = until(&station, "the server", |view| matches!(view.server, ServerState::Running { .. }));
    let ServerState::Running { url, .. } = view.server else { panic!() };
    let at = url.strip_prefix("http://").unwrap().trim_end_matches('/').parse().unwrap();
    Stage { gallery, station, at, server: Some(server), _folder: folder }
}

#[track_caller]
fn until(station: &Station, what: &str, holds: impl Fn(&View) -> bool) -> View {
    let deadline = Instant::now() + LONG;
    loop {
        let view = station.view();
        if holds(&view) {
            return view;
        }
        assert!(Instant::now() < deadline, "never came: {what}; server {:?}, notices {:?}", view.server, view.notices);
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A part of a form.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a [u8]),
}

pub use Part::{File, Text};

pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: {:?}", self.status, self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub fn form(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        let (disposition, bytes) = match part {
            Text(name, text) => (format!("name=\"{name}\""), text.as_bytes()),
            File(name, bytes) => (format!("name=\"{name}\"; filename=\"a.jpg\""), *bytes),
        };
        body.extend(format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n").as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    body
}

impl Stage {
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        until(&self.station, what, holds)
    }

    /// Stops the server, and waits until it has.
    pub fn stop_server(&mut self) {
        self.server = None;
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", b"")
    }

    pub fn post(&self, path: &str, parts: &[Part]) -> Answer {
        self.ask(&format!("POST {path}"), "Content-Type: multipart/form-data; boundary=x\r\n", &form(parts))
    }

    pub fn recognize(&self, image: &[u8]) -> Answer {
        self.post("/recognize", &[File("image", image)])
    }

    pub fn realtime(&self, query: &str, image: &[u8]) -> Answer {
        self.post(&format!("/recognize/realtime{query}"), &[File("image", image)])
    }

    /// Sends a request and gives the connection.
    pub fn begin(&self, line: &str, headers: &str, body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.at).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let length = body.len();
        let head = format!("{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n", self.at);
        stream.write_all(format!("{head}{headers}\r\n").as_bytes()).unwrap();
        // It may be refused before it is whole.
        let _ = stream.write_all(body);
        stream
    }

    /// Shows alip in realtime, and does not wait for the answer.
    pub fn begin_realtime(&self) -> TcpStream {
        let body = form(&[File("image", &png(&[(10, FACE)]))]);
        self.begin("POST /recognize/realtime", "Content-Type: multipart/form-data; boundary=x\r\n", &body)
    }

    #[track_caller]
    pub fn ask(&self, line: &str, headers: &str, body: &[u8]) -> Answer {
        Self::end(self.begin(line, headers, body))
    }

    /// Reads the answer.
    #[track_caller]
    pub fn end(mut stream: TcpStream) -> Answer {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub fn listen(&self) -> Listener {
        let stream = TcpStream::connect(self.at).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let (socket, _) = tungstenite::client(format!("ws://{}/ws/recognitions", self.at), stream).unwrap();
        Listener(socket)
    }
}

/// A client of the WebSocket.
pub struct Listener(pub WebSocket<TcpStream>);

impl Listener {
    /// The next message of the server.
    #[track_caller]
    pub fn next(&mut self) -> Value {
        loop {
            match self.0.read().unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}
