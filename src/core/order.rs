//! The order in which a person looks for a name in a list: `7B-2` before `7B-10`, `budi` beside `Budi`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Sorts texts as a person would, numbers in them by their value and letters whatever their case and accents. Two keys are equal only where the texts are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    pieces: Vec<Piece>,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// A run of digits by its value: the longer one, without leading zeros, is the larger.
    Number {
        len: usize,
        digits: String,
    },
    Letter(char),
}

impl SortKey {
    /// The key of a text.
    pub fn of(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut digits: Option<String> = None;
        for c in letters(text) {
            if c.is_ascii_digit() {
                digits.get_or_insert_default().push(c);
            } else {
                pieces.extend(digits.take().map(|run| Piece::number(&run)));
                pieces.push(Piece::Letter(c));
            }
        }
        pieces.extend(digits.map(|run| Piece::number(&run)));
        Self { pieces, text: text.to_owned() }
    }
}

/// A text as it is searched: in small letters and without accents, so that `emi` finds `Émile`.
pub fn plain(text: &str) -> String {
    letters(text).collect()
}

/// Without accents, so that `Émile` stands among the names in E. A mark that is a letter of its own, as the vowel signs of
/// Indian scripts, has combining class 0 and stays.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfd().filter(|&c| canonical_combining_class(c) == 0).flat_map(char::to_lowercase)
}

impl Piece {
    fn number(run: &str) -> Self {
        let digits = run.trim_start_matches('0');
        Self::Number { len: digits.len(), digits: digits.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_a_person_looks_for_them() {
        let sorted = [
            "",
            "2",
            "7B-02",
            "7B-2",
            "7B-10",
            "10",
            "alip",
            "budi",
            "Budi 2",
            "Émile",
            "Eva",
            "Yoga",
            "zaki",
            "王小明",
        ];
        let mut texts = sorted;
        texts.reverse();
        texts.sort_by_cached_key(|text| SortKey::of(text));
        assert_eq!(texts, sorted);
    }

    #[test]
    fn different_texts_never_have_equal_keys() {
        for (a, b) in [("alip", "Alip"), ("7", "07"), ("emile", "émile")] {
            assert_ne!(SortKey::of(a).cmp(&SortKey::of(b)), std::cmp::Ordering::Equal, "{a} {b}");
        }
    }
}
