//! The domain, pure: what a face, a student, a match and an arrival are.
//!
//! Nothing here does I/O, starts a thread, reads a clock or knows of a window; time comes in as a value. `core` imports
//! no other room of ours but the words.

pub mod attendance;
pub mod check;
mod codes;
pub mod delivery;
pub mod event;
pub mod face;
pub mod light;
pub mod lookalikes;
pub mod matcher;
pub mod measured;
pub mod naming;
pub mod order;
mod people;
pub mod person;
pub mod quality;
pub mod recognition;
pub mod retry;
mod roster;
pub mod scoring;
pub mod session;
pub mod student_id;
pub mod templates;
pub mod track;
pub mod upsampling;
pub mod visit;

pub use attendance::{Attendance, Decision, counted_before_start};
pub use check::{Checked, Misplaced, Pair, Why, check};
pub use delivery::{Answer, Delivery, DeliveryState, Report};
pub use event::{Corrects, Event, EventKind, Sighting};
pub use face::{EMBEDDING_LEN, Embedding, EmbeddingError, FaceBox, FrameSize};
pub use light::{Brightness, Light, LightFlaw};
pub use lookalikes::{Lookalike, Lookalikes};
pub use matcher::{Match, Tolerance};
pub use measured::{Measure, Measured};
pub use naming::{Case, Finding, References, Rule, Standing, StrangersNamed};
pub use order::SortKey;
pub use people::People;
pub use person::{Consent, Person, PersonRefusal, TextRefusal};
pub use quality::{Flaw, Landmarks, Pose, Purpose, Quality};
pub use recognition::{Recognition, UNKNOWN};
pub use roster::{Entry, InClass, Roster, Wanted};
pub use scoring::{Parameters, Picture, Probe, Reference, Scoring, ScoringError, Tail};
pub use student_id::{IdRefusal, StudentId};
pub use templates::Templates;
pub use track::{Track, Tracks, overlap};
pub use upsampling::Upsampling;
pub use visit::{Meaning, Sight, Visit, Visits};
