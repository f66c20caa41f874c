//! What a school's own photos say about its settings: every photo is tried as if it came to the door, against the other
//! photos of the same student and against everybody else; and the last day's arrivals are judged anew.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::board::Board;
use super::view::Level;
use crate::core::face::squared_distance;
use crate::core::scoring::different;
use crate::core::{EventKind, Pair, Picture, References, Scoring, StudentId, Templates};
use crate::gallery::Gallery;
use crate::journal::{Filter, Journal, JournalError, Reader, Row, Who};
use crate::text;

/// More photos than this are not tried: they would say the same more slowly. Those that are tried are spread evenly. It
/// takes long where nothing is optimised, as in tests.
const TRIES: usize = if cfg!(test) { 300 } else { 3000 };
/// More pairs than this are not kept: nobody looks at so many.
const PAIRS: usize = 100;
/// More of a day's arrivals are not judged.
const ARRIVALS: usize = 20_000;
/// How often progress is told.
const PROGRESS: Duration = Duration::from_millis(100);

/// What there is to see of the measuring.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// How many photos were tried, and of how many, while it runs.
    pub running: Option<(usize, usize)>,
    /// What it came to last; of an older gallery where [`Measured::is_of`] says so.
    pub result: Option<Arc<Measured>>,
}

/// What measuring came to.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The gallery that was measured. Of whom it was is not kept: they may be removed meanwhile.
    gallery: Weak<Templates>,
    /// How alike its photos are.
    pub likeness: Arc<Likeness>,
    /// The arrivals of the last day that has any; `None` where there are none.
    pub day: Option<Day>,
}

impl Measured {
    /// Of this gallery, for tests of who draws it.
    pub fn of(gallery: &Arc<Templates>, likeness: Likeness, day: Option<Day>) -> Self {
        Self { gallery: Arc::downgrade(gallery), likeness: Arc::new(likeness), day }
    }

    /// Whether it is this gallery that was measured.
    pub fn is_of(&self, gallery: &Arc<Templates>) -> bool {
        // As long as this is here, no other gallery can come to lie in the same place.
        self.gallery.as_ptr() == Arc::as_ptr(gallery)
    }
}

/// How alike the photos of a gallery are. The lists of tries are in ascending order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Likeness {
    /// How many students are enrolled.
    pub students: usize,
    /// By the score ([`References::scores`]): larger is more alike.
    pub scores: Tries,
    /// By the distance: smaller is more alike.
    pub distances: Tries,
}

/// What tries of photos came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tries {
    /// Of each photo of a student who has others, against the others.
    pub same: Vec<f64>,
    /// Of each photo, against whoever is most alike of everybody else.
    pub others: Vec<f64>,
    /// Who that was, the most alike first.
    pub pairs: Vec<Pair>,
}

/// The arrivals of one day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Day {
    /// The first of them.
    pub at: Timestamp,
    /// Whether that was yesterday.
    pub is_yesterday: bool,
    /// Those that a camera saw, oldest first.
    pub arrivals: Vec<Logged>,
}

/// An arrival as the log has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// The name it was given, if any.
    pub student: Option<StudentId>,
    /// How sure that was; `None` where it was not written down.
    pub score: Option<f64>,
    /// Distance to the nearest photo.
    pub distance: f64,
    /// A person has said that it was somebody else.
    pub is_corrected: bool,
}

