//! The text of a directive, whole or by part, and every place in it where a query matches.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use search::{DirectiveText, MAX_PLACES, TextMatches};

use super::documents::unknown;
use super::openapi::{AnyRefusal, QueryRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{Pairs, bounded, only, value};
use crate::problem::Problem;

/// Returns the text of a directive with its sections, articles and numbered duties, or one of these.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/text",
    tag = "search",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("part" = Option<String>, Query, description = "The id of a part, as `parts` lists them: `dieu-3`, `2`")
    ),
    responses(
        (status = 200, description = "The text; offsets are Unicode code points of the whole text", body = DirectiveText),
        (status = 404, description = "document-not-found", body = crate::problem::ProblemBody,
         content_type = "application/problem+json"),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn text(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&["part"], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.text(&id, value("part", &pairs))).await?;
    json(&found.ok_or_else(unknown)?)
}

/// Returns every place in a directive where a query matches; offsets are those of `/v1/documents/{id}/text`.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/matches",
    tag = "search",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("q" = Option<String>, Query, max_length = 4096, description = "The query"),
        ("limit" = Option<u32>, Query, minimum = 0, maximum = 10_000, description = "Most places; 10000 if not given")
    ),
    responses(
        (status = 200, description = "The places, and how many there are", body = TextMatches),
        (status = 404, description = "document-not-found", body = crate::problem::ProblemBody,
         content_type = "application/problem+json"),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn matches(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&["q", "limit"], &pairs)?;
    let limit = bounded(("limit", 0, MAX_PLACES as u64, MAX_PLACES as u64), &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state
        .gate
        .ask(&caller, move |visible| visible.places(&id, value("q", &pairs).unwrap_or_default(), limit))
        .await?;
    json(&found.ok_or_else(unknown)?)
}
