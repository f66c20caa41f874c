//! Why there was no answer.

use std::error::Error;
use std::io::ErrorKind;

use reqwest::Url;

use super::{harmless, place};
use crate::text;
use crate::words::Text;

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is no computer of this name, or no network.
    NoSuchName(String),
    /// Its certificate is not accepted.
    Certificate {
        /// Whose.
        host: String,
        /// Why: "it has expired".
        why: Text,
    },
    /// It does not speak TLS.
    NoTls(String),
    /// Nobody listens at this computer and port.
    Refused(String),
    /// There is no way to it.
    Unreachable(String),
    /// It says nothing.
    Silent(String),
    /// The connection broke off.
    BrokeOff,
    /// What a library says.
    Other(String),
}

impl Failure {
    /// What a client's error means that was asking this address.
    pub fn of(error: &reqwest::Error, url: &Url) -> Self {
        let host = url.host_str().unwrap_or_default().to_owned();
        if error.is_dns() {
            return Self::NoSuchName(host);
        }
        if let Some(failure) = chain(error).find_map(|cause| certificate(cause, &host)) {
            return failure;
        }
        let kind =
            chain(error).filter_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind).last();
        match kind {
            Some(ErrorKind::ConnectionRefused) => return Self::Refused(place(url)),
            Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown) => {
                return Self::Unreachable(host);
            }
            Some(ErrorKind::TimedOut) => return Self::Silent(host),
            Some(
                ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof
                | ErrorKind::NotConnected,
            ) => return Self::BrokeOff,
            _ => {}
        }
        // hyper's own words for the same; its error type is not ours to name.
        let innermost = chain(error).last().map(ToString::to_string).unwrap_or_default();
        if innermost.contains("closed before message completed") || innermost.contains("incomplete message") {
            return Self::BrokeOff;
        }
        Self::Other(innermost.chars().filter_map(harmless).take(300).collect())
    }

    /// What happened, a sentence; `who` is whom we asked: "The main API".
    pub fn sentence(&self, who: Text) -> Text {
        match self {
            Self::NoSuchName(host) => text!("web-no-such-name", host = host),
            Self::Certificate { host, why } => text!("web-certificate", host = host, why = why),
            Self::NoTls(host) => text!("web-no-tls", host = host),
            Self::Refused(place) => text!("web-refused", place = place),
            Self::Unreachable(host) => text!("web-unreachable", host = host),
            Self::Silent(host) => text!("web-silent", host = host),
            Self::BrokeOff => text!("web-broke-off", who = who),
            Self::Other(said) => text!("web-other", who = who, said = said),
        }
    }

    /// The same, with what others said as `hide` leaves it: there may be keys in it.
    #[must_use]
    pub fn hiding(self, hide: impl Fn(String) -> String) -> Self {
        match self {
            Self::Other(said) => Self::Other(hide(said)),
            Self::NoSuchName(host) => Self::NoSuchName(hide(host)),
            Self::Certificate { host, why } => Self::Certificate { host: hide(host), why },
            Self::NoTls(host) => Self::NoTls(hide(host)),
            Self::Refused(place) => Self::Refused(hide(place)),
            Self::Unreachable(host) => Self::Unreachable(hide(host)),
            Self::Silent(host) => Self::Silent(hide(host)),
            Self::BrokeOff => Self::BrokeOff,
        }
    }
}

fn certificate(cause: &(dyn Error + 'static), host: &str) -> Option<Failure> {
    use rustls::CertificateError as Bad;
    let error = cause.downcast_ref::<rustls::Error>()?;
    let host = host.to_owned();
    let why = match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => text!("web-certificate-expired"),
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => text!("web-certificate-early"),
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => text!("web-certificate-other-name"),
            Bad::UnknownIssuer => text!("web-certificate-unknown"),
            Bad::Revoked => text!("web-certificate-revoked"),
            _ => text!("web-certificate-odd"),
        },
        _ => return Some(Failure::NoTls(host)),
    };
    Some(Failure::Certificate { host, why })
}

/// An error and everything behind it, the innermost last.
fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&error| {
        // An input/output error passes over the error it is made of.
        match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inside) => Some(inside as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
