//! What the journal keeps of sessions, on a real disk: the timetable, what a person said, how a session ended; once, whole,
//! and not of who was removed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hadir::core::session::{
    Board, Closing, Counts, Days, Ended, Entry, Excuse, Mark, Occurrence, Said, Status, Weekdays,
};
use hadir::core::{Answer, Decision, Event, EventKind, FaceBox, FrameSize, Recognition, StudentId};
use hadir::journal::{
    Boot, DeliveryFilter, Due, Ending, Filter, Journal, JournalError, Moment, Outcome, RowsOf, Seen, SessionRow, Tried,
};
use hadir::words::Text;
use jiff::civil::{Date, date, time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

const DAY: Date = date(2026, 11, 23);
const HOUR: Duration = Duration::from_secs(3600);

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn class() -> Vec<StudentId> {
    ["alip", "budi", "citra", "dewi"].map(id).to_vec()
}

/// A moment of the morning, by both clocks.
fn at(text: &str) -> Timestamp {
    format!("2026-11-23T{text}+07:00").parse().unwrap()
}

fn moment(text: &str) -> Moment {
    Moment { at: at(text), uptime: at(text).duration_since(at("00:00:00")).unsigned_abs() }
}

fn entry() -> Entry {
    Entry {
        class: Some("7B".to_owned()),
        days: Days::Weekly { on: Weekdays::SCHOOL, first: DAY, last: None },
        from: time(7, 0, 0, 0),
        late_from: time(7, 10, 0, 0),
        until: time(8, 30, 0, 0),
        opens_early: 30,
        limited: true,
    }
}

fn session() -> Occurrence {
    entry().on(1, DAY, &TimeZone::fixed(Offset::constant(7))).unwrap()
}

fn database(folder: &Path) -> PathBuf {
    folder.join("attendance.db")
}

fn open(folder: &Path) -> Journal {
    Journal::open_at(folder, Boot("first".to_owned()), moment("00:00:00"))
}

fn come(journal: &Journal, student: &str, text: &str) -> Event {
    let recognition = Recognition {
        student: Some(id(student)),
        distance: 0.38,
        score: None,
        face_box: FaceBox::new(120, 260, 220, 160),
        frame_size: FrameSize { width: 640, height: 480 },
        source_time: Duration::ZERO,
        ts: 0,
    };
    let seen = Seen { recognition, moment: moment(text), camera: None, crop: None };
    match journal.record(&seen, Duration::ZERO, true).unwrap() {
        Outcome::Recorded { event, .. } => *event,
        Outcome::Cooldown { left } => panic!("{left:?}"),
    }
}

/// A journal with the timetable, and its session of the day opened.
fn morning(folder: &Path) -> (Journal, SessionRow) {
    let journal = open(folder);
    assert_eq!(journal.add_entry(&entry()).unwrap(), 1);
    let row = journal.open_session(&session(), &class(), moment("06:30:00")).unwrap();
    (journal, row)
}

fn end(journal: &Journal, text: &str, deliver: bool) -> Option<Closing> {
    let (session, members) = (session(), class());
    let offset = Offset::constant(7);
    let ending = Ending { session: &session, members: &members, at: at(text), offset, ended: Ended::InTime, deliver };
    journal.end_session(&ending).unwrap()
}

fn mark(said: Said, reason: Option<&str>) -> Mark {
    Mark { said, reason: reason.map(str::to_owned), at: at("07:30:00") }
}

fn due(journal: &Journal) -> Vec<Due> {
    journal.due(at("23:00:00"), &HashSet::new(), 1000).unwrap()
}

fn board(journal: &Journal, row: &SessionRow) -> Board {
    let mut reader = journal.reader();
    let arrivals = reader.arrivals(session().opens, session().until).unwrap();
    Board::new(&session(), &class(), &arrivals, &reader.marks(row.number).unwrap(), None)
}

fn stood(closing: &Closing) -> Vec<(&str, Status)> {
    closing.seats.iter().map(|seat| (seat.student.as_str(), seat.status)).collect()
}

#[test]
fn the_timetable_is_read_again_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let once = Entry { class: None, days: Days::Once(DAY), limited: false, ..entry() };
    let last = Days::Weekly { on: Weekdays::SCHOOL, first: DAY, last: Some(date(2027, 6, 18)) };
    let until = Entry { days: last, late_from: time(7, 0, 0, 0), opens_early: 0, ..entry() };
    let numbers = [&entry(), &once, &until].map(|entry| journal.add_entry(entry).unwrap());
    assert_eq!(numbers, [1, 2, 3]);
    journal.change_entry(2, &until).unwrap();
    journal.remove_entry(3).unwrap();
    assert!(matches!(journal.change_entry(3, &once), Err(JournalError::Gone)));
    drop(journal);
    let journal = open(folder.path());
    assert_eq!(journal.timetable().unwrap(), [(1, entry()), (2, until)]);
    assert_eq!(journal.add_entry(&once).unwrap(), 4, "no line gets the number of another");
}

