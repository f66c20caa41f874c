//! A line of the timetable: which class, on which days, from when, from when on late, until when.

use jiff::civil::{Date, Time, Weekday};
use jiff::{ToSpan, Zoned};

use crate::core::person::Person;
use crate::text;
use crate::words::Text;

/// So many minutes before it begins an arrival counts for a session, where nobody says otherwise.
pub const OPENS_EARLY: u16 = 30;
/// Most minutes before it begins that can be said.
const MAX_OPENS_EARLY: u16 = 240;

/// A line of the timetable. Times are those of the clock on the wall, wherever that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The class that is expected; `None`: everyone.
    pub class: Option<String>,
    /// On which days.
    pub days: Days,
    /// When it begins.
    pub from: Time,
    /// Whoever comes at this time or later is late.
    pub late_from: Time,
    /// When it ends, on the same day.
    pub until: Time,
    /// So many minutes before it begins an arrival counts already.
    pub opens_early: u16,
    /// While it is on, the door expects this class ([`super::Limit`]).
    pub limited: bool,
}

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// On one.
    Once(Date),
    /// Every week.
    Weekly {
        /// On these.
        on: Weekdays,
        /// Not before this date.
        first: Date,
        /// Nor after this one.
        last: Option<Date>,
    },
}

/// Some of the seven days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weekdays(u8);

/// Why a line cannot be part of the timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryRefusal {
    /// It has no length, or would go on past midnight.
    EndsTooSoon,
    /// Nobody can be late before it begins, or after it has ended.
    LateOutside,
    /// No weekday is chosen.
    NoWeekday,
    /// The last date is before the first, or no chosen weekday lies between them.
    Never,
    /// The class cannot be called so: there is no name, or it is too long, or it has what cannot be seen in it.
    Class,
    /// It opens earlier than can be said.
    OpensTooEarly {
        /// So many minutes can be said.
        most: u16,
    },
}

impl EntryRefusal {
    /// Why, a sentence.
    pub fn text(self) -> Text {
        match self {
            Self::EndsTooSoon => text!("session-entry-ends-too-soon"),
            Self::LateOutside => text!("session-entry-late-outside"),
            Self::NoWeekday => text!("session-entry-no-weekday"),
            Self::Never => text!("session-entry-never"),
            Self::Class => text!("session-entry-class"),
            Self::OpensTooEarly { most } => text!("session-entry-opens-too-early", minutes = most),
        }
    }
}

impl Weekdays {
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const SCHOOL: Self = Self(0b001_1111);

