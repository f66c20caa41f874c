//! Settings: where each comes from, what happens to bad ones, and what a change does to the file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hadir::core::{FrameSize, Tolerance, Upsampling};
use hadir::settings::{Change, Origin, SettingsStore, Sources, Theme, parse};
use hadir::words::Language;

/// A folder with a settings file and a `.env` that a test fills.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn with_file(content: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        fs::write(place.file(), content).unwrap();
        place
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("settings.toml")
    }

    fn dotenv(&self) -> PathBuf {
        self.folder.path().join(".env")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn load(&self) -> SettingsStore {
        self.load_with(&[], vec![])
    }

    fn load_with(&self, environment: &[(&str, &str)], arguments: Vec<(Change, &'static str)>) -> SettingsStore {
        SettingsStore::load(Sources {
            data: PathBuf::from("/default/data"),
            file: Some(self.file()),
            dotenv: self.dotenv().exists().then(|| self.dotenv()),
            environment: &|name| {
                environment.iter().find(|(variable, _)| *variable == name).map(|(_, text)| OsString::from(text))
            },
            arguments,
        })
    }

    /// The broken files kept in the folder, with their content.
    fn kept_aside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().contains("settings.toml.broken-")).collect()
    }
}

fn tolerance(value: f64) -> Tolerance {
    Tolerance::new(value).unwrap()
}

#[test]
fn without_any_source_the_defaults_hold() {
    let store = Place::new().load();
    let now = store.current();
    assert_eq!(now.tolerance.value, Tolerance::DEFAULT);
    assert_eq!(now.cooldown.value, Duration::from_secs(5));
    assert_eq!(now.data.value, Path::new("/default/data"));
    assert_eq!(now.source.value, None);
    assert_eq!((now.tolerance.from, now.data.from), (Origin::Default, Origin::Default));
    assert!(store.problems().is_empty());
}

#[test]
fn every_key_of_the_file_is_read() {
    let place = Place::with_file(
        r#"
        source = "rtsp://door/1"
        size = "1280x720"
        rate = 15
        repeat = true
        mirror = false
        tolerance = 0.5
        upsampling = 2
        cooldown_seconds = 60
        data = "/srv/hadir"
        language = "id"
        theme = "dark"
        "#,
    );
    let store = place.load();
    assert!(store.problems().is_empty(), "{:?}", store.problems());
    let now = store.current();
    assert_eq!(now.source.value.as_deref(), Some("rtsp://door/1"));
    assert_eq!(now.size.value, Some(FrameSize { width: 1280, height: 720 }));
    assert_eq!(now.rate.value, Some(15.0));
    assert!(now.repeat.value && !now.mirror.value);
    assert_eq!(now.tolerance.value, tolerance(0.5));
    assert_eq!(now.upsampling.value, Upsampling::new(2).unwrap());
    assert_eq!(now.cooldown.value, Duration::from_secs(60));
    assert_eq!(now.data.value, Path::new("/srv/hadir"));
    assert_eq!(now.language.value, Language::Indonesian);
    assert_eq!(now.theme.value, Theme::Dark);
    assert_eq!(now.theme.from, Origin::File);
}

#[test]
fn the_keys_of_the_server_and_of_the_client_are_read() {
    let place = Place::with_file(
        r#"
        serve = true
        host = "0.0.0.0"
        port = 8443
        tls_certificate = "hadir.pem"
        tls_key = "/etc/ssl/hadir.key"
        origins = ["https://Intranet.school.example:443/", "http://10.0.0.7:3000", "null"]
        recognise_at = "http://10.0.0.9:8000/"
        "#,
    );
    let store = place.load();
    assert!(store.problems().is_empty(), "{:?}", store.problems());
    let now = store.current();
    assert!(now.serve.value && !now.host.value.is_loopback());
    assert_eq!(now.port.value, 8443);
    assert_eq!(now.tls_certificate.value, Some(place.folder.path().join("hadir.pem")), "it is beside the file");
    assert_eq!(now.tls_key.value, Some(PathBuf::from("/etc/ssl/hadir.key")));
    assert_eq!(
        now.origins.value,
        ["https://intranet.school.example", "http://10.0.0.7:3000", "null"],
        "as browsers say"
    );
    assert_eq!(now.recognise_at.value.as_deref(), Some("http://10.0.0.9:8000"));
    assert_eq!(now.recognise_at.from, Origin::File);
}

