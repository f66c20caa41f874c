//! Listens where the settings say, and elsewhere when they change; what does not work is tried again.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::app::App;
use super::guard::Guard;
use super::listen::Listener;
use super::tls::{Certificate, CertificateError, Files};
use super::{Limits, addresses, routes};
use crate::settings::{Problem, Secret, Settings};
use crate::station::Station;
use crate::station::view::{Level, ServerState};
use crate::text;
use crate::words;

/// How often it is looked whether the settings have changed.
const LOOK: Duration = Duration::from_millis(250);
/// How often the addresses of this PC are looked up: a cable is plugged in, or a network joined.
const ADDRESSES: Duration = Duration::from_secs(10);
/// How long tasks that were left behind are waited for at the very end.
const LEFT_BEHIND: Duration = Duration::from_secs(1);

/// How the settings say that it is to listen.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    host: IpAddr,
    port: u16,
    certificate: Option<PathBuf>,
    certificate_key: Option<PathBuf>,
    origins: Vec<String>,
    /// The key that others must show, if it is to answer others than this PC.
    key: Option<Secret>,
}

impl Wanted {
    /// `None`: it is switched off.
    fn of(station: &Station) -> Option<Self> {
        let settings = station.settings();
        let Settings { serve, host, port, tls_certificate, tls_key, origins, .. } = &*settings;
        serve.value.then(|| Self {
            host: host.value,
            port: port.value,
            certificate: tls_certificate.value.clone(),
            certificate_key: tls_key.value.clone(),
            origins: origins.value.clone(),
            key: station.server_key().filter(|_| !is_local(host.value)),
        })
    }

    /// # Errors
    /// When one of the two files is named and the other is not.
    fn files(&self) -> Result<Option<Files>, Problem> {
        match (self.certificate.clone(), self.certificate_key.clone()) {
            (Some(certificate), Some(key)) => Ok(Some(Files { certificate, key })),
            (None, None) => Ok(None),
            (certificate, _) => {
                let text = match certificate {
                    Some(_) => text!("server-no-private-key"),
                    None => text!("server-no-certificate"),
                };
                Err(Problem { text, advice: text!("server-choose-both") })
            }
        }
    }
}

/// Whether only this PC reaches it there.
pub(super) fn is_local(host: IpAddr) -> bool {
    host.to_canonical().is_loopback()
}

/// A listener, and what it was started with.
struct Running {
    listener: Listener,
    certificate: Option<Watched>,
    needs_key: bool,
    /// When the addresses of this PC were looked up.
    looked_up: Instant,
}

/// A certificate's files, which may be written over at any time.
struct Watched {
    files: Files,
    /// When what is used was written.
    used: Written,
    /// When what is there now was written, and since when nothing changed.
    seen: (Written, Instant),
}

type Written = [Option<SystemTime>; 2];

pub(super) struct Follow {
    station: Arc<Station>,
    app: Arc<App>,
    runtime: Runtime,
    limits: Limits,
    /// What was asked for last; the outer `None`: it was not looked yet.
    wanted: Option<Option<Wanted>>,
    running: Option<Running>,
    /// When it was last tried to do so.
    tried: Option<Instant>,
    /// Listeners whose last connections are still being answered.
    ending: Vec<JoinHandle<()>>,
}

impl Follow {
    pub(super) fn new(station: Arc<Station>, app: Arc<App>, runtime: Runtime, limits: Limits) -> Self {
        Self { station, app, runtime, limits, wanted: None, running: None, tried: None, ending: vec![] }
    }

