//! Writes problems out: one place that knows both the request, which wants JSON or a page, and what went wrong.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::ids::RequestId;
use crate::language::Language;
use crate::problem::Problem;
use crate::views::{ProblemPage, html};

/// Gives every problem its body. Status and headers (`Allow`, `Retry-After`) stay as they are.
pub(crate) async fn write_out(request: Request, next: Next) -> Response {
    let (wants_page, language) = (wants_page(&request), Language::asked(request.headers()));
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = if wants_page { page(&problem, &id) } else { json(&problem, &id, language) };
    let (body_parts, body) = body.into_parts();
    // Not `extend`: an answer may go by more than one header (`Vary`).
    for (name, value) in &body_parts.headers {
        parts.headers.append(name, value.clone());
    }
    Response::from_parts(parts, body)
}

/// Answers for a handler that panicked. What it said goes to the log, not to the client.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over so")]
pub(crate) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said.unwrap_or("no words"), "a handler panicked");
    Problem::mistake().into_response()
}

/// The reading room speaks HTML, the API JSON; elsewhere a browser is recognised by what it accepts.
fn wants_page(request: &Request) -> bool {
    let path = request.uri().path();
    if matches!(path, "/" | "/api") || path.starts_with("/documents/") {
        return true;
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    !path.starts_with("/v1/") && accept.contains("text/html")
}

fn json(problem: &Problem, id: &str, language: Language) -> Response {
    let body = search::to_json(&problem.body(id, language)).unwrap_or_default();
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = ([(header::CONTENT_TYPE, kind)], Body::from(body)).into_response();
    language.tell(&mut response);
    response
}

/// The reading room speaks Vietnamese, whatever a browser prefers.
fn page(problem: &Problem, id: &str) -> Response {
    let language = Language::Vietnamese;
    html(&ProblemPage::new(problem, id)).unwrap_or_else(|_| json(problem, id, language))
}
