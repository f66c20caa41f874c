//! What programs say to each other, made fit for a person to read.

use std::fmt::Display;

/// An error, which is worded to stand behind a colon, as a sentence of its own.
///
/// A sentence that begins with the name of a file (`nope.mp4`, `/dev/video0`) or with something quoted begins as that is
/// written: with a capital it would name another file.
pub fn sentence(error: &dyn Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return text };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    if begins_with_a_name(&text) {
        return format!("{text}{end}");
    }
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

/// Whether the first word is written as names of files are. A quotation needs no care: its mark has no capital.
fn begins_with_a_name(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches(['.', ',', ':', ';', '!', '?']).contains(['.', '/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_becomes_a_sentence() {
        for (error, expected) in [
            ("the file is empty", "The file is empty."),
            ("A sentence.", "A sentence."),
            ("who is it?", "Who is it?"),
            ("stopped", "Stopped."),
            ("stopped.", "Stopped."),
            ("émile is not enrolled", "Émile is not enrolled."),
            ("", ""),
        ] {
            assert_eq!(sentence(&error), expected);
        }
    }

    #[test]
    fn a_name_stays_as_it_is_written() {
        for (error, expected) in [
            ("nope.mp4 is not there", "nope.mp4 is not there."),
            ("nope.mp4: it is not there", "nope.mp4: it is not there."),
            ("photos/alip is not a file", "photos/alip is not a file."),
            ("c:\\photos is not there", "c:\\photos is not there."),
            ("/dev/video0 is busy", "/dev/video0 is busy."),
            ("\u{201c}alip\u{201d} is taken", "\u{201c}alip\u{201d} is taken."),
            ("'a' is taken", "'a' is taken."),
        ] {
            assert_eq!(sentence(&error), expected);
        }
    }
}
