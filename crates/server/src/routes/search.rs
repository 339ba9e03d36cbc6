//! `GET /v1/search`: ranked hits with facets.

use axum::extract::{Query, State};
use axum::response::Response;
use search::SearchResponse;

use super::openapi::{AnyRefusal, QueryRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{self, Pairs, SearchParameters};
use crate::problem::Problem;

/// Searches the directives. Filters may be repeated: values of one are alternatives, different ones must all hold.
#[utoipa::path(
    get,
    path = "/v1/search",
    tag = "search",
    params(SearchParameters),
    responses(
        (status = 200, description = "The hits, their total and the counts", body = SearchResponse),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn search(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let request = params::read(&pairs)?;
    let answer = state.gate.ask(&caller, move |visible| visible.search(&request)).await?;
    json(&answer)
}
