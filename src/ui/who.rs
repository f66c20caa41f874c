//! Of whom it is unsure between two students: a person is asked, and says which with a key or a button.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Event, Key, Label, Layout, Rect, Response, RichText, Role, Sense, Shadow,
    Stroke, StrokeKind, TextStyle, TextureHandle, Ui, UiBuilder, Vec2, epaint, pos2, vec2,
};
use image::RgbImage;

use super::feed::on_screen;
use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, CARD_RADIUS, CONTROL_RADIUS, GAP, over_feed};
use super::{Scene, widgets};
use crate::core::{FaceBox, FrameSize, People, Standing, StudentId};
use crate::station::Command;
use crate::station::view::{self, CameraState, Outcome, Overlay, View};
use crate::text;
use crate::words::{Part, Text};

/// What is asked, and what came of what was.
#[derive(Default)]
pub struct State {
    question: Option<Question>,
    /// More faces to ask about when this is answered.
    waiting: usize,
    settled: Vec<Settled>,
    said: Option<Said>,
}

/// Which of two students a face is.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The number under which the face is followed.
    pub track: u64,
    /// In the order of the keys, which stays while this is asked: which is likelier may change.
    pub choices: [StudentId; 2],
    face: Asked,
    /// The window's time when it was asked first.
    since: f64,
}

/// The face of a question.
#[derive(Debug, Clone, PartialEq)]
enum Asked {
    /// It is in view: where, in a picture of which size.
    Here(FaceBox, FrameSize),
    /// It has gone, and looked like this.
    Gone(Arc<RgbImage>),
}

/// What a person said of a face.
struct Settled {
    track: u64,
    student: Option<StudentId>,
    at: f64,
}

struct Said {
    text: Text,
    /// What the person said was done.
    is_done: bool,
    at: f64,
}

/// What was meant for the face before is not taken for this one: keys and buttons answer after so many seconds.
const BREATH: f64 = 0.4;
/// Whoever is still unsure so many seconds after it was said is asked about again.
const ASK_AGAIN: f64 = 5.0;
/// What was settled is said for so many seconds.
const SAID: f64 = 4.0;
const HEIGHT: f32 = 116.0;

impl State {
    /// The face that is asked about.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Looks of whom it is unsure. Who has gone is asked about first, as that is not possible for long, and of those in view
    /// the largest: it is the nearest.
    pub fn follow(&mut self, view: &View, now: f64) {
        let overlay = view.overlay.as_ref().filter(|_| matches!(view.camera, CameraState::Live { .. }));
        let mut unsure = overlay.map(|overlay| questions(overlay, now)).unwrap_or_default();
        self.settled.retain(|settled| {
            let mut told = view.settled.iter().chain(view.settled_before.iter());
            let came = told.find(|came| came.track == settled.track && came.student == settled.student);
            if let Some(came) = came {
                let said =
                    Said { text: outcome_text(came, &view.people), is_done: came.outcome != Outcome::TooLate, at: now };
                // Of two at once, what was not done is what a person has to know.
                if !said.is_done || self.said.as_ref().is_none_or(|other| other.is_done || other.at < now) {
                    self.said = Some(said);
                }
            }
            let waits = came.is_none() && now - settled.at < ASK_AGAIN;
            if waits {
                unsure.retain(|question| question.track != settled.track);
            }
            waits
        });
        if self.said.as_ref().is_some_and(|said| now - said.at > SAID) {
            self.said = None;
        }
        self.waiting = unsure.len().saturating_sub(1);
        let same = self.question.take().and_then(|asked| {
            let now = unsure.iter().find(|question| question.track == asked.track)?;
            let same = now.choices.iter().all(|choice| asked.choices.contains(choice));
            same.then(|| Question { choices: asked.choices, since: asked.since, ..now.clone() })
        });
        self.question = same.or_else(|| unsure.into_iter().next());
    }

    fn settle(&mut self, scene: &mut Scene<'_>, answer: usize, now: f64) {
        let Some(question) = self.question.take() else { return };
        let student = question.choices.get(answer).cloned();
        scene.send(Command::Settle { track: question.track, student: student.clone() });
        self.settled.push(Settled { track: question.track, student, at: now });
    }
}

