//! `GET /v1/suggest`: what a text that is being typed may become.

use axum::extract::{Query, State};
use axum::response::Response;
use search::SuggestResponse;

use super::openapi::{AnyRefusal, QueryRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{self, Pairs};
use crate::problem::Problem;

/// Suggests numbers, issuers, phrases and titles while a query is typed; its last word may be unfinished.
#[utoipa::path(
    get,
    path = "/v1/suggest",
    tag = "search",
    params(
        ("q" = Option<String>, Query, max_length = 512, description = "What was typed so far; marks may be left out"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50, description = "Most suggestions; 10 if not given")
    ),
    responses(
        (status = 200, description = "The suggestions, by kind", body = SuggestResponse),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn suggest(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    let request = params::read_suggest(&pairs)?;
    let answer = state.gate.ask(&caller, move |visible| visible.suggest(&request)).await?;
    json(&answer)
}
