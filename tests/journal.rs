//! The journal on a real disk: what counts, what is due, what is damaged, what is removed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hadir::core::{Answer, Decision, DeliveryState, Event, EventKind, FaceBox, FrameSize, Recognition, StudentId};
use hadir::journal::{
    Boot, DeliveryFilter, Filter, Journal, JournalError, Moment, Outcome, Removed, RowsOf, Seen, Tried, Who, export,
};
use hadir::words::{Language, Text};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const COOLDOWN: Duration = Duration::from_secs(60);

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A moment of a morning, `seconds` after the machine started.
fn moment(seconds: i64) -> Moment {
    Moment { at: morning(seconds), uptime: Duration::from_secs(seconds.unsigned_abs()) }
}

fn morning(seconds: i64) -> Timestamp {
    "2026-11-22T07:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

fn seen(student: Option<&str>, moment: Moment) -> Seen {
    let recognition = Recognition {
        student: student.map(id),
        distance: 0.3812,
        score: None,
        face_box: FaceBox::new(120, 260, 220, 160),
        frame_size: FrameSize { width: 640, height: 480 },
        source_time: Duration::ZERO,
        ts: moment.at.as_second(),
    };
    Seen { recognition, moment, camera: Some("Door".to_owned()), crop: Some(jpeg()) }
}

fn jpeg() -> Vec<u8> {
    hadir::images::encode_jpeg(&image::RgbImage::from_pixel(16, 16, image::Rgb([180, 140, 120]))).unwrap()
}

#[track_caller]
fn recorded(outcome: Result<Outcome, JournalError>) -> Event {
    match outcome.unwrap() {
        Outcome::Recorded { event, .. } => *event,
        Outcome::Cooldown { left } => panic!("{left:?} left"),
    }
}

fn answer(status: u16, message: &str) -> Answer {
    Answer { http_status: Some(status), message: Text::said(message) }
}

fn open(folder: &Path) -> Journal {
    Journal::open_at(folder, Boot("first".to_owned()), moment(0))
}

fn database(folder: &Path) -> PathBuf {
    folder.join("attendance.db")
}

fn due(journal: &Journal, seconds: i64) -> Vec<(String, i64)> {
    let due = journal.due(morning(seconds), &HashSet::new(), 1000).unwrap();
    due.into_iter().map(|due| (due.event.label().to_owned(), due.event.number)).collect()
}

/// What a journal says of all its events, newest first.
fn all(journal: &Journal) -> Vec<hadir::journal::Row> {
    journal.reader().page(&Filter::default(), 0, 1000).unwrap().rows
}

fn labels(journal: &Journal) -> Vec<String> {
    all(journal).iter().map(|row| row.event.label().to_owned()).collect()
}

#[test]
fn what_is_recorded_is_read_again_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let event = recorded(open(folder.path()).record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let journal = open(folder.path());
    let rows = all(&journal);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].event, event);
    assert_eq!(event.label(), "budi");
    assert_eq!(event.at, morning(1));
    assert_eq!(event.sighting.unwrap().distance.to_bits(), 0.3812_f64.to_bits());
    assert_eq!(rows[0].crop.as_ref().unwrap().dimensions(), (16, 16));
    let delivery = rows[0].delivery.as_ref().unwrap();
    assert_eq!((delivery.state, delivery.tries), (DeliveryState::Queued { due: morning(1) }, 0));
    assert!(!rows[0].damaged);
    assert!(journal.problems().is_empty());
}

#[test]
fn inside_the_cooldown_nothing_is_added_but_last_seen_moves() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(10)), COOLDOWN, true));
    recorded(journal.record(&seen(None, moment(10)), COOLDOWN, true));
    for seconds in [11, 30, 69] {
        for who in [Some("budi"), None] {
            let outcome = journal.record(&seen(who, moment(seconds)), COOLDOWN, true).unwrap();
            let left = Duration::from_secs(70 - seconds.unsigned_abs());
            assert_eq!(outcome, Outcome::Cooldown { left }, "{who:?} at {seconds}");
        }
    }
    recorded(journal.record(&seen(Some("budi"), moment(70)), COOLDOWN, true));
    drop(journal);
    let journal = open(folder.path());
    let seen: Vec<_> = all(&journal).iter().map(|row| (row.event.label().to_owned(), row.last_seen)).collect();
    let expected = [("budi", 70), ("Unknown", 69), ("budi", 69)];
    assert_eq!(seen, expected.map(|(who, seconds)| (who.to_owned(), morning(seconds))));
}

#[test]
fn the_cooldown_holds_over_a_restart_whatever_the_clock_on_the_wall_did() {
    for hours in [-24 * 400, -25, -1, 0, 1, 25, 24 * 400] {
        let folder = tempfile::tempdir().unwrap();
        recorded(open(folder.path()).record(&seen(Some("budi"), moment(10)), COOLDOWN, true));
        // The machine ran on; only its clock was set.
        let at = |seconds: i64| Moment {
            at: morning(seconds) + SignedDuration::from_hours(hours),
            uptime: Duration::from_secs(seconds.unsigned_abs()),
        };
        let journal = Journal::open_at(folder.path(), Boot("first".to_owned()), at(20));
        let who = id("budi");
        let cooldown = |seconds| journal.decide(Some(&who), at(seconds), COOLDOWN);
        assert_eq!(cooldown(30), Decision::Cooldown { left: Duration::from_secs(40) }, "{hours} h");
        assert_eq!(cooldown(70), Decision::Count, "{hours} h");
    }
}

