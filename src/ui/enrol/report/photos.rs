//! The report photo by photo: how each is, in words, sorted by what one wants to look at.

use std::cmp::Ordering;

use eframe::egui::{
    Align, Button, Label, Layout, RichText, Role, Sense, TextStyle, TextureHandle, Ui, UiBuilder, Vec2, vec2,
};
use egui_extras::{Column, TableBody, TableBuilder};

use super::super::super::icons::{self, Icon};
use super::super::super::language::{say, spoken};
use super::super::super::theme;
use super::super::super::{Scene, removal, widgets};
use super::name_of;
use crate::core::{Measure, Measured, StudentId};
use crate::gallery::bulk::{Person, Photo, Report};
use crate::text;
use crate::words::Text;

const ROW: f32 = 68.0;
/// From this width on each measure has a column of its own.
const WIDE: f32 = 760.0;

/// What the photos are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// By all of it: what is doubted, then what is poor, the poorest first.
    #[default]
    Quality,
    Size,
    Light,
    Sharpness,
    Pose,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    by: By,
    best_first: bool,
}

/// A photo, and whose it is.
#[derive(Clone, Copy)]
struct Row<'a> {
    person: &'a Person,
    photo: &'a Photo,
}

impl Row<'_> {
    fn is_doubted(&self) -> bool {
        self.person.doubted.iter().any(|doubted| doubted.found.photo == self.photo.key)
    }

    /// The worse, the smaller.
    fn worth(&self, by: By) -> (bool, f64) {
        let quality = &self.photo.quality;
        let is_good = self.photo.flaw.is_none() && !self.is_doubted();
        match by {
            By::Quality if self.is_doubted() => (false, -1.0),
            By::Quality => (is_good, quality.weight()),
            By::Size => (false, quality.width),
            // Too dark and too bright are both far from the middle.
            By::Light => (false, -(quality.light - 120.0).abs()),
            By::Sharpness => (false, quality.relative_sharpness()),
            By::Pose => (false, -quality.pose.differs(&crate::core::Pose::default())),
        }
    }
}

fn rows(report: &Report, order: Order) -> Vec<Row<'_>> {
    let photos = report.people.iter().flat_map(|person| person.photos.iter().map(move |photo| Row { person, photo }));
    let mut rows: Vec<Row<'_>> = photos.collect();
    rows.sort_by(|a, b| {
        let ((a_good, a), (b_good, b)) = (a.worth(order.by), b.worth(order.by));
        let worse: Ordering = a_good.cmp(&b_good).then(a.total_cmp(&b));
        if order.best_first { worse.reverse() } else { worse }
    });
    rows
}

/// The table.
pub fn photos_ui(
    ui: &mut Ui,
    order: &mut Order,
    removing: &mut Option<removal::Photo>,
    scene: &mut Scene<'_>,
    report: &Report,
) {
    let rows = rows(report, *order);
    let wide = ui.available_width() >= WIDE;
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let table = TableBuilder::new(ui)
        .id_salt("photos")
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(ROW).clip(true))
        .column(Column::remainder().at_least(130.0).clip(true));
    let columns = [(By::Size, 104.0), (By::Light, 124.0), (By::Sharpness, 112.0), (By::Pose, 124.0)];
    let table = match wide {
        true => columns.iter().fold(table, |table, (_, width)| table.column(Column::exact(*width).clip(true))),
        false => table.column(Column::exact(150.0).clip(true)),
    };
    let table = table.column(Column::exact(92.0).clip(true)).header(40.0, |mut header| {
        header.col(|_| {});
        header.col(|ui| heading_ui(ui, order, By::Quality));
        for (by, _) in columns.iter().filter(|_| wide) {
            header.col(|ui| heading_ui(ui, order, *by));
        }
        if !wide {
            header.col(|_| {});
        }
        header.col(|_| {});
    });
    table.body(|body| body_ui(body, removing, scene, &rows, wide));
}

/// What a column holds; pressed, the photos are sorted by it, and pressed again the other way round.
fn heading_ui(ui: &mut Ui, order: &mut Order, by: By) {
    let (name, sort) = match by {
        By::Quality => (text!("report-by-quality"), text!("report-sort-quality")),
        By::Size => (text!("report-by-size"), text!("report-sort-size")),
        By::Light => (text!("report-by-light"), text!("report-sort-light")),
        By::Sharpness => (text!("report-by-sharpness"), text!("report-sort-sharpness")),
        By::Pose => (text!("report-by-pose"), text!("report-sort-pose")),
    };
    let icon = match (order.by == by, order.best_first) {
        (false, _) => Icon::ArrowUpDown,
        (true, false) => Icon::ArrowUpNarrowWide,
        (true, true) => Icon::ArrowDownWideNarrow,
    };
    let words = RichText::new(spoken(&name)).text_style(TextStyle::Small);
    ui.spacing_mut().button_padding = vec2(4.0, 4.0);
    let response = ui.add(Button::new((words, icons::atom(icon, 15.0))).frame_when_inactive(false));
    widgets::named(&response, Role::Button, &spoken(&sort));
    if response.clicked() {
        *order = match order.by == by {
            true => Order { best_first: !order.best_first, ..*order },
            false => Order { by, best_first: false },
        };
    }
}

