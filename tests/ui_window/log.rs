use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{Corrects, EventKind};
use hadir::journal::{Choices, DeliveryFilter, Filter, Row, Who};
use hadir::station::view::{Export, ExportEnd};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Text;

use crate::fake::{Fake, Window, door, given_up, id, press, queued, row, run_until, sent, texts, window_of};

const MANY: usize = 1_000_000;

/// Of a million, each with the number that says its place: the newest is 999999.
fn numbered(place: usize) -> Row {
    let number = (MANY - 1 - place) as i64;
    row(number, Some(&format!("student {number}")))
}

/// The same after a thousand more have come: each number is a thousand places further down.
fn pushed_down(place: usize) -> Row {
    let number = MANY as i64 + 999 - place as i64;
    row(number, Some(&format!("student {number}")))
}

pub fn few(place: usize) -> Row {
    let number = 9 - place as i64;
    let mut row = row(number, Some("budi"));
    match place {
        0 => row.delivery = Some(queued(0, None)),
        1 => {
            row.event.student = None;
            row.delivery = Some(queued(3, Some((500, "no database"))));
        }
        2 => {
            row.corrected_to = Some(Some(id("Citra Lestari")));
            row.delivery = Some(sent("{\"token\":\"4711\"}"));
        }
        3 => {
            row.event.kind = EventKind::Corrected;
            row.event.student = Some(id("Citra Lestari"));
            row.event.corrects =
                Some(Corrects { number: 7, webhook_id: "msg_7".to_owned(), student: Some(id("budi")) });
        }
        4 => {
            row.event.kind = EventKind::Manual;
            row.event.sighting = None;
        }
        5 => row.damaged = true,
        6 => row.delivery = Some(given_up(422, "student unknown")),
        _ => {}
    }
    row
}

fn open_with(view: View, size: [f32; 2], total: usize, rows: fn(usize) -> Row, chosen: Chosen) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of(size, view, chosen);
    fake.answer_log(total, rows);
    press(&mut window, Key::F5);
    window.run();
    (window, fake)
}

fn open(total: usize, rows: fn(usize) -> Row) -> (Window, Arc<Fake>) {
    open_with(door(), [1280.0, 800.0], total, rows, Chosen::Nothing)
}

fn turn_wheel(window: &mut Window, points: f32) {
    let over = window.get_by_label("Arrivals").rect().center();
    window.hover_at(over);
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Wheel,
    });
    for _ in 0..20 {
        window.step();
    }
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

fn click_row(window: &mut Window, begins: &str) {
    window.get_by_label_contains(begins).click();
    window.run();
    window.run();
}

fn tops(window: &Window) -> Vec<f32> {
    let mut tops: Vec<f32> = window.query_all_by_label_contains("student ").map(|node| node.rect().top()).collect();
    tops.sort_by(f32::total_cmp);
    tops
}

#[test]
fn of_a_million_rows_a_screenful_is_asked_for_once_and_drawn() {
    let (mut window, fake) = open(MANY, numbered);
    window.get_by_label("1,000,000 arrivals");
    window.get_by_label_contains("student 999999, ");
    let drawn = window.query_all_by_label_contains("student ").count();
    assert!((8..=14).contains(&drawn), "{drawn} rows are drawn");
    let parts = fake.log_parts();
    let [Some(part)] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((part.first, &part.filter), (0, &Filter::default()));
    assert!(part.rows < 200, "{}", part.rows);
    for _ in 0..20 {
        window.step();
    }
    assert_eq!(fake.log_parts(), [], "nothing has changed");
}

#[test]
fn scrolling_asks_for_what_comes_into_sight() {
    let (mut window, fake) = open(MANY, numbered);
    fake.log_parts();
    turn_wheel(&mut window, 200.0);
    assert_eq!(fake.log_parts(), [], "what is around was asked for already");
    turn_wheel(&mut window, 4000.0);
    let parts = fake.log_parts();
    assert!((1..=5).contains(&parts.len()), "{parts:?}");
    let last = parts.last().cloned().flatten().unwrap();
    assert!((20..75).contains(&last.first), "{last:?}");
    let expected = 999_999 - 4200 / 56;
    window.get_by_label_contains(&format!("student {expected}, "));
}