#[test]
fn the_cooldown_holds_over_a_restart_of_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    recorded(open(folder.path()).record(&seen(Some("budi"), moment(500)), COOLDOWN, true));
    // 20 seconds later, of which the machine took 15 to start.
    let now = Moment { at: morning(520), uptime: Duration::from_secs(15) };
    let journal = Journal::open_at(folder.path(), Boot("second".to_owned()), now);
    let decision = journal.decide(Some(&id("budi")), now, COOLDOWN);
    assert_eq!(decision, Decision::Cooldown { left: Duration::from_secs(40) });
    // Its clock has lost its battery: nobody is to be missed for that.
    let lost = Moment { at: "2000-01-01T00:00:00Z".parse().unwrap(), uptime: Duration::from_secs(15) };
    let journal = Journal::open_at(folder.path(), Boot("third".to_owned()), lost);
    assert_eq!(journal.decide(Some(&id("budi")), lost, COOLDOWN), Decision::Count);
}

#[test]
fn a_clock_set_while_running_neither_loses_nor_doubles_anyone() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(10)), COOLDOWN, true));
    for (hours, seconds) in [(-3, 20), (5, 30)] {
        let set = Moment { at: morning(seconds) + SignedDuration::from_hours(hours), ..moment(seconds) };
        assert!(matches!(journal.record(&seen(Some("budi"), set), COOLDOWN, true).unwrap(), Outcome::Cooldown { .. }));
    }
    let back = Moment { at: morning(0) - SignedDuration::from_hours(3), ..moment(71) };
    recorded(journal.record(&seen(Some("budi"), back), COOLDOWN, true));
    // Newest first is the order in which they came, not that of a clock.
    assert_eq!(all(&journal)[0].event.at, back.at);
}

#[test]
fn of_each_student_the_oldest_is_due_first_and_nobody_waits_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for (seconds, who) in [(1, "budi"), (2, "bayu"), (3, "budi"), (4, "citra")] {
        recorded(journal.record(&seen(Some(who), moment(seconds)), Duration::ZERO, true));
    }
    let of = |who: &str, number| (who.to_owned(), number);
    assert_eq!(due(&journal, 10), [of("budi", 1), of("bayu", 2), of("citra", 4)]);
    assert_eq!(due(&journal, 1), [of("budi", 1)]);
    let busy = HashSet::from(["budi".to_owned()]);
    assert_eq!(journal.due(morning(10), &busy, 1).unwrap()[0].event.number, 2);
    let later = Tried::Again { due: morning(100), answer: answer(500, "no"), counts: true };
    assert_eq!(journal.tried(1, &later).unwrap().unwrap().tries, 1);
    assert_eq!(due(&journal, 50), [of("bayu", 2), of("citra", 4)], "budi's second waits for the first");
    assert_eq!(journal.next_due(&HashSet::new()).unwrap(), Some(morning(2)));
    journal.tried(1, &Tried::Sent { at: morning(101), answer: answer(200, "token") }).unwrap();
    assert_eq!(due(&journal, 102), [of("bayu", 2), of("budi", 3), of("citra", 4)]);
}

#[test]
fn a_restart_neither_forgets_nor_hurries() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let later = Tried::Again { due: morning(3600), answer: answer(503, "later"), counts: true };
    journal.tried(1, &later).unwrap();
    journal.set_note("paused", Some("by a person")).unwrap();
    drop(journal);
    let journal = open(folder.path());
    assert!(due(&journal, 3599).is_empty());
    assert_eq!(journal.due(morning(3600), &HashSet::new(), 4).unwrap()[0].tries, 1);
    assert_eq!(journal.note("paused").unwrap().as_deref(), Some("by a person"));
    assert_eq!(journal.next_due(&HashSet::new()).unwrap(), Some(morning(3600)));
}

#[test]
fn what_hadir_says_of_a_try_can_be_said_in_another_language_later() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let answer = Answer { http_status: None, message: hadir::text!("web-silent", host = "api.school.example") };
    let read = journal.tried(1, &Tried::GivenUp { at: morning(2), answer: answer.clone() }).unwrap().unwrap();
    assert_eq!(read.answer, Some(answer));
    let message = read.answer.unwrap().message;
    assert_eq!(message.to_string(), "api.school.example did not answer.");
    assert_eq!(message.say(Language::Indonesian), "api.school.example tidak menjawab.");
}

#[test]
fn what_was_given_up_can_be_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for who in ["budi", "bayu"] {
        let event = recorded(journal.record(&seen(Some(who), moment(1)), COOLDOWN, true));
        journal.tried(event.number, &Tried::GivenUp { at: morning(2), answer: answer(500, "no") }).unwrap();
    }
    assert!(due(&journal, 10).is_empty());
    assert_eq!(journal.counts().unwrap().given_up, 2);
    journal.send_again(Some(2), morning(20)).unwrap();
    assert_eq!(due(&journal, 20), [("bayu".to_owned(), 2)]);
    journal.send_again(None, morning(30)).unwrap();
    assert_eq!(due(&journal, 30).len(), 2);
    assert_eq!(journal.counts().unwrap().queued, 2);
}