fn body_ui(
    body: TableBody<'_>,
    removing: &mut Option<removal::Photo>,
    scene: &mut Scene<'_>,
    rows: &[Row<'_>],
    wide: bool,
) {
    body.rows(ROW, rows.len(), |mut table_row| {
        let row = rows[table_row.index()];
        let measured = Measured::of(&row.photo.quality);
        table_row.set_overline(true);
        table_row.col(|ui| picture_ui(ui, scene, row));
        table_row.col(|ui| name_ui(ui, scene, row));
        if wide {
            for measure in [&measured.size, &measured.light, &measured.sharpness, &measured.pose] {
                table_row.col(|ui| measure_ui(ui, measure));
            }
        } else {
            table_row.col(|ui| measure_ui(ui, &measured.verdict()));
        }
        table_row.col(|ui| actions_ui(ui, removing, scene, row));
    });
}

fn student_of(row: Row<'_>) -> Option<StudentId> {
    StudentId::parse(&row.person.name).ok()
}

fn texture_of(scene: &mut Scene<'_>, row: Row<'_>) -> Option<TextureHandle> {
    let student = scene.view.gallery.student(&student_of(row)?)?;
    let template = student.templates.iter().find(|template| template.key == row.photo.key)?;
    scene.pictures.template(template)
}

fn picture_ui(ui: &mut Ui, scene: &mut Scene<'_>, row: Row<'_>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(ROW - 8.0), Sense::hover());
    let texture = texture_of(scene, row);
    widgets::paint_face(ui, rect, texture.as_ref(), 8);
}

fn name_ui(ui: &mut Ui, scene: &Scene<'_>, row: Row<'_>) {
    let palette = theme::palette(ui);
    // In the middle of the row's height, whatever is said.
    let lines = if row.is_doubted() { 3.0 } else { 2.0 };
    let room = ui.available_rect_before_wrap();
    let inside = room.shrink2(vec2(4.0, ((room.height() - lines * 20.0) / 2.0).max(0.0)));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Min)), |ui| {
        let name = RichText::new(name_of(row.person, &scene.view.people)).text_style(theme::strong_style());
        ui.add(Label::new(name).truncate());
        let file = RichText::new(&row.photo.file).text_style(TextStyle::Small).color(palette.text_soft);
        ui.add(Label::new(file).truncate());
        if row.is_doubted() {
            let doubted = RichText::new(say!("report-doubted")).text_style(TextStyle::Small).color(palette.warn_text);
            ui.add(Label::new(doubted).truncate());
        }
    });
}

fn measure_ui(ui: &mut Ui, measure: &Measure) {
    let palette = theme::palette(ui);
    let color = if measure.is_poor { palette.warn_text } else { palette.text_soft };
    if measure.is_poor {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
        icons::paint(ui.painter(), Icon::CircleAlert, rect.center(), 15.0, color);
    }
    let words: Text = measure.text.clone();
    let said = RichText::new(spoken(&words)).text_style(TextStyle::Small).color(color);
    ui.add(Label::new(said).wrap());
}

fn actions_ui(ui: &mut Ui, removing: &mut Option<removal::Photo>, scene: &mut Scene<'_>, row: Row<'_>) {
    let Some(student) = student_of(row) else { return };
    let enrolled = scene.view.gallery.student(&student);
    let is_there =
        enrolled.is_some_and(|student| student.templates.iter().any(|template| template.key == row.photo.key));
    let name = scene.view.people.label(&student).to_owned();
    let open = say!("report-open-of", student = &name, file = &row.photo.file);
    if enrolled.is_some() && widgets::icon_button(ui, Icon::UserRound, &open).clicked() {
        scene.open(&student);
    }
    if is_there {
        let text = say!("report-remove-named", file = &row.photo.file, student = &name);
        if widgets::icon_button(ui, Icon::Trash2, &text).clicked() {
            *removing = Some(removal::Photo { student, key: row.photo.key.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Flaw, Pose, Quality};
    use crate::gallery::TemplateKey;

    fn photo(file: &str, width: f64, light: f64, flaw: Option<Flaw>) -> Photo {
        let quality = Quality { width, light, sharpness: 400.0, contrast: 45.0, pose: Pose::default() };
        Photo { file: file.to_owned(), key: TemplateKey(file.to_owned()), quality, flaw }
    }

    #[test]
    fn the_worst_photos_come_first_and_last_where_that_is_wanted() {
        let small = photo("small", 50.0, 120.0, Some(Flaw::TooSmall { width: 50, needed: 100 }));
        let dark = photo("dark", 140.0, 20.0, Some(Flaw::TooDark));
        let person = Person { photos: vec![photo("good", 120.0, 125.0, None), dark, small], ..Person::default() };
        let report = Report { people: vec![person], ..Report::default() };
        let files = |by, best_first| {
            rows(&report, Order { by, best_first }).iter().map(|row| row.photo.file.clone()).collect::<Vec<_>>()
        };
        assert_eq!(files(By::Quality, false), ["small", "dark", "good"]);
        assert_eq!(files(By::Size, false), ["small", "good", "dark"]);
        assert_eq!(files(By::Light, false)[0], "dark");
        assert_eq!(files(By::Size, true), ["dark", "good", "small"]);
    }
}
