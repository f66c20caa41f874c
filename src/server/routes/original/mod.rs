//! The original service's endpoints, field for field as its README says.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{StatusCode, Uri};
use image::RgbImage;
use serde_json::Number;
use tokio::runtime::Handle;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::bodies::{
    Config, Dispatched, EnrollForm, Enrolled, Health, ImageForm, NamedBox, RealtimeQuery, Recognized, Reported,
    label_of,
};
use self::thought::Thought;
use super::ws::Message;
use crate::core::StudentId;
use crate::engine::{EngineError, Face, FaceEngine};
use crate::gallery::check::{doubt, lookalikes};
use crate::gallery::enrol_one::{PhotoRefusal, template_of};
use crate::gallery::{Added, PhotoDigest, TemplateKey};
use crate::journal::Moment;
use crate::server::app::App;
use crate::server::query::Parameters;
use crate::server::refusal::{Instead, OfPicture, Refusal, Wrong};
use crate::server::upload::Upload;
use crate::station::Station;
use crate::station::meters::SeenBy;
use crate::station::view::NamedFace;
use crate::words::Text;

mod bodies;
mod mock;
mod thought;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(enroll))
        .routes(routes!(recognize))
        .routes(routes!(recognize_realtime))
        .routes(routes!(health))
        .routes(routes!(config))
        .routes(routes!(mock::mock_webhook))
        // Whoever let the request in bounds its body.
        .layer(DefaultBodyLimit::disable())
}

/// Enrols a picture of a student.
#[utoipa::path(
    post, path = "/enroll", tag = "original",
    request_body(content = EnrollForm, content_type = "multipart/form-data"),
    responses(
        Instead, OfPicture,
        (status = 200, body = Enrolled),
    ),
)]
async fn enroll(State(app): State<Arc<App>>, request: Request) -> Result<Json<Enrolled>, Refusal> {
    let mut upload = Upload::read(request, &["student_id", "image"]).await?;
    let mut wrong = Vec::new();
    let student = collect(&mut wrong, upload.text("student_id").and_then(|text| student_of(&text)));
    let image = collect(&mut wrong, upload.file("image"));
    let (Some(student), Some(image)) = (student, image) else { return Err(Refusal::Invalid(wrong)) };

    let mut picture = app.pictures.admit(image).await?;
    let station = app.station.clone();
    let enrol = move |engine: &mut dyn FaceEngine| {
        let photo = PhotoDigest::of(&picture.bytes);
        if station.gallery().has_photo(&student, &photo) {
            return Ok(Enrolled::of(1, 0));
        }
        let settings = station.settings();
        engine.set_upsampling(settings.upsampling.value);
        let looked = match template_of(engine, &picture.decode()?, Some(photo)) {
            Ok(looked) => looked,
            Err(PhotoRefusal::NoFace) => return Ok(Enrolled::of(0, 0)),
            Err(PhotoRefusal::SeveralFaces(faces)) => return Ok(Enrolled::of(faces, 0)),
            Err(refusal) => return Err(unavailable(&refusal)),
        };
        let before = station.gallery().snapshot();
        let lookalikes = lookalikes(&before, &looked.template, settings.strangers_named.value);
        let key = TemplateKey::of(&looked.template.embedding);
        let thought = Thought::new(&student, &looked, &lookalikes);
        match station.gallery().add(&student, looked.template) {
            Ok(Added::Saved) => {
                station.has_enrolled();
                let doubt = doubt(&station.gallery().snapshot(), &student, &key);
                Ok(Enrolled { thought: Some(thought.doubted(doubt.as_ref())), ..Enrolled::of(1, 1) })
            }
            Ok(Added::AlreadyEnrolled) => Ok(Enrolled { thought: Some(thought), ..Enrolled::of(1, 0) }),
            Err(error) => Err(unavailable(&error)),
        }
    };
    Ok(Json(app.pool.run(enrol).await??))
}

/// Names the faces in a picture.
#[utoipa::path(
    post, path = "/recognize", tag = "original",
    request_body(content = ImageForm, content_type = "multipart/form-data"),
    responses(
        Instead, OfPicture,
        (status = 200, body = Recognized),
    ),
)]
async fn recognize(State(app): State<Arc<App>>, request: Request) -> Result<Json<Recognized>, Refusal> {
    let mut upload = Upload::read(request, &["image"]).await?;
    let image = upload.file("image").map_err(|wrong| Refusal::Invalid(vec![wrong]))?;
    let mut picture = app.pictures.admit(image).await?;
    let station = app.station.clone();
    let look = move |engine: &mut dyn FaceEngine| named(&station, engine, &picture.decode()?);
    let faces = app.pool.run(look).await??;
    Ok(Json(Recognized { ok: true, results: faces.iter().map(NamedBox::of).collect() }))
}

