//! The settings of the server for other systems.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::Queryable;
use hadir::settings::{Change, KeptIn, NO_ORIGIN, Secret, SecretName, SecretsKept, Settings};
use hadir::station::view::ServerState;
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Text;

use crate::fake::{Fake, Window, door, press, run_until, window_of};

const TALL: [f32; 2] = [1280.0, 4200.0];
const EVERYONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);

fn open(answer: Chosen, change: impl FnOnce(&mut Settings), show: impl FnOnce(&mut View)) -> (Window, Arc<Fake>) {
    let mut view = door();
    change(Arc::make_mut(&mut view.settings));
    show(&mut view);
    let (mut window, fake) = window_of(TALL, view, answer);
    press(&mut window, Key::F8);
    fake.sent();
    (window, fake)
}

fn on(settings: &mut Settings) {
    settings.serve.value = true;
}

fn on_the_network(settings: &mut Settings) {
    on(settings);
    settings.host.value = EVERYONE;
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

fn type_in(window: &mut Window, name: &str, text: &str) {
    let field = window.get_by_role_and_label(Role::TextInput, name);
    field.focus();
    field.type_text(text);
    window.run();
    press(window, Key::Enter);
    window.run();
}

fn changes(fake: &Fake) -> Vec<Change> {
    fake.sent()
        .into_iter()
        .filter_map(|command| if let Command::Change(change) = command { Some(change) } else { None })
        .collect()
}

#[test]
fn a_teacher_who_needs_no_server_sees_one_switch_and_nothing_else_of_it() {
    let (mut window, fake) = open(Chosen::Nothing, |_| {}, |_| {});
    assert!(window.query_by_label("Who may ask").is_none());
    click(&mut window, "Answer them");
    assert_eq!(changes(&fake), [Change::Serve(true)]);
}

#[test]
fn a_running_server_says_where_it_answers() {
    let running = ServerState::Running {
        url: "http://127.0.0.1:8000".to_owned(),
        others: vec!["http://192.168.1.20:8000".to_owned()],
        needs_key: true,
    };
    let (mut window, _) = open(Chosen::Nothing, on_the_network, |view| view.server = running);
    window.get_by_label("It answers at:");
    window.get_by_label("http://127.0.0.1:8000");
    click(&mut window, "Copy http://192.168.1.20:8000");
    window.get_by_label("See it in the browser");
}

#[test]
fn a_server_that_cannot_answer_says_why_and_what_to_do() {
    let failed = ServerState::Failed {
        message: Text::said("Another program has port 8000."),
        advice: Text::said("Close it, or choose another port below."),
    };
    let (window, _) = open(Chosen::Nothing, on, |view| view.server = failed);
    window.get_by_label("Another program has port 8000. Close it, or choose another port below.");
}

#[test]
fn letting_the_network_in_says_what_that_means() {
    let (mut window, fake) = open(Chosen::Nothing, on, |_| {});
    assert!(window.query_by_label_contains("can read along: names").is_none());
    assert!(window.query_by_label("Show the key").is_none(), "this computer needs none");
    click(&mut window, "Every computer on the network");
    assert_eq!(changes(&fake), [Change::Host(EVERYONE)]);
    fake.show(|view| Arc::make_mut(&mut view.settings).host.value = EVERYONE);
    window.run();
    window.get_by_label_contains("Without a certificate, others on the network can read along");
    window.get_by_label("It is made when the server starts.");
}

#[test]
fn a_port_that_is_none_is_not_taken() {
    let (mut window, fake) = open(Chosen::Nothing, on, |_| {});
    type_in(&mut window, "Port", "70000");
    assert_eq!(changes(&fake), []);
    window.get_by_label("It takes a number from 0 to 65535, such as 8000.");
    let field = window.get_by_role_and_label(Role::TextInput, "Port");
    assert_eq!(field.value().as_deref(), Some("70000"), "it stays, to be put right");
}

#[test]
fn the_key_is_seen_only_when_it_is_asked_for_and_not_by_the_next_who_comes_by() {
    let key = Secret::random().unwrap();
    let kept = SecretsKept { server_key: Some(KeptIn::Keyring), ..SecretsKept::default() };
    let (mut window, fake) = open(Chosen::Nothing, on_the_network, |view| view.secrets = Arc::new(kept));
    click(&mut window, "Show the key");
    assert_eq!(fake.sent(), [Command::ShowServerKey(true)]);
    fake.show(|view| view.server_key = Some(key.clone()));
    window.run();
    window.get_by_label(key.expose());
    press(&mut window, Key::F1);
    assert!(fake.sent().contains(&Command::ShowServerKey(false)));
}

#[test]
fn before_everybody_is_locked_out_it_is_asked() {
    let kept = SecretsKept { server_key: Some(KeptIn::Keyring), ..SecretsKept::default() };
    let (mut window, fake) = open(Chosen::Nothing, on_the_network, |view| view.secrets = Arc::new(kept));
    click(&mut window, "Make another");
    assert_eq!(fake.sent(), []);
    window.get_all_by_label("Make another").last().unwrap().click();
    window.run();
    let sent = fake.sent();
    let [Command::SetSecret { name: SecretName::ServerKey, secret: Some(key) }] = &sent[..] else { panic!("{sent:?}") };
    assert!(key.expose().len() >= 43, "256 bits");
}

#[test]
fn a_certificate_is_chosen_by_its_two_files() {
    let file = PathBuf::from("/etc/school/hadir.pem");
    let (mut window, fake) = open(Chosen::These(vec![file.clone()]), on, |_| {});
    let mut seen = Vec::new();
    for label in ["Choose: certificate…", "Choose: its private key…"] {
        click(&mut window, label);
        run_until(&mut window, |_| {
            seen.extend(changes(&fake));
            !seen.is_empty()
        });
    }
    run_until(&mut window, |_| {
        seen.extend(changes(&fake));
        seen.len() == 2
    });
    assert_eq!(seen, [Change::TlsCertificate(Some(file.clone())), Change::TlsKey(Some(file))]);
}

#[test]
fn pages_from_disk_are_let_in_by_a_switch_and_other_sites_stay() {
    let site = "https://intranet.school.example".to_owned();
    let (mut window, fake) = open(Chosen::Nothing, on, |_| {});
    fake.show(|view| Arc::make_mut(&mut view.settings).origins.value = vec![site.clone()]);
    window.run();
    let switch = "Pages opened from this computer's disk";
    click(&mut window, switch);
    let both = vec![site.clone(), NO_ORIGIN.to_owned()];
    assert_eq!(changes(&fake), [Change::Origins(both.clone())]);
    fake.show(|view| Arc::make_mut(&mut view.settings).origins.value = both);
    window.run();
    assert!(window.query_by_label("Remove null").is_none(), "it is the switch, and not a site");
    click(&mut window, switch);
    assert_eq!(changes(&fake), [Change::Origins(vec![site])]);
}

#[test]
fn sites_that_may_ask_are_added_and_removed() {
    let here = "https://intranet.school.example".to_owned();
    let (mut window, fake) = open(Chosen::Nothing, on, |_| {});
    type_in(&mut window, "Address of a site", "intranet.school.example/");
    assert_eq!(changes(&fake), []);
    window.get_by_label_contains("It takes web addresses without a path");
    let field = window.get_by_role_and_label(Role::TextInput, "Address of a site");
    assert_eq!(field.value().as_deref(), Some("intranet.school.example/"));

    let (mut window, fake) = open(Chosen::Nothing, on, |_| {});
    type_in(&mut window, "Address of a site", "HTTPS://Intranet.school.example:443/");
    assert_eq!(changes(&fake), [Change::Origins(vec![here.clone()])]);
    fake.show(|view| Arc::make_mut(&mut view.settings).origins.value = vec![here]);
    window.run();
    click(&mut window, "Remove https://intranet.school.example");
    assert_eq!(changes(&fake), [Change::Origins(vec![])]);
}
