//! What the server tells people and tools that integrate: the newer API on a real journal and gallery, what it says of
//! itself, its numbers, and its page in a real browser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod chromium;
mod described;
mod events;
mod numbers;
mod page;
mod parts;
mod students;
