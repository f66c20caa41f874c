//! People's faces from a folder of photos.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, bounded};
use image::RgbImage;
use sha2::{Digest, Sha256};

use super::cache::Cache;
use super::people::{Person, Photo};
use crate::core::{FaceBox, StudentId};
use crate::engine::{EngineError, EngineFactory, FaceEngine, Urgency, give_way};
use crate::images;

/// How many threads look at photos, each with an engine of its own: recognition at the door goes on beside.
const WORKERS: usize = 2;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Photos looked at.
    pub done: usize,
    /// Photos there are.
    pub total: usize,
    /// Photos in which no face was found.
    pub without_face: usize,
    /// Photos that cannot be read.
    pub unreadable: usize,
    /// About how long it will still take; `None` until that can be said.
    pub left: Option<Duration>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collected {
    /// Everyone of whom a photo could be read, in the order of the photos.
    pub people: Vec<Person>,
    /// Photos that cannot be read, and why, for a person.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Why it came to no end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectError {
    /// It was asked to stop.
    #[error("stopped")]
    Stopped,
    /// Recognition could not be started; what to do stands with it.
    #[error("{0}")]
    NoEngine(String),
}

/// Looks at all photos, each with the person it is of; photos of one person stand together. What `cache` knows is not
/// looked at again, and what is found goes into it, also when the end is not reached.
///
/// Of several faces in a photo the one nearest its middle is taken: in photos made to measure with, the others are people
/// who stand by.
pub fn collect(
    photos: &[(StudentId, PathBuf)],
    engines: &EngineFactory,
    cache: &mut Cache,
    stop: &AtomicBool,
    on_progress: &dyn Fn(Progress),
) -> Result<Collected, CollectError> {
    let mut outcomes: Vec<Option<Outcome>> = photos.iter().map(|_| None).collect();
    let mut progress = Progress { total: photos.len(), ..Progress::default() };
    let mut no_engine = None;
    on_progress(progress);
    let (next, known, began) = (AtomicUsize::new(0), cache.clone(), Instant::now());
    let mut looked_at = 0_u32;
    thread::scope(|scope| {
        let (founds, found) = bounded(WORKERS);
        for _ in 0..WORKERS.min(photos.len()) {
            let (founds, known, next) = (founds.clone(), &known, &next);
            scope.spawn(move || work(photos, engines, known, next, stop, &founds));
        }
        drop(founds);
        for found in found {
            match found {
                Err(reason) => no_engine = Some(reason),
                Ok((index, outcome)) => {
                    progress.done += 1;
                    match &outcome {
                        Outcome::Looked { digest, photo, is_new } => {
                            progress.without_face += usize::from(photo.is_none());
                            looked_at += u32::from(*is_new);
                            cache.put(digest.clone(), photo.clone());
                        }
                        Outcome::Unreadable(_) => progress.unreadable += 1,
                    }
                    // What was known took no time, and says nothing of what is left.
                    let each = began.elapsed().checked_div(looked_at).filter(|_| looked_at >= 8);
                    progress.left =
                        each.map(|each| each * u32::try_from(progress.total - progress.done).unwrap_or(u32::MAX));
                    outcomes[index] = Some(outcome);
                    on_progress(progress);
                }
            }
        }
    });
    if progress.done < progress.total {
        let reason = no_engine.filter(|_| !stop.load(Ordering::Relaxed));
        return Err(reason.map_or(CollectError::Stopped, CollectError::NoEngine));
    }
    Ok(gathered(photos, outcomes))
}

fn gathered(photos: &[(StudentId, PathBuf)], outcomes: Vec<Option<Outcome>>) -> Collected {
    let mut collected = Collected::default();
    for ((student, path), outcome) in photos.iter().zip(outcomes) {
        match outcome {
            Some(Outcome::Looked { photo, .. }) => {
                let people = &mut collected.people;
                if people.last().is_none_or(|person| person.name != student.as_str()) {
                    people.push(Person { name: student.as_str().to_owned(), ..Person::default() });
                }
                if let Some(person) = people.last_mut() {
                    person.looked_at += 1;
                    person.photos.extend(photo);
                }
            }
            Some(Outcome::Unreadable(reason)) => collected.unreadable.push((path.clone(), reason)),
            None => {}
        }
    }
    collected
}

/// What a photo is.
enum Outcome {
    /// A picture, with a face or without.
    Looked {
        digest: String,
        photo: Option<Photo>,
        is_new: bool,
    },
    Unreadable(String),
}

fn work(
    photos: &[(StudentId, PathBuf)],
    engines: &EngineFactory,
    known: &Cache,
    next: &AtomicUsize,
    stop: &AtomicBool,
    founds: &Sender<Result<(usize, Outcome), String>>,
) {
    give_way(Urgency::Whenever);
    // Made when it is needed: not at all where everything is known.
    let mut engine: Option<Box<dyn FaceEngine>> = None;
    while !stop.load(Ordering::Relaxed) {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some((_, path)) = photos.get(index) else { break };
        // A decoder that panics on a damaged file must not take the rest of the photos with it.
        let looked = catch_unwind(AssertUnwindSafe(|| look_at(path, known, &mut engine, engines)));
        let looked =
            looked.unwrap_or_else(|_| Ok(Outcome::Unreadable("This picture could not be looked at.".to_owned())));
        let is_over = looked.is_err();
        if founds.send(looked.map(|outcome| (index, outcome))).is_err() || is_over {
            break;
        }
    }
}

