//! What is said to people, in their language. The words themselves are in `assets/locales`, a folder a language and a file
//! a screen or room, in [Fluent](https://projectfluent.org)'s syntax: a translator needs no compiler.
//!
//! - [`Text`]: what is to be said, as a value: by the name of a message and what stands in it. It is said only where it is
//!   shown, in the language the person has chosen by then; to logs and to other systems it speaks English.
//! - [`Language`]: the languages there are
//! - [`Dates`]: days and times as a language writes them
//!
//! Nothing is read here, at no time: the files are part of the program.

mod bundle;
mod dates;
mod io;
mod kept;
mod language;
mod numbers;
mod text;

pub use dates::Dates;
pub use io::io;
pub use language::Language;
pub use text::{Part, Text};
