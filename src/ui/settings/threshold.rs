//! The gallery's own photos as two histograms, and the threshold between them as a line to drag.

use eframe::egui::accesskit::Action;
use eframe::egui::{
    Align2, Color32, CornerRadius, EventFilter, Key, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::language::say;
use super::super::theme::{self, GAP, Palette};
use super::parts::{Held, held};
use crate::station::measure::Tries;

/// How many bars there are.
const BARS: usize = 44;
/// Height of the tallest bar.
const TALL: f32 = 54.0;
/// Radius of what the line is held by.
const KNOB: f32 = 10.0;

/// A threshold, over what it parts.
pub struct Threshold<'a> {
    /// What it is called, for whoever does not see it.
    pub name: &'a str,
    /// What the gallery's photos came to; `None` while that is not known.
    pub tries: Option<&'a Tries>,
    /// The settings that can be chosen, from the one that names most to the one that names least; not empty.
    pub steps: &'a [f64],
    /// The setting that most schools leave as it is.
    pub usual: f64,
    /// Where on the axis a setting is; further right is more alike.
    pub place: &'a dyn Fn(f64) -> f64,
    /// Where on the axis a try is.
    pub place_of: fn(f64) -> f64,
    /// A setting in words.
    pub spoken: &'a dyn Fn(f64) -> String,
}