#[test]
fn a_correction_is_a_row_of_its_own_and_goes_after_what_it_corrects() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let wrong = recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let right = journal.correct(wrong.number, Some(&id("bayu")), morning(5), true).unwrap();
    assert_eq!((right.kind, right.label()), (EventKind::Corrected, "bayu"));
    assert_eq!(right.corrects.as_ref().unwrap().webhook_id, wrong.webhook_id);
    assert_eq!(due(&journal, 10), [("budi".to_owned(), 1)]);
    journal.tried(1, &Tried::Sent { at: morning(6), answer: answer(200, "") }).unwrap();
    assert_eq!(due(&journal, 10), [("bayu".to_owned(), 2)]);
    // Once more, and by the correction's number: it is the first event that was wrong.
    let nobody = journal.correct(right.number, None, morning(7), true).unwrap();
    assert_eq!(nobody.corrects.as_ref().unwrap().number, wrong.number);
    let rows = all(&journal);
    assert_eq!(rows[2].corrected_to, Some(None));
    assert_eq!(rows[0].event.corrects, nobody.corrects);
    assert!(matches!(journal.correct(99, None, morning(8), true), Err(JournalError::Gone)));
    let corrected = Filter { who: Who::Corrected, ..Filter::default() };
    assert_eq!(journal.reader().count(&corrected).unwrap(), 3);
}

#[test]
fn who_was_named_wrongly_counts_when_they_come() {
    const DAY: Duration = Duration::from_hours(24);
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let counts = |journal: &Journal, who, seconds| {
        matches!(journal.decide(Some(&id(who)), moment(seconds), DAY), Decision::Count)
    };
    for who in ["alip", "budi", "citra", "yoga"] {
        recorded(journal.record(&seen(Some(who), moment(10)), DAY, false));
    }
    let before = journal.forgotten();
    // It was alip after all; the others are not touched by what is said of alip and budi.
    journal.correct(1, Some(&id("alip")), morning(15), false).unwrap();
    assert_eq!(journal.forgotten(), before);
    journal.correct(1, Some(&id("yoga")), morning(20), false).unwrap();
    assert_ne!(journal.forgotten(), before);
    journal.correct(2, None, morning(21), false).unwrap();
    assert_eq!(["alip", "budi", "citra", "yoga"].map(|who| counts(&journal, who, 30)), [true, true, false, false]);
    assert!(matches!(journal.correct(99, None, morning(22), false), Err(JournalError::Gone)));
    drop(journal);
    let journal = open(folder.path());
    assert_eq!(
        ["alip", "budi", "citra"].map(|who| counts(&journal, who, 30)),
        [true, true, false],
        "nor after a restart"
    );

    // They came, and what was wrong before is corrected once more: that they came stands.
    recorded(journal.record(&seen(Some("alip"), moment(40)), DAY, false));
    let before = journal.forgotten();
    journal.correct(1, None, morning(50), false).unwrap();
    assert!(!counts(&journal, "alip", 60));
    assert_eq!(journal.forgotten(), before);

    // What the file does not know any more is known here.
    rusqlite::Connection::open(database(folder.path())).unwrap().execute("DELETE FROM presence", []).unwrap();
    let came = all(&journal).into_iter().find(|row| row.event.at == morning(40)).unwrap();
    journal.correct(came.event.number, None, morning(70), false).unwrap();
    assert!(counts(&journal, "alip", 80));
}

#[test]
fn it_is_told_that_presences_were_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(10)), COOLDOWN, false));
    recorded(journal.record(&seen(Some("young"), moment(5000)), COOLDOWN, false));
    let mut told = journal.forgotten();
    let mut is_told = || std::mem::replace(&mut told, journal.forgotten()) != journal.forgotten();
    assert!(!is_told());
    journal.forget(&id("young"), RowsOf::Keep).unwrap();
    assert!(!is_told(), "they stay");
    assert_eq!(remove_before(&journal, morning(5)), 0);
    assert!(!is_told(), "nobody is so old");
    assert_eq!(remove_before(&journal, morning(2000)), 1);
    assert!(is_told());
    journal.forget(&id("young"), RowsOf::Anonymise).unwrap();
    assert!(is_told());
    assert!(!is_told());
}

#[test]
fn the_log_is_filtered_and_read_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for n in 0..50 {
        let who = ["Ömer", "budi", "Sri Wahyuni"][n as usize % 3];
        recorded(journal.record(&seen(Some(who), moment(n * 100)), COOLDOWN, n % 2 == 0));
    }
    recorded(journal.record(&seen(None, moment(6000)), COOLDOWN, false));
    journal.add_by_hand(&id("dewi"), morning(6001), false).unwrap();
    let mut reader = journal.reader();
    let count = |reader: &mut hadir::journal::Reader, filter: Filter| reader.count(&filter).unwrap();
    assert_eq!(count(&mut reader, Filter::default()), 52);
    assert_eq!(count(&mut reader, Filter { text: " öm".to_owned(), ..Filter::default() }), 17);
    assert_eq!(count(&mut reader, Filter { text: "wahyu".to_owned(), ..Filter::default() }), 16);
    // Of whom the name has it, and not the id.
    let named = Filter { text: "wahyu".to_owned(), students: vec![id("budi"), id("x y")], ..Filter::default() };
    assert_eq!(count(&mut reader, named), 33);
    assert_eq!(count(&mut reader, Filter { text: "%".to_owned(), ..Filter::default() }), 0);
    assert_eq!(count(&mut reader, Filter { who: Who::Unknown, ..Filter::default() }), 1);
    assert_eq!(count(&mut reader, Filter { who: Who::ByHand, ..Filter::default() }), 1);
    assert_eq!(count(&mut reader, Filter { who: Who::Known, ..Filter::default() }), 51);
    let queued = Filter { delivery: Some(DeliveryFilter::Queued), ..Filter::default() };
    assert_eq!(count(&mut reader, queued.clone()), 25);
    journal.tried(1, &Tried::Sent { at: morning(1), answer: answer(200, "") }).unwrap();
    assert_eq!(count(&mut reader, queued), 24);
    let day = Filter { from: Some(morning(1000)), until: Some(morning(2000)), ..Filter::default() };
    assert_eq!(count(&mut reader, day), 10);
    assert_eq!(count(&mut reader, Filter { camera: Some("Door".to_owned()), ..Filter::default() }), 51);
    assert_eq!(reader.choices().unwrap().cameras, ["Door"]);

    let page = reader.page(&Filter::default(), 2, 3).unwrap();
    assert_eq!((page.total, page.first), (52, 2));
    assert_eq!(page.rows.iter().map(|row| row.event.number).collect::<Vec<_>>(), [50, 49, 48]);
    recorded(journal.record(&seen(Some("new"), moment(7000)), COOLDOWN, false));
    assert_eq!(reader.page(&Filter::default(), 0, 1).unwrap().rows[0].event.label(), "new");
    assert_eq!(reader.page(&Filter::default(), 1000, 5).unwrap().rows.len(), 0);
}

