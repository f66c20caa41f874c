//! Days and times as a language writes them.

use jiff::civil::{Date, Time, Weekday};
use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::{Language, Text};
use crate::text;

const WEEKDAYS: [[&str; 2]; 7] = [
    ["date-weekday-1", "date-weekday-short-1"],
    ["date-weekday-2", "date-weekday-short-2"],
    ["date-weekday-3", "date-weekday-short-3"],
    ["date-weekday-4", "date-weekday-short-4"],
    ["date-weekday-5", "date-weekday-short-5"],
    ["date-weekday-6", "date-weekday-short-6"],
    ["date-weekday-7", "date-weekday-short-7"],
];
const MONTHS: [[&str; 2]; 12] = [
    ["date-month-1", "date-month-short-1"],
    ["date-month-2", "date-month-short-2"],
    ["date-month-3", "date-month-short-3"],
    ["date-month-4", "date-month-short-4"],
    ["date-month-5", "date-month-short-5"],
    ["date-month-6", "date-month-short-6"],
    ["date-month-7", "date-month-short-7"],
    ["date-month-8", "date-month-short-8"],
    ["date-month-9", "date-month-short-9"],
    ["date-month-10", "date-month-short-10"],
    ["date-month-11", "date-month-short-11"],
    ["date-month-12", "date-month-short-12"],
];

/// Writes moments in one language and one time zone.
#[derive(Debug, Clone)]
pub struct Dates {
    /// The language to write in.
    pub language: Language,
    /// Read once: asking the system for it opens files.
    pub zone: TimeZone,
}

impl Dates {
    /// Sunday, 22 November 2026
    pub fn day(&self, at: Timestamp) -> String {
        self.long_date(self.date(at))
    }

    /// 07:05
    pub fn clock(&self, at: Timestamp) -> String {
        clock(self.local(at).time()).say(self.language)
    }

    /// 07:05:09
    pub fn time(&self, at: Timestamp) -> String {
        let at = self.local(at);
        let [hour, minute, second] = [at.hour(), at.minute(), at.second()].map(two_digits);
        text!("date-time", hour = hour, minute = minute, second = second).say(self.language)
    }

    /// Sun 22 Nov 2026
    pub fn short_day(&self, at: Timestamp) -> String {
        let date = self.date(at);
        let (weekday, month) = (weekday(date.weekday(), true), month(date, true));
        text!("date-short", weekday = weekday, day = name(date.day()), month = month, year = name(date.year()))
            .say(self.language)
    }

    /// Sunday, 22 November 2026
    pub fn long_date(&self, date: Date) -> String {
        let (weekday, month) = (weekday(date.weekday(), false), month(date, false));
        text!("date-long", weekday = weekday, day = name(date.day()), month = month, year = name(date.year()))
            .say(self.language)
    }

    /// 22 November 2026
    pub fn plain_date(&self, date: Date) -> String {
        text!("date-plain", day = name(date.day()), month = month(date, false), year = name(date.year()))
            .say(self.language)
    }

    /// Sunday, or Sun
    pub fn weekday(&self, day: Weekday, short: bool) -> String {
        weekday(day, short).say(self.language)
    }

    /// 07:05
    pub fn clock_of(&self, time: Time) -> String {
        clock(time).say(self.language)
    }

    /// The day it is then, here.
    pub fn date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The hour it is then, here: 0 to 23.
    pub fn hour(&self, at: Timestamp) -> i8 {
        self.local(at).hour()
    }

    /// When a day begins here: not always at midnight. `None` beyond the last day there is.
    pub fn begin(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned(self.zone.clone()).ok().map(|begin| begin.timestamp())
    }

    /// 07:05:09, and on another day than today, 21 Nov 07:05.
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let (local, today) = (self.local(at), self.local(now));
        if local.date() == today.date() {
            return self.time(at);
        }
        let (day, month) = (name(local.day()), month(local.date(), true));
        text!("date-moment", day = day, month = month, clock = clock(local.time())).say(self.language)
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }
}

fn clock(time: Time) -> Text {
    text!("date-clock", hour = two_digits(time.hour()), minute = two_digits(time.minute()))
}

fn weekday(day: Weekday, short: bool) -> Text {
    Text::new(WEEKDAYS[day.to_monday_zero_offset() as usize][usize::from(short)])
}

fn month(date: Date, short: bool) -> Text {
    Text::new(MONTHS[date.month() as usize - 1][usize::from(short)])
}

/// A number that is a name: without a mark at the thousands.
fn name(number: impl Into<i16>) -> String {
    number.into().to_string()
}

fn two_digits(number: i8) -> String {
    format!("{number:02}")
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    fn dates(language: Language) -> Dates {
        Dates { language, zone: TimeZone::fixed(Offset::constant(7)) }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_named_in_the_language_chosen() {
        let cases = [
            ("2026-11-22T00:05:09Z", "Sunday, 22 November 2026", "Minggu, 22 November 2026"),
            ("2026-08-16T20:00:00Z", "Monday, 17 August 2026", "Senin, 17 Agustus 2026"),
            ("2026-05-01T00:00:00Z", "Friday, 1 May 2026", "Jumat, 1 Mei 2026"),
        ];
        for (moment, english, indonesian) in cases {
            assert_eq!(dates(Language::English).day(at(moment)), english);
            assert_eq!(dates(Language::Indonesian).day(at(moment)), indonesian);
        }
    }

    #[test]
    fn a_moment_of_today_is_a_time_and_of_another_day_says_which() {
        let now = at("2026-08-17T05:00:00Z");
        let english = dates(Language::English);
        assert_eq!(english.moment(at("2026-08-17T00:05:09Z"), now), "07:05:09");
        assert_eq!(english.moment(at("2026-08-16T16:59:59Z"), now), "16 Aug 23:59");
        let indonesian = dates(Language::Indonesian);
        assert_eq!(indonesian.moment(at("2026-08-17T00:05:09Z"), now), "07.05.09");
        assert_eq!(indonesian.moment(at("2026-08-16T16:59:59Z"), now), "16 Agu 23.59");
        assert_eq!(indonesian.clock(now), "12.00");
    }

    #[test]
    fn a_row_of_the_log_says_its_day_in_short() {
        let moment = at("2026-08-16T20:00:09Z");
        assert_eq!(dates(Language::English).short_day(moment), "Mon 17 Aug 2026");
        assert_eq!(dates(Language::Indonesian).short_day(moment), "Sen 17 Agu 2026");
        assert_eq!(dates(Language::Indonesian).time(moment), "03.00.09");
    }

    #[test]
    fn a_day_begins_when_it_does_here() {
        let english = dates(Language::English);
        let day = english.date(at("2026-08-16T20:00:00Z"));
        assert_eq!(day, jiff::civil::date(2026, 8, 17));
        assert_eq!(english.begin(day), Some(at("2026-08-16T17:00:00Z")));
    }
}
