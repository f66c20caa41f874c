//! Everyone enrolled: faces in a grid, found by typing, and beside them the one that is chosen.

use eframe::egui::{
    Align2, CornerRadius, Frame, Id, Key, Label, Margin, Panel, Rect, Response, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, TextEdit, TextStyle, Ui, WidgetInfo, vec2,
};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, CARD_RADIUS, CONTROL_RADIUS, GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, Screen, is_narrow, person, strangers};
use crate::core::StudentId;
use crate::gallery::Student;
use crate::text;

/// Smallest width of a card; they share what is left of a row.
const CARD_WIDTH: f32 = 148.0;
const TEXT_HEIGHT: f32 = 54.0;
const CARD_GAP: f32 = 12.0;

/// Where the person is among the people.
#[derive(Default)]
pub struct State {
    search: String,
    chosen: Option<StudentId>,
    person: person::State,
    /// Those who are not enrolled are looked at instead.
    shows_strangers: bool,
    strangers: strangers::State,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.shows_strangers = false;
        self.strangers.leave(scene);
    }
}

/// The screen.
pub fn people_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let gallery = scene.view.gallery.clone();
    set_aside_ui(ui, scene);
    if tabs_ui(ui, state, scene) {
        return strangers::strangers_ui(ui, &mut state.strangers, scene);
    }
    if gallery.students.is_empty() {
        nobody_ui(ui, scene);
        return;
    }

    let chosen = state.chosen.as_ref().and_then(|id| gallery.students.iter().find(|student| student.id == *id));
    if let Some(student) = chosen {
        let width = if is_narrow(ui.ctx()) { 320.0 } else { 400.0 };
        let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
        let panel = Panel::right("person").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
        let closed = panel.show(ui, |ui| person::person_ui(ui, &mut state.person, scene, student)).inner;
        if closed {
            state.chosen = None;
        }
    } else {
        state.chosen = None;
    }

    search_ui(ui, &mut state.search, gallery.students.len());
    ui.add_space(GAP);
    let wanted = state.search.trim().to_lowercase();
    let found: Vec<&Student> = gallery
        .students
        .iter()
        .filter(|student| wanted.is_empty() || student.id.as_str().to_lowercase().contains(&wanted))
        .collect();
    if found.is_empty() {
        let title = say!("people-not-found", search = state.search.trim());
        widgets::placeholder(ui, Icon::SearchX, &title, &say!("people-not-found-text"), |_| {});
        return;
    }
    grid_ui(ui, &mut state.chosen, scene, &found);
}

/// Enrolled or not: only where those who are not are kept, or some are still there. Says whether they are looked at.
fn tabs_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) -> bool {
    let count = scene.view.strangers.count;
    if scene.view.settings.strangers_days.value.is_none() && count == 0 {
        state.leave(scene);
        return false;
    }
    let (enrolled, not) = (say!("strangers-tab-enrolled"), say!("strangers-tab", count = count));
    if widgets::segmented(ui, &mut state.shows_strangers, &[(false, &enrolled), (true, &not)]) && !state.shows_strangers
    {
        state.strangers.leave(scene);
    }
    ui.add_space(GAP);
    state.shows_strangers
}

fn nobody_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let mut go = false;
    widgets::placeholder(ui, Icon::Users, &say!("people-nobody"), &say!("people-nobody-text"), |ui| {
        go = Action::primary(Icon::UserPlus, say!("people-enrol")).show(ui).clicked();
    });
    if go {
        scene.go = Some(Screen::Enrol);
    }
}

fn search_ui(ui: &mut Ui, search: &mut String, count: usize) {
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(120.0, 420.0);
        let edit = TextEdit::singleline(search)
            .id(Id::unique("search people"))
            .prefix(icons::atom(Icon::Search, 18.0))
            .hint_text(say!("people-search"))
            .desired_width(width);
        let response = ui.add(edit);
        widgets::named(&response, Role::TextInput, &say!("people-search"));
        let find = ui.input_mut(|input| input.consume_key(eframe::egui::Modifiers::COMMAND, Key::F));
        if find {
            response.request_focus();
        }
        if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            search.clear();
        }
        widgets::caption(ui, &say!("people-count", count = count));
    });
}

