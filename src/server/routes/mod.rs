//! What is answered, one file a subject. A route and what `/openapi.json` says of it stand in one place.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::json;
use tokio::sync::watch;
use utoipa_axum::router::OpenApiRouter;

use super::app::App;

mod announcer;
mod metrics;
mod openapi;
mod original;
mod pages;
mod v1;
mod ws;

pub(super) use announcer::Announcer;

/// Every route. `closing` turns true when the listener is to end: whoever holds a connection open lets go of it then.
pub(super) fn router(app: &Arc<App>, closing: watch::Receiver<bool>) -> Router {
    let (router, api) = OpenApiRouter::with_openapi(openapi::head())
        .merge(original::routes())
        .merge(ws::routes(closing))
        .merge(v1::routes())
        .merge(metrics::routes())
        .split_for_parts();
    router
        .merge(pages::routes(openapi::grouped(api)))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(app.clone())
}

/// As FastAPI says it.
async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "detail": "Not Found" }))).into_response()
}

async fn method_not_allowed() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Json(json!({ "detail": "Method Not Allowed" }))).into_response()
}
