//! The class list, as a teacher meets it in the morning.

use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::Queryable;
use hadir::core::session::{Arrival, Days, Entry, Excuse, Limit, Seat, SessionKey, Status, Weekdays};
use hadir::station::sessions::{Say, Session, SessionCommand, Stage};
use hadir::station::view::{Export, ExportEnd};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::class_stage::{CLASS, board, closed, entry, minutes, morning, over, seat, session, today, with};
use crate::fake::{Fake, Window, door, frame, gallery, id, overlay, press, run_until, window, window_of};

fn class_list(view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F2);
    window.run();
    fake.sent();
    (window, fake)
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
    window.run();
}

/// What was asked of the class list.
fn asked(fake: &Fake) -> Vec<SessionCommand> {
    let session = |command| match command {
        Command::Session(command) => Some(command),
        _ => None,
    };
    fake.sent().into_iter().filter_map(session).collect()
}

fn mark(student: &str, say: Say, reason: Option<&str>) -> SessionCommand {
    let session = SessionKey { date: today(), schedule: 1 };
    SessionCommand::Mark { session, student: id(student), say, reason: reason.map(str::to_owned) }
}

fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%H:%M").to_string()
}

#[test]
fn the_board_says_of_everyone_how_they_stand_and_fills_by_itself() {
    let seats = morning();
    let came = seats.iter().map(|seat| seat.status.at().map(clock)).collect::<Vec<_>>();
    let (mut window, fake) = class_list(with(vec![session(Stage::On, seats)]));
    for card in [
        format!("Alip, here {}", came[0].as_ref().unwrap()),
        format!("Budi, late {}", came[1].as_ref().unwrap()),
        "Citra, Sick: flu, by hand".to_owned(),
        "Dewi, not yet".to_owned(),
        "Eka, not yet, not enrolled".to_owned(),
    ] {
        window.get_by_label(&card);
    }
    for count in ["All 5", "1 here", "1 late", "1 excused", "2 not yet", "1 not enrolled"] {
        window.get_by_label(count);
    }
    let closes = |window: &Window, text: &str| window.query_all_by_label_contains(text).count() > 0;
    assert!(closes(&window, "closes in 34 min") || closes(&window, "closes in 35 min"));

    let mut seats = morning();
    seats[3].status = Status::Here { at: minutes(0) };
    fake.show(|view| view.sessions = with(vec![session(Stage::On, seats)]).sessions);
    window.run();
    window.get_by_label_contains("Dewi, here");
    window.get_by_label("2 here");
}

#[test]
fn one_tap_on_a_card_and_one_on_what_is_so_marks_by_hand_with_a_reason() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    click(&mut window, "Eka, not yet, not enrolled");
    window.get_by_label("7B · eka");
    click(&mut window, "Here");
    assert_eq!(asked(&fake), [mark("eka", Say::Here(None), None)]);
    assert!(window.query_by_label("Another reason").is_none(), "the panel is closed");

    click(&mut window, "Dewi, not yet");
    click(&mut window, "Family");
    click(&mut window, "On leave");
    assert_eq!(asked(&fake), [mark("dewi", Say::Excused(Excuse::Leave), Some("Family"))]);

    click(&mut window, "Dewi, not yet");
    window.get_by_label("Why, if there is a reason").focus();
    window.run();
    let line = window.get_all_by_role(Role::TextInput).last().unwrap();
    line.type_text("  her bus broke down ");
    window.run();
    click(&mut window, "Late");
    assert_eq!(asked(&fake), [mark("dewi", Say::Late(None), Some("her bus broke down"))]);
}