#[test]
fn at_the_millionth_row_rows_stand_as_evenly_as_at_the_first() {
    let (mut window, _) = open(MANY, numbered);
    window.get_by_label("Arrivals").focus();
    window.run();
    press(&mut window, Key::End);
    window.run();
    window.get_by_label_contains("student 0, ");
    press(&mut window, Key::ArrowUp);
    let at = window.get_by_label("Arrivals").accesskit_node().value().unwrap();
    assert!(at.starts_with("student 1, "), "{at}");
    turn_wheel(&mut window, -13.0);
    let tops = tops(&window);
    // The rows at both edges are seen in part.
    let inner = &tops[1..tops.len() - 1];
    assert!(inner.len() > 6, "{tops:?}");
    assert!(inner.windows(2).all(|pair| (pair[1] - pair[0] - 56.0).abs() < 0.02), "{tops:?}");
}

#[test]
fn what_is_not_here_yet_has_its_place_kept() {
    let (mut window, fake) = window_of([1280.0, 800.0], door(), Chosen::Nothing);
    press(&mut window, Key::F5);
    window.get_by_label("Counting…");
    assert!(window.query_by_label("No arrivals yet").is_none());
    fake.answer_log(0, numbered);
    fake.show(|view| view.log = Some(Arc::new(fake_page())));
    window.run();
    window.get_by_label("No arrivals yet");
    window.get_by_label("0 arrivals");
}

fn fake_page() -> hadir::journal::Page {
    hadir::journal::Page { filter: Filter::default(), total: 0, first: 0, rows: Vec::new() }
}

#[test]
fn new_rows_push_nothing_away_from_who_reads_further_down() {
    let (mut window, fake) = open(MANY, numbered);
    turn_wheel(&mut window, 1200.0);
    let before = window.get_by_label_contains("student 999975, ").rect().top();
    fake.answer_log(MANY + 1000, pushed_down);
    let again = fake.show_log_again();
    window.run();
    window.step();
    window.step();
    assert!(again, "something was shown");
    let after = window.get_by_label_contains("student 999975, ").rect().top();
    assert_eq!(before, after);
}

#[test]
fn at_the_top_new_rows_appear() {
    let (mut window, fake) = open(MANY, numbered);
    fake.answer_log(MANY + 1000, pushed_down);
    fake.show_log_again();
    window.run();
    window.get_by_label_contains("student 1000999, ");
    window.get_by_label("1,001,000 arrivals");
}

#[test]
fn who_leaves_says_so_and_who_comes_back_asks_again() {
    let (mut window, fake) = open(MANY, numbered);
    fake.log_parts();
    press(&mut window, Key::F1);
    assert_eq!(fake.log_parts(), [None]);
    press(&mut window, Key::F5);
    assert!(matches!(&fake.log_parts()[..], [Some(part)] if part.first == 0));
    press(&mut window, Key::F6);
    let parts = fake.log_parts();
    assert!(
        matches!(&parts[..], [None, Some(part)] if part.filter.delivery == Some(DeliveryFilter::Queued)),
        "{parts:?}"
    );
}

#[test]
fn each_row_says_in_words_what_it_is() {
    let (window, _) = open(8, few);
    window.get_by_label("8 arrivals");
    for begins in [
        "budi, ",
        "Unknown, ",
        "Citra Lestari, corrected, was budi, ",
        "Citra Lestari, a correction, was budi, ",
        "budi, added by hand, ",
        "Damaged row, who it was is not known, ",
    ] {
        assert!(window.query_all_by_label_contains(begins).count() >= 1, "{begins}");
    }
    let texts = texts(&window);
    for seen in ["Waiting", "Trying again", "Sent", "Failed"] {
        assert!(texts.iter().any(|text| text == seen), "{seen} in {texts:?}");
    }
}

