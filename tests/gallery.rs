//! The gallery over a data folder: what the original wrote, what Hadir writes, what damage, crashes and other programs
//! leave there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use hadir::core::{Embedding, StudentId, Tolerance};
use hadir::gallery::{Added, Gallery, GalleryError, NewTemplate, PhotoDigest, Snapshot, TemplateKey};
use image::RgbImage;
use tempfile::TempDir;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A face at a point of the first axis.
fn at(x: f64) -> Embedding {
    let mut values = [0.0; 128];
    values[0] = x;
    Embedding::new(&values).unwrap()
}

fn from_camera(x: f64) -> NewTemplate {
    NewTemplate { embedding: at(x), mirrored: None, crop: RgbImage::new(40, 50), photo: None }
}

fn from_photo(x: f64, photo: &[u8]) -> NewTemplate {
    NewTemplate { photo: Some(PhotoDigest::of(photo)), ..from_camera(x) }
}

/// A file as numpy writes it.
fn npy(shape: &str, values: &[f64]) -> Vec<u8> {
    let mut header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
    while !(10 + header.len() + 1).is_multiple_of(64) {
        header.push(' ');
    }
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes
}

fn npy_of(faces: &[f64]) -> Vec<u8> {
    let values: Vec<f64> = faces.iter().flat_map(|&x| at(x).as_slice().to_vec()).collect();
    npy(&format!("({}, 128)", faces.len()), &values)
}

/// A data folder to put files into.
struct Data {
    root: TempDir,
}

impl Data {
    fn new() -> Self {
        let data = Self { root: TempDir::new().unwrap() };
        fs::create_dir_all(data.path().join("embeddings")).unwrap();
        fs::create_dir_all(data.path().join("faces")).unwrap();
        data
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("data")
    }

    fn embeddings(&self) -> PathBuf {
        self.path().join("embeddings")
    }

    fn faces(&self, student: &str) -> PathBuf {
        self.path().join("faces").join(student)
    }

    fn put(&self, file: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn open(&self) -> Gallery {
        Gallery::open(&self.path()).unwrap()
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn students(snapshot: &Snapshot) -> Vec<(&str, usize)> {
    snapshot.students.iter().map(|student| (student.id.as_str(), student.templates.len())).collect()
}

fn crop_names(snapshot: &Snapshot, student: &str) -> Vec<Option<String>> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let student = snapshot.student(&id(student)).unwrap();
    student.templates.iter().map(|template| template.crop.as_ref().map(name)).collect()
}

fn who_is(snapshot: &Snapshot, x: f64) -> Option<String> {
    snapshot.templates.name(&at(x), Tolerance::new(0.05).unwrap()).student.map(|student| student.to_string())
}

// What is there.

#[test]
fn an_originals_data_folder_works_at_once() {
    let data = Data::new();
    data.put("embeddings/alip.npy", &npy_of(&[0.1, 0.2]));
    data.put("faces/alip/1727580000123.jpg", b"the first");
    data.put("faces/alip/1727580000999.jpg", b"the second");
    data.put("embeddings/yoga.npy", &npy("(128,)", at(0.9).as_slice()));
    data.put("embeddings/nobody.npy", &npy("(0, 128)", &[]));
    data.put("embeddings/notes.txt", b"not a gallery file");

    let snapshot = data.open().snapshot();
    assert_eq!(students(&snapshot), [("alip", 2), ("yoga", 1)]);
    assert_eq!(snapshot.set_aside, []);
    assert_eq!(
        crop_names(&snapshot, "alip"),
        [Some("1727580000123.jpg".to_owned()), Some("1727580000999.jpg".to_owned())]
    );
    assert_eq!(crop_names(&snapshot, "yoga"), [None]);
    assert_eq!(who_is(&snapshot, 0.21).as_deref(), Some("alip"));
    assert_eq!(who_is(&snapshot, 0.88).as_deref(), Some("yoga"));
    assert_eq!(who_is(&snapshot, 0.5), None);
}

#[test]
fn what_is_added_lies_there_as_the_original_keeps_it() {
    let data = Data::new();
    data.put("embeddings/alip.npy", &npy_of(&[0.1]));
    let gallery = data.open();
    assert_eq!(gallery.add(&id("alip"), from_photo(0.2, b"a photo")).unwrap(), Added::Saved);
    assert_eq!(gallery.add(&id("王小明"), from_camera(0.7)).unwrap(), Added::Saved);

    let bytes = fs::read(data.embeddings().join("alip.npy")).unwrap();
    let expected = npy_of(&[0.1, 0.2]);
    assert_eq!(bytes[..8], expected[..8], "numpy's mark and format version 1.0");
    assert_eq!(bytes[bytes.len() - 2048..], expected[expected.len() - 2048..], "the numbers");
    assert_eq!(names_in(&data.embeddings()), ["alip.npy", "王小明.npy"]);

    let crops = names_in(&data.faces("alip"));
    assert_eq!(crops.len(), 1);
    let TemplateKey(key) = TemplateKey::of(&at(0.2));
    assert!(crops[0].contains(&key), "the crop's name ties it to its row");
    assert!(fs::read(data.faces("alip").join(&crops[0])).unwrap().starts_with(&[0xff, 0xd8]), "a JPEG");

    let snapshot = gallery.snapshot();
    drop(gallery);
    let reopened = data.open().snapshot();
    assert_eq!(reopened.students, snapshot.students);
    assert_eq!(students(&reopened), [("alip", 2), ("王小明", 1)]);
    assert_eq!(who_is(&reopened, 0.7).as_deref(), Some("王小明"));
}

#[test]
fn a_new_data_folder_is_made() {
    let root = TempDir::new().unwrap();
    let gallery = Gallery::open(&root.path().join("a/b/data")).unwrap();
    assert!(gallery.snapshot().students.is_empty());
    gallery.check_writable().unwrap();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    assert_eq!(names_in(&root.path().join("a/b/data")), [".hadir.lock", "embeddings", "faces"]);
}

#[test]
fn a_data_folder_that_cannot_be_made_is_an_error() {
    let root = TempDir::new().unwrap();
    fs::write(root.path().join("data"), b"a file").unwrap();
    let error = Gallery::open(&root.path().join("data")).err().unwrap();
    assert!(matches!(error, GalleryError::Folder(..)), "{error}");
}

#[test]
fn students_stand_in_the_order_a_person_would_sort_them() {
    let data = Data::new();
    let gallery = data.open();
    for name in ["yoga", "7B-10", "Budi", "7B-2", "alip"] {
        gallery.add(&id(name), from_camera(0.1)).unwrap();
    }
    let expected = [("7B-2", 1), ("7B-10", 1), ("alip", 1), ("Budi", 1), ("yoga", 1)];
    assert_eq!(students(&gallery.snapshot()), expected);
    drop(gallery);
    assert_eq!(students(&data.open().snapshot()), expected);
}

#[test]
fn a_snapshot_has_other_templates_whenever_something_changed() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    let before = gallery.snapshot();
    assert!(Arc::ptr_eq(&before.templates, &gallery.snapshot().templates));
    gallery.add(&id("alip"), from_camera(0.2)).unwrap();
    assert!(!Arc::ptr_eq(&before.templates, &gallery.snapshot().templates));
    assert_eq!(students(&before), [("alip", 1)], "a snapshot stays as it was");
}

#[cfg(unix)]
#[test]
fn faces_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let root = TempDir::new().unwrap();
    let data = root.path().join("data");
    let gallery = Gallery::open(&data).unwrap();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    let crop = gallery.snapshot().students[0].templates[0].crop.clone().unwrap();
    let file = data.join("embeddings/alip.npy");
    for folder in [&data, &data.join("embeddings"), &data.join("faces"), &data.join("faces/alip")] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    assert_eq!((mode(&file), mode(&crop)), (0o600, 0o600));

