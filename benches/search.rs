//! The nearest of a million templates, by Hadir and by NumPy as Python's `face_recognition` searches, in one run, on the
//! same numbers, taking turns; and adding a student to them.
//!
//!     cargo bench --bench search -- plain=VENV/bin/python
//!
//! Both sides keep to one thread and must find the same. Without a Python it times Hadir alone. Takes 4 GB of memory
//! with a Python, 2 without.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::io::{BufWriter, Read, Write};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use hadir::core::{Embedding, StudentId, Templates};
use hadir::gallery::{Snapshot, Student, Students, Template, TemplateKey};

mod python;

use python::{Python, median};

const TEMPLATES: usize = 1_000_000;
/// Photos of each student.
const PHOTOS: usize = 4;
const TURNS: usize = 12;
const ADDED: usize = 200;
const TARGET: f64 = 0.08;

/// How far numbers of different people, and of one person's photos, are apart: gives distances of about 0.85 and 0.4, as
/// with dlib's.
const PEOPLE: f64 = 0.047;
const ONE_PERSON: f64 = 0.025;

/// Invented faces.
struct Faces(fastrand::Rng);

impl Faces {
    /// 128 numbers that lie about those given as a bell does.
    fn about(&mut self, centre: &[f64; 128], width: f64) -> [f64; 128] {
        centre.map(|value| {
            // Four dice of 16 bits; the width of their sum is 2^16 / sqrt(3).
            let dice = self.0.u64(..);
            let sum: u64 = (0..4).map(|at| dice >> (16 * at) & 0xffff).sum();
            value + (sum as f64 / 65536.0 - 2.0) * width * 3f64.sqrt()
        })
    }

    fn person(&mut self) -> [f64; 128] {
        self.about(&[0.0; 128], PEOPLE)
    }

    fn photo_of(&mut self, person: &[f64; 128]) -> Result<Embedding> {
        Ok(Embedding::new(&self.about(person, ONE_PERSON))?)
    }
}

/// NumPy.
struct Numpy(Python);

impl Numpy {
    /// Gives it the templates; also gives what it says about itself.
    fn start(python: &str, templates: &Templates) -> Result<(Self, String)> {
        let (python, versions) = Python::start(python, "search.py", [templates.len().to_string()], |stdin| {
            let mut pipe = BufWriter::new(stdin);
            templates.students().flat_map(|(_, rows)| rows).try_for_each(|row| pipe.write_all(&bytes(row)))?;
            Ok(pipe.flush()?)
        })?;
        Ok((Self(python), versions))
    }

    /// Seconds, and the number and distance of the nearest template.
    fn search(&mut self, probe: &Embedding) -> Result<(f64, usize, f64)> {
        let line = self.0.ask(&bytes(probe.as_slice()))?;
        let [seconds, row, distance] = line.split(' ').collect::<Vec<_>>()[..] else { bail!("Python says {line}") };
        Ok((seconds.parse()?, row.parse()?, distance.parse()?))
    }
}

fn bytes(row: &[f64]) -> Vec<u8> {
    row.iter().flat_map(|value| value.to_ne_bytes()).collect()
}

