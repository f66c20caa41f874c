use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;
use hadir::core::{FaceBox, Standing};
use hadir::settings::{Change, Pin, Secret, Sound};
use hadir::station::view::{JournalState, Level, Notice};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::{Language, Text};

use crate::fake::{Window, arrival, cut_texts, door, frame, id, overlay, press, run_until, texts, window, window_of};

/// A door where budi, a stranger, and one of two stand.
pub fn busy_door() -> View {
    let mut view = door();
    let preview = frame(5);
    let boxes = [FaceBox::new(100, 180, 200, 80), FaceBox::new(100, 360, 200, 260), FaceBox::new(100, 560, 200, 460)];
    let mut faces = overlay(&preview, &[(Some("budi"), 0.38, boxes[0]), (None, 0.7, boxes[1]), (None, 0.4, boxes[2])]);
    faces.faces[2].standing = Standing::Unsure(["Citra Lestari", "dewi"].map(id));
    faces.faces[2].track = Some(1);
    view.overlay = Some(Arc::new(faces));
    view.preview = Some(Arc::new(preview));
    view.arrivals = Arc::new(vec![arrival(1, Some("Citra Lestari"), 0.3)]);
    let text = Text::said("Citra Lestari was not removed.");
    view.notices = Arc::new(vec![Notice { number: 1, level: Level::Error, text, advice: Text::NOTHING }]);
    Arc::make_mut(&mut view.settings).door_name.value = Some("Kelas 7B".to_owned());
    view
}

pub fn with_pin(mut view: View) -> View {
    let settings = Arc::make_mut(&mut view.settings);
    settings.door_pin.value = Some(Pin::new("2580").unwrap());
    settings.door_screen.value = true;
    view
}

fn commands(window: &Window) -> Vec<ViewportCommand> {
    window.output().viewport_output[&ViewportId::ROOT].commands.clone()
}

fn type_pin(window: &mut Window, digits: &str) {
    window.event(Event::Text(digits.to_owned()));
    window.run();
    press(window, Key::Enter);
    std::thread::sleep(Duration::from_millis(20));
}

#[test]
fn the_door_screen_shows_the_class_the_clock_and_the_camera_and_nobodys_data() {
    let (mut window, fake) = window(busy_door());
    window.get_by_label("Door screen (F12)").click();
    let mut filled = false;
    for _ in 0..6 {
        window.step();
        filled |= commands(&window).contains(&ViewportCommand::Fullscreen(true));
    }
    assert!(filled);
    window.get_by_label("Kelas 7B");
    window.get_by_label("budi");
    let said = texts(&window);
    for hidden in ["Citra", "dewi", "0.38", "0.70", "Unknown", "Students", "not removed", "Who is it"] {
        assert!(!said.iter().any(|text| text.contains(hidden)), "{hidden} is shown: {said:?}");
    }
    assert!(window.query_by_label_contains("Citra").is_none(), "nor is it told to a screen reader");

    window.get_by_label("budi").hover();
    window.run_steps(8);
    assert_eq!(texts(&window), said, "nothing more is told where the pointer rests");
    let screens = [Key::F1, Key::F2, Key::F3, Key::F4, Key::F5, Key::F6, Key::F7, Key::F8];
    for key in screens.into_iter().chain([Key::Num1, Key::Num2, Key::Num0]) {
        press(&mut window, key);
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run();
    }
    crate::enrol::drop_on(&mut window, Path::new("/home/school/faces"));
    window.run();
    assert_eq!(texts(&window), said);
    assert_eq!(fake.sent(), [], "nothing was asked of the station, and no question answered");
}

#[test]
fn without_a_pin_the_key_that_opens_it_leaves_it() {
    let (mut window, _) = window(busy_door());
    for leaves in [Key::F12, Key::F11, Key::Escape] {
        press(&mut window, Key::F12);
        assert!(window.query_by_label("Students").is_none());
        press(&mut window, leaves);
        window.get_by_label("Students");
    }
}

#[test]
fn leaving_asks_for_the_pin_and_a_wrong_one_stays() {
    let (mut window, _) = window(with_pin(busy_door()));
    assert!(window.query_by_label("Students").is_none(), "the window begins so by the settings");
    window.get_by_label("Leave the door screen").click();
    window.run();
    type_pin(&mut window, "1111");
    run_until(&mut window, |window| window.query_by_label("That was not the PIN.").is_some());
    assert!(window.query_by_label("Students").is_none());
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("PIN").is_none(), "whoever asked can let go");

    press(&mut window, Key::F12);
    for digit in ["2", "5", "8", "0"] {
        window.get_by_label(digit).click();
        window.run();
    }
    window.get_by_label("4 digits typed");
    assert!(!texts(&window).contains(&"2580".to_owned()));
    window.get_by_label("Done").click();
    run_until(&mut window, |window| window.query_by_label("Students").is_some());
}

