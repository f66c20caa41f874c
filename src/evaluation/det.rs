//! The DET plot, as SVG: the part of students missed against the part of strangers named, over all thresholds.
//!
//! Both axes are in normal deviates, so that scores that are normally distributed give a straight line (A. Martin et al.,
//! The DET Curve in Assessment of Detection Task Performance, Eurospeech 1997).

use std::fmt::Write as _;

use super::rules::Rule;

/// One rule's curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Whose.
    pub rule: Rule,
    /// FPIR and FNIR, from 0 to 1, the strictest threshold first.
    pub points: Vec<(f64, f64)>,
}

/// What the axes are marked at.
const MARKS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9];
/// The field of the plot within the picture: left, top, right and bottom, in pixels.
const FIELD: [f64; 4] = [86.0, 64.0, 686.0, 564.0];
const SIZE: [f64; 2] = [720.0, 632.0];
/// No door lets more strangers than this get a name; what is beyond is not drawn.
const MOST_FPIR: f64 = 0.2;

/// The plot of these curves under this title. It stands on a light ground of its own.
pub fn svg(title: &str, curves: &[Curve]) -> String {
    let errors = |pick: fn(&(f64, f64)) -> f64| {
        let all = curves.iter().flat_map(|curve| &curve.points).filter(|(x, y)| inside(*x) && inside(*y));
        let all = all.filter(|(x, _)| *x <= MOST_FPIR);
        all.map(pick).fold((1.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)))
    };
    let [left, top, right, bottom] = FIELD;
    let across = Axis::new(errors(|(x, _)| *x), left, right);
    let up = Axis::new(errors(|(_, y)| *y), bottom, top);

    let [width, height] = SIZE;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n<text x=\"{left}\" y=\"34\" font-size=\"17\">{title}</text>\n",
        title = escaped(title),
    );
    // Writing to a text cannot fail.
    for mark in across.marks() {
        let x = across.at(mark);
        let _ = writeln!(text, "<path d=\"M{x:.1} {top}V{bottom}\" stroke=\"#ddd\"/>");
        let (y, label) = (bottom + 20.0, percent(mark));
        let _ = writeln!(text, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>");
    }
    for mark in up.marks() {
        let y = up.at(mark);
        let _ = writeln!(text, "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ddd\"/>");
        let (x, y, label) = (left - 8.0, y + 4.5, percent(mark));
        let _ = writeln!(text, "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{label}</text>");
    }
    let (wide, high) = (right - left, bottom - top);
    let _ = writeln!(
        text,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"none\" stroke=\"#888\"/>\n\
         <clipPath id=\"field\"><rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\"/></clipPath>"
    );
    for (at, curve) in curves.iter().enumerate() {
        let (colour, dashes) = style(curve.rule);
        let path = path(&curve.points, &across, &up);
        let _ = writeln!(
            text,
            "<path d=\"{path}\" clip-path=\"url(#field)\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" \
             stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\"/>"
        );
        let (x, y) = (right - 130.0, top + 26.0 + 22.0 * at as f64);
        let _ = writeln!(
            text,
            "<path d=\"M{x} {line}h34\" stroke=\"{colour}\" stroke-width=\"2.5\" stroke-dasharray=\"{dashes}\"/>\
             <text x=\"{label}\" y=\"{y}\">{name}</text>",
            line = y - 4.5,
            label = x + 42.0,
            name = curve.rule.name(),
        );
    }
    let (middle, below, beside) = ((left + right) / 2.0, bottom + 48.0, (top + bottom) / 2.0);
    let _ = write!(
        text,
        "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">strangers who get a name (FPIR)</text>\n\
         <text transform=\"translate(26 {beside}) rotate(-90)\" text-anchor=\"middle\">students who are missed (FNIR)</text>\n\
         </svg>\n"
    );
    text
}

/// The normal deviate below which this part lies; -infinity at 0 and infinity at 1.
///
/// P. Acklam's rational approximation, right to 1e-9 of its value.
pub fn deviate(part: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 6] = [
        -5.447609879822406e1,
        1.615858368580409e2,
        -1.556989798598866e2,
        6.680131188771972e1,
        -1.328068155288572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 5] = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0];
    const LOW: f64 = 0.02425;
    let polynomial = |terms: &[f64], x: f64| terms.iter().fold(0.0, |sum, term| sum * x + term);
    if part <= 0.0 {
        f64::NEG_INFINITY
    } else if part > 0.5 {
        -deviate(1.0 - part)
    } else if part < LOW {
        let q = (-2.0 * part.ln()).sqrt();
        polynomial(&C, q) / polynomial(&D, q)
    } else {
        let q = part - 0.5;
        q * polynomial(&A, q * q) / polynomial(&B, q * q)
    }
}

