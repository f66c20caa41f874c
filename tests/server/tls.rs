//! HTTPS with the person's certificate: used, renewed, and told apart from one that cannot be.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadir::core::FaceBox;
use hadir::engine::scripted;
use hadir::settings::Change;
use hadir::station::Command;
use hadir::station::view::ServerState;
use image::{ImageFormat, RgbImage};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::parts::{Answer, Place, ask, connect};

struct Made {
    certificate: String,
    key: String,
    /// What whoever connects has to trust.
    der: CertificateDer<'static>,
}

/// A certificate that signed itself; one that ended in 1976, where it is asked for.
fn made(is_old: bool) -> Made {
    let mut parameters = CertificateParams::new(["localhost".to_owned()]).unwrap();
    if is_old {
        parameters.not_before = rcgen::date_time_ymd(1975, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(1976, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    Made { certificate: certificate.pem(), key: key.serialize_pem(), der: certificate.der().clone() }
}

/// A certificate as a school's own authority gives it out: by a second one in between, which comes along with it.
fn by_an_authority() -> Made {
    let authority = |name: &str| {
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters
    };
    let key = || KeyPair::generate().unwrap();
    let school = CertifiedIssuer::self_signed(authority("School"), key()).unwrap();
    let servers = CertifiedIssuer::signed_by(authority("School's servers"), key(), &school).unwrap();
    let of_the_station = key();
    let parameters = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = parameters.signed_by(&of_the_station, &servers).unwrap();
    Made {
        certificate: certificate.pem() + &servers.pem(),
        key: of_the_station.serialize_pem(),
        der: school.der().clone(),
    }
}

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, made: &Made) -> (PathBuf, PathBuf) {
        let (certificate, key) = (self.path("certificate.pem"), self.path("key.pem"));
        fs::write(&certificate, &made.certificate).unwrap();
        fs::write(&key, &made.key).unwrap();
        (certificate, key)
    }
}

fn place(certificate: &Path, key: &Path) -> Place {
    let (certificate, key) = (Some(certificate.to_owned()), Some(key.to_owned()));
    Place::new(|settings| (settings.tls_certificate.value, settings.tls_key.value) = (certificate, key))
}

/// A connection of somebody who trusts nobody but that one.
fn trusting(made: &Made, place: &Place) -> StreamOwned<ClientConnection, TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(made.der.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let address = place.url().strip_prefix("https://").unwrap().parse().unwrap();
    StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), connect(address))
}

fn is_trusted(made: &Made, place: &Place) -> bool {
    let mut stream = trusting(made, place);
    stream.conn.complete_io(&mut stream.sock).is_ok()
}

#[test]
fn it_answers_over_https_and_takes_up_a_certificate_that_is_renewed() {
    let (files, first) = (Files::new(), made(false));
    let (certificate, key) = files.write(&first);
    let place = place(&certificate, &key);
    let mut kept = trusting(&first, &place);
    for _ in 0..2 {
        assert_eq!(ask(&mut kept, "GET", "/health", &[]).status, 200);
    }

    let second = made(false);
    assert!(!is_trusted(&second, &place));
    files.write(&second);
    place.until("the second", |_| is_trusted(&second, &place));
    assert_eq!(ask(&mut kept, "GET", "/health", &[]).status, 200, "nobody is cut off");

    fs::write(&certificate, "half of a").unwrap();
    let notices = place.until("a warning", |view| !view.notices.is_empty()).notices;
    assert!(notices[0].text.to_string().contains("not taken up"), "{notices:?}");
    assert!(is_trusted(&second, &place), "the one before is used on");
    let third = made(false);
    files.write(&third);
    place.until("the third", |_| is_trusted(&third, &place));
}

