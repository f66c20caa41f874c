//! What counts as the same face, and how often it counts.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{ProgressBar, Role, Ui};

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme;
use super::super::widgets::{self, Action};
use super::super::{Scene, enrol};
use super::meaning::{self, Meaning};
use super::parts::{Held, ends_ui, on_release, setting, wide};
use super::threshold::Threshold;
use crate::core::{Rule, Scoring, StrangersNamed, Templates, Tolerance, Upsampling};
use crate::settings::{Change, Settings};
use crate::station::Command;
use crate::station::measure::{Logged, Measured, Tries};
use crate::text;
use crate::words::Text;

/// Sliders that are held, and what was asked of the gallery.
#[derive(Default)]
pub struct State {
    strangers: Option<Held>,
    tolerance: Option<Held>,
    cooldown: Option<Held>,
    /// The gallery that was asked to be measured since the screen was opened.
    asked_for: Option<Arc<Templates>>,
    /// The person did not want to wait for it.
    cancelled: bool,
}

impl State {
    /// The screen is left: when it is opened again, the last day may be another.
    pub fn leave(&mut self) {
        (self.asked_for, self.cancelled) = (None, false);
    }

    /// Asks for the gallery to be measured, once for each time it has changed.
    fn ask(&mut self, scene: &mut Scene<'_>) {
        let gallery = &scene.view.gallery.templates;
        let asked = self.asked_for.as_ref().is_some_and(|asked| Arc::ptr_eq(asked, gallery));
        let busy = scene.view.measure.running.is_some() || enrol::is_running(scene.view);
        if !asked && !busy && !self.cancelled {
            self.asked_for = Some(gallery.clone());
            scene.send(Command::MeasureGallery);
        }
    }
}

/// The card.
pub fn recognition_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    state.ask(scene);
    widgets::heading(ui, Icon::ScanFace, &say!("recognition-title"));
    let settings = scene.view.settings.clone();
    setting(ui, &say!("recognition-rule"), &say!("recognition-rule-meaning"), settings.rule.from, |ui| {
        for (rule, icon, name) in [
            (Rule::Sure, Icon::ShieldCheck, say!("recognition-sure")),
            (Rule::Nearest, Icon::Images, say!("recognition-nearest")),
        ] {
            if widgets::choice(ui, settings.rule.value == rule, icon, &name) && settings.rule.value != rule {
                scene.change(Change::Rule(rule));
            }
        }
        let meaning = match settings.rule.value {
            Rule::Sure => say!("recognition-sure-meaning"),
            Rule::Nearest => say!("recognition-nearest-meaning"),
        };
        widgets::caption(ui, &meaning);
    });
    match settings.rule.value {
        Rule::Sure => {
            strangers_ui(ui, state, scene, &settings);
            tolerance_ui(ui, state, scene, &settings);
        }
        Rule::Nearest => nearest_ui(ui, state, scene, &settings),
    }

    setting(
        ui,
        &say!("recognition-upsampling"),
        &say!("recognition-upsampling-meaning"),
        settings.upsampling.from,
        |ui| {
            let chosen = settings.upsampling.value;
            for upsampling in Upsampling::ALL {
                let (name, _) = upsampling_words(upsampling);
                if widgets::choice(ui, chosen == upsampling, Icon::ScanFace, &spoken(&name)) && chosen != upsampling {
                    scene.change(Change::Upsampling(upsampling));
                }
            }
            widgets::caption(ui, &spoken(&upsampling_words(chosen).1));
        },
    );

    setting(ui, &say!("recognition-cooldown"), &say!("recognition-cooldown-meaning"), settings.cooldown.from, |ui| {
        let value = settings.cooldown.value.as_secs_f64();
        let shown = state.cooldown.map_or(value, |held| held.shown);
        let range = 0.0..=600.0_f64.max(shown);
        let seconds = format!(" {}", say!("recognition-seconds"));
        let let_go = on_release(ui, &mut state.cooldown, value, range, |slider| {
            slider.logarithmic(true).smallest_positive(1.0).fixed_decimals(0).suffix(seconds)
        });
        if let Some(let_go) = let_go {
            scene.change(Change::Cooldown(Duration::from_secs(let_go.round() as u64)));
        }
    });
}

