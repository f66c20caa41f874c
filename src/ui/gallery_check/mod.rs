//! Looking through everyone's photos: which are perhaps of somebody else, and who is perhaps enrolled twice. One finding
//! after the other, with the pictures side by side and what can be done about it.

use eframe::egui::{
    Align, Button, Key, Label, Layout, Modifiers, ProgressBar, RichText, Role, ScrollArea, TextStyle, Ui, UiBuilder,
    vec2,
};

use super::icons::{self, Icon};
use super::language::say;
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone};
use super::{Scene, removal, shelf};
use crate::core::{Pair, StudentId};
use crate::gallery::check::Misplaced;
use crate::gallery::{Snapshot, TemplateKey};
use crate::station::Command;
use crate::station::check::CheckedGallery;

mod finding;

/// Where the person is in what was found.
#[derive(Default)]
pub struct State {
    is_open: bool,
    /// Which finding is looked at.
    at: usize,
    /// Findings that are right as they are. They are forgotten when the screen is left.
    in_order: Vec<Mark>,
    removing: Option<removal::Photo>,
}

/// What tells one finding from another, whichever check it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Photo(StudentId, TemplateKey),
    Pair([StudentId; 2]),
}

/// Something that was found.
#[derive(Debug, Clone, Copy)]
enum Finding<'a> {
    Photo(&'a Misplaced),
    Pair(&'a Pair),
}

impl Finding<'_> {
    fn mark(&self) -> Mark {
        match self {
            Self::Photo(found) => Mark::Photo(found.student.clone(), found.photo.clone()),
            Self::Pair(pair) => Mark::Pair(pair.students.clone()),
        }
    }

    /// Whether all it is about is still enrolled.
    fn is_there(&self, gallery: &Snapshot) -> bool {
        match self {
            Self::Photo(found) => gallery
                .student(&found.student)
                .is_some_and(|student| student.templates.iter().any(|template| template.key == found.photo)),
            Self::Pair(pair) => pair.students.iter().all(|student| gallery.student(student).is_some()),
        }
    }
}

impl State {
    /// Whether it is looked at, in place of the students.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Back to the students.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    fn open(&mut self, scene: &mut Scene<'_>) {
        self.is_open = true;
        let check = &scene.view.check;
        let is_known = check.result.as_ref().is_some_and(|result| result.is_of(&scene.view.gallery.templates));
        if check.running.is_none() && !is_known {
            scene.send(Command::CheckGallery);
        }
    }

    /// What is still to be looked at.
    fn findings<'a>(&self, result: &'a CheckedGallery, gallery: &Snapshot) -> Vec<Finding<'a>> {
        let photos = result.findings.misplaced.iter().map(Finding::Photo);
        let all = photos.chain(result.findings.same.iter().map(Finding::Pair));
        all.filter(|found| found.is_there(gallery) && !self.in_order.contains(&found.mark())).collect()
    }
}

/// The button in the header of the students, and the way back.
pub fn header_button_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if state.is_open {
        if Action::plain(Icon::ArrowLeft, say!("gallery-check-back")).show(ui).clicked() {
            state.close();
        }
        return;
    }
    if scene.view.gallery.students.is_empty() {
        return;
    }
    let pressed = match ui.ctx().content_rect().width() < 1000.0 {
        true => widgets::icon_button(ui, Icon::ScanSearch, &say!("gallery-check-open")).clicked(),
        false => Action::plain(Icon::ScanSearch, say!("gallery-check-open")).show(ui).clicked(),
    };
    if pressed {
        state.open(scene);
    }
}

/// The screen.
pub fn gallery_check_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let check = scene.view.check.clone();
    if let Some((done, total)) = check.running {
        return running_ui(ui, scene, done, total);
    }
    let Some(result) = check.result else {
        widgets::placeholder(ui, Icon::ScanSearch, &say!("gallery-check-title"), &say!("gallery-check-text"), |ui| {
            again_ui(ui, scene, say!("gallery-check-start"), true);
        });
        return;
    };
    let is_fresh = result.is_of(&scene.view.gallery.templates);
    if !is_fresh {
        let (text, advice) = (say!("gallery-check-changed"), say!("gallery-check-changed-advice"));
        widgets::banner(ui, Tone::Calm, Icon::History, &text, &advice, |ui| {
            again_ui(ui, scene, say!("gallery-check-again"), false);
        });
        ui.add_space(GAP);
    }
    let findings = state.findings(&result, &scene.view.gallery);
    if findings.is_empty() {
        let all = result.findings.misplaced.len() + result.findings.same.len();
        let title = if all == 0 { say!("gallery-check-nothing") } else { say!("gallery-check-all-seen") };
        let text = say!("gallery-check-looked-at", count = result.findings.photos);
        widgets::placeholder(ui, Icon::CircleCheck, &title, &text, |ui| {
            if Action::primary(Icon::ArrowLeft, say!("gallery-check-back-to")).show(ui).clicked() {
                state.close();
            }
            if is_fresh {
                again_ui(ui, scene, say!("gallery-check-again"), false);
            }
        });
    } else {
        state.at = state.at.min(findings.len() - 1);
        one_ui(ui, state, scene, &findings);
    }
    removal::ask_ui(ui, &mut state.removing, scene);
    let nothing_nearer = ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if nothing_nearer && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        state.close();
    }
}

