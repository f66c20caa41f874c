//! A line of the timetable while a person types it.

use jiff::civil::{Date, Time};

use super::entry::{Days, Entry, EntryRefusal, OPENS_EARLY, Weekdays};
use crate::text;
use crate::words::Text;

/// A line that is being typed, and may not be one yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The class; `None`: everyone.
    pub class: Option<String>,
    /// Every week, and not on one date.
    pub is_weekly: bool,
    /// On these days of the week.
    pub on: Weekdays,
    /// On this date, or every week from this one on, as it is typed: `2026-11-24`.
    pub date: String,
    /// Every week until this one; empty: for good.
    pub last: String,
    /// When it begins, as it is typed.
    pub from: String,
    /// From when on somebody is late.
    pub late_from: String,
    /// When it ends.
    pub until: String,
    /// So many minutes before it begins an arrival counts already.
    pub opens_early: u16,
    /// While it is on, the door expects this class.
    pub limited: bool,
}

/// Something that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// [`Draft::date`]
    Date,
    /// [`Draft::last`]
    Last,
    /// [`Draft::from`]
    From,
    /// [`Draft::late_from`]
    LateFrom,
    /// [`Draft::until`]
    Until,
}

/// Why it is no line of the timetable yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftRefusal {
    /// This is no time, or no date.
    Unreadable(Field),
    /// It cannot be so.
    Entry(EntryRefusal),
}

impl DraftRefusal {
    /// Why, a sentence.
    pub fn text(self) -> Text {
        match self {
            Self::Unreadable(Field::Date) => text!("session-draft-date"),
            Self::Unreadable(Field::Last) => text!("session-draft-last"),
            Self::Unreadable(Field::From) => text!("session-draft-from"),
            Self::Unreadable(Field::LateFrom) => text!("session-draft-late-from"),
            Self::Unreadable(Field::Until) => text!("session-draft-until"),
            Self::Entry(refusal) => refusal.text(),
        }
    }
}

impl Draft {
    /// A first lesson on school days, from a date on. `write`: a time as the person's language has it.
    pub fn new(class: Option<String>, today: Date, write: impl Fn(Time) -> String) -> Self {
        let time = |hour, minute| write(Time::constant(hour, minute, 0, 0));
        Self {
            class,
            is_weekly: true,
            on: Weekdays::SCHOOL,
            date: today.to_string(),
            last: String::new(),
            from: time(7, 0),
            late_from: time(7, 10),
            until: time(8, 30),
            opens_early: OPENS_EARLY,
            limited: false,
        }
    }

    /// A line that there is, to be changed.
    pub fn of(entry: &Entry, write: impl Fn(Time) -> String) -> Self {
        let Entry { class, days, from, late_from, until, opens_early, limited } = entry.clone();
        let (is_weekly, on, date, last) = match days {
            Days::Once(date) => (false, Weekdays::of([date.weekday()]), date, None),
            Days::Weekly { on, first, last } => (true, on, first, last),
        };
        let (date, last) = (date.to_string(), last.map(|last| last.to_string()).unwrap_or_default());
        let [from, late_from, until] = [from, late_from, until].map(write);
        Self { class, is_weekly, on, date, last, from, late_from, until, opens_early, limited }
    }

    /// The line.
    ///
    /// # Errors
    /// Why it is none yet.
    pub fn entry(&self) -> Result<Entry, DraftRefusal> {
        let time = |typed: &str, field| clock_of(typed).ok_or(DraftRefusal::Unreadable(field));
        let date = |typed: &str, field| typed.trim().parse::<Date>().map_err(|_| DraftRefusal::Unreadable(field));
        let first = date(&self.date, Field::Date)?;
        let last = match self.last.trim() {
            // Once has no last day, whatever was typed before.
            _ if !self.is_weekly => None,
            "" => None,
            last => Some(date(last, Field::Last)?),
        };
        let entry = Entry {
            class: self.class.clone(),
            days: match self.is_weekly {
                true => Days::Weekly { on: self.on, first, last },
                false => Days::Once(first),
            },
            from: time(&self.from, Field::From)?,
            late_from: time(&self.late_from, Field::LateFrom)?,
            until: time(&self.until, Field::Until)?,
            opens_early: self.opens_early,
            limited: self.limited && self.class.is_some(),
        };
        entry.check().map_err(DraftRefusal::Entry)?;
        Ok(entry)
    }
}

