//! Query parameters, read by the rules of pydantic: what FastAPI understands by a number, and by yes and no.

use axum::extract::Query;
use axum::http::Uri;

use super::refusal::Wrong;

/// The parameters of a request, by name.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn of(uri: &Uri) -> Self {
        Self(Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default())
    }

    /// The value of a parameter; of several of one name, the last.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A number. It may be infinite, or none (NaN).
    pub(super) fn number(&self, name: &str, default: f64) -> Result<f64, Wrong> {
        let Some(text) = self.get(name) else { return Ok(default) };
        number(text).ok_or_else(|| {
            let msg = "Input should be a valid number, unable to parse string as a number";
            Wrong::new("float_parsing", "query", name, msg, text)
        })
    }

    /// Yes or no.
    pub(super) fn truth(&self, name: &str, default: bool) -> Result<bool, Wrong> {
        let Some(text) = self.get(name) else { return Ok(default) };
        match text.to_ascii_lowercase().as_str() {
            "1" | "on" | "t" | "true" | "y" | "yes" => Ok(true),
            "0" | "off" | "f" | "false" | "n" | "no" => Ok(false),
            _ => {
                let msg = "Input should be a valid boolean, unable to interpret input";
                Err(Wrong::new("bool_parsing", "query", name, msg, text))
            }
        }
    }
}

fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.starts_with('_') || text.ends_with('_') || text.contains("__") {
        return None;
    }
    text.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(query: &str) -> Parameters {
        Parameters::of(&format!("/x?{query}").parse().unwrap())
    }

    #[test]
    fn numbers_are_those_of_pydantic() {
        for (text, expected) in [
            ("0.45", 0.45),
            ("%200.4", 0.4),
            ("%091%0A", 1.0),
            ("1.", 1.0),
            (".5", 0.5),
            ("%2B1", 1.0),
            ("1_000", 1000.0),
            ("1_.5", 1.5),
            ("1e1_0", 1e10),
            ("1e400", f64::INFINITY),
            ("iNf", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(parameters(&format!("a={text}")).number("a", 7.0), Ok(expected), "{text}");
        }
        for text in ["nan", "-NaN"] {
            assert!(parameters(&format!("a={text}")).number("a", 7.0).is_ok_and(f64::is_nan), "{text}");
        }
        let wrong =
            ["", "abc", "0x1", "0,4", "%D9%A1", "1__0", "_1", "1_", "true", "1f", "--1", ".", "1e", "%20", "1%00"];
        for text in wrong.into_iter().chain(["infinit", "%ff", "%zz", "1;b=2"]) {
            assert!(parameters(&format!("a={text}")).number("a", 7.0).is_err(), "{text}");
        }
    }

    #[test]
    fn yes_and_no_are_those_of_pydantic() {
        for text in ["1", "on", "oN", "t", "TRUE", "true", "y", "Yes"] {
            assert_eq!(parameters(&format!("a={text}")).truth("a", false), Ok(true), "{text}");
        }
        for text in ["0", "off", "f", "False", "n", "no"] {
            assert_eq!(parameters(&format!("a={text}")).truth("a", true), Ok(false), "{text}");
        }
        for text in ["", "2", "%20true", "true%20", "1.0", "01", "null", "enable"] {
            assert!(parameters(&format!("a={text}")).truth("a", true).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_of_one_name_holds_and_one_that_is_not_given_is_the_default() {
        assert_eq!(parameters("a=x&a=1").number("a", 7.0), Ok(1.0));
        assert_eq!(parameters("A=x&b").number("a", 7.0), Ok(7.0));
        assert_eq!(Parameters::of(&"/x".parse().unwrap()).truth("a", true), Ok(true));
    }
}