#[test]
fn a_session_ends_once_and_tells_how_everybody_stood() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, row) = morning(folder.path());
    come(&journal, "alip", "06:50:00");
    come(&journal, "budi", "07:20:00");
    come(&journal, "yoga", "07:00:00");
    journal
        .set_mark(
            row.number,
            &id("citra"),
            Some(&mark(Said::Excused(Excuse::Sick), Some("flu"))),
            None,
            at("07:30:00"),
            true,
        )
        .unwrap();
    let closing = end(&journal, "08:30:05", true).unwrap();
    let (here, late) = (Status::Here { at: at("06:50:00") }, Status::Late { at: at("07:20:00") });
    let sick = Status::Excused(Excuse::Sick);
    assert_eq!(stood(&closing), [("alip", here), ("budi", late), ("citra", sick), ("dewi", Status::Absent)]);
    assert_eq!(closing.counts, Counts { here: 1, late: 1, absent: 1, excused: 1, not_yet: 0 });
    assert_eq!((closing.revision, closing.id.as_str()), (1, row.id.as_str()));
    assert_eq!(end(&journal, "08:30:09", true), None, "it has ended");

    drop(journal);
    let journal = open(folder.path());
    assert!(journal.sessions_on().unwrap().is_empty());
    assert_eq!(end(&journal, "08:31:00", true), None, "nor after a restart");
    let mut reader = journal.reader();
    assert_eq!(reader.closings(DAY, DAY, Some("7B")).unwrap(), std::slice::from_ref(&closing));
    assert_eq!(reader.closings(DAY, DAY, Some("8A")).unwrap(), []);
    let told: Vec<Due> = due(&journal).into_iter().filter(|due| due.closing.is_some()).collect();
    let [told] = &told[..] else { panic!("{told:?}") };
    assert_eq!((told.event.kind, &told.lane), (EventKind::SessionClosed, &row.id));
    assert_eq!(told.closing.as_deref(), Some(&closing));
    assert_eq!(reader.count(&Filter::default()).unwrap(), 3, "it is nobody's arrival");
    assert_eq!((reader.count_all().unwrap(), reader.count_once(&Filter::default()).unwrap()), (3, 3));
    let queued = Filter { delivery: Some(DeliveryFilter::Queued), ..Filter::default() };
    assert_eq!(reader.count(&queued).unwrap(), 4, "and yet whoever looks for what is not sent finds it");
}

#[test]
fn a_school_that_does_not_want_it_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = morning(folder.path());
    end(&journal, "08:30:05", false).unwrap();
    assert!(due(&journal).is_empty());
}

