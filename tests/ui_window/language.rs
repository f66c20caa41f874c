//! Everything on every screen comes from `assets/locales`: each state a screen can be in is drawn in a language in which
//! those texts stand between marks, and what is found outside of them is a text that no translator can reach.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, MissingGlyphPolicy, Modifiers, Pos2, Rect, Role};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;
use hadir::station::View;
use hadir::ui::files::Chosen;
use hadir::words::Language;

use crate::fake::{Fake, Window, press, texts, window_of};
use crate::reading::unreadable;

mod class;
mod door;
mod enrolling;
mod office;
mod students;
mod unattended;

const MARKS: [char; 2] = ['⟦', '⟧'];

/// What a person, a camera, a computer or another program is called, or says: the same in every language.
const DATA: &[&str] = &[
    // Of students, and what is typed.
    "budi",
    "Anto",
    "Alip",
    "Budi",
    "Citra",
    "Dewi",
    "Eka",
    "eka",
    "Gita",
    "gita",
    "flu",
    "Budi Santoso",
    "Ani Lestari",
    "Citra",
    "Dewi",
    "Eka",
    "7A",
    "7B",
    "7 b",
    "in front",
    "Ibu Sari",
    "I agree.",
    "Ja.",
    "anto",
    "Citra Lestari",
    "citra",
    "dewi",
    "alip",
    "yoga",
    "7B/031",
    "7B",
    "8A",
    "Budi Santoso, 7B",
    "Citra Lestari, 7B",
    "Ibu Sari",
    "student",
    "bud",
    "zzz",
    // Of cameras, files and computers.
    "Door camera",
    "USB Camera",
    "Integrated Camera",
    "clip.mp4",
    "known_faces",
    "blurred.jpg",
    "a.jpg",
    "list.csv",
    "hadir-students-",
    ".xlsx",
    "NIS",
    "Nama",
    "Kelas",
    "Rombel",
    "Alamat",
    "front.jpg",
    "eka.npy",
    "fajar.npy",
    "data/embeddings/",
    ".damaged",
    "10.0.0.5:8000",
    "Asia/Jakarta",
    "http://",
    "https://",
    "127.0.0.1",
    "192.168.1.20",
    "intranet.school.example",
    "school.example",
    // Of the program, its languages and its settings' origins.
    "Hadir",
    "English",
    "Bahasa Indonesia",
    "FACE_TOLERANCE",
    "ATTENDANCE_API_KEY",
    "--data",
    // What the main API said.
    "who are you?",
    "come back later",
    "come back",
    "student unknown",
    "not known",
    "no database",
    "thanks",
    "thank you",
    "Nobody listens.",
    "welcome",
    "no such page",
    "{\"token\":\"4711\"}",
    // Keys of the keyboard.
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F12",
    "Kelas 7B",
    "hadir forget-pin",
];

/// Sentences that the window's stories have the station say in their own words.
const STORIES: &[&str] = &[
    "Do this.",
    "The disk is full.",
    "Make room on it; recording goes on by itself.",
    "A model file is missing.",
    "Get the models again and press “Try again”.",
    "The picture could not be saved: the disk is full.",
    "USB Camera stopped giving pictures",
    "Look whether its plug is in, and put it in again.",
    "no face was found",
    "I agree.",
    "Nobody listens at 10.0.0.5:8000.",
    "Start the other Hadir and switch its server on in its Settings, or correct the address.",
];

/// Someone who looks at a window in the marked language, and writes down what is outside of the marks.
struct Reader {
    window: Window,
    fake: Arc<Fake>,
    /// What the window is about: for the report.
    about: &'static str,
    /// Widgets the pointer has rested on: what they tell then is read once.
    rested_on: BTreeSet<String>,
    outside: BTreeSet<String>,
    /// What cannot be read out.
    unreadable: BTreeSet<String>,
}

impl Reader {
    fn new(about: &'static str, view: View) -> Self {
        Self::of([1280.0, 800.0], about, view, Chosen::Nothing)
    }

    /// The same with a size, and what a dialog answers.
    fn of(size: [f32; 2], about: &'static str, view: View, answer: Chosen) -> Self {
        let (mut window, fake) = window_of(size, view, answer);
        window.ctx.all_styles_mut(|style| {
            style.interaction.tooltip_delay = 0.0;
            style.interaction.show_tooltips_only_when_still = false;
        });
        // No font has the marks.
        window.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
        fake.show(|view| {
            let settings = Arc::make_mut(&mut view.settings);
            settings.language.value = Language::Marked;
            settings.data.value = PathBuf::from("/srv/hadir");
        });
        window.run();
        Self { window, fake, about, rested_on: BTreeSet::new(), outside: BTreeSet::new(), unreadable: BTreeSet::new() }
    }

    /// Opens a screen by its key.
    fn open(mut self, key: Key) -> Self {
        press(&mut self.window, key);
        self.window.run();
        self
    }

    /// Changes what there is to see, and reads it.
    fn show(&mut self, change: impl FnOnce(&mut View)) -> &mut Self {
        self.fake.show(change);
        self.window.run();
        self.read()
    }