#[test]
fn what_no_server_can_have_is_told_and_nothing_is_opened_for_it() {
    for wrong in [
        "host = \"everyone\"",
        "host = \"10.0.0.300\"",
        "port = 65536",
        "port = -1",
        "serve = \"yes\"",
        "origins = [\"https://school.example/path\"]",
        "origins = [\"school.example\"]",
        "origins = [\"*\"]",
        "origins = [1]",
        "recognise_at = \"10.0.0.9\"",
    ] {
        let store = Place::with_file(wrong).load();
        assert_eq!(store.problems().len(), 1, "{wrong}: {:?}", store.problems());
        let now = store.current();
        assert!(now.host.value.is_loopback() && !now.serve.value && now.origins.value.is_empty(), "{wrong}");
        assert_eq!((now.port.value, &now.recognise_at.value), (8000, &None), "{wrong}");
    }
}

#[test]
fn the_server_is_the_same_at_the_next_start() {
    let origins = vec!["https://a.example".to_owned(), "http://b.example:81".to_owned()];
    let changes = [
        Change::Serve(true),
        Change::Host([0, 0, 0, 0].into()),
        Change::Port(0),
        Change::TlsCertificate(Some(PathBuf::from("/a.pem"))),
        Change::TlsKey(Some(PathBuf::from("/a.key"))),
        Change::Origins(origins.clone()),
        Change::RecogniseAt(Some("https://other.example:8000".to_owned())),
    ];
    let place = Place::new();
    let mut store = place.load();
    changes.into_iter().for_each(|change| store.change(change).unwrap());
    let (now, next) = (store.current().clone(), place.load());
    assert!(next.problems().is_empty(), "{:?}", next.problems());
    assert_eq!(*next.current(), now);
    assert_eq!(now.origins.value, origins);

    let taken_back =
        [Change::TlsCertificate(None), Change::TlsKey(None), Change::Origins(vec![]), Change::RecogniseAt(None)];
    taken_back.into_iter().for_each(|change| store.change(change).unwrap());
    let next = place.load();
    assert_eq!((&next.current().tls_key.value, &next.current().recognise_at.value), (&None, &None));
    assert!(next.current().origins.value.is_empty(), "{}", place.text());
}

#[test]
fn the_later_source_wins_and_is_told() {
    let file = Some("tolerance = 0.1");
    let dotenv = Some("FACE_TOLERANCE=0.2");
    let environment = Some(("FACE_TOLERANCE", "0.3"));
    let argument = Some((Change::Tolerance(tolerance(0.4)), "--tolerance"));
    let table = [
        (None, None, None, None, 0.45, Origin::Default),
        (file, None, None, None, 0.1, Origin::File),
        (file, dotenv, None, None, 0.2, Origin::DotEnv("FACE_TOLERANCE")),
        (file, dotenv, environment, None, 0.3, Origin::Environment("FACE_TOLERANCE")),
        (file, dotenv, environment, argument.clone(), 0.4, Origin::Argument("--tolerance")),
        (file, None, environment, None, 0.3, Origin::Environment("FACE_TOLERANCE")),
        (None, dotenv, None, argument, 0.4, Origin::Argument("--tolerance")),
    ];
    for (file, dotenv, environment, argument, value, from) in table {
        let place = Place::new();
        file.inspect(|text| fs::write(place.file(), text).unwrap());
        dotenv.inspect(|text| fs::write(place.dotenv(), text).unwrap());
        let store = place.load_with(environment.as_slice(), argument.into_iter().collect());
        let now = store.current().tolerance;
        assert_eq!((now.value, now.from), (tolerance(value), from));
        assert!(store.problems().is_empty());
    }
}

#[test]
fn the_originals_cooldown_variable_is_read() {
    let place = Place::with_file("cooldown_seconds = 1");
    let store = place.load_with(&[("EVENT_COOLDOWN_SECONDS", "60")], vec![]);
    assert_eq!(store.current().cooldown.value, Duration::from_secs(60));
    assert_eq!(store.current().cooldown.from, Origin::Environment("EVENT_COOLDOWN_SECONDS"));
}

