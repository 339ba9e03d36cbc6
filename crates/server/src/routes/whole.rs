//! What is asked of a whole set: all values of a facet, and the years.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use search::{FacetList, Timeline};

use super::openapi::{AnyRefusal, QueryRefusal};
use super::{AppState, json, not_found};
use crate::guard::Caller;
use crate::params::{self, FacetName, Pairs, SetParameters, read_facet};
use crate::problem::Problem;

/// Returns all values of a facet under a query, or those that begin so; each counted as if it were chosen alone.
#[utoipa::path(
    get,
    path = "/v1/facets/{field}",
    tag = "search",
    params(
        ("field" = inline(FacetName), Path, description = "A facet; its name in any spelling is read too"),
        ("prefix" = Option<String>, Query, description = "What values begin with; marks may be left out"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000, description = "Most values; 100 if not given"),
        ("offset" = Option<u32>, Query, minimum = 0, maximum = 10_000_000, description = "Values to skip"),
        SetParameters
    ),
    responses(
        (status = 200, description = "The values, the commonest first", body = FacetList),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn facet(
    State(state): State<AppState>,
    caller: Caller,
    field: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let Ok(Path(field)) = field else { return Err(not_found().await) };
    let request = read_facet(&field, pairs)?;
    json(&state.gate.ask(&caller, move |visible| visible.facet_values(&request)).await?)
}

/// Returns the years of what a query finds, from the first to the last, gaps included.
#[utoipa::path(
    get,
    path = "/v1/timeline",
    tag = "search",
    params(SetParameters),
    responses(
        (status = 200, description = "The years with their counts", body = Timeline),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn timeline(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let request = params::read(&pairs)?;
    json(&state.gate.ask(&caller, move |visible| visible.timeline(&request)).await?)
}
