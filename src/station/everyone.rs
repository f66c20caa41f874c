//! Everyone enrolled, as faces are compared with them: taken from the gallery once, and kept until it changes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::core::session::Limit;
use crate::core::{References, Scoring, Templates};
use crate::gallery::Snapshot;

/// While many are being enrolled, they are taken in together so often.
const TAKE_IN_EVERY: Duration = Duration::from_millis(1000);

/// Everyone enrolled.
pub(super) struct Everyone {
    templates: Arc<Templates>,
    references: References,
    taken_at: Instant,
    expected: Option<Arc<Limit>>,
}

impl Default for Everyone {
    fn default() -> Self {
        Self { templates: Arc::default(), references: References::default(), taken_at: Instant::now(), expected: None }
    }
}

impl Everyone {
    /// Takes in who is enrolled now.
    pub(super) fn take_in(&mut self, enrolled: &Snapshot) {
        if !Arc::ptr_eq(&enrolled.templates, &self.templates) {
            self.references = References::new(Scoring::shipped(), enrolled.pictures());
            self.references.expect(self.expected.clone());
            (self.templates, self.taken_at) = (enrolled.templates.clone(), Instant::now());
        }
    }

    /// From now on these are expected; `None`: everybody.
    pub(super) fn expect(&mut self, limit: Option<Arc<Limit>>) {
        let is_same = match (&limit, &self.expected) {
            (Some(limit), Some(expected)) => Arc::ptr_eq(limit, expected),
            (limit, expected) => limit.is_none() && expected.is_none(),
        };
        if !is_same {
            self.references.expect(limit.clone());
            self.expected = limit;
        }
    }

    /// As [`Self::take_in`], a moment later where somebody was taken in a moment ago.
    pub(super) fn take_in_soon(&mut self, enrolled: &Snapshot) {
        if self.templates.is_empty() || self.taken_at.elapsed() >= TAKE_IN_EVERY {
            self.take_in(enrolled);
        }
    }

    /// Their pictures.
    pub(super) fn templates(&self) -> &Templates {
        &self.templates
    }

    /// What faces are compared with.
    pub(super) fn references(&self) -> &References {
        &self.references
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Embedding, StudentId};
    use crate::gallery::{Student, Students, Template, TemplateKey};

    fn enrolled(people: &[&str]) -> Snapshot {
        let (mut templates, mut students) = (Templates::default(), Students::default());
        for (at, name) in people.iter().enumerate() {
            let embedding = Embedding::new(&[at as f64 / 10.0; 128]).unwrap();
            let template = Template { key: TemplateKey::of(&embedding), crop: None, mirrored: None };
            let id = StudentId::parse(name).unwrap();
            templates.push(&id, &[embedding]);
            let _ = students.put(Student { id, templates: vec![template] });
        }
        Snapshot { students, templates: templates.into(), ..Snapshot::default() }
    }

    #[test]
    fn who_is_enrolled_is_taken_in_at_once_or_together_with_others() {
        let mut everyone = Everyone::default();
        everyone.take_in_soon(&enrolled(&["alip"]));
        assert_eq!(everyone.references().len(), 1, "the first are not waited for");
        let two = enrolled(&["alip", "yoga"]);
        everyone.take_in_soon(&two);
        assert_eq!(everyone.references().len(), 1, "more may come");
        everyone.take_in(&two);
        assert_eq!((everyone.references().len(), everyone.templates().students().count()), (2, 2));
    }
}
