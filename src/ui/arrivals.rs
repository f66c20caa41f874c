//! The list of who was recognised, newest first.

use std::borrow::Cow;

use eframe::egui::{
    Align, Id, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, UiBuilder, Vec2, pos2,
    vec2,
};

use image::RgbImage;
use jiff::Timestamp;

use super::icons::{self, Icon};
use super::language::say;
use super::live;
use super::theme::{self, GAP, GUTTER};
use super::widgets::{self, Action, Tone};
use super::{Scene, Screen, elsewhere, faces, names, sending};
use crate::core::{Delivery, People, UNKNOWN};
use crate::remote::Fate;
use crate::station::view::{Arrival, Heard};

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
        let rows: Vec<Row<'_>> = match &scene.view.remote {
            Some(remote) => remote.heard.iter().map(|heard| Row::heard(heard, &scene.view.people)).collect(),
            None => scene.view.arrivals.iter().map(|arrival| Row::arrival(arrival, &scene.view.people)).collect(),
        };
        let rows: Vec<Row<'_>> = rows.into_iter().filter(|row| !state.hide_unknown || row.known).collect();

        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.add_space(GUTTER);
            ui.label(RichText::new(say!("arrivals-title")).text_style(TextStyle::Heading));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(GUTTER);
                if !rows.is_empty() {
                    widgets::caption(ui, &say!("arrivals-count", count = rows.len()));
                }
            });
        });
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.add_space(GUTTER);
            widgets::switch(ui, &mut state.hide_unknown, &say!("arrivals-hide-unknown"));
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

/// Somebody who was recognised, by whom ever.
struct Row<'a> {
    /// No other row has it; those of another Hadir are below zero.
    number: i64,
    at: Timestamp,
    name: Cow<'a, str>,
    known: bool,
    distance: Option<f64>,
    crop: Option<&'a RgbImage>,
    way: Way<'a>,
}

/// Instead of a name.
fn unknown<'a>() -> Cow<'a, str> {
    say!("words-unknown").into()
}

/// Somebody's way to the main API.
enum Way<'a> {
    FromHere(Option<&'a Delivery>),
    FromElsewhere(Option<&'a Fate>),
}

impl<'a> Row<'a> {
    fn arrival(arrival: &'a Arrival, people: &'a People) -> Self {
        Self {
            number: arrival.number,
            at: arrival.at,
            name: arrival.recognition.student.as_ref().map_or_else(unknown, |student| people.label(student).into()),
            known: arrival.recognition.student.is_some(),
            distance: Some(arrival.recognition.distance),
            crop: Some(&arrival.crop),
            way: Way::FromHere(arrival.delivery.as_ref()),
        }
    }

    fn heard(heard: &'a Heard, people: &People) -> Self {
        let known = heard.label != UNKNOWN;
        Self {
            number: -1 - heard.number as i64,
            at: heard.at,
            name: if known { names::told(people, &heard.label).into() } else { unknown() },
            known,
            distance: heard.distance,
            crop: heard.crop.as_deref(),
            way: Way::FromElsewhere(heard.fate.as_ref()),
        }
    }
}

impl Way<'_> {
    /// Its icon, its tone and its word; `None` where there is nothing to say.
    fn glance(&self, scene: &Scene<'_>) -> Option<(Icon, Tone, String)> {
        match self {
            Self::FromHere(delivery) => {
                sending::glance(*delivery, scene).map(|glance| (glance.icon, glance.tone, glance.word.to_owned()))
            }
            Self::FromElsewhere(fate) => {
                elsewhere::glance(*fate).map(|glance| (glance.icon, glance.tone, glance.word.to_owned()))
            }
        }
    }

    fn explained(&self, scene: &Scene<'_>) -> String {
        match self {
            Self::FromHere(delivery) => sending::explained(*delivery, scene),
            Self::FromElsewhere(fate) => fate.map(elsewhere::explained).unwrap_or_default(),
        }
    }
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if let Some(remote) = &scene.view.remote {
        let text = say!("arrivals-nobody-elsewhere", place = &remote.place);
        widgets::placeholder(ui, Icon::UserSearch, &say!("arrivals-nobody"), &text, |_| {});
        return;
    }
    if !scene.view.gallery.students.is_empty() {
        widgets::placeholder(ui, Icon::UserSearch, &say!("arrivals-nobody"), &say!("arrivals-nobody-text"), |_| {});
        return;
    }
    let mut go = false;
    let (title, text) = (say!("arrivals-nobody-enrolled"), say!("arrivals-nobody-enrolled-text"));
    widgets::placeholder(ui, Icon::UserPlus, &title, &text, |ui| {
        go = Action::primary(Icon::UserPlus, say!("arrivals-enrol")).show(ui).clicked();
    });
    if go {
        scene.go = Some(Screen::Enrol);
    }
}

