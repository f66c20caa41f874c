//! The threads and what joins them. placeholder

pub mod capture;
pub mod checkup;
pub mod command;
pub mod latest;
pub mod view;

pub use command::Command;
pub use latest::{Latest, Taken};
pub use view::View;
