//! The morning check: one glance, and what to do.

use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::Queryable;
use hadir::station::checkup::{Action, Check, CheckUp, Checked, Section, Subject};
use hadir::station::{Command, View};
use hadir::text;
use hadir::words::{Language, Text};
use jiff::{SignedDuration, Timestamp};

use crate::fake::{Fake, Window, door, press, window};

pub fn checked(checks: Vec<Check>) -> CheckUp {
    CheckUp { last: Some(Arc::new(Checked { at: Timestamp::now(), checks })) }
}

fn camera() -> Check {
    let detail = text!("checkup-camera-live", name = "Door camera", width = "640", height = "480", count = 30);
    Check::ok(Subject::Camera, detail)
}

fn good() -> Vec<Check> {
    vec![
        camera(),
        Check::ok(Subject::Light, text!("checkup-light-good")),
        Check::ok(Subject::Recognition, text!("checkup-recognition-here")),
        Check::ok(
            Subject::Photos,
            Text::list([text!("checkup-students", count = 2), text!("checkup-photos-count", count = 4)]),
        ),
        Check::ok(Subject::Clock, text!("checkup-clock-says", now = Timestamp::now(), zone = "Asia/Jakarta")),
        Check::ok(Subject::Log, text!("checkup-log-recorded")),
        Check::ok(Subject::MainApi, text!("checkup-api-none")),
        Check::ok(Subject::Server, text!("checkup-server-off")),
        Check::ok(Subject::Disk, text!("checkup-disk-free", size = text!("checkup-disk-gb", size = 12.3))),
    ]
}

fn dark() -> Check {
    Check::problem(Subject::Light, text!("checkup-light-dark"), text!("checkup-light-dark-advice"))
}

fn full() -> Check {
    let detail = text!("checkup-disk-free", size = text!("checkup-disk-mb", size = 420));
    Check::warning(Subject::Disk, detail, text!("checkup-disk-advice")).mended(Action::Settings(Section::Data))
}

fn waiting() -> Check {
    let since = Timestamp::now() - SignedDuration::from_hours(20);
    let waiting = text!("checkup-api-waiting", count = 12);
    let detail = text!(
        "checkup-api-waits-said",
        waiting = waiting,
        since = since,
        answer = Text::said("Nobody listens at 10.0.0.5:8000.")
    );
    let advice = text!("checkup-api-waits-advice").then(text!("checkup-api-kept-advice"));
    Check::problem(Subject::MainApi, detail, advice).mended(Action::Delivery)
}

/// With this in the place of what was in order.
fn but(check: Check) -> Vec<Check> {
    let mut checks = good();
    checks.retain(|other| other.subject != check.subject);
    checks.push(check);
    checks
}

/// A morning on which much is to be done.
pub fn morning() -> View {
    let names = Text::list([Text::said("budi"), Text::said("Citra Lestari")]);
    let missing =
        text!("checkup-photos-missing", count = 7, names = text!("checkup-and-more", names = names, count = 5));
    let poor = text!("checkup-photos-poor", count = 1, names = Text::said("budi"));
    let mut checks = but(dark());
    checks.extend([
        full(),
        waiting(),
        Check::warning(Subject::Photos, missing, text!("checkup-photos-missing-advice")).mended(Action::Enrol),
        Check::warning(Subject::Photos, poor, text!("checkup-photos-poor-advice")).mended(Action::Enrol),
    ]);
    View { checkup: checked(checks), ..door() }
}

pub fn in_order() -> View {
    View { checkup: checked(good()), ..door() }
}

fn open(view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window(view);
    press(&mut window, Key::F7);
    (window, fake)
}

fn show(window: &mut Window, fake: &Fake, checks: Vec<Check>) {
    fake.show(|view| view.checkup = checked(checks));
    window.run();
}

#[test]
fn in_the_morning_the_camera_is_covered_and_uncovered() {
    let (mut window, fake) = open(View { checkup: checked(but(dark())), ..door() });
    window.get_by_label("One thing needs a look.");
    window.get_by_label("It is too dark: the camera sees next to nothing.");
    window.get_by_label("Look whether something covers the camera, and switch the light on.");
    window.get_by_label("Wants you now");
    window.get_by_label("What the camera sees now");
    show(&mut window, &fake, good());
    window.get_by_label("Everything is in order.");
    window.get_by_label("The picture is bright enough.");
    assert!(window.query_by_label("Wants you now").is_none());
}