#[test]
fn what_is_filtered_can_be_exported() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("-budi"), moment(1)), COOLDOWN, true));
    recorded(journal.record(&seen(None, moment(2)), COOLDOWN, true));
    journal.tried(1, &Tried::Sent { at: morning(3), answer: answer(200, "=HYPERLINK(\"x\")") }).unwrap();
    journal.correct(1, Some(&id("bayu")), morning(4), false).unwrap();
    let write = |name: &str, filter: &Filter| {
        let file = folder.path().join(name);
        export(&mut journal.reader(), filter, &TimeZone::UTC, &file, &mut |_, _| true).map(|written| (written, file))
    };
    let (written, file) = write("out.csv", &Filter::default()).unwrap();
    assert_eq!(written, 3);
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("number,date,time,student_id,event,"));
    assert!(lines[1].starts_with("3,2026-11-22,07:00:04,bayu,attendance.corrected,,0.3812,Door,"), "{}", lines[1]);
    assert!(lines[2].starts_with("2,2026-11-22,07:00:02,Unknown,attendance.recognized,,0.3812,Door,07:00:02,queued,"));
    assert!(lines[3].contains(",'-budi,attendance.recognized,bayu,"), "{}", lines[3]);
    assert!(lines[3].contains("sent,200,\"'=HYPERLINK("), "no formula: {}", lines[3]);

    let known = Filter { who: Who::Known, ..Filter::default() };
    let (written, file) = write("out.xlsx", &known).unwrap();
    assert_eq!(written, 2);
    assert!(fs::read(file).unwrap().starts_with(b"PK"));
    let error = write("out.pdf", &known).unwrap_err();
    assert_eq!(error.to_string(), "the file's name must end in .csv or .xlsx");
    let file = folder.path().join("cancelled.csv");
    assert!(export(&mut journal.reader(), &known, &TimeZone::UTC, &file, &mut |_, _| false).is_err());
    assert!(!file.exists());
}

#[test]
fn a_damaged_file_is_set_aside_and_what_can_be_read_of_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let students: Vec<String> = (0..300).map(|n| format!("student-{n}")).collect();
    for (n, who) in (0..).zip(&students) {
        recorded(journal.record(&seen(Some(who), moment(n)), COOLDOWN, true));
    }
    drop(journal);
    let whole = fs::read(database(folder.path())).unwrap();
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 6] = [
        ("emptied", |bytes| bytes.truncate(10)),
        ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("cut inside a page", |bytes| bytes.truncate(bytes.len() - 1000)),
        ("no header", |bytes| bytes[..100].fill(0xaa)),
        ("a page overwritten", |bytes| bytes[40_960..45_056].fill(0xff)),
        ("no SQLite file", |bytes| *bytes = b"once upon a time".repeat(1000)),
    ];
    for (name, damage) in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        let folder = tempfile::tempdir().unwrap();
        fs::write(database(folder.path()), &bytes).unwrap();
        let journal = open(folder.path());
        recorded(journal.record(&seen(Some("after"), moment(9000)), COOLDOWN, true));
        let problems = journal.problems();
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert!(problems[0].to_string().starts_with("The attendance log was damaged. It is kept as "), "{name}");
        assert_eq!(journal.set_asides().len(), 1, "{name}");
        assert!(fs::read(&journal.set_asides()[0]).unwrap() == bytes, "{name}: kept as it was");
        for row in all(&journal) {
            assert!(row.damaged || row.event.label() == "after" || students.contains(&row.event.label().to_owned()));
        }
        if name == "cut inside a page" || name == "a page overwritten" {
            assert!(all(&journal).len() > 100, "{name}: {} kept", all(&journal).len());
        }
    }
}

