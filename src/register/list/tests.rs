use std::collections::BTreeSet;
use std::fs;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::core::person::{MAX_NAME, Part};
use crate::core::{Consent, IdRefusal, People, Person, PersonRefusal, StudentId, TextRefusal};
use crate::register::{Register, RegisterError, SheetError};
use crate::words::Language;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn person(name: &str, class: &str, note: &str) -> Person {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Person { name: some(name), class: some(class), note: some(note), consent: None }
}

/// The plan of a file with these bytes; nobody is known.
fn plan_of(bytes: impl AsRef<[u8]>) -> ImportPlan {
    plan_with(bytes, &People::default(), &[], &ImportOptions::default()).unwrap()
}

fn plan_with(
    bytes: impl AsRef<[u8]>,
    people: &People,
    enrolled: &[&str],
    options: &ImportOptions,
) -> Result<ImportPlan, ListError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list");
    fs::write(&file, bytes).unwrap();
    let enrolled: BTreeSet<StudentId> = enrolled.iter().map(|text| id(text)).collect();
    ImportPlan::of_file(&file, options, people, &enrolled)
}

#[track_caller]
fn assert_rows(plan: &ImportPlan, rows: &[(&str, &str, &str)]) {
    let expected: Vec<_> = rows.iter().map(|&(student, name, class)| (id(student), person(name, class, ""))).collect();
    let found: Vec<_> = plan.rows.iter().map(|row| (row.student.clone(), row.new.clone())).collect();
    assert_eq!(found, expected);
    assert_eq!(plan.refused, []);
}

fn refusals(plan: &ImportPlan) -> Vec<(u64, &str, &RowRefusal)> {
    plan.refused.iter().map(|row| (row.line, row.id.as_str(), &row.why)).collect()
}

#[test]
fn a_list_is_read_as_excel_writes_it_in_every_encoding_and_with_every_separator() {
    let text = "NIS;Nama;Kelas\r\n0012;\"Budi; Santoso\";7B\r\n0013;José;10A\r\n";
    let rows = [("0012", "Budi; Santoso", "7B"), ("0013", "José", "10A")];
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let utf16_be = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let files: [(Vec<u8>, char, bool); 8] = [
        (text.into(), ';', false),
        (format!("\u{feff}{text}").into(), ';', false),
        (windows, ';', true),
        (
            utf16(&format!("\u{feff}{text}").replace(['"'], "").replace(';', "\t").replace("Budi\t", "Budi;")),
            '\t',
            false,
        ),
        (utf16_be(&format!("\u{feff}{text}")), ';', false),
        (text.replace("Budi; ", "Budi@ ").replace(';', ",").replace('@', ";").into(), ',', false),
        (format!("sep=;\r\n{text}").into(), ';', false),
        (text.replace("\r\n", "\n").trim_end().into(), ';', false),
    ];
    for (bytes, separator, guessed_encoding) in files {
        let plan = plan_of(&bytes);
        assert_eq!(plan.form, Form::Csv { separator, guessed_encoding }, "{}", String::from_utf8_lossy(&bytes));
        assert_rows(&plan, &rows);
    }
}

#[test]
fn a_heading_is_known_in_either_language_in_any_order_and_below_the_schools_own() {
    for (heading, found) in [
        ("id,name,class,note", [(Part::Name, "name"), (Part::Class, "class"), (Part::Note, "note")]),
        (
            "No. Induk Siswa,NAMA LENGKAP,Rombel Saat Ini,Ket.",
            [(Part::Name, "NAMA LENGKAP"), (Part::Class, "Rombel Saat Ini"), (Part::Note, "Ket.")],
        ),
        (
            "Student_ID,Student Name,Class,Remarks",
            [(Part::Name, "Student Name"), (Part::Class, "Class"), (Part::Note, "Remarks")],
        ),
    ] {
        let plan = plan_of(format!("SMP Negeri 1,,,\nTahun 2026/2027,,,\n,,,\n{heading}\n17,Budi,7B,in front\n,,,\n"));
        assert_eq!(plan.columns, found.map(|(part, title)| (part, title.to_owned())));
        assert_eq!(
            plan.rows.iter().map(|row| (row.line, &row.new)).collect::<Vec<_>>(),
            [(5, &person("Budi", "7B", "in front"))]
        );
    }
    let plan = plan_of("Kelas;Agama;Nama;No;id;Nama Ayah\n7B;-;Budi;1;17;Anton\n");
    assert_rows(&plan, &[("17", "Budi", "7B")]);
    assert_eq!(plan.ignored, ["Agama", "Nama Ayah", "No"]);
}

