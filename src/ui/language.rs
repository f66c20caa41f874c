//! The language the window speaks: that of the settings, from the beginning of a frame on.

use std::cell::Cell;

use crate::words::{Language, Text};

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// From now on this is spoken in this thread. The window is drawn by one; one that says something itself is told what to
/// speak.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// What is spoken in this thread.
pub fn now() -> Language {
    SPOKEN.get()
}

/// A text in the language spoken.
pub fn spoken(text: &Text) -> String {
    text.say(SPOKEN.get())
}

/// A message in the language spoken: `say!("rail-progress", done = 3, total = 9)`.
macro_rules! say {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::ui::language::spoken(&$crate::text!($id $(, $name = $value)*))
    };
}
pub(super) use say;
