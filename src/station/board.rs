//! Where the station's threads put what there is to see, and where a [`View`] is taken from.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use image::RgbImage;
use jiff::Timestamp;
use tokio::sync::broadcast;

use super::check::Check;
use super::checkup::{CheckUp, Checked};
use super::latest::Latest;
use super::measure::Measure;
use super::sessions::Shown;
use super::told::{self, Said};
use super::view::{
    Arrival, CameraState, Capture, EngineState, Enrolment, Export, Import, JournalState, Level, Notice, Overlay,
    Remote, ServerState, Settled, Strangers, View,
};
use crate::camera::{CameraInfo, Frame};
use crate::core::{Delivery, StudentId};
use crate::gallery::Gallery;
use crate::journal::{Choices, Page};
use crate::register::{Receipts, Register};
use crate::remote::Target;
use crate::settings::{Secret, SecretName, SecretStore, SecretsKept, Settings};
use crate::webhook::{Deliveries, News, Pause};
use crate::words::Text;

/// As many arrivals as the screen lists; older ones are left to the log.
const ARRIVALS_KEPT: usize = 200;
/// As many notices as anybody would read; the oldest go first.
const NOTICES_KEPT: usize = 20;
/// As many answers of a person are told with the last one; nobody gives more between two looks.
const SETTLED_KEPT: usize = 8;

/// What another Hadir says that a listener may be behind before it misses some.
const SAID: usize = 1024;

/// Asks whoever draws to look again. Called from any thread; must not block.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The station's state, as its threads last left it. Locks are held for a move or a clone of an `Arc`, nothing longer.
pub(super) struct Board {
    /// The newest picture.
    pub(super) preview: Arc<Latest<Arc<Frame>>>,
    /// The newest picture's faces.
    pub(super) overlay: Latest<Arc<Overlay>>,
    /// How the camera is.
    pub(super) camera: Arc<Mutex<CameraState>>,
    gallery: Gallery,
    /// What is known of students.
    pub(super) register: Register,
    receipts: Receipts,
    /// The class list.
    pub(super) sessions: Shown,
    rest: Mutex<Rest>,
    wake: Wake,
    /// What another Hadir says, for whoever listens.
    pub(super) said: broadcast::Sender<Said>,
}

struct Rest {
    engine: EngineState,
    arrivals: Arc<Vec<Arrival>>,
    capture: Capture,
    enrolment: Option<Arc<Enrolment>>,
    import: Option<Import>,
    settings: Arc<Settings>,
    cameras: Option<Arc<Vec<CameraInfo>>>,
    notices: Arc<Vec<Notice>>,
    notices_so_far: u64,
    journal: JournalState,
    deliveries: Deliveries,
    log: Option<Arc<Page>>,
    log_choices: Arc<Choices>,
    export: Option<Export>,
    measure: Measure,
    check: Check,
    checkup: CheckUp,
    secrets: Arc<SecretsKept>,
    server: ServerState,
    server_key: Option<Secret>,
    remote_key: Option<Secret>,
    shows_server_key: bool,
    remote: Option<Remote>,
    heard_so_far: u64,
    settled: Option<Settled>,
    settled_before: Arc<Vec<Settled>>,
    strangers: Strangers,
}

impl Board {
    pub(super) fn new(
        gallery: Gallery,
        register: Register,
        receipts: Receipts,
        settings: Settings,
        wake: Wake,
    ) -> Self {
        Self {
            preview: Arc::default(),
            overlay: Latest::default(),
            camera: Arc::default(),
            gallery,
            register,
            receipts,
            sessions: Shown::default(),
            rest: Mutex::new(Rest {
                engine: EngineState::default(),
                arrivals: Arc::default(),
                capture: Capture::default(),
                enrolment: None,
                import: None,
                settings: Arc::new(settings),
                cameras: None,
                notices: Arc::default(),
                notices_so_far: 0,
                journal: JournalState::default(),
                deliveries: Deliveries::default(),
                log: None,
                log_choices: Arc::default(),
                export: None,
                measure: Measure::default(),
                check: Check::default(),
                checkup: CheckUp::default(),
                secrets: Arc::default(),
                server: ServerState::default(),
                server_key: None,
                remote_key: None,
                shows_server_key: false,
                remote: None,
                heard_so_far: 0,
                settled: None,
                settled_before: Arc::default(),
                strangers: Strangers::default(),
            }),
            wake,
            said: broadcast::Sender::new(SAID),
        }
    }

