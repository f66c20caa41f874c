//! The house's rules, read off the sources: imports only point downwards, only the window knows egui, the core is pure.
//!
//! Paths are read wherever they stand: a `use`, an expression, a macro's arguments. Comments and strings say what they
//! like.

#![allow(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use std::fmt;
use std::path::{Path, PathBuf};

/// The rooms, each storey above those it may name; rooms of one storey do not name each other.
const STOREYS: [&[&str]; 13] = [
    &["words"],
    &["core"],
    &["images", "files"],
    &["settings"],
    &["engine", "sound", "web"],
    &["camera"],
    &["gallery", "journal", "register", "strangers"],
    &["webhook", "remote"],
    &["evaluation"],
    &["station"],
    &["server"],
    &["ui"],
    &["cli"],
];

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

/// A piece of source: a word, `::`, or any other single character, and the line it stands in.
type Token<'a> = (&'a str, usize);

/// The source without comments, strings, characters and lifetimes, which name nothing.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = string(rest) {
            length
        } else if let Some(length) = char_or_lifetime(rest) {
            length
        } else if word > 0 {
            tokens.push((&rest[..word], line));
            word
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.push((&rest[..length], line));
            }
            length
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// How long the block comment is that the text begins with; they nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let step = &text.as_bytes()[at..];
        match (step.starts_with(b"/*"), step.starts_with(b"*/")) {
            (true, _) => depth += 1,
            (_, true) => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

/// How long the string is that the text begins with, if it does: `"…"`, `b"…"`, `c"…"`, `r#"…"#` and their like.
fn string(text: &str) -> Option<usize> {
    let begins = |prefix: &&&str| text.strip_prefix(**prefix).is_some_and(|rest| rest.starts_with(['"', '#']));
    let prefix = ["", "b", "c", "r", "br", "cr"].iter().find(begins)?.len();
    let raw = text[..prefix].ends_with('r');
    let hashes = text[prefix..].bytes().take_while(|&byte| byte == b'#').count();
    let body = prefix + hashes + 1;
    if !text[prefix + hashes..].starts_with('"') || (hashes > 0 && !raw) {
        return None;
    }
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(text[body..].find(&end).map_or(text.len(), |at| body + at + end.len()));
    }
    let mut bytes = text.bytes().enumerate().skip(body);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// How long the character `'x'` or the lifetime `'x` is that the text begins with, if it does.
fn char_or_lifetime(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        // Past the backslash and what it escapes, which may be the quote itself.
        return Some(text[3..].find('\'').map_or(text.len(), |at| at + 4));
    }
    let first = inside.chars().next()?;
    let after = 1 + first.len_utf8();
    if text[after..].starts_with('\'') {
        return Some(after + 1);
    }
    let name = inside.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(inside.len());
    Some(1 + name)
}

/// Every path that the source names, of a file that is `module`.
fn paths(source: &str, module: &[String]) -> Vec<Named> {
    let tokens = tokens(source);
    let text = |at: usize| tokens.get(at).map_or("", |(text, _)| *text);
    let mut named = Vec::new();
    // What stands in `mod name { }` stands one module further down: the module here, and how deep each such brace is.
    let (mut here, mut opened_at) = (module.to_vec(), Vec::new());
    let (mut depth, mut at) = (0_usize, 0);
    while at < tokens.len() {
        match text(at) {
            "mod" if text(at + 2) == "{" => {
                opened_at.push(depth);
                here.push(text(at + 1).to_owned());
                at += 2;
                continue;
            }
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                if opened_at.pop_if(|opened| *opened == depth).is_some() {
                    here.pop();
                }
            }
            word if is_word(word) => {
                at = path(&tokens, at, Vec::new(), &here, &mut named);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    named
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads the path that goes on with the token at `at`, with all its branches `{ }`; gives where it ends.
fn path(
    tokens: &[Token<'_>],
    mut at: usize,
    mut segments: Vec<String>,
    module: &[String],
    named: &mut Vec<Named>,
) -> usize {
    let line = tokens[at].1;
    loop {
        match tokens.get(at).map(|(text, _)| *text) {
            Some("{") => {
                at += 1;
                while let Some((text, _)) = tokens.get(at) {
                    match *text {
                        "}" => return at + 1,
                        text if is_word(text) || text == "*" => at = path(tokens, at, segments.clone(), module, named),
                        _ => at += 1,
                    }
                }
                return at;
            }
            Some(text) if is_word(text) || text == "*" => segments.push(text.to_owned()),
            // `::<T>`: the T is looked at as what follows.
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|(text, _)| *text != "::") {
            break;
        }
        at += 1;
    }
    named.push(Named { line, path: resolve(&segments, module) });
    at
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
    let mut violations: Vec<Violation> = paths(source, &module)
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
            "{here} must not name {room}: imports only point downwards, cli > ui > server > station > evaluation > gallery > camera > engine > \
             settings > images, files > core > words"
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
        ("files.rs", "use crate::settings;", 1, "files must not name settings"),
        ("files.rs", "use crate::images;", 1, "files must not name images"),
        ("images.rs", "use super::engine;", 1, "images must not name engine"),
        ("gallery/bulk.rs", "fn f() {\n    crate::station::start();\n}", 2, "gallery must not name station"),
        ("gallery/mod.rs", "fn f() { format!(\"{}\", crate::ui::NAME); }", 1, "gallery must not name ui"),
        ("gallery/mod.rs", "type X = Vec<crate::cli::Args>;", 1, "gallery must not name cli"),
        ("engine/mod.rs", "use crate::{\n core,\n camera::{Frame, self},\n};", 3, "engine must not name camera"),
        ("camera/mod.rs", "use crate::*;", 1, "camera names all rooms at once"),
        ("ui/live.rs", "use crate::cli;", 1, "ui must not name cli"),
        ("ui/live.rs", "const A: [char; 2] = ['\\'', '\"'];\nuse crate::cli;", 2, "ui must not name cli"),
        ("ui/live.rs", "const S: &str = \"\\\"\n\"; fn f<'a>() {} use crate::cli;", 2, "ui must not name cli"),
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
        (
            "core/face.rs",
            "const S: &str = r#\"\"crate::ui\"#; /* egui /* egui */ crate::ui */ const B: &[u8] = b\"egui\";",
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
