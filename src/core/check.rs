//! Which photos of a gallery are perhaps of somebody else than whom they are enrolled for, and who is perhaps enrolled
//! under two ids.

use super::naming::{References, StrangersNamed};
use super::scoring::{Picture, Scoring, different};
use super::student_id::StudentId;
use crate::text;
use crate::words::Text;

/// A photo is doubted from so much evidence on, and it is nearly certain from so much. The evidence is by how much more it
/// speaks for somebody else (the likeliest other student, or a stranger) than for the student's other photos, in the score.
///
/// Of 138 people with three photos and more from Labeled Faces in the Wild, on whom the score was fitted, 20 photos at a
/// time were put to others, eight times over: of those of other students it found 99 %, of strangers' 99 %, and of the
/// others no more than one photo in 600 had the first and none the second. On 167 other people, of whom no more
/// was known than how their scores lie, 1,194 of 1,200 such photos were found, and 2 of 38,020 others accused, none of
/// them nearly certainly: `hadir evaluate PHOTOS --held-out --misplaced 20`.
const DOUBTED: f64 = 40.0;
const NEARLY_CERTAIN: f64 = 60.0;
/// Of a photo that is doubted it is said whom it is like, where no more than this part of strangers is as much like
/// anybody: among a school's photos another student's is far likelier than a stranger's.
const LIKE: f64 = 0.05;

/// What there is to say of a gallery.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<P = usize> {
    /// How many photos were looked at.
    pub photos: usize,
    /// Those that are perhaps of somebody else, the surest first.
    pub misplaced: Vec<Misplaced<P>>,
    /// Students who are perhaps one, the most alike first.
    pub same: Vec<Pair>,
}

impl<P> Default for Checked<P> {
    fn default() -> Self {
        Self { photos: 0, misplaced: Vec::new(), same: Vec::new() }
    }
}

/// A photo that is perhaps of somebody else; `P` says which of the student's.
#[derive(Debug, Clone, PartialEq)]
pub struct Misplaced<P = usize> {
    /// For whom it is enrolled.
    pub student: StudentId,
    /// Which of their photos: counted from 0, or as the gallery calls it.
    pub photo: P,
    /// What speaks against it.
    pub why: Why,
    /// By how much more it speaks for somebody else, in the score: a natural logarithm.
    pub evidence: f64,
    /// Of photos that are right, hardly any have so much against them.
    pub is_nearly_certain: bool,
}

impl<P> Misplaced<P> {
    /// What is said of it, to stand behind a colon.
    pub fn text(&self) -> Text {
        self.text_naming(StudentId::as_str)
    }

    /// The same, with students called as `name` says.
    pub fn text_naming<'a>(&'a self, name: impl FnOnce(&'a StudentId) -> &'a str) -> Text {
        let certain = u8::from(self.is_nearly_certain);
        match &self.why {
            Why::UnlikeOwn => text!("check-unlike", certain = certain),
            Why::Like(student) => text!("check-like", certain = certain, student = name(student)),
            Why::OneOfTwo => text!("check-one-of-two", certain = certain),
        }
    }
}

/// What speaks against a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is unlike the student's others, and like nobody else's.
    UnlikeOwn,
    /// It is unlike the student's others, and like this student's.
    Like(StudentId),
    /// It is one of two photos that are unlike each other, and like nobody else's: it cannot be said which of them is right.
    OneOfTwo,
}

/// Two students who look alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// They, in the order of their ids.
    pub students: [StudentId; 2],
    /// How alike: the score of the one's photos with the other, or the distance.
    pub alike: f64,
}

/// A student's photos that are different, each with its place among all of them.
type Photos<'a> = Vec<(usize, Picture<'a>)>;

/// What is known of one photo before it is compared with the student's others.
struct Elsewhere {
    /// The likeliest other student, by their place.
    student: usize,
    score: f64,
}

