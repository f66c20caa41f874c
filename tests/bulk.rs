//! Enrolling folders of photos: whose they are, which are refused and why, and what is kept when it does not go to the
//! end. Faces are painted, and found by the scripted engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use hadir::core::{Embedding, FaceBox, StudentId, Upsampling};
use hadir::engine::scripted::{self, ScriptedEngine};
use hadir::engine::{EngineError, EngineFactory, FaceEngine, FaceFinder};
use hadir::gallery::Gallery;
use hadir::gallery::bulk::{self, FolderRefusal, Plan, Progress, Report};
use image::{ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// A PNG with these persons' faces side by side. `mark` makes it another photo.
fn photo(persons: &[u8], mark: u32) -> Vec<u8> {
    let mut picture = RgbImage::new(40, 20);
    let [a, b, c, _] = mark.to_le_bytes();
    picture.put_pixel(39, 19, Rgb([0, a, b]));
    picture.put_pixel(38, 19, Rgb([0, 0, c]));
    for (n, &person) in (0..).zip(persons) {
        scripted::paint(&mut picture, person, FaceBox::new(4, 12 + 12 * n, 12, 4 + 12 * n));
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A folder of photos, and a data folder.
struct School {
    root: TempDir,
}

impl School {
    fn new() -> Self {
        Self::in_folder(&std::env::temp_dir())
    }

    /// For many photos: each that is saved is synced to the disk four times, which costs nothing in memory. Where there is
    /// no such folder, they lie on the disk.
    fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::in_folder(memory) } else { Self::new() }
    }

    fn in_folder(folder: &Path) -> Self {
        let school = Self { root: TempDir::new_in(folder).unwrap() };
        fs::create_dir(school.photos()).unwrap();
        school
    }

    fn photos(&self) -> PathBuf {
        self.root.path().join("known_faces")
    }

    fn put(&self, file: &str, bytes: &[u8]) {
        let path = self.photos().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn plan(&self) -> Plan {
        Plan::of_folder(&self.photos()).unwrap()
    }

    fn gallery(&self) -> Gallery {
        Gallery::open(&self.data()).unwrap()
    }

    fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }
}

fn enrol(plan: Plan, gallery: &Gallery, engines: &EngineFactory) -> Report {
    bulk::enrol(plan, gallery, engines, &AtomicBool::new(false), &|_| {})
}

/// A person's name, photos saved, enrolled before, and refused with the reason.
type Line<'a> = (&'a str, usize, usize, Vec<(&'a str, String)>);

fn table(report: &Report) -> Vec<Line<'_>> {
    report
        .people
        .iter()
        .map(|person| {
            let refused = person.refused.iter().map(|(file, reason)| (file.as_str(), reason.to_string())).collect();
            (person.name.as_str(), person.saved, person.already, refused)
        })
        .collect()
}

fn planned(plan: &Plan) -> Vec<(String, String)> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    plan.photos.iter().map(|(student, path)| (student.to_string(), name(path))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

/// An engine that does something before it finds faces.
struct Engine<F: FnMut(&RgbImage) + Send>(F);

impl<F: FnMut(&RgbImage) + Send> FaceEngine for Engine<F> {
    fn set_upsampling(&mut self, _: Upsampling) {}

    fn finder(&self) -> Box<dyn FaceFinder> {
        ScriptedEngine.finder()
    }

    fn find(&mut self, picture: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        self.0(picture);
        ScriptedEngine.find(picture)
    }

    fn embed(&mut self, picture: &RgbImage, boxes: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        ScriptedEngine.embed(picture, boxes)
    }
}

fn engines(before: impl Fn(&RgbImage) + Send + Sync + 'static) -> EngineFactory {
    let before = Arc::new(before);
    Arc::new(move || {
        let before = before.clone();
        Ok(Box::new(Engine(move |picture: &RgbImage| before(picture))) as Box<dyn FaceEngine>)
    })
}

/// Engines that count the pictures they look at.
fn counting() -> (EngineFactory, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    let engines = engines(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    (engines, count)
}

// The plan.

#[test]
fn a_folder_is_planned_by_student_in_the_order_a_person_would_sort() {
    let school = School::new();
    for file in [
        "yoga/a.PNG",
        "Budi Santoso/photo-10.jpg",
        "Budi Santoso/photo-2.JPEG",
        "Budi Santoso/.hidden.jpg",
        "Budi Santoso/notes.txt",
        "Budi Santoso/deeper/too-deep.jpg",
        "7B-10/x.webp",
        "7B-2/x.WebP",
        ".git/x.jpg",
        "empty/notes.txt",
        "bad*name/x.jpg",
    ] {
        school.put(file, b"");
    }
    let plan = school.plan();
    let expected = [
        ("7B-2", "x.WebP"),
        ("7B-10", "x.webp"),
        ("Budi Santoso", "photo-2.JPEG"),
        ("Budi Santoso", "photo-10.jpg"),
        ("yoga", "a.PNG"),
    ];
    assert_eq!(planned(&plan), pairs(&expected));
    let refused: BTreeMap<_, _> = plan.refused_folders.into_iter().collect();
    assert_eq!(refused.len(), 2);
    assert!(matches!(refused["bad*name"], FolderRefusal::Id(_)));
    assert_eq!(refused["empty"], FolderRefusal::NoPhotos);
}

#[test]
fn two_ways_to_write_a_name_are_one_student() {
    let school = School::new();
    school.put("jose\u{301}/b.png", b"");
    school.put("jos\u{e9}/a.png", b"");
    assert_eq!(planned(&school.plan()), pairs(&[("jos\u{e9}", "a.png"), ("jos\u{e9}", "b.png")]));
}

#[test]
fn photos_outside_any_students_folder_are_told() {
    let school = School::new();
    school.put("a.jpg", b"");
    school.put("b.png", b"");
    school.put("notes.txt", b"");
    let plan = school.plan();
    assert_eq!(plan.photos, []);
    assert_eq!(plan.refused_folders, [("known_faces".to_owned(), FolderRefusal::Loose(2))]);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    assert!(Plan::of_folder(&School::new().photos().join("nowhere")).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_loops_end() {
    use std::os::unix::fs::symlink;
    let school = School::new();
    school.put("alip/a.png", b"");
    symlink(school.photos().join("alip"), school.photos().join("yoga")).unwrap();
    symlink(school.photos(), school.photos().join("all")).unwrap();
    symlink("loop", school.photos().join("loop")).unwrap();
    symlink("loop.png", school.photos().join("alip/loop.png")).unwrap();
    let plan = school.plan();
    let expected = [("alip", "a.png"), ("alip", "loop.png"), ("yoga", "a.png"), ("yoga", "loop.png")];
    assert_eq!(planned(&plan), pairs(&expected));
    assert_eq!(plan.refused_folders, [("all".to_owned(), FolderRefusal::NoPhotos)]);

    school.put("alip/a.png", &photo(&[10], 0));
    let report = enrol(plan, &school.gallery(), &scripted::factory());
    assert_eq!(
        report.people.iter().map(|person| (person.saved, person.refused.len())).collect::<Vec<_>>(),
        [(1, 1), (0, 1), (1, 1)]
    );
}

// What becomes of photos.

#[test]
fn each_person_is_reported_with_photos_saved_and_refused() {
    let school = School::new();
    school.put("alip/1.png", &photo(&[10], 1));
    school.put("alip/2.png", &photo(&[11], 2));
    school.put("alip/3 the same as 1.png", &photo(&[10], 1));
    school.put("yoga/1.png", &photo(&[], 1));
    school.put("yoga/2.png", &photo(&[20, 30], 2));
    school.put("yoga/3.png", &photo(&[20, 30, 40], 3));
    school.put("yoga/4.png", b"");
    school.put("yoga/5.jpg", b"this is text");
    school.put("yoga/6.png", &photo(&[20], 6)[..60]);
    school.put("yoga/7.jpg", &photo(&[20], 7));
    school.put("yoga/8.heic", b"\0\0\0\x18ftypheic");
    school.put("bad*name/x.png", &photo(&[10], 1));
    school.put("empty/notes.txt", b"");
    let gallery = school.gallery();
    let report = enrol(school.plan(), &gallery, &scripted::factory());

    let table = table(&report);
    assert_eq!(table.iter().map(|row| row.0).collect::<Vec<_>>(), ["alip", "bad*name", "empty", "yoga"]);
    assert_eq!(table[0], ("alip", 2, 1, vec![]));
    assert_eq!(table[1].3[0].0, "bad*name");
    assert_eq!(table[2].3, [("empty", "there is no JPEG, PNG or WebP photo in this folder".to_owned())]);
    assert_eq!((table[3].1, table[3].2), (1, 0), "a PNG called .jpg is read by its content");
    let reasons = [
        ("1.png", "no face was found"),
        ("2.png", "2 faces were found; there must be exactly one"),
        ("3.png", "3 faces were found; there must be exactly one"),
        ("4.png", "the file is empty"),
        ("5.jpg", "this is not a JPEG, PNG or WebP picture"),
        ("6.png", "the picture is damaged"),
    ];
    assert_eq!(table[3].3[..6], reasons.map(|(file, reason)| (file, reason.to_owned())));
    let (file, reason) = &table[3].3[6];
    assert!(*file == "8.heic" && reason.contains("JPEG, PNG or WebP"), "{reason}");
    assert!(!report.cancelled);
    assert_eq!(report.failed, None);
    let snapshot = gallery.snapshot();
    assert_eq!(snapshot.students.len(), 2);
    assert_eq!(snapshot.templates.len(), 3);
}

#[test]
fn chosen_files_are_enrolled_for_one_student() {
    let school = School::new();
    school.put("a.png", &photo(&[10], 1));
    school.put("b.png", &photo(&[], 2));
    let files = ["b.png", "a.png", "missing.png"].map(|name| school.photos().join(name));
    let gallery = school.gallery();
    let report = enrol(Plan::of_files(&id("alip"), files.to_vec()), &gallery, &scripted::factory());
    let [person] = &report.people[..] else { panic!("{report:?}") };
    assert_eq!((person.name.as_str(), person.saved), ("alip", 1));
    assert_eq!(person.refused.iter().map(|(file, _)| file.as_str()).collect::<Vec<_>>(), ["b.png", "missing.png"]);
}

#[test]
fn run_again_it_adds_nothing_and_looks_at_nothing() {
    let school = School::new();
    for n in 0..12 {
        school.put(&format!("student {}/{n}.png", n % 3), &photo(&[10 * (n % 3) + 10 + n], n.into()));
    }
    let (engines, looked_at) = counting();
    let gallery = school.gallery();
    enrol(school.plan(), &gallery, &engines);
    assert_eq!(looked_at.load(Ordering::SeqCst), 12);
    let students = gallery.snapshot().students.clone();
    drop(gallery);

    fs::rename(school.photos().join("student 0/0.png"), school.photos().join("student 0/renamed.png")).unwrap();
    let gallery = school.gallery();
    let report = enrol(school.plan(), &gallery, &engines);
    assert_eq!(looked_at.load(Ordering::SeqCst), 12);
    assert_eq!(report.people.iter().map(|person| (person.saved, person.already)).collect::<Vec<_>>(), [(0, 4); 3]);
    assert_eq!(gallery.snapshot().students, students);

    school.put("student 1/new.png", &photo(&[99], 99));
    let report = enrol(school.plan(), &gallery, &engines);
    assert_eq!((report.people[1].saved, report.people[1].already), (1, 4));
    assert_eq!(looked_at.load(Ordering::SeqCst), 13);
}

#[test]
fn from_scratch_the_files_are_the_same_however_the_threads_run() {
    let school = School::in_memory();
    for n in 0..40u8 {
        school.put(&format!("student {}/{n}.png", n % 4), &photo(&[n + 1], n.into()));
    }
    // Every third photo takes longer, so that others overtake it.
    let uneven = |longer: u8| {
        engines(move |picture: &RgbImage| {
            let person = picture.get_pixel(4, 4)[0];
            thread::sleep(Duration::from_millis(if person % 3 == longer { 8 } else { 0 }));
        })
    };
    let mut runs = Vec::new();
    for longer in 0..3 {
        let gallery = Gallery::open(&school.root.path().join(format!("data {longer}"))).unwrap();
        let report = enrol(school.plan(), &gallery, &uneven(longer));
        let file =
            |n: usize| fs::read(school.root.path().join(format!("data {longer}/embeddings/student {n}.npy"))).unwrap();
        runs.push(((0..4).map(file).collect::<Vec<_>>(), format!("{report:?}")));
    }
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
}

#[test]
fn a_thousand_photos_with_bad_ones_among_them_finish_with_every_good_one_saved() {
    let school = School::in_memory();
    let good = |n: u32| n % 10 != 3 && n % 97 != 5;
    for n in 0..1000 {
        let whole = photo(&[(n % 250) as u8 + 1], n);
        let bytes = match n {
            _ if good(n) => whole,
            _ if n % 4 == 0 => Vec::new(),
            _ if n % 4 == 1 => whole[..whole.len() / 2].to_vec(),
            _ if n % 4 == 2 => b"not a picture".to_vec(),
            _ => photo(&[1, 2], n),
        };
        school.put(&format!("student {}/{n}.png", n / 20), &bytes);
    }
    let expected = (0..1000).filter(|&n| good(n)).count();
    let gallery = school.gallery();
    let report = enrol(school.plan(), &gallery, &scripted::factory());
    assert_eq!(report.failed, None);
    assert_eq!(report.people.len(), 50);
    assert_eq!(report.people.iter().map(|person| person.saved).sum::<usize>(), expected);
    assert_eq!(report.people.iter().map(|person| person.refused.len()).sum::<usize>(), 1000 - expected);
    drop(gallery);
    let snapshot = school.gallery().snapshot();
    assert_eq!(snapshot.templates.len(), expected);
    assert!(snapshot.students.iter().flat_map(|student| &student.templates).all(|template| template.crop.is_some()));
}

// Progress, and an end before the end.

#[test]
fn progress_is_told_before_the_first_photo_and_after_each() {
    let school = School::new();
    for n in 0..20 {
        let persons: &[u8] = if n % 4 == 0 { &[] } else { &[9] };
        school.put(&format!("alip/{n}.png"), &photo(persons, n));
    }
    let told = Mutex::new(Vec::new());
    let tell = |progress: Progress| told.lock().unwrap().push(progress);
    bulk::enrol(school.plan(), &school.gallery(), &scripted::factory(), &AtomicBool::new(false), &tell);
    let told = told.into_inner().unwrap();
    assert_eq!(told.iter().map(|progress| progress.done).collect::<Vec<_>>(), (0..=20).collect::<Vec<_>>());
    assert!(told.iter().all(|progress| progress.total == 20));
    assert_eq!(told[0].left, None);
    assert!(told[10].left.is_some());
    let last = told.last().unwrap();
    assert_eq!((last.saved, last.refused, last.left), (15, 5, Some(Duration::ZERO)));
}

#[test]
fn cancelled_it_keeps_what_was_saved_and_can_be_taken_up_again() {
    let school = School::in_memory();
    for n in 0..200u8 {
        school.put(&format!("alip/{n}.png"), &photo(&[n + 1], n.into()));
    }
    let gallery = school.gallery();
    let cancel = AtomicBool::new(false);
    let stop_at_five = |progress: Progress| cancel.store(progress.done >= 5, Ordering::SeqCst);
    let report = bulk::enrol(school.plan(), &gallery, &scripted::factory(), &cancel, &stop_at_five);
    assert!(report.cancelled);
    assert_eq!(report.failed, None);
    let saved = report.people[0].saved;
    assert!((5..200).contains(&saved), "{saved}");
    assert_eq!(gallery.snapshot().templates.len(), saved);

    let report = enrol(school.plan(), &gallery, &scripted::factory());
    assert!(!report.cancelled);
    assert_eq!((report.people[0].saved, report.people[0].already), (200 - saved, saved));
}

#[test]
fn cancelled_before_it_began_it_does_nothing() {
    let school = School::new();
    school.put("alip/1.png", &photo(&[10], 1));
    let (engines, looked_at) = counting();
    let report = bulk::enrol(school.plan(), &school.gallery(), &engines, &AtomicBool::new(true), &|_| {});
    assert!(report.cancelled);
    assert_eq!(looked_at.load(Ordering::SeqCst), 0);
}

#[test]
fn without_an_engine_the_report_says_what_to_do() {
    let school = School::new();
    school.put("alip/1.png", &photo(&[10], 1));
    let broken: EngineFactory = Arc::new(|| Err(EngineError::Failed("it is broken".to_owned())));
    let gallery = school.gallery();
    let report = enrol(school.plan(), &gallery, &broken);
    let failed = report.failed.unwrap();
    let advice = EngineError::Failed(String::new()).advice();
    assert!(
        failed.to_string().contains("it is broken") && failed.to_string().contains(&advice.to_string()),
        "{failed}"
    );
    assert!(gallery.snapshot().students.is_empty());
}

#[test]
fn an_engine_that_panics_on_a_photo_costs_that_photo_alone() {
    let school = School::new();
    for n in 0..10u8 {
        school.put(&format!("alip/{n}.png"), &photo(&[n + 1], n.into()));
    }
    let panics = engines(|picture: &RgbImage| assert_ne!(picture.get_pixel(4, 4)[0] % 5, 0, "a fault for this test"));
    let report = enrol(school.plan(), &school.gallery(), &panics);
    assert_eq!(report.failed, None);
    assert_eq!(report.people[0].saved, 8);
    let refused: Vec<_> = report.people[0].refused.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(refused, ["4.png", "9.png"]);
}

#[test]
fn a_gallery_that_cannot_be_written_is_told_before_any_photo_is_looked_at() {
    let school = School::new();
    school.put("alip/1.png", &photo(&[10], 1));
    fs::create_dir_all(school.data().join(".hadir.lock")).unwrap();
    let (engines, looked_at) = counting();
    let report = enrol(school.plan(), &school.gallery(), &engines);
    assert!(report.failed.unwrap().to_string().contains("No photo was saved"));
    assert_eq!(looked_at.load(Ordering::SeqCst), 0);
}

#[test]
fn a_gallery_that_goes_away_stops_the_enrolment() {
    let school = School::in_memory();
    for n in 0..200u8 {
        school.put(&format!("alip/{n}.png"), &photo(&[n + 1], n.into()));
    }
    let gallery = school.gallery();
    let (engines, looked_at) = counting();
    let pull_out = |progress: Progress| {
        if progress.done == 3 {
            fs::rename(school.data(), school.root.path().join("away")).unwrap();
        }
    };
    let report = bulk::enrol(school.plan(), &gallery, &engines, &AtomicBool::new(false), &pull_out);
    let failed = report.failed.unwrap();
    assert!(failed.to_string().contains("3 photos were saved before that, and stay"), "{failed}");
    assert_eq!((report.people[0].saved, report.people[0].refused.len()), (3, 1));
    assert!(report.people[0].refused[0].1.to_string().starts_with("not saved: "));
    assert!(looked_at.load(Ordering::SeqCst) < 200);
}

#[test]
fn one_student_who_cannot_be_saved_stops_nobody_else() {
    let school = School::new();
    for student in ["alip", "budi", "yoga"] {
        school.put(&format!("{student}/1.png"), &photo(&[10], 1));
    }
    fs::create_dir_all(school.data().join("embeddings/budi.npy")).unwrap();
    let report = enrol(school.plan(), &school.gallery(), &scripted::factory());
    assert_eq!(report.failed, None);
    assert_eq!(report.people.iter().map(|person| person.saved).collect::<Vec<_>>(), [1, 0, 1]);
    assert!(report.people[1].refused[0].1.to_string().starts_with("not saved: "));
}
