//! What counts as the same face, and how often it counts.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{ProgressBar, Role, Ui};

use super::super::icons::Icon;
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
    widgets::heading(ui, Icon::ScanFace, words::RECOGNITION);
    let settings = scene.view.settings.clone();
    setting(ui, words::RULE, words::RULE_MEANING, settings.rule.from, |ui| {
        for (rule, icon, name) in
            [(Rule::Sure, Icon::ShieldCheck, words::SURE), (Rule::Nearest, Icon::Images, words::NEAREST)]
        {
            if widgets::choice(ui, settings.rule.value == rule, icon, name) && settings.rule.value != rule {
                scene.change(Change::Rule(rule));
            }
        }
        widgets::caption(ui, words::rule(settings.rule.value));
    });
    match settings.rule.value {
        Rule::Sure => {
            strangers_ui(ui, state, scene, &settings);
            tolerance_ui(ui, state, scene, &settings);
        }
        Rule::Nearest => nearest_ui(ui, state, scene, &settings),
    }

    setting(ui, words::UPSAMPLING, words::UPSAMPLING_MEANING, settings.upsampling.from, |ui| {
        let chosen = settings.upsampling.value;
        for upsampling in Upsampling::ALL {
            let (name, _) = words::upsampling(upsampling.times());
            if widgets::choice(ui, chosen == upsampling, Icon::ScanFace, name) && chosen != upsampling {
                scene.change(Change::Upsampling(upsampling));
            }
        }
        widgets::caption(ui, words::upsampling(chosen.times()).1);
    });

    setting(ui, words::COOLDOWN, words::COOLDOWN_MEANING, settings.cooldown.from, |ui| {
        let value = settings.cooldown.value.as_secs_f64();
        let shown = state.cooldown.map_or(value, |held| held.shown);
        let range = 0.0..=600.0_f64.max(shown);
        let let_go = on_release(ui, &mut state.cooldown, value, range, |slider| {
            slider.logarithmic(true).smallest_positive(1.0).fixed_decimals(0).suffix(words::SECONDS)
        });
        if let Some(let_go) = let_go {
            scene.change(Change::Cooldown(Duration::from_secs(let_go.round() as u64)));
        }
    });
}

/// How sure a name has to be: the gallery by its scores, and the threshold by how many strangers may exceed it.
fn strangers_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    wide(ui, words::STRANGERS, words::STRANGERS_MEANING, settings.strangers_named.from, |ui| {
        let value = settings.strangers_named.value.get();
        let measured = scene.view.measure.result.clone();
        let enrolled = scene.view.gallery.students.len();
        let score = |part: f64| Scoring::shipped().threshold(enrolled, part);
        let threshold = Threshold {
            name: words::STRANGERS,
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
            counted: words::SINGLE_PHOTOS,
        };
        meaning_ui(ui, state, scene, &judge);
    });
}

/// How near a photo has to be: the gallery by its distances.
fn nearest_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    wide(ui, words::TOLERANCE, words::TOLERANCE_MEANING, settings.tolerance.from, |ui| {
        let value = settings.tolerance.value.get();
        let measured = scene.view.measure.result.clone();
        let threshold = Threshold {
            name: words::TOLERANCE,
            tries: measured.as_ref().map(|measured| &measured.likeness.distances),
            usual: Tolerance::DEFAULT.get(),
            steps: &with(value, (30..=60).map(|hundredths| f64::from(hundredths) / 100.0), |tolerance| -tolerance),
            place: &|tolerance| -tolerance,
            place_of: |distance| -distance,
            spoken: &words::distance,
        };
        let (shown, chosen) = threshold.ui(ui, &mut state.tolerance, value);
        if let Some(tolerance) = chosen.and_then(Tolerance::new) {
            scene.change(Change::Tolerance(tolerance));
        }
        widgets::caption(ui, &words::distance(shown));
        let is_named = |distance: f64| distance <= shown;
        let was_named = |logged: &Logged| Some(is_named(logged.distance));
        let judge = Judge {
            strangers: &Meaning::strangers,
            tries: |measured| &measured.likeness.distances,
            is_named: &is_named,
            was_named: &was_named,
            counted: words::SINGLE_PHOTOS_AS_THERE,
        };
        meaning_ui(ui, state, scene, &judge);
    });
}

/// The tolerance where it does not decide at the door.
fn tolerance_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, settings: &Settings) {
    setting(ui, words::TOLERANCE, words::TOLERANCE_FOR_OTHERS, settings.tolerance.from, |ui| {
        let value = settings.tolerance.value.get();
        let shown = state.tolerance.map_or(value, |held| held.shown);
        let range = 0.30_f64.min(shown)..=0.60_f64.max(shown);
        let let_go =
            on_release(ui, &mut state.tolerance, value, range, |slider| slider.step_by(0.01).fixed_decimals(2));
        ends_ui(ui, words::STRICTER, words::LOOSER);
        if let Some(let_go) = let_go
            && let Some(tolerance) = Tolerance::new((let_go * 100.0).round() / 100.0)
        {
            scene.change(Change::Tolerance(tolerance));
        }
    });
}

