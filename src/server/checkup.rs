//! What `hadir doctor` says of the server.

use std::net::SocketAddr;

use super::addresses;
use super::follow::is_local;
use super::tls::Files;
use crate::settings::Settings;
use crate::station::checkup::{Check, State};

const NAME: &str = "Server";

/// Whether whoever asks the server has to show the key, as it is set.
pub fn needs_key(settings: &Settings) -> bool {
    settings.serve.value && !is_local(settings.host.value)
}

/// Whether the server is on, where, and whether what it needs is there. `has_key` matters where [`needs_key`] says so.
pub fn check(settings: &Settings, has_key: bool) -> Check {
    let of = |state, detail: String, advice: &str| Check { name: NAME, state, detail, advice: advice.to_owned() };
    if !settings.serve.value {
        return of(State::Ok, "switched off".to_owned(), "");
    }
    let is_https = settings.tls_certificate.value.is_some();
    let address = SocketAddr::new(settings.host.value, settings.port.value);
    let mut detail = format!("on, at {}", addresses::on_this_pc(address, is_https));
    if !needs_key(settings) {
        detail.push_str(", for this PC alone");
    } else {
        let others = addresses::on_the_network(address, is_https);
        let others = if others.is_empty() { "no network now".to_owned() } else { others.join(", ") };
        let key = if has_key { "there is a key" } else { "a key is made when it starts" };
        detail.push_str(&format!(", and for others at {others}; {key}"));
    }
    let files = match (&settings.tls_certificate.value, &settings.tls_key.value) {
        (None, None) if needs_key(settings) => {
            let advice = "Whoever listens on the network can read along. Choose a certificate in Settings for HTTPS.";
            return of(State::Warning, format!("{detail}; without HTTPS"), advice);
        }
        (None, None) => return of(State::Ok, detail, ""),
        (Some(certificate), Some(key)) => Files { certificate: certificate.clone(), key: key.clone() },
        _ => {
            let advice = "Choose both a certificate and its private key in Settings, or neither.";
            return of(State::Problem, format!("{detail}; one of the two files for HTTPS is not chosen"), advice);
        }
    };
    match files.read() {
        Err(error) => of(State::Problem, format!("{detail}; {error}"), error.advice()),
        Ok(certificate) => {
            let day = certificate.until.map(|until| until.strftime("%Y-%m-%d").to_string());
            let day = day.as_deref().unwrap_or("an unknown day");
            if certificate.has_expired() {
                let advice = "Others refuse to connect. Put a new certificate in its place.";
                return of(State::Warning, format!("{detail}; its certificate ran out on {day}"), advice);
            }
            of(State::Ok, format!("{detail}; its certificate holds until {day}"), "")
        }
    }
}
