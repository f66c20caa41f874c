//! Keys: where they come from, where they are kept, and that nobody else can read them. No desktop is asked here.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use hadir::settings::{KeptIn, Origin, Secret, SecretName, SecretSources, SecretStore};

const BOTH: [SecretName; 2] = [SecretName::ApiKey, SecretName::WebhookSecret];

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with_file(content: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        fs::write(place.file(), content).unwrap();
        set_mode(&place.file(), 0o600);
        place
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("secrets.toml")
    }

    fn dotenv(&self) -> PathBuf {
        self.0.path().join(".env")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn load(&self) -> SecretStore {
        self.load_with(&[])
    }

    fn load_with(&self, environment: &[(&str, &str)]) -> SecretStore {
        SecretStore::load(SecretSources {
            file: Some(self.file()),
            dotenv: self.dotenv().exists().then(|| self.dotenv()),
            environment: &|name| {
                environment.iter().find(|(variable, _)| *variable == name).map(|(_, text)| OsString::from(text))
            },
        })
    }

    fn kept_aside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().contains("secrets.toml.broken-")).collect()
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

fn secret(text: &str) -> Option<Secret> {
    Secret::new(text)
}

fn key(store: &SecretStore, name: SecretName) -> Option<&str> {
    store.get(name).map(Secret::expose)
}

#[test]
fn without_any_source_there_is_no_key() {
    let place = Place::new();
    let store = place.load();
    assert!(BOTH.iter().all(|name| store.get(*name).is_none()));
    let kept = store.kept();
    assert_eq!((kept.api_key, kept.webhook_secret), (None, None));
    assert_eq!(kept.no_keyring, Some(place.file()), "where keys would be kept");
    assert!(store.problems().is_empty());
    assert!(!place.file().exists());
}

#[test]
fn a_key_is_kept_in_a_file_for_one_user_alone() {
    let place = Place::new();
    let mut store = place.load();
    store.set(SecretName::ApiKey, secret("  hunter\"2\\ ")).unwrap();
    store.set(SecretName::WebhookSecret, secret("whsec_abc")).unwrap();
    for store in [store, place.load()] {
        assert_eq!(key(&store, SecretName::ApiKey), Some("hunter\"2\\"));
        assert_eq!(key(&store, SecretName::WebhookSecret), Some("whsec_abc"));
        assert_eq!(store.kept().api_key, Some(KeptIn::File(place.file())));
        assert_eq!(store.kept().no_keyring, Some(place.file()));
        assert!(store.problems().is_empty(), "{:?}", store.problems());
    }
    #[cfg(unix)]
    assert_eq!(mode(&place.file()), 0o600);
    let names: Vec<_> = fs::read_dir(place.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["secrets.toml"]);
}

#[test]
fn a_key_is_forgotten_and_the_file_goes_with_the_last() {
    let place = Place::with_file("# mine\napi_key = \"a\"\nwebhook_secret = \"b\"\n");
    let mut store = place.load();
    store.set(SecretName::ApiKey, None).unwrap();
    assert_eq!(store.get(SecretName::ApiKey), None);
    assert!(!place.text().contains("api_key") && place.text().contains("webhook_secret"));
    store.set(SecretName::WebhookSecret, None).unwrap();
    assert!(!place.file().exists());
    store.set(SecretName::WebhookSecret, None).unwrap();
}

