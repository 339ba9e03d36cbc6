//! One file for each thing that is served. A handler reads its parameters, asks at the gate and hands the answer to a
//! view; everything else surrounds it.

pub(crate) mod api_page;
pub(crate) mod assets;
pub(crate) mod batch;
pub(crate) mod citations;
pub(crate) mod documents;
pub(crate) mod export;
pub(crate) mod health;
pub(crate) mod ingest;
pub(crate) mod kinship;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod pages;
pub(crate) mod problems;
pub(crate) mod resolve;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod suggest;
pub(crate) mod text;
pub(crate) mod version;
pub(crate) mod whole;

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use self::version::RequestLimits;
use crate::gate::Gate;
use crate::intake::Door;
use crate::metrics::Metrics;
use crate::problem::{Code, Detail, Problem};
use crate::views::ApiPage;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) gate: Gate,
    pub(crate) intake: Door,
    /// The page to try the API.
    pub(crate) api_page: Arc<ApiPage>,
    /// The OpenAPI description, as JSON.
    pub(crate) description: Arc<str>,
    pub(crate) metrics: Metrics,
    /// What one request may ask for.
    pub(crate) limits: RequestLimits,
}

/// Returns the response with this body: the bytes that the command line prints.
fn json(answer: &impl Serialize) -> Result<Response, Problem> {
    written(answer).map(json_text)
}

/// Returns an answer as the bytes that the command line prints.
fn written(answer: &impl Serialize) -> Result<String, Problem> {
    ::search::to_json(answer).map_err(|error| {
        tracing::error!(%error, "an answer could not be written as JSON");
        Problem::mistake()
    })
}

fn json_text(body: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

/// Answers where nothing is served.
pub(crate) async fn not_found() -> Problem {
    Problem::new(Code::RouteNotFound, Detail::NothingHere)
}

/// Answers where something is served, but not by this method.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::new(Code::MethodNotAllowed, Detail::WrongMethod)
}
