//! The threads that look at photos: how many, how urgent, and what each does with one.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crossbeam_channel::{Receiver, Sender};

use crate::core::StudentId;
use crate::engine::{EngineError, EngineFactory, FaceEngine, Urgency, give_way};
use crate::gallery::enrol_one::{Looked, PhotoRefusal, template_of};
use crate::gallery::{Gallery, PhotoDigest};
use crate::images;
use crate::text;
use crate::words::Text;

/// What one worker may need: a photo of 12 megapixels, doubled, with all its pyramids.
const WORKER_KIB: u64 = 1 << 20;

/// What a worker found out.
pub(super) enum Found {
    /// A photo was looked at.
    Photo { index: usize, outcome: Outcome, took: Duration },
    /// This worker cannot work, and is gone.
    NoEngine(Text),
}

/// What a photo is.
pub(super) enum Outcome {
    Face(Box<Looked>),
    Already,
    Refused(PhotoRefusal),
}

/// As many as there are cores, gigabytes of free memory, or photos, whichever is least; at least one.
pub(super) fn how_many(photos: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let meminfo = fs::read_to_string("/proc/meminfo").ok();
    let by_memory = meminfo.and_then(|text| available_kib(&text)).map_or(usize::MAX, |kib| (kib / WORKER_KIB) as usize);
    cores.min(by_memory).min(photos).max(1)
}

fn available_kib(meminfo: &str) -> Option<u64> {
    meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?.split_whitespace().next()?.parse().ok()
}

/// Looks at the photos whose tickets come, until none comes any more or `stopped`.
pub(super) fn work(
    photos: &[(StudentId, PathBuf)],
    gallery: &Gallery,
    engines: &EngineFactory,
    stopped: &(dyn Fn() -> bool + Sync),
    tickets: &Receiver<usize>,
    found: &Sender<Found>,
) {
    give_way(Urgency::Whenever);
    let made = catch_unwind(AssertUnwindSafe(|| engines()));
    let made = made.unwrap_or_else(|_| Err(EngineError::Failed("it could not be started".to_owned())));
    let mut engine = match made {
        Ok(engine) => engine,
        Err(error) => {
            let _ = found.send(Found::NoEngine(text!("words-full-stop", said = error.text()).then(error.advice())));
            return;
        }
    };
    for index in tickets {
        if stopped() {
            break;
        }
        let Some((student, path)) = photos.get(index) else { break };
        let began = Instant::now();
        // A decoder that panics on a damaged file must not take the rest of the photos with it. An engine keeps nothing
        // from one picture to the next.
        let outcome = catch_unwind(AssertUnwindSafe(|| look_at(student, path, gallery, engine.as_mut())))
            .unwrap_or(Err(PhotoRefusal::Failed))
            .unwrap_or_else(Outcome::Refused);
        if found.send(Found::Photo { index, outcome, took: began.elapsed() }).is_err() {
            break;
        }
    }
}

fn look_at(
    student: &StudentId,
    path: &Path,
    gallery: &Gallery,
    engine: &mut dyn FaceEngine,
) -> Result<Outcome, PhotoRefusal> {
    let bytes = images::read(path)?;
    let photo = PhotoDigest::of(&bytes);
    if gallery.has_photo(student, &photo) {
        return Ok(Outcome::Already);
    }
    let picture = images::decode(&bytes)?;
    drop(bytes);
    Ok(Outcome::Face(Box::new(template_of(engine, &picture, Some(photo))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_memory_is_read_as_the_kernel_writes_it() {
        let text =
            "MemTotal:       24595236 kB\nMemFree:          123 kB\nMemAvailable:    3145728 kB\nBuffers: 1 kB\n";
        assert_eq!(available_kib(text), Some(3 << 20));
        assert_eq!(available_kib("MemTotal: 1 kB\n"), None);
    }

    #[test]
    fn there_is_always_a_worker_and_never_more_than_photos() {
        assert_eq!(how_many(0), 1);
        assert_eq!(how_many(1), 1);
        assert!(how_many(1000) >= 1);
    }
}
