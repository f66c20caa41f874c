//! The engine answers as the Python package `face_recognition`, on photographs anyone can fetch, and survives the rest.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use hadir::core::{FaceBox, Flaw, FrameSize, Purpose, Upsampling};
use hadir::engine::{DlibEngine, EngineError, FaceEngine, FaceFinder, HogFinder, Models, ModelsError};
use hadir::images;
use image::{Rgb, RgbImage};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A file that `make` brings.
fn asset(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    assert!(path.exists(), "{} is missing: run `make test`, which brings it", path.display());
    path
}

fn engine() -> DlibEngine {
    DlibEngine::open(&Models::in_folder(asset("models"))).unwrap()
}

fn photograph(name: &str) -> RgbImage {
    images::decode(&images::read(&asset("sample").join(name)).unwrap()).unwrap()
}

/// Every `step`th pixel of every `step`th row.
fn thinned(picture: &RgbImage, step: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width.div_ceil(step), height.div_ceil(step), |x, y| *picture.get_pixel(x * step, y * step))
}

/// What `tests/reference/make.py` wrote.
#[derive(Deserialize)]
struct Reference {
    file: String,
    step: u32,
    sha256: String,
    /// For 0, 1 and 2 upsamplings, as far as was asked.
    boxes: Vec<Vec<[i32; 4]>>,
    /// Of the boxes for none.
    embeddings: Vec<Vec<f64>>,
}

impl Reference {
    fn boxes(&self) -> Vec<Vec<FaceBox>> {
        let to_box = |&[top, right, bottom, left]: &[i32; 4]| FaceBox::new(top, right, bottom, left);
        self.boxes.iter().map(|found| found.iter().map(to_box).collect()).collect()
    }
}

fn references() -> Vec<Reference> {
    serde_json::from_str(include_str!("reference/faces.json")).unwrap()
}

#[test]
fn photographs_have_the_pixels_that_opencv_reads() {
    for reference in references() {
        let picture = thinned(&photograph(&reference.file), reference.step);
        let sha256: String = Sha256::digest(picture.as_raw()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sha256, reference.sha256, "{}", reference.file);
    }
}

#[test]
fn boxes_are_the_originals_at_every_upsampling() {
    let mut engine = engine();
    let mut compared = [0; 3];
    for reference in references() {
        let Reference { file, step, .. } = &reference;
        let picture = thinned(&photograph(file), *step);
        for (upsampling, expected) in Upsampling::ALL.into_iter().zip(reference.boxes()) {
            engine.set_upsampling(upsampling);
            assert_eq!(engine.find(&picture).unwrap(), expected, "{file}, step {step}, {upsampling:?}");
            compared[usize::from(upsampling.times())] += expected.len();
        }
    }
    assert!(compared.iter().all(|&faces| faces >= 10), "too few faces compared: {compared:?}");
}

#[test]
fn embeddings_are_the_originals_within_a_ten_thousandth() {
    let mut engine = engine();
    let mut compared = 0;
    for reference in references() {
        let Reference { file, step, embeddings, .. } = &reference;
        let picture = thinned(&photograph(file), *step);
        let ours = engine.embed(&picture, &reference.boxes()[0]).unwrap();
        assert_eq!(ours.len(), embeddings.len(), "{file}, step {step}");
        for (ours, theirs) in ours.iter().zip(embeddings) {
            assert_eq!(ours.as_slice().len(), theirs.len());
            for (a, b) in ours.as_slice().iter().zip(theirs) {
                assert!((a - b).abs() < 1e-4, "{file}, step {step}: {a} is not {b}");
            }
            compared += 1;
        }
    }
    assert!(compared >= 10, "only {compared} faces compared");
}

/// Two people side by side, on black; each pixel of theirs is every `step`th of the photograph.
fn two_people(step: u32) -> RgbImage {
    let (left, right) = (thinned(&photograph("biden.jpg"), step), thinned(&photograph("obama.jpg"), step));
    let mut both = RgbImage::new(left.width() + right.width(), left.height().max(right.height()));
    image::imageops::replace(&mut both, &left, 0, 0);
    image::imageops::replace(&mut both, &right, i64::from(left.width()), 0);
    both
}

