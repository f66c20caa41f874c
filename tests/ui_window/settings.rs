use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::camera::CameraInfo;
use hadir::core::{Answer, FrameSize, Tolerance, Upsampling};
use hadir::settings::{Change, KeptIn, Origin, Secret, SecretName, SecretsKept, Settings, TextSize, Theme, Value};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::webhook::WebhookTest;
use hadir::words::{Language, Text};

use crate::fake::{Fake, Window, door, press, run_until, texts, window_of};

/// Tall enough that nothing has to be scrolled to.
const TALL: [f32; 2] = [1280.0, 5200.0];

fn settings(change: impl FnOnce(&mut Settings)) -> (Window, Arc<Fake>) {
    let mut view = door();
    change(Arc::make_mut(&mut view.settings));
    open(view, Chosen::Nothing)
}

fn open(view: View, answer: Chosen) -> (Window, Arc<Fake>) {
    let (mut window, fake) = window_of(TALL, view, answer);
    press(&mut window, Key::F8);
    assert_eq!(fake.sent(), [Command::MeasureGallery]);
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
        Change::Language(Language::Indonesian),
        Change::Theme(Theme::Dark),
        Change::Size(Some(FrameSize { width: 1280, height: 720 })),
    ];
    assert_eq!(changes(&fake), expected);
}

#[test]
fn text_grows_with_the_setting_and_with_keys_as_in_a_browser() {
    let (mut window, fake) = settings(|_| {});
    click(&mut window, "150 %");
    assert_eq!(changes(&fake), [Change::TextSize(TextSize::new(1.5).unwrap())]);

    let before = window.get_by_label("Size of text").rect();
    fake.show(|view| Arc::make_mut(&mut view.settings).text_size.value = TextSize::new(2.0).unwrap());
    window.run();
    window.run();
    assert_eq!(window.ctx.zoom_factor(), 2.0);
    assert_eq!(window.get_by_label("Size of text").rect().height(), before.height(), "in points");
    for (key, size) in [(Key::Minus, 1.75), (Key::Num0, 1.0)] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run();
        assert_eq!(changes(&fake), [Change::TextSize(TextSize::new(size).unwrap())]);
    }
    // There is nothing larger.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run();
    assert_eq!(changes(&fake), []);
}