    // The original may run as another user: a file it could read stays so.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    gallery.add(&id("alip"), from_camera(0.2)).unwrap();
    assert_eq!(mode(&file), 0o644);
}

// Damage.

#[test]
fn each_damaged_file_is_set_aside_with_its_reason_and_stops_nothing() {
    let good = npy_of(&[0.1, 0.2]);
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.npy", b"", "empty"),
        ("text.npy", b"hello", "not a NumPy"),
        ("zeros.npy", &[0; 1152], "not a NumPy"),
        ("header.npy", &good[..50], "cut short"),
        ("short.npy", &good[..good.len() - 1], "cut short"),
        ("narrow.npy", &npy("(2, 64)", &[0.0; 128]), "2 x 64"),
        ("infinite.npy", &npy("(1, 128)", &[f64::INFINITY; 128]), "not finite"),
    ];
    let data = Data::new();
    data.put("embeddings/alip.npy", &npy_of(&[0.1]));
    for (name, bytes, _) in cases {
        data.put(&format!("embeddings/{name}"), bytes);
    }
    let snapshot = data.open().snapshot();
    assert_eq!(students(&snapshot), [("alip", 1)]);
    assert_eq!(snapshot.set_aside.len(), cases.len());
    for (name, bytes, reason) in cases {
        let aside = snapshot.set_aside.iter().find(|aside| aside.file.file_name() == Some(OsStr::new(name))).unwrap();
        assert!(aside.reason.to_string().contains(reason), "{name}: {}", aside.reason);
        assert!(!aside.file.exists(), "{name}");
        let now = aside.now.as_ref().unwrap();
        assert_eq!(now.file_name().unwrap().to_str(), Some(format!("{name}.set-aside").as_str()));
        assert_eq!(fs::read(now).unwrap(), *bytes, "{name}: nothing of it is lost");
    }
    drop(snapshot);
    assert_eq!(data.open().snapshot().set_aside, [], "the next start has nothing to say");
}

#[test]
fn a_whole_file_whose_name_is_no_id_is_told_and_stays_where_the_original_finds_it() {
    let good = npy_of(&[0.1, 0.2]);
    let data = Data::new();
    data.put("embeddings/alip.npy", &npy_of(&[0.1]));
    let names = [".hidden.npy", ".npy", "Nur'aini.npy", "Unknown.npy", "bad*name.npy"];
    for name in names {
        data.put(&format!("embeddings/{name}"), &good);
    }
    let snapshot = data.open().snapshot();
    assert_eq!(students(&snapshot), [("alip", 1)]);
    for name in names {
        let aside = snapshot.set_aside.iter().find(|aside| aside.file.file_name() == Some(OsStr::new(name))).unwrap();
        assert!(aside.now.is_none() && aside.reason.to_string().contains("no student id"), "{name}: {}", aside.reason);
        assert_eq!(fs::read(&aside.file).unwrap(), good, "{name}");
    }
}

