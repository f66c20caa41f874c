//! The attendance log: a part of it at a time, or all of it as CSV.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, Format, MAX_LIMIT};
use super::told::Event;
use super::{in_line, unreadable};
use crate::journal::{Csv, Filter, JournalError, Reader};
use crate::server::app::App;
use crate::server::query::Parameters;
use crate::server::refusal::{Instead, Invalid, Refusal, Said};
use crate::server::routes::openapi::STUDENTS;

/// Events, newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Events {
    /// How many pass the filter in all.
    total: usize,
    /// Where the next part begins: ask again with `before` of this. Null where there are no more.
    next: Option<i64>,
    /// These.
    events: Vec<Event>,
}

/// The attendance log, newest first
///
/// With a filter, a part at a time: while `next` is not null, ask again with `before` of it. Numbers do not move when new
/// events come, so no event is missed or told twice.
///
/// As CSV (`format=csv`, or `Accept: text/csv`) it is one table of everything that passes the filter, with times as the
/// station's clock shows them: the one that the window exports. Where a table breaks off, the connection does.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    operation_id = "events",
    tag = STUDENTS,
    params(
        ("student" = Option<String>, Query, description = "Part of a student's id, in any case"),
        ("from" = Option<String>, Query, format = DateTime, description = "At this moment or later (RFC 3339)",
            example = "2026-07-20T07:00:00+07:00"),
        ("until" = Option<String>, Query, format = DateTime, description = "Before this moment (RFC 3339)"),
        ("camera" = Option<String>, Query, description = "Seen by the camera of exactly this name"),
        ("who" = Option<AskedWho>, Query, description = "Whom it is about"),
        ("delivery" = Option<AskedDelivery>, Query, description = "How far it is on its way"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 1000,
            description = "So many events at most; 100 where it is not given, and of a table all"),
        ("before" = Option<i64>, Query, minimum = 1, description = "Only events with smaller numbers"),
        ("format" = Option<AskedFormat>, Query, description = "Form of the answer, whatever `Accept` says"),
    ),
    responses(
        Instead,
        (status = 200, description = "The events", content((Events = "application/json"), (String = "text/csv"))),
        (status = 422, description = "A parameter is wrong", body = Invalid),
        (status = 503, description = "The log cannot be read", body = Said),
    )
)]
pub(super) async fn events(State(app): State<Arc<App>>, headers: HeaderMap, uri: Uri) -> Result<Response, Refusal> {
    let asked = Asked::of(&Parameters::of(&uri))?;
    let reader = app.station.journal().reader();
    match asked.format.unwrap_or_else(|| wished(&headers)) {
        Format::Json => Ok(Json(page(reader, asked).await?).into_response()),
        Format::Csv => table(reader, asked).await,
    }
}

/// The form that is wished for by the headers: a table only where it stands before JSON.
fn wished(headers: &HeaderMap) -> Format {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut kinds = accepted.flat_map(|value| value.split(',')).map(|kind| kind.split(';').next().unwrap_or_default());
    match kinds.find(|kind| ["text/csv", "application/json"].contains(&kind.trim())) {
        Some(kind) if kind.trim() == "text/csv" => Format::Csv,
        _ => Format::Json,
    }
}

async fn page(mut reader: Reader, asked: Asked) -> Result<Events, Refusal> {
    let read = move || -> Result<Events, JournalError> {
        let limit = asked.page();
        let total = reader.count_once(&asked.filter)?;
        // One more than asked for: whether there are more.
        let mut rows = reader.newest(&asked.filter, asked.before, limit + 1)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| row.event.number);
        Ok(Events { total, next, events: rows.into_iter().map(Event::from).collect() })
    };
    in_line(read).await?.map_err(|error| unreadable(&error))
}

/// A table on its way. Between its parts it holds a file open, and neither a thread nor a place in the line: whoever reads
/// it slowly holds up nobody.
struct Table {
    reader: Reader,
    filter: Filter,
    zone: TimeZone,
    before: Option<i64>,
    left: usize,
    begun: bool,
}

async fn table(reader: Reader, asked: Asked) -> Result<Response, Refusal> {
    let (left, before) = (asked.table(), asked.before);
    let table = Table { reader, filter: asked.filter, zone: TimeZone::system(), before, left, begun: false };
    // What is wrong at once can still be said.
    let (first, table) = in_line(|| table.part()).await?.map_err(|error| unreadable(&error))?;
    let rest = stream::try_unfold(table, |table| async {
        let Some(table) = table else { return Ok(None) };
        match in_line(|| table.part()).await {
            Ok(Ok((part, table))) => Ok(Some((part, table))),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a table of events breaks off");
                Err(io::Error::other(error))
            }
            Err(_) => Err(io::Error::other("Hadir is being closed")),
        }
    });
    let parts = stream::once(async { Ok::<Bytes, io::Error>(first) }).chain(rest);
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"hadir-events.csv\"")];
    Ok((headers, Body::from_stream(parts)).into_response())
}

impl Table {
    /// Its next part, and itself where there may be more.
    fn part(mut self) -> Result<(Bytes, Option<Self>), JournalError> {
        let wanted = self.left.min(MAX_LIMIT);
        let rows = self.reader.newest(&self.filter, self.before, wanted)?;
        let mut csv = if self.begun { Csv::go_on(Vec::new()) } else { Csv::begin(Vec::new())? };
        for row in &rows {
            csv.add(row, &self.zone)?;
        }
        let bytes = csv.end()?.into();
        self.left -= rows.len();
        self.begun = true;
        // By the numbers, whatever was removed meanwhile.
        self.before = rows.last().map(|row| row.event.number);
        let more = rows.len() == wanted && self.left > 0;
        Ok((bytes, more.then_some(self)))
    }
}

/// The words of `who`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "they are read in asked.rs; this is how they are described")]
pub(super) enum AskedWho {
    Anyone,
    Known,
    Unknown,
    Corrected,
    ByHand,
}

/// The words of `delivery`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "they are read in asked.rs; this is how they are described")]
pub(super) enum AskedDelivery {
    Queued,
    Retrying,
    Sent,
    GivenUp,
}

/// The words of `format`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "they are read in asked.rs; this is how they are described")]
pub(super) enum AskedFormat {
    Json,
    Csv,
}
