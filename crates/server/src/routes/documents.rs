//! `GET /v1/documents/{id}`: one directive as it was understood.
//!
//! An id is looked up in the index and never becomes a path: there is nothing to climb out of.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::openapi::{AnyRefusal, IdRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{Pairs, only};
use crate::problem::{Code, Detail, Problem};
use crate::views::DirectiveJson;

/// Returns one directive: its facts, each with its ground, and the documents it cites.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}",
    tag = "search",
    params(("id" = String, Path, description = "The id of a hit")),
    responses(
        (status = 200, description = "The directive", body = DirectiveJson),
        IdRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn document(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.directive(&id)).await?;
    json(&found.ok_or_else(unknown)?)
}

/// Returns the problem of an id that does not exist, or that is not even text.
pub(crate) fn unknown() -> Problem {
    Problem::new(Code::DocumentNotFound, Detail::NoSuchDirective)
}
