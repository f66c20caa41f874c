//! Another Hadir names the faces.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Role;
use egui_kittest::kittest::Queryable;
use hadir::core::{FaceBox, Match};
use hadir::remote::{Fate, Following, Health, Outcome};
use hadir::settings::{Change, Origin, Value};
use hadir::station::view::{Asking, FaceTold, Heard, NamedFace, Remote, RemoteTest};
use hadir::station::{Command, View};
use hadir::words::Text;

use crate::fake::{Window, crop, cut_texts, door, frame, overlay, texts, window, window_of};

const PLACE: &str = "10.0.0.5:8000";

pub fn fate(outcome: Outcome, http_status: Option<u16>, message: &str) -> Fate {
    Fate { outcome, http_status, message: message.to_owned() }
}

fn heard(number: u64, label: &str, fate: Option<Fate>) -> Heard {
    let at = jiff::Timestamp::now();
    Heard {
        number,
        at,
        last_at: at,
        label: label.to_owned(),
        distance: Some(0.3812),
        fate,
        crop: number.is_multiple_of(2).then(crop),
        answered: true,
        announced: false,
    }
}

/// A door whose faces are named there.
pub fn client() -> View {
    let mut view = door();
    let preview = frame(5);
    let mut named = overlay(&preview, &[(Some("budi"), 0.3812, FaceBox::new(100, 300, 220, 180))]);
    let stranger = Match { student: None, distance: f64::NAN };
    named.faces.push(NamedFace::alone(FaceBox::new(150, 560, 270, 440), stranger));
    named.told = vec![
        FaceTold { label: "budi".to_owned(), fate: Some(fate(Outcome::Sent, Some(201), "thanks")) },
        FaceTold { label: "7B/031".to_owned(), fate: None },
    ];
    view.overlay = Some(Arc::new(named));
    view.preview = Some(Arc::new(preview));
    let list = vec![
        heard(4, "budi", Some(fate(Outcome::Sent, Some(201), "thanks"))),
        heard(3, "Citra Lestari", Some(fate(Outcome::Failed { queued: true }, None, "Nobody listens."))),
        heard(2, "Unknown", Some(fate(Outcome::Skipped, None, "cooldown_active (3s left)"))),
        heard(1, "dewi", Some(fate(Outcome::Failed { queued: false }, Some(400), "not known"))),
    ];
    view.remote = Some(Remote {
        place: PLACE.to_owned(),
        asking: Asking::Answering { round_trip: Duration::from_millis(240) },
        following: Following::Connected,
        heard: Arc::new(list),
        test: RemoteTest::None,
    });
    let url = Some("http://me:hunter2@10.0.0.5:8000".to_owned());
    Arc::make_mut(&mut view.settings).recognise_at = Value { value: url, from: Origin::File };
    view
}

pub fn trouble() -> Asking {
    Asking::Trouble {
        message: Text::said(format!("Nobody listens at {PLACE}.")),
        advice: Text::said("Start the other Hadir and switch its server on in its Settings, or correct the address."),
    }
}

pub fn change(view: &mut View, change: impl FnOnce(&mut Remote)) {
    change(view.remote.as_mut().unwrap());
}

fn open(window: &mut Window, screen: &str) {
    window.get_by_role_and_label(Role::Tab, screen).click();
    window.run();
}

#[test]
fn faces_are_named_as_the_other_one_says_with_what_became_of_them() {
    let (window, _) = window(client());
    window.get_by_label("Recognised by 10.0.0.5:8000, in 0.2 s");
    window.get_by_label("budi, distance 0.38, Sent");
    window.get_by_label("7B/031");
}

#[test]
fn what_became_of_a_face_gives_way_to_its_name() {
    let mut view = client();
    let long = "Maximiliana Kusumawardhani";
    Arc::make_mut(view.overlay.as_mut().unwrap()).told[0].label = long.to_owned();
    let (window, _) = window_of([800.0, 480.0], view, hadir::ui::files::Chosen::Nothing);
    assert!(texts(&window).iter().any(|text| text == "0.38"), "the distance alone: {:?}", texts(&window));
    window.get_by_label(&format!("{long}, distance 0.38, Sent"));
}