/// Checks the photos of those for whom `whom` is true against the whole gallery. `go_on` is told how many photos were
/// looked at, and of how many, and says whether to; `None` where it did not.
///
/// A student's photos are judged without those that are doubted already, so that one wrong photo does not make the right
/// ones look wrong.
pub fn check<'a, P>(
    scoring: &Scoring,
    gallery: impl IntoIterator<Item = (&'a StudentId, P)>,
    whom: &dyn Fn(&StudentId) -> bool,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Checked>
where
    P: IntoIterator<Item: Into<Picture<'a>>>,
{
    let students: Vec<(&StudentId, Photos<'a>)> =
        gallery.into_iter().map(|(id, photos)| (id, numbered(photos))).collect();
    let students: Vec<_> = students.into_iter().filter(|(_, photos)| !photos.is_empty()).collect();
    let everyone = References::new(
        scoring,
        students.iter().map(|(id, photos)| (*id, photos.iter().map(|(_, picture)| *picture).collect::<Vec<_>>())),
    );
    let total = students.iter().filter(|(id, _)| whom(id)).map(|(_, photos)| photos.len()).sum();
    let mut checked = Checked::default();
    for (who, (id, photos)) in students.iter().enumerate().filter(|(_, (id, _))| whom(id)) {
        let mut elsewhere = Vec::with_capacity(photos.len());
        for (_, picture) in photos {
            if !go_on(checked.photos, total) {
                return None;
            }
            checked.photos += 1;
            elsewhere.push(likeliest_other(scoring, &everyone, who, *picture));
        }
        let student = Student { scoring, everyone: &everyone, photos, elsewhere };
        let name = |place: usize| students[place].0.clone();
        let (doubted, right) = student.divided();
        checked.misplaced.extend(doubted.into_iter().map(|Doubt { at, why, evidence }| Misplaced {
            student: (*id).clone(),
            photo: photos[at].0,
            why: match why {
                Against::Own => Why::UnlikeOwn,
                Against::OneOfTwo => Why::OneOfTwo,
                Against::Other(place) => Why::Like(name(place)),
            },
            evidence,
            is_nearly_certain: evidence >= NEARLY_CERTAIN,
        }));
        if let Some((other, alike)) = student.is_also(&right) {
            let mut students = [(*id).clone(), name(other)];
            students.sort();
            match checked.same.iter_mut().find(|pair| pair.students == students) {
                Some(pair) => pair.alike = pair.alike.max(alike),
                None => checked.same.push(Pair { students, alike }),
            }
        }
    }
    checked.misplaced.sort_by(|a, b| b.evidence.total_cmp(&a.evidence));
    checked.same.sort_by(|a, b| b.alike.total_cmp(&a.alike));
    Some(checked)
}

/// Photos with their places, each different one once.
fn numbered<'a, P: Into<Picture<'a>>>(photos: impl IntoIterator<Item = P>) -> Photos<'a> {
    let all: Vec<Picture<'a>> = photos.into_iter().map(Into::into).collect();
    let mut places = all.iter().enumerate();
    let different = different(all.iter().copied());
    different
        .into_iter()
        .filter_map(|picture| Some((places.find(|(_, other)| other.plain == picture.plain)?.0, picture)))
        .collect()
}

fn likeliest_other(scoring: &Scoring, everyone: &References, who: usize, picture: Picture<'_>) -> Option<Elsewhere> {
    let probe = scoring.probe_of(picture);
    let scores = everyone.scores(scoring, &probe).enumerate().filter(|(place, _)| *place != who);
    let (student, (_, score)) = scores.max_by(|(_, (_, a)), (_, (_, b))| a.total_cmp(b))?;
    Some(Elsewhere { student, score })
}

/// One student, whose photos are judged.
struct Student<'a> {
    scoring: &'a Scoring,
    everyone: &'a References,
    photos: &'a Photos<'a>,
    elsewhere: Vec<Option<Elsewhere>>,
}

/// A photo that is doubted, by its place among the different ones.
struct Doubt {
    at: usize,
    why: Against,
    evidence: f64,
}

enum Against {
    Own,
    OneOfTwo,
    Other(usize),
}

