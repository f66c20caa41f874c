//! The newer API, versioned: students and events, read by the code that the window uses.

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;

use crate::server::app::App;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
}