#[test]
fn a_file_set_aside_never_overwrites_an_earlier_one() {
    let data = Data::new();
    for bytes in [b"one", b"two", b"six"] {
        data.put("embeddings/alip.npy", bytes);
        data.open();
    }
    let kept = ["alip.npy.set-aside", "alip.npy.set-aside-2", "alip.npy.set-aside-3"];
    assert_eq!(names_in(&data.embeddings()), kept);
    assert_eq!(kept.map(|name| fs::read(data.embeddings().join(name)).unwrap()), [b"one", b"two", b"six"]);
}

#[test]
fn of_two_files_for_one_id_the_one_written_as_the_id_stays() {
    let data = Data::new();
    data.put("embeddings/jose\u{301}.npy", &npy_of(&[0.9]));
    data.put("embeddings/jos\u{e9}.npy", &npy_of(&[0.1, 0.2]));
    let snapshot = data.open().snapshot();
    assert_eq!(students(&snapshot), [("jos\u{e9}", 2)]);
    assert_eq!(snapshot.set_aside.len(), 1);
    assert!(snapshot.set_aside[0].reason.to_string().contains("another file"), "{}", snapshot.set_aside[0].reason);
}

#[test]
fn a_file_named_with_other_code_points_stays_the_students_file() {
    let data = Data::new();
    data.put("embeddings/jose\u{301}.npy", &npy_of(&[0.1]));
    data.put("faces/jose\u{301}/1727580000123.jpg", b"a crop");
    let gallery = data.open();
    gallery.add(&id("jos\u{e9}"), from_camera(0.2)).unwrap();
    assert_eq!(names_in(&data.embeddings()), ["jose\u{301}.npy"]);
    assert_eq!(names_in(&data.faces("jose\u{301}")).len(), 2);
    gallery.remove_student(&id("jos\u{e9}")).unwrap();
    assert_eq!(names_in(&data.embeddings()), [""; 0]);
    assert_eq!(names_in(&data.path().join("faces")), [""; 0]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_its_own_is_left_alone() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let data = Data::new();
    let outside = data.root.path().join("outside.npy");
    fs::write(&outside, npy_of(&[0.5])).unwrap();
    fs::create_dir(data.embeddings().join("folder.npy")).unwrap();
    symlink("loop.npy", data.embeddings().join("loop.npy")).unwrap();
    symlink(&outside, data.embeddings().join("link.npy")).unwrap();
    symlink(data.root.path(), data.faces("alip")).unwrap();
    let _socket = UnixListener::bind(data.embeddings().join("socket.npy")).unwrap();
    data.put("embeddings/alip.npy", &npy_of(&[0.1]));

    let gallery = data.open();
    let snapshot = gallery.snapshot();
    assert_eq!(students(&snapshot), [("alip", 1)]);
    let passed: Vec<_> = snapshot.set_aside.iter().map(|aside| (aside.file.file_name().unwrap(), &aside.now)).collect();
    assert_eq!(passed.len(), 3, "links and the socket are told, a folder is none of ours: {passed:?}");
    assert!(passed.iter().all(|(_, now)| now.is_none()));

    let error = gallery.add(&id("link"), from_camera(0.2)).unwrap_err();
    assert!(matches!(error, GalleryError::Write(..)), "{error}");
    assert_eq!(fs::read(&outside).unwrap(), npy_of(&[0.5]));
    assert!(fs::symlink_metadata(data.embeddings().join("link.npy")).unwrap().is_symlink());
}

// One Hadir, and other programs.

#[test]
fn one_hadir_uses_a_folder_at_a_time() {
    let data = Data::new();
    let gallery = data.open();
    let clone = gallery.clone();
    let error = Gallery::open(&data.path()).err().unwrap();
    assert!(matches!(error, GalleryError::InUse(_)), "{error}");
    drop(gallery);
    assert!(Gallery::open(&data.path()).is_err(), "a clone still holds it");
    drop(clone);
    data.open();
}

#[test]
fn a_folder_that_cannot_be_written_is_still_read() {
    let data = Data::new();
    data.put("embeddings/alip.npy", &npy_of(&[0.1]));
    data.put("embeddings/damaged.npy", b"damaged");
    // Modes do not stop an administrator, whom tests may run as: a folder where the lock should be does.
    fs::create_dir(data.path().join(".hadir.lock")).unwrap();
    let gallery = data.open();
    assert_eq!(students(&gallery.snapshot()), [("alip", 1)]);
    assert_eq!(gallery.snapshot().set_aside[0].now, None, "nothing is renamed");
    assert!(matches!(gallery.check_writable(), Err(GalleryError::Write(..))));
    assert!(matches!(gallery.add(&id("alip"), from_camera(0.2)), Err(GalleryError::Write(..))));
    assert!(matches!(gallery.remove_student(&id("alip")), Err(GalleryError::Write(..))));
    assert_eq!(names_in(&data.embeddings()), ["alip.npy", "damaged.npy"]);

    fs::remove_dir(data.path().join(".hadir.lock")).unwrap();
    gallery.add(&id("alip"), from_camera(0.2)).unwrap();
    assert!(Gallery::open(&data.path()).is_err(), "once it can be written, it is held");
}

#[test]
fn rows_the_original_appended_meanwhile_are_kept() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    data.put("embeddings/alip.npy", &npy_of(&[0.1, 0.5]));
    data.put("faces/alip/99999999999999.jpg", b"the original's crop");
    gallery.add(&id("alip"), from_camera(0.2)).unwrap();

    let snapshot = gallery.snapshot();
    assert_eq!(students(&snapshot), [("alip", 3)]);
    assert_eq!(who_is(&snapshot, 0.5).as_deref(), Some("alip"));
    let crops = crop_names(&snapshot, "alip");
    assert_eq!(crops[1].as_deref(), Some("99999999999999.jpg"));
    assert!(crops.iter().all(Option::is_some));
    drop(gallery);
    assert_eq!(data.open().snapshot().students, snapshot.students);
}

