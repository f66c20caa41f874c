use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use hadir::camera::CameraInfo;
use hadir::gallery::bulk::{Person, Progress, Report};
use hadir::settings::{Change, Settings};
use hadir::station::view::{CameraState, Enrolment};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::{Language, Text};

use crate::fake::{Fake, SIZE, Window, cut_texts, door, frame, press, run_until, window_of};

/// A computer on which Hadir was never started.
fn fresh(size: [f32; 2], answer: Chosen) -> (Window, Arc<Fake>) {
    window_of(size, fresh_view(), answer)
}

/// What there is to see of it.
pub fn fresh_view() -> View {
    let mut settings = Settings::default();
    settings.welcomed.value = false;
    View { settings: Arc::new(settings), cameras: None, ..View::default() }
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

fn type_into(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.run();
    window.get_by_label(label).type_text(text);
    window.run();
}

fn set(fake: &Fake, change: impl FnOnce(&mut Settings)) {
    fake.show(|view| change(Arc::make_mut(&mut view.settings)));
}

#[test]
fn who_has_read_nothing_answers_four_questions_and_is_at_the_live_feed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, fake) = fresh([1280.0, 800.0], Chosen::These(vec![folder.path().to_owned()]));
    window.get_by_label("Step 1 of 4");
    click(&mut window, "Bahasa Indonesia");
    assert_eq!(fake.sent(), [Command::Change(Change::Language(Language::Indonesian))]);
    set(&fake, |settings| settings.language.value = Language::Indonesian);
    window.run();
    window.get_by_label("Langkah 1 dari 4");
    click(&mut window, "Lanjut");
    assert_eq!(fake.sent(), [Command::Change(Change::Welcomed(false)), Command::ListCameras]);

    // The only camera there is needs no choosing.
    let camera = CameraInfo { source: "/dev/video0".to_owned(), name: "HD Webcam".to_owned() };
    fake.show(|view| view.cameras = Some(Arc::new(vec![camera])));
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::Source(Some("/dev/video0".to_owned())))]);
    set(&fake, |settings| settings.source.value = Some("/dev/video0".to_owned()));
    fake.show(|view| {
        view.camera = CameraState::Live { name: "HD Webcam".to_owned(), size: SIZE, rate: 30.0 };
        view.preview = Some(Arc::new(frame(1)));
    });
    window.run();
    click(&mut window, "Lanjut");
    fake.sent();

    window.get_by_label("Langkah 3 dari 4");
    window.get_by_label("Pilih folder…").click();
    let enrolled = Command::EnrolFolder(folder.path().to_owned());
    run_until(&mut window, |_| fake.sent().contains(&enrolled));
    let mut enrolment = Enrolment {
        title: Text::said("7B"),
        progress: Progress { total: 60, done: 20, ..Progress::default() },
        cancelling: false,
        report: None,
    };
    fake.show(|view| view.enrolment = Some(Arc::new(enrolment.clone())));
    window.run();
    assert!(window.query_by_label("Pilih folder…").is_none(), "one folder at a time");
    let person = Person {
        name: "budi".to_owned(),
        saved: 3,
        refused: vec![("a.jpg".into(), Text::said("blurred"))],
        already: 0,
        ..Person::default()
    };
    enrolment.report = Some(Arc::new(Report { people: vec![person], ..Report::default() }));
    fake.show(|view| view.enrolment = Some(Arc::new(enrolment)));
    window.run();
    click(&mut window, "Lanjut");
    fake.sent();

    window.get_by_label("Langkah 4 dari 4");
    click(&mut window, "Mulai tanpa server");
    assert_eq!(fake.sent(), [Command::Change(Change::Welcomed(true))]);
    fake.show(|view| *view = door());
    set(&fake, |settings| settings.language.value = Language::Indonesian);
    window.run();
    window.get_by_label("Kamera");
    assert!(window.query_by_label("Langkah 4 dari 4").is_none());
}

#[test]
fn every_question_can_be_put_off_and_gone_back_to() {
    let (mut window, fake) = fresh([1280.0, 800.0], Chosen::Nothing);
    click(&mut window, "Next");
    click(&mut window, "Not now");
    click(&mut window, "Not now");
    window.get_by_label("Begin without a server");
    for step in ["Step 3 of 4", "Step 2 of 4", "Step 1 of 4"] {
        click(&mut window, "Back");
        window.get_by_label(step);
    }
    assert!(!fake.sent().contains(&Command::Change(Change::Welcomed(true))));
    // There is nothing else to get to yet.
    press(&mut window, Key::F8);
    window.get_by_label("Step 1 of 4");
}

#[test]
fn a_server_is_taken_and_tried_where_its_address_is_one() {
    let (mut window, fake) = fresh([1280.0, 800.0], Chosen::Nothing);
    for button in ["Next", "Not now", "Not now"] {
        click(&mut window, button);
    }
    fake.sent();
    type_into(&mut window, "Address of the server", "school");
    window.get_by_label_contains("Use: ").click();
    window.run();
    window.get_by_label_contains("This is no address.");
    assert_eq!(fake.sent(), []);
    set(&fake, |settings| settings.webhook_url.value = Some("https://school.example/in".to_owned()));
    fake.show(|view| view.deliveries.enabled = true);
    window.run();
    click(&mut window, "Send a test");
    assert_eq!(fake.sent(), [Command::TestWebhook]);
    click(&mut window, "Begin");
    assert_eq!(fake.sent(), [Command::Change(Change::Welcomed(true))]);
}

#[test]
fn a_folder_can_be_typed_where_no_dialog_opens() {
    let (mut window, fake) = fresh([1280.0, 800.0], Chosen::NoDialog);
    click(&mut window, "Next");
    click(&mut window, "Not now");
    fake.sent();
    type_into(&mut window, "Path of the folder", "/photos/7B");
    window.get_by_label_contains("Use: ").click();
    window.run();
    assert_eq!(fake.sent(), [Command::EnrolFolder(PathBuf::from("/photos/7B"))]);
}

#[test]
fn nothing_of_the_questions_is_cut_on_a_small_screen() {
    for size in [[1024.0, 600.0], [1920.0, 1080.0], [800.0, 480.0]] {
        for language in Language::ALL {
            let (mut window, fake) = fresh(size, Chosen::Nothing);
            set(&fake, |settings| settings.language.value = language);
            fake.show(|view| view.cameras = Some(Arc::default()));
            window.run();
            for step in 0..4 {
                window.run();
                assert!(cut_texts(&window).is_empty(), "{size:?} {language:?} {step}: {:?}", cut_texts(&window));
                let next = ["Next", "Lanjut", "Not now", "Nanti saja"];
                let next = next.into_iter().find(|label| window.query_by_label(label).is_some());
                if let Some(next) = next {
                    click(&mut window, next);
                }
            }
        }
    }
}