#[test]
fn the_disk_is_nearly_full_and_a_button_leads_to_what_can_be_done() {
    let (mut window, _) = open(View { checkup: checked(but(full())), ..door() });
    window.get_by_label("420 MB free where the data folder is.");
    window.get_by_label_contains("Make room on the disk");
    window.get_by_label("Data settings: 420 MB free where the data folder is.").click();
    window.run();
    window.run();
    let card = window.get_by_label("Data folder").rect();
    assert!(window.ctx.content_rect().contains(card.center()), "{card:?}");
    assert!(window.query_all_by_label("Keep arrivals").count() > 0);
}

#[test]
fn the_main_api_has_not_answered_since_yesterday_and_twelve_wait() {
    let (mut window, _) = open(View { checkup: checked(but(waiting())), ..door() });
    assert!(window.query_all_by_label_contains("12 arrivals wait since").count() > 0);
    assert!(window.query_all_by_label_contains("Nobody listens at 10.0.0.5:8000.").count() > 0);
    window.get_by_label_contains("Nothing is lost");
    window.get_by_label_contains("See deliveries: 12 arrivals wait").click();
    window.run();
    window.get_by_label("Nothing is sent");
}

#[test]
fn each_thing_leads_to_where_it_is_mended() {
    let table: [(Action, &str, &str); 7] = [
        (Action::Settings(Section::Camera), "Camera settings", "Which camera"),
        (Action::Settings(Section::OtherHadir), "Settings of recognition", "By another Hadir"),
        (Action::Settings(Section::MainApi), "Settings of the main API", "School's main API"),
        (Action::Settings(Section::Server), "Server settings", "Other systems"),
        (Action::Enrol, "Enrol students", "Take pictures"),
        (Action::Students, "See the photos", "2 students"),
        (Action::Delivery, "See deliveries", "Nothing is sent"),
    ];
    for (action, button, there) in table {
        let check = Check::warning(Subject::Log, Text::said("so it is"), Text::said("Do this.")).mended(action);
        let (mut window, _) = open(View { checkup: checked(but(check)), ..door() });
        window.get_by_label(&format!("{button}: So it is.")).click();
        window.run();
        window.run();
        let found = window.get_by_label(there).rect();
        assert!(window.ctx.content_rect().contains(found.center()), "{there} at {found:?}");
    }
}

#[test]
fn the_worst_comes_first_and_the_rail_says_on_every_screen_that_there_is_something() {
    let (mut window, _) = window(morning());
    window.get_by_label("Check: 5 things need a look");
    press(&mut window, Key::F7);
    let top = |label: &str| window.query_all_by_label_contains(label).next().unwrap().rect().top();
    assert!(
        top("It is too dark") < top("420 MB free where") && top("12 arrivals wait since") < top("420 MB free where")
    );
    window.get_by_label("5 things need a look.");

    let (window, _) = open(in_order());
    window.get_by_role_and_label(Role::Tab, "Check");
}

#[test]
fn whoever_opens_it_has_it_looked_at_and_it_is_kept_fresh_until_they_leave() {
    let asked = |fake: &Fake| fake.sent().iter().filter(|command| **command == Command::CheckUp).count();
    let (mut window, fake) = open(door());
    window.get_by_label("Looking at everything…");
    assert_eq!(asked(&fake), 1);
    show(&mut window, &fake, good());
    // A quarter of a second each.
    (0..40).for_each(|_| window.step());
    let again = asked(&fake);
    assert!((2..=4).contains(&again), "{again}");
    window.get_by_label("Look again").click();
    window.run();
    assert!(asked(&fake) >= 1);
    press(&mut window, Key::F1);
    asked(&fake);
    (0..40).for_each(|_| window.step());
    assert_eq!(asked(&fake), 0);
}

#[test]
fn it_speaks_the_language_of_the_window() {
    let mut view = morning();
    Arc::make_mut(&mut view.settings).language.value = Language::Indonesian;
    let (window, _) = open(view);
    window.get_by_label("Ada 5 hal yang perlu Anda lihat.");
    window.get_by_label("Terlalu gelap: kamera hampir tidak melihat apa-apa.");
    assert!(window.query_all_by_label_contains("12 kehadiran menunggu sejak").count() > 0);
}
