//! What commands print.

use std::fmt;
use std::io::{self, Write};

/// Tells the person something, on stderr. When that cannot be written, nobody is there to read it.
pub(super) fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A name of a file as it can be shown: one with control characters could otherwise command the terminal.
pub(super) fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Writes a line at once, so that a reader at the other end of a pipe has it.
pub(super) fn write_line(out: &mut dyn Write, line: &str) -> io::Result<()> {
    out.write_all(format!("{line}\n").as_bytes())?;
    out.flush()
}

/// What became of writing to a reader.
pub(super) enum Written {
    /// It has it.
    Yes,
    /// It has read enough and gone, which is no fault.
    ReaderGone,
}

/// Tells a reader who has gone from what is an error.
pub(super) fn written(result: io::Result<()>) -> io::Result<Written> {
    match result {
        Ok(()) => Ok(Written::Yes),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Written::ReaderGone),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\u{fffd}");
    }
}
