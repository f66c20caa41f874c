//! Questions of the screen and of exports. They have a connection of their own: however long one takes, recording does
//! not wait for it.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use image::RgbImage;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::rows;
use super::{Choices, DeliveryFilter, Filter, Journal, JournalError, Page, Row, Who, file};
use crate::images;

/// Answers questions about the journal; one thread's.
pub struct Reader {
    journal: Journal,
    connection: Option<Open>,
    /// The numbers of the events that passed the last filter, and how old that is.
    listed: Option<Listed>,
}

struct Open {
    connection: Connection,
    /// How often something had been removed when it was opened.
    removed: u64,
}

struct Listed {
    filter: Filter,
    /// Oldest first: new ones are added at the end.
    numbers: Vec<i64>,
    changed: u64,
    removed: u64,
}

impl Reader {
    pub(super) fn new(journal: Journal) -> Self {
        Self { journal, connection: None, listed: None }
    }

    /// Counts up with each change of the journal: while it is the same, so are all answers.
    pub fn version(&self) -> u64 {
        let versions = &self.journal.inner.versions;
        versions.changed.load(Ordering::Acquire).wrapping_add(versions.removed.load(Ordering::Acquire))
    }

    /// The events from place `first` on that pass the filter, newest first, `rows` of them at most, with their crops.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn page(&mut self, filter: &Filter, first: usize, rows: usize) -> Result<Page, JournalError> {
        self.list(filter)?;
        let numbers = self.listed.as_ref().map(|listed| listed.numbers.as_slice()).unwrap_or_default();
        let total = numbers.len();
        let first = first.min(total);
        let wanted: Vec<i64> = numbers.iter().rev().skip(first).take(rows).copied().collect();
        let rows = self.rows(&wanted, true)?;
        Ok(Page { filter: filter.clone(), total, first, rows })
    }

    /// The newest events that pass the filter, of those before the one numbered `before` where that is given, `rows` of
    /// them at most, without their crops. However many there are in all, no list of them is made.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn newest(&mut self, filter: &Filter, before: Option<i64>, rows: usize) -> Result<Vec<Row>, JournalError> {
        let numbers = self.ask(|connection| {
            // In the order of the index of times, all of a year would be sorted for each part of it.
            let (condition, mut values) = condition(filter, "+e.at_ms");
            values.extend([Value::from(before.unwrap_or(i64::MAX)), Value::from(rows as i64)]);
            // Both are the same; by the outbox's own, its index gives them in order.
            let key = if filter.delivery.is_some() { "o.event" } else { "e.id" };
            let from = tables(filter);
            let sql = format!("SELECT {key} FROM {from} WHERE {condition} {key} < ? ORDER BY {key} DESC LIMIT ?");
            numbers(connection, &sql, &values)
        })?;
        self.rows(&numbers, false)
    }

    /// How many events pass the filter, counted anew, without a list of them.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn count_once(&mut self, filter: &Filter) -> Result<usize, JournalError> {
        let count: i64 = self.ask(|connection| {
            let (condition, values) = condition(filter, "e.at_ms");
            let sql = format!("SELECT count(*) FROM {} WHERE {condition} true", tables(filter));
            connection.query_row(&sql, rusqlite::params_from_iter(values), |row| row.get(0))
        })?;
        Ok(count.unsigned_abs() as usize)
    }

    /// How many events pass the filter.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn count(&mut self, filter: &Filter) -> Result<usize, JournalError> {
        self.list(filter)?;
        Ok(self.listed.as_ref().map_or(0, |listed| listed.numbers.len()))
    }

    /// How many events there are, but for ends of sessions.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn count_all(&mut self) -> Result<usize, JournalError> {
        let count: i64 = self.ask(|connection| {
            let ends = "SELECT (SELECT count(*) FROM event) - (SELECT count(*) FROM session_closing)";
            connection.query_row(ends, [], |row| row.get(0))
        })?;
        Ok(count.unsigned_abs() as usize)
    }

    /// What there is to filter by.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn choices(&mut self) -> Result<Choices, JournalError> {
        // From each name to the next: the index is not read through.
        const CAMERAS: &str = "WITH RECURSIVE found (camera) AS ( \
             SELECT min(camera) FROM event WHERE camera IS NOT NULL UNION ALL \
             SELECT (SELECT min(e.camera) FROM event e WHERE e.camera IS NOT NULL AND e.camera > found.camera) \
             FROM found WHERE found.camera IS NOT NULL) SELECT camera FROM found WHERE camera IS NOT NULL";
        let cameras = self.ask(|connection| {
            let mut select = connection.prepare_cached(CAMERAS)?;
            let names = select.query_map([], |row| row.get(0))?;
            names.collect()
        })?;
        Ok(Choices { cameras })
    }

    /// Events by their numbers, in this order; those that are gone are left out.
    pub(super) fn rows(&mut self, numbers: &[i64], with_crops: bool) -> Result<Vec<Row>, JournalError> {
        self.ask(|connection| {
            let mut select =
                connection.prepare_cached(&format!("SELECT {} FROM {} WHERE e.id = ?", rows::COLUMNS, rows::TABLES))?;
            let mut found = Vec::with_capacity(numbers.len());
            for number in numbers {
                let mut kept = select.query([number])?;
                let Some(kept) = kept.next()?.map(rows::read).transpose()? else { continue };
                let crop = if with_crops && !kept.damaged { crop(connection, *number)? } else { None };
                found.push(Row {
                    event: kept.event,
                    last_seen: kept.seen,
                    corrected_to: kept.corrected_to,
                    delivery: kept.delivery,
                    crop,
                    damaged: kept.damaged,
                });
            }
            Ok(found)
        })
    }

    /// The numbers of a filter's events, newest first.
    pub(super) fn numbers(&mut self, filter: &Filter) -> Result<Vec<i64>, JournalError> {
        self.list(filter)?;
        Ok(self.listed.iter().flat_map(|listed| listed.numbers.iter().rev().copied()).collect())
    }

    /// Brings the list of numbers up to date: the whole of it, or, where no more can have happened, what is new.
    fn list(&mut self, filter: &Filter) -> Result<(), JournalError> {
        let versions = &self.journal.inner.versions;
        let changed = versions.changed.load(Ordering::Acquire);
        let removed = versions.removed.load(Ordering::Acquire);
        if let Some(listed) = &self.listed
            && listed.filter == *filter
            && listed.removed == removed
        {
            if listed.changed == changed {
                return Ok(());
            }
            if !can_change(filter) {
                let last = listed.numbers.last().copied().unwrap_or_default();
                let new = self.ask(|connection| select_numbers(connection, filter, last))?;
                if let Some(listed) = &mut self.listed {
                    listed.numbers.extend(new);
                    listed.changed = changed;
                }
                return Ok(());
            }
        }
        let numbers = self.ask(|connection| select_numbers(connection, filter, 0))?;
        self.listed = Some(Listed { filter: filter.clone(), numbers, changed, removed });
        Ok(())
    }

    /// Asks on a connection of its own. After an error it is made anew: the file may be another by then.
    pub(super) fn ask<T>(&mut self, question: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        // A file that was set aside is still open here: whenever something was removed, it is opened again.
        let removed = self.journal.inner.versions.removed.load(Ordering::Acquire);
        let open = match self.connection.take() {
            Some(open) if open.removed == removed => open,
            _ => Open { connection: connect(&self.journal)?, removed },
        };
        let answer = question(&open.connection)?;
        self.connection = Some(open);
        Ok(answer)
    }
}

