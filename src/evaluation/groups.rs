//! Which group each person is in, from a CSV: `person,group`.

use std::collections::BTreeMap;

use super::people::Person;
use crate::core::SortKey;

/// Why a file names no groups.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroupsError {
    /// A line of it.
    #[error("line {0} is not \u{201c}person,group\u{201d}")]
    Line(u64),
    /// It is not text.
    #[error("it is not CSV: {0}")]
    NotCsv(String),
    /// One person, two groups.
    #[error("{0} is in two groups")]
    Twice(String),
    /// Nobody of these has photos here.
    #[error("none of the people in it has photos here")]
    Nobody,
}

/// The groups, and who is in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// Their names, in the order a person would sort them.
    pub names: Vec<String>,
    /// For each person, by their place, which group; `None` for who is in none.
    pub of: Vec<Option<usize>>,
}

impl Groups {
    /// Reads a file's text. A first line `person,group` is a heading.
    pub fn read(text: &[u8], people: &[Person]) -> Result<Self, GroupsError> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text);
        let mut group_of: BTreeMap<String, String> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| GroupsError::NotCsv(error.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let (Some(person), Some(group), None) = (record.get(0), record.get(1), record.get(2)) else {
                return Err(GroupsError::Line(line));
            };
            let person = person.trim_start_matches('\u{feff}');
            if person.is_empty() || group.is_empty() {
                return Err(GroupsError::Line(line));
            }
            if line <= 1 && person.eq_ignore_ascii_case("person") && group.eq_ignore_ascii_case("group") {
                continue;
            }
            if group_of.insert(person.to_owned(), group.to_owned()).is_some_and(|before| before != group) {
                return Err(GroupsError::Twice(person.to_owned()));
            }
        }
        let named: Vec<Option<&String>> = people.iter().map(|person| group_of.get(&person.name)).collect();
        let mut names: Vec<String> = named.iter().flatten().map(|name| (*name).clone()).collect();
        names.sort_by_cached_key(|name| SortKey::of(name));
        names.dedup();
        if names.is_empty() {
            return Err(GroupsError::Nobody);
        }
        let place = |name: &String| names.iter().position(|other| other == name);
        let of = named.into_iter().map(|name| name.and_then(place)).collect();
        Ok(Self { names, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person { name: name.to_owned(), ..Person::default() }
    }

    #[test]
    fn groups_are_read_with_and_without_a_heading() {
        let people = [person("alip"), person("budi"), person("Citra, S."), person("dewi")];
        for heading in ["", "person,group\n", "\u{feff}Person,Group\r\n"] {
            let text = format!("{heading}alip, class 10\nbudi,class 9\n\"Citra, S.\",class 10\nelsewhere,class 2\n");
            let groups = Groups::read(text.as_bytes(), &people).unwrap();
            assert_eq!(groups.names, ["class 9", "class 10"]);
            assert_eq!(groups.of, [Some(1), Some(0), Some(1), None]);
        }
    }

    #[test]
    fn what_names_no_groups_is_told() {
        let people = [person("alip")];
        let read = |text: &str| Groups::read(text.as_bytes(), &people).unwrap_err();
        assert_eq!(read("alip,a\nbudi\n"), GroupsError::Line(2));
        assert_eq!(read("alip,a,b\n"), GroupsError::Line(1));
        assert_eq!(read("alip,\n"), GroupsError::Line(1));
        assert_eq!(read("alip,a\nalip,b\n"), GroupsError::Twice("alip".to_owned()));
        assert_eq!(read("budi,a\n"), GroupsError::Nobody);
        assert_eq!(read(""), GroupsError::Nobody);
    }
}
