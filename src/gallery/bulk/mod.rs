//! Enrolling many photos at once.
//!
//! Workers look at the photos, each with an engine of its own; the calling thread saves what they find, in the plan's
//! order whatever the order they come in. So a student's file is the same however many workers there were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;

use super::check::{Findings, Misplaced, check};
use super::enrol_one::Looked;
use super::{Added, Gallery, GalleryError, TemplateKey};
use crate::core::{Flaw, Pair, Quality, SortKey, StudentId};
use crate::engine::EngineFactory;
use crate::text;
use crate::words::Text;

mod estimate;
mod plan;
mod workers;

pub use super::enrol_one::PhotoRefusal;
pub use plan::{FolderRefusal, Plan};

use estimate::Estimate;
use workers::{Found, Outcome};

/// How many photos for each worker may be ahead of the first that is not saved: enough to keep it busy while another has
/// a large one, and few enough to be soon done with when the person cancels.
const AHEAD: usize = 4;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Photos looked at.
    pub done: usize,
    /// Photos there are.
    pub total: usize,
    /// Photos saved.
    pub saved: usize,
    /// Photos refused.
    pub refused: usize,
    /// About how long it will still take; `None` until that can be said.
    pub left: Option<Duration>,
}

/// What became of it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Each person (or folder), in order.
    pub people: Vec<Person>,
    /// It was stopped before the end.
    pub cancelled: bool,
    /// Why it could not be done, or not to the end: what happened, what was kept and what to do, for a person.
    pub failed: Option<Text>,
}

/// What became of one person's photos.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The student's id, or the folder's name where that is no id.
    pub name: String,
    /// Photos saved.
    pub saved: usize,
    /// Photos that were enrolled before.
    pub already: usize,
    /// Photos refused, and why: the file's name and the reason for a person. Where a whole folder is refused, its name.
    pub refused: Vec<(String, Text)>,
    /// Each photo saved, and how good it is.
    pub photos: Vec<Photo>,
    /// Of the photos saved, those that are perhaps of somebody else, the surest first.
    pub doubted: Vec<Doubted>,
    /// Other students who are perhaps the same person, the most alike first.
    pub same_as: Vec<StudentId>,
}

/// A photo that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The file's name.
    pub file: String,
    /// The student's template that it became.
    pub key: TemplateKey,
    /// How good it is.
    pub quality: Quality,
    /// What is wrong with it, if anything.
    pub flaw: Option<Flaw>,
}

/// A photo that was saved, and is perhaps of somebody else.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubted {
    /// The file's name.
    pub file: String,
    /// What speaks against it, and how much.
    pub found: Misplaced,
}

/// Enrols the plan's photos on every core, telling `on_progress` before the first and after each, until done or `cancel`
/// is set.
///
/// A photo that is refused stops nothing. A disk that is full stops it all: what was saved stays saved.
pub fn enrol(
    plan: Plan,
    gallery: &Gallery,
    engines: &EngineFactory,
    cancel: &AtomicBool,
    on_progress: &(dyn Fn(Progress) + Sync),
) -> Report {
    let Plan { photos, refused_folders } = plan;
    let workers = workers::how_many(photos.len());
    let mut run = Run::new(&photos, gallery, on_progress, workers);
    for (name, refusal) in refused_folders {
        run.person(&name).refused.push((name.clone(), refusal.text()));
    }
    run.tell();
    if photos.is_empty() {
        return run.finish(false, None, cancel);
    }
    if let Err(error) = gallery.check_writable() {
        run.fail(&error);
        return run.finish(false, None, cancel);
    }

    let stop = AtomicBool::new(false);
    let stopped = || stop.load(Ordering::Relaxed) || cancel.load(Ordering::Relaxed);
    let mut no_engine = None;
    thread::scope(|scope| {
        let ahead = AHEAD * workers;
        let (tickets, taken) = bounded(ahead);
        let (founds, found) = bounded(ahead);
        for _ in 0..workers {
            let (taken, founds, photos, stopped) = (taken.clone(), founds.clone(), &photos, &stopped);
            scope.spawn(move || workers::work(photos, gallery, engines, stopped, &taken, &founds));
        }
        drop((taken, founds));

        let mut tickets = Some(tickets);
        let mut given = 0;
        loop {
            while given < run.next + ahead
                && let Some(sender) = &tickets
            {
                if given == photos.len() || stopped() || sender.send(given).is_err() {
                    tickets = None;
                } else {
                    given += 1;
                }
            }
            match found.recv() {
                Ok(Found::Photo { index, outcome, took }) => {
                    if let Err(error) = run.take(index, outcome, took) {
                        stop.store(true, Ordering::Relaxed);
                        run.fail(&error);
                    }
                }
                Ok(Found::NoEngine(reason)) => no_engine = Some(reason),
                // Every worker is gone.
                Err(_) => break,
            }
        }
    });
    run.finish(cancel.load(Ordering::Relaxed), no_engine, cancel)
}

/// An enrolment under way, as the calling thread sees it.
struct Run<'a> {
    photos: &'a [(StudentId, PathBuf)],
    gallery: &'a Gallery,
    on_progress: &'a (dyn Fn(Progress) + Sync),
    people: BTreeMap<SortKey, Person>,
    /// Photos that came before their turn.
    waiting: BTreeMap<usize, (Outcome, Duration)>,
    /// Which file each template saved was made from.
    saved: BTreeMap<(StudentId, TemplateKey), String>,
    /// The photo whose turn it is.
    next: usize,
    progress: Progress,
    estimate: Estimate,
    failed: Option<Text>,
}

