//! The school's list: names, classes and notes, with photos or without; read from a file, looked at, taken over.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{Consent, FaceBox, People, Person, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::register::list::{ImportOptions, ImportPlan};
use hadir::register::{Left, LogRows, Receipt, Removed};
use hadir::settings::{Change, SecretStore, Settings, SettingsStore};
use hadir::station::view::{Details, Import, ImportState};
use hadir::station::{Command, Parts, Station, View};
use hadir::ui::files::Chosen;
use hadir::words::{Language, Text};
use image::{Rgb, RgbImage};

use crate::enrol::drop_on;
use crate::fake::{
    Fake, Window, arrival, cut_texts, door, gallery, id, press, run_until, texts, window, window_of, window_over,
};

fn person(name: &str, class: Option<&str>) -> Person {
    Person { name: Some(name.to_owned()), class: class.map(str::to_owned), ..Person::default() }
}

/// Two of whom there are photos, and three of whom the list alone tells.
pub fn known() -> People {
    People::new([
        (id("17"), person("Budi Santoso", Some("7B"))),
        (id("18"), person("Ani Lestari", Some("7B"))),
        (id("19"), person("Citra", Some("7A"))),
        (id("20"), person("Dewi", None)),
    ])
}

pub fn school() -> View {
    View { people: Arc::new(known()), gallery: Arc::new(gallery(&[("17", 3), ("yoga", 1)])), ..door() }
}

pub const LIST: &str = "NIS;Nama;Kelas;Rombel;Alamat\n17;Budi Santoso;2026;7B;-\n18;Ani Lestari;2026;7 b;-\n\
    19;Citra;2026;7A;-\n20;Dewi;2026;7A;-\n;Eka;2026;7A;-\n";

/// A plan of what the list would change, before anybody is known or after.
pub fn plan(people: &People, options: &ImportOptions) -> Arc<ImportPlan> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    fs::write(&file, LIST).unwrap();
    Arc::new(ImportPlan::of_file(&file, options, people, &BTreeSet::new()).unwrap())
}

pub fn import(state: ImportState) -> View {
    View { import: Some(Import { file: PathBuf::from("/home/me/list.csv"), state }), ..school() }
}

pub fn planned() -> View {
    import(ImportState::Planned(plan(&known(), &ImportOptions::default())))
}

pub fn receipt(number: u64, student: &str, left: Vec<Left>) -> Receipt {
    let at = jiff::Timestamp::now();
    let removed = Removed {
        templates: 3,
        log_rows: 2,
        log: LogRows::Removed,
        log_pictures: 2,
        register: true,
        consent: true,
        left,
        ..Removed::default()
    };
    Receipt { number, student: id(student), began: at, ended: Some((at, removed)) }
}

/// Each state of the screen, with the key to it.
pub fn states() -> Vec<(&'static str, Key, View)> {
    let receipts = vec![receipt(1, "21", vec![]), receipt(2, "22", vec![Left::Log])];
    let done = ImportState::Done { plan: plan(&People::default(), &ImportOptions::default()), new: 4, changed: 0 };
    let unreadable = ImportState::Unreadable {
        text: Text::NOTHING,
        advice: Text::NOTHING,
        titles: vec!["Nama".to_owned(), "Kelas".to_owned()],
        options: ImportOptions::default(),
    };
    vec![
        ("students", Key::F4, View { receipts: Arc::new(receipts), ..school() }),
        ("a list", Key::F4, planned()),
        ("a list that is read", Key::F4, import(ImportState::Reading)),
        ("a list that cannot be read", Key::F4, import(unreadable)),
        ("a list taken over", Key::F4, import(done)),
    ]
}

fn students(view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F4);
    (window, fake)
}

fn open(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
    window.run();
}

fn type_into(window: &mut Window, field: &str, text: &str) {
    // A screen may be called as the field is.
    let is_line = |node: &Node<'_>| node.accesskit_node().role() != Role::Tab;
    window.get_all_by_label(field).find(is_line).unwrap().focus();
    window.run();
    window.get_all_by_label(field).find(is_line).unwrap().type_text(text);
    window.run();
}

fn choose(window: &mut Window, combo: &str, choice: &str) {
    window.get_by_role_and_label(Role::ComboBox, combo).click();
    window.run();
    window.get_by_role_and_label(Role::Button, choice).click();
    window.run();
    window.run();
}

fn sees(window: &Window, label: &str) -> bool {
    window.query_by_label(label).is_some()
}

