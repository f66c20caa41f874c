//! An enrolment of many photos: how far it is, and how it went.

use std::time::Duration;

use eframe::egui::{Align, Label, Layout, ProgressBar, RichText, TextStyle, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action};
use super::super::{Scene, removal};
use crate::core::{People, StudentId};
use crate::gallery::bulk::{Person, Report};
use crate::station::Command;
use crate::station::view::Enrolment;
use crate::text;
use crate::words::Text;

mod doubts;
mod people;
mod photos;

/// How the person looks at the report.
pub struct State {
    /// What they chose to look at.
    tab: Option<Tab>,
    problems_first: bool,
    order: photos::Order,
    /// A photo that is about to be removed, once the person says so.
    removing: Option<removal::Photo>,
}

impl Default for State {
    fn default() -> Self {
        Self { tab: None, problems_first: true, order: photos::Order::default(), removing: None }
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

/// How the report is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    /// What is perhaps wrong.
    Doubts,
    /// Everyone, with what became of their photos.
    People,
    /// Every photo that was saved, by how good it is.
    Photos,
}

/// How it went: a sentence, and what was found photo by photo. Says whether the person has closed it.
pub fn report_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, title: &str, report: &Report) -> bool {
    let mut closed = false;
    widgets::card_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Action::primary(Icon::Check, say!("report-close")).min_width(110.0).show(ui).clicked() {
                    scene.send(Command::CloseEnrolment);
                    closed = true;
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
        let tab = tabs_ui(ui, state, report);
        ui.add_space(GAP);
        match tab {
            Tab::Doubts => doubts::doubts_ui(ui, &mut state.removing, scene, report),
            Tab::People => people::table_ui(ui, scene, report, state.problems_first),
            Tab::Photos => photos::photos_ui(ui, &mut state.order, &mut state.removing, scene, report),
        }
    });
    removal::ask_ui(ui, &mut state.removing, scene);
    if closed {
        *state = State::default();
    }
    closed
}

/// What is looked at: first what is perhaps wrong, where there is any.
fn tabs_ui(ui: &mut Ui, state: &mut State, report: &Report) -> Tab {
    let doubts = doubts::count(report);
    let photos: usize = report.people.iter().map(|person| person.photos.len()).sum();
    let mut tabs = Vec::new();
    if doubts > 0 {
        tabs.push((Tab::Doubts, say!("report-tab-doubts", count = doubts)));
    }
    tabs.push((Tab::People, say!("report-tab-people")));
    if photos > 0 {
        tabs.push((Tab::Photos, say!("report-tab-photos")));
    }
    let first = tabs.first().map_or(Tab::People, |(tab, _)| *tab);
    let mut tab = state.tab.filter(|tab| tabs.iter().any(|(there, _)| there == tab)).unwrap_or(first);
    widgets::buttons_row(ui, |ui| {
        if tabs.len() > 1 {
            let choices: Vec<(Tab, &str)> = tabs.iter().map(|(tab, name)| (*tab, name.as_str())).collect();
            if widgets::segmented(ui, &mut tab, &choices) {
                state.tab = Some(tab);
            }
        }
        if tab == Tab::People && report.people.iter().any(|person| !person.refused.is_empty()) {
            widgets::switch(ui, &mut state.problems_first, &say!("report-problems-first"));
        }
    });
    tab
}

/// What a person of the report is called: the folder's name may be no id.
fn name_of(person: &Person, people: &People) -> String {
    match StudentId::parse(&person.name) {
        Ok(student) => people.label(&student).to_owned(),
        Err(_) => person.name.clone(),
    }
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
