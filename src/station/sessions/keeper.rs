//! The sessions thread: opens sessions when their time comes, keeps the boards fresh, ends them, and does what a person
//! asks of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::board::Board as Screen;
use super::super::signals::Signals;
use super::super::view::Level;
use super::{Listed, Session, SessionCommand, Sessions, Stage};
use crate::core::session::{Board, Closing, Ended, Entry, Limit, Occurrence, Phase, SessionKey};
use crate::core::{People, StudentId};
use crate::gallery::Gallery;
use crate::journal::{Ending, Journal, JournalError, Moment, Reader, SessionRow};
use crate::register::Register;
use crate::text;
use crate::webhook::Dispatcher;
use crate::words::Text;

mod asked;

/// How often it is looked whether something has changed.
const LOOK: Duration = Duration::from_millis(250);
/// A session is ended by itself so long after its time: whoever was seen before it is in the log by then.
const GRACE: SignedDuration = SignedDuration::from_secs(5);
/// The clocks on the wall and of the machine have to agree for so long before a session is ended: a clock that is set
/// forward by mistake is set back.
const STEADY_FOR: Duration = Duration::from_secs(60);
/// By so much they may differ.
const STEADY: SignedDuration = SignedDuration::from_secs(90);

/// What the thread has, and what it knows.
pub(in crate::station) struct Keeper {
    pub(super) screen: Arc<Screen>,
    pub(super) journal: Journal,
    pub(super) reader: Reader,
    pub(super) register: Register,
    pub(super) gallery: Gallery,
    pub(super) dispatcher: Arc<Dispatcher>,
    pub(super) signals: Arc<Signals>,
    /// When it looked first: what ended before that ended while Hadir was closed.
    began: Option<Timestamp>,
    clock: Clock,
    /// When it was last not known whether everybody who was seen is in the log.
    unsure: Option<Instant>,
    timetable: Option<Arc<Vec<(i64, Entry)>>>,
    /// Those that are open by now, and those that are over and nobody came to: they are not looked at again.
    opened: HashSet<SessionKey>,
    nobody_came: HashSet<SessionKey>,
    /// Those that have not ended, and of which version of the journal that is.
    on: Option<(u64, Vec<SessionRow>)>,
    shown: Option<SessionKey>,
    listed: Option<(Date, Date)>,
    /// What the screen was given last, and what that was made of.
    made_of: Option<MadeOf>,
    exporting: Option<JoinHandle<()>>,
}

/// What a view is made of: while all of it is the same, so is the view.
#[derive(PartialEq)]
struct MadeOf {
    today: Date,
    version: u64,
    people: Arc<People>,
    enrolled: usize,
    /// Where each is, and where it was a moment ago: whether anybody came is looked at a moment after the end.
    phases: Vec<(SessionKey, [Phase; 2])>,
    shown: Option<SessionKey>,
    listed: Option<(Date, Date)>,
}

/// Whether the clock on the wall goes as the machine's own does.
#[derive(Default)]
struct Clock {
    last: Option<Moment>,
    set_at: Option<Duration>,
}

impl Clock {
    /// Whether it was set a moment ago.
    fn was_set(&mut self, now: Moment) -> bool {
        if let Some(last) = self.last.replace(now) {
            let by_wall = now.at.duration_since(last.at);
            let by_machine = now.since_start() - last.since_start();
            if (by_wall - by_machine).abs() > STEADY {
                self.set_at = Some(now.uptime);
            }
        }
        self.set_at.is_some_and(|set_at| now.uptime.saturating_sub(set_at) < STEADY_FOR)
    }
}

