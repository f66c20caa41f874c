//! Who is let in: by the address they used, the page they come from, and the key they show.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE, HOST, ORIGIN, RETRY_AFTER, SEC_WEBSOCKET_PROTOCOL,
    UPGRADE, WWW_AUTHENTICATE,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::refusal::Refusal;
use crate::settings::{NO_ORIGIN, Secret};

/// Wrong keys that one address may show in a minute before it is told to wait.
const WRONG_KEYS: u32 = 10;
const MINUTE: Duration = Duration::from_secs(60);
/// Addresses that are remembered for having shown wrong keys.
const ADDRESSES: usize = 1024;
const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
/// What stands before the key among a WebSocket's subprotocols: a browser can send no other header with one.
const KEY_PROTOCOL: &str = "key.";
/// What a page opened from disk says that it comes from.
const FROM_DISK: &str = "file://";

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Who is let in.
#[derive(Debug)]
pub(super) struct Guard {
    /// Only this PC reaches it: then a page elsewhere may try by way of this PC's browser, and the name it used tells.
    is_local: bool,
    origins: Vec<String>,
    /// SHA-256 of the key; `None`: none is needed.
    key: Option<[u8; 32]>,
    wrong: Mutex<WrongKeys>,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotLetIn {
    NoHost,
    ForeignHost,
    ForeignOrigin,
    NoKey,
    WrongKey,
    TooManyWrongKeys { wait: Duration },
}

/// What key somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    None,
    Wrong,
    Right,
}

impl Guard {
    pub(super) fn new(is_local: bool, origins: Vec<String>, key: Option<&Secret>) -> Self {
        let key = key.map(|key| digest(key.expose()));
        Self { is_local, origins, key, wrong: Mutex::default() }
    }

    /// Puts it before all that `router` answers.
    pub(super) fn before(self, router: Router) -> Router {
        let guard = Arc::new(self);
        let mut router = router.layer(from_fn_with_state(guard.clone(), check_key));
        if !guard.origins.is_empty() {
            router = router.layer(guard.cors());
        }
        router.layer(from_fn_with_state(guard, check_place))
    }

    /// What tells browsers which pages of other origins may read the answers.
    fn cors(&self) -> CorsLayer {
        let origins = self.origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods([Method::GET, Method::POST, Method::DELETE])
            .allow_headers([ACCEPT, AUTHORIZATION, CONTENT_TYPE, X_API_KEY])
            .expose_headers([CONTENT_DISPOSITION, RETRY_AFTER])
            .allow_private_network(true)
            .max_age(Duration::from_secs(600))
    }

    /// Looks at the address that was used and the page that it comes from.
    fn decide_place(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), NotLetIn> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().ok().filter(|host| !host.is_empty()).ok_or(NotLetIn::NoHost)?,
            _ => return Err(NotLetIn::NoHost),
        };
        // Whoever writes the address into the request line as well means that one.
        let written = uri.authority().map(Authority::as_str);
        if self.is_local && ![Some(host), written].into_iter().flatten().all(is_this_pc) {
            return Err(NotLetIn::ForeignHost);
        }
        let mut origins = headers.get_all(ORIGIN).iter();
        match (origins.next(), origins.next()) {
            (None, _) => Ok(()),
            // Such a page may listen, and do no more: any web site can hide one.
            (Some(origin), None) if origin == NO_ORIGIN && !is_websocket(headers) => Err(NotLetIn::ForeignOrigin),
            (Some(origin), None) if origin.to_str().is_ok_and(|origin| self.lets_in(origin, host)) => Ok(()),
            _ => Err(NotLetIn::ForeignOrigin),
        }
    }

    fn lets_in(&self, origin: &str, host: &str) -> bool {
        let own = ["http://", "https://"].iter().filter_map(|scheme| origin.strip_prefix(scheme));
        origin == FROM_DISK
            || own.into_iter().any(|authority| authority.eq_ignore_ascii_case(host))
            || self.origins.iter().any(|other| other.eq_ignore_ascii_case(origin))
    }

    /// Looks at the key, of somebody at that address.
    fn decide_key(&self, path: &str, headers: &HeaderMap, peer: IpAddr, now: Instant) -> Result<(), NotLetIn> {
        let Some(key) = &self.key else { return Ok(()) };
        if is_open_to_all(path) {
            return Ok(());
        }
        let shown = shown(headers, key);
        if shown == Shown::Right {
            return Ok(());
        }
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wait) = wrong.wait(peer, now) {
            return Err(NotLetIn::TooManyWrongKeys { wait });
        }
        if shown == Shown::Wrong {
            wrong.count(peer, now);
            return Err(NotLetIn::WrongKey);
        }
        Err(NotLetIn::NoKey)
    }
}