impl Student<'_> {
    /// Those that are doubted, and the places of the others.
    fn divided(&self) -> (Vec<Doubt>, Vec<usize>) {
        let mut rest: Vec<usize> = (0..self.photos.len()).collect();
        let mut doubted = Vec::new();
        loop {
            let evidence = rest.iter().filter_map(|at| Some((*at, self.evidence(*at, &rest)?)));
            let most = evidence.max_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, evidence)| *evidence >= DOUBTED);
            let Some((at, evidence)) = most else { return (doubted, rest) };
            if let [first, second] = rest[..] {
                // Both are as unlike each other: only whom else they look like can tell them apart.
                match [first, second].map(|at| self.is_anothers(at)) {
                    [Some(_), None] | [None, Some(_)] => {}
                    _ => {
                        let doubt = |at| Doubt { at, why: Against::OneOfTwo, evidence };
                        doubted.extend([first, second].map(doubt));
                        return (doubted, rest);
                    }
                }
                let at = if self.is_anothers(first).is_some() { first } else { second };
                doubted.push(self.doubt(at, evidence));
                rest.retain(|other| *other != at);
                continue;
            }
            doubted.push(self.doubt(at, evidence));
            rest.retain(|other| *other != at);
        }
    }

    fn doubt(&self, at: usize, evidence: f64) -> Doubt {
        Doubt { at, why: self.is_anothers(at).map_or(Against::Own, Against::Other), evidence }
    }

    /// By how much more a photo speaks for somebody else than for the student's others among `these`; `None` where it is
    /// the only one.
    fn evidence(&self, at: usize, these: &[usize]) -> Option<f64> {
        let others = these.iter().filter(|other| **other != at).map(|other| self.photos[*other].1);
        let probe = self.scoring.probe_of(self.photos[at].1);
        let own = self.everyone.score_with(self.scoring, &probe, others)?;
        let other = self.elsewhere[at].as_ref().map_or(f64::NEG_INFINITY, |elsewhere| elsewhere.score);
        // A stranger's is as likely as the score says before it is lowered by what all these students are alike: a gallery
        // full of mistakes, which makes them alike, is not to make more of them.
        Some(other.max(-self.everyone.alike()) - own)
    }

    /// Whom a photo that is doubted is like.
    fn is_anothers(&self, at: usize) -> Option<usize> {
        let elsewhere = self.elsewhere[at].as_ref()?;
        (elsewhere.score >= self.everyone.threshold(self.scoring, LIKE)).then_some(elsewhere.student)
    }

    /// Whether a photo with this score would get the name at the door.
    fn is_theirs(&self, score: f64) -> bool {
        score >= self.everyone.threshold(self.scoring, StrangersNamed::DEFAULT.get())
    }

    /// The student whom most of the photos that are right look like as well, and how much.
    fn is_also(&self, right: &[usize]) -> Option<(usize, f64)> {
        let mut scores: Vec<(usize, f64)> = Vec::new();
        for at in right {
            let elsewhere = self.elsewhere[*at].as_ref()?;
            scores.push((elsewhere.student, elsewhere.score));
        }
        let (other, _) = *scores.iter().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        let theirs: Vec<f64> = scores
            .iter()
            .filter(|(student, score)| *student == other && self.is_theirs(*score))
            .map(|(_, s)| *s)
            .collect();
        (2 * theirs.len() > scores.len()).then(|| (other, theirs.iter().sum::<f64>() / theirs.len() as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::Embedding;
    use super::super::scoring::toy::{people_and_pictures, picture, toy};
    use super::*;

    fn id(number: usize) -> StudentId {
        StudentId::parse(&format!("s{number:03}")).unwrap()
    }

    fn whole(people: &[Vec<Embedding>]) -> Checked {
        checked(people, &|_| true)
    }

    fn checked(people: &[Vec<Embedding>], whom: &dyn Fn(&StudentId) -> bool) -> Checked {
        let ids: Vec<StudentId> = (0..people.len()).map(id).collect();
        let gallery = ids.iter().zip(people).map(|(id, photos)| (id, photos.iter().map(Embedding::as_slice)));
        check(&toy(), gallery, whom, &mut |_, _| true).unwrap()
    }

    /// Somebody at a place of their own, far from all others, with so many photos.
    fn somebody(at: usize, photos: usize) -> Vec<Embedding> {
        let photo = |number: usize| {
            let mut values = [0.1 * number as f64; 8];
            values[at % 8] = if at < 8 { 12.0 } else { -12.0 };
            picture(values)
        };
        (0..photos).map(photo).collect()
    }

    fn told(checked: &Checked) -> Vec<(&str, usize, &Why)> {
        checked.misplaced.iter().map(|found| (found.student.as_str(), found.photo, &found.why)).collect()
    }

    #[test]
    fn a_photo_of_another_student_is_found_and_whose_it_is() {
        let mut people: Vec<_> = (0..6).map(|at| somebody(at, 3)).collect();
        assert_eq!(whole(&people).misplaced, []);
        let moved = somebody(4, 4).pop().unwrap();
        people[1].insert(1, moved);
        let found = whole(&people);
        assert_eq!(told(&found), [("s001", 1, &Why::Like(id(4)))]);
        assert!(found.misplaced[0].is_nearly_certain && found.photos == 19);
        assert_eq!(checked(&people, &|id| id.as_str() != "s001").photos, 15, "only those who are asked for");
    }

    #[test]
    fn a_strangers_photo_is_unlike_the_others_and_does_not_make_them_look_wrong() {
        let mut people: Vec<_> = (0..6).map(|at| somebody(at, 2)).collect();
        people[2].push(somebody(9, 1).remove(0));
        assert_eq!(told(&whole(&people)), [("s002", 2, &Why::UnlikeOwn)]);
    }

    #[test]
    fn of_two_photos_unlike_each_other_one_is_accused_only_where_it_is_anothers() {
        let mut people: Vec<_> = (0..6).map(|at| somebody(at, 2)).collect();
        people[2] = vec![somebody(2, 1).remove(0), somebody(9, 1).remove(0)];
        assert_eq!(told(&whole(&people)), [("s002", 0, &Why::OneOfTwo), ("s002", 1, &Why::OneOfTwo)]);
        people[2][1] = somebody(5, 3).remove(2);
        assert_eq!(told(&whole(&people)), [("s002", 1, &Why::Like(id(5)))]);
    }

    #[test]
    fn who_is_enrolled_twice_is_told_once_and_no_photo_is_accused() {
        let mut people: Vec<_> = (0..6).map(|at| somebody(at, 2)).collect();
        people.push(somebody(3, 4).split_off(2));
        let found = whole(&people);
        assert_eq!(found.misplaced, []);
        assert_eq!(found.same.iter().map(|pair| pair.students.clone()).collect::<Vec<_>>(), [[id(3), id(6)]]);
        let one_each = [vec![somebody(0, 1).remove(0)], vec![somebody(0, 2).remove(1)], somebody(1, 1)];
        assert_eq!(whole(&one_each).same.len(), 1, "of one photo it is all that can be said");
    }

    #[test]
    fn a_photo_that_is_there_twice_is_one_and_ordinary_people_are_left_alone() {
        let mut people = people_and_pictures(100, 4);
        let copy = people[7][1].clone();
        people[7].insert(2, copy);
        let found = whole(&people);
        assert_eq!(found.photos, 400);
        assert!(found.misplaced.is_empty() && found.same.len() <= 2, "{found:?}");
        let moved = people[30].remove(1);
        people[7].push(moved);
        let found = whole(&people);
        let places: Vec<_> = told(&found).into_iter().map(|(student, photo, _)| (student, photo)).collect();
        assert_eq!(places, [("s007", 5)], "by its place among all of them");
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let people = people_and_pictures(5, 2);
        let ids: Vec<StudentId> = (0..5).map(id).collect();
        let gallery = || ids.iter().zip(&people).map(|(id, photos)| (id, photos.iter().map(Embedding::as_slice)));
        let mut told = (0, 0);
        let stopped = check(&toy(), gallery(), &|_| true, &mut |done, of| {
            told = (done, of);
            done < 3
        });
        assert_eq!((stopped, told), (None, (3, 10)));
        assert_eq!(checked(&[], &|_| true), Checked::default());
    }
}