#[test]
fn a_bad_value_is_told_and_the_one_below_it_holds() {
    // (file, environment, the tolerance that holds, where it is from, what the person reads)
    let table = [
        ("tolerance = 7", None, 0.45, Origin::Default, "tolerance"),
        ("tolerance = \"0.5\"", None, 0.45, Origin::Default, "tolerance"),
        ("[tolerance]\nvalue = 0.5", None, 0.45, Origin::Default, "tolerance"),
        ("tolerance = nan", None, 0.45, Origin::Default, "tolerance"),
        ("tolerance = 0.6", Some("abc"), 0.6, Origin::File, "\u{201c}abc\u{201d}"),
        ("tolerance = 0.6", Some("0,5"), 0.6, Origin::File, "0.6 (the settings file) holds"),
        ("", Some("7"), 0.45, Origin::Default, "0.45 (the default) holds"),
    ];
    for (file, environment, value, from, words) in table {
        let place = Place::with_file(file);
        let environment = environment.map(|text| ("FACE_TOLERANCE", text));
        let store = place.load_with(environment.as_slice(), vec![]);
        let now = store.current().tolerance;
        assert_eq!((now.value, now.from), (tolerance(value), from), "{file}");
        let [problem] = store.problems() else { panic!("{file}: {:?}", store.problems()) };
        assert!(problem.text.to_string().contains(words), "{}", problem.text);
        assert!(problem.advice.to_string().contains("a number from 0 to 1"), "{}", problem.advice);
    }
}

#[test]
fn one_bad_value_spoils_no_other() {
    let place = Place::with_file("tolerance = 7\nupsampling = 2\ntheme = \"pink\"\nmirror = false\n");
    let store = place.load();
    assert_eq!(store.current().upsampling.value, Upsampling::new(2).unwrap());
    assert!(!store.current().mirror.value);
    assert_eq!(store.problems().len(), 2);
    assert!(place.kept_aside().is_empty(), "a file with one bad value is no broken file");
}

#[test]
fn an_unknown_key_is_told_with_those_there_are() {
    let store = Place::with_file("tolerence = 0.5\n[webhook]\nurl = \"x\"\n").load();
    let [misspelt, section] = store.problems() else { panic!("{:?}", store.problems()) };
    assert!(misspelt.text.to_string().contains("\u{201c}tolerence\u{201d}"));
    assert!(misspelt.advice.to_string().contains("tolerance, upsampling"));
    assert!(section.text.to_string().contains("\u{201c}webhook\u{201d}"));
}

#[test]
fn an_empty_address_switches_the_webhook_off_and_a_wrong_one_is_not_repeated() {
    let place = Place::new();
    fs::write(place.file(), "webhook_url = \"https://school.example/a\"\n").unwrap();
    let url = |store: &SettingsStore| store.current().webhook_url.value.clone();
    assert_eq!(url(&place.load()).as_deref(), Some("https://school.example/a"));
    assert_eq!(url(&place.load_with(&[("ATTENDANCE_WEBHOOK_URL", "")], vec![])), None);
    let other = place.load_with(&[("ATTENDANCE_WEBHOOK_URL", "http://other.example/b")], vec![]);
    assert_eq!(url(&other).as_deref(), Some("http://other.example/b"));
    let wrong = place.load_with(&[("ATTENDANCE_WEBHOOK_URL", "school.example/hook?token=geheim")], vec![]);
    assert_eq!(url(&wrong).as_deref(), Some("https://school.example/a"));
    let told = &wrong.problems()[0];
    assert!(!format!("{} {}", told.text, told.advice).contains("geheim"), "{told:?}");
}

#[test]
fn an_empty_variable_says_nothing() {
    let store = Place::new().load_with(&[("FACE_TOLERANCE", " ")], vec![]);
    assert_eq!(store.current().tolerance.from, Origin::Default);
    assert!(store.problems().is_empty());
}

#[test]
fn a_dotenv_file_is_read_as_the_original_reads_it() {
    let table: [(&[u8], f64); 7] = [
        (b"FACE_TOLERANCE=0.3", 0.3),
        (b"export FACE_TOLERANCE=0.3\n", 0.3),
        (b"# a comment\r\nOTHER=x y\r\nFACE_TOLERANCE = \"0.3\"\r\n", 0.3),
        (b"\xef\xbb\xbfFACE_TOLERANCE=0.3\n", 0.3),
        (b"FACE_TOLERANCE=0.2\nFACE_TOLERANCE='0.3'\n", 0.3),
        (b"FACE_TOLERANCE=\n", 0.45),
        (b"", 0.45),
    ];
    for (content, value) in table {
        let place = Place::new();
        fs::write(place.dotenv(), content).unwrap();
        let store = place.load();
        assert_eq!(store.current().tolerance.value, tolerance(value), "{}", String::from_utf8_lossy(content));
    }
    assert!(std::env::var_os("FACE_TOLERANCE").is_none(), "the process's own environment is left alone");
}

