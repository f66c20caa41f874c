//! Pages for people: recognitions as they happen, and the API explained. Nothing in them is personal, and nothing in them
//! comes from elsewhere: what they show they ask for, with the key where one is needed.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::not_found;
use crate::server::app::App;

pub(super) fn routes(api: OpenApi) -> Router<Arc<App>> {
    // none: else the page would have the description checked by a server on the internet.
    let config = Config::new(["/openapi.json"]).validator_url("none").default_models_expand_depth(0);
    let docs = SwaggerUi::new("/docs").config(config).url("/openapi.json", api);
    Router::new()
        .route("/", file("text/html; charset=utf-8", include_str!("../pages/live.html")))
        .route("/page/live.css", file("text/css; charset=utf-8", include_str!("../pages/live.css")))
        .route("/page/live.js", file("text/javascript; charset=utf-8", include_str!("../pages/live.js")))
        .route("/page/words.js", file("text/javascript; charset=utf-8", include_str!("../pages/words.js")))
        .route("/page/icon.svg", file("image/svg+xml", include_str!("../pages/icon.svg")))
        .merge(Router::from(docs).layer(map_response(say_not_found)))
}

/// What its page asks for and is not there, it says with nothing at all.
async fn say_not_found(response: Response) -> Response {
    if response.status() == StatusCode::NOT_FOUND { not_found().await } else { response }
}

/// A file of the program. It is asked for each time: the next version's may be another.
fn file(kind: &'static str, text: &'static str) -> MethodRouter<Arc<App>> {
    get(move || async move { ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text) })
}
