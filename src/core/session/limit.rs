//! Whom the door expects.

use std::collections::HashSet;

use crate::core::student_id::StudentId;

/// Whom the door expects, while every session that is on keeps it to its class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limit {
    /// The classes, in the order in which they were given.
    pub classes: Vec<String>,
    /// Their students.
    pub students: HashSet<StudentId>,
}

impl Limit {
    /// Of the sessions that are on, each with its class, whether it keeps the door to that, and its members. `None`: the
    /// door expects anybody, because no session is on, or one of them is everyone's or expects anybody.
    pub fn of<'a>(on: impl IntoIterator<Item = (Option<&'a str>, bool, &'a [StudentId])>) -> Option<Self> {
        let mut limit = Self::default();
        for (class, limited, members) in on {
            let class = class.filter(|_| limited)?;
            if !limit.classes.iter().any(|known| known == class) {
                limit.classes.push(class.to_owned());
            }
            limit.students.extend(members.iter().cloned());
        }
        // A class without anybody in it would make strangers of all.
        (!limit.students.is_empty()).then_some(limit)
    }

    /// Whether a student is of another class.
    pub fn is_elsewhere(&self, student: &StudentId) -> bool {
        !self.students.contains(student)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<StudentId> {
        names.iter().map(|name| StudentId::parse(name).unwrap()).collect()
    }

    #[test]
    fn the_door_is_kept_to_a_class_only_while_every_session_wants_that() {
        let (seven, eight, nobody) = (ids(&["alip", "budi"]), ids(&["citra"]), ids(&[]));
        let both = Limit::of([(Some("7B"), true, &seven[..]), (Some("8A"), true, &eight[..])]).unwrap();
        assert_eq!((both.classes.len(), both.students.len()), (2, 3));
        let one = Limit::of([(Some("7B"), true, &seven[..])]).unwrap();
        assert_eq!((one.is_elsewhere(&seven[0]), one.is_elsewhere(&eight[0])), (false, true));
        for others in [
            vec![],
            vec![(Some("7B"), true, &seven[..]), (Some("8A"), false, &eight[..])],
            vec![(Some("7B"), true, &seven[..]), (None, true, &eight[..])],
            vec![(Some("7B"), true, &nobody[..])],
        ] {
            assert_eq!(Limit::of(others.clone()), None, "{others:?}");
        }
    }
}
