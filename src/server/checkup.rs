//! What `hadir doctor` and the morning's screen say of the server.

use std::net::SocketAddr;

use super::addresses;
use super::follow::is_local;
use super::tls::Files;
use crate::settings::Settings;
use crate::station::checkup::{Check, State, Subject};
use crate::text;
use crate::words::Text;

/// Whether whoever asks the server has to show the key, as it is set.
pub fn needs_key(settings: &Settings) -> bool {
    settings.serve.value && !is_local(settings.host.value)
}

/// Whether the server is on, where, and whether what it needs is there. `has_key` matters where [`needs_key`] says so.
pub fn check(settings: &Settings, has_key: bool) -> Check {
    let of = |state, detail, advice| Check { subject: Subject::Server, state, detail, advice, action: None };
    if !settings.serve.value {
        return of(State::Ok, text!("checkup-server-off"), Text::NOTHING);
    }
    let is_https = settings.tls_certificate.value.is_some();
    let address = SocketAddr::new(settings.host.value, settings.port.value);
    let url = addresses::on_this_pc(address, is_https);
    let server = if !needs_key(settings) {
        text!("checkup-server-local", url = url)
    } else {
        let others = addresses::on_the_network(address, is_https);
        let others = if others.is_empty() { text!("checkup-server-no-network") } else { Text::said(others.join(", ")) };
        let key = if has_key { text!("checkup-server-key") } else { text!("checkup-server-no-key") };
        text!("checkup-server-others", url = url, others = others, key = key)
    };
    let files = match (&settings.tls_certificate.value, &settings.tls_key.value) {
        (None, None) if needs_key(settings) => {
            let detail = text!("checkup-server-no-https", server = server);
            return of(State::Warning, detail, text!("checkup-server-no-https-advice"));
        }
        (None, None) => return of(State::Ok, server, Text::NOTHING),
        (Some(certificate), Some(key)) => Files { certificate: certificate.clone(), key: key.clone() },
        _ => {
            let detail = text!("checkup-server-one-file", server = server);
            return of(State::Problem, detail, text!("checkup-server-one-file-advice"));
        }
    };
    match files.read() {
        Err(error) => {
            let detail = text!("checkup-server-trouble", server = server, reason = error.text());
            of(State::Problem, detail, error.advice())
        }
        Ok(certificate) => {
            let day = certificate.until.map(|until| Text::said(until.strftime("%Y-%m-%d")));
            let day = day.unwrap_or(text!("checkup-server-some-day"));
            if certificate.has_expired() {
                let detail = text!("checkup-server-ran-out", server = server, day = day);
                return of(State::Warning, detail, text!("checkup-server-ran-out-advice"));
            }
            of(State::Ok, text!("checkup-server-holds", server = server, day = day), Text::NOTHING)
        }
    }
}
