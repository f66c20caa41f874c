//! The messages of each language, read once from the files that are part of the program.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use super::{Language, numbers};

// `ENGLISH` and `INDONESIAN`: the text of every file of `assets/locales/en` and of `assets/locales/id`.
include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// What stands before and behind a text of the files in [`Language::Marked`].
pub(super) const MARKS: (char, char) = ('⟦', '⟧');

/// A language's messages.
pub(super) struct Bundle(FluentBundle<FluentResource>);

static BUNDLES: LazyLock<[Bundle; 3]> =
    LazyLock::new(|| [Language::English, Language::Indonesian, Language::Marked].map(Bundle::read));

/// Whether there is a message of this name.
pub(super) fn has(id: &str) -> bool {
    of(Language::English).0.has_message(id)
}

/// The messages of a language.
pub(super) fn of(language: Language) -> &'static Bundle {
    let [english, indonesian, marked] = &*BUNDLES;
    match language {
        Language::English => english,
        Language::Indonesian => indonesian,
        Language::Marked => marked,
    }
}

impl Bundle {
    fn read(language: Language) -> Self {
        // Both codes are known to be codes.
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        // The marks around what is filled in are for scripts of two directions; egui would draw them as boxes.
        bundle.set_use_isolating(false);
        match language {
            Language::English | Language::Marked => {
                bundle.set_formatter(Some(|value, _| numbers::ENGLISH.write(value)));
            }
            Language::Indonesian => bundle.set_formatter(Some(|value, _| numbers::INDONESIAN.write(value))),
        }
        if language == Language::Marked {
            bundle.set_transform(Some(|text| Cow::Owned(format!("{}{text}{}", MARKS.0, MARKS.1))));
        }
        let mut problems = bundle.add_builtins().err().into_iter().collect::<Vec<_>>();
        let files = if language == Language::Indonesian { INDONESIAN } else { ENGLISH };
        for file in files {
            // What could be read of a file that is wrong is better than nothing; tests hold that none is.
            let read = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, errors)| {
                problems.extend(errors.into_iter().map(FluentError::ParserError));
                read
            });
            problems.extend(bundle.add_resource(read).err().into_iter().flatten());
        }
        if !problems.is_empty() {
            tracing::error!(?problems, language = language.code(), "the words are not all there");
        }
        Self(bundle)
    }

    /// What a message says; where there is none of that name, the name.
    pub(super) fn say<'a>(&self, id: &str, parts: impl Iterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let Some(pattern) = self.0.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(id, "there are no words for this");
            return id.to_owned();
        };
        let mut problems = Vec::new();
        let said = self.0.format_pattern(pattern, Some(&parts.collect::<FluentArgs<'_>>()), &mut problems).into_owned();
        if !problems.is_empty() {
            tracing::error!(id, ?problems, "a message lacks something");
        }
        said
    }
}
