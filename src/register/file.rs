//! The file itself: JSON that a person can read and mend.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::core::{Consent, People, Person, SortKey, StudentId};

/// What this Hadir writes, and the highest it can read.
const VERSION: u64 = 1;
/// A file larger than this is something else.
const MAX_BYTES: u64 = 64 << 20;

/// A file known by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// What a file turned out to be.
pub(super) enum Content {
    /// There is none, which is no fault.
    Missing,
    /// Students, and those of whom something cannot be kept: the id as it stands there, and what is wrong.
    Read { people: Vec<(StudentId, Person)>, refused: Vec<(String, String)>, bytes: Vec<u8>, digest: Digest },
    /// Not a register; why.
    Damaged(String),
    /// It is of a version that this Hadir does not know.
    Newer(u64),
    /// It may be in order, but cannot be read.
    Unreadable(io::Error),
}

/// The names in the file. A consent's text is kept once, under a name that the consents give.
const VERSION_KEY: &str = "hadir_students";
const TEXTS_KEY: &str = "consent_texts";
const STUDENTS_KEY: &str = "students";

#[derive(Serialize)]
struct Written<'a> {
    hadir_students: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    consent_texts: BTreeMap<String, &'a str>,
    students: Entries<'a>,
}

/// In the order a person would look for them.
struct Entries<'a>(Vec<(&'a StudentId, Entry)>);

impl Serialize for Entries<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, entry)| (id, entry)))
    }
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consent: Option<ConsentEntry>,
}

#[derive(Serialize, Deserialize)]
struct ConsentEntry {
    at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    text: String,
}

/// Reads the file without trust.
pub(super) fn read(path: &Path) -> Content {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Content::Missing,
        Err(error) => return Content::Unreadable(error),
        // A folder, a pipe or a device: reading could wait for ever, and it is not ours to rename.
        Ok(metadata) if !metadata.is_file() => return Content::Unreadable(io::Error::other("it is not a file")),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    if let Err(error) = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)) {
        return Content::Unreadable(error);
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Content::Damaged("it is too large to be a list of students".to_owned());
    }
    decode(bytes)
}

fn decode(bytes: Vec<u8>) -> Content {
    // An editor may have put a byte order mark in front.
    let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let root: Map<String, Value> = match serde_json::from_slice(json) {
        Ok(root) => root,
        Err(error) => return Content::Damaged(error.to_string()),
    };
    match root.get(VERSION_KEY).and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Content::Newer(newer),
        _ => return Content::Damaged(format!("it does not say \u{201c}{VERSION_KEY}\u{201d}: {VERSION}")),
    }
    let Some(students) = root.get(STUDENTS_KEY).and_then(Value::as_object) else {
        return Content::Damaged(format!("it has no \u{201c}{STUDENTS_KEY}\u{201d}"));
    };
    let texts = root.get(TEXTS_KEY).and_then(Value::as_object).into_iter().flatten();
    let texts = texts.filter_map(|(name, text)| Some((name.as_str(), Arc::from(text.as_str()?)))).collect();

    let (mut people, mut refused) = (Vec::with_capacity(students.len()), Vec::new());
    for (id, entry) in students {
        match decode_entry(id, entry, &texts) {
            Ok(student) => people.push(student),
            Err(reason) => refused.push((id.clone(), reason)),
        }
    }
    let digest = Digest::of(&bytes);
    Content::Read { people, refused, bytes, digest }
}

fn decode_entry(id: &str, entry: &Value, texts: &BTreeMap<&str, Arc<str>>) -> Result<(StudentId, Person), String> {
    let id = StudentId::parse(id).map_err(|refusal| refusal.to_string())?;
    let Entry { name, class, note, consent } = Entry::deserialize(entry).map_err(|error| error.to_string())?;
    let consent = consent.map(|ConsentEntry { at, by, text }| {
        let text =
            texts.get(text.as_str()).ok_or_else(|| format!("there is no consent text \u{201c}{text}\u{201d}"))?;
        let at: Timestamp = at.parse().map_err(|error: jiff::Error| error.to_string())?;
        Ok::<_, String>(Consent { at, by, text: text.clone() })
    });
    let person = Person { name, class, note, consent: consent.transpose()? };
    let person = person.checked().map_err(|refusal| format!("{:?}: {:?}", refusal.part, refusal.why))?;
    Ok((id, person))
}

/// The file of what is known.
pub(super) fn encode(people: &People) -> Vec<u8> {
    let mut consent_texts = BTreeMap::new();
    let mut everyone: Vec<_> = people.iter().collect();
    everyone.sort_by_cached_key(|(id, _)| SortKey::of(id.as_str()));
    let entries = everyone.into_iter().map(|(id, person)| {
        let Person { name, class, note, consent } = person.clone();
        let consent = consent.map(|Consent { at, by, text: _ }| {
            let text = person.consent.as_ref().map_or("", |consent| &consent.text);
            let name = name_of(text);
            consent_texts.insert(name.clone(), text);
            ConsentEntry { at: at.to_string(), by, text: name }
        });
        (id, Entry { name, class, note, consent })
    });
    let students = Entries(entries.collect());
    let written = Written { hadir_students: VERSION, consent_texts, students };
    // Maps whose keys are texts, and a vector that takes them: neither fails.
    let mut bytes = serde_json::to_vec_pretty(&written).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What a text is called in the file: as much of its SHA-256 as tells a school's texts apart.
fn name_of(text: &str) -> String {
    Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
