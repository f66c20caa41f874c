//! Dates and times as they are said: in English, or in Indonesian.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

use crate::settings::DateLanguage;

const ENGLISH_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const INDONESIAN_DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const INDONESIAN_MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// Writes moments in one language and one time zone.
#[derive(Debug, Clone)]
pub struct Dates {
    /// The language to write in.
    pub language: DateLanguage,
    /// Read once: asking the system for it opens files.
    pub zone: TimeZone,
}

impl Dates {
    /// Sunday, 22 November 2026
    pub fn day(&self, at: Timestamp) -> String {
        let at = self.local(at);
        let (days, months) = match self.language {
            DateLanguage::English => (&ENGLISH_DAYS, &ENGLISH_MONTHS),
            DateLanguage::Indonesian => (&INDONESIAN_DAYS, &INDONESIAN_MONTHS),
        };
        let day = days[at.weekday().to_monday_zero_offset() as usize];
        let month = months[at.month() as usize - 1];
        format!("{day}, {} {month} {}", at.day(), at.year())
    }

    /// 07:05
    pub fn clock(&self, at: Timestamp) -> String {
        let at = self.local(at);
        format!("{:02}{}{:02}", at.hour(), self.colon(), at.minute())
    }

    /// 07:05:09
    pub fn time(&self, at: Timestamp) -> String {
        let (at, colon) = (self.local(at), self.colon());
        format!("{:02}{colon}{:02}{colon}{:02}", at.hour(), at.minute(), at.second())
    }

    /// Sun 22 Nov 2026
    pub fn short_day(&self, at: Timestamp) -> String {
        let at = self.local(at);
        let days = match self.language {
            DateLanguage::English => &ENGLISH_DAYS,
            DateLanguage::Indonesian => &INDONESIAN_DAYS,
        };
        let day: String = days[at.weekday().to_monday_zero_offset() as usize].chars().take(3).collect();
        format!("{day} {} {} {}", at.day(), self.short_month(&at), at.year())
    }

    /// The day it is then, here.
    pub fn date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// When a day begins here: not always at midnight. `None` beyond the last day there is.
    pub fn begin(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned(self.zone.clone()).ok().map(|begin| begin.timestamp())
    }

    /// 07:05:09, and on another day than today, 21 Nov 07:05.
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let (local, today) = (self.local(at), self.local(now));
        if local.date() == today.date() {
            self.time(at)
        } else {
            format!("{} {} {}", local.day(), self.short_month(&local), self.clock(at))
        }
    }

    fn short_month(&self, at: &Zoned) -> String {
        let months = match self.language {
            DateLanguage::English => &ENGLISH_MONTHS,
            DateLanguage::Indonesian => &INDONESIAN_MONTHS,
        };
        months[at.month() as usize - 1].chars().take(3).collect()
    }

    /// Indonesian writes times with a dot.
    fn colon(&self) -> char {
        match self.language {
            DateLanguage::English => ':',
            DateLanguage::Indonesian => '.',
        }
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    fn dates(language: DateLanguage) -> Dates {
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
            assert_eq!(dates(DateLanguage::English).day(at(moment)), english);
            assert_eq!(dates(DateLanguage::Indonesian).day(at(moment)), indonesian);
        }
    }

    #[test]
    fn a_moment_of_today_is_a_time_and_of_another_day_says_which() {
        let now = at("2026-08-17T05:00:00Z");
        let english = dates(DateLanguage::English);
        assert_eq!(english.moment(at("2026-08-17T00:05:09Z"), now), "07:05:09");
        assert_eq!(english.moment(at("2026-08-16T16:59:59Z"), now), "16 Aug 23:59");
        let indonesian = dates(DateLanguage::Indonesian);
        assert_eq!(indonesian.moment(at("2026-08-17T00:05:09Z"), now), "07.05.09");
        assert_eq!(indonesian.moment(at("2026-08-16T16:59:59Z"), now), "16 Agu 23.59");
        assert_eq!(indonesian.clock(now), "12.00");
    }

    #[test]
    fn a_row_of_the_log_says_its_day_in_short() {
        let moment = at("2026-08-16T20:00:09Z");
        assert_eq!(dates(DateLanguage::English).short_day(moment), "Mon 17 Aug 2026");
        assert_eq!(dates(DateLanguage::Indonesian).short_day(moment), "Sen 17 Agu 2026");
        assert_eq!(dates(DateLanguage::Indonesian).time(moment), "03.00.09");
    }

    #[test]
    fn a_day_begins_when_it_does_here() {
        let english = dates(DateLanguage::English);
        let day = english.date(at("2026-08-16T20:00:00Z"));
        assert_eq!(day, jiff::civil::date(2026, 8, 17));
        assert_eq!(english.begin(day), Some(at("2026-08-16T17:00:00Z")));
    }
}
