//! The screen of an unattended door, who is greeted, and those who are not enrolled.

use std::sync::Arc;

use eframe::egui::Key;
use hadir::station::View;
use hadir::station::view::{CameraState, EngineState, JournalState};
use hadir::words::Text;

use super::Reader;
use crate::door_mode::{busy_door, with_pin};
use crate::fake::{arrival, door};
use crate::strangers::with_strangers;

#[test]
fn the_door_screens_words_are_from_the_files() {
    let mut reader = Reader::new("door screen", with_pin(busy_door()));
    reader.read_closely();
    reader.show(|view| {
        let arrivals = Arc::make_mut(&mut view.arrivals);
        arrivals.insert(0, arrival(2, Some("budi"), 0.3));
        arrivals.insert(0, arrival(3, None, 0.7));
    });
    reader.key(Key::F12).read_closely();
    for digit in ["2", "5"] {
        reader.press(digit);
    }
    reader.press("Done");
    std::thread::sleep(std::time::Duration::from_millis(500));
    reader.show(|_| {}).done();

    let failing = JournalState::Failing { message: Text::NOTHING, advice: Text::NOTHING };
    let states = [
        View { journal: failing, ..busy_door() },
        View { engine: EngineState::Failed { message: Text::NOTHING, advice: Text::NOTHING }, ..busy_door() },
        View { camera: CameraState::None, ..busy_door() },
    ];
    for view in states {
        Reader::new("door in trouble", with_pin(view)).read_closely().done();
    }
}

#[test]
fn the_words_about_those_who_are_not_enrolled_are_from_the_files() {
    let mut reader = Reader::new("not enrolled", with_strangers()).open(Key::F4);
    reader.press("Not enrolled (2)").read_closely();
    reader.press("Dismiss all").read_closely().press("Leave them");
    reader.show(|view| view.strangers.listed = Some(Arc::default())).read_closely().done();
    let mut reader = Reader::new("one not enrolled", with_strangers()).open(Key::F4);
    reader.press("Not enrolled (2)");
    let card = reader.nodes().find(|node| super::name(node).contains("came once")).map(|node| super::name(&node));
    reader.press(&card.unwrap()).read_closely().press("Dismiss").read_closely().done();
}

#[test]
fn the_settings_of_the_door_are_from_the_files() {
    let mut reader = Reader::of([1280.0, 5200.0], "settings", door(), hadir::ui::files::Chosen::Nothing).open(Key::F8);
    reader.type_into("New PIN", "12").type_into("The same again", "34").read();
    let pin = with_pin(door()).settings.door_pin.clone();
    reader.show(|view| {
        let settings = Arc::make_mut(&mut view.settings);
        (settings.door_pin, settings.strangers_days.value) = (pin, Some(7));
        view.strangers = with_strangers().strangers;
    });
    reader.press("Replace the PIN").done();
}
