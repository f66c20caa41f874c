//! Every enrolled template: searched exactly, and changed without copying the rest.

use std::ops::Range;
use std::slice::ChunksExact;
use std::sync::Arc;

use super::codes::{Codes, Nearest, Probe};
use super::face::{EMBEDDING_LEN, Embedding, squared_distance};
use super::student_id::StudentId;

/// A chunk with more rows is divided, where they are of several students: enough rows for a search to run straight
/// through memory, few enough that a change copies half a megabyte.
const MOST_ROWS: usize = 512;

/// One student's templates, each a slice of 128 numbers.
pub type Rows<'a> = ChunksExact<'a, f64>;

/// The templates of everyone, the students in the order they were given.
///
/// Cheap to clone: a clone that is changed shares all but a chunk of the rows with the one it was cloned from.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    chunks: Vec<Arc<Chunk>>,
    rows: usize,
}

/// The rows of some students who stand beside each other. Nobody's rows are in two chunks.
#[derive(Debug, Clone, Default)]
struct Chunk {
    owners: Vec<Owner>,
    /// 128 numbers a row, one owner's rows after the other's.
    values: Vec<f64>,
    codes: Codes,
}

#[derive(Debug, Clone)]
struct Owner {
    student: Arc<StudentId>,
    rows: usize,
}

impl Templates {
    /// Adds a student's templates behind all others. Rows of one student should come in one call.
    pub fn push<'a>(&mut self, student: &StudentId, templates: impl IntoIterator<Item = &'a Embedding>) {
        self.push_chunk(&Chunk::of(student.clone().into(), templates));
    }

    /// Adds a student before the one who is number `at` of all; behind all where there is none.
    pub fn insert<'a>(&mut self, at: usize, student: &StudentId, templates: impl IntoIterator<Item = &'a Embedding>) {
        let added = Chunk::of(student.clone().into(), templates);
        match self.find(at) {
            Some((chunk, owner)) => self.splice(chunk, owner..owner, &added),
            None => self.push_chunk(&added),
        }
    }

    /// Gives the student who is number `at` of all other templates. Does nothing where there is none.
    pub fn replace<'a>(&mut self, at: usize, templates: impl IntoIterator<Item = &'a Embedding>) {
        if let Some((chunk, owner)) = self.find(at) {
            let added = Chunk::of(self.chunks[chunk].owners[owner].student.clone(), templates);
            self.splice(chunk, owner..owner + 1, &added);
        }
    }

    /// Removes the student who is number `at` of all. Does nothing where there is none.
    pub fn remove(&mut self, at: usize) {
        if let Some((chunk, owner)) = self.find(at) {
            self.splice(chunk, owner..owner + 1, &Chunk::default());
        }
    }

    /// How many templates there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether nobody is enrolled.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Everyone in order, each with their templates in order.
    pub fn students(&self) -> impl Iterator<Item = (&StudentId, Rows<'_>)> {
        self.chunks.iter().flat_map(|chunk| {
            let mut rest = chunk.values.as_slice();
            chunk.owners.iter().map(move |owner| {
                let (rows, others) = rest.split_at(owner.rows * EMBEDDING_LEN);
                rest = others;
                (&*owner.student, rows.chunks_exact(EMBEDDING_LEN))
            })
        })
    }

    /// The templates of the student who is number `at` of all; none where there is none.
    pub fn of(&self, at: usize) -> Rows<'_> {
        let rows = self.find(at).map_or(&[][..], |(chunk, owner)| {
            let chunk = &self.chunks[chunk];
            &chunk.values[in_values(chunk.rows_of(owner..owner + 1))]
        });
        rows.chunks_exact(EMBEDDING_LEN)
    }

    /// The nearest template by Euclidean distance, and its student; `None` when nobody is enrolled. Of templates equally
    /// near it is the first.
    ///
    /// Row and distance are to the bit those of a plain scan over all rows.
    pub fn nearest(&self, probe: &Embedding) -> Option<(&StudentId, f64)> {
        let probe = Probe::new(probe.as_slice());
        let (mut nearest, mut found) = (Nearest::default(), None);
        for chunk in &self.chunks {
            chunk.codes.each_near(&probe, &mut nearest, |row, nearest| {
                let values = &chunk.values[in_values(row..row + 1)];
                if nearest.improve(squared_distance(values, probe.values())) {
                    found = Some((chunk, row));
                }
            });
        }
        let (chunk, row) = found?;
        Some((chunk.owner_of(row)?, nearest.squared().sqrt()))
    }

    fn push_chunk(&mut self, added: &Chunk) {
        self.rows += added.len();
        match self.chunks.last_mut() {
            Some(last) if last.len() + added.len() <= MOST_ROWS => Arc::make_mut(last).append(added, all(added)),
            _ => {
                let mut last = Chunk::with_capacity(added.len().max(MOST_ROWS));
                last.append(added, all(added));
                self.chunks.push(last.into());
            }
        }
    }

    /// In which chunk a student is, and which of its owners.
    fn find(&self, at: usize) -> Option<(usize, usize)> {
        let mut owner = at;
        for (at, chunk) in self.chunks.iter().enumerate() {
            match owner.checked_sub(chunk.owners.len()) {
                None => return Some((at, owner)),
                Some(behind) => owner = behind,
            }
        }
        None
    }

    /// Puts `added` in the place of some of a chunk's owners.
    fn splice(&mut self, at: usize, owners: Range<usize>, added: &Chunk) {
        let old = &self.chunks[at];
        let rows = old.len() - old.rows_of(owners.clone()).len() + added.len();
        let mut new = Chunk::with_capacity(rows);
        new.append(old, 0..owners.start);
        new.append(added, all(added));
        new.append(old, owners.end..old.owners.len());
        self.rows = self.rows - old.len() + rows;
        self.chunks.splice(at..=at, new.divided().into_iter().map(Arc::new));
    }
}

