//! The timetable, line by line.

use jiff::civil::{Date, Time};
use rusqlite::{Connection, Row as SqlRow, ToSql, params};

use crate::core::session::{Days, Entry, Weekdays};
use crate::journal::digest::Digest;
use crate::journal::{Journal, JournalError};

/// A line as [`read_entry`] takes it.
pub(in crate::journal) const ENTRY: &str =
    "id, class, days, first, last, begins, late, ends, opens_early, limited, digest";

impl Journal {
    /// The timetable: each line with its number, oldest first. Damaged lines are left out.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn timetable(&self) -> Result<Vec<(i64, Entry)>, JournalError> {
        self.with(|connection| {
            let mut select = connection.prepare_cached(&format!("SELECT {ENTRY} FROM schedule ORDER BY id"))?;
            let mut found = select.query([])?;
            let mut entries = Vec::new();
            while let Some(row) = found.next()? {
                match read_entry(row) {
                    Some(entry) => entries.push(entry),
                    None => tracing::warn!("a line of the timetable is damaged"),
                }
            }
            Ok(entries)
        })
    }

    /// Adds a line, which has been checked ([`Entry::check`]). Gives its number, which no other line ever had.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add_entry(&self, entry: &Entry) -> Result<i64, JournalError> {
        self.change(|transaction| insert_entry(transaction, None, entry))
    }

    /// Puts a line that has been checked in the place of another. Sessions that have ended stay as they were.
    ///
    /// # Errors
    /// When it cannot be written, or there is no line of this number.
    pub fn change_entry(&self, number: i64, entry: &Entry) -> Result<(), JournalError> {
        self.change(|transaction| {
            let is_there = transaction.prepare_cached("DELETE FROM schedule WHERE id = ?")?.execute([number])? > 0;
            if is_there {
                insert_entry(transaction, Some(number), entry)?;
            }
            Ok(if is_there { Ok(()) } else { Err(JournalError::Gone) })
        })?
    }

    /// Takes a line out, and its session that is on now, if one is. Sessions that have ended stay.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remove_entry(&self, number: i64) -> Result<(), JournalError> {
        self.change(|transaction| {
            transaction.prepare_cached("DELETE FROM schedule WHERE id = ?")?.execute([number])?;
            transaction
                .prepare_cached("DELETE FROM session WHERE schedule = ? AND revision = 0")?
                .execute([number])
                .map(drop)
        })
    }
}

/// Writes a line; gives its number.
pub(in crate::journal) fn insert_entry(
    connection: &Connection,
    number: Option<i64>,
    entry: &Entry,
) -> rusqlite::Result<i64> {
    let Entry { class, days, from, late_from, until, opens_early, limited } = entry;
    let (days, first, last) = match *days {
        Days::Once(date) => (0, date, None),
        Days::Weekly { on, first, last } => (on.bits(), first, last),
    };
    let [first, last] = [Some(first), last].map(|date| date.map(|date| date.to_string()));
    let [begins, late, ends] = [from, late_from, until].map(Time::to_string);
    connection
        .prepare_cached(&format!("INSERT OR IGNORE INTO schedule ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))?
        .execute(params![
            number.as_ref().map_or(&rusqlite::types::Null as &dyn ToSql, |number| number),
            class,
            days,
            first,
            last,
            begins,
            late,
            ends,
            opens_early,
            limited,
            digest_of(entry),
        ])?;
    Ok(connection.last_insert_rowid())
}

/// A line and its number; `None` where it is not what was written.
pub(in crate::journal) fn read_entry(row: &SqlRow<'_>) -> Option<(i64, Entry)> {
    let date = |column| row.get::<_, Option<String>>(column).ok()?.map(|text| text.parse::<Date>()).transpose().ok();
    let time = |column| row.get::<_, String>(column).ok()?.parse::<Time>().ok();
    let (first, last) = (date(3)??, date(4)?);
    let days = match row.get(2).ok()? {
        0 => Days::Once(first),
        bits => Days::Weekly { on: Weekdays::from_bits(bits)?, first, last },
    };
    let entry = Entry {
        class: row.get(1).ok()?,
        days,
        from: time(5)?,
        late_from: time(6)?,
        until: time(7)?,
        opens_early: row.get(8).ok()?,
        limited: row.get(9).ok()?,
    };
    let is_whole = row.get::<_, i64>(10).ok()? == digest_of(&entry) && entry.check().is_ok();
    Some((row.get(0).ok()?, entry)).filter(|_| is_whole)
}

fn digest_of(entry: &Entry) -> i64 {
    let Entry { class, days, from, late_from, until, opens_early, limited } = entry;
    let mut digest = Digest::default();
    digest.text(class.as_deref());
    match days {
        Days::Once(date) => digest.text(Some(&date.to_string())),
        Days::Weekly { on, first, last } => {
            digest.number(Some(on.bits().into()));
            digest.text(Some(&first.to_string()));
            digest.text(last.map(|last| last.to_string()).as_deref());
        }
    }
    [from, late_from, until].into_iter().for_each(|time| digest.text(Some(&time.to_string())));
    digest.number(Some((*opens_early).into()));
    digest.number(Some((*limited).into()));
    digest.end()
}