fn again_ui(ui: &mut Ui, scene: &mut Scene<'_>, text: String, first: bool) {
    let icon = if first { Icon::ScanSearch } else { Icon::RotateCcw };
    let action = if first { Action::primary(icon, text) } else { Action::plain(icon, text) };
    if action.show(ui).clicked() {
        scene.send(Command::CheckGallery);
    }
}

/// How far it is.
fn running_ui(ui: &mut Ui, scene: &mut Scene<'_>, done: usize, total: usize) {
    let text = say!("gallery-check-running-text");
    let mut cancel = false;
    widgets::placeholder(ui, Icon::ScanSearch, &say!("gallery-check-running"), &text, |ui| {
        let palette = theme::palette(ui);
        let share = done as f32 / total.max(1) as f32;
        let bar = ProgressBar::new(share).fill(palette.accent).corner_radius(5).desired_height(10.0);
        let response = ui.add(bar.desired_width(300.0));
        let progress = say!("gallery-check-progress", done = done, total = total);
        widgets::named(&response, Role::ProgressIndicator, &progress);
        ui.label(progress);
        ui.add_space(GAP);
        cancel = Action::plain(Icon::X, say!("gallery-check-cancel")).show(ui).clicked();
    });
    if cancel {
        scene.send(Command::CancelCheck);
    }
}

/// One finding, and the way to the next.
fn one_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, findings: &[Finding<'_>]) {
    let shown = findings[state.at];
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        steps_ui(ui, state, findings.len());
        ui.add_space(GAP);
        let (above, under) = shelf::split(ui, "finding", ui.available_rect_before_wrap());
        ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
            let area = ScrollArea::vertical().auto_shrink(false).id_salt(state.at);
            area.show(ui, |ui| match shown {
                Finding::Photo(found) => finding::photo_ui(ui, scene, found),
                Finding::Pair(pair) => finding::pair_ui(ui, scene, pair),
            });
        });
        let mut answer = None;
        shelf::keep(ui, "finding", under, |ui| {
            answer = match shown {
                Finding::Photo(found) => finding::photo_actions_ui(ui, scene, found),
                Finding::Pair(pair) => finding::pair_actions_ui(ui, scene, pair),
            };
        });
        match answer {
            Some(finding::Answer::InOrder) => state.in_order.push(shown.mark()),
            Some(finding::Answer::Remove(photo)) => state.removing = Some(photo),
            Some(finding::Answer::Open(student)) => scene.open(&student),
            None => {}
        }
    });
}

/// Which of how many, and to the others: with the arrows too, where nothing is typed.
fn steps_ui(ui: &mut Ui, state: &mut State, count: usize) {
    let free = state.removing.is_none() && !ui.ctx().egui_wants_keyboard_input();
    let pressed = |ui: &Ui, key| free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    ui.horizontal(|ui| {
        let word = RichText::new(say!("gallery-check-which", at = state.at + 1, count = count));
        ui.add(Label::new(word.text_style(TextStyle::Heading)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, name, key, to) in [
                (Icon::ChevronRight, say!("gallery-check-next"), Key::ArrowRight, state.at.checked_add(1)),
                (Icon::ChevronLeft, say!("gallery-check-before"), Key::ArrowLeft, state.at.checked_sub(1)),
            ] {
                let to = to.filter(|to| *to < count);
                let button = Button::new(icons::atom(icon, 22.0)).min_size(vec2(44.0, theme::CONTROL_HEIGHT));
                let response = ui.add_enabled(to.is_some(), button);
                widgets::named(&response, Role::Button, &name);
                let go = response.on_hover_text(name).clicked() || pressed(ui, key);
                if let (true, Some(to)) = (go, to) {
                    state.at = to;
                }
            }
        });
    });
}