#[test]
fn who_was_removed_meanwhile_is_not_enrolled_anew_by_a_face_that_is_added_to_them() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    assert_eq!(gallery.add_to(&id("alip"), from_photo(0.2, b"a photo")).unwrap(), Added::Saved);
    assert_eq!(gallery.add_to(&id("alip"), from_photo(0.2, b"a photo")).unwrap(), Added::AlreadyEnrolled);
    assert_eq!(students(&gallery.snapshot()), [("alip", 2)]);

    gallery.remove_student(&id("alip")).unwrap();
    gallery.add(&id("yoga"), from_camera(0.9)).unwrap();
    // By another program, which this one has not looked at since.
    fs::remove_file(data.embeddings().join("yoga.npy")).unwrap();
    for name in ["alip", "yoga", "never there"] {
        let error = gallery.add_to(&id(name), from_camera(0.3)).unwrap_err();
        assert!(matches!(error, GalleryError::NotEnrolled(_)), "{name}: {error}");
    }
    assert_eq!(names_in(&data.embeddings()), [""; 0]);
    assert!(!data.faces("alip").exists());
}

#[test]
fn a_file_damaged_meanwhile_is_set_aside_and_written_anew() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    data.put("embeddings/alip.npy", b"damaged");
    gallery.add(&id("alip"), from_camera(0.2)).unwrap();
    assert_eq!(students(&gallery.snapshot()), [("alip", 2)]);
    assert_eq!(gallery.snapshot().set_aside.len(), 1);
    drop(gallery);
    assert_eq!(students(&data.open().snapshot()), [("alip", 2)]);
}

// Photos.

#[test]
fn a_photo_is_known_by_its_content() {
    let data = Data::new();
    let photo = PhotoDigest::of(b"a photo");
    let gallery = data.open();
    assert!(!gallery.has_photo(&id("alip"), &photo));
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap(), Added::Saved);
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap(), Added::AlreadyEnrolled);
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"another")).unwrap(), Added::Saved);
    assert_eq!(gallery.add(&id("yoga"), from_photo(0.1, b"a photo")).unwrap(), Added::Saved, "of another student");
    drop(gallery);

    let gallery = data.open();
    assert!(gallery.has_photo(&id("alip"), &photo));
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap(), Added::AlreadyEnrolled);
    assert_eq!(students(&gallery.snapshot()), [("alip", 2), ("yoga", 1)]);
}

#[test]
fn a_photo_whose_template_was_removed_may_be_enrolled_again() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap();
    gallery.add(&id("alip"), from_photo(0.2, b"another")).unwrap();
    gallery.remove_template(&id("alip"), &TemplateKey::of(&at(0.1))).unwrap();
    assert!(!gallery.has_photo(&id("alip"), &PhotoDigest::of(b"a photo")));
    assert!(gallery.has_photo(&id("alip"), &PhotoDigest::of(b"another")));
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap(), Added::Saved);
}

// Removing.

#[test]
fn removing_a_student_leaves_nothing_of_them() {
    let data = Data::new();
    data.put("embeddings/alip.npy", b"damaged");
    data.put("faces/alip/1727580000123.jpg", b"a crop of the original");
    let gallery = data.open();
    assert_eq!(gallery.snapshot().set_aside.len(), 1);
    gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap();
    gallery.add(&id("yoga"), from_camera(0.9)).unwrap();
    gallery.remove_student(&id("alip")).unwrap();

    let snapshot = gallery.snapshot();
    assert_eq!(students(&snapshot), [("yoga", 1)]);
    assert_eq!(snapshot.set_aside, [], "what was set aside of them is gone as well");
    assert_eq!(who_is(&snapshot, 0.1), None);
    assert_eq!(names_in(&data.embeddings()), ["yoga.npy"]);
    assert_eq!(names_in(&data.path().join("faces")), ["yoga"]);

    let error = gallery.remove_student(&id("alip")).unwrap_err();
    assert!(matches!(error, GalleryError::NotEnrolled(_)), "{error}");
    assert_eq!(gallery.add(&id("alip"), from_photo(0.1, b"a photo")).unwrap(), Added::Saved);
}

