//! Hadir: attendance at the classroom door. A camera sees students arrive, each face is recognised on this machine.
//!
//! The rooms, from the top; imports only point downwards (`tests/architecture.rs` holds that):
//!
//! - [`cli`]: one file a command
//! - [`ui`]: the window, one file a screen
//! - [`server`]: what other systems ask over HTTP and WebSocket
//! - [`station`]: the threads and what joins them; start reading here
//! - [`evaluation`]: how often somebody is missed or wrongly named, and the score's parameters
//! - [`webhook`]: events on their way to the school's main API
//! - [`remote`]: another Hadir that names the faces instead of this PC
//! - [`journal`]: the attendance log and the outbox; what is committed there has happened
//! - [`gallery`]: who is enrolled
//! - [`register`]: what is known of a student besides the face: name, class, note, consent
//! - [`strangers`]: faces that were nobody's, kept for a few days where the school wants that
//! - [`camera`]: where pictures come from
//! - [`engine`]: finding and describing faces
//! - [`sound`]: what is heard when somebody is recorded
//! - [`web`]: what every way out over HTTP shares
//! - [`settings`]: settings and where they came from
//! - [`images`], [`files`]: bytes to pixels; files that survive a power cut
//! - [`core`]: the domain, pure
//! - [`words`]: what is said to people, in their language
//!
//! What holds everywhere:
//!
//! - [`core`] names no room but [`words`], and does no I/O, starts no thread, reads no clock.
//! - A face engine is `Send` and not `Sync`: each thread that looks for faces has one of its own.
//! - A bad photo, file or setting is a problem told to the person by its name: never a panic, and never the loss of the
//!   rest of the batch.
//! - State travels as snapshots that overwrite each other; facts, as who arrived, are queued and never dropped.
//! - The window waits for nothing: it draws the newest snapshots and sends commands. Recognition goes on without it.
//! - No picture and no template leaves this machine, unless a person takes it away, or has another Hadir of theirs name
//!   the faces.
//! - No `unsafe`.

pub mod camera;
pub mod cli;
pub mod core;
pub mod engine;
pub mod evaluation;
pub mod files;
pub mod gallery;
pub mod images;
pub mod journal;
pub mod register;
pub mod remote;
pub mod server;
pub mod settings;
pub mod sound;
pub mod station;
pub mod strangers;
pub mod ui;
pub mod web;
pub mod webhook;
pub mod words;
