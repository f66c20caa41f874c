//! The log as a table for other programs: CSV or an Excel file, by the file's name; CSV into anything else, too.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{ColNum, Format, FormatAlign, Workbook, XlsxError};

use super::{Filter, JournalError, Reader, Row};
use crate::core::{DeliveryState, EventKind, StudentId, UNKNOWN};
use crate::files::{self, Unfinished};
use crate::text;
use crate::words::{self, Text};

/// Events that are read at once.
const AT_ONCE: usize = 1000;
/// As many as are made into an Excel file: it is made in memory, and an old PC has little of that.
const XLSX_ROWS: usize = 200_000;

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
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let numbers = reader.numbers(filter)?;
    let mut table: Box<dyn Table> = match ending.as_str() {
        "csv" => Box::new(Csv::begin(Unfinished::beside(file)?)?),
        "xlsx" if numbers.len() > XLSX_ROWS => return Err(ExportError::TooMany),
        "xlsx" => Box::new(Xlsx::new()?),
        _ => return Err(ExportError::Name),
    };
    let mut written = 0;
    for part in numbers.chunks(AT_ONCE) {
        if !go_on(written, numbers.len()) {
            return Err(ExportError::Cancelled);
        }
        for row in reader.rows(part, false)? {
            table.add(&row, zone)?;
            written += 1;
        }
    }
    if !go_on(written, numbers.len()) {
        return Err(ExportError::Cancelled);
    }
    table.finish(file)?;
    Ok(written)
}

/// A table that is being written.
trait Table {
    fn add(&mut self, row: &Row, zone: &TimeZone) -> Result<(), ExportError>;
    fn finish(self: Box<Self>, file: &Path) -> Result<(), ExportError>;
}

enum Cell {
    Empty,
    Text(String),
    Number(f64),
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
        if row.damaged { Cell::Empty } else { Cell::Text(name(event.student.as_ref())) },
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
        // Without this mark Excel takes every other script for gibberish.
        into.write_all(b"\xef\xbb\xbf")?;
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
        let cells = cells(row, zone);
        let texts = cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(number) => number.to_string(),
        });
        Ok(self.writer.write_record(texts)?)
    }

    /// What it was written into, when all is.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn end(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

impl Table for Csv<Unfinished> {
    fn add(&mut self, row: &Row, zone: &TimeZone) -> Result<(), ExportError> {
        Ok(Csv::add(self, row, zone)?)
    }

    fn finish(self: Box<Self>, file: &Path) -> Result<(), ExportError> {
        Ok(self.end()?.finish(file)?)
    }
}

/// A text that a spreadsheet would take for a formula, as one that it takes for text: an answer of the main API, or a
/// student's id, must not become a command on the PC of whoever opens the file. Where Excel separates by semicolons, as in
/// Indonesia, one of them would begin another cell, and so would a line's end.
fn harmless(text: &str) -> String {
    let text: String =
        text.chars().map(|letter| if letter == ';' || letter.is_control() { ' ' } else { letter }).collect();
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

struct Xlsx {
    workbook: Workbook,
    rows: u32,
}

impl Xlsx {
    fn new() -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let heading = Format::new().set_bold().set_align(FormatAlign::Left);
        let sheet = workbook.add_worksheet();
        sheet.set_name("Hadir")?;
        for ((column, name), width) in (0..).zip(HEADINGS).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, name, &heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { workbook, rows: 1 })
    }
}

impl Table for Xlsx {
    fn add(&mut self, row: &Row, zone: &TimeZone) -> Result<(), ExportError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in cells(row, zone).iter().enumerate() {
            let column = column as ColNum;
            match cell {
                Cell::Empty => {}
                // Written as text, it is text: no formula can begin here.
                Cell::Text(text) => drop(sheet.write_string(self.rows, column, text)?),
                Cell::Number(number) => drop(sheet.write_number(self.rows, column, *number)?),
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>, file: &Path) -> Result<(), ExportError> {
        Ok(files::write(file, &self.workbook.save_to_buffer()?)?)
    }
}
