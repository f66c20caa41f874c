use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, date, time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::super::board::Board as Screen;
use super::*;
use crate::core::session::{Days, Ended, OPENS_EARLY, Status, Weekdays};
use crate::core::{DeliveryState, FaceBox, FrameSize, Person, Recognition};
use crate::gallery::Gallery;
use crate::journal::{Boot, Journal, Moment, Seen};
use crate::register::{Receipts, Register};
use crate::settings::{Origin, Settings, Value};
use crate::webhook::{Dispatcher, Timing};

const DAY: Date = date(2026, 11, 23);

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

fn at(text: &str) -> Timestamp {
    on(23, text)
}

fn on(day: u8, text: &str) -> Timestamp {
    format!("2026-11-{day}T{text}+07:00").parse().unwrap()
}

fn moment(at: Timestamp) -> Moment {
    Moment { at, uptime: Duration::from_secs(1_000_000) + at.duration_since(on(20, "00:00:00")).unsigned_abs() }
}

/// A school with two classes, and a morning's timetable of 7B. Its clock is the test's.
struct School {
    folder: Arc<tempfile::TempDir>,
    screen: Arc<Screen>,
    journal: Journal,
    keeper: Keeper,
}

impl School {
    fn new() -> Self {
        let school = Self::open(Arc::new(tempfile::tempdir().unwrap()));
        let class = |class: &str| Person { class: Some(class.to_owned()), ..Person::default() };
        let people = [("alip", "7B"), ("budi", "7B"), ("citra", "8A")];
        school.keeper.register.merge(people.map(|(student, of)| (id(student), class(of)))).unwrap();
        school
    }

    fn open(folder: Arc<tempfile::TempDir>) -> Self {
        let gallery = Gallery::open(folder.path()).unwrap();
        let register = Register::open(folder.path());
        let journal = Journal::open_at(folder.path(), Boot("one".to_owned()), moment(at("00:00:00")));
        let settings = Settings {
            send_sessions: Value { value: true, from: Origin::Default },
            webhook_url: Value { value: Some("http://127.0.0.1:9/".to_owned()), from: Origin::Default },
            ..Settings::default()
        };
        let receipts = Receipts::open(folder.path());
        let screen = Screen::new(gallery.clone(), register.clone(), receipts, settings, Arc::new(|| ()));
        let screen = Arc::new(screen);
        // Nothing is sent here: it has no endpoint.
        let dispatcher = Dispatcher::start(journal.clone(), None, Timing::default(), Arc::new(|_| ())).unwrap();
        let keeper = Keeper::new(&screen, &journal, &register, &gallery, Arc::new(dispatcher), Arc::default());
        Self { folder, screen, journal, keeper }
    }

    /// Closes Hadir, and starts it again.
    fn restart(self) -> Self {
        let Self { folder, screen, journal, keeper } = self;
        drop((screen, journal, keeper));
        Self::open(folder)
    }

    fn tick(&mut self, at: Timestamp) -> Arc<Sessions> {
        self.keeper.tick(moment(at), &zone());
        self.screen.view().sessions
    }

    fn ask(&mut self, command: SessionCommand, at: Timestamp) -> Arc<Sessions> {
        self.keeper.obey(command, moment(at), &zone());
        self.tick(at)
    }

    fn come(&self, student: &str, at: Timestamp) {
        let recognition = Recognition {
            student: Some(id(student)),
            distance: 0.3,
            score: None,
            face_box: FaceBox::new(1, 2, 3, 1),
            frame_size: FrameSize { width: 640, height: 480 },
            source_time: Duration::ZERO,
            ts: at.as_second(),
        };
        let seen = Seen { recognition, moment: moment(at), camera: None, crop: None };
        self.journal.record(&seen, Duration::from_secs(5), true).unwrap();
    }

    fn told(&self) -> Vec<(Ended, u32, Counts)> {
        let due = self.journal.due(on(30, "00:00:00"), &HashSet::new(), 100).unwrap();
        let closings = due.into_iter().filter_map(|due| due.closing);
        closings.map(|closing| (closing.ended, closing.revision, closing.counts)).collect()
    }

    fn notices(&self) -> Vec<String> {
        self.screen.view().notices.iter().map(|notice| notice.text.to_string()).collect()
    }
}

/// 7B, 07:00 to 08:30 on school days, late from 07:10; it opens at 06:30.
fn entry() -> Entry {
    Entry {
        class: Some("7B".to_owned()),
        days: Days::Weekly { on: Weekdays::SCHOOL, first: DAY, last: None },
        from: time(7, 0, 0, 0),
        late_from: time(7, 10, 0, 0),
        until: time(8, 30, 0, 0),
        opens_early: OPENS_EARLY,
        limited: true,
    }
}

