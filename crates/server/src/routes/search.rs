//! `/v1/search`: ranked hits with facets, asked by a query string or by a body.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use search::{QueryClass, SearchResponse};

use super::openapi::{AnyRefusal, BodyRefusal, QueryRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::middleware::trace::Asked;
use crate::params::{self, Pairs, SearchBody, SearchParameters, only};
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
    let class = request.class();
    let answer = state.gate.ask(&caller, move |visible| visible.search(&request)).await?;
    answered(class, &answer)
}

/// Searches as the query string does, by a JSON object of the same names: a filter is a string or a list of strings.
#[utoipa::path(
    post,
    path = "/v1/search",
    tag = "search",
    request_body = SearchBody,
    responses(
        (status = 200, description = "The hits, their total and the counts", body = SearchResponse),
        BodyRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn search_by_body(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let request = params::read_search(&headers, body)?;
    let class = request.class();
    let answer = state.gate.ask(&caller, move |visible| visible.search(&request)).await.map_err(Problem::pointed)?;
    answered(class, &answer)
}

/// Returns an answer. A part of one is no answer to keep: the next may hold more.
fn answered(class: QueryClass, answer: &SearchResponse) -> Result<Response, Problem> {
    let mut response = (Extension(class), Extension(Asked(answer.query.q.clone())), json(answer)?).into_response();
    if answer.partial {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}
