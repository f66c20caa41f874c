//! What is written for people: the pages lead where they say, and both languages have the same of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &Path) -> String {
    fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// Every page for people.
fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let more = ["README.md", "README.id.md", "CHANGELOG.md", "assets/README.md"].map(|name| root().join(name));
    docs.chain(more).collect()
}

/// Where the links of a page lead, as they are written.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link))
}

/// What a heading is called in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = read(&page);
        for link in links(&text).filter(|link| !link.contains("://")) {
            let (file, part) = link.split_once('#').map_or((link, None), |(file, part)| (file, Some(part)));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let leads = target.exists()
                && part.is_none_or(|part| {
                    read(&target).lines().any(|l| l.starts_with('#') && anchor(l.trim_start_matches('#')) == part)
                });
            if !leads {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_in_english_is_said_in_indonesian_too() {
    let shape = |name: &str| {
        let text = read(&root().join(name));
        let kinds = ["## ", "```", "| ", "- ", "![", "1. ", "2. "];
        kinds.map(|kind| text.lines().filter(|line| line.starts_with(kind)).count())
    };
    assert_eq!(shape("README.md"), shape("README.id.md"), "headings, blocks, rows of tables, points, pictures, steps");
}
