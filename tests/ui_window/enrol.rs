use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{DroppedFile, HoveredFile, Key};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::gallery::bulk::{Person, Progress, Report};
use hadir::station::view::{CameraState, Capture, Enrolment};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Text;

use crate::fake::{Window, door, id, press, run_until, saved, shots, taken, texts, window, window_of};

fn enrol(view: View) -> (Window, Arc<crate::fake::Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F3);
    (window, fake)
}

fn type_student(window: &mut Window, text: &str) {
    window.get_by_label("Student").focus();
    window.run();
    window.get_by_label("Student").type_text(text);
    window.run();
}

fn is_disabled(window: &Window, label: &str) -> bool {
    window.get_by_label(label).accesskit_node().is_disabled()
}

#[test]
fn pictures_are_shown_before_they_are_saved_and_then_comes_the_next_student() {
    let (mut window, fake) = enrol(door());
    window.get_by_label("Take pictures").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Capture]);

    fake.show(|view| view.capture = Capture::Ready { shots: shots(3), lookalikes: Arc::default() });
    window.run();
    window.get_by_label("3 pictures were taken");
    assert!(is_disabled(&window, "Save"), "nobody has said whose they are");

    type_student(&mut window, "dewi");
    window.get_by_label("Save these 3 pictures for dewi?");
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(fake.sent(), [Command::SaveCapture(id("dewi"))]);

    fake.show(|view| view.capture = saved("dewi"));
    window.run();
    window.get_by_label("One picture of dewi is saved");
    window.get_by_label("Two or three more make it surer.");
    window.get_by_label("Next student").click();
    window.run();
    assert_eq!(fake.sent(), [Command::DiscardCapture]);
    assert_eq!(typed(&window), "");
    assert!(window.get_by_label("Student").is_focused(), "the next one can be typed at once");
}

#[test]
fn pictures_can_be_taken_anew_or_thrown_away() {
    let (mut window, fake) = enrol(View { capture: taken(), ..door() });
    window.get_by_label("Take new ones").click();
    window.run();
    window.get_by_label("Discard").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Capture, Command::DiscardCapture]);
}

#[test]
fn a_refused_picture_says_why() {
    let reason = "2 faces were found; there must be exactly one".to_owned();
    let (mut window, fake) = enrol(View { capture: Capture::Refused { reason: Text::said(reason.clone()) }, ..door() });
    assert!(window.query_all_by_label(&reason).count() >= 1);
    window.get_by_label("Try again").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Capture]);
}

#[test]
fn an_id_that_cannot_be_one_is_refused_with_its_reason() {
    let (mut window, _) = enrol(View { capture: taken(), ..door() });
    type_student(&mut window, "../x");
    let reason = "A student id is a name, not a path: it cannot contain “/”.";
    assert!(window.query_all_by_label(reason).count() >= 1);
    assert!(is_disabled(&window, "Save"));
    assert!(is_disabled(&window, "Choose photos…"));
}

#[test]
fn those_enrolled_are_suggested_as_one_types() {
    let (mut window, _) = enrol(door());
    type_student(&mut window, "cit");
    window.get_by_label("A new student.");
    window.get_by_label("Citra Lestari").click();
    window.run();
    window.get_by_label("Enrolled with 1 picture. Two or three more help.");
}

#[test]
fn those_enrolled_can_be_picked_from_a_list() {
    let (mut window, _) = enrol(door());
    window.get_by_label("Pick a student").click();
    window.run();
    window.get_by_label("budi").click();
    window.run();
    window.get_by_label("Enrolled with 3 pictures. More can be added.");
}

#[test]
fn without_a_camera_no_picture_can_be_taken() {
    let (window, _) = enrol(View { camera: CameraState::None, ..door() });
    assert!(is_disabled(&window, "Take pictures"));
}