/// What a photo is, or why no photo can be looked at.
fn look_at(
    path: &Path,
    known: &Cache,
    engine: &mut Option<Box<dyn FaceEngine>>,
    engines: &EngineFactory,
) -> Result<Outcome, String> {
    let bytes = match images::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Outcome::Unreadable(error.text().sentence().to_string())),
    };
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if let Some(photo) = known.get(&digest) {
        return Ok(Outcome::Looked { digest, photo: photo.clone(), is_new: false });
    }
    let picture = match images::decode(&bytes) {
        Ok(picture) => picture,
        Err(error) => return Ok(Outcome::Unreadable(error.text().sentence().to_string())),
    };
    let engine = match engine {
        Some(engine) => engine,
        None => engine.insert(engines().map_err(|error| format!("{} {}", error.text().sentence(), error.advice()))?),
    };
    Ok(match face_of(&picture, engine.as_mut()) {
        Ok(photo) => Outcome::Looked { digest, photo, is_new: true },
        Err(error) => Outcome::Unreadable(error.text().sentence().to_string()),
    })
}

fn face_of(picture: &RgbImage, engine: &mut dyn FaceEngine) -> Result<Option<Photo>, EngineError> {
    let faces = engine.find(picture)?;
    let off_middle = |face: &&FaceBox| {
        let across = i64::from(face.left) + i64::from(face.right) - i64::from(picture.width());
        let down = i64::from(face.top) + i64::from(face.bottom) - i64::from(picture.height());
        across.pow(2) + down.pow(2)
    };
    let Some(face) = faces.iter().min_by_key(off_middle).copied() else { return Ok(None) };
    let plain = engine.embed(picture, &[face])?.pop();
    let mirrored = engine.embed_mirrored(picture, &[face])?.pop();
    match (plain, mirrored) {
        (Some(plain), Some(mirrored)) => Ok(Some(Photo { plain, mirrored })),
        _ => Err(EngineError::Failed("a face was found and not described".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::core::Upsampling;
    use crate::engine::scripted::{embedding_of, factory, paint};

    struct Folder(tempfile::TempDir);

    impl Folder {
        /// A photo of these painted people, each with the left edge of their face.
        fn photo(&self, name: &str, people: &[(u8, i32)]) -> (StudentId, PathBuf) {
            let mut picture = RgbImage::new(300, 100);
            for (person, left) in people {
                paint(&mut picture, *person, FaceBox::new(30, left + 40, 70, *left));
            }
            let path = self.0.path().join(name.replace('/', "-"));
            picture.save(&path).unwrap();
            (StudentId::parse(name.split('/').next().unwrap()).unwrap(), path)
        }
    }

    fn go(
        photos: &[(StudentId, PathBuf)],
        cache: &mut Cache,
        stop: bool,
    ) -> (Result<Collected, CollectError>, Vec<Progress>) {
        let told = Mutex::new(Vec::new());
        let tell = |progress| told.lock().unwrap().push(progress);
        let collected = collect(photos, &factory(), cache, &AtomicBool::new(stop), &tell);
        (collected, told.into_inner().unwrap())
    }

    #[test]
    fn the_face_nearest_the_middle_is_taken_and_what_cannot_be_read_is_told() {
        let folder = Folder(tempfile::tempdir().unwrap());
        let broken = folder.0.path().join("broken.jpg");
        std::fs::write(&broken, "not a picture").unwrap();
        let photos = [
            folder.photo("alip/1.png", &[(10, 0), (20, 130), (30, 250)]),
            (StudentId::parse("alip").unwrap(), broken.clone()),
            folder.photo("alip/2.png", &[]),
            folder.photo("budi/1.png", &[(40, 5)]),
        ];
        let mut cache = Cache::new(Upsampling::DEFAULT);
        let (collected, told) = go(&photos, &mut cache, false);
        let collected = collected.unwrap();
        let [alip, budi] = &collected.people[..] else { panic!("{collected:?}") };
        assert_eq!((alip.name.as_str(), alip.looked_at, alip.photos.len()), ("alip", 2, 1));
        assert_eq!(alip.photos[0].plain, embedding_of(20).unwrap());
        assert_eq!((budi.name.as_str(), budi.photos.len()), ("budi", 1));
        assert_eq!(collected.unreadable, [(broken, "This is not a JPEG, PNG or WebP picture.".to_owned())]);
        let last = told.last().unwrap();
        assert_eq!((last.done, last.total, last.without_face, last.unreadable), (4, 4, 1, 1));

        // All is known now: an engine that cannot be made is not missed.
        let none: EngineFactory = std::sync::Arc::new(|| Err(EngineError::Failed("none".to_owned())));
        let again = collect(&photos, &none, &mut cache, &AtomicBool::new(false), &|_| {});
        assert_eq!(again, Ok(collected));
        let unknown = collect(&photos, &none, &mut Cache::new(Upsampling::DEFAULT), &AtomicBool::new(false), &|_| {});
        assert!(matches!(unknown, Err(CollectError::NoEngine(_))));
    }

    #[test]
    fn it_stops_when_it_is_asked_to() {
        let folder = Folder(tempfile::tempdir().unwrap());
        let photos = [folder.photo("alip/1.png", &[(10, 0)])];
        let (collected, told) = go(&photos, &mut Cache::new(Upsampling::DEFAULT), true);
        assert_eq!(collected, Err(CollectError::Stopped));
        assert_eq!(told.len(), 1);
    }
}
