//! Enrolling before the camera: what is said to whoever stands there, what is taken, and what is asked before it is saved.

use std::sync::Arc;

use eframe::egui::{Key, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{Consent, Flaw, Lookalikes, People, Person};
use hadir::station::guide::Advice;
use hadir::station::view::Capture;
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Language;

use crate::fake::{
    Fake, Window, cut_texts, door, id, lookalikes, press, run_until, saved, shots, taken, texts, window, window_of,
};

/// What a screen of 1280 x 800 pixels holds when its text is of twice the size.
pub const TWICE: [f32; 2] = [640.0, 400.0];

/// The key of the screen.
const ENROL: Key = Key::F3;

fn enrol(view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, ENROL);
    (window, fake)
}

fn following(advice: Advice, taken: usize) -> Capture {
    Capture::Following { advice, shots: shots(taken), wanted: 4 }
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

fn person(name: &str, class: &str) -> Person {
    Person { name: Some(name.to_owned()), class: Some(class.to_owned()), ..Person::default() }
}

#[test]
fn one_thing_at_a_time_is_said_to_whoever_stands_before_the_camera() {
    let (mut window, fake) = enrol(door());
    window.get_by_label("Look into the camera: one face only");
    for (advice, said) in [
        (
            Advice::Flaw(Flaw::TooSmall { width: 62, needed: 100 }),
            "Come closer: the face is 62 px wide, 100 are needed",
        ),
        (Advice::Flaw(Flaw::TooDark), "Too dark: turn to the light"),
        (Advice::Flaw(Flaw::Several(2)), "Two people in the picture: only one may be in it"),
        (Advice::HoldStill, "Hold still"),
        (Advice::TurnALittle, "Good. Now turn your head a little"),
    ] {
        fake.show(|view| view.capture = following(advice, 1));
        window.run();
        window.get_by_label(said);
        assert!(texts(&window).iter().any(|text| text == said), "{said} can be read");
        window.get_by_label("1 of 4 pictures");
    }
}

#[test]
fn the_pictures_taken_say_how_good_they_are_and_each_can_be_thrown_away() {
    let (mut window, fake) = enrol(View { capture: following(Advice::HoldStill, 2), ..door() });
    window.get_by_label("Picture 1: 142 px wide, good light, sharp, looks ahead");
    let dark = "Picture 2: 142 px wide, too dark, sharp, looks ahead";
    assert!(texts(&window).iter().any(|text| text == "too dark") && texts(&window).iter().any(|text| text == "good"));
    window.get_by_label("Throw picture 2 away").click();
    window.run();
    assert_eq!(fake.sent(), [Command::ThrowShot(1)]);
    window.get_by_label(dark).focus();
    window.run();
    press(&mut window, Key::Delete);
    assert_eq!(fake.sent(), [Command::ThrowShot(1)]);
    press(&mut window, Key::Delete);
    fake.show(|view| view.capture = following(Advice::HoldStill, 1));
    window.run();
    fake.sent();
    press(&mut window, Key::Delete);
    assert_eq!(fake.sent(), [], "it has gone, and nothing else goes with it");
}

#[test]
fn one_can_be_content_with_fewer_pictures_or_with_poorer_ones() {
    let (mut window, fake) = enrol(View { capture: following(Advice::Flaw(Flaw::TooDark), 0), ..door() });
    assert!(is_disabled(&window, "These are enough"), "there is none yet");
    window.get_by_label("Take it as it is").click();
    window.run();
    fake.show(|view| view.capture = following(Advice::Taken, 1));
    window.run();
    window.get_by_label("These are enough").click();
    window.run();
    window.get_by_label("Stop").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CaptureAnyway, Command::FinishCapture, Command::DiscardCapture]);
}

fn like_budi() -> Lookalikes {
    let like = lookalikes(&["budi", "Citra Lestari"]);
    assert_eq!(like.somebody_elses(None).map(|like| like.student.as_str()), Some("budi"));
    like
}

fn looks_like_budi() -> View {
    let people = People::new([(id("budi"), person("Budi Santoso", "7B"))]);
    let capture = Capture::Ready { shots: shots(3), lookalikes: Arc::new(like_budi()) };
    View { people: Arc::new(people), capture, ..door() }
}

#[test]
fn a_face_that_is_somebody_elses_is_shown_beside_them_before_it_is_saved() {
    let (mut window, fake) = enrol(looks_like_budi());
    type_student(&mut window, "dewi");
    window.get_by_label("This looks like Budi Santoso, 7B, who is enrolled already");
    window.get_by_label("Is this the same person?");
    assert!(is_disabled(&window, "Save"), "it has to be answered first");
    window.get_by_label("Yes, Budi Santoso, 7B").click();
    window.run();
    assert!(window.query_by_label("Is this the same person?").is_none());
    window.get_by_label("Save these 3 pictures for Budi Santoso, 7B?");
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(fake.sent(), [Command::SaveCapture(id("budi"))]);
}

