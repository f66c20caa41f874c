//! Looking through everyone's photos for mistakes.

use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use hadir::core::{Checked, Pair, People, Person, Why};
use hadir::gallery::TemplateKey;
use hadir::gallery::check::{Findings, Misplaced};
use hadir::station::check::{Check, CheckedGallery};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Language;

use crate::enrol_camera::TWICE;
use crate::fake::{Fake, Window, cut_texts, door, gallery, id, press, window, window_of};

/// The key of the students.
const STUDENTS: Key = Key::F4;

/// A school with Budi, of whom a photo is perhaps Citra's, and Anto, who is perhaps Budi.
pub fn school() -> View {
    let named = |name: &str| Person { name: Some(name.to_owned()), class: Some("7B".to_owned()), ..Person::default() };
    View {
        gallery: Arc::new(gallery(&[("anto", 2), ("budi", 4), ("citra", 3)])),
        people: Arc::new(People::new([(id("budi"), named("Budi Santoso")), (id("citra"), named("Citra Lestari"))])),
        ..door()
    }
}

fn misplaced(photo: &str, why: Why) -> Misplaced {
    let photo = TemplateKey(photo.to_owned());
    Misplaced { student: id("budi"), photo, why, evidence: 70.0, is_nearly_certain: true }
}

pub fn findings() -> Findings {
    let pair = Pair { students: [id("anto"), id("budi")], alike: 40.0 };
    let misplaced = vec![misplaced("budi 1", Why::Like(id("citra"))), misplaced("budi 3", Why::UnlikeOwn)];
    Checked { photos: 9, misplaced, same: vec![pair] }
}

/// The same gallery, looked through.
pub fn checked(findings: Findings) -> View {
    let school = school();
    let result = Some(Arc::new(CheckedGallery::of(&school.gallery.templates, findings)));
    View { check: Check { running: None, result }, ..school }
}

fn open(view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, STUDENTS);
    window.get_by_label("Check the gallery").click();
    window.run();
    (window, fake)
}

#[test]
fn it_runs_when_it_is_opened_says_how_far_it_is_and_can_be_stopped() {
    let (mut window, fake) = open(school());
    assert_eq!(fake.sent(), [Command::CheckGallery]);
    fake.show(|view| view.check.running = Some((3, 9)));
    window.run();
    assert!(window.query_all_by_label("3 of 9 photos").count() >= 1);
    window.get_by_label("Cancel").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CancelCheck]);
    fake.show(|view| view.check.running = None);
    window.run();
    window.get_by_label("Look through the photos").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CheckGallery]);
}

#[test]
fn nothing_found_is_said_calmly_with_how_many_photos_were_looked_at() {
    let (mut window, fake) = open(checked(Checked { photos: 9, ..Findings::default() }));
    assert_eq!(fake.sent(), [], "it is known, and not looked through again");
    window.get_by_label("Nothing wrong was found");
    window.get_by_label("9 photos were looked at.");
    window.get_by_label("Back to the students").click();
    window.run();
    window.get_by_label("Check the gallery");
}

#[test]
fn a_photo_that_is_perhaps_somebody_elses_is_shown_beside_both_and_removed_after_a_question() {
    let (mut window, fake) = open(checked(findings()));
    window.get_by_label("1 of 3");
    window.get_by_label("This photo is almost certainly of Citra Lestari, 7B.");
    window.get_by_label("Other photos of Budi Santoso, 7B");
    window.get_by_label("Budi Santoso, 7B, photo 3");
    window.get_by_label("Photos of Citra Lestari, 7B");
    window.get_by_label("Remove this photo").click();
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label("Remove the picture").click();
    window.run();
    let key = TemplateKey("budi 1".to_owned());
    assert_eq!(fake.sent(), [Command::RemoveTemplate { student: id("budi"), key }]);

    // It goes, and what was found before may hold no more.
    fake.show(|view| {
        let mut now = gallery(&[("anto", 2), ("citra", 3)]);
        let mut budi = school().gallery.student(&id("budi")).unwrap().clone();
        budi.templates.remove(1);
        let _ = now.students.put(budi);
        view.gallery = Arc::new(now);
    });
    window.run();
    window.get_by_label("1 of 2");
    window.get_by_label("Photos have come or gone since then.");
    window.get_by_label("Look again").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CheckGallery]);
}

#[test]
fn findings_are_gone_through_with_the_arrows_and_put_aside_where_they_are_right() {
    let (mut window, fake) = open(checked(findings()));
    press(&mut window, Key::ArrowRight);
    window.get_by_label("2 of 3");
    window.get_by_label("It is right").click();
    window.run();
    window.get_by_label("2 of 2");
    window.get_by_label("Perhaps the same person as Budi Santoso, 7B, or a twin.");
    window.get_by_label("They are two people").click();
    window.run();
    window.get_by_label("1 of 1");
    window.get_by_label("It is right").click();
    window.run();
    window.get_by_label("That was everything");
    assert_eq!(fake.sent(), [], "nothing was changed");
}

#[test]
fn from_a_finding_one_comes_to_the_student() {
    let (mut window, _) = open(checked(findings()));
    window.get_by_label("Show Citra Lestari, 7B").click();
    window.run();
    window.get_by_label("Remove picture 3");
    window.get_by_label("Check the gallery");
}

#[test]
fn escape_leads_back_to_the_students() {
    let (mut window, _) = open(checked(findings()));
    press(&mut window, Key::Escape);
    window.get_by_label("Check the gallery");
}

#[test]
fn nothing_is_cut_on_a_small_screen_or_with_large_text() {
    let nothing = checked(Checked { photos: 9, ..Findings::default() });
    let running = View { check: Check { running: Some((3, 9)), result: None }, ..school() };
    for size in [[1024.0, 600.0], TWICE] {
        for (language, button) in [(Language::English, "Check the gallery"), (Language::Indonesian, "Periksa galeri")] {
            for view in [checked(findings()), nothing.clone(), running.clone(), school()] {
                let mut view = view;
                Arc::make_mut(&mut view.settings).language.value = language;
                let (mut window, _) = window_of(size, view, Chosen::Nothing);
                press(&mut window, STUDENTS);
                window.get_by_label(button).click();
                for _ in 0..3 {
                    window.run();
                    window.run();
                    let cut = cut_texts(&window);
                    assert!(cut.is_empty(), "at {size:?} in {language:?}: {cut:#?}");
                    press(&mut window, Key::ArrowRight);
                }
            }
        }
    }
}
