//! What becomes of a line of the timetable on one day.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::entry::Entry;

/// Which session: a line of the timetable, by its number, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionKey {
    /// The day.
    pub date: Date,
    /// The line's number.
    pub schedule: i64,
}

/// A session on its day. `opens <= from <= late_from <= until`, whatever the clocks do on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which it is.
    pub key: SessionKey,
    /// The class that is expected; `None`: everyone.
    pub class: Option<String>,
    /// From now on an arrival counts for it.
    pub opens: Timestamp,
    /// When it begins.
    pub from: Timestamp,
    /// Whoever comes now or later is late.
    pub late_from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// While it is on, the door expects this class.
    pub limited: bool,
}

/// Where a session is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody can have come for it yet.
    Before,
    /// Whoever comes counts.
    On,
    /// It has ended.
    Over,
}

impl Entry {
    /// The session that this line, of this number, makes on a day; `None` where it makes none.
    ///
    /// A time that the clocks pass over is as much later as they are put forward; one that they show twice is the first.
    pub fn on(&self, schedule: i64, date: Date, zone: &TimeZone) -> Option<Occurrence> {
        if !self.days.contains(date) {
            return None;
        }
        let moment = |at: DateTime| at.to_zoned(zone.clone()).ok().map(|at| at.timestamp());
        let from = moment(date.to_datetime(self.from))?;
        let late_from = moment(date.to_datetime(self.late_from))?.max(from);
        let until = moment(date.to_datetime(self.until))?.max(late_from);
        let early = SignedDuration::from_mins(i64::from(self.opens_early));
        // Not on the day before.
        let opens = moment(date.to_datetime(jiff::civil::Time::midnight()))?.max(from.checked_sub(early).ok()?);
        let class = self.class.clone();
        let key = SessionKey { date, schedule };
        Some(Occurrence { key, class, opens: opens.min(from), from, late_from, until, limited: self.limited })
    }
}

impl Occurrence {
    /// Where it is at a moment.
    pub fn phase(&self, now: Timestamp) -> Phase {
        match now {
            now if now < self.opens => Phase::Before,
            now if now < self.until => Phase::On,
            _ => Phase::Over,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{Time, date, time};

    use super::super::entry::{Days, OPENS_EARLY};
    use super::*;

    fn entry(day: Date, times: [Time; 3]) -> Entry {
        let [from, late_from, until] = times;
        Entry { class: None, days: Days::Once(day), from, late_from, until, opens_early: OPENS_EARLY, limited: true }
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::posix(name).unwrap()
    }

    #[test]
    fn a_lesson_is_where_the_clock_on_the_wall_says() {
        let day = date(2026, 11, 23);
        let entry = entry(day, [time(7, 0, 0, 0), time(7, 10, 0, 0), time(8, 30, 0, 0)]);
        let session = entry.on(3, day, &zone("WIB-7")).unwrap();
        let at = |text: &str| format!("2026-11-23T{text}+07:00").parse::<Timestamp>().unwrap();
        assert_eq!(
            [session.opens, session.from, session.late_from, session.until],
            ["06:30", "07:00", "07:10", "08:30"].map(at)
        );
        assert_eq!(session.key, SessionKey { date: day, schedule: 3 });
        let phases = ["06:29:59", "06:30:00", "08:29:59", "08:30:00"].map(|text| session.phase(at(text)));
        assert_eq!(phases, [Phase::Before, Phase::On, Phase::On, Phase::Over]);
        assert_eq!(entry.on(3, date(2026, 11, 24), &zone("WIB-7")), None);
    }

    #[test]
    fn one_after_midnight_does_not_open_on_the_day_before() {
        let day = date(2026, 11, 23);
        let session = entry(day, [time(0, 10, 0, 0), time(0, 20, 0, 0), time(1, 0, 0, 0)]);
        let session = session.on(1, day, &zone("WITA-8")).unwrap();
        assert_eq!(session.opens, "2026-11-23T00:00:00+08:00".parse().unwrap());
    }

    #[test]
    fn whatever_the_clocks_do_no_session_ends_before_it_begins() {
        // Put forward and back at 2, at 3 and at midnight itself, by an hour and by half of one.
        let changes = [
            ("CET-1CEST,M3.5.0,M10.5.0/3", date(2026, 3, 29)),
            ("CET-1CEST,M3.5.0,M10.5.0/3", date(2026, 10, 25)),
            ("EST5EDT,M3.2.0,M11.1.0", date(2026, 3, 8)),
            ("EET-2EEST,M4.5.5/0,M10.5.4/24", date(2026, 4, 24)),
            ("EET-2EEST,M4.5.5/0,M10.5.4/24", date(2026, 10, 29)),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", date(2026, 10, 4)),
        ];
        for (name, day) in changes {
            let quarters: Vec<Time> =
                (0..96).map(|quarter| Time::midnight().saturating_add((quarter * 15).minutes())).collect();
            for (at, from) in quarters.iter().enumerate() {
                for until in quarters.iter().skip(at + 1) {
                    let entry = entry(day, [*from, *from, *until]);
                    let Occurrence { opens, from, late_from, until, .. } = entry.on(1, day, &zone(name)).unwrap();
                    assert!(opens <= from && from <= late_from && late_from <= until, "{name} {entry:?}");
                }
            }
        }
    }
}