/// Tries the photos of a gallery. `go_on` is told how many were tried, and of how many, and says whether to; `None` where it
/// did not.
pub fn likeness<'a, P>(
    scoring: &Scoring,
    gallery: impl IntoIterator<Item = (&'a StudentId, P)>,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Likeness>
where
    P: IntoIterator<Item: Into<Picture<'a>>>,
{
    let students = gallery.into_iter().map(|(id, photos)| (id, different(photos)));
    let (ids, students): (Vec<&StudentId>, Vec<Vec<Picture<'_>>>) =
        students.filter(|(_, photos)| !photos.is_empty()).unzip();
    let everyone =
        References::new(scoring, ids.iter().copied().zip(students.iter().map(|photos| photos.iter().copied())));
    let photos: Vec<(usize, usize)> = students
        .iter()
        .enumerate()
        .flat_map(|(who, photos)| (0..photos.len()).map(move |photo| (who, photo)))
        .collect();
    let total = photos.len().min(TRIES);
    let mut found = Likeness { students: students.len(), ..Likeness::default() };
    let (mut by_score, mut by_distance) = (Pairs::new(), Pairs::new());
    for tried in 0..total {
        if !go_on(tried, total) {
            return None;
        }
        let (who, photo) = photos[tried * photos.len() / total];
        let probe = students[who][photo];
        let own = || students[who].iter().enumerate().filter(|(at, _)| *at != photo).map(|(_, row)| *row);
        let others = students.iter().zip(&ids).enumerate().filter(|(at, _)| *at != who);
        let others = others.filter_map(|(_, (rows, id))| Some((*id, nearest(probe, rows.iter().copied())?)));
        found.distances.same.extend(nearest(probe, own()));
        if let Some((other, distance)) = others.min_by(|a, b| a.1.total_cmp(&b.1)) {
            found.distances.others.push(distance);
            see(&mut by_distance, [ids[who], other], -distance);
        }
        let sight = scoring.probe_of(probe);
        found.scores.same.extend(everyone.score_with(scoring, &sight, own()));
        let others = everyone.scores(scoring, &sight).filter(|(id, _)| *id != ids[who]);
        if let Some((other, score)) = others.max_by(|a, b| a.1.total_cmp(&b.1)) {
            found.scores.others.push(score);
            see(&mut by_score, [ids[who], other], score);
        }
    }
    found.scores.pairs = most_alike(by_score, |score| score);
    found.distances.pairs = most_alike(by_distance, |alike| -alike);
    for tries in [&mut found.scores, &mut found.distances] {
        tries.same.sort_by(f64::total_cmp);
        tries.others.sort_by(f64::total_cmp);
    }
    Some(found)
}

/// Two students each, and how alike they are at most: larger is more alike.
type Pairs<'a> = BTreeMap<[&'a StudentId; 2], f64>;

fn see<'a>(pairs: &mut Pairs<'a>, mut students: [&'a StudentId; 2], alike: f64) {
    students.sort();
    let most = pairs.entry(students).or_insert(alike);
    *most = most.max(alike);
}

fn most_alike(pairs: Pairs<'_>, told: fn(f64) -> f64) -> Vec<Pair> {
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let pairs = pairs.into_iter().take(PAIRS);
    pairs.map(|(students, alike)| Pair { students: students.map(Clone::clone), alike: told(alike) }).collect()
}

fn nearest<'a>(probe: Picture<'_>, photos: impl Iterator<Item = Picture<'a>>) -> Option<f64> {
    let squared = photos.map(|photo| squared_distance(photo.plain, probe.plain));
    squared.min_by(f64::total_cmp).map(f64::sqrt)
}

/// Measures the gallery, where that has not been done, and reads the last day; shows both.
pub(super) fn run(board: &Board, gallery: &Gallery, journal: &Journal, stop: &AtomicBool) {
    let snapshot = gallery.snapshot();
    let templates = snapshot.templates.clone();
    let known = board.measure().result.filter(|known| known.is_of(&templates)).map(|known| known.likeness.clone());
    let mut told: Option<Instant> = None;
    let mut go_on = |tried, total| {
        if told.is_none_or(|told| told.elapsed() > PROGRESS) {
            told = Some(Instant::now());
            board.change_measure(|measure| measure.running = Some((tried, total)));
        }
        !stop.load(Ordering::Relaxed)
    };
    let found = known.or_else(|| likeness(Scoring::shipped(), snapshot.pictures(), &mut go_on).map(Arc::new));
    let Some(likeness) = found else {
        board.change_measure(|measure| measure.running = None);
        return;
    };
    let day = last_day(&mut journal.reader(), &Zoned::now()).unwrap_or_else(|error| {
        tracing::error!(%error, "the last day cannot be read");
        let text = text!("station-log-unreadable", reason = error.text());
        board.tell(Level::Error, text, error.advice());
        None
    });
    let measured = Arc::new(Measured { gallery: Arc::downgrade(&templates), likeness, day });
    board.change_measure(|measure| *measure = Measure { running: None, result: Some(measured) });
}

