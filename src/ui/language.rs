//! The language the window speaks: that of the settings, from the beginning of a frame on.

use std::cell::Cell;

use crate::words::{Language, Text};

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// From now on the window speaks this. It is drawn by one thread, and what it says is said there.
pub fn speak(language: Language) {
    SPOKEN.set(language);
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
