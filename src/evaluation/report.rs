//! The whole evaluation: every design, rule and rate, as a report for people and programs.

use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::calibration::{Rates, own_rates};
use super::det::Curve;
use super::groups::Groups;
use super::interval::{Measured, Resamples};
use super::people::Person;
use super::protocol::{self, Design, Source, Split, Untried};
use super::rates::{Threshold, Tries};
use super::rules::Rule;

/// The rates of strangers named at which misses are measured.
pub const FPIRS: [f64; 3] = [0.01, 0.003, 0.001];

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// Numbers enrolled.
    pub enrolled: Vec<usize>,
    /// Numbers of photos of each.
    pub photos: Vec<usize>,
    /// How many photos to try together as one visit, beside one at a time.
    pub track: Option<usize>,
    /// How many random splits.
    pub splits: usize,
    /// What repeats them.
    pub seed: u64,
    /// The parameters of the score.
    pub source: Source<'a>,
    /// Groups of people.
    pub groups: Option<Groups>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// How many people there are with a face.
    pub people: usize,
    /// How many photos were looked at.
    pub photos: usize,
    /// In how many of these no face was found.
    pub without_face: usize,
    /// Failure to acquire: that, as a part of the photos.
    pub fta: Option<Measured>,
    /// How many random splits.
    pub splits: usize,
    /// What repeats them.
    pub seed: u64,
    /// One photo a try.
    pub single: Vec<Cell>,
    /// With `track`: the same people with one photo a try and with several together, in turn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Cell>,
    /// For each group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// For each rule the trade between both errors, for the most photos and, of these, the most enrolled.
    #[serde(skip)]
    pub det: Option<Det>,
}

/// What a DET plot shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Det {
    /// How many are enrolled.
    pub enrolled: usize,
    /// With how many photos each.
    pub photos: usize,
    /// One a rule.
    pub curves: Vec<Curve>,
}

/// One design.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// How many are enrolled.
    pub enrolled: usize,
    /// With how many photos each.
    pub photos: usize,
    /// How many photos are tried together.
    pub together: usize,
    /// What was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// Why nothing was, for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untried: Option<String>,
}

/// What was measured of one design.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// How many different people tried who were enrolled in some split.
    pub tried: usize,
    /// How many strangers there were in each split.
    pub strangers: usize,
    /// For each rule.
    pub rules: Vec<RuleFigures>,
    /// What the parameters' own thresholds come to; not with those fitted anew, which have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_threshold: Option<Vec<Rates>>,
}

/// What was measured of one rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleFigures {
    /// Which.
    pub rule: Rule,
    /// The part of tries in which the person was the likest.
    pub rank1: Option<Measured>,
    /// FNIR at each of [`FPIRS`].
    pub at: Vec<AtFpir>,
}

/// What is missed at one rate of strangers named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtFpir {
    /// The rate.
    pub fpir: f64,
    /// What is missed.
    pub fnir: Option<Measured>,
    /// Why that cannot be told, for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untold: Option<String>,
}

/// One group of people, under the threshold that is the whole's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// How many people are in it.
    pub people: usize,
    /// How many photos of them were looked at.
    pub photos: usize,
    /// Failure to acquire.
    pub fta: Option<Measured>,
    /// For each design with figures.
    pub cells: Vec<GroupCell>,
}

/// One design, for one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupCell {
    /// How many are enrolled.
    pub enrolled: usize,
    /// With how many photos each.
    pub photos: usize,
    /// Which rule.
    pub rule: Rule,
    /// The whole's FPIR.
    pub at: f64,
    /// The group's students missed, if any tried.
    pub fnir: Option<Measured>,
    /// The group's strangers named, if any tried.
    pub fpir: Option<Measured>,
}