fn key(number: i64, date: Date) -> SessionKey {
    SessionKey { date, schedule: number }
}

fn stages(sessions: &Sessions) -> Vec<Stage> {
    sessions.sessions.iter().map(|session| session.stage).collect()
}

const NONE: Counts = Counts { here: 0, late: 0, not_yet: 0, absent: 0, excused: 0 };

#[test]
fn a_session_opens_fills_and_ends_by_itself_and_keeps_the_door_to_its_class() {
    let mut school = School::new();
    let sessions = school.ask(SessionCommand::AddEntry(entry()), at("06:00:00"));
    assert_eq!((stages(&sessions), sessions.expected.is_some()), (vec![Stage::Before], false));
    let sessions = school.tick(at("06:30:00"));
    assert_eq!(stages(&sessions), [Stage::On]);
    let expected = sessions.expected.clone().unwrap();
    assert!(!expected.is_elsewhere(&id("budi")) && expected.is_elsewhere(&id("citra")));
    school.come("alip", at("06:50:00"));
    school.come("citra", at("06:51:00"));
    let sessions = school.tick(at("06:52:00"));
    let board = sessions.sessions[0].board.as_ref().unwrap();
    assert_eq!((board.counts, board.others.len()), (Counts { here: 1, not_yet: 1, ..NONE }, 1));
    school.come("budi", at("08:29:59"));
    let sessions = school.tick(at("08:30:01"));
    assert_eq!((stages(&sessions), sessions.expected.is_some()), (vec![Stage::On], false), "nobody else counts by now");
    assert_eq!(school.told(), []);
    let sessions = school.tick(at("08:30:05"));
    assert_eq!(stages(&sessions), [Stage::Ended]);
    let counts = Counts { here: 1, late: 1, ..NONE };
    assert_eq!(school.told(), [(Ended::InTime, 1, counts)]);
    for text in ["08:30:06", "09:00:00", "23:59:59"] {
        school.tick(at(text));
    }
    assert_eq!(school.told().len(), 1);
    assert_eq!(stages(&school.tick(on(24, "00:00:01"))), [Stage::Before], "the next day's");
    assert_eq!(school.notices(), [""; 0]);
}

#[test]
fn a_session_goes_on_after_a_restart_and_one_that_was_over_then_is_ended_and_said() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("06:35:00"));
    school.come("alip", at("06:50:00"));
    let mut school = school.restart();
    let sessions = school.tick(at("07:05:00"));
    let board = sessions.sessions[0].board.clone().unwrap();
    assert_eq!((stages(&sessions), board.counts.here), (vec![Stage::On], 1));
    let mut school = school.restart();
    assert_eq!(stages(&school.tick(at("10:00:00"))), [Stage::Ended]);
    assert_eq!(school.told(), [(Ended::AtNextStart, 1, Counts { here: 1, absent: 1, ..NONE })]);
    assert!(school.notices()[0].contains("class 7B") && school.notices()[0].contains("2026-11-23"));
    // The laptop slept over the end: it was not closed.
    let mut school = school.restart();
    school.tick(on(24, "06:40:00"));
    school.come("alip", on(24, "06:50:00"));
    school.tick(on(24, "15:00:00"));
    assert_eq!(school.told().len(), 2);
    let listed = school.ask(SessionCommand::List(Some((DAY, date(2026, 11, 30)))), on(24, "15:00:01"));
    let ended: Vec<_> = listed.listed.as_ref().unwrap().closings.iter().map(|closing| closing.ended).collect();
    assert_eq!(ended, [Ended::AtNextStart, Ended::InTime]);
}

#[test]
fn a_holiday_makes_nobody_absent() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("06:00:00"));
    // The PC is on, and nobody comes.
    for text in ["06:30:00", "08:00:00", "08:30:06"] {
        school.tick(at(text));
    }
    assert_eq!(stages(&school.tick(at("09:00:00"))), [Stage::NobodyCame]);
    // The next day it is off.
    let mut school = school.restart();
    assert_eq!(stages(&school.tick(on(24, "12:00:00"))), [Stage::NotHeld]);
    assert_eq!(school.told(), []);
    // It was held after all: a person says who was there.
    let tuesday = key(1, date(2026, 11, 24));
    let say = Say::Here(Some(on(24, "07:02:00")));
    let mark = SessionCommand::Mark { session: tuesday, student: id("alip"), say, reason: None };
    school.ask(mark, on(24, "12:01:00"));
    assert_eq!(school.told(), [], "it is not ended behind their back");
    let sessions = school.ask(SessionCommand::End(tuesday), on(24, "12:02:00"));
    assert_eq!(stages(&sessions), [Stage::Ended]);
    assert_eq!(school.told(), [(Ended::ByHand, 1, Counts { here: 1, absent: 1, ..NONE })]);
}