/// How sure a name has to be: the gallery by its scores, and the threshold by how many strangers may exceed it.
fn strangers_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    wide(
        ui,
        &say!("recognition-strangers"),
        &say!("recognition-strangers-meaning"),
        settings.strangers_named.from,
        |ui| {
            let value = settings.strangers_named.value.get();
            let measured = scene.view.measure.result.clone();
            let enrolled = scene.view.gallery.students.len();
            let score = |part: f64| Scoring::shipped().threshold(enrolled, part);
            let threshold = Threshold {
                name: &say!("recognition-strangers"),
                tries: measured.as_ref().map(|measured| &measured.likeness.scores),
                usual: StrangersNamed::DEFAULT.get(),
                steps: &with(value, (1..=3).flat_map(of_ten).map(|one_in| 1.0 / one_in), |part| -part),
                place: &score,
                place_of: |score| score,
                spoken: &meaning::strangers,
            };
            let (shown, chosen) = threshold.ui(ui, &mut state.strangers, value);
            if let Some(strangers) = chosen.and_then(StrangersNamed::new) {
                scene.change(Change::StrangersNamed(strangers));
            }
            let least = score(shown);
            let strangers = |_: &Meaning| meaning::strangers(shown);
            let is_named = |likeness: f64| likeness >= least;
            // Whoever scored as a name that was given, and got none, was between two or seen too briefly: no threshold changes
            // that.
            let day = measured.as_ref().and_then(|measured| measured.day.as_ref());
            let given = day.into_iter().flat_map(|day| &day.arrivals).filter(|logged| logged.student.is_some());
            let least_given = given.filter_map(|logged| logged.score).min_by(f64::total_cmp);
            let was_named = |logged: &Logged| {
                let by_the_score = |score| logged.student.is_some() || least_given.is_none_or(|least| score < least);
                logged.score.map(|score| is_named(score) && by_the_score(score))
            };
            let judge = Judge {
                strangers: &strangers,
                tries: |measured| &measured.likeness.scores,
                is_named: &is_named,
                was_named: &was_named,
                counted: text!("recognition-counted-sure"),
            };
            meaning_ui(ui, state, scene, &judge);
        },
    );
}

/// How near a photo has to be: the gallery by its distances.
fn nearest_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    wide(ui, &say!("recognition-tolerance"), &say!("recognition-tolerance-meaning"), settings.tolerance.from, |ui| {
        let value = settings.tolerance.value.get();
        let measured = scene.view.measure.result.clone();
        let threshold = Threshold {
            name: &say!("recognition-tolerance"),
            tries: measured.as_ref().map(|measured| &measured.likeness.distances),
            usual: Tolerance::DEFAULT.get(),
            steps: &with(value, (30..=60).map(|hundredths| f64::from(hundredths) / 100.0), |tolerance| -tolerance),
            place: &|tolerance| -tolerance,
            place_of: |distance| -distance,
            spoken: &distance,
        };
        let (shown, chosen) = threshold.ui(ui, &mut state.tolerance, value);
        if let Some(tolerance) = chosen.and_then(Tolerance::new) {
            scene.change(Change::Tolerance(tolerance));
        }
        widgets::caption(ui, &distance(shown));
        let is_named = |distance: f64| distance <= shown;
        let was_named = |logged: &Logged| Some(is_named(logged.distance));
        let judge = Judge {
            strangers: &Meaning::strangers,
            tries: |measured| &measured.likeness.distances,
            is_named: &is_named,
            was_named: &was_named,
            counted: text!("recognition-counted-nearest"),
        };
        meaning_ui(ui, state, scene, &judge);
    });
}

/// The tolerance where it does not decide at the door.
fn tolerance_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    setting(
        ui,
        &say!("recognition-tolerance"),
        &say!("recognition-tolerance-for-others"),
        settings.tolerance.from,
        |ui| {
            let value = settings.tolerance.value.get();
            let shown = state.tolerance.map_or(value, |held| held.shown);
            let range = 0.30_f64.min(shown)..=0.60_f64.max(shown);
            let let_go = on_release(ui, &mut state.tolerance, value, range, |slider| {
                let slider = slider.step_by(0.01).fixed_decimals(2);
                let written = |distance: f64, _| say!("recognition-tolerance-number", distance = distance);
                slider.custom_formatter(written).custom_parser(|typed| typed.trim().replace(',', ".").parse().ok())
            });
            ends_ui(ui, &say!("recognition-stricter"), &say!("recognition-looser"));
            if let Some(let_go) = let_go
                && let Some(tolerance) = Tolerance::new((let_go * 100.0).round() / 100.0)
            {
                scene.change(Change::Tolerance(tolerance));
            }
        },
    );
}

/// What is judged by a threshold, and how.
struct Judge<'a> {
    /// What there is to say of strangers.
    strangers: &'a dyn Fn(&Meaning) -> String,
    tries: fn(&Measured) -> &Tries,
    is_named: &'a dyn Fn(f64) -> bool,
    was_named: &'a dyn Fn(&Logged) -> Option<bool>,
    /// On what it was counted.
    counted: Text,
}