/// What there is to ask: of those who have gone, who left first; then, of those in view, the largest face; of equals, the
/// left one.
fn questions(overlay: &Overlay, now: f64) -> Vec<Question> {
    let in_view = overlay.faces.iter().filter_map(|face| match (&face.standing, face.track) {
        (Standing::Unsure(choices), Some(track)) => Some((face.face_box, track, choices)),
        _ => None,
    });
    let mut in_view: Vec<_> = in_view.collect();
    in_view.sort_by_key(|(face, ..)| (-i64::from(face.width()) * i64::from(face.height()), face.left));
    let question =
        |track, choices: &[StudentId; 2], face| Question { track, choices: choices.clone(), face, since: now };
    let gone = overlay.gone.iter().map(|gone| question(gone.track, &gone.choices, Asked::Gone(gone.crop.clone())));
    let in_view = in_view
        .into_iter()
        .map(|(face, track, choices)| question(track, choices, Asked::Here(face, overlay.frame_size)));
    gone.chain(in_view).collect()
}

/// Listens to the keys, and asks over the edge of the room that is further from the face, so that nothing moves. Gives
/// where there is something to read.
pub fn who_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, room: Rect, feed: Rect) -> Option<Rect> {
    let now = ui.input(|input| input.time);
    let Some(question) = state.question.clone() else {
        return said_ui(ui, state, feed, now);
    };
    let answers = now - question.since >= BREATH;
    if !answers {
        ui.ctx().request_repaint_after(Duration::from_secs_f64((BREATH - (now - question.since)).max(0.0) + 0.01));
    }
    let mirrored = scene.view.settings.mirror.value;
    let low = match question.face {
        Asked::Here(face, frame_size) => {
            let face = on_screen(rect_of(face), frame_size, feed, mirrored);
            face.center().y > feed.top() + feed.height() * 0.62
        }
        Asked::Gone(_) => false,
    };
    let room = room.shrink(10.0);
    let size = vec2(room.width().min(720.0), HEIGHT.min(room.height()));
    let align = if low { Align2::CENTER_TOP } else { Align2::CENTER_BOTTOM };
    let card = align.align_size_within_rect(size, room);
    let pressed = card_ui(ui, card, &question, answers, state.waiting, scene);
    if let Some(answer) = pressed.or_else(|| key(ui).filter(|_| answers)) {
        state.settle(scene, answer, now);
    }
    Some(card)
}

/// The key that was pressed: 0 and 1 for the first and second, 2 for neither. One that is held answers once, and what is
/// typed into a field answers nothing.
fn key(ui: &Ui) -> Option<usize> {
    if ui.ctx().text_edit_focused() || ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return None;
    }
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Key { key, pressed: true, repeat: false, modifiers, .. }
                if !(modifiers.ctrl || modifiers.alt || modifiers.command) =>
            {
                [Key::Num1, Key::Num2, Key::Num0].iter().position(|answers| answers == key)
            }
            _ => None,
        })
    })
}