#[test]
fn everyone_in_the_schools_list_is_there_with_photos_or_without() {
    let (mut window, _) = students(school());
    window.get_by_label("5 students");
    for card in ["Budi Santoso, 7B, 3 pictures", "Citra, 7A, no photos yet", "yoga, 1 picture"] {
        window.get_by_label(card);
    }
    assert!(texts(&window).iter().any(|text| text == "7B · 17"), "{:?}", texts(&window));
    open(&mut window, "No photos yet (3)");
    window.get_by_label("3 students");
    assert!(!sees(&window, "yoga, 1 picture"));
    open(&mut window, "No photos yet (3)");
    choose(&mut window, "Which class", "7B (2)");
    assert!(sees(&window, "Ani Lestari, 7B, no photos yet") && !sees(&window, "Citra, 7A, no photos yet"));
    type_into(&mut window, "Search", "santoso");
    assert!(sees(&window, "Budi Santoso, 7B, 3 pictures") && !sees(&window, "Ani Lestari, 7B, no photos yet"));
    type_into(&mut window, "Search", "zzz");
    open(&mut window, "Show everyone");
    window.get_by_label("5 students");
}

#[test]
fn who_has_no_photos_is_enrolled_without_typing_the_id() {
    let (mut window, _) = students(school());
    open(&mut window, "Enrol Citra, 7A");
    window.get_by_label("Take pictures");
    window.get_by_label("Citra, 7A · 19: no photos yet.");
}

#[test]
fn what_is_typed_of_a_student_is_kept_when_the_field_is_left() {
    let (mut window, fake) = students(school());
    open(&mut window, "Citra, 7A, no photos yet");
    type_into(&mut window, "Note", "sits in front");
    assert_eq!(fake.sent(), []);
    window.get_by_label("Name").focus();
    window.run();
    let details = |note: &str| Details {
        name: Some("Citra".to_owned()),
        class: Some("7A".to_owned()),
        note: Some(note.to_owned()),
    };
    let set = |details: Details| Command::SetDetails { student: id("19"), details };
    assert_eq!(fake.sent(), [set(details("sits in front"))]);
    assert!(!sees(&window, "Saved"));
    let kept = Person { note: Some("sits in front".to_owned()), ..person("Citra", Some("7A")) };
    let know = |kept: Person| {
        let everyone = known().iter().map(|(id, person)| (id.clone(), person.clone())).collect::<Vec<_>>();
        fake.show(|view| view.people = Arc::new(People::new(everyone.into_iter().chain([(id("19"), kept)]))));
    };
    know(kept);
    window.run();
    window.get_by_label("Saved");

    // Enter leaves the field, Escape leaves it as it was.
    type_into(&mut window, "Name", " Lestari");
    press(&mut window, Key::Enter);
    let longer = Details { name: Some("Citra Lestari".to_owned()), ..details("sits in front") };
    assert_eq!(fake.sent(), [set(longer)]);
    know(Person { note: Some("sits in front".to_owned()), ..person("Citra Lestari", Some("7A")) });
    window.run();
    type_into(&mut window, "Name", " xx");
    press(&mut window, Key::Escape);
    press(&mut window, Key::F1);
    assert_eq!(fake.sent(), []);
}

#[test]
fn what_is_typed_is_kept_also_where_another_student_is_looked_at_next() {
    for next in ["Budi Santoso, 7B, 3 pictures", "Close", "Live"] {
        let (mut window, fake) = students(school());
        open(&mut window, "yoga, 1 picture");
        type_into(&mut window, "Name", "Yoga");
        open(&mut window, next);
        let details = Details { name: Some("Yoga".to_owned()), ..Details::default() };
        assert_eq!(fake.sent(), [Command::SetDetails { student: id("yoga"), details }], "{next}");
    }
}

#[test]
fn a_class_is_picked_from_those_there_are_and_what_cannot_be_kept_is_said() {
    let (mut window, fake) = students(school());
    open(&mut window, "Dewi, no photos yet");
    open(&mut window, "Pick a class");
    open(&mut window, "7B");
    let details = Details { name: Some("Dewi".to_owned()), class: Some("7B".to_owned()), note: None };
    assert_eq!(fake.sent(), [Command::SetDetails { student: id("20"), details }]);
    type_into(&mut window, "Class", &"7".repeat(40));
    press(&mut window, Key::Enter);
    window.get_by_label("The class is too long: at most 32 characters.");
    assert_eq!(fake.sent(), []);
}

