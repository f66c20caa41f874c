//! The program `hadir`: see [`hadir::cli`].

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    hadir::cli::run(std::env::args_os()).unwrap_or_else(|error| {
        // Nobody is left to tell when this cannot be written either.
        let _ = writeln!(std::io::stderr(), "hadir: {error:#}");
        ExitCode::from(hadir::cli::COULD_NOT_START)
    })
}
