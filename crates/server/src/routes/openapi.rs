//! `GET /v1/openapi.json`: the description of the API, made from the code that serves it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as Described, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::{AppState, json_text};
use crate::guard::{SCHEME, scheme};
use crate::middleware::conditional::of_content;
use crate::problem::{Code, ProblemBody};

/// The frame of the description; the routes are added where they are mounted.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "tracuu",
        description = "Full-text search over Vietnamese directives: official letters, directives, resolutions."
    ),
    components(schemas(ProblemBody)),
    modifiers(&Keys),
    tags(
        (name = "search", description = "Finding and reading directives, as JSON"),
        (name = "citations", description = "Who cites what, and which directive a number means"),
        (name = "intake", description = "Sending directives to be kept, and taking them back"),
        (name = "reading room", description = "Finding and reading directives, as pages"),
        (name = "operation", description = "For whoever runs the server")
    )
)]
pub(crate) struct Description;

/// Says in the description what a key is.
struct Keys;

impl Modify for Keys {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        description.components.get_or_insert_default().add_security_scheme(SCHEME, scheme());
    }
}

/// Returns this description.
#[utoipa::path(
    get,
    path = "/v1/openapi.json",
    tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1", body = Object), AnyRefusal)
)]
pub(crate) async fn openapi(State(state): State<AppState>) -> Response {
    let tag = of_content(state.description.as_bytes());
    ([(header::ETAG, tag)], json_text(state.description.to_string())).into_response()
}

/// The problems that any route of the API can answer with.
pub(crate) struct AnyRefusal;

/// The problems of a query.
pub(crate) struct QueryRefusal;

/// The problems of a body.
pub(crate) struct BodyRefusal;

/// The problems of a route that takes the id of a directive and few parameters.
pub(crate) struct IdRefusal;

/// The problems of a route that takes no parameters.
pub(crate) struct BareRefusal;

/// The problems of a route that describes something by its name.
pub(crate) struct KindRefusal;

/// The problems of a directive that is sent.
pub(crate) struct IntakeRefusal;

/// The problems of a batch as a whole.
pub(crate) struct BatchRefusal;

/// The problems of a directive that is taken back.
pub(crate) struct RemovalRefusal;

/// The problems of the reading room, shown as pages.
pub(crate) struct PageRefusal;

const ANY: [Code; 7] = [
    Code::MethodNotAllowed,
    Code::PayloadTooLarge,
    Code::UriTooLong,
    Code::Internal,
    Code::IndexUnavailable,
    Code::Overloaded,
    Code::Timeout,
];
const BODY: [Code; 2] = [Code::InvalidJson, Code::UnsupportedMediaType];
const INTAKE: [Code; 6] = [
    Code::UnknownParameter,
    Code::InvalidJson,
    Code::UnsupportedMediaType,
    Code::InvalidDocument,
    Code::Conflict,
    Code::WriterBusy,
];
const QUERY: [Code; 5] =
    [Code::UnknownParameter, Code::InvalidValue, Code::UnknownField, Code::QuerySyntax, Code::QueryTooCostly];

impl IntoResponses for AnyRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&ANY)
    }
}

impl IntoResponses for QueryRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&QUERY)
    }
}

impl IntoResponses for BodyRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        // Those of the query come with it: of two descriptions of one status, the last would be the only one.
        described(&[QUERY.as_slice(), &BODY].concat(), problem)
    }
}

impl IntoResponses for IdRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        described(&[Code::UnknownParameter, Code::InvalidValue, Code::DocumentNotFound], problem)
    }
}

impl IntoResponses for BareRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[Code::UnknownParameter])
    }
}

impl IntoResponses for KindRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[Code::UnknownParameter, Code::RouteNotFound])
    }
}

impl IntoResponses for IntakeRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&INTAKE)
    }
}

impl IntoResponses for BatchRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[Code::UnknownParameter, Code::UnsupportedMediaType])
    }
}

impl IntoResponses for RemovalRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[Code::UnknownParameter, Code::DocumentNotFound, Code::Conflict, Code::WriterBusy])
    }
}

impl IntoResponses for PageRefusal {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        page_refusals(&[QUERY.as_slice(), &ANY].concat())
    }
}

/// Describes problems of the API.
pub(crate) fn refusals(codes: &[Code]) -> BTreeMap<String, RefOr<Described>> {
    described(codes, problem)
}

/// Describes problems of the reading room.
pub(crate) fn page_refusals(codes: &[Code]) -> BTreeMap<String, RefOr<Described>> {
    described(codes, page)
}

/// Describes problems, those of one status together.
fn described(codes: &[Code], body: fn(&str) -> Described) -> BTreeMap<String, RefOr<Described>> {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (status, name) in codes.iter().map(|code| code.facts()) {
        names.entry(status.as_str().to_owned()).or_default().push(name);
    }
    names.into_iter().map(|(status, names)| (status, body(&names.join(", ")).into())).collect()
}

fn problem(names: &str) -> Described {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(names).content("application/problem+json", content).build()
}

fn page(names: &str) -> Described {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let content = ContentBuilder::new().schema(Some(text)).build();
    ResponseBuilder::new().description(names).content("text/html", content).build()
}