#[test]
fn where_the_school_asks_for_it_a_consent_is_recorded_and_withdrawn() {
    let mut view = school();
    Arc::make_mut(&mut view.settings).consent_text.value = Some("I agree.".into());
    let (mut window, fake) = window_of([1280.0, 1100.0], view, Chosen::Nothing);
    press(&mut window, Key::F4);
    open(&mut window, "Budi Santoso, 7B, 3 pictures");
    window.get_by_label("Nobody has agreed yet.");
    window.get_by_label("To this: “I agree.”");
    type_into(&mut window, "Who agrees?", "Ibu Sari");
    open(&mut window, "Record the consent");
    let by = Some("Ibu Sari".to_owned());
    assert_eq!(fake.sent(), [Command::RecordConsent { students: vec![id("17")], by: by.clone() }]);

    let consent = Consent { at: "2026-07-13T07:05:00Z".parse().unwrap(), by, text: "Ja.".into() };
    let agreed = Person { consent: Some(consent), ..person("Budi Santoso", Some("7B")) };
    fake.show(|view| view.people = Arc::new(People::new([(id("17"), agreed)])));
    window.run();
    window.get_by_label_contains("Ibu Sari agreed on");
    window.get_by_label("This is an earlier text than the one in Settings.");
    open(&mut window, "Withdraw…");
    press(&mut window, Key::Escape);
    assert_eq!(fake.sent(), []);
    open(&mut window, "Withdraw…");
    open(&mut window, "Withdraw");
    assert_eq!(fake.sent(), [Command::WithdrawConsent(id("17"))]);
}

#[test]
fn where_it_does_not_nothing_is_said_of_it() {
    let (mut window, _) = students(school());
    open(&mut window, "Budi Santoso, 7B, 3 pictures");
    assert!(window.query_by_label_contains("agree").is_none());
}

#[test]
fn the_text_that_is_agreed_to_is_set_in_the_settings() {
    let (mut window, fake) = window_of([1280.0, 5200.0], door(), Chosen::Nothing);
    press(&mut window, Key::F8);
    fake.sent();
    open(&mut window, "Is asked for");
    open(&mut window, "Use this text");
    let [Command::Change(Change::ConsentText(Some(text)))] = &fake.sent()[..] else { panic!() };
    assert!(text.starts_with("I agree that photos"), "{text}");
    fake.show(|view| Arc::make_mut(&mut view.settings).consent_text.value = Some(text.clone()));
    window.run();
    window.get_by_label_contains("This text is agreed to from now on");
    open(&mut window, "Is not asked for");
    assert_eq!(fake.sent(), [], "it is asked first");
    open(&mut window, "Do not ask");
    assert_eq!(fake.sent(), [Command::Change(Change::ConsentText(None))]);
}

#[test]
fn a_list_is_chosen_or_dropped_and_cancelled() {
    let file = PathBuf::from("/home/me/list.csv");
    let options = ImportOptions::default;
    let (mut window, fake) = window_of([1280.0, 800.0], school(), Chosen::These(vec![file.clone()]));
    press(&mut window, Key::F4);
    open(&mut window, "Import a list…");
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::PlanImport { file, options: options() }]);

    let folder = tempfile::tempdir().unwrap();
    let dropped = folder.path().join("siswa.CSV");
    fs::write(&dropped, LIST).unwrap();
    let (mut window, fake) = window_of([1280.0, 800.0], school(), Chosen::Nothing);
    drop_on(&mut window, &dropped);
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::PlanImport { file: dropped, options: options() }]);
    fake.show(|view| view.import = import(ImportState::Reading).import);
    window.run();
    window.get_by_label("Reading the list…");
    open(&mut window, "Cancel");
    assert_eq!(fake.sent(), [Command::CloseImport]);
}

#[test]
fn a_list_without_an_id_column_asks_which_it_is() {
    let state = states().into_iter().find(|(name, ..)| *name == "a list that cannot be read").unwrap();
    let (mut window, fake) = students(state.2);
    open(&mut window, "Nama");
    let options = ImportOptions { id_column: Some("Nama".to_owned()), ..ImportOptions::default() };
    assert_eq!(fake.sent(), [Command::PlanImport { file: "/home/me/list.csv".into(), options }]);
}

#[test]
fn names_stand_wherever_students_do() {
    let mut view = school();
    view.arrivals = Arc::new(vec![arrival(1, Some("17"), 0.3), arrival(0, Some("yoga"), 0.4)]);
    let (mut window, fake) = window(view);
    fake.answer_log(1, |_| crate::fake::row(1, Some("17")));
    window.get_by_label_contains("Budi Santoso, 7B at");
    window.get_by_label_contains("yoga at");
    press(&mut window, Key::F5);
    window.run();
    window.get_by_label_contains("Budi Santoso, 7B, 17,");
    type_into(&mut window, "Search the log", "santoso");
    for _ in 0..4 {
        window.step();
    }
    let part = fake.log_parts().pop().flatten().unwrap();
    assert_eq!((part.filter.text.as_str(), &part.filter.students[..]), ("santoso", &[id("17")][..]));
}

