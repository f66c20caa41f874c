//! A text as it is kept on a disk, to be said later in the language that is chosen by then.

use serde_json::{Value, json};

use super::bundle;
use super::text::{AS_IT_SAYS, Part, Text};

/// Stands before what is ours: what others said has no such character once it is fit to be shown.
const OURS: char = '\u{1f}';

impl Text {
    /// As [`Self::of_kept`] reads it: what others said as they said it; what we say by its message, with its English for
    /// a Hadir that has no such message any more.
    pub fn to_kept(&self) -> String {
        match self.as_said() {
            Some(said) => said.trim_start_matches(OURS).to_owned(),
            None => format!("{OURS}{}", json!({ "message": self.to_value(), "english": self.to_string() })),
        }
    }

    /// Reads what [`Self::to_kept`] wrote; anything else is taken for what others said.
    pub fn of_kept(kept: &str) -> Self {
        let Some(ours) = kept.strip_prefix(OURS) else { return Self::said(kept) };
        let ours: Value = serde_json::from_str(ours).unwrap_or_default();
        Self::of_value(&ours["message"]).unwrap_or_else(|| Self::said(ours["english"].as_str().unwrap_or_default()))
    }

    fn as_said(&self) -> Option<&str> {
        match self.parts.as_slice() {
            _ if self.is_nothing() => Some(""),
            [(_, Part::Name(said))] if self.id == AS_IT_SAYS => Some(said),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        let parts = self.parts.iter().map(|(name, part)| {
            let (kind, value) = match part {
                Part::Name(said) => ("name", json!(said)),
                Part::Count(count) => ("count", json!(count)),
                Part::Measure(bits) => ("measure", json!(bits)),
                Part::Moment(at) => ("moment", json!(at.as_millisecond())),
                Part::Text(text) => ("text", text.to_value()),
            };
            json!([name, kind, value])
        });
        json!({ "id": self.id, "parts": parts.collect::<Vec<_>>() })
    }

    /// `None` where it is none, or not one that can be said.
    fn of_value(value: &Value) -> Option<Self> {
        let id = value["id"].as_str().filter(|id| bundle::has(id))?;
        let mut text = Self { id: id.to_owned().into(), parts: Vec::new() };
        for part in value["parts"].as_array()? {
            let (name, value) = (part[0].as_str()?, &part[2]);
            let part = match part[1].as_str()? {
                "name" => Part::Name(value.as_str()?.to_owned()),
                "count" => Part::Count(value.as_i64()?),
                "measure" => Part::Measure(value.as_u64()?),
                "moment" => Part::Moment(jiff::Timestamp::from_millisecond(value.as_i64()?).ok()?),
                _ => Part::Text(Box::new(Self::of_value(value)?)),
            };
            text.parts.push((name.to_owned().into(), part));
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use crate::words::Language;

    #[test]
    fn what_is_kept_is_said_in_the_language_of_whoever_reads_it() {
        let reason = text!("words-permission");
        for text in [
            text!("words-file-because", name = "a \"file\"", reason = reason).sentence(),
            text!("rail-progress", done = 3, total = 4.5),
            Text::said("ATT-1\n"),
            Text::said(""),
        ] {
            let kept = Text::of_kept(&text.to_kept());
            assert_eq!(kept, text);
            assert_eq!(kept.say(Language::Indonesian), text.say(Language::Indonesian));
        }
    }

    #[test]
    fn what_others_said_is_kept_as_they_said_it() {
        assert_eq!(Text::said("{\"id\": 1}").to_kept(), "{\"id\": 1}");
        assert_eq!(Text::of_kept("later").to_string(), "later");
        assert_eq!(Text::NOTHING.to_kept(), "");
        // Nobody else can have us say something.
        let forged = Text::said(text!("words-permission").to_kept()).to_kept();
        assert_eq!(Text::of_kept(&forged).id(), "words-as-it-says");
    }

    #[test]
    fn of_a_message_that_is_not_there_any_more_its_english_is_said() {
        let kept = text!("words-permission").to_kept().replace("words-permission", "words-of-old");
        assert_eq!(Text::of_kept(&kept).to_string(), "there is no permission for it");
        for damaged in ["\u{1f}", "\u{1f}{}", "\u{1f}[1]"] {
            assert_eq!(Text::of_kept(damaged).to_string(), "");
        }
    }
}