#[test]
fn what_was_marked_by_hand_is_taken_back() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    click(&mut window, "Citra, Sick: flu, by hand");
    click(&mut window, "Take back what was said by hand");
    let session_key = SessionKey { date: today(), schedule: 1 };
    let unmark = |student: &str| SessionCommand::Unmark { session: session_key, student: id(student) };
    assert_eq!(asked(&fake), [unmark("citra")]);

    // At once after it was marked, from the board itself.
    click(&mut window, "Dewi, not yet");
    click(&mut window, "Absent");
    let mut seats = morning();
    seats[3] = Seat { by_hand: true, ..seat("dewi", Status::Absent) };
    fake.show(|view| view.sessions = with(vec![session(Stage::On, seats)]).sessions);
    window.run();
    asked(&fake);
    click(&mut window, "Take back: Dewi, Absent");
    assert_eq!(asked(&fake), [unmark("dewi")]);
}

#[test]
fn what_is_said_already_is_not_said_again() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    let mut seats = morning();
    seats[3] = Seat { by_hand: true, ..seat("dewi", Status::Here { at: minutes(0) }) };
    fake.show(|view| view.sessions = with(vec![session(Stage::On, seats)]).sessions);
    window.run();
    window.get_by_label_contains("Dewi, here").focus();
    window.run();
    press(&mut window, Key::H);
    assert_eq!(asked(&fake), [], "it would be one more arrival in the log");
    press(&mut window, Key::Delete);
    let session = SessionKey { date: today(), schedule: 1 };
    assert_eq!(asked(&fake), [SessionCommand::Unmark { session, student: id("dewi") }]);
}

#[test]
fn the_board_is_worked_with_the_keyboard() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    window.get_by_label_contains("Alip, here").focus();
    window.run();
    press(&mut window, Key::ArrowRight);
    window.run();
    assert!(window.get_by_label_contains("Budi, late").is_focused());
    for _ in 0..2 {
        press(&mut window, Key::ArrowRight);
        window.run();
    }
    assert!(window.get_by_label("Dewi, not yet").is_focused());
    press(&mut window, Key::H);
    assert_eq!(asked(&fake), [mark("dewi", Say::Here(None), None)]);
    for (key, say) in [
        (Key::L, Say::Late(None)),
        (Key::S, Say::Excused(Excuse::Sick)),
        (Key::E, Say::Excused(Excuse::Leave)),
        (Key::A, Say::Absent),
    ] {
        press(&mut window, key);
        assert_eq!(asked(&fake), [mark("dewi", say, None)]);
    }
    press(&mut window, Key::Enter);
    window.get_by_label("7B · dewi");
    press(&mut window, Key::Escape);
    window.run();
    assert!(window.query_by_label("7B · dewi").is_none());
    window.run();
    assert!(window.get_by_label("Dewi, not yet").is_focused(), "the keyboard is where it was");
}

#[test]
fn a_count_shows_those_alone_and_those_who_are_missing_can_stand_first() {
    let (mut window, _) = class_list(with(vec![session(Stage::On, morning())]));
    let left = |window: &Window, card: &str| window.get_by_label_contains(card).rect().left();
    assert!(left(&window, "Alip, here") < left(&window, "Dewi, not yet"));
    click(&mut window, "Missing first");
    assert!(left(&window, "Dewi, not yet") < left(&window, "Alip, here"));
    click(&mut window, "2 not yet");
    window.get_by_label("Dewi, not yet");
    assert!(window.query_by_label_contains("Alip, here").is_none());
    click(&mut window, "2 not yet");
    window.get_by_label_contains("Alip, here");
}

#[test]
fn who_came_of_another_class_is_said_and_the_door_can_be_kept_to_this_one() {
    let mut morning = session(Stage::On, morning());
    let gita = Arrival { event: 7, student: id("gita"), at: minutes(-5), by_hand: false };
    let mut board = (**morning.board.as_ref().unwrap()).clone();
    board.others.push(gita);
    morning.board = Some(Arc::new(board));
    let (mut window, fake) = class_list(with(vec![morning]));
    window.get_by_label_contains("Also came: Gita, 8A at");
    click(&mut window, "Only 7B at the door");
    let entry = Entry { limited: true, ..entry(Some("7B")) };
    assert_eq!(asked(&fake), [SessionCommand::ChangeEntry { number: 1, entry }]);
}

