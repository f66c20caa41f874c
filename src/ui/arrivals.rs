//! The list of who was recognised, newest first.

use eframe::egui::{
    Align, Id, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, UiBuilder, Vec2, pos2,
    vec2,
};

use super::icons::{self, Icon};
use super::live;
use super::theme::{self, GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, Screen, feed, sending};
use crate::station::view::Arrival;

/// Height of a row in the narrowest list; a wider one is read from further away.
const ROW: f32 = 72.0;
const FACE: f32 = 52.0;
const NAME: f32 = 17.0;
const SMALL: f32 = 13.5;

/// How much larger than in the narrowest list.
fn scale(ui: &Ui) -> f32 {
    (ui.available_width() / 310.0).clamp(1.0, 1.3)
}

/// How the person looks at the list.
#[derive(Default)]
pub struct State {
    hide_unknown: bool,
    /// The newest row there was: where the person has scrolled down, newer ones push nothing away.
    newest: Option<i64>,
    scrolled: f32,
}

/// The list, in a card of the height there is.
pub fn arrivals_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let frame = widgets::card_frame(ui).inner_margin(0.0);
    frame.show(ui, |ui| {
        ui.take_available_space();
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows: Vec<&Arrival> = scene
            .view
            .arrivals
            .iter()
            .filter(|arrival| !state.hide_unknown || arrival.recognition.student.is_some())
            .collect();

        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.add_space(GUTTER);
            ui.label(RichText::new(words::TITLE).text_style(TextStyle::Heading));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(GUTTER);
                widgets::caption(ui, &words::count(rows.len()));
            });
        });
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.add_space(GUTTER);
            widgets::switch(ui, &mut state.hide_unknown, words::HIDE_UNKNOWN);
        });
        ui.add_space(10.0);
        let palette = theme::palette(ui);
        let line = ui.max_rect().x_range();
        ui.painter().hline(line, ui.cursor().top(), Stroke::new(1.0, palette.line));
        ui.add_space(1.0);

        if rows.is_empty() {
            empty_ui(ui, scene);
        } else {
            rows_ui(ui, state, scene, &rows);
        }
    });
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if !scene.view.gallery.students.is_empty() {
        widgets::placeholder(ui, Icon::UserSearch, words::NOBODY, words::NOBODY_TEXT, |_| {});
        return;
    }
    let mut go = false;
    widgets::placeholder(ui, Icon::UserPlus, words::NOBODY_ENROLLED, words::NOBODY_ENROLLED_TEXT, |ui| {
        go = Action::primary(Icon::UserPlus, words::ENROL).show(ui).clicked();
    });
    if go {
        scene.go = Some(Screen::Enrol);
    }
}

fn rows_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, rows: &[&Arrival]) {
    let height = ROW * scale(ui);
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("arrivals");
    if let Some(newest) = state.newest
        && state.scrolled > height / 2.0
    {
        let newer = rows.iter().take_while(|arrival| arrival.number > newest).count();
        if newer > 0 {
            area = area.vertical_scroll_offset(state.scrolled + newer as f32 * height);
        }
    }
    state.newest = rows.first().map(|arrival| arrival.number);
    let output = area.show_rows(ui, height, rows.len(), |ui, range| {
        for arrival in &rows[range] {
            row_ui(ui, scene, arrival, height);
        }
    });
    state.scrolled = output.state.clamped_offset().y;
}

fn row_ui(ui: &mut Ui, scene: &mut Scene<'_>, arrival: &Arrival, height: f32) {
    let palette = theme::palette(ui);
    let scale = height / ROW;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let known = arrival.recognition.student.is_some();
    let line = row.x_range().shrink(GUTTER);
    ui.painter().hline(line, row.bottom() - 0.5, Stroke::new(1.0, palette.line));

    let side = FACE * scale;
    let face = Rect::from_center_size(pos2(row.left() + GUTTER + side / 2.0, row.center().y), Vec2::splat(side));
    let texture = scene.pictures.arrival(arrival.number, &arrival.crop);
    widgets::paint_face(ui, face, Some(&texture), 10);
    if !known {
        icons::paint_dashed(ui.painter(), face.expand(1.0), Stroke::new(2.0, palette.warn_text), 6.0);
    }
    let badge = face.right_bottom() - vec2(4.0, 4.0);
    ui.painter().circle_filled(badge, 10.5 * scale, palette.surface);
    live::paint_mark(ui, known, badge, 17.0 * scale);

    let glance = sending::glance(arrival.delivery.as_ref(), scene);
    let right = row.right() - GUTTER - if glance.is_some() { 26.0 * scale } else { 0.0 };
    let words = Rect::from_min_max(pos2(face.right() + 14.0, row.top()), pos2(right, row.bottom()));
    let layout = Layout::top_down(Align::Min);
    let id = Id::unique(("arrival", arrival.number));
    ui.scope_builder(UiBuilder::new().scope_id(id).max_rect(words).layout(layout), |ui| {
        ui.add_space(12.0 * scale);
        ui.spacing_mut().item_spacing = vec2(GAP, 1.0);
        let name = RichText::new(arrival.recognition.label()).font(theme::bold(NAME * scale));
        let name = if known { name } else { name.color(palette.warn_text) };
        ui.add(Label::new(name).truncate());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let small = |text: String| RichText::new(text).font(theme::regular(SMALL * scale)).color(palette.text_soft);
            ui.label(small(scene.dates.moment(arrival.at, scene.now)));
            ui.label(small("·".to_owned()));
            let distance = Label::new(small(feed::distance(arrival.recognition.distance))).truncate();
            ui.add(distance).on_hover_text(feed::DISTANCE_EXPLAINED);
        });
    });
    let whole = ui.interact(row, id.with("row"), Sense::hover());
    let moment = scene.dates.moment(arrival.at, scene.now);
    widgets::named(&whole, Role::ListItem, &words::row(arrival.recognition.label(), &moment));
    let Some(glance) = glance else { return };
    let at = pos2(row.right() - GUTTER - 9.0 * scale, row.center().y);
    let (color, _) = glance.tone.colors(palette);
    icons::paint(ui.painter(), glance.icon, at, 18.0 * scale, color);
    let around = Rect::from_center_size(at, Vec2::splat(30.0 * scale));
    let response = ui.interact(around, id.with("delivery"), Sense::hover());
    widgets::named(&response, Role::Image, glance.word);
    response.on_hover_text(sending::explained(arrival.delivery.as_ref(), scene));
}

mod words {
    pub const TITLE: &str = "Recognised";
    pub const HIDE_UNKNOWN: &str = "Hide unknown faces";
    pub const NOBODY: &str = "Nobody yet";
    pub const NOBODY_TEXT: &str = "Whoever walks past the camera appears here.";
    pub const NOBODY_ENROLLED: &str = "Nobody is enrolled";
    pub const NOBODY_ENROLLED_TEXT: &str = "Hadir knows nobody yet. Enrol the first student to see a name here.";
    pub const ENROL: &str = "Enrol a student";

    pub fn count(count: usize) -> String {
        match count {
            0 => String::new(),
            count => count.to_string(),
        }
    }

    pub fn row(name: &str, moment: &str) -> String {
        format!("{name} at {moment}")
    }
}
