//! The students: their list, one of them, the school's list on its sheet, and who was removed.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Key;
use hadir::core::{Consent, People, Person};
use hadir::register::list::ImportOptions;
use hadir::register::{Left, Receipt};
use hadir::settings::Settings;
use hadir::station::View;
use hadir::station::view::{Import, ImportState};
use hadir::ui::files::Chosen;

use super::Reader;
use crate::fake::{door, id, run_until};
use crate::students::{known, plan, planned, receipt, school};

#[test]
fn the_words_about_students_are_from_the_files() {
    let mut view = school();
    Arc::make_mut(&mut view.settings).consent_text.value = Some("I agree.".into());
    let mut reader = Reader::of([1280.0, 1200.0], "students", view, Chosen::Nothing).open(Key::F4);
    reader.read_closely().press("Which class").key(Key::Escape);
    reader.press("Citra, 7A, no photos yet").read_closely();
    reader.press("Pick a class").key(Key::Escape);
    reader.type_into("Class", &"7".repeat(40)).key(Key::Enter).read_closely();
    reader.type_into("Name", "bud").key(Key::Enter).read_closely();
    std::thread::sleep(std::time::Duration::from_millis(10));
    for _ in 0..14 {
        reader.window.step();
    }
    reader.read_closely().press("Remove Citra").read_closely().press("Keep");
    let agreed = |by: Option<&str>| {
        let at = "2026-07-13T07:05:00Z".parse().unwrap();
        let consent = Consent { at, by: by.map(str::to_owned), text: "Ja.".into() };
        let person = Person { name: Some("Citra".to_owned()), consent: Some(consent), ..Person::default() };
        Arc::new(People::new([(id("19"), person)]))
    };
    for by in [None, Some("Ibu Sari")] {
        reader.show(|view| view.people = agreed(by)).read_closely();
    }
    reader.press("Withdraw…").read_closely().press("Leave it");
    reader.press("Close").press("No photos yet (1)").type_into("Search", "zzz").read_closely().press("Show everyone");
    reader.press("Export the list…").read_closely().key(Key::Escape).done();
}

#[test]
fn the_words_about_a_schools_list_are_from_the_files() {
    let mut reader = Reader::new("a list", planned()).open(Key::F4);
    reader.read_closely().press("How the list was read").read_closely();
    for kind in ["New (0)", "Changed (4)", "Left out (1)", "The same (0)"] {
        reader.press(kind).read_closely();
    }
    reader.press("Class").key(Key::Escape).press("Take over 4 students").read_closely().done();
    let with = |state| Some(Import { file: PathBuf::from("/home/me/list.csv"), state });
    for (new, changed) in [(1, 0), (4, 2)] {
        let plan = plan(&known(), &ImportOptions::default());
        reader.show(|view| view.import = with(ImportState::Done { plan, new, changed })).read_closely();
    }
    for (name, _, view) in crate::students::states() {
        let mut reader = Reader::new(name, view).open(Key::F4);
        reader.read_closely().done();
    }
    let mut reader = Reader::of([1280.0, 800.0], "a typed list", door(), Chosen::NoDialog).open(Key::F4);
    reader.press("Import a list…");
    run_until(&mut reader.window, |window| {
        window.ctx.text_edit_focused() || window.ctx.memory(|m| m.top_modal_layer().is_some())
    });
    reader.read_closely().done();
}

#[test]
fn the_words_about_removed_students_are_from_the_files() {
    let lefts = [
        Left::Log,
        Left::Faces("/srv/a".into()),
        Left::DamagedLog("/srv/b".into()),
        Left::Register("/srv/c".into()),
        Left::DamagedRegister("/srv/d".into()),
    ];
    let cut_off = Receipt { ended: None, ..receipt(3, "23", vec![]) };
    let receipts = vec![receipt(1, "21", vec![]), receipt(2, "22", lefts.to_vec()), cut_off];
    let view = View { receipts: Arc::new(receipts), settings: Arc::new(Settings::default()), ..school() };
    let mut reader = Reader::new("removed", view).open(Key::F4);
    reader.press("Removed (3)").read_closely();
    for student in ["21", "22", "23"] {
        let row = reader.nodes().find(|node| super::name(node).starts_with(&format!("{student}, ")));
        let row = super::name(&row.unwrap());
        reader.press(&row).read_closely();
    }
    reader.press("Export receipts…").read_closely().key(Key::Escape).done();
}
