//! What a school's list would change, before anything is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::columns::{Column, Columns};
use super::table::{self, Form, Table, TableError};
use crate::core::{IdRefusal, People, Person, PersonRefusal, StudentId, person};

/// As many of a list's headings as are told where none is an id.
const HEADINGS_TOLD: usize = 12;

/// What a person can say of how a list is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The heading of the column with the ids; `None`: the likeliest.
    pub id_column: Option<String>,
    /// The headings of the columns with names, classes and notes, as far as a person has said which they are; `None`: no
    /// column is read for it.
    pub columns: BTreeMap<person::Part, Option<String>>,
    /// An id that differs only by case, spaces or leading zeros from one that is known is that one.
    pub take_similar: bool,
}

/// What a school's list would change; nothing has been.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// The list.
    pub file: PathBuf,
    /// How it was read.
    pub form: Form,
    /// How it was meant to be read.
    pub options: ImportOptions,
    /// Every heading, in the list's order.
    pub titles: Vec<String>,
    /// The heading of the column with the ids.
    pub id_column: String,
    /// Those of other columns that could be it.
    pub other_id_columns: Vec<String>,
    /// Those of the columns with names, classes and notes, as far as there are such.
    pub columns: Vec<(person::Part, String)>,
    /// Those of the columns that are not read.
    pub ignored: Vec<String>,
    /// Students whom the list tells something of, in its order.
    pub rows: Vec<PlannedRow>,
    /// Rows that cannot be used, in the list's order.
    pub refused: Vec<RefusedRow>,
    /// Rows that say what an earlier one says.
    pub repeated: usize,
    /// Classes that the list writes otherwise than they are known, `7 b`, and as what they are taken, `7B`.
    pub respelled: Vec<(String, String)>,
}

/// A student of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedRow {
    /// Line of the file, or row of the sheet, from 1 on.
    pub line: u64,
    /// Who.
    pub student: StudentId,
    /// As the list writes the id, where that is not quite it.
    pub written: Option<String>,
    /// What is known of them now; `None` where nothing is.
    pub old: Option<Person>,
    /// What would be. A cell that is empty says nothing, and leaves what is known.
    pub new: Person,
}

/// What a row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Somebody of whom nothing was known.
    New,
    /// Something of them changes.
    Changed,
    /// All of it is known already.
    Same,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Line of the file, or row of the sheet, from 1 on.
    pub line: u64,
    /// The id as it stands there.
    pub id: String,
    /// The name as it stands there.
    pub name: String,
    /// Why.
    pub why: RowRefusal,
}

/// Why a row cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowRefusal {
    /// There is no id.
    NoId,
    /// This is no id.
    Id(IdRefusal),
    /// Excel has shortened the number (`1,23E+15`), and its digits are lost.
    Rounded,
    /// This cannot be kept of a student.
    Person(PersonRefusal),
    /// It differs only by case, spaces or leading zeros from the id of somebody who is known or enrolled.
    LikeKnown(StudentId),
    /// It differs only so from the id in another line.
    LikeLine(u64),
    /// Another line has the same id and says something else: which of them is right?
    Contradicts(u64),
}

/// Why a list cannot be read at all.
#[derive(Debug)]
pub enum ListError {
    /// The file is no table.
    Table(TableError),
    /// No column is called as one with ids is; these are the headings, or what stands first.
    NoIdColumn(Vec<String>),
}

