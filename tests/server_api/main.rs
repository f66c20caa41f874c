//! The original's API over real sockets: what each endpoint answers, to proper requests and to hostile ones, and what the
//! WebSocket tells meanwhile. The faces are painted (see `engine::scripted`), except in `real`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

#[path = "../head/mod.rs"]
mod head;

mod contract;
mod hostile;
mod real;
mod realtime;
#[allow(dead_code, reason = "not every test file needs all of it")]
#[path = "../webhook/receiver.rs"]
mod receiver;
mod stage;
mod websocket;