async fn check_place(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    match guard.decide_place(request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

async fn check_key(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0);
    match guard.decide_key(request.uri().path(), request.headers(), peer, Instant::now()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

impl IntoResponse for NotLetIn {
    fn into_response(self) -> Response {
        let (status, msg) = match self {
            Self::NoHost => (StatusCode::BAD_REQUEST, "The request does not say which host it is for."),
            Self::ForeignHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "This server answers this PC alone, as localhost or 127.0.0.1. To reach it by another name, let it \
                 answer the network in Hadir's settings.",
            ),
            Self::ForeignOrigin => {
                (StatusCode::FORBIDDEN, "Pages of this origin may not ask. Add it to the origins in Hadir's settings.")
            }
            Self::NoKey => (
                StatusCode::UNAUTHORIZED,
                "A key is needed: send it as \"Authorization: Bearer KEY\" or \"X-API-Key: KEY\". Hadir's settings show \
                 it, and so does \"hadir serve --show-key\".",
            ),
            Self::WrongKey => (
                StatusCode::UNAUTHORIZED,
                "The key is wrong. Hadir's settings show it, and so does \"hadir serve --show-key\".",
            ),
            Self::TooManyWrongKeys { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, "Too many wrong keys came from this address; try again in a minute.")
            }
        };
        let mut response = Refusal::said(status, msg).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Self::TooManyWrongKeys { wait } = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
        }
        response
    }
}

/// Pages for people, in which nothing is personal.
fn is_open_to_all(path: &str) -> bool {
    matches!(path, "/" | "/openapi.json" | "/docs") || path.starts_with("/docs/") || path.starts_with("/page/")
}

/// Whether a host, with or without a port, is this PC as only this PC calls itself.
fn is_this_pc(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, port)) => {
            let is_loopback = inside.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
            return is_loopback && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let is_here =
        host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    is_here && port.is_none_or(is_port)
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn digest(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

/// Compares every key that is shown, in a time that tells nothing of the right one.
fn shown(headers: &HeaderMap, key: &[u8; 32]) -> Shown {
    let bearer = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
        let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("Bearer").then(|| key.trim())
    });
    let plain = headers.get_all(X_API_KEY).iter().map(|value| value.to_str().map_or("", str::trim));
    let is_websocket = is_websocket(headers);
    let protocols = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter().filter(|_| is_websocket);
    let protocols = protocols
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|protocol| protocol.trim().strip_prefix(KEY_PROTOCOL));
    bearer.chain(plain).chain(protocols).fold(Shown::None, |so_far, other| {
        if so_far == Shown::Right || bool::from(digest(other).ct_eq(key)) { Shown::Right } else { Shown::Wrong }
    })
}

