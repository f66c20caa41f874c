//! The words in `assets/locales`: the same in every language, all of them used, and none used that is not there.

#![allow(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use hadir::words::{Language, Text};

/// A message's file, and the variables that stand in it.
#[derive(Debug, Clone, PartialEq)]
struct Message {
    file: String,
    variables: BTreeSet<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The word that a text begins with, as messages and variables are called.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len())]
}

/// Every message of a language by its id.
fn messages(language: Language) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::<String, Message>::new();
    for path in files(&root().join("assets/locales").join(language.code()), "ftl") {
        let file = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut current = None;
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            let id = word(line);
            if !id.is_empty() && line[id.len()..].trim_start().starts_with('=') {
                let message = Message { file: file.clone(), variables: BTreeSet::new() };
                assert!(messages.insert(id.to_owned(), message).is_none(), "{id} stands twice in {}", language.code());
                current = Some(id.to_owned());
            }
            if let Some(message) = current.as_ref().and_then(|id| messages.get_mut(id)) {
                message.variables.extend(line.split('$').skip(1).map(|rest| word(rest).to_owned()));
            }
        }
    }
    messages
}

/// The sources without their comments.
fn sources() -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        (path, code)
    };
    files(&root().join("src"), "rs").into_iter().map(read).collect()
}

/// Every `text!("id", name = …)` and `say!("id", …)` in a source: the id, and the names if they are all to be seen.
fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for start in ["text!(", "say!("] {
        for rest in source.split(start).skip(1) {
            let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
            let (id, rest) = rest.split_once('"').unwrap();
            found.push((id.to_owned(), arguments(rest)));
        }
    }
    found
}

/// The names in `, a = f(b, c), d = e)`.
fn arguments(rest: &str) -> BTreeSet<String> {
    let (mut names, mut depth, mut last, mut string) = (BTreeSet::new(), 0, 0, false);
    let bytes = rest.as_bytes();
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' if at == 0 || bytes[at - 1] != b'\\' => string = !string,
            _ if string => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => last = at + 1,
            '=' if depth == 0 && !rest[at + 1..].starts_with(['=', '>']) => {
                names.insert(rest[last..at].trim().to_owned());
            }
            _ => {}
        }
    }
    names
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables_in_the_same_files() {
    let english = messages(Language::English);
    assert!(english.len() > 20, "{}", english.len());
    for language in Language::ALL {
        let there = messages(language);
        let missing: Vec<_> = english.keys().filter(|id| !there.contains_key(*id)).collect();
        let foreign: Vec<_> = there.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty() && foreign.is_empty(), "{}: {missing:?} {foreign:?}", language.code());
        for (id, message) in &english {
            assert_eq!(&there[id], message, "{}: {id}", language.code());
        }
    }
}

#[test]
fn what_the_program_says_is_there_and_has_what_stands_in_it() {
    let messages = messages(Language::English);
    let mut problems = Vec::new();
    for (path, source) in sources() {
        for (id, arguments) in said(&source) {
            match messages.get(&id) {
                None => problems.push(format!("{}: there is no message {id}", path.display())),
                Some(message) if message.variables != arguments => problems.push(format!(
                    "{}: {id} has {:?} and is given {arguments:?}",
                    path.display(),
                    message.variables
                )),
                Some(_) => {}
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_message_is_said_somewhere() {
    let sources: String = sources().into_iter().map(|(_, source)| source).collect();
    let unused: Vec<_> =
        messages(Language::English).into_keys().filter(|id| !sources.contains(&format!("\"{id}\""))).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for (id, message) in messages(Language::English) {
        let id: &'static str = Box::leak(id.into_boxed_str());
        for count in [0_i64, 1, 2, 5, 1234] {
            let mut text = Text::new(id);
            for variable in &message.variables {
                text = text.with(Box::leak(variable.clone().into_boxed_str()), count);
            }
            for language in Language::ALL {
                let said = text.say(language);
                assert!(said != id && !said.contains(['{', '}']), "{}: {id}: {said}", language.code());
            }
        }
    }
}

#[test]
fn what_is_marked_stands_between_marks() {
    let text = Text::new("words-not-found").with("name", "budi");
    assert_eq!(text.say(Language::Marked), "budi⟦ is not there⟧");
}
