//! The screens at the door: live, enrol, people; and what lies over every screen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{HoveredFile, Key};
use hadir::camera::CameraInfo;
use hadir::core::{Match, Standing};
use hadir::gallery::SetAside;
use hadir::gallery::bulk::{Person, Report};
use hadir::station::View;
use hadir::station::guide::Advice;
use hadir::station::view::{CameraState, Capture, EngineState, Enrolment, Gone, Level, NamedFace, Outcome};
use hadir::ui::files::Chosen;
use hadir::words::Text;

use super::Reader;
use crate::enrol::{drop_on, running};
use crate::fake::{crop, door, gallery, given_up, id, queued, run_until, saved, sent, taken};
use crate::live::with_arrivals;
use crate::welcome::fresh_view;
use crate::who::{FAR, NEAR, at_the_door, breathe, came, either, face};
use crate::window::{notice, rows, states};

#[test]
fn in_every_state_that_has_to_fit_its_words_are_from_the_files() {
    // What rests in the same place tells the same.
    let mut rested_on = BTreeSet::new();
    for (about, key, view) in states() {
        let mut reader = Reader::new(about, view);
        reader.fake.answer_log(100, rows);
        reader.rested_on = rested_on;
        reader = reader.open(key);
        reader.read_closely().done();
        rested_on = reader.rested_on;
    }
}

#[test]
fn the_live_screens_words_are_from_the_files() {
    let mut view = with_arrivals();
    let ways = [Some(queued(0, None)), Some(given_up(422, "student unknown")), Some(sent("thank you"))];
    for (arrival, delivery) in Arc::make_mut(&mut view.arrivals).iter_mut().zip(ways) {
        arrival.delivery = delivery;
    }
    let mut reader = Reader::new("live", view);
    reader.read_closely();
    reader.show(|view| Arc::make_mut(&mut view.settings).mirror.value ^= true).read_closely();
    let again = queued(2, Some((500, "no database")));
    reader.show(|view| Arc::make_mut(&mut view.arrivals)[0].delivery = Some(again)).read_closely();
    reader.press("Hide the list of who was recognised").read_closely();
    for camera in [
        CameraState::Opening { name: "clip.mp4".to_owned() },
        CameraState::Ended { name: "clip.mp4".to_owned() },
        CameraState::None,
    ] {
        reader.show(|view| view.camera = camera).read_closely();
    }
    reader.done();

    let mut reader = Reader::new("nobody yet", View { engine: EngineState::Loading, ..door() });
    reader.read_closely();
    reader.show(|view| view.gallery = Arc::new(gallery(&[]))).read_closely().done();
}

