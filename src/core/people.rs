//! Everyone the school has told of: what they are called, and who is in which class.

use std::collections::{BTreeMap, HashMap};

use super::order::{self, SortKey};
use super::person::Person;
use super::student_id::StudentId;

/// What is known of everyone at one moment; somebody may be here and not enrolled, and the reverse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    people: BTreeMap<StudentId, Known>,
    /// Everyone, in order of name.
    by_name: Vec<StudentId>,
    /// In the order a person would sort them, each with its students in order of name.
    classes: Vec<(String, Vec<StudentId>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    person: Person,
    label: String,
}

impl People {
    /// Everyone with what is known of them; of a student who comes twice, the last.
    pub fn new(people: impl IntoIterator<Item = (StudentId, Person)>) -> Self {
        let people: BTreeMap<StudentId, Person> = people.into_iter().collect();
        let mut by_name: Vec<StudentId> = people.keys().cloned().collect();
        by_name.sort_by_cached_key(|id| {
            let name = people.get(id).and_then(|person| person.name.as_deref());
            (SortKey::of(name.unwrap_or(id.as_str())), SortKey::of(id.as_str()))
        });

        let mut classes: BTreeMap<SortKey, (String, Vec<StudentId>)> = BTreeMap::new();
        for id in &by_name {
            if let Some(class) = people.get(id).and_then(|person| person.class.as_ref()) {
                let (_, members) = classes.entry(SortKey::of(class)).or_insert_with(|| (class.clone(), Vec::new()));
                members.push(id.clone());
            }
        }

        let mut times: HashMap<String, usize> = HashMap::new();
        people.values().filter_map(short_label).for_each(|label| *times.entry(label.to_lowercase()).or_default() += 1);
        let label = |id: &StudentId, person: &Person| match short_label(person) {
            // Two of one name in one class: only the id says which of them it is.
            Some(label) if times.get(&label.to_lowercase()).is_some_and(|&times| times > 1) => {
                format!("{label} ({id})")
            }
            Some(label) => label,
            None => id.to_string(),
        };
        let people = people.into_iter().map(|(id, person)| {
            let label = label(&id, &person);
            (id, Known { person, label })
        });
        Self { people: people.collect(), by_name, classes: classes.into_values().collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// What is known of a student.
    pub fn get(&self, id: &StudentId) -> Option<&Person> {
        self.people.get(id).map(|known| &known.person)
    }

    /// What a student is called, or the id where there is no name.
    pub fn name<'a>(&'a self, id: &'a StudentId) -> &'a str {
        self.get(id).and_then(|person| person.name.as_deref()).unwrap_or(id.as_str())
    }

    /// The class a student is in.
    pub fn class(&self, id: &StudentId) -> Option<&str> {
        self.get(id)?.class.as_deref()
    }

    /// What a student is told by, on the screen: `Budi Santoso, 7B`; the id where there is no name; with the id behind it
    /// where two would be called the same.
    pub fn label<'a>(&'a self, id: &'a StudentId) -> &'a str {
        self.people.get(id).map_or(id.as_str(), |known| &known.label)
    }

    /// Everyone, in order of name; who has none stands where the id would.
    pub fn iter(&self) -> impl Iterator<Item = (&StudentId, &Person)> {
        self.by_name.iter().filter_map(|id| Some((id, self.get(id)?)))
    }

    /// Whose name or class has this in it, however it is written.
    pub fn told_by(&self, text: &str) -> Vec<StudentId> {
        let text = order::plain(text.trim());
        let has = |part: &Option<String>| part.as_deref().is_some_and(|part| order::plain(part).contains(&text));
        self.iter().filter(|(_, person)| has(&person.name) || has(&person.class)).map(|(id, _)| id.clone()).collect()
    }

    /// Who is called exactly so, in whatever case.
    pub fn called(&self, name: &str) -> Vec<&StudentId> {
        let name = order::plain(name.trim());
        let is_called = |person: &Person| person.name.as_deref().is_some_and(|other| order::plain(other) == name);
        self.iter().filter(|(_, person)| is_called(person)).map(|(id, _)| id).collect()
    }

    /// The classes there are, in the order a person would sort them: `7A`, `7B`, `10A`.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.classes.iter().map(|(class, _)| class.as_str())
    }

    /// Who is in a class, in order of name; nobody in one there is not.
    pub fn members(&self, class: &str) -> &[StudentId] {
        let sought = SortKey::of(class);
        let at = self.classes.binary_search_by(|(class, _)| SortKey::of(class).cmp(&sought));
        at.map_or(&[], |at| &self.classes[at].1)
    }
}

/// What tells a person by name and class; `None` where there is no name.
fn short_label(person: &Person) -> Option<String> {
    let name = person.name.as_deref()?;
    Some(person.class.as_deref().map_or_else(|| name.to_owned(), |class| format!("{name}, {class}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn people(entries: &[(&str, &str, &str)]) -> People {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        People::new(entries.iter().map(|&(student, name, class)| {
            (id(student), Person { name: some(name), class: some(class), ..Person::default() })
        }))
    }

    #[test]
    fn a_label_says_name_and_class_or_the_id() {
        let people = people(&[("17", "Budi Santoso", "7B"), ("18", "Citra", ""), ("19", "", "7B")]);
        for (student, label, name) in [
            ("17", "Budi Santoso, 7B", "Budi Santoso"),
            ("18", "Citra", "Citra"),
            ("19", "19", "19"),
            ("20", "20", "20"),
        ] {
            assert_eq!((people.label(&id(student)), people.name(&id(student))), (label, name));
        }
    }

    #[test]
    fn students_are_found_by_what_they_are_called() {
        let people = people(&[("1", "Élan Budi", "7B"), ("2", "Budi", "7C"), ("3", "BUDI", "8B"), ("4", "", "7B")]);
        let found = |text| people.told_by(text).iter().map(StudentId::to_string).collect::<Vec<_>>();
        assert_eq!(found(" elan"), ["1"]);
        assert_eq!(found("7b"), ["4", "1"]);
        let called: std::collections::BTreeSet<_> = people.called("budi ").into_iter().cloned().collect();
        assert_eq!(called, [id("2"), id("3")].into());
        assert_eq!(people.called("Bud"), [] as [&StudentId; 0]);
    }

    #[test]
    fn two_who_would_be_called_the_same_are_told_apart_by_their_ids() {
        let people = people(&[("1", "Budi", "7B"), ("2", "BUDI", "7B"), ("3", "Budi", "7C"), ("4", "Ani", "7B")]);
        let labels: Vec<_> = ["1", "2", "3", "4"].map(id).iter().map(|id| people.label(id).to_owned()).collect();
        assert_eq!(labels, ["Budi, 7B (1)", "BUDI, 7B (2)", "Budi, 7C", "Ani, 7B"]);
    }

    #[test]
    fn classes_and_who_is_in_them_stand_in_the_order_a_person_looks_for() {
        let people = people(&[
            ("3", "Zaki", "7B"),
            ("1", "élan", "7B"),
            ("2", "Eva", "10A"),
            ("9", "", "7B"),
            ("10", "Adi", "7A"),
            ("11", "Adi", ""),
        ]);
        assert!(people.classes().eq(["7A", "7B", "10A"]));
        assert_eq!(people.members("7B"), ["9", "1", "3"].map(id));
        assert_eq!(people.members("8"), []);
        let everyone: Vec<_> = people.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(everyone, ["9", "10", "11", "1", "2", "3"]);
    }
}
