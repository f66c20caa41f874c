//! What is known of a student besides their face: a name, a class, a note, and who agreed to their enrolment.

use std::sync::Arc;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text;
use crate::words::Text;

/// Longest name, of a student or of who agreed, in characters.
pub const MAX_NAME: usize = 100;
/// Longest class, in characters: it stands behind the name in labels.
pub const MAX_CLASS: usize = 32;
/// Longest note, in characters.
pub const MAX_NOTE: usize = 500;
/// Longest text that can be agreed to, in characters.
pub const MAX_CONSENT_TEXT: usize = 4000;

/// What is known of a student besides their id and face; all of it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// What they are called.
    pub name: Option<String>,
    /// The class they are in, as the school writes it: `7B`.
    pub class: Option<String>,
    /// Whatever else is to be known; may have several lines.
    pub note: Option<String>,
    /// Who agreed that they are enrolled, where that was recorded.
    pub consent: Option<Consent>,
}

/// That somebody agreed to a student's enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// When.
    pub at: Timestamp,
    /// Who agreed, for instance a parent; `None` where that was not asked.
    pub by: Option<String>,
    /// What they agreed to, word for word; shared by all who agreed to the same.
    pub text: Arc<str>,
}

/// A part of what is known of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Their name.
    Name,
    /// Their class.
    Class,
    /// The note.
    Note,
    /// Who agreed.
    ConsentBy,
    /// What was agreed to.
    ConsentText,
}

/// Why something cannot be kept of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonRefusal {
    /// What cannot be kept.
    pub part: Part,
    /// Why not.
    pub why: TextRefusal,
}

/// Why a text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRefusal {
    /// More than this many characters.
    TooLong {
        /// How many it may have.
        most: usize,
    },
    /// A control or invisible character, such as those that turn the direction of writing.
    Invisible(char),
    /// Nothing, where something has to be said.
    Empty,
}

impl Person {
    /// The same as it is kept: NFC, spaces as one types them, what is empty not there.
    ///
    /// # Errors
    /// The first part that cannot be kept.
    pub fn checked(self) -> Result<Self, PersonRefusal> {
        let Self { name, class, note, consent } = self;
        Ok(Self {
            name: part(Part::Name, name)?,
            class: part(Part::Class, class)?,
            note: part(Part::Note, note)?,
            consent: consent.map(Consent::checked).transpose()?,
        })
    }

    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Consent {
    /// The same as it is kept.
    ///
    /// # Errors
    /// The first part that cannot be kept; there must be a text.
    pub fn checked(self) -> Result<Self, PersonRefusal> {
        let Self { at, by, text } = self;
        let by = part(Part::ConsentBy, by)?;
        let refuse = |why| PersonRefusal { part: Part::ConsentText, why };
        match Part::ConsentText.tidy(&text).map_err(refuse)? {
            Some(tidy) if *tidy == *text => Ok(Self { at, by, text }),
            Some(tidy) => Ok(Self { at, by, text: tidy.into() }),
            None => Err(refuse(TextRefusal::Empty)),
        }
    }
}

fn part(part: Part, text: Option<String>) -> Result<Option<String>, PersonRefusal> {
    let Some(text) = text else { return Ok(None) };
    part.tidy(&text).map_err(|why| PersonRefusal { part, why })
}

impl PersonRefusal {
    /// Why not, to stand behind a colon.
    pub fn text(&self) -> Text {
        let part = match self.part {
            Part::Name => text!("students-part-name"),
            Part::Class => text!("students-part-class"),
            Part::Note => text!("students-part-note"),
            Part::ConsentBy => text!("students-part-consent-by"),
            Part::ConsentText => text!("students-part-consent-text"),
        };
        match self.why {
            TextRefusal::TooLong { most } => text!("students-too-long", part = part, most = most),
            TextRefusal::Invisible(letter) => {
                text!("students-invisible", part = part, code = format!("U+{:04X}", u32::from(letter)))
            }
            TextRefusal::Empty => text!("students-empty", part = part),
        }
    }
}

impl Part {
    /// How many characters it may have.
    pub fn most(self) -> usize {
        match self {
            Self::Name | Self::ConsentBy => MAX_NAME,
            Self::Class => MAX_CLASS,
            Self::Note => MAX_NOTE,
            Self::ConsentText => MAX_CONSENT_TEXT,
        }
    }