impl ImportPlan {
    /// Reads a list and compares it with what is known. `enrolled` are those whose face is known.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn of_file(
        file: &Path,
        options: &ImportOptions,
        people: &People,
        enrolled: &BTreeSet<StudentId>,
    ) -> Result<Self, ListError> {
        let rate = |table: &Table| Columns::of(table, options).map_or(0, |columns| columns.known());
        let table = table::read(file, &rate).map_err(ListError::Table)?;
        Self::of_table(file, table, options, people, enrolled)
    }

    pub(super) fn of_table(
        file: &Path,
        table: Table,
        options: &ImportOptions,
        people: &People,
        enrolled: &BTreeSet<StudentId>,
    ) -> Result<Self, ListError> {
        let Some(columns) = Columns::of(&table, options) else {
            // Of rows of one length, `max_by_key` takes the last.
            let first = table.rows.into_iter().rev().map(|(_, cells)| cells).max_by_key(Vec::len).unwrap_or_default();
            let headings = first.into_iter().filter(|cell| !cell.is_empty()).take(HEADINGS_TOLD);
            return Err(ListError::NoIdColumn(headings.collect()));
        };
        let known: BTreeSet<&StudentId> = people.iter().map(|(id, _)| id).chain(enrolled).collect();
        let rows = &table.rows[columns.heading + 1..];
        let id_at = if columns.id_is_chosen { 0 } else { likeliest(&columns.ids, rows, &known) };
        let mut ids = columns.ids.clone();
        let id = ids.remove(id_at);

        let titled = [
            (person::Part::Name, &columns.name),
            (person::Part::Class, &columns.class),
            (person::Part::Note, &columns.note),
        ];
        let titled: Vec<(person::Part, Column)> =
            titled.into_iter().filter_map(|(part, column)| Some((part, column.clone()?))).collect();
        let mut planner = Planner::new(people, known, options.take_similar);
        if let Some(class) = titled.iter().find(|(part, _)| *part == person::Part::Class) {
            planner.classes.look(rows.iter().filter_map(|(_, cells)| cells.get(class.1.at)));
        }
        for (line, cells) in rows {
            planner.take(*line, cells, &id, &titled);
        }
        let respelled = planner.classes.respelled.iter().cloned().collect();
        let (rows, refused, repeated) = planner.finish();
        Ok(Self {
            file: file.to_owned(),
            form: table.form,
            options: options.clone(),
            titles: columns.titles,
            id_column: id.title,
            other_id_columns: ids.into_iter().map(|column| column.title).collect(),
            columns: titled.into_iter().map(|(part, column)| (part, column.title)).collect(),
            ignored: columns.ignored,
            rows,
            refused,
            repeated,
            respelled,
        })
    }

    /// How many rows would do this.
    pub fn count(&self, effect: Effect) -> usize {
        self.rows.iter().filter(|row| row.effect() == effect).count()
    }

    /// Whether there is anything to be done.
    pub fn changes_something(&self) -> bool {
        self.rows.iter().any(|row| row.effect() != Effect::Same)
    }

    /// Whom refused rows may mean: their ids would be taken with [`ImportOptions::take_similar`].
    pub fn similar(&self) -> usize {
        self.refused.iter().filter(|row| matches!(row.why, RowRefusal::LikeKnown(_))).count()
    }
}

impl PlannedRow {
    /// What it would do.
    pub fn effect(&self) -> Effect {
        match &self.old {
            None => Effect::New,
            Some(old) if *old == self.new => Effect::Same,
            Some(_) => Effect::Changed,
        }
    }
}

/// Of the columns that could be the id, the place of the one that holds most of those who are known: schools have lists
/// with two numbers for each student. Where that does not tell, the surest by its heading.
fn likeliest(ids: &[Column], rows: &[(u64, Vec<String>)], known: &BTreeSet<&StudentId>) -> usize {
    let plain: BTreeSet<String> = known.iter().map(|id| alike(id.as_str())).collect();
    let hits = |column: &Column| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column.at)).filter(|cell| !cell.is_empty());
        cells.filter(|cell| plain.contains(&alike(cell))).count()
    };
    let filled =
        |column: &Column| rows.iter().any(|(_, cells)| cells.get(column.at).is_some_and(|cell| !cell.is_empty()));
    // Of equals, `max_by_key` takes the last.
    let best = ids.iter().enumerate().rev().max_by_key(|(_, column)| (hits(column), filled(column)));
    best.map_or(0, |(at, _)| at)
}

/// What two ids have in common that differ only by case, spaces or the leading zeros that Excel takes away.
fn alike(id: &str) -> String {
    let plain: String = id.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if plain.chars().all(|c| c.is_ascii_digit()) { plain.trim_start_matches('0').to_owned() } else { plain }
}

/// `1,23E+15`, as Excel shows and writes a number that does not fit its column.
fn is_rounded(id: &str) -> bool {
    let Some((number, exponent)) = id.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, "0"));
    let signed = exponent.strip_prefix('+');
    digits(whole)
        && digits(part)
        && digits(signed.unwrap_or(exponent))
        && (signed.is_some() || number.len() > 1)
        && whole.len() == 1
}

/// The classes there are, each in one spelling: the school's own lists have `7B`, `7 B` and `7b`.
#[derive(Default)]
struct Classes {
    by_likeness: HashMap<String, String>,
    known: BTreeSet<String>,
    respelled: BTreeSet<(String, String)>,
}

impl Classes {
    fn of(people: &People) -> Self {
        let mut classes = Self::default();
        for class in people.classes() {
            classes.by_likeness.entry(plain_class(class)).or_insert_with(|| class.to_owned());
            classes.known.insert(class.to_owned());
        }
        classes
    }

    /// Of classes that nobody knows, the spelling that the list has most often; of equals, the first.
    fn look<'a>(&mut self, cells: impl Iterator<Item = &'a String>) {
        let mut spellings: Vec<(String, usize)> = Vec::new();
        for class in cells.filter_map(|cell| person::Part::Class.tidy(cell).ok().flatten()) {
            match spellings.iter_mut().find(|(other, _)| *other == class) {
                Some((_, times)) => *times += 1,
                None => spellings.push((class, 1)),
            }
        }
        spellings.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        for (class, _) in spellings {
            self.by_likeness.entry(plain_class(&class)).or_insert(class);
        }
    }

    /// The spelling that is known, or that the list has most often.
    fn spelling(&mut self, written: String) -> String {
        if self.known.contains(&written) {
            return written;
        }
        let known = self.by_likeness.entry(plain_class(&written)).or_insert_with(|| written.clone());
        if *known != written {
            self.respelled.insert((written, known.clone()));
        }
        known.clone()
    }
}

