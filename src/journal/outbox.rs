//! Events on their way: which are due, and what came of trying.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, GIVEN_UP, QUEUED, SENT};
use super::sessions;
use super::{Counts, Due, Journal, JournalError, Tried};
use crate::core::session::Closing;
use crate::core::{Answer, Delivery, DeliveryState, Event, EventKind};
use crate::text;
use crate::words::Text;

/// The message of an event that is damaged, which is not sent: it might name the wrong student.
const DAMAGED: Text = text!("journal-row-not-sent");

/// Queues an event that was just written; part of its transaction.
pub(super) fn queue(connection: &Connection, event: &Event, lane: &str, now: Timestamp) -> rusqlite::Result<Delivery> {
    let now_ms = now.as_millisecond();
    connection
        .prepare_cached("INSERT INTO outbox (event, lane, due_ms, state_ms) VALUES (?, ?, ?, ?)")?
        .execute(params![event.number, lane, now_ms, now_ms])?;
    Ok(Delivery { state: DeliveryState::Queued { due: rows::moment(now_ms) }, tries: 0, answer: None })
}

impl Journal {
    /// At most `limit` events that are due at `now`: the oldest of each lane that is not in `busy`, the longest due first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn due(&self, now: Timestamp, busy: &HashSet<String>, limit: usize) -> Result<Vec<Due>, JournalError> {
        self.sending(|connection| {
            let mut due = Vec::new();
            let mut taken = HashSet::new();
            for (number, lane, tries) in heads(connection, now.as_millisecond(), busy, limit)? {
                if due.len() >= limit {
                    break;
                }
                if taken.contains(&lane) {
                    continue;
                }
                if let Some((event, closing)) = event_to_send(connection, number)? {
                    taken.insert(lane.clone());
                    due.push(Due { event, lane, tries, closing });
                }
            }
            Ok(due)
        })
    }

    /// When the next event of a lane that is not in `busy` is due; it may be in the past.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_due(&self, busy: &HashSet<String>) -> Result<Option<Timestamp>, JournalError> {
        self.with(|connection| {
            let mut statement =
                connection.prepare_cached(&format!("SELECT o.due_ms, o.lane {HEADS} ORDER BY o.due_ms"))?;
            let mut found = statement.query(params![i64::MAX])?;
            while let Some(row) = found.next()? {
                if !busy.contains(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    return Ok(Some(rows::moment(row.get(0).unwrap_or_default())));
                }
            }
            Ok(None)
        })
    }

    /// The event of this number as [`Self::due`] would give it, due or not; `None` unless it is queued.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn queued(&self, number: i64) -> Result<Option<Due>, JournalError> {
        self.sending(|connection| {
            let found = connection
                .prepare_cached("SELECT lane, tries FROM outbox WHERE event = ? AND state = 0")?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((lane, tries)) = found else { return Ok(None) };
            Ok(event_to_send(connection, number)?.map(|(event, closing)| Due { event, lane, tries, closing }))
        })
    }

    /// Writes down what came of a try. `None`: there is no such event any more.
    ///
    /// # Errors
    /// When it cannot be written; nothing has changed then.
    pub fn tried(&self, number: i64, tried: &Tried) -> Result<Option<Delivery>, JournalError> {
        self.change(|transaction| {
            let (state, due, since, counts, Answer { http_status, message }) = match tried {
                Tried::Sent { at, answer } => (SENT, None, Some(at), true, answer),
                Tried::Again { due, answer, counts } => (QUEUED, Some(due), None, *counts, answer),
                Tried::GivenUp { at, answer } => (GIVEN_UP, None, Some(at), true, answer),
            };
            let mut update = transaction.prepare_cached(
                "UPDATE outbox SET state = ?2, due_ms = ifnull(?3, due_ms), state_ms = ifnull(?4, state_ms), \
                 tries = tries + ?5, http_status = ?6, message = ?7 WHERE event = ?1",
            )?;
            update.execute(params![
                number,
                state,
                due.map(|due| due.as_millisecond()),
                since.map(|since| since.as_millisecond()),
                i64::from(counts),
                http_status,
                message.to_kept()
            ])?;
            Ok(rows::select(transaction, "WHERE e.id = ?", &[&number])?.pop().and_then(|kept| kept.delivery))
        })
    }

    /// Queues given-up events again, with all their tries before them: this one, or all of them. Corrections of them that
    /// have gone already go again behind them: the mistake is not to be what a receiver hears last.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn send_again(&self, number: Option<i64>, now: Timestamp) -> Result<(), JournalError> {
        self.change(|transaction| {
            const QUEUE: &str = "UPDATE outbox SET state = 0, tries = 0, due_ms = ?2, state_ms = ?2";
            let now_ms = now.as_millisecond();
            let again: Vec<i64> = transaction
                .prepare_cached("SELECT event FROM outbox WHERE state = 2 AND (?1 IS NULL OR event = ?1)")?
                .query_map([number], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut event = transaction.prepare_cached(&format!("{QUEUE} WHERE event = ?1"))?;
            let mut corrections = transaction.prepare_cached(&format!(
                "{QUEUE} WHERE state <> 0 AND event IN (SELECT id FROM event WHERE corrects = ?1)"
            ))?;
            for number in again {
                event.execute(params![number, now_ms])?;
                corrections.execute(params![number, now_ms])?;
            }
            Ok(())
        })
    }

    /// Makes queued events due now: this one, or all of them.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn make_due(&self, number: Option<i64>, now: Timestamp) -> Result<(), JournalError> {
        self.change(|transaction| {
            let mut update = transaction.prepare_cached(
                "UPDATE outbox SET due_ms = ?2 WHERE state = 0 AND due_ms > ?2 AND (?1 IS NULL OR event = ?1)",
            )?;
            update.execute(params![number, now.as_millisecond()])?;
            Ok(())
        })
    }

    /// Makes due now what would be due only after `latest`, which no wait reaches. Gives whether there was any.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn hurry(&self, latest: Timestamp, now: Timestamp) -> Result<bool, JournalError> {
        let is_there = self.with(|connection| {
            let mut select =
                connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 0 AND due_ms > ?)")?;
            select.query_row([latest.as_millisecond()], |row| row.get(0))
        })?;
        if is_there {
            self.change(|transaction| {
                let mut update =
                    transaction.prepare_cached("UPDATE outbox SET due_ms = ?2 WHERE state = 0 AND due_ms > ?1")?;
                update.execute(params![latest.as_millisecond(), now.as_millisecond()]).map(drop)
            })?;
        }
        Ok(is_there)
    }

    /// Reads what is to be sent; should an event be given up for its damage meanwhile, that is a change.
    fn sending<T>(&self, mut work: impl FnMut(&Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        let (done, changed) = self.with(|connection| {
            let before = connection.total_changes();
            let done = work(connection)?;
            Ok((done, connection.total_changes() != before))
        })?;
        if changed {
            self.changed();
        }
        Ok(done)
    }

    /// Since when the event waits that waits longest; `None`: none does.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn waits_since(&self) -> Result<Option<Timestamp>, JournalError> {
        self.with(|connection| {
            let oldest = "SELECT min(state_ms) FROM outbox WHERE state = 0";
            let since: Option<i64> = connection.prepare_cached(oldest)?.query_row([], |row| row.get(0))?;
            Ok(since.map(rows::moment))
        })
    }

    /// How many events are where on their way.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn counts(&self) -> Result<Counts, JournalError> {
        self.with(|connection| {
            let count = |condition: &str| {
                let mut statement =
                    connection.prepare_cached(&format!("SELECT count(*) FROM outbox WHERE {condition}"))?;
                let count: i64 = statement.query_row([], |row| row.get(0))?;
                Ok::<_, rusqlite::Error>(count.unsigned_abs())
            };
            Ok(Counts {
                queued: count("state = 0")?,
                retrying: count("state = 0 AND tries > 0")?,
                given_up: count("state = 2")?,
            })
        })
    }
}