#[test]
fn a_damaged_row_names_nobody() {
    let (mut window, fake) = open(8, few);
    click_row(&mut window, "Damaged row");
    fake.sent();
    assert!(window.get_by_label("Not right? Correct…").accesskit_node().is_disabled());
    let names = texts(&window).iter().filter(|text| text.as_str() == "budi").count();
    let named = (0..8).map(few).filter(|row| !row.damaged && row.corrected_to.is_none());
    let named = named.filter(|row| row.event.student == Some(id("budi"))).count();
    assert_eq!(names, named, "the damaged one is none of them");
}

#[test]
fn the_rows_are_walked_with_the_keyboard_alone() {
    let (mut window, _) = open(MANY, numbered);
    window.get_by_label("Arrivals").focus();
    window.run();
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    window.run();
    window.get_by_label("Not right? Correct…");
    let node = window.get_by_label("Arrivals");
    assert!(node.is_focused());
    assert!(node.accesskit_node().value().unwrap().starts_with("student 999997, "));
    press(&mut window, Key::ArrowDown);
    window.run();
    window.get_by_label("999996");
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("Not right? Correct…").is_none(), "pressed again, it is closed");
}

#[test]
fn the_bar_leads_anywhere_and_asks_only_for_where_it_is_left() {
    let (mut window, fake) = open(MANY, numbered);
    fake.log_parts();
    let bar = window.get_by_label("Scroll the rows").rect();
    let at = |share: f32| pos2(bar.center().x, bar.top() + bar.height() * share);
    window.drag_at(at(0.5));
    window.run();
    let middle = window.query_all_by_label_contains("student 5").count()
        + window.query_all_by_label_contains("student 4").count();
    assert!(middle >= 8, "half of them are above");
    window.hover_at(at(0.99));
    window.run();
    window.drop_at(at(0.99));
    for _ in 0..4 {
        window.step();
    }
    window.get_by_label_contains("student 0, ");
    let parts = fake.log_parts();
    assert!((1..=4).contains(&parts.len()), "{parts:?}");
}

#[test]
fn a_search_waits_for_the_whole_name() {
    let (mut window, fake) = open(8, few);
    fake.sent();
    window.get_by_label("Search the log").focus();
    window.run();
    window.get_by_label("Search the log").type_text("bud");
    window.step();
    assert_eq!(fake.log_parts(), [], "there may be more to come");
    for _ in 0..4 {
        window.step();
    }
    let parts = fake.log_parts();
    assert!(matches!(&parts[..], [Some(part)] if part.filter.text == "bud"), "{parts:?}");
}

fn choose(window: &mut Window, combo: &str, choice: &str) {
    window.get_by_role_and_label(eframe::egui::Role::ComboBox, combo).click();
    window.run();
    window.get_by_role_and_label(eframe::egui::Role::Button, choice).click();
    window.run();
    window.run();
}

fn last_filter(fake: &Fake) -> Filter {
    fake.log_parts().pop().flatten().unwrap().filter
}

#[test]
fn rows_are_filtered_by_who_camera_and_delivery_and_all_shown_again() {
    let choices = Choices { cameras: vec!["Door camera".to_owned(), "Back door".to_owned()] };
    let view = View { log_choices: Arc::new(choices), ..door() };
    let (mut window, fake) = open_with(view, [1280.0, 800.0], 8, few, Chosen::Nothing);
    choose(&mut window, "Who", "Corrected");
    assert_eq!(last_filter(&fake), Filter { who: Who::Corrected, ..Filter::default() });
    choose(&mut window, "Camera", "Back door");
    choose(&mut window, "Delivery", "Failed");
    let filter = last_filter(&fake);
    assert_eq!(filter.camera.as_deref(), Some("Back door"));
    assert_eq!(filter.delivery, Some(DeliveryFilter::GivenUp));
    click(&mut window, "Clear filters");
    window.run();
    assert_eq!(last_filter(&fake), Filter::default());
}