#[test]
fn wherever_a_bit_flips_nobody_is_named_wrongly_and_the_next_arrival_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    const NAMES: [&str; 5] = ["budi", "bayu", "citra", "dewi", "eka"];
    for (n, who) in (0..).zip(["budi", "bayu", "citra"]) {
        let seen = Seen { crop: None, ..seen(Some(who), moment(n)) };
        recorded(journal.record(&seen, COOLDOWN, true));
    }
    journal.correct(2, Some(&id("dewi")), morning(3), true).unwrap();
    journal.correct(3, Some(&id("eka")), morning(4), true).unwrap();
    drop(journal);
    let whole = fs::read(database(folder.path())).unwrap();
    // Every byte of a row and what is around it, and some of everything else.
    let near =
        |place: usize| whole[place.saturating_sub(30)..whole.len().min(place + 120)].windows(3).any(|at| at == b"evt");
    let used = (0..whole.len()).filter(|&place| whole[place] != 0);
    let tried: Vec<usize> = used.filter(|&place| if near(place) { place % 19 == 0 } else { place % 61 == 0 }).collect();
    assert!(tried.len() > 60, "{}", tried.len());
    let right = |event: &Event, place: usize| {
        let n = (event.at.as_second() - morning(0).as_second()) as usize;
        assert_eq!(event.label(), NAMES[n], "byte {place}");
        if let Some(corrects) = event.corrects.as_ref().filter(|corrects| !corrects.webhook_id.is_empty()) {
            let student = corrects.student.as_ref().map(StudentId::as_str);
            assert_eq!(student, Some(NAMES[n - 2]), "byte {place}: what is corrected");
        }
    };
    let mut noticed = 0;
    let mut unrecorded = Vec::new();
    for (n, &place) in tried.iter().enumerate() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (n % 8);
        let folder = tempfile::tempdir().unwrap();
        fs::write(database(folder.path()), &bytes).unwrap();
        let journal = open(folder.path());
        for row in all(&journal).into_iter().filter(|row| !row.damaged) {
            right(&row.event, place);
            if let Some(to) = row.corrected_to {
                let expected = match row.event.label() {
                    "bayu" => "dewi",
                    "citra" => "eka",
                    other => panic!("byte {place}: {other} was never corrected"),
                };
                assert_eq!(to.as_ref().map(StudentId::as_str), Some(expected), "byte {place}");
            }
        }
        for due in journal.due(morning(100), &HashSet::new(), 10).unwrap_or_default() {
            right(&due.event, place);
        }
        let after = Seen { crop: None, ..seen(Some("after"), moment(5000)) };
        let outcome = journal.record(&after, COOLDOWN, true);
        if !matches!(outcome, Ok(Outcome::Recorded { .. })) {
            unrecorded.push(format!("byte {place}: {outcome:?}"));
        }
        noticed += usize::from(!journal.problems().is_empty());
    }
    assert!(unrecorded.is_empty(), "{unrecorded:#?}");
    assert!(noticed > 0, "some of them are damage that SQLite notices");
}

#[test]
fn a_torn_or_damaged_wal_costs_at_most_what_was_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for n in 0..20 {
        recorded(journal.record(&seen(Some(&format!("student-{n}")), moment(n)), COOLDOWN, true));
    }
    // The power fails here: the files as they are on the disk.
    let wal = |folder: &Path| folder.join("attendance.db-wal");
    let (main, log) = (fs::read(database(folder.path())).unwrap(), fs::read(wal(folder.path())).unwrap());
    assert!(log.len() > 4096);
    for cut in (0..log.len()).step_by(log.len() / 40) {
        for flip in [false, true] {
            let mut bytes = log.clone();
            if flip {
                bytes[cut] ^= 0x10;
            } else {
                bytes.truncate(cut);
            }
            let folder = tempfile::tempdir().unwrap();
            fs::write(database(folder.path()), &main).unwrap();
            fs::write(wal(folder.path()), &bytes).unwrap();
            let journal = open(folder.path());
            recorded(journal.record(&seen(Some("after"), moment(9000)), COOLDOWN, true));
            let mut labels = labels(&journal);
            labels.reverse();
            let last = labels.pop().unwrap();
            assert_eq!(last, "after");
            let expected: Vec<String> = (0..labels.len()).map(|n| format!("student-{n}")).collect();
            assert_eq!(labels, expected, "{cut} {flip}: the first of them, none torn");
        }
    }
}

/// A log as the first version of it was, before events had a score.
fn first_version(folder: &Path) {
    let connection = rusqlite::Connection::open(database(folder)).unwrap();
    connection.execute_batch(include_str!("reference/attendance-1.sql")).unwrap();
}

#[test]
fn a_log_of_before_events_had_a_score_is_as_it_was_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    first_version(folder.path());
    let journal = open(folder.path());
    assert!(journal.problems().is_empty());
    let rows = all(&journal);
    assert!(rows.iter().all(|row| !row.damaged), "{rows:?}");
    assert_eq!(labels(&journal), ["dewi", "Citra Lestari", "Unknown", "budi"]);
    assert_eq!(rows[2].corrected_to, Some(Some(id("Citra Lestari"))));
    let sighting = rows[3].event.sighting.unwrap();
    assert_eq!((sighting.distance, sighting.score), (0.3812, None));

    let mut sure = seen(Some("eka"), moment(9000));
    sure.recognition.score = Some(7.25);
    recorded(journal.record(&sure, COOLDOWN, true));
    drop(journal);
    let journal = open(folder.path());
    assert_eq!(all(&journal)[0].event.sighting.unwrap().score, Some(7.25));
    assert!(journal.problems().is_empty());
}

#[test]
fn of_a_damaged_log_of_before_events_had_a_score_is_kept_what_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    first_version(folder.path());
    destroy(&database(folder.path()), "outbox");
    let journal = open(folder.path());
    assert!(journal.problems()[0].to_string().contains("with the 4 arrivals"));
    assert_eq!(labels(&journal), ["dewi", "Citra Lestari", "Unknown", "budi"]);
    assert!(all(&journal).iter().all(|row| !row.damaged));
}