#[test]
fn several_faces_are_described_in_the_order_asked() {
    let mut engine = engine();
    let picture = two_people(2);
    let mut faces = engine.faces(&picture).unwrap();
    assert_eq!(faces.len(), 2);
    assert!(faces[0].embedding.distance(&faces[1].embedding) > 0.6, "two people look alike");

    faces.reverse();
    let boxes: Vec<_> = faces.iter().map(|face| face.face_box).collect();
    let again = engine.embed(&picture, &boxes).unwrap();
    assert_eq!(again, faces.iter().map(|face| face.embedding.clone()).collect::<Vec<_>>());
}

#[test]
fn a_face_is_described_alike_whoever_else_is_in_the_picture() {
    let mut engine = engine();
    let picture = two_people(1);
    // Larger than twice the 150 pixels that the network looks at, so that dlib shrinks them first.
    let boxes = [(241, 740), (234, 735), (228, 726), (142, 1630)]
        .map(|(top, right)| FaceBox::new(top, right, top + 321, right - 321));
    let together = engine.embed(&picture, &boxes).unwrap();
    for (face, embedding) in boxes.iter().zip(&together) {
        assert_eq!(engine.embed(&picture, &[*face]).unwrap(), std::slice::from_ref(embedding));
    }
}

#[test]
fn engines_on_several_threads_answer_alike() {
    let picture = thinned(&photograph("obama.jpg"), 2);
    let expected = engine().faces(&picture).unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let mut engine = engine();
                let picture = &picture;
                scope.spawn(move || engine.faces(picture).unwrap())
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn on_several_threads_an_engine_answers_as_on_one() {
    let mut engine = engine();
    let mut together = RgbImage::new(1700, 1100);
    for (name, left, top) in [("obama.jpg", 0, 0), ("biden.jpg", 460, 0), ("obama2.jpg", 950, 60)] {
        image::imageops::replace(&mut together, &thinned(&photograph(name), 2), left, top);
    }
    let pictures =
        [together, thinned(&photograph("obama3.jpg"), 3), thinned(&photograph("obama.jpg"), 4), RgbImage::new(90, 70)];
    let mut several = 0;
    for picture in &pictures {
        for upsampling in [Upsampling::DEFAULT, Upsampling::ALL[0]] {
            engine.set_upsampling(upsampling);
            engine.set_threads(NonZeroUsize::MIN);
            let expected = engine.faces(picture).unwrap();
            several += usize::from(expected.len() > 2);
            for threads in [2, 3, 4, 7, 64] {
                engine.set_threads(NonZeroUsize::new(threads).unwrap());
                assert_eq!(engine.faces(picture).unwrap(), expected, "{threads} threads, {upsampling:?}");
            }
        }
    }
    assert!(several > 0, "in no picture are several faces");
}

#[test]
fn a_description_says_how_the_face_is_turned_and_how_good_the_picture_is() {
    let mut engine = engine();
    let mut describe = |picture: &RgbImage| {
        let boxes = engine.find(picture).unwrap();
        let [described] = &engine.describe(picture, &boxes).unwrap()[..] else { panic!("{boxes:?}") };
        assert_eq!(described.embedding, engine.embed(picture, &boxes).unwrap()[0]);
        let [mirrored] = &engine.describe_mirrored(picture, &boxes).unwrap()[..] else { panic!("{boxes:?}") };
        assert_eq!(mirrored.embedding, engine.embed_mirrored(picture, &boxes).unwrap()[0]);
        (described.quality, mirrored.quality)
    };
    for name in ["obama.jpg", "biden.jpg", "obama2.jpg"] {
        let (quality, mirrored) = describe(&photograph(name));
        assert_eq!(Flaw::of_face(&quality, Purpose::Enrolment), None, "{name}: {quality:?}");
        let (pose, flipped) = (quality.pose, mirrored.pose);
        let is_mirrored = (pose.turned + flipped.turned).abs() < 0.05 && (pose.tilted + flipped.tilted).abs() < 3.0;
        assert!(is_mirrored, "{name}: {pose:?} {flipped:?}");
    }
    let (tiny, _) = describe(&thinned(&photograph("biden.jpg"), 8));
    assert!(matches!(Flaw::of_face(&tiny, Purpose::Enrolment), Some(Flaw::TooSmall { needed: 100, .. })), "{tiny:?}");
    let mut dark = photograph("biden.jpg");
    dark.iter_mut().for_each(|value| *value /= 8);
    assert_eq!(Flaw::of_face(&describe(&dark).0, Purpose::Enrolment), Some(Flaw::TooDark));
    let blurred = image::imageops::blur(&thinned(&photograph("biden.jpg"), 2), 9.0);
    assert_eq!(Flaw::of_face(&describe(&blurred).0, Purpose::Enrolment), Some(Flaw::Blurred));
}

#[test]
fn a_face_in_the_mirror_is_described_as_in_the_picture_flipped() {
    let mut engine = engine();
    for picture in
        [two_people(2), thinned(&photograph("obama_partial_face.jpg"), 2), thinned(&photograph("biden.jpg"), 3)]
    {
        let boxes: Vec<_> = engine.faces(&picture).unwrap().iter().map(|face| face.face_box).collect();
        let width = picture.width() as i32;
        let there = boxes.iter().map(|face| FaceBox { left: width - face.right, right: width - face.left, ..*face });
        let flipped = image::imageops::flip_horizontal(&picture);
        let expected = engine.embed(&flipped, &there.collect::<Vec<_>>()).unwrap();
        let mirrored = engine.embed_mirrored(&picture, &boxes).unwrap();
        assert_eq!(mirrored, expected);
        for (straight, mirrored) in engine.embed(&picture, &boxes).unwrap().iter().zip(&mirrored) {
            let distance = straight.distance(mirrored);
            assert!(distance > 0.0 && distance < 0.45, "{distance}");
        }
    }
    let outside = [FaceBox::new(0, 60, 20, 40)];
    assert!(engine.embed_mirrored(&RgbImage::new(50, 50), &outside).is_err());
}

#[test]
fn a_picture_of_any_shape_is_looked_at_without_harm() {
    let mut engine = engine();
    let sides = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 40, 64, 79, 80, 81];
    let mut shapes: Vec<_> = sides.iter().flat_map(|&width| sides.map(|height| (width, height))).collect();
    shapes.extend([(1, 16_384), (16_384, 1), (4000, 5), (5, 4000), (641, 3)]);
    for upsampling in Upsampling::ALL {
        engine.set_upsampling(upsampling);
        for &(width, height) in &shapes {
            let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7) as u8, (y * 5) as u8, (x ^ y) as u8]));
            assert_eq!(engine.faces(&picture).unwrap(), [], "{width} x {height}, {upsampling:?}");
        }
    }
}

