//! The sessions of a day, and the way to other days.

use std::time::Duration;

use eframe::egui::{
    Align, CornerRadius, Label, Layout, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextStyle, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

use super::super::Scene;
use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::theme::{self, CARD_RADIUS, CONTROL_HEIGHT, GAP};
use super::super::widgets::{self, Action};
use super::{Page, State, words};
use crate::station::sessions::{Session, Stage};

const ROW: f32 = 68.0;

/// A day and its sessions.
pub struct Day<'a> {
    pub day: Date,
    pub today: Date,
    pub sessions: &'a [Session],
}

/// The day: which, its sessions, and what can be begun.
pub fn day_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, shown: &Day<'_>) {
    day_picker_ui(ui, state, scene, shown);
    ui.add_space(GAP);
    let buttons = 2.0 * CONTROL_HEIGHT + 3.0 * GAP;
    let room = ui.available_rect_before_wrap();
    let split = (room.bottom() - buttons).max(room.top());
    let (list, below) = room.split_top_bottom_at_y(split);
    ui.scope_builder(UiBuilder::new().max_rect(list), |ui| list_ui(ui, state, scene, shown));
    ui.scope_builder(UiBuilder::new().max_rect(below).layout(Layout::bottom_up(Align::Min)), |ui| {
        let width = ui.available_width();
        let timetable = Action::plain(Icon::CalendarDays, say!("class-timetable")).min_width(width).truncate();
        if timetable.show(ui).clicked() {
            (state.page, state.shows_day) = (Page::Timetable, false);
        }
        let is_on = scene.view.sessions.sessions.iter().any(|session| session.stage == Stage::On);
        let begin = match is_on {
            true => Action::plain(Icon::Play, say!("class-begin")),
            false => Action::primary(Icon::Play, say!("class-begin")),
        };
        if begin.min_width(width).truncate().show(ui).clicked() {
            (state.page, state.shows_day) = (Page::Begin, false);
        }
    });
    // What closes in so many minutes says so anew each minute.
    let second = scene.now.as_second().rem_euclid(60) as u64;
    ui.ctx().request_repaint_after(Duration::from_secs(60 - second));
}

fn day_picker_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, shown: &Day<'_>) {
    let mut go = None;
    ui.horizontal(|ui| {
        if widgets::icon_button(ui, Icon::ChevronLeft, &say!("class-day-before")).clicked() {
            go = shown.day.yesterday().ok();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::icon_button(ui, Icon::ChevronRight, &say!("class-day-after")).clicked() {
                go = shown.day.tomorrow().ok();
            }
            ui.with_layout(Layout::top_down(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let weekday = match shown.day == shown.today {
                    true => say!("class-today"),
                    false => scene.dates.weekday(shown.day.weekday(), false),
                };
                ui.add(Label::new(RichText::new(weekday).text_style(TextStyle::Heading)).truncate());
                let date = RichText::new(scene.dates.plain_date(shown.day)).text_style(TextStyle::Small);
                ui.add(Label::new(date.color(theme::palette(ui).text_soft)).truncate());
            });
        });
    });
    if shown.day != shown.today
        && Action::quiet(Icon::CalendarDays, say!("class-to-today")).min_width(ui.available_width()).show(ui).clicked()
    {
        state.look_at(None);
    }
    if let Some(day) = go {
        state.look_at(Some(day).filter(|day| *day != shown.today));
    }
}

fn list_ui(ui: &mut Ui, state: &mut State, scene: &Scene<'_>, shown: &Day<'_>) {
    if shown.sessions.is_empty() {
        widgets::caption(ui, &say!("class-no-session"));
        return;
    }
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("day");
    area.show_rows(ui, ROW, shown.sessions.len(), |ui, range| {
        for session in &shown.sessions[range] {
            let is_chosen = state.page == Page::Session && state.chosen == Some(session.plan.key);
            if row_ui(ui, scene, session, is_chosen).clicked() {
                state.open(session.plan.key);
            }
        }
    });
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, session: &Session, is_chosen: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let edge = match (is_chosen || response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(2.5, palette.accent),
        (false, true) => Stroke::new(1.0, palette.text_soft),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let fill = if is_chosen { palette.accent_soft } else { palette.surface };
    ui.painter().rect(rect, CornerRadius::same(CARD_RADIUS), fill, edge, StrokeKind::Inside);

    let class = words::class(session.plan.class.as_deref());
    let times = words::times(&session.plan, scene.dates);
    let (icon, stage) = words::stage(session, scene.dates, scene.now);
    let is_on = session.stage == Stage::On;
    let color = if is_on { palette.accent_text } else { palette.text_soft };
    let inner = rect.shrink2(vec2(12.0, 9.0));
    let many =
        match session.counts() {
            Some(counts) => words::how_many(counts),
            None => session.plan.class.as_deref().map_or_else(String::new, |class| {
                say!("class-students", count = scene.view.people.members(class).len())
            }),
        };
    let many_shown = widgets::lines(ui, &many, theme::bold(13.5), color, inner.width() * 0.6, 1);
    let room = inner.width() - many_shown.size().x - GAP;
    let title = widgets::lines(ui, &class, theme::bold(17.0), palette.text, room, 1);
    let middle = inner.top() + title.size().y / 2.0;
    let many_at = pos2(inner.right() - many_shown.size().x, middle - many_shown.size().y / 2.0);
    ui.painter().galley(many_at, many_shown, color);
    ui.painter().galley(inner.min, title, palette.text);
    let line = if is_on { stage.clone() } else { times.clone() };
    let below = widgets::lines(ui, &line, theme::regular(13.5), color, inner.width() - 22.0, 1);
    let at = pos2(inner.left() + 22.0, inner.bottom() - below.size().y);
    icons::paint(ui.painter(), icon, pos2(inner.left() + 8.0, at.y + below.size().y / 2.0), 15.0, color);
    ui.painter().galley(at, below, color);

    let name = say!("class-session-name", class = class, times = &times, stage = stage, counts = many);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    response.on_hover_text(times)
}