/// The oldest queued event of each lane that is due at `?1`.
const HEADS: &str = "FROM outbox o WHERE o.state = 0 AND o.due_ms <= ?1 AND NOT EXISTS \
     (SELECT 1 FROM outbox e WHERE e.state = 0 AND e.lane = o.lane AND e.event < o.event)";

fn heads(
    connection: &Connection,
    now_ms: i64,
    busy: &HashSet<String>,
    limit: usize,
) -> rusqlite::Result<Vec<(i64, String, u32)>> {
    /// Some of them may turn out to be damaged.
    const SPARE: usize = 60;
    let mut statement =
        connection.prepare_cached(&format!("SELECT o.event, o.lane, o.tries {HEADS} ORDER BY o.due_ms, o.event"))?;
    let mut found = statement.query([now_ms])?;
    let mut heads = Vec::new();
    while let Some(row) = found.next()? {
        // Damaged values are no reason not to send the others.
        let lane = row.get_ref(1)?.as_str().unwrap_or_default().to_owned();
        if !busy.contains(&lane) {
            heads.push((row.get(0)?, lane, row.get(2).unwrap_or_default()));
        }
        if heads.len() >= limit.saturating_add(SPARE) {
            break;
        }
    }
    Ok(heads)
}

/// A queued event, to be sent, and how the session ended of which it tells; one that is damaged is given up here.
fn event_to_send(connection: &Connection, number: i64) -> rusqlite::Result<Option<(Event, Option<Box<Closing>>)>> {
    let Some(kept) = rows::select(connection, "WHERE e.id = ?", &[&number])?.pop() else { return Ok(None) };
    let tells_of_session = kept.event.kind == EventKind::SessionClosed;
    let closing = if tells_of_session { sessions::closing(connection, number)?.map(Box::new) } else { None };
    if !kept.damaged && closing.is_some() == tells_of_session {
        return Ok(Some((kept.event, closing)));
    }
    connection
        .prepare_cached("UPDATE outbox SET state = 2, message = ?2, http_status = NULL WHERE event = ?1")?
        .execute(params![number, DAMAGED.to_kept()])?;
    Ok(None)
}
