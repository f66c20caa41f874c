//! The languages there are.

/// A language that people are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Bahasa Indonesia.
    Indonesian,
    /// English with every text from the files between `⟦` and `⟧`: what stands outside of them is in no file. For tests,
    /// and for whoever writes a screen.
    Marked,
}

impl Language {
    /// Those that a person can choose.
    pub const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// As BCP 47 and the folders of `assets/locales` call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English | Self::Marked => "en",
            Self::Indonesian => "id",
        }
    }

    /// As its own speakers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English | Self::Marked => "English",
            Self::Indonesian => "Bahasa Indonesia",
        }
    }

    /// The one that is meant by a code (`id`) or by what a POSIX system says in `LANG` (`id_ID.UTF-8`, also with the older
    /// `in`).
    pub fn of(code: &str) -> Option<Self> {
        let language = code.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        match language.as_str() {
            "in" | "ind" => Some(Self::Indonesian),
            language => Self::ALL.into_iter().find(|known| known.code() == language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_what_systems_call_it() {
        for (code, language) in [
            ("id", Some(Language::Indonesian)),
            ("id_ID.UTF-8", Some(Language::Indonesian)),
            ("in_ID", Some(Language::Indonesian)),
            ("en_GB.UTF-8", Some(Language::English)),
            ("EN", Some(Language::English)),
            ("C", None),
            ("de_DE", None),
            ("", None),
        ] {
            assert_eq!(Language::of(code), language, "{code}");
        }
    }
}