/// What the threshold means in this school, as far as its photos and its log can say.
fn meaning_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, judge: &Judge<'_>) {
    let measured = scene.view.measure.result.clone();
    match &measured {
        Some(measured) if measured.likeness.students >= 2 => {
            let meaning = Meaning::of((judge.tries)(measured), judge.is_named);
            widgets::strong(ui, &format!("{} {}", (judge.strangers)(&meaning), meaning.students()));
            if let Some(mixed_up) = meaning.mixed_up(&scene.view.people) {
                widgets::caption(ui, &mixed_up);
            }
            widgets::caption(ui, &spoken(&judge.counted));
        }
        Some(_) => drop(widgets::soft(ui, &say!("recognition-two-students"))),
        None => {}
    }
    measuring_ui(ui, state, scene);
    if let Some(day) = measured.as_ref().and_then(|measured| measured.day.as_ref()) {
        let called = match scene.dates.short_day(day.at) {
            _ if day.is_yesterday => say!("recognition-yesterday"),
            date if date == scene.dates.short_day(scene.now) => say!("recognition-today"),
            date => date,
        };
        for said in meaning::arrivals(day, &called, &scene.view.people, judge.was_named) {
            widgets::soft(ui, &said);
        }
    }
}

/// How far the measuring is, while it runs; and how to begin it where it was cancelled.
fn measuring_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let palette = theme::palette(ui);
    let measure = &scene.view.measure;
    let is_known = measure.result.as_ref().is_some_and(|result| result.is_of(&scene.view.gallery.templates));
    if let Some((tried, photos)) = measure.running {
        let share = tried as f32 / photos.max(1) as f32;
        let bar = ProgressBar::new(share).fill(palette.accent).corner_radius(5).desired_height(10.0);
        let text = match photos {
            0 => say!("recognition-comparing"),
            photos => say!("recognition-comparing-progress", tried = tried, photos = photos),
        };
        widgets::named(&ui.add(bar), Role::ProgressIndicator, &text);
        ui.horizontal(|ui| {
            widgets::caption(ui, &text);
            if Action::quiet(Icon::X, say!("recognition-cancel")).show(ui).clicked() {
                state.cancelled = true;
                scene.send(Command::CancelMeasure);
            }
        });
    } else if state.cancelled && !is_known {
        widgets::caption(ui, &say!("recognition-not-compared"));
        if Action::plain(Icon::RotateCcw, say!("recognition-compare")).show(ui).clicked() {
            (state.cancelled, state.asked_for) = (false, None);
        }
    }
}

/// One in 10, 12, 15 and so on; ten of them to a power of ten.
fn of_ten(power: i32) -> impl Iterator<Item = f64> {
    let last = if power == 3 { 11 } else { 10 };
    [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .take(last)
        .map(move |digits| (digits * 10_f64.powi(power)).round())
}

/// Steps in their order, and with them the one that is set, whatever it is.
fn with(value: f64, steps: impl Iterator<Item = f64>, order: fn(f64) -> f64) -> Vec<f64> {
    let mut steps: Vec<f64> = steps.filter(|step| (step - value).abs() > 1e-9).chain([value]).collect();
    steps.sort_by(|a, b| order(*a).total_cmp(&order(*b)));
    steps
}

fn distance(tolerance: f64) -> String {
    say!("recognition-distance", distance = tolerance)
}

/// What it is called, and what it means.
fn upsampling_words(upsampling: Upsampling) -> (Text, Text) {
    match upsampling.times() {
        0 => (text!("recognition-near"), text!("recognition-near-meaning")),
        1 => (text!("recognition-usual"), text!("recognition-usual-meaning")),
        _ => (text!("recognition-far"), text!("recognition-far-meaning")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_go_from_one_in_ten_to_one_in_ten_thousand() {
        let steps = with(0.0025, (1..=3).flat_map(of_ten).map(|one_in| 1.0 / one_in), |part| -part);
        assert_eq!(steps.len(), 31);
        assert!(steps.iter().all(|part| StrangersNamed::new(*part).is_some()));
        assert_eq!((steps[0], steps[30]), (0.1, 0.0001));
        assert!(steps.is_sorted_by(|a, b| a > b) && steps.contains(&0.0025));
        let other = with(0.0033, [0.1, 0.0025].into_iter(), |part| -part);
        assert_eq!(other, [0.1, 0.0033, 0.0025]);
    }
}
