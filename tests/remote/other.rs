//! Another Hadir, on a real socket, that answers as a test wants it to.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use hadir::images;
use image::RgbImage;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::{Message, WebSocket};

/// Longer than anything takes that happens at all.
pub const LONG: Duration = Duration::from_secs(60);

/// What was asked.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn is_picture(&self) -> bool {
        self.path.starts_with("/recognize/realtime")
    }

    /// The picture of the form's field `image`.
    pub fn picture(&self) -> RgbImage {
        let find = |text: &[u8], from: usize| {
            self.body[from..].windows(text.len()).position(|window| window == text).map(|at| from + at)
        };
        let head = String::from_utf8_lossy(&self.body[..find(b"\r\n\r\n", 0).unwrap()]).into_owned();
        assert!(head.contains("name=\"image\"") && head.contains("image/jpeg"), "{head}");
        let boundary = head.lines().next().unwrap().to_owned();
        let begin = find(b"\r\n\r\n", 0).unwrap() + 4;
        let end = find(format!("\r\n{boundary}").as_bytes(), begin).unwrap();
        images::decode(&self.body[begin..end]).unwrap()
    }
}

/// What becomes of a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// 200 and this.
    Json(Value),
    /// A status, headers each ended by a line break, and a body.
    Status(u16, &'static str, String),
    /// An answer of which only the beginning comes.
    CutOff,
    /// An answer that goes on and on.
    Endless,
    /// The connection is closed without a word.
    Close,
    /// No answer, as long as the other side waits.
    Never,
}

/// One face that is alip's, in the flat form of the contract, sent on.
pub fn alip() -> Value {
    json!({
        "ok": true,
        "results": [{"box": [20, 90, 80, 30], "label": "alip", "distance": 0.38}],
        "dispatch": [{"label": "alip", "report": {"status": "sent", "http_status": 200, "message": "ok"}}],
        "webhook_enabled": true,
    })
}

/// A computer and a port where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

type Answer = dyn Fn(&Request) -> Reply + Send + Sync;

struct Shared {
    requests: Mutex<Vec<Request>>,
    arrived: Condvar,
    answer: Mutex<Arc<Answer>>,
    sockets: Mutex<Vec<WebSocket<TcpStream>>>,
    /// How often a WebSocket was opened.
    opened: Mutex<usize>,
    has_websocket: AtomicBool,
    closed: AtomicBool,
}

pub struct Other {
    port: u16,
    shared: Arc<Shared>,
}

impl Other {
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            requests: Mutex::default(),
            arrived: Condvar::new(),
            answer: Mutex::new(Arc::new(answer)),
            sockets: Mutex::default(),
            opened: Mutex::default(),
            has_websocket: AtomicBool::new(true),
            closed: AtomicBool::new(false),
        });
        let serves = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if serves.closed.load(Ordering::SeqCst) {
                    return;
                }
                let (stream, serves) = (stream.unwrap(), serves.clone());
                std::thread::spawn(move || while serve(&stream, &serves).is_some() {});
            }
        });
        Self { port, shared }
    }

    pub fn without_websocket(self) -> Self {
        self.shared.has_websocket.store(false, Ordering::SeqCst);
        self
    }

    pub fn answer(&self, answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
        *self.shared.answer.lock().unwrap() = Arc::new(answer);
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    pub fn pictures(&self) -> Vec<Request> {
        self.requests().into_iter().filter(Request::is_picture).collect()
    }

    /// Waits until this holds of the requests.
    #[track_caller]
    pub fn wait(&self, holds: impl Fn(&[Request]) -> bool) -> Vec<Request> {
        let guard = self.shared.requests.lock().unwrap();
        let (guard, late) = self.shared.arrived.wait_timeout_while(guard, LONG, |requests| !holds(requests)).unwrap();
        assert!(!late.timed_out(), "it never came to that: {:?}", guard.iter().map(|r| &r.path).collect::<Vec<_>>());
        guard.clone()
    }

    /// Waits until its WebSocket was opened so often.
    #[track_caller]
    pub fn wait_opened(&self, times: usize) {
        let guard = self.shared.opened.lock().unwrap();
        let (opened, _) = self.shared.arrived.wait_timeout_while(guard, LONG, |opened| *opened < times).unwrap();
        assert!(*opened >= times, "the WebSocket was opened {opened} times");
    }

    /// Says something to everyone who follows it, and who may hang up in the middle of it.
    pub fn say(&self, message: &str) {
        for socket in self.shared.sockets.lock().unwrap().iter_mut() {
            let _ = socket.send(Message::text(message));
        }
    }

    /// Drops everyone who follows it, without a word.
    pub fn drop_followers(&self) {
        for socket in self.shared.sockets.lock().unwrap().drain(..) {
            let _ = socket.get_ref().shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        self.drop_followers();
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Serves one request; `None` when the connection is over.
fn serve(stream: &TcpStream, shared: &Shared) -> Option<()> {
    let mut stream = stream;
    let (line, headers) = crate::head::read(stream)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    let request = Request { path, headers, body };
    let answer = shared.answer.lock().unwrap().clone();
    let is_websocket = request.path == "/ws/recognitions";
    let key = request.headers.get("sec-websocket-key").cloned();
    let reply = match is_websocket && shared.has_websocket.load(Ordering::SeqCst) {
        true => None,
        false if is_websocket => Some(Reply::Status(404, "", r#"{"detail":"Not Found"}"#.to_owned())),
        false => Some(answer(&request)),
    };
    shared.requests.lock().unwrap().push(request);
    shared.arrived.notify_all();
    let (status, headers, text) = match reply {
        None => {
            let accept = derive_accept_key(key?.as_bytes());
            let answer = format!(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Accept: {accept}\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).ok()?;
            let socket = WebSocket::from_raw_socket(stream.try_clone().unwrap(), Role::Server, None);
            shared.sockets.lock().unwrap().push(socket);
            *shared.opened.lock().unwrap() += 1;
            shared.arrived.notify_all();
            return None;
        }
        Some(Reply::Json(value)) => (200, "", value.to_string()),
        Some(Reply::Status(status, headers, text)) => (status, headers, text),
        Some(Reply::CutOff) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"results\":");
            let _ = stream.shutdown(Shutdown::Both);
            return None;
        }
        Some(Reply::Endless) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            while stream.write_all(&[b' '; 4096]).is_ok() {}
            return None;
        }
        Some(Reply::Close) => {
            let _ = stream.shutdown(Shutdown::Both);
            return None;
        }
        Some(Reply::Never) => {
            let _ = stream.read(&mut [0]);
            return None;
        }
    };
    let length = text.len();
    let answer = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {length}\r\n{headers}\r\n{text}");
    stream.write_all(answer.as_bytes()).ok()
}
