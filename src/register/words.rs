//! What a list would change, and what goes wrong with it and with the register, said to a person.

use super::list::{Effect, Form, ImportPlan, ListError, PlannedRow, RowRefusal, TableError};
use super::receipts::ReceiptError;
use super::{RegisterError, RegisterProblem};
use crate::core::Person;
use crate::core::person::Part;
use crate::text;
use crate::words::{self, Text};

impl RegisterError {
    /// What happened, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Refused(student, refusal) => {
                text!("students-refused", student = student.as_str(), reason = refusal.text())
            }
            Self::Changed(student) => text!("students-changed", student = student.as_str()),
            Self::Newer(file) => text!("students-newer", file = file),
            Self::Read(file, error) => text!("students-unreadable", file = file, reason = words::io(error)),
            Self::Write(file, error) => text!("students-not-written", file = file, reason = words::io(error)),
        }
    }

    /// What to do, a sentence.
    pub fn advice(&self) -> Text {
        match self {
            Self::Refused(..) => text!("students-refused-advice"),
            Self::Changed(_) => text!("students-changed-advice"),
            Self::Newer(_) => text!("students-newer-advice"),
            Self::Read(..) => text!("students-unreadable-advice"),
            Self::Write(..) => text!("students-not-written-advice"),
        }
    }
}

impl RegisterProblem {
    /// What happened, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Damaged { file, now: Some(now), .. } => text!("students-damaged", file = file, now = now),
            Self::Damaged { file, now: None, .. } => text!("students-damaged-here", file = file),
            Self::Entries { file, refused, .. } => {
                let first = refused.first().map_or("", |(id, _)| id.as_str());
                text!("students-entries", file = file, count = refused.len(), first = first)
            }
            Self::Newer { file, .. } => text!("students-newer", file = file),
            Self::Unreadable { file, error } => {
                text!("students-unreadable", file = file, reason = text!("words-as-it-says", said = error))
            }
        }
    }

    /// What to do, a sentence.
    pub fn advice(&self) -> Text {
        match self {
            Self::Damaged { .. } => text!("students-damaged-advice"),
            Self::Entries { now: Some(now), .. } => text!("students-entries-advice", now = now),
            Self::Entries { now: None, .. } => text!("students-not-written-advice"),
            Self::Newer { .. } => text!("students-newer-advice"),
            Self::Unreadable { .. } => text!("students-unreadable-advice"),
        }
    }
}

impl ReceiptError {
    /// What happened, a sentence.
    pub fn text(&self) -> Text {
        let Self::Write(file, error) = self;
        text!("students-receipt-not-written", file = file, reason = words::io(error))
    }
}

impl ListError {
    /// What happened, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Table(TableError::Io(error)) => text!("students-list-io", reason = words::io(error)),
            Self::Table(TableError::TooLarge) => text!("students-list-too-large"),
            Self::Table(TableError::OldOrLocked) => text!("students-list-old"),
            Self::Table(TableError::NoTable) => text!("students-list-no-table"),
            Self::Table(TableError::Damaged(said)) => text!("students-list-damaged", said = said),
            Self::NoIdColumn(headings) if headings.is_empty() => text!("students-list-empty"),
            Self::NoIdColumn(headings) => text!("students-list-no-id", headings = headings.join(", ")),
        }
    }

    /// What to do, a sentence.
    pub fn advice(&self) -> Text {
        match self {
            Self::Table(TableError::Io(_)) => text!("students-list-io-advice"),
            Self::Table(TableError::OldOrLocked) => text!("students-list-old-advice"),
            Self::Table(_) => text!("students-list-advice"),
            Self::NoIdColumn(_) => text!("students-list-no-id-advice"),
        }
    }
}

