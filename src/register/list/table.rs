//! A file as rows of cells: CSV in any encoding and with any separator that Excel writes, or an Excel file's first sheet.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxCellReader};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::register::sheet::harmless_again;

/// A file larger than this is no list of students.
const MAX_BYTES: u64 = 32 << 20;
/// More rows than any school has students.
const MAX_ROWS: usize = 200_000;
/// More columns than any list has.
const MAX_COLUMNS: u32 = 200;
/// What Excel calls its hint on the separator, in the first line of a file.
const SEPARATOR_HINT: &str = "sep=";
/// Excel and everything that writes its files separates by one of these.
const SEPARATORS: [u8; 3] = *b";,\t";
/// From here on a number of Excel no longer holds all its digits.
const ROUNDED: f64 = 1e15;

/// Rows of cells, and how they were read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Each with its line in the file, or its number in the sheet, from 1 on; empty ones are left out.
    pub rows: Vec<(u64, Vec<String>)>,
    pub form: Form,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// As text.
    Csv {
        /// What stands between two cells.
        separator: char,
        /// It is not Unicode, and was taken for Windows' Western European encoding: accents may be wrong.
        guessed_encoding: bool,
    },
    /// As an Excel file.
    Xlsx {
        /// The sheet that was read: the first that can be seen.
        sheet: String,
        /// Those that were not.
        other_sheets: Vec<String>,
    },
}

/// Why a file is no table.
#[derive(Debug)]
pub enum TableError {
    /// It cannot be read.
    Io(io::Error),
    /// It is larger, or has more rows, than any school's list.
    TooLarge,
    /// It is of Excel's kind from before 2007, or has a password.
    OldOrLocked,
    /// It is neither text nor an Excel file.
    NoTable,
    /// It is an Excel file that is damaged; what the library says of it.
    Damaged(String),
}

/// Reads a file; which of the tables that its text could be is for `rate` to say: the one with the highest number.
pub(super) fn read(path: &Path, rate: &dyn Fn(&Table) -> usize) -> Result<Table, TableError> {
    let metadata = fs::metadata(path).map_err(TableError::Io)?;
    if !metadata.is_file() {
        return Err(TableError::Io(io::Error::other("it is not a file")));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(TableError::Io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(TableError::TooLarge);
    }
    table_of(&bytes, rate)
}

pub(super) fn table_of(bytes: &[u8], rate: &dyn Fn(&Table) -> usize) -> Result<Table, TableError> {
    // By what is in it and not by its name: people rename.
    if bytes.starts_with(b"PK\x03\x04") {
        return sheet(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TableError::OldOrLocked);
    }
    let (text, guessed_encoding) = text_of(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(TableError::NoTable);
    }
    let hinted = text.lines().next().and_then(|line| line.trim().strip_prefix(SEPARATOR_HINT)?.bytes().next());
    let separators = hinted.map_or(SEPARATORS.to_vec(), |hinted| vec![hinted]);
    let mut best: Option<(usize, Table)> = None;
    for separator in separators {
        let table = Table {
            rows: rows_of(&text, separator, hinted.is_some())?,
            form: Form::Csv { separator: separator.into(), guessed_encoding },
        };
        let rating = rate(&table);
        if best.as_ref().is_none_or(|(best, _)| rating > *best) {
            best = Some((rating, table));
        }
    }
    best.map(|(_, table)| table).ok_or(TableError::NoTable)
}

/// A file's text, and whether its encoding is a guess.
fn text_of(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    // Excel says which it is ("CSV UTF-8", "Unicode text"), except where it writes the encoding of the PC ("CSV").
    for encoding in [UTF_16LE, UTF_16BE] {
        if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(found, _)| found == encoding) {
            return (encoding.decode(bytes).0, false);
        }
    }
    match UTF_8.decode(bytes) {
        (text, _, false) => (text, false),
        _ => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

fn rows_of(text: &str, separator: u8, has_hint: bool) -> Result<Vec<(u64, Vec<String>)>, TableError> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        // What it reads is text, and rows may be of any length: nothing is wrong with either.
        let Ok(record) = record else { return Err(TableError::NoTable) };
        // Its own count is of where it began to look: empty lines come before the row.
        let looked = record.position().map_or(0, |position| position.byte() as usize);
        let begins = text[looked..].find(|c| c != '\n').map_or(looked, |empty| looked + empty);
        line += text[counted..begins].bytes().filter(|&byte| byte == b'\n').count() as u64;
        counted = begins;
        if (has_hint && line == 1) || record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MAX_ROWS {
            return Err(TableError::TooLarge);
        }
        rows.push((line, record.iter().take(MAX_COLUMNS as usize).map(|cell| harmless_again(cell.trim())).collect()));
    }
    Ok(rows)
}

fn sheet(bytes: &[u8]) -> Result<Table, TableError> {
    let damaged = |error: calamine::XlsxError| TableError::Damaged(error.to_string());
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let visible = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let mut names = visible.map(|sheet| sheet.name.clone());
    let Some(sheet) = names.next() else { return Err(TableError::NoTable) };
    let other_sheets = names.collect();
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(damaged)?;
    // Cell by cell: one stray cell far down and right must not become a table of millions.
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = text_of_cell(cell.get_value(), zeros_of(&cells, style));
        if text.is_empty() || column >= MAX_COLUMNS {
            continue;
        }
        let (line, column) = (u64::from(row) + 1, column as usize);
        if rows.last().is_none_or(|(last, _)| *last != line) {
            if rows.len() == MAX_ROWS {
                return Err(TableError::TooLarge);
            }
            rows.push((line, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
    }
    Ok(Table { rows, form: Form::Xlsx { sheet, other_sheets } })
}

/// To how many digits a cell's format fills a number up: ids with zeros in front are often kept that way.
fn zeros_of<RS: Read + io::Seek>(cells: &XlsxCellReader<'_, RS>, style: usize) -> usize {
    let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
    format
        .map(|format| format.format_code.trim_matches('"'))
        .map_or(0, |code| if code.chars().all(|c| c == '0') { code.len() } else { 0 })
}

fn text_of_cell(value: &DataRef<'_>, zeros: usize) -> String {
    match value {
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => format!("{number:0zeros$}"),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < ROUNDED => format!("{number:0zeros$.0}"),
        // As Excel shows it; nobody's id can be written so, and it is refused as one.
        DataRef::Float(number) if number.abs() >= ROUNDED => format!("{number:E}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(date) => date.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
