use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use hadir::gallery::{SetAside, TemplateKey};
use hadir::station::{Command, RowsOf, View};
use hadir::words::Text;

use crate::fake::{Window, door, gallery, id, press, window};

fn people(view: View) -> (Window, Arc<crate::fake::Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F4);
    (window, fake)
}

fn open(window: &mut Window, card: &str) {
    window.get_by_label(card).click();
    window.run();
}

#[test]
fn everyone_enrolled_is_there_with_the_number_of_their_pictures() {
    let (window, _) = people(door());
    window.get_by_label("budi, 3 pictures");
    window.get_by_label("Citra Lestari, 1 picture");
    window.get_by_label("2 students");
}

#[test]
fn people_are_found_by_a_part_of_their_name() {
    let (mut window, _) = people(door());
    window.get_by_label("Search").focus();
    window.run();
    window.get_by_label("Search").type_text("LEST");
    window.run();
    assert!(window.query_by_label("budi, 3 pictures").is_none());
    window.get_by_label("Citra Lestari, 1 picture");
    window.get_by_label("Search").type_text("xx");
    window.run();
    window.get_by_label("No “LESTxx”");
}

#[test]
fn of_thousands_only_those_on_the_screen_are_drawn() {
    let names: Vec<String> = (0..3000).map(|number| format!("student {number:04}")).collect();
    let students: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 2)).collect();
    let (window, _) = people(View { gallery: Arc::new(gallery(&students)), ..door() });
    window.get_by_label("student 0000, 2 pictures");
    let drawn = window.query_all_by_label_contains("2 pictures").count();
    assert!(drawn < 100, "{drawn} cards are drawn");
}

#[test]
fn removing_a_student_asks_first_and_says_how_much_goes() {
    let (mut window, fake) = people(door());
    open(&mut window, "budi, 3 pictures");
    window.get_by_label("Remove budi").click();
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label("Remove budi?");
    window.get_by_label_contains("All 3 pictures of budi are deleted");

    window.get_by_label("Keep").click();
    window.run();
    assert!(window.query_by_label("Remove budi?").is_none());
    assert_eq!(fake.sent(), []);

    window.get_by_label("Remove budi").click();
    window.run();
    let buttons: Vec<_> = window.query_all_by_label("Remove budi").collect();
    assert_eq!(buttons.len(), 2, "the one that asks, and the one that answers");
    let answer = buttons.iter().min_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    answer.unwrap().click();
    window.run();
    assert_eq!(fake.sent(), [Command::RemoveStudent { student: id("budi"), rows: RowsOf::Keep }]);
}

#[test]
fn the_question_is_left_with_escape_and_enter_removes_nothing() {
    let (mut window, fake) = people(door());
    open(&mut window, "budi, 3 pictures");
    window.get_by_label("Remove budi").click();
    window.run();
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("Remove budi?").is_none(), "the keyboard begins at Keep");
    window.get_by_label("Remove budi").click();
    window.run();
    press(&mut window, Key::F1);
    window.get_by_label("Remove budi?");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Remove budi?").is_none());
    assert_eq!(fake.sent(), []);
}

#[test]
fn one_picture_can_be_removed() {
    let (mut window, fake) = people(door());
    open(&mut window, "budi, 3 pictures");
    window.get_by_label("Picture 3");
    window.get_by_label("Remove picture 2").click();
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label("Remove this picture of budi?");
    window.get_by_label("Remove the picture").click();
    window.run();
    let key = TemplateKey("budi 1".to_owned());
    assert_eq!(fake.sent(), [Command::RemoveTemplate { student: id("budi"), key }]);
}

#[test]
fn the_last_picture_is_not_removed_unaware() {
    let (mut window, _) = people(door());
    open(&mut window, "Citra Lestari, 1 picture");
    window.get_by_label("Remove picture 1").click();
    window.run();
    window.get_by_label_contains("without it Citra Lestari is not enrolled any more");
}

#[test]
fn a_student_who_is_gone_is_not_shown_any_more() {
    let (mut window, fake) = people(door());
    open(&mut window, "budi, 3 pictures");
    fake.show(|view| view.gallery = Arc::new(gallery(&[("Citra Lestari", 1)])));
    window.run();
    assert!(window.query_by_label("Remove budi").is_none());
}

#[test]
fn damaged_files_are_told_of_on_every_screen_and_listed_here() {
    let mut view = door();
    let gallery = Arc::make_mut(&mut view.gallery);
    gallery.set_aside.push(SetAside {
        file: PathBuf::from("data/embeddings/eka.npy"),
        now: Some(PathBuf::from("data/embeddings/eka.npy.damaged")),
        reason: Text::said("it is shorter than it says"),
    });
    let (mut window, fake) = window(view);
    window.get_by_label("One file of enrolled faces was damaged and has been set aside.");
    window.get_by_label("Show").click();
    window.run();
    window.get_by_label("eka.npy: it is shorter than it says. It is kept as data/embeddings/eka.npy.damaged.");

    press(&mut window, Key::F1);
    window.get_by_label_contains("Put this message away").click();
    window.run();
    assert!(window.query_by_label_contains("has been set aside").is_none());
    assert_eq!(fake.sent(), []);
}

#[test]
fn whoever_removes_a_student_says_what_becomes_of_the_arrivals() {
    for (choice, explained, rows) in [
        ("Stay as they are", "The log still says who came and when", RowsOf::Keep),
        ("Stay, without the name", "Who it was and the pictures of then are deleted for good.", RowsOf::Anonymise),
        ("Are removed", "The rows and the pictures of then are deleted for good.", RowsOf::Remove),
    ] {
        let (mut window, fake) = people(door());
        open(&mut window, "budi, 3 pictures");
        open(&mut window, "Remove budi");
        window.get_by_label("The arrivals of budi in the log");
        open(&mut window, choice);
        window.get_by_label_contains(explained);
        window.query_all_by_label("Remove budi").last().unwrap().click();
        window.run();
        assert_eq!(fake.sent(), [Command::RemoveStudent { student: id("budi"), rows }]);
    }
}