impl Chunk {
    fn with_capacity(rows: usize) -> Self {
        Self { owners: Vec::new(), values: Vec::with_capacity(rows * EMBEDDING_LEN), codes: Codes::with_capacity(rows) }
    }

    /// One student's.
    fn of<'a>(student: Arc<StudentId>, templates: impl IntoIterator<Item = &'a Embedding>) -> Self {
        let mut chunk = Self::default();
        for template in templates {
            chunk.values.extend_from_slice(template.as_slice());
            chunk.codes.push(template.as_slice());
        }
        chunk.owners.push(Owner { student, rows: chunk.len() });
        chunk
    }

    /// How many rows there are.
    fn len(&self) -> usize {
        self.values.len() / EMBEDDING_LEN
    }

    /// Which rows these owners' are.
    fn rows_of(&self, owners: Range<usize>) -> Range<usize> {
        let count = |owners: &[Owner]| owners.iter().map(|owner| owner.rows).sum::<usize>();
        let start = count(&self.owners[..owners.start]);
        start..start + count(&self.owners[owners])
    }

    fn owner_of(&self, row: usize) -> Option<&StudentId> {
        let mut end = 0;
        let owner = self.owners.iter().find(|owner| {
            end += owner.rows;
            row < end
        });
        owner.map(|owner| &*owner.student)
    }

    /// Adds some of another's owners with their rows.
    fn append(&mut self, other: &Self, owners: Range<usize>) {
        let rows = other.rows_of(owners.clone());
        self.owners.extend_from_slice(&other.owners[owners]);
        self.values.extend_from_slice(&other.values[in_values(rows.clone())]);
        self.codes.append(&other.codes, rows);
    }

    /// The chunk, or two where it is too large, or none where it is nobody's.
    fn divided(self) -> Vec<Self> {
        if self.owners.is_empty() {
            return Vec::new();
        }
        if self.len() <= MOST_ROWS || self.owners.len() == 1 {
            return vec![self];
        }
        // Between the two owners between whom the halves are most alike.
        let mut before = 0;
        let uneven = |owner: usize| {
            before += self.owners[owner - 1].rows;
            (before.abs_diff(self.len() - before), owner)
        };
        let middle = (1..self.owners.len()).map(uneven).min().map_or(1, |(_, owner)| owner);
        let part = |owners: Range<usize>| {
            let mut part = Self::with_capacity(self.rows_of(owners.clone()).len());
            part.append(&self, owners);
            part
        };
        vec![part(0..middle), part(middle..self.owners.len())]
    }
}

fn all(chunk: &Chunk) -> Range<usize> {
    0..chunk.owners.len()
}