/// The last day before today that has arrivals which a camera saw; today, where only today has any.
fn last_day(reader: &mut Reader, now: &Zoned) -> Result<Option<Day>, JournalError> {
    let today = start_of_day(now);
    let before = Filter { until: Some(today), ..Filter::default() };
    let mut newest = reader.newest(&before, None, 1)?;
    if newest.is_empty() {
        newest = reader.newest(&Filter::default(), None, 1)?;
    }
    let Some(last) = newest.pop() else { return Ok(None) };
    let zone: &TimeZone = now.time_zone();
    let day = last.event.at.to_zoned(zone.clone());
    let from = start_of_day(&day);
    let until = day.checked_add(1.day()).map(|next| start_of_day(&next)).unwrap_or(Timestamp::MAX);
    let of_that_day = Filter { from: Some(from), until: Some(until), who: Who::Anyone, ..Filter::default() };
    let rows = reader.newest(&of_that_day, None, ARRIVALS)?;
    let yesterday = now.checked_sub(1.day()).map(|yesterday| yesterday.date());
    let arrivals = rows.iter().rev().filter_map(logged).collect();
    Ok(Some(Day { at: from, is_yesterday: yesterday.is_ok_and(|date| date == day.date()), arrivals }))
}

fn start_of_day(at: &Zoned) -> Timestamp {
    at.start_of_day().map_or(at.timestamp(), |start| start.timestamp())
}

