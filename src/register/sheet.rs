//! A table for other programs: CSV or an Excel file, by the file's name.

use std::io;
use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::files;
use crate::text;
use crate::words::{self, Language, Text};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Why a table was not written. No file is left, or the one that was there before.
#[derive(Debug)]
pub enum SheetError {
    /// Its name ends neither in .csv nor in .xlsx.
    Name,
    /// The file cannot be written.
    Io(io::Error),
}

impl SheetError {
    /// What happened, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Name => text!("students-export-name"),
            Self::Io(error) => words::io(error),
        }
    }
}

/// What separates two cells of CSV: Excel opens a file only by the separator of its country.
pub(super) fn separator(language: Language) -> u8 {
    match language {
        Language::Indonesian => b';',
        Language::English | Language::Marked => b',',
    }
}

/// Writes a table of texts, with a heading and widths in characters for each column.
pub(super) fn write<const N: usize>(
    file: &Path,
    headings: [&str; N],
    widths: [f64; N],
    language: Language,
    rows: impl Iterator<Item = [String; N]>,
) -> Result<(), SheetError> {
    let bytes = match file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
        Some("csv") => csv(headings, separator(language), rows).map_err(SheetError::Io)?,
        Some("xlsx") => {
            xlsx(headings, widths, rows).map_err(|error| SheetError::Io(io::Error::other(error.to_string())))?
        }
        _ => return Err(SheetError::Name),
    };
    files::write(file, &bytes).map_err(SheetError::Io)
}

fn csv<const N: usize>(
    headings: [&str; N],
    separator: u8,
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<Vec<u8>> {
    // Without this mark Excel takes every other script for gibberish.
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer =
        csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(headings)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A text that a spreadsheet would take for a formula, as one that it takes for text: a name must not become a command on
/// the PC of whoever opens the file. One of these may also begin a cell where Excel separates by another mark than the
/// file does.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        if begins && FORMULA.contains(&letter) {
            harmless.push('\'');
        }
        begins = is_border(letter) || (begins && letter == ' ');
        harmless.push(letter);
    }
    harmless
}

/// What [`harmless`] was given.
pub(super) fn harmless_again(text: &str) -> String {
    let mut given = String::with_capacity(text.len());
    let mut begins = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if begins && letter == '\'' && letters.peek().is_some_and(|next| FORMULA.contains(next)) {
            begins = false;
            continue;
        }
        begins = is_border(letter) || (begins && letter == ' ');
        given.push(letter);
    }
    given
}

fn is_border(letter: char) -> bool {
    matches!(letter, ';' | ',' | '\t' | '\n')
}

fn xlsx<const N: usize>(
    headings: [&str; N],
    widths: [f64; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold().set_align(FormatAlign::Left);
    // An id that is typed below must stay as it is typed, zeros in front and all.
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Hadir")?;
    for ((column, title), width) in (0..).zip(headings).zip(widths) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_no_formula_wherever_a_cell_may_begin_and_is_read_again_as_it_was() {
        for (text, written) in [
            ("Budi", "Budi"),
            ("=1+1", "'=1+1"),
            ("x; =cmd", "x; '=cmd"),
            ("a,-b\n@c", "a,'-b\n'@c"),
            ("Nur'aini", "Nur'aini"),
            ("'x", "'x"),
        ] {
            assert_eq!(harmless(text), written);
            assert_eq!(harmless_again(written), text);
        }
    }
}
