use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Role;
use egui_kittest::kittest::Queryable;
use hadir::core::{FaceBox, Flaw, Standing};
use hadir::settings::Change;
use hadir::station::view::{CameraState, EngineState};
use hadir::station::{Command, View};
use hadir::words::Text;

use crate::fake::{Window, arrival, door, frame, gallery, given_up, id, overlay, queued, sent, window, window_of};

pub fn with_arrivals() -> View {
    let arrivals =
        vec![arrival(2, Some("budi"), 0.3812), arrival(1, None, 0.71), arrival(0, Some("Citra Lestari"), 0.41)];
    View { arrivals: Arc::new(arrivals), ..door() }
}

#[test]
fn who_was_recognised_is_listed_newest_first() {
    let (window, _) = window(with_arrivals());
    let budi = window.get_by_label("budi").rect();
    let unknown = window.get_by_label("Unknown").rect();
    let citra = window.get_by_label("Citra Lestari").rect();
    assert!(budi.top() < unknown.top() && unknown.top() < citra.top());
    window.get_by_label("distance 0.38");
}

#[test]
fn unknown_faces_can_be_left_out_of_the_list() {
    let (mut window, _) = window(with_arrivals());
    window.get_by_label("Hide unknown faces").click();
    window.run();
    assert!(window.query_by_label("Unknown").is_none());
    window.get_by_label("budi");
}

#[test]
fn a_row_that_comes_moves_nothing_but_the_rows() {
    let (mut window, fake) = window(with_arrivals());
    let before = window.get_by_label("Hide unknown faces").rect();
    let second = window.get_by_label("Unknown").rect();
    fake.show(|view| Arc::make_mut(&mut view.arrivals).insert(0, arrival(3, Some("dewi"), 0.2)));
    window.run();
    assert_eq!(window.get_by_label("Hide unknown faces").rect(), before);
    assert_eq!(window.get_by_label("budi").rect().top(), second.top(), "each row takes the place of the one below");
}

#[test]
fn faces_in_the_picture_are_named_with_their_distance() {
    let mut view = door();
    let face = FaceBox::new(100, 300, 220, 180);
    let stranger = FaceBox::new(90, 560, 210, 440);
    let preview = frame(5);
    view.overlay = Some(Arc::new(overlay(&preview, &[(Some("budi"), 0.3812, face), (None, 0.7, stranger)])));
    view.preview = Some(Arc::new(preview));
    let (window, _) = window(view);
    window.get_by_label("budi, distance 0.38");
    window.get_by_label("Not enrolled, distance 0.70");
}

#[test]
fn a_face_without_a_name_is_told_what_to_do_about_it() {
    let cases = [
        (Flaw::TooSmall { width: 55, needed: 60 }, "Come a little closer"),
        (Flaw::TooSmall { width: 20, needed: 60 }, "Come much closer"),
        (Flaw::TooDark, "Too dark here"),
        (Flaw::TurnedAway, "Look at the camera"),
        (Flaw::Blurred, "Hold still"),
    ];
    for (flaw, said) in cases {
        for standing in [Standing::Looking, Standing::Decided] {
            let mut view = door();
            let preview = frame(5);
            let mut faces = overlay(&preview, &[(None, 0.7, FaceBox::new(100, 300, 220, 180))]);
            (faces.faces[0].flaw, faces.faces[0].standing) = (Some(flaw), standing);
            view.overlay = Some(Arc::new(faces));
            view.preview = Some(Arc::new(preview));
            let (mut window, fake) = window(view);
            window.get_by_label(said);
            assert!(window.query_by_label_contains("Not enrolled").is_none(), "one reason at a time");
            fake.show(|view| {
                let faces = Arc::make_mut(view.overlay.as_mut().unwrap());
                faces.faces[0].found.student = Some(id("budi"));
                (faces.faces[0].flaw, faces.faces[0].standing) = (None, Standing::Decided);
            });
            window.run();
            assert!(window.query_by_label(said).is_none());
        }
    }
}

#[test]
fn mirroring_turns_the_faces_round() {
    let mut view = door();
    let preview = frame(5);
    let left = FaceBox::new(200, 150, 300, 50);
    view.overlay = Some(Arc::new(overlay(&preview, &[(Some("budi"), 0.38, left)])));
    view.preview = Some(Arc::new(preview));
    let settings = Arc::make_mut(&mut view.settings);
    settings.mirror.value = false;
    let (mut window, fake) = window(view);
    let plain = window.get_by_label("budi, distance 0.38").rect();
    window.get_by_label("Show the picture as a mirror").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::Mirror(true))]);
    fake.show(|view| Arc::make_mut(&mut view.settings).mirror.value = true);
    window.run();
    let mirrored = window.get_by_label("budi, distance 0.38").rect();
    assert!(mirrored.center().x > plain.center().x + 100.0, "{plain:?} {mirrored:?}");
}

#[test]
fn names_go_when_recognition_falls_far_behind_the_picture() {
    let mut view = door();
    let looked_at = frame(5);
    view.overlay = Some(Arc::new(overlay(&looked_at, &[(Some("budi"), 0.38, FaceBox::new(100, 300, 220, 180))])));
    let mut newest = frame(90);
    newest.captured_at = looked_at.captured_at + Duration::from_secs(3);
    view.preview = Some(Arc::new(newest));
    let (window, _) = window(view);
    assert!(window.query_by_label("budi, distance 0.38").is_none());
}

