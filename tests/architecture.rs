//! The house's rules, read off the sources: imports only point downwards, only the window knows egui, the core is pure.
//!
//! Paths are read as tokens, wherever they stand (a `use`, an expression, a macro's arguments), so that comments and
//! strings say what they like.

use std::fmt;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// The rooms, each storey above those it may name; rooms of one storey do not name each other.
const STOREYS: [&[&str]; 8] =
    [&["core"], &["images", "settings"], &["engine"], &["camera"], &["gallery"], &["station"], &["ui"], &["cli"]];

/// What only these may name.
const WINDOW_LIBRARIES: [&str; 4] = ["eframe", "egui", "egui_extras", "egui_kittest"];
const WINDOW_MODULES: [&[&str]; 2] = [&["ui"], &["cli", "window"]];

/// What would make the core impure: each of these is the world outside, or a clock.
const WORLD: [&[&str]; 9] = [
    &["std", "env"],
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "time", "Instant", "now"],
    &["Instant", "now"],
    &["SystemTime"],
];

/// A path as a source file names it, with `crate`, `self` and `super` worked out.
#[derive(Debug, Clone, PartialEq)]
struct Named {
    line: usize,
    path: Vec<String>,
}

#[derive(Debug, PartialEq)]
struct Violation {
    file: PathBuf,
    line: usize,
    rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.rule)
    }
}

/// The module that a file under `src` is: `gallery/mod.rs` is `["gallery"]`, `gallery/bulk.rs` `["gallery", "bulk"]`.
fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> =
        file.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// Every path that the tokens name, standing in `module`.
fn paths(tokens: TokenStream, module: &[String], named: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            // What stands in `mod name { }` stands one module further down.
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                    (tokens.get(at + 1), tokens.get(at + 2))
                {
                    let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
                    paths(body.stream(), &inner, named);
                    at += 2;
                }
                at += 1;
            }
            TokenTree::Ident(first) => at = path(&tokens, at, first, Vec::new(), module, named),
            TokenTree::Group(group) => {
                paths(group.stream(), module, named);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The path that begins at `at`, with all its branches `{ }`; where it ends.
fn path(
    tokens: &[TokenTree],
    mut at: usize,
    first: &Ident,
    mut segments: Vec<String>,
    module: &[String],
    named: &mut Vec<Named>,
) -> usize {
    let line = first.span().start().line;
    segments.push(first.to_string());
    at += 1;
    while is_double_colon(tokens, at) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(next)) => segments.push(next.to_string()),
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => segments.push("*".to_owned()),
            Some(TokenTree::Group(branches)) if branches.delimiter() == Delimiter::Brace => {
                let branches: Vec<TokenTree> = branches.stream().into_iter().collect();
                for branch in branches.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')) {
                    match branch.first() {
                        Some(TokenTree::Ident(next)) => {
                            path(branch, 0, next, segments.clone(), module, named);
                        }
                        Some(_) => named.push(Named { line, path: resolve(&segments, module) }),
                        None => {}
                    }
                }
                return at + 3;
            }
            // `::<T>`: what is in it is looked at as what follows.
            _ => break,
        }
        at += 3;
    }
    named.push(Named { line, path: resolve(&segments, module) });
    at
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// `crate::a` in full, with `crate` in front; other libraries' paths as they are.
fn resolve(segments: &[String], module: &[String]) -> Vec<String> {
    let mut base = None;
    let mut rest = segments;
    while let Some((first, after)) = rest.split_first() {
        base = match (first.as_str(), base) {
            ("crate" | "hadir", None) => Some(Vec::new()),
            ("self", None) if !after.is_empty() => Some(module.to_vec()),
            ("super", base) => {
                let mut up = base.unwrap_or_else(|| module.to_vec());
                up.pop();
                Some(up)
            }
            (_, base) => {
                let root = base.map(|base| [vec!["crate".to_owned()], base].concat());
                return [root.unwrap_or_default(), rest.to_vec()].concat();
            }
        };
        rest = after;
    }
    [vec!["crate".to_owned()], base.unwrap_or_default()].concat()
}

fn storey(room: &str) -> Option<usize> {
    STOREYS.iter().position(|rooms| rooms.contains(&room))
}

fn begins_with(path: &[String], start: &[&str]) -> bool {
    path.len() >= start.len() && path.iter().zip(start).all(|(a, b)| a == b)
}

/// What in a file under `src` breaks the rules.
fn check(file: &Path, source: &str) -> Vec<Violation> {
    let module = module_of(file);
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut named = Vec::new();
    paths(tokens, &module, &mut named);

    let mut violations: Vec<Violation> = named
        .into_iter()
        .filter_map(|Named { line, path }| {
            let rule = broken_rule(&module, &path)?;
            Some(Violation { file: Path::new("src").join(file), line, rule })
        })
        .collect();
    violations.dedup();
    violations
}

