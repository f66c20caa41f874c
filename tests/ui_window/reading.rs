//! Who cannot see the window has it read out, and who cannot point is led through it by the keyboard: every control has a
//! name of its own, Tab comes to each, and nothing is cut or lies over something else, however large the text is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::accesskit::Action;
use eframe::egui::{Key, Rect, Role, Shape};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use hadir::settings::{Change, Value};
use hadir::station::{Command, View};
use hadir::ui::files::Chosen;
use hadir::words::Language;

use crate::fake::{Window, cut_texts, press, window_of};
use crate::live::with_arrivals;
use crate::welcome::fresh_view;
use crate::window::{rows, states};

/// What is read here: each state of each screen, with the key that opens it. A screen that is new gets a line here.
fn screens() -> Vec<(&'static str, Key, View)> {
    let mut all = states();
    all.push(("arrivals", Key::F1, with_arrivals()));
    all.push(("strangers", Key::F4, crate::strangers::with_strangers()));
    all.push(("welcome", Key::F1, fresh_view()));
    all
}

/// Told apart from each other by what they show, which nobody reads: rows of a table, and what the pointer drags.
const NOT_CONTROLS: [Role; 5] = [Role::Label, Role::TextRun, Role::ScrollBar, Role::Window, Role::Splitter];

/// Whether it is there to be pressed, chosen or typed into.
fn is_control(node: &Node<'_>) -> bool {
    let takes = supports(node, Action::Click) || supports(node, Action::Focus);
    let node = node.accesskit_node();
    let role = node.role();
    takes && !node.is_disabled() && !node.is_hidden() && !NOT_CONTROLS.contains(&role)
}

fn supports(node: &Node<'_>, action: Action) -> bool {
    node.accesskit_node().data().supports_action(action)
}

/// What is typed into, or moved by the arrows.
fn pressed_otherwise(role: Role) -> bool {
    matches!(
        role,
        Role::TextInput | Role::MultilineTextInput | Role::PasswordInput | Role::Slider | Role::SpinButton | Role::List
    )
}

/// What it is called.
fn name(node: &Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default().trim().to_owned()
}

/// The name of the row, list or group that it stands in, if it has one; else which part of the window: a question lies over
/// the screen that asks it.
fn stands_in(node: &Node<'_>) -> String {
    let (mut part, mut parent) = (String::new(), node.accesskit_node().parent());
    while let Some(up) = parent {
        match up.label().filter(|label| !label.trim().is_empty()) {
            Some(label) => return label,
            None => {
                // Below the root, and the window's own node in it.
                if up.parent().is_some_and(|above| above.parent().is_some()) {
                    part = format!("{:?}", up.id());
                }
                parent = up.parent();
            }
        }
    }
    part
}

/// What is wrong with how a window is read out.
pub fn unreadable(window: &Window) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut called = BTreeMap::<(String, String, String), usize>::new();
    for node in window.root().children_recursive() {
        let role = node.accesskit_node().role();
        if is_control(&node) {
            let name = name(&node);
            if name.is_empty() {
                wrong.push(format!("a {role:?} without a name at {:?}", node.rect()));
            }
            if !pressed_otherwise(role) && !supports(&node, Action::Click) {
                wrong.push(format!("a {role:?} that no key presses: {name:?}"));
            }
            *called.entry((format!("{role:?}"), name, stands_in(&node))).or_default() += 1;
        }
        if role == Role::Image && name(&node).is_empty() {
            wrong.push(format!("a picture without a description at {:?}", node.rect()));
        }
    }
    let twice = called.into_iter().filter(|((_, name, _), count)| *count > 1 && !name.is_empty());
    wrong.extend(twice.map(|((role, name, inside), count)| format!("{count} {role}s called {name:?} in {inside:?}")));
    wrong
}

fn open(size: [f32; 2], key: Key, mut view: View, language: Language) -> Window {
    Arc::make_mut(&mut view.settings).language = Value { value: language, ..Value::default() };
    let (mut window, fake) = window_of(size, view, Chosen::Nothing);
    fake.answer_log(100, rows);
    press(&mut window, key);
    window.run();
    window
}