/// Evaluates. `on_step` is told how many designs are done, and of how many.
pub fn evaluate(
    people: &[Person],
    plan: &Plan<'_>,
    stop: &AtomicBool,
    on_step: &dyn Fn(usize, usize),
) -> Result<Report, Untried> {
    let resamples = Resamples::new(people.len(), plan.seed);
    let designs = plan.photos.iter().flat_map(|&photos| plan.enrolled.iter().map(move |&n| Design::single(n, photos)));
    let designs: Vec<Design> = designs.collect();
    let tracks: Vec<Design> = plan.track.map_or_else(Vec::new, |together| tracks_of(&designs, together));
    let all = designs.len() + tracks.len();

    let everyone = |_: usize| true;
    let mut report = Report {
        people: people.iter().filter(|person| !person.photos.is_empty()).count(),
        photos: people.iter().map(|person| person.looked_at).sum(),
        without_face: people.iter().map(|person| person.looked_at - person.photos.len()).sum(),
        fta: fta(people, &resamples, &everyone),
        splits: plan.splits,
        seed: plan.seed,
        single: Vec::new(),
        tracks: Vec::new(),
        groups: plan.groups.as_ref().map_or_else(Vec::new, |groups| groups_of(people, groups, &resamples)),
        det: None,
    };
    for (step, design) in designs.into_iter().chain(tracks).enumerate() {
        on_step(step, all);
        let is_single = design.spare == 1;
        let cell = match protocol::run(people, design, plan.source, plan.splits, plan.seed, stop) {
            Err(Untried::Stopped) => return Err(Untried::Stopped),
            Err(untried) => cell(design, None, Some(untried.to_string())),
            Ok(splits) => {
                if is_single {
                    report.det = later(report.det.take(), design, &splits);
                    if let Some(groups) = &plan.groups {
                        add_groups(&mut report.groups, groups, design, &splits, &resamples);
                    }
                }
                cell(design, Some(figures(design, &splits, plan.source, &resamples)), None)
            }
        };
        if is_single { report.single.push(cell) } else { report.tracks.push(cell) }
    }
    on_step(all, all);
    Ok(report)
}

/// For each of these designs two more, of people with enough photos for a visit of several: with one photo a try, to
/// compare with, and with several together.
fn tracks_of(designs: &[Design], together: usize) -> Vec<Design> {
    let pair = |design: &Design| {
        [1, together].map(|together_now| Design { together: together_now, spare: together, ..*design })
    };
    designs.iter().flat_map(pair).collect()
}

fn cell(design: Design, figures: Option<Figures>, untried: Option<String>) -> Cell {
    Cell { enrolled: design.enrolled, photos: design.photos, together: design.together, figures, untried }
}

fn figures(design: Design, splits: &[Split], source: Source<'_>, resamples: &Resamples) -> Figures {
    let by_rule = Rule::ALL.map(|rule| (rule, Tries::new(splits, rule)));
    let [first, .., (_, score)] = &by_rule;
    let strangers = first.1.strangers();
    let at = |tries: &Tries, fpir: f64| {
        let untold = untold(fpir, strangers);
        let fnir = if untold.is_none() { tries.fnir(Threshold::AtFpir(fpir), resamples, &|_| true) } else { None };
        AtFpir { fpir, fnir, untold }
    };
    let of_rule = |(rule, tries): &(Rule, Tries)| RuleFigures {
        rule: *rule,
        rank1: tries.rank1(resamples),
        at: FPIRS.map(|fpir| at(tries, fpir)).into(),
    };
    Figures {
        tried: first.1.persons(&|_| true).0,
        strangers,
        rules: by_rule.iter().map(of_rule).collect(),
        own_threshold: match source {
            Source::Given(scoring) => own_rates(score, scoring, design.enrolled, resamples),
            Source::Refit => None,
        },
    }
}

/// Why a rate cannot be told with so few strangers: not one of them may get a name there.
fn untold(fpir: f64, strangers: usize) -> Option<String> {
    let needed = (1.0 / fpir).round() as usize;
    (strangers < needed).then(|| format!("needs {needed} strangers; here are {strangers}"))
}

/// What the plot shows: of two designs the one with more photos, or as many and more enrolled.
fn later(before: Option<Det>, design: Design, splits: &[Split]) -> Option<Det> {
    let is_before = |det: &Det| (det.photos, det.enrolled) >= (design.photos, design.enrolled);
    before.filter(is_before).or_else(|| {
        let curves = Rule::ALL.map(|rule| Curve { rule, points: Tries::new(splits, rule).trade() });
        Some(Det { enrolled: design.enrolled, photos: design.photos, curves: curves.into() })
    })
}

fn fta(people: &[Person], resamples: &Resamples, among: &dyn Fn(usize) -> bool) -> Option<Measured> {
    let of = || people.iter().enumerate().filter(|(at, person)| among(*at) && person.looked_at > 0);
    resamples.measure(of().count(), |counted| {
        let (mut without, mut all) = (0.0, 0.0);
        for (at, person) in of() {
            without += counted(at) * (person.looked_at - person.photos.len()) as f64;
            all += counted(at) * person.looked_at as f64;
        }
        (all > 0.0).then(|| without / all)
    })
}

