//! Hadir: attendance at the classroom door. A camera sees students arrive, each face is recognised on this machine.
//!
//! The rooms, from the top; imports only point downwards (`tests/architecture.rs` holds that):
//!
//! - [`cli`]: one file a command
//! - [`ui`]: the window, one file a screen
//! - [`station`]: the threads and what joins them; start reading here
//! - [`gallery`]: who is enrolled
//! - [`camera`]: where pictures come from
//! - [`engine`]: finding and describing faces
//! - [`settings`]: settings and where they came from
//! - [`images`], [`files`]: bytes to pixels; files that survive a power cut
//! - [`core`]: the domain, pure

pub mod camera;
pub mod cli;
pub mod core;
pub mod engine;
pub mod files;
pub mod gallery;
pub mod images;
pub mod settings;
pub mod station;
pub mod ui;