fn connect(journal: &Journal) -> Result<Connection, JournalError> {
    let connection = file::open_to_read(journal.path())?;
    // Any script: SQLite's own `lower` knows ASCII alone.
    connection.create_scalar_function(
        "has_part",
        2,
        rusqlite::functions::FunctionFlags::SQLITE_UTF8 | rusqlite::functions::FunctionFlags::SQLITE_DETERMINISTIC,
        |context| {
            let text = context.get_raw(0).as_str_or_null().ok().flatten().unwrap_or_default().to_lowercase();
            let part = context.get_raw(1).as_str_or_null().ok().flatten().unwrap_or_default();
            Ok(text.contains(part))
        },
    )?;
    Ok(connection)
}

/// Whether an event that passes may later not do so, or the other way round.
fn can_change(filter: &Filter) -> bool {
    filter.delivery.is_some() || filter.who == Who::Corrected
}

/// The numbers above `after` of the events that pass, oldest first.
fn select_numbers(connection: &Connection, filter: &Filter, after: i64) -> rusqlite::Result<Vec<i64>> {
    let (condition, mut values) = condition(filter, "e.at_ms");
    values.push(Value::from(after));
    let from = tables(filter);
    let sql = format!("SELECT e.id FROM {from} WHERE {condition} e.id > ? ORDER BY e.id");
    numbers(connection, &sql, &values)
}

