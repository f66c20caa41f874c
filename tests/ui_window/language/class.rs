//! The class list: its day, its board, its timetable.

use std::sync::Arc;

use eframe::egui::Key;
use hadir::core::session::{Arrival, Board, Days, Ended, Entry, Excuse, Limit, Seat, Status};
use hadir::station::View;
use hadir::station::sessions::{Session, Stage};
use hadir::station::view::{Export, ExportEnd};
use hadir::ui::files::Chosen;
use hadir::words::Text;
use jiff::{Timestamp, Zoned};

use super::Reader;
use crate::class_stage::{closed, entry, morning, over, people, seat, session, with};
use crate::fake::{door, frame, gallery, given_up, id, overlay, queued, run_until};

/// Everyone stands in every way.
fn every_way() -> Vec<Seat> {
    let by_hand = |seat: Seat| Seat { by_hand: true, ..seat };
    let mut seats = morning();
    seats.push(by_hand(seat("gita", Status::Excused(Excuse::Leave))));
    seats.push(by_hand(seat("anto", Status::Excused(Excuse::Other))));
    seats.push(by_hand(seat("bud", Status::Absent)));
    seats
}

fn with_others(mut session: Session, count: usize) -> Session {
    let arrival = Arrival { event: 1, student: id("gita"), at: Timestamp::now(), by_hand: false };
    let board = session.board.as_ref().unwrap();
    session.board = Some(Arc::new(Board { others: vec![arrival; count], ..(**board).clone() }));
    session
}

#[test]
fn the_words_of_the_board_are_from_the_files() {
    let board = with_others(session(Stage::On, every_way()), 2);
    let mut reader = Reader::new("board", with(vec![board])).open(Key::F2);
    reader.read_closely();
    for card in ["Alip", "Citra", "Eka"] {
        let name = reader.nodes().map(|node| super::name(&node)).find(|name| name.starts_with(card)).unwrap();
        reader.press(&name).read_closely().key(Key::Escape);
    }
    reader.press("Missing first").press("1 absent").press("Close the session").read_closely().press("Keep it open");
    for session in [
        with_others(session(Stage::On, over()), 5),
        session(Stage::Before, morning()),
        session(Stage::NobodyCame, over()),
        session(Stage::NotHeld, over()),
        session(Stage::On, Vec::new()),
    ] {
        reader.show(|view| view.sessions = with(vec![session]).sessions).read_closely();
    }
    reader.done();
    let mut view = with(vec![session(Stage::On, morning())]);
    let values = Arc::make_mut(&mut view.settings);
    values.webhook_url.value = Some("https://school.example/".to_owned());
    values.send_sessions.value = true;
    let mut reader = Reader::new("closing", view).open(Key::F2);
    reader.press("Close the session").read_closely().press("Close it").done();
}

#[test]
fn the_words_after_the_end_are_from_the_files() {
    let mut view = with(vec![closed(every_way())]);
    Arc::make_mut(&mut view.settings).webhook_url.value = Some("https://school.example/".to_owned());
    let mut reader = Reader::new("summary", view).open(Key::F2);
    reader.read_closely().press("Photos").press("Summary");
    let with_end = |ended| {
        let mut session = closed(over());
        Arc::make_mut(session.closing.as_mut().unwrap()).ended = ended;
        session
    };
    let mut unsent = with_end(Ended::AtNextStart);
    Arc::make_mut(unsent.closing.as_mut().unwrap()).is_sent = false;
    for session in [
        Session { differs: true, delivery: Some(given_up(422, "not known")), ..with_end(Ended::InTime) },
        Session { delivery: Some(queued(0, None)), ..with_end(Ended::ByHand) },
        Session { delivery: None, ..with_end(Ended::ByHand) },
        Session { delivery: None, ..unsent },
    ] {
        reader.show(|view| view.sessions = with(vec![session]).sessions).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_of_a_class_list_as_a_file_are_from_the_files() {
    let file = std::path::PathBuf::from("/home/me/list.xlsx");
    let answer = Chosen::These(vec![file.clone()]);
    let mut reader = Reader::of([1280.0, 800.0], "class list", with(vec![closed(over())]), answer).open(Key::F2);
    reader.press("Export…").read_closely().press("The whole month").read_closely().key(Key::Escape);
    reader.press("Export…").press("This session").read_closely().press("Choose where…");
    let ended = |ended| Export { file: file.clone(), written: 5, total: 5, ended };
    run_until(&mut reader.window, |window| {
        !crate::fake::texts(window).iter().any(|text| text.contains("Choose where"))
    });
    for end in [None, Some(ExportEnd::Done), Some(ExportEnd::Failed { message: Text::NOTHING })] {
        reader.show(|view| view.export = Some(ended(end))).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_of_the_day_and_the_timetable_are_from_the_files() {
    let mut view = with(Vec::new());
    let today = Zoned::now().date();
    let lines = vec![(1, entry(Some("7B"))), (2, entry(None)), (3, Entry { days: Days::Once(today), ..entry(None) })];
    Arc::make_mut(&mut view.sessions).timetable = Arc::new(lines);
    let mut reader = Reader::of([1280.0, 1600.0], "timetable", view, Chosen::Nothing).open(Key::F2);
    reader.read_closely().press("The day after").read_closely().press("Back to today");
    reader.press("Timetable").read_closely();
    reader.press("Add a session").read_closely();
    for (field, typed) in [("Until", "6"), ("Late from", "5"), ("From", "zzz"), ("First day", "zzz")] {
        reader.type_into(field, typed);
    }
    reader
        .key(Key::Escape)
        .press("Add a session")
        .type_into("Last day, if any", "zzz")
        .type_into("Last day, if any", "");
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
        reader.press(day);
    }
    reader.press("On one day").read_closely().key(Key::Escape);
    reader.press("Monday, 7B, 07:00–08:30, late from 07:10").read_closely();
    reader.press("Take it out of the timetable…").read_closely().key(Key::Escape);
    reader.press("Back").press("Begin a session now").read_closely().done();

    let mut reader = Reader::new("no classes", door()).open(Key::F2);
    reader.read_closely();
    reader.show(|view| view.people = Arc::new(people())).read_closely().done();
}

#[test]
fn the_words_about_another_class_are_from_the_files() {
    let mut view: View = with(vec![session(Stage::On, morning())]);
    let face_box = hadir::core::FaceBox::new(100, 300, 220, 180);
    view.overlay = Some(Arc::new(overlay(&frame(1), &[(Some("zzz"), 0.3, face_box)])));
    view.gallery = Arc::new(gallery(&[("zzz", 1)]));
    let limit = Limit { classes: vec!["7B".to_owned()], students: [id("alip")].into() };
    Arc::make_mut(&mut view.sessions).expected = Some(Arc::new(limit));
    Reader::new("another class", view).read_closely().done();
}
