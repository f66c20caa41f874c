//! A class over many days: a row for each student, a column for each session.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::board::{Excuse, Status};
use super::closing::Closing;
use super::occurrence::SessionKey;
use crate::core::student_id::StudentId;

/// What stands in one place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Letter {
    /// Here in time.
    Here,
    /// Here and late.
    Late,
    /// Ill.
    Sick,
    /// Excused otherwise.
    Leave,
    /// Not here, and nobody knows why.
    Absent,
}

/// A session of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub key: SessionKey,
    /// Of which class.
    pub class: Option<String>,
    /// Whether another one of the table is on the same day: then the date does not say which is meant.
    pub is_one_of_several: bool,
}

/// A student of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapRow {
    /// Who.
    pub student: StudentId,
    /// Of each session; `None`: they did not belong to it.
    pub letters: Vec<Option<Letter>>,
}

/// A class over many days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recap {
    /// The sessions, oldest first.
    pub held: Vec<Held>,
    /// Everybody who belonged to one of them.
    pub rows: Vec<RecapRow>,
}

impl Letter {
    /// Each, in the order of the table's sums.
    pub const ALL: [Self; 5] = [Self::Here, Self::Late, Self::Sick, Self::Leave, Self::Absent];

    /// Of how somebody stood when a session ended.
    pub fn of(status: Status) -> Self {
        match status {
            Status::Here { .. } => Self::Here,
            Status::Late { .. } => Self::Late,
            Status::Excused(Excuse::Sick) => Self::Sick,
            Status::Excused(Excuse::Leave | Excuse::Other) => Self::Leave,
            Status::NotYet | Status::Absent => Self::Absent,
        }
    }
}

impl RecapRow {
    /// How often this stands there.
    pub fn count(&self, letter: Letter) -> usize {
        self.letters.iter().filter(|there| **there == Some(letter)).count()
    }
}

impl Recap {
    /// Of sessions as they ended; of one that was ended more than once, the last. `order`: the students as they are to
    /// stand; whoever is not among them stands behind, by the id.
    pub fn new(closings: &[Closing], order: &[StudentId]) -> Self {
        let mut last: BTreeMap<(Date, jiff::Timestamp, i64), &Closing> = BTreeMap::new();
        for closing in closings {
            let place = (closing.session.key.date, closing.session.from, closing.session.key.schedule);
            let there = last.entry(place).or_insert(closing);
            if closing.revision > there.revision {
                *there = closing;
            }
        }
        let mut on_day: HashMap<Date, usize> = HashMap::new();
        last.keys().for_each(|(date, ..)| *on_day.entry(*date).or_default() += 1);
        let held = last.values().map(|closing| Held {
            key: closing.session.key,
            class: closing.session.class.clone(),
            is_one_of_several: on_day.get(&closing.session.key.date).is_some_and(|sessions| *sessions > 1),
        });
        let mut letters: HashMap<&StudentId, Vec<Option<Letter>>> = HashMap::new();
        for (at, closing) in last.values().enumerate() {
            for seat in &closing.seats {
                let row = letters.entry(&seat.student).or_insert_with(|| vec![None; last.len()]);
                row[at] = Some(Letter::of(seat.status));
            }
        }
        let places: HashMap<&StudentId, usize> = order.iter().enumerate().map(|(at, id)| (id, at)).collect();
        let mut rows: Vec<RecapRow> =
            letters.into_iter().map(|(student, letters)| RecapRow { student: student.clone(), letters }).collect();
        rows.sort_by_cached_key(|row| {
            let place = places.get(&row.student).copied().unwrap_or(usize::MAX);
            (place, crate::core::SortKey::of(row.student.as_str()))
        });
        Self { held: held.collect(), rows }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::{date, time};
    use jiff::tz::{Offset, TimeZone};

    use super::super::board::{Counts, Seat};
    use super::super::closing::Ended;
    use super::super::entry::{Days, Entry};
    use super::*;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn closing(schedule: i64, day: i8, hour: i8, revision: u32, seats: &[(&str, Status)]) -> Closing {
        let date = date(2026, 11, day);
        let [from, until] = [hour, hour + 1].map(|hour| time(hour, 0, 0, 0));
        let days = Days::Once(date);
        let entry =
            Entry { class: Some("7B".to_owned()), days, from, late_from: from, until, opens_early: 30, limited: false };
        let seat = |(student, status): &(&str, Status)| Seat {
            student: id(student),
            status: *status,
            by_hand: false,
            reason: None,
            event: None,
        };
        Closing {
            event: 1,
            id: "ses_1".to_owned(),
            revision,
            session: entry.on(schedule, date, &TimeZone::UTC).unwrap(),
            offset: Offset::UTC,
            over_at: Timestamp::UNIX_EPOCH,
            at: Timestamp::UNIX_EPOCH,
            is_sent: false,
            ended: Ended::InTime,
            counts: Counts::default(),
            seats: seats.iter().map(seat).collect(),
        }
    }

    #[test]
    fn a_month_is_a_table_of_students_and_sessions() {
        let at = Timestamp::UNIX_EPOCH;
        let (here, late, sick) = (Status::Here { at }, Status::Late { at }, Status::Excused(Excuse::Sick));
        let closings = [
            closing(1, 24, 7, 1, &[("budi", sick), ("dewi", here)]),
            closing(1, 23, 7, 2, &[("alip", here), ("budi", late)]),
            closing(1, 23, 7, 1, &[("alip", Status::Absent), ("budi", late)]),
            closing(2, 23, 13, 1, &[("alip", Status::Absent), ("budi", Status::Excused(Excuse::Other))]),
        ];
        let recap = Recap::new(&closings, &[id("budi"), id("alip")]);
        let held: Vec<_> = recap.held.iter().map(|held| (held.key.date.day(), held.is_one_of_several)).collect();
        assert_eq!(held, [(23, true), (23, true), (24, false)]);
        use Letter::*;
        let rows: Vec<_> = recap.rows.iter().map(|row| (row.student.as_str(), row.letters.clone())).collect();
        let expected = [
            ("budi", vec![Some(Late), Some(Leave), Some(Sick)]),
            ("alip", vec![Some(Here), Some(Absent), None]),
            ("dewi", vec![None, None, Some(Here)]),
        ];
        assert_eq!(rows, expected);
        assert_eq!(Letter::ALL.map(|letter| recap.rows[1].count(letter)), [1, 0, 0, 0, 1]);
    }
}