fn numbers(connection: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<i64>> {
    let mut select = connection.prepare_cached(sql)?;
    let numbers = select.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    numbers.collect()
}

/// The tables that the filter's condition is about.
fn tables(filter: &Filter) -> &'static str {
    if filter.delivery.is_some() { "outbox o JOIN event e ON e.id = o.event" } else { "event e" }
}

/// The filter as a condition, each part with ` AND ` behind it, and its values. `time` is the column of times, as it is or
/// kept from its index.
fn condition(filter: &Filter, time: &str) -> (String, Vec<Value>) {
    let Filter { text, students, from, until, camera, who, delivery } = filter;
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    let mut values = Vec::new();
    let text = text.trim().to_lowercase();
    if !text.is_empty() {
        let has_part = "e.student IS NOT NULL AND has_part(e.student, ?)";
        values.push(Value::from(text));
        if students.is_empty() {
            parts.push(has_part.into());
        } else {
            parts.push(format!("({has_part} OR e.student IN (SELECT value FROM json_each(?)))").into());
            let ids: Vec<&str> = students.iter().map(crate::core::StudentId::as_str).collect();
            values.push(Value::from(serde_json::Value::from(ids).to_string()));
        }
    }
    if let Some(from) = from {
        parts.push(format!("{time} >= ?").into());
        values.push(Value::from(from.as_millisecond()));
    }
    if let Some(until) = until {
        parts.push(format!("{time} < ?").into());
        values.push(Value::from(until.as_millisecond()));
    }
    if let Some(camera) = camera {
        parts.push("e.camera = ?".into());
        values.push(Value::from(camera.clone()));
    }
    parts.extend(
        match who {
            Who::Anyone => None,
            Who::Known => Some("e.student IS NOT NULL"),
            Who::Unknown => Some("e.student IS NULL AND e.kind = 'attendance.recognized'"),
            Who::Corrected => Some("(e.corrected_by IS NOT NULL OR e.kind = 'attendance.corrected')"),
            Who::ByHand => Some("e.kind = 'attendance.manual'"),
        }
        .map(Cow::Borrowed),
    );
    // That a session ended is nobody's arrival; but whoever looks for what is not sent is to find it.
    if delivery.is_none() {
        parts.push("e.id NOT IN (SELECT event FROM session_closing)".into());
    }
    parts.extend(delivery.map(|delivery| {
        Cow::Borrowed(match delivery {
            DeliveryFilter::Queued => "o.state = 0",
            DeliveryFilter::Retrying => "o.state = 0 AND o.tries > 0",
            DeliveryFilter::Sent => "o.state = 1",
            DeliveryFilter::GivenUp => "o.state = 2",
        })
    }));
    (parts.iter().map(|part| format!("{part} AND ")).collect(), values)
}

/// An event's face; one that cannot be decoded is not shown.
fn crop(connection: &Connection, number: i64) -> rusqlite::Result<Option<Arc<RgbImage>>> {
    let mut select = connection.prepare_cached("SELECT jpeg FROM crop WHERE event = ?")?;
    let mut found = select.query([number])?;
    let Some(row) = found.next()? else { return Ok(None) };
    Ok(images::decode_jpeg(row.get_ref(0)?.as_blob().unwrap_or_default()).ok().map(Arc::new))
}
