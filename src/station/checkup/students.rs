//! The students: their photos, the school's list, and the data folder that holds both.

use std::path::Path;

use super::{Action, Check, Subject};
use crate::core::{People, StudentId};
use crate::gallery::{Gallery, GalleryError, Snapshot};
use crate::register::Register;
use crate::text;
use crate::words::Text;

/// As many names as are read at a glance; the others are counted.
const NAMES: usize = 5;

pub(super) fn data_folder(folder: &Path, gallery: &Result<Gallery, GalleryError>) -> Vec<Check> {
    let advice = text!("checkup-data-advice");
    let gallery = match gallery {
        Ok(gallery) => gallery,
        Err(GalleryError::InUse(_)) => {
            return vec![Check::ok(Subject::Data, text!("checkup-data-open", folder = folder))];
        }
        Err(error) => return vec![Check::problem(Subject::Data, error.text(), advice)],
    };
    let snapshot = gallery.snapshot();
    let templates: usize = snapshot.students.iter().map(|student| student.templates.len()).sum();
    let students = text!("checkup-students", count = snapshot.students.len());
    let templates = text!("checkup-templates", count = templates);
    let mut checks = vec![match gallery.check_writable() {
        Ok(()) => {
            let holds = text!("checkup-data-holds", folder = folder, students = students, templates = templates);
            Check::ok(Subject::Data, holds)
        }
        Err(error) => {
            let detail = text!(
                "checkup-data-unwritable",
                folder = folder,
                students = students,
                templates = templates,
                reason = error.text()
            );
            Check::problem(Subject::Data, detail, advice)
        }
    }];
    checks.extend(damaged(&snapshot, Subject::Data));
    let told = |file| snapshot.set_aside.iter().any(|aside| aside.now.as_ref() == Some(file));
    checks.extend(gallery.set_aside().iter().filter(|file| !told(file)).map(|file| {
        Check::warning(Subject::Data, text!("checkup-file-earlier", file = file), text!("checkup-file-earlier-advice"))
    }));
    checks
}

/// Files that were damaged, and set aside when the folder was read.
fn damaged(snapshot: &Snapshot, subject: Subject) -> impl Iterator<Item = Check> {
    snapshot.set_aside.iter().map(move |aside| {
        let (file, reason) = (&aside.file, &aside.reason);
        let detail = match &aside.now {
            Some(now) => text!("checkup-file-kept", file = file, reason = reason, now = now),
            None => text!("checkup-file-unusable", file = file, reason = reason),
        };
        Check::warning(subject, detail, text!("checkup-file-advice")).mended(Action::Students)
    })
}

/// The school's list, where there is one; it is only read.
pub(super) fn list_of_students(data: &Path) -> Option<Check> {
    match Register::peek(data) {
        Ok(people) if people.is_empty() => None,
        Ok(people) => {
            let students = text!("checkup-students", count = people.len());
            let holds = text!("checkup-register-holds", students = students, classes = people.classes().len());
            Some(Check::ok(Subject::Register, holds))
        }
        Err(problem) => Some(Check::warning(Subject::Register, problem.text(), problem.advice())),
    }
}

/// Those of a class who have no photo, where there are any.
pub(super) fn without_photo(snapshot: &Snapshot, people: &People) -> Option<Check> {
    let known = |student: &StudentId| snapshot.student(student).is_some();
    let of_class = people.classes().flat_map(|class| people.members(class));
    let missing: Vec<&StudentId> = of_class.filter(|student| !known(student)).collect();
    let detail = text!("checkup-photos-missing", count = missing.len(), names = some_of(&missing, people));
    (!missing.is_empty())
        .then(|| Check::warning(Subject::Photos, detail, text!("checkup-photos-missing-advice")).mended(Action::Enrol))
}

/// What is known of the photos besides.
#[derive(Debug, Default)]
pub(super) struct Photos {
    /// Those of whom there is no photo that is of use by itself; `None` as long as they are being looked at.
    pub(super) poor: Option<Vec<StudentId>>,
    /// Photos that are perhaps of somebody else, where the gallery as it is was checked.
    pub(super) doubted: Option<usize>,
}

