//! How an enrolment of many photos went: what is perhaps wrong, and how good each photo is.

use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use hadir::core::{Flaw, People, Person as Known, Purpose, Quality, Why};
use hadir::gallery::TemplateKey;
use hadir::gallery::bulk::{Doubted, Person, Photo, Report};
use hadir::gallery::check::Misplaced;
use hadir::station::view::Enrolment;
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::{Language, Text};

use crate::enrol::running;
use crate::enrol_camera::TWICE;
use crate::fake::{Fake, Window, cut_texts, door, gallery, good, id, press, window_of};

/// The key of the screen.
const ENROL: Key = Key::F3;

fn photo(student: &str, number: usize, file: &str, quality: Quality) -> Photo {
    let flaw = Flaw::of_face(&quality, Purpose::Enrolment);
    Photo { file: file.to_owned(), key: TemplateKey(format!("{student} {number}")), quality, flaw }
}

/// Budi with a photo that is too dark and one that is like Citra's; Anto, who is perhaps Budi; and a photo without a face.
pub fn report() -> View {
    let found = Misplaced {
        student: id("budi"),
        photo: TemplateKey("budi 2".to_owned()),
        why: Why::Like(id("citra")),
        evidence: 50.0,
        is_nearly_certain: false,
    };
    let budi = Person {
        name: "budi".to_owned(),
        saved: 3,
        photos: vec![
            photo("budi", 0, "front.jpg", good()),
            photo("budi", 1, "a.jpg", Quality { light: 20.0, width: 61.0, ..good() }),
            photo("budi", 2, "blurred.jpg", good()),
        ],
        doubted: vec![Doubted { file: "blurred.jpg".to_owned(), found }],
        same_as: vec![id("anto")],
        ..Person::default()
    };
    let anto = Person {
        name: "anto".to_owned(),
        saved: 1,
        photos: vec![photo("anto", 0, "front.jpg", Quality { width: 90.0, ..good() })],
        refused: vec![("blurred.jpg".to_owned(), Text::said("no face was found"))],
        same_as: vec![id("budi")],
        ..Person::default()
    };
    let report = Arc::new(Report { people: vec![anto, budi], ..Report::default() });
    let named = |name: &str| Known { name: Some(name.to_owned()), class: Some("7B".to_owned()), ..Known::default() };
    View {
        gallery: Arc::new(gallery(&[("anto", 1), ("budi", 3), ("citra", 2)])),
        people: Arc::new(People::new([(id("budi"), named("Budi Santoso")), (id("citra"), named("Citra Lestari"))])),
        enrolment: Some(Arc::new(Enrolment { report: Some(report), ..running() })),
        ..door()
    }
}

fn open(size: [f32; 2], view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of(size, view, Chosen::Nothing);
    press(&mut window, ENROL);
    (window, fake)
}

#[test]
fn what_is_perhaps_wrong_comes_first_with_what_can_be_done() {
    let (mut window, fake) = open([1280.0, 800.0], report());
    window.get_by_label("Worth a look (2)");
    window.get_by_label("Budi Santoso, 7B: blurred.jpg");
    window.get_by_label("This photo is perhaps of Citra Lestari, 7B.");
    assert_eq!(
        window.query_all_by_label_contains("erhaps the same person as").count(),
        1,
        "both ways it is one finding"
    );
    window.get_by_label("Remove this photo").click();
    window.run();
    assert_eq!(fake.sent(), [], "it is asked first");
    window.get_by_label("Remove this picture of Budi Santoso, 7B?");
    window.get_by_label("Remove the picture").click();
    window.run();
    let key = TemplateKey("budi 2".to_owned());
    assert_eq!(fake.sent(), [Command::RemoveTemplate { student: id("budi"), key }]);
    fake.show(|view| view.gallery = Arc::new(gallery(&[("anto", 1), ("budi", 2), ("citra", 2)])));
    window.run();
    window.get_by_label("Removed");
    assert!(window.query_by_label("Remove this photo").is_none());
}

#[test]
fn from_a_finding_one_comes_to_the_student() {
    let (mut window, _) = open([1280.0, 800.0], report());
    window.get_by_label_contains("Show Citra Lestari, 7B: ").click();
    window.run();
    assert!(window.query_by_label("Remove picture 2").is_some(), "the student's pictures are there");
    press(&mut window, ENROL);
    window.get_by_label("Worth a look (2)");
}

#[test]
fn the_photos_are_measured_and_sorted_by_it_the_worst_first() {
    let (mut window, _) = open([1280.0, 800.0], report());
    window.get_by_label("By photo").click();
    window.run();
    window.get_by_label("61 px wide");
    assert_eq!(window.query_all_by_label("too dark").count(), 1);
    let tops = |window: &Window| {
        let top = |label: &str| window.get_by_label(label).rect().top();
        (top("Remove blurred.jpg of Budi Santoso, 7B"), top("Remove a.jpg of Budi Santoso, 7B"))
    };
    let (doubted, dark) = tops(&window);
    assert!(doubted < dark, "what may be somebody else's comes before what is poor");
    window.get_by_label("Sort by the face’s size").click();
    window.run();
    let (doubted, dark) = tops(&window);
    assert!(dark < doubted, "the smallest first");
    window.get_by_label("Sort by the face’s size").click();
    window.run();
    let (doubted, dark) = tops(&window);
    assert!(doubted < dark, "and the other way round");
}

#[test]
fn nothing_of_the_report_is_cut_on_a_small_screen_or_with_large_text() {
    for size in [[1024.0, 600.0], TWICE] {
        for (language, tabs) in [
            (Language::English, ["Worth a look (2)", "By student", "By photo"]),
            (Language::Indonesian, ["Perlu dilihat (2)", "Per siswa", "Per foto"]),
        ] {
            let mut view = report();
            Arc::make_mut(&mut view.settings).language.value = language;
            let (mut window, _) = open(size, view);
            for tab in tabs {
                window.get_by_label(tab).click();
                window.run();
                window.run();
                let cut = cut_texts(&window);
                assert!(cut.is_empty(), "{tab} at {size:?}: {cut:#?}");
            }
        }
    }
}