#[test]
fn a_face_of_another_class_is_said_to_be_so_over_the_face() {
    let mut view = with(vec![session(Stage::On, morning())]);
    let frame = frame(1);
    let face_box = hadir::core::FaceBox::new(100, 300, 220, 180);
    view.overlay = Some(Arc::new(overlay(&frame, &[(Some("zaki"), 0.3, face_box)])));
    view.gallery = Arc::new(gallery(&[("zaki", 1)]));
    let students = CLASS.iter().map(|(student, _)| id(student)).collect();
    let (mut window, fake) = window(view);
    window.get_by_label_contains("zaki, ");
    assert!(window.query_by_label_contains("in another class").is_none());
    let limit = Limit { classes: vec!["7B".to_owned()], students };
    fake.show(|view| Arc::make_mut(&mut view.sessions).expected = Some(Arc::new(limit)));
    window.run();
    window.get_by_label_contains("zaki, in another class");
}

#[test]
fn the_live_picture_says_which_session_is_on_and_leads_to_it() {
    let (mut window, _) = window(with(vec![session(Stage::On, morning())]));
    window.query_all_by_label_contains("7B · 2 of 5 here · closes in").next().unwrap().click();
    window.run();
    window.run();
    window.get_by_label("Dewi, not yet");
}

#[test]
fn a_session_is_closed_after_a_question_and_opened_again() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    click(&mut window, "Close the session");
    window.get_by_label("Close the session of 7B?");
    window.get_by_label_contains(". 2 who are missing are written down as absent");
    click(&mut window, "Keep it open");
    assert_eq!(asked(&fake), []);
    click(&mut window, "Close the session");
    click(&mut window, "Close it");
    let key = SessionKey { date: today(), schedule: 1 };
    assert_eq!(asked(&fake), [SessionCommand::End(key)]);

    fake.show(|view| view.sessions = with(vec![closed(over())]).sessions);
    window.run();
    click(&mut window, "Open it again");
    assert_eq!(asked(&fake), [SessionCommand::Reopen(key)]);
}

#[test]
fn the_summary_says_by_name_who_was_absent_excused_late_and_here_and_whether_it_was_told() {
    let (mut window, fake) = class_list(with(vec![closed(over())]));
    for line in ["2 absent", "1 excused", "1 late", "1 here"] {
        assert!(window.query_all_by_label(line).count() >= 1, "{line}");
    }
    for name in ["Dewi, Absent", "Eka, Absent", "Citra, Sick: flu"] {
        window.get_by_label(name);
    }
    assert!(window.query_all_by_label_contains("closed by hand at").count() >= 1);
    window.get_by_label_contains("Main API: Sent");
    // What is corrected afterwards can be told once more.
    click(&mut window, "Eka, Absent");
    click(&mut window, "Sick");
    assert_eq!(asked(&fake), [mark("eka", Say::Excused(Excuse::Sick), None)]);
    fake.show(|view| view.sessions = with(vec![Session { differs: true, ..closed(over()) }]).sessions);
    window.run();
    window.get_by_label("The list has changed since it was closed");
    click(&mut window, "Close once more");
    assert_eq!(asked(&fake), [SessionCommand::End(SessionKey { date: today(), schedule: 1 })]);
}

#[test]
fn a_session_and_its_month_are_exported_to_the_file_that_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.xlsx");
    for (choice, is_month) in [("This session", false), ("The whole month", true)] {
        let answer = Chosen::These(vec![file.clone()]);
        let (mut window, fake) = window_of([1280.0, 800.0], with(vec![closed(over())]), answer);
        press(&mut window, Key::F2);
        window.run();
        asked(&fake);
        click(&mut window, "Export…");
        click(&mut window, choice);
        click(&mut window, "Choose where…");
        let mut sent = Vec::new();
        run_until(&mut window, |_| {
            sent.extend(asked(&fake));
            !sent.is_empty()
        });
        let session = SessionKey { date: today(), schedule: 1 };
        let (first, last) = (today().first_of_month(), today().last_of_month());
        let class = Some("7B".to_owned());
        let expected = match is_month {
            false => SessionCommand::Export { session, file: file.clone() },
            true => SessionCommand::ExportRecap { class, first, last, file: file.clone() },
        };
        assert_eq!(sent, [expected]);
        let done = Export { file: file.clone(), written: 5, total: 5, ended: Some(ExportEnd::Done) };
        fake.show(|view| view.export = Some(done));
        window.run();
        window.get_by_label("The class list was exported.");
    }
}