#[test]
fn how_sure_a_name_was_cannot_be_changed_unnoticed() {
    for change in ["score = 9.5", "score = NULL"] {
        let folder = tempfile::tempdir().unwrap();
        let journal = open(folder.path());
        let mut sure = seen(Some("budi"), moment(1));
        sure.recognition.score = Some(7.25);
        recorded(journal.record(&sure, COOLDOWN, true));
        let mut no_number = seen(Some("citra"), moment(2));
        no_number.recognition.score = Some(f64::NAN);
        recorded(journal.record(&no_number, COOLDOWN, true));
        let other = rusqlite::Connection::open(database(folder.path())).unwrap();
        other.execute(&format!("UPDATE event SET {change} WHERE id = 1"), []).unwrap();
        let rows = all(&journal);
        assert!(!rows[0].damaged && rows[0].event.sighting.unwrap().score.is_none());
        assert!(rows[1].damaged, "{change}");
    }
}

#[test]
fn a_file_of_a_newer_hadir_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let connection = rusqlite::Connection::open(database(folder.path())).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.pragma_update(None, "application_id", 0x4861_0000 + 99).unwrap();
    drop(connection);
    let journal = open(folder.path());
    let error = journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true).unwrap_err();
    assert!(matches!(error, JournalError::Newer(_)), "{error}");
    assert!(journal.set_asides().is_empty());
}

#[test]
fn what_cannot_be_written_has_not_counted_and_counts_when_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let other = rusqlite::Connection::open(database(folder.path())).unwrap();
    other
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(ABORT, 'no room'); END")
        .unwrap();
    assert!(journal.record(&seen(Some("bayu"), moment(2)), COOLDOWN, true).is_err());
    assert_eq!(journal.decide(Some(&id("bayu")), moment(3), COOLDOWN), Decision::Count);
    assert_eq!(labels(&journal), ["budi"]);
    other.execute_batch("DROP TRIGGER full").unwrap();
    recorded(journal.record(&seen(Some("bayu"), moment(4)), COOLDOWN, true));
    assert_eq!(labels(&journal), ["bayu", "budi"]);
}

/// Every file of the folder in one row of bytes.
fn bytes_of(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        bytes.extend(if path.is_dir() { bytes_of(&path) } else { fs::read(path).unwrap() });
    }
    bytes
}

fn holds(folder: &Path, what: &[u8]) -> bool {
    bytes_of(folder).windows(what.len()).any(|window| window == what)
}

#[test]
fn nothing_is_left_on_the_disk_of_a_student_who_was_removed() {
    for rows in [RowsOf::Remove, RowsOf::Anonymise] {
        let folder = tempfile::tempdir().unwrap();
        let journal = open(folder.path());
        let name = "Zuleika-Marlina";
        let face = Seen { crop: Some(b"the very face of Zuleika".repeat(20)), ..seen(Some(name), moment(1)) };
        for n in 0..200 {
            recorded(journal.record(&seen(Some(&format!("other-{n}")), moment(n)), COOLDOWN, true));
        }
        let event = recorded(journal.record(&face, COOLDOWN, true));
        let said = answer(200, "welcome Zuleika-Marlina");
        journal.tried(event.number, &Tried::Sent { at: morning(2), answer: said }).unwrap();
        recorded(journal.record(&seen(Some(name), moment(500)), COOLDOWN, true));
        journal.correct(1, Some(&id(name)), morning(501), true).unwrap();
        assert!(holds(folder.path(), name.as_bytes()));
        let mut reader = journal.reader();
        assert_eq!(reader.count(&Filter::default()).unwrap(), 203);
        journal.forget(&id(name), rows).unwrap();
        for trace in [name.as_bytes(), b"the very face of Zuleika", b"welcome Zuleika"] {
            assert!(!holds(folder.path(), trace), "{rows:?}: {}", String::from_utf8_lossy(trace));
        }
        // That other-0 was not other-0 stays said.
        let left = if rows == RowsOf::Remove { 201 } else { 203 };
        assert_eq!(reader.count(&Filter::default()).unwrap(), left);
        assert!(all(&journal).iter().all(|row| !row.damaged));
        assert_eq!(due(&journal, 9000).len(), 200, "theirs are not sent any more");
        drop((journal, reader));
        assert!(!holds(folder.path(), name.as_bytes()), "nor when it is closed");
    }
}

#[test]
fn old_events_go_with_their_crops_and_those_still_to_be_sent_stay() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for n in 0..1200 {
        let crop = Some(b"an old face indeed".repeat(30));
        let who = format!("old-student-{n}");
        recorded(journal.record(&Seen { crop, ..seen(Some(&who), moment(n)) }, COOLDOWN, false));
    }
    recorded(journal.record(&seen(Some("queued"), moment(1201)), COOLDOWN, true));
    recorded(journal.record(&seen(Some("young"), moment(5000)), COOLDOWN, false));
    assert_eq!(remove_before(&journal, morning(2000)), 1200);
    assert_eq!(labels(&journal), ["young", "queued"]);
    for trace in [&b"old-student-7"[..], b"an old face indeed"] {
        assert!(!holds(folder.path(), trace), "{}", String::from_utf8_lossy(trace));
    }
    assert_eq!(remove_before(&journal, morning(2000)), 0);
}

/// All that there is to remove, in as many calls as it takes.
fn remove_before(journal: &Journal, moment: Timestamp) -> usize {
    let mut removed = 0;
    for _ in 0..100 {
        let Removed { rows, more } = journal.remove_before(moment).unwrap();
        assert!(rows <= 200, "{rows} in one go");
        removed += rows;
        if !more {
            return removed;
        }
    }
    panic!("there is always more");
}

