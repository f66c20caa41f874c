//! Events as rows: how they are written, and how they are believed when they are read again.

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row as SqlRow, ToSql, params};

use super::digest::Digest;
use crate::core::{
    Answer, Corrects, Delivery, DeliveryState, Event, EventKind, FaceBox, FrameSize, Sighting, StudentId,
};
use crate::words::Text;

/// What an event's digest is made of, and the digest: as [`read_event`] takes them.
macro_rules! event_columns {
    ($table:literal) => {
        concat!(
            $table,
            ".id, ",
            $table,
            ".uid, ",
            $table,
            ".kind, ",
            $table,
            ".student, ",
            $table,
            ".at_ms, ",
            $table,
            ".distance, ",
            $table,
            ".top, ",
            $table,
            ".right, ",
            $table,
            ".bottom, ",
            $table,
            ".left, ",
            $table,
            ".frame_w, ",
            $table,
            ".frame_h, ",
            $table,
            ".camera, ",
            $table,
            ".corrects, ",
            $table,
            ".digest, ",
            $table,
            ".score"
        )
    };
}
/// How many those are.
const EVENT: usize = 16;
const CORRECTED: usize = EVENT;
const CORRECTION: usize = 2 * EVENT;
const SEEN: usize = 3 * EVENT;
const CORRECTED_BY: usize = SEEN + 1;
const WAY: usize = SEEN + 2;

/// An event and its way, as [`read`] takes them: the event (`e`), what it corrects (`c`), what corrects it (`k`), its way
/// (`o`).
pub(super) const COLUMNS: &str = concat!(
    event_columns!("e"),
    ", ",
    event_columns!("c"),
    ", ",
    event_columns!("k"),
    ", e.seen_ms, e.corrected_by, o.state, o.tries, o.due_ms, o.state_ms, o.http_status, o.message"
);
/// Where they come from.
pub(super) const TABLES: &str = "event e LEFT JOIN event c ON c.id = e.corrects \
     LEFT JOIN event k ON k.id = e.corrected_by LEFT JOIN outbox o ON o.event = e.id";
/// An event alone, as [`read_alone`] takes it, from the table `event e`.
pub(super) const ALONE: &str = concat!(event_columns!("e"), ", e.seen_ms");
/// The same from a file of before events had a score.
pub(super) fn alone_without_score() -> String {
    ALONE.replace("e.score", "NULL")
}

/// Where an event is on its way, as the column `state` has it.
pub(super) const QUEUED: i64 = 0;
pub(super) const SENT: i64 = 1;
pub(super) const GIVEN_UP: i64 = 2;

/// An event and its way, as they were read.
pub(super) struct Kept {
    pub(super) event: Event,
    pub(super) seen: Timestamp,
    pub(super) corrected_to: Option<Option<StudentId>>,
    pub(super) delivery: Option<Delivery>,
    /// What stands there, or in what it corrects or is corrected by, is not what was written: it is not believed.
    pub(super) damaged: bool,
    /// The event's own row is what was written.
    pub(super) event_is_whole: bool,
}

/// What a row's digest is made of: everything that says who was where when.
struct Digested<'a> {
    uid: &'a str,
    kind: &'a str,
    student: Option<&'a str>,
    at_ms: i64,
    sighting: Option<Sighting>,
    camera: Option<&'a str>,
    corrects: Option<i64>,
}

impl Digested<'_> {
    fn digest(&self) -> i64 {
        let mut digest = Digest::default();
        let mut part = |bytes: Option<&[u8]>| digest.part(bytes);
        part(Some(self.uid.as_bytes()));
        part(Some(self.kind.as_bytes()));
        part(self.student.map(str::as_bytes));
        part(Some(&self.at_ms.to_le_bytes()));
        if let Some(Sighting { distance, score: _, face_box: FaceBox { top, right, bottom, left }, frame_size }) =
            self.sighting
        {
            part(Some(&distance.to_bits().to_le_bytes()));
            for edge in [top, right, bottom, left] {
                part(Some(&edge.to_le_bytes()));
            }
            part(Some(&frame_size.width.to_le_bytes()));
            part(Some(&frame_size.height.to_le_bytes()));
        }
        part(self.camera.map(str::as_bytes));
        part(self.corrects.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
        // Last, and only where there is one: rows of before have none, and their digests stay what they are.
        if let Some(score) = self.sighting.and_then(|sighting| sighting.score) {
            part(Some(&score.to_bits().to_le_bytes()));
        }
        digest.end()
    }
}

