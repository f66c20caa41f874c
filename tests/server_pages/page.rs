//! The pages for people, in a real browser: recognitions that are really made, what was missed, and the key.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use hadir::core::Answer as Said;
use hadir::journal::Tried;
use hadir::server::Server;
use hadir::settings::{Change, Settings};
use hadir::station::view::ServerState;
use hadir::station::{Command, Station};
use hadir::words::Text;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::chromium::{Chromium, Page, wait};
use crate::parts::{picture, png, station};

/// A station whose server answers on a port of this machine.
struct Served {
    folder: tempfile::TempDir,
    port: u16,
    station: Arc<Station>,
    _server: Server,
}

fn serve(people: &[(&str, u8)], change: impl FnOnce(&mut Settings)) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let station = station(folder.path(), people, |settings| {
        settings.serve.value = true;
        settings.port.value = 0;
        change(settings);
    });
    let server = Server::start(station.clone()).unwrap();
    let port = port(&station);
    Served { folder, port, station, _server: server }
}

fn port(station: &Station) -> u16 {
    let url = wait("the server to listen", || match station.view().server {
        ServerState::Running { url, .. } => Some(url),
        ServerState::Failed { message, .. } => panic!("{message}"),
        _ => None,
    });
    url.rsplit_once(':').unwrap().1.parse().unwrap()
}

impl Served {
    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn change(&self, change: Change) {
        self.station.send(Command::Change(change));
    }

