//! Who is let in: by the address they used, the page they come from, and the key they show.

use hadir::settings::Change;
use hadir::station::Command;
use hadir::station::view::ServerState;

use crate::parts::{Place, UPGRADE, ask, connect, try_get};

const WEBSOCKET: &str = "/ws/recognitions";

fn with_upgrade<'a>(headers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&UPGRADE[..], headers].concat()
}

#[test]
fn on_this_pc_a_foreign_host_is_refused_for_websockets_too() {
    let place = Place::new(|_| {});
    let own = format!("localhost:{}", place.address().port());
    for host in [own.as_str(), "localhost", "127.0.0.1:9000", "[::1]:80"] {
        assert_eq!(place.get("/health", &[("host", host)]).status, 200, "{host}");
        assert!(place.get(WEBSOCKET, &with_upgrade(&[("host", host)])).is_let_in(), "{host}");
    }
    for host in ["evil.example", "evil.example:8000", "localhost.evil.example", "10.0.0.7", "0.0.0.0"] {
        let answer = place.get("/health", &[("host", host)]);
        assert_eq!(answer.status, 421, "{host}");
        assert!(answer.body.contains("\"ok\":false") && answer.body.contains("settings"), "{}", answer.body);
        for path in [WEBSOCKET, "/", "/docs", "/nothing"] {
            assert_eq!(place.get(path, &with_upgrade(&[("host", host)])).status, 421, "{host} {path}");
        }
    }
    assert_eq!(place.get("/health", &[("host", "")]).status, 400);
}

#[test]
fn a_foreign_page_is_refused_and_one_from_disk_is_not() {
    let place = Place::new(|settings| settings.origins.value = vec!["https://intranet.school.example".to_owned()]);
    let host = ("host", "localhost:8000");
    for origin in ["http://localhost:8000", "file://", "https://intranet.school.example"] {
        let headers = [host, ("origin", origin)];
        assert_eq!(place.get("/health", &headers).status, 200, "{origin}");
        assert!(place.get(WEBSOCKET, &with_upgrade(&headers)).is_let_in(), "{origin}");
    }
    for origin in
        ["http://evil.example", "null", "http://localhost:3000", "https://intranet.school.example.evil.example"]
    {
        let headers = [host, ("origin", origin)];
        assert_eq!(place.get("/health", &headers).status, 403, "{origin}");
        assert_eq!(place.get(WEBSOCKET, &with_upgrade(&headers)).status, 403, "{origin}");
        let asking = [host, ("origin", origin), ("access-control-request-method", "POST")];
        assert_eq!(ask(&mut connect(place.address()), "OPTIONS", "/recognize", &asking).status, 403, "{origin}");
    }
}

#[test]
fn pages_of_the_settings_may_read_answers_and_send_the_key() {
    let place = Place::new(|settings| {
        settings.host.value = [0, 0, 0, 0].into();
        settings.origins.value = vec!["https://intranet.school.example".to_owned()];
    });
    let origin = ("origin", "https://intranet.school.example");
    let asking = [
        ("host", "10.0.0.7:8000"),
        origin,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,x-api-key"),
    ];
    let answer = ask(&mut connect(place.address()), "OPTIONS", "/recognize", &asking);
    assert_eq!(answer.status, 200, "a browser asks this without the key");
    assert_eq!(answer.header("access-control-allow-origin"), Some(origin.1));
    let allowed = answer.header("access-control-allow-headers").unwrap();
    assert!(allowed.contains("authorization") && allowed.contains("x-api-key"), "{allowed}");
    let answer = place.get("/health", &[origin]);
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (401, Some(origin.1)));
    assert_eq!(place.get("/health", &[("origin", "file://")]).header("access-control-allow-origin"), None);
}