/// An axis in normal deviates, from one mark to another.
struct Axis {
    low: f64,
    high: f64,
    /// Pixels of the lower and the upper end.
    ends: (f64, f64),
}

impl Axis {
    /// One that holds these errors, from the mark below to the mark above.
    fn new((least, most): (f64, f64), from: f64, to: f64) -> Self {
        let [first, .., last] = MARKS;
        let low = MARKS.iter().rev().find(|mark| **mark <= least).copied().unwrap_or(first).min(0.1);
        let high = MARKS.iter().find(|mark| **mark >= most).copied().unwrap_or(last).max(0.2);
        Self { low, high, ends: (from, to) }
    }

    fn marks(&self) -> impl Iterator<Item = f64> {
        MARKS.into_iter().filter(|mark| (self.low..=self.high).contains(mark))
    }

    /// Where an error is, in pixels.
    fn at(&self, error: f64) -> f64 {
        let (low, high) = (deviate(self.low), deviate(self.high));
        self.ends.0 + (self.ends.1 - self.ends.0) * (deviate(error) - low) / (high - low)
    }
}

fn inside(error: f64) -> bool {
    error > 0.0 && error < 1.0
}

/// Errors change in steps: across at one FNIR, then down at one FPIR.
fn path(points: &[(f64, f64)], across: &Axis, up: &Axis) -> String {
    let mut path = String::new();
    let mut last: Option<f64> = None;
    for (fpir, fnir) in points.iter().filter(|(fpir, fnir)| inside(*fpir) && inside(*fnir)) {
        let (x, y) = (across.at(*fpir), up.at(*fnir));
        let _ = match last {
            None => write!(path, "M{x:.1} {y:.1}"),
            Some(before) if before == y => continue,
            Some(_) => write!(path, "H{x:.1}V{y:.1}"),
        };
        last = Some(y);
    }
    path
}

/// Told apart without colours too.
fn style(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Nearest => ("#b45f06", "2 4"),
        Rule::Mean => ("#3d6fb6", "9 4"),
        Rule::Score => ("#00695c", "none"),
    }
}

fn percent(part: f64) -> String {
    format!("{} %", (part * 1e5).round() / 1e3)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviates_are_those_of_the_tables() {
        let table =
            [(0.5, 0.0), (0.1, -1.281551566), (0.01, -2.326347874), (0.001, -3.090232306), (0.975, 1.959963985)];
        for (part, expected) in table {
            assert!((deviate(part) - expected).abs() < 1e-8, "{part}: {}", deviate(part));
        }
        assert_eq!((deviate(0.0), deviate(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn an_axis_holds_the_errors_and_is_even_in_deviates() {
        let axis = Axis::new((0.013, 0.35), 100.0, 300.0);
        assert_eq!((axis.low, axis.high), (0.01, 0.4));
        assert_eq!((axis.at(0.01), axis.at(0.4)), (100.0, 300.0));
        let axis = Axis::new((0.1, 0.9), 300.0, 100.0);
        assert!((axis.at(0.5) - 200.0).abs() < 1e-6, "as far from 10 % as from 90 %, and upside down");
        assert_eq!(axis.marks().collect::<Vec<_>>(), [0.1, 0.2, 0.4, 0.6, 0.8, 0.9]);
        let nothing = Axis::new((1.0, 0.0), 0.0, 1.0);
        assert!(nothing.low < nothing.high);
        let beyond = Axis::new((0.0001, 0.99), 0.0, 1.0);
        assert_eq!((beyond.low, beyond.high), (0.001, 0.9));
    }

    #[test]
    fn a_plot_has_a_curve_a_rule_and_says_what_is_what() {
        let points = vec![(0.0, 0.9), (0.01, 0.5), (0.02, 0.5), (0.03, 0.2), (0.5, 0.0)];
        let curves = Rule::ALL.map(|rule| Curve { rule, points: points.clone() });
        let svg = svg("150 enrolled & <3> photos", &curves);
        assert_eq!(svg.matches("clip-path=\"url(#field)\"").count(), 3);
        for words in ["150 enrolled &amp; &lt;3&gt; photos", "nearest", "mean", "score", "(FPIR)", "(FNIR)", ">1 %<"] {
            assert!(svg.contains(words), "{words}: {svg}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        // From the first point inside to the one where FNIR changes; the one between says nothing.
        let axes = (Axis::new((0.01, 0.03), 0.0, 1.0), Axis::new((0.2, 0.5), 1.0, 0.0));
        assert_eq!(path(&points, &axes.0, &axes.1).matches('H').count(), 1);
    }
}