#[test]
fn whom_one_enrols_is_found_by_name_too() {
    let enrol = || {
        let (mut window, _) = window(school());
        press(&mut window, Key::F3);
        window
    };
    let mut window = enrol();
    type_into(&mut window, "Student", "lest");
    open(&mut window, "Ani Lestari, 7B · 18");
    window.get_by_label("Ani Lestari, 7B · 18: no photos yet.");
    // The whole name is whose it is.
    let mut window = enrol();
    type_into(&mut window, "Student", "budi santoso");
    window.get_by_label("Budi Santoso, 7B · 17: 3 pictures.");
}

#[test]
fn with_large_text_on_a_small_screen_nothing_is_cut() {
    for language in Language::ALL {
        for (name, key, mut view) in states() {
            Arc::make_mut(&mut view.settings).language.value = language;
            let (mut window, _) = window_of([640.0, 400.0], view, Chosen::Nothing);
            press(&mut window, key);
            window.run();
            let cut = cut_texts(&window);
            assert!(cut.is_empty(), "{name} in {language:?}: {cut:#?}");
        }
    }
}

/// A real station with one student enrolled.
fn station(folder: &std::path::Path) -> Arc<Station> {
    let gallery = Gallery::open(&folder.join("data")).unwrap();
    let embedding = scripted::embedding_of(10).unwrap();
    let mut crop = RgbImage::from_pixel(240, 120, Rgb([200, 200, 200]));
    scripted::paint(&mut crop, 10, FaceBox::new(20, 90, 80, 30));
    gallery.add(&id("17"), NewTemplate { embedding, mirrored: None, crop, photo: None }).unwrap();
    let journal = Journal::open(&folder.join("data"));
    journal.add_by_hand(&id("19"), jiff::Timestamp::now(), false).unwrap();
    let settings = SettingsStore::in_memory(Settings::default());
    let parts = Parts::new(gallery, journal, settings, SecretStore::in_memory(), scripted::factory());
    Arc::new(Station::start(parts).unwrap())
}

#[test]
fn a_teacher_imports_the_schools_list_corrects_a_column_and_puts_the_students_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("siswa.csv");
    fs::write(&list, LIST).unwrap();
    let station = station(folder.path());
    let mut window = window_over([1280.0, 800.0], station.clone(), Chosen::These(vec![list]));
    press(&mut window, Key::F4);
    open(&mut window, "Import a list…");
    run_until(&mut window, |window| sees(window, "New (4)"));
    window.get_by_label("Left out (1)");
    window.get_by_label("Row 3: 18, Ani Lestari: 2026");
    // The year is no class.
    choose(&mut window, "Class", "Rombel");
    run_until(&mut window, |window| sees(window, "Row 3: 18, Ani Lestari: 7B"));
    window.get_by_label("Classes are spelt as they are known: “7 b” as “7B”.");
    open(&mut window, "Left out (1)");
    window.get_by_label("Row 6: , Eka: There is no id.");
    assert!(station.register().snapshot().is_empty(), "nothing is taken over before it is said");
    open(&mut window, "Take over 4 students");
    run_until(&mut window, |window| sees(window, "The list is taken over"));
    window.get_by_label("4 new, 0 changed. 1 row was left out.");

    open(&mut window, "Show the 3 students without photos");
    run_until(&mut window, |window| sees(window, "3 students"));
    for card in ["Ani Lestari, 7B, no photos yet", "Citra, 7A, no photos yet", "Dewi, 7A, no photos yet"] {
        window.get_by_label(card);
    }
    open(&mut window, "Dewi, 7A, no photos yet");
    type_into(&mut window, "Note", "sits in front");
    window.get_by_label("Name").focus();
    run_until(&mut window, |window| sees(window, "Saved"));
    let note = |student: &StudentId| station.register().snapshot().get(student).and_then(|it| it.note.clone());
    assert_eq!(note(&id("20")).as_deref(), Some("sits in front"));

    open(&mut window, "Citra, 7A, no photos yet");
    open(&mut window, "Remove Citra");
    window.get_by_label("Remove Citra, 7A?");
    open(&mut window, "Are removed");
    window.query_all_by_label("Remove Citra").last().unwrap().click();
    run_until(&mut window, |window| sees(window, "Citra, 7A was removed"));
    window.get_by_label("no photos, name, class and note, 1 arrival in the log. The receipt is kept under “Removed”.");
    open(&mut window, "Removed (1)");
    window.get_by_label_contains("19,").click();
    window.run();
    window.get_by_label("Everything was removed.");
    assert_eq!(station.view().receipts.len(), 1);
}
