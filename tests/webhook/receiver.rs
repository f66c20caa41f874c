//! A main API that answers, or fails to, as a test wants it to.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longer than anything takes that happens at all.
pub const LONG: Duration = Duration::from_secs(60);

/// What was posted.
#[derive(Debug, Clone)]
pub struct Request {
    pub line: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
    pub at: Instant,
}

impl Request {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn student(&self) -> String {
        self.json()["student_id"].as_str().unwrap().to_owned()
    }

    pub fn is_test(&self) -> bool {
        self.json()["event"] == "attendance.test"
    }

    pub fn id(&self) -> String {
        self.headers["webhook-id"].clone()
    }
}

/// What becomes of a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// An answer: status, headers each ended by a line break, body.
    Answer(u16, &'static str, String),
    /// A good answer, as late as this.
    Late(Duration),
    /// A good answer once this gate is open.
    Gate(Gate),
    /// No answer as long as the test runs.
    Never,
    /// The connection is reset before the body is read.
    Reset,
    /// The connection is closed without a word.
    Close,
    /// An answer, of which only the beginning comes.
    CutOff,
}

pub fn status(status: u16) -> Reply {
    Reply::Answer(status, "", format!("said {status}"))
}

pub fn ok() -> Reply {
    Reply::Answer(200, "", r#"{"token":"ATT-1"}"#.to_owned())
}

/// Holds answers back.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        let guard = self.0.0.lock().unwrap();
        drop(self.0.1.wait_timeout_while(guard, LONG, |open| !*open).unwrap());
    }
}

type Answer = dyn Fn(&Request, usize) -> Reply + Send + Sync;

struct Shared {
    requests: Mutex<Vec<Request>>,
    arrived: Condvar,
    answer: Mutex<Arc<Answer>>,
    closed: AtomicBool,
}

pub struct Receiver {
    port: u16,
    shared: Arc<Shared>,
}

impl Receiver {
    /// Answers each request by what it is and how many came before with the same id.
    pub fn new(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            requests: Mutex::default(),
            arrived: Condvar::new(),
            answer: Mutex::new(Arc::new(answer)),
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

    /// From now on it answers otherwise.
    pub fn answer(&self, answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) {
        *self.shared.answer.lock().unwrap() = Arc::new(answer);
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/attendance/events?school=7", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// All that are not of a test event.
    pub fn events(&self) -> Vec<Request> {
        self.requests().into_iter().filter(|request| !request.is_test()).collect()
    }

    /// Waits until this holds of the requests.
    pub fn wait(&self, holds: impl Fn(&[Request]) -> bool) -> Vec<Request> {
        let guard = self.shared.requests.lock().unwrap();
        let (guard, late) = self.shared.arrived.wait_timeout_while(guard, LONG, |requests| !holds(requests)).unwrap();
        assert!(
            !late.timed_out(),
            "it never came to that: {:?}",
            guard.iter().map(Request::student).collect::<Vec<_>>()
        );
        guard.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Serves one request; `None` when the connection is over.
fn serve(stream: &TcpStream, shared: &Shared) -> Option<()> {
    let mut stream = stream;
    let (line, headers) = crate::head::read(stream)?;
    // The body is looked at and left unread: it is taken only where the connection is not to be reset.
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    while stream.peek(&mut body).ok()? < body.len() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let request = Request { line, headers, body, at: Instant::now() };
    let answer = shared.answer.lock().unwrap().clone();
    let before = shared.requests.lock().unwrap().iter().filter(|other| other.id() == request.id()).count();
    let reply = answer(&request, before);
    let mut body = request.body.clone();
    shared.requests.lock().unwrap().push(request);
    shared.arrived.notify_all();
    if matches!(reply, Reply::Reset) {
        return None;
    }
    stream.read_exact(&mut body).ok()?;
    let (status, headers, text) = match reply {
        Reply::Answer(status, headers, text) => (status, headers, text),
        Reply::Late(wait) => {
            std::thread::sleep(wait);
            (200, "", "late".to_owned())
        }
        Reply::Gate(gate) => {
            gate.wait();
            (200, "", "at last".to_owned())
        }
        Reply::Never => {
            // Until the other side hangs up.
            let _ = stream.read(&mut [0]);
            return None;
        }
        Reply::Reset | Reply::Close => {
            let _ = stream.shutdown(Shutdown::Both);
            return None;
        }
        Reply::CutOff => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"token\":");
            return None;
        }
    };
    let length = text.len();
    let answer = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {length}\r\n{headers}\r\n{text}");
    stream.write_all(answer.as_bytes()).ok()
}
