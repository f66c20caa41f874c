//! Real connections to a listener with routes of its own: the limits, and the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::routing::{get, post};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::*;

/// How long anything may take here before the test has failed; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(30);
const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

struct Stage {
    runtime: Runtime,
    listener: Option<Listener>,
    address: SocketAddr,
    /// Each permit lets one `/wait` answer.
    go: Arc<Semaphore>,
    /// Each `/wait` that has begun adds one.
    waiting: Arc<Semaphore>,
}

fn limits() -> Limits {
    // What a test does not look at must not happen in it.
    let never = Duration::from_secs(600);
    Limits { headers_within: never, body_idle: never, body_within: never, ..Limits::default() }
}

fn stage(limits: Limits) -> Stage {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (go, waiting) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (goes, waits) = (go.clone(), waiting.clone());
    let router = move |closing: watch::Receiver<bool>| {
        let read = async |body: Body| match axum::body::to_bytes(body, usize::MAX).await {
            Ok(bytes) => bytes.len().to_string(),
            Err(_) => "a reader's own words".to_owned(),
        };
        let wait = async move || {
            waits.add_permits(1);
            goes.acquire().await.unwrap().forget();
            "done"
        };
        let websocket = async move |upgrade: WebSocketUpgrade| {
            upgrade.on_upgrade(async move |mut socket| {
                let mut closing = closing;
                tokio::select! {
                    _ = socket.recv() => {}
                    _ = closing.wait_for(|closing| *closing) => {}
                }
                let _ = socket.send(Message::Close(None)).await;
            })
        };
        Router::new()
            .route("/hello", get(async || "hello"))
            .route("/read", post(read))
            .route("/deaf", post(async || "not listening"))
            .route("/large", get(async || vec![b'x'; 20_000_000]))
            .route("/wait", get(wait))
            .route("/ws", get(websocket))
            .route("/mistake", get(mistake))
    };
    let listener = runtime.block_on(Listener::start(HERE, None, limits, router)).unwrap();
    let address = listener.address();
    Stage { runtime, listener: Some(listener), address, go, waiting }
}

async fn mistake() {
    panic!("a mistake that a test made on purpose");
}

