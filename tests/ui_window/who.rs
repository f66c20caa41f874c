//! A face that may be one of two students': a person is asked, and says which.

use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{FaceBox, Match, Standing, StudentId};
use hadir::station::view::{Gone, NamedFace, Outcome, Settled};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;

use crate::fake::{Fake, Window, cut_texts, door, frame, gallery, id, overlay, press, texts, window, window_of};

pub const NEAR: FaceBox = FaceBox::new(100, 300, 240, 160);
pub const FAR: FaceBox = FaceBox::new(120, 520, 190, 450);

pub fn face(track: u64, face_box: FaceBox, standing: Standing) -> NamedFace {
    NamedFace {
        face_box,
        found: Match { student: None, distance: 0.4 },
        standing,
        score: None,
        track: Some(track),
        flaw: None,
    }
}

pub fn either(a: &str, b: &str) -> Standing {
    Standing::Unsure([id(a), id(b)])
}

pub fn at_the_door(faces: Vec<NamedFace>) -> View {
    let preview = frame(5);
    let mut looked_at = overlay(&preview, &[]);
    looked_at.faces = faces;
    View {
        overlay: Some(Arc::new(looked_at)),
        preview: Some(Arc::new(preview)),
        gallery: Arc::new(gallery(&[("budi", 3), ("Anto", 1), ("citra", 1)])),
        ..door()
    }
}

fn now_are(fake: &Fake, faces: Vec<NamedFace>) {
    fake.show(|view| Arc::make_mut(view.overlay.as_mut().unwrap()).faces = faces);
}

/// What the station did with what was said.
pub fn came(fake: &Fake, track: u64, student: Option<&StudentId>, outcome: Outcome) {
    fake.show(|view| view.settled = Some(Settled { track, student: student.cloned(), outcome }));
}

/// As long as a face has to be asked about before an answer is taken to be meant for it.
pub fn breathe(window: &mut Window) {
    (0..4).for_each(|_| window.step());
}

fn settle(track: u64, student: Option<StudentId>) -> [Command; 1] {
    [Command::Settle { track, student }]
}

#[test]
fn a_face_that_is_looked_at_has_no_name_yet() {
    let (window, _) = window(at_the_door(vec![face(1, NEAR, Standing::Looking)]));
    window.get_by_label("Being looked at");
    assert!(!texts(&window).iter().any(|text| text == "Unknown" || text.contains("0.40")), "{:?}", texts(&window));
    assert!(window.query_by_label_contains("Who is this?").is_none());
}

#[test]
fn who_it_may_be_is_asked_and_settled_by_a_key() {
    for (key, student) in [(Key::Num1, Some(id("budi"))), (Key::Num2, Some(id("Anto"))), (Key::Num0, None)] {
        let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
        window.get_by_label("budi or Anto?, 1 budi · 2 Anto · 0 neither");
        window.get_by_label("Who is this? budi or Anto?");
        breathe(&mut window);
        press(&mut window, key);
        assert_eq!(fake.sent(), settle(7, student.clone()));
        assert!(window.query_by_label_contains("Who is this?").is_none(), "it is answered");
        let decided =
            NamedFace { found: Match { student: student.clone(), distance: 0.4 }, ..face(7, NEAR, Standing::Decided) };
        now_are(&fake, vec![decided]);
        window.run();
        let said = |window: &Window| {
            texts(window).iter().any(|text| text.contains("Remembered") || text.contains("Neither of"))
        };
        assert!(!said(&window), "nobody has said yet what came of it");
        let outcome = if student.is_some() { Outcome::Remembered } else { Outcome::Nobody };
        came(&fake, 7, student.as_ref(), outcome);
        window.run();
        window.get_by_label(match &student {
            Some(student) if *student == id("budi") => "Remembered: budi",
            Some(_) => "Remembered: Anto",
            None => "Neither of them: no name was given",
        });
        press(&mut window, key);
        assert_eq!(fake.sent(), [], "nothing is asked any more");
    }
}

#[test]
fn who_it_is_can_be_pressed_and_reached_by_the_keyboard() {
    let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
    breathe(&mut window);
    window.get_by_role_and_label(Role::Button, "This is budi (key 1)");
    window.get_by_role_and_label(Role::Button, "It is neither of them (key 0)");
    window.get_by_role_and_label(Role::Button, "This is Anto (key 2)").click();
    window.run();
    assert_eq!(fake.sent(), settle(7, Some(id("Anto"))));

    now_are(&fake, vec![face(8, NEAR, either("budi", "Anto"))]);
    breathe(&mut window);
    window.get_by_role_and_label(Role::Button, "It is neither of them (key 0)").focus();
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(fake.sent(), settle(8, None));
}

