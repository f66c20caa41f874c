//! What the original's endpoints take and give.

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::thought::Thought;
use crate::core::{FaceBox, Report, StudentId, UNKNOWN};
use crate::station::view::NamedFace;

/// A form with a picture and whose it is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the description of a form that is read field by field")]
pub(super) struct EnrollForm {
    /// 1 to 64 letters, digits, spaces, `.`, `_` and `-`.
    #[schema(min_length = 1, max_length = 64, examples("alip"))]
    pub(super) student_id: String,
    /// A JPEG, PNG or WebP of at most 4096 x 4096 pixels, with exactly one face.
    #[schema(value_type = String, format = Binary)]
    pub(super) image: Vec<u8>,
}

/// A form with a picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the description of a form that is read field by field")]
pub(super) struct ImageForm {
    /// A JPEG, PNG or WebP of at most 4096 x 4096 pixels.
    #[schema(value_type = String, format = Binary)]
    pub(super) image: Vec<u8>,
}

/// Whether a picture was enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Enrolled {
    /// There was exactly one face in it.
    pub(super) ok: bool,
    /// Templates saved: one, or none where there is no face or several, or where this picture was enrolled before.
    #[schema(examples(1))]
    pub(super) saved: usize,
    /// The same, with the faces that were found.
    pub(super) msg: Found,
    /// What Hadir thinks of the picture. Not there where there is no face or several, and where this very file was enrolled
    /// before: it is not looked at again.
    #[serde(flatten)]
    pub(super) thought: Option<Thought>,
}

impl Enrolled {
    /// Of a picture with so many faces, of which so many were saved.
    pub(super) fn of(faces_found: usize, saved: usize) -> Self {
        Self { ok: faces_found == 1, saved, msg: Found { faces_found, saved }, thought: None }
    }
}

/// What was found in a picture that was to be enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Found {
    /// Faces in the picture.
    #[schema(examples(1))]
    pub(super) faces_found: usize,
    /// Templates saved.
    #[schema(examples(1))]
    pub(super) saved: usize,
}

/// The faces in a picture.
#[derive(Serialize, ToSchema)]
pub(super) struct Recognized {
    /// Always true.
    #[schema(examples(true))]
    pub(super) ok: bool,
    /// Every face.
    pub(super) results: Vec<NamedBox>,
}

/// The faces in a picture, and what became of those that were reported.
#[derive(Serialize, ToSchema)]
pub(super) struct Reported {
    /// Always true.
    #[schema(examples(true))]
    pub(super) ok: bool,
    /// Every face.
    pub(super) results: Vec<NamedBox>,
    /// Those that were reported.
    pub(super) dispatch: Vec<Dispatched>,
    /// There is a main API to report to.
    pub(super) webhook_enabled: bool,
}

/// A face.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct NamedBox {
    /// Where, in pixels: top, right, bottom, left.
    #[serde(rename = "box")]
    #[schema(value_type = [i32; 4], examples(json!([120, 260, 220, 160])))]
    pub(super) face_box: FaceBox,
    /// Whose, or `Unknown`.
    #[schema(examples("alip"))]
    pub(super) label: String,
    /// Distance to the nearest template: the smaller, the more alike. 1.0 when nobody is enrolled.
    #[schema(examples(0.38))]
    pub(super) distance: f64,
}

/// What became of a face that was reported.
#[derive(Serialize, ToSchema)]
pub(super) struct Dispatched {
    /// Whose, or `Unknown`.
    #[schema(examples("alip"))]
    pub(super) label: String,
    /// What the main API said, or why it was not asked.
    pub(super) report: Report,
}

/// Whether the server is there, and who is enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always true.
    #[schema(examples(true))]
    pub(super) ok: bool,
    /// Templates enrolled.
    #[schema(examples(25))]
    pub(super) encodings: usize,
    /// Students enrolled.
    #[schema(examples(2))]
    pub(super) labels: usize,
}

/// What the server goes by.
#[derive(Serialize, ToSchema)]
pub(super) struct Config {
    /// The largest distance that still names a face.
    #[schema(examples(0.45))]
    pub(super) tolerance: f64,
    /// There is a main API to report to.
    pub(super) webhook_enabled: bool,
    /// The least time between two reports of one student.
    #[schema(value_type = f64, examples(5))]
    pub(super) cooldown_seconds: Number,
}

/// How a face is reported.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(super) struct RealtimeQuery {
    /// Report only faces at most this far from their template. 0 and all above the tolerance is the tolerance.
    #[param(required = false, default = 0.0)]
    pub(super) min_conf: f64,
    /// Report faces that are nobody's, too.
    #[param(required = false, default = false)]
    pub(super) send_unknown: bool,
}

impl NamedBox {
    pub(super) fn of(face: &NamedFace) -> Self {
        let label = label_of(face.found.student.as_ref());
        Self { face_box: face.face_box, label, distance: face.found.distance }
    }
}

/// What a face is called whose student this is.
pub(super) fn label_of(student: Option<&StudentId>) -> String {
    student.map_or(UNKNOWN, StudentId::as_str).to_owned()
}