#[test]
fn mirrored_faces_are_kept_beside_the_crops_and_go_with_their_templates() {
    let data = Data::new();
    let with_mirror = |x: f64| NewTemplate { mirrored: Some(at(x + 0.01)), ..from_camera(x) };
    let mirrors = |snapshot: &Snapshot| -> Vec<Option<Embedding>> {
        let student = snapshot.student(&id("alip")).unwrap();
        student.templates.iter().map(|template| template.mirrored.clone()).collect()
    };
    {
        let gallery = data.open();
        for template in [with_mirror(0.1), from_camera(0.2), with_mirror(0.3)] {
            gallery.add(&id("alip"), template).unwrap();
        }
        assert_eq!(mirrors(&gallery.snapshot()), [Some(at(0.11)), None, Some(at(0.31))]);
    }
    assert_eq!(fs::read(data.embeddings().join("alip.npy")).unwrap().len(), npy_of(&[0.1, 0.2, 0.3]).len());
    // What the original appends, or removes, leaves the others theirs.
    data.put("embeddings/alip.npy", &npy_of(&[0.2, 0.3, 0.4]));
    let file = data.faces("alip").join("mirrored.npy");
    {
        let gallery = data.open();
        let snapshot = gallery.snapshot();
        assert_eq!(mirrors(&snapshot), [None, Some(at(0.31)), None]);
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.ends_with(&npy_of(&[0.3, 0.31])[128..]), "two rows of one face");
        assert_eq!(bytes.len(), npy_of(&[0.3, 0.31]).len(), "of a face that is gone nothing stays");
        let pictures: Vec<(f64, Option<f64>)> = snapshot
            .pictures()
            .flat_map(|(_, pictures)| pictures.map(|of| (of.plain[0], of.mirrored.map(|face| face[0]))))
            .collect();
        assert_eq!(pictures, [(0.2, None), (0.3, Some(0.31)), (0.4, None)]);
        gallery.remove_template(&id("alip"), &TemplateKey::of(&at(0.3))).unwrap();
        assert!(!file.exists());
        gallery.add(&id("alip"), with_mirror(0.5)).unwrap();
        assert!(file.exists());
    }
    // Without it, or with something else in its place, everybody is recognised by what else there is.
    for broken in [&b"not an array"[..], &npy_of(&[0.5]), b""] {
        fs::write(&file, broken).unwrap();
        let gallery = data.open();
        assert_eq!(mirrors(&gallery.snapshot()), [None, None, None]);
        assert!(gallery.set_aside().is_empty());
    }
    let gallery = data.open();
    gallery.add(&id("alip"), with_mirror(0.6)).unwrap();
    gallery.remove_student(&id("alip")).unwrap();
    assert_eq!(names_in(&data.path().join("faces")), [""; 0]);
}

#[test]
fn removing_a_template_takes_its_crop_and_leaves_the_others() {
    let data = Data::new();
    let gallery = data.open();
    for x in [0.1, 0.2, 0.3] {
        gallery.add(&id("alip"), from_camera(x)).unwrap();
    }
    let before = gallery.snapshot().students[0].templates.clone();
    gallery.remove_template(&id("alip"), &before[1].key).unwrap();
    assert_eq!(gallery.snapshot().students[0].templates, [before[0].clone(), before[2].clone()]);
    assert!(!before[1].crop.as_ref().unwrap().exists());
    assert_eq!(who_is(&gallery.snapshot(), 0.2), None);

    let error = gallery.remove_template(&id("alip"), &before[1].key).unwrap_err();
    assert!(matches!(error, GalleryError::NotEnrolled(_)), "{error}");
    drop(gallery);
    let gallery = data.open();
    assert_eq!(gallery.snapshot().students[0].templates, [before[0].clone(), before[2].clone()]);

    gallery.remove_template(&id("alip"), &before[0].key).unwrap();
    gallery.remove_template(&id("alip"), &before[2].key).unwrap();
    assert_eq!(students(&gallery.snapshot()), [], "the last template was the student");
    assert_eq!(names_in(&data.embeddings()), [""; 0]);
    assert_eq!(names_in(&data.path().join("faces")), [""; 0]);
}

#[test]
fn of_two_equal_templates_one_is_removed() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_photo(0.1, b"one")).unwrap();
    gallery.add(&id("alip"), from_photo(0.1, b"two")).unwrap();
    gallery.remove_template(&id("alip"), &TemplateKey::of(&at(0.1))).unwrap();
    assert_eq!(students(&gallery.snapshot()), [("alip", 1)]);
    assert_eq!(names_in(&data.faces("alip")).len(), 1);
    assert!(gallery.has_photo(&id("alip"), &PhotoDigest::of(b"two")));
}