#[test]
fn photos_that_were_chosen_are_enrolled_for_the_student_typed() {
    let photos = vec![PathBuf::from("a.jpg"), PathBuf::from("b.jpg")];
    let (mut window, fake) = window_of([1280.0, 800.0], door(), Chosen::These(photos.clone()));
    press(&mut window, Key::F3);
    type_student(&mut window, "dewi");
    window.get_by_label("Choose photos…").click();
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::EnrolFiles { student: id("dewi"), files: photos }]);
}

#[test]
fn a_folder_that_was_chosen_is_enrolled() {
    let folder = PathBuf::from("known_faces");
    let (mut window, fake) = window_of([1280.0, 800.0], door(), Chosen::These(vec![folder.clone()]));
    press(&mut window, Key::F3);
    window.get_by_label("Choose a folder…").click();
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::EnrolFolder(folder)]);
}

#[test]
fn where_no_dialog_opens_a_path_can_be_typed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, fake) = window_of([1280.0, 800.0], door(), Chosen::NoDialog);
    press(&mut window, Key::F3);
    window.get_by_label("Choose a folder…").click();
    run_until(&mut window, |window| window.query_by_label("Folder or photo").is_some());
    window.get_by_label("This computer has no window for choosing files.");
    assert!(window.get_by_label("Folder or photo").is_focused(), "it can be typed at once");
    window.get_by_label("Folder or photo").type_text(&folder.path().display().to_string());
    window.run();
    window.get_by_label("Enrol this").click();
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::EnrolFolder(folder.path().to_owned())]);
}

#[derive(Debug)]
struct Drop(PathBuf);

impl DroppedFile for Drop {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody should read it".to_owned())
    }
}

pub fn drop_on(window: &mut Window, path: &Path) {
    window.input_mut().dropped_files.push(Arc::new(Drop(path.to_owned())));
}

#[test]
fn a_folder_dropped_on_any_screen_is_enrolled() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, fake) = window(door());
    drop_on(&mut window, folder.path());
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(fake.sent());
        !sent.is_empty()
    });
    assert_eq!(sent, [Command::EnrolFolder(folder.path().to_owned())]);
    window.get_by_label("Take pictures");
}

#[test]
fn photos_dropped_before_anyone_was_named_wait_for_the_name() {
    let (mut window, fake) = window(door());
    let folder = tempfile::tempdir().unwrap();
    let photo = photo(&folder, "a.jpg");
    drop_on(&mut window, &photo);
    run_until(&mut window, |window| window.query_by_label("One photo is waiting. Whose is it?").is_some());
    assert_eq!(fake.sent(), []);
    assert!(is_disabled(&window, "Enrol the photo"));

    assert!(window.get_by_label("Student").is_focused(), "the name can be typed at once");
    window.get_by_label("Student").type_text("dewi");
    window.run();
    window.get_by_label("Enrol the photo for dewi").click();
    window.run();
    assert_eq!(fake.sent(), [Command::EnrolFiles { student: id("dewi"), files: vec![photo] }]);
}

#[test]
fn photos_dropped_later_are_not_enrolled_for_the_student_still_typed() {
    let (mut window, fake) = enrol(door());
    type_student(&mut window, "budi");
    press(&mut window, Key::F1);
    let folder = tempfile::tempdir().unwrap();
    let files = vec![photo(&folder, "a.jpg"), photo(&folder, "b.jpg")];
    files.iter().for_each(|photo| drop_on(&mut window, photo));
    run_until(&mut window, |window| window.query_by_label("2 photos are waiting. Whose are they?").is_some());
    assert_eq!(fake.sent(), [], "whose they are was not asked yet");
    window.get_by_label("Enrol 2 photos for budi").click();
    window.run();
    assert_eq!(fake.sent(), [Command::EnrolFiles { student: id("budi"), files }]);
}

