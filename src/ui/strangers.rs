//! Those who came and are not enrolled, as far as they are kept: to be enrolled from here, or dismissed.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, Panel, Rect, Response, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, CARD_RADIUS, CONTROL_RADIUS, GAP, GUTTER};
use super::widgets::{self, Action, Tone};
use super::{Scene, dialog, is_narrow, people, student};
use crate::core::{IdRefusal, StudentId};
use crate::station::Command;
use crate::station::view::Stranger;

/// Smallest width of a card; they share what is left of a row.
const CARD_WIDTH: f32 = 148.0;
const TEXT_HEIGHT: f32 = 56.0;
const CARD_GAP: f32 = 12.0;
/// Side of a picture of the one who is chosen.
const PICTURE: f32 = 84.0;

/// Who is looked at, and what was begun.
#[derive(Default)]
pub struct State {
    /// The station lists them.
    is_shown: bool,
    chosen: Option<i64>,
    /// Pictures of whoever is chosen that are not to become photos.
    left_out: HashSet<i64>,
    student: student::Field,
    /// Who agrees that they are enrolled, where the school asks for that.
    by: people::By,
    /// These are about to be deleted, once the person says so.
    dismissing: Option<Vec<i64>>,
}

impl State {
    /// The list is looked at.
    pub fn open(&mut self, scene: &mut Scene<'_>) {
        if !std::mem::replace(&mut self.is_shown, true) {
            scene.send(Command::ShowStrangers(true));
        }
    }

    /// It is not any more: the station lets go of the pictures.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        if self.is_shown {
            scene.send(Command::ShowStrangers(false));
        }
        *self = Self::default();
    }

    fn choose(&mut self, chosen: Option<i64>) {
        if self.chosen != chosen {
            self.chosen = chosen;
            self.left_out.clear();
            self.student.clear();
            self.by.clear();
        }
    }
}

/// The list, and beside it the one who is chosen.
pub fn strangers_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    state.open(scene);
    let Some(listed) = scene.view.strangers.listed.clone() else { return };
    if listed.is_empty() {
        state.choose(None);
        let (title, text) = (say!("strangers-none"), say!("strangers-none-text"));
        widgets::placeholder(ui, Icon::UserRoundCheck, &title, &text, |_| {});
        return;
    }
    let chosen = state.chosen.and_then(|chosen| listed.iter().find(|stranger| stranger.number == chosen));
    match chosen {
        Some(stranger) => {
            let width = if is_narrow(ui.ctx()) { 320.0 } else { 400.0 };
            let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
            let panel = Panel::right("stranger").exact_size(width).resizable(false).show_separator_line(false);
            panel.frame(frame).show(ui, |ui| chosen_ui(ui, state, scene, stranger));
        }
        None => state.choose(None),
    }
    ui.horizontal(|ui| {
        if Action::quiet(Icon::Trash2, say!("strangers-dismiss-all")).show(ui).clicked() {
            state.dismissing = Some(listed.iter().map(|stranger| stranger.number).collect());
        }
    });
    grid_ui(ui, state, scene, &listed);
    dismiss_ui(ui, state, scene);
}

fn grid_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, listed: &[Stranger]) {
    let room = ui.available_width() - 14.0;
    let columns = ((room + CARD_GAP) / (CARD_WIDTH + CARD_GAP)).floor().max(1.0);
    let width = (room - (columns - 1.0) * CARD_GAP) / columns;
    let size = vec2(width, width.min(190.0) + TEXT_HEIGHT);
    let columns = columns as usize;
    ui.spacing_mut().item_spacing = vec2(CARD_GAP, CARD_GAP);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("strangers");
    area.show_rows(ui, size.y, listed.len().div_ceil(columns), |ui, rows| {
        for row in rows {
            ui.horizontal(|ui| {
                for stranger in listed.iter().skip(row * columns).take(columns) {
                    if card_ui(ui, scene, stranger, size, state.chosen == Some(stranger.number)).clicked() {
                        state.choose(Some(stranger.number));
                    }
                }
            });
        }
    });
}

fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, stranger: &Stranger, size: Vec2, is_chosen: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let edge = match (is_chosen, response.hovered() || response.has_focus()) {
        (true, _) => Stroke::new(2.5, palette.accent),
        (false, true) => Stroke::new(1.5, palette.line_strong),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    ui.painter().rect(rect, CornerRadius::same(CARD_RADIUS), palette.surface, edge, StrokeKind::Inside);
    let face = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - TEXT_HEIGHT)).shrink(8.0);
    let texture = stranger.pictures.first().map(|picture| scene.pictures.stranger(picture.number, &picture.crop));
    widgets::paint_face(ui, face, texture.as_ref(), CONTROL_RADIUS);
    let (visits, last) = words(scene, stranger);
    let left = rect.left() + 12.0;
    let first = widgets::lines(ui, &visits, theme::bold(15.0), palette.text, rect.width() - 24.0, 1);
    ui.painter().galley(pos2(left, rect.bottom() - TEXT_HEIGHT + 2.0), first, palette.text);
    let second = widgets::lines(ui, &last, theme::regular(13.5), palette.text_soft, rect.width() - 24.0, 1);
    ui.painter().galley(pos2(left, rect.bottom() - 30.0), second, palette.text_soft);
    let name = say!("strangers-card", visits = visits, last = last);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    response
}