#[test]
fn the_words_about_faces_and_the_question_whose_one_is_are_from_the_files() {
    let decided = |track, face_box, student: Option<&str>| NamedFace {
        found: Match { student: student.map(id), distance: 0.4 },
        ..face(track, face_box, Standing::Decided)
    };
    let pairs = [
        [decided(1, NEAR, Some("budi")), decided(2, FAR, None)],
        [face(3, NEAR, Standing::Looking), decided(4, FAR, None)],
        [face(5, NEAR, either("budi", "Anto")), face(6, FAR, either("citra", "Anto"))],
    ];
    for faces in pairs {
        Reader::new("faces", at_the_door(faces.into())).read_closely().done();
    }

    let student = id("budi");
    for (outcome, said) in [
        (Outcome::Remembered, Some(&student)),
        (Outcome::Named, Some(&student)),
        (Outcome::NoConsent, Some(&student)),
        (Outcome::Nobody, None),
        (Outcome::TooLate, None),
    ] {
        let mut reader = Reader::new("question", at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
        reader.read_closely();
        breathe(&mut reader.window);
        reader.key(if said.is_some() { Key::Num1 } else { Key::Num0 });
        came(&reader.fake, 7, said, outcome);
        reader.show(|view| Arc::make_mut(view.overlay.as_mut().unwrap()).faces.clear()).done();
    }

    let gone = Gone { track: 9, choices: [id("budi"), id("Anto")], crop: crop() };
    let mut reader = Reader::new("gone", at_the_door(vec![]));
    reader.show(|view| Arc::make_mut(view.overlay.as_mut().unwrap()).gone = vec![gone]);
    let waiting = (1..4).map(|track| face(track, FAR, either("citra", "Anto"))).collect();
    reader.show(|view| Arc::make_mut(view.overlay.as_mut().unwrap()).faces = waiting).read_closely().done();
}

#[test]
fn the_words_of_enrolling_one_student_are_from_the_files() {
    let mut reader = Reader::new("enrol", door()).open(Key::F3);
    reader.read_closely();
    reader.press("Pick a student").key(Key::Escape);
    reader.type_into("Student", "citra").press("Citra Lestari").type_into("Student", "/..");
    for capture in [
        Capture::Following { advice: Advice::HoldStill, shots: Arc::new([]), wanted: 4 },
        taken(),
        Capture::Saving,
        saved("dewi"),
    ] {
        reader.show(|view| view.capture = capture).read_closely();
    }
    reader.done();

    let mut reader = Reader::new("taken", View { capture: taken(), ..door() }).open(Key::F3);
    reader.read_closely().type_into("Student", "dewi").read_closely();
    for (engine, camera) in [(EngineState::Loading, door().camera), (EngineState::Ready, CameraState::None)] {
        reader.show(|view| (view.engine, view.camera, view.capture) = (engine, camera, Capture::Idle)).read_closely();
    }
    reader.show(|view| view.gallery = Arc::default()).press("Pick a student").done();
}

#[test]
fn the_words_of_enrolling_many_photos_are_from_the_files() {
    let mut reader = Reader::of([1280.0, 800.0], "enrol files", door(), Chosen::NoDialog).open(Key::F3);
    reader.press("Choose a folder…");
    run_until(&mut reader.window, |window| window.ctx.text_edit_focused());
    reader.read_closely();
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("a.jpg");
    std::fs::write(&photo, b"a photo").unwrap();
    for _ in 0..2 {
        drop_on(&mut reader.window, &photo);
        run_until(&mut reader.window, |window| window.ctx.text_edit_focused());
        (0..40).for_each(|_| {
            std::thread::sleep(Duration::from_millis(2));
            reader.window.step();
        });
        reader.read_closely();
    }
    reader.type_into("Student", "dewi").read_closely();
    reader.done();

    let mut reader = Reader::new("enrolling", View { enrolment: Some(Arc::new(running())), ..door() }).open(Key::F3);
    reader.read_closely();
    let lefts = [Some(3), Some(30), Some(60), Some(130), Some(9000), None];
    for left in lefts.map(|left| left.map(Duration::from_secs)) {
        let mut enrolment = running();
        enrolment.progress.left = left;
        reader.show(|view| view.enrolment = Some(Arc::new(enrolment)));
    }
    reader.show(|view| view.enrolment = Some(Arc::new(Enrolment { cancelling: true, ..running() }))).read_closely();
    drop_on(&mut reader.window, Path::new("/no/such/photo.jpg"));
    drop_on(&mut reader.window, Path::new("/"));
    (0..40).for_each(|_| {
        std::thread::sleep(Duration::from_millis(2));
        reader.window.step();
    });
    reader.read_closely().done();

    let person = |saved, already, refused: usize| Person {
        name: "budi".to_owned(),
        saved,
        already,
        refused: vec![("blurred.jpg".to_owned(), Text::NOTHING); refused],
        ..Person::default()
    };
    let kinds = [(0, 0, 0), (0, 1, 0), (2, 0, 0), (0, 0, 1), (1, 1, 1), (3, 3, 3)];
    let mut reader = Reader::new("report", View { enrolment: Some(Arc::new(running())), ..door() }).open(Key::F3);
    for (saved, already, refused) in kinds {
        let people = vec![person(saved, already, refused)];
        let report = Some(Arc::new(Report { people, cancelled: true, ..Report::default() }));
        reader.show(|view| view.enrolment = Some(Arc::new(Enrolment { report, ..running() }))).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_about_people_are_from_the_files() {
    let mut reader = Reader::new("people", door()).open(Key::F4);
    reader.read_closely();
    reader.press("budi, 3 pictures").read_closely();
    reader.press("Remove picture 2").read_closely();
    reader.press("Keep").press("Remove budi").read_closely();
    for choice in ["Stay, without the name", "Are removed"] {
        reader.press(choice);
    }
    reader.press("Keep").press("Citra Lestari, 1 picture").read_closely();
    reader.press("Remove picture 1").press("Keep").press("Remove Citra Lestari").read_closely();
    reader.press("Keep").type_into("Search", "zzz").done();
    reader.show(|view| view.gallery = Arc::new(gallery(&[]))).read_closely().done();

    let damaged = |name: &str, now: Option<&str>| SetAside {
        file: PathBuf::from(format!("data/embeddings/{name}")),
        now: now.map(|now| PathBuf::from(format!("data/embeddings/{now}"))),
        reason: Text::NOTHING,
    };
    let mut view = door();
    let files = vec![damaged("eka.npy", Some("eka.npy.damaged")), damaged("fajar.npy", None)];
    Arc::make_mut(&mut view.gallery).set_aside = files[..1].to_vec();
    let mut reader = Reader::new("set aside", view);
    reader.read_closely();
    reader.show(|view| Arc::make_mut(&mut view.gallery).set_aside = files).read_closely();
    reader.key(Key::F4).read_closely().done();
}

#[test]
fn the_words_over_every_screen_are_from_the_files() {
    let notices = [Level::Info, Level::Warning, Level::Error, Level::Error, Level::Error];
    let notices =
        notices.into_iter().zip(1..).map(|(level, number)| notice(number, level, &number.to_string())).collect();
    let mut reader = Reader::new("notices", View { notices: Arc::new(notices), ..door() });
    reader.read_closely().done();

    let mut reader = Reader::new("dropping", door());
    reader.window.input_mut().hovered_files.push(HoveredFile::default());
    reader.window.step();
    reader.read().done();
}

#[test]
fn the_words_of_the_first_start_are_from_the_files() {
    let mut reader = Reader::new("first start", fresh_view());
    reader.read_closely().press("Next").read_closely();
    let camera = CameraInfo { source: "/dev/video0".to_owned(), name: "USB Camera".to_owned() };
    reader.show(|view| view.cameras = Some(Arc::default())).read_closely();
    reader.show(|view| view.cameras = Some(Arc::new(vec![camera]))).read_closely();
    reader.press("Not now").read_closely();
    reader.show(|view| view.enrolment = Some(Arc::new(running()))).read_closely();
    for saved in [1, 2] {
        let refused = vec![("blurred.jpg".to_owned(), Text::NOTHING); saved];
        let person = Person { name: "budi".to_owned(), saved, refused, ..Person::default() };
        let report = Some(Arc::new(Report { people: vec![person; saved], ..Report::default() }));
        reader.show(|view| view.enrolment = Some(Arc::new(Enrolment { report, ..running() }))).read_closely();
    }
    reader.show(|view| view.enrolment = None).press("Not now").read_closely();
    reader.type_into("Address of the server", "zzz").press("Use: Address of the server").read_closely();
    let url = Some("https://school.example/".to_owned());
    reader.show(|view| Arc::make_mut(&mut view.settings).webhook_url.value = url).read_closely().done();
}
