//! `PUT` and `DELETE /v1/documents/{id}`: directives that are sent one by one, and taken back.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::documents::unknown;
use super::openapi::{AnyRefusal, IntakeRefusal, RemovalRefusal};
use super::{AppState, json};
use crate::intake::{Applied, Change, Kind, NewDirective, Received, kind};
use crate::params::{Pairs, only};
use crate::percent::percent_encoded;
use crate::problem::{Code, Detail, Problem};

/// A directive as a record: what a line of a `.jsonl` file holds. Other fields are not looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DirectiveRecord)]
pub(crate) struct DirectiveRecord {
    /// If it is given, the id in the path.
    id: Option<String>,
    /// A title, which the text need not hold.
    title: Option<String>,
    /// The text: more than white space.
    #[schema(pattern = r"\S")]
    text: String,
}

/// What came of a directive.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ingested<'a> {
    /// Its id.
    id: &'a str,
    /// added, changed, or unchanged: the same was there already.
    status: &'static str,
}

/// Puts a directive in the place of the one of this id, or adds it. The answer comes when it lasts, whatever happens to
/// the machine, and when searches find it. Sending the same again changes nothing.
#[utoipa::path(
    put,
    path = "/v1/documents/{id}",
    tag = "intake",
    params((
        "id" = String,
        Path,
        description = "1 to 200 of A-Z a-z 0-9 . _ -, the first neither . nor -",
        pattern = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$"
    )),
    request_body(content((String = "text/plain"), (DirectiveRecord = "application/json"))),
    responses(
        (status = 200, description = "It took the place of another, or was there already", body = Ingested),
        (status = 201, description = "It was added", body = Ingested, headers(("Location" = String, description = "Where it is read"))),
        IntakeRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn put(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let Path(id) = id.map_err(|_| refused(Detail::IdNoText))?;
    let kind = kind(&headers)
        .filter(|kind| *kind != Kind::JsonLines)
        .ok_or_else(|| Problem::new(Code::UnsupportedMediaType, Detail::NoDirective))?;
    let most = state.intake.limits.document;
    let place = state.intake.enter(announced(&headers).unwrap_or(most).min(most))?;
    let directive = directive(&id, kind, Received::new(body, most).whole().await?)?;
    match place.apply_one(Change::Put(directive)).await? {
        Applied::Added => {
            let mut response = (StatusCode::CREATED, ingested(&id, "added")?).into_response();
            if let Ok(address) = HeaderValue::try_from(format!("/v1/documents/{}", percent_encoded(&id))) {
                response.headers_mut().insert(header::LOCATION, address);
            }
            Ok(response)
        }
        Applied::Changed => ingested(&id, "changed"),
        Applied::Unchanged => ingested(&id, "unchanged"),
        other => Err(not_done(other)),
    }
}

/// Removes a directive that was sent. One that lies in a folder of the archive is removed by removing its file.
#[utoipa::path(
    delete,
    path = "/v1/documents/{id}",
    tag = "intake",
    params(("id" = String, Path, description = "The id of a directive that was sent")),
    responses((status = 204, description = "It is gone"), RemovalRefusal, AnyRefusal)
)]
pub(crate) async fn remove(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<StatusCode, Problem> {
    only(&[], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    match state.intake.enter(0)?.apply_one(Change::Remove(id)).await? {
        Applied::Removed => Ok(StatusCode::NO_CONTENT),
        Applied::Absent => Err(unknown()),
        other => Err(not_done(other)),
    }
}

fn directive(id: &str, kind: Kind, body: Vec<u8>) -> Result<NewDirective, Problem> {
    let text = String::from_utf8(body).map_err(|error| refused(Detail::NotUtf8(error.utf8_error().valid_up_to())))?;
    if kind == Kind::Text {
        return Ok(NewDirective { id: id.to_owned(), title: None, text });
    }
    let record: DirectiveRecord =
        serde_json::from_str(&text).map_err(|error| Problem::new(Code::InvalidJson, Detail::NoRecord(error.into())))?;
    match record.id {
        Some(other) if other != id => Err(refused(Detail::OtherId)),
        _ => Ok(NewDirective { id: id.to_owned(), title: record.title, text: record.text }),
    }
}

fn ingested(id: &str, status: &'static str) -> Result<Response, Problem> {
    json(&Ingested { id, status })
}

/// Returns the problem of a change that was not made.
pub(super) fn not_done(applied: Applied) -> Problem {
    match applied {
        Applied::OfArchive => Problem::new(Code::Conflict, Detail::OfArchive),
        Applied::Refused(reason) => refused(Detail::Refused(reason)),
        _ => {
            tracing::error!("the index answered something else than was asked");
            Problem::mistake()
        }
    }
}

pub(super) fn refused(detail: Detail) -> Problem {
    Problem::new(Code::InvalidDocument, detail)
}

/// Returns how long a body says that it is.
pub(super) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
