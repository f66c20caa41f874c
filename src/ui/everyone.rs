//! Everyone who is known or enrolled, worked out anew only when somebody has changed.

use std::sync::Arc;

use crate::core::{People, Roster};
use crate::gallery::Snapshot;
use crate::station::View;

/// Everyone, as they were looked at last.
#[derive(Default)]
pub struct Everyone {
    of: Option<(Arc<Snapshot>, Arc<People>)>,
    roster: Arc<Roster>,
}

impl Everyone {
    /// Everyone there is now.
    pub fn of(&mut self, view: &View) -> Arc<Roster> {
        let View { gallery, people, .. } = view;
        let is_same = self.of.as_ref().is_some_and(|(g, p)| Arc::ptr_eq(g, gallery) && Arc::ptr_eq(p, people));
        if !is_same {
            self.of = Some((gallery.clone(), people.clone()));
            let enrolled = gallery.students.iter().map(|student| (&student.id, student.templates.len()));
            self.roster = Arc::new(Roster::new(people, enrolled));
        }
        self.roster.clone()
    }
}