#[test]
fn of_two_numbers_that_a_school_has_the_one_counts_that_is_known() {
    let list = "Nama,NIPD,NISN\nBudi,17,0071112223\nAni,18,0071112224\n";
    let plan = plan_of(list);
    assert_eq!((plan.id_column.as_str(), &plan.other_id_columns[..]), ("NIPD", &["NISN".to_owned()][..]));
    let none = ImportOptions::default();
    let plan = plan_with(list, &People::default(), &["0071112224"], &none).unwrap();
    assert_eq!(plan.id_column, "NISN");
    let chosen = ImportOptions { id_column: Some("NIPD".to_owned()), ..none };
    assert_eq!(plan_with(list, &People::default(), &["0071112224"], &chosen).unwrap().id_column, "NIPD");
}

#[test]
fn a_plan_says_what_is_new_what_changes_and_what_stays() {
    let consent = Consent { at: Timestamp::UNIX_EPOCH, by: None, text: "I agree.".into() };
    let ani = Person { consent: Some(consent), ..person("Ani", "7A", "left-handed") };
    let people = People::new([(id("1"), ani.clone()), (id("2"), person("Budi", "7B", ""))]);
    let plan = plan_with(
        "id,nama,kelas,catatan\n1,Anisa,,\n2,Budi,7B,\n3,Citra,7B,\n2,Budi,,\n",
        &people,
        &[],
        &ImportOptions::default(),
    )
    .unwrap();
    let effects: Vec<_> = plan.rows.iter().map(|row| (row.student.as_str(), row.effect())).collect();
    assert_eq!(effects, [("1", Effect::Changed), ("2", Effect::Same), ("3", Effect::New)]);
    assert_eq!(plan.rows[0].old.as_ref(), Some(&ani));
    assert_eq!(plan.rows[0].new, Person { name: Some("Anisa".to_owned()), ..ani }, "an empty cell says nothing");
    assert_eq!((plan.repeated, plan.count(Effect::New), plan.changes_something()), (1, 1, true));
}

#[test]
fn what_cannot_be_used_is_refused_by_line_and_reason() {
    let people = People::new([(id("Alip"), Person::default())]);
    let long = "x".repeat(MAX_NAME + 1);
    let list = format!(
        "id,name\n,Nobody\na/b,Path\n\"1,23457E+15\",Rounded\n5,{long}\nalip,Like\n007,Seven\n7,Like\n8,One\n8,Other\n9,Bu\u{202e}di\nB2,B\n\"B 2\",B\n"
    );
    let plan = plan_with(list, &people, &["9"], &ImportOptions::default()).unwrap();
    let too_long = PersonRefusal { part: Part::Name, why: TextRefusal::TooLong { most: MAX_NAME } };
    let invisible = PersonRefusal { part: Part::Name, why: TextRefusal::Invisible('\u{202e}') };
    let expected = [
        (2, "", &RowRefusal::NoId),
        (3, "a/b", &RowRefusal::Id(IdRefusal::PathCharacter('/'))),
        (4, "1,23457E+15", &RowRefusal::Rounded),
        (5, "5", &RowRefusal::Person(too_long)),
        (6, "alip", &RowRefusal::LikeKnown(id("Alip"))),
        (8, "7", &RowRefusal::LikeLine(7)),
        (9, "8", &RowRefusal::Contradicts(10)),
        (10, "8", &RowRefusal::Contradicts(9)),
        (11, "9", &RowRefusal::Person(invisible)),
        (13, "B 2", &RowRefusal::LikeLine(12)),
    ];
    assert_eq!(refusals(&plan), expected);
    assert!(plan.rows.iter().map(|row| row.student.as_str()).eq(["007", "B2"]));
}

#[test]
fn ids_that_lost_their_zeros_in_excel_are_taken_for_those_known_when_the_person_says_so() {
    let list = "NISN;Nama\n71112223;Budi\n71112224;Ani\n5;New\n";
    let enrolled = ["0071112223", "0071112224"];
    let plan = plan_with(list, &People::default(), &enrolled, &ImportOptions::default()).unwrap();
    assert_eq!((plan.similar(), plan.rows.len()), (2, 1));
    let similar = ImportOptions { take_similar: true, ..ImportOptions::default() };
    let plan = plan_with(list, &People::default(), &enrolled, &similar).unwrap();
    assert_rows(&plan, &[("0071112223", "Budi", ""), ("0071112224", "Ani", ""), ("5", "New", "")]);
    assert_eq!(plan.rows[0].written.as_deref(), Some("71112223"));
}