    /// Runs until nobody holds the other end any more.
    pub(super) fn run(mut self, stop: &Receiver<()>) {
        loop {
            self.step();
            if stop.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                break;
            }
        }
        self.close();
        for ending in self.ending.drain(..) {
            // It panics nowhere; if it did, it has ended.
            let _ = self.runtime.block_on(ending);
        }
        self.runtime.shutdown_timeout(LEFT_BEHIND);
        self.station.set_server(ServerState::Off);
    }

    fn step(&mut self) {
        self.ending.retain(|ending| !ending.is_finished());
        if self.running.as_ref().is_some_and(|running| running.listener.has_ended()) {
            tracing::error!("the listener ended by itself");
            self.close();
        }
        let wanted = Wanted::of(&self.station);
        if self.wanted.as_ref() != Some(&wanted) {
            self.close();
            let state = if wanted.is_some() { ServerState::Starting } else { ServerState::Off };
            self.station.set_server(state);
            self.tried = None;
            self.wanted = Some(wanted.clone());
        }
        let Some(mut wanted) = wanted else { return };
        if self.running.is_some() {
            self.look_after();
        } else if self.tried.is_none_or(|tried| tried.elapsed() >= self.limits.try_again) {
            self.tried = Some(Instant::now());
            match self.listen(&wanted) {
                Ok(running) => {
                    self.running = Some(running);
                    self.publish();
                }
                Err(Problem { text: message, advice }) => {
                    self.station.set_server(ServerState::Failed { message, advice });
                }
            }
            // It may have been made just now.
            wanted.key = self.station.server_key().filter(|_| !is_local(wanted.host));
            self.wanted = Some(Some(wanted));
        }
    }

    fn listen(&self, wanted: &Wanted) -> Result<Running, Problem> {
        let is_local = is_local(wanted.host);
        let key = if is_local { None } else { Some(self.station.make_server_key()?) };
        let mut config = None;
        let mut watched = None;
        if let Some(files) = wanted.files()? {
            let used = files.written();
            let certificate = files.read().map_err(|error| problem_of(&error))?;
            self.warn_of_end(&files, &certificate);
            config = Some(certificate.config);
            watched = Some(Watched { files, used, seen: (used, Instant::now()) });
        }
        let guard = Guard::new(is_local, wanted.origins.clone(), key.as_ref());
        let address = SocketAddr::new(wanted.host, wanted.port);
        let router = |closing| guard.before(routes::router(&self.app, closing));
        let listener = self.runtime.block_on(Listener::start(address, config, self.limits, router));
        Ok(Running {
            listener: listener.map_err(|error| cannot_listen(address, &error))?,
            certificate: watched,
            needs_key: key.is_some(),
            looked_up: Instant::now(),
        })
    }

    /// Stops listening; who is being answered is answered.
    fn close(&mut self) {
        if let Some(running) = self.running.take() {
            self.ending.push(self.runtime.block_on(running.listener.close()));
        }
    }

    fn publish(&self) {
        let Some(running) = &self.running else { return };
        let (address, is_https) = (running.listener.address(), running.certificate.is_some());
        self.station.set_server(ServerState::Running {
            url: addresses::on_this_pc(address, is_https),
            others: addresses::on_the_network(address, is_https),
            needs_key: running.needs_key,
        });
    }

    /// Takes up a certificate that was renewed, and looks now and then where others find this PC.
    fn look_after(&mut self) {
        let Some(running) = &mut self.running else { return };
        if running.looked_up.elapsed() >= ADDRESSES {
            running.looked_up = Instant::now();
            self.publish();
        }
        let Some(running) = &mut self.running else { return };
        let Some(watched) = &mut running.certificate else { return };
        let written = watched.files.written();
        if written != watched.seen.0 {
            watched.seen = (written, Instant::now());
        }
        // The two are written one after the other.
        if written == watched.used || watched.seen.1.elapsed() < self.limits.settled {
            return;
        }
        watched.used = written;
        let files = watched.files.clone();
        match files.read() {
            Ok(certificate) => {
                running.listener.renew(certificate.config.clone());
                self.warn_of_end(&files, &certificate);
            }
            Err(error) => {
                let text = text!("server-certificate-not-taken", reason = error.text());
                let advice = text!("server-certificate-before", advice = error.advice());
                self.station.tell(Level::Warning, text, advice);
            }
        }
    }

    fn warn_of_end(&self, files: &Files, certificate: &Certificate) {
        if certificate.has_expired() {
            let text = text!("server-certificate-ran-out", file = &files.certificate);
            self.station.tell(Level::Warning, text, text!("server-certificate-ran-out-advice"));
        }
    }
}

fn problem_of(error: &CertificateError) -> Problem {
    Problem { text: error.text().sentence(), advice: error.advice() }
}

/// Why nothing can be listened for there, in words.
fn cannot_listen(address: SocketAddr, error: &io::Error) -> Problem {
    let port = address.port().to_string();
    let (text, advice) = match error.kind() {
        io::ErrorKind::AddrInUse => (text!("server-port-taken", port = port), text!("server-port-taken-advice")),
        io::ErrorKind::PermissionDenied => {
            (text!("server-port-forbidden", port = port), text!("server-port-forbidden-advice"))
        }
        io::ErrorKind::AddrNotAvailable => {
            (text!("server-no-address", address = address.ip().to_string()), text!("server-no-address-advice"))
        }
        _ => {
            let (address, reason) = (address.to_string(), words::io(error));
            (text!("server-cannot-answer", address = address, reason = reason), text!("server-choose-other"))
        }
    };
    Problem { text, advice }
}
