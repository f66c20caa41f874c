//! The name a student is enrolled under. It becomes a file name, a label on the screen and a field of the webhook, so
//! what it may hold is decided here, once.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::recognition::UNKNOWN;
use crate::text;
use crate::words::{Part, Text};

/// Longest id, in characters.
pub const MAX_CHARS: usize = 64;
/// Longest id, in bytes of UTF-8: a file name may have 255, of which `.npy` and the name of a temporary file take some.
pub const MAX_BYTES: usize = 200;

/// A student's id: 1 to 64 letters (any script), digits, spaces, `.`, `_`, `-`; normalised to NFC, not a path.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StudentId(String);

/// Why a text cannot be a student id. The words are for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum IdRefusal {
    /// Nothing was typed, or only spaces.
    Empty,
    /// More than 64 characters, or 200 bytes.
    TooLong,
    /// `.` in front would hide the file, and `..` is a folder.
    LeadingDot,
    /// A space at either end cannot be seen.
    OuterSpace,
    /// `/`, `\` or `:`.
    PathCharacter(char),
    /// A control or invisible character, such as those that turn the direction of writing.
    Invisible(char),
    /// Any other character.
    Character(char),
    /// The word for a face that nobody knows.
    Reserved,
}

impl IdRefusal {
    /// What is wrong, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Empty => text!("ids-empty"),
            Self::TooLong => text!("ids-too-long", most = MAX_CHARS),
            Self::LeadingDot => text!("ids-leading-dot"),
            Self::OuterSpace => text!("ids-outer-space"),
            Self::PathCharacter(character) => text!("ids-path", character = *character),
            Self::Invisible(character) => text!("ids-invisible", code = format!("{:04X}", *character as u32)),
            Self::Character(character) => text!("ids-character", character = *character),
            Self::Reserved => text!("ids-reserved", word = UNKNOWN),
        }
    }
}

/// As it is written, in every language.
impl From<&StudentId> for Part {
    fn from(student: &StudentId) -> Self {
        student.as_str().into()
    }
}

impl StudentId {
    /// Checks a text as a person typed it, or as a folder is called.
    pub fn parse(text: &str) -> Result<Self, IdRefusal> {
        // Before anything walks over it: a request may hold megabytes.
        if text.len() > 4 * MAX_BYTES {
            return Err(IdRefusal::TooLong);
        }
        if text.trim().is_empty() {
            return Err(IdRefusal::Empty);
        }
        let id: String = text.nfc().collect();
        if let Some(refusal) = id.chars().find_map(refuse_char) {
            return Err(refusal);
        }
        if id.chars().count() > MAX_CHARS || id.len() > MAX_BYTES {
            return Err(IdRefusal::TooLong);
        }
        if id.starts_with('.') {
            return Err(IdRefusal::LeadingDot);
        }
        if id.starts_with(' ') || id.ends_with(' ') {
            return Err(IdRefusal::OuterSpace);
        }
        if id.eq_ignore_ascii_case(UNKNOWN) {
            return Err(IdRefusal::Reserved);
        }
        Ok(Self(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn refuse_char(c: char) -> Option<IdRefusal> {
    use GeneralCategoryGroup as Group;
    match c {
        ' ' | '.' | '_' | '-' => None,
        '/' | '\\' | ':' => Some(IdRefusal::PathCharacter(c)),
        c if is_ignorable(c) => Some(IdRefusal::Invisible(c)),
        _ => match c.general_category_group() {
            Group::Letter | Group::Mark | Group::Number => None,
            Group::Other | Group::Separator => Some(IdRefusal::Invisible(c)),
            Group::Punctuation | Group::Symbol => Some(IdRefusal::Character(c)),
        },
    }
}

/// Letters and marks that show as nothing, so that two ids would look the same: Unicode's
/// `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt), as far as they are not in category Other anyway.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}')
}

impl FromStr for StudentId {
    type Err = IdRefusal;

    fn from_str(text: &str) -> Result<Self, IdRefusal> {
        Self::parse(text)
    }
}

impl fmt::Display for StudentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for StudentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for StudentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_any_script_are_taken() {
        for id in
            ["alip", "Budi Santoso", "7B-031", "a.b_c", "王小明", "محمد", "นักเรียน", "विद्यार्थी", "Ünal", "٣٤", "x.npy"]
        {
            assert_eq!(StudentId::parse(id).map(|i| i.to_string()), Ok(id.nfc().collect()), "{id}");
        }
        assert!(StudentId::parse(&"a".repeat(64)).is_ok());
    }

    #[test]
    fn what_is_no_id_is_refused_with_its_reason() {
        use IdRefusal::*;
        let cases: &[(&str, IdRefusal)] = &[
            ("", Empty),
            ("   ", Empty),
            ("../x", PathCharacter('/')),
            ("a/b", PathCharacter('/')),
            ("C:\\x", PathCharacter(':')),
            ("a\\b", PathCharacter('\\')),
            (".hidden", LeadingDot),
            ("..", LeadingDot),
            ("a\0b", Invisible('\0')),
            ("a\nb", Invisible('\n')),
            ("a\u{202e}b", Invisible('\u{202e}')),
            ("a\u{200f}b", Invisible('\u{200f}')),
            ("a\u{2066}b", Invisible('\u{2066}')),
            ("a\u{00a0}b", Invisible('\u{a0}')),
            ("alip\u{fe0f}", Invisible('\u{fe0f}')),
            ("\u{3164}", Invisible('\u{3164}')),
            (" a", OuterSpace),
            ("a ", OuterSpace),
            ("a*b", Character('*')),
            ("a😀", Character('😀')),
            ("unknown", Reserved),
        ];
        for (text, refusal) in cases {
            assert_eq!(StudentId::parse(text).as_ref(), Err(refusal), "{text:?}");
        }
        assert_eq!(StudentId::parse(&"a".repeat(65)), Err(TooLong));
        assert_eq!(StudentId::parse(&"a".repeat(10_240)), Err(TooLong));
        assert_eq!(StudentId::parse(&"𠀀".repeat(64)), Err(TooLong), "would not fit in a file name");
    }

    #[test]
    fn the_same_name_typed_two_ways_is_one_id() {
        assert_eq!(StudentId::parse("Jose\u{301}"), StudentId::parse("José"));
    }
}