    /// Reads what is there now.
    fn read(&mut self) -> &mut Self {
        let names = self.nodes().flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value(), node.description(), node.placeholder().map(str::to_owned)]
        });
        let names: Vec<String> = names.flatten().collect();
        self.keep(names.into_iter().chain(texts(&self.window)));
        let about = self.about;
        self.unreadable.extend(unreadable(&self.window).into_iter().map(|wrong| format!("{about}: {wrong}")));
        self
    }

    /// Writes down what is in no file.
    fn keep(&mut self, texts: impl Iterator<Item = String>) {
        self.outside.extend(texts.filter_map(|text| outside(&text)).map(|text| format!("{}: {text}", self.about)));
    }

    /// Reads it, and what each widget in sight tells when the pointer rests on it.
    fn read_closely(&mut self) -> &mut Self {
        self.read();
        let screen = self.window.ctx.content_rect();
        let placed = self.nodes().filter(|node| node.accesskit_node().bounding_box().is_some());
        let called = |node: Node<'_>| {
            (
                format!("{:?} {} {}", node.accesskit_node().role(), node.accesskit_node().is_disabled(), name(&node)),
                node.rect(),
            )
        };
        let places: Vec<(String, Rect)> = placed.map(called).collect();
        for (widget, rect) in places {
            if screen.contains(rect.center()) && rect.is_positive() && self.rested_on.insert(widget) {
                self.window.hover_at(rect.center());
                self.window.step();
                self.window.step();
                self.keep(texts(&self.window).into_iter());
            }
        }
        self.window.hover_at(Pos2::new(1.0, 1.0));
        self.window.run();
        self
    }

    /// Presses what is called so in English, and reads what comes of it.
    fn press(&mut self, english: &str) -> &mut Self {
        self.find(english).click();
        self.window.run();
        self.window.run();
        self.read()
    }

    /// Presses a key, and reads what comes of it.
    fn key(&mut self, key: Key) -> &mut Self {
        press(&mut self.window, key);
        self.window.run();
        self.read()
    }

    /// Types into what is called so in English, and reads what comes of it.
    fn type_into(&mut self, english: &str, text: &str) -> &mut Self {
        self.focus(english);
        self.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.window.run();
        self.find(english).type_text(text);
        self.window.run();
        self.read()
    }

    /// Takes the keyboard to what is called so in English.
    fn focus(&mut self, english: &str) -> &mut Self {
        self.find(english).focus();
        self.window.run();
        self
    }

    fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.window.root().children_recursive()
    }

    /// What can be pressed or typed into, by its English name; of several, the last: a question lies over what asked it.
    fn find(&self, english: &str) -> Node<'_> {
        let called = |node: &Node<'_>| {
            !matches!(node.accesskit_node().role(), Role::Label | Role::TextRun) && name(node) == english
        };
        let Some(node) = self.nodes().filter(called).last() else {
            let names: BTreeSet<String> = self.nodes().map(|node| name(&node)).collect();
            panic!("{}: nothing is called {english} among {names:#?}", self.about)
        };
        node
    }

    /// Everything was in the files, and can be read out.
    #[track_caller]
    fn done(&mut self) {
        assert!(self.outside.is_empty(), "not from assets/locales: {:#?}", self.outside);
        assert!(self.unreadable.is_empty(), "not to be read out: {:#?}", self.unreadable);
    }
}

/// What a widget is called in English.
fn name(node: &Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default().replace(MARKS, "")
}

/// The text, if there are words in it which are neither between marks nor data.
fn outside(text: &str) -> Option<String> {
    let (mut rest, mut depth) = (String::new(), 0_usize);
    for letter in text.chars() {
        match letter {
            '⟦' => {
                depth += 1;
                rest.push(' ');
            }
            '⟧' => depth = depth.saturating_sub(1),
            _ if depth == 0 => rest.push(letter),
            _ => {}
        }
    }
    // Files, and a key that was made just now.
    let of_nobody = |word: &&str| !word.starts_with('/') && !word.starts_with("whsec_");
    let mut rest = rest.split_whitespace().filter(of_nobody).collect::<Vec<_>>().join(" ");
    // The initials of a name stand alone.
    let are_initials = rest.chars().count() <= 2 && rest.chars().all(char::is_uppercase);
    if are_initials || !rest.contains(char::is_alphabetic) {
        return None;
    }
    let mut data: Vec<&str> = DATA.iter().chain(STORIES).copied().collect();
    data.sort_by_key(|data| std::cmp::Reverse(data.len()));
    for data in data {
        rest = rest.replace(data, " ");
    }
    rest.contains(char::is_alphabetic).then(|| text.to_owned())
}

#[test]
fn a_text_that_is_in_no_file_is_found() {
    for said in ["⟦All of it⟧", "budi⟦ is not there⟧", "12 × 7", "", "⟦Recognised by ⟧10.0.0.5:8000⟦, in ⟧0.2⟦ s⟧"]
    {
        assert_eq!(outside(said), None, "{said}");
    }
    for said in ["Save", "⟦Save⟧ it", "budi is not there"] {
        assert_eq!(outside(said).as_deref(), Some(said));
    }
}