    /// Those of the given.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Self {
        days.into_iter().fold(Self::default(), |all, day| all.with(day, true))
    }

    /// The same with one more, or without it.
    #[must_use]
    pub fn with(self, day: Weekday, is_in: bool) -> Self {
        if is_in { Self(self.0 | bit(day)) } else { Self(self.0 & !bit(day)) }
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Whether none is.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Them, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(move |day| self.contains(*day))
    }

    /// As a number, Monday being the lowest bit.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// From such a number.
    pub fn from_bits(bits: u8) -> Option<Self> {
        (bits < 1 << 7).then_some(Self(bits))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

impl Days {
    /// Whether one of them is this.
    pub fn contains(&self, date: Date) -> bool {
        match *self {
            Self::Once(day) => day == date,
            Self::Weekly { on, first, last } => {
                date >= first && last.is_none_or(|last| date <= last) && on.contains(date.weekday())
            }
        }
    }
}

impl Entry {
    /// One that begins with this minute, for a class or everyone: it lasts so many minutes, but not past midnight, and
    /// whoever comes so many after its beginning is late.
    pub fn beginning_now(class: Option<String>, now: &Zoned, minutes: u16, late_after: u16, limited: bool) -> Self {
        const LAST: Time = Time::constant(23, 59, 0, 0);
        let clock = now.time();
        let from = Time::constant(clock.hour(), clock.minute(), 0, 0).min(Time::constant(23, 58, 0, 0));
        let after = |minutes: u16| from.saturating_add(i64::from(minutes).minutes()).min(LAST);
        let until = after(minutes.max(1));
        let late_from = after(late_after).min(until);
        let days = Days::Once(now.date());
        Self { class, days, from, late_from, until, opens_early: OPENS_EARLY, limited }
    }

    /// Whether it can be part of the timetable.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), EntryRefusal> {
        let Self { class, days, from, late_from, until, opens_early, .. } = self;
        if until <= from {
            return Err(EntryRefusal::EndsTooSoon);
        }
        if late_from < from || late_from > until {
            return Err(EntryRefusal::LateOutside);
        }
        if *opens_early > MAX_OPENS_EARLY {
            return Err(EntryRefusal::OpensTooEarly { most: MAX_OPENS_EARLY });
        }
        if let Some(class) = class {
            let person = Person { class: Some(class.clone()), ..Person::default() };
            // As it stands in the register: there nothing is called by another spelling.
            if person.checked().ok().and_then(|person| person.class).as_ref() != Some(class) {
                return Err(EntryRefusal::Class);
            }
        }
        match *days {
            Days::Weekly { on, .. } if on.is_empty() => Err(EntryRefusal::NoWeekday),
            Days::Weekly { first, last: Some(last), .. } => {
                let mut week = first.series(1.day()).take(7).take_while(|date| *date <= last);
                if week.any(|date| days.contains(date)) { Ok(()) } else { Err(EntryRefusal::Never) }
            }
            Days::Weekly { last: None, .. } | Days::Once(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn entry() -> Entry {
        Entry {
            class: Some("7B".to_owned()),
            days: Days::Weekly { on: Weekdays::SCHOOL, first: date(2026, 7, 13), last: None },
            from: time(7, 0, 0, 0),
            late_from: time(7, 10, 0, 0),
            until: time(8, 30, 0, 0),
            opens_early: OPENS_EARLY,
            limited: false,
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_reason() {
        use EntryRefusal::*;
        let weekly = |on, last| Days::Weekly { on, first: date(2026, 7, 13), last };
        let sunday = Weekdays::of([Weekday::Sunday]);
        let cases = [
            (Entry { until: time(0, 30, 0, 0), ..entry() }, EndsTooSoon),
            (Entry { until: entry().from, late_from: entry().from, ..entry() }, EndsTooSoon),
            (Entry { late_from: time(6, 59, 0, 0), ..entry() }, LateOutside),
            (Entry { late_from: time(8, 31, 0, 0), ..entry() }, LateOutside),
            (Entry { days: weekly(Weekdays::default(), None), ..entry() }, NoWeekday),
            (Entry { days: weekly(Weekdays::SCHOOL, Some(date(2026, 7, 12))), ..entry() }, Never),
            (Entry { days: weekly(sunday, Some(date(2026, 7, 18))), ..entry() }, Never),
            (Entry { class: Some("  ".to_owned()), ..entry() }, Class),
            (Entry { class: Some("7\nB".to_owned()), ..entry() }, Class),
            (Entry { class: Some("7".repeat(33)), ..entry() }, Class),
            (Entry { opens_early: 241, ..entry() }, OpensTooEarly { most: 240 }),
        ];
        for (entry, refusal) in cases {
            assert_eq!(entry.check(), Err(refusal), "{entry:?}");
        }
        let fine = [
            entry(),
            Entry { class: None, ..entry() },
            Entry { late_from: entry().from, ..entry() },
            Entry { late_from: entry().until, ..entry() },
            Entry { days: weekly(sunday, Some(date(2026, 7, 19))), ..entry() },
            Entry { days: Days::Once(date(2024, 2, 29)), ..entry() },
        ];
        assert!(fine.iter().all(|entry| entry.check().is_ok()));
    }

    #[test]
    fn a_week_repeats_between_its_dates() {
        let on = Weekdays::of([Weekday::Monday, Weekday::Thursday]);
        let days = Days::Weekly { on, first: date(2026, 11, 24), last: Some(date(2026, 12, 7)) };
        let all = date(2026, 11, 1).series(1.day()).take(60).filter(|date| days.contains(*date));
        let expected = [date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 7)];
        assert_eq!(all.collect::<Vec<_>>(), expected);
        assert_eq!(on.iter().collect::<Vec<_>>(), [Weekday::Monday, Weekday::Thursday]);
        assert_eq!(Weekdays::from_bits(on.bits()), Some(on));
        assert_eq!(Weekdays::from_bits(128), None);
        assert!(!on.with(Weekday::Monday, false).contains(Weekday::Monday));
    }

    #[test]
    fn one_begun_now_can_be_whenever_that_is() {
        for clock in ["07:03:59", "00:00:00", "23:30:00", "23:59:30"] {
            let now: Zoned = format!("2026-11-23T{clock}+07:00[+07:00]").parse().unwrap();
            for (minutes, late) in [(45, 10), (0, 0), (600, 700), (u16::MAX, u16::MAX)] {
                let entry = Entry::beginning_now(None, &now, minutes, late, true);
                assert_eq!(entry.check(), Ok(()), "{clock} {minutes} {late}: {entry:?}");
            }
        }
    }
}
