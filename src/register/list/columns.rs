//! Which column of a school's list is what, by its heading: English or Indonesian, however it is written.

use std::collections::BTreeMap;

use super::plan::ImportOptions;
use super::table::Table;
use crate::core::SortKey;
use crate::core::person::Part;

/// A heading stands among the first rows, below the school's name and the year.
const HEADING_ROWS: usize = 20;

/// What a column may be, and what it is called. Earlier names are surer: of two columns that are the same, the one with the
/// earlier name counts.
const NAMES: [(Meaning, &[&str]); 5] = [
    (
        Meaning::Id,
        &[
            "id",
            "studentid",
            "idsiswa",
            "siswaid",
            "idmurid",
            "idstudent",
            "nis",
            "nipd",
            "nomorinduk",
            "noinduk",
            "nomorinduksiswa",
            "noinduksiswa",
            "nomorindukpesertadidik",
            "nisnasional",
            "nisn",
            "nomorinduksiswanasional",
            "studentnumber",
            "studentno",
            "registrationnumber",
        ],
    ),
    (
        Meaning::Name,
        &[
            "nama",
            "name",
            "namasiswa",
            "namalengkap",
            "namalengkapsiswa",
            "namapesertadidik",
            "namamurid",
            "studentname",
            "fullname",
            "namastudent",
        ],
    ),
    (
        Meaning::Class,
        &[
            "kelas",
            "class",
            "rombel",
            "rombelsaatini",
            "rombonganbelajar",
            "kelasrombel",
            "namakelas",
            "classname",
            "kls",
        ],
    ),
    (Meaning::Note, &["catatan", "note", "notes", "keterangan", "ket", "remark", "remarks", "comment"]),
    // Hadir's own export has these; they are not a list's to say.
    (Meaning::Consent, &["consentat", "consentby", "persetujuan", "disetujuioleh"]),
];

/// What a column may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    Id,
    Name,
    Class,
    Note,
    Consent,
}

/// Where what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// The heading's place among the rows.
    pub heading: usize,
    /// Every heading, in the list's order.
    pub titles: Vec<String>,
    /// Every column that could be the id, the surest first; there is one.
    pub ids: Vec<Column>,
    /// A person has said that the first of them is it.
    pub id_is_chosen: bool,
    pub name: Option<Column>,
    pub class: Option<Column>,
    pub note: Option<Column>,
    /// Headings of the others.
    pub ignored: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub at: usize,
    /// What it is called in the file.
    pub title: String,
}

impl Columns {
    /// The columns of a table, as a person has said or else by their headings; `None` where no row is a heading with an id.
    pub(super) fn of(table: &Table, options: &ImportOptions) -> Option<Self> {
        let rows = || table.rows.iter().take(HEADING_ROWS).map(|(_, cells)| cells).enumerate();
        // A heading that only the person knows to be one.
        let chosen = options.id_column.as_ref().and_then(|id| rows().find(|(_, cells)| cells.contains(id)));
        let chosen = chosen.and_then(|(at, cells)| Self::of_heading(at, cells, options));
        chosen.or_else(|| rows().find_map(|(at, cells)| Self::of_heading(at, cells, options)))
    }

    fn of_heading(heading: usize, cells: &[String], options: &ImportOptions) -> Option<Self> {
        let titled = || cells.iter().enumerate().filter(|(_, title)| !title.is_empty());
        let called = |wanted: &String| titled().find(|(_, title)| *title == wanted);
        let column = |(at, title): (usize, &String)| Column { at, title: title.clone() };
        let chosen_id = options.id_column.as_ref().and_then(called).map(column);
        let chosen = |part| options.columns.get(&part).map(|title| title.as_ref().and_then(called).map(column));
        let said = [Part::Name, Part::Class, Part::Note].map(chosen);
        let taken: Vec<usize> = said.iter().flatten().flatten().chain(&chosen_id).map(|column| column.at).collect();

        let mut found: BTreeMap<Meaning, Vec<(usize, Column)>> = BTreeMap::new();
        let mut ignored = Vec::new();
        for (at, title) in titled().filter(|(at, _)| !taken.contains(at)) {
            let column = Column { at, title: title.clone() };
            match meaning(title) {
                Some((meaning, rank)) => found.entry(meaning).or_default().push((rank, column)),
                None => ignored.push(title.clone()),
            }
        }
        found.values_mut().for_each(|columns| columns.sort_by_key(|(rank, column)| (*rank, column.at)));
        let id_is_chosen = chosen_id.is_some();
        let others = found.remove(&Meaning::Id).unwrap_or_default().into_iter().map(|(_, column)| column);
        let ids: Vec<_> = chosen_id.into_iter().chain(others).collect();
        if ids.is_empty() {
            return None;
        }
        let mut one = |meaning, said: Option<Option<Column>>| {
            let mut columns = found.remove(&meaning).unwrap_or_default().into_iter().map(|(_, column)| column);
            let first = said.unwrap_or_else(|| columns.next());
            ignored.extend(columns.map(|column| column.title));
            first
        };
        let [name, class, note] = said;
        let (name, class, note) = (one(Meaning::Name, name), one(Meaning::Class, class), one(Meaning::Note, note));
        ignored.sort_by_cached_key(|title| SortKey::of(title));
        let titles = titled().map(|(_, title)| title.clone()).collect();
        Some(Self { heading, titles, ids, id_is_chosen, name, class, note, ignored })
    }

    /// How many columns are known.
    pub(super) fn known(&self) -> usize {
        self.ids.len() + [&self.name, &self.class, &self.note].into_iter().flatten().count()
    }
}

fn meaning(title: &str) -> Option<(Meaning, usize)> {
    let plain: String = title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.iter().find_map(|(meaning, names)| Some((*meaning, names.iter().position(|name| *name == plain)?)))
}
