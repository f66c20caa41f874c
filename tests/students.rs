//! What is known of students, as a person at the station works with it: the school's list, consents, removals; and what a
//! pulled plug does to it. The faces are painted (see `engine::scripted`); everything else is real.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use hadir::core::{FaceBox, Person, StudentId};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::register::list::{Effect, ImportOptions};
use hadir::register::{Left, LogRows, Receipts, Register, Removed};
use hadir::settings::{Change, SecretStore, Settings, SettingsStore};
use hadir::station::view::{Details, Import, ImportState, View};
use hadir::station::{Command, Parts, RowsOf, Station};
use image::{Rgb, RgbImage};
use jiff::Timestamp;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn face(person: u8) -> RgbImage {
    let mut picture = RgbImage::from_pixel(240, 120, Rgb([200, 200, 200]));
    scripted::paint(&mut picture, person, FaceBox::new(20, 90, 80, 30));
    picture
}

/// A station in a folder, with people enrolled.
struct School {
    folder: tempfile::TempDir,
    station: Station,
}

impl School {
    fn new(people: &[(&str, u8)], consent_text: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let gallery = Gallery::open(&folder.path().join("data")).unwrap();
        for &(name, person) in people {
            let embedding = scripted::embedding_of(person).unwrap();
            let template =
                NewTemplate { mirrored: Some(embedding.clone()), embedding, crop: face(person), photo: None };
            gallery.add(&id(name), template).unwrap();
        }
        let station = start(folder.path(), gallery, consent_text);
        Self { folder, station }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a picture of this person into `photos/<student>/`.
    fn photo(&self, student: &str, person: u8) -> PathBuf {
        let folder = self.path("photos").join(student);
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{person}.png"));
        face(person).save(&file).unwrap();
        file
    }

    fn list(&self, text: &str) -> PathBuf {
        let file = self.path("list.csv");
        fs::write(&file, text).unwrap();
        file
    }

    /// Waits until the view is as described.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&View) -> bool) -> View {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let view = self.station.view();
            if holds(&view) {
                return view;
            }
            assert!(Instant::now() < deadline, "never came: {what}; notices {:?}", view.notices);
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn told(&self) -> String {
        let view = self.station.view();
        view.notices.iter().map(|notice| format!("{} {}\n", notice.text, notice.advice)).collect()
    }
}

fn start(folder: &Path, gallery: Gallery, consent_text: Option<&str>) -> Station {
    let mut settings = Settings::default();
    settings.apply(Change::ConsentText(consent_text.map(Into::into)), hadir::settings::Origin::File);
    let journal = Journal::open(&folder.join("data"));
    let settings = SettingsStore::in_memory(settings);
    Station::start(Parts::new(gallery, journal, settings, SecretStore::in_memory(), scripted::factory())).unwrap()
}

fn is_planned(view: &View) -> bool {
    matches!(&view.import, Some(Import { state: ImportState::Planned(_), .. }))
}

fn is_done(view: &View) -> bool {
    matches!(&view.import, Some(Import { state: ImportState::Done { .. }, .. }))
}

#[test]
fn the_schools_list_is_looked_at_and_then_taken_over() {
    let school = School::new(&[("0017", 10), ("yoga", 20)], None);
    let details = Details { name: Some("Yoga".to_owned()), ..Details::default() };
    school.station.send(Command::SetDetails { student: id("yoga"), details });
    school.until("a name", |view| view.people.label(&id("yoga")) == "Yoga");

    let file = school.list("\u{feff}NIS;Nama;Kelas\r\n17;Budi Santoso;7B\r\nyoga;Yoga;7B\r\n18;Ani;7A\r\n");
    let plan = |options| Command::PlanImport { file: file.clone(), options };
    school.station.send(plan(ImportOptions::default()));
    let view = school.until("a plan", is_planned);
    assert_eq!(view.people.len(), 1, "nothing has changed yet");
    let Some(Import { state: ImportState::Planned(seen), .. }) = view.import else { panic!() };
    assert_eq!((seen.count(Effect::New), seen.count(Effect::Changed), seen.similar()), (1, 1, 1));

    // Excel took the zeros away.
    school.station.send(plan(ImportOptions { take_similar: true, ..ImportOptions::default() }));
    school.until("the other plan", |view| {
        matches!(&view.import, Some(Import { state: ImportState::Planned(plan), .. }) if plan.refused.is_empty())
    });
    school.station.send(Command::ApplyImport);
    let view = school.until("the end of it", is_done);
    let people = view.people;
    assert!(people.classes().eq(["7A", "7B"]));
    assert_eq!(people.members("7B"), [id("0017"), id("yoga")]);
    assert_eq!(people.label(&id("0017")), "Budi Santoso, 7B");
    school.station.send(Command::CloseImport);
    school.until("nothing", |view| view.import.is_none());

    let written = school.path("everyone.xlsx");
    school.station.send(Command::ExportStudents(written.clone()));
    school.until("the list", |view| {
        view.notices.iter().any(|notice| notice.text.to_string().contains("3 students were written"))
    });
    school.station.send(Command::PlanImport { file: written, options: ImportOptions::default() });
    let view = school.until("the same", is_planned);
    let Some(Import { state: ImportState::Planned(plan), .. }) = view.import else { panic!() };
    assert!(!plan.changes_something() && plan.refused.is_empty(), "{plan:?}");
}

#[test]
fn a_plan_that_is_not_so_any_more_is_made_again_before_anything_changes() {
    let school = School::new(&[], None);
    let file = school.list("id,name\n1,Ani\n2,Budi\n");
    school.station.send(Command::PlanImport { file, options: ImportOptions::default() });
    school.until("a plan", is_planned);
    let bram = Person { name: Some("Bram".to_owned()), ..Person::default() };
    school.station.register().set(id("2"), bram).unwrap();
    school.station.send(Command::ApplyImport);
    school.until("another plan", |view| match &view.import {
        Some(Import { state: ImportState::Planned(plan), .. }) => plan.count(Effect::Changed) == 1,
        _ => false,
    });
    assert!(school.told().contains("2 has changed since"), "{}", school.told());
    assert_eq!(school.station.view().people.len(), 1);
    school.station.send(Command::ApplyImport);
    assert_eq!(school.until("the end of it", is_done).people.name(&id("2")), "Budi");
}

#[test]
fn a_list_that_cannot_be_read_says_why() {
    let school = School::new(&[], None);
    let file = school.list("Nama;Alamat\nBudi;Jl. Melati\n");
    school.station.send(Command::PlanImport { file, options: ImportOptions::default() });
    let view =
        school.until("why", |view| matches!(&view.import, Some(Import { state: ImportState::Unreadable { .. }, .. })));
    let Some(Import { state: ImportState::Unreadable { text, .. }, .. }) = view.import else { panic!() };
    assert!(text.to_string().contains("Nama, Alamat"), "{text}");
}

#[test]
fn where_the_school_asks_for_consent_nobody_is_enrolled_without() {
    let school = School::new(&[], Some("I agree to face recognition."));
    let photo = school.photo("alip", 10);
    school.photo("yoga", 20);
    let enrol = Command::EnrolFolder(school.path("photos"));
    let report = || {
        school.station.send(enrol.clone());
        let view = school.until("a report", |view| view.enrolment.as_ref().is_some_and(|it| it.report.is_some()));
        school.station.send(Command::CloseEnrolment);
        school.until("no report", |view| view.enrolment.is_none());
        let report = view.enrolment.unwrap().report.clone().unwrap();
        let person = |name| report.people.iter().find(|person| person.name == name).unwrap().clone();
        [person("alip"), person("yoga")]
    };
    let [alip, yoga] = report();
    assert_eq!((alip.saved, yoga.saved), (0, 0));
    assert_eq!((alip.refused.len(), yoga.refused.len()), (1, 1));

    school.station.send(Command::SaveCapture(id("alip")));
    school.until("a refusal", |view| {
        view.notices.iter().any(|notice| notice.text.to_string().contains("alip is not enrolled"))
    });
    let by = Some("Ibu Sari".to_owned());
    school.station.send(Command::RecordConsent { students: vec![id("alip")], by });
    let view = school.until("the consent", |view| !view.people.is_empty());
    let consent = view.people.get(&id("alip")).unwrap().consent.clone().unwrap();
    assert_eq!((consent.by.as_deref(), &*consent.text), (Some("Ibu Sari"), "I agree to face recognition."));
    assert!(Timestamp::now().duration_since(consent.at).as_secs() < 60);
    let [alip, yoga] = report();
    assert_eq!((alip.saved, yoga.saved, yoga.refused.len()), (1, 0, 1));

    // Details do not touch it; taken back, it is as if it had never been.
    let details = Details { name: Some("Alip".to_owned()), ..Details::default() };
    school.station.send(Command::SetDetails { student: id("alip"), details });
    let view = school.until("the name", |view| view.people.name(&id("alip")) == "Alip");
    assert!(view.people.get(&id("alip")).unwrap().consent.is_some());
    school.station.send(Command::WithdrawConsent(id("alip")));
    school.until("no consent", |view| view.people.get(&id("alip")).unwrap().consent.is_none());
    school.station.send(Command::EnrolFiles { student: id("alip"), files: vec![photo] });
    let view = school.until("a report", |view| view.enrolment.as_ref().is_some_and(|it| it.report.is_some()));
    assert_eq!(view.enrolment.unwrap().report.as_ref().unwrap().people[0].refused.len(), 1);
}

#[test]
fn a_removal_leaves_a_receipt_of_what_was_removed() {
    let school = School::new(&[("alip", 10), ("alip", 11), ("yoga", 20)], Some("I agree."));
    for name in ["alip", "alip", "yoga"] {
        school.station.journal().add_by_hand(&id(name), Timestamp::now(), false).unwrap();
    }
    school.station.send(Command::RecordConsent { students: vec![id("alip")], by: None });
    school.until("the consent", |view| !view.people.is_empty());
    let aside = school.path("data/embeddings/yoga.npy.set-aside");
    // What cannot be deleted as a file is: a folder with something in it.
    fs::create_dir_all(aside.join("full")).unwrap();

    for (name, rows) in [("alip", RowsOf::Remove), ("yoga", RowsOf::Keep), ("nobody", RowsOf::Anonymise)] {
        school.station.send(Command::RemoveStudent { student: id(name), rows });
    }
    let view = school.until("receipts", |view| view.receipts.iter().filter(|it| it.ended.is_some()).count() == 3);
    assert!(view.people.is_empty() && view.gallery.students.is_empty());
    let removed: Vec<Removed> = view.receipts.iter().map(|receipt| receipt.ended.clone().unwrap().1).collect();
    let alip = Removed {
        templates: 2,
        crops: 2,
        mirrored: 2,
        log_rows: 2,
        log: LogRows::Removed,
        consent: true,
        register: true,
        ..Removed::default()
    };
    assert_eq!(removed[0], alip);
    // While the one is stuck, the pictures wait beside it.
    let left = [aside.clone(), school.path("data/faces/.hadir-removing-yoga")].map(Left::Faces).to_vec();
    assert_eq!(removed[1], Removed { templates: 1, mirrored: 1, log_rows: 1, left, ..Removed::default() });
    assert_eq!(removed[2], Removed { log: LogRows::WithoutName, ..Removed::default() });
    assert!(school.told().contains("yoga.npy.set-aside"), "{}", school.told());

    let file = school.path("receipts.csv");
    school.station.send(Command::ExportReceipts(file.clone()));
    school.until("the file", |_| file.exists());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.lines().count() == 4 && text.contains(&aside.display().to_string()), "{text}");
    // Nothing in a receipt shows a face.
    let receipts = fs::read_to_string(school.path("data/removals.jsonl")).unwrap();
    assert!(receipts.len() < 4000 && !receipts.contains("JFIF") && !receipts.contains("embedding\""), "{receipts}");
}