impl Threshold<'_> {
    /// The drawing. Gives the setting to show, and, once the line is let go of, the one that was chosen.
    pub fn ui(&self, ui: &mut Ui, state: &mut Option<Held>, value: f64) -> (f64, Option<f64>) {
        let before = held(*state, value);
        let mut shown = before.unwrap_or(value);
        let text = ui.text_style_height(&TextStyle::Small);
        let rows = 2.0 * (text + TALL + GAP);
        let size = vec2(ui.available_width(), text + 4.0 + rows + KNOB + text + 8.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let axis = Axis::new(self, rect.shrink2(vec2(KNOB + 2.0, 0.0)));

        if let Some(at) = response.interact_pointer_pos() {
            shown = self.nearest(axis.value(at.x));
        }
        shown = self.stepped(ui, &response, shown);
        let pressed = response.is_pointer_button_down_on();
        let chosen = Held::take(state, value, shown, pressed, shown != before.unwrap_or(value));

        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), shown, self.name));
        let ends = (self.steps.first().copied().unwrap_or(value), self.steps.last().copied().unwrap_or(value));
        let bounds = ends.0.min(ends.1)..=ends.0.max(ends.1);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(*bounds.start());
            node.set_max_numeric_value(*bounds.end());
            node.set_value((self.spoken)(shown));
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
        });
        if ui.is_rect_visible(rect) {
            self.paint(ui, &response, &axis, (self.place)(shown));
        }
        ui.add_space(4.0);
        (shown, chosen)
    }

    /// The step nearest to a place on the axis.
    fn nearest(&self, place: f64) -> f64 {
        let off = |step: &f64| ((self.place)(*step) - place).abs();
        self.steps.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or_default()
    }

    /// After the arrow keys, and what those do who do not see it.
    fn stepped(&self, ui: &Ui, response: &Response, shown: f64) -> f64 {
        let focused = response.has_focus();
        if focused {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        let (stricter, looser) = ui.input(|input| {
            let pressed = |key| if focused { input.num_presses(key) } else { 0 };
            let asked = |action| input.num_accesskit_action_requests(response.id, action);
            (pressed(Key::ArrowRight) + asked(Action::Increment), pressed(Key::ArrowLeft) + asked(Action::Decrement))
        });
        let at = (self.place)(shown);
        let ahead = |step: &&f64| (self.place)(**step) > at + 1e-9;
        let behind = |step: &&f64| (self.place)(**step) < at - 1e-9;
        let next = match stricter.cmp(&looser) {
            std::cmp::Ordering::Greater => self.steps.iter().filter(ahead).nth(stricter - looser - 1),
            std::cmp::Ordering::Less => self.steps.iter().rev().filter(behind).nth(looser - stricter - 1),
            std::cmp::Ordering::Equal => None,
        };
        next.copied().unwrap_or(shown)
    }

    fn paint(&self, ui: &Ui, response: &Response, axis: &Axis, line: f64) {
        let palette = theme::palette(ui);
        let (rect, painter) = (response.rect, ui.painter());
        let font = TextStyle::Small.resolve(ui.style());
        let text = ui.text_style_height(&TextStyle::Small);
        painter.rect(rect, CornerRadius::same(10), palette.sunken, Stroke::NONE, StrokeKind::Inside);
        let x = axis.x(line);
        let first = rect.top() + text + 4.0;
        let row = |number: f32| first + number * (text + TALL + GAP);
        let foot = |number: f32| row(number) + text + TALL;

        if let Some(tries) = self.tries {
            for (number, kind, values) in [(0.0, Kind::Other, &tries.others), (1.0, Kind::Same, &tries.same)] {
                let places: Vec<f64> = values.iter().map(|value| (self.place_of)(*value)).collect();
                paint_bars(ui, axis, &counts(&places, axis), kind, foot(number), x);
                let label = pos2(axis.rect.left(), row(number));
                let label = painter.text(label, Align2::LEFT_TOP, kind.text(), font.clone(), palette.text);
                let none = values.is_empty();
                if none {
                    let at = pos2(label.left(), foot(number) - TALL / 2.0);
                    painter.text(at, Align2::LEFT_CENTER, say!("recognition-nothing"), font.clone(), palette.text_soft);
                }
                let ground = Stroke::new(1.0, palette.line_strong);
                painter.hline(axis.rect.x_range(), foot(number), ground);
            }
        }

        let (top, bottom) = (rect.top() + text + 2.0, foot(1.0) + KNOB * 0.4);
        painter.vline(x, top..=bottom, Stroke::new(2.5, palette.text));
        let edge = if response.has_focus() { palette.text } else { palette.surface };
        let radius = if response.hovered() || response.dragged() { KNOB + 1.0 } else { KNOB };
        painter.circle(pos2(x, bottom), radius, palette.accent, Stroke::new(2.5, edge));
        if response.has_focus() {
            painter.circle_stroke(pos2(x, bottom), radius + 3.0, Stroke::new(2.0, palette.accent));
        }
        // On each side of the line what it means there, where there is room.
        let side = |text: String, right: bool| {
            let galley = painter.layout_no_wrap(text, font.clone(), palette.text);
            let width = galley.size().x;
            let room = if right { axis.rect.right() - x } else { x - axis.rect.left() };
            if width + GAP <= room {
                let left = if right { x + GAP } else { x - GAP - width };
                painter.galley(pos2(left, rect.top() + 2.0), galley, palette.text);
            }
        };
        side(say!("recognition-named"), true);
        side(say!("recognition-not-named"), false);
        let under = rect.bottom() - 2.0;
        painter.text(
            pos2(axis.rect.left(), under),
            Align2::LEFT_BOTTOM,
            say!("recognition-unlike"),
            font.clone(),
            palette.text_soft,
        );
        painter.text(
            pos2(axis.rect.right(), under),
            Align2::RIGHT_BOTTOM,
            say!("recognition-alike"),
            font.clone(),
            palette.text_soft,
        );
        // The way back, for whoever has dragged the line away.
        let usual = axis.x((self.place)(self.usual));
        let mark = Stroke::new(1.5, palette.text_soft);
        painter.vline(usual, foot(1.0)..=under - text, mark);
        painter.text(
            pos2(usual, under),
            Align2::CENTER_BOTTOM,
            say!("recognition-usual-mark"),
            font,
            palette.text_soft,
        );
    }
}

/// From unlike to alike.
struct Axis {
    rect: Rect,
    from: f64,
    to: f64,
}

impl Axis {
    /// With room for every step, and for nearly all tries.
    fn new(threshold: &Threshold<'_>, rect: Rect) -> Self {
        let steps = threshold.steps.iter().map(|step| (threshold.place)(*step));
        let nearly_all = |values: &Vec<f64>| {
            let at = |part: f64| values.get((part * (values.len().saturating_sub(1)) as f64).round() as usize).copied();
            [at(0.005), at(0.995)].into_iter().flatten().map(threshold.place_of).collect::<Vec<_>>()
        };
        let tries = threshold.tries.into_iter().flat_map(|tries| [&tries.same, &tries.others]).flat_map(nearly_all);
        let (from, to) = steps.chain(tries).fold((f64::MAX, f64::MIN), |(from, to), at| (from.min(at), to.max(at)));
        let spare = ((to - from) * 0.03).max(1e-6);
        Self { rect, from: from - spare, to: to + spare }
    }

