//! Enrolling before the camera, how an enrolment of many photos went, and looking through the gallery.

use std::sync::Arc;

use eframe::egui::Key;
use hadir::core::{Checked, Consent, Flaw, People, Person};
use hadir::gallery::check::Findings;
use hadir::station::View;
use hadir::station::check::Check;
use hadir::station::guide::Advice;
use hadir::station::view::Capture;
use hadir::words::Text;

use super::Reader;
use crate::fake::{door, id, lookalikes, saved, shots};
use crate::{enrol_report, gallery_check};

const ENROL: Key = Key::F3;
const STUDENTS: Key = Key::F4;

#[test]
fn the_words_before_the_camera_are_from_the_files() {
    let mut reader = Reader::new("before the camera", door()).open(ENROL);
    reader.read_closely();
    let flaws = [Flaw::Nobody, Flaw::Several(2), Flaw::Several(3), Flaw::TooSmall { width: 62, needed: 100 }];
    let others = [Flaw::TooDark, Flaw::TooBright, Flaw::TurnedAway, Flaw::Tilted, Flaw::Blurred];
    let flaws = flaws.into_iter().chain(others).map(Advice::Flaw);
    let advices = [
        Advice::Starting,
        Advice::NoPicture,
        Advice::HoldStill,
        Advice::SomebodyElse,
        Advice::TurnALittle,
        Advice::Taken,
    ];
    for (taken, advice) in flaws.chain(advices).enumerate() {
        let capture = Capture::Following { advice, shots: shots(taken % 4), wanted: 4 };
        reader.show(|view| view.capture = capture);
    }
    reader.read_closely();
    reader.show(|view| view.capture = Capture::Refused { reason: Text::NOTHING }).read_closely();
    reader.show(|view| view.capture = Capture::Saving).read_closely();
    reader.show(|view| view.capture = saved("dewi")).read_closely().done();
}

#[test]
fn the_words_about_a_face_that_is_somebody_elses_and_about_consent_are_from_the_files() {
    let like = Arc::new(lookalikes(&["budi", "Citra Lestari"]));
    let capture = Capture::Ready { shots: shots(3), lookalikes: like };
    let mut reader = Reader::new("like somebody", View { capture, ..door() }).open(ENROL);
    reader.read_closely().type_into("Student", "dewi").read_closely();
    reader.press("No, somebody else").read_closely();
    reader.show(|view| Arc::make_mut(&mut view.settings).consent_text.value = Some("I agree.".into())).read_closely();
    for by in [None, Some("Ibu Sari".to_owned())] {
        let consent = Consent { at: jiff::Timestamp::UNIX_EPOCH, by, text: "I agree.".into() };
        let dewi = Person { consent: Some(consent), ..Person::default() };
        reader.show(|view| view.people = Arc::new(People::new([(id("dewi"), dewi)]))).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_of_the_report_photo_by_photo_are_from_the_files() {
    let mut reader = Reader::new("report by photo", enrol_report::report()).open(ENROL);
    reader.read_closely().press("Remove this photo").press("Keep");
    reader.press("By photo").read_closely().press("By student").read_closely().done();
}

#[test]
fn the_words_of_the_gallerys_check_are_from_the_files() {
    let mut reader = Reader::new("gallery check", gallery_check::school()).open(STUDENTS);
    reader.press("Check the gallery").read_closely();
    reader.show(|view| view.check = Check { running: Some((3, 9)), result: None }).read_closely().done();

    let mut reader = Reader::new("findings", gallery_check::checked(gallery_check::findings())).open(STUDENTS);
    reader.press("Check the gallery").read_closely();
    reader.press("Remove this photo").read_closely().press("Keep");
    reader.press("It is right").read_closely().press("It is right").read_closely();
    reader.show(|view| view.gallery = gallery_check::school().gallery).read_closely();
    reader.press("They are two people").read_closely().done();

    let nothing = gallery_check::checked(Checked { photos: 1, ..Findings::default() });
    Reader::new("nothing found", nothing).open(STUDENTS).press("Check the gallery").read_closely().done();
}