/// A time of day as people type it: `7`, `7:05`, `07.05`, `0705`.
pub fn clock_of(typed: &str) -> Option<Time> {
    let typed = typed.trim();
    let (hour, minute) = match typed.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if typed.is_ascii() && (3..=4).contains(&typed.len()) => typed.split_at(typed.len() - 2),
        None => (typed, "0"),
    };
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_number)
    };
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date, time};

    use super::*;

    fn write(time: Time) -> String {
        time.strftime("%H.%M").to_string()
    }

    #[test]
    fn a_time_is_taken_as_people_type_it() {
        for typed in ["7:05", "07:05", " 07.05 ", "705", "0705"] {
            assert_eq!(clock_of(typed), Some(time(7, 5, 0, 0)), "{typed}");
        }
        assert_eq!((clock_of("7"), clock_of("13")), (Some(time(7, 0, 0, 0)), Some(time(13, 0, 0, 0))));
        for typed in ["", "  ", "24:00", "7:60", "7:5", "7:", ":05", "seven", "-7", "7:05:09", "07005", "+7", "７:05"]
        {
            assert_eq!(clock_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_draft_becomes_the_line_that_was_typed_or_says_why_not() {
        let today = date(2026, 11, 24);
        let draft = Draft::new(Some("7B".to_owned()), today, write);
        let entry = draft.entry().unwrap();
        assert_eq!(entry.days, Days::Weekly { on: Weekdays::SCHOOL, first: today, last: None });
        assert_eq!((entry.from, entry.until), (time(7, 0, 0, 0), time(8, 30, 0, 0)));
        let refused = |change: fn(&mut Draft)| {
            let mut draft = draft.clone();
            change(&mut draft);
            draft.entry().unwrap_err()
        };
        assert_eq!(refused(|draft| draft.until.clear()), DraftRefusal::Unreadable(Field::Until));
        assert_eq!(refused(|draft| draft.from = "soon".to_owned()), DraftRefusal::Unreadable(Field::From));
        assert_eq!(refused(|draft| draft.late_from = "7:99".to_owned()), DraftRefusal::Unreadable(Field::LateFrom));
        assert_eq!(refused(|draft| draft.until = "6:00".to_owned()), DraftRefusal::Entry(EntryRefusal::EndsTooSoon));
        assert_eq!(refused(|draft| draft.on = Weekdays::default()), DraftRefusal::Entry(EntryRefusal::NoWeekday));
        assert_eq!(refused(|draft| draft.date = "24.11.".to_owned()), DraftRefusal::Unreadable(Field::Date));
        assert_eq!(refused(|draft| draft.last = "never".to_owned()), DraftRefusal::Unreadable(Field::Last));
        let everyone = Draft { class: None, limited: true, is_weekly: false, ..draft };
        let entry = everyone.entry().unwrap();
        assert_eq!((entry.days, entry.limited), (Days::Once(today), false));
    }

    #[test]
    fn a_line_that_is_looked_at_and_saved_stays_as_it_is() {
        let on = Weekdays::of([Weekday::Monday, Weekday::Thursday]);
        let weekly = Days::Weekly { on, first: date(2026, 7, 13), last: Some(date(2026, 12, 18)) };
        for days in [weekly, Days::Once(date(2026, 11, 24))] {
            let entry = Entry {
                class: Some("7B".to_owned()),
                days,
                from: time(7, 0, 0, 0),
                late_from: time(7, 15, 0, 0),
                until: time(13, 30, 0, 0),
                opens_early: 45,
                limited: true,
            };
            assert_eq!(Draft::of(&entry, write).entry(), Ok(entry));
        }
    }
}
