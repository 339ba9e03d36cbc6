//! Counts every answer: by its route, by its problem, and by what kind of question it was.
//!
//! It stands inside of what writes problems out, where their codes are still known. Only paths that were mounted become
//! labels: what strangers ask for must not fill the memory.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use search::QueryClass;

use crate::metrics::Metrics;
use crate::problem::Problem;

/// The name of the route where there is none.
const NOWHERE: &str = "none";

/// The class of a question, found among the extensions of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(pub(crate) &'static str);

/// Counts an answer.
pub(crate) async fn measure(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let route = path.as_ref().map_or(NOWHERE, MatchedPath::as_str);
    let of_route = class_of(request.method(), route);
    let mut response = next.run(request).await;
    if let Some(class) = response.extensions().get::<QueryClass>().map(|class| class.name()).or(of_route) {
        response.extensions_mut().insert(Class(class));
        if response.status() == StatusCode::OK {
            metrics.time(class, begun.elapsed());
        }
    }
    metrics.count_answer(route, response.status().as_u16());
    if let Some(problem) = response.extensions().get::<Problem>() {
        metrics.count_problem(problem.code.facts().1);
    }
    response
}

/// Returns the class of questions that is told by their route. That of a search is told by its query.
fn class_of(method: &Method, route: &str) -> Option<&'static str> {
    match (method.as_str(), route) {
        ("GET" | "POST", "/v1/search/export") => Some("export"),
        ("GET", "/v1/facets/{field}" | "/v1/timeline") => Some("facet"),
        ("GET", "/v1/suggest") => Some("suggest"),
        ("POST", "/v1/resolve") | ("GET", "/v1/cited-by" | "/v1/coverage") => Some("citation"),
        ("GET", path) if path.starts_with("/v1/documents/") || path.starts_with("/documents/") => Some("document"),
        _ => None,
    }
}
