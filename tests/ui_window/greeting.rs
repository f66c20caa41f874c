use std::sync::Arc;

use egui_kittest::kittest::{NodeT, Queryable};
use hadir::core::{FaceBox, Standing};
use hadir::station::View;
use hadir::station::view::{Heard, Remote};
use hadir::words::Language;

use crate::fake::{Fake, Window, arrival, cut_texts, door, frame, id, overlay, texts, window, window_of};
use hadir::ui::files::Chosen;

fn arrives(fake: &Fake, number: i64, name: Option<&str>) {
    fake.show(|view| Arc::make_mut(&mut view.arrivals).insert(0, arrival(number, name, 0.3)));
}

/// Who is greeted, by name, the newest first.
fn greeted(window: &Window) -> Vec<String> {
    let cards = window.query_all_by_label_contains(", ").filter(|node| {
        let label = node.accesskit_node().label().unwrap_or_default();
        label.starts_with("Good ") || label.starts_with("Selamat ")
    });
    let mut cards: Vec<_> =
        cards.map(|node| (node.rect().bottom(), node.accesskit_node().label().unwrap_or_default())).collect();
    cards.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    cards.into_iter().map(|(_, label)| label.split_once(", ").unwrap().1.to_owned()).collect()
}

fn wait(window: &mut Window, seconds: f64) {
    // A quarter of a second each.
    window.run_steps((seconds * 4.0).ceil() as usize);
}

#[test]
fn whoever_was_just_recorded_is_greeted_large_and_for_some_seconds() {
    let (mut window, fake) = window_of([1024.0, 600.0], door(), Chosen::Nothing);
    arrives(&fake, 1, Some("budi"));
    window.run();
    assert_eq!(greeted(&window), ["budi"]);
    let card = window.get_by_label_contains(", budi").rect();
    assert!(card.height() > 84.0 && card.width() > 250.0, "{card:?} is read from two metres");
    assert_eq!(cut_texts(&window), Vec::<String>::new());
    wait(&mut window, 3.0);
    assert_eq!(greeted(&window), ["budi"]);
    wait(&mut window, 3.0);
    assert_eq!(greeted(&window), Vec::<String>::new());
}

#[test]
fn several_are_greeted_below_each_other_and_the_rest_when_there_is_room() {
    let (mut window, fake) = window(door());
    for (number, name) in ["anto", "budi", "citra", "dewi", "eka"].into_iter().enumerate() {
        arrives(&fake, number as i64, Some(name));
    }
    window.step();
    assert_eq!(greeted(&window), ["citra", "budi", "anto"], "the newest of the three lowest and largest");
    wait(&mut window, 2.0);
    assert_eq!(greeted(&window), ["eka", "dewi", "citra"]);
}

#[test]
fn a_stranger_is_not_greeted_and_only_a_quiet_mark_says_that_somebody_came() {
    let (mut window, fake) = window(door());
    arrives(&fake, 1, None);
    window.run();
    assert_eq!(greeted(&window), Vec::<String>::new());
    window.get_by_label("Somebody came who is not enrolled");
    wait(&mut window, 3.0);
    assert!(window.query_by_label("Somebody came who is not enrolled").is_none());
}

#[test]
fn nobody_is_greeted_twice_or_by_a_name_that_was_corrected() {
    let (mut window, fake) = window(door());
    arrives(&fake, 1, Some("budi"));
    window.run();
    arrives(&fake, 2, Some("budi"));
    arrives(&fake, 3, Some("citra"));
    window.run();
    assert_eq!(greeted(&window), ["citra", "budi"]);
    fake.show(|view| {
        let arrivals = Arc::make_mut(&mut view.arrivals);
        arrivals[0].recognition.student = Some(id("dewi"));
        arrivals[1].recognition.student = None;
    });
    window.run();
    assert_eq!(greeted(&window), ["dewi"]);
}

#[test]
fn who_came_before_the_window_opened_or_long_ago_is_not_greeted() {
    let (mut window, fake) = window(View { arrivals: Arc::new(vec![arrival(1, Some("budi"), 0.3)]), ..door() });
    assert_eq!(greeted(&window), Vec::<String>::new());
    fake.show(|view| {
        let mut late = arrival(2, Some("citra"), 0.3);
        late.at = "2026-01-05T00:00:00Z".parse().unwrap();
        Arc::make_mut(&mut view.arrivals).insert(0, late);
    });
    window.run();
    assert_eq!(greeted(&window), Vec::<String>::new());
}

#[test]
fn a_greeting_is_where_the_faces_are_not() {
    for (top, is_above) in [(40, false), (330, true)] {
        let mut view = door();
        let preview = frame(5);
        view.overlay = Some(Arc::new(overlay(&preview, &[(None, 0.7, FaceBox::new(top, 300, top + 90, 200))])));
        view.preview = Some(Arc::new(preview));
        let (mut window, fake) = window(view);
        arrives(&fake, 1, Some("budi"));
        window.run();
        let card = window.get_by_label_contains(", budi").rect();
        assert_eq!(card.center().y < 400.0, is_above, "{card:?}");
    }
}

#[test]
fn a_greeting_lies_over_no_question() {
    for top in [60, 380] {
        let mut view = door();
        let preview = frame(5);
        let mut faces = overlay(&preview, &[(None, 0.4, FaceBox::new(top, 300, top + 90, 200))]);
        faces.faces[0].standing = Standing::Unsure(["budi", "Citra Lestari"].map(id));
        faces.faces[0].track = Some(1);
        view.overlay = Some(Arc::new(faces));
        view.preview = Some(Arc::new(preview));
        let (mut window, fake) = window_of([1024.0, 600.0], view, Chosen::Nothing);
        for (number, name) in ["anto", "eka", "fitri"].into_iter().enumerate() {
            arrives(&fake, number as i64, Some(name));
        }
        window.run();
        let question = window.get_by_label("It is neither of them (key 0)").rect();
        assert_eq!(greeted(&window).len(), 3);
        for name in ["anto", "eka", "fitri"] {
            let card = window.get_by_label_contains(&format!(", {name}")).rect();
            assert!(!card.intersects(question), "{card:?} lies over {question:?}");
        }
    }
}

#[test]
fn students_are_greeted_in_the_language_chosen() {
    let mut view = door();
    Arc::make_mut(&mut view.settings).language.value = Language::Indonesian;
    let (mut window, fake) = window(view);
    arrives(&fake, 1, Some("budi"));
    window.run();
    let times = ["Selamat pagi", "Selamat siang", "Selamat sore", "Selamat malam"];
    let said = texts(&window);
    assert!(times.iter().any(|time| said.iter().any(|text| text == time)), "{said:?}");
}

#[test]
fn whom_another_hadir_recognises_at_this_camera_is_greeted_and_at_another_is_not() {
    let heard = |number, label: &str, answered| Heard {
        number,
        at: jiff::Timestamp::now(),
        last_at: jiff::Timestamp::now(),
        label: label.to_owned(),
        distance: Some(0.3),
        fate: None,
        crop: None,
        answered,
        announced: !answered,
    };
    let remote = Remote { place: "10.0.0.5:8000".to_owned(), ..Remote::default() };
    let (mut window, fake) = window(View { remote: Some(remote), ..door() });
    fake.show(|view| {
        let remote = view.remote.as_mut().unwrap();
        remote.heard = Arc::new(vec![heard(2, "Citra Lestari", true), heard(1, "budi", false)]);
    });
    window.run();
    assert_eq!(greeted(&window), ["Citra Lestari"]);
}