#[test]
fn one_that_was_ended_by_mistake_goes_on_and_ends_again_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = morning(folder.path());
    let first = end(&journal, "06:45:00", true).unwrap();
    journal.reopen_session(session().key).unwrap();
    assert_eq!(journal.sessions_on().unwrap().len(), 1);
    come(&journal, "alip", "06:50:00");
    let second = end(&journal, "08:30:00", true).unwrap();
    assert_eq!((first.revision, second.revision), (1, 2));
    assert_eq!(first.id, second.id);
    assert_eq!((first.counts.here, second.counts.here), (0, 1));
    assert_eq!(journal.reader().closings(DAY, DAY, None).unwrap(), std::slice::from_ref(&second));
    // The main API hears of the first end first, and of each as it was.
    let told = |journal: &Journal| {
        due(journal).into_iter().filter_map(|due| due.closing).map(|closing| *closing).collect::<Vec<_>>()
    };
    assert_eq!(told(&journal), std::slice::from_ref(&first));
    let answer = Answer { http_status: Some(200), message: Text::said("") };
    journal.tried(first.event, &Tried::Sent { at: at("08:31:00"), answer }).unwrap();
    assert_eq!(told(&journal), [second]);
}

#[test]
fn what_is_corrected_after_the_end_is_told_once_more_and_not_who_came_later() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = morning(folder.path());
    let wrong = come(&journal, "alip", "06:50:00");
    end(&journal, "07:30:00", true).unwrap();
    come(&journal, "citra", "07:40:00");
    assert_eq!(end(&journal, "08:00:00", true), None, "it was over when citra came");
    journal.correct(wrong.number, Some(&id("budi")), at("09:00:00"), true).unwrap();
    let again = end(&journal, "09:01:00", true).unwrap();
    assert_eq!((again.revision, again.over_at, again.at), (2, at("07:30:00"), at("09:01:00")));
    assert_eq!(stood(&again)[..2], [("alip", Status::Absent), ("budi", Status::Here { at: at("06:50:00") })]);
    assert!(again.seats[1].by_hand, "a person said that it was budi");
}

#[test]
fn who_is_marked_as_here_has_come_by_hand_and_what_is_taken_back_is_corrected() {
    let folder = tempfile::tempdir().unwrap();
    use EventKind::{Corrected, Manual};
    let (journal, row) = morning(folder.path());
    let here = mark(Said::Here { at: at("06:58:00"), event: None }, Some("forgot to look up"));
    journal.set_mark(row.number, &id("alip"), Some(&here), Some(true), at("07:30:00"), true).unwrap();
    let on_board = board(&journal, &row);
    let seat = on_board.seat(&id("alip")).unwrap();
    assert_eq!((seat.status, seat.by_hand, seat.event), (Status::Here { at: at("06:58:00") }, true, Some(1)));
    let [sent] = &due(&journal)[..] else { panic!() };
    assert_eq!((sent.event.kind, sent.event.label(), sent.event.at), (Manual, "alip", at("06:58:00")));

    // It was somebody else: the mark goes with the event.
    journal.correct(1, Some(&id("budi")), at("07:31:00"), true).unwrap();
    assert_eq!(board(&journal, &row).counts, Counts { here: 1, not_yet: 3, ..Counts::default() });
    assert!(board(&journal, &row).seat(&id("budi")).unwrap().status.is_here());
    journal.set_mark(row.number, &id("alip"), None, None, at("07:32:00"), true).unwrap();
    assert!(board(&journal, &row).seat(&id("budi")).unwrap().status.is_here(), "it is budi's by now");

    let late = mark(Said::Late { at: at("07:15:00"), event: None }, None);
    journal.set_mark(row.number, &id("citra"), Some(&late), Some(true), at("07:33:00"), true).unwrap();
    let sick = mark(Said::Excused(Excuse::Sick), None);
    journal.set_mark(row.number, &id("citra"), Some(&sick), None, at("07:34:00"), true).unwrap();
    assert_eq!(board(&journal, &row).seat(&id("citra")).unwrap().status, Status::Excused(Excuse::Sick));
    journal.set_mark(row.number, &id("citra"), None, None, at("07:35:00"), true).unwrap();
    assert_eq!(board(&journal, &row).seat(&id("citra")).unwrap().status, Status::NotYet);
    let rows = journal.reader().page(&Filter::default(), 0, 9).unwrap().rows;
    let told: Vec<_> = rows.iter().rev().map(|row| (row.event.kind, row.event.label())).collect();
    assert_eq!(told, [(Manual, "alip"), (Corrected, "budi"), (Manual, "citra"), (Corrected, "Unknown")]);
}