#[test]
fn a_wrong_clock_removes_nothing() {
    let days = |days: i64| morning(days * 86_400);
    let record = |journal: &Journal, at: &[i64]| {
        for (n, &at) in (0_u64..).zip(at) {
            let moment = Moment { at: days(at), uptime: Duration::from_secs(n * 1000) };
            recorded(journal.record(&seen(Some("budi"), moment), COOLDOWN, false));
        }
    };
    for (name, at, before, removed) in [
        ("an ordinary clock", vec![-40, -31, -29, -1], -30, 2),
        ("nobody came since", vec![-40, -31], -30, 0),
        ("years ahead", vec![-40, -31, -1, 0, 4 * 365], 4 * 365 - 30, 0),
        ("years behind, then mended", vec![-2, -1, -4000, -4000, 0], -30, 0),
        ("years behind from the first, then mended", vec![-4000, -4000, 0], -30, 0),
        ("that time has passed", vec![-4000, -40, -29], -30, 2),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let journal = open(folder.path());
        record(&journal, &at);
        assert_eq!(remove_before(&journal, days(before)), removed, "{name}");
        assert_eq!(all(&journal).len(), at.len() - removed, "{name}");
    }
}

#[test]
fn what_a_queued_correction_corrects_stays_until_that_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, false));
    let correction = journal.correct(1, Some(&id("bayu")), morning(2), true).unwrap().number;
    recorded(journal.record(&seen(Some("young"), moment(5000)), COOLDOWN, false));
    assert_eq!(remove_before(&journal, morning(2000)), 0);
    journal.tried(correction, &Tried::Sent { at: morning(3), answer: answer(200, "") }).unwrap();
    assert_eq!(remove_before(&journal, morning(2000)), 2);
}

#[test]
fn what_cannot_be_overwritten_now_is_overwritten_later() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("Zuleika-Marlina"), moment(1)), COOLDOWN, true));
    let reader = rusqlite::Connection::open(database(folder.path())).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM event").unwrap();
    journal.forget(&id("Zuleika-Marlina"), RowsOf::Remove).unwrap();
    assert!(all(&journal).is_empty(), "it is gone from the log");
    assert!(holds(folder.path(), b"Zuleika"), "somebody is reading what was");
    drop(journal);
    let journal = open(folder.path());
    journal.probe().unwrap();
    assert!(holds(folder.path(), b"Zuleika"), "still");
    drop(reader);
    journal.probe().unwrap();
    assert!(!holds(folder.path(), b"Zuleika"));
}

#[test]
fn who_was_not_there_is_not_there_again_when_the_other_is_removed() {
    for rows in [RowsOf::Remove, RowsOf::Anonymise] {
        let folder = tempfile::tempdir().unwrap();
        let journal = open(folder.path());
        recorded(journal.record(&seen(Some("ani"), moment(1)), COOLDOWN, true));
        journal.correct(1, Some(&id("budi")), morning(2), true).unwrap();
        journal.set_note("delivery", Some(r#"{"by_person":true,"refused":{"message":"no budi here"}}"#)).unwrap();
        journal.forget(&id("budi"), rows).unwrap();
        let row = all(&journal).pop().unwrap();
        assert_eq!((row.event.label(), row.damaged, row.corrected_to), ("ani", false, Some(None)), "{rows:?}");
        let note = journal.note("delivery").unwrap().unwrap();
        assert!(note.contains(r#""by_person":true"#) && !note.contains("budi"), "{note}");
        journal.tried(1, &Tried::Sent { at: morning(3), answer: answer(200, "") }).unwrap();
        let correction = journal.due(morning(9), &HashSet::new(), 9).unwrap().pop().unwrap().event;
        assert_eq!((correction.kind, correction.student), (EventKind::Corrected, None), "it is still sent");
    }
}

#[test]
fn a_correction_goes_again_behind_the_mistake_that_goes_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("ani"), moment(1)), COOLDOWN, true));
    let correction = journal.correct(1, Some(&id("budi")), morning(2), true).unwrap().number;
    journal.tried(1, &Tried::GivenUp { at: morning(3), answer: answer(500, "") }).unwrap();
    journal.tried(correction, &Tried::Sent { at: morning(4), answer: answer(200, "") }).unwrap();
    assert!(due(&journal, 100).is_empty());
    journal.send_again(Some(1), morning(5)).unwrap();
    assert_eq!(due(&journal, 100), [("ani".to_owned(), 1)]);
    journal.tried(1, &Tried::Sent { at: morning(6), answer: answer(200, "") }).unwrap();
    assert_eq!(due(&journal, 100), [("budi".to_owned(), correction)]);
}

#[test]
fn a_damaged_row_is_not_corrected_and_what_was_not_sent_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("ani"), moment(1)), COOLDOWN, true));
    recorded(journal.record(&seen(Some("budi"), moment(2)), COOLDOWN, true));
    let other = rusqlite::Connection::open(database(folder.path())).unwrap();
    other.execute_batch("UPDATE event SET student = 'any' WHERE id = 1; UPDATE outbox SET state = 1").unwrap();
    assert!(matches!(journal.correct(1, Some(&id("budi")), morning(3), true), Err(JournalError::Damaged)));
    assert!(matches!(journal.correct(9, None, morning(3), true), Err(JournalError::Gone)));
    drop(journal);
    let journal = open(folder.path());
    let reader = journal.reader();
    let version = reader.version();
    assert_eq!(due(&journal, 100), [("budi".to_owned(), 2)], "it was never tried");
    assert_ne!(reader.version(), version, "that the other is not sent is shown");
}

