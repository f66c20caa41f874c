//! Making students known: a picture from the camera, photos of one student, or a folder of a whole class.

use std::path::PathBuf;

use eframe::egui::{
    Align2, CornerRadius, Frame, Id, Label, Margin, Panel, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    TextEdit, TextureHandle, Ui, UiBuilder, Vec2, vec2,
};

use super::files::Choose;
use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::pictures::Pictures;
use super::theme::{self, CARD_RADIUS, GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, is_narrow, live, report, student};
use crate::core::{IdRefusal, StudentId};
use crate::station::view::{CameraState, Capture, EngineState};
use crate::station::{Command, View};

/// What the person has begun here.
#[derive(Default)]
pub struct State {
    student: student::Field,
    /// Whom the photos are for that are being chosen in a dialog: what is typed may be another by its end.
    choosing_for: Option<StudentId>,
    /// Photos that wait for the person to say whose they are.
    waiting: Vec<PathBuf>,
    /// Paths are typed, because no dialog opens or because the person wants to.
    types_paths: bool,
    /// The keyboard is to go where the path is typed.
    wants_path: bool,
    path: String,
    report: report::State,
}

impl State {
    /// What follows from the view whatever screen is shown.
    pub fn follow(&mut self, view: &View, pictures: &mut Pictures) {
        if matches!(view.capture, Capture::Idle | Capture::Following { .. } | Capture::Refused { .. }) {
            pictures.forget_capture();
        }
    }

    /// Photos came in by themselves. What is typed may be left from another student: nothing is enrolled before the
    /// person has said whose they are.
    pub fn take_dropped(&mut self, files: Vec<PathBuf>) {
        self.waiting.extend(files);
        self.student.focus();
    }

    /// Photos were chosen, for the student named when the dialog was opened.
    pub fn take_chosen(&mut self, files: Vec<PathBuf>, scene: &mut Scene<'_>) {
        match self.choosing_for.take() {
            Some(student) if !is_running(scene.view) => scene.send(Command::EnrolFiles { student, files }),
            _ => self.take_dropped(files),
        }
    }

    /// This student is to be enrolled.
    pub fn begin(&mut self, student: &StudentId) {
        self.student.fill(student);
    }

    /// Offers to type a path.
    pub fn type_paths(&mut self) {
        self.types_paths = true;
        self.wants_path = true;
    }
}

/// Whether photos are being enrolled now.
pub fn is_running(view: &View) -> bool {
    view.enrolment.as_ref().is_some_and(|enrolment| enrolment.report.is_none())
}

/// The screen.
pub fn enrol_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if let Some(enrolment) = scene.view.enrolment.clone()
        && let Some(report) = &enrolment.report
    {
        if report::report_ui(ui, &mut state.report, scene, &spoken(&enrolment.title), report) {
            state.student.clear();
        }
        return;
    }
    let width = if is_narrow(ui.ctx()) { 356.0 } else { 420.0 };
    let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
    let panel = Panel::right("enrol").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
    panel.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            student_ui(ui, state, scene);
            class_ui(ui, state, scene);
        });
    });
    capture_ui(ui, state, scene);
}

fn student_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        widgets::heading(ui, Icon::UserPlus, &say!("enrol-one-student"));
        state.student.ui(ui, scene);
        if state.waiting.is_empty() {
            photos_ui(ui, state, scene);
        } else {
            waiting_ui(ui, state, scene);
        }
    });
}

/// Why nothing can be enrolled for the student typed; `None` where it can.
fn refusal(student: &Result<StudentId, IdRefusal>, view: &View) -> Option<String> {
    match student {
        _ if is_running(view) => Some(say!("enrol-running")),
        Err(IdRefusal::Empty) => Some(say!("enrol-who-first")),
        Err(refusal) => Some(spoken(&refusal.text())),
        Ok(_) => None,
    }
}

fn photos_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let student = state.student.student();
    let refusal = refusal(&student, scene.view);
    let refusal = if scene.files.is_choosing() { Some(say!("enrol-choosing")) } else { refusal };
    let button = Action::plain(Icon::Images, say!("enrol-choose-photos"))
        .refused(refusal)
        .hint(say!("enrol-choose-photos-hint"));
    if button.min_width(ui.available_width()).show(ui).clicked() {
        state.choosing_for = student.ok();
        scene.files.choose(Choose::Photos);
    }
    widgets::caption(ui, &say!("enrol-photos-or-camera"));
}

