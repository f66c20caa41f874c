//! The class list: which sessions there are today, who of them is here, and what a person can ask of them.

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::board::Board as Screen;
use super::view::Level;
use crate::core::session::{Board, Closing, Counts, Entry, Excuse, Limit, Occurrence, SessionKey};
use crate::core::{Delivery, StudentId};
use crate::text;

mod export;
mod keeper;
mod shown;

pub(crate) use export::{board_table, recap_table};
pub(super) use keeper::Keeper;
pub(super) use shown::Shown;

/// What can be asked of the sessions.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionCommand {
    /// Add a line to the timetable. One for today that has begun already is opened at once ([`Entry::beginning_now`]).
    AddEntry(Entry),
    /// Put a line in the place of the one of this number.
    ChangeEntry {
        /// The line's number.
        number: i64,
        /// The line.
        entry: Entry,
    },
    /// Take a line out of the timetable. What has ended of it stays.
    RemoveEntry(i64),
    /// Show the board of this session ([`Sessions::shown`]) and keep it fresh; `None`: no longer.
    Show(Option<SessionKey>),
    /// Show how the sessions between these dates ended ([`Sessions::listed`]); `None`: no longer.
    List(Option<(Date, Date)>),
    /// A person says something of a student, in the place of what they said before.
    Mark {
        /// In which session.
        session: SessionKey,
        /// Of whom.
        student: StudentId,
        /// What.
        say: Say,
        /// Why, in their words.
        reason: Option<String>,
    },
    /// A person takes back what they said of a student.
    Unmark {
        /// In which session.
        session: SessionKey,
        /// Of whom.
        student: StudentId,
    },
    /// End a session now; of one that has ended, tell once more how everybody stands.
    End(SessionKey),
    /// It was ended by mistake: it goes on until its time.
    Reopen(SessionKey),
    /// Write the board of a session to a file: `.csv` or `.xlsx` by its name.
    Export {
        /// Which.
        session: SessionKey,
        /// The file.
        file: PathBuf,
    },
    /// Write how a class stood over many days to a file: a row for each student, a column for each session.
    ExportRecap {
        /// The class; `None`: the sessions of everyone.
        class: Option<String>,
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
        /// The file.
        file: PathBuf,
    },
}

/// What a person says of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// Here, since this moment. Without one: since they came, or since now where the log does not know of it; then, and
    /// where another moment is said, that is an arrival by hand in the log, which the main API hears of.
    Here(Option<Timestamp>),
    /// Here and late; the same.
    Late(Option<Timestamp>),
    /// Not here, whatever the camera saw.
    Absent,
    /// Excused.
    Excused(Excuse),
}

/// The sessions at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sessions {
    /// The timetable, each line with its number.
    pub timetable: Arc<Vec<(i64, Entry)>>,
    /// The day that is today.
    pub today: Option<Date>,
    /// Today's sessions, in the order of their beginning. Of those that are on, with the board.
    pub sessions: Arc<Vec<Session>>,
    /// The session that was asked for, with its board.
    pub shown: Option<Arc<Session>>,
    /// How sessions ended, of the days that were asked for: which days, and those, oldest first.
    pub listed: Option<Listed>,
    /// Whom the door expects; `None`: anybody.
    pub expected: Option<Arc<Limit>>,
}

/// How the sessions between two dates ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The first date.
    pub first: Date,
    /// The last date.
    pub last: Date,
    /// How they ended, oldest first.
    pub closings: Arc<Vec<Closing>>,
}

/// A session at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// As it is planned; as it was, of one that has ended.
    pub plan: Occurrence,
    /// Where it is.
    pub stage: Stage,
    /// How everybody stands, where it is on or was asked for.
    pub board: Option<Arc<Board>>,
    /// How it ended, as it was told last.
    pub closing: Option<Arc<Closing>>,
    /// How far that is on its way to the main API; `None` where it is not to be sent, or not known.
    pub delivery: Option<Delivery>,
    /// Something has changed since that was told: it can be told once more ([`SessionCommand::End`]). Known where there is
    /// a board.
    pub differs: bool,
}

/// Where a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Its time has not come.
    Before,
    /// It is on.
    On,
    /// It has ended, and that was told.
    Ended,
    /// Its time is over, and nobody came: it may not have been held, and has not been ended. A person can end it.
    NobodyCame,
    /// Its time is over, and Hadir was not running: nothing is known of it. A person can say who was there, and end it.
    NotHeld,
}

/// What a person can ask before the first of it is done.
const COMMANDS: usize = 64;

/// A way to ask, and what the thread does that is asked.
pub(super) fn begin(keeper: Keeper) -> (Sender<SessionCommand>, Box<dyn FnOnce() + Send>) {
    let (asks, orders) = bounded(COMMANDS);
    (asks, Box::new(move || keeper.run(&orders)))
}

/// Asks for something; never waits.
pub(super) fn ask(asks: &Sender<SessionCommand>, screen: &Screen, command: SessionCommand) {
    if asks.try_send(command).is_err() {
        screen.tell(Level::Warning, text!("session-busy"), text!("session-busy-advice"));
    }
}

impl Sessions {
    /// The sessions of a day: those that are on first, each of the rest in the order of their beginning. What ended on
    /// another day than today is known as far as it was asked for ([`SessionCommand::List`]).
    pub fn on_day(&self, date: Date, zone: &TimeZone) -> Vec<Session> {
        let is_past = self.today.is_none_or(|today| date < today);
        let mut sessions: Vec<Session> = match Some(date) == self.today {
            true => self.sessions.to_vec(),
            false => {
                let plans = self.timetable.iter().filter_map(|(number, entry)| entry.on(*number, date, zone));
                let stage = if is_past { Stage::NotHeld } else { Stage::Before };
                plans.map(|plan| Session::planned(plan, stage)).collect()
            }
        };
        let closings = self.listed.iter().flat_map(|listed| listed.closings.iter());
        for closing in closings.filter(|closing| closing.session.key.date == date) {
            let ended = || Session {
                closing: Some(Arc::new(closing.clone())),
                ..Session::planned(closing.session.clone(), Stage::Ended)
            };
            match sessions.iter_mut().find(|session| session.plan.key == closing.session.key) {
                // Of today's more is known.
                Some(session) if session.stage == Stage::NotHeld && is_past => *session = ended(),
                Some(_) => {}
                // Of a line that is not in the timetable any more.
                None => sessions.push(ended()),
            }
        }
        sessions.sort_by_key(|session| (session.stage != Stage::On, session.plan.from, session.plan.key.schedule));
        sessions
    }

    /// The session with everything that is known of it; `None` where it is none of this day.
    pub fn find(&self, key: SessionKey, zone: &TimeZone) -> Option<Session> {
        let shown = self.shown.as_ref().filter(|shown| shown.plan.key == key);
        match shown {
            Some(shown) => Some(shown.as_ref().clone()),
            None => self.on_day(key.date, zone).into_iter().find(|session| session.plan.key == key),
        }
    }
}

impl Session {
    /// One of which nothing is known but its plan and where it is.
    pub fn planned(plan: Occurrence, stage: Stage) -> Self {
        Self { plan, stage, board: None, closing: None, delivery: None, differs: false }
    }

    /// How many stand how, as far as that is known.
    pub fn counts(&self) -> Option<Counts> {
        let of_board = self.board.as_ref().map(|board| board.counts);
        of_board.or_else(|| self.closing.as_ref().map(|closing| closing.counts))
    }
}

#[cfg(test)]
mod tests;
