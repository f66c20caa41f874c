//! A session's board, and a class over many days, as tables.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use jiff::tz::TimeZone;

use super::super::board::Board as Screen;
use super::super::view::{Export, ExportEnd, Level};
use super::Session;
use crate::core::session::{Board, Closing, Excuse, Held, Letter, Recap, Status};
use crate::core::{People, StudentId};
use crate::journal::{Cell, Column, write_table};
use crate::text;
use crate::words::{self, Language, Text};

/// A table: its columns and its rows.
pub(crate) type Made = (Vec<Column>, Vec<Vec<Cell>>);

/// Writes a table on a thread of its own; how that goes is shown.
pub(super) fn start(
    screen: &Arc<Screen>,
    file: PathBuf,
    table: impl FnOnce(Language, &TimeZone) -> Made + Send + 'static,
) -> Option<JoinHandle<()>> {
    screen.set_export(Some(Export { file: file.clone(), written: 0, total: 0, ended: None }));
    let (shows, language) = (screen.clone(), screen.settings().language.value);
    let write = move || {
        let (columns, rows) = table(language, &TimeZone::system());
        let ended = match write_table(&file, &columns, &rows) {
            Ok(()) => ExportEnd::Done,
            Err(error) => ExportEnd::Failed { message: error.text().sentence() },
        };
        let written = if ended == ExportEnd::Done { rows.len() } else { 0 };
        shows.set_export(Some(Export { file, written, total: written, ended: Some(ended) }));
    };
    match std::thread::Builder::new().name("export".to_owned()).spawn(write) {
        Ok(thread) => Some(thread),
        Err(error) => {
            screen.set_export(None);
            screen.tell(Level::Error, words::io(&error).sentence(), text!("station-close-programs"));
            None
        }
    }
}

/// How everybody of a session stands, a row each; of one without a board, as it was told.
pub(crate) fn board_table(session: &Session, people: &People, language: Language, zone: &TimeZone) -> Made {
    let column = |text: Text, width| Column { name: text.say(language), width };
    let columns = vec![
        column(text!("session-column-number"), 6.0),
        column(text!("session-column-id"), 18.0),
        column(text!("session-column-name"), 28.0),
        column(text!("session-column-class"), 10.0),
        column(text!("session-column-status"), 16.0),
        column(text!("session-column-time"), 10.0),
        column(text!("session-column-reason"), 30.0),
        column(text!("session-column-by-hand"), 12.0),
    ];
    let told;
    let seats = match (&session.board, &session.closing) {
        (Some(board), _) => &board.seats,
        (None, Some(closing)) => &closing.seats,
        (None, None) => {
            told = Board::default();
            &told.seats
        }
    };
    let rows = seats.iter().zip(1_u32..).map(|(seat, number)| {
        let time = seat.status.at().map(|at| at.to_zoned(zone.clone()).strftime("%H:%M").to_string());
        vec![
            Cell::Number(number.into()),
            Cell::Text(seat.student.to_string()),
            text_or_nothing(people.get(&seat.student).and_then(|person| person.name.clone())),
            text_or_nothing(people.class(&seat.student).map(str::to_owned)),
            Cell::Text(status_text(seat.status).say(language)),
            text_or_nothing(time),
            text_or_nothing(seat.reason.clone()),
            text_or_nothing(seat.by_hand.then(|| text!("session-yes").say(language))),
        ]
    });
    (columns, rows.collect())
}

/// How a class stood over many days: a row for each student in order of name, a column for each session, and sums.
pub(crate) fn recap_table(closings: &[Closing], people: &People, language: Language) -> Made {
    let order: Vec<StudentId> = people.iter().map(|(id, _)| id.clone()).collect();
    let recap = Recap::new(closings, &order);
    let column = |name: String, width| Column { name, width };
    let mut columns = vec![
        column(text!("session-column-number").say(language), 6.0),
        column(text!("session-column-id").say(language), 18.0),
        column(text!("session-column-name").say(language), 28.0),
    ];
    let begins = |held: &Held| {
        let of = |closing: &&Closing| closing.session.key == held.key;
        let closing = closings.iter().find(of)?;
        Some(closing.offset.to_datetime(closing.session.from).strftime("%H:%M").to_string())
    };
    columns.extend(recap.held.iter().map(|held| {
        let date = held.key.date.strftime("%Y-%m-%d").to_string();
        match begins(held).filter(|_| held.is_one_of_several) {
            Some(time) => column(format!("{date} {time}"), 17.0),
            None => column(date, 11.0),
        }
    }));
    columns.extend(Letter::ALL.map(|letter| column(letter_text(letter).say(language), 6.0)));
    let rows = recap.rows.iter().zip(1_u32..).map(|(row, number)| {
        let mut cells = vec![
            Cell::Number(number.into()),
            Cell::Text(row.student.to_string()),
            text_or_nothing(people.get(&row.student).and_then(|person| person.name.clone())),
        ];
        cells.extend(
            row.letters.iter().map(|letter| text_or_nothing(letter.map(|letter| letter_text(letter).say(language)))),
        );
        cells.extend(Letter::ALL.map(|letter| Cell::Number(row.count(letter) as f64)));
        cells
    });
    (columns, rows.collect())
}

fn text_or_nothing(text: Option<String>) -> Cell {
    text.map_or(Cell::Empty, Cell::Text)
}

fn status_text(status: Status) -> Text {
    match status {
        Status::Here { .. } => text!("session-status-here"),
        Status::Late { .. } => text!("session-status-late"),
        Status::NotYet => text!("session-status-not-yet"),
        Status::Absent => text!("session-status-absent"),
        Status::Excused(Excuse::Sick) => text!("session-status-sick"),
        Status::Excused(Excuse::Leave) => text!("session-status-leave"),
        Status::Excused(Excuse::Other) => text!("session-status-excused"),
    }
}

/// As schools write it in their lists.
fn letter_text(letter: Letter) -> Text {
    match letter {
        Letter::Here => text!("session-letter-here"),
        Letter::Late => text!("session-letter-late"),
        Letter::Sick => text!("session-letter-sick"),
        Letter::Leave => text!("session-letter-leave"),
        Letter::Absent => text!("session-letter-absent"),
    }
}