fn broken_rule(module: &[String], path: &[String]) -> Option<String> {
    let may_see_window = WINDOW_MODULES.iter().any(|allowed| begins_with(module, allowed));
    if let Some(library) = WINDOW_LIBRARIES.iter().find(|library| begins_with(path, &[library])) {
        return (!may_see_window).then(|| format!("only src/ui and src/cli/window may name {library}"));
    }
    // main.rs and lib.rs are above every room.
    let here = module.first()?;
    let Some(own) = storey(here) else {
        return Some(format!("{here} is a room that tests/architecture.rs does not know: give it a storey there"));
    };
    if here == "core"
        && let Some(world) = WORLD.iter().find(|world| begins_with(path, world))
    {
        return Some(format!("core is pure, and must not name {}: take it in as a value", world.join("::")));
    }
    if path.first().is_none_or(|root| root != "crate") {
        return None;
    }
    let room = path.get(1)?;
    if room == "*" {
        return Some(format!("{here} names all rooms at once: name the one that is meant"));
    }
    match storey(room) {
        Some(other) if room != here && other >= own => Some(format!(
            "{here} must not name {room}: imports only point downwards, cli > ui > station > gallery > camera > engine > \
             settings, images > core"
        )),
        _ => None,
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_only_point_downwards_and_only_the_window_knows_egui() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    assert!(files.len() > STOREYS.len(), "the sources were not found in {}", root.display());
    let violations: Vec<String> = files
        .iter()
        .flat_map(|file| check(file.strip_prefix(&root).unwrap(), &std::fs::read_to_string(file).unwrap()))
        .map(|violation| violation.to_string())
        .collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn what_breaks_a_rule_is_told_with_file_line_and_rule() {
    let table = [
        ("core/face.rs", "\n\nuse crate::engine::FaceEngine;", 3, "core must not name engine"),
        ("core/face.rs", "use super::super::gallery::Gallery;", 1, "core must not name gallery"),
        (
            "core/face.rs",
            "mod tests { use super::super::super::settings::Settings; }",
            1,
            "core must not name settings",
        ),
        ("images.rs", "use crate::{core::FaceBox, settings};", 1, "images must not name settings"),
        ("images.rs", "use super::engine;", 1, "images must not name engine"),
        ("gallery/bulk.rs", "fn f() {\n    crate::station::start();\n}", 2, "gallery must not name station"),
        ("gallery/mod.rs", "fn f() { format!(\"{}\", crate::ui::NAME); }", 1, "gallery must not name ui"),
        ("gallery/mod.rs", "type X = Vec<crate::cli::Args>;", 1, "gallery must not name cli"),
        ("engine/mod.rs", "use crate::{\n core,\n camera::{Frame, self},\n};", 3, "engine must not name camera"),
        ("camera/mod.rs", "use crate::*;", 1, "camera names all rooms at once"),
        ("ui/live.rs", "use crate::cli;", 1, "ui must not name cli"),
        ("station/mod.rs", "fn f(c: &egui::Context) {}", 1, "only src/ui and src/cli/window may name egui"),
        ("cli/watch.rs", "use eframe::{App, Frame};", 1, "only src/ui and src/cli/window may name eframe"),
        ("main.rs", "use eframe::App;", 1, "only src/ui and src/cli/window may name eframe"),
        ("core/attendance.rs", "use std::{fmt, fs::File};", 1, "core is pure, and must not name std::fs"),
        ("core/attendance.rs", "fn f() { Instant::now(); }", 1, "core is pure, and must not name Instant::now"),
        ("attic/mod.rs", "use crate::core;", 1, "attic is a room that tests/architecture.rs does not know"),
    ];
    for (file, source, line, rule) in table {
        let violations = check(Path::new(file), source);
        assert_eq!(violations.len(), 1, "{file}: {source}: {violations:?}");
        let told = violations[0].to_string();
        assert!(told.starts_with(&format!("src/{file}:{line}: {rule}")), "{told}");
    }
}

#[test]
fn what_keeps_the_rules_is_left_alone() {
    let table = [
        ("core/face.rs", "// use crate::engine;\nconst S: &str = \"crate::ui\"; /// [`crate::cli`]\nfn f() {}"),
        (
            "core/face.rs",
            "use std::time::{Duration, Instant}; use std::fmt;\nfn f(core: u8) -> u8 { core::mem::take(core) }",
        ),
        ("core/face.rs", "pub(crate) fn f() {} pub(super) fn g() {} pub(in crate::core) fn h() {}"),
        ("gallery/bulk.rs", "use super::Gallery; use self::inner::X; use crate::{camera, core::StudentId};"),
        ("gallery/bulk.rs", "mod tests { use super::*; use super::super::Gallery; }"),
        ("station/mod.rs", "struct View { ui: u8 } fn f(view: View) -> u8 { view.ui }"),
        ("ui/live.rs", "use egui::{self, Ui}; use crate::station::View;"),
        ("cli/window.rs", "use eframe::NativeOptions; use crate::ui;"),
        ("cli/window/options.rs", "fn f(o: eframe::NativeOptions) {}"),
        ("main.rs", "fn main() { hadir::cli::main() }"),
    ];
    for (file, source) in table {
        assert_eq!(check(Path::new(file), source), [], "{file}: {source}");
    }
}