    /// Shows the server a picture with somebody, as another system does.
    fn show(&self, person: u8) -> Value {
        let mut body = b"--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n".to_vec();
        body.extend(png(&picture(person)));
        body.extend(b"\r\n--b--\r\n");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!(
            "POST /recognize/realtime?send_unknown=true HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
        serde_json::from_str(body).unwrap()
    }

    /// Asks that are neither for this server nor for nothing at all.
    fn foreign(&self, chromium: &mut Chromium) -> Vec<String> {
        let own = [self.url("/"), self.url("/").replace("http:", "ws:"), "data:".to_owned(), "about:".to_owned()];
        let asked = chromium.requests();
        assert!(!asked.is_empty());
        asked.into_iter().filter(|url| !own.iter().any(|own| url.starts_with(own))).collect()
    }
}

const IS_LIVE: &str = "document.getElementById('link').dataset.state === 'live'";

fn shows(text: &str) -> String {
    format!("document.body.innerText.includes({})", json!(text))
}

fn row_with(text: &str) -> String {
    format!("[...document.querySelectorAll('#rows li')].some((row) => row.innerText.includes({}))", json!(text))
}

fn text(chromium: &mut Chromium, page: &Page, selector: &str) -> String {
    let value = chromium.value(page, &format!("document.querySelector({}).textContent", json!(selector)));
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn recognitions_are_shown_as_they_are_made_and_what_becomes_of_them() {
    let people = [("Budi Santoso", 10), ("王小明", 60), ("محمد الأمين", 110), ("2026-014", 160)];
    let served = serve(&people, |_| {});
    let mut chromium = Chromium::start();
    let page = chromium.open(1440, 900);
    chromium.prefer(&page, "light");
    chromium.go(&page, &served.url("/"));
    chromium.until(&page, IS_LIVE);
    chromium.until(&page, &shows("Nobody has been recognised today."));
    chromium.screenshot(&page, "page-nobody");

    // Shown by another system, with no main API.
    served.show(10);
    chromium.until(&page, &row_with("Budi Santoso"));
    chromium.until(&page, &row_with("Recorded here; sending is off"));
    assert!(text(&mut chromium, &page, "#last .who") == "Budi Santoso");
    assert!(text(&mut chromium, &page, "#news").starts_with("Budi Santoso, "), "it is read out");

    // The main API is this server's own stand-in.
    served.change(Change::WebhookUrl(Some(served.url("/mock/webhook"))));
    wait("the webhook", || served.station.view().deliveries.enabled.then_some(()));
    assert_eq!(served.show(60)["dispatch"][0]["report"]["status"], "sent");
    chromium.until(&page, &format!("{} && {}", row_with("王小明"), row_with("Sent")));

    // A main API that is not there.
    served.change(Change::WebhookUrl(Some("http://127.0.0.1:1/".to_owned())));
    served.show(160);
    chromium.until(&page, &row_with("Not sent yet, kept to try again"));
    chromium.until(&page, "document.getElementById('queued').textContent === '1'");

    // The local camera.
    let stills = served.folder.path().join("stills");
    std::fs::create_dir(&stills).unwrap();
    picture(110).save(stills.join("1.png")).unwrap();
    served.change(Change::Source(Some(stills.to_string_lossy().into_owned())));
    chromium.until(&page, &row_with("محمد الأمين"));
    // A face that is nobody's.
    served.show(250);
    chromium.until(&page, "document.querySelector('#rows li.unknown')");
    chromium.until(&page, "document.getElementById('strangers').textContent === '1'");
    assert_eq!(text(&mut chromium, &page, "#students"), "4");
    assert_eq!(text(&mut chromium, &page, "#arrivals"), "4");
    assert_eq!(text(&mut chromium, &page, "#last .who"), "محمد الأمين", "an unknown face is no arrival");

    for (colours, width, height, name) in
        [("light", 1440, 900, "page-light"), ("dark", 1440, 900, "page-dark"), ("light", 390, 844, "page-phone")]
    {
        chromium.prefer(&page, colours);
        chromium.resize(&page, width, height);
        let fits = "document.documentElement.scrollWidth <= window.innerWidth";
        chromium.until(&page, fits);
        chromium.screenshot(&page, name);
    }
    chromium.value(&page, "document.getElementById('show-unknown').click()");
    chromium.until(&page, "getComputedStyle(document.querySelector('#rows li.unknown')).display === 'none'");
    assert_eq!(served.foreign(&mut chromium), Vec::<String>::new());
    assert_eq!(chromium.complaints(), Vec::<String>::new());
}

#[test]
fn what_others_say_is_text_and_never_markup() {
    let served = serve(&[], |_| {});
    let journal = served.station.journal();
    let event = journal.add_by_hand(&crate::parts::id("alip"), Timestamp::now(), true).unwrap();
    let message = "<img src=x onerror=\"document.title='owned'\"><b id=markup>said</b>".to_owned();
    let answer = Said { http_status: Some(422), message: Text::said(message.clone()) };
    journal.tried(event.number, &Tried::GivenUp { at: Timestamp::now(), answer }).unwrap();
    let mut chromium = Chromium::start();
    let page = chromium.open(1000, 700);
    chromium.go(&page, &served.url("/"));
    chromium.until(&page, &row_with(&message));
    chromium.until(&page, &row_with("Not sent, and given up"));
    chromium.until(&page, &row_with("Added by a person."));
    assert_eq!(chromium.value(&page, "document.getElementById('markup')"), json!(null));
    assert!(!text(&mut chromium, &page, "title").contains("owned"));
}

#[test]
fn what_was_missed_without_a_connection_is_filled_in() {
    let served = serve(&[("alip", 10), ("budi", 60)], |_| {});
    let mut chromium = Chromium::start();
    let page = chromium.open(1000, 700);
    chromium.go(&page, &served.url("/"));
    chromium.until(&page, IS_LIVE);
    served.show(10);
    chromium.until(&page, &row_with("alip"));
    served.change(Change::Port(served.port));
    served.change(Change::Serve(false));
    chromium.until(&page, "document.getElementById('link').dataset.state === 'off'");
    chromium.screenshot(&page, "page-no-connection");
    served.station.journal().add_by_hand(&crate::parts::id("budi"), Timestamp::now(), false).unwrap();
    served.change(Change::Serve(true));
    chromium.until(&page, &row_with("budi"));
    chromium.until(&page, IS_LIVE);
    assert_eq!(text(&mut chromium, &page, "#arrivals"), "2", "nobody stands there twice");
    served.show(60);
    chromium.until(&page, "document.getElementById('arrivals').textContent === '3'");
}

#[test]
fn the_page_asks_for_the_key_and_keeps_it_in_the_tab_alone() {
    let served = serve(&[("alip", 10)], |settings| settings.host.value = "0.0.0.0".parse().unwrap());
    let key = served.station.server_key().expect("a server that others reach has a key");
    let mut chromium = Chromium::start();
    let page = chromium.open(1000, 700);
    chromium.go(&page, &served.url("/"));
    chromium.until(&page, "document.getElementById('ask').open");
    chromium.screenshot(&page, "page-key");
    let give = |key: &str| {
        format!("document.getElementById('key').value = {}; document.querySelector('#ask button').click()", json!(key))
    };
    for wrong in ["wrong", "wrong\u{e9} key"] {
        chromium.value(&page, &give(wrong));
        chromium.until(&page, "document.getElementById('ask').open && !document.getElementById('wrong').hidden");
    }
    chromium.value(&page, &give(key.expose()));
    chromium.until(&page, IS_LIVE);
    served.station.journal().add_by_hand(&crate::parts::id("alip"), Timestamp::now(), false).unwrap();
    chromium.go(&page, &served.url("/"));
    chromium.until(&page, IS_LIVE);
    chromium.until(&page, &row_with("alip"));
    assert!(chromium.requests().iter().all(|url| !url.contains(key.expose())), "a key is in no address");
    assert_eq!(chromium.value(&page, "localStorage.length + document.cookie.length"), json!(0));
    // An answer is still on its way when they go: it is not for whoever comes next.
    let hold = "window.fetch = (ask => async (...what) => { const answer = await ask(...what); \
                await new Promise(go => { window.letGo = go }); window.wentOn = true; return answer })(window.fetch); \
                document.dispatchEvent(new Event('visibilitychange'))";
    chromium.value(&page, hold);
    chromium.until(&page, "window.letGo !== undefined");
    chromium.value(&page, "document.getElementById('forget').click()");
    chromium.until(&page, "document.getElementById('ask').open && sessionStorage.length === 0");
    chromium.value(&page, "window.letGo()");
    chromium.until(&page, "window.wentOn");
    let painted =
        "window.painted = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = 1 }))";
    chromium.value(&page, painted);
    chromium.until(&page, "window.painted === 1");
    for (of, what) in [
        ("no name stays there", "document.querySelectorAll('#rows li').length"),
        ("nor is read out", "document.getElementById('news').textContent.length"),
    ] {
        assert_eq!(chromium.value(&page, what), json!(0), "{of}");
    }
    assert_eq!(chromium.value(&page, "document.title"), json!("Hadir"));
    assert!(!text(&mut chromium, &page, "#last").contains("alip"));
}

#[test]
fn the_api_is_explained_without_a_network() {
    let served = serve(&[], |_| {});
    let mut chromium = Chromium::start();
    let page = chromium.open(1200, 1400);
    chromium.go(&page, &served.url("/docs"));
    chromium.until(&page, "document.querySelectorAll('.opblock').length >= 8");
    chromium.until(&page, &shows("/api/v1/events"));
    chromium.screenshot(&page, "docs");
    // It can be tried out there.
    chromium.value(&page, "document.querySelector('#operations-Students_and_attendance-students button').click()");
    chromium.until(&page, "document.querySelector('.try-out__btn')");
    chromium.value(&page, "document.querySelector('.try-out__btn').click()");
    chromium.until(&page, "document.querySelector('.execute')");
    chromium.value(&page, "document.querySelector('.execute').click()");
    chromium.until(&page, "document.querySelector('.live-responses-table')?.innerText.includes('students')");
    assert_eq!(served.foreign(&mut chromium), Vec::<String>::new());
    assert_eq!(chromium.complaints(), Vec::<String>::new());
}
