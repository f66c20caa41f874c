//! Telling how far a command is, on stderr.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::text;
use crate::words::{Language, Text};

/// One line that is written over on a terminal; elsewhere, as in a log, a line now and then.
pub(super) struct ProgressLine {
    on_terminal: bool,
    language: Language,
    /// When something was written last, and how much was done then.
    last: Mutex<Option<(Instant, usize)>>,
}

impl ProgressLine {
    /// One on stderr, terminal or not.
    pub fn on_stderr(language: Language) -> Self {
        Self::new(io::stderr().is_terminal(), language)
    }

    fn new(on_terminal: bool, language: Language) -> Self {
        Self { on_terminal, language, last: Mutex::new(None) }
    }

    /// Tells that so much is done, in these words, and how long it will still take.
    pub fn tell(&self, (done, total): (usize, usize), words: Text, left: Option<Duration>) {
        if let Some(text) = self.after((done, total), words, left, Instant::now()) {
            // Progress that nobody can see is no reason to stop.
            let _ = io::stderr().write_all(text.as_bytes());
        }
    }

    /// No more comes.
    pub fn end(&self) {
        if self.on_terminal {
            let _ = io::stderr().write_all(b"\n");
        }
    }

    /// What to write. It comes from several threads, and not always in order.
    fn after(
        &self,
        (done, total): (usize, usize),
        words: Text,
        left: Option<Duration>,
        now: Instant,
    ) -> Option<String> {
        let pause = if self.on_terminal { Duration::from_millis(100) } else { Duration::from_secs(10) };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_end = done == total;
        if let Some((at, before)) = *last
            && (done <= before || (now.saturating_duration_since(at) < pause && !is_end))
        {
            return None;
        }
        *last = Some((now, done));
        let words = match left.filter(|_| !is_end) {
            Some(left) => with_time_left(words, left),
            None => words,
        };
        let words = words.say(self.language);
        Some(if self.on_terminal { format!("\r{words}\u{1b}[K") } else { format!("{words}\n") })
    }
}

fn with_time_left(words: Text, left: Duration) -> Text {
    let minutes = left.as_secs().div_ceil(60);
    match left.as_secs() {
        0..60 => text!("cli-seconds-left", words = words, seconds = left.as_secs().max(1)),
        60..3600 => text!("cli-minutes-left", words = words, minutes = minutes),
        _ => text!("cli-hours-left", words = words, hours = minutes / 60, minutes = minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(line: &ProgressLine, done: usize, now: Instant) -> Option<String> {
        line.after((done, 100), Text::said(format!("{done} of 100 photos")), Some(Duration::from_secs(90)), now)
    }

    #[test]
    fn on_a_terminal_one_line_is_written_over() {
        let line = ProgressLine::new(true, Language::English);
        let start = Instant::now();
        let text = "\r1 of 100 photos, about 2 min left\u{1b}[K";
        assert_eq!(after(&line, 1, start).as_deref(), Some(text));
        assert_eq!(after(&line, 2, start), None, "not so often that it flickers");
        assert!(after(&line, 3, start + Duration::from_millis(100)).is_some());
        assert_eq!(after(&line, 2, start + Duration::from_secs(1)), None, "it never counts back");
    }

    #[test]
    fn in_a_log_there_is_a_line_now_and_then_and_one_at_the_end() {
        let line = ProgressLine::new(false, Language::English);
        let start = Instant::now();
        assert!(after(&line, 1, start).is_some());
        assert_eq!(after(&line, 2, start + Duration::from_secs(9)), None);
        assert!(after(&line, 3, start + Duration::from_secs(10)).is_some());
        let end = after(&line, 100, start + Duration::from_secs(11));
        assert_eq!(end.as_deref(), Some("100 of 100 photos\n"), "nothing is left");
    }

    #[test]
    fn the_time_left_is_said_as_people_say_it() {
        let table = [(0, "1 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3599, "60 min"), (4000, "1 h 7 min")];
        for (seconds, text) in table {
            let said = with_time_left(Text::said("1 of 2"), Duration::from_secs(seconds));
            assert_eq!(said.to_string(), format!("1 of 2, about {text} left"));
        }
    }
}