#[test]
fn whoever_came_before_a_session_opened_counts_anew_in_it_whatever_the_cooldown() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for student in ["alip", "yoga"] {
        come(&journal, student, "06:10:00");
    }
    let counts = |journal: &Journal, student| {
        journal.decide(Some(&id(student)), moment("07:01:00"), 10 * HOUR) == Decision::Count
    };
    assert!(!counts(&journal, "alip"));
    journal.open_session(&session(), &class(), moment("06:31:00")).unwrap();
    assert!(counts(&journal, "alip") && !counts(&journal, "yoga"), "yoga is not expected");
    come(&journal, "alip", "07:00:00");
    // Nor does it open a second time.
    journal.open_session(&session(), &class(), moment("07:30:00")).unwrap();
    drop(journal);
    let journal = open(folder.path());
    journal.open_session(&session(), &class(), moment("07:30:00")).unwrap();
    assert!(!counts(&journal, "alip") && !counts(&journal, "yoga"));

    // One that is opened late does not forget who came for it.
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    come(&journal, "alip", "06:10:00");
    come(&journal, "budi", "06:40:00");
    journal.open_session(&session(), &class(), moment("07:00:00")).unwrap();
    assert!(counts(&journal, "alip") && !counts(&journal, "budi"));
}

#[test]
fn of_a_student_who_is_removed_nothing_is_left_in_sessions() {
    for what in [RowsOf::Anonymise, RowsOf::Remove] {
        let folder = tempfile::tempdir().unwrap();
        let (journal, row) = morning(folder.path());
        come(&journal, "alip", "06:50:00");
        for (student, reason) in [("budi", "budi has the flu"), ("citra", "a cold")] {
            let sick = mark(Said::Excused(Excuse::Sick), Some(reason));
            journal.set_mark(row.number, &id(student), Some(&sick), None, at("07:30:00"), true).unwrap();
        }
        let closing = end(&journal, "08:30:00", true).unwrap();
        let answer = Answer { http_status: Some(200), message: Text::said("budi is sick") };
        journal.tried(closing.event, &Tried::Again { due: at("09:00:00"), answer, counts: true }).unwrap();
        journal.forget(&id("budi"), RowsOf::Keep).unwrap();
        assert_eq!(journal.reader().marks(row.number).unwrap().len(), 2);
        journal.forget(&id("budi"), what).unwrap();
        let after = journal.reader().closing(closing.event).unwrap().unwrap();
        let excused = if what == RowsOf::Remove { 1 } else { 2 };
        assert_eq!(after.counts, Counts { excused, ..closing.counts }, "{what:?}");
        assert_eq!(after.seats.iter().map(|seat| seat.student.as_str()).collect::<Vec<_>>(), ["alip", "citra", "dewi"]);
        assert_eq!(journal.reader().marks(row.number).unwrap().len(), 1);
        let told = due(&journal).into_iter().find_map(|due| due.closing).unwrap();
        assert_eq!(*told, after, "it is still told, without them");
        drop(journal);
        let left = fs::read_dir(folder.path()).unwrap().flat_map(|file| fs::read(file.unwrap().path()).unwrap());
        let left: Vec<u8> = left.collect();
        assert!(!left.windows(4).any(|bytes| bytes == b"budi"), "{what:?}");
    }
}