#[test]
fn what_is_given_from_outside_goes_before_what_is_kept() {
    let file = "api_key = \"from file\"\nwebhook_secret = \"also\"\n";
    let place = Place::with_file(file);
    fs::write(place.dotenv(), "ATTENDANCE_API_KEY=old\nexport ATTENDANCE_API_KEY='from dotenv'\n").unwrap();
    let mut store = place.load();
    assert_eq!(key(&store, SecretName::ApiKey), Some("from dotenv"));
    assert_eq!(store.kept().api_key, Some(KeptIn::Given(Origin::DotEnv("ATTENDANCE_API_KEY"))));
    assert_eq!(key(&store, SecretName::WebhookSecret), Some("also"));

    store.set(SecretName::ApiKey, secret("typed")).unwrap();
    assert_eq!(key(&store, SecretName::ApiKey), Some("from dotenv"), "until Hadir is started without it");
    assert!(place.text().contains("typed"));

    let environment = [("ATTENDANCE_API_KEY", " from environment "), ("ATTENDANCE_WEBHOOK_SECRET", " ")];
    let store = place.load_with(&environment);
    assert_eq!(key(&store, SecretName::ApiKey), Some("from environment"));
    assert_eq!(store.kept().api_key, Some(KeptIn::Given(Origin::Environment("ATTENDANCE_API_KEY"))));
    assert_eq!(key(&store, SecretName::WebhookSecret), Some("also"), "an empty variable says nothing");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_closed_and_told() {
    for content in ["api_key = \"hunter2\"\n", "api_key = hunter2"] {
        let place = Place::with_file(content);
        set_mode(&place.file(), 0o644);
        let store = place.load();
        assert!(
            store.problems()[0].text.to_string().contains("Others on this PC could read"),
            "{:?}",
            store.problems()
        );
        let file = place.kept_aside().pop().unwrap_or(place.file());
        assert_eq!(mode(&file), 0o600);
    }
    let place = Place::with_file("api_key = \"hunter2\"\n");
    let mut store = place.load();
    set_mode(&place.file(), 0o666);
    store.set(SecretName::WebhookSecret, secret("b")).unwrap();
    assert_eq!(mode(&place.file()), 0o600, "however it was opened since");
}

#[test]
fn a_damaged_file_is_kept_aside_and_told_without_its_keys() {
    let table: [&[u8]; 4] =
        [b"api_key = \"hunter2\nwebhook_secret = 'b'", b"hunter2", b"\0\0\0\0", b"api_key = 'hunter2' # \xff"];
    for content in table {
        let place = Place::with_file(content);
        let mut store = place.load();
        assert!(store.get(SecretName::ApiKey).is_none());
        let [problem] = store.problems() else { panic!("{:?}", store.problems()) };
        let [aside] = &place.kept_aside()[..] else { panic!("{:?}", place.kept_aside()) };
        assert!(problem.text.to_string().contains(&aside.display().to_string()), "{problem:?}");
        assert!(!format!("{problem:?}").contains("hunter2"), "{problem:?}");
        assert_eq!(fs::read(aside).unwrap(), content);
        store.set(SecretName::ApiKey, secret("new")).unwrap();
        assert_eq!(key(&place.load(), SecretName::ApiKey), Some("new"));
    }
}

#[test]
fn what_is_no_key_in_the_file_is_told_and_spoils_no_other() {
    let place = Place::with_file("api_key = 7\nwebhook_secret = \"b\"\nlater = \"x\"\n");
    let mut store = place.load();
    assert_eq!(store.get(SecretName::ApiKey), None);
    assert_eq!(key(&store, SecretName::WebhookSecret), Some("b"));
    assert!(store.problems()[0].text.to_string().contains("key of the main API"), "{:?}", store.problems());
    store.set(SecretName::ApiKey, secret("a")).unwrap();
    assert_eq!(place.text(), "api_key = \"a\"\nwebhook_secret = \"b\"\nlater = \"x\"\n");
}

#[test]
fn a_key_that_cannot_be_kept_holds_until_the_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let nowhere =
        SecretSources { file: Some(folder.path().join("file/secrets.toml")), dotenv: None, environment: &|_| None };
    let mut store = SecretStore::load(nowhere);
    let error = store.set(SecretName::ApiKey, secret("hunter2")).unwrap_err().to_string();
    assert!(error.contains("could not be kept") && !error.contains("hunter2"), "{error}");
    assert_eq!(key(&store, SecretName::ApiKey), Some("hunter2"));
    assert_eq!(store.kept().api_key, Some(KeptIn::Memory));

    let mut store = SecretStore::in_memory();
    store.set(SecretName::ApiKey, secret("hunter2")).unwrap();
    assert_eq!(store.kept().api_key, Some(KeptIn::Memory));
    assert_eq!(store.kept().no_keyring, None);
}

#[test]
fn nothing_prints_a_key() {
    let place = Place::with_file("api_key = \"hunter2\"\n");
    let store = place.load_with(&[("ATTENDANCE_WEBHOOK_SECRET", "hunter3")]);
    let shown = format!("{store:?} {:?} {:?}", store.kept(), store.get(SecretName::ApiKey));
    assert!(!shown.contains("hunter"), "{shown}");
}

#[test]
fn a_bus_that_is_not_there_holds_nothing_up() {
    let place = Place::new();
    let environment = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"), ("XDG_RUNTIME_DIR", "/nonexistent")];
    // What the library itself looks at is this process's own environment, which is that of whoever runs the tests.
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || std::env::var_os("XDG_RUNTIME_DIR").is_some() {
        return;
    }
    let mut store = place.load_with(&environment);
    assert_eq!(store.kept().no_keyring, Some(place.file()));
    store.set(SecretName::ApiKey, secret("a")).unwrap();
    assert_eq!(store.kept().api_key, Some(KeptIn::File(place.file())));
}