#[test]
fn the_first_sheet_of_an_excel_file_is_read_with_the_zeros_its_cells_show() {
    let mut workbook = Workbook::new();
    let ten = Format::new().set_num_format("0000000000");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Daftar").unwrap();
    sheet.write_string(0, 0, "Daftar Peserta Didik").unwrap();
    for (column, title) in [(1, "Nama"), (2, "NISN"), (3, "Rombel Saat Ini"), (4, "Lahir")] {
        sheet.write_string(4, column, title).unwrap();
    }
    sheet.write_string(5, 1, " Budi Santoso ").unwrap();
    sheet.write_number_with_format(5, 2, 71_112_223, &ten).unwrap();
    sheet.write_string(5, 3, "Kelas 7B").unwrap();
    sheet.write_string(6, 1, "Ani").unwrap();
    sheet.write_number(6, 2, 18).unwrap();
    sheet.write_number(7, 2, 3_175_012_345_678_901_f64).unwrap();
    // A stray cell far away costs nothing.
    sheet.write_string(1_000_000, 16_000, "x").unwrap();
    workbook.add_worksheet().set_name("Other").unwrap();
    let plan = plan_of(workbook.save_to_buffer().unwrap());
    assert_eq!(plan.form, Form::Xlsx { sheet: "Daftar".to_owned(), other_sheets: vec!["Other".to_owned()] });
    let found: Vec<_> =
        plan.rows.iter().map(|row| (row.line, row.student.as_str(), row.new.class.as_deref())).collect();
    assert_eq!(found, [(6, "0071112223", Some("Kelas 7B")), (7, "18", None)]);
    assert_eq!(refusals(&plan), [(8, "3.175012345678901E15", &RowRefusal::Rounded)]);
}