/// Names the faces in a picture, and reports those that count to the main API and to everyone who listens.
#[utoipa::path(
    post, path = "/recognize/realtime", tag = "original", params(RealtimeQuery),
    request_body(content = ImageForm, content_type = "multipart/form-data"),
    responses(
        Instead, OfPicture,
        (status = 200, body = Reported),
    ),
)]
async fn recognize_realtime(
    State(app): State<Arc<App>>,
    uri: Uri,
    request: Request,
) -> Result<Json<Reported>, Refusal> {
    let moment = Moment::now();
    let parameters = Parameters::of(&uri);
    let mut upload = Upload::read(request, &["image"]).await?;
    let mut wrong = Vec::new();
    let min_conf = collect(&mut wrong, parameters.number("min_conf", 0.0));
    let send_unknown = collect(&mut wrong, parameters.truth("send_unknown", false));
    let image = collect(&mut wrong, upload.file("image"));
    let (Some(min_conf), Some(send_unknown), Some(image)) = (min_conf, send_unknown, image) else {
        return Err(Refusal::Invalid(wrong));
    };

    let mut picture = app.pictures.admit(image).await?;
    let (station, messages, runtime) = (app.station.clone(), app.messages.clone(), Handle::current());
    let look = move |engine: &mut dyn FaceEngine| {
        let pixels = picture.decode()?;
        let faces = named(&station, engine, &pixels)?;
        let tolerance = station.settings().tolerance.value.get();
        let is_reported = |face: &&NamedFace| match face.found.student {
            Some(_) => is_near(face.found.distance, min_conf, tolerance),
            None => send_unknown,
        };
        let report = |face: &NamedFace| (face.found.clone(), station.report(&pixels, face, moment));
        let reporting: Vec<_> = faces.iter().filter(is_reported).map(report).collect();
        // From here on it goes its way, whether the caller is still there or not.
        let dispatched = runtime.spawn(async move {
            let mut dispatched = Vec::new();
            for (found, reporting) in reporting {
                let (label, report) = (label_of(found.student.as_ref()), reporting.report().await);
                let (distance, ts) = (found.distance, moment.at.as_second());
                Message::Recognized { student_id: label.clone(), distance, ts, dispatch: report.clone() }
                    .send(&messages);
                dispatched.push(Dispatched { label, report });
            }
            dispatched
        });
        Ok::<_, Refusal>((faces, dispatched))
    };
    let (faces, dispatched) = app.pool.run(look).await??;
    let ends = |_| Refusal::said(StatusCode::SERVICE_UNAVAILABLE, "Hadir is being closed.");
    Ok(Json(Reported {
        ok: true,
        results: faces.iter().map(NamedBox::of).collect(),
        dispatch: dispatched.await.map_err(ends)?,
        webhook_enabled: app.station.settings().webhook_url.value.is_some(),
    }))
}

/// Says that the server is there.
#[utoipa::path(get, path = "/health", tag = "original", responses(Instead, (status = 200, body = Health)))]
async fn health(State(app): State<Arc<App>>) -> Json<Health> {
    let gallery = app.station.gallery().snapshot();
    Json(Health { ok: true, encodings: gallery.templates.len(), labels: gallery.students.len() })
}

/// Says what the server goes by.
#[utoipa::path(get, path = "/config", tag = "original", responses(Instead, (status = 200, body = Config)))]
async fn config(State(app): State<Arc<App>>) -> Json<Config> {
    let settings = app.station.settings();
    let cooldown = settings.cooldown.value;
    let whole = || Number::from(cooldown.as_secs());
    Json(Config {
        tolerance: settings.tolerance.value.get(),
        webhook_enabled: settings.webhook_url.value.is_some(),
        cooldown_seconds: match cooldown.subsec_nanos() {
            0 => whole(),
            _ => Number::from_f64(cooldown.as_secs_f64()).unwrap_or_else(whole),
        },
    })
}

/// A field's value; what is wrong with it goes to the others.
fn collect<T>(wrong: &mut Vec<Wrong>, field: Result<T, Wrong>) -> Option<T> {
    field.map_err(|field| wrong.push(field)).ok()
}

fn student_of(text: &str) -> Result<StudentId, Wrong> {
    StudentId::parse(text).map_err(|refusal| Wrong::value("body", "student_id", refusal, text))
}

fn unavailable(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::said(StatusCode::SERVICE_UNAVAILABLE, Text::said(error).sentence().to_string())
}

/// Finds and names the faces of a picture, as the station does.
fn named(station: &Station, engine: &mut dyn FaceEngine, picture: &RgbImage) -> Result<Vec<NamedFace>, Refusal> {
    let started = Instant::now();
    let settings = station.settings();
    engine.set_upsampling(settings.upsampling.value);
    let failed = |error: EngineError| unavailable(&format!("{} {}", error.text().sentence(), error.advice()));
    let found = engine.faces(picture).map_err(failed)?;
    let gallery = station.gallery().snapshot();
    let name =
        |face: Face| NamedFace::alone(face.face_box, gallery.templates.name(&face.embedding, settings.tolerance.value));
    let faces = found.into_iter().map(name).collect();
    station.meters().looked(SeenBy::Http, started.elapsed().as_secs_f64());
    Ok(faces)
}

/// Whether a face that has a name is near enough to be reported: `min_conf` can only narrow the tolerance. None (NaN) and
/// negative ones let nobody pass, as in the original.
fn is_near(distance: f64, min_conf: f64, tolerance: f64) -> bool {
    let limit = if min_conf == 0.0 { tolerance } else { min_conf.max(0.0) };
    // A distance that was rounded up to its four places still passes the tolerance that named it.
    limit >= tolerance || distance <= limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn min_conf_only_narrows() {
        for (distance, min_conf, passes) in [
            (0.45, 0.0, true),
            (0.45, -0.0, true),
            (0.45, 0.44, false),
            (0.44, 0.44, true),
            (0.45, 0.9, true),
            (0.45, f64::INFINITY, true),
            (0.45, f64::NEG_INFINITY, false),
            (0.01, -1.0, false),
            (0.0, -1.0, true),
            (0.01, f64::NAN, false),
        ] {
            assert_eq!(is_near(distance, min_conf, 0.45), passes, "{distance} {min_conf}");
        }
    }
}
