//! The window as a person meets it: what is seen by name, what is pressed, and what the station is then asked for.

mod fake;

mod enrol;
mod live;
mod people;
mod settings;
mod window;
