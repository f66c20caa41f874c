//! The server over real connections: who is let in, who is kept out, and how it follows the settings. The station is real,
//! its faces are painted (see `engine::scripted`).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a helper that fails is a test that fails, and a time is worth reading"
)]

mod following;
mod guard;
mod hostile;
mod parts;
#[cfg(unix)]
mod process;
mod tls;
