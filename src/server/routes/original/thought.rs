//! What Hadir thinks of a picture that was enrolled, beside what the original says: it may be poor, or somebody else's.

use serde::Serialize;
use utoipa::ToSchema;

use crate::core::{Lookalike, Lookalikes, Quality, StudentId, Why};
use crate::gallery::check::Misplaced;
use crate::gallery::enrol_one::Looked;

/// So many of those who look most like the face are told.
const MOST: usize = 3;

/// What Hadir thinks of a picture that was enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Thought {
    /// How good a picture it is. It is enrolled however poor it is.
    quality: Measures,
    /// Whom else of those enrolled before the face looks like, the likest first; three at most.
    lookalikes: Vec<Alike>,
    /// What speaks against its being the student's; null where nothing does.
    doubt: Option<Doubt>,
}

/// How good a picture of a face is.
#[derive(Serialize, ToSchema)]
struct Measures {
    /// Pixels; 100 and more are good.
    #[schema(examples(142.0))]
    face_width: f64,
    /// How sharp the face is for its contrast; 0.07 and more are good.
    #[schema(examples(0.16))]
    sharpness: f64,
    /// Mean brightness of the face, 0 to 255; 50 to 190 are good.
    #[schema(examples(121.0))]
    light: f64,
    /// How the face is turned.
    pose: Turned,
    /// What is wrong with it before all, `null` if nothing: `too_small`, `too_dark`, `too_bright`, `turned_away`, `tilted` or
    /// `blurred`.
    #[schema(examples("too_small"))]
    flaw: Option<&'static str>,
    /// The same in words.
    #[schema(examples("the face is 62 px wide; 100 are better"))]
    flaw_text: Option<String>,
}

/// How a face is turned.
#[derive(Serialize, ToSchema)]
struct Turned {
    /// To a side: 0 straight ahead, good from -0.25 to 0.25; above 0 towards the right of the picture.
    #[schema(examples(0.02))]
    turned: f64,
    /// How far the nose is below the eyes, as a share of the distance between them: good from 0.35 to 0.8, less looking up.
    #[schema(examples(0.55))]
    nose: f64,
    /// Degrees the head is tilted; good from -15 to 15.
    #[schema(examples(1.5))]
    tilted: f64,
}

/// Somebody else whom the face looks like.
#[derive(Serialize, ToSchema)]
struct Alike {
    /// Who.
    #[schema(examples("yoga"))]
    student_id: String,
    /// The part of strangers who look as much like somebody enrolled: the smaller, the likelier it is them.
    #[schema(examples(0.04))]
    strangers: f64,
    /// The face would get their name at the door: perhaps one person is enrolled under two ids.
    #[schema(examples(false))]
    same: bool,
}

/// What speaks against a picture.
#[derive(Serialize, ToSchema)]
struct Doubt {
    /// In words.
    #[schema(examples("this photo is perhaps of yoga"))]
    text: String,
    /// The student whom it is like, if there is one.
    #[schema(examples("yoga"))]
    like: Option<String>,
    /// It is nearly certain.
    #[schema(examples(false))]
    nearly_certain: bool,
}

impl Thought {
    /// Of a picture that is to be enrolled for a student.
    pub(super) fn new(student: &StudentId, looked: &Looked, lookalikes: &Lookalikes) -> Self {
        let same = lookalikes.somebody_elses(Some(student)).map(|same| &same.student);
        let alike = |Lookalike { student, strangers, .. }: &Lookalike| Alike {
            student_id: student.to_string(),
            strangers: rounded(*strangers, 6),
            same: same == Some(student),
        };
        let flaw = looked.flaw();
        let Quality { width, light, pose, .. } = looked.quality;
        Self {
            quality: Measures {
                face_width: rounded(width, 1),
                sharpness: rounded(looked.quality.relative_sharpness(), 4),
                light: rounded(light, 1),
                pose: Turned {
                    turned: rounded(pose.turned, 3),
                    nose: rounded(pose.nose, 3),
                    tilted: rounded(pose.tilted, 1),
                },
                flaw: flaw.map(|flaw| flaw.name()),
                flaw_text: flaw.map(|flaw| flaw.text().to_string()),
            },
            lookalikes: lookalikes.closest(Some(student), MOST).map(alike).collect(),
            doubt: None,
        }
    }

    /// The same with what speaks against it.
    pub(super) fn doubted(self, misplaced: Option<&Misplaced>) -> Self {
        let doubt = misplaced.map(|misplaced| Doubt {
            text: misplaced.text().to_string(),
            like: match &misplaced.why {
                Why::Like(student) => Some(student.to_string()),
                Why::UnlikeOwn | Why::OneOfTwo => None,
            },
            nearly_certain: misplaced.is_nearly_certain,
        });
        Self { doubt, ..self }
    }
}

/// So many places behind the point, as much as is known of it.
fn rounded(value: f64, places: i32) -> f64 {
    let shift = 10_f64.powi(places);
    (value * shift).round() / shift
}