#[test]
fn every_control_is_read_out_by_a_name_of_its_own() {
    let mut problems = BTreeSet::new();
    for (about, key, view) in screens() {
        let window = open([1280.0, 4200.0], key, view, Language::Indonesian);
        problems.extend(unreadable(&window).into_iter().map(|wrong| format!("{about}: {wrong}")));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

/// What the keyboard can come to, by role, name and what it stands in.
fn told(node: &Node<'_>) -> (String, String, String) {
    let role = node.accesskit_node().role();
    (format!("{role:?}"), name(node), stands_in(node))
}

#[test]
fn tab_comes_to_every_control_and_back_to_the_first() {
    let mut problems = BTreeSet::new();
    for (about, key, view) in screens() {
        let mut window = open([1280.0, 800.0], key, view, Language::English);
        let controls = |window: &Window| -> BTreeSet<_> {
            let focusable = |node: &Node<'_>| {
                // The number at a slider is a line to type once the keyboard is there, and called otherwise.
                let is_number = node.accesskit_node().role() == Role::SpinButton;
                is_control(node) && supports(node, Action::Focus) && !is_number
            };
            window.root().children_recursive().filter(focusable).map(|node| told(&node)).collect()
        };
        let at = |window: &Window| window.root().children_recursive().find(Node::is_focused).map(|node| told(&node));
        let mut seen = BTreeSet::new();
        let wanted = controls(&window);
        let mut first = None;
        for _ in 0..400 {
            window.key_press(Key::Tab);
            window.step();
            let Some(here) = at(&window) else { continue };
            if first.as_ref() == Some(&here) && seen.len() > 1 {
                break;
            }
            first.get_or_insert_with(|| here.clone());
            seen.insert(here);
        }
        let missed: Vec<_> = wanted.difference(&seen).collect();
        problems.extend(missed.into_iter().map(|missed| format!("{about}: {missed:?}")));
    }
    assert!(problems.is_empty(), "Tab does not come to {problems:#?}");
}

/// Texts that lie over each other.
fn overlapping(window: &Window) -> Vec<String> {
    fn collect(clip: Rect, shape: &Shape, texts: &mut Vec<(Rect, String)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(clip, shape, texts)),
            Shape::Text(text) => {
                let rect = text.visual_bounding_rect().intersect(clip).shrink(1.5);
                if rect.is_positive() && !text.galley.text().trim().is_empty() {
                    texts.push((rect, text.galley.text().to_owned()));
                }
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    window.output().shapes.iter().for_each(|clipped| collect(clipped.clip_rect, &clipped.shape, &mut texts));
    let mut over = Vec::new();
    for (place, (rect, text)) in texts.iter().enumerate() {
        let others = texts[place + 1..].iter().filter(|(other, said)| other.intersects(*rect) && said != text);
        over.extend(others.map(|(other, said)| format!("{text:?} at {rect:?} and {said:?} at {other:?}")));
    }
    over
}

/// What of a window cannot be read on a screen.
fn illegible(size: [f32; 2], about: &str, key: Key, view: View, language: Language) -> Vec<String> {
    let window = open(size, key, view, language);
    let mut problems: Vec<_> = cut_texts(&window).into_iter().map(|cut| format!("cut: {cut}")).collect();
    problems.extend(overlapping(&window).into_iter().map(|over| format!("over each other: {over}")));
    problems.into_iter().map(|problem| format!("{about} at {size:?} in {language:?}: {problem}")).collect()
}

#[test]
fn on_a_small_screen_and_with_text_of_twice_the_size_nothing_is_cut_or_lies_over_something_else() {
    let mut problems = BTreeSet::new();
    // 1280 x 800 with text of twice the size is 640 x 400.
    for size in [[1024.0, 600.0], [640.0, 400.0]] {
        for (about, key, view) in screens() {
            for language in Language::ALL {
                problems.extend(illegible(size, about, key, view.clone(), language));
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_space_bar_and_enter_press_what_the_keyboard_is_at() {
    for key in [Key::Space, Key::Enter] {
        let go = |from: Key, at: &str| {
            let (mut window, fake) = window_of([1280.0, 4200.0], crate::check::morning(), Chosen::Nothing);
            press(&mut window, from);
            window.run();
            fake.sent();
            window.query_all_by_label(at).find(is_control).unwrap().focus();
            window.run();
            press(&mut window, key);
            window.run();
            (window, fake)
        };
        go(Key::F1, "Log").0.get_by_label("Search the log");
        go(Key::F7, "Data settings: 420 MB free where the data folder is.").0.get_by_label("Data folder");
        let sent = go(Key::F8, "Send it").1.sent();
        assert!(sent.contains(&Command::Change(Change::SendSessions(true))), "{sent:?}");
    }
}
