//! What there is to see of the station at one moment. The window draws a [`View`] and nothing else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use image::RgbImage;
use jiff::Timestamp;

use super::check::Check;
use super::checkup::CheckUp;
use super::guide::Advice;
use super::measure::Measure;
use super::sessions::Sessions;
pub use super::students::{Details, Import, ImportState};
use crate::camera::{CameraInfo, Frame};
use crate::core::{
    Delivery, FaceBox, Flaw, FrameSize, Lookalikes, Match, People, Quality, Recognition, Standing, StudentId,
};
use crate::gallery::{self, bulk};
use crate::journal::{Choices, Page};
use crate::register::Receipt;
use crate::remote::Fate;
use crate::settings::{Secret, SecretsKept, Settings};
use crate::webhook::Deliveries;
use crate::words::Text;

mod elsewhere;

pub use self::elsewhere::{Asking, Heard, Remote, RemoteTest};

/// The station at one moment: snapshots, cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The newest picture of the camera.
    pub preview: Option<Arc<Frame>>,
    /// What was recognised in the newest picture that was looked at; a little older than `preview`.
    pub overlay: Option<Arc<Overlay>>,
    /// What came of what a person said last of a face.
    pub settled: Option<Settled>,
    /// The same of a few faces before that, oldest first: two may be answered between two looks.
    pub settled_before: Arc<Vec<Settled>>,
    /// How the camera is.
    pub camera: CameraState,
    /// How recognition is.
    pub engine: EngineState,
    /// Who was recognised, newest first, as many as the screen may list.
    pub arrivals: Arc<Vec<Arrival>>,
    /// Who is enrolled.
    pub gallery: Arc<gallery::Snapshot>,
    /// What is known of students besides their faces; somebody may be here and not enrolled, and the reverse.
    pub people: Arc<People>,
    /// The school's list that is being imported ([`super::Command::PlanImport`]).
    pub import: Option<Import>,
    /// Who was removed, oldest first.
    pub receipts: Arc<Vec<Receipt>>,
    /// The class list.
    pub sessions: Arc<Sessions>,
    /// The pictures being taken for enrolment.
    pub capture: Capture,
    /// The enrolment of files or a folder, running or finished.
    pub enrolment: Option<Arc<Enrolment>>,
    /// Every setting, and where its value came from.
    pub settings: Arc<Settings>,
    /// The webcams that can be chosen; `None` until they have been looked for.
    pub cameras: Option<Arc<Vec<CameraInfo>>>,
    /// What the person should know, oldest first.
    pub notices: Arc<Vec<Notice>>,
    /// Whether attendance is being recorded.
    pub journal: JournalState,
    /// How events get to the main API.
    pub deliveries: Deliveries,
    /// The part of the log that was asked for last ([`super::Command::ShowLog`]); it may not be there yet, or be of an
    /// older question: it says of which.
    pub log: Option<Arc<Page>>,
    /// What the log can be filtered by.
    pub log_choices: Arc<Choices>,
    /// The export that runs, or has ended.
    pub export: Option<Export>,
    /// Which keys are there, and where they are kept; never what they are.
    pub secrets: Arc<SecretsKept>,
    /// How the server for other systems is.
    pub server: ServerState,
    /// The server's key, while the person wants to see it.
    pub server_key: Option<Secret>,
    /// What the gallery's own photos say about the settings ([`super::Command::MeasureGallery`]).
    pub measure: Measure,
    /// Photos that are perhaps of somebody else ([`super::Command::CheckGallery`]).
    pub check: Check,
    /// What is in order and what is not ([`super::Command::CheckUp`]).
    pub checkup: CheckUp,
    /// The Hadir that names the faces instead of this PC; `None`: this PC does.
    pub remote: Option<Remote>,
    /// Faces that were nobody's, where they are kept.
    pub strangers: Strangers,
}

/// Faces that were nobody's, where they are kept ([`Settings::strangers_days`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strangers {
    /// How many people they are.
    pub count: usize,
    /// Who, those who came last first; `None` unless they are looked at ([`super::Command::ShowStrangers`]).
    pub listed: Option<Arc<Vec<Stranger>>>,
}