#[test]
fn no_box_gives_no_embedding() {
    let mut engine = engine();
    assert_eq!(engine.embed(&RgbImage::new(50, 50), &[]).unwrap(), []);
    assert_eq!(engine.embed(&RgbImage::new(0, 0), &[]).unwrap(), []);
}

#[test]
fn a_box_outside_the_picture_is_refused() {
    let mut engine = engine();
    let picture = RgbImage::new(50, 40);
    for outside in [
        FaceBox::new(-1, 20, 20, 0),
        FaceBox::new(0, 51, 20, 10),
        FaceBox::new(0, 20, 41, 10),
        FaceBox::new(0, 20, 20, -1),
        FaceBox::new(100, 200, 200, 100),
        FaceBox::new(10, 10, 10, 10),
        FaceBox::new(20, 10, 10, 20),
        FaceBox::new(i32::MIN, i32::MAX, i32::MAX, i32::MIN),
    ] {
        let boxes = [FaceBox::new(0, 50, 40, 0), outside];
        assert!(matches!(engine.embed(&picture, &boxes), Err(EngineError::Failed(_))), "{outside:?}");
    }
    assert!(engine.embed(&RgbImage::new(0, 0), &[FaceBox::new(0, 1, 1, 0)]).is_err());
}

#[test]
fn a_box_of_any_size_inside_the_picture_is_described() {
    let mut engine = engine();
    let picture = thinned(&photograph("obama.jpg"), 4);
    let (width, height) = (picture.width() as i32, picture.height() as i32);
    let boxes = [
        FaceBox::new(0, 1, 1, 0),
        FaceBox::new(0, 2, 3, 0),
        FaceBox::new(height - 1, width, height, width - 1),
        FaceBox::new(0, width, 1, 0),
        FaceBox::new(0, 1, height, 0),
        FaceBox::new(0, width, height, 0),
    ];
    assert_eq!(engine.embed(&picture, &boxes).unwrap().len(), boxes.len());
}