/// A place that answers the network, and its key.
fn on_the_network() -> (Place, String) {
    let place = Place::new(|settings| settings.host.value = [0, 0, 0, 0].into());
    let url = place.url();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let view = place.station.view();
    let ServerState::Running { needs_key, others, .. } = view.server else { unreachable!() };
    assert!(needs_key && !others.iter().any(|other| other.contains("127.0.0.1")), "{others:?}");
    let key = place.station.server_key().unwrap().expose().to_owned();
    assert!(key.len() >= 43, "256 bits");
    (place, key)
}

#[test]
fn on_the_network_everything_but_the_pages_needs_the_key() {
    let (place, key) = on_the_network();
    let bearer = format!("Bearer {key}");
    let protocol = format!("hadir, key.{key}");
    for host in ["station-3.school.example", "10.0.0.7:8000", "localhost"] {
        let answer = place.get("/health", &[("host", host)]);
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer")));
        assert!(answer.body.contains("--show-key") && !answer.body.contains(&key), "{}", answer.body);
        assert_eq!(place.get("/health", &[("host", host), ("authorization", &bearer)]).status, 200);
        assert_eq!(place.get("/health", &[("host", host), ("x-api-key", &key)]).status, 200);
    }
    assert_eq!(place.get(WEBSOCKET, &UPGRADE).status, 401);
    assert!(place.get(WEBSOCKET, &with_upgrade(&[("sec-websocket-protocol", &protocol)])).is_let_in());
    assert_eq!(place.get("/health", &[("sec-websocket-protocol", &protocol)]).status, 401);
    assert_eq!(place.get(&format!("/health?key={key}"), &[]).status, 401);
    for path in ["/", "/docs", "/openapi.json"] {
        assert!(place.get(path, &[]).is_let_in(), "{path}");
    }
    assert_eq!(place.get("/nothing", &[]).status, 401, "what there is, is nobody's business either");
}

#[test]
fn a_thousand_wrong_keys_lock_out_nobody_who_has_the_right_one() {
    let (place, key) = on_the_network();
    let mut statuses = Vec::new();
    let mut stream = connect(place.address());
    for n in 0..1000 {
        let answer = ask(&mut stream, "GET", "/health", &[("x-api-key", &format!("{key}{n}"))]);
        if answer.status == 429 {
            let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=60).contains(&wait), "{wait}");
        }
        statuses.push(answer.status);
    }
    assert!(statuses[..10].iter().all(|status| *status == 401), "{statuses:?}");
    // Whoever takes a minute for it begins anew.
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert!(statuses.iter().all(|status| [401, 429].contains(status)) && refused > 900, "{refused}");
    assert_eq!(place.get("/health", &[("x-api-key", &key)]).status, 200);
    assert_eq!(place.get("/health", &[]).status, 429, "nor does asking without one tell anything");
}

#[test]
fn a_key_that_was_changed_holds_at_once_and_the_old_one_does_not() {
    let (place, old) = on_the_network();
    let new = hadir::settings::Secret::random().unwrap();
    let name = hadir::settings::SecretName::ServerKey;
    place.station.send(Command::SetSecret { name, secret: Some(new.clone()) });
    // It listens anew for it, at another free port here.
    let answers = |status: u16| {
        let answer = try_get(place.address(), "/health", &[("x-api-key", new.expose())]);
        answer.is_ok_and(|answer| answer.status == status)
    };
    place.until("the new key", |_| answers(200));
    assert_eq!(place.get("/health", &[("x-api-key", &old)]).status, 401);
    // One that was taken away is replaced: without any it would not be safe.
    place.station.send(Command::SetSecret { name, secret: None });
    place.until("another key", |_| place.station.server_key().is_some_and(|key| key != new));
    place.until("the old one refused", |_| answers(401));
    place.station.send(Command::Change(Change::Host([127, 0, 0, 1].into())));
    place.until("no key needed", |view| matches!(view.server, ServerState::Running { needs_key: false, .. }));
    assert_eq!(place.get("/health", &[]).status, 200);
}
