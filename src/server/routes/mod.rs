//! What is answered, one file a subject. A route and what `/openapi.json` says of it stand in one place.

use std::sync::Arc;

use axum::Router;
use tokio::sync::watch;
use utoipa_axum::router::OpenApiRouter;

use super::app::App;

mod announcer;
mod metrics;
mod original;
mod pages;
mod v1;
mod ws;

pub(super) use announcer::Announcer;

/// Every route. `closing` turns true when the listener is to end: whoever holds a connection open lets go of it then.
pub(super) fn router(app: &Arc<App>, closing: watch::Receiver<bool>) -> Router {
    let (router, api) = OpenApiRouter::new()
        .merge(original::routes())
        .merge(ws::routes(closing))
        .merge(v1::routes())
        .merge(metrics::routes())
        .split_for_parts();
    router.merge(pages::routes(api)).with_state(app.clone())
}