#[test]
fn a_session_begins_now_with_one_tap_on_its_class() {
    let (mut window, fake) = class_list(with(Vec::new()));
    window.get_by_label("No session today");
    window.get_by_label("Begin a session now").click();
    window.run();
    click(&mut window, "More: Late after");
    click(&mut window, "Expect only this class at the door");
    click(&mut window, "7B, 5 students");
    let Some(SessionCommand::AddEntry(entry)) =
        asked(&fake).into_iter().find(|ask| matches!(ask, SessionCommand::AddEntry(_)))
    else {
        panic!("it did not begin")
    };
    assert_eq!((entry.class.as_deref(), entry.limited), (Some("7B"), true));
    assert_eq!(entry.days, Days::Once(today()));
    assert_eq!(entry.check(), Ok(()));

    let mut begun = session(Stage::On, morning());
    begun.plan.key.schedule = 2;
    fake.show(|view| view.sessions = with(vec![begun]).sessions);
    window.run();
    window.get_by_label("Dewi, not yet");
}

#[test]
fn a_line_of_the_timetable_is_typed_and_rubbish_is_refused_politely() {
    let (mut window, fake) = class_list(with(Vec::new()));
    click(&mut window, "Timetable");
    click(&mut window, "Add a session");
    window.get_by_label("Mon–Fri, 07:00–08:30, late from 07:10");
    window.get_by_role_and_label(Role::CheckBox, "Saturday").click();
    window.run();
    window.get_by_label("Mon Tue Wed Thu Fri Sat, 07:00–08:30, late from 07:10");
    let retype = |window: &mut Window, field: &str, text: &str| {
        window.get_by_role_and_label(Role::TextInput, field).focus();
        window.run();
        window.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
        window.run();
        window.get_by_role_and_label(Role::TextInput, field).type_text(text);
        window.run();
    };
    retype(&mut window, "Until", "soon");
    window.get_by_label("When does it end? Type a time, as 08:30.");
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(asked(&fake), []);
    retype(&mut window, "Until", "6.30");
    window.get_by_label("The end has to be after the beginning, on the same day.");
    retype(&mut window, "Until", "9.15");
    click(&mut window, "Save");
    let sent = asked(&fake);
    let [SessionCommand::AddEntry(entry)] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((entry.class.as_deref(), entry.until), (Some("7B"), Time::constant(9, 15, 0, 0)));
}

#[test]
fn a_line_of_the_timetable_is_changed_and_taken_out() {
    let (mut window, fake) = class_list(with(Vec::new()));
    click(&mut window, "Timetable");
    let line = "7B, 07:00–08:30, late from 07:10";
    assert_eq!(window.query_all_by_label_contains(line).count(), 7, "on every day");
    window.get_by_label(&format!("Monday, {line}")).click();
    window.run();
    window.run();
    window.get_by_role_and_label(Role::CheckBox, "Sunday").click();
    window.run();
    click(&mut window, "Save");
    let sent = asked(&fake);
    let [SessionCommand::ChangeEntry { number: 1, entry: changed }] = &sent[..] else { panic!("{sent:?}") };
    let Days::Weekly { on, .. } = changed.days else { panic!("{changed:?}") };
    assert_eq!(on, Weekdays::ALL.with(jiff::civil::Weekday::Sunday, false));

    window.get_by_label(&format!("Friday, {line}")).click();
    window.run();
    window.run();
    click(&mut window, "Take it out of the timetable…");
    window.get_by_label("Take 7B out of the timetable?");
    assert_eq!(asked(&fake), []);
    click(&mut window, "Take it out");
    assert_eq!(asked(&fake), [SessionCommand::RemoveEntry(1)]);
}

