//! What `make package` puts together is there, and says the same in each of its places.

#![allow(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What Cargo.toml says of the package.
fn package() -> Item {
    let manifest: DocumentMut = read("Cargo.toml").parse().unwrap();
    manifest["package"]["metadata"]["deb"].clone()
}

/// What goes into the package, and where to.
fn assets() -> Vec<(String, String)> {
    let package = package();
    let assets = package["assets"].as_array().unwrap();
    let text =
        |row: &toml_edit::Value, at: usize| row.as_array().unwrap().get(at).unwrap().as_str().unwrap().to_owned();
    assets
        .iter()
        .map(|row| {
            let (from, mut to) = (text(row, 0), text(row, 1));
            if to.ends_with('/') {
                to.push_str(from.rsplit('/').next().unwrap());
            }
            (from, to)
        })
        .collect()
}

/// The packages of a field such as `depends`, alternatives together.
fn packages(field: &str) -> BTreeSet<String> {
    let package = package();
    package[field].as_str().unwrap().split(',').map(|name| name.trim().replace(" | ", "|")).collect()
}

/// The packages of a group of packages.sh, alternatives together.
fn group(name: &str) -> BTreeSet<String> {
    let script = read("assets/setup/packages.sh");
    let rows = script.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row.len() > 2 && row[0] == name).map(|row| row[1].to_owned()).collect()
}

/// The value of a key of a file in the manner of a menu entry.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

#[test]
fn everything_that_goes_into_the_package_is_kept_fetched_or_made() {
    let (fetched, maker) = (read("assets/models.sha256"), read("assets/setup/package.sh"));
    assert!(maker.contains("made=target/package"));
    for (from, _) in assets() {
        let is_there = match (from.strip_prefix("target/package/"), from.strip_prefix("assets/models/")) {
            (Some(made), _) => maker.contains(&format!("$made/{}", made.split('/').next().unwrap())),
            (_, Some(model)) => fetched.lines().any(|line| line.ends_with(model)),
            _ if from == "target/release/hadir" => true,
            // All of a folder's files of a kind, or one file.
            _ => match from.split_once('*') {
                Some((folder, kind)) => {
                    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
                    files.flatten().any(|file| file.file_name().to_string_lossy().ends_with(kind))
                }
                None => Path::new(env!("CARGO_MANIFEST_DIR")).join(&from).is_file(),
            },
        };
        assert!(is_there, "{from}");
    }
}

#[test]
fn both_models_are_where_an_installed_hadir_looks_for_them() {
    let to: BTreeSet<_> = assets().into_iter().map(|(_, to)| to).collect();
    assert!(to.contains("usr/bin/hadir"));
    for line in read("assets/models.sha256").lines() {
        let model = line.split_whitespace().nth(1).unwrap();
        assert!(to.contains(&format!("usr/share/hadir/models/{model}")), "{model}");
    }
}

#[test]
fn the_package_needs_what_a_checkout_needs_to_run() {
    let (depends, recommends) = (packages("depends"), packages("recommends"));
    assert!(depends.contains("$auto"));
    let named: BTreeSet<_> = depends.into_iter().filter(|name| name != "$auto").chain(recommends.clone()).collect();
    let needed: BTreeSet<_> = group("run").into_iter().chain(group("dialog")).collect();
    assert_eq!(named, needed);
    // Without these, all the rest works.
    let spared: BTreeSet<_> = group("dialog").into_iter().chain(["ffmpeg".to_owned()]).collect();
    assert_eq!(recommends, spared);
}

#[test]
fn the_menu_entry_is_in_both_languages_and_finds_the_program_and_its_icon() {
    let entry = read("assets/package/hadir.desktop");
    for key in ["GenericName", "Comment", "Keywords"] {
        let (english, indonesian) = (value(&entry, key), value(&entry, &format!("{key}[id]")));
        assert!(english.is_some() && indonesian.is_some() && english != indonesian, "{key}");
    }
    let to: BTreeSet<_> = assets().into_iter().map(|(_, to)| to).collect();
    assert!(to.contains(&format!("usr/bin/{}", value(&entry, "Exec").unwrap())));
    let icon = value(&entry, "Icon").unwrap();
    for place in ["scalable/apps/{}.svg", "48x48/apps/{}.png", "256x256/apps/{}.png"] {
        assert!(to.contains(&format!("usr/share/icons/hicolor/{}", place.replace("{}", icon))), "{place}");
    }
}

#[test]
fn the_service_starts_what_is_installed_and_nothing_switches_it_on() {
    let service = read("assets/package/hadir.service");
    assert_eq!(value(&service, "ExecStart"), Some("/usr/bin/hadir serve"));
    assert_eq!(value(&service, "WantedBy"), Some("default.target"));
    assert!(assets().iter().any(|(_, to)| to == "usr/lib/systemd/user/hadir.service"));
    let package = package();
    for switch in ["maintainer-scripts", "systemd-units"] {
        assert!(package.get(switch).is_none(), "{switch}");
    }
}