#[test]
fn who_is_excused_beforehand_is_so_when_it_opens_and_that_alone_ends_nothing() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("05:00:00"));
    let mark = |say| SessionCommand::Mark {
        session: key(1, DAY),
        student: id("budi"),
        say,
        reason: Some(" flu\n".to_owned()),
    };
    school.ask(mark(Say::Here(None)), at("05:00:10"));
    assert_eq!(school.notices().len(), 1, "nobody can be here yet");
    school.ask(mark(Say::Excused(Excuse::Sick)), at("05:00:20"));
    let sessions = school.tick(at("06:31:00"));
    let seat = sessions.sessions[0].board.as_ref().unwrap().seat(&id("budi")).cloned().unwrap();
    assert_eq!((seat.status, seat.reason.as_deref()), (Status::Excused(Excuse::Sick), Some("flu")));
    assert_eq!(stages(&school.tick(at("08:31:00"))), [Stage::NobodyCame]);
    assert_eq!(school.told(), []);
}

#[test]
fn a_clock_that_is_set_forward_by_mistake_ends_nothing_and_one_that_stays_so_does() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("06:40:00"));
    school.come("alip", at("06:50:00"));
    let real = moment(at("07:00:00"));
    let set = |hours, seconds| Moment {
        at: real.at + SignedDuration::from_hours(hours) + SignedDuration::from_secs(seconds),
        uptime: real.uptime + Duration::from_secs(seconds.unsigned_abs()),
    };
    school.keeper.tick(set(0, 0), &zone());
    school.keeper.tick(set(5, 1), &zone());
    school.keeper.tick(set(5, 30), &zone());
    school.keeper.tick(set(0, 40), &zone());
    assert_eq!(school.told(), []);
    school.keeper.tick(set(0, 200), &zone());
    assert_eq!(stages(&school.screen.view().sessions), [Stage::On]);
    for seconds in [210, 240, 271] {
        school.keeper.tick(set(5, seconds), &zone());
    }
    assert_eq!(school.told().len(), 1);
}

#[test]
fn several_sessions_are_on_at_once_each_with_its_own() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("06:00:00"));
    let other = Entry { class: Some("8A".to_owned()), from: time(6, 45, 0, 0), ..entry() };
    school.ask(SessionCommand::AddEntry(other.clone()), at("06:00:01"));
    school.ask(SessionCommand::AddEntry(Entry { class: None, limited: true, ..entry() }), at("06:00:02"));
    let sessions = school.tick(at("06:40:00"));
    assert_eq!(stages(&sessions), [Stage::On; 3]);
    assert_eq!(sessions.sessions[0].plan.class.as_deref(), Some("8A"), "it begins first");
    assert!(sessions.expected.is_none(), "one of them is everyone's");
    school.come("citra", at("06:41:00"));
    let sessions = school.tick(at("06:42:00"));
    let here: Vec<_> = sessions.sessions.iter().map(|session| session.counts().unwrap().here).collect();
    assert_eq!(here, [1, 0, 1]);
    let sessions = school.ask(SessionCommand::RemoveEntry(3), at("06:43:00"));
    assert_eq!(sessions.expected.as_ref().unwrap().students.len(), 3);
    school.ask(
        SessionCommand::ChangeEntry { number: 2, entry: Entry { until: time(6, 40, 0, 0), ..other } },
        at("06:44:00"),
    );
    assert_eq!((school.notices().len(), school.journal.timetable().unwrap().len()), (1, 2), "it was refused and said");
}

#[test]
fn what_is_corrected_after_the_end_can_be_told_again_and_a_mistaken_end_taken_back() {
    let mut school = School::new();
    let now = key(1, DAY);
    school.ask(SessionCommand::AddEntry(entry()), at("06:40:00"));
    school.come("alip", at("06:50:00"));
    school.ask(SessionCommand::End(now), at("06:51:00"));
    let sessions = school.ask(SessionCommand::Reopen(now), at("06:52:00"));
    assert_eq!(stages(&sessions), [Stage::On]);
    let say = Say::Late(Some(at("09:00:00")));
    school.ask(SessionCommand::Mark { session: now, student: id("budi"), say, reason: None }, at("07:15:00"));
    let sessions = school.tick(at("07:15:01"));
    let seat = sessions.sessions[0].board.as_ref().unwrap().seat(&id("budi")).cloned().unwrap();
    assert_eq!(seat.status, Status::Late { at: at("07:15:00") }, "nobody comes in the future");
    school.ask(SessionCommand::Show(Some(now)), at("07:16:00"));
    let sessions = school.tick(at("08:30:06"));
    let shown = sessions.shown.as_ref().unwrap();
    assert_eq!((shown.stage, shown.differs), (Stage::Ended, false));
    school.ask(SessionCommand::Reopen(now), at("09:00:00"));
    assert_eq!(school.notices().len(), 1, "its time is over");

    school.journal.correct(1, Some(&id("citra")), at("09:01:00"), true).unwrap();
    let sessions = school.tick(at("09:02:00"));
    let shown = sessions.shown.as_ref().unwrap();
    assert!(shown.differs && shown.board.as_ref().unwrap().others.len() == 1);
    let sessions = school.ask(SessionCommand::End(now), at("09:03:00"));
    let shown = sessions.shown.as_ref().unwrap();
    let counts = Counts { late: 1, absent: 1, ..NONE };
    assert_eq!((shown.differs, shown.closing.as_ref().unwrap().counts), (false, counts));
    assert_eq!(shown.closing.as_ref().unwrap().revision, 3);
}