#[test]
fn a_key_does_not_change_its_meaning_while_it_is_asked_nor_answers_for_the_next_face() {
    let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
    breathe(&mut window);
    now_are(&fake, vec![face(7, NEAR, either("Anto", "budi"))]);
    window.run();
    window.get_by_label("budi or Anto?, 1 budi · 2 Anto · 0 neither");
    // Somebody else steps in front of them at the moment of the key.
    now_are(&fake, vec![face(9, NEAR, either("citra", "Anto"))]);
    window.key_press(Key::Num1);
    window.step();
    assert_eq!(fake.sent(), [], "it was meant for the one before");
    breathe(&mut window);
    press(&mut window, Key::Num1);
    assert_eq!(fake.sent(), settle(9, Some(id("citra"))));
}

#[test]
fn an_answer_is_not_taken_for_the_face_that_is_asked_about_next() {
    const FIRST: &str = "This is budi (key 1)";
    let faces = || vec![face(1, FAR, either("citra", "Anto")), face(2, NEAR, either("budi", "Anto"))];
    let asked = || {
        let (mut window, fake) = window(at_the_door(faces()));
        breathe(&mut window);
        let at = window.get_by_label(FIRST).rect().center();
        (window, fake, at)
    };
    let press_at = |window: &Window, pos: Pos2, pressed| {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        window.event(Event::PointerButton { pos, button, pressed, modifiers });
    };

    // Two clicks; of the second, the button is let go at once, or after a while.
    for held in [0, 4] {
        let (mut window, fake, at) = asked();
        window.get_by_label(FIRST).click();
        window.step();
        window.step();
        window.get_by_label("This is citra (key 1)");
        press_at(&window, at, true);
        window.step();
        (0..held).for_each(|_| window.step());
        press_at(&window, at, false);
        window.step();
        assert_eq!(fake.sent(), settle(2, Some(id("budi"))), "held for {held}");
        breathe(&mut window);
        window.get_by_label("This is citra (key 1)").click();
        window.run();
        assert_eq!(fake.sent(), settle(1, Some(id("citra"))));
    }

    // Whom it may be changes under the mouse, or nothing is to be asked about them any more.
    for then in [vec![face(2, NEAR, either("citra", "Anto"))], vec![face(1, FAR, either("citra", "Anto"))]] {
        let (mut window, fake, at) = asked();
        window.hover_at(at);
        press_at(&window, at, true);
        window.step();
        now_are(&fake, then);
        breathe(&mut window);
        press_at(&window, at, false);
        window.step();
        window.get_by_label("This is citra (key 1)");
        assert_eq!(fake.sent(), []);
    }

    // A key that is held on a button.
    let (mut window, fake, _) = asked();
    window.get_by_label(FIRST).focus();
    window.run();
    window.key_down(Key::Enter);
    for _ in 0..8 {
        let (key, modifiers) = (Key::Enter, Modifiers::NONE);
        window.event(Event::Key { key, physical_key: None, pressed: true, repeat: true, modifiers });
    }
    window.step();
    assert_eq!(fake.sent(), settle(2, Some(id("budi"))));
}

#[test]
fn the_nearest_is_asked_about_first_and_the_others_wait() {
    let faces = || vec![face(1, FAR, either("citra", "Anto")), face(2, NEAR, either("budi", "Anto"))];
    let (mut window, fake) = window(at_the_door(faces()));
    window.get_by_label("budi or Anto?, 1 budi · 2 Anto · 0 neither");
    window.get_by_label("citra or Anto?");
    window.get_by_label("They look alike. One more face is waiting.");
    breathe(&mut window);
    press(&mut window, Key::Num1);
    assert_eq!(fake.sent(), settle(2, Some(id("budi"))));
    window.get_by_label("citra or Anto?, 1 citra · 2 Anto · 0 neither");
    assert!(window.query_by_label_contains("waiting").is_none());
}

#[test]
fn what_is_said_of_an_answer_is_what_was_done_with_it() {
    let cases = [
        (Outcome::Named, "budi. The face was not added to the photos."),
        (Outcome::TooLate, "Too late. Correct the log, or add them there by hand."),
    ];
    for (outcome, words) in cases {
        let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
        // Of an answer before, of another face.
        came(&fake, 6, Some(&id("budi")), Outcome::Remembered);
        breathe(&mut window);
        press(&mut window, Key::Num1);
        now_are(&fake, vec![]);
        window.run();
        assert!(!texts(&window).iter().any(|text| text.contains("Remembered")), "{:?}", texts(&window));
        came(&fake, 7, Some(&id("budi")), outcome);
        window.run();
        window.get_by_label(words);
    }
}