/// Somebody who is not enrolled, and came once or several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Stranger {
    /// Nobody else has this number.
    pub number: i64,
    /// When they came first.
    pub first_at: Timestamp,
    /// When they came last.
    pub last_at: Timestamp,
    /// How often they came.
    pub visits: u32,
    /// A student who looks like them: perhaps they are one whom the door missed.
    pub like: Option<StudentId>,
    /// Pictures of them, the best first.
    pub pictures: Vec<StrangerPicture>,
}

/// A picture of a stranger.
#[derive(Debug, Clone, PartialEq)]
pub struct StrangerPicture {
    /// No other picture has this number.
    pub number: i64,
    /// When it was taken.
    pub at: Timestamp,
    /// The face, with a little around it; at most 160 pixels wide.
    pub crop: Arc<RgbImage>,
}

/// How the server for other systems is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ServerState {
    /// It is switched off.
    #[default]
    Off,
    /// It is about to listen.
    Starting,
    /// It answers.
    Running {
        /// Where, as a browser on this PC finds it: `http://127.0.0.1:8000`.
        url: String,
        /// Where others on the network find it; empty when it answers this PC alone.
        others: Vec<String>,
        /// Whoever asks must show the key.
        needs_key: bool,
    },
    /// It cannot answer; it is tried again by itself.
    Failed {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
}

/// Whether attendance is being recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum JournalState {
    /// It is.
    #[default]
    Working,
    /// It is not: nobody who is seen now is recorded, and everything is tried again by itself.
    Failing {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
}

/// An export of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub file: std::path::PathBuf,
    /// Rows written so far.
    pub written: usize,
    /// Rows there are.
    pub total: usize,
    /// How it ended; `None` while it runs.
    pub ended: Option<ExportEnd>,
}

/// How an export ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportEnd {
    /// All of it is written.
    Done,
    /// The person stopped it; no file is left.
    Cancelled,
    /// It could not be written; no file is left.
    Failed {
        /// What happened, a sentence.
        message: Text,
    },
}

/// The faces of one frame, named.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// The frame's number.
    pub seq: u64,
    /// The frame's [`Frame::opening`].
    pub opening: u64,
    /// When the frame was taken.
    pub captured_at: Instant,
    /// Size of the frame the boxes lie in.
    pub frame_size: FrameSize,
    /// Every face in it.
    pub faces: Vec<NamedFace>,
    /// What another Hadir said of each, in the same order; empty where this PC names them.
    pub told: Vec<FaceTold>,
    /// Faces that are not seen any more, and of whom a person may still say who it was; those that left first, first.
    pub gone: Vec<Gone>,
    /// How long finding and naming took.
    pub spent: Duration,
}

/// A face and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedFace {
    /// Where.
    pub face_box: FaceBox,
    /// Whose, and how near.
    pub found: Match,
    /// Whether that is decided; only then it is recorded.
    pub standing: Standing,
    /// How much likelier it is theirs than a stranger's, as a natural logarithm, by the rule that is sure; of a face that
    /// is nobody's, the likeliest student's.
    pub score: Option<f64>,
    /// The number under which the face is followed from picture to picture; `None` where each picture stands alone.
    pub track: Option<u64>,
    /// Of a face that is followed and has no name: what is wrong with its picture, which may be why.
    pub flaw: Option<Flaw>,
}

impl NamedFace {
    /// A face in a picture that stands alone.
    pub fn alone(face_box: FaceBox, found: Match) -> Self {
        Self { face_box, found, standing: Standing::Decided, score: None, track: None, flaw: None }
    }
}

/// A face that is not seen any more, of whom it was unsure between two.
#[derive(Debug, Clone, PartialEq)]
pub struct Gone {
    /// The number under which it was followed.
    pub track: u64,
    /// Who it may be.
    pub choices: [StudentId; 2],
    /// The face, with a little around it; at most 160 pixels wide.
    pub crop: Arc<RgbImage>,
}

/// What came of what a person said of a face ([`super::Command::Settle`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The number under which the face is or was followed.
    pub track: u64,
    /// Who they said it is.
    pub student: Option<StudentId>,
    /// What was done.
    pub outcome: Outcome,
}

