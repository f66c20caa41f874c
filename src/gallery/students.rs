//! Everyone enrolled, in order; changed without copying the rest.

use std::fmt;
use std::ops::{Index, Range};
use std::sync::Arc;

use super::Student;
use crate::core::{SortKey, StudentId};

/// A block with more students is divided.
const MOST: usize = 512;

/// Everyone enrolled, by id in the order a person would sort them.
///
/// Cheap to clone: a clone that is changed shares everyone, and all but a block of the list, with the one it was cloned
/// from.
#[derive(Clone, Default)]
pub struct Students {
    /// None is empty.
    blocks: Vec<Arc<Vec<Arc<Student>>>>,
    len: usize,
}

impl Students {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Everyone.
    pub fn iter(&self) -> impl Iterator<Item = &Student> {
        self.blocks.iter().flat_map(|block| block.iter().map(|student| &**student))
    }

    /// Those with these numbers, as far as there are such.
    pub fn range(&self, range: Range<usize>) -> impl Iterator<Item = &Student> {
        range.map_while(|at| self.get(at))
    }

    /// The student with this number.
    pub fn get(&self, at: usize) -> Option<&Student> {
        let (block, at) = self.place(at)?;
        Some(&self.blocks[block][at])
    }

    /// The number of a student; of one who is not enrolled, the number they would have.
    pub fn find(&self, id: &StudentId) -> Result<usize, usize> {
        let sought = SortKey::of(id.as_str());
        let key = |student: &Student| SortKey::of(student.id.as_str());
        let block = self.blocks.partition_point(|block| block.last().is_some_and(|last| key(last) < sought));
        let before: usize = self.blocks[..block].iter().map(|block| block.len()).sum();
        let Some(block) = self.blocks.get(block) else { return Err(before) };
        let at = block.binary_search_by(|student| key(student).cmp(&sought));
        at.map(|at| before + at).map_err(|at| before + at)
    }

    /// Adds a student, or puts them in the place of the same student. Gives their number: `Ok` where they were enrolled
    /// before, as [`Students::find`] does.
    pub fn put(&mut self, student: Student) -> Result<usize, usize> {
        let number = self.find(&student.id);
        let student = Arc::new(student);
        match number {
            Ok(at) => {
                if let Some((block, at)) = self.place(at) {
                    Arc::make_mut(&mut self.blocks[block])[at] = student;
                }
            }
            Err(at) => {
                self.len += 1;
                match self.place(at) {
                    Some((block, at)) => self.insert(block, at, student),
                    None => self.push_behind(student),
                }
            }
        }
        number
    }

    /// Removes a student, and gives the number they had; `None` where they are not enrolled.
    pub fn remove(&mut self, id: &StudentId) -> Option<usize> {
        let number = self.find(id).ok()?;
        let (block, at) = self.place(number)?;
        self.len -= 1;
        let students = Arc::make_mut(&mut self.blocks[block]);
        students.remove(at);
        if students.is_empty() {
            self.blocks.remove(block);
        }
        Some(number)
    }

    fn insert(&mut self, block: usize, at: usize, student: Arc<Student>) {
        let students = Arc::make_mut(&mut self.blocks[block]);
        students.insert(at, student);
        if students.len() > MOST {
            let half = students.split_off(MOST / 2);
            self.blocks.insert(block + 1, half.into());
        }
    }

    fn push_behind(&mut self, student: Arc<Student>) {
        match self.blocks.last_mut() {
            Some(last) if last.len() < MOST => Arc::make_mut(last).push(student),
            _ => self.blocks.push(vec![student].into()),
        }
    }

    /// In which block a student is, and where there.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let mut within = at;
        for (block, students) in self.blocks.iter().enumerate() {
            match within.checked_sub(students.len()) {
                None => return Some((block, within)),
                Some(behind) => within = behind,
            }
        }
        None
    }
}

impl Index<usize> for Students {
    type Output = Student;

    /// The student with this number; there must be one, as for a slice.
    fn index(&self, at: usize) -> &Student {
        let mut within = at;
        for block in &self.blocks {
            if let Some(student) = block.get(within) {
                return student;
            }
            within -= block.len();
        }
        &[][at]
    }
}

impl FromIterator<Student> for Students {
    /// In any order.
    fn from_iter<I: IntoIterator<Item = Student>>(students: I) -> Self {
        let mut students: Vec<Arc<Student>> = students.into_iter().map(Arc::new).collect();
        students.sort_by_cached_key(|student| SortKey::of(student.id.as_str()));
        Self { len: students.len(), blocks: students.chunks(MOST).map(|block| block.to_vec().into()).collect() }
    }
}

impl<'a> IntoIterator for &'a Students {
    type Item = &'a Student;
    type IntoIter = Box<dyn Iterator<Item = &'a Student> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl PartialEq for Students {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Students {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn student(name: &str) -> Student {
        Student { id: StudentId::parse(name).unwrap(), templates: Vec::new() }
    }

    fn put(students: &mut Students, name: &str) {
        let _ = students.put(student(name));
    }

    #[track_caller]
    fn assert_numbers(students: &Students, numbers: &[usize]) {
        let names: Vec<_> = numbers.iter().map(|number| format!("7b-{number}")).collect();
        assert!(students.iter().map(|student| student.id.as_str()).eq(names.iter().map(String::as_str)));
        assert_eq!((students.len(), students.is_empty()), (numbers.len(), numbers.is_empty()));
        for (at, name) in names.iter().enumerate().step_by(97) {
            assert_eq!(students[at].id.as_str(), name);
            assert_eq!(students.find(&students[at].id), Ok(at));
        }
        assert!(students.get(numbers.len()).is_none());
    }

    #[test]
    fn everyone_is_in_order_whoever_comes_and_goes() {
        let mut dice = fastrand::Rng::with_seed(3);
        let mut numbers: Vec<usize> = (0..2000).collect();
        dice.shuffle(&mut numbers);
        let mut students = Students::default();
        numbers.iter().for_each(|number| put(&mut students, &format!("7b-{number}")));
        put(&mut students, "7b-77");
        let whole = students.clone();
        assert_eq!(whole, numbers.iter().map(|number| student(&format!("7b-{number}"))).collect());
        numbers.sort_unstable();
        assert_numbers(&students, &numbers);
        assert_eq!(students.find(&student("7b-77a").id), Err(78));

        while numbers.len() > 300 {
            let at = dice.usize(..numbers.len());
            let id = student(&format!("7b-{}", numbers.remove(at))).id;
            assert_eq!((students.remove(&id), students.remove(&id)), (Some(at), None));
        }
        assert_numbers(&students, &numbers);
        assert!(
            students.range(100..200).map(|student| &student.id).eq(students.iter().skip(100).take(100).map(|s| &s.id))
        );
        assert_eq!(students.range(290..400).count(), 10);
        for number in numbers {
            students.remove(&student(&format!("7b-{number}")).id);
        }
        assert_numbers(&students, &[]);
        assert_numbers(&whole, &(0..2000).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn a_number_nobody_has_is_out_of_bounds() {
        let students: Students = [student("alip")].into_iter().collect();
        let _ = &students[1];
    }
}
