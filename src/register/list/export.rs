//! What is known of everyone as a list for other programs, which [`super::ImportPlan`] reads again.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::core::{People, Person, SortKey, StudentId};
use crate::register::sheet::{self, SheetError};
use crate::words::Language;

/// Widths of an Excel file's columns, in characters.
const WIDTHS: [f64; 6] = [16.0, 30.0, 9.0, 40.0, 18.0, 24.0];

/// What the columns are called: id, name, class, note, and when and by whom was agreed. [`super::ImportPlan`] knows all of
/// them, and so they are no words of a translator.
const fn headings(language: Language) -> [&'static str; 6] {
    match language {
        Language::English | Language::Marked => ["id", "name", "class", "note", "consent_at", "consent_by"],
        Language::Indonesian => ["id", "nama", "kelas", "catatan", "persetujuan", "disetujui_oleh"],
    }
}

/// Writes what is known of these students, with times of `zone`: class by class, each in order of name. `.csv` or `.xlsx`,
/// by the file's name.
///
/// # Errors
/// When it was not written; [`SheetError`] says why.
pub fn export(
    students: impl IntoIterator<Item = StudentId>,
    people: &People,
    language: Language,
    zone: &TimeZone,
    file: &Path,
) -> Result<(), SheetError> {
    let mut students: Vec<StudentId> = students.into_iter().collect();
    students.sort_by_cached_key(|id| {
        let class = people.class(id);
        let (class, has_none) = (SortKey::of(class.unwrap_or_default()), class.is_none());
        (has_none, class, SortKey::of(people.name(id)), SortKey::of(id.as_str()))
    });
    students.dedup();
    let rows = students.iter().map(|id| cells(id, people.get(id), zone));
    sheet::write(file, headings(language), WIDTHS, language, rows)
}

fn cells(id: &StudentId, person: Option<&Person>, zone: &TimeZone) -> [String; 6] {
    let text = |part: Option<&String>| part.cloned().unwrap_or_default();
    let consent = person.and_then(|person| person.consent.as_ref());
    let at = consent.map(|consent| consent.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string());
    [
        id.to_string(),
        text(person.and_then(|person| person.name.as_ref())),
        text(person.and_then(|person| person.class.as_ref())),
        text(person.and_then(|person| person.note.as_ref())),
        at.unwrap_or_default(),
        text(consent.and_then(|consent| consent.by.as_ref())),
    ]
}
