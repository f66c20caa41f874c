//! The timetable on the command line.

use crate::pc::{Pc, code, printed, said};

#[test]
fn a_station_without_a_window_is_given_its_timetable() {
    let pc = Pc::new();
    std::fs::write(pc.path("list.csv"), "NIS;Nama;Kelas\n17;Budi Santoso;7B\n").unwrap();
    assert_eq!(code(&pc.hadir(["students", "import", "list.csv", "--yes"]).output().unwrap()), 0);
    let add = |arguments: &[&str]| pc.hadir(["sessions", "add"].iter().chain(arguments)).output().unwrap();
    let output = add(&["7b", "--from", "07:00", "--until", "8.30", "--days", "mon,Wed,jum", "--limited"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(printed(&output), "1  07:00–08:30, late from 07:10  Mon Wed Fri  7B\n");
    assert!(!said(&output).contains("Nobody is in this class"), "{}", said(&output));
    let output = add(&["--from", "9", "--until", "10", "--late-from", "9:05", "--on", "2026-11-24"]);
    assert_eq!(printed(&output), "2  09:00–10:00, late from 09:05  2026-11-24  everyone\n", "{}", said(&output));
    let output = add(&["9Z", "--from", "11", "--until", "12", "--last", "2099-06-30"]);
    assert!(said(&output).contains("Nobody is in this class yet"), "{}", said(&output));

    for wrong in [
        &["7B", "--from", "9", "--until", "8"][..],
        &["7B", "--from", "soon", "--until", "8"],
        &["7B", "--from", "7", "--until", "8", "--days", "someday"],
        &["--from", "7", "--until", "8", "--limited"],
        &["7B", "--from", "7", "--until", "8", "--on", "2026-11-24", "--days", "mon"],
    ] {
        assert_eq!(code(&add(wrong)), 2, "{wrong:?}");
    }
    let timetable = || printed(&pc.hadir(["sessions", "timetable"]).output().unwrap());
    assert_eq!(timetable().lines().count(), 3, "{}", timetable());
    assert_eq!(code(&pc.hadir(["sessions", "remove", "1"]).output().unwrap()), 0);
    let again = pc.hadir(["sessions", "remove", "1"]).output().unwrap();
    assert_eq!(code(&again), 2);
    assert!(said(&again).contains("There is no line 1"), "{}", said(&again));
    assert!(timetable().starts_with("2  ") && timetable().contains("\n3  "), "{}", timetable());
}
