//! Pages for people: recognitions as they happen, and the API explained.

use std::sync::Arc;

use axum::Router;
use utoipa::openapi::OpenApi;

use crate::server::app::App;

pub(super) fn routes(_api: OpenApi) -> Router<Arc<App>> {
    Router::new()
}