#[test]
fn a_removal_never_gives_a_template_the_crop_of_another() {
    let data = Data::new();
    // The original wrote two crops in the same millisecond: one is missing, and nobody can say which.
    data.put("embeddings/alip.npy", &npy_of(&[0.1, 0.2, 0.3]));
    data.put("faces/alip/1727580000123.jpg", b"a crop");
    data.put("faces/alip/1727580000999.jpg", b"a crop");
    let gallery = data.open();
    assert_eq!(crop_names(&gallery.snapshot(), "alip"), [None, None, None]);
    gallery.remove_template(&id("alip"), &TemplateKey::of(&at(0.1))).unwrap();
    drop(gallery);
    assert_eq!(crop_names(&data.open().snapshot(), "alip"), [None, None]);
    assert_eq!(names_in(&data.faces("alip")).len(), 2, "they go with the student");
}

#[test]
fn a_student_who_cannot_be_removed_stays_whole() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    let crops = names_in(&data.faces("alip"));
    let file = data.embeddings().join("alip.npy");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let error = gallery.remove_student(&id("alip")).unwrap_err();
    assert!(matches!(error, GalleryError::Remove(..)), "{error}");
    assert_eq!(names_in(&data.faces("alip")), crops);
    assert_eq!(students(&gallery.snapshot()), [("alip", 1)]);
}

#[test]
fn what_could_not_be_deleted_of_a_student_goes_when_they_are_removed_again() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    // A folder of this name cannot be deleted as a file.
    let stuck = data.embeddings().join("alip.npy.set-aside");
    fs::create_dir(&stuck).unwrap();
    for _ in 0..2 {
        let error = gallery.remove_student(&id("alip")).unwrap_err();
        assert!(matches!(&error, GalleryError::Leftover(_, path, _) if *path == stuck), "{error}");
        assert_eq!(students(&gallery.snapshot()), []);
        assert_eq!(names_in(&data.path().join("faces")), [".hadir-removing-alip"], "their pictures are still there");
    }
    fs::remove_dir(&stuck).unwrap();
    data.put("embeddings/alip.npy.set-aside", b"damaged");
    gallery.remove_student(&id("alip")).unwrap();
    assert_eq!((names_in(&data.embeddings()).len(), names_in(&data.path().join("faces")).len()), (0, 0));
    let error = gallery.remove_student(&id("alip")).unwrap_err();
    assert!(matches!(error, GalleryError::NotEnrolled(_)), "{error}");
}

#[test]
fn what_could_not_be_deleted_of_a_template_goes_when_it_is_removed_again() {
    let data = Data::new();
    let gallery = data.open();
    for x in [0.1, 0.2] {
        gallery.add(&id("alip"), NewTemplate { mirrored: Some(at(x + 0.01)), ..from_camera(x) }).unwrap();
    }
    let key = TemplateKey::of(&at(0.1));
    // As it is when neither the crop could be deleted nor the mirrored face.
    let kept: Vec<_> = names_in(&data.faces("alip")).into_iter().map(|name| data.faces("alip").join(name)).collect();
    let bytes: Vec<_> = kept.iter().map(|path| fs::read(path).unwrap()).collect();
    gallery.remove_template(&id("alip"), &key).unwrap();
    kept.iter().zip(bytes).for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    let mirrored = data.faces("alip").join("mirrored.npy");
    assert_eq!(fs::read(&mirrored).unwrap().len(), npy_of(&[0.1, 0.11, 0.2, 0.21]).len());

    let error = gallery.remove_template(&id("alip"), &key).unwrap_err();
    assert!(matches!(error, GalleryError::NotEnrolled(_)), "{error}");
    assert_eq!(names_in(&data.faces("alip")).len(), 2, "a crop and the mirrored face of the other");
    assert_eq!(fs::read(&mirrored).unwrap().len(), npy_of(&[0.2, 0.21]).len());

    // The last one is the student.
    let stuck = data.embeddings().join("alip.npy.set-aside");
    fs::create_dir(&stuck).unwrap();
    let last = TemplateKey::of(&at(0.2));
    let removed = || gallery.remove_template(&id("alip"), &last);
    assert!(matches!(removed(), Err(GalleryError::Leftover(..))));
    assert!(matches!(removed(), Err(GalleryError::Leftover(..))));
    fs::remove_dir(&stuck).unwrap();
    removed().unwrap();
    assert_eq!(names_in(&data.path().join("faces")), [""; 0]);
    assert!(matches!(removed(), Err(GalleryError::NotEnrolled(_))));
}

// Failures and crashes.

#[test]
fn a_failed_write_changes_nothing() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    let before = gallery.snapshot();
    // Where the crops of a new student should go lies a file.
    data.put("faces/yoga", b"in the way");
    let error = gallery.add(&id("yoga"), from_camera(0.2)).unwrap_err();
    assert!(matches!(error, GalleryError::Write(..)), "{error}");
    // The crop can be written, the row cannot.
    fs::create_dir(data.embeddings().join("zaki.npy")).unwrap();
    let error = gallery.add(&id("zaki"), from_camera(0.2)).unwrap_err();
    assert!(matches!(error, GalleryError::Write(..)), "{error}");
    assert_eq!(gallery.snapshot().students, before.students);
    assert_eq!(names_in(&data.embeddings()), ["alip.npy", "zaki.npy"]);
    assert_eq!(names_in(&data.path().join("faces")), ["alip", "yoga"]);
}

