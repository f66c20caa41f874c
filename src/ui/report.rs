//! An enrolment of many photos: how far it is, and how it went.

use std::time::Duration;

use eframe::egui::{Align, Label, Layout, ProgressBar, RichText, Sense, TextStyle, Ui, Vec2, vec2};
use egui_extras::{Column, TableBuilder};

use super::Scene;
use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, GAP};
use super::widgets::{self, Action};
use crate::gallery::bulk::{Person, Report};
use crate::station::Command;
use crate::station::view::Enrolment;
use crate::text;
use crate::words::Text;

/// How the person looks at the table.
pub struct State {
    problems_first: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { problems_first: true }
    }
}

/// How far it is, in the card it was started from.
pub fn progress_ui(ui: &mut Ui, scene: &mut Scene<'_>, enrolment: &Enrolment) {
    let palette = theme::palette(ui);
    let progress = enrolment.progress;
    ui.add(Label::new(RichText::new(spoken(&enrolment.title)).text_style(theme::strong_style())).truncate());
    let share = progress.done as f32 / progress.total.max(1) as f32;
    let bar = ProgressBar::new(share).fill(palette.accent).corner_radius(5).desired_height(10.0);
    let response = ui.add(bar);
    let done = say!("report-done", done = progress.done, total = progress.total);
    widgets::named(&response, eframe::egui::Role::ProgressIndicator, &done);
    ui.label(done);
    widgets::caption(ui, &say!("report-saved-refused", saved = progress.saved, refused = progress.refused));
    let left = match (enrolment.cancelling, progress.left) {
        (true, _) => text!("report-cancelling"),
        (false, Some(left)) => time_left(left),
        (false, None) => text!("report-estimating"),
    };
    widgets::caption(ui, &spoken(&left));
    let cancelling = enrolment.cancelling.then(|| say!("report-cancelling"));
    let cancel = Action::plain(Icon::X, say!("report-cancel")).refused(cancelling).hint(say!("report-cancel-hint"));
    if cancel.show(ui).clicked() {
        scene.send(Command::CancelEnrolment);
    }
}

/// One line of the table: a person, or one refused photo under them.
#[derive(Clone, Copy)]
enum Row<'a> {
    Person(&'a Person),
    Refused(&'a str, &'a Text),
}

/// How it went: a sentence, and a table with a row for everyone. Says whether the person has closed it.
pub fn report_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, title: &str, report: &Report) -> bool {
    let mut closed = false;
    let frame = widgets::card_frame(ui);
    frame.show(ui, |ui| {
        ui.take_available_space();
        let problems = report.people.iter().any(|person| !person.refused.is_empty());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Action::primary(Icon::Check, say!("report-close")).min_width(110.0).show(ui).clicked() {
                    scene.send(Command::CloseEnrolment);
                    closed = true;
                }
                if problems {
                    ui.add_space(GAP);
                    widgets::switch(ui, &mut state.problems_first, &say!("report-problems-first"));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(title).text_style(TextStyle::Heading)).truncate());
                });
            });
        });
        ui.add(Label::new(spoken(&summary(report))).wrap());
        if let Some(failed) = &report.failed {
            let palette = theme::palette(ui);
            ui.add(Label::new(RichText::new(spoken(failed)).color(palette.bad_text)).wrap());
        }
        if report.cancelled {
            widgets::soft(ui, &say!("report-cancelled"));
        }
        ui.add_space(GAP);
        table_ui(ui, &rows(report, state.problems_first));
    });
    closed
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

fn table_ui(ui: &mut Ui, rows: &[Row<'_>]) {
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
                table_row.col(|ui| person_ui(ui, person));
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

fn person_ui(ui: &mut Ui, person: &Person) {
    let palette = theme::palette(ui);
    let (icon, color) = match person.refused.is_empty() {
        true => (Icon::CircleCheck, palette.accent_text),
        false => (Icon::CircleAlert, palette.bad_text),
    };
    let (rect, _) = ui.allocate_exact_size(vec2(30.0, 22.0), Sense::hover());
    icons::paint(ui.painter(), icon, rect.left_center() + vec2(11.0, 0.0), 17.0, color);
    ui.add(Label::new(RichText::new(&person.name).text_style(theme::strong_style())).truncate());
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

/// How long it takes until all of it is done, as one would say.
fn time_left(left: Duration) -> Text {
    match left.as_secs() {
        0..=9 => text!("report-left-seconds"),
        10..=50 => text!("report-left-minute"),
        seconds @ 51..=5400 => text!("report-left-minutes", minutes = (seconds + 30) / 60),
        seconds => text!("report-left-hours", hours = (seconds + 1800) / 3600),
    }
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

/// How it went, in a sentence or two.
pub fn summary(report: &Report) -> Text {
    let sum = |count: fn(&Person) -> usize| report.people.iter().map(count).sum::<usize>();
    let (saved, already, refused) = (sum(|p| p.saved), sum(|p| p.already), sum(|p| p.refused.len()));
    text!("report-summary", saved = saved, already = already, refused = refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_said_in_words() {
        let cases = [
            (3, "A few seconds left"),
            (40, "Less than a minute left"),
            (60, "About one minute left"),
            (119, "About 2 minutes left"),
            (5400, "About 90 minutes left"),
            (7300, "About 2 hours left"),
        ];
        for (seconds, text) in cases {
            assert_eq!(time_left(Duration::from_secs(seconds)).to_string(), text);
        }
    }

    #[test]
    fn the_summary_names_only_what_happened() {
        let person = |saved, already, refused: usize| Person {
            name: "budi".to_owned(),
            saved,
            already,
            refused: vec![("a.jpg".to_owned(), text!("gallery-no-face")); refused],
            ..Person::default()
        };
        let said = |people| summary(&Report { people, ..Report::default() }).to_string();
        assert_eq!(said(vec![person(2, 0, 0), person(1, 0, 0)]), "3 photos were added.");
        assert_eq!(said(vec![person(0, 1, 2)]), "No photo was added, one was there already, 2 could not be used.");
    }
}
