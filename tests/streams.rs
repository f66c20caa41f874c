//! Network cameras, by the real ffmpeg: MJPEG over HTTP and RTSP, from small servers of the test's own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hadir::camera::{self, CameraSource, SourceOptions};

/// A server of a free port, each connection handled on a thread of its own; its address.
fn serve(handle: impl Fn(TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let handle = Arc::new(handle);
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let handle = handle.clone();
            std::thread::spawn(move || handle(connection));
        }
    });
    address
}

/// A request's first line and the value of each header, or none when the connection ends.
fn read_request(from: &mut impl BufRead) -> Option<(String, Vec<(String, String)>)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" if lines.is_empty() => {}
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let headers = lines[1..].iter().filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(key, value)| (key.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some((lines[0].clone(), headers))
}

fn header<'a>(headers: &'a [(String, String)], key: &str) -> &'a str {
    headers.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
}

fn jpeg(colour: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 48, image::Rgb([colour; 3]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

/// Sends so many pictures of an MJPEG camera, and then hangs up.
fn send_mjpeg(mut to: TcpStream, pictures: usize) {
    read_request(&mut BufReader::new(to.try_clone().unwrap()));
    let head = "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=cut\r\n\r\n";
    let mut sent = to.write_all(head.as_bytes());
    for number in 0..pictures {
        let picture = jpeg((number * 40 % 256) as u8);
        let head = format!("--cut\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n", picture.len());
        sent = sent
            .and_then(|()| to.write_all(head.as_bytes()))
            .and_then(|()| to.write_all(&picture))
            .and_then(|()| to.write_all(b"\r\n"));
        if sent.is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What is said when the first picture of this address is asked for.
fn refusal(url: &str) -> String {
    let mut source = camera::open(url, &SourceOptions::default()).unwrap();
    source.next_picture().unwrap_err().to_string()
}

#[test]
fn an_mjpeg_camera_gives_pictures_until_it_hangs_up() {
    let address = serve(|connection| send_mjpeg(connection, 60));
    let url = format!("http://someone:secret@{address}/video");
    let mut source = camera::open(&url, &SourceOptions { rate: Some(10.0), ..SourceOptions::default() }).unwrap();
    assert_eq!(source.name(), format!("http://{address}/video"));
    let mut times = Vec::new();
    let end = loop {
        match source.next_picture() {
            Ok(Some(picture)) => {
                assert_eq!(picture.rgb.dimensions(), (64, 48));
                times.push(picture.source_time.as_millis());
            }
            Ok(None) => panic!("a camera does not end, it is lost"),
            Err(error) => break error,
        }
    };
    assert!(times.len() >= 10, "{times:?}");
    assert!(times.iter().enumerate().all(|(number, time)| *time == 100 * number as u128), "{times:?}");
    assert_eq!(end.to_string(), format!("http://{address}/video stopped giving pictures"));
}

#[test]
fn a_stop_ends_the_wait_for_a_camera_that_says_nothing() {
    let address = serve(|connection| {
        std::thread::sleep(Duration::from_secs(60));
        drop(connection);
    });
    let mut source = camera::open(&format!("http://{address}/video"), &SourceOptions::default()).unwrap();
    let stop = source.stopper().unwrap();
    let stopping = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        stop();
    });
    assert!(source.next_picture().unwrap().is_none());
    stopping.join().unwrap();
}

#[test]
fn what_a_server_refuses_is_told_in_words_and_without_the_password() {
    for (protocol, answer, told) in [
        ("http", "HTTP/1.0 404 Not Found", "there is nothing at this address"),
        ("http", "HTTP/1.0 401 Unauthorized", "the user name or password is wrong"),
        ("http", "HTTP/1.0 403 Forbidden", "it does not let Hadir in"),
        ("http", "HTTP/1.0 500 Internal Server Error", "it has a fault of its own"),
        ("rtsp", "RTSP/1.0 401 Unauthorized\r\nCSeq: 1", "the user name or password is wrong"),
        ("rtsp", "RTSP/1.0 404 Not Found\r\nCSeq: 1", "there is nothing at this address"),
    ] {
        let address = serve(move |mut to| {
            read_request(&mut BufReader::new(to.try_clone().unwrap()));
            drop(to.write_all(format!("{answer}\r\nContent-Length: 0\r\n\r\n").as_bytes()));
        });
        let refusal = refusal(&format!("{protocol}://someone:secret@{address}/live"));
        assert_eq!(refusal, format!("{protocol}://{address}/live cannot be used: {told}"), "{answer}");
    }
}

#[test]
fn that_nobody_answers_is_told_in_words() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for protocol in ["http", "rtsp"] {
        let told = refusal(&format!("{protocol}://{free}/live"));
        assert_eq!(told, format!("{protocol}://{free}/live cannot be used: nothing answers at this address"));
    }
    assert_eq!(
        refusal("nonsense://host/x"),
        "nonsense://host/x cannot be used: Hadir does not know this kind of address"
    );
}

#[test]
fn an_address_leads_to_no_file_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.ts");
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "25"])
        .arg(&secret)
        .status();
    assert!(made.unwrap().success());
    let list = format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{}\n#EXT-X-ENDLIST\n", secret.display());
    let address = serve(move |mut to| {
        read_request(&mut BufReader::new(to.try_clone().unwrap()));
        let head = "HTTP/1.0 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\n\r\n";
        drop(to.write_all(format!("{head}{list}").as_bytes()));
    });
    let mut source = camera::open(&format!("http://{address}/list.m3u8"), &SourceOptions::default()).unwrap();
    assert!(source.next_picture().is_err());
}