#[test]
fn earlier_days_are_looked_at_and_corrected() {
    let (mut window, fake) = class_list(with(vec![session(Stage::On, morning())]));
    click(&mut window, "The day before");
    let yesterday = today().yesterday().unwrap();
    let key = SessionKey { date: yesterday, schedule: 1 };
    let sent = asked(&fake);
    assert!(sent.contains(&SessionCommand::List(Some((yesterday, yesterday)))), "{sent:?}");
    assert!(sent.contains(&SessionCommand::Show(Some(key))), "{sent:?}");
    let mut plan = entry(Some("7B")).on(1, yesterday, &TimeZone::system()).unwrap();
    plan.key = key;
    let shown = Session { board: Some(Arc::new(board(over()))), ..Session::planned(plan, Stage::NotHeld) };
    fake.show(|view| Arc::make_mut(&mut view.sessions).shown = Some(Arc::new(shown)));
    window.run();
    window.get_by_label_contains("If it was held, say who was there, and close it.");
    click(&mut window, "Dewi, Absent");
    click(&mut window, "Here");
    let marked = SessionCommand::Mark { session: key, student: id("dewi"), say: Say::Here(None), reason: None };
    assert_eq!(asked(&fake), [marked]);
    click(&mut window, "Back to today");
    window.get_by_label("Dewi, not yet");
}

#[test]
fn before_it_opens_somebody_can_be_excused_and_not_be_here() {
    let seats = CLASS.map(|(student, _)| seat(student, Status::NotYet)).into();
    let (mut window, fake) = class_list(with(vec![session(Stage::Before, seats)]));
    click(&mut window, "Budi, not yet");
    window.get_by_label("Here").click();
    window.run();
    assert_eq!(asked(&fake), []);
    click(&mut window, "Sick");
    assert_eq!(asked(&fake), [mark("budi", Say::Excused(Excuse::Sick), None)]);
}

#[test]
fn where_there_is_no_session_it_says_what_would_bring_one() {
    let (mut window, _) = class_list(View { people: Arc::default(), ..door() });
    window.get_by_label("No classes yet");
    click(&mut window, "Go to Students");
    window.get_by_label("2 students");

    let mut view = with(Vec::new());
    Arc::make_mut(&mut view.sessions).timetable = Arc::default();
    let (mut window, _) = class_list(view);
    window.get_by_label("No timetable yet");
    click(&mut window, "Make the timetable");
    window.get_by_label("Save");

    let (mut window, _) = class_list(with(Vec::new()));
    window.get_by_label("No session today");
    click(&mut window, "The day after");
    click(&mut window, "The day after");
    assert!(window.query_by_label("No session today").is_none());
}

#[test]
fn of_a_large_school_only_the_cards_in_sight_are_drawn() {
    let seats: Vec<Seat> = (0..3000).map(|number| seat(&format!("student {number:04}"), Status::NotYet)).collect();
    let (window, _) = class_list(with(vec![session(Stage::On, seats)]));
    window.get_by_label_contains("student 0000, not yet");
    assert!(window.query_all_by_label_contains(", not yet").count() < 80);
}

#[test]
fn the_station_is_asked_for_what_is_shown_and_let_go_of_it() {
    let (mut window, fake) = window(with(vec![session(Stage::On, morning())]));
    press(&mut window, Key::F2);
    let key = SessionKey { date: today(), schedule: 1 };
    let day = (today(), today());
    assert_eq!(asked(&fake), [SessionCommand::Show(Some(key)), SessionCommand::List(Some(day))]);
    press(&mut window, Key::F1);
    assert_eq!(asked(&fake), [SessionCommand::Show(None), SessionCommand::List(None)]);
}
