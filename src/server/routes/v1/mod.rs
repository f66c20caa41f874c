//! The newer API, versioned: students and events, read by the code that the window uses.
//!
//! - `students`: who is enrolled, and removing somebody
//! - `events`: the attendance log, a part at a time or as CSV; `asked`: what is asked of it; `told`: an event as JSON

use std::sync::Arc;

use axum::http::StatusCode;
use tokio::sync::Semaphore;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::journal::JournalError;
use crate::server::app::App;
use crate::server::refusal::Refusal;

mod asked;
mod events;
mod students;
mod told;

/// The words that parameters take: parameters, unlike bodies, do not bring their schemas along.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(events::AskedDelivery, events::AskedFormat, events::AskedWho, students::AskedRows)))]
struct Words;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(<Words as utoipa::OpenApi>::openapi())
        .routes(routes!(students::students))
        .routes(routes!(students::remove))
        .routes(routes!(events::events))
}

/// As many questions are put to the disk at once; more wait in line.
static QUESTIONS: Semaphore = Semaphore::const_new(4);

/// Has a thread that may wait for the disk do something.
async fn in_line<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let busy = || Refusal::said(StatusCode::SERVICE_UNAVAILABLE, "Hadir is being closed. Ask again in a moment.");
    let permit = QUESTIONS.acquire().await.map_err(|_| busy())?;
    // Whoever asked may hang up; the thread goes on, and its place in the line with it.
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    done.await.map_err(|_| busy())
}

/// The log cannot be read.
fn unreadable(error: &JournalError) -> Refusal {
    Refusal::said(StatusCode::SERVICE_UNAVAILABLE, format!("{} {}", error.text().sentence(), error.advice()))
}
