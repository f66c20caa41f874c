use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::camera::CameraInfo;
use hadir::core::{FrameSize, Tolerance, Upsampling};
use hadir::settings::{Change, DateLanguage, Origin, Settings, Theme, Value};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;

use crate::fake::{Fake, Window, door, press, run_until, window_of};

/// Tall enough that nothing has to be scrolled to.
const TALL: [f32; 2] = [1280.0, 3600.0];

fn settings(change: impl FnOnce(&mut Settings)) -> (Window, Arc<Fake>) {
    let mut view = door();
    change(Arc::make_mut(&mut view.settings));
    open(view, Chosen::Nothing)
}

fn open(view: View, answer: Chosen) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of(TALL, view, answer);
    press(&mut window, Key::F6);
    (window, fake)
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

fn changes(fake: &Fake) -> Vec<Change> {
    let change = |command| match command {
        Command::Change(change) => change,
        other => panic!("{other:?} is no change"),
    };
    fake.sent().into_iter().map(change).collect()
}

#[test]
fn each_value_says_where_it_came_from() {
    let (window, _) = settings(|settings| {
        settings.tolerance = Value { value: Tolerance::DEFAULT, from: Origin::Environment("FACE_TOLERANCE") };
        settings.data = Value { value: PathBuf::from("/srv/faces"), from: Origin::Argument("--data") };
        settings.mirror.from = Origin::File;
    });
    window.get_by_label("Set by the environment variable FACE_TOLERANCE");
    window.get_by_label("Changed here, it holds until Hadir is closed; then FACE_TOLERANCE decides again.");
    window.get_by_label("Given when Hadir was started (--data)");
    window.get_by_label("A change here is kept in the settings file, but while --data is given, --data decides.");
    window.get_by_label("From the settings file");
    assert!(window.query_all_by_label("Default").count() >= 8);
    window.get_by_label("/srv/faces");
}

#[test]
fn a_webcam_is_chosen_from_those_found() {
    let camera = |source: &str, name: &str| CameraInfo { source: source.to_owned(), name: name.to_owned() };
    let cameras = vec![camera("0", "Integrated Camera"), camera("2", "USB Camera")];
    let (mut window, fake) = open(View { cameras: Some(Arc::new(cameras)), ..door() }, Chosen::Nothing);
    click(&mut window, "USB Camera");
    click(&mut window, "Look again");
    assert_eq!(fake.sent(), [Command::Change(Change::Source(Some("2".to_owned()))), Command::ListCameras]);
}

#[test]
fn a_camera_that_is_chosen_already_can_be_tried_again() {
    let camera = CameraInfo { source: "0".to_owned(), name: "Integrated Camera".to_owned() };
    let mut view = View { cameras: Some(Arc::new(vec![camera])), ..door() };
    Arc::make_mut(&mut view.settings).source.value = Some("0".to_owned());
    let (mut window, fake) = open(view, Chosen::Nothing);
    click(&mut window, "Integrated Camera");
    assert_eq!(changes(&fake), [Change::Source(Some("0".to_owned()))]);
}

#[test]
fn while_webcams_are_looked_for_it_says_so() {
    let (mut window, fake) = settings(|_| {});
    click(&mut window, "Look again");
    assert_eq!(fake.sent(), [Command::ListCameras]);
    fake.show(|view| view.cameras = None);
    window.run();
    window.get_by_label("Looking for webcams…");
    assert!(window.get_by_label("Look again").accesskit_node().is_disabled());
}

#[test]
fn a_camera_can_be_given_as_an_address() {
    let (mut window, fake) = settings(|_| {});
    window.get_by_label("File, folder or address").focus();
    window.run();
    window.get_by_label("File, folder or address").type_text("rtsp://10.0.0.7/live");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(changes(&fake), [Change::Source(Some("rtsp://10.0.0.7/live".to_owned()))]);
}

#[test]
fn a_video_is_chosen_by_dialog() {
    let (mut window, fake) = open(door(), Chosen::These(vec![PathBuf::from("/home/me/clip.mp4")]));
    click(&mut window, "A video…");
    let mut sent = Vec::new();
    run_until(&mut window, |_| {
        sent.extend(changes(&fake));
        !sent.is_empty()
    });
    assert_eq!(sent, [Change::Source(Some("/home/me/clip.mp4".to_owned()))]);
}

#[test]
fn switches_and_choices_take_effect_at_once() {
    let (mut window, fake) = settings(|_| {});
    click(&mut window, "Begin again at the end");
    click(&mut window, "Far: across a room");
    click(&mut window, "Bahasa Indonesia");
    click(&mut window, "Dark");
    window.get_by_role_and_label(Role::ComboBox, "Size of the picture").click();
    window.run();
    click(&mut window, "1280 × 720");
    let expected = [
        Change::Repeat(true),
        Change::Upsampling(Upsampling::new(2).unwrap()),
        Change::Dates(DateLanguage::Indonesian),
        Change::Theme(Theme::Dark),
        Change::Size(Some(FrameSize { width: 1280, height: 720 })),
    ];
    assert_eq!(changes(&fake), expected);
}

#[test]
fn dates_are_written_in_the_language_chosen() {
    let (mut window, fake) = settings(|_| {});
    fake.show(|view| Arc::make_mut(&mut view.settings).dates.value = DateLanguage::Indonesian);
    window.run();
    let days = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    assert!(days.iter().any(|day| window.query_by_label_contains(&format!("{day}, ")).is_some()));
}

#[test]
fn a_slider_tells_its_value_when_it_is_let_go_of() {
    let (mut window, fake) = settings(|_| {});
    let rect = window.get_by_role_and_label(Role::Slider, "How alike a face must be").rect();
    let inside = |share: f32| eframe::egui::pos2(rect.left() + rect.width() * share, rect.center().y);
    window.drag_at(inside(0.5));
    window.run();
    window.hover_at(inside(0.7));
    window.run();
    assert_eq!(fake.sent(), [], "while it is held, nothing changes");
    window.drop_at(inside(0.7));
    window.run();
    let sent = changes(&fake);
    assert!(matches!(sent[..], [Change::Tolerance(tolerance)] if tolerance.get() > 0.45), "{sent:?}");
}

#[test]
fn the_data_folder_is_changed_for_the_next_start() {
    let (mut window, fake) = settings(|_| {});
    window.get_by_label_contains("A change takes effect when Hadir is started again");
    window.get_by_label("Path of the data folder").focus();
    window.run();
    window.get_by_label("Path of the data folder").type_text("/srv/faces");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(changes(&fake), [Change::Data(PathBuf::from("/srv/faces"))]);
}