/// How often they came, and when last.
fn words(scene: &Scene<'_>, stranger: &Stranger) -> (String, String) {
    let moment = scene.dates.moment(stranger.last_at, scene.now);
    (say!("strangers-visits", count = i64::from(stranger.visits)), say!("strangers-last", moment = moment))
}

fn chosen_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, stranger: &Stranger) {
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ScrollArea::vertical().auto_shrink(false).id_salt("stranger").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if widgets::icon_button(ui, Icon::X, &say!("strangers-close")).clicked() {
                        state.choose(None);
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        let title = RichText::new(say!("strangers-title")).text_style(TextStyle::Heading);
                        ui.add(Label::new(title).truncate());
                    });
                });
            });
            let (visits, last) = words(scene, stranger);
            widgets::caption(ui, &say!("strangers-seen", visits = visits, last = last));
            if let Some(like) = &stranger.like {
                let text = say!("strangers-like", student = scene.view.people.label(like));
                if widgets::chip(ui, Icon::UserRound, &text, Tone::Calm).clicked() {
                    state.student.fill(like);
                }
            }
            pictures_ui(ui, state, scene, stranger);
            widgets::caption(ui, &say!("strangers-pictures"));
            state.student.ui(ui, scene);
            if let Some(text) = consent_needed(state, scene) {
                state.by.ui(ui, "stranger", &text);
            }
            enrol_ui(ui, state, scene, stranger);
            if Action::plain(Icon::Trash2, say!("strangers-dismiss")).show(ui).clicked() {
                state.dismissing = Some(vec![stranger.number]);
            }
        });
    });
}

/// The pictures; each is left out or taken in again by pressing it.
fn pictures_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, stranger: &Stranger) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        for (place, picture) in stranger.pictures.iter().enumerate() {
            let palette = theme::palette(ui);
            let is_taken = !state.left_out.contains(&picture.number);
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(PICTURE), Sense::click());
            let texture = scene.pictures.stranger(picture.number, &picture.crop);
            let mut faint = ui.new_child(UiBuilder::new().max_rect(rect));
            faint.multiply_opacity(if is_taken { 1.0 } else { 0.35 });
            widgets::paint_face(&faint, rect, Some(&texture), CONTROL_RADIUS);
            let edge = if response.has_focus() || is_taken { palette.accent } else { palette.line_strong };
            icons::paint_outline(ui.painter(), rect, f32::from(CONTROL_RADIUS), Stroke::new(2.5, edge));
            let corner = rect.right_bottom() - vec2(14.0, 14.0);
            let icon = if is_taken { Icon::CircleCheck } else { Icon::Circle };
            ui.painter().circle_filled(corner, 11.0, palette.surface);
            icons::paint(ui.painter(), icon, corner, 20.0, palette.accent_text);
            let name = say!("strangers-picture", number = place + 1);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_taken, &name));
            if response.clicked() && !state.left_out.remove(&picture.number) {
                state.left_out.insert(picture.number);
            }
        }
    });
}

/// The text that somebody has to agree to before this one is enrolled, if any has.
fn consent_needed(state: &State, scene: &Scene<'_>) -> Option<Arc<str>> {
    let agreed = |student: &StudentId| scene.view.people.get(student).is_some_and(|person| person.consent.is_some());
    let has_agreed = state.student.student().is_ok_and(|student| agreed(&student));
    scene.view.settings.consent_text.value.clone().filter(|_| !has_agreed)
}

fn enrol_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, stranger: &Stranger) {
    let numbers = stranger.pictures.iter().map(|picture| picture.number);
    let pictures: Vec<i64> = numbers.filter(|number| !state.left_out.contains(number)).collect();
    let student = state.student.student();
    let refusal = match &student {
        Err(IdRefusal::Empty) => Some(say!("strangers-who-first")),
        Err(refusal) => Some(spoken(&refusal.text())),
        Ok(_) if pictures.is_empty() => Some(say!("strangers-choose-picture")),
        Ok(_) => consent_needed(state, scene).and_then(|_| state.by.read().err()),
    };
    let pressed = Action::primary(Icon::UserPlus, say!("strangers-enrol")).refused(refusal).show(ui).clicked();
    if let (true, Ok(student)) = (pressed, student) {
        if consent_needed(state, scene).is_some() {
            scene.send(Command::RecordConsent { students: vec![student.clone()], by: state.by.read().ok() });
        }
        scene.send(Command::EnrolStranger { stranger: stranger.number, pictures, student });
    }
}

/// Asks before anybody's pictures are deleted.
fn dismiss_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(numbers) = &state.dismissing else { return };
    let title = match numbers.len() {
        1 => say!("strangers-dismiss-question"),
        count => say!("strangers-dismiss-all-question", count = count),
    };
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::Trash2, &title);
        widgets::soft(ui, &say!("strangers-dismiss-text"));
    };
    let yes = Action::danger(Icon::Trash2, say!("strangers-delete"));
    match dialog::ask(ui, "dismiss strangers", 420.0, question, yes, &say!("strangers-leave")) {
        dialog::Said::Nothing => {}
        dialog::Said::No => state.dismissing = None,
        dialog::Said::Yes => {
            scene.send(Command::DismissStrangers(numbers.clone()));
            state.dismissing = None;
        }
    }
}
