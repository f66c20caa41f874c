//! What is counted and timed, as Prometheus reads it.

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;

use crate::server::app::App;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
}
