//! The original service's endpoints, field for field as its README says.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::server::app::App;

pub(super) fn routes(_closing: watch::Receiver<bool>) -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(health))
}

/// Whether the server is there, and who is enrolled.
#[derive(Serialize, ToSchema)]
struct Health {
    /// Always true.
    ok: bool,
    /// Templates enrolled.
    encodings: usize,
    /// Students enrolled.
    labels: usize,
}

/// Says that the server is there.
#[utoipa::path(get, path = "/health", responses((status = 200, body = Health)))]
async fn health(State(app): State<Arc<App>>) -> Json<Health> {
    let gallery = app.station.gallery().snapshot();
    Json(Health { ok: true, encodings: gallery.templates.len(), labels: gallery.students.len() })
}
