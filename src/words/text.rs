//! What is to be said, as a value.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::FluentValue;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Serialize, Serializer};

use super::{Dates, Language, bundle};

/// The message of what is made a sentence of its own.
const SENTENCE: &str = "words-sentence";
/// The message of what others said.
pub(super) const AS_IT_SAYS: &str = "words-as-it-says";

/// Something to say to a person: a message of `assets/locales`, and what stands in it. Made by [`crate::text!`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub(super) id: Cow<'static, str>,
    pub(super) parts: Vec<(Cow<'static, str>, Part)>,
}

/// What stands in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A name, a path, what another program said: the same in every language. Numbers that are names (a port, a year), too.
    Name(String),
    /// How many.
    Count(i64),
    /// How much, by the bits of an f64; written with as many decimals as the message says (`NUMBER`).
    Measure(u64),
    /// When: today's as a time of day, another day's with its date.
    Moment(Timestamp),
    /// Something else to say.
    Text(Box<Text>),
}

/// What is to be said: `text!("enrol-saved", student = id, count = 3)`. The first is the message's id in `assets/locales`,
/// which a test looks up, and the rest are its variables by name.
#[macro_export]
macro_rules! text {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Text::new($id)$(.with(stringify!($name), $value))*
    };
}

impl Text {
    /// A message that nothing stands in. Use [`crate::text!`].
    pub const fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), parts: Vec::new() }
    }

    /// The same with something in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    /// The same as a sentence of its own, where it is worded to stand behind a colon: it begins with a capital, unless that
    /// is how a file or something quoted is written, and ends with a full stop.
    #[must_use]
    pub fn sentence(self) -> Self {
        crate::text!("words-sentence", said = self)
    }

    /// Nothing to say.
    pub const NOTHING: Self = Self::new("");

    /// Whether there is nothing to say.
    pub fn is_nothing(&self) -> bool {
        self.id.is_empty()
    }

    /// What another program or a person said, as they said it: the same in every language.
    pub fn said(words: impl fmt::Display) -> Self {
        crate::text!("words-as-it-says", said = words.to_string())
    }

    /// This sentence, and another behind it, if there is one.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        if next.is_nothing() {
            return self;
        }
        crate::text!("words-two-sentences", first = self, second = next)
    }

    /// Several things, one after the other, with commas between them; nothing of nothing.
    pub fn list(things: impl IntoIterator<Item = Self>) -> Self {
        let joined =
            things.into_iter().reduce(|before, thing| crate::text!("words-list", before = before, thing = thing));
        joined.unwrap_or(Self::NOTHING)
    }

    /// The name of the message.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// In a language.
    pub fn say(&self, language: Language) -> String {
        if self.is_nothing() {
            return String::new();
        }
        let parts = self.parts.iter().map(|(name, part)| (&**name, part.value(language)));
        let said = bundle::of(language).say(&self.id, parts);
        if self.id == SENTENCE { sentence(said) } else { said }
    }
}

/// In English: for logs, and for other systems.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// Where something is an error, this is what is wrong.
impl std::error::Error for Text {}

/// In English: it goes to other systems.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Part {
    fn value(&self, language: Language) -> FluentValue<'_> {
        match self {
            Self::Name(name) => FluentValue::from(name.as_str()),
            Self::Count(count) => FluentValue::from(*count),
            Self::Measure(bits) => FluentValue::from(f64::from_bits(*bits)),
            Self::Moment(at) => {
                let dates = Dates { language, zone: TimeZone::system() };
                FluentValue::from(dates.moment(*at, Timestamp::now()))
            }
            Self::Text(text) => FluentValue::from(text.say(language)),
        }
    }
}

impl From<&str> for Part {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for Part {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&String> for Part {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<char> for Part {
    fn from(letter: char) -> Self {
        Self::Name(letter.into())
    }
}

impl From<&std::path::Path> for Part {
    fn from(path: &std::path::Path) -> Self {
        Self::Name(path.display().to_string())
    }
}

impl From<&std::path::PathBuf> for Part {
    fn from(path: &std::path::PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<std::path::PathBuf> for Part {
    fn from(path: std::path::PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<Timestamp> for Part {
    fn from(at: Timestamp) -> Self {
        Self::Moment(at)
    }
}

impl From<Text> for Part {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

impl From<&Text> for Part {
    fn from(text: &Text) -> Self {
        text.clone().into()
    }
}

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl From<$number> for Part {
            fn from(count: $number) -> Self {
                Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    )*};
}
counts!(i32, u8, u16, u32, u64, i64, usize);

impl From<f64> for Part {
    fn from(measure: f64) -> Self {
        Self::Measure(measure.to_bits())
    }
}

impl From<f32> for Part {
    fn from(measure: f32) -> Self {
        f64::from(measure).into()
    }
}

fn sentence(said: String) -> String {
    let mut letters = said.chars();
    let Some(first) = letters.next() else { return said };
    let end = if said.ends_with(['.', '!', '?', bundle::MARKS.1]) { "" } else { "." };
    if begins_with_a_name(&said) {
        return format!("{said}{end}");
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
    fn what_is_said_is_in_the_language_asked_for() {
        let text = text!("words-not-found", name = "nope.mp4");
        assert_eq!(text.say(Language::English), "nope.mp4 is not there");
        assert_eq!(text.say(Language::Indonesian), "nope.mp4 tidak ada");
        assert_eq!(text.say(Language::Marked), "nope.mp4⟦ is not there⟧");
        assert_eq!(text.to_string(), "nope.mp4 is not there");
    }

    #[test]
    fn a_text_in_a_text_is_in_the_same_language() {
        let reason = text!("words-permission");
        let text = text!("words-file-because", name = "/data", reason = reason);
        assert_eq!(text.say(Language::English), "/data: there is no permission for it");
        assert_eq!(text.say(Language::Indonesian), "/data: tidak ada izin untuk itu");
    }

    #[test]
    fn what_stands_behind_a_colon_becomes_a_sentence() {
        for (said, expected) in [
            ("the file is empty", "The file is empty."),
            ("A sentence.", "A sentence."),
            ("who is it?", "Who is it?"),
            ("émile is not enrolled", "Émile is not enrolled."),
            ("", ""),
            ("nope.mp4 is not there", "nope.mp4 is not there."),
            ("photos/alip is not a file", "photos/alip is not a file."),
            ("c:\\photos is not there", "c:\\photos is not there."),
            ("\u{201c}alip\u{201d} is taken", "\u{201c}alip\u{201d} is taken."),
        ] {
            assert_eq!(sentence(said.to_owned()), expected);
        }
        assert_eq!(text!("words-permission").sentence().to_string(), "There is no permission for it.");
    }
}