fn main() -> Result<()> {
    let mut faces = Faces(fastrand::Rng::with_seed(2026));
    let people: Vec<_> = (0..TEMPLATES / PHOTOS).map(|_| faces.person()).collect();
    let before = memory();
    let mut templates = Templates::default();
    let start = Instant::now();
    for (number, person) in people.iter().enumerate() {
        let photos: Vec<_> = (0..PHOTOS).map(|_| faces.photo_of(person)).collect::<Result<_>>()?;
        templates.push(&id(number)?, &photos);
    }
    println!("{TEMPLATES} templates of {} students, made and put together in {:.1} s;", people.len(), seconds(start));
    println!("they take {} of memory.\n", gigabytes(before, memory()));

    let pythons = python::named(|path| Numpy::start(path, &templates))?;
    let mut pythons: Vec<_> = pythons.into_iter().map(|(name, numpy)| (name, numpy, Vec::new())).collect();

    let mut ours = Vec::new();
    // One turn of all before them, not counted, warms the machine up.
    for turn in 0..=TURNS {
        // By turns another photo of someone enrolled, and a stranger.
        let person = if turn % 2 == 0 { people[faces.0.usize(..people.len())] } else { faces.person() };
        let probe = faces.photo_of(&person)?;
        let start = Instant::now();
        let (student, distance) = templates.nearest(&probe).context("nobody is enrolled")?;
        let taken = seconds(start);
        for (name, numpy, timings) in &mut pythons {
            let (seconds, row, theirs) = numpy.search(&probe)?;
            let same = *student == id(row / PHOTOS)? && (distance - theirs).abs() < 1e-9;
            ensure!(same, "Hadir found {student} at {distance}, {name} row {row} at {theirs}");
            timings.extend((turn > 0).then_some(seconds));
        }
        ours.extend((turn > 0).then_some(taken));
    }

    println!(
        "The nearest of {TEMPLATES} templates, one thread; milliseconds, median of {TURNS} turns, best and worst in"
    );
    println!("brackets.\n");
    println!("{:48} {:>10} {:>18} {:>14}", "", "search", "", "Hadir's share");
    report("Hadir", &ours, &ours);
    pythons.iter().for_each(|(name, _, timings)| report(name, timings, &ours));
    if pythons.is_empty() {
        println!(
            "\nNo Python with NumPy to compare with: run `make bench`, which makes two, or give name=path for each."
        );
    } else {
        println!("\nTarget: at most {TARGET:.2} of NumPy's time. All found the same.");
    }
    drop(pythons);
    adding(&mut faces, templates)
}

/// Times what the gallery does in memory when a student comes, or another photo of one, while the earlier snapshot is
/// still in use.
fn adding(faces: &mut Faces, templates: Templates) -> Result<()> {
    let students = templates.students().map(|(id, rows)| Student {
        id: id.clone(),
        templates: rows
            .map(|_| Template { key: TemplateKey("0123456789abcdef".to_owned()), crop: None, mirrored: None })
            .collect(),
    });
    let students: Students = students.collect();
    let mut published = Arc::new(Snapshot { students, templates: templates.into(), ..Snapshot::default() });
    let mut timings = Vec::new();
    for _ in 0..ADDED {
        let (number, person) = (faces.0.usize(..TEMPLATES / PHOTOS), faces.person());
        let photo = faces.photo_of(&person)?;
        let template = Template { key: TemplateKey::of(&photo), crop: None, mirrored: None };
        // Between two who are there.
        let student = Student { id: StudentId::parse(&format!("{} new", id(number)?))?, templates: vec![template] };
        let id = student.id.clone();
        let held = published.clone();
        let start = Instant::now();
        let mut next = Snapshot::clone(&published);
        let rows = Arc::make_mut(&mut next.templates);
        match next.students.put(student) {
            Ok(at) => rows.replace(at, [&photo]),
            Err(at) => rows.insert(at, &id, [&photo]),
        }
        published = Arc::new(next);
        timings.push(seconds(start));
        ensure!(published.templates.nearest(&photo).is_some_and(|(found, distance)| *found == id && distance == 0.0));
        drop(held);
    }
    println!(
        "\nAdding one to {TEMPLATES}, in memory, while the gallery before it is in use: {:.2} ms, at worst {:.2} ms.",
        median(&timings) * 1e3,
        timings.iter().copied().fold(0.0, f64::max) * 1e3,
    );
    Ok(())
}

/// Numbered so that their order by name is that of their numbers.
fn id(number: usize) -> Result<StudentId> {
    Ok(StudentId::parse(&format!("student {number}"))?)
}

fn report(name: &str, timings: &[f64], ours: &[f64]) {
    let best = timings.iter().copied().fold(f64::INFINITY, f64::min);
    let worst = timings.iter().copied().fold(0.0, f64::max);
    let range = format!("({:.1} to {:.1})", best * 1e3, worst * 1e3);
    println!("{name:48} {:10.1} {range:>18} {:14.3}", median(timings) * 1e3, median(ours) / median(timings));
}

fn seconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}

/// What this process has of the machine's memory, in kilobytes, where the system tells.
fn memory() -> Option<f64> {
    let mut status = String::new();
    std::fs::File::open("/proc/self/status").ok()?.read_to_string(&mut status).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

fn gigabytes(before: Option<f64>, after: Option<f64>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{:.2} GB", (after - before) * 1024.0 / 1e9),
        _ => "an unknown amount".to_owned(),
    }
}
