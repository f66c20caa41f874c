//! Keeps the screen of an unattended door lit: the desktop is asked not to darken or lock it meanwhile.
//!
//! The desktop forgets what it was asked as soon as whoever asked is gone from its bus, so there is nothing to take back,
//! and nothing stays where Hadir ends unexpectedly.

use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use super::language::say;

/// A desktop that did not listen is asked again after this: it may have been starting.
const AGAIN: Duration = Duration::from_secs(60);

/// Whether the screen is kept lit. Dropped, it is not.
#[derive(Default)]
pub struct Awake {
    /// `None`: nobody is asked.
    ask: Option<Ask>,
    /// Ends the thread that keeps it lit.
    kept: Option<Sender<()>>,
}

/// Asks for it, for this reason; as long as what is given is there, the screen stays lit.
type Ask = fn(&str) -> Result<Box<dyn Held>, String>;

/// The desktop's promise.
trait Held {
    /// Whether it holds.
    fn holds(&self) -> bool;
}

impl Awake {
    /// By asking the desktop.
    pub fn by_desktop() -> Self {
        Self { ask: Some(desktop::ask), kept: None }
    }

    /// From now on the screen is kept lit, or not; never waits.
    pub fn keep(&mut self, lit: bool) {
        let Some(ask) = self.ask else { return };
        if !lit {
            self.kept = None;
        } else if self.kept.is_none() {
            let (kept, ends) = bounded::<()>(0);
            let reason = say!("door-awake");
            let run = move || {
                let mut held: Option<Box<dyn Held>> = None;
                loop {
                    if !held.as_ref().is_some_and(|held| held.holds()) {
                        held =
                            ask(&reason).inspect_err(|error| tracing::info!(error, "the screen is not kept lit")).ok();
                    }
                    if ends.recv_timeout(AGAIN) == Err(crossbeam_channel::RecvTimeoutError::Disconnected) {
                        return;
                    }
                }
            };
            let started = std::thread::Builder::new().name("awake".to_owned()).spawn(run);
            self.kept =
                started.inspect_err(|error| tracing::info!(%error, "the screen is not kept lit")).ok().map(|_| kept);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    use super::Held;

    pub(super) fn ask(_reason: &str) -> Result<Box<dyn Held>, String> {
        Err("it is not known how to ask here".to_owned())
    }
}

/// What desktops of Linux understand: the screen saver's own interface, and that of the portals for those without one.
#[cfg(target_os = "linux")]
mod desktop {
    use std::collections::HashMap;
    use std::time::Duration;

    use zbus::blocking::{Connection, connection::Builder};
    use zbus::zvariant::{OwnedObjectPath, Value};

    use super::Held;

    const NAME: &str = "Hadir";
    /// The portal's flag for an idle desktop.
    const IDLE: u32 = 8;
    /// A desktop that hangs is waited for so long.
    const PATIENCE: Duration = Duration::from_secs(10);

    impl Held for Connection {
        fn holds(&self) -> bool {
            !self.is_closed()
        }
    }

    pub(super) fn ask(reason: &str) -> Result<Box<dyn Held>, String> {
        let bus = Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build());
        let bus = bus.map_err(|error| error.to_string())?;
        ask_over(&bus, reason).map_err(|error| error.to_string())?;
        Ok(Box::new(bus))
    }

    /// The promise holds for as long as the connection.
    pub(super) fn ask_over(bus: &Connection, reason: &str) -> zbus::Result<()> {
        let saver = "org.freedesktop.ScreenSaver";
        let asked = bus
            .call_method(Some(saver), "/org/freedesktop/ScreenSaver", Some(saver), "Inhibit", &(NAME, reason))
            .and_then(|answer| answer.body().deserialize::<u32>().map(drop));
        asked.or_else(|_| {
            let options = HashMap::from([("reason", Value::from(reason))]);
            let (portal, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
            let inhibit = Some("org.freedesktop.portal.Inhibit");
            let answer = bus.call_method(Some(portal), path, inhibit, "Inhibit", &("", IDLE, options))?;
            answer.body().deserialize::<OwnedObjectPath>().map(drop)
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "the desktop of a test, as its bus calls it")]
mod tests {
    use std::collections::HashMap;
    use std::os::unix::net::UnixStream;
    use std::sync::Mutex;
    use std::sync::mpsc::{self, Sender};

    use zbus::blocking::{Connection, connection::Builder};
    use zbus::zvariant::{OwnedObjectPath, Value};

    use super::*;

    /// What the desktop was asked.
    type Asked = Sender<(String, String)>;

    struct ScreenSaver(Asked);

    #[zbus::interface(name = "org.freedesktop.ScreenSaver")]
    impl ScreenSaver {
        fn inhibit(&self, application: String, reason: String) -> u32 {
            self.0.send((application, reason)).unwrap();
            7
        }
    }

    struct Portal(Asked);

    #[zbus::interface(name = "org.freedesktop.portal.Inhibit")]
    impl Portal {
        fn inhibit(&self, window: String, flags: u32, options: HashMap<String, Value<'_>>) -> OwnedObjectPath {
            assert_eq!(window, "");
            let reason = String::try_from(options["reason"].try_clone().unwrap()).unwrap();
            self.0.send((flags.to_string(), reason)).unwrap();
            OwnedObjectPath::try_from("/org/freedesktop/portal/desktop/request/1").unwrap()
        }
    }

    /// Two ends of a line without a bus between them: the desktop's, and ours.
    fn line(desktop: impl FnOnce(Builder<'static>) -> Builder<'static> + Send + 'static) -> (Connection, Connection) {
        let (theirs, ours) = UnixStream::pair().unwrap();
        let serving = std::thread::spawn(move || {
            let guid = zbus::Guid::generate();
            desktop(Builder::async_io_unix_stream(theirs).server(guid).unwrap().p2p()).build().unwrap()
        });
        let ours = Builder::async_io_unix_stream(ours).p2p().method_timeout(Duration::from_secs(20)).build().unwrap();
        (serving.join().unwrap(), ours)
    }

    #[test]
    fn the_screen_saver_is_asked() {
        let (asked, heard) = mpsc::channel();
        let path = "/org/freedesktop/ScreenSaver";
        let (_desktop, ours) = line(move |builder| builder.serve_at(path, ScreenSaver(asked)).unwrap());
        desktop::ask_over(&ours, "The door.").unwrap();
        assert_eq!(heard.recv().unwrap(), ("Hadir".to_owned(), "The door.".to_owned()));
    }

    #[test]
    fn where_there_is_no_screen_saver_the_portal_is_asked() {
        let (asked, heard) = mpsc::channel();
        let path = "/org/freedesktop/portal/desktop";
        let (_desktop, ours) = line(move |builder| builder.serve_at(path, Portal(asked)).unwrap());
        desktop::ask_over(&ours, "The door.").unwrap();
        assert_eq!(heard.recv().unwrap(), ("8".to_owned(), "The door.".to_owned()));
    }

    #[test]
    fn a_desktop_that_knows_neither_is_no_harm() {
        let (asked, _heard) = mpsc::channel();
        let (_desktop, ours) = line(move |builder| builder.serve_at("/elsewhere", ScreenSaver(asked)).unwrap());
        assert!(desktop::ask_over(&ours, "The door.").is_err());
    }

    static HELD: Mutex<Option<Sender<&str>>> = Mutex::new(None);

    struct Promise(Sender<&'static str>);

    impl Held for Promise {
        fn holds(&self) -> bool {
            true
        }
    }

    impl Drop for Promise {
        fn drop(&mut self) {
            let _ = self.0.send("let go");
        }
    }

    #[test]
    fn it_is_kept_lit_once_and_let_go_of_at_the_end_and_when_the_window_closes() {
        let (told, heard) = mpsc::channel();
        *HELD.lock().unwrap() = Some(told);
        let ask: Ask = |_| {
            let told = HELD.lock().unwrap().clone().unwrap();
            told.send("asked").unwrap();
            Ok(Box::new(Promise(told)))
        };
        let mut awake = Awake { ask: Some(ask), kept: None };
        awake.keep(false);
        for _ in 0..5 {
            awake.keep(true);
        }
        assert_eq!(heard.recv(), Ok("asked"));
        awake.keep(false);
        assert_eq!(heard.recv(), Ok("let go"));
        awake.keep(true);
        assert_eq!(heard.recv(), Ok("asked"));
        drop(awake);
        assert_eq!(heard.recv(), Ok("let go"));
        assert!(heard.try_recv().is_err());
    }
}
