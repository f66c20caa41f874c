//! What is said when a request is not answered: in the original service's form, which is FastAPI's.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

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
    pub(super) kind: String,
    /// Where it stands: `body` or `query` or `path`, and its name.
    pub(super) loc: Vec<String>,
    /// What is wrong, a sentence.
    pub(super) msg: String,
    /// What was given instead; null where nothing was.
    pub(super) input: serde_json::Value,
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
    ok: bool,
    /// What happened and what to do.
    msg: String,
}

impl Wrong {
    /// A field that has to be there.
    pub(super) fn missing(place: &str, name: &str) -> Self {
        Self {
            kind: "missing".to_owned(),
            loc: vec![place.to_owned(), name.to_owned()],
            msg: "Field required".to_owned(),
            input: serde_json::Value::Null,
        }
    }
}

impl Refusal {
    /// Any refusal but a 422.
    pub(super) fn said(status: StatusCode, msg: impl Into<String>) -> Self {
        Self::Said(status, msg.into())
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
