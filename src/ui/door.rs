//! The screen of an unattended door: the camera, who is greeted, the clock and the class, and nothing else of anybody.
//! Leaving it, and closing the window from it, ask for the PIN where there is one.

use std::time::Duration;

use eframe::egui::{
    self, Align, CentralPanel, CursorIcon, Frame, Key, Label, Layout, Margin, Modifiers, Rect, RichText, Sense, Ui,
    UiBuilder, ViewportCommand, pos2, vec2,
};

use super::faces::Eyes;
use super::icons::Icon;
use super::language::say;
use super::theme::{self, GAP, GUTTER};
use super::{Scene, feed, greeting, live, pin, widgets};
use crate::station::View;
use crate::station::sessions::Stage;
use crate::station::view::{CameraState, EngineState, JournalState};

/// The key that opens it, and asks to leave it.
pub const KEY: Key = Key::F12;
/// The window is asked to fill the screen again after so many seconds, where something took that from it.
const FILL_AGAIN: f64 = 2.0;
/// The pointer goes out of sight after so many seconds.
const POINTER_RESTS: f32 = 3.0;
const HEADER: f32 = 64.0;

/// Whether the window is the door's, and who wants to leave it.
#[derive(Default)]
pub struct State {
    is_on: bool,
    /// Whether the settings were looked at, which say how it begins.
    has_begun: bool,
    /// The window filled the screen before.
    was_full: bool,
    filled_at: f64,
    leaving: Option<Leaving>,
    tries: pin::Tries,
}

/// Somebody wants to leave.
#[derive(Default)]
struct Leaving {
    asking: pin::Asking,
    /// The window is to be closed, and not only left.
    closes: bool,
}

impl State {
    /// Whether the window is the door's now.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// From now on it is.
    pub fn open(&mut self, ctx: &egui::Context) {
        self.is_on = true;
        self.was_full = is_full(ctx);
        self.filled_at = f64::NEG_INFINITY;
        self.leaving = None;
        ctx.memory_mut(egui::Memory::stop_text_input);
        ctx.request_repaint();
    }

    /// Begins as the settings say.
    pub fn follow(&mut self, ctx: &egui::Context, view: &View) {
        if !std::mem::replace(&mut self.has_begun, true) && view.settings.door_screen.value {
            self.open(ctx);
        }
    }

    fn close(&mut self, ctx: &egui::Context, closes: bool) {
        (self.is_on, self.leaving) = (false, None);
        if closes {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if !self.was_full {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        ctx.request_repaint();
    }

    fn leave(&mut self, closes: bool) {
        match &mut self.leaving {
            Some(leaving) => leaving.closes |= closes,
            None => self.leaving = Some(Leaving { closes, ..Leaving::default() }),
        }
    }
}

fn is_full(ctx: &egui::Context) -> bool {
    ctx.input(|input| input.viewport().fullscreen.unwrap_or(false))
}

/// The screen.
pub fn door_ui(ui: &mut Ui, state: &mut State, greetings: &greeting::State, scene: &mut Scene<'_>) {
    let ctx = ui.ctx().clone();
    fill_screen(&ctx, state);
    let pin = scene.view.settings.door_pin.value.as_ref();
    if ctx.input(|input| input.viewport().close_requested()) && pin.is_some() {
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        state.leave(true);
    }
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(GUTTER as i8, 10));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        if header_ui(ui, scene) {
            state.leave(false);
        }
        ui.add_space(GAP);
        trouble_ui(ui, scene.view);
        let view = scene.view;
        if let (CameraState::Live { .. }, Some(frame)) = (&view.camera, &view.preview) {
            let feed = feed::feed_ui(ui, view, frame, scene.camera_change, scene.pictures, Eyes::OfAll);
            if view.engine == EngineState::Loading {
                live::engine_chip(ui, feed);
            }
            greeting::greeting_ui(ui, greetings, scene, feed, None);
        } else {
            let text = match view.camera {
                CameraState::Opening { .. } | CameraState::Live { .. } => String::new(),
                _ => say!("door-tell"),
            };
            widgets::placeholder(ui, Icon::VideoOff, &say!("door-no-picture"), &text, |_| {});
        }
    });

    let asked = state.leaving.is_none() && asks_to_leave(&ctx);
    if asked {
        state.leave(false);
    }
    hide_pointer(&ctx, state);
    let Some(leaving) = &mut state.leaving else { return };
    let closes = leaving.closes;
    let answer = match pin {
        Some(pin) => pin::pin_ui(ui, &mut leaving.asking, &mut state.tries, pin),
        None => pin::Answer::Right,
    };
    match answer {
        pin::Answer::Nothing => {}
        pin::Answer::Back => state.leaving = None,
        pin::Answer::Right => state.close(&ctx, closes),
    }
}

