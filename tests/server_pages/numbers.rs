//! What Prometheus is told, read as strictly as it does.

use std::collections::BTreeMap;

use crate::parts::{Stage, stage};

/// A family's kind and its samples: name, labels, value.
#[derive(Debug, Default)]
struct Family {
    kind: String,
    has_help: bool,
    samples: Vec<(String, BTreeMap<String, String>, f64)>,
}

/// Reads OpenMetrics text by its grammar, as far as Hadir needs of it; anything else is an error.
fn read(text: &str) -> Result<BTreeMap<String, Family>, String> {
    let body = text.strip_suffix("# EOF\n").ok_or("it does not end as it must")?;
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    let mut current = String::new();
    for line in body.lines() {
        if let Some(rest) = line.strip_prefix("# ") {
            let mut words = rest.splitn(3, ' ');
            let (about, name, what) = (words.next(), words.next(), words.next().unwrap_or_default());
            let name = name.filter(|name| is_name(name)).ok_or(line)?;
            if name != current {
                if families.contains_key(name) {
                    return Err(format!("{name} stands in two places"));
                }
                current = name.to_owned();
            }
            let family = families.entry(name.to_owned()).or_default();
            match about {
                Some("HELP") if !what.is_empty() && !family.has_help => family.has_help = true,
                Some("TYPE") if family.kind.is_empty() && ["counter", "gauge", "histogram"].contains(&what) => {
                    what.clone_into(&mut family.kind);
                }
                _ => return Err(line.to_owned()),
            }
            continue;
        }
        let (series, value) = line.rsplit_once(' ').ok_or(line)?;
        let value = value.parse().map_err(|_| line)?;
        let (name, labels) = match series.split_once('{') {
            Some((name, labels)) => (name, read_labels(labels.strip_suffix('}').ok_or(line)?)?),
            None => (series, BTreeMap::new()),
        };
        let family = families.get_mut(&current).filter(|family| family.has_help).ok_or(line)?;
        let endings: &[&str] = match family.kind.as_str() {
            "counter" => &["_total"],
            "histogram" => &["_bucket", "_sum", "_count"],
            _ => &[""],
        };
        if !name.strip_prefix(current.as_str()).is_some_and(|ending| endings.contains(&ending)) {
            return Err(format!("{name} is not of {current}"));
        }
        family.samples.push((name.to_owned(), labels, value));
    }
    Ok(families)
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn read_labels(text: &str) -> Result<BTreeMap<String, String>, String> {
    text.split(',')
        .map(|label| {
            let (name, value) = label.split_once('=').ok_or(label)?;
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).ok_or(label)?;
            if !is_name(name) || value.contains(['"', '\\', '\n']) {
                return Err(label.to_owned());
            }
            Ok((name.to_owned(), value.to_owned()))
        })
        .collect()
}

fn scrape(stage: &Stage) -> BTreeMap<String, Family> {
    let answer = stage.get("/metrics");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    read(answer.text()).unwrap_or_else(|line| panic!("{line}\n\n{}", answer.text()))
}

fn value(families: &BTreeMap<String, Family>, name: &str) -> f64 {
    families[name].samples[0].2
}

#[test]
fn a_stations_numbers_are_told_without_anybodys_name() {
    use hadir::station::meters::SeenBy;

    let stage = stage(&[("alip", 10), ("budi", 20), ("budi", 21)]);
    stage.station.meters().looked(SeenBy::Http, 0.07);
    stage.station.meters().looked(SeenBy::Http, 100.0);
    let families = scrape(&stage);
    for (name, expected) in [
        ("hadir_students", 2.0),
        ("hadir_templates", 3.0),
        ("hadir_camera_up", 0.0),
        ("hadir_camera_frames_per_second", 0.0),
        ("hadir_journal_writable", 1.0),
        ("hadir_outbox_queued_events", 0.0),
        ("hadir_outbox_retrying_events", 0.0),
        ("hadir_outbox_given_up_events", 0.0),
        ("hadir_delivery_enabled", 0.0),
        ("hadir_delivery_paused", 0.0),
    ] {
        assert_eq!(value(&families, name), expected, "{name}");
    }
    assert!(families["hadir_recognitions"].kind == "counter" && families["hadir_delivery_tries"].kind == "counter");
    let text = stage.get("/metrics").text().to_owned();
    assert!(!text.contains("alip") && !text.contains("budi"));

    let histogram = &families["hadir_recognition_seconds"].samples;
    let of = |ending: &str| -> Vec<_> {
        let of_http = |labels: &BTreeMap<String, String>| labels["source"] == "http";
        histogram.iter().filter(|(name, labels, _)| name.ends_with(ending) && of_http(labels)).collect()
    };
    assert_eq!((of("_count")[0].2, of("_sum")[0].2), (2.0, 100.07));
    let buckets: Vec<f64> = of("_bucket").iter().map(|(_, _, count)| *count).collect();
    assert!(buckets.is_sorted() && buckets.last() == Some(&2.0) && buckets.contains(&1.0), "{buckets:?}");
    assert_eq!(of("_bucket").last().unwrap().1["le"], "+Inf");
}

#[test]
fn what_is_not_open_metrics_is_noticed() {
    for text in [
        "",
        "# EOF",
        "a 1\n# EOF\n",
        "# HELP a A\n# TYPE a gauge\nb 1\n# EOF\n",
        "# HELP a A\n# TYPE a counter\na 1\n# EOF\n",
        "# HELP a A\n# TYPE a gauge\na{b=c} 1\n# EOF\n",
        "# HELP a A\n# TYPE a gauge\na one\n# EOF\n",
        "# HELP a A\n# TYPE a thing\na 1\n# EOF\n",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