fn rows_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, rows: &[Row<'_>]) {
    let height = ROW * scale(ui);
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("arrivals");
    if let Some(newest) = state.newest
        && state.scrolled > height / 2.0
    {
        // Where the newest of before is gone, there is nothing to go by.
        let newer = rows.iter().position(|row| row.number == newest).unwrap_or(0);
        if newer > 0 {
            area = area.vertical_scroll_offset(state.scrolled + newer as f32 * height);
        }
    }
    state.newest = rows.first().map(|row| row.number);
    let output = area.show_rows(ui, height, rows.len(), |ui, range| {
        for row in &rows[range] {
            row_ui(ui, scene, row, height);
        }
    });
    state.scrolled = output.state.clamped_offset().y;
}

fn row_ui(ui: &mut Ui, scene: &mut Scene<'_>, shown: &Row<'_>, height: f32) {
    let palette = theme::palette(ui);
    let scale = height / ROW;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let known = shown.known;
    let line = row.x_range().shrink(GUTTER);
    ui.painter().hline(line, row.bottom() - 0.5, Stroke::new(1.0, palette.line));

    let side = FACE * scale;
    let face = Rect::from_center_size(pos2(row.left() + GUTTER + side / 2.0, row.center().y), Vec2::splat(side));
    let texture = shown.crop.map(|crop| scene.pictures.arrival(shown.number, crop));
    widgets::paint_face(ui, face, texture.as_ref(), 10);
    if !known {
        icons::paint_dashed(ui.painter(), face.expand(1.0), Stroke::new(2.0, palette.warn_text), 6.0);
    }
    let badge = face.right_bottom() - vec2(4.0, 4.0);
    ui.painter().circle_filled(badge, 10.5 * scale, palette.surface);
    live::paint_mark(ui, known, badge, 17.0 * scale);

    let glance = shown.way.glance(scene);
    let right = row.right() - GUTTER - if glance.is_some() { 26.0 * scale } else { 0.0 };
    let words = Rect::from_min_max(pos2(face.right() + 14.0, row.top()), pos2(right, row.bottom()));
    let layout = Layout::top_down(Align::Min);
    let id = Id::unique(("arrival", shown.number));
    ui.scope_builder(UiBuilder::new().scope_id(id).max_rect(words).layout(layout), |ui| {
        ui.add_space(12.0 * scale);
        ui.spacing_mut().item_spacing = vec2(GAP, 1.0);
        let name = RichText::new(&*shown.name).font(theme::bold(NAME * scale));
        let name = if known { name } else { name.color(palette.warn_text) };
        ui.add(Label::new(name).truncate());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let small = |text: String| RichText::new(text).font(theme::regular(SMALL * scale)).color(palette.text_soft);
            ui.label(small(scene.dates.moment(shown.at, scene.now)));
            let Some(distance) = shown.distance else { return };
            ui.label(small("·".to_owned()));
            let distance = Label::new(small(faces::distance(distance))).truncate();
            ui.add(distance).on_hover_text(faces::distance_explained());
        });
    });
    let whole = ui.interact(row, id.with("row"), Sense::hover());
    let moment = scene.dates.moment(shown.at, scene.now);
    widgets::named(&whole, Role::ListItem, &say!("arrivals-row", name = &*shown.name, moment = moment));
    let Some((icon, tone, word)) = glance else { return };
    let at = pos2(row.right() - GUTTER - 9.0 * scale, row.center().y);
    let (color, _) = tone.colors(palette);
    icons::paint(ui.painter(), icon, at, 18.0 * scale, color);
    let around = Rect::from_center_size(at, Vec2::splat(30.0 * scale));
    let response = ui.interact(around, id.with("delivery"), Sense::hover());
    widgets::named(&response, Role::Image, &word);
    response.on_hover_text(shown.way.explained(scene));
}
