//! Everyone there is, known from the school's list or enrolled with photos, and who of them is looked for.

use std::collections::BTreeMap;

use super::order::{self, SortKey};
use super::people::People;
use super::student_id::StudentId;

/// Everyone, in order of name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    entries: Vec<Entry>,
    classes: Vec<(String, usize)>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub student: StudentId,
    /// How many photos are enrolled; 0: the school's list alone has told of them.
    pub photos: usize,
    class: Option<String>,
    /// What is searched, as [`order::plain`] has it.
    sought: String,
}

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A part of the name, the id or the class, however it is written; empty: anybody.
    pub text: String,
    /// Of which class.
    pub class: InClass,
    /// Only those without photos.
    pub without_photos: bool,
}

/// Of which class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum InClass {
    /// Any, or none.
    #[default]
    Any,
    /// This one.
    Of(String),
    /// Of no class.
    None,
}

impl Roster {
    /// Everyone who is known, or enrolled with so many photos.
    pub fn new<'a>(people: &'a People, enrolled: impl IntoIterator<Item = (&'a StudentId, usize)>) -> Self {
        let mut photos: BTreeMap<&StudentId, usize> = people.iter().map(|(id, _)| (id, 0)).collect();
        photos.extend(enrolled);
        let mut entries: Vec<Entry> = photos
            .into_iter()
            .map(|(student, photos)| {
                let class = people.class(student);
                // A line break is in no search.
                let sought = format!("{}\n{student}\n{}", people.name(student), class.unwrap_or_default());
                let sought = order::plain(&sought);
                Entry { student: student.clone(), photos, class: class.map(str::to_owned), sought }
            })
            .collect();
        entries.sort_by_cached_key(|entry| {
            (SortKey::of(people.name(&entry.student)), SortKey::of(entry.student.as_str()))
        });
        let classes = people.classes().map(|class| (class.to_owned(), people.members(class).len())).collect();
        Self { entries, classes }
    }

    /// Everyone.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The classes there are, in the order a person would sort them, each with how many are in it.
    pub fn classes(&self) -> &[(String, usize)] {
        &self.classes
    }

    /// How many are in no class.
    pub fn without_class(&self) -> usize {
        self.entries.iter().filter(|entry| entry.class.is_none()).count()
    }

    /// How many have no photos.
    pub fn without_photos(&self) -> usize {
        self.entries.iter().filter(|entry| entry.photos == 0).count()
    }

    /// Those who are looked for, in order of name.
    pub fn find(&self, wanted: &Wanted) -> impl Iterator<Item = &Entry> {
        let text = order::plain(wanted.text.trim());
        self.entries.iter().filter(move |entry| {
            let in_class = match &wanted.class {
                InClass::Any => true,
                InClass::Of(class) => entry.class.as_ref() == Some(class),
                InClass::None => entry.class.is_none(),
            };
            in_class && (!wanted.without_photos || entry.photos == 0) && entry.sought.contains(&text)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Person;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn roster() -> Roster {
        let person = |name: &str, class: Option<&str>| Person {
            name: Some(name.to_owned()),
            class: class.map(str::to_owned),
            ..Person::default()
        };
        let people = People::new([
            (id("17"), person("Budi Santoso", Some("7B"))),
            (id("18"), person("Élan", Some("7A"))),
            (id("19"), person("Citra", None)),
        ]);
        let (budi, yoga) = (id("17"), id("yoga"));
        Roster::new(&people, [(&budi, 3), (&yoga, 1)])
    }

    fn found(wanted: &Wanted) -> Vec<String> {
        roster().find(wanted).map(|entry| entry.student.to_string()).collect()
    }

    #[test]
    fn everyone_is_there_in_order_of_name_enrolled_or_not() {
        assert_eq!(found(&Wanted::default()), ["17", "19", "18", "yoga"]);
        let roster = roster();
        let photos: Vec<usize> = roster.entries().iter().map(|entry| entry.photos).collect();
        assert_eq!(photos, [3, 0, 0, 1]);
        assert_eq!(roster.classes(), [("7A".to_owned(), 1), ("7B".to_owned(), 1)]);
        assert_eq!((roster.without_class(), roster.without_photos()), (2, 2));
    }

    #[test]
    fn they_are_found_by_name_id_and_class_and_by_what_is_missing() {
        let text = |text: &str| found(&Wanted { text: text.to_owned(), ..Wanted::default() });
        assert_eq!(text(" SANT"), ["17"]);
        assert_eq!(text("elan"), ["18"]);
        assert_eq!(text("19"), ["19"]);
        assert_eq!(text("7"), ["17", "18"]);
        assert_eq!(text("7b"), ["17"]);
        assert_eq!(text("Santoso 17"), [""; 0]);
        let missing = Wanted { without_photos: true, ..Wanted::default() };
        assert_eq!(found(&missing), ["19", "18"]);
        let class = |class| found(&Wanted { class, ..Wanted::default() });
        assert_eq!(class(InClass::Of("7A".to_owned())), ["18"]);
        assert_eq!(class(InClass::None), ["19", "yoga"]);
    }
}
