//! The screens behind the door: the log, deliveries, the settings, and another Hadir that names the faces.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Key;
use hadir::camera::CameraInfo;
use hadir::core::Answer;
use hadir::journal::{Choices, Filter, Page, Row};
use hadir::remote::{Following, Health, Outcome};
use hadir::settings::{KeptIn, NO_ORIGIN, Origin, Secret, SecretsKept};
use hadir::station::View;
use hadir::station::measure::{Day, Likeness, Measured, Tries};
use hadir::station::view::{Asking, Export, ExportEnd, RemoteTest, ServerState};
use hadir::ui::files::Chosen;
use hadir::webhook::{Deliveries, Pause, WebhookTest};
use hadir::words::Text;
use jiff::{SignedDuration, Timestamp};

use super::Reader;
use crate::delivery::{busy, mixed};
use crate::elsewhere::{change, client, fate, trouble};
use crate::fake::{answer, door, row, sent};
use crate::log::few;
use crate::recognition::{by_distance, school};
use crate::window::refused_by_api;

/// Tall enough for every setting.
const TALL: [f32; 2] = [1280.0, 4200.0];

fn log(about: &'static str, view: View, total: usize, rows: fn(usize) -> Row) -> Reader {
    let reader = Reader::new(about, view);
    reader.fake.answer_log(total, rows);
    reader.open(Key::F5)
}

fn settings(about: &'static str, view: View) -> Reader {
    Reader::of(TALL, about, view, Chosen::Nothing).open(Key::F8)
}

#[test]
fn the_words_of_the_log_are_from_the_files() {
    let choices = Choices { cameras: vec!["Door camera".to_owned()] };
    let mut reader = log("log", View { log_choices: Arc::new(choices), ..door() }, 8, few);
    reader.read_closely();
    for filter in ["Who", "Camera", "Delivery", "Day"] {
        reader.press(filter).key(Key::Escape);
    }
    reader.focus("Arrivals");
    for _ in 0..8 {
        reader.key(Key::ArrowDown);
        reader.key(Key::Enter).read_closely();
        reader.key(Key::Enter);
    }
    reader.key(Key::Home).key(Key::Enter).press("Not right? Correct…").read_closely().key(Key::Escape);
    reader.press("Add by hand…").read_closely().type_into("Search those enrolled", "zzz").key(Key::Escape);
    reader.press("Export…").read_closely().type_into("File", "/srv/log.txt").read_closely().key(Key::Escape);
    reader.press("Day").press("Yesterday").read_closely();
    reader.done();

    let mut reader = log("log of one", door(), 1, few);
    reader.read().done();
    let mut reader = log("no log", door(), 0, few);
    reader.read_closely().press("Who").press("By hand").read_closely().done();
    let mut reader = Reader::new("counting", door()).open(Key::F5);
    reader.read_closely();
    let page = Page { filter: Filter::default(), total: 0, first: 0, rows: Vec::new() };
    reader.show(|view| view.log = Some(Arc::new(page))).done();
}

