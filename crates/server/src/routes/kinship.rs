//! `GET /v1/documents/{id}/similar` and `/parallels`: directives that are kin to one.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use search::{Parallels, Similar};

use super::documents::unknown;
use super::openapi::{AnyRefusal, IdRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{Pairs, numbers};
use crate::problem::Problem;

/// Returns the directives most similar to one, each with what both share: rare pairs of words, and citations.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/similar",
    tag = "search",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Most directives; 10 if not given")
    ),
    responses(
        (status = 200, description = "The directives, the most similar first", body = Similar),
        IdRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn similar(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let [limit] = numbers([("limit", 1, 100, 10)], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.similar(&id, limit)).await?;
    json(&found.ok_or_else(unknown)?)
}

/// Returns the directives that share passages with one, word for word.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/parallels",
    tag = "search",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("words" = Option<u32>, Query, minimum = 6, maximum = 1000,
         description = "Words that a passage has at least; 12 if not given"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Most directives; 20 if not given")
    ),
    responses(
        (status = 200, description = "The directives, those that share most first", body = Parallels),
        IdRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn parallels(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let [words, limit] = numbers([("words", 6, 1_000, 12), ("limit", 1, 100, 20)], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.parallels(&id, words, limit)).await?;
    json(&found.ok_or_else(unknown)?)
}