impl Keeper {
    pub(in crate::station) fn new(
        screen: &Arc<Screen>,
        journal: &Journal,
        register: &Register,
        gallery: &Gallery,
        dispatcher: Arc<Dispatcher>,
        signals: Arc<Signals>,
    ) -> Self {
        Self {
            screen: screen.clone(),
            reader: journal.reader(),
            journal: journal.clone(),
            register: register.clone(),
            gallery: gallery.clone(),
            dispatcher,
            signals,
            began: None,
            clock: Clock::default(),
            unsure: None,
            timetable: None,
            opened: HashSet::new(),
            nobody_came: HashSet::new(),
            on: None,
            shown: None,
            listed: None,
            made_of: None,
            exporting: None,
        }
    }

    /// Runs until nobody can ask any more.
    pub(in crate::station) fn run(mut self, asks: &Receiver<SessionCommand>) {
        loop {
            let (now, zone) = (Moment::now(), TimeZone::system());
            self.tick(now, &zone);
            match asks.recv_timeout(LOOK) {
                Ok(command) => self.obey(command, Moment::now(), &zone),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if self.exporting.take().is_some_and(|exporting| exporting.join().is_err()) {
            tracing::error!("an export of a session panicked");
        }
    }

    /// Does what is to be done by itself at this moment.
    pub(super) fn tick(&mut self, now: Moment, zone: &TimeZone) {
        let began = *self.began.get_or_insert(now.at);
        let was_set = self.clock.was_set(now);
        if self.screen.journal_is_failing() || self.signals.candidates.load(Ordering::Acquire) > 0 {
            self.unsure = Some(Instant::now());
        }
        // While the log cannot be used, the screen says so already.
        let done = self.open(now, zone).and_then(|()| {
            let all_in = self.unsure.is_none_or(|unsure| unsure.elapsed() > GRACE.unsigned_abs());
            if all_in && !was_set { self.end_those_over(now, began, zone) } else { Ok(()) }
        });
        if let Err(error) = done.and_then(|()| self.show(now, zone)) {
            tracing::error!(%error, "the sessions cannot be kept");
        }
    }

    fn timetable(&mut self) -> Result<Arc<Vec<(i64, Entry)>>, JournalError> {
        if let Some(timetable) = &self.timetable {
            return Ok(timetable.clone());
        }
        let timetable = Arc::new(self.journal.timetable()?);
        self.timetable = Some(timetable.clone());
        Ok(timetable)
    }

    /// The sessions of a day, in the order of their beginning.
    fn sessions_of(&mut self, date: Date, zone: &TimeZone) -> Result<Vec<Occurrence>, JournalError> {
        let timetable = self.timetable()?;
        let mut sessions: Vec<_> =
            timetable.iter().filter_map(|(number, entry)| entry.on(*number, date, zone)).collect();
        sessions.sort_by_key(|session| (session.from, session.key.schedule));
        Ok(sessions)
    }

    /// A session as it is planned; as it was told, of one that has ended and is not planned any more.
    fn plan_of(&mut self, key: SessionKey, zone: &TimeZone) -> Result<Option<Occurrence>, JournalError> {
        if let Some(closing) = self.closing_of(key)? {
            return Ok(Some(closing.session));
        }
        let timetable = self.timetable()?;
        let entry = timetable.iter().find(|(number, _)| *number == key.schedule);
        Ok(entry.and_then(|(number, entry)| entry.on(*number, key.date, zone)))
    }

    fn closing_of(&mut self, key: SessionKey) -> Result<Option<Closing>, JournalError> {
        match self.reader.session(key)?.and_then(|row| row.closing) {
            Some(event) => self.reader.closing(event),
            None => Ok(None),
        }
    }

    /// Who belongs to a session: of one that was told on another day than today, whoever did then.
    fn members(&self, session: &Occurrence, closing: Option<&Closing>, today: Date) -> Vec<StudentId> {
        if let Some(closing) = closing.filter(|_| session.key.date != today) {
            return closing.seats.iter().map(|seat| seat.student.clone()).collect();
        }
        let people = self.register.snapshot();
        match &session.class {
            Some(class) => people.members(class).to_vec(),
            None => {
                let mut everyone: Vec<StudentId> = people.iter().map(|(id, _)| id.clone()).collect();
                let gallery = self.gallery.snapshot();
                let unnamed = gallery.students.iter().map(|student| &student.id).filter(|id| people.get(id).is_none());
                everyone.extend(unnamed.cloned());
                everyone
            }
        }
    }

    /// Opens those whose time has come.
    fn open(&mut self, now: Moment, zone: &TimeZone) -> Result<(), JournalError> {
        let today = zone.to_datetime(now.at).date();
        for session in self.sessions_of(today, zone)? {
            if session.phase(now.at) == Phase::On && !self.opened.contains(&session.key) {
                let members = self.members(&session, None, today);
                self.journal.open_session(&session, &members, now)?;
                self.opened.insert(session.key);
            }
        }
        Ok(())
    }

    /// Ends those whose time is over, if anybody came.
    fn end_those_over(&mut self, now: Moment, began: Timestamp, zone: &TimeZone) -> Result<(), JournalError> {
        let today = zone.to_datetime(now.at).date();
        let version = self.reader.version();
        if self.on.as_ref().is_none_or(|(of, _)| *of != version) {
            self.on = Some((version, self.journal.sessions_on()?));
        }
        let on: Vec<SessionRow> = self.on.iter().flat_map(|(_, on)| on).cloned().collect();
        for row in on {
            if self.nobody_came.contains(&row.key) {
                continue;
            }
            let Some(session) = self.plan_of(row.key, zone)? else { continue };
            // One that was not opened in its time may not have been held.
            if now.at.duration_since(session.until) < GRACE || !was_opened(&row, &session) {
                continue;
            }
            let members = self.members(&session, None, today);
            let board = self.board(&session, &row, &members, Some(session.until))?;
            if board.counts.here + board.counts.late == 0 {
                self.nobody_came.insert(row.key);
                continue;
            }
            let ended = if session.until < began { Ended::AtNextStart } else { Ended::InTime };
            let closing = self.end(&session, &members, now.at, zone, ended)?;
            if let Some(closing) = closing.filter(|_| ended == Ended::AtNextStart) {
                let (class, date) = (self.class_text(&closing.session), closing.session.key.date.to_string());
                let told = text!("session-ended-at-start", class = class, date = date);
                self.screen.tell(Level::Info, told, text!("session-ended-at-start-advice"));
            }
        }
        Ok(())
    }

    fn end(
        &self,
        session: &Occurrence,
        members: &[StudentId],
        at: Timestamp,
        zone: &TimeZone,
        ended: Ended,
    ) -> Result<Option<Closing>, JournalError> {
        let settings = self.screen.settings();
        let deliver = settings.webhook_url.value.is_some() && settings.send_sessions.value;
        let offset = zone.to_offset(session.from);
        let closing = self.journal.end_session(&Ending { session, members, at, offset, ended, deliver })?;
        self.dispatcher.poke();
        Ok(closing)
    }

    fn board(
        &mut self,
        session: &Occurrence,
        row: &SessionRow,
        members: &[StudentId],
        over: Option<Timestamp>,
    ) -> Result<Board, JournalError> {
        let arrivals = self.reader.arrivals(session.opens, session.until)?;
        let marks = self.reader.marks(row.number)?;
        Ok(Board::new(session, members, &arrivals, &marks, over))
    }

    /// Shows how everything is, where anything has changed.
    fn show(&mut self, now: Moment, zone: &TimeZone) -> Result<(), JournalError> {
        let today = zone.to_datetime(now.at).date();
        let plans = self.sessions_of(today, zone)?;
        let made_of = MadeOf {
            today,
            version: self.reader.version(),
            people: self.register.snapshot(),
            enrolled: self.gallery.snapshot().students.len(),
            phases: plans.iter().map(|plan| (plan.key, [plan.phase(now.at), plan.phase(now.at - GRACE)])).collect(),
            shown: self.shown,
            listed: self.listed,
        };
        if self.made_of.as_ref() == Some(&made_of) {
            return Ok(());
        }
        let timetable = self.timetable()?;
        let mut sessions = Vec::with_capacity(plans.len());
        for plan in plans {
            sessions.push(self.session(plan, now, today, false)?);
        }
        let is_on = |session: &&Session| session.stage == Stage::On && session.plan.phase(now.at) == Phase::On;
        let on = sessions.iter().filter(is_on);
        let on: Vec<_> = on.map(|session| (session, self.members(&session.plan, None, today))).collect();
        let limit = Limit::of(on.iter().map(|(session, members)| {
            let plan = &session.plan;
            (plan.class.as_deref(), plan.limited, members.as_slice())
        }));
        let shown = match self.shown {
            Some(key) => match self.plan_of(key, zone)? {
                Some(plan) => Some(Arc::new(self.session(plan, now, today, true)?)),
                None => None,
            },
            None => None,
        };
        let listed = match self.listed {
            Some((first, last)) => {
                let closings = Arc::new(self.reader.closings(first, last, None)?);
                Some(Listed { first, last, closings })
            }
            None => None,
        };
        let has_changed = self.screen.sessions.set(Sessions {
            timetable,
            today: Some(today),
            sessions: Arc::new(sessions),
            shown,
            listed,
            expected: limit.map(Arc::new),
        });
        if has_changed {
            self.screen.wake();
        }
        self.made_of = Some(made_of);
        Ok(())
    }

    fn session(
        &mut self,
        plan: Occurrence,
        now: Moment,
        today: Date,
        with_board: bool,
    ) -> Result<Session, JournalError> {
        let row = self.reader.session(plan.key)?;
        let closing = match row.as_ref().and_then(|row| row.closing) {
            Some(event) => self.reader.closing(event)?,
            None => None,
        };
        let delivery = match &closing {
            Some(closing) if closing.is_sent => self.reader.delivery(closing.event)?,
            _ => None,
        };
        let has_ended = row.as_ref().is_some_and(|row| row.closing.is_some());
        let was_opened = row.as_ref().is_some_and(|row| was_opened(row, &plan));
        let stage = match plan.phase(now.at) {
            _ if has_ended => Stage::Ended,
            Phase::Before => Stage::Before,
            Phase::On => Stage::On,
            // For a moment nobody has looked yet whether anybody came.
            Phase::Over if was_opened && now.at.duration_since(plan.until) < GRACE => Stage::On,
            Phase::Over if was_opened => Stage::NobodyCame,
            Phase::Over => Stage::NotHeld,
        };
        let plan = closing.as_ref().map_or(plan, |closing| closing.session.clone());
        let mut board = None;
        if with_board || stage == Stage::On {
            let members = self.members(&plan, closing.as_ref(), today);
            let over = match stage {
                Stage::Before | Stage::On => None,
                Stage::Ended | Stage::NobodyCame | Stage::NotHeld => {
                    Some(closing.as_ref().map_or(plan.until, |closing| closing.over_at))
                }
            };
            board = Some(match &row {
                Some(row) => self.board(&plan, row, &members, over)?,
                None => {
                    let arrivals = self.reader.arrivals(plan.opens, plan.until)?;
                    Board::new(&plan, &members, &arrivals, &HashMap::new(), over)
                }
            });
        }
        let differs = closing.as_ref().zip(board.as_ref()).is_some_and(|(closing, board)| closing.differs(board));
        Ok(Session { plan, stage, board: board.map(Arc::new), closing: closing.map(Arc::new), delivery, differs })
    }

    fn class_text(&self, session: &Occurrence) -> Text {
        match &session.class {
            Some(class) => text!("session-of-class", class = class),
            None => text!("session-of-everyone"),
        }
    }
}

/// Whether a session was opened in its time: else only what a person said of it is kept.
fn was_opened(row: &SessionRow, session: &Occurrence) -> bool {
    (session.opens..session.until).contains(&row.opened)
}