#[test]
fn twins_are_two_students_if_one_says_so() {
    let (mut window, fake) = enrol(looks_like_budi());
    type_student(&mut window, "bayu");
    window.get_by_label("No, somebody else").click();
    window.run();
    assert!(window.query_by_label("Is this the same person?").is_none());
    assert!(window.query_by_label("Most alike of those enrolled").is_some(), "and is still listed");
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(fake.sent(), [Command::SaveCapture(id("bayu"))]);
    // The next face is another one.
    fake.show(|view| view.capture = following(Advice::HoldStill, 0));
    window.run();
    fake.show(|view| view.capture = looks_like_budi().capture);
    window.run();
    window.get_by_label("Is this the same person?");
}

fn with_consent(view: View) -> View {
    let mut view = view;
    Arc::make_mut(&mut view.settings).consent_text.value = Some("I agree to face recognition.".into());
    view
}

#[test]
fn where_the_school_asks_for_consent_nothing_is_saved_before_it_is_said_who_agreed() {
    let (mut window, fake) = enrol(with_consent(View { capture: taken(), ..door() }));
    assert!(
        window.query_by_label_contains("I agree to face recognition.").is_none(),
        "to whose enrolment is not known yet"
    );
    type_student(&mut window, "dewi");
    window.get_by_label_contains("I agree to face recognition.");
    assert!(is_disabled(&window, "Save") && is_disabled(&window, "Choose photos…"));
    window.get_by_label("Who agrees?").focus();
    window.run();
    window.get_by_label("Who agrees?").type_text(" Ibu Sari ");
    window.run();
    window.get_by_label("Save").click();
    window.run();
    let agreed = Command::RecordConsent { students: vec![id("dewi")], by: Some("Ibu Sari".to_owned()) };
    assert_eq!(fake.sent(), [agreed, Command::SaveCapture(id("dewi"))]);
}

#[test]
fn who_agreed_for_one_student_has_not_agreed_for_the_next() {
    let (mut window, _) = enrol(with_consent(View { capture: taken(), ..door() }));
    type_student(&mut window, "dewi");
    window.get_by_label("Who agrees?").focus();
    window.run();
    window.get_by_label("Who agrees?").type_text("Ibu Sari");
    window.run();
    assert!(!is_disabled(&window, "Save"));
    type_student(&mut window, "2");
    assert!(is_disabled(&window, "Save"), "dewi2 is another student");
}

#[test]
fn consent_that_was_given_is_not_asked_for_again() {
    let consent = Consent {
        at: "2026-07-13T07:05:00Z".parse().unwrap(),
        by: Some("Pak Joko".to_owned()),
        text: "I agree to face recognition.".into(),
    };
    let budi = Person { consent: Some(consent), ..person("Budi Santoso", "7B") };
    let people = Arc::new(People::new([(id("budi"), budi)]));
    let (mut window, fake) = enrol(with_consent(View { capture: taken(), people, ..door() }));
    type_student(&mut window, "budi");
    window.get_by_label_contains("Pak Joko agreed on");
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(fake.sent(), [Command::SaveCapture(id("budi"))]);
}

/// Each state the screen can be in.
fn states() -> Vec<(&'static str, View)> {
    let with = |capture| View { capture, ..looks_like_budi() };
    let small = Flaw::TooSmall { width: 62, needed: 100 };
    vec![
        ("idle", with(Capture::Idle)),
        ("nothing yet", with(following(Advice::Flaw(small), 0))),
        ("taking", with(following(Advice::TurnALittle, 3))),
        ("several people", with(following(Advice::Flaw(Flaw::Several(3)), 1))),
        ("like somebody", looks_like_budi()),
        ("consent", with_consent(with(taken()))),
        ("saving", with(Capture::Saving)),
        ("saved", with(saved("budi"))),
    ]
}

#[test]
fn no_word_is_cut_on_a_small_screen_or_with_text_of_twice_the_size() {
    for size in [[1024.0, 600.0], TWICE] {
        for language in [Language::English, Language::Indonesian] {
            for (state, mut view) in states() {
                Arc::make_mut(&mut view.settings).language.value = language;
                let (mut window, _) = window_of(size, view, Chosen::Nothing);
                press(&mut window, ENROL);
                window.run();
                let cut = cut_texts(&window);
                assert!(cut.is_empty(), "{state} at {size:?} in {language:?}: {cut:#?}");
            }
        }
    }
}

#[test]
fn with_large_text_everything_stands_in_one_column_and_scrolls_into_sight() {
    let (mut window, fake) = window_of(TWICE, View { capture: taken(), ..door() }, Chosen::Nothing);
    press(&mut window, ENROL);
    type_student(&mut window, "dewi");
    // As the keyboard does: what has the focus is scrolled to.
    window.get_by_label("Save").scroll_to_me();
    window.run();
    run_until(&mut window, |window| {
        let screen = Rect::from_min_size(eframe::egui::Pos2::ZERO, vec2(640.0, 400.0));
        screen.contains_rect(window.get_by_label("Save").rect())
    });
    window.get_by_label("Save").click();
    window.run();
    assert_eq!(fake.sent(), [Command::SaveCapture(id("dewi"))]);
}