/// Overwrites the page where a table begins.
fn destroy(database: &Path, table: &str) {
    let connection = rusqlite::Connection::open(database).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?";
    let root = connection.query_row(root, [table], |row| row.get::<_, u32>(0)).unwrap() as usize;
    let size = connection.query_row("PRAGMA page_size", [], |row| row.get::<_, u32>(0)).unwrap() as usize;
    drop(connection);
    let mut bytes = fs::read(database).unwrap();
    bytes[(root - 1) * size..root * size].fill(0xff);
    fs::write(database, bytes).unwrap();
}

#[test]
fn without_its_outbox_a_log_keeps_its_arrivals_and_sends_the_young_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    for (hours, who) in [(100, "old"), (2, "ani"), (1, "budi")] {
        let at = Timestamp::now() - SignedDuration::from_hours(hours);
        recorded(journal.record(&seen(Some(who), Moment { at, ..moment(1) }), COOLDOWN, true));
    }
    journal.correct(2, Some(&id("citra")), Timestamp::now(), true).unwrap();
    journal.correct(2, Some(&id("dewi")), Timestamp::now(), true).unwrap();
    journal.set_note("paused", Some("yes")).unwrap();
    drop(journal);
    destroy(&database(folder.path()), "outbox");
    let journal = open(folder.path());
    let problem = journal.problems().pop().unwrap();
    assert!(
        problem.to_string().contains("with the 5 arrivals") && problem.to_string().contains("Of 4 arrivals"),
        "{problem}"
    );
    assert_eq!(labels(&journal), ["dewi", "citra", "budi", "ani", "old"]);
    let rows = all(&journal);
    assert!(rows.iter().all(|row| !row.damaged && row.crop.is_some() == row.event.corrects.is_none()));
    assert_eq!(rows[3].corrected_to, Some(Some(id("dewi"))));
    assert!(rows[4].delivery.is_none(), "too old");
    let due: Vec<_> = journal.due(Timestamp::MAX, &HashSet::new(), 9).unwrap();
    assert_eq!(due.iter().map(|due| due.event.number).collect::<Vec<_>>(), [2, 3], "in order");
    assert_eq!(journal.note("paused").unwrap().as_deref(), Some("yes"));
    let Outcome::Cooldown { .. } = journal.record(&seen(Some("budi"), moment(2)), COOLDOWN, true).unwrap() else {
        panic!("the cooldown is kept");
    };
    let next = recorded(journal.record(&seen(Some("eka"), moment(3)), COOLDOWN, true));
    assert!(next.number > 10_000, "{}: a number is not given twice", next.number);
}

#[test]
fn who_counted_is_expendable() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("ani"), moment(1)), COOLDOWN, true));
    drop(journal);
    let connection = rusqlite::Connection::open(database(folder.path())).unwrap();
    connection.execute_batch("UPDATE presence SET uptime_ms = 'x', student = x'ff'").unwrap();
    drop(connection);
    recorded(open(folder.path()).record(&seen(Some("budi"), moment(2)), COOLDOWN, true));
}

#[test]
fn replacing_a_damaged_file_can_be_cut_short_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("ani"), moment(1)), COOLDOWN, true));
    drop(journal);
    // Nothing can be written: the damaged file stays where it is, and nothing is pretended.
    let whole = fs::read(path("attendance.db")).unwrap();
    destroy(&path("attendance.db"), "outbox");
    let damaged = fs::read(path("attendance.db")).unwrap();
    fs::create_dir(path("attendance.db.new")).unwrap();
    let journal = open(folder.path());
    assert!(journal.record(&seen(Some("budi"), moment(2)), COOLDOWN, true).is_err());
    assert!(journal.set_asides().is_empty() && journal.problems().is_empty());
    assert!(fs::read(path("attendance.db")).unwrap() == damaged);
    fs::remove_dir(path("attendance.db.new")).unwrap();
    recorded(journal.record(&seen(Some("budi"), moment(2)), COOLDOWN, true));
    assert_eq!(labels(&journal), ["budi", "ani"]);
    drop(journal);

    // Before the new one was complete.
    fs::remove_file(path("attendance.db.damaged")).unwrap();
    fs::write(path("attendance.db"), &damaged).unwrap();
    fs::write(path("attendance.db.new"), &whole[..5000]).unwrap();
    let journal = open(folder.path());
    assert_eq!(labels(&journal), ["ani"]);
    drop(journal);

    // After the damaged one was set aside.
    fs::rename(path("attendance.db"), path("attendance.db.new")).unwrap();
    fs::write(path("attendance.db-wal"), b"of the damaged one").unwrap();
    let journal = open(folder.path());
    assert_eq!(labels(&journal), ["ani"]);
    assert!(!path("attendance.db.new").exists());
    assert_eq!(journal.set_asides(), [path("attendance.db.damaged"), path("attendance.db.damaged-wal")]);
}

#[cfg(unix)]
#[test]
fn the_log_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("budi"), moment(1)), COOLDOWN, true));
    let open_to_all = fs::Permissions::from_mode(0o644);
    drop(journal);
    fs::set_permissions(database(folder.path()), open_to_all).unwrap();
    let journal = open(folder.path());
    recorded(journal.record(&seen(Some("bayu"), moment(2)), COOLDOWN, true));
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.file_name());
    }
}