fn digest_of(event: &Event) -> i64 {
    let Event { webhook_id, kind, student, at, sighting, camera, corrects, number: _ } = event;
    Digested {
        uid: webhook_id,
        kind: kind.name(),
        student: student.as_ref().map(StudentId::as_str),
        at_ms: at.as_millisecond(),
        sighting: *sighting,
        camera: camera.as_deref(),
        corrects: corrects.as_ref().map(|corrects| corrects.number),
    }
    .digest()
}

/// Writes an event; gives its number, whatever [`Event::number`] says.
pub(super) fn insert(connection: &Connection, event: &Event) -> rusqlite::Result<i64> {
    let sighting = event.sighting.as_ref();
    let edge = |edge: fn(&FaceBox) -> i32| sighting.map(|sighting| edge(&sighting.face_box));
    connection
        .prepare_cached(
            "INSERT INTO event (uid, kind, student, at_ms, seen_ms, distance, top, right, bottom, left, frame_w, \
             frame_h, camera, corrects, digest, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .insert(params![
            event.webhook_id,
            event.kind.name(),
            event.student.as_ref().map(StudentId::as_str),
            event.at.as_millisecond(),
            event.at.as_millisecond(),
            sighting.map(|sighting| sighting.distance),
            edge(|face| face.top),
            edge(|face| face.right),
            edge(|face| face.bottom),
            edge(|face| face.left),
            sighting.map(|sighting| sighting.frame_size.width),
            sighting.map(|sighting| sighting.frame_size.height),
            event.camera,
            event.corrects.as_ref().map(|corrects| corrects.number),
            digest_of(event),
            sighting.and_then(|sighting| sighting.score),
        ])
}

/// Writes the digest anew after a row was changed on purpose.
pub(super) fn renew_digest(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached("UPDATE event SET digest = ? WHERE id = ?")?;
    update.execute(params![digest_of(event), event.number])?;
    Ok(())
}

/// Events and their ways, for a condition behind [`TABLES`].
pub(super) fn select(connection: &Connection, condition: &str, values: &[&dyn ToSql]) -> rusqlite::Result<Vec<Kept>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} {condition}"))?;
    let rows = statement.query_map(values, read)?;
    rows.collect()
}

/// Reads one row of [`COLUMNS`]. A row whose digest is not its own is damaged, and so is one whose values cannot be, or
/// that hangs on a row of which either is true.
pub(super) fn read(row: &SqlRow<'_>) -> rusqlite::Result<Kept> {
    let number: i64 = row.get(0)?;
    let whole = read_event(row, 0);
    let event_is_whole = whole.is_some();
    let delivery = read_delivery(row).unwrap_or(Some(LOST));
    let mut damaged = !event_is_whole || delivery == Some(LOST);
    let mut event = whole.unwrap_or_else(|| Event {
        number,
        webhook_id: String::new(),
        kind: EventKind::Recognized,
        student: None,
        at: moment(row.get(4).unwrap_or_default()),
        sighting: None,
        camera: None,
        corrects: None,
    });
    // What was corrected may have been removed since; if it is there it has to be what was written.
    if let Some(corrects) = &mut event.corrects
        && row.get_ref(CORRECTED)? != ValueRef::Null
    {
        match read_event(row, CORRECTED) {
            Some(corrected) => {
                corrects.webhook_id = corrected.webhook_id;
                corrects.student = corrected.student;
            }
            None => damaged = true,
        }
    }
    let mut corrected_to = None;
    if row.get_ref(CORRECTED_BY)? != ValueRef::Null {
        match read_event(row, CORRECTION) {
            Some(by) if by.corrects.as_ref().is_some_and(|corrects| corrects.number == number) => {
                corrected_to = Some(by.student).filter(|_| !damaged);
            }
            _ => damaged = true,
        }
    }
    let seen = moment(row.get(SEEN).unwrap_or_default()).max(event.at);
    Ok(Kept { event, seen, corrected_to, delivery, damaged, event_is_whole })
}

