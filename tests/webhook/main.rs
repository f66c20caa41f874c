//! The way of events to a real receiver on this PC: what is posted, and what follows from each way of failing. The journal
//! is real, too. Waits are shortened, never measured.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod failing;
#[path = "../head/mod.rs"]
mod head;

mod order;
mod pausing;
mod place;
mod posting;
mod python;
mod receiver;
mod restarting;
mod secrecy;