fn plain_class(class: &str) -> String {
    class.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

struct Planner<'a> {
    people: &'a People,
    classes: Classes,
    known: BTreeSet<&'a StudentId>,
    by_likeness: HashMap<String, Vec<&'a StudentId>>,
    take_similar: bool,
    rows: BTreeMap<u64, PlannedRow>,
    /// The line that every id, and everything like it, was met in first.
    lines: HashMap<StudentId, u64>,
    likenesses: HashMap<String, (u64, StudentId)>,
    refused: Vec<RefusedRow>,
    repeated: usize,
}

impl<'a> Planner<'a> {
    fn new(people: &'a People, known: BTreeSet<&'a StudentId>, take_similar: bool) -> Self {
        let mut by_likeness: HashMap<String, Vec<&StudentId>> = HashMap::new();
        known.iter().for_each(|id| by_likeness.entry(alike(id.as_str())).or_default().push(id));
        Self {
            people,
            classes: Classes::of(people),
            known,
            by_likeness,
            take_similar,
            rows: BTreeMap::new(),
            lines: HashMap::new(),
            likenesses: HashMap::new(),
            refused: Vec::new(),
            repeated: 0,
        }
    }

    fn take(&mut self, line: u64, cells: &[String], id: &Column, columns: &[(person::Part, Column)]) {
        let cell = |column: &Column| cells.get(column.at).map_or("", String::as_str);
        let told: Vec<(person::Part, &str)> = columns.iter().map(|(part, column)| (*part, cell(column))).collect();
        let name = told.iter().find(|(part, _)| *part == person::Part::Name).map_or("", |(_, name)| name);
        let written = cell(id);
        if written.is_empty() && told.iter().all(|(_, text)| text.is_empty()) {
            return;
        }
        if let Err(why) = self.plan(line, written, &told) {
            self.refused.push(RefusedRow { line, id: written.to_owned(), name: name.to_owned(), why });
        }
    }

    fn plan(&mut self, line: u64, written: &str, told: &[(person::Part, &str)]) -> Result<(), RowRefusal> {
        if written.is_empty() {
            return Err(RowRefusal::NoId);
        }
        if is_rounded(written) {
            return Err(RowRefusal::Rounded);
        }
        let student = self.student(line, written)?;
        let old = self.people.get(&student).cloned();
        let mut new = old.clone().unwrap_or_default();
        for (part, text) in told {
            let refuse = |why| RowRefusal::Person(PersonRefusal { part: *part, why });
            let Some(text) = part.tidy(text).map_err(refuse)? else { continue };
            match part {
                person::Part::Name => new.name = Some(text),
                person::Part::Class => new.class = Some(self.classes.spelling(text)),
                person::Part::Note => new.note = Some(text),
                // No column is one.
                person::Part::ConsentBy | person::Part::ConsentText => {}
            }
        }
        let written = Some(written.to_owned()).filter(|written| *written != student.as_str());
        let row = PlannedRow { line, student, written, old, new };
        match self.lines.get(&row.student).copied() {
            None => {
                self.lines.insert(row.student.clone(), line);
                self.rows.insert(line, row);
                Ok(())
            }
            Some(first) => match self.rows.get(&first) {
                Some(before) if before.new == row.new => {
                    self.repeated += 1;
                    Ok(())
                }
                // It was right as long as it was alone.
                _ => {
                    if let Some(PlannedRow { student, written, new, .. }) = self.rows.remove(&first) {
                        let id = written.unwrap_or_else(|| student.to_string());
                        let name = new.name.unwrap_or_default();
                        self.refused.push(RefusedRow { line: first, id, name, why: RowRefusal::Contradicts(line) });
                    }
                    Err(RowRefusal::Contradicts(first))
                }
            },
        }
    }

    /// Whose id it is.
    fn student(&mut self, line: u64, written: &str) -> Result<StudentId, RowRefusal> {
        let student = StudentId::parse(written).map_err(RowRefusal::Id)?;
        let likeness = alike(student.as_str());
        if !self.known.contains(&student)
            && let Some(like) = self.by_likeness.get(&likeness)
        {
            return match like[..] {
                [only] if self.take_similar => Ok(only.clone()),
                _ => Err(RowRefusal::LikeKnown(like[0].clone())),
            };
        }
        match self.likenesses.get(&likeness) {
            Some((first, other)) if *other != student && !self.known.contains(&student) => {
                Err(RowRefusal::LikeLine(*first))
            }
            Some(_) => Ok(student),
            None => {
                self.likenesses.insert(likeness, (line, student.clone()));
                Ok(student)
            }
        }
    }

    fn finish(mut self) -> (Vec<PlannedRow>, Vec<RefusedRow>, usize) {
        self.refused.sort_by_key(|row| row.line);
        (self.rows.into_values().collect(), self.refused, self.repeated)
    }
}