fn groups_of(people: &[Person], groups: &Groups, resamples: &Resamples) -> Vec<Group> {
    let group = |(number, name): (usize, &String)| {
        let among = |at: usize| groups.of.get(at) == Some(&Some(number));
        let members = || people.iter().enumerate().filter(|(at, _)| among(*at)).map(|(_, person)| person);
        Group {
            name: name.clone(),
            people: members().count(),
            photos: members().map(|person| person.looked_at).sum(),
            fta: fta(people, resamples, &among),
            cells: Vec::new(),
        }
    };
    groups.names.iter().enumerate().map(group).collect()
}

/// At the finest rate there are strangers enough for.
fn add_groups(found: &mut [Group], groups: &Groups, design: Design, splits: &[Split], resamples: &Resamples) {
    for rule in Rule::ALL {
        let tries = Tries::new(splits, rule);
        let told = FPIRS.into_iter().rfind(|fpir| untold(*fpir, tries.strangers()).is_none());
        let Some(fpir) = told else { continue };
        for (number, group) in found.iter_mut().enumerate() {
            let among = |at: usize| groups.of.get(at) == Some(&Some(number));
            let threshold = Threshold::AtFpir(fpir);
            group.cells.push(GroupCell {
                enrolled: design.enrolled,
                photos: design.photos,
                rule,
                at: fpir,
                fnir: tries.fnir(threshold, resamples, &among),
                fpir: tries.fpir(threshold, resamples, &among),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;
    use crate::core::Scoring;

    fn plan(people: &[Person]) -> Plan<'static> {
        let csv: String = people.iter().enumerate().map(|(at, p)| format!("{},g{}\n", p.name, at % 2)).collect();
        Plan {
            enrolled: vec![10, 60],
            photos: vec![1, 2],
            track: Some(3),
            splits: 2,
            seed: 3,
            source: Source::Given(Scoring::shipped()),
            groups: Some(Groups::read(csv.as_bytes(), people).unwrap()),
        }
    }

    /// Twenty with six photos, of which one lost its face, and 110 with one.
    fn some_people() -> Vec<Person> {
        let mut people = people(&[vec![6; 20], vec![1; 110]].concat(), 1.0, 1);
        people[0].looked_at = 7;
        people
    }

    fn reported(people: &[Person]) -> Report {
        evaluate(people, &plan(people), &AtomicBool::new(false), &|_, _| {}).unwrap()
    }

    #[test]
    fn everything_asked_for_is_there_or_why_not() {
        let people = some_people();
        let report = reported(&people);
        assert_eq!((report.people, report.photos, report.without_face), (130, 231, 1));
        let fta = report.fta.unwrap();
        assert!((fta.value - 1.0 / 231.0).abs() < 1e-12 && fta.high > fta.value);

        let cells: Vec<_> =
            report.single.iter().map(|cell| (cell.photos, cell.enrolled, cell.figures.is_some())).collect();
        assert_eq!(cells, [(1, 10, true), (1, 60, false), (2, 10, true), (2, 60, false)]);
        assert_eq!(report.single[1].untried.as_deref(), Some("too few people: 20 have the 2 photos it takes"));
        let figures = report.single[2].figures.as_ref().unwrap();
        assert_eq!(figures.strangers, 120);
        let nearest = &figures.rules[0];
        assert_eq!((nearest.rule, nearest.rank1.unwrap().value), (Rule::Nearest, 1.0));
        assert_eq!(nearest.at[0].fnir.unwrap().value, 0.0);
        assert_eq!(nearest.at[1].fnir, None);
        assert_eq!(nearest.at[1].untold.as_deref(), Some("needs 333 strangers; here are 120"));

        let together: Vec<_> = report.tracks.iter().map(|cell| cell.together).collect();
        assert_eq!(together, [1, 3].repeat(4));
        assert_eq!(report.groups.len(), 2);
        assert_eq!((report.groups[0].name.as_str(), report.groups[0].people, report.groups[0].photos), ("g0", 65, 116));
        assert_eq!(report.groups[0].cells.len(), 2 * 3, "a cell for each design with figures and rule");
        let det = report.det.unwrap();
        assert_eq!((det.enrolled, det.photos, det.curves.len()), (10, 2, 3));
    }

    #[test]
    fn a_seed_repeats_the_report() {
        let people = some_people();
        assert_eq!(reported(&people), reported(&people));
    }

    #[test]
    fn it_can_be_stopped() {
        let people = some_people();
        let stopped = evaluate(&people, &plan(&people), &AtomicBool::new(true), &|_, _| {});
        assert_eq!(stopped, Err(Untried::Stopped));
    }
}
