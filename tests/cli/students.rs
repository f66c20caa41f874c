//! The school's list on the command line.

use std::fs;

use hadir::core::StudentId;
use hadir::register::Register;

use crate::pc::{Pc, code, printed, said};

#[test]
fn a_list_is_shown_first_and_taken_over_when_that_is_agreed() {
    let pc = Pc::new();
    fs::write(pc.path("list.csv"), "NIS;Nama;Kelas;Agama\n17;Budi Santoso;7B;-\n18;Ani;7A;-\na/b;Nobody;7A;-\n")
        .unwrap();
    let output = pc.hadir(["students", "import", "list.csv"]).output().unwrap();
    assert_eq!(code(&output), 1, "{}", said(&output));
    let text = printed(&output);
    for words in [
        "separated by “;”",
        "id from “NIS”, name from “Nama”, class from “Kelas”",
        "Not read: Agama.",
        "line 2  new  17: name Budi Santoso, class 7B",
        "line 4  refused  a/b, Nobody: A student id is a name, not a path",
        "2 new, 0 changed, 0 the same, 1 refused.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(said(&output).contains("Nothing was changed."), "{}", said(&output));
    assert_eq!(printed(&pc.hadir(["students", "list"]).output().unwrap()), "");

    let output = pc.hadir(["students", "import", "list.csv", "--yes"]).output().unwrap();
    assert_eq!(code(&output), 1, "a line was refused: {}", said(&output));
    let output = pc.hadir(["students", "list"]).output().unwrap();
    assert_eq!((code(&output), printed(&output).as_str()), (0, "18\t7A\tAni\n17\t7B\tBudi Santoso\n"));
    let output = pc.hadir(["students", "list", "--class", "7B"]).output().unwrap();
    assert_eq!(printed(&output), "17\t7B\tBudi Santoso\n");

    let output = pc.hadir(["students", "export", "out.csv"]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let output = pc.hadir(["students", "import", "out.csv"]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(printed(&output).ends_with("0 new, 0 changed, 2 the same, 0 refused.\n"), "{}", printed(&output));
}

#[test]
fn what_is_no_list_ends_with_2() {
    let pc = Pc::new();
    fs::write(pc.path("list.csv"), "Nama\nBudi\n").unwrap();
    for (file, words) in [("list.csv", "No column of this list"), ("gone.csv", "it is not there")] {
        let output = pc.hadir(["students", "import", file]).output().unwrap();
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    let output = pc.hadir(["students", "export", "list.doc"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains(".csv or .xlsx"), "{}", said(&output));
}

#[test]
fn a_folder_is_enrolled_only_where_somebody_agreed() {
    let pc = crate::pc::enrolled();
    fs::write(pc.path("settings.toml"), "consent_text = \"I agree.\"\n").unwrap();
    let settings = pc.path("settings.toml").display().to_string();
    fs::create_dir_all(pc.path("known/new")).unwrap();
    fs::copy(crate::pc::sample("obama2.jpg"), pc.path("known/new/a.jpg")).unwrap();
    let output = pc.hadir(["enroll", "known", "--settings", &settings]).output().unwrap();
    assert_eq!(code(&output), 1, "{}", said(&output));
    let refused = "new: Nobody has agreed to the enrolment of this student.";
    assert!(printed(&output).contains(refused), "{}", printed(&output));

    let agreed = ["enroll", "known", "--settings", &settings, "--agreed-by", "the parents, on paper"];
    let output = pc.hadir(agreed).output().unwrap();
    assert_eq!(code(&output), 0, "{}\n{}", printed(&output), said(&output));
    let people = Register::peek(&pc.path("data")).unwrap();
    let consent = people.get(&StudentId::parse("new").unwrap()).unwrap().consent.clone().unwrap();
    assert_eq!((consent.by.as_deref(), &*consent.text), (Some("the parents, on paper"), "I agree."));
}