#[test]
fn dates_are_written_in_the_language_chosen() {
    let (mut window, fake) = settings(|_| {});
    fake.show(|view| Arc::make_mut(&mut view.settings).language.value = Language::Indonesian);
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

/// What is typed into, by the name of the setting, which its label has as well.
fn field<'a>(window: &'a Window, label: &'a str) -> Node<'a> {
    let roles = [Role::TextInput, Role::PasswordInput];
    roles.into_iter().find_map(|role| window.query_by_role_and_label(role, label)).unwrap()
}

fn type_in(window: &mut Window, label: &str, text: &str) {
    field(window, label).focus();
    window.run();
    field(window, label).type_text(text);
    window.run();
}

#[test]
fn an_address_is_taken_and_what_is_none_is_refused_and_stays_to_be_put_right() {
    let (mut window, fake) = settings(|_| {});
    window.get_by_label("None: arrivals stay on this computer.");
    type_in(&mut window, "Address", "school.example");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label_contains("This is no address.");
    assert_eq!(field(&window, "Address").accesskit_node().value().as_deref(), Some("school.example"));
    field(&window, "Address").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    type_in(&mut window, "Address", "https://school.example/in?key=4711");
    assert!(window.query_by_label_contains("This is no address.").is_none());
    press(&mut window, Key::Enter);
    let url = "https://school.example/in?key=4711".to_owned();
    assert_eq!(changes(&fake), [Change::WebhookUrl(Some(url.clone()))]);

    fake.show(|view| Arc::make_mut(&mut view.settings).webhook_url.value = Some(url));
    window.run();
    assert!(window.query_by_label_contains("4711").is_none(), "who passes by need not read it");
    click(&mut window, "Send nothing");
    assert_eq!(changes(&fake), [Change::WebhookUrl(None)]);
}

#[test]
fn a_key_is_typed_unseen_kept_and_never_shown_again() {
    let (mut window, fake) = settings(|_| {});
    type_in(&mut window, "API key", "s3cret-4711");
    let seen = texts(&window);
    assert!(!seen.iter().any(|text| text.contains("4711")), "{seen:?}");
    press(&mut window, Key::Enter);
    let secret = Secret::new("s3cret-4711");
    assert_eq!(fake.sent(), [Command::SetSecret { name: SecretName::ApiKey, secret }]);

    let kept = SecretsKept { api_key: Some(KeptIn::Keyring), ..SecretsKept::default() };
    fake.show(|view| view.secrets = Arc::new(kept));
    window.run();
    window.get_by_label("Kept in this computer's keyring.");
    assert!(window.query_by_role_and_label(Role::PasswordInput, "API key").is_none());
    click(&mut window, "Replace the API key");
    let typed = field(&window, "API key").accesskit_node().value();
    assert_eq!(typed.unwrap_or_default(), "");
}

#[test]
fn a_secret_that_cannot_be_used_is_refused_with_its_reason_and_one_can_be_made() {
    let (mut window, fake) = settings(|_| {});
    fake.sent();
    type_in(&mut window, "Signing secret", "short");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(fake.sent(), []);
    let problem = hadir::webhook::check_secret(SecretName::WebhookSecret, &Secret::new("short").unwrap()).unwrap_err();
    window.get_by_label(&problem.text().to_string());

    click(&mut window, "Make a new one");
    let sent = fake.sent();
    let [Command::SetSecret { name: SecretName::WebhookSecret, secret: Some(made) }] = &sent[..] else {
        panic!("{sent:?}")
    };
    assert!(hadir::webhook::check_secret(SecretName::WebhookSecret, made).is_ok());
    window.get_by_label(made.expose());
    click(&mut window, "I have it");
    assert!(window.query_by_label(made.expose()).is_none(), "it is shown once");
    type_in(&mut window, "API key", "4711");
    press(&mut window, Key::F1);
    press(&mut window, Key::F8);
    let typed = field(&window, "API key").accesskit_node().value();
    assert_eq!(typed.unwrap_or_default(), "", "it is not there for the next who comes by");
}

#[test]
fn before_a_key_is_forgotten_it_is_asked() {
    let kept = SecretsKept { webhook_secret: Some(KeptIn::Keyring), ..SecretsKept::default() };
    let (mut window, fake) = open(View { secrets: Arc::new(kept), ..door() }, Chosen::Nothing);
    fake.sent();
    click(&mut window, "Forget the signing secret");
    assert_eq!(fake.sent(), []);
    window.get_by_label("Forget the signing secret?");
    window.query_all_by_label("Forget the signing secret").last().unwrap().click();
    window.run();
    assert_eq!(fake.sent(), [Command::SetSecret { name: SecretName::WebhookSecret, secret: None }]);
}

#[test]
fn where_there_is_no_keyring_it_is_said_where_keys_are_kept() {
    let file = PathBuf::from("/home/me/.config/hadir/secrets.toml");
    let kept =
        SecretsKept { api_key: Some(KeptIn::File(file.clone())), no_keyring: Some(file), ..SecretsKept::default() };
    let (window, _) = open(View { secrets: Arc::new(kept), ..door() }, Chosen::Nothing);
    window.get_by_label_contains("Kept in /home/me/.config/hadir/secrets.toml, which only you can read: this computer");
    window.get_by_label_contains("This computer has no keyring. It would be kept in /home/me/.config/hadir/");
}

#[test]
fn a_key_that_was_given_from_outside_is_changed_there() {
    let given = Some(KeptIn::Given(Origin::Environment("ATTENDANCE_API_KEY")));
    let kept = SecretsKept { api_key: given, ..SecretsKept::default() };
    let (window, _) = open(View { secrets: Arc::new(kept), ..door() }, Chosen::Nothing);
    window.get_by_label("Set by the environment variable ATTENDANCE_API_KEY");
    assert!(window.query_by_label("Replace the API key").is_none());
    assert!(window.query_by_role_and_label(Role::PasswordInput, "API key").is_none());
}

#[test]
fn unknown_faces_are_sent_only_when_the_person_wants_it_and_a_test_can_be_sent() {
    let (mut window, fake) = settings(|_| {});
    fake.sent();
    let test = |window: &Window| window.get_by_label("Send a test").accesskit_node().is_disabled();
    assert!(test(&window), "there is no address");
    fake.show(|view| view.deliveries.enabled = true);
    window.run();
    click(&mut window, "Send them, too");
    click(&mut window, "Send a test");
    assert_eq!(fake.sent(), [Command::Change(Change::SendUnknown(true)), Command::TestWebhook]);
    let answer = Answer { http_status: None, message: Text::said("The main API did not answer within 10 seconds.") };
    let at = jiff::Timestamp::now();
    fake.show(|view| view.deliveries.test = WebhookTest::Done { accepted: false, answer, at });
    window.run();
    window.get_by_label("The main API did not answer within 10 seconds.");
}

#[test]
fn arrivals_are_removed_earlier_only_after_a_question_and_kept_longer_without_one() {
    let (mut window, fake) = settings(|_| {});
    fake.sent();
    type_in(&mut window, "Days to keep arrivals", "1000");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(fake.sent(), []);
    window.get_by_label("Remove arrivals older than 1,000 days?");
    window.get_by_label_contains("deleted from this computer now");
    click(&mut window, "Leave it");
    assert_eq!(fake.sent(), []);
    type_in(&mut window, "Days to keep arrivals", "30");
    press(&mut window, Key::Enter);
    window.run();
    click(&mut window, "Remove them");
    assert_eq!(changes(&fake), [Change::RetentionDays(Some(30))]);

    fake.show(|view| Arc::make_mut(&mut view.settings).retention_days.value = Some(30));
    window.run();
    window.get_by_label("Arrivals older than 30 days are deleted, with their pictures.");
    window.get_by_role_and_label(Role::ComboBox, "Keep arrivals").click();
    window.run();
    click(&mut window, "For ever");
    assert_eq!(changes(&fake), [Change::RetentionDays(None)]);
    type_in(&mut window, "Days to keep arrivals", "soon");
    press(&mut window, Key::Enter);
    window.run();
    window.get_by_label_contains("It takes a number of days from 1 to 36500");
}