#[test]
fn what_is_no_list_says_why() {
    let none = ImportOptions::default();
    let error = |bytes: &[u8]| plan_with(bytes, &People::default(), &[], &none).unwrap_err();
    assert!(matches!(error(b"\xd0\xcf\x11\xe0\xa1\xb1"), ListError::Table(TableError::OldOrLocked)));
    assert!(matches!(error(b"PK\x03\x04 not really"), ListError::Table(TableError::Damaged(_))));
    assert!(matches!(error(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ListError::Table(TableError::NoTable)));
    assert!(matches!(error(b""), ListError::NoIdColumn(headings) if headings.is_empty()));
    assert!(
        matches!(error(b"Nama;Alamat\nBudi;Jl. Melati\n"), ListError::NoIdColumn(headings) if headings == ["Nama", "Alamat"])
    );
    let folder = tempfile::tempdir().unwrap();
    let gone = ImportPlan::of_file(&folder.path().join("gone.csv"), &none, &People::default(), &BTreeSet::new());
    assert!(matches!(gone, Err(ListError::Table(TableError::Io(_)))));
}

#[test]
fn an_export_is_read_again_as_the_same_whatever_the_names_are() {
    let consent =
        Consent { at: "2026-07-13T00:05:00Z".parse().unwrap(), by: Some("Ibu Sari".into()), text: "I agree.".into() };
    let people = People::new([
        (id("0012"), Person { consent: Some(consent), ..person("Budi, \"Bud\" Santoso; S", "7B", "two\nlines") }),
        (id("-5"), person("=HYPERLINK(\"http://x\")", "+7", "@note")),
        (id("王小明"), person("王小明", "", "")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    for (name, style) in
        [("a.csv", Language::English), ("b.csv", Language::Indonesian), ("c.XLSX", Language::Indonesian)]
    {
        let file = folder.path().join(name);
        let everyone = people.iter().map(|(id, _)| id.clone()).chain([id("enrolled")]);
        export(everyone, &people, style, &TimeZone::UTC, &file).unwrap();
        let plan = ImportPlan::of_file(&file, &ImportOptions::default(), &people, &BTreeSet::new()).unwrap();
        let effects: Vec<_> = plan.rows.iter().map(|row| (row.student.as_str(), row.effect())).collect();
        let same = Effect::Same;
        assert_eq!(effects, [("0012", same), ("-5", same), ("enrolled", Effect::New), ("王小明", same)], "{name}");
        assert_eq!((&plan.refused[..], &plan.ignored[..]), (&[][..], &[][..]), "{name}");
    }
    let text = fs::read_to_string(folder.path().join("b.csv")).unwrap();
    assert!(text.starts_with("\u{feff}id;nama;kelas;catatan;persetujuan;disetujui_oleh\r\n0012;"), "{text}");
    assert!(text.contains(";2026-07-13 00:05;Ibu Sari\r\n"), "{text}");
    assert!(!text.contains(";=") && !text.contains(";+") && !text.contains(";@"), "{text}");
    let wrong = export([], &people, Language::English, &TimeZone::UTC, &folder.path().join("d.doc"));
    assert!(matches!(wrong, Err(SheetError::Name)));
}

#[test]
fn an_import_is_done_whole_or_not_at_all() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    register.set(id("1"), person("Ani", "7A", "")).unwrap();
    let people = register.snapshot();
    let plan = plan_with("id,name\n1,Anisa\n2,Budi\n", &people, &[], &ImportOptions::default()).unwrap();
    register.set(id("2"), person("Bram", "", "")).unwrap();
    let error = register.import(&plan).unwrap_err();
    assert!(matches!(&error, RegisterError::Changed(student) if *student == id("2")), "{error:?}");
    assert_eq!(register.snapshot().name(&id("1")), "Ani");
    register.forget(&id("2")).unwrap();
    register.import(&plan).unwrap();
    let people = Register::open(data.path()).snapshot();
    assert_eq!((people.label(&id("1")), people.label(&id("2"))), ("Anisa, 7A", "Budi"));
}

#[test]
fn a_person_says_which_column_is_what() {
    let list = "No;Nama;Panggilan;Kelas;Rombel\n1;Budi Santoso;Budi;2026;7B\n2;Ani;Nia;2026;7A\n";
    let read = |options: &ImportOptions| plan_with(list, &People::default(), &[], options);
    let refused = read(&ImportOptions::default()).unwrap_err();
    assert!(matches!(refused, ListError::NoIdColumn(titles) if titles[1] == "Nama"));

    let said = |id: &str, columns: &[(Part, Option<&str>)]| ImportOptions {
        id_column: Some(id.to_owned()),
        columns: columns.iter().map(|(part, title)| (*part, title.map(str::to_owned))).collect(),
        ..ImportOptions::default()
    };
    let plan = read(&said("No", &[])).unwrap();
    assert_rows(&plan, &[("1", "Budi Santoso", "2026"), ("2", "Ani", "2026")]);
    assert_eq!(plan.titles, ["No", "Nama", "Panggilan", "Kelas", "Rombel"]);
    let plan = read(&said("No", &[(Part::Class, Some("Rombel"))])).unwrap();
    assert_rows(&plan, &[("1", "Budi Santoso", "7B"), ("2", "Ani", "7A")]);
    assert_eq!(plan.ignored, ["Kelas", "Panggilan"]);
    // What is taken for one thing is not taken for another.
    let plan = read(&said("Nama", &[(Part::Name, Some("Panggilan")), (Part::Class, None)])).unwrap();
    assert_rows(&plan, &[("Budi Santoso", "Budi", ""), ("Ani", "Nia", "")]);
    // A heading that another list had.
    let plan = read(&said("No", &[(Part::Note, Some("Catatan"))])).unwrap();
    assert_eq!(plan.columns.len(), 2);
}

#[test]
fn a_class_is_taken_in_the_spelling_that_is_known() {
    let people = People::new([(id("9"), person("Zaki", "7B", ""))]);
    let list = "id;nama;kelas\n1;Ani;7 b\n2;Budi;7B\n3;Citra;8 C\n4;Dewi;8c\n5;Eka;7 b\n6;Fajar;8c\n";
    let plan = plan_with(list, &people, &[], &ImportOptions::default()).unwrap();
    assert_rows(
        &plan,
        &[
            ("1", "Ani", "7B"),
            ("2", "Budi", "7B"),
            ("3", "Citra", "8c"),
            ("4", "Dewi", "8c"),
            ("5", "Eka", "7B"),
            ("6", "Fajar", "8c"),
        ],
    );
    let said = plan.how_it_was_read().last().unwrap().to_string();
    assert_eq!(said, "Classes are spelt as they are known: “7 b” as “7B”, “8 C” as “8c”.");
    assert_eq!(plan_of("id;kelas\n1;7B\n2;7C\n").respelled_text(), None);
}