/// What was done with what a person said of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It has the name, and is one more of the student's photos.
    Remembered,
    /// It has the name, and did not become a photo.
    Named,
    /// The same: the school asks for consent to photos, and nobody has agreed to this student's.
    NoConsent,
    /// It is nobody's who is enrolled.
    Nobody,
    /// Nothing: it was decided meanwhile, or the student is not enrolled any more.
    TooLate,
}

/// What another Hadir said of a face.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceTold {
    /// What it is called there; it may be a text that could not be enrolled here.
    pub label: String,
    /// Its way to the main API; `None` where it says nothing of it.
    pub fate: Option<Fate>,
}

/// A recognition that counted and is recorded, with what the screen shows of it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The event's number in the journal.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who, where and how near.
    pub recognition: Recognition,
    /// The face, with a little around it; at most 160 pixels wide.
    pub crop: Arc<RgbImage>,
    /// Its way to the main API; `None` where it is not to be sent.
    pub delivery: Option<Delivery>,
}

/// How the camera is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum CameraState {
    /// None is chosen.
    #[default]
    None,
    /// It is being opened.
    Opening {
        /// What the person calls it.
        name: String,
    },
    /// It gives pictures.
    Live {
        /// What the person calls it.
        name: String,
        /// Size of its pictures.
        size: FrameSize,
        /// Pictures a second, measured over the last few seconds.
        rate: f64,
    },
    /// It gives none; it is tried again by itself.
    Trouble {
        /// What the person calls it.
        name: String,
        /// What happened, a sentence.
        message: Text,
        /// What to do, a sentence or two.
        advice: Text,
    },
    /// A file or folder came to its end.
    Ended {
        /// What the person calls it.
        name: String,
    },
}

/// How recognition is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum EngineState {
    /// The models are being read.
    #[default]
    Loading,
    /// Faces are recognised.
    Ready,
    /// They are not, though the models were read; it is tried again by itself.
    Failing {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
    /// Faces cannot be recognised; everything else works.
    Failed {
        /// What happened, a sentence.
        message: Text,
        /// What to do.
        advice: Text,
    },
}

/// Pictures taken from the live feed for enrolment: shown before they are saved.
#[derive(Debug, Clone, Default)]
pub enum Capture {
    /// None asked for.
    #[default]
    Idle,
    /// Whoever stands before the camera is followed, and good pictures are taken by themselves.
    Following {
        /// What to say to them.
        advice: Advice,
        /// Those taken so far.
        shots: Arc<[Shot]>,
        /// How many are to be taken.
        wanted: usize,
    },
    /// These would be saved.
    Ready {
        /// The pictures, at least one.
        shots: Arc<[Shot]>,
        /// Whom of those enrolled the face looks like.
        lookalikes: Arc<Lookalikes>,
    },
    /// No picture can be taken.
    Refused {
        /// Why, a sentence.
        reason: Text,
    },
    /// Being written.
    Saving,
    /// Written.
    Saved {
        /// For whom.
        student: StudentId,
        /// The faces.
        crops: Arc<[Arc<RgbImage>]>,
    },
}

/// A picture taken for enrolment.
#[derive(Debug, Clone, PartialEq)]
pub struct Shot {
    /// For [`super::Command::ThrowShot`].
    pub number: usize,
    /// The face, as the gallery would keep it.
    pub crop: Arc<RgbImage>,
    /// How good it is.
    pub quality: Quality,
    /// What is wrong with it, where the person wanted it all the same.
    pub flaw: Option<Flaw>,
}

/// An enrolment of files or a folder.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// What is enrolled, in the person's words: the folder's name, or "3 photos of Budi".
    pub title: Text,
    /// How far it is.
    pub progress: bulk::Progress,
    /// It was asked to stop.
    pub cancelling: bool,
    /// How it ended; `None` while it runs.
    pub report: Option<Arc<bulk::Report>>,
}

/// Something the person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// For [`super::Command::Dismiss`].
    pub number: u64,
    /// How bad it is.
    pub level: Level,
    /// What happened and what was kept, a sentence.
    pub text: Text,
    /// What to do; may be nothing.
    pub advice: Text,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It went well.
    Info,
    /// Worth a look.
    Warning,
    /// Something the person wanted did not happen.
    Error,
}
