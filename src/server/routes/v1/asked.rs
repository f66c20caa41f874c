//! What is asked of the attendance log: the parameters of a request.

use jiff::Timestamp;

use crate::journal::{DeliveryFilter, Filter, Who};
use crate::server::query::Parameters;
use crate::server::refusal::{Refusal, Wrong};

/// Events in one answer, where nothing else is asked for.
const DEFAULT_LIMIT: usize = 100;
/// The most events in one answer.
pub(super) const MAX_LIMIT: usize = 1000;

const WHO: [(&str, Who); 5] = [
    ("anyone", Who::Anyone),
    ("known", Who::Known),
    ("unknown", Who::Unknown),
    ("corrected", Who::Corrected),
    ("by_hand", Who::ByHand),
];
const DELIVERY: [(&str, DeliveryFilter); 4] = [
    ("queued", DeliveryFilter::Queued),
    ("retrying", DeliveryFilter::Retrying),
    ("sent", DeliveryFilter::Sent),
    ("given_up", DeliveryFilter::GivenUp),
];
const FORMAT: [(&str, Format); 2] = [("json", Format::Json), ("csv", Format::Csv)];

/// What is asked.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) filter: Filter,
    /// Only events with smaller numbers.
    pub(super) before: Option<i64>,
    /// So many events at most, where it was said.
    limit: Option<usize>,
    /// The form that was asked for by name.
    pub(super) format: Option<Format>,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv,
}

impl Asked {
    /// # Errors
    /// Every parameter that is wrong.
    pub(super) fn of(parameters: &Parameters) -> Result<Self, Refusal> {
        let mut wrong = Vec::new();
        let text = |name: &str| parameters.get(name).map(str::to_owned);
        let mut time = |name: &str| note(&mut wrong, parameters.get(name), |text| moment(name, text));
        let (from, until) = (time("from"), time("until"));
        let who = note(&mut wrong, parameters.get("who"), |text| one_of("who", text, &WHO));
        let delivery = note(&mut wrong, parameters.get("delivery"), |text| one_of("delivery", text, &DELIVERY));
        let format = note(&mut wrong, parameters.get("format"), |text| one_of("format", text, &FORMAT));
        let whole = |name: &'static str, most: i64| move |text: &str| whole_number(name, text, most);
        let before = note(&mut wrong, parameters.get("before"), whole("before", i64::MAX));
        let limit = note(&mut wrong, parameters.get("limit"), whole("limit", MAX_LIMIT as i64));
        if !wrong.is_empty() {
            return Err(Refusal::Invalid(wrong));
        }
        let filter = Filter {
            text: text("student").unwrap_or_default(),
            students: Vec::new(),
            from,
            until,
            camera: text("camera"),
            who: who.unwrap_or_default(),
            delivery,
        };
        Ok(Self { filter, before, limit: limit.map(|limit| limit.unsigned_abs() as usize), format })
    }

    /// Events that go into a page.
    pub(super) fn page(&self) -> usize {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// Events that go into a table: all of them, unless it was said.
    pub(super) fn table(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }
}

/// Understands a parameter where it is given, and notes what is wrong with it.
fn note<T>(wrong: &mut Vec<Wrong>, text: Option<&str>, understand: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
    understand(text?).map_err(|error| wrong.push(error)).ok()
}

/// A moment by RFC 3339. A plus sign that was not escaped arrives as a space: it is taken for what it was.
fn moment(name: &str, text: &str) -> Result<Timestamp, Wrong> {
    let understood = text.parse().or_else(|error| match text.rsplit_once(' ') {
        Some((time, zone)) => format!("{time}+{zone}").parse(),
        None => Err(error),
    });
    understood.map_err(|_| {
        let msg = "Input should be a valid datetime with its offset, such as 2026-07-20T07:00:00+07:00";
        Wrong::new("datetime_parsing", "query", name, msg, text)
    })
}

fn one_of<T: Copy>(name: &str, text: &str, choices: &[(&str, T)]) -> Result<T, Wrong> {
    let found = choices.iter().find(|(choice, _)| *choice == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<String> = choices.iter().map(|(choice, _)| format!("'{choice}'")).collect();
        Wrong::new("enum", "query", name, &format!("Input should be one of {}", names.join(", ")), text)
    })
}

/// A whole number from 1 to `most`.
fn whole_number(name: &str, text: &str, most: i64) -> Result<i64, Wrong> {
    let wrong = |kind: &'static str, msg: &str| Wrong::new(kind, "query", name, msg, text);
    let number = text
        .parse()
        .map_err(|_| wrong("int_parsing", "Input should be a valid integer, unable to parse string as an integer"))?;
    match number {
        ..1 => Err(wrong("greater_than_equal", "Input should be greater than or equal to 1")),
        number if number > most => {
            Err(wrong("less_than_equal", &format!("Input should be less than or equal to {most}")))
        }
        number => Ok(number),
    }
}

/// What a `log` parameter says about the events of somebody who is removed.
pub(super) fn rows_of(parameters: &Parameters) -> Result<crate::station::RowsOf, Refusal> {
    use crate::station::RowsOf;
    const ROWS: [(&str, RowsOf); 3] =
        [("keep", RowsOf::Keep), ("anonymise", RowsOf::Anonymise), ("remove", RowsOf::Remove)];
    match parameters.get("log") {
        None => Ok(RowsOf::Keep),
        Some(text) => one_of("log", text, &ROWS).map_err(|wrong| Refusal::Invalid(vec![wrong])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<Asked, Refusal> {
        Asked::of(&Parameters::of(&format!("/x?{query}").parse().unwrap()))
    }

    #[test]
    fn a_moment_may_have_lost_its_plus_sign() {
        let seven: Timestamp = "2026-07-20T00:00:00Z".parse().unwrap();
        for text in [
            "2026-07-20T07:00:00%2B07:00",
            "2026-07-20T07:00:00+07:00",
            "2026-07-20T07:00:00%2007:00",
            "2026-07-20T00:00:00Z",
            "2026-07-20T00:00:00.000Z",
            "2026-07-19T20:00:00-04:00",
        ] {
            assert_eq!(asked(&format!("from={text}")).unwrap().filter.from, Some(seven), "{text}");
        }
        for text in ["", "today", "2026-07-20", "2026-07-20T07:00:00", "1753000000", "+", "2026-13-01T00:00:00Z"] {
            assert!(asked(&format!("until={text}")).is_err(), "{text}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let Err(Refusal::Invalid(wrong)) = asked("limit=0&before=x&who=me&delivery=&format=xml&from=1&until=2") else {
            panic!("all of it is wrong");
        };
        assert_eq!(wrong.len(), 7);
        assert!(asked("limit=1001").is_err() && asked("before=9223372036854775808").is_err());
        assert!(asked("limit=1.0").is_err() && asked("limit=-1").is_err());
    }

    #[test]
    fn what_is_not_asked_for_is_the_default() {
        let all = asked("").unwrap();
        assert_eq!((all.page(), all.table(), all.before, all.format), (100, usize::MAX, None, None));
        assert_eq!(all.filter, Filter::default());
        let some = asked("limit=1000&before=7&who=by_hand&delivery=given_up&format=csv&student=Budi%20S").unwrap();
        assert_eq!((some.page(), some.table(), some.before, some.format), (1000, 1000, Some(7), Some(Format::Csv)));
        assert_eq!((some.filter.who, some.filter.delivery), (Who::ByHand, Some(DeliveryFilter::GivenUp)));
        assert_eq!(some.filter.text, "Budi S");
    }
}