/// Where the numbers of these rows are.
fn in_values(rows: Range<usize>) -> Range<usize> {
    rows.start * EMBEDDING_LEN..rows.end * EMBEDDING_LEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: usize) -> StudentId {
        StudentId::parse(&format!("s{name}")).unwrap()
    }

    fn embedding(values: impl FnMut(usize) -> f64) -> Embedding {
        Embedding::new(&std::array::from_fn::<f64, EMBEDDING_LEN, _>(values)).unwrap()
    }

    fn random(dice: &mut fastrand::Rng, size: f64) -> Embedding {
        embedding(|_| (dice.f64() * 2.0 - 1.0) * size)
    }

    /// A random face a little beside another.
    fn beside(dice: &mut fastrand::Rng, face: &[f64], by: f64) -> Embedding {
        embedding(|at| (face[at] + (dice.f64() * 2.0 - 1.0) * by).clamp(-1e6, 1e6))
    }

    /// A gallery kept in the simplest way.
    #[derive(Default, Clone)]
    struct Plain(Vec<(StudentId, Vec<Embedding>)>);

    impl Plain {
        fn nearest(&self, probe: &Embedding) -> Option<(&StudentId, f64)> {
            self.0
                .iter()
                .flat_map(|(id, rows)| rows.iter().map(move |row| (id, row)))
                .map(|(id, row)| (id, squared_distance(row.as_slice(), probe.as_slice())))
                .min_by(|(_, a), (_, b)| a.total_cmp(b))
                .map(|(id, squared)| (id, squared.sqrt()))
        }

        fn templates(&self) -> Templates {
            let mut templates = Templates::default();
            self.0.iter().for_each(|(id, rows)| templates.push(id, rows));
            templates
        }
    }

    #[track_caller]
    fn assert_same(templates: &Templates, plain: &Plain) {
        assert_eq!(templates.len(), plain.0.iter().map(|(_, rows)| rows.len()).sum::<usize>());
        let kept: Vec<(&StudentId, Vec<&[f64]>)> =
            templates.students().map(|(id, rows)| (id, rows.collect())).collect();
        let expected = plain.0.iter().map(|(id, rows)| (id, rows.iter().map(Embedding::as_slice).collect()));
        assert_eq!(kept, expected.collect::<Vec<_>>());
    }

    #[track_caller]
    fn assert_nearest(templates: &Templates, plain: &Plain, probe: &Embedding, what: &str) {
        let (found, expected) = (templates.nearest(probe), plain.nearest(probe));
        assert_eq!(found.map(|(id, _)| id), expected.map(|(id, _)| id), "{what}");
        assert_eq!(found.map(|(_, d)| d.to_bits()), expected.map(|(_, d)| d.to_bits()), "{what}");
    }

    /// One row for each student, so that it shows which row was found.
    fn gallery(rows: impl IntoIterator<Item = Embedding>) -> Plain {
        Plain(rows.into_iter().enumerate().map(|(n, row)| (id(n), vec![row])).collect())
    }

    #[test]
    fn what_is_found_is_what_a_plain_scan_finds() {
        let mut dice = fastrand::Rng::with_seed(5);
        for size in [1e6, 1.0, 0.1, 1e-20, 1e-29, 1e-31, 1e-38, 1e-100, 1e-154, 1e-162, 1e-200, 1e-308, 5e-324, 0.0] {
            for beside_by in [1.0, 0.3, 1e-2, 1e-6, 1e-15] {
                let centres: Vec<_> = (0..4).map(|_| random(&mut dice, size)).collect();
                let clustered = (0..300).map(|n| beside(&mut dice, centres[n % 4].as_slice(), size * beside_by));
                let plain = gallery(clustered.collect::<Vec<_>>());
                let templates = plain.templates();
                let what = format!("size {size}, beside by {beside_by}");
                for (n, centre) in centres.iter().enumerate() {
                    let near = beside(&mut dice, centre.as_slice(), size * beside_by);
                    assert_nearest(&templates, &plain, &near, &what);
                    assert_nearest(&templates, &plain, &plain.0[n * 70].1[0], &what);
                }
                assert_nearest(&templates, &plain, &random(&mut dice, size), &what);
                assert_nearest(&templates, &plain, &random(&mut dice, 1e6), &what);
                assert_nearest(&templates, &plain, &embedding(|_| 0.0), &what);
            }
        }
    }

    #[test]
    fn numbers_of_every_size_in_one_row_are_compared_exactly() {
        let mut dice = fastrand::Rng::with_seed(6);
        let wild = |dice: &mut fastrand::Rng| {
            let sign = |dice: &mut fastrand::Rng| if dice.bool() { 1.0 } else { -1.0 };
            let most = dice.i32(-320..6);
            embedding(|_| sign(dice) * 10f64.powi(dice.i32(-324..=most)))
        };
        let mut rows: Vec<_> = (0..1000).map(|_| wild(&mut dice)).collect();
        // Some differ in the last bit of one number alone.
        for n in 0..200 {
            let mut other: Vec<f64> = rows[n].as_slice().to_vec();
            let at = dice.usize(..EMBEDDING_LEN);
            other[at] = if dice.bool() { other[at].next_up() } else { other[at].next_down() };
            rows.push(Embedding::new(&other).unwrap());
        }
        let plain = gallery(rows);
        let templates = plain.templates();
        for n in 0..20 {
            let probe = wild(&mut dice);
            assert_nearest(&templates, &plain, &probe, "another");
            assert_nearest(&templates, &plain, &plain.0[n * 60].1[0].clone(), "one of them");
        }
    }

    #[test]
    fn of_templates_equally_near_it_is_the_first() {
        let mut dice = fastrand::Rng::with_seed(7);
        let (face, other) = (random(&mut dice, 0.2), random(&mut dice, 0.2));
        let plain = gallery((0..1500).map(|n| if n >= 700 && n % 100 < 30 { face.clone() } else { other.clone() }));
        let templates = plain.templates();
        assert_eq!(templates.nearest(&face), Some((&id(700), 0.0)));
        assert_eq!(templates.nearest(&other), Some((&id(0), 0.0)));
        for _ in 0..5 {
            assert_nearest(&templates, &plain, &random(&mut dice, 0.2), "duplicates");
        }
        // Mirrored about the probe: as far, and not the same.
        let mirrored = gallery((0..700).map(|n| embedding(|at| if (n + at) % 2 == 0 { 0.25 } else { -0.25 })));
        assert_nearest(&mirrored.templates(), &mirrored, &embedding(|_| 0.0), "mirrored");
    }

    #[test]
    fn hardly_a_row_is_compared_in_full_that_is_not_near() {
        let mut dice = fastrand::Rng::with_seed(8);
        let mut codes = Codes::default();
        let rows: Vec<_> = (0..4096).map(|_| random(&mut dice, 0.2)).collect();
        rows.iter().for_each(|row| codes.push(row.as_slice()));
        let (face, mut nearest, mut looked_at) = (random(&mut dice, 0.2), Nearest::default(), 0);
        codes.each_near(&Probe::new(face.as_slice()), &mut nearest, |row, nearest| {
            looked_at += 1;
            nearest.improve(squared_distance(rows[row].as_slice(), face.as_slice()));
        });
        // Before the first is looked at, a batch of 256 could all be the nearest.
        assert!(looked_at < 256 + 60, "{looked_at}");
    }

    #[test]
    fn changing_it_gives_what_building_it_anew_would() {
        let mut dice = fastrand::Rng::with_seed(9);
        let (mut plain, mut templates) = (Plain::default(), Templates::default());
        let mut kept = Vec::new();
        for step in 0..2000 {
            // Now and then someone with more rows than a chunk should have.
            let count = if dice.u8(..) == 0 { 700 } else { dice.usize(0..6) };
            let face = random(&mut dice, 0.2);
            let rows: Vec<_> = (0..count).map(|_| beside(&mut dice, face.as_slice(), 0.01)).collect();
            let at = dice.usize(..=plain.0.len());
            match dice.u8(..10) {
                0..5 => {
                    templates.insert(at, &id(step), &rows);
                    plain.0.insert(at, (id(step), rows));
                }
                5..7 => {
                    templates.push(&id(step), &rows);
                    plain.0.push((id(step), rows));
                }
                7 if at < plain.0.len() => {
                    templates.replace(at, &rows);
                    plain.0[at].1 = rows;
                }
                _ if at < plain.0.len() => {
                    templates.remove(at);
                    plain.0.remove(at);
                }
                _ => {
                    let before = templates.len();
                    templates.remove(at);
                    templates.replace(at, &rows);
                    assert_eq!((templates.len(), templates.of(at).len()), (before, 0), "nobody is there");
                }
            }
            assert!(templates.chunks.iter().all(|chunk| chunk.len() == chunk.rows_of(all(chunk)).len()));
            if step % 100 == 99 {
                assert_same(&templates, &plain);
                assert_nearest(&templates, &plain, &beside(&mut dice, face.as_slice(), 0.2), "changed");
                let of = dice.usize(..plain.0.len());
                assert!(templates.of(of).eq(plain.0[of].1.iter().map(Embedding::as_slice)));
                kept.push((templates.clone(), plain.clone()));
            }
        }
        // Those kept on the way are as they were.
        for (templates, plain) in &kept {
            assert_same(templates, plain);
        }
        while !plain.0.is_empty() {
            let at = dice.usize(..plain.0.len());
            templates.remove(at);
            plain.0.remove(at);
        }
        assert_same(&templates, &plain);
        assert!(templates.is_empty() && templates.chunks.is_empty());
    }

    #[test]
    fn a_changed_clone_shares_all_but_a_chunk() {
        let mut dice = fastrand::Rng::with_seed(10);
        let rows: Vec<_> = (0..3).map(|_| random(&mut dice, 0.2)).collect();
        let mut before = Templates::default();
        (0..2000).for_each(|n| before.push(&id(n), &rows));
        assert!(before.chunks.len() > 10);
        let changes: [fn(&mut Templates, &[Embedding]); 4] = [
            |templates, rows| templates.insert(1000, &id(9999), rows),
            |templates, rows| templates.replace(1000, &rows[..2]),
            |templates, _| templates.remove(1000),
            |templates, rows| templates.push(&id(9999), rows),
        ];
        for change in changes {
            let mut after = before.clone();
            change(&mut after, &rows);
            let shared = after.chunks.iter().filter(|&one| before.chunks.iter().any(|other| Arc::ptr_eq(one, other)));
            assert!(shared.count() >= before.chunks.len() - 1);
        }
    }
}