#[test]
fn when_the_last_photo_of_a_student_is_removed_it_is_said() {
    let school = School::new(&[("alip", 10), ("alip", 11)], None);
    let details = Details { name: Some("Alip".to_owned()), class: Some("7B".to_owned()), ..Details::default() };
    school.station.send(Command::SetDetails { student: id("alip"), details });
    let photos: Vec<_> = school.station.view().gallery.student(&id("alip")).unwrap().templates.clone();
    let remove = |at: usize| Command::RemoveTemplate { student: id("alip"), key: photos[at].key.clone() };
    school.station.send(remove(0));
    school.until("one less", |view| view.gallery.students[0].templates.len() == 1);
    assert!(!school.told().contains("last picture"), "{}", school.told());
    school.station.send(remove(1));
    school.until("the notice", |view| !view.notices.is_empty());
    assert!(school.told().contains("the last picture of Alip, 7B"), "{}", school.told());
    assert_eq!(school.station.view().people.name(&id("alip")), "Alip", "what is known of them stays");
}

#[test]
fn a_removal_that_was_cut_off_is_told_at_the_next_start_until_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let begin = |gallery| {
        let station = start(folder.path(), gallery, None);
        let told: Vec<String> = station.view().notices.iter().map(|notice| notice.text.to_string()).collect();
        (station, told)
    };
    let gallery = Gallery::open(&data).unwrap();
    Receipts::open(&data).begin(&id("alip"), Timestamp::now()).unwrap();
    let (station, told) = begin(gallery);
    assert!(told.iter().any(|text| text.contains("The removal of alip was cut off")), "{told:?}");
    assert!(station.remove_student(&id("alip"), RowsOf::Keep).is_empty());
    drop(station);
    assert_eq!(begin(Gallery::open(&data).unwrap()).1, Vec::<String>::new());
}