    fn x(&self, place: f64) -> f32 {
        let share = ((place - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.rect.left() + self.rect.width() * share as f32
    }

    fn value(&self, x: f32) -> f64 {
        let share = f64::from((x - self.rect.left()) / self.rect.width()).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }
}

/// How many of the places are in each bar's part of the axis; those beyond it are in the outermost.
fn counts(places: &[f64], axis: &Axis) -> [usize; BARS] {
    let mut counts = [0; BARS];
    for place in places {
        let bar = (place - axis.from) / (axis.to - axis.from) * BARS as f64;
        counts[(bar.max(0.0) as usize).min(BARS - 1)] += 1;
    }
    counts
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Same,
    Other,
}

impl Kind {
    fn text(self) -> String {
        match self {
            Self::Same => say!("recognition-same"),
            Self::Other => say!("recognition-other"),
        }
    }

    /// How a bar on this side of the line is drawn. What is as it should be, and what is not, are told apart by how they
    /// are filled, and not by their colours alone.
    fn fill(self, named: bool, palette: &Palette) -> Fill {
        match (self, named) {
            (Self::Same, true) => Fill { color: palette.accent, edge: palette.accent, hatched: false },
            (Self::Same, false) => Fill { color: Color32::TRANSPARENT, edge: palette.accent, hatched: true },
            (Self::Other, true) => Fill { color: palette.bad, edge: palette.bad, hatched: false },
            (Self::Other, false) => Fill { color: palette.surface, edge: palette.line_strong, hatched: false },
        }
    }
}

struct Fill {
    color: Color32,
    edge: Color32,
    hatched: bool,
}

fn paint_bars(ui: &Ui, axis: &Axis, counts: &[usize; BARS], kind: Kind, foot: f32, line: f32) {
    let palette = theme::palette(ui);
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    let width = axis.rect.width() / BARS as f32;
    for (bar, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        // One of many is seen, too.
        let height = (*count as f32 / most * TALL).max(3.0);
        let left = axis.rect.left() + bar as f32 * width;
        let whole = Rect::from_min_max(pos2(left + 0.5, foot - height), pos2(left + width - 0.5, foot));
        // A bar through which the line goes is of both sides.
        let (before, after) = whole.split_left_right_at_x(line.clamp(whole.left(), whole.right()));
        for (part, named) in [(before, false), (after, true)] {
            if part.width() > 0.25 {
                paint_bar(ui, part, &kind.fill(named, palette));
            }
        }
    }
}

fn paint_bar(ui: &Ui, bar: Rect, fill: &Fill) {
    let painter = ui.painter();
    painter.rect(bar, CornerRadius::ZERO, fill.color, Stroke::new(1.0, fill.edge), StrokeKind::Inside);
    if fill.hatched {
        let painter = painter.with_clip_rect(bar.intersect(ui.clip_rect()));
        let mut y = bar.top();
        while y < bar.bottom() + bar.width() {
            let line = [pos2(bar.left(), y), pos2(bar.right(), y - bar.width())];
            painter.line_segment(line, Stroke::new(1.2, fill.edge));
            y += 5.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: f64, to: f64) -> Axis {
        Axis { rect: Rect::from_min_max(pos2(10.0, 0.0), pos2(110.0, 50.0)), from, to }
    }

    #[test]
    fn every_try_is_in_a_bar() {
        let counted = counts(&[-5.0, 0.0, 0.5, 0.999, 1.0, 7.0], &axis(0.0, 1.0));
        assert_eq!(counted.iter().sum::<usize>(), 6);
        assert_eq!((counted[0], counted[BARS / 2], counted[BARS - 1]), (2, 1, 3));
    }

    #[test]
    fn the_axis_has_room_for_every_setting_and_leads_back() {
        let tries = Tries { same: vec![0.2, 0.3], others: vec![0.5, 0.9], ..Tries::default() };
        let threshold = Threshold {
            name: "",
            tries: Some(&tries),
            usual: 0.45,
            steps: &[0.6, 0.45, 0.3],
            place: &|distance| -distance,
            place_of: |distance| -distance,
            spoken: &|_| String::new(),
        };
        let axis = Axis::new(&threshold, axis(0.0, 0.0).rect);
        for place in [-0.9, -0.6, -0.3, -0.2] {
            let x = axis.x(place);
            assert!(x > axis.rect.left() && x < axis.rect.right());
            assert!((axis.value(x) - place).abs() < 1e-6);
        }
        assert!(axis.x(-0.2) > axis.x(-0.9), "alike is on the right");
        assert_eq!(threshold.nearest(-0.47), 0.45);
    }
}
