//! A main API for trying out the webhook.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::server::refusal::{Instead, Invalid, Refusal, Said, Wrong};

/// The most bytes of an event: JSON takes many times its size in memory.
const MAX_BYTES: usize = 64 << 10;

/// What a main API might answer.
#[derive(Serialize, ToSchema)]
pub(super) struct MockAnswer {
    /// Always true.
    #[schema(examples(true))]
    ok: bool,
    /// `ATT-`, the time, and whose event it was.
    #[schema(examples("ATT-1727580000-alip"))]
    token: String,
    /// What was sent.
    #[schema(value_type = Object)]
    received: Map<String, Value>,
}

/// Answers an event as a main API might, for trying out the webhook. Nothing is kept.
#[utoipa::path(
    post, path = "/mock/webhook", tag = "original",
    request_body(content = Object, content_type = "application/json", example = json!({"student_id": "alip"})),
    responses(
        Instead,
        (status = 200, body = MockAnswer),
        (status = 413, description = "The body is too large.", body = Said),
        (status = 422, description = "The body is not a JSON object.", body = Invalid),
    ),
)]
pub(super) async fn mock_webhook(headers: HeaderMap, request: Request) -> Result<Json<MockAnswer>, Refusal> {
    let too_large = |_| Refusal::said(StatusCode::PAYLOAD_TOO_LARGE, "The event is larger than 64 KB; none is.");
    let body = axum::body::to_bytes(request.into_body(), MAX_BYTES).await.map_err(too_large)?;
    let received = object_of(&headers, &body).map_err(|wrong| Refusal::Invalid(vec![wrong]))?;
    let student = match received.get("student_id") {
        None | Some(Value::Null) => "UNKNOWN".to_owned(),
        Some(Value::String(id)) => id.clone(),
        Some(other) => other.to_string(),
    };
    Ok(Json(MockAnswer { ok: true, token: format!("ATT-{}-{student}", Timestamp::now().as_second()), received }))
}

/// The JSON object in a body, as FastAPI finds it there.
fn object_of(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Value>, Wrong> {
    if body.is_empty() {
        return Err(Wrong::body("missing", "Field required", Value::Null));
    }
    let no_object = |input: Value| Wrong::body("dict_type", "Input should be a valid dictionary", input);
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && !(essence.starts_with("application/") && essence.ends_with("+json")) {
        return Err(no_object(String::from_utf8_lossy(body).into()));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(no_object(other)),
        Err(error) => {
            let before = body.split(|&byte| byte == b'\n').take(error.line().saturating_sub(1));
            let at = match error.is_eof() {
                true => body.len(),
                false => before.map(|line| line.len() + 1).sum::<usize>() + error.column().saturating_sub(1),
            };
            Err(Wrong::json(at, &error.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_json_breaks_is_said() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        for (body, at) in [("x", 0), ("{\"a\":1} x", 8), ("{\n\"a\":\nx}", 7), ("{\"a\":", 5)] {
            let wrong = object_of(&headers, &Bytes::from(body)).unwrap_err();
            let said = serde_json::to_value(&wrong).unwrap();
            assert_eq!((&said["type"], &said["loc"]), (&"json_invalid".into(), &serde_json::json!(["body", at])));
        }
    }
}
