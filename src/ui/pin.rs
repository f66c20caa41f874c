//! Asking for the PIN: by touch or by keyboard, checked on a thread of its own, and ever more slowly where it is wrong.

use std::time::Duration;

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use eframe::egui::{
    Align, Event, Frame, Grid, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, Role, Sense, Stroke, Ui,
    vec2,
};

use super::icons::Icon;
use super::language::say;
use super::theme::{self, GAP};
use super::widgets::{self, Action, Tone};
use crate::settings::{MOST_DIGITS, Pin};

/// So many wrong tries are a slip of the finger.
const SLIPS: u32 = 3;
/// After these, so many seconds pass before the next; twice as many after each more.
const FIRST_WAIT: f64 = 5.0;
/// The longest wait, in seconds.
const LONGEST_WAIT: f64 = 300.0;
/// Who asked has gone away after so many seconds without a digit.
const FORGOTTEN_AFTER: f64 = 30.0;

/// A PIN that is being typed.
#[derive(Default)]
pub struct Asking {
    typed: String,
    checking: Option<Receiver<bool>>,
    /// The last one was not it.
    was_wrong: bool,
    /// The window's time when something was last typed.
    touched_at: Option<f64>,
}

/// How often it was wrong since it was last right. It outlives the question: asking anew gains nothing.
#[derive(Debug, Default)]
pub struct Tries {
    wrong: u32,
    /// The window's time before which there is no other try.
    until: f64,
}

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Nothing,
    /// It was the PIN.
    Right,
    /// Whoever asked has let go, or has gone away.
    Back,
}

impl Tries {
    fn was(&mut self, right: bool, now: f64) {
        if right {
            *self = Self::default();
            return;
        }
        self.wrong = self.wrong.saturating_add(1);
        if let Some(beyond) = self.wrong.checked_sub(SLIPS) {
            let wait = FIRST_WAIT * 2_f64.powi(i32::try_from(beyond.min(16)).unwrap_or(16));
            self.until = now + wait.min(LONGEST_WAIT);
        }
    }

    /// How many seconds there are to wait.
    fn wait(&self, now: f64) -> Option<i64> {
        (self.until > now).then(|| (self.until - now).ceil() as i64)
    }
}

/// The question, over everything else.
pub fn pin_ui(ui: &Ui, asking: &mut Asking, tries: &mut Tries, pin: &Pin) -> Answer {
    let now = ui.input(|input| input.time);
    let mut answer = Answer::Nothing;
    if let Some(checking) = &asking.checking {
        match checking.try_recv() {
            Ok(right) => {
                tries.was(right, now);
                if right {
                    return Answer::Right;
                }
                *asking = Asking { was_wrong: true, touched_at: Some(now), ..Asking::default() };
            }
            Err(TryRecvError::Empty) => ui.ctx().request_repaint_after(Duration::from_millis(50)),
            // It could not be checked; it is typed anew.
            Err(TryRecvError::Disconnected) => *asking = Asking::default(),
        }
    }
    let touched_at = *asking.touched_at.get_or_insert(now);
    if asking.checking.is_none() && now - touched_at > FORGOTTEN_AFTER {
        return Answer::Back;
    }
    let wait = tries.wait(now);
    ui.ctx().request_repaint_after(match wait {
        Some(_) => Duration::from_millis(500),
        None => Duration::from_secs_f64((FORGOTTEN_AFTER - (now - touched_at)).max(0.1)),
    });
    let takes = wait.is_none() && asking.checking.is_none();
    let before = asking.typed.len();
    let mut done = takes && keys(ui, &mut asking.typed);

    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20)).corner_radius(16);
    let modal = Modal::new(Id::unique("pin")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(3.0 * KEY.x + 2.0 * GAP);
        ui.spacing_mut().item_spacing.y = GAP;
        ui.label(RichText::new(say!("door-pin-title")).text_style(theme::title_style()));
        dots_ui(ui, asking.typed.len());
        let (said, tone) = match wait {
            Some(seconds) => (say!("door-pin-wait", seconds = seconds), Tone::Bad),
            None if asking.checking.is_some() => (say!("door-pin-checking"), Tone::Calm),
            None if asking.was_wrong && asking.typed.is_empty() => (say!("door-pin-wrong"), Tone::Bad),
            None => (say!("door-pin-type"), Tone::Calm),
        };
        let (color, _) = tone.colors(theme::palette(ui));
        let shown = ui.add(Label::new(RichText::new(&said).color(color)).wrap());
        widgets::named(&shown, Role::Status, &said);
        done |= ui.add_enabled_ui(takes, |ui| keypad_ui(ui, &mut asking.typed)).inner;
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            Action::quiet(Icon::X, say!("door-pin-back")).bare().min_width(KEY.x).show(ui).clicked()
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        answer = Answer::Back;
    }
    if asking.typed.len() != before {
        (asking.touched_at, asking.was_wrong) = (Some(now), false);
    }
    if done && takes && !asking.typed.is_empty() {
        check(ui, asking, pin);
    }
    answer
}