/// A folder with both models, one of them changed.
fn models_with(change: impl FnOnce(&mut Vec<u8>), name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["shape_predictor_5_face_landmarks.dat", "dlib_face_recognition_resnet_model_v1.dat"] {
        std::fs::copy(asset("models").join(file), folder.path().join(file)).unwrap();
    }
    let path = folder.path().join(name);
    let mut bytes = std::fs::read(&path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
    folder
}

fn open_error(folder: &Path) -> EngineError {
    DlibEngine::open(&Models::in_folder(folder)).err().expect("the engine opened")
}

#[test]
fn a_damaged_model_is_named_before_dlib_reads_it() {
    for name in ["shape_predictor_5_face_landmarks.dat", "dlib_face_recognition_resnet_model_v1.dat"] {
        let flipped = models_with(|bytes| bytes[5_000_000] ^= 1, name);
        let truncated = models_with(|bytes| bytes.truncate(1_000_000), name);
        let empty = models_with(Vec::clear, name);
        for folder in [flipped, truncated, empty] {
            let error = open_error(folder.path());
            let path = folder.path().join(name);
            assert_eq!(error.to_string(), format!("the face model {} is damaged", path.display()));
            assert!(error.advice().to_string().contains("make models"));
        }
    }
}

#[test]
fn a_missing_model_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open_error(folder.path()), EngineError::Models(ModelsError::Missing(_))));
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_is_not_utf8_is_said_so() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"mod\xE8les"));
    std::os::unix::fs::symlink(asset("models"), &odd).unwrap();
    assert!(matches!(open_error(&odd), EngineError::Models(ModelsError::Unreadable(..))));
}

// ----- Finding faces again

/// A photograph, 400 pixels high times `scale`, with its middle `right` and `down` of the picture's.
fn moved(name: &str, scale: f64, right: i64, down: i64) -> RgbImage {
    let photograph = photograph(name);
    let height = (400.0 * scale).round() as u32;
    let width = photograph.width() * height / photograph.height();
    let scaled = image::imageops::resize(&photograph, width, height, image::imageops::FilterType::Triangle);
    let mut picture = RgbImage::from_pixel(640, 480, Rgb([90; 3]));
    let (left, top) = (320 - i64::from(width / 2) + right, 240 - i64::from(height / 2) + down);
    image::imageops::replace(&mut picture, &scaled, left, top);
    picture
}

fn shared(a: FaceBox, b: FaceBox) -> f64 {
    let area = |face: FaceBox| f64::from(face.width()) * f64::from(face.height());
    let both = FaceBox::new(a.top.max(b.top), a.right.min(b.right), a.bottom.min(b.bottom), a.left.max(b.left));
    area(both) / (area(a) + area(b) - area(both))
}

#[test]
fn a_face_is_found_again_wherever_it_went() {
    let mut finder = HogFinder::new();
    for name in ["biden.jpg", "obama.jpg", "obama2.jpg"] {
        let before = finder.scan(&moved(name, 1.0, 0, 0), Upsampling::DEFAULT);
        assert_eq!(before.len(), 1, "{name}");
        let face = before[0].face_box;
        let width = f64::from(face.width());
        for (scale, right, down) in
            [(1.0, 0.0, 0.0), (1.0, 0.4, -0.3), (1.0, -0.45, 0.1), (1.0, 0.1, 0.4), (1.15, 0.1, 0.0), (0.87, 0.0, 0.1)]
        {
            let now = moved(name, scale, (right * width) as i64, (down * width) as i64);
            let scanned = finder.scan(&now, Upsampling::DEFAULT)[0];
            let found = finder.again(&now, &[face])[0].unwrap_or_else(|| panic!("{name}, {scale}, {right}, {down}"));
            let shared = shared(found.face_box, scanned.face_box);
            assert!(shared > 0.65, "{name}, {scale}, {right}, {down}: {found:?} is not {scanned:?}");
        }
    }
}