#[test]
fn who_the_camera_saw_is_marked_without_another_arrival_and_what_is_said_of_others_is_one() {
    let mut school = School::new();
    let now = key(1, DAY);
    school.ask(SessionCommand::AddEntry(entry()), at("06:40:00"));
    school.come("alip", at("07:20:00"));
    let say = |student: &str, say| SessionCommand::Mark { session: now, student: id(student), say, reason: None };
    school.ask(say("alip", Say::Here(None)), at("07:21:00"));
    school.ask(say("budi", Say::Here(None)), at("07:22:00"));
    school.ask(say("citra", Say::Here(None)), at("07:23:00"));
    let sessions = school.tick(at("07:24:00"));
    let board = sessions.sessions[0].board.as_ref().unwrap();
    let status = |student| board.seat(&id(student)).unwrap().status;
    assert_eq!(status("alip"), Status::Here { at: at("07:20:00") }, "the bus was late");
    assert_eq!(status("budi"), Status::Here { at: at("07:22:00") });
    assert_eq!(school.journal.reader().count_all().unwrap(), 2, "alip and budi");
    assert!(school.notices()[0].contains("citra"), "who is of another class");
    school.ask(SessionCommand::Unmark { session: now, student: id("alip") }, at("07:25:00"));
    school.ask(SessionCommand::Unmark { session: now, student: id("budi") }, at("07:26:00"));
    let sessions = school.tick(at("07:27:00"));
    let board = sessions.sessions[0].board.as_ref().unwrap();
    assert_eq!(board.counts, Counts { late: 1, not_yet: 1, ..NONE });
    assert_eq!(school.journal.reader().count_all().unwrap(), 3, "and that it was not budi");
}

#[test]
fn every_day_has_its_sessions_those_before_as_they_ended_and_those_to_come_as_planned() {
    let mut school = School::new();
    school.ask(SessionCommand::AddEntry(entry()), at("06:40:00"));
    let from = time(6, 45, 0, 0);
    let everyone = Entry { class: None, days: Days::Once(DAY), from, late_from: from, limited: false, ..entry() };
    school.ask(SessionCommand::AddEntry(everyone), at("06:41:00"));
    school.come("alip", at("07:20:00"));
    school.tick(at("08:30:06"));
    school.ask(SessionCommand::RemoveEntry(2), at("08:31:00"));

    // On Wednesday: on Tuesday nobody came.
    let wednesday = Date::constant(2026, 11, 25);
    let sessions = school.ask(SessionCommand::List(Some((DAY, DAY))), on(25, "07:15:00"));
    let on_day = |date| sessions.on_day(date, &zone());
    let of = |sessions: Vec<Session>| -> Vec<(i64, Stage)> {
        sessions.iter().map(|session| (session.plan.key.schedule, session.stage)).collect()
    };
    let monday = on_day(DAY);
    assert_eq!(monday[1].counts().unwrap(), Counts { late: 1, absent: 1, ..NONE });
    assert_eq!(of(monday), [(2, Stage::Ended), (1, Stage::Ended)], "also of the line that was taken out");
    assert_eq!(of(on_day(date(2026, 11, 24))), [(1, Stage::NotHeld)]);
    assert_eq!(of(on_day(wednesday)), [(1, Stage::On)]);
    assert_eq!(of(on_day(date(2026, 11, 26))), [(1, Stage::Before)]);
    assert_eq!(of(on_day(date(2026, 11, 28))), [], "a Saturday");
    assert!(sessions.find(key(2, DAY), &zone()).is_some());
    assert!(sessions.find(key(2, wednesday), &zone()).is_none());

    let sessions = school.ask(SessionCommand::Show(Some(key(1, DAY))), on(25, "07:16:00"));
    let shown = sessions.find(key(1, DAY), &zone()).unwrap();
    assert!(shown.board.is_some());
    assert!(matches!(shown.delivery.unwrap().state, DeliveryState::Queued { .. }), "it is to be told");
}
