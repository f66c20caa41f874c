//! The first start: four questions, one at a time, and then the live feed. Each can be put off, and all are in Settings later.

use eframe::egui::{
    Align, CentralPanel, Color32, Frame, Label, Layout, Margin, Panel, Rect, RichText, ScrollArea, Sense, Ui,
    UiBuilder, Vec2, vec2,
};

use super::icons::{self, Icon};
use super::language::say;
use super::notices::Notices;
use super::settings::parts::Line;
use super::theme::{self, GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, Screen};
use crate::settings::Change;

mod camera;
mod language;
mod photos;
mod server;

/// What is asked, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Language,
    Camera,
    Photos,
    Server,
}

const STEPS: [Step; 4] = [Step::Language, Step::Camera, Step::Photos, Step::Server];

/// How far the person is, and what is being typed.
#[derive(Default)]
pub struct State {
    step: Step,
    camera: camera::State,
    folder: String,
    url: Line,
}

impl State {
    fn at(&self) -> usize {
        STEPS.iter().position(|step| *step == self.step).unwrap_or_default()
    }

    fn go(&mut self, by: isize) {
        if let Some(step) = self.at().checked_add_signed(by).and_then(|at| STEPS.get(at)) {
            self.step = *step;
        }
    }
}

/// As wide as a sentence is read well.
const WIDTH: f32 = 900.0;

/// The questions, in the whole window.
pub fn welcome_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, notices: &mut Notices) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(GUTTER as i8, 12));
    Panel::bottom("welcome steps").frame(frame).show_separator_line(false).show(ui, |ui| {
        in_the_middle(ui, |ui| buttons_ui(ui, state, scene));
    });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        notices.bars_ui(ui, scene, Screen::Live);
        in_the_middle(ui, |ui| {
            head_ui(ui, state);
            ui.add_space(GAP);
            let (title, text) = match state.step {
                Step::Language => (say!("welcome-title"), say!("welcome-language-text")),
                Step::Camera => (say!("welcome-camera-title"), say!("welcome-camera-text")),
                Step::Photos => (say!("welcome-photos-title"), say!("welcome-photos-text")),
                Step::Server => (say!("welcome-server-title"), say!("welcome-server-text")),
            };
            ui.add(Label::new(RichText::new(title).font(theme::bold(26.0))).wrap());
            widgets::soft(ui, &text);
            ui.add_space(GUTTER);
            match state.step {
                // It fills the room by itself.
                Step::Camera => camera::camera_ui(ui, &mut state.camera, scene),
                step => {
                    ScrollArea::vertical().id_salt(state.at()).auto_shrink(false).show(ui, |ui| match step {
                        Step::Language => language::language_ui(ui, scene),
                        Step::Photos => photos::photos_ui(ui, &mut state.folder, scene),
                        Step::Server => server::server_ui(ui, &mut state.url, scene),
                        Step::Camera => {}
                    });
                }
            }
        });
    });
}

fn in_the_middle(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let width = room.width().min(WIDTH);
    let left = room.left() + (room.width() - width) / 2.0;
    let rect = Rect::from_min_size(eframe::egui::pos2(left, room.top()), vec2(width, room.height()));
    ui.scope_builder(UiBuilder::new().max_rect(rect), contents);
}

/// Hadir's mark, and how far one is.
fn head_ui(ui: &mut Ui, state: &State) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let (mark, _) = ui.allocate_exact_size(Vec2::splat(40.0), Sense::hover());
        ui.painter().rect_filled(mark, 10.0, palette.rail);
        icons::paint_mark(ui.painter(), mark.shrink(4.0), theme::over_feed::KNOWN_EDGE, Color32::WHITE);
        ui.add_space(GAP);
        let (dots, _) = ui.allocate_exact_size(vec2(STEPS.len() as f32 * 26.0, 40.0), Sense::hover());
        for at in 0..STEPS.len() {
            let center = dots.left_center() + vec2(10.0 + at as f32 * 26.0, 0.0);
            match at <= state.at() {
                true => ui.painter().circle_filled(center, 6.0, palette.accent),
                false => ui.painter().circle_stroke(center, 5.5, (1.5, palette.line_strong)),
            };
        }
        widgets::soft(ui, &say!("welcome-step", step = state.at() + 1, steps = STEPS.len()));
    });
}

fn buttons_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let last = state.step == Step::Server;
    let answered = match state.step {
        Step::Language => true,
        Step::Camera => scene.view.settings.source.value.is_some(),
        Step::Photos => !scene.view.gallery.students.is_empty() || scene.view.enrolment.is_some(),
        Step::Server => scene.view.settings.webhook_url.value.is_some(),
    };
    ui.horizontal(|ui| {
        if state.step != Step::Language && Action::plain(Icon::ArrowLeft, say!("welcome-back")).show(ui).clicked() {
            state.go(-1);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (icon, text) = match (last, answered) {
                (true, true) => (Icon::Check, say!("welcome-begin")),
                (true, false) => (Icon::Check, say!("welcome-server-not-yet")),
                (false, true) => (Icon::ArrowRight, say!("welcome-next")),
                (false, false) => (Icon::ArrowRight, say!("welcome-not-yet")),
            };
            let button = if answered || last { Action::primary(icon, &text) } else { Action::plain(icon, &text) };
            let response = button.large().show(ui);
            // Whoever has only a keyboard, or has touched nothing yet, goes on with Enter.
            if ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            if response.clicked() {
                if last {
                    scene.change(Change::Welcomed(true));
                } else {
                    // Whoever leaves in the middle is asked again.
                    scene.change(Change::Welcomed(false));
                    state.go(1);
                }
            }
        });
    });
}
