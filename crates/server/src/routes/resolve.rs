//! `POST /v1/resolve`: lists of document numbers looked up at once.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use search::Resolution;

use super::openapi::{AnyRefusal, BodyRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{Pairs, ResolveBody, ResolveRequest, only, read_resolve};
use crate::problem::Problem;

/// Looks up document numbers: which directives bear each, how many cite it, and where none does, what lies nearest.
#[utoipa::path(
    post,
    path = "/v1/resolve",
    tag = "citations",
    request_body = ResolveBody,
    responses(
        (status = 200, description = "What is known of each number, in the order given", body = Resolution),
        BodyRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn resolve(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let request = read_resolve(&headers, body)?;
    let answer = state.gate.ask(&caller, move |visible| match &request {
        ResolveRequest::Numbers(numbers) => visible.resolve(numbers),
        ResolveRequest::Text(text) => visible.resolve_text(text),
    });
    json(&answer.await?)
}
