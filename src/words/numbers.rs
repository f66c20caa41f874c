//! Numbers as a language writes them: 1,234.5 in English is 1.234,5 in Indonesian (as CLDR has both).

use fluent_bundle::FluentValue;

/// How a language writes numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// Between thousands.
    pub group: char,
    /// Before decimals.
    pub decimal: char,
}

pub(super) const ENGLISH: Marks = Marks { group: ',', decimal: '.' };
pub(super) const INDONESIAN: Marks = Marks { group: '.', decimal: ',' };

impl Marks {
    /// A number of a message; `None` for anything else.
    pub(super) fn write(self, value: &FluentValue<'_>) -> Option<String> {
        let FluentValue::Number(number) = value else { return None };
        let plain = match number.options.maximum_fraction_digits {
            Some(digits) => format!("{:.digits$}", number.value),
            None => number.as_string().into_owned(),
        };
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("\u{2212}", rest));
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let mut text = sign.to_owned();
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            if number.options.use_grouping && at > 0 && left.is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(self.decimal);
            text.push_str(decimals);
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use fluent_bundle::types::{FluentNumber, FluentNumberOptions};

    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let write = |value: f64, digits| {
            let options = FluentNumberOptions {
                minimum_fraction_digits: digits,
                maximum_fraction_digits: digits,
                ..FluentNumberOptions::default()
            };
            let number = FluentValue::Number(FluentNumber::new(value, options));
            (ENGLISH.write(&number).unwrap(), INDONESIAN.write(&number).unwrap())
        };
        let both = |english: &str, indonesian: &str| (english.to_owned(), indonesian.to_owned());
        assert_eq!(write(7.0, None), both("7", "7"));
        assert_eq!(write(2026.0, None), both("2,026", "2.026"));
        assert_eq!(write(12_345.0, None), both("12,345", "12.345"));
        assert_eq!(write(1_234_567.0, None), both("1,234,567", "1.234.567"));
        assert_eq!(write(0.25, None), both("0.25", "0,25"));
        assert_eq!(write(12.0, Some(1)), both("12.0", "12,0"));
        assert_eq!(write(-98_765.5, None), both("\u{2212}98,765.5", "\u{2212}98.765,5"));
        assert_eq!(ENGLISH.write(&FluentValue::from("a name")), None);
    }
}
