//! What is said when a request is not answered: in the original service's form, which is FastAPI's.

use std::fmt::Display;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{IntoResponses, ToSchema};

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Fields are missing or wrong: 422.
    Invalid(Vec<Wrong>),
    /// Anything else.
    Said(StatusCode, String),
}

/// One field that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(super) struct Wrong {
    /// Which rule it breaks, such as `missing` or `float_parsing`.
    #[serde(rename = "type")]
    #[schema(examples("missing"))]
    kind: &'static str,
    /// Where it stands: `body` or `query` or `path`, and its name; in JSON, the character.
    loc: Vec<Place>,
    /// What is wrong, a sentence.
    #[schema(examples("Field required"))]
    msg: String,
    /// What was given instead; null where nothing was.
    #[schema(value_type = Value)]
    input: Value,
    /// More about what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable = false)]
    ctx: Option<Box<Value>>,
}

/// A part of where something stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
enum Place {
    /// By its name.
    Name(String),
    /// So many characters in.
    At(usize),
}

/// The body of a 422.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Invalid {
    /// Every field that is missing or wrong.
    detail: Vec<Wrong>,
}

/// The body of every other refusal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Said {
    /// Always false.
    #[schema(examples(false))]
    ok: bool,
    /// What happened and what to do.
    #[schema(examples("Gambar tidak valid"))]
    msg: String,
}

/// What any route may answer instead of its own answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the description of answers that are made elsewhere")]
pub(super) enum Instead {
    /// The request is broken, or the picture is none.
    #[response(status = 400)]
    Broken(Said),
    /// The key is missing or wrong.
    #[response(status = 401)]
    NoKey(Said),
    /// A web page asks that may not.
    #[response(status = 403)]
    Foreign(Said),
    /// The request came too slowly.
    #[response(status = 408)]
    TooSlow(Said),
    /// The request is for another server.
    #[response(status = 421)]
    Misdirected(Said),
    /// Too many ask at once, or too many keys were wrong.
    #[response(status = 429)]
    TooMany(Said),
}

/// What a route may answer besides that takes a picture.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the description of answers that are made elsewhere")]
pub(super) enum OfPicture {
    /// The picture is too large.
    #[response(status = 413)]
    TooLarge(Said),
    /// Fields are missing or wrong.
    #[response(status = 422)]
    Wrong(Invalid),
    /// Faces cannot be recognised, or saved, now.
    #[response(status = 503)]
    Unavailable(Said),
}

impl Wrong {
    /// A field that breaks the rule `kind` in `place` (`query`, `body` or `path`).
    pub(super) fn new(kind: &'static str, place: &str, name: &str, msg: &str, input: impl Into<Value>) -> Self {
        let loc = vec![Place::Name(place.to_owned()), Place::Name(name.to_owned())];
        Self { kind, loc, msg: msg.to_owned(), input: input.into(), ctx: None }
    }

    /// A field that has to be there.
    pub(super) fn missing(place: &str, name: &str) -> Self {
        Self::new("missing", place, name, "Field required", Value::Null)
    }

    /// A field that a rule of Hadir's own refuses.
    pub(super) fn value(place: &str, name: &str, why: impl Display, input: impl Into<Value>) -> Self {
        let wrong = Self::new("value_error", place, name, &format!("Value error, {why}"), input);
        Self { ctx: Some(Box::new(json!({ "error": {} }))), ..wrong }
    }

    /// A body that as a whole breaks the rule `kind`.
    pub(super) fn body(kind: &'static str, msg: &str, input: impl Into<Value>) -> Self {
        Self { loc: vec![Place::Name("body".to_owned())], ..Self::new(kind, "body", "", msg, input) }
    }

    /// A body that is not JSON from the character `at` on.
    pub(super) fn json(at: usize, why: &str) -> Self {
        let loc = vec![Place::Name("body".to_owned()), Place::At(at)];
        let ctx = Some(Box::new(json!({ "error": why })));
        Self { loc, ctx, ..Self::body("json_invalid", "JSON decode error", json!({})) }
    }
}

impl Refusal {
    /// Others ask for more than this PC can do.
    pub(super) fn too_busy() -> Self {
        let text = "Too many pictures wait to be looked at; try again in a moment.";
        Self::said(StatusCode::TOO_MANY_REQUESTS, text)
    }

    /// Any refusal but a 422.
    pub(super) fn said(status: StatusCode, msg: impl Into<String>) -> Self {
        Self::Said(status, msg.into())
    }

    /// A form that could not be read. Where the body was too much, that is said instead, by whoever counts its bytes.
    pub(super) fn broken_form() -> Self {
        Self::said(StatusCode::BAD_REQUEST, "The form is broken, or was cut short; send it again.")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Invalid(detail) => (StatusCode::UNPROCESSABLE_ENTITY, Json(Invalid { detail })).into_response(),
            Self::Said(status, msg) => (status, Json(Said { ok: false, msg })).into_response(),
        }
    }
}
