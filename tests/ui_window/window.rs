use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use hadir::gallery::bulk::{Person, Progress, Report};
use hadir::settings;
use hadir::station::view::{CameraState, Capture, EngineState, Enrolment, Level, Notice};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;

use crate::fake::{arrival, crop, cut_texts, door, press, window, window_of};

const SCREENS: [(Key, &str); 6] = [
    (Key::F1, "Hide unknown faces"),
    (Key::F2, "Take picture"),
    (Key::F3, "2 people"),
    (Key::F4, "Search the log"),
    (Key::F5, "Nothing is sent"),
    (Key::F6, "Which camera"),
];

#[test]
fn every_screen_is_a_key_away() {
    let (mut window, _) = window(door());
    for (key, seen) in SCREENS.into_iter().rev() {
        press(&mut window, key);
        window.get_by_label(seen);
    }
    let numbers = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];
    for (number, (_, seen)) in numbers.into_iter().zip(SCREENS) {
        window.key_press_modifiers(Modifiers::COMMAND, number);
        window.run();
        window.get_by_label(seen);
    }
}

#[test]
fn the_rail_is_walked_with_tab_and_enter() {
    let (mut window, _) = window(door());
    press(&mut window, Key::Tab);
    assert!(window.get_by_label("Live").is_focused());
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    assert!(window.get_by_label("People").is_focused());
    press(&mut window, Key::Enter);
    window.get_by_label("2 people");
}

fn notice(number: u64, level: Level, text: &str) -> Notice {
    Notice { number, level, text: text.to_owned(), advice: "Do this.".to_owned() }
}

#[test]
fn what_went_wrong_stays_until_it_is_put_away() {
    let notices = vec![notice(7, Level::Error, "The disk is full.")];
    let (mut window, fake) = window(View { notices: Arc::new(notices), ..door() });
    for _ in 0..60 {
        window.step();
    }
    assert_eq!(fake.sent(), []);
    window.get_by_label("The disk is full.");
    window.get_by_label("Do this.");
    window.get_by_label("Put this message away").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Dismiss(7)]);
}

#[test]
fn good_news_goes_by_itself() {
    let notices = vec![notice(3, Level::Info, "Saved for budi.")];
    let (mut window, fake) = window(View { notices: Arc::new(notices), ..door() });
    window.get_by_label("Saved for budi. Do this.");
    assert_eq!(fake.sent(), []);
    // A quarter of a second each.
    for _ in 0..40 {
        window.step();
    }
    assert!(fake.sent().contains(&Command::Dismiss(3)));
}

#[test]
fn a_notice_takes_neither_the_keyboard_nor_what_is_typed() {
    let (mut window, fake) = window(door());
    press(&mut window, Key::F3);
    window.get_by_label("Search").focus();
    window.run();
    fake.show(|view| view.notices = Arc::new(vec![notice(1, Level::Warning, "Slow.")]));
    window.run();
    assert!(window.get_by_label("Search").is_focused());
}

#[test]
fn the_theme_follows_the_setting() {
    let (mut window, fake) = window(door());
    for (theme, shown) in [(settings::Theme::Dark, Theme::Dark), (settings::Theme::Light, Theme::Light)] {
        fake.show(|view| Arc::make_mut(&mut view.settings).theme.value = theme);
        window.run();
        assert_eq!(window.ctx.theme(), shown);
    }
}

/// Each state a screen can be in, with the key to the screen.
fn states() -> Vec<(&'static str, Key, View)> {
    let arrivals = vec![arrival(1, Some("Citra Lestari"), 0.3812), arrival(0, None, 0.7)];
    let lively = View { arrivals: Arc::new(arrivals), ..door() };
    let trouble = CameraState::Trouble {
        name: "USB Camera".to_owned(),
        message: "USB Camera stopped giving pictures".to_owned(),
        advice: "Look whether its plug is in, and put it in again.".to_owned(),
    };
    let engine = EngineState::Failed {
        message: "A model file is missing.".to_owned(),
        advice: "Get the models again and press “Try again”.".to_owned(),
    };
    let notices = vec![notice(7, Level::Error, "The picture could not be saved: the disk is full.")];
    let running = Enrolment {
        title: "known_faces".to_owned(),
        progress: Progress { done: 40, total: 1000, saved: 38, refused: 2, left: None },
        cancelling: false,
        report: None,
    };
    let refused = vec![("blurred.jpg".to_owned(), "no face was found".to_owned())];
    let people = vec![Person { name: "budi".to_owned(), saved: 1, already: 2, refused }];
    let finished = Enrolment {
        report: Some(Arc::new(Report { people, cancelled: true, ..Report::default() })),
        ..running.clone()
    };
    vec![
        ("live", Key::F1, lively.clone()),
        ("camera trouble", Key::F1, View { camera: trouble, ..door() }),
        ("no camera", Key::F1, View { camera: CameraState::None, ..door() }),
        ("models missing", Key::F1, View { engine, ..lively.clone() }),
        ("disk full", Key::F1, View { notices: Arc::new(notices), ..lively }),
        ("enrol", Key::F2, door()),
        ("taken", Key::F2, View { capture: Capture::Ready { crop: crop() }, ..door() }),
        ("enrolling", Key::F2, View { enrolment: Some(Arc::new(running)), ..door() }),
        ("enrolled", Key::F2, View { enrolment: Some(Arc::new(finished)), ..door() }),
        ("people", Key::F3, door()),
        ("settings", Key::F6, door()),
    ]
}

#[test]
fn no_text_is_cut_on_a_small_screen_or_a_large_one() {
    for size in [[1024.0, 600.0], [1920.0, 1080.0]] {
        for (state, key, view) in states() {
            let (mut window, _) = window_of(size, view, Chosen::Nothing);
            press(&mut window, key);
            let cut = cut_texts(&window);
            assert!(cut.is_empty(), "{state} at {size:?}: {cut:#?}");
        }
    }
}