/// The question and its answers, which can be pressed where it `answers`. Gives the one that was.
fn card_ui(
    ui: &mut Ui,
    card: Rect,
    question: &Question,
    answers: bool,
    waiting: usize,
    scene: &mut Scene<'_>,
) -> Option<usize> {
    let palette = theme::palette(ui);
    let shadow = Shadow { offset: [0, 4], blur: 18, spread: 0, color: Color32::from_black_alpha(90) };
    let radius = CornerRadius::same(CARD_RADIUS);
    ui.painter().add(shadow.as_shape(card, radius));
    ui.painter().rect(card, radius, palette.surface, Stroke::new(2.0, over_feed::UNSURE), StrokeKind::Inside);
    // Nothing under it is pressed.
    ui.interact(card, ui.scope_id().with("who"), Sense::CLICK);

    let inner = card.shrink2(vec2(14.0, 12.0));
    let face = Rect::from_min_size(inner.min, Vec2::splat(inner.height()));
    face_ui(ui, face, question, scene);
    let rest = Rect::from_min_max(pos2(face.right() + 14.0, inner.top()), inner.max);
    // The buttons of another question are others, though in the same place: what is pressed or held goes with its own.
    let of_this = UiBuilder::new().id_salt((question.track, &question.choices));
    let sense = if answers { Sense::click() } else { Sense::hover() };
    ui.scope_builder(of_this.max_rect(rest).layout(Layout::top_down(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, 4.0);
        ui.horizontal(|ui| {
            let title = RichText::new(say!("who-who")).text_style(theme::strong_style());
            let response = ui.add(Label::new(title));
            let [first, second] = question.choices.each_ref().map(|student| scene.view.people.label(student));
            let name = say!("who-asked", first = first, second = second);
            widgets::named(&response, Role::Alert, &name);
            let more = RichText::new(about(matches!(question.face, Asked::Gone(_)), waiting))
                .color(palette.text_soft)
                .text_style(TextStyle::Small);
            ui.add(Label::new(more).truncate());
        });
        let size = vec2((ui.available_width() - 2.0 * GAP) / 3.0, ui.available_height());
        ui.horizontal(|ui| {
            let mut answer = None;
            for (at, student) in question.choices.iter().enumerate() {
                let enrolled = scene.view.gallery.student(student);
                let pictured = enrolled.and_then(|student| student.templates.iter().find(|t| t.crop.is_some()));
                let texture = pictured.and_then(|template| scene.pictures.template(template));
                let face = Face::Of(texture.as_ref());
                let label = scene.view.people.label(student);
                let name = say!("who-this-is", student = label, key = at + 1);
                if answer_ui(ui, sense, size, face, &(at + 1).to_string(), label, &name).clicked() {
                    answer = Some(at);
                }
            }
            let (text, name) = (say!("who-neither"), say!("who-neither-name"));
            if answer_ui(ui, sense, size, Face::Nobody, "0", &text, &name).clicked() {
                answer = Some(question.choices.len());
            }
            answer
        })
        .inner
    })
    .inner
}

fn rect_of(FaceBox { top, right, bottom, left }: FaceBox) -> Rect {
    Rect::from_min_max(pos2(left as f32, top as f32), pos2(right as f32, bottom as f32))
}

/// The face that is asked about, as the camera sees it now, or saw it last.
fn face_ui(ui: &Ui, rect: Rect, question: &Question, scene: &mut Scene<'_>) {
    let (texture, mut uv) = match &question.face {
        Asked::Here(face, frame_size) => {
            let Some(frame) = &scene.view.preview else { return };
            let there = rect_of(*face);
            let size = vec2(frame_size.width as f32, frame_size.height as f32);
            let shown = Rect::from_center_size(there.center(), Vec2::splat(there.width().max(there.height()) * 1.4));
            let uv = Rect::from_min_max((shown.min.to_vec2() / size).to_pos2(), (shown.max.to_vec2() / size).to_pos2());
            (scene.pictures.preview(frame).id(), uv)
        }
        Asked::Gone(crop) => {
            let texture = scene.pictures.asked(question.track, crop);
            let size = texture.size_vec2();
            let shown = Vec2::splat(size.min_elem()) / size;
            (texture.id(), Rect::from_center_size(pos2(0.5, 0.5), shown))
        }
    };
    if scene.view.settings.mirror.value {
        std::mem::swap(&mut uv.min.x, &mut uv.max.x);
    }
    let shape = epaint::RectShape::filled(rect, CornerRadius::same(CONTROL_RADIUS), Color32::WHITE);
    ui.painter().add(shape.with_texture(texture, uv));
    let response = ui.interact(rect, ui.scope_id().with("face asked about"), Sense::hover());
    widgets::named(&response, Role::Image, &say!("who-face"));
}

/// What stands on an answer.
#[derive(Clone, Copy)]
enum Face<'a> {
    /// An enrolled picture, if it is there.
    Of(Option<&'a TextureHandle>),
    Nobody,
}