#[test]
fn a_bad_line_in_a_dotenv_file_is_told_without_its_secrets() {
    let place = Place::new();
    fs::write(place.dotenv(), b"ATTENDANCE_API_KEY: hunter2\n\xff\xfe\nFACE_TOLERANCE=0.3\n").unwrap();
    let store = place.load();
    assert_eq!(store.current().tolerance.value, tolerance(0.3));
    let [problem] = store.problems() else { panic!("{:?}", store.problems()) };
    assert!(problem.text.to_string().contains("2 of the lines"), "{}", problem.text);
    assert!(!problem.text.to_string().contains("hunter2"));
}

#[test]
fn a_broken_file_is_kept_aside_and_never_blocks_the_start() {
    let large = [b"# ".repeat(1 << 20), b"\ntolerance = 0.3\n".to_vec()].concat();
    let table: [(&[u8], &str); 5] = [
        (b"tolerance = \n", "is not TOML (line 1"),
        (b"mirror = true\nsource = \"rtsp://me:hunter2@door\n", "is not TOML (line 2"),
        (b"\0\0\0\0\0\0\0\0", "is not TOML"),
        (b"tolerance = 0.3 # \xff", "is not text"),
        (&large, "too large"),
    ];
    for (content, words) in table {
        let place = Place::with_file(content);
        let store = place.load();
        assert_eq!(store.current().tolerance.from, Origin::Default);
        let [problem] = store.problems() else { panic!("{:?}", store.problems()) };
        assert!(problem.text.to_string().contains(words), "{}", problem.text);
        assert!(!problem.text.to_string().contains("hunter2"), "{}", problem.text);
        let [aside] = &place.kept_aside()[..] else { panic!("{:?}", place.kept_aside()) };
        assert!(problem.text.to_string().contains(&aside.display().to_string()), "the new name is told");
        assert_eq!(fs::read(aside).unwrap(), content, "kept as it was");
        assert!(!place.file().exists());
        assert!(place.load().problems().is_empty(), "told once");
    }
}

#[test]
fn a_folder_in_the_files_place_is_kept_aside() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    fs::write(place.file().join("inside"), "kept").unwrap();
    let mut store = place.load();
    assert!(store.problems()[0].text.to_string().contains("is a folder"));
    assert_eq!(fs::read(place.kept_aside()[0].join("inside")).unwrap(), b"kept");
    store.change(Change::Mirror(false)).unwrap();
    assert!(place.text().contains("mirror = false"));
}

#[test]
fn one_broken_file_never_takes_anothers_place() {
    let place = Place::new();
    for n in 0..3 {
        fs::write(place.file(), format!("broken {n}")).unwrap();
        place.load();
    }
    let mut kept: Vec<_> = place.kept_aside().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    kept.sort();
    assert_eq!(kept, ["broken 0", "broken 1", "broken 2"]);
}

#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_left_where_it_is() {
    let place = Place::new();
    std::os::unix::fs::symlink("/dev/null", place.file()).unwrap();
    let mut store = place.load();
    assert_eq!(store.problems().len(), 1);
    assert!(store.change(Change::Mirror(false)).is_err());
    assert!(fs::symlink_metadata(place.file()).unwrap().is_symlink());
}

#[test]
fn a_change_holds_now_and_at_the_next_start() {
    let place = Place::new();
    let mut store = place.load();
    store.change(Change::Tolerance(tolerance(0.5))).unwrap();
    store.change(Change::Source(Some("0".to_owned()))).unwrap();
    for store in [store, place.load()] {
        assert_eq!(store.current().tolerance.value, tolerance(0.5));
        assert_eq!(store.current().tolerance.from, Origin::File);
        assert_eq!(store.current().source.value.as_deref(), Some("0"));
        assert!(store.problems().is_empty());
    }
}

#[test]
fn a_change_keeps_the_persons_comments_and_unknown_keys() {
    let before = "\
# Room 7B

# stricter than usual
tolerance = 0.4   # twins!
later_setting = [1, 2] # of a newer Hadir

[webhook] # too
url = \"x\"
";
    let place = Place::with_file(before);
    let mut store = place.load();
    store.change(Change::Tolerance(tolerance(0.35))).unwrap();
    assert_eq!(place.text(), before.replace("0.4 ", "0.35 "));
    store.change(Change::Mirror(false)).unwrap();
    let expected = before.replace("0.4 ", "0.35 ").replace("\n\n[webhook]", "\nmirror = false\n\n[webhook]");
    assert_eq!(place.text(), expected);
}