/// The cards, only those on the screen drawn: hundreds cost what a dozen does.
fn grid_ui(ui: &mut Ui, chosen: &mut Option<StudentId>, scene: &mut Scene<'_>, found: &[&Student]) {
    let room = ui.available_width() - 14.0;
    let columns = ((room + CARD_GAP) / (CARD_WIDTH + CARD_GAP)).floor().max(1.0);
    let width = (room - (columns - 1.0) * CARD_GAP) / columns;
    let size = vec2(width, width.min(190.0) + TEXT_HEIGHT);
    let columns = columns as usize;
    ui.spacing_mut().item_spacing = vec2(CARD_GAP, CARD_GAP);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("people");
    area.show_rows(ui, size.y, found.len().div_ceil(columns), |ui, rows| {
        for row in rows {
            ui.horizontal(|ui| {
                for student in found.iter().skip(row * columns).take(columns) {
                    let is_chosen = chosen.as_ref() == Some(&student.id);
                    if card_ui(ui, scene, student, size, is_chosen).clicked() {
                        *chosen = (!is_chosen).then(|| student.id.clone());
                    }
                }
            });
        }
    });
}

fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, student: &Student, size: eframe::egui::Vec2, chosen: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // Named by the student, so that the keyboard stays with them while others come and go.
    let response = ui.interact(rect, Id::unique(("student", &student.id)), Sense::click());
    let edge = match (chosen || response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(2.5, palette.accent),
        (false, true) => Stroke::new(1.0, palette.text_soft),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let fill = if chosen { palette.accent_soft } else { palette.surface };
    ui.painter().rect(rect, CornerRadius::same(CARD_RADIUS), fill, edge, StrokeKind::Inside);
    let face = Rect::from_min_max(rect.min, rect.max - vec2(0.0, TEXT_HEIGHT)).shrink(7.0);
    let shown = student.templates.iter().find(|template| template.crop.is_some());
    let texture = shown.and_then(|template| scene.pictures.template(template));
    widgets::paint_face(ui, face, texture.as_ref(), CONTROL_RADIUS);

    let left = rect.left() + 12.0;
    let name = widgets::lines(ui, student.id.as_str(), theme::bold(15.5), palette.text, rect.width() - 24.0, 1);
    let below = rect.bottom() - TEXT_HEIGHT + 2.0;
    ui.painter().galley(eframe::egui::pos2(left, below), name, palette.text);
    let count = text!("people-pictures", count = student.templates.len());
    let at = eframe::egui::pos2(left, rect.bottom() - 11.0);
    ui.painter().text(at, Align2::LEFT_BOTTOM, spoken(&count), theme::regular(13.5), palette.text_soft);
    let label = say!("people-card", student = student.id.as_str(), pictures = count);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &label));
    response
}

/// Files that were damaged, each with what is wrong with it and where it is now.
fn set_aside_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let set_aside = &scene.view.gallery.set_aside;
    if set_aside.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    Frame::new().fill(palette.warn_soft).corner_radius(10).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = RichText::new(say!("people-set-aside", count = set_aside.len())).text_style(theme::strong_style());
        ui.label(title.color(palette.warn_text));
        ScrollArea::vertical().id_salt("set aside").max_height(90.0).show(ui, |ui| {
            for file in set_aside {
                let name = file.file.file_name().unwrap_or(file.file.as_os_str()).to_string_lossy();
                let text = match &file.now {
                    Some(now) => say!("people-moved", file = name.as_ref(), reason = &file.reason, now = now),
                    None => say!("people-left", file = name.as_ref(), reason = &file.reason),
                };
                ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small)).wrap());
            }
        });
    });
    ui.add_space(GAP);
}