/// Photos are here, and nobody has said whose they are.
fn waiting_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let palette = theme::palette(ui);
    let count = state.waiting.len();
    Frame::new().fill(palette.accent_soft).corner_radius(10).inner_margin(12).show(ui, |ui| {
        ui.take_available_width();
        ui.label(
            RichText::new(say!("enrol-waiting", count = count))
                .text_style(theme::strong_style())
                .color(palette.accent_text),
        );
        let student = state.student.student();
        let refusal = refusal(&student, scene.view);
        ui.vertical(|ui| {
            let text = match &student {
                Ok(student) => say!("enrol-photos-for", count = count, student = student.as_str()),
                Err(_) => say!("enrol-photos", count = count),
            };
            let button = Action::primary(Icon::Check, &text).refused(refusal).hint(&text);
            let go = button.truncate().show(ui).clicked();
            if let (true, Ok(student)) = (go, student) {
                scene.send(Command::EnrolFiles { student, files: std::mem::take(&mut state.waiting) });
            }
            if Action::quiet(Icon::X, say!("enrol-not-now")).bare().show(ui).clicked() {
                state.waiting.clear();
            }
        });
    });
}

fn class_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        widgets::heading(ui, Icon::FolderInput, &say!("enrol-class"));
        if let Some(enrolment) = scene.view.enrolment.clone() {
            report::progress_ui(ui, scene, &enrolment);
            return;
        }
        widgets::soft(ui, &say!("enrol-class-text"));
        let choosing = scene.files.is_choosing().then(|| say!("enrol-choosing"));
        let button = Action::plain(Icon::FolderOpen, say!("enrol-choose-folder")).refused(choosing);
        if button.min_width(ui.available_width()).show(ui).clicked() {
            scene.files.choose(Choose::ClassFolder);
        }
        if state.types_paths {
            path_ui(ui, state, scene);
        } else if Action::quiet(Icon::Keyboard, say!("enrol-type-path")).show(ui).clicked() {
            state.type_paths();
        }
    });
}

fn path_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let label = ui.label(RichText::new(say!("enrol-path")).text_style(theme::strong_style()));
    let edit = TextEdit::singleline(&mut state.path).hint_text(say!("enrol-path-hint")).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    if std::mem::take(&mut state.wants_path) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let typed = state.path.trim().trim_matches('"');
    let refusal = typed.is_empty().then(|| say!("enrol-no-path"));
    let enter = response.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    let pressed =
        Action::plain(Icon::ArrowRight, say!("enrol-use-path")).refused(refusal.as_deref()).show(ui).clicked();
    if (enter || pressed) && refusal.is_none() {
        // A folder or a photo: the same question a drop asks, answered the same way.
        scene.files.sort_out(vec![PathBuf::from(typed)]);
        state.path.clear();
    }
}

const ACTIONS_HEIGHT: f32 = 104.0;

/// The camera's picture, or the one taken, and under it what can be done.
fn capture_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let actions = Panel::bottom("capture").exact_size(ACTIONS_HEIGHT).show_separator_line(false).frame(Frame::NONE);
    actions.show(ui, |ui| actions_ui(ui, state, scene));

    let taken = match &scene.view.capture {
        Capture::Ready { shots, .. } => shots.first().map(|shot| shot.crop.clone()),
        Capture::Saved { crops, .. } => crops.first().cloned(),
        Capture::Idle | Capture::Following { .. } | Capture::Refused { .. } | Capture::Saving => None,
    };
    match taken.map(|crop| scene.pictures.capture(&crop)) {
        Some(texture) => taken_ui(ui, &texture, matches!(scene.view.capture, Capture::Saved { .. })),
        None => drop(live::picture_ui(ui, scene, None)),
    }
}

/// The picture as the gallery would keep it, large.
fn taken_ui(ui: &mut Ui, texture: &TextureHandle, saved: bool) {
    let palette = theme::palette(ui);
    let room = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(room);
    let edge = Stroke::new(1.0, palette.line);
    ui.painter().rect(room, CornerRadius::same(CARD_RADIUS), palette.surface, edge, StrokeKind::Inside);
    let size = texture.size_vec2();
    let scale = ((room.size() - Vec2::splat(72.0)) / size).min_elem().min(420.0 / size.max_elem()).max(0.1);
    let rect = Align2::CENTER_CENTER.align_size_within_rect(size * scale, room);
    widgets::paint_face(ui, rect, Some(texture), CARD_RADIUS);
    if saved {
        let badge = rect.right_bottom() - vec2(6.0, 6.0);
        icons::paint_roundel(ui.painter(), Icon::Check, badge, 26.0, palette.accent, palette.on_accent);
    } else {
        let stroke = Stroke::new(3.0, palette.accent);
        ui.painter().rect_stroke(rect.expand(5.0), CornerRadius::same(CARD_RADIUS + 4), stroke, StrokeKind::Outside);
    }
    let response = ui.interact(rect, Id::unique("picture taken"), Sense::hover());
    let name = if saved { say!("enrol-picture-saved") } else { say!("enrol-picture-taken") };
    widgets::named(&response, Role::Image, &name);
}