impl RowRefusal {
    /// Why, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::NoId => text!("students-row-no-id"),
            Self::Id(refusal) => refusal.text(),
            Self::Rounded => text!("students-row-rounded"),
            Self::Person(refusal) => refusal.text().sentence(),
            Self::LikeKnown(student) => text!("students-row-like-known", student = student.as_str()),
            Self::LikeLine(line) => text!("students-row-like-line", line = *line),
            Self::Contradicts(line) => text!("students-row-contradicts", line = *line),
        }
    }
}

impl ImportPlan {
    /// How the list was read, by and by: the form, the columns, what was not read. Each a sentence.
    pub fn how_it_was_read(&self) -> Vec<Text> {
        let mut told = Vec::new();
        match &self.form {
            Form::Csv { separator, guessed_encoding } => {
                told.push(match separator {
                    '\t' => text!("students-read-csv-tabs"),
                    separator => text!("students-read-csv", separator = *separator),
                });
                if *guessed_encoding {
                    told.push(text!("students-read-guessed"));
                }
            }
            Form::Xlsx { sheet, other_sheets } => {
                told.push(text!("students-read-sheet", sheet = sheet));
                if !other_sheets.is_empty() {
                    told.push(text!("students-read-other-sheets", sheets = other_sheets.join(", ")));
                }
            }
        }
        let ids = text!("students-column-id", title = &self.id_column);
        let columns = self.columns.iter().map(|(part, title)| match part {
            Part::Name => text!("students-column-name", title = title),
            Part::Class => text!("students-column-class", title = title),
            _ => text!("students-column-note", title = title),
        });
        told.push(text!("students-columns", columns = Text::list([ids].into_iter().chain(columns))));
        if !self.other_id_columns.is_empty() {
            told.push(text!("students-other-ids", titles = self.other_id_columns.join(", ")));
        }
        if !self.ignored.is_empty() {
            told.push(text!("students-columns-ignored", titles = self.ignored.join(", ")));
        }
        told.extend(self.respelled_text());
        told
    }

    /// Whether the file's encoding is a guess, so that accents may be wrong.
    pub fn is_encoding_guessed(&self) -> bool {
        matches!(self.form, Form::Csv { guessed_encoding: true, .. })
    }

    /// Which classes are taken as others that are known, a sentence; `None` where none is.
    pub fn respelled_text(&self) -> Option<Text> {
        let one =
            |(written, known): &(String, String)| text!("students-respelled-one", written = written, known = known);
        (!self.respelled.is_empty())
            .then(|| text!("students-respelled", classes = Text::list(self.respelled.iter().map(one))))
    }

    /// How many rows would do what, a sentence.
    pub fn counts(&self) -> Text {
        text!(
            "students-counts",
            new = self.count(Effect::New),
            changed = self.count(Effect::Changed),
            same = self.count(Effect::Same) + self.repeated,
            refused = self.refused.len(),
        )
    }

    /// How many refused ids could be taken for known ones, a sentence; `None` where that would change nothing.
    pub fn similar_text(&self) -> Option<Text> {
        let count = self.similar();
        (count > 0 && !self.options.take_similar).then(|| text!("students-similar", count = count))
    }
}

impl PlannedRow {
    /// What it would change, part by part.
    pub fn changes(&self) -> Vec<Text> {
        let nothing = Person::default();
        let old = self.old.as_ref().unwrap_or(&nothing);
        let change = |old: &Option<String>, new: &Option<String>| {
            let new = new.as_deref().filter(|new| old.as_deref() != Some(*new))?;
            Some(match old {
                Some(old) => text!("students-change-from", old = old, new = new),
                None => Text::said(new),
            })
        };
        let name = change(&old.name, &self.new.name).map(|new| text!("students-change-name", new = new));
        let class = change(&old.class, &self.new.class).map(|new| text!("students-change-class", new = new));
        let note = change(&old.note, &self.new.note).map(|new| text!("students-change-note", new = new));
        let written = self.written.as_ref().map(|id| text!("students-change-written", id = id));
        [name, class, note, written].into_iter().flatten().collect()
    }
}