#[test]
fn a_path_that_leads_nowhere_is_told_and_waits_for_nobody() {
    let (mut window, fake) = window(door());
    drop_on(&mut window, Path::new("/no/such/photo.jpg"));
    run_until(&mut window, |window| {
        window.query_all_by_label_contains("There is no /no/such/photo.jpg").next().is_some()
    });
    assert_eq!(fake.sent(), []);
}

fn photo(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, b"a photo").unwrap();
    path
}

fn typed(window: &Window) -> String {
    window.get_by_label("Student").accesskit_node().value().unwrap_or_default()
}

#[test]
fn the_name_stays_for_more_pictures_of_the_same_student() {
    let (mut window, fake) = enrol(View { capture: taken(), ..door() });
    type_student(&mut window, "dewi");
    fake.show(|view| view.capture = saved("dewi"));
    window.run();
    window.get_by_label("More of the same").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Capture]);
    assert_eq!(typed(&window), "dewi");
}

#[test]
fn the_name_goes_when_the_report_of_its_photos_is_closed() {
    let (mut window, fake) = enrol(door());
    type_student(&mut window, "dewi");
    let report = Some(Arc::new(Report::default()));
    fake.show(|view| view.enrolment = Some(Arc::new(Enrolment { report, ..running() })));
    window.run();
    window.get_by_label("Close").click();
    window.run();
    fake.show(|view| view.enrolment = None);
    window.run();
    assert_eq!(typed(&window), "");
}

#[test]
fn while_files_are_held_over_the_window_it_says_what_letting_go_does() {
    let (mut window, _) = window(door());
    window.input_mut().hovered_files.push(HoveredFile::default());
    window.step();
    assert!(texts(&window).iter().any(|text| text == "Let go"));
}

#[test]
fn a_folder_dropped_while_others_are_enrolled_is_not_begun() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, fake) = window(View { enrolment: Some(Arc::new(running())), ..door() });
    drop_on(&mut window, folder.path());
    run_until(&mut window, |window| window.query_by_label("Other photos are still being enrolled.").is_some());
    assert_eq!(fake.sent(), []);
}

pub fn running() -> Enrolment {
    let left = Some(Duration::from_secs(130));
    Enrolment {
        title: Text::said("known_faces"),
        progress: Progress { done: 40, total: 1000, saved: 38, refused: 2, left },
        cancelling: false,
        report: None,
    }
}

#[test]
fn an_enrolment_shows_how_far_it_is_and_can_be_stopped() {
    let (mut window, fake) = enrol(View { enrolment: Some(Arc::new(running())), ..door() });
    assert!(window.query_all_by_label("40 of 1,000 photos").count() >= 1);
    window.get_by_label("38 saved, 2 refused");
    window.get_by_label("About 2 minutes left");
    window.get_by_label("Cancel").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CancelEnrolment]);
    press(&mut window, Key::F1);
    window.get_by_label("Enrolling: 40 of 1,000 photos. Show");
}

#[test]
fn the_table_at_the_end_says_for_each_person_what_became_of_their_photos() {
    let refused = vec![("blurred.jpg".to_owned(), Text::said("no face was found"))];
    let people = vec![
        Person { name: "alip".to_owned(), saved: 3, already: 0, ..Person::default() },
        Person { name: "budi".to_owned(), saved: 1, already: 2, refused, ..Person::default() },
    ];
    let report = Some(Arc::new(Report { people, ..Report::default() }));
    let (mut window, fake) = enrol(View { enrolment: Some(Arc::new(Enrolment { report, ..running() })), ..door() });
    window.get_by_label("4 photos were added, 2 were there already, one could not be used.");
    window.get_by_label("no face was found");
    let rows = |window: &Window| (window.get_by_label("alip").rect().top(), window.get_by_label("budi").rect().top());
    let (alip, budi) = rows(&window);
    assert!(budi < alip, "problems come first");
    window.get_by_label("Problems first").click();
    window.run();
    let (alip, budi) = rows(&window);
    assert!(alip < budi);
    window.get_by_label("Close").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CloseEnrolment]);
}
