//! The log thread: answers what the screen asks of the journal, and keeps the answer fresh; and exports.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::LogPart;
use super::board::Board;
use super::latest::{Latest, Taken};
use super::view::{Export, ExportEnd, Level};
use crate::journal::{self, ExportError, Filter, Journal, Reader};
use crate::text;

/// How often it is looked whether the journal has changed, and so how often an answer is given anew at most.
const LOOK: Duration = Duration::from_millis(250);
/// How often the progress of an export is told.
const PROGRESS: Duration = Duration::from_millis(100);

/// Runs until told to stop. Only the last question counts: the person has scrolled on.
pub(super) fn run(board: &Board, journal: &Journal, asks: &Latest<Option<LogPart>>, stop: &AtomicBool) {
    let mut reader = journal.reader();
    let mut part: Option<LogPart> = None;
    let mut answered: Option<(LogPart, u64)> = None;
    while !stop.load(Ordering::Relaxed) {
        if let Taken::Value(asked) = asks.take(LOOK) {
            part = asked;
        }
        let Some(asked) = &part else {
            if answered.take().is_some() {
                board.set_log(None);
            }
            continue;
        };
        let version = reader.version();
        if answered.as_ref().is_some_and(|(part, at)| part == asked && *at == version) {
            continue;
        }
        match answer(board, &mut reader, asked) {
            Ok(()) => answered = Some((asked.clone(), version)),
            Err(error) => {
                tracing::error!(%error, "the log cannot be read");
                let text = text!("station-log-unreadable", reason = error.text());
                board.tell(Level::Error, text, error.advice());
                // Not again at once: it would be told again at once.
                answered = Some((asked.clone(), version));
            }
        }
    }
}

fn answer(board: &Board, reader: &mut Reader, part: &LogPart) -> Result<(), journal::JournalError> {
    let page = reader.page(&part.filter, part.first, part.rows)?;
    board.set_log(Some(page));
    board.set_log_choices(reader.choices()?);
    Ok(())
}

/// Writes an export, on the thread that calls.
pub(super) fn export(board: &Board, journal: &Journal, filter: &Filter, file: &Path, stop: &AtomicBool) {
    let mut told: Option<Instant> = None;
    let mut go_on = |written, total| {
        if told.is_none_or(|told| told.elapsed() > PROGRESS) {
            told = Some(Instant::now());
            board.set_export(Some(Export { file: file.to_owned(), written, total, ended: None }));
        }
        !stop.load(Ordering::Relaxed)
    };
    let result = journal::export(&mut journal.reader(), filter, &TimeZone::system(), file, &mut go_on);
    let (written, ended) = match result {
        Ok(written) => (written, ExportEnd::Done),
        Err(ExportError::Cancelled) => (0, ExportEnd::Cancelled),
        Err(error) => (0, ExportEnd::Failed { message: error.text().sentence() }),
    };
    board.set_export(Some(Export { file: file.to_owned(), written, total: written, ended: Some(ended) }));
}

/// An export that runs.
pub(super) struct Exporting {
    pub(super) stop: Arc<AtomicBool>,
    pub(super) thread: std::thread::JoinHandle<()>,
}