/// Runs this test again in a process of its own, by a shell that first does `before`; there, `child_of` gives the folder.
fn child(test: &str, data: &Path, before: &str) -> Child {
    Command::new("sh")
        .args(["-c", &format!("{before} exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("HADIR_TEST_DATA", data)
        // Not to wherever these tests print: a log file may already be longer than `before` lets a file grow.
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn child_of() -> Option<PathBuf> {
    std::env::var_os("HADIR_TEST_DATA").map(PathBuf::from)
}

#[cfg(unix)]
#[test]
fn with_no_room_left_what_was_there_stays() {
    const TEST: &str = "with_no_room_left_what_was_there_stays";
    if let Some(data) = child_of() {
        // No file may grow past 16 KiB here: the student's file is 15 rows, and two more do not fit.
        let gallery = Gallery::open(&data).unwrap();
        let before = fs::read(data.join("embeddings/alip.npy")).unwrap();
        let crops = names_in(&data.join("faces/alip"));
        let failed =
            (0..3).filter_map(|n| gallery.add(&id("alip"), from_camera(f64::from(n))).err()).next_back().unwrap();
        assert!(matches!(failed, GalleryError::Write(..)), "{failed}");
        let now = fs::read(data.join("embeddings/alip.npy")).unwrap();
        let rows = gallery.snapshot().students[0].templates.len();
        assert!(now.len() >= before.len() && now.len() <= 16 << 10);
        assert_eq!((now.len() - 128) / 1024, rows, "in memory as on disk");
        assert_eq!(names_in(&data.join("faces/alip")).len(), crops.len() + rows - 15, "no crop without a row");
        assert_eq!(names_in(&data.join("embeddings")), ["alip.npy"], "nothing unfinished is left");
        return;
    }
    let data = Data::new();
    let faces: Vec<f64> = (0..15).map(|n| f64::from(n) / 100.0).collect();
    data.put("embeddings/alip.npy", &npy_of(&faces));
    // In blocks of 512 bytes; and a write past it is to fail, not to end the process.
    let output = child(TEST, &data.path(), "trap '' XFSZ; ulimit -f 32;").wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(data.open().snapshot().set_aside, []);
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_leaves_whole_students_and_frees_the_folder() {
    const TEST: &str = "killed_at_any_moment_it_leaves_whole_students_and_frees_the_folder";
    if let Some(data) = child_of() {
        let gallery = Gallery::open(&data).unwrap();
        let begin: usize = gallery.snapshot().templates.len();
        for n in begin..begin + 2000 {
            let student = id(if n % 2 == 0 { "alip" } else { "yoga" });
            gallery.add(&student, from_photo(n as f64, &n.to_le_bytes())).unwrap();
            if n % 5 == 4 {
                let key = gallery.snapshot().student(&student).unwrap().templates[0].key.clone();
                gallery.remove_template(&student, &key).unwrap();
            }
        }
        return;
    }
    let data = Data::new();
    let crops = || names_in(&data.faces("alip")).len() + names_in(&data.faces("yoga")).len();
    let file = |student| fs::metadata(data.embeddings().join(student)).map_or(0, |found| found.len() / 1024) as usize;
    let rows = || file("alip.npy") + file("yoga.npy");
    for round in 1..=12 {
        // Just after a crop was written, or just after a row was.
        let now: &dyn Fn() -> usize = if round % 2 == 0 { &crops } else { &rows };
        let begin = now();
        let mut child = child(TEST, &data.path(), "");
        while now() < begin + 1 + round / 4 {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            thread::sleep(Duration::from_micros(100));
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let snapshot = data.open().snapshot();
        assert_eq!(snapshot.set_aside, [], "round {round}");
        assert!(snapshot.templates.len() + 1 >= begin, "round {round}: rows were lost");
        for student in &snapshot.students {
            assert!(student.templates.iter().all(|template| template.crop.is_some()), "round {round}");
            let kept = names_in(&data.faces(student.id.as_str()));
            assert_eq!(kept.len(), student.templates.len(), "round {round}: orphans and unfinished files are gone");
        }
        assert!(names_in(&data.embeddings()).iter().all(|name| name.ends_with(".npy")), "round {round}");
    }
}

#[test]
fn what_a_crash_left_is_cleaned_up() {
    let data = Data::new();
    let gallery = data.open();
    for name in ["alip", "budi", "yoga"] {
        gallery.add(&id(name), from_camera(0.1)).unwrap();
    }
    drop(gallery);
    // While a file was written.
    data.put("embeddings/.hadir-a1b2c3.tmp", b"half a file");
    data.put("faces/alip/.hadir-d4e5f6.tmp", b"half a crop");
    // Between a crop and its row.
    data.put("faces/alip/1727580000123_00000000000000aa_camera.jpg", b"a crop of no row");
    // While budi was removed, before and after the file was gone.
    fs::rename(data.faces("budi"), data.faces(".hadir-removing-budi")).unwrap();
    fs::rename(data.faces("yoga"), data.faces(".hadir-removing-yoga")).unwrap();
    fs::remove_file(data.embeddings().join("yoga.npy")).unwrap();

    let snapshot = data.open().snapshot();
    assert_eq!(students(&snapshot), [("alip", 1), ("budi", 1)]);
    assert_eq!(snapshot.set_aside, []);
    assert_eq!(names_in(&data.embeddings()), ["alip.npy", "budi.npy"]);
    assert_eq!(names_in(&data.path().join("faces")), ["alip", "budi"]);
    assert_eq!(names_in(&data.faces("alip")).len(), 1);
    assert!(crop_names(&snapshot, "budi")[0].is_some(), "a removal that did not happen is undone");
}

#[test]
fn pictures_of_nobody_who_is_enrolled_do_not_stay() {
    let data = Data::new();
    let gallery = data.open();
    for name in ["alip", "budi", "yoga", "zaki"] {
        let mirrored = Some(at(0.2));
        gallery.add(&id(name), NewTemplate { mirrored, ..from_camera(0.1) }).unwrap();
    }
    drop(gallery);
    // Cut off in the middle of the first photo, or deleted by hand.
    fs::remove_file(data.embeddings().join("alip.npy")).unwrap();
    fs::remove_file(data.embeddings().join("budi.npy")).unwrap();
    data.put("faces/budi/1727580000123.jpg", b"a crop of the original");
    // What was set aside may be brought back.
    fs::rename(data.embeddings().join("yoga.npy"), data.embeddings().join("yoga.npy.set-aside-2")).unwrap();
    data.put("faces/notes/portrait.jpg", b"nothing of Hadir's");

    // Who may not change the folder leaves it as it is.
    let lock = data.path().join(".hadir.lock");
    let _ = fs::remove_file(&lock);
    fs::create_dir(&lock).unwrap();
    data.open();
    assert_eq!(names_in(&data.faces("alip")).len(), 2);
    fs::remove_dir(&lock).unwrap();

    data.open();
    assert_eq!(names_in(&data.path().join("faces")), ["budi", "notes", "yoga", "zaki"]);
    assert_eq!(names_in(&data.faces("budi")), ["1727580000123.jpg"], "nobody can say what the original is doing");
    assert_eq!(names_in(&data.faces("notes")), ["portrait.jpg"]);
    assert_eq!((names_in(&data.faces("yoga")).len(), names_in(&data.faces("zaki")).len()), (2, 2));
}

#[cfg(unix)]
#[test]
fn nothing_is_cleaned_up_behind_a_link() {
    let data = Data::new();
    let outside = data.root.path().join("outside");
    let name = "1727580000123_00000000000000aa_camera.jpg";
    fs::create_dir(&outside).unwrap();
    for file in [name, "mirrored.npy", ".hadir-a1b2c3.tmp"] {
        fs::write(outside.join(file), b"somebody's").unwrap();
    }
    std::os::unix::fs::symlink(&outside, data.faces("alip")).unwrap();
    std::os::unix::fs::symlink(&outside, data.faces(".hadir-removing-budi")).unwrap();
    data.open();
    assert_eq!(names_in(&outside), [".hadir-a1b2c3.tmp", name, "mirrored.npy"]);
}

#[test]
fn the_crops_of_a_damaged_file_are_kept() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("alip"), from_camera(0.1)).unwrap();
    drop(gallery);
    let whole = fs::read(data.embeddings().join("alip.npy")).unwrap();
    data.put("embeddings/alip.npy", &whole[..500]);
    data.open();
    assert_eq!(names_in(&data.faces("alip")).len(), 1);

    // Somebody brings the file back.
    data.put("embeddings/alip.npy", &whole);
    assert!(crop_names(&data.open().snapshot(), "alip")[0].is_some());
}

// At the same time.

#[test]
fn students_are_added_and_removed_while_others_look() {
    let data = Data::new();
    let gallery = data.open();
    gallery.add(&id("always"), from_camera(900.0)).unwrap();
    let begin = std::sync::Barrier::new(6);
    thread::scope(|scope| {
        for student in ["alip", "yoga"] {
            let (gallery, begin) = (&gallery, &begin);
            scope.spawn(move || {
                begin.wait();
                (0..25).for_each(|n| {
                    assert_eq!(gallery.add(&id(student), from_camera(f64::from(n))).unwrap(), Added::Saved);
                });
            });
        }
        scope.spawn(|| {
            begin.wait();
            for n in 0..10 {
                gallery.add(&id("comes and goes"), from_camera(f64::from(n))).unwrap();
                gallery.remove_student(&id("comes and goes")).unwrap();
            }
        });
        for _ in 0..3 {
            scope.spawn(|| {
                begin.wait();
                let (mut alip, mut looks) = (0, 0);
                while alip < 25 {
                    let snapshot = gallery.snapshot();
                    let counted: usize = students(&snapshot).iter().map(|(_, templates)| templates).sum();
                    assert_eq!(counted, snapshot.templates.len(), "a snapshot is of one moment");
                    assert_eq!(who_is(&snapshot, 900.0).as_deref(), Some("always"));
                    let now = snapshot.student(&id("alip")).map_or(0, |student| student.templates.len());
                    assert!(now >= alip);
                    (alip, looks) = (now, looks + 1);
                }
                assert!(looks > 0);
            });
        }
    });
    let expected = [("alip", 25), ("always", 1), ("yoga", 25)];
    assert_eq!(students(&gallery.snapshot()), expected);
    drop(gallery);
    assert_eq!(students(&data.open().snapshot()), expected);
}
