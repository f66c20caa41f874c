//! The window as a person meets it: what is seen by name, what is pressed, and what the station is then asked for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod fake;

mod check;
mod class;
mod class_day;
mod class_stage;
mod delivery;
mod door_mode;
mod elsewhere;
mod enrol;
mod enrol_camera;
mod enrol_report;
mod enrolling_for_real;
mod gallery_check;
mod greeting;
mod language;
mod live;
mod log;
mod people;
mod reading;
mod recognition;
mod server_card;
mod settings;
mod strangers;
mod students;
mod welcome;
mod who;
mod window;
