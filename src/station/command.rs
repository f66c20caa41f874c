//! What a person can ask of the station. The window sends these and never waits; the answer is the next `View`.

use std::path::PathBuf;

use crate::core::StudentId;
use crate::gallery::TemplateKey;
use crate::settings::Change;

/// Something asked of the station.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Change a setting, now and for the next start. Choosing a camera is one ([`Change::Source`]).
    Change(Change),
    /// Look again for webcams that can be chosen.
    ListCameras,
    /// Take the newest picture for enrolment.
    Capture,
    /// Forget the picture taken.
    DiscardCapture,
    /// Save the picture taken, for this student.
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
    /// Remove a student, with every template and crop.
    RemoveStudent(StudentId),
    /// Remove one template.
    RemoveTemplate {
        /// Whose.
        student: StudentId,
        /// Which.
        key: TemplateKey,
    },
    /// Read the models again, after they were mended.
    RetryEngine,
    /// The person has read a notice.
    Dismiss(u64),
}
