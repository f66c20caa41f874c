//! Events as rows: how they are written, and how they are believed when they are read again.

use jiff::Timestamp;
use rusqlite::{Connection, Row as SqlRow, ToSql, params};
use sha2::{Digest, Sha256};

use crate::core::{
    Answer, Corrects, Delivery, DeliveryState, Event, EventKind, FaceBox, FrameSize, Sighting, StudentId,
};

/// An event and its way, as [`read`] takes them: the event (`e`), what it corrects (`c`), what corrects it (`k`), its way
/// (`o`).
pub(super) const COLUMNS: &str = "e.id, e.uid, e.kind, e.student, e.at_ms, e.seen_ms, e.distance, e.top, e.right, \
     e.bottom, e.left, e.frame_w, e.frame_h, e.camera, e.corrects, e.digest, c.uid, c.student, k.id, k.student, \
     o.state, o.tries, o.due_ms, o.state_ms, o.http_status, o.message";
/// Where they come from.
pub(super) const TABLES: &str = "event e LEFT JOIN event c ON c.id = e.corrects \
     LEFT JOIN event k ON k.id = e.corrected_by LEFT JOIN outbox o ON o.event = e.id";

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
    /// What stands there is not what was written: who it is about is not believed.
    pub(super) damaged: bool,
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
        let mut hash = Sha256::new();
        let mut part = |bytes: Option<&[u8]>| {
            // Lengths keep "ab", "c" from looking like "a", "bc".
            hash.update(bytes.map_or(u64::MAX, |bytes| bytes.len() as u64).to_le_bytes());
            hash.update(bytes.unwrap_or_default());
        };
        part(Some(self.uid.as_bytes()));
        part(Some(self.kind.as_bytes()));
        part(self.student.map(str::as_bytes));
        part(Some(&self.at_ms.to_le_bytes()));
        if let Some(Sighting { distance, face_box: FaceBox { top, right, bottom, left }, frame_size }) = self.sighting {
            part(Some(&distance.to_bits().to_le_bytes()));
            for edge in [top, right, bottom, left] {
                part(Some(&edge.to_le_bytes()));
            }
            part(Some(&frame_size.width.to_le_bytes()));
            part(Some(&frame_size.height.to_le_bytes()));
        }
        part(self.camera.map(str::as_bytes));
        part(self.corrects.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
        let hash = hash.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        i64::from_le_bytes(first)
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
             frame_h, camera, corrects, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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

/// Reads one row of [`COLUMNS`]. A row whose digest is not its own is damaged, and so is one whose values cannot be.
pub(super) fn read(row: &SqlRow<'_>) -> rusqlite::Result<Kept> {
    let number: i64 = row.get(0)?;
    let whole = read_event(row, number).filter(|event| row.get(15).is_ok_and(|digest: i64| digest == digest_of(event)));
    let delivery = read_delivery(row).unwrap_or(Some(LOST));
    let damaged = whole.is_none() || delivery == Some(LOST);
    let event = whole.unwrap_or_else(|| Event {
        number,
        webhook_id: String::new(),
        kind: EventKind::Recognized,
        student: None,
        at: moment(row.get(4).unwrap_or_default()),
        sighting: None,
        camera: None,
        corrects: None,
    });
    let corrected_to =
        row.get::<_, Option<i64>>(18).ok().flatten().and_then(|_| student_at(row, 19)).filter(|_| !damaged);
    let seen = moment(row.get(5).unwrap_or_default()).max(event.at);
    Ok(Kept { event, seen, corrected_to, delivery, damaged })
}

/// The way of an event that nobody can read any more.
const LOST: Delivery =
    Delivery { state: DeliveryState::GivenUp { at: Timestamp::UNIX_EPOCH }, tries: u32::MAX, answer: None };

/// `None`: a value cannot be.
fn read_event(row: &SqlRow<'_>, number: i64) -> Option<Event> {
    let sighting = match row.get::<_, Option<f64>>(6).ok()? {
        None => None,
        Some(distance) => {
            let edge = |column| row.get::<_, i32>(column).ok();
            let side = |column| row.get::<_, u32>(column).ok();
            Some(Sighting {
                distance,
                face_box: FaceBox::new(edge(7)?, edge(8)?, edge(9)?, edge(10)?),
                frame_size: FrameSize { width: side(11)?, height: side(12)? },
            })
        }
    };
    let corrects = match row.get::<_, Option<i64>>(14).ok()? {
        None => None,
        Some(number) => Some(Corrects {
            number,
            webhook_id: row.get::<_, Option<String>>(16).ok()?.unwrap_or_default(),
            student: student_at(row, 17)?,
        }),
    };
    Some(Event {
        number,
        webhook_id: row.get(1).ok()?,
        kind: EventKind::of_name(&row.get::<_, String>(2).ok()?)?,
        student: student_at(row, 3)?,
        at: Timestamp::from_millisecond(row.get(4).ok()?).ok()?,
        sighting,
        camera: row.get(13).ok()?,
        corrects,
    })
}

/// `None`: what stands there is no student id. `Some(None)`: nothing stands there.
fn student_at(row: &SqlRow<'_>, column: usize) -> Option<Option<StudentId>> {
    match row.get::<_, Option<String>>(column).ok()? {
        None => Some(None),
        Some(id) => StudentId::parse(&id).ok().map(Some),
    }
}

fn read_delivery(row: &SqlRow<'_>) -> rusqlite::Result<Option<Delivery>> {
    let Some(state) = row.get::<_, Option<i64>>(20)? else { return Ok(None) };
    let since = moment(row.get(23)?);
    let message: Option<String> = row.get(25)?;
    Ok(Some(Delivery {
        state: match state {
            SENT => DeliveryState::Sent { at: since },
            GIVEN_UP => DeliveryState::GivenUp { at: since },
            _ => DeliveryState::Queued { due: moment(row.get(22)?) },
        },
        tries: row.get(21)?,
        answer: message
            .map(|message| Ok::<_, rusqlite::Error>(Answer { http_status: row.get(24)?, message }))
            .transpose()?,
    }))
}

/// A time as it is kept; one that cannot be is the beginning of time.
pub(super) fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}
