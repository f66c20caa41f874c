use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Pos2, Rect, Theme, vec2};
use egui_kittest::kittest::Queryable;
use hadir::gallery::bulk::{Person, Progress, Report};
use hadir::journal::Row;
use hadir::settings;
use hadir::station::sessions::Stage;
use hadir::station::view::{CameraState, EngineState, Enrolment, Export, JournalState, Level, Notice};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::webhook::{Deliveries, Pause};
use hadir::words::{Language, Text};

use crate::class_stage as class;
use crate::fake::{Window, answer, arrival, cut_texts, door, given_up, press, queued, row, taken, window, window_of};

const SCREENS: [(Key, &str); 8] = [
    (Key::F1, "Hide unknown faces"),
    (Key::F2, "No classes yet"),
    (Key::F3, "Take pictures"),
    (Key::F4, "2 students"),
    (Key::F5, "Search the log"),
    (Key::F6, "Nothing is sent"),
    (Key::F7, "Looking at everything…"),
    (Key::F8, "Which camera"),
];

#[test]
fn every_screen_is_a_key_away() {
    let (mut window, _) = window(door());
    for (key, seen) in SCREENS.into_iter().rev() {
        press(&mut window, key);
        window.get_by_label(seen);
    }
    let numbers = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];
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
    for _ in 0..3 {
        press(&mut window, Key::Tab);
    }
    assert!(window.get_by_label("Students").is_focused());
    press(&mut window, Key::Enter);
    window.get_by_label("2 students");
}