#[test]
fn rows_are_filtered_by_a_day() {
    let (mut window, fake) = open(8, few);
    choose(&mut window, "Day", "Today");
    let today = last_filter(&fake);
    let (from, until) = (today.from.unwrap(), today.until.unwrap());
    assert!((from..until).contains(&jiff::Timestamp::now()));
    click(&mut window, "The day before");
    window.run();
    assert_eq!(last_filter(&fake).until, Some(from));

    let date = window.get_by_label("Date");
    date.focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_label("Date").type_text("2026-08-17");
    window.run();
    window.run();
    let zone = jiff::tz::TimeZone::system();
    let begin = jiff::civil::date(2026, 8, 17).to_zoned(zone).unwrap().timestamp();
    assert_eq!(last_filter(&fake).from, Some(begin));
}

#[test]
fn where_nothing_matches_everything_can_be_shown_again() {
    let (mut window, fake) = open(0, few);
    choose(&mut window, "Who", "By hand");
    window.get_by_label("No arrivals like these");
    click(&mut window, "Show all arrivals");
    window.run();
    assert_eq!(last_filter(&fake), Filter::default());
}

#[test]
fn the_details_give_everything_and_the_main_apis_own_words() {
    let (mut window, fake) = open(8, few);
    click_row(&mut window, "Unknown, ");
    for text in ["Seen by the camera", "0.3812", "640 × 480", "Tried 3 times", "It answered 500: no database"] {
        window.get_by_label(text);
    }
    fake.sent();
    click(&mut window, "Try now");
    assert_eq!(fake.sent(), [Command::SendNow(Some(8))]);
    click(&mut window, "Close");
    assert!(window.query_by_label("Seen by the camera").is_none());
}

#[test]
fn what_failed_can_be_sent_again() {
    let (mut window, fake) = open(8, few);
    let failed = few(6);
    assert_eq!(failed.event.number, 3);
    window.get_by_label("Arrivals").focus();
    window.run();
    for _ in 0..7 {
        press(&mut window, Key::ArrowDown);
    }
    press(&mut window, Key::Enter);
    window.run();
    window.get_by_label("It answered 422: student unknown");
    fake.sent();
    click(&mut window, "Send again");
    assert_eq!(fake.sent(), [Command::SendAgain(Some(3))]);
}

#[test]
fn a_correction_says_what_happens_and_asks_who_it_was() {
    let view = View { deliveries: hadir::webhook::Deliveries { enabled: true, ..Default::default() }, ..door() };
    let (mut window, fake) = open_with(view, [1280.0, 800.0], 8, few, Chosen::Nothing);
    click_row(&mut window, "Unknown, ");
    fake.sent();
    click(&mut window, "Not right? Correct…");
    window.run();
    window.get_by_label_contains("What was recorded stays. The correction is recorded beside it, and sent");
    assert!(window.get_by_label("Record the correction").accesskit_node().is_disabled());
    window.get_by_label("Search those enrolled").type_text("bud");
    window.run();
    click(&mut window, "budi");
    click(&mut window, "Record the correction");
    assert_eq!(fake.sent(), [Command::Correct { number: 8, student: Some(id("budi")) }]);
    assert!(window.query_by_label("Who was it?").is_none());
}

#[test]
fn nobody_can_be_meant_and_a_correction_is_corrected_at_its_origin() {
    let (mut window, fake) = open(8, few);
    click_row(&mut window, "Citra Lestari, a correction, was budi");
    fake.sent();
    click(&mut window, "Not right? Correct…");
    window.run();
    click(&mut window, "Nobody enrolled");
    click(&mut window, "Record the correction");
    assert_eq!(fake.sent(), [Command::Correct { number: 7, student: None }]);
}

#[test]
fn who_it_says_already_is_no_correction_and_escape_leaves_it() {
    let (mut window, fake) = open(8, few);
    click_row(&mut window, "Citra Lestari, corrected, was budi");
    fake.sent();
    click(&mut window, "Not right? Correct…");
    window.run();
    let lines: Vec<_> = window.query_all_by_label("Citra Lestari").collect();
    lines.last().unwrap().click();
    window.run();
    assert!(window.get_by_label("Record the correction").accesskit_node().is_disabled());
    press(&mut window, Key::Escape);
    window.run();
    assert!(window.query_by_label("Who was it?").is_none());
    assert_eq!(fake.sent(), []);
}

