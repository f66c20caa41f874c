//! How many photos in wrong folders the check of a gallery finds, and how many it accuses wrongly.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::people::{Person, Photo};
use crate::core::{Scoring, StudentId, Why, check};

/// People of fewer photos are not put into the gallery, but are strangers to it.
const FEWEST: usize = 3;

/// Whose photos are put into others' folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of people who are in the gallery with other photos.
    Students,
    /// Of people who are not.
    Strangers,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// Whose photos.
    pub whose: Whose,
    /// How many.
    pub misplaced: usize,
    /// How many photos everybody has at most, before that; a folder's own are at least two.
    pub photos: usize,
}

/// What came of it, over all splits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// People in a gallery.
    pub people: usize,
    /// Photos that were put into wrong folders.
    pub misplaced: usize,
    /// Of these, those that were found.
    pub found: usize,
    /// Of these, those of which it was said whose they are, and rightly.
    pub named: usize,
    /// Of which it was said whose they are, and wrongly.
    pub misnamed: usize,
    /// Of the photos put into wrong folders, those that are one of two unlike each other, and it was not said which.
    pub one_of_two: usize,
    /// Photos in their right folders.
    pub right: usize,
    /// Of these, those that were accused.
    pub accused: usize,
    /// Of the accused, those it was nearly certain of.
    pub accused_as_certain: usize,
}

/// A gallery, with photos in wrong folders.
struct Drawn<'a> {
    /// Each person's photos, and of whom each is.
    folders: Vec<Vec<(usize, &'a Photo)>>,
    /// In which folder, and where there.
    wrong: BTreeSet<(usize, usize)>,
}

/// Tries it on so many galleries, each with other photos in other folders. `None` where there are too few people, or when
/// it is stopped.
pub fn run(
    people: &[Person],
    scoring: &Scoring,
    design: Design,
    splits: usize,
    seed: u64,
    stop: &AtomicBool,
) -> Option<Counts> {
    let mut counts = Counts::default();
    let ids = (0..people.len()).map(|place| StudentId::parse(&format!("p{place}")).ok()).collect::<Option<Vec<_>>>()?;
    for split in 0..splits {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(split as u64));
        let Drawn { folders, wrong } = draw(people, design, &mut random)?;
        let gallery = folders.iter().enumerate().filter(|(_, folder)| !folder.is_empty());
        let gallery = gallery.map(|(who, folder)| (&ids[who], folder.iter().map(|(_, photo)| photo.picture())));
        let checked = check(scoring, gallery, &|_| true, &mut |_, _| !stop.load(Ordering::Relaxed))?;
        counts.people = folders.iter().filter(|folder| !folder.is_empty()).count();
        counts.misplaced += wrong.len();
        counts.right += checked.photos - wrong.len();
        for found in checked.misplaced {
            let Some(who) = ids.iter().position(|id| *id == found.student) else { continue };
            let is_wrong = wrong.contains(&(who, found.photo));
            let owner = folders[who][found.photo].0;
            match (is_wrong, found.why) {
                (true, Why::OneOfTwo) => counts.one_of_two += 1,
                (true, why) => {
                    counts.found += 1;
                    if let Why::Like(student) = why {
                        let is_right = student == ids[owner];
                        counts.named += usize::from(is_right);
                        counts.misnamed += usize::from(!is_right);
                    }
                }
                // It says itself that one of the two may be right.
                (false, Why::OneOfTwo) if wrong.iter().any(|(folder, _)| *folder == who) => {}
                (false, _) => {
                    counts.accused += 1;
                    counts.accused_as_certain += usize::from(found.is_nearly_certain);
                }
            }
        }
    }
    Some(counts)
}

fn draw<'a>(people: &'a [Person], design: Design, random: &mut fastrand::Rng) -> Option<Drawn<'a>> {
    let mut folders: Vec<Vec<(usize, &Photo)>> = Vec::new();
    for (who, person) in people.iter().enumerate() {
        let mut photos: Vec<_> = person.photos.iter().map(|photo| (who, photo)).collect();
        random.shuffle(&mut photos);
        photos.truncate(if person.photos.len() < FEWEST { 0 } else { design.photos });
        folders.push(photos);
    }
    let mut inside: Vec<usize> = (0..people.len()).filter(|who| !folders[*who].is_empty()).collect();
    let mut sources = match design.whose {
        // One more than what they have in their own folder, so that it is as full as the others'.
        Whose::Students => {
            inside.iter().copied().filter(|who| people[*who].photos.len() > folders[*who].len().min(2)).collect()
        }
        Whose::Strangers => {
            let mut outside: Vec<usize> = (0..people.len()).filter(|who| people[*who].photos.len() == 1).collect();
            random.shuffle(&mut outside);
            outside
        }
    };
    random.shuffle(&mut sources);
    random.shuffle(&mut inside);
    if sources.len() < design.misplaced || inside.len() < design.misplaced + 1 {
        return None;
    }
    let mut moved = Vec::new();
    for source in sources.into_iter().take(design.misplaced) {
        let photo = match design.whose {
            Whose::Strangers => people[source].photos.first().map(|photo| (source, photo))?,
            Whose::Students => {
                let spare = people[source]
                    .photos
                    .iter()
                    .find(|photo| !folders[source].iter().any(|(_, other)| std::ptr::eq(*other, *photo)));
                match spare {
                    Some(photo) => (source, photo),
                    None => folders[source].pop()?,
                }
            }
        };
        moved.push(photo);
    }
    let mut wrong = BTreeSet::new();
    for photo in moved {
        // At most one in a folder, as it happens to people.
        let place = inside.iter().position(|who| *who != photo.0)?;
        let folder = inside.remove(place);
        let at = random.usize(0..=folders[folder].len());
        folders[folder].insert(at, photo);
        wrong.insert((folder, at));
    }
    Some(Drawn { folders, wrong })
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    fn scoring() -> Scoring {
        let axis = |at: usize| {
            let mut row = vec![0.0; 128];
            row[at] = 10.0;
            row
        };
        let tail = crate::core::Tail { level: -3.0, slope: 0.5, photos: 0.0 };
        let (transform, between) = ((0..8).map(axis).collect(), vec![25.0; 8]);
        let (about, mean) = ("a toy".to_owned(), vec![0.0; 128]);
        Scoring::new(crate::core::Parameters { about, mean, transform, between, shared: 0.5, tail }).unwrap()
    }

    #[test]
    fn photos_in_wrong_folders_are_found_and_the_others_left_alone() {
        let people = people(&[vec![4; 40], vec![1; 20], vec![2; 5]].concat(), 2.0, 3);
        for whose in [Whose::Students, Whose::Strangers] {
            let design = Design { whose, misplaced: 10, photos: 3 };
            let go = |seed| run(&people, &scoring(), design, 2, seed, &AtomicBool::new(false)).unwrap();
            let counts = go(1);
            assert_eq!((counts.people, counts.misplaced, counts.right), (40, 20, 2 * 40 * 3), "{counts:?}");
            assert!(counts.found >= 19 && counts.accused <= 1, "{counts:?}");
            assert_eq!(counts.named > 0, whose == Whose::Students, "{counts:?}");
            assert_eq!((counts, counts.misnamed), (go(1), 0));
        }
        let design = Design { whose: Whose::Strangers, misplaced: 30, photos: 3 };
        assert_eq!(run(&people, &scoring(), design, 1, 1, &AtomicBool::new(false)), None, "there are 20");
        let design = Design { misplaced: 3, ..design };
        assert_eq!(run(&people, &scoring(), design, 1, 1, &AtomicBool::new(true)), None, "stopped");
    }
}