#[test]
fn trouble_with_the_camera_says_what_happened_and_what_to_do() {
    let (mut window, fake) = window(View {
        camera: CameraState::Trouble {
            name: "Door camera".to_owned(),
            message: Text::said("Door camera is in use by another program"),
            advice: Text::said("Close the other program."),
        },
        ..door()
    });
    window.get_by_label("Door camera is in use by another program");
    window.get_by_label("Close the other program.");
    window.get_by_label("Hadir keeps trying by itself.");
    window.get_by_label("Choose another camera").click();
    window.run();
    window.get_by_label("Which camera");
    assert_eq!(fake.sent(), [Command::MeasureGallery], "the settings compare the photos when they are opened");
}

#[test]
fn without_a_camera_there_is_a_way_to_choose_one() {
    let (mut window, fake) = window(View { camera: CameraState::None, cameras: None, ..door() });
    window.get_by_label("No camera is chosen");
    window.get_by_label("Choose a camera").click();
    window.run();
    assert_eq!(
        fake.sent(),
        [Command::ListCameras, Command::MeasureGallery],
        "the settings look for webcams when they are opened"
    );
    window.run();
    assert_eq!(fake.sent(), [], "and only once");
}

#[test]
fn what_ended_and_what_is_being_opened_are_told_apart() {
    let (mut window, fake) = window(View { camera: CameraState::Opening { name: "clip.mp4".to_owned() }, ..door() });
    assert!(window.query_all_by_label("Opening clip.mp4").count() >= 1);
    fake.show(|view| view.camera = CameraState::Ended { name: "clip.mp4".to_owned() });
    window.run();
    window.get_by_label("clip.mp4 has come to its end");
}

#[test]
fn what_has_ended_can_be_played_again() {
    let source = Some("/home/me/clip.mp4".to_owned());
    let mut view = View { camera: CameraState::Ended { name: "clip.mp4".to_owned() }, ..door() };
    Arc::make_mut(&mut view.settings).source.value = source.clone();
    let (mut window, fake) = window(view);
    window.get_by_label("Play again").click();
    window.run();
    assert_eq!(fake.sent(), [Command::Change(Change::Source(source))]);
}

#[test]
fn recognition_that_failed_can_be_tried_again() {
    let engine = EngineState::Failed {
        message: Text::said("A model file is missing."),
        advice: Text::said("Run `make models`."),
    };
    let (mut window, fake) = window(View { engine, ..door() });
    window.get_by_label("A model file is missing.");
    window.get_by_label("Run `make models`.");
    window.get_by_label("Try again").click();
    window.run();
    assert_eq!(fake.sent(), [Command::RetryEngine]);
}

#[test]
fn while_the_models_are_read_the_feed_says_so() {
    let (window, _) = window(View { engine: EngineState::Loading, ..door() });
    window.get_by_label("Getting ready to recognise faces…");
}

#[test]
fn with_nobody_enrolled_the_list_leads_to_enrolling() {
    let (mut window, _) = window(View { gallery: Arc::new(gallery(&[])), ..door() });
    window.get_by_label("Nobody is enrolled");
    window.get_by_label("Enrol a student").click();
    window.run();
    window.get_by_label("Take pictures");
}

#[test]
fn on_a_small_screen_the_list_can_be_asked_for() {
    let (mut window, _) = window_of([800.0, 480.0], with_arrivals(), hadir::ui::files::Chosen::Nothing);
    assert!(window.query_by_label("Hide unknown faces").is_none());
    window.get_by_label("Show the list of who was recognised").click();
    window.run();
    window.get_by_label("Hide unknown faces");
}

#[test]
fn an_idle_window_does_not_draw_itself_again_and_again() {
    let (mut window, _) = window(with_arrivals());
    assert!(window.run() <= 2, "nothing changed, and still it is drawn");
}

#[test]
fn each_arrival_shows_how_far_it_is_on_its_way() {
    let mut view = with_arrivals();
    let states = [Some(queued(0, None)), Some(given_up(422, "student unknown")), None];
    for (arrival, delivery) in Arc::make_mut(&mut view.arrivals).iter_mut().zip(states) {
        arrival.delivery = delivery;
    }
    let (mut window, fake) = window(view);
    let beside = |window: &Window, name: &str, word: &str| {
        let (row, icon) = (window.get_by_label(name).rect(), window.get_by_label(word).rect());
        assert!(icon.left() > row.right() && icon.y_range().contains(row.center().y + 10.0), "{name}: {word}");
    };
    beside(&window, "budi", "Waiting");
    beside(&window, "Unknown", "Failed");
    assert_eq!(
        window.query_all_by_role(Role::Image).count(),
        1 + 2,
        "the picture, and none for what is not to be sent"
    );

    fake.show(|view| {
        let arrivals = Arc::make_mut(&mut view.arrivals);
        arrivals[0].delivery = Some(queued(2, Some((500, "no database"))));
        arrivals[1].delivery = Some(sent("thank you"));
    });
    window.run();
    beside(&window, "budi", "Trying again");
    beside(&window, "Unknown", "Sent");
}
