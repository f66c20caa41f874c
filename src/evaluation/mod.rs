//! Measuring recognition: how often a student is missed and a stranger named, and how sure those figures are; and making
//! the parameters of the score.
//!
//! What is measured is what the door does: a face is tried against everyone enrolled, and gets a name when the best is
//! good enough. The field's terms, which the figures keep (ISO/IEC 19795-1):
//!
//! - FTA, failure to acquire: the part of photos in which no face is found;
//! - FNIR, false negative identification rate: the part of tries by enrolled people that give no name, or another's;
//! - FPIR, false positive identification rate: the part of tries by people who are not enrolled that give a name;
//! - FMR, false match rate: the part of comparisons with one other person that reach a score; with `N` enrolled about `N`
//!   of them are made for each stranger.
//!
//! [`collect`] makes faces of a folder of photos; everything behind it is pure and repeatable by its seed: [`protocol`]
//! draws who is enrolled and tries, [`rates`] makes figures with intervals of the tries, [`fit`] and [`tail`] make
//! parameters.

pub mod cache;
pub mod calibration;
pub mod collect;
pub mod det;
pub mod fit;
pub mod groups;
pub mod interval;
pub mod misplaced;
pub mod people;
pub mod protocol;
pub mod rates;
pub mod report;
pub mod rules;
pub mod tail;
