//! What is counted and timed, as Prometheus reads it.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::openapi::WATCHING;
use crate::server::app::App;
use crate::server::refusal::{Instead, Refusal};
use crate::station::Station;
use crate::station::view::{CameraState, EngineState, JournalState};

/// The form that the encoder writes.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// Counts and times for Prometheus
///
/// How many faces were recognised and how fast, how the camera, the log and the way to the main API are. Nobody's name is
/// in it.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "metrics",
    tag = WATCHING,
    responses(Instead, (status = 200, description = "OpenMetrics text",
        content_type = "application/openmetrics-text", body = String)),
)]
async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let mut text = String::new();
    encode(&mut text, &registry(&app.station)).map_err(|error| {
        tracing::error!(%error, "the metrics could not be written");
        Refusal::said(StatusCode::SERVICE_UNAVAILABLE, "The metrics could not be written. Ask again in a moment.")
    })?;
    Ok(([(CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}

/// Everything there is to tell, at this moment.
fn registry(station: &Station) -> Registry {
    let mut registry = Registry::with_prefix("hadir");
    let meters = station.meters();
    registry.register("recognitions", "Recognitions that counted and were recorded", meters.recorded.clone());
    registry.register("recognition_seconds", "Seconds from a picture to its names", meters.seconds.clone());
    registry.register("delivery_tries", "Tries to send an event to the main API", meters.tries.clone());

    let view = station.view();
    let mut whole = |name: &str, help: &str, value: u64| {
        let gauge = Gauge::<u64, AtomicU64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    let deliveries = &view.deliveries;
    whole("outbox_queued_events", "Events that wait to be sent, tried before or not", deliveries.queued);
    whole("outbox_retrying_events", "Events that were tried, and wait to be tried again", deliveries.retrying);
    whole("outbox_given_up_events", "Events that are not tried any more", deliveries.given_up);
    whole("delivery_enabled", "Whether events are sent (1) or no main API is set (0)", deliveries.enabled.into());
    whole("delivery_paused", "Whether sending is paused", deliveries.paused.is_some().into());
    let (is_live, rate) = match view.camera {
        CameraState::Live { rate, .. } => (true, rate),
        _ => (false, 0.0),
    };
    whole("camera_up", "Whether the camera gives pictures", is_live.into());
    whole("engine_ready", "Whether faces are recognised", (view.engine == EngineState::Ready).into());
    whole("journal_writable", "Whether attendance is being recorded", (view.journal == JournalState::Working).into());
    whole("students", "Students enrolled", view.gallery.students.len() as u64);
    whole("templates", "Templates enrolled", view.gallery.templates.len() as u64);
    let frames = Gauge::<f64, AtomicU64>::default();
    frames.set(rate);
    registry.register("camera_frames_per_second", "Pictures a second that the camera gives", frames);
    registry
}