/// Reads one row of [`ALONE`]: the event, and when they were last seen. Of what it corrects only the number is known.
pub(super) fn read_alone(row: &SqlRow<'_>) -> Option<(Event, Timestamp)> {
    let event = read_event(row, 0)?;
    let seen = moment(row.get(EVENT).unwrap_or_default()).max(event.at);
    Some((event, seen))
}

/// The way of an event that nobody can read any more.
const LOST: Delivery =
    Delivery { state: DeliveryState::GivenUp { at: Timestamp::UNIX_EPOCH }, tries: u32::MAX, answer: None };

/// The event whose columns begin at `first`. `None`: a value cannot be, or it is not what was written.
fn read_event(row: &SqlRow<'_>, first: usize) -> Option<Event> {
    let sighting = match row.get::<_, Option<f64>>(first + 5).ok()? {
        None => None,
        Some(distance) => {
            let edge = |column| row.get::<_, i32>(first + column).ok();
            let side = |column| row.get::<_, u32>(first + column).ok();
            Some(Sighting {
                distance,
                score: row.get(first + 15).ok()?,
                face_box: FaceBox::new(edge(6)?, edge(7)?, edge(8)?, edge(9)?),
                frame_size: FrameSize { width: side(10)?, height: side(11)? },
            })
        }
    };
    let corrects = row.get::<_, Option<i64>>(first + 13).ok()?;
    let event = Event {
        number: row.get(first).ok()?,
        webhook_id: row.get(first + 1).ok()?,
        kind: EventKind::of_name(&row.get::<_, String>(first + 2).ok()?)?,
        student: student_at(row, first + 3)?,
        at: Timestamp::from_millisecond(row.get(first + 4).ok()?).ok()?,
        sighting,
        camera: row.get(first + 12).ok()?,
        corrects: corrects.map(|number| Corrects { number, webhook_id: String::new(), student: None }),
    };
    let digest: i64 = row.get(first + 14).ok()?;
    (digest == digest_of(&event)).then_some(event)
}

/// `None`: what stands there is no student id. `Some(None)`: nothing stands there.
fn student_at(row: &SqlRow<'_>, column: usize) -> Option<Option<StudentId>> {
    match row.get::<_, Option<String>>(column).ok()? {
        None => Some(None),
        Some(id) => StudentId::parse(&id).ok().map(Some),
    }
}

/// `None`: it is not to be sent.
fn read_delivery(row: &SqlRow<'_>) -> rusqlite::Result<Option<Delivery>> {
    match row.get_ref(WAY)? {
        ValueRef::Null => Ok(None),
        _ => read_way(row, WAY).map(Some),
    }
}

/// What an outbox says of one event's way, in columns from `first` on: `state, tries, due_ms, state_ms, http_status,
/// message`. One bit would make "sent" of "queued": what says that it was sent has to have been tried, and answered with
/// success. Otherwise it is queued, for an event may arrive twice, under the same id, and must not be lost.
pub(super) fn read_way(row: &SqlRow<'_>, first: usize) -> rusqlite::Result<Delivery> {
    let since = moment(row.get(first + 3)?);
    let tries: u32 = row.get(first + 1)?;
    let http_status: Option<u16> = row.get(first + 4)?;
    let is_sent = tries > 0 && http_status.is_some_and(|status| (200..300).contains(&status));
    let message: Option<String> = row.get(first + 5)?;
    Ok(Delivery {
        state: match row.get::<_, i64>(first)? {
            SENT if is_sent => DeliveryState::Sent { at: since },
            GIVEN_UP => DeliveryState::GivenUp { at: since },
            _ => DeliveryState::Queued { due: moment(row.get(first + 2)?) },
        },
        tries,
        answer: message.map(|message| Answer { http_status, message: Text::of_kept(&message) }),
    })
}

/// A time as it is kept; one that cannot be is the beginning of time.
pub(super) fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}