#[test]
fn a_setting_taken_back_leaves_the_comments_above_it() {
    let table = [
        ("# Room 7B\nsource = \"0\"\nmirror = false\n", "# Room 7B\nmirror = false\n"),
        ("# Room 7B\nsource = \"0\"\n", "# Room 7B\n"),
        ("# Room 7B\nsource = \"0\"\n[later]\nx = 1\n", "# Room 7B\n[later]\nx = 1\n"),
        ("mirror = false\n", "mirror = false\n"),
    ];
    for (before, after) in table {
        let place = Place::with_file(before);
        place.load().change(Change::Source(None)).unwrap();
        assert_eq!(place.text(), after);
    }
}

#[test]
fn a_file_of_comments_alone_keeps_them_on_top() {
    let place = Place::with_file("# Room 7B\n");
    place.load().change(Change::Mirror(false)).unwrap();
    assert_eq!(place.text(), "# Room 7B\nmirror = false\n");
}

#[test]
fn only_the_changed_key_is_written() {
    let place = Place::with_file("theme = \"dark\"\n");
    fs::write(place.dotenv(), "FACE_TOLERANCE=0.3").unwrap();
    let arguments = vec![(parse("source", "rtsp://me:secret@door").unwrap(), "--source")];
    let mut store = place.load_with(&[("EVENT_COOLDOWN_SECONDS", "60")], arguments);
    store.change(Change::Mirror(false)).unwrap();
    assert_eq!(place.text(), "theme = \"dark\"\nmirror = false\n");
}

#[test]
fn what_another_wrote_in_the_meantime_stays() {
    let place = Place::with_file("theme = \"dark\"\n");
    let mut store = place.load();
    fs::write(place.file(), "theme = \"light\"\nrate = 5\n").unwrap();
    store.change(Change::Mirror(false)).unwrap();
    assert_eq!(place.text(), "theme = \"light\"\nrate = 5\nmirror = false\n");
}

#[test]
fn a_file_broken_in_the_meantime_is_kept_aside_and_the_settings_stay() {
    let place = Place::with_file("theme = \"dark\"\n");
    let mut store = place.load();
    fs::write(place.file(), "theme = ").unwrap();
    store.change(Change::Mirror(false)).unwrap();
    assert_eq!(place.text(), "theme = \"dark\"\nmirror = false\n");
    assert_eq!(fs::read_to_string(&place.kept_aside()[0]).unwrap(), "theme = ");
}

#[test]
fn a_change_that_cannot_be_saved_is_told_and_holds_until_the_end() {
    let place = Place::new();
    let mut store = place.load();
    // A file where the folder should be: not even root can write there.
    let in_a_file = place.folder.path().join("file").join("settings.toml");
    fs::write(place.folder.path().join("file"), "").unwrap();
    let mut stuck = SettingsStore::load(Sources {
        data: PathBuf::new(),
        file: Some(in_a_file),
        dotenv: None,
        environment: &|_| None,
        arguments: vec![],
    });
    let error = stuck.change(Change::Mirror(false)).unwrap_err().to_string();
    assert!(error.contains("could not be saved"), "{error}");
    assert!(!stuck.current().mirror.value);
    store.change(Change::Mirror(false)).unwrap();
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone_and_nothing_is_left_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let mut store = place.load();
    for mirror in [false, true] {
        store.change(Change::Mirror(mirror)).unwrap();
        assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_linked_file_stays_a_link() {
    let place = Place::new();
    let elsewhere = place.folder.path().join("mine.toml");
    fs::write(&elsewhere, "# mine\nmirror = true\n").unwrap();
    std::os::unix::fs::symlink(&elsewhere, place.file()).unwrap();
    place.load().change(Change::Mirror(false)).unwrap();
    assert!(fs::symlink_metadata(place.file()).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), "# mine\nmirror = false\n");
}

#[test]
fn a_data_folder_in_the_file_begins_where_the_file_is() {
    let home = std::env::home_dir().unwrap();
    for (written, folder) in
        [("/srv/hadir", PathBuf::from("/srv/hadir")), ("~/hadir", home.join("hadir")), ("here", PathBuf::from("here"))]
    {
        let place = Place::with_file(format!("data = \"{written}\"\n"));
        assert_eq!(place.load().current().data.value, place.folder.path().join(folder), "{written}");
    }
}