    fn has_lines(self) -> bool {
        matches!(self, Self::Note | Self::ConsentText)
    }

    /// A text as it is kept: NFC, without spaces at the ends or two in a row, and `None` when that leaves nothing.
    ///
    /// # Errors
    /// Why it cannot be kept.
    pub fn tidy(self, text: &str) -> Result<Option<String>, TextRefusal> {
        let too_long = TextRefusal::TooLong { most: self.most() };
        // Before anything walks over it: a file or a request may hold megabytes.
        if text.len() > 16 * self.most() {
            return Err(too_long);
        }
        let tidy = if self.has_lines() {
            let lines: Vec<String> = text.lines().map(one_line).collect();
            lines.join("\n").trim_matches('\n').to_owned()
        } else {
            one_line(text)
        };
        if let Some(invisible) = tidy.chars().find(|&c| c != '\n' && is_invisible(c)) {
            return Err(TextRefusal::Invisible(invisible));
        }
        if tidy.chars().count() > self.most() {
            return Err(too_long);
        }
        Ok(Some(tidy).filter(|tidy| !tidy.is_empty()))
    }
}

/// NFC, and any run of white space (Excel has no-break spaces, too) one space.
fn one_line(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    // Persian and many Indian names are written with the two joiners.
    !matches!(c, ' ' | '\u{200c}' | '\u{200d}')
        && matches!(c.general_category_group(), GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_one_would_have_typed_it() {
        let cases = [
            (Part::Name, "  Budi\t Santoso\u{a0} ", Some("Budi Santoso")),
            (Part::Name, "Jose\u{301}", Some("José")),
            (Part::Name, "Nur'aini binti H. Abd. Aziz, S.Pd.", Some("Nur'aini binti H. Abd. Aziz, S.Pd.")),
            (Part::Name, "می\u{200c}خواهم", Some("می\u{200c}خواهم")),
            (Part::Name, "王小明", Some("王小明")),
            (Part::Name, " \u{a0}\n ", None),
            (Part::Class, "", None),
            (Part::Note, "\r\n allergic \r\n\r\n  to   nuts\n", Some("allergic\n\nto nuts")),
        ];
        for (part, text, kept) in cases {
            assert_eq!(part.tidy(text), Ok(kept.map(str::to_owned)), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_or_is_too_long_is_refused() {
        assert_eq!(Part::Name.tidy("Bu\u{202e}di"), Err(TextRefusal::Invisible('\u{202e}')));
        assert_eq!(Part::Note.tidy("a\u{7}b"), Err(TextRefusal::Invisible('\u{7}')));
        assert_eq!(Part::Class.tidy(&"7".repeat(33)), Err(TextRefusal::TooLong { most: 32 }));
        assert!(Part::Name.tidy(&"王".repeat(100)).is_ok());
        assert_eq!(Part::Name.tidy(&"a".repeat(1 << 20)), Err(TextRefusal::TooLong { most: 100 }));
    }

    #[test]
    fn a_consent_needs_the_text_that_was_agreed_to() {
        let consent =
            |text: &str| Consent { at: Timestamp::UNIX_EPOCH, by: Some(" Ibu Sari ".into()), text: text.into() };
        let kept = consent(" I agree. ").checked().unwrap();
        assert_eq!((kept.by.as_deref(), &*kept.text), (Some("Ibu Sari"), "I agree."));
        let refusal = PersonRefusal { part: Part::ConsentText, why: TextRefusal::Empty };
        assert_eq!(consent("  ").checked(), Err(refusal));
    }
}