/// What is judged by a threshold, and how.
struct Judge<'a> {
    /// What there is to say of strangers.
    strangers: &'a dyn Fn(&Meaning) -> String,
    tries: fn(&Measured) -> &Tries,
    is_named: &'a dyn Fn(f64) -> bool,
    was_named: &'a dyn Fn(&Logged) -> Option<bool>,
    /// On what it was counted.
    counted: &'static str,
}

/// What the threshold means in this school, as far as its photos and its log can say.
fn meaning_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, judge: &Judge<'_>) {
    let measured = scene.view.measure.result.clone();
    match &measured {
        Some(measured) if measured.likeness.students >= 2 => {
            let meaning = Meaning::of((judge.tries)(measured), judge.is_named);
            widgets::strong(ui, &format!("{} {}", (judge.strangers)(&meaning), meaning.students()));
            if let Some(mixed_up) = meaning.mixed_up() {
                widgets::caption(ui, &mixed_up);
            }
            widgets::caption(ui, judge.counted);
        }
        Some(_) => drop(widgets::soft(ui, words::NOBODY_TO_COMPARE)),
        None => {}
    }
    measuring_ui(ui, state, scene);
    if let Some(day) = measured.as_ref().and_then(|measured| measured.day.as_ref()) {
        let called = match scene.dates.short_day(day.at) {
            _ if day.is_yesterday => words::YESTERDAY.to_owned(),
            date if date == scene.dates.short_day(scene.now) => words::TODAY.to_owned(),
            date => date,
        };
        for said in meaning::arrivals(day, &called, judge.was_named) {
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
        let text = words::measuring(tried, photos);
        widgets::named(&ui.add(bar), Role::ProgressIndicator, &text);
        ui.horizontal(|ui| {
            widgets::caption(ui, &text);
            if Action::quiet(Icon::X, words::CANCEL).show(ui).clicked() {
                state.cancelled = true;
                scene.send(Command::CancelMeasure);
            }
        });
    } else if state.cancelled && !is_known {
        widgets::caption(ui, words::CANCELLED);
        if Action::plain(Icon::RotateCcw, words::MEASURE).show(ui).clicked() {
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

mod words {
    use crate::core::Rule;

    pub const RECOGNITION: &str = "Recognition";
    pub const RULE: &str = "When a face gets a name";
    pub const RULE_MEANING: &str = "At this PC's camera.";
    pub const SURE: &str = "When it is sure (recommended)";
    pub const NEAREST: &str = "By the nearest photo";
    pub const STRANGERS: &str = "How sure a name must be";
    pub const STRANGERS_MEANING: &str = "Drag the line, or use the arrow keys. Further right, fewer strangers are taken for a \
        student, and more students have to look longer.";
    pub const TOLERANCE: &str = "How alike a face must be";
    pub const TOLERANCE_MEANING: &str = "Drag the line, or use the arrow keys. Stricter, further right, gives fewer wrong \
        names, and leaves more faces without one.";
    pub const TOLERANCE_FOR_OTHERS: &str = "For other systems that show pictures to this PC: they are answered by the nearest \
        photo, as the Python service does.";
    pub const STRICTER: &str = "Stricter";
    pub const LOOSER: &str = "Looser";
    pub const NOBODY_TO_COMPARE: &str = "With two students enrolled or more, their photos show here how well they are told \
        apart.";
    pub const SINGLE_PHOTOS_AS_THERE: &str =
        "Counted on single photos of everyone enrolled, as this rule decides at the door.";
    pub const SINGLE_PHOTOS: &str = "Counted on single photos of everyone enrolled. At the door several pictures are added up, \
        which is surer.";
    pub const TODAY: &str = "Today";
    pub const YESTERDAY: &str = "Yesterday";
    pub const CANCEL: &str = "Cancel";
    pub const CANCELLED: &str = "The photos have not been compared.";
    pub const MEASURE: &str = "Compare the photos";
    pub const UPSAMPLING: &str = "How small a face may be";
    pub const UPSAMPLING_MEANING: &str = "Smaller faces are further from the door. Finding them takes longer.";
    pub const COOLDOWN: &str = "Listed again after";
    pub const COOLDOWN_MEANING: &str = "Whoever stays in view is listed once in this time.";
    pub const SECONDS: &str = " seconds";

    pub fn rule(rule: Rule) -> &'static str {
        match rule {
            Rule::Sure => {
                "Looks at a face until it is sure whose it is. Who cannot be told apart, such as twins, is asked about."
            }
            Rule::Nearest => {
                "Looks at one picture at a time, as the Python service does. Quicker to give a name, and more often a wrong \
                 one."
            }
        }
    }

    pub fn distance(tolerance: f64) -> String {
        format!("A name for faces within a distance of {tolerance:.2}.")
    }

    pub fn measuring(tried: usize, photos: usize) -> String {
        match photos {
            0 => "Comparing the photos\u{2026}".to_owned(),
            photos => format!("Comparing the photos: {tried} of {photos}"),
        }
    }

    pub fn upsampling(times: u8) -> (&'static str, &'static str) {
        match times {
            0 => ("Near: a few steps away", "Finds faces from about 80 pixels across. The quickest."),
            1 => ("Usual: across a doorway", "Finds faces from about 40 pixels across."),
            _ => ("Far: across a room", "Finds faces from about 20 pixels across. About four times slower."),
        }
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
