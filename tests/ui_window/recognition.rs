//! Settings of recognition: the rule, and the gallery's own photos with the threshold between them.

use std::sync::Arc;

use eframe::egui::{self, Key, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{Rule, Scoring, StrangersNamed, StudentId};
use hadir::settings::Change;
use hadir::station::measure::{Day, Likeness, Logged, Measure, Measured, Tries};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;

use crate::fake::{Fake, Window, cut_texts, door, gallery, press, texts, window_of};

const LINE: &str = "How sure a name must be";

/// A school of 160 students with three photos each, and a yesterday.
pub fn school() -> View {
    let mut view = door();
    let names: Vec<String> = (0..160).map(|n| format!("student {n}")).collect();
    let students: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 3)).collect();
    view.gallery = Arc::new(gallery(&students));
    let least = Scoring::shipped().threshold(160, StrangersNamed::DEFAULT.get());
    let spread = |n: usize, from: f64, to: f64| -> Vec<f64> {
        (0..n).map(|at| from + (to - from) * (at as f64 + 0.5) / n as f64).collect()
    };
    let scores = Tries {
        same: [spread(40, least - 20.0, least - 0.1), spread(440, least + 0.1, least + 60.0)].concat(),
        others: spread(480, least - 80.0, least - 5.0),
        ..Tries::default()
    };
    let distances = Tries { same: spread(480, 0.2, 0.5), others: spread(480, 0.40, 0.8), ..Tries::default() };
    let likeness = Likeness { students: 160, scores, distances };
    let logged = |name: &str, over: Option<f64>, distance| Logged {
        student: StudentId::parse(name).ok(),
        score: over.map(|over| least + over),
        distance,
        is_corrected: false,
    };
    let arrivals = vec![
        logged("budi", Some(60.0), 0.31),
        logged("anto", Some(0.5), 0.44),
        logged("", Some(-8.0), 0.52),
        logged("", Some(9.0), 0.5),
        logged("citra", None, 0.35),
    ];
    let day = Day { is_yesterday: true, arrivals, ..Day::default() };
    let measured = Measured::of(&view.gallery.templates, likeness, Some(day));
    view.measure = Measure { running: None, result: Some(Arc::new(measured)) };
    view
}

fn open_at(size: [f32; 2], view: View) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of(size, view, Chosen::Nothing);
    press(&mut window, Key::F8);
    assert_eq!(fake.sent(), [Command::MeasureGallery]);
    (window, fake)
}

fn open(view: View) -> (Window, Arc<Fake>) {
    open_at([1280.0, 5200.0], view)
}

pub fn by_distance(mut view: View) -> View {
    Arc::make_mut(&mut view.settings).rule.value = Rule::Nearest;
    view
}

pub fn with(view: &mut View, likeness: Likeness, day: Option<Day>) {
    let measured = Measured::of(&view.gallery.templates, likeness, day);
    view.measure.result = Some(Arc::new(measured));
}

fn line(window: &Window, name: &str) -> egui::Rect {
    window.get_by_role_and_label(Role::Slider, name).rect()
}

#[test]
fn the_rule_is_chosen_in_words() {
    let (mut window, fake) = open(school());
    window.get_by_label("By the nearest photo").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::Rule(Rule::Nearest))]);
    fake.show(|view| Arc::make_mut(&mut view.settings).rule.value = Rule::Nearest);
    window.run();
    assert!(window.query_by_role_and_label(Role::Slider, LINE).is_none());
    window.get_by_label("When it is sure (recommended)").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::Rule(Rule::Sure))]);
}

#[test]
fn it_is_said_what_the_threshold_means_in_this_school_and_for_yesterday() {
    let (window, _) = open(school());
    window.get_by_label("About 1 stranger in 400 would get a name. About 1 student in 12 would have to look again.");
    window.get_by_label_contains("Of 480 photos of your students, tried against everybody else's, none would");
    window.get_by_label("Yesterday: all 2 names would stand.");
    window.get_by_label_contains("1 of 3 names were recorded without how sure they were");
    assert!(window.query_by_label_contains("would have got one").is_none(), "between two, it has no name anyway");
    for text in
        ["Photos of the same student", "Photos of somebody else", "unlike", "alike", "gets a name", "no name", "usual"]
    {
        assert!(texts(&window).iter().any(|drawn| drawn == text), "{text}");
    }
}

