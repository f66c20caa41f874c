//! Which column of a school's list is what, by its heading: English or Indonesian, however it is written.

use std::collections::BTreeMap;

use super::table::Table;
use crate::core::SortKey;

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
    /// Every column that could be the id, the surest first; there is one.
    pub ids: Vec<Column>,
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
    /// The columns of a table; `None` where no row is a heading with an id.
    pub(super) fn of(table: &Table) -> Option<Self> {
        table.rows.iter().take(HEADING_ROWS).enumerate().find_map(|(at, (_, cells))| Self::of_heading(at, cells))
    }

    fn of_heading(heading: usize, cells: &[String]) -> Option<Self> {
        let mut found: BTreeMap<Meaning, Vec<(usize, Column)>> = BTreeMap::new();
        let mut ignored = Vec::new();
        for (at, title) in cells.iter().enumerate().filter(|(_, title)| !title.is_empty()) {
            let column = Column { at, title: title.clone() };
            match meaning(title) {
                Some((meaning, rank)) => found.entry(meaning).or_default().push((rank, column)),
                None => ignored.push(title.clone()),
            }
        }
        found.values_mut().for_each(|columns| columns.sort_by_key(|(rank, column)| (*rank, column.at)));
        let ids: Vec<_> = found.remove(&Meaning::Id)?.into_iter().map(|(_, column)| column).collect();
        let mut one = |meaning| {
            let mut columns = found.remove(&meaning).unwrap_or_default().into_iter().map(|(_, column)| column);
            let first = columns.next();
            ignored.extend(columns.map(|column| column.title));
            first
        };
        let (name, class, note) = (one(Meaning::Name), one(Meaning::Class), one(Meaning::Note));
        ignored.sort_by_cached_key(|title| SortKey::of(title));
        Some(Self { heading, ids, name, class, note, ignored })
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