#[test]
fn the_words_of_an_export_are_from_the_files() {
    let running = Export { file: PathBuf::from("/home/me/log.xlsx"), written: 12_000, total: 1_000_000, ended: None };
    let mut reader = log("export", View { export: Some(running.clone()), ..door() }, 8, few);
    reader.read_closely();
    let ends = [ExportEnd::Done, ExportEnd::Cancelled, ExportEnd::Failed { message: Text::NOTHING }];
    for ended in ends {
        reader.show(|view| view.export = Some(Export { ended: Some(ended), ..running.clone() })).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_of_deliveries_are_from_the_files() {
    let reader = Reader::new("deliveries", View { deliveries: busy(), ..door() });
    reader.fake.answer_log(2, mixed);
    let mut reader = reader.open(Key::F6);
    reader.read_closely();
    for tab in ["Trying again (3)", "Failed (4)", "Sent", "Not yet sent (12)"] {
        reader.fake.answer_log(2, mixed);
        reader.press(tab);
        reader.fake.answer_log(0, mixed);
        reader.press("Sent").press(tab);
    }
    reader.press("Send all 4 failed again").read_closely().press("Leave them");
    let now = Timestamp::now();
    let soon = now + SignedDuration::from_mins(10);
    let one = Deliveries { enabled: true, queued: 1, retrying: 0, given_up: 1, ..Deliveries::default() };
    for deliveries in [
        Deliveries { enabled: true, ..Deliveries::default() },
        Deliveries { next_due: Some(soon), ..busy() },
        Deliveries { next_due: Some(now), ..busy() },
        Deliveries { queued: 0, ..busy() },
        Deliveries { paused: Some(Pause::ByPerson), ..busy() },
        refused_by_api(),
        Deliveries { paused: Some(Pause::Asked { until: soon }), ..busy() },
        Deliveries { last: Some((now, answer((201, "welcome")))), ..busy() },
        Deliveries { last: Some((now, answer((204, "")))), ..one.clone() },
        Deliveries { queued: 0, ..one },
    ] {
        reader.show(|view| view.deliveries = deliveries).read_closely();
    }
    let done = |accepted, said| WebhookTest::Done { accepted, answer: answer(said), at: now };
    for test in [WebhookTest::Sending, done(true, (200, "welcome")), done(false, (404, "no such page"))] {
        reader.show(|view| view.deliveries.test = test).read_closely();
    }
    reader.done();
}

#[test]
fn the_words_of_the_settings_are_from_the_files() {
    let mut view = door();
    let values = Arc::make_mut(&mut view.settings);
    values.tolerance.from = Origin::Environment("FACE_TOLERANCE");
    values.data.from = Origin::Argument("--data");
    values.mirror.from = Origin::File;
    values.cooldown.from = Origin::DotEnv("FACE_TOLERANCE");
    let camera = |source: &str, name: &str| CameraInfo { source: source.to_owned(), name: name.to_owned() };
    let cameras = vec![camera("0", "Integrated Camera"), camera("2", "USB Camera")];
    view.cameras = Some(Arc::new(cameras));
    let mut reader = settings("settings", view);
    reader.read_closely();
    for combo in ["Size of the picture", "Pictures a second", "Keep arrivals"] {
        reader.press(combo).key(Key::Escape);
    }
    reader.type_into("Days to keep arrivals", "30").key(Key::Enter);
    reader.press("Leave it").type_into("Days to keep arrivals", "zzz").key(Key::Enter);
    reader.type_into("Address", "zzz").key(Key::Enter);
    reader.type_into("Signing secret", "bud").key(Key::Enter);
    reader.press("Make a new one").read();
    reader.show(|view| {
        view.cameras = None;
        let values = Arc::make_mut(&mut view.settings);
        values.retention_days.value = Some(30);
        values.webhook_url.value = Some("https://school.example/".to_owned());
        values.source.value = Some("/home/me/clip.mp4".to_owned());
    });
    reader.read_closely().done();
}

#[test]
fn the_words_about_keys_are_from_the_files() {
    let file = PathBuf::from("/home/me/.config/hadir/secrets.toml");
    let given = KeptIn::Given(Origin::Environment("ATTENDANCE_API_KEY"));
    for kept in [KeptIn::Keyring, KeptIn::Memory, KeptIn::File(file.clone()), given] {
        let mut view = client();
        view.secrets = Arc::new(SecretsKept {
            api_key: Some(kept.clone()),
            webhook_secret: Some(kept.clone()),
            server_key: Some(kept.clone()),
            remote_key: Some(kept.clone()),
            ..SecretsKept::default()
        });
        let values = Arc::make_mut(&mut view.settings);
        values.serve.value = true;
        values.host.value = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
        let mut reader = settings("keys", view);
        reader.read();
        if kept == KeptIn::Keyring {
            reader.read_closely();
            reader.press("Forget the signing secret").read_closely().key(Key::Escape);
            reader.press("Replace the API key").read_closely();
            reader.press("Make another").read_closely().key(Key::Escape);
            reader.show(|view| view.server_key = Secret::new("4711")).read_closely();
        }
        reader.done();
    }
    let mut view = client();
    view.secrets = Arc::new(SecretsKept { no_keyring: Some(file), ..SecretsKept::default() });
    settings("no keyring", view).read().done();
}

#[test]
fn the_words_about_the_server_for_other_systems_are_from_the_files() {
    let mut view = door();
    let values = Arc::make_mut(&mut view.settings);
    values.serve.value = true;
    values.origins.value = vec!["https://intranet.school.example".to_owned(), NO_ORIGIN.to_owned()];
    values.tls_certificate.value = Some(PathBuf::from("/etc/school/hadir.pem"));
    let mut reader = settings("server", view);
    for server in [
        ServerState::Starting,
        ServerState::Running {
            url: "http://127.0.0.1:8000".to_owned(),
            others: vec!["http://192.168.1.20:8000".to_owned()],
            needs_key: true,
        },
        ServerState::Failed { message: Text::NOTHING, advice: Text::NOTHING },
        ServerState::Off,
    ] {
        reader.show(|view| view.server = server).read();
    }
    for host in ["0.0.0.0", "192.168.1.20"] {
        let host = host.parse().unwrap();
        reader.show(|view| Arc::make_mut(&mut view.settings).host.value = host).read();
    }
    reader.type_into("Port", "70000").key(Key::Enter);
    reader.type_into("Address of a site", "school.example/").key(Key::Enter).done();
}

#[test]
fn the_words_about_the_threshold_are_from_the_files() {
    let mut reader = settings("sure", school());
    reader.read_closely();
    reader.show(|view| view.measure.running = Some((120, 480))).read_closely();
    reader.show(|view| view.measure.running = None);
    reader.done();
    settings("nearest", by_distance(school())).read_closely().done();

    let tries = |same: Vec<f64>, others: Vec<f64>| Tries { same, others, ..Tries::default() };
    let likeness = |students, tries: Tries| Likeness { students, scores: tries.clone(), distances: tries };
    let at = "2026-08-17T05:00:00Z".parse().unwrap();
    for (likeness, day) in [
        (Likeness::default(), None),
        (likeness(2, tries(vec![], vec![-20.0, -10.0])), Some(Day { is_yesterday: true, ..Day::default() })),
        (likeness(3, tries(vec![30.0; 6], vec![-20.0; 9])), Some(Day { at, ..Day::default() })),
        (likeness(160, tries(vec![0.3; 480], vec![0.7; 480])), None),
    ] {
        let mut view = school();
        let measured = Measured::of(&view.gallery.templates, likeness, day);
        view.measure.result = Some(Arc::new(measured));
        settings("small gallery", view.clone()).read().done();
        settings("small gallery, nearest", by_distance(view)).read().done();
    }
}

#[test]
fn the_words_about_another_hadir_are_from_the_files() {
    let mut reader = Reader::new("elsewhere", client());
    reader.read_closely();
    for key in [Key::F3, Key::F4, Key::F5, Key::F6] {
        reader.key(key);
    }
    reader.key(Key::F1);
    for fate in [
        fate(Outcome::Skipped, None, "zzz"),
        fate(Outcome::Skipped, None, ""),
        fate(Outcome::Unsaid, None, ""),
        fate(Outcome::Failed { queued: true }, None, ""),
    ] {
        reader.show(|view| change(view, |remote| Arc::make_mut(&mut remote.heard)[0].fate = Some(fate))).read();
    }
    reader.show(|view| change(view, |remote| remote.heard = Arc::default())).read_closely();
    let lost = Following::Lost { message: Text::NOTHING, advice: Text::NOTHING };
    for following in [lost.clone(), Following::Absent, Following::Connecting] {
        reader.show(|view| change(view, |remote| remote.following = following));
    }
    let waits = [Asking::Waiting, Asking::Answering { round_trip: Duration::from_millis(40) }, trouble()];
    for asking in waits.clone() {
        reader.show(|view| change(view, |remote| remote.asking = asking));
    }
    reader.done();

    let mut reader = settings("another Hadir", client());
    reader.read_closely();
    let well = |students, pictures| RemoteTest::Well(Health { students, pictures });
    for test in [
        RemoteTest::Asking,
        well(Some(1), Some(1)),
        well(Some(2), Some(25)),
        well(Some(0), None),
        well(Some(3), None),
        well(None, None),
        RemoteTest::Badly { message: Text::NOTHING, advice: Text::NOTHING },
    ] {
        reader.show(|view| change(view, |remote| remote.test = test)).read();
    }
    for (asking, following) in waits.into_iter().zip([lost.clone(), Following::Absent, lost]) {
        reader.show(|view| change(view, |remote| (remote.asking, remote.following) = (asking, following)));
    }
    reader.show(|view| view.remote = None).done();

    let mut reader = settings("this PC", door());
    reader.press("By another Hadir").read_closely();
    reader.type_into("Address of the other Hadir", "zzz").key(Key::Enter).done();
}

#[test]
fn the_words_about_what_the_main_api_answered_are_from_the_files() {
    let mut reader = settings("test of the main API", View { deliveries: busy(), ..door() });
    let nothing = Answer { http_status: None, message: Text::NOTHING };
    let at = Timestamp::now();
    for test in [
        WebhookTest::None,
        WebhookTest::Sending,
        WebhookTest::Done { accepted: false, answer: nothing, at },
        WebhookTest::Done { accepted: true, answer: answer((200, "")), at },
    ] {
        reader.show(|view| view.deliveries.test = test).read();
    }
    reader.done();
    let delivered = |place| {
        let mut row = row(5 - place as i64, Some("budi"));
        row.delivery = Some(sent("thanks"));
        row
    };
    log("log of two", door(), 2, delivered).read_closely().done();
}
