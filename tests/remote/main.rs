//! Another Hadir that names the faces: what is sent to it, what it says in whatever way, and how it fails.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

#[path = "../head/mod.rs"]
mod head;

mod other;

mod asking;
mod following;
mod headless;
mod station;
