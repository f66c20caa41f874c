//! The report by student: a row for everyone, and under them the photos that could not be used.

use eframe::egui::{Align, Label, Layout, RichText, Sense, TextStyle, Ui, Vec2, vec2};
use egui_extras::{Column, TableBuilder};

use super::super::super::Scene;
use super::super::super::icons::{self, Icon};
use super::super::super::language::{say, spoken};
use super::super::super::theme;
use super::name_of;
use crate::gallery::bulk::{Person, Report};
use crate::text;
use crate::words::Text;

/// One line of the table: a person, or one refused photo under them.
#[derive(Clone, Copy)]
enum Row<'a> {
    Person(&'a Person),
    Refused(&'a str, &'a Text),
}

fn rows<'a>(report: &'a Report, problems_first: bool) -> Vec<Row<'a>> {
    let mut people: Vec<&'a Person> = report.people.iter().collect();
    if problems_first {
        people.sort_by_key(|person| person.refused.is_empty());
    }
    let lines = |person: &'a Person| {
        let refused = person.refused.iter().map(|(file, reason)| Row::Refused(file, reason));
        std::iter::once(Row::Person(person)).chain(refused)
    };
    people.into_iter().flat_map(lines).collect()
}

/// The table.
pub fn table_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report, problems_first: bool) {
    let rows = rows(report, problems_first);
    // Large text on a small screen: the numbers are in the verdicts, too.
    let counts = ui.available_width() >= 700.0;
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let why = (ui.available_width() * 0.42).max(220.0);
    let table = TableBuilder::new(ui)
        .id_salt("enrolment")
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::remainder().at_least(160.0).clip(true))
        .columns(Column::exact(102.0).clip(true), if counts { 3 } else { 0 })
        .column(Column::exact(why).clip(true));
    let head = |text: &str| RichText::new(text).text_style(TextStyle::Small).color(palette.text_soft);
    let table = table.header(30.0, |mut header| {
        let titles = [
            text!("report-student"),
            text!("report-saved"),
            text!("report-already"),
            text!("report-refused"),
            text!("report-why"),
        ];
        for (at, title) in titles.into_iter().enumerate() {
            if !counts && (1..4).contains(&at) {
                continue;
            }
            header.col(|ui| {
                ui.add(Label::new(head(&spoken(&title))).truncate());
            });
        }
    });
    table.body(|body| {
        body.rows(34.0, rows.len(), |mut table_row| match rows[table_row.index()] {
            Row::Person(person) => {
                table_row.set_overline(true);
                table_row.col(|ui| person_ui(ui, scene, person));
                let numbers = [(person.saved, false), (person.already, false), (person.refused.len(), true)];
                for (count, bad) in numbers.into_iter().filter(|_| counts) {
                    table_row.col(|ui| number_ui(ui, count, bad));
                }
                table_row.col(|ui| {
                    ui.add(Label::new(head(&verdict(person))).truncate());
                });
            }
            Row::Refused(file, reason) => {
                table_row.col(|ui| {
                    ui.add_space(30.0);
                    ui.add(Label::new(head(file)).truncate()).on_hover_text(file);
                });
                for _ in 0..if counts { 3 } else { 0 } {
                    table_row.col(|_| {});
                }
                table_row.col(|ui| {
                    let reason = spoken(reason);
                    let why = RichText::new(&reason).text_style(TextStyle::Small).color(palette.bad_text);
                    ui.add(Label::new(why).truncate()).on_hover_text(reason);
                });
            }
        });
    });
}

fn person_ui(ui: &mut Ui, scene: &Scene<'_>, person: &Person) {
    let palette = theme::palette(ui);
    let (icon, color) = match person.refused.is_empty() {
        true => (Icon::CircleCheck, palette.accent_text),
        false => (Icon::CircleAlert, palette.bad_text),
    };
    let (rect, _) = ui.allocate_exact_size(vec2(30.0, 22.0), Sense::hover());
    icons::paint(ui.painter(), icon, rect.left_center() + vec2(11.0, 0.0), 17.0, color);
    let name = name_of(person, &scene.view.people);
    ui.add(Label::new(RichText::new(name).text_style(theme::strong_style())).truncate());
}

fn number_ui(ui: &mut Ui, count: usize, bad: bool) {
    let palette = theme::palette(ui);
    let color = match (count, bad) {
        (0, _) => palette.text_soft,
        (_, true) => palette.bad_text,
        (_, false) => palette.text,
    };
    ui.label(RichText::new(count.to_string()).color(color));
}

/// What became of a student's photos, where the numbers do not say it.
fn verdict(person: &Person) -> String {
    match (person.saved, person.already, person.refused.len()) {
        (0, 0, 0) => say!("report-no-photos"),
        (0, _, 0) => say!("report-nothing-new"),
        (_, _, 0) => String::new(),
        (0, 0, _) => say!("report-not-enrolled"),
        (_, _, refused) => say!("report-not-used", count = refused),
    }
}
