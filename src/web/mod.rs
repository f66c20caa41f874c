//! What every way out over HTTP shares: a client that goes where it was sent and nowhere else, addresses that show no
//! password, and words for a connection that fails.

use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Client, ClientBuilder, Url, redirect};
use rustls::crypto::ring;

mod failure;
mod text;

pub use failure::Failure;
pub use text::{harmless, points_to, without_keys};

use crate::settings::Secret;

/// A connection that was not used for this long is closed: most servers would have closed it soon after.
const KEEP_CONNECTION: Duration = Duration::from_secs(15);

/// What this program calls itself.
pub const USER_AGENT: &str = concat!("hadir/", env!("CARGO_PKG_VERSION"));

/// Begins a client for one address. It follows no redirect, keeps no cookies and says nowhere where it came from.
pub fn client(url: &Url) -> ClientBuilder {
    // It fails when there is a provider already, which does as well.
    let _ = ring::default_provider().install_default();
    let mut builder =
        Client::builder().redirect(redirect::Policy::none()).pool_idle_timeout(KEEP_CONNECTION).referer(false);
    if url.scheme() == "http" {
        // Certificates are not needed then; on a PC that has none, reading them fails.
        builder = builder.tls_certs_only([]);
    }
    if is_loopback(url) {
        // A proxy would look for its own.
        builder = builder.no_proxy();
    }
    builder
}

/// A web address as a person wrote it.
pub fn address(text: &str) -> Option<Url> {
    Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The computer an address is on, with its port: what a person may read of it. The rest may hold a password, or be one.
pub fn place_of(url: &str) -> String {
    Url::parse(url.trim()).map_or_else(|_| "(no address)".to_owned(), |url| place(&url))
}

/// [`place_of`]
pub fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A key as it goes along with a request; `None` when it cannot.
pub fn bearer(key: &Secret) -> Option<HeaderValue> {
    // The type would take other bytes than these, and servers would each read them in their own way.
    if !key.expose().bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let mut value = HeaderValue::try_from(format!("Bearer {}", key.expose())).ok()?;
    // It is left out wherever a library prints headers.
    value.set_sensitive(true);
    Some(value)
}

/// Whether an address is on this PC.
fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if host == "localhost" || host.ends_with(".localhost") {
        return true;
    }
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse::<std::net::IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_never_asked_for_what_is_on_this_pc() {
        let table = [
            ("http://localhost:8000/", true),
            ("http://api.localhost/", true),
            ("http://127.0.0.1/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:80/", true),
            ("http://[::ffff:127.0.0.1]/", true),
            ("http://10.0.0.1/", false),
            ("https://localhost.school.example/", false),
        ];
        for (url, expected) in table {
            assert_eq!(is_loopback(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
