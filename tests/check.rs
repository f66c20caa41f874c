//! Photos in wrong folders and people with two, on photographs anyone can fetch: said when they are enrolled, and when the
//! gallery is looked through.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use hadir::camera;
use hadir::core::{Flaw, StudentId, Why};
use hadir::engine::{dlib_factory, scripted};
use hadir::gallery::Gallery;
use hadir::gallery::bulk::{self, Plan, Report};
use hadir::journal::Journal;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::{Command, Parts, Station};

/// A file that `make` brings.
fn asset(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    assert!(path.exists(), "{} is missing: run `make test`, which brings it", path.display());
    path
}

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// Enrols these samples for these people.
fn enrol(root: &Path, gallery: &Gallery, photos: &[(&str, &str)]) -> Report {
    let folder = root.join(format!("photos {}", photos.len()));
    for (who, sample) in photos {
        fs::create_dir_all(folder.join(who)).unwrap();
        fs::copy(asset("sample").join(sample), folder.join(who).join(sample)).unwrap();
    }
    let engines = dlib_factory(asset("models"));
    bulk::enrol(Plan::of_folder(&folder).unwrap(), gallery, &engines, &AtomicBool::new(false), &|_| {})
}

#[test]
fn a_photo_in_a_wrong_folder_and_a_person_under_two_ids_are_found_and_said() {
    let root = tempfile::tempdir().unwrap();
    let gallery = Gallery::open(&root.path().join("data")).unwrap();
    let photos =
        [("barack", "obama.jpg"), ("barack", "obama2.jpg"), ("joe", "biden.jpg"), ("joe", "obama_partial_face2.jpg")];
    let report = enrol(root.path(), &gallery, &photos);
    let [barack, joe] = &report.people[..] else { panic!("{report:?}") };
    assert_eq!((barack.saved, joe.saved), (2, 2));
    assert!(barack.doubted.is_empty() && barack.same_as.is_empty(), "{report:?}");
    let [doubted] = &joe.doubted[..] else { panic!("{report:?}") };
    assert_eq!(doubted.file, "obama_partial_face2.jpg");
    assert_eq!((&doubted.found.student, &doubted.found.why), (&id("joe"), &Why::Like(id("barack"))));
    assert!(barack.photos.iter().all(|photo| photo.flaw.is_none()), "{:?}", barack.photos);
    assert!(joe.photos.iter().all(|photo| !matches!(photo.flaw, Some(Flaw::TooSmall { .. }))), "{:?}", joe.photos);

    let report = enrol(root.path(), &gallery, &[("b. obama", "obama3.jpg")]);
    assert_eq!(report.people[0].same_as, [id("barack")]);

    let mut settings = Settings::default();
    settings.data.value = root.path().join("data");
    let station = Station::start(Parts {
        cameras: Arc::new(camera::open),
        ..Parts::new(
            gallery.clone(),
            Journal::open(&root.path().join("data")),
            SettingsStore::in_memory(settings),
            SecretStore::in_memory(),
            scripted::factory(),
        )
    })
    .unwrap();
    station.send(Command::CheckGallery);
    let deadline = Instant::now() + Duration::from_secs(60);
    let checked = loop {
        if let Some(checked) = station.view().check.result {
            break checked;
        }
        assert!(Instant::now() < deadline, "{:?}", station.view().check);
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(checked.is_of(&gallery.snapshot().templates));
    let [misplaced] = &checked.findings.misplaced[..] else { panic!("{:?}", checked.findings) };
    let said = &doubted.found;
    assert_eq!((&misplaced.photo, &misplaced.why), (&said.photo, &said.why), "as it was said when it was enrolled");
    assert!(misplaced.is_nearly_certain && said.is_nearly_certain);
    let [pair] = &checked.findings.same[..] else { panic!("{:?}", checked.findings) };
    assert_eq!(pair.students, [id("b. obama"), id("barack")]);

    gallery.remove_template(&misplaced.student, &misplaced.photo).unwrap();
    gallery.remove_student(&id("b. obama")).unwrap();
    assert!(!checked.is_of(&gallery.snapshot().templates));
    let rest = hadir::gallery::check::check(&gallery.snapshot(), &|_| true, &mut |_, _| true).unwrap();
    assert!(rest.misplaced.is_empty() && rest.same.is_empty() && rest.photos == 3, "{rest:?}");
    assert_eq!(hadir::gallery::check::check(&gallery.snapshot(), &|_| true, &mut |_, _| false), None, "stopped");
}