    pub(super) fn view(&self) -> View {
        let preview = self.preview.peek();
        // The names of one camera's picture are not drawn over another's.
        let opening = preview.as_ref().map(|frame| frame.opening);
        let overlay = self.overlay.peek().filter(|overlay| Some(overlay.opening) == opening);
        let (camera, gallery) = (self.camera(), self.gallery.snapshot());
        let rest = self.lock();
        View {
            preview,
            overlay,
            camera,
            engine: rest.engine.clone(),
            arrivals: rest.arrivals.clone(),
            gallery,
            people: self.register.snapshot(),
            import: rest.import.clone(),
            receipts: self.receipts.all(),
            sessions: self.sessions.get(),
            capture: rest.capture.clone(),
            enrolment: rest.enrolment.clone(),
            settings: rest.settings.clone(),
            cameras: rest.cameras.clone(),
            notices: rest.notices.clone(),
            journal: rest.journal.clone(),
            deliveries: rest.deliveries.clone(),
            log: rest.log.clone(),
            log_choices: rest.log_choices.clone(),
            export: rest.export.clone(),
            measure: rest.measure.clone(),
            check: rest.check.clone(),
            checkup: rest.checkup.clone(),
            secrets: rest.secrets.clone(),
            server: rest.server.clone(),
            server_key: rest.server_key.clone().filter(|_| rest.shows_server_key),
            remote: rest.remote.clone(),
            settled: rest.settled.clone(),
            settled_before: rest.settled_before.clone(),
            strangers: rest.strangers.clone(),
        }
    }

    pub(super) fn wake(&self) {
        (self.wake)();
    }

    pub(super) fn settings(&self) -> Arc<Settings> {
        self.lock().settings.clone()
    }

    pub(super) fn set_settings(&self, settings: Settings) {
        self.change(|rest| rest.settings = Arc::new(settings));
    }

    /// Before the camera's own thread has anything to say.
    pub(super) fn set_camera(&self, camera: CameraState) {
        *self.camera.lock().unwrap_or_else(PoisonError::into_inner) = camera;
    }