/// Posts a form with alip's face and these fields.
fn post_alip(stream: &mut (impl Read + Write), path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut picture = RgbImage::new(160, 120);
    scripted::paint(&mut picture, 10, FaceBox::new(20, 90, 80, 30));
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let mut form = Vec::new();
    for (name, text) in fields {
        form.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    let file = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png";
    form.extend([file.as_bytes(), b"\r\n\r\n", &png, b"\r\n--x--\r\n"].concat());
    let kind = "Content-Type: multipart/form-data; boundary=x";
    let head = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\nContent-Length: {}\r\n\r\n", form.len());
    stream.write_all(&[head.as_bytes(), &form].concat()).unwrap();
    Answer::read(stream).unwrap()
}

#[test]
fn arrivals_are_told_over_wss_with_a_certificate_of_the_schools_own_authority() {
    let (files, made) = (Files::new(), by_an_authority());
    let (certificate, key) = files.write(&made);
    let place = place(&certificate, &key);
    let stream = trusting(&made, &place);
    let (mut socket, _) = tungstenite::client("wss://localhost/ws/recognitions", stream).unwrap();
    let mut asking = trusting(&made, &place);
    for (path, fields) in [("/enroll", &[("student_id", "alip")][..]), ("/recognize/realtime", &[])] {
        let answer = post_alip(&mut asking, path, fields);
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let told = loop {
        if let Message::Text(text) = socket.read().unwrap() {
            break serde_json::from_str::<Value>(&text).unwrap();
        }
    };
    assert_eq!((&told["type"], &told["student_id"]), (&"recognized".into(), &"alip".into()), "{told}");

    // Without the one in between, who trusts the school's authority alone cannot follow it to there.
    let alone = made.certificate.split_inclusive("-----END CERTIFICATE-----").next().unwrap();
    fs::write(&certificate, alone).unwrap();
    place.until("the certificate alone", |_| !is_trusted(&made, &place));
}

#[test]
fn who_asks_without_https_is_told_so_and_stops_nothing() {
    let (files, made) = (Files::new(), made(false));
    let (certificate, key) = files.write(&made);
    let place = place(&certificate, &key);
    let address = place.url().strip_prefix("https://").unwrap().parse().unwrap();
    for _ in 0..200 {
        let mut stream = connect(address);
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.ends_with("say https://.\"}"), "{answer}");
    }
    assert!(is_trusted(&made, &place));
}

#[test]
fn what_is_wrong_with_the_files_is_told_and_it_answers_once_it_is_mended() {
    let files = Files::new();
    let (one, other) = (made(false), made(false));
    let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let table: [(&str, Option<&str>, Option<&str>, &str); 7] = [
        ("no certificate", None, Some(&one.key), "The certificate "),
        ("no key", Some(&one.certificate), None, "The private key "),
        ("no PEM", Some("photo"), Some(&one.key), "has no certificate in PEM form"),
        ("the other way round", Some(&one.key), Some(&one.certificate), "has no certificate in PEM form"),
        ("another's key", Some(&one.certificate), Some(&other.key), "is not the one of the certificate"),
        ("a password", Some(&one.certificate), Some(locked), "is protected by a password"),
        ("nonsense", Some(nonsense), Some(&one.key), "cannot be used"),
    ];
    let (certificate, key) = (files.path("certificate.pem"), files.path("key.pem"));
    for (what, certificate_text, key_text, words) in table {
        for (file, text) in [(&certificate, certificate_text), (&key, key_text)] {
            let _ = fs::remove_file(file);
            text.inspect(|text| fs::write(file, text).unwrap());
        }
        let place = place(&certificate, &key);
        let (message, advice) = place.failure();
        assert!(message.contains(words) && advice.ends_with('.'), "{what}: {message} {advice}");
        assert!(!message.contains(one.key.lines().nth(1).unwrap()), "{message}");
        if what == "another's key" {
            fs::write(&key, &one.key).unwrap();
            assert!(is_trusted(&one, &place), "mended while it runs");
        }
    }
    let place = Place::new(|settings| settings.tls_certificate.value = Some(certificate.clone()));
    assert!(place.failure().0.contains("no private key"));
    place.station.send(Command::Change(Change::TlsCertificate(None)));
    place.until("HTTP", |view| matches!(&view.server, ServerState::Running { url, .. } if url.starts_with("http://")));
}

#[test]
fn a_certificate_that_has_run_out_is_used_and_warned_of() {
    let (files, old) = (Files::new(), made(true));
    let (certificate, key) = files.write(&old);
    let place = place(&certificate, &key);
    assert!(place.url().starts_with("https://"));
    let notices = place.until("a warning", |view| !view.notices.is_empty()).notices;
    assert!(notices[0].text.to_string().contains("has run out"), "{notices:?}");
}
