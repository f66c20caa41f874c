//! The server follows the settings: on, off, elsewhere; and what does not work is tried again.

use std::net::{Ipv4Addr, TcpListener, TcpStream};

use hadir::settings::{Change, SecretSources, SecretStore};
use hadir::station::Command;
use hadir::station::view::ServerState;

use crate::parts::{Place, ask, connect, try_get};

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

#[test]
fn it_is_switched_on_off_and_elsewhere_while_it_runs() {
    let place = Place::new(|settings| settings.serve.value = false);
    place.until("off", |view| view.server == ServerState::Off);
    place.station.send(Command::Change(Change::Serve(true)));
    let first = place.address();
    assert_eq!(place.get("/health", &[]).status, 200);

    let mut kept = connect(first);
    assert_eq!(ask(&mut kept, "GET", "/health", &[]).status, 200);
    let port = free_port();
    place.station.send(Command::Change(Change::Port(port)));
    let url = format!("http://127.0.0.1:{port}");
    place.until("the other port", |view| matches!(&view.server, ServerState::Running { url: now, .. } if *now == url));
    assert_eq!(place.get("/health", &[]).status, 200);
    assert!(TcpStream::connect(first).is_err(), "nobody is at the old port");

    // The same port with other origins: who is there already is answered to the end, who comes is let in by the new.
    let origin = ("origin", "https://intranet.school.example");
    assert_eq!(place.get("/health", &[origin]).status, 403);
    place.station.send(Command::Change(Change::Origins(vec![origin.1.to_owned()])));
    // Whoever comes in the very moment between the two is turned away, and comes again.
    let address = place.address();
    place.until("the origin let in", |_| {
        try_get(address, "/health", &[origin]).is_ok_and(|answer| answer.status == 200)
    });
    assert_eq!(place.url(), url);

    place.station.send(Command::Change(Change::Serve(false)));
    place.until("off", |view| view.server == ServerState::Off);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_port_that_is_taken_is_told_and_tried_until_it_is_free() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let place = Place::new(|settings| settings.port.value = port);
    let (message, advice) = place.failure();
    assert_eq!(message, format!("Port {port} is taken by another program on this PC."));
    assert!(advice.contains("another port"), "{advice}");
    drop(taken);
    assert_eq!(place.address().port(), port);
    assert_eq!(place.get("/health", &[]).status, 200);
}

#[test]
fn an_address_that_is_not_this_pcs_is_told() {
    // 192.0.2.0/24 is nobody's, by RFC 5737.
    let place = Place::new(|settings| settings.host.value = [192, 0, 2, 1].into());
    let (message, advice) = place.failure();
    assert_eq!(message, "192.0.2.1 is no address of this PC.");
    assert!(advice.contains("127.0.0.1"), "{advice}");
}

#[test]
fn without_a_key_that_can_be_kept_it_does_not_answer_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in the way").join("secrets.toml");
    std::fs::write(folder.path().join("in the way"), "a file, where a folder should be").unwrap();
    let environment = |_: &str| None;
    let secrets = SecretStore::load(SecretSources { file: Some(file), dotenv: None, environment: &environment });
    let place = Place::with(secrets, |settings| settings.host.value = [0, 0, 0, 0].into());
    let (message, advice) = place.failure();
    assert!(message.contains("could not be kept") && !advice.is_empty(), "{message} {advice}");
    // Tried again, it is no safer.
    for _ in 0..20 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert!(!matches!(place.station.view().server, ServerState::Running { .. }));
    }
    std::fs::remove_file(folder.path().join("in the way")).unwrap();
    place.url();
    let kept = std::fs::read_to_string(folder.path().join("in the way/secrets.toml")).unwrap();
    assert!(kept.contains(place.station.server_key().unwrap().expose()));
}

#[test]
fn dropped_it_has_ended() {
    let mut place = Place::new(|_| {});
    let address = place.address();
    let mut idle = connect(address);
    assert_eq!(ask(&mut idle, "GET", "/health", &[]).status, 200);
    place.server = None;
    assert!(TcpStream::connect(address).is_err());
    assert_eq!(place.station.view().server, ServerState::Off);
}
