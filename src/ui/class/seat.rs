//! One student of a session: how they stand, and what a person says of it.

use eframe::egui::{Frame, Id, Label, Margin, Modal, RichText, ScrollArea, Sense, TextEdit, Ui, Vec2};

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::board::says;
use super::pill::pill;
use super::{grid, words};
use crate::core::StudentId;
use crate::core::session::{Excuse, Group, Seat, Status};
use crate::station::sessions::{Say, Session};

/// Who is looked at, and the reason that is typed.
pub struct State {
    pub student: StudentId,
    reason: String,
}

/// What the person said.
pub enum Said {
    Nothing,
    /// Leave it.
    Close,
    /// This, and why.
    Mark(Say, Option<String>),
    /// What was said before does not hold.
    Unmark,
}

impl State {
    /// This student, with the reason that was said before.
    pub fn new(student: StudentId, reason: Option<String>) -> Self {
        Self { student, reason: reason.unwrap_or_default() }
    }
}

/// The panel, over the board.
pub fn seat_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, seat: &Seat) -> Said {
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20)).corner_radius(16);
    let modal = Modal::new(Id::unique("seat")).frame(frame).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_width(440.0_f32.min(screen.x - 64.0));
        let height = screen.y - 80.0;
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        area.show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = GAP;
            let closes = head_ui(ui, scene, seat);
            reason_ui(ui, &mut state.reason);
            let said = marks_ui(ui, state, scene, session, seat);
            if closes { Said::Close } else { said.or_else(|| unmark_ui(ui, seat)).unwrap_or(Said::Nothing) }
        })
        .inner
    });
    match modal.inner {
        Said::Nothing if modal.should_close() => Said::Close,
        said => said,
    }
}

/// Who it is, and how they stand. Says whether to close.
fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, seat: &Seat) -> bool {
    let palette = theme::palette(ui);
    let people = scene.view.people.clone();
    let mut closes = false;
    ui.horizontal_top(|ui| {
        let side = if ui.ctx().content_rect().height() < 480.0 { 72.0 } else { 112.0 };
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
        let is_enrolled = grid::face_ui(ui, scene, &seat.student, rect);
        ui.add_space(GAP / 2.0);
        let width = ui.available_width();
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.horizontal_top(|ui| {
                let width = ui.available_width() - theme::CONTROL_HEIGHT - GAP;
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let name = RichText::new(people.name(&seat.student)).text_style(theme::title_style());
                    ui.add(Label::new(name).wrap());
                });
                closes = widgets::icon_button(ui, Icon::X, &say!("class-close-panel")).clicked();
            });
            let class = people.class(&seat.student).unwrap_or_default();
            let id = seat.student.as_str();
            match class.is_empty() || id == people.name(&seat.student) {
                true => widgets::caption(ui, id),
                false => widgets::caption(ui, &say!("class-who", class = class, id = id)),
            };
            let group = seat.status.group();
            let (color, _) = words::colors(group, palette);
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
                icons::paint(ui.painter(), words::icon(group), rect.center(), 18.0, color);
                let mut said = words::status(seat, scene.dates);
                if seat.by_hand {
                    said = say!("class-said-by-hand", status = said);
                }
                ui.add(Label::new(RichText::new(said).color(color).text_style(theme::strong_style())).wrap());
            });
            if !is_enrolled {
                widgets::status_line(ui, Icon::CameraOff, &say!("class-not-enrolled-text"), Tone::Calm);
            }
        });
    });
    closes
}

/// Why: a few reasons that are pressed, and a line for another.
fn reason_ui(ui: &mut Ui, reason: &mut String) {
    let label = ui.label(RichText::new(say!("class-reason")).text_style(theme::strong_style()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        let common = [
            say!("class-reason-doctor"),
            say!("class-reason-family"),
            say!("class-reason-event"),
            say!("class-reason-transport"),
            say!("class-reason-camera"),
        ];
        for common in common {
            let is_chosen = *reason == common;
            let (icon, tone) = if is_chosen { (Icon::Check, Tone::Good) } else { (Icon::Plus, Tone::Calm) };
            if pill(ui, icon, &common, tone.colors(theme::palette(ui)), is_chosen).clicked() {
                *reason = if is_chosen { String::new() } else { common };
            }
        }
    });
    let edit = TextEdit::singleline(reason)
        .id(Id::unique("reason"))
        .hint_text(say!("class-reason-hint"))
        .char_limit(200)
        .desired_width(f32::INFINITY);
    ui.add(edit).labelled_by(label.id);
}

/// What can be said: pressed, it is.
fn marks_ui(ui: &mut Ui, state: &State, scene: &Scene<'_>, session: &Session, seat: &Seat) -> Option<Said> {
    let not_begun = (scene.now < session.plan.opens).then(|| say!("class-not-open"));
    let (mut said, width) = (None, (ui.available_width() - GAP) / 2.0);
    let group = |group, mark| (words::icon(group), words::group(group), mark);
    let other = (words::icon(Group::Excused), words::excuse(Excuse::Other), Say::Excused(Excuse::Other));
    for row in [
        [group(Group::Here, Say::Here(None)), group(Group::Late, Say::Late(None))],
        [
            (Icon::Thermometer, words::excuse(Excuse::Sick), Say::Excused(Excuse::Sick)),
            (Icon::FileText, words::excuse(Excuse::Leave), Say::Excused(Excuse::Leave)),
        ],
        [other, group(Group::Absent, Say::Absent)],
    ] {
        ui.horizontal(|ui| {
            for (icon, name, mark) in row {
                let refusal = not_begun.as_deref().filter(|_| matches!(mark, Say::Here(_) | Say::Late(_)));
                let is_so = says(seat.status, mark);
                let is_missed = matches!(seat.status, Status::NotYet | Status::Absent);
                let name = if is_so { say!("class-is-so", status = name) } else { name };
                let icon = if is_so { Icon::Check } else { icon };
                let action = match mark {
                    Say::Here(_) if is_missed => Action::primary(icon, name),
                    _ => Action::plain(icon, name),
                };
                if action.min_width(width).refused(refusal).show(ui).clicked() {
                    let reason = Some(state.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
                    said = Some(Said::Mark(mark, reason));
                }
            }
        });
    }
    said
}

fn unmark_ui(ui: &mut Ui, seat: &Seat) -> Option<Said> {
    if !seat.by_hand {
        return None;
    }
    Action::quiet(Icon::Undo2, say!("class-unmark")).show(ui).clicked().then_some(Said::Unmark)
}