#[test]
fn what_came_of_two_answers_at_once_is_told_of_both() {
    let faces = || vec![face(1, FAR, either("citra", "Anto")), face(2, NEAR, either("budi", "Anto"))];
    let (mut window, fake) = window(at_the_door(faces()));
    for _ in 0..2 {
        breathe(&mut window);
        press(&mut window, Key::Num1);
    }
    assert_eq!(fake.sent(), [settle(2, Some(id("budi"))), settle(1, Some(id("citra")))].concat());
    let came = |track, student: &str, outcome| Settled { track, student: Some(id(student)), outcome };
    fake.show(|view| {
        view.settled_before = Arc::new(vec![came(2, "budi", Outcome::TooLate)]);
        view.settled = Some(came(1, "citra", Outcome::Remembered));
        Arc::make_mut(view.overlay.as_mut().unwrap()).faces.clear();
    });
    window.run();
    window.get_by_label("Too late. Correct the log, or add them there by hand.");
    // Neither is waited for any more: who is still unsure is asked about at once.
    now_are(&fake, faces());
    window.run();
    window.get_by_label("Who is this? budi or Anto?");
    window.get_by_label("They look alike. One more face is waiting.");
}

#[test]
fn who_has_gone_is_asked_about_by_their_picture_before_others() {
    let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
    let here = window.get_by_role_and_label(Role::Image, "The face that is asked about").rect();
    let gone = Gone { track: 7, choices: [id("Anto"), id("budi")], crop: Arc::new(image::RgbImage::new(100, 120)) };
    fake.show(|view| {
        let overlay = Arc::make_mut(view.overlay.as_mut().unwrap());
        (overlay.faces, overlay.gone) = (vec![face(9, NEAR, either("citra", "Anto"))], vec![gone]);
    });
    window.run();
    window.get_by_label("Who is this? budi or Anto?");
    window.get_by_label("They have gone, and looked alike. One more face is waiting.");
    assert_eq!(window.get_by_role_and_label(Role::Image, "The face that is asked about").rect(), here);
    assert_eq!(cut_texts(&window), Vec::<String>::new());
    breathe(&mut window);
    press(&mut window, Key::Num2);
    assert_eq!(fake.sent(), settle(7, Some(id("Anto"))), "the keys mean what they did");
    window.get_by_label("Who is this? citra or Anto?");
}

#[test]
fn what_is_not_known_to_be_followed_is_not_asked_about() {
    let alone = NamedFace { track: None, ..face(1, NEAR, either("budi", "Anto")) };
    let (mut window, fake) = window(at_the_door(vec![alone]));
    window.get_by_label("budi or Anto?");
    breathe(&mut window);
    press(&mut window, Key::Num1);
    assert_eq!(fake.sent(), []);
}

#[test]
fn keys_go_where_something_is_typed_and_to_other_screens() {
    let (mut window, fake) = window(at_the_door(vec![face(7, NEAR, either("budi", "Anto"))]));
    breathe(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    window.run();
    fake.sent();
    let field = window.get_by_role(Role::TextInput);
    field.focus();
    window.run();
    let field = window.get_by_role(Role::TextInput);
    field.type_text("1");
    window.run();
    press(&mut window, Key::Num1);
    assert_eq!(window.get_by_role(Role::TextInput).accesskit_node().value().as_deref(), Some("1"));
    assert_eq!(fake.sent(), []);
}

#[test]
fn all_of_the_question_fits_where_there_is_little_room() {
    for size in [[800.0, 480.0], [1024.0, 768.0], [1440.0, 900.0]] {
        let faces = vec![face(7, NEAR, either("budi", "Anto"))];
        let (window, _) = window_of(size, at_the_door(faces), Chosen::Nothing);
        assert_eq!(cut_texts(&window), Vec::<String>::new(), "{size:?}");
        let window_rect = eframe::egui::Rect::from_min_size(Pos2::ZERO, size.into());
        for name in ["This is budi (key 1)", "This is Anto (key 2)", "It is neither of them (key 0)"] {
            assert!(window_rect.contains_rect(window.get_by_label(name).rect()), "{name} at {size:?}");
        }
    }
}
