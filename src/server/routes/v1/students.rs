//! Who is enrolled, and removing somebody.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{MAX_LIMIT, rows_of};
use super::in_line;
use crate::core::StudentId;
use crate::journal::{Filter, JournalError, Reader};
use crate::server::app::App;
use crate::server::query::Parameters;
use crate::server::refusal::{Instead, Invalid, Refusal, Said, Wrong};
use crate::server::routes::openapi::STUDENTS;
use crate::station::{RowsOf, Station};

/// Everyone enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Students {
    /// How many there are.
    total: usize,
    /// These, in the order in which a person would sort them.
    students: Vec<Student>,
}

/// A student who is enrolled.
#[derive(Serialize, ToSchema)]
struct Student {
    /// Who.
    student_id: String,
    /// What they are called; null where that is not known.
    name: Option<String>,
    /// The class they are in; null where that is not known.
    class: Option<String>,
    /// Templates there are of them: one for each photo.
    templates: usize,
}

/// What came of removing a student.
#[derive(Serialize, ToSchema)]
pub(super) struct Removed {
    /// They are removed, from the log as far as was asked.
    ok: bool,
    /// What came of it, a sentence.
    msg: String,
    /// What could not be done, or is left to a person.
    problems: Vec<Left>,
}

/// Something that is left to do.
#[derive(Serialize, ToSchema)]
struct Left {
    /// What happened.
    text: String,
    /// What to do.
    advice: String,
}

/// Who is enrolled
#[utoipa::path(
    get,
    path = "/api/v1/students",
    operation_id = "students",
    tag = STUDENTS,
    responses(Instead, (status = 200, description = "Everyone enrolled", body = Students)),
)]
pub(super) async fn students(State(app): State<Arc<App>>) -> Json<Students> {
    let (gallery, people) = (app.station.gallery().snapshot(), app.station.register().snapshot());
    let students = gallery.students.iter().map(|student| {
        let person = people.get(&student.id);
        Student {
            student_id: student.id.to_string(),
            name: person.and_then(|person| person.name.clone()),
            class: person.and_then(|person| person.class.clone()),
            templates: student.templates.len(),
        }
    });
    Json(Students { total: gallery.students.len(), students: students.collect() })
}

/// Remove a student
///
/// Deletes every template and picture of them, their name, class and note, and what the attendance log has of them as far
/// as `log` says. Events that are in the main API stay there. Somebody who is enrolled no more can still be removed from
/// the log.
#[utoipa::path(
    delete,
    path = "/api/v1/students/{student_id}",
    operation_id = "remove_student",
    tag = STUDENTS,
    params(
        ("student_id" = String, Path, description = "Who", example = "alip"),
        ("log" = Option<AskedRows>, Query,
            description = "What becomes of their events: `keep` (unless given), `anonymise` (they stay, as of nobody) or `remove`"),
    ),
    responses(
        Instead,
        (status = 200, description = "They are removed; `problems` says what is left to a person", body = Removed),
        (status = 404, description = "Nobody of this id is enrolled, or in the log", body = Said),
        (status = 422, description = "The id is an impossible one, or `log` is wrong", body = Invalid),
        (status = 503, description = "Not all could be removed; `problems` says what was not", body = Removed),
    )
)]
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let student = id(path)?;
    let rows = rows_of(&Parameters::of(&uri))?;
    in_line(move || removed(&app.station, &student, rows)).await?
}

fn id(path: Result<Path<String>, PathRejection>) -> Result<StudentId, Refusal> {
    let wrong = |why: &str, given: &str| Refusal::Invalid(vec![Wrong::value("path", "student_id", why, given)]);
    let Path(text) = path.map_err(|_| wrong("The student id is not UTF-8.", ""))?;
    StudentId::parse(&text).map_err(|refusal| wrong(&refusal.to_string(), &text))
}

fn removed(station: &Station, student: &StudentId, rows: RowsOf) -> Result<Response, Refusal> {
    let is_enrolled = || station.gallery().snapshot().student(student).is_some();
    // Of a log that cannot be read it is not known: removing them from it is tried, and says so.
    let is_in_log = || rows != RowsOf::Keep && names(&mut station.journal().reader(), student).unwrap_or(true);
    let is_known = || station.register().snapshot().get(student).is_some();
    if !is_enrolled() && !is_known() && !is_in_log() {
        return Err(Refusal::said(StatusCode::NOT_FOUND, format!("{student} is not enrolled.")));
    }
    let problems = station.remove_student(student, rows);
    let ok = problems.is_empty() || !(is_enrolled() || is_known() || is_in_log());
    let (status, msg) = match (ok, problems.is_empty()) {
        (true, true) => (StatusCode::OK, format!("{student} is removed.")),
        (true, false) => (StatusCode::OK, format!("{student} is removed, but for what is left to a person.")),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, format!("Not all of {student} could be removed.")),
    };
    let problems = problems
        .into_iter()
        .map(|problem| Left { text: problem.text.to_string(), advice: problem.advice.to_string() })
        .collect();
    Ok((status, Json(Removed { ok, msg, problems })).into_response())
}

/// Whether the log names a student.
fn names(reader: &mut Reader, student: &StudentId) -> Result<bool, JournalError> {
    let filter = Filter { text: student.to_string(), ..Filter::default() };
    let mut before = None;
    loop {
        let rows = reader.newest(&filter, before, MAX_LIMIT)?;
        if rows.iter().any(|row| row.event.student.as_ref() == Some(student)) {
            return Ok(true);
        }
        match rows.last() {
            Some(last) => before = Some(last.event.number),
            None => return Ok(false),
        }
    }
}

/// The words of `log`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "they are read in asked.rs; this is how they are described")]
pub(super) enum AskedRows {
    Keep,
    Anonymise,
    Remove,
}