/// The keys by which people leave what fills their screen.
fn asks_to_leave(ctx: &egui::Context) -> bool {
    let keys = [KEY, Key::F11, Key::Escape];
    ctx.input_mut(|input| keys.into_iter().any(|key| input.consume_key(Modifiers::NONE, key)))
}

fn fill_screen(ctx: &egui::Context, state: &mut State) {
    let now = ctx.input(|input| input.time);
    if !is_full(ctx) && now - state.filled_at > FILL_AGAIN {
        state.filled_at = now;
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
    }
}

/// A pointer that rests lies over nobody's face.
fn hide_pointer(ctx: &egui::Context, state: &State) {
    let rests = ctx.input(|input| input.pointer.time_since_last_movement()) > POINTER_RESTS;
    if rests && state.leaving.is_none() {
        ctx.set_cursor_icon(CursorIcon::None);
    }
}

/// The class, the clock, and a way out. Says whether that was pressed.
fn header_ui(ui: &mut Ui, scene: &Scene<'_>) -> bool {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    let mut leaves = false;
    let title = title(scene.view);
    let (clock, day) = (scene.dates.clock(scene.now), scene.dates.day(scene.now));
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, palette.text).size().x;
    let (large, small, bold) = (theme::bold(44.0), theme::regular(19.0), theme::bold(36.0));
    let taken = [width(&title, bold.clone()), width(&clock, large.clone()), width(&day, small.clone())];
    // Where there is no room for both, whoever comes wants to know where they are, and not which day it is.
    let has_day = taken.into_iter().sum::<f32>() + 160.0 <= rect.width();
    let right = UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center));
    let right = ui.scope_builder(right, |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        leaves = widgets::icon_button(ui, Icon::LogOut, &say!("door-leave")).clicked();
        ui.label(RichText::new(clock).font(large));
        if has_day {
            ui.add(Label::new(RichText::new(day).font(small).color(palette.text_soft)));
        }
    });
    let room = Rect::from_min_max(rect.min, pos2(right.response.rect.left() - GUTTER, rect.bottom()));
    let left = UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(left, |ui| {
        ui.add(Label::new(RichText::new(title).font(bold)).truncate());
    });
    let second = scene.now.as_second().rem_euclid(60) as u64;
    ui.ctx().request_repaint_after(Duration::from_secs(60 - second));
    leaves
}

/// The room or class that the settings name, and the classes whose sessions are on.
fn title(view: &View) -> String {
    let set = view.settings.door_name.value.as_deref();
    let on = view.sessions.sessions.iter().filter(|session| session.stage == Stage::On);
    let classes = on
        .filter_map(|session| session.plan.class.as_deref())
        .filter(|class| !set.is_some_and(|set| set.contains(*class)));
    let mut parts: Vec<&str> = set.into_iter().chain(classes).collect();
    parts.dedup();
    if parts.is_empty() { "Hadir".to_owned() } else { parts.join(" · ") }
}

/// What whoever stands at the door has to know: that they are not written down.
fn trouble_ui(ui: &mut Ui, view: &View) {
    let text = match (&view.journal, &view.engine) {
        (JournalState::Failing { .. }, _) => say!("door-not-recorded"),
        (_, EngineState::Failed { .. } | EngineState::Failing { .. }) => say!("door-no-recognition"),
        _ => return,
    };
    widgets::alarm(ui, Icon::OctagonAlert, &text, &say!("door-tell"));
    ui.add_space(GAP);
}