impl<'a> Run<'a> {
    fn new(
        photos: &'a [(StudentId, PathBuf)],
        gallery: &'a Gallery,
        on_progress: &'a (dyn Fn(Progress) + Sync),
        workers: usize,
    ) -> Self {
        let mut run = Self {
            photos,
            gallery,
            on_progress,
            people: BTreeMap::new(),
            waiting: BTreeMap::new(),
            saved: BTreeMap::new(),
            next: 0,
            progress: Progress { total: photos.len(), ..Progress::default() },
            estimate: Estimate::new(workers),
            failed: None,
        };
        for (student, _) in photos {
            run.person(student.as_str());
        }
        run
    }

    fn person(&mut self, name: &str) -> &mut Person {
        let named = || Person { name: name.to_owned(), ..Person::default() };
        self.people.entry(SortKey::of(name)).or_insert_with(named)
    }

    fn tell(&self) {
        let left = self.estimate.left(self.progress.total - self.progress.done);
        (self.on_progress)(Progress { left, ..self.progress });
    }

    /// Takes what a worker found, and saves whatever has its turn. An error is one that concerns every photo.
    fn take(&mut self, index: usize, outcome: Outcome, took: Duration) -> Result<(), GalleryError> {
        self.waiting.insert(index, (outcome, took));
        while self.failed.is_none()
            && let Some((outcome, took)) = self.waiting.remove(&self.next)
        {
            self.next += 1;
            self.save(self.next - 1, outcome, took)?;
        }
        Ok(())
    }

    fn save(&mut self, index: usize, outcome: Outcome, took: Duration) -> Result<(), GalleryError> {
        let photos = self.photos;
        let Some((student, path)) = photos.get(index) else { return Ok(()) };
        let began = Instant::now();
        let mut measured = None;
        let (looked_at, added) = match outcome {
            Outcome::Already => (false, Ok(Added::AlreadyEnrolled)),
            Outcome::Refused(refusal) => (true, Err((refusal, None))),
            Outcome::Face(looked) => {
                let not_saved = |error: GalleryError| (PhotoRefusal::NotSaved(error.text()), Some(error));
                let flaw = looked.flaw();
                let Looked { template, quality } = *looked;
                let key = TemplateKey::of(&template.embedding);
                measured = Some(Photo { file: plan::name_of(path), key, quality, flaw });
                (true, self.gallery.add(student, template).map_err(not_saved))
            }
        };
        if looked_at {
            self.estimate.note(took, began.elapsed());
        }
        self.progress.done += 1;
        let person = self.person(student.as_str());
        let error = match added {
            Ok(Added::AlreadyEnrolled) => {
                person.already += 1;
                None
            }
            Ok(Added::Saved) => {
                person.saved += 1;
                if let Some(photo) = measured {
                    let saved = ((student.clone(), photo.key.clone()), photo.file.clone());
                    person.photos.push(photo);
                    self.saved.extend([saved]);
                }
                self.progress.saved += 1;
                None
            }
            Err((refusal, error)) => {
                person.refused.push((plan::name_of(path), refusal.text()));
                self.progress.refused += 1;
                // One student's file may be in the way; a full disk is in everyone's.
                error.and_then(|_| self.gallery.check_writable().err())
            }
        };
        self.tell();
        error.map_or(Ok(()), Err)
    }

    fn fail(&mut self, error: &GalleryError) {
        self.failed = Some(text!("gallery-stopped", reason = error.text(), kept = self.kept()));
    }

    fn kept(&self) -> Text {
        match self.progress.saved {
            0 => text!("gallery-none-kept"),
            saved => text!("gallery-kept", count = saved),
        }
    }

    /// Compares what was saved with everyone enrolled: somebody's photo may lie in another's folder, and somebody may have
    /// two.
    fn compare(&mut self, cancel: &AtomicBool) {
        let snapshot = self.gallery.snapshot();
        let whom: BTreeSet<&StudentId> = self.saved.keys().map(|(student, _)| student).collect();
        if whom.is_empty() {
            return;
        }
        let found = check(&snapshot, &|student| whom.contains(student), &mut |_, _| !cancel.load(Ordering::Relaxed));
        let Some(Findings { misplaced, same, .. }) = found else { return };
        let saved = std::mem::take(&mut self.saved);
        for found in misplaced {
            if let Some(file) = saved.get(&(found.student.clone(), found.photo.clone())) {
                self.person(found.student.as_str()).doubted.push(Doubted { file: file.clone(), found });
            }
        }
        for Pair { students: [one, other], .. } in same {
            for (student, same) in [(&one, &other), (&other, &one)] {
                if saved.keys().any(|(saved, _)| saved == student) {
                    self.person(student.as_str()).same_as.push(same.clone());
                }
            }
        }
    }

    /// The report, once every worker is gone.
    fn finish(mut self, cancelled: bool, no_engine: Option<Text>, cancel: &AtomicBool) -> Report {
        if cancelled {
            // Photos that were looked at already, past one that was not any more.
            for (index, (outcome, took)) in std::mem::take(&mut self.waiting) {
                if self.failed.is_some() {
                    break;
                }
                if let Err(error) = self.save(index, outcome, took) {
                    self.fail(&error);
                }
            }
        }
        let unfinished = self.progress.done < self.progress.total && self.failed.is_none();
        if unfinished && !cancelled {
            let reason = no_engine.unwrap_or_else(|| text!("gallery-recognition-stopped"));
            self.failed = Some(text!("gallery-not-looked-at", reason = reason, kept = self.kept()));
        }
        self.compare(cancel);
        Report { people: self.people.into_values().collect(), cancelled: unfinished && cancelled, failed: self.failed }
    }
}
