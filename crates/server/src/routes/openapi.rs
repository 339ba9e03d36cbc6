//! `GET /v1/openapi.json`: the description of the API, made from the code that serves it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as Described, ResponseBuilder};
use utoipa::{IntoResponses, OpenApi};

use super::{AppState, json_text};
use crate::problem::{Code, ProblemBody};

/// The frame of the description; the routes are added where they are mounted.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "tracuu",
        description = "Full-text search over Vietnamese directives: official letters, directives, resolutions."
    ),
    components(schemas(ProblemBody)),
    tags(
        (name = "search", description = "Finding and reading directives, as JSON"),
        (name = "reading room", description = "Finding and reading directives, as pages"),
        (name = "operation", description = "For whoever runs the server")
    )
)]
pub(crate) struct Description;

/// Returns this description.
#[utoipa::path(
    get,
    path = "/v1/openapi.json",
    tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1", body = Object), AnyRefusal)
)]
pub(crate) async fn openapi(State(state): State<AppState>) -> Response {
    json_text(state.description.to_string())
}

/// The problems that any route can answer with.
pub(crate) struct AnyRefusal;

/// The problems of a query.
pub(crate) struct QueryRefusal;

impl IntoResponses for AnyRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        described(&[
            Code::MethodNotAllowed,
            Code::PayloadTooLarge,
            Code::UriTooLong,
            Code::Internal,
            Code::IndexUnavailable,
            Code::Overloaded,
            Code::Timeout,
        ])
    }
}

impl IntoResponses for QueryRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        described(&[Code::UnknownParameter, Code::InvalidValue, Code::QueryTooCostly])
    }
}

/// Describes problems, those of one status together.
fn described(codes: &[Code]) -> BTreeMap<String, RefOr<Described>> {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (status, name, _) in codes.iter().map(|code| code.facts()) {
        names.entry(status.as_str().to_owned()).or_default().push(name);
    }
    names.into_iter().map(|(status, names)| (status, problem(&names.join(", ")).into())).collect()
}

fn problem(names: &str) -> Described {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(names).content("application/problem+json", content).build()
}
