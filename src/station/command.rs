//! What a person can ask of the station. The window sends these and never waits; the answer is the next `View`.

use std::path::PathBuf;

use super::sessions::SessionCommand;
use super::students::Details;
use crate::core::StudentId;
use crate::gallery::TemplateKey;
use crate::journal::{Filter, RowsOf};
use crate::register::list::ImportOptions;
use crate::settings::{Change, Secret, SecretName, Sound};

/// Something asked of the station.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Change a setting, now and for the next start. Choosing a camera is one ([`Change::Source`]).
    Change(Change),
    /// Look again for webcams that can be chosen.
    ListCameras,
    /// Follow whoever stands before the camera, and take several good and different pictures of them for enrolment.
    Capture,
    /// Take the next picture of one face, whatever is wrong with it.
    CaptureAnyway,
    /// The pictures taken so far are enough.
    FinishCapture,
    /// Throw one of the pictures taken away ([`super::view::Shot::number`]).
    ThrowShot(usize),
    /// Follow nobody any more, and forget the pictures taken.
    DiscardCapture,
    /// Save the pictures taken, for this student.
    SaveCapture(StudentId),
    /// Enrol photos of one student.
    EnrolFiles {
        /// Whose they are.
        student: StudentId,
        /// The photos.
        files: Vec<PathBuf>,
    },
    /// Enrol a folder of `<student_id>/` folders of photos.
    EnrolFolder(PathBuf),
    /// Stop the enrolment; what was saved stays saved.
    CancelEnrolment,
    /// The person has read how the enrolment went.
    CloseEnrolment,
    /// Remove a student, with every template and crop and what is known of them; a receipt stays.
    RemoveStudent {
        /// Whom.
        student: StudentId,
        /// What becomes of their rows in the log.
        rows: RowsOf,
    },
    /// Set what is known of a student, who need not be enrolled.
    SetDetails {
        /// Of whom.
        student: StudentId,
        /// What.
        details: Details,
    },
    /// Somebody agreed to the enrolment of these students, to the text of the settings.
    RecordConsent {
        /// Whose.
        students: Vec<StudentId>,
        /// Who agreed, for instance a parent.
        by: Option<String>,
    },
    /// The consent that is recorded for a student was recorded by mistake, or is withdrawn.
    WithdrawConsent(StudentId),
    /// Read a school's list, and show what it would change ([`super::view::View::import`]). Asked again with other options,
    /// it is read anew.
    PlanImport {
        /// The list: CSV or `.xlsx`.
        file: PathBuf,
        /// How it is to be read.
        options: ImportOptions,
    },
    /// Do what the list that is shown would change.
    ApplyImport,
    /// The person has seen what came of the list, or does not want it.
    CloseImport,
    /// Write the list of everyone who is known or enrolled: `.csv` or `.xlsx` by its name.
    ExportStudents(PathBuf),
    /// Write the receipts of those who were removed: `.csv` or `.xlsx` by its name.
    ExportReceipts(PathBuf),
    /// Remove one template.
    RemoveTemplate {
        /// Whose.
        student: StudentId,
        /// Which.
        key: TemplateKey,
    },
    /// The face that is followed under this number ([`super::view::NamedFace::track`]), of whom it was unsure, is this
    /// student's; `None`: nobody's who is enrolled. It is remembered: the face becomes one more photo of the student.
    Settle {
        /// The face.
        track: u64,
        /// Whose it is.
        student: Option<StudentId>,
    },
    /// List those who came and are not enrolled ([`super::view::Strangers`]); or no longer.
    ShowStrangers(bool),
    /// One of them is a student: these pictures of theirs become the student's photos. The rest is forgotten.
    EnrolStranger {
        /// Which of them.
        stranger: i64,
        /// Which pictures.
        pictures: Vec<i64>,
        /// Who it is.
        student: StudentId,
    },
    /// Delete these of them, with every picture.
    DismissStrangers(Vec<i64>),
    /// From now on leaving the door's screen asks for this PIN, or for none.
    SetDoorPin(Option<Secret>),
    /// Play a sound, to hear what it is like.
    TrySound(Sound),
    /// Try the gallery's photos against each other ([`super::view::View::measure`]), where that is not known yet, and read
    /// the last day's arrivals anew.
    MeasureGallery,
    /// Stop doing so.
    CancelMeasure,
    /// Look through the whole gallery for photos that are perhaps of somebody else ([`super::view::View::check`]).
    CheckGallery,
    /// Stop doing so.
    CancelCheck,
    /// Look at everything now, and say what is in order and what is not ([`super::view::View::checkup`]). That happens by
    /// itself, too, and more seldom.
    CheckUp,
    /// Read the models again, after they were mended.
    RetryEngine,
    /// The person has read a notice.
    Dismiss(u64),
    /// Show this part of the log, and keep it fresh; `None`: no longer.
    ShowLog(Option<LogPart>),
    /// The event of this number was about somebody else, or nobody (`None`).
    Correct {
        /// The event's number.
        number: i64,
        /// Who it was.
        student: Option<StudentId>,
    },
    /// A student came, and no camera saw it.
    AddByHand(StudentId),
    /// Write every event that passes, newest first, to a file: `.csv` or `.xlsx` by its name.
    ExportLog {
        /// Which events.
        filter: Filter,
        /// The file.
        file: PathBuf,
    },
    /// Stop the export.
    CancelExport,
    /// The person has read how the export went.
    CloseExport,
    /// Send given-up events again: the one of this number, or all of them.
    SendAgain(Option<i64>),
    /// Try what is queued now, and do not wait until it is due: the one of this number, or all of them.
    SendNow(Option<i64>),
    /// Send nothing until told otherwise; or send again.
    PauseDelivery(bool),
    /// Send a test event to the main API, by the settings there are.
    TestWebhook,
    /// Keep a key, or forget it (`None`).
    SetSecret {
        /// Which.
        name: SecretName,
        /// The key.
        secret: Option<Secret>,
    },
    /// Ask the other Hadir that names the faces how it is ([`super::view::RemoteTest`]).
    TestRemote,
    /// Something asked of the class list.
    Session(SessionCommand),
    /// Show the key of this station's server ([`super::View::server_key`]), to give it to another system; or no longer.
    ShowServerKey(bool),
}

/// A part of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPart {
    /// Which events.
    pub filter: Filter,
    /// The place of the first of them to show; 0 is the newest.
    pub first: usize,
    /// How many to show.
    pub rows: usize,
}