#[test]
fn dragging_the_line_changes_the_words_at_once_and_the_setting_when_it_is_let_go_of() {
    let (mut window, fake) = open(school());
    let rect = line(&window, LINE);
    let inside = |share: f32| egui::pos2(rect.left() + rect.width() * share, rect.center().y);
    window.drag_at(inside(0.6));
    window.run();
    window.hover_at(inside(0.01));
    window.run();
    window.get_by_label("Yesterday: 1 face without a name would have got one.");
    window.hover_at(inside(0.99));
    window.run();
    assert_eq!(fake.sent(), [], "while it is held, nothing changes");
    window.get_by_label_contains("About 1 stranger in 10,000 would get a name.");
    window.get_by_label_contains("look again\u{201d}: anto.");
    window.drop_at(inside(0.99));
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::StrangersNamed(StrangersNamed::new(0.0001).unwrap()))]);
    window.get_by_label_contains("About 1 stranger in 10,000 would get a name.");
}

#[test]
fn the_line_is_a_slider_for_the_keyboard() {
    let (mut window, fake) = open(school());
    window.get_by_role_and_label(Role::Slider, LINE).focus();
    window.run();
    press(&mut window, Key::ArrowRight);
    assert_eq!(fake.sent(), [Command::Change(Change::StrangersNamed(StrangersNamed::new(1.0 / 500.0).unwrap()))]);
    let node = window.get_by_role_and_label(Role::Slider, LINE);
    assert_eq!(node.accesskit_node().value().as_deref(), Some("About 1 stranger in 500 would get a name."));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    let last = fake.sent().pop();
    assert_eq!(last, Some(Command::Change(Change::StrangersNamed(StrangersNamed::new(1.0 / 300.0).unwrap()))));
}

#[test]
fn by_the_nearest_photo_the_line_is_the_tolerance() {
    let (mut window, fake) = open(by_distance(school()));
    window.get_by_label("A name for faces within a distance of 0.45.");
    window.get_by_label_contains("as this rule decides at the door");
    window.get_by_label_contains(
        "About 1 stranger in 8 would get a name. About 1 student in 6 would have to look again.",
    );
    window.get_by_label("Yesterday: all 3 names would stand.");
    let rect = line(&window, "How alike a face must be");
    // Further right is more alike: a smaller distance.
    let at = egui::pos2(rect.left() + rect.width() * 0.8, rect.center().y);
    window.drag_at(at);
    window.run();
    window.drop_at(at);
    window.run();
    let sent = fake.sent();
    assert!(matches!(sent[..], [Command::Change(Change::Tolerance(tolerance))] if tolerance.get() < 0.4), "{sent:?}");
    window.get_by_label_contains("anto");
}

#[test]
fn what_a_small_gallery_cannot_say_is_not_said() {
    let mut view = door();
    let scores = Tries { same: vec![], others: vec![-20.0, -10.0], ..Tries::default() };
    with(&mut view, Likeness { students: 2, scores: scores.clone(), distances: scores }, None);
    let (mut window, fake) = open(view);
    window.get_by_label_contains("cannot be seen with one photo of each");
    assert!(texts(&window).iter().any(|text| text == "Nothing to compare yet"));
    fake.show(|view| {
        let scores = Tries { same: vec![30.0; 6], others: vec![-20.0; 9], ..Tries::default() };
        with(view, Likeness { students: 3, scores: scores.clone(), distances: scores }, None);
    });
    window.run();
    window.get_by_label_contains("There are too few students with several photos");
    fake.show(|view| with(view, Likeness::default(), None));
    window.run();
    window.get_by_label_contains("With two students enrolled or more");
}

#[test]
fn measuring_shows_how_far_it_is_and_can_be_cancelled_and_begun_again() {
    let (mut window, fake) = open(door());
    fake.show(|view| view.measure.running = Some((120, 480)));
    window.run();
    window.get_by_role_and_label(Role::ProgressIndicator, "Comparing the photos: 120 of 480");
    window.get_by_label("Cancel").click();
    window.run();
    assert_eq!(fake.sent(), [Command::CancelMeasure]);
    fake.show(|view| view.measure.running = None);
    window.run();
    assert_eq!(fake.sent(), [], "the person does not want it");
    window.get_by_label("Compare the photos").click();
    window.run();
    assert_eq!(fake.sent(), [Command::MeasureGallery]);
}

#[test]
fn the_gallery_is_measured_anew_when_it_changes() {
    let (mut window, fake) = open(school());
    fake.show(|view| Arc::make_mut(&mut view.gallery).templates = Arc::default());
    window.run();
    window.run();
    assert_eq!(fake.sent(), [Command::MeasureGallery]);
}

#[test]
fn the_drawing_fits_where_there_is_little_room() {
    for size in [[800.0, 480.0], [1024.0, 768.0], [1440.0, 900.0]] {
        for view in [school(), by_distance(school())] {
            let (mut window, _) = open_at(size, view);
            let slider = window.get_all_by_role(Role::Slider).next().unwrap();
            slider.scroll_to_me();
            window.run();
            assert_eq!(cut_texts(&window), Vec::<String>::new(), "{size:?}");
        }
    }
}
