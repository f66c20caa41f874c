use super::*;
use crate::core::{Consent, PersonRefusal, TextRefusal, person};

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

fn budi() -> Person {
    let consent =
        Consent { at: "2026-07-13T07:05:00Z".parse().unwrap(), by: Some("Ibu Sari".into()), text: "I agree.".into() };
    Person {
        name: Some("Budi Santoso".into()),
        class: Some("7B".into()),
        note: Some("sits in front".into()),
        consent: Some(consent),
    }
}

fn named(name: &str) -> Person {
    Person { name: Some(name.into()), ..Person::default() }
}

#[test]
fn what_is_set_is_there_at_the_next_start_in_a_file_a_person_can_read() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    let before = register.snapshot();
    register.set(id("7B-10"), budi()).unwrap();
    register.merge([(id("7B-2"), named("Ani")), (id("7B-10"), budi()), (id("x"), named(" Jose\u{301} "))]).unwrap();
    assert!(before.is_empty());
    assert_eq!(register.forget(&id("nobody")).unwrap(), None);
    assert_eq!(register.forget(&id("x")).unwrap(), Some(named("José")));

    let again = Register::open(data.path());
    assert_eq!(again.snapshot(), register.snapshot());
    assert_eq!(again.snapshot().get(&id("7B-10")), Some(&budi()));
    assert_eq!(Register::peek(data.path()).unwrap(), again.snapshot());
    assert!(again.problems().is_empty());
    let text = fs::read_to_string(register.file()).unwrap();
    let expected = r#"{
  "hadir_students": 1,
  "consent_texts": {
    "<text>": "I agree."
  },
  "students": {
    "7B-2": {
      "name": "Ani"
    },
    "7B-10": {
      "name": "Budi Santoso",
      "class": "7B",
      "note": "sits in front",
      "consent": {
        "at": "2026-07-13T07:05:00Z",
        "by": "Ibu Sari",
        "text": "<text>"
      }
    }
  }
}
"#;
    let name = text.split("\"text\": \"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(text, expected.replace("<text>", name));
}

#[test]
fn of_several_all_are_set_or_none() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    let long = named(&"a".repeat(person::MAX_NAME + 1));
    let refused = register.merge([(id("a"), named("Ani")), (id("b"), long)]).unwrap_err();
    let why = TextRefusal::TooLong { most: person::MAX_NAME };
    assert!(
        matches!(&refused, RegisterError::Refused(student, PersonRefusal { part: person::Part::Name, why: w })
            if *student == id("b") && *w == why),
        "{refused:?}"
    );
    assert!(register.snapshot().is_empty());
    assert!(!register.file().exists());
}

#[test]
fn what_a_person_wrote_into_the_file_meanwhile_stays() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    register.set(id("a"), named("Ani")).unwrap();
    let edited = fs::read_to_string(register.file()).unwrap().replace("Ani", "Anisa");
    fs::write(register.file(), format!("\u{feff}{edited}")).unwrap();
    register.set(id("b"), named("Budi")).unwrap();
    let people = register.snapshot();
    assert_eq!((people.name(&id("a")), people.name(&id("b"))), ("Anisa", "Budi"));
}

#[test]
fn a_damaged_file_is_set_aside_and_never_a_lost_start() {
    for damaged in ["", "{", "[]", "{\"hadir_students\": 1}", "{\"students\": {}}", "\u{0}\u{0}\u{0}"] {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join(NAME);
        fs::write(&file, damaged).unwrap();
        assert!(matches!(Register::peek(data.path()), Err(RegisterProblem::Damaged { now: None, .. })));
        let register = Register::open(data.path());
        let aside = data.path().join("students.json.set-aside");
        let problems = register.problems();
        assert!(
            matches!(&problems[..], [RegisterProblem::Damaged { now: Some(now), .. }] if *now == aside),
            "{problems:?}"
        );
        assert_eq!(fs::read_to_string(&aside).unwrap(), damaged);
        assert_eq!(register.set_asides(), [aside]);
        register.set(id("a"), named("Ani")).unwrap();
        assert!(Register::open(data.path()).problems().is_empty());
    }
}

#[test]
fn a_file_damaged_while_it_is_open_costs_nothing() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    register.set(id("a"), named("Ani")).unwrap();
    fs::write(register.file(), "{").unwrap();
    register.set(id("b"), named("Budi")).unwrap();
    fs::remove_file(register.file()).unwrap();
    register.set(id("c"), named("Citra")).unwrap();
    assert_eq!(Register::open(data.path()).snapshot().len(), 3);
    assert_eq!(register.set_asides().len(), 1);
}

#[test]
fn students_that_cannot_be_read_are_told_and_kept_in_a_copy_and_the_others_are_known() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join(NAME);
    let text = r#"{"hadir_students": 1, "students": {
        "a": {"name": "Ani"}, "../b": {}, "c": {"name": 7},
        "d": {"consent": {"at": "2026-07-13T07:05:00Z", "text": "gone"}}, "e": {"later": true}}}"#;
    fs::write(&file, text).unwrap();
    let register = Register::open(data.path());
    let people = register.snapshot();
    assert!(people.iter().map(|(id, _)| id.as_str()).eq(["a", "e"]));
    let problems = register.problems();
    let [RegisterProblem::Entries { refused, now: Some(copy), .. }] = &problems[..] else { panic!("{problems:?}") };
    assert!(refused.iter().map(|(id, _)| id.as_str()).eq(["../b", "c", "d"]), "{refused:?}");
    Register::open(data.path());
    register.set(id("f"), named("Fajar")).unwrap();
    assert_eq!(fs::read_to_string(copy).unwrap(), text);
    assert_eq!(register.set_asides(), std::slice::from_ref(copy));
}

#[test]
fn a_newer_hadirs_file_is_left_alone() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join(NAME);
    let text = r#"{"hadir_students": 2, "pupils": []}"#;
    fs::write(&file, text).unwrap();
    let register = Register::open(data.path());
    assert!(matches!(register.set(id("a"), named("Ani")), Err(RegisterError::Newer(_))));
    assert!(matches!(register.forget(&id("a")), Err(RegisterError::Newer(_))));
    assert!(matches!(&register.problems()[..], [RegisterProblem::Newer { version: 2, .. }]));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert!(register.snapshot().is_empty());
}

#[test]
fn what_cannot_be_read_is_neither_set_aside_nor_written() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join(NAME)).unwrap();
    let register = Register::open(data.path());
    assert!(matches!(register.set(id("a"), named("Ani")), Err(RegisterError::Read(..))));
    assert!(matches!(&register.problems()[..], [RegisterProblem::Unreadable { .. }]));
}

#[test]
fn what_could_not_be_written_is_not_known_either() {
    let data = tempfile::tempdir().unwrap();
    let register = Register::open(data.path());
    register.set(id("a"), named("Ani")).unwrap();
    // The folder is gone, and something else is in its place.
    fs::remove_dir_all(data.path()).unwrap();
    fs::write(data.path(), "").unwrap();
    assert!(register.set(id("a"), named("Anisa")).is_err());
    assert_eq!(register.snapshot().name(&id("a")), "Ani");
    fs::remove_file(data.path()).unwrap();
    register.set(id("b"), named("Budi")).unwrap();
    assert_eq!(Register::open(data.path()).snapshot().len(), 2);
}