pub fn notice(number: u64, level: Level, text: &str) -> Notice {
    Notice { number, level, text: Text::said(text), advice: Text::said("Do this.") }
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
    window.get_by_label("Put this message away: The disk is full.").click();
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
    press(&mut window, Key::F4);
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

#[test]
fn when_nobody_is_recorded_every_screen_says_so_and_nothing_puts_it_away() {
    let journal = JournalState::Failing {
        message: Text::said("The disk is full."),
        advice: Text::said("Make room on it; recording goes on by itself."),
    };
    let (mut window, fake) = window(View { journal, ..door() });
    for (key, _) in SCREENS {
        press(&mut window, key);
        window.get_by_label("The disk is full. Make room on it; recording goes on by itself.");
        assert!(window.query_all_by_label("Attendance is not being recorded").count() >= 1);
        assert!(window.query_by_label_contains("Put this message away").is_none());
    }
    fake.show(|view| view.journal = JournalState::Working);
    window.run();
    assert!(window.query_by_label("Attendance is not being recorded").is_none());
}

pub fn refused_by_api() -> Deliveries {
    let now = jiff::Timestamp::now();
    let pause = Pause::Refused { answer: answer((401, "who are you?")), since: now, next_probe: now };
    Deliveries { enabled: true, paused: Some(pause), queued: 3, ..Deliveries::default() }
}

#[test]
fn when_the_main_api_refuses_a_quieter_bar_leads_to_why() {
    let (mut window, _) = window(View { deliveries: refused_by_api(), ..door() });
    window.get_by_label("The school's main API refuses arrivals: 401 who are you?");
    window.get_by_label("They are kept, and sent once it takes them.");
    window.get_by_label("Show").click();
    window.run();
    window.get_by_label("The school's main API refuses arrivals");
    assert!(window.query_by_label("The school's main API refuses arrivals: 401 who are you?").is_none());
}

/// Each state a screen can be in, with the key to the screen.
pub fn states() -> Vec<(&'static str, Key, View)> {
    let arrivals = vec![arrival(1, Some("Citra Lestari"), 0.3812), arrival(0, None, 0.7)];
    let lively = View { arrivals: Arc::new(arrivals), ..door() };
    let trouble = CameraState::Trouble {
        name: "USB Camera".to_owned(),
        message: Text::said("USB Camera stopped giving pictures"),
        advice: Text::said("Look whether its plug is in, and put it in again."),
    };
    let engine = EngineState::Failed {
        message: Text::said("A model file is missing."),
        advice: Text::said("Get the models again and press “Try again”."),
    };
    let notices = vec![notice(7, Level::Error, "The picture could not be saved: the disk is full.")];
    let running = Enrolment {
        title: Text::said("known_faces"),
        progress: Progress { done: 40, total: 1000, saved: 38, refused: 2, left: None },
        cancelling: false,
        report: None,
    };
    let refused = vec![("blurred.jpg".to_owned(), Text::said("no face was found"))];
    let people = vec![Person { name: "budi".to_owned(), saved: 1, already: 2, refused, ..Person::default() }];
    let finished = Enrolment {
        report: Some(Arc::new(Report { people, cancelled: true, ..Report::default() })),
        ..running.clone()
    };
    let failing = JournalState::Failing {
        message: Text::said("The disk is full."),
        advice: Text::said("Make room on it; recording goes on by itself."),
    };
    let export = Export { file: "/home/me/log.xlsx".into(), written: 12, total: 1_000_000, ended: None };
    let states = vec![
        ("live", Key::F1, lively.clone()),
        ("camera trouble", Key::F1, View { camera: trouble, ..door() }),
        ("no camera", Key::F1, View { camera: CameraState::None, ..door() }),
        ("models missing", Key::F1, View { engine, ..lively.clone() }),
        ("disk full", Key::F1, View { notices: Arc::new(notices), ..lively }),
        ("no classes", Key::F2, door()),
        ("board", Key::F2, class::with(vec![class::session(Stage::On, class::morning())])),
        ("summary", Key::F2, class::with(vec![class::closed(class::over())])),
        ("enrol", Key::F3, door()),
        ("taken", Key::F3, View { capture: taken(), ..door() }),
        ("enrolling", Key::F3, View { enrolment: Some(Arc::new(running)), ..door() }),
        ("enrolled", Key::F3, View { enrolment: Some(Arc::new(finished)), ..door() }),
        ("people", Key::F4, door()),
        ("log", Key::F5, door()),
        ("not recorded", Key::F5, View { journal: failing, deliveries: refused_by_api(), ..door() }),
        ("exporting", Key::F5, View { export: Some(export), ..door() }),
        ("delivery", Key::F6, View { deliveries: refused_by_api(), ..door() }),
        ("no address", Key::F6, door()),
        ("check", Key::F7, crate::check::morning()),
        ("all in order", Key::F7, crate::check::in_order()),
        ("settings", Key::F8, door()),
    ];
    states.into_iter().chain(crate::students::states()).collect()
}

/// Rows of all kinds.
pub fn rows(place: usize) -> Row {
    let mut row = row(100 - place as i64, (!place.is_multiple_of(3)).then_some("Citra Lestari"));
    row.delivery = match place % 4 {
        0 => Some(queued(0, None)),
        1 => Some(queued(2, Some((503, "come back")))),
        2 => Some(given_up(422, "not known")),
        _ => None,
    };
    row
}

#[test]
fn no_text_is_cut_on_a_small_screen_or_a_large_one() {
    for (size, theme, language) in [
        ([1024.0, 600.0], settings::Theme::Light, Language::English),
        ([1024.0, 600.0], settings::Theme::Dark, Language::Indonesian),
        ([1920.0, 1080.0], settings::Theme::Dark, Language::English),
        ([1920.0, 1080.0], settings::Theme::Light, Language::Indonesian),
    ] {
        for (state, key, mut view) in states() {
            let now = Arc::make_mut(&mut view.settings);
            (now.theme.value, now.language.value) = (theme, language);
            let (mut window, fake) = window_of(size, view, Chosen::Nothing);
            fake.answer_log(100, rows);
            press(&mut window, key);
            window.run();
            let cut = cut_texts(&window);
            assert!(cut.is_empty(), "{state} at {size:?} in {language:?}: {cut:#?}");
        }
    }
}

#[test]
fn on_the_smallest_screen_questions_and_details_fit_and_can_be_answered() {
    let (mut window, fake) = window_of([800.0, 480.0], door(), Chosen::Nothing);
    fake.answer_log(100, rows);
    press(&mut window, Key::F5);
    window.run();
    let inside = |window: &Window, label: &str| {
        let rect = window.get_by_label(label).rect();
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(800.0, 480.0));
        assert!(screen.contains_rect(rect), "{label} at {rect:?}");
    };
    for (button, yes, no) in [("Add by hand…", "Add", "Cancel"), ("Export…", "Export", "Cancel")] {
        window.get_by_label(button).click();
        window.run();
        window.run();
        inside(&window, yes);
        inside(&window, no);
        let cut = cut_texts(&window);
        assert!(cut.is_empty(), "{button}: {cut:#?}");
        press(&mut window, Key::Escape);
    }
    window.get_by_label("Arrivals").focus();
    window.run();
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    window.run();
    inside(&window, "Close");
}
