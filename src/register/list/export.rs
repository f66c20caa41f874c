//! What is known of everyone as a list for other programs, which [`super::ImportPlan`] reads again.

use std::io;
use std::path::Path;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::core::{People, Person, SortKey, StudentId};
use crate::files;

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Widths of an Excel file's columns, in characters.
const WIDTHS: [f64; 6] = [16.0, 30.0, 9.0, 40.0, 18.0, 24.0];

/// Why a list was not written. No file is left, or the one that was there before.
#[derive(Debug)]
pub enum ListExportError {
    /// Its name ends neither in .csv nor in .xlsx.
    Name,
    /// The file cannot be written.
    Io(io::Error),
}

/// What the columns are called, and what separates them in CSV; Excel opens a file only by the separator of its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListStyle {
    /// Id, name, class, note, and when and by whom was agreed.
    pub headings: [&'static str; 6],
    /// What separates two cells.
    pub separator: u8,
}

impl ListStyle {
    /// As a PC in English has it.
    pub const ENGLISH: Self =
        Self { headings: ["id", "name", "class", "note", "consent_at", "consent_by"], separator: b',' };
    /// As a PC in Indonesian has it.
    pub const INDONESIAN: Self =
        Self { headings: ["id", "nama", "kelas", "catatan", "persetujuan", "disetujui_oleh"], separator: b';' };
}

/// Writes what is known of these students, with times of `zone`: class by class, each in order of name. `.csv` or `.xlsx`,
/// by the file's name.
///
/// # Errors
/// When it was not written; [`ListExportError`] says why.
pub fn export(
    students: impl IntoIterator<Item = StudentId>,
    people: &People,
    style: ListStyle,
    zone: &TimeZone,
    file: &Path,
) -> Result<(), ListExportError> {
    let mut students: Vec<StudentId> = students.into_iter().collect();
    students.sort_by_cached_key(|id| {
        let class = people.class(id);
        (
            class.is_none(),
            SortKey::of(class.unwrap_or_default()),
            SortKey::of(people.name(id)),
            SortKey::of(id.as_str()),
        )
    });
    let rows = students.iter().map(|id| cells(id, people.get(id), zone));
    let bytes = match file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
        Some("csv") => csv(rows, style).map_err(ListExportError::Io)?,
        Some("xlsx") => xlsx(rows, style).map_err(|error| ListExportError::Io(io::Error::other(error.to_string())))?,
        _ => return Err(ListExportError::Name),
    };
    files::write(file, &bytes).map_err(ListExportError::Io)
}

fn cells(id: &StudentId, person: Option<&Person>, zone: &TimeZone) -> [String; 6] {
    let text = |part: Option<&String>| part.cloned().unwrap_or_default();
    let consent = person.and_then(|person| person.consent.as_ref());
    let at = consent.map(|consent| consent.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string());
    [
        id.to_string(),
        text(person.and_then(|person| person.name.as_ref())),
        text(person.and_then(|person| person.class.as_ref())),
        text(person.and_then(|person| person.note.as_ref())),
        at.unwrap_or_default(),
        text(consent.and_then(|consent| consent.by.as_ref())),
    ]
}

fn csv(rows: impl Iterator<Item = [String; 6]>, style: ListStyle) -> io::Result<Vec<u8>> {
    // Without this mark Excel takes every other script for gibberish.
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer =
        csv::WriterBuilder::new().delimiter(style.separator).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(style.headings)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A text that a spreadsheet would take for a formula, as one that it takes for text: a name must not become a command on
/// the PC of whoever opens the file.
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn xlsx(rows: impl Iterator<Item = [String; 6]>, style: ListStyle) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold().set_align(FormatAlign::Left);
    // An id that is typed below must stay as it is typed, zeros in front and all.
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Hadir")?;
    for ((column, title), width) in (0..).zip(style.headings).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, title, &heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(&cells) {
            if !cell.is_empty() {
                // Written as text, it is text: no formula can begin here.
                sheet.write_string_with_format(row, column, cell, &text)?;
            }
        }
    }
    workbook.save_to_buffer()
}
