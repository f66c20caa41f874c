//! The face detector that comes with dlib, taken out of it while Hadir is being built (see `weights.cc`).

/// Cells a template is wide and high.
pub(crate) const WINDOW: usize = 10;

/// What a face looks like, and how much two boxes of one face may share.
pub(crate) struct Model {
    /// Two boxes are of one face when they share more than this part of what they cover together ...
    pub(crate) most_shared: f64,
    /// ... or more than this part of either.
    pub(crate) most_covered: f64,
    /// Seen from the front, from the left, from the right, and leaning to either side.
    pub(crate) templates: &'static [Template],
}

/// A face seen in one way: how well it fits a window is the sum of what its filters give there.
pub(crate) struct Template {
    /// A sum of at least this is a face.
    pub(crate) threshold: f64,
    pub(crate) filters: &'static [Filter],
}

/// Weights for the cells of a window, of the form `column[y] * row[x]`, on one plane of the features.
pub(crate) struct Filter {
    pub(crate) plane: usize,
    pub(crate) row: [f32; WINDOW],
    pub(crate) column: [f32; WINDOW],
}

#[allow(
    clippy::excessive_precision,
    clippy::unreadable_literal,
    reason = "as many digits as bring back dlib's numbers"
)]
pub(crate) static MODEL: Model = include!(concat!(env!("OUT_DIR"), "/face_templates.rs"));