/// Whether a request asks to become a WebSocket.
pub(super) fn is_websocket(headers: &HeaderMap) -> bool {
    headers.get(UPGRADE).is_some_and(|upgrade| upgrade.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Which addresses showed wrong keys in the last minute.
#[derive(Debug, Default)]
struct WrongKeys(HashMap<IpAddr, (u32, Instant)>);

impl WrongKeys {
    /// How long somebody is told to wait who has shown too many.
    fn wait(&self, peer: IpAddr, now: Instant) -> Option<Duration> {
        let (count, since) = self.0.get(&neighbourhood(peer))?;
        let left = MINUTE.saturating_sub(now.saturating_duration_since(*since));
        (*count >= WRONG_KEYS && !left.is_zero()).then_some(left)
    }

    fn count(&mut self, peer: IpAddr, now: Instant) {
        let is_over = |since: Instant| now.saturating_duration_since(since) >= MINUTE;
        let peer = neighbourhood(peer);
        if !self.0.contains_key(&peer) && self.0.len() >= ADDRESSES {
            self.0.retain(|_, (_, since)| !is_over(*since));
            if self.0.len() >= ADDRESSES
                && let Some(oldest) = self.0.iter().min_by_key(|(_, (_, since))| *since).map(|(peer, _)| *peer)
            {
                self.0.remove(&oldest);
            }
        }
        let (count, since) = self.0.entry(peer).or_insert((0, now));
        if is_over(*since) {
            (*count, *since) = (0, now);
        }
        *count += 1;
    }
}

/// One household has as many IPv6 addresses as it likes, which begin alike.
fn neighbourhood(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "the-right-one";
    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7));

    fn headers(all: &[(HeaderName, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in all {
            map.append(name, HeaderValue::from_str(value).unwrap());
        }
        map
    }

    fn place(is_local: bool, host: &[&str], origin: &[&str]) -> Result<(), NotLetIn> {
        let guard = Guard::new(is_local, vec!["https://intranet.school.example".to_owned()], None);
        let hosts = host.iter().map(|host| (HOST, *host));
        let all: Vec<_> = hosts.chain(origin.iter().map(|origin| (ORIGIN, *origin))).collect();
        guard.decide_place(&Uri::from_static("/health"), &headers(&all))
    }

    #[test]
    fn on_this_pc_only_its_own_names_are_answered() {
        let own = [
            "localhost",
            "LOCALHOST:8000",
            "127.0.0.1",
            "127.0.0.1:8000",
            "127.9.9.9:1",
            "[::1]",
            "[::1]:8000",
            "localhost:65535",
        ];
        for host in own {
            assert_eq!(place(true, &[host], &[]), Ok(()), "{host}");
        }
        let foreign = [
            "evil.example",
            "evil.example:8000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "localhost.",
            "127.0.0.1@evil.example",
            "0.0.0.0",
            "10.0.0.7",
            "[::]",
            "[::1].evil.example",
            "[::1",
            "::1",
            "localhost:evil",
            "localhost:99999",
            "localhost:+80",
            "2130706433",
            "0x7f.1",
            " ",
        ];
        for host in foreign {
            assert_eq!(place(true, &[host], &[]), Err(NotLetIn::ForeignHost), "{host}");
        }
        for hosts in [&[][..], &[""], &["localhost", "localhost"], &["localhost", "evil.example"]] {
            assert_eq!(place(true, hosts, &[]), Err(NotLetIn::NoHost), "{hosts:?}");
        }
        assert_eq!(place(false, &["station-3.school.example"], &[]), Ok(()), "others know this PC by any name");
        let guard = Guard::new(true, vec![], None);
        let written = Uri::from_static("http://evil.example/health");
        let refused = guard.decide_place(&written, &headers(&[(HOST, "localhost")]));
        assert_eq!(refused, Err(NotLetIn::ForeignHost));
    }

    #[test]
    fn only_its_own_pages_those_from_disk_and_those_of_the_setting_may_ask() {
        let table = [
            ("http://localhost:8000", Ok(())),
            ("https://LOCALHOST:8000", Ok(())),
            ("file://", Ok(())),
            ("https://intranet.school.example", Ok(())),
            ("http://intranet.school.example", Err(NotLetIn::ForeignOrigin)),
            ("https://intranet.school.example.evil.example", Err(NotLetIn::ForeignOrigin)),
            ("http://localhost:3000", Err(NotLetIn::ForeignOrigin)),
            ("http://localhost", Err(NotLetIn::ForeignOrigin)),
            ("http://127.0.0.1:8000", Err(NotLetIn::ForeignOrigin)),
            ("http://evil.example", Err(NotLetIn::ForeignOrigin)),
            ("file:///home/guru/ws_test.html", Err(NotLetIn::ForeignOrigin)),
            ("chrome-extension://abc", Err(NotLetIn::ForeignOrigin)),
            ("null", Err(NotLetIn::ForeignOrigin)),
            ("", Err(NotLetIn::ForeignOrigin)),
        ];
        for (origin, expected) in table {
            for is_local in [true, false] {
                assert_eq!(place(is_local, &["localhost:8000"], &[origin]), expected, "{origin}");
            }
        }
        let from_disk = Guard::new(true, vec!["null".to_owned()], None);
        let listens = headers(&[(HOST, "localhost:8000"), (ORIGIN, "null"), (UPGRADE, "websocket")]);
        assert_eq!(from_disk.decide_place(&Uri::from_static("/x"), &listens), Ok(()), "where a person said so");
        let asks = headers(&[(HOST, "localhost:8000"), (ORIGIN, "null")]);
        assert_eq!(from_disk.decide_place(&Uri::from_static("/x"), &asks), Err(NotLetIn::ForeignOrigin));
        let two = place(true, &["localhost:8000"], &["file://", "http://evil.example"]);
        assert_eq!(two, Err(NotLetIn::ForeignOrigin));
    }

    fn guarded() -> Guard {
        Guard::new(false, vec![], Secret::new(KEY).as_ref())
    }

    #[test]
    fn the_key_is_taken_in_each_of_its_places_and_no_other() {
        let bearer = |value: &'static str| vec![(AUTHORIZATION, value)];
        let upgrade = |protocol: &'static str| vec![(UPGRADE, "WebSocket"), (SEC_WEBSOCKET_PROTOCOL, protocol)];
        type Sent = Vec<(HeaderName, &'static str)>;
        let table: Vec<(&str, Sent, Result<(), NotLetIn>)> = vec![
            ("/health", bearer("Bearer the-right-one"), Ok(())),
            ("/health", bearer("bearer  the-right-one "), Ok(())),
            ("/health", vec![(X_API_KEY, KEY)], Ok(())),
            ("/health", vec![(AUTHORIZATION, "Bearer other"), (X_API_KEY, KEY)], Ok(())),
            ("/ws/recognitions", upgrade("hadir, key.the-right-one"), Ok(())),
            ("/ws/recognitions", upgrade("key.other"), Err(NotLetIn::WrongKey)),
            ("/ws/recognitions", upgrade("hadir"), Err(NotLetIn::NoKey)),
            ("/health", vec![(SEC_WEBSOCKET_PROTOCOL, "key.the-right-one")], Err(NotLetIn::NoKey)),
            ("/health?key=the-right-one", vec![], Err(NotLetIn::NoKey)),
            ("/health", bearer("Basic the-right-one"), Err(NotLetIn::NoKey)),
            ("/health", bearer("Bearer the-right-on"), Err(NotLetIn::WrongKey)),
            ("/health", bearer("Bearer the-right-one2"), Err(NotLetIn::WrongKey)),
            ("/health", vec![(X_API_KEY, "")], Err(NotLetIn::WrongKey)),
            ("/", vec![], Ok(())),
            ("/openapi.json", vec![], Ok(())),
            ("/docs", vec![], Ok(())),
            ("/docs/swagger-ui.css", vec![], Ok(())),
            ("/docsecret", vec![], Err(NotLetIn::NoKey)),
            ("//", vec![], Err(NotLetIn::NoKey)),
            ("/metrics", vec![], Err(NotLetIn::NoKey)),
        ];
        for (path, all, expected) in table {
            let path = path.split('?').next().unwrap();
            let decided = guarded().decide_key(path, &headers(&all), PEER, Instant::now());
            assert_eq!(decided, expected, "{path} {all:?}");
        }
        let open = Guard::new(true, vec![], None);
        assert_eq!(open.decide_key("/health", &HeaderMap::new(), PEER, Instant::now()), Ok(()));
    }

    #[test]
    fn ten_wrong_keys_in_a_minute_are_enough_and_the_right_one_is_taken_all_the_same() {
        let (guard, start) = (guarded(), Instant::now());
        let ask = |key: Option<&str>, peer: IpAddr, after: u64| {
            let all: Vec<_> = key.map(|key| (X_API_KEY, key)).into_iter().collect();
            guard.decide_key("/health", &headers(&all), peer, start + Duration::from_secs(after))
        };
        for n in 0..10 {
            assert_eq!(ask(Some("wrong"), PEER, n), Err(NotLetIn::WrongKey), "{n}");
        }
        let too_many = Err(NotLetIn::TooManyWrongKeys { wait: Duration::from_secs(50) });
        assert_eq!(ask(Some("wrong"), PEER, 10), too_many);
        assert_eq!(ask(None, PEER, 10), too_many);
        assert_eq!(ask(Some(KEY), PEER, 10), Ok(()));
        assert_eq!(ask(Some("wrong"), IpAddr::from([10, 0, 0, 8]), 10), Err(NotLetIn::WrongKey), "another PC");
        assert_eq!(ask(Some("wrong"), PEER, 60), Err(NotLetIn::WrongKey), "a minute later");
        assert_eq!(ask(None, PEER, 61), Err(NotLetIn::NoKey));
    }

    #[test]
    fn an_address_is_the_same_however_it_is_written_and_their_number_is_bounded() {
        let mut wrong = WrongKeys::default();
        let start = Instant::now();
        for n in 0..10 {
            wrong.count(format!("2001:db8::{n}").parse().unwrap(), start);
            wrong.count(format!("::ffff:10.0.0.{}", n / 10).parse().unwrap(), start);
        }
        assert!(wrong.wait("2001:db8::ffff".parse().unwrap(), start).is_some());
        assert!(wrong.wait("10.0.0.0".parse().unwrap(), start).is_some());
        assert!(wrong.wait("2001:db8:1::1".parse().unwrap(), start).is_none());
        for n in 0..5000 {
            wrong.count(IpAddr::from(std::net::Ipv4Addr::from_bits(n)), start);
        }
        assert_eq!(wrong.0.len(), ADDRESSES);
    }
}