#[test]
fn sessions_go_with_the_events_of_their_time() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, row) = morning(folder.path());
    come(&journal, "alip", "06:50:00");
    let closing = end(&journal, "08:30:00", false).unwrap();
    let answer = Answer { http_status: Some(200), message: Text::said("") };
    journal.tried(1, &Tried::Sent { at: at("09:00:00"), answer }).unwrap();
    // One that nobody came to, and that never ended.
    let tomorrow =
        Occurrence { key: hadir::core::session::SessionKey { date: date(2026, 11, 24), ..session().key }, ..session() };
    journal.open_session(&tomorrow, &[], moment("08:40:00")).unwrap();
    come(&journal, "late", "23:00:00");
    let remove = |moment: Timestamp| while journal.remove_before(moment).unwrap().more {};
    remove(at("06:00:00"));
    assert!(journal.reader().closing(closing.event).unwrap().is_some());
    remove(at("22:00:00"));
    let mut reader = journal.reader();
    assert_eq!(reader.closing(closing.event).unwrap(), None);
    assert_eq!((reader.session(row.key).unwrap(), reader.marks(row.number).unwrap().len()), (None, 0));
    assert_eq!(journal.sessions_on().unwrap().len(), 1, "it is of tomorrow");
    let mut next = moment("23:00:00");
    next.at += SignedDuration::from_hours(24 * 10);
    come(&journal, "later", "23:10:00");
    assert_eq!(journal.timetable().unwrap().len(), 1);
}

#[test]
fn of_a_damaged_file_sessions_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, row) = morning(folder.path());
    journal.add_entry(&Entry { class: None, ..entry() }).unwrap();
    journal.remove_entry(2).unwrap();
    come(&journal, "alip", "06:50:00");
    let sick = mark(Said::Excused(Excuse::Sick), Some("flu"));
    journal.set_mark(row.number, &id("budi"), Some(&sick), None, at("07:30:00"), true).unwrap();
    let first = end(&journal, "08:30:00", true).unwrap();
    let answer = Answer { http_status: Some(200), message: Text::said("") };
    journal.tried(first.event, &Tried::Sent { at: at("08:31:00"), answer }).unwrap();
    journal.correct(1, Some(&id("citra")), at("08:40:00"), true).unwrap();
    let second = end(&journal, "08:41:00", true).unwrap();
    drop(journal);
    // The root of the crops is no page of a tree any more.
    let root: i64 = rusqlite::Connection::open(database(folder.path()))
        .unwrap()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'crop'", [], |row| row.get(0))
        .unwrap();
    let mut bytes = fs::read(database(folder.path())).unwrap();
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    bytes[(root as usize - 1) * page..][..64].fill(0xa5);
    fs::write(database(folder.path()), bytes).unwrap();

    let journal = open(folder.path());
    assert_eq!(journal.problems().len(), 1);
    assert_eq!(journal.timetable().unwrap(), [(1, entry())]);
    let mut reader = journal.reader();
    assert_eq!(reader.closing(first.event).unwrap(), Some(first.clone()));
    assert_eq!(reader.closings(DAY, DAY, None).unwrap(), std::slice::from_ref(&second));
    assert_eq!(reader.marks(row.number).unwrap()[&id("budi")], sick);
    assert_eq!(reader.session(row.key).unwrap(), Some(SessionRow { closing: Some(second.event), revision: 2, ..row }));
    let told: Vec<Due> = due(&journal).into_iter().filter(|due| due.closing.is_some()).collect();
    assert_eq!(
        told.iter().map(|due| (due.lane.as_str(), due.event.number)).collect::<Vec<_>>(),
        [(second.id.as_str(), second.event)]
    );
    assert!(journal.add_entry(&entry()).unwrap() > 2);
    assert_eq!(end(&journal, "09:00:00", true), None);
}