/// An RTSP server that hands what one client records to the others that play. What ffmpeg needs, and no more.
fn rtsp_relay() -> String {
    let description = Arc::new(Mutex::new(Vec::new()));
    let players: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
    serve(move |mut connection| {
        let mut from = BufReader::new(connection.try_clone().unwrap());
        while let Some((request, headers)) = read_request(&mut from) {
            let mut body = vec![0; header(&headers, "content-length").parse().unwrap_or(0)];
            from.read_exact(&mut body).unwrap();
            let method = request.split(' ').next().unwrap_or_default();
            let mut answer = format!("RTSP/1.0 200 OK\r\nCSeq: {}\r\nSession: 1\r\n", header(&headers, "cseq"));
            let mut content = Vec::new();
            match method {
                "ANNOUNCE" => *description.lock().unwrap() = body,
                "SETUP" => answer += &format!("Transport: {}\r\n", header(&headers, "transport")),
                "DESCRIBE" => {
                    content = description.lock().unwrap().clone();
                    answer += "Content-Type: application/sdp\r\n";
                }
                _ => {}
            }
            answer += &format!("Content-Length: {}\r\n\r\n", content.len());
            if connection.write_all(answer.as_bytes()).and_then(|()| connection.write_all(&content)).is_err() {
                return;
            }
            match method {
                "PLAY" => players.lock().unwrap().push(connection.try_clone().unwrap()),
                "RECORD" => break,
                _ => {}
            }
        }
        // From here on: `$`, a channel, a length, and as many bytes.
        let mut head = [0; 4];
        while from.read_exact(&mut head).is_ok() && head[0] == b'$' {
            let mut packet = vec![0; usize::from(u16::from_be_bytes([head[2], head[3]]))];
            if from.read_exact(&mut packet).is_err() {
                break;
            }
            let sent = |to: &mut TcpStream| to.write_all(&head).and_then(|()| to.write_all(&packet)).is_ok();
            players.lock().unwrap().retain_mut(sent);
        }
        for player in players.lock().unwrap().drain(..) {
            drop(player.shutdown(std::net::Shutdown::Both));
        }
    })
}

/// A camera that sends itself to a relay; ended when dropped.
struct Sender(Child);

impl Drop for Sender {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn send_rtsp(url: &str) -> Sender {
    let child = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=15"])
        .args(["-c:v", "mpeg4", "-g", "5", "-f", "rtsp", "-rtsp_transport", "tcp", url])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Sender(child)
}

#[test]
fn an_rtsp_camera_gives_pictures_until_it_goes() {
    let url = format!("rtsp://{}/live", rtsp_relay());
    let camera = send_rtsp(&url);
    let mut source = open_when_it_plays(&url);
    for _ in 0..10 {
        let picture = source.next_picture().unwrap().unwrap();
        assert_eq!(picture.rgb.dimensions(), (64, 48));
    }
    drop(camera);
    let end = loop {
        match source.next_picture() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("a camera does not end, it is lost"),
            Err(error) => break error,
        }
    };
    assert_eq!(end.to_string(), format!("{url} stopped giving pictures"));
}

/// The source, once it has given a picture: until its camera sends, a relay has nothing to describe.
fn open_when_it_plays(url: &str) -> Box<dyn CameraSource> {
    for _ in 0..50 {
        let mut source = camera::open(url, &SourceOptions::default()).unwrap();
        if let Ok(Some(_)) = source.next_picture() {
            return source;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("no picture came");
}