impl Stage {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn ask(&self, request: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// A request that is being answered.
    fn begin_waiting(&self) -> TcpStream {
        let stream = self.ask("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n");
        self.runtime.block_on(async { timeout(PATIENCE, self.waiting.acquire()).await.unwrap().unwrap().forget() });
        stream
    }

    fn close(&mut self) -> JoinHandle<()> {
        self.runtime.block_on(self.listener.take().unwrap().close())
    }

    fn wait(&self, ending: JoinHandle<()>) {
        self.runtime.block_on(async { timeout(PATIENCE, ending).await.unwrap().unwrap() });
    }
}

const HELLO: &str = "GET /hello HTTP/1.1\r\nhost: a\r\n\r\n";

/// An answer's status and body, its length as it says itself; its headers in small letters.
fn answer(stream: &mut impl Read) -> (u16, String, String) {
    let mut reader = BufReader::new(stream);
    let (mut headers, mut line) = (String::new(), String::new());
    while reader.read_line(&mut line).unwrap() > 2 {
        headers.push_str(&line.to_ascii_lowercase());
        line.clear();
    }
    let status = headers.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: {headers:?}")).parse().unwrap();
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    (status, headers, String::from_utf8(body).unwrap())
}

/// Whether the other end has ended the connection.
fn is_ended(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    match stream.read_to_end(&mut rest) {
        Ok(_) => true,
        Err(error) => error.kind() == io::ErrorKind::ConnectionReset,
    }
}

#[test]
fn a_connection_is_kept_for_the_next_request_and_every_answer_is_guarded() {
    let stage = stage(limits());
    let mut stream = stage.connect();
    for _ in 0..3 {
        stream.write_all(HELLO.as_bytes()).unwrap();
        let (status, headers, body) = answer(&mut stream);
        assert_eq!((status, body.as_str()), (200, "hello"));
        for header in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "content-security-policy: default-src 'self'",
        ] {
            assert!(headers.contains(header), "{header}: {headers}");
        }
    }
    stream.write_all(b"GET /mistake HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    assert_eq!(answer(&mut stream).0, 500);
    stream.write_all(HELLO.as_bytes()).unwrap();
    assert_eq!(answer(&mut stream).0, 200, "a mistake costs one answer");
}

#[test]
fn when_all_are_busy_others_are_told_so_and_one_that_only_waits_is_given_up() {
    let stage = stage(limits());
    let mut idle = stage.ask(HELLO);
    assert_eq!(answer(&mut idle).0, 200);
    let mut slow = stage.ask("GET /hello HT");
    let mut busy: Vec<_> = (0..128).map(|_| stage.begin_waiting()).collect();
    assert!(is_ended(&mut idle) && is_ended(&mut slow));
    for _ in 0..100 {
        let mut refused = stage.ask(HELLO);
        let (status, headers, body) = answer(&mut refused);
        assert_eq!(status, 429);
        assert!(headers.contains("retry-after: 1") && body.contains("busy"), "{headers}{body}");
    }
    stage.go.add_permits(128);
    for stream in &mut busy {
        assert_eq!(answer(stream).2, "done");
    }
    assert_eq!(answer(&mut stage.ask(HELLO)).0, 200);
}

#[test]
fn more_websockets_than_may_be_are_told_so() {
    let stage = stage(Limits { websockets: 2, ..limits() });
    let upgrade = "GET /ws HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                   sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    let mut open = [stage.ask(upgrade), stage.ask(upgrade)];
    for stream in &mut open {
        assert_eq!(answer(stream).0, 101);
    }
    assert_eq!(answer(&mut stage.ask(upgrade)).0, 429);
    assert_eq!(answer(&mut stage.ask(HELLO)).0, 200);
    let [first, _second] = open;
    first.shutdown(Shutdown::Both).unwrap();
    // Its end is noticed a moment later.
    for _ in 0..1000 {
        if answer(&mut stage.ask(upgrade)).0 == 101 {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("a WebSocket that has ended is still counted");
}

#[test]
fn headers_that_do_not_come_end_the_connection() {
    let stage = stage(Limits { headers_within: Duration::from_millis(200), ..limits() });
    for begun in ["", "GET /hello HTTP/1.1\r\nhost:", HELLO] {
        let mut stream = stage.ask(begun);
        assert!(is_ended(&mut stream), "{begun}");
    }
    // A byte now and then does not help.
    let mut stream = stage.connect();
    for byte in HELLO.bytes().cycle().filter(|byte| !b"\r\n".contains(byte)) {
        if stream.write_all(&[byte]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn headers_too_large_to_be_any_are_refused() {
    let stage = stage(limits());
    let mut stream = stage.connect();
    stream.write_all(b"GET /hello HTTP/1.1\r\nhost: a\r\nx: ").unwrap();
    for _ in 0..1000 {
        if stream.write_all(&[b'x'; 1000]).is_err() {
            break;
        }
    }
    // The answer may be lost to a reset: what counts is that it is not read on for ever.
    assert!(is_ended(&mut stream));
}

/// The most memory that this process ever had, in bytes.
#[cfg(target_os = "linux")]
fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

/// Sends `chunks` chunks of 100 kB to a route, or as many as are taken, and gives the answer.
fn send_chunks(stage: &Stage, path: &str, chunks: usize) -> (u16, String, String) {
    let mut stream = stage.ask(&format!("POST {path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"));
    let chunk = [format!("{:x}\r\n", 100_000).into_bytes(), vec![b'x'; 100_000], b"\r\n".to_vec()].concat();
    for _ in 0..chunks {
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n");
    answer(&mut stream)
}

#[cfg(target_os = "linux")]
#[test]
fn a_body_of_100_mb_without_a_length_is_refused_and_costs_no_memory() {
    const ALONE: &str = "HADIR_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        // In a process of its own: other tests need memory, too.
        let name = std::thread::current().name().unwrap().to_owned();
        let mut test = std::process::Command::new(std::env::current_exe().unwrap());
        let output = test.args(["--exact", &name, "--nocapture"]).env(ALONE, "").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}{output:?}");
        return;
    }
    let stage = stage(limits());
    assert_eq!(send_chunks(&stage, "/read", 99).2, "9900000");
    let before = most_memory();
    let (status, headers, body) = send_chunks(&stage, "/read", 1000);
    let after = most_memory();
    assert_eq!(status, 413, "{body}");
    assert!(headers.contains("connection: close"), "{headers}");
    assert!(body.contains("larger than 10 MB") && !body.contains("own words"), "{body}");
    assert!(after < before + 32_000_000, "{before} bytes before, {after} after");
}

#[test]
fn a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() {
    let stage = stage(limits());
    let request = |length: &str| {
        format!("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n")
    };
    let mut stream = stage.ask(&request("10000001"));
    assert_eq!(answer(&mut stream).0, 413);
    let mut stream = stage.ask(&request("3"));
    assert_eq!(answer(&mut stream).0, 100);
    stream.write_all(b"abc").unwrap();
    assert_eq!(answer(&mut stream).2, "3");
}

#[test]
fn an_answer_given_before_the_body_was_read_is_read_by_who_sends_on() {
    let stage = stage(limits());
    for _ in 0..5 {
        // More than the systems' buffers hold: without an ear for it the answer would be lost.
        let (status, _, body) = send_chunks(&stage, "/deaf", 200);
        assert_eq!((status, body.as_str()), (200, "not listening"));
    }
}

#[test]
fn a_body_that_stops_or_drips_is_refused() {
    let idle = Limits { body_idle: Duration::from_millis(200), ..limits() };
    let slow = Limits { body_within: Duration::from_millis(600), ..limits() };
    for limits in [idle, slow] {
        let stage = stage(limits);
        let mut stream = stage.ask("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n");
        if limits == slow {
            for _ in 0..100 {
                if stream.write_all(b"x").is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        let (status, headers, _) = answer(&mut stream);
        assert_eq!(status, 408);
        assert!(headers.contains("connection: close"), "{headers}");
    }
}

#[test]
fn bodies_together_have_so_much_memory_and_it_comes_back() {
    let stage = stage(Limits { bodies: 1_000_000, ..limits() });
    let begin = || {
        let mut stream = stage.ask("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 600001\r\n\r\n");
        stream.write_all(&[b'x'; 600_000]).unwrap();
        stream
    };
    let has_answer = |stream: &TcpStream| {
        stream.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
        let peeked = stream.peek(&mut [0]).is_ok();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        peeked
    };
    // For both there is no room. Which of them comes too late is open, and in one moment both may: then once more.
    let one_is_read = (0..20).any(|_| {
        let mut streams = [begin(), begin()];
        let mut tries = (0..1000).map(|_| streams.iter().position(has_answer));
        let refused = tries.find_map(|found| found).unwrap();
        assert_eq!(answer(&mut streams[refused]).0, 429);
        let held = &mut streams[1 - refused];
        if !has_answer(held) {
            // It may be refused meanwhile.
            let _ = held.write_all(b"x");
        }
        answer(held).2 == "600001"
    });
    assert!(one_is_read);
    assert_eq!(send_chunks(&stage, "/read", 9).2, "900000");
}

#[test]
fn the_end_waits_for_requests_in_flight_and_for_nobody_else() {
    let mut stage = stage(limits());
    let mut in_flight = stage.begin_waiting();
    let mut idle = stage.ask(HELLO);
    assert_eq!(answer(&mut idle).0, 200);
    let mut slow = stage.ask("GET /hello HT");
    let mut websocket = stage.ask(
        "GET /ws HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
         sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    assert_eq!(answer(&mut websocket).0, 101);

    let ending = stage.close();
    assert!(TcpStream::connect(stage.address).is_err(), "nobody is taken in any more");
    assert!(is_ended(&mut idle) && is_ended(&mut slow));
    let mut frame = [0; 2];
    websocket.read_exact(&mut frame).unwrap();
    assert_eq!(frame, [0x88, 0], "a close, as WebSockets say it");
    drop(websocket);
    assert!(!ending.is_finished());
    stage.go.add_permits(1);
    let (status, headers, body) = answer(&mut in_flight);
    assert_eq!((status, body.as_str()), (200, "done"));
    assert!(headers.contains("connection: close"), "{headers}");
    stage.wait(ending);
}

#[test]
fn who_is_never_done_is_ended_all_the_same() {
    let mut stage = stage(Limits { stop_within: Duration::from_millis(200), ..limits() });
    let mut in_flight = stage.begin_waiting();
    let ending = stage.close();
    stage.wait(ending);
    assert!(is_ended(&mut in_flight));
}

#[test]
fn the_port_is_free_for_another_while_the_last_answers_are_given() {
    let mut stage = stage(limits());
    let mut in_flight = stage.begin_waiting();
    let ending = stage.close();
    let router = |_| Router::new().route("/hello", get(async || "another"));
    let another = stage.runtime.block_on(Listener::start(stage.address, None, limits(), router)).unwrap();
    assert_eq!(answer(&mut stage.ask(HELLO)).2, "another");
    stage.go.add_permits(1);
    assert_eq!(answer(&mut in_flight).2, "done");
    stage.wait(ending);
    assert!(!another.has_ended());
}

#[test]
fn a_client_that_reads_nothing_holds_its_own_place_alone() {
    let stage = stage(limits());
    let _deaf: Vec<_> = (0..3).map(|_| stage.ask("GET /large HTTP/1.1\r\nhost: a\r\n\r\n")).collect();
    for _ in 0..20 {
        assert_eq!(answer(&mut stage.ask(HELLO)).2, "hello");
    }
}