/// Checking is slow on purpose: the window does not wait for it.
fn check(ui: &Ui, asking: &mut Asking, pin: &Pin) {
    let (tell, told) = bounded(1);
    let (pin, typed, ctx) = (pin.clone(), std::mem::take(&mut asking.typed), ui.ctx().clone());
    let checks = move || {
        // Whoever asked may have let go.
        let _ = tell.send(pin.is(&typed));
        ctx.request_repaint();
    };
    match std::thread::Builder::new().name("pin".to_owned()).spawn(checks) {
        Ok(_) => asking.checking = Some(told),
        Err(error) => tracing::error!(%error, "the PIN could not be checked"),
    }
}

/// Takes in what is typed. Says whether that was all.
fn keys(ui: &Ui, typed: &mut String) -> bool {
    ui.input_mut(|input| {
        for event in &input.events {
            if let Event::Text(text) = event {
                text.chars().filter(char::is_ascii_digit).for_each(|digit| push(typed, digit));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Backspace) {
            typed.pop();
        }
        input.consume_key(Modifiers::NONE, Key::Enter)
    })
}

fn push(typed: &mut String, digit: char) {
    if typed.len() < MOST_DIGITS {
        typed.push(digit);
    }
}

/// A key of the keypad: a finger's worth.
const KEY: eframe::egui::Vec2 = vec2(78.0, 54.0);

/// The digits as on a telephone. Says whether the PIN is complete.
fn keypad_ui(ui: &mut Ui, typed: &mut String) -> bool {
    let mut done = false;
    Grid::new("keypad").spacing(vec2(GAP, GAP)).show(ui, |ui| {
        let key = |ui: &mut Ui, text: &str| {
            let text = RichText::new(text).font(theme::bold(22.0));
            ui.add(eframe::egui::Button::new(text).min_size(KEY)).clicked()
        };
        for row in ["123", "456", "789"] {
            for digit in row.chars() {
                if key(ui, digit.encode_utf8(&mut [0; 4])) {
                    push(typed, digit);
                }
            }
            ui.end_row();
        }
        if icon_key(ui, Icon::Delete, &say!("door-pin-delete")) {
            typed.pop();
        }
        if key(ui, "0") {
            push(typed, '0');
        }
        done = icon_key(ui, Icon::Check, &say!("door-pin-done"));
    });
    done
}

fn icon_key(ui: &mut Ui, icon: Icon, name: &str) -> bool {
    let button = eframe::egui::Button::new(super::icons::atom(icon, 24.0)).min_size(KEY);
    let response = ui.add(button);
    widgets::named(&response, Role::Button, name);
    response.clicked()
}

/// A dot for each digit typed, and nothing of which.
fn dots_ui(ui: &mut Ui, count: usize) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    ui.painter().rect(
        rect,
        9.0,
        palette.field,
        Stroke::new(1.5, palette.line_strong),
        eframe::egui::StrokeKind::Inside,
    );
    for dot in 0..count {
        let x = rect.center().x + (dot as f32 - (count as f32 - 1.0) / 2.0) * 18.0;
        ui.painter().circle_filled(eframe::egui::pos2(x, rect.center().y), 5.5, palette.text);
    }
    widgets::named(&response, Role::Label, &say!("door-pin-typed", count = count));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_costs_nothing_and_guessing_ever_more() {
        let mut tries = Tries::default();
        tries.was(false, 0.0);
        tries.was(false, 1.0);
        assert_eq!(tries.wait(1.0), None);
        let mut waits = Vec::new();
        let mut now = 2.0;
        for _ in 0..8 {
            tries.was(false, now);
            waits.push(tries.wait(now).unwrap());
            now = tries.until;
            assert_eq!(tries.wait(now), None);
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300]);
        tries.was(true, now);
        tries.was(false, now);
        assert_eq!(tries.wait(now), None, "who knows it begins anew");
    }
}
