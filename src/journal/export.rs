//! The log as a table for other programs: CSV or an Excel file, by the file's name; CSV into anything else, too.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::XlsxError;

use super::table::{self, Cell, Column, XLSX_ROWS};
use super::{Filter, JournalError, Reader, Row};
use crate::core::{DeliveryState, EventKind, StudentId, UNKNOWN};
use crate::text;
use crate::words::{self, Text};

/// Events that are read at once.
const AT_ONCE: usize = 1000;

/// As much of an answer as goes into a table, in characters.
const ANSWER_CHARS: usize = 500;

const HEADINGS: [&str; 13] = [
    "number",
    "date",
    "time",
    "student_id",
    "event",
    "corrected_to",
    "distance",
    "camera",
    "last_seen",
    "delivery",
    "http_status",
    "answer",
    "webhook_id",
];
/// Widths of the columns, in characters.
const WIDTHS: [f64; 13] = [9.0, 11.0, 9.0, 22.0, 22.0, 22.0, 9.0, 22.0, 9.0, 12.0, 11.0, 30.0, 38.0];

/// Why an export was not written. No file is left, or the one that was there before.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum ExportError {
    /// Somebody said stop.
    Cancelled,
    /// Its name ends neither in .csv nor in .xlsx.
    Name,
    /// More than a sheet takes.
    TooMany,
    /// The log cannot be read.
    Journal(#[from] JournalError),
    /// The file cannot be written.
    Io(#[from] io::Error),
}

impl ExportError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Cancelled => text!("journal-export-cancelled"),
            Self::Name => text!("journal-export-name"),
            Self::TooMany => text!("journal-export-too-many", most = XLSX_ROWS.to_string()),
            Self::Journal(error) => error.text(),
            Self::Io(error) => text!("journal-export-unwritable", reason = words::io(error)),
        }
    }
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Io(io::Error::other(error.to_string()))
    }
}

/// Writes every event that passes the filter, newest first, with times of `zone`. `go_on` is told how many of how many
/// are written, and says whether to go on.
///
/// # Errors
/// When it was not written; [`ExportError`] says why.
pub fn export(
    reader: &mut Reader,
    filter: &Filter,
    zone: &TimeZone,
    file: &Path,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<usize, ExportError> {
    let numbers = reader.numbers(filter)?;
    let columns: Vec<Column> =
        HEADINGS.into_iter().zip(WIDTHS).map(|(name, width)| Column { name: name.to_owned(), width }).collect();
    let mut table = table::begin(file, &columns, numbers.len())?;
    let mut written = 0;
    for part in numbers.chunks(AT_ONCE) {
        if !go_on(written, numbers.len()) {
            return Err(ExportError::Cancelled);
        }
        for row in reader.rows(part, false)? {
            table.add(&cells(&row, zone))?;
            written += 1;
        }
    }
    if !go_on(written, numbers.len()) {
        return Err(ExportError::Cancelled);
    }
    table.finish(file)?;
    Ok(written)
}

fn cells(row: &Row, zone: &TimeZone) -> [Cell; HEADINGS.len()] {
    let event = &row.event;
    let name = |student: Option<&StudentId>| student.map_or(UNKNOWN, StudentId::as_str).to_owned();
    let time = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string();
    let optional = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let answer = row.delivery.as_ref().and_then(|delivery| delivery.answer.as_ref());
    let kind = if row.damaged { "damaged" } else { event.kind.name() };
    let corrected_to = match (&row.corrected_to, event.kind) {
        (Some(student), EventKind::Recognized | EventKind::Manual) => Some(name(student.as_ref())),
        _ => None,
    };
    [
        Cell::Number(event.number as f64),
        Cell::Text(event.at.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string()),
        Cell::Text(time(event.at)),
        if row.damaged || event.kind == EventKind::SessionClosed {
            Cell::Empty
        } else {
            Cell::Text(name(event.student.as_ref()))
        },
        Cell::Text(kind.to_owned()),
        optional(corrected_to),
        event.sighting.map_or(Cell::Empty, |sighting| Cell::Number(sighting.distance)),
        optional(event.camera.clone()),
        Cell::Text(time(row.last_seen)),
        optional(row.delivery.as_ref().map(|delivery| {
            let state = match (delivery.state, delivery.report()) {
                (DeliveryState::Sent { .. }, _) => "sent",
                (DeliveryState::GivenUp { .. }, _) => "given up",
                (DeliveryState::Queued { .. }, Some(_)) => "failed, queued",
                (DeliveryState::Queued { .. }, None) => "queued",
            };
            state.to_owned()
        })),
        answer.and_then(|answer| answer.http_status).map_or(Cell::Empty, |status| Cell::Number(status.into())),
        // The whole of it, up to 64 KB, can be read in the window; a cell of Excel takes half of that.
        optional(answer.map(|answer| answer.message.to_string().chars().take(ANSWER_CHARS).collect())),
        Cell::Text(event.webhook_id.clone()),
    ]
}

/// The log as CSV, on its way into anything that can be written to.
pub struct Csv<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Begins it, with a heading.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn begin(mut into: W) -> io::Result<Self> {
        into.write_all(table::MARK)?;
        let mut csv = Self::go_on(into);
        csv.writer.write_record(HEADINGS)?;
        Ok(csv)
    }

    /// Goes on with one that was begun: only rows are written.
    pub fn go_on(into: W) -> Self {
        Self { writer: csv::Writer::from_writer(into) }
    }

    /// Adds an event, with times of `zone`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, row: &Row, zone: &TimeZone) -> io::Result<()> {
        Ok(self.writer.write_record(table::texts(&cells(row, zone)))?)
    }

    /// What it was written into, when all is.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn end(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