fn logged(row: &Row) -> Option<Logged> {
    let sighting = row.event.sighting.filter(|_| row.event.kind == EventKind::Recognized && !row.damaged)?;
    Some(Logged {
        student: row.event.student.clone(),
        score: sighting.score,
        distance: sighting.distance,
        is_corrected: row.corrected_to.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Embedding, FaceBox, FrameSize, Recognition};
    use crate::journal::{Moment, Seen};

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn photo(x: f64, y: f64) -> Embedding {
        let mut values = [0.0; 128];
        (values[0], values[1]) = (x, y);
        Embedding::new(&values).unwrap()
    }

    fn gallery(students: &[(&str, &[Embedding])]) -> Templates {
        let mut templates = Templates::default();
        students.iter().for_each(|(name, photos)| templates.push(&id(name), *photos));
        templates
    }

    fn whole(gallery: &Templates) -> Likeness {
        likeness(Scoring::shipped(), gallery.students(), &mut |_, _| true).unwrap()
    }

    fn rounded(distances: &[f64]) -> Vec<f64> {
        distances.iter().map(|distance| (distance * 1e6).round() / 1e6).collect()
    }

    #[test]
    fn every_photo_is_tried_against_its_own_student_and_all_others() {
        let tried = gallery(&[
            ("budi", &[photo(0.0, 0.0), photo(0.1, 0.0)]),
            ("anto", &[photo(0.5, 0.0)]),
            ("citra", &[photo(0.0, 0.7)]),
        ]);
        let found = whole(&tried);
        assert_eq!(found.students, 3);
        assert_eq!(rounded(&found.distances.same), [0.1, 0.1]);
        assert_eq!(rounded(&found.distances.others), [0.4, 0.4, 0.5, 0.7]);
        assert_eq!((found.scores.same.len(), found.scores.others.len()), (2, 4));
        let pairs: Vec<_> = found
            .distances
            .pairs
            .iter()
            .map(|Pair { students: [a, b], alike }| (a.as_str(), b.as_str(), (alike * 1e6).round() / 1e6))
            .collect();
        assert_eq!(pairs, [("anto", "budi", 0.4), ("budi", "citra", 0.7)], "each two once, the most alike first");
        assert!(found.scores.pairs.is_sorted_by(|a, b| a.alike >= b.alike));
        assert_eq!(found.scores.pairs.first().map(|pair| pair.alike), found.scores.others.last().copied());
        let scoring = Scoring::shipped();
        let (first, second) = (photo(0.0, 0.0), photo(0.1, 0.0));
        let everyone = References::new(scoring, tried.students());
        let own = everyone.score_with(scoring, &scoring.probe(&first), [second.as_slice()]).unwrap();
        assert!(found.scores.same.contains(&own));
    }

    #[test]
    fn a_photo_that_is_there_twice_is_not_like_itself() {
        let found = whole(&gallery(&[("budi", &[photo(0.0, 0.0), photo(0.0, 0.0)]), ("anto", &[photo(0.5, 0.0)])]));
        assert_eq!(found.distances.same, [0.0; 0]);
        assert_eq!(found.distances.others.len(), 2);
    }

    #[test]
    fn with_nobody_to_compare_with_nothing_is_found() {
        assert_eq!(whole(&Templates::default()), Likeness::default());
        let alone = whole(&gallery(&[("budi", &[photo(0.0, 0.0)])]));
        assert_eq!((alone.scores, alone.distances), (Tries::default(), Tries::default()));
        assert_eq!(alone.students, 1);
    }

    #[test]
    fn of_very_many_photos_some_are_tried_and_it_can_be_stopped() {
        let many: Vec<Embedding> = (0..TRIES * 2).map(|n| photo(n as f64, 0.0)).collect();
        let many = gallery(&[("budi", &many), ("anto", &[photo(-1.0, 0.0)])]);
        let mut told = (0, 0);
        let stopped = likeness(Scoring::shipped(), many.students(), &mut |tried, total| {
            told = (tried, total);
            tried < 5
        });
        assert_eq!((stopped, told), (None, (5, TRIES)));
    }

    #[test]
    fn what_was_measured_is_known_and_keeps_nobody() {
        let templates = Arc::new(gallery(&[("budi", &[photo(0.0, 0.0)])]));
        let measured = Measured::of(&templates, Likeness::default(), None);
        assert!(measured.is_of(&templates));
        assert!(!measured.is_of(&Arc::new(Templates::clone(&templates))));
        assert!(!Measured::default().is_of(&Arc::default()));
        let kept = Arc::downgrade(&templates);
        drop(templates);
        assert!(kept.upgrade().is_none(), "who is removed is not kept in memory");
    }

    #[test]
    fn the_last_day_is_yesterday_where_it_has_arrivals_and_else_the_last_that_has() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path());
        let now: Zoned = "2026-11-22T10:00:00+07:00[Asia/Jakarta]".parse().unwrap();
        let mut uptime = 0;
        let mut arrive = |who: &str, at: &str, score| {
            uptime += 1000;
            let recognition = Recognition {
                student: StudentId::parse(who).ok(),
                distance: 0.4,
                score,
                face_box: FaceBox::new(1, 20, 20, 1),
                frame_size: FrameSize { width: 64, height: 48 },
                source_time: Duration::ZERO,
                ts: 0,
            };
            let moment = Moment { at: at.parse().unwrap(), uptime: Duration::from_secs(uptime) };
            journal.record(&Seen { recognition, moment, camera: None, crop: None }, Duration::ZERO, false).unwrap();
        };
        let last = || last_day(&mut journal.reader(), &now).unwrap();
        assert_eq!(last(), None);
        arrive("today", "2026-11-22T08:00:00+07:00", None);
        let day = last().unwrap();
        assert!(!day.is_yesterday && day.arrivals.len() == 1, "{day:?}");
        arrive("friday", "2026-11-20T06:00:00+07:00", Some(3.0));
        arrive("", "2026-11-20T23:59:00+07:00", None);
        let day = last().unwrap();
        assert!(!day.is_yesterday && day.arrivals.len() == 2, "{day:?}");
        assert_eq!(day.at, "2026-11-20T00:00:00+07:00".parse().unwrap());
        arrive("yesterday", "2026-11-21T00:01:00+07:00", Some(5.0));
        journal.correct(4, None, now.timestamp(), false).unwrap();
        journal.add_by_hand(&id("by hand"), "2026-11-21T09:00:00+07:00".parse().unwrap(), false).unwrap();
        let expected = Logged { student: Some(id("yesterday")), score: Some(5.0), distance: 0.4, is_corrected: true };
        assert_eq!(last().map(|day| (day.is_yesterday, day.arrivals)), Some((true, vec![expected])));
    }
}
