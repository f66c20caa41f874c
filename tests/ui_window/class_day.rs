//! A teacher's morning with the whole station behind the window: painted faces at the camera, a list on the disk.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hadir::camera;
use hadir::core::session::Status;
use hadir::core::{FaceBox, Rule, Tolerance};
use hadir::engine::scripted;
use hadir::gallery::{Gallery, NewTemplate};
use hadir::journal::Journal;
use hadir::register::list::ImportOptions;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::view::ImportState;
use hadir::station::{Command, Parts, Station, View};
use hadir::ui::files::Chosen;
use hadir::ui::{App, Backend};
use image::RgbImage;

use crate::fake::{Answers, Window, id};

/// As the school has it; of Eka there is no photo.
const LIST: &str = "id,name,class\n1,Alip,7B\n2,Budi,7B\n3,Citra,7B\n4,Dewi,7B\n5,Eka,7B\n6,Fajar,7B\n7,Gita,8A\n";

/// Whom the camera sees, one a picture, again and again.
fn stills(folder: &Path, people: &[u8]) {
    std::fs::create_dir_all(folder).unwrap();
    for (n, person) in people.iter().enumerate() {
        let mut picture = RgbImage::from_pixel(240, 120, image::Rgb([200, 200, 200]));
        scripted::paint(&mut picture, *person, FaceBox::new(20, 90, 80, 30));
        picture.save(folder.join(format!("{n:03}.png"))).unwrap();
    }
}

/// A station at which everyone but Eka is enrolled, and Alip, Budi, Citra, Dewi and Gita come.
fn station(folder: &Path) -> Arc<Station> {
    stills(&folder.join("stills"), &[10, 40, 70, 100, 190]);
    let data = folder.join("data");
    let gallery = Gallery::open(&data).unwrap();
    for (student, person) in [("1", 10), ("2", 40), ("3", 70), ("4", 100), ("6", 160), ("7", 190)] {
        let embedding = scripted::embedding_of(person).unwrap();
        let template = NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
        gallery.add(&id(student), template).unwrap();
    }
    let mut settings = Settings::default();
    settings.welcomed.value = true;
    settings.source.value = Some(folder.join("stills").to_string_lossy().into_owned());
    settings.rate.value = Some(20.0);
    settings.cooldown.value = Duration::from_secs(3600);
    settings.rule.value = Rule::Nearest;
    settings.tolerance.value = Tolerance::new(0.1).unwrap();
    let parts = Parts::new(
        gallery,
        Journal::open(&data),
        SettingsStore::in_memory(settings),
        SecretStore::in_memory(),
        scripted::factory(),
    );
    Arc::new(Station::start(Parts { cameras: Arc::new(camera::open), ..parts }).unwrap())
}

fn window(station: &Arc<Station>) -> Window {
    let backend: Arc<dyn Backend> = station.clone();
    let dialogs = Arc::new(Answers(Chosen::Nothing));
    let build = |cc: &mut eframe::CreationContext<'static>| App::with_dialogs(cc, backend, dialogs);
    Harness::builder().with_size([1280.0, 800.0]).with_max_steps(12).build_eframe(build)
}

/// Lets the window go on until something has come true. The camera's pictures never rest: it is drawn frame by frame.
#[track_caller]
fn until(window: &mut Window, what: &str, holds: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        window.step();
        if holds(window) {
            return;
        }
        assert!(Instant::now() < deadline, "never came: {what}; {window:#?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn click(window: &mut Window, label: &str) {
    until(window, label, |window| window.query_all_by_label(label).next().is_some());
    window.query_all_by_label(label).next().unwrap().click();
    window.step();
    window.step();
}

#[test]
fn a_teacher_imports_the_class_opens_the_session_four_arrive_one_is_marked_by_hand_and_the_summary_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let station = station(folder.path());
    let mut window = window(&station);

    // The school's list.
    let file = folder.path().join("list.csv");
    std::fs::write(&file, LIST).unwrap();
    station.send(Command::PlanImport { file, options: ImportOptions::default() });
    let is_planned =
        |view: &View| matches!(view.import.as_ref().map(|import| &import.state), Some(ImportState::Planned(_)));
    until(&mut window, "the plan", |_| is_planned(&station.view()));
    station.send(Command::ApplyImport);
    until(&mut window, "the class", |_| station.view().people.members("7B").len() == 6);

    // The session, kept to the class.
    window.key_press(Key::F2);
    click(&mut window, "Begin a session now");
    click(&mut window, "Expect only this class at the door");
    click(&mut window, "7B, 6 students");

    // Four come, and one of another class.
    until(&mut window, "four of them", |window| window.query_by_label("4 here").is_some());
    until(&mut window, "Gita", |window| window.query_by_label_contains("Also came: Gita, 8A at").is_some());
    for name in ["Alip", "Budi", "Citra", "Dewi"] {
        assert!(window.query_by_label_contains(&format!("{name}, here ")).is_some(), "{name}");
    }
    window.get_by_label("Fajar, not yet");

    // The camera cannot know Eka.
    click(&mut window, "Eka, not yet, not enrolled");
    click(&mut window, "Camera missed them");
    click(&mut window, "Here");
    until(&mut window, "Eka", |window| window.query_by_label("5 here").is_some());

    click(&mut window, "Close the session");
    click(&mut window, "Close it");
    until(&mut window, "the summary", |window| window.query_by_label("Fajar, Absent").is_some());
    assert!(window.query_all_by_label("1 absent").count() >= 1);
    assert!(window.query_all_by_label("5 here").count() >= 1);
    assert!(window.query_all_by_label_contains("closed by hand at").count() >= 1);
    assert!(window.query_all_by_label_contains("Camera missed them").count() >= 1);

    let view = station.view();
    let closing = view.sessions.sessions[0].closing.clone().unwrap();
    assert_eq!((closing.counts.here, closing.counts.absent, closing.seats.len()), (5, 1, 6));
    let eka = closing.seats.iter().find(|seat| seat.student == id("5")).unwrap();
    assert!(eka.by_hand && eka.status.is_here());
    let fajar = closing.seats.iter().find(|seat| seat.student == id("6")).unwrap();
    assert_eq!(fajar.status, Status::Absent);
}