#[test]
fn guessing_becomes_slow() {
    let (mut window, _) = window(with_pin(busy_door()));
    press(&mut window, Key::F12);
    for _ in 0..2 {
        type_pin(&mut window, "1111");
        run_until(&mut window, |window| window.query_by_label("That was not the PIN.").is_some());
    }
    type_pin(&mut window, "1111");
    run_until(&mut window, |window| window.query_by_label_contains("Too many wrong tries").is_some());
    window.event(Event::Text("2580".to_owned()));
    press(&mut window, Key::Enter);
    window.get_by_label("0 digits typed");
    press(&mut window, Key::Escape);
    press(&mut window, Key::F12);
    assert!(window.query_by_label_contains("Too many wrong tries").is_some(), "asking anew gains nothing");
    window.run_steps(24);
    type_pin(&mut window, "2580");
    run_until(&mut window, |window| window.query_by_label("Students").is_some());
}

#[test]
fn closing_the_window_asks_for_the_pin_too() {
    let (mut window, _) = window(with_pin(busy_door()));
    let close = |window: &mut Window| {
        window.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        window.step();
    };
    close(&mut window);
    assert!(commands(&window).contains(&ViewportCommand::CancelClose));
    window.run();
    window.get_by_label("PIN");
    type_pin(&mut window, "2580");
    let mut closed = false;
    for _ in 0..400 {
        window.step();
        closed |= commands(&window).contains(&ViewportCommand::Close);
        if closed {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(closed);
    close(&mut window);
    assert!(!commands(&window).contains(&ViewportCommand::CancelClose), "the window is not the door's any more");
}

#[test]
fn whoever_asked_for_the_pin_and_went_away_leaves_the_door_as_it_was() {
    let (mut window, _) = window(with_pin(busy_door()));
    press(&mut window, Key::F12);
    window.event(Event::Text("25".to_owned()));
    window.run();
    window.get_by_label("2 digits typed");
    window.run_steps(4 * 32);
    assert!(window.query_by_label("PIN").is_none());
    press(&mut window, Key::F12);
    window.get_by_label("0 digits typed");
}

#[test]
fn students_are_told_when_they_are_not_written_down() {
    let failing = JournalState::Failing { message: Text::said("The disk is full."), advice: Text::said("Delete.") };
    let (window, _) = window(with_pin(View { journal: failing, ..busy_door() }));
    window.get_by_label("Please tell a teacher.");
    assert!(!texts(&window).iter().any(|text| text.contains("disk")));
}

#[test]
fn nothing_is_cut_on_a_small_screen_in_either_language() {
    for language in Language::ALL {
        let mut view = with_pin(busy_door());
        Arc::make_mut(&mut view.settings).language.value = language;
        let (mut window, fake) = window_of([1024.0, 600.0], view, Chosen::Nothing);
        fake.show(|view| Arc::make_mut(&mut view.arrivals).insert(0, arrival(2, Some("Maria Immaculata"), 0.3)));
        window.run();
        assert_eq!(cut_texts(&window), Vec::<String>::new());
        press(&mut window, Key::F12);
        assert_eq!(cut_texts(&window), Vec::<String>::new());
        let done = window.get_by_label(if language == Language::English { "Back" } else { "Kembali" });
        assert!(done.rect().bottom() < 600.0, "{:?}", done.rect());
    }
}

#[test]
fn the_settings_of_the_door_are_kept() {
    // Tall enough that nothing has to be scrolled to.
    let (mut window, fake) = window_of([1280.0, 5200.0], door(), Chosen::Nothing);
    press(&mut window, Key::F8);
    fake.sent();
    window.get_by_label("Begin with it").click();
    window.get_by_label("Chime").click();
    window.run();
    let chime = Sound::Chime;
    assert_eq!(
        fake.sent(),
        [Command::Change(Change::DoorScreen(true)), Command::Change(Change::Sound(chime)), Command::TrySound(chime)]
    );
    for (field, digits) in [("New PIN", "2580"), ("The same again", "2581")] {
        window.get_by_label(field).focus();
        window.run();
        window.get_by_label(field).type_text(digits);
        window.run();
    }
    window.get_by_label("The two are not the same.");
    press(&mut window, Key::Backspace);
    window.get_by_label("The same again").type_text("0");
    window.run();
    let keep: Vec<_> = window.query_all_by_label("Keep").collect();
    let pin = window.get_by_label("The same again").rect();
    let keep = keep.into_iter().min_by_key(|keep| (keep.rect().top() - pin.bottom()).abs() as i32).unwrap();
    keep.click();
    window.run();
    assert_eq!(fake.sent(), [Command::SetDoorPin(Secret::new("2580"))]);
}
