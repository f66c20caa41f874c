//! Of a damaged file: the timetable, what a person said, and how sessions ended.

use rusqlite::{Connection, Transaction, params};

use super::{GAP, read_on};
use crate::journal::sessions::{
    ENTRY, MARK, RESULT, SESSION, insert_entry, insert_mark, insert_result, read_entry, read_mark, read_result,
    read_session,
};

/// Takes over what can be read and believed, after the events: what hangs on one that is lost is lost with it.
pub(super) fn salvage(from: &Connection, into: &Transaction<'_>) -> rusqlite::Result<()> {
    read_on(from, &format!("SELECT {ENTRY} FROM schedule"), &[], |row| {
        let Some((number, entry)) = read_entry(row) else { return Ok(()) };
        insert_entry(into, Some(number), &entry).map(drop)
    })?;
    let is_there = |number: i64| {
        into.prepare_cached("SELECT EXISTS (SELECT 1 FROM session WHERE id = ?)")?
            .query_row([number], |row| row.get::<_, bool>(0))
    };
    read_on(from, &format!("SELECT {SESSION} FROM session NOT INDEXED"), &[], |row| {
        let Some(session) = read_session(row) else { return Ok(()) };
        into.prepare_cached(&format!("INSERT OR IGNORE INTO session ({SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?
            .execute(params![
                session.number,
                session.id,
                session.key.schedule,
                session.key.date.to_string(),
                session.opened.as_millisecond(),
                session.revision,
                session.closing,
                session.digest(),
            ])
            .map(drop)
    })?;
    read_on(from, &format!("SELECT {MARK} FROM session_mark"), &[], |row| match read_mark(row) {
        Some((session, student, mark)) if is_there(session)? => insert_mark(into, session, &student, &mark),
        _ => Ok(()),
    })?;
    // As they stand there, with their digests: what is not believed is not told later either.
    let columns = "event, session, revision, class, opens_ms, from_ms, late_ms, until_ms, offset_s, over_ms, ended, \
         is_sent, here, late, absent, excused, digest";
    let insert = format!(
        "INSERT OR IGNORE INTO session_closing ({columns}) SELECT {} WHERE \
         EXISTS (SELECT 1 FROM event WHERE id = ?1 AND kind = 'attendance.session_closed') AND \
         EXISTS (SELECT 1 FROM session WHERE id = ?2)",
        (1..=17).map(|number| format!("?{number}")).collect::<Vec<_>>().join(", ")
    );
    read_on(from, &format!("SELECT {columns} FROM session_closing NOT INDEXED"), &[], |row| {
        let values: Vec<rusqlite::types::Value> = (0..17).map(|column| row.get(column)).collect::<Result<_, _>>()?;
        into.prepare_cached(&insert)?.execute(rusqlite::params_from_iter(values)).map(drop)
    })?;
    read_on(from, &format!("SELECT {RESULT} FROM session_result"), &[], |row| {
        let Some((closing, place, seat)) = read_result(row) else { return Ok(()) };
        let is_there: bool = into
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM session_closing WHERE event = ?)")?
            .query_row([closing], |row| row.get(0))?;
        if is_there { insert_result(into, closing, place, &seat) } else { Ok(()) }
    })?;
    // One that had ended does not go on, even where nothing is known of its end.
    into.execute(
        "UPDATE session SET closing = \
         ifnull((SELECT max(c.event) FROM session_closing c WHERE c.session = session.id), closing) \
         WHERE closing IS NOT NULL",
        [],
    )?;
    // The next line gets a number that none had before: sessions of lines that are gone are known by it.
    let last = "SELECT max(ifnull((SELECT max(id) FROM schedule), 0), ifnull((SELECT max(schedule) FROM session), 0))";
    into.execute("DELETE FROM sqlite_sequence WHERE name = 'schedule'", [])?;
    into.execute(&format!("INSERT INTO sqlite_sequence (name, seq) VALUES ('schedule', ({last}) + {GAP})"), [])?;
    Ok(())
}