/// The photos of a station that runs.
pub(super) fn of_station(snapshot: &Snapshot, people: &People, photos: &Photos) -> Vec<Check> {
    const SUBJECT: Subject = Subject::Photos;
    if snapshot.students.is_empty() {
        let (detail, advice) = (text!("checkup-photos-none"), text!("checkup-photos-none-advice"));
        return vec![Check::warning(SUBJECT, detail, advice).mended(Action::Enrol)];
    }
    let mut checks: Vec<Check> = damaged(snapshot, SUBJECT).collect();
    checks.extend(without_photo(snapshot, people));
    if let Some(poor) = photos.poor.as_ref().filter(|poor| !poor.is_empty()) {
        let names = some_of(&poor.iter().collect::<Vec<_>>(), people);
        let detail = text!("checkup-photos-poor", count = poor.len(), names = names);
        checks.push(Check::warning(SUBJECT, detail, text!("checkup-photos-poor-advice")).mended(Action::Enrol));
    }
    if let Some(doubted) = photos.doubted.filter(|doubted| *doubted > 0) {
        let detail = text!("checkup-photos-doubted", count = doubted);
        checks.push(Check::warning(SUBJECT, detail, text!("checkup-photos-doubted-advice")).mended(Action::Students));
    }
    if checks.is_empty() {
        let students = text!("checkup-students", count = snapshot.students.len());
        let photos = text!("checkup-photos-count", count = snapshot.templates.len());
        checks.push(Check::ok(SUBJECT, Text::list([students, photos])));
    }
    checks
}

/// The first of them by name, and how many there are besides.
fn some_of(students: &[&StudentId], people: &People) -> Text {
    let names = students.iter().take(NAMES).map(|student| Text::said(people.name(student)));
    match students.len().saturating_sub(NAMES) {
        0 => Text::list(names),
        more => text!("checkup-and-more", names = Text::list(names), count = more),
    }
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::super::State;
    use super::*;
    use crate::core::{EMBEDDING_LEN, Embedding, Person};
    use crate::gallery::NewTemplate;

    #[test]
    fn the_data_folder_is_told_with_what_is_in_it_and_what_was_set_aside() {
        let data = tempfile::tempdir().unwrap();
        let look = || data_folder(data.path(), &Gallery::open(data.path()));
        let checks = look();
        assert_eq!((checks.len(), checks[0].state), (1, State::Ok));
        assert!(checks[0].detail.to_string().ends_with(": 0 students, 0 templates"), "{}", checks[0].detail);

        std::fs::write(data.path().join("embeddings/budi.npy"), "not numbers").unwrap();
        for words in ["it is kept as", "set aside earlier"] {
            let checks = look();
            assert_eq!((checks.len(), checks[1].state), (2, State::Warning));
            assert!(checks[1].detail.to_string().contains("budi.npy"), "{}", checks[1].detail);
            assert!(checks[1].detail.to_string().contains(words), "{}", checks[1].detail);
        }
    }

    #[test]
    fn a_data_folder_in_use_is_no_problem() {
        let data = tempfile::tempdir().unwrap();
        let held = Gallery::open(data.path()).unwrap();
        let checks = data_folder(data.path(), &Gallery::open(data.path()));
        assert_eq!((checks.len(), checks[0].state), (1, State::Ok));
        drop(held);
    }

    #[test]
    fn those_of_a_class_without_a_photo_are_named_and_those_of_none_are_not() {
        let id = |text: &str| StudentId::parse(text).unwrap();
        let data = tempfile::tempdir().unwrap();
        let gallery = Gallery::open(data.path()).unwrap();
        let embedding = Embedding::new(&[0.1; EMBEDDING_LEN]).unwrap();
        let photo = NewTemplate { embedding, mirrored: None, crop: RgbImage::new(8, 8), photo: None };
        gallery.add(&id("alip"), photo).unwrap();
        let person = |name: &str, class: Option<&str>| {
            let known = Person { name: Some(name.to_owned()), class: class.map(str::to_owned), ..Person::default() };
            (id(&name.to_lowercase()), known)
        };
        let names = ["Alip", "Budi", "Citra", "Dewi", "Eka", "Fajar", "Gita"];
        let class = names.map(|name| person(name, Some("7B")));
        let people = People::new(class.into_iter().chain([person("Hana", None)]));
        let checks = of_station(&gallery.snapshot(), &people, &Photos::default());
        assert_eq!((checks.len(), checks[0].state, checks[0].action), (1, State::Warning, Some(Action::Enrol)));
        let detail = checks[0].detail.to_string();
        assert!(detail.contains("6 students") && detail.contains("Budi") && detail.contains("1 more"), "{detail}");
        assert!(!detail.contains("Alip") && !detail.contains("Hana"), "{detail}");

        let photos = Photos { poor: Some(vec![id("alip")]), doubted: Some(2) };
        let checks = of_station(&gallery.snapshot(), &People::default(), &photos);
        assert_eq!(
            checks.iter().map(|check| check.action).collect::<Vec<_>>(),
            [Some(Action::Enrol), Some(Action::Students)]
        );
        let photos = Photos { poor: Some(Vec::new()), doubted: Some(0) };
        let checks = of_station(&gallery.snapshot(), &People::default(), &photos);
        assert_eq!(checks[0].detail.to_string(), "1 student, 1 photo");
    }
}