#[test]
fn a_damaged_list_does_not_keep_the_station_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let gallery = Gallery::open(&data).unwrap();
    fs::write(data.join("students.json"), "{").unwrap();
    let station = start(folder.path(), gallery, None);
    let view = station.view();
    assert!(
        view.notices.iter().any(|notice| notice.text.to_string().contains("students.json.set-aside")),
        "{:?}",
        view.notices
    );
}

const TEST: &str = "killed_at_any_moment_the_list_is_the_old_one_or_the_new_one";

fn child(data: &Path) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env("HADIR_TEST_DATA", data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn killed_at_any_moment_the_list_is_the_old_one_or_the_new_one() {
    let named =
        |n: usize| Person { name: Some(format!("Name {n}")), class: Some("7B".to_owned()), ..Person::default() };
    if let Some(data) = std::env::var_os("HADIR_TEST_DATA").map(PathBuf::from) {
        let (register, receipts) = (Register::open(&data), Receipts::open(&data));
        for n in 1..100_000 {
            // Everyone at once, and always the same number for all.
            register.merge((0..200).map(|student| (id(&format!("{student}")), named(n)))).unwrap();
            let removal = receipts.begin(&id("gone"), Timestamp::now()).unwrap();
            receipts.end(removal, Timestamp::now(), Removed::default()).unwrap();
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("students.json");
    let mut receipts_before = 0;
    for round in 0..12_u64 {
        let before = fs::read(&file).ok();
        let mut child = child(folder.path());
        while fs::read(&file).ok() == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            thread::sleep(Duration::from_micros(100));
        }
        thread::sleep(Duration::from_micros(700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let register = Register::open(folder.path());
        assert_eq!(register.problems(), [], "round {round}");
        let people = register.snapshot();
        let first = people.name(&id("0")).to_owned();
        assert!(people.len() == 200 && people.iter().all(|(id, _)| people.name(id) == first), "round {round}");
        let receipts = Receipts::open(folder.path()).all();
        assert!(receipts.len() >= receipts_before, "round {round}: receipts were lost");
        receipts_before = receipts.len();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.len() <= 2, "round {round}: unfinished files are gone: {names:?}");
    }
}
