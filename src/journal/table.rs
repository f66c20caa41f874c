//! Tables for other programs: CSV or an Excel file, by the file's name.

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{ColNum, Format, FormatAlign, Workbook};

use super::ExportError;
use crate::files::{self, Unfinished};

/// Without this mark Excel takes every other script for gibberish.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// As many rows as are made into an Excel file: it is made in memory, and an old PC has little of that.
pub(super) const XLSX_ROWS: usize = 200_000;

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, which no program takes for a formula.
    Text(String),
    /// A number.
    Number(f64),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub name: String,
    /// How wide it is in an Excel file, in characters.
    pub width: f64,
}

/// A table that is being written.
pub(super) trait Table {
    fn add(&mut self, cells: &[Cell]) -> Result<(), ExportError>;
    fn finish(self: Box<Self>, file: &Path) -> Result<(), ExportError>;
}

/// Writes a whole table to a file whose name ends in `.csv` or `.xlsx`.
///
/// # Errors
/// When it was not written; no file is left, or the one that was there before.
pub fn write_table(file: &Path, columns: &[Column], rows: &[Vec<Cell>]) -> Result<(), ExportError> {
    let mut table = begin(file, columns, rows.len())?;
    for row in rows {
        table.add(row)?;
    }
    table.finish(file)
}

/// Begins a table of so many rows at most.
pub(super) fn begin(file: &Path, columns: &[Column], rows: usize) -> Result<Box<dyn Table>, ExportError> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    Ok(match ending.as_str() {
        "csv" => Box::new(CsvFile::begin(file, columns)?),
        "xlsx" if rows > XLSX_ROWS => return Err(ExportError::TooMany),
        "xlsx" => Box::new(Xlsx::begin(columns)?),
        _ => return Err(ExportError::Name),
    })
}

/// Cells as they stand in CSV.
pub(super) fn texts(cells: &[Cell]) -> impl Iterator<Item = String> {
    cells.iter().map(|cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
    })
}

/// A text that a spreadsheet would take for a formula, as one that it takes for text: an answer of the main API, or a
/// student's id, must not become a command on the PC of whoever opens the file. Where Excel separates by semicolons, as in
/// Indonesia, one of them would begin another cell, and so would a line's end.
fn harmless(text: &str) -> String {
    let text: String =
        text.chars().map(|letter| if letter == ';' || letter.is_control() { ' ' } else { letter }).collect();
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

struct CsvFile(csv::Writer<Unfinished>);

impl CsvFile {
    fn begin(file: &Path, columns: &[Column]) -> Result<Self, ExportError> {
        let mut into = Unfinished::beside(file)?;
        into.write_all(MARK)?;
        let mut writer = csv::Writer::from_writer(into);
        writer.write_record(columns.iter().map(|column| harmless(&column.name))).map_err(std::io::Error::from)?;
        Ok(Self(writer))
    }
}

impl Table for CsvFile {
    fn add(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        Ok(self.0.write_record(texts(cells)).map_err(std::io::Error::from)?)
    }

    fn finish(self: Box<Self>, file: &Path) -> Result<(), ExportError> {
        let written = self.0.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(written.finish(file)?)
    }
}

struct Xlsx {
    workbook: Workbook,
    rows: u32,
}

impl Xlsx {
    fn begin(columns: &[Column]) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let heading = Format::new().set_bold().set_align(FormatAlign::Left);
        let sheet = workbook.add_worksheet();
        sheet.set_name("Hadir")?;
        for (column, Column { name, width }) in (0..).zip(columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, name, &heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { workbook, rows: 1 })
    }
}

impl Table for Xlsx {
    fn add(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in cells.iter().enumerate() {
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