/// An answer: its key, whose it would be, what they look like.
fn answer_ui(ui: &mut Ui, sense: Sense, size: Vec2, face: Face<'_>, key: &str, text: &str, name: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    widgets::named(&response, Role::Button, name);
    // It looks the same from the beginning, so that nothing flickers.
    let visuals =
        if sense.interactive() { ui.style().interact(&response) } else { &ui.style().visuals.widgets.inactive };
    ui.painter().rect(
        rect,
        CornerRadius::same(CONTROL_RADIUS),
        visuals.weak_bg_fill,
        visuals.bg_stroke,
        StrokeKind::Inside,
    );
    let inner = rect.shrink(6.0);
    let picture = Rect::from_min_size(inner.min, Vec2::splat(inner.height()));
    match face {
        Face::Of(texture) => widgets::paint_face(ui, picture, texture, 7),
        Face::Nobody => icons::paint(ui.painter(), Icon::UserRoundX, picture.center(), 24.0, palette.text_soft),
    }
    let badge = Rect::from_center_size(inner.right_center() - vec2(14.0, 0.0), vec2(24.0, 26.0));
    ui.painter().rect(
        badge,
        CornerRadius::same(6),
        palette.surface,
        Stroke::new(1.5, palette.line_strong),
        StrokeKind::Inside,
    );
    ui.painter().text(badge.center(), Align2::CENTER_CENTER, key, theme::bold(15.0), palette.text);
    let room = badge.left() - picture.right() - 2.0 * GAP;
    let lines = widgets::lines(ui, text, theme::bold(16.0), palette.text, room.max(0.0), 2);
    let at = pos2(picture.right() + GAP, rect.center().y - lines.size().y / 2.0);
    ui.painter().galley(at, lines, palette.text);
    response.on_hover_text(name)
}

/// What was settled last, for a moment.
fn said_ui(ui: &Ui, state: &State, feed: Rect, now: f64) -> Option<Rect> {
    let said = state.said.as_ref()?;
    let words = spoken(&said.text);
    let text = widgets::lines(ui, &words, theme::bold(16.0), over_feed::ON_CHIP, feed.width() - 90.0, 1);
    let chip = Align2::CENTER_BOTTOM.align_size_within_rect(vec2(text.size().x + 62.0, 42.0), feed.shrink(14.0));
    ui.painter().rect_filled(chip, 21.0, over_feed::CHIP.gamma_multiply(0.92));
    let (icon, color) =
        if said.is_done { (Icon::Check, over_feed::KNOWN_EDGE) } else { (Icon::TriangleAlert, over_feed::UNSURE) };
    icons::paint(ui.painter(), icon, chip.left_center() + vec2(26.0, 0.0), 20.0, color);
    let at = chip.left_center() + vec2(44.0, -text.size().y / 2.0);
    ui.painter().galley(at, text, Color32::PLACEHOLDER);
    let response = ui.interact(chip, ui.scope_id().with("settled"), Sense::hover());
    widgets::named(&response, Role::Status, &words);
    ui.ctx().request_repaint_after(Duration::from_secs_f64((SAID - (now - said.at)).max(0.0) + 0.05));
    Some(chip)
}

/// What is said beside the question.
fn about(has_gone: bool, waiting: usize) -> String {
    match (has_gone, waiting) {
        (false, 0) => say!("who-alike"),
        (true, 0) => say!("who-gone"),
        (false, count) => say!("who-alike-waiting", count = count),
        (true, count) => say!("who-gone-waiting", count = count),
    }
}

/// What came of an answer.
fn outcome_text(settled: &view::Settled, people: &People) -> Text {
    let name = || match &settled.student {
        Some(student) => people.label(student).into(),
        None => Part::from(text!("words-unknown")),
    };
    match settled.outcome {
        Outcome::Remembered => text!("who-remembered", student = name()),
        Outcome::Named => text!("who-named", student = name()),
        Outcome::NoConsent => text!("who-no-consent", student = name()),
        Outcome::Nobody => text!("who-nobody"),
        Outcome::TooLate => text!("who-too-late"),
    }
}
