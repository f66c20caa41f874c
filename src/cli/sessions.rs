//! `hadir sessions`: the timetable, and how sessions ended, to look at and to take along.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::output::{plain, tell, write_line, written};
use super::setup::Setup;
use super::timetable;
use crate::core::People;
use crate::core::session::Closing;
use crate::journal::{Cell, Column, Reader, write_table};
use crate::register::Register;
use crate::station::sessions::{Session, Stage, board_table, recap_table};
use crate::text;
use crate::words::{self, Language, Text};

/// What `hadir sessions --help` says.
pub(super) const HELP: &str = "\
    The timetable of classes, for a station without a window; and the sessions that have ended, listed or written to a file: \
    one of them with a row for each student, or a class over many days with a row for each student and a column for each \
    session. Hadir must not be running on the same data folder.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a line to the timetable: a class, from when until when, on which days
    Add(timetable::Line),
    /// Show the timetable
    Timetable,
    /// Take a line out of the timetable; what has ended of it stays
    Remove {
        /// Its number, as `timetable` shows it
        number: i64,
    },
    /// List the sessions of some days: when, of whom, how many stood how, and the id
    List {
        #[command(flatten)]
        which: Which,
    },
    /// Write one session, or a class over some days, to a file that ends in .csv or .xlsx
    Export {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only this session, by the id that `list` shows
        #[arg(long, value_name = "ID")]
        session: Option<String>,
        #[command(flatten)]
        which: Which,
    },
}

/// Which sessions are meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// The first day, as 2026-11-01; without it, the first of this month
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day; without it, today
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only those of this class
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
}

impl Which {
    fn read(&self, reader: &mut Reader, now: &Zoned) -> Result<Vec<Closing>, Text> {
        let until = self.until.unwrap_or_else(|| now.date());
        let from = self.from.unwrap_or_else(|| until.first_of_month());
        if from > until {
            return Err(text!("session-cli-days"));
        }
        let closings = reader.closings(from, until, self.class.as_deref());
        closings.map_err(|error| text!("session-cli-unreadable", reason = error.text()))
    }
}

pub(super) fn run(setup: &Setup, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let language = setup.language();
    // It holds the data folder as long as this runs.
    let gallery = setup.gallery()?;
    let journal = setup.journal();
    let people = Register::open(gallery.data()).snapshot();
    let (mut reader, now) = (journal.reader(), Zoned::now());
    let done = match &arguments.what {
        What::Add(line) => return timetable::add(setup, &journal, &people, line).map(|()| ExitCode::SUCCESS),
        What::Timetable => return timetable::list(setup, &journal).map(|()| ExitCode::SUCCESS),
        What::Remove { number } => return timetable::remove(setup, &journal, *number).map(|()| ExitCode::SUCCESS),
        What::List { which } => print(which, &mut reader, &now, language),
        What::Export { file, session, which } => {
            save(file, session.as_deref(), which, (&mut reader, &people), &now, language)
        }
    };
    match done {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(Failed::Nothing(text)) => Err(anyhow!("{}", text.say(language))),
        Err(Failed::Half(text)) => {
            tell(format_args!("hadir: {}", text.say(language)));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Why it was not done, or not all of it.
enum Failed {
    Nothing(Text),
    Half(Text),
}

impl From<Text> for Failed {
    fn from(text: Text) -> Self {
        Self::Nothing(text)
    }
}

fn print(which: &Which, reader: &mut Reader, now: &Zoned, language: Language) -> Result<(), Failed> {
    let list = list(&which.read(reader, now)?, language);
    let unwritable = |error| Failed::Half(text!("cli-table-unwritable", reason = words::io(&error)));
    written(write_line(&mut io::stdout(), &list)).map(drop).map_err(unwritable)
}

fn save(
    file: &Path,
    session: Option<&str>,
    which: &Which,
    (reader, people): (&mut Reader, &People),
    now: &Zoned,
    language: Language,
) -> Result<(), Failed> {
    let Some(id) = session else {
        return export(file, recap_table(&which.read(reader, now)?, people, language));
    };
    let from = which.from.or_else(|| now.date().checked_sub(100.years()).ok());
    let all = Which { from, until: which.until, class: which.class.clone() };
    let closing = all.read(reader, now)?.into_iter().find(|closing| closing.id == id);
    let closing = closing.ok_or_else(|| text!("session-cli-none", id = plain(id)))?;
    let (plan, zone) = (closing.session.clone(), TimeZone::fixed(closing.offset));
    let session = Session { closing: Some(Arc::new(closing)), ..Session::planned(plan, Stage::Ended) };
    export(file, board_table(&session, people, language, &zone))
}

fn export(file: &Path, (columns, rows): (Vec<Column>, Vec<Vec<Cell>>)) -> Result<(), Failed> {
    write_table(file, &columns, &rows).map_err(|error| error.text().sentence().into())
}

/// A line for each. Classes come last: they may be of any script, and so of any width.
fn list(closings: &[Closing], language: Language) -> String {
    let say = |text: Text| text.say(language);
    let heads = [
        (say(text!("session-cli-date")), 10),
        (say(text!("session-cli-from")), 5),
        (say(text!("session-cli-until")), 5),
        (say(text!("session-status-here")), 4),
        (say(text!("session-status-late")), 4),
        (say(text!("session-status-absent")), 4),
        (say(text!("session-status-excused")), 4),
    ];
    let line = |cells: [&dyn Display; 7], id: &str, class: &str| {
        let cells = cells.iter().zip(&heads).map(|(cell, (head, least))| {
            let width = head.chars().count().max(*least);
            format!("{:>width$}", cell.to_string())
        });
        format!("{}  {id:<36}  {class}", cells.collect::<Vec<_>>().join("  "))
    };
    let names: [&dyn Display; 7] = std::array::from_fn(|at| &heads[at].0 as &dyn Display);
    let mut lines = vec![line(names, "id", &say(text!("session-column-class")))];
    lines.extend(closings.iter().map(|closing| {
        let time = |at| closing.offset.to_datetime(at).strftime("%H:%M").to_string();
        let (plan, counts) = (&closing.session, closing.counts);
        let everyone = say(text!("session-of-everyone"));
        line(
            [
                &plan.key.date,
                &time(plan.from),
                &time(plan.until),
                &counts.here,
                &counts.late,
                &counts.absent,
                &counts.excused,
            ],
            &closing.id,
            &plain(plan.class.as_deref().unwrap_or(&everyone)),
        )
    }));
    lines.join("\n")
}