fn actions_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    ui.add_space(12.0);
    match scene.view.capture.clone() {
        Capture::Idle => {
            line_ui(ui, &say!("enrol-look-here"), false);
            centered_row(ui, "idle", |ui| take_ui(ui, scene, Icon::Camera, say!("enrol-take")));
        }
        Capture::Following { advice, .. } => {
            let advice = spoken(&advice.text());
            line_ui(ui, &advice, false);
            centered_row(ui, "following", |ui| {
                if Action::quiet(Icon::X, say!("enrol-leave")).show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                }
            });
        }
        Capture::Ready { .. } => {
            let student = state.student.student();
            match &student {
                Ok(student) => line_ui(ui, &say!("enrol-save-question", student = student.as_str()), false),
                Err(IdRefusal::Empty) => line_ui(ui, &say!("enrol-whose"), false),
                Err(refusal) => line_ui(ui, &spoken(&refusal.text()), true),
            }
            let refusal = refusal(&student, scene.view).filter(|_| student.is_err());
            centered_row(ui, "ready", |ui| {
                let save = Action::primary(Icon::Check, say!("enrol-save")).large().refused(refusal);
                if save.min_width(130.0).show(ui).clicked()
                    && let Ok(student) = student
                {
                    scene.send(Command::SaveCapture(student));
                }
                another_ui(ui, scene);
                if Action::quiet(Icon::Trash2, say!("enrol-discard")).show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                }
            });
        }
        Capture::Refused { reason } => {
            line_ui(ui, &spoken(&reason), true);
            centered_row(ui, "refused", |ui| {
                take_ui(ui, scene, Icon::RotateCcw, say!("enrol-try-again"));
                if Action::quiet(Icon::X, say!("enrol-leave")).bare().show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                }
            });
        }
        Capture::Saving => centered_row(ui, "saving", |ui| widgets::waiting(ui, &say!("enrol-saving"))),
        Capture::Saved { student, .. } => {
            line_ui(ui, &say!("enrol-saved", student = student.as_str()), false);
            centered_row(ui, "saved", |ui| {
                another_ui(ui, scene);
                if Action::primary(Icon::Check, say!("enrol-done")).min_width(110.0).show(ui).clicked() {
                    scene.send(Command::DiscardCapture);
                    // The next one in front of the camera is someone else.
                    state.student.clear();
                }
            });
        }
    }
}

/// The shutter. Where it cannot be pressed it says why.
fn take_ui(ui: &mut Ui, scene: &mut Scene<'_>, icon: Icon, text: String) {
    let refusal = match (&scene.view.camera, &scene.view.engine) {
        (_, EngineState::Loading) => Some(say!("enrol-engine-loading")),
        (_, EngineState::Failed { .. } | EngineState::Failing { .. }) => Some(say!("enrol-engine-failed")),
        (CameraState::Live { .. }, EngineState::Ready) => None,
        (_, EngineState::Ready) => Some(say!("enrol-no-camera")),
    };
    if Action::primary(icon, text).large().refused(refusal).show(ui).clicked() {
        scene.send(Command::Capture);
    }
}

fn another_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if Action::plain(Icon::RotateCcw, say!("enrol-another")).show(ui).clicked() {
        scene.send(Command::Capture);
    }
}

/// What is asked or told about the picture, in the middle.
fn line_ui(ui: &mut Ui, text: &str, bad: bool) {
    let palette = theme::palette(ui);
    let color = if bad { palette.bad_text } else { palette.text };
    ui.vertical_centered(|ui| {
        ui.add(Label::new(RichText::new(text).text_style(theme::strong_style()).color(color)).truncate());
    });
}

/// A row in the middle: it is as wide as it was in the frame before.
fn centered_row(ui: &mut Ui, salt: &str, contents: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("centered row", salt));
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let room = ui.available_rect_before_wrap();
    let width = known.unwrap_or(room.width()).min(room.width());
    let rect = Rect::from_min_size(room.center_top() - vec2(width / 2.0, 0.0), vec2(width, 52.0));
    let layout = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), contents).response.rect.width();
    if known.is_none_or(|known| (known - used).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, used));
        ui.ctx().request_discard("a row found its width");
    }
}
