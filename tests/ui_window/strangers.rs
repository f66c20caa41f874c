use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::Queryable;
use hadir::settings::Change;
use hadir::station::view::{Stranger, StrangerPicture, Strangers};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Language;
use jiff::{SignedDuration, Timestamp};

use crate::fake::{Window, crop, cut_texts, door, id, press, window, window_of};

fn stranger(number: i64, visits: u32, like: Option<&str>) -> Stranger {
    let at = Timestamp::now() - SignedDuration::from_mins(number);
    let picture = |n| StrangerPicture { number: 10 * number + n, at, crop: crop() };
    Stranger { number, first_at: at, last_at: at, visits, like: like.map(id), pictures: (0..3).map(picture).collect() }
}

pub fn with_strangers() -> View {
    let mut view = door();
    Arc::make_mut(&mut view.settings).strangers_days.value = Some(7);
    let listed = vec![stranger(1, 3, None), stranger(2, 1, Some("budi"))];
    view.strangers = Strangers { count: 2, listed: Some(Arc::new(listed)) };
    view
}

fn on_the_list(view: View) -> (Window, Arc<crate::fake::Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F4);
    window.get_by_label("Not enrolled (2)").click();
    window.run();
    assert_eq!(fake.sent(), [Command::ShowStrangers(true)]);
    (window, fake)
}

#[test]
fn who_came_and_is_not_enrolled_is_enrolled_from_the_list_with_the_pictures_chosen() {
    let (mut window, fake) = on_the_list(with_strangers());
    window.get_by_label_contains("came 3 times").click();
    window.run();
    window.get_by_label("Picture 2").click();
    window.run();
    let field = window.get_by_label("Student");
    field.focus();
    window.run();
    window.get_by_label("Student").type_text("eka");
    window.run();
    window.get_by_role_and_label(Role::Button, "Enrol").click();
    window.run();
    let student = id("eka");
    assert_eq!(fake.sent(), [Command::EnrolStranger { stranger: 1, pictures: vec![10, 12], student }]);
}

#[test]
fn where_the_school_asks_for_consent_it_is_said_who_agrees() {
    let mut view = with_strangers();
    Arc::make_mut(&mut view.settings).consent_text.value = Some("I agree.".into());
    let (mut window, fake) = on_the_list(view);
    window.get_by_label_contains("came once").click();
    window.run();
    window.get_by_label("Looks like budi").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Enrol").click();
    window.run();
    assert_eq!(fake.sent(), [], "nobody has agreed");
    window.get_by_label("Who agrees?").focus();
    window.run();
    window.get_by_label("Who agrees?").type_text("Ibu Sari");
    window.run();
    window.get_by_role_and_label(Role::Button, "Enrol").click();
    window.run();
    let (student, by) = (id("budi"), Some("Ibu Sari".to_owned()));
    let agreed = Command::RecordConsent { students: vec![student.clone()], by };
    assert_eq!(fake.sent(), [agreed, Command::EnrolStranger { stranger: 2, pictures: vec![20, 21, 22], student }]);
}

#[test]
fn a_student_whom_the_door_missed_is_a_press_away() {
    let (mut window, fake) = on_the_list(with_strangers());
    window.get_by_label_contains("came once").click();
    window.run();
    window.get_by_label("Looks like budi").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Enrol").click();
    window.run();
    let student = id("budi");
    assert_eq!(fake.sent(), [Command::EnrolStranger { stranger: 2, pictures: vec![20, 21, 22], student }]);
}

#[test]
fn nobody_is_dismissed_without_being_asked() {
    let (mut window, fake) = on_the_list(with_strangers());
    window.get_by_label_contains("came once").click();
    window.run();
    window.get_by_label("Dismiss").click();
    window.run();
    window.get_by_label("Delete the pictures of this person?");
    window.get_by_label("Leave them").click();
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label("Dismiss").click();
    window.run();
    window.get_by_label("Delete them").click();
    window.run();
    assert_eq!(fake.sent(), [Command::DismissStrangers(vec![2])]);
    window.get_by_label("Dismiss all").click();
    window.run();
    window.get_by_label("Delete them").click();
    window.run();
    assert_eq!(fake.sent(), [Command::DismissStrangers(vec![1, 2])]);
}

#[test]
fn the_pictures_are_let_go_of_when_nobody_looks() {
    let (mut window, fake) = on_the_list(with_strangers());
    window.get_by_label("Everyone (2)").click();
    window.run();
    assert_eq!(fake.sent(), [Command::ShowStrangers(false)]);
    window.get_by_label("2 students");
    window.get_by_label("Not enrolled (2)").click();
    window.run();
    press(&mut window, Key::F1);
    assert_eq!(fake.sent(), [Command::ShowStrangers(true), Command::ShowStrangers(false)]);
}

#[test]
fn where_nobody_is_kept_there_is_nothing_to_see() {
    let (mut window, fake) = window(door());
    press(&mut window, Key::F4);
    window.get_by_label("2 students");
    assert!(window.query_by_label_contains("Not enrolled").is_none());
    assert_eq!(fake.sent(), []);
}

#[test]
fn switching_off_asks_before_pictures_are_deleted() {
    // Tall enough that nothing has to be scrolled to.
    let (mut window, fake) = window_of([1280.0, 5200.0], with_strangers(), Chosen::Nothing);
    let choose = |window: &mut Window, what: &str| {
        window.get_by_role_and_label(Role::ComboBox, "Faces that are not enrolled").click();
        window.run();
        window.get_by_label(what).click();
        window.run();
    };
    press(&mut window, Key::F8);
    fake.sent();
    choose(&mut window, "Kept for 30 days");
    assert_eq!(fake.sent(), [Command::Change(Change::StrangersDays(Some(30)))], "longer takes nothing away");
    choose(&mut window, "Are not kept");
    assert_eq!(fake.sent(), []);
    window.get_by_label("Delete them").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::StrangersDays(None))]);
}

#[test]
fn the_list_fits_a_small_screen_in_either_language() {
    for language in Language::ALL {
        let mut view = with_strangers();
        Arc::make_mut(&mut view.settings).language.value = language;
        let (mut window, _) = window_of([1024.0, 600.0], view, Chosen::Nothing);
        press(&mut window, Key::F4);
        let english = language == Language::English;
        window.get_by_label(if english { "Not enrolled (2)" } else { "Belum terdaftar (2)" }).click();
        window.run();
        window.get_by_label_contains(if english { "came once" } else { "datang 1 kali" }).click();
        window.run();
        assert_eq!(cut_texts(&window), Vec::<String>::new());
    }
}