#[test]
fn wherever_a_bit_flips_nobody_is_told_to_have_stood_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, row) = morning(folder.path());
    come(&journal, "alip", "06:50:00");
    let sick = mark(Said::Excused(Excuse::Sick), Some("flu"));
    journal.set_mark(row.number, &id("budi"), Some(&sick), None, at("07:30:00"), true).unwrap();
    let closing = end(&journal, "08:30:00", true).unwrap();
    drop(journal);
    let whole = fs::read(database(folder.path())).unwrap();
    let near = |place: usize| {
        let around = &whole[place.saturating_sub(60)..whole.len().min(place + 60)];
        around.windows(4).any(|at| [&b"alip"[..], b"budi", b"citr", b"dewi"].contains(&at))
    };
    let tried: Vec<usize> = (0..whole.len()).filter(|&place| whole[place] != 0 && near(place)).step_by(7).collect();
    assert!(tried.len() > 60, "{}", tried.len());
    let (mut told, mut not_told) = (0, 0);
    for (n, &place) in tried.iter().enumerate() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (n % 8);
        let folder = tempfile::tempdir().unwrap();
        fs::write(database(folder.path()), &bytes).unwrap();
        let journal = open(folder.path());
        for due in journal.due(at("23:00:00"), &HashSet::new(), 10).unwrap_or_default() {
            assert_eq!(due.event.kind == EventKind::SessionClosed, due.closing.is_some(), "byte {place}");
            if let Some(there) = due.closing {
                assert_eq!((&there.seats, there.counts), (&closing.seats, closing.counts), "byte {place}");
                told += 1;
            }
        }
        not_told += usize::from(journal.reader().closing(closing.event).unwrap_or(None).is_none());
        for there in journal.reader().marks(row.number).unwrap_or_default() {
            assert_eq!(there, (id("budi"), sick.clone()), "byte {place}");
        }
        for (_, there) in journal.timetable().unwrap_or_default() {
            assert_eq!(there, entry(), "byte {place}");
        }
    }
    assert!(told > 0 && not_told > 0, "{told} {not_told}");
}

#[test]
fn when_the_power_fails_a_session_has_ended_with_all_that_belongs_to_it_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = morning(folder.path());
    // What was there before is in the file itself.
    drop(journal);
    let journal = open(folder.path());
    come(&journal, "alip", "06:50:00");
    let closing = end(&journal, "08:30:00", true).unwrap();
    let wal = |folder: &Path| folder.join("attendance.db-wal");
    let (main, log) = (fs::read(database(folder.path())).unwrap(), fs::read(wal(folder.path())).unwrap());
    let mut seen = HashSet::new();
    for cut in (0..log.len()).step_by(512).chain([log.len()]) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(database(folder.path()), &main).unwrap();
        fs::write(wal(folder.path()), &log[..cut]).unwrap();
        let journal = open(folder.path());
        let there = journal.reader().closings(DAY, DAY, None).unwrap();
        let told = due(&journal).into_iter().filter(|due| due.closing.is_some()).count();
        let is_on = journal.sessions_on().unwrap().len();
        match &there[..] {
            [] => assert_eq!((told, is_on), (0, 1), "{cut}"),
            [there] => assert_eq!((there, told, is_on), (&closing, 1, 0), "{cut}"),
            more => panic!("{cut}: {more:?}"),
        }
        seen.insert(there.len());
        let again = end(&journal, "08:30:00", true);
        assert_eq!(again.is_some(), there.is_empty(), "{cut}: once, and only once");
    }
    assert_eq!(seen.len(), 2, "both were tried");
}

#[test]
fn a_school_of_three_thousand_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let members: Vec<StudentId> = (0..3000).map(|n| id(&format!("student-{n}"))).collect();
    let session = Occurrence { class: None, ..session() };
    journal.open_session(&session, &members, moment("06:30:00")).unwrap();
    come(&journal, "student-2999", "07:00:00");
    let offset = Offset::constant(7);
    let ending = Ending {
        session: &session,
        members: &members,
        at: at("08:30:00"),
        offset,
        ended: Ended::InTime,
        deliver: true,
    };
    let closing = journal.end_session(&ending).unwrap().unwrap();
    assert_eq!(closing.counts, Counts { here: 1, absent: 2999, ..Counts::default() });
    let told = due(&journal).into_iter().find_map(|due| due.closing).unwrap();
    assert_eq!(*told, closing);
}