#[test]
fn whom_it_recognised_is_listed_with_what_became_of_each() {
    let (mut window, _) = window(client());
    for name in ["budi", "Citra Lestari", "Unknown", "dewi"] {
        window.get_by_label(name);
    }
    for word in ["Sent", "Trying again", "Just seen", "Failed"] {
        window.get_by_label(word);
    }
    window.get_by_label("Hide unknown faces").click();
    window.run();
    assert!(window.query_by_label("Unknown").is_none());
    assert_eq!(cut_texts(&window), Vec::<String>::new());
}

#[test]
fn trouble_says_what_happened_what_to_do_and_that_nobody_is_recognised() {
    for size in [[1280.0, 800.0], [800.0, 480.0]] {
        let mut view = client();
        change(&mut view, |remote| remote.asking = trouble());
        let (window, _) = window_of(size, view, hadir::ui::files::Chosen::Nothing);
        window.get_by_label("Nobody listens at 10.0.0.5:8000.");
        window.get_by_label_contains("nobody at this camera is recognised");
        assert_eq!(cut_texts(&window), Vec::<String>::new(), "{size:?}");
    }
}

#[test]
fn a_websocket_that_is_not_heard_is_told_quietly() {
    for (following, words) in [
        (Following::Lost { message: Text::said("x"), advice: Text::NOTHING }, "is not shown for now"),
        (Following::Absent, "only whom this camera sees"),
    ] {
        let mut view = client();
        change(&mut view, |remote| remote.following = following);
        let (window, _) = window(view);
        window.get_by_label_contains(words);
        window.get_by_label_contains("Recognised by 10.0.0.5:8000");
    }
}

#[test]
fn the_other_screens_say_that_they_are_this_pcs() {
    let (mut window, _) = window(client());
    for (screen, words) in [
        ("Class", "marked here by hand"),
        ("Enrol", "do not count there"),
        ("Students", "do not count there"),
        ("Log", "its own log"),
        ("Delivery", "sends them on itself"),
    ] {
        open(&mut window, screen);
        window.get_by_label_contains(words);
    }
    open(&mut window, "Live");
    assert!(window.query_by_label_contains("its own log").is_none());
}

#[test]
fn another_hadir_is_chosen_by_its_address_and_this_pc_by_one_press() {
    let (mut window, fake) = window(door());
    open(&mut window, "Settings");
    fake.sent();
    assert!(window.query_by_label("Key of the other Hadir").is_none());
    window.get_by_label("By another Hadir").scroll_to_me();
    window.run();
    window.get_by_label("By another Hadir").click();
    window.run();
    assert_eq!(fake.sent(), [], "nothing changes before there is an address");
    let field = window.get_by_role_and_label(Role::TextInput, "Address of the other Hadir");
    field.focus();
    field.type_text("10.0.0.5");
    window.run();
    window.key_press(eframe::egui::Key::Enter);
    window.run();
    window.get_by_label_contains("This is no address");
    fake.show(|view| *view = client());
    window.run();
    assert!(window.query_by_label_contains("hunter2").is_none(), "its password is not shown");
    window.get_by_label("http://10.0.0.5:8000");
    fake.sent();
    window.get_by_label("On this computer").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::RecogniseAt(None))]);
}

#[test]
fn whether_it_works_is_shown_and_can_be_tried() {
    let (mut window, fake) = window(client());
    open(&mut window, "Settings");
    fake.sent();
    window.get_by_label("It answers, in 0.2 s.");
    window.get_by_label("Try it").scroll_to_me();
    window.run();
    window.get_by_label("Try it").click();
    window.run();
    assert_eq!(fake.sent(), [Command::TestRemote]);
    let table = [
        (
            RemoteTest::Well(Health { students: Some(2), pictures: Some(25) }),
            "It answers, and knows 2 students by 25 pictures.",
        ),
        (RemoteTest::Well(Health::default()), "It answers."),
        (
            RemoteTest::Badly { message: Text::said("It wants a key."), advice: Text::said("Give it.") },
            "It wants a key.",
        ),
    ];
    for (test, words) in table {
        fake.show(|view| change(view, |remote| remote.test = test));
        window.run();
        window.get_by_label(words);
    }
    window.get_by_role_and_label(Role::PasswordInput, "Key of the other Hadir");
}
