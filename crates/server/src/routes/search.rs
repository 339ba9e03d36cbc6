//! `/v1/search`: ranked hits with facets, asked by a query string or by a body.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use search::{QueryClass, SearchError, SearchRequest, SearchResponse, Visible};

use super::openapi::{AnyRefusal, BodyRefusal, QueryRefusal};
use super::{AppState, json_text, written};
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
    Ok(state.gate.ask(&caller, move |visible| answer(visible, &request)).await??.into_response())
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
    let answer = state.gate.ask(&caller, move |visible| answer(visible, &request)).await;
    Ok(answer.map_err(Problem::pointed)??.into_response())
}

/// An answer as it is sent, with what is told of it.
struct Answer {
    json: String,
    class: QueryClass,
    asked: Asked,
    partial: bool,
}

/// Searches and writes the answer by the same thread: it has all of it at hand, and what it took of memory is given back
/// to where it came from.
fn answer(visible: &Visible<'_>, request: &SearchRequest) -> Result<Result<Answer, Problem>, SearchError> {
    let answer = visible.search(request)?;
    let json = written(&answer);
    let SearchResponse { partial, query, .. } = answer;
    Ok(json.map(|json| Answer { json, class: query.class, asked: Asked(query.q), partial }))
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (Extension(self.class), Extension(self.asked), json_text(self.json)).into_response();
        // A part of an answer is none to keep: the next may hold more.
        if self.partial {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        response
    }
}