#[test]
fn a_face_that_left_is_not_found_again() {
    let mut finder = HogFinder::new();
    let face = finder.scan(&moved("obama.jpg", 1.0, 0, 0), Upsampling::DEFAULT)[0].face_box;
    let empty = RgbImage::from_fn(640, 480, |x, y| Rgb([(x / 3) as u8, (y / 2) as u8, ((x ^ y) & 31) as u8 + 100]));
    // Away by three widths of it; the wall behind; the man's jacket.
    let gone = moved("obama.jpg", 1.0, 3 * i64::from(face.width()), 0);
    let jacket = FaceBox { top: face.top + 2 * face.height(), bottom: face.bottom + 2 * face.height(), ..face };
    assert_eq!(finder.again(&gone, &[face]), [None]);
    assert_eq!(finder.again(&empty, &[face, jacket]), [None, None]);
    assert_eq!(finder.again(&moved("obama.jpg", 1.0, 0, 0), &[jacket]), [None]);
}

#[test]
fn faces_are_found_again_in_the_order_asked() {
    let mut finder = HogFinder::new();
    let picture = two_people(2);
    let found = finder.scan(&picture, Upsampling::DEFAULT);
    assert_eq!(found.len(), 2);
    for order in [[0, 1], [1, 0]] {
        let boxes = order.map(|index| found[index].face_box);
        for (before, again) in boxes.iter().zip(finder.again(&picture, &boxes)) {
            assert!(shared(*before, again.unwrap().face_box) > 0.65);
        }
    }
}

#[test]
fn small_faces_and_those_at_an_edge_are_found_again() {
    let mut finder = HogFinder::new();
    for (scale, right, down) in [(0.35, 0, 0), (0.5, -250, 150), (1.0, -320, 0), (1.0, 0, -100), (1.0, 260, 0)] {
        let picture = moved("obama.jpg", scale, right, down);
        let found = finder.scan(&picture, Upsampling::DEFAULT);
        assert_eq!(found.len(), 1, "{scale}, {right}, {down}");
        let again =
            finder.again(&picture, &[found[0].face_box])[0].unwrap_or_else(|| panic!("{scale}, {right}, {down}"));
        assert!(
            shared(found[0].face_box, again.face_box) > 0.6,
            "{scale}, {right}, {down}: {again:?} is not {found:?}"
        );
    }
}

#[test]
fn a_face_is_looked_for_again_anywhere_without_harm() {
    let mut finder = HogFinder::new();
    let mut random = fastrand::Rng::with_seed(5);
    let edges = [i32::MIN, -1_000_000, -81, -1, 0, 1, 2, 9, 40, 79, 80, 200, 100_000, i32::MAX];
    for (width, height) in [(0, 0), (1, 1), (7, 3), (3, 200), (80, 80), (240, 160), (1, 4000)] {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7) as u8, (y * 5) as u8, (x ^ y) as u8]));
        let size = FrameSize { width, height };
        for _ in 0..60 {
            let mut edge = || edges[random.usize(..edges.len())];
            let face = FaceBox::new(edge(), edge(), edge(), edge());
            let [found] = finder.again(&picture, &[face])[..] else { panic!("one box, one answer") };
            if let Some(found) = found {
                assert_eq!(found.face_box.clipped_to(size), found.face_box);
            }
        }
    }
    assert_eq!(finder.again(&RgbImage::new(100, 100), &[]), []);
}

#[test]
fn one_face_is_found_again_for_one_box_only() {
    let mut finder = HogFinder::new();
    let picture = moved("obama.jpg", 1.0, 0, 0);
    let face = finder.scan(&picture, Upsampling::DEFAULT)[0].face_box;
    // Where somebody beside him was.
    let beside = FaceBox { left: face.left + face.width() / 2, right: face.right + face.width() / 2, ..face };
    assert!(finder.again(&picture, &[beside])[0].is_some());
    for (boxes, owner) in [([face, beside], 0), ([beside, face], 1)] {
        let again = finder.again(&picture, &boxes);
        assert!(again[owner].is_some() && again[1 - owner].is_none(), "{again:?}");
    }
}