#[test]
fn a_student_whom_no_camera_saw_is_added_by_hand() {
    let (mut window, fake) = open(8, few);
    fake.sent();
    click(&mut window, "Add by hand…");
    window.run();
    assert!(window.get_by_label("Search those enrolled").is_focused(), "the name can be typed at once");
    window.get_by_label("Search those enrolled").type_text("citra");
    window.run();
    press(&mut window, Key::Enter);
    click(&mut window, "Add Citra Lestari");
    assert_eq!(fake.sent(), [Command::AddByHand(id("Citra Lestari"))]);
}

#[test]
fn the_log_is_exported_to_the_file_that_was_chosen() {
    let file = PathBuf::from("/home/me/november");
    let chosen = Chosen::These(vec![file]);
    let (mut window, fake) = open_with(door(), [1280.0, 800.0], 12_345, numbered, chosen);
    choose(&mut window, "Who", "Known");
    fake.sent();
    click(&mut window, "Export…");
    window.get_by_label_contains("The 12,345 arrivals that are shown");
    click(&mut window, "Plain text (.csv)");
    click(&mut window, "Choose where…");
    let mut asked = Vec::new();
    run_until(&mut window, |_| {
        asked.extend(fake.sent());
        !asked.is_empty()
    });
    let filter = Filter { who: Who::Known, ..Filter::default() };
    assert_eq!(asked, [Command::ExportLog { filter, file: PathBuf::from("/home/me/november.csv") }]);
}

#[test]
fn a_typed_file_that_is_there_is_replaced_only_when_the_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.xlsx");
    std::fs::write(&file, b"another").unwrap();
    let (mut window, fake) = open(8, few);
    fake.sent();
    click(&mut window, "Export…");
    window.get_by_label("File").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_label("File").type_text("log.txt");
    window.run();
    assert!(window.get_by_label("Export").accesskit_node().is_disabled(), "a log is no .txt");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_label("File").type_text(&file.display().to_string());
    window.run();
    click(&mut window, "Export");
    run_until(&mut window, |window| window.query_by_label("Replace the file").is_some());
    window.get_by_label("There is a file of this name. It would be lost.");
    assert_eq!(fake.sent(), []);
    click(&mut window, "Replace the file");
    assert_eq!(fake.sent(), [Command::ExportLog { filter: Filter::default(), file }]);
}

#[test]
fn an_export_shows_how_far_it_is_and_how_it_ended() {
    let running = Export { file: PathBuf::from("/home/me/log.xlsx"), written: 12_000, total: MANY, ended: None };
    let view = View { export: Some(running.clone()), ..door() };
    let (mut window, fake) = open_with(view, [1280.0, 800.0], 8, few, Chosen::Nothing);
    assert!(window.query_all_by_label("12,000 of 1,000,000 arrivals").count() >= 1);
    assert!(window.get_by_label("Export…").accesskit_node().is_disabled());
    fake.sent();
    click(&mut window, "Cancel");
    assert_eq!(fake.sent(), [Command::CancelExport]);
    let ends = [
        (ExportEnd::Done, "12,000 arrivals were exported."),
        (ExportEnd::Cancelled, "The export was stopped."),
        (
            ExportEnd::Failed { message: Text::said("The disk is full.") },
            "The log could not be exported. The disk is full.",
        ),
    ];
    for (ended, said) in ends {
        fake.show(|view| view.export = Some(Export { ended: Some(ended), ..running.clone() }));
        window.run();
        window.get_by_label(said);
        click(&mut window, "Put this message away");
        assert_eq!(fake.sent(), [Command::CloseExport]);
    }
    fake.show(|view| view.export = Some(Export { ended: Some(ExportEnd::Done), ..running }));
    window.run();
    window.get_by_label("/home/me/log.xlsx");
}