    pub(super) fn camera(&self) -> CameraState {
        self.camera.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_engine(&self, engine: EngineState) {
        self.change(|rest| rest.engine = engine);
    }

    pub(super) fn engine(&self) -> EngineState {
        self.lock().engine.clone()
    }

    /// What came of what a person said of a face.
    pub(super) fn set_settled(&self, settled: Settled) {
        self.change(|rest| {
            let track = settled.track;
            let before = Arc::make_mut(&mut rest.settled_before);
            before.extend(rest.settled.replace(settled));
            // Of each face, what came last.
            before.retain(|before| before.track != track);
            before.drain(..before.len().saturating_sub(SETTLED_KEPT));
        });
    }

    pub(super) fn set_capture(&self, capture: Capture) {
        self.change(|rest| rest.capture = capture);
    }

    pub(super) fn enrolment(&self) -> Option<Arc<Enrolment>> {
        self.lock().enrolment.clone()
    }

    pub(super) fn set_enrolment(&self, enrolment: Option<Enrolment>) {
        self.change(|rest| rest.enrolment = enrolment.map(Arc::new));
    }

    /// Changes the enrolment that runs, if one does.
    pub(super) fn change_enrolment(&self, change: impl FnOnce(&mut Enrolment)) {
        self.change(|rest| {
            if let Some(enrolment) = &mut rest.enrolment {
                change(Arc::make_mut(enrolment));
            }
        });
    }

    pub(super) fn import(&self) -> Option<Import> {
        self.lock().import.clone()
    }

    pub(super) fn set_import(&self, import: Option<Import>) {
        self.change(|rest| rest.import = import);
    }

    /// The webcams that were found; `None` while they are looked for.
    pub(super) fn set_cameras(&self, cameras: Option<Vec<CameraInfo>>) {
        self.change(|rest| rest.cameras = cameras.map(Arc::new));
    }

    /// Lists an arrival.
    pub(super) fn add_arrival(&self, arrival: Arrival) {
        self.change(|rest| {
            let arrivals = Arc::make_mut(&mut rest.arrivals);
            arrivals.insert(0, arrival);
            arrivals.truncate(ARRIVALS_KEPT);
        });
    }

    /// What the dispatcher has to tell.
    pub(super) fn take_news(&self, news: News) {
        match news {
            News::Status(status) => self.change(|rest| rest.deliveries = *status),
            News::Delivery { number, delivery } => self.set_delivery(number, delivery),
        }
    }

    /// Why nothing is sent for now.
    pub(super) fn paused(&self) -> Option<Pause> {
        self.lock().deliveries.paused.clone()
    }

    /// Who came with a listed arrival, and when.
    pub(super) fn arrived(&self, number: i64) -> Option<(Option<StudentId>, Timestamp)> {
        let view = self.view();
        let arrival = view.arrivals.iter().find(|arrival| arrival.number == number)?;
        Some((arrival.recognition.student.clone(), arrival.at))
    }

    /// A listed arrival was about somebody else.
    pub(super) fn correct_arrival(&self, number: i64, student: Option<StudentId>) {
        self.change_arrival(number, |arrival| arrival.recognition.student = student);
    }

    /// A student is not to be listed any more.
    pub(super) fn forget_arrivals(&self, student: &StudentId) {
        self.change(|rest| {
            Arc::make_mut(&mut rest.arrivals).retain(|arrival| arrival.recognition.student.as_ref() != Some(student));
        });
    }

    /// How a listed arrival's way goes now.
    fn set_delivery(&self, number: i64, delivery: Delivery) {
        self.change_arrival(number, |arrival| arrival.delivery = Some(delivery));
    }

    fn change_arrival(&self, number: i64, change: impl FnOnce(&mut Arrival)) {
        self.change(|rest| {
            if let Some(place) = rest.arrivals.iter().position(|arrival| arrival.number == number)
                && let Some(arrival) = Arc::make_mut(&mut rest.arrivals).get_mut(place)
            {
                change(arrival);
            }
        });
    }

    /// Whether attendance is being recorded.
    pub(super) fn set_journal(&self, journal: JournalState) {
        let mut rest = self.lock();
        if rest.journal != journal {
            rest.journal = journal;
            drop(rest);
            self.wake();
        }
    }

    pub(super) fn journal_is_failing(&self) -> bool {
        self.lock().journal != JournalState::Working
    }

    pub(super) fn set_log(&self, log: Option<Page>) {
        self.change(|rest| rest.log = log.map(Arc::new));
    }

    pub(super) fn set_strangers(&self, strangers: Strangers) {
        if self.lock().strangers != strangers {
            self.change(|rest| rest.strangers = strangers);
        }
    }

    pub(super) fn set_log_choices(&self, choices: Choices) {
        if *self.lock().log_choices != choices {
            self.change(|rest| rest.log_choices = Arc::new(choices));
        }
    }

    pub(super) fn set_export(&self, export: Option<Export>) {
        self.change(|rest| rest.export = export);
    }

    pub(super) fn export(&self) -> Option<Export> {
        self.lock().export.clone()
    }

    pub(super) fn measure(&self) -> Measure {
        self.lock().measure.clone()
    }

    pub(super) fn change_measure(&self, change: impl FnOnce(&mut Measure)) {
        self.change(|rest| change(&mut rest.measure));
    }

    pub(super) fn check(&self) -> Check {
        self.lock().check.clone()
    }

    pub(super) fn change_check(&self, change: impl FnOnce(&mut Check)) {
        self.change(|rest| change(&mut rest.check));
    }

    /// What looking at everything came to. Whoever draws is woken where it is news, or was `asked` for.
    pub(super) fn set_checked(&self, checked: Checked, asked: bool) {
        let mut rest = self.lock();
        let before = rest.checkup.last.replace(Arc::new(checked));
        let is_news = before.is_none_or(|before| rest.checkup.last.as_ref().is_none_or(|now| now.differs(&before)));
        drop(rest);
        if is_news || asked {
            self.wake();
        }
    }

    /// The data folder.
    pub(super) fn data(&self) -> &Path {
        self.gallery.data()
    }

    pub(super) fn set_secrets(&self, secrets: &SecretStore) {
        let of = |name| secrets.get(name).cloned();
        let (server_key, remote_key) = (of(SecretName::ServerKey), of(SecretName::RemoteKey));
        self.change(|rest| {
            rest.secrets = Arc::new(secrets.kept());
            rest.server_key = server_key;
            rest.remote_key = remote_key;
        });
    }

    /// What other systems show to this station's server.
    pub(super) fn server_key(&self) -> Option<Secret> {
        self.lock().server_key.clone()
    }

    /// The Hadir that names the faces, if it is not this PC.
    pub(super) fn target(&self) -> Option<Target> {
        let rest = self.lock();
        let url = rest.settings.recognise_at.value.clone()?;
        Some(Target { url, key: rest.remote_key.clone() })
    }

    /// From now on another Hadir names the faces. What it told already, if it is the same, stays listed.
    pub(super) fn begin_remote(&self, place: String) {
        self.overlay.clear();
        self.change(|rest| {
            let heard = rest.remote.take().filter(|remote| remote.place == place).map(|remote| remote.heard);
            rest.remote = Some(Remote { place, heard: heard.unwrap_or_default(), ..Remote::default() });
        });
    }

    /// From now on this PC names them.
    pub(super) fn end_remote(&self) {
        self.overlay.clear();
        self.change(|rest| rest.remote = None);
    }

    /// Changes how it is with another Hadir, if one names the faces.
    pub(super) fn change_remote(&self, change: impl FnOnce(&mut Remote)) {
        self.change(|rest| {
            if let Some(remote) = &mut rest.remote {
                change(remote);
            }
        });
    }

    /// Another Hadir said something; `crop` is the face, where it was seen here. Says whether a student came to this camera
    /// by it.
    pub(super) fn hear(&self, said: &Said, crop: Option<Arc<RgbImage>>, now: Timestamp) -> bool {
        // Nobody may be listening.
        let _ = self.said.send(said.clone());
        let mut came = false;
        self.change(|rest| {
            let Some(remote) = &mut rest.remote else { return };
            rest.heard_so_far += 1;
            let before = remote.heard.clone();
            told::take(Arc::make_mut(&mut remote.heard), rest.heard_so_far, said, crop, now);
            came = told::has_come(&before, &remote.heard);
        });
        came
    }

    pub(super) fn show_server_key(&self, show: bool) {
        self.change(|rest| rest.shows_server_key = show);
    }

    pub(super) fn set_server(&self, server: ServerState) {
        if self.lock().server != server {
            self.change(|rest| rest.server = server);
        }
    }

    /// Tells the person something. What they were told already and have not dismissed is not said twice.
    pub(super) fn tell(&self, level: Level, text: Text, advice: Text) {
        self.change(|rest| {
            if rest.notices.iter().any(|notice| notice.text == text && notice.level == level) {
                return;
            }
            let notice = Notice { number: rest.notices_so_far, level, text, advice };
            rest.notices_so_far += 1;
            let notices = Arc::make_mut(&mut rest.notices);
            notices.push(notice);
            if notices.len() > NOTICES_KEPT {
                notices.remove(0);
            }
        });
    }

    pub(super) fn dismiss(&self, number: u64) {
        self.change(|rest| Arc::make_mut(&mut rest.notices).retain(|notice| notice.number != number));
    }

    fn change(&self, change: impl FnOnce(&mut Rest)) {
        change(&mut self.lock());
        self.wake();
    }

    fn lock(&self) -> MutexGuard<'_, Rest> {
        // A thread that panicked here left whole values behind: every change is one assignment or one insertion.
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::view::Outcome;

    fn board_of(data: &Path) -> Board {
        let (register, receipts) = (Register::open(data), Receipts::open(data));
        Board::new(Gallery::open(data).unwrap(), register, receipts, Settings::default(), Arc::new(|| ()))
    }

    #[test]
    fn what_came_of_an_answer_is_not_lost_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let board = board_of(folder.path());
        let settle = |track, outcome| board.set_settled(Settled { track, student: None, outcome });
        let tracks = || {
            let view = board.view();
            let told = view.settled_before.iter().chain(&view.settled);
            told.map(|settled| (settled.track, settled.outcome)).collect::<Vec<_>>()
        };
        assert_eq!(tracks(), []);
        settle(1, Outcome::Remembered);
        settle(2, Outcome::TooLate);
        assert_eq!(tracks(), [(1, Outcome::Remembered), (2, Outcome::TooLate)]);
        settle(1, Outcome::Nobody);
        assert_eq!(tracks(), [(2, Outcome::TooLate), (1, Outcome::Nobody)]);
        (3..100).for_each(|track| settle(track, Outcome::Named));
        assert_eq!(tracks().into_iter().map(|(track, _)| track).collect::<Vec<_>>(), (91..100).collect::<Vec<_>>());
    }
}
