//! What students are called on the screen: by name and class where the school has told them, and else by the id.

use crate::core::{People, StudentId};
use crate::journal::Row;

use super::language::say;

/// What tells a student, or that nobody knows whose face it is.
pub fn label(people: &People, student: Option<&StudentId>) -> String {
    student.map_or_else(|| say!("words-unknown"), |student| people.label(student).to_owned())
}

/// What another Hadir calls somebody, who may be known here.
pub fn told(people: &People, label: &str) -> String {
    StudentId::parse(label).map_or_else(|_| label.to_owned(), |student| people.label(&student).to_owned())
}

/// The id, where the label does not say it.
pub fn id<'a>(people: &People, student: &'a StudentId) -> Option<&'a str> {
    let has_name = people.get(student).is_some_and(|person| person.name.is_some());
    has_name.then_some(student.as_str())
}

/// What tells a student, with the id behind it where that is another.
pub fn with_id(people: &People, student: &StudentId) -> String {
    let label = people.label(student);
    match id(people, student) {
        // Two of one name have it in their labels.
        Some(id) if !label.ends_with(&format!("({id})")) => format!("{label} · {id}"),
        _ => label.to_owned(),
    }
}

/// Two by their names alone, where there is little room; by all that tells them apart where the names do not.
pub fn short<'a>(people: &'a People, [first, second]: [&'a StudentId; 2]) -> [&'a str; 2] {
    match [people.name(first), people.name(second)] {
        [one, other] if one == other => [people.label(first), people.label(second)],
        names => names,
    }
}

/// Of whom a row is: who a person has said it was, or else who was recorded.
pub fn of_row(row: &Row) -> Option<&StudentId> {
    row.corrected_to.as_ref().map_or(row.event.student.as_ref(), Option::as_ref)
}
