//! Enrolling and looking through the gallery with a real station: its camera plays a photograph, and its engine is the one
//! that is shipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::engine::dlib_factory;
use hadir::gallery::Gallery;
use hadir::journal::Journal;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Parts, Station};
use hadir::ui::files::Chosen;

use crate::enrol::drop_on;
use crate::fake::{Window, id, press, texts, window_over};

/// The keys of the screens.
const ENROL: Key = Key::F3;
const STUDENTS: Key = Key::F4;

/// A file that `make` brings.
fn asset(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    assert!(path.exists(), "{} is missing: run `make test`, which brings it", path.display());
    path
}

struct School {
    folder: tempfile::TempDir,
    gallery: Gallery,
    window: Window,
}

/// Puts a sample there, no larger than it has to be: a debug build takes its time over each pixel.
fn put(sample: &str, file: &Path) {
    image::open(asset("sample").join(sample)).unwrap().thumbnail(420, 420).save(file).unwrap();
}

/// A school where nobody is enrolled; before its camera, if there is one, is whoever is on this photograph.
fn school(before_the_camera: Option<&str>) -> School {
    let folder = tempfile::tempdir().unwrap();
    let (data, stills) = (folder.path().join("data"), folder.path().join("stills"));
    fs::create_dir_all(&stills).unwrap();
    for name in ["1.png", "2.png"] {
        before_the_camera.into_iter().for_each(|sample| put(sample, &stills.join(name)));
    }
    let gallery = Gallery::open(&data).unwrap();
    let mut settings = Settings::default();
    settings.data.value = data.clone();
    settings.source.value = before_the_camera.map(|_| stills.to_string_lossy().into_owned());
    settings.repeat.value = true;
    settings.rate.value = Some(2.0);
    let parts = Parts::new(
        gallery.clone(),
        Journal::open(&data),
        SettingsStore::in_memory(settings),
        SecretStore::in_memory(),
        dlib_factory(asset("models")),
    );
    let station = Arc::new(Station::start(Parts { play: Arc::new(|_| Ok(())), ..parts }).unwrap());
    let window = window_over([1280.0, 800.0], station, Chosen::Nothing);
    School { folder, gallery, window }
}

/// Waits until it has come true: a busy PC takes its time to look at photographs.
fn wait(window: &mut Window, what: &str, mut holds: impl FnMut(&Window) -> bool) {
    let began = Instant::now();
    loop {
        window.run();
        if holds(window) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(180), "never came: {what}; there is {:#?}", texts(window));
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn see(window: &mut Window, label: &str) {
    wait(window, label, |window| window.query_all_by_label_contains(label).count() > 0);
}

fn click(window: &mut Window, label: &str) {
    see(window, label);
    window.get_by_label(label).click();
    window.run();
}

/// Takes at least one picture of whoever is before the camera.
fn take(window: &mut Window) {
    wait(window, "a camera", |window| {
        window.query_by_label("Take pictures").is_some_and(|button| !button.accesskit_node().is_disabled())
    });
    click(window, "Take pictures");
    see(window, "Picture 1: ");
    if window.query_by_label("These are enough").is_some() {
        click(window, "These are enough");
    }
    see(window, "taken");
}

fn type_student(window: &mut Window, text: &str) {
    window.get_by_label("Student").focus();
    window.run();
    window.get_by_label("Student").type_text(text);
    window.run();
}

#[test]
fn a_teacher_enrols_a_student_at_the_camera_and_is_told_when_the_same_one_comes_again() {
    let School { folder: _folder, gallery, mut window } = school(Some("obama2.jpg"));
    press(&mut window, ENROL);
    take(&mut window);
    type_student(&mut window, "barack");
    click(&mut window, "Save");
    see(&mut window, "of barack");
    assert!(!gallery.snapshot().student(&id("barack")).unwrap().templates.is_empty());
    click(&mut window, "Next student");

    take(&mut window);
    type_student(&mut window, "joe");
    see(&mut window, "This looks like barack, who is enrolled already");
    click(&mut window, "Yes, barack");
    click(&mut window, "Save");
    see(&mut window, "of barack");
    assert_eq!(gallery.snapshot().students.len(), 1, "nobody is enrolled twice");
}

#[test]
fn a_teacher_enrols_a_class_with_a_photo_in_a_wrong_folder_finds_it_and_removes_it() {
    let School { folder, gallery, mut window } = school(None);
    let class = folder.path().join("class");
    for (who, photo) in
        [("barack", "obama.jpg"), ("barack", "obama2.jpg"), ("joe", "biden.jpg"), ("joe", "obama_partial_face2.jpg")]
    {
        fs::create_dir_all(class.join(who)).unwrap();
        put(photo, &class.join(who).join(photo));
    }
    drop_on(&mut window, &class);
    see(&mut window, "4 photos were added.");
    see(&mut window, "Worth a look (1)");
    see(&mut window, "joe: obama_partial_face2.jpg");
    see(&mut window, "of barack");
    click(&mut window, "By photo");
    see(&mut window, "perhaps wrong");
    click(&mut window, "Close");

    press(&mut window, STUDENTS);
    click(&mut window, "Check the gallery");
    see(&mut window, "1 of 1");
    see(&mut window, "This photo is almost certainly of barack.");
    click(&mut window, "Remove this photo");
    click(&mut window, "Remove the picture");
    see(&mut window, "Photos have come or gone since then.");
    let joe = gallery.snapshot().student(&id("joe")).unwrap().templates.len();
    assert_eq!(joe, 1);
    window.get_by_label("Look again").click();
    see(&mut window, "Nothing wrong was found");
    see(&mut window, "3 photos were looked at.");
}
