//! The thread that looks at everything the running station knows, by itself and when it is asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use jiff::Timestamp;

use super::light::Meter;
use super::photos::Crops;
use super::students::Photos;
use super::{Action, Check, Checked, LookAtServer, Section, Subject};
use super::{camera, clock, computer, light, log, recognition, sending, students};
use crate::engine::{Urgency, give_way};
use crate::journal::{Journal, Moment};
use crate::station::board::Board;
use crate::station::view::{CameraState, EngineState, ServerState, View};

/// How often a picture is measured.
const GLANCE: Duration = Duration::from_secs(1);
/// How often everything is looked at.
const EVERY: Duration = Duration::from_secs(10);
/// The camera may take so long to open, and the models to be read, before that is held against them.
const WAKING: Duration = Duration::from_secs(15);
/// How long students' photos may be looked at in one go.
const PHOTOS: Duration = Duration::from_millis(300);

/// Looks at everything.
pub(in crate::station) struct Looker {
    board: Arc<Board>,
    journal: Journal,
    server: Arc<OnceLock<LookAtServer>>,
    meter: Meter,
    crops: Crops,
    started: Instant,
}

impl Looker {
    /// One that has looked at nothing yet.
    pub(in crate::station) fn new(board: Arc<Board>, journal: Journal, server: Arc<OnceLock<LookAtServer>>) -> Self {
        let (meter, crops) = (Meter::default(), Crops::default());
        Self { board, journal, server, meter, crops, started: Instant::now() }
    }

    /// Runs until nobody can ask any more.
    pub(in crate::station) fn run(mut self, asks: &Receiver<()>) {
        give_way(Urgency::Whenever);
        let (mut looked, mut asked): (Option<Instant>, bool) = (None, false);
        loop {
            match asks.recv_timeout(GLANCE) {
                Ok(()) => asked = true,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let is_due = looked.is_none_or(|looked| looked.elapsed() >= EVERY);
            let look = || {
                let view = self.board.view();
                self.meter.look(view.preview.as_deref(), view.overlay.as_deref());
                // What is told of a station that is still waking up is wrong a moment later.
                if (asked || is_due) && (self.started.elapsed() > WAKING || !is_waking(&view)) {
                    looked = Some(Instant::now());
                    let checked = Checked { at: Timestamp::now(), checks: self.checks(&view) };
                    self.board.set_checked(checked, std::mem::take(&mut asked));
                }
            };
            if catch_unwind(AssertUnwindSafe(look)).is_err() {
                tracing::error!("looking at everything panicked");
                (looked, asked) = (Some(Instant::now()), false);
            }
        }
    }

    fn checks(&mut self, view: &View) -> Vec<Check> {
        let settings = &view.settings;
        let data = self.board.data().to_owned();
        let now = Moment::now();
        let mut checks = vec![camera::of_station(&view.camera)];
        if let CameraState::Live { .. } = view.camera {
            checks.push(light::check(self.meter.pictures()));
        }
        checks.push(recognition::of_station(&view.engine, view.remote.as_ref()));
        // Another Hadir knows its own.
        if view.remote.is_none() {
            let checked = view.check.result.as_ref().filter(|checked| checked.is_of(&view.gallery.templates));
            let doubted = checked.map(|checked| checked.findings.misplaced.len());
            let photos = Photos { poor: self.crops.poor(&view.gallery, PHOTOS), doubted };
            checks.extend(students::of_station(&view.gallery, &view.people, &photos));
        }
        checks.push(clock::clock(&clock::Witnesses {
            last: self.journal.last_at().ok().flatten(),
            newest: clock::newest_file(&data),
            ahead: view.deliveries.clock.map(|clock| clock.ahead(now)),
            ..clock::Witnesses::now()
        }));
        checks.push(log::of_station(&view.journal));
        let since = self.journal.waits_since().ok().flatten();
        checks.push(sending::of_station(settings, &view.deliveries, since, now.at));
        checks.extend(self.server(view));
        checks.push(computer::disk(fs4::available_space(&data)));
        checks
    }

    fn server(&self, view: &View) -> Option<Check> {
        let action = Action::Settings(Section::Server);
        if let ServerState::Failed { message, advice } = &view.server {
            return Some(Check::problem(Subject::Server, message.clone(), advice.clone()).mended(action));
        }
        let look = self.server.get()?;
        Some(look(&view.settings, view.secrets.server_key.is_some()).mended(action))
    }
}

/// Whether the camera or the models are not there yet, and nothing is wrong with them.
fn is_waking(view: &View) -> bool {
    matches!(view.camera, CameraState::Opening { .. }) || view.engine == EngineState::Loading
}
